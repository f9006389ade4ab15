"""What all display objects share: how Jupyter, papermill and nbconvert get to see them, their names, their sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
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
        return {"text/html": self._html(), "text/plain": self._plat(), MIMETYPE: self._gegevens()}

    def __str__(self) -> str:
        return self._plat()


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
