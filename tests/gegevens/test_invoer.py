"""Strict reading: every message of `invoer` with the file that causes it, and nothing guessed or filled in.

Every broken file stands beside what is said of it; only what is broken is written out, the rest follows the schema.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from cijferbestand import KOLOMMEN, KOP, SOEST, ZEIST, als_csv, als_excel, als_tabel, regel

from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens import invoer
from ibtlib.gegevens.bronnen import BRONNEN
from ibtlib.gegevens.invoer import leeg_frame, lees_cel, lees_tabel, rijen
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN
from ibtlib.gegevens.schema import TREDE, Schema, Veld

# As docs/handleiding/halfjaar.md shows them to who writes such a file, typed over.
BELOOFD = "gemeentecode;gemeente;taakstelling;achterstand_begin;realisatie;gekoppeld;trede_vorig;bron;vindplaats"
RUIM = ZEIST | {"taakstelling": "1.040", "achterstand_begin": -5}
KAAL = SOEST | {"gekoppeld": None, "trede_vorig": None}
GOED = als_csv(RUIM, KAAL)


def schema(naam: str) -> Schema:
    return next(s for s in (*PROVINCIETABELLEN, *LANDELIJKE_TABELLEN) if s.naam == naam)


def kop_met(**vervangen: str) -> list[str]:
    """The header with other names for some of its columns."""
    return [vervangen.get(kolom, kolom) for kolom in KOLOMMEN]


def schrijf(map_: Path, tekst: str | bytes, naam: str = "2024-1.csv") -> Path:
    pad = map_ / naam
    pad.write_bytes(tekst.encode() if isinstance(tekst, str) else tekst)
    return pad


def problemen(pad: Path, van: Schema = GEMEENTECIJFERS) -> list[str]:
    """What is wrong with a file, as the user reads it."""
    with pytest.raises(InvoerFout) as gevangen:
        lees_tabel(pad, van)
    assert list(gevangen.value.problemen) == [pad]
    kop, *regels, slot = str(gevangen.value).splitlines()
    aantal = "1 probleem" if len(regels) == 1 else f"{len(regels)} problemen"
    assert kop == f"Fout in {pad.as_posix()}: {aantal}"
    assert slot == "Verbeter het bestand en voer de opdracht opnieuw uit. Er is niets geschreven."
    return [r.removeprefix("  ") for r in regels]


# --- what is right ---------------------------------------------------------------------------------------


def test_the_columns_that_the_handleiding_shows_are_those_of_the_schema() -> None:
    assert ";".join(GEMEENTECIJFERS.kolommen) == BELOOFD


def test_a_good_file_gives_the_figures_that_stand_in_it(tmp_path: Path) -> None:
    frame = lees_tabel(schrijf(tmp_path, GOED), GEMEENTECIJFERS)
    assert list(rijen(frame)) == [
        dict.fromkeys(KOLOMMEN) | rij
        for rij in (
            {"gemeentecode": "GM0355", "gemeente": "Zeist", "taakstelling": 1040, "achterstand_begin": -5,
             "realisatie": 39, "gekoppeld": 45, "trede_vorig": 1, "bron": "rapportage-2023-2", "vindplaats": "tabel 2"},
            {"gemeentecode": "GM0342", "gemeente": "Soest", "taakstelling": 40, "achterstand_begin": 5,
             "realisatie": 39, "bron": "rapportage-2023-2", "vindplaats": "tabel 2"},
        )
    ]  # fmt: skip
    assert list(frame.index) == [2, 3]  # the lines of the file


def test_an_empty_cell_is_missing_and_never_nought(tmp_path: Path) -> None:
    frame = lees_tabel(schrijf(tmp_path, GOED), GEMEENTECIJFERS)
    assert frame.loc[3, "gekoppeld"] is pd.NA
    assert str(frame["gekoppeld"].dtype) == "Int64"
    assert frame["gekoppeld"].fillna(-1).tolist() == [45, -1]
    nul = lees_tabel(schrijf(tmp_path, als_csv(RUIM, KAAL | {"gekoppeld": 0})), GEMEENTECIJFERS)
    assert nul["gekoppeld"].tolist() == [45, 0]


def test_missing_text_and_dates_are_none(tmp_path: Path) -> None:
    kop = ";".join(BRONNEN.kort.kolommen)
    frame = lees_tabel(schrijf(tmp_path, f"{kop}\na;A;B;;;;wet;;\nb;A;B;2024-03-20;k;https://x;rijk;;\n"), BRONNEN)
    assert frame["datum"].tolist() == [None, dt.date(2024, 3, 20)]
    assert frame["kenmerk"].tolist() == [None, "k"]


@pytest.mark.parametrize("einde", ["\r\n", "\n", "\r"])
def test_the_line_endings_of_every_machine_are_read(tmp_path: Path, einde: str) -> None:
    anders = lees_tabel(schrijf(tmp_path, GOED.replace("\n", einde)), GEMEENTECIJFERS)
    pd.testing.assert_frame_equal(anders, lees_tabel(schrijf(tmp_path, GOED), GEMEENTECIJFERS))


def test_a_byte_order_mark_of_excel_is_accepted(tmp_path: Path) -> None:
    met = lees_tabel(schrijf(tmp_path, b"\xef\xbb\xbf" + GOED.encode()), GEMEENTECIJFERS)
    pd.testing.assert_frame_equal(met, lees_tabel(schrijf(tmp_path, GOED), GEMEENTECIJFERS))


def test_spaces_around_cells_and_empty_lines_are_no_problem(tmp_path: Path) -> None:
    ruim = (
        GOED.replace(";40;", "; 40 ;")
        .replace("\nGM0342", f"\n\n{';' * (len(KOLOMMEN) - 1)}\nGM0342")
        .replace("taakstelling", " taakstelling")
    )
    frame = lees_tabel(schrijf(tmp_path, ruim), GEMEENTECIJFERS)
    assert frame["taakstelling"].tolist() == [1040, 40]
    assert list(frame.index) == [2, 5]


def test_a_quoted_cell_may_hold_a_semicolon(tmp_path: Path) -> None:
    frame = lees_tabel(schrijf(tmp_path, als_csv(RUIM, KAAL | {"vindplaats": '"tabel 2; noot"'})), GEMEENTECIJFERS)
    assert frame["vindplaats"].tolist() == ["tabel 2", "tabel 2; noot"]


def test_a_file_with_only_a_header_is_a_table_without_rows(tmp_path: Path) -> None:
    frame = lees_tabel(schrijf(tmp_path, als_csv()), GEMEENTECIJFERS)
    pd.testing.assert_frame_equal(frame, leeg_frame(GEMEENTECIJFERS))
    assert list(frame.columns) == KOLOMMEN


def test_a_column_that_a_file_may_leave_out_is_then_empty_and_of_its_own_kind(tmp_path: Path) -> None:
    erbij = (
        Veld("wachtend", "geheel", "personen", verplicht=False),
        Veld("erbij", "tekst", "opmerking", verplicht=False),
    )
    velden = (*GEMEENTECIJFERS.velden[:-2], *erbij, *GEMEENTECIJFERS.velden[-2:])
    weg_te_laten = (*GEMEENTECIJFERS.facultatief, "wachtend", "erbij")
    ruimer = replace(GEMEENTECIJFERS, velden=velden, facultatief=weg_te_laten)
    zonder = lees_tabel(schrijf(tmp_path, als_csv(RUIM, KAAL, kolommen=ruimer.kort.kolommen)), ruimer)
    assert list(zonder.columns) == ruimer.kolommen
    assert str(zonder["wachtend"].dtype) == "Int64" and zonder["wachtend"].isna().all()
    assert zonder["erbij"].tolist() == [None, None]
    met = als_csv(ZEIST | {"wachtend": 3}, kolommen=ruimer.kolommen)
    assert lees_tabel(schrijf(tmp_path, met), ruimer)["wachtend"].tolist() == [3]


def test_every_kind_of_cell_is_read() -> None:
    def lees(soort: str, tekst: str) -> object:
        return lees_cel(tekst, Veld("x", soort, "iets"))

    assert lees("tekst", " Wijk bij Duurstede ") == "Wijk bij Duurstede"
    assert lees("geheel", "1.372") == 1372
    assert lees("breuk", "1651/429") == Fraction(1651, 429)
    assert lees("datum", "2024-02-29") == dt.date(2024, 2, 29)
    assert lees("periode", "2023-II") == "2023-2"
    assert [lees("gebiedscode", c) for c in ("GM0344", "PV26", "NL01")] == ["GM0344", "PV26", "NL01"]


# --- what is wrong, per cell -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("veld", "tekst", "wat"),
    [
        (Veld("x", "geheel", "personen"), "", "is leeg; hier hoort personen"),
        (Veld("x", "geheel", "personen"), "   ", "is leeg; hier hoort personen"),
        (TREDE, "0", "'0' is minder dan 1, het laagste dat hier kan"),
        (TREDE, "7", "'7' is meer dan 6, het hoogste dat hier kan"),
        (Veld("x", "datum", "dag"), "31 december", "'31 december' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31"),
        (Veld("x", "datum", "dag"), "2023-02-29", "'2023-02-29' is geen bestaande datum"),
        (Veld("x", "breuk", "deel"), "0.5", "'0.5' is geen getal (schrijf 12, 0,5 of 1651/429)"),
        (Veld("x", "gebiedscode", "code"), "GM12345",
         "'GM12345' is geen CBS-code; verwacht GM en vier cijfers, PV en twee cijfers, of NL01"),
        (Veld("x", "tekst", "tekst"), "a\tb", "er staat een stuurteken (tab, regeleinde of iets onzichtbaars) in; haal het weg"),
        (Veld("x", "tekst", "tekst"), "a\x1bb", "er staat een stuurteken (tab, regeleinde of iets onzichtbaars) in; haal het weg"),
        (Veld("x", "tekst", "tekst", keuzes=("ja", "nee")), "j", "'j' kan hier niet; kies 'ja' of 'nee'. Bedoelde u 'ja'?"),
        (Veld("x", "tekst", "tekst", keuzes=("ja", "nee")), "qq", "'qq' kan hier niet; kies 'ja' of 'nee'."),
        (Veld("x", "periode", "half jaar"), "2023-3",
         "'2023-3' is geen periode. Schrijf het jaar, een streepje en 1 of 2, bijvoorbeeld 2023-2 "
         "(2023-II, 2023-H2 en 2023-2e mogen ook)"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_refused_in_dutch(veld: Veld, tekst: str, wat: str) -> None:
    with pytest.raises(ValueError) as fout:
        lees_cel(tekst, veld)
    assert str(fout.value) == wat


@pytest.mark.parametrize("trede", [1, 6])
def test_the_ends_of_a_range_are_in_it(trede: int) -> None:
    assert lees_cel(str(trede), TREDE) == trede


def test_a_taakstelling_of_nought_is_possible_and_one_below_it_is_not() -> None:
    assert lees_cel("0", GEMEENTECIJFERS["taakstelling"]) == 0
    with pytest.raises(ValueError, match=r"^'-1' is minder dan 0, het laagste dat hier kan$"):
        lees_cel("-1", GEMEENTECIJFERS["taakstelling"])
    assert lees_cel("-150", GEMEENTECIJFERS["achterstand_begin"]) == -150  # voorsprong


# --- what is wrong, per file -----------------------------------------------------------------------------

VERKEERD_GESPELD = [
    f"regel 1, kolom realisatie: deze kolom ontbreekt; verwacht: {KOP}",
    f"regel 1, kolom realistie: deze kolom hoort hier niet; verwacht: {KOP}. Bedoelde u 'realisatie'?",
]
GEEN_CODE = (
    "regel {}, kolom gemeentecode: '{}' is geen CBS-code; verwacht GM en vier cijfers, PV en twee cijfers, of NL01"
)
N = len(KOLOMMEN)
KAPOT: dict[str, tuple[str, list[str]]] = {  # what stands in the file, and what is said of it
    "only empty lines": ("\n\n;;\n", ["het bestand is leeg; de eerste regel hoort de kolomnamen te geven"]),
    "commas": (
        als_csv(ZEIST, scheiding=","),
        [f"regel 1: de kolommen zijn niet met een puntkomma gescheiden; verwacht: {KOP}"],
    ),
    "tabs": (
        als_csv(ZEIST, scheiding="\t"),
        [f"regel 1: de kolommen zijn niet met een puntkomma gescheiden; verwacht: {KOP}"],
    ),
    "commas in one row": (
        als_csv(regel(ZEIST, ","), SOEST),
        [f"regel 2: 1 cel, er zijn {N} kolommen (komma's in plaats van puntkomma's?)"],
    ),
    "a column too few": (
        als_csv(ZEIST, kolommen=[k for k in KOLOMMEN if k != "realisatie"]),
        [f"regel 1, kolom realisatie: deze kolom ontbreekt; verwacht: {KOP}"],
    ),
    "a column too many": (
        als_csv(ZEIST, kolommen=[*KOLOMMEN, "let_op"]),
        [f"regel 1, kolom let_op: deze kolom hoort hier niet; verwacht: {KOP}."],
    ),
    "a column misspelt": (als_csv(kolommen=kop_met(realisatie="realistie")), VERKEERD_GESPELD),
    "a column twice": (
        als_csv(kolommen=kop_met(gekoppeld="realisatie")),
        [
            f"regel 1, kolom gekoppeld: deze kolom ontbreekt; verwacht: {KOP}",
            "regel 1, kolom realisatie: deze kolom staat er 2 keer",
        ],
    ),
    "columns in another order": (
        als_csv(ZEIST, kolommen=kop_met(taakstelling="achterstand_begin", achterstand_begin="taakstelling")),
        [f"regel 1: de kolommen staan in een andere volgorde; verwacht: {KOP}"],
    ),
    "a cell too few": (
        als_csv(regel(ZEIST).removesuffix(";tabel 2"), SOEST),
        [f"regel 2: {N - 1} cellen, er zijn {N} kolommen"],
    ),
    "a cell too many": (als_csv(f"{regel(ZEIST)};", SOEST), [f"regel 2: {N + 1} cellen, er zijn {N} kolommen"]),
    "numbers that are none": (
        als_csv(
            ZEIST
            | {
                "taakstelling": "1.2O4",
                "achterstand_begin": "12,5",
                "realisatie": "1.23",
                "gekoppeld": "-1",
                "trede_vorig": "7",
            },
            SOEST
            | {
                "taakstelling": "-5",
                "achterstand_begin": "x",
                "realisatie": "1l",
                "gekoppeld": "0.900",
                "trede_vorig": "0",
            },
        ),
        [
            "regel 2, kolom achterstand_begin: '12,5' is geen geheel getal (personen zijn hele getallen; een punt mag "
            "alleen om de drie cijfers staan)",
            "regel 2, kolom gekoppeld: '-1' is minder dan 0, het laagste dat hier kan",
            "regel 2, kolom realisatie: '1.23' is geen geheel getal (personen zijn hele getallen; een punt mag alleen om "
            "de drie cijfers staan)",
            "regel 2, kolom taakstelling: '1.2O4' is geen geheel getal (staat er een letter O in plaats van een nul?)",
            "regel 2, kolom trede_vorig: '7' is meer dan 6, het hoogste dat hier kan",
            "regel 3, kolom achterstand_begin: 'x' is geen geheel getal",
            "regel 3, kolom gekoppeld: '0.900' is geen geheel getal (personen zijn hele getallen; een punt mag alleen om "
            "de drie cijfers staan)",
            "regel 3, kolom realisatie: '1l' is geen geheel getal (staat er een letter l in plaats van een een?)",
            "regel 3, kolom taakstelling: '-5' is minder dan 0, het laagste dat hier kan",
            "regel 3, kolom trede_vorig: '0' is minder dan 1, het laagste dat hier kan",
        ],
    ),
    "nothing where something must stand": (
        als_csv(ZEIST | {"gemeente": "", "bron": ""}),
        [
            "regel 2, kolom bron: is leeg; hier hoort id uit bronnen.csv",
            "regel 2, kolom gemeente: is leeg; hier hoort naam van de gemeente",
        ],
    ),
    "codes that are none": (
        als_csv(*(ZEIST | {"gemeentecode": code} for code in ("Zeist", "gm0342", "GM342"))),
        [GEEN_CODE.format(2, "Zeist"), GEEN_CODE.format(3, "gm0342"), GEEN_CODE.format(4, "GM342")],
    ),
    "a row twice": (
        als_csv(ZEIST, SOEST, ZEIST, ZEIST),
        [
            "regels 4, 5: dubbele rij: GM0355 staat ook op regel 2",
        ],
    ),
    # a duplicate is reported beside other problems; rows whose key is unreadable are no duplicates of each other
    "a row twice and wrong": (
        als_csv(ZEIST, ZEIST | {"taakstelling": "vier"}, *[ZEIST | {"gemeentecode": "XX0355"}] * 2),
        [
            "regel 3: dubbele rij: GM0355 staat ook op regel 2",
            "regel 3, kolom taakstelling: 'vier' is geen geheel getal",
            GEEN_CODE.replace("regel {}", "regels 4, 5").format("XX0355"),
        ],
    ),
    # the line on which the row with the quote begins, not the end of the file
    "a quote that is not closed": (
        als_csv(ZEIST, SOEST | {"gemeente": '"Soest'}, RUIM, KAAL),
        ["regel 3: een aanhalingsteken staat verkeerd of wordt niet gesloten"],
    ),
    "text after a quote": (
        als_csv(SOEST | {"gemeente": '"Soest"en'}),
        ["regel 2: een aanhalingsteken staat verkeerd of wordt niet gesloten"],
    ),
    "a line end in a cell": (
        als_csv(SOEST | {"vindplaats": '"tabel\n2"'}, ZEIST),
        ["regel 2, kolom vindplaats: er staat een stuurteken (tab, regeleinde of iets onzichtbaars) in; haal het weg"],
    ),
}


@pytest.mark.parametrize("naam", KAPOT)
def test_a_broken_file_is_refused_with_all_its_problems(naam: str, tmp_path: Path) -> None:
    inhoud, meldingen = KAPOT[naam]
    assert problemen(schrijf(tmp_path, inhoud)) == meldingen


def test_a_date_and_an_unknown_choice_are_refused_where_they_stand(tmp_path: Path) -> None:
    tekst = "id;titel;uitgever;datum;kenmerk;url;soort;bestand;sha256\na;A;B;20 maart;;;provincie;;\nb;A;B;;;;niews;;\n"
    assert problemen(schrijf(tmp_path, tekst), BRONNEN) == [
        "regel 2, kolom datum: '20 maart' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31",
        "regel 3, kolom soort: 'niews' kan hier niet; kies 'provincie', 'rijk', 'regietafel', 'statistiek', 'wet', "
        "'nieuws' of 'eigen'. Bedoelde u 'nieuws'?",
    ]


def test_the_key_of_a_duplicate_row_is_named_in_full(tmp_path: Path) -> None:
    kop = "peildatum;achterstand;bron;vindplaats"
    rij = "2024-01-01;570;rapportage-2023-2;§3.1"
    tekst = f"{kop}\n{rij}\n{rij.replace('§3.1', '§4.1')}\n{rij.replace('570', '574')}\n"
    assert problemen(schrijf(tmp_path, tekst), schema("standen")) == [
        "regel 4: dubbele rij: 2024-01-01, rapportage-2023-2, §3.1 staat ook op regel 2"
    ]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert problemen(schrijf(tmp_path, b"")) == ["het bestand is leeg; de eerste regel hoort de kolomnamen te geven"]


def test_a_file_in_windows_1252_is_refused_with_the_line_and_what_to_do(tmp_path: Path) -> None:
    tekst = als_csv(ZEIST, SOEST | {"gemeente": "Smallingerlân"})
    assert problemen(schrijf(tmp_path, tekst.encode("cp1252"))) == [
        "regel 3: niet te lezen als UTF-8 (staat het in Windows-1252? Sla het in Excel op als 'CSV UTF-8')"
    ]


@pytest.mark.parametrize("ruw", [GOED.encode("utf-16-le"), GOED.replace("Soest", "So\0est").encode()])
def test_a_file_with_nul_bytes_is_no_csv(tmp_path: Path, ruw: bytes) -> None:
    assert problemen(schrijf(tmp_path, ruw)) == ["er staan nul-bytes in; dit is geen CSV-bestand"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problemen(tmp_path / "weg.csv") == ["het bestand bestaat niet"]
    assert problemen(tmp_path / "weg.xlsx") == ["het bestand bestaat niet"]


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.csv").mkdir()
    (wat,) = problemen(tmp_path / "map.csv")
    assert wat.startswith("het bestand is niet te lezen (")


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = schrijf(tmp_path, GOED)
    monkeypatch.setattr(invoer, "GROOTSTE_BESTAND", len(GOED.encode()))
    assert len(lees_tabel(pad, GEMEENTECIJFERS)) == 2
    monkeypatch.setattr(invoer, "GROOTSTE_BESTAND", len(GOED.encode()) - 1)
    assert problemen(pad) == ["het bestand is groter dan 0 MB; dit is geen tabel met halfjaarcijfers"]


def test_the_limit_that_is_shipped_is_twenty_megabytes(tmp_path: Path) -> None:
    pad = tmp_path / "groot.csv"
    with pad.open("wb") as bestand:
        bestand.truncate(20_000_001)
    assert problemen(pad) == ["het bestand is groter dan 20 MB; dit is geen tabel met halfjaarcijfers"]


# --- Excel -----------------------------------------------------------------------------------------------


def excel(pad: Path, tabel: list[list[object]]) -> Path:
    pad.write_bytes(als_excel(tabel))
    return pad


RUIM_IN_EXCEL = RUIM | {"taakstelling": 1040}


def van_xlsxwriter(pad: Path, tabel: list[list[object]]) -> Path:
    """A workbook by another writer, with a second sheet; a tuple is a formula and its outcome."""
    boek = xlsxwriter.Workbook(pad)
    blad = boek.add_worksheet()
    for i, rij in enumerate(tabel):
        for j, waarde in enumerate(rij):
            if isinstance(waarde, tuple):
                blad.write_formula(i, j, waarde[0], None, waarde[1])
            elif waarde is not None:
                blad.write(i, j, waarde)
    boek.add_worksheet("tweede blad").write(0, 0, "telt niet mee")
    boek.close()
    return pad


def test_an_excel_file_reads_the_same_as_its_csv(tmp_path: Path) -> None:
    pad = excel(tmp_path / "2024-1.xlsx", als_tabel(RUIM_IN_EXCEL, KAAL))
    pd.testing.assert_frame_equal(
        lees_tabel(pad, GEMEENTECIJFERS), lees_tabel(schrijf(tmp_path, GOED), GEMEENTECIJFERS)
    )


def test_an_excel_file_of_another_writer_with_text_numbers_and_a_capital_extension_reads_the_same(
    tmp_path: Path,
) -> None:
    pad = van_xlsxwriter(tmp_path / "2024-1.XLSX", als_tabel(RUIM, KAAL))  # 1.040 is a text here
    pd.testing.assert_frame_equal(
        lees_tabel(pad, GEMEENTECIJFERS), lees_tabel(schrijf(tmp_path, GOED), GEMEENTECIJFERS)
    )


def test_dates_fractions_and_half_numbers_in_excel_are_what_they_look_like(tmp_path: Path) -> None:
    kop = ["kenmerk", "datum", "aantal", "eenheid", "precisie", "bron", "vindplaats"]
    pad = excel(tmp_path / "k.xlsx", [kop, ["a", dt.datetime(2024, 1, 1), 8.5, "procent", "circa", "b", "p"]])
    (rij,) = rijen(lees_tabel(pad, schema("kerncijfers")))
    assert (rij["datum"], rij["aantal"]) == (dt.date(2024, 1, 1), Fraction(17, 2))


def test_a_broken_number_in_excel_is_refused_with_its_row(tmp_path: Path) -> None:
    inhoud = als_tabel(ZEIST | {"taakstelling": 12.5}, SOEST | {"realisatie": "1.2O4"})
    assert problemen(excel(tmp_path / "2024-1.xlsx", inhoud)) == [
        "regel 2, kolom taakstelling: '12,5' is geen geheel getal (personen zijn hele getallen; een punt mag alleen om "
        "de drie cijfers staan)",
        "regel 3, kolom realisatie: '1.2O4' is geen geheel getal (staat er een letter O in plaats van een nul?)",
    ]


def test_an_empty_last_cell_in_excel_is_an_empty_cell_whoever_wrote_the_file(tmp_path: Path) -> None:
    assert KOLOMMEN[-1] == "vindplaats"
    inhoud = als_tabel(RUIM_IN_EXCEL | {"vindplaats": None}, KAAL | {"vindplaats": None})
    verwacht = ["regels 2, 3, kolom vindplaats: is leeg; hier hoort paragraaf, tabel of bladzijde in de bron"]
    assert problemen(excel(tmp_path / "2024-1.xlsx", inhoud)) == verwacht
    stroom = openpyxl.Workbook(write_only=True)  # such files do not say how wide the sheet is
    blad = stroom.create_sheet()
    for rij in inhoud:
        blad.append([w for w in rij if w is not None] if rij[-1] is None and None not in rij[:-1] else rij)
    stroom.save(tmp_path / "stroom.xlsx")
    assert problemen(tmp_path / "stroom.xlsx") == verwacht


def test_a_cell_beside_the_table_in_excel_is_refused_and_an_empty_column_is_not(tmp_path: Path) -> None:
    inhoud = als_tabel(RUIM_IN_EXCEL, KAAL)
    leeg = [[*rij, None, ""] for rij in inhoud]
    assert len(lees_tabel(excel(tmp_path / "leeg.xlsx", leeg), GEMEENTECIJFERS)) == 2
    inhoud[2].append("let op")
    assert problemen(excel(tmp_path / "vol.xlsx", inhoud)) == [f"regel 3: {N + 1} cellen, er zijn {N} kolommen"]


def test_a_wrong_header_in_excel_is_refused_like_that_of_a_csv(tmp_path: Path) -> None:
    inhoud = [kop_met(realisatie="realistie"), *als_tabel(ZEIST)[1:]]
    assert problemen(excel(tmp_path / "2024-1.xlsx", inhoud)) == VERKEERD_GESPELD


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    assert problemen(excel(tmp_path / "2024-1.xlsx", [])) == [
        "het bestand is leeg; de eerste regel hoort de kolomnamen te geven"
    ]


@pytest.mark.parametrize("ruw", [b"", GOED.encode(), b"PK\x03\x04 half een zip"])
def test_an_unreadable_excel_file_is_refused_with_what_to_do(tmp_path: Path, ruw: bytes) -> None:
    assert problemen(schrijf(tmp_path, ruw, "2024-1.xlsx")) == [
        "niet te lezen als Excel-bestand (.xlsx); open het in Excel en sla het opnieuw op"
    ]


# --- bounds ----------------------------------------------------------------------------------------------


def test_reading_stops_after_a_thousand_problems_and_says_so(tmp_path: Path) -> None:
    pad = schrijf(tmp_path, als_csv(*["x;y"] * 1_200))
    with pytest.raises(InvoerFout) as fout:
        lees_tabel(pad, GEMEENTECIJFERS)
    lijst = fout.value.problemen[pad]
    assert len(lijst) == 1_001
    assert str(lijst[-1]) == "regel 1002: er zijn al 1000 problemen gevonden; vanaf deze regel is niet verder gekeken"


def test_a_text_file_has_at_most_five_hundred_columns(tmp_path: Path) -> None:
    wat = "regel 1: meer dan 100000 rijen of 500 kolommen; dit is geen tabel met halfjaarcijfers"
    assert problemen(schrijf(tmp_path, ";" * 500 + "\n")) == [wat]
    assert problemen(schrijf(tmp_path, ";" * 499 + "\n")) == [
        "het bestand is leeg; de eerste regel hoort de kolomnamen te geven"
    ]


def test_a_cell_has_a_longest_length_whatever_another_program_told_csv(tmp_path: Path) -> None:
    voor = csv.field_size_limit(10**7)  # as frictionless does when it is imported
    try:
        lang = als_csv(ZEIST | {"vindplaats": "x" * 131_072})
        op_de_grens = f"regel 2, kolom vindplaats: '{'x' * 60}' telt 131072 tekens; hier passen er hoogstens 1000"
        assert problemen(schrijf(tmp_path, lang)) == [op_de_grens]  # read, and then too long for a page
        wat = "regel 2: een cel is langer dan 131072 tekens; wordt een aanhalingsteken niet gesloten?"
        assert problemen(schrijf(tmp_path, lang.replace("xx", "xxx", 1))) == [wat]
    finally:
        csv.field_size_limit(voor)


def test_a_file_of_another_kind_is_refused_whatever_its_name(tmp_path: Path) -> None:
    for naam, ruw, wat in (
        ("a.csv", b"PK\x03\x04", "alleen .csv en .xlsx worden gelezen; sla de tabel zo op"),
        ("a.pdf", b"%PDF-1.7", "alleen .csv en .xlsx worden gelezen; sla de tabel zo op"),
        ("a.csv", b"%PDF-1.7", "alleen .csv en .xlsx worden gelezen; sla de tabel zo op"),
        ("a.xls", b"", "dit is een Excel-bestand van voor 2007 (.xls); sla het in Excel op als .xlsx"),
    ):
        assert problemen(schrijf(tmp_path, ruw, naam)) == [wat]


def test_a_formula_in_excel_counts_as_its_stored_value_and_without_one_it_is_refused(tmp_path: Path) -> None:
    inhoud = als_tabel(ZEIST | {"realisatie": "=20+19"}, SOEST)  # openpyxl writes no outcome
    wat = "hier staat een formule waarvan Excel geen uitkomst bewaarde; open het bestand in Excel en sla het op"
    assert problemen(excel(tmp_path / "2024-1.xlsx", inhoud)) == [f"regel 2, kolom realisatie: {wat}"]
    pad = van_xlsxwriter(tmp_path / "2024-2.xlsx", als_tabel(ZEIST | {"realisatie": ("=20+19", 39)}, SOEST))
    assert lees_tabel(pad, GEMEENTECIJFERS)["realisatie"].tolist() == [39, 39]
