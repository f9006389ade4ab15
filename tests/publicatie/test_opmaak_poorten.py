"""The gates on what the other tests do not make: start pages with borders, a page in a province's own style, a volume.

All pages at once: starting a judge costs more than looking at a page.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.huisstijl import lees_huisstijl
from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.publicatie.bundel import schrijf_bundel
from tests.conftest import RAW
from tests.gegevens.test_grenzen import vakken, verzameling
from tests.gegevens.test_huisstijl import HEEL, maak_map
from tests.poorten import browser, verapdf
from tests.poorten.voorbeeld import rapport
from tests.rapport.test_startpagina import PERIODEN, leg_neer
from tests.uitvoeringshulp import schrijf_start


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is to be judged."""
    map_ = tmp_path_factory.mktemp("opmaak")
    data = Path(shutil.copytree(RAW, map_ / "raw"))
    eigen = maak_map(data / "utrecht")
    (eigen / "huisstijl.yaml").write_text(HEEL + "kaart: {bestand: g.geojson, bron: CBS en Kadaster}\n", "utf-8")
    (eigen / "g.geojson").write_text(json.dumps(verzameling(*vakken(laad("utrecht", RAW)))), "utf-8")
    for provincie, perioden in PERIODEN.items():
        leg_neer(map_ / "reports", provincie, perioden)
    schrijf_start(map_ / "reports", data)
    for n, pad in enumerate(("index.html", "utrecht/index.html", "voorbeeld/index.html")):
        (map_ / f"start-{n}.html").write_bytes((map_ / "reports" / pad).read_bytes())
    stijl = lees_huisstijl(data / "utrecht").stijl
    (map_ / "eigen.html").write_text(naar_html(rapport(), stijl), "utf-8")
    (map_ / "eigen.pdf").write_bytes(naar_pdf(rapport(), stijl))
    schrijf_bundel(map_, "bijlage", [("voortgang", rapport()), ("trend", rapport())], ("html", "pdf"), stijl)
    return map_


@pytest.fixture(scope="module")
def paginas(map_: Path) -> list[Path]:
    return sorted(map_.glob("*.html"))


@pytest.mark.browser
def test_the_browser_finds_nothing(paginas: list[Path]) -> None:
    browser.vereis()
    assert browser.axe(paginas) == []
    assert browser.breedte(paginas, 320) == []
    assert browser.verzoeken(paginas) == []


@pytest.mark.browser
def test_html_validate_finds_nothing(paginas: list[Path]) -> None:
    browser.vereis(met_browser=False)
    assert browser.html_validate(paginas) == []


@pytest.mark.java
def test_verapdf_finds_nothing(map_: Path) -> None:
    verapdf.vereis()
    assert verapdf.controleer(sorted(map_.glob("*.pdf"))) == []


def test_every_page_stays_small(paginas: list[Path]) -> None:
    assert {p.name: p.stat().st_size for p in paginas if p.stat().st_size >= 300_000} == {}
