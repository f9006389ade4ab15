"""Room for labels: none over another, none off the sheet, each as near to its place as that allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import ArrayLike, NDArray

from ibtlib.weergave.letters import KLEIN, tekstbreedte

HOOG = KLEIN + 2  # points that a line of text takes


def punten(ax: Axes, plekken: ArrayLike) -> NDArray[np.float64]:
    """Where places in the chart lie on the sheet, in points from its bottom left."""
    return np.asarray(ax.transData.transform(plekken) * 72 / ax.figure.dpi)


def tekstvak(x: float, y: float, tekst: str, vet: bool = False) -> Bbox:
    """The room of a line of text around a point of the sheet."""
    breed = tekstbreedte(tekst, KLEIN, vet)
    return Bbox.from_bounds(x - breed / 2, y - HOOG / 2, breed, HOOG)


class Plaatser:
    """Remembers what is taken and picks the best free place for the next label.

    Labels never overlap each other; crossing a line costs as much as the length of line under the letters.

    Parameters
    ----------
    ruimte : Bbox
        Within which labels stay, in points.
    """

    def __init__(self, ruimte: Bbox):
        self.ruimte = ruimte
        self.vakken: list[Bbox] = []
        self.inkt = np.empty((0, 2))

    def lijn(self, plekken: ArrayLike) -> None:
        """Take note of a line through points, as a row of dots two points apart; not where it has a gap."""
        for van, tot in pairwise(np.asarray(plekken, float)):
            if np.isfinite([van, tot]).all():
                stappen = np.linspace(0, 1, max(2, int(np.hypot(*(tot - van)) / 2)))[:, None]
                self.inkt = np.vstack([self.inkt, van + (tot - van) * stappen])

    def kies(self, kandidaten: Iterable[Bbox], hoogstens: float) -> Bbox | None:
        """The cheapest candidate, the earliest one when equal; None when all cost more than `hoogstens`."""
        r = self.ruimte
        vrij = [
            vak
            for vak in kandidaten
            if r.x0 <= vak.x0 and vak.x1 <= r.x1 and r.y0 <= vak.y0 and vak.y1 <= r.y1
            if not vak.count_overlaps(self.vakken)
        ]
        kosten = [vak.count_contains(self.inkt) if len(self.inkt) else 0 for vak in vrij]
        if not kosten or min(kosten) > hoogstens:
            return None
        beste = vrij[kosten.index(min(kosten))]
        self.vakken.append(beste)
        return beste


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
