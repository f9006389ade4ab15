"""Titel and Tekst: the heading of a document, and its sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtlib.basis.fouten import opsomming
from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.blokken import Blok

VORMEN = ("rapport", "bijlage")
SOORTEN = ("gewoon", "let-op", "uitleg")


@dataclass(frozen=True)
class Titel(Weergave):
    """Heading of a document: the only h1, and what the cover of the PDF shows.

    Parameters
    ----------
    titel, ondertitel : str
        What it is, and of which provincie and periode.
    kenmerken : sequence of (label, text)
        Peildatum, sources, kader: shown under the title and on the cover.
    datum : date
        Date of the document: the peildatum, never the clock.
    fictief : bool
        True for the example province: every page then says FICTIEF.
    vorm : str
        `rapport`, or `bijlage` for a document of exactly one page: no cover, no contents, everything compact.
    """

    titel: str
    ondertitel: str
    kenmerken: tuple[tuple[str, str], ...]
    datum: dt.date
    fictief: bool = False
    vorm: str = "rapport"

    def __post_init__(self) -> None:
        if self.vorm not in VORMEN:
            raise ValueError(f"Titel '{self.titel}': de vorm is {opsomming(VORMEN, 'of')}, niet {self.vorm!r}")

    def als_blokken(self) -> list[Blok]:
        return [
            {
                "t": "titel",
                "titel": self.titel,
                "ondertitel": self.ondertitel,
                "kenmerken": [list(paar) for paar in self.kenmerken],
                "datum": self.datum.isoformat(),
                "fictief": self.fictief,
                "vorm": self.vorm,
            }
        ]

    def _plat(self) -> str:
        return f"{self.titel}\n{self.ondertitel}"


@dataclass(frozen=True)
class Tekst(Weergave):
    """One or more paragraphs or a list; every sentence with a number comes from `rapport` as one of these.

    Parameters
    ----------
    alineas : sequence of str
        Paragraphs, or the items when `lijst` is True.
    lijst : bool
        Show as a list.
    soort : str
        `gewoon`, `let-op` for what a reader must not miss, or `uitleg` of a chart: in a PDF of one page that is full it
        gives way.
    """

    alineas: tuple[str, ...]
    lijst: bool = False
    soort: str = "gewoon"

    def __post_init__(self) -> None:
        if self.soort not in SOORTEN:
            raise ValueError(f"Tekst: de soort is {opsomming(SOORTEN, 'of')}, niet {self.soort!r}")

    def als_blokken(self) -> list[Blok]:
        klasse = "uitleg" if self.soort == "uitleg" else ""
        alineas = [blokken.alinea(tekst, klasse=klasse) for tekst in self.alineas]
        inhoud = [blokken.lijst([[alinea] for alinea in alineas])] if self.lijst else alineas
        return [{"t": "kader", "blokken": inhoud}] if self.soort == "let-op" else inhoud

    def _plat(self) -> str:
        return "\n".join(f"- {a}" if self.lijst else a for a in self.alineas)
