"""How wide a text is that typst sets: the same shaper, the same features, the same letters, so the same widths.

From the beginning of a letter to that of the next one depends on those two alone: what was asked once is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import Any

from ibtlib.huisstijl import Letters
from ibtlib.tekenen.letters import FIJN, lees_letter

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
            return sum(map(self._stappen.__getitem__, paren), 0.0)
        except KeyError:
            self._leer(tekst, paren)
            return self.breedte(tekst)

    def _leer(self, tekst: str, paren: Iterable[tuple[str, str]]) -> None:
        """Ask the whole text: a question costs as much as ten letters."""
        stukken = [(nr, "".join(tekens)) for nr, tekens in groupby(tekst, self._nr)]
        stappen = [b - a for nr, stuk in stukken for a, b in pairwise(_plaatsen(self._letters[nr], stuk))]
        self._stappen.update(zip(paren, stappen, strict=True))

    def _nr(self, teken: str) -> int:
        return next((i for i, x in enumerate(self._letters) if x.get_char_index(ord(teken))), 0)


@cache
def snede(eigen: Letters | None = None, vet: bool = False, cursief: bool = False) -> Snede:
    """The face that typst takes; a typeface of one's own has no italic, so there it takes the upright letters."""
    from fontpkg_fira_sans import ROOT

    fira = Path(ROOT) / "files" / _FIRA[vet, cursief]
    return Snede(eigen.vet if vet else eigen.gewoon, fira) if eigen else Snede(fira)


def _plaatsen(letter: Any, tekst: str) -> list[float]:
    """Where each letter begins, and where the last one ends."""
    from matplotlib.ft2font import LoadFlags

    begin = letter.set_text(tekst, 0, flags=LoadFlags.NO_HINTING, features=_KENMERKEN)[:, 0].tolist()
    if len(begin) != len(tekst) > 1:  # letters that are made of parts cannot be told apart: without kerning
        return [0.0, *accumulate(_plaatsen(letter, teken)[-1] for teken in tekst)]
    return [x / 64 / FIJN for x in (*begin[: len(tekst)], letter.get_width_height()[0])]
