"""Markdown as blocks of the tree, by the parser that nbconvert renders with: what JupyterLab shows is what is meant.

What the tree has no place for is refused, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from textwrap import shorten
from typing import Any

from ibtlib.weergave.blokken import Blok, Delen, alinea, kop, lijst, plat

Token = dict[str, Any]

_OPMERKING = re.compile(r"(?s)\s*<!--(?:(?!-->).)*-->\s*")  # a note to colleagues: not published
_MARKEN = {"strong": "vet", "emphasis": "nadruk", "codespan": "code"}
_HTML = ("block_html", "inline_html")
_WISKUNDE = ("block_math", "inline_math", "latex_environment")
_WEIGER = {
    "table": "een Markdown-tabel heeft geen bijschrift; toon een Tabel",
    "task_list_item": "een takenlijst in Markdown; maak er een gewone lijst van",
    "strikethrough": "doorgestreepte tekst in Markdown; laat haar weg",
}


def kort(tekst: str) -> str:
    return shorten(tekst, 200, placeholder="…")


def lees_markdown(bron: str) -> tuple[list[Blok], list[str]]:
    """Read the source of a cell.

    Returns
    -------
    blocks, reasons
        Headings only at the top, never within a list or a quotation; and in Dutch why it cannot be published, when so.

    Examples
    --------
    >>> lees_markdown("Zie *dit*.")
    ([{'t': 'alinea', 'd': ['Zie ', {'t': 'nadruk', 'd': ['dit']}, '.'], 'klasse': ''}], [])
    >>> lees_markdown("![kaart](a.png)")[1]
    ['een Markdown-afbeelding (a.png); toon een Figuur']
    """
    lezer = _Lezer(bron)
    return lezer.blokken(_ontleder().parse(bron)[0]), lezer.fouten


@cache
def _ontleder() -> Any:
    import mistune
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    ontleder = MarkdownWithMath(renderer=mistune.HTMLRenderer())
    ontleder.renderer = None  # tokens instead of HTML
    return ontleder


class _Lezer:
    def __init__(self, bron: str):
        self.bron, self.fouten = bron, list[str]()

    def blokken(self, tokens: list[Token], diep: bool = False) -> list[Blok]:
        return [blok for token in tokens for blok in self._blok(token, diep)]

    def _blok(self, token: Token, diep: bool) -> Iterator[Blok]:
        soort, kinderen = token["type"], token.get("children") or []
        if soort in ("paragraph", "block_text"):
            if delen := self.delen(kinderen):  # none when there is only a comment
                yield alinea(*delen)
        elif soort == "heading":
            yield self._kop(token, diep)
        elif soort == "list":
            attributen = token["attrs"]
            items = [self._item(kind) for kind in kinderen]
            yield lijst(items, attributen["ordered"], attributen.get("start", 1))
        elif soort == "def_list":
            yield self._begrippen(kinderen)
        elif soort == "block_quote":
            yield {"t": "citaat", "blokken": self.blokken(kinderen, diep=True)}
        elif soort == "block_code":
            yield {"t": "code", "tekst": token["raw"].rstrip("\n")}
        elif soort == "thematic_break":
            yield {"t": "lijn"}
        elif soort != "blank_line":
            self._weiger(token)

    def _kop(self, token: Token, diep: bool) -> Blok:
        niveau = token["attrs"]["level"]
        blok = kop(max(1, niveau - 1), *self.delen(token["children"]))
        naam = plat(blok["d"])
        if niveau == 1:
            self.fouten.append(f"'{naam}' is een kop van niveau 1 (#); alleen de Titel is dat, begin met ##")
        if diep:
            self.fouten.append(f"de kop '{naam}' staat in een lijst of citaat; zet haar erboven")
        return blok

    def _item(self, token: Token) -> list[Blok]:
        if token["type"] != "list_item":
            self._weiger(token)
        return self.blokken(token["children"], diep=True)

    def _begrippen(self, tokens: list[Token]) -> Blok:
        items: list[Blok] = []
        for token in tokens:
            if token["type"] == "def_list_head":
                items.append({"d": self.delen(token["children"]), "uitleg": []})
            else:
                items[-1]["uitleg"] += self.blokken(token["children"], diep=True)
        return {"t": "begrippen", "items": items}

    def delen(self, tokens: list[Token]) -> Delen:
        """Running text; texts that follow on each other are one."""
        uit: Delen = []
        for token in tokens:
            for deel in self._deel(token):
                if isinstance(deel, str) and uit and isinstance(vorig := uit[-1], str):
                    uit[-1] = vorig + deel
                else:
                    uit.append(deel)
        return uit

    def _deel(self, token: Token) -> Iterator[str | Blok]:
        soort = token["type"]
        if soort == "text":
            yield unescape(token["raw"])
        elif soort == "softbreak":
            yield " "
        elif soort == "linebreak":
            yield {"t": "regel", "d": []}
        elif soort in _MARKEN:
            inhoud = self.delen(token["children"]) if "children" in token else [token["raw"]]
            yield {"t": _MARKEN[soort], "d": inhoud}
        elif soort == "link":
            yield {"t": "link", "d": self.delen(token["children"]), "naar": token["attrs"]["url"]}
            if token["attrs"].get("title"):
                self.fouten.append(f"een link met een titel ({kort(token['attrs']['title'])}); zet haar in de tekst")
        else:
            self._weiger(token)

    def _weiger(self, token: Token) -> None:
        soort, ruw = token["type"], token.get("raw", "")
        if soort in _HTML and not _OPMERKING.fullmatch(ruw):
            self.fouten.append(f"HTML in Markdown ({kort(ruw)}); gebruik een weergaveobject")
        elif soort in _WISKUNDE:
            self.fouten.append(f"een formule in Markdown ({kort(ruw or self.bron)}); schrijf haar in woorden")
        elif soort == "image":
            self.fouten.append(f"een Markdown-afbeelding ({kort(token['attrs']['url'])}); toon een Figuur")
        elif soort not in _HTML:
            self.fouten.append(_WEIGER.get(soort, f"{soort} in Markdown kan niet in een rapport"))
