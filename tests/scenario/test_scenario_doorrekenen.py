"""What-ifs: every step with an outcome worked out by hand, every refusal with its message."""

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib import scenario
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.cijfers.projecties import projectie
from ibtlib.gegevens.gegevens import laad
from ibtlib.scenario.doelen import inhaalpad, omslagpunt
from ibtlib.scenario.doorrekenen import doorrekenen, doorrekenen_alle
from ibtlib.scenario.vertrekpunt import laatste_bekende, vertrekpunt
from ibtlib.scenario.wijzigingen import (
    AnderKader,
    Drempel,
    EenmaligeActie,
    KoppelingenMaal,
    RealisatieGelijk,
    RealisatieMaal,
    RealisatiePerMaand,
    Ruil,
    Stap,
    TaakstellingMaal,
    TaakstellingVerlaagdNaar,
)


def test_circa_1400_is_1394(utrecht):
    # voortgangsrapportage 2022-2/2023-1, Vooruitblik: 2126 + 406 − 1138
    stand = vertrekpunt(utrecht, "2023-1")
    assert doorrekenen(stand, RealisatieGelijk()).eindstand == 1394
    assert doorrekenen(stand).eindstand == projectie(utrecht, "2023-1").achterstand_eind == 1394


@pytest.mark.parametrize(
    ("stappen", "eind"),
    [
        ((RealisatieMaal("1,1"),), 1280),  # 1251,8 is 1252; 2532 − 1252
        ((RealisatieMaal("0,9"), RealisatieMaal("1,1")), 1405),  # × 0,99 = 1126,62 is 1127, rounded once
        ((RealisatieMaal(Fraction(1, 4)),), 2247),  # 284,5 is 285: a half goes up
        ((RealisatiePerMaand(200),), 1332),  # 2532 − 1200
        ((TaakstellingVerlaagdNaar(1372),), 640),  # as it went: 1372 + 406 − 1138
        ((TaakstellingMaal("0,5"),), 331),  # 1063 + 406 − 1138
        ((EenmaligeActie(248, "2023-2"),), 1146),  # 1394 − 248
        ((TaakstellingVerlaagdNaar(1372), EenmaligeActie(70, "2023-2")), 570),  # 1208 was housed
    ],
)
def test_each_step_for_the_province(utrecht, stappen, eind):
    assert doorrekenen(vertrekpunt(utrecht, "2023-1"), *stappen).eindstand == eind


def test_later_perioden_carry_the_position_on_and_name_their_assumptions(utrecht):
    u = doorrekenen(vertrekpunt(utrecht, "2023-2", 3))
    # 1459 + 574 − 1208 = 825; + 1459 − 1208 = 1076; + 251 = 1327
    assert list(u.pad()["netto"]) == [825, 1076, 1327]
    assert (
        "Van 2024-2 was op de peildatum van 2023-2 geen taakstelling bekend: gerekend is met die van 2024-1."
        in u.stand.aannames
    )


def test_what_was_published_later_is_not_used(voorbeeld):
    u = doorrekenen(vertrekpunt(voorbeeld, "2023-2", 2, "gemeenten"))
    nu = u.tabel().set_index(["gemeente", "periode"])
    # Broekdonk: 54 and 23 of 2024-1 are known by then, its realisatie is not: 50 of 2023-2 stays
    assert nu.loc[("Broekdonk", "2024-1"), ["taakstelling", "achterstand_begin", "realisatie"]].tolist() == [54, 23, 50]
    assert nu.loc[("Broekdonk", "2024-2"), ["taakstelling", "achterstand_begin"]].tolist() == [54, 27]


def test_the_engine_decides_and_says_who_changes_and_why(voorbeeld):
    u = doorrekenen(vertrekpunt(voorbeeld, "2023-2", 1, "gemeenten"), RealisatieMaal("1,2"))
    rij = u.verschillen().set_index("gemeente").loc["Broekdonk"]
    # 50 of 54 is a trede up from 2; 60 of 54 leaves 17 of 23, so it stays
    assert (rij["trede_basis"], rij["trede_scenario"], rij["waarom"]) == (3, 2, "realisatie 50 → 60")
    assert "blijft op trede 2" in rij["motivering"]


def test_the_other_kader_judges_a_published_periode(voorbeeld):
    u = doorrekenen(vertrekpunt(voorbeeld, "2023-2", 0, "gemeenten", terug=1), AnderKader("voorbeeld-trend-2024"))
    gevonden = {r["gemeente"]: (r["trede_basis"], r["trede_scenario"]) for r in u.verschillen().to_dict("records")}
    # the trend kader: Broekdonk 50 of 52 (was 2), Cranenhoek 36 of 43 (was 1), Duinwarande 20 of 26 (was 2)
    assert gevonden == {"Broekdonk": (2, 3), "Cranenhoek": (1, 2), "Duinwarande": (2, 3)}


