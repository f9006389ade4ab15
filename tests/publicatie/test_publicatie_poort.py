"""The gate bites: every way in which a notebook could be published badly, with the cell that is named."""

from __future__ import annotations

import io
import pickle
import re

import matplotlib
import nbformat
import pytest
from matplotlib.figure import Figure as Doek
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from poorten.voorbeeld import code, figuur, notebook, rapport, titel

from ibtlib.basis.fouten import IbtFout
from ibtlib.publicatie import PublicatieFout, naar_html
from ibtlib.publicatie.tekening import ids_van, keur_tekening, met_voorvoegsel
from ibtlib.weergave import MIMETYPE, Cel, Figuur, Keuzetabel, Knop, Kop, Link, Linktabel, Tabel, Tekst, Verwijzingen

GOED = Tekst(("Een zin.",))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" id="{id}">{in_}</svg>'


def toon(**soorten: str) -> nbformat.NotebookNode:
    """An output with the given mime types; a double underscore stands for the slash."""
    return new_output("display_data", data={s.replace("__", "/"): w for s, w in soorten.items()})


def html(tekst: str) -> nbformat.NotebookNode:
    return code(toon(text__html=tekst))


def tekening(
    in_: str = "",
    alt: str = "Wat er te zien is.",
    naam: str = "a",
    bijschrift: str = "Een figuur",
    ervoor: str = "",
    erachter: str = "",
) -> nbformat.NotebookNode:
    cijfers = Tabel(f"{naam}-cijfers", "Cijfers", (Kop("x"),), (("1",),))
    svg = ervoor + SVG.format(id=f"{naam}-1", in_=in_) + erachter
    return code(Figuur(naam, bijschrift, svg, alt, cijfers))


def weiger(*cellen: object) -> PublicatieFout:
    """Publish a notebook whose first cell is the Titel and whose second is sound; it has to be refused."""
    nb = notebook(titel(), GOED)
    nb.cells += [new_markdown_cell(c) if isinstance(c, str) else c for c in cellen]
    with pytest.raises(PublicatieFout) as fout:
        naar_html(nb)
    return fout.value


LINK = ((None, ("a", (Link("b", "x.html"),))),)


