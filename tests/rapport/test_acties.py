"""Actions with a figure, conversations against the norm, and exchange: typed from the reports or counted by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.basis.fouten import InvoerFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.gesprekken import gesproken
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import monitor, voortgang
from ibtlib.rapport.acties import over_gesproken, tabel_acties, tabel_ruil
from ibtlib.weergave import Tabel


def acties(g: Gegevens, periode: str) -> dict[tuple[object, object], tuple[object, ...]]:
    return {(r[0], r[1]): r[2:] for r in tabel_acties(g, periode).rijen}


def test_the_actions_of_a_periode_stand_in_its_report(utrecht: Gegevens) -> None:
    # 2023-2, §2.4: seven HAR locations, five of them in the last weeks; the letter of the PRT: 700 places
    nu = acties(utrecht.voor("2023-2"), "2023-2")
    assert nu["HAR", "gemeenten met een geopende HAR-locatie"] == (7, "gemeenten")
    assert nu["HAR", "gemeenten met een HAR-locatie, geopend in de laatste weken van 2023"] == (5, "gemeenten")
    assert nu["urgente opvangplekken", "gevraagd en geleverd"] == (700, "plekken")
    assert nu["Nidos-woningen 2023-2", "woningen per gemeente, minimaal"] == (1, "woningen")
    assert not any(actie == "VRU-versnellingsactie" for actie, _ in nu)


def test_the_vru_action_stands_in_the_report_on_2022_2_as_about(utrecht: Gegevens) -> None:
    # 2022-2 and 2023-1, Versnellingsactie VRU: 828 within six weeks from 11 July, about 30%
    toen = acties(utrecht.voor("2022-2"), "2022-2")
    dagen = "11 juli 2022 tot en met 22 augustus 2022"
    assert toen["VRU-versnellingsactie", "doel"] == (828, "personen", dagen)
    assert toen["VRU-versnellingsactie", "realisatie van het doel"] == (30, "procent, ongeveer", dagen)
    assert not any(actie in ("HAR", "urgente opvangplekken") for actie, _ in toen)  # of later


def test_conversations_are_counted_against_the_norm(voorbeeld: Gegevens) -> None:
    # the log up to 1 October 2024: Aarderveld on 10 July, more than two months ago; Cranenhoek on 1 August, just not;
    # Fazantrode had a contact, which is no conversation; Elzenmeer, Grauwmonde and Hazelmonde nothing
    zin = str(monitor.over_gesproken(voorbeeld, "2024-10-01"))
    assert "tot en met 1 oktober 2024 met 4 van de 8 gemeenten een gesprek gevoerd (geteld)" in zin
    assert "Nog niet met Elzenmeer, Fazantrode, Grauwmonde en Hazelmonde." in zin
    assert "Langer dan twee maanden geen gesprek of contact: Aarderveld, Elzenmeer, Grauwmonde en Hazelmonde." in zin
    assert "Aanname" in zin  # no source of this province gives the norm
    rijen = {r[0]: r[1:] for r in monitor.tabel_gesproken(voorbeeld, "2024-10-01").rijen}
    assert rijen["Broekdonk"] == (1, 1, "12 september 2024", "ja", "ja")
    assert rijen["Fazantrode"] == (0, 1, "25 september 2024", "nog niet", "ja")
    assert rijen["Elzenmeer"] == (0, 0, None, "nog niet", "nee")


@pytest.mark.parametrize(("dag", "recent"), [(dt.date(2024, 10, 1), True), (dt.date(2024, 10, 2), False)])
def test_two_months_end_on_the_same_day(voorbeeld: Gegevens, dag: dt.date, recent: bool) -> None:
    (cranenhoek,) = [x for x in gesproken(voorbeeld, Periode.lees("2024-2"), dag) if x.gemeente == "Cranenhoek"]
    assert cranenhoek.laatste == dt.date(2024, 8, 1) and cranenhoek.recent is recent


def test_without_a_log_only_the_norm_of_the_sources_is_said(utrecht: Gegevens) -> None:
    # 2023-2, §2.1: each gemeente at least once per periode, aim once per two months
    zin = str(over_gesproken(utrecht, Periode.lees("2023-2")))
    assert zin.startswith("Wanneer met welke gemeente is gesproken, staat niet in de gelezen bronnen.")
    assert "ten minste één keer per half jaar" in zin and "§2.1" in zin and "Aanname" not in zin
    namen = [s.naam for s in voortgang.ontwikkelingen(utrecht, "2023-2").stukken if isinstance(s, Tabel)]
    assert namen == ["acties"]


def test_an_exchange_is_shown_with_its_sum(voorbeeld: Gegevens) -> None:
    tabel = tabel_ruil(voorbeeld, "2024-1")
    assert tabel.rijen == (
        ("Broekdonk", "1", -4), ("Grauwmonde", "1", 4), ("Aarderveld", "2", -3), ("Cranenhoek", "2", 1), ("Hazelmonde", "2", 2),
        ("som", "", 0),
    )  # fmt: skip
    assert tabel.inhoud[-1].totaal


@pytest.mark.parametrize(("oud", "nieuw", "som"), [("Grauwmonde;4", "Grauwmonde;5", "1"), ("Broekdonk;-4", "Broekdonk;-5", "-1")])  # fmt: skip
def test_an_exchange_that_does_not_keep_the_sum_is_refused(kopie_data: Path, oud: str, nieuw: str, som: str) -> None:
    vervang(kopie_data / "voorbeeld/ruil.csv", oud, nieuw)
    with pytest.raises(InvoerFout, match=f"ruil '1' van 2024-1 telt op tot {som}; .*artikel 29 lid 2"):
        laad("voorbeeld", kopie_data)


def test_an_exchange_of_the_periode_stands_in_the_monitor(voorbeeld: Gegevens, utrecht: Gegevens) -> None:
    _, tabel = monitor.ruil(voorbeeld, "2024-04-15").stukken  # ruil.csv: both exchanges are of 2024-1
    assert isinstance(tabel, Tabel) and tabel.rijen[0] == ("Broekdonk", "1", -4) and tabel.rijen[-1] == ("som", "", 0)
    assert any(o.startswith("Aanname:") and "zonder de ruil" in o for o in tabel.opmerkingen)
    assert not monitor.ruil(voorbeeld, "2024-10-01").stukken and not monitor.ruil(utrecht, "2023-10-26").stukken
