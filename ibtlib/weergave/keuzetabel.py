"""Knop and Keuzetabel: a table with every position of a few controls worked out beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.tabel import Tabel, Waarde


@dataclass(frozen=True)
class Knop:
    """One control of a `Keuzetabel`: its label, the choices in order, and which one it starts at."""

    naam: str
    opties: tuple[str, ...]
    start: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < len(self.opties):
            raise ValueError(f"Knop {self.naam}: start {self.start}, er zijn {len(self.opties)} opties")


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
        cell of the last row.

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

    def __post_init__(self) -> None:
        aantal = 1
        for knop in self.knoppen:
            aantal *= len(knop.opties)
        if aantal != len(self.posities):
            raise ValueError(
                f"Keuzetabel {self.tabel.naam}: {len(self.posities)} posities, de knoppen geven er {aantal}"
            )

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
        knoppen = [[k.naam, list(k.opties), k.start] for k in self.knoppen]
        keuzes = {"knoppen": knoppen, "zin": self.zin, "waarden": self.waarden()}
        return [{**blok, "keuzes": keuzes} for blok in self.tabel.als_blokken()]

    def _plat(self) -> str:
        return self.tabel._plat()
