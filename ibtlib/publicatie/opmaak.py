"""The style sheet of a page: stijl.css with the palette of `huisstijl` and the embedded typeface."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from ibtlib import huisstijl as h

HIER = Path(__file__).parent


@lru_cache(maxsize=1)
def stijlblad() -> str:
    """CSS, self-contained: colours from `huisstijl`, letters as data."""
    return "\n".join([*_letters(), _kleuren(), *_treden(), (HIER / "sjabloon" / "stijl.css").read_text("utf-8")])


def _letters() -> list[str]:
    regels = []
    for gewicht in (400, 600):
        data = base64.b64encode((HIER / "lettertypen" / f"fira-sans-{gewicht}.woff2").read_bytes()).decode()
        regels.append(
            f'@font-face{{font-family:"{h.LETTERTYPE}";font-weight:{gewicht};font-display:block;'
            f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
        )
    return regels


def _kleuren() -> str:
    return ":root{" + ";".join(f"--{naam}:{kleur}" for naam, kleur in h.KLEUREN.items()) + "}"


def _treden() -> list[str]:
    paren = {trede: h.tredekleur(trede) for trede in h.KLEUR_VAN_TREDE}
    return [f".trede-{trede}{{background:{vlak};color:{letter}}}" for trede, (vlak, letter) in paren.items()]
