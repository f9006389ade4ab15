"""Opvang per gemeente, exchange, the three opgaven; the fictional figures are added up by hand."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from conftest import vervang
from hypothesis import given
from hypothesis import strategies as st
from notebookhulp import toon

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.cijfers.opvang.drie_opgaven import DRIE, drie_opgaven_gemeenten, drie_opgaven_provincie
from ibtlib.cijfers.opvang.per_gemeente import GemeenteOpvang, opvang_per_gemeente, opvanglocaties, ruilvoorstel
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.cijfers.ruil import OPGAVE, ruil
from ibtlib.controle.bevindingen import alle_bevindingen
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import spreidingswet
from ibtlib.weergave import Figuur, Hoofdstuk, Tabel
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.veelvoud import veelvoud

# naam: opgave, telt mee, onbekend, telt niet mee (data/raw/voorbeeld, by hand from the dates of the locaties)
VERWACHT = {
    "Aarderveld": (110, 120, 0, 0),
    "Broekdonk": (170, 80, 90, 60),  # Ringhotel closes a month before the last peilmoment
    "Cranenhoek": (140, 100, 0, 40),  # Molenhof exactly the window; Kloosterweide opens on its last day
    "Duinwarande": (85, 95, 0, 0),
    "Elzenmeer": (100, 70, 40, 0),  # harde plancapaciteit that opens before the first peilmoment
    "Fazantrode": (65, None, None, None),  # nothing published
    "Grauwmonde": (175, 50, 90, 0),  # of the Grensstraat nobody says until when
    "Hazelmonde": (55, 55, 0, 0),
}


# --- per gemeente --------------------------------------------------------------------------------------------------


def test_every_gemeente_has_its_opgave_and_what_counts(voorbeeld: Gegevens) -> None:
    assert {r.naam: (r.opgave, r.telt_mee, r.onbekend, r.valt_af) for r in opvang_per_gemeente(voorbeeld)} == VERWACHT


def test_who_is_over_and_who_is_under(voorbeeld: Gegevens) -> None:
    per = {r.naam: (r.verschil, r.oordeel) for r in opvang_per_gemeente(voorbeeld)}
    assert per["Aarderveld"] == (10, "boven")
    assert per["Hazelmonde"] == (0, "gelijk")
    assert per["Grauwmonde"] == (-125, "onder")
    assert per["Fazantrode"] == (None, "onbekend")
    zin = str(spreidingswet.over_gemeenten(voorbeeld))
    assert "2 gemeenten hebben zeker meer plekken dan de opgave: Aarderveld (+10) en Duinwarande (+10)." in zin
    assert "niet in de gelezen bronnen staat: Fazantrode." in zin


def test_coverage_of_a_gemeente_is_exact(voorbeeld: Gegevens) -> None:
    per = {r.naam: r.dekking for r in opvang_per_gemeente(voorbeeld)}
    assert per["Broekdonk"] == Fraction(8000, 170)
    assert per["Fazantrode"] is None
    assert GemeenteOpvang("GM1", "A", 0, 5, 0, 0).dekking is None  # no share of nothing


def test_the_gemeenten_add_up_to_the_province(voorbeeld: Gegevens) -> None:
    lijst, d = opvang_per_gemeente(voorbeeld), dekking(voorbeeld)
    assert d is not None
    assert sum(r.opgave or 0 for r in lijst) == d.opgave == 900
    assert sum(r.telt_mee or 0 for r in lijst) == d.op_peilmomenten == 570
    samen = spreidingswet.tabel_gemeenten(voorbeeld).cellen()[-1]
    assert samen == ["samen", "900", "570", "220", "100", "63,3%", "−330", ""]


@given(st.permutations(range(12)))
def test_the_order_of_the_locaties_changes_no_sum(volgorde: list[int]) -> None:
    from conftest import RAW

    alle = opvanglocaties(laad_eenmaal(RAW))
    som = sum(alle[i][0].laag for i in volgorde if alle[i][1] == "ja")
    assert som == sum(v[1] or 0 for v in VERWACHT.values())


_GELADEN: dict[Path, Gegevens] = {}


def laad_eenmaal(raw: Path) -> Gegevens:
    return _GELADEN.setdefault(raw, laad("voorbeeld", raw))


def test_utrecht_says_that_nothing_is_published_per_gemeente(utrecht: Gegevens) -> None:
    assert opvang_per_gemeente(utrecht) == []
    assert "die geven totalen van de provincie" in str(spreidingswet.over_gemeenten(utrecht))
    assert toon("03_spreidingswet.ipynb", "03-22", utrecht, periode="2023-2") is None  # the sentence before it says so
    assert "niet in de gelezen bronnen" in spreidingswet.tabel_gemeenten(utrecht)._html()
    assert spreidingswet.tabel_uitruil(utrecht) == Hoofdstuk(())


def test_a_locatie_shows_its_days_and_whether_it_counts(voorbeeld: Gegevens) -> None:
    per = {r[1]: r for r in spreidingswet.tabel_locaties(voorbeeld).cellen()}
    assert per["Zandpad"][5:] == ["1 januari 2021", "zonder einde", "ja"]
    assert per["Grensstraat"][5:] == ["1 juni 2024", "onbekend", "onbekend"]
    assert per["Dijkzicht"][3:5] == ["40 tot 90", "niet in de gelezen bronnen"]


def test_a_published_total_of_the_province_goes_before_the_sum_and_the_difference_is_found(kopie_data: Path) -> None:
    pad = kopie_data / "voorbeeld" / "opvangcapaciteit.csv"
    with pad.open("a", encoding="utf-8") as f:
        f.write("harde plancapaciteit;115;115;;;;onbekend;voorbeeld-fictief;brief\n")
    g = laad("voorbeeld", kopie_data)
    d = dekking(g)
    assert d is not None
    assert d.opgeteld("harde plancapaciteit") == 115
    gevonden = {b.id: b.wat for b in alle_bevindingen(g)}
    assert (
        "tellen de gemeenten op tot 110; voor de provincie is 115" in gevonden["som-opvang-harde-plancapaciteit-laag"]
    )


def test_an_opgave_that_does_not_add_up_is_found(kopie_data: Path) -> None:
    vervang(kopie_data / "voorbeeld" / "opvangopgave.csv", ";900;", ";901;")
    vervang(kopie_data / "voorbeeld" / "opvangopgave.csv", ";420;;401;", ";420;;402;")
    ids = {b.id for b in alle_bevindingen(laad("voorbeeld", kopie_data))}
    assert {"som-opvang-asielopvang-opgave", "som-opvang-opvang-Oekraïense-ontheemden-gerealiseerd"} <= ids


def test_as_shipped_the_gemeenten_add_up(voorbeeld: Gegevens, utrecht: Gegevens) -> None:
    assert not [b for g in (voorbeeld, utrecht) for b in alle_bevindingen(g) if b.id.startswith("som-opvang")]


# --- refused input -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "melding"),
    [
        ("opvang.csv", ";110;9;", ";110;111;", "Aarderveld, asielopvang: 111 is meer dan de opgave"),
        (
            "opvang.csv",
            "GM9001;Aarderveld;asielopvang",
            "GM9007;Aarderveld;asielopvang",
            "'GM9007' is Grauwholt, niet Aarderveld",
        ),
        ("opvang.csv", "GM9001;Aarderveld;asielopvang", "GM9001;Aarderveld;asielopvamg", "Bedoelde u 'asielopvang'"),
        ("opvang.csv", ";110;9;", ";-110;9;", "'-110' is minder dan 0"),
        ("opvang.csv", "GM9001;Aarderveld;asielopvang;1;;", "GM9009;Grauwmonde;asielopvang;1;;", "dubbele rij"),
        ("opvanglocaties.csv", "120;120;10;2023-03-01", "120;120;10;2023-02-29", "geen bestaande datum"),
        (
            "opvanglocaties.csv",
            "120;120;10;",
            "120;120;121;",
            "Oude Kazerne, harde opvangcapaciteit: 121 is meer dan de 120",
        ),
        (
            "opvanglocaties.csv",
            "55;55;5;2024-01-01;9999-12-31;onbekend",
            "55;55;5;2024-01-01;9999-12-31;misschien",
            "kies 'ja'",
        ),
    ],
)
def test_a_wrong_cell_is_refused_in_dutch(kopie_data: Path, bestand: str, oud: str, nieuw: str, melding: str) -> None:
    vervang(kopie_data / "voorbeeld" / bestand, oud, nieuw)
    with pytest.raises(InvoerFout, match=melding) as fout:
        opvang_per_gemeente(laad("voorbeeld", kopie_data))
    assert bestand in str(fout.value)


def test_a_gemeente_that_had_gone_is_refused_for_a_later_peildatum(kopie_data: Path) -> None:
    vervang(
        kopie_data / "voorbeeld" / "opvang.csv",
        "GM9009;Grauwmonde;opvang Oekraïense",
        "GM9007;Grauwholt;opvang Oekraïense",
    )
    with pytest.raises(InvoerFout, match="'GM9007' \\(Grauwholt\\) bestond niet meer op 1 juli 2024"):
        laad("voorbeeld", kopie_data)


# --- exchange ------------------------------------------------------------------------------------------------------

OPGAVEN = {"GM9001": 110, "GM9002": 170, "GM9003": 140}


def test_an_exchange_keeps_the_sum_and_its_input() -> None:
    assert ruil(OPGAVEN, {"GM9001": 30, "GM9003": -30}, OPGAVE) == {"GM9001": 140, "GM9002": 170, "GM9003": 110}
    assert ruil(OPGAVEN, {"GM9001": 140, "GM9003": -140}, OPGAVE)["GM9003"] == 0  # all of it may go
    assert ruil(OPGAVEN, {}, OPGAVE) == OPGAVEN
    assert OPGAVEN["GM9001"] == 110


@pytest.mark.parametrize(
    ("wijzigingen", "melding"),
    [
        ({"GM9001": 30, "GM9003": -29}, r"som van de opgaven zou met \+1 plekken veranderen"),
        ({"GM9001": -5}, "som van de opgaven zou met −5 plekken"),
        ({"GM9001": 1, "GM0344": -1}, "GM0344 heeft hier geen opgave. Kies uit GM9001, GM9002 en GM9003"),
        ({"GM9001": 141, "GM9003": -141}, "GM9003 heeft een opgave van 140 plekken en kan er geen 141 afstaan"),
    ],
)
def test_an_exchange_that_cannot_be_is_refused(wijzigingen: dict[str, int], melding: str) -> None:
    with pytest.raises(AanvraagFout, match=f"Ruil geweigerd: .*{melding}"):
        ruil(OPGAVEN, wijzigingen, OPGAVE)


def test_the_computed_exchange_gives_what_is_over_to_the_largest_tekort(voorbeeld: Gegevens) -> None:
    # over: Aarderveld 10, Duinwarande 10; largest tekort: Grauwmonde 125
    assert ruilvoorstel(opvang_per_gemeente(voorbeeld)) == {"GM9001": 10, "GM9004": 10, "GM9009": -20}
    t = spreidingswet.tabel_uitruil(voorbeeld)
    assert isinstance(t, Tabel)
    assert t.rijen[-1][:4] == ("samen", 900, 0, 900)
    assert "(aanname)" in t.bijschrift
    assert "De som van de opgaven blijft 900." in str(spreidingswet.over_uitruil(voorbeeld))


rijen_ = st.lists(st.tuples(st.integers(0, 300), st.one_of(st.none(), st.integers(0, 300))), max_size=9)


@given(rijen_)
def test_a_computed_exchange_keeps_the_sum_and_makes_no_tekort_larger(paren: list[tuple[int, int | None]]) -> None:
    lijst = [GemeenteOpvang(f"GM{i:04}", str(i), o, t, 0, 0) for i, (o, t) in enumerate(paren)]
    voor = {r.code: r.opgave or 0 for r in lijst}
    na = ruil(voor, ruilvoorstel(lijst), OPGAVE)
    assert sum(na.values()) == sum(voor.values())
    for r in lijst:
        if r.telt_mee is not None and r.opgave is not None:
            assert max(na[r.code] - r.telt_mee, 0) <= max(r.opgave - r.telt_mee, 0)


# --- the three opgaven ---------------------------------------------------------------------------------------------


def test_the_three_opgaven_of_utrecht_each_in_its_own_unit(utrecht: Gegevens) -> None:
    asiel, oekraine, huisvesting = drie_opgaven_provincie(utrecht, "2023-2")
    assert (asiel.opgave, asiel.gerealiseerd, asiel.eenheid) == (8207, 3523, "plekken")
    assert (oekraine.opgave, oekraine.gerealiseerd, oekraine.herkomst) == (None, None, ())
    assert (huisvesting.opgave, huisvesting.gerealiseerd, huisvesting.eenheid) == (1778, 1208, "personen")
    assert huisvesting.peildatum == dt.date(2024, 1, 1)
    cellen = spreidingswet.tabel_drie_opgaven(utrecht, "2023-2").cellen()
    assert cellen[1][1:4] == ["niet in de gelezen bronnen"] * 3
    assert "Opvang Oekraïense ontheemden: voor Utrecht niet in de gelezen bronnen." in str(
        spreidingswet.over_drie_opgaven(utrecht, "2023-2")
    )


def test_a_periode_without_realisatie_says_so(utrecht: Gegevens) -> None:
    huisvesting = drie_opgaven_provincie(utrecht, "2024-1")[2]
    assert (huisvesting.opgave, huisvesting.gerealiseerd, huisvesting.procent) == (2033, None, None)
    assert "realisatie niet in de gelezen bronnen" in str(spreidingswet.over_drie_opgaven(utrecht, "2024-1"))


def test_the_three_opgaven_per_gemeente_of_the_fictional_province(voorbeeld: Gegevens) -> None:
    per = {
        lijst[0].gebied: [(o.opgave, o.gerealiseerd) for o in lijst]
        for lijst in drie_opgaven_gemeenten(voorbeeld, "2024-2").values()
    }
    assert list(per) == sorted(per)
    assert per["Broekdonk"] == [(170, 80), (80, 80), (84, 50)]  # 55 + 29
    assert per["Fazantrode"] == [(65, None), (30, 18), (None, 22)]  # its achterstand is not known: no totaalopgave
    for i in (1, 2):  # added up they are the province, but for what is missing
        assert sum(p[i][1] or 0 for p in per.values()) == drie_opgaven_provincie(voorbeeld, "2024-2")[i].gerealiseerd


def test_the_small_multiples_show_every_gemeente_and_say_what_is_missing(voorbeeld: Gegevens) -> None:
    f = spreidingswet.figuur_drie_opgaven_per_gemeente(voorbeeld, "2024-2")
    assert isinstance(f, Figuur)
    assert f.alt.startswith("FICTIEF: verzonnen gegevens. Kleine veelvouden: 8 gebieden en 3 opgaven")
    # 120 van 110, 95 van 85, 55 van 55
    assert (
        "Asielopvang, plekken: 3 van de 7 halen de opgave; het grootste tekort is bij Grauwmonde (50 van 175)" in f.alt
    )
    assert "niet te vergelijken: Fazantrode" in f.alt
    assert len(f.cijfers.rijen) == 8
    assert "opgave 65" in f.svg


def test_without_figures_per_gemeente_there_is_no_chart(utrecht: Gegevens) -> None:
    assert spreidingswet.figuur_drie_opgaven_per_gemeente(utrecht, "2023-2") == Hoofdstuk(())
    assert spreidingswet.tabel_drie_opgaven_per_gemeente(utrecht, "2023-2").rijen == ()
    assert isinstance(spreidingswet.figuur_drie_opgaven(utrecht, "2023-2"), Figuur)


# --- small multiples -----------------------------------------------------------------------------------------------


def paneel(waarden: dict[str, tuple[int | None, int | None]]) -> pd.DataFrame:
    return pd.DataFrame(list(waarden.values()), list(waarden), ["opgave", "gerealiseerd"], dtype=object)


def test_each_panel_has_its_own_scale_and_nothing_is_drawn_for_what_is_missing() -> None:
    panelen = {
        ("opvang", "plekken"): paneel({"A": (100, 50), "B": (None, None)}),
        ("huisvesting", "personen"): paneel({"A": (None, None), "B": (10, 5)}),
    }
    f = figuur(veelvoud(panelen), "Proef", naam="proef")
    assert f.svg.count("onbekend") == 2
    # the two largest frames are as wide, though one stands for 100 and the other for 10, and hold a bar half as wide
    vakken = re.findall(r"M([\d.]+) [\d.]+H([\d.]+)V", f.svg)
    breedten = sorted(round(abs(float(x2) - float(x1))) for x1, x2 in vakken if abs(float(x2) - float(x1)) > 20)
    assert len(breedten) == 4 and breedten[0] == breedten[1] and breedten[2] == breedten[3]
    assert breedten[3] == pytest.approx(2 * breedten[0], abs=1)
    assert f.cijfers.cellen() == [
        ["A", "100", "50", "niet in de gelezen bronnen", "niet in de gelezen bronnen"],
        ["B", "niet in de gelezen bronnen", "niet in de gelezen bronnen", "10", "5"],
    ]
    assert figuur(veelvoud(panelen), "Proef", naam="proef").svg == f.svg


@pytest.mark.parametrize(
    ("panelen", "melding"),
    [
        ({}, "0 opgaven naast elkaar kan niet"),
        ({(f"o{n}", "plekken"): paneel({"A": (1, 1)}) for n in range(5)}, "5 opgaven naast elkaar kan niet"),
        ({("o", "plekken"): paneel({"A": (1, 1)}).iloc[[0, 0]]}, "A staat er meer dan één keer in"),
        ({("o", "plekken"): paneel({"A": (-1, 1)})}, "is -1; aantallen zijn gehele getallen vanaf 0"),
        ({("o", "plekken"): paneel({"A": (Fraction(1, 2), 1)})}, "is 1/2; aantallen zijn gehele getallen vanaf 0"),
        ({("o", "plekken"): paneel({"A": (None, None)})}, "geen enkel cijfer om te tekenen"),
    ],
)
def test_what_cannot_be_drawn_is_refused(panelen: dict[tuple[str, str], pd.DataFrame], melding: str) -> None:
    with pytest.raises(AanvraagFout, match=melding):
        veelvoud(panelen)


def test_there_are_three_opgaven() -> None:
    assert DRIE == ("asielopvang", "opvang Oekraïense ontheemden", "huisvesting vergunninghouders")
