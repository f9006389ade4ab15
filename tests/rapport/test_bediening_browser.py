"""The what-if in a real browser: JupyterLab with its controls, and the published page by keyboard alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from poorten import browser

from ibtlib.rapport.documenten import SOORTEN
from tests.conftest import RAW
from tests.rapport.test_startpagina import leg_neer
from tests.uitvoeringshulp import schrijf_start

pytestmark = pytest.mark.browser
REPO = Path(__file__).parents[2]
VLAGGEN = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCENARIO = next(s for s in SOORTEN if s.naam == "scenario")


@pytest.fixture(scope="module")
def venster(tmp_path_factory) -> Iterator[object]:
    """A browser of its own; skips with the reason where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright ontbreekt")
    if not browser.chromium():
        browser.sla_over("chromium ontbreekt")
    with playwright.sync_playwright() as p:
        context = p.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profiel")), executable_path=browser.chromium(), headless=True, args=VLAGGEN,
            viewport={"width": 1280, "height": 1000},
        )  # fmt: skip
        yield context
        context.close()


@pytest.fixture(scope="module")
def rapport(tmp_path_factory) -> Path:
    """The scenario pages of both provinces, as the batch makes them."""
    map_ = tmp_path_factory.mktemp("rapport")
    for provincie, periode in (("utrecht", "2023-2"), ("voorbeeld", "2024-1")):
        gedaan = subprocess.run(
            [sys.executable, "-m", "ibtlib.cli", "rapport", periode, "--provincie", provincie, "--uitvoer", str(map_)],
            cwd=REPO, capture_output=True, text=True,
        )  # fmt: skip
        assert gedaan.returncode == 0, gedaan.stderr
    return map_


@contextmanager
def bediend(tmp_path_factory, opdracht: Sequence[str], klaar: str) -> Iterator[str]:
    """A server of Jupyter on a copy of the notebook; its address."""
    map_ = tmp_path_factory.mktemp("lab")
    shutil.copy(SCENARIO.pad, map_ / "04_scenario.ipynb")
    with browser.jupyter(opdracht, map_, tmp_path_factory.mktemp("thuis"), klaar, IBT_DATA=str(RAW)) as adres:
        yield adres


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[str]:
    """JupyterLab; its address, where the token is `proef`."""
    with bediend(tmp_path_factory, ["jupyterlab", *browser.JUPYTERLAB], "/api?token=proef") as adres:
        yield adres


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[str]:
    """Voilà, as the README starts it."""
    pytest.importorskip("voila", reason="voila ontbreekt")
    opdracht = ["voila", "04_scenario.ipynb", "--Voila.ip=127.0.0.1"]
    with bediend(tmp_path_factory, opdracht, "/voila/static/voila.js") as adres:
        yield adres


def fouten_van(pagina) -> list[str]:
    """What the console and the scripts of a page complain about, from now on."""
    lijst: list[str] = []
    pagina.on("console", lambda m: lijst.append(m.text) if m.type == "error" else None)
    pagina.on("pageerror", lambda e: lijst.append(str(e)))
    return lijst


def wacht_op(pagina, cijfer: str) -> None:
    """Until the table beside the controls shows this figure."""
    pagina.wait_for_function(
        "cijfer => [...document.querySelectorAll('.widget-html table td')].some(c => c.textContent === cijfer)",
        arg=cijfer,
        timeout=30_000,
    )


