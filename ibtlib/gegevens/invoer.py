"""Strict reading of CSV and Excel: everything is text first, parsed cell by cell, every problem reported once.

`pandas.read_csv(decimal=",", thousands=".")` reads "0.9" as 9.0 without a word; here nothing is guessed.
"""

from __future__ import annotations

import csv
import errno
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.basis.fouten import AanvraagFout, InvoerFout, Probleem, aantal, bedoelde_u, opsomming
from ibtlib.basis.getallen import lees_breuk, lees_geheel, lees_procent
from ibtlib.basis.periode import Periode, lees_datum
from ibtlib.basis.tekens import LANGSTE_TEKST, onbekend_in_woorden
from ibtlib.gegevens.bestandssoort import is_werkmap
from ibtlib.gegevens.schema import Schema, Veld
from ibtlib.gegevens.werkmap import MEESTE_KOLOMMEN, Blad, lees_werkmap

if TYPE_CHECKING:
    import pandas as pd

GROOTSTE_BESTAND = 20_000_000  # bytes; the largest file we ship is below 100 kB
MEESTE_RIJEN = 100_000  # of a text file
LANGSTE_CEL = 131_072  # of a text file; what `csv` allows too, unless another program in the process raised that
_LANGSTE = {"naam": 100, "tekst": LANGSTE_TEKST}
MEESTE_PROBLEMEN = 1_000  # of one file; nobody reads further
_STUURTEKEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
)  # also those that turn the reading order
_NAAM = re.compile(r"['’(]?[^\W_][\w '’.,/()&-]*")
_GEBIEDSCODE = re.compile(r"GM\d{4}|PV\d{2}|NL01")

Rij = tuple[int, list[str]]  # line number in the file, cells


def lees_tabel(pad: Path, schema: Schema, ruw: bytes | None = None) -> pd.DataFrame:
    """Read one raw table and check every cell of it.

    Parameters
    ----------
    pad : Path
        A `.csv` file (UTF-8, `;`) or an `.xlsx` file (first sheet, header in the first row).
    schema : Schema
        What the table must look like.
    ruw : bytes, optional
        What stands in the file, when it was read already.

    Returns
    -------
    DataFrame
        The columns of the schema in order. Whole numbers are `Int64` (missing is `<NA>`), the rest are
        objects: str, date, Fraction, and None where the file says nothing. The index is the line in the file.

    Raises
    ------
    InvoerFout
        With every problem of the file, each with its line and column.
    """
    ruw = lees_bytes(pad) if ruw is None else ruw
    rijen = _lees_xlsx(pad, ruw) if is_werkmap(pad, ruw) else _lees_csv(pad, ruw)
    if not rijen:
        raise InvoerFout.van(pad, "het bestand is leeg; de eerste regel hoort de kolomnamen te geven")
    (_, kop), *inhoud = rijen
    namen = [k.strip() for k in kop]
    hier = schema.kort if namen == schema.kort.kolommen else schema
    _controleer_kop(pad, namen, hier)
    problemen: list[Probleem] = []
    waarden: dict[str, list[Any]] = {naam: [] for naam in hier.kolommen}
    regels: list[int] = []  # of the rows in `waarden`
    for regel, cellen in inhoud:
        if len(problemen) >= MEESTE_PROBLEMEN:
            wat = f"er zijn al {MEESTE_PROBLEMEN} problemen gevonden; vanaf deze regel is niet verder gekeken"
            problemen.append(Probleem(regel, "", wat))
            break
        if len(cellen) != len(hier.velden):
            wat = f"{aantal(len(cellen), 'cel', 'cellen')}, er zijn {len(hier.velden)} kolommen"
            if len(cellen) == 1 and "," in cellen[0]:
                wat += " (komma's in plaats van puntkomma's?)"
            problemen.append(Probleem(regel, "", wat))
            continue
        regels.append(regel)
        for veld, tekst in zip(hier.velden, cellen, strict=True):
            try:
                waarden[veld.naam].append(lees_cel(tekst, veld))
            except ValueError as fout:
                problemen.append(Probleem(regel, veld.naam, str(fout)))
                waarden[veld.naam].append(None)
    onleesbaar = {p.regel for p in problemen if p.kolom in schema.sleutel}
    problemen += _dubbele_sleutels(waarden, regels, onleesbaar, schema)
    if problemen:
        raise InvoerFout({pad: problemen})
    return _frame(dict.fromkeys(schema.kolommen, [None] * len(regels)) | waarden, schema, regels)


