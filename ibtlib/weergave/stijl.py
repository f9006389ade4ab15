"""The house style of charts, as far as a style sheet cannot say it: sheet, typeface, Dutch numbers, what was drawn.

`huisstijl.mplstyle` has the rest. Every chart function draws within `huisstijl()`, so that it neither depends on the
settings of the analyst nor changes them, and notes what it draws (`noteer`): `figuur` takes words and numbers from there.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import cycle
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from matplotlib import rc_params_from_file, style
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import XAxis
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.scale import LinearScale, register_scale
from matplotlib.ticker import MaxNLocator, ScalarFormatter
from matplotlib.transforms import Bbox

from ibtlib.basis.getallen import Getal
from ibtlib.basis.kleuren import BETEKENIS, GRIJS, INKT, REEKSEN, WIT
from ibtlib.basis.plaatsen import PAKKET
from ibtlib.weergave.beschrijving import GEEN
from ibtlib.weergave.frame import soort_categorie
from ibtlib.weergave.letters import KLEIN, REGEL, breek, lettermap, tekstbreedte
from ibtlib.weergave.tabel import Kop

BREEDTE = 560  # points: every chart is as wide, so that their letters come out equally large on a page
HALF = 320  # the same of two charts beside each other
RAND = KLEIN * REGEL  # height of a line of text
KOPHOOGTE = 6 + RAND  # from the axes to above the line that says what the numbers count


@contextmanager
def huisstijl() -> Iterator[None]:
    """Everything drawn within is in the style of the house, whatever the settings are; after it they are as before.

    >>> import matplotlib
    >>> voor = dict(matplotlib.rcParams)
    >>> with huisstijl():
    ...     matplotlib.rcParams["font.size"]
    13.0
    >>> dict(matplotlib.rcParams) == voor
    True
    """
    with style.context(_instellingen(), after_reset=True):
        yield


@cache
def _instellingen() -> dict[str, Any]:
    for bestand in ("FiraSans-Regular.ttf", "FiraSans-SemiBold.ttf"):
        fontManager.addfont(lettermap() / bestand)
        # before one of the same name on this machine, which may be another version
        fontManager.ttflist.insert(0, fontManager.ttflist.pop())
    stijlblad = rc_params_from_file(PAKKET / "huisstijl.mplstyle", use_default_template=False)
    return {naam: stijlblad[naam] for naam in stijlblad}


# --- for drawings of one's own ---------------------------------------------------------------------------------


def stijl() -> None:
    """Draw with matplotlib, seaborn and pandas in the style of the house from here on, with Dutch numbers along the axes.

    For one notebook: call it once, after the import. The sheet alone is `plt.style.use("ibtlib.huisstijl")`.

    Examples
    --------
    >>> import matplotlib, matplotlib.pyplot as plt
    >>> with matplotlib.rc_context():
    ...     stijl()
    ...     fig, ax = plt.subplots()
    ...     ax.get_yaxis().get_major_formatter().format_data(1234.5)
    ...     plt.close(fig)
    '1.234,5'
    """
    style.use(_instellingen())
    register_scale(_Lineair)


class NederlandseGetallen(ScalarFormatter):
    """Numbers along an axis: 1.234,5; a year stays a year."""

    def __init__(self) -> None:
        super().__init__(useOffset=False)
        self.set_scientific(False)

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self._nederlands(super().__call__(x, pos))

    def format_data(self, value: float) -> str:
        return self._nederlands(f"{value:.12g}".replace("-", "−"))

    def _nederlands(self, tekst: str) -> str:
        heel, _, deel = tekst.partition(".")
        heel = heel if self._toont_jaren() else re.sub(r"\B(?=(\d{3})+$)", ".", heel)
        return f"{heel},{deel}" if deel else heel

    def _toont_jaren(self) -> bool:
        return isinstance(self.axis, XAxis) and all(1900 <= float(x) <= 2100 for x in self.axis.get_view_interval())


class _Lineair(LinearScale):
    name = "linear"

    def __init__(self) -> None:
        super().__init__(None)

    def set_default_locators_and_formatters(self, axis: Any) -> None:
        super().set_default_locators_and_formatters(axis)
        axis.set_major_formatter(NederlandseGetallen())


def in_het_nederlands(fig: Figure) -> None:
    """Dutch numbers along the axes that nobody gave another notation."""
    for ax in fig.get_axes():
        for as_ in (ax.xaxis, ax.yaxis):
            if type(as_.get_major_formatter()) is ScalarFormatter:
                as_.set_major_formatter(NederlandseGetallen())


def sluit(fig: Figure) -> None:
    """Take a drawing from pyplot, so that a notebook does not show it a second time, as an image without words."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(fig)


# --- what was drawn -----------------------------------------------------------------------------------------


