"""The sentences of the documents: as an executed notebook has them, or as its calls of `zinnen` would make them now."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.documenten import SOORTEN
from ibtlib.weergave import MIMETYPE, Tekst


def van_gegevens(g: Gegevens) -> dict[str, list[tuple[str, str]]]:
    """Place and sentence, by periode; what is the same for all perioden stands under the empty one.

    The place is the name of the document and the heading.
    """
    uit: dict[str, list[tuple[str, str]]] = {}
    for plaats, functie, namen in _aanroepen():
        for periode in map(str, g.perioden) if "periode" in namen else [""]:
            gegeven = {"g": g, "periode": periode}
            tekst = functie(*(gegeven[naam] for naam in namen))
            if isinstance(tekst, Tekst):
                uit.setdefault(periode, []).extend((plaats, zin) for zin in tekst.alineas)
    return uit


def van_notebook(pad: Path) -> Iterator[tuple[str, str]]:
    """Place and sentence of a notebook that was run."""
    notebook: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    for kop, cel in met_kop(notebook["cells"]):
        for uitvoer in cel.get("outputs", ()):
            gegevens = uitvoer.get("data", {}).get(MIMETYPE) or {}
            if gegevens.get("soort") == "tekst":
                yield from ((f"{pad.stem}, {kop}", str(zin)) for zin in gegevens["alineas"])


def _aanroepen() -> Iterator[tuple[str, Callable[..., Any], list[str]]]:
    """Place, function and argument names of each cell that is one call of `zinnen` on the figures."""
    from ibtlib import zinnen

    for soort in SOORTEN:
        for kop, cel in met_kop(json.loads(soort.pad.read_text(encoding="utf-8"))["cells"]):
            bron = "".join(cel["source"])
            if cel["cell_type"] != "code" or not bron.startswith("zinnen."):
                continue
            aanroep = ast.parse(bron, mode="eval").body
            if not isinstance(aanroep, ast.Call) or not all(isinstance(a, ast.Name) for a in aanroep.args):
                continue
            namen = [a.id for a in aanroep.args if isinstance(a, ast.Name)]
            if set(namen) <= {"g", "periode"}:
                functie: Any = reduce(getattr, ast.unparse(aanroep.func).split(".")[1:], zinnen)
                yield f"{soort.naam}, {kop}", functie, namen


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
