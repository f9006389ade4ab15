"""Key figures: direction in words, an arrow only for the eye, and the same in page and PDF."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from poorten.tekst import pdftekst

from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.weergave import Kerncijfer, Kerncijfers, Kernregel, Titel
from ibtlib.weergave.kerncijfers import richting

KERN = Kerncijfers(
    (
        Kerncijfer(
            "Achterstand op 1 januari 2024", "574", (Kernregel("gegroeid: was 406", "omhoog"), Kernregel("elders 570"))
        ),
        Kerncijfer("Opvang die zeker is", "42,9%", (Kernregel("3.523 van de 8.207 plekken"),), "berekend"),
    ),
    ("Voortgangsrapportage 2023-2",),
)
DOCUMENT = (Titel("t", "o", (), dt.date(2024, 1, 1)), "## In het kort", KERN)


def test_each_figure_is_a_term_with_its_value_and_its_comparison() -> None:
    soep = BeautifulSoup(KERN._html(), "html.parser")
    assert [dt_.get_text() for dt_ in soep.select("dl > div > dt")] == [
        "Achterstand op 1 januari 2024",
        "Opvang die zeker is",
    ]
    assert [dd.get_text() for dd in soep.select("dd.waarde")] == ["574", "42,9%"]
    assert soep.select_one("dd.waarde .berekend").get_text() == "42,9%"  # type: ignore[union-attr]


def test_an_arrow_is_for_the_eye_alone() -> None:
    (pijl,) = BeautifulSoup(KERN._html(), "html.parser").select(".pijl")
    assert (pijl.get_text(), pijl["aria-hidden"]) == ("↑", "true")
    assert "gegroeid: was 406" in str(KERN)  # the words say it too


def test_a_page_with_a_computed_key_figure_says_what_its_looks_mean() -> None:
    soep = BeautifulSoup(naar_html(DOCUMENT), "html.parser")
    assert [p["class"] for p in soep.select(".kerncijfers > p")] == [["legenda"], ["bron"]]
    assert "berekend uit gepubliceerde cijfers" in soep.select_one(".kerncijfers .legenda").get_text()  # type: ignore[union-attr]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is needed")
def test_the_pdf_holds_the_same_words_in_the_same_order(tmp_path: Path) -> None:
    pdf = tmp_path / "kern.pdf"
    pdf.write_bytes(naar_pdf(DOCUMENT))
    tekst = pdftekst(pdf)
    plekken = [tekst.index(w) for w in ("Achterstandop1januari2024", "574", "gegroeid:was406", "42,9%", "3.523van")]
    assert plekken == sorted(plekken)


@pytest.mark.parametrize(
    ("nu", "toen", "verwacht"), [(1, 0, "omhoog"), (0, 1, "omlaag"), (-1, -2, "omhoog"), (3, 3, "gelijk")]
)
def test_direction_is_that_of_the_figures(nu: int, toen: int, verwacht: str) -> None:
    assert richting(nu, toen) == verwacht


@pytest.mark.parametrize("aantal", [0, 5])
def test_none_and_more_than_four_are_refused(aantal: int) -> None:
    with pytest.raises(ValueError, match="een tot en met 4"):
        Kerncijfers((Kerncijfer("a", "1"),) * aantal)


def test_a_direction_or_class_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="de richting is"):
        Kernregel("a", "op")
    with pytest.raises(ValueError, match="de klasse is"):
        Kerncijfer("a", "1", klasse="trede-1")
