"""Figuur: a chart with its alternative text, and its numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from ibtlib.weergave.basis import Bundel, Weergave, bronregel
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

    def _html(self) -> str:
        bron = f'<p class="bron">{escape(bronregel(self.cijfers.bron))}</p>' if self.cijfers.bron else ""
        tabel = replace(self.cijfers, bron=())._html()
        cijfers = (
            "" if self.getallen_staan_erin else f"<details><summary>Cijfers bij deze figuur</summary>{tabel}</details>"
        )
        return (
            f'<div class="figuur" id="figuur-{self.naam}"><figure>'
            f'<div class="tekening" role="img" aria-label="{escape(self.alt)}">{self.svg}</div>'
            f"<figcaption>{escape(self.bijschrift)}</figcaption></figure>{bron}{cijfers}</div>"
        )

    def _plat(self) -> str:
        return f"{self.bijschrift}\n{self.alt}"

    def _gegevens(self) -> Bundel:
        return {
            "soort": "figuur",
            "naam": self.naam,
            "bijschrift": self.bijschrift,
            "alt": self.alt,
            "tabel": self.cijfers._gegevens(),
        }
