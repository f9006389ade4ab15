"""Sentences with numbers: every figure in them is typed from the documents or worked out in the comment."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import spreidingswet, titel, trend, verantwoording, voortgang
from ibtlib.weergave import Tabel, Tekst

GOUDEN = Path(__file__).parents[1] / "gouden"
PERIODEN = ["2022-2", "2023-1", "2023-2", "2024-1"]


def bevat(tekst: Tekst, *delen: str) -> None:
    alles = "\n".join(tekst.alineas)
    for deel in delen:
        assert deel in alles, f"{deel!r} staat niet in:\n{alles}"


# --- voortgang ----------------------------------------------------------------------------------------------


def test_the_summary_of_2022_2_begins_with_an_achterstand_and_ends_with_a_voorsprong(utrecht: Gegevens) -> None:
    bevat(
        voortgang.over_samenvatting(utrecht, "2022-2"),
        "een taakstelling van 1.055 vergunninghouders",
        "een achterstand van 422: de totaalopgave was 1.477.",
        "1.635 vergunninghouders: 155% van de taakstelling en 111% van de totaalopgave.",
        "Een achterstand van 422 slaat om in een voorsprong van 150, op 1 januari 2023; totaalopgave min realisatie geeft een voorsprong van 158 (berekend).",
        "17 gemeenten op trede 1 en 9 gemeenten op trede 2",
        "Op 1 punt sluiten",  # 158 against 150
    )


def test_the_summary_of_2023_1_begins_with_a_voorsprong_and_ends_with_an_achterstand(utrecht: Gegevens) -> None:
    bevat(
        voortgang.over_samenvatting(utrecht, "2023-1"),
        "een taakstelling van 1.651 vergunninghouders",
        "een voorsprong van 150: de totaalopgave was 1.501.",
        "1.138 vergunninghouders: 69% van de taakstelling (in 2022-2 155%) en 76% van de totaalopgave (in 2022-2 111%).",
        "Een voorsprong van 150 slaat om in een achterstand van 406, op 1 juli 2023; totaalopgave min realisatie geeft een achterstand van 363 (berekend).",
        "8 gemeenten op trede 1 en 18 gemeenten op trede 2",
        "Op 2 punten sluiten",  # 158 against 150, 363 against 406
    )


def test_the_summary_of_2023_2_gives_both_positions_and_the_lowered_taakstelling(utrecht: Gegevens) -> None:
    bevat(
        voortgang.over_samenvatting(utrecht, "2023-2"),
        "1.372 vergunninghouders (verlaagd)",
        "een achterstand van 406: de totaalopgave was 1.778.",
        # §3.1: 88% beside 69%, and 68% beside 76%: one share rose, the other fell, and so the achterstand
        "1.208 vergunninghouders: 88% van de taakstelling (in 2023-1 69%) en 68% van de totaalopgave (in 2023-1 76%).",
        "De achterstand groeit van 406 naar 574, op 1 januari 2024; elders in de bronnen staat een achterstand van 570;",
        "geeft een achterstand van 570 (berekend)",
        "13 gemeenten op trede 1 en 13 gemeenten op trede 2",
        "Op 5 punten sluiten",  # 363 against 406, 570 against 574, verbetering, 2 against 16 mei
    )


def test_the_summary_of_a_periode_that_is_still_to_come_shows_no_realisatie(utrecht: Gegevens) -> None:
    tekst = voortgang.over_samenvatting(utrecht, "2024-1")
    bevat(tekst, "1.459 vergunninghouders", "een achterstand van 574: de totaalopgave was 2.033.", "vooruitblik")
    assert not any("huisvestten" in a or "trede" in a for a in tekst.alineas)


def test_a_beginning_without_achterstand_is_neither_achterstand_nor_voorsprong(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1055;422;1477", "1055;0;1055")
    tekst = voortgang.over_samenvatting(laad("utrecht", kopie_data), "2022-2")
    bevat(tekst, "begonnen zonder achterstand: de totaalopgave was 1.055.")
    assert "voorsprong van 0" not in tekst.alineas[0]


def test_an_unknown_beginning_is_said_to_be_unknown(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1055;422;1477;1635;155;111", "1055;;;;;")
    tekst = voortgang.over_samenvatting(laad("utrecht", kopie_data), "2022-2")
    bevat(tekst, "een taakstelling van 1.055 vergunninghouders; de beginstand staat niet in de gelezen bronnen.")


def test_one_person_is_singular(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1055;422;1477;1635;155;111", "1;422;423;1;100;0")
    bevat(
        voortgang.over_samenvatting(laad("utrecht", kopie_data), "2022-2"),
        "een taakstelling van 1 vergunninghouder en",
        "Zij huisvestten 1 vergunninghouder: 100% van de taakstelling en 0% van de totaalopgave.",  # 1/423 = 0,24%
    )


def test_results_that_were_not_published_are_said_not_to_be(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "resultaten.csv").unlink()
    bevat(
        voortgang.over_samenvatting(laad("utrecht", kopie_data), "2023-2"),
        "Over 2023-2 staan geen provinciale resultaten in de gelezen bronnen.",
    )


def test_the_treden_of_2023_2_are_told_with_their_grondslag_and_who_was_helped(utrecht: Gegevens) -> None:
    # rapportage 2023-2, §3.2: 13 and 13; 15 koppelingstekort and 11 totaalopgave; 3 judged more favourably
    bevat(voortgang.over_treden(utrecht, "2023-2"), "13 gemeenten op trede 1 en 13 gemeenten op trede 2")
    bevat(
        voortgang.over_koppelingen(utrecht, "2023-2"),
        "Van de 26 gemeenten zijn er 15 beoordeeld op koppelingstekort en 11 beoordeeld op totaalopgave (geteld).",
        "op de koppelpeildatum, 1 oktober 2023, minder",  # §3.1.1
        "Vanaf de vergunning zijn er 12 weken", "landelijke afspraak van 2012",  # not from the koppeling
        "voor 3 gemeenten gunstiger uit",
        "Bij 12 andere gemeenten met een tekort (berekend: 15 − 3) was de trede zonder die reden dus niet hoger geweest.",  # 15 − 3
        "telt mee in de totaalopgave van 2024-1",  # §3.2: the achterstand stays
    )  # fmt: skip


def test_treden_that_are_not_there_yet_are_said_not_to_be(utrecht: Gegevens) -> None:
    bevat(voortgang.over_treden(utrecht, "2024-1"), "Over 2024-1 staat geen vastgestelde trede in de gelezen bronnen.")


@pytest.mark.parametrize(
    ("periode", "op", "neer", "gelijk"),
    # 2023-1: ten up, Renswoude down; 2023-2: Amersfoort and Bunnik up, seven down (counted in both tables of treden)
    [("2023-1", "10 gemeenten omhoog", "1 gemeente omlaag", "15 gemeenten gelijk"),
     ("2023-2", "2 gemeenten omhoog", "7 gemeenten omlaag", "17 gemeenten gelijk")],
)  # fmt: skip
def test_moves_on_the_ladder_are_counted(utrecht: Gegevens, periode: str, op: str, neer: str, gelijk: str) -> None:
    bevat(voortgang.over_verschuivingen(utrecht, periode), op, neer, gelijk)


def test_moves_from_a_periode_without_treden_per_gemeente_are_not_counted(utrecht: Gegevens) -> None:
    bevat(
        voortgang.over_verschuivingen(utrecht, "2022-2"),
        "De treden per gemeente van 2022-1 staan niet in de gelezen bronnen. De beoordeling per gemeente staat op de IBT-kaart van de provincie, volgens ",
    )


def test_the_look_ahead_from_2023_1_gives_both_taakstellingen_with_what_follows(utrecht: Gegevens) -> None:
    bevat(
        voortgang.over_vooruitblik(utrecht, "2023-1"),
        "eerst 2.126 vergunninghouders, de totaalopgave 2.532.",
        "een achterstand van 1.394 (berekend: 2.126 + 406 − 1.138)",
        "verlaagd naar 1.372 vergunninghouders, de totaalopgave 1.778.",
        "een achterstand van 640 (berekend: 1.372 + 406 − 1.138)",
    )


def test_the_look_ahead_can_end_in_a_voorsprong(utrecht: Gegevens) -> None:
    # 2023-1 with the realisatie of 2022-2: 1651 − 150 − 1635 = −134
    bevat(voortgang.over_vooruitblik(utrecht, "2022-2"), "een voorsprong van 134 (berekend: 1.651 − 150 − 1.635)")


def test_the_look_ahead_says_when_nothing_is_known(utrecht: Gegevens) -> None:
    bevat(voortgang.over_vooruitblik(utrecht, "2024-1"), "De taakstelling van 2024-2 staat niet in de gelezen bronnen.")


def test_without_figures_per_gemeente_no_trede_can_be_computed(utrecht: Gegevens) -> None:
    tekst = voortgang.over_berekenbaar(utrecht, "2023-2")
    bevat(
        tekst,
        "Van 0 van de 26 gemeenten is de trede te berekenen.",
        "staan niet in de gelezen bronnen. De taakstelling per gemeente staat in de bijlage",
    )
    assert tekst.soort == "let-op"


# --- trend --------------------------------------------------------------------------------------------------


def test_the_long_line_names_the_ratio_the_peak_and_the_gaps(utrecht: Gegevens) -> None:
    # 1459 ÷ 429 = 3,4009; 2126 ÷ 429 = 4,9557
    bevat(
        trend.over_lange_lijn(utrecht, "2024-1"),
        "van 429 in 2020-1 naar 1.459 in 2024-1: 3,40 keer zo hoog.",
        "in 2023-2: 2.126 (4,96 keer), later verlaagd naar 1.372.",
        "Van 2020-2 en 2021-1 staat geen taakstelling in de gelezen bronnen",
    )


def test_the_long_line_until_2023_1_is_at_its_peak(utrecht: Gegevens) -> None:
    tekst = trend.over_lange_lijn(utrecht, "2023-1")
    bevat(tekst, "van 429 in 2020-1 naar 1.651 in 2023-1: 3,85 keer zo hoog.")
    assert not any("hoogst" in a for a in tekst.alineas)


def test_the_realisatie_names_the_last_and_the_best_periode(utrecht: Gegevens) -> None:
    bevat(
        trend.over_realisatie(utrecht, "2024-1"),
        "In 2023-2 is 68% van de totaalopgave",
        "88% van de taakstelling",
        "111%, in 2022-2",
    )
    laatste_is_beste = trend.over_realisatie(utrecht, "2022-2")
    bevat(laatste_is_beste, "In 2022-2 is 111% van de totaalopgave", "155% van de taakstelling")
    assert "hoogste" not in laatste_is_beste.alineas[0]


def test_the_lowering_of_2023_2_is_told_once_it_happened(utrecht: Gegevens) -> None:
    # 1372 − 2126 = −754
    bevat(trend.over_verlaging(utrecht, "2023-2"), "van 2.126 naar 1.372 (−754)")
    bevat(trend.over_verlaging(utrecht, "2023-1"), "De gelezen bronnen noemen geen taakstelling")


# --- spreidingswet --------------------------------------------------------------------------------------------


def test_the_coverage_in_words(utrecht: Gegevens) -> None:
    bevat(
        spreidingswet.over_dekking(utrecht),
        "8.207 opvangplekken",
        "3.523 plekken, 42,9%",
        "4.098 plekken, 49,9%",
        "7.476 plekken, 91,1%",
        "8.081 plekken, 98,5%",
        "4.705 plekken",
        "Aanname: de 3.523 harde plekken zijn daar een deel van; dan zijn er 1.182 niet hard",
    )


def test_amv_in_words(utrecht: Gegevens) -> None:
    # 355 + 40 = 395 of 3523 + 575 = 4098: 9,64%; rapportage 2023-2, §2.3 and §4.3: 113 and 301
    bevat(spreidingswet.over_amv(utrecht), "4.098 plekken", "395 voor amv: 9,6%", "301 plekken", "113 amv")


def test_the_law_was_not_in_force_on_1_january_2024_and_was_on_1_july(utrecht: Gegevens) -> None:
    # rapportage 2023-2, §4.4: in force on 1 February 2024
    ervoor, erna = (spreidingswet.over_wet(utrecht, p) for p in ("2023-2", "2024-1"))
    bevat(ervoor, "Op de peildatum 1 januari 2024 was de Spreidingswet nog niet in werking", "1 februari 2024")
    assert ervoor.soort == "let-op"
    bevat(erna, "De Spreidingswet is in werking sinds 1 februari 2024.")


def test_the_own_province_among_the_twelve(utrecht: Gegevens) -> None:
    # 2101 ÷ 4793 = 43,83%
    bevat(spreidingswet.over_provincies(utrecht), "2.101 reguliere opvangplekken", "43,8%", "4.793", "2.692")


def test_without_capacity_nothing_is_said_about_coverage(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "opvangcapaciteit.csv").unlink()
    bevat(spreidingswet.over_dekking(laad("utrecht", kopie_data)), "staat niets in de gelezen bronnen")


# --- what does not add up, title ------------------------------------------------------------------------------


def test_every_disagreement_of_a_periode_is_a_sentence(utrecht: Gegevens) -> None:
    tekst = verantwoording.over_aansluiting(utrecht, "2024-1")
    assert len(tekst.alineas) == 3  # the kader: 1 or 16 January 2024
    bevat(tekst, "570", "574", "2.033", "2.029", "dezelfde oorzaak", "16 januari 2024")
    opvang = verantwoording.over_aansluiting(utrecht, "2024-1", "spreidingswet")
    bevat(opvang, "7.476", "9 gemeenten", "49,93%", "42,9%", "1.601", "75.499")
    bevat(opvang, "telt plekken mee die na de peilmomenten komen")  # 50% agrees with them, and with them only


def test_a_periode_that_adds_up_says_so(kopie_data: Path) -> None:
    # with a voorsprong of 158 on 1 January 2023 everywhere, 1651 − 158 = 1493 and 1138 ÷ 1493 = 76,2%: 2022-2 is closed
    pad = kopie_data / "utrecht" / "standen.csv"
    pad.write_text(pad.read_text(encoding="utf-8").replace(";-150;", ";-158;"), encoding="utf-8")
    vervang(kopie_data / "utrecht" / "resultaten.csv", "1651;-150;1501", "1651;-158;1493")
    g = laad("utrecht", kopie_data)
    assert verantwoording.over_aansluiting(g, "2022-2").alineas == (
        "Alle gepubliceerde cijfers over deze periode sluiten op elkaar aan.",
    )
    bevat(
        voortgang.over_samenvatting(g, "2022-2"),
        "Alle gepubliceerde cijfers over deze periode sluiten op elkaar aan.",
    )


def test_the_kader_in_force_is_named_with_its_term(utrecht: Gegevens) -> None:
    bevat(verantwoording.over_kader(utrecht, "2023-2"), "IBT-beleidskader (absolute prestatie)", "geldig 2023-2")
    bevat(verantwoording.over_kader(utrecht, "2022-2"), "2022-1 is de eerste periode die de bronnen noemen")
    bevat(verantwoording.over_kader(utrecht, "2024-1"), "Aanvullend beleidskader", "2024-1")


def test_the_assumptions_of_each_document_are_listed(utrecht: Gegevens) -> None:
    in_voortgang = verantwoording.over_aannames(utrecht, "2023-2", "voortgang")
    assert (
        in_voortgang.lijst and len(in_voortgang.alineas) == 5
    )  # three rules, the colour of trede 3, and those of 4 to 6
    bevat(in_voortgang, "de drempel van 90% staat niet in de bronnen")
    scenario = verantwoording.over_aannames(utrecht, "2023-2", "scenario")
    bevat(scenario, "Realisatie en koppelingen blijven die van 2023-2")
    assert "90%" not in str(scenario)  # without figures per gemeente it judges nobody
    opvang = verantwoording.over_aannames(utrecht, "2023-2", "spreidingswet")
    bevat(opvang, "planvoorraad: 50%", "uitruil")
    # "gedurende de peilmomenten … tussen 1 juli 2025 en 1 februari 2026": which days count, no source says
    bevat(opvang, "de bron noemt peilmomenten tussen die twee dagen")
    assert "90%" not in str(opvang)  # no gemeente is judged there


def test_where_nothing_is_assumed_that_is_said(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "opvangcapaciteit.csv").unlink()
    aannames = verantwoording.over_aannames(laad("utrecht", kopie_data), "2023-2", "spreidingswet")
    assert aannames.alineas == ("In dit rapport is niets aangenomen.",)


@pytest.mark.parametrize("onderwerp", sorted(titel.ONDERWERPEN))
def test_a_title_names_province_periode_and_peildatum(utrecht: Gegevens, onderwerp: str) -> None:
    t = titel.titel(utrecht, "2023-II", onderwerp)
    assert t.titel == titel.ONDERWERPEN[onderwerp]
    assert t.ondertitel == "Provincie Utrecht, tweede helft 2023 (2023-2)"
    kenmerken = dict(t.kenmerken)
    assert kenmerken["Periode"] == "1 juli 2023 tot 1 januari 2024"
    assert kenmerken["Peildatum"] == "1 januari 2024"
    assert t.datum.isoformat() == "2024-01-01"
    assert not t.fictief


def test_the_title_of_the_fictional_province_is_marked(voorbeeld: Gegevens) -> None:
    assert titel.titel(voorbeeld, "2023-2", "voortgang").fictief


@pytest.mark.parametrize("periode", PERIODEN)
def test_no_sentence_of_any_periode_holds_a_none_or_a_fraction(utrecht: Gegevens, periode: str) -> None:
    v, t, s, w = voortgang, trend, spreidingswet, verantwoording
    per_periode = [
        v.over_samenvatting, v.over_treden, v.over_berekenbaar, v.over_verschuivingen, v.over_vooruitblik,
        t.over_lange_lijn, t.over_realisatie, t.over_verlaging, t.over_bruto_netto, t.over_op_rij,
        s.over_wet, w.over_niet_berekenbaar, w.over_aansluiting, w.over_kader, w.over_aannames,
    ]  # fmt: skip
    teksten = [maak(utrecht, periode) for maak in per_periode]
    teksten += [maak(utrecht) for maak in (s.over_dekking, s.over_amv, s.over_provincies)]
    teksten.append(w.over_aansluiting(utrecht, "2023-2", "spreidingswet"))
    for tekst in teksten:
        assert tekst.alineas
        for alinea in tekst.alineas:
            assert alinea.strip()
            assert not any(woord in alinea for woord in ("None", "Fraction", "nan", "<NA>", "  "))


def test_a_sentence_about_an_unknown_periode_is_refused(utrecht: Gegevens) -> None:
    with pytest.raises(AanvraagFout, match="Over periode 2030-1 van Utrecht"):
        voortgang.over_samenvatting(utrecht, "2030-1")


# --- the Spreidingswet, in the words of its sources -----------------------------------------------------------


def test_575_places_come_after_the_peildata_and_do_not_go_in_between(utrecht: Gegevens) -> None:
    # Statenbrief, Resultaten: "zijn na de peildata beschikbaar"
    tekst = spreidingswet.over_dekking(utrecht)
    bevat(tekst, "Volgens de bron komen 575 plekken pas na de peildata beschikbaar.")
    assert "niet de hele tijd" not in str(tekst)


def test_the_staatssecretaris_supervises_and_the_kader_of_the_province_stands_nowhere(utrecht: Gegevens) -> None:
    # 2023-2, §4.4: "Het toezicht op deze nieuwe gemeentelijke taak ligt bij de staatssecretaris"
    assert dict(titel.titel(utrecht, "2023-2", "spreidingswet").kenmerken)["Toezicht"] == "de staatssecretaris"
    assert "Kader" not in dict(titel.titel(utrecht, "2023-2", "spreidingswet").kenmerken)
    for tekst in (
        spreidingswet.over_wet(utrecht, "2023-2"),
        verantwoording.over_kader(utrecht, "2023-2", "spreidingswet"),
    ):
        bevat(tekst, "ligt bij de staatssecretaris")
        assert "beleidskader" not in str(tekst) and "trede" not in str(tekst)


def test_amv_at_nidos_count_for_the_taakstelling_and_the_staatssecretaris_asked_for_them(utrecht: Gegevens) -> None:
    bevat(
        spreidingswet.over_amv(utrecht),
        "De staatssecretaris vroeg 301 plekken bij Nidos",  # 2023-2, §4.3
        "37,5% (berekend, personen ÷ plekken)",  # 113 persons (§2.3) on 301 places
        "tellen mee voor de taakstelling huisvesting vergunninghouders",  # §4.3
        "geen grond voor de beoordeling",  # §2.3
    )


def test_the_vru_actie_is_about_housing_and_circa_1400_stands_in_the_trend_of_2023_1(utrecht: Gegevens) -> None:
    assert "ca. 30%" not in str(trend.tabel_uitspraken(utrecht))
    assert "ca. 30%" in str(trend.tabel_uitspraken(utrecht, "2022-2"))  # 11 July to 22 August 2022
    assert "circa 1400" in str(trend.tabel_uitspraken(utrecht, "2023-1"))  # said about 2023-1, of the end of 2023


def test_the_treden_are_counted_by_grondslag_and_none_on_trede_3_is_said(utrecht: Gegevens) -> None:
    # 2023-2, tabel 2 counted by hand; §3.2: "geen gemeenten op trede 3 (actief toezicht) of hoger"
    assert voortgang.tabel_grondslagen(utrecht, "2023-2").rijen == (
        ("koppelingstekort", 5, 10, 15, 15), ("totaalopgave", 8, 3, 11, 11),
    )  # fmt: skip
    bevat(voortgang.over_treden(utrecht, "2023-2"), "Op trede 3 of hoger staat geen van hen.")


def test_who_stood_on_trede_2_in_all_perioden_is_named(utrecht: Gegevens) -> None:
    # the tables of 2022-2, 2023-1 and 2023-2: of the nine on trede 2 in 2022-2 Renswoude left in 2023-1, and Eemnes, Montfoort,
    # Nieuwegein and Soest in 2023-2
    assert str(voortgang.over_steeds_hoger(utrecht, "2023-2")).endswith(
        "(2022-2, 2023-1 en 2023-2) stonden op trede 2 of hoger: Bunschoten, IJsselstein, Stichtse Vecht en Utrechtse Heuvelrug."
    )


def test_where_only_figures_per_gemeente_tell_of_koppelingen_those_are_counted(voorbeeld: Gegevens) -> None:
    # 54 + 23 > 60, 45 + 7 > 50, 27 + 10 > 30 and 32 + 4 > 34; the other four have 35 − 1 < 36, 22 = 22, 23 = 23, 63 = 63
    tekst = str(voortgang.over_koppelingen(voorbeeld, "2024-1"))
    assert "4 van de 8 gemeenten er een (berekend): Broekdonk, Cranenhoek, Duinwarande en Elzenmeer." in tekst


def test_the_places_at_nidos_are_called_by_words(utrecht: Gegevens) -> None:
    """2023-2, §2.3 (113 in 9 gemeenten) and §4.3 (301)."""
    getoond = {r[0]: r[2] for r in spreidingswet.tabel_amv(utrecht).rijen}
    assert getoond == {
        "plekken die aan de provincie zijn gevraagd": 301,
        "amv die Nidos huisvest, personen": 113,
        "gemeenten waar Nidos amv huisvest, volgens de bron": 9,
        "gemeenten die met naam genoemd zijn": 8,
    }


def test_the_verdeelbesluit_had_not_come_before_the_law_was_in_force(utrecht: Gegevens) -> None:
    """Statenbrief, Vervolg: before the end of 2024; 2023-2, §4.4: the law is in force since 1 February 2024."""
    op_peildatum = {r[1]: r[2] for r in spreidingswet.tabel_mijlpalen(utrecht, "2023-2").rijen}
    assert op_peildatum["Verdeelbesluit Spreidingswet"] == op_peildatum["Spreidingswet in werking"] == "nog te komen"
    een_half_jaar_later = {r[1]: r[2] for r in spreidingswet.tabel_mijlpalen(utrecht, "2024-1").rijen}
    assert een_half_jaar_later["Spreidingswet in werking"] == "geweest"
    assert een_half_jaar_later["Verdeelbesluit Spreidingswet"] == "niet bekend; de bron noemt alleen 2024"


def test_the_restopgave_is_named_with_its_sum_and_the_step_that_follows(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    """2023-2, §4.4: 8207; Statenbrief, Resultaten: 3523 and 575; Provinciaal verslag: the minister may fill it in."""
    bevat(
        spreidingswet.over_dekking(utrecht),
        "De restopgave is 8.207 − 3.523 = 4.684 plekken; tellen ook de harde plannen mee, dan 8.207 − 4.098 = 4.109 (berekend).",
        "daarin kan de minister de restopgave zelf invullen, volgens Statenbrief provinciaal verslag en plan Spreidingswet (",
    )


def test_4793_and_8207_stand_beside_each_other_with_why_they_differ(utrecht: Gegevens) -> None:
    """Rijksbrief, §3 and tabel 1: 4793 of 77.100, key until the law; 2023-2, §4.4: 8207 of 96.000."""
    bevat(
        spreidingswet.over_ramingen(utrecht),
        "4.793 plekken voor 1 januari 2024",
        "77.100 plekken die het COA nodig had",
        "tot de Spreidingswet in werking trad",
        "8.207 plekken van de eerste cyclus",
        "96.000 plekken van de Spreidingswet",
    )


def test_the_table_of_ramingen_has_every_figure_of_the_rijk(utrecht: Gegevens) -> None:
    with (GOUDEN / "ramingen.csv").open(encoding="utf-8", newline="") as bestand:
        verwacht = [tuple(r[k] for k in ("wat", "voor", "aantal")) for r in csv.DictReader(bestand, delimiter=";")]
    t = spreidingswet.tabel_ramingen(utrecht)
    assert isinstance(t, Tabel)
    getoond = {(r[0], r[1] or "", r[2]) for r in t.rijen}
    assert len(verwacht) == 10 and set(verwacht) <= getoond
    in_2023 = spreidingswet.tabel_ramingen(utrecht.voor("2023-1"))  # of before the Spreidingswet
    assert isinstance(in_2023, Tabel) and "96.000" not in {r[2] for r in in_2023.rijen}


def test_a_report_of_before_the_law_says_what_was_not_known_then(utrecht: Gegevens) -> None:
    """The report over 2023-1 is of 9 November 2023; the law was adopted on 24 January 2024 (Stb. 2024, 12)."""
    tekst = spreidingswet.over_wet(utrecht.voor("2023-1"), "2023-1")
    bevat(tekst, "Wanneer de Spreidingswet in werking treedt, stond op 9 november 2023 niet in de gelezen bronnen.")


def test_what_a_source_announces_is_not_told_as_a_fact(utrecht: Gegevens) -> None:
    # Rijksbrief of 16 May 2023, §4: "streeft … ernaar om begin juli een regeling te openen", "eind mei 2023 weer wordt
    # opengesteld"; §1: "Op 25 mei vindt een ronde tafelgesprek … plaats"
    wat = dict(utrecht.tabel("gebeurtenissen")[["gebeurtenis", "omschrijving"]].to_numpy().tolist())
    assert wat["regeling-grote-gezinnen-open"] == "Beoogde opening regeling grote gezinnen"
    assert wat["rha-opengesteld"] == "Aangekondigde heropening RHA"
    assert wat["rondetafelgesprek-tweede-kamer"].endswith("(aangekondigd)")
