"""Series per gemeente, rows of perioden, bruto beside netto, versions. Expectations are worked out by hand."""

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.reeksregels import tel_op_rij
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.gemeenten import zoek_gemeente
from ibtlib.kader.kader import Kader, Regel, Trede, Voorwaarde


def test_a_gemeente_has_a_series_of_its_own_with_its_gaps(voorbeeld):
    reeks = trend(voorbeeld).reeks("Fazantrode", exact=True)
    # 2022-1: 12 + 0 − 11 = 1; realisatie of 2024-1 and begin of 2024-2 are empty in the file
    assert list(reeks["achterstand_eind_berekend"]) == [1, 0, 5, 0, None, None]
    assert reeks.loc["2024-1", "realisatie"] is None and reeks.loc["2024-1", "taakstelling"] == 22
    assert reeks.loc["2022-1", "pct_totaalopgave"] == Fraction(1100, 12)


def test_a_gemeente_that_ended_has_no_rows_afterwards(voorbeeld):
    frame = trend(voorbeeld).per_gemeente(exact=True)
    assert list(frame.loc[frame["gemeente"] == "Grauwholt", "periode"]) == ["2022-1", "2022-2", "2023-1", "2023-2"]
    assert list(frame.loc[frame["gemeente"] == "Grauwmonde", "periode"]) == ["2024-1", "2024-2"]


def test_index_growth_and_pace_work_per_gemeente(voorbeeld):
    t = trend(voorbeeld)
    assert t.index("2022-1", gemeente="Broekdonk", exact=True)["2023-1"] == Fraction(62, 30)
    assert t.groei(gemeente="GM9002", exact=True)["2022-2"] == Fraction(100, 3)  # 30 to 40
    assert t.tempo("Broekdonk", exact=True).loc["2023-1", "nodig"] == Fraction(61, 6)  # 62 − 1
    assert t.groei(gemeente="Grauwmonde", exact=True)["2024-1"] is None  # nothing before it


def test_without_figures_per_gemeente_there_are_no_rows(utrecht):
    t = trend(utrecht)
    assert t.per_gemeente(exact=True).empty
    assert set(t.bruto_netto(exact=True)["bekend"]) == {0} and t.bruto_netto(exact=True).loc["2023-2", "bruto"] is None
    assert t.bruto_netto(exact=True).loc["2023-2", "gepubliceerd"] == 570  # 1778 − 1208


def test_bruto_is_the_sum_of_backlogs_and_netto_subtracts_the_voorsprongen(voorbeeld):
    rij = trend(voorbeeld).bruto_netto(exact=True).loc["2022-1"]
    # closing positions −2, 0, 6, 0, 20, 1, 6, −6: backlogs 33, voorsprongen 8; published total 156 − 131
    assert (rij["bruto"], rij["voorsprong"], rij["netto"], rij["gepubliceerd"]) == (33, 8, 25, 25)
    assert (rij["bekend"], rij["gemeenten"]) == (8, 8)
    assert trend(voorbeeld).bruto_netto(exact=True).loc["2024-1", "bekend"] == 7  # Fazantrode is unknown, not 0


def test_rows_of_perioden_count_back_and_say_when_they_meet_a_gap(voorbeeld):
    rij = trend(voorbeeld).op_rij("Broekdonk", exact=True)
    # closing positions 0, −1, 21, 23, 29, 34
    assert list(rij["perioden_met_achterstand"]) == [0, 0, 1, 2, 3, 4]
    assert all(rij["perioden_met_achterstand_zeker"])
    elzenmeer = trend(voorbeeld).op_rij("Elzenmeer", exact=True)  # 20, 16, 0, 4, 6, 5
    assert list(elzenmeer["perioden_met_achterstand"]) == [1, 2, 0, 1, 2, 3]
    assert list(elzenmeer["perioden_met_achterstand_zeker"]) == [False, False, True, True, True, True]


