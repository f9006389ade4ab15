"""As an analyst works: `ibt lab` in a real browser, Run All in every notebook, and a chart of one's own published."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook
from poorten import browser

from ibtlib.gegevens.nieuwe_provincie import maak_provincie
from tests.rapport.test_bediening_browser import venster  # noqa: F401
from tests.rapport.test_landelijk import FLEVOLAND
from tests.uitvoeringshulp import KERN

pytestmark = pytest.mark.browser
REPO = Path(__file__).parents[2]
NOTEBOOKS = sorted(p.name for p in (REPO / "notebooks").glob("*.ipynb"))
FOUT = ".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr'], .jp-RenderedText[data-mime-type='application/vnd.jupyter.error']"
MIJN = [
    "import ibtlib as ibt\n\nibt.stijl()\ng = ibt.laad(provincie)",
    'ibt.titel(g, periode, "Mijn analyse")',
    "frame = ibt.trend(g, periode).reeks().dropna(subset='realisatie')[['realisatie', 'bron', 'vindplaats']]\n"
    "ax = frame.plot(marker='o', ylabel='personen', xlabel='')\n"
    "ax.annotate('<b>hoogste</b>', (frame['realisatie'].argmax(), frame['realisatie'].max()))\n"
    "ibt.figuur(ax, 'Realisatie, personen', cijfers=frame, g=g)",
]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A folder with raw data, as somebody has it who installed the package; with a second province to lay beside the first."""
    map_ = tmp_path_factory.mktemp("project")
    raw = map_ / "data" / "raw"
    shutil.copytree(REPO / "data" / "raw", raw)
    maak_provincie("flevoland", raw)
    (raw / "flevoland" / "gemeenten").mkdir()
    (raw / "flevoland" / "gemeenten" / "2023-2.csv").write_text(FLEVOLAND, encoding="utf-8")
    return map_


@pytest.fixture(scope="module")
def lab(project, tmp_path_factory) -> Iterator[str]:
    """`ibt lab`, with the options of JupyterLab that a test needs; its address."""
    opdracht, thuis = ["ibtlib.cli", "lab", *browser.JUPYTERLAB], tmp_path_factory.mktemp("thuis")
    with browser.jupyter(opdracht, project, thuis, "/api?token=proef", PYTHONPATH=str(REPO)) as adres:
        yield adres


def voer_alles_uit(venster, lab, naam):  # noqa: F811
    """The page of a notebook of which every cell has run."""
    pagina = venster.new_page()
    pagina.set_viewport_size({"width": 1280, "height": 12_000})  # JupyterLab does not draw cells out of view
    pagina.goto(f"{lab}/lab/tree/{naam}?token=proef&reset")
    pagina.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    pagina.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    pagina.get_by_text("Run", exact=True).first.click()
    pagina.get_by_text("Run All Cells", exact=True).click()
    pagina.wait_for_function(
        "() => {const c = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(e => e.textContent);"
        " return c.length && c.every(t => /^\\[\\d+\\]:$/.test(t))}",
        timeout=240_000,
    )
    return pagina


@pytest.mark.parametrize("naam", NOTEBOOKS)
def test_every_cell_of_every_notebook_runs_in_jupyterlab(venster, lab, project, naam):  # noqa: F811
    pagina = voer_alles_uit(venster, lab, naam)
    assert [e.inner_text()[:300] for e in pagina.locator(FOUT).all()] == []
    assert (project / "werk" / naam).is_file()
    pagina.close()


def test_in_jupyterlab_text_stands_left_treden_have_their_colour_and_notes_one_number(venster, lab):  # noqa: F811
    pagina = voer_alles_uit(venster, lab, "01_voortgang.ipynb")
    trede = pagina.locator("div.ibt td.trede-2", has_text="trede 2").first  # a number stands right
    assert trede.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 217, 102)"  # #FFD966
    assert trede.evaluate("e => getComputedStyle(e).textAlign") == "left"
    assert pagina.locator("div.ibt tbody th").first.evaluate("e => getComputedStyle(e).textAlign") == "left"
    assert pagina.locator("div.ibt ol.noten").first.evaluate("e => getComputedStyle(e).listStyleType") == "none"
    pagina.close()


def test_a_chart_of_ones_own_goes_from_a_new_notebook_to_a_page(venster, lab, project):  # noqa: F811
    parameters = new_code_cell('provincie = "utrecht"\nperiode = "2023-2"', id="p", metadata={"tags": ["parameters"]})
    cellen = [parameters, *(new_code_cell(bron, id=f"c{n}") for n, bron in enumerate(MIJN))]
    pad = project / "werk" / "mijn.ipynb"
    nbformat.write(new_notebook(cells=cellen, metadata=KERN), pad)
    pagina = voer_alles_uit(venster, lab, "mijn.ipynb")
    assert pagina.locator(FOUT).count() == 0
    assert pagina.locator(".jp-OutputArea-output svg").count() == 1  # the figure, and not the drawing once more
    assert pagina.locator(".jp-OutputArea-output img").count() == 0
    pagina.keyboard.press("Control+s")
    pagina.wait_for_timeout(1500)
    pagina.close()
    gedaan = subprocess.run(
        [sys.executable, "-m", "ibtlib.cli", "rapport", "2023-2", "--notebook", str(pad), "--formaat", "html"],
        cwd=project, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert gedaan.returncode == 0, gedaan.stderr
    gepubliceerd = project / "reports/utrecht/2023-2/eigen/mijn.html"
    html = BeautifulSoup(gepubliceerd.read_text("utf-8"), "html.parser")
    assert html.select_one("h1").get_text() == "Mijn analyse"
    # tabel 1 of the reports
    assert "1.635 in 2022-2, 1.138 in 2023-1 en 1.208 in 2023-2" in str(html.select_one("figure"))
    assert "<b>hoogste</b>" in [e.get_text() for e in html.select("figure svg text")]
    assert browser.axe([gepubliceerd]) == [] and browser.breedte([gepubliceerd]) == []
    assert browser.html_validate([gepubliceerd]) == []
