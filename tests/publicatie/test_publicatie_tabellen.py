"""The open-data files: exact, safe in Excel, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from poorten.voorbeeld import code, lange_tabel, notebook, rapport, titel

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.publicatie.tabellen_uit import schrijf_csv, schrijf_datapakket, tabellen_van
from ibtlib.publicatie.werkmap_uit import schrijf_xlsx
from ibtlib.weergave import MIMETYPE, Keuzetabel, Knop, Kop, Tabel
from tests.tabelhulp import gemerkt

DATUM = dt.date(2024, 1, 1)
KOPPEN = (
    Kop("naam"),
    Kop("personen", "geheel"),
    Kop("aandeel", "procent", 1),
    Kop("index", "breuk", 2),
)
PROEF = Tabel(
    "proef",
    "Proef, personen",
    KOPPEN,
    (
        ("Soest", 1372, Fraction(30200, 343), Fraction(1651, 429)),
        ("=1+1", None, None, Fraction(-5, 2)),
        ('zeg "a"; b', -31, Fraction(50), Fraction(1, 1)),
    ),
    ("CBS",),
    ("Een opmerking.",),
)


def test_tabellen_van_vindt_ook_die_van_figuren() -> None:
    assert [t.naam for t in tabellen_van(rapport())] == [
        "realisatie-per-halfjaar-cijfers",
        "tabel-1-gemeenten",
        "tabel-2-grondslag",
        "vooruitblik-cijfers",
    ]


def test_van_een_keuzetabel_is_de_uitgangspositie_open_data() -> None:
    keuzes = Keuzetabel(PROEF, (Knop("k", ("een",), 0),), (PROEF.rijen,), "")
    assert tabellen_van(notebook(titel(), keuzes)) == [PROEF]


def test_parametercellen_geven_geen_tabel_en_een_herhaalde_tabel_komt_een_keer() -> None:
    nb = notebook(titel(), PROEF, PROEF)
    nb.cells.append(code(lange_tabel(), tags=("injected-parameters",)))
    assert [t.naam for t in tabellen_van(nb)] == ["proef"]


def test_twee_verschillende_tabellen_met_een_naam_worden_geweigerd() -> None:
    ander = Tabel("proef", "Anders", (Kop("a"),), (("1",),))
    with pytest.raises(AanvraagFout, match="Twee verschillende tabellen heten 'proef'"):
        tabellen_van(notebook(titel(), PROEF, ander))


@pytest.mark.parametrize("naam", ["../weg", "A", "", "a b", "con/x"])
def test_een_naam_die_geen_bestandsnaam_is_wordt_geweigerd(naam: str) -> None:
    nb = notebook(titel(), Tabel("t", "T", (Kop("a"),), (("1",),)))
    nb.cells[1].outputs[0].data[MIMETYPE]["naam"] = naam
    with pytest.raises(AanvraagFout, match="kan geen naam van een tabel zijn"):
        tabellen_van(nb)


def test_een_csv_letter_voor_letter(tmp_path: Path) -> None:
    (tabel,) = tabellen_van(notebook(titel(), PROEF))
    pad = schrijf_csv(tabel, tmp_path / "tabellen")
    assert pad == tmp_path / "tabellen" / "proef.csv"
    assert pad.read_bytes().decode("utf-8") == (
        "\ufeffnaam;personen;aandeel;index;Herkomst\r\n"
        "Soest;1372;88,046647;3,848485;Bron: CBS.\r\n"  # 30200/343 = 88.04664723...
        "'=1+1;;;-2,5;Bron: CBS.\r\n"
        '"zeg ""a""; b";-31;50;1;Bron: CBS.\r\n'
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
    assert blad["A2"].hyperlink.location == "'Toelichting'!A1"
    assert [c.value for c in blad[4]] == ["naam", "personen", "aandeel", "index", "Herkomst"]
    assert all(c.font.bold for c in blad[4])
    assert blad.freeze_panes == "B5"
    assert blad.auto_filter.ref == "A4:E7"
    assert [c.value for c in blad[5]] == [
        "Soest",
        1372,
        pytest.approx(30200 / 343 / 100),
        pytest.approx(1651 / 429),
        "Bron: CBS.",
    ]
    assert [c.number_format for c in blad[5]][1:4] == ["#,##0", "0.0%", "#,##0.00"]
    assert [c.value for c in blad[6]][:4] == ["=1+1", None, None, -2.5]
    assert blad["A6"].data_type == "s"  # text, never a formula
    assert [blad["A9"].value, blad["A10"].value] == ["Een opmerking.", "Bron: CBS"]
    assert boek.properties.created == dt.datetime(2024, 1, 1)


def test_bladnamen_passen_in_excel(tmp_path: Path) -> None:
    lang = "tabel-met-een-hele-lange-naam-die-niet-past"
    tabellen = tabellen_van(notebook(titel(), Tabel(lang, "T", (Kop("a"),), (("1",),))))
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
    tabellen = tabellen_van(notebook(titel(), Tabel("leeg", "Leeg", (Kop("a"), Kop("b", "geheel")), ())))
    assert schrijf_csv(tabellen[0], tmp_path).read_text("utf-8-sig") == "a;b\n"
    schrijf_xlsx([("d", tabellen)], tmp_path / "x.xlsx", "T", DATUM)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["leeg"]["A4"].value == "a"


# --- where every figure comes from, in the files as on the page ---------------------------------------------

MET_NOTEN = gemerkt(
    Tabel(
        "noten",
        "Met noten",
        (
            Kop("periode"),
            Kop("realisatie", "geheel"),
            Kop("aandeel", "procent", 1),
            Kop("verschil", "geheel", teken=True),
        ),
        (("2023-1", 1138, Fraction(113800, 1501), -5), ("2023-2", 1208, None, 7)),
    ),
    klassen={(0, 2): "berekend"},
    noten={(0, None): "Bron: A (tabel 1).", (1, 1): "Bron: B (§2).", (None, 2): "Berekend: realisatie ÷ totaalopgave."},
)


def test_de_csv_zegt_per_rij_waar_de_cijfers_vandaan_komen(tmp_path: Path) -> None:
    (tabel,) = tabellen_van(notebook(titel(), MET_NOTEN))
    regels = schrijf_csv(tabel, tmp_path).read_text("utf-8-sig").splitlines()
    assert regels == [
        "periode;realisatie;aandeel;verschil;Herkomst",
        "2023-1;1138;75,816123;-5;Bron: A (tabel 1).",  # 113800/1501 = 75.8161225...
        "2023-2;1208;;7;realisatie: Bron: B (§2).",
    ]


def test_de_werkmap_zegt_het_ook_en_toont_wat_berekend_is_cursief(tmp_path: Path) -> None:
    deel = ("Aannames", ("=1+1", "Een lange aanname. " * 20))
    schrijf_xlsx([("d", tabellen_van(notebook(titel(), MET_NOTEN)))], tmp_path / "x.xlsx", "T", DATUM, [deel])
    boek = openpyxl.load_workbook(tmp_path / "x.xlsx")
    blad = boek["noten"]
    assert [blad["E5"].value, blad["E6"].value] == ["Bron: A (tabel 1).", "realisatie: Bron: B (§2)."]
    assert [c.font.italic for c in blad[5]][:4] == [False, False, True, False]
    assert blad["D5"].number_format == "+#,##0;-#,##0;#,##0"
    voet = [blad.cell(i, 1).value for i in range(8, 10)]
    assert voet == ["Cursief: berekend, of aangenomen.", "aandeel. Berekend: realisatie ÷ totaalopgave."]
    uitleg = boek["Toelichting"]
    assert [uitleg.cell(i, 1).value for i in (7, 8)] == ["Aannames", "=1+1"]
    assert uitleg["A8"].data_type == "s"
    assert uitleg.row_dimensions[9].height > 2 * uitleg.row_dimensions[8].height  # room for every line


def test_geen_naam_kop_of_bijschrift_wordt_een_formule(tmp_path: Path) -> None:
    boos = "=HYPERLINK(1)"
    tabel = Tabel("boos", boos, (Kop(boos), Kop("@a", "geheel")), ((boos, -1),), (boos,), (boos,))
    tabel = gemerkt(tabel, noten={(0, 1): boos, (None, 1): "+1"})
    (gegevens,) = tabellen_van(notebook(titel(), tabel))
    schrijf_xlsx([(boos, [gegevens])], tmp_path / "x.xlsx", boos, DATUM, [(boos, (boos,))])
    cellen = [
        c for blad in openpyxl.load_workbook(tmp_path / "x.xlsx") for rij in blad for c in rij if c.value is not None
    ]
    assert {c.data_type for c in cellen} == {"s", "n"} and any(c.value == boos for c in cellen)
    with zipfile.ZipFile(tmp_path / "x.xlsx") as zip_:
        assert not any(b"<f>" in zip_.read(naam) for naam in zip_.namelist())
    kop, rij = schrijf_csv(gegevens, tmp_path).read_text("utf-8-sig").splitlines()
    assert kop == f"'{boos};'@a;Herkomst"
    assert rij == f"'{boos};-1;'@a: {boos} Bron: {boos}."  # a number stays a number


def test_het_datapakket_klopt_met_de_bestanden_en_een_ander_bestand_niet(tmp_path: Path) -> None:
    from frictionless import validate

    tabellen = tabellen_van(notebook(titel(), MET_NOTEN, PROEF))
    for tabel in tabellen:
        schrijf_csv(tabel, tmp_path)
    pad = schrijf_datapakket(tabellen, tmp_path, "proef", "Proef", ())
    assert validate(str(pad)).valid
    (beschrijving, _) = json.loads(pad.read_text("utf-8"))["resources"]
    velden = {v["name"]: v for v in beschrijving["schema"]["fields"]}
    assert [v["type"] for v in velden.values()] == ["string", "integer", "number", "integer", "string"]
    assert velden["aandeel"]["description"] == "Berekend: realisatie ÷ totaalopgave. In procenten."
    assert beschrijving["schema"]["primaryKey"] == ["periode"]
    (tmp_path / "noten.csv").write_text((tmp_path / "noten.csv").read_text("utf-8").replace("1138", "veel"), "utf-8")
    assert not validate(str(pad)).valid
