"""A raw table as a text file: rows written by the name of their columns, other rows left byte for byte as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from ibtlib.basis.getallen import als_decimaal
from ibtlib.gegevens.schema import Schema

Rijwaarden = Mapping[str, Any]


def als_tekst(waarde: Any) -> str:
    """A value as it stands in a raw file.

    >>> [als_tekst(w) for w in (None, -31, Fraction(1, 2), Fraction(1651, 429), "tabel")]
    ['', '-31', '0,5', '127/33', 'tabel']
    """
    if waarde is None:
        return ""
    if isinstance(waarde, Fraction):
        exact = (waarde * 10**6).denominator == 1
        return als_decimaal(waarde) if exact else f"{waarde.numerator}/{waarde.denominator}"
    return str(waarde)


def nieuwe_tabel(schema: Schema, rijen: Iterable[Rijwaarden]) -> bytes:
    """A whole table; a column that a row does not have is empty."""
    return _regels(schema, [{n: n for n in schema.kolommen}, *rijen]).encode()


def bijgewerkt(ruw: bytes, schema: Schema, rijen: Iterable[Rijwaarden]) -> bytes:
    """A table with rows added, or put in the place of the row with the same key.

    Parameters
    ----------
    ruw : bytes
        The file as it is now, already found valid.
    """
    bom = ruw.startswith(b"\xef\xbb\xbf")
    tekst = ruw.decode("utf-8-sig")
    einde = "\r\n" if "\r\n" in tekst else "\n"
    kolommen, stukken = _stukken(tekst)
    nieuw = {tuple(als_tekst(r.get(k)) for k in schema.sleutel): r for r in rijen}
    uit = []
    for cellen, stuk in stukken:
        sleutel = tuple(cellen.get(k, "").strip() for k in schema.sleutel)
        uit.append(_regels(schema, [nieuw.pop(sleutel)], einde, kolommen) if cellen and sleutel in nieuw else stuk)
    if uit and not uit[-1].endswith(("\n", "\r")):
        uit[-1] += einde
    uit.append(_regels(schema, nieuw.values(), einde, kolommen))
    return (b"\xef\xbb\xbf" if bom else b"") + "".join(uit).encode()


def _stukken(tekst: str) -> tuple[list[str], list[tuple[dict[str, str], str]]]:
    """The columns of the file; and its text in pieces of one row, each with its cells (none for the header or an empty row)."""
    regels = io.StringIO(tekst, newline="").readlines()
    lezer = csv.reader(iter(regels), delimiter=";")
    kolommen: list[str] = []
    uit: list[tuple[dict[str, str], str]] = []
    vorige = 0
    for cellen in lezer:
        stuk = "".join(regels[vorige : lezer.line_num])
        vorige = lezer.line_num
        if not kolommen:
            kolommen = [c.strip() for c in cellen]
            uit.append(({}, stuk))
        else:
            uit.append((dict(zip(kolommen, cellen, strict=False)) if any(c.strip() for c in cellen) else {}, stuk))
    return kolommen, uit


def _regels(schema: Schema, rijen: Iterable[Rijwaarden], einde: str = "\n", kolommen: list[str] | None = None) -> str:
    buffer = io.StringIO()
    schrijver = csv.DictWriter(buffer, kolommen or schema.kolommen, delimiter=";", lineterminator=einde)
    schrijver.writerows({n: als_tekst(r.get(n)) for n in schrijver.fieldnames} for r in rijen)
    return buffer.getvalue()
