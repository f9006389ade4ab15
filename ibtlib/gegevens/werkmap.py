"""Opening an Excel file of which nothing is trusted: judged by its zip directory first, then read cell by cell.

Nothing in the file is executed or followed: formulas give the value that Excel stored with them, links are not even
loaded. Sizes are bounded before anything is unpacked, so a small file cannot become a large one in memory.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import InvoerFout, Probleem

GROOTST_UITGEPAKT = 60_000_000  # bytes of all parts together, pictures included
GROOTST_XML = 16_000_000  # bytes of all parts that are read; a sheet of 5.000 rows and 30 columns is below it
MEESTE_ONDERDELEN = 2_000
MEESTE_RIJEN = 20_000  # with something in them
MEESTE_KOLOMMEN = 500
LAATSTE_RIJ = 1_048_576  # of Excel itself
MEESTE_CELLEN = 500_000  # visited, empty ones included
LANGSTE_TEKST = 32_767  # of a cell, by Excel itself

_NIET_LEESBAAR = "niet te lezen als Excel-bestand (.xlsx); open het in Excel en sla het opnieuw op"
_MACROS = "dit bestand bevat macro's en wordt daarom niet geopend; sla het in Excel op als gewone werkmap (.xlsx)"
_WACHTWOORD = "dit bestand is met een wachtwoord beveiligd; sla het in Excel op zonder wachtwoord"
_OUD = "dit is een Excel-bestand van voor 2007 (.xls); sla het in Excel op als .xlsx"
_TE_GROOT = (
    "uitgepakt is dit bestand te groot voor een tabel met halfjaarcijfers; bewaar alleen het blad met de cijfers"
)
_ANDERE_SOORT = "alleen .csv en .xlsx worden gelezen; sla de tabel zo op"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULE = re.compile(rb"<(?:\w+:)?f[\s>/]")
_SAMENGEVOEGD = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")

Plaats = tuple[int, int]  # row and column, both from 1


@dataclass(frozen=True)
class Cel:
    """One cell as a reader sees it.

    Parameters
    ----------
    tekst : str
        What it says; a number in Dutch notation without dots at the thousands; empty when there is nothing.
    soort : str
        `leeg`, `tekst`, `getal`, `datum`, `fout` (#REF! and the like) or `formule` (one without a stored value).
    procent : bool
        The number is shown as a percentage.
    berekend : bool
        The value is what a formula gave when Excel last saved the file.
    """

    tekst: str = ""
    soort: str = "leeg"
    procent: bool = False
    berekend: bool = False


LEEG = Cel()


@dataclass(frozen=True)
class Blad:
    """One sheet: rows of cells (row 1 first, each as wide as its last cell) and which cells are merged.

    Parameters
    ----------
    naam : str
        Name of the sheet; empty for a text file.
    rijen : list of list of Cel
        May have empty rows.
    verborgen : bool
        Hidden by whoever made the file.
    samengevoegd : dict
        For each cell of a merged range but the first: the place of the first.
    """

    naam: str
    rijen: list[list[Cel]]
    verborgen: bool = False
    samengevoegd: dict[Plaats, Plaats] = field(default_factory=dict)

    def cel(self, rij: int, kolom: int) -> Cel:
        """The cell at a place; an empty one outside the sheet."""
        cellen = self.rijen[rij - 1] if 0 < rij <= len(self.rijen) else []
        return cellen[kolom - 1] if 0 < kolom <= len(cellen) else LEEG


def is_werkmap(pad: Path, ruw: bytes) -> bool:
    """Whether a file is to be read as Excel; what is neither Excel (.xlsx) nor text is refused.

    Raises
    ------
    InvoerFout
        For .xls, .xlsm and other formats, whatever the name of the file says.

    Examples
    --------
    >>> is_werkmap(Path("a.csv"), b"gemeente;taakstelling"), is_werkmap(Path("a.xlsx"), _ZIP)
    (False, True)
    """
    achtervoegsel = pad.suffix.lower()
    if ruw.startswith(_OLE):
        raise _fout(pad, _WACHTWOORD if "EncryptedPackage".encode("utf-16-le") in ruw else _OUD)
    if achtervoegsel in (".xlsm", ".xltm", ".xlam"):
        raise _fout(pad, _MACROS)
    if achtervoegsel == ".xls":
        raise _fout(pad, _OUD)
    if achtervoegsel == ".xlsx":
        return True
    if achtervoegsel not in ("", ".csv", ".txt", ".tsv") or ruw.startswith((_ZIP, b"%PDF")):
        raise _fout(pad, _ANDERE_SOORT)
    return False


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
        raise _fout(pad, _TE_GROOT) from None
    except Exception:
        # openpyxl raises many kinds for a damaged archive; for the user they all mean the same
        raise _fout(pad, _NIET_LEESBAAR) from None


def _keur(pad: Path, ruw: bytes) -> None:
    """Judge a workbook by its zip directory; zipfile never unpacks more of a part than the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as zip_:
            delen = zip_.infolist()
            namen = {d.filename.lower() for d in delen}
            if any(d.flag_bits & 1 for d in delen):
                raise _fout(pad, _WACHTWOORD)
            if len(delen) > MEESTE_ONDERDELEN or sum(d.file_size for d in delen) > GROOTST_UITGEPAKT:
                raise _fout(pad, _TE_GROOT)
            xml = [d for d in delen if d.filename.lower().endswith((".xml", ".rels"))]
            if sum(d.file_size for d in xml) > GROOTST_XML:
                raise _fout(pad, _TE_GROOT)
            if any(n.endswith("vbaproject.bin") for n in namen):
                raise _fout(pad, _MACROS)
            for deel in xml:
                inhoud = zip_.read(deel).replace(b"\0", b"")  # without the zeros of UTF-16
                if deel.filename == "[Content_Types].xml" and b"macroenabled" in inhoud.lower():
                    raise _fout(pad, _MACROS)
                if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud:
                    raise _fout(pad, _NIET_LEESBAAR)  # entities that grow; Excel never writes them
    except InvoerFout:
        raise
    except Exception:
        # zipfile too raises many kinds for a damaged archive: BadZipFile, zlib.error, NotImplementedError, ...
        raise _fout(pad, _NIET_LEESBAAR) from None


def _bladen(pad: Path, ruw: bytes, alleen_eerste: bool) -> Iterator[Blad]:
    from openpyxl import load_workbook

    boek = load_workbook(io.BytesIO(ruw), read_only=True, data_only=True, keep_links=False)
    formules = None
    bladen = boek.worksheets[:1] if alleen_eerste else boek.worksheets
    if not bladen:
        raise _fout(pad, "er staat geen blad met cellen in dit bestand")
    budget = MEESTE_CELLEN
    with zipfile.ZipFile(io.BytesIO(ruw)) as zip_:
        for nummer, blad in enumerate(bladen):
            xml = zip_.read(blad._worksheet_path)  # openpyxl has no public name for it
            met_formule: set[Plaats] = set()
            if _FORMULE.search(xml):
                formules = formules or load_workbook(io.BytesIO(ruw), read_only=True, keep_links=False)
                met_formule = {
                    (cel.row, cel.column)
                    for _, rij in _rijen(pad, formules.worksheets[nummer])
                    for cel in rij
                    if cel.value is not None and cel.data_type == "f"
                }
            rijen: list[list[Cel]] = []
            for n, ruwe_rij in _rijen(pad, blad):
                budget -= len(ruwe_rij)
                if budget < 0:
                    raise _fout(pad, _TE_GROOT)
                if any(cel.value is not None for cel in ruwe_rij[MEESTE_KOLOMMEN:]):
                    raise _fout(pad, f"meer dan {MEESTE_KOLOMMEN} kolommen; dit is geen tabel met halfjaarcijfers", n)
                ruwe_rij = ruwe_rij[:MEESTE_KOLOMMEN]
                rijen += [[]] * (n - 1 - len(rijen))
                rijen.append([_cel(pad, n, k, cel, (n, k) in met_formule) for k, cel in enumerate(ruwe_rij, 1)])
            naam = str(blad.title)
            yield Blad(naam, rijen, blad.sheet_state != "visible", _samengevoegd(pad, xml, rijen))


def _rijen(pad: Path, blad: Any) -> Iterator[tuple[int, Any]]:
    """Rows that hold something, with their number."""
    blad.reset_dimensions()  # what a file says of its own size may be a lie
    gevuld = gezien = 0
    for n, rij in enumerate(blad.iter_rows(), 1):
        if n > LAATSTE_RIJ:
            raise _fout(pad, _TE_GROOT)
        if not rij:
            continue
        gezien += len(rij)
        met_inhoud = any(cel.value is not None for cel in rij)
        gevuld += met_inhoud
        if gevuld > MEESTE_RIJEN or gezien > MEESTE_CELLEN:
            raise _fout(pad, _TE_GROOT)
        if met_inhoud:
            yield n, rij


def _cel(pad: Path, rij: int, kolom: int, cel: Any, formule: bool) -> Cel:
    waarde = cel.value
    if waarde is None or waarde == "":
        return Cel(soort="formule") if formule else LEEG
    if cel.data_type == "e":
        return Cel(str(waarde), "fout", berekend=formule)
    if isinstance(waarde, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        datum = waarde.date() if isinstance(waarde, dt.datetime) else waarde
        return Cel(datum.isoformat() if isinstance(datum, dt.date) else str(datum), "datum", berekend=formule)
    if isinstance(waarde, (int, float)) and not isinstance(waarde, bool):
        return Cel(_getaltekst(waarde), "getal", "%" in str(cel.number_format), formule)
    tekst = str(waarde)
    if len(tekst) > LANGSTE_TEKST:
        raise _fout(pad, f"de cel staat vol: meer dan {LANGSTE_TEKST} tekens; dit is geen tabel met cijfers", rij)
    return Cel(tekst, "tekst", berekend=formule) if tekst.strip() else LEEG


def _getaltekst(waarde: float) -> str:
    if isinstance(waarde, float) and waarde.is_integer() and abs(waarde) < 1e15:
        return str(int(waarde))
    return str(waarde).replace(".", ",") if isinstance(waarde, float) else str(waarde)


def _samengevoegd(pad: Path, xml: bytes, rijen: list[list[Cel]]) -> dict[Plaats, Plaats]:
    """Merged ranges, as far as they lie within the rows that hold something."""
    from openpyxl.utils.cell import range_boundaries

    breedte = max(map(len, rijen), default=0)
    uit: dict[Plaats, Plaats] = {}
    budget = MEESTE_CELLEN
    for gevonden in _SAMENGEVOEGD.finditer(xml):
        links, boven, rechts, onder = range_boundaries(gevonden[1].decode())
        rechts, onder = min(rechts, breedte), min(onder, len(rijen))
        budget -= max(0, rechts - links + 1) * max(0, onder - boven + 1)
        if budget < 0:
            raise _fout(pad, _TE_GROOT)
        for rij in range(boven, onder + 1):
            for kolom in range(links, rechts + 1):
                uit[rij, kolom] = (boven, links)
        uit.pop((boven, links), None)
    return uit


def _fout(pad: Path, wat: str, rij: int = 0) -> InvoerFout:
    return InvoerFout({pad: [Probleem(rij, "", wat)]})
