"""SVG drawings: judged before they are published, then put on the page as they are."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ibtlib.basis.tekens import onbekende_tekens

_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_EIGEN = re.compile(r"""(\sid=["']|\s(?:xlink:)?href=["']#|url\(\s*["']?#)""")
_VERWIJZING = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_GEEN_ELEMENT = re.compile(r"<[!?]")
_MAG = re.compile(
    "svg|g|defs|symbol|use|title|desc|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|image|style|"
    "clipPath|mask|marker|pattern|linearGradient|radialGradient|stop"
)


def ids_van(svg: str) -> list[str]:
    """The ids in a drawing."""
    return [a or b for a, b in _ID.findall(svg)]


def breedte(svg: str) -> float:
    """How wide a drawing is, in its own units; 0 when it does not say.

    >>> breedte('<svg xmlns="x" width="320" viewBox="0 0 320 90"/>')
    320.0
    """
    gevonden = re.search(r'<svg[^>]*\swidth="([\d.]+)"', svg)
    return float(gevonden[1]) if gevonden else 0.0


def met_voorvoegsel(svg: str, voorvoegsel: str) -> str:
    """The same drawing with other ids, and references that follow them.

    >>> met_voorvoegsel('<svg><path id="a-1"/><use href="#a-1" fill="url(#a-2)"/></svg>', "trend-")
    '<svg><path id="trend-a-1"/><use href="#trend-a-1" fill="url(#trend-a-2)"/></svg>'
    """
    return _EIGEN.sub(rf"\g<1>{voorvoegsel}", svg)


def keur_tekening(svg: str) -> list[str]:
    """What makes a drawing unsafe or unfit for print, as Dutch sentences.

    A browser reads it as HTML and typst as XML: so there is nothing in it but elements and texts, of which both make
    the same.

    >>> keur_tekening('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    ['een tekening met <script>; een tekening mag alleen tekenen']
    """
    if not svg.startswith("<svg") or _GEEN_ELEMENT.search(svg):
        return ["een tekening die niet enkel uit één <svg> bestaat; laat wat ervoor staat, opmerkingen en CDATA weg"]
    try:
        boom = ElementTree.fromstring(svg)
    except ElementTree.ParseError as fout:
        return [f"een tekening die geen geldige SVG is ({fout})"]
    fouten: list[str] = []
    for element in boom.iter():
        naam = str(element.tag).rsplit("}", 1)[-1]
        if not _MAG.fullmatch(naam):
            fouten.append(f"een tekening met <{naam}>; een tekening mag alleen tekenen")
        for sleutel, waarde in element.attrib.items():
            kort = sleutel.rsplit("}", 1)[-1].lower()
            if kort.startswith("on"):
                fouten.append(f"een tekening met het attribuut {kort}; een tekening mag alleen tekenen")
            if kort in {"href", "src"} and not waarde.startswith(("#", "data:image/png", "data:image/jpeg")):
                fouten.append(f"een tekening die iets van elders laadt: {waarde[:60]}")
            if _VERWIJZING.search(waarde):
                fouten.append(f"een tekening die iets van elders laadt: {waarde[:60]}")
        if naam == "style" and (_VERWIJZING.search(element.text or "") or "@import" in (element.text or "")):
            fouten.append("een tekening waarvan de stijl iets van elders laadt")
    if vreemd := onbekende_tekens("".join(boom.itertext())):
        fouten.append(f"een tekening met tekens die niet in het lettertype zitten: {' '.join(vreemd)}")
    return fouten
