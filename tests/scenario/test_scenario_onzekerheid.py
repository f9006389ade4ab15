"""Draws against the exact chances, which few observations make countable."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.beoordeling.oordeel import TELLINGEN, Feiten, tel_verder
from ibtlib.gegevens.gegevens import laad
from ibtlib.kader.kader import VERGELIJKINGEN, Kaderreeks, Regel, Voorwaarde
from ibtlib.kader.kaderlezer import KADERMAP, laad_kader, laad_kaders
from ibtlib.rapport import scenario
from ibtlib.rapport.scenario.kansen import kans_in_woorden
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen, vertrekpunt
from ibtlib.scenario.kansen import kansen, loop, verhoudingen
from ibtlib.scenario.overgangstabel import Lot, Partij, Toestanden, overgangen
from ibtlib.scenario.wijzigingen import Cijfers, Stand

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
PERIODEN = [Periode(2024, 1), Periode(2024, 2), Periode(2025, 1)]
UTRECHT = laad_kaders(KADERMAP / "utrecht")
ZUID_HOLLAND = laad_kader(KADERMAP / "voorbeelden" / "zuid-holland.yaml")
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


@pytest.mark.parametrize("kaders", [UTRECHT, Kaderreeks((ZUID_HOLLAND,))])
def test_the_same_seed_gives_the_same_draws_whatever_the_threads_and_the_company(kaders, monkeypatch):
    telling = {"perioden_taakstelling_gemist": (2, True)}
    ander = Lot("Twee", -3, 1, (9, 9, 9), (None,) * 3, (Fraction(1), Fraction(3, 4)), telling)
    een = loop([LOT, ander], PERIODEN, kaders, 1000, zaad=7)
    monkeypatch.setattr("ibtlib.scenario.kansen._CELLEN", 500)  # many small blocks
    twee = loop([LOT, ander] * 40, PERIODEN, kaders, 1000, zaad=7, draden=2)
    for a, b in zip(een, twee, strict=False):
        assert (a.treden == b.treden).all() and (a.standen == b.standen).all() and a.laagste == b.laagste
    anders = loop([LOT, ander], PERIODEN, kaders, 1000, zaad=8)
    assert any((a.treden != b.treden).any() for a, b in zip(een, anders, strict=True))


def test_utrecht_has_three_observations(utrecht):
    uit = kansen(doorrekenen(vertrekpunt(utrecht, "2023-2")))[utrecht.code]
    # 1635/1477, 1138/1501, 1208/1778: only the first reaches the whole opgave, so a third of the draws
    assert uit.waarnemingen == 3
    assert abs(uit.kans(1) - Fraction(1, 3)) < Fraction(1, 50)


@pytest.mark.parametrize("n", [0, -1, 1_000_001, 2.5])
def test_a_number_of_draws_out_of_range_is_refused(utrecht, n):
    with pytest.raises(AanvraagFout, match=r"trekkingen=.* kan niet; kies een heel getal van 1 tot en met 1.000.000."):
        kansen(doorrekenen(vertrekpunt(utrecht, "2023-2")), trekkingen=n)


# --- kaders that count perioden in a row


def kader_met(*regels, **anders):
    """A kader of rules of (conditions, trede or None, stap)."""
    rijen = [
        Regel(f"r{i}", v, trede, stap, "aanname", "proef", "taakstelling") for i, (v, trede, stap) in enumerate(regels)
    ]
    return replace(UTRECHT.kaders[1].zonder_termijn(), regels=tuple(rijen), **anders)


@pytest.mark.parametrize(
    ("vergelijking", "ervoor", "gemist", "gehaald"),
    [
        ("minstens", (3, True), 5, 1),
        ("minstens", (2, True), 1, 1),
        ("minstens", (4, True), 5, 1),
        ("minstens", (3, False), 5, 1),  # at least 3 and one more: at least 4
        ("minstens", (2, False), 0, 1),  # at least 3: perhaps 4
        ("is", (3, True), 5, 1),
        ("is", (2, True), 1, 1),
        ("is", (4, True), 1, 1),
        ("is", (3, False), 0, 1),  # at least 4: perhaps 5
        ("is", (4, False), 1, 1),  # at least 5: not 4
        ("hoogstens", (3, True), 5, 5),
        ("hoogstens", (4, True), 1, 5),
        ("hoogstens", (3, False), 0, 5),
        ("hoogstens", (4, False), 1, 5),
    ],
)
def test_counts_go_on_from_the_known_past_and_turn_at_the_threshold(vergelijking, ervoor, gemist, gehaald):
    """By hand, trede 5 if the taakstelling is missed `vergelijking` 4 perioden in a row, else 1: of 10 to do, 5 or 10
    are housed. The first is one more than before; the second breaks the count, so that it is exactly 0."""
    telling = "perioden_taakstelling_gemist"
    kader = kader_met(((Voorwaarde(telling, vergelijking, 4),), 5, 0), ((), 1, 0))
    lot = Lot("Eén", 0, 0, (10,), (None,), (Fraction(1), Fraction(1, 2)), {telling: ervoor})
    (uit,) = loop([lot], PERIODEN[:1], Kaderreeks((kader,)), trekkingen=1000)
    op_nul, op_vijf = (int(uit.standen[0, stand - uit.laagste]) for stand in (0, 5))
    assert op_nul + op_vijf == 1000 and 400 < op_nul < 600
    verwacht = Counter({gemist: op_vijf}) + Counter({gehaald: op_nul})
    assert {trede: n for trede, n in enumerate(uit.treden[0].tolist()) if n} == verwacht


def test_the_table_gives_chances_under_a_kader_that_counts():
    """The fictional province missed three in a row and has 358 to do in 2024-2; of the five ratios it knows 131/156,
    213/226, 265/306, 85/101 give 301, 337, 310, 301 of a taakstelling of 299, and 285/344 gives 297: the fourth miss."""
    g = laad("voorbeeld", RAW, kader=KADERMAP / "voorbeelden" / "zuid-holland.yaml")
    rij = scenario.tabel_kansen(g, "2024-1").rijen[0]
    assert rij == ("Provincie Voorbeeldprovincie", 5, "ongeveer 8 op de 10", "ongeveer 2 op de 10", "21 tot 61")
    (uit,) = kansen(doorrekenen(vertrekpunt(g, "2024-1"))).values()
    assert uit.kans(2) == 0 and abs(uit.kans(4) - Fraction(1, 5)) < Fraction(1, 50)


@pytest.mark.parametrize("vergelijking", ["minstens", "hoogstens", "is"])
@pytest.mark.parametrize("grens", [0, 1, 2, 5])
def test_past_the_highest_threshold_counts_need_not_be_told_apart(vergelijking, grens):
    """Every count to well past it: the condition sees no difference, and one periode more leads to the same toestand."""
    telling = "perioden_met_achterstand"
    v = Voorwaarde(telling, vergelijking, grens)
    toestanden = Toestanden.van([kader_met(((v,), 5, 0))], [LOT], perioden=50)
    laag, exact = (x.ravel() for x in np.meshgrid(np.arange(grens + 6), [False, True]))
    nul = np.zeros_like(laag)

    def nummer(geteld):
        return toestanden.nummer(nul, {telling: geteld[0]}, {telling: geteld[1]})

    _, laagste, precies = (x if i == 0 else x[telling] for i, x in enumerate(toestanden.alle()))
    kort = (laagste[nummer((laag, exact))], precies[nummer((laag, exact))])
    for wel, geknipt in zip(
        Feiten({}, {}, {telling: laag}, {telling: exact}).toets(v, slice(None)),
        Feiten({}, {}, {telling: kort[0]}, {telling: kort[1]}).toets(v, slice(None)),
        strict=True,
    ):
        assert (wel == geknipt).all()
    for waar, bekend in ((True, True), (False, True), (False, False)):
        feit = np.full(laag.shape, waar), np.full(laag.shape, bekend)
        assert (nummer(tel_verder(*feit, laag, exact)) == nummer(tel_verder(*feit, *kort))).all()
    assert toestanden.aantal == 7 * (2 * (grens + (vergelijking != "minstens")) + 1)


def test_counting_makes_the_tables_of_positions_no_larger():
    tabellen = [
        overgangen(Partij.van([LOT]), 0, k, Toestanden.van([k], [LOT], 3)) for k in (UTRECHT.kaders[1], ZUID_HOLLAND)
    ]
    assert tabellen[0].naar.shape == tabellen[1].naar.shape
    # from 7 treden and 0 to 4 missed (the last as a whole, the others exactly or not): the soorten missed and not missed
    assert tabellen[1].toestand.size == 7 * 9 * 2


def test_a_threshold_that_no_count_can_reach_costs_no_more_than_what_it_can():
    """Two in a row before three perioden: at most 5, and 6 stands for what is not reached."""
    telling = "perioden_met_achterstand"
    kader = kader_met(((Voorwaarde(telling, "minstens", 10**9),), 5, 0))
    lot = replace(LOT, tellingen={telling: (2, False)})
    assert Toestanden.van([kader], [lot, LOT], 3).hoogste == {telling: 6}


class Opnemer(np.random.Generator):
    """The generator, which keeps what was drawn below what."""

    gezien: ClassVar[list] = []

    def integers(self, laag, hoog, *args, **kwargs):
        uit = super().integers(laag, hoog, *args, **kwargs)
        self.gezien.append((hoog, uit.astype(int)))
        return uit


def opgenomen(uitkomst, trekkingen, codes):
    """Chances of the only gebied, and which ratio every draw took in every periode."""
    Opnemer.gezien.clear()
    with pytest.MonkeyPatch.context() as m:
        m.setattr(np.random, "Generator", Opnemer)
        m.setattr("ibtlib.scenario.overgangstabel._CODES", codes)
        m.setattr("ibtlib.scenario.overgangstabel._RIJEN", codes)
        (uit,) = kansen(uitkomst, trekkingen).values()
    (hoog, begin), *later = Opnemer.gezien
    keuzes = []
    while hoog > 1:
        begin, keuze = np.divmod(begin, uit.waarnemingen)
        hoog //= uit.waarnemingen
        keuzes.append(keuze)
    return uit, [*keuzes, *(keuze for _, keuze in later)]


KLEIN = st.integers(0, 9)
TELT = st.builds(
    Voorwaarde,
    st.sampled_from(sorted(TELLINGEN)),
    st.sampled_from(VERGELIJKINGEN),
    st.sampled_from((4, 3, 2, 1, 0, 10**9)),
)
ANDERS = st.one_of(
    st.builds(Voorwaarde, st.just("trede_vorig"), st.sampled_from(VERGELIJKINGEN), st.integers(1, 6)),
    st.builds(
        Voorwaarde,
        st.sampled_from(("tekort_taakstelling", "tekort_totaalopgave", "achterstand_eind", "koppelingstekort")),
        st.sampled_from(VERGELIJKINGEN),
        st.integers(0, 3),
    ),
    st.builds(
        Voorwaarde,
        st.sampled_from(("realisatie_pct_taakstelling", "realisatie_pct_totaalopgave")),
        st.sampled_from(VERGELIJKINGEN),
        st.sampled_from((50, Fraction(185, 2), 100)),
    ),
)
DAN = st.sampled_from([(trede, 0) for trede in range(1, 7)] + [(None, stap) for stap in (1, 0, -1)])
KADER = st.builds(
    lambda regels, rest, verschoonbaar: kader_met(
        *((v, *dan) for v, dan in regels), *(((), *dan) for dan in rest), verschoonbaar=verschoonbaar
    ),
    st.lists(
        st.tuples(st.one_of(st.tuples(TELT), st.tuples(TELT, TELT), st.tuples(TELT, ANDERS), st.tuples(ANDERS)), DAN),
        min_size=1,
        max_size=3,
    ),
    st.lists(DAN, max_size=1),
    st.sampled_from(("geen", "koppelingstekort")),
)
CIJFERS = st.builds(
    Cijfers, st.just("x"), st.none() | KLEIN, st.none() | st.integers(-4, 9), st.none() | KLEIN, st.none() | KLEIN
)
GEMIST = st.builds(Cijfers, st.just("x"), st.just(5), st.integers(0, 3), st.integers(2, 4), KLEIN)
OVER = Periode(2022, 1)


@settings(max_examples=250)
@given(
    eerst=KADER,
    later=KADER,
    wissel=st.integers(3, 9),
    gat=st.integers(0, 2),
    verleden=st.lists(st.one_of(GEMIST, GEMIST, CIJFERS, st.none()), min_size=4, max_size=4),
    vooruit=st.lists(st.tuples(KLEIN, KLEIN | st.none()), min_size=1, max_size=5),
    begin=st.integers(-6, 9),
    trede=st.none() | st.integers(1, 6),
    codes=st.sampled_from((9, 2**16)),
)
def test_every_draw_ends_where_the_engine_puts_it(
    utrecht, eerst, later, wissel, gat, verleden, vooruit, begin, trede, codes
):
    """Kaders that count, with a change and a gap between them; a past with gaps; the engine is asked for every draw."""
    kaders = Kaderreeks(
        (
            replace(eerst, geldig_tot_en_met=OVER.plus(wissel - 1)),
            replace(later, geldig_vanaf=OVER.plus(wissel + gat)),
        )
    )
    perioden = [OVER.plus(4 + t) for t in range(len(vooruit))]
    # two ratios from before a gap: 5/8 and 1
    bekend = {OVER.plus(-3): Cijfers("x", 8, 0, 5), OVER.plus(-2): Cijfers("x", 8, 0, 8)}
    bekend |= {OVER.plus(t): c for t, c in enumerate(verleden) if c}
    komend = {p: Cijfers("x", taak, None, None, gek) for p, (taak, gek) in zip(perioden, vooruit, strict=True)}
    komend[perioden[0]] = replace(komend[perioden[0]], achterstand_begin=begin, trede_vorig=trede)
    alle = {(p, "X"): c for p, c in (bekend | komend).items()}
    stand = Stand(utrecht, "gemeenten", alle, tuple(perioden), kaders)
    uitkomst = Uitkomst(stand, stand, ())
    uit, keuzes = opgenomen(uitkomst, 30, codes)
    ratios = verhoudingen(uitkomst, "X")

    velden = ["taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig"]
    rijen, standen = [], []
    for i in range(30):
        rijen += [(str(p), str(i), *(getattr(c, v) for v in ["gemeente", *velden])) for p, c in bekend.items()]
        open_, pad = begin, []
        for t, p in enumerate(perioden):
            taak, gek = vooruit[t]
            real = rond_heel(ratios[keuzes[t][i]] * max(taak + open_, 0))
            rijen.append((str(p), str(i), "x", taak, open_, real, gek, trede if t == 0 else None))
            open_ += taak - real
            pad.append(open_)
        standen.append(pad)
    frame = pd.DataFrame(rijen, columns=["periode", "gemeentecode", "gemeente", *velden])
    oordeel = beoordeel_panel(frame.astype(dict.fromkeys(velden, "Int64")), kaders)
    for t, p in enumerate(perioden):
        treden = oordeel.loc[oordeel["periode"] == str(p), "trede_berekend"].fillna(0).astype(int)
        assert uit.treden[t].tolist() == np.bincount(treden, minlength=7).tolist()
        geteld = {i + uit.laagste: n for i, n in enumerate(uit.standen[t].tolist()) if n}
        assert geteld == Counter(pad[t] for pad in standen)


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