def links(naar: str) -> nbformat.NotebookNode:
    return code(Verwijzingen((("daar", naar, ""),)))


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
    "bijlage van een cel": (new_markdown_cell("Tekst.", attachments={"a.png": {}}), "een afbeelding als bijlage"),
    "html in markdown": ("Dit is <b>vet</b>.", "HTML in Markdown (<b>)"),
    "html in een lijst": ("- a\n\n  <div>b</div>", "HTML in Markdown (<div>b</div>)"),
    "html in een begrip": ("Term\n: een <b>woord</b>", "HTML in Markdown (<b>)"),
    "script in markdown": ("<script>alert(1)</script>", "HTML in Markdown (<script>alert(1)</script>)"),
    "script achter opmerking": ("<!-- a --><script>1</script><!-- b -->", "HTML in Markdown"),
    "javascript-link": ("[klik](javascript:alert)", "een link naar"),
    "link met titel": ('[klik](https://x.nl "meer")', "een link met een titel (meer)"),
    "dode verwijzing": ("Zie [daar](#bestaat-niet).", "'#bestaat-niet', maar dat onderdeel bestaat niet"),
    "taaklijst": ("- [ ] nog doen", "een takenlijst in Markdown"),
    "doorgestreept": ("~~weg~~", "doorgestreepte tekst in Markdown"),
    "kop in een citaat": ("> ## Kop\n>\n> Tekst.", "de kop 'Kop' staat in een lijst of citaat"),
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
    "dataframe": (
        html('<table border="1" class="dataframe"><tr><th></th><th>a</th></tr></table>'),
        'een DataFrame; eindig de cel met: ibt.tabel(ibt.toon(), "wat,',
    ),
    "eigen tabel": (html("<table><tr><td>a</td></tr></table>"), "eigen HTML (<table><tr><td>a</td></tr></table>)"),
    "assen": (code(toon(text__plain="<Axes: xlabel='periode'>")), "eindig de cel met: ibt.figuur(ax, "),
    "reeks": (code(toon(text__plain="a    1\nName: x, dtype: int64")), "eindig de cel met: ibt.tabel(ibt.toon(), "),
    "leeg bijschrift": (code(Tabel("t", " ", (Kop("a"),), (("1",),))), "een tabel zonder bijschrift"),
    "lege kolomkop": (code(Tabel("t", "T", (Kop("a"), Kop("")), (("1", "2"),))), "de tabel 'T' heeft een lege kop"),
    "lege rijkop": (code(Tabel("t", "T", (Kop("a"),), ((None,),), leeg="")), "de tabel 'T' heeft een lege kop"),
    "lege tabel": (code(Linktabel("l", "Leeg", ("a",), ())), "de tabel 'Leeg' heeft geen rijen"),
    "onbekende klasse": (code(Tabel("t", "T", (Kop("a"),), ((Cel("1", "keuzes"),),))), "de klasse 'keuzes'"),
    "anker met spatie": (code(Linktabel("a b", "T", ("a", "b"), LINK)), "heeft het anker 'a b'"),
    "figuur zonder alt": (tekening(alt=" "), "een tekening zonder alternatieve tekst"),
    "figuur zonder bijschrift": (tekening(bijschrift=" "), "een figuur zonder bijschrift"),
    "script in svg": (tekening("<script>1</script>"), "een tekening met <script>"),
    "html in svg": (tekening("<p>1</p>"), "een tekening met <p>"),
    "foreignObject in svg": (tekening("<foreignObject/>"), "een tekening met <foreignObject>"),
    "onload in svg": (tekening('<g onload="x()"/>'), "het attribuut onload"),
    "svg laadt": (tekening('<image href="https://x.nl/a.png"/>'), "van elders laadt: https://x.nl/a.png"),
    "svg gebruikt": (tekening('<use href="x.svg#a"/>'), "van elders laadt: x.svg#a"),
    "svg verft": (tekening('<path fill="url(https://x.nl/a)"/>'), "van elders laadt: url(https://x.nl/a)"),
    "svg stijl laadt": (tekening("<style>@import 'x.css'</style>"), "de stijl iets van elders laadt"),
    "kapotte svg": (tekening("<g>"), "geen geldige SVG"),
    "html achter svg": (tekening(erachter="<script>1</script>"), "geen geldige SVG"),
    "html voor svg": (tekening(ervoor="<b>1</b>"), "die niet enkel uit één <svg> bestaat"),
    "entiteit voor svg": (tekening(ervoor="<!DOCTYPE svg>"), "die niet enkel uit één <svg> bestaat"),
    "opmerking in svg": (tekening("<!-- --!><script>1</script> -->"), "die niet enkel uit één <svg> bestaat"),
    "cdata in svg": (tekening("<style><![CDATA[</style><script>]]></style>"), "die niet enkel uit één <svg> bestaat"),
    "teken in svg": (tekening("<text>▲</text>"), "tekens die niet in het lettertype zitten: ▲"),
    "verstopte javascript": (links("java\nscript:x()"), "een link naar"),
    "protocolrelatief": (links("//x.nl"), "een link naar"),
    "javascript in een tabel": (
        code(Linktabel("l", "L", ("a", "b"), ((None, ("a", (Link("b", "javascript:x()"),))),))),
        "een link naar 'javascript:x()'",
    ),
    "niveau over": ("#### Te diep\n\nTekst.", "slaat een niveau over (van 1 naar 4)"),
    "tweede h1": ("# Nog een titel\n\nTekst.", "'Nog een titel' is een kop van niveau 1"),
    "lege kop": ("##\n\nTekst.", "een lege kop"),
    "leeg deel": ("## Niets", "onder de kop 'Niets' staat niets"),
    "deel met zijn titel": ("## Niets\n\nNiets", "onder de kop 'Niets' staat niets"),
    "teken": (code(Tekst(("Soest ▲",))), "'▲' (U+25B2)"),
    "teken in een cel": (code(Tabel("t", "T", (Kop("a"),), (("▲",),))), "'▲' (U+25B2)"),
    "teken in een bijschrift": (code(Tabel("t", "▲", (Kop("a"),), (("a",),))), "'▲' (U+25B2)"),
    "teken in een noot": (code(Tabel("t", "T", (Kop("a", noten=("▲",)),), (("a",),))), "'▲' (U+25B2)"),
    "teken in code": ("`▲`", "'▲' (U+25B2)"),
    "teken in een codeblok": ("```\n▲\n```", "'▲' (U+25B2)"),
    "teken in een keuze": (
        code(Keuzetabel(Tabel("t", "T", (Kop("a"),), (("b",),)), (Knop("k", ("▲",), 0),), ((("b",),),), "")),
        "'▲' (U+25B2)",
    ),
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


