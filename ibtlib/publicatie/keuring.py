"""The gate, first half: what a notebook may hold before it is rendered.

Looks at cells and outputs as stored; what the rendered page may hold is judged in `paginakeuring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ibtlib.publicatie.fout import Bevinding
from ibtlib.weergave import MIMETYPE

PARAMETERTAGS = {"parameters", "injected-parameters"}
_KLEURCODE = re.compile(r"\x1b\[[0-9;]*m")
_OPMERKING = re.compile(r"(?s)\s*<!--(?:(?!-->).)*-->\s*")  # a Markdown comment is a note to colleagues: not published
_HTML = {"block_html", "inline_html"}
_WISKUNDE = {"block_math", "inline_math", "latex_environment"}


VAN_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}


def genummerd(cellen: list[Any]) -> Iterator[tuple[int, Any]]:
    """Cells with the number they have in version control: those that papermill adds do not count."""
    nummer = 0
    for cel in cellen:
        nummer += not VAN_PAPERMILL.intersection(cel.metadata.get("tags", []))
        yield nummer, cel


def keur_notebook(notebook: Any) -> list[Bevinding]:
    """Every problem that can be seen without rendering.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    """
    gevonden: list[Bevinding] = []
    getoond = 0
    for nummer, cel in genummerd(notebook.cells):
        if cel.cell_type == "markdown":
            gevonden += [Bevinding(nummer, wat) for wat in _markdown(cel)]
        elif cel.cell_type == "raw" and cel.source.strip():
            gevonden.append(Bevinding(nummer, "een ruwe cel verschijnt niet in het rapport; maak er Markdown van"))
        elif cel.cell_type == "code" and not is_parametercel(cel):
            gevonden += [Bevinding(nummer, wat) for uitvoer in cel.outputs for wat in _uitvoer(uitvoer)]
            getoond += sum(_soort(uitvoer) not in (None, "titel") for uitvoer in cel.outputs)
    titels = sum(_soort(u) == "titel" for c in notebook.cells for u in c.get("outputs", []))
    if titels != 1:
        gevonden.append(Bevinding(0, f"het notebook toont {titels or 'geen'} Titel; er hoort er precies één te zijn"))
    if not getoond:
        gevonden.append(
            Bevinding(
                0,
                "het document is leeg: geen enkele cel toont een Tekst, Tabel of Figuur (is het uitgevoerd?)",
            )
        )
    return gevonden


def is_parametercel(cel: Any) -> bool:
    """Whether the cell only carries parameters; its outputs are never published."""
    return bool(PARAMETERTAGS & set(cel.metadata.get("tags", [])))


def titelgegevens(notebook: Any) -> dict[str, Any] | None:
    """What the `Titel` of the notebook carries, or None."""
    for cel in notebook.cells:
        for uitvoer in cel.get("outputs", []):
            if _soort(uitvoer) == "titel":
                return dict(uitvoer.data[MIMETYPE])
    return None


def _soort(uitvoer: Any) -> str | None:
    return (uitvoer.get("data", {}).get(MIMETYPE) or {}).get("soort")


def _uitvoer(uitvoer: Any) -> Iterator[str]:
    if uitvoer.output_type == "error":
        yield f"de cel is mislukt met {uitvoer.ename}: {_kort(uitvoer.evalue)}"
    elif uitvoer.output_type == "stream" and uitvoer.text.strip():
        if uitvoer.name == "stderr":
            yield f"een waarschuwing of foutmelding op stderr; los de oorzaak op: {_kort(uitvoer.text)}"
        else:
            yield f"geprinte tekst; toon een Tekst in plaats van print: {_kort(uitvoer.text)}"
    elif "data" in uitvoer:
        soorten = sorted(uitvoer.data)
        if str(uitvoer.data.get("text/html", "")).strip():
            return
        if any(s.startswith("image/") for s in soorten):
            yield "een afbeelding zonder alternatieve tekst; toon een Figuur"
        elif "text/html" in soorten:
            yield "de uitvoer is leeg"
        elif soorten == ["text/plain"]:
            kaal = _kort(uitvoer.data["text/plain"])
            yield f"kale uitvoer, {kaal!r}; toon een Tekst of Tabel, of eindig met `;`"
        elif soorten:
            yield f"uitvoer die niet in een rapport past ({', '.join(soorten)}); toon een weergaveobject"


def _markdown(cel: Any) -> Iterator[str]:
    if cel.get("attachments"):
        yield "een afbeelding als bijlage van de cel; toon een Figuur"
    for token in _tokens(_ontleed(cel.source)):
        soort = token["type"]
        if soort in _HTML and not _OPMERKING.fullmatch(token.get("raw", "")):
            yield f"HTML in Markdown ({_kort(token.get('raw', ''))}); gebruik een weergaveobject"
        elif soort in _WISKUNDE:
            formule = _kort(token.get("raw", "") or cel.source)
            yield f"een formule in Markdown ({formule}); schrijf haar in woorden"
        elif soort == "table":
            yield "een Markdown-tabel heeft geen bijschrift; toon een Tabel"
        elif soort == "image":
            yield f"een Markdown-afbeelding ({_kort(token.get('attrs', {}).get('url', ''))}); toon een Figuur"


def _ontleed(bron: str) -> list[dict[str, Any]]:
    """Read Markdown with the very parser that nbconvert renders with, so that both see the same."""
    import mistune
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    ontleder = MarkdownWithMath(renderer=mistune.HTMLRenderer())
    ontleder.renderer = None  # tokens instead of HTML
    tokens = ontleder.parse(bron)[0]
    assert isinstance(tokens, list)
    return tokens


def _tokens(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _tokens(token.get("children") or [])


def _kort(tekst: str, lengte: int = 200) -> str:
    """One line without colour codes, short enough for a terminal."""
    plat = " ".join(_KLEURCODE.sub("", str(tekst)).split())
    return plat if len(plat) <= lengte else plat[: lengte - 1] + "…"
