"""The story of the province in one chart: what was asked, what was done, and what stayed behind."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ibtlib.basis.frames import Kolomsoorten, als_cijfers
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import ACHTERSTAND, OPGAVE
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import resultaat, versies
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.figuur import gebeurtenissen
from ibtlib.rapport.kern import bericht_stand, stand_op
from ibtlib.weergave import Figuur, Tekst
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.herkomst import Herkomst, herkomst_van
from ibtlib.weergave.lijnen import HOOGTE, lijnen

EERST = "taakstelling, eerst"
GEEN = Tekst(("Geen grafiek: van de hele provincie staan geen cijfers in de gelezen bronnen.",))


def figuur_verhaal(g: Gegevens, periode: str, hoogte: float = HOOGTE) -> Figuur | Tekst:
    """Taakstelling, realisatie and achterstand from the first published half-year through the next, with what happened.

    Parameters
    ----------
    g, periode
        Of the document.
    hoogte : float
        Of the axes, in points.
    """
    frame = cijfers(g, periode)
    if frame.empty:
        return GEEN
    kleuren = {"achterstand": ACHTERSTAND, "taakstelling": OPGAVE}
    ax = lijnen(
        frame, eenheid="personen", nadruk="achterstand", kleuren=kleuren, hoogte=hoogte, **bij_de_lijnen(g, frame)
    )
    gebeurtenissen(ax, g, tot=g.periode(periode).peildatum)
    wat = ondertitel(g, frame)
    return figuur(ax, bericht(g, periode), ondertitel=wat, naam="verhaal", cijfers=frame, g=g)


def cijfers(g: Gegevens, periode: str) -> pd.DataFrame:
    """Per half-year what was known at the end of this one: of the next its first taakstelling and its beginning.

    Returns
    -------
    DataFrame
        Index `periode`; persons: `taakstelling`, `taakstelling, eerst` where it was lowered, `realisatie`, `achterstand`
        at the beginning, as far as any is known; `bron` and `vindplaats`. No rows when nothing is known.
    """
    p = g.periode(periode)
    perioden = [*trend(g, p).perioden, p.volgende]
    exact = pd.DataFrame([_regel(g, q, p) for q in perioden], list(map(str, perioden)), dtype=object)
    if exact.drop(columns=EERST).isna().all(axis=None):
        exact = exact.iloc[:0]
    else:
        exact = exact.loc[: exact.index[exact.notna().any(axis=1)][-1], exact.notna().any()]
    herkomst = [als_kolommen(_herkomst(g, Periode.lees(q), p)) for q in exact.index]
    plaatsen = {naam: [h[naam] for h in herkomst] for naam in ("bron", "vindplaats")}
    soorten: Kolomsoorten = {**dict.fromkeys(exact, "aantal"), **dict.fromkeys(plaatsen, "tekst")}
    return als_cijfers(exact.assign(**plaatsen).rename_axis("periode"), soorten)


def bij_de_lijnen(g: Gegevens, frame: pd.DataFrame) -> dict[str, Any]:
    """What `ibt.lijnen` has to know of these figures: which are positions, which were lowered, what is told at a point."""
    return {
        "op_peildatum": [naam for naam in frame if naam == "achterstand"],
        "open_bij": {EERST: "taakstelling"} if EERST in frame else {},
        "bij_punt": _bij_punt(g, frame),
    }


def ondertitel(g: Gegevens, frame: pd.DataFrame) -> str:
    """What the chart draws, of whom and when."""
    wat = f"Taakstelling, realisatie en achterstand van {g.naam} in personen"
    return f"{wat}, {frame.index.min()} tot en met {frame.index.max()}"


def _regel(g: Gegevens, q: Periode, p: Periode) -> dict[str, Any]:
    alle = versies(g, q)
    bekend = alle if q <= p else alle[:1]
    stand = stand_op(g, q.begin)
    return {
        "taakstelling": bekend[-1].taakstelling if bekend else None,
        EERST: bekend[0].taakstelling if len(bekend) > 1 else None,
        "realisatie": bekend[-1].realisatie if bekend and q <= p else None,
        "achterstand": stand[0].achterstand if stand else None,
    }


def _herkomst(g: Gegevens, q: Periode, p: Periode) -> list[Herkomst]:
    stand = stand_op(g, q.begin)
    rijen = [*(versies(g, q) if q <= p else versies(g, q)[:1]), *([stand[0]] if stand else [])]
    return [h for rij in rijen for h in herkomst_van(rij)]


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
        if EERST in frame and pd.notna(frame[EERST][q]):
            uit[EERST, q] = f"eerst {toon(frame[EERST][q])}"
    return uit


def bericht(g: Gegevens, periode: str) -> str:
    """The message: what became of the achterstand, or else the taakstelling."""
    p = g.periode(periode)
    datum = p.peildatum if stand_op(g, p.peildatum) else p.begin
    nu, toen = stand_op(g, datum), stand_op(g, Periode.van(datum).vorige.begin)
    if nu:
        return bericht_stand(toen[0].achterstand if toen else None, nu[0].achterstand)
    r = resultaat(g, p)
    return f"De taakstelling is {toon(r.taakstelling)}" if r else f"Geen stand bekend op {datum_voluit(datum)}"
