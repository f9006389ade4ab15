"""The gate bites: every way in which a notebook could be published badly, with the cell that is named."""

from __future__ import annotations

import pickle

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from poorten.voorbeeld import code, figuur, notebook, rapport, titel

from ibtlib.basis.fouten import IbtFout
from ibtlib.publicatie import PublicatieFout, naar_html
from ibtlib.weergave import Figuur, Kop, Tabel, Tekst

GOED = Tekst(("Een zin.",))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" id="{id}">{in_}</svg>'


def toon(**soorten: str) -> nbformat.NotebookNode:
    """An output with the given mime types; a double underscore stands for the slash."""
    return new_output("display_data", data={s.replace("__", "/"): w for s, w in soorten.items()})


def html(tekst: str) -> nbformat.NotebookNode:
    return code(toon(text__html=tekst))


def tekening(in_: str = "", alt: str = "Wat er te zien is.", naam: str = "a") -> nbformat.NotebookNode:
    cijfers = Tabel(f"{naam}-cijfers", "Cijfers", (Kop("x"),), (("1",),))
    return code(Figuur(naam, f"Figuur {naam}", SVG.format(id=f"{naam}-1", in_=in_), alt, cijfers))


def weiger(*cellen: object) -> PublicatieFout:
    """Publish a notebook whose first cell is the Titel and whose second is sound; it has to be refused."""
    nb = notebook(titel(), GOED)
    nb.cells += [new_markdown_cell(c) if isinstance(c, str) else c for c in cellen]
    with pytest.raises(PublicatieFout) as fout:
        naar_html(nb)
    return fout.value


TABELKOP = '<thead><tr><th scope="col">a</th></tr></thead>'
TABELRIJ = '<tbody><tr><th scope="row">1</th></tr></tbody>'