def test_jupyterlab_runs_all_cells_and_a_slider_moves_the_table(venster, lab):
    pagina = venster.new_page()
    pagina.set_viewport_size({"width": 1280, "height": 9000})  # JupyterLab does not draw cells out of view
    fouten = fouten_van(pagina)
    pagina.goto(f"{lab}/lab/tree/04_scenario.ipynb?token=proef&reset")
    pagina.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    pagina.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    pagina.get_by_text("Run", exact=True).first.click()
    pagina.get_by_text("Run All Cells", exact=True).click()
    paneel = pagina.locator(".jupyter-widgets.widget-box").first
    paneel.wait_for(timeout=90_000)
    # 574 + 1459 − 1208 = 825, and once more from there: 825 + 1459 − 1208 = 1076
    tabel = paneel.locator("table").first
    assert tabel.locator("tbody td").nth(3).text_content() == "825"
    pagina.locator("caption", has_text="Bronnen van dit rapport").wait_for(timeout=60_000)  # the last cell ran
    # the question first: 2033 in 6 months is 338,8; 1208 ÷ 6 = 201,3
    antwoord = paneel.locator(".widget-html", has_text="per maand").filter(has_text="personen in").first
    assert antwoord.inner_text().split()[:3] == ["339", "per", "maand"]
    # what is not known of a province cannot be moved, and says why
    assert paneel.locator(".widget-slider", has_text="Koppelingen").locator(".noUi-target[disabled]").count() == 1
    assert paneel.get_by_text("Koppelingen: niet te veranderen, want van Provincie Utrecht").is_visible()
    # chart and controls stand beside each other
    grafiek = paneel.locator("[role=img]")
    schuif = paneel.locator(".widget-slider", has_text="Realisatie")
    assert grafiek.bounding_box()["x"] > schuif.bounding_box()["x"] + schuif.bounding_box()["width"]
    schuif.locator(".noUi-handle").first.focus()
    pagina.keyboard.press("ArrowRight")
    # 105%: 1208 × 1,05 = 1268,4, so 1268 persons, 211,4 a month; 2033 − 1268 = 765; 765 + 1459 − 1268 = 956
    wacht_op(pagina, "956")
    cellen = tabel.locator("tbody td").evaluate_all(ZONDER_NOOT)
    assert cellen[:4] == ["1.459", "574", "1.268", "765"] and cellen[4:8] == ["1.459", "765", "1.268", "956"]
    paneel.locator("p", has_text="105% = 1.268, 211 per maand").wait_for()
    paneel.locator("[role=img][aria-label*='Realisatie × 1,05']").wait_for()  # the chart follows too
    # while the mouse has it the chart moves: no release
    greep = schuif.locator(".noUi-handle").first.bounding_box()
    pagina.mouse.move(greep["x"] + greep["width"] / 2, greep["y"] + greep["height"] / 2)
    pagina.mouse.down()
    pagina.mouse.move(greep["x"] + greep["width"] / 2 + 30, greep["y"] + greep["height"] / 2, steps=5)
    paneel.locator("[role=img]:not([aria-label*='Realisatie × 1,05'])").wait_for(timeout=30_000)
    pagina.mouse.up()
    stand = schuif.locator(".widget-readout").text_content()
    paneel.locator("p", has_text=stand).wait_for()  # it follows the slider, of which the value is kept
    assert stand != "105% = 1.268, 211 per maand"
    # kept beside the notebook with its settings, and loaded again
    paneel.get_by_role("button", name="Bewaar").click()
    paneel.get_by_text("Bewaard als scenario-utrecht-provincie-utrecht-na-2023-2-realisatie-").wait_for()
    paneel.get_by_role("button", name="Zet terug").click()
    wacht_op(pagina, "1.076")
    paneel.get_by_role("button", name="Laad").click()
    paneel.get_by_text("De knoppen staan zoals in").wait_for()
    paneel.locator("p", has_text=stand).wait_for()
    paneel.get_by_role("button", name="Zet terug").click()
    wacht_op(pagina, "1.076")
    assert (
        pagina.locator(
            ".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr'], .jp-OutputArea-output.jp-mod-error"
        ).count()
        == 0
    )
    assert fouten == []


def test_voila_serves_the_document_with_the_same_controls(venster, app):
    pagina = venster.new_page()
    fouten: list[str] = []
    pagina.on("pageerror", lambda e: fouten.append(str(e)))
    gevraagd: set[str] = set()
    pagina.on("request", lambda r: gevraagd.add(urlsplit(r.url).hostname or ""))
    pagina.goto(app, timeout=120_000)
    paneel = pagina.locator(".jupyter-widgets.widget-box").first
    paneel.wait_for(timeout=90_000)
    assert paneel.get_by_text("339 per maand", exact=True).is_visible()
    schuif = paneel.locator(".widget-slider", has_text="Realisatie").locator(".noUi-handle").first
    schuif.focus()
    pagina.keyboard.press("ArrowRight")
    wacht_op(pagina, "956")  # 105%: 765, and then 765 + 1459 − 1268
    paneel.get_by_role("button", name="Bewaar").click()
    paneel.get_by_text("Bewaard als scenario-utrecht-provincie-utrecht-na-2023-2-realisatie-105.csv").wait_for()
    assert pagina.get_by_text("bediening.wat_als").count() == 0  # an app shows no code
    # Voilà's own template asks a CDN for icons, which nothing here uses; without network they stay away
    assert gevraagd <= {"127.0.0.1", "", "cdn.jsdelivr.net"}
    assert fouten == []


# the texts of cells without the mark of a note
ZONDER_NOOT = (
    "cs => cs.map(c => { const k = c.cloneNode(true); k.querySelector('.noot')?.remove(); return k.textContent })"
)


