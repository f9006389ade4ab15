"""The timeline: days as the source gives them, a deadline open, what is past told apart."""

from __future__ import annotations

import datetime as dt

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import spreidingswet
from ibtlib.weergave import Figuur
from ibtlib.weergave.stijl import getekend
from ibtlib.weergave.tijdlijn import Moment, tijdlijn

NU = dt.date(2024, 7, 1)


def test_the_steps_of_the_cycle_stand_with_their_dates_and_the_table_under_them(utrecht: Gegevens) -> None:
    f = spreidingswet.figuur_kalender(utrecht, "2023-2")
    assert isinstance(f, Figuur)
    # Staatscourant 2024, 3320 (31 januari); PRT-brief (1 november); rapportage 2023-2 §4.4 (november); Statenbrief
    for tekst in (
        "31 januari 2024", "uiterlijk 1 november 2024", "uiterlijk in november 2024", "uiterlijk in 2024",
        "1 juli 2025", "1 februari 2026", "peildatum 1 januari 2024",
    ):  # fmt: skip
        assert tekst in f.svg
    assert f.bijschrift == "Na 1 januari 2024 is de eerste stap: capaciteitsraming van het Rijk"
    assert f.cijfers == spreidingswet.tabel_kalender(utrecht, "2023-2")
    assert "Daarvoor" not in f.alt


def test_what_is_past_is_told_before_what_is_to_come() -> None:
    dag = dt.date(2024, 1, 31)
    ax = tijdlijn(
        [Moment("raming", "31 januari 2024", dag, dag), Moment("besluit", "in 2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31))],
        nu=NU, nu_tekst="peildatum",
    )  # fmt: skip
    wat = getekend(ax)
    assert wat is not None
    assert wat.alt.endswith("Daarvoor: raming (31 januari 2024). Daarna: besluit (in 2024).")


def test_a_deadline_is_an_open_dot() -> None:
    def vlakken(uiterlijk: bool) -> list[object]:
        ax = tijdlijn([Moment("verslag", "1 november 2024", NU, NU, uiterlijk)], nu=NU, nu_tekst="nu")
        return [lijn.get_markerfacecolor() for lijn in ax.lines if lijn.get_marker() == "o"]

    assert vlakken(True) == ["#FFFFFF"] != vlakken(False)


def test_without_steps_or_backwards_there_is_no_timeline() -> None:
    with pytest.raises(AanvraagFout):
        tijdlijn([], nu=NU, nu_tekst="nu")
    with pytest.raises(AanvraagFout, match="eindigt"):
        tijdlijn([Moment("a", "b", NU, dt.date(2024, 1, 1))], nu=NU, nu_tekst="nu")
