"""The sentences of the documents without running a notebook: every call of a function `over_…`, per periode."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from importlib import import_module
from typing import Any

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.uitvoering.document import SOORTEN
from ibtlib.weergave import Tekst


def zinnen_van(g: Gegevens) -> dict[str, list[tuple[str, str]]]:
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


def _aanroepen() -> Iterator[tuple[str, Callable[..., Any], list[str]]]:
    """Place, function and argument names of each cell that is one call for sentences on the figures."""
    for soort in SOORTEN:
        for kop, cel in met_kop(json.loads(soort.pad.read_text(encoding="utf-8"))["cells"]):
            bron = "".join(cel["source"])
            if cel["cell_type"] != "code" or ".over_" not in bron:
                continue
            aanroep = ast.parse(bron, mode="eval").body
            if not isinstance(aanroep, ast.Call) or not all(isinstance(a, ast.Name) for a in aanroep.args):
                continue
            namen = [a.id for a in aanroep.args if isinstance(a, ast.Name)]
            if set(namen) <= {"g", "periode"}:
                module, *pad = ast.unparse(aanroep.func).split(".")
                functie: Any = reduce(getattr, pad, import_module(f"ibtlib.rapport.{module}"))
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
