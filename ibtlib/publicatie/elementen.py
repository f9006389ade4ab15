"""The way about a parsed page: elements by name, the text of an element, the anchors of a heading.

Plain loops: a page has thousands of cells, and a CSS selector asks a great deal of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, PageElement, Tag

KOPPEN = ("h1", "h2", "h3", "h4", "h5", "h6")


def ontleed(html: str) -> BeautifulSoup:
    """Parse a page whose drawings have been lifted out."""
    soep = BeautifulSoup(html, "html.parser")
    soep.smooth()  # a stray end tag would leave two halves of one text
    return soep


def alle(element: Tag, *namen: str) -> list[Tag]:
    """The elements of these names inside an element, in the order of the page."""
    return [e for e in element.descendants if isinstance(e, Tag) and e.name in namen]


def vind(element: Tag, naam: str = "", klasse: str = "") -> Tag | None:
    """The first element inside an element that has this name, and this class."""
    return next((e for e in element.descendants if isinstance(e, Tag) and _is(e, naam, klasse)), None)


def een(element: Tag, naam: str, klasse: str = "") -> Tag:
    """The same, where the template and the gate promise that there is one."""
    gevonden = vind(element, naam, klasse)
    assert gevonden is not None, (naam, klasse)
    return gevonden


def binnen(knoop: PageElement, naam: str = "", klasse: str = "") -> bool:
    """Whether something stands inside an element of that name, and of that class."""
    return any(_is(ouder, naam, klasse) for ouder in knoop.parents)


def _is(element: Tag, naam: str, klasse: str) -> bool:
    return (not naam or element.name == naam) and (not klasse or klasse in klassen(element))


def bijschrift_van(stuk: Tag) -> Tag:
    """The caption of a table or a figure."""
    return een(stuk, "caption" if stuk.name == "table" else "figcaption")


def klassen(element: Tag) -> Sequence[str]:
    """The classes of an element."""
    waarde = element.get("class") or ()
    return waarde.split() if isinstance(waarde, str) else waarde


def tekst(element: Tag) -> str:
    """What a reader reads of an element, on one line."""
    return " ".join(element.get_text(" ").split())


def slak(kop: str) -> str:
    """The text of a heading as anchor.

    >>> slak("Wat de cijfers zeggen (2023-2)")
    'wat-de-cijfers-zeggen-2023-2'
    """
    kaal = re.sub(r"[^\w]+", "-", kop.lower()).strip("-")
    return kaal if kaal[:1].isalpha() else f"deel-{kaal}"


def ankers(kop: str) -> tuple[str, str]:
    """What a reference to a heading may say: our anchor, or the one that JupyterLab makes.

    >>> ankers("Hoe het ging")
    ('hoe-het-ging', 'Hoe-het-ging')
    """
    return slak(kop), kop.replace(" ", "-")
