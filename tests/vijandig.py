"""Files that nobody should have to open: each small enough to make in a test, each a known way to hurt a reader."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter
from cijferbestand import KOLOMMEN, SOEST, als_csv, als_excel, als_tabel, regel
from openpyxl.utils import get_column_letter

RIJ = SOEST | {"gekoppeld": None}
INHOUD = als_tabel(RIJ)
REALISATIE = f"{get_column_letter(KOLOMMEN.index('realisatie') + 1)}2"  # the cell of it
OMVANG = f'ref="A1:{get_column_letter(len(KOLOMMEN))}2"'.encode()  # as the sheet says it of itself
_BLAD = "xl/worksheets/sheet1.xml"


def werkmap(rijen: list[list[object]] | None = None) -> bytes:
    """An ordinary workbook."""
    return als_excel(rijen or INHOUD)


def met(ruw: bytes, delen: dict[str, bytes], compressie: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive with parts replaced or added."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ruw)) as oud, zipfile.ZipFile(uit, "w", compressie) as nieuw:
        for naam in oud.namelist():
            if naam not in delen:
                nieuw.writestr(naam, oud.read(naam))
        for naam, inhoud in delen.items():
            nieuw.writestr(naam, inhoud)
    return uit.getvalue()


def deel(ruw: bytes, naam: str = _BLAD) -> bytes:
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        return archief.read(naam)


def vervang(oud: bytes, nieuw: bytes, naam: str = _BLAD) -> bytes:
    """An ordinary workbook with one text in one part replaced."""
    ruw = werkmap()
    inhoud = deel(ruw, naam)
    assert oud in inhoud, inhoud[:500]
    return met(ruw, {naam: inhoud.replace(oud, nieuw, 1)})


def _zipbom() -> bytes:
    """200 kB that unpack to 200 MB, in a part that openpyxl reads."""
    return met(werkmap(), {"xl/sharedStrings.xml": b" " * 200_000_000})


def _veel_delen() -> bytes:
    return met(werkmap(), {f"xl/media/{n}.png": b"" for n in range(5_000)})


def _liegende_grootte() -> bytes:
    """The directory says that the sheet is a few bytes; it is 50 MB."""
    ruw = bytearray(met(werkmap(), {_BLAD: deel(werkmap()) + b" " * 50_000_000}))
    plek = 0
    while (plek := ruw.find(b"PK\x01\x02", plek)) >= 0:
        lengte = struct.unpack_from("<H", ruw, plek + 28)[0]
        if ruw[plek + 46 : plek + 46 + lengte] == _BLAD.encode():
            struct.pack_into("<I", ruw, plek + 24, 100)
        plek += 4
    return bytes(ruw)


def _miljoen_rijen() -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        with zipfile.ZipFile(io.BytesIO(werkmap())) as oud:
            for naam in oud.namelist():
                if naam != _BLAD:
                    nieuw.writestr(naam, oud.read(naam))
        begin, _, eind = deel(werkmap()).partition(b"</sheetData>")
        rij = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 1_000_003))
        nieuw.writestr(_BLAD, begin + rij + b"</sheetData>" + eind)
    return uit.getvalue()


def _rijen_onder_de_grens() -> bytes:
    """Too many rows, in a part that is not too large."""
    begin, _, eind = deel(werkmap()).partition(b"</sheetData>")
    rijen = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(150_000))
    return met(werkmap(), {_BLAD: begin + rijen + b"</sheetData>" + eind})


def _brede_rijen() -> bytes:
    """Few bytes, 16.384 columns wide on every row."""
    begin, _, eind = deel(werkmap()).partition(b"</sheetData>")
    rijen = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(3, 5_000))
    return met(werkmap(), {_BLAD: begin + rijen + b"</sheetData>" + eind})


def _ver_weg() -> bytes:
    return vervang(b"</sheetData>", b'<row r="99999999999"><c r="A1"><v>1</v></c></row></sheetData>')


def _samengevoegd() -> bytes:
    """A thousand merged ranges, each over everything, under a table of three hundred rows."""
    ruw = werkmap([*INHOUD, *([n] * 50 for n in range(300))])
    merges = b'<mergeCells count="9">' + b'<mergeCell ref="A1:XFD1048576"/>' * 1_000 + b"</mergeCells>"
    return met(ruw, {_BLAD: deel(ruw).replace(b"</sheetData>", b"</sheetData>" + merges)})


def _entiteiten() -> bytes:
    """A billion laughs."""
    lol = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 100 + b'">'
    lol += b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8)) + b"]>"
    return vervang(b"<worksheet", lol + b"<worksheet")


def _buitenbestand() -> bytes:
    """An entity that would read a file of the machine."""
    lol = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return vervang(b"<worksheet", lol + b"<worksheet")


def _externe_dtd() -> bytes:
    """A description of the XML that would have to be fetched."""
    return vervang(b"<worksheet", b'<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd"><worksheet')


def _versleuteld() -> bytes:
    """The beginning of what Excel saves with a password: an OLE container with this stream name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2_000


