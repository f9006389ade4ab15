"""SVG drawings: lifted out of the HTML before anything parses it, judged, and put back byte for byte.

HTML parsers lower-case `viewBox` and friends, which breaks the drawing; so no parser ever sees one.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ibtlib.weergave.tekens import onbekende_tekens

PLAATSHOUDER = "ibt-tekening"
_RAND = re.compile(r"<svg\b|</svg\s*>")
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_VERWIJZING = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


def licht_uit(html: str, tekeningen: list[str]) -> str:
    """Replace each drawing by a placeholder and append it to `tekeningen`.

    >>> lijst = []
    >>> licht_uit('<p>a</p><svg viewBox="0 0 1 1"/></svg>', lijst)
    '<p>a</p><ibt-tekening data-nr="0"></ibt-tekening>'
    >>> lijst
    ['<svg viewBox="0 0 1 1"/></svg>']
    """
    uit: list[str] = []
    einde = diepte = begin = 0
    for rand in _RAND.finditer(html):
        if rand[0].startswith("<svg"):
            if diepte == 0:
                begin = rand.start()
            diepte += 1
        elif diepte:
            diepte -= 1
            if diepte == 0:
                uit += [html[einde:begin], f'<{PLAATSHOUDER} data-nr="{len(tekeningen)}"></{PLAATSHOUDER}>']
                tekeningen.append(html[begin : rand.end()])
                einde = rand.end()
    return "".join(uit) + html[einde:]


def zet_terug(html: str, tekeningen: list[str]) -> str:
    """Put the drawings back where their placeholders stand."""
    patroon = rf'<{PLAATSHOUDER} data-nr="(\d+)"></{PLAATSHOUDER}>'
    return re.sub(patroon, lambda m: tekeningen[int(m[1])], html)


def ids_van(svg: str) -> list[str]:
    """The ids in a drawing."""
    return [a or b for a, b in _ID.findall(svg)]


def keur_tekening(svg: str) -> list[str]:
    """What makes a drawing unsafe or unfit for print, as Dutch sentences.

    >>> keur_tekening('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    ['een tekening met <script>; een tekening mag alleen tekenen']
    """
    try:
        boom = ElementTree.fromstring(svg)
    except ElementTree.ParseError as fout:
        return [f"een tekening die geen geldige SVG is ({fout})"]
    fouten: list[str] = []
    for element in boom.iter():
        naam = str(element.tag).rsplit("}", 1)[-1]
        if naam.lower() in {"script", "foreignobject", "iframe", "animate", "set", "a", "audio", "video"}:
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
