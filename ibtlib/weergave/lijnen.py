"""Lines over half-years, with names and values where there is room, and what happened meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import Getal
from ibtlib.basis.kleuren import GRIJS
from ibtlib.basis.periode import datum_voluit
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import verloop
from ibtlib.weergave.frame import over_tijd, tijdplaats
from ibtlib.weergave.letters import KLEIN, VET, breek, tekstbreedte
from ibtlib.weergave.plaatsing import Plaatser, punten, spreid, tekstvak
from ibtlib.weergave.tabel import Kop

_VORMEN = "osD^vP"  # markers differ too, for who prints in grey
_HOOGTE = 246
_RUIM = 14  # points from the last value to the names of the lines
_WEINIG = 8  # points of a line, at which every value is written


@stijl.huisstijl()
def lijnen(
    frame: pd.DataFrame,
    *,
    eenheid: str,
    nadruk: str = "",
    gestreept: Collection[str] = (),
    kleuren: Mapping[str, str] | None = None,
    soort: str = "geheel",
    decimalen: int = 0,
    nullijn: bool = False,
    streeplijn: tuple[Getal, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Lines over half-years, for what develops: name and last value at the end of each, values where there is room.

    Parameters
    ----------
    frame : DataFrame
        Index perioden, in order; a column of numbers per line, one to six. A half-year without value is a gap in the
        line, never a zero; the axis shows every half-year from the first to the last.
    eenheid : str
        What the numbers count: stands above the axis.
    nadruk : str
        The line that asks attention: thicker, with its name in bold.
    gestreept : collection of str
        Lines that are dashed: planned or estimated.
    kleuren : mapping of str to str, optional
        Colour of a line; else that of what its name means, or the next of the palette.
    soort, decimalen
        As in `Kop`: `geheel`, `procent` (value ×100) or `breuk`.
    nullijn : bool
        Draw the zero line heavy. The axis always contains zero.
    streeplijn : (value, text), optional
        A dashed line across.
    ax : Axes, optional
        Where to draw; default a new sheet.

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
    perioden, namen = list(cijfers.index), list(cijfers)
    koppen = [Kop(naam, soort, decimalen) for naam in namen]
    zinnen = [f"Lijndiagram, {eenheid}, {perioden[0]} tot en met {perioden[-1]}."]
    zinnen += [verloop(kop.naam, dict(cijfers[kop.naam]), kop) for kop in koppen]
    kleur = stijl.kleur_per_reeks(namen, kleuren)
    lijst = [
        _Lijn(cijfers[kop.naam], kop, kleur[kop.naam], vorm, kop.naam == nadruk, kop.naam in gestreept)
        for kop, vorm in zip(koppen, _VORMEN, strict=False)
        if cijfers[kop.naam].notna().any()
    ]
    ax = ax or stijl.vel(_HOOGTE)
    waarden = [w for lijn in lijst for w in lijn.bekend] + ([streeplijn[0]] if streeplijn else [])
    links = stijl.waardeas(ax, waarden, koppen[0], boven=16)
    stijl.ruimte(
        ax, links, 1 + _RUIM + max(tekstbreedte(r, KLEIN, lijn.nadruk) for lijn in lijst for r in lijn.eindnaam)
    )
    ax.set_xlim(-0.5, max(len(perioden) - 1, 0.5))
    stijl.tijdas(ax, perioden)
    stijl.kop(ax, eenheid, links)
    stijl.nullijn(ax, zwaar=nullijn or ax.get_ylim()[0] < 0)
    wat = stijl.noteer(ax, stijl.Getekend(cijfers, koppen, zinnen))
    plaatser = Plaatser(stijl.vak(ax))
    for lijn in lijst:
        lijn.teken(ax)
        plaatser.lijn(punten(ax, list(enumerate(lijn.y))))
        plaatser.vakken += [Bbox.from_bounds(x - 4, y - 4, 8, 8) for x, y in lijn.punten(ax)]
    if streeplijn:
        wat.zeg(f"Streeplijn bij {koppen[0].toon(streeplijn[0])}: {streeplijn[1]}.")
        _streeplijn(ax, plaatser, float(streeplijn[0]), streeplijn[1])
    _namen(ax, plaatser, lijst)
    _waarden(ax, plaatser, lijst)
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
    # the later one lower: then its line does not cross the text of the earlier one
    for rij, (x, tekst) in enumerate(sorted(plekken, reverse=True)):
        top = 1 + (stijl.KOPHOOGTE + (rij + 0.5) * stijl.RAND) / stijl.maat(ax)[1]
        ax.plot([x, x], [0, top], ":", color=GRIJS, lw=1, transform=as_, clip_on=False, zorder=1)
        past = punten(ax, [(x, 0)])[0, 0] + 5 + tekstbreedte(tekst) <= stijl.BREEDTE
        kant, ha = (5, "left") if past else (-5, "right")
        stijl.schrijf(ax, tekst, (x, top), (kant, 0), as_, ha=ha, color=GRIJS, halo=True)
    for datum, tekst in lijst:
        wat.zeg(f"Gemarkeerd: {datum_voluit(datum)}, {tekst}.")
    return ax


@dataclass(frozen=True)
class _Lijn:
    """One line and how it is drawn."""

    reeks: pd.Series
    kop: Kop
    kleur: str
    vorm: str
    nadruk: bool
    gestreept: bool

    @property
    def y(self) -> NDArray[np.float64]:
        return self.reeks.to_numpy(float, na_value=np.nan)

    @property
    def bekend(self) -> list[Getal]:
        return list(self.reeks.dropna())

    @property
    def eindnaam(self) -> list[str]:
        """Name and last value, in lines that fit beside the chart."""
        return breek(f"{self.kop.naam} {self.kop.toon(self.bekend[-1])}", 132, KLEIN, self.nadruk)

    def punten(self, ax: Axes) -> NDArray[np.float64]:
        """Where its values lie on the sheet."""
        x = np.flatnonzero(~np.isnan(self.y))
        return punten(ax, np.column_stack([x, self.y[x]]))

    def teken(self, ax: Axes) -> None:
        """With a marker at every value, of many only at the first, the last, the extremes and what stands alone."""
        y = self.y
        bekend = ~np.isnan(y)
        los = bekend & ~np.append(False, bekend[:-1]) & ~np.append(bekend[1:], False)
        merk = bekend if sum(bekend) <= 12 else los | (y == np.nanmin(y)) | (y == np.nanmax(y))
        merk[np.flatnonzero(bekend)[[0, -1]]] = True
        streep, dik, laag = "--" if self.gestreept else "-", 3 if self.nadruk else 2, 4 if self.nadruk else 3
        plekken = np.flatnonzero(merk).tolist()
        ax.plot(y, streep, marker=self.vorm, markevery=plekken, color=self.kleur, lw=dik, clip_on=False, zorder=laag)

    def schrijf(self, ax: Axes, vak: Bbox, tekst: str) -> None:
        """A text of this line in a room of the sheet."""
        _schrijf(ax, vak, tekst, self.kleur, self.nadruk)

    def plek(self, plaatser: Plaatser, punt: NDArray[np.float64], tekst: str, hoogstens: float) -> Bbox | None:
        """Room for a text above, below or beside a point."""
        breed = tekstbreedte(tekst, KLEIN, self.nadruk)
        keuzes = [(dx, dy) for dy in (14.5, -14.5) for dx in (0, -breed / 3, breed / 3)]
        keuzes += [(breed / 2 + 8, 0), (-breed / 2 - 8, 0)]
        x, y = punt.tolist()
        return plaatser.kies([tekstvak(x + dx, y + dy, tekst, self.nadruk) for dx, dy in keuzes], hoogstens)


def _streeplijn(ax: Axes, plaatser: Plaatser, waarde: float, tekst: str) -> None:
    ax.axhline(waarde, color=GRIJS, lw=1.3, ls="--", zorder=2)
    links, rechts = stijl.vak(ax).x0, stijl.vak(ax).x1
    hoog, half = float(punten(ax, [(0, waarde)])[0, 1]), tekstbreedte(tekst) / 2
    plekken = [tekstvak(x, y, tekst) for y in (hoog + 10, hoog - 10) for x in (links + 4 + half, rechts - 4 - half)]
    _schrijf(ax, plaatser.kies(plekken, 999) or plekken[0], tekst, GRIJS)
    plaatser.lijn([(links, hoog), (rechts, hoog)])


def _namen(ax: Axes, plaatser: Plaatser, lijst: Sequence[_Lijn]) -> None:
    """Name and last value of each: where a line stops earlier, there if there is room; else at the right edge."""
    vak, aan_de_rand = stijl.vak(ax), []
    for lijn in lijst:
        einde, naam = lijn.punten(ax)[-1], " ".join(lijn.eindnaam)
        if einde[0] < vak.x1 - 1 and (plek := lijn.plek(plaatser, einde, naam, 0)):
            lijn.schrijf(ax, plek, naam)
        else:
            aan_de_rand.append((lijn, *einde))
    hoogten = [len(lijn.eindnaam) * stijl.RAND + 2 for lijn, _, _ in aan_de_rand]
    plekken = spreid([y for *_, y in aan_de_rand], hoogten, vak.y0 - 6, vak.y1)
    for (lijn, x, y), hoog in zip(aan_de_rand, plekken, strict=True):
        if abs(hoog - y) > 7 or x < vak.x1 - 1:  # a thin line leads to it
            draad = np.array([(x + 5, y), (vak.x1 + _RUIM - 3, hoog)])
            op_as = ax.transData.inverted().transform(draad * ax.figure.dpi / 72)
            ax.plot(*op_as.T, color=lijn.kleur, lw=0.8, clip_on=False)
            plaatser.lijn(draad)
        hoe = {"ha": "left", "color": lijn.kleur, "weight": VET if lijn.nadruk else 400, "zorder": 5}
        naam = "\n".join(lijn.eindnaam)
        stijl.schrijf(ax, naam, (1, 0), (_RUIM, hoog - vak.y0), "axes fraction", halo=True, **hoe)


def _waarden(ax: Axes, plaatser: Plaatser, lijst: Sequence[_Lijn]) -> None:
    """Values at the points, where there is room: the first and the extremes, and after those the others, where few."""
    gezegd = {(lijn.reeks.last_valid_index(), lijn.bekend[-1]) for lijn in lijst}  # where lines meet it is told once
    rijtje = []
    for lijn in lijst:
        uitersten = min(lijn.bekend), max(lijn.bekend)
        for nr, (plaats, punt) in enumerate(zip(lijn.reeks.dropna().items(), lijn.punten(ax), strict=True)):
            belangrijk = nr == 0 or plaats[1] in uitersten
            if belangrijk or len(lijn.bekend) <= _WEINIG:
                rijtje.append((not belangrijk, lijn, plaats, punt))
    for later, lijn, plaats, punt in sorted(rijtje, key=lambda w: w[0]):
        tekst = lijn.kop.toon(plaats[1])
        if plaats not in gezegd and (vak := lijn.plek(plaatser, punt, tekst, 5 if later else 14)):
            gezegd.add(plaats)
            lijn.schrijf(ax, vak, tekst)


def _schrijf(ax: Axes, vak: Bbox, tekst: str, kleur: str, vet: bool = False) -> None:
    """A text in a room of the sheet."""
    van = stijl.vak(ax)
    plek = (vak.x0 + vak.width / 2 - van.x0, vak.y0 + vak.height / 2 - van.y0)
    stijl.schrijf(
        ax, tekst, (0, 0), plek, "axes fraction", color=kleur, weight=VET if vet else 400, halo=True, zorder=5
    )
