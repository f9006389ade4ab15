"""Charts of notebook 01, and the same map for the start page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ibtlib.basis.fouten import aantal
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.tijdnotatie import eenvormig
from ibtlib.beoordeling.beoordeel import getoonde_treden
from ibtlib.cijfers.uitkomsten import vastgestelde_treden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.tegels import Tegel, leg_tegels
from ibtlib.rapport.basis import treden_in_woorden
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.voortgang.treden import herkomst_beoordelingen, herkomst_besluiten
from ibtlib.weergave import Figuur, Hoofdstuk, Tekst
from ibtlib.weergave.kaart import Grenzen, Kaartstand, kaart, kaartreeks
from ibtlib.weergave.overgang import overgang
from ibtlib.weergave.stijl import BREEDTE


def figuur_kaart(g: Gegevens, periode: str, breedte: float = BREEDTE) -> Figuur | Tekst:
    """Map of the published treden; the computed ones where none was published."""
    gekozen = g.periode(periode)
    soort, treden = getoonde_treden(g, gekozen)
    if not any(treden.values()):
        return Tekst(
            (
                f"Geen kaart: de treden per gemeente over {gekozen} staan niet in de gelezen bronnen en zijn niet te berekenen.",
            )
        )
    tegels, bronnen, kleuren = _tegels(g, treden), herkomst_beoordelingen(g, gekozen), g.kaders.tredekleuren(gekozen)
    grenzen = _grenzen(g, tegels)
    kader = g.kaders.zoek(gekozen)
    codes = {naam: code for code, naam in tegels["gemeente"].items()}
    if soort == "berekend":
        regels = f"met de regels van het kader ‘{kader.titel}’ op de cijfers per gemeente" if kader else ""
        herkomst: dict[str, Any] = {"formules": regels}
    else:
        herkomst = {"per_rij": lambda naam: bronnen.get(codes[naam], [])}
    figuur = met_herkomst(
        g,
        kaart(
            tegels.assign(trede=[treden[code] for code in tegels.index]),
            grenzen=grenzen,
            kleuren=kleuren,
            breedte=breedte,
        ),
        "kaart-treden",
        treden_in_woorden(geteld := Counter(treden.values()), geteld[None]),
        herkomst_besluiten(g, gekozen),
        ondertitel=f"Trede per gemeente, {gekozen.voluit} ({soort})"
        + ("" if grenzen else f"; elke tegel is een gemeente, {_waar(g)}"),
        klasse=lambda naam, kolom, trede: g.kaders.tredeklasse(gekozen, trede),
        **herkomst,
    )
    op_naam = sorted(zip(tegels["gemeente"], tegels["afkorting"], strict=True))
    afkortingen = ", ".join(f"{kort} {naam}" for naam, kort in op_naam if kort != naam)
    figuur = replace(figuur, toelichting=f"De letters op de kaart: {afkortingen}." if afkortingen else "")
    return _met_grensbron(g, figuur, grenzen)


def figuur_kaarten(g: Gegevens, perioden: Sequence[Periode]) -> Figuur | Tekst:
    """The same as small maps, one for every periode."""
    standen = [Kaartstand(str(p), *getoonde_treden(g, p), g.kaders.tredekleuren(p)) for p in perioden]
    tegels = _tegels(g, {code: None for stand in standen for code in stand.treden})
    if tegels.empty:
        return Tekst((f"Geen kaart: over {g.naam} is geen trede per gemeente bekend.",))
    periode_van = {stand.naam: stand.periode for stand in standen}
    grenzen = _grenzen(g, tegels)
    figuur = met_herkomst(
        g,
        kaartreeks(tegels, standen, grenzen=grenzen),
        "kaarten-" + re.sub("[^a-z0-9]+", "-", eenvormig(g.provincie)).strip("-"),
        f"Trede per gemeente in {g.naam}, per periode",
        [(r["bron"], r["vindplaats"]) for r in rijen(g.tabel("beoordelingen")) if r["periode"] in periode_van.values()],
        klasse=lambda _, stand, t: g.kaders.tredeklasse(periode_van[stand], t) if isinstance(t, int) else "",
    )
    return _met_grensbron(g, figuur, grenzen)


def _tegels(g: Gegevens, treden: Mapping[str, object]) -> pd.DataFrame:
    """Place and abbreviation of these gemeenten; in a grid by name where nobody gave them a place."""
    eigen = g.tabel("tegelkaart")
    if eigen.empty:
        namen = {x.code: x.naam for x in g.gemeentelijst if x.code in treden}
        eigen = pd.DataFrame([vars(t) for t in leg_tegels(namen)], columns=list(Tegel.__dataclass_fields__))
    tegels = eigen.set_index("gemeentecode")
    return tegels[tegels.index.isin(list(treden))]


def _waar(g: Gegevens) -> str:
    return "op volgorde van naam" if g.tabel("tegelkaart").empty else "ongeveer op haar plek"


def _grenzen(g: Gegevens, tegels: pd.DataFrame) -> Grenzen | None:
    """The real borders when there are any: of every gemeente or of none."""
    return g.grenzen.gebieden if g.grenzen and set(tegels.index) <= set(g.grenzen.gebieden) else None


def _met_grensbron(g: Gegevens, figuur: Figuur, grenzen: Grenzen | None) -> Figuur:
    """The figure with credit to whoever drew the borders in it."""
    if not grenzen or not g.grenzen:
        return figuur
    return replace(figuur, cijfers=replace(figuur.cijfers, bron=(*figuur.cijfers.bron, g.grenzen.bron)))


def figuur_overgang(g: Gegevens, periode: str, breedte: float = BREEDTE) -> Figuur | Hoofdstuk:
    """How many gemeenten went from which trede to which since the periode before, as decided."""
    gekozen = g.periode(periode)
    voor, na = (vastgestelde_treden(g, p) for p in (gekozen.vorige, gekozen))
    if not voor or not na:
        return Hoofdstuk(())  # the text before it says so
    codes = sorted({*voor, *na})
    frame = pd.DataFrame(
        {str(gekozen.vorige): [voor.get(c) for c in codes], str(gekozen): [na.get(c) for c in codes]},
        codes,
        dtype=object,
    )
    paren = [(voor[c], na[c]) for c in codes if c in voor and c in na]
    op, neer = sum(b > a for a, b in paren), sum(b < a for a, b in paren)
    return met_herkomst(
        g,
        overgang(frame, kleuren={str(p): g.kaders.tredekleuren(p) for p in (gekozen.vorige, gekozen)}, breedte=breedte),
        "overgang-treden",
        f"{aantal(op, 'gemeente gaat', 'gemeenten gaan')} omhoog, {toon(neer)} omlaag",
        herkomst_besluiten(g, gekozen.vorige, gekozen),
        ondertitel=f"Gemeenten per trede in {gekozen.vorige} en in {gekozen}, vastgesteld",
        formules="de vastgestelde treden van beide perioden vergeleken",
    )