def test_another_threshold_moves_who_is_just_below_it(voorbeeld):
    stand = vertrekpunt(voorbeeld, "2023-2", 0, "gemeenten", terug=1)
    # Elzenmeer 27 of 31 is 87,1%: with 88 it stays on 2, with 87 it stands on 1
    hoog = doorrekenen(stand, Drempel(88)).tabel().set_index("gemeente")
    laag = doorrekenen(stand, Drempel(87, "totaalopgave-bijna-gehaald")).tabel().set_index("gemeente")
    assert (hoog.loc["Elzenmeer", "trede_berekend"], laag.loc["Elzenmeer", "trede_berekend"]) == (2, 1)
    assert "aanname" in laag.loc["Elzenmeer", "motivering"]


def test_an_exchange_keeps_the_sum(voorbeeld):
    stand = vertrekpunt(voorbeeld, "2024-1", 1, "gemeenten")
    u = doorrekenen(stand, Ruil({"Broekdonk": -10, "Aarderveld": 10}))
    nu, voor = u.tabel().set_index("gemeente")["taakstelling"], u.basis.tabel().set_index("gemeente")["taakstelling"]
    assert nu.sum() == voor.sum() and (nu["Broekdonk"], nu["Aarderveld"]) == (45, 46)


def test_fewer_links_excuse_more(voorbeeld):
    stand = vertrekpunt(voorbeeld, "2023-2", 0, "gemeenten", terug=1)
    # Broekdonk: 73 to do, 75 linked, 50 housed; × 2/3 leaves 50 linked: all who could be
    u = doorrekenen(stand, KoppelingenMaal(Fraction(2, 3), gemeente="Broekdonk"))
    rij = u.verschillen().set_index("gemeente").loc["Broekdonk"]
    assert (rij["trede_basis"], rij["trede_scenario"], rij["waarom"]) == (2, 1, "gekoppeld 75 → 50")


def test_missing_stays_missing(voorbeeld):
    u = doorrekenen(vertrekpunt(voorbeeld, "2024-1", 1, "gemeenten"), RealisatieMaal(2))
    rij = u.tabel().set_index("gemeente").loc["Fazantrode"]
    assert pd.isna(rij["realisatie"]) and pd.isna(rij["trede_berekend"])


def test_many_at_once_are_the_same_as_one_by_one(voorbeeld):
    stand = vertrekpunt(voorbeeld, "2024-1", 2, "gemeenten")
    lijst = [(), (RealisatieMaal("1,3"),), (TaakstellingMaal("0,8"), RealisatieMaal("0,7"))]
    for samen, stappen in zip(doorrekenen_alle(stand, lijst), lijst, strict=True):
        pd.testing.assert_frame_equal(samen.tabel(), doorrekenen(stand, *stappen).tabel())


# --- backwards --------------------------------------------------------------------------------------------


def test_the_pace_that_clears_an_achterstand(utrecht):
    # 1 July 2024: 574 + 1459 in six months is 338,8; 1 January 2025: 2033 + 1459 in twelve is 291 exactly
    assert inhaalpad(utrecht, "2023-2", "2024-07-01").per_maand_heel == 339
    pad = inhaalpad(utrecht, "2023-2", "2025-01-01")
    assert (pad.te_huisvesten, pad.maanden, pad.per_maand) == (3492, 12, 291)
    # that pace indeed gives no achterstand, and one fewer a month does
    stand = vertrekpunt(utrecht, "2023-2", 2)
    assert doorrekenen(stand, RealisatiePerMaand(291)).eindstand == 0
    assert doorrekenen(stand, RealisatiePerMaand(290)).eindstand == 12


def test_a_voorsprong_that_covers_everything_asks_nothing(voorbeeld):
    pad = inhaalpad(voorbeeld, "2022-2", "2023-07-01", gemeente="Hazelmonde")  # taakstelling 0, begin 0
    assert (pad.te_huisvesten, pad.per_maand_heel) == (0, 0)