def lees_cel(tekst: str, veld: Veld) -> Any:
    """Turn the text of one cell into a value, or say in Dutch why that cannot be.

    Examples
    --------
    >>> from ibtlib.gegevens.schema import TREDE
    >>> lees_cel("2", TREDE)
    2
    >>> lees_cel("7", TREDE)
    Traceback (most recent call last):
    ValueError: '7' is meer dan 6, het hoogste dat hier kan
    """
    controleer_tekens(tekst)
    kaal = tekst.strip()
    if not kaal:
        if veld.verplicht:
            raise ValueError(f"is leeg; hier hoort {veld.uitleg}")
        return None
    waarde = _LEZERS[veld.soort](kaal)
    controleer_waarde(waarde, veld, kaal)
    return waarde


def controleer_waarde(waarde: Any, veld: Veld, kaal: str) -> None:
    """Refuse a value that the column does not allow; `kaal` is how the file says it.

    Raises
    ------
    ValueError
        With a Dutch text.
    """
    if veld.keuzes and waarde not in veld.keuzes:
        keuzes = opsomming((f"'{k}'" for k in veld.keuzes), "of")
        raise ValueError(f"'{kaal}' kan hier niet; kies {keuzes}.{bedoelde_u(kaal, veld.keuzes)}")
    if veld.minimaal is not None and waarde < veld.minimaal:
        raise ValueError(f"'{kaal}' is minder dan {veld.minimaal}, het laagste dat hier kan")
    if isinstance(waarde, str):
        hoogstens = veld.maximaal or _LANGSTE.get(veld.soort, LANGSTE_CEL)
        if len(waarde) > hoogstens:
            raise ValueError(f"'{kaal[:60]}' telt {len(waarde)} tekens; hier passen er hoogstens {hoogstens}")
    elif veld.maximaal is not None and waarde > veld.maximaal:
        raise ValueError(f"'{kaal}' is meer dan {veld.maximaal}, het hoogste dat hier kan")


def controleer_tekens(tekst: str) -> None:
    """Refuse a cell with a character that nobody sees; Python would count some of them as spaces around a number.

    Raises
    ------
    ValueError
        With a Dutch text.
    """
    if not tekst.isprintable() and _STUURTEKEN.search(tekst.strip(" \t\r\n")):
        raise ValueError("er staat een stuurteken (tab, regeleinde of iets onzichtbaars) in; haal het weg")


def _lees_tekst(tekst: str) -> str:
    """Letters with their accents in one; what no report can show is refused here, where it stands."""
    tekst = unicodedata.normalize("NFC", tekst)
    if vreemd := onbekend_in_woorden(tekst):
        raise ValueError(f"{vreemd} zit niet in het lettertype van de rapporten; schrijf het met andere letters")
    return tekst


def _lees_naam(tekst: str) -> str:
    naam = _lees_tekst(tekst)
    if not _NAAM.fullmatch(naam):
        raise ValueError(f"'{tekst}' kan geen naam zijn; gebruik letters, cijfers, spaties en ' - . , / ( )")
    return naam


def _lees_periode(tekst: str) -> str:
    try:
        return str(Periode.lees(tekst))
    except AanvraagFout as fout:
        raise ValueError(str(fout).rstrip(".")) from None


def _lees_code(tekst: str) -> str:
    if not _GEBIEDSCODE.fullmatch(tekst):
        raise ValueError(f"'{tekst}' is geen CBS-code; verwacht GM en vier cijfers, PV en twee cijfers, of NL01")
    return tekst


_LEZERS: dict[str, Callable[[str], Any]] = {
    "tekst": _lees_tekst,
    "naam": _lees_naam,
    "geheel": lees_geheel,
    "breuk": lees_breuk,
    "procent": lees_procent,
    "datum": lees_datum,
    "periode": _lees_periode,
    "gebiedscode": _lees_code,
}


