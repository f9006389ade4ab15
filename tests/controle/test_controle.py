"""What does not add up: exactly the known disagreements of the sources, and every figure that is changed by one.

The known disagreements are typed from the documents themselves; what a change must bring about is worked out by hand
in the comment beside it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from cijferbestand import SOEST, ZEIST, als_csv
from conftest import vervang

from ibtlib.basis.periode import Periode
from ibtlib.controle.bevinding import Bevinding
from ibtlib.controle.bevindingen import alle_bevindingen, van_periode
from ibtlib.gegevens.gegevens import Gegevens, laad

# id -> (perioden, figures that its sentence must name, sources that give them)
BEKEND = {
    # rapportage 2023-2: §3.1 says 570, §4.1 says 574
    "stand-2024-01-01": (("2023-2", "2024-1"), ("570", "574"), {"rapportage-2023-2"}),
    # §4.1: 1459 + 574 = 2033; with 570 it is 2029
    "totaalopgave-2024-1": (("2024-1",), ("2.033", "570", "2.029"), {"rapportage-2023-2", ""}),
    # 1477 − 1635 = −158 against a voorsprong of 150
    "eindstand-2022-2": (("2022-2", "2023-1"), ("158", "150"), {"rapportage-2022-2-2023-1", ""}),
    # 1501 − 1138 = 363 against 406
    "eindstand-2023-1": (("2023-1", "2023-2"), ("363", "406"), {"rapportage-2022-2-2023-1", "rapportage-2023-2", ""}),
    # Statenbrief: 3523 + 575 + 3378 = 7476 is no "ca. 8000"
    "uitspraak-perspectief-laag": ((), ("ca. 8000", "7.476"), {"statenbrief-2024", ""}),
    # §3.1: 1208/1778 = 67,9% after 1138/1501 = 75,8% is no "verbetering"
    "uitspraak-verbetering-totaalopgave": (("2023-2",), ("verbetering", "−7,9 procentpunt"), {"rapportage-2023-2", ""}),
    # both rapportages say 2 mei, the Rijksbrief is of 16 mei
    "datum-publicatie-taakstelling-2023-2": (
        ("2023-2",), ("2 mei 2023", "16 mei 2023"),
        {"rapportage-2022-2-2023-1", "rapportage-2023-2", "rijksbrief-2023-05-16"},
    ),
    # "per 1 januari 2024" (rapportage 2022-2 en 2023-1; 2023-2, §4.2); CVDR713805 is in force from 16 January 2024
    "datum-kader-van-kracht": (
        ("2024-1",), ("1 januari 2024", "16 januari 2024"),
        {"rapportage-2022-2-2023-1", "rapportage-2023-2", "cvdr-713805"},
    ),
    # "de afgelopen twee jaar", written in 2023; "de in 2022 begonnen versteviging" (2023-2, §2.1)
    "datum-versteviging-toezicht": (("2023-2",), ("2021", "2022"), {"rapportage-2022-2-2023-1", "rapportage-2023-2"}),
    # Statenbrief: "in januari 2026 ... te realiseren", and in use between 1 July 2025 and 1 February 2026
    "datum-harde-opvangcapaciteit-in-gebruik": ((), ("1 juli 2025", "januari 2026"), {"statenbrief-2024"}),
    # §2.3: "9 gemeenten", eight names
    "nidos-gemeenten-2024-02-01": (
        (), ("9", "8", "Amersfoort, De Bilt, Houten, Leusden, Nieuwegein, Rhenen, Utrecht en Woudenberg"),
        {"rapportage-2023-2", ""},
    ),
    # Statenbrief: (3523 + 575)/8207 = 49,93%, and 3523/8207 = 42,93% without what comes after the peilmomenten
    "dekking-peilmomenten": ((), ("50%", "49,93%", "42,9%"), {"statenbrief-2024", ""}),
    # Rijksbrief, tabel 1: the twelve rows sum to 1.601 and 75.499
    "opvangplekken-totaal-opgave_extra": ((), ("1.600", "1.601"), {"rijksbrief-2023-05-16", ""}),
    "opvangplekken-totaal-verdeling_2022": ((), ("75.500", "75.499"), {"rijksbrief-2023-05-16", ""}),
}  # fmt: skip


def ids(g: Gegevens) -> Counter[str]:
    return Counter(b.id for b in alle_bevindingen(g))


def verschil(data: Path) -> tuple[list[str], list[str]]:
    """Findings that a changed copy of Utrecht has more, and that it has less, than the known ones."""
    nu = ids(laad("utrecht", data))
    bekend = Counter(list(BEKEND))
    return sorted((nu - bekend).elements()), sorted((bekend - nu).elements())


# --- the sources as they are -------------------------------------------------------------------------------


def test_exactly_the_known_disagreements_follow_from_the_data_of_utrecht(utrecht: Gegevens) -> None:
    assert ids(utrecht) == Counter(dict.fromkeys(BEKEND, 1))


@pytest.mark.parametrize("id_", BEKEND)
def test_a_finding_names_its_figures_its_perioden_and_where_they_stand(utrecht: Gegevens, id_: str) -> None:
    (b,) = [b for b in alle_bevindingen(utrecht) if b.id == id_]
    perioden, cijfers, bronnen = BEKEND[id_]
    assert b.perioden == perioden
    for cijfer in cijfers:
        assert cijfer in b.wat
    assert {p.bron for p in b.plekken} == bronnen
    assert all(p.vindplaats for p in b.plekken)  # a computed figure gives its formula
    assert b.ernst == "verschil"
    assert b.gebied == ("landelijk" if id_.startswith("opvangplekken") else "utrecht")


@pytest.mark.parametrize(
    ("periode", "verwacht"),
    [
        ("2022-1", []),
        ("2022-2", ["eindstand-2022-2"]),
        ("2023-1", ["eindstand-2022-2", "eindstand-2023-1"]),
        # the report of 2022-2 knew one of the two years of the versteviging only
            ("2023-2", ["datum-publicatie-taakstelling-2023-2", "datum-versteviging-toezicht", "eindstand-2023-1", "stand-2024-01-01",
                    "uitspraak-verbetering-totaalopgave"]),
        ("2024-1", ["datum-kader-van-kracht", "stand-2024-01-01", "totaalopgave-2024-1"]),
        ("2024-2", []),
    ],
)  # fmt: skip
def test_the_report_of_a_periode_shows_what_touches_it(utrecht: Gegevens, periode: str, verwacht: list[str]) -> None:
    assert sorted(b.id for b in van_periode(utrecht, Periode.lees(periode))) == verwacht


def test_every_source_of_a_finding_is_in_the_register(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    for g in (utrecht, voorbeeld):
        for b in alle_bevindingen(g):
            assert {p.bron for p in b.plekken} - {""} <= set(g.bronnen)


def test_a_province_with_nothing_published_has_only_the_national_findings(kopie_data: Path) -> None:
    nieuw = kopie_data / "nieuw"
    nieuw.mkdir()
    (nieuw / "provincie.csv").write_text(
        "provinciecode;naam;fictief;bron;vindplaats\nPV23;Overijssel;nee;cbs-37259;x\n"
    )
    gevonden: list[Bevinding] = alle_bevindingen(laad("nieuw", kopie_data))
    assert [b.id for b in gevonden] == ["opvangplekken-totaal-opgave_extra", "opvangplekken-totaal-verdeling_2022"]


# --- one figure changed: the findings that come and go ---------------------------------------------------------

R, S, T, B, G, U = "resultaten", "standen", "tellingen", "beoordelingen", "gebeurtenissen", "uitspraken"
WIJZIGINGEN: dict[str, tuple[str, str, str, list[str], list[str]]] = {
    # name: (file, old, new, findings that come, findings that go)
    "percentage van de taakstelling een hoger":  # 1635/1055 = 154,98%
        (R, "1635;155;111", "1635;156;111", ["realisatie_pct_taakstelling-2022-2-oorspronkelijk"], []),
    "percentage van de taakstelling een lager":
        (R, "1635;155;111", "1635;154;111", ["realisatie_pct_taakstelling-2022-2-oorspronkelijk"], []),
    "percentage van de totaalopgave een hoger":  # 1635/1477 = 110,7%
        (R, "1635;155;111", "1635;155;112", ["realisatie_pct_totaalopgave-2022-2-oorspronkelijk"], []),
    "percentage van een verlaagde taakstelling":  # 1208/1372 = 88,05%
        (R, "1208;88;68", "1208;87;68", ["realisatie_pct_taakstelling-2023-2-verlaagd"], []),
    "totaalopgave 2022-2 een hoger":  # 1055 + 422 = 1477; 1478 − 1635 = −157 is still not −150
        (R, "1055;422;1477", "1055;422;1478", ["totaalopgave-2022-2-oorspronkelijk"], []),
    "totaalopgave met voorsprong een lager":  # 1651 − 150 = 1501
        (R, "1651;-150;1501", "1651;-150;1500", ["totaalopgave-2023-1-oorspronkelijk"], []),
    "totaalopgave van de eerste taakstelling":  # 2126 + 406 = 2532; it is not in force, so no eindstand follows
        (R, "2126;406;2532", "2126;406;2533", ["totaalopgave-2023-2-oorspronkelijk"], []),
    "totaalopgave van de verlaagde taakstelling":  # 1372 + 406 = 1778; 1779 − 1208 = 571 is neither 570 nor 574
        (R, "1372;406;1778", "1372;406;1779", ["eindstand-2023-2", "totaalopgave-2023-2-verlaagd"], []),
    "realisatie 2023-2 een hoger":  # 1778 − 1209 = 569; and 1209/1372 is not what uitspraken.csv holds
        (R, "1778;1208;", "1778;1209;", ["eindstand-2023-2", "uitspraak-verbetering-taakstelling"], []),
    "slotstand 2022-2 in de tabel gelijk aan wat volgt":  # −158 agrees with the parts, but then two positions differ
        (S, "-150;rapportage-2022-2-2023-1;Resultaten 2022-2 en 2023-1, tabel",
         "-158;rapportage-2022-2-2023-1;Resultaten 2022-2 en 2023-1, tabel",
         ["stand-2023-01-01", "totaalopgave-2023-1"], ["eindstand-2022-2"]),
    "een vermelding van de stand op 1 juli 2023 een hoger":  # 407 beside 406; 1372 + 407 = 1779
        (S, "406;rapportage-2023-2;§3.1, tekst", "407;rapportage-2023-2;§3.1, tekst",
         ["stand-2023-07-01", "totaalopgave-2023-2"], []),
    "570 hersteld tot 574":  # one position left, which 1778 − 1208 = 570 does not reach
        (S, "2024-01-01;570;", "2024-01-01;574;", ["eindstand-2023-2"], ["stand-2024-01-01", "totaalopgave-2024-1"]),
    "telling van trede 1":
        (T, "2023-2;trede;1;13", "2023-2;trede;1;14", ["telling-2023-2-trede-1"], []),
    "telling van een trede waarop niemand staat":
        (T, "2023-1;trede;3;0", "2023-1;trede;3;1", ["telling-2023-1-trede-3"], []),
    "telling van een grondslag":
        (T, "2023-2;grondslag;koppelingstekort;15", "2023-2;grondslag;koppelingstekort;14",
         ["telling-2023-2-grondslag-koppelingstekort"], []),
    "telling zonder tabel om haar aan te toetsen":
        (T, "2022-1;trede;1;11", "2022-1;trede;1;12", [], []),
    "trede van een gemeente":
        (B, "2023-2;GM0355;Zeist;1;", "2023-2;GM0355;Zeist;2;", ["telling-2023-2-trede-1", "telling-2023-2-trede-2"], []),
    "grondslag van een gemeente":
        (B, "2023-2;GM0355;Zeist;1;koppelingstekort", "2023-2;GM0355;Zeist;1;totaalopgave",
         ["telling-2023-2-grondslag-koppelingstekort", "telling-2023-2-grondslag-totaalopgave"], []),
    "tussenstand in procenten":
        ("tussenstanden", ";667;26;", ";667;27;", ["tussenstand-2023-10-26"], []),
    "tussenstand net onder de helft van een procent":  # 670/2532 = 26,46%
        ("tussenstanden", ";667;26;", ";670;26;", [], []),
    "tussenstand net boven de helft van een procent":  # 671/2532 = 26,501%
        ("tussenstanden", ";667;26;", ";671;26;", ["tussenstand-2023-10-26"], []),
    "tweede dag voor een gebeurtenis":
        (G, "2023-10-01;dag;taakstelling;nee;rapportage-2023-2;§3.2", "2023-10-02;dag;taakstelling;nee;rapportage-2023-2;§3.2",
         ["datum-koppelpeildatum-2023-2"], []),
    "de maand van een dag is geen tweede dag":
        (G, "2023-10-01;dag;taakstelling;nee;rapportage-2023-2;§3.2", "2023-10-01;maand;taakstelling;nee;rapportage-2023-2;§3.2",
         [], []),
    "een andere maand dan die van de dag":
        (G, "2023-10-01;dag;taakstelling;nee;rapportage-2023-2;§3.2", "2023-11-01;maand;taakstelling;nee;rapportage-2023-2;§3.2",
         ["datum-koppelpeildatum-2023-2"], []),
    "het jaar ervoor is niet het jaar van de dag":
        (G, "2023-10-01;dag;taakstelling;nee;rapportage-2023-2;§3.2", "2022-01-01;jaar;taakstelling;nee;rapportage-2023-2;§3.2",
         ["datum-koppelpeildatum-2023-2"], []),
    "datum van de Rijksbrief gelijk aan die van de rapportages":
        (G, "2023-05-16;dag;taakstelling", "2023-05-02;dag;taakstelling", [], ["datum-publicatie-taakstelling-2023-2"]),
    "acht gemeenten met Nidos aangekondigd":
        ("amv", "gemeenten met nidos;9;", "gemeenten met nidos;8;", [], ["nidos-gemeenten-2024-02-01"]),
    "een negende gemeente met Nidos genoemd":
        ("amv_gemeenten", "2024-02-01;GM0310;", "2024-02-01;GM0308;Baarn;rapportage-2023-2;§2.3\n2024-02-01;GM0310;",
         [], ["nidos-gemeenten-2024-02-01"]),
    "een gemeente met Nidos minder genoemd telt nog steeds niet":
        ("amv_gemeenten", "2024-02-01;GM0310;De Bilt;rapportage-2023-2;§2.3\n", "", [], []),
    "verwachte waarde van een uitspraak":
        (U, "vier keer zo hoog;4;1;1651/429", "vier keer zo hoog;4;1;1652/429",
         ["uitspraak-taakstelling-vier-keer-zo-hoog"], []),
    "uitspraak die het exacte cijfer niet afrondt":  # 1651/429 = 3,85 is nearer 4 than 3
        (U, "vier keer zo hoog;4;1;1651/429", "vier keer zo hoog;3;1;1651/429",
         ["uitspraak-taakstelling-vier-keer-zo-hoog"], []),
    "gepubliceerde dekking zoals op de peilmomenten":  # 42,9% rounds to 43, 49,9% does not
        (U, "50%;50;1;", "43%;43;1;", ["uitspraak-dekking-50-procent"], ["dekking-peilmomenten"]),
    "rij van de Rijksbrief: nog nodig":  # 4793 − 2101 = 2692; column 41.949
        ("opvangplekken", "4681;4793;2692", "4681;4793;2693", ["opvangplekken-PV26-nog_nodig", "opvangplekken-totaal-nog_nodig"], []),
    "rij van de Rijksbrief: opgave":  # 4681 + 112 = 4793; 4794 − 2101 = 2693; column 77.101
        ("opvangplekken", "4681;4793;2692", "4681;4794;2692",
         ["opvangplekken-PV26-nog_nodig", "opvangplekken-PV26-opgave_2024", "opvangplekken-totaal-opgave_2024"], []),
    "rij van de Rijksbrief: huidige plekken":  # 4793 − 2102 = 2691; column 35.153
        ("opvangplekken", "2101;112;4681", "2102;112;4681", ["opvangplekken-PV26-nog_nodig", "opvangplekken-totaal-plekken_nu"], []),
    "rij van de Rijksbrief: extra een lager":  # 4681 + 111 = 4792; column 1.600 as published
        ("opvangplekken", "2101;112;4681", "2101;111;4681", ["opvangplekken-PV26-opgave_2024"], ["opvangplekken-totaal-opgave_extra"]),
    "rij van de Rijksbrief: verdeling een hoger":  # 4682 + 112 = 4794; column 75.500 as published
        ("opvangplekken", "112;4681;4793", "112;4682;4793", ["opvangplekken-PV26-opgave_2024"], ["opvangplekken-totaal-verdeling_2022"]),
    "totaalrij van de Rijksbrief: huidige plekken":  # 77.100 − 35.153 = 41.947
        ("opvangplekken", "35152;1600;75500", "35153;1600;75500", ["opvangplekken-NL01-nog_nodig", "opvangplekken-totaal-plekken_nu"], []),
    "totaalrij van de Rijksbrief gelijk aan de som":  # 75.500 + 1.601 = 77.101
        ("opvangplekken", "35152;1600;75500", "35152;1601;75500", ["opvangplekken-NL01-opgave_2024"], ["opvangplekken-totaal-opgave_extra"]),
}  # fmt: skip


@pytest.mark.parametrize("naam", WIJZIGINGEN)
def test_a_figure_that_is_changed_by_one_brings_exactly_its_finding(kopie_data: Path, naam: str) -> None:
    bestand, oud, nieuw, erbij, eraf = WIJZIGINGEN[naam]
    map_ = "landelijk" if bestand == "opvangplekken" else "utrecht"
    vervang(kopie_data / map_ / f"{bestand}.csv", oud, nieuw)
    assert verschil(kopie_data) == (erbij, eraf)


def test_repairing_both_mentions_of_574_leaves_nothing_open_about_that_day(kopie_data: Path) -> None:
    # 1459 + 570 = 2029, and 1778 − 1208 = 570
    vervang(kopie_data / "utrecht" / "standen.csv", "2024-01-01;574;", "2024-01-01;570;")
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1459;574;2033", "1459;570;2029")
    assert verschil(kopie_data) == ([], ["stand-2024-01-01", "totaalopgave-2024-1"])


def test_an_achterstand_published_as_voorsprong_does_not_pass(kopie_data: Path) -> None:
    # the same 406 with the wrong sign: 363 is computed, a voorsprong of 406 stands beside an achterstand of 406
    vervang(kopie_data / "utrecht" / "standen.csv", "406;rapportage-2023-2;tabel 1", "-406;rapportage-2023-2;tabel 1")
    gevonden = {b.id: b.wat for b in alle_bevindingen(laad("utrecht", kopie_data))}
    assert gevonden["stand-2023-07-01"] == (
        "Op 1 juli 2023 geven de bronnen een voorsprong van 406 en een achterstand van 406."
    )
    # 1372 − 406 = 966
    assert gevonden["totaalopgave-2023-2"] == (
        "De totaalopgave van 2023-2 is gepubliceerd als 1.778; met een voorsprong van 406 zou zij 966 zijn. "
        "Dat heeft dezelfde oorzaak als de twee standen op 1 juli 2023."
    )


@pytest.mark.parametrize(("plekken", "klopt"), [(3401, False), (3402, True)])
def test_ca_8000_holds_from_7500_on(kopie_data: Path, plekken: int, klopt: bool) -> None:
    # 3523 + 575 + 3401 = 7499 rounds to 7000, + 3402 = 7500 to 8000
    vervang(kopie_data / "utrecht" / "opvangcapaciteit.csv", "planvoorraad;3378;", f"planvoorraad;{plekken};")
    vervang(kopie_data / "utrecht" / "uitspraken.csv", ";1000;7476;", f";1000;{4098 + plekken};")
    assert verschil(kopie_data) == ([], ["uitspraak-perspectief-laag"] if klopt else [])


def test_a_missing_figure_is_no_difference(kopie_data: Path) -> None:
    # without the realisatie of 2023-2 there is no eindstand, no percentage and no "verbetering" to compute; the two
    # statements whose exact value can no longer be reproduced do show
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1372;406;1778;1208;88;68", "1372;406;1778;;;")
    assert verschil(kopie_data) == (["uitspraak-verbetering-taakstelling"], [])


# --- figures per gemeente: sums and chain -----------------------------------------------------------------------


def gemeenten(data: Path, periode: str, zeist: str, soest: str) -> None:
    """Two made-up gemeenten whose figures are given as `taakstelling;achterstand_begin;realisatie`."""
    map_ = data / "utrecht" / "gemeenten"
    map_.mkdir(exist_ok=True)
    onbekend = {"gekoppeld": None, "trede_vorig": None, "vindplaats": "verzonnen"}
    rijen = [
        wie | onbekend | dict(zip(("taakstelling", "achterstand_begin", "realisatie"), cijfers.split(";"), strict=True))
        for wie, cijfers in ((ZEIST, zeist), (SOEST, soest))
    ]
    (map_ / f"{periode}.csv").write_text(als_csv(*rijen), encoding="utf-8")


def test_gemeenten_that_sum_to_the_province_give_no_finding(kopie_data: Path) -> None:
    # tabel of 2023-1: 1651, −150, 1138
    gemeenten(kopie_data, "2023-1", "1000;-100;700", "651;-50;438")
    assert verschil(kopie_data) == ([], [])


@pytest.mark.parametrize(
    ("zeist", "kolom", "som", "gepubliceerd"),
    [
        ("1001;-100;700", "taakstelling", "1.652", "1.651"),
        ("1000;-99;700", "achterstand_begin", "−149", "−150"),
        ("1000;-100;699", "realisatie", "1.137", "1.138"),
    ],
)
def test_one_person_too_many_or_too_few_shows_in_the_sum(
    kopie_data: Path, zeist: str, kolom: str, som: str, gepubliceerd: str
) -> None:
    gemeenten(kopie_data, "2023-1", zeist, "651;-50;438")
    assert verschil(kopie_data) == ([f"som-{kolom}-2023-1"], [])
    (b,) = [b for b in alle_bevindingen(laad("utrecht", kopie_data)) if b.id.startswith("som-")]
    assert b.wat == (
        f"De {kolom.replace('_begin', ' bij het begin')} van de gemeenten telt in 2023-1 op tot {som}; voor de provincie is {gepubliceerd} gepubliceerd."
    )
    assert b.perioden == ("2023-1",)


def test_a_gemeente_of_which_a_figure_is_missing_is_not_counted_as_nought(kopie_data: Path) -> None:
    gemeenten(kopie_data, "2023-1", "1000;-100;700", "651;;438")
    assert verschil(kopie_data) == ([], [])


def test_a_chain_of_positions_that_closes_gives_no_finding(kopie_data: Path) -> None:
    # Zeist 1000 − 100 − 700 = 200, Soest 651 − 50 − 438 = 163; together 363, which is not the 406 of tabel 1
    gemeenten(kopie_data, "2023-1", "1000;-100;700", "651;-50;438")
    gemeenten(kopie_data, "2023-2", "900;200;800", "472;163;408")
    assert verschil(kopie_data) == (["som-achterstand_begin-2023-2"], [])


@pytest.mark.parametrize(
    ("begin", "verwacht"),
    [
        ("201", "Zeist eindigt 2023-1 met een achterstand van 200 en begint 2023-2 met een achterstand van 201."),
        ("-200", "Zeist eindigt 2023-1 met een achterstand van 200 en begint 2023-2 met een voorsprong van 200."),
        ("0", "Zeist eindigt 2023-1 met een achterstand van 200 en begint 2023-2 met geen achterstand."),
    ],
)
def test_a_break_in_the_chain_of_a_gemeente_is_found(kopie_data: Path, begin: str, verwacht: str) -> None:
    gemeenten(kopie_data, "2023-1", "1000;-100;700", "651;-50;438")
    gemeenten(kopie_data, "2023-2", f"900;{begin};800", "472;163;408")
    (b,) = [b for b in alle_bevindingen(laad("utrecht", kopie_data)) if b.id.startswith("keten-")]
    assert (b.id, b.wat, b.perioden) == ("keten-GM0355-2023-1", verwacht, ("2023-1", "2023-2"))


@pytest.mark.parametrize(
    ("eerst", "later"), [("1000;-100;700", "900;;800"), ("1000;-100;", "900;200;800"), ("1000;;700", "900;;800")]
)
def test_a_chain_with_an_unknown_link_is_not_judged(kopie_data: Path, eerst: str, later: str) -> None:
    gemeenten(kopie_data, "2023-1", eerst, "651;-50;438")
    gemeenten(kopie_data, "2023-2", later, "472;163;408")
    assert not [b.id for b in alle_bevindingen(laad("utrecht", kopie_data)) if b.id.startswith("keten-")]


def test_a_chain_does_not_reach_over_a_periode_that_is_not_there(kopie_data: Path) -> None:
    gemeenten(kopie_data, "2022-2", "1000;-100;700", "55;522;935")
    gemeenten(kopie_data, "2023-2", "900;1;800", "472;405;408")
    assert not [b.id for b in alle_bevindingen(laad("utrecht", kopie_data)) if b.id.startswith("keten-")]


@pytest.mark.parametrize(
    ("oud", "nieuw", "woorden"),
    [("1635;155;111", "1635;156;111", "De realisatie als deel van de taakstelling van 2022-2 is gepubliceerd als 156"),
     ("406;1778", "406;1779", "De totaalopgave van 2023-2 is gepubliceerd als 1.779")],
)  # fmt: skip
def test_a_finding_about_results_names_them_in_words(kopie_data: Path, oud: str, nieuw: str, woorden: str) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", oud, nieuw)
    gevonden = [b for b in alle_bevindingen(laad("utrecht", kopie_data)) if b.wat.startswith(woorden)]
    assert len(gevonden) == 1 and "_" not in gevonden[0].onderwerp
