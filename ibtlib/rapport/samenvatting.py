"""Document 00, samenvatting: one A4 for Provinciale Staten, with key figures, the story chart, the map, and what is asked.

Its charts bear every number that they show, in the drawing and in words; where each comes from stands in the documents.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_tekst, datum_voluit, eind_van
from ibtlib.cijfers.opvang.amv import nidos
from ibtlib.cijfers.opvang.cyclus import stappen
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.bronnen import Herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import herkomst_kader
from ibtlib.rapport.spreidingswet.cyclus import termijn_tekst
from ibtlib.rapport.stand import stand_op
from ibtlib.rapport.verhaal import figuur_verhaal as heel_verhaal
from ibtlib.rapport.voortgang import figuren
from ibtlib.weergave import Figuur, Hoofdstuk, Tabel, Tekst, Titel
from ibtlib.weergave.herkomst import herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel
from ibtlib.weergave.stijl import HALF

_PAST = 520  # characters about the letters, under the map: of some thirty gemeenten
T = TypeVar("T", Tekst, Hoofdstuk)
LAAG = 140  # points that the story chart is high here


def titel(g: Gegevens, periode: str) -> Titel:
    """The heading of the summary."""
    gekozen = g.periode(periode)
    return Titel(
        "Huisvesting vergunninghouders in het kort",
        f"Samenvatting voor Provinciale Staten van {g.naam}, {gekozen.voluit} ({gekozen})",
        (
            ("Peildatum", datum_voluit(gekozen.peildatum)),
            ("Uitleg en bronnen", "in de andere documenten van deze periode"),
        ),
        gekozen.peildatum,
        g.fictief,
        "bijlage",
    )


def figuur_verhaal(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """The story chart, lower, with all its numbers in words instead of in a table."""
    return _zonder_tabel(heel_verhaal(g, periode, LAAG))


def figuur_kaart(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The map, half as wide."""
    return _zonder_tabel(figuren.figuur_kaart(g, periode, HALF))


def over_letters(g: Gegevens, periode: str) -> Tekst | Hoofdstuk:
    """What the letters on the map mean; of so many gemeenten that they do not fit, where that stands."""
    f = figuren.figuur_kaart(g, periode, HALF)
    uitleg = f.toelichting if isinstance(f, Figuur) else ""
    if len(uitleg) > _PAST:
        uitleg = "De letters op de kaart staan voluit in de voortgang."
    return Tekst((uitleg,), soort="uitleg") if uitleg else Hoofdstuk(())


def figuur_overgang(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """Who went up and down, half as wide."""
    return _zonder_tabel(figuren.figuur_overgang(g, periode, HALF))


def _zonder_tabel(f: Figuur | T) -> Figuur | T:
    """The figure alone: what no drawing writes the alternative text says."""
    if not isinstance(f, Figuur):
        return f
    koppen = [kop.naam for kop in f.cijfers.koppen]
    alle = [
        f"{koppen[0]} {plaats}: " + ", ".join(f"{kop} {cel}" for kop, cel in zip(koppen[1:], cellen, strict=True))
        for plaats, *cellen in f.cijfers.cellen()
    ]
    return replace(f, bron_elders=True, toelichting="", getallen_staan_erin=True, alt=f"{f.alt} {'. '.join(alle)}.")


@dataclass(frozen=True)
class Vraag:
    """What is asked of somebody, and by when."""

    wie: str
    wat: str
    wanneer: str
    dag: dt.date
    herkomst: tuple[Herkomst, ...]


def tabel_gevraagd(g: Gegevens, periode: str) -> Tabel:
    """What is asked of whom after this periode, in order of time; where in a source it stands, the other documents say."""
    gekozen = g.periode(periode)
    vragen = [v for v in _vragen(g, gekozen) if v.dag > gekozen.peildatum]
    return tabel(
        g,
        "gevraagd",
        f"Wat van wie wordt gevraagd, gezien vanaf {datum_voluit(gekozen.peildatum)}",
        (Kolom("Wanneer", "wanneer"), Kolom("Wie", "wie"), Kolom("Wat", "wat")),
        sorted(vragen, key=lambda v: v.dag),
        bron=lambda v: [(bron, "") for bron, _ in v.herkomst],
        zonder_rijen="niets in de gelezen bronnen",
    )


def _vragen(g: Gegevens, p: Periode) -> Iterator[Vraag]:
    volgende = p.volgende
    voor, eind = f"vóór {datum_voluit(volgende.peildatum)}", volgende.peildatum
    for r in versies(g, volgende)[:1]:
        stand = stand_op(g, volgende.begin)
        wat = f"{toon(r.taakstelling)} vergunninghouders huisvesten: de taakstelling van {volgende}"
        if r.totaalopgave is not None and stand and r.achterstand_begin == stand[0].achterstand > 0:
            delen = f"{toon(r.taakstelling)} taakstelling van {volgende}, {toon(r.achterstand_begin)} achterstand"
            wat = f"{toon(r.totaalopgave)} vergunninghouders huisvesten: {delen}"
        yield Vraag("gemeenten", wat, voor, eind, herkomst_van(r))
    if (amv := nidos(g).opgave) and amv.datum <= volgende.peildatum:
        wat = f"{toon(amv.aantal)} plekken voor amv bij Nidos"
        yield Vraag("gemeenten", wat, f"tot {datum_tekst(amv.datum, amv.precisie)}", amv.datum, herkomst_van(amv))
    for stap in stappen(g) if len(g.landelijk("cyclusstappen")) else ():  # none before the law
        for v in stap.vermeldingen:
            wat, _, wie = re.sub(" van (?:de|het) ", "|", stap.naam, count=1).partition("|")
            if not wie and v.termijn == "op":
                wat = f"{wat}: {stap.bezig_met}"
            if not wie or v.termijn == "uiterlijk":  # what another does on a day is asked of nobody here
                dag = eind_van(v.datum, v.precisie)
                yield Vraag(wie or "gemeenten", f"{wat} (Spreidingswet)", termijn_tekst(v), dag, herkomst_van(v))
    if (kader := g.kaders.zoek(volgende)) and (herkomst := herkomst_kader(g, kader)):
        wat = f"beoordelen over {volgende}, volgens ‘{kader.titel}’"
        yield Vraag("Gedeputeerde Staten", wat, f"peildatum {datum_voluit(eind)}", eind, tuple(herkomst))
    for rij in rijen(g.tabel("gebeurtenissen")):
        if rij["gebeurtenis"] == "volgende-voortgangsrapportage":
            dag, wanneer = eind_van(rij["datum"], rij["precisie"]), datum_tekst(rij["datum"], rij["precisie"])
            yield Vraag("Gedeputeerde Staten", "de volgende voortgangsrapportage", wanneer, dag, herkomst_van(rij))
