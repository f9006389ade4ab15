"""From raw figures to published folder: the real batch, its output, and the gates on every page."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from ibtlib.publicatie.pagina import met_perioden
from ibtlib.publicatie.tabellen_uit import tabellen_van
from ibtlib.rapport.documenten import SOORTEN, Soort
from ibtlib.uitvoering import batch
from ibtlib.uitvoering.document import standaardparameters
from ibtlib.weergave import HERKOMSTKLASSEN, Kop, Tabel
from tests.poorten import browser, papier, tekst, verapdf
from tests.tabelhulp import alle_noten, gemerkt
from tests.uitvoering.test_motor import vlak

REPO = Path(__file__).parents[2]
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
        assert sorted(p.name for p in (alles / provincie).iterdir()) == [*perioden, "index.html"]
        for periode in perioden:
            map_ = alles / provincie / periode
            for naam in ("samenvatting", "voortgang", "trend", "spreidingswet", "scenario"):
                assert tekst.te_groot([map_ / f"{naam}.html", map_ / f"{naam}.pdf"]) == []
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
    assert {s.notebook for s in SOORTEN} <= bonnetje["notebooks"].keys()
    assert bonnetje["notebooks_gewijzigd"] == []
    assert bonnetje["kader"]["kader"] == "absoluut-kader-2023-2"
    assert any("90%" in a for a in bonnetje["kader"]["aannames"])
    assert bonnetje["treden"] == {"vastgesteld": {"trede 1": 13, "trede 2": 13}, "berekend": {}}
    assert len(bonnetje["niet_te_beoordelen"]) == 26
    assert {"stand-2024-01-01", "eindstand-2023-1"} <= {b["id"] for b in bonnetje["aansluiting"]}
    assert "2026" not in json.dumps(
        {k: w for k, w in bonnetje.items() if k not in ("invoer_sha256", "aansluiting")}
    )  # no clock


@pytest.mark.parametrize(
    ("pad", "woorden"),
    [
        ("utrecht/2023-2/voortgang.html", ["1.372", "1.778", "1.208", "88%", "68%", "570", "574", "trede 2"]),
        ("utrecht/2024-1/voortgang.html", ["1.459", "2.033", "2.029", "Geen kaart: de treden"]),
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


# --- every number leads to its source ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def tabellen(alles):
    """Every table of every document of every periode, those of figures included, with the document it stands in."""
    return [
        (pad.relative_to(alles).as_posix(), tabel)
        for pad in sorted(alles.glob("*/*/notebooks/*.ipynb"))
        for tabel in tabellen_van(nbformat.read(pad, as_version=4))
    ]


def zonder_herkomst(tabel):
    """Cells with a number of which neither a note, nor the one source of the table, nor a column says whence it is.

    A published figure needs bron and vindplaats; what is computed or assumed needs the formula or the assumption.
    """
    if any(k.naam.lower().startswith(("vindplaats", "formule")) for k in tabel.koppen):
        return []  # the row says it itself
    in_het_algemeen = [o for o in tabel.opmerkingen if "Berekend: " in o]
    een_bron = len(tabel.bron) == 1 and "; " not in tabel.bron[0]
    fouten = []
    for i, rij in enumerate(tabel.inhoud):
        for j, cel in enumerate(rij.cellen):
            if j == 0 or cel.waarde is None or not re.search(r"\d", str(cel.waarde)):
                continue
            noten = tabel.noot_van(i, j)
            gerekend = [t for t in noten if t.startswith(("Berekend: ", "Aanname: "))]
            goed = (gerekend or in_het_algemeen) if cel.klasse in HERKOMSTKLASSEN else (noten or een_bron)
            if not goed:
                fouten.append((i, j, cel.waarde))
    return fouten


def test_every_number_in_every_table_has_a_source_or_a_formula(tabellen):
    assert len({naam for naam, _ in tabellen}) == sum(map(len, PERIODEN.values())) * 5
    fouten = [
        (document, tabel.naam, cellen[:3])
        for document, tabel in tabellen
        if tabel.naam != "bronnen"  # the list of the sources themselves
        if (cellen := zonder_herkomst(tabel))
    ]
    assert fouten == []


def test_a_number_without_a_source_or_a_formula_is_found():
    tabel = gemerkt(
        Tabel(
            "t",
            "T",
            (Kop("periode"), Kop("realisatie", "geheel"), Kop("aandeel")),
            (("2023-1", 1138, "69%"), ("2023-2", 1208, None)),
            ("A (tabel 1; §2)",),
        ),
        {(0, 2): "berekend"},
    )
    een_bron = replace(tabel, bron=("A (tabel 1)",))
    noten = {(0, None): "Bron: A (tabel 1).", (None, 2): "Berekend: realisatie ÷ taakstelling."}
    assert zonder_herkomst(tabel) == [(0, 1, 1138), (0, 2, "69%"), (1, 1, 1208)]  # which of the two places?
    assert zonder_herkomst(een_bron) == [(0, 2, "69%")]  # computed, but how?
    assert zonder_herkomst(gemerkt(tabel, noten=noten)) == [(1, 1, 1208)]
    assert zonder_herkomst(gemerkt(een_bron, noten={(0, None): noten[0, None]})) == [(0, 2, "69%")]


def test_every_source_under_a_table_is_in_the_list_of_sources_of_its_document(tabellen):
    per_document = {}
    for document, tabel in tabellen:
        per_document.setdefault(document, {})[tabel.naam] = tabel
    for document, per_naam in per_document.items():
        if document.endswith("samenvatting.ipynb"):  # one page, which leaves its list to the others
            continue
        lijst = {r[k] for r in per_naam["bronnen"].rijen for k in (1, 2)}
        for tabel in per_naam.values():
            regels = [*tabel.bron, *(noot for noot in alle_noten(tabel) if noot.startswith("Bron: "))]
            genoemd = {regel.removeprefix("Bron: ") for regel in regels}
            assert [g for g in genoemd if not any(g.startswith(naam) for naam in lijst)] == [], (
                document,
                tabel.naam,
            )


def test_the_last_chapter_accounts_for_the_whole_document(alles, paginas):
    for pagina in paginas:
        if pagina.name in ("index.html", "samenvatting.html"):
            continue
        laatste = pagina.read_text(encoding="utf-8").rpartition("<h2")[2]
        soep = BeautifulSoup(f"<h2{laatste}", "html.parser")
        assert soep.h2.get_text() == "Verantwoording", pagina
        assert [k.get_text() for k in soep.find_all("h3")] == [
            "Kader", "Aannames", "Wat niet te berekenen is", "Wat niet op elkaar aansluit", "Bronnen",
            *(["Herziene cijfers"] if pagina.name == "voortgang.html" else []), "Correcties", "Versies en bestanden",
            "Begrippen",
        ]  # fmt: skip
        bonnetje = json.loads((pagina.parent / "verantwoording.json").read_text(encoding="utf-8"))
        rijen = dict(
            [c.get_text() for c in rij.find_all(["th", "td"])] for rij in soep.select("#tabel-vastlegging tbody tr")
        )
        kader = {naam: som for naam, som in rijen.items() if naam.startswith("kader ")}
        assert list(kader.values()) == [bonnetje["kader"]["sha256"]]
        assert {
            n.replace("dit programma", "ibtlib").removeprefix("programma "): v
            for n, v in rijen.items()
            if " " in n and n not in kader
        } == bonnetje["versies"]
        bestanden = {naam: som for naam, som in rijen.items() if " " not in naam}
        provincie = pagina.parent.parent.name
        altijd = {"bronnen.csv", f"{provincie}/provincie.csv", f"{provincie}/resultaten.csv"}  # title, sources, figures
        assert altijd <= bestanden.keys() and bestanden.items() <= bonnetje["invoer_sha256"].items()


def test_the_tables_beside_a_report_are_a_valid_data_package(alles):
    from frictionless import validate

    for map_ in ("utrecht/2023-2", "voorbeeld/2024-2"):
        pakket = alles / map_ / "tabellen" / "datapackage.json"
        assert validate(str(pakket)).valid, map_
        beschreven = {b["path"] for b in json.loads(pakket.read_text(encoding="utf-8"))["resources"]}
        assert beschreven == {p.name for p in pakket.parent.glob("*.csv")}


# --- what a page is like -----------------------------------------------------------------------------------


def test_pages_are_dutch_self_contained_and_without_code(paginas):
    for pagina in paginas:
        html = pagina.read_text(encoding="utf-8")
        assert html.startswith("<!DOCTYPE html>") and '<html lang="nl"' in html
        assert html.count("<h1") == 1
        assert tekst.zonder_beleid(pagina) == [] and tekst.verkeerde_koppen(pagina) == []
        # fixed scripts, allowed by their hashes: keuzes.js, sorteren.js or zoeken.js, and schuiven.js where something may scroll
        eigen = pagina.name in ("scenario.html", "index.html") or 'class="tabel sorteerbaar"' in html
        assert html.count("<script") == eigen + ('"schuif"' in html), pagina
        assert "ibt.laad(" not in html and "jp-Cell" not in html
        assert not re.findall(r'(?:src|srcset)="(?!data:)', html)
        assert not re.findall(r"<t[hd][^>]*>\s*(?:None|nan|NaN|<NA>)\s*<", html)


def test_a_keyboard_passes_a_trend_in_sixty_stops_and_every_term_and_file_that_is_linked_is_there(paginas):
    for pagina in paginas:
        soep = BeautifulSoup(pagina.read_text(encoding="utf-8"), "html.parser")
        gevouwen = {id(a) for d in soep.select("details") for a in d.select("a[href]")}
        stops = [e for e in soep.select("a[href], summary, button, [tabindex='0']") if id(e) not in gevouwen]
        if pagina.name == "trend.html":
            assert len(stops) <= 60, (pagina, len(stops))
        for a in soep.select(".mee a, .wegen a, .downloads a"):
            naar, _, anker = a["href"].partition("#")
            er_is = not naar or (pagina.parent / naar).is_file()
            assert er_is, (pagina, a["href"])
            if anker:
                html = (pagina.parent / naar).read_text(encoding="utf-8") if naar else str(soep)
                assert f'id="{anker}"' in html, (pagina, a["href"])


def test_no_pdf_has_a_fault_on_paper(alles):
    assert [fout for pdf in sorted(alles.rglob("*.pdf")) for fout in papier.fouten(pdf)] == []


def test_pdfs_are_a4_tagged_dutch_and_titled(alles):
    import pikepdf

    for pad in alles.rglob("*.pdf"):
        with pikepdf.open(pad) as pdf:
            assert str(pdf.Root.Lang) in ("nl", "nl-NL")
            assert bool(pdf.Root.MarkInfo.Marked)
            # A4; a page of wide tables lies on its side
            assert {tuple(sorted(round(float(x)) for x in p.MediaBox[2:])) for p in pdf.pages} == {(595, 842)}
            with pdf.open_metadata() as meta:
                assert "Provincie" in meta["dc:title"] or "vergunninghouders" in meta["dc:title"].lower()


# --- both engines give the same cells ----------------------------------------------------------------------


def codecellen(notebook):
    """Cells with code that are not parameters."""
    eigen = {"parameters", "injected-parameters"}
    return [
        c for c in notebook.cells if c.cell_type == "code" and c.source and not eigen & set(c.metadata.get("tags", []))
    ]


def in_gewone_kernel(soort, map_):
    """The cells of one notebook for all perioden, one after another in one ordinary kernel: starting it costs most."""
    paren = [(provincie, periode) for provincie, perioden in PERIODEN.items() for periode in perioden]
    notebook, cellen = nbformat.read(soort.pad, as_version=4), []
    for n, (provincie, periode) in enumerate(paren):
        zet = nbformat.v4.new_code_cell(f"provincie, periode = {provincie!r}, {periode!r}", id=f"zet-{n}")
        zet.metadata.tags = ["parameters"]
        cellen += [zet, *(nbformat.from_dict({**c, "id": f"c{n}-{c.id}"}) for c in codecellen(notebook))]
    aantal = len(codecellen(notebook))
    notebook.cells = cellen
    nbformat.write(notebook, map_ / f"{soort.naam}.ipynb")
    gedaan = subprocess.run(
        [sys.executable, "-m", "papermill", map_ / f"{soort.naam}.ipynb", map_ / f"{soort.naam}-uit.ipynb",
         "--no-progress-bar", "--no-request-save-on-cell-execute", "--autosave-cell-every", "0"],
        capture_output=True, text=True, env={**os.environ, "IBT_DATA": str(DATA), "IBT_RAPPORT": "ja"},
    )  # fmt: skip
    assert gedaan.returncode == 0, gedaan.stderr
    uit = codecellen(nbformat.read(map_ / f"{soort.naam}-uit.ipynb", as_version=4))
    return {paar: uit[n * aantal : (n + 1) * aantal] for n, paar in enumerate(paren)}


def test_every_cell_of_every_notebook_and_periode_has_the_outputs_of_an_ordinary_kernel(alles, tmp_path):
    with ThreadPoolExecutor(2) as naast_elkaar:
        gewoon = dict(zip(SOORTEN, naast_elkaar.map(lambda s: in_gewone_kernel(s, tmp_path), SOORTEN), strict=True))
    vergeleken = 0
    for soort, per_paar in gewoon.items():
        for (provincie, periode), cellen in per_paar.items():
            gemaakt = nbformat.read(alles / provincie / periode / "notebooks" / f"{soort.naam}.ipynb", as_version=4)
            for eigen, ander in zip(codecellen(gemaakt), cellen, strict=True):
                assert eigen.source == ander.source
                assert vlak(eigen, met_telling=False) == vlak(ander, met_telling=False), (provincie, periode, soort)
                vergeleken += 1
    assert vergeleken == 10 * sum(len(codecellen(nbformat.read(s.pad, as_version=4))) for s in SOORTEN) > 400


# --- the same inputs give the same bytes -------------------------------------------------------------------


def test_another_checkout_elsewhere_on_another_machine_gives_the_same_bytes(alles, tmp_path):
    """Another path, working directory, hash seed, time zone and language: HTML, PDF, CSV, XLSX, JSON and notebooks."""
    elders = tmp_path / "een andere map"
    for deel in ("ibtlib", "notebooks", "data/raw"):
        shutil.copytree(REPO / deel, elders / deel, ignore=shutil.ignore_patterns("__pycache__"))
    anders = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C", "PYTHONPATH": str(elders)}
    vraag = [sys.executable, "-c", "import ibtlib; print(ibtlib.__file__)"]
    hier = subprocess.run(vraag, cwd=tmp_path, env={**os.environ, **anders}, capture_output=True, text=True, check=True)
    assert Path(hier.stdout.strip()) == elders / "ibtlib" / "__init__.py"  # it is the other checkout that runs
    gedaan = ibt(
        "rapport", "2023-2", "--uitvoer", "uit", "--data", elders / "data/raw", "--werkers", 1,
        cwd=tmp_path, **anders,
    )  # fmt: skip
    assert gedaan.returncode == 0, gedaan.stderr
    een, vier = ({p.relative_to(m).as_posix(): p.read_bytes() for p in m.rglob("*") if p.is_file()}
                 for m in (tmp_path / "uit/utrecht/2023-2", alles / "utrecht/2023-2"))  # fmt: skip
    for pagina in (naam for naam in vier if naam.endswith(".html")):  # one periode stands there, and four
        assert "../2023-1/" in vier[pagina].decode() and "../2023-1/" not in een[pagina].decode()
        vier[pagina] = met_perioden(vier[pagina].decode(), []).encode()
    assert een == vier
    soorten = {p.suffix for p in (tmp_path / "uit/utrecht/2023-2").rglob("*") if p.is_file()}
    assert soorten == {".html", ".pdf", ".csv", ".xlsx", ".json", ".ipynb", ".svg", ".png"}


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


VOORTGANG, SPREIDINGSWET = (s for s in SOORTEN if s.naam in ("voortgang", "spreidingswet"))


@pytest.fixture
def kapot_notebook(tmp_path):
    notebook = nbformat.read(VOORTGANG.pad, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell('raise ValueError("hier gaat het mis")'))
    pad = tmp_path / "kapot.ipynb"
    nbformat.write(notebook, pad)
    return Soort("voortgang", str(pad)), len(notebook.cells)


def test_a_failing_notebook_is_saved_and_its_last_good_version_stays_with_a_banner(
    tmp_path, monkeypatch, kapot_notebook
):
    soort, nummer = kapot_notebook
    uitvoer = tmp_path / "reports"
    map_ = uitvoer / "utrecht" / "2023-2"
    monkeypatch.chdir(REPO)
    monkeypatch.setattr(batch, "SOORTEN", (VOORTGANG, SPREIDINGSWET))
    batch.rapporteer({"utrecht": ["2023-2"]}, DATA, uitvoer, werkers=1)
    os.utime(map_ / "notebooks" / "voortgang.ipynb", (1_700_000_000,) * 2)  # 14 November 2023
    goed = (map_ / "notebooks" / "voortgang.ipynb").read_bytes()
    monkeypatch.setattr(batch, "SOORTEN", (soort, SPREIDINGSWET))
    for _ in range(2):  # the second time what is kept is a page with a banner already
        verslag = batch.rapporteer({"utrecht": ["2023-2"]}, DATA, uitvoer, werkers=1)
        (mislukt,) = verslag.mislukt
        assert f"cel {nummer}" in mislukt.fout and "hier gaat het mis" in mislukt.fout
        assert verslag.bewaard == ("utrecht/2023-2/voortgang",) and verslag.weggelaten == ()
        assert verslag.mappen == (map_,)
        pagina = (map_ / "voortgang.html").read_text(encoding="utf-8")
        assert pagina.count("dit is de versie van 14 november 2023") == 1
        assert pagina.count("Een nieuwe versie is niet gelukt: hier gaat het mis.") == 1
        assert (map_ / "notebooks" / "voortgang.ipynb").read_bytes() == goed
        assert (map_ / "voortgang.pdf").is_file() and (map_ / "spreidingswet.pdf").is_file()
        assert not list((map_ / "tabellen").glob("voortgang-*")), "figures of then are no open data of now"
    bewaard = uitvoer / "mislukt" / "utrecht-2023-2-voortgang.ipynb"
    assert bewaard.as_posix() in mislukt.fout and "ValueError" in bewaard.read_text(encoding="utf-8")
    monkeypatch.setattr(batch, "SOORTEN", (VOORTGANG, SPREIDINGSWET))
    assert batch.rapporteer({"utrecht": ["2023-2"]}, DATA, uitvoer, werkers=1).mislukt == ()
    assert "dit is de versie van" not in (map_ / "voortgang.html").read_text(encoding="utf-8")


def test_a_document_that_never_came_out_is_left_out_and_the_others_are_there(tmp_path, monkeypatch, kapot_notebook):
    monkeypatch.setattr(batch, "SOORTEN", (kapot_notebook[0], SPREIDINGSWET))
    verslag = batch.rapporteer({"utrecht": ["2023-2"]}, DATA, tmp_path / "reports", werkers=1)
    assert verslag.weggelaten == ("utrecht/2023-2/voortgang",) and verslag.bewaard == ()
    map_ = tmp_path / "reports" / "utrecht" / "2023-2"
    assert (map_ / "spreidingswet.html").is_file() and not (map_ / "voortgang.html").exists()


def test_one_failing_periode_does_not_stop_the_others(tmp_path, monkeypatch):
    notebook = nbformat.read(SPREIDINGSWET.pad, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell('assert periode != "2023-1", "alleen deze niet"'))
    pad = tmp_path / "soms.ipynb"
    nbformat.write(notebook, pad)
    monkeypatch.setattr(batch, "SOORTEN", (Soort("spreidingswet", str(pad)),))
    verslag = batch.rapporteer({"utrecht": ["2023-1", "2023-2"]}, DATA, tmp_path / "reports", werkers=1)
    assert [m.naam for m in verslag.mislukt] == ["utrecht/2023-1/spreidingswet"]
    assert sorted(p.name for p in (tmp_path / "reports/utrecht").iterdir()) == ["2023-2", "index.html"]


def test_a_mistyped_parameter_is_refused_not_run_on_the_defaults(tmp_path):
    from ibtlib.uitvoering.document import maak
    from ibtlib.uitvoering.opdracht import Opdracht

    opdracht = Opdracht(
        SOORTEN[0],
        {"provincie": "utrecht", "periode": "2023-2", "perode": "2024-1"},
        str(DATA),
        None,
        ("html",),
        "x",
        "y",
    )
    assert "kent perode niet als parameter. Bekend: provincie en periode" in (maak(opdracht).fout or "")


# --- the notebooks themselves ------------------------------------------------------------------------------


@pytest.mark.parametrize("pad", sorted((REPO / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_are_thin_clean_and_hold_no_figures(pad):
    notebook = nbformat.read(pad, as_version=4)
    nbformat.validate(notebook)
    assert set(standaardparameters(pad)) >= ({"periode", "provincies"} if "landelijk" in pad.stem else {"provincie"})
    for cel in notebook.cells:
        if cel.cell_type == "code":
            assert not cel.outputs and cel.execution_count is None
            assert len(cel.source.splitlines()) <= 10 and "def " not in cel.source
            if "parameters" not in cel.metadata.get("tags", []):
                knopen = ast.walk(ast.parse(cel.source))
                assert not [k.value for k in knopen if isinstance(k, ast.Constant) and type(k.value) in (int, float)]
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


@pytest.mark.browser
def test_tab_goes_through_every_kind_of_page_in_its_order(alles):
    browser.vereis()
    assert browser.toetsenbord([*sorted((alles / "utrecht/2023-2").glob("*.html")), alles / "index.html"], 60) == []


def test_every_pdf_says_what_its_page_says(paginas):
    """Every text block and table row, the alternative texts, and the headings."""
    if not shutil.which("pdftotext"):
        browser.sla_over("pdftotext ontbreekt (poppler-utils)")
    paren = [(p, p.with_suffix(".pdf")) for p in paginas if p.name != "index.html"]
    assert [blok for html, pdf in paren for blok in tekst.ontbreekt_in_pdf(html, pdf)] == []
    assert [fout for html, pdf in paren for fout in tekst.verschil_in_structuur(html, pdf)] == []
