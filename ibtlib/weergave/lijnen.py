"""Lines over half-years, with names and values where there is room, and what happened meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import Getal
from ibtlib.basis.kleuren import GRIJS, WIT
from ibtlib.basis.periode import datum_voluit, van_tot
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import verloop
from ibtlib.weergave.frame import over_tijd, tijdplaats
from ibtlib.weergave.letters import KLEIN, VET, breek, tekstbreedte
from ibtlib.weergave.plaatsing import Plaatser, spreid
from ibtlib.weergave.tabel import Kop

_VORMEN = "osD^vP"  # markers differ too, for who prints in grey
HOOGTE = 234  # points that a chart of lines is high
_EENHEID = 170  # points from the left that stay free for the unit and a text that ends at its line
_RUIM = 14  # points from the last value to the names of the lines
_WEINIG = 8  # values of a line that are all written
_STIPPEN = 12  # values of a line that all have a marker


@stijl.huisstijl()
def lijnen(
    frame: pd.DataFrame,
    *,
    eenheid: str,
    nadruk: str = "",
    gestreept: Collection[str] = (),
    op_peildatum: Collection[str] = (),
    open_bij: Mapping[str, str] | None = None,
    bij_punt: Mapping[tuple[str, str], str] | None = None,
    kleuren: Mapping[str, str] | None = None,
    soort: str = "geheel",
    decimalen: int = 0,
    nullijn: bool = False,
    streeplijn: tuple[Getal, str] | None = None,
    hoogte: float = HOOGTE,
    ax: Axes | None = None,
) -> Axes:
    """Lines over half-years, for what develops: name and last value at the end of each, values where there is room.

    Parameters
    ----------
    frame : DataFrame
        Index perioden in order, or peildata (dates) for positions; a column of numbers per line, one to six. A half-year
        without value is a gap in the line, never a zero; the axis shows every half-year from the first to the last.
    eenheid : str
        What the numbers count: stands above the axis.
    nadruk : str
        The line that asks attention: thicker, with its name in bold.
    gestreept : collection of str
        Lines that are dashed: planned or estimated.
    op_peildatum : collection of str
        Lines of positions: the value of a half-year stands on its first day, and not in its middle.
    open_bij : mapping of str to str, optional
        Columns that are no line but open markers, each with an arrow to the value of the line named: what first held.
    bij_punt : mapping of (column, periode) to str, optional
        What is written at a point instead of its value.
    kleuren : mapping of str to str, optional
        Colour of a line; else that of what its name means, or the next of the palette.
    soort, decimalen
        As in `Kop`: `geheel`, `procent` (value ×100) or `breuk`.
    nullijn : bool
        Draw the zero line heavy. The axis always contains zero.
    streeplijn : (value, text), optional
        A dashed line across.
    hoogte : float
        Of the axes, in points.
    ax : Axes, optional
        Where to draw; default a new sheet.

    Returns
    -------
    Axes
        To draw more on with plain matplotlib; the names of the axis are places on it: `ax.text("2023-1", 1651, "hoogste")`.

    Raises
    ------
    AanvraagFout
        No perioden in order of time, a double name, what is no number, nothing to draw.

    Examples
    --------
    >>> frame = pd.DataFrame({"realisatie": [1635, None, 1208]}, ["2022-2", "2023-1", "2023-2"])
    >>> print(stijl.getekend(lijnen(frame, eenheid="personen")).alt)
    Lijndiagram, personen, 2022-2 tot en met 2023-2. Realisatie: van 1.635 in 2022-2 naar 1.208 in 2023-2; \
