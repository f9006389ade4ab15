"""The positions of a gebied on its peildata up to where a what-if starts: published where they are, else computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.scenario.stand import Stand


@dataclass(frozen=True)
class Verloop:
    """Positions by peildatum, persons; negative is voorsprong."""

    dag: dt.date  # the peildatum from which the what-if goes on
    begin: int | None  # the position there, with which it reckons
    standen: Mapping[dt.date, int]  # all that are known up to that day
    # of which of them no source gives the position: totaalopgave − realisatie of the periode before, or the sum
    # over all gemeenten
    berekend: frozenset[dt.date]
    anders: Mapping[dt.date, int]  # what totaalopgave − realisatie gives where that is not the published position


def verloop(g: Gegevens, stand: Stand, code: str) -> Verloop:
    """What is known of a gebied up to the start of a what-if.

    Parameters
    ----------
    g : Gegevens
        The province.
    stand : Stand
        Of `vertrekpunt`, before any steps.
    code : str
        Of the province or a gemeente.

    Examples
    --------
    The report gives 150 voorsprong on 1 January 2023, where 1477 − 1635 is 158.

    >>> from ibtlib.gegevens.gegevens import laad
    >>> from ibtlib.scenario.vertrekpunt import vertrekpunt
    >>> g = laad("utrecht")
    >>> v = verloop(g, vertrekpunt(g, "2023-2"), g.code)
    >>> list(v.standen.values()), list(v.anders.values())
    ([422, -150, 406, 574], [-158, 363, 570])
    """
    eerste = stand.perioden[0]
    begin = stand.cijfers[eerste, code].achterstand_begin if (eerste, code) in stand.cijfers else None
    frame = trend(g, eerste).reeks(None if code == g.code else code, exact=True)
    perioden = [p for p in trend(g, eerste).perioden if p <= eerste]
    gepubliceerd = {p.begin: frame.at[str(p), "achterstand_begin"] for p in perioden}
    sommen = {p.begin for p in perioden if code == g.code and not versies(g, p)}  # of all gemeenten
    uitgerekend = {p.peildatum: frame.at[str(p), "achterstand_eind_berekend"] for p in perioden if p < eerste}
    standen, berekend, anders = {}, set(), {}
    for dag in sorted({*gepubliceerd, *uitgerekend}):
        bron, som = gepubliceerd.get(dag), uitgerekend.get(dag)
        if bron is not None:
            standen[dag] = int(bron)
            if dag in sommen:
                berekend.add(dag)
            if som is not None and som != bron:
                anders[dag] = int(som)
        elif som is not None:
            standen[dag] = int(som)
            berekend.add(dag)
    return Verloop(eerste.begin, begin, standen, frozenset(berekend), anders)
