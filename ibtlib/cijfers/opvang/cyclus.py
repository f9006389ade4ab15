"""The calendar of a cycle of the Spreidingswet: which step a date is in, what comes next, and by when.

Sources may give one deadline differently; each keeps its own, and a date between them is in the step still.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ibtlib.basis.periode import eind_van
from ibtlib.cijfers.opvang.spreidingswet import EERSTE_CYCLUS
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen


@dataclass(frozen=True)
class Vermelding:
    """One date of a step, as one source gives it; `uiterlijk` or `op`."""

    termijn: str
    datum: dt.date
    precisie: str
    bron: str
    vindplaats: str

    @property
    def voorbij_op(self) -> dt.date:
        """First day on which it has passed: a deadline still runs on its day, an event has then come."""
        if self.termijn == "op" and self.precisie == "dag":
            return self.datum
        return eind_van(self.datum, self.precisie)


@dataclass(frozen=True)
class Cyclusstap:
    """A step of the cycle with all its dates; `grond` is what it rests on, `bezig_met` what goes on until it is taken."""

    naam: str
    grond: str
    bezig_met: str
    vermeldingen: tuple[Vermelding, ...]

    def stand(self, datum: dt.date) -> str:
        """Where a date stands: a passed deadline proves that it passed, not that the step was taken.

        Returns
        -------
        str
            `geweest` (a date), `termijn voorbij` (a deadline), `nog te komen`, or `termijn verschilt`: between the
            first and the last deadline that sources give.
        """
        if self.voorbij(datum):
            return "termijn voorbij" if any(v.termijn == "uiterlijk" for v in self.vermeldingen) else "geweest"
        return "termijn verschilt" if any(v.voorbij_op <= datum for v in self.vermeldingen) else "nog te komen"

    def voorbij(self, datum: dt.date) -> bool:
        """Has every date of this step passed?"""
        return all(v.voorbij_op <= datum for v in self.vermeldingen)


def stappen(g: Gegevens) -> list[Cyclusstap]:
    """The steps of the first cycle in order; none where the sources do not name any yet.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [len(s.vermeldingen) for s in stappen(laad("utrecht"))]
    [1, 1, 1, 1, 1, 1]
    """
    alle = [r for r in rijen(g.landelijk("cyclusstappen")) if r["cyclus"] == EERSTE_CYCLUS]
    per_stap: dict[str, list[dict[str, Any]]] = {}
    for r in sorted(alle, key=lambda r: r["volgorde"]):
        per_stap.setdefault(r["stap"], []).append(r)
    velden = ("termijn", "datum", "precisie", "bron", "vindplaats")
    return [
        Cyclusstap(
            naam,
            lijst[0]["grond"],
            lijst[0]["bezig_met"],
            tuple(Vermelding(*(r[v] for v in velden)) for r in lijst),
        )
        for naam, lijst in per_stap.items()
    ]


def huidige(lijst: list[Cyclusstap], datum: dt.date) -> Cyclusstap | None:
    """The first step of which not every date has passed; None when the cycle is over.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> s = stappen(laad("utrecht"))
    >>> huidige(s, dt.date(2024, 7, 1)).naam, huidige(s, dt.date(2026, 2, 1))
    ('verslag van de commissaris van de Koning', None)
    """
    return next((s for s in lijst if not s.voorbij(datum)), None)


def vorige(lijst: list[Cyclusstap], datum: dt.date) -> Cyclusstap | None:
    """The last step before the one that a date is in; None when that is the first."""
    nu = huidige(lijst, datum)
    voor = lijst if nu is None else lijst[: lijst.index(nu)]
    return voor[-1] if voor else None
