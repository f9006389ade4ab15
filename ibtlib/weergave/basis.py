"""What all display objects share: how Jupyter, papermill and nbconvert get to see them, their names, their sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.kleuren import KLASSEKLEUREN
from ibtlib.weergave import html
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.opslag import als_json

MIMETYPE = "application/vnd.ibtlib+json"

Bundel = dict[str, Any]


class Weergave:
    """Shared by all: how Jupyter, papermill and nbconvert get to see the object, and how it is published.

    Each is a frozen dataclass: what it is made with is all there is to say about it.
    """

    def als_blokken(self) -> list[Blok]:
        """What it is in the tree that is published (see `weergave.blokken`)."""
        raise NotImplementedError

    def _html(self) -> str:
        return html.schrijf(self.als_blokken())

    def _plat(self) -> str:
        raise NotImplementedError

    def _gegevens(self) -> Bundel:
        """The whole object as JSON; `uit_gegevens` makes it again."""
        gegevens: Bundel = als_json(self)
        return gegevens

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundel:
        return {"text/html": in_cel(self._html()), "text/plain": self._plat(), MIMETYPE: self._gegevens()}

    def __str__(self) -> str:
        return self._plat()


# the doubled name outweighs the rule of JupyterLab that puts cells at the right
_STIJL = """div.ibt.ibt th,div.ibt.ibt td,div.ibt.ibt caption{text-align:left}
div.ibt caption{caption-side:top;font-weight:600;color:inherit}
div.ibt.ibt th.getal,div.ibt.ibt td.getal{text-align:right}
div.ibt .leeg{font-style:italic;opacity:.75}
div.ibt .berekend,div.ibt .aanname{font-style:italic;text-decoration:underline dotted;text-underline-offset:.25em}
div.ibt .aanname{text-decoration-style:dashed}
div.ibt ol.noten{list-style:none;padding-left:0}"""


def in_cel(tekst: str) -> str:
    """HTML as a notebook shows it, whose own style puts every cell of a table at the right and numbers every list.

    Computed and assumed figures look as on the page, and so do treden. What is published is never made from this.

    >>> "div.ibt .trede-2{background:#FFD966;color:#1B1F25}" in in_cel('<td class="trede-2">trede 2</td>')
    True
    """
    klassen = sorted({k for namen in re.findall(r'class="([^"]*)"', tekst) for k in namen.split()} & {*KLASSEKLEUREN})
    regels = [f"div.ibt .{k}{{background:{KLASSEKLEUREN[k][0]};color:{KLASSEKLEUREN[k][1]}}}" for k in klassen[::-1]]
    return f'<div class="ibt"><style>{chr(10).join([_STIJL, *regels])}</style>{tekst}</div>'


def controleer_naam(naam: str, soort: str = "tabel") -> None:
    """Names become file names, sheet names and anchors.

    Raises
    ------
    AanvraagFout
        When it holds anything but lower case letters, digits and hyphens.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]*", naam):
        raise AanvraagFout(
            f"'{naam}' kan geen naam van een {soort} zijn: begin met een kleine letter en gebruik alleen kleine letters, "
            "cijfers en streepjes."
        )


def bronregel(bronnen: Sequence[str]) -> str:
    """The line under a table or figure that names its sources.

    >>> bronregel(["CBS", "provincie Utrecht"])
    'Bronnen: CBS en provincie Utrecht.'
    """
    return f"{'Bron' if len(bronnen) == 1 else 'Bronnen'}: {opsomming(bronnen)}."
