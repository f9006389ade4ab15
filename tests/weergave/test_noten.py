"""Every number leads to its source: the notes of a table, their marks and links."""

from __future__ import annotations

import io
from typing import Any

import nbformat
import pikepdf
import pytest
from bs4 import BeautifulSoup
from poorten.tekst import elementen
from poorten.voorbeeld import brede_tabel, figuur, lange_tabel, notebook, titel

from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.publicatie.boom import boom_van
from ibtlib.publicatie.pdf import met_zetting
from ibtlib.weergave import Kop, Tabel
from tests.tabelhulp import figuur_gemerkt, gemerkt

KOPPEN = (Kop("periode"), Kop("realisatie", "geheel"), Kop("aandeel", "procent"))
RIJEN = (("2023-1", 1138, 69), ("2023-2", 1208, 88), ("2024-1", None, None))


def proef(noten: dict[Any, Any]) -> Tabel:
    return gemerkt(Tabel("proef", "Proef", KOPPEN, RIJEN), noten=noten)


def soep_van(t: Tabel) -> BeautifulSoup:
    return BeautifulSoup(t._html(), "html.parser")


# --- the notes of one table -----------------------------------------------------------------------------------


def test_a_cell_has_the_notes_of_its_column_its_row_and_its_own() -> None:
    t = proef({(None, 2): "formule", (0, None): "bron van de rij", (0, 2): ("eigen", "formule")})
    assert t.noot_van(0, 2) == ("formule", "bron van de rij", "eigen")
    assert t.noot_van(0, 1) == ("bron van de rij",)
    assert t.noot_van(1, 2) == ("formule",)
    assert t.noot_van(1, 1) == ()


def test_equal_notes_share_a_number_and_numbers_follow_the_order_of_reading() -> None:
    t = proef({(2, None): "b", (1, 1): "c", (1, None): "b", (None, 2): "a"})
    assert t.genoteerd() == {"a": 1, "b": 2, "c": 3}  # header first, then row by row, the row header before its cells
    merken = [(m.find_parent(["th", "td"]).get_text(), m["aria-label"]) for m in soep_van(t).select("sup a")]
    assert merken == [("aandeel1", "noot 1"), ("2023-22", "noot 2"), ("1.2083", "noot 3"), ("2024-12", "noot 2")]


def test_marks_lead_to_their_note_and_the_number_of_the_note_leads_back_to_the_first_mark() -> None:
    soep = soep_van(proef({(0, None): "b", (2, None): "b", (None, 1): "a"}))
    for merk in soep.select("sup a"):
        noot = soep.find(id=merk["href"][1:])
        assert noot.name == "li" and noot.a.get_text() == merk.get_text()
        assert noot.a["aria-label"] == f"noot {merk.get_text()}, terug naar de tabel"
        terug = soep.find(id=noot.a["href"][1:])
        assert terug.get_text() == merk.get_text()
    assert [li.get_text() for li in soep.select("ol.noten li")] == ["1 a", "2 b"]


def test_a_mark_never_stands_on_a_line_without_the_last_word() -> None:
    t = gemerkt(Tabel("proef", "Proef", (Kop("naam van de kolom"),), (("Wijk bij Duurstede",),)), noten={(0, 0): "a"})
    (samen,) = soep_van(t).select("th[scope=row] .samen")
    assert samen.get_text() == "Duurstede1"
    assert soep_van(t).select_one("th[scope=row]").get_text() == "Wijk bij Duurstede1"


def test_a_note_is_text_and_never_markup() -> None:
    boos = "<script>alert(1)</script>"
    soep = soep_van(proef({(0, 1): boos}))
    assert soep.script is None and boos in soep.select_one("ol.noten").get_text()


# --- on the page and in the PDF -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nb() -> nbformat.NotebookNode:
    noten = {(3, None): "Bron: A.", (5, None): "Bron: A.", (3, 2): "Bron: B.", (None, 4): "Berekend: a − b."}
    lang = gemerkt(lange_tabel(), noten=noten)
    cijfers = figuur_gemerkt(figuur(), {(0, None): "Bron: bij de figuur."})
    return notebook(titel(), "## Deel", lang, cijfers, gemerkt(brede_tabel(), noten={(0, 1): "Breed."}), lang)


def test_a_table_that_is_shown_twice_keeps_its_notes_to_itself(nb: nbformat.NotebookNode) -> None:
    soep = BeautifulSoup(naar_html(nb), "html.parser")
    for holder in soep.select("main .tabel"):
        eigen = {e["id"] for e in holder.find_all(id=True)}
        assert {a["href"][1:] for a in holder.select("sup a, ol.noten a")} <= eigen


def test_page_and_pdf_are_told_the_same_notes_in_the_same_places(nb: nbformat.NotebookNode) -> None:
    boom = boom_van(nb)
    lang, _, breed, _ = (b for b in boom["blokken"] if b["t"] in ("tabel", "figuur"))
    assert [v.get("klasse", v["t"]) for v in lang["voet"]] == ["legenda", "legenda", "opmerking", "noten", "bron"]
    (noten,) = (v["items"] for v in lang["voet"] if v["t"] == "noten")
    assert [item["d"] for item in noten] == [["Berekend: a − b."], ["Bron: A."], ["Bron: B."]]
    assert [c["noten"] for c in lang["kop"] if c["noten"]] == [[{"nr": 1, "eerst": True}]]
    merken = [(i, j, c["noten"]) for i, r in enumerate(lang["rijen"]) for j, c in enumerate(r["cellen"]) if c["noten"]]
    assert merken == [
        (3, 0, [{"nr": 2, "eerst": True}]), (3, 2, [{"nr": 3, "eerst": True}]), (5, 0, [{"nr": 2, "eerst": False}]),
    ]  # fmt: skip
    assert [v.get("klasse", v["t"]) for v in breed["voet"]] == ["noten", "bron"]
    assert [v["t"] for v in met_zetting(boom)["bijlage"][0]["voet"]] == ["noten"]


def test_in_the_pdf_marks_and_notes_are_links_within_the_document_and_headers_are_not(
    nb: nbformat.NotebookNode,
) -> None:
    """PDF/UA forbids a link in a header that is set again on the next page; its note leads back to the table."""
    with pikepdf.open(io.BytesIO(naar_pdf(nb))) as doc:
        doelen = [a for pagina in doc.pages for a in pagina.get("/Annots", []) if a.get("/Subtype") == "/Link"]
        intern = [a for a in doelen if "/Dest" in a or a.get("/A", {}).get("/S") == "/GoTo"]
        koppen = [e for e in elementen(doc.Root.StructTreeRoot) if e.S == "/THead"]
        in_koppen = [e for kop in koppen for e in elementen(kop) if e.S == "/Link"]
    # twice: three marks in rows (two numbers in one of them) and three notes; one in the figure, one in the wide table
    # with their notes; the table of contents and the references to tables that stand elsewhere come on top
    assert len(intern) >= 2 * (3 + 3) + 2 + 2
    assert len(koppen) >= 4 and in_koppen == []
