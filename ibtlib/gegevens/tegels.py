"""A place on the tile map for every gemeente: near where it lies when borders are known, else a neat grid by name.

What it gives is a start: the analyst moves tiles in `tegelkaart.csv`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from ibtlib.gegevens.grenzen import Ring

LETTERS = 3  # of an abbreviation


@dataclass(frozen=True)
class Tegel:
    """One gemeente on the map; row 0 is the north, column 0 the west."""

    gemeentecode: str
    gemeente: str
    afkorting: str
    rij: int
    kolom: int


def leg_tegels(
    namen: Mapping[str, str], gebieden: Mapping[str, tuple[Ring, ...]] | None = None, bezet: Iterable[str] = ()
) -> list[Tegel]:
    """Tiles for gemeenten, none on top of another.

    Parameters
    ----------
    namen : mapping of code to name
    gebieden : mapping of code to rings, optional
        Real borders, in metres with y towards the north; used when every gemeente has them.
    bezet : iterable of str
        Abbreviations that are taken.

    Examples
    --------
    >>> [(t.afkorting, t.rij, t.kolom) for t in leg_tegels({"GM1": "Almere", "GM2": "Dronten", "GM3": "Urk"})]
    [('ALM', 0, 0), ('DRO', 0, 1), ('URK', 1, 0)]
    """
    op_naam = sorted(namen, key=lambda code: (namen[code], code))
    if gebieden and set(namen) <= set(gebieden):
        plekken = _naar_ligging({code: _midden(gebieden[code]) for code in op_naam})
    else:
        breed = math.ceil(math.sqrt(len(op_naam)))
        plekken = {code: divmod(nummer, breed) for nummer, code in enumerate(op_naam)}
    kort = afkortingen([namen[code] for code in op_naam], bezet)
    return [Tegel(c, namen[c], a, *plekken[c]) for c, a in zip(op_naam, kort, strict=True)]


def afkortingen(namen: list[str], bezet: Iterable[str] = ()) -> list[str]:
    """Three letters of each name, in its own order, no two the same.

    >>> afkortingen(["'s-Hertogenbosch", "Zeewolde", "Zeeland", "Súdwest-Fryslân"])
    ['SHE', 'ZEE', 'ZEL', 'SUD']
    """
    gebruikt = set(bezet)
    uit = []
    for naam in namen:
        kaal = re.sub("[^A-Z]", "", unicodedata.normalize("NFD", naam).upper())
        mogelijk = [kaal[0] + "".join(rest) for rest in combinations(kaal[1:], LETTERS - 1)] or [kaal]
        vrij = next((m for m in mogelijk if m not in gebruikt), f"{kaal[:2]}{len(gebruikt)}")
        gebruikt.add(vrij)
        uit.append(vrij)
    return uit


def _midden(ringen: tuple[Ring, ...]) -> tuple[float, float]:
    """Centre of gravity of the largest ring."""
    delen = []
    for ring in ringen:
        opp = x = y = 0.0
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            kruis = x1 * y2 - x2 * y1
            opp, x, y = opp + kruis, x + (x1 + x2) * kruis, y + (y1 + y2) * kruis
        if opp:
            delen.append((abs(opp), x / (3 * opp), y / (3 * opp)))
    return max(delen)[1:] if delen else ringen[0][0]


def _naar_ligging(middens: Mapping[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """The free cell of a grid nearest to each centre; then cells are swapped as long as that brings them nearer."""
    west, oost = (f(x for x, _ in middens.values()) for f in (min, max))
    zuid, noord = (f(y for _, y in middens.values()) for f in (min, max))
    n = len(middens)
    zijde = max(math.sqrt((oost - west) * (noord - zuid) / n), max(oost - west, noord - zuid) / n) or 1.0
    wens = {code: ((noord - y) / zijde, (x - west) / zijde) for code, (x, y) in middens.items()}
    rijen, kolommen = (math.ceil((b - a) / zijde) + 1 for a, b in ((zuid, noord), (west, oost)))
    vrij = {(r, k) for r in range(rijen) for k in range(kolommen)}

    def ver(code: str, plek: tuple[int, int]) -> float:
        return (wens[code][0] - plek[0]) ** 2 + (wens[code][1] - plek[1]) ** 2

    uit: dict[str, tuple[int, int]] = {}
    for code in sorted(wens, key=lambda c: (wens[c], c)):
        uit[code] = min(vrij, key=lambda plek: (ver(code, plek), plek))
        vrij.remove(uit[code])
    beter = True
    while beter:
        beter = False
        for een, ander in combinations(sorted(uit), 2):
            winst = ver(een, uit[een]) + ver(ander, uit[ander]) - ver(een, uit[ander]) - ver(ander, uit[een])
            if winst > 1e-9:
                uit[een], uit[ander], beter = uit[ander], uit[een], True
    r0, k0 = (min(plek[i] for plek in uit.values()) for i in (0, 1))
    return {code: (r - r0, k - k0) for code, (r, k) in uit.items()}
