"""Kolom and Tabel: a table that screen readers, printers and Excel all understand, with notes on its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html import escape
from types import MappingProxyType

from ibtlib.getallen import toon, toon_procent
from ibtlib.weergave.basis import Bundel, Weergave, bronregel, controleer_naam

LEEG = "niet gepubliceerd"
HERKOMSTKLASSEN = ("berekend", "aanname")  # without one of these a figure is as published

Cel = str | int | Fraction | None
Plek = tuple[int | None, int | None]  # (row, column) of a table; None: the whole column, the whole row


@dataclass(frozen=True)
class Kolom:
    """One column of a `Tabel`.

    Parameters
    ----------
    naam : str
        Header, as read by people.
    soort : str
        `tekst`, `geheel` (persons, places), `procent` (value ×100) or `breuk`.
    decimalen : int
        Decimals shown for `procent` and for the Fractions of `breuk` (an int there is a count, shown as one);
        rounding is half up and happens only here.
    teken : bool
        Show a plus sign before positive numbers (differences).
    """

    naam: str
    soort: str = "tekst"
    decimalen: int = 0
    teken: bool = False

    def toon(self, waarde: Cel, leeg: str = LEEG) -> str:
        """The text of one cell.

        >>> Kolom("dekking", "procent", 1).toon(Fraction(352300, 8207))
        '42,9%'
        """
        if waarde is None:
            return leeg
        if isinstance(waarde, str):
            return waarde
        if self.soort == "procent":
            return toon_procent(waarde, self.decimalen)
        decimalen = self.decimalen if self.soort == "breuk" and isinstance(waarde, Fraction) else 0
        return toon(waarde, decimalen, self.teken)


@dataclass(frozen=True)
class Tabel(Weergave):
    """A table that screen readers, printers and Excel all understand.

    Parameters
    ----------
    naam : str
        File name and anchor: lower case, hyphens (`tabel-1-resultaten`).
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    kolommen : sequence of Kolom
        The first column is the row header.
    rijen : sequence of rows
        Exact values (int, Fraction, str); None is missing and never shown as 0.
    bron : sequence of str
        Sources, shown under the table.
    opmerkingen : sequence of str
        Notes, shown under the table.
    leeg : str
        What an empty cell says.
    zonder_rijen : str
        What stands there, after the caption, when there are no rows at all.
    klassen : mapping of (row, column) to str
        CSS class per cell (`trede-2`, `berekend`, `aanname`); the text never depends on it.
    totaalrij : bool
        The last row is a total.
    sorteerbaar : bool
        On a page with scripts the headers become buttons that sort; without them it is the same table.
    noten : mapping of (row, column) to str or sequence of str
        Where a figure comes from or how it is computed: `(1, None)` holds for a row and is marked at its header,
        `(None, 2)` for a column, `(1, 2)` for one cell. Equal texts share a number.

    Examples
    --------
    >>> t = Tabel("proef", "Realisatie, personen", (Kolom("periode"), Kolom("realisatie", "geheel")),
    ...           (("2023-1", 1138), ("2023-2", None)))
    >>> print(t)
    Realisatie, personen
    periode | realisatie
    2023-1  | 1.138
    2023-2  | niet gepubliceerd
    >>> t.met_opmerking("een").opmerkingen
    ('een',)
    >>> t.met_noten({(0, None): "Rapportage 2023-2 (tabel 1)", (None, 1): "personen"}).noot_van(0, 1)
    ('personen', 'Rapportage 2023-2 (tabel 1)')
    """

    naam: str
    bijschrift: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    bron: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    leeg: str = LEEG
    zonder_rijen: str = LEEG
    klassen: Mapping[tuple[int, int], str] = field(default_factory=dict)
    totaalrij: bool = False
    sorteerbaar: bool = False
    noten: Mapping[Plek, str | tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        controleer_naam(self.naam)
        object.__setattr__(self, "klassen", MappingProxyType(dict(self.klassen)))
        object.__setattr__(self, "noten", MappingProxyType(self._per_plek()))
        for nummer, rij in enumerate(self.rijen, 1):
            if len(rij) != len(self.kolommen):
                raise ValueError(
                    f"Tabel {self.naam}: rij {nummer} heeft {len(rij)} cellen, er zijn {len(self.kolommen)} kolommen"
                )

    def met_opmerking(self, *opmerkingen: str) -> Tabel:
        """The same table with notes added under it."""
        return replace(self, opmerkingen=(*self.opmerkingen, *opmerkingen))

    def met_noten(self, noten: Mapping[Plek, str | tuple[str, ...]]) -> Tabel:
        """The same table with notes added to its cells, rows or columns."""
        bij = replace(self, noten=noten).noten
        return replace(self, noten={plek: (*self._op(plek), *bij.get(plek, ())) for plek in {**self.noten, **bij}})

    def noot_van(self, rij: int, kolom: int) -> tuple[str, ...]:
        """Every note that holds for a cell: of its column, of its row, and its own."""
        return tuple(dict.fromkeys((*self._op((None, kolom)), *self._op((rij, None)), *self._op((rij, kolom)))))

    def genoteerd(self) -> dict[str, int]:
        """The notes in order of appearance, each with its number: first the headers, then row by row."""
        plekken: list[Plek] = [(None, j) for j in range(len(self.kolommen))]
        for i in range(len(self.rijen)):
            plekken += [(i, None), *((i, j) for j in range(len(self.kolommen)))]
        teksten = dict.fromkeys(tekst for plek in plekken for tekst in self._op(plek))
        return {tekst: nummer for nummer, tekst in enumerate(teksten, 1)}

    def _op(self, plek: Plek) -> tuple[str, ...]:
        return tuple(self.noten.get(plek, ()))

    def _per_plek(self) -> dict[Plek, tuple[str, ...]]:
        """The notes in one shape; a place that is not in the table is a mistake of the caller."""
        uit: dict[Plek, tuple[str, ...]] = {}
        for plek, noot in self.noten.items():
            rij, kolom = plek
            buiten = (rij is not None and not 0 <= rij < len(self.rijen)) or (
                kolom is not None and not 0 <= kolom < len(self.kolommen)
            )
            if buiten or plek == (None, None):
                raise ValueError(f"Tabel {self.naam}: een noot bij {plek}, maar die plek is er niet")
            uit[plek] = tuple(dict.fromkeys((noot,) if isinstance(noot, str) else noot))
        return uit

    def cellen(self) -> list[list[str]]:
        """The text of every cell, as shown."""
        return [[k.toon(c, self.leeg) for k, c in zip(self.kolommen, rij, strict=True)] for rij in self.rijen]

    def _html(self) -> str:
        if not self.rijen:
            return f'<div class="tekst"><p>{escape(self._plat())}</p></div>'
        merk = _Noottekens(self.naam, self.genoteerd())
        kop = "".join(
            f'<th scope="col"{self._klasse(-1, j)}>{merk.achter(k.naam, self._op((None, j)))}</th>'
            for j, k in enumerate(self.kolommen)
        )
        rijen = []
        for i, cellen in enumerate(self.cellen()):
            noten = [self._op((i, None)) + self._op((i, 0)), *(self._op((i, j)) for j in range(1, len(cellen)))]
            eerste, *rest = (merk.achter(c, n) for c, n in zip(cellen, noten, strict=True))
            totaal = ' class="totaal"' if self.totaalrij and i == len(self.rijen) - 1 else ""
            rijen.append(
                f'<tr{totaal}><th scope="row"{self._klasse(i, 0)}>{eerste}</th>'
                + "".join(f"<td{self._klasse(i, j)}>{c}</td>" for j, c in enumerate(rest, 1))
                + "</tr>"
            )
        return (
            f'<div class="tabel{" sorteerbaar" if self.sorteerbaar else ""}" id="tabel-{self.naam}">'
            f"<table><caption>{escape(self.bijschrift)}</caption>"
            f"<thead><tr>{kop}</tr></thead><tbody>{''.join(rijen)}</tbody></table>{self._voet(merk.lijst())}</div>"
        )

    def _klasse(self, rij: int, kolom: int) -> str:
        namen = ["getal"] if self.kolommen[kolom].soort != "tekst" else []
        if rij >= 0 and self.rijen[rij][kolom] is None:
            namen.append("leeg")
        namen += [self.klassen[rij, kolom]] if (rij, kolom) in self.klassen else []
        return f' class="{escape(" ".join(namen))}"' if namen else ""

    def _voet(self, noten: str) -> str:
        regels = [*(f'<p class="opmerking">{escape(o)}</p>' for o in self.opmerkingen), noten]
        regels += [f'<p class="bron">{escape(bronregel(self.bron))}</p>'] if self.bron else []
        return "".join(regels)

    def _plat(self) -> str:
        if not self.rijen:
            return f"{self.bijschrift}: {self.zonder_rijen}."
        alles = [[k.naam for k in self.kolommen], *self.cellen()]
        breedte = [max(len(r[j]) for r in alles) for j in range(len(self.kolommen))]
        regels = [" | ".join(c.ljust(b) for c, b in zip(r, breedte, strict=True)).rstrip() for r in alles]
        return "\n".join([self.bijschrift, *regels])

    def _gegevens(self) -> Bundel:
        def kaal(waarde: Cel) -> object:
            return f"{waarde.numerator}/{waarde.denominator}" if isinstance(waarde, Fraction) else waarde

        return {
            "soort": "tabel",
            "naam": self.naam,
            "bijschrift": self.bijschrift,
            "kolommen": [
                {"naam": k.naam, "soort": k.soort, "decimalen": k.decimalen, "teken": k.teken} for k in self.kolommen
            ],
            "rijen": [[kaal(c) for c in rij] for rij in self.rijen],
            "bron": list(self.bron),
            "opmerkingen": list(self.opmerkingen),
            "noten": [[rij, kolom, list(teksten)] for (rij, kolom), teksten in self.noten.items()],
            "herkomst": [[i, j, k] for (i, j), k in self.klassen.items() if k in HERKOMSTKLASSEN],
        }


class _Noottekens:
    """The marks of the notes of one table, and the list that they lead to; the number of a note leads back."""

    def __init__(self, naam: str, nummers: Mapping[str, int]):
        self._basis, self._nummers = f"tabel-{naam}", nummers
        self._gezien: set[int] = set()

    def achter(self, tekst: str, noten: Sequence[str]) -> str:
        """A text as HTML with its marks; they never stand on a line without the last word."""
        merken = " ".join(self._merk(n) for n in sorted(self._nummers[t] for t in noten))
        if not merken:
            return escape(tekst)
        begin, spatie, woord = tekst.rpartition(" ")
        return f'{escape(begin + spatie)}<span class="samen">{escape(woord)}<sup class="noot">{merken}</sup></span>'

    def _merk(self, nummer: int) -> str:
        id_ = "" if nummer in self._gezien else f' id="{self._basis}-naar-{nummer}"'
        self._gezien.add(nummer)
        return f'<a href="#{self._basis}-noot-{nummer}"{id_} aria-label="noot {nummer}">{nummer}</a>'

    def lijst(self) -> str:
        regels = "".join(
            f'<li id="{self._basis}-noot-{n}"><a href="#{self._basis}-naar-{n}" '
            f'aria-label="noot {n}, terug naar de tabel">{n}</a> {escape(tekst)}</li>'
            for tekst, n in self._nummers.items()
        )
        return f'<ol class="noten">{regels}</ol>' if regels else ""
