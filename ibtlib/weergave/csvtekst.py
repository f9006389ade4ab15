"""A table as CSV, as all open data here: UTF-8 with BOM, semicolons, decimal comma; empty is missing, nothing rounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from ibtlib.basis.getallen import als_decimaal
from ibtlib.weergave.basis import bronregel
from ibtlib.weergave.tabel import HERKOMST, Tabel, Waarde

_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")


def als_csvtekst(waarde: Waarde) -> str:
    """One cell as CSV says it: decimal comma, at most six decimals (half up), no formulas.

    >>> from fractions import Fraction
    >>> als_csvtekst(Fraction(1, 3)), als_csvtekst(Fraction(-5, 2)), als_csvtekst(None), als_csvtekst("=1+1")
    ('0,333333', '-2,5', '', "'=1+1")
    """
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return f"'{waarde}" if waarde.startswith(_FORMULETEKENS) else waarde
    return als_decimaal(waarde)


def csv_van(rijen: Iterable[Iterable[Waarde]]) -> bytes:
    """The content of a CSV file with these rows, the one with the headers first."""
    uit = io.StringIO()
    csv.writer(uit, delimiter=";", lineterminator="\r\n").writerows([als_csvtekst(w) for w in rij] for rij in rijen)
    return b"\xef\xbb\xbf" + uit.getvalue().encode("utf-8")


def herkomst_per_rij(tabel: Tabel) -> list[str]:
    """Per row what its notes say; a row without a note of its own has the sources of the table."""
    algemeen = [bronregel(tabel.bron)] if tabel.bron else []
    return [
        " ".join(
            [
                *rij.noten,
                *(f"{k.naam}: {n}" for k, c in zip(tabel.koppen, rij.cellen, strict=True) for n in c.noten),
                *algemeen,
            ]
        )
        for rij in tabel.inhoud
    ]


def met_herkomst(tabel: Tabel) -> tuple[list[str], list[Sequence[Waarde]]]:
    """Names of columns and exact values of rows, with the column `Herkomst` where there is something to say in it."""
    namen = [kop.naam for kop in tabel.koppen]
    herkomst = herkomst_per_rij(tabel)
    if any(herkomst):
        return [*namen, HERKOMST], [(*r, tekst or None) for r, tekst in zip(tabel.rijen, herkomst, strict=True)]
    return namen, list(tabel.rijen)


def tabel_als_csv(tabel: Tabel) -> bytes:
    """A table as the content of a CSV file, with the column `Herkomst` where there is something to say in it.

    Examples
    --------
    >>> from ibtlib.weergave import Kop
    >>> t = Tabel("proef", "Proef", (Kop("naam"), Kop("personen", "geheel")), (("Soest", 1372),), bron=("CBS",))
    >>> tabel_als_csv(t).decode("utf-8-sig").splitlines()
    ['naam;personen;Herkomst', 'Soest;1372;Bron: CBS.']
    """
    namen, rijen = met_herkomst(tabel)
    return csv_van([namen, *rijen])
