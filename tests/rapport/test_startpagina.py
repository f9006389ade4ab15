"""The start pages: what is there is found, what is not there is not linked, and a national set still fits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import RAW
from tests.uitvoeringshulp import schrijf_start

PERIODEN = {"utrecht": ["2022-2", "2023-1", "2023-2", "2024-1"], "voorbeeld": ["2024-1", "2024-2"]}
SOORTEN = ("samenvatting", "voortgang", "trend", "spreidingswet", "scenario")


def leg_neer(uitvoer: Path, provincie: str, perioden: list[str], *extra: str) -> None:
    """An output folder with documents of 1 to 4 thousand bytes; `voortgang.pdf` of the first periode is missing."""
    for n, periode in enumerate(perioden):
        map_ = uitvoer / provincie / periode
        map_.mkdir(parents=True)
        for i, soort in enumerate(SOORTEN, 1):
            for ext in ("html", "pdf"):
                if (n, soort, ext) != (0, "voortgang", "pdf"):
                    (map_ / f"{soort}.{ext}").write_bytes(b"x" * 1000 * i)
        for naam in ("tabellen.xlsx", "verantwoording.json"):
            (map_ / naam).write_bytes(b"x" * 1_234_000)
    for pad in extra:
        doel = uitvoer / provincie / pad
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_bytes(b"x")


@pytest.fixture(scope="module")
def uitvoer(tmp_path_factory) -> Path:
    map_ = tmp_path_factory.mktemp("index")
    leg_neer(
        map_, "utrecht", PERIODEN["utrecht"], "2023-2/bijlage-utrecht-2023-2.html", "2023-2/gemeenten/GM0310.html",
        "2023-2/gemeenten/GM0310.pdf", "monitor/2024-08-15.html",
    )  # fmt: skip
    leg_neer(map_, "voorbeeld", PERIODEN["voorbeeld"])
    schrijf_start(map_, RAW)
    return map_


def lees(pad: Path) -> BeautifulSoup:
    return BeautifulSoup(pad.read_text("utf-8"), "html.parser")


def doelen(pagina: BeautifulSoup) -> list[str]:
    return [a["href"] for a in pagina.find_all("a")]


def test_every_document_is_linked_and_every_link_leads_somewhere(uitvoer):
    gelinkt = set()
    for pad in (uitvoer / "index.html", uitvoer / "utrecht/index.html", uitvoer / "voorbeeld/index.html"):
        for doel in doelen(lees(pad)):
            bestand, _, anker = doel.partition("#")
            naar = (pad.parent / bestand).resolve() if bestand else pad
            assert naar.is_file(), doel
            assert not anker or f'id="{anker}"' in naar.read_text("utf-8"), doel
            gelinkt.add(naar)
    assert {p for p in uitvoer.rglob("*") if p.is_file() and p.suffix != ".json"} <= gelinkt


def test_a_periode_and_a_gemeente_can_be_linked_to(uitvoer):
    index, eigen = lees(uitvoer / "index.html"), lees(uitvoer / "utrecht/index.html")
    for pagina in (index, eigen):
        rij = pagina.find("tr", id="utrecht-2023-2")
        assert rij.th.get_text() == "2023-2"
    tabel = eigen.find(id="gm0310")
    assert tabel.caption.get_text() == "De Bilt (GM0310)"


def test_the_documents_stand_newest_first_with_format_and_size(uitvoer):
    tabel = lees(uitvoer / "index.html").find(id="rapporten-utrecht")
    assert [r.th.get_text() for r in tabel.select("tbody tr")] == ["2024-1", "2023-2", "2023-1", "2022-2"]
    koppen = [th.get_text() for th in tabel.select("thead th")]
    assert koppen == [
        "Periode", "Samenvatting", "Voortgang", "Trend", "Opvang en Spreidingswet", "Scenario’s", "Alles in één",
        "Tabellen en verantwoording",
    ]  # fmt: skip
    rij = [td.get_text("|") for td in tabel.find(id="utrecht-2023-2").find_all("td")]
    assert rij[:2] == ["web|, 1 kB|PDF|, 1 kB", "web|, 2 kB|PDF|, 2 kB"]
    assert rij[5:] == ["web|, 1 kB", "tabellen|, Excel, 1.234 kB|verantwoording|, JSON, 1.234 kB"]
    assert tabel.find(id="utrecht-2022-2").find_all("td")[1].get_text() == "web, 2 kB"  # its PDF is not there
    assert "Alles in één" not in lees(uitvoer / "index.html").find(id="rapporten-voorbeeld").get_text()


def test_the_history_of_a_gemeente_is_what_was_published(uitvoer):
    # beoordelingen of De Bilt: 2022-2 trede 1, 2023-1 trede 2 (rapportage 2022-2/2023-1, tabel); 2023-2 trede 2 on its
    # koppelingstekort (rapportage 2023-2, tabel 2)
    tabel = lees(uitvoer / "utrecht/index.html").find(id="gm0310")
    rijen = [[c.get_text() for c in r.find_all(["th", "td"])] for r in tabel.select("tr")]
    assert rijen[0] == ["Periode", "Vastgesteld", "Beoordeeld op", "Eigen pagina"]
    assert rijen[1][:3] == ["eerste helft 2024 (2024-1)", "niet in de gelezen bronnen", "niet vermeld"]
    assert rijen[2] == ["tweede helft 2023 (2023-2)", "trede 2", "koppelingstekort", "web, 1 kBPDF, 1 kB"]
    assert [r[1] for r in rijen[3:]] == ["trede 2", "trede 1"]
    assert [a["href"] for a in tabel.find_all("a")] == ["2023-2/gemeenten/GM0310.html", "2023-2/gemeenten/GM0310.pdf"]


def test_the_last_periode_and_the_last_treden_are_told_first(uitvoer):
    zin = lees(uitvoer / "index.html").find("h2", id="utrecht").find_next("p").get_text()
    assert zin == (
        "De laatste periode is de eerste helft 2024 (2024-1). Daarover zijn nog geen treden bekend. "
        "In 2023-2 stonden 13 gemeenten op trede 1 en 13 gemeenten op trede 2 (vastgesteld)."
    )


def test_the_fictional_province_says_so_and_computed_treden_are_told_apart(uitvoer):
    pagina = lees(uitvoer / "voorbeeld/index.html")
    assert all("FICTIEF" in c.get_text() for c in pagina.select(".wegwijzer caption"))
    assert "2024-2 (berekend)" in [th.get_text() for th in pagina.select(".figuur thead th")]
    assert {"Vastgesteld", "Berekend"} <= {th.get_text() for th in pagina.find(id="gm9001").select("thead th")}


def test_the_same_folder_gives_the_same_pages(uitvoer):
    voor = {p: p.read_bytes() for p in uitvoer.rglob("index.html")}
    schrijf_start(uitvoer, RAW)
    assert {p: p.read_bytes() for p in uitvoer.rglob("index.html")} == voor


def test_with_many_provinces_the_first_page_leads_to_the_page_of_each_and_stays_small(tmp_path):
    data, uitvoer = tmp_path / "raw", tmp_path / "reports"
    data.mkdir()
    shutil.copytree(RAW / "landelijk", data / "landelijk")
    shutil.copy(RAW / "bronnen.csv", data)
    namen = [f"provincie-{n}" for n in range(5)]
    for naam in namen:
        shutil.copytree(RAW / "utrecht", data / naam)
        leg_neer(uitvoer, naam, PERIODEN["utrecht"])
    schrijf_start(uitvoer, data)
    index = lees(uitvoer / "index.html")
    assert index.find(id="rapporten-provincie-3") is None
    weg = index.find("a", href="provincie-3/index.html")
    assert weg.parent.get_text().strip() == "Utrecht (4 perioden; de laatste is 2024-1)"
    eigen = lees(uitvoer / "provincie-3/index.html")
    assert len(eigen.find(id="rapporten-provincie-3").select("tbody tr")) == 4
    # a page without provinces is 75 kB (style and letters); twelve of these fit in 300 kB
    assert ((uitvoer / "index.html").stat().st_size - 75_000) / 5 < (300_000 - 75_000) / 12


def test_the_last_periode_comes_first_and_large_and_every_gemeente_stands_once_under_its_letter(uitvoer):
    index = lees(uitvoer / "index.html")
    eerste = [a["href"] for a in index.main.find_all("a")[:5]]
    assert eerste == [f"utrecht/2024-1/{soort}.html" for soort in SOORTEN]
    assert index.main.find("a").find_parent("div")["class"] == ["groot"]
    letters = {li.strong.get_text(): li.ul.get_text("|") for li in index.select(".alfabet > ul > li")}
    assert len(index.select(".alfabet li li")) == 26 + 8  # CBS: 26 gemeenten in Utrecht; the fictional province has 8
    assert letters["A"] == "Aarderveld| (fictief)|Amersfoort"  # the fictional province says so with each of its own
    assert (letters["I"], letters["D"].split("|")[0]) == ("IJsselstein", "De Bilt")
    assert len(index.find_all("script")) == 2 and "script-src 'sha256-" in str(index.head)  # tables may scroll; search


def test_of_a_periode_of_which_only_the_pdf_was_made_the_pdf_is_what_is_large(tmp_path):
    leg_neer(tmp_path, "utrecht", ["2023-2"])
    (tmp_path / "utrecht/2023-2/trend.html").unlink()
    schrijf_start(tmp_path, RAW)
    groot = [a["href"] for a in lees(tmp_path / "index.html").select(".groot a")]
    assert "utrecht/2023-2/trend.pdf" in groot and "utrecht/2023-2/voortgang.html" in groot
