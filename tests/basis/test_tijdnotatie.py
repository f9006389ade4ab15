"""The grammar of perioden and dates within a text: what it finds, what it leaves alone, and days without a year."""

from __future__ import annotations

import datetime as dt

import pytest

from ibtlib.basis.tijdnotatie import Dag, ontleed


@pytest.mark.parametrize(
    ("tekst", "rest", "perioden"),
    [
        ("Taakstelling 2024-II (personen)", "taakstelling (personen)", ((2024, 2),)),
        ("Realisatie\n2e halfjaar 2024", "realisatie", ((2024, 2),)),
        ("opgave_2024-2.xlsx", "opgave_ .xlsx", ((2024, 2),)),
        ("1e helft 2024 en 2e helft 2024", "en", ((2024, 1), (2024, 2))),
        ("Taakstelling 2024", "taakstelling 2024", ()),  # a whole year
        ("2024-12", "2024-12", ()),  # a month
        ("12.024-2", "12.024-2", ()),
        ("Zaak 12024-2", "zaak 12024-2", ()),
    ],
)
def test_perioden_are_found_within_a_text(tekst: str, rest: str, perioden: tuple[tuple[int, int], ...]) -> None:
    gevonden = ontleed(tekst)
    assert (gevonden.rest, gevonden.perioden, gevonden.dagen) == (rest, perioden, ())


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("Achterstand per 1 juli 2024", Dag(1, 7, 2024)),
        ("stand 31-12-'24", Dag(31, 12, 2024)),
        ("Gekoppeld 1-10", Dag(1, 10, None)),
        ("per 1 okt", Dag(1, 10, None)),
        ("1/7/2024", Dag(1, 7, 2024, verwisselbaar=True)),
        ("31/7/2024", Dag(31, 7, 2024)),
    ],
)
def test_days_are_found_within_a_text(tekst: str, dag: Dag) -> None:
    assert ontleed(tekst).dagen == (dag,)


@pytest.mark.parametrize("tekst", ["0-17 jaar", "1.372", "2-2024", "31 personen", "12-13-14", "31-2-2024", "24-07-25"])
def test_what_is_no_day_is_left_alone(tekst: str) -> None:
    assert ontleed(tekst).dagen == ()


def test_a_day_without_a_year_lies_in_the_half_year_that_is_asked() -> None:
    begin, eind = dt.date(2024, 7, 1), dt.date(2025, 1, 1)
    assert Dag(1, 7, None).binnen(begin, eind) == begin
    assert Dag(1, 1, None).binnen(begin, eind) == eind
    assert Dag(1, 4, None).binnen(begin, eind) is None
    assert Dag(7, 1, None, verwisselbaar=True).binnen(begin, eind) == begin  # 7 January is outside it
    assert Dag(10, 12, None, verwisselbaar=True).binnen(begin, eind) is None  # 10 December or 12 October
