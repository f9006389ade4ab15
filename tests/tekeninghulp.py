"""Reading a drawing: its texts with the room that they take, and the numbers in them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from matplotlib.transforms import Bbox

from ibtlib.weergave import Figuur
from ibtlib.weergave.letters import tekstbreedte

SVG = "{http://www.w3.org/2000/svg}"


def teksten(svg: str) -> list[tuple[str, Bbox]]:
    """Every text with the room its letters take (y grows downwards), from the drawing itself."""
    wortel = ET.fromstring(svg)
    uit: list[tuple[str, Bbox]] = []

    def loop(element: ET.Element, geerfd: dict[str, str]) -> None:
        hier = geerfd | dict(element.items())
        if element.tag == f"{SVG}text":
            maat = float(hier["font-size"])
            breedte = tekstbreedte(element.text or "", maat, hier.get("font-weight") == "600")
            x = float(hier["x"]) - breedte * {"start": 0, "middle": 0.5, "end": 1}[hier.get("text-anchor", "start")]
            # From the top of a digit or capital to the baseline: what may never touch another text.
            y = float(hier["y"])
            uit.append((element.text or "", Bbox([[x, y - 0.69 * maat], [x + breedte, y]])))
        for kind in element:
            loop(kind, hier)

    loop(wortel, {})
    return uit


def alleen_teksten(figuur: Figuur) -> list[str]:
    return [t for t, _ in teksten(figuur.svg)]


def keur_opmaak(figuur: Figuur) -> None:
    """No text over another text, none outside the sheet."""
    _, _, breedte, hoogte = map(float, ET.fromstring(figuur.svg).get("viewBox", "").split())
    gevonden = teksten(figuur.svg)
    for nummer, (tekst, vak) in enumerate(gevonden):
        assert vak.x0 >= -0.6 and vak.x1 <= breedte + 0.6, f"{tekst} steekt opzij uit"
        assert vak.y0 >= 0 and vak.y1 <= hoogte - 2, f"{tekst} steekt boven of onder uit"
        for ander, vak_ in gevonden[nummer + 1 :]:
            raakt = min(vak.x1, vak_.x1) > max(vak.x0, vak_.x0) and min(vak.y1, vak_.y1) > max(vak.y0, vak_.y0)
            assert not raakt, f"{tekst} en {ander} overlappen"


_GETAL = re.compile(r"[−+]?\d+(?:\.\d+)*(?:,\d+)?%?")
_PERIODE = re.compile(r"\b\d{4}(?:-[12])?\b(?!\.)")


def getallen(tekst: str) -> set[str]:
    """The numbers in a text as they are written, without perioden and years."""
    return set(_GETAL.findall(_PERIODE.sub("", tekst)))


def getallen_van(figuur: Figuur) -> set[str]:
    """The numbers in the words of a figure and in the table of its numbers; and those of treden."""
    cellen = [cel for rij in figuur.cijfers.cellen() for cel in rij]
    return getallen(" ".join([figuur.alt, *cellen, *(k.naam for k in figuur.cijfers.koppen)])) | set("123456")
