"""The tables of a report as open data: one CSV per table and one workbook.

They come from the data that each display object carries: the very table on the page, unrounded.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from ibtlib.fouten import AanvraagFout
from ibtlib.getallen import als_decimaal
from ibtlib.publicatie.keuring import is_parametercel
from ibtlib.weergave import MIMETYPE, controleer_naam

Tabelgegevens = dict[str, Any]
_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r")
_BREUK = re.compile(r"-?\d+/\d+")
_BREEDST = 60  # characters: wider columns wrap
_EXACT = 10**15  # Excel keeps fifteen digits


def tabellen_van(notebook: Any) -> list[Tabelgegevens]:
    """Every table of an executed notebook, those of its figures included.

    Parameters
    ----------
    notebook : NotebookNode
        With outputs that carry `application/vnd.ibtlib+json`.

    Returns
    -------
    list of dict
        As `Tabel` describes itself: `naam, bijschrift, kolommen, rijen, bron, opmerkingen`; one that is shown
        twice comes once.

    Raises
    ------
    AanvraagFout
        When two different tables bear the same name, or a name is no file name.
    """
    gevonden: dict[str, Tabelgegevens] = {}
    for tabel in _alle(notebook):
        naam = tabel["naam"]
        controleer_naam(naam)
        if gevonden.setdefault(naam, tabel) != tabel:
            raise AanvraagFout(f"Twee verschillende tabellen heten '{naam}'. Geef elke tabel een eigen naam.")
    return list(gevonden.values())


def _alle(notebook: Any) -> Iterator[Tabelgegevens]:
    for cel in notebook.cells:
        if cel.cell_type != "code" or is_parametercel(cel):
            continue
        for uitvoer in cel.outputs:
            gegevens = uitvoer.get("data", {}).get(MIMETYPE) or {}
            if gegevens.get("soort") == "figuur":
                gegevens = gegevens["tabel"]
            if gegevens.get("soort") == "tabel":
                yield gegevens


def waarde_van(cel: Any, soort: str) -> str | Fraction | None:
    """The value of a stored cell: exact number, text or nothing.

    >>> waarde_van("127/33", "breuk"), waarde_van(12, "geheel"), waarde_van("1/3", "tekst")
    (Fraction(127, 33), Fraction(12, 1), '1/3')
    """
    if isinstance(cel, int) and not isinstance(cel, bool):
        return Fraction(cel)
    if isinstance(cel, str) and soort != "tekst" and _BREUK.fullmatch(cel):
        return Fraction(cel)
    return None if cel is None else str(cel)


def als_csvtekst(waarde: str | Fraction | None) -> str:
    """One cell as CSV says it: decimal comma, at most six decimals (half up), no formulas.

    >>> als_csvtekst(Fraction(1, 3)), als_csvtekst(Fraction(-5, 2)), als_csvtekst(None), als_csvtekst("=1+1")
    ('0,333333', '-2,5', '', "'=1+1")
    """
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return f"'{waarde}" if waarde.startswith(_FORMULETEKENS) else waarde
    return als_decimaal(waarde)


def schrijf_csv(tabel: Tabelgegevens, map: Path) -> Path:
    """Write `<map>/<naam>.csv`: UTF-8 with BOM, semicolons, decimal comma; empty is missing.

    Parameters
    ----------
    tabel : dict
        From `tabellen_van`.
    map : Path
        Folder; made when absent.
    """
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    soorten = [k["soort"] for k in tabel["kolommen"]]
    schrijver.writerow([als_csvtekst(str(k["naam"])) for k in tabel["kolommen"]])
    for rij in tabel["rijen"]:
        schrijver.writerow([als_csvtekst(waarde_van(c, s)) for c, s in zip(rij, soorten, strict=True)])
    map.mkdir(parents=True, exist_ok=True)
    pad = map / f"{tabel['naam']}.csv"
    pad.write_bytes(b"\xef\xbb\xbf" + uit.getvalue().encode("utf-8"))
    return pad


def schrijf_xlsx(
    documenten: Sequence[tuple[str, Sequence[Tabelgegevens]]], pad: Path, titel: str, datum: dt.date
) -> Path:
    """Write one workbook: a sheet `Toelichting` that lists the sheets, then a sheet per table.

    Parameters
    ----------
    documenten : sequence of (name, tables)
        In the order in which they are listed.
    pad : Path
        The file to write.
    titel : str
        Title of the workbook.
    datum : date
        Creation date in the file: the peildatum, never the clock.
    """
    uit = io.BytesIO()
    boek = _boek(uit, titel, datum)
    stijl = _Stijl(boek)
    lijst = boek.add_worksheet("Toelichting")
    bezet = {"toelichting"}
    bladen = []
    for document, tabellen in documenten:
        for tabel in tabellen:
            naam = _bladnaam(tabel["naam"], bezet)
            bladen.append((naam, document, tabel["bijschrift"]))
            _schrijf_blad(boek.add_worksheet(naam), tabel, stijl)
    _schrijf_toelichting(lijst, bladen, titel, stijl)
    boek.close()
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(uit.getvalue())
    return pad


def schrijf_samenvoegbestand(tabel: Tabelgegevens, pad: Path, titel: str, datum: dt.date) -> Path:
    """Write one table as a workbook for a mail merge: one sheet, its first row the names of the columns.

    Parameters
    ----------
    tabel : dict
        As `Tabel` describes itself.
    pad, titel, datum
        See `schrijf_xlsx`.
    """
    uit = io.BytesIO()
    boek = _boek(uit, titel, datum)
    stijl = _Stijl(boek)
    blad = boek.add_worksheet(_bladnaam(tabel["naam"], set()))
    _schrijf_cellen(blad, 0, tabel, stijl)
    blad.freeze_panes(1, 2)
    boek.close()
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(uit.getvalue())
    return pad


def _boek(uit: io.BytesIO, titel: str, datum: dt.date) -> Any:
    """A workbook of exact data, never clever: no text becomes a formula, a link or a number."""
    import xlsxwriter

    opties = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    boek = xlsxwriter.Workbook(uit, opties)
    boek.set_properties(
        {
            "title": titel,
            "author": "ibtlib",
            "created": dt.datetime(datum.year, datum.month, datum.day),
        }
    )
    return boek


class _Stijl:
    """The formats of a workbook, each made once."""

    def __init__(self, boek: Any):
        self._boek = boek
        self._getal: dict[str, Any] = {}
        self.titel = boek.add_format({"bold": True, "font_size": 14})
        self.kop = boek.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"})
        self.getalkop = boek.add_format(
            {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom", "align": "right"}
        )
        self.tekst = boek.add_format({"text_wrap": True, "valign": "top"})
        self.voet = boek.add_format({"italic": True, "font_color": "#5B6470"})
        self.link = boek.add_format({"underline": 1, "font_color": "#154273"})

    def getal(self, soort: str, decimalen: int) -> Any:
        """Excel shows the separators of the reader's own language: a Dutch Excel says 1.234,5."""
        fractie = "." + "0" * decimalen if decimalen else ""
        notatie = f"0{fractie}%" if soort == "procent" else f"#,##0{fractie if soort == 'breuk' else ''}"
        if notatie not in self._getal:
            self._getal[notatie] = self._boek.add_format({"num_format": notatie, "valign": "top"})
        return self._getal[notatie]


