"""Opgemaakt: running text in Markdown, for what a person wrote and a table cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.markdown import lees_markdown


@dataclass(frozen=True)
class Opgemaakt(Weergave):
    """Headings, paragraphs, lists and links; what a report has no place for (a table, HTML) is refused.

    Parameters
    ----------
    bron : str
        The text in Markdown; headings from ### on, because a chapter is ##.

    Raises
    ------
    AanvraagFout
        With everything that cannot be in a report.

    Examples
    --------
    >>> Opgemaakt("Zie de [wet](https://wetten.overheid.nl).").als_blokken()[0]["d"][1]["naar"]
    'https://wetten.overheid.nl'
    """

    bron: str

    def __post_init__(self) -> None:
        if fouten := lees_markdown(self.bron)[1]:
            raise AanvraagFout("\n".join(f"Dit kan niet in een tekst: {fout}." for fout in fouten))

    def als_blokken(self) -> list[Blok]:
        return lees_markdown(self.bron)[0]

    def _plat(self) -> str:
        return self.bron
