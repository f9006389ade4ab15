"""`ibt inlezen`: what it understands of files as they really come, what it asks, and what it writes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import RAW, vervang

from ibtlib.basis import bestanden
from ibtlib.basis.fouten import AanvraagFout, optie
from ibtlib.basis.periode import Periode
from ibtlib.cli import main
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.inlezen.doeltabel import GEMEENTEN
from ibtlib.gegevens.inlezen.keuzes import paren
from ibtlib.gegevens.inlezen.kolommen import Vraagstelling, herken
from ibtlib.gegevens.inlezen.land import Land
from ibtlib.gegevens.inlezen.namen import Namen, is_totaal
from ibtlib.gegevens.inlezen.waarden import lees_waarde
from ibtlib.gegevens.werkmap import Cel

P = Periode(2024, 2)
KOP = "gemeentecode;gemeente;taakstelling;achterstand_begin;realisatie;gekoppeld;trede_vorig;bron;vindplaats"
ALLE = [
    tuple(r.split(";")[:2])
    for r in (RAW / "utrecht" / "gemeentelijst.csv").read_text(encoding="utf-8").splitlines()[1:]
    if not r.split(";")[3]
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RAW, tmp_path / "data" / "raw"))


@pytest.fixture
def draai(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run `ibt inlezen` on a file over 2024-2 of Utrecht."""

    def opdracht(bestand: Path, *opties: str, bron: str = "rapportage-2023-2") -> tuple[int, str, str]:
        vast = ["--periode", "2024-2", "--provincie", "utrecht", "--data", str(data), "--bron", bron]
        code = main(["inlezen", str(bestand), *vast, *opties])
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    return opdracht


def rijen(**anders: list[object]) -> list[list[object]]:
    """A row per gemeente: name, taakstelling 40, achterstand 5, realisatie 39; some other where asked."""
    return [[naam, *anders.get(naam.replace(" ", "_"), [40, 5, 39])] for _, naam in ALLE]


def tekst(
    map_: Path, regels: list[list[object]], kop: str = "Gemeente;Taakstelling;Achterstand begin;Realisatie"
) -> Path:
    pad = map_ / "opgave.csv"
    pad.write_text("\n".join([kop, *(";".join(map(str, r)) for r in regels), ""]), encoding="utf-8")
    return pad


def geschreven(data: Path) -> dict[str, dict[str, str]]:
    pad = data / "utrecht" / "gemeenten" / "2024-2.csv"
    lezer = csv.DictReader(io.StringIO(pad.read_text(encoding="utf-8")), delimiter=";")
    return {r["gemeente"]: r for r in lezer}


def niets_geschreven(data: Path) -> bool:
    return not (data / "utrecht" / "gemeenten").exists() and not (data / "utrecht" / "originelen").exists()


# --- a cell: the notations of the issue and their neighbours -------------------------------------------------------


@pytest.mark.parametrize(
    ("cel", "waarde", "zeker"),
    [
        ("1.372", 1372, True), ("1372", 1372, True), ("1 372", 1372, True), ("−31", -31, True), ("-31", -31, True),
        ("–31", -31, True), ("- 31", -31, True), ("31-", -31, True), ("31−", -31, True), ("(31)", -31, True), ("(1.372)", -1372, True),
        ("150 voorsprong", -150, True), ("422 achterstand", 422, True), ("Voorsprong van 31", -31, True), ("achterstand 5", 5, True),
        ("0 achterstand", 0, True), ("", None, True), ("   ", None, True), ("\u00a0", None, True), ("0", 0, True), ("nihil", 0, True),
        ("*", None, True), ("n.b.", None, True), ("N.B.", None, True), ("n.v.t.", None, False), ("<5", None, False), ("-/- 12", -12, False), ("ca. 31", 31, False), ("31 voorlopig", 31, False), ("?", None, True), ("niet bekend", None, True),
        ("-", None, False), ("geen", None, False), ("31*", 31, False), ("31 ²", 31, False), ("1,372", 1372, False), ("#N/B", None, False),
    ],
)  # fmt: skip
def test_a_figure_is_read_in_every_notation_and_what_is_not_literal_is_told(
    cel: str, waarde: int | None, zeker: bool
) -> None:
    gelezen = lees_waarde(Cel(cel, "tekst"), met_woorden=True)
    assert (gelezen.waarde, gelezen.zeker) == (waarde, zeker)
    letterlijk = cel.strip() in ("1.372", "1372", "−31", "-31", "–31", "- 31", "0", "")
    assert bool(gelezen.hoe) != letterlijk


