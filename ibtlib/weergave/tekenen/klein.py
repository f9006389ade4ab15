"""Small charts, two beside each other on a page: positions of one gemeente, and its place among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import BLAUW, GRIJS, INKT, ORANJE, WIT, tredekleur
from ibtlib.weergave.tekenen.doek import Doek
from ibtlib.weergave.tekenen.letters import tekstbreedte

BREEDTE = 320  # half of the others with room between: their letters come out as large on a page
_STAAFHOOGTE = 70  # of the longest bar
_VAK = 12  # side of a square


def teken_standen(doek: Doek, standen: Sequence[tuple[str, int | None]]) -> str:
    """The drawing of `kleine_figuren.standen`: bars from a line, each with its value at its end."""
    vak = BREEDTE / max(len(standen), 4)
    bekend = [w for _, w in standen if w is not None]
    hoogste, laagste = max(0, *bekend), min(0, *bekend)
    per = _STAAFHOOGTE / max(1, hoogste - laagste)
    boven = 22 if doek.fictief else 6
    nul = boven + 18 + hoogste * per
    for i, (_, waarde) in enumerate(standen):
        midden = (i + 0.5) * vak
        if waarde is None:
            doek.tekst(midden, nul - 9, "–", kleur=GRIJS, ha="center")
            continue
        if waarde:
            top = nul - max(0, waarde) * per
            doek.vlak(midden - vak * 0.3, top, vak * 0.6, abs(waarde) * per, ORANJE if waarde > 0 else BLAUW, WIT)
        naast = nul - max(0, waarde) * per - 9 if waarde >= 0 else nul - waarde * per + 9
        doek.tekst(midden, naast, toon(waarde), vet=True, ha="center")
    doek.lijn([0, len(standen) * vak], [nul, nul], INKT)
    onder = nul - laagste * per + (20 if laagste else 0)
    for i, (periode, _) in enumerate(standen):
        doek.tekst((i + 0.5) * vak, onder + 12, periode, kleur=GRIJS, ha="center")
    return doek.svg(onder + 22)


def teken_plaats(doek: Doek, telling: Mapping[int | None, int], hier: int | None, zelf: str) -> str:
    """The drawing of `kleine_figuren.plaats`: a row per trede, a square per gemeente, the count after them."""
    links = max(tekstbreedte(_naam(t)) for t in telling) + 10
    naam = tekstbreedte(zelf, vet=True)
    per_regel = max(1, int((BREEDTE - links - 34) // (_VAK + 3)))
    y = 24.0 if doek.fictief else 8.0
    for trede, aantal in telling.items():
        vulling, _ = tredekleur(trede)
        regels = max(1, -(-aantal // per_regel))
        doek.tekst(links - 8, y + _VAK / 2, _naam(trede), ha="right")
        for n in range(aantal):
            x, hoog = links + n % per_regel * (_VAK + 3), y + n // per_regel * (_VAK + 3)
            eigen = trede == hier and n == 0
            doek.vlak(x, hoog, _VAK, _VAK, BLAUW if eigen else vulling, BLAUW if eigen else GRIJS)
        einde = links + min(aantal, per_regel) * (_VAK + 3)
        doek.tekst(einde + 4, y + _VAK / 2, str(aantal), vet=True)
        y += regels * (_VAK + 3) + 7
    doek.vlak(links, y + 1, _VAK, _VAK, BLAUW, BLAUW)
    doek.tekst(links + _VAK + 6, y + 1 + _VAK / 2, zelf, vet=naam < BREEDTE - links - _VAK - 6)
    return doek.svg(y + _VAK + 6)


def _naam(trede: int | None) -> str:
    return "onbekend" if trede is None else f"trede {trede}"
