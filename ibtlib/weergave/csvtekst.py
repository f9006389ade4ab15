"""A table as CSV, as all open data here: UTF-8 with BOM, semicolons, decimal comma; empty is missing, nothing rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ibtlib.basis.bestanden import csv_tekst
from ibtlib.weergave.basis import bronregel
from ibtlib.weergave.tabel import HERKOMST, Tabel, Waarde


def csv_van(rijen: Iterable[Iterable[Waarde]]) -> bytes:
    """The content of a CSV file with these rows, the one with the headers first."""
    return b"\xef\xbb\xbf" + csv_tekst(rijen, "\r\n").encode()


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
