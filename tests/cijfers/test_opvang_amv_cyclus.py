"""amv and Nidos (never part of a beoordeling), the calendar of the cycle, and the twelve provinces."""

from __future__ import annotations

import ast
import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import REPO, vervang
from notebookhulp import toon as toon_cel

from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.beoordeling.beoordeel import beoordeel
from ibtlib.cijfers.opvang.amv import aandeel_capaciteit, aandeel_opgave, nidos
from ibtlib.cijfers.opvang.capaciteit import lees_capaciteit
from ibtlib.cijfers.opvang.cyclus import Cyclusstap, Vermelding, huidige, stappen, vorige
from ibtlib.cijfers.opvang.landelijk import inwoners, provincieaandelen, rangorde
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.kader import kader
from ibtlib.rapport import spreidingswet
from ibtlib.weergave import Figuur, Hoofdstuk, Tabel, Tekst

# --- amv -----------------------------------------------------------------------------------------------------------


def test_nidos_asked_301_and_housed_113_in_9_gemeenten_of_which_8_are_named(utrecht: Gegevens) -> None:
    n = nidos(utrecht)  # rapportage 2023-2, §2.3 and §4.3
    assert n.opgave and n.gehuisvest and n.gemeenten_geteld
    assert (n.opgave.aantal, n.gehuisvest.aantal, n.gemeenten_geteld.aantal) == (301, 113, 9)
    assert n.gemeenten_genoemd == (
        "Amersfoort",
        "De Bilt",
        "Houten",
        "Leusden",
        "Nieuwegein",
        "Rhenen",
        "Utrecht",
        "Woudenberg",
    )
    assert n.procent == Fraction(11300, 301)  # 37,5
    zin = str(spreidingswet.over_amv(utrecht))
    assert "De bron telt 9 gemeenten en noemt er 8: Amersfoort" in zin
    assert "37,5%" in zin


def test_the_share_of_amv_in_capacity_and_opgave(utrecht: Gegevens) -> None:
    capaciteit, opgave = aandeel_capaciteit(utrecht), aandeel_opgave(utrecht)
    assert capaciteit and opgave
    assert (capaciteit.deel, capaciteit.geheel) == (355 + 40, 3523 + 575)
    assert capaciteit.procent == Fraction(39500, 4098)  # 9,64
    assert (opgave.deel, opgave.geheel) == (8140, 96000)
    assert toon_procent(opgave.procent or 0, 1) == "8,5%"  # 8,479
    cellen = toon_cel("03_spreidingswet.ipynb", "03-38", utrecht, periode="2023-2").cellen()
    assert [c[1:] for c in cellen] == [
        ["395", "4.098", "9,6%"],
        ["8.140", "96.000", "8,5%"],
        ["113", "301", "37,5%"],
        ["301", "3.900", "7,7%"],  # 7,718
    ]


