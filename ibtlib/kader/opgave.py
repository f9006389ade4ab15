"""The arithmetic of the opgave: what a gemeente has to do, did, and has left; exact numbers only.

Each formula stands here once. It is written with plain operators, so that the same function takes a number, a
numpy array (how `oordeel` calls it) and a pandas column; a record takes what follows from its own figures from
`Afleidingen`. What follows from an unknown fact is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.basis.getallen import procent_van

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


G = TypeVar("G", int, "np.ndarray", "pd.Series")  # all arguments of one call are of the same kind

INVOER = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld")
"""The four facts that a file gives; all others follow from them."""

WORTELS = {
    "taakstelling": ("taakstelling",),
    "achterstand_begin": ("achterstand_begin",),
    "realisatie": ("realisatie",),
    "gekoppeld": ("gekoppeld",),
    "totaalopgave": ("taakstelling", "achterstand_begin"),
    "achterstand_eind": ("taakstelling", "achterstand_begin", "realisatie"),
    "koppelingstekort": ("taakstelling", "achterstand_begin", "gekoppeld"),
    "tekort_taakstelling": ("taakstelling", "realisatie"),
    "tekort_totaalopgave": ("taakstelling", "achterstand_begin", "realisatie"),
    "getoetste_taakstelling": ("taakstelling",),
    "getoetste_totaalopgave": ("taakstelling", "achterstand_begin"),
    "getoetste_achterstand": ("taakstelling", "achterstand_begin", "realisatie"),
}
"""From which facts of the file each fact follows; what is measured needs all four where a koppelingstekort is excused."""

OPGAVEN = ("taakstelling", "totaalopgave")
GETOETSTE = ("getoetste_taakstelling", "getoetste_totaalopgave", "getoetste_achterstand")
"""The opgaven and the achterstand as a kader measures them: of who was linked in time, where it excuses a tekort."""

VERHOUDINGEN = {
    "realisatie_pct_taakstelling": ("realisatie", "getoetste_taakstelling"),
    "realisatie_pct_totaalopgave": ("realisatie", "getoetste_totaalopgave"),
    "achterstand_pct_taakstelling": ("getoetste_achterstand", "getoetste_taakstelling"),
}
"""Each percentage as (part, whole); it does not exist where the whole is 0 or less."""


def _boven_nul(waarde: G) -> G:
    """max(0, x), for numbers and columns alike."""
    return waarde * (waarde > 0)


def totaalopgave(taakstelling: G, achterstand_begin: G) -> G:
    """Persons a gemeente has to house in a periode; negative when its voorsprong exceeds its taakstelling.

    Parameters
    ----------
    taakstelling : int
        Persons, as imposed for the periode (the lowered figure where it was lowered).
    achterstand_begin : int
        Persons carried in; negative is voorsprong.

    Source
    ------
    Voortgangsrapportage 2023-2, tabel 1, fourth column.

    Examples
    --------
    >>> totaalopgave(1651, -150), totaalopgave(1372, 406), totaalopgave(10, -12)
    (1501, 1778, -2)
    """
    return taakstelling + achterstand_begin


def achterstand_eind(totaalopgave: G, realisatie: G) -> G:
    """Persons still to be housed after the periode; negative is voorsprong.

    Source
    ------
    Voortgangsrapportage 2023-2, §3.1: 1778 − 1208 = 570.

    Examples
    --------
    >>> achterstand_eind(1778, 1208), achterstand_eind(1477, 1635)
    (570, -158)
    """
    return totaalopgave - realisatie


def koppelingstekort(totaalopgave: G, gekoppeld: G) -> G:
    """Persons of the totaalopgave not linked on the koppelpeildatum: max(0, totaalopgave − gekoppeld).

    Source
    ------
    Voortgangsrapportage 2023-2, §3.1.1.

    Examples
    --------
    >>> koppelingstekort(68, 50), koppelingstekort(50, 50), koppelingstekort(-3, 0)
    (18, 0, 0)
    """
    return _boven_nul(totaalopgave - gekoppeld)


def verschoonde_opgave(opgave: G, gekoppeld: G, koppelingstekort: G) -> G:
    """The part of an opgave that a gemeente could house: min(opgave, gekoppeld) if it has a koppelingstekort.

    Without a koppelingstekort `gekoppeld` is ignored, also where it is below the taakstelling (which happens
    with a voorsprong).

    Parameters
    ----------
    opgave : int
        Taakstelling or totaalopgave.
    gekoppeld, koppelingstekort : int
        Persons.

    Examples
    --------
    >>> verschoonde_opgave(40, 35, 10), verschoonde_opgave(40, 35, 0), verschoonde_opgave(40, 45, 5)
    (35, 40, 40)
    """
    return opgave - (koppelingstekort > 0) * _boven_nul(opgave - gekoppeld)


def tekort(opgave: G, realisatie: G) -> G:
    """Persons missing from an opgave: max(0, opgave − realisatie).

    Of the whole opgave, or of `verschoonde_opgave` where the koppelingstekort is excused.

    Examples
    --------
    >>> tekort(40, 39), tekort(40, 40), tekort(40, 41), tekort(-2, 0)
    (1, 0, 0, 0)
    """
    return _boven_nul(opgave - realisatie)


def percentage(deel: int, geheel: int) -> Fraction | None:
    """Exact percentage; None where the whole is 0 or less, because a share of nothing says nothing.

    Examples
    --------
    >>> percentage(1208, 1778) == Fraction(120800, 1778), percentage(3, 0), percentage(3, -5)
    (True, None, None)
    """
    return procent_van(deel, geheel) if geheel > 0 else None


def bereken(
    waarden: Mapping[str, np.ndarray], bekend: Mapping[str, np.ndarray], verschoonbaar: bool
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """All whole-number facts of many gemeenten at once, and which of them are known.

    Parameters
    ----------
    waarden : mapping of str to int64 array
        The facts of `INVOER`; any number where unknown.
    bekend : mapping of str to bool array
        Where each of them is known.
    verschoonbaar : bool
        Whether the kader excuses a koppelingstekort.

    Returns
    -------
    tuple of two dicts
        Values and known, by fact, with those of `GETOETSTE`. Once the realisatie reaches the whole opgave it is
        measured on that, whatever `gekoppeld` is: an excuse only makes an opgave smaller.
    """
    w, b = dict(waarden), dict(bekend)
    w["totaalopgave"] = totaalopgave(w["taakstelling"], w["achterstand_begin"])
    w["achterstand_eind"] = achterstand_eind(w["totaalopgave"], w["realisatie"])
    w["koppelingstekort"] = koppelingstekort(w["totaalopgave"], w["gekoppeld"])
    for feit, wortels in WORTELS.items():
        b[feit] = bekend[wortels[0]]
        for wortel in wortels[1:]:
            b[feit] = b[feit] & bekend[wortel]
    for opgave in OPGAVEN:
        getoetst, gehaald = w[opgave], w["realisatie"] >= w[opgave]
        bekend_getoetst = b[opgave]
        if verschoonbaar:
            haalbaar = verschoonde_opgave(w[opgave], w["gekoppeld"], w["koppelingstekort"])
            getoetst = getoetst + b["koppelingstekort"] * (haalbaar - getoetst)
            bekend_getoetst = b[opgave] & (b["koppelingstekort"] | (gehaald & b["realisatie"]))
        w[f"getoetste_{opgave}"], b[f"getoetste_{opgave}"] = getoetst, bekend_getoetst
        w[f"tekort_{opgave}"] = tekort(getoetst, w["realisatie"])
        b[f"tekort_{opgave}"] = bekend_getoetst & b["realisatie"]
    w["getoetste_achterstand"] = achterstand_eind(w["getoetste_totaalopgave"], w["realisatie"])
    b["getoetste_achterstand"] = b["tekort_totaalopgave"]
    return w, b


def hele_getallen(reeks: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A column of whole numbers as (int64 values with 0 where unknown, known)."""
    import pandas as pd

    getallen = pd.array(reeks, dtype="Int64")
    return getallen.to_numpy(dtype="int64", na_value=0), ~getallen.isna()


