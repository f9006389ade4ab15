"""The finished page as a tree of plain dictionaries: all that the typst template gets to see.

Nothing is dropped: an element that has no place in the tree is an error.
"""

from __future__ import annotations

import re
from typing import Any

from bs4 import NavigableString, Tag

from ibtlib.publicatie.afwerking import LEGENDA
from ibtlib.publicatie.elementen import alle, binnen, klassen, ontleed, tekst, vind
from ibtlib.publicatie.fout import Bevinding, PublicatieFout
from ibtlib.publicatie.tekening import PLAATSHOUDER, licht_uit

Knoop = dict[str, Any]
_INLINE = {
    "a": "link",
    "abbr": "span",
    "b": "vet",
    "code": "code",
    "em": "nadruk",
    "i": "nadruk",
    "small": "span",
    "span": "span",
    "strong": "vet",
    "sub": "onder",
    "sup": "boven",
    "br": "regel",
}
_KOP = re.compile(r"h[2-6]")
_WIT = re.compile(r"[ \t\r\n]+")  # not the no-break space


def boom_van(html: str) -> Knoop:
    """Read a page made by `naar_html`.

    Parameters
    ----------
    html : str
        The finished page.

    Returns
    -------
    dict
        `titel, ondertitel, kenmerken, datum, fictief, inhoud` (whether there is a table of contents), `vorm`
        (as in `Titel`), `blokken` and `bijlage` (the tables of the figures).

    Raises
    ------
    PublicatieFout
        When it is no such page.
    """
    tekeningen: list[str] = []
    soep = ontleed(licht_uit(html, tekeningen))
    omslag, hoofd = vind(soep, "header", "omslag"), vind(soep, "main")
    datum = soep.find("meta", attrs={"name": "dcterms.date"})
    if omslag is None or hoofd is None or datum is None or omslag.h1 is None:
        raise PublicatieFout([Bevinding(0, "dit is geen pagina van ibt_html; maak eerst de HTML met naar_html")])
    bouwer = _Bouwer(tekeningen)
    ondertitel = vind(omslag, klasse="ondertitel")
    namen, waarden = (
        [tekst(e) for e in alle(omslag, soort) if binnen(e, klasse="kenmerken")] for soort in ("dt", "dd")
    )
    blokken = bouwer.blokken(hoofd)
    vorm = "bijlage" if soep.body and "bijlage" in klassen(soep.body) else "rapport"
    return {
        "titel": tekst(omslag.h1),
        "ondertitel": tekst(ondertitel) if ondertitel else "",
        "kenmerken": [list(paar) for paar in zip(namen, waarden, strict=True)],
        "datum": str(datum["content"]),
        "fictief": vind(omslag, klasse="fictief") is not None,
        "inhoud": vind(soep, "nav", "inhoudsopgave") is not None,
        "vorm": vorm,
        "blokken": _naast_elkaar(blokken) if vorm == "bijlage" else blokken,
        "bijlage": bouwer.bijlage,
    }


def _naast_elkaar(blokken: list[Knoop]) -> list[Knoop]:
    """Figures that follow on each other, two by two beside each other."""
    uit: list[Knoop] = []
    for blok in blokken:
        if blok["t"] != "figuur":
            uit.append(blok)
        elif uit and uit[-1]["t"] == "paar" and len(uit[-1]["figuren"]) == 1:
            uit[-1]["figuren"].append(blok)
        else:
            uit.append({"t": "paar", "figuren": [blok]})
    return uit