def _zip_met_wachtwoord() -> bytes:
    ruw = bytearray(werkmap())
    for kenmerk, plek_vlag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plek = 0
        while (plek := ruw.find(kenmerk, plek)) >= 0:
            ruw[plek + plek_vlag] |= 1
            plek += 4
    return bytes(ruw)


def _formule_zonder_uitkomst() -> bytes:
    """As openpyxl and other programs write one: Excel never calculated it."""
    return werkmap(als_tabel(RIJ | {"realisatie": "=20+19"}))


def in_realisatie(xml: bytes) -> bytes:
    """An ordinary workbook with something else than 39 in the cell of the realisatie."""
    cel = f'<c r="{REALISATIE}" '.encode()
    return vervang(cel + b't="n"><v>39</v>', cel + xml)


def _foutwaarde() -> bytes:
    return in_realisatie(b't="e"><f>1/0</f><v>#DIV/0!</v>')


def _lange_cel() -> bytes:
    ruw = werkmap(als_tabel(RIJ | {"vindplaats": "x" * 32_000}))
    return met(ruw, {_BLAD: deel(ruw).replace(b"x" * 32_000, b"x" * 2_000_000)})


def _getal(xml: bytes) -> Callable[[], bytes]:
    return lambda: in_realisatie(b't="n"><v>' + xml + b"</v>")


