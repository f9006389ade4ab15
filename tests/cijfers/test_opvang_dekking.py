"""Coverage on a date and over a window, expected coverage and break-even; expectations worked out by hand.

Statenbrief 2024: 3.523 hard, 575 after the peilmomenten, planvoorraad 3.378 to 3.983. Opgave 8.207 (rapportage 2023-2, §4.4).
Peilmomenten from 1 July 2025 to 1 February 2026.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import vervang
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.getallen import toon_procent
from ibtlib.cijfers.opvang.capaciteit import JA, NEE, ONBEKEND, Fase, Telling, Venster, tel
from ibtlib.cijfers.opvang.spreidingswet import Dekking, dekking
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import spreidingswet
from ibtlib.weergave import Figuur, Tabel
from tests.notebookhulp import toon
from tests.tabelhulp import klassen_van

EERSTE, LAATSTE = dt.date(2025, 7, 1), dt.date(2026, 2, 1)
CYCLUS = Venster(EERSTE, LAATSTE)
DAG = dt.timedelta(days=1)


def fase(
    van: dt.date | None = None, tot: dt.date | None = None, bron_zegt: str = ONBEKEND, laag: int = 10, hoog: int = 10
) -> Fase:
    return Fase("proef", laag, hoog, None, bron_zegt, "b", "v", van, tot)


def gepubliceerd(g: Gegevens) -> Dekking:
    d = dekking(g)
    assert d is not None
    return d


# --- available from the first through the last day ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        (EERSTE, LAATSTE, JA),  # exactly the window
        (EERSTE + DAG, LAATSTE, NEE),  # a day late
        (EERSTE, LAATSTE - DAG, NEE),  # a day short
        (LAATSTE, LAATSTE + 900 * DAG, NEE),  # touches the last day, does not cover
        (EERSTE - 900 * DAG, EERSTE, NEE),  # touches the first day, does not cover
        (EERSTE, None, ONBEKEND),  # nobody said until when
        (None, LAATSTE, ONBEKEND),  # nobody said from when
        (None, None, ONBEKEND),
        (LAATSTE, None, NEE),  # too late, whenever it ends
        (None, EERSTE, NEE),  # gone too early, whenever it began
        (EERSTE, dt.date(9999, 12, 31), JA),  # without end
    ],
)
def test_a_place_counts_when_it_is_there_from_the_first_through_the_last_peilmoment(
    van: dt.date | None, tot: dt.date | None, verwacht: str
) -> None:
    assert fase(van, tot).beschikbaar(CYCLUS, CYCLUS) == verwacht


def test_what_the_source_says_holds_for_the_peilmomenten_and_no_further() -> None:
    ja, nee = fase(bron_zegt=JA), fase(bron_zegt=NEE)
    binnen, erna = Venster(EERSTE + DAG, LAATSTE), Venster(LAATSTE + DAG, LAATSTE + DAG)
    over_de_rand = Venster(LAATSTE, LAATSTE + DAG)
    assert [ja.beschikbaar(v, CYCLUS) for v in (CYCLUS, binnen, erna, over_de_rand)] == [JA, JA, ONBEKEND, ONBEKEND]
    assert [nee.beschikbaar(v, CYCLUS) for v in (CYCLUS, binnen, erna, over_de_rand)] == [NEE, NEE, ONBEKEND, NEE]


def test_the_published_coverage_of_utrecht_comes_out_with_what_is_known(utrecht: Gegevens) -> None:
    d = gepubliceerd(utrecht)
    # for the cycle: 3523 certain; 3983 unknown at most; 575 too late. 3523 + 3983 = 7506
    assert d.telling() == Telling(zeker=3523, hoogstens=7506, valt_af=575)
    assert d.telling().onbekend == 3983
    assert toon_procent(d.procent(3523), 1) == "42,9%"
    assert d.telling(dt.date(2025, 10, 1)) == d.telling()
    # the letter says nothing about any other day: nothing is certain, and there is no bound
    assert d.telling(dt.date(2025, 6, 30)) == Telling(zeker=None, hoogstens=None, valt_af=0)


def test_the_table_by_date_says_not_known_and_never_nought(utrecht: Gegevens) -> None:
    t = spreidingswet.tabel_dekking_op_datum(utrecht, "2023-2")
    per = {r[0]: r[1:] for r in t.cellen()}
    assert per["op 1 januari 2024"] == ["niet bekend"] * 4
    assert per["op 1 juli 2025"] == ["3.523", "42,9%", "7.506", "91,5%"]  # 7506 / 8207 = 91,459
    assert per["op 2 februari 2026"] == ["niet bekend"] * 4
    assert per["van 1 juli 2025 tot en met 1 februari 2026 (telt voor de cyclus)"] == [
        "3.523",
        "42,9%",
        "7.506",
        "91,5%",
    ]


def test_the_dates_of_the_fictional_locaties_decide(voorbeeld: Gegevens) -> None:
    d = gepubliceerd(voorbeeld)
    # counts: 120 + 80 + 100 + 95 + 70 + 55 + 50; unknown: 90 + 90 + 40; not: 60 + 40
    assert d.telling() == Telling(zeker=570, hoogstens=790, valt_af=100)
    # 1 January 2025: 120 + 80 + 60 + 95 + 55; the Watertoren, Molenhof, Stationsplein and Kloosterweide come later
    assert d.telling(dt.date(2025, 1, 1)) == Telling(zeker=410, hoogstens=630, valt_af=260)
    assert d.opgave == 900  # its own table, not the national one


def test_a_phase_of_ones_own_is_added_last_and_keeps_the_range(voorbeeld: Gegevens) -> None:
    stappen = [(naam, n) for naam, n, _ in gepubliceerd(voorbeeld).opbouw()]
    assert stappen == [
        ("harde opvangcapaciteit", 600),
        ("harde plancapaciteit", 710),
        ("planvoorraad, laag", 770),
        ("planvoorraad, hoog", 840),
        ("toezegging van het college, laag", 820),
        ("toezegging van het college, hoog", 890),
    ]


def test_without_known_peilmomenten_a_window_is_asked_for(utrecht: Gegevens) -> None:
    with pytest.raises(AanvraagFout, match=r"peilmomenten van cyclus 1 zijn niet bekend.*cycli\.csv"):
        replace(gepubliceerd(utrecht), venster=None).telling()


def test_another_cycle_has_its_own_dates(kopie_data: Path) -> None:
    pad = kopie_data / "landelijk" / "cycli.csv"
    vervang(pad, "1;2025-07-01;2026-02-01;", "1;2025-01-01;2025-12-31;")
    d = gepubliceerd(laad("voorbeeld", kopie_data))
    # 2025 whole: Kazerne 120, Havenkade 80, Ringhotel 60, Zandpad 95, Tuinwijk 55
    assert d.op_peilmomenten == 410


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    assert Venster(EERSTE, EERSTE).voluit == "1 juli 2025"
    with pytest.raises(AanvraagFout, match="Een venster van 1 februari 2026 tot en met 1 juli 2025 kan niet"):
        Venster(LAATSTE, EERSTE)


# --- expected coverage and break-even ------------------------------------------------------------------------------


def test_expected_places_are_places_times_probability(utrecht: Gegevens) -> None:
    d = gepubliceerd(utrecht)
    assert d.verwacht() == (5787, Fraction(12179, 2))  # 4098 + 1689; 4098 + 1991,5
    assert d.verwacht(cyclus=True) == (5212, Fraction(11029, 2))  # 3523 + 1689; 3523 + 1991,5
    kwart = {"planvoorraad": Fraction(1, 4), "harde plancapaciteit": 0}
    assert d.verwacht(kwart) == (Fraction(3523) + Fraction(3378, 4), Fraction(3523) + Fraction(3983, 4))
    assert d.verwacht({"planvoorraad": 1}) == (7476, 8081)


def test_the_assumed_probabilities_are_marked_as_such(utrecht: Gegevens) -> None:
    t = spreidingswet.tabel_verwachting(utrecht)
    assert [klassen_van(t).get((i, 2)) for i in range(3)] == ["aanname"] * 3
    assert "aanname" in t.koppen[2].naam
    assert t.noot_van(0, 2) == ("Aanname: geen bron geeft een kans op realisatie.",)
    assert [r[3] for r in t.cellen()] == ["3.523", "575", "1.689 tot 1.992", "5.787 tot 6.090", "5.212 tot 5.515"]
    assert t.cellen()[3][4] == "70,5% tot 74,2%"  # 70,513 and 74,199
    assert str(spreidingswet.over_verwachting(utrecht)).startswith("Aanname: ")


@pytest.mark.parametrize(
    ("kansen", "melding"),
    [
        ({"planvoorad": 1}, r"Fase 'planvoorad' is er niet; wel: .* Bedoelde u 'planvoorraad'\?"),
        (
            {"planvoorraad": Fraction(101, 100)},
            "kans op realisatie van 'planvoorraad' is 101/100; geef een exact getal",
        ),
        ({"planvoorraad": -1}, "van 0 tot en met 1"),
        ({"planvoorraad": 0.5}, "exact getal"),
    ],
)
def test_a_probability_that_cannot_be_is_refused(utrecht: Gegevens, kansen: dict, melding: str) -> None:
    with pytest.raises(AanvraagFout, match=melding):
        gepubliceerd(utrecht).verwacht(kansen)


def test_break_even_is_above_the_whole_planvoorraad(utrecht: Gegevens) -> None:
    laag, hoog = gepubliceerd(utrecht).omslag() or (None, None)
    assert laag == Fraction(100 * (8207 - 4098), 3378)  # 121,64
    assert hoog == Fraction(100 * (8207 - 4098), 3983)  # 103,16
    t = spreidingswet.tabel_omslag(utrecht)
    assert [r[3:] for r in t.cellen()] == [
        ["121,6%", "niet haalbaar met deze planvoorraad"],
        ["103,2%", "niet haalbaar met deze planvoorraad"],
    ]
    zin = str(spreidingswet.over_verwachting(utrecht))
    assert "4.109 plekken" in zin
    assert "Ook als de hele planvoorraad doorgaat, wordt de opgave niet gehaald" in zin


@pytest.mark.parametrize(
    ("opgave", "deel", "woorden"),
    [
        (4098, "0,0%", "niets nodig"),  # hard covers it exactly
        (4099, "0,0%", "Gaat dat deel door"),  # one place short
        (7476, "100,0%", "Gaat dat deel door"),  # exactly the low figure
        (7477, "100,0%", "Bij het laagste cijfer wordt de opgave niet gehaald"),  # one more
        (8081, "117,9%", "Bij het laagste cijfer"),  # exactly the high figure: 3983 / 3378 = 117,9
        (8082, "117,9%", "Ook als de hele planvoorraad doorgaat"),
    ],
)
def test_break_even_on_and_one_off_each_boundary(kopie_data: Path, opgave: int, deel: str, woorden: str) -> None:
    vervang(kopie_data / "landelijk" / "spreidingswet.csv", "Utrecht;8207;", f"Utrecht;{opgave};")
    g = laad("utrecht", kopie_data)
    zin = str(spreidingswet.over_verwachting(g))
    assert woorden in zin
    assert deel in zin or woorden == "niets nodig"


def test_no_planvoorraad_no_break_even(kopie_data: Path) -> None:
    pad = kopie_data / "utrecht" / "opvangcapaciteit.csv"
    pad.write_text("".join(r for r in pad.open(encoding="utf-8") if not r.startswith("planvoorraad")), encoding="utf-8")
    g = laad("utrecht", kopie_data)
    assert gepubliceerd(g).omslag() is None
    assert spreidingswet.tabel_omslag(g).rijen == ()


# --- the chart ---------------------------------------------------------------------------------------------------


def test_the_chart_draws_what_the_steps_say(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    f = toon("03_spreidingswet.ipynb", "03-11", utrecht, periode="2023-2")
    assert isinstance(f, Figuur)
    assert (
        f.bijschrift == "Zeker op de peilmomenten is 42,9% van de opgave, met harde plannen 49,9%"
    )  # 3523/8207, 4098/8207
    assert "De opgave is 8.207." in f.alt
    # Statenbrief: these are certainly in use on the peilmomenten; the fictional one has 30 of 600 that close before
    assert "Balk in de staaf: telt zeker op de peilmomenten: 3.523." in f.alt
    assert "planvoorraad ten hoogste 3.983, samen 98,5%" in f.alt
    v = toon("03_spreidingswet.ipynb", "03-11", voorbeeld, periode="2024-2")
    assert isinstance(v, Figuur)
    assert v.bijschrift.endswith(
        "Harde opvangcapaciteit is 66,7% van de opgave, met harde plannen 78,9%"
    )  # 600, 710 of 900
    assert v.alt.startswith("FICTIEF")
    assert "Balk in de staaf: telt zeker op de peilmomenten: 570." in v.alt
    assert "planvoorraad en toezegging van het college ten hoogste 180, samen 98,9%" in v.alt  # 890 / 900


def test_every_computed_cell_is_marked(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    for g, periode in ((utrecht, "2023-2"), (voorbeeld, "2024-2")):
        t = spreidingswet.tabel_dekking_op_datum(g, periode)
        assert isinstance(t, Tabel)
        cijfers = {(i, j) for i, rij in enumerate(t.rijen) for j in range(1, 5) if rij[j] is not None}
        assert klassen_van(t) == dict.fromkeys(cijfers, "berekend")  # what is not known is not computed either


# --- refused input ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        (
            "3523;3523;355;;;ja",
            "3523;3522;355;;;ja",
            r"kolom plekken_hoog: harde opvangcapaciteit: 3\.522 is minder dan plekken_laag",
        ),
        ("3523;3523;355;;;ja", "3523;3523;3524;;;ja", r"kolom waarvan_amv: .*3\.524 is meer dan de 3\.523 plekken"),
        (
            "575;575;40;;;erna",
            "575;575;40;2025-01-02;2025-01-01;nee",
            "kolom beschikbaar_tot: harde plancapaciteit: 1 januari 2025 ligt voor 2 januari 2025",
        ),
        (
            "575;575;40;;;erna",
            "575;575;40;2025-07-01;2026-02-01;nee",
            "kolom op_peilmomenten: .*er staat nee, maar de datums geven ja voor 1 juli 2025 tot en met 1 februari 2026",
        ),
        ("3523;3523;355;;;ja", "3523;3523;355;2025-07-02;;ja", "er staat ja, maar de datums geven nee"),
        ("harde plancapaciteit;", "harde plancapacitiet;", r"lijkt een tikfout; bedoelde u 'harde plancapaciteit'\?"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(kopie_data: Path, oud: str, nieuw: str, melding: str) -> None:
    vervang(kopie_data / "utrecht" / "opvangcapaciteit.csv", oud, nieuw)
    with pytest.raises(InvoerFout, match=melding) as fout:
        dekking(laad("utrecht", kopie_data))
    assert "data/raw/utrecht/opvangcapaciteit.csv" in str(fout.value)


def test_as_many_places_for_amv_as_places_is_allowed(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "opvangcapaciteit.csv", "575;575;40;", "575;575;575;")
    assert dekking(laad("utrecht", kopie_data)) is not None


def test_all_problems_of_both_files_come_at_once(kopie_data: Path) -> None:
    vervang(kopie_data / "voorbeeld" / "opvanglocaties.csv", "120;120;10;", "120;119;130;")
    vervang(kopie_data / "voorbeeld" / "opvangcapaciteit.csv", "515;515;", "515;514;")
    with pytest.raises(InvoerFout) as fout:
        dekking(laad("voorbeeld", kopie_data))
    tekst = str(fout.value)
    assert "opvanglocaties.csv: 2 problemen" in tekst
    assert "Aarderveld, Oude Kazerne, harde opvangcapaciteit: 119 is minder dan plekken_laag (120)" in tekst
    assert "opvangcapaciteit.csv: 1 probleem" in tekst


def test_an_opgave_with_more_amv_than_places_is_refused(kopie_data: Path) -> None:
    vervang(kopie_data / "voorbeeld" / "opvangopgave.csv", "900;77;", "900;901;")
    with pytest.raises((AanvraagFout, InvoerFout), match="901"):
        dekking(laad("voorbeeld", kopie_data))


# --- properties ----------------------------------------------------------------------------------------------------

datums = st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)))
vensters = st.tuples(st.dates(dt.date(2024, 6, 1), dt.date(2027, 1, 1)), st.integers(0, 400)).map(
    lambda p: Venster(p[0], p[0] + p[1] * DAG)
)


@st.composite
def fasen(draw: st.DrawFn) -> Fase:
    van, tot = draw(datums), draw(datums)
    if van and tot and tot < van:
        van, tot = tot, van
    laag, meer = draw(st.integers(0, 500)), draw(st.integers(0, 500))
    return fase(van, tot, ONBEKEND, laag, laag + meer)


@given(st.lists(fasen(), max_size=6), fasen(), vensters)
def test_more_capacity_never_lowers_the_coverage(lijst: list[Fase], erbij: Fase, venster: Venster) -> None:
    voor, na = tel(lijst, venster), tel([*lijst, erbij], venster)
    assert (na.zeker or 0) >= (voor.zeker or 0)
    assert na.hoogstens >= voor.hoogstens
    assert na.valt_af >= voor.valt_af


@given(st.lists(fasen(), max_size=6), st.integers(0, 5), st.integers(1, 300), vensters)
def test_a_larger_phase_never_lowers_the_coverage(lijst: list[Fase], welke: int, erbij: int, venster: Venster) -> None:
    groter = [replace(f, laag=f.laag + erbij, hoog=f.hoog + erbij) if i == welke else f for i, f in enumerate(lijst)]
    voor, na = tel(lijst, venster), tel(groter, venster)
    assert (na.zeker or 0) >= (voor.zeker or 0)
    assert na.hoogstens >= voor.hoogstens


@given(fasen(), vensters, st.integers(0, 60), st.integers(0, 60))
def test_what_covers_a_window_covers_every_window_in_it(f: Fase, venster: Venster, voor: int, na: int) -> None:
    ruim = Venster(venster.van - voor * DAG, venster.tot + na * DAG)
    if f.beschikbaar(ruim) == JA:
        assert f.beschikbaar(venster) == JA
    if f.beschikbaar(venster) == NEE:
        assert f.beschikbaar(ruim) == NEE


@given(st.integers(1, 900), vensters, st.booleans())
def test_a_window_that_is_touched_but_not_covered_does_not_count(
    dagen: int, venster: Venster, aan_het_eind: bool
) -> None:
    ruim = Venster(venster.van, venster.tot + DAG)  # at least two days, so that touching is not covering
    f = fase(ruim.tot, ruim.tot + dagen * DAG) if aan_het_eind else fase(ruim.van - dagen * DAG, ruim.van)
    assert f.beschikbaar(ruim) == NEE
    assert tel([f], ruim).zeker == 0


@given(st.lists(fasen(), max_size=6), vensters)
def test_certain_places_never_exceed_those_at_most(lijst: list[Fase], venster: Venster) -> None:
    t = tel(lijst, venster)
    assert 0 <= (t.zeker or 0) <= t.hoogstens <= sum(f.hoog for f in lijst)


@given(st.lists(fasen(), min_size=1, max_size=5), st.integers(1, 5000), st.fractions(0, 1))
def test_expected_coverage_lies_between_none_and_all(lijst: list[Fase], opgave: int, kans: Fraction) -> None:
    d = Dekking(opgave, tuple(lijst), None, (("b", "v"),), venster=CYCLUS)
    laag, hoog = d.verwacht({"proef": kans})
    assert 0 <= laag <= hoog <= sum(f.hoog for f in lijst)
    assert d.verwacht({"proef": 1})[0] == d.opbouw()[0][1]


# --- the table of the phases ---------------------------------------------------------------------------------------


def test_the_places_of_a_phase_in_many_rows_are_a_sum_and_say_so(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    """opvanglocaties.csv: 120 + 80 + 60 + 100 + 95 + 55 + 90 hard, of which amv 10 + 6 + 0 + 8 + 0 + 5 + 10; 50 promised."""
    t = spreidingswet.tabel_fasen(voorbeeld)
    per = {rij.cellen[0].waarde: rij.cellen[1:] for rij in t.inhoud}
    assert [c.waarde for c in per["harde opvangcapaciteit"]] == ["600", 39, "450 ja, 60 nee, 90 onbekend"]
    assert [c.klasse for c in per["harde opvangcapaciteit"]] == ["berekend"] * 3
    assert "Berekend: de som van 7 regels uit de bron." in per["harde opvangcapaciteit"][0].noten
    assert {c.klasse for c in (*per["in gebruik"], *per["toezegging van het college"])} == {""}
    assert klassen_van(spreidingswet.tabel_fasen(utrecht)) == {}  # the Statenbrief gives each phase in one number
    assert dekking(voorbeeld).plekken()["formule"].notna().tolist() == [True, True, True, False]
