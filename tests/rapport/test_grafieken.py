"""The charts of the reports, all of them, of both provinces in every periode: what a reader gets to see."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from ibtlib.basis import kleuren as k
from ibtlib.cijfers.posities import dossier
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.publicatie.tekening import keur_tekening
from ibtlib.rapport import spreidingswet
from ibtlib.rapport.gemeente import figuren as gemeente
from ibtlib.rapport.scenario import figuren as scenario
from ibtlib.rapport.trend import figuren as trend
from ibtlib.rapport.voortgang import figuren as voortgang
from ibtlib.rapport.voortgang.treden import tabel_beoordelingen
from ibtlib.weergave import Figuur
from tests.conftest import RAW
from tests.notebookhulp import toon
from tests.tabelhulp import klassen_van
from tests.tekeninghulp import alleen_teksten, getallen, getallen_van, keur_opmaak

MODULES: list[ModuleType] = [voortgang, trend, spreidingswet, scenario]


def alle_grafieken(g: Gegevens) -> Iterator[tuple[str, Figuur]]:
    """Every chart that can be drawn of a province, with its name and periode."""
    for periode in map(str, g.perioden):
        for module in MODULES:
            for naam, maak in inspect.getmembers(module, inspect.isfunction):
                namen = list(inspect.signature(maak).parameters)
                if (
                    naam.startswith("figuur_")
                    and maak.__module__ == module.__name__
                    and namen[:2] in (["g"], ["g", "periode"])
                ):
                    yield f"{naam} {periode}", maak(*(g, periode)[: len(namen)])
        for lid in g.gemeentelijst.op(g.periode(periode).begin):
            d = dossier(g, periode, lid.code)
            yield f"achterstand {periode} {lid.naam}", gemeente.figuur_achterstand(d)
            yield f"plaats {periode} {lid.naam}", gemeente.figuur_plaats(d)
    yield "kaarten", voortgang.figuur_kaarten(g, g.perioden)
    for datum in sorted(p.stem for p in (RAW / g.provincie / "tussenstanden").glob("*.csv")):
        yield f"tempo {datum}", toon("06_monitor.ipynb", "06-11", g, peildatum=datum)


@pytest.mark.parametrize("provincie", ["utrecht", "voorbeeld"])
def test_every_chart_can_be_read_is_small_and_says_no_number_that_its_table_does_not(request, provincie):
    g = request.getfixturevalue(provincie)
    getekend = 0
    for naam, f in alle_grafieken(g):
        if not isinstance(f, Figuur):
            continue
        getekend += 1
        keur_opmaak(f)
        assert keur_tekening(f.svg) == [], naam
        assert len(f.svg.encode()) <= 14_000, naam
        assert ("FICTIEF" in alleen_teksten(f)) == g.fictief, naam
        langs_de_as = (
            {t for t in alleen_teksten(f) if re.fullmatch(r"−?[\d.]*[05]%?", t)} if "Lijndiagram" in f.alt else set()
        )
        vreemd = getallen(" ".join(alleen_teksten(f))) - getallen_van(f) - langs_de_as
        assert not vreemd, f"{naam}: {vreemd}"
    assert getekend > 80


def met_zwart(tmp_path) -> Gegevens:
    """Utrecht under a kader of its own, that gives trede 1 the colour black."""
    pad = tmp_path / "zwart.yaml"
    bron = (RAW.parents[1] / "ibtlib/kaders/utrecht/2023-2.yaml").read_text("utf-8")
    zwart, n = re.subn(r"1: \{kleur: groen,", "1: {kleur: zwart,", bron)
    assert n == 1
    pad.write_text(zwart, "utf-8")
    return laad("utrecht", RAW, pad)


def test_treden_have_the_colour_of_the_kader_in_the_map_and_among_the_gemeenten(tmp_path, utrecht):
    zwart, groen = k.TREDEKLEUREN["zwart"][0], k.TREDEKLEUREN["groen"][0]
    tekeningen = [
        lambda g: voortgang.figuur_kaart(g, "2023-2"),
        lambda g: gemeente.figuur_plaats(dossier(g, "2023-2", "GM0310")),
    ]
    g = met_zwart(tmp_path)
    for teken in tekeningen:
        gewoon, anders = teken(utrecht).svg, teken(g).svg
        assert groen in gewoon and zwart not in gewoon
        assert zwart in anders and groen not in anders
    over_tijd = [  # the own kader is that of 2023-2; the perioden before it keep the usual colours
        lambda g, p: voortgang.figuur_kaarten(g, g.perioden),
        trend.figuur_treden_over_tijd,
        trend.figuur_treden_per_periode,
    ]
    for teken in over_tijd:
        gewoon, anders = teken(utrecht, "2023-2").svg, teken(g, "2023-2").svg
        assert groen in gewoon and zwart not in gewoon
        assert zwart in anders and groen in anders
    tabel = voortgang.figuur_kaart(g, "2023-2").cijfers
    assert set(klassen_van(tabel).values()) == {"kleur-zwart trede-1", "trede-2"}  # so that page and PDF can follow

    beoordelingen = [set(rij.split()) for rij in klassen_van(tabel_beoordelingen(g, "2023-2")).values()]
    assert {"kleur-zwart", "trede-1"} in beoordelingen and {"trede-1"} in beoordelingen  # of 2023-2, and of 2023-1


def test_what_is_asked_done_and_lacking_has_one_colour_in_all_reports(utrecht, voorbeeld):
    """By the chart, by hand: which of the three it shows."""
    toont = {
        trend.figuur_achterstand: {k.ACHTERSTAND},
        trend.figuur_percentages: {k.REALISATIE},
        spreidingswet.figuur_drie_opgaven: {k.OPGAVE, k.REALISATIE},
    }
    for maak, kleuren in toont.items():
        assert (
            set(re.findall("#[0-9A-F]{6}", maak(utrecht, "2023-2").svg)) & {k.OPGAVE, k.REALISATIE, k.ACHTERSTAND}
            == kleuren
        )
    los = {
        toon("03_spreidingswet.ipynb", "03-11", utrecht, periode="2023-2"): {k.OPGAVE, k.HARD},
        spreidingswet.figuur_provincies(utrecht): {k.OPGAVE, k.REALISATIE},
        spreidingswet.figuur_rangorde_provincies(utrecht): {k.ACHTERSTAND},
        spreidingswet.figuur_aandelen_provincies(utrecht): {k.OPGAVE},
        toon("04_scenario.ipynb", "04-05", utrecht, periode="2023-2"): {k.ACHTERSTAND},
        toon("02_trend.ipynb", "02-09", utrecht, periode="2023-2"): {k.OPGAVE, k.REALISATIE},
        toon("03_spreidingswet.ipynb", "03-22", voorbeeld, periode="2024-1"): {k.OPGAVE, k.REALISATIE},
        trend.figuur_bruto_netto(voorbeeld, "2024-2"): {k.ACHTERSTAND},
        toon("06_monitor.ipynb", "06-11", voorbeeld, peildatum="2024-10-01"): {k.OPGAVE, k.REALISATIE},
        gemeente.figuur_achterstand(dossier(voorbeeld, "2024-2", "GM9002")): {k.ACHTERSTAND},
    }
    for figuur, kleuren in los.items():
        assert set(re.findall("#[0-9A-F]{6}", figuur.svg)) & {k.OPGAVE, k.REALISATIE, k.ACHTERSTAND} == kleuren


def test_the_charts_of_the_opvang_say_what_became_of_the_province(utrecht):
    """2023-2, par. 4.4 and tabel 1: 3523 of 8207, 68%; Rijksbrief, tabel 1: 2101, 4793 and 2692, of 1.400.187 inhabitants."""
    assert [
        spreidingswet.figuur_drie_opgaven(utrecht, "2023-2").bijschrift,
        spreidingswet.figuur_provincies(utrecht).bijschrift,
        spreidingswet.figuur_rangorde_provincies(utrecht).bijschrift,
    ] == [
        "Gerealiseerd of zeker is 42,9% van de asielopvang en 68% van de huisvesting vergunninghouders",
        "Utrecht had 2.101 opvangplekken; gevraagd waren er 4.793",
        "Utrecht had nog 1,9 plekken per 1.000 inwoners nodig",
    ]
