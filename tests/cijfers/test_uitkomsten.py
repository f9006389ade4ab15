"""Published results beside what follows from their parts; figures typed from tabel 1 and the text of the reports."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.uitkomsten import resultaat, resultaten, standen, versies
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.invoer import rijen


def rooster(g: Gegevens, periode: str) -> list[tuple[object, ...]]:
    """grootheid, published, computed, difference."""
    return [
        (r["grootheid"], r["gepubliceerd"], r["berekend"], r["verschil"])
        for r in rijen(resultaten(g, periode, exact=True))
    ]


def test_the_results_of_2022_2_beside_their_parts(utrecht: Gegevens) -> None:
    assert rooster(utrecht, "2022-2") == [
        ("taakstelling", 1055, None, None),
        ("achterstand_begin", 422, None, None),  # nothing published of 2022-1 to compute it from
        ("totaalopgave", 1477, 1477, 0),
        ("realisatie", 1635, None, None),
        ("realisatie_pct_taakstelling", 155, Fraction(163500, 1055), 0),
        ("realisatie_pct_totaalopgave", 111, Fraction(163500, 1477), 0),
        ("achterstand_eind", -150, -158, 8),  # a voorsprong of 150, computed 158
    ]


def test_the_results_of_2023_1_beside_their_parts(utrecht: Gegevens) -> None:
    assert rooster(utrecht, "2023-1") == [
        ("taakstelling", 1651, None, None),
        ("achterstand_begin", -150, -158, 8),
        ("totaalopgave", 1501, 1501, 0),
        ("realisatie", 1138, None, None),
        ("realisatie_pct_taakstelling", 69, Fraction(113800, 1651), 0),
        ("realisatie_pct_totaalopgave", 76, Fraction(113800, 1501), 0),
        ("achterstand_eind", 406, 363, 43),
    ]


def test_the_results_of_2023_2_show_both_closing_positions(utrecht: Gegevens) -> None:
    assert rooster(utrecht, "2023-2") == [
        ("taakstelling", 1372, None, None),  # the lowered one is in force
        ("achterstand_begin", 406, 363, 43),
        ("totaalopgave", 1778, 1778, 0),
        ("realisatie", 1208, None, None),
        ("realisatie_pct_taakstelling", 88, Fraction(120800, 1372), 0),
        ("realisatie_pct_totaalopgave", 68, Fraction(120800, 1778), 0),
        ("achterstand_eind", 570, 570, 0),
        ("achterstand_eind", 574, 570, 4),
    ]


def test_a_look_ahead_has_no_realisatie_and_no_nought_in_its_place(utrecht: Gegevens) -> None:
    assert rooster(utrecht, "2024-1") == [
        ("taakstelling", 1459, None, None),
        ("achterstand_begin", 574, 570, 4),
        ("totaalopgave", 2033, 2033, 0),
        ("realisatie", None, None, None),
        ("realisatie_pct_taakstelling", None, None, None),
        ("realisatie_pct_totaalopgave", None, None, None),
    ]


def test_every_figure_names_its_source_and_every_computed_one_its_formula(utrecht: Gegevens) -> None:
    for r in rijen(resultaten(utrecht, "2023-2", exact=True)):
        assert r["bron"] == "rapportage-2023-2"
        assert r["vindplaats"]
        assert bool(r["formule"]) == (r["berekend"] is not None)
    assert resultaten(utrecht, "2023-2", exact=True)["vindplaats"].tolist()[-2:] == ["§3.1, tekst", "§4.1"]


def test_a_closing_position_that_was_not_published_is_still_computed(voorbeeld: Gegevens) -> None:
    # 2024-1 of the fictional province: 344 − 285 = 59, which 2024-2 opens with; 2024-2: 358 − 305 = 53, published
    assert rooster(voorbeeld, "2024-1")[-1] == ("achterstand_eind", 59, 59, 0)
    assert rooster(voorbeeld, "2024-2")[-1] == ("achterstand_eind", 53, 53, 0)


def test_a_closing_position_without_any_publication_has_no_source(kopie_data: Path) -> None:
    (kopie_data / "voorbeeld" / "standen.csv").unlink()
    laatste = list(rijen(resultaten(laad("voorbeeld", kopie_data), "2024-2", exact=True)))[-1]
    assert (laatste["gepubliceerd"], laatste["berekend"], laatste["verschil"], laatste["bron"]) == (None, 53, None, "")


def test_a_periode_with_treden_only_has_the_published_positions_and_computes_nothing(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "resultaten.csv").unlink()
    standen_ = resultaten(laad("utrecht", kopie_data), "2023-2", exact=True)
    assert list(standen_["gepubliceerd"]) == [570, 574]  # rapportage 2023-2 §3.1 and the table beside it
    assert standen_["berekend"].isna().all()


def test_a_periode_with_treden_only_and_no_position_has_a_table_without_rows(kopie_data: Path) -> None:
    for naam in ("resultaten", "standen"):
        (kopie_data / "utrecht" / f"{naam}.csv").unlink()
    leeg = resultaten(laad("utrecht", kopie_data), "2023-2", exact=True)
    assert leeg.empty
    assert list(leeg.columns) == [
        "grootheid",
        "eenheid",
        "gepubliceerd",
        "berekend",
        "verschil",
        "formule",
        "bron",
        "vindplaats",
    ]


def test_results_of_an_unknown_periode_are_refused(utrecht: Gegevens) -> None:
    with pytest.raises(AanvraagFout, match="Over periode 2024-2 van Utrecht"):
        resultaten(utrecht, "2024-2", exact=True)


def test_the_lowered_taakstelling_is_in_force_and_the_first_stays(utrecht: Gegevens) -> None:
    # Vooruitblik: 2126 and 2532; rapportage 2023-2, tabel 1: 1372 and 1778
    eerste, verlaagd = versies(utrecht, Periode(2023, 2))
    assert (eerste.versie, eerste.taakstelling, eerste.totaalopgave, eerste.realisatie) == (
        "oorspronkelijk",
        2126,
        2532,
        None,
    )
    assert (verlaagd.versie, verlaagd.taakstelling, verlaagd.totaalopgave, verlaagd.realisatie) == (
        "verlaagd",
        1372,
        1778,
        1208,
    )
    assert resultaat(utrecht, Periode(2023, 2)) == verlaagd


def test_the_order_of_the_rows_in_the_file_does_not_decide_which_is_in_force(kopie_data: Path) -> None:
    pad = kopie_data / "utrecht" / "resultaten.csv"
    kop, *regels = pad.read_text(encoding="utf-8").splitlines()
    pad.write_text("\n".join([kop, *reversed(regels)]) + "\n", encoding="utf-8")
    r = resultaat(laad("utrecht", kopie_data), Periode(2023, 2))
    assert r is not None
    assert r.versie == "verlaagd"


def test_nothing_published_is_none(utrecht: Gegevens) -> None:
    assert resultaat(utrecht, Periode(2020, 2)) is None
    assert versies(utrecht, Periode(2020, 2)) == []


def test_what_needs_a_missing_figure_is_missing(utrecht: Gegevens) -> None:
    r = resultaat(utrecht, Periode(2020, 1))  # taakstelling 429, realisatie 405, no opening position
    assert r is not None
    assert r.pct_taakstelling == Fraction(40500, 429)
    assert (r.totaalopgave_berekend, r.achterstand_eind, r.pct_totaalopgave) == (None, None, None)


@pytest.mark.parametrize(("begin", "pct"), [(-1650, Fraction(113800)), (-1651, None), (-1652, None)])
def test_a_voorsprong_that_leaves_nothing_to_do_has_no_percentage(
    kopie_data: Path, begin: int, pct: Fraction | None
) -> None:
    pad = kopie_data / "utrecht" / "resultaten.csv"
    vervang(pad, "1651;-150;1501;1138;69;76", f"1651;{begin};{1651 + begin};1138;69;")
    r = resultaat(laad("utrecht", kopie_data), Periode(2023, 1))
    assert r is not None
    assert r.pct_totaalopgave == pct


def test_every_mention_of_a_position_is_found_once(utrecht: Gegevens) -> None:
    op_1_juli = standen(utrecht, dt.date(2023, 7, 1))
    assert {s.achterstand for s in op_1_juli} == {406}
    plekken = [(s.bron, s.vindplaats) for s in op_1_juli]
    assert len(plekken) == len(set(plekken)) == 4  # two places in each report
    assert [s.achterstand for s in standen(utrecht, dt.date(2024, 1, 1))] == [570, 574]
    assert standen(utrecht, dt.date(2021, 7, 1)) == []


def test_an_opening_position_in_a_row_of_results_counts_as_a_mention(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "standen.csv").unlink()
    g = laad("utrecht", kopie_data)
    assert [(s.achterstand, s.vindplaats) for s in standen(g, dt.date(2024, 1, 1))] == [(574, "§4.1")]
    # 2023-2 opens with 406 in both versions of its row
    assert [s.achterstand for s in standen(g, dt.date(2023, 7, 1))] == [406, 406]
