"""The finishing: from rendered cells that passed the gate to the page as published.

Cover, contents, unique ids, regions that scroll.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, Tag
from bs4.formatter import EntitySubstitution, HTMLFormatter

from ibtlib.basis.periode import datum_voluit
from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie.elementen import KOPPEN, alle, ankers, bijschrift_van, binnen, een, klassen, slak, tekst
from ibtlib.publicatie.leeswerk import afzender, houd_heel, nummer, verwijs
from ibtlib.publicatie.scripts import met_scripts
from ibtlib.publicatie.tekening import ids_van, zet_terug

LEGENDA = {  # class of a cell -> (what it looks like, what it means)
    "berekend": ("Cursief met stippellijn", "berekend uit gepubliceerde cijfers"),
    "aanname": ("Cursief met streepjeslijn", "steunt op een aanname"),
}
_BREED = 9  # columns: from here on a table is set smaller
_SMAL = 26  # characters that fit beside each other on a screen of 320 px
_UITVOER = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix="",
    empty_attributes_are_booleans=True,
)


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
    hoofd = een(soep, "main")
    for opmerking in [knoop for knoop in soep.descendants if isinstance(knoop, Comment)]:
        opmerking.extract()
    _omslag(soep, hoofd, titel)
    afzender(soep, stijl)
    for omhulsel in [e for e in hoofd.find_all(True) if "data-cel" in e.attrs]:
        omhulsel.unwrap()
    _unieke_ids(soep, hoofd, tekeningen)
    verwijs(soep, hoofd)
    houd_heel(soep, hoofd)
    _inhoudsopgave(soep, hoofd, titel["vorm"])
    stukken = alle(hoofd, "table", "figure")
    if nummering:
        nummer(soep, stukken)
    _werk_stukken_af(soep, stukken)
    html = re.sub(r"\n{2,}", "\n", soep.decode(formatter=_UITVOER))
    html = html.replace("<style></style>", f"<style>\n{stijlblad}</style>", 1)
    return zet_terug(met_scripts(html, hoofd), tekeningen).rstrip() + "\n"


def _omslag(soep: BeautifulSoup, hoofd: Tag, titel: dict[str, Any]) -> None:
    """Move the Titel out of the cells into the page header, and fill head and footer from it."""
    omslag = een(soep, "header", "omslag")
    bron = een(hoofd, "header", "titel").extract()
    for kind in list(bron.children):
        omslag.append(kind)
    volledig = f"{titel['titel']} – {titel['ondertitel']}" if titel["ondertitel"] else titel["titel"]
    soort = ["bijlage"] if titel["vorm"] == "bijlage" else []
    if titel["fictief"]:
        volledig = f"FICTIEF: {volledig}"
        soort.append("met-fictief")
    if soort:
        een(soep, "body")["class"] = " ".join(soort)
    een(soep, "title").string = volledig
    merk = soep.new_tag("meta", attrs={"name": "dcterms.date", "content": titel["datum"]})
    een(soep, "title").insert_after("\n", merk)
    datum = datum_voluit(dt.date.fromisoformat(titel["datum"]))
    voet = soep.new_tag("p")
    voet.string = f"{volledig}. Stand op {datum}."
    een(soep, "footer").append(voet)


def _unieke_ids(soep: BeautifulSoup, hoofd: Tag, tekeningen: list[str]) -> None:
    """Give every element its own id; headings get a readable one; references follow.

    A reference to an id that occurs more than once means the one in its own table, then in its own chapter (h2), then
    the first.
    """
    bezet = {i for svg in tekeningen for i in ids_van(svg)} | {"inhoud", "inhoudsopgave"}
    nieuw: dict[str, dict[int, str]] = {}
    eigen: dict[tuple[int, str], str] = {}  # within one table: its notes keep pointing at its own rows
    links: list[tuple[Tag, int, int]] = []
    tabellen = {id(hoofd): 0}  # element -> the table that it stands in; a parent comes before its children
    hoofdstuk = 0
    for element in hoofd.find_all(True):
        tabel = tabellen[id(element.parent)]
        tabellen[id(element)] = id(element) if "tabel" in klassen(element) else tabel
        hoofdstuk += element.name == "h2"
        if element.name == "a" and str(element.get("href", "")).startswith("#"):
            links.append((element, tabel, hoofdstuk))
        kop = element.name in KOPPEN
        oud = str(element.get("id", ""))
        if not oud and not kop:
            continue
        naam = tekst(element) if kop else ""
        basis = slak(naam) if kop else oud
        id_, n = basis, 1
        while id_ in bezet:
            n += 1
            id_ = f"{basis}-{n}"
        bezet.add(id_)
        element["id"] = id_
        if tabel:
            eigen[tabel, oud] = id_
        for anker in [oud, *(ankers(naam) if kop else ())]:
            nieuw.setdefault(anker, {}).setdefault(0 if element.name == "h2" else hoofdstuk, id_)
    for a, tabel, waar in links:
        doel = unquote(str(a["href"])[1:])
        doelen = nieuw.get(doel, {})
        if naar := eigen.get((tabel, doel)) or doelen.get(waar) or next(iter(doelen.values()), ""):
            a["href"] = f"#{naar}"


def _inhoudsopgave(soep: BeautifulSoup, hoofd: Tag, vorm: str) -> None:
    """Nested list of h2 and h3; a document of one section or one page needs none."""
    nav = een(soep, "nav", "inhoudsopgave")
    koppen = alle(hoofd, "h2", "h3")
    if len(koppen) < 2 or vorm == "bijlage":
        nav.decompose()
        return
    lijst = soep.new_tag("ol")
    nav.append(lijst)
    dieper: Tag | None = None
    for kop in koppen:
        li, link = soep.new_tag("li"), soep.new_tag("a", attrs={"href": f"#{kop['id']}"})
        link.string = tekst(kop)
        li.append(link)
        if kop.name == "h2":
            lijst.append(li)
            dieper = None
        else:
            if dieper is None:
                dieper = soep.new_tag("ol")
                lijst.find_all("li", recursive=False)[-1].append(dieper)
            dieper.append(li)


def _werk_stukken_af(soep: BeautifulSoup, stukken: list[Tag]) -> None:
    """Finish tables and figures; each is told how often its caption occurred before."""
    gezien: Counter[str] = Counter()
    for stuk in stukken:
        naam = tekst(bijschrift_van(stuk))
        (_werk_tabel_af if stuk.name == "table" else _werk_figuur_af)(soep, stuk, gezien[naam])
        gezien[naam] += 1


def _werk_tabel_af(soep: BeautifulSoup, tabel: Tag, gelijk: int) -> None:
    """Caption that stays in view, a region of its own for what may be wider than the screen, and a legend."""
    bijschrift = bijschrift_van(tabel)
    bijschrift["id"] = f"{_id_van_houder(tabel) or 'tabel'}-bijschrift"
    plak = soep.new_tag("span", attrs={"class": "plak"})
    for kind in list(bijschrift.children):
        plak.append(kind)
    bijschrift.append(plak)
    rijen = alle(tabel, "tr")
    cellen = [alle(rij, "th", "td") for rij in rijen]
    koprijen = [rij for rij in rijen if binnen(rij, "thead")]
    if koprijen and len(alle(koprijen[-1], "th", "td")) >= _BREED:
        tabel["class"] = " ".join([*klassen(tabel), "breed"])
    laatste = tabel
    if _kan_breed_zijn(cellen):
        laatste = tabel.wrap(_schuifgebied(soep, bijschrift, gelijk))
    gebruikt = {klasse for rij in cellen for cel in rij for klasse in klassen(cel)}
    for klasse, (uiterlijk, uitleg) in reversed(LEGENDA.items()):
        if klasse in gebruikt:
            regel, merk = (
                soep.new_tag("p", attrs={"class": "legenda"}),
                soep.new_tag("span", attrs={"class": klasse}),
            )
            merk.string = uiterlijk
            regel.append(merk)
            regel.append(f": {uitleg}.")
            laatste.insert_after(regel)


def _id_van_houder(element: Tag) -> str:
    return next((str(ouder["id"]) for ouder in element.parents if "id" in ouder.attrs), "")


def _schuifgebied(soep: BeautifulSoup, bijschrift: Tag, gelijk: int) -> Tag:
    """A section with a name is a region of the page; the keyboard can reach it and scroll it."""
    attrs = {"class": "schuif", "tabindex": "0", "aria-labelledby": str(bijschrift["id"])}
    if gelijk:  # a name that occurs twice names nothing
        del attrs["aria-labelledby"]
        attrs["aria-label"] = f"{tekst(bijschrift)} ({gelijk + 1})"
    return soep.new_tag("section", attrs=attrs)


def _kan_breed_zijn(rijen: list[list[Tag]]) -> bool:
    """Whether the longest words of the columns, side by side, do not fit a small screen."""
    breedtes: dict[int, int] = {}
    for rij in rijen:
        for j, cel in enumerate(rij):
            langste = max(map(len, cel.get_text(" ").split()), default=0)
            breedtes[j] = max(breedtes.get(j, 0), langste)
        if sum(breedtes.values()) + 2 * len(breedtes) > _SMAL:
            return True
    return False


def _werk_figuur_af(soep: BeautifulSoup, figuur: Tag, gelijk: int) -> None:
    """Caption first, as with tables; the drawing in a region of its own, so that it can stay legible."""
    bijschrift = bijschrift_van(figuur)
    figuur.insert(0, bijschrift.extract())
    tekening = next((e for e in figuur.find_all(True) if e.get("role") == "img"), None)
    if tekening is not None:
        bijschrift["id"] = f"{_id_van_houder(figuur) or 'figuur'}-bijschrift"
        tekening.wrap(_schuifgebied(soep, bijschrift, gelijk))
