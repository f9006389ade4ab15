"""Charts of notebook 01."""

from __future__ import annotations

from ibtlib import kaart
from ibtlib.beoordeling import beoordeel
from ibtlib.gegevens import Gegevens
from ibtlib.grafieken.basis import met_herkomst, rest
from ibtlib.invoer import rijen
from ibtlib.tabellen.voortgang import herkomst_beoordelingen
from ibtlib.weergave import Figuur, Tekst


def kaart_van_treden(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Tile map of the published treden; the computed ones where none was published."""
    gekozen = g.periode(periode)
    frame = beoordeel(g, gekozen)
    vastgesteld = {r["gemeentecode"]: r["trede_vastgesteld"] for r in rijen(frame)}
    berekend = {r["gemeentecode"]: r["trede_berekend"] for r in rijen(frame)}
    getoond, soort = (vastgesteld, "vastgesteld") if any(vastgesteld.values()) else (berekend, "berekend")
    if not any(getoond.values()):
        return Tekst((f"Geen kaart: over {gekozen} zijn geen treden per gemeente gepubliceerd of te berekenen.",))
    tegels = [
        kaart.Tegel(r["gemeentecode"], r["gemeente"], r["afkorting"], r["rij"], r["kolom"])
        for r in rijen(g.tabel("tegelkaart"))
        if r["gemeentecode"] in getoond
    ]
    bronnen = herkomst_beoordelingen(g, gekozen)
    namen = {t.gemeente: t.code for t in tegels}
    figuur = kaart.tegelkaart(
        "kaart-treden",
        f"Trede per gemeente, {gekozen.voluit} ({soort}); elke tegel is een gemeente, ongeveer op haar plek",
        tegels,
        {t.code: getoond.get(t.code) for t in tegels},
        **rest(g, [h for lijst in bronnen.values() for h in lijst]),
    )
    if soort == "berekend":
        kader = g.kaders.zoek(gekozen)
        regels = f"met de regels van het kader ‘{kader.titel}’ op de cijfers per gemeente" if kader else ""
        return met_herkomst(g, figuur, formules=regels)
    return met_herkomst(g, figuur, per_rij=lambda naam: bronnen.get(namen[naam], []))
