"""Opening an Excel file of which nothing is trusted: judged by its zip directory first, then read cell by cell.

Nothing in the file is executed or followed: formulas give the value that Excel stored with them, links are not even
loaded. Sizes are bounded before anything is unpacked, so a small file cannot become a large one in memory.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens.bestandssoort import MACROS, WACHTWOORD
from ibtlib.gegevens.bladxml import (
    DEELS_DOORGEHAALD,
    SUPERSCRIPT,
    Bladfeiten,
    Plaats,
    gemerkte_teksten,
    lees_bladfeiten,
    opmerkingen_bij_cellen,
    verhullende_opmaak,
)
from ibtlib.gegevens.getalopmaak import anders_getoond, toont_jaar

GROOTST_UITGEPAKT = 60_000_000  # bytes of all parts together, pictures included
GROOTST_XML = 16_000_000  # bytes of all parts that are read; a sheet of 5.000 rows and 30 columns is below it
MEESTE_ONDERDELEN = 2_000
MEESTE_RIJEN = 20_000  # with something in them
MEESTE_KOLOMMEN = 500
LAATSTE_RIJ = 1_048_576  # of Excel itself
MEESTE_CELLEN = 500_000  # visited, empty ones included
LANGSTE_TEKST = 32_767  # of a cell, by Excel itself
_TEKSTEN, _STIJLEN = "xl/sharedStrings.xml", "xl/styles.xml"

_NIET_LEESBAAR = "niet te lezen als Excel-bestand (.xlsx); open het in Excel en sla het opnieuw op"
_TE_GROOT = (
    "uitgepakt is dit bestand te groot voor een tabel met halfjaarcijfers; bewaar alleen het blad met de cijfers"
)
DOORGEHAALD = "doorgehaald"
OPMAAK = "door de getalopmaak toont Excel iets anders"
WIT = "wit op wit, dus niet te zien"
KLEIN = "staat klein boven of onder de regel, als een nootcijfer"


@dataclass(frozen=True)
class Cel:
    """One cell as a reader sees it."""

    # what it says; a number in Dutch notation without dots at the thousands; empty when there is nothing
    tekst: str = ""
    # `leeg`, `tekst`, `getal`, `datum`, `fout` (#REF! and the like) or `formule` (one without a stored value)
    soort: str = "leeg"
    procent: bool = False  # the number is shown as a percentage
    berekend: bool = False  # the value is what a formula gave when Excel last saved the file
    merk: str = ""  # Dutch: why a reader of the sheet sees something else than the value; empty when he does not
    anders: str = ""  # with a mark: what he sees. Of a date: the number that Excel stores for it.

    @property
    def als_woord(self) -> str:
        """As a header or a name: without footnote marks and without what is struck through in it."""
        return self.anders if self.merk in (SUPERSCRIPT, DEELS_DOORGEHAALD) else self.tekst


LEEG = Cel()


@dataclass(frozen=True)
class Blad:
    """One sheet: rows of cells (row 1 first, each as wide as its last cell) and which cells are merged."""

    naam: str  # name of the sheet; empty for a text file
    rijen: list[list[Cel]]  # may have empty rows
    verborgen: bool = False  # hidden by whoever made the file
    # for each cell of a merged range but the first: the place of the first
    samengevoegd: dict[Plaats, Plaats] = field(default_factory=dict)
    # verborgen_rijen, verborgen_kolommen: what nobody sees who opens the sheet
    verborgen_rijen: frozenset[int] = frozenset()
    verborgen_kolommen: frozenset[int] = frozenset()
    gefilterd: bool = False  # rows are hidden by a filter
    # ranges in which Excel strikes through, hides or rewrites a figure when it has a certain value
    voorwaardelijk: tuple[str, ...] = ()
    opmerkingen: dict[Plaats, str] = field(default_factory=dict)  # remarks beside cells, by cell

    def cel(self, rij: int, kolom: int) -> Cel:
        """The cell at a place; an empty one outside the sheet."""
        cellen = self.rijen[rij - 1] if 0 < rij <= len(self.rijen) else []
        return cellen[kolom - 1] if 0 < kolom <= len(cellen) else LEEG

    def onzichtbaar(self, rij: int, kolom: int) -> str:
        """Why nobody sees a cell who opens the sheet, in Dutch; empty when it is seen."""
        if rij in self.verborgen_rijen:
            return "rij verborgen door een filter" if self.gefilterd else "verborgen rij"
        return "verborgen kolom" if kolom in self.verborgen_kolommen else ""


def lees_werkmap(pad: Path, ruw: bytes, alleen_eerste: bool = False) -> list[Blad]:
    """The sheets of an Excel file.

    Parameters
    ----------
    pad : Path
        For the messages.
    ruw : bytes
        The file.
    alleen_eerste : bool
        Only the first sheet.

    Raises
    ------
    InvoerFout
        When it is no workbook, too large, protected with a password, or holds macros.
    """
    _keur(pad, ruw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells in English what it leaves out
            return list(_bladen(pad, ruw, alleen_eerste))
    except InvoerFout:
        raise
    except MemoryError:
        raise InvoerFout.van(pad, _TE_GROOT) from None
    except Exception:
        # openpyxl raises many kinds for a damaged archive; for the user they all mean the same
        raise InvoerFout.van(pad, _NIET_LEESBAAR) from None


def _keur(pad: Path, ruw: bytes) -> None:
    """Judge a workbook by its zip directory; zipfile never unpacks more of a part than the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as zip_:
            delen = zip_.infolist()
            namen = {d.filename.lower() for d in delen}
            if any(d.flag_bits & 1 for d in delen):
                raise InvoerFout.van(pad, WACHTWOORD)
            xml = [d for d in delen if d.filename.lower().endswith((".xml", ".rels"))]
            alles, gelezen = (sum(d.file_size for d in lijst) for lijst in (delen, xml))
            if len(delen) > MEESTE_ONDERDELEN or alles > GROOTST_UITGEPAKT or gelezen > GROOTST_XML:
                raise InvoerFout.van(pad, _TE_GROOT)
            if any(n.endswith("vbaproject.bin") for n in namen):
                raise InvoerFout.van(pad, MACROS)
            for deel in xml:
                inhoud = zip_.read(deel).replace(b"\0", b"")  # without the zeros of UTF-16
                if deel.filename == "[Content_Types].xml" and b"macroenabled" in inhoud.lower():
                    raise InvoerFout.van(pad, MACROS)
                if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud:
                    raise InvoerFout.van(pad, _NIET_LEESBAAR)  # entities that grow; Excel never writes them
    except InvoerFout:
        raise
    except Exception:
        # zipfile too raises many kinds for a damaged archive: BadZipFile, zlib.error, NotImplementedError, ...
        raise InvoerFout.van(pad, _NIET_LEESBAAR) from None


