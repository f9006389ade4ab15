"""One bar in which the phases add up to the opgave (Spreidingswet)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.kleuren import BLAUW, GRIJS, INKT, LICHTBLAUW, TEAL, WIT, contrast
from ibtlib.weergave.tekenen.doek import ARCERING, BREEDTE, Doek
from ibtlib.weergave.tekenen.letters import KLEIN, MAAT, tekstbreedte


def teken_dekking(
    doek: Doek, rijen: Sequence[tuple[str, int, int, Fraction]], opgave: int, eenheid: str, met_bereik: bool
) -> str:
    """The drawing of `figuren.dekking`: under the bar, a step for every phase, where the sum then stands."""
    per = (BREEDTE - 4) / max(opgave, *(samen for _, _, samen, _ in rijen))
    boven = doek.kop(f"{eenheid}, opgeteld; percentages van de opgave") + 32
    onder = boven + 44
    begin = 0
    for i, (_, _, samen, _) in enumerate(rijen):
        onzeker = met_bereik and i == len(rijen) - 1
        kleur = (BLAUW, TEAL, LICHTBLAUW)[min(i, 2)] if not (met_bereik and i == len(rijen) - 2) else LICHTBLAUW
        verf = (WIT, BLAUW, ARCERING) if onzeker else (kleur, BLAUW if kleur == LICHTBLAUW else kleur, 0)
        if samen > begin:
            doek.vlak(1 + begin * per, boven, max((samen - begin) * per - 2, 0.5), onder - boven, *verf)
        tekst = toon(samen - begin)
        if not onzeker and tekstbreedte(tekst) + 8 <= (samen - begin) * per:
            letters = max((INKT, WIT), key=lambda k: contrast(k, verf[0]))
            doek.tekst((begin + samen) / 2 * per, (boven + onder) / 2, tekst, kleur=letters, ha="center")
        begin = samen
    for i, (_, _, samen, _) in enumerate(rijen):
        doek.lijn([samen * per] * 2, [onder + 2, onder + 27 + 23 * i], GRIJS)
    for i, (naam, waarde, samen, pct) in enumerate(rijen):
        voor = "" if i == 0 else ("of " if met_bereik and i == len(rijen) - 1 else "+ ")
        tekst = f"{voor}{naam} {toon(waarde)}:{' samen' if i else ''}"
        deel = toon_procent(pct, 1)
        breed, y = tekstbreedte(tekst) + 4 + tekstbreedte(deel, KLEIN, True), onder + 20 + 23 * i
        x = samen * per - 6 - breed if samen * per - 6 >= breed else max(0, min(samen * per + 6, BREEDTE - breed))
        doek.tekst(x, y, tekst, halo=True)
        doek.tekst(x + breed, y, deel, vet=True, ha="right", halo=True)
    naam = f"opgave {toon(opgave)}"
    midden = min(max(opgave * per, tekstbreedte(naam, MAAT, True) / 2), BREEDTE - tekstbreedte(naam, MAAT, True) / 2)
    doek.lijn([opgave * per] * 2, [boven - 1, onder + 1], WIT, 7)
    doek.lijn([opgave * per] * 2, [boven - 9, onder + 9], INKT, 3)
    doek.tekst(midden, boven - 20, naam, maat=MAAT, vet=True, ha="center")
    return doek.svg(onder + 14 + 23 * len(rijen))
