"""Titel and Tekst: the heading of a document, and its sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape

from ibtlib.weergave.basis import Bundel, Weergave


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

    def _html(self) -> str:
        rijen = "".join(f"<dt>{escape(k)}</dt><dd>{escape(w)}</dd>" for k, w in self.kenmerken)
        merk = '<p class="fictief"><strong>FICTIEF</strong>: verzonnen gegevens.</p>' if self.fictief else ""
        return (
            f'<header class="titel"><h1>{escape(self.titel)}</h1>'
            f'<p class="ondertitel">{escape(self.ondertitel)}</p>{merk}<dl class="kenmerken">{rijen}</dl></header>'
        )

    def _plat(self) -> str:
        return f"{self.titel}\n{self.ondertitel}"

    def _gegevens(self) -> Bundel:
        return {
            "soort": "titel",
            "titel": self.titel,
            "ondertitel": self.ondertitel,
            "kenmerken": [list(k) for k in self.kenmerken],
            "datum": self.datum.isoformat(),
            "fictief": self.fictief,
            "vorm": self.vorm,
        }


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
        `gewoon`, or `let-op` for what a reader must not miss.
    """

    alineas: tuple[str, ...]
    lijst: bool = False
    soort: str = "gewoon"

    def _html(self) -> str:
        if self.lijst:
            kern = "<ul>" + "".join(f"<li>{escape(a)}</li>" for a in self.alineas) + "</ul>"
        else:
            kern = "".join(f"<p>{escape(a)}</p>" for a in self.alineas)
        return f'<div class="tekst {escape(self.soort)}">{kern}</div>'

    def _plat(self) -> str:
        return "\n".join(f"- {a}" if self.lijst else a for a in self.alineas)

    def _gegevens(self) -> Bundel:
        return {"soort": "tekst", "alineas": list(self.alineas)}