def _bekend(formule: Callable[..., Any], *cijfers: int | None) -> Any:
    """What a formula makes of figures; None where one of them is not known."""
    return None if None in cijfers else formule(*cijfers)


class Gerealiseerd:
    """For a record with an opgave and a realisatie, in persons; None is not known, and makes what needs it None."""

    taakstelling: int | None
    totaalopgave: int | None
    realisatie: int | None

    @property
    def achterstand_eind(self) -> int | None:
        """totaalopgave − realisatie (persons)."""
        return _bekend(achterstand_eind, self.totaalopgave, self.realisatie)

    @property
    def pct_taakstelling(self) -> Fraction | None:
        """Exact realisatie as a percentage of the taakstelling."""
        return _bekend(procent_van, self.realisatie, self.taakstelling)

    @property
    def pct_totaalopgave(self) -> Fraction | None:
        """Exact realisatie as a percentage of the totaalopgave; None when a voorsprong leaves nothing to do."""
        return _bekend(percentage, self.realisatie, self.totaalopgave)


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
        return _bekend(totaalopgave, self.taakstelling, self.achterstand_begin)

    @property
    def koppelingstekort(self) -> int | None:
        """Persons of the totaalopgave that are not linked (yet)."""
        return _bekend(koppelingstekort, self.totaalopgave, self.gekoppeld)
