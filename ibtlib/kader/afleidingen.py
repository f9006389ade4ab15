"""What follows from the four figures of a gemeente or province in a periode; nothing where one of them is missing."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.basis.getallen import procent_van
from ibtlib.kader import opgave


class Gerealiseerd:
    """For a record with an opgave and a realisatie, in persons; None is not known, and makes what needs it None."""

    taakstelling: int | None
    totaalopgave: int | None
    realisatie: int | None

    @property
    def achterstand_eind(self) -> int | None:
        """totaalopgave − realisatie (persons)."""
        if self.totaalopgave is None or self.realisatie is None:
            return None
        return opgave.achterstand_eind(self.totaalopgave, self.realisatie)

    @property
    def pct_taakstelling(self) -> Fraction | None:
        """Exact realisatie as a percentage of the taakstelling."""
        if self.realisatie is None or self.taakstelling is None:
            return None
        return procent_van(self.realisatie, self.taakstelling)

    @property
    def pct_totaalopgave(self) -> Fraction | None:
        """Exact realisatie as a percentage of the totaalopgave; None when a voorsprong leaves nothing to do."""
        if self.realisatie is None or self.totaalopgave is None:
            return None
        return opgave.percentage(self.realisatie, self.totaalopgave)


class Afleidingen(Gerealiseerd):
    """For a record with these four figures, of which the totaalopgave itself follows.

    Examples
    --------
    >>> class Proef(Afleidingen):
    ...     taakstelling, achterstand_begin, realisatie, gekoppeld = 40, 5, 39, None
    >>> Proef().totaalopgave, Proef().achterstand_eind, Proef().koppelingstekort
    (45, 6, None)
    """

    achterstand_begin: int | None
    gekoppeld: int | None

    @property
    def totaalopgave(self) -> int | None:  # type: ignore[override]  # here it follows, there it is published
        """taakstelling + achterstand_begin (persons)."""
        if self.taakstelling is None or self.achterstand_begin is None:
            return None
        return opgave.totaalopgave(self.taakstelling, self.achterstand_begin)

    @property
    def koppelingstekort(self) -> int | None:
        """Persons of the totaalopgave that are not linked (yet)."""
        if self.totaalopgave is None or self.gekoppeld is None:
            return None
        return opgave.koppelingstekort(self.totaalopgave, self.gekoppeld)
