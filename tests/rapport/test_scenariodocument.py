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
    assert [klassen.get((0, j), "") for j in range(5)] == ["", "", "", "aanname", "berekend"]
    assert [klassen.get((1, j), "") for j in range(5)] == ["", "aanname", "berekend", "aanname", "berekend"]
    assert t.noot_van(1, 1)[0].startswith("Aanname: nog niet bekend op de peildatum")


def test_a_province_gets_no_trede_and_no_chance_of_one(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    # Gedeputeerde Staten place gemeenten on the ladder (2023-2, §1.1); no source knows an assessment of a province
    for t in (scenario.keuzes(utrecht, P).tabel, scenario.tabel_kansen(utrecht, P)):
        assert not any("trede" in kop.naam.lower() for kop in t.koppen)
        assert not any("trede" in str(cel) for rij in t.cellen() for cel in rij)
    assert not scenario.tabel_omslagpunt(utrecht, P).rijen
    provincie, *gemeenten = scenario.tabel_kansen(voorbeeld, "2024-1").cellen()
    assert provincie[2:4] == ["geen trede", "geen trede"]
    assert any("op de 10" in rij[2] for rij in gemeenten)
    assert {rij[-1] for rij in scenario.keuzes(voorbeeld, "2024-1").tabel.cellen()} == {"geen trede"}
    assert not any(rij[0].startswith("Provincie") for rij in scenario.tabel_omslagpunt(voorbeeld, "2024-1").cellen())


def test_the_page_says_from_which_position_it_goes_on(utrecht: Gegevens) -> None:
    # 2023-2, §4.1: 574, where §3.1 has 570
    assert "Gerekend is vanaf een achterstand van 574, waarmee 2024-1 begint." in str(
        scenario.over_vertrekpunt(utrecht, P)
    )


def test_what_it_takes_per_month(utrecht: Gegevens) -> None:
    eerste = scenario.tabel_inhaalpad(utrecht, P).cellen()[0]
    assert eerste == ["1 juli 2024", "6", "2.033", "339", "201,3"]  # 2033 ÷ 6 is 338,8; 1208 ÷ 6


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
