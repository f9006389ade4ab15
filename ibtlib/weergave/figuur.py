"""Figuur: a chart with its alternative text, and its numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave, bronregel, controleer_naam
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.tabel import Tabel


@dataclass(frozen=True)
class Figuur(Weergave):
    """A chart with its alternative text and its numbers as a table.

    Parameters
    ----------
    naam : str
        Anchor: lower case, hyphens.
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    svg : str
        The drawing, cleaned, with ids that start with the name.
    alt : str
        What the drawing shows, computed from the numbers that it draws.
    cijfers : Tabel
        The same numbers as a table.
    getallen_staan_erin : bool
        Every number is written in the drawing and in the alternative text: no table under it.
    """

    naam: str
    bijschrift: str
    svg: str
    alt: str
    cijfers: Tabel
    getallen_staan_erin: bool = False

    def __post_init__(self) -> None:
        controleer_naam(self.naam, "figuur")

    def als_blokken(self) -> list[Blok]:
        bron = self.cijfers.bron
        voet = [blokken.alinea(bronregel(bron), klasse="bron")] if bron else []
        cijfers = [] if self.getallen_staan_erin else replace(self.cijfers, bron=()).als_blokken()
        return [blokken.figuur(f"figuur-{self.naam}", self.bijschrift, self.svg, self.alt, voet, cijfers)]

    def _plat(self) -> str:
        return f"{self.bijschrift}\n{self.alt}"
