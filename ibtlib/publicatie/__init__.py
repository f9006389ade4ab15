"""From an executed notebook to an accessible page and an archivable PDF; heavy imports wait for the call."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie.fout import Bevinding, PublicatieFout

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Bevinding", "PublicatieFout", "naar_html", "naar_pdf"]


def naar_html(notebook: NotebookNode, stijl: Huisstijl = GEWOON, nummering: bool = True) -> str:
    """Finish an executed notebook as one self-contained, accessible HTML page.

    Parameters
    ----------
    notebook : NotebookNode
        Executed, with the display objects of `ibtlib.weergave` as outputs; it is not changed.
    stijl : Huisstijl
        Colours, logo and typeface of the province.
    nummering : bool
        Number the tables and figures.

    Raises
    ------
    PublicatieFout
        When the page would be inaccessible, unsafe or empty; names every problem with its cell.
    """
    html, _ = _html_exporteur().from_notebook_node(notebook, stijl=stijl, nummering=nummering)
    return str(html)


def naar_pdf(html: str, stijl: Huisstijl = GEWOON, hoofdstukken: bool = False) -> bytes:
    """Turn a page made by `naar_html` into a PDF that meets PDF/UA-1 and PDF/A-2a.

    Parameters
    ----------
    html : str
        The finished page: the PDF shows what the page shows, so it is judged only once.
    stijl : Huisstijl
        The one with which the page was made.
    hoofdstukken : bool
        Every section is a chapter: it begins on a page of its own.

    Raises
    ------
    PublicatieFout
        When the page holds something that the PDF cannot show, or was not made by `naar_html`.
    """
    from ibtlib.publicatie.boom import boom_van
    from ibtlib.publicatie.pdf import zet

    return zet({**boom_van(html), "hoofdstukken": hoofdstukken}, stijl)


@lru_cache(maxsize=1)
def _html_exporteur() -> Any:
    from ibtlib.publicatie.exporteurs import IbtHtmlExporter

    return IbtHtmlExporter()
