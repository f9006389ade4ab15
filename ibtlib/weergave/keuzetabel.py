"""Knop and Keuzetabel: a table with every position of a few controls worked out beforehand."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from html import escape

from ibtlib.weergave.basis import Bundel, Weergave
from ibtlib.weergave.tabel import Rij, Tabel, Waarde


@dataclass(frozen=True)
class Knop:
    """One control of a `Keuzetabel`: its label, the choices in order, and which one it starts at."""

    naam: str
    opties: tuple[str, ...]
    start: int


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
        teksten = []
        for rijen in self.posities:
            cellen = replace(self.tabel, inhoud=tuple(map(Rij.van, rijen))).cellen()
            if [rij[0] for rij in cellen] != kop or any(t in cel for rij in cellen for cel in rij[1:] for t in "|;~"):
                raise ValueError(f"Keuzetabel {self.tabel.naam}: andere rijkoppen, of een scheidingsteken in een cel")
            teksten.append(";".join("|".join(rij[1:]) for rij in cellen))
        return "~".join(teksten)

    def _html(self) -> str:
        knoppen = json.dumps([[k.naam, k.opties, k.start] for k in self.knoppen], ensure_ascii=False)
        return (
            f'<div class="keuzes" data-knoppen="{escape(knoppen)}" data-zin="{escape(self.zin)}" '
            f'data-waarden="{escape(self.waarden())}">{self.tabel._html()}</div>'
        )

    def _plat(self) -> str:
        return self.tabel._plat()

    def _gegevens(self) -> Bundel:
        return self.tabel._gegevens()
