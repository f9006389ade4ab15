"""How the notes of a table are told: what holds for a column or a row by its name, what holds for a cell by a letter.

A letter and not a digit: who copies 780 with its note must not end up with 7806.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ibtlib.basis.fouten import opsomming
from ibtlib.weergave.blokken import Blok, Delen, alinea, net

_MEEST_RIJEN = 6  # rows that are named before a note; one that holds for more of them is marked
_MEEST_NOTEN = 12  # notes of rows that fit in a line; of more a column says which row has which

_SOORTEN = {"Berekend": "opmerking", "Aanname": "opmerking", "": "opmerking", "Bronnen": "bron"}
"""How a line of notes begins -> its class; in the order in which they are told."""


@dataclass(frozen=True)
class Noten:
    """The notes of a table, put where they are told.

    Parameters
    ----------
    regels : list of block
        The lines under the table that tell notes by name.
    letters : dict
        The notes that are marked, each with its letter, in the order of reading.
    kolom : list of str
        Per row what one more column says of it; empty where there is none.
    """

    regels: list[Blok]
    letters: dict[str, str]
    kolom: list[str]

    def merken(self, noten: Iterable[str]) -> list[str]:
        """The letters of those of these notes that are marked."""
        return sorted((self.letters[n] for n in set(noten) & self.letters.keys()), key=lambda m: (len(m), m))


def geplaatst(
    koppen: Mapping[str, Sequence[str]], rijen: Sequence[tuple[str, Sequence[str]]], cellen: Iterable[Iterable[str]]
) -> Noten:
    """Where each note of a table is told.

    Parameters
    ----------
    koppen : mapping of column to notes
        In order.
    rijen : sequence of (row header, notes)
        In order.
    cellen : iterable of notes
        Of every cell that has any of its own, in the order of reading.

    Examples
    --------
    >>> from ibtlib.weergave.blokken import plat
    >>> noten = geplaatst({"aandeel": ["Berekend: a ÷ b."]}, [("2023-1", ["Bron: A."]), ("2023-2", ["Bron: A."])], [["c"]])
    >>> [plat(regel["d"]) for regel in noten.regels], noten.letters
    (['Berekend: aandeel: a ÷ b.', 'Bronnen: 2023-1 en 2023-2: A.'], {'c': 'a'})
    """
    in_cel = dict.fromkeys(noot for noten in cellen for noot in noten)
    per_kop = _namen((naam, noten) for naam, noten in koppen.items())
    per_rij = _namen(rijen)
    vaker = Counter(naam for naam, _ in rijen)
    kolom = len(per_rij.keys() - in_cel.keys()) > _MEEST_NOTEN
    op_naam = {
        noot: namen
        for noot, namen in per_rij.items()
        if noot in per_kop or (len(namen) <= _MEEST_RIJEN and all(vaker[naam] == 1 for naam in namen))
    }
    gemerkt = [n for n in [*per_kop, *per_rij] if n in in_cel or (n in per_rij and not kolom and n not in op_naam)]
    letters = {noot: letter(nr) for nr, noot in enumerate(dict.fromkeys([*gemerkt, *in_cel]), 1)}
    genoemd = {noot: [*per_kop.get(noot, ()), *per_rij.get(noot, ())] for noot in [*per_kop, *op_naam]}
    over = {noot: namen for noot, namen in genoemd.items() if noot not in letters and (noot in per_kop or not kolom)}
    per_regel = [
        " ".join(_kaal(noot)[1] if _kaal(noot)[0] == "Bronnen" else noot for noot in noten if noot not in letters)
        for _, noten in rijen
    ]
    return Noten(list(_regels(over)), letters, per_regel if kolom else [])


def _namen(plekken: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    uit: dict[str, list[str]] = {}
    for naam, noten in plekken:
        for noot in noten:
            uit.setdefault(noot, []).append(naam)
    return uit


def _regels(noten: Mapping[str, Sequence[str]]) -> Iterable[Blok]:
    """One line for all formulas, and one for all sources; what else is to be said has a line of its own."""
    stukken = [(*_kaal(noot), opsomming(namen)) for noot, namen in noten.items()]
    for soort, klasse in _SOORTEN.items():
        van_soort = [(tekst, namen) for s, tekst, namen in stukken if s == soort]
        if not soort:
            yield from (alinea(_vet(namen), f": {tekst}", klasse=klasse) for tekst, namen in van_soort)
        elif van_soort:
            delen: Delen = [f"{soort}: "]
            for tekst, namen in van_soort:
                delen += [_vet(namen), f": {tekst.removesuffix('.')}", "; "]
            yield alinea(*delen[:-1], ".", klasse=klasse)


def _kaal(noot: str) -> tuple[str, str]:
    """What kind of note it is, and what it says without that word."""
    woord, _, rest = noot.partition(": ")
    soort = "Bronnen" if woord == "Bron" else woord
    return (soort, rest) if soort in _SOORTEN and rest else ("", noot)


def _vet(tekst: str) -> Blok:
    return {"t": "vet", "d": net([tekst])}


def letter(nummer: int) -> str:
    """The mark of the so-manieth note.

    >>> letter(1), letter(26), letter(27), letter(53)
    ('a', 'z', 'aa', 'ba')
    """
    teken = chr(ord("a") + (nummer - 1) % 26)
    return teken if nummer <= 26 else letter((nummer - 1) // 26) + teken