@dataclass
class Getekend:
    """What an Axes shows: the frame that was drawn, how its numbers are written, and sentences that say it.

    Parameters
    ----------
    frame : DataFrame
        Exact numbers (int, Fraction), None for what is missing.
    koppen : sequence of Kop
        Of its columns.
    zinnen : list of str
        The alternative text.
    leeg : str
        What is said of a missing number.
    opmerkingen : list of str
        Those of the sentences that belong under the table of numbers as well.
    """

    frame: pd.DataFrame
    koppen: Sequence[Kop]
    zinnen: list[str]
    leeg: str = GEEN
    opmerkingen: list[str] = field(default_factory=list)

    @property
    def alt(self) -> str:
        return " ".join(self.zinnen)

    def zeg(self, zin: str) -> None:
        """Add what no number of the frame tells."""
        self.zinnen.append(zin)
        self.opmerkingen.append(zin)


_GETEKEND: WeakKeyDictionary[Axes, Getekend] = WeakKeyDictionary()


def noteer(ax: Axes, wat: Getekend) -> Getekend:
    """Remember what an Axes shows, for `figuur`."""
    _GETEKEND[ax] = wat
    return wat


def getekend(ax: Axes) -> Getekend | None:
    """What a chart function of the house drew on this Axes; None where none did."""
    return _GETEKEND.get(ax)


# --- the sheet ----------------------------------------------------------------------------------------------


def vel(hoogte: float, breedte: float = BREEDTE) -> Axes:
    """A sheet with one Axes that fills it, in points; for what stands outside it room is made in the end (`svg`)."""
    fig = Figure((breedte / 72, hoogte / 72))
    ax = fig.add_axes((0, 0, 1, 1))
    fig.patch.set_visible(False)
    ax.patch.set_visible(False)
    return ax


def blad(hoogte: float, breedte: float = BREEDTE) -> Axes:
    """A sheet without axes, measured in points from its top left."""
    ax = vel(hoogte, breedte)
    ax.set(xlim=(0, breedte), ylim=(hoogte, 0))
    ax.axis("off")
    return ax


def vak(ax: Axes) -> Bbox:
    """Where the axes lie on the sheet, in points."""
    return Bbox(ax.bbox.get_points() * 72 / ax.figure.dpi)


def maat(ax: Axes) -> tuple[float, float]:
    """Width and height of the axes in points."""
    return float(vak(ax).width), float(vak(ax).height)


def ruimte(ax: Axes, links: float, rechts: float = 0) -> None:
    """Leave so many points free beside the axes, within the room that they had."""
    x, y, breed, hoog = ax.get_position().bounds
    per = breed / maat(ax)[0]
    ax.set_position((x + links * per, y, breed - (links + rechts) * per, hoog))


def kop(ax: Axes, tekst: str, links: float = 0, hoog: float = 6) -> None:
    """What the numbers count, above the axes at the left edge of the sheet."""
    regels = "\n".join(breek(tekst, BREEDTE))
    schrijf(ax, regels, (0, 1), (-links, hoog), "axes fraction", ha="left", va="bottom", color=GRIJS)


def schrijf(
    ax: Axes,
    tekst: str,
    plek: tuple[float, float],
    punten: tuple[float, float] = (0, 0),
    van: Any = "data",
    halo: bool = False,
    **hoe: Any,
) -> None:
    """A text so many points from a place, where it may stand outside the axes; `halo` keeps a line under it away."""
    if halo:
        hoe["bbox"] = {"fc": WIT, "ec": "none", "pad": 0.5, "alpha": 0.85}
    stand = {"ha": "center", "va": "center"} | hoe
    ax.annotate(tekst, plek, punten, xycoords=van, textcoords="offset points", annotation_clip=False, **stand)


def nullijn(ax: Axes, zwaar: bool = False) -> None:
    """The line of zero instead of the lower edge of the axes."""
    ax.spines["bottom"].set_visible(False)
    ax.axhline(0, color=INKT, lw=2 if zwaar else 1, clip_on=False)


def namen_onder(ax: Axes, namen: Sequence[str]) -> None:
    """Names of categories along the x-axis, in as many lines as they need; half-years as `tijdas` writes them.

    Text and lines of one's own stand at a name too: `ax.annotate("hoogste", ("2023-1", 1651))`.
    """
    ax.grid(False)
    ax.xaxis.update_units(list(namen))
    if soort_categorie(namen) != "categorie":
        tijdas(ax, namen)
    else:
        ax.set_xticks(range(len(namen)), ["\n".join(breek(n, maat(ax)[0] / len(namen) - 4)) for n in namen])


