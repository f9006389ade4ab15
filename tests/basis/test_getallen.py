"""Numbers: read strictly, kept exact, rounded half up once, written as Dutch print does."""

from __future__ import annotations

import locale
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.getallen import lees_breuk, lees_geheel, procent_van, rond_af, rond_heel, toon, toon_procent

BREUKEN = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=5_000)
DECIMALEN = st.integers(0, 4)


# --- whole numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("0", 0),
        ("1372", 1372),
        ("1.372", 1372),
        ("35.152", 35152),  # Rijksbrief, tabel 1, total
        ("1.000.000", 1_000_000),
        ("-150", -150),
        ("\u2212150", -150),
        ("+12", 12),
        (" 42 ", 42),
        ("007", 7),
    ],
)
def test_a_whole_number_is_read_with_and_without_thousands_points(tekst: str, getal: int) -> None:
    assert lees_geheel(tekst) == getal


@pytest.mark.parametrize(
    ("tekst", "vermoeden"),
    [
        ("1.2O4", "staat er een letter O in plaats van een nul?"),
        ("12o", "staat er een letter O in plaats van een nul?"),
        ("1l2", "staat er een letter l in plaats van een een?"),
        ("I5", "staat er een letter l in plaats van een een?"),
        ("12,5", "personen zijn hele getallen"),
        ("1.23", "een punt mag alleen om de drie cijfers staan"),
        ("1.2345", "een punt mag alleen om de drie cijfers staan"),
        ("0.9", "een punt mag alleen om de drie cijfers staan"),
        ("0.123", "een punt mag alleen om de drie cijfers staan"),
        ("012.345", "een punt mag alleen om de drie cijfers staan"),
        ("-0.500", "een punt mag alleen om de drie cijfers staan"),
        ("", "de cel is leeg"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_what_it_may_be(tekst: str, vermoeden: str) -> None:
    with pytest.raises(ValueError, match="is geen geheel getal") as fout:
        lees_geheel(tekst)
    assert vermoeden in str(fout.value)
    assert str(fout.value).startswith(f"'{tekst}'")


@pytest.mark.parametrize(
    "tekst", ["1e3", "12 345", "--5", "1.", ".123", "1..000", "1.0000.000", "\u0661\u0662", "1_000", "n.v.t."]
)
def test_nothing_is_guessed(tekst: str) -> None:
    with pytest.raises(ValueError, match="is geen geheel getal"):
        lees_geheel(tekst)


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_that_is_written_is_read_back(n: int) -> None:
    assert lees_geheel(toon(n)) == n
    assert lees_geheel(str(n)) == n
    assert lees_geheel(toon(n, teken=True)) == n


# --- exact numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [("1651/429", Fraction(127, 33)), ("0,5", Fraction(1, 2)), ("-0,25", Fraction(-1, 4)), ("8000", Fraction(8000))],
)
def test_an_exact_number_is_read(tekst: str, getal: Fraction) -> None:
    assert lees_breuk(tekst) == getal


@pytest.mark.parametrize("tekst", ["1/0", "1/00", "0.5", "1/2/3", "1/-2", ",5", "5,", "", "half", "1e2"])
def test_what_is_no_exact_number_is_refused_with_examples(tekst: str) -> None:
    with pytest.raises(ValueError) as fout:
        lees_breuk(tekst)
    assert str(fout.value) == f"'{tekst}' is geen getal (schrijf 12, 0,5 of 1651/429)"


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_fraction_that_is_written_is_read_back(teller: int, noemer: int) -> None:
    assert lees_breuk(f"{teller}/{noemer}") == Fraction(teller, noemer)


# --- rounding: half up, away from zero below zero ----------------------------------------------------------


@pytest.mark.parametrize(
    ("waarde", "geheel"),
    [
        # on the half, and one hundredth off it, at an even and an odd whole (half even would differ at 2,5 and 0,5)
        (Fraction(49, 100), 0), (Fraction(1, 2), 1), (Fraction(51, 100), 1),
        (Fraction(149, 100), 1), (Fraction(3, 2), 2), (Fraction(151, 100), 2),
        (Fraction(249, 100), 2), (Fraction(5, 2), 3), (Fraction(251, 100), 3),
        (Fraction(-49, 100), 0), (Fraction(-1, 2), -1), (Fraction(-51, 100), -1),
        (Fraction(-249, 100), -2), (Fraction(-5, 2), -3), (Fraction(-251, 100), -3),
        (0, 0), (7, 7), (-7, -7),
    ],
)  # fmt: skip
def test_a_half_goes_away_from_zero_and_everything_else_to_the_nearest(waarde: Fraction, geheel: int) -> None:
    assert rond_heel(waarde) == geheel


@pytest.mark.parametrize(
    ("deel", "totaal", "procent"),
    [
        # the percentages that the reports publish beside their parts
        (1635, 1055, 155), (1635, 1477, 111), (1138, 1651, 69), (1138, 1501, 76),
        (1208, 1372, 88), (1208, 1778, 68), (667, 2532, 26), (4098, 8207, 50),
        (1, 8, 13), (1, 200, 1), (1, 201, 0), (25, 1000, 3),  # 12,5 · 0,5 · 0,497 · 2,5
    ],
)  # fmt: skip
def test_percentages_round_as_the_reports_round_them(deel: int, totaal: int, procent: int) -> None:
    pct = procent_van(deel, totaal)
    assert pct is not None
    assert rond_heel(pct) == procent


@given(BREUKEN, DECIMALEN)
def test_rounding_moves_a_number_by_at_most_half_a_unit_and_up_on_the_half(waarde: Fraction, decimalen: int) -> None:
    eenheid = Fraction(1, 10**decimalen)
    afgerond = rond_af(waarde, decimalen)
    assert (afgerond / eenheid).denominator == 1
    assert abs(afgerond - waarde) <= eenheid / 2
    if abs(afgerond - waarde) == eenheid / 2:
        assert abs(afgerond) > abs(waarde)


@given(st.integers(-9_999, 9_999), DECIMALEN)
def test_exactly_on_the_half_the_next_one_is_taken(n: int, decimalen: int) -> None:
    eenheid = Fraction(1, 10**decimalen)
    if n >= 0:
        assert rond_af((n + Fraction(1, 2)) * eenheid, decimalen) == (n + 1) * eenheid
    else:
        assert rond_af((n - Fraction(1, 2)) * eenheid, decimalen) == (n - 1) * eenheid


@given(BREUKEN, DECIMALEN)
def test_rounding_twice_is_rounding_once_and_does_not_see_the_sign(waarde: Fraction, decimalen: int) -> None:
    afgerond = rond_af(waarde, decimalen)
    assert rond_af(afgerond, decimalen) == afgerond
    assert rond_af(-waarde, decimalen) == -afgerond


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_a_percentage_is_exact_and_absent_without_a_whole(deel: int, totaal: int) -> None:
    pct = procent_van(deel, totaal)
    if totaal == 0:
        assert pct is None
    else:
        assert pct is not None
        assert pct * totaal == 100 * deel


# --- showing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waarde", "decimalen", "tekst"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (1_234_567, 0, "1.234.567"),
        (-150, 0, "\u2212150"),
        (Fraction(1651, 429), 2, "3,85"),  # 3,8484...
        (Fraction(1, 1000), 2, "0,00"),
        (Fraction(5, 1000), 2, "0,01"),
        (Fraction(-1, 1000), 2, "0,00"),  # what is shown as nought has no sign
        (Fraction(999_995, 1000), 2, "1.000,00"),
        (Fraction(-1, 20), 1, "\u22120,1"),
        (7, 1, "7,0"),
    ],
)
def test_numbers_are_shown_as_dutch_print_does(waarde: Fraction, decimalen: int, tekst: str) -> None:
    assert toon(waarde, decimalen) == tekst


