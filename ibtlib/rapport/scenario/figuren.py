"""Charts of notebook 04."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ibtlib.basis.kleuren import ACHTERSTAND
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.scenario.uitkomst import herkomst, start
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import Figuur
from ibtlib.weergave.lijnen import lijnen

_BEKEND = "tot nu toe"


def figuur_paden(g: Gegevens, periode: str) -> Figuur:
    """The netto position so far, and where three levels of realisatie take it."""
    stand = start(g, periode)
    uitkomsten = [doorrekenen(stand), *(doorrekenen(stand, RealisatieMaal(f)) for f in ("0,9", "1,1"))]
    return figuur_verloop(g, uitkomsten, g.code, "scenario-paden")


def figuur_verloop(g: Gegevens, uitkomsten: Sequence[Uitkomst], code: str, naam: str = "scenario-verloop") -> Figuur:
    """Closing positions of one gebied: what is known, and what each outcome makes of it."""
    stand = uitkomsten[0].stand
    laatste = stand.perioden[0].vorige
    eind = trend(g, laatste).reeks(None if code == g.code else code, exact=True)["achterstand_eind_berekend"]
    bekend = {p: w for p, w in eind.items() if w is not None}
    begin = {p: w for p, w in bekend.items() if p == str(laatste)}
    lijn = {_BEKEND: bekend} if bekend else {}
    for u in uitkomsten:
        pad = u.tabel().query("gemeentecode == @code").set_index("periode")["achterstand_eind"]
        lijn[u.omschrijving] = begin | dict(pad.items())
    perioden = sorted({p for punten in lijn.values() for p in punten})
    frame = pd.DataFrame({n: [punten.get(p) for p in perioden] for n, punten in lijn.items()}, perioden, dtype=object)
    naam_van = next(c.gemeente for (_, k), c in stand.cijfers.items() if k == code)
    ax = lijnen(
        frame,
        eenheid="personen",
        nadruk=_BEKEND,
        gestreept=[n for n in frame if n != _BEKEND],
        kleuren=dict.fromkeys(frame, ACHTERSTAND),
        nullijn=True,
    )
    return met_herkomst(
        g,
        ax,
        naam,
        f"{naam_van}: achterstand (boven nul) of voorsprong aan het eind van elke periode, berekend",
        herkomst(g, stand),
        formules="totaalopgave − realisatie; na de laatste bekende periode met wat de kolom zegt",
    )
