"""The series: gaps stay gaps, nothing is counted over a gap, both taakstellingen and both positions stand side by side.

Figures: rapportage 2022-2/2023-1 (tabel and text) and rapportage 2023-2 (tabel 1, §4.1).
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens, laad

PERIODEN = ["2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2", "2024-1"]


def test_the_series_holds_every_half_year_and_only_what_was_published(utrecht: Gegevens) -> None:
    frame = trend(utrecht).reeks(exact=True)
    assert list(frame.index) == PERIODEN
    assert frame["taakstelling"].tolist() == [429, None, None, 854, 780, 1055, 1651, 1372, 1459]
    assert frame["taakstelling_oorspronkelijk"].tolist() == [429, None, None, 854, 780, 1055, 1651, 2126, 1459]
    assert frame["taakstelling_verlaagd"].tolist() == [None, None, None, None, None, None, None, 1372, None]
    assert frame["achterstand_begin"].tolist() == [None, None, None, None, None, 422, -150, 406, 574]
    assert frame["totaalopgave"].tolist() == [None, None, None, None, None, 1477, 1501, 1778, 2033]
    assert frame["realisatie"].tolist() == [405, None, None, None, None, 1635, 1138, 1208, None]
    assert frame["achterstand_eind_berekend"].tolist() == [None, None, None, None, None, -158, 363, 570, None]


def test_percentages_in_the_series_are_exact(utrecht: Gegevens) -> None:
    frame = trend(utrecht).reeks(exact=True)
    assert frame["pct_taakstelling"].tolist() == [
        Fraction(40500, 429), None, None, None, None, Fraction(163500, 1055), Fraction(113800, 1651),
        Fraction(120800, 1372), None,
    ]  # fmt: skip
    assert frame["pct_totaalopgave"].tolist() == [
        None, None, None, None, None, Fraction(163500, 1477), Fraction(113800, 1501), Fraction(120800, 1778), None,
    ]  # fmt: skip


def test_a_series_ends_with_the_periode_asked_for(utrecht: Gegevens) -> None:
    assert list(trend(utrecht, "2022-2").reeks(exact=True).index) == PERIODEN[:6]
    assert list(trend(utrecht, Periode(2023, 1)).reeks(exact=True).index) == PERIODEN[:7]


def test_the_index_divides_by_the_base_and_leaves_gaps(utrecht: Gegevens) -> None:
    index = trend(utrecht).index(basis="2020-I", exact=True)
    assert index.tolist() == [
        1, None, None, Fraction(854, 429), Fraction(780, 429), Fraction(1055, 429), Fraction(1651, 429),
        Fraction(1372, 429), Fraction(1459, 429),
    ]  # fmt: skip


def test_another_column_and_another_base_are_possible(utrecht: Gegevens) -> None:
    index = trend(utrecht).index(basis="2022-2", kolom="realisatie", exact=True)
    assert index["2022-2"] == 1
    assert index["2023-1"] == Fraction(1138, 1635)
    assert index["2022-1"] is None


@pytest.mark.parametrize("basis", ["2020-2", "2021-1", "2024-2"])
def test_a_gap_cannot_be_the_base(utrecht: Gegevens, basis: str) -> None:
    with pytest.raises(AanvraagFout) as fout:
        trend(utrecht).index(basis=basis, exact=True)
    assert str(fout.value) == (
        f"Periode {basis} kan geen basis zijn: daarvan is geen taakstelling (of 0) bekend. Kies uit 2020-1, 2021-2, 2022-1, "
        "2022-2, 2023-1, 2023-2 en 2024-1."
    )


def test_growth_is_never_taken_over_a_gap(utrecht: Gegevens) -> None:
    groei = trend(utrecht).groei(exact=True)
    # nothing before 2020-1; a gap before 2020-2, 2021-1 and 2021-2
    assert groei.tolist()[:4] == [None, None, None, None]
    assert groei["2022-1"] == Fraction(780 - 854, 854) * 100
    assert groei["2022-2"] == Fraction(1055 - 780, 780) * 100
    assert groei["2023-1"] == Fraction(1651 - 1055, 1055) * 100
    assert groei["2023-2"] == Fraction(1372 - 1651, 1651) * 100
    assert groei["2024-1"] == Fraction(1459 - 1372, 1372) * 100


def test_growth_after_nought_does_not_exist_and_growth_to_nought_is_minus_a_hundred(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "2022-1;oorspronkelijk;780;", "2022-1;oorspronkelijk;0;")
    groei = trend(laad("utrecht", kopie_data)).groei(exact=True)
    assert groei["2022-1"] == -100
    assert groei["2022-2"] is None


def test_a_base_of_nought_is_refused(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "2022-1;oorspronkelijk;780;", "2022-1;oorspronkelijk;0;")
    with pytest.raises(AanvraagFout, match="Periode 2022-1 kan geen basis zijn"):
        trend(laad("utrecht", kopie_data)).index("2022-1", exact=True)


def test_the_pace_is_a_sixth_a_month_and_unknown_without_a_figure(utrecht: Gegevens) -> None:
    tempo = trend(utrecht).tempo(exact=True)
    assert tempo["per_maand"].tolist() == [
        Fraction(405, 6), None, None, None, None, Fraction(1635, 6), Fraction(1138, 6), Fraction(1208, 6), None,
    ]  # fmt: skip
    assert tempo["nodig"].tolist() == [
        None, None, None, None, None, Fraction(1477, 6), Fraction(1501, 6), Fraction(1778, 6), Fraction(2033, 6),
    ]  # fmt: skip


def test_both_positions_of_1_january_2024_stay(utrecht: Gegevens) -> None:
    standen = trend(utrecht).standen(exact=True)
    assert list(zip(standen["peildatum"], standen["achterstand"], strict=True)) == [
        (dt.date(2022, 7, 1), 422),
        (dt.date(2023, 1, 1), -150),
        (dt.date(2023, 7, 1), 406),
        (dt.date(2024, 1, 1), 570),
        (dt.date(2024, 1, 1), 574),
    ]
    assert standen["vindplaats"].tolist()[-2:] == ["§3.1, tekst", "§4.1"]


def test_positions_after_the_periode_asked_for_are_left_out(utrecht: Gegevens) -> None:
    assert trend(utrecht, "2023-1").standen(exact=True)["achterstand"].tolist() == [422, -150, 406]


def test_treden_are_counted_from_the_gemeenten_and_else_taken_from_the_count(utrecht: Gegevens) -> None:
    frame = trend(utrecht).treden(exact=True)
    leeg = [None] * 6
    assert [frame.loc[p, list(range(1, 7))].tolist() for p in PERIODEN] == [
        leeg, leeg, leeg, leeg,
        [11, 13, 2, 0, 0, 0],  # only the count is published: 11, 13 and 2
        [17, 9, 0, 0, 0, 0],
        [8, 18, 0, 0, 0, 0],
        [13, 13, 0, 0, 0, 0],
        leeg,
    ]  # fmt: skip
    assert frame["herkomst"].tolist() == [
        None, None, None, None, "telling", "per gemeente", "per gemeente", "per gemeente", None,
    ]  # fmt: skip


def test_treden_of_gemeenten_go_before_a_count(kopie_data: Path) -> None:
    # the count says 14 on trede 1, the table of gemeenten still gives 13
    vervang(kopie_data / "utrecht" / "tellingen.csv", "2023-2;trede;1;13", "2023-2;trede;1;14")
    frame = trend(laad("utrecht", kopie_data)).treden(exact=True)
    assert frame.loc["2023-2", 1] == 13


def test_a_province_without_results_has_a_series_without_figures(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "resultaten.csv").unlink()
    t = trend(laad("utrecht", kopie_data))
    assert [str(p) for p in t.perioden] == ["2022-2", "2023-1", "2023-2"]
    assert t.reeks(exact=True)["taakstelling"].tolist() == [None, None, None]
    assert t.standen(exact=True)["achterstand"].tolist() == [422, -150, 406, 570, 574]  # from standen.csv


def test_a_province_about_which_nothing_is_known_has_an_empty_series(kopie_data: Path) -> None:
    nieuw = kopie_data / "nieuw"
    nieuw.mkdir()
    (nieuw / "provincie.csv").write_text(
        "provinciecode;naam;fictief;bron;vindplaats\nPV23;Overijssel;nee;cbs-37259;x\n"
    )
    t = trend(laad("nieuw", kopie_data))
    assert t.perioden == ()
    assert t.standen(exact=True).empty
    assert t.treden(exact=True).empty