def _lees_csv(pad: Path, ruw: bytes) -> list[Rij]:
    try:
        tekst = ruw.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        regel = ruw[: fout.start].count(b"\n") + 1
        wat = "niet te lezen als UTF-8 (staat het in Windows-1252? Sla het in Excel op als 'CSV UTF-8')"
        raise InvoerFout.van(pad, wat, regel) from None
    return lees_regels(pad, tekst, ";")


def lees_regels(pad: Path, tekst: str, scheiding: str) -> list[Rij]:
    """Rows of a text file with the line on which each begins; empty rows left out.

    Raises
    ------
    InvoerFout
        When it is no table: nul bytes, a quote that is not closed, more rows or cells than a table has.
    """
    if "\0" in tekst:
        raise InvoerFout.van(pad, "er staan nul-bytes in; dit is geen CSV-bestand")
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    rijen: list[Rij] = []
    gelezen = 0  # lines of complete rows
    try:
        for cellen in lezer:
            if len(cellen) > MEESTE_KOLOMMEN or len(rijen) >= MEESTE_RIJEN:
                wat = f"meer dan {MEESTE_RIJEN} rijen of {MEESTE_KOLOMMEN} kolommen; dit is geen tabel met halfjaarcijfers"
                raise InvoerFout.van(pad, wat, gelezen + 1)
            if any(len(c) > LANGSTE_CEL for c in cellen):
                raise csv.Error("field limit")
            if any(c.strip() for c in cellen):
                rijen.append((gelezen + 1, cellen))
            gelezen = lezer.line_num
    except csv.Error as fout:
        wat = "een aanhalingsteken staat verkeerd of wordt niet gesloten"
        if "field limit" in str(fout):
            wat = f"een cel is langer dan {LANGSTE_CEL} tekens; wordt een aanhalingsteken niet gesloten?"
        raise InvoerFout.van(pad, wat, gelezen + 1) from None
    return rijen


def _lees_xlsx(pad: Path, inhoud: bytes) -> list[Rij]:
    (blad,) = lees_werkmap(pad, inhoud, alleen_eerste=True)
    _controleer_cellen(pad, blad)
    ruw = [[cel.tekst for cel in rij] for rij in blad.rijen]
    breedte = max((i + 1 for rij in ruw[:1] for i, c in enumerate(rij) if c.strip()), default=0)
    gevuld = [(n, rij + [""] * (breedte - len(rij))) for n, rij in enumerate(ruw, 1) if any(c.strip() for c in rij)]
    return [(n, rij if any(c.strip() for c in rij[breedte:]) else rij[:breedte]) for n, rij in gevuld]


def _controleer_cellen(pad: Path, blad: Blad) -> None:
    """A formula without the value that Excel stored is no empty cell; and what somebody sees in the sheet is what counts."""
    formule = "hier staat een formule waarvan Excel geen uitkomst bewaarde; open het bestand in Excel en sla het op"
    anders = (
        "wordt in Excel niet getoond zoals het er staat ({}); maak het gewoon, of lees het bestand in met ibt inlezen"
    )
    cellen = [(n, k, cel) for n, rij in enumerate(blad.rijen, 1) for k, cel in enumerate(rij, 1)]
    mis = [(n, k, formule) for n, k, cel in cellen if cel.soort == "formule"] or [
        (n, k, anders.format(hoe)) for n, k, cel in cellen if cel.tekst and (hoe := cel.merk or blad.onzichtbaar(n, k))
    ]
    if mis:
        raise InvoerFout({pad: [Probleem(n, blad.cel(1, k).tekst, wat) for n, k, wat in mis[:MEESTE_PROBLEMEN]]})


