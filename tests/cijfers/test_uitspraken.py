"""Statements in words beside the exact figure; every exact figure is worked out from the documents."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.cijfers.uitspraken import Uitspraak, bevestigd, nagerekende_uitspraken
from ibtlib.gegevens.gegevens import Gegevens, laad

# id -> (exact, holds, exact in words, from where)
VERWACHT = {
    # 2020-1: 429, 2023-1: 1651 (rapportage 2022-2/2023-1); 1651 ÷ 429 = 3,848
    "taakstelling-verviervoudigd": (Fraction(1651, 429), True, "3,85 keer"),
    "taakstelling-vier-keer-zo-hoog": (Fraction(1651, 429), True, "3,85 keer"),
    # 2022-2: 1055; 1651 ÷ 1055 = 1,565 is nearer one and a half than two
    "taakstelling-anderhalf-keer": (Fraction(1651, 1055), True, "1,56 keer"),
    # 2020-1: 405, 2023-1: 1138; 405 ÷ 1138 = 0,356
    "realisatie-minder-dan-helft": (Fraction(405, 1138), True, "0,36 keer"),
    # 406 on 1 July 2023, 422 on 1 July 2022; 0,962
    "achterstand-bijna-even-groot": (Fraction(406, 422), True, "0,96 keer"),
    # 2126 + 406 − 1138
    "achterstand-circa-1400": (1394, True, "1.394 personen"),
    # 1208 ÷ 1372 − 1138 ÷ 1651 = 0,88047 − 0,68928
    "verbetering-taakstelling": (Fraction(120800, 1372) - Fraction(113800, 1651), True, "+19,1 procentpunt"),
    # 1208 ÷ 1778 − 1138 ÷ 1501 = 0,67942 − 0,75816
    "verbetering-totaalopgave": (Fraction(120800, 1778) - Fraction(113800, 1501), False, "−7,9 procentpunt"),
    # (3523 + 575) ÷ 8207
    "dekking-50-procent": (Fraction(409800, 8207), True, "49,9%"),
    # 4098 + 3378 and 4098 + 3983
    "perspectief-laag": (7476, False, "7.476 plekken"),
    "perspectief-hoog": (8081, True, "8.081 plekken"),
}
NIET_NA_TE_REKENEN = {"realisatie-twee-keer-zoveel", "opvang-bijna-verdubbeld", "vru-circa-30-procent"}


def per_id(g: Gegevens) -> dict[str, Uitspraak]:
    return {u.id: u for u in nagerekende_uitspraken(g)}


def test_every_statement_of_the_sources_is_there_once(utrecht: Gegevens) -> None:
    assert sorted(u.id for u in nagerekende_uitspraken(utrecht)) == sorted([*VERWACHT, *NIET_NA_TE_REKENEN])


@pytest.mark.parametrize("id_", VERWACHT)
def test_a_statement_stands_beside_the_exact_figure(utrecht: Gegevens, id_: str) -> None:
    u = per_id(utrecht)[id_]
    exact, klopt, tekst = VERWACHT[id_]
    assert u.exact == exact
    assert u.klopt is klopt
    assert u.exact_tekst == tekst


@pytest.mark.parametrize("id_", sorted(NIET_NA_TE_REKENEN))
def test_what_the_source_gives_no_figure_for_is_not_judged(utrecht: Gegevens, id_: str) -> None:
    u = per_id(utrecht)[id_]
    assert (u.exact, u.klopt) == (None, None)
    assert u.exact_tekst == "niet na te rekenen: het vergelijkingscijfer staat niet in de gelezen bronnen"


def test_the_raw_table_expects_what_the_sources_give(utrecht: Gegevens) -> None:
    frame = utrecht.tabel("uitspraken")
    tabel = dict(zip(frame["uitspraak"], frame["exact"], strict=True))
    assert tabel == {**{id_: exact for id_, (exact, _, _) in VERWACHT.items()}, **dict.fromkeys(NIET_NA_TE_REKENEN)}


@pytest.mark.parametrize(
    ("waarde", "stap", "exact", "klopt"),
    [
        # round to hundreds: 1350 is the first that rounds to 1400, 1450 the first that does not
        (1400, 100, 1349, False), (1400, 100, 1350, True), (1400, 100, 1449, True), (1400, 100, 1450, False),
        # anderhalf, to halves: from 1,25 to just below 1,75
        (Fraction(3, 2), Fraction(1, 2), Fraction(124, 100), False),
        (Fraction(3, 2), Fraction(1, 2), Fraction(5, 4), True),
        (Fraction(3, 2), Fraction(1, 2), Fraction(174, 100), True),
        (Fraction(3, 2), Fraction(1, 2), Fraction(7, 4), False),
        # 50%, to whole percents: from 49,5
        (50, 1, Fraction(4949, 100), False), (50, 1, Fraction(495, 10), True),
        (50, 1, Fraction(5049, 100), True), (50, 1, Fraction(505, 10), False),
        # "minder dan de helft": below, not on it
        (Fraction(1, 2), None, Fraction(499, 1000), True), (Fraction(1, 2), None, Fraction(1, 2), False),
        (Fraction(1, 2), None, Fraction(501, 1000), False),
        # "verbetering": above nought, not on it
        (None, None, Fraction(1, 1000), True), (None, None, 0, False), (None, None, Fraction(-1, 1000), False),
        # nothing to compare with
        (4, 1, None, None), (None, None, None, None), (Fraction(1, 2), None, None, None),
    ],
)  # fmt: skip
def test_a_round_figure_holds_when_the_exact_one_rounds_to_it(
    waarde: Fraction | None, stap: Fraction | None, exact: Fraction | None, klopt: bool | None
) -> None:
    assert bevestigd(waarde, stap, exact) is klopt


def test_a_statement_that_the_code_does_not_know_is_shown_but_not_judged(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "uitspraken.csv", "taakstelling-verviervoudigd;", "taakstelling-iets-anders;")
    u = per_id(laad("utrecht", kopie_data))["taakstelling-iets-anders"]
    assert (u.gepubliceerd_als, u.exact, u.klopt, u.perioden) == ("verviervoudigd", None, None, ())


def test_without_the_figures_nothing_is_computed_and_nothing_is_taken_for_nought(kopie_data: Path) -> None:
    for naam in ("resultaten", "standen", "opvangcapaciteit"):
        (kopie_data / "utrecht" / f"{naam}.csv").unlink()
    assert {u.id: (u.exact, u.klopt) for u in nagerekende_uitspraken(laad("utrecht", kopie_data))} == dict.fromkeys(
        [*VERWACHT, *NIET_NA_TE_REKENEN], (None, None)
    )


def test_a_province_without_statements_has_none(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "uitspraken.csv").unlink()
    assert nagerekende_uitspraken(laad("utrecht", kopie_data)) == []