def test_the_province_missed_its_taakstelling_twice_in_a_row(utrecht):
    rij = trend(utrecht).op_rij(exact=True).loc["2023-2"]  # 1635 of 1055; 1138 of 1651; 1208 of 1372
    assert (rij["perioden_taakstelling_gemist"], rij["perioden_taakstelling_gemist_zeker"]) == (2, True)
    assert trend(utrecht).op_rij(exact=True).loc["2024-1", "perioden_met_achterstand"] is None


def test_a_revision_stands_beside_the_first_figure(utrecht):
    frame = trend(utrecht).versies(exact=True)
    twee = frame[frame["periode"] == "2023-2"].to_dict("records")
    assert [(r["versie"], r["taakstelling"], r["geldend"]) for r in twee] == [
        ("oorspronkelijk", 2126, False), ("verlaagd", 1372, True),
    ]  # fmt: skip


def test_an_unknown_gemeente_is_named_with_what_could_be(voorbeeld):
    with pytest.raises(
        AanvraagFout, match=r"gemeente='Broekdok' is er niet in Voorbeeldprovincie. Bedoelde u 'Broekdonk'"
    ):
        zoek_gemeente(voorbeeld, "Broekdok")


@given(st.lists(st.sampled_from([True, False, None]), max_size=8))
def test_counting_in_a_row_is_what_the_engine_counts(waar):
    geteld = tel_op_rij(waar)
    begin = Periode(2020, 1)
    # achterstand of 1 where true, of 0 where false, an unknown realisatie where unknown
    cijfers = pd.DataFrame(
        {
            "periode": [str(begin.plus(i)) for i in range(len(waar))],
            "gemeentecode": ["GM1"] * len(waar),
            "gemeente": ["Eén"] * len(waar),
            "taakstelling": pd.array([10] * len(waar), dtype="Int64"),
            "achterstand_begin": pd.array([0] * len(waar), dtype="Int64"),
            "realisatie": pd.array([None if w is None else 9 if w else 10 for w in waar], dtype="Int64"),
            "gekoppeld": pd.array([None] * len(waar), dtype="Int64"),
            "trede_vorig": pd.array([1] * len(waar), dtype="Int64"),
        }
    )
    for n in range(1, 4):
        eens = Regel(
            "eens", (Voorwaarde("perioden_met_achterstand", "minstens", n),), 2, 0, "bron", "x", "totaalopgave"
        )
        anders = Regel("anders", (), 1, 0, "bron", "x", "totaalopgave")
        kader = Kader(
            kader="k", provincie="p", titel="K", geldig_vanaf=begin, geldig_tot_en_met=None, vastgesteld_op=None,
            nog_geldig_bevestigd_op=None, bronnen=(), verschoonbaar="geen", treden={1: Trede()}, regels=(eens, anders),
            niet_berekenbaar=(),
        )  # fmt: skip
        treden = beoordeel_panel(cijfers, kader)["trede_berekend"] if waar else []
        for trede, (aantal, zeker) in zip(treden, geteld, strict=True):
            minstens = aantal is not None and aantal >= n
            verwacht = 2 if minstens else 1 if aantal is not None and zeker else None
            assert (None if pd.isna(trede) else trede) == verwacht


@pytest.mark.parametrize(("weg", "trede_3"), [("", 0), ("2022-2;trede;1;", None)])
def test_a_trede_that_no_count_names_is_empty_only_when_the_counts_hold_all_gemeenten(
    weg: str, trede_3: int | None, kopie_data: Path
) -> None:
    """2022-2 and 2023-1, Taakstellingsperiode 2022-2: 17 green, 9 yellow, of 26; without the 17 nobody knows of trede 3."""
    (kopie_data / "utrecht/beoordelingen.csv").unlink()
    pad = kopie_data / "utrecht/tellingen.csv"
    regels = pad.read_text("utf-8").splitlines(keepends=True)
    pad.write_text("".join(r for r in regels if not weg or not r.startswith(weg)), "utf-8")
    treden = trend(laad("utrecht", kopie_data), "2022-2").treden(exact=True).loc["2022-2"]
    assert treden[2] == 9 and treden[3] == trede_3
