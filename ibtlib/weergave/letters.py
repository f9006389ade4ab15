"""How wide a text is in the typeface of the house, and where it breaks into lines.

Only the letters themselves are asked, through matplotlib's reader of font files: not the machine's list of
fonts, not the settings of the analyst. Importing this module imports neither.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

KLEIN = 13
REGEL = 1.2  # line height, in letters
VET = 600

_SNEDEN = {False: "FiraSans-Regular.ttf", True: "FiraSans-SemiBold.ttf"}
FIJN = 100  # measured once at this size, without fitting letters to pixels, and scaled


@cache
def lees_letter(bestand: Path) -> Any:
    """A font file as matplotlib's reader, ready to measure at the size `FIJN`."""
    from matplotlib.ft2font import FT2Font

    # from memory: an open file would be shared by all documents forked from here, each moving the place where it reads
    letter = FT2Font(BytesIO(bestand.read_bytes()))
    letter.set_size(FIJN, 72)
    return letter


def lettermap() -> Path:
    """Where the files of the typeface are."""
    from fontpkg_fira_sans import ROOT

    return Path(ROOT) / "files"


@cache
def _letter(vet: bool) -> Any:
    return lees_letter(lettermap() / _SNEDEN[vet])


@cache
def tekstmaten(tekst: str, vet: bool = False) -> tuple[float, float, float]:
    """Width, height and depth below the baseline of one line of text, in sizes of the letter."""
    from matplotlib.ft2font import LoadFlags

    letter = _letter(vet)
    letter.set_text(tekst, 0, flags=LoadFlags.NO_HINTING)
    breed, hoog = letter.get_width_height()
    return breed / 64 / FIJN, hoog / 64 / FIJN, letter.get_descent() / 64 / FIJN


def tekstbreedte(tekst: str, maat: float = KLEIN, vet: bool = False) -> float:
    """Width of one line of text, in points.

    >>> round(tekstbreedte("2024-1"))
    36
    """
    return tekstmaten(tekst, vet)[0] * maat


def breek(tekst: str, breedte: float, maat: float = KLEIN, vet: bool = False) -> list[str]:
    """Text in lines that fit a width; a word that is wider stands alone.

    >>> breek("harde plancapaciteit", 100)
    ['harde', 'plancapaciteit']
    """
    regels: list[str] = []
    for woord in tekst.split():
        langer = f"{regels[-1]} {woord}" if regels else ""
        if langer and tekstbreedte(langer, maat, vet) <= breedte:
            regels[-1] = langer
        else:
            regels.append(woord)
    return regels or [""]
