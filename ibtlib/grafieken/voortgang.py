"""Charts of notebook 01, and the same map for the start page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ibtlib import kaart
from ibtlib.beoordeling import getoonde_treden
from ibtlib.gegevens import Gegevens
from ibtlib.grafieken.basis import rest
from ibtlib.invoer import rijen
from ibtlib.kaartreeks import Kaartstand, kaartreeks
from ibtlib.periode import Periode
from ibtlib.tekenen.vormen import Tegel
from ibtlib.weergave import Figuur, Tekst


def kaart_van_treden(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Map of the published treden; the computed ones where none was published."""
    gekozen = g.periode(periode)
    soort, treden = getoonde_treden(g, gekozen)
    if not any(treden.values()):
        return Tekst((f"Geen kaart: over {gekozen} zijn geen treden per gemeente gepubliceerd of te berekenen.",))
    tegels = _tegels(g, treden)
    return kaart.tegelkaart(
        "kaart-treden",
        f"Trede per gemeente, {gekozen.voluit} ({soort}); elke tegel is een gemeente, ongeveer op haar plek",
        tegels,
        {t.code: treden.get(t.code) for t in tegels},
        **rest(g, _herkomst(g, [gekozen])),
    )


def kaarten_van_treden(g: Gegevens, perioden: Sequence[Periode]) -> Figuur | Tekst:
    """The same as small maps, one for every periode."""
    standen = [Kaartstand(str(p), *getoonde_treden(g, p)) for p in perioden]
    tegels = _tegels(g, {code: None for stand in standen for code in stand.treden})
    if not tegels:
        return Tekst((f"Geen kaart: voor {g.naam} is er geen tegelkaart.csv.",))
    return kaartreeks(
        f"kaarten-{g.provincie}",
        f"Trede per gemeente in {g.naam}, per periode",
        tegels,
        standen,
        **rest(g, _herkomst(g, perioden)),
    )


def _tegels(g: Gegevens, treden: Mapping[str, object]) -> list[Tegel]:
    return [
        Tegel(r["gemeentecode"], r["gemeente"], r["afkorting"], r["rij"], r["kolom"])
        for r in rijen(g.tabel("tegelkaart"))
        if r["gemeentecode"] in treden
    ]


def _herkomst(g: Gegevens, perioden: Sequence[Periode]) -> list[tuple[str, str]]:
    namen = {str(p) for p in perioden}
    return [(r["bron"], r["vindplaats"]) for r in rijen(g.tabel("beoordelingen")) if r["periode"] in namen]
