"""Charts of notebook 01, and the same map for the start page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import getoonde_treden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.grafieken.basis import met_herkomst, rest
from ibtlib.rapport.tabellen.voortgang import herkomst_beoordelingen
from ibtlib.weergave import Figuur, Tekst, kaart
from ibtlib.weergave.kaartreeks import Kaartstand, kaartreeks
from ibtlib.weergave.tekenen.vormen import Ring, Tegel


def kaart_van_treden(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Map of the published treden; the computed ones where none was published."""
    gekozen = g.periode(periode)
    soort, treden = getoonde_treden(g, gekozen)
    if not any(treden.values()):
        return Tekst((f"Geen kaart: over {gekozen} zijn geen treden per gemeente gepubliceerd of te berekenen.",))
    tegels = _tegels(g, treden)
    bronnen = herkomst_beoordelingen(g, gekozen)
    gebieden = _gebieden(g, tegels)
    uitleg = "" if gebieden else "; elke tegel is een gemeente, ongeveer op haar plek"
    figuur = kaart.tegelkaart(
        "kaart-treden",
        f"Trede per gemeente, {gekozen.voluit} ({soort}){uitleg}",
        tegels,
        {t.code: treden.get(t.code) for t in tegels},
        gebieden=gebieden,
        **rest(g, [h for lijst in bronnen.values() for h in lijst]),
    )
    if soort == "berekend":
        kader = g.kaders.zoek(gekozen)
        regels = f"met de regels van het kader ‘{kader.titel}’ op de cijfers per gemeente" if kader else ""
        return _met_grensbron(g, met_herkomst(g, figuur, formules=regels), gebieden)
    namen = {t.gemeente: t.code for t in tegels}
    return _met_grensbron(g, met_herkomst(g, figuur, per_rij=lambda naam: bronnen.get(namen[naam], [])), gebieden)


def kaarten_van_treden(g: Gegevens, perioden: Sequence[Periode]) -> Figuur | Tekst:
    """The same as small maps, one for every periode."""
    standen = [Kaartstand(str(p), *getoonde_treden(g, p)) for p in perioden]
    tegels = _tegels(g, {code: None for stand in standen for code in stand.treden})
    if not tegels:
        return Tekst((f"Geen kaart: voor {g.naam} is er geen tegelkaart.csv.",))
    namen = {str(p) for p in perioden}
    herkomst = [(r["bron"], r["vindplaats"]) for r in rijen(g.tabel("beoordelingen")) if r["periode"] in namen]
    gebieden = _gebieden(g, tegels)
    figuur = kaartreeks(
        f"kaarten-{g.provincie}",
        f"Trede per gemeente in {g.naam}, per periode",
        tegels,
        standen,
        gebieden=gebieden,
        **rest(g, herkomst),
    )
    return _met_grensbron(g, figuur, gebieden)


def _tegels(g: Gegevens, treden: Mapping[str, object]) -> list[Tegel]:
    return [
        Tegel(r["gemeentecode"], r["gemeente"], r["afkorting"], r["rij"], r["kolom"])
        for r in rijen(g.tabel("tegelkaart"))
        if r["gemeentecode"] in treden
    ]


def _gebieden(g: Gegevens, tegels: Sequence[Tegel]) -> Mapping[str, Sequence[Ring]] | None:
    """The real borders when there are any: of every gemeente or of none."""
    return g.grenzen.gebieden if g.grenzen and all(t.code in g.grenzen.gebieden for t in tegels) else None


def _met_grensbron(g: Gegevens, figuur: Figuur, gebieden: Mapping[str, Sequence[Ring]] | None) -> Figuur:
    """The figure with credit to whoever drew the borders in it."""
    if not gebieden or not g.grenzen:
        return figuur
    return replace(figuur, cijfers=replace(figuur.cijfers, bron=(*figuur.cijfers.bron, g.grenzen.bron)))
