"""Sentences of the last chapter."""

from __future__ import annotations

from collections.abc import Sequence

from ibtlib.basis.getallen import toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.controle.bevindingen import Bevinding, van_opvang, van_periode
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen.scenario import start
from ibtlib.weergave import Tekst


def kader(g: Gegevens, periode: str) -> Tekst:
    """Which kader is in force, from when, and when it was last seen to hold."""
    geldend = g.kaders.zoek(g.periode(periode))
    if geldend is None:
        return Tekst((f"Voor {periode} is geen kader bekend; er is geen trede berekend.",))
    bevestigd = geldend.nog_geldig_bevestigd_op
    nagegaan = f" Dat het nog geldt, is nagegaan op {datum_voluit(bevestigd)}." if bevestigd else ""
    return Tekst((f"Op {periode} is ‘{geldend.titel}’ van toepassing, geldig {geldend.geldigheid}.{nagegaan}",))


def aannames(g: Gegevens, periode: str, onderwerp: str = "") -> Tekst:
    """Everything in a document that no source says: rules, chances, what stays as it is."""
    geldend = g.kaders.zoek(g.periode(periode))
    lijst = list(geldend.aannames) if geldend and onderwerp != "spreidingswet" else []
    if onderwerp == "scenario":
        lijst += start(g, periode).aannames
    if onderwerp == "spreidingswet" and (d := dekking(g)):
        lijst += [f"Kans op realisatie van {fase}: {toon_procent(kans * 100)}" for fase, kans in d.kansen().items()]
        lijst.append("Bij een uitruil tussen gemeenten gaat het grootste tekort voor")
    return Tekst(tuple(lijst) or ("In dit rapport is niets aangenomen.",), lijst=bool(lijst))


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
    return _bevindingen(van_periode(g, g.periode(periode)), "deze periode")


def aansluiting_opvang(g: Gegevens) -> Tekst:
    """The same for opvang and Spreidingswet."""
    return _bevindingen(van_opvang(g), "de opvang")


def _bevindingen(lijst: Sequence[Bevinding], waarover: str) -> Tekst:
    """A sentence each, with the explanation of those that somebody explained."""
    if not lijst:
        return Tekst((f"Alle gepubliceerde cijfers over {waarover} sluiten op elkaar aan.",))
    zinnen = tuple(f"{b.wat} {b.bekend.zin}" if b.bekend else b.wat for b in lijst)
    return Tekst(zinnen, lijst=True, soort="let-op")
