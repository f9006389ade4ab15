"""From exact objects to columns that count: nothing rounded, nothing filled in, nothing changed on the way."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections.abc import Callable
from fractions import Fraction

import pandas as pd
import pytest

from ibtlib.basis.frames import als_cijfers, als_getallen, formules_van

SOORTEN = {
    "periode": "periode",
    "gemeente": "tekst",
    "realisatie": "aantal",
    "pct": "getal",
    "geldend": "ja_nee",
    "trede": "trede",
    "peildatum": "datum",
}
EXACT = pd.DataFrame(
    [
        ("2022-2", "Soest", 39, Fraction(1, 3), True, 2, dt.date(2023, 1, 1)),
        ("2024-1", None, None, None, None, None, None),
        ("2023-1", "Zeist", 0, 50, False, 6, dt.date(2023, 7, 1)),
    ],
    columns=list(SOORTEN),
    dtype=object,
)


def test_every_kind_has_the_type_that_pandas_counts_with() -> None:
    uit = als_cijfers(EXACT, SOORTEN)
    assert {naam: str(soort) for naam, soort in uit.dtypes.items()} == {
        "periode": "category",
        "gemeente": "string",
        "realisatie": "Int64",
        "pct": "Float64",
        "geldend": "boolean",
        "trede": "category",
        "peildatum": uit["peildatum"].dtype.name,
    }
    assert pd.api.types.is_datetime64_any_dtype(uit["peildatum"])
    assert uit["pct"].tolist() == [1 / 3, pd.NA, 50.0]  # not rounded
    assert uit.loc[1].isna().tolist() == [False, True, True, True, True, True, True]  # missing stays missing


def test_perioden_and_treden_have_their_order_and_every_half_year_between() -> None:
    uit = als_cijfers(EXACT, SOORTEN)
    assert list(uit["periode"].cat.categories) == ["2022-2", "2023-1", "2023-2", "2024-1"]
    assert uit.sort_values("periode")["gemeente"].tolist() == ["Soest", "Zeist", pd.NA]
    assert uit["periode"].max() == "2024-1" and uit["trede"].max() == 6
    assert list(uit["trede"].cat.categories) == [1, 2, 3, 4, 5, 6] and uit["trede"].cat.ordered


def test_an_index_of_perioden_is_one_too_and_another_index_stays() -> None:
    op_periode = als_cijfers(EXACT.set_index("periode"), SOORTEN)
    assert op_periode.index.name == "periode" and list(op_periode.index) == ["2022-2", "2024-1", "2023-1"]
    assert op_periode.index.ordered and op_periode.loc["2023-1", "realisatie"] == 0
    assert list(als_cijfers(EXACT.set_axis([5, 6, 7]), SOORTEN).index) == [5, 6, 7]


def test_the_exact_frame_is_not_changed() -> None:
    voor = EXACT.copy(deep=True)
    als_cijfers(EXACT, SOORTEN)
    pd.testing.assert_frame_equal(EXACT, voor)


def test_a_frame_without_rows_has_the_same_columns_and_types() -> None:
    leeg, vol = als_cijfers(EXACT.iloc[:0], SOORTEN), als_cijfers(EXACT, SOORTEN)
    assert list(leeg.columns) == list(vol.columns) and leeg.empty
    assert [str(d) for d in leeg.dtypes] == [str(d) for d in vol.dtypes]


def test_a_column_of_which_nobody_said_the_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="nieuw"):
        als_cijfers(EXACT.assign(nieuw=1), SOORTEN)


def test_a_fraction_never_becomes_a_whole_number() -> None:
    with pytest.raises(TypeError):
        als_cijfers(pd.DataFrame({"n": [Fraction(1, 2)]}, dtype=object), {"n": "aantal"})


def test_a_series_of_fractions_keeps_its_name_and_its_gap() -> None:
    index = pd.Index(["2022-2", "2023-1", "2024-1"], name="periode")
    uit = als_getallen(pd.Series([Fraction(1, 4), None, 2], index=index, name="taakstelling", dtype=object), "taak ÷ 4")
    assert (uit.name, uit.tolist(), uit.mean()) == ("taakstelling", [0.25, pd.NA, 2.0], 1.125)
    assert list(uit.index.categories) == ["2022-2", "2023-1", "2023-2", "2024-1"]


def _met_formule() -> pd.DataFrame:
    exact = pd.DataFrame({"n": [1, 2, None], "pct": [Fraction(1, 3), Fraction(1, 2), None]}, dtype=object)
    return als_cijfers(exact, {"n": "aantal", "pct": "getal"}, {"pct": "n ÷ 4"})


@pytest.mark.parametrize(
    "doe",
    [
        lambda f: f,
        lambda f: f[f["n"] > 1],
        lambda f: f.sort_values("pct"),
        lambda f: f.dropna().reset_index(drop=True),
        lambda f: f.merge(f[["n"]].dropna(), on="n"),
        lambda f: pd.concat([f, f]),
        lambda f: pickle.loads(pickle.dumps(f)),
    ],
)
def test_how_a_column_is_computed_goes_along_with_its_figures(doe: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    assert formules_van(doe(_met_formule())) == {"pct": "n ÷ 4"}


@pytest.mark.parametrize(
    "doe",
    [
        lambda f: f.diff(),
        lambda f: f * 2,
        lambda f: f.round(1),
        lambda f: f.groupby("n")[["pct"]].sum().assign(pct=9.5),
        lambda f: f.fillna(0),
    ],
)
def test_other_figures_in_its_place_are_somebodys_own_work(doe: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """A mean or a difference of percentages is no realisatie ÷ taakstelling, though pandas keeps the name of the column."""
    assert formules_van(doe(_met_formule())) == {"pct": "eigen bewerking van n ÷ 4"}


def test_a_column_that_is_gone_or_was_never_computed_has_no_formula() -> None:
    assert formules_van(_met_formule()[["n"]]) == formules_van(pd.DataFrame({"pct": [1]})) == {}
    assert formules_van(_met_formule()["pct"]) == {"pct": "n ÷ 4"}
    assert json.dumps(_met_formule().attrs) == '{"formules": {"pct": "n \\u00f7 4"}}'  # as parquet keeps it
