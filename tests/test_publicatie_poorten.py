"""Judged by others: a browser, axe, html-validate and veraPDF; and each judge condemns a bad example."""

from __future__ import annotations

from pathlib import Path

import pytest
from poorten import browser, verapdf
from poorten.voorbeeld import notebook, rapport, titel

from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.weergave import Tekst


@pytest.fixture
def met_browser() -> None:
    browser.vereis()


@pytest.fixture
def met_node() -> None:
    browser.vereis(met_browser=False)


@pytest.fixture
def met_java() -> None:
    verapdf.vereis()


SLECHT = """<!DOCTYPE html><html><head><title></title></head><body>
<img src="https://example.invalid/a.png"><h1>a</h1><h4>b</h4><div style="width:50rem">breed</div>
<p style="color:#aaa;background:#fff">vaag</p><table><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>d</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def paginas(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    map_ = tmp_path_factory.mktemp("paginas")
    inhoud = {
        "rapport.html": naar_html(rapport()),
        "echt.html": naar_html(rapport(fictief=False)),
        "klein.html": naar_html(notebook(titel(), "## Deel", Tekst(("Een zin.",)))),
    }
    for naam, html in inhoud.items():
        (map_ / naam).write_text(html, "utf-8")
    return [map_ / naam for naam in inhoud]


@pytest.fixture
def slecht(tmp_path: Path) -> Path:
    pad = tmp_path / "slecht.html"
    pad.write_text(SLECHT, "utf-8")
    return pad


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_axe_vindt_geen_drempels(paginas: list[Path]) -> None:
    assert browser.axe(paginas) == []


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_axe_bijt(slecht: Path) -> None:
    regels = {regel.split(": ")[1] for regel in browser.axe([slecht], standen=[{}])}
    assert {"image-alt", "document-title", "html-has-lang", "color-contrast", "heading-order"} <= regels


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
@pytest.mark.parametrize("pixels", [320, 768, 1280])
def test_de_pagina_schuift_nooit_zijwaarts(paginas: list[Path], pixels: int) -> None:
    assert browser.breedte(paginas, pixels) == []


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_de_breedtepoort_bijt(slecht: Path) -> None:
    assert not browser.breedte_ok(slecht, 320)
    assert browser.breedte_ok(slecht, 1280)


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_de_pagina_vraagt_niets_aan_het_netwerk(paginas: list[Path]) -> None:
    assert browser.verzoeken(paginas) == []


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_de_verzoekenpoort_bijt(slecht: Path) -> None:
    assert any("https://example.invalid/a.png" in v for v in browser.verzoeken(slecht))


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_het_beleid_van_de_pagina_houdt_scripts_en_beelden_tegen(paginas: list[Path], tmp_path: Path) -> None:
    kapot = paginas[2].read_text("utf-8").replace("<footer>", "<script>document.title='gehackt'</script><footer>")
    (tmp_path / "kapot.html").write_text(kapot, "utf-8")
    assert any("Content Security Policy" in v for v in browser.verzoeken(tmp_path / "kapot.html"))


@pytest.mark.browser
@pytest.mark.usefixtures("met_browser")
def test_het_lettertype_is_het_ingesloten_lettertype(paginas: list[Path]) -> None:
    uitdrukking = (
        "[400, 600].map(g => document.fonts.check(`${g} 16px 'Fira Sans'`, 'aé€≥→')).concat("
        "[...document.fonts].map(f => f.status))"
    )
    (antwoord,) = browser.draai([{"soort": "rekenuit", "pad": paginas[0], "uitdrukking": uitdrukking}])
    assert antwoord == [True, True, "loaded", "loaded"]


@pytest.mark.browser
@pytest.mark.usefixtures("met_node")
def test_html_validate_vindt_niets(paginas: list[Path]) -> None:
    assert browser.html_validate(paginas) == []


@pytest.mark.browser
@pytest.mark.usefixtures("met_node")
def test_html_validate_bijt(slecht: Path) -> None:
    regels = {regel.split(": ")[1] for regel in browser.html_validate([slecht])}
    assert {"wcag/h63", "wcag/h37", "empty-title"} <= regels  # th without scope, img without alt, no title


@pytest.mark.java
@pytest.mark.usefixtures("met_java")
def test_verapdf_vindt_niets(paginas: list[Path]) -> None:
    pdfs = []
    for pagina in paginas:
        pdfs.append(pagina.with_suffix(".pdf"))
        pdfs[-1].write_bytes(naar_pdf(pagina.read_text("utf-8")))
    assert verapdf.controleer(pdfs) == []


@pytest.mark.java
@pytest.mark.usefixtures("met_java")
def test_verapdf_bijt(tmp_path: Path) -> None:
    import pikepdf

    pad = tmp_path / "slecht.pdf"
    with pikepdf.new() as doc:
        doc.add_blank_page()
        doc.save(pad)
    fouten = verapdf.controleer([pad])
    assert any("[PDFUA-1]" in f and "MarkInfo" in f for f in fouten)
    assert any("[PDFA-2A]" in f for f in fouten)


def test_een_ontbrekend_gereedschap_is_in_ci_een_fout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IBT_POORTEN", raising=False)  # CI sets it
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="node en npm ontbreken"):
        browser.vereis()
    monkeypatch.setenv("IBT_POORTEN", "verplicht")
    with pytest.raises(pytest.fail.Exception, match="java ontbreekt"):
        verapdf.vereis()