@pytest.mark.parametrize(("waarde", "tekst"), [(12, "+12"), (0, "0"), (-12, "\u221212"), (Fraction(1, 3), "0")])
def test_a_difference_shows_its_sign_unless_it_is_nought(waarde: Fraction, tekst: str) -> None:
    assert toon(waarde, teken=True) == tekst


@pytest.mark.parametrize(
    ("plekken", "tekst"),
    # places of the Statenbrief over 8.207: 0,42926 · 0,49933 · 0,91093 · 0,98465
    [(3523, "42,9%"), (4098, "49,9%"), (7476, "91,1%"), (8081, "98,5%")],
)
def test_the_coverage_of_the_spreidingswet_is_shown_with_one_decimal(plekken: int, tekst: str) -> None:
    pct = procent_van(plekken, 8207)
    assert pct is not None
    assert toon_procent(pct, 1) == tekst


@given(BREUKEN, DECIMALEN)
def test_what_is_shown_is_the_rounded_number_itself(waarde: Fraction, decimalen: int) -> None:
    tekst = toon(waarde, decimalen)
    assert lees_breuk(tekst.replace(".", "").replace("\u2212", "-")) == rond_af(waarde, decimalen)
    assert len(tekst.partition(",")[2]) == decimalen


def test_the_locale_of_the_machine_plays_no_part() -> None:
    oud = locale.setlocale(locale.LC_ALL)
    try:
        for naam in ("C", "C.UTF-8"):
            locale.setlocale(locale.LC_ALL, naam)
            assert toon(Fraction(12345, 10), 1) == "1.234,5"
    finally:
        locale.setlocale(locale.LC_ALL, oud)


def test_a_whole_number_has_at_most_fifteen_digits() -> None:
    assert lees_geheel("9" * 15) == lees_geheel("999.999.999.999.999") == 10**15 - 1
    for tekst in ("1" + "0" * 15, "-1" + "0" * 15, "1.000.000.000.000.000", "9" * 5_000):
        with pytest.raises(ValueError, match="is te groot voor een aantal"):
            lees_geheel(tekst)


def test_an_exact_number_that_is_endless_is_refused_in_dutch() -> None:
    with pytest.raises(ValueError, match="is geen getal"):
        lees_breuk("9" * 5_000)
