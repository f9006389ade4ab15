"""Where figures come from, in the words of a reader: sources, and what was corrected in the rows that are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.gegevens.bronnen import Bron, Herkomst
from ibtlib.gegevens.correcties import Correctie, nummers
from ibtlib.gegevens.lezing import GELADEN

_RIJ = re.compile(
    r"(?P<voor>regel |blad .*, (?=[A-Z]))(?P<van>[A-Z]*)(?P<rij>\d+)(?::(?P<tot>[A-Z]+)(?P=rij))?"
)  # as `ibt inlezen` writes them
_MEESTE = 6  # rows or ranges of rows that are named one by one


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
    plaatsen = {id_: "; ".join(samengevat(plek for plek in waar if plek)) for id_, waar in plekken.items()}
    return tuple(f"{_naam(g, id_)} ({plaats})" if plaats else _naam(g, id_) for id_, plaats in plaatsen.items())


def samengevat(plekken: Iterable[str]) -> list[str]:
    """Places in a source, those in rows of one table together: of a sum over gemeenten there are many.

    >>> samengevat(["tabel 1", "regel 3", "regel 2", "regel 4", "regel 9"])
    ['tabel 1', 'regel 2–4 en 9']
    >>> samengevat(["blad 2023-2, B7:F7", "blad 2023-2, B8:F8"])
    ['blad 2023-2, B7:F8']
    >>> samengevat(f"regel {n}" for n in range(2, 40, 2))
    ['regel 2 tot en met 38, 19 rijen']
    """
    uit: dict[tuple[str, str, str], list[int]] = {}  # what stands around the number, in the order of first use
    for plek in plekken:
        m = _RIJ.fullmatch(plek)
        uit.setdefault((m["voor"], m["van"] or "", m["tot"] or "") if m else (plek, "", ""), []).extend(
            [int(m["rij"])] if m else []
        )
    return [f"{voor}{_rijen(van, tot, sorted(n))}" if n else voor for (voor, van, tot), n in uit.items()]


def _rijen(van: str, tot: str, nummers: list[int]) -> str:
    """Rows of a table in as few words as say where they are."""
    reeksen: list[list[int]] = []
    for n in nummers:
        if reeksen and n == reeksen[-1][1] + 1:
            reeksen[-1][1] = n
        else:
            reeksen.append([n, n])
    if len(reeksen) > _MEESTE:
        streep = f"{van}{nummers[0]}:{tot}{nummers[-1]}" if van else f"{nummers[0]} tot en met {nummers[-1]}"
        return f"{streep}, {len(nummers)} rijen"
    if van:
        return opsomming(f"{van}{a}:{tot}{b}" for a, b in reeksen)
    return opsomming(str(a) if a == b else f"{a}–{b}" for a, b in reeksen)


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
