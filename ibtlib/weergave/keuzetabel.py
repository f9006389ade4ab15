"""Keuzetabel: a table with every position of a few controls worked out beforehand, a question and a chart beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import prod

from ibtlib.basis.getallen import toon
from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.tabel import Tabel, Waarde


@dataclass(frozen=True)
class Knop:
    """One control of a `Keuzetabel`: its label, the choices in order, and which one it starts at.

    `uitleg` says what each choice comes to (`110%`: `1.329, 221 per maand`), for every choice of the first control.
    """

    naam: str
    opties: tuple[str, ...]
    start: int
    uitleg: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < len(self.opties):
            raise ValueError(f"Knop {self.naam}: start {self.start}, er zijn {len(self.opties)} opties")
        if any(len(teksten) != len(self.opties) for teksten in self.uitleg):
            raise ValueError(f"Knop {self.naam}: uitleg bij een ander aantal dan {len(self.opties)} opties")


@dataclass(frozen=True)
class Vraag:
    """A question above the controls, with a choice of its own and every answer worked out beforehand.

    Parameters
    ----------
    titel : str
        The question.
    knop : Knop
        What is asked after.
    over : tuple of int
        Numbers of the controls on which the answer depends.
    antwoorden : sequence of tuple of int or None
        For every choice of those controls and then of `knop`, the last varying fastest: numbers for the sentences. The
        first number decides: None is not known, 0 or less takes nothing. Empty is not known.
    zinnen : tuple of str
        What it takes, with what to compare that (left out where its number is not known), that nothing is needed, and
        that it is not known: `{k}` is the choice, `{a0}` the first number. What stands before ` – ` is shown large.
    """

    titel: str
    knop: Knop
    over: tuple[int, ...]
    antwoorden: tuple[tuple[int | None, ...], ...]
    zinnen: tuple[str, str, str, str]


@dataclass(frozen=True)
class Verloop:
    """The chart that follows the controls: what was before, for every choice of the first control.

    Parameters
    ----------
    bijschrift : str
        Caption.
    dagen : tuple of str
        Peildata along the axis: those of `standen`, and all that the positions and the question go on to.
    standen : sequence of tuple of int or None
        Positions so far; the last is the one from which the table goes on.
    berekend : sequence of tuple of int
        Numbers of the days whose position no source gives.
    kolom : int
        Column of the table (0 is its first) with the position at the end of a row.
    """

    bijschrift: str
    dagen: tuple[str, ...]
    standen: tuple[tuple[int | None, ...], ...]
    berekend: tuple[tuple[int, ...], ...]
    kolom: int


@dataclass(frozen=True)
class Keuzetabel(Weergave):
    """A table with every position of a few controls worked out beforehand.

    Without a script, in the PDF and in the open data it is the table of the starting position.

    Parameters
    ----------
    tabel : Tabel
        The starting position.
    knoppen : sequence of Knop
        The first is shown as a list of choices, the others as sliders.
    posities : sequence of rows
        For every combination of choices, the last control varying fastest; with the same row headers as the
        table.
    zin : str
        What a screen reader says of a position: `{k0}` is the choice of the first control, `{c4}` the fifth
        cell of the last row, `{s4}` the same as a position in a sentence (‘een voorsprong van 716’).
    vraag : Vraag, optional
        What is asked first.
    verloop : Verloop, optional
        For the chart beside the controls.

    Examples
    --------
    >>> from ibtlib.weergave import Kop
    >>> t = Tabel("proef", "Proef", (Kop("dag"), Kop("stand", "geheel")), (("nu", 5),))
    >>> Keuzetabel(t, (Knop("Tempo", ("laag", "hoog"), 0),), ((("nu", 5),), (("nu", 4),)), "{k0}: {c1}").waarden()
    '5~4'
    """

    tabel: Tabel
    knoppen: tuple[Knop, ...]
    posities: tuple[tuple[tuple[Waarde, ...], ...], ...]
    zin: str
    vraag: Vraag | None = None
    verloop: Verloop | None = None

    def __post_init__(self) -> None:
        naam, gebieden = self.tabel.naam, len(self.knoppen[0].opties)
        self._tel("posities", len(self.posities), prod(len(k.opties) for k in self.knoppen))
        for knop in self.knoppen:
            if knop.uitleg:
                self._tel(f"regels uitleg bij {knop.naam}", len(knop.uitleg), gebieden)
        if v := self.vraag:
            if not all(0 <= nr < len(self.knoppen) for nr in v.over):
                raise ValueError(f"Keuzetabel {naam}: de vraag gaat over knoppen die er niet zijn")
            keer = prod(len(self.knoppen[nr].opties) for nr in v.over)
            self._tel("antwoorden", len(v.antwoorden), keer * len(v.knop.opties))
        if w := self.verloop:
            self._tel("reeksen standen", len(w.standen), gebieden)
            self._tel("reeksen berekend", len(w.berekend), gebieden)
            if not 0 < w.kolom < len(self.tabel.koppen):
                raise ValueError(f"Keuzetabel {naam}: kolom {w.kolom} van het verloop is er niet")

    def _tel(self, wat: str, zijn: int, moeten: int) -> None:
        if zijn != moeten:
            raise ValueError(f"Keuzetabel {self.tabel.naam}: {zijn} {wat}, de knoppen geven er {moeten}")

    def waarden(self) -> str:
        """The cells of all positions, without the row headers: `|` between cells, `;` rows, `~` positions."""
        kop = [rij[0] for rij in self.tabel.cellen()]
        posities = []
        for rijen in self.posities:
            cellen = [self.tabel.teksten(rij) for rij in rijen]
            if [rij[0] for rij in cellen] != kop or any(t in cel for rij in cellen for cel in rij[1:] for t in "|;~"):
                raise ValueError(f"Keuzetabel {self.tabel.naam}: andere rijkoppen, of een scheidingsteken in een cel")
            posities.append(";".join("|".join(rij[1:]) for rij in cellen))
        return "~".join(posities)

    def als_blokken(self) -> list[Blok]:
        keuzes = {
            "knoppen": [_knop(k) for k in self.knoppen],
            "zin": self.zin,
            "waarden": self.waarden(),
            "vraag": self.vraag and {
                "titel": self.vraag.titel,
                "knop": _knop(self.vraag.knop),
                "over": list(self.vraag.over),
                "antwoorden": "~".join("|".join(_getallen(a)) for a in self.vraag.antwoorden),
                "zinnen": list(self.vraag.zinnen),
            },
            "verloop": self.verloop and {
                "bijschrift": self.verloop.bijschrift,
                "dagen": list(self.verloop.dagen),
                "standen": [list(reeks) for reeks in self.verloop.standen],
                "berekend": [list(dagen) for dagen in self.verloop.berekend],
                "kolom": self.verloop.kolom,
            },
        }  # fmt: skip
        return [{**blok, "keuzes": keuzes} for blok in replace(self.tabel, heel=True).als_blokken()]

    def _plat(self) -> str:
        return self.tabel._plat()


def _knop(knop: Knop) -> list[object]:
    return [knop.naam, list(knop.opties), knop.start, ["|".join(teksten) for teksten in knop.uitleg]]


def _getallen(waarden: Iterable[int | None]) -> list[str]:
    return ["" if w is None else toon(w) for w in waarden]
