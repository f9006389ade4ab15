"""A table as CSV: exact numbers, nothing that a spreadsheet takes for a formula, the source of every row."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ibtlib.basis.bestanden import als_csvtekst
from ibtlib.weergave import Kop, Tabel
from ibtlib.weergave.csvtekst import tabel_als_csv
from tests.tabelhulp import gemerkt


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (Fraction(0), "0"),
        (Fraction(1372), "1372"),
        (1372, "1372"),
        (Fraction(-31), "-31"),
        (Fraction(1, 2), "0,5"),
        (Fraction(1651, 429), "3,848485"),  # 3.84848484...
        (Fraction(1, 2_000_000), "0,000001"),  # exactly half a millionth goes up
        (Fraction(49, 100_000_000), "0"),  # just below half: nothing left
        (Fraction(-1, 2_000_000), "-0,000001"),
        (Fraction(999_999_9, 10_000_000), "1"),
        (None, ""),
        ("", ""),
        ("Soest", "Soest"),
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\n=1+1", "'\n=1+1"),
        ("a=b", "a=b"),
        ("−3", "−3"),
    ],
)
def test_een_cel_in_csv(waarde: str | Fraction | None, tekst: str) -> None:
    assert als_csvtekst(waarde) == tekst


KOPPEN = (Kop("naam"), Kop("personen", "geheel"), Kop("aandeel", "procent", 1))
RIJEN = (("Soest", 1372, Fraction(30200, 343)), ('zeg "a"; b', None, Fraction(-5, 2)))


def test_a_table_without_sources_or_notes_has_no_column_for_them() -> None:
    assert tabel_als_csv(Tabel("proef", "Proef", KOPPEN, RIJEN)).decode("utf-8") == (
        "\ufeffnaam;personen;aandeel\r\n"
        "Soest;1372;88,046647\r\n"  # 30200/343 = 88.04664723...
        '"zeg ""a""; b";;-2,5\r\n'
    )


def test_every_row_says_its_own_notes_those_of_its_cells_and_the_sources_of_the_table() -> None:
    t = Tabel("proef", "Proef", KOPPEN, RIJEN, bron=("CBS",))
    t = gemerkt(t, noten={(0, None): "Bron: A.", (0, 1): "Bron: B.", (None, 2): "Berekend: a ÷ b."})
    kop, eerste, tweede = tabel_als_csv(t).decode("utf-8-sig").splitlines()
    assert kop == "naam;personen;aandeel;Herkomst"  # how a column is computed is said of the column, not of every row
    assert eerste.endswith(";Bron: A. personen: Bron: B. Bron: CBS.")
    assert tweede.endswith(";Bron: CBS.")
