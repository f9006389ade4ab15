"""The slope chart of treden: counts as they are, the unknown told apart, no more than was asked."""

from __future__ import annotations

import pandas as pd
import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import voortgang
from ibtlib.weergave import Figuur, Hoofdstuk
from ibtlib.weergave.overgang import overgang
from ibtlib.weergave.stijl import getekend


def test_2023_2_counts_as_in_both_tables_of_treden(utrecht: Gegevens) -> None:
    # Tables of 2023-1 and 2023-2 laid beside each other by hand: Amersfoort and Bunnik up; Baarn, Eemnes, Montfoort,
    # Nieuwegein, Soest, Veenendaal and Wijk bij Duurstede down; of 26 the other 17 stay
    f = voortgang.figuur_overgang(utrecht, "2023-2")
    assert isinstance(f, Figuur)
    assert f.bijschrift == "2 gemeenten gaan omhoog, 7 omlaag"
    assert f.cijfers.rijen == (
        ("trede 2 → trede 2", 11), ("trede 2 → trede 1", 7), ("trede 1 → trede 2", 2), ("trede 1 → trede 1", 6),
        ("trede 2 in 2023-1", 18), ("trede 1 in 2023-1", 8), ("trede 2 in 2023-2", 13), ("trede 1 in 2023-2", 13),
    )  # fmt: skip
    assert "Omlaag: 7 gemeenten van trede 2 naar trede 1." in f.alt
    for tekst in ("trede 2: 18", "trede 1: 8", "trede 2: 13", "trede 1: 13", "7 omlaag", "2 omhoog"):
        assert tekst in f.svg


def test_without_treden_of_the_periode_before_there_is_a_sentence(utrecht: Gegevens) -> None:
    assert voortgang.figuur_overgang(utrecht, "2022-2") == Hoofdstuk(())  # the text before it says so
    assert str(voortgang.over_verschuivingen(utrecht, "2022-2")).startswith(
        "De treden per gemeente van 2022-1 staan niet"
    )


def test_an_unknown_trede_goes_neither_up_nor_down() -> None:
    frame = pd.DataFrame({"2023-1": [2, None], "2023-2": [None, 1]}, ["Baarn", "Soest"], dtype=object)
    wat = getekend(overgang(frame))
    assert wat is not None
    assert wat.alt == (
        "Overgang van 2023-1 naar 2023-2. Niet te zeggen: 1 gemeente van trede 2 naar onbekend en 1 gemeente van "
        "onbekend naar trede 1."
    )


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"2023-1": [1]}, ["Baarn"]),
        pd.DataFrame({"2023-1": [7], "2023-2": [1]}, ["Baarn"]),
        pd.DataFrame({"2023-1": [None], "2023-2": [None]}, ["Baarn"], dtype=object),
        pd.DataFrame({"2023-1": [1, 1], "2023-2": [1, 1]}, ["Baarn", "Baarn"]),
    ],
    ids=["one periode", "no trede", "nothing known", "a gemeente twice"],
)
def test_what_cannot_be_drawn_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(AanvraagFout):
        overgang(frame)