def _schrijf_blad(blad: Any, tabel: Tabelgegevens, stijl: _Stijl) -> None:
    """Caption, header (frozen, with filter), values, notes."""
    kop, kolommen, rijen = 2, tabel["kolommen"], tabel["rijen"]
    blad.write_string(0, 0, tabel["bijschrift"], stijl.titel)
    _schrijf_cellen(blad, kop, tabel, stijl)
    blad.freeze_panes(kop + 1, 1)
    blad.autofilter(kop, 0, kop + len(rijen), len(kolommen) - 1)
    voet = [*tabel["opmerkingen"], *(f"Bron: {b}" for b in tabel["bron"])]
    for i, regel in enumerate(voet, kop + len(rijen) + 2):
        blad.write_string(i, 0, regel, stijl.voet)
    blad.set_landscape()
    blad.set_paper(9)  # A4
    blad.fit_to_pages(1, 0)
    blad.repeat_rows(kop)


def _schrijf_cellen(blad: Any, kop: int, tabel: Tabelgegevens, stijl: _Stijl) -> None:
    """Header on row `kop`, values below it, every column as wide as it needs."""
    for j, kolom in enumerate(tabel["kolommen"]):
        blad.write_string(kop, j, kolom["naam"], stijl.kop if kolom["soort"] == "tekst" else stijl.getalkop)
        blad.set_column(j, j, _breedte(kolom, [r[j] for r in tabel["rijen"]]))
        for i, rij in enumerate(tabel["rijen"], kop + 1):
            _schrijf_cel(blad, i, j, waarde_van(rij[j], kolom["soort"]), kolom, stijl)