def _bladen(pad: Path, ruw: bytes, alleen_eerste: bool) -> Iterator[Blad]:
    from openpyxl import load_workbook

    boek = load_workbook(io.BytesIO(ruw), read_only=True, data_only=True, keep_links=False)
    bladen = boek.worksheets[:1] if alleen_eerste else boek.worksheets
    if not bladen:
        raise InvoerFout.van(pad, "er staat geen blad met cellen in dit bestand")
    budget = MEESTE_CELLEN
    with zipfile.ZipFile(io.BytesIO(ruw)) as zip_:
        gedeeld = gemerkte_teksten(zip_.read(_TEKSTEN)) if _TEKSTEN in zip_.namelist() else {}
        verhullend = verhullende_opmaak(zip_.read(_STIJLEN)) if _STIJLEN in zip_.namelist() else set()
        for blad in bladen:
            # openpyxl has no public name for the place of a sheet
            feiten = lees_bladfeiten(zip_.read(blad._worksheet_path), gedeeld, MEESTE_KOLOMMEN)
            rijen: list[list[Cel]] = []
            for n, ruwe_rij in _rijen(pad, blad):
                budget -= len(ruwe_rij)
                if budget < 0:
                    raise InvoerFout.van(pad, _TE_GROOT)
                if any(cel.value is not None for cel in ruwe_rij[MEESTE_KOLOMMEN:]):
                    raise InvoerFout.van(
                        pad, f"meer dan {MEESTE_KOLOMMEN} kolommen; dit is geen tabel met halfjaarcijfers", n
                    )
                ruwe_rij = ruwe_rij[:MEESTE_KOLOMMEN]
                rijen += [[]] * (n - 1 - len(rijen))
                rijen.append([_cel(pad, n, k, cel, feiten) for k, cel in enumerate(ruwe_rij, 1)])
            yield Blad(
                str(blad.title),
                rijen,
                blad.sheet_state != "visible",
                _samengevoegd(pad, feiten.samengevoegd, rijen),
                frozenset(feiten.verborgen_rijen),
                frozenset(feiten.verborgen_kolommen),
                feiten.gefilterd,
                tuple(dict.fromkeys(waar for waar, nummer in feiten.voorwaardelijk if nummer in verhullend)),
                _opmerkingen(zip_, blad._worksheet_path),
            )


def _opmerkingen(zip_: zipfile.ZipFile, bladpad: str) -> dict[Plaats, str]:
    """The remarks of a sheet, which Excel keeps in a part of their own."""
    map_, _, naam = bladpad.rpartition("/")
    relaties = f"{map_}/_rels/{naam}.rels"
    if relaties not in zip_.namelist():
        return {}
    doelen = re.findall(r'Target="([^"]+)"', zip_.read(relaties).decode("utf-8", "replace"))
    delen = [posixpath.normpath(posixpath.join("/", map_, doel)).lstrip("/") for doel in doelen]
    uit: dict[Plaats, str] = {}
    for deel in delen:
        if re.search(r"/comments?\d*\.xml$", deel) and deel in zip_.namelist():
            uit |= opmerkingen_bij_cellen(zip_.read(deel))
    return uit


