"""The half-year: reading it, counting with it, and the days that belong to it.

The days are those of the reports: peildata 1 January and 1 July (voortgangsrapportage 2022-2/2023-1, Inleiding),
koppelpeildata 1 April and 1 October (voortgangsrapportage 2023-2, §3.1.1), inhabitants on 1 January of the year
before (Huisvestingswet 2014, art. 29).
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode, datum_voluit, eind_van, lees_datum, reeks

PERIODEN = st.builds(Periode, st.integers(2000, 2900), st.sampled_from([1, 2]))
KLEIN = st.integers(-90, 90)


@pytest.mark.parametrize(
    "tekst", ["2023-2", "2023-II", "2023-ii", "2023-H2", "2023-h2", "2023-2e", "2023-2E", "  2023-2 "]
)
def test_every_notation_of_the_second_half_is_read(tekst: str) -> None:
    assert Periode.lees(tekst) == Periode(2023, 2)


@pytest.mark.parametrize(
    "tekst",
    [
        "2e halfjaar 2023", "2023 2e halfjaar", "2023H2", "2023 H2", "H2 2023", "tweede helft 2023", "Tweede helft van 2023",
        "2023, tweede half jaar", "2023 (2e halfjaar)", "2e helft '23", "II-2023", "2023/2", "2023_2", "2023 II", "2023HJ2",
        "juli t/m december 2023", "jul-dec 2023", "1-7-2023 t/m 31-12-2023", "1 juli tot en met 31 december 2023",
    ],
)  # fmt: skip
def test_a_half_year_in_words_or_as_its_days_is_read(tekst: str) -> None:
    assert Periode.lees(tekst) == Periode(2023, 2)


@pytest.mark.parametrize("tekst", ["2023-1", "2023-I", "2023-H1", "2023-1e"])
def test_every_notation_of_the_first_half_is_read(tekst: str) -> None:
    assert Periode.lees(tekst) == Periode(2023, 1)


def test_a_periode_is_read_as_itself() -> None:
    assert Periode.lees(Periode(2023, 2)) == Periode(2023, 2)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "2023",
        "2023-0",
        "2023-3",
        "2023-III",
        "2023-12",
        "2023-Q2",
        "23-2",
        "12023-2",
        "2023-2 en meer",
        "2023-02",
        "2-2023",
        "1 juli 2023",
        "2023-2\n2024-1",
        "x",
    ],
)
def test_anything_else_is_refused_with_an_example(tekst: str) -> None:
    with pytest.raises(AanvraagFout) as fout:
        Periode.lees(tekst)
    assert str(fout.value) == (
        f"'{tekst}' is geen periode. Schrijf het jaar, een streepje en 1 of 2, bijvoorbeeld 2023-2 "
        "(2023-II, 2023-H2 en 2023-2e mogen ook)."
    )


@pytest.mark.parametrize(("jaar", "kan"), [(1899, False), (1900, True), (2999, True), (3000, False)])
def test_the_year_lies_between_1900_and_2999(jaar: int, kan: bool) -> None:
    if kan:
        assert Periode(jaar, 1).jaar == jaar
    else:
        with pytest.raises(AanvraagFout, match="het jaar ligt tussen 1900 en 2999"):
            Periode(jaar, 1)


@pytest.mark.parametrize(("helft", "kan"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_year_has_two_halves(helft: int, kan: bool) -> None:
    if kan:
        assert Periode(2023, helft).helft == helft
    else:
        with pytest.raises(AanvraagFout, match="de helft is 1 of 2"):
            Periode(2023, helft)


def test_the_days_of_the_second_half_of_2023_are_those_of_the_report() -> None:
    p = Periode(2023, 2)
    assert p.begin == dt.date(2023, 7, 1)
    assert p.koppelpeildatum == dt.date(2023, 10, 1)  # §3.1.1: "op 1 oktober 2023"
    assert p.peildatum == dt.date(2024, 1, 1)  # §3.2: "Op de peildatum van 1 januari 2024"
    assert p.bevolkingsdatum == dt.date(2022, 1, 1)
    assert p.voluit == "tweede helft 2023"


def test_the_days_of_the_first_half_of_2023_are_those_of_the_report() -> None:
    p = Periode(2023, 1)
    assert p.begin == dt.date(2023, 1, 1)
    assert p.koppelpeildatum == dt.date(2023, 4, 1)
    assert p.peildatum == dt.date(2023, 7, 1)
    assert p.bevolkingsdatum == dt.date(2022, 1, 1)
    assert p.voluit == "eerste helft 2023"


def test_the_next_and_the_previous_cross_the_year() -> None:
    assert str(Periode(2023, 2).volgende) == "2024-1"
    assert str(Periode(2024, 1).vorige) == "2023-2"
    assert str(Periode(2024, 1).volgende) == "2024-2"
    assert str(Periode(2024, 2).vorige) == "2024-1"


def test_a_list_of_perioden_holds_both_ends_and_no_gaps() -> None:
    assert [str(p) for p in reeks(Periode(2020, 1), Periode(2021, 2))] == ["2020-1", "2020-2", "2021-1", "2021-2"]
    assert reeks(Periode(2020, 1), Periode(2020, 1)) == [Periode(2020, 1)]
    assert reeks(Periode(2020, 2), Periode(2020, 1)) == []


@given(PERIODEN)
def test_what_is_written_is_read_back(p: Periode) -> None:
    assert Periode.lees(str(p)) == p
    assert Periode.lees(f"{p.jaar}-{'I' * p.helft}") == p


@given(PERIODEN, KLEIN, KLEIN)
def test_adding_halves_in_two_steps_is_adding_them_in_one(p: Periode, a: int, b: int) -> None:
    assert p.plus(a).plus(b) == p.plus(a + b)
    assert p.plus(a).plus(-a) == p


@given(PERIODEN, PERIODEN)
def test_order_and_distance_agree_with_the_calendar(a: Periode, b: Periode) -> None:
    assert (a < b) == (a.begin < b.begin)
    maanden = (b.begin.year - a.begin.year) * 12 + b.begin.month - a.begin.month
    assert b.volgnummer - a.volgnummer == maanden // 6


@given(PERIODEN)
def test_a_periode_lasts_from_its_begin_to_the_begin_of_the_next(p: Periode) -> None:
    assert p.begin < p.koppelpeildatum < p.peildatum == p.volgende.begin
    assert 181 <= (p.peildatum - p.begin).days <= 184  # January-June 181 or 182 days, July-December 184


@given(PERIODEN, st.integers(0, 40))
def test_a_list_has_one_more_than_the_distance(p: Periode, n: int) -> None:
    lijst = reeks(p, p.plus(n))
    assert len(lijst) == n + 1
    assert lijst == sorted(set(lijst))


@pytest.mark.parametrize(
    ("datum", "precisie", "eind"),
    [
        ((2024, 2, 29), "dag", (2024, 3, 1)),
        ((2023, 2, 28), "dag", (2023, 3, 1)),
        ((2023, 12, 31), "dag", (2024, 1, 1)),
        ((2023, 11, 1), "maand", (2023, 12, 1)),
        ((2023, 12, 1), "maand", (2024, 1, 1)),
        ((2023, 9, 1), "seizoen", (2023, 12, 1)),
        ((2023, 12, 1), "seizoen", (2024, 3, 1)),
        ((2023, 1, 1), "jaar", (2024, 1, 1)),
    ],
)
def test_an_imprecise_date_ends_on_the_first_day_after_it(
    datum: tuple[int, int, int], precisie: str, eind: tuple[int, int, int]
) -> None:
    assert eind_van(dt.date(*datum), precisie) == dt.date(*eind)


@pytest.mark.parametrize("tekst", ["2024-02-29", "2023-12-31", "2000-02-29"])
def test_an_existing_date_is_read(tekst: str) -> None:
    assert lees_datum(tekst).isoformat() == tekst


@pytest.mark.parametrize("tekst", ["2023-02-29", "2023-13-01", "2023-00-01", "2023-06-31", "1900-02-29"])
def test_a_date_that_does_not_exist_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match=f"^'{tekst}' is geen bestaande datum$"):
        lees_datum(tekst)


@pytest.mark.parametrize(
    "tekst", ["31-01-2024", "2024-1-31", "20240131", "31 januari 2024", "31 jan. 2024", "31-jan-24", "31/1/2024"]
)
def test_a_day_is_read_as_people_write_it(tekst: str) -> None:
    assert lees_datum(tekst) == dt.date(2024, 1, 31)


@pytest.mark.parametrize(
    "tekst", ["31 januari", "31-1", "2024-01-31T00:00", "", "2024-01-31\n", "24-01-31", "31-01-2024 en meer", "2024-1"]
)
def test_another_notation_of_a_date_is_refused_with_an_example(tekst: str) -> None:
    with pytest.raises(ValueError, match=r"is geen datum\. Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31"):
        lees_datum(tekst)


def test_a_day_that_can_be_two_days_is_refused_with_both() -> None:
    with pytest.raises(ValueError, match="'7/1/2024' kan 7 januari of 1 juli zijn"):
        lees_datum("7/1/2024")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_a_date_in_words_names_every_month_in_dutch(datum: dt.date) -> None:
    maanden = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"]
    maanden += ["november", "december"]
    assert datum_voluit(datum).split() == [str(datum.day), maanden[datum.month - 1], str(datum.year)]
    assert lees_datum(datum.isoformat()) == datum
