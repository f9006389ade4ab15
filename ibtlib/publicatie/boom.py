"""The one tree of a document: from which its page and its PDF are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence, Set
from typing import Any

from ibtlib.basis.periode import datum_voluit
from ibtlib.publicatie.ankers import geef_ankers, leid
from ibtlib.publicatie.begrippen import met_begrippen
from ibtlib.publicatie.boomkeuring import keur
from ibtlib.publicatie.bronnen import verkort
from ibtlib.publicatie.fout import PublicatieFout
from ibtlib.publicatie.keuring import Inhoud, inhoud_van, inhoud_van_notebook
from ibtlib.publicatie.tekening import breedte
from ibtlib.rapport.plek import Plek
from ibtlib.weergave.blokken import Blok, alinea, plat

Boom = dict[str, Any]
"""`titel, ondertitel, kenmerken, datum, fictief, vorm` (as in `Titel`), `blokken`, `inhoud` (the headings of the table of
contents; none when there is no such table) and `hoofdstukken` (whether each section begins on a page of its own)."""

LEGENDA = {  # class of a cell -> (what it looks like, what it means)
    "berekend": ("Cursief met stippellijn", "berekend uit gepubliceerde cijfers"),
    "aanname": ("Cursief met streepjeslijn", "steunt op een aanname"),
}
_HALF = 420  # units: a drawing that is wider has no other beside it on a document of one page
_BREED = 9  # columns: from here on a table is set smaller
_LANG = 16  # headings: a longer table of contents fills a screen, so it keeps to the chapters
_SMAL = 26  # characters that fit beside each other on a screen of 320 px


def boom_van(bron: Any, nummering: bool = True, naam: str = "", plek: Plek | None = None) -> Boom:
    """Judge what is to be published, and finish it.

    Parameters
    ----------
    bron : NotebookNode, or iterable of str and display objects
        An executed notebook, or Markdown and display objects one after the other; it is not changed.
    nummering : bool
        Number the tables and figures, each through the whole document.
    naam : str
        Name of the notebook, for the message.
    plek : Plek, optional
        Where the document stands among others: its page leads to them, and explains the terms that it uses.

    Raises
    ------
    PublicatieFout
        When the document would be inaccessible, unsafe or empty; names every problem with its cell.
    """
    titel, blokken = gekeurd(bron, naam)
    if plek:
        for blok in blokken:
            geef_bestanden(blok, plek)
    return afgewerkt(titel, blokken, nummering, plek=plek)


def gekeurd(bron: Any, naam: str = "") -> tuple[Blok, list[Blok]]:
    """The title and the blocks, judged, with ids and with references that follow them."""
    inhoud: Inhoud = inhoud_van_notebook(bron) if hasattr(bron, "cells") else inhoud_van(bron)
    blokken = [blok for _, blok in inhoud.blokken]
    doelen = geef_ankers(blokken)
    if bevindingen := [*inhoud.bevindingen, *keur(inhoud, doelen)]:
        raise PublicatieFout(bevindingen, naam)
    leid(blokken, doelen)
    return inhoud.titels[0][1], blokken


def geef_bestanden(blok: Blok, plek: Plek) -> None:
    """Say of a table and of a figure which files beside the page hold it."""
    if blok["t"] in ("tabel", "figuur"):
        blok["bestanden"] = plek.bestanden_van(blok.get("naam", ""), blok["csv"])


def afgewerkt(
    titel: Blok, blokken: list[Blok], nummering: bool = True, hoofdstukken: bool = False, plek: Plek | None = None
) -> Boom:
    """What a document needs beside its content: numbers, legends, terms, contents, and what may be wide."""
    verkort(blokken)
    if plek and titel["vorm"] == "rapport":
        blokken = met_begrippen(blokken, plek.begrippen, 1 if hoofdstukken else 2)
    stukken = [
        stuk for blok in blokken for stuk in (blok, *blok.get("cijfers", ())) if stuk["t"] in ("tabel", "figuur")
    ]
    uitgelegd: set[str] = set()
    for kern in (blok for blok in blokken if blok["t"] == "kerncijfers"):
        merken = [deel for item in kern["items"] for deel in item["waarde"]["d"] if isinstance(deel, dict)]
        gebruikt = {merk["klasse"] for merk in merken}
        kern["voet"] = [*_legenda(gebruikt - uitgelegd), *kern["voet"]]
        uitgelegd |= gebruikt
    if nummering:
        _nummer(blokken)
    for stuk in stukken:
        _maak_af(stuk, uitgelegd)
    koppen = [blok for blok in blokken if blok["t"] == "kop" and blok["niveau"] <= 2]
    if len(koppen) > _LANG and not hoofdstukken:
        koppen = [kop for kop in koppen if kop["niveau"] == 1]
    return {
        **titel,
        "blokken": blokken,
        "inhoud": koppen if len(koppen) > 1 and titel["vorm"] != "bijlage" else [],
        "hoofdstukken": hoofdstukken,
        "wegen": list(plek.wegen) if plek else [],
        "downloads": list(plek.downloads) if plek else [],
    }


def volledige_titel(boom: Boom) -> str:
    """Title and subtitle; of a fictional province it says so."""
    volledig = f"{boom['titel']} – {boom['ondertitel']}" if boom["ondertitel"] else boom["titel"]
    return f"FICTIEF: {volledig}" if boom["fictief"] else volledig


def slotregel(boom: Boom) -> str:
    """What stands at the foot of the page."""
    return f"{volledige_titel(boom)}. Stand op {datum_voluit(dt.date.fromisoformat(boom['datum']))}."


def _nummer(blokken: Sequence[Blok]) -> None:
    """The table of a figure bears the number of the figure."""
    figuren = tabellen = 0
    for blok in blokken:
        if blok["t"] == "figuur":
            figuren += 1
            _merk(blok, f"Figuur {figuren}.")
            for cijfers in blok["cijfers"]:
                _merk(cijfers, f"Cijfers bij figuur {figuren}.")
        elif blok["t"] == "tabel":
            tabellen += 1
            _merk(blok, f"Tabel {tabellen}.")


def _merk(blok: Blok, nummer: str) -> None:
    if blok["t"] != "alinea":
        blok["d"] = [{"t": "merk", "klasse": "nummer", "d": [nummer]}, " ", *blok["d"]]


def _maak_af(stuk: Blok, uitgelegd: set[str]) -> None:
    """Whether it may be wider than a small screen, and what the looks of its figures mean: once in a document."""
    if stuk["t"] == "figuur":
        stuk["schuift"], stuk["breed"] = True, breedte(stuk["svg"]) > _HALF
        return
    stuk["breed"] = len(stuk["kop"]) >= _BREED
    rijen = [stuk["kop"], *(rij["cellen"] for rij in stuk["rijen"])]
    stuk["schuift"] = _kan_breed_zijn(rijen)
    stuk["stapelt"] = stuk["schuift"] and not stuk["sorteerbaar"] and _is_van_teksten(stuk)
    gebruikt = {klasse for rij in rijen for cel in rij for klasse in cel["klassen"]}
    stuk["voet"] = [*_legenda(gebruikt - uitgelegd), *stuk["voet"]]
    uitgelegd |= gebruikt


def _legenda(gebruikt: Set[str]) -> list[Blok]:
    """What the looks of computed and assumed figures mean, of those that are there."""
    return [
        alinea({"t": "merk", "klasse": klasse, "d": [uiterlijk]}, f": {uitleg}.", klasse="legenda")
        for klasse, (uiterlijk, uitleg) in LEGENDA.items()
        if klasse in gebruikt
    ]


def _is_van_teksten(tabel: Blok) -> bool:
    """Whether most columns are texts, of which a reader compares no cells of one column with each other."""
    teksten = sum("getal" not in cel["klassen"] for cel in tabel["kop"])
    treden = any(
        klasse.startswith("trede-") for r in tabel["rijen"] for cel in r["cellen"] for klasse in cel["klassen"]
    )
    return not treden and 2 * teksten > len(tabel["kop"])


def _kan_breed_zijn(rijen: Iterable[Sequence[Blok]]) -> bool:
    """Whether the longest words of the columns, side by side, do not fit a small screen."""
    breedtes: dict[int, int] = {}
    for rij in rijen:
        for j, cel in enumerate(rij):
            langste = max(map(len, plat(cel["d"]).split()), default=0)
            breedtes[j] = max(breedtes.get(j, 0), langste)
        if sum(breedtes.values()) + 2 * len(breedtes) > _SMAL:
            return True
    return False
