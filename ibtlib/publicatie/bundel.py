"""One volume: the documents of a periode as chapters of one document, made from their executed notebooks.

Nothing is run again. Chapters come one after the other with their headings a level deeper. Where two bear the same
anchor, a reference leads to the one in its own chapter (`afwerking`); inside drawings, which nobody parses, the name
of the chapter tells the same ids apart.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie.keuring import is_parametercel, titelgegevens
from ibtlib.publicatie.tekening import licht_uit, zet_terug
from ibtlib.weergave import MIMETYPE, Titel

_KOP = re.compile(r"(?m)^(#{2,5})(?= )")
_HEK = re.compile(r"(?m)^(?:```|~~~)")
_ID = re.compile(r'(\sid="|\s(?:xlink:)?href="#|url\(#)')


def bundel(hoofdstukken: Sequence[tuple[str, Any]]) -> Any:
    """All documents of a periode as one notebook, ready for `naar_html`.

    Parameters
    ----------
    hoofdstukken : sequence of (name, NotebookNode)
        In order; they are not changed.

    Returns
    -------
    NotebookNode
        With one Titel: that of the first document, under a name of its own.
    """
    import nbformat.v4 as v4

    samen = v4.new_notebook()
    titels = [titelgegevens(notebook) for _, notebook in hoofdstukken]
    eerste = titels[0] or {}
    titel = Titel(
        "Bijlage huisvesting vergunninghouders",
        eerste["ondertitel"],
        tuple((naam, waarde) for naam, waarde in eerste["kenmerken"]),
        dt.date.fromisoformat(eerste["datum"]),
        eerste["fictief"],
    )
    samen.cells.append(v4.new_code_cell("", outputs=[v4.new_output("display_data", titel._repr_mimebundle_())]))
    for (naam, notebook), gegevens in zip(hoofdstukken, titels, strict=True):
        samen.cells.append(v4.new_markdown_cell(f"## {(gegevens or {}).get('titel', naam)}"))
        samen.cells += [cel for bron in notebook.cells if (cel := _cel(bron, naam)) is not None]
    for nummer, cel in enumerate(samen.cells):
        cel["id"] = f"bundel-{nummer}"
    return samen


def schrijf_bundel(
    map_: Path, naam: str, hoofdstukken: Sequence[tuple[str, Any]], formaten: Sequence[str], stijl: Huisstijl = GEWOON
) -> None:
    """Write the volume into a report folder, in each of the formats."""
    from ibtlib.publicatie import naar_html, naar_pdf

    html = naar_html(bundel(hoofdstukken), stijl)
    if "html" in formaten:
        (map_ / f"{naam}.html").write_text(html, encoding="utf-8", newline="\n")
    if "pdf" in formaten:
        (map_ / f"{naam}.pdf").write_bytes(naar_pdf(html, stijl, hoofdstukken=True))


def _cel(bron: Any, hoofdstuk: str) -> Any | None:
    """The cell as part of a chapter; None for parameters and for the title of the document."""
    if bron.cell_type == "code" and is_parametercel(bron):
        return None
    cel = copy.deepcopy(bron)
    if cel.cell_type == "markdown":
        cel.source = _dieper(cel.source)
        return cel
    if cel.cell_type != "code":
        return cel
    cel.outputs = [u for u in cel.outputs if (u.get("data", {}).get(MIMETYPE) or {}).get("soort") != "titel"]
    for uitvoer in cel.outputs:
        html = uitvoer.get("data", {}).get("text/html")
        if html:
            tekeningen: list[str] = []
            html = licht_uit(html, tekeningen)
            eigen = [_ID.sub(rf"\g<1>{hoofdstuk}-", svg) for svg in tekeningen]
            uitvoer["data"]["text/html"] = zet_terug(html, eigen)
    return cel


def _dieper(markdown: str) -> str:
    """Headings a level down; inside a block of code nothing is a heading.

    >>> _dieper("## Kader\\n\\ntekst # 2\\n### Regels")
    '### Kader\\n\\ntekst # 2\\n#### Regels'
    """
    delen = _HEK.split(markdown)
    hekken = [*_HEK.findall(markdown), ""]
    return "".join(
        (_KOP.sub(r"#\1", deel) if i % 2 == 0 else deel) + hek
        for i, (deel, hek) in enumerate(zip(delen, hekken, strict=True))
    )
