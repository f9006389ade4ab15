"""What a sheet of Excel says beside the values of its cells: hidden, merged, computed, and letters that are marked.

openpyxl in its frugal mode gives values and styles of cells only; this reads the rest from the same XML, in one pass.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, iterparse

Plaats = tuple[int, int]  # row and column, both from 1

SUPERSCRIPT = "een deel staat klein boven of onder de regel, als een nootcijfer"
DEELS_DOORGEHAALD = "een deel is doorgehaald"
_WAAR = ("1", "true", "on")
_ADRES = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Gemerkt:
    """A text of which a part is marked: what is left without that part, and how it is marked."""

    zonder: str
    hoe: str


@dataclass
class Bladfeiten:
    """What holds for the cells of one sheet."""

    # hidden by hand, by a filter, by a closed group, or without height
    verborgen_rijen: set[int] = field(default_factory=set)
    verborgen_kolommen: set[int] = field(default_factory=set)
    gefilterd: bool = False  # a filter is on: that is why rows are hidden
    formules: set[Plaats] = field(default_factory=set)  # cells with a formula
    samengevoegd: list[str] = field(default_factory=list)  # merged ranges, as `A1:B2`
    gemerkt: dict[Plaats, Gemerkt] = field(default_factory=dict)  # texts of which a part is marked, by cell
    # ranges with a format that depends on the value, and the number of that format
    voorwaardelijk: list[tuple[str, int]] = field(default_factory=list)


def lees_bladfeiten(xml: bytes, gedeeld: dict[int, Gemerkt], meeste_kolommen: int) -> Bladfeiten:
    """Read the facts of one sheet.

    Parameters
    ----------
    xml : bytes
        The sheet, already judged: no document type, not too large.
    gedeeld : dict
        Marked texts among the shared ones, from `gemerkte_teksten`.
    meeste_kolommen : int
        How many columns are looked at.

    Raises
    ------
    ValueError
        When a row or cell stands there twice, or out of order: then no two programs show the same sheet.
    """
    uit = Bladfeiten()
    rij = kolom = 0
    for gebeurtenis, element in iterparse(io.BytesIO(xml), events=("start", "end")):
        naam = element.tag.rpartition("}")[2]
        if gebeurtenis == "start":
            if naam == "row":
                vorige, rij, kolom = rij, int(float(element.get("r", rij + 1))), 0
                _oplopend(vorige, rij)
                if element.get("hidden") in _WAAR or float(element.get("ht", 15)) < 1:
                    uit.verborgen_rijen.add(rij)
            elif naam == "c":
                vorige, kolom = kolom, _kolom(element.get("r", "")) or kolom + 1
                _oplopend(vorige, kolom)
            continue
        if naam == "c":
            _cel(element, (rij, kolom), gedeeld, uit)
        elif naam == "col" and (element.get("hidden") in _WAAR or float(element.get("width", 8)) < 0.2):
            tot = min(int(element.get("max", 0)), meeste_kolommen)
            uit.verborgen_kolommen.update(range(int(element.get("min", 1)), tot + 1))
        elif naam == "mergeCell" and re.fullmatch(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}", element.get("ref", "")):
            uit.samengevoegd.append(element.get("ref", ""))
        elif naam == "filterColumn":
            uit.gefilterd = True
        elif naam == "conditionalFormatting":
            regels = [int(r.get("dxfId", -1)) for r in element if r.tag.rpartition("}")[2] == "cfRule"]
            uit.voorwaardelijk += [(element.get("sqref", ""), nummer) for nummer in regels]
        if naam in ("row", "col", "mergeCell"):
            element.clear()
    return uit


def gemerkte_teksten(xml: bytes) -> dict[int, Gemerkt]:
    """The shared texts of a workbook of which a part is marked, by their number."""
    uit: dict[int, Gemerkt] = {}
    nummer = -1
    for _, element in iterparse(io.BytesIO(xml)):
        if element.tag.rpartition("}")[2] == "si":
            nummer += 1
            if gemerkt := _gemerkt(element):
                uit[nummer] = gemerkt
            element.clear()
    return uit


def verhullende_opmaak(xml: bytes) -> set[int]:
    """The conditional formats of a workbook that change what is read: struck through, white, or another number format."""
    uit: set[int] = set()
    nummer = -1
    for _, element in iterparse(io.BytesIO(xml)):
        if element.tag.rpartition("}")[2] != "dxf":
            continue
        nummer += 1
        delen = {deel.tag.rpartition("}")[2]: deel for deel in element.iter()}
        kleur = delen["color"].attrib if "font" in delen and "color" in delen else {}
        wit = kleur.get("rgb", "").endswith("FFFFFF") or kleur.get("theme") == "0"
        if "numFmt" in delen or ("strike" in delen and delen["strike"].get("val", "1") in _WAAR) or wit:
            uit.add(nummer)
    return uit


def opmerkingen_bij_cellen(xml: bytes) -> dict[Plaats, str]:
    """The remarks that stand beside cells."""
    return {
        (int(adres[2]), _kolom(adres[0])): " ".join("".join(element.itertext()).split())
        for _, element in iterparse(io.BytesIO(xml))
        if element.tag.rpartition("}")[2] == "comment" and (adres := _ADRES.fullmatch(element.get("ref", "")))
    }


def _oplopend(vorige: int, nu: int) -> None:
    if nu <= vorige:
        raise ValueError(f"{nu} staat na {vorige}")


def _cel(element: Element, plaats: Plaats, gedeeld: dict[int, Gemerkt], uit: Bladfeiten) -> None:
    for kind in element:
        naam = kind.tag.rpartition("}")[2]
        if naam == "f":
            uit.formules.add(plaats)
        elif naam == "is" and (gemerkt := _gemerkt(kind)):
            uit.gemerkt[plaats] = gemerkt
        elif (
            naam == "v" and element.get("t") == "s" and (kind.text or "").isdecimal() and int(kind.text or 0) in gedeeld
        ):
            uit.gemerkt[plaats] = gedeeld[int(kind.text or 0)]


def _gemerkt(element: Element) -> Gemerkt | None:
    """A text in runs, without those that stand small above or below the line or are struck through."""
    zonder, hoe = "", ""
    for stuk in element:
        if stuk.tag.rpartition("}")[2] != "r":
            continue
        tekst = "".join(t.text or "" for t in stuk if t.tag.rpartition("}")[2] == "t")
        merk = _merk(next((e for e in stuk if e.tag.rpartition("}")[2] == "rPr"), None))
        if merk and tekst.strip():
            hoe = hoe or merk
        else:
            zonder += tekst
    return Gemerkt(zonder, hoe) if hoe else None


def _merk(opmaak: Any) -> str:
    for eigenschap in opmaak if opmaak is not None else ():
        naam, waarde = eigenschap.tag.rpartition("}")[2], eigenschap.get("val", "1")
        if naam == "vertAlign" and waarde in ("superscript", "subscript"):
            return SUPERSCRIPT
        if naam in ("strike", "dstrike") and waarde in _WAAR:
            return DEELS_DOORGEHAALD
    return ""


def _kolom(adres: str) -> int:
    gevonden = _ADRES.fullmatch(adres)
    nummer = 0
    for letter in gevonden[1] if gevonden else "":
        nummer = 26 * nummer + ord(letter) - 64
    return nummer
