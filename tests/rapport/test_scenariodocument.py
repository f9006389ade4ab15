"""What the scenario document says and shows: worked out by hand from the published position of 1 January 2024.

Voortgangsrapportage 2023-2: an achterstand of 574, 1.459 to house in 2024-1, 1.208 housed in 2023-2. The next
taakstelling is not known and taken to be the same.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from notebookhulp import toon

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import scenario
from ibtlib.rapport.scenario.figuren import boodschap
from ibtlib.scenario.doorrekenen import doorrekenen
from ibtlib.scenario.verloop import verloop
from ibtlib.scenario.vertrekpunt import vertrekpunt
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import Tussenkop
from tests.tabelhulp import klassen_van

P = "2023-2"


def test_the_starting_point_says_what_comes_when_nothing_changes(utrecht: Gegevens) -> None:
    (zin,) = scenario.over_vertrekpunt(utrecht, P).alineas
    # 574 + 1459 − 1208 = 825; 825 + 1459 − 1208 = 1076
    assert "Blijft alles gelijk, dan is er op 1 januari 2025 een achterstand van 1.076." in zin


def test_the_key_figures_say_what_it_takes_and_what_comes_of_it(utrecht: Gegevens) -> None:
    eerst, later, dan = scenario.cijfers_kort(utrecht, P).cijfers
    # 574 + 1459 = 2033 in 6 months is 338,8; 2 × 1459 + 574 = 3492 in 12 is 291; 1208 ÷ 6 = 201,3
    assert (eerst.naam, eerst.waarde, eerst.klasse) == (
        "Nodig om op 1 juli 2024 op nul te staan",
        "339 per maand",
        "berekend",
    )
    assert [r.tekst for r in eerst.regels] == ["2.033 mensen in 6 maanden", "meer dan de 201 van het laatste half jaar"]
    assert (later.waarde, later.klasse) == ("291 per maand", "aanname")  # the taakstelling of 2024-2 is assumed
    assert (dan.naam, dan.waarde, dan.klasse) == (
        "Achterstand op 1 januari 2025 als alles gelijk blijft",
        "1.076",
        "aanname",
    )
    assert [(r.tekst, r.richting) for r in dan.regels] == [("de achterstand groeit van 574 naar 1.076", "omhoog")]


def test_the_same_in_plain_words(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    _, nodig, anders = scenario.over_kort(utrecht, P).alineas
    assert nodig == (
        "Op 1 januari 2024 moesten nog 574 mensen een huis krijgen. Tot 1 juli 2024 vraagt het Rijk om huizen voor 1.459 mensen. "
        "Samen gaat het om 2.033 mensen. Dat zijn er 339 per maand. In het half jaar ervoor waren het er 201 per maand."
    )
    # with a tenth more: 704 and then 834
    assert "dan moeten op 1 januari 2025 nog 1.076 mensen een huis krijgen." in anders
    assert anders.endswith(
        "Krijgt een tiende meer mensen een huis, dan moeten op 1 januari 2025 nog 834 mensen een huis krijgen."
    )
    # 2022-2: 1477 − 1635 and as published 150 ahead; 1651 − 150 = 1501 to house
    vooruit = str(scenario.over_kort(utrecht, "2022-2"))
    assert (
        "Op 1 januari 2023 waren er 150 mensen meer gehuisvest dan nodig." in vooruit and "om 1.501 mensen" in vooruit
    )


def test_the_message_and_the_question_come_before_any_table() -> None:
    bronnen = [
        "".join(c["source"]) for c in json.loads(Path("notebooks/04_scenario.ipynb").read_text("utf-8"))["cells"]
    ]
    volgorde = [i for naam in ("cijfers_kort", "scenario.paden", "over_kort", "wat_als", "tempo_nodig", "tabel_alternatieven")
                for i, bron in enumerate(bronnen) if naam in bron]  # fmt: skip
    assert volgorde == sorted(volgorde) and len(volgorde) == 6


def test_where_no_figures_per_gemeente_are_that_is_said_once(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    tekst = scenario.over_gemeenten(utrecht, P)
    assert str(tekst).startswith("Per gemeente is niets door te rekenen")
    koppen = [
        stuk.tekst for stuk in scenario.over_gemeenten(voorbeeld, "2024-1").stukken if isinstance(stuk, Tussenkop)
    ]
    assert koppen == [
        "Als alles gelijk blijft", "Als de realisatie hoger is", "Onder het andere kader", "Wat nodig is voor trede 1",
    ]  # fmt: skip


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


def test_the_chart_has_published_positions_on_their_peildatum_and_goes_on_from_the_last(utrecht: Gegevens) -> None:
    f = toon("04_scenario.ipynb", "04-05", utrecht, periode=P)
    dag, bekend, gelijk = ([rij[i] for rij in f.cijfers.rijen] for i in range(3))
    # rapportage 2022-2/2023-1, table of results: 422 and −150; 2023-2, tabel 1: 406; §4.1: 574
    assert dag[:4] == ["1 juli 2022", "1 januari 2023", "1 juli 2023", "1 januari 2024"]
    assert bekend == [422, -150, 406, 574, None, None]
    assert gelijk == [None, None, None, 574, 825, 1076]
    # what totaalopgave − realisatie gives is told as computed: 1477 − 1635, 1501 − 1138, 1778 − 1208
    (anders,) = f.cijfers.opmerkingen
    assert "voorsprong 158 op 1 januari 2023, 363 op 1 juli 2023 en 570 op 1 januari 2024 (berekend)" in anders
    assert f.bijschrift == "Blijft alles gelijk, dan groeit de achterstand van 574 naar 1.076 op 1 januari 2025"
    assert f.ondertitel.endswith(
        "tot en met 1 januari 2024 gepubliceerd, daarna berekend vanaf een achterstand van 574"
    )
    klassen = klassen_van(f.cijfers)
    assert {plek for plek, klasse in klassen.items() if klasse == "berekend"} == {
        (i, j) for i in (3, 4, 5) for j in (2, 3, 4)
    }


def test_a_position_that_no_source_gives_is_computed_and_marked(voorbeeld: Gegevens) -> None:
    # resultaten.csv ends with 2024-2: 358 to house, 305 housed, so 53 on 1 January 2025; before it all are published
    v = verloop(voorbeeld, vertrekpunt(voorbeeld, "2024-2"), voorbeeld.code)
    assert v.berekend == {dt.date(2025, 1, 1)} and v.standen[dt.date(2025, 1, 1)] == v.begin == 53
    assert v.standen[dt.date(2024, 7, 1)] == 59


@pytest.mark.parametrize(
    ("factor", "woorden"),
    [
        # 574 + 1459 − 1744 (1208 × 1,444 is 1744,35) = 289; + 1459 − 1744 = 4
        ("1,444", "Bij realisatie × 1,444 daalt de achterstand van 574 naar 4 op 1 januari 2025"),
        # 1208 × 1,5 = 1812: 221, and −132
        ("1,5", "Bij realisatie × 1,5 wordt een achterstand van 574 op 1 januari 2025 een voorsprong van 132"),
    ],
)
def test_the_message_of_a_chart_says_whether_it_grows(utrecht: Gegevens, factor: str, woorden: str) -> None:
    u = doorrekenen(vertrekpunt(utrecht, P, 2), RealisatieMaal(factor))
    assert boodschap(u, utrecht.code, verloop(utrecht, u.begin, utrecht.code)) == woorden


def test_what_it_takes_per_month(utrecht: Gegevens) -> None:
    eerste = toon("04_scenario.ipynb", "04-10", utrecht, periode=P).cellen()[0]
    assert eerste == ["1 juli 2024", "6", "2.033", "339", "201"]  # 2033 ÷ 6 is 338,8; 1208 ÷ 6 is 201,3


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
