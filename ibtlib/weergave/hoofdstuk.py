"""Tussenkop and Hoofdstuk: headings and what stands under them, shown by one cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.blokken import Blok, kop
from ibtlib.weergave.figuur import Figuur
from ibtlib.weergave.kerncijfers import Kerncijfers
from ibtlib.weergave.keuzetabel import Keuzetabel
from ibtlib.weergave.links import Alfabet, Linktabel, Verwijzingen
from ibtlib.weergave.opgemaakt import Opgemaakt
from ibtlib.weergave.opslag import uit_json
from ibtlib.weergave.tabel import Tabel
from ibtlib.weergave.tekst import Tekst, Titel


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

    def als_blokken(self) -> list[Blok]:
        return [kop(self.niveau - 1, self.tekst)]

    def _plat(self) -> str:
        return f"{'#' * self.niveau} {self.tekst}"


Stuk = Tussenkop | Kerncijfers | Tekst | Opgemaakt | Tabel | Figuur | Keuzetabel | Verwijzingen | Alfabet | Linktabel


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

    stukken: tuple[Stuk, ...]

    def __post_init__(self) -> None:
        stukken = tuple(
            deel for stuk in self.stukken for deel in (stuk.stukken if isinstance(stuk, Hoofdstuk) else (stuk,))
        )
        for stuk in stukken:
            if not isinstance(stuk, Stuk):
                raise TypeError(f"Een Hoofdstuk bestaat uit koppen en weergaveobjecten, niet uit {stuk!r}")
        object.__setattr__(self, "stukken", stukken)

    def als_blokken(self) -> list[Blok]:
        return [blok for stuk in self.stukken for blok in stuk.als_blokken()]

    def _plat(self) -> str:
        return "\n".join(stuk._plat() for stuk in self.stukken)


def uit_gegevens(json: Any) -> Stuk | Hoofdstuk | Titel:
    """The display object that a notebook holds.

    Parameters
    ----------
    json : dict
        As stored under `application/vnd.ibtlib+json`.

    Raises
    ------
    Onleesbaar
        When it is not what a display object stores, to the last field: someone changed it, or another version of
        ibtlib made it.

    Examples
    --------
    >>> uit_gegevens(Tekst(("Een zin.",))._gegevens())
    Tekst(alineas=('Een zin.',), lijst=False, soort='gewoon')
    """
    object_: Stuk | Hoofdstuk | Titel = uit_json(Stuk | Hoofdstuk | Titel, json)
    return object_
