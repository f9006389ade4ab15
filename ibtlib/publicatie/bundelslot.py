"""What every document of a volume has of its own, once: the summary of the first, and one Verantwoording at the end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from ibtlib.weergave.blokken import Blok, alinea, knopen, kop, plat

KORT, SLOT = "In het kort", "Verantwoording"
_SAMENVATTING = "samenvatting"  # the chapter that is a summary of all


@dataclass
class Slot:
    """The last chapter of a volume.

    Parameters
    ----------
    blokken : list of (name of the chapter it comes from, block)
        Under the heading of the first document that has it.
    naar : mapping of str to str
        Where a reference leads that led to what stands elsewhere now, both as they are in the volume.
    """

    blokken: list[tuple[str, Blok]] = field(default_factory=list)
    naar: dict[str, str] = field(default_factory=dict)


def samengevoegd(hoofdstukken: Sequence[tuple[str, str, list[Blok]]]) -> Slot:
    """Take the Verantwoording out of each chapter, and its summary where the volume has one of all.

    Parameters
    ----------
    hoofdstukken : sequence of (name, title, blocks)
        The lists are changed: what is taken out is gone.

    Returns
    -------
    Slot
        What is equal in several documents once; tables with the same caption and columns as one, lists under the same
        heading too. What one document says and another says differently has the title of its document before it.
    """
    slot = Slot()
    heel = any(naam == _SAMENVATTING for naam, _, _ in hoofdstukken)
    onder: dict[str, _Deel] = {}
    for naam, titel, blokken in hoofdstukken:
        if heel and naam != _SAMENVATTING:
            _neem_uit(blokken, KORT)
        deel = None
        for blok in _neem_uit(blokken, SLOT):
            if blok["t"] == "kop":
                kopje = plat(blok["d"])
                nieuw = kopje not in onder
                deel = onder.setdefault(kopje, _Deel(naam, blok))
                if not nieuw:
                    slot.naar[f"#{naam}-{blok['id']}"] = f"#{deel.naam}-{deel.kop['id']}"
            elif deel:
                deel.neem_op(naam, titel, blok)
    if onder:
        slot.blokken.append((SLOT.lower(), {**kop(1, SLOT), "id": SLOT.lower()}))
    for deel in onder.values():
        slot.blokken += [(deel.naam, deel.kop), *deel.blokken]
    return slot


def _neem_uit(blokken: list[Blok], naam: str) -> list[Blok]:
    """Take a section out of a chapter, without its own heading; nothing when it has none."""
    begin = next((i for i, b in enumerate(blokken) if b["t"] == "kop" and plat(b["d"]) == naam), None)
    if begin is None:
        return []
    niveau = blokken[begin]["niveau"]
    rest = (i for i, b in enumerate(blokken) if i > begin and b["t"] == "kop" and b["niveau"] <= niveau)
    eind = next(rest, len(blokken))
    uit = blokken[begin + 1 : eind]
    del blokken[begin:eind]
    return uit


@dataclass
class _Deel:
    """A subsection: its heading, as the document named has it, and what the documents have under it."""

    naam: str
    kop: Blok
    blokken: list[tuple[str, Blok]] = field(default_factory=list)

    def neem_op(self, naam: str, titel: str, blok: Blok) -> None:
        """Add a block, or what it has that is not there yet."""
        if any(_gelijk(blok, er_is) for _, er_is in self.blokken):
            return
        voor = next((er_is for _, er_is in self.blokken if _hoort_bij(blok, er_is)), None)
        if voor is None:
            if self.blokken and naam != self.blokken[-1][0] and blok["t"] != "tabel":
                self.blokken.append((naam, alinea({"t": "vet", "d": [f"{titel}:"]})))
            self.blokken.append((naam, blok))
            return
        wat = "rijen" if blok["t"] == "tabel" else "items"
        voor[wat] += [deel for deel in blok[wat] if deel not in voor[wat]]
        if wat == "rijen":
            voor["voet"] += [r for r in blok["voet"] if r.get("klasse") == "opmerking" and r not in voor["voet"]]


def _hoort_bij(blok: Blok, ander: Blok) -> bool:
    """Whether two blocks are parts of one: lists, and tables with the same caption, header and notes of columns, rows and cells."""
    if blok["t"] != ander["t"] or blok["t"] not in ("lijst", "tabel"):
        return False
    if blok["t"] == "lijst":
        return bool(blok["geordend"] == ander["geordend"])
    return (
        _genoemd(blok) == _genoemd(ander)
        and plat(blok["d"]) == plat(ander["d"])
        and _gelijk({"kop": blok["kop"]}, {"kop": ander["kop"]})
    )


def _genoemd(tabel: Blok) -> list[str]:
    """What stands under a table about some of its columns, rows or cells."""
    return [_sleutel(r) for r in tabel["voet"] if {"noten", "vet"} & {deel.get("t") for deel in knopen([r])}]


def _gelijk(een: Blok, ander: Blok) -> bool:
    return _sleutel(een) == _sleutel(ander)


def _sleutel(deel: Blok) -> str:
    """A block as text, without the id that only tells its place."""
    zonder = {naam: waarde for naam, waarde in deel.items() if naam != "id"}
    return json.dumps(zonder, sort_keys=True)
