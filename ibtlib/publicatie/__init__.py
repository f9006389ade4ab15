"""From what a notebook shows to an accessible page and an archivable PDF; heavy imports wait for the call."""

from __future__ import annotations

from typing import Any

from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie.fout import Bevinding, PublicatieFout

__all__ = ["Bevinding", "PublicatieFout", "naar_html", "naar_pdf"]


def naar_html(bron: Any, stijl: Huisstijl = GEWOON, nummering: bool = True) -> str:
    """Publish as one self-contained, accessible HTML page.

    Parameters
    ----------
    bron : NotebookNode, or iterable of str and display objects
        An executed notebook, or Markdown and display objects one after the other; it is not changed.
    stijl : Huisstijl
        Colours, logo and typeface of the province.
    nummering : bool
        Number the tables and figures.

    Raises
    ------
    PublicatieFout
        When the page would be inaccessible, unsafe or empty; names every problem with its cell.
    """
    from ibtlib.publicatie.boom import boom_van
    from ibtlib.publicatie.pagina import als_html

    return als_html(boom_van(bron, nummering), stijl)


def naar_pdf(bron: Any, stijl: Huisstijl = GEWOON) -> bytes:
    """Publish as a PDF that meets PDF/UA-1 and PDF/A-2a.

    Parameters
    ----------
    bron, stijl
        See `naar_html`. Who wants both, makes the tree once (`boom.boom_van`) and writes it twice
        (`pagina.als_html`, `pdf.zet`).

    Raises
    ------
    PublicatieFout
        As for the page, and when a table has more columns than a page can hold.
    """
    from ibtlib.publicatie.boom import boom_van
    from ibtlib.publicatie.pdf import zet

    return zet(boom_van(bron), stijl)