def _genest() -> bytes:
    """A zip that holds a workbook."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        archief.writestr("cijfers.xlsx", werkmap())
    return uit.getvalue()


def _macro() -> bytes:
    return met(werkmap(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _macrotype() -> bytes:
    return vervang(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "[Content_Types].xml",
    )


def _externe_koppeling() -> bytes:
    """A formula that reads another workbook, without a stored value."""
    return werkmap(als_tabel(RIJ | {"realisatie": "=[1]Blad1!$A$1"}))


def _alleen_grafiekblad() -> bytes:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit)
    boek.add_worksheet().write(0, 0, 1)
    grafiek = boek.add_chart({"type": "bar"})
    grafiek.add_series({"values": "=Sheet1!$A$1:$A$1"})
    boek.add_chartsheet().set_chart(grafiek)
    boek.close()
    return uit.getvalue()


def _tekst(tekst: str, codering: str = "utf-8") -> Callable[[], bytes]:
    return lambda: tekst.encode(codering)


def _cel(kolom: str, tekst: str) -> Callable[[], bytes]:
    return _tekst(als_csv(RIJ | {kolom: tekst}))


def _miljoen_regels() -> bytes:
    rij = regel({"gemeentecode": "GM0342", "gemeente": "a", "taakstelling": 1})
    return (als_csv() + f"{rij}\n" * 1_000_000).encode()


# name of the file: how it is made, and what the message must say
BESTANDEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "zipbom.xlsx": (_zipbom, "te groot"),
    "veel-delen.xlsx": (_veel_delen, "te groot"),
    "liegende-grootte.xlsx": (_liegende_grootte, "niet te lezen als Excel-bestand"),
    "groot-blad.xlsx": (lambda: met(werkmap(), {_BLAD: deel(werkmap()) + b" " * 20_000_000}), "te groot"),
    "miljoen-rijen.xlsx": (_miljoen_rijen, "te groot"),
    "te-veel-rijen.xlsx": (_rijen_onder_de_grens, "te groot"),
    "brede-rijen.xlsx": (_brede_rijen, "te groot"),
    "ver-weg.xlsx": (_ver_weg, "te groot"),
    "samengevoegd.xlsx": (_samengevoegd, "te groot"),
    "entiteiten.xlsx": (_entiteiten, "niet te lezen als Excel-bestand"),
    "buitenbestand.xlsx": (_buitenbestand, "niet te lezen als Excel-bestand"),
    "externe-dtd.xlsx": (_externe_dtd, "niet te lezen als Excel-bestand"),
    "versleuteld.xlsx": (_versleuteld, "wachtwoord"),
    "zip-met-wachtwoord.xlsx": (_zip_met_wachtwoord, "wachtwoord"),
    "oud.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "van voor 2007"),
    "oud-vermomd.xlsx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "van voor 2007"),
    "macro.xlsm": (werkmap, "macro's"),
    "macro-vermomd.xlsx": (_macro, "macro's"),
    "macro-soort.xlsx": (_macrotype, "macro's"),
    "formule.xlsx": (_formule_zonder_uitkomst, "formule"),
    "externe-koppeling.xlsx": (_externe_koppeling, "formule"),
    "foutwaarde.xlsx": (_foutwaarde, "#DIV/0!"),
    "lange-cel.xlsx": (_lange_cel, "meer dan 32767 tekens"),
    "oneindig.xlsx": (_getal(b"1e999"), "geen geheel getal"),
    "reuzengetal.xlsx": (_getal(b"1e300"), "geen geheel getal"),
    "vierduizend-cijfers.xlsx": (_getal(b"9" * 4_000), "te groot voor een aantal"),
    "zesduizend-cijfers.xlsx": (_getal(b"9" * 6_000), "niet te lezen als Excel-bestand"),
    "geen-getal.xlsx": (_getal(b"NaN"), "niet te lezen als Excel-bestand"),
    "genest.xlsx": (_genest, "dit is een zip-archief met daarin cijfers.xlsx; pak het uit"),
    "genest.csv": (_genest, "dit is een zip-archief met daarin cijfers.xlsx; pak het uit"),
    "genest.zip": (_genest, "dit is een zip-archief met daarin cijfers.xlsx; pak het uit"),
    "half.xlsx": (lambda: werkmap()[:2_000], "niet te lezen als Excel-bestand"),
    "grafiek.xlsx": (_alleen_grafiekblad, "kolom"),
    "leeg.xlsx": (lambda: b"", "niet te lezen als Excel-bestand"),
    "leeg.csv": (lambda: b"", "leeg"),
    "miljoen-rijen.csv": (_miljoen_regels, "meer dan 100000 rijen"),
    "miljoen-lege-rijen.csv": (lambda: b"\n" * 1_000_000, "leeg"),
    "miljoen-kolommen.csv": (lambda: b"a;" * 1_000_000 + b"\n", "500 kolommen"),
    "te-groot.csv": (lambda: b"x" * 20_000_001, "groter dan 20 MB"),
    "nullen.csv": (_cel("gemeente", "So\0est"), "nul-bytes"),
    "binair.csv": (lambda: bytes(range(256)) * 40, "UTF-8"),
    "open-aanhalingsteken.csv": (_tekst(als_csv(f'"{regel(RIJ)}')), "aanhalingsteken"),
    "lang-getal.csv": (_cel("realisatie", "9" * 5_000), "999…' is"),
    "lange-kop.csv": (_tekst(als_csv(RIJ).replace("\n", f"{'x' * 1_000_000}\n", 1)), "langer dan 131072 tekens"),
    "stuurteken-naam.csv": (_cel("gemeente", "Soest\x1b[2J"), "stuurteken"),
    "html-naam.csv": (_cel("gemeente", "<script>alert(1)</script>"), "<script>alert(1)</script>"),
    "omgekeerd-lezen.csv": (_cel("vindplaats", "tabel \u202e1"), "stuurteken"),
    "formule-als-getal.csv": (_cel("realisatie", "=1+1"), "'=1+1' is geen geheel getal"),
    "arabische-cijfers.csv": (_cel("realisatie", "٣٩"), "geen geheel getal"),
}  # fmt: skip
