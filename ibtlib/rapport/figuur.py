"""What all charts of the reports share: events, and a figure with where its numbers come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ibtlib.basis.periode import Periode
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.weergave import Figuur, Kop
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.kolom import Kolom, tabel
from ibtlib.weergave.lijnen import gebeurtenissen as markeer
from ibtlib.weergave.stijl import getekend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Van_rij = Callable[[str], Iterable[Herkomst]]
Van_cel = Callable[[str, str], Iterable[Herkomst]]


def gebeurd(g: Gegevens, perioden: Sequence[Periode]) -> list[tuple[dt.date, str]]:
    """The events of the province that belong in charts of these perioden."""
    binnen = [
        (r["datum"], r["omschrijving"])
        for r in rijen(g.tabel("gebeurtenissen"))
        if r["in_grafiek"] == "ja" and perioden[0].begin <= r["datum"] <= perioden[-1].peildatum
    ]
    return sorted(binnen, key=lambda gebeurtenis: gebeurtenis[0])


def gebeurtenissen(ax: Axes, g: Gegevens, tot_en_met: Periode | str | None = None) -> Axes:
    """Mark on a chart over time what happened meanwhile in the province: laws, reports, a lowered taakstelling.

    Parameters
    ----------
    ax : Axes
        As `ibt.lijnen` returned it.
    tot_en_met : Periode or str, optional
        Nothing of after its peildatum; default all that falls within the chart.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> g = ibt.laad("utrecht")
    >>> ax = ibt.gebeurtenissen(ibt.lijnen(ibt.trend(g).reeks()[["realisatie"]], eenheid="personen"), g)
    """
    wat = getekend(ax)
    perioden = [Periode.lees(p) for p in wat.frame.index] if wat else []
    laatste = Periode.lees(tot_en_met).peildatum if tot_en_met else dt.date.max
    return markeer(ax, [(dag, tekst) for dag, tekst in gebeurd(g, perioden) if dag <= laatste] if perioden else [])


def met_herkomst(
    g: Gegevens,
    ax: Axes,
    naam: str,
    bijschrift: str,
    herkomst: Iterable[Herkomst] = (),
    *,
    ondertitel: str = "",
    per_rij: Van_rij | None = None,
    per_cel: Van_cel | None = None,
    formules: str | Mapping[str, str] = "",
    rijnoot: Callable[[str], str] | None = None,
    klasse: Callable[[str, str, Any], str] | None = None,
) -> Figuur:
    """A chart of this province as a figure, its numbers with where each comes from or how it is computed.

    Parameters
    ----------
    ax : Axes
        As a function of `weergave` drew it.
    naam, bijschrift : str
        Anchor and caption.
    ondertitel : str
        What is drawn, when the caption says the message of it.
    herkomst : iterable of (bron, vindplaats)
        Of the chart as a whole; what all rows have in common need not be said here.
    per_rij, per_cel : callable, optional
        Sources by the name of a row (a periode, a gemeente), or of a row and a column (a series).
    formules : str or mapping of column to str
        How numbers are computed; one text holds for every column.
    rijnoot : callable, optional
        What is to be said of a row, by its name; empty for nothing.
    klasse : callable, optional
        Class of a cell, by the name of its row and column, and its value.
    """
    wat = getekend(ax)
    assert wat is not None, "a chart function notes what it draws"
    eerste = wat.frame.index.name

    def kolom(kop: Kop) -> Kolom:
        return Kolom(
            kop.naam,
            kop.naam,
            kop.soort,
            kop.decimalen,
            formule=formules if isinstance(formules, str) else formules.get(kop.naam, ""),
            bron=(lambda rij: per_cel(rij[eerste], kop.naam)) if per_cel else (),
            klasse=(lambda rij: klasse(rij[eerste], kop.naam, rij[kop.naam])) if klasse else None,
        )

    cijfers = tabel(
        g,
        f"{naam}-cijfers",
        ondertitel or bijschrift,
        [Kolom(eerste, eerste), *map(kolom, wat.koppen)],
        [{eerste: plaats, **dict(zip(wat.frame, rij, strict=True))} for plaats, *rij in wat.frame.itertuples()],
        bron=(lambda rij: per_rij(rij[eerste])) if per_rij else None,
        noot=(lambda rij: rijnoot(rij[eerste])) if rijnoot else None,
        herkomst=herkomst,
        opmerkingen=wat.opmerkingen,
        leeg=wat.leeg,
    )
    return figuur(ax, bijschrift, ondertitel=ondertitel, naam=naam, cijfers=cijfers, fictief=g.fictief)
