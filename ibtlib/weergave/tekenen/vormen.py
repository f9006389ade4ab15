"""The outline of every gemeente on a map: an equal tile, or its real borders, drawn on a sheet of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ibtlib.gegevens.grenzen import Punt, Ring

MAAS = 1.0  # units between the places where a point of a border can lie: finer than a line is thick


@dataclass(frozen=True)
class Tegel:
    """A gemeente and its place on the map; row 0 is the north, column 0 the west.

    Parameters
    ----------
    code : str
        CBS code, `GM0342`.
    gemeente, afkorting : str
        Name, and at most four letters that fit in the tile.
    rij, kolom : int
    """

    code: str
    gemeente: str
    afkorting: str
    rij: int
    kolom: int


@dataclass(frozen=True)
class Vorm:
    """The outline of one gemeente: SVG path, and the middle and width of the room for a label."""

    code: str
    pad: str
    x: float
    y: float
    breedte: float


def tegelvormen(tegels: Sequence[Tegel], breedte: float) -> tuple[list[Vorm], float]:
    """Equal tiles side by side over a width; and the height that they take.

    >>> vormen, hoogte = tegelvormen([Tegel("GM0342", "Soest", "SOE", 0, 0), Tegel("GM0355", "Zeist", "ZST", 1, 1)], 32)
    >>> vormen[1].pad, vormen[1].x, hoogte
    ('M17 17h14v14h-14z', 24.0, 32.0)
    """
    stap = breedte / (max(t.kolom for t in tegels) + 1)
    kier = 1.0
    kant = stap - 2 * kier
    vormen = [
        Vorm(
            t.code,
            f"M{_kort(t.kolom * stap + kier)} {_kort(t.rij * stap + kier)}h{_kort(kant)}v{_kort(kant)}h{_kort(-kant)}z",
            (t.kolom + 0.5) * stap,
            (t.rij + 0.5) * stap,
            kant,
        )
        for t in tegels
    ]
    return vormen, (max(t.rij for t in tegels) + 1) * stap


def gebiedsvormen(
    gebieden: Mapping[str, Sequence[Ring]], breedte: float, hoogte: float, letter: float
) -> tuple[list[Vorm], float]:
    """Real borders, fitted in a width and a height; and the height that they take.

    All points are moved to the nearest place of one grid, so that neighbours keep the very same border: no gaps
    and no overlap, which simplifying each outline by itself would give.

    Parameters
    ----------
    gebieden : mapping of code to rings
        Points in metres, y towards the north; an outline and its holes are rings alike.
    breedte, hoogte : float
        At most this large, in units of the sheet.
    letter : float
        Height of the label for which room is sought.
    """
    alle = [punt for ringen in gebieden.values() for ring in ringen for punt in ring]
    west, oost = min(x for x, _ in alle), max(x for x, _ in alle)
    zuid, noord = min(y for _, y in alle), max(y for _, y in alle)
    schaal = min((breedte - 2) / max(oost - west, 1), (hoogte - 2) / max(noord - zuid, 1))
    vormen = []
    for code, ringen in gebieden.items():
        op_blad = [[(1 + (x - west) * schaal, 1 + (noord - y) * schaal) for x, y in ring] for ring in ringen]
        zichtbaar = [v for ring in op_blad if (v := vereenvoudig(ring))]
        if not zichtbaar:  # smaller than the grid: a dot where it lies
            x, y = (round(w / MAAS) * MAAS for w in op_blad[0][0])
            zichtbaar = [((x, y), (x + MAAS, y), (x + MAAS, y + MAAS))]
        vormen.append(Vorm(code, "".join(map(_pad, zichtbaar)), *labelplek(zichtbaar, letter)))
    return vormen, (noord - zuid) * schaal + 2


def vereenvoudig(ring: Sequence[Punt]) -> Ring:
    """The ring on the grid, without points that repeat or lie on the line between their neighbours; empty without area.

    >>> vereenvoudig([(0, 0), (0.2, 0.1), (2, 0), (4.1, 0), (4, 4), (0, 0)])
    ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0))
    """
    punten: list[Punt] = []
    for x, y in ring:
        punt = (round(x / MAAS) * MAAS, round(y / MAAS) * MAAS)
        if not punten or punten[-1] != punt:
            punten.append(punt)
    while len(punten) > 1 and punten[0] == punten[-1]:
        punten.pop()
    n = len(punten)
    hoeken = [p for i, p in enumerate(punten) if not _recht(punten[i - 1], p, punten[(i + 1) % n])]
    return tuple(hoeken) if len(hoeken) > 2 else ()


def _recht(a: Punt, b: Punt, c: Punt) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def labelplek(ringen: Sequence[Ring], letter: float) -> tuple[float, float, float]:
    """Middle and width of the widest strip, as high as a letter, that lies within the outline.

    >>> labelplek([((0, 0), (40, 0), (40, 20), (0, 20))], 10)[::2]
    (20.0, 40.0)
    """
    boven, onder = min(y for r in ringen for _, y in r), max(y for r in ringen for _, y in r)
    half = min(letter, (onder - boven) * 0.9) / 2
    beste = ((ringen[0][0][0], ringen[0][0][1], 0.0), -1.0)
    midden = (boven + onder) / 2
    for i in range(1, 24):
        y = boven + (onder - boven) * i / 24
        stroken = [_binnen(ringen, y + d * half + 0.01) for d in (-1, 0, 1)]
        for links, rechts in _gedeeld(stroken):
            breed = rechts - links
            punten = breed - abs(y - midden) * 0.05  # of equal strips the one nearest to the middle
            if punten > beste[1]:
                beste = ((links + rechts) / 2, y, breed), punten
    return beste[0]


def _binnen(ringen: Iterable[Ring], y: float) -> list[tuple[float, float]]:
    """Where a horizontal line is inside: pairs of crossings."""
    kruisingen = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in ringen
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(kruisingen[::2], kruisingen[1::2], strict=False))


def _gedeeld(stroken: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Stretches that lie in all."""
    samen = stroken[0]
    for strook in stroken[1:]:
        samen = [(max(a, c), min(b, d)) for a, b in samen for c, d in strook if max(a, c) < min(b, d)]
    return samen


def _pad(ring: Ring) -> str:
    (x0, y0), *rest = ring
    stappen = []
    x, y = x0, y0
    for nx, ny in rest:
        stappen.append(f"{_kort(nx - x)} {_kort(ny - y)}")
        x, y = nx, ny
    return f"M{_kort(x0)} {_kort(y0)}l{' '.join(stappen).replace(' -', '-')}z"


def _kort(waarde: float) -> str:
    return f"{round(waarde, 1):g}"
