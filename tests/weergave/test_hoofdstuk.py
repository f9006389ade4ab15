"""A chapter of headings and display objects is on the page what separate cells would be."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from poorten.voorbeeld import figuur, lange_tabel, notebook, titel

from ibtlib.publicatie import PublicatieFout, naar_html
from ibtlib.publicatie.tabellen_uit import tabellen_van
from ibtlib.rapport.zinnenlezer import van_notebook
from ibtlib.weergave import Hoofdstuk, Tekst, Titel, Tussenkop

STUKKEN = (
    Tussenkop("Verantwoording", 2),
    Tekst(("Waarop dit steunt.",)),
    Tussenkop("Kader"),
    Hoofdstuk((lange_tabel(), Tussenkop("Verloop", 4), figuur())),
)
KOPPEN = [("h2", "Verantwoording"), ("h3", "Kader"), ("h4", "Verloop")]


@pytest.fixture(scope="module")
def nb() -> nbformat.NotebookNode:
    return notebook(titel(), Hoofdstuk(STUKKEN))


def test_its_headings_and_numbers_are_those_of_separate_cells(nb: nbformat.NotebookNode) -> None:
    samen, apart = (
        BeautifulSoup(naar_html(n), "html.parser")
        for n in (nb, notebook(titel(), "## Verantwoording", STUKKEN[1], "### Kader", *STUKKEN[3].stukken))
    )
    assert [(k.name, k.get_text()) for k in samen.main.find_all(["h2", "h3", "h4"])] == KOPPEN
    assert [n.get_text() for n in samen.select(".nummer")] == [n.get_text() for n in apart.select(".nummer")]
    assert samen.main.get_text(" ", strip=True) == apart.main.get_text(" ", strip=True)
    assert [a["href"] for a in samen.nav.find_all("a")] == [a["href"] for a in apart.nav.find_all("a")]


def test_its_tables_are_open_data(nb: nbformat.NotebookNode) -> None:
    apart = tabellen_van(notebook(titel(), lange_tabel(), figuur()))
    assert tabellen_van(nb) == apart and len(apart) == 2


@pytest.mark.parametrize(
    ("stukken", "wat"),
    [
        ((Tussenkop("Leeg", 2),), "onder de kop 'Leeg' staat niets"),
        ((Tussenkop("Diep", 4), Tekst(("a",))), "slaat een niveau over"),
    ],
)
def test_its_headings_are_judged_as_any_other(stukken: tuple, wat: str) -> None:
    with pytest.raises(PublicatieFout, match=wat) as fout:
        naar_html(notebook(titel(), Hoofdstuk(stukken)))
    assert [b.cel for b in fout.value.bevindingen if wat in b.wat] == [2]


@pytest.mark.parametrize("stuk", ["## Kop", None, titel()])
def test_it_holds_nothing_but_headings_and_display_objects(stuk: str | Titel | None) -> None:
    with pytest.raises(TypeError, match="Een Hoofdstuk bestaat uit koppen en weergaveobjecten"):
        Hoofdstuk((stuk,))


@pytest.mark.parametrize("niveau", [0, 1, 7])
def test_a_heading_is_of_level_two_to_six(niveau: int) -> None:
    with pytest.raises(ValueError, match="het ligt van 2 tot en met 6"):
        Tussenkop("Kop", niveau)


def test_its_sentences_are_compared_under_its_own_headings(tmp_path: Path) -> None:
    nbformat.write(
        notebook("## Slot", Hoofdstuk(STUKKEN[1:3]), Hoofdstuk((*STUKKEN[2:3], *STUKKEN[1:2]))),
        tmp_path / "trend.ipynb",
    )
    assert list(van_notebook(tmp_path / "trend.ipynb")) == [
        ("trend, Slot", "Waarop dit steunt."),
        ("trend, Kader", "Waarop dit steunt."),
    ]