@pytest.mark.parametrize(
    ("cel", "wat"),
    [
        (Cel("88%", "tekst"), "'88%' is een percentage, geen aantal personen"),
        (Cel("-150 voorsprong", "tekst"), "'-150 voorsprong' heeft een teken én een woord; welk van de twee telt?"),
        (Cel("1.2O4", "tekst"), "'1.2O4' is geen geheel getal (staat er een letter O in plaats van een nul?)"),
        (Cel("2024-07-01", "datum"), "hier staat een datum (2024-07-01); maakte Excel die van een getal?"),
        (Cel("1,372", "getal"), "'1,372' is geen geheel getal (personen zijn hele getallen; een punt mag alleen om de drie cijfers staan)"),
        (Cel("9" * 50, "tekst"), f"'{'9' * 40}…' is geen getal"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_what_stands_there(cel: Cel, wat: str) -> None:
    with pytest.raises(ValueError) as fout:
        lees_waarde(cel, met_woorden=True)
    assert str(fout.value) == wat


def test_where_plus_is_voorsprong_only_a_bare_number_turns_around() -> None:
    def lees(t: str) -> int | None:
        return lees_waarde(Cel(t, "tekst"), met_woorden=True, plus_is_voorsprong=True).waarde

    assert [lees(t) for t in ("31", "-31", "0", "31 voorsprong", "31 achterstand", "")] == [-31, 31, 0, -31, 31, None]


# --- a header ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kop", "veld"),
    [
        ("Gemeente", "gemeente"), ("gemeentenaam", "gemeente"), ("Naam gemeente", "gemeente"), ("CBS-code", "gemeentecode"),
        ("Taakstelling 2024-II", "taakstelling"), ("Taakstelling 2024-2", "taakstelling"), ("taakstelling tweede helft 2024", "taakstelling"),
        ("Taakstelling H2 2024", "taakstelling"), ("Taakstelling\n(personen)", "taakstelling"), ("Taakstelling 2024-I", None),
        ("Taakstelling 2025-1", None), ("Achterstand per 1 juli 2024", "achterstand_begin"), ("Achterstand per 1-7-2024", "achterstand_begin"),
        ("Achterstand per 1 januari 2025", "achterstand_eind"), ("Achterstand per 1 januari 2024", None), ("Trede 2024-I", "trede_vorig"),
        ("Trede", None), ("% realisatie", None), ("Realisatie (pct)", None), ("Gerealiseerd", "realisatie"), ("Totaalopgave", "totaalopgave"),
        ("Achterstand eind", "achterstand_eind"), ("Opmerkingen", None), ("Wethouder", None),
    ],
)  # fmt: skip
def test_a_header_is_recognised_in_its_variants_and_by_the_periode_it_names(kop: str, veld: str | None) -> None:
    kolom = herken(1, kop, Vraagstelling(P))
    assert kolom.veld == veld
    assert kolom.zeker


@pytest.mark.parametrize(
    "kop",
    [
        "Realistie",
        "Taak-stelling",
        "Achterstand 2024-I",
        "Achterstand eind 2024-1",
        "Achterstand",
        "Achterstand/voorsprong",
        "Achterstand 2024-II",
    ],
)
def test_a_header_that_is_only_probable_is_a_proposal(kop: str) -> None:
    kolom = herken(1, kop, Vraagstelling(P))
    assert kolom.veld is not None and not kolom.zeker


# --- a name ------------------------------------------------------------------------------------------------------


@pytest.fixture
def namen(utrecht) -> Namen:
    lijst: Gemeentelijst = utrecht.gemeentelijst
    return Namen(lijst, P, {"Amf.": "GM0307"}, Land(utrecht.landelijk("gemeenten").to_dict("records")), "PV26")


@pytest.mark.parametrize(
    ("naam", "code"),
    [
        ("Bilt, De", "GM0310"), ("DE BILT", "GM0310"), ("Bilt (De)", "GM0310"), ("Utrechtse heuvelrug", "GM1581"),
        ("Wijk b. Duurstede", "GM0352"), ("Wijk bij Duurst.", "GM0352"), ("Ijsselstein", "GM0353"), ("Gemeente Soest", "GM0342"),
        ("Vijfherenlanden", "GM1961"), ("Stichtse-Vecht", "GM1904"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_literally_that_of_a_gemeente_is_a_proposal(namen: Namen, naam: str, code: str) -> None:
    gevonden = namen.zoek(naam, "")
    assert gevonden.gemeente is not None
    assert (gevonden.gemeente.code, gevonden.zeker) == (code, False)


def test_a_literal_name_and_a_code_are_sure(namen: Namen) -> None:
    for naam, code in (
        ("De Bilt", ""),
        ("De Bilt", "GM0310"),
        ("DE BILT", "310"),
        ("", "0310"),
        ("De  Bilt", "gm0310"),
        ("Utrecht (gemeente)", ""),
        ("Utrecht (gemeente)", "GM0344"),
        ("Amf.", ""),
    ):
        gevonden = namen.zoek(naam, code)
        assert gevonden.gemeente is not None and gevonden.zeker


@pytest.mark.parametrize("naam", ["Regio Amersfoort", "Zeewolde", "x", "Wijk", ""])
def test_a_name_that_resembles_none_is_nobody(namen: Namen, naam: str) -> None:
    assert namen.zoek(naam, "").gemeente is None


@pytest.mark.parametrize(
    ("naam", "code", "wat"),
    [
        ("Zeist", "GM0342", "'GM0342' is Soest, niet 'Zeist'; Zeist is GM0355"),
        ("Leerdam", "", "'GM0545' (Leerdam) bestond niet meer op 1 juli 2024; opvolger: Vijfheerenlanden, GM1961"),
        ("", "9999", "'GM9999' staat niet in gemeentelijst.csv"),
        ("Soest", "XX", "'XX' is niet bekend, niet 'Soest'; Soest is GM0342"),
        ("Soest", "GM0344", "'GM0344' is Utrecht, niet 'Soest'; Soest is GM0342"),
        ("Heusden", "GM0342", "'GM0342' is Soest, niet 'Heusden'; Heusden is GM0797"),
    ],
)  # fmt: skip
def test_a_code_that_is_none_or_of_another_is_refused(namen: Namen, naam: str, code: str, wat: str) -> None:
    with pytest.raises(ValueError) as fout:
        namen.zoek(naam, code)
    assert str(fout.value).startswith(wat)


def test_the_province_is_a_total_and_the_city_of_the_same_name_is_not() -> None:
    assert [is_totaal(n) for n in ("Totaal", "TOTAAL provincie", "Provincie Utrecht", "Eindtotaal", "Utrecht", "Soest")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


# --- the whole command -------------------------------------------------------------------------------------------


def test_a_clear_file_is_written_with_its_source_and_the_line_of_each_row(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen(Soest=[1.372, "31-", 0], Baarn=["1.372", "150 voorsprong", "n.b."]))
    vervang(bestand, "Soest;1.372;", "Soest;1372;")
    code, uit, fout = draai(bestand)
    assert (code, fout) == (0, "")
    rij = geschreven(data)["Soest"]
    assert list(rij.values()) == ["GM0342", "Soest", "1372", "-31", "0", "", "", "rapportage-2023-2", "regel 14"]
    assert bestand.read_text(encoding="utf-8").splitlines()[13].startswith("Soest")
    assert list(geschreven(data)["Baarn"].values())[2:6] == ["1372", "-150", "", ""]
    assert "een notitie, dus leeg (onbekend): D3 'n.b.'" in uit and "met de min achteraan: C14 '31-' is -31" in uit
    assert len(laad("utrecht", data).gemeentecijfers) == 26


def test_the_original_is_kept_byte_for_byte_with_its_hash_and_a_receipt(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen())
    ruw = bestand.read_bytes()
    assert draai(bestand)[0] == 0
    origineel = data / "utrecht" / "originelen" / "2024-2-opgave.csv"
    assert origineel.read_bytes() == ruw == bestand.read_bytes()
    bron = laad("utrecht", data).bronnen["rapportage-2023-2"]
    assert (bron.bestand, bron.sha256) == ("utrecht/originelen/2024-2-opgave.csv", hashlib.sha256(ruw).hexdigest())
    bon = json.loads((data / "utrecht" / "originelen" / "2024-2-inlezen.json").read_text(encoding="utf-8"))
    assert (bon["sha256"], bon["bron"], bon["gemeenten"]) == (bron.sha256, "rapportage-2023-2", 26)
    assert [k["gelezen_als"] for k in bon["kolommen"]] == [
        "gemeente",
        "taakstelling",
        "achterstand_begin",
        "realisatie",
    ]
    # and of the register only that one row changed
    oud, nieuw = ((p / "bronnen.csv").read_text(encoding="utf-8").splitlines() for p in (RAW, data))
    assert [n for o, n in zip(oud, nieuw, strict=True) if o != n] == [
        f"rapportage-2023-2;Voortgangsrapportage IBT huisvesting vergunninghouders tweede helft 2023;Provincie Utrecht;2024-03-20;"
        f"UTSP-78839798-6566;;provincie;{bron.bestand};{bron.sha256};"
    ]


def test_proposals_stop_until_they_are_accepted_and_then_stand_on_the_receipt(tmp_path, data, draai) -> None:
    regels = rijen()
    regels[2][0], regels[16][0] = "Bilt, De", "Wijk b. Duurstede"
    bestand = tekst(tmp_path, regels)
    code, uit, fout = draai(bestand)
    assert code == 1 and niets_geschreven(data)
    assert "A      Gemeente            gemeente" in uit  # what was understood is shown all the same
    assert fout.splitlines() == [
        "Nog niet ingelezen: in opgave.csv 2 dingen zijn niet zeker.",
        "  Rij 4: 'Bilt, De', anders geschreven",
        "    voorstel: De Bilt, GM0310",
        '    als optie: --naam "Bilt, De=GM0310"  of  --overslaan 4',
        "  Rij 18: 'Wijk b. Duurstede', afgekort",
        "    voorstel: Wijk bij Duurstede, GM0352",
        '    als optie: --naam "Wijk b. Duurstede=GM0352"  of  --overslaan 18',
        "Neem alle voorstellen over met --ja, of geef de opties die u wilt. Er is niets geschreven.",
    ]
    code, uit, _ = draai(bestand, "--ja")
    assert code == 0 and "aangenomen: Rij 4: 'Bilt, De', anders geschreven: De Bilt, GM0310" in uit
    bon = json.loads((data / "utrecht" / "originelen" / "2024-2-inlezen.json").read_text(encoding="utf-8"))
    assert bon["aangenomen_voorstellen"] == [
        {"wat": "Rij 4: 'Bilt, De', anders geschreven", "voorstel": "De Bilt, GM0310"},
        {"wat": "Rij 18: 'Wijk b. Duurstede', afgekort", "voorstel": "Wijk bij Duurstede, GM0352"},
    ]


def test_the_options_that_are_offered_work_as_they_are_written(tmp_path, data, draai) -> None:
    regels = rijen()
    regels[2][0] = "Bilt, De"
    code, uit, _ = draai(tekst(tmp_path, regels), "--naam", "Bilt, De=GM0310")
    assert code == 0 and "rij 4 is De Bilt, gekozen in de opdracht" in uit
    assert geschreven(data)["De Bilt"]["taakstelling"] == "40"


def test_a_question_without_proposal_is_not_answered_by_yes(tmp_path, data, draai) -> None:
    regels = [[*r, 38] for r in rijen()]
    bestand = tekst(tmp_path, regels, "Gemeente;Taakstelling;Achterstand begin;Gehuisvest;Gerealiseerd")
    code, _, fout = draai(bestand, "--ja")
    assert code == 1 and niets_geschreven(data)
    assert "Welke kolom is realisatie? D 'Gehuisvest', E 'Gerealiseerd'" in fout
    assert "kies: --kolom realisatie=D  of  --kolom realisatie=E  of  --kolom realisatie=geen" in fout
    assert draai(bestand, "--kolom", "realisatie=Gerealiseerd")[0] == 0
    assert geschreven(data)["Soest"]["realisatie"] == "38"


def test_a_column_that_nobody_knows_is_asked_about_where_a_figure_is_missing(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen(), "Gemeente;Taakstelling;Achterstand begin;Geplaatst")
    code, uit, fout = draai(bestand)
    assert code == 1 and "D      Geplaatst           weggelaten: niet herkend" in uit
    assert "Geen kolom is herkend als realisatie. Niet herkend: D 'Geplaatst'" in fout
    assert draai(bestand, "--kolom", "realisatie=geplaatst")[0] == 0
    assert geschreven(data)["Soest"]["realisatie"] == "39"


def test_percentages_are_left_out_and_said_so(tmp_path, data, draai) -> None:
    regels = [[*r, "98%"] for r in rijen()]
    code, uit, _ = draai(
        tekst(tmp_path, regels, "Gemeente;Taakstelling;Achterstand begin;Gehuisvest;Realisatie"),
        "--kolom",
        "realisatie=D",
    )
    assert code == 0 and "E      Realisatie          weggelaten: percentage" in uit
    assert geschreven(data)["Soest"]["realisatie"] == "39"


def test_the_totals_row_is_checked_against_the_sum(tmp_path, data, draai) -> None:
    # 26 gemeenten: 26 x 40 = 1040, 26 x 5 = 130, 26 x 39 = 1014
    goed = tekst(tmp_path, [*rijen(), ["Totaal", "1.040", 130, "1.014"]])
    code, uit, _ = draai(goed)
    assert code == 0 and uit.count("klopt met de som") == 3
    assert "Totaal" not in geschreven(data)


def test_a_total_that_differs_stops_and_is_never_repaired(tmp_path, data, draai) -> None:
    fout_totaal = tekst(tmp_path, [*rijen(), ["Totaal", "1.041", 130, "1.014"]])
    code, uit, fout = draai(fout_totaal)
    assert code == 1 and niets_geschreven(data)
    assert "totaal in rij 28, taakstelling: 1.041 klopt niet: de som is 1.040" in uit
    assert "Het totaal van taakstelling in rij 28 is 1.041; de gelezen rijen tellen op tot 1.040" in fout
    assert draai(fout_totaal, "--ja")[0] == 0
    assert geschreven(data)["Soest"]["taakstelling"] == "40"


def test_a_totaalopgave_beside_the_figures_shows_when_the_sign_was_misread(tmp_path, data, draai) -> None:
    # in this file a voorsprong of 5 is written as 5: totaalopgave 40 - 5 = 35
    bestand = tekst(
        tmp_path, [[*r, 35] for r in rijen()], "Gemeente;Taakstelling;Achterstand begin;Realisatie;Totaalopgave"
    )
    code, _, fout = draai(bestand)
    assert (
        code == 1
        and "totaalopgave volgt in 26 rijen niet uit de andere cijfers: Amersfoort 35, uit de delen 45" in fout
    )
    assert (
        "Met een voorsprong zonder teken klopt het wel" in fout
        and "kies: --voorsprong plus  of  --voorsprong min" in fout
    )
    assert draai(bestand, "--voorsprong", "plus")[0] == 0
    assert geschreven(data)["Soest"]["achterstand_begin"] == "-5"


def test_an_achterstand_without_a_day_may_be_that_of_the_end_and_is_asked_about(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen(), "Gemeente;Taakstelling;Achterstand;Realisatie")
    code, _, fout = draai(bestand)
    assert code == 1 and niets_geschreven(data)
    assert "Kolom C 'Achterstand': aan het begin of aan het eind van de periode?" in fout
    assert "als optie: --kolom achterstand_begin=C  of  --kolom achterstand_begin=geen" in fout
    assert draai(bestand, "--kolom", "achterstand_begin=C")[0] == 0
    assert geschreven(data)["Soest"]["achterstand_begin"] == "5"


def test_a_column_named_voorsprong_asks_what_its_sign_means(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen(), "Gemeente;Taakstelling;Voorsprong;Realisatie")
    code, _, fout = draai(bestand, "--ja")
    assert code == 1 and "kies: --voorsprong plus  of  --voorsprong min" in fout
    assert draai(bestand, "--voorsprong", "plus", "--ja")[0] == 0
    assert geschreven(data)["Soest"]["achterstand_begin"] == "-5"


def test_a_dash_is_unknown_or_nought_as_the_command_says(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen(Soest=[40, "-", 39]))
    code, _, fout = draai(bestand)
    assert code == 1 and "Alleen een streepje (of 'geen') in C14: onbekend, of nul?" in fout
    assert draai(bestand, "--streepje", "nul")[0] == 0
    assert geschreven(data)["Soest"]["achterstand_begin"] == "0"
    assert draai(bestand, "--streepje", "leeg", "--vervang")[0] == 0
    assert geschreven(data)["Soest"]["achterstand_begin"] == ""


def test_all_problems_and_questions_come_in_one_go(tmp_path, data, draai) -> None:
    regels = rijen(Soest=["veertig", 5, -3], Zeist=[40, "1.2O4", 39])
    regels[2][0] = "Bilt, De"
    code, _, fout = draai(tekst(tmp_path, [*regels, ["Regio Eemland", 80, 10, 78]]), "--ja")
    assert code == 1 and niets_geschreven(data)
    assert "Rij 28: 'Regio Eemland' is geen gemeente van deze provincie" in fout
    assert "taakstelling: B14 'veertig' is geen geheel getal" in fout
    assert "kies: --cel B14=GETAL  of  --cel B14=leeg  of  --lees veertig=leeg" in fout
    assert "realisatie: D14 '-3' is minder dan 0, het laagste dat hier kan" in fout
    assert "achterstand_begin: C20 '1.2O4' is geen geheel getal (staat er een letter O" in fout


def test_gemeenten_that_are_missing_are_named(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, [r for r in rijen() if r[0] not in ("Soest", "Zeist")])
    code, _, fout = draai(bestand)
    assert code == 1 and "2 van de 26 gemeenten staan niet in het bestand: Soest en Zeist" in fout
    assert draai(bestand, "--ja")[0] == 0 and len(geschreven(data)) == 24


def test_the_same_gemeente_twice_is_refused(tmp_path, data, draai) -> None:
    code, _, fout = draai(tekst(tmp_path, [*rijen(), ["Soest", 1, 1, 1]]), "--ja")
    assert code == 1 and "Dubbel: Soest in rij 14 en rij 28. Welke telt?" in fout and niets_geschreven(data)
    assert draai(tekst(tmp_path, [*rijen(), ["Soest", 1, 1, 1]]), "--overslaan", "28")[0] == 0
    assert geschreven(data)["Soest"]["taakstelling"] == "40"


def test_a_long_table_gives_the_rows_of_the_periode_that_was_asked(tmp_path, data, draai) -> None:
    regels = [[r[0], p, n, *r[2:]] for p, n in (("2024-1", 11), ("2024-II", 40)) for r in rijen()]
    code, uit, _ = draai(tekst(tmp_path, regels, "Gemeente;Periode;Taakstelling;Achterstand begin;Realisatie"))
    assert code == 0 and "overgeslagen, want over 2024-1" in uit
    assert geschreven(data)["Soest"]["taakstelling"] == "40"


def test_what_a_row_says_of_its_own_place_is_kept_and_another_source_is_asked_about(tmp_path, data, draai) -> None:
    kop = "Gemeente;Taakstelling;Achterstand begin;Realisatie;Bron;Vindplaats"
    bestand = tekst(tmp_path, [[*r, "", "brief van 3 juli"] for r in rijen()], kop)
    assert draai(bestand)[0] == 0
    assert geschreven(data)["Soest"]["vindplaats"] == "regel 14; brief van 3 juli"
    ander = tekst(tmp_path, [[*r, "coa", ""] for r in rijen()], kop)
    code, _, fout = draai(ander, "--vervang")
    assert code == 1 and "De bron is hier 'coa', niet rapportage-2023-2: rij 2, rij 3" in fout


# --- Excel -------------------------------------------------------------------------------------------------------


def werkmap(pad: Path, regels: list[list[object]], titel: str = "Overzicht") -> openpyxl.Workbook:
    boek = openpyxl.Workbook()
    boek.active.title = titel
    for r in regels:
        boek.active.append(r)
    boek.save(pad)
    return boek


def test_a_workbook_as_colleagues_make_them_is_read(tmp_path, data, draai) -> None:
    """Title rows, a header over two merged rows, another periode beside it, percentages, a total, a note, a hidden sheet."""
    boek = openpyxl.Workbook()
    blad = boek.active
    blad.title = "Stand 2024-II"
    blad["A1"] = "Huisvesting vergunninghouders"
    blad.merge_cells("A1:F1")
    for cel, waarde in {"A3": "Naam gemeente", "B3": "Taakstelling", "D3": "Achterstand per 1 juli 2024", "E3": "Gerealiseerd",
                        "F3": "in % van de taakstelling", "B4": "2024-I", "C4": "2024-II"}.items():  # fmt: skip
        blad[cel] = waarde
    for bereik in ("A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4"):
        blad.merge_cells(bereik)
    for n, (_, naam) in enumerate(ALLE, 5):
        for k, waarde in enumerate([naam, 11, 40, -5, 39, 39 / 40], 1):
            blad.cell(n, k, waarde)
        blad.cell(n, 6).number_format = "0%"
    for k, waarde in enumerate(["Totaal", 286, 1040, -130, 1014], 1):
        blad.cell(31, k, waarde)
    blad["A33"] = "* voorlopige cijfers"
    verborgen = boek.create_sheet("Basis")
    verborgen.append(["Gemeente", "Taakstelling"])
    verborgen.append(["Soest", 999])
    verborgen.sheet_state = "hidden"
    boek.save(tmp_path / "opgave.xlsx")
    code, uit, fout = draai(tmp_path / "opgave.xlsx")
    assert (code, fout) == (0, "")
    assert list(geschreven(data)["Soest"].values())[2:] == [
        "40", "-5", "39", "", "", "rapportage-2023-2", "blad Stand 2024-II, A17:E17",
    ]  # fmt: skip
    assert blad["A17"].value == "Soest"
    for gezegd in ("B      Taakstelling 2024-I          weggelaten: gaat over 2024-1", "F      in % van de taakstelling     weggelaten: percentage",
                   "blad 'Basis' (verborgen) is niet gelezen", "rij 33 is geen gemeente en is overgeslagen: * voorlopige cijfers"):  # fmt: skip
        assert gezegd in uit
    assert uit.count("klopt met de som") == 3


def test_two_sheets_with_a_table_are_asked_about(tmp_path, data, draai) -> None:
    boek = werkmap(tmp_path / "o.xlsx", [["Gemeente", "Taakstelling"], ["Soest", 40]], "Juli")
    ander = boek.create_sheet("December")
    for r in [["Gemeente", "Taakstelling"], *([naam, 41] for _, naam in ALLE)]:
        ander.append(r)
    boek.save(tmp_path / "o.xlsx")
    code, _, fout = draai(tmp_path / "o.xlsx", "--ja")
    assert code == 1 and "kies: --blad Juli  of  --blad December" in fout and niets_geschreven(data)
    code, uit, _ = draai(tmp_path / "o.xlsx", "--blad", "december", "--ja")
    assert code == 0 and "blad 'Juli' is niet gelezen" in uit
    assert geschreven(data)["Soest"]["taakstelling"] == "41"
    code, _, fout = draai(tmp_path / "o.xlsx", "--blad", "Mei", "--vervang")
    assert code == 1 and "Blad 'Mei' is er niet. De bladen zijn: 'Juli', 'December'." in fout


def test_a_table_on_a_hidden_sheet_is_only_read_when_it_is_named(tmp_path, data, draai) -> None:
    boek = werkmap(tmp_path / "o.xlsx", [["Gemeente", "Taakstelling"], *([n, 40] for _, n in ALLE)], "Basis")
    boek.create_sheet("Voorblad").append(["Zie het andere blad"])
    boek["Basis"].sheet_state = "hidden"
    boek.active = 1
    boek.save(tmp_path / "o.xlsx")
    code, _, fout = draai(tmp_path / "o.xlsx", "--ja")
    assert code == 1 and "Verborgen bladen zijn niet gelezen; kies er een met --blad." in fout
    assert draai(tmp_path / "o.xlsx", "--blad", "Basis", "--ja")[0] == 0
    assert geschreven(data)["Soest"]["vindplaats"] == "blad Basis, A14:B14"


def test_two_tables_under_each_other_are_asked_about(tmp_path, data, draai) -> None:
    kop = ["Gemeente", "Taakstelling"]
    werkmap(tmp_path / "o.xlsx", [kop, *([n, 11] for _, n in ALLE), [], kop, *([n, 40] for _, n in ALLE)])
    code, _, fout = draai(tmp_path / "o.xlsx", "--ja")
    assert code == 1 and "kies: --kopregel 1  of  --kopregel 29" in fout
    assert draai(tmp_path / "o.xlsx", "--kopregel", "1", "--ja")[0] == 0
    assert {r["taakstelling"] for r in geschreven(data).values()} == {"11"}
    assert draai(tmp_path / "o.xlsx", "--kopregel", "29", "--vervang", "--ja")[0] == 0
    assert {r["taakstelling"] for r in geschreven(data).values()} == {"40"}


def test_a_figure_that_is_merged_over_two_gemeenten_is_refused(tmp_path, data, draai) -> None:
    boek = werkmap(tmp_path / "o.xlsx", [["Gemeente", "Taakstelling"], *([n, 40] for _, n in ALLE)])
    boek.active.merge_cells("B5:B6")
    boek.save(tmp_path / "o.xlsx")
    code, _, fout = draai(tmp_path / "o.xlsx", "--ja")
    assert (
        code == 1
        and "taakstelling: B6 de cel is samengevoegd met B5: van wie is dit cijfer?" in fout
        and niets_geschreven(data)
    )


def test_a_formula_without_a_value_is_unknown_and_one_with_a_value_counts(tmp_path, data, draai) -> None:
    boek = werkmap(tmp_path / "o.xlsx", [["Gemeente", "Taakstelling"], *([n, 40] for _, n in ALLE)])
    boek.active["B2"] = "=20+20"  # openpyxl stores no outcome
    boek.save(tmp_path / "o.xlsx")
    code, _, fout = draai(tmp_path / "o.xlsx")
    assert code == 1 and "Een formule waarvan Excel geen uitkomst bewaarde, dus leeg (onbekend): B2" in fout
    assert draai(tmp_path / "o.xlsx", "--ja")[0] == 0
    assert geschreven(data)["Amersfoort"]["taakstelling"] == ""


# --- text files as other programs write them ---------------------------------------------------------------------


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
def test_every_encoding_and_separator_gives_the_same_table(codering, scheiding, tmp_path, data, draai) -> None:
    bestand = tekst(
        tmp_path, [[*r, "café"] for r in rijen()], "Gemeente;Taakstelling;Achterstand begin;Realisatie;Opmerking"
    )
    bestand.write_bytes(bestand.read_text(encoding="utf-8").replace(";", scheiding).encode(codering))
    code, uit, fout = draai(bestand)
    assert (code, fout) == (0, "")
    assert ("Windows-1252" in uit) == (codering == "cp1252")
    assert list(geschreven(data)["Soest"].values())[2:5] == ["40", "5", "39"]


def test_a_row_with_another_number_of_cells_is_refused(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen(Soest=[40, 5, "3;9"], Zeist=[40, 5]))
    code, _, fout = draai(bestand, "--ja")
    assert code == 1 and niets_geschreven(data)
    assert "Rij 14 (Soest): 5 cellen, de kop heeft er 4" in fout and "(Zeist): 3 cellen, de kop heeft er 4" in fout
    zeist = next(r.split(":")[0].split()[1] for r in fout.splitlines() if "(Zeist)" in r)
    cellen = [o for k, w in (("B", 40), ("C", 5), ("D", 39)) for o in ("--cel", f"{k}14={w}")]
    code, _, fout = draai(bestand, *cellen, "--overslaan", zeist, "--kolom", "gekoppeld=geen", "--ja")
    assert code == 0, fout
    assert geschreven(data)["Soest"]["realisatie"] == "39" and "Zeist" not in geschreven(data)


@pytest.mark.parametrize(
    ("inhoud", "wat"),
    [
        ("zomaar een zin", "dit is geen tabel: nergens staat een puntkomma, een tab of een komma"),
        ("", "het bestand is leeg"),
        ("a;b\n1;2\n", "Er is in dit bestand geen tabel gevonden met een kop als 'Gemeente' en 'Taakstelling'."),
        ("Gemeente;Taakstelling\n", "Onder de kop in rij 1 van opgave.csv staat geen enkele gemeente."),
        ("Gemeente;Taakstelling\nSoest;\nZeist;\n", "In opgave.csv is nog geen enkel cijfer ingevuld."),
    ],
)
def test_a_file_without_figures_is_refused(inhoud, wat, tmp_path, data, draai) -> None:
    (tmp_path / "opgave.csv").write_text(inhoud, encoding="utf-8")
    code, _, fout = draai(tmp_path / "opgave.csv", "--ja")
    assert code == 1 and wat in fout and niets_geschreven(data)


# --- sources, and what is there already --------------------------------------------------------------------------


def test_an_unknown_source_is_refused_with_what_to_add_and_then_added(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen())
    code, _, fout = draai(bestand, bron="coa-2024")
    assert code == 1 and niets_geschreven(data)
    assert "Bron 'coa-2024' staat niet in bronnen.csv." in fout and '--titel "Titel van het document"' in fout
    nieuw = ("--titel", "Overzicht 2024-II", "--uitgever", "COA", "--soort", "rijk", "--datum", "2025-01-20")
    assert draai(bestand, *nieuw, bron="coa-2024")[0] == 0
    bron = laad("utrecht", data).bronnen["coa-2024"]
    assert (bron.titel, bron.uitgever, bron.soort, str(bron.datum)) == (
        "Overzicht 2024-II",
        "COA",
        "rijk",
        "2025-01-20",
    )


def test_a_source_that_is_described_wrongly_is_refused_in_full(tmp_path, data, draai) -> None:
    nieuw = ("--titel", "T", "--uitgever", "COA", "--soort", "niews", "--datum", "20 januari")
    code, _, fout = draai(tekst(tmp_path, rijen()), *nieuw, bron="coa-2024")
    assert code == 1 and niets_geschreven(data)
    assert "Bij --soort: 'niews' kan hier niet" in fout and "Bij --datum: '20 januari' is geen datum" in fout


def test_a_known_source_is_not_described_otherwise(tmp_path, data, draai) -> None:
    code, _, fout = draai(tekst(tmp_path, rijen()), "--titel", "Iets anders")
    assert code == 1 and "Bron 'rapportage-2023-2' staat al in bronnen.csv, en anders: --titel is daar 'Voortg" in fout
    assert niets_geschreven(data)


def test_a_command_that_described_a_new_source_can_be_given_again(tmp_path, data, draai) -> None:
    nieuw = ("--titel", "T", "--uitgever", "COA", "--soort", "rijk", "--datum", "2025-01-20")
    assert draai(tekst(tmp_path, rijen()), *nieuw, bron="coa-2024")[0] == 0
    code, _, fout = draai(tekst(tmp_path, rijen()), *nieuw, "--vervang", bron="coa-2024")
    assert code == 0, fout


def test_figures_that_are_there_are_only_replaced_when_asked(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen())
    assert draai(bestand)[0] == 0
    code, _, fout = draai(bestand)
    assert code == 1 and "Over 2024-2 zijn er al cijfers:" in fout and "Zet --vervang bij de opdracht" in fout
    herzien = tekst(tmp_path, rijen(Soest=[41, 5, 39]))
    code, _, fout = draai(herzien, "--vervang")
    assert code == 0, fout
    assert geschreven(data)["Soest"]["taakstelling"] == "41"
    namen = sorted(p.name for p in (data / "utrecht" / "originelen").iterdir())
    assert namen == ["2024-2-inlezen.json", "2024-2-opgave-2.csv", "2024-2-opgave.csv"]  # the first original is kept
    assert len(laad("utrecht", data).gemeentecijfers) == 26


def test_a_file_under_another_spelling_of_the_periode_is_replaced_too(tmp_path, data, draai) -> None:
    map_ = data / "utrecht" / "gemeenten"
    map_.mkdir()
    (map_ / "2024-II.csv").write_text(f"{KOP}\nGM0342;Soest;1;1;1;;;rapportage-2023-2;x\n", encoding="utf-8")
    bestand = tekst(tmp_path, rijen())
    assert draai(bestand)[0] == 1
    assert draai(bestand, "--vervang")[0] == 0
    assert [p.name for p in map_.iterdir()] == ["2024-2.csv"]


def test_another_file_needs_a_source_of_its_own(tmp_path, data, draai, capsys) -> None:
    assert draai(tekst(tmp_path, rijen()))[0] == 0
    ander = tekst(tmp_path, rijen(Soest=[1, 1, 1]))
    opdracht = ["inlezen", str(ander), "--periode", "2025-1", "--provincie", "utrecht", "--data", str(data)]
    assert main([*opdracht, "--bron", "rapportage-2023-2", "--vervang"]) == 1
    assert "hoort bij een ander bestand: utrecht/originelen/2024-2-opgave.csv" in capsys.readouterr().err
    assert not (data / "utrecht" / "gemeenten" / "2025-1.csv").exists()


@pytest.mark.parametrize("misluk", ["2024-2-opgave.csv", "2024-2-inlezen.json", "bronnen.csv", "2024-2.csv"])
def test_when_the_disk_refuses_halfway_everything_is_as_it_was(misluk, tmp_path, data, draai, monkeypatch) -> None:
    """Each of the four files in turn cannot be put in its place."""
    voor = {p: p.read_bytes() for p in data.rglob("*") if p.is_file()}
    echt = bestanden._zet

    def vol(nieuw: Path, doel: Path, oud: Path) -> None:
        if doel.name == misluk and not nieuw.name.startswith("oud"):
            raise OSError(28, "No space left on device", str(doel))
        echt(nieuw, doel, oud)

    monkeypatch.setattr(bestanden, "_zet", vol)
    code, _, fout = draai(tekst(tmp_path, rijen()))
    assert (
        code == 1
        and f"{misluk} niet lezen of schrijven: de schijf is vol" in fout
        and "Er is niets geschreven." in fout
    )
    assert {p: p.read_bytes() for p in data.rglob("*") if p.is_file()} == voor


# --- the original, later -----------------------------------------------------------------------------------------


def test_an_original_that_changed_or_went_is_noticed_at_every_load(tmp_path, data, draai, capsys) -> None:
    bestand = tekst(tmp_path, rijen())
    assert draai(bestand)[0] == 0
    origineel = data / "utrecht" / "originelen" / "2024-2-opgave.csv"
    origineel.write_bytes(origineel.read_bytes().replace(b"Soest;40", b"Soest;41"))
    assert main(["controleer", "--provincie", "utrecht", "--data", str(data)]) == 1
    assert "origineel utrecht/originelen/2024-2-opgave.csv is veranderd nadat het werd ingelezen" in " ".join(
        capsys.readouterr().out.split()
    )
    assert main(["controleer", "--provincie", "voorbeeld", "--data", str(data)]) == 0  # not its business
    origineel.unlink()
    assert main(["controleer", "--provincie", "utrecht", "--data", str(data)]) == 1
    assert "is er niet meer; zet het terug" in " ".join(capsys.readouterr().out.split())
    assert draai(bestand, "--vervang")[0] == 0  # reading it anew mends it
    assert main(["controleer", "--provincie", "utrecht", "--data", str(data)]) == 0


# --- options -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("soort", "waarde", "wat"),
    [
        (
            "kolom",
            "realisatie",
            "Bij --kolom: 'realisatie' is niet goed. Schrijf bijvoorbeeld --kolom realisatie=\"Gerealiseerd\".",
        ),
        ("kolom", "realistie=D", "Bij --kolom: 'realistie' bestaat niet; kies"),
        ("naam", "Bilt", "Bij --naam: 'Bilt' is niet goed."),
        ("naam", "=GM0310", "is niet goed"),
    ],
)
def test_an_option_that_is_not_a_pair_is_refused(soort: str, waarde: str, wat: str) -> None:
    with pytest.raises(AanvraagFout) as fout:
        paren(soort, [waarde], GEMEENTEN.gebruikt if soort == "kolom" else None)
    assert wat in str(fout.value)


def test_a_column_or_gemeente_that_does_not_exist_is_refused(tmp_path, data, draai) -> None:
    bestand = tekst(tmp_path, rijen())
    code, _, fout = draai(bestand, "--kolom", "realisatie=Wethouder")
    assert (
        code == 1
        and "Bij --kolom realisatie: de kolom 'Wethouder' is er niet. De kolommen zijn: A 'Gemeente'; B 'Taakstelling'"
        in fout
    )
    code, _, fout = draai(bestand, "--naam", "Soest=GM9999")
    assert code == 1 and "'GM9999' staat niet in gemeentelijst.csv" in fout


def test_names_with_characters_of_the_shell_are_quoted() -> None:
    assert optie("naam", 'a"b$c=GM0001') == "--naam 'a\"b$c=GM0001'"
