"""The gate, second half, and the finishing: from rendered cells to the page as published.

First judge (`keur_pagina`), then finish (`werk_af`): cover, contents, unique ids, regions that scroll.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.formatter import EntitySubstitution, HTMLFormatter

from ibtlib.huisstijl import GEWOON, Huisstijl
from ibtlib.periode import datum_voluit
from ibtlib.publicatie.fout import Bevinding
from ibtlib.publicatie.leeswerk import KOPPEN, afzender, houd_heel, nummer, verwijs
from ibtlib.publicatie.leeswerk import een as _een
from ibtlib.publicatie.leeswerk import tekst as _tekst
from ibtlib.publicatie.scripts import KEUZES, is_keuzes, met_scripts
from ibtlib.publicatie.tekening import PLAATSHOUDER, ids_van, keur_tekening, zet_terug
from ibtlib.publicatie.tekens import onbekende_tekens

# What the page may hold is what the PDF can show: nothing is dropped on the way (see `boom`).
INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup"}
BLOK = {
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    *KOPPEN,
}
ATTRIBUTEN = {
    "class",
    "colspan",
    "href",
    "id",
    "lang",
    "open",
    "role",
    "rowspan",
    "scope",
    "start",
    "tabindex",
    "title",
}
LEGENDA = {  # class of a cell -> (what it looks like, what it means)
    "berekend": ("Cursief met stippellijn", "berekend uit gepubliceerde cijfers"),
    "aanname": ("Cursief met streepjeslijn", "steunt op een aanname"),
}
_BREED = 9  # columns: from here on a table is set smaller
# the web, mail, a place in the document, or a file beside it; no white space, which browsers would skip
_VEILIGE_LINK = re.compile(r"(?i)(?:https?://|mailto:|#)[^\s\x00-\x1f]+|(?:\.\./)*\w[\w./%-]*(?:#[\w-]+)?")
_SMAL = 26  # characters that fit beside each other on a screen of 320 px
_UITVOER = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix="",
    empty_attributes_are_booleans=True,
)


def ontleed(html: str) -> BeautifulSoup:
    """Parse a page whose drawings have been lifted out."""
    return BeautifulSoup(html, "html.parser")


def keur_pagina(soep: BeautifulSoup, tekeningen: list[str], overslaan: Iterable[int] = ()) -> list[Bevinding]:
    """Every problem of the rendered cells.

    Parameters
    ----------
    soep : BeautifulSoup
        The page, cells still wrapped with their numbers.
    tekeningen : list of str
        The drawings that were lifted out of it.
    overslaan : iterable of int
        Cells in which unwanted elements were reported already (Markdown source).
    """
    hoofd = _een(soep, "main")
    zwijg = set(overslaan)
    gevonden: list[Bevinding] = []
    for element in hoofd.find_all(True):
        if not element.has_attr("data-cel"):
            cel = _cel(element)
            problemen = [] if cel in zwijg else _elementfouten(element)
            problemen += _tabelfouten(element) if element.name == "table" else []
            problemen += _figuurfouten(element, tekeningen) if element.name in {"figure", PLAATSHOUDER} else []
            gevonden += [Bevinding(cel, wat) for wat in problemen]
    gevonden += _kopfouten(hoofd) + _tekstfouten(hoofd) + _linkfouten(hoofd) + _dubbele_svg_ids(hoofd, tekeningen)
    return gevonden


def werk_af(
    soep: BeautifulSoup,
    tekeningen: list[str],
    titel: dict[str, Any],
    stijlblad: str,
    stijl: Huisstijl = GEWOON,
    nummering: bool = True,
) -> str:
    """Finish a page that passed the gate.

    Parameters
    ----------
    soep : BeautifulSoup
        The rendered cells in the template; changed in place.
    tekeningen : list of str
        The drawings, to be put back byte for byte.
    titel : dict
        The data of the `Titel`.
    stijlblad : str
        The style sheet.
    stijl : Huisstijl
        Whose name and logo stand on the cover.
    nummering : bool
        Number the tables and figures, each through the whole document.
    """
    hoofd = _een(soep, "main")
    for opmerking in soep.find_all(string=lambda t: isinstance(t, Comment)):
        opmerking.extract()
    _omslag(soep, hoofd, titel)
    afzender(soep, stijl)
    for omhulsel in hoofd.select("[data-cel]"):
        omhulsel.unwrap()
    _unieke_ids(soep, hoofd, tekeningen)
    verwijs(soep, hoofd)
    houd_heel(soep, hoofd)
    _inhoudsopgave(soep, hoofd, titel["vorm"])
    if nummering:
        nummer(soep, hoofd)
    for element in hoofd.find_all(["table", "figure"]):
        (_werk_tabel_af if element.name == "table" else _werk_figuur_af)(soep, element)
    html = re.sub(r"\n{2,}", "\n", soep.decode(formatter=_UITVOER))
    html = html.replace("<style></style>", f"<style>\n{stijlblad}</style>", 1)
    return zet_terug(met_scripts(html, hoofd), tekeningen).rstrip() + "\n"


# --- judging ---


def _cel(element: Tag) -> int:
    omhulsel = element.find_parent(attrs={"data-cel": True})
    return int(str(omhulsel["data-cel"])) if omhulsel else 0


def _elementfouten(element: Tag) -> list[str]:
    naam = element.name
    if naam == PLAATSHOUDER:
        return []
    laadt = next((str(element[a]) for a in ("src", "srcset", "data", "poster", "action") if element.has_attr(a)), "")
    if naam not in INLINE | BLOK:
        van = f" dat {laadt[:80]!r} laadt" if laadt else ""
        return [f"<{naam}>{van} mag niet in een rapport; gebruik een weergaveobject"]
    fouten = [
        f"<{naam}> met het attribuut {a}; opmaak en gedrag horen in het stijlblad"
        for a in element.attrs
        if a not in ATTRIBUTEN and not a.startswith("aria-") and not (a in KEUZES and is_keuzes(element))
    ]
    doel = str(element.get("href", "")).strip()
    if naam == "a" and not _VEILIGE_LINK.fullmatch(doel):
        fouten.append(f"een link naar {doel[:80]!r}; alleen https, mailto en verwijzingen in het rapport mogen")
    elif naam != "a" and doel:
        fouten.append(f"<{naam}> dat {doel[:80]!r} laadt")
    return fouten


def _tabelfouten(tabel: Tag) -> list[str]:
    bijschrift = tabel.find("caption")
    naam = _tekst(bijschrift) if bijschrift else ""
    welke = f"de tabel '{naam}'" if naam else "een tabel"
    fouten = [] if naam else ["een tabel zonder bijschrift; toon een Tabel (een DataFrame is geen Tabel)"]
    koppen = tabel.find_all("th")
    if not tabel.select("thead th[scope=col], thead th[scope=colgroup]"):
        fouten.append(f'{welke} heeft geen kolomkoppen (<th scope="col">)')
    if any(th.get("scope") not in {"col", "row", "colgroup", "rowgroup"} for th in koppen):
        fouten.append(f'{welke} heeft koppen zonder scope; elke <th> is "col" of "row"')
    if any(not _tekst(th) for th in koppen):
        fouten.append(f"{welke} heeft een lege kop; geef de kolom of rij een naam")
    rijen = tabel.select("tbody tr")
    if not rijen:
        fouten.append(f"{welke} heeft geen rijen; toon een Tekst die zegt dat er niets is")
    breedtes = {
        sum(int(str(c.get("colspan", "1"))) for c in rij.find_all(["th", "td"]))
        for rij in ([] if tabel.select("[rowspan]") else tabel.find_all("tr"))
    }
    if len(breedtes) > 1:
        fouten.append(f"{welke} heeft rijen van ongelijke lengte")
    if tabel.find("table"):
        fouten.append(f"{welke} bevat een andere tabel")
    return fouten


def _figuurfouten(element: Tag, tekeningen: list[str]) -> list[str]:
    if element.name == "figure":
        bijschrift = element.find("figcaption")
        return [] if bijschrift and _tekst(bijschrift) else ["een figuur zonder bijschrift; toon een Figuur"]
    svg = tekeningen[int(str(element["data-nr"]))]
    fouten = keur_tekening(svg)
    houder = element.find_parent(attrs={"role": "img"})
    if not (houder and str(houder.get("aria-label", "")).strip()):
        fouten.append("een tekening zonder alternatieve tekst; toon een Figuur")
    if not element.find_parent("figure"):
        fouten.append("een tekening buiten een figuur; toon een Figuur")
    return fouten


def _kopfouten(hoofd: Tag) -> list[Bevinding]:
    gevonden = []
    koppen = hoofd.find_all(KOPPEN)
    eersten = [k for k in koppen if k.name == "h1"]
    if len(eersten) != 1:
        gevonden.append(
            Bevinding(0, f"het document heeft {len(eersten) or 'geen'} koppen van niveau 1; de Titel is de enige")
        )
    gevonden += [
        Bevinding(_cel(k), f"'{_tekst(k)}' is een kop van niveau 1 (#); alleen de Titel is dat, begin met ##")
        for k in eersten
        if not k.find_parent("header")
    ]
    vorig = 1
    for kop in koppen:
        niveau = int(kop.name[1])
        if not _tekst(kop):
            gevonden.append(Bevinding(_cel(kop), "een lege kop"))
        if niveau > vorig + 1:
            wat = f"de kop '{_tekst(kop)}' slaat een niveau over (van {vorig} naar {niveau})"
            gevonden.append(Bevinding(_cel(kop), wat))
        vorig = niveau
    return gevonden + _lege_delen(koppen)


def _lege_delen(koppen: list[Tag]) -> list[Bevinding]:
    """Sections without content: the sign of a cell that showed nothing."""
    gevonden = []
    for kop in koppen:
        if kop.name == "h1":
            continue
        for volgend in kop.next_elements:
            if volgend in kop.descendants:
                continue
            if isinstance(volgend, Tag) and volgend.name in KOPPEN:
                if volgend.name <= kop.name:
                    gevonden.append(Bevinding(_cel(kop), f"onder de kop '{_tekst(kop)}' staat niets"))
                break
            if _is_inhoud(volgend):
                break
        else:
            gevonden.append(Bevinding(_cel(kop), f"onder de kop '{_tekst(kop)}' staat niets"))
    return gevonden


def _is_inhoud(knoop: Any) -> bool:
    if isinstance(knoop, Tag):
        return knoop.name == PLAATSHOUDER
    in_hoofd = knoop.find_parent("main") is not None
    return in_hoofd and not isinstance(knoop, Comment) and bool(str(knoop).strip())


def _tekstfouten(hoofd: Tag) -> list[Bevinding]:
    gevonden = []
    for knoop in hoofd.find_all(string=True):
        ouder = knoop.parent
        if ouder is None or isinstance(knoop, Comment) or ouder.name in {"script", "style", "template"}:
            continue  # of those three the element itself is reported
        cel = int(str(ouder["data-cel"])) if ouder.has_attr("data-cel") else _cel(ouder)
        if type(knoop) is not NavigableString:
            gevonden.append(Bevinding(cel, f"een {type(knoop).__name__.lower()} in de HTML; verwijder het"))
        elif vreemd := onbekende_tekens(str(knoop)):
            soort = ", ".join(f"'{t}' (U+{ord(t):04X})" for t in vreemd)
            gevonden.append(Bevinding(cel, f"tekens die niet in het lettertype zitten: {soort}; schrijf ze anders"))
    return gevonden


def _linkfouten(hoofd: Tag) -> list[Bevinding]:
    bekend = {str(e["id"]) for e in hoofd.find_all(id=True)} | {"inhoud", "inhoudsopgave"}
    bekend |= {anker for kop in hoofd.find_all(KOPPEN) for anker in _ankers(_tekst(kop))}
    return [
        Bevinding(_cel(a), f"een verwijzing naar '{a['href']}', maar dat onderdeel bestaat niet in dit document")
        for a in hoofd.find_all("a", href=True)
        if str(a["href"]).startswith("#") and unquote(str(a["href"])[1:]) not in bekend
    ]


def _dubbele_svg_ids(hoofd: Tag, tekeningen: list[str]) -> list[Bevinding]:
    gezien: dict[str, int] = {}
    gevonden = []
    for houder in hoofd.find_all(PLAATSHOUDER):
        for id_ in ids_van(tekeningen[int(str(houder["data-nr"]))]):
            if id_ in gezien:
                wat = f"de tekening herhaalt id '{id_}' van cel {gezien[id_]}; laat ids beginnen met de naam"
                gevonden.append(Bevinding(_cel(houder), wat))
                break
            gezien[id_] = _cel(houder)
    return gevonden


# --- finishing ---


def _omslag(soep: BeautifulSoup, hoofd: Tag, titel: dict[str, Any]) -> None:
    """Move the Titel out of the cells into the page header, and fill head and footer from it."""
    omslag = _een(soep, "header.omslag")
    bron = _een(hoofd, "header.titel").extract()
    for kind in list(bron.children):
        omslag.append(kind)
    volledig = f"{titel['titel']} – {titel['ondertitel']}" if titel["ondertitel"] else titel["titel"]
    klassen = ["bijlage"] if titel["vorm"] == "bijlage" else []
    if titel["fictief"]:
        volledig = f"FICTIEF: {volledig}"
        klassen.append("met-fictief")
    if klassen:
        _een(soep, "body")["class"] = " ".join(klassen)
    _een(soep, "title").string = volledig
    merk = soep.new_tag("meta", attrs={"name": "dcterms.date", "content": titel["datum"]})
    _een(soep, "title").insert_after("\n", merk)
    datum = datum_voluit(dt.date.fromisoformat(titel["datum"]))
    voet = soep.new_tag("p")
    voet.string = f"{volledig}. Stand op {datum}."
    _een(soep, "footer").append(voet)


def _unieke_ids(soep: BeautifulSoup, hoofd: Tag, tekeningen: list[str]) -> None:
    """Give every element its own id; headings get a readable one; references follow.

    A reference to an id that occurs more than once means the one in its own table, then in its own chapter (h2), then
    the first.
    """
    bezet = {i for svg in tekeningen for i in ids_van(svg)} | {"inhoud", "inhoudsopgave"}
    nieuw: dict[str, dict[int, str]] = {}
    eigen: dict[tuple[int, str], str] = {}  # within one table: its notes keep pointing at its own rows
    links: list[tuple[Tag, int]] = []
    hoofdstuk = 0
    for element in hoofd.find_all(True):
        hoofdstuk += element.name == "h2"
        if element.name == "a" and str(element.get("href", "")).startswith("#"):
            links.append((element, hoofdstuk))
        kop = element.name in KOPPEN
        oud = str(element.get("id", ""))
        if not oud and not kop:
            continue
        basis = _slak(_tekst(element)) if kop else oud
        id_, n = basis, 1
        while id_ in bezet:
            n += 1
            id_ = f"{basis}-{n}"
        bezet.add(id_)
        element["id"] = id_
        if houder := element.find_parent(class_="tabel"):
            eigen[id(houder), oud] = id_
        for naam in [oud, *(_ankers(_tekst(element)) if kop else ())]:
            nieuw.setdefault(naam, {}).setdefault(0 if element.name == "h2" else hoofdstuk, id_)
    for a, waar in links:
        doel = unquote(str(a["href"])[1:])
        doelen = nieuw.get(doel, {})
        naar = (
            eigen.get((id(a.find_parent(class_="tabel")), doel)) or doelen.get(waar) or next(iter(doelen.values()), "")
        )
        if naar:
            a["href"] = f"#{naar}"


def _slak(tekst: str) -> str:
    """A heading as anchor.

    >>> _slak("Wat de cijfers zeggen (2023-2)")
    'wat-de-cijfers-zeggen-2023-2'
    """
    kaal = re.sub(r"[^\w]+", "-", tekst.lower()).strip("-")
    return kaal if kaal[:1].isalpha() else f"deel-{kaal}"


def _ankers(kop: str) -> tuple[str, str]:
    """What a reference to a heading may say: our anchor, or the one that JupyterLab makes."""
    return _slak(kop), kop.replace(" ", "-")


def _inhoudsopgave(soep: BeautifulSoup, hoofd: Tag, vorm: str) -> None:
    """Nested list of h2 and h3; a document of one section or one page needs none."""
    nav = _een(soep, "nav.inhoudsopgave")
    koppen = hoofd.find_all(["h2", "h3"])
    if len(koppen) < 2 or vorm == "bijlage":
        nav.decompose()
        return
    lijst = soep.new_tag("ol")
    nav.append(lijst)
    dieper: Tag | None = None
    for kop in koppen:
        li, link = soep.new_tag("li"), soep.new_tag("a", attrs={"href": f"#{kop['id']}"})
        link.string = _tekst(kop)
        li.append(link)
        if kop.name == "h2":
            lijst.append(li)
            dieper = None
        else:
            if dieper is None:
                dieper = soep.new_tag("ol")
                lijst.find_all("li", recursive=False)[-1].append(dieper)
            dieper.append(li)


def _werk_tabel_af(soep: BeautifulSoup, tabel: Tag) -> None:
    """Caption that stays in view, a region of its own for what may be wider than the screen, and a legend."""
    bijschrift = _een(tabel, "caption")
    houder = tabel.find_parent(id=True)
    bijschrift["id"] = f"{houder['id'] if houder else 'tabel'}-bijschrift"
    plak = soep.new_tag("span", attrs={"class": "plak"})
    for kind in list(bijschrift.children):
        plak.append(kind)
    bijschrift.append(plak)
    if len(tabel.select("thead tr:last-child > *")) >= _BREED:
        tabel["class"] = " ".join([*(tabel.get("class") or []), "breed"])
    laatste = tabel
    if _kan_breed_zijn(tabel):
        laatste = tabel.wrap(_schuifgebied(soep, bijschrift))
    for klasse, (uiterlijk, uitleg) in reversed(LEGENDA.items()):
        if tabel.select_one(f"td.{klasse}, th.{klasse}"):
            regel, merk = (
                soep.new_tag("p", attrs={"class": "legenda"}),
                soep.new_tag("span", attrs={"class": klasse}),
            )
            merk.string = uiterlijk
            regel.append(merk)
            regel.append(f": {uitleg}.")
            laatste.insert_after(regel)


def _schuifgebied(soep: BeautifulSoup, bijschrift: Tag) -> Tag:
    """A section with a name is a region of the page; the keyboard can reach it and scroll it."""
    attrs = {"class": "schuif", "tabindex": "0", "aria-labelledby": str(bijschrift["id"])}
    gelijk = sum(_tekst(b) == _tekst(bijschrift) for b in bijschrift.find_all_previous(["caption", "figcaption"]))
    if gelijk:  # a name that occurs twice names nothing
        del attrs["aria-labelledby"]
        attrs["aria-label"] = f"{_tekst(bijschrift)} ({gelijk + 1})"
    return soep.new_tag("section", attrs=attrs)


def _kan_breed_zijn(tabel: Tag) -> bool:
    """Whether the longest words of the columns, side by side, do not fit a small screen."""
    breedtes: dict[int, int] = {}
    for rij in tabel.find_all("tr"):
        for j, cel in enumerate(rij.find_all(["th", "td"])):
            langste = max((len(w) for w in _tekst(cel).split()), default=0)
            breedtes[j] = max(breedtes.get(j, 0), langste)
    return sum(breedtes.values()) + 2 * len(breedtes) > _SMAL


def _werk_figuur_af(soep: BeautifulSoup, figuur: Tag) -> None:
    """Caption first, as with tables; the drawing in a region of its own, so that it can stay legible."""
    bijschrift = _een(figuur, "figcaption")
    figuur.insert(0, bijschrift.extract())
    tekening = figuur.select_one("[role=img]")
    if tekening is not None:
        houder = figuur.find_parent(id=True)
        bijschrift["id"] = f"{houder['id'] if houder else 'figuur'}-bijschrift"
        tekening.wrap(_schuifgebied(soep, bijschrift))
