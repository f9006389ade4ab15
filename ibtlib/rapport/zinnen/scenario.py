"""Sentences of notebook 04."""

from __future__ import annotations

from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen.scenario import GEEN_GEMEENTECIJFERS, heeft_gemeenten, stand_in_woorden, start
from ibtlib.scenario.doelen import inhaalpad as _inhaalpad
from ibtlib.scenario.doorrekenen import doorrekenen
from ibtlib.scenario.kansen import AANNAME, verhoudingen
from ibtlib.scenario.vertrekpunt import laatste_bekende
from ibtlib.weergave import Tekst


def vertrekpunt(g: Gegevens, periode: str) -> Tekst:
    """From where the page reckons, and what comes of it when nothing changes."""
    stand = start(g, periode)
    vanaf = laatste_bekende(g, g.periode(periode))
    u = doorrekenen(stand)
    laatste = stand.perioden[-1]
    zin = f"Het vertrekpunt is {datum_voluit(vanaf.peildatum)}, na {vanaf}, de laatste periode met een gepubliceerde realisatie."
    if u.eindstand is not None:
        zin += f" Blijft alles gelijk, dan is de {stand_in_woorden(u.eindstand)} op {datum_voluit(laatste.peildatum)} (berekend)."
    alineas = [zin, "Een scenario is geen voorspelling: het rekent uit wat volgt als iets anders gaat."]
    if not heeft_gemeenten(g, periode):
        alineas.append(GEEN_GEMEENTECIJFERS)
    return Tekst(tuple(alineas))


def inhaalpad(g: Gegevens, periode: str) -> Tekst:
    """The pace for the next peildatum beside the present one."""
    vanaf = laatste_bekende(g, g.periode(periode))
    pad = _inhaalpad(g, vanaf, vanaf.volgende.peildatum)
    zin = (
        f"Om op {datum_voluit(pad.datum)} geen achterstand te hebben zijn {toon(pad.per_maand_heel)} personen per maand nodig "
        f"(berekend: {toon(pad.te_huisvesten)} in {toon(pad.maanden)} maanden)."
    )
    if pad.nu_per_maand is not None:
        zin += f" In {vanaf} waren het er gemiddeld {toon(pad.nu_per_maand)} per maand."
    return Tekst((zin,))


def kansen(g: Gegevens, periode: str) -> Tekst:
    """On how few observations the chances rest, and what is assumed of them."""
    n = len(verhoudingen(doorrekenen(start(g, periode))).get(g.code, ()))
    bekend = {0: "is geen enkel half jaar", 1: "is 1 half jaar"}.get(n, f"zijn {toon(n)} halve jaren")
    return Tekst(
        (
            f"Van de provincie {bekend} bekend met realisatie en totaalopgave; meer weet de kansrekening hieronder niet. "
            "Lees de kansen daarom als orde van grootte.",
            "Een kans is het deel van alle mogelijke combinaties van eerder waargenomen verhoudingen (realisatie ÷ "
            f"totaalopgave) waarin iets uitkomt; de tabel noemt per gebied het aantal waarnemingen. Aanname: {AANNAME}.",
        ),
        soort="let-op",
    )
