"""Charts of notebook 04: positions on their peildatum, so far and in what-ifs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, als_cijfers
from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.basis.kleuren import ACHTERSTAND
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_getal, stand_in_woorden
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import herkomst_reeks
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.scenario.uitkomst import heeft_vertrekpunt, herkomst, start
from ibtlib.scenario.doelen import Inhaalpad
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.verloop import Verloop, verloop
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import Figuur
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.lijnen import lijnen
from ibtlib.weergave.stijl import getekend

_BEKEND = "tot nu toe"
_BEREKEND = "berekend"
_UITGEREKEND = "totaalopgave − realisatie van de periode ervoor, of de som van alle gemeenten"
FORMULE = "achterstand bij begin + taakstelling − realisatie, met wat de kolom zegt"


def paden(g: Gegevens, periode: str) -> pd.DataFrame:
    """The netto position so far, and where three levels of realisatie take it; no rows without anything to start from.

    Returns
    -------
    DataFrame
        Index the peildata; persons, negative is voorsprong: `tot nu toe`, and a column per what-if; `bron`, `vindplaats`,
        and as `formule` how a position so far is computed that no source gives.
    """
    if not heeft_vertrekpunt(g, periode):
        return pd.DataFrame()
    stand = start(g, periode)
    uitkomsten = [doorrekenen(stand), *(doorrekenen(stand, RealisatieMaal(f)) for f in ("0,9", "1,1"))]
    v = verloop(g, stand, g.code)
    frame = _frame(uitkomsten, g.code, v, ())
    bij = [
        als_kolommen(_plaatsen(g, dag, dag in v.berekend)) | {"formule": _UITGEREKEND if dag in v.berekend else None}
        for dag in frame.index
    ]
    soorten: Kolomsoorten = {**dict.fromkeys(frame, "aantal"), **WAAR, "formule": "tekst"}
    return als_cijfers(frame.join(pd.DataFrame(bij, frame.index, dtype=object)), soorten)


def _plaatsen(g: Gegevens, dag: dt.date, berekend: bool) -> list[Herkomst]:
    """Where a position stands: with the periode that begins with it; of one that was worked out, with the periode before."""
    periode = Periode.van(dag)
    return herkomst_reeks(g, [periode.vorige if berekend else periode])


def bij_paden(g: Gegevens, periode: str) -> dict[str, Any]:
    """What `ibt.figuur` has to say of the chart of `paden`: its message, what is drawn, and what no number tells."""
    u = doorrekenen(start(g, periode))
    v = verloop(g, u.begin, g.code)
    return {
        "bijschrift": boodschap(u, g.code, v),
        "ondertitel": _ondertitel(v),
        "opmerkingen": [_anders(v)] if v.anders else [],
    }


def figuur_verloop(
    g: Gegevens,
    uitkomsten: Sequence[Uitkomst],
    code: str,
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
    frame = _frame(uitkomsten, code, v, nodig)
    voort = [naam for naam in frame if naam != _BEKEND]
    ax = lijnen(
        frame,
        eenheid="personen",
        soort="stand",
        nadruk=_BEKEND,
        gestreept=voort,
        kleuren=dict.fromkeys(frame, ACHTERSTAND),
        nullijn=True,
    )
    if (wat := getekend(ax)) and v.anders:
        wat.zeg(_anders(v))
    berekend = {datum_voluit(d) for d in v.berekend}
    return met_herkomst(
        g,
        ax,
        "scenario-verloop",
        boodschap(uitkomsten[0], code, v),
        herkomst(g, uitkomsten[0].begin),
        ondertitel=_ondertitel(v),
        formules=dict.fromkeys(voort, FORMULE),
        klasse=lambda dag, kolom, w: _BEREKEND if w is not None and (kolom != _BEKEND or dag in berekend) else "",
    )


def _frame(uitkomsten: Sequence[Uitkomst], code: str, v: Verloop, nodig: Sequence[Inhaalpad]) -> pd.DataFrame:
    """The lines of a chart, by peildatum: what is known, each outcome, and the pace that it takes."""
    voort = {u.omschrijving: _pad(u, code, v) for u in uitkomsten}
    if nodig and v.begin is not None and nodig[-1].opgave > 0:
        voort[f"{toon(nodig[-1].per_maand_heel)} per maand"] = {v.dag: v.begin, **_gestaag(nodig)}
    dagen = sorted({d for pad in (v.standen, *voort.values()) for d in pad})
    kolommen: dict[str, Mapping[dt.date, int | None]] = {_BEKEND: v.standen} if v.standen else {}
    kolommen |= voort
    cijfers = {n: [pad.get(d) for d in dagen] for n, pad in kolommen.items()}
    return pd.DataFrame(cijfers, pd.Index(dagen, dtype=object, name="peildatum"), dtype=object)


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
