"""The tables of the reports: cells typed from the published tables, every periode makes every table."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from notebookhulp import toon as toon_cel

from ibtlib.cijfers.posities import dossier
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import gemeente, spreidingswet, trend, verantwoording, voortgang
from ibtlib.weergave import Tabel, uit_gegevens
from ibtlib.weergave.herkomst import bronvermelding
from tests.conftest import RAW, vervang
from tests.tabelhulp import klassen_van

PERIODEN = ["2022-2", "2023-1", "2023-2", "2024-1"]
NIET = "niet in de gelezen bronnen"

# rapportage 2022-2/2023-1, table of Beoordelingen (2022-2, 2023-1); rapportage 2023-2, tabel 2 (2023-2, grondslag)
TREDEN = """
Amersfoort 1 1 2 koppelingstekort
Baarn 1 2 1 koppelingstekort
Bunnik 1 1 2 koppelingstekort
Bunschoten 2 2 2 koppelingstekort
De Bilt 1 2 2 koppelingstekort
De Ronde Venen 1 1 1 koppelingstekort
Eemnes 2 2 1 totaalopgave
Houten 1 1 1 totaalopgave
IJsselstein 2 2 2 koppelingstekort
Leusden 1 2 2 koppelingstekort
Lopik 1 2 2 totaalopgave
Montfoort 2 2 1 totaalopgave
Nieuwegein 2 2 1 totaalopgave
Oudewater 1 2 2 koppelingstekort
Renswoude 2 1 1 totaalopgave
Rhenen 1 1 1 totaalopgave
Soest 2 2 1 totaalopgave
Stichtse Vecht 2 2 2 koppelingstekort
Utrecht 1 2 2 koppelingstekort
Utrechtse Heuvelrug 2 2 2 koppelingstekort
Veenendaal 1 2 1 totaalopgave
Vijfheerenlanden 1 2 2 totaalopgave
Wijk bij Duurstede 1 2 1 koppelingstekort
Woerden 1 2 2 totaalopgave
Woudenberg 1 1 1 koppelingstekort
Zeist 1 1 1 koppelingstekort
""".strip().splitlines()


def rijen_van(t: Tabel) -> list[list[str]]:
    return t.cellen()


def alle_tabellen() -> list[tuple[str, Callable[..., Tabel]]]:
    """Every public function of the documents that makes a table of a province, whatever it needs besides."""
    modules: list[ModuleType] = [voortgang, trend, spreidingswet, verantwoording]
    return [
        (f"{m.__name__.rpartition('.')[2]}.{naam}", f)
        for m in modules
        for naam, f in inspect.getmembers(m, inspect.isfunction)
        if f.__module__.startswith(m.__name__)
        and not naam.startswith("_")
        and f.__annotations__.get("return") == "Tabel"
    ]


def maak(f: Callable[..., Tabel], g: Gegevens, periode: str) -> Tabel:
    waarden = {"g": g, "periode": periode, "onderwerp": "voortgang"}
    return f(*(waarden[naam] for naam, p in inspect.signature(f).parameters.items() if naam in waarden))


# --- tabel 1 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("periode", "cellen"),
    [
        ("2022-2", ["2022-2", "1.055", "422 achterstand", "1.477", "1.635", "155%", "111%"]),
        ("2023-1", ["2023-1", "1.651", "150 voorsprong", "1.501", "1.138", "69%", "76%"]),
        ("2023-2", ["2023-2", "1.372", "406 achterstand", "1.778", "1.208", "88%", "68%"]),
        # §4.1; nothing was realised yet, which is not nought
        ("2024-1", ["2024-1", "1.459", "574 achterstand", "2.033", NIET, NIET, NIET]),
    ],
)
def test_tabel_1_is_the_one_of_the_report(utrecht: Gegevens, periode: str, cellen: list[str]) -> None:
    t = voortgang.tabel_resultaten(utrecht, periode)
    assert rijen_van(t) == [cellen]
    assert t.bron


def test_tabel_1_of_2023_2_tells_that_the_taakstelling_was_lowered(utrecht: Gegevens) -> None:
    (noot,) = voortgang.tabel_resultaten(utrecht, "2023-2").opmerkingen
    assert "van 2.126 naar 1.372" in noot
    assert "Vooruitblik" in noot  # where the first figure stands
    assert voortgang.tabel_resultaten(utrecht, "2023-1").opmerkingen == ()


def test_recomputed_results_show_the_difference_with_its_sign(utrecht: Gegevens) -> None:
    rijen = [r[:5] for r in rijen_van(voortgang.tabel_nagerekend(utrecht, "2023-1"))]
    assert rijen == [
        ["achterstand of voorsprong bij het begin", "personen", "−150", "−158", "+8"],
        ["totaalopgave", "personen", "1.501", "1.501", "0"],
        ["taakstelling gerealiseerd", "procent", "69", "69", "0"],  # 1138 ÷ 1651 = 68,928
        ["totaalopgave gerealiseerd", "procent", "76", "76", "0"],  # 1138 ÷ 1501 = 75,816
        ["achterstand of voorsprong op de peildatum", "personen", "406", "363", "+43"],
    ]


# --- tabel 2 and what follows from it -------------------------------------------------------------------------


def test_tabel_2_is_the_one_of_the_reports_for_all_26_gemeenten(utrecht: Gegevens) -> None:
    verwacht = {regel.rsplit(" ", 4)[0]: regel.rsplit(" ", 4)[1:] for regel in TREDEN}
    assert len(verwacht) == 26
    for nummer, periode in enumerate(PERIODEN[:3]):
        rijen = rijen_van(voortgang.tabel_beoordelingen(utrecht, periode))
        assert sorted(r[0] for r in rijen) == sorted(verwacht)
        for naam, nu, vorig, grondslag, berekend in rijen:
            assert nu == f"trede {verwacht[naam][nummer]}"
            assert vorig == (f"trede {verwacht[naam][nummer - 1]}" if nummer else NIET)
            assert grondslag == (verwacht[naam][3] if periode == "2023-2" else "niet vermeld")
            assert berekend == "niet te berekenen"  # no figures per gemeente are published


def test_of_a_trede_without_a_source_it_is_not_said_whether_it_was_decided(utrecht: Gegevens) -> None:
    rijen = rijen_van(voortgang.tabel_beoordelingen(utrecht, "2024-1"))
    assert len(rijen) == 26
    assert {r[1] for r in rijen} == {NIET}
    assert sorted(r[2] for r in rijen) == ["trede 1"] * 13 + ["trede 2"] * 13


def test_the_colour_of_a_trede_never_stands_without_its_words(utrecht: Gegevens) -> None:
    t = voortgang.tabel_beoordelingen(utrecht, "2023-2")
    tekst = t.cellen()
    assert len(klassen_van(t)) == 52  # 26 gemeenten, this and the previous periode
    for (i, j), klasse in klassen_van(t).items():
        assert tekst[i][j] == klasse.replace("trede-", "trede ")


@pytest.mark.parametrize(
    ("periode", "rijen"),
    [
        # rapportage 2022-2/2023-1: 2022-1 11, 13, 2 (count only); 2022-2 17 and 9
        ("2022-2", [["trede 1", "11", "17"], ["trede 2", "13", "9"], ["trede 3", "2", "niet genoemd"]]),
        ("2023-1", [["trede 1", "17", "8"], ["trede 2", "9", "18"]]),
        ("2023-2", [["trede 1", "8", "13"], ["trede 2", "18", "13"]]),
        ("2024-1", [["trede 1", "13"], ["trede 2", "13"]]),
    ],
)
def test_the_counts_are_those_of_the_source(utrecht: Gegevens, periode: str, rijen: list[list[str]]) -> None:
    tabel = voortgang.tabel_tellingen(utrecht, periode)
    assert rijen_van(tabel) == rijen
    geteld = {"2022-2": "2022-2", "2023-1": "2022-2 en 2023-1", "2023-2": "2023-1 en 2023-2", "2024-1": "2023-2"}
    assert tabel.opmerkingen == (f"Geteld in de tabel met treden van {geteld[periode]}: evenveel.",)


def test_a_count_that_differs_from_the_table_stands_beside_it(kopie_data: Path) -> None:
    """Renswoude on trede 2 in 2023-2: 12 and 14 in the table, 13 and 13 in the source."""
    pad = kopie_data / "utrecht" / "beoordelingen.csv"
    regel = next(r for r in pad.read_text("utf-8").splitlines() if r.startswith("2023-2;") and ";Renswoude;1;" in r)
    vervang(pad, regel, regel.replace(";Renswoude;1;", ";Renswoude;2;"))
    tabel = voortgang.tabel_tellingen(laad("utrecht", kopie_data), "2023-2")
    assert rijen_van(tabel) == [["trede 1", "8", "12", "13"], ["trede 2", "18", "14", "13"]]
    assert tabel.opmerkingen == ("Geteld in de tabel met treden van 2023-1: evenveel.",)


def test_who_moved_in_2023_2_is_named_with_both_treden(utrecht: Gegevens) -> None:
    omhoog, omlaag, gelijk = rijen_van(voortgang.tabel_verschuivingen(utrecht, "2023-2"))
    assert omhoog[1:] == ["2", "Amersfoort (1 → 2) en Bunnik (1 → 2)"]
    assert omlaag[1:] == [
        "7", "Baarn (2 → 1), Eemnes (2 → 1), Montfoort (2 → 1), Nieuwegein (2 → 1), Soest (2 → 1), Veenendaal (2 → 1) en "
        "Wijk bij Duurstede (2 → 1)",
    ]  # fmt: skip
    assert gelijk[1] == "17"
    assert "Zeist" in gelijk[2]


def test_the_look_ahead_shows_both_taakstellingen_and_the_other_position(utrecht: Gegevens) -> None:
    assert rijen_van(toon_cel("01_voortgang.ipynb", "01-27", utrecht, periode="2023-1")) == [
        ["2023-2, oorspronkelijk", "2.126", "406 achterstand", "2.532"],
        ["2023-2, verlaagd", "1.372", "406 achterstand", "1.778"],
    ]
    t = toon_cel("01_voortgang.ipynb", "01-27", utrecht, periode="2023-2")
    assert rijen_van(t) == [["2024-1, oorspronkelijk", "1.459", "574 achterstand", "2.033"]]
    assert len(t.opmerkingen) == 1
    assert "voor 1 januari 2024 een achterstand van 570" in t.opmerkingen[0]


# --- series -------------------------------------------------------------------------------------------------


def test_the_series_shows_gaps_as_gaps(utrecht: Gegevens) -> None:
    rijen = {r[0]: r[1:] for r in rijen_van(trend.tabel_reeks(utrecht, "2024-1"))}
    assert rijen["2020-1"] == ["429", "–", "–", "–", "405", "94%", "–"]  # 405 ÷ 429 = 94,41
    assert rijen["2020-2"] == rijen["2021-1"] == ["–"] * 7
    assert rijen["2023-1"] == ["1.651", "–", "−150", "1.501", "1.138", "69%", "76%"]
    assert rijen["2023-2"] == ["2.126", "1.372", "406", "1.778", "1.208", "88%", "68%"]
    assert rijen["2024-1"] == ["1.459", "–", "574", "2.033", "–", "–", "–"]


def test_growth_and_pace_skip_the_gaps(utrecht: Gegevens) -> None:
    rijen = {r[0]: r[1:] for r in rijen_van(trend.tabel_groei(utrecht, "2024-1"))}
    assert rijen["2020-1"] == ["1,00", "–", "68", "–"]  # 405 ÷ 6 = 67,5: half up
    assert rijen["2021-2"] == ["1,99", "–", "–", "–"]  # 854 ÷ 429 = 1,991; nothing of 2021-1
    assert rijen["2022-1"] == ["1,82", "−9%", "–", "–"]  # 780 ÷ 429 = 1,818; 780 ÷ 854 = 0,913
    assert rijen["2023-1"] == ["3,85", "56%", "190", "250"]  # 1651 ÷ 1055 = 1,565; 189,7; 250,2
    assert rijen["2023-2"] == ["3,20", "−17%", "201", "296"]  # 1372 ÷ 1651 = 0,831; 201,3; 296,3


def test_positions_are_shown_with_their_sign_in_words_and_both_when_they_differ(utrecht: Gegevens) -> None:
    rijen = [r[:2] for r in rijen_van(trend.tabel_standen(utrecht, "2023-2"))]
    assert rijen == [
        ["1 juli 2022", "422 achterstand"],
        ["1 januari 2023", "150 voorsprong"],
        ["1 juli 2023", "406 achterstand"],
        ["1 januari 2024", "570 achterstand"],
        ["1 januari 2024", "574 achterstand"],
    ]


def test_statements_after_the_periode_are_not_shown_yet(utrecht: Gegevens) -> None:
    def onderwerpen(periode: str | None) -> set[str]:
        return {r[1] for r in rijen_van(trend.tabel_uitspraken(utrecht, periode))}

    assert onderwerpen("2022-2") == {"‘twee keer zoveel’", "‘ca. 30%’"}
    assert {"‘verviervoudigd’", "‘anderhalf keer’"} <= onderwerpen("2023-1")
    assert "‘verbetering’" not in onderwerpen("2023-1")
    assert "‘verbetering’" in onderwerpen("2023-2")
    assert {"‘50%’", "‘ca. 8000’"} <= onderwerpen(None)  # opvang belongs to no periode


# --- spreidingswet ------------------------------------------------------------------------------------------


def test_the_coverage_table_adds_up_and_says_what_is_still_needed(utrecht: Gegevens) -> None:
    rijen = [r[:4] for r in rijen_van(spreidingswet.tabel_dekking(utrecht))]
    assert rijen[:4] == [
        ["harde opvangcapaciteit", "3.523", "42,9%", "4.684"],  # 8207 − 3523
        ["harde plancapaciteit", "4.098", "49,9%", "4.109"],
        ["planvoorraad, laag", "7.476", "91,1%", "731"],
        ["planvoorraad, hoog", "8.081", "98,5%", "126"],
    ]


def test_the_table_of_the_rijksbrief_shows_the_published_total_beside_the_sum(utrecht: Gegevens) -> None:
    t = spreidingswet.tabel_provincies(utrecht)
    rijen = {r[0]: r[1:] for r in rijen_van(t)}
    provincies = (
        "Groningen Friesland Drenthe Overijssel Flevoland Gelderland Utrecht Noord-Holland Zuid-Holland Zeeland "
    )
    assert set((provincies + "Noord-Brabant Limburg").split()) <= set(rijen)
    assert rijen["Utrecht"] == ["2.101", "112", "4.681", "4.793", "2.692"]
    assert rijen["totaal volgens de bron"] == ["35.152", "1.600", "75.500", "77.100", "41.948"]
    assert rijen["som van de provincies"] == ["35.152", "1.601", "75.499", "77.100", "41.948"]


# --- every table, every periode -----------------------------------------------------------------------------


@pytest.mark.parametrize(("naam", "f"), alle_tabellen())
def test_every_table_of_every_periode_can_be_made_and_published(
    utrecht: Gegevens, voorbeeld: Gegevens, naam: str, f: Callable[..., Tabel]
) -> None:
    for g, perioden in ((utrecht, PERIODEN), (voorbeeld, ["2022-1", "2024-2"])):
        for periode in perioden if "periode" in inspect.signature(f).parameters else perioden[:1]:
            t = maak(f, g, periode)
            assert t.bijschrift
            assert uit_gegevens(json.loads(json.dumps(t._gegevens()))) == t
            for rij in t.cellen():
                assert not any(woord in cel for cel in rij for woord in ("None", "Fraction(", "nan", "<NA>"))


@pytest.fixture(scope="module")
def verzonnen(tmp_path_factory: pytest.TempPathFactory) -> Gegevens:
    """The province of Utrecht as if it were invented."""
    data = Path(shutil.copytree(RAW, tmp_path_factory.mktemp("verzonnen") / "raw"))
    vervang(data / "utrecht/provincie.csv", ";Utrecht;nee;", ";Utrecht;ja;")
    return laad("utrecht", data)


@pytest.mark.parametrize(("naam", "f"), alle_tabellen())
def test_the_caption_of_invented_figures_says_fictief(
    utrecht: Gegevens, verzonnen: Gegevens, naam: str, f: Callable[..., Tabel]
) -> None:
    echt = maak(f, utrecht, "2023-2").bijschrift
    assert "FICTIEF" not in echt
    assert maak(f, verzonnen, "2023-2").bijschrift == f"FICTIEF: {echt}"


def test_a_figure_that_was_not_published_is_not_shown_as_nought(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1055;422;1477;1635;155;111", "1055;422;1477;;;")
    g = laad("utrecht", kopie_data)
    assert rijen_van(voortgang.tabel_resultaten(g, "2022-2")) == [
        ["2022-2", "1.055", "422 achterstand", "1.477", NIET, NIET, NIET]
    ]
    nul = kopie_data / "utrecht" / "resultaten.csv"
    vervang(nul, "1055;422;1477;;;", "1055;422;1477;0;0;0")
    assert rijen_van(voortgang.tabel_resultaten(laad("utrecht", kopie_data), "2022-2"))[0][4:] == ["0", "0%", "0%"]


def test_sources_are_named_under_a_table_once_with_all_their_places(utrecht: Gegevens) -> None:
    rapport = "rapportage-2022-2-2023-1"
    (bron,) = bronvermelding(
        utrecht, [(rapport, "tabel"), (rapport, "Taakstellingsperiode 2022-2"), (rapport, "tabel")]
    )
    assert bron == f"{utrecht.bronnen[rapport].titel} (tabel; Taakstellingsperiode 2022-2)"


def test_the_taakstelling_by_law_stands_unlowered_and_lowered_each_with_its_sum(utrecht: Gegevens) -> None:
    # 27.300 x 43.508 / 17.590.672 = 67,52; x 1.372 / 2.126 = 43,57. Published for the province: 2.126 and 1.372
    t = voortgang.tabel_wettelijke_taakstelling(utrecht, "2023-2")
    kop = [k.naam for k in t.koppen]
    per = {r[0]: dict(zip(kop, r, strict=True)) for r in t.cellen()}
    bilt, som = per["De Bilt"], per["som"]
    assert (bilt["Oorspronkelijk, afgerond"], bilt["Verlaagd, afgerond"]) == ("68", "44")
    assert (som["Oorspronkelijk, afgerond"], som["Verlaagd, afgerond"]) == ("2.127", "1.372")
    rij = next(i for i, r in enumerate(t.rijen) if r[0] == "De Bilt")
    assert t.inhoud[rij].cellen[kop.index("Verlaagd, afgerond")].klasse == "aanname"  # no source says how it was shared


def test_a_taakstelling_that_was_not_lowered_stands_once(utrecht: Gegevens) -> None:
    t = voortgang.tabel_wettelijke_taakstelling(utrecht, "2023-1")
    assert [k.naam for k in t.koppen][3:] == ["Afgerond", "Naar boven afgerond"]


def test_the_page_of_a_gemeente_gives_both_too(utrecht: Gegevens) -> None:
    rijen = {r[0]: r[1:] for r in gemeente.tabel_positie(dossier(utrecht, "2023-2", "De Bilt")).cellen()}
    oorspronkelijk = next(
        r for naam, r in rijen.items() if naam.startswith("oorspronkelijke taakstelling naar inwoners")
    )
    assert (oorspronkelijk[-1], rijen["verlaagde taakstelling naar inwoners"][-1]) == ("68", "44")


def test_a_figure_that_came_later_is_not_said_to_be_revised(utrecht: Gegevens) -> None:
    # the realisatie of 2023-2 was not there with the first taakstelling: lowering it is not why there is one
    assert "realisatie, personen" not in {r[0] for r in verantwoording.tabel_herzien(utrecht, "2023-2").rijen}
    assert {r[1:4] for r in verantwoording.tabel_herzien(utrecht, "2023-2").rijen} >= {(2126, 1372, -754)}


@pytest.mark.parametrize(("naam", "genoemd"), [("Woudenberg", True), ("Zeist", False)])
def test_the_page_of_a_gemeente_says_nidos_where_the_source_names_it(
    utrecht: Gegevens, naam: str, genoemd: bool
) -> None:
    # 2023-2, §2.3: Amersfoort, De Bilt, Houten, Leusden, Nieuwegein, Rhenen, Utrecht and Woudenberg
    tekst = str(gemeente.over_opvang(dossier(utrecht, "2023-2", naam)))
    assert ("huisvest Nidos amv (februari 2024)" in tekst) is genoemd
    # Rijksbrief of 16 May 2023, §4 note 2: of 2023-2, "indicatief"
    assert "bij de Rijksbrief (indicatief), volgens" in tekst
    assert "bij de Rijksbrief" not in str(gemeente.over_opvang(dossier(utrecht, "2023-1", naam)))


def test_a_published_percentage_keeps_the_decimals_of_its_source(kopie_data):
    """By hand: 1208 of 1372 is 88,0466%, so 88,0 with one decimal; 1208 of 1778 is 67,94%, so 68."""
    vervang(kopie_data / "utrecht" / "resultaten.csv", ";1208;88;68;", ";1208;88,1;68;")
    g = laad("utrecht", kopie_data)
    assert rijen_van(voortgang.tabel_resultaten(g, "2023-2"))[0][-2:] == ["88,1%", "68%"]
    regels = {rij[0]: rij[2:5] for rij in rijen_van(voortgang.tabel_nagerekend(g, "2023-2"))}
    assert regels["taakstelling gerealiseerd"] == ["88,1", "88", "+0,1"]
    assert regels["totaalopgave gerealiseerd"] == ["68", "68", "0"]
