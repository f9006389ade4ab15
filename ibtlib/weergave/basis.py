"""What all display objects share: how Jupyter, papermill and nbconvert get to see them, their names, their sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming

MIMETYPE = "application/vnd.ibtlib+json"

Bundel = dict[str, Any]


class Weergave:
    """Shared by all: how Jupyter, papermill and nbconvert get to see the object."""

    def _html(self) -> str:
        raise NotImplementedError

    def _plat(self) -> str:
        raise NotImplementedError

    def _gegevens(self) -> Bundel:
        raise NotImplementedError

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