SLECHT = {
    "png zonder html": (
        code(toon(image__png="aGFsbG8=", text__plain="<Figure>")),
        "zonder alternatieve tekst",
    ),
    "svg zonder html": (
        code(new_output("display_data", data={"image/svg+xml": "<svg/>"})),
        "zonder alternatieve tekst",
    ),
    "kale uitvoer": (code(toon(text__plain="5")), "kale uitvoer, '5'"),
    "lege html": (code(toon(text__html="  ", text__plain="x")), "de uitvoer is leeg"),
    "widget": (code(toon(application__json="{}", text__plain="x")), "past (application/json, text/plain)"),
    "formule": ("De som is $a+b$.", "een formule in Markdown (a+b)"),
    "formuleblok": ("$$\\sum x$$", "een formule in Markdown"),
    "latex": ("\\begin{equation}x\\end{equation}", "een formule in Markdown"),
    "markdowntabel": ("|a|b|\n|-|-|\n|1|2|", "een Markdown-tabel heeft geen bijschrift"),
    "markdownbeeld": ("![alt](plaatje.png)", "een Markdown-afbeelding (plaatje.png)"),
    "html in markdown": ("Dit is <b>vet</b>.", "HTML in Markdown (<b>)"),
    "script in markdown": ("<script>alert(1)</script>", "HTML in Markdown (<script>alert(1)</script>)"),
    "script achter opmerking": ("<!-- a --><script>1</script><!-- b -->", "HTML in Markdown"),
    "javascript-link": ("[klik](javascript:alert)", "een link naar"),
    "dode verwijzing": ("Zie [daar](#bestaat-niet).", "'#bestaat-niet', maar dat onderdeel bestaat niet"),
    "taaklijst": ("- [ ] nog doen", "<input>"),
    "ruwe cel": (new_raw_cell("\\newpage"), "een ruwe cel"),
    "fout": (
        code(new_output("error", ename="KeyError", evalue="'2023-9'", traceback=[])),
        "mislukt met KeyError: '2023-9'",
    ),
    "stderr": (
        code(new_output("stream", name="stderr", text="\x1b[31mFutureWarning:\x1b[0m iets\n")),
        "op stderr; los de oorzaak op: FutureWarning: iets",
    ),
    "print": (code(new_output("stream", name="stdout", text="hallo\n")), "geprinte tekst"),
    "dataframe": (html("<table><tr><th></th><th>a</th></tr></table>"), "een tabel zonder bijschrift"),
    "th zonder scope": (
        html(f"<table><caption>T</caption>{TABELKOP}<tbody><tr><th>1</th></tr></tbody></table>"),
        "heeft koppen zonder scope",
    ),
    "geen kolomkop": (html(f"<table><caption>T</caption>{TABELRIJ}</table>"), "geen kolomkoppen"),
    "leeg bijschrift": (
        html(f"<table><caption> </caption>{TABELKOP}{TABELRIJ}</table>"),
        "zonder bijschrift",
    ),
    "lege tabel": (
        html(f"<table><caption>Leeg</caption>{TABELKOP}<tbody></tbody></table>"),
        "de tabel 'Leeg' heeft geen rijen",
    ),
    "ongelijke rijen": (
        html(f"<table><caption>T</caption>{TABELKOP}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
        "rijen van ongelijke lengte",
    ),
    "figuur zonder alt": (tekening(alt=" "), "een tekening zonder alternatieve tekst"),
    "losse svg": (html(SVG.format(id="x", in_="")), "een tekening buiten een figuur"),
    "script in svg": (tekening("<script>1</script>"), "een tekening met <script>"),
    "onload in svg": (tekening('<g onload="x()"/>'), "het attribuut onload"),
    "svg laadt": (tekening('<image href="https://x.nl/a.png"/>'), "van elders laadt: https://x.nl/a.png"),
    "svg stijl laadt": (tekening("<style>@import 'x.css'</style>"), "de stijl iets van elders laadt"),
    "kapotte svg": (tekening("<g>"), "geen geldige SVG"),
    "teken in svg": (tekening("<text>▲</text>"), "tekens die niet in het lettertype zitten: ▲"),
    "img": (html('<p><img src="https://x.nl/a.png" alt="a"></p>'), "<img> dat 'https://x.nl/a.png' laadt"),
    "iframe": (html('<iframe src="https://x.nl"></iframe>'), "<iframe> dat 'https://x.nl' laadt"),
    "script": (html("<script>1</script>"), "<script> mag niet in een rapport"),
    "stijl": (html('<p style="color:red">a</p>'), "het attribuut style"),
    "onclick": (html('<p onclick="x()">a</p>'), "het attribuut onclick"),
    "verstopte javascript": (html('<a href="java&#10;script:x()">a</a>'), "een link naar"),
    "protocolrelatief": (html('<a href="//x.nl">a</a>'), "een link naar"),
    "niveau over": ("#### Te diep\n\nTekst.", "slaat een niveau over (van 1 naar 4)"),
    "tweede h1": ("# Nog een titel\n\nTekst.", "'Nog een titel' is een kop van niveau 1"),
    "leeg deel": ("## Niets", "onder de kop 'Niets' staat niets"),
    "deel met zijn titel": ("## Niets\n\nNiets", "onder de kop 'Niets' staat niets"),
    "teken": (code(Tekst(("Soest ▲",))), "'▲' (U+25B2)"),
    "doctype": (html("<!DOCTYPE html><p>a</p>"), "een doctype in de HTML"),
}


@pytest.mark.parametrize("geval", SLECHT)
def test_wat_slecht_is_wordt_geweigerd_met_de_cel_erbij(geval: str) -> None:
    cel, tekst = SLECHT[geval]
    fout = weiger(cel)
    assert any(b.cel == 3 and tekst in b.wat for b in fout.bevindingen), str(fout)


def test_alles_wat_mis_is_staat_in_een_melding() -> None:
    fout = weiger("Zie $x$.", code(toon(text__plain="5")), html("<script>1</script>"))
    assert [b.cel for b in fout.bevindingen] == [3, 4, 5]
    assert str(fout).splitlines()[0] == "Dit notebook kan niet worden gepubliceerd: 3 problemen"
    assert "  cel 4: kale uitvoer, '5'; toon een Tekst of Tabel, of eindig met `;`" in str(fout)
    assert str(fout).endswith("Er is niets geschreven.")


def test_de_fout_is_een_fout_van_de_gebruiker_en_overleeft_een_procesgrens() -> None:
    fout = weiger("Zie $x$.")
    assert isinstance(fout, IbtFout)
    assert str(pickle.loads(pickle.dumps(fout))) == str(fout)


def test_een_leeg_document_wordt_geweigerd() -> None:
    nb = notebook(titel(), "## Kop\n\nAlleen tekst uit Markdown.")
    nb.cells.append(new_code_cell("ibt.resultaten()"))
    with pytest.raises(PublicatieFout, match="het document is leeg"):
        naar_html(nb)


def test_zonder_titel_en_met_twee_titels_wordt_geweigerd() -> None:
    with pytest.raises(PublicatieFout, match="toont geen Titel"):
        naar_html(notebook(GOED))
    with pytest.raises(PublicatieFout, match="toont 2 Titel"):
        naar_html(notebook(titel(), titel(), GOED))


def test_dezelfde_ids_in_twee_tekeningen_worden_geweigerd() -> None:
    fout = weiger(tekening(naam="a"), tekening(naam="a"))
    assert [(b.cel, "herhaalt id 'a-1'" in b.wat) for b in fout.bevindingen] == [(4, True)]


def test_de_ingespoten_parametercel_telt_niet_mee_in_het_celnummer() -> None:
    nb = notebook(titel(), GOED, "Zie $x$.")
    nb.cells.insert(1, code(tags=("injected-parameters",)))
    with pytest.raises(PublicatieFout) as fout:
        naar_html(nb)
    assert [b.cel for b in fout.value.bevindingen] == [3]


def test_uitvoer_van_parametercellen_bestaat_niet() -> None:
    for tag in ("parameters", "injected-parameters"):
        nb = notebook(titel(), GOED)
        nb.cells.insert(1, code(new_output("stream", name="stderr", text="weg-ermee"), tags=(tag,)))
        assert "weg-ermee" not in naar_html(nb)


def test_een_opmerking_in_markdown_is_voor_collegas_en_verdwijnt() -> None:
    pagina = naar_html(notebook(titel(), GOED, "<!-- niet vergeten -->\n\nWel tekst."))
    assert "Wel tekst." in pagina
    assert "niet vergeten" not in pagina


def test_gewone_dollars_en_tekens_blijven_staan() -> None:
    pagina = naar_html(notebook(titel(), GOED, "Het kost $5 & meer, 3 < 4, # @ * _."))
    assert "Het kost $5 &amp; meer, 3 &lt; 4, # @ * _." in pagina


def test_gegevens_zijn_tekst_en_nooit_opmaak() -> None:
    gevaar = "<script>alert(1)</script> $x$ [a](javascript:b)"
    tabel = Tabel("t", gevaar, (Kop(gevaar),), ((gevaar,),), (gevaar,), (gevaar,))
    pagina = naar_html(notebook(titel(), Tekst((gevaar,)), tabel))
    assert "<script" not in pagina
    assert pagina.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6


def test_het_voorbeeldrapport_wordt_niet_veranderd_door_het_te_publiceren() -> None:
    nb = rapport()
    voor = nbformat.writes(nb)
    naar_html(nb)
    assert nbformat.writes(nb) == voor


def test_twee_keer_dezelfde_tabel_krijgt_eigen_ids() -> None:
    tabel = Tabel("t", "Tabel", (Kop("a"),), (("1",),))
    pagina = naar_html(notebook(titel(), tabel, tabel, figuur()))
    assert 'id="tabel-t"' in pagina
    assert 'id="tabel-t-2"' in pagina


def test_een_losse_eindtag_breekt_een_tekst_niet_in_tweeen() -> None:
    nb = notebook(titel(), GOED)
    nb.cells.append(html("<p>Dit is tre</b>de 3.</p>"))
    pagina = naar_html(nb)
    assert '<p>Dit is <span class="heel">trede 3</span>.</p>' in pagina


UITBRAKEN = {
    "achter de pagina": "<p>a</p></main><script>alert(1)</script>",
    "achter het document": "<p>a</p></div></main></body></html><p onclick='x()'>b</p>",
    "tekst achter de pagina": "</main>los",
    "een eigen voet": "</main><footer onclick='x()'></footer><!--",
    "een eigen pagina": '</main><main><div data-cel="4"><script>alert(1)</script></div>',
    "open script": "<p>a</p><script>",
    "eigen celnummer": '<div data-cel="7"><p onclick="x()">a</p></div>',
    "eigen celwoord": '<p data-cel="x">a</p>',
}


@pytest.mark.parametrize("vervolg", [(), ("Nog een cel.",)], ids=["laatste cel", "er volgt een cel"])
@pytest.mark.parametrize("uitbraak", UITBRAKEN)
def test_wat_buiten_zijn_cel_treedt_wordt_geweigerd_met_de_cel_erbij(uitbraak: str, vervolg: tuple[str, ...]) -> None:
    """What stands outside the page would not be judged, and what is swallowed would be lost."""
    fout = weiger(html(UITBRAKEN[uitbraak]), *vervolg)
    assert [b.cel for b in fout.bevindingen] == [3], str(fout)


def test_wat_in_een_open_gebleven_blok_staat_houdt_zijn_eigen_cel() -> None:
    fout = weiger(html("<div><p>open"), html("<script>1</script>"))
    assert [b.cel for b in fout.bevindingen] == [4]
