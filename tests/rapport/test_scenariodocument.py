"""What the scenario document says and shows: worked out by hand from the published position of 1 January 2024.

Voortgangsrapportage 2023-2: an achterstand of 574, 1.459 to house in 2024-1, 1.208 housed in 2023-2. The next
taakstelling is not known and taken to be the same.
"""

from __future__ import annotations

import pytest

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import scenario
from tests.tabelhulp import klassen_van

P = "2023-2"


def test_the_starting_point_says_what_comes_when_nothing_changes(utrecht: Gegevens) -> None:
    eerste, _, zonder_gemeenten = scenario.over_vertrekpunt(utrecht, P).alineas
    # 574 + 1459 − 1208 = 825; 825 + 1459 − 1208 = 1076
    assert "Blijft alles gelijk, dan is er op 1 januari 2025 een achterstand van 1.076 (berekend)." in eerste
    assert zonder_gemeenten.startswith("Per gemeente is niets door te rekenen")


@pytest.mark.parametrize(
    ("wat", "standen"),
    [
        ("alles blijft gelijk", ["825", "1.076", "0"]),
        ("realisatie × 0,9", ["946", "1.318", "+242"]),  # 1087,2 is 1087 housed: 2033 − 1087, + 1459 − 1087
        ("taakstelling × 0,9", ["679", "784", "−292"]),  # 1313,1 is 1313 to house: 574 + 1313 − 1208, + 1313 − 1208
    ],
)
def test_the_alternatives_give_a_position_per_periode_and_the_difference(
    utrecht: Gegevens, wat: str, standen: list[str]
) -> None:
    per_alternatief = {rij[0]: rij[1:] for rij in scenario.tabel_alternatieven(utrecht, P).cellen()}
    assert per_alternatief[wat] == standen


def test_an_outcome_says_of_every_figure_whether_it_is_published_computed_or_assumed(utrecht: Gegevens) -> None:
    t = scenario.keuzes(utrecht, P).tabel
    assert [kop.naam for kop in t.koppen][1:4] == ["Taakstelling", "Achterstand bij begin", "Realisatie"]
    klassen = klassen_van(t)
    # of the first periode the taakstelling and the opening position are published, of the next nothing is
    assert [klassen.get((0, j), "") for j in range(6)] == ["", "", "", "aanname", "berekend", "berekend"]
    assert [klassen.get((1, j), "") for j in range(6)] == ["", "aanname", "berekend", "aanname", "berekend", "berekend"]
    assert t.noot_van(1, 1)[0].startswith("Aanname: nog niet bekend op de peildatum")


def test_what_it_takes_per_month_and_for_trede_1(utrecht: Gegevens) -> None:
    eerste = scenario.tabel_inhaalpad(utrecht, P).cellen()[0]
    assert eerste == ["1 juli 2024", "6", "2.033", "339", "201,3"]  # 2033 ÷ 6 is 338,8; 1208 ÷ 6
    (provincie,) = scenario.tabel_omslagpunt(utrecht, P).cellen()
    assert provincie[:4] == ["Provincie Utrecht", "2.033", "1.208", "825"]  # all of it: 574 + 1459


def test_a_trede_stands_in_its_colour_before_and_after_a_change(voorbeeld: Gegevens) -> None:
    t = scenario.tabel_verschuivingen(voorbeeld, "2024-1")
    for rij in t.inhoud:
        wordt, was = rij.cellen[2:4]
        assert wordt.waarde != was.waarde
        assert [f"trede {c.klasse.removeprefix('trede-')}" for c in (wordt, was)] == [wordt.waarde, was.waarde]


@pytest.mark.parametrize(
    "f", [scenario.tabel_treden, scenario.tabel_verschuivingen, scenario.tabel_ander_kader], ids=lambda f: f.__name__
)
def test_without_figures_per_gemeente_the_tables_about_them_say_so(utrecht: Gegevens, f) -> None:
    assert "want de cijfers per gemeente staan niet in de gelezen bronnen" in f(utrecht, P)._plat()
