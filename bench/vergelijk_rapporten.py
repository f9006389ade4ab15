"""Whether two trees of reports say the same to a reader, a screen reader and a spreadsheet: one command, one list.

    python bench/vergelijk_rapporten.py OUD NIEUW [--kort] [--alleen html,pdf,csv,xlsx,json]
                                        [--negeer REGEX ...] [--negeer-plek REGEX ...] [--voorbeelden 3]

For a refactoring that must leave the output as it is, where bytes may differ and content may not. Pages and PDF's are
read as a sequence of blocks (headings, paragraphs, tables cell by cell, charts by their words and numbers), tables by
their cells, JSON by its keys. What the same change does in many files is shown once, with a count and some examples;
--voorbeelden 1000 shows all of them.

--negeer takes what a regex matches out of both values before they are called different ('[0-9a-f]{64}' for hashes), so
that it hides nothing else in the same sentence; --negeer-plek drops what is found in a place ('file: place', such as
'verantwoording.json: versies'). What they took away is counted at the end.

Exit code 0: nothing differs, 1: something does, 2: wrong use. Style sheets, scripts and the policy that holds the hash
of the script are remarks, which do not count; of executed notebooks only their presence does.
"""

from __future__ import annotations

import argparse
import base64
import csv
import datetime
import hashlib
import io
import json
import math
import os
import re
import sys
import textwrap
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pikepdf
from lxml import html  # a dependency of pikepdf

SOORTEN = ("html", "pdf", "csv", "xlsx", "json", "ipynb", "overig")
VOORBEELDEN = 3
GEDEELD_VANAF = 3  # in so many files the same difference is one thing to judge
GETAL = re.compile(r"\d(?:[\d.,]*\d)?")
LEEG = re.compile(r"[ \t\r\n\f]+")  # what HTML collapses: a no-break space is a character


# --- what is compared ---------------------------------------------------------------------------------------


class Cel(NamedTuple):
    """A cell of any table: its text, and what else it tells (th or td, scope, classes, number format)."""

    tekst: str
    vorm: str = ""


GEEN_CEL = Cel("", "geen cel")


@dataclass
class Rooster:
    """A table: the rows with its headers, and the others."""

    kop: list[list[Cel]]
    rijen: list[list[Cel]]

    def koppen(self) -> list[str]:
        """One name per column, for the whole table: the headers above it, or its number."""
        breedte = max(map(len, [*self.kop, *self.rijen]), default=0)
        per_kolom = zip_longest(*([c.tekst for c in rij] for rij in self.kop), fillvalue="")
        namen = [" / ".join(filter(None, teksten)) for teksten in per_kolom]
        return [naam or f"kolom {n}" for n, naam in enumerate(namen + [""] * (breedte - len(namen)), 1)]


@dataclass
class Tabel:
    naam: str
    bijschrift: str
    vorm: str
    rooster: Rooster


@dataclass
class Tekening:
    """A chart or map: what is said instead of it, the texts in it, and the numbers of the table beside it."""

    naam: str
    alternatief: str
    teksten: Counter[str]
    in_tabel: frozenset[str] = frozenset()


@dataclass
class Blok:
    """A heading, paragraph, table and so on, in reading order; `tekst` says everything about it but what it holds."""

    soort: str
    tekst: str
    plek: str = ""
    inhoud: Tabel | Tekening | None = None

    @property
    def sleutel(self) -> Hashable:
        return self.soort, self.tekst

    @property
    def woorden(self) -> list[str]:
        """What shows which old block a new one was."""
        match self.inhoud:
            case Tabel(_, bijschrift, _, rooster):
                return [self.tekst, *bijschrift.split(), *rooster.koppen()]
            case Tekening(_, alternatief, teksten):
                return [self.tekst, *alternatief.split(), *teksten]
        return self.tekst.split()

    @property
    def samengevat(self) -> str:
        match self.inhoud:
            case Tabel(naam, bijschrift, _, rooster):
                return f"tabel {naam}: {bijschrift} ({len(rooster.rijen)} rijen)"
            case Tekening(naam, alternatief):
                return f"tekening {naam}: {alternatief}"
        return self.tekst


@dataclass(frozen=True)
class Verschil:
    """One difference: nothing on the left is something new, nothing on the right something lost.

    `thuis` is the place without what differs per file, such as the number of a row: one number that became another is
    only the same difference as somewhere else when it has the same row and column.
    """

    wat: str
    plek: str
    oud: tuple[str, ...]
    nieuw: tuple[str, ...]
    thuis: str = ""


class Opmerking(NamedTuple):
    """A part that differs without counting: the style sheet, the script or the policy of a page."""

    wat: str
    oud: int
    nieuw: int


@dataclass
class Uitkomst:
    """What became of one file that is in both trees."""

    pad: str
    soort: str
    verschillen: list[Verschil] = field(default_factory=list)
    opmerkingen: list[Opmerking] = field(default_factory=list)
    zelfde_bytes: bool = False
    genegeerd: Counter[str] = field(default_factory=Counter)


# --- which belongs to which ---------------------------------------------------------------------------------


def stukken(oud: Sequence[Hashable], nieuw: Sequence[Hashable]) -> Iterator[tuple[bool, range, range]]:
    """Runs that are the same in both and runs that are not; what both begin and end with is set apart, for speed."""
    kortste = min(len(oud), len(nieuw))
    begin = next((i for i in range(kortste) if oud[i] != nieuw[i]), kortste)
    eind = next((i for i in range(kortste - begin) if oud[-1 - i] != nieuw[-1 - i]), kortste - begin)
    m, n = len(oud) - eind, len(nieuw) - eind
    if begin:
        yield True, range(begin), range(begin)
    if begin < m or begin < n:
        vergelijker = SequenceMatcher(None, oud[begin:m], nieuw[begin:n], autojunk=False)
        for soort, a, b, c, d in vergelijker.get_opcodes():
            yield soort == "equal", range(begin + a, begin + b), range(begin + c, begin + d)
    if eind:
        yield True, range(m, len(oud)), range(n, len(nieuw))


