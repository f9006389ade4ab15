"""The drawings of a report as files of their own, for who wants one in a text or a presentation: SVG, and PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ibtlib.publicatie.keuring import weergaven
from ibtlib.weergave import Figuur

_PUNTEN_PER_DUIM = 144  # twice as fine as it is on a page
_VEL = """
#set page(width: auto, height: auto, margin: 12pt)
#let svgs = json(bytes(sys.inputs.svgs))
#for (i, svg) in svgs.enumerate() { if i > 0 { pagebreak() }; image(bytes(svg), format: "svg") }
"""


def figuren_van(notebook: Any) -> list[Figuur]:
    """Every figure of an executed notebook; one that is shown twice comes once."""
    return list({f.naam: f for f in weergaven(notebook) if isinstance(f, Figuur)}.values())


def schrijf_figuren(figuren: Mapping[str, Figuur], map_: Path) -> None:
    """Write `<map>/<naam>.svg` and `.png` of every figure, the same bytes for the same drawing.

    Parameters
    ----------
    figuren : mapping of name to Figuur
        From `figuren_van`.
    map_ : Path
        Folder; made when there is something to put in it.
    """
    import json

    import typst

    from ibtlib.publicatie.pdf import letterbestanden

    if not figuren:
        return
    map_.mkdir(parents=True, exist_ok=True)
    svgs = [figuur.svg for figuur in figuren.values()]
    beelden = typst.compile(
        _VEL.encode(),
        font_paths=letterbestanden(None),
        ignore_system_fonts=True,
        format="png",
        ppi=_PUNTEN_PER_DUIM,
        sys_inputs={"svgs": json.dumps(svgs, ensure_ascii=False)},
    )
    for naam, svg, beeld in zip(figuren, svgs, beelden if isinstance(beelden, list) else [beelden], strict=True):
        (map_ / f"{naam}.svg").write_text(svg, encoding="utf-8", newline="\n")
        (map_ / f"{naam}.png").write_bytes(beeld)
