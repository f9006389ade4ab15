"""The dot plot: both numbers of every row, the first as a ring, a missing one not drawn at all."""

from __future__ import annotations

import pandas as pd
import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import spreidingswet
from ibtlib.weergave import Figuur
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.stippen import stippen


def test_the_own_province_is_named_in_the_title(utrecht: Gegevens) -> None:
    f = spreidingswet.figuur_aandelen_provincies(utrecht)
    assert isinstance(f, Figuur)
    # 8207/96000 = 8,549%; 1,400 of 17,948 million inhabitants (CBS, beginning of 2024) = 7,80%
    assert f.bijschrift == "Utrecht krijgt 8,55% van de plekken en heeft 7,80% van de inwoners"
    assert "8,55%" in f.svg and "7,80%" in f.svg
    assert f.svg.count("%</text>") >= 24  # both shares of all twelve


def test_a_missing_number_has_no_dot_and_is_told() -> None:
    ax = stippen(pd.DataFrame({"a": [1, 2], "b": [3, None]}, ["x", "y"], dtype=object), eenheid="plekken")
    assert [lijn.get_marker() for lijn in ax.lines].count("o") == 3
    assert "geen cijfer voor y" in figuur(ax, "Proef", naam="proef").alt


@pytest.mark.parametrize("frame", [pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [None], "b": [None]})])
def test_what_cannot_be_drawn_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(AanvraagFout):
        stippen(frame, eenheid="plekken")
