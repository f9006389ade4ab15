"""Where a document stands among the others, and what its page links to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ibtlib.rapport.begrippen import BEGRIPPEN
from ibtlib.rapport.documenten import GEMEENTE, SOORTEN, Soort

NAMEN = {
    "samenvatting": "Samenvatting",
    "voortgang": "Voortgang",
    "trend": "Trend",
    "spreidingswet": "Opvang en Spreidingswet",
    "scenario": "Scenario’s",
}
"""What a reader calls the documents of a periode."""
INDEX = "index.html"
TABELLEN, FIGUREN = "tabellen", "figuren"  # within the folder of a periode: its tables and its drawings as files

Weg = tuple[str, str]
"""What a link says and where it leads; nowhere for the page itself."""


@dataclass(frozen=True)
class Plek:
    """Where a document stands.

    Parameters
    ----------
    wegen : sequence of (text, relative path)
        To the start pages, the other documents and the PDF, in order; the path of the page itself is empty.
    downloads : sequence of (text, relative path)
        The tables of the whole periode as files.
    stam : str
        What the names of the files with its tables and drawings begin with; empty where there are no such files.
    begrippen : mapping
        The terms that it may use, with what they mean.
    """

    wegen: Sequence[Weg] = ()
    downloads: Sequence[Weg] = ()
    stam: str = ""
    begrippen: Mapping[str, str] = field(default_factory=dict)

    def bestanden_van(self, figuur: str, tabel: str = "") -> list[list[str]]:
        """The files of one figure and its table, or of a table alone, each with what the link says.

        Examples
        --------
        >>> Plek(stam="trend").bestanden_van("", "reeks")
        [['CSV', 'tabellen/trend-reeks.csv']]
        """
        if not self.stam:
            return []
        tekening = [[s.upper(), f"{FIGUREN}/{self.stam}-{figuur}.{s}"] for s in ("svg", "png")] if figuur else []
        return [*tekening, *([["CSV", f"{TABELLEN}/{self.stam}-{tabel}.csv"]] if tabel else [])]


def plek_van(soort: Soort | None, stam: str, formaten: Sequence[str]) -> Plek:
    """Where a document stands that is made in these formats.

    Parameters
    ----------
    soort : Soort or None
        Its kind; None for the volume of all documents.
    stam : str
        Its place in the folder that is replaced as a whole: `trend`, `gemeenten/GM0310`.

    Examples
    --------
    >>> plek = plek_van(SOORTEN[2], "trend", ("html", "pdf"))
    >>> [doel for _, doel in plek.wegen if not doel.startswith("s")]
    ['../../index.html', '../index.html#alle-perioden', 'voortgang.html', '', 'trend.pdf']
    """
    op = "../" * stam.count("/")
    start: list[Weg] = [("Start", f"{op}../../{INDEX}")]
    eigen: list[Weg] = [("PDF", f"{stam.rpartition('/')[2]}.pdf")] if "pdf" in formaten else []
    if soort and not soort.plek.startswith("{periode}/"):  # beside the folders of the perioden
        return Plek([*start, *eigen], stam=f"{soort.naam}-{stam}", begrippen=BEGRIPPEN)
    hier = soort.naam if soort else ""  # on a cluster the notebook of a kind stands elsewhere
    namen: list[Weg] = [(NAMEN[s.naam], "" if s.naam == hier else f"{op}{s.naam}.html") for s in SOORTEN]
    alles = [
        ("Alle tabellen (Excel)", f"{op}tabellen.xlsx"),
        ("Wat er in de CSV’s staat", f"{op}{TABELLEN}/datapackage.json"),
    ]
    waar = anker(stam.rpartition("/")[2]) if soort and soort.naam == GEMEENTE.naam else "alle-perioden"
    wegen = [*start, ("Alle perioden", f"{op}../{INDEX}#{waar}"), *namen, *eigen]
    return Plek(wegen, alles, stam if hier in {s.naam for s in SOORTEN} else "", BEGRIPPEN)


def anker(code: str) -> str:
    """Where the history of a gemeente stands on the page of its province.

    >>> anker("GM0310")
    'gm0310'
    """
    return code.lower()