def _rijen(pad: Path, blad: Any) -> Iterator[tuple[int, Any]]:
    """Rows that hold something, with their number."""
    blad.reset_dimensions()  # what a file says of its own size may be a lie
    gevuld = gezien = 0
    for n, rij in enumerate(blad.iter_rows(), 1):
        if n > LAATSTE_RIJ:
            raise InvoerFout.van(pad, _TE_GROOT)
        if not rij:
            continue
        gezien += len(rij)
        met_inhoud = any(cel.value is not None for cel in rij)
        gevuld += met_inhoud
        if gevuld > MEESTE_RIJEN or gezien > MEESTE_CELLEN:
            raise InvoerFout.van(pad, _TE_GROOT)
        if met_inhoud:
            yield n, rij


def _cel(pad: Path, rij: int, kolom: int, cel: Any, feiten: Bladfeiten) -> Cel:
    waarde, formule = cel.value, (rij, kolom) in feiten.formules
    if waarde is None or waarde == "":
        return Cel(soort="formule") if formule else LEEG
    if cel.data_type == "e":
        return Cel(str(waarde), "fout", berekend=formule)
    opmaak = str(cel.number_format)
    if isinstance(waarde, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return _datum(waarde, opmaak, formule)
    merk, anders = _stijlmerk(cel), ""
    if isinstance(waarde, (int, float)) and not isinstance(waarde, bool):
        procent = "%" in opmaak
        if not (merk or procent) and (getoond := anders_getoond(waarde, opmaak)) is not None:
            merk, anders = OPMAAK, getoond
        return Cel(_getaltekst(waarde), "getal", procent, formule, merk, anders)
    tekst = str(waarde)
    if len(tekst) > LANGSTE_TEKST:
        raise InvoerFout.van(
            pad, f"de cel staat vol: meer dan {LANGSTE_TEKST} tekens; dit is geen tabel met cijfers", rij
        )
    if not tekst.strip():
        return LEEG
    if gemerkt := feiten.gemerkt.get((rij, kolom)):
        heel = gemerkt.hoe == DEELS_DOORGEHAALD and not gemerkt.zonder.strip()
        merk, anders = (DOORGEHAALD if heel else gemerkt.hoe), gemerkt.zonder.strip()
    elif not merk and "@" in opmaak and (om := re.sub(r'\\(.)|"|[_*].', r"\1", opmaak.rpartition(";")[2])) != "@":
        merk, anders = OPMAAK, om.replace("@", tekst)
    return Cel(tekst, "tekst", berekend=formule, merk=merk, anders=anders)


def _datum(waarde: Any, opmaak: str, formule: bool) -> Cel:
    """A day as it is shown (without a year where that is not shown), with the number that Excel stores for it."""
    from openpyxl.utils.datetime import to_excel

    if not isinstance(waarde, (dt.datetime, dt.date)):
        return Cel(str(waarde), "datum", berekend=formule)
    datum = waarde.date() if isinstance(waarde, dt.datetime) else waarde
    tekst = datum.isoformat() if toont_jaar(opmaak) else f"{datum.day}-{datum.month}"
    return Cel(tekst, "datum", berekend=formule, anders=_getaltekst(float(to_excel(waarde))))


def _stijlmerk(cel: Any) -> str:
    """Why the letters of a whole cell say something else: struck through, small, or white on white; else empty."""
    letters = cel.font if getattr(cel, "has_style", False) else None
    if letters is None:
        return ""
    if letters.strike:
        return DOORGEHAALD
    if letters.vertAlign in ("superscript", "subscript"):
        return KLEIN
    kleur = letters.color
    wit = kleur is not None and (
        kleur.rgb == "FFFFFFFF" if kleur.type == "rgb" else kleur.type == "theme" and kleur.theme == 0
    )
    return WIT if wit and cel.fill.fill_type is None else ""


def _getaltekst(waarde: float) -> str:
    if isinstance(waarde, float) and waarde.is_integer() and abs(waarde) < 1e15:
        return str(int(waarde))
    return str(waarde).replace(".", ",") if isinstance(waarde, float) else str(waarde)


def _samengevoegd(pad: Path, bereiken: list[str], rijen: list[list[Cel]]) -> dict[Plaats, Plaats]:
    """Merged ranges, as far as they lie within the rows that hold something."""
    from openpyxl.utils.cell import range_boundaries

    breedte = max(map(len, rijen), default=0)
    uit: dict[Plaats, Plaats] = {}
    budget = MEESTE_CELLEN
    for bereik in bereiken:
        links, boven, rechts, onder = range_boundaries(bereik)
        rechts, onder = min(rechts, breedte), min(onder, len(rijen))
        budget -= max(0, rechts - links + 1) * max(0, onder - boven + 1)
        if budget < 0:
            raise InvoerFout.van(pad, _TE_GROOT)
        for rij in range(boven, onder + 1):
            for kolom in range(links, rechts + 1):
                uit[rij, kolom] = (boven, links)
        uit.pop((boven, links), None)
    return uit
