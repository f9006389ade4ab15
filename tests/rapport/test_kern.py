"""Key figures, plain summary and story chart: figures typed from the reports, shares worked out in the comment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import kern, trend, verhaal
from ibtlib.weergave import Figuur, Kerncijfers, Tekst


def regels(cijfers: Kerncijfers | Tekst) -> list[str]:
    return str(cijfers).split("\n")


def test_the_voortgang_of_2023_2_opens_with_its_four_figures(utrecht: Gegevens) -> None:
    # rapportage 2023-2, tabel 1 (1372, 406), §4.1 (574), §3.1 (570), §3.2 (13, 13); rapportage 2022-2/2023-1 (429, 2126,
    # 8, 18; 69% and 76%), tabel 1 (88% and 68%); Statenbrief (3523, 575) against §4.4 (8207): 3523/8207 = 42,93%, 4098/8207 = 49,93%
    assert regels(kern.cijfers_voortgang(utrecht, "2023-2")) == [
        "Taakstelling 2023-2: 1.372 (hoger dan 429 in 2020-1; verlaagd, eerst 2.126; 88% gehaald, was 69%; 68% van de "
        "totaalopgave, was 76%)",
        "Achterstand op 1 januari 2024: 574 (gegroeid: was 406 op 1 juli 2023; elders in de bronnen 570)",
        "Gemeenten op trede 1 en 2: 13 en 13 (minder op trede 2: was 8 en 18 in 2023-1)",
        "Opvang, zeker op de peilmomenten: 42,9% (3.523 van de 8.207 plekken; 49,9% met harde plannen erbij)",
    ]


def test_the_arrows_point_where_the_words_say(utrecht: Gegevens) -> None:
    cijfers = kern.cijfers_voortgang(utrecht, "2023-2")
    assert isinstance(cijfers, Kerncijfers)
    assert [[r.richting for r in c.regels] for c in cijfers.cijfers] == [
        ["omhoog", "omlaag", "omhoog", "omlaag"], ["omhoog", ""], ["omlaag"], ["", ""]
    ]  # fmt: skip
    assert [c.klasse for c in cijfers.cijfers] == ["", "", "", "berekend"]


def test_the_trend_of_2023_2_tells_the_realisatie_beside_the_one_before(utrecht: Gegevens) -> None:
    # both reports: 1208 and 68%, 1138 and 76%
    assert "Gehuisvest in 2023-2: 1.208 (meer dan 1.138 in 2023-1; 68% van de totaalopgave, was 76%)" in regels(
        kern.cijfers_trend(utrecht, "2023-2")
    )


def test_a_voorsprong_that_turns_is_told_as_such(utrecht: Gegevens) -> None:
    assert regels(kern.cijfers_voortgang(utrecht, "2023-1"))[1:] == [
        "Achterstand op 1 juli 2023: 406 (omgeslagen: was een voorsprong van 150 op 1 januari 2023)",
        "Gemeenten op trede 1 en 2: 8 en 18 (meer op trede 2: was 17 en 9 in 2022-2)",
    ]  # and nothing of the Spreidingswet, of which the capaciteitsraming is of 31 januari 2024
    # 2022-1: 11 op trede 1, 13 op trede 2 en 2 op trede 3; 2022-2: 17 en 9
    assert "Gemeenten boven trede 1: 9 van 26 (minder: was 15 van 26 in 2022-1)" in regels(
        kern.cijfers_voortgang(utrecht, "2022-2")
    )


def test_a_periode_to_come_has_the_position_with_which_it_begins(utrecht: Gegevens) -> None:
    eerste, tweede, *_ = regels(kern.cijfers_voortgang(utrecht, "2024-1"))
    assert eerste == "Taakstelling 2024-1: 1.459 (hoger dan 429 in 2020-1)"
    assert tweede.startswith("Achterstand op 1 januari 2024: 574 ")


def test_a_trede_that_is_not_known_counts_among_the_gemeenten(voorbeeld: Gegevens) -> None:
    # voorbeeld/beoordelingen.csv, 2024-1: 2 op trede 1, 4 op trede 2, 1 op trede 3; there are eight gemeenten
    assert "Gemeenten boven trede 1: 5 van 8 (meer: was 4 van 8 in 2023-2; 1 trede onbekend)" in regels(
        kern.cijfers_voortgang(voorbeeld, "2024-1")
    )
    f = trend.figuur_treden_per_periode(voorbeeld, "2024-1")
    assert isinstance(f, Figuur)
    assert f.cijfers.rijen[-1] == ("2024-1", 2, 4, 1, 1)
    assert f.cijfers.koppen[-1].naam == "onbekend"


def test_treden_that_only_were_counted_by_us_are_called_computed(voorbeeld: Gegevens) -> None:
    cijfers = kern.cijfers_voortgang(voorbeeld, "2024-1")
    assert isinstance(cijfers, Kerncijfers)
    treden = next(c for c in cijfers.cijfers if c.naam.startswith("Gemeenten"))
    geteld = "geteld uit de treden per gemeente" in [r.tekst for r in treden.regels]
    gepubliceerd = (voorbeeld.tabel("tellingen")["periode"] == "2024-1").any()
    assert geteld == (treden.klasse == "berekend") == (not gepubliceerd)


def test_without_any_result_there_is_a_sentence(kopie_data: Path) -> None:
    for naam in ("resultaten", "standen", "beoordelingen", "tellingen", "opvangcapaciteit"):
        (kopie_data / "utrecht" / f"{naam}.csv").unlink()
    g = laad("utrecht", kopie_data)
    assert isinstance(kern.cijfers_opvang(g), Tekst)
    assert isinstance(kern.over_kort_opvang(g), Tekst)


def test_the_opvang_in_four_figures(utrecht: Gegevens) -> None:
    # 3523 + 575 = 4098; 8207 − 4098 = 4109; 4098 + 3378 = 7476 (91,09%) to 4098 + 3983 = 8081 (98,46%)
    assert regels(kern.cijfers_opvang(utrecht)) == [
        "Gevraagde opvangplekken: 8.207 (volgens de Spreidingswet, eerste cyclus)",
        "Opvang, zeker op de peilmomenten: 42,9% (3.523 plekken)",
        "Met harde plannen erbij: 49,9% (4.098 plekken; nog 4.109 nodig)",
        "Als alle plannen doorgaan: 91,1–98,5% (7.476 tot 8.081 plekken; niet zeker)",
    ]


# --- in plain Dutch -----------------------------------------------------------------------------------------


def test_the_plain_summary_of_2023_2(utrecht: Gegevens) -> None:
    tekst = " ".join(kern.over_kort(utrecht, "2023-2").alineas)
    for zin in (
        "De taakstelling voor 2023-2 was 1.372 mensen.",
        "Eerst was dat 2.126; in dat half jaar is het verlaagd.",
        # a gemeente can be behind without anybody linked to it who waits: §3.1.1
        "Van eerder moesten nog 406 mensen een huis krijgen. Samen was de opgave 1.778 mensen.",
        # §3.1: 88% and 68%, and of the half-year before 69% and 76%
        "De gemeenten huisvestten 1.208 mensen. Van de taakstelling is dat 88%; een half jaar eerder was dat 69%.",
        "Van de hele opgave is dat 68%; een half jaar eerder was dat 76%. De achterstand groeit van 406 naar 574.",
        "Op een andere plek in de bronnen staat 570.",
        "Na 2023-2 staan 13 gemeenten op trede 1 en 13 op trede 2.",
        "Een half jaar eerder was dat 8 op trede 1 en 18 op trede 2.",
        "Bij 15 gemeenten kon niet de hele opgave lukken. Op 1 oktober 2023 waren er te weinig mensen",
    ):
        assert zin in tekst


def test_the_plain_summary_of_a_periode_to_come_knows_no_outcome(utrecht: Gegevens) -> None:
    tekst = " ".join(kern.over_kort(utrecht, "2024-1").alineas)
    assert "is nog niet bekend" in tekst and "huisvestten" not in tekst and "trede" not in tekst


def test_the_trend_in_plain_words(utrecht: Gegevens) -> None:
    tekst = " ".join(kern.over_kort_trend(utrecht, "2023-2").alineas)
    assert "In 2020-1 was dat 429. In 2023-2 was dat 1.372." in tekst
    assert "Het hoogste aantal was 2.126, voor 2023-2. Dat is later verlaagd." in tekst
    assert "Het meest was dat in 2022-2: 1.635." in tekst
    assert "Op 1 januari 2023 was er een voorsprong van 150." in tekst


def test_one_half_year_is_no_most_and_no_stretch(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    # voorbeeld/resultaten.csv begins with 2022-1 (131); 305 in 2024-2, 285 before it; rapportage 2022-2/2023-1: 405 and 1635
    eerste = " ".join(kern.over_kort_trend(voorbeeld, "2022-1").alineas)
    assert "in 2022-1 samen 131 mensen." in eerste and "meest" not in eerste and "Dat is meer" not in eerste
    meer = " Dat is meer dan in elk eerder half jaar dat bekend is."
    assert f"in 2022-2 samen 1.635 mensen.{meer}" in " ".join(kern.over_kort_trend(utrecht, "2022-2").alineas)
    assert f"in 2024-2 samen 305 mensen.{meer}" in " ".join(kern.over_kort_trend(voorbeeld, "2024-2").alineas)
    for ding in (verhaal.figuur_verhaal(voorbeeld, "2022-1"), trend.tabel_groei(voorbeeld, "2022-1")):
        assert "2022-1" in str(ding) and "2022-1 tot en met 2022-1" not in str(ding)


LETTERGREEP = re.compile(r"[aeiouyáéíóúèêëïöü]+", re.IGNORECASE)


def douma(tekst: str) -> float:
    """Flesch-Douma reading ease of Dutch: 206,84 − 0,77 × syllables per 100 words − 0,93 × words per sentence."""
    zinnen = [z for z in re.split(r"[.!?;:](?:\s|$)", tekst) if z.strip()]
    woorden = re.findall(r"[^\W\d]+", tekst)
    lettergrepen = sum(max(1, len(LETTERGREEP.findall(w))) for w in woorden)
    return 206.84 - 77 * lettergrepen / len(woorden) - 0.93 * len(tekst.split()) / len(zinnen)


def test_the_measure_itself() -> None:
    # 1 sentence, 4 words, 4 syllables: 206,84 − 77 − 3,72
    assert douma("De kat zit hier.") == pytest.approx(126.12)


@pytest.mark.parametrize("periode", ["2022-2", "2023-1", "2023-2", "2024-1"])
def test_the_summaries_read_as_plain_dutch(utrecht: Gegevens, periode: str) -> None:
    """Norm: 60 or more ("standaard", which goes with B1), and no sentence of more than 20 words."""
    for tekst in (
        kern.over_kort(utrecht, periode),
        kern.over_kort_trend(utrecht, periode),
        kern.over_kort_opvang(utrecht),
    ):
        heel = " ".join(tekst.alineas)
        assert douma(heel) >= 60, heel
        for zin in re.split(r"(?<=[.!?])\s", heel):
            assert len(zin.split()) <= 20, zin


# --- the story chart ----------------------------------------------------------------------------------------


def test_the_title_says_what_became_of_the_position(utrecht: Gegevens) -> None:
    titels = {p: verhaal.figuur_verhaal(utrecht, p) for p in ("2022-2", "2023-1", "2023-2")}
    assert [f.bijschrift for f in titels.values() if isinstance(f, Figuur)] == [
        "Een achterstand van 422 slaat om in een voorsprong van 150",
        "Een voorsprong van 150 slaat om in een achterstand van 406",
        "De achterstand groeit van 406 naar 574",
    ]


def test_the_story_of_2023_2_holds_every_published_figure(utrecht: Gegevens) -> None:
    f = verhaal.figuur_verhaal(utrecht, "2023-2")
    assert isinstance(f, Figuur)
    assert f.ondertitel.endswith("2020-1 tot en met 2024-1")
    assert [k.naam for k in f.cijfers.koppen] == [
        "periode",
        "taakstelling",
        "taakstelling, eerst",
        "realisatie",
        "achterstand",
    ]
    per = {rij[0]: rij[1:] for rij in f.cijfers.rijen}
    assert per["2020-1"] == (429, None, 405, None)
    assert per["2021-2"] == (854, None, None, None)
    assert per["2022-2"] == (1055, None, 1635, 422)
    assert per["2023-1"] == (1651, None, 1138, -150)
    assert per["2023-2"] == (1372, 2126, 1208, 406)
    assert per["2024-1"] == (1459, None, None, 574)
    assert "Open punt: taakstelling, eerst; de pijl wijst naar de taakstelling die daarna gold." in f.alt
    assert "Gemarkeerd: 11 juli 2022, Begin versnellingsactie VRU." in f.alt
    assert "Gemarkeerd: 10 november 2023, Verlaging taakstelling 2023-2 bekend." in f.alt
    for tekst in ("1.651: verviervoudigd", "eerst 2.126", "574", "(elders 570)"):
        assert tekst in f.svg


def test_a_story_knows_no_more_than_was_known(utrecht: Gegevens) -> None:
    f = verhaal.figuur_verhaal(utrecht, "2023-1")
    assert isinstance(f, Figuur)
    assert "2.126" in f.svg and "1.372" not in f.svg and "Verlaging" not in f.alt
    assert "2024-1" not in f.alt


def test_without_published_totals_the_story_has_the_sum_of_all_gemeenten_and_marks_it(kopie_data: Path) -> None:
    for naam in ("resultaten", "standen"):
        pad = kopie_data / "voorbeeld" / f"{naam}.csv"
        pad.write_text(pad.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    f = verhaal.figuur_verhaal(laad("voorbeeld", kopie_data), "2023-2")
    assert isinstance(f, Figuur)
    per = {rij[0]: rij[1:] for rij in f.cijfers.rijen}
    # gemeenten/2023-2.csv by hand: 34 + 52 + 43 + 26 + 31 + 21 + 38 + 17, 33 + 50 + 36 + 20 + 27 + 26 + 51 + 12 and
    # −2 + 21 + 0 + 4 + 0 + 5 + 13 + 0; gemeenten/2024-1.csv: −1 + 23 + 7 + 10 + 4 + 0 + 5 + 3
    assert per["2023-2"] == (262, 255, 41)
    assert per["2024-1"][-1] == 51
    assert f.bijschrift.endswith("De achterstand groeit van 41 naar 51")
    assert "som van alle gemeenten" in str(f.cijfers._repr_mimebundle_())
    (rij,) = (r for r in f.cijfers.inhoud if r.cellen[0].waarde == "2023-2")
    assert [cel.klasse for cel in rij.cellen[1:]] == ["berekend"] * 3


def test_a_published_total_is_never_called_a_sum(voorbeeld: Gegevens) -> None:
    f = verhaal.figuur_verhaal(voorbeeld, "2023-2")
    assert isinstance(f, Figuur) and "som van alle" not in str(f.cijfers._repr_mimebundle_())