def tab_naar(pagina, veld: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(60):
        pagina.keyboard.press("Tab")
        if pagina.evaluate("document.activeElement.labels?.[0]?.textContent") == veld:
            return
    pytest.fail(f"{veld} is met de tabtoets niet te bereiken")


def lijn(pagina, klasse: str) -> list[float]:
    """Heights of the points of one line of the chart, as drawn."""
    d = pagina.locator(f".verloop path.{klasse}").get_attribute("d")
    return [float(punt.split()[1]) for punt in re.split("[ML]", d)[1:]]


def test_the_published_page_works_with_the_keyboard_only(venster, rapport):
    pagina = venster.new_page()
    fouten = fouten_van(pagina)
    pagina.goto((rapport / "utrecht/2023-2/scenario.html").as_uri())
    # the question comes first: 574 + 1459 = 2033 in 6 months is 338,8 a month; 1208 ÷ 6 = 201,3
    antwoord, uitkomst = pagina.locator(".antwoord"), pagina.locator(".uitkomst")
    assert antwoord.inner_text().startswith("339 per maand") and "2.033 personen in 6 maanden" in antwoord.inner_text()
    assert "In 2023-2 waren het er 201 per maand." in antwoord.inner_text()
    tab_naar(pagina, "Op nul op")
    pagina.keyboard.press("ArrowDown")  # 1 January 2025: 574 + 2 × 1459 = 3492 in 12 months
    assert antwoord.inner_text().startswith("291 per maand") and "3.492 personen in 12 maanden" in antwoord.inner_text()
    tab_naar(pagina, "Realisatie")
    gelijk = lijn(pagina, "gelijk")
    assert pagina.locator(".verloop path.keuze").count() == 0
    pagina.keyboard.press("ArrowRight")
    # 110%: 1208 × 1,1 = 1328,8, so 1329 persons; 2033 − 1329 = 704; 704 + 1459 − 1329 = 834
    cellen = pagina.locator(".keuzes tbody td").evaluate_all(ZONDER_NOOT)
    assert cellen[:4] == ["1.459", "574", "1.329", "704"] and cellen[4:8] == ["1.459", "704", "1.329", "834"]
    assert "bij 110% van de realisatie" in uitkomst.inner_text()
    assert uitkomst.inner_text().endswith("is er op 1 januari 2025 (2024-2) een achterstand van 834.")
    assert pagina.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "110% = 1.329, 221 per maand"
    # the chart follows: the same start, and lower than when all stays as it is (a higher place is a smaller number)
    keuze = lijn(pagina, "keuze")
    assert keuze[0] == gelijk[0] == lijn(pagina, "bekend")[-1] and keuze[1] > gelijk[1] and keuze[2] > gelijk[2]
    woorden = pagina.locator(".verloop [role=img]").get_attribute("aria-label")
    assert "tot nu toe: 422 op 1 juli 2022, voorsprong 150 op 1 januari 2023, 406 op 1 juli 2023, 574 op" in woorden
    assert "taakstelling 100%: 574 op 1 januari 2024, 704 op 1 juli 2024, 834 op 1 januari 2025." in woorden
    # 291 a month: 6 × 291 = 1746 of the 2033 by 1 July, so 287; and nothing by 1 January
    assert "op nul te staan: 574 op 1 januari 2024, 287 op 1 juli 2024, 0 op 1 januari 2025." in woorden
    # the figure changed and kept the mark of its note, which stands under the table
    merken = pagina.locator(".keuzes tbody .noot").all_text_contents()
    assert [m.strip() for m in merken] == ["a"] == pagina.locator(".keuzes .noten li b").all_text_contents()
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")  # Zet terug
    assert pagina.locator(".keuzes tbody td").all_inner_texts()[7] == "1.076"
    assert antwoord.inner_text().startswith("339 per maand")
    assert fouten == []


def test_the_state_stands_in_the_address_and_is_there_for_who_gets_it(venster, rapport):
    pagina = venster.new_page()
    fouten = fouten_van(pagina)
    adres = (rapport / "utrecht/2023-2/scenario.html").as_uri()
    pagina.goto(adres)
    tab_naar(pagina, "Realisatie")
    pagina.keyboard.press("End")
    tab_naar(pagina, "Taakstelling")
    pagina.keyboard.press("Home")
    assert pagina.url == f"{adres}#realisatie=150&taakstelling=80"
    ander = venster.new_page()
    fouten_ander = fouten_van(ander)
    ander.goto(pagina.url)
    # 1208 × 1,5 = 1812, 1459 × 0,8 = 1167: 574 + 1167 − 1812 = −71, −71 + 1167 − 1812 = −716
    assert ander.locator(".uitkomst").inner_text().endswith("een voorsprong van 716.")
    cellen = ander.locator(".keuzes tbody td").evaluate_all(ZONDER_NOOT)
    assert cellen[3] == "voorsprong 71" and cellen[7] == "voorsprong 716"
    ander.get_by_role("button", name="Zet terug").click()
    assert ander.url == adres
    # what is no state is left alone, what is no choice is the start
    ander.goto(f"{adres}#realisatie=<b>1&taakstelling=110")
    assert ander.locator(".keuzes .stand").all_inner_texts() == ["100% = 1.208, 201 per maand", "110% = 1.605"]
    assert ander.locator(".keuzes b").all_text_contents() == ["a"]  # the mark of the note, and nothing of the address
    assert fouten == fouten_ander == []


def test_of_a_gemeente_the_chart_is_about_itself_and_the_unknown_is_said(venster, rapport):
    pagina = venster.new_page()
    fouten = fouten_van(pagina)
    pagina.goto((rapport / "voorbeeld/2024-1/scenario.html").as_uri())
    pagina.get_by_label("Gebied").select_option(label="Fazantrode")  # of which no realisatie is known
    assert pagina.locator(".antwoord").inner_text().startswith("Niet te berekenen")
    assert "niet te berekenen" in pagina.locator(".uitkomst").inner_text()
    woorden = pagina.locator(".verloop [role=img]").get_attribute("aria-label")
    assert woorden.startswith("Lijndiagram van Fazantrode. tot nu toe: ") and "gelijk blijft" not in woorden
    assert pagina.locator(".verloop figcaption").inner_text().startswith("FICTIEF")
    pagina.get_by_label("Gebied").select_option(label="Broekdonk")
    # gemeenten/2024-2.csv: 55 to house and 29 behind, so 84 in 6 months; of 48 in 2024-1, 8 a month
    assert pagina.locator(".antwoord").inner_text().startswith("14 per maand")
    # its trede is computed and looks so; a province has none
    trede = pagina.locator(".keuzes tbody tr").first.locator("td").last
    assert trede.inner_text().startswith("trede ") and "berekend" in (trede.get_attribute("class") or "")
    pagina.get_by_label("Gebied").select_option(index=0)
    assert trede.inner_text() == "geen trede" and "berekend" not in (trede.get_attribute("class") or "")
    assert fouten == []


def test_without_a_script_the_base_and_the_alternatives_stand_there(venster, rapport):
    kaal = venster.browser.new_context(java_script_enabled=False) if venster.browser else None
    if kaal is None:
        html = (rapport / "utrecht/2023-2/scenario.html").read_text("utf-8")
        zonder = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
        assert "<select" not in zonder and "<input" not in zonder
        assert "1.076" in zonder and "De voornaamste alternatieven" in zonder
        return
    pagina = kaal.new_page()
    pagina.goto((rapport / "utrecht/2023-2/scenario.html").as_uri())
    assert pagina.locator("fieldset").count() == 0
    assert pagina.locator(".keuzes tbody td").all_inner_texts()[7] == "1.076"
    assert pagina.get_by_text("De voornaamste alternatieven voor de provincie").count() >= 1
    kaal.close()


def test_axe_html_validate_and_reflow_find_nothing(rapport):
    browser.vereis()
    paginas = sorted(rapport.rglob("scenario.html"))
    assert len(paginas) == 2
    assert browser.axe(paginas) == []
    assert browser.breedte(paginas) == []
    assert browser.verzoeken(paginas) == []
    assert browser.html_validate(paginas) == []


def test_a_gemeente_is_found_by_a_part_of_its_name_and_enter_goes_there(venster, tmp_path):
    leg_neer(tmp_path, "utrecht", ["2023-2"])
    schrijf_start(tmp_path, RAW)
    pagina = venster.new_page()
    pagina.goto((tmp_path / "index.html").as_uri())
    veld = pagina.get_by_label("Zoek een gemeente")

    def over() -> list[str]:
        return list(pagina.locator(".alfabet li li:visible").all_inner_texts())

    veld.fill("utrecht")
    assert over() == ["Utrecht", "Utrechtse Heuvelrug"]
    assert pagina.get_by_role("status").inner_text() == "2 gemeenten gevonden."
    veld.fill("ijsselmeer")
    assert over() == [] and pagina.get_by_role("status").inner_text() == "Geen gemeente gevonden."
    veld.fill("")
    assert len(over()) == 26
    veld.fill("bílt")  # not the first word, and an accent too many
    assert over() == ["De Bilt"]
    veld.press("Enter")
    pagina.wait_for_url("**/utrecht/index.html#gm0310")
