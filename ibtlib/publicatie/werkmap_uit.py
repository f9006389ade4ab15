"""The tables of a report as one Excel workbook: a sheet that explains, then a sheet per table.

Numbers are numbers, shown with the separators of the reader's own Excel (a Dutch one says 1.234,5); no text ever
becomes a formula, a link or a number.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import als_csvtekst
from ibtlib.publicatie.tabellen_uit import uitleg_van
from ibtlib.weergave import HERKOMSTKLASSEN, Kop, Tabel, Waarde
from ibtlib.weergave.csvtekst import met_herkomst
from ibtlib.weergave.tabel import HERKOMST

Deel = tuple[str, Sequence[str]]  # heading, paragraphs
_BREEDST = 60  # characters: wider columns wrap
_EXACT = 10**15  # Excel keeps fifteen digits
_KOP = 3  # row of the headers: caption, link back, and an empty row above it
_REGEL = 15  # points: height of a row of text


def schrijf_xlsx(
    documenten: Sequence[tuple[str, Sequence[Tabel]]],
    pad: Path,
    titel: str,
    datum: dt.date,
    toelichting: Sequence[Deel] = (),
) -> Path:
    """Write one workbook: a sheet `Toelichting` with an index of the sheets, then a sheet per table.

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
    toelichting : sequence of (heading, paragraphs)
        Kader, assumptions, findings, sources: on the first sheet, under the index.
    """
    with _boek(pad, titel, datum) as boek:
        stijl = _Stijl(boek)
        eerste = boek.add_worksheet("Toelichting")
        bezet = {"toelichting"}
        bladen = []
        for document, tabellen in documenten:
            for tabel in tabellen:
                naam = _bladnaam(tabel.naam, bezet)
                bladen.append((naam, document, tabel.bijschrift))
                _schrijf_blad(boek.add_worksheet(naam), tabel, stijl)
        _schrijf_toelichting(eerste, bladen, titel, toelichting, stijl)
    return pad


def schrijf_samenvoegbestand(tabel: Tabel, pad: Path, titel: str, datum: dt.date) -> Path:
    """Write one table as a workbook for a mail merge: one sheet, its first row the names of the columns.

    Parameters
    ----------
    tabel : Tabel
        Its notes are left out.
    pad, titel, datum
        See `schrijf_xlsx`.
    """
    with _boek(pad, titel, datum) as boek:
        blad = boek.add_worksheet(_bladnaam(tabel.naam, set()))
        _schrijf_cellen(blad, 0, tabel.koppen, tabel.rijen, {}, _Stijl(boek))
        blad.freeze_panes(1, 2)
    return pad


@contextmanager
def _boek(pad: Path, titel: str, datum: dt.date) -> Iterator[Any]:
    """A workbook of exact data, never clever: no text becomes a formula, a link or a number; written at the end."""
    import xlsxwriter

    opties = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, opties)
    boek.set_properties(
        {"title": titel, "author": "ibtlib", "created": dt.datetime(datum.year, datum.month, datum.day)}
    )
    boek.set_size(2400, 1600)
    yield boek
    boek.close()
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(uit.getvalue())


class _Stijl:
    """The formats of a workbook, each made once."""

    def __init__(self, boek: Any):
        self._boek = boek
        self._getal: dict[tuple[str, str], Any] = {}
        kop = {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"}
        self.titel = boek.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
        self.deel = boek.add_format({"bold": True, "font_size": 12})
        self.kop = boek.add_format(kop)
        self.getalkop = boek.add_format({**kop, "align": "right"})
        self.tekst = boek.add_format({"text_wrap": True, "valign": "top"})
        self.cursief = boek.add_format({"text_wrap": True, "valign": "top", "italic": True})
        self.voet = boek.add_format({"font_color": "#5B6470", "text_wrap": True, "valign": "top"})
        self.link = boek.add_format({"underline": 1, "font_color": "#154273", "valign": "top"})

    def getal(self, kop: Kop, decimalen: int, klasse: str) -> Any:
        """How a number is shown; what is computed or assumed is in italics, as on the page."""
        fractie = "." + "0" * decimalen if decimalen else ""
        notatie = f"0{fractie}%" if kop.soort == "procent" else f"#,##0{fractie}"
        if kop.teken:
            notatie = f"+{notatie};-{notatie};{notatie}"
        if (notatie, klasse) not in self._getal:
            vorm = {"num_format": notatie, "valign": "top", "italic": bool(klasse)}
            self._getal[notatie, klasse] = self._boek.add_format(vorm)
        return self._getal[notatie, klasse]


def _schrijf_blad(blad: Any, tabel: Tabel, stijl: _Stijl) -> None:
    """Caption, link back, header (frozen, with filter), values, and under them what the page says under the table."""
    namen, rijen = met_herkomst(tabel)
    koppen = [*tabel.koppen, *([Kop(HERKOMST)] if len(namen) > len(tabel.koppen) else [])]
    klassen = {
        (i, j): cel.klasse
        for i, rij in enumerate(tabel.inhoud)
        for j, cel in enumerate(rij.cellen)
        if cel.klasse in HERKOMSTKLASSEN
    }
    breedtes = _schrijf_cellen(blad, _KOP, koppen, rijen, klassen, stijl)
    _schrijf_regel(blad, 0, tabel.bijschrift, breedtes, stijl.titel, punten=14)
    blad.write_url(1, 0, "internal:'Toelichting'!A1", stijl.link, "Naar de toelichting")
    blad.freeze_panes(_KOP + 1, 1)
    blad.autofilter(_KOP, 0, _KOP + len(rijen), len(koppen) - 1)
    voet = [*(["Cursief: berekend, of aangenomen."] if klassen else []), *tabel.opmerkingen]
    voet += [f"{k.naam}. {u}" for k, u in zip(tabel.koppen, uitleg_van(tabel), strict=True) if u]
    voet += [f"Bron: {b}" for b in tabel.bron]
    for i, regel in enumerate(voet, _KOP + len(rijen) + 2):
        _schrijf_regel(blad, i, regel, breedtes, stijl.voet)
    blad.set_landscape()
    blad.set_paper(9)  # A4
    blad.fit_to_pages(1, 0)
    blad.repeat_rows(_KOP)


def _schrijf_cellen(
    blad: Any,
    bovenste: int,
    koppen: Sequence[Kop],
    rijen: Sequence[Sequence[Waarde]],
    klassen: dict[tuple[int, int], str],
    stijl: _Stijl,
) -> list[float]:
    """Header on row `bovenste`, values below it, every column as wide as it needs; gives those widths."""
    breedtes = [_breedte(kop, [r[j] for r in rijen]) for j, kop in enumerate(koppen)]
    for j, kop in enumerate(koppen):
        blad.write_string(bovenste, j, kop.naam, stijl.kop if kop.soort == "tekst" else stijl.getalkop)
        blad.set_column(j, j, breedtes[j])
        for i, rij in enumerate(rijen):
            _schrijf_cel(blad, bovenste + 1 + i, j, rij[j], kop, klassen.get((i, j), ""), stijl)
    return breedtes


def _schrijf_cel(blad: Any, i: int, j: int, waarde: Waarde, kop: Kop, klasse: str, stijl: _Stijl) -> None:
    if isinstance(waarde, int | Fraction):
        getal = Fraction(waarde) / (100 if kop.soort == "procent" else 1)
        if abs(getal) < _EXACT:
            blad.write_number(i, j, float(getal), stijl.getal(kop, kop.decimalen_van(waarde), klasse))
            return
        waarde = als_csvtekst(waarde)
    if waarde is not None:
        blad.write_string(i, j, waarde, stijl.cursief if klasse else stijl.tekst)


def _schrijf_regel(blad: Any, rij: int, tekst: str, breedtes: Sequence[float], vorm: Any, punten: int = 11) -> None:
    """A text across all columns, on as many lines as it needs (Excel does not measure merged cells)."""
    if len(breedtes) > 1:
        blad.merge_range(rij, 0, rij, len(breedtes) - 1, "", vorm)
    blad.write_string(rij, 0, tekst, vorm)
    regels = math.ceil(len(tekst) * punten / 11 * 1.1 / sum(breedtes))
    blad.set_row(rij, regels * _REGEL * max(1, punten / 11) + 1)


def _breedte(kop: Kop, cellen: list[Waarde]) -> float:
    """Width for the longest word of the header and the longest value."""
    woord = max(map(len, kop.naam.split()), default=0)
    lijf = max((len(als_csvtekst(c)) for c in cellen), default=0)
    if kop.soort != "tekst":
        lijf = min(14, lijf)
    return min(_BREEDST, max(8, woord + 4, lijf + 2))  # the arrow of the filter takes room


def _schrijf_toelichting(
    blad: Any, bladen: list[tuple[str, str, str]], titel: str, toelichting: Sequence[Deel], stijl: _Stijl
) -> None:
    breedtes = (34, 22, 90)
    for j, breedte in enumerate(breedtes):
        blad.set_column(j, j, breedte)
    _schrijf_regel(blad, 0, titel, breedtes, stijl.titel, punten=14)
    uitleg = "Een lege cel betekent: niet in de gelezen bronnen of niet te berekenen, nooit nul. Cursief is berekend of aangenomen."
    _schrijf_regel(blad, 1, uitleg, breedtes, stijl.voet)
    for j, naam in enumerate(("blad", "document", "inhoud")):
        blad.write_string(3, j, naam, stijl.kop)
    for i, (naam, document, inhoud) in enumerate(bladen, 4):
        blad.write_url(i, 0, f"internal:'{naam}'!A1", stijl.link, naam)
        blad.write_string(i, 1, document, stijl.tekst)
        blad.write_string(i, 2, inhoud, stijl.tekst)
    rij = 4 + len(bladen)
    for kop, alineas in toelichting:
        blad.write_string(rij + 1, 0, kop, stijl.deel)
        for n, alinea in enumerate(alineas, rij + 2):
            _schrijf_regel(blad, n, alinea, breedtes, stijl.tekst)
        rij += len(alineas) + 2
    blad.freeze_panes(4, 0)
    blad.set_landscape()
    blad.set_paper(9)
    blad.fit_to_pages(1, 0)


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
