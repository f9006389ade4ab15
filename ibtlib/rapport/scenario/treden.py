"""Chapter ‘Gemeenten’: the trede of each when everything stays, when more is housed, and under the other kader."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import tredekolom
from ibtlib.rapport.scenario.alternatieven import tabel_omslagpunt
from ibtlib.rapport.scenario.uitkomst import GEEN_GEMEENTECIJFERS, GEEN_TREDE, heeft_gemeenten, met_vertrekpunt, start
from ibtlib.scenario.doorrekenen import doorrekenen
from ibtlib.scenario.stand import Stand
from ibtlib.scenario.vertrekpunt import laatste_bekende, vertrekpunt
from ibtlib.scenario.wijzigingen import AnderKader, RealisatieMaal, Stap
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst, Tussenkop
from ibtlib.weergave.herkomst import Herkomst, herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

_NIETS_PER_GEMEENTE = "niet door te rekenen, want de cijfers per gemeente staan niet in de gelezen bronnen"
_MET_HET_KADER = "met de regels van het kader; de motivering noemt de cijfers"
_NIET_TE_BEOORDELEN = "niet te beoordelen"


@met_vertrekpunt
def over_gemeenten(g: Gegevens, periode: str) -> Hoofdstuk | Tekst:
    """What the what-if means for each gemeente, table by table; one sentence where there are no figures per gemeente."""
    if not heeft_gemeenten(g, periode):
        return Tekst((GEEN_GEMEENTECIJFERS, GEEN_TREDE))
    delen = {
        "Als alles gelijk blijft": tabel_treden,
        "Als de realisatie hoger is": tabel_verschuivingen,
        "Onder het andere kader": tabel_ander_kader,
        "Wat nodig is voor trede 1": tabel_omslagpunt,
    }
    return Hoofdstuk(tuple(stuk for kop, maak in delen.items() for stuk in (Tussenkop(kop), maak(g, periode))))


@met_vertrekpunt
def tabel_treden(g: Gegevens, periode: str) -> Tabel:
    """Trede and motivering per gemeente and periode when everything stays as it is."""
    lijst: list[dict[str, Any]] = []
    bron: dict[str, list[Herkomst]] = {}
    if heeft_gemeenten(g, periode):
        u = doorrekenen(start(g, periode, "gemeenten"))
        lijst = sorted(rijen(u.tabel(exact=True)), key=lambda r: (r["gemeente"], r["periode"]))
        bron = _herkomst_per_gemeente(g, u.stand)
    return tabel(
        g,
        "scenario-treden",
        "Berekende trede per gemeente en periode als alles gelijk blijft, met motivering",
        (
            Kolom("Gemeente", "gemeente"),
            Kolom("Periode", "periode"),
            tredekolom(g.kaders, itemgetter("periode"), "Trede", "trede_berekend", _NIET_TE_BEOORDELEN, _MET_HET_KADER),
            Kolom("Motivering", "motivering"),
        ),
        lijst,
        bron=lambda r: bron.get(r["gemeente"], ()),
        zonder_rijen=_NIETS_PER_GEMEENTE,
    )


@met_vertrekpunt
def tabel_verschuivingen(g: Gegevens, periode: str) -> Tabel:
    """Who gets another trede when the realisatie is a tenth higher, and why."""
    return _verschillentabel(
        g,
        "scenario-verschuivingen",
        "Wie een andere trede krijgt als de realisatie overal × 1,1 is, en waarom",
        start(g, periode, "gemeenten") if heeft_gemeenten(g, periode) else None,
        RealisatieMaal("1,1"),
    )


@met_vertrekpunt
def tabel_ander_kader(g: Gegevens, periode: str) -> Tabel:
    """Who would have stood on another trede in the last known periode under the other kader."""
    vanaf = laatste_bekende(g, g.periode(periode))
    geldend = g.kaders.zoek(vanaf)
    ander = next((k for k in g.kaders if k is not geldend), None)
    titel = f"Wie in {vanaf} een andere trede had gehad onder het andere kader van de provincie, en waarom"
    if ander is None:
        return tabel(
            g, "ander-kader", titel, (Kolom("Gemeente", "gemeente"),), (), zonder_rijen="er is geen ander kader"
        )
    stand = vertrekpunt(g, vanaf, 0, "gemeenten", terug=1) if heeft_gemeenten(g, periode) else None
    return _verschillentabel(g, "ander-kader", titel, stand, AnderKader(ander))


def _verschillentabel(g: Gegevens, naam: str, bijschrift: str, stand: Stand | None, stap: Stap) -> Tabel:
    """Who gets another trede by one change of a stand; without a stand there are no figures per gemeente."""
    bron = _herkomst_per_gemeente(g, stand) if stand else {}
    return tabel(
        g,
        naam,
        bijschrift,
        (
            Kolom("Gemeente", "gemeente"),
            Kolom("Periode", "periode"),
            tredekolom(g.kaders, itemgetter("periode"), "Wordt", "trede_scenario", _NIET_TE_BEOORDELEN, _MET_HET_KADER),
            tredekolom(g.kaders, itemgetter("periode"), "Was", "trede_basis", _NIET_TE_BEOORDELEN, _MET_HET_KADER),
            Kolom("Waarom", "waarom"),
            Kolom("Motivering", "motivering"),
        ),
        rijen(doorrekenen(stand, stap).verschillen(exact=True)) if stand else (),
        bron=lambda r: bron.get(r["gemeente"], ()),
        zonder_rijen="niemand krijgt een andere trede" if stand else _NIETS_PER_GEMEENTE,
        opmerkingen=(
            "Berekend, niet vastgesteld. Beide kolommen komen uit dezelfde beoordeling, alleen de feiten verschillen.",
        ),
    )


def _herkomst_per_gemeente(g: Gegevens, stand: Stand) -> dict[str, list[Herkomst]]:
    """Sources of the figures from which a stand goes on, by name of the gemeente."""
    perioden = {str(stand.perioden[0].vorige), str(stand.perioden[0])}
    uit: dict[str, list[Herkomst]] = {}
    for r in rijen(g.gemeentecijfers):
        if r["periode"] in perioden:
            uit.setdefault(r["gemeente"], []).extend(herkomst_van(r))
    return uit
