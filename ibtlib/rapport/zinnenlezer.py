"""The sentences of the documents: as an executed notebook has them, or as its calls would make them now."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.documenten import SOORTEN
from ibtlib.weergave import MIMETYPE

_HOOFDSTUKKEN = ("verantwoording.", "later.", "voortgang.tekst", "voortgang.ontwikkelingen")  # calls that give chapters


def van_gegevens(g: Gegevens) -> dict[str, list[tuple[str, str]]]:
    """Place and sentence, by periode; what is the same for all perioden stands under the empty one.

    The place is the name of the document and the heading.
    """
    uit: dict[str, list[tuple[str, str]]] = {}
    for document, kop, aanroep in _aanroepen():
        functie = getattr(import_module(f"ibtlib.rapport.{aanroep.func.value.id}"), aanroep.func.attr)
        namen = [ast.unparse(a) for a in aanroep.args]
        for periode in map(str, g.perioden) if "periode" in namen else [""]:
            gegeven = {"g": g.voor(periode) if periode else g, "periode": periode}
            getoond = functie(*(gegeven[n] if n in gegeven else ast.literal_eval(n) for n in namen))
            for waar, zin in zinnen_in(getoond._gegevens(), kop):
                uit.setdefault(periode, []).append((f"{document}, {waar}", zin))
    return uit


def van_notebook(pad: Path) -> Iterator[tuple[str, str]]:
    """Place and sentence of a notebook that was run."""
    notebook: dict[str, Any] = json.loads(lees_gewoon(pad))
    for kop, cel in met_kop(notebook["cells"]):
        for uitvoer in cel.get("outputs", ()):
            gegevens = uitvoer.get("data", {}).get(MIMETYPE) or {}
            yield from ((f"{pad.stem}, {waar}", zin) for waar, zin in zinnen_in(gegevens, kop))


def _aanroepen() -> Iterator[tuple[str, str, Any]]:
    """Document, heading and call of each cell that is one call for sentences, or for a whole chapter."""
    for soort in SOORTEN:
        for kop, cel in met_kop(json.loads(soort.pad.read_text(encoding="utf-8"))["cells"]):
            bron = "".join(cel["source"])
            if cel["cell_type"] == "code" and (".over_" in bron or bron.startswith(_HOOFDSTUKKEN)):
                yield soort.naam, kop, ast.parse(bron, mode="eval").body


def zinnen_in(gegevens: dict[str, Any], kop: str) -> Iterator[tuple[str, str]]:
    """The sentences of a display object with the heading under which they stand; also as older versions stored them."""
    yield from ((kop, str(zin)) for zin in gegevens.get("alineas", ()))
    if gegevens.get("weergave") == "opgemaakt":
        yield from ((kop, " ".join(alinea.split())) for alinea in gegevens["bron"].split("\n\n") if alinea.strip())
    for stuk in gegevens.get("stukken", ()):
        kop = stuk["tekst"] if stuk["weergave"] == "tussenkop" else kop
        yield from zinnen_in(stuk, kop)


def met_kop(cellen: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each cell of a notebook with the heading under which it stands: where a reader finds its sentences.

    >>> cel = {"cell_type": "code", "source": "1"}
    >>> [kop for kop, _ in met_kop([cel, {"cell_type": "markdown", "source": "## Treden"}, cel])]
    ['begin', 'Treden', 'Treden']
    """
    kop = "begin"
    for cel in cellen:
        regels = "".join(cel["source"]).splitlines() if cel["cell_type"] == "markdown" else []
        kop = next((r.lstrip("# ") for r in reversed(regels) if r.startswith("#")), kop)
        yield kop, cel
