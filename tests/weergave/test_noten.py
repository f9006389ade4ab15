"""Every number leads to its source: the notes of a table, their marks and links."""

from __future__ import annotations

import io
from typing import Any

import nbformat
import pikepdf
import pytest
from bs4 import BeautifulSoup
from poorten.voorbeeld import brede_tabel, figuur, lange_tabel, notebook, titel

from ibtlib.publicatie import naar_pdf
from ibtlib.publicatie.boom import boom_van
from ibtlib.publicatie.pdf import met_zetting
from ibtlib.weergave import Kop, Tabel
from ibtlib.weergave.blokken import plat
from ibtlib.weergave.csvtekst import tabel_als_csv
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


def test_a_note_of_a_cell_is_marked_with_a_letter_and_equal_notes_share_one() -> None:
    soep = soep_van(proef({(2, 1): "b", (1, 1): "c", (1, 2): "b"}))
    merken = [(m.find_parent(["th", "td"]).get_text().split("\N{NO-BREAK SPACE}")) for m in soep.select("sup")]
    assert merken == [["1.208", "a"], ["88%", "b"], ["niet in de gelezen bronnen", "b"]]
    assert [li.get_text() for li in soep.select("ol.noten li")] == ["a c", "b b"]


@pytest.mark.parametrize(
    ("noten", "regels"),
    [
        ({(None, 1): "Berekend: a ÷ b."}, ["Berekend: realisatie: a ÷ b."]),
        ({(None, 1): "Berekend: a.", (None, 2): "Berekend: b."}, ["Berekend: realisatie: a; aandeel: b."]),
        (
            {(0, None): "Bron: A (tabel 1).", (2, None): "Bron: A (tabel 1)."},
            ["Bronnen: 2023-1 en 2024-1: A (tabel 1)."],
        ),
        ({(0, None): "Bron: A.", (1, None): "Bronnen: B en C."}, ["Bronnen: 2023-1: A; 2023-2: B en C."]),
        ({(1, None): "Verlaagd."}, ["2023-2: Verlaagd."]),
        ({(None, 2): "Aanname: blijft."}, ["Aanname: aandeel: blijft."]),
    ],
)
def test_what_holds_for_a_column_or_a_row_is_said_by_its_name_and_bears_no_mark(noten: Any, regels: list[str]) -> None:
    soep = soep_van(proef(noten))
    assert [p.get_text() for p in soep.select("p")] == regels
    assert not soep.select("sup, ol")


def lang(noten: dict[Any, Any], rijen: int = 20) -> BeautifulSoup:
    t = Tabel("lang", "Lang", KOPPEN, tuple((f"rij {i}", i, i) for i in range(rijen)))
    return soep_van(gemerkt(t, noten=noten))


def test_a_note_of_more_than_six_rows_is_marked_and_so_is_one_of_a_row_that_is_not_the_only_one_of_that_name() -> None:
    assert [m.get_text().strip() for m in lang({(i, None): "Bron: A." for i in range(7)}).select("tbody th sup")] == [
        "a"
    ] * 7
    assert not lang({(i, None): "Bron: A." for i in range(6)}).select("sup")
    dubbel = gemerkt(Tabel("t", "T", KOPPEN, (("mei", 1, 1), ("mei", 2, 2))), noten={(1, None): "Bron: A."})
    assert [m.parent.get_text() for m in soep_van(dubbel).select("sup")] == ["mei\N{NO-BREAK SPACE}a"]


def test_rows_with_more_than_twelve_notes_get_a_column_that_tells_them() -> None:
    assert len(lang({(i, None): f"Bron: {i}." for i in range(12)}).select("thead th")) == 3
    soep = lang({(i, None): f"Bron: nr {i}." for i in range(13)})
    assert [th.get_text() for th in soep.select("thead th")][-1] == "Herkomst"
    cellen = [tr.find_all(["th", "td"])[-1].get_text() for tr in soep.select("tbody tr")]
    assert cellen == [*(f"nr {i}." for i in range(13)), *["–"] * 7] and not soep.select("sup, ol")


def test_a_column_that_says_the_same_in_every_row_is_said_once_and_stays_in_the_open_data() -> None:
    rijen = tuple((f"rij {i}", "koppelingstekort", None, i // 9) for i in range(4))
    t = Tabel("t", "T", (Kop("rij"), Kop("grond"), Kop("gekoppeld", "geheel"), Kop("trede", "geheel")), rijen)
    soep = soep_van(t)
    assert [th.get_text() for th in soep.select("thead th")] == ["rij", "trede"]  # a number is never left out
    assert [p.get_text() for p in soep.select("p")] == [
        "grond: overal koppelingstekort.", "gekoppeld: overal niet in de gelezen bronnen.",
    ]  # fmt: skip
    assert tabel_als_csv(t).decode("utf-8-sig").splitlines()[0] == "rij;grond;gekoppeld;trede"
    assert len(soep_van(Tabel("t", "T", t.koppen, rijen[:3])).select("thead th")) == 4  # a short table is as it is


def test_a_mark_never_stands_on_a_line_without_the_last_word() -> None:
    t = gemerkt(Tabel("proef", "Proef", (Kop("naam van de kolom"),), (("Wijk bij Duurstede",),)), noten={(0, 0): "a"})
    (samen,) = soep_van(t).select("th[scope=row] .samen")
    assert samen.get_text() == "Duurstede\N{NO-BREAK SPACE}a"
    assert soep_van(t).select_one("th[scope=row]").get_text() == "Wijk bij Duurstede\N{NO-BREAK SPACE}a"


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


def test_page_and_pdf_are_told_the_same_notes_in_the_same_places(nb: nbformat.NotebookNode) -> None:
    boom = boom_van(nb)
    lang, _, breed, nog_eens = (b for b in boom["blokken"] if b["t"] in ("tabel", "figuur"))
    assert [v.get("klasse", v["t"]) for v in lang["voet"]] == [
        "legenda", "legenda", "opmerking", "opmerking", "bron", "noten", "bron",
    ]  # fmt: skip
    (noten,) = (v["items"] for v in lang["voet"] if v["t"] == "noten")
    assert noten == [{"merk": "a", "d": ["Bron: B."]}]
    assert [plat(v["d"]) for v in lang["voet"][3:5]] == [
        "Berekend: achterstand eind: a − b.", "Bronnen: Bunschoten en De Ronde Venen: A.",
    ]  # fmt: skip
    merken = [(i, j, c["noten"]) for i, r in enumerate(lang["rijen"]) for j, c in enumerate(r["cellen"]) if c["noten"]]
    assert merken == [(3, 2, ["a"])]
    assert [v.get("klasse", v["t"]) for v in breed["voet"]] == ["noten", "bron"]
    assert "legenda" not in [v.get("klasse") for v in nog_eens["voet"]]  # said once in a document
    assert [plat(v["d"]) for v in met_zetting(boom)["bijlage"][0]["voet"]] == ["Bronnen: 2020-1: bij de figuur."]


def test_in_the_pdf_a_link_is_called_by_what_it_says_and_notes_are_no_links(nb: nbformat.NotebookNode) -> None:
    with pikepdf.open(io.BytesIO(naar_pdf(nb))) as doc:
        links = [a for pagina in doc.pages for a in pagina.get("/Annots", []) if a.get("/Subtype") == "/Link"]
    assert [str(a.Contents) for a in links if "pagina" not in str(a.Contents)] == [
        "Cijfers bij deze figuur", "Naar de tabel ‘Tabel 2. Waarop elke gemeente is beoordeeld, tweede halfjaar 2023, personen’",
    ]  # fmt: skip
