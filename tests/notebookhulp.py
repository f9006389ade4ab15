"""The cells of a shipped notebook, run on a given province: what stands open in a notebook is tested there."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import ibtlib
from ibtlib.gegevens.gegevens import Gegevens

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def cellen(notebook: str) -> list[dict[str, Any]]:
    """The cells with code, with their source as one text."""
    inhoud = json.loads((NOTEBOOKS / notebook).read_text("utf-8"))
    return [{**c, "source": "".join(c["source"])} for c in inhoud["cells"] if c["cell_type"] == "code"]


def toon(notebook: str, id_: str, g: Gegevens, *, tot: str = "", bron: str = "", **parameters: str) -> Any:
    """What one cell shows, after the cells that load.

    Parameters
    ----------
    id_ : str
        Of the cell.
    g : Gegevens
        Instead of what the notebook loads.
    tot : str
        Run every cell before this one too.
    bron : str
        Another source for the cell.
    """
    alle = cellen(notebook)
    begin = next(i for i, c in enumerate(alle) if "laad(" in c["source"])
    naam: dict[str, Any] = {}
    with patch.object(ibtlib, "laad", lambda *_, **__: g, create=True):
        for cel in alle[: begin + 1]:
            exec(cel["source"], naam)
            naam |= {"provincie": g.provincie, **parameters}
        plek = next(i for i, c in enumerate(alle) if c["id"] == id_)
        for cel in alle[begin + 1 : plek] if tot else ():
            exec(cel["source"], naam)
        boom = ast.parse(bron or alle[plek]["source"])
        laatste = boom.body.pop()
        assert isinstance(laatste, ast.Expr)
        exec(compile(boom, id_, "exec"), naam)
        return eval(compile(ast.Expression(laatste.value), id_, "eval"), naam)
