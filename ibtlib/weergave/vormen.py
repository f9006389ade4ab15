"""The outline of every gemeente on a map: an equal tile, or its real borders, on a sheet of a given width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.path import Path
from numpy.lib.stride_tricks import sliding_window_view

from ibtlib.gegevens.grenzen import Punt, Ring

MAAS = 1.0  # points between the places where a point of a border can lie: finer than a line is thick


@dataclass(frozen=True)
class Vorm:
    """The outline of one gemeente: rings on the sheet, and the middle and width of the room for a label."""

    code: str
    ringen: tuple[Ring, ...]
    x: float
    y: float
    breedte: float

    @property
    def pad(self) -> Path:
        """To fill: outlines turn one way and holes the other."""
        gericht = [_gericht(ring, self.ringen) for ring in self.ringen]
        return Path.make_compound_path(*(Path((*ring, ring[0]), closed=True) for ring in gericht))

    def verplaatst(self, dx: float, dy: float) -> Vorm:
        """The same, elsewhere on the sheet."""
        ringen = tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in self.ringen)
        return Vorm(self.code, ringen, self.x + dx, self.y + dy, self.breedte)


def tegelvormen(tegels: pd.DataFrame, breedte: float, kier: float = 1) -> tuple[list[Vorm], float]:
    """Equal tiles side by side over a width, with white between them; and the height that they take.

    Parameters
    ----------
    tegels : DataFrame
        Index gemeentecode; columns `rij` and `kolom`: row 0 is the north, column 0 the west.

    Examples
    --------
    >>> tegels = pd.DataFrame({"rij": [0, 1], "kolom": [0, 1]}, ["GM0342", "GM0355"])
    >>> vormen, hoogte = tegelvormen(tegels, 32)
    >>> vormen[1].ringen, vormen[1].x, hoogte
    ((((17.0, 17.0), (31.0, 17.0), (31.0, 31.0), (17.0, 31.0)),), 24.0, 32.0)
    """
    stap = breedte / (int(tegels["kolom"].max()) + 1)
    vormen = []
    for code, rij, kolom in zip(tegels.index, tegels["rij"], tegels["kolom"], strict=True):
        west, oost = float(kolom * stap + kier), float((kolom + 1) * stap - kier)
        noord, zuid = float(rij * stap + kier), float((rij + 1) * stap - kier)
        hoeken = ((west, noord), (oost, noord), (oost, zuid), (west, zuid))
        vormen.append(Vorm(code, (hoeken,), (west + oost) / 2, (noord + zuid) / 2, oost - west))
    return vormen, (int(tegels["rij"].max()) + 1) * stap


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
        At most this large, in points.
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
        vormen.append(Vorm(code, tuple(zichtbaar), *labelplek(zichtbaar, letter)))
    return vormen, (noord - zuid) * schaal + 2


def vereenvoudig(ring: Sequence[Punt]) -> Ring:
    """The ring on the grid, without points that repeat or lie on the line between their neighbours; empty without area.

    >>> vereenvoudig([(0, 0), (0.2, 0.1), (2, 0), (4.1, 0), (4, 4), (0, 0)])
    ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0))
    """
    punten = np.round(np.asarray(ring, float) / MAAS) * MAAS
    punten = punten[(punten != np.roll(punten, -1, axis=0)).any(axis=1)]
    (x1, y1), (x2, y2) = (punten - np.roll(punten, 1, axis=0)).T, (np.roll(punten, -1, axis=0) - punten).T
    hoeken = punten[x1 * y2 != x2 * y1]
    return tuple((x, y) for x, y in hoeken.tolist()) if len(hoeken) > 2 else ()


def _gericht(ring: Ring, alle: Sequence[Ring]) -> Ring:
    """The ring in the direction of an outline, or, when it lies within an odd number of others, of a hole."""
    gat = sum(Path(ander).contains_point(ring[0], radius=1e-6) for ander in alle if ander is not ring) % 2 == 1
    oppervlak = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True))
    return ring if (oppervlak < 0) == gat else ring[::-1]


def labelplek(ringen: Sequence[Ring], letter: float) -> tuple[float, float, float]:
    """Middle and width of the widest strip, as high as a letter, that lies within the outline.

    >>> labelplek([((0, 0), (40, 0), (40, 20), (0, 20))], 10)[::2]
    (20.0, 40.0)
    """
    hoeken = np.concatenate([np.asarray(ring, float) for ring in ringen])
    (links, boven), (rechts, onder) = hoeken.min(axis=0), hoeken.max(axis=0)
    x, y = np.arange(links, rechts) + 0.5, np.arange(boven, onder) + 0.5
    raster = np.dstack(np.meshgrid(x, y)).reshape(-1, 2)
    geraakt = np.sum([Path(ring).contains_points(raster) for ring in ringen], axis=0)
    binnen = geraakt.reshape(len(y), len(x)) % 2 == 1  # not in a hole
    hoog = max(1, min(int(letter), int(len(y) * 0.9)))
    stroken = sliding_window_view(binnen, hoog, axis=0).all(axis=-1)
    beste, plek = -np.inf, (float(x[0]), float(y[0]), 0.0)
    for rij, strook in enumerate(np.asarray(stroken)):
        grenzen = np.flatnonzero(np.diff([0, *strook.astype(int), 0]))
        for van, tot in zip(grenzen[::2], grenzen[1::2], strict=True):
            midden = boven + rij + hoog / 2
            punten = tot - van - abs(midden - (boven + onder) / 2) * 0.05  # of equal ones the nearest to the middle
            if punten > beste:
                beste, plek = punten, (float(links + (van + tot) / 2), float(midden), float(tot - van))
    return plek
