"""What the finishing adds to a page for its readers: sender, numbers, links to sections, lines that do not break."""

from __future__ import annotations

import base64
import re

from bs4 import BeautifulSoup, NavigableString, Tag

from ibtlib.gegevens.huisstijl import Huisstijl
from ibtlib.publicatie.elementen import KOPPEN, bijschrift_van, binnen, een, tekst

_HEEL = re.compile(r"\b(\d{4}-[12]|trede [1-6])\b(?!-)")
_ZIE = re.compile(r"zie ‘([^’]+)’")


def afzender(soep: BeautifulSoup, stijl: Huisstijl) -> None:
    """Logo and name of who publishes, on the cover."""
    omslag = een(soep, "header", "omslag")
    if stijl.logo:
        data = base64.b64encode(stijl.logo.inhoud).decode()
        bron = f"data:image/{stijl.logo.soort};base64,{data}"
        houder = soep.new_tag("p", attrs={"class": "logo"})
        houder.append(soep.new_tag("img", attrs={"src": bron, "alt": stijl.logo.alt}))
        omslag.insert(0, houder)
    if stijl.naam:
        naam, waarde = soep.new_tag("dt"), soep.new_tag("dd")
        naam.string, waarde.string = "Uitgever", stijl.naam
        een(omslag, "dl", "kenmerken").insert(0, naam, waarde)


def verwijs(soep: BeautifulSoup, hoofd: Tag) -> None:
    """Make a link of `zie ‘<heading>’`: to the next heading of that name, so that in a volume it is the chapter's own."""
    wachtend: dict[str, list[NavigableString]] = {}  # name of a heading -> the sentences before it that mention it
    for knoop in list(hoofd.descendants):
        if isinstance(knoop, NavigableString):
            if (zie := _ZIE.search(knoop)) and not binnen(knoop, "a"):
                wachtend.setdefault(zie[1], []).append(knoop)
        elif wachtend and isinstance(knoop, Tag) and knoop.name in KOPPEN:
            for zin in wachtend.pop(tekst(knoop), []):
                begin, naam, eind = _ZIE.split(str(zin), maxsplit=1)
                link = soep.new_tag("a", attrs={"href": f"#{knoop['id']}"})
                link.string = f"‘{naam}’"
                zin.replace_with(f"{begin}zie ", link, eind)


def houd_heel(soep: BeautifulSoup, hoofd: Tag) -> None:
    """Keep a periode and a trede on one line: browsers break `2023-2` after its hyphen."""
    zinnen = [knoop for knoop in hoofd.descendants if isinstance(knoop, NavigableString) and _HEEL.search(knoop)]
    for zin in zinnen:
        delen = _HEEL.split(str(zin))
        if (delen[1] == zin and " " in zin) or binnen(zin, "details"):
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


def nummer(soep: BeautifulSoup, stukken: list[Tag]) -> None:
    """Number tables and figures through the whole document; the table of a figure bears the number of the figure."""
    figuren = tabellen = 0
    for element in stukken:
        if element.name == "figure":
            figuren += 1
            nummer = f"Figuur {figuren}."
        elif binnen(element, klasse="figuur"):
            nummer = f"Cijfers bij figuur {figuren}."
        else:
            tabellen += 1
            nummer = f"Tabel {tabellen}."
        merk = soep.new_tag("span", attrs={"class": "nummer"})
        merk.string = nummer
        bijschrift_van(element).insert(0, merk, " ")
