"""Room for labels: none over another, none off the sheet, each as near to its place as that allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Vak:
    """A rectangle on the sheet that a text takes up; `x`, `y` is its top left."""

    x: float
    y: float
    breedte: float
    hoogte: float

    def raakt(self, ander: Vak, marge: float = 1) -> bool:
        return (
            self.x < ander.x + ander.breedte + marge
            and ander.x < self.x + self.breedte + marge
            and self.y < ander.y + ander.hoogte
            and ander.y < self.y + self.hoogte
        )

    def bevat(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.breedte and self.y <= y <= self.y + self.hoogte


class Plaatser:
    """Remembers what is taken and picks the best free place for the next label.

    Labels never overlap each other; crossing a line costs as much as the length of line under the letters.
    """

    def __init__(self, ruimte: Vak):
        self.ruimte = ruimte
        self.vakken: list[Vak] = []
        self.punten: list[tuple[float, float]] = []

    def lijn(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Take note of a line, as a row of dots two units apart."""
        n = max(1, int(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 / 2))
        self.punten += [(x1 + (x2 - x1) * i / n, y1 + (y2 - y1) * i / n) for i in range(n + 1)]

    def kies(self, kandidaten: Iterable[Vak], hoogstens: int) -> Vak | None:
        """The cheapest candidate, the earliest one when equal; None when all cost more than `hoogstens`."""
        beste: tuple[int, Vak] | None = None
        for vak in kandidaten:
            r = self.ruimte
            if (
                vak.x < r.x
                or vak.y < r.y
                or vak.x + vak.breedte > r.x + r.breedte
                or vak.y + vak.hoogte > r.y + r.hoogte
            ):
                continue
            if any(vak.raakt(v) for v in self.vakken):
                continue
            kosten = sum(vak.bevat(*p) for p in self.punten)
            if kosten <= hoogstens and (beste is None or kosten < beste[0]):
                beste = (kosten, vak)
        if beste is None:
            return None
        self.vakken.append(beste[1])
        return beste[1]


def spreid(middens: Sequence[float], hoogten: Sequence[float], boven: float, onder: float) -> list[float]:
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
    return duw(duw(midden, volgorde[::-1], onder, -1), volgorde, boven, 1)
