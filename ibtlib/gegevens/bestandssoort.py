"""What kind of file it is, by its first bytes and its contents list; what is not read is named, with what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ibtlib.basis.fouten import InvoerFout

MACROS = "dit bestand bevat macro's en wordt daarom niet geopend; sla het in Excel op als gewone werkmap (.xlsx)"
WACHTWOORD = "dit bestand is met een wachtwoord beveiligd; sla het in Excel op zonder wachtwoord"
_ANDERE_SOORT = "alleen .csv en .xlsx worden gelezen; sla de tabel zo op"
_OUD = "dit is een Excel-bestand van voor 2007 (.xls); sla het in Excel op als .xlsx"
_XLSB = "dit is een binaire Excel-werkmap (.xlsb); sla haar in Excel op als gewone werkmap (.xlsx)"
_STRICT = (
    "dit is opgeslagen als 'Strict Open XML-werkmap', die hier niet wordt gelezen; kies in Excel Opslaan als, "
    "Excel-werkmap (.xlsx)"
)
_ODS = (
    "dit is een rekenblad van LibreOffice of OpenOffice (.ods), dat hier niet wordt gelezen; open het in LibreOffice of "
    "Excel en kies Opslaan als, Excel-werkmap (.xlsx)"
)
_NUMBERS = "dit is een rekenblad van Apple Numbers; kies in Numbers Archief, Exporteer naar, Excel (.xlsx)"
_HTML = "dit is een webpagina, ook al heet zij een rekenblad; open haar in Excel, controleer de cijfers en sla haar op als .xlsx"
_XML2003 = "dit is een XML-werkblad van Excel 2003; open het in Excel en sla het op als .xlsx"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LEGE_ZIP = b"PK\x05\x06"
_STRICT_NS = b"http://purl.oclc.org/ooxml/spreadsheetml"
_MACRO_SOORTEN = (".xlsm", ".xltm", ".xlam")
_TEKST_SOORTEN = ("", ".csv", ".txt", ".tsv")


def is_werkmap(pad: Path, ruw: bytes) -> bool:
    """Whether a file is to be read as Excel; what is neither Excel (.xlsx) nor text is refused.

    Raises
    ------
    InvoerFout
        For .xls, .ods and other formats, whatever the name of the file says.

    Examples
    --------
    >>> is_werkmap(Path("a.csv"), b"gemeente;taakstelling"), is_werkmap(Path("a.xlsx"), _ZIP)
    (False, True)
    """
    if wat := _niet_te_lezen(pad.suffix.lower(), ruw):
        raise InvoerFout.van(pad, wat)
    return pad.suffix.lower() == ".xlsx"


def _niet_te_lezen(achtervoegsel: str, ruw: bytes) -> str:
    """Why a file is not read; empty when it may be."""
    begin = ruw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if ruw.startswith(_OLE):
        return WACHTWOORD if "EncryptedPackage".encode("utf-16-le") in ruw else _OUD
    if achtervoegsel in _MACRO_SOORTEN:
        return MACROS
    if begin.startswith((b"<!doctype html", b"<html", b"<table", b"<head")):
        return _HTML
    if begin.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in begin:
        return _XML2003
    if ruw.startswith((_ZIP, _LEGE_ZIP)) and (wat := _in_zip(ruw)):
        return wat
    if achtervoegsel == ".xls":
        return _OUD
    if achtervoegsel == ".xlsx":
        return ""
    if achtervoegsel not in _TEKST_SOORTEN or ruw.startswith((_ZIP, _LEGE_ZIP, b"%PDF")):
        return _ANDERE_SOORT
    return ""


def _in_zip(ruw: bytes) -> str:
    """What a zip archive is, when it is no workbook; empty when that does not show."""
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
            delen = archief.infolist()
            namen = [d.filename for d in delen]
            if "[Content_Types].xml" not in namen:
                return _ander_archief(archief, delen)
            if "xl/workbook.bin" in namen:
                return _XLSB
            werkmap = next((d for d in delen if d.filename == "xl/workbook.xml" and d.file_size < 1_000_000), None)
            return _STRICT if werkmap and not werkmap.flag_bits & 1 and _STRICT_NS in archief.read(werkmap) else ""
    except Exception:
        return ""  # a damaged archive: whoever reads it says so


def _ander_archief(archief: zipfile.ZipFile, delen: list[zipfile.ZipInfo]) -> str:
    namen = [d.filename for d in delen]
    soort = next((d for d in delen if d.filename == "mimetype" and d.file_size < 200), None)
    if soort and not soort.flag_bits & 1 and b"opendocument.spreadsheet" in archief.read(soort):
        return _ODS
    if any(n.lower().endswith(".iwa") or n.lower() == "index.zip" for n in namen):
        return _NUMBERS
    binnen = [n for n in namen if n.lower().endswith((".csv", ".txt", ".tsv", ".xlsx"))]
    if binnen:
        return f"dit is een zip-archief met daarin {binnen[0][-80:]}; pak het uit en lees dat bestand in"
    return ""
