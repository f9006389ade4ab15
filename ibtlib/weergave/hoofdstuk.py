"""Tussenkop and Hoofdstuk: headings and what stands under them, shown by one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from ibtlib.weergave.basis import Bundel, Weergave
from ibtlib.weergave.tekst import Titel


@dataclass(frozen=True)
class Tussenkop(Weergave):
    """A heading, as Markdown has them: `Tussenkop("Kader")` is `### Kader`.

    Parameters
    ----------
    tekst : str
        The heading.
    niveau : int
        2 to 6; 1 is the `Titel`.

    Examples
    --------
    >>> print(Tussenkop("Verantwoording", 2))
    ## Verantwoording
    """

    tekst: str
    niveau: int = 3

    def __post_init__(self) -> None:
        if not 2 <= self.niveau <= 6:
            raise ValueError(f"Tussenkop '{self.tekst}': niveau {self.niveau}, het ligt van 2 tot en met 6")

    def _html(self) -> str:
        return f"<h{self.niveau}>{escape(self.tekst)}</h{self.niveau}>"

    def _plat(self) -> str:
        return f"{'#' * self.niveau} {self.tekst}"

    def _gegevens(self) -> Bundel:
        return {"soort": "tussenkop", "tekst": self.tekst, "niveau": self.niveau}


@dataclass(frozen=True)
class Hoofdstuk(Weergave):
    """Headings and display objects that belong together, shown by one cell: what many documents have in common.

    On the page it is what separate cells would be: headings count in the table of contents, tables are numbered and
    published as open data.

    Parameters
    ----------
    stukken : sequence of display objects
        In order; no `Titel`, of which a document has one.

    Examples
    --------
    >>> from ibtlib.weergave import Tekst
    >>> print(Hoofdstuk((Tussenkop("Kader"), Tekst(("Beoordeeld is volgens het kader.",)))))
    ### Kader
    Beoordeeld is volgens het kader.
    """

    stukken: tuple[Weergave, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "stukken", tuple(self.stukken))
        for stuk in self.stukken:
            if not isinstance(stuk, Weergave) or isinstance(stuk, Titel):
                raise TypeError(f"Een Hoofdstuk bestaat uit koppen en weergaveobjecten, niet uit {stuk!r}")

    def onderdelen(self) -> Iterator[Weergave]:
        """What it holds, chapters within it taken apart."""
        for stuk in self.stukken:
            yield from stuk.onderdelen() if isinstance(stuk, Hoofdstuk) else (stuk,)

    def _html(self) -> str:
        return "".join(stuk._html() for stuk in self.stukken)

    def _plat(self) -> str:
        return "\n".join(stuk._plat() for stuk in self.stukken)

    def _gegevens(self) -> Bundel:
        return {"soort": "hoofdstuk", "stukken": [stuk._gegevens() for stuk in self.onderdelen()]}