def _schrijf_cel(
    blad: Any, i: int, j: int, waarde: str | Fraction | None, kolom: dict[str, Any], stijl: _Stijl
) -> None:
    if isinstance(waarde, Fraction):
        getal = waarde / 100 if kolom["soort"] == "procent" else waarde
        if abs(getal) < _EXACT:
            blad.write_number(i, j, float(getal), stijl.getal(kolom["soort"], kolom["decimalen"]))
            return
        waarde = als_csvtekst(waarde)
    if waarde is not None:
        blad.write_string(i, j, waarde, stijl.tekst)


def _breedte(kolom: dict[str, Any], cellen: list[Any]) -> float:
    """Width for the longest word of the header and the longest value."""
    kop = max(map(len, kolom["naam"].split()), default=0)
    teksten = [als_csvtekst(waarde_van(c, kolom["soort"])) for c in cellen]
    lijf = (
        max((len(t) for t in teksten), default=0)
        if kolom["soort"] == "tekst"
        else min(14, max((len(t) for t in teksten), default=0))
    )
    return min(_BREEDST, max(8, kop + 4, lijf + 2))  # the arrow of the filter takes room


def _schrijf_toelichting(blad: Any, bladen: list[tuple[str, str, str]], titel: str, stijl: _Stijl) -> None:
    blad.write_string(0, 0, titel, stijl.titel)
    blad.write_string(1, 0, "Een lege cel betekent: niet gepubliceerd of niet te berekenen, nooit nul.", stijl.voet)
    for j, naam in enumerate(("blad", "document", "inhoud")):
        blad.write_string(3, j, naam, stijl.kop)
    for i, (naam, document, inhoud) in enumerate(bladen, 4):
        blad.write_url(i, 0, f"internal:'{naam}'!A1", stijl.link, naam)
        blad.write_string(i, 1, document, stijl.tekst)
        blad.write_string(i, 2, inhoud, stijl.tekst)
    blad.set_column(0, 0, 34)
    blad.set_column(1, 1, 22)
    blad.set_column(2, 2, 90)
    blad.freeze_panes(4, 0)


def _bladnaam(naam: str, bezet: set[str]) -> str:
    """A sheet name that Excel takes: at most 31 characters, each once.

    >>> bezet = {"toelichting"}
    >>> _bladnaam("tabel-1", bezet), _bladnaam("tabel-1", bezet)
    ('tabel-1', 'tabel-1-2')
    """
    kaal = re.sub(r"[\[\]:*?/\\']", "-", naam).strip() or "tabel"
    poging, n = kaal[:31], 1
    while poging.lower() in bezet:
        n += 1
        staart = f"-{n}"
        poging = kaal[: 31 - len(staart)] + staart
    bezet.add(poging.lower())
    return poging