class _Bouwer:
    """Walks the page; collects the number tables of figures apart."""

    def __init__(self, tekeningen: list[str]):
        self.tekeningen = tekeningen
        self.bijlage: list[Knoop] = []

    def blokken(self, element: Tag) -> list[Knoop]:
        """The blocks inside an element; loose text becomes a paragraph."""
        uit: list[Knoop] = []
        los: list[Any] = []

        def sluit() -> None:
            if delen := _inline(los):
                uit.append({"t": "alinea", "d": delen, "klasse": ""})
            los.clear()

        for kind in element.children:
            if isinstance(kind, Tag) and kind.name not in _INLINE:
                sluit()
                uit += self.blok(kind)
            else:
                los.append(kind)
        sluit()
        return uit

    def blok(self, e: Tag) -> list[Knoop]:
        """The block or blocks that one element stands for."""
        if e.name in {"div", "section", "header"}:
            return self._houder(e)
        if _KOP.fullmatch(e.name):
            return [{"t": "kop", "niveau": int(e.name[1]) - 1, "d": _inline(e), "id": e.get("id", "")}]
        if e.name == "p":
            return [{"t": "alinea", "d": _inline(e), "klasse": " ".join(sorted(set(klassen(e))))}]
        if e.name in {"ul", "ol"}:
            items = [self.blokken(li) for li in e.find_all("li", recursive=False)]
            return [
                {
                    "t": "lijst",
                    "geordend": e.name == "ol",
                    "begin": int(str(e.get("start", "1"))),
                    "items": items,
                }
            ]
        if e.name == "dl":
            return [self._begrippen(e)]
        if e.name == "table":
            return [self._tabel(e, e)]
        if e.name == "figure":
            return [self._figuur(e, e)]
        if e.name == "blockquote":
            return [{"t": "citaat", "blokken": self.blokken(e)}]
        if e.name == "pre":
            return [{"t": "code", "tekst": e.get_text().rstrip("\n")}]
        if e.name == "hr":
            return [{"t": "lijn"}]
        if e.name == "details":
            samenvatting = e.find("summary")
            kop = _inline(samenvatting.extract()) if isinstance(samenvatting, Tag) else []
            return [
                {"t": "alinea", "d": [{"t": "vet", "d": kop}], "klasse": "samenvatting"},
                *self.blokken(e),
            ]
        raise PublicatieFout([Bevinding(0, f"<{e.name}> kan niet in een PDF; gebruik een weergaveobject")])

    def _houder(self, e: Tag) -> list[Knoop]:
        soort = klassen(e)
        if "let-op" in soort or "fictief" in soort:
            return [{"t": "kader", "blokken": self.blokken(e)}]
        if "figuur" in soort and (figuur := e.find("figure")):
            return [self._figuur(figuur, e)]
        if "tabel" in soort and (tabel := e.find("table")):
            return [self._tabel(tabel, e)]
        return self.blokken(e)

    def _begrippen(self, e: Tag) -> Knoop:
        items: list[list[Any]] = []
        for kind in e.find_all(["dt", "dd"]):
            if kind.name == "dt":
                items.append([_inline(kind), []])
            elif items:
                items[-1][1] += self.blokken(kind)
        return {"t": "begrippen", "items": items}

    def _tabel(self, tabel: Tag, houder: Tag) -> Knoop:
        bijschrift = tabel.find("caption")
        rijen = alle(tabel, "tr")
        kop = [rij for rij in rijen if binnen(rij, "thead")]
        # PDF/UA: a header that is set again on the next page may hold no link; its note leads back to the table
        for merk in [a for rij in kop for a in alle(rij, "a") if binnen(a, klasse="noot")]:
            for terug in alle(houder, "a"):
                if terug.get("href") == f"#{merk.get('id')}":
                    terug["href"] = f"#{houder['id']}"
            merk.unwrap()
        return {
            "t": "tabel",
            "id": houder.get("id", ""),
            "bijschrift": _inline(bijschrift) if isinstance(bijschrift, Tag) else [],
            "kop": [_rij(rij) for rij in kop],
            "rijen": [_rij(rij) for rij in rijen if not binnen(rij, "thead")],
            "voet": self._voet(houder),
        }

    def _figuur(self, figuur: Tag, houder: Tag) -> Knoop:
        bijschrift = figuur.find("figcaption")
        tekening = figuur.find(PLAATSHOUDER)
        if not isinstance(tekening, Tag) or not isinstance(bijschrift, Tag):
            raise PublicatieFout([Bevinding(0, "een figuur zonder tekening of bijschrift kan niet in een PDF")])
        beeld = tekening.find_parent(attrs={"role": "img"})
        tabellen = [e for e in houder.find_all(True) if "tabel" in klassen(e) and binnen(e, "details")]
        cijfers = [self._houder(e)[0] for e in tabellen]
        self.bijlage += cijfers
        return {
            "t": "figuur",
            "id": houder.get("id", ""),
            "bijschrift": _inline(bijschrift),
            "svg": self.tekeningen[int(str(tekening["data-nr"]))],
            "alt": str(beeld["aria-label"]) if beeld else "",
            "voet": self._voet(houder) + ([] if cijfers else _zonder_tabel(houder)),
            "cijfers": [c["id"] for c in cijfers],
        }

    def _voet(self, houder: Tag) -> list[Knoop]:
        """Legend, remarks, numbered notes and sources directly under a table or figure, in the order of the page."""
        regels = houder.find_all(["p", "ol"], recursive=False)
        return [_noten(r) if r.name == "ol" else {"d": _inline(r), "klasse": " ".join(klassen(r))} for r in regels]


