"""Small notebooks that pass the gate, and the orders to make documents of them."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ibtlib.rapport.documenten import SOORTEN, Soort
from ibtlib.uitvoering.opdracht import FORMATEN, Opdracht
from ibtlib.uitvoering.startpaginas import maak_startpaginas
from ibtlib.uitvoering.uitgaven import per_periode
from ibtlib.uitvoering.verouderd import Stand
from tests.conftest import RAW

KERN = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
BEGIN = """import ibtlib as ibt
from ibtlib.rapport import spreidingswet, voortgang
from ibtlib.rapport.titel import titel

g = ibt.laad(provincie)
titel(g, periode, "voortgang")"""
SLOT = "voortgang.tabel_resultaten(g, periode)"


def klein(map_: Path, *cellen: str, naam: str = "klein", slot: str = SLOT) -> Soort:
    """A notebook with a title, these cells and one table."""
    notebook = new_notebook(
        cells=[
            new_code_cell(
                'provincie = "utrecht"\nperiode = "2023-2"', id="parameters", metadata={"tags": ["parameters"]}
            ),
            new_code_cell(BEGIN, id="begin"),
            *(new_code_cell(bron, id=f"cel-{n}") for n, bron in enumerate(cellen)),
            new_markdown_cell("## Cijfers", id="kop"),
            new_code_cell(slot, id="slot"),
        ],
        metadata=KERN,
    )
    pad = map_ / f"{naam}.ipynb"
    nbformat.write(notebook, pad)
    return Soort(naam, str(pad))


def schrijf_start(uitvoer: Path, data: Path) -> list[str]:
    """The start pages of an output folder, as a batch would write them that finds it like this."""
    stand = Stand(data, uitvoer, None, per_periode(SOORTEN), FORMATEN, "ibt")
    gemaakt, _ = maak_startpaginas(str(data), None, stand.omvang())
    for naam, html in gemaakt.items():
        (uitvoer / naam).write_text(html, encoding="utf-8", newline="\n")
    return list(gemaakt)


def opdracht(soort: Soort, map_: Path, **anders: object) -> Opdracht:
    """The order to make it, in a folder of its own."""
    vast: dict = {
        "soort": soort,
        "parameters": {"provincie": "utrecht", "periode": "2023-2"},
        "data": str(RAW),
        "kader": None,
        "formaten": ("html",),
        "doelmap": str(map_ / "doel"),
        "mislukt": str(map_ / "mislukt"),
    }
    return Opdracht(**{**vast, **anders})
