"""Chances worked out by hand, and against every combination written out and put before the engine."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.beoordeling.oordeel import TELLINGEN
from ibtlib.gegevens.gegevens import laad
from ibtlib.kader.kader import VERGELIJKINGEN, Kaderreeks, Regel, Voorwaarde
from ibtlib.kader.kaderlezer import KADERMAP, laad_kader, laad_kaders
from ibtlib.rapport import scenario
from ibtlib.rapport.scenario.kansen import kans_in_woorden
from ibtlib.scenario import kansen as module
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.kansen import AANNAME, Kansen, kansen_per_gebied, verhoudingen
from ibtlib.scenario.stand import Cijfers, Stand, cijferframe
from ibtlib.scenario.vertrekpunt import vertrekpunt
from tests.conftest import kader_voor

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
ALLE_KADERS = sorted(KADERMAP.rglob("*.yaml"))
UTRECHT = laad_kaders(KADERMAP / "utrecht")
EERSTE = Periode(2024, 1)
FEITEN = ["taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig"]


def kader_met(*regels, **anders):
    """A kader of rules of (conditions, trede or None, stap), without an end."""
    rijen = [
        Regel(f"r{i}", v, trede, stap, "aanname", "proef", "taakstelling") for i, (v, trede, stap) in enumerate(regels)
    ]
    return replace(UTRECHT.kaders[1].zonder_termijn(), regels=tuple(rijen), **anders)


GEHAALD = kader_met(((Voorwaarde("tekort_taakstelling", "minstens", 1),), 5, 0), ((), 1, 0), verschoonbaar="geen")


def gezien(*paren):
    """A past of (opgave, realisatie), one after the other, right before the scenario."""
    return {EERSTE.plus(t - len(paren)): Cijfers("Eén", taak, 0, real) for t, (taak, real) in enumerate(paren)}


def scenario_van(g, verleden, begin, taken, kaders, gekoppeld=(), trede=None, code="X"):
    """One gemeente with a past, an opening position, and a taakstelling for each of the perioden to come."""
    gekoppeld = [*gekoppeld, *[None] * (len(taken) - len(gekoppeld))]
    alle = {(p, code): c for p, c in verleden.items()}
    for t, (taak, gek) in enumerate(zip(taken, gekoppeld, strict=True)):
        alle[EERSTE.plus(t), code] = Cijfers("Eén", taak, None, None, gek)
    alle[EERSTE, code] = replace(alle[EERSTE, code], achterstand_begin=begin, trede_vorig=trede)
    reeks = kaders if isinstance(kaders, Kaderreeks) else Kaderreeks((kaders,))
    stand = Stand(g, "gemeenten", alle, tuple(EERSTE.plus(t) for t in range(len(taken))), reeks)
    return Uitkomst(stand, stand, ())


def uitgeschreven(uitkomst, code):
    """Every combination of ratios as a gemeente of its own before the engine: per periode treden and positions counted.

    A combination of the first perioden stands here once for each that begins like it, and is counted as one.
    """
    perioden, ratios = uitkomst.stand.perioden, verhoudingen(uitkomst)[code]
    komend = [uitkomst.stand.cijfers[p, code] for p in perioden]
    rijen, standen = [], [Counter() for _ in perioden]
    paden = list(product(ratios, repeat=len(perioden)))
    for nummer, pad in enumerate(paden):
        positie = komend[0].achterstand_begin
        for t, (p, c, ratio) in enumerate(zip(perioden, komend, pad, strict=True)):
            totaal = c.taakstelling + positie
            real = rond_heel(ratio * max(totaal, 0))
            rijen.append((str(p), str(nummer), "x", c.taakstelling, positie, real, c.gekoppeld, c.trede_vorig))
            positie = totaal - real
            standen[t][positie] += 1
    frame = pd.DataFrame(rijen, columns=["periode", "gemeentecode", "gemeente", *FEITEN])
    nummers = pd.DataFrame({"gemeentecode": [str(nummer) for nummer in range(len(paden))]})

    def van_elk(alles):
        return alles[alles["gemeentecode"] == code].drop(columns="gemeentecode").merge(nummers, how="cross")

    eerder = cijferframe(uitkomst.stand)
    eerder = van_elk(eerder[~eerder["periode"].isin(frame["periode"])])
    frame = pd.concat([frame.astype(dict.fromkeys(FEITEN, "Int64")), eerder], ignore_index=True)
    oordeel = beoordeel_panel(frame, uitkomst.stand.kaders, van_elk(uitkomst.vastgesteld()), teksten=False)
    treden = [
        Counter(int(trede) for trede in oordeel.loc[oordeel["periode"] == str(p), "trede_berekend"].fillna(0))
        for p in perioden
    ]
    keer = [len(ratios) ** (len(perioden) - t - 1) for t in range(len(perioden))]
    return [
        [{wat: Fraction(aantal, k) for wat, aantal in telling.items()} for telling, k in zip(soort, keer, strict=True)]
        for soort in (treden, standen)
    ]


def precies_als_uitgeschreven(uitkomst, code, uit):
    treden, standen = uitgeschreven(uitkomst, code)
    assert list(uit.treden) == treden
    assert list(uit.standen) == standen
    assert all(list(s) == sorted(s) for s in uit.standen)


# --- by hand


def test_every_ratio_counts_once_and_persons_are_rounded_half_up(utrecht):
    """1/2, 9/10 and 13/12 of 52: 26, 46,8 is 47, 56,3 is 56 housed. Of what is left and 37: 31,5 of 63 is 32; 56,7 is 57;
    68,25 is 68; of 42: 21; 37,8 is 38; 45,5 is 46; of 33: 16,5 is 17; 29,7 is 30; 35,75 is 36."""
    verleden = gezien((2, 1), (10, 9), (12, 13))
    (uit,) = kansen_per_gebied(scenario_van(utrecht, verleden, 12, (40, 37), GEHAALD)).values()
    assert uit.waarnemingen == 3
    assert uit.standen[0] == {26: 1, 5: 1, -4: 1}
    assert uit.standen[1] == dict.fromkeys((31, 6, -5, 21, 4, -4, 16, 3, -3), 1)
    # the taakstelling of 40 is met with 47 and 56, that of 37 with 57, 68, 38 and 46
    assert uit.treden == ({1: 2, 5: 1}, {1: 4, 5: 5})
    assert uit.kans(1, 0) == Fraction(2, 3) and uit.kans(1) == Fraction(4, 9) and uit.kans(6) == 0


def test_combinations_that_end_alike_are_counted_together(utrecht):
    """Half or all of 10: 5 or 0 left. Then half or all of 15 (7,5 is 8) or of 10: 7, 0, 5, 0 left."""
    uitkomst = scenario_van(utrecht, gezien((2, 1), (1, 1)), 0, (10, 10), GEHAALD)
    (uit,) = kansen_per_gebied(uitkomst).values()
    assert uit.standen == ({0: 1, 5: 1}, {0: 2, 5: 1, 7: 1})


def test_a_ratio_seen_twice_is_twice_as_likely(utrecht):
    (uit,) = kansen_per_gebied(scenario_van(utrecht, gezien((2, 1), (4, 2), (1, 1)), 0, (10,), GEHAALD)).values()
    assert uit.kans(5) == Fraction(2, 3)


def test_with_a_voorsprong_larger_than_the_taakstelling_nothing_is_housed(utrecht):
    (uit,) = kansen_per_gebied(scenario_van(utrecht, gezien((2, 1), (1, 1)), -12, (10,), GEHAALD)).values()
    assert uit.standen == ({-2: 2},)


@pytest.mark.parametrize(
    ("n", "verwacht"),
    [
        (10, (0, 8)),  # the lowest is 1/10, just enough; the nine lowest are 9/10, just enough
        (11, (1, 9)),  # the lowest is 1/11, less than 1/10; of 11 it takes ten to reach 9,9
        (9, (0, 8)),  # 1/9 is more than 1/10; of 9 it takes all to reach 8,1
    ],
)
def test_the_band_runs_from_one_tenth_reached_to_nine_tenths_reached(utrecht, n, verwacht):
    """Of n to do 1 to n are housed: n − 1 to 0 left, each as likely."""
    (uit,) = kansen_per_gebied(
        scenario_van(utrecht, gezien(*((n, k) for k in range(1, n + 1))), 0, (n,), GEHAALD)
    ).values()
    assert uit.standen == (dict.fromkeys(range(n), 1),)
    assert uit.band() == verwacht
    assert uit.band(deel=100) == (0, n - 1)


def test_numbers_of_combinations_have_no_end(utrecht):
    """40 observations, all of them everything: 40 ** 12 combinations, more than 64 bits hold, and one position."""
    (uit,) = kansen_per_gebied(scenario_van(utrecht, gezien(*[(1, 1)] * 40), 0, (10,) * 12, GEHAALD)).values()
    assert uit.standen[-1] == {0: 40**12} and 40**12 > 2**63
    assert uit.kans(1) == 1


def test_utrecht_has_three_observations(utrecht):
    """1635/1477, 1138/1501 and 1208/1778 of 2033 (1459 + 574): 2250, 1541 and 1381. Only the first leaves nothing. The others
    need a previous trede or what was linked, and neither is known."""
    uit = kansen_per_gebied(doorrekenen(vertrekpunt(utrecht, "2023-2")))[utrecht.code]
    assert uit.waarnemingen == 3
    assert uit.treden == ({1: 1, 0: 2},)
    assert uit.standen == ({-217: 1, 492: 1, 652: 1},)


# --- what is not known


@pytest.mark.parametrize(("gekoppeld", "treden"), [(None, {1: 1, 0: 1}), (10, {1: 1, 5: 1}), (5, {1: 2}), (4, {1: 2})])
def test_not_to_be_judged_is_counted_apart(utrecht, gekoppeld, treden):
    """5 or 10 housed of 10, where what was linked excuses. Everything housed is never a tekort; 5 is one, unless no more
    than 5 were linked; and unknown where that is unknown."""
    kader = replace(GEHAALD, verschoonbaar="koppelingstekort")
    (uit,) = kansen_per_gebied(
        scenario_van(utrecht, gezien((2, 1), (1, 1)), 0, (10,), kader, gekoppeld=[gekoppeld])
    ).values()
    assert uit.treden == (treden,)


def test_an_unknown_previous_trede_is_not_to_be_judged_until_a_rule_gives_one(utrecht):
    """The trede goes up from the previous one when the taakstelling is missed, and is 1 when it is met."""
    kader = kader_met(((Voorwaarde("tekort_taakstelling", "minstens", 1),), None, 1), ((), 1, 0), verschoonbaar="geen")
    kader = replace(kader, geldig_vanaf=EERSTE)  # what came before it was not judged
    verleden = gezien((2, 1), (1, 1))
    (zonder,) = kansen_per_gebied(scenario_van(utrecht, verleden, 0, (10, 10), kader, trede=None)).values()
    # met the first time and missed the second (10 to do, 5 housed): trede 2; after a miss 15 to do, 8 or 15 housed
    assert zonder.treden == ({0: 1, 1: 1}, {0: 1, 1: 2, 2: 1})
    (met,) = kansen_per_gebied(scenario_van(utrecht, verleden, 0, (10, 10), kader, trede=3)).values()
    assert met.treden == ({4: 1, 1: 1}, {5: 1, 1: 2, 2: 1})


def test_the_published_trede_before_the_scenario_counts(utrecht):
    """Voortgangsrapportage 2023-2, tabel 2: Amersfoort on trede 2; one up after a miss."""
    kader = kader_met(((Voorwaarde("tekort_taakstelling", "minstens", 1),), None, 1), ((), 1, 0), verschoonbaar="geen")
    uitkomst = scenario_van(utrecht, gezien((2, 1), (1, 1)), 0, (10,), kader, code="GM0307")
    assert kansen_per_gebied(uitkomst)["GM0307"].treden == ({1: 1, 3: 1},)


def test_without_a_kader_nothing_is_judged_and_positions_go_on(utrecht):
    kaders = Kaderreeks((replace(GEHAALD, geldig_tot_en_met=EERSTE),))
    (uit,) = kansen_per_gebied(scenario_van(utrecht, gezien((2, 1), (1, 1)), 0, (10, 10), kaders)).values()
    assert uit.treden == ({1: 1, 5: 1}, {0: 4})
    assert uit.standen[1] == {0: 2, 5: 1, 7: 1}


@pytest.mark.parametrize(("begin", "aantal"), [(-9, 1), (-10, 0), (-11, 0)])
def test_a_periode_with_nothing_to_do_is_no_observation(utrecht, begin, aantal):
    """A taakstelling of 10 with a voorsprong of 9 leaves one person to house, one of 10 none."""
    verleden = {EERSTE.vorige: Cijfers("Eén", 10, begin, 1)}
    (uit,) = kansen_per_gebied(scenario_van(utrecht, verleden, 0, (10,), GEHAALD)).values()
    assert uit.waarnemingen == aantal and (uit.waarom_niet is None) == (aantal > 0)


@pytest.mark.parametrize(
    ("verleden", "begin", "taken", "aantal", "melding"),
    [
        ((), 0, (10, 10), 0, "er is geen eerder half jaar met een realisatie en een totaalopgave boven 0"),
        (((1, None),), 0, (10, 10), 0, "er is geen eerder half jaar met een realisatie en een totaalopgave boven 0"),
        (((1, 1),), None, (10, 10), 1, "de achterstand bij het begin van 2024-1 is niet bekend"),
        (((1, 1), (2, 1)), 0, (10, None), 2, "niet van elke periode van het scenario is de taakstelling bekend"),
    ],
)
def test_where_there_are_no_chances_the_reason_and_the_observations_are_said(
    utrecht, verleden, begin, taken, aantal, melding
):
    (uit,) = kansen_per_gebied(scenario_van(utrecht, gezien(*verleden), begin, taken, GEHAALD)).values()
    assert uit == Kansen("Eén", aantal, waarom_niet=melding)
    for vraag in (lambda: uit.kans(1), lambda: uit.band()):
        with pytest.raises(AanvraagFout, match=f"Van Eén zijn geen kansen te berekenen: {melding}."):
            vraag()


def test_a_gemeente_that_comes_later_has_no_opening_position(utrecht):
    uitkomst = scenario_van(utrecht, gezien((1, 1)), 0, (10, 10), GEHAALD)
    later = dict(uitkomst.stand.cijfers) | {(EERSTE.volgende, "Y"): Cijfers("Nieuw", 5, 0, None)}
    later |= {(EERSTE.vorige, "Y"): Cijfers("Nieuw", 5, 0, 5)}
    uit = kansen_per_gebied(replace(uitkomst, stand=replace(uitkomst.stand, cijfers=later)))
    assert uit["Y"].waarom_niet == "de achterstand bij het begin van 2024-1 is niet bekend"
    assert uit["X"].kans(1) == 1


# --- what is refused


@pytest.mark.parametrize(("hoogste", "mag"), [(6, True), (5, False)])
def test_more_cases_than_can_be_worked_out_are_refused(utrecht, monkeypatch, hoogste, mag):
    """Half or all of 10, then of 15 or 10: 7, 0, 5, 0 left, the last periode begins with three positions and two ratios."""
    uitkomst = scenario_van(utrecht, gezien((2, 1), (1, 1)), 0, (10, 10, 10), GEHAALD)
    monkeypatch.setattr(module, "MEESTE_GEVALLEN", hoogste)
    if mag:
        assert len(kansen_per_gebied(uitkomst)["X"].standen) == 3
    else:
        with pytest.raises(
            AanvraagFout, match=r"Van Eén zijn er in 2025-1 meer dan 5 verschillende gevallen; reken minder"
        ):
            kansen_per_gebied(uitkomst)


@pytest.mark.parametrize(("begin", "mag"), [(10**9 - 5, True), (10**9 - 4, False)])
def test_positions_larger_than_the_engine_takes_are_refused(utrecht, begin, mag):
    """Nothing was housed and 5 come to it: a billion persons can be judged, one more cannot."""
    uitkomst = scenario_van(utrecht, gezien((1, 0)), begin, (5,), GEHAALD)
    if mag:
        assert kansen_per_gebied(uitkomst)["X"].standen == ({10**9: 1},)
    else:
        with pytest.raises(
            AanvraagFout, match=r"Van Eén komt de achterstand of voorsprong in 2024-1 boven 1.000.000.000;"
        ):
            kansen_per_gebied(uitkomst)


# --- kaders that count perioden in a row


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
def test_counts_go_on_from_the_known_past_and_turn_at_the_threshold(utrecht, vergelijking, ervoor, gemist, gehaald):
    """By hand, trede 5 if the taakstelling is missed `vergelijking` 4 perioden in a row, else 1: of 10 to do, 5 or 10
    are housed. The first is one more than before; the second breaks the count, so that it is exactly 0."""
    kader = kader_met(
        ((Voorwaarde("perioden_taakstelling_gemist", vergelijking, 4),), 5, 0), ((), 1, 0), verschoonbaar="geen"
    )
    keer, precies = ervoor
    verleden = gezien((10, 10), *[(10, 5)] * keer)
    if not precies:  # the periode that was met lies before a periode without figures
        (eerste, gehaalde), *missers = verleden.items()
        verleden = {eerste.vorige: gehaalde, **dict(missers)}
    (uit,) = kansen_per_gebied(scenario_van(utrecht, verleden, 0, (10,), kader)).values()
    assert uit.standen == ({0: 1, 5: keer},)  # as often as each ratio was seen
    assert uit.treden[0] == Counter({gemist: keer}) + Counter({gehaald: 1})


def test_a_count_goes_on_within_the_scenario(utrecht):
    """Two missed in a row is trede 5; all and half were seen. Of 4 pairs only half-half ends there; of 8 triples half-half-half,
    and all-half-half: 2 of 8."""
    kader = kader_met(
        ((Voorwaarde("perioden_taakstelling_gemist", "minstens", 2),), 5, 0), ((), 1, 0), verschoonbaar="geen"
    )
    (uit,) = kansen_per_gebied(scenario_van(utrecht, gezien((2, 1), (1, 1)), 0, (10, 20, 60), kader)).values()
    assert [uit.kans(5, t) for t in range(3)] == [0, Fraction(1, 4), Fraction(2, 8)]


def test_the_same_position_with_another_count_is_not_the_same(utrecht):
    """Half, all or a third of 6, and again: 4 are left after all and a third (6 − 2), and after half and half (9 − 5: 4,5 is
    5). Three perioden with achterstand is trede 5: 2 × 2 × 2 of 4 × 4 × 4 combinations.
    All was seen twice."""
    telt = ((Voorwaarde("perioden_met_achterstand", "minstens", 3),), 5, 0)
    kader = kader_met(telt, ((), 1, 0), verschoonbaar="geen")
    (uit,) = kansen_per_gebied(
        scenario_van(utrecht, gezien((1, 1), (2, 1), (3, 1), (1, 1)), 0, (6, 6, 6), kader)
    ).values()
    assert uit.waarnemingen == 4 and uit.standen[1][4] == 2 + 1
    assert uit.kans(5) == Fraction(2 * 2 * 2, 4**3)


def test_a_count_that_may_be_larger_is_not_the_same_as_one_that_is_known(utrecht):
    """Trede 5 for exactly two missed. What was linked in the first periode is unknown, so that half and a third of it may be
    excused: 4 of the 12 combinations that miss the second and third periode began with all, and count two; 8 may count three."""
    telt = kader_met(
        ((Voorwaarde("perioden_taakstelling_gemist", "is", 2),), 5, 0), ((), 1, 0), verschoonbaar="koppelingstekort"
    )
    eerst = replace(telt, regels=telt.regels[1:], geldig_tot_en_met=EERSTE.volgende)
    kaders = Kaderreeks((eerst, replace(telt, geldig_vanaf=EERSTE.plus(2))))
    verleden = gezien((2, 1), (3, 1), (1, 1))
    (uit,) = kansen_per_gebied(
        scenario_van(utrecht, verleden, 0, (6, 6, 60), kaders, gekoppeld=(None, 100, 100))
    ).values()
    assert uit.standen[1][4] == 2  # all and a third, half and half: as above
    assert uit.treden == ({1: 3}, {1: 9}, {1: 27 - 12, 5: 4, 0: 8})


def test_what_came_before_a_gap_is_unknown_whatever_another_gemeente_has(utrecht):
    """No figures of the last half-year, so one miss may be the second; the other gemeente missed exactly one."""
    kader = kader_met(
        ((Voorwaarde("perioden_taakstelling_gemist", "minstens", 2),), 5, 0), ((), 1, 0), verschoonbaar="geen"
    )
    uitkomst = scenario_van(utrecht, {EERSTE.plus(-2): Cijfers("Eén", 2, 0, 1)}, 0, (10,), kader)
    ander = {(EERSTE.vorige, "Y"): Cijfers("Twee", 10, 0, 10), (EERSTE, "Y"): Cijfers("Twee", 10, 0, 5)}
    uit = kansen_per_gebied(replace(uitkomst, stand=replace(uitkomst.stand, cijfers=uitkomst.stand.cijfers | ander)))
    assert uit["X"].treden == ({0: 1},) and uit["Y"].treden == ({1: 1},)


@pytest.mark.parametrize("pad", ALLE_KADERS, ids=lambda pad: f"{pad.parent.name}/{pad.stem}")
def test_every_shipped_kader_gives_what_all_combinations_give(utrecht, pad):
    """Four missed in a row come up on the way, from two in the past and a third before a gap."""
    verleden = gezien((2, 1), (10, 9), (12, 13), (10, 8), (10, 9))
    kader = laad_kader(pad).zonder_termijn()
    uitkomst = scenario_van(utrecht, verleden, 12, (40, 37, 37), kader, gekoppeld=(None, 30, 60), trede=2)
    precies_als_uitgeschreven(uitkomst, "X", kansen_per_gebied(uitkomst)["X"])


@pytest.mark.parametrize("eigen", [True, False])
@pytest.mark.parametrize("gebied", ["provincie", "gemeenten"])
def test_the_fictional_province_gives_what_all_combinations_give(eigen, gebied, tmp_path):
    """With published treden, gemeenten that were merged, gaps and a kader that changes on the way."""
    g = laad("voorbeeld", RAW, kader=None if eigen else kader_voor("voorbeeld", "zuid-holland", tmp_path))
    uitkomst = doorrekenen(vertrekpunt(g, "2023-1", 3, gebied))
    met_kansen = {code: uit for code, uit in kansen_per_gebied(uitkomst).items() if not uit.waarom_niet}
    assert len(met_kansen) == (1 if gebied == "provincie" else 7)
    for code, uit in met_kansen.items():
        precies_als_uitgeschreven(uitkomst, code, uit)


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


@settings(max_examples=250)
@given(
    eerst=KADER,
    later=KADER,
    wissel=st.integers(-1, 4),
    gat=st.integers(0, 2),
    verleden=st.lists(st.one_of(GEMIST, GEMIST, CIJFERS, st.none()), min_size=4, max_size=4),
    vooruit=st.lists(st.tuples(KLEIN, KLEIN | st.none()), min_size=1, max_size=5),
    begin=st.integers(-6, 9),
    trede=st.none() | st.integers(1, 6),
)
def test_chances_are_exactly_those_of_all_combinations(
    utrecht, eerst, later, wissel, gat, verleden, vooruit, begin, trede
):
    """Kaders that count, with a change and a gap between them; a past with gaps; two ratios from before those: 5/8 and 1."""
    kaders = Kaderreeks(
        (
            replace(eerst, geldig_tot_en_met=EERSTE.plus(wissel - 1)),
            replace(later, geldig_vanaf=EERSTE.plus(wissel + gat)),
        )
    )
    bekend = {EERSTE.plus(-7): Cijfers("x", 8, 0, 5), EERSTE.plus(-6): Cijfers("x", 8, 0, 8)}
    bekend |= {EERSTE.plus(t - 4): c for t, c in enumerate(verleden) if c}

    def met(perioden):
        taken, gekoppeld = zip(*vooruit[:perioden], strict=True)
        return scenario_van(utrecht, bekend, begin, taken, kaders, gekoppeld, trede)

    n = len(verhoudingen(met(1))["X"])
    uitkomst = met(next(k for k in (5, 4, 3, 2, 1) if n**k <= 128))  # 2 ratios over five perioden, 5 over three
    precies_als_uitgeschreven(uitkomst, "X", kansen_per_gebied(uitkomst)["X"])


# --- on the page


def test_the_table_gives_chances_under_a_kader_that_counts(tmp_path):
    """The fictional province missed three in a row and has 358 to do in 2024-2; of the five ratios it knows 131/156,
    213/226, 265/306, 85/101 give 301, 337, 310, 301 of a taakstelling of 299, and 285/344 gives 297: the fourth miss."""
    g = laad("voorbeeld", RAW, kader=kader_voor("voorbeeld", "zuid-holland", tmp_path))
    rij = scenario.tabel_kansen(g, "2024-1").rijen[0]
    assert rij == ("Provincie Voorbeeldprovincie", 5, "geen trede", "geen trede", "21 tot 61")
    (uit,) = kansen_per_gebied(doorrekenen(vertrekpunt(g, "2024-1"))).values()
    assert uit.treden == ({1: 4, 4: 1},)


def test_the_table_marks_the_chances_as_an_assumption_and_says_which(voorbeeld):
    tabel = scenario.tabel_kansen(voorbeeld, "2024-1")
    assert any(f"Aanname: {AANNAME}." in zin for zin in tabel.opmerkingen)
    per_naam = {rij.cellen[0].waarde: rij.cellen for rij in tabel.inhoud}
    # five half-years of Broekdonk are known, of Grauwmonde (new) one; Fazantrode has no opening position
    assert [cel.klasse for cel in per_naam["Broekdonk"]] == ["", "berekend", "aanname", "aanname", "aanname"]
    for naam, waarom in (("Grauwmonde", "te weinig waarnemingen"), ("Fazantrode", "niet te berekenen")):
        assert [cel.waarde for cel in per_naam[naam][2:]] == [waarom, waarom, None]
        assert [cel.klasse for cel in per_naam[naam]] == ["", "berekend", "", "", ""]


@pytest.mark.parametrize(
    ("periode", "bekend"), [("2022-2", "is 1 half jaar bekend"), ("2023-2", "zijn 3 halve jaren bekend")]
)
def test_the_page_says_on_how_many_observations_it_rests_and_what_is_assumed(utrecht, periode, bekend):
    eerste, tweede = scenario.over_kansen(utrecht, periode).alineas
    assert bekend in eerste
    assert "alle mogelijke combinaties van eerder waargenomen verhoudingen" in tweede and AANNAME in tweede


@pytest.mark.parametrize(
    ("kans", "woorden"),
    [
        (Fraction(0), "in geen enkel geval"),
        (Fraction(1, 21), "minder dan 1 op de 10"),
        (Fraction(1, 20), "ongeveer 1 op de 10"),
        (Fraction(949, 1000), "ongeveer 9 op de 10"),
        (Fraction(95, 100), "meer dan 9 op de 10"),
        (Fraction(1), "in alle gevallen"),
    ],
)
def test_a_chance_is_never_finer_than_tenths(kans, woorden):
    assert kans_in_woorden(kans) == woorden
