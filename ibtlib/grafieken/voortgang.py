"""Charts of notebook 01."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ibtlib import kaart
from ibtlib.beoordeling import beoordeel
from ibtlib.gegevens import Gegevens
from ibtlib.grafieken.basis import rest
from ibtlib.invoer import rijen
from ibtlib.weergave import Figuur, Tekst

if TYPE_CHECKING:
    pass


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
    tabel = g.tabel("beoordelingen")
    herkomst = [(r["bron"], r["vindplaats"]) for r in rijen(tabel[tabel["periode"] == str(gekozen)])]
    return kaart.tegelkaart(
        "kaart-treden",
        f"Trede per gemeente, {gekozen.voluit} ({soort}); elke tegel is een gemeente, ongeveer op haar plek",
        tegels,
        {t.code: getoond.get(t.code) for t in tegels},
        **rest(g, herkomst),
    )