def test_amv_never_exceeds_its_total(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    for g in (utrecht, voorbeeld):
        for f in [f for lijst in lees_capaciteit(g) for f in lijst]:
            assert f.waarvan_amv is None or 0 <= f.waarvan_amv <= f.laag
        for a in (aandeel_capaciteit(g), aandeel_opgave(g)):
            assert a is None or 0 <= a.deel <= a.geheel


def test_without_figures_of_nidos_that_is_said(kopie_data: Path) -> None:
    for naam in ("amv.csv", "amv_gemeenten.csv"):
        (kopie_data / "utrecht" / naam).unlink()
    g = laad("utrecht", kopie_data)
    assert "bij Nidos in Utrecht staat niets in de gelezen bronnen" in str(spreidingswet.over_amv(g))
    assert nidos(g).procent is None


# --- amv is never part of a beoordeling (rapportage 2023-2, §2.3) --------------------------------------------------


def test_no_fact_of_a_kader_is_about_amv_or_opvang() -> None:
    for feit in kader.FEITEN:
        assert not any(woord in feit for woord in ("amv", "nidos", "opvang", "plek", "spreiding", "dekking"))


def bestand_van(module: str) -> Path:
    return (REPO / "ibtlib" / module.replace(".", "/")).with_suffix(".py")


def oordelend() -> list[str]:
    """The modules that judging stands on, but for those that read every raw table."""
    te_doen, gezien = ["beoordeling.beoordeel", "beoordeling.bestand"], []
    while te_doen:
        module = te_doen.pop()
        if module in gezien or module in ("gegevens.gegevens", "gegevens.provincietabellen"):
            continue
        gezien.append(module)
        boom = ast.parse(bestand_van(module).read_text(encoding="utf-8"))
        namen = [
            f"{n.module}.{naam.name}"
            if bestand_van(f"{n.module}.{naam.name}".removeprefix("ibtlib.")).is_file()
            else n.module
            for n in ast.walk(boom)
            if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("ibtlib.")
            for naam in n.names
        ]
        te_doen += [n.removeprefix("ibtlib.") for n in namen]
    return sorted(set(gezien))


def test_the_modules_that_judge_are_found() -> None:
    assert {"beoordeling.beoordeel", "beoordeling.bestand", "kader.kader", "kader.opgave"} <= set(oordelend())


@pytest.mark.parametrize("module", oordelend())
def test_nothing_that_judges_reads_anything_about_amv(module: str) -> None:
    boom = ast.parse(bestand_van(module).read_text(encoding="utf-8"))
    teksten = [n.value for n in ast.walk(boom) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    teksten += [n.module or "" for n in ast.walk(boom) if isinstance(n, ast.ImportFrom)]
    verboden = {
        "amv",
        "amv_gemeenten",
        "opvang",
        "opvangcapaciteit",
        "opvanglocaties",
        "opvangopgave",
        "ibtlib.cijfers.opvang.amv",
        "ibtlib.cijfers.opvang.per_gemeente",
    }
    assert not verboden & set(teksten)


def test_other_amv_figures_give_the_same_beoordeling(kopie_data: Path, voorbeeld: Gegevens, utrecht: Gegevens) -> None:
    vervang(kopie_data / "utrecht" / "amv.csv", ";113;", ";9999;")
    vervang(kopie_data / "utrecht" / "amv.csv", ";301;", ";0;")
    vervang(kopie_data / "voorbeeld" / "amv.csv", ";12;", ";0;")
    for g, perioden in ((utrecht, ("2023-1", "2023-2")), (voorbeeld, ("2024-1", "2024-2"))):
        anders = laad(g.provincie, kopie_data)
        for periode in perioden:
            assert beoordeel(anders, periode).equals(beoordeel(g, periode))


# --- the calendar --------------------------------------------------------------------------------------------------

# Stcrt. 2024, 3320; "uiterlijk 1 november" (prt-brief) and "uiterlijk in november 2024" (rapportage 2023-2, §4.4); verdeelbesluit
# before the end of 2024 (statenbrief); peilmomenten (statenbrief)
VERSLAG, PLAN = "verslag van de commissaris van de Koning", "intergemeentelijk plan"


@pytest.mark.parametrize(
    ("dag", "laatste", "nu", "stand"),
    [
        (dt.date(2024, 1, 30), None, "capaciteitsraming van het Rijk", "nog te komen"),
        (dt.date(2024, 1, 31), "capaciteitsraming van het Rijk", VERSLAG, "nog te komen"),
        (dt.date(2024, 11, 1), "capaciteitsraming van het Rijk", VERSLAG, "nog te komen"),  # the deadline itself
        (dt.date(2024, 11, 2), VERSLAG, PLAN, "nog te komen"),  # each has its own deadline
        (dt.date(2024, 11, 30), VERSLAG, PLAN, "nog te komen"),
        (dt.date(2024, 12, 1), PLAN, "verdeelbesluit van de minister", "nog te komen"),
        (dt.date(2024, 12, 31), PLAN, "verdeelbesluit van de minister", "nog te komen"),
        (dt.date(2025, 1, 1), "verdeelbesluit van de minister", "eerste peilmoment", "nog te komen"),
        (dt.date(2025, 7, 1), "eerste peilmoment", "laatste peilmoment", "nog te komen"),
        (dt.date(2026, 1, 31), "eerste peilmoment", "laatste peilmoment", "nog te komen"),
        (dt.date(2026, 2, 1), "laatste peilmoment", None, ""),
    ],
)
def test_which_step_a_date_is_in_and_what_comes_next(
    utrecht: Gegevens, dag: dt.date, laatste: str | None, nu: str | None, stand: str
) -> None:
    lijst = stappen(utrecht)
    voor, huidig = vorige(lijst, dag), huidige(lijst, dag)
    assert (voor and voor.naam) == laatste
    assert (huidig and huidig.naam) == nu
    assert huidig is None or huidig.stand(dag) == stand


def test_a_deadline_that_passed_does_not_prove_that_the_step_was_taken(utrecht: Gegevens) -> None:
    per = {s.naam: s.stand(dt.date(2026, 6, 1)) for s in stappen(utrecht)}
    assert per["verdeelbesluit van de minister"] == "termijn voorbij"
    assert per["eerste peilmoment"] == "geweest"


def test_verslag_and_intergemeentelijk_plan_have_a_deadline_and_a_ground_of_their_own(utrecht: Gegevens) -> None:
    t = spreidingswet.tabel_kalender(utrecht, "2023-2")
    per = {r[0]: r[1:3] for r in t.cellen()}
    assert per[VERSLAG] == ["wettelijke plicht (Spreidingswet)", "uiterlijk 1 november 2024"]
    assert per[PLAN][1] == "uiterlijk in november 2024"
    assert "De volgende stap: capaciteitsraming van het Rijk, 31 januari 2024." in str(
        spreidingswet.over_kalender(utrecht, "2023-2")
    )
    # Statenbrief, Provinciaal plan: by the Uitvoeringsagenda, sent together with the verslag; no deadline is given
    assert "provinciaal plan van de regietafel is geen stap van deze cyclus maar een bestuurlijke afspraak" in t._html()


def met_twee_termijnen(data: Path) -> Path:
    """As if both sources speak of the same step."""
    vervang(data / "landelijk" / "cyclusstappen.csv", "1;3;intergemeentelijk plan;", f"1;2;{VERSLAG};")
    return data


def test_two_deadlines_of_one_step_are_both_shown(kopie_data: Path) -> None:
    g = laad("utrecht", met_twee_termijnen(kopie_data))
    wanneer = [r[2] for r in spreidingswet.tabel_kalender(g, "2023-2").cellen() if r[0] == VERSLAG]
    assert wanneer == ["uiterlijk 1 november 2024", "uiterlijk in november 2024"]
    zin = str(spreidingswet.over_kalender(g, "2023-2"))
    assert "verschillende termijnen: uiterlijk 1 november 2024 (" in zin
    assert "uiterlijk in november 2024 (" in zin


def test_between_two_deadlines_the_report_says_that_they_differ(kopie_data: Path) -> None:
    met_twee_termijnen(kopie_data)
    vervang(kopie_data / "landelijk" / "cyclusstappen.csv", "uiterlijk;2024-11-01;dag", "uiterlijk;2023-12-31;dag")
    zin = str(spreidingswet.over_kalender(laad("utrecht", kopie_data), "2023-2"))  # peildatum 1 January 2024
    assert "nog geen stap" in zin  # the first step has not come, so the disputed one is not at hand
    vervang(kopie_data / "landelijk" / "cyclusstappen.csv", "op;2024-01-31;dag", "op;2023-01-31;dag")
    zin = str(spreidingswet.over_kalender(laad("utrecht", kopie_data), "2023-2"))
    assert "Volgens de ene bron is die termijn voorbij, volgens de andere nog niet." in zin


def test_after_the_last_step_the_cycle_is_over(kopie_data: Path) -> None:
    pad = kopie_data / "landelijk" / "cyclusstappen.csv"
    kop, eerste = pad.read_text(encoding="utf-8").splitlines()[:2]
    pad.write_text(f"{kop}\n{eerste.replace('2024-01-31', '2023-01-31')}\n", encoding="utf-8")
    assert "Daarmee is de eerste cyclus voorbij." in str(
        spreidingswet.over_kalender(laad("utrecht", kopie_data), "2023-2")
    )


def test_a_month_passes_on_the_first_day_after_it() -> None:
    stap = Cyclusstap("s", "g", "b", (Vermelding("op", dt.date(2024, 11, 1), "maand", "b", "v"),))
    assert [stap.stand(d) for d in (dt.date(2024, 11, 30), dt.date(2024, 12, 1))] == ["nog te komen", "geweest"]


# --- the twelve provinces ------------------------------------------------------------------------------------------


def test_the_table_shows_the_differences_of_one(utrecht: Gegevens) -> None:
    t = spreidingswet.tabel_provincies(utrecht)
    assert isinstance(t, Tabel)
    per = {r[0]: r[1:] for r in t.cellen()}
    assert per["som min bron"] == ["0", "1", "−1", "0", "0"]
    assert "De rijen van de provincies kloppen precies." in str(spreidingswet.over_provincies(utrecht))


def test_a_row_that_does_not_add_up_is_said(kopie_data: Path) -> None:
    vervang(kopie_data / "landelijk" / "opvangplekken.csv", "Drenthe;3416;20;", "Drenthe;3416;21;")
    assert "Niet alle rijen kloppen" in str(spreidingswet.over_provincies(laad("utrecht", kopie_data)))


def test_the_ranking_by_what_is_still_needed(utrecht: Gegevens) -> None:
    per = {r.naam: r for r in rangorde(utrecht)}
    assert [r.naam for r in rangorde(utrecht)][:5] == [
        "Zuid-Holland",
        "Noord-Holland",
        "Noord-Brabant",
        "Gelderland",
        "Utrecht",
    ]
    assert per["Zeeland"].plaats == 8
    assert per["Zeeland"].plaats_per_1000 == 3
    assert per["Utrecht"].per_1000 == Fraction(2692 * 1000, 1_400_187)  # 1,92
    assert per["Groningen"].plaats == 12
    assert {r.plaats for r in per.values()} == set(range(1, 13))


def test_equal_needs_share_a_place(kopie_data: Path) -> None:
    vervang(
        kopie_data / "landelijk" / "opvangplekken.csv",
        "Drenthe;3416;20;3533;3553;137;",
        "Drenthe;3416;20;3533;3553;70;",
    )
    per = {r.naam: r.plaats for r in rangorde(laad("utrecht", kopie_data))}
    assert per["Groningen"] == per["Drenthe"] == 11


def test_utrecht_has_855_per_cent_of_the_places_and_780_of_the_people(utrecht: Gegevens) -> None:
    (u,) = [d for d in provincieaandelen(utrecht) if d.naam == "Utrecht"]
    assert u.pct_opgave == Fraction(100 * 8207, 96_000)
    _, mensen, _ = inwoners(utrecht)
    assert sum(mensen.values()) == 17_947_684  # the twelve of CBS 70072ned, added by hand
    assert u.pct_inwoners == Fraction(100 * 1_400_187, 17_947_684)
    assert (toon_procent(u.pct_opgave, 2), toon_procent(u.pct_inwoners, 2)) == ("8,55%", "7,80%")
    # any of the published denominators gives the same two decimals
    for noemer in (17_942_942, 17_947_684):
        for teller in (1_400_187, 1_400_057):
            assert toon(Fraction(100 * teller, noemer), 2) == "7,80"
    assert toon(Fraction(100 * 8207, 96_002), 2) == "8,55"
    assert "0,75 procentpunt meer plekken dan inwoners" in str(spreidingswet.over_aandelen(utrecht))


def test_the_shares_of_the_people_add_up_and_those_of_the_places_do_by_their_rounding(utrecht: Gegevens) -> None:
    lijst = provincieaandelen(utrecht)
    assert len(lijst) == 12
    assert sum(d.pct_inwoners for d in lijst) == 100
    assert sum(d.opgave for d in lijst) == 96_002
    t = spreidingswet.tabel_aandelen(utrecht)
    assert isinstance(t, Tabel)
    assert t.cellen()[-1] == ["som van de provincies", "96.002", "100,00%", "17.947.684", "100,00%", "–"]


def test_an_invented_province_shows_no_real_provinces_under_the_mark_fictief(voorbeeld: Gegevens) -> None:
    for maak in (
        spreidingswet.tabel_provincies, spreidingswet.tabel_rangorde, spreidingswet.tabel_aandelen,
        spreidingswet.figuur_provincies, spreidingswet.figuur_rangorde_provincies,
        spreidingswet.figuur_aandelen_provincies,
    ):  # fmt: skip
        ding = maak(voorbeeld)
        assert isinstance(ding, Tekst) or ding == Hoofdstuk(())  # a sentence, or nothing beside one


def test_the_charts_of_the_provinces_say_what_they_draw(utrecht: Gegevens) -> None:
    rang, deel = (
        spreidingswet.figuur_rangorde_provincies(utrecht),
        spreidingswet.figuur_aandelen_provincies(utrecht),
    )
    assert isinstance(rang, Figuur)
    assert isinstance(deel, Figuur)
    assert "4,2 bij Zuid-Holland, 3,0 bij Noord-Holland, 2,9 bij Zeeland" in rang.alt
    assert "hoogste 20,60% bij Zuid-Holland" in deel.alt