def koppel(oud: Sequence[Hashable], nieuw: Sequence[Hashable]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of positions: the same, or as many others in the same spot; else what was lost and what came."""
    for gelijk, links, rechts in stukken(oud, nieuw):
        if gelijk or len(links) == len(rechts):
            yield from zip(links, rechts, strict=True)
        else:
            yield from ((i, None) for i in links)
            yield from ((None, j) for j in rechts)


def koppel_rijen(oud: list[list[Cel]], nieuw: list[list[Cel]]) -> Iterator[tuple[int | None, int | None]]:
    """Rows with the same texts, then rows with the same first cells: as many as tell the rows apart."""
    links, rechts = ([tuple(c.tekst for c in rij) for rij in rijen] for rijen in (oud, nieuw))
    breedte = max(map(len, links), default=0)
    onderscheidt = (n for n in range(1, breedte) if all(len({r[:n] for r in t}) == len(t) for t in (links, rechts)))
    n = next(onderscheidt, 1)
    for gelijk, a, b in stukken(links, rechts):
        if gelijk:
            yield from zip(a, b, strict=True)
        else:
            for i, j in koppel([links[i][:n] for i in a], [rechts[j][:n] for j in b]):
                yield (None if i is None else a[i], None if j is None else b[j])


def koppel_blokken(oud: list[Blok], nieuw: list[Blok]) -> Iterator[tuple[Blok | None, Blok | None]]:
    """Blocks that are the same, and among the others the likeliest, in order."""
    for gelijk, a, b in stukken([blok.sleutel for blok in oud], [blok.sleutel for blok in nieuw]):
        links, rechts = [oud[i] for i in a], [nieuw[j] for j in b]
        if gelijk or [x.soort for x in links] == [y.soort for y in rechts]:
            yield from zip(links, rechts, strict=True)
        else:
            yield from _gelijkendste(links, rechts)


def _gelijkendste(oud: list[Blok], nieuw: list[Blok]) -> Iterator[tuple[Blok | None, Blok | None]]:
    vanaf = 0
    for blok in oud:
        beste, hoe = None, 0.5  # less than half the words: another block
        for j in range(vanaf, min(vanaf + 40, len(nieuw))):
            if nieuw[j].soort == blok.soort:
                gelijkenis = SequenceMatcher(None, blok.woorden, nieuw[j].woorden, autojunk=False).ratio()
                if gelijkenis > hoe:
                    beste, hoe = j, gelijkenis
        if beste is None:
            yield blok, None
            continue
        yield from ((None, y) for y in nieuw[vanaf:beste])
        yield blok, nieuw[beste]
        vanaf = beste + 1
    yield from ((None, y) for y in nieuw[vanaf:])


# --- comparing ----------------------------------------------------------------------------------------------


def vergelijk_blokken(oud: list[Blok], nieuw: list[Blok]) -> Iterator[Verschil]:
    for x, y in koppel_blokken(oud, nieuw):
        if x is None or y is None:
            een = x or y
            assert een is not None
            tekst = (een.samengevat,)
            yield Verschil(een.soort, een.plek, tekst if x else (), tekst if y else ())
            continue
        match x.inhoud, y.inhoud:
            case Tabel() as a, Tabel() as b:
                yield from _vergelijk_tabel(a, b, y.plek)
            case Tekening() as a, Tekening() as b:
                yield from _vergelijk_tekening(a, b, y.plek)
            case _ if x.sleutel != y.sleutel:
                yield Verschil(y.soort, y.plek, (x.tekst,), (y.tekst,))


def _vergelijk_tabel(oud: Tabel, nieuw: Tabel, plek: str) -> Iterator[Verschil]:
    waar = _plek(plek, f"tabel {nieuw.naam}")
    yield from _tekst("bijschrift", waar, oud.bijschrift, nieuw.bijschrift)
    yield from _tekst("tabelvorm", waar, oud.vorm, nieuw.vorm)
    yield from vergelijk_rooster(oud.rooster, nieuw.rooster, f"tabel {nieuw.naam}")


def vergelijk_rooster(oud: Rooster, nieuw: Rooster, plek: str) -> Iterator[Verschil]:
    """First the columns, by their headers; then the rows, by what they say in the columns that both have."""
    namen_oud, namen_nieuw = oud.koppen(), nieuw.koppen()
    kolommen: list[tuple[int, int]] = []
    for i, j in koppel(namen_oud, namen_nieuw):
        if i is None or j is None:
            yield Verschil(
                "kolom", plek, () if i is None else (namen_oud[i],), () if j is None else (namen_nieuw[j],), plek
            )
            continue
        kolommen.append((i, j))
        waar = f"{plek}, kolom ‘{namen_nieuw[j]}’"
        yield from _tekst("kolomkop", plek, namen_oud[i], namen_nieuw[j])
        for x, y in zip_longest(_kolom(oud.kop, i), _kolom(nieuw.kop, j), fillvalue=GEEN_CEL):
            yield from _tekst("kolomkop, vorm", waar, x.vorm, y.vorm)

    if not kolommen:
        return
    links = [[_cel(rij, i) for i, _ in kolommen] for rij in oud.rijen]
    rechts = [[_cel(rij, j) for _, j in kolommen] for rij in nieuw.rijen]
    for a, b in koppel_rijen(links, rechts):
        if a is None or b is None:
            weg = () if a is None else (" | ".join(c.tekst for c in links[a]),)
            erbij = () if b is None else (" | ".join(c.tekst for c in rechts[b]),)
            yield Verschil("rij", plek, weg, erbij)
            continue
        for (_, j), x, y in zip(kolommen, links[a], rechts[b], strict=True):
            if x != y:
                rij, kolom = f"‘{kort(rechts[b][0].tekst, 40)}’", f"kolom ‘{namen_nieuw[j]}’"
                waar = f"{plek}, rij {b + 1} {rij}, {kolom}"
                yield from _tekst("cel", waar, x.tekst, y.tekst, f"{plek}, rij {rij}, {kolom}")
                yield from _tekst("cel, vorm", waar, x.vorm, y.vorm)


def _kolom(rijen: list[list[Cel]], n: int) -> list[Cel]:
    return [_cel(rij, n) for rij in rijen]


def _cel(rij: list[Cel], n: int) -> Cel:
    return rij[n] if n < len(rij) else GEEN_CEL


def _vergelijk_tekening(oud: Tekening, nieuw: Tekening, plek: str) -> Iterator[Verschil]:
    """Texts lost and texts gained; a number lost of which the table beside the drawing knows is marked."""
    waar = _plek(plek, f"tekening {nieuw.naam}")
    yield from _tekst("alternatieve tekst", waar, oud.alternatief, nieuw.alternatief)
    weg, erbij = oud.teksten - nieuw.teksten, nieuw.teksten - oud.teksten
    if not (weg or erbij):
        return
    minder = _geteld(oud.teksten) - _geteld(nieuw.teksten)
    gemist = {getal for getal in minder if getal in oud.in_tabel}

    def toon(teksten: Counter[str], merk: set[str]) -> tuple[str, ...]:
        return tuple(
            ("! " if merk & set(getallen(tekst)) else "") + tekst + (f" ×{keer}" if keer > 1 else "")
            for tekst, keer in sorted(teksten.items(), key=lambda paar: _volgorde(paar[0]))
        )

    yield Verschil("teksten in tekening", waar, toon(weg, gemist), toon(erbij, set()))


def getallen(tekst: str) -> list[str]:
    """The numbers in a text, without sign and unit: a minus is written in more than one way."""
    return GETAL.findall(tekst)


def _geteld(teksten: Counter[str]) -> Counter[str]:
    uit: Counter[str] = Counter()
    for tekst, keer in teksten.items():
        for getal in getallen(tekst):
            uit[getal] += keer
    return uit


def _volgorde(tekst: str) -> tuple[int, float, str]:
    """Numbers by their value, then words."""
    kaal = tekst.replace(".", "").replace(",", ".").replace("−", "-").rstrip("%").strip()
    try:
        return 0, float(kaal), tekst
    except ValueError:
        return 1, 0.0, tekst


def _plek(*delen: str) -> str:
    return ", ".join(filter(None, delen))


def _tekst(wat: str, plek: str, oud: str, nieuw: str, thuis: str = "") -> Iterator[Verschil]:
    if oud != nieuw:
        yield Verschil(wat, plek, (oud,), (nieuw,), thuis)


# --- reading a page -----------------------------------------------------------------------------------------


def _namen_in(tekst: str) -> frozenset[str]:
    return frozenset(tekst.split())


KOPPEN = _namen_in("h1 h2 h3 h4 h5 h6")
TEKSTBLOKKEN = KOPPEN | _namen_in("p li dt dd summary figcaption pre legend button option")
MET_EINDE = _namen_in("header nav main footer aside article figure details blockquote")
GEBIEDEN = MET_EINDE | _namen_in("dl ol ul form fieldset")
IN_DE_REGEL = _namen_in(
    "a abbr b bdi bdo br cite code data del dfn em i input ins kbd label mark output q s samp small span strong sub "
    "sup time u var wbr"
)
BETEKENT_IETS = IN_DE_REGEL - {"a", "br", "span", "wbr"}  # these are shown with their tag
TEKENINGEN = _namen_in("svg img canvas object picture")
ONZICHTBAAR = _namen_in("head script style template")
KLASSEN = _namen_in(
    "berekend aanname leeg getal totaal bron opmerking legenda noten fictief met-fictief let-op ondertitel"
)
TREDE = re.compile(r"trede-\w+")
EIGENSCHAPPEN = _namen_in(
    "abbr colspan datetime dir disabled for headers hidden lang max min name open role rowspan scope src start "
    "step tabindex title type value"
)
EIGEN_LEIDINGEN = _namen_in("a li caption figcaption")  # their ids lead from marks to notes and from names to tables
VERWIJZEN = _namen_in("aria-controls aria-describedby aria-details aria-labelledby for headers")


@dataclass
class Pagina:
    blokken: list[Blok]
    delen: dict[str, str]  # what is only remarked upon


def lees_html(inhoud: bytes) -> Pagina:
    wortel = html.document_fromstring(inhoud, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    lezer = _Paginalezer(wortel)
    lezer.hoofd()
    for lijf in wortel.iterchildren("body"):
        lezer.lees(lijf)
    return Pagina(lezer.blokken, lezer.delen())


class _Paginalezer:
    """Walks through a page once and sets down what it says; the wrappers around it leave no trace."""

    def __init__(self, wortel: Any) -> None:
        self.wortel = wortel
        self.ids = {el.get("id"): el for el in wortel.iter() if isinstance(el.tag, str) and el.get("id")}
        self.blokken: list[Blok] = []
        self.plek = "begin"

    def zet(self, soort: str, tekst: str, inhoud: Tabel | Tekening | None = None) -> None:
        self.blokken.append(Blok(soort, tekst, self.plek, inhoud))

    # the head

    def hoofd(self) -> None:
        self.zet("pagina", f"html{self.kenmerken(self.wortel)}")
        self.zet("pagina", f"title: {' '.join(net(t.text_content()) for t in self.wortel.iter('title') if _los(t))}")
        regels = [
            f"{el.tag} " + " ".join(f"{k}={w}" for k, w in sorted(el.items()))
            for el in self.wortel.iter("meta", "link", "base")
            if not _is_beleid(el)
        ]
        for regel in sorted(regels):
            self.zet("pagina", regel)

    def delen(self) -> dict[str, str]:
        def van(tags: tuple[str, ...], kies: Callable[[Any], bool], toon: Callable[[Any], str]) -> str:
            return "\n".join(toon(el) for el in self.wortel.iter(*tags) if kies(el))

        return {
            "stijlblad": van(("style",), _los, lambda el: el.text or ""),
            "script": van(("script",), lambda el: not _is_gegevens(el), lambda el: f"{el.get('src')}{el.text or ''}"),
            "beleid (CSP)": van(("meta",), _is_beleid, lambda el: el.get("content") or ""),
        }

    # the body

    def lees(self, el: Any, diepte: int = 0) -> None:
        tag = el.tag
        if tag in ONZICHTBAAR:
            if _is_gegevens(el):
                self.zet("gegevens", f"script{self.kenmerken(el)}: {net(el.text or '')}")
        elif tag == "table":
            tabel = self.tabel(el)
            self.zet("tabel", tabel.naam, tabel)
        elif _is_tekening(el):
            tekening = self.tekening(el)
            self.zet("tekening", tekening.naam, tekening)
        else:
            self._lees_tekst(el, diepte + (tag in ("ol", "ul")))

    def _lees_tekst(self, el: Any, diepte: int) -> None:
        """The text of an element between the blocks in it, and those blocks."""
        tag, kenmerken = el.tag, self.kenmerken(el)
        begin = f"{tag}{kenmerken}"
        if tag in KOPPEN:
            self.plek = f"onder ‘{kort(net(el.text_content()), 50)}’"
            soort = "kop"
        elif tag in TEKSTBLOKKEN:
            soort = tag
            begin = f"{'· ' * (diepte if tag == 'li' else 0)}{begin}"
        else:
            soort, begin = "tekst", "tekst"
            if tag in GEBIEDEN or kenmerken:
                naam = tag if tag in GEBIEDEN or "aria-label" in kenmerken else "vak"
                self.zet("vak", f"[{naam}{kenmerken}]")
        regel, gezet = [el.text or ""], False
        for kind in el:
            if isinstance(kind.tag, str):
                if self._in_de_regel(kind):
                    regel.append(self.weergave(kind))
                else:
                    gezet |= self._zet_regel(soort, begin, regel)
                    self.lees(kind, diepte)
                    regel = []
            regel.append(kind.tail or "")
        gezet |= self._zet_regel(soort, begin, regel)
        if not gezet and not len(el) and tag in TEKSTBLOKKEN:
            self.zet(soort, f"{begin}: (leeg)")
        if tag in MET_EINDE:
            self.zet("vak", f"[einde {tag}]")

    def _zet_regel(self, soort: str, begin: str, regel: list[str]) -> bool:
        tekst = net("".join(regel))
        if tekst:
            self.zet(soort, f"{begin}: {tekst}")
        return bool(tekst)

    @staticmethod
    def _in_de_regel(el: Any) -> bool:
        return el.tag in IN_DE_REGEL and all(
            not isinstance(d.tag, str) or d.tag in IN_DE_REGEL for d in el.iterdescendants()
        )

    # what stands in a line

    def weergave(self, el: Any) -> str:
        """An element in a line of text or in a cell, with what it means and without what it looks like."""
        tag = el.tag
        if tag in ONZICHTBAAR:
            return ""
        if tag == "br":
            return "↵"
        if _is_tekening(el):
            tekening = self.tekening(el)
            return f"{{tekening ‘{tekening.alternatief}’: {' · '.join(sorted(tekening.teksten.elements()))}}}"
        tekst = self.binnen(el)
        if tag == "a":
            return self.koppeling(el, tekst)
        kenmerken = self.kenmerken(el)
        if tag in ("sup", "sub"):
            return f"{'^' if tag == 'sup' else '_'}{tekst.strip()}" + (f"{{{kenmerken.strip()}}}" if kenmerken else "")
        if tag in BETEKENT_IETS or kenmerken:
            return f"{{{'' if tag == 'span' else tag}{kenmerken}: {tekst}}}".replace("{ ", "{")
        return tekst if tag in IN_DE_REGEL else f" {tekst} "

    def binnen(self, el: Any) -> str:
        kinderen = ((self.weergave(k) if isinstance(k.tag, str) else "") + (k.tail or "") for k in el)
        return (el.text or "") + "".join(kinderen)

    def koppeling(self, el: Any, tekst: str) -> str:
        """[text|name](address); inside notes the ids are plumbing, so a mark and its note are told by their numbers."""
        naam, adres = el.get("aria-label"), el.get("href")
        if adres is not None and adres.startswith("#") and len(adres) > 1:
            doel = self.ids.get(urllib.parse.unquote(adres[1:]))
            if doel is None:
                adres += " wijst nergens heen"
            elif doel.tag == "li":
                adres = f"→noot {1 + sum(1 for _ in doel.itersiblings('li', preceding=True))}"
            elif doel.tag == "a":
                adres = f"→teken {net(doel.text_content())}"
        if naam == f"noot {tekst}" and adres == f"→noot {tekst}":
            return f"[^{tekst}]"
        over = self.kenmerken(el, zonder=("aria-label",))
        return f"[{tekst}{'|' + naam if naam else ''}{over}]" + (f"({adres})" if adres is not None else "")

    def kenmerken(self, el: Any, zonder: tuple[str, ...] = ()) -> str:
        """What the attributes say: the id that links use, classes with a meaning, names for a screen reader."""
        delen = []
        if el.get("id") and el.tag not in EIGEN_LEIDINGEN:
            delen.append(f"#{el.get('id')}")
        klassen = (el.get("class") or "").split()
        delen += sorted(k for k in klassen if k in KLASSEN or TREDE.fullmatch(k) or el.tag == "table")
        for naam, waarde in sorted(el.items()):
            if naam in zonder or not (naam in EIGENSCHAPPEN or naam.startswith(("aria-", "data-"))):
                continue
            if naam in VERWIJZEN:
                kwijt = [i for i in waarde.split() if i not in self.ids]
                delen.append(f"{naam}{'=' + ' '.join(kwijt) + ' wijst nergens heen' if kwijt else ''}")
            else:
                delen.append(f"{naam}={net(waarde)}" if waarde else naam)
        return "".join(f" {deel}" for deel in delen)

    # tables and drawings

    def tabel(self, el: Any) -> Tabel:
        bijschriften = [net(self.binnen(c)) + self.kenmerken(c) for c in el.iterchildren("caption")]
        kop: list[list[Cel]] = []
        rijen: list[list[Cel]] = []
        for rij in el.iter("tr"):
            if next(rij.iterancestors("table")) is not el:
                continue
            groep = rij.getparent().tag
            cellen = [c for c in rij if c.tag in ("th", "td")]
            (kop if groep == "thead" else rijen).append(self._rij(rij, cellen, "tfoot" if groep == "tfoot" else ""))
        return Tabel(_naam(el), " / ".join(bijschriften), self.kenmerken(el).strip(), Rooster(kop, rijen))

    def _rij(self, rij: Any, cellen: list[Any], groep: str) -> list[Cel]:
        """The cells; what the row itself tells stands with the first, a cell over more columns is followed by gaps."""
        uit: list[Cel] = []
        van_de_rij = f"{groep}{self.kenmerken(rij)}".strip()
        for cel in cellen:
            vorm = f"{cel.tag}{self.kenmerken(cel)}"
            uit.append(Cel(net(self.binnen(cel)), vorm if uit or not van_de_rij else f"rij {van_de_rij}; {vorm}"))
            uit += [Cel("", "vervolg")] * (min(_heel(cel.get("colspan")), 1000) - 1)
        return uit

    def tekening(self, el: Any) -> Tekening:
        teksten: Counter[str] = Counter()
        for deel in el.iter():
            if deel.tag == "svg" and all(o.tag != "svg" for o in deel.iterancestors()):
                teksten += svg_teksten(deel)
            elif deel.tag == "img":
                teksten += _teksten_in_beeld(deel.get("src") or "")
        if not teksten and el.tag not in TEKENINGEN:
            teksten = Counter(filter(None, [net(el.text_content())]))
        return Tekening(_naam(el), self._alternatief(el), teksten, frozenset(self._getallen_ernaast(el)))

    def _alternatief(self, el: Any) -> str:
        """Of the element or the first thing in it that has one: it does not matter which of them carries it."""
        for deel in el.iter():
            if not isinstance(deel.tag, str):
                continue
            namen = (self.ids.get(i) for i in (deel.get("aria-labelledby") or "").split())
            verwezen = net(" ".join(n.text_content() for n in namen if n is not None))
            tekst = deel.get("aria-label") or deel.get("alt") or verwezen
            if not tekst and deel.tag == "svg":
                tekst = next((t.text_content() for t in deel.iterchildren("title")), "")
            if tekst:
                return net(tekst)
        return "(geen)"

    @staticmethod
    def _getallen_ernaast(el: Any) -> Iterator[str]:
        """The numbers in the tables of the nearest wrapper that has tables: those of the figure."""
        for om in el.iterancestors():
            if om.tag in ("main", "body"):
                return
            cellen = list(om.iter("td", "th"))
            if cellen:
                for cel in cellen:
                    yield from getallen(cel.text_content())
                return


def svg_teksten(svg: Any) -> Counter[str]:
    """The texts in a drawing; where letters were drawn as shapes, what matplotlib notes beside them."""
    uit = Counter(net(" ".join(t.itertext())) for t in svg.iter("text"))
    if not uit:
        groepen = (g for g in svg.iter("g") if (g.get("id") or "").startswith("text_"))
        uit = Counter(net(c.text or "") for g in groepen for c in g.iter(html.etree.Comment))
    for tag in ("title", "desc"):
        uit += Counter(f"{tag}: {net(t.text_content())}" for t in svg.iter(tag))
    del uit[""]
    return uit


def _teksten_in_beeld(bron: str) -> Counter[str]:
    """The texts of a drawing that is packed in an address; of any other picture what it is."""
    kop, komma, inhoud = bron.partition(",")
    if not kop.startswith("data:") or not komma:
        return Counter([f"beeld {bron}"])
    ruw = base64.b64decode(inhoud) if kop.endswith(";base64") else urllib.parse.unquote_to_bytes(inhoud)
    if kop.startswith("data:image/svg"):
        return sum((svg_teksten(svg) for svg in html.fromstring(ruw).iter("svg")), Counter())
    return Counter([f"beeld {kop}, sha256 {hashlib.sha256(ruw).hexdigest()[:16]}"])


def _naam(el: Any) -> str:
    """The nearest id at or above a table or drawing, when that is its own: not that of the whole page."""
    for om in (el, *el.iterancestors()):
        if om.tag in ("main", "body", "html"):
            break
        if om.get("id"):
            return str(om.get("id"))
    return "zonder id"


def _is_tekening(el: Any) -> bool:
    return el.tag in TEKENINGEN or el.get("role") == "img"


def _is_gegevens(el: Any) -> bool:
    return el.tag == "script" and "json" in (el.get("type") or "")


def _is_beleid(el: Any) -> bool:
    return (el.get("http-equiv") or "").lower() == "content-security-policy"


def _los(el: Any) -> bool:
    """Not part of a drawing: those have styles and titles of their own."""
    return all(om.tag != "svg" for om in el.iterancestors())


def _heel(tekst: str | None) -> int:
    return int(tekst) if tekst and tekst.isdecimal() else 1


def net(tekst: str) -> str:
    return LEEG.sub(" ", tekst).strip(" ")


def kort(tekst: str, hoogstens: int) -> str:
    return tekst if len(tekst) <= hoogstens else f"{tekst[: hoogstens - 1]}…"


# --- reading a PDF ------------------------------------------------------------------------------------------
# With pikepdf alone, not with pdftotext: the tags give the order and the cells whatever the layout is, and the answer
# does not depend on what is installed.

Matrix = tuple[float, float, float, float, float, float]
GEWOON: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
OPDRACHTEN = "q Q cm BT Tf Tm Td TD TL T* Tj TJ ' \" BDC BMC EMC Do"
ONZICHTBARE_TEKENS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
AFGEROND = ("/Table", "/P", "/H", "/Title", "/Caption", "/TOCI", "/LI", "/Note", "/FENote")  # nothing in it: no block
PDF_TEKST = re.compile(r"/(P|H\d?|Title|Caption|TOCI|LI|Note|FENote|BlockQuote|Quote|Code|Formula)")


class Stuk(NamedTuple):
    """Letters that were drawn in one go, and where."""

    tekst: str
    begin: tuple[float, float]
    eind: tuple[float, float]
    maat: float
    cursief: bool


Merk = tuple[int, int] | str  # page and number of marked content, or what kind of other content


@dataclass
class _Letters:
    """What the codes of a font stand for, and how wide they are in thousandths."""

    tekens: dict[int, str]
    breedtes: dict[int, float]
    standaard: float
    bytes_per_teken: int
    cursief: bool

    def lees(self, ruw: bytes) -> tuple[str, float]:
        tekst, breedte = [], 0.0
        for i in range(0, len(ruw), self.bytes_per_teken):
            code = int.from_bytes(ruw[i : i + self.bytes_per_teken], "big")
            onbekend = f"⟨{code:04X}⟩" if self.bytes_per_teken == 2 else bytes([code]).decode("cp1252", "replace")
            tekst.append(self.tekens.get(code, onbekend))
            breedte += self.breedtes.get(code, self.standaard)
        return "".join(tekst), breedte


def lees_pdf(pdf: pikepdf.Pdf, getagd: bool) -> list[Blok]:
    """What a PDF says about itself, and its text: by its tags, or page by page where one of the two has no tags."""
    teksten = _Pdfteksten(pdf)
    blokken = [Blok("gegevens", regel, "gegevens van het document") for regel in _over_de_pdf(pdf)]
    if getagd:
        _Tags(teksten, blokken).lees(pdf.Root.StructTreeRoot, None)
        los = [("randen", "kop en voet"), ("los", "tekst zonder tag")]
    else:
        los = [("alles", "tekst"), ("randen", "kop en voet")]
    for merk, soort in los:
        regels = [(n, regel) for (n, m), delen in teksten.los.items() if m == merk for regel in woordgroepen(delen)]
        if merk == "randen":  # by the pages without and without page numbers: those follow from the number of pages
            aantal = len(pdf.pages)
            op = Counter(t for _, t in {(n, re.sub(rf"(?<!\S)({n + 1}|{aantal})(?!\S)", "#", t)) for n, t in regels})
            randen = sorted((tekst, aantal - keer) for tekst, keer in op.items())
            blokken += [Blok(soort, f"{tekst} (niet op {keer} bladzijden)") for tekst, keer in randen]
        else:
            blokken += [Blok(soort, regel, f"blz. {n + 1}") for n, regel in regels]
    return blokken


def is_getagd(pdf: pikepdf.Pdf) -> bool:
    return "/StructTreeRoot" in pdf.Root


def _over_de_pdf(pdf: pikepdf.Pdf) -> Iterator[str]:
    meta, wortel = pdf.open_metadata(), pdf.Root
    leeg = pikepdf.Dictionary()
    yield f"aantal pagina's: {len(pdf.pages)}"
    yield f"getagd: {'ja' if is_getagd(pdf) and wortel.get('/MarkInfo', leeg).get('/Marked') else 'nee'}"
    yield f"taal: {wortel.get('/Lang', '(geen)')}"
    yield f"titel tonen: {wortel.get('/ViewerPreferences', leeg).get('/DisplayDocTitle', False)}"
    for naam in ("dc:title", "pdfuaid:part", "pdfaid:part", "pdfaid:conformance"):
        yield f"{naam}: {meta.get(naam, '(geen)')}"
    for naam, waarde in sorted(pdf.docinfo.items()):
        yield f"{naam}: {waarde}"
    for naam in sorted(pdf.attachments):
        inhoud = pdf.attachments[naam].get_file().read_bytes()
        yield f"bijlage {naam}: sha256 {hashlib.sha256(inhoud).hexdigest()}"
    with pdf.open_outline() as bladwijzers:
        yield from _bladwijzers(bladwijzers.root, 1)


def _bladwijzers(punten: Iterable[Any], diepte: int) -> Iterator[str]:
    for punt in punten:
        yield f"bladwijzer {'· ' * diepte}{plat(punt.title)}"
        if diepte < 20:
            yield from _bladwijzers(punt.children, diepte + 1)


class _Pdfteksten:
    """All text of a document, by the marked content it is part of."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.per_merk: dict[tuple[int, int], list[Stuk]] = defaultdict(list)
        self.los: dict[tuple[int, str], list[Stuk]] = defaultdict(list)
        self.paginas = {pagina.objgen: n for n, pagina in enumerate(pdf.pages)}
        self._letters: dict[tuple[int, int], _Letters] = {}
        for n, pagina in enumerate(pdf.pages):
            self._lees(pagina, pagina.resources, GEWOON, n, "los", 0)

    def _lees(self, bron: Any, middelen: Any, stand: Matrix, pagina: int, om: Merk, diepte: int) -> None:
        """The text operators of a page or of a form on it."""
        bewaard: list[Matrix] = []
        merken: list[tuple[Merk, str | None]] = [(om, None)]
        letters, maat, regel, regelhoogte = None, 0.0, GEWOON, 0.0
        tekst = GEWOON
        for opdracht in pikepdf.parse_content_stream(bron, OPDRACHTEN):
            wat, w = str(opdracht.operator), opdracht.operands
            match wat:
                case "q":
                    bewaard.append(stand)
                case "Q" if bewaard:
                    stand = bewaard.pop()
                case "cm":
                    stand = maal(_matrix(w), stand)
                case "BT":
                    tekst = regel = GEWOON
                case "Tf":
                    letters, maat = self._font(middelen, w[0]), float(w[1])
                case "Tm":
                    tekst = regel = _matrix(w)
                case "TL":
                    regelhoogte = float(w[0])
                case "Td" | "TD":
                    regelhoogte = -float(w[1]) if wat == "TD" else regelhoogte
                    tekst = regel = maal((1, 0, 0, 1, float(w[0]), float(w[1])), regel)
                case "T*":
                    tekst = regel = maal((1, 0, 0, 1, 0, -regelhoogte), regel)
                case "BMC" | "BDC":
                    merken.append(_merk(w, middelen, pagina, merken[-1]))
                case "EMC" if len(merken) > 1:
                    merken.pop()
                case "Do" if diepte < 5:
                    vorm = middelen.get("/XObject", {}).get(str(w[0]))
                    if vorm is not None and vorm.get("/Subtype") == "/Form":
                        ander = maal(_matrix(vorm.get("/Matrix", GEWOON)), stand)
                        self._lees(vorm, vorm.get("/Resources", middelen), ander, pagina, merken[-1][0], diepte + 1)
                case "Tj" | "TJ" | "'" | '"' if letters is not None:
                    if wat in ("'", '"'):
                        tekst = regel = maal((1, 0, 0, 1, 0, -regelhoogte), regel)
                    geschreven, breedte = _geschreven(w[-1], letters)
                    merk, in_plaats = merken[-1]
                    if in_plaats is not None:
                        geschreven, merken[-1] = in_plaats, (merk, "")
                    begin = maal(tekst, stand)
                    tekst = maal((1, 0, 0, 1, breedte * maat / 1000, 0), tekst)
                    schaal = math.hypot(begin[0], begin[1]) * maat
                    stuk = Stuk(geschreven, begin[4:], maal(tekst, stand)[4:], schaal, letters.cursief)
                    self._bewaar(merk, pagina, stuk)

    def _bewaar(self, merk: Merk, pagina: int, stuk: Stuk) -> None:
        if isinstance(merk, tuple):
            self.per_merk[merk].append(stuk)
        else:
            self.los[pagina, merk].append(stuk)
        if merk != "randen":
            self.los[pagina, "alles"].append(stuk)

    def _font(self, middelen: Any, naam: Any) -> _Letters | None:
        font = middelen.get("/Font", {}).get(str(naam))
        if font is None:
            return None
        sleutel = font.objgen
        if sleutel not in self._letters or sleutel == (0, 0):
            self._letters[sleutel] = _lees_font(font)
        return self._letters[sleutel]


def _lees_font(font: Any) -> _Letters:
    samengesteld = font.get("/Subtype") == "/Type0"
    tekens = tekens_van(font.ToUnicode.read_bytes().decode("latin-1")) if "/ToUnicode" in font else {}
    if not samengesteld:
        eerste = int(font.get("/FirstChar", 0))
        breedtes = {eerste + i: float(b) for i, b in enumerate(font.get("/Widths", []))}
        return _Letters(tekens, breedtes, 500.0, 1, _is_cursief(font))
    onder = font.DescendantFonts[0]
    breedtes, rest = {}, list(onder.get("/W", []))
    while len(rest) > 1:  # 'first [widths]' or 'first last width'
        eerste = int(rest.pop(0))
        if isinstance(rest[0], pikepdf.Array):
            breedtes |= {eerste + i: float(b) for i, b in enumerate(rest.pop(0))}
        elif len(rest) > 1:
            laatste, breedte = int(rest.pop(0)), float(rest.pop(0))
            breedtes |= dict.fromkeys(range(eerste, min(laatste, 0xFFFF) + 1), breedte)
    return _Letters(tekens, breedtes, float(onder.get("/DW", 1000)), 2, _is_cursief(font))


def tekens_van(cmap: str) -> dict[int, str]:
    """The codes of a ToUnicode table."""
    uit: dict[int, str] = {}

    def teken(hexa: str) -> str:
        return bytes.fromhex(hexa).decode("utf-16-be", "replace")

    for deel in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, hexa in re.findall(r"<(\w+)>\s*<(\w+)>", deel):
            uit[int(code, 16)] = teken(hexa)
    for deel in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for van, tot, een, rij in re.findall(r"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[(.*?)\])", deel, re.S):
            codes = range(int(van, 16), min(int(tot, 16), 0xFFFF) + 1)
            if een:
                uit |= {code: teken(een[:-4]) + chr(int(een[-4:], 16) + i) for i, code in enumerate(codes)}
            else:
                uit |= dict(zip(codes, map(teken, re.findall(r"<(\w+)>", rij)), strict=False))
    return uit


def _is_cursief(font: Any) -> bool:
    return bool(re.search("Italic|Oblique", str(font.get("/BaseFont", ""))))


def _merk(w: Any, middelen: Any, pagina: int, om: tuple[Merk, str | None]) -> tuple[Merk, str | None]:
    """Where the text that follows belongs, and what is to be read instead of it."""
    eigenschappen = w[1] if len(w) > 1 else {}
    if isinstance(eigenschappen, pikepdf.Name):
        eigenschappen = middelen.get("/Properties", {}).get(str(eigenschappen), {})
    in_plaats = str(eigenschappen["/ActualText"]) if "/ActualText" in eigenschappen else om[1]
    if "/MCID" in eigenschappen:
        return (pagina, int(eigenschappen["/MCID"])), in_plaats
    if w[0] == "/Artifact":
        return "randen" if eigenschappen.get("/Subtype") in ("/Header", "/Footer") else "opmaak", in_plaats
    return om[0], in_plaats


def _geschreven(w: Any, letters: _Letters) -> tuple[str, float]:
    if not isinstance(w, pikepdf.Array):
        return letters.lees(bytes(w))
    tekst, breedte = "", 0.0
    for deel in w:
        if isinstance(deel, pikepdf.String):
            erbij, breed = letters.lees(bytes(deel))
            tekst, breedte = tekst + erbij, breedte + breed
        else:
            tekst, breedte = tekst + (" " if deel < -200 else ""), breedte - float(deel)
    return tekst, breedte


def _matrix(w: Any) -> Matrix:
    a, b, c, d, e, f = map(float, w)
    return a, b, c, d, e, f


def maal(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def woordgroepen(delen: list[Stuk]) -> list[str]:
    """Letters that follow each other on the page as texts: a chart is drawn letter by letter."""
    uit: list[str] = []
    vorige: Stuk | None = None
    for stuk in delen:
        afstand = math.dist(vorige.eind, stuk.begin) / (stuk.maat or 1) if vorige else math.inf
        if afstand < 0.15:
            uit[-1] += stuk.tekst
        elif afstand < 0.4:  # a space that was not drawn
            uit[-1] += f" {stuk.tekst}"
        else:
            uit.append(stuk.tekst)
        vorige = stuk
    return [tekst for tekst in map(plat, uit) if tekst]


def plat(tekst: str) -> str:
    return " ".join(tekst.translate(ONZICHTBARE_TEKENS).split())


class _Tags:
    """Goes through the tags of a PDF in reading order and sets down the same blocks as for a page."""

    def __init__(self, teksten: _Pdfteksten, blokken: list[Blok]) -> None:
        self.teksten = teksten
        self.blokken = blokken
        self.bijschrift = ""

    def lees(self, el: Any, pagina: Any, diepte: int = 0) -> None:
        pagina, soort = el.get("/Pg", pagina), str(el.get("/S", ""))
        if diepte > 100:
            self.zet("fout", "tags dieper dan 100", el, pagina)
        elif soort.startswith(AFGEROND) and not self._stukken(el, pagina):
            pass  # its page is gone: for a reader it is not there
        elif soort == "/Table":
            tabel = self.tabel(el, pagina)
            self.zet("tabel", tabel.naam, el, pagina, tabel)
        elif soort == "/Figure":
            alternatief = plat(str(el.get("/Alt", "(geen)")))
            naam = kort(self.bijschrift, 60) or "zonder bijschrift"
            teksten = Counter(woordgroepen(self._stukken(el, pagina)))
            self.zet("tekening", naam, el, pagina, Tekening(naam, alternatief, teksten))
        elif PDF_TEKST.fullmatch(soort):
            tekst = self.tekst(el, pagina)
            self.bijschrift = tekst if soort == "/Caption" else self.bijschrift
            self.zet("kop" if re.match(r"/H\d", soort) else soort[1:], f"{soort[1:]}: {tekst}", el, pagina)
        else:
            for groep, kind in self._kinderen(el):
                if groep == "tag":
                    self.lees(kind, pagina, diepte + 1)
                elif tekst := plat("".join(s.tekst for s in self._van_kind(groep, kind, pagina))):
                    self.zet("tekst", f"tekst: {tekst}", el, pagina)

    def zet(self, soort: str, tekst: str, el: Any, pagina: Any, inhoud: Tabel | Tekening | None = None) -> None:
        self.blokken.append(Blok(soort, tekst, self._blz(el, pagina), inhoud))

    def _blz(self, el: Any, pagina: Any) -> str:
        for _ in range(10):
            pagina = el.get("/Pg", pagina)
            kinderen = [kind for groep, kind in self._kinderen(el) if groep == "tag"]
            if pagina is not None or not kinderen:
                break
            el = kinderen[0]
        n = self._nummer(pagina)
        return "" if n is None else f"blz. {n + 1}"

    def _nummer(self, pagina: Any) -> int | None:
        return None if pagina is None else self.teksten.paginas.get(pagina.objgen)

    @staticmethod
    def _kinderen(el: Any) -> Iterator[tuple[str, Any]]:
        kinderen = el.get("/K")
        for kind in kinderen if isinstance(kinderen, pikepdf.Array) else [kinderen]:
            if isinstance(kind, pikepdf.Dictionary):
                yield ("tag" if "/S" in kind else "inhoud" if "/MCID" in kind else "object"), kind
            elif kind is not None:
                yield "nummer", kind

    def _van_kind(self, groep: str, kind: Any, pagina: Any) -> list[Stuk]:
        if groep == "inhoud":
            pagina, kind = kind.get("/Pg", pagina), kind["/MCID"]
        n = self._nummer(pagina)
        return [] if groep == "object" or n is None else self.teksten.per_merk.get((n, int(kind)), [])

    def _stukken(self, el: Any, pagina: Any, diepte: int = 0) -> list[Stuk]:
        """All text of a tag; behind a link its address, when it leads out of the document."""
        pagina, uit = el.get("/Pg", pagina), []
        for groep, kind in self._kinderen(el):
            if groep == "tag" and diepte < 100:
                uit += self._stukken(kind, pagina, diepte + 1)
            elif groep == "object":
                adres = kind.get("/Obj", {}).get("/A", {}).get("/URI")
                if adres is not None:
                    uit.append(Stuk(f"({adres})", (0, 0), (0, 0), 1, False))
            elif groep != "tag":
                uit += self._van_kind(groep, kind, pagina)
        return uit

    def tekst(self, el: Any, pagina: Any) -> str:
        """Lines as they follow each other: the space at the end of a line is in the text."""
        return plat("".join(stuk.tekst for stuk in self._stukken(el, pagina)))

    def tabel(self, el: Any, pagina: Any) -> Tabel:
        bijschrift = ""
        kop: list[list[Cel]] = []
        rijen: list[list[Cel]] = []
        for groep, rij in self._rijen(el, ""):
            if rij.get("/S") == "/Caption":
                bijschrift = self.tekst(rij, pagina)
            else:
                cellen = [self._cel(c, rij.get("/Pg", pagina)) for g, c in self._kinderen(rij) if g == "tag"]
                (kop if groep == "/THead" else rijen).append(cellen)
        naam = kort(bijschrift or self.bijschrift, 60) or "zonder bijschrift"
        return Tabel(naam, bijschrift, "", Rooster(kop, rijen))

    def _rijen(self, el: Any, groep: str) -> Iterator[tuple[str, Any]]:
        for soort, kind in self._kinderen(el):
            if soort == "tag" and kind.get("/S") in ("/TR", "/Caption"):
                yield groep, kind
            elif soort == "tag" and kind.get("/S") in ("/THead", "/TBody", "/TFoot"):
                yield from self._rijen(kind, str(kind.get("/S")))

    def _cel(self, el: Any, pagina: Any) -> Cel:
        vorm = [str(el.get("/S"))[1:].lower()]
        wat = el.get("/A", [])
        for eigen in wat if isinstance(wat, pikepdf.Array) else [wat]:
            if isinstance(eigen, pikepdf.Dictionary):
                vorm += [f"{n[1:].lower()}={eigen[n]}" for n in ("/Scope", "/ColSpan", "/RowSpan") if n in eigen]
                vorm += ["koppen"] if len(eigen.get("/Headers", [])) else []
        letters = self._stukken(el, pagina)
        if any(stuk.cursief and stuk.tekst.strip() for stuk in letters):
            vorm.append("cursief")
        return Cel(plat("".join(stuk.tekst for stuk in letters)), " ".join(vorm))


# --- comparing one file -------------------------------------------------------------------------------------


def vergelijk_html(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    x, y = lees_html(oud.read_bytes()), lees_html(nieuw.read_bytes())
    uit.verschillen += vergelijk_blokken(x.blokken, y.blokken)
    uit.opmerkingen += [Opmerking(d, len(x.delen[d]), len(y.delen[d])) for d in x.delen if x.delen[d] != y.delen[d]]


def vergelijk_pdf(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    with pikepdf.open(oud) as x, pikepdf.open(nieuw) as y:
        getagd = is_getagd(x) and is_getagd(y)
        uit.verschillen += vergelijk_blokken(lees_pdf(x, getagd), lees_pdf(y, getagd))


def vergelijk_csv(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    (vorm_oud, x), (vorm_nieuw, y) = lees_csv(oud.read_bytes()), lees_csv(nieuw.read_bytes())
    for naam in vorm_oud:
        uit.verschillen += _tekst("vorm van het bestand", naam, vorm_oud[naam], vorm_nieuw[naam])
    uit.verschillen += vergelijk_rooster(x, y, nieuw.stem)


def lees_csv(inhoud: bytes) -> tuple[dict[str, str], Rooster]:
    bom = inhoud.startswith(b"\xef\xbb\xbf")
    try:
        tekst, codering = inhoud.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        tekst, codering = inhoud.decode("cp1252", "replace"), "geen utf-8"
    eerste = tekst.partition("\n")[0]
    teken = max(";,\t", key=eerste.count)
    teken = teken if teken in eerste else ";"
    csv.field_size_limit(2**31 - 1)
    rijen = [[Cel(cel) for cel in rij] for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=teken)]
    vorm = {
        "BOM": "ja" if bom else "nee",
        "codering": codering,
        "regeleinde": "CRLF" if "\r\n" in tekst else "LF",
        "scheidingsteken": teken,
        "regeleinde aan het eind": "ja" if tekst.endswith("\n") else "nee",
    }
    return vorm, Rooster(rijen[:1], rijen[1:])


def vergelijk_xlsx(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    x, y = openpyxl.load_workbook(oud), openpyxl.load_workbook(nieuw)
    uit.verschillen += _tekst("gegevens", "titel", str(x.properties.title), str(y.properties.title))
    gemeen = set(x.sheetnames) & set(y.sheetnames)
    volgorde = [" · ".join(naam for naam in boek.sheetnames if naam in gemeen) for boek in (x, y)]
    uit.verschillen += _tekst("volgorde van de bladen", "", *volgorde)
    rest = [sorted(set(boek.sheetnames) - gemeen, key=boek.sheetnames.index) for boek in (x, y)]
    paren = [(naam, naam) for naam in y.sheetnames if naam in gemeen]
    for i, j in koppel(*rest):
        a, b = (None if i is None else rest[0][i]), (None if j is None else rest[1][j])
        uit.verschillen.append(Verschil("blad", "", () if a is None else (a,), () if b is None else (b,)))
        if a is not None and b is not None:
            paren.append((a, b))
    for a, b in paren:
        uit.verschillen += _vergelijk_blad(x[a], y[b], b)


def _vergelijk_blad(oud: Any, nieuw: Any, naam: str) -> Iterator[Verschil]:
    if "worksheet" not in type(oud).__module__ or "worksheet" not in type(nieuw).__module__:
        yield from _tekst("soort blad", f"blad {naam}", type(oud).__name__, type(nieuw).__name__)
        return
    vormen = [
        {
            "vastgezet": str(blad.freeze_panes),
            "filter": str(blad.auto_filter.ref),
            "zichtbaar": blad.sheet_state,
            "samengevoegd": " ".join(sorted(map(str, blad.merged_cells.ranges))),
        }
        for blad in (oud, nieuw)
    ]
    for wat in vormen[0]:
        yield from _tekst(f"blad, {wat}", f"blad {naam}", vormen[0][wat], vormen[1][wat])
    (boven_oud, x), (boven_nieuw, y) = _rooster(oud), _rooster(nieuw)
    yield from vergelijk_rooster(Rooster([], boven_oud), Rooster([], boven_nieuw), f"blad {naam}, boven de tabel")
    yield from vergelijk_rooster(x, y, f"blad {naam}")


def _rooster(blad: Any) -> tuple[list[list[Cel]], Rooster]:
    """What stands above the frozen headers, and the table from those headers on."""
    rijen = [[_cel_van(c) for c in rij] for rij in blad.iter_rows()]
    vast = re.fullmatch(r"[A-Z]+(\d+)", str(blad.freeze_panes))
    kop = max(int(vast[1]) - 2, 0) if vast else 0
    return rijen[:kop], Rooster(rijen[kop : kop + 1] if vast else [], rijen[kop + 1 if vast else 0 :])


def _cel_van(cel: Any) -> Cel:
    """The value as it would be typed; type, number format, italics (computed or assumed) and link beside it."""
    waarde = cel.value
    if waarde is None and not cel.hyperlink and cel.number_format == "General":
        return Cel("")
    if isinstance(waarde, datetime.datetime | datetime.date | datetime.time):
        waarde = waarde.isoformat()
    vorm = [{"n": "getal", "s": "tekst", "d": "datum", "b": "ja/nee", "f": "formule"}.get(cel.data_type, cel.data_type)]
    vorm.append(cel.number_format)
    vorm += ["cursief"] if cel.font.i else []
    vorm += ["vet"] if cel.font.b else []
    if cel.hyperlink:
        vorm.append(f"naar {cel.hyperlink.location or cel.hyperlink.target}")
    return Cel("" if waarde is None else str(waarde), ", ".join(vorm))


def vergelijk_json(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    x, y = (json.loads(pad.read_bytes()) for pad in (oud, nieuw))
    uit.verschillen += _vergelijk_waarden(x, y, "")


def _vergelijk_waarden(oud: Any, nieuw: Any, plek: str) -> Iterator[Verschil]:
    if isinstance(oud, dict) and isinstance(nieuw, dict):
        for sleutel in [*oud, *(s for s in nieuw if s not in oud)]:
            waar = f"{plek}.{sleutel}".lstrip(".")
            if sleutel not in nieuw:
                yield Verschil("sleutel", waar, (_json(oud[sleutel]),), ())
            elif sleutel not in oud:
                yield Verschil("sleutel", waar, (), (_json(nieuw[sleutel]),))
            else:
                yield from _vergelijk_waarden(oud[sleutel], nieuw[sleutel], waar)
    elif isinstance(oud, list) and isinstance(nieuw, list):
        namen_oud, namen_nieuw = _namen(oud), _namen(nieuw)
        if namen_oud is None or namen_nieuw is None:
            namen_oud, namen_nieuw = list(map(_json, oud)), list(map(_json, nieuw))
            waar_j = [f"{plek}[{j}]" for j in range(len(nieuw))]
        else:
            waar_j = [f"{plek}[{naam}]" for naam in namen_nieuw]
        for i, j in koppel(namen_oud, namen_nieuw):
            if i is None or j is None:
                weg, erbij = () if i is None else (_json(oud[i]),), () if j is None else (_json(nieuw[j]),)
                yield Verschil("element", plek, weg, erbij)
            else:
                yield from _vergelijk_waarden(oud[i], nieuw[j], waar_j[j])
    elif _json(oud) != _json(nieuw):  # python takes true for 1, and NaN for something else than NaN
        yield Verschil("waarde", plek, (_json(oud),), (_json(nieuw),), plek)


def _namen(lijst: list[Any]) -> list[str] | None:
    """What the elements of a list are called, where each has a name of its own."""
    namen = [str(el["name"]) for el in lijst if isinstance(el, dict) and "name" in el]
    return namen if len(set(namen)) == len(lijst) else None


def _json(waarde: Any) -> str:
    return json.dumps(waarde, ensure_ascii=False, sort_keys=True)


def vergelijk_bytes(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    x, y = (
        f"{pad.stat().st_size} bytes, sha256 {hashlib.sha256(pad.read_bytes()).hexdigest()[:16]}"
        for pad in (oud, nieuw)
    )
    uit.verschillen.append(Verschil("bytes", "", (x,), (y,)))


def vergelijk_niet(oud: Path, nieuw: Path, uit: Uitkomst) -> None:
    """Executed notebooks hold times and package versions; what they show is in the pages."""


VERGELIJKERS: dict[str, Callable[[Path, Path, Uitkomst], None]] = {
    "html": vergelijk_html,
    "pdf": vergelijk_pdf,
    "csv": vergelijk_csv,
    "xlsx": vergelijk_xlsx,
    "json": vergelijk_json,
    "ipynb": vergelijk_niet,
    "overig": vergelijk_bytes,
}


@dataclass(frozen=True)
class Negeer:
    """What the maintainer asked not to see."""

    waarden: tuple[re.Pattern[str], ...] = ()
    plekken: tuple[re.Pattern[str], ...] = ()

    def plek(self, pad: str, plek: str = "") -> str | None:
        """The regex that drops a place."""
        return next((p.pattern for p in self.plekken if p.search(f"{pad}: {plek}")), None)

    def waarde(self, verschil: Verschil) -> str | None:
        """The regexes without whose matches nothing differs; all that contributed, since one alone may not do it."""
        oud, nieuw, nodig = verschil.oud, verschil.nieuw, []
        for patroon in self.waarden:
            kaal = [tuple(filter(None, (patroon.sub("", t) for t in kant))) for kant in (oud, nieuw)]
            if kaal != [oud, nieuw]:
                oud, nieuw = kaal
                nodig.append(patroon.pattern)
        return " en ".join(nodig) if nodig and oud == nieuw else None


def vergelijk(opdracht: tuple[Path, Path, str, str, Negeer]) -> Uitkomst:
    """Two files of the same name. One that cannot be read is a difference, never the end of the round."""
    oud, nieuw, pad, soort, negeer = opdracht
    uit = Uitkomst(pad, soort)
    try:
        if oud.stat().st_size == nieuw.stat().st_size and oud.read_bytes() == nieuw.read_bytes():
            uit.zelfde_bytes = True
            return uit
        VERGELIJKERS[soort](oud, nieuw, uit)
    except Exception as fout:
        uit.verschillen.append(Verschil("niet te vergelijken", "", (), (f"{type(fout).__name__}: {fout}",)))
    over = []
    for verschil in uit.verschillen:
        reden = negeer.plek(pad, verschil.plek) or negeer.waarde(verschil)
        if reden is None:
            over.append(verschil)
        else:
            uit.genegeerd[reden] += 1
    uit.verschillen = over
    return uit


# --- the trees ----------------------------------------------------------------------------------------------


def bestanden(map_: Path, soorten: tuple[str, ...]) -> dict[str, str]:
    """The files of a tree and their kinds; hidden folders hold what the batch remembers, not output."""
    uit = {}
    for pad in sorted(map_.rglob("*")):
        naam = pad.relative_to(map_)
        soort = pad.suffix[1:].lower()
        soort = soort if soort in SOORTEN else "overig"
        if soort in soorten and not any(deel.startswith(".") for deel in naam.parts) and pad.is_file():
            uit[naam.as_posix()] = soort
    return uit


def vergelijk_mappen(oud: Path, nieuw: Path, soorten: tuple[str, ...], negeer: Negeer, processen: int) -> Verslag:
    links, rechts = bestanden(oud, soorten), bestanden(nieuw, soorten)
    werk = [(oud / pad, nieuw / pad, pad, soort, negeer) for pad, soort in links.items() if pad in rechts]
    if processen > 1 and len(werk) > 1:
        with ProcessPoolExecutor(processen) as pool:
            uitkomsten = list(pool.map(vergelijk, werk, chunksize=max(1, min(16, len(werk) // (4 * processen)))))
    else:
        uitkomsten = list(map(vergelijk, werk))
    alleen = [
        {pad: soort for pad, soort in een.items() if pad not in ander and negeer.plek(pad) is None}
        for een, ander in ((links, rechts), (rechts, links))
    ]
    return Verslag(uitkomsten, alleen[0], alleen[1])


@dataclass
class Groep:
    """The same difference in one or more places; it has a name when it is told once for many files."""

    soort: str
    wat: str
    paren: tuple[tuple[str, str], ...]
    plekken: list[tuple[str, Verschil]] = field(default_factory=list)
    naam: str = ""

    @property
    def paden(self) -> list[str]:
        return list(dict.fromkeys(pad for pad, _ in self.plekken))


class Verslag:
    """What is printed: first what many files have in common, then per file what is its own, then the sums."""

    def __init__(self, uitkomsten: list[Uitkomst], alleen_oud: dict[str, str], alleen_nieuw: dict[str, str]) -> None:
        self.uitkomsten = uitkomsten
        self.alleen_oud, self.alleen_nieuw = alleen_oud, alleen_nieuw
        self.groepen: list[Groep] = []
        self.per_pad: dict[str, dict[int, tuple[Groep, list[Verschil]]]] = {}
        self._groepeer()

    def _groepeer(self) -> None:
        alle: dict[Hashable, Groep] = {}
        for uit in self.uitkomsten:
            van_pad = self.per_pad.setdefault(uit.pad, {})
            for verschil in uit.verschillen:
                paren = kern(verschil)
                sleutel = (uit.soort, verschil.wat, paren, verschil.thuis if _alleen_getallen(paren) else "")
                groep = alle.setdefault(sleutel, Groep(uit.soort, verschil.wat, paren))
                groep.plekken.append((uit.pad, verschil))
                van_pad.setdefault(id(groep), (groep, []))[1].append(verschil)
        self.groepen = [groep for groep in alle.values() if len(groep.paden) >= GEDEELD_VANAF]
        self.groepen.sort(key=lambda groep: -len(groep.plekken))
        for n, groep in enumerate(self.groepen, 1):
            groep.naam = f"G{n}"

    @property
    def verschilt(self) -> bool:
        return bool(self.alleen_oud or self.alleen_nieuw or any(uit.verschillen for uit in self.uitkomsten))

    def regels(self, bondig: bool, voorbeelden: int) -> Iterator[str]:
        hoogstens = 8 if bondig else 40
        yield from self._alleen("alleen in OUD", self.alleen_oud, hoogstens)
        yield from self._alleen("alleen in NIEUW", self.alleen_nieuw, hoogstens)
        if self.groepen:
            yield f"Hetzelfde verschil in {GEDEELD_VANAF} of meer bestanden"
            getoond = self.groepen[: 3 * hoogstens]
            for groep in getoond:
                yield from _toon_groep(groep, 1 if bondig and voorbeelden == VOORBEELDEN else voorbeelden)
            if len(self.groepen) > len(getoond):
                yield f"  … nog {len(self.groepen) - len(getoond)} groepen"
            yield ""
        yield from self._per_bestand(hoogstens)
        yield from self._opmerkingen()
        yield from self._telling()

    @staticmethod
    def _alleen(kop: str, paden: dict[str, str], hoogstens: int) -> Iterator[str]:
        if paden:
            yield f"{kop} ({len(paden)})"
            yield from afgekapt(list(paden), hoogstens, lambda pad: [f"  {pad}"], "bestanden")
            yield ""

    def _per_bestand(self, hoogstens: int) -> Iterator[str]:
        alleen_gedeeld: dict[str, list[str]] = defaultdict(list)
        for pad, groepen in self.per_pad.items():
            gedeeld = sorted((g for g, _ in groepen.values() if g.naam), key=lambda g: int(g.naam[1:]))
            eigen = [verschillen for groep, verschillen in groepen.values() if not groep.naam]
            if eigen:
                aantal = sum(map(len, eigen))
                namen = opsomming([f"{g.naam} ×{len(groepen[id(g)][1])}" for g in gedeeld], 12)
                kop = f"{pad}: {aantal} {'verschil' if aantal == 1 else 'verschillen'}"
                yield from ingesprongen(kop + (f", en {namen}" if namen else ""), 0)
                yield from afgekapt(eigen, hoogstens, _toon, "verschillen", len)
                yield ""
            elif gedeeld:
                alleen_gedeeld[opsomming([g.naam for g in gedeeld], 12)].append(pad)
        if alleen_gedeeld:
            regels = [f"Alleen {namen}: {opsomming(paden, 3)}" for namen, paden in alleen_gedeeld.items()]
            yield from afgekapt(regels, hoogstens, lambda regel: ingesprongen(regel, 0), "zulke combinaties")
            yield ""

    def _opmerkingen(self) -> Iterator[str]:
        per_deel: dict[str, list[tuple[str, Opmerking]]] = defaultdict(list)
        for uit in self.uitkomsten:
            for opmerking in uit.opmerkingen:
                per_deel[opmerking.wat].append((uit.pad, opmerking))
        genegeerd: Counter[str] = Counter()
        for uit in self.uitkomsten:
            genegeerd += uit.genegeerd
        if per_deel or genegeerd:
            yield "Opmerkingen, tellen niet mee"
            for wat, plekken in per_deel.items():
                pad, een = plekken[0]
                yield f"  {wat} verschilt in {len(plekken)} pagina's (bv. {pad}: {een.oud} → {een.nieuw} tekens)"
            for patroon, keer in genegeerd.most_common():
                yield f"  genegeerd om {patroon}: {keer} verschillen"
            yield ""

    def _telling(self) -> Iterator[str]:
        kolommen = ["vergeleken", "zelfde bytes", "zelfde inhoud", "verschilt", "alleen OUD", "alleen NIEUW"]
        yield f"{'':8}" + "".join(f"{kolom:>15}" for kolom in kolommen)
        for soort in SOORTEN:
            eigen = [uit for uit in self.uitkomsten if uit.soort == soort]
            anders = sum(bool(uit.verschillen) for uit in eigen)
            bytes_ = sum(uit.zelfde_bytes for uit in eigen)
            los = [sum(s == soort for s in alleen.values()) for alleen in (self.alleen_oud, self.alleen_nieuw)]
            getallen_ = [len(eigen), bytes_, len(eigen) - bytes_ - anders, anders, *los]
            if any(getallen_):
                aard = "  (alleen of ze er zijn)" if soort == "ipynb" else ""
                yield f"{soort:8}" + "".join(f"{getal:>15}" for getal in getallen_) + aard


# --- showing ------------------------------------------------------------------------------------------------


def kern(verschil: Verschil) -> tuple[tuple[str, str], ...]:
    """What became what, word by word: sentences with other figures in them can hold the same change."""
    if len(verschil.oud) != 1 or len(verschil.nieuw) != 1:
        return ((" · ".join(verschil.oud), " · ".join(verschil.nieuw)),)
    oud, nieuw = verschil.oud[0].split(" "), verschil.nieuw[0].split(" ")
    paren = {
        (" ".join(oud[a.start : a.stop]), " ".join(nieuw[b.start : b.stop]))
        for gelijk, a, b in stukken(oud, nieuw)
        if not gelijk
    }
    return tuple(sorted(paren)) if len(paren) <= 4 else ((verschil.oud[0], verschil.nieuw[0]),)


def _alleen_getallen(paren: tuple[tuple[str, str], ...]) -> bool:
    return all(re.fullmatch(r"[\d.,%+−–\-\s/]*", tekst) for paar in paren for tekst in paar)


def _toon_groep(groep: Groep, voorbeelden: int) -> Iterator[str]:
    """Where it was found, first once in every file, and the values whenever they are others."""
    yield f"  {groep.naam}  {groep.soort}, {groep.wat}: {len(groep.plekken)} × in {len(groep.paden)} bestanden"
    hoeveelste: Counter[str] = Counter()
    volgorde = []
    for pad, verschil in groep.plekken:
        hoeveelste[pad] += 1
        volgorde.append((hoeveelste[pad], pad, verschil))
    getoond = None
    for _, pad, verschil in sorted(volgorde, key=lambda plek: plek[0])[:voorbeelden]:
        yield from ingesprongen(f"bv. {_plek(pad, verschil.plek)}", 6)
        if getoond != (verschil.oud, verschil.nieuw):
            yield from _toon_waarden(verschil, 8)
        getoond = verschil.oud, verschil.nieuw


def _toon(verschillen: list[Verschil]) -> Iterator[str]:
    """The same difference in one file: the first of them, and how often."""
    eerste, keer = verschillen[0], len(verschillen)
    yield from ingesprongen(_plek(eerste.wat, eerste.plek) + (f", en nog {keer - 1} ×" if keer > 1 else ""), 2)
    yield from _toon_waarden(eerste, 4)


def _toon_waarden(verschil: Verschil, inspringen: int) -> Iterator[str]:
    oud, nieuw = verschil.oud, verschil.nieuw
    if len(oud) == 1 and len(nieuw) == 1:
        oud, nieuw = venster(oud[0], nieuw[0])
    for teken, kant in (("-", oud), ("+", nieuw)):
        if kant:
            yield from ingesprongen(f"{teken} {' · '.join(zichtbaar(tekst) for tekst in kant)}", inspringen)


def venster(oud: str, nieuw: str, rand: int = 50) -> tuple[tuple[str], tuple[str]]:
    """The part of two long texts in which they differ, with some of what stands around it."""
    kortste = min(len(oud), len(nieuw))
    begin = next((i for i in range(kortste) if oud[i] != nieuw[i]), kortste)
    eind = next((i for i in range(kortste - begin) if oud[-1 - i] != nieuw[-1 - i]), kortste - begin)

    def deel(tekst: str) -> str:
        van, tot = max(begin - rand, 0), min(len(tekst) - eind + rand, len(tekst))
        van, tot = (0 if van < 20 else van), (len(tekst) if len(tekst) - tot < 20 else tot)
        uit = ("…" if van else "") + tekst[van:tot] + ("…" if tot < len(tekst) else "")
        return uit if len(uit) <= 600 else f"{uit[:300]} […] {uit[-300:]}"

    return (deel(oud),), (deel(nieuw),)


def zichtbaar(tekst: str) -> str:
    """With what cannot be seen made visible, or a difference in it would look like none."""
    tekst = "".join(
        t if t.isprintable() or t == " " else {"\xa0": "⍽", "\n": "↵"}.get(t, f"⟨{ord(t):04X}⟩") for t in tekst
    )
    kaal = kort(tekst, 700)
    return f"‘{kaal}’" if kaal != kaal.strip() or not kaal else kaal


def ingesprongen(tekst: str, inspringen: int) -> list[str]:
    return textwrap.wrap(
        tekst,
        118,
        initial_indent=" " * inspringen,
        subsequent_indent=" " * (inspringen + 4),
        break_on_hyphens=False,
    )


def afgekapt(
    dingen: list[Any],
    hoogstens: int,
    toon: Callable[[Any], Iterable[str]],
    wat: str,
    telt: Callable[[Any], int] = lambda ding: 1,
) -> Iterator[str]:
    """The lines of as many things as fit, and how many do not."""
    over = hoogstens
    for n, ding in enumerate(dingen):
        regels = list(toon(ding))
        if len(regels) > over and n:
            yield f"  … nog {sum(map(telt, dingen[n:]))} {wat}"
            return
        yield from regels[:over]
        if len(regels) > over:
            yield "    …"
        over -= len(regels)


def opsomming(dingen: list[str], hoogstens: int) -> str:
    rest = f" en nog {len(dingen) - hoogstens}" if len(dingen) > hoogstens else ""
    return ", ".join(dingen[:hoogstens]) + rest


def _patroon(tekst: str) -> re.Pattern[str]:
    try:
        return re.compile(tekst)
    except re.error as fout:
        raise argparse.ArgumentTypeError(f"{tekst} is geen regex: {fout}") from None


def main() -> int:
    vraag = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    vraag.add_argument("oud", type=Path, metavar="OUD")
    vraag.add_argument("nieuw", type=Path, metavar="NIEUW")
    vraag.add_argument("--kort", action="store_true", help="hoogstens 8 regels per bestand in plaats van 40")
    vraag.add_argument("--alleen", default=",".join(SOORTEN), metavar="SOORT,…", help=f"van {', '.join(SOORTEN)}")
    patronen: dict[str, Any] = {"type": _patroon, "action": "extend", "nargs": "+", "default": [], "metavar": "REGEX"}
    vraag.add_argument("--negeer", **patronen, help="telt niet mee in oude en nieuwe waarden")
    vraag.add_argument("--negeer-plek", **patronen, help="wat hier staat telt niet mee: ‘bestand: plek’")
    vraag.add_argument("--voorbeelden", type=int, default=VOORBEELDEN, help="plekken per gedeeld verschil")
    vraag.add_argument("--processen", type=int, default=min(2, os.cpu_count() or 1))
    keuze = vraag.parse_args()
    soorten = tuple(keuze.alleen.split(","))
    if onbekend := set(soorten) - set(SOORTEN):
        vraag.error(f"--alleen kent {', '.join(sorted(onbekend))} niet; wel {', '.join(SOORTEN)}")
    for map_ in (keuze.oud, keuze.nieuw):
        if not map_.is_dir():
            vraag.error(f"{map_} is geen map")
    negeer = Negeer(tuple(keuze.negeer), tuple(keuze.negeer_plek))
    verslag = vergelijk_mappen(keuze.oud, keuze.nieuw, soorten, negeer, keuze.processen)
    if not (verslag.uitkomsten or verslag.verschilt):
        vraag.error("in geen van beide mappen staat iets om te vergelijken")
    try:
        print("\n".join(verslag.regels(keuze.kort, keuze.voorbeelden)), flush=True)
    except BrokenPipeError:  # piped into head: what follows is not wanted, and python must not try at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(verslag.verschilt)


if __name__ == "__main__":
    sys.exit(main())
