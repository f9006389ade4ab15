"""Kop, Cel, Rij and Tabel: a table that screen readers, printers and Excel all understand, with notes on its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import Getal, decimalen, toon, toon_procent
from ibtlib.basis.woorden import stand_getal
from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave, bronregel, controleer_naam
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.noten import geplaatst

if TYPE_CHECKING:
    import pandas as pd

SOORTEN = ("tekst", "geheel", "procent", "breuk", "stand")
LEEG = "niet in de gelezen bronnen"  # no more is known of an empty cell; whether it was published is another matter
HERKOMST = "Herkomst"  # the column that says of a row where its figures come from
HERKOMSTKLASSEN = ("berekend", "aanname")  # without one of these a figure is as published

_LANG = 4  # rows: a column of so many that says the same in each is said once

Waarde = str | int | Fraction | None


@dataclass(frozen=True)
class Kop:
    """The header of one column of a `Tabel`, and how the values under it are shown.

    Parameters
    ----------
    naam : str
        Header, as read by people.
    soort : str
        `tekst`, `geheel` (persons, places), `procent` (value ×100), `breuk`, or `stand` (achterstand in whole persons:
        −716 is shown as ‘voorsprong 716’ and stays −716 in the open data).
    decimalen : int or None
        Decimals shown for `procent` and for the Fractions of `breuk` (an int there is a count, shown as one);
        rounding is half up and happens only here. None: of a published figure, as many as its source gives.
    teken : bool
        Show a plus sign before positive numbers (differences).
    noten : sequence of str
        What holds for the whole column: where its figures come from, how they are computed.
    """

    naam: str
    soort: str = "tekst"
    decimalen: int | None = 0
    teken: bool = False
    noten: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.soort not in SOORTEN:
            raise ValueError(f"Kop {self.naam}: de soort is {opsomming(SOORTEN, 'of')}, niet {self.soort!r}")

    def toon(self, waarde: Waarde, leeg: str = LEEG) -> str:
        """The text of one cell.

        >>> Kop("dekking", "procent", 1).toon(Fraction(352300, 8207))
        '42,9%'
        >>> Kop("in de bron", "procent", None).toon(88), Kop("in de bron", "procent", None).toon(Fraction(402, 5))
        ('88%', '80,4%')
        """
        if waarde is None:
            return leeg
        if isinstance(waarde, str):
            return waarde
        if self.soort == "procent":
            return toon_procent(waarde, self.decimalen_van(waarde))
        if self.soort == "stand" and isinstance(waarde, int):
            return stand_getal(waarde)
        return toon(waarde, self.decimalen_van(waarde), self.teken)

    def decimalen_van(self, waarde: Getal) -> int:
        """How many decimals of a value are shown."""
        if self.soort not in ("procent", "breuk") or (self.soort == "breuk" and not isinstance(waarde, Fraction)):
            return 0
        return decimalen(waarde) if self.decimalen is None else self.decimalen


@dataclass(frozen=True)
class Cel:
    """One figure or text of a `Tabel` with what is known about it.

    Parameters
    ----------
    waarde : str, int, Fraction or None
        Exact; None is missing and never shown as 0.
    klasse : str
        `berekend` or `aanname` for a figure that is not as published, `trede-2` for the colour of a trede; the
        text never depends on it.
    noten : sequence of str
        Where this figure comes from or how it is computed.
    link : str
        Where its text leads: a web address.
    """

    waarde: Waarde
    klasse: str = ""
    noten: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Rij:
    """One row of a `Tabel`; its notes hold for every figure in it, `totaal` for a row that adds up the others."""

    cellen: tuple[Cel, ...]
    noten: tuple[str, ...] = ()
    totaal: bool = False

    @classmethod
    def van(cls, waarden: Iterable[Waarde | Cel]) -> Rij:
        """A row of plain values: figures as published, of which nothing more is said."""
        return cls(tuple(w if isinstance(w, Cel) else Cel(w) for w in waarden))


@dataclass(frozen=True)
class Tabel(Weergave):
    """A table that screen readers, printers and Excel all understand.

    `weergave.kolom.tabel` makes one from columns and rows, with the sources of the province in words.

    Parameters
    ----------
    naam : str
        File name and anchor: lower case, hyphens (`tabel-1-resultaten`).
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    koppen : sequence of Kop
        The first is the header of the row headers.
    inhoud : sequence of Rij, or of values
        The rows; a plain value is a figure as published, of which nothing more is said.
    bron : sequence of str
        Sources, shown under the table.
    opmerkingen : sequence of str
        Notes, shown under the table.
    leeg : str
        What an empty cell says.
    zonder_rijen : str
        What stands there, after the caption, when there are no rows at all.
    sorteerbaar : bool
        On a page with scripts the headers become buttons that sort; without them it is the same table.
    heel : bool
        Show every column, also one that says the same in all rows of a longer table: that is else said once, under it.

    Examples
    --------
    >>> t = Tabel("proef", "Realisatie, personen", (Kop("periode"), Kop("realisatie", "geheel", noten=("personen",))),
    ...           (Rij((Cel("2023-1"), Cel(1138)), noten=("tabel 1",)), ("2023-2", None)))
    >>> print(t)
    Realisatie, personen
    periode | realisatie
    2023-1  | 1.138
    2023-2  | niet in de gelezen bronnen
    >>> t.rijen[1]
    ('2023-2', None)
    >>> t.met_opmerking("een").opmerkingen
    ('een',)
    >>> t.noot_van(0, 1)
    ('personen', 'tabel 1')
    """

    naam: str
    bijschrift: str
    koppen: tuple[Kop, ...]
    inhoud: tuple[Rij, ...]
    bron: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    leeg: str = LEEG
    zonder_rijen: str = LEEG
    sorteerbaar: bool = False
    heel: bool = False

    def __post_init__(self) -> None:
        controleer_naam(self.naam)
        if not self.koppen:
            raise ValueError(f"Tabel {self.naam} heeft geen kolommen")
        object.__setattr__(self, "inhoud", tuple(r if isinstance(r, Rij) else Rij.van(r) for r in self.inhoud))
        for nummer, rij in enumerate(self.inhoud, 1):
            if len(rij.cellen) != len(self.koppen):
                raise ValueError(
                    f"Tabel {self.naam}: rij {nummer} heeft {len(rij.cellen)} cellen, er zijn {len(self.koppen)} kolommen"
                )

    @property
    def rijen(self) -> tuple[tuple[Waarde, ...], ...]:
        """The values alone, row by row."""
        return tuple(tuple(cel.waarde for cel in rij.cellen) for rij in self.inhoud)

    @property
    def frame(self) -> pd.DataFrame:
        """The figures as a DataFrame with real types, to go on with; where they come from stands beside them.

        Columns as the headers, `Int64`, `Float64` or `string`; `bron` where the table names its sources, and `noot` where
        rows have notes. `ibt.tabel` makes a table of it again.

        >>> t = Tabel("proef", "Proef", (Kop("periode"), Kop("realisatie", "geheel")), (("2023-1", 1138), ("2023-2", None)))
        >>> t.frame["realisatie"].sum()
        np.int64(1138)
        """
        import pandas as pd

        typen = {"tekst": "string", "geheel": "Int64", "procent": "Float64", "breuk": "Float64", "stand": "Int64"}
        inhoud = {}
        for j, kop in enumerate(self.koppen):
            waarden = [rij[j] for rij in self.rijen]
            getallen = kop.soort != "tekst" and not any(isinstance(w, str) for w in waarden)
            cellen: list[Any] = [w if getallen or w is None else kop.toon(w) for w in waarden]
            cellen = [float(w) if isinstance(w, Fraction) else w for w in cellen]
            inhoud[kop.naam] = pd.Series(cellen, dtype=typen[kop.soort] if getallen else "string")
        if self.bron:
            inhoud["bron"] = pd.Series(["; ".join(self.bron)] * len(self.inhoud), dtype="string")
        noten = [
            " ".join(dict.fromkeys((*r.noten, *(n for cel in r.cellen for n in cel.noten)))) or None
            for r in self.inhoud
        ]
        if any(noten):
            inhoud["noot"] = pd.Series(noten, dtype="string")
        return pd.DataFrame(inhoud)

    def met_opmerking(self, *opmerkingen: str) -> Tabel:
        """The same table with notes added under it."""
        return replace(self, opmerkingen=(*self.opmerkingen, *opmerkingen))

    def noot_van(self, rij: int, kolom: int) -> tuple[str, ...]:
        """Every note that holds for a cell: of its column, of its row, and its own."""
        van = self.inhoud[rij]
        return tuple(dict.fromkeys((*self.koppen[kolom].noten, *van.noten, *van.cellen[kolom].noten)))

    def cellen(self) -> list[list[str]]:
        """The text of every cell, as shown."""
        return [self.teksten(rij) for rij in self.rijen]

    def teksten(self, waarden: Iterable[Waarde]) -> list[str]:
        """The texts of one row of values, as the columns show them."""
        return [k.toon(waarde, self.leeg) for k, waarde in zip(self.koppen, waarden, strict=True)]

    def als_blokken(self) -> list[Blok]:
        if not self.inhoud:
            return [blokken.alinea(self._plat())]
        overal = {} if self.heel else self.steeds_gelijk()
        getoond = [j for j in range(len(self.koppen)) if j not in overal]
        noten = geplaatst(
            {self.koppen[j].naam: self.koppen[j].noten for j in getoond},
            [(tekst, rij.noten) for (tekst, *_), rij in zip(self.cellen(), self.inhoud, strict=True)],
            [rij.cellen[j].noten for rij in self.inhoud for j in getoond],
        )
        kop = [blokken.cel(k.naam, klassen=_klassen(k), noten=noten.merken(k.noten)) for k in self.koppen]
        rijen = []
        for rij, teksten in zip(self.inhoud, self.cellen(), strict=True):
            cellen: list[Blok] = []
            for k, cel, tekst in zip(self.koppen, rij.cellen, teksten, strict=True):
                eigen = cel.noten if cellen else (*rij.noten, *cel.noten)  # those of the row stand at its header
                deel = blokken.link(tekst, cel.link) if cel.link else tekst
                cellen.append(blokken.cel(deel, klassen=_klassen(k, cel), noten=noten.merken(eigen)))
            rijen.append(blokken.rij([cellen[j] for j in getoond], rij.totaal))
        kop = [kop[j] for j in getoond]
        if noten.kolom:
            kop.append(blokken.cel(HERKOMST))
            for rij_, tekst in zip(rijen, noten.kolom, strict=True):
                rij_["cellen"].append(blokken.cel(tekst or "–"))
        voet = [blokken.alinea(o, klasse="opmerking") for o in self.opmerkingen]
        voet += [
            blokken.alinea({"t": "vet", "d": [self.koppen[j].naam]}, f": overal {tekst}.", klasse="opmerking")
            for j, tekst in overal.items()
        ]
        voet += [*noten.regels, *blokken.noten(noten.letters)]
        voet += [blokken.alinea(bronregel(self.bron), klasse="bron")] if self.bron else []
        tabel = blokken.tabel(f"tabel-{self.naam}", self.bijschrift, kop, rijen, voet)
        return [{**tabel, "sorteerbaar": self.sorteerbaar, "csv": self.naam}]

    def steeds_gelijk(self) -> dict[int, str]:
        """The columns that say the same in every row of a table of some length, with what they say."""
        teksten = list(zip(*self.cellen(), strict=True))
        return {
            j: teksten[j][0]
            for j, k in enumerate(self.koppen)
            if j
            and len(self.inhoud) >= _LANG
            and len(set(teksten[j])) == 1
            and (k.soort == "tekst" or self.rijen[0][j] is None)
            and not any(rij.cellen[j].noten for rij in self.inhoud)
        }

    def _plat(self) -> str:
        if not self.inhoud:
            return f"{self.bijschrift}: {self.zonder_rijen}."
        alles = [[k.naam for k in self.koppen], *self.cellen()]
        breedte = [max(len(r[j]) for r in alles) for j in range(len(self.koppen))]
        regels = [" | ".join(c.ljust(b) for c, b in zip(r, breedte, strict=True)).rstrip() for r in alles]
        return "\n".join([self.bijschrift, *regels])


def _klassen(kop: Kop, cel: Cel | None = None) -> list[str]:
    namen = ["getal"] if kop.soort != "tekst" else []
    if cel:
        namen += ["leeg"] if cel.waarde is None else []
        namen += cel.klasse.split()
    return namen
