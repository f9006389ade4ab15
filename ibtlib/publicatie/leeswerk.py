"""What the finishing adds to a page for its readers: sender, numbers, links to sections, lines that do not break."""

from __future__ import annotations

import base64
import re

from bs4 import BeautifulSoup, Tag

from ibtlib.huisstijl import Huisstijl

KOPPEN = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEEL = re.compile(r"\b(\d{4}-[12]|trede [1-6])\b(?!-)")
_ZIE = re.compile(r"zie ‘([^’]+)’")


def een(soep: Tag, kiezer: str) -> Tag:
    """The one element that a selector means."""
    gevonden = soep.select_one(kiezer)
    assert gevonden is not None, kiezer  # the template and the gate promise it
    return gevonden


def tekst(element: Tag) -> str:
    """What a reader reads of an element, on one line."""
    return " ".join(element.get_text(" ").split())


def afzender(soep: BeautifulSoup, stijl: Huisstijl) -> None:
    """Logo and name of who publishes, on the cover."""
    omslag = een(soep, "header.omslag")
    if stijl.logo:
        data = base64.b64encode(stijl.logo.inhoud).decode()
        bron = f"data:image/{stijl.logo.soort};base64,{data}"
        houder = soep.new_tag("p", attrs={"class": "logo"})
        houder.append(soep.new_tag("img", attrs={"src": bron, "alt": stijl.logo.alt}))
        omslag.insert(0, houder)
    if stijl.naam:
        naam, waarde = soep.new_tag("dt"), soep.new_tag("dd")
        naam.string, waarde.string = "Uitgever", stijl.naam
        een(omslag, "dl.kenmerken").insert(0, naam, waarde)


def verwijs(soep: BeautifulSoup, hoofd: Tag) -> None:
    """Make a link of `zie ‘<heading>’`: to the next heading of that name, so that in a volume it is the chapter's own."""
    for zin in hoofd.find_all(string=_ZIE):
        begin, naam, eind = _ZIE.split(str(zin), maxsplit=1)
        doel = next((k for k in zin.find_all_next(KOPPEN) if tekst(k) == naam), None)
        if doel is None or zin.find_parent("a"):
            continue
        link = soep.new_tag("a", attrs={"href": f"#{doel['id']}"})
        link.string = f"‘{naam}’"
        zin.replace_with(f"{begin}zie ", link, eind)


def houd_heel(soep: BeautifulSoup, hoofd: Tag) -> None:
    """Keep a periode and a trede on one line: browsers break `2023-2` after its hyphen."""
    for zin in hoofd.find_all(string=_HEEL):
        delen = _HEEL.split(str(zin))
        if zin.find_parent("details") or (delen[1] == zin and " " in zin):
            continue  # the numbers of a figure are a word each; a cell with nothing but its trede never breaks
        nieuw: list[Tag | str] = []
        for i, deel in enumerate(delen):
            if i % 2:
                heel = soep.new_tag("span", attrs={"class": "heel"})
                heel.string = deel
                nieuw.append(heel)
            elif deel:
                nieuw.append(deel)
        zin.replace_with(*nieuw)


def nummer(soep: BeautifulSoup, hoofd: Tag) -> None:
    """Number tables and figures through the whole document; the table of a figure bears the number of the figure."""
    figuren = tabellen = 0
    for element in hoofd.find_all(["table", "figure"]):
        if element.name == "figure":
            figuren += 1
            nummer = f"Figuur {figuren}."
        elif element.find_parent(class_="figuur"):
            nummer = f"Cijfers bij figuur {figuren}."
        else:
            tabellen += 1
            nummer = f"Tabel {tabellen}."
        merk = soep.new_tag("span", attrs={"class": "nummer"})
        merk.string = nummer
        een(element, "caption, figcaption").insert(0, merk, " ")
