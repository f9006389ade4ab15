"""The gate, first half: what the cells of a notebook may hold, and what is shown of them as blocks of the tree.

What the tree as a whole may hold is judged in `boomkeuring`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ibtlib.publicatie.fout import Bevinding, kort
from ibtlib.weergave import MIMETYPE, Hoofdstuk, Onleesbaar, Titel, Tussenkop, uit_gegevens
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.hoofdstuk import Stuk
from ibtlib.weergave.markdown import lees_markdown

PARAMETERTAGS = {"parameters", "injected-parameters"}
VAN_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}

_LANG = 80  # characters of an expression that a message says again

Weergaveobject = Stuk | Hoofdstuk | Titel


def genummerd(cellen: list[Any]) -> Iterator[tuple[int, Any]]:
    """Cells with the number they have in version control: those that papermill adds do not count."""
    nummer = 0
    for cel in cellen:
        nummer += not VAN_PAPERMILL.intersection(cel.metadata.get("tags", []))
        yield nummer, cel


def is_parametercel(cel: Any) -> bool:
    """Whether the cell only carries parameters; its outputs are never published."""
    return bool(PARAMETERTAGS & set(cel.metadata.get("tags", [])))


def weergaven(notebook: Any) -> Iterator[Weergaveobject]:
    """The display objects of an executed notebook, those in chapters one by one.

    Raises
    ------
    Onleesbaar
        When what the notebook holds is not what a display object stores.
    """
    for cel in notebook.cells:
        if cel.cell_type == "code" and not is_parametercel(cel):
            for uitvoer in cel.outputs:
                if (gegevens := uitvoer.get("data", {}).get(MIMETYPE)) is not None:
                    object_ = uit_gegevens(gegevens)
                    yield from object_.stukken if isinstance(object_, Hoofdstuk) else (object_,)


@dataclass
class Inhoud:
    """What is to be published: the title, the blocks with the numbers of their cells, and what is wrong with them."""

    titels: list[tuple[int, Blok]] = field(default_factory=list)
    blokken: list[tuple[int, Blok]] = field(default_factory=list)
    bevindingen: list[Bevinding] = field(default_factory=list)
    getoond: bool = False

    def markdown(self, cel: int, bron: str) -> None:
        blokken, fouten = lees_markdown(bron)
        self.blokken += [(cel, blok) for blok in blokken]
        self.bevindingen += [Bevinding(cel, wat) for wat in fouten]

    def toon(self, cel: int, object_: Weergaveobject) -> None:
        blokken = [(cel, blok) for blok in object_.als_blokken()]
        if isinstance(object_, Titel):
            self.titels += blokken
        else:
            self.blokken += blokken
            self.getoond = self.getoond or not isinstance(object_, Tussenkop)

    def meld(self, cel: int, wat: str) -> None:
        self.bevindingen.append(Bevinding(cel, wat))


def inhoud_van(stukken: Iterable[str | Weergaveobject]) -> Inhoud:
    """Markdown and display objects, one after the other, as if each were a cell."""
    inhoud = Inhoud()
    for nummer, stuk in enumerate(stukken, 1):
        if isinstance(stuk, str):
            inhoud.markdown(nummer, stuk)
        else:
            inhoud.toon(nummer, stuk)
    return _compleet(inhoud)


def inhoud_van_notebook(notebook: Any) -> Inhoud:
    """What the cells of an executed notebook show."""
    inhoud = Inhoud()
    for nummer, cel in genummerd(notebook.cells):
        if cel.cell_type == "markdown":
            if cel.get("attachments"):
                inhoud.meld(nummer, "een afbeelding als bijlage van de cel; toon een Figuur")
            inhoud.markdown(nummer, cel.source)
        elif cel.cell_type == "raw" and cel.source.strip():
            inhoud.meld(nummer, "een ruwe cel verschijnt niet in het rapport; maak er Markdown van")
        elif cel.cell_type == "code" and not is_parametercel(cel):
            for uitvoer in cel.outputs:
                _lees_uitvoer(inhoud, nummer, uitvoer, cel.source)
    return _compleet(inhoud)


def _compleet(inhoud: Inhoud) -> Inhoud:
    if len(inhoud.titels) != 1:
        n = len(inhoud.titels) or "geen"
        inhoud.meld(0, f"het notebook toont {n} Titel; er hoort er precies één te zijn")
    if not inhoud.getoond:
        wat = "het document is leeg: geen enkele cel toont een Tekst, Tabel of Figuur (is het uitgevoerd?)"
        inhoud.meld(0, wat)
    return inhoud


def _lees_uitvoer(inhoud: Inhoud, cel: int, uitvoer: Any, bron: str) -> None:
    gegevens = uitvoer.get("data", {}).get(MIMETYPE)
    if gegevens is None:
        for wat in _geen_weergave(uitvoer, bron):
            inhoud.meld(cel, wat)
        return
    try:
        inhoud.toon(cel, uit_gegevens(gegevens))
    except (Onleesbaar, ValueError) as fout:
        wat = f"dit is geen weergaveobject van deze versie van ibtlib ({fout}); voer het notebook opnieuw uit"
        inhoud.meld(cel, wat)


_BIJSCHRIFT = '"wat, van wie, wanneer, in welke eenheid"'
_GRAFIEK = re.compile(r"\[?<(?:Axes|Figure|matplotlib|seaborn)")  # what Python says of a drawing


def _geen_weergave(uitvoer: Any, bron: str) -> Iterator[str]:
    """What is wrong with an output that is no display object, with the line that would make it one."""
    if uitvoer.output_type == "error":
        yield f"de cel is mislukt met {uitvoer.ename}: {kort(uitvoer.evalue)}"
    elif uitvoer.output_type == "stream" and uitvoer.text.strip():
        if uitvoer.name == "stderr":
            yield f"een waarschuwing of foutmelding op stderr; los de oorzaak op: {kort(uitvoer.text)}"
        else:
            yield f"geprinte tekst; toon een Tekst in plaats van print: {kort(uitvoer.text)}"
    elif "data" in uitvoer:
        soorten = sorted(uitvoer.data)
        html = str(uitvoer.data.get("text/html", "")).strip()
        tekst = str(uitvoer.data.get("text/plain", ""))
        als_tabel = f"eindig de cel met: ibt.tabel({_laatste(bron) or 'frame'}, {_BIJSCHRIFT})"
        if html and 'class="dataframe"' in html:
            yield f"een DataFrame; {als_tabel}"
        elif html:
            yield (
                f"eigen HTML ({kort(html, 60)}) is geen weergaveobject: "
                "toon een Tabel (ibt.tabel), een Figuur (ibt.figuur) of een Tekst"
            )
        elif any(s.startswith("image/") for s in soorten) or _GRAFIEK.match(tekst):
            yield (
                "een afbeelding zonder alternatieve tekst; bewaar de grafiek als ax en eindig de cel met: "
                f"ibt.figuur(ax, {_BIJSCHRIFT}, cijfers=frame)"
            )
        elif "text/html" in soorten:
            yield "de uitvoer is leeg"
        elif soorten == ["text/plain"]:
            hoe = als_tabel if re.search(r"\bdtype: \w+$", tekst) else "toon een Tekst of Tabel, of eindig met `;`"
            yield f"kale uitvoer, {kort(tekst)!r}; {hoe}"
        elif soorten:
            yield f"uitvoer die niet in een rapport past ({', '.join(soorten)}); toon een weergaveobject"


def _laatste(bron: str) -> str:
    """The expression with which a cell ends; empty when it is none, or too long to say again."""
    try:
        eind = ast.parse(bron).body[-1:]
    except SyntaxError:  # a line for IPython
        return ""
    tekst = ast.unparse(eind[0].value) if eind and isinstance(eind[0], ast.Expr) else ""
    return tekst if len(tekst) <= _LANG else ""
