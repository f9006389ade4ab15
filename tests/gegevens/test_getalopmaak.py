"""What Excel shows of a number. Expectations by hand, from how Excel documents number formats (ECMA-376, 18.8.31)."""

from __future__ import annotations

import pytest

from ibtlib.gegevens.getalopmaak import anders_getoond, toont_jaar

KOMMASTIJL = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("waarde", "opmaak"),
    [
        (31, "General"), (-31, "General"), (31, "0"), (1372, "#,##0"), (-31, "#,##0"), (-31, "#,##0;[Red]-#,##0"),
        (-31, "#,##0_);(#,##0)"), (31, KOMMASTIJL), (-31, KOMMASTIJL), (31, "[$-413]0"), (31, "0.0"), (31.5, "0.0"),
        (31, "000"), (31, "+0;-0"), (31, "# ?/?"), (-31, "0_ ;\\-0\\ "), (1372, "# ##0"), (0, "0"), (0, "0;-0"), (31, "@"), (31, ""),
        (31, "[Blue]0"), (31, "0.00_ ;[Red]\\-0.00\\ "),
    ],
)  # fmt: skip
def test_a_format_that_shows_just_the_number_says_nothing(waarde: float, opmaak: str) -> None:
    assert anders_getoond(waarde, opmaak) is None


@pytest.mark.parametrize(
    ("waarde", "opmaak", "getoond"),
    [
        (31, '0" voorlopig"', "31 voorlopig"), (31, '"ca. "0', "ca. 31"), (31, '"<"0', "<31"), (31, '0"*"', "31*"), (31, "0\\*", "31*"),
        (31, "-0", "-31"), (31, "(0)", "(31)"), (-31, "0;0", "31"), (-31, "0;[Red]0", "31"), (-31, '"voorsprong "0', "-voorsprong 31"),
        (31000, "0,", "31"), (31_000_000, "0,,", "31"), (31, "0%", "3100%"), (0.885, "0.0%", "88,5%"), (31.4, "0", "31"),
        (31, ";;;", ""), (-31, "0;", ""), (0, "0;-0;", ""), (0, KOMMASTIJL, "-"), (31, "0E+00", "3E+01"),
        (31, "€ #,##0", "€ 31"), (31, "_ [$€-413] * #,##0_ ", "€ 31"), (31, '[>30]"veel";0', 'iets volgens de opmaak [>30]"veel";0'),
        (31, '"geheim"', "geheim"),
    ],
)  # fmt: skip
def test_a_format_that_shows_more_or_other_says_what(waarde: float, opmaak: str, getoond: str) -> None:
    assert anders_getoond(waarde, opmaak) == getoond


@pytest.mark.parametrize(
    ("opmaak", "jaar"), [("d-mmm", False), ("dd/mm", False), ("d-m-yy", True), ("[$-413]d mmmm yyyy;@", True)]
)
def test_a_date_that_was_typed_without_a_year_shows_none(opmaak: str, jaar: bool) -> None:
    assert toont_jaar(opmaak) == jaar
