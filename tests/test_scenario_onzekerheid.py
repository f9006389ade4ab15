"""Draws against the exact chances, which few observations make countable."""

from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest

from ibtlib.beoordeling import beoordeel_panel
from ibtlib.fouten import AanvraagFout
from ibtlib.getallen import rond_heel
from ibtlib.kaderlezer import KADERMAP, laad_kader, laad_kaders
from ibtlib.onzekerheid import Lot, kansen, loop
from ibtlib.periode import Periode
from ibtlib.scenario import doorrekenen, vertrekpunt
from ibtlib.tabellen.scenario import kans_in_woorden

PERIODEN = [Periode(2024, 1), Periode(2024, 2), Periode(2025, 1)]
UTRECHT = laad_kaders(KADERMAP / "utrecht")
LOT = Lot("Eén", 12, 2, (40, 37, 37), (None, 30, 30), (Fraction(1, 2), Fraction(9, 10), Fraction(13, 12)))


def exact(lot, kaders):
    """Every path of ratios put before the engine, one gemeente per path."""
    rijen = []
    for nummer, pad in enumerate(product(lot.verhoudingen, repeat=len(PERIODEN))):
        begin = lot.begin
        for t, (p, r) in enumerate(zip(PERIODEN, pad, strict=True)):
            totaal = lot.taakstellingen[t] + begin
            real = rond_heel(r * max(totaal, 0))
            rijen.append(
                (
                    str(p),
                    str(nummer),
                    "x",
                    lot.taakstellingen[t],
                    begin,
                    real,
                    lot.gekoppeld[t],
                    lot.trede if t == 0 else None,
                )
            )
            begin = totaal - real
    kolommen = [
        "periode",
        "gemeentecode",
        "gemeente",
        "taakstelling",
        "achterstand_begin",
        "realisatie",
        "gekoppeld",
        "trede_vorig",
    ]
    frame = pd.DataFrame(rijen, columns=kolommen).astype(dict.fromkeys(kolommen[3:], "Int64"))
    uit = beoordeel_panel(frame, kaders)
    paden = len(lot.verhoudingen) ** len(PERIODEN)
    tellingen = [Counter(uit.loc[uit["periode"] == str(p), "trede_berekend"].fillna(0)) for p in PERIODEN]
    return [{trede: Fraction(n, paden) for trede, n in telling.items()} for telling in tellingen]


@pytest.mark.parametrize("kader", ["utrecht/2022-1.yaml", "utrecht/2024-1.yaml"])
def test_draws_come_near_the_exact_chances_of_the_engine(kader):
    from ibtlib.kader import Kaderreeks

    reeks = Kaderreeks((laad_kader(KADERMAP / kader).zonder_termijn(),))
    (uit,) = loop([LOT], PERIODEN, reeks, trekkingen=40_000)
    for t, verwacht in enumerate(exact(LOT, reeks)):
        for trede in range(7):
            # 40.000 draws: standard error at most 0,0025
            assert abs(uit.kans(trede, t) - verwacht.get(trede, 0)) < 0.0125, (t, trede)
        assert uit.treden[t].sum() == uit.standen[t].sum() == 40_000


def test_positions_are_exact_and_within_the_table():
    (uit,) = loop([LOT], PERIODEN, UTRECHT, trekkingen=5_000)
    # first periode: 52 to do; 26, 46,8 is 47, 56,3 is 56 housed: 26, 5 and −4 left
    standen = {int(i) + uit.laagste for i in np.flatnonzero(uit.standen[0])}
    assert standen == {26, 5, -4}
    assert uit.band(0, 100) == (-4, 26)


def test_the_same_seed_gives_the_same_draws_whatever_the_threads_and_the_company():
    ander = Lot("Twee", -3, 1, (9, 9, 9), (None,) * 3, (Fraction(1), Fraction(3, 4)))
    een = loop([LOT, ander], PERIODEN, UTRECHT, 1000, zaad=7)
    twee = loop([LOT, ander] * 40, PERIODEN, UTRECHT, 1000, zaad=7, draden=2)
    for a, b in zip(een, twee, strict=False):
        assert (a.treden == b.treden).all()
    assert (loop([LOT], PERIODEN, UTRECHT, 1000, zaad=8)[0].treden != een[0].treden).any()


def test_utrecht_has_three_observations(utrecht):
    uit = kansen(doorrekenen(vertrekpunt(utrecht, "2023-2")))[utrecht.code]
    # 1635/1477, 1138/1501, 1208/1778: only the first reaches the whole opgave, so a third of the draws
    assert uit.waarnemingen == 3
    assert abs(uit.kans(1) - Fraction(1, 3)) < Fraction(1, 50)


@pytest.mark.parametrize("n", [0, -1, 1_000_001, 2.5])
def test_a_number_of_draws_out_of_range_is_refused(utrecht, n):
    with pytest.raises(AanvraagFout, match=r"trekkingen=.* kan niet; kies een heel getal van 1 tot en met 1.000.000."):
        kansen(doorrekenen(vertrekpunt(utrecht, "2023-2")), trekkingen=n)


def test_a_kader_that_counts_perioden_is_refused_with_its_name(utrecht):
    from dataclasses import replace

    from ibtlib.kader import Kaderreeks, Voorwaarde

    kader = UTRECHT.kaders[1]
    telt = replace(kader.regels[0], voorwaarden=(Voorwaarde("perioden_met_achterstand", "minstens", 2),))
    with pytest.raises(AanvraagFout, match="het telt perioden_met_achterstand"):
        loop([LOT], PERIODEN, Kaderreeks((replace(kader, regels=(telt, *kader.regels[1:])),)))


@pytest.mark.parametrize(
    ("kans", "woorden"),
    [
        (Fraction(0), "in geen enkele trekking"),
        (Fraction(1, 21), "minder dan 1 op de 10"),
        (Fraction(1, 20), "ongeveer 1 op de 10"),
        (Fraction(949, 1000), "ongeveer 9 op de 10"),
        (Fraction(95, 100), "meer dan 9 op de 10"),
        (Fraction(1), "in elke trekking"),
    ],
)
def test_a_chance_is_never_finer_than_tenths(kans, woorden):
    assert kans_in_woorden(kans) == woorden
