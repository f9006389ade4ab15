"""A drawing of matplotlib as SVG that is small, the same every time, and fit to stand in a page among others.

Only attributes are ever changed; a text stays as it was drawn. Ids begin with the name of the figure. All but the shortest
texts say how long they are in the typeface of the house: where that is not there (JupyterLab, a browser that refuses
embedded fonts) other letters are fitted into the same room instead of being cut off.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from math import ceil, floor
from typing import Any
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from ibtlib.basis.kleuren import INKT, LETTERTYPE
from ibtlib.weergave.letters import KLEIN, VET, tekstbreedte, tekstmaten

_KORT = 3  # characters: other letters make so short a text hardly wider
_LENGTE = {"d", "x", "y", "width", "height", "stroke-dasharray", "stroke-width"}  # lengths, to a tenth of a unit
_WAAR = {"path": ("d",), "use": ("href", "x", "y"), "text": ("x", "y", "textLength", "lengthAdjust")}
_GEWOON = {  # what goes without saying
    "font-size": f"{KLEIN}",
    "fill": INKT,
    "stroke-linejoin": "round",
    "stroke-width": "1",
    "stroke-dashoffset": "0",
    "text-anchor": "start",
}

Stuk = tuple[str, str, str]  # element, how it looks, where it stands and what is in it


def als_svg(fig: Figure, naam: str) -> str:
    """The figure as text: as high as what is drawn, and as wide as it is, or wider where that sticks out.

    Parameters
    ----------
    fig : Figure
        Of matplotlib; its lengths are points.
    naam : str
        Ids begin with it.
    """
    uit, dpi = io.StringIO(), fig.dpi
    tekenaar = _Tekenaar(0, 0, uit, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    try:
        fig.set_dpi(72)  # now a pixel is a point
        # rounded first: a sum of floats differs in its last digit between versions of Python, and may lie beside a whole point
        (x0, y0), (x1, y1) = (fig.get_tightbbox(tekenaar).get_points() * 72).round(3)
        links, rechts, boven = min(floor(x0), 0), max(ceil(x1), fig.bbox.width), ceil(y1) + 1
        tekenaar.height = boven  # from where y is counted
        fig.draw(tekenaar)
        tekenaar.finalize()
    finally:
        fig.set_dpi(dpi)
    blad = f"{links:.0f} 0 {rechts - links:.0f} {boven - floor(y0) + 1:.0f}"
    leesbaar = re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\N{REPLACEMENT CHARACTER}", uit.getvalue()
    )  # XML has none of these
    return _Schoon(naam).alles(ElementTree.fromstring(leesbaar), blad)


class _Tekenaar(RendererSVG):
    """Measures texts in the letters of the house: those are known to be the same everywhere, and measured once."""

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        if ismath or prop.get_name() != LETTERTYPE:
            return super().get_text_width_height_descent(s, prop, ismath)
        breed, hoog, diep = (m * prop.get_size_in_points() for m in tekstmaten(s, prop.get_weight() == VET))
        return breed, hoog, diep


class _Schoon:
    """One drawing being cleaned."""

    def __init__(self, naam: str):
        self.naam = naam
        self.ids: dict[str, str] = {}  # id in matplotlib's drawing -> ours, in order of first use

    def alles(self, wortel: ElementTree.Element, blad: str) -> str:
        defs = {e.get("id"): e for d in wortel.iter() if _soort(d) == "defs" for e in d}
        inhoud = _samen(list(self.stukken(wortel)))
        vast = ""
        gedaan = 0
        while gedaan < len(self.ids):  # a definition may use another
            oud = list(self.ids)[gedaan]
            gedaan += 1
            if _soort(defs[oud]) == "path":  # its colours stand where it is used; here no style sheet reaches them
                defs[oud].attrib.pop("style", None)
            vast += _samen(list(self.stuk(defs[oud], {"id": self.ids[oud]})))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{blad.split()[2]}" viewBox="{blad}" '
            f'font-family="{LETTERTYPE}, sans-serif" font-size="{KLEIN}" fill="{INKT}" stroke-linejoin="round">'
            f"{f'<defs>{vast}</defs>' if vast else ''}{inhoud}</svg>"
        )

    def stukken(self, element: ElementTree.Element) -> Iterator[Stuk]:
        for kind in element:
            if _soort(kind) not in ("defs", "metadata", "style"):
                yield from self.stuk(kind, {})

    def stuk(self, element: ElementTree.Element, extra: dict[str, str]) -> Iterator[Stuk]:
        """An element; a group that changes nothing only gives what is in it."""
        soort, eigen = _soort(element), self.kenmerken(element) | extra
        inhoud = list(self.stukken(element))
        if soort == "path" and eigen.get("fill") == "none" and "stroke" not in eigen:
            return  # cannot be seen
        if soort == "g" and not eigen:
            # of cells that lie beside each other those of one colour become one path
            yield from sorted(inhoud) if (element.get("id") or "").startswith("QuadMesh") else inhoud
            return
        tekst = escape(element.text or "", quote=False) if soort == "text" else ""
        if soort == "text" and len(element.text or "") > _KORT and "transform" not in eigen:
            maat, vet = float(eigen.get("font-size", KLEIN)), eigen.get("font-weight") == f"{VET}"
            lengte = _kort(f"{tekstbreedte(element.text or '', maat, vet)}")
            eigen |= {"textLength": lengte, "lengthAdjust": "spacingAndGlyphs"}
        waar = {k: eigen.pop(k) for k in _WAAR.get(soort, ()) if k in eigen}
        yield soort, _geschreven(eigen), f"{_geschreven(waar)}>{tekst}{_samen(inhoud)}</{soort}>"

    def kenmerken(self, element: ElementTree.Element) -> dict[str, str]:
        """The attributes, those of its style among them; without what goes without saying."""
        uit = {_lokaal(k): v for k, v in element.items() if k not in ("id", "style")}
        stijl = (deel.partition(":") for deel in (element.get("style") or "").split(";") if deel.strip())
        uit |= {k.strip(): v.strip() for k, _, v in stijl}
        if _soort(element) == "text":
            verplaatst = re.fullmatch(r"translate\((\S+) (\S+)\)", uit.get("transform", ""))
            if verplaatst or uit.get("transform", "").startswith("rotate(-0 "):
                uit |= {"x": verplaatst[1], "y": verplaatst[2]} if verplaatst else {}
                del uit["transform"]
            if uit.get("font-family", "").startswith(f"'{LETTERTYPE}'"):
                del uit["font-family"]
            uit["font-size"] = uit.get("font-size", "").removesuffix("px")
        for sleutel, waarde in uit.items():
            if sleutel == "href" or waarde.startswith("url("):
                waarde = re.sub(r"(?<=#)[\w.-]+", self.eigen_id, waarde)
            elif sleutel in ("fill", "stroke"):
                waarde = waarde.upper() if waarde.startswith("#") else waarde  # as `Huisstijl.verf` looks for them
            uit[sleutel] = _pad(waarde) if sleutel == "d" else _kort(waarde) if sleutel in _LENGTE else waarde
        return {k: v for k, v in uit.items() if _GEWOON.get(k) != v}

    def eigen_id(self, m: re.Match[str]) -> str:
        return self.ids.setdefault(m[0], f"{self.naam}-{len(self.ids) + 1}")


def _samen(stukken: list[Stuk]) -> str:
    """As text; neighbours that look the same share one element."""
    uit: list[str] = []
    for (soort, hoe), groep in groupby(stukken, key=lambda stuk: stuk[:2]):
        plekken = [waar for _, _, waar in groep]
        if soort == "path" and 'id="' not in hoe and all(re.fullmatch(r' d="[^"]*"></path>', w) for w in plekken):
            uit.append(f'<path{hoe} d="{"".join(w[4:-9] for w in plekken)}"/>')
        elif len(plekken) > 1 and hoe:
            uit.append(f"<g{hoe}>{''.join(f'<{soort}{w}' for w in plekken)}</g>")
        else:
            uit += [f"<{soort}{hoe}{w}" for w in plekken]
    return re.sub(r"></(?:path|use|rect)>", "/>", "".join(uit))


def _soort(element: ElementTree.Element) -> str:
    return _lokaal(str(element.tag))


def _lokaal(naam: str) -> str:
    return naam.rpartition("}")[2]


def _geschreven(kenmerken: dict[str, str]) -> str:
    return "".join(f' {k}="{escape(v)}"' for k, v in sorted(kenmerken.items()))


def _kort(waarde: str) -> str:
    """Lengths to a tenth, which is finer than any screen or printer shows.

    >>> _kort("41.25 12.04 -0.01")
    '41.2 12 0'
    """
    return re.sub(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", lambda m: f"{float(f'{float(m[0]):.1f}') + 0:g}", waarde)


def _pad(waarde: str) -> str:
    """A path in few characters; a straight line along an axis says one number.

    >>> _pad("M 56.01 20 L 205.33 20 L 205.33 60 L 56 20")
    'M56 20H205.3V60z'
    """
    uit: list[str] = []
    x = y = begin = ""
    for letter, tekst in re.findall(r"([A-Za-z])([^A-Za-z]*)", _kort(waarde)):
        plek = " ".join(tekst.split())
        x2, y2 = plek.split()[-2:] if plek else ("", "")
        begin = plek if letter == "M" else begin
        if letter == "L" and plek == begin:
            uit.append("z")
        elif letter == "L" and (x2 == x or y2 == y):
            uit.append(f"V{y2}" if x2 == x else f"H{x2}")
        elif letter != "z" or uit[-1] != "z":
            uit.append(letter + plek)
        x, y = x2, y2
    return "".join(uit)
