"""What goes silently wrong elsewhere, by kind: each is read rightly, or asked about with an option that answers it."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import RAW, REPO
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font

from ibtlib.basis.periode import Periode
from ibtlib.cli import main
from ibtlib.controle.bevindingen import van_periode
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.inlezen.kolommen import Vraagstelling, herken
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.tabelbestand import nieuwe_tabel

ALLE = [
    tuple(r.split(";")[:2])
    for r in (RAW / "utrecht" / "gemeentelijst.csv").read_text(encoding="utf-8").splitlines()[1:]
    if not r.split(";")[3]
]
KOP = ["Gemeente", "Taakstelling", "Achterstand begin", "Realisatie"]
Draai = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RAW, tmp_path / "data" / "raw"))


@pytest.fixture
def draai(data: Path, capsys: pytest.CaptureFixture[str]) -> Draai:
    def opdracht(bestand: Path, *opties: str, periode: str | None = "2024-2") -> tuple[int, str, str]:
        vast = ["--provincie", "utrecht", "--data", str(data), "--bron", "rapportage-2023-2"]
        code = main(["inlezen", str(bestand), *vast, *(["--periode", periode] if periode else []), *opties])
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    return opdracht


def rijen(**anders: list[object]) -> list[list[object]]:
    return [[naam, *anders.get(naam.replace(" ", "_"), [40, 5, 39])] for _, naam in ALLE]


def tekst(map_: Path, regels: list[list[object]], kop: list[str] = KOP, naam: str = "opgave.csv") -> Path:
    pad = map_ / naam
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows([kop, *regels])
    pad.write_text(buffer.getvalue(), encoding="utf-8")
    return pad


def boek(kop: list[object] = KOP, regels: list[list[object]] | None = None) -> openpyxl.Workbook:  # type: ignore[assignment]
    uit = openpyxl.Workbook()
    for r in [kop, *(rijen() if regels is None else regels)]:
        uit.active.append(r)
    return uit


def bewaar(map_: Path, werkmap: openpyxl.Workbook, naam: str = "opgave.xlsx") -> Path:
    werkmap.save(map_ / naam)
    return map_ / naam


def geschreven(data: Path, tabel: str = "gemeenten/2024-2") -> list[dict[str, str]]:
    pad = data / "utrecht" / f"{tabel}.csv"
    return list(csv.DictReader(io.StringIO(pad.read_text(encoding="utf-8")), delimiter=";"))


def van(data: Path, gemeente: str) -> dict[str, str]:
    return next(r for r in geschreven(data) if r["gemeente"] == gemeente)


# --- 1. the world is larger than our list --------------------------------------------------------------------------


@pytest.mark.parametrize("met", ["code", "kolom provincie", "provinciecode", "naam"])
def test_rows_of_other_provinces_are_left_out_and_counted(met: str, tmp_path, data, draai) -> None:
    elders = [("GM0797", "Heusden", "Noord-Brabant", "PV30"), ("GM0373", "Bergen (NH.)", "Noord-Holland", "PV27")]
    kop, eerste = {
        "code": (["Code", *KOP], [[c, *r] for (c, _), r in zip(ALLE, rijen(), strict=True)]),
        "kolom provincie": ([*KOP[:1], "Provincie", *KOP[1:]], [[r[0], "Utrecht", *r[1:]] for r in rijen()]),
        "provinciecode": ([*KOP[:1], "Provinciecode", *KOP[1:]], [[r[0], "PV26", *r[1:]] for r in rijen()]),
        "naam": (KOP, rijen()),
    }[met]
    erbij = {
        "code": [[c, n, 9, 9, 9] for c, n, _, _ in elders],
        "kolom provincie": [[n, p, 9, 9, 9] for _, n, p, _ in elders],
        "provinciecode": [[n, c, 9, 9, 9] for _, n, _, c in elders],
        "naam": [[n, 9, 9, 9] for _, n, _, _ in elders],
    }[met]
    code, uit, fout = draai(tekst(tmp_path, [*eerste[:9], *erbij, *eerste[9:]], kop))
    assert code == 0, fout
    assert "2 rijen van andere provincies weggelaten: Noord-Brabant 1 en Noord-Holland 1" in uit
    assert len(geschreven(data)) == 26


def test_another_gemeente_is_never_proposed_as_ours(tmp_path, data, draai) -> None:
    """Heusden (Noord-Brabant) is one letter from Leusden, which is missing here."""
    regels = [["Heusden", 40, 5, 39] if r[0] == "Leusden" else r for r in rijen()]
    code, _, fout = draai(tekst(tmp_path, regels))
    assert code == 1 and "Heusden" not in fout and "1 van de 26 gemeenten staan niet in het bestand: Leusden" in fout


def test_likeness_needs_the_same_first_letter(tmp_path, data, draai) -> None:
    """Maarn, a gemeente until 2006, is not Baarn: with figures it is a question that --ja does not answer."""
    regels = [["Maarn", 40, 5, 39] if r[0] == "Baarn" else r for r in rijen()]
    code, _, fout = draai(tekst(tmp_path, regels), "--ja")
    assert code == 1 and "Rij 3: 'Maarn' is geen gemeente van deze provincie" in fout


@pytest.mark.parametrize("rij", ["Utrecht (PV)", "Utrecht (CR)", "West-Nederland (LD)", "Nederland", "Flevoland"])
def test_a_row_for_a_province_region_or_country_is_a_total(rij: str, tmp_path, data, draai) -> None:
    code, _, fout = draai(tekst(tmp_path, [*rijen(), [rij, 1040, 130, 1014]]))
    assert code == 0, fout
    assert len(geschreven(data)) == 26 and {r["gemeente"] for r in geschreven(data)} == {n for _, n in ALLE}


def test_a_code_with_the_name_or_province_of_another_is_a_question_that_can_be_answered(tmp_path, data, draai) -> None:
    kop, regels = ["Code", *KOP], [[c, *r] for (c, _), r in zip(ALLE, rijen(), strict=True)]
    regels[3] = ["GM0312", "Heusden", 40, 5, 39]
    bestand = tekst(tmp_path, regels, kop)
    code, _, fout = draai(bestand, "--ja")
    assert code == 1 and "Rij 5: 'GM0312' is Bunnik, niet 'Heusden'; Heusden is GM0797" in fout
    assert "kies: --rij 5=GMcode  of  --overslaan 5" in fout
    assert draai(bestand, "--rij", "5=GM0312")[0] == 0 and van(data, "Bunnik")["taakstelling"] == "40"


# --- 2. first ask whether a row says anything ----------------------------------------------------------------------


@pytest.mark.parametrize("rij", [
    ["Maarn", "", "", ""], ["Bron: CBS, 2024", "", "", ""], ["", "* voorlopige cijfers", "", ""], ["Toelichting: zie 2.1", "", "", ""],
    ["Baarnn", "", "", ""], ["", "", "", "Bron: COA"], ["Peildatum", "1-7-2024", "", ""],
])  # fmt: skip
def test_a_row_without_a_figure_is_told_and_never_blocks(rij: list[str], tmp_path, data, draai) -> None:
    code, uit, fout = draai(tekst(tmp_path, [*rijen(), rij]))
    assert code == 0, fout
    assert "rij 28 is geen gemeente en is overgeslagen" in uit and len(geschreven(data)) == 26


# --- 3. what Excel shows -------------------------------------------------------------------------------------------


def _nootcijfer(b: openpyxl.Workbook) -> None:
    b.active["D3"] = CellRichText("21", TextBlock(InlineFont(vertAlign="superscript"), "1"))


def _half_door(b: openpyxl.Workbook) -> None:
    b.active["D3"] = CellRichText(TextBlock(InlineFont(strike=True), "22"), "47")


def _opmaak(b: openpyxl.Workbook) -> None:
    b.active["D3"].number_format = "0;0"
    b.active["D3"] = -39


@pytest.mark.parametrize(
    ("maak", "wat", "optie", "waarde"),
    [
        (_nootcijfer, "D3 '211', zonder dat deel '21'", "--cel D3=21", "21"),
        (_half_door, "D3 '2247', zonder dat deel '47'", "--cel D3=47", "47"),
        (_opmaak, "D3 '-39', te zien is '39'", "--cel D3=39", "39"),
    ],
)
def test_what_excel_shows_otherwise_is_a_question_with_both_readings(
    maak, wat, optie, waarde, tmp_path, data, draai
) -> None:
    b = boek()
    maak(b)
    pad = bewaar(tmp_path, b)
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and wat in fout and optie in fout
    assert draai(pad, *optie.split())[0] == 0
    assert van(data, "Baarn")["realisatie"] == waarde


@pytest.mark.parametrize(
    ("opmaak", "gevraagd"),
    [
        (CellIsRule(operator="lessThan", formula=["41"], font=Font(strike=True)), True),
        (CellIsRule(operator="lessThan", formula=["41"], font=Font(color="FFFFFFFF")), True),
        (CellIsRule(operator="lessThan", formula=["41"], font=Font(bold=True)), False),
    ],
)
def test_a_format_that_depends_on_the_value_is_asked_about_when_it_can_hide_figures(
    opmaak, gevraagd, tmp_path, data, draai
) -> None:
    b = boek()
    b.active.conditional_formatting.add("B2:D27", opmaak)
    code, _, fout = draai(bewaar(tmp_path, b))
    assert code == gevraagd
    assert ("Voorwaardelijke opmaak in B2:D27 kan cijfers doorhalen" in fout) == gevraagd


def test_a_remark_beside_a_cell_is_told(tmp_path, data, draai) -> None:
    b = boek()
    b.active["B1"].comment = Comment("aantal personen", "jan")  # of a header: what the column is
    b.active["B3"].comment = Comment("moet 45 zijn", "jan")
    code, uit, fout = draai(bewaar(tmp_path, b))
    assert code == 0, fout
    assert "let op: opmerking in Excel bij B3: moet 45 zijn" in uit and "aantal personen" not in uit


def test_a_row_of_which_only_the_name_is_struck_through_is_asked_about(tmp_path, data, draai) -> None:
    b = boek()
    b.active["A3"].font = Font(strike=True)
    pad = bewaar(tmp_path, b)
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "Doorgehaald: rij 3 (Baarn | 40 | 5 | 39). Telt dat mee?" in fout
    assert draai(pad, "--doorgehaald", "meetellen")[0] == 0
    assert van(data, "Baarn")["realisatie"] == "39"
    assert draai(pad, "--doorgehaald", "weglaten", "--ja", "--vervang")[0] == 0
    assert "Baarn" not in {r["gemeente"] for r in geschreven(data)}


def test_hidden_rows_and_columns_with_figures_are_asked_about(tmp_path, data, draai) -> None:
    b = boek()
    b.active.row_dimensions[3].hidden = True
    b.active.column_dimensions["C"].hidden = True
    pad = bewaar(tmp_path, b)
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "Kolom C 'Achterstand begin' is verborgen in Excel en heeft cijfers" in fout
    assert "verborgen rij met cijfers: rij 3 (Baarn | 40 | 5 | 39). Tellen die mee?" in fout
    code, uit, fout = draai(pad, "--verborgen", "weglaten", "--kolom", "achterstand_begin=geen", "--ja")
    assert code == 0, fout
    assert "weggelaten, want verborgen rij: rij 3" in uit and "Baarn" not in {r["gemeente"] for r in geschreven(data)}
    assert draai(pad, "--verborgen", "meetellen", "--vervang")[0] == 0
    assert van(data, "Baarn")["achterstand_begin"] == "5"


def test_a_hidden_row_of_another_province_is_no_question(tmp_path, data, draai) -> None:
    """Excel filtered on a province: the rows of the others are hidden."""
    b = boek(regels=[["Heusden", 9, 9, 9], *rijen()])
    b.active.row_dimensions[2].hidden = True
    assert draai(bewaar(tmp_path, b))[0] == 0


def test_a_row_that_is_struck_through_is_asked_about(tmp_path, data, draai) -> None:
    b = boek()
    for cel in b.active[3]:
        cel.font = Font(strike=True)
    pad = bewaar(tmp_path, b)
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "Doorgehaald: B3 '40', C3 '5', D3 '39'. Telt dat mee?" in fout
    assert draai(pad, "--doorgehaald", "weglaten", "--ja")[0] == 0
    assert "Baarn" not in {r["gemeente"] for r in geschreven(data)}
    assert draai(pad, "--doorgehaald", "meetellen", "--vervang")[0] == 0
    assert van(data, "Baarn")["realisatie"] == "39"


@pytest.mark.parametrize(
    ("opmaak", "wat"), [("0%", "'39' wordt getoond als percentage"), ("dd-mm-yyyy", "hier staat een datum")]
)
def test_a_figure_shown_as_percentage_or_date_is_asked_about(opmaak, wat, tmp_path, data, draai) -> None:
    b = boek()
    b.active["D3"].number_format = opmaak
    pad = bewaar(tmp_path, b)
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and wat in fout and "--cel D3=" in fout
    assert draai(pad, "--cel", "D3=39")[0] == 0 and van(data, "Baarn")["realisatie"] == "39"


# --- 4. a column is read as a whole --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("een", "ander", "optie", "waarde"),
    [
        ("31.0", "1.372", "--punt duizend", "1372"),
        ("31.000", "20.000", "--punt decimaal", "20"),
        ("31.000", "20.000", "--punt duizend", "20000"),
        ("31,0", "1,372", "--komma duizend", "1372"),
        ("1.372", "1,372", "--komma duizend", "1372"),
    ],
)
def test_notation_that_can_be_read_two_ways_is_asked_about(een, ander, optie, waarde, tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, rijen(Soest=[een, 5, 39], Zeist=[ander, 5, 39]))
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and f"'{ander}'" in fout and optie in fout
    code, _, fout = draai(pad, *optie.split(), "--ja")
    assert code == 0, fout
    assert van(data, "Zeist")["taakstelling"] == waarde


def test_a_decimal_point_elsewhere_in_the_file_counts_too(tmp_path, data, draai) -> None:
    regels = [[*r, "97.5%"] for r in rijen(Soest=["1.372", 5, 39])]
    code, _, fout = draai(tekst(tmp_path, regels, [*KOP, "% realisatie"]), "--ja")
    assert code == 1 and "een decimale punt zoals in '97.5'" in fout


def test_a_total_that_fits_only_the_other_sign_is_asked_about(tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, [*rijen(), ["Totaal", 1040, -130, 1014]])
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "precies het omgekeerde" in fout
    assert draai(pad, "--voorsprong", "plus", "--ja")[0] == 0 and van(data, "Soest")["achterstand_begin"] == "-5"


# --- 5. perioden and dates -----------------------------------------------------------------------------------------

P = Periode(2024, 2)


@pytest.mark.parametrize(
    ("kop", "veld"),
    [
        ("Taakstelling 2e halfjaar 2024", "taakstelling"), ("Taakstelling 2024H2", "taakstelling"), ("Taakstelling juli-december 2024", "taakstelling"),
        ("Taakstelling per 1-7", "taakstelling"), ("Taakstelling 1e halfjaar 2024", None), ("Gekoppeld 1-10", "gekoppeld"),
        ("Gekoppeld per 1 oktober", "gekoppeld"), ("Gekoppeld per 1-4", None), ("Gekoppeld per 1-10-2023", None),
        ("Realisatie t/m 31 december 2024", "realisatie"), ("Realisatie per 1 oktober 2024", None), ("Realisatie 1-1", "realisatie"),
        ("Achterstand 30 juni 2024", "achterstand_begin"), ("Achterstand 1-1", "achterstand_eind"),
        ("Taakstelling 2024", None), ("Taakstelling 2023", None), ("Trede per 1 juli 2024", "trede_vorig"),
    ],
)  # fmt: skip
def test_a_header_with_a_periode_or_a_day(kop: str, veld: str | None) -> None:
    gevonden = herken(1, kop, Vraagstelling(P))
    assert gevonden.veld == veld


def test_a_header_that_is_a_date_cell_below_its_name_is_combined(tmp_path, data, draai) -> None:
    b = openpyxl.Workbook()
    b.active.append([None, "Taakstelling", "Achterstand", "Realisatie", "Gekoppeld"])
    b.active.append(["Gemeente", dt.date(2024, 7, 1), dt.date(2024, 7, 1), dt.date(2024, 12, 31), dt.date(2026, 10, 1)])
    b.active["E2"].number_format = "d-mmm"  # typed as 1-10: Excel made it the year of typing
    for r in rijen():
        b.active.append([*r, 44])
    code, _, fout = draai(bewaar(tmp_path, b))
    assert code == 0, fout
    assert list(van(data, "Soest").values())[2:6] == ["40", "5", "39", "44"]


def test_a_header_over_two_rows_that_are_not_merged_is_combined(tmp_path, data, draai) -> None:
    b = openpyxl.Workbook()
    b.active.append(["Gemeente", "Taakstelling", None, "Realisatie", None, "Achterstand"])
    b.active.append([None, "2024-1", "2024-2", "2024-1", "2024-2", "1-7-2024"])
    for n, t, r, a in [(r[0], r[1], r[3], r[2]) for r in rijen()]:
        b.active.append([n, 11, t, 12, r, a])
    pad = bewaar(tmp_path, b)
    code, _, fout = draai(pad)
    assert code == 1 and "hoort 'Taakstelling', dat links ervan staat, ook bij deze kolom?" in fout
    assert draai(pad, "--ja")[0] == 0 and list(van(data, "Soest").values())[2:5] == ["40", "5", "39"]


@pytest.mark.parametrize("periode", ["2024 2e halfjaar", "2024H2", "2024-II", "tweede helft 2024"])
def test_a_periode_in_words_is_understood_in_a_cell_and_as_an_option(periode: str, tmp_path, data, draai) -> None:
    regels = [[r[0], p, *r[1:]] for p in (periode, "eerste helft 2024") for r in rijen()]
    code, uit, fout = draai(tekst(tmp_path, regels, ["Gemeente", "Periode", *KOP[1:]]), periode=periode)
    assert code == 0, fout
    assert "overgeslagen, want over 2024-1" in uit and len(geschreven(data)) == 26


# --- 6 and 7. another periode, and every role ----------------------------------------------------------------------


def test_a_file_about_another_periode_stops(tmp_path, data, draai) -> None:
    """Last year's gekoppeld was stored as this year's."""
    kop = ["Gemeente", "Taakstelling 2024-1", "Achterstand 2024-1", "Realisatie 2024-1", "Gekoppeld"]
    pad = tekst(tmp_path, [[*r, 44] for r in rijen()], kop)
    code, _, fout = draai(pad, "--ja", periode="2025-1")
    assert code == 1 and "Het bestand noemt 2024-1 in de kop, en nergens 2025-1. Gaat het over 2025-1?" in fout
    assert "kies: --periode 2024-1  of  --genoemd 2024-1" in fout
    assert not (data / "utrecht" / "gemeenten").exists()
    assert draai(pad, "--ja", "--genoemd", "2024-1", periode="2025-1")[0] == 0
    assert geschreven(data, "gemeenten/2025-1")[0]["taakstelling"] == "40"


def test_a_file_in_which_every_header_names_another_periode_stops_with_the_same_question(tmp_path, data, draai) -> None:
    kop = ["Gemeente", "Taakstelling 2024-1", "Achterstand begin 2024-1", "Realisatie 2024-1"]
    pad = tekst(tmp_path, rijen(), kop)
    code, _, fout = draai(pad, "--ja", periode="2025-1")
    assert code == 1 and "De kop noemt 2024-1, en nergens 2025-1. Gaat het over 2025-1?" in fout
    assert "kies: --periode 2024-1  of  --genoemd 2024-1" in fout
    assert not (data / "utrecht" / "gemeenten").exists()
    assert draai(pad, "--ja", "--genoemd", "2024-1", periode="2025-1")[0] == 0
    assert geschreven(data, "gemeenten/2025-1")[0]["taakstelling"] == "40"


@pytest.mark.parametrize("waar", ["titel", "bestand", "blad"])
def test_a_periode_in_title_sheet_or_file_name_counts(waar: str, tmp_path, data, draai) -> None:
    b = boek()
    if waar == "titel":
        b.active.insert_rows(1)
        b.active["A1"] = "Overzicht eerste helft 2023"
    if waar == "blad":
        b.active.title = "2023-I"
    code, _, fout = draai(bewaar(tmp_path, b, "2023-1.xlsx" if waar == "bestand" else "opgave.xlsx"), "--ja")
    assert code == 1 and "2023-1 in" in fout and "nergens 2024-2" in fout


@pytest.mark.parametrize(
    ("kolom", "waarde", "wat"),
    [
        ("Peildatum", "31-12-2023", "Kolom B 'Peildatum' zegt 31-12-2023. Zijn dit de cijfers over heel 2024-2?"),
        ("Peildatum", "1 oktober 2024", "Zijn dit de cijfers over heel 2024-2?"),
        ("Jaar", "2023", "Geen enkele rij gaat over 2024-2; wel over 2023 (26 rijen)"),
    ],
)
def test_a_column_with_another_day_or_year_in_every_row_is_asked_about(
    kolom, waarde, wat, tmp_path, data, draai
) -> None:
    pad = tekst(tmp_path, [[r[0], waarde, *r[1:]] for r in rijen()], ["Gemeente", kolom, *KOP[1:]])
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and wat in fout
    assert draai(pad, "--kolom", f"{'datum' if kolom == 'Peildatum' else 'jaar'}=geen")[0] == 0
    assert draai(tekst(tmp_path, [[r[0], {"Jaar": "2024", "Peildatum": "31-12-2024"}[kolom], *r[1:]] for r in rijen()], ["Gemeente", kolom, *KOP[1:]]), "--vervang")[0] == 0  # fmt: skip


@pytest.mark.parametrize(
    ("titel", "wat"),
    [
        ("Stand per 1 oktober 2023", "Het bestand noemt 2023-2 in de regels boven de tabel, en nergens 2024-2"),
        ("Stand per 1 oktober 2024", "Boven de tabel staat 1 oktober 2024, midden in 2024-2"),
        ("Stand per 1 januari 2025", ""),
        ("Stand op 12 februari 2025", ""),
        ("Utrecht, 12 maart 2019", ""),  # a letter may have any date
    ],
)
def test_the_day_in_a_title_is_weighed(titel: str, wat: str, tmp_path, data, draai) -> None:
    b = boek()
    b.active.insert_rows(1)
    b.active["A1"] = titel
    code, _, fout = draai(bewaar(tmp_path, b))
    assert (code, wat in fout) == (1 if wat else 0, True)


def test_a_missing_role_is_always_asked_and_a_column_of_figures_that_may_be_it_is_not_answered_by_yes(
    tmp_path, data, draai
) -> None:
    code, _, fout = draai(tekst(tmp_path, [r[:3] for r in rijen()], KOP[:3]))
    assert code == 1 and "Geen kolom is herkend als realisatie" in fout and "--kolom realisatie=geen" in fout
    pad = tekst(tmp_path, [[*r, 44] for r in rijen()], [*KOP, "Toegewezen"])
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "Geen kolom is herkend als gekoppeld. Niet herkend: E 'Toegewezen'" in fout
    assert draai(pad, "--weglaten", "E")[0] == 0 and van(data, "Soest")["gekoppeld"] == ""
    assert (
        draai(pad, "--kolom", "gekoppeld=Toegewezen", "--vervang")[0] == 0 and van(data, "Soest")["gekoppeld"] == "44"
    )


@pytest.mark.parametrize(
    "kop",
    ["Achterstand (-) dan wel voorsprong (+) begin", "Voorsprong/achterstand begin", "Achterstand c.q. voorsprong per 1 juli 2024", "Voorsprong begin periode"],
)  # fmt: skip
def test_a_header_that_names_a_voorsprong_asks_for_the_sign(kop: str, tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, rijen(), ["Gemeente", "Taakstelling", kop, "Realisatie"])
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "is een getal zonder teken hier een voorsprong, of een achterstand?" in fout
    assert draai(pad, "--voorsprong", "plus", "--ja")[0] == 0 and van(data, "Soest")["achterstand_begin"] == "-5"


def test_the_sign_is_no_question_when_every_cell_says_it(tmp_path, data, draai) -> None:
    regels = [[n, 40, "5 voorsprong" if i % 2 else "5 achterstand", 39] for i, (_, n) in enumerate(ALLE)]
    assert (
        draai(tekst(tmp_path, regels, ["Gemeente", "Taakstelling", "Achterstand/voorsprong begin", "Realisatie"]))[0]
        == 0
    )


def test_a_long_table_with_several_dates_can_be_chosen_from(tmp_path, data, draai) -> None:
    regels = [[r[0], d, *r[1:3], n] for d, n in (("1-10-2024", 11), ("31-12-2024", 39)) for r in rijen()]
    pad = tekst(tmp_path, regels, ["Gemeente", "Peildatum", *KOP[1:]])
    code, _, fout = draai(pad, "--ja")
    assert code == 1 and "kies: --alleen Peildatum=1-10-2024  of  --alleen Peildatum=31-12-2024" in fout
    assert draai(pad, "--alleen", "Peildatum=31 december 2024")[0] == 0
    assert {r["realisatie"] for r in geschreven(data)} == {"39"}


# --- 8 and 9. every question has an answer, on the receipt; what was noticed is told --------------------------------


@pytest.mark.parametrize(
    ("cel", "opties", "waarde"),
    [
        ("<5", ["--lees", "<5=leeg"], ""), ("<5", ["--lees", "<5=3"], "3"), ("<5", ["--cel", "D3=4"], "4"), ("<5", ["--ja"], ""),
        ("31*", ["--lees", "31*=31"], "31"), ("n.v.t.", ["--lees", "n.v.t.=0"], "0"), ("veertig", ["--cel", "D3=40"], "40"),
        ("veertig", ["--lees", "veertig=leeg"], ""), ("40?", ["--cel", "d3=leeg"], ""), ("12,5", ["--cel", "D3=12"], "12"),
        ("88%", ["--cel", "D3=leeg"], ""), ("31\u200b", ["--cel", "D3=31"], "31"),
    ],
)  # fmt: skip
def test_every_cell_can_be_answered_without_touching_the_file(cel, opties, waarde, tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, rijen(Baarn=[40, 5, cel]))
    assert draai(pad)[0] == 1
    code, _, fout = draai(pad, *opties)
    assert code == 0, fout
    assert van(data, "Baarn")["realisatie"] == waarde
    bon = json.loads((data / "utrecht" / "originelen" / "2024-2-inlezen.json").read_text(encoding="utf-8"))
    assert bon["gekozen"] or bon["aangenomen_voorstellen"]


def test_an_answer_that_cannot_be_is_refused(tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, rijen(Baarn=[40, 5, "<5"]))
    code, _, fout = draai(pad, "--lees", "<5=-3")
    assert code == 1 and "Het antwoord voor D3 (realisatie) kan niet: '-3' is minder dan 0" in fout


def test_what_was_provisional_stays_marked_and_what_was_noticed_is_a_finding(tmp_path, data, draai) -> None:
    regels = [*rijen(Baarn=[40, 5, "31*"], Soest=[40, 5, "n.b."]), ["Totaal", 1041, 130, ""]]
    assert draai(tekst(tmp_path, regels), "--ja")[0] == 0
    assert van(data, "Baarn")["vindplaats"] == "regel 3; voorlopig: realisatie '31*' (met een noot)"
    g = laad("utrecht", data)
    gevonden = {b.id: b for b in van_periode(g, P)}
    assert {"inname-totaal-taakstelling-2024-2-rij28", "inname-voorlopig-realisatie-2024-2", "inname-onbekend-realisatie-2024-2"} <= set(gevonden)  # fmt: skip
    assert (
        "is het totaal van taakstelling 1.041; de rijen tellen op tot 1.040"
        in gevonden["inname-totaal-taakstelling-2024-2-rij28"].wat
    )
    assert gevonden["inname-voorlopig-realisatie-2024-2"].plekken[0].waarde == "Baarn 31*"
    # answered by hand the figure is still that of a cell with a mark
    assert draai(tekst(tmp_path, rijen(Baarn=[40, 5, "31*"])), "--vervang", "--lees", "31*=31")[0] == 0
    assert "voorlopig" in van(data, "Baarn")["vindplaats"]
    # and a file without anything to notice takes the findings of the one before away
    assert draai(tekst(tmp_path, rijen()), "--vervang")[0] == 0
    assert len(laad("utrecht", data).inname) == 0


# --- 10. the other tables ------------------------------------------------------------------------------------------


def test_treden_are_read_into_beoordelingen_beside_what_is_there(tmp_path, data, draai) -> None:
    voor = (data / "utrecht" / "beoordelingen.csv").read_bytes()
    regels = [[naam, 1 + n % 3, "Totaalopgave"] for n, (_, naam) in enumerate(ALLE)]
    pad = tekst(tmp_path, [*regels, ["Bron: brief", "", ""]], ["Gemeente", "Trede 2024-I", "Grondslag"])
    code, _, fout = draai(pad, "--tabel", "beoordelingen", periode="2024-1")
    assert code == 0, fout
    na = (data / "utrecht" / "beoordelingen.csv").read_bytes()
    assert na.startswith(voor) and na.count(b"\n") == voor.count(b"\n") + 26
    assert geschreven(data, "beoordelingen")[-26] == {
        "periode": "2024-1", "gemeentecode": "GM0307", "gemeente": "Amersfoort", "trede": "1", "grondslag": "totaalopgave",
        "bron": "rapportage-2023-2", "vindplaats": "regel 2",
    }  # fmt: skip
    laad("utrecht", data)
    pad = tekst(tmp_path, [["Amersfoort", 3, ""]], ["Gemeente", "Trede", "Grondslag"])
    code, _, fout = draai(pad, "--tabel", "beoordelingen", periode="2024-1")
    assert code == 1 and "2024-1 | GM0307: trede 1, in dit bestand 3" in fout and "--vervang" in fout
    assert draai(pad, "--tabel", "beoordelingen", "--vervang", periode="2024-1")[0] == 0
    assert next(r for r in geschreven(data, "beoordelingen") if r["periode"] == "2024-1")["trede"] == "3"


def test_results_of_the_province_are_read_with_their_own_percentages_and_places(tmp_path, data, draai) -> None:
    kop = [
        "Periode",
        "Versie",
        "Taakstelling",
        "Achterstand begin",
        "Totaalopgave",
        "Realisatie",
        "% van de taakstelling",
        "Vindplaats",
    ]
    pad = tekst(
        tmp_path, [["1e halfjaar 2025", "Oorspronkelijk", "1.500", 570, "2.070", "1.206", "80,4%", "§2.1"]], kop
    )
    code, _, fout = draai(pad, "--tabel", "resultaten", periode=None)
    assert code == 0, fout
    assert list(geschreven(data, "resultaten")[-1].values()) == [
        "2025-1", "oorspronkelijk", "1500", "570", "2070", "1206", "80,4", "", "rapportage-2023-2", "§2.1",
    ]  # fmt: skip
    g = laad("utrecht", data)
    assert not [b for b in van_periode(g, Periode(2025, 1)) if "pct" in b.id]  # 1206 ÷ 1500 is 80,4%


def test_a_field_that_the_file_does_not_have_is_asked_and_given_once(tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, [["2025-1", "1.500"]], ["Periode", "Taakstelling"])
    code, _, fout = draai(pad, "--tabel", "resultaten", "--ja", periode=None)
    assert code == 1 and "kies: --vul versie=oorspronkelijk  of  --vul versie=verlaagd" in fout
    assert draai(pad, "--tabel", "resultaten", "--vul", "versie=verlaagd", periode=None)[0] == 0
    assert geschreven(data, "resultaten")[-1]["versie"] == "verlaagd"


def test_positions_and_opgaven_and_the_stand_of_a_day(tmp_path, data, draai) -> None:
    pad = tekst(
        tmp_path, [["1 juli 2024", "800 achterstand", "§2"]], ["Peildatum", "Achterstand/voorsprong", "Vindplaats"]
    )
    assert draai(pad, "--tabel", "standen", periode=None)[0] == 0
    assert geschreven(data, "standen")[-1] == {
        "peildatum": "2024-07-01",
        "achterstand": "800",
        "bron": "rapportage-2023-2",
        "vindplaats": "§2",
    }
    pad = tekst(
        tmp_path,
        [["Bilt, De", "Asielopvang", 1, "1-7-2025", 250]],
        ["Gemeente", "Opgavesoort", "Cyclus", "Peildatum", "Opgave"],
    )
    assert draai(pad, "--tabel", "opvang", "--ja", periode=None)[0] == 0
    assert geschreven(data, "opvang")[0]["gemeente"] == "De Bilt"
    pad = tekst(tmp_path, [["Soest", 12, 20]], ["Gemeente", "Realisatie", "Gekoppeld"])
    code, _, fout = draai(pad, "--tabel", "tussenstanden", "--ja", periode=None)
    assert code == 1 and "Zeg met --stand van welke dag" in fout
    assert draai(pad, "--tabel", "tussenstanden", "--stand", "1 oktober 2024", "--ja", periode=None)[0] == 0
    assert geschreven(data, "tussenstanden/2024-10-01")[0]["realisatie"] == "12"
    laad("utrecht", data)


def test_an_unknown_table_is_named_with_those_that_there_are(tmp_path, draai) -> None:
    code, _, fout = draai(tekst(tmp_path, rijen()), "--tabel", "beoordeling")
    assert code == 1 and "Tabel 'beoordeling' bestaat niet" in fout and "Bedoelde u 'beoordelingen'?" in fout


# --- 14 and 15 -----------------------------------------------------------------------------------------------------


def test_two_files_at_once_lose_nothing(tmp_path, data) -> None:
    pad = tekst(tmp_path, rijen())
    nieuw = [
        "--titel",
        "T",
        "--uitgever",
        "U",
        "--soort",
        "rijk",
        "--provincie",
        "utrecht",
        "--data",
        str(data),
        "--ja",
    ]
    perioden = ["2021-1", "2021-2", "2024-2", "2025-1"]
    lopend = [
        subprocess.Popen(
            [sys.executable, "-m", "ibtlib.cli", "inlezen", str(pad), "--periode", p, "--bron", f"proef-{p}", *nieuw],
            env={"PYTHONPATH": str(REPO), "PATH": "/usr/bin:/bin"}, stdout=subprocess.DEVNULL,
        )
        for p in perioden
    ]  # fmt: skip
    assert [p.wait() for p in lopend] == [0] * 4
    g = laad("utrecht", data)
    assert {f"proef-{p}" for p in perioden} <= set(g.bronnen)
    assert set(perioden) <= set(g.gemeentecijfers["periode"])


@pytest.mark.parametrize("periode", ["2099-1", "2004-1"])
def test_a_periode_far_away_is_asked_about(periode: str, tmp_path, data, draai) -> None:
    pad = tekst(tmp_path, rijen())
    code, _, fout = draai(pad, "--ja", periode=periode)
    assert code == 1 and f"{periode} beg" in fout and "Is dat de periode?" in fout and "--periode-klopt" in fout
    assert not (data / "utrecht" / "gemeenten").exists()


def test_a_file_without_periode_is_asked_for_it(tmp_path, draai) -> None:
    code, _, fout = draai(tekst(tmp_path, rijen()), periode=None)
    assert code == 1 and "Zeg met --periode over welk half jaar de cijfers gaan" in fout


def test_rows_are_written_by_the_name_of_their_column() -> None:
    """Another order of the columns in the schema moves whole columns, never a figure to another header."""
    rij = {"gemeentecode": "GM0342", "gemeente": "Soest", "realisatie": 39, "bron": "b", "vindplaats": "v"}
    om = dataclasses.replace(GEMEENTECIJFERS, velden=tuple(reversed(GEMEENTECIJFERS.velden)))
    for schema in (GEMEENTECIJFERS, om):
        (gelezen,) = csv.DictReader(io.StringIO(nieuwe_tabel(schema, [rij]).decode()), delimiter=";")
        assert {k: w for k, w in gelezen.items() if w} == {**rij, "realisatie": "39"}
