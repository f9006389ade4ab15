"""Charts of notebook 03."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ibtlib import figuren
from ibtlib.gegevens import Gegevens
from ibtlib.grafieken.basis import rest
from ibtlib.invoer import rijen
from ibtlib.spreidingswet import dekking as _dekking
from ibtlib.spreidingswet import provincies as _provincies
from ibtlib.tabellen.spreidingswet import herkomst_dekking
from ibtlib.weergave import Figuur, Tekst

if TYPE_CHECKING:
    pass


def dekking(g: Gegevens) -> Figuur | Tekst:
    """Capacity stacked by certainty against the opgave."""
    d = _dekking(g)
    if d is None:
        return Tekst((f"Geen grafiek: over de opvangcapaciteit van {g.naam} is niets gepubliceerd.",))
    hard = [(f.naam, f.laag) for f in d.fasen if f.laag == f.hoog]
    onzeker = [f for f in d.fasen if f.laag != f.hoog]
    bereik = (sum(f.laag for f in onzeker), sum(f.hoog for f in onzeker)) if onzeker else None
    return figuren.dekking(
        "dekking",
        "Opvangcapaciteit per fase tegenover de opgave Spreidingswet, eerste cyclus",
        hard,
        opgave=d.opgave,
        bereik=bereik,
        eenheid="plekken",
        **rest(g, herkomst_dekking(g)),
    )


def provincies(g: Gegevens) -> Figuur:
    """The twelve provinces: places now and opgave."""
    frame = _provincies(g)
    lijst = [r for r in rijen(frame) if r["gebiedscode"] != "NL01"]
    lijst.sort(key=lambda r: -r["opgave_2024"])
    namen = [r["gebied"] for r in lijst]
    return figuren.staven(
        "provincies",
        "Reguliere opvangplekken op 1 april 2023 en opgave voor 1 januari 2024 per provincie",
        namen,
        [
            figuren.Reeks("opvangplekken nu", {r["gebied"]: r["plekken_nu"] for r in lijst}),
            figuren.Reeks("opgave", {r["gebied"]: r["opgave_2024"] for r in lijst}, nadruk=True),
        ],
        eenheid="plekken",
        horizontaal=True,
        **rest(g, [(r["bron"], r["vindplaats"]) for r in lijst]),
    )
