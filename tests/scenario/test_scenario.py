"""Projections: the published "circa 1400", and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import vervang
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.projecties import Projectie, projectie
from ibtlib.gegevens.gegevens import Gegevens, laad


def test_circa_1400_is_the_first_taakstelling_plus_the_achterstand_minus_the_same_realisatie(utrecht: Gegevens) -> None:
    # rapportage 2022-2/2023-1, Taakstellingsperiode 2023-1 and Vooruitblik: 2126 + 406 − 1138
    assert projectie(utrecht, vanaf="2023-1") == Projectie(Periode(2023, 2), 2126, 406, 1138)
    assert projectie(utrecht, vanaf="2023-1").achterstand_eind == 1394


def test_the_lowered_taakstelling_gives_640(utrecht: Gegevens) -> None:
    # 1372 + 406 − 1138
    assert projectie(utrecht, vanaf="2023-1", versie="verlaagd").achterstand_eind == 640


def test_the_next_projection_starts_from_the_position_that_was_published_for_it(utrecht: Gegevens) -> None:
    # rapportage 2023-2, §4.1: 1459 + 574; realisatie of 2023-2: 1208
    assert projectie(utrecht, vanaf=Periode(2023, 2)).achterstand_eind == 1459 + 574 - 1208 == 825


def test_a_voorsprong_lowers_what_is_left(utrecht: Gegevens) -> None:
    # 2023-1: 1651 − 150; realisatie of 2022-2: 1635
    assert projectie(utrecht, vanaf="2022-2").achterstand_eind == 1651 - 150 - 1635 == -134


@given(st.integers(0, 5000))
def test_every_person_more_is_one_less_left(personen: int) -> None:
    p = Projectie(Periode(2023, 2), 2126, 406, personen)
    assert p.achterstand_eind == 2532 - personen


def test_a_number_of_ones_own_replaces_the_realisatie(utrecht: Gegevens) -> None:
    assert projectie(utrecht, vanaf="2023-1", realisatie=2532).achterstand_eind == 0
    assert projectie(utrecht, vanaf="2023-1", realisatie=0).achterstand_eind == 2532
    # of 2022-1 no realisatie is published, so a number of one's own is the only way: 1055 + 422 − 1000
    assert projectie(utrecht, vanaf="2022-1", realisatie=1000).achterstand_eind == 477


@pytest.mark.parametrize("realisatie", [-1, 12.5, "veel", None])
def test_another_realisatie_is_refused(utrecht: Gegevens, realisatie: object) -> None:
    with pytest.raises(AanvraagFout) as fout:
        projectie(utrecht, vanaf="2023-1", realisatie=realisatie)  # type: ignore[arg-type]
    assert str(fout.value) == (
        f"realisatie={realisatie!r} kan niet: geef 'gelijk' of een heel aantal personen vanaf 0."
    )


def test_an_unpublished_realisatie_is_not_nought(utrecht: Gegevens) -> None:
    with pytest.raises(AanvraagFout) as fout:
        projectie(utrecht, vanaf="2022-1")
    assert str(fout.value) == "Van 2022-1 staat geen realisatie in de gelezen bronnen; geef zelf een aantal personen."


@pytest.mark.parametrize(
    ("vanaf", "volgende", "versie"),
    [
        ("2024-1", "2024-2", "oorspronkelijk"),  # nothing published
        ("2021-2", "2022-1", "oorspronkelijk"),  # a taakstelling without opening position
        ("2023-2", "2024-1", "verlaagd"),  # never lowered, as far as published
    ],
)
def test_without_a_taakstelling_and_an_opening_position_there_is_nothing_to_project(
    utrecht: Gegevens, vanaf: str, volgende: str, versie: str
) -> None:
    with pytest.raises(AanvraagFout) as fout:
        projectie(utrecht, vanaf=vanaf, versie=versie)
    assert str(fout.value) == (
        f"Van {volgende} staat geen taakstelling ({versie}) met beginstand in de gelezen bronnen; zonder die twee is er niets om "
        "vooruit te rekenen."
    )


def test_a_changed_figure_changes_the_projection(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1501;1138;69", "1501;1139;69")
    assert projectie(laad("utrecht", kopie_data), vanaf="2023-1").achterstand_eind == 1393