def test_wat_matplotlib_tekent_mag_en_verwijst_ook_onder_andere_ids_naar_zichzelf() -> None:
    """Definitions, clips, hatches, markers and pictures: everything that a drawing of it refers to."""
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "proef"}):
        doek = Doek()
        assen = doek.subplots()
        assen.bar([1, 2], [3, 4], hatch="//")
        assen.plot([1, 2, 3], marker="o", label="stand")
        assen.imshow([[0, 1], [1, 0]])
        assen.legend(title="legenda")
        uit = io.StringIO()
        doek.savefig(uit, format="svg", metadata={"Date": None, "Creator": None})
    svg = re.sub(r"(?s)^.*?(?=<svg)|<metadata>.*?</metadata>", "", uit.getvalue()).strip()
    assert keur_tekening(svg) == []
    anders = met_voorvoegsel(svg, "trend-")
    verwijzingen = re.findall(r'(?:href="#|url\(#)([^")]+)', anders)
    assert len(set(verwijzingen)) >= 3 and set(verwijzingen) <= set(ids_van(anders))
    assert all(id_.startswith("trend-") for id_ in ids_van(anders))


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


def test_een_script_in_een_opmerking_verdwijnt_niet_stil() -> None:
    weiger("Wel tekst. <!-- a -->\n\n<!-- b --> <i>c</i>")


def test_gewone_dollars_en_tekens_blijven_staan() -> None:
    pagina = naar_html(notebook(titel(), GOED, "Het kost $5 & meer, 3 < 4, # @ * _."))
    assert "Het kost $5 &amp; meer, 3 &lt; 4, # @ * _." in pagina


def test_een_entiteit_in_markdown_is_het_teken_dat_zij_noemt() -> None:
    pagina = naar_html(notebook(titel(), GOED, "Caf&eacute; &amp; 3 &lt; 4, `&amp;`."))
    assert "Café &amp; 3 &lt; 4, <code>&amp;amp;</code>." in pagina


def test_gegevens_zijn_tekst_en_nooit_opmaak() -> None:
    gevaar = "<script>alert(1)</script> $x$ [a](javascript:b)"
    tabel = Tabel("t", gevaar, (Kop(gevaar),), ((gevaar,),), (gevaar,), (gevaar,))
    pagina = naar_html(notebook(titel(), Tekst((gevaar,)), tabel))
    assert "<script>alert" not in pagina
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


EIGEN_HTML = {
    "th zonder scope": "<table><caption>T</caption><tr><th>1</th></tr></table>",
    "losse svg": SVG.format(id="x", in_=""),
    "img": '<p><img src="https://x.nl/a.png" alt="a"></p>',
    "iframe": '<iframe src="https://x.nl"></iframe>',
    "script": "<script>1</script>",
    "stijl": '<p style="color:red">a</p>',
    "onclick": '<p onclick="x()">a</p>',
    "verstopte javascript": '<a href="java&#10;script:x()">a</a>',
    "doctype": "<!DOCTYPE html><p>a</p>",
    "losse eindtag": "<p>Dit is tre</b>de 3.</p>",
    "achter de pagina": "<p>a</p></main><script>alert(1)</script>",
    "achter het document": "<p>a</p></div></main></body></html><p onclick='x()'>b</p>",
    "een eigen voet": "</main><footer onclick='x()'></footer><!--",
    "open script": "<p>a</p><script>",
    "brave html": "<p>a</p>",
}


