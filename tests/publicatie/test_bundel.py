"""One volume of a periode: chapters, numbers through the whole, and references that lead where they led."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from ibtlib.publicatie.bundel import bundel, schrijf_bundel
from ibtlib.publicatie.pagina import als_html
from ibtlib.uitvoering import batch
from ibtlib.weergave import Figuur, Kop, Tabel, Tekst
from tests.poorten.voorbeeld import code, notebook, titel
from tests.uitvoeringshulp import klein

TABEL = Tabel("bronnen", "Bronnen", (Kop("bron"), Kop("jaar", "geheel")), (("Rapport", 2023),))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="vlak-1" d="M0 0h9v9H0z"/></defs><use href="#vlak-1"/><path d="M0 0h1v1z" fill="url(#vlak-1)"/></svg>'


def figuur() -> Figuur:
    return Figuur("vlak", "Een vlak", SVG, "Een vlak.", Tabel("vlak-cijfers", "Een vlak", (Kop("a"),), (("1",),)))


def hoofdstuk() -> nbformat.NotebookNode:
    """As each document: its own title, the same section names, the same anchors."""
    nb = notebook(
        titel(),
        "## Stand\n\nZie [de bronnen](#tabel-bronnen) en [de slotsom](#slotsom).",
        figuur(),
        Tekst(("Meer hierover; zie ‘Slotsom’.",)),
        "### Slotsom",
        TABEL,
    )
    nb.cells.insert(1, code(tags=("parameters",)))
    return nb


@pytest.fixture(scope="module")
def pagina() -> BeautifulSoup:
    return BeautifulSoup(als_html(bundel([("voortgang", hoofdstuk()), ("trend", hoofdstuk())])), "html.parser")


def test_a_volume_has_one_title_and_a_chapter_for_every_document(pagina):
    assert [h.get_text() for h in pagina.find_all("h1")] == ["Bijlage huisvesting vergunninghouders"]
    niveaus = [(h.name, h.get_text()) for h in pagina.main.find_all(re.compile("h[2-6]"))]
    assert niveaus == [("h2", titel().titel), ("h3", "Stand"), ("h4", "Slotsom")] * 2


def test_tables_and_figures_are_numbered_through_the_whole(pagina):
    assert [n.get_text() for n in pagina.select(".nummer")] == [
        "Figuur 1.", "Cijfers bij figuur 1.", "Tabel 1.", "Figuur 2.", "Cijfers bij figuur 2.", "Tabel 2.",
    ]  # fmt: skip


def test_every_reference_leads_to_its_own_chapter_and_no_id_occurs_twice(pagina):
    ids = [e["id"] for e in pagina.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for n, kop in enumerate(pagina.main.find_all("h2")):
        eigen = [e for e in kop.find_all_next(True) if e.find_previous("h2") is kop]
        hier = {e["id"] for e in eigen if e.has_attr("id")}
        doelen = [e["href"][1:] for e in eigen if e.name in ("a", "use")]
        assert len(doelen) == 4 and set(doelen) <= hier, n


def test_drawings_refer_to_their_own_definitions(pagina):
    for svg in pagina.find_all("svg"):
        assert svg.find_all("path")[1]["fill"] == f"url(#{svg.find('path')['id']})"


def test_the_notebooks_of_the_chapters_are_not_changed():
    nb = hoofdstuk()
    voor = nbformat.writes(nb)
    bundel([("voortgang", nb)])
    assert nbformat.writes(nb) == voor


def test_the_pdf_of_a_volume_opens_every_chapter_on_a_new_page_and_shows_the_same_numbers(tmp_path):
    import io

    import pikepdf

    schrijf_bundel(tmp_path, "bijlage", [("a", hoofdstuk()), ("b", hoofdstuk())], ("html", "pdf"))
    with pikepdf.open(io.BytesIO((tmp_path / "bijlage.pdf").read_bytes())) as pdf, pdf.open_outline() as inhoud:
        hoofdstukken = [pdf.pages.index(pikepdf.Page(_pagina(pdf, k))) for k in inhoud.root]
    assert hoofdstukken == sorted(set(hoofdstukken)) and len(hoofdstukken) == 3  # and the numbers of the figures


def _pagina(pdf, kop):
    doel = kop.destination if kop.destination is not None else kop.action.D
    return doel[0]


# --- what a volume has once ---


def met_slot(*rijen: tuple[str, int]) -> nbformat.NotebookNode:
    bronnen = Tabel(
        "bronnen",
        "Bronnen",
        (Kop("bron"), Kop("jaar", "geheel", noten=("Berekend: a + b.",))),
        rijen,
        (),
        (f"Tot {rijen[-1][1]}.",),
    )
    return notebook(
        titel(), "## In het kort", Tekst(("Kort gezegd.",)), "## Stand", Tekst(("De stand; zie ‘Bronnen’.",)),
        "## Verantwoording", "### Kader", Tekst(("Het kader.",)), "### Aannames", Tekst(("Niets.",), lijst=True),
        "### Bronnen", bronnen,
    )  # fmt: skip


@pytest.fixture(scope="module")
def heel() -> BeautifulSoup:
    delen = [
        ("samenvatting", notebook(titel(), Tekst(("Alles.",)))),
        ("voortgang", met_slot(("CBS", 2023), ("COA", 2024))),
        ("trend", met_slot(("COA", 2024), ("Rijk", 2022))),
    ]
    return BeautifulSoup(als_html(bundel(delen)), "html.parser")


def test_a_volume_with_a_summary_has_no_other(heel: BeautifulSoup) -> None:
    assert "In het kort" not in [h.get_text() for h in heel.find_all(["h2", "h3"])]
    assert "Kort gezegd." not in heel.get_text() and "Alles." in heel.get_text()


def test_a_volume_without_a_summary_keeps_those_of_its_documents() -> None:
    soep = BeautifulSoup(als_html(bundel([("trend", met_slot(("COA", 2024)))])), "html.parser")
    assert "Kort gezegd." in soep.get_text()


def test_a_volume_has_one_verantwoording_with_one_list_of_sources(heel: BeautifulSoup) -> None:
    slot = [h for h in heel.find_all("h2") if h.get_text() == "Verantwoording"]
    assert slot == heel.main.find_all("h2")[-1:]
    assert [h.get_text() for h in slot[0].find_all_next("h3")] == ["Kader", "Aannames", "Bronnen"]
    assert heel.get_text().count("Het kader.") == heel.get_text().count("Niets.") == 1
    (tabel,) = (t for t in heel.find_all("table") if t.caption.get_text().endswith("Bronnen"))
    assert [rij.th.get_text() for rij in tabel.tbody.find_all("tr")] == ["CBS", "COA", "Rijk"]
    voet = [p.get_text() for p in tabel.find_parent(class_="tabel").find_all("p", class_="opmerking")]
    assert voet == ["Tot 2024.", "Berekend: jaar: a + b.", "Tot 2022."]  # what each says of it


def test_a_reference_to_what_moved_leads_to_where_it_stands_now(heel: BeautifulSoup) -> None:
    (kop,) = (h for h in heel.find_all("h3") if h.get_text() == "Bronnen")
    links = [a["href"] for a in heel.main.find_all("a") if a.get_text() == "‘Bronnen’"]
    assert links == [f"#{kop['id']}"] * 2


# --- from the command line on ---


@pytest.fixture
def draai(tmp_path, kopie_data, monkeypatch):
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, naam="uitslag"),))

    def draai(**anders):
        vast = {"formaten": ("html",), "werkers": 1}
        verslag = batch.rapporteer({"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", **{**vast, **anders})
        assert verslag.mislukt == ()
        return [naam for naam, reden in verslag.redenen if reden]

    draai.map, draai.data = tmp_path / "reports/utrecht/2023-2", kopie_data
    return draai


def test_a_volume_is_made_without_running_anything_again_and_stays_true_afterwards(draai):
    assert draai() == ["utrecht/2023-2/uitslag"]
    bijlage: Path = draai.map / "bijlage-utrecht-2023-2.html"
    assert not bijlage.exists()
    assert draai(bundel=True) == [] and bijlage.is_file()  # the documents were there already
    voor = bijlage.read_bytes()
    assert draai(bundel=True) == [] and draai() == [] and bijlage.read_bytes() == voor
    assert 'href="utrecht/2023-2/bijlage-utrecht-2023-2.html"' in (draai.map.parents[1] / "index.html").read_text(
        "utf-8"
    )
    pad = draai.data / "utrecht/resultaten.csv"
    pad.write_text(pad.read_text("utf-8").replace("1372;406", "1373;406"), "utf-8")
    assert draai() == ["utrecht/2023-2/uitslag"]
    assert "1.373" in bijlage.read_text("utf-8")  # nobody asked for it, but it was published
    bijlage.unlink()
    assert draai() == [] and bijlage.is_file() is False
    assert draai(bundel=True) == [] and "1.373" in bijlage.read_text("utf-8")
