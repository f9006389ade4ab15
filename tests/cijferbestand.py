"""Files with figures per gemeente as the tests need them: by name of the column, in the order of the schema.

So a new column breaks no test that is not about it. The header itself is typed over once, in `gegevens/test_invoer.py`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import openpyxl

from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS

Rij = Mapping[str, object]

KOLOMMEN = GEMEENTECIJFERS.kolommen
KOP = ";".join(KOLOMMEN)

ZEIST: dict[str, object] = {
    "gemeentecode": "GM0355",
    "gemeente": "Zeist",
    "taakstelling": 40,
    "achterstand_begin": 5,
    "realisatie": 39,
    "gekoppeld": 45,
    "trede_vorig": 1,
    "bron": "rapportage-2023-2",
    "vindplaats": "tabel 2",
}
SOEST = ZEIST | {"gemeentecode": "GM0342", "gemeente": "Soest"}


def cellen(rij: Rij, kolommen: Sequence[str] = KOLOMMEN) -> list[object]:
    """The values of a row in the order of the columns; None where it gives none."""
    assert set(rij) <= {*KOLOMMEN, *kolommen}, set(rij) - set(KOLOMMEN)
    return [rij.get(kolom) for kolom in kolommen]


def regel(rij: Rij, scheiding: str = ";", kolommen: Sequence[str] = KOLOMMEN) -> str:
    """A row as its line in a CSV file."""
    return scheiding.join("" if cel is None else str(cel) for cel in cellen(rij, kolommen))


def als_csv(*rijen: Rij | str, kolommen: Sequence[str] = KOLOMMEN, scheiding: str = ";") -> str:
    """The text of a file: a header, and a line per row; a text is a line that is broken on purpose."""
    regels = [rij if isinstance(rij, str) else regel(rij, scheiding, kolommen) for rij in rijen]
    return "".join(f"{r}\n" for r in (scheiding.join(kolommen), *regels))


def als_tabel(*rijen: Rij) -> list[list[object]]:
    """The same as rows of cells, the header first: numbers are numbers, empty is nothing."""
    return [list(KOLOMMEN), *map(cellen, rijen)]


def als_excel(tabel: Iterable[list[object]]) -> bytes:
    """Rows of cells as a workbook with one sheet."""
    boek = openpyxl.Workbook()
    for rij in tabel:
        boek.active.append(rij)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()
