"""Where figures come from, in the words of a reader: sources, and what was corrected in the rows that are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ibtlib.gegevens.bronnen import Herkomst
from ibtlib.gegevens.correcties import nummers
from ibtlib.gegevens.gegevens import Gegevens


def veld_van(rij: Any, naam: str) -> Any:
    """What a row has under a name: a row of a frame (a dict) by key, an object by attribute.

    >>> veld_van({"bron": "a"}, "bron"), veld_van(3, "numerator")
    ('a', 3)
    """
    return rij[naam] if hasattr(rij, "keys") else getattr(rij, naam)


def herkomst_van(rij: Any) -> tuple[Herkomst, ...]:
    """The source that a row carries with it: its `bron` and `vindplaats`.

    >>> herkomst_van({"bron": "rapportage-2023-2", "vindplaats": "tabel 1", "realisatie": 1208})
    (('rapportage-2023-2', 'tabel 1'),)
    """
    return ((veld_van(rij, "bron"), veld_van(rij, "vindplaats")),)


def herkomst_van_alle(rijen: Iterable[Any]) -> list[Herkomst]:
    """The sources that these rows carry with them, together."""
    return [herkomst for rij in rijen for herkomst in herkomst_van(rij)]


def uniek(herkomst: Iterable[Herkomst]) -> tuple[Herkomst, ...]:
    """Each source once, those that are not there left out, in a fixed order so that equal ones are seen to be equal."""
    return tuple(sorted({(bron, waar) for bron, waar in herkomst if bron}))


def bronvermelding(g: Gegevens, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """Sources as a reader cites them, each once, with all places in it."""
    plekken: dict[str, dict[str, None]] = {}
    for id_, vindplaats in herkomst:
        if id_:
            plekken.setdefault(id_, {})[vindplaats] = None
    return tuple(f"{_naam(g, id_)} ({'; '.join(waar)})" for id_, waar in plekken.items())


def _naam(g: Gegevens, id_: str) -> str:
    """Short, unless another source is called the same: of one publisher there can be several news items."""
    bron = g.bron(id_)
    gelijk = sum(b.kort == bron.kort for b in g.bronnen.values())
    return bron.kort if gelijk == 1 else f"{bron.kort}, {bron.titel}"


def correctienoten(g: Gegevens, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """What was corrected in the rows that a table or chart shows; a row carries the mark in its vindplaats."""
    getoond = nummers(vindplaats for _, vindplaats in herkomst)
    return tuple(c.tekst for c in g.correcties if c.nummer in getoond) if getoond else ()
