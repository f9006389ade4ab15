"""Charts of notebook 04."""

from __future__ import annotations

from collections.abc import Sequence

from ibtlib.basis.getallen import Getal
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.grafieken.basis import met_herkomst, rest
from ibtlib.rapport.tabellen.scenario import herkomst, start
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import Figuur, figuren


def paden(g: Gegevens, periode: str) -> Figuur:
    """The netto position so far, and where three levels of realisatie take it."""
    stand = start(g, periode)
    uitkomsten = [doorrekenen(stand), *(doorrekenen(stand, RealisatieMaal(f)) for f in ("0,9", "1,1"))]
    return verloop(g, uitkomsten, g.code, "scenario-paden")


def verloop(g: Gegevens, uitkomsten: Sequence[Uitkomst], code: str, naam: str = "scenario-verloop") -> Figuur:
    """Closing positions of one gebied: what is known, and what each outcome makes of it."""
    stand = uitkomsten[0].stand
    t = trend(g, stand.perioden[0].vorige)
    eind = t.reeks(None if code == g.code else code)["achterstand_eind_berekend"]
    bekend = {p: w for p, w in eind.items() if w is not None}
    begin = {str(stand.perioden[0].vorige): bekend.get(str(stand.perioden[0].vorige))}
    reeksen = [figuren.Reeks("tot nu toe", bekend, nadruk=True)] if bekend else []
    for u in uitkomsten:
        frame = u.tabel()
        frame = frame[frame["gemeentecode"] == code]
        pad: dict[str, Getal | None] = {
            p: None if e is None else int(e)
            for p, e in zip(
                frame["periode"],
                frame["achterstand_eind"].astype(object).where(frame["achterstand_eind"].notna(), None),
                strict=True,
            )
        }
        reeksen.append(
            figuren.Reeks(u.omschrijving, {k: w for k, w in begin.items() if w is not None} | pad, gestreept=True)
        )
    perioden = sorted({p for r in reeksen for p in r.waarden})
    naam_van = next(c.gemeente for (_, k), c in stand.cijfers.items() if k == code)
    figuur = figuren.lijnen(
        naam,
        f"{naam_van}: achterstand (boven nul) of voorsprong aan het eind van elke periode, berekend",
        perioden,
        reeksen,
        eenheid="personen",
        nullijn=True,
        **rest(g, herkomst(g, stand)),
    )
    return met_herkomst(
        g, figuur, formules="totaalopgave − realisatie; na de laatste bekende periode met wat de kolom zegt"
    )
