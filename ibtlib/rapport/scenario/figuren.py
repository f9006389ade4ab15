"""Charts of notebook 04: positions on their peildatum, so far and in what-ifs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.basis.kleuren import ACHTERSTAND
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_getal, stand_in_woorden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.scenario.uitkomst import herkomst, met_vertrekpunt, start
from ibtlib.scenario.doelen import Inhaalpad
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.verloop import Verloop, verloop
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import Figuur
from ibtlib.weergave.lijnen import lijnen
from ibtlib.weergave.stijl import getekend

_BEKEND = "tot nu toe"
_BEREKEND = "berekend"


@met_vertrekpunt
def figuur_paden(g: Gegevens, periode: str) -> Figuur:
    """The netto position so far, and where three levels of realisatie take it."""
    stand = start(g, periode)
    uitkomsten = [doorrekenen(stand), *(doorrekenen(stand, RealisatieMaal(f)) for f in ("0,9", "1,1"))]
    return figuur_verloop(g, uitkomsten, g.code, "scenario-paden")


def figuur_verloop(
    g: Gegevens,
    uitkomsten: Sequence[Uitkomst],
    code: str,
    naam: str = "scenario-verloop",
    nodig: Sequence[Inhaalpad] = (),
) -> Figuur:
    """Positions of one gebied on the peildata: what is known, and from where each outcome starts and what it makes of it.

    Parameters
    ----------
    uitkomsten : sequence of Uitkomst
        A line each, from the same start.
    code : str
        Of the province or a gemeente.
    nodig : sequence of Inhaalpad
        Up to the peildatum on which there is to be no achterstand: draws the pace that it takes.
    """
    v = verloop(g, uitkomsten[0].begin, code)
    paden = {u.omschrijving: _pad(u, code, v) for u in uitkomsten}
    if nodig and v.begin is not None and nodig[-1].opgave > 0:
        paden[f"{toon(nodig[-1].per_maand_heel)} per maand"] = {v.dag: v.begin, **_gestaag(nodig)}
    dagen = sorted({d for pad in (v.standen, *paden.values()) for d in pad})
    kolommen: dict[str, Mapping[dt.date, int | None]] = {_BEKEND: v.standen} if v.standen else {}
    kolommen |= paden
    ax = lijnen(
        pd.DataFrame({n: [pad.get(d) for d in dagen] for n, pad in kolommen.items()}, dagen, dtype=object),
        eenheid="personen",
        soort="stand",
        nadruk=_BEKEND,
        gestreept=list(paden),
        kleuren=dict.fromkeys(kolommen, ACHTERSTAND),
        nullijn=True,
    )
    if (wat := getekend(ax)) and v.anders:
        wat.zeg(_anders(v))
    berekend = {datum_voluit(d) for d in v.berekend}
    return met_herkomst(
        g,
        ax,
        naam,
        boodschap(uitkomsten[0], code, v),
        herkomst(g, uitkomsten[0].begin),
        ondertitel=_ondertitel(v),
        formules=dict.fromkeys(paden, "achterstand bij begin + taakstelling − realisatie, met wat de kolom zegt"),
        klasse=lambda dag, kolom, w: _BEREKEND if w is not None and (kolom != _BEKEND or dag in berekend) else "",
    )


def _pad(u: Uitkomst, code: str, v: Verloop) -> dict[dt.date, int | None]:
    """Closing positions of an outcome by peildatum, and before them the one from which it is computed."""
    frame = u.tabel(exact=True).query("gemeentecode == @code")
    eind = {Periode.lees(p).peildatum: w for p, w in zip(frame["periode"], frame["achterstand_eind"], strict=True)}
    return {v.dag: v.begin} | {d: None if pd.isna(w) else int(w) for d, w in eind.items()}


def _gestaag(nodig: Sequence[Inhaalpad]) -> dict[dt.date, int | None]:
    """Positions when each month as many are housed, so that there is no achterstand on the last peildatum."""
    einde = nodig[-1]
    return {pad.datum: rond_heel(pad.opgave - Fraction(einde.opgave * pad.maanden, einde.maanden)) for pad in nodig}


def boodschap(u: Uitkomst, code: str, v: Verloop) -> str:
    """What the chart tells, as a headline: what becomes of the position when all stays as it is."""
    pad = _pad(u, code, v)
    laatste = max(pad)
    eind = pad[laatste]
    if v.begin is None or eind is None:
        return "Wat er van de achterstand komt is niet te berekenen"
    als = f"Bij {u.omschrijving}" if u.stappen else "Blijft alles gelijk, dan"
    if v.begin > 0 and eind > 0:
        hoe = "groeit" if eind > v.begin else "daalt" if eind < v.begin else "blijft"
        van = toon(eind) if eind == v.begin else f"van {toon(v.begin)} naar {toon(eind)}"
        return f"{als} {hoe} de achterstand {van} op {datum_voluit(laatste)}"
    return f"{als} wordt {stand_in_woorden(v.begin)} op {datum_voluit(laatste)} {stand_in_woorden(eind)}"


def _ondertitel(v: Verloop) -> str:
    """What is drawn, and from which position the computed lines go on."""
    wat = "Achterstand (boven nul) of voorsprong (onder nul) op elke peildatum, in personen"
    if v.begin is None:
        return wat
    tot = f"tot en met {datum_voluit(v.dag)} {'gepubliceerd' if not v.berekend else 'gepubliceerd of berekend'}"
    return f"{wat}: {tot}, daarna berekend vanaf {stand_in_woorden(v.begin)}"


def _anders(v: Verloop) -> str:
    """Where the code makes something else of a position than was published."""
    delen = opsomming(f"{stand_getal(w)} op {datum_voluit(d)}" for d, w in v.anders.items())
    return f"Getekend zijn de gepubliceerde standen; uit totaalopgave − realisatie volgt {delen} (berekend)."
