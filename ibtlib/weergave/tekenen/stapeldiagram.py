"""Counts piled on each other, with the count in its layer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import (
    BLAUW,
    GRIJS,
    INKT,
    LICHTBLAUW,
    LIJN,
    LILA,
    ORANJE,
    TEAL,
    TREDEKLEUREN,
    VLAK,
    WIT,
    contrast,
    tredekleur,
)
from ibtlib.weergave.tekenen.assen import onder_de_as, voetnoot
from ibtlib.weergave.tekenen.doek import BREEDTE, Doek
from ibtlib.weergave.tekenen.figuurinvoer import Reeks
from ibtlib.weergave.tekenen.letters import KLEIN, REGEL, breek, tekstbreedte
from ibtlib.weergave.tekenen.plaatsing import spreid

_LAGEN = (BLAUW, LICHTBLAUW, TEAL, LIJN, LILA, VLAK, ORANJE, GRIJS)


def laagkleur(figuur: str, laag: str, nummer: int, kleuren: Sequence[str] | None) -> tuple[str, str]:
    """Background and text colour of a layer: as asked for, that of its trede, or the next of the palette."""
    trede = re.fullmatch(r"trede ([1-6])", laag)
    if kleuren is None and trede:
        return tredekleur(int(trede[1]))
    kleur = (kleuren or _LAGEN)[nummer]
    if kleur in TREDEKLEUREN:
        return TREDEKLEUREN[kleur]
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", kleur):
        raise AanvraagFout(
            f"Figuur {figuur}: '{kleur}' is geen kleur; kies uit {opsomming(TREDEKLEUREN, 'of')}, of schrijf #RRGGBB."
        )
    return kleur, max((INKT, WIT), key=lambda letters: contrast(letters, kleur))


def teken_stapels(
    doek: Doek,
    categorieen: Sequence[str],
    lagen: Sequence[Reeks],
    vulling: Sequence[tuple[str, str]],
    eenheid: str,
) -> str:
    """The drawing of `figuren.gestapeld`: the names stand at the height of their layer in the last pile."""
    hoog, boven = 236.0, doek.kop(eenheid) + 6
    onder = boven + hoog
    namen = {laag.naam: breek(laag.naam, 140) for laag in lagen}
    rechts = BREEDTE - 17 - max(tekstbreedte(t) for regels in namen.values() for t in regels)
    vak = (rechts - 8) / len(categorieen)
    dik = min(0.66 * vak, 84)
    meeste = max(sum(int(laag.waarden[c] or 0) for laag in lagen) for c in categorieen) or 1
    doek.lijn([0, rechts - 12], [onder, onder], INKT)
    middens: list[float] = []
    leeg = False
    for i, c in enumerate(categorieen):
        x, voet = (i + 0.5) * vak - dik / 2, onder
        middens, smal = [], []
        for laag, (kleur, letters) in zip(lagen, vulling, strict=True):
            w = int(laag.waarden[c] or 0)
            hoogte = w / meeste * hoog
            midden = voet - hoogte / 2
            middens.append(midden)
            voet -= hoogte
            if not w:
                continue
            doek.vlak(x, voet + 0.5, dik, hoogte - 2, kleur, GRIJS)
            if hoogte >= 16 and tekstbreedte(toon(w)) + 4 <= dik:
                doek.tekst(x + dik / 2, midden - 0.5, toon(w), kleur=letters, ha="center")
            elif tekstbreedte(toon(w)) + 5 <= vak - dik:
                smal.append((midden, toon(w)))
        for y, (_, tekst) in zip(spreid([m for m, _ in smal], [15] * len(smal), boven, onder), smal, strict=True):
            doek.tekst(x + dik + 4, y, tekst)
        if all(laag.waarden[c] is None for laag in lagen):
            doek.tekst(x + dik / 2, onder - 9, "–", kleur=GRIJS, ha="center")
            leeg = True
    hoogten = [max(18.0, len(namen[laag.naam]) * KLEIN * REGEL + 3) for laag in lagen]
    # From the top down, because of layers at the same height the last stands on top.
    omgekeerd = spreid(middens[::-1], hoogten[::-1], boven, onder)
    for laag, (kleur, _), y in zip(lagen, vulling, omgekeerd[::-1], strict=True):
        doek.vlak(rechts, y - 6, 12, 12, kleur, GRIJS)
        doek.tekst(rechts + 17, y, namen[laag.naam])
    hoogte = onder_de_as(doek, categorieen, vak, onder)
    return doek.svg(voetnoot(doek, leeg, hoogte))
