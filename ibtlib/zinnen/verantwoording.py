"""Sentences of the last chapter."""

from __future__ import annotations

from ibtlib.controle import Bevinding, bevindingen, van_opvang, van_periode
from ibtlib.gegevens import Gegevens
from ibtlib.weergave import Tekst


def niet_berekenbaar(g: Gegevens, periode: str) -> Tekst:
    """What Gedeputeerde Staten decide by judgement and no code can."""
    kader = g.kaders.zoek(g.periode(periode))
    if kader is None:
        return Tekst((f"Voor {periode} is geen kader bekend.",))
    return Tekst(
        tuple(kader.niet_berekenbaar) or ("Het kader noemt niets dat buiten de regels om beslist wordt.",), lijst=True
    )


def aansluiting(g: Gegevens, periode: str) -> Tekst:
    """What does not add up in this periode, a sentence each; or that everything does."""
    return _bevindingen(van_periode(bevindingen(g), g.periode(periode)), "deze periode")


def aansluiting_opvang(g: Gegevens) -> Tekst:
    """The same for opvang and Spreidingswet."""
    return _bevindingen(van_opvang(g), "de opvang")


def _bevindingen(lijst: list[Bevinding], waarover: str) -> Tekst:
    """A sentence each, with the explanation of those that somebody explained."""
    if not lijst:
        return Tekst((f"Alle gepubliceerde cijfers over {waarover} sluiten op elkaar aan.",))
    zinnen = tuple(f"{b.wat} {b.bekend.zin}" if b.bekend else b.wat for b in lijst)
    return Tekst(zinnen, lijst=True, soort="let-op")
