"""The monitor during a periode: the published stand reproduced, the pace, the expectation, and reading the files."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.monitor import Tussenstand, lees_peildatum, redenen, tussenstanddatums, van_gemeenten, van_provincie
from ibtlib.gegevens.gegevens import laad
from ibtlib.rapport import monitor
from tests.conftest import REPO, vervang
from tests.notebookhulp import toon
from tests.poorten import browser, verapdf

STAND = "2023-10-26"
DAG = dt.date(2023, 10, 26)


# --- the published stand -----------------------------------------------------------------------------------


def test_the_published_stand_is_reproduced_and_what_the_lowered_taakstelling_made_of_it(utrecht):
    # voortgangsrapportage 2022-2/2023-1, Vooruitblik: 667 on 26 October 2023, 26% of 2.532; lowered (report 2023-2,
    # tabel 1): 1.372 + 406 = 1.778, and 667/1.778 = 37,51%
    eerst, verlaagd = van_provincie(utrecht, DAG)
    assert [(v, s.realisatie, s.totaalopgave) for v, s in (eerst, verlaagd)] == [
        ("oorspronkelijk", 667, 2532), ("verlaagd", 667, 1778),
    ]  # fmt: skip
    assert eerst[1].pct_totaalopgave == Fraction(66700, 2532) and verlaagd[1].pct_totaalopgave == Fraction(66700, 1778)
    assert (eerst[1].gepubliceerd_pct, verlaagd[1].gepubliceerd_pct) == (26, None)
    cellen = monitor.tabel_provincie(utrecht, STAND).cellen()
    assert [rij[3:6] for rij in cellen] == [["667", "26%", "26,3%"], ["667", "–", "37,5%"]]
    tekst = " ".join(monitor.over_samenvatting(utrecht, STAND).alineas)
    assert (
        "26,3% van de totaalopgave van 2.532 bij de eerst vastgestelde taakstelling (berekend, in de bron 26%)" in tekst
    )
    assert "verlaagd van 2.126 naar 1.372; daarmee geeft dezelfde realisatie 37,5% in plaats van 26,3%" in tekst


def test_the_expected_end_is_the_pace_so_far_over_the_whole_periode(utrecht):
    # 26 October: 3 months and 25 of 31 days of 6 months = 118/186; 667 × 186/118 = 1051,4; 1778 − 1051 = 727
    (_, s) = van_provincie(utrecht, DAG)[1]
    assert s.verstreken == Fraction(118, 186)
    assert (s.verwacht_lineair, s.eindstand(s.verwacht_lineair)) == (1051, 727)
    assert s.verwacht_patroon is None and s.achter is True
    assert "niet te rekenen" in " ".join(monitor.tabel_provincie(utrecht, STAND).opmerkingen)


@pytest.mark.parametrize(
    ("dag", "deel"),
    [
        (dt.date(2023, 8, 1), Fraction(1, 6)),  # the national monitor: after a month 16,7%
        (dt.date(2023, 9, 1), Fraction(2, 6)),
        (dt.date(2023, 10, 1), Fraction(3, 6)),
        (dt.date(2024, 1, 1), Fraction(1)),
        (dt.date(2023, 7, 1), Fraction(0)),
        (dt.date(2023, 7, 2), Fraction(1, 186)),
    ],
)
def test_a_sixth_of_the_periode_passes_a_month_and_a_day_its_part_of_it(dag, deel):
    assert Periode(2023, 2).verstreken(dag) == deel


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 30)))
def test_time_only_goes_forward_within_a_periode(dag):
    p = Periode.van(dag)
    assert p.begin <= dag < p.peildatum
    assert 0 <= p.verstreken(dag) < p.verstreken(dag + dt.timedelta(days=1)) <= 1


# --- per gemeente ------------------------------------------------------------------------------------------


def stand(**anders) -> Tussenstand:
    vast = {"code": "GM1", "naam": "A", "datum": dt.date(2024, 10, 1), "realisatie": 15, "gekoppeld": None,
            "taakstelling": 30, "achterstand_begin": 0}  # fmt: skip
    return Tussenstand(**{**vast, **anders})


def test_the_pattern_of_earlier_perioden_is_a_straight_line_between_what_is_known(voorbeeld):
    # 2024-04-15 Aarderveld: 20 of its 34 at (3 + 14/30)/6 = 104/180 = 26/45 of 2024-1; so at 1/3 of 2024-2 it is
    # 20/34 × (1/3)/(26/45) = 75/221 of the whole: 12 on 1 September becomes 12 × 221/75 = 35,36
    s = next(s for s in van_gemeenten(voorbeeld, dt.date(2024, 9, 1)) if s.naam == "Aarderveld")
    assert s.patroon == Fraction(75, 221) and s.patroon_van == ("2024-1",)
    assert (s.verwacht_lineair, s.verwacht_patroon) == (36, 35)
    zonder = next(s for s in van_gemeenten(voorbeeld, dt.date(2024, 9, 1)) if s.naam == "Fazantrode")
    assert zonder.patroon is None  # its realisatie of 2024-1 is not known
    assert {s.patroon for s in van_gemeenten(voorbeeld, dt.date(2024, 4, 15))} == {None}


def test_the_realisatie_of_the_periode_itself_is_never_used(kopie_data, voorbeeld):
    vervang(kopie_data / "voorbeeld/gemeenten/2024-2.csv", "GM9001;Aarderveld;36;0;36;", "GM9001;Aarderveld;36;0;;")
    assert van_gemeenten(laad("voorbeeld", kopie_data), dt.date(2024, 11, 15)) == van_gemeenten(
        voorbeeld, dt.date(2024, 11, 15)
    )


def test_on_the_line_is_on_schedule_and_one_short_is_behind():
    assert (stand().achter, stand(realisatie=14).achter) == (False, True)  # half of 30
    assert stand(achterstand_begin=None).achter is None
    assert stand(achterstand_begin=-40, realisatie=0).achter is False  # a voorsprong leaves nothing to do


def test_reasons_for_a_conversation_by_their_boundaries():
    vorige = stand(datum=dt.date(2024, 9, 1), realisatie=15)
    assert redenen(stand()) == () == redenen(stand(gekoppeld=40))
    assert redenen(stand(realisatie=14, gekoppeld=20)) == (
        "loopt achter op schema: 14 gehuisvest, bij een gelijkmatig tempo 15",
        "haalt in dit tempo de taakstelling niet: 28 van 30",
        "6 gekoppeld en nog niet gehuisvest",
    )
    assert redenen(stand(vorige=vorige)) == ("sinds 1 september 2024 is niemand gehuisvest",)
    assert redenen(stand(realisatie=16, vorige=vorige)) == ()
    minder = redenen(stand(realisatie=14, vorige=vorige, taakstelling=None))
    assert minder == ("de realisatie is lager dan op 1 september 2024: controleer haar",)


def test_what_changed_since_the_last_stand_of_the_same_periode(voorbeeld):
    # Hazelmonde: 6 on 1 September, 6 on 1 October; linked 12 and 17 (tussenstanden/*.csv)
    t = {rij[0]: rij[1:] for rij in monitor.tabel_veranderd(voorbeeld, "2024-10-01").rijen}
    assert t["Hazelmonde"] == (6, 6, 0, 12, 17, 5)
    eerste = monitor.tabel_veranderd(voorbeeld, "2024-09-01")  # the stand of April is of another periode
    assert not eerste.rijen and "geen eerdere stand" in eerste.zonder_rijen


def test_the_province_is_the_sum_only_when_every_gemeente_is_known(kopie_data, voorbeeld):
    dag = dt.date(2024, 11, 15)
    (_, som) = van_provincie(voorbeeld, dag)[0]
    assert (som.realisatie, som.gekoppeld) == (
        28 + 24 + 40 + 28 + 26 + 16 + 11 + 42,
        36 + 80 + 52 + 36 + 39 + 22 + 23 + 66,
    )
    vervang(kopie_data / "voorbeeld/tussenstanden/2024-11-15.csv", "GM9001;28;36\n", "")
    assert van_provincie(laad("voorbeeld", kopie_data), dag) == []


def test_koppelingen_stand_against_the_koppelpeildatum(voorbeeld, utrecht):
    assert "zijn het nog 30 dagen" in monitor.over_koppelingen(voorbeeld, "2024-09-01").alineas[0]
    assert monitor.over_koppelingen(voorbeeld, "2024-10-01").alineas[0].startswith("Deze dag, 1 oktober 2024, is de")
    later = monitor.over_koppelingen(voorbeeld, "2024-11-15").alineas[0]
    assert (
        "De koppelpeildatum was 1 oktober 2024" in later
        and "verschoonbaar is, is bij het kader van deze periode niet bekend" in later
    )
    assert "staat niet in de gelezen bronnen" in monitor.over_koppelingen(utrecht, STAND).alineas[0]
    broekdonk = next(
        r for r in toon("06_monitor.ipynb", "06-15", voorbeeld, peildatum="2024-11-15").rijen if r[0] == "Broekdonk"
    )
    assert broekdonk == ("Broekdonk", 84, 80, 4, 56)  # 55 + 29; 84 − 80; 80 − 24


def test_without_figures_per_gemeente_the_monitor_says_so_and_shows_the_province(utrecht):
    assert "niet te zeggen" in monitor.tabel_gesprekken(utrecht, STAND).zonder_rijen
    assert monitor.tabel_gemeenten(utrecht, STAND).rijen == ()
    assert "667" in toon("06_monitor.ipynb", "06-11", utrecht, peildatum=STAND).alt


def test_the_signal_is_called_an_assumption_and_a_file_without_source_says_so(voorbeeld):
    t = monitor.tabel_gesprekken(voorbeeld, "2024-11-15")
    assert t.opmerkingen[0].startswith("Aanname:") and "geen bron geeft hiervoor een norm" in t.opmerkingen[0]
    assert "uit het bestand tussenstanden/2024-11-15.csv" in t.opmerkingen[1]
    assert not any("uit het bestand" in o for o in monitor.tabel_gesprekken(voorbeeld, "2024-10-01").opmerkingen)


# --- reading -----------------------------------------------------------------------------------------------


def test_every_stand_is_found_and_another_day_is_refused(utrecht, voorbeeld):
    assert tussenstanddatums(utrecht) == [DAG]
    assert [d.isoformat() for d in tussenstanddatums(voorbeeld)] == [
        "2024-04-15", "2024-09-01", "2024-10-01", "2024-11-15",
    ]  # fmt: skip
    with pytest.raises(AanvraagFout, match="Bedoelde u '2023-10-26'"):
        lees_peildatum(utrecht, "2023-10-25")


def test_a_file_of_just_three_columns_is_enough(kopie_data):
    pad = kopie_data / "utrecht/tussenstanden/2024-03-01.csv"
    pad.parent.mkdir()
    pad.write_text("gemeentecode;realisatie;gekoppeld\nGM0310;12;\n", encoding="utf-8")
    g = laad("utrecht", kopie_data)
    (s,) = van_gemeenten(g, dt.date(2024, 3, 1))
    assert (s.naam, s.realisatie, s.gekoppeld, s.totaalopgave, s.herkomst) == ("De Bilt", 12, None, None, ())
    assert g.bestanden["utrecht/tussenstanden/2024-03-01.csv"]
    assert van_provincie(g, dt.date(2024, 3, 1)) == []


@pytest.mark.parametrize(
    ("naam", "inhoud", "meldingen"),
    [
        ("voorjaar.csv", "gemeentecode;realisatie;gekoppeld\n", ["de bestandsnaam moet een datum zijn"]),
        ("2024-02-30.csv", "gemeentecode;realisatie;gekoppeld\n", ["'2024-02-30' is geen bestaande datum"]),
        ("2024-07-01.csv", "gemeentecode;realisatie;gekoppeld\n", ["2024-07-01 is een peildatum"]),
        ("2024-03-01.csv", "gemeentecode;realisatie\nGM0310;1\n", ["kolom gekoppeld", "ontbreekt"]),
        (
            "2024-03-01.csv",
            "gemeentecode;realisatie;gekoppeld\nGM0310;;2\nGM0342;-1;x\n",
            ["regel 2, kolom realisatie: is leeg", "'-1' is minder dan 0", "'x' is geen geheel getal"],
        ),
        ("2024-03-01.csv", "gemeentecode;realisatie;gekoppeld\nGM9999;1;2\n", ["GM9999"]),
        ("2024-03-01.csv", "gemeentecode;realisatie;gekoppeld\nGM0310;1;2\nGM0310;1;2\n", ["dubbele rij: GM0310"]),
        (
            "2024-03-01.csv",
            "gemeentecode;realisatie;gekoppeld;bron;vindplaats\nGM0310;1;2;bestaat-niet;\n",
            ["'bestaat-niet' staat niet in bronnen.csv"],
        ),
    ],
)
def test_a_wrong_file_is_explained_all_at_once(kopie_data, naam, inhoud, meldingen):
    pad = kopie_data / "utrecht/tussenstanden" / naam
    pad.parent.mkdir()
    pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    for melding in meldingen:
        assert melding in str(fout.value)


# --- the document ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def monitors(tmp_path_factory) -> Path:
    from ibtlib.cli import main

    map_ = tmp_path_factory.mktemp("monitor")
    assert main(["monitor", "--data", str(REPO / "data/raw"), "--uitvoer", str(map_)]) == 0
    return map_


def test_the_monitor_makes_a_page_and_a_pdf_per_stand_and_the_index_links_to_them(monitors):
    paden = sorted(p.relative_to(monitors).as_posix() for p in monitors.glob("*/monitor/*.*"))
    dagen = [f"utrecht/monitor/{STAND}", *(f"voorbeeld/monitor/2024-{d}" for d in ("04-15", "09-01", "10-01", "11-15"))]
    assert paden == [f"{d}.{f}" for d in dagen for f in ("html", "pdf")]
    index = (monitors / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{pad}"' in index for pad in paden)
    html = (monitors / "voorbeeld/monitor/2024-10-01.html").read_text(encoding="utf-8")
    assert html.count("<script>") == 2  # of the tables that sort, and of what is wider than the screen
    assert "sinds 1 september 2024 is niemand gehuisvest" in html


def test_every_table_and_drawing_of_a_monitor_leads_to_files_that_hold_it(monitors):
    """Of Broekdonk: (55 + 29) × 62/184 days = 28,3 at an even pace."""
    for pagina in monitors.glob("*/monitor/*.html"):
        soep = BeautifulSoup(pagina.read_text("utf-8"), "html.parser")
        for stuk, soorten in (("figure", {"SVG", "PNG", "CSV"}), (".tabel", {"CSV"})):
            assert soep.select(stuk)
            for regel in (s.find_next(class_="mee") for s in soep.select(stuk)):
                doelen = {a.get_text(): a["href"] for a in regel.select("a")}
                assert soorten <= doelen.keys(), (pagina, doelen)
                assert all((pagina.parent / d).is_file() for d in doelen.values() if d[0] != "#"), pagina
    tempo = monitors / "voorbeeld/monitor/tabellen/monitor-2024-09-01-tempo-cijfers.csv"
    assert [r.split(";")[2] for r in tempo.read_text("utf-8-sig").splitlines() if r.startswith("Broekdonk;")] == ["28"]


def test_a_table_without_rows_brings_no_script_that_sorts(monitors):
    html = {p.parent.parent.name: p.read_text("utf-8") for p in monitors.glob("*/monitor/*.html")}
    sorteert = 'kop.setAttribute("aria-sort"'
    assert sorteert not in html["utrecht"] and sorteert in html["voorbeeld"]


@pytest.mark.browser
def test_every_monitor_passes_the_gates(monitors):
    browser.vereis()
    paden = sorted(monitors.glob("*/monitor/*.html"))
    assert browser.html_validate(paden) == []
    assert browser.breedte(paden, 320) == []
    assert browser.axe([paden[0], paden[-1]]) == []
    assert browser.verzoeken([paden[-1]]) == []


@pytest.mark.browser
def test_a_table_sorts_by_keyboard_says_so_and_keeps_what_is_missing_at_the_end(monitors, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright ontbreekt")
    browser.vereis()
    with playwright.sync_playwright() as p:
        context = p.chromium.launch_persistent_context(
            str(tmp_path), executable_path=browser.chromium(), headless=True, args=["--no-sandbox", "--disable-gpu"]
        )
        pagina = context.new_page()
        pagina.goto((monitors / "voorbeeld/monitor/2024-11-15.html").as_uri())
        tabel = pagina.locator("#tabel-tussenstand-gemeenten")
        knop = tabel.get_by_role("button", name="Eindstand, lineair")

        def kolom(j: int) -> list[str]:
            return [rij.locator("th,td").nth(j).inner_text() for rij in tabel.locator("tbody tr").all()]

        assert kolom(0) == sorted(kolom(0))
        knop.focus()
        pagina.keyboard.press("Enter")
        # 36−38, 84−32, 52−54, 36−38, 39−35, none, 66−56, 23−15; negative is a real minus sign
        assert kolom(6) == ["−2", "−2", "−2", "4", "8", "10", "52", "–"]
        assert tabel.locator("th[aria-sort=ascending]").inner_text().startswith("Eindstand, lineair")
        assert tabel.get_by_role("status").inner_text() == "Gesorteerd op Eindstand, lineair, oplopend."
        pagina.keyboard.press("Space")
        assert kolom(6) == ["52", "10", "8", "4", "−2", "−2", "−2", "–"]
        assert tabel.locator("[aria-sort]").count() == 1
        pagina.keyboard.press("Shift+Tab")  # a note is no stop on the way
        assert pagina.evaluate("document.activeElement.textContent") == "Verwacht, lineair"
        context.close()


@pytest.mark.java
def test_every_monitor_is_pdf_ua_1_and_pdf_a_2a(monitors):
    verapdf.vereis()
    assert verapdf.controleer(sorted(monitors.glob("*/monitor/*.pdf"))) == []
