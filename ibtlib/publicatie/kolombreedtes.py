"""How a table stands in the PDF: its letters, the widths of its columns, and on what kind of page.

Decided here once; typst sets what it is given. Measuring is much cheaper here than there.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ibtlib.gegevens.huisstijl import Letters
from ibtlib.publicatie.letterbreedtes import Snede, snede
from ibtlib.weergave.blokken import plat

Knoop = dict[str, Any]

_MM = 72 / 25.4
TEKSTMATEN = {
    "rapport": (10.0,),
    "bijlage": (9.5, 9.0, 8.5, 8.0, 8.0),
}  # of one page: the largest that fits; at last with smaller charts
_MARGE = {"rapport": 24, "bijlage": 17}  # mm, left and right of the text
KLEINST = 8.0  # points: smaller letters are hard to read on paper
_DELEN = (0.9, 0.85, 0.8)  # sizes of the letters in a table, of those of the text
_UITERST = (0.7, 0.6)  # for a table that is too wide even for a page on its side; nothing that we publish is
_CELRAND = 4.0  # points, left and right in a cell
_SPELING = 0.5  # so that a word that just fits does fit
_HOOG = 75 * _MM  # a table that is not taller stays in one piece

_BEGIN = 5  # the header and so many rows less one: never fewer at the foot of a page
_BOVEN = {"rapport": 3.6, "bijlage": 2.7}  # points, above and below in a cell
_KAPITAAL, _WIT = 0.689, 0.5  # in sizes of the letter: a line of capitals, and the white between two lines
_BREEKPUNT = re.compile("[ \n]+|(?<=[a-z0-9]-)(?=[a-z])")  # where typst may break a line: also after a hyphen
_LANG = re.compile("[^ \n-]{31,}")  # no word: an address or a code; the template cuts it in pieces of 16 too
_CURSIEF = {"leeg", "berekend", "aanname"}


def opzet(vorm: str) -> Knoop:
    """What the template needs of the same sizes: of the text (points), the margin of a page (mm) and that of a cell (points)."""
    return {"tekstmaten": TEKSTMATEN[vorm], "marge": _MARGE[vorm], "cel": {"x": _CELRAND, "y": _BOVEN[vorm]}}


def zetting(tabel: Knoop, vorm: str = "rapport", letters: Letters | None = None) -> Knoop | None:
    """Decide how a table of the tree is set.

    Parameters
    ----------
    tabel : dict
        A table of the tree (see `weergave.blokken`).
    vorm : str
        `rapport`, or `bijlage`: a document of one upright page, of which the size of the text is tried out.
    letters : Letters, optional
        A typeface of one's own.

    Returns
    -------
    dict or None
        `liggend` (whether on a page on its side) and `maten`: per size of the text in `TEKSTMATEN` a dict with
        `letter` (size, points), `kolommen` (widths, points), `breekbaar` (whether it may run on over pages) and `begin`
        (height of its first rows, points: so much of it stands on one page).
        None when the longest words, side by side, fit on no page.

    >>> zetting({"kop": [{"d": ["realisatie"], "klassen": [], "noten": []}], "rijen": []})
    {'liggend': False, 'maten': [{'letter': 9.0, 'kolommen': [46.77], 'breekbaar': False, 'begin': 13.4}]}
    """
    proef = _Proef(tabel, letters)
    staand, liggend = ((zijde - 2 * _MARGE[vorm]) * _MM for zijde in (210, 297))
    keuzen: list[tuple[bool, float, Sequence[float], float]] = [(False, staand, _DELEN, KLEINST)]
    if vorm == "rapport":
        keuzen += [(True, liggend, _DELEN, KLEINST), (True, liggend, _UITERST, 0)]
    for op_zij, ruimte, delen, minstens in keuzen:
        maten = [
            proef.passend([max(minstens, deel * tekst) for deel in delen], ruimte, _BOVEN[vorm])
            for tekst in TEKSTMATEN[vorm]
        ]
        if None not in maten:
            return {"liggend": op_zij, "maten": maten}
    return None


@dataclass(frozen=True)
class _Cel:
    """How wide the text of a cell and its words are, in sizes of the letter."""

    kop: bool
    heel: float
    woorden: Sequence[float]

    def regels(self, ruimte: float, spatie: float) -> int:
        """How many lines it takes."""
        if self.heel <= ruimte:
            return 1
        aantal, vol = 0, ruimte
        for woord in self.woorden:
            vol += spatie + woord
            if vol > ruimte:
                aantal, vol = aantal + 1, woord
        return aantal


class _Proef:
    """A table, measured once at size 1: widths grow with the letters."""

    def __init__(self, tabel: Knoop, letters: Letters | None):
        self.rijen = _gemeten(tabel, letters)
        self.spatie = snede(letters).breedte(" ")
        self.kort, self.lijf, self.lang = ([0.0] * len(tabel["kop"]) for _ in range(3))
        for j, cel in (paar for rij in self.rijen for paar in enumerate(rij)):
            self.kort[j] = max(self.kort[j], *cel.woorden)
            self.lang[j] = max(self.lang[j], cel.heel)
            if not cel.kop:
                self.lijf[j] = max(self.lijf[j], cel.heel)
        self.midden = list(map(max, self.kort, self.lijf))

    def passend(self, letters: list[float], ruimte: float, boven: float) -> Knoop | None:
        """The largest letters at which no word is cut, with the widths that go with them."""
        for letter in letters:
            if kolommen := self.kolommen(letter, ruimte):
                rijen = self.rijhoogtes(letter, kolommen, boven)
                return {
                    "letter": round(letter, 3),
                    "kolommen": [round(b, 2) for b in kolommen],
                    "breekbaar": math.fsum(rijen) > _HOOG,
                    "begin": round(math.fsum(rijen[:_BEGIN]), 1),
                }
        return None

    def kolommen(self, letter: float, ruimte: float) -> list[float] | None:
        """First the words, then the body, then the headers get the room that there is; none when a word would be cut."""
        kort, midden, lang = (
            [b * letter + 2 * _CELRAND + _SPELING for b in breedtes] for breedtes in (self.kort, self.midden, self.lang)
        )
        if math.fsum(kort) > ruimte:
            return None
        return groei(kort, midden, ruimte) if math.fsum(midden) > ruimte else groei(midden, lang, ruimte)

    def rijhoogtes(self, letter: float, kolommen: list[float], boven: float) -> list[float]:
        """About how tall each row is, the header first, in points."""
        ruimtes = [(breedte - 2 * _CELRAND) / letter for breedte in kolommen]
        regels = (
            max(cel.regels(ruimte, self.spatie) for cel, ruimte in zip(rij, ruimtes, strict=True)) for rij in self.rijen
        )
        return [(n * _KAPITAAL + (n - 1) * _WIT) * letter + 2 * boven for n in regels]


def _gemeten(tabel: Knoop, letters: Letters | None) -> list[list[_Cel]]:
    """The cells of every row, measured in the letters in which they are set."""
    gezet: list[list[tuple[bool, Snede, str]]] = []
    teksten: defaultdict[Snede, list[str]] = defaultdict(list)
    rijen = [(True, True, tabel["kop"]), *((False, rij["totaal"], rij["cellen"]) for rij in tabel["rijen"])]
    for is_kop, vet, cellen in rijen:
        gezet.append([])
        for cel in cellen:
            letter = snede(letters, vet, not _CURSIEF.isdisjoint(cel["klassen"]))
            tekst = plat(cel["d"]) + (f"\N{NO-BREAK SPACE}{', '.join(cel['noten'])}" if cel["noten"] else "")
            gezet[-1].append((is_kop, letter, tekst))
            teksten[letter].append(tekst)
    for letter, samen in teksten.items():
        letter.leer(samen)
    return [[_cel(*cel) for cel in rij] for rij in gezet]


def _cel(kop: bool, letter: Snede, tekst: str) -> _Cel:
    geknipt = _LANG.sub(lambda m: "\n".join(m[0][i : i + 16] for i in range(0, len(m[0]), 16)), tekst)
    woorden = [letter.breedte(w) for w in _BREEKPUNT.split(geknipt)]
    return _Cel(kop, woorden[0] if len(woorden) == 1 else letter.breedte(tekst), woorden)


def groei(van: list[float], naar: list[float], ruimte: float) -> list[float]:
    """Widths that grow from `van` to `naar` until the room is used; who needs little gets it first.

    >>> groei([10, 10, 10], [12, 30, 40], 52)
    [12, 20.0, 20.0]
    """
    nood = [b - a for a, b in zip(van, naar, strict=True)]
    over, ieder = ruimte - math.fsum(van), 0.0
    for rest, n in zip(range(len(nood), 0, -1), sorted(nood), strict=True):
        stap = min(n - ieder, over / rest)
        ieder += stap
        over -= stap * rest
    return [a + min(n, ieder) for a, n in zip(van, nood, strict=True)]