def lees_bytes(pad: Path) -> bytes:
    """The content of an ordinary file of at most `GROOTSTE_BESTAND` bytes.

    Raises
    ------
    InvoerFout
        When it is not there, not readable, too large, or no ordinary file.
    """
    try:
        return lees_gewoon(pad, GROOTSTE_BESTAND)
    except FileNotFoundError:
        wat = "deze koppeling verwijst naar iets dat er niet is" if pad.is_symlink() else "het bestand bestaat niet"
    except (OSError, ValueError) as fout:  # ValueError: a nul byte in the name
        wat = "het bestand is niet te lezen (geen toegang, een map, of open in een ander programma?)"
        if getattr(fout, "errno", None) == errno.EFBIG:
            wat = f"het bestand is groter dan {GROOTSTE_BESTAND // 1_000_000} MB; dit is geen tabel met halfjaarcijfers"
    raise InvoerFout.van(pad, wat)


def _controleer_kop(pad: Path, kop: list[str], schema: Schema) -> None:
    if kop == schema.kolommen:
        return
    problemen = []
    verwacht = f"verwacht: {';'.join(schema.kolommen)}"
    if len(kop) == 1 and ("," in kop[0] or "\t" in kop[0]):
        raise InvoerFout.van(pad, f"de kolommen zijn niet met een puntkomma gescheiden; {verwacht}", 1)
    for naam in dict.fromkeys(kop):
        if naam not in schema.kolommen:
            problemen.append(
                Probleem(1, naam, f"deze kolom hoort hier niet; {verwacht}.{bedoelde_u(naam, schema.kolommen)}")
            )
        elif kop.count(naam) > 1:
            problemen.append(Probleem(1, naam, f"deze kolom staat er {kop.count(naam)} keer"))
    problemen += [Probleem(1, n, f"deze kolom ontbreekt; {verwacht}") for n in schema.kolommen if n not in kop]
    if not problemen:
        problemen = [Probleem(1, "", f"de kolommen staan in een andere volgorde; {verwacht}")]
    raise InvoerFout({pad: problemen})


def _dubbele_sleutels(
    waarden: dict[str, list[Any]], regels: list[int], onleesbaar: set[int], schema: Schema
) -> list[Probleem]:
    gezien: dict[tuple[Any, ...], int] = {}
    problemen = []
    for i, regel in enumerate(regels):
        if regel in onleesbaar:
            continue  # its key is not known, so it is no duplicate of anything
        sleutel = tuple(waarden[naam][i] for naam in schema.sleutel)
        if sleutel in gezien:
            wat = ", ".join(str(s) for s in sleutel if s is not None)
            problemen.append(Probleem(regel, "", f"dubbele rij: {wat} staat ook op regel {gezien[sleutel]}"))
        else:
            gezien[sleutel] = regel
    return problemen


def _frame(waarden: dict[str, list[Any]], schema: Schema, regels: list[int]) -> pd.DataFrame:
    import pandas as pd

    index = pd.Index(regels, name="regel", dtype="int64")
    return pd.DataFrame(
        {
            veld.naam: pd.array(waarden[veld.naam], dtype="Int64")
            if veld.soort == "geheel"
            else pd.Series(waarden[veld.naam], dtype=object, index=index)  # the very index: nothing to align
            for veld in schema.velden
        },
        index=index,
    )


def leeg_frame(schema: Schema) -> pd.DataFrame:
    """A table of this shape without rows."""
    return _frame({naam: [] for naam in schema.kolommen}, schema, [])


def rijen(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of a table as plain dicts: Python ints, and None where nothing stands.

    >>> from ibtlib.gegevens.bronnen import BRONNEN
    >>> list(rijen(leeg_frame(BRONNEN)))
    []
    """
    import pandas as pd

    na = pd.NA
    namen = list(frame)
    kolommen = [[None if w is na else w for w in frame[naam].tolist()] for naam in namen]
    for waarden in zip(*kolommen, strict=True):  # a third of the time of DataFrame.to_dict
        yield dict(zip(namen, waarden, strict=True))


def rijen_van(frame: pd.DataFrame, periode: object) -> list[dict[str, Any]]:
    """The rows about one periode, of a table with perioden."""
    return list(rijen(frame[frame["periode"] == str(periode)]))


def per_gemeente(frame: pd.DataFrame, periode: object) -> dict[str, dict[str, Any]]:
    """The row of each gemeente in a periode, by its code."""
    return {r["gemeentecode"]: r for r in rijen_van(frame, periode)}