geen cijfer voor 2023-1.
    """
    cijfers = over_tijd(frame, len(_VORMEN))
    perioden, koppen = list(cijfers.index), [Kop(naam, soort, decimalen) for naam in cijfers]
    zinnen = [f"Lijndiagram, {eenheid}, {van_tot(perioden[0], perioden[-1])}."]
    zinnen += [verloop(kop.naam, dict(cijfers[kop.naam]), kop) for kop in koppen]
    kleur = stijl.kleur_per_reeks(list(cijfers), kleuren)
    open_bij = open_bij or {}
    getoond = []
    for kop in koppen:
        plekken = np.arange(len(perioden)) - (0.5 if kop.naam in op_peildatum else 0)  # half-years stand at 0, 1, 2 …
        tint, y = kleur[open_bij.get(kop.naam, kop.naam)], cijfers[kop.naam].set_axis(plekken)
        teksten = {
            plekken[perioden.index(p)]: tekst for (naam, p), tekst in (bij_punt or {}).items() if naam == kop.naam
        }
        getoond.append(_Lijn(kop, y, tint, kop.naam == nadruk, teksten))
    alle = [lijn for lijn in getoond if len(lijn.reeks)]
    lijst, open_ = ([lijn for lijn in alle if (lijn.kop.naam in open_bij) == los] for los in (False, True))
    ax = ax or stijl.vel(hoogte)
    waarden = [w for lijn in alle for w in lijn.reeks] + ([streeplijn[0]] if streeplijn else [])
    links = stijl.waardeas(ax, waarden, koppen[0], boven=26)
    namen = [tekstbreedte(regel, KLEIN, lijn.nadruk) for lijn in lijst for regel in lijn.eindnaam]
    stijl.ruimte(ax, links, _RUIM + max(namen) + 1)
    ax.set_xlim(-0.5, max(len(perioden) - 1, 0.5))
    ax.xaxis.update_units(perioden)  # so that text and lines of one's own can stand at "2023-1"
    stijl.tijdas(ax, perioden)
    stijl.kop(ax, eenheid, links)
    stijl.nullijn(ax, zwaar=nullijn or ax.get_ylim()[0] < 0)
    wat = stijl.noteer(ax, stijl.Getekend(cijfers, koppen, zinnen))
    plaatser = Plaatser(ax)
    plaatser.lijn([(x, 0) for x in ax.get_xlim()])
    for lijn, vorm in zip(lijst, _VORMEN, strict=False):
        y = lijn.y.to_numpy(float, na_value=np.nan)
        streep, dik, laag = (
            "--" if lijn.kop.naam in gestreept else "-",
            3 if lijn.nadruk else 2,
            4 if lijn.nadruk else 3,
        )
        hoe: dict[str, Any] = {"color": lijn.kleur, "lw": dik, "zorder": laag, "clip_on": False}
        ax.plot(lijn.y.index, y, streep, marker=vorm, markevery=_merktekens(y), **hoe)
        plaatser.lijn(list(zip(lijn.y.index, y, strict=True)))
        for plek in lijn.reeks.items():
            plaatser.stip(plek)
    for lijn in open_:
        _open(plaatser, lijn, next(n for n in alle if n.kop.naam == open_bij[lijn.kop.naam]))
        wat.zeg(f"Open punt: {lijn.kop.naam}; de pijl wijst naar de {open_bij[lijn.kop.naam]} die daarna gold.")
    if op_peildatum := [naam for naam in cijfers if naam in op_peildatum]:
        wat.zeg(f"De {opsomming(op_peildatum)} staat bij de eerste dag van het half jaar.")
    if streeplijn:
        wat.zeg(f"Streeplijn bij {koppen[0].toon(streeplijn[0])}: {streeplijn[1]}.")
        _streeplijn(plaatser, float(streeplijn[0]), streeplijn[1])
    _namen(plaatser, lijst)
    _waarden(plaatser, [*open_, *lijst], {(n.reeks.index[-1], n.reeks.iloc[-1]) for n in lijst})
    return ax


@stijl.huisstijl()
def gebeurtenissen(ax: Axes, lijst: Iterable[tuple[dt.date, str]]) -> Axes:
    """Mark what happened on a chart of `lijnen`: a dotted line on its date, with its text above the chart.

    Parameters
    ----------
    ax : Axes
        As `lijnen` returned it.
    lijst : iterable of (date, text)
        Within the perioden of the chart.

    Raises
    ------
    AanvraagFout
        A date outside the axis, or an Axes without lines of the house.

    Examples
    --------
    >>> frame = pd.DataFrame({"realisatie": [1635, 1138]}, ["2022-2", "2023-1"])
    >>> ax = gebeurtenissen(lijnen(frame, eenheid="personen"), [(dt.date(2023, 1, 1), "peildatum")])
    >>> stijl.getekend(ax).zinnen[-1]
    'Gemarkeerd: 1 januari 2023, peildatum.'
    """
    wat, lijst = stijl.getekend(ax), list(lijst)
    if wat is None:
        raise AanvraagFout("Gebeurtenissen horen op een grafiek van `lijnen`; hier is er geen getekend.")
    perioden = list(wat.frame.index)
    plekken = [(tijdplaats(datum, tekst, perioden), tekst) for datum, tekst in lijst]
    as_ = ax.get_xaxis_transform()
    punten = {x: float(Plaatser(ax).punten([(x, 0)])[0, 0]) for x, _ in plekken}
    hoog = 4 if min(punten.values(), default=0) > _EENHEID else stijl.KOPHOOGTE
    for x, tekst in sorted(plekken, reverse=True):  # the later one lower: its line crosses no text of an earlier one
        rechts = stijl.BREEDTE - punten[x] - 5
        regels = breek(tekst, max(rechts, 160))
        past = max(map(tekstbreedte, regels)) <= rechts
        hoog += len(regels) * stijl.RAND
        top, kant, ha = 1 + hoog / stijl.maat(ax)[1], 5 if past else -5, "left" if past else "right"
        ax.plot([x, x], [0, top], ":", color=GRIJS, lw=1, transform=as_, clip_on=False, zorder=1)
        stijl.schrijf(ax, "\n".join(regels), (x, top), (kant, 0), as_, ha=ha, va="top", color=GRIJS, halo=True)
    for datum, tekst in lijst:
        wat.zeg(f"Gemarkeerd: {datum_voluit(datum)}, {tekst}.")
    return ax


@dataclass(frozen=True)
class _Lijn:
    """One line: its values by their place on the axis, how it looks, and what is written instead of a value."""

    kop: Kop
    y: pd.Series
    kleur: str
    nadruk: bool
    teksten: Mapping[float, str]

    @property
    def reeks(self) -> pd.Series:
        """Its known values."""
        return self.y.dropna()

    def tekst(self, plek: float) -> str:
        return self.teksten.get(plek) or self.kop.toon(self.y[plek])

    @property
    def eindnaam(self) -> list[str]:
        """Name and last value, in lines that fit beside the chart."""
        return breek(f"{self.kop.naam} {self.tekst(self.reeks.index[-1])}", 132, KLEIN, self.nadruk)


def _merktekens(y: NDArray[np.float64]) -> list[int]:
    """Where markers stand: at few values all; of many only the first, the last, the extremes and what stands alone."""
    bekend = ~np.isnan(y)
    los = bekend & ~np.append(False, bekend[:-1]) & ~np.append(bekend[1:], False)
    merk = bekend if sum(bekend) <= _STIPPEN else los | (y == np.nanmin(y)) | (y == np.nanmax(y))
    merk[np.flatnonzero(bekend)[[0, -1]]] = True
    return list(np.flatnonzero(merk).tolist())


def _open(plaatser: Plaatser, lijn: _Lijn, naar: _Lijn) -> None:
    """Open markers, each with an arrow to the value of another line on the same place."""
    for x, w in lijn.reeks.items():
        plaatser.ax.plot([x], [w], "o", mfc=WIT, mec=lijn.kleur, mew=2, zorder=4, clip_on=False)
        plaatser.stip((x, w))
        if (doel := naar.reeks.get(x)) is not None:
            pijl = {"arrowstyle": "->", "color": lijn.kleur, "lw": 1.3, "shrinkA": 6, "shrinkB": 6}
            plaatser.ax.annotate("", (x, float(doel)), (x, float(w)), arrowprops=pijl, zorder=4)
            plaatser.lijn([(x, float(w)), (x, float(doel))])


def _streeplijn(plaatser: Plaatser, waarde: float, tekst: str) -> None:
    """A dashed line with its text above or below it, at the left or at the right."""
    van, tot = plaatser.ax.get_xlim()
    breed, opzij = stijl.maat(plaatser.ax)[0], tekstbreedte(tekst) / 2 + 4
    plaatser.ax.axhline(waarde, color=GRIJS, lw=1.3, ls="--", zorder=2)
    stappen = [(dx, dy) for dy in (10, -10) for dx in (opzij, breed - opzij)]
    plaatser.zet(tekst, (van, waarde), 999, stappen, color=GRIJS)
    plaatser.lijn([(van, waarde), (tot, waarde)])


def _namen(plaatser: Plaatser, lijst: Sequence[_Lijn]) -> None:
    """Name and last value of each: where a line stops earlier, there if there is room; else at the right edge."""
    rand, aan_de_rand = stijl.vak(plaatser.ax), []
    for lijn in lijst:
        plek = (lijn.reeks.index[-1], float(lijn.reeks.iloc[-1]))
        x, y = plaatser.punten([plek])[0]
        naam = " ".join(lijn.eindnaam)
        if x > rand.x1 - 1 or not plaatser.zet(naam, plek, 0, vet=lijn.nadruk, color=lijn.kleur):
            aan_de_rand.append((lijn, plek, x, y))
    hoogten = [len(lijn.eindnaam) * stijl.RAND + 2 for lijn, *_ in aan_de_rand]
    plekken = spreid([y for *_, y in aan_de_rand], hoogten, rand.y0 - 6, rand.y1)
    for (lijn, plek, x, y), hoog in zip(aan_de_rand, plekken, strict=True):
        hoe: dict[str, Any] = {"ha": "left", "color": lijn.kleur, "weight": VET if lijn.nadruk else 400, "zorder": 5}
        if abs(hoog - y) > 7:  # a thin line leads to it; never a level one, that would read as data
            hoe["arrowprops"] = {"arrowstyle": "-", "color": lijn.kleur, "lw": 0.8, "shrinkA": 3, "shrinkB": 5}
        stap = (rand.x1 - x + _RUIM, hoog - y)
        stijl.schrijf(plaatser.ax, "\n".join(lijn.eindnaam), plek, stap, halo=True, **hoe)


def _waarden(plaatser: Plaatser, lijst: Sequence[_Lijn], gezegd: set[tuple[float, Getal]]) -> None:
    """Values at the points, where there is room: the first and the extremes, and after those the others, where few.

    Where lines meet it is told once; `gezegd` are those that stand with the names.
    """
    for eerst in (True, False):
        for lijn in lijst:
            hoofd = {lijn.reeks.iloc[0], lijn.reeks.min(), lijn.reeks.max()}
            for x, w in lijn.reeks.items():
                aan_de_beurt = (w in hoofd) == eerst and (eerst or len(lijn.reeks) <= _WEINIG)
                if aan_de_beurt and (x, w) not in gezegd:
                    kosten = 14 if eerst else 5
                    if plaatser.zet(lijn.tekst(x), (x, float(w)), kosten, vet=lijn.nadruk, color=lijn.kleur):
                        gezegd.add((x, w))
