"""The gate, second half: what the rendered page may hold.

What a notebook may hold before it is rendered is judged in `keuring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from ibtlib.publicatie.elementen import KOPPEN, alle, ankers, binnen, een, tekst
from ibtlib.publicatie.fout import Bevinding
from ibtlib.publicatie.scripts import KEUZES, is_keuzes
from ibtlib.publicatie.tekening import PLAATSHOUDER, ids_van, keur_tekening
from ibtlib.weergave.tekens import onbekende_tekens

_MetCel = tuple[int, Tag]
"""An element, and the cell that it stands in (0: none)."""

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
_MAG = INLINE | BLOK
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
# the web, mail, a place in the document, or a file beside it; no white space, which browsers would skip
_VEILIGE_LINK = re.compile(r"(?i)(?:https?://|mailto:|#)[^\s\x00-\x1f]+|(?:\.\./)*\w[\w./%-]*(?:#[\w-]+)?")


def keur_pagina(
    soep: BeautifulSoup, tekeningen: list[str], cellen: Sequence[int], overslaan: Iterable[int] = ()
) -> list[Bevinding]:
    """Every problem of the rendered cells.

    Parameters
    ----------
    soep : BeautifulSoup
        The page, cells still wrapped with their numbers.
    tekeningen : list of str
        The drawings that were lifted out of it.
    cellen : sequence of int
        The numbers of all cells, in order.
    overslaan : iterable of int
        Cells in which unwanted elements were reported already (Markdown source).
    """
    hoofd = een(soep, "main")
    if (uitbreker := _uitbreker(hoofd, cellen)) is not None:
        wat = (
            "HTML die de pagina sluit of wat volgt opslokt; sluit in de cel elk element en elke opmerking die zij opent"
        )
        return [Bevinding(uitbreker, wat)]
    elementen, teksten = _met_cel(hoofd)
    zwijg = set(overslaan)
    gevonden = [
        Bevinding(cel, wat)
        for cel, element in elementen
        if "data-cel" not in element.attrs
        for wat in (*(() if cel in zwijg else _elementfouten(element)), *_vormfouten(element, tekeningen))
    ]
    koppen = [(cel, element, tekst(element)) for cel, element in elementen if element.name in KOPPEN]
    return [
        *gevonden,
        *_kopfouten(koppen),
        *_tekstfouten(teksten),
        *_linkfouten(elementen, [naam for _, _, naam in koppen]),
        *_dubbele_svg_ids(elementen, tekeningen),
    ]


def _uitbreker(hoofd: Tag, cellen: Sequence[int]) -> int | None:
    """The cell after which the page is not what the template makes of it: what follows would escape this gate."""
    binnen_hoofd = list(hoofd.descendants)
    gevonden = [str(e.attrs["data-cel"]) for e in binnen_hoofd if isinstance(e, Tag) and "data-cel" in e.attrs]
    erna = [k for k in list(hoofd.next_elements)[len(binnen_hoofd) :] if isinstance(k, Tag) or str(k).strip()]
    for i, (nummer, cel) in enumerate(zip_longest(gevonden, cellen)):
        if nummer != str(cel):
            return cellen[max(0, i - 1)]
    return None if len(erna) == 1 else cellen[-1]  # the footer of the template


def _met_cel(hoofd: Tag) -> tuple[list[_MetCel], list[tuple[int, NavigableString]]]:
    """All elements and all texts of the page, each with its cell: one walk, on which a parent comes before what is in it."""
    cellen = {id(hoofd): 0}
    elementen: list[_MetCel] = []
    teksten: list[tuple[int, NavigableString]] = []
    for knoop in hoofd.descendants:
        cel = cellen[id(knoop.parent)]
        if isinstance(knoop, Tag):
            elementen.append((cel, knoop))
            cellen[id(knoop)] = int(str(knoop.attrs.get("data-cel", cel)))
        elif isinstance(knoop, NavigableString):
            teksten.append((cel, knoop))
    return elementen, teksten


def _elementfouten(element: Tag) -> list[str]:
    naam = element.name
    if naam == PLAATSHOUDER:
        return []
    if naam not in _MAG:
        laadt = next((str(element[a]) for a in ("src", "srcset", "data", "poster", "action") if a in element.attrs), "")
        van = f" dat {laadt[:80]!r} laadt" if laadt else ""
        return [f"<{naam}>{van} mag niet in een rapport; gebruik een weergaveobject"]
    vreemd = [a for a in element.attrs if a not in ATTRIBUTEN and not a.startswith("aria-")]
    if vreemd and is_keuzes(element):
        vreemd = [a for a in vreemd if a not in KEUZES]
    fouten = [f"<{naam}> met het attribuut {a}; opmaak en gedrag horen in het stijlblad" for a in vreemd]
    doel = str(element.get("href", "")).strip()
    if naam == "a" and not _VEILIGE_LINK.fullmatch(doel):
        fouten.append(f"een link naar {doel[:80]!r}; alleen https, mailto en verwijzingen in het rapport mogen")
    elif naam != "a" and doel:
        fouten.append(f"<{naam}> dat {doel[:80]!r} laadt")
    return fouten


def _vormfouten(element: Tag, tekeningen: list[str]) -> list[str]:
    """What a table, a figure or a drawing lacks."""
    if element.name == "table":
        return _tabelfouten(element)
    if element.name == "figure":
        bijschrift = element.find("figcaption")
        return [] if bijschrift and tekst(bijschrift) else ["een figuur zonder bijschrift; toon een Figuur"]
    if element.name == PLAATSHOUDER:
        return _tekeningfouten(element, tekeningen)
    return []


def _tabelfouten(tabel: Tag) -> list[str]:
    bijschrift = tabel.find("caption")
    naam = tekst(bijschrift) if bijschrift else ""
    welke = f"de tabel '{naam}'" if naam else "een tabel"
    fouten = [] if naam else ["een tabel zonder bijschrift; toon een Tabel (een DataFrame is geen Tabel)"]
    delen = [e for e in tabel.descendants if isinstance(e, Tag)]
    koppen = [e for e in delen if e.name == "th"]
    rijen = [e for e in delen if e.name == "tr"]
    if not any(th.get("scope") in {"col", "colgroup"} and binnen(th, "thead") for th in koppen):
        fouten.append(f'{welke} heeft geen kolomkoppen (<th scope="col">)')
    if any(th.get("scope") not in {"col", "row", "colgroup", "rowgroup"} for th in koppen):
        fouten.append(f'{welke} heeft koppen zonder scope; elke <th> is "col" of "row"')
    if not all(tekst(th) for th in koppen):
        fouten.append(f"{welke} heeft een lege kop; geef de kolom of rij een naam")
    if not any(binnen(rij, "tbody") for rij in rijen):
        fouten.append(f"{welke} heeft geen rijen; toon een Tekst die zegt dat er niets is")
    if not any("rowspan" in e.attrs for e in delen) and len(set(map(_breedte, rijen))) > 1:
        fouten.append(f"{welke} heeft rijen van ongelijke lengte")
    if any(e.name == "table" for e in delen):
        fouten.append(f"{welke} bevat een andere tabel")
    return fouten


def _breedte(rij: Tag) -> int:
    """How many columns a row takes up."""
    return sum(int(str(cel.get("colspan", "1"))) for cel in alle(rij, "th", "td"))


def _tekeningfouten(plek: Tag, tekeningen: list[str]) -> list[str]:
    fouten = keur_tekening(tekeningen[int(str(plek["data-nr"]))])
    houder = next((ouder for ouder in plek.parents if ouder.get("role") == "img"), None)
    if houder is None or not str(houder.get("aria-label", "")).strip():
        fouten.append("een tekening zonder alternatieve tekst; toon een Figuur")
    if not binnen(plek, "figure"):
        fouten.append("een tekening buiten een figuur; toon een Figuur")
    return fouten


def _kopfouten(koppen: list[tuple[int, Tag, str]]) -> Iterator[Bevinding]:
    eersten = [(cel, kop, naam) for cel, kop, naam in koppen if kop.name == "h1"]
    if len(eersten) != 1:
        yield Bevinding(0, f"het document heeft {len(eersten) or 'geen'} koppen van niveau 1; de Titel is de enige")
    for cel, kop, naam in eersten:
        if not binnen(kop, "header"):
            yield Bevinding(cel, f"'{naam}' is een kop van niveau 1 (#); alleen de Titel is dat, begin met ##")
    vorig = 1
    for cel, kop, naam in koppen:
        niveau = int(kop.name[1])
        if not naam:
            yield Bevinding(cel, "een lege kop")
        if niveau > vorig + 1:
            yield Bevinding(cel, f"de kop '{naam}' slaat een niveau over (van {vorig} naar {niveau})")
        if niveau > 1 and _is_leeg(kop):
            yield Bevinding(cel, f"onder de kop '{naam}' staat niets")
        vorig = niveau


def _is_leeg(kop: Tag) -> bool:
    """Whether a section has no content: the sign of a cell that showed nothing. Its title once more is no content."""
    eigen = list(kop.descendants)
    for volgend in kop.next_elements:
        if volgend in eigen:
            continue
        if isinstance(volgend, Tag):
            if volgend.name in KOPPEN:
                return volgend.name <= kop.name  # a deeper heading is judged itself
            if volgend.name == PLAATSHOUDER:
                return False
        elif not isinstance(volgend, Comment) and str(volgend).strip():
            return not binnen(volgend, "main")
    return True


def _tekstfouten(teksten: list[tuple[int, NavigableString]]) -> Iterator[Bevinding]:
    for cel, zin in teksten:
        ouder = zin.parent
        if isinstance(zin, Comment) or ouder is None or ouder.name in {"script", "style", "template"}:
            continue  # of those three the element itself is reported
        if type(zin) is not NavigableString:
            yield Bevinding(cel, f"een {type(zin).__name__.lower()} in de HTML; verwijder het")
        elif vreemd := onbekende_tekens(zin):
            soort = ", ".join(f"'{t}' (U+{ord(t):04X})" for t in vreemd)
            yield Bevinding(cel, f"tekens die niet in het lettertype zitten: {soort}; schrijf ze anders")


def _linkfouten(elementen: list[_MetCel], koppen: list[str]) -> Iterator[Bevinding]:
    bekend = {str(e["id"]) for _, e in elementen if "id" in e.attrs} | {"inhoud", "inhoudsopgave"}
    bekend.update(anker for kop in koppen for anker in ankers(kop))
    for cel, e in elementen:
        doel = str(e.get("href", "")) if e.name == "a" else ""
        if doel.startswith("#") and unquote(doel[1:]) not in bekend:
            yield Bevinding(cel, f"een verwijzing naar '{doel}', maar dat onderdeel bestaat niet in dit document")


def _dubbele_svg_ids(elementen: list[_MetCel], tekeningen: list[str]) -> Iterator[Bevinding]:
    gezien: dict[str, int] = {}
    for cel, plek in elementen:
        if plek.name != PLAATSHOUDER:
            continue
        for id_ in ids_van(tekeningen[int(str(plek["data-nr"]))]):
            if id_ in gezien:
                wat = f"de tekening herhaalt id '{id_}' van cel {gezien[id_]}; laat ids beginnen met de naam"
                yield Bevinding(cel, wat)
                break
            gezien[id_] = cel