@pytest.mark.parametrize("vervolg", [(), ("Nog een cel.",)], ids=["laatste cel", "er volgt een cel"])
@pytest.mark.parametrize("eigen", EIGEN_HTML)
def test_eigen_html_wordt_geweigerd_met_wat_wel_kan(eigen: str, vervolg: tuple[str, ...]) -> None:
    (fout,) = weiger(html(EIGEN_HTML[eigen]), *vervolg).bevindingen
    assert fout.cel == 3 and fout.wat.startswith("eigen HTML (")
    assert fout.wat.endswith("toon een Tabel (ibt.tabel), een Figuur (ibt.figuur) of een Tekst")


KAPOT = {
    "ander veld": ({"weergave": "tekst", "alineas": ["a"], "html": "<b>"}, "Tekst kent het veld 'html' niet"),
    "ander type": ({"weergave": "tekst", "alineas": "a"}, "alineas: verwacht een lijst, er staat 'a'"),
    "ontbrekend veld": ({"weergave": "tekst"}, "Tekst mist alineas"),
    "onbekend object": ({"weergave": "script"}, "'script' is geen weergaveobject"),
    "oude versie": ({"soort": "tekst", "alineas": ["a"]}, "het veld 'weergave' ontbreekt; bekend: tussenkop"),
    "geen object": (["tekst"], "verwacht een object, er staat ['tekst']"),
    "ongelijke rijen": (
        {"weergave": "tabel", "naam": "t", "bijschrift": "T", "koppen": ["a"], "inhoud": [["1", "2"]]},
        "Tabel t: rij 1 heeft 2 cellen, er zijn 1 kolommen",
    ),
    "naam met een streep erdoor": (
        {"weergave": "tabel", "naam": "../t", "bijschrift": "T", "koppen": ["a"], "inhoud": [["1"]]},
        "'../t' kan geen naam van een tabel zijn",
    ),
    "posities die niet passen": (
        {
            "weergave": "keuzetabel",
            "tabel": {"naam": "t", "bijschrift": "T", "koppen": ["a", "b"], "inhoud": [["x", 1]]},
            "knoppen": [{"naam": "k", "opties": ["een"], "start": 0}],
            "posities": [[["anders", 2]]],
            "zin": "",
        },
        "andere rijkoppen",
    ),
}


@pytest.mark.parametrize("geval", KAPOT)
def test_wat_een_weergaveobject_niet_bewaart_wordt_geweigerd_met_de_plek_erbij(geval: str) -> None:
    gegevens, wat = KAPOT[geval]
    uitvoer = toon(text__html="<p>a</p>", text__plain="a")
    uitvoer.data[MIMETYPE] = gegevens
    (fout,) = weiger(code(uitvoer)).bevindingen
    assert fout.cel == 3 and wat in fout.wat
    assert fout.wat.startswith("dit is geen weergaveobject van deze versie van ibtlib (")
    assert fout.wat.endswith("voer het notebook opnieuw uit")


def test_van_een_weergaveobject_telt_alleen_wat_het_bewaart_en_niet_zijn_html() -> None:
    uitvoer = toon(text__html="<script>alert(1)</script>", text__plain="x")
    uitvoer.data[MIMETYPE] = Tekst(("De echte zin.",))._gegevens()
    nb = notebook(titel(), GOED)
    nb.cells.append(code(uitvoer))
    pagina = naar_html(nb)
    assert "De echte zin." in pagina and "alert" not in pagina
