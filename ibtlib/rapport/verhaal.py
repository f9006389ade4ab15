"""The story of the province in one chart: what was asked, what was done, and what stayed behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ibtlib.basis.frames import WAAR, Kolomsoorten, als_cijfers
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit, van_tot
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import SOM, Resultaat, bekende, geldend, versies
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import SOM_VAN_ALLE, herkomst_gemeenten
from ibtlib.rapport.figuur import gebeurtenissen
from ibtlib.rapport.stand import bericht_stand, stand_op
from ibtlib.weergave import Figuur, Hoofdstuk
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.herkomst import Herkomst, herkomst_van
from ibtlib.weergave.lijnen import HOOGTE, lijnen

EERST = "taakstelling, eerst"
OPEN = {EERST: "taakstelling"}
"""What first held is no line of its own: an open marker beside what held afterwards."""
_SOORTEN: Kolomsoorten = {
    "taakstelling": "aantal",
    EERST: "aantal",
    "realisatie": "aantal",
    "achterstand": "aantal",
    "taakstelling_formule": "tekst",
    "realisatie_formule": "tekst",
    "achterstand_formule": "tekst",
    **WAAR,
}
_CIJFERS = tuple(_SOORTEN)[:4]


def reeks(g: Gegevens, periode: str) -> pd.DataFrame:
    """What was known at the end of a periode, per half-year: of the next one its first taakstelling and its beginning.

    Returns
    -------
    DataFrame
        Index `periode`, from the first to the last of which something is known; persons: `taakstelling`, `taakstelling,
        eerst` (where it was lowered later), `realisatie`, `achterstand` (on the first day; negative is a voorsprong),
        those of which nothing is known left out; `<column>_formule` where a figure is a sum of gemeenten; `bron`,
        `vindplaats`. Empty when nothing at all is known.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> reeks(laad("utrecht"), "2023-2").loc["2023-2", "taakstelling":"achterstand"].tolist()
    [1372, 2126, 1208, 406]
    """
    p = g.periode(periode)
    perioden = [*trend(g, p).perioden, p.volgende]
    namen = pd.Index([str(q) for q in perioden], name="periode")
    frame = pd.DataFrame([_regel(g, q, p) for q in perioden], namen, list(_SOORTEN), dtype=object)
    cijfers = frame[list(_CIJFERS)].notna()
    bekend = cijfers.index[cijfers.any(axis=1)]
    zonder = [naam for naam in _CIJFERS if not cijfers[naam].any()]
    return als_cijfers(frame.loc[: bekend[-1]] if len(bekend) else frame.iloc[:0], _SOORTEN).drop(columns=zonder)


def figuur_verhaal(g: Gegevens, periode: str, hoogte: float = HOOGTE) -> Figuur | Hoofdstuk:
    """Taakstelling, realisatie and achterstand of all half-years, with what happened: the chart of 01, of another height."""
    cijfers = reeks(g, periode)
    if cijfers.empty:
        return Hoofdstuk(())  # the key figures say so
    ax = lijnen(
        cijfers,
        eenheid="personen",
        nadruk="achterstand",
        op_peildatum=["achterstand"],
        open_bij=OPEN,
        bij_punt=bij_punt(g, cijfers),
        hoogte=hoogte,
    )
    gebeurtenissen(ax, g, tot_en_met=periode)
    return figuur(ax, bericht(g, periode), ondertitel=ondertitel(g, cijfers), naam="verhaal", cijfers=cijfers, g=g)


def ondertitel(g: Gegevens, cijfers: pd.DataFrame) -> str:
    """What is drawn, of which half-years."""
    van = f", {van_tot(cijfers.index[0], cijfers.index[-1])}" if len(cijfers) else ""
    return f"Taakstelling, realisatie en achterstand van {g.naam} in personen{van}"


def bericht(g: Gegevens, periode: str) -> str:
    """The message: what became of the achterstand, or else the taakstelling."""
    p = g.periode(periode)
    op = p.volgende if _stand(g, p.volgende) is not None else p
    nu = _stand(g, op)
    if nu is not None:
        return bericht_stand(_stand(g, op.vorige), nu)
    r = geldend(g, p)
    return f"De taakstelling is {toon(r.taakstelling)}" if r else f"Geen stand bekend op {datum_voluit(op.begin)}"


def bij_punt(g: Gegevens, cijfers: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What is told at a point: how a source calls the growth, what was first imposed, the other figure of a position."""
    uit = {}
    for u in nagerekende_uitspraken(g):
        if u.id == "taakstelling-verviervoudigd" and u.perioden[0] in cijfers.index:
            uit["taakstelling", u.perioden[0]] = f"{toon(cijfers['taakstelling'][u.perioden[0]])}: {u.gepubliceerd_als}"
    for q in cijfers.index:
        stand = stand_op(g, Periode.lees(q).begin)
        if stand and stand[1]:
            uit["achterstand", q] = f"{toon(stand[0].achterstand)} (elders {' en '.join(map(toon, stand[1]))})"
        if EERST in cijfers and not pd.isna(cijfers[EERST][q]):
            uit[EERST, q] = f"eerst {toon(cijfers[EERST][q])}"
    return uit


def _bekend(g: Gegevens, q: Periode, p: Periode) -> list[Resultaat]:
    """What was known at the end of `p`: the published versions, or else the sum over all gemeenten."""
    alle = bekende(g, q)
    return alle if q <= p else alle[:1]


def _stand(g: Gegevens, q: Periode) -> int | None:
    """The position at the beginning: the published one, or else the one of all gemeenten added up."""
    if stand := stand_op(g, q.begin):
        return stand[0].achterstand
    begin, eind = (r if r and r.versie == SOM else None for r in (geldend(g, q), geldend(g, q.vorige)))
    return begin.achterstand_begin if begin else eind.achterstand_eind if eind else None


def _sommen(g: Gegevens, q: Periode) -> tuple[str, ...]:
    """The lines of which the value in a half-year is such a sum."""
    som = geldend(g, q)
    opgeteld = ("taakstelling", "realisatie") if som and som.versie == SOM else ()
    return opgeteld if stand_op(g, q.begin) or _stand(g, q) is None else (*opgeteld, "achterstand")


def _regel(g: Gegevens, q: Periode, p: Periode) -> dict[str, Any]:
    bekend = _bekend(g, q, p)
    cijfers = {
        "taakstelling": bekend[-1].taakstelling if bekend else None,
        EERST: bekend[0].taakstelling if len(bekend) > 1 else None,
        "realisatie": bekend[-1].realisatie if bekend and q <= p else None,
        "achterstand": _stand(g, q),
    }
    opgeteld = (naam for naam in _sommen(g, q) if cijfers[naam] is not None)
    return {**cijfers, **{f"{naam}_formule": SOM_VAN_ALLE for naam in opgeteld}, **als_kolommen(_herkomst(g, q, p))}


def _herkomst(g: Gegevens, q: Periode, p: Periode) -> Iterable[Herkomst]:
    stand = stand_op(g, q.begin)
    rijen = [*(r for r in _bekend(g, q, p) if r.versie != SOM), *([stand[0]] if stand else [])]
    opgeteld = [r for r in (q, q.vorige) if _sommen(g, q) and not versies(g, r)]
    return [*(h for rij in rijen for h in herkomst_van(rij)), *herkomst_gemeenten(g, opgeteld)]
