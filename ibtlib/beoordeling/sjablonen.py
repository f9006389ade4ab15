"""Sentences with numbers for many rows at once: templates, cut at their numbers, and texts made once per value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from string import Formatter

import numpy as np

from ibtlib.basis.getallen import toon


class Sjablonen:
    """Templates by code, filled for many rows at once into pieces that are joined later.

    Parameters
    ----------
    zinnen : mapping of int to str
        By code from 0 on, with the names of numbers between braces; one at least has a number.

    Examples
    --------
    >>> stukken = Sjablonen({0: "niemand", 1: "{aantal} personen"}).vul(np.array([1, 0]), {"aantal": np.array([1200, 0])})
    >>> ["".join(rij) for rij in zip(*stukken)]
    ['1.200 personen', 'niemand']
    """

    def __init__(self, zinnen: Mapping[int, str]):
        geknipt = {code: list(Formatter().parse(zin)) for code, zin in zinnen.items()}
        self.velden = sorted({veld for delen in geknipt.values() for _, veld, _, _ in delen if veld})
        breedte = max(len(delen) for delen in geknipt.values())
        self.vast = np.full((breedte, max(zinnen) + 1), "", dtype=object)
        self.veld = np.zeros((breedte, max(zinnen) + 1), dtype=np.int64)  # 0: no number here
        for code, delen in geknipt.items():
            for i, (tekst, veld, _, _) in enumerate(delen):
                self.vast[i, code] = tekst
                self.veld[i, code] = self.velden.index(veld) + 1 if veld else 0

    def vul(self, code: np.ndarray, getallen: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        """The pieces of the sentence of each row, in order."""
        leeg = np.full(len(code), "", dtype=object)
        getaltekst = per_waarde(np.concatenate([getallen[veld] for veld in self.velden]), _getaltekst)
        teksten = np.concatenate([leeg, getaltekst])  # no number, then the numbers of each field
        rij, uit = np.arange(len(code)), []
        for vast, veld in zip(self.vast, self.veld, strict=True):
            uit.append(vast[code])
            if veld.any():
                uit.append(teksten[veld[code] * len(code) + rij])
        return uit


@lru_cache(maxsize=100_000)
def _getaltekst(getal: int) -> str:
    """`toon` with a memory: figures of gemeenten are few different numbers, over and over."""
    return toon(getal)


def per_waarde(waarden: np.ndarray, tekst: Callable[[int], str]) -> np.ndarray:
    """The text of each value, made once per different value."""
    laagste = int(waarden.min(initial=0))
    breedte = int(waarden.max(initial=0)) - laagste + 1
    if breedte > 1_000_000:
        anders, plek = np.unique(waarden, return_inverse=True)
        return np.array([tekst(w) for w in anders.tolist()], dtype=object)[plek]
    anders = np.flatnonzero(np.bincount(waarden - laagste, minlength=breedte))
    tabel = np.empty(breedte, dtype=object)
    tabel[anders] = [tekst(w + laagste) for w in anders.tolist()]
    return tabel[waarden - laagste]
