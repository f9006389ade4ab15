"""From raw figures to published folder: the real batch, its output (contract 4.5), and the gates on every page."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from ibtlib.uitvoering import rapport
from ibtlib.uitvoering.document import SOORTEN, Soort, standaardparameters
from tests.poorten import browser, verapdf

REPO = Path(__file__).parents[1]
DATA = REPO / "data" / "raw"
PERIODEN = {
    "utrecht": ["2022-2", "2023-1", "2023-2", "2024-1"],
    "voorbeeld": ["2022-1", "2022-2", "2023-1", "2023-2", "2024-1", "2024-2"],
}


def ibt(*woorden, cwd=REPO, **omgeving):
    return subprocess.run(
        [sys.executable, "-m", "ibtlib.cli", *map(str, woorden)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **omgeving},
    )


@pytest.fixture(scope="module")
def alles(tmp_path_factory):
    """The output of `make reports`."""
    map_ = tmp_path_factory.mktemp("alles") / "reports"
    gedaan = ibt("rapport", "--alles", "--uitvoer", map_)
    assert gedaan.returncode == 0, gedaan.stderr
    return map_


@pytest.fixture(scope="module")
def paginas(alles):
    return sorted(alles.rglob("*.html"))


def vingerafdrukken(map_):
    return {
        p.relative_to(map_).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(map_.rglob("*"))
        if p.is_file()
    }


# --- what stands there ------------------------------------------------------------------------------------


def test_every_periode_of_every_provincie_has_all_documents_in_both_formats(alles):
    for provincie, perioden in PERIODEN.items():
        assert sorted(p.name for p in (alles / provincie).iterdir()) == perioden
        for periode in perioden:
            map_ = alles / provincie / periode
            for naam in ("voortgang", "trend", "spreidingswet", "scenario"):
                assert (map_ / f"{naam}.html").stat().st_size < 300_000
                assert (map_ / f"{naam}.pdf").stat().st_size < 250_000
                assert (map_ / "notebooks" / f"{naam}.ipynb").is_file()
            assert (map_ / "tabellen.xlsx").is_file()
            assert len(list((map_ / "tabellen").glob("*.csv"))) >= 10
    assert (alles / "index.html").is_file()
    assert not list(alles.glob(".bezig-*"))
    assert not (alles / "mislukt").exists()


def test_the_index_links_to_every_document_that_is_there(alles):
    html = (alles / "index.html").read_text(encoding="utf-8")
    doelen = set(re.findall(r'href="([^"#][^"]*)"', html))
    for bestand in alles.rglob("*"):
        if bestand.suffix in (".html", ".pdf", ".xlsx") and bestand.name != "index.html":
            assert bestand.relative_to(alles).as_posix() in doelen
    assert all((alles / d.partition("#")[0]).is_file() for d in doelen)


def test_the_receipt_names_inputs_kader_assumptions_counts_and_findings(alles):
    bonnetje = json.loads((alles / "utrecht/2023-2/verantwoording.json").read_text(encoding="utf-8"))
    pad = DATA / "utrecht" / "resultaten.csv"
    assert bonnetje["invoer_sha256"]["utrecht/resultaten.csv"] == hashlib.sha256(pad.read_bytes()).hexdigest()
    assert bonnetje["kader"]["kader"] == "absoluut-kader-2022"
    assert any("90%" in a for a in bonnetje["kader"]["aannames"])
    assert bonnetje["treden"] == {"vastgesteld": {"trede 1": 13, "trede 2": 13}, "berekend": {}}
    assert len(bonnetje["niet_te_beoordelen"]) == 26
    assert {"stand-2024-01-01", "eindstand-2023-1"} <= {b["id"] for b in bonnetje["aansluiting"]}
    assert "2026" not in json.dumps({k: w for k, w in bonnetje.items() if k != "invoer_sha256"})  # no clock


@pytest.mark.parametrize(
    ("pad", "woorden"),
    [
        ("utrecht/2023-2/voortgang.html", ["1.372", "1.778", "1.208", "88%", "68%", "570", "574", "trede 2"]),
        ("utrecht/2024-1/voortgang.html", ["1.459", "2.033", "2.029", "geen treden"]),
        ("utrecht/2023-2/trend.html", ["3,85", "2.126", "1.394", "verviervoudigd", "geen cijfer"]),
        ("utrecht/2023-2/spreidingswet.html", ["42,9%", "49,9%", "91,1%", "98,5%", "1.182", "8.207"]),
        ("voorbeeld/2024-2/voortgang.html", ["FICTIEF", "trede 4", "niet te beoordelen", "aanname"]),
    ],
)
def test_the_figures_that_matter_stand_on_the_page(alles, pad, woorden):
    html = (alles / pad).read_text(encoding="utf-8")
    assert [w for w in woorden if w not in html] == []


def test_the_fictional_province_says_so_on_every_table_and_page(alles):
    for pagina in (alles / "voorbeeld").rglob("*.html"):
        soep = BeautifulSoup(pagina.read_text(encoding="utf-8"), "html.parser")
        eigen = [c.get_text() for c in soep.find_all("caption") if not c.find_parent(class_="figuur")]
        assert eigen and [c for c in eigen if "FICTIEF" not in c] == [], pagina


def test_pages_are_dutch_self_contained_and_without_code(paginas):
    for pagina in paginas:
        html = pagina.read_text(encoding="utf-8")
        assert html.startswith("<!DOCTYPE html>") and '<html lang="nl"' in html
        assert html.count("<h1") == 1
        assert "Content-Security-Policy" in html
        assert html.count("<script") == (pagina.name == "scenario.html")  # the one of `keuzes`, allowed by its hash
        assert "ibt.laad(" not in html and "jp-Cell" not in html
        assert not re.findall(r'(?:src|srcset)="(?!data:)', html)
        assert not re.findall(r"<t[hd][^>]*>\s*(?:None|nan|NaN|<NA>)\s*<", html)


def test_pdfs_are_a4_tagged_dutch_and_titled(alles):
    import pikepdf

    for pad in alles.rglob("*.pdf"):
        with pikepdf.open(pad) as pdf:
            assert str(pdf.Root.Lang) in ("nl", "nl-NL")
            assert bool(pdf.Root.MarkInfo.Marked)
            assert {tuple(round(float(x)) for x in p.MediaBox[2:]) for p in pdf.pages} == {(595, 842)}
            with pdf.open_metadata() as meta:
                assert "Provincie" in meta["dc:title"] or "vergunninghouders" in meta["dc:title"].lower()


# --- the same inputs give the same bytes -------------------------------------------------------------------


def test_a_second_run_elsewhere_gives_the_same_bytes(alles, tmp_path):
    gedaan = ibt(
        "rapport", "2023-2", "--uitvoer", tmp_path / "reports", "--data", DATA, "--werkers", 1,
        cwd=tmp_path, PYTHONHASHSEED="7", TZ="Pacific/Auckland", LANG="C", LC_ALL="C",
    )  # fmt: skip
    assert gedaan.returncode == 0, gedaan.stderr
    assert vingerafdrukken(tmp_path / "reports/utrecht/2023-2") == vingerafdrukken(alles / "utrecht/2023-2")


def test_a_run_with_nothing_to_do_says_why_and_changes_nothing(alles):
    voor = vingerafdrukken(alles)
    gedaan = ibt("rapport", "2023-2", "--uitvoer", alles, "--waarom")
    assert gedaan.returncode == 0, gedaan.stderr
    assert "utrecht/2023-2/voortgang: overgeslagen, er is niets veranderd" in gedaan.stdout
    assert "gemaakt" not in gedaan.stdout and vingerafdrukken(alles) == voor


# --- what is wrong is said, and nothing is lost ------------------------------------------------------------


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (["rapport", "2019-1"], "Over periode 2019-1 van Utrecht zijn geen"),
        (["rapport", "vorig jaar"], "'vorig jaar' is geen periode"),
        (["rapport", "2023-2", "--provincie", "utrect"], "Bedoelde u 'utrecht'?"),
        (["rapport", "2023-2", "--formaat", "docx"], "Formaat 'docx' is er niet; kies html of pdf"),
        (["rapport", "2023-2", "--werkers", "0"], "--werkers 0 kan niet"),
        (["rapport"], "Noem een of meer perioden"),
        (["rapport", "2023-2", "--alles"], "Noem een of meer perioden"),
        (["rapport", "2023-2", "--data", "bestaat/niet"], "staat geen enkele provincie"),
        (["rapport", "2023-2", "--kader", "bestaat-niet.yaml"], "bestaat niet"),
        (["rapport", "2023-2", "--motor", "snel"], "Motor 'snel' is er niet; kies ibt of ipykernel"),
    ],
)
def test_a_request_that_cannot_be_met_is_explained_and_writes_nothing(tmp_path, woorden, melding):
    gedaan = ibt(*woorden, "--uitvoer", tmp_path / "reports")
    assert gedaan.returncode == 1
    assert melding in gedaan.stderr
    assert "Traceback" not in gedaan.stderr
    assert not (tmp_path / "reports").exists()


def test_an_invalid_raw_file_stops_before_anything_is_written(alles, kopie_data):
    pad = kopie_data / "utrecht" / "resultaten.csv"
    pad.write_text(pad.read_text(encoding="utf-8").replace("1372;406", "1.3O2;406"), encoding="utf-8")
    voor = vingerafdrukken(alles)
    gedaan = ibt("rapport", "2023-2", "--data", kopie_data, "--uitvoer", alles)
    assert gedaan.returncode == 1
    assert "resultaten.csv" in gedaan.stderr and "staat er een letter O" in gedaan.stderr
    assert vingerafdrukken(alles) == voor


@pytest.fixture
def kapot_notebook(tmp_path):
    notebook = nbformat.read(SOORTEN[0].pad, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell('raise ValueError("hier gaat het mis")'))
    pad = tmp_path / "kapot.ipynb"
    nbformat.write(notebook, pad)
    return Soort("voortgang", str(pad)), len(notebook.cells)


def test_a_failing_notebook_is_saved_and_the_earlier_report_stays(tmp_path, monkeypatch, kapot_notebook):
    soort, nummer = kapot_notebook
    uitvoer = tmp_path / "reports"
    monkeypatch.setattr(rapport, "SOORTEN", SOORTEN[2:])
    monkeypatch.chdir(REPO)
    rapport.rapporteer({"utrecht": ["2023-2"]}, DATA, uitvoer, werkers=1)
    voor = vingerafdrukken(uitvoer)
    monkeypatch.setattr(rapport, "SOORTEN", (soort, SOORTEN[2]))
    verslag = rapport.rapporteer({"utrecht": ["2023-2"]}, DATA, uitvoer, werkers=1)
    (mislukt,) = verslag.mislukt
    assert f"cel {nummer}" in mislukt.fout and "hier gaat het mis" in mislukt.fout
    bewaard = uitvoer / "mislukt" / "utrecht-2023-2-voortgang.ipynb"
    assert bewaard.as_posix() in mislukt.fout and "ValueError" in bewaard.read_text(encoding="utf-8")
    bewaard.unlink()
    assert vingerafdrukken(uitvoer) == voor


def test_one_failing_periode_does_not_stop_the_others(tmp_path, monkeypatch):
    notebook = nbformat.read(SOORTEN[2].pad, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell('assert periode != "2023-1", "alleen deze niet"'))
    pad = tmp_path / "soms.ipynb"
    nbformat.write(notebook, pad)
    monkeypatch.setattr(rapport, "SOORTEN", (Soort("spreidingswet", str(pad)),))
    verslag = rapport.rapporteer({"utrecht": ["2023-1", "2023-2"]}, DATA, tmp_path / "reports", werkers=1)
    assert [m.naam for m in verslag.mislukt] == ["utrecht/2023-1/spreidingswet"]
    assert sorted(p.name for p in (tmp_path / "reports/utrecht").iterdir()) == ["2023-2"]


def test_a_mistyped_parameter_is_refused_not_run_on_the_defaults(tmp_path):
    from ibtlib.uitvoering.document import Opdracht, maak

    opdracht = Opdracht(SOORTEN[0], {"provincie": "utrecht", "perode": "2023-2"}, str(DATA), None, ("html",), "x", "y")
    assert "kent perode niet als parameter. Bekend: provincie en periode" in (maak(opdracht).fout or "")


# --- the notebooks themselves ------------------------------------------------------------------------------


@pytest.mark.parametrize("pad", sorted((REPO / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_are_thin_clean_and_hold_no_figures(pad):
    notebook = nbformat.read(pad, as_version=4)
    nbformat.validate(notebook)
    assert set(standaardparameters(pad)) >= {"provincie"}
    for cel in notebook.cells:
        if cel.cell_type == "code":
            assert not cel.outputs and cel.execution_count is None
            assert len(cel.source.splitlines()) <= 6 and "def " not in cel.source
            assert "/" not in cel.source and "\\" not in cel.source
        else:
            assert not re.search(r"\d", cel.source), cel.source


# --- the gates, on every page and PDF of `make reports` ----------------------------------------------------


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page(paginas):
    browser.vereis()
    assert browser.axe(paginas) == []


@pytest.mark.browser
def test_no_page_asks_anything_of_the_network(paginas):
    browser.vereis()
    assert browser.verzoeken(paginas) == []


@pytest.mark.browser
def test_no_page_scrolls_sideways_at_320_pixels(paginas):
    browser.vereis()
    assert browser.breedte(paginas, 320) == []


@pytest.mark.browser
def test_html_validate_finds_nothing_on_any_page(paginas):
    browser.vereis(met_browser=False)
    assert browser.html_validate(paginas) == []


@pytest.mark.java
def test_verapdf_passes_every_pdf_for_pdf_ua_1_and_pdf_a_2a(alles):
    verapdf.vereis()
    assert verapdf.controleer(sorted(alles.rglob("*.pdf"))) == []
