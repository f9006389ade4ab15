"""The story of the province in one chart: what was asked, what was done, and what stayed behind."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import ACHTERSTAND, OPGAVE
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import SOM, Resultaat, geldend, versies
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import herkomst_gemeenten
from ibtlib.rapport.figuur import gebeurd, met_herkomst
from ibtlib.rapport.kern import bericht_stand, stand_op
from ibtlib.weergave import Figuur, Tekst
from ibtlib.weergave.herkomst import Herkomst, herkomst_van
from ibtlib.weergave.lijnen import HOOGTE, gebeurtenissen, lijnen

EERST = "taakstelling, eerst"


def figuur_verhaal(g: Gegevens, periode: str, hoogte: float = HOOGTE) -> Figuur | Tekst:
    """Taakstelling, realisatie and achterstand from the first published half-year through the next, with what happened.

    Parameters
    ----------
    g, periode
        Of the document.
    hoogte : float
        Of the axes, in points.
    """
    p = g.periode(periode)
    frame = _frame(g, p)
    if frame.drop(columns=EERST).isna().all(axis=None):
        return Tekst(("Geen grafiek: van de hele provincie staan geen cijfers in de gelezen bronnen.",))
    frame = frame.loc[: frame.index[frame.notna().any(axis=1)][-1], frame.notna().any()]
    ax = lijnen(
        frame,
        eenheid="personen",
        nadruk="achterstand",
        op_peildatum=[naam for naam in frame if naam == "achterstand"],
        open_bij={EERST: "taakstelling"} if EERST in frame else {},
        bij_punt=_bij_punt(g, frame),
        hoogte=hoogte,
        kleuren={"achterstand": ACHTERSTAND, "taakstelling": OPGAVE},
    )
    perioden = tuple(map(Periode.lees, frame.index))
    gebeurtenissen(ax, [(datum, tekst) for datum, tekst in gebeurd(g, perioden) if datum <= p.peildatum])
    return met_herkomst(
        g,
        ax,
        "verhaal",
        _titel(g, p),
        [h for q in perioden for h in _herkomst(g, q, p)],
        ondertitel=f"Taakstelling, realisatie en achterstand van {g.naam} in personen, {perioden[0]} tot en met {perioden[-1]}",
        per_rij=lambda naam: _herkomst(g, Periode.lees(naam), p),
        rijnoot=lambda naam: _SOMNOOT if _sommen(g, Periode.lees(naam)) else "",
        klasse=lambda naam, kolom, w: "berekend" if w is not None and kolom in _sommen(g, Periode.lees(naam)) else "",
    )


_SOMNOOT = "Berekend: de som van alle gemeenten; over de provincie als geheel staat niets in de gelezen bronnen."


def _bekend(g: Gegevens, q: Periode, p: Periode) -> list[Resultaat]:
    """What was known at the end of `p`: the published versions, or else the sum over all gemeenten."""
    som = geldend(g, q)
    alle = versies(g, q) or ([som] if som else [])
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


def _frame(g: Gegevens, p: Periode) -> pd.DataFrame:
    """Per half-year what was known at the end of `p`: of the next one its first taakstelling and its beginning."""
    perioden = [*trend(g, p).perioden, p.volgende]
    return pd.DataFrame([_regel(g, q, p) for q in perioden], [str(q) for q in perioden], dtype=object)


def _regel(g: Gegevens, q: Periode, p: Periode) -> dict[str, Any]:
    bekend = _bekend(g, q, p)
    return {
        "taakstelling": bekend[-1].taakstelling if bekend else None,
        EERST: bekend[0].taakstelling if len(bekend) > 1 else None,
        "realisatie": bekend[-1].realisatie if bekend and q <= p else None,
        "achterstand": _stand(g, q),
    }


def _herkomst(g: Gegevens, q: Periode, p: Periode) -> list[Herkomst]:
    stand = stand_op(g, q.begin)
    rijen = [*(r for r in _bekend(g, q, p) if r.versie != SOM), *([stand[0]] if stand else [])]
    opgeteld = [r for r in (q, q.vorige) if _sommen(g, q) and not versies(g, r)]
    return [*(h for rij in rijen for h in herkomst_van(rij)), *herkomst_gemeenten(g, opgeteld)]


def _bij_punt(g: Gegevens, frame: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What is told at a point: how a source calls the growth, what was first imposed, the other figure of a position."""
    uit = {}
    for u in nagerekende_uitspraken(g):
        if u.id == "taakstelling-verviervoudigd" and u.perioden[0] in frame.index:
            uit["taakstelling", u.perioden[0]] = f"{toon(frame['taakstelling'][u.perioden[0]])}: {u.gepubliceerd_als}"
    for q in frame.index:
        stand = stand_op(g, Periode.lees(q).begin)
        if stand and stand[1]:
            uit["achterstand", q] = f"{toon(stand[0].achterstand)} (elders {' en '.join(map(toon, stand[1]))})"
        if EERST in frame and frame[EERST][q] is not None:
            uit[EERST, q] = f"eerst {toon(frame[EERST][q])}"
    return uit


def _titel(g: Gegevens, p: Periode) -> str:
    """The message: what became of the achterstand, or else the taakstelling."""
    op = p.volgende if _stand(g, p.volgende) is not None else p
    nu = _stand(g, op)
    if nu is not None:
        return bericht_stand(_stand(g, op.vorige), nu)
    r = geldend(g, p)
    return f"De taakstelling is {toon(r.taakstelling)}" if r else f"Geen stand bekend op {datum_voluit(op.begin)}"