@pytest.mark.parametrize(
    ("gemeente", "omslag"),
    [("Broekdonk", 55), ("Cranenhoek", 39)],
    # under the first kader from 2023-1: Broekdonk 52 + 21, 61 linked, 90% of those is 54,9: 55; Cranenhoek 43 + 0, 90% is 38,7: 39
)
def test_the_turning_point_is_on_the_boundary_and_not_one_below(voorbeeld, gemeente, omslag):
    stand = vertrekpunt(voorbeeld, "2023-1", 1, "gemeenten")
    gevonden = omslagpunt(doorrekenen(stand), gemeente=gemeente)
    assert gevonden.realisatie == omslag
    for personen, trede in ((omslag, 1), (omslag - 1, 2)):
        u = doorrekenen(stand, RealisatiePerMaand(Fraction(personen, 6), gemeente=gemeente))
        assert u.tabel().set_index("gemeente").loc[gemeente, "trede_berekend"] == trede


def test_the_turning_point_of_the_province_is_its_totaalopgave(utrecht):
    gevonden = omslagpunt(doorrekenen(vertrekpunt(utrecht, "2023-2")))
    assert (gevonden.realisatie, gevonden.nog, gevonden.zekerheid) == (2033, 825, "aanname")


# --- what cannot be asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vraag", "melding"),
    [
        (lambda u, v: RealisatieMaal(-1), "factor=−1 kan niet; het ligt tussen 0 en 10."),
        (lambda u, v: RealisatieMaal("veel"), "factor='veel' is geen getal; het ligt tussen 0 en 10."),
        (lambda u, v: RealisatieMaal(float("nan")), "factor=nan is geen getal"),
        (lambda u, v: TaakstellingMaal(11), "factor=11 kan niet; het ligt tussen 0 en 10."),
        (lambda u, v: EenmaligeActie("2,5", "2023-2"), "personen=2,5 kan niet; het is een heel aantal tussen 0 en 1.000.000."),
        (lambda u, v: EenmaligeActie(-3, "2023-2"), "personen=−3 kan niet; het ligt tussen 0 en 1.000.000."),
        (lambda u, v: vertrekpunt(u, "2019-1"), "vanaf=2019-1 kan niet: daarvan staan geen resultaten van de provincie in de gelezen bronnen. Bekend zijn 2020-1"),
        (lambda u, v: vertrekpunt(u, "2023-2", 13), "perioden=13 kan niet; kies een heel getal van 0 tot en met 12."),
        (lambda u, v: vertrekpunt(u, "2023-2", 0), "er is geen periode om te veranderen"),
        (lambda u, v: vertrekpunt(u, "2023-2", 1, "gemeenten"), "geen cijfers per gemeente in de gelezen bronnen"),
        (lambda u, v: vertrekpunt(u, "2023-2", 1, "land"), "gebied='land' is er niet; kies provincie of gemeenten."),
        (lambda u, v: vertrekpunt(u, "2023-2", versie="definitief"), "versie='definitief' van 2024-1 staat niet in de gelezen bronnen; kies oorspronkelijk."),
        (lambda u, v: doorrekenen(vertrekpunt(u, "2023-2"), EenmaligeActie(5, "2020-1")), "periode=2020-1 valt buiten het scenario: dat loopt over 2024-1."),
        (lambda u, v: doorrekenen(vertrekpunt(u, "2023-2"), RealisatieMaal(1, gemeente="Soest")), "gemeente='Soest' kan niet: er wordt gerekend met de provincie"),
        (lambda u, v: doorrekenen(vertrekpunt(u, "2023-2"), KoppelingenMaal(1)), "Van gekoppeld is in 2024-1 niets bekend"),
        (lambda u, v: doorrekenen(vertrekpunt(u, "2023-1"), TaakstellingVerlaagdNaar(2127)), "personen=2.127 kan niet: de taakstelling van 2023-2 is 2.126, en verlaagd ligt zij tussen 0 en 2.126."),
        (lambda u, v: doorrekenen(vertrekpunt(u, "2023-1"), AnderKader("nieuw")), "kader='nieuw' is er niet. Kies uit absoluut-kader-2022"),
        (lambda u, v: doorrekenen(_per(v), RealisatieMaal(1, gemeente="Broekdok")), "Bedoelde u 'Broekdonk'"),
        (lambda u, v: doorrekenen(_per(v), RealisatieMaal(1, gemeente="Grauwholt")), "gemeente='Grauwholt' (Grauwholt) heeft geen cijfers in 2024-2."),
        (lambda u, v: doorrekenen(_per(v), RealisatiePerMaand(5)), "noem een gemeente, of reken met gebied='provincie'"),
        (lambda u, v: doorrekenen(_per(v), Ruil({"Broekdonk": 5, "Elzenmeer": -4})), "de som van de taakstellingen zou met +1 veranderen"),
        (lambda u, v: doorrekenen(_per(v), Drempel(5, "niets")), "regel='niets' heeft geen drempel in dit kader."),
        (lambda u, v: doorrekenen(_per(v), Drempel(5)), "Noem bij een drempel de regel: geen-achterstand of taakstelling-niet-gehaald."),
        (lambda u, v: inhaalpad(u, "2023-2", "2024-02-01"), "datum=2024-02-01 kan niet: kies een peildatum (1 januari of 1 juli) van 1 juli 2024 tot en met 1 januari 2030."),
        (lambda u, v: inhaalpad(u, "2023-2", "morgen"), "datum='morgen' kan niet: 'morgen' is geen datum"),
        (lambda u, v: omslagpunt(doorrekenen(_per(v))), "Een omslagpunt hoort bij één gebied: noem een gemeente."),
        (lambda u, v: omslagpunt(doorrekenen(_per(v)), gemeente="Fazantrode"), "De opgave van Fazantrode in 2024-2 is niet bekend"),
        (lambda u, v: laatste_bekende(u, "2021-2"), "Tot en met 2021-2 staan van Utrecht van geen enkele periode realisatie en totaalopgave in de gelezen bronnen"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_met_names_parameter_value_and_range(utrecht, voorbeeld, vraag, melding):
    with pytest.raises(AanvraagFout) as fout:
        vraag(utrecht, voorbeeld)
    assert melding in str(fout.value)


def _per(v):
    return vertrekpunt(v, "2024-1", 1, "gemeenten")


# --- properties -------------------------------------------------------------------------------------------

_UTRECHT = laad("utrecht")
_STAND = vertrekpunt(_UTRECHT, "2023-2", 3)


@given(st.fractions(0, 3, max_denominator=20))
def test_the_positions_always_add_up(factor):
    pad = doorrekenen(_STAND, RealisatieMaal(factor)).pad()
    begin = 574
    for _, rij in pad.iterrows():
        assert rij["achterstand_begin"] == begin
        begin = rij["achterstand_begin"] + rij["taakstelling"] - rij["realisatie"]
        assert rij["netto"] == begin


@given(st.fractions(0, 2, max_denominator=20), st.fractions(0, 2, max_denominator=20))
def test_factors_commute_and_multiply_because_rounding_comes_last(a, b):
    een = doorrekenen(_STAND, RealisatieMaal(a), RealisatieMaal(b)).eindstand
    assert een == doorrekenen(_STAND, RealisatieMaal(b), RealisatieMaal(a)).eindstand
    assert een == doorrekenen(_STAND, RealisatieMaal(a * b)).eindstand


def test_steps_do_not_change_what_they_start_from(voorbeeld):
    stand = _per(voorbeeld)
    voor = dict(stand.cijfers)
    doorrekenen(stand, RealisatieMaal(2), TaakstellingMaal(0))
    assert stand.cijfers == voor


def test_the_room_offers_every_step_and_explains_a_mistyped_one():
    def stappen(soort):
        return {soort, *(s for deel in soort.__subclasses__() for s in stappen(deel))}

    namen = {s.__name__ for s in stappen(Stap) if s is not Stap and not s.__name__.startswith("_")}
    assert namen <= set(scenario.__all__) and "RealisatieMaal" in namen
    assert all(getattr(scenario, naam).__name__ == naam for naam in scenario.__all__)
    with pytest.raises(AttributeError, match=r"ibtlib.scenario heeft geen 'RealisatieKeer'; wel: AnderKader, "):
        scenario.RealisatieKeer  # noqa: B018


def test_where_only_the_lowered_taakstelling_is_known_that_one_counts_and_says_so(kopie_data: Path) -> None:
    """2023-2 without its first version, of 2126: 1651 - 150 - 1138 is published as 406, and 406 + 1372 - 1138 = 640."""
    pad = kopie_data / "utrecht" / "resultaten.csv"
    regels = pad.read_text("utf-8").splitlines(keepends=True)
    eerst = [r for r in regels if r.startswith("2023-2;") and ";oorspronkelijk;" in r]
    assert len(eerst) == 1
    pad.write_text("".join(r for r in regels if r not in eerst), "utf-8")
    g = laad("utrecht", kopie_data)
    stand = vertrekpunt(g, "2023-1")
    assert stand.cijfers[stand.perioden[0], "PV26"].achterstand_eind == 640
    assert "Van 2023-2 is alleen de taakstelling bekend die verlaagd is." in stand.aannames
    with pytest.raises(AanvraagFout, match="kies verlaagd"):
        vertrekpunt(g, "2023-1", versie="oorspronkelijk")