def voetnoot(ax: Axes, links: float = 0) -> None:
    """What a dash stands for; below the names along the axis."""
    regels = max((t.get_text().count("\n") + 1 for t in ax.get_xticklabels()), default=0)
    onder = 4 + (regels * RAND + 6 if regels else 0)
    schrijf(ax, f"– {GEEN}", (0, 0), (-links, -onder), "axes fraction", ha="left", va="top", color=GRIJS)


def sleutel(ax: Axes, vlakken: Sequence[Artist], naast_elkaar: int, links: float = 0) -> None:
    """What each colour stands for, below the chart; as many in a row as fit, if need be from the left of the sheet."""
    breed, hoog = maat(ax)
    per_stuk = max(tekstbreedte(str(vlak.get_label())) for vlak in vlakken) + 30
    naast_elkaar = max(1, min(naast_elkaar, len(vlakken), int(BREEDTE // per_stuk)))
    if links + naast_elkaar * per_stuk <= BREEDTE:
        links = 0
    op_rij = [vlak for i in range(naast_elkaar) for vlak in vlakken[i::naast_elkaar]]  # a legend fills columns first
    ax.legend(handles=op_rij, ncols=naast_elkaar, loc="upper left", bbox_to_anchor=(-links / breed, -8 / hoog))


def waardeas(ax: Axes, waarden: Collection[Getal], kop: Kop, boven: float = 0) -> float:
    """Round values along the y-axis, in Dutch, that cover all and zero; gives the room that they take, in points.

    An outermost one that leaves more than half of its step empty is not there: the axis ends at the last value then.

    Parameters
    ----------
    waarden : collection of int or Fraction
        That have to fit.
    kop : Kop
        How they are written.
    boven : float
        Points that stay free above the highest value, and below a lowest that is no round one, for labels.
    """
    laag, hoog = float(min(0, *waarden)), float(max(0, *waarden) or 1)
    schaal = MaxNLocator(5, steps=[1, 2, 5, 10], integer=not kop.decimalen)
    strepen = [Fraction(s).limit_denominator(1000) for s in np.asarray(schaal.tick_values(laag, hoog)).tolist()]
    decimalen = next(n for n in range(4) if all(s * 10**n % 1 == 0 for s in strepen))
    half = (strepen[1] - strepen[0]) / 2
    van, tot = int(laag - strepen[0] > half), len(strepen) - int(strepen[-1] - hoog > half)
    laag, hoog = laag if van else float(strepen[0]), float(strepen[-1]) if tot == len(strepen) else hoog
    strepen, onder = strepen[van:tot], boven * van
    namen = [Kop("", "procent" if kop.soort == "procent" else "breuk", decimalen).toon(s) for s in strepen]
    ax.set_yticks([float(s) for s in strepen], namen)
    per = (hoog - laag) / (maat(ax)[1] - boven - onder)
    ax.set_ylim(laag - onder * per, hoog + boven * per)
    ax.grid(True, axis="y")
    return max(map(tekstbreedte, namen)) + 8


def tijdas(ax: Axes, perioden: Sequence[str], eerste: float = 0) -> None:
    """Names of the half-years: `2024-1`, or where that does not fit its year under the first of two, or years alone.

    Those of peildata: day and month above the year, or where that does not fit the first of January alone.
    """
    plekken = [eerste + i for i in range(len(perioden))]
    van, tot = ax.get_xlim()
    stap = maat(ax)[0] / (tot - van)
    if soort_categorie(perioden) == "peildatum":
        ruim = stap >= tekstbreedte("1 jan") + 6
        kort = [re.sub(r"^(1 \w{3})\w* ", r"\1\n", p) for p in perioden]
        ax.set_xticks(plekken, [naam if ruim or naam.startswith("1 jan") else "" for naam in kort])
        return
    if stap >= tekstbreedte("2024-1") + 6:
        ax.set_xticks(plekken, perioden)
        return
    jaarlijks = [i for i, p in enumerate(perioden) if i == 0 or p.endswith("-1")]
    om = max(1, math.ceil((tekstbreedte("2024") + 6) / (2 * stap)))
    jaren = {i: perioden[i][:4] for i in jaarlijks[::om]}
    half = [p[5:] if stap >= 11 else "" for p in perioden]
    ax.set_xticks(plekken, [f"{h}\n{jaren.get(i, '')}".strip() for i, h in enumerate(half)])


def kleur_per_reeks(namen: Sequence[str], kleuren: Mapping[str, str] | None) -> dict[str, str]:
    """A colour for every series: the one asked for, that of what it means, or else the next of the palette."""
    vast = {n: k for n, k in {**BETEKENIS, **(kleuren or {})}.items() if n in namen}
    vrij = cycle(k for k in REEKSEN if k not in vast.values())
    return {n: vast.get(n) or next(vrij) for n in namen}
