"""The style sheet of a page: stijl.css with the palette of `huisstijl` and the embedded typeface.

A typeface of a province's own comes before ours, which stays for the characters that it lacks.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ibtlib.basis import kleuren as h
from ibtlib.basis.tekens import toegestaan
from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl

HIER = Path(__file__).parent
EIGEN = "eigen letter"


@lru_cache(maxsize=4)
def stijlblad(stijl: Huisstijl = GEWOON) -> str:
    """CSS, self-contained: colours from `huisstijl`, letters as data."""
    blad = (HIER / "stijl.css").read_text("utf-8").replace("DONKER", "\n".join(_donker(stijl)))
    eigen = []
    if stijl.letters:
        blad = blad.replace(f'"{h.LETTERTYPE}"', f'"{EIGEN}","{h.LETTERTYPE}"')
        for gewicht, pad in ((400, stijl.letters.gewoon), (600, stijl.letters.vet)):
            eigen.append(_letter(EIGEN, gewicht, "woff", _deel_van(pad)))
    for gewicht in (400, 600):
        bestand = HIER / "lettertypen" / f"fira-sans-{gewicht}.woff2"
        eigen.append(_letter(h.LETTERTYPE, gewicht, "woff2", bestand.read_bytes()))
    return "\n".join([*eigen, _kleuren(stijl), *_treden(), blad])


def kenmerken(boom: dict[str, Any], stijl: Huisstijl) -> list[list[str]]:
    """What stands on the cover: who publishes, and what the document says of itself."""
    return [*([["Uitgever", stijl.naam]] if stijl.naam else []), *boom["kenmerken"]]


def _letter(naam: str, gewicht: int, soort: str, inhoud: bytes) -> str:
    data = base64.b64encode(inhoud).decode()
    return (
        f'@font-face{{font-family:"{naam}";font-weight:{gewicht};font-display:block;'
        f'src:url(data:font/{soort};base64,{data}) format("{soort}")}}'
    )


def _deel_van(pad: Path) -> bytes:
    """The characters of a typeface that a report may hold, as WOFF: the same bytes for the same file."""
    import io
    import logging

    from fontTools.subset import Options, Subsetter, load_font, save_font

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # tables that a page has no use for
    keuze = Options(
        flavor="woff", layout_features=["kern", "liga", "lnum", "tnum"], hinting=False, recalc_timestamp=False
    )
    letter = load_font(str(pad), keuze)
    snijder = Subsetter(keuze)
    snijder.populate(unicodes=toegestaan())
    snijder.subset(letter)
    uit = io.BytesIO()
    save_font(letter, uit, keuze)
    return uit.getvalue()


def _kleuren(stijl: Huisstijl) -> str:
    return ":root{" + ";".join(f"--{naam}:{stijl.kleur(kleur)}" for naam, kleur in h.KLEUREN.items()) + "}"


def _treden() -> list[str]:
    return [f".{klasse}{{background:{vlak};color:{letter}}}" for klasse, (vlak, letter) in h.KLASSEKLEUREN.items()]


def _donker(stijl: Huisstijl) -> Iterator[str]:
    """What drawings look like in the dark: ink light, white dark, and colours that stand out on either."""
    tekst = ":is(text,g:has(>text))"
    yield ".tekening svg{fill:var(--tekst)}"
    for kleur, rol in ((h.INKT, "tekst"), (h.GRIJS, "zacht"), (h.LIJN, "streep"), (h.WIT, "achter")):
        vlak = f":not({tekst})" if kleur == h.WIT else ""  # white letters stand on a colour
        yield f'.tekening [fill="{kleur}"]{vlak}{{fill:var(--{rol})}}.tekening [stroke="{kleur}"]{{stroke:var(--{rol})}}'
    for naam, (kleur, _) in h.TREDEKLEUREN.items():
        if h.contrast(kleur, h.INKT) < 3:  # hardly lighter than the dark around it
            klassen = ",".join(f".trede-{t}" for t, k in h.KLEUR_VAN_TREDE.items() if k == naam)
            yield f'.tekening [fill="{kleur}"]{{stroke:var(--zacht)}}'
            yield f":is(td,th):is({klassen},.kleur-{naam}){{outline:1px solid var(--zacht);outline-offset:-1px}}"
    for kleur in h.LICHT:
        eigen = stijl.kleur(kleur)
        midden, licht = h.dichtstbij(eigen, _op_donker), stijl.kleur(h.LICHT[kleur])
        yield f'.tekening [fill="{eigen}"]{{fill:{midden}}}.tekening [stroke="{eigen}"]{{stroke:{midden}}}'
        yield f'.tekening {tekst}[fill="{eigen}"]{{fill:{licht}}}'


def _op_donker(kleur: str) -> bool:
    """Whether a surface stands out from the dark, and white letters from the surface."""
    return h.contrast(kleur, h.WIT) >= 4.5 and h.contrast(kleur, h.INKT) >= 3
