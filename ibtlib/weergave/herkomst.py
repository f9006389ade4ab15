"""Where figures come from, in the words of a reader: sources, and what was corrected in the rows that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.gegevens.bronnen import Bron, Herkomst
from ibtlib.gegevens.correcties import Correctie, nummers
from ibtlib.gegevens.lezing import GELADEN


class Kenner(Protocol):
    """Who can name sources: a province, or what is known without one."""

    @property
    def bronnen(self) -> Mapping[str, Bron]: ...

    def bron(self, id_: str) -> Bron: ...

    @property
    def correcties(self) -> tuple[Correctie, ...]: ...

    @property
    def fictief(self) -> bool: ...


@dataclass(frozen=True)
class Zonder:
    """What is known when no province was loaded, or several together."""

    bronnen: Mapping[str, Bron]
    correcties: tuple[Correctie, ...] = ()
    fictief: bool = False

    def bron(self, id_: str) -> Bron:
        return self.bronnen[id_]


def kenner(g: Kenner | Iterable[Kenner] | None) -> Kenner:
    """Who names the sources of figures of one's own: the province, or provinces, that they are about.

    Parameters
    ----------
    g : Gegevens, or several, optional
        Default the province that this notebook loaded.

    Raises
    ------
    AanvraagFout
        When several are loaded, some of them invented: which it is about has to be said.
    """
    alle: list[Any] = [*GELADEN.values()] if g is None else [g] if hasattr(g, "correcties") else list(cast(Any, g))
    if g is None and len({p.fictief for p in alle}) > 1:
        namen = opsomming(sorted(GELADEN))
        raise AanvraagFout(
            f"Er zijn echte en verzonnen gegevens geladen ({namen}). Zeg bij deze grafiek of tabel over welke zij gaat, "
            "bijvoorbeeld g=g; dan staat er FICTIEF bij wat verzonnen is."
        )
    if len(alle) == 1:
        een: Kenner = alle[0]
        return een
    bronnen = {id_: bron for p in alle for id_, bron in p.bronnen.items()}
    return Zonder(bronnen, tuple(c for p in alle for c in p.correcties), any(p.fictief for p in alle))


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


def bronvermelding(g: Kenner, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """Sources as a reader cites them, each once, with all places in it."""
    plekken: dict[str, dict[str, None]] = {}
    for id_, vindplaats in herkomst:
        if id_:
            plekken.setdefault(id_, {})[vindplaats] = None
    plaatsen = {id_: "; ".join(plek for plek in waar if plek) for id_, waar in plekken.items()}
    return tuple(f"{_naam(g, id_)} ({plaats})" if plaats else _naam(g, id_) for id_, plaats in plaatsen.items())


def _naam(g: Kenner, id_: str) -> str:
    """Short, unless another source is called the same: of one publisher there can be several news items.

    What is not in the register is a source in words, of somebody's own table.
    """
    if id_ not in g.bronnen:
        return id_
    bron = g.bron(id_)
    gelijk = sum(b.kort == bron.kort for b in g.bronnen.values())
    return bron.kort if gelijk == 1 else f"{bron.kort}, {bron.titel}"


def correctienoten(g: Kenner, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """What was corrected in the rows that a table or chart shows; a row carries the mark in its vindplaats."""
    getoond = nummers(vindplaats for _, vindplaats in herkomst)
    return tuple(c.tekst for c in g.correcties if c.nummer in getoond) if getoond else ()
