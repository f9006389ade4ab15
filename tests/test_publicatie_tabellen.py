"""The open-data files: exact, safe in Excel, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from poorten.voorbeeld import code, lange_tabel, notebook, rapport, titel

from ibtlib.fouten import AanvraagFout
from ibtlib.publicatie.tabellen_uit import als_csvtekst, schrijf_csv, schrijf_xlsx, tabellen_van
from ibtlib.weergave import Kolom, Tabel

DATUM = dt.date(2024, 1, 1)
KOLOMMEN = (
    Kolom("naam"),
    Kolom("personen", "geheel"),
    Kolom("aandeel", "procent", 1),
    Kolom("index", "breuk", 2),
)
PROEF = Tabel(
    "proef",
    "Proef, personen",
    KOLOMMEN,
    (
        ("Soest", 1372, Fraction(30200, 343), Fraction(1651, 429)),
        ("=1+1", None, None, Fraction(-5, 2)),
        ('zeg "a"; b', -31, Fraction(50), Fraction(1, 1)),
    ),
    ("CBS",),
    ("Een opmerking.",),
)


def test_tabellen_van_vindt_ook_die_van_figuren() -> None:
    assert [t["naam"] for t in tabellen_van(rapport())] == [
        "realisatie-per-halfjaar-cijfers",
        "tabel-1-gemeenten",
        "tabel-2-grondslag",
        "vooruitblik-cijfers",
    ]


def test_parametercellen_geven_geen_tabel_en_een_herhaalde_tabel_komt_een_keer() -> None:
    nb = notebook(titel(), PROEF, PROEF)
    nb.cells.append(code(lange_tabel(), tags=("injected-parameters",)))
    assert [t["naam"] for t in tabellen_van(nb)] == ["proef"]


def test_twee_verschillende_tabellen_met_een_naam_worden_geweigerd() -> None:
    ander = Tabel("proef", "Anders", (Kolom("a"),), (("1",),))
    with pytest.raises(AanvraagFout, match="Twee verschillende tabellen heten 'proef'"):
        tabellen_van(notebook(titel(), PROEF, ander))


@pytest.mark.parametrize("naam", ["../weg", "A", "", "a b", "con/x"])
def test_een_naam_die_geen_bestandsnaam_is_wordt_geweigerd(naam: str) -> None:
    with pytest.raises(AanvraagFout, match="kan geen naam van een tabel zijn"):
        tabellen_van(notebook(titel(), Tabel(naam, "T", (Kolom("a"),), (("1",),))))


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (Fraction(0), "0"),
        (Fraction(1372), "1372"),
        (Fraction(-31), "-31"),
        (Fraction(1, 2), "0,5"),
        (Fraction(1651, 429), "3,848485"),  # 3.84848484...
        (Fraction(1, 2_000_000), "0,000001"),  # exactly half a millionth goes up
        (Fraction(49, 100_000_000), "0"),  # just below half: nothing left
        (Fraction(-1, 2_000_000), "-0,000001"),
        (Fraction(999_999_9, 10_000_000), "1"),
        (None, ""),
        ("", ""),
        ("Soest", "Soest"),
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=b", "a=b"),
        ("−3", "−3"),
    ],
)
def test_een_cel_in_csv(waarde: str | Fraction | None, tekst: str) -> None:
    assert als_csvtekst(waarde) == tekst


def test_een_csv_letter_voor_letter(tmp_path: Path) -> None:
    (tabel,) = tabellen_van(notebook(titel(), PROEF))
    pad = schrijf_csv(tabel, tmp_path / "tabellen")
    assert pad == tmp_path / "tabellen" / "proef.csv"
    assert pad.read_bytes().decode("utf-8") == (
        "\ufeffnaam;personen;aandeel;index\r\n"
        "Soest;1372;88,046647;3,848485\r\n"  # 30200/343 = 88.04664723...
        "'=1+1;;;-2,5\r\n"
        '"zeg ""a""; b";-31;50;1\r\n'
    )


def werkmap(pad: Path) -> openpyxl.Workbook:
    tabellen = tabellen_van(notebook(titel(), PROEF))
    schrijf_xlsx([("voortgang", tabellen), ("trend", tabellen)], pad, "Tabellen 2023-2", DATUM)
    return openpyxl.load_workbook(pad)


def test_de_werkmap(tmp_path: Path) -> None:
    boek = werkmap(tmp_path / "x" / "tabellen.xlsx")
    assert boek.sheetnames == ["Toelichting", "proef", "proef-2"]
    uitleg = boek["Toelichting"]
    assert uitleg["A1"].value == "Tabellen 2023-2"
    assert [[c.value for c in rij] for rij in uitleg["A5:C6"]] == [
        ["proef", "voortgang", "Proef, personen"],
        ["proef-2", "trend", "Proef, personen"],
    ]
    blad = boek["proef"]
    assert blad["A1"].value == "Proef, personen"
    assert [c.value for c in blad[3]] == ["naam", "personen", "aandeel", "index"]
    assert all(c.font.bold for c in blad[3])
    assert blad.freeze_panes == "B4"
    assert blad.auto_filter.ref == "A3:D6"
    assert [c.value for c in blad[4]] == [
        "Soest",
        1372,
        pytest.approx(30200 / 343 / 100),
        pytest.approx(1651 / 429),
    ]
    assert [c.number_format for c in blad[4]][1:] == ["#,##0", "0.0%", "#,##0.00"]
    assert [c.value for c in blad[5]] == ["=1+1", None, None, -2.5]
    assert blad["A5"].data_type == "s"  # text, never a formula
    assert [blad["A8"].value, blad["A9"].value] == ["Een opmerking.", "Bron: CBS"]
    assert boek.properties.created == dt.datetime(2024, 1, 1)


def test_bladnamen_passen_in_excel(tmp_path: Path) -> None:
    lang = "tabel-met-een-hele-lange-naam-die-niet-past"
    tabellen = tabellen_van(notebook(titel(), Tabel(lang, "T", (Kolom("a"),), (("1",),))))
    schrijf_xlsx([("a", tabellen), ("b", tabellen)], tmp_path / "x.xlsx", "T", DATUM)
    namen = openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames
    assert namen == ["Toelichting", "tabel-met-een-hele-lange-naam-d", "tabel-met-een-hele-lange-naam-2"]
    assert max(map(len, namen)) == 31


def test_twee_keer_dezelfde_bytes_zonder_kloktijd(tmp_path: Path) -> None:
    werkmap(tmp_path / "a.xlsx")
    werkmap(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as zip_:
        assert {i.date_time for i in zip_.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2024-01-01T00:00:00Z" in zip_.read("docProps/core.xml").decode()


def test_een_lege_tabel_geeft_alleen_een_kop(tmp_path: Path) -> None:
    tabellen = tabellen_van(notebook(titel(), Tabel("leeg", "Leeg", (Kolom("a"), Kolom("b", "geheel")), ())))
    assert schrijf_csv(tabellen[0], tmp_path).read_text("utf-8-sig") == "a;b\n"
    schrijf_xlsx([("d", tabellen)], tmp_path / "x.xlsx", "T", DATUM)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["leeg"]["A3"].value == "a"