def _zonder_tabel(houder: Tag) -> list[Knoop]:
    """What the details of a figure say when there are no numbers."""
    return [{"d": _inline(p), "klasse": "opmerking"} for p in alle(houder, "p") if binnen(p, "details")]


def _noten(lijst: Tag) -> Knoop:
    """The notes of a table, each with the place that its marks lead to."""
    items = [{"d": _inline(li), "id": str(li.get("id", ""))} for li in lijst.find_all("li", recursive=False)]
    return {"klasse": "noten", "items": items}


def _rij(tr: Tag) -> Knoop:
    return {
        "totaal": "totaal" in klassen(tr),
        "cellen": [_cel(c) for c in alle(tr, "th", "td")],
    }


def _cel(c: Tag) -> Knoop:
    return {
        "d": _inline(c),
        "klassen": list(klassen(c)),
        "rijkop": c.name == "th" and c.get("scope") == "row",
        "kolommen": int(str(c.get("colspan", "1"))),
        "rijen": int(str(c.get("rowspan", "1"))),
    }


def _inline(bron: Any) -> list[Any]:
    """Text and marks, white space as a browser collapses it."""
    delen = _samen(_kaal(bron))
    return _rand(_rand(delen, -1), 0)


def _kaal(bron: Any) -> list[Any]:
    uit: list[Any] = []
    for kind in bron.children if isinstance(bron, Tag) else bron:
        if isinstance(kind, Tag):
            soort = _INLINE.get(kind.name)
            if soort is None:
                raise PublicatieFout([Bevinding(0, f"<{kind.name}> binnen lopende tekst kan niet in een PDF")])
            knoop: Knoop = {"t": soort, "d": _kaal(kind)}
            if soort == "link":
                knoop["naar"] = str(kind.get("href", ""))
                if kind.has_attr("id"):
                    knoop["id"] = str(kind["id"])
            if soort == "span" and (merken := sorted(LEGENDA.keys() & set(klassen(kind)))):
                knoop["klassen"] = merken
            uit.append(knoop)
        elif isinstance(kind, NavigableString):
            uit.append(_WIT.sub(" ", str(kind)))
    return uit


def _samen(delen: list[Any]) -> list[Any]:
    """Spans without meaning dissolved, neighbouring texts joined."""
    uit: list[Any] = []
    for deel in delen:
        if isinstance(deel, dict):
            deel = {**deel, "d": _samen(deel["d"])}
            nieuw = deel["d"] if deel["t"] == "span" and "klassen" not in deel else [deel]
        else:
            nieuw = [deel]
        for n in nieuw:
            if isinstance(n, str) and uit and isinstance(uit[-1], str):
                uit[-1] += n
            else:
                uit.append(n)
    return [_WIT.sub(" ", d) if isinstance(d, str) else d for d in uit]


def _rand(delen: list[Any], kant: int) -> list[Any]:
    """Without white space at one edge."""
    if delen and isinstance(delen[kant], str):
        tekst = (
            delen[kant].strip(" ")
            if len(delen) == 1
            else (delen[kant].lstrip(" ") if kant == 0 else delen[kant].rstrip(" "))
        )
        delen = list(delen)
        if tekst:
            delen[kant] = tekst
        else:
            delen.pop(kant)
    return delen
