"""Titles of charts say the message: typed from the reports, or worked out in the comment."""

from __future__ import annotations

import pytest
from notebookhulp import toon

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import trend, voortgang
from ibtlib.weergave import Figuur


def figuur_opgave(g: Gegevens, periode: str) -> Figuur:
    return toon("02_trend.ipynb", "02-09", g, periode=periode)


TITELS = {
    # 2023-2, §3.2
    (voortgang.figuur_kaart, "2023-2"): "13 gemeenten op trede 1 en 13 gemeenten op trede 2",
    # 2023-2, tabel 1
    (figuur_opgave, "2023-2"): "In 2023-2 zijn 1.208 vergunninghouders gehuisvest, de opgave was 1.778",
    # 2023-2, §3.1: 88% was 69%, 68% was 76%
    (trend.figuur_percentages, "2023-2"): "Gehaald: van de taakstelling meer (69% werd 88%), van de totaalopgave minder (76% werd 68%)",
    # 2023-2, tabel 1 and §4.1
    (trend.figuur_achterstand, "2023-2"): "De achterstand groeit van 406 naar 574",
    # 2022-2 and 2023-1, table of results
    (trend.figuur_achterstand, "2022-2"): "Een achterstand van 422 slaat om in een voorsprong van 150",
    # 2023-2, §3.2: 13 on trede 2; 2022-2 and 2023-1: 18
    (trend.figuur_treden_per_periode, "2023-2"): "13 gemeenten staan boven trede 1; in 2023-1 waren het er 18",
    # Bunschoten, IJsselstein, Stichtse Vecht and Utrechtse Heuvelrug in all three tables
    (trend.figuur_treden_over_tijd, "2023-2"): "4 gemeenten stonden in alle 3 perioden boven trede 1",
}  # fmt: skip


@pytest.mark.parametrize(("maak", "periode"), TITELS, ids=lambda w: getattr(w, "__name__", w))
def test_a_title_says_the_message_and_the_subtitle_what_is_drawn(utrecht: Gegevens, maak, periode: str) -> None:
    figuur = maak(utrecht.voor(periode), periode)
    assert isinstance(figuur, Figuur)
    assert figuur.bijschrift == TITELS[maak, periode]
    assert figuur.ondertitel and figuur.ondertitel == figuur.cijfers.bijschrift


def test_positions_stand_on_their_peildatum_as_published_with_what_is_computed_beside_them(utrecht: Gegevens) -> None:
    # published: 422, −150, 406, 574 (and 570: 2023-2, §3.1); 1477 − 1635, 1501 − 1138, 1778 − 1208
    cijfers = trend.figuur_achterstand(utrecht, "2023-2").cijfers
    assert cijfers.rijen == (
        ("1 juli 2022", 422, None), ("1 januari 2023", -150, -158), ("1 juli 2023", 406, 363), ("1 januari 2024", 574, 570),
    )  # fmt: skip
    assert [k.naam for k in cijfers.koppen] == ["peildatum", "gepubliceerd", "berekend"]
    assert {rij.cellen[2].klasse for rij in cijfers.inhoud[1:]} == {"berekend"}
    assert "Elders in de bronnen staat een achterstand van 570." in cijfers.inhoud[3].noten
