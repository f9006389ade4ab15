"""The finished page: what it holds, and that it is the same page each time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from poorten.voorbeeld import GEMEENTEN, figuur, lange_tabel, notebook, rapport, titel

from ibtlib.basis import kleuren as huisstijl
from ibtlib.basis.tekens import toegestaan
from ibtlib.publicatie import PublicatieFout, naar_html
from ibtlib.publicatie.exporteurs import IbtHtmlExporter
from ibtlib.publicatie.scripts import toestemming
from ibtlib.weergave import Kop, Tabel, Tekst
from tests.tabelhulp import gemerkt

WORTEL = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pagina() -> str:
    return naar_html(rapport())


@pytest.fixture(scope="module")
def soep(pagina: str) -> BeautifulSoup:
    return BeautifulSoup(pagina, "html.parser")


def test_de_kop_van_het_document(soep: BeautifulSoup) -> None:
    assert soep.html["lang"] == "nl"
    assert [h.get_text() for h in soep.find_all("h1")] == ["Voortgang huisvesting vergunninghouders"]
    verwacht = "FICTIEF: Voortgang huisvesting vergunninghouders – Provincie Voorbeeld, tweede halfjaar 2023"
    assert soep.title.get_text() == verwacht
    assert soep.find("meta", attrs={"name": "dcterms.date"})["content"] == "2024-01-01"
    assert "FICTIEF" in soep.select_one("body > header").get_text()
    assert soep.footer.get_text(strip=True) == f"{verwacht}. Stand op 1 januari 2024."


def test_een_echt_document_zegt_nergens_fictief() -> None:
    assert "FICTIEF" not in naar_html(rapport(fictief=False))


def test_de_oriëntatiepunten_en_de_springlink(soep: BeautifulSoup) -> None:
    assert [e.name for e in soep.body.find_all(True, recursive=False)] == [
        "a",
        "header",
        "nav",
        "main",
        "footer",
        "script",
    ]
    assert soep.body.a["href"] == "#inhoud"
    assert soep.main["id"] == "inhoud"


def test_de_inhoudsopgave_heeft_alle_koppen_van_niveau_2_en_3(soep: BeautifulSoup) -> None:
    regels = [(a["href"], a.get_text(), len(a.find_parents("ol"))) for a in soep.nav.find_all("a")]
    assert regels == [
        ("#wat-de-cijfers-zeggen", "Wat de cijfers zeggen", 1),
        ("#door-de-tijd", "Door de tijd", 2),
        ("#resultaten-per-gemeente", "Resultaten per gemeente", 1),
        ("#grondslag-van-de-beoordeling", "Grondslag van de beoordeling", 1),
        ("#vooruitblik", "Vooruitblik", 2),
    ]


def test_een_document_van_een_deel_heeft_geen_inhoudsopgave() -> None:
    assert "<nav" not in naar_html(notebook(titel(), "## Eén deel", Tekst(("Tekst.",))))


def test_ids_zijn_uniek_ook_met_die_van_de_tekeningen_en_verwijzingen_kloppen(pagina: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', pagina)
    assert len(ids) == len(set(ids))
    for doel in re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', re.sub(r"(?s)<svg.*?</svg>", "", pagina)):
        assert doel in ids


@pytest.mark.parametrize("namen", [("t", "t-bijschrift"), ("t-bijschrift", "t")])
def test_de_ids_die_een_tabel_meebrengt_krijgt_geen_ander(namen: tuple[str, str]) -> None:
    lang = "Een rij die te breed is voor een smal scherm"
    tabellen = [Tabel(n, n, (Kop("a", noten=("noot",)), Kop("b")), ((lang, lang),)) for n in namen]
    ids = re.findall(r'\sid="([^"]+)"', naar_html(notebook(titel(), *tabellen)))
    assert len(ids) == len(set(ids)) and {f"tabel-{n}-bijschrift" for n in namen} & set(ids)


def test_gelijke_koppen_krijgen_eigen_ankers_en_een_verwijzing_gaat_naar_de_eerste() -> None:
    tekst = Tekst(("Tekst.",))
    html = naar_html(notebook(titel(), "## Stand", tekst, "## Stand\n\nZie [boven](#Stand).", tekst))
    assert re.findall(r'<h2 id="(stand[^"]*)"', html) == ["stand", "stand-2"]
    assert '<a href="#stand">boven</a>' in html


def test_tabellen_en_figuren_zijn_elk_doorgenummerd_en_de_cijfers_dragen_het_nummer_van_hun_figuur(soep) -> None:
    assert [n.get_text() for n in soep.select(".nummer")] == [
        "Figuur 1.", "Cijfers bij figuur 1.", "Tabel 1.", "Tabel 2.", "Figuur 2.", "Cijfers bij figuur 2.",
    ]  # fmt: skip
    assert "nummer" not in naar_html(notebook(titel(), lange_tabel()), nummering=False).partition("</style>")[2]


def test_zie_wordt_een_link_naar_het_volgende_deel_van_die_naam() -> None:
    tekst = Tekst(("Dit verschilt; zie ‘Slot’. En zie ‘Nergens’.",))
    html = naar_html(notebook(titel(), "## Slot", tekst, "## Midden", tekst, "## Slot", tekst))
    assert re.findall(r'zie <a href="([^"]*)">‘Slot’</a>', html) == [
        "#slot-2",
        "#slot-2",
    ]  # after the last one: no link
    assert "<a" not in html[html.rindex("Dit verschilt") :].partition("</p>")[0]


def test_zie_werkt_ook_in_een_cel_met_een_noot_en_meer_dan_eens() -> None:
    zin = "Zeker; zie ‘Slot’"
    tabel = gemerkt(Tabel("t", "T", (Kop("a"), Kop("b")), ((zin, zin),), (), (zin,)), noten={(0, 0): zin})
    html = naar_html(notebook(titel(), "## Deel", tabel, Tekst((zin, zin), lijst=True), "## Slot", Tekst(("Uit.",))))
    soep = BeautifulSoup(html, "html.parser")
    assert [a.find_parent(["th", "td", "li", "p"]).name for a in soep.select('main a[href="#slot"]')] == [
        "th", "td", "p", "li", "li", "li",
    ]  # fmt: skip
    assert soep.select_one("tbody th").get_text() == f"{zin}\N{NO-BREAK SPACE}a"


def test_een_periode_en_een_trede_breken_niet_af_maar_datums_en_losse_cellen_blijven_kaal() -> None:
    tekst = Tekst(("In 2023-2 op trede 2; niet 2023-3 en niet 2023-1-1.",))
    tabel = Tabel("t", "Treden", (Kop("a"), Kop("b")), (("Soest", "trede 2"),))
    html = naar_html(notebook(titel(), "## Deel", tekst, tabel))
    assert re.findall(r'<span class="heel">([^<]*)</span>', html) == ["2023-2", "trede 2"]
    assert "In 2023-2 op trede 2; niet 2023-3 en niet 2023-1-1." in BeautifulSoup(html, "html.parser").get_text()


def test_tekeningen_blijven_byte_voor_byte_staan(pagina: str) -> None:
    svg = figuur().svg
    assert "viewBox" in svg
    assert svg in pagina


def test_niets_wordt_van_elders_geladen(pagina: str) -> None:
    kaal = re.sub(r"(?s)<svg.*?</svg>", "", pagina)
    assert not re.search(r"<(?:script\s|link|img|iframe|object|embed)\b|\ssrc=|@import", kaal)
    assert set(re.findall(r"url\((\w+:)", kaal)) == {"data:"}
    beleid = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    beleid += f"; {toestemming('schuiven.js')}"
    assert f"content=\"{beleid}; base-uri 'none'; form-action 'none'\"" in pagina


def test_er_staat_geen_code_in_het_rapport(pagina: str) -> None:
    assert "ibt.toon" not in pagina
    assert "Out[" not in pagina


def test_wat_breder_kan_zijn_dan_het_scherm_staat_in_een_vak_en_is_zonder_script_geen_tabstop(
    soep: BeautifulSoup,
) -> None:
    tabel = soep.select_one("#tabel-tabel-2-grondslag table")
    assert tabel.parent["class"] == ["schuif"] and "breed" in tabel["class"]
    assert not soep.select("[tabindex='0']")


def test_een_smalle_tabel_krijgt_geen_extra_tabstop() -> None:
    smal = Tabel("t", "Smal", (Kop("a"), Kop("b", "geheel")), (("Soest", 1),))
    assert (
        "tabindex" not in BeautifulSoup(naar_html(notebook(titel(), smal)), "html.parser").select_one(".tabel").decode()
    )


def test_de_legenda_staat_er_alleen_als_het_teken_gebruikt_is(soep: BeautifulSoup) -> None:
    legenda = [p.get_text() for p in soep.select("#tabel-tabel-1-gemeenten .legenda")]
    assert legenda == [
        "Cursief met stippellijn: berekend uit gepubliceerde cijfers.",
        "Cursief met streepjeslijn: steunt op een aanname.",
    ]
    assert not soep.select("#tabel-tabel-2-grondslag .legenda")


def test_het_bijschrift_van_een_figuur_staat_voor_de_tekening(soep: BeautifulSoup) -> None:
    figuur_ = soep.select_one("#figuur-realisatie-per-halfjaar figure")
    assert [e.name for e in figuur_.find_all(True, recursive=False)] == ["figcaption", "div"]


def test_de_kleuren_komen_uit_de_huisstijl(pagina: str) -> None:
    for trede in range(1, 7):
        vlak, letter = huisstijl.tredekleur(trede)
        assert f".trede-{trede}{{background:{vlak};color:{letter}}}" in pagina
    vlak, letter = huisstijl.TREDEKLEUREN["zwart"]
    eigen, gewoon = f".kleur-zwart{{background:{vlak};color:{letter}}}", ".trede-6{"
    assert pagina.index(gewoon) < pagina.index(eigen)  # so that the colour of a kader wins
    stijl = (WORTEL / "ibtlib/publicatie/stijl.css").read_text("utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", stijl)


def test_in_het_donker_volgen_tekeningen_het_scherm(pagina: str) -> None:
    """Ink becomes light and white dark; a colour becomes one that stands out (3:1), and on which white letters do."""
    donker = pagina.partition("(prefers-color-scheme:dark){\n.tekening")[2].partition("\n}")[0]
    for kleur, rol in ((huisstijl.INKT, "tekst"), (huisstijl.GRIJS, "zacht"), (huisstijl.LIJN, "streep")):
        assert f'[stroke="{kleur}"]{{stroke:var(--{rol})}}' in donker
    for kleur in huisstijl.LICHT:
        (midden,) = re.findall(rf'\.tekening \[fill="{kleur}"\]{{fill:(#[0-9A-F]+)}}', donker)
        assert huisstijl.contrast(midden, huisstijl.INKT) >= 3 and huisstijl.contrast(midden, huisstijl.WIT) >= 4.5
        (letters,) = re.findall(rf'has\(>text\)\)\[fill="{kleur}"\]{{fill:(#[0-9A-F]+)}}', donker)
        assert huisstijl.contrast(letters, huisstijl.INKT) >= 4.5
    assert huisstijl.OP_LICHT not in donker  # letters on a light surface stay


@pytest.mark.parametrize("trede", range(1, 7))
def test_in_het_donker_is_elke_trede_te_lezen_en_te_zien(pagina: str, trede: int) -> None:
    """Letters 4,5:1 on their surface; a surface that is not 3:1 on the dark has an edge that is, in table and drawing."""
    donker = pagina.partition("(prefers-color-scheme:dark){\n.tekening")[2].partition("\n}")[0]
    vlak, letter = huisstijl.tredekleur(trede)
    assert huisstijl.contrast(vlak, letter) >= 4.5
    if trede < 5:
        assert huisstijl.contrast(vlak, huisstijl.INKT) >= 3
    else:
        assert re.search(rf":is\(td,th\):is\(\.trede-{trede},[^)]*\){{outline:1px solid var\(--zacht\)", donker)
        assert f'.tekening [fill="{vlak}"]{{stroke:var(--zacht)}}' in donker
        assert "--zacht:var(--lijn)" in pagina and huisstijl.contrast(huisstijl.LIJN, huisstijl.INKT) >= 3


def test_het_rapport_is_klein(pagina: str) -> None:
    assert len(pagina.encode()) < 150_000  # the norm is 300 kB


def test_het_ingesloten_lettertype_kent_alle_toegestane_tekens() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fonttools ontbreekt")
    for woff2 in sorted((WORTEL / "ibtlib/publicatie/lettertypen").glob("*.woff2")):
        assert set(toegestaan()) <= set(ttlib.TTFont(woff2).getBestCmap())


def test_alle_gemeenten_staan_in_de_tabel(soep: BeautifulSoup) -> None:
    eerste = [th.get_text() for th in soep.select("#tabel-tabel-1-gemeenten tbody th")]
    assert eerste == [*GEMEENTEN, "Totaal"]
    assert len(lange_tabel().rijen) == 27


def test_de_configuratie_van_nbconvert_blijft_werken() -> None:
    from traitlets.config import Config

    nb = notebook(titel(), Tekst(("Blijft.",)), Tekst(("Gaat weg.",)))
    nb.cells[2].metadata.tags = ["weg"]
    weg = {"TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": {"weg"}}}
    for exporteur, tekst in ((IbtHtmlExporter(), True), (IbtHtmlExporter(config=Config(weg)), False)):
        html, resources = exporteur.from_notebook_node(nb)
        assert "Blijft." in html and ("Gaat weg." in html) is tekst
        assert resources["output_extension"] == ".html"
    anders = IbtHtmlExporter(config=Config({"IbtHtmlExporter": {"file_extension": ".htm"}}))
    assert anders.from_notebook_node(nb)[1]["output_extension"] == ".htm"


def test_wat_een_cel_nog_doet_bij_het_exporteren_wordt_ook_gekeurd(tmp_path: Path) -> None:
    """`jupyter nbconvert --execute`: the cells are run first, and what they show then is judged."""
    from traitlets.config import Config

    nb = notebook(titel(), Tekst(("Een zin.",)))
    bron = "from ibtlib.weergave import Tekst\nprint('niet zo')\nTekst(('Nieuw.',))"
    titelcel = "import datetime as dt\nfrom ibtlib.weergave import Titel\nTitel('t', 'o', (), dt.date(2024, 1, 1))"
    nb.cells[0].source, nb.cells[1].source = titelcel, bron
    uitvoeren = Config({"ExecutePreprocessor": {"enabled": True}})
    with pytest.raises(PublicatieFout, match="cel 2: geprinte tekst"):
        IbtHtmlExporter(config=uitvoeren).from_notebook_node(nb)
    nb.cells[1].source = bron.replace("print('niet zo')", "")
    html, _ = IbtHtmlExporter(config=uitvoeren).from_notebook_node(nb)
    assert "Nieuw." in html and "Een zin." not in html


def test_nbconvert_kent_de_exporteurs(tmp_path: Path) -> None:
    nbformat.write(rapport(), tmp_path / "x.ipynb")
    for naam, begin in (("ibt_html", b"<!DOCTYPE html>"), ("ibt_pdf", b"%PDF-1.7")):
        opdracht = [sys.executable, "-m", "nbconvert", "--to", naam, "x.ipynb"]
        gedaan = subprocess.run(opdracht, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert gedaan.returncode == 0, gedaan.stderr
        assert (tmp_path / f"x.{naam[4:]}").read_bytes().startswith(begin)


def test_de_melding_noemt_het_notebook(tmp_path: Path) -> None:
    nbformat.write(notebook(titel(), "Zie $x$."), tmp_path / "01_voortgang.ipynb")
    with pytest.raises(PublicatieFout, match=r"^Notebook 01_voortgang kan niet worden gepubliceerd"):
        IbtHtmlExporter().from_filename(str(tmp_path / "01_voortgang.ipynb"))


def test_het_pakket_en_de_ingang_blijven_licht() -> None:
    code = (
        "import sys, ibtlib.publicatie; "
        "zwaar = {'nbconvert', 'bs4', 'typst', 'pikepdf', 'pandas', 'nbformat'}; "
        "assert not zwaar & set(sys.modules), zwaar & set(sys.modules); "
        "import ibtlib.publicatie.exporteurs; assert not {'typst', 'pikepdf'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


MAAK = """
import sys, hashlib
sys.path.insert(0, {tests!r})
import nbformat
from ibtlib.publicatie import naar_html, naar_pdf
notebook = nbformat.read({pad!r}, as_version=4)
print(*(hashlib.sha256(b).hexdigest() for b in (naar_html(notebook).encode(), naar_pdf(notebook))))
"""


def test_elke_machine_maakt_dezelfde_bytes(tmp_path: Path) -> None:
    pad = tmp_path / "x.ipynb"
    nbformat.write(rapport(), pad)
    opdracht = [sys.executable, "-c", MAAK.format(tests=str(Path(__file__).parents[1]), pad=str(pad))]
    uitkomsten = set()
    for zaad, zone, taal in (("0", "UTC", "C"), ("4711", "Pacific/Auckland", "nl_NL.UTF-8")):
        omgeving = {**os.environ, "PYTHONHASHSEED": zaad, "TZ": zone, "LC_ALL": taal}
        gedaan = subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=True, cwd=tmp_path)
        uitkomsten.add(gedaan.stdout.strip())
    assert len(uitkomsten) == 1
    assert re.fullmatch(r"[0-9a-f]{64} [0-9a-f]{64}", uitkomsten.pop())
    assert hashlib.sha256(b"").hexdigest() not in str(uitkomsten)
