"""How wide a text is that typst sets: the same shaping, the same features, the same letters.

From the beginning of a letter to that of the next one depends on those two alone: what was asked once is remembered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ibtlib.gegevens.huisstijl import Letters
from ibtlib.weergave.letters import FIJN, lees_letter

# as the template sets its tables: digits that stand under each other; letters that melt together (fi) take less room
# than apart, so to leave that out is to be on the safe side
_KENMERKEN = ("lnum", "tnum", "-liga", "-clig", "-calt")
_FIRA = {
    (False, False): "FiraSans-Regular.ttf",
    (True, False): "FiraSans-SemiBold.ttf",
    (False, True): "FiraSans-Italic.ttf",
    (True, True): "FiraSans-SemiBoldItalic.ttf",
}


class Snede:
    """One face of the typeface of a document, with the face that lends the letters that it lacks.

    Parameters
    ----------
    bestanden : Path
        Font files; of each letter the first that holds it.
    """

    def __init__(self, *bestanden: Path):
        self._letters = [lees_letter(b) for b in bestanden]
        self._stappen: dict[tuple[str, str], float] = {}  # from the beginning of a letter to that of the next

    def breedte(self, tekst: str) -> float:
        """Width of a text on one line, in sizes of the letter.

        >>> round(snede().breedte("2023"), 2)  # a digit is 560 thousandths wide
        2.24
        """
        paren = tuple(pairwise((*tekst, "")))
        try:
            return math.fsum(map(self._stappen.__getitem__, paren))  # the same in every python; `sum` is not
        except KeyError:
            self.leer([tekst])
            return self.breedte(tekst)

    def leer(self, teksten: Iterable[str]) -> None:
        """Ask at once what the widths of many texts need: a question costs as much as ten letters."""
        gezien = {paar for tekst in teksten for paar in pairwise((*tekst, ""))}
        nieuw = gezien.union((een, "") for een, _ in gezien) - self._stappen.keys()  # of a letter also its own width
        for nr, letter in enumerate(self._letters):
            eigen = [(een, ander) for een, ander in sorted(nieuw) if self._nr(een) == nr]
            paren = [(een, ander) for een, ander in eigen if ander and self._nr(ander) == nr]
            los = sorted({*eigen} - {*paren})  # the end of a text, or before a letter of the other face
            self._stappen.update(zip(paren, _stappen(letter, ["".join(paar) for paar in paren]), strict=True))
            self._stappen.update(zip(los, _stappen(letter, [een for een, _ in los], "-kern"), strict=True))

    def _nr(self, teken: str) -> int:
        return next((i for i, x in enumerate(self._letters) if x.get_char_index(ord(teken))), 0)


@cache
def snede(eigen: Letters | None = None, vet: bool = False, cursief: bool = False) -> Snede:
    """The face that typst takes; a typeface of one's own has no italic, so there it takes the upright letters."""
    from fontpkg_fira_sans import ROOT

    fira = Path(ROOT) / "files" / _FIRA[vet, cursief]
    return Snede(eigen.vet if vet else eigen.gewoon, fira) if eigen else Snede(fira)


def _stappen(letter: Any, stukken: list[str], *kenmerken: str) -> list[float]:
    """How far the first letter takes of pieces of text that are equally long."""
    from matplotlib.ft2font import LoadFlags

    if not stukken:
        return []
    tekst = "".join(f"{stuk} " for stuk in stukken)
    begin = letter.set_text(tekst, flags=LoadFlags.NO_HINTING, features=(*_KENMERKEN, *kenmerken))[:, 0]
    if len(begin) != len(tekst):  # a letter made of parts: then not together, and without kerning
        return [_alleen(letter, stuk[0]) for stuk in stukken]
    lengte = len(stukken[0]) + 1
    return list(((begin[1::lengte] - begin[::lengte]) / 64 / FIJN).tolist())


def _alleen(letter: Any, teken: str) -> float:
    from matplotlib.ft2font import LoadFlags

    letter.set_text(teken, flags=LoadFlags.NO_HINTING, features=_KENMERKEN)
    return float(letter.get_width_height()[0]) / 64 / FIJN
