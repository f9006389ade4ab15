"""Room for labels: none over another, none off the chart, each as near to its place as that allows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import ArrayLike, NDArray

from ibtlib.weergave import stijl
from ibtlib.weergave.letters import KLEIN, VET, tekstbreedte

_HOOG = KLEIN + 2  # points that a line of text takes
_STIP = 4  # points from the middle of a marker to its edge
_AF = 14.5  # points from a marker to the middle of a text above or below it

Stap = tuple[float, float]  # from a place in the chart to the middle of a text, in points


class Plaatser:
    """Remembers what is taken in a chart and writes each next label in the best place that is free.

    Labels never overlap each other; crossing a line costs as much as the length of line under the letters.

    Parameters
    ----------
    ax : Axes
        Its limits are final: what is taken is remembered in points.
    """

    def __init__(self, ax: Axes):
        self.ax = ax
        self.vakken: list[Bbox] = []
        self.inkt = np.empty((0, 2))

    def punten(self, plekken: ArrayLike) -> NDArray[np.float64]:
        """Where places in the chart lie on the sheet, in points from its bottom left."""
        return np.asarray(self.ax.transData.transform(plekken) * 72 / self.ax.figure.dpi)

    def lijn(self, plekken: ArrayLike) -> None:
        """Take note of a line through places, as a row of dots two points apart; not where it has a gap."""
        for van, tot in pairwise(self.punten(plekken)):
            if np.isfinite([van, tot]).all():
                stappen = np.linspace(0, 1, max(2, int(np.hypot(*(tot - van)) / 2)))[:, None]
                self.inkt = np.vstack([self.inkt, van + (tot - van) * stappen])

    def stip(self, plek: tuple[float, float]) -> None:
        """Take note of a marker."""
        ((x, y),) = self.punten([plek])
        self.vakken.append(Bbox([[x - _STIP, y - _STIP], [x + _STIP, y + _STIP]]))

    def zet(
        self,
        tekst: str,
        plek: tuple[float, float],
        hoogstens: float,
        stappen: Sequence[Stap] = (),
        vet: bool = False,
        **hoe: Any,
    ) -> bool:
        """Write a text near a place, in the cheapest room, the earliest one when equal.

        Parameters
        ----------
        tekst : str
            One line.
        plek : (x, y)
            In the chart.
        hoogstens : float
            What crossing lines may cost.
        stappen : sequence of (right, up), optional
            Where it may stand; default above, below, or beside the place.

        Returns
        -------
        bool
            False when there is no room: then it is not written.
        """
        breed = tekstbreedte(tekst, KLEIN, vet)
        boven_onder = [(dx, dy) for dy in (_AF, -_AF) for dx in (0, -breed / 3, breed / 3)]
        stappen = stappen or [*boven_onder, (breed / 2 + 2 * _STIP, 0), (-breed / 2 - 2 * _STIP, 0)]
        ruimte, ((x, y),) = stijl.vak(self.ax), self.punten([plek])
        beste: tuple[float, Stap, Bbox] | None = None
        for dx, dy in stappen:
            vak = Bbox.from_bounds(x + dx - breed / 2, y + dy - _HOOG / 2, breed, _HOOG)
            binnen = ruimte.x0 <= vak.x0 and vak.x1 <= ruimte.x1 and ruimte.y0 <= vak.y0 and vak.y1 <= ruimte.y1
            if binnen and not vak.count_overlaps(self.vakken):
                kosten = vak.count_contains(self.inkt) if len(self.inkt) else 0
                if kosten <= hoogstens and (beste is None or kosten < beste[0]):
                    beste = kosten, (dx, dy), vak
        if beste is None:
            return False
        self.vakken.append(beste[2])
        stijl.schrijf(self.ax, tekst, plek, beste[1], weight=VET if vet else 400, halo=True, zorder=5, **hoe)
        return True


def spreid(middens: Sequence[float], hoogten: Sequence[float], laagste: float, hoogste: float) -> list[float]:
    """Move labels along a line as little as it takes to keep them apart and between two bounds.

    >>> spreid([10, 12, 60], [10, 10, 10], 0, 100)
    [6.0, 16.0, 60.0]
    """
    volgorde = sorted(range(len(middens)), key=lambda i: (middens[i], i))

    def duw(plaatsen: list[float], rij: Sequence[int], grens: float, richting: int) -> list[float]:
        uit = list(plaatsen)
        for i in rij:
            uit[i] = richting * max(richting * uit[i], richting * grens + hoogten[i] / 2)
            grens = uit[i] + richting * hoogten[i] / 2
        return uit

    oneindig = 1e9
    omlaag = duw(list(middens), volgorde, -oneindig, 1)
    omhoog = duw(list(middens), volgorde[::-1], oneindig, -1)
    # Both keep the labels apart, hence so does the middle of the two.
    midden = [(a + b) / 2 for a, b in zip(omlaag, omhoog, strict=True)]
    return duw(duw(midden, volgorde[::-1], hoogste, -1), volgorde, laagste, 1)
