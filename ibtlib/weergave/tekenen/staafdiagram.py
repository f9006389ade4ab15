"""Bars side by side with their values, standing or lying down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from ibtlib.basis.kleuren import BLAUW, GRIJS, INKT, LICHTBLAUW, ORANJE, TEAL, WIT
from ibtlib.weergave import Kop
from ibtlib.weergave.tekenen.assen import onder_de_as, voetnoot
from ibtlib.weergave.tekenen.doek import ARCERING, BREEDTE, Doek
from ibtlib.weergave.tekenen.figuurinvoer import Reeks
from ibtlib.weergave.tekenen.letters import KLEIN, REGEL, breek, tekstbreedte

# Fill and edge; each lighter or darker than the last.
STAVEN = ((BLAUW, BLAUW), (LICHTBLAUW, BLAUW), (TEAL, TEAL), (WIT, GRIJS))


def teken_staven(
    doek: Doek,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    kolom: Kop,
    eenheid: str,
    horizontaal: bool,
    leeg: frozenset[tuple[str, str]],
) -> str:
    """The drawing of `figuren.staven`; `leeg` are the (series, category) where a figure is missing."""
    staand = not horizontaal and _past_staand(categorieen, reeksen, kolom)
    return (_staand if staand else _liggend)(doek, categorieen, reeksen, eenheid, kolom, leeg)


def _verf(reeksen: Sequence[Reeks]) -> list[tuple[str, str, int]]:
    """Per series what fills the bar, its edge and its hatching."""
    uit = []
    for r, (vulling, rand) in zip(reeksen, STAVEN, strict=False):
        vulling, rand = (ORANJE, ORANJE) if r.nadruk else (vulling, rand)
        uit.append((WIT, rand, ARCERING) if r.gestreept else (vulling, rand, 0))
    return uit


def _groep(
    categorie: str, reeksen: Sequence[Reeks], leeg: Collection[tuple[str, str]]
) -> list[tuple[Reeks, tuple[str, str, int]]]:
    """The bars of one category, with what they are filled with: those with a figure, or that miss one."""
    paren = zip(reeksen, _verf(reeksen), strict=True)
    return [(r, verf) for r, verf in paren if r.waarden[categorie] is not None or (r.naam, categorie) in leeg]


def _past_staand(categorieen: Sequence[str], reeksen: Sequence[Reeks], kolom: Kop) -> bool:
    """Whether values and names of standing bars keep clear of each other."""
    vak = BREEDTE / len(categorieen)
    dik = min(0.94 * vak / len(reeksen), 64)
    if max(tekstbreedte(woord) for c in categorieen for woord in c.split()) + 6 > vak:
        return False
    waarden = [w for r in reeksen for w in r.waarden.values() if w is not None]
    per = 200 / float(max(0, *waarden) - min(0, *waarden) or 1)
    labels = [  # middle, height and half the width of each value
        (i * vak + j * dik, float(w) * per, tekstbreedte(kolom.toon(w)) / 2)
        for i, c in enumerate(categorieen)
        for j, r in enumerate(reeksen)
        if (w := r.waarden[c]) is not None
    ]
    return all(
        x2 - x1 >= b1 + b2 + 2 or abs(y1 - y2) > KLEIN * REGEL for (x1, y1, b1), (x2, y2, b2) in pairwise(labels)
    )


def _kop(doek: Doek, reeksen: Sequence[Reeks], eenheid: str, namen: bool) -> float:
    """Unit and, where the series are not named in the chart, their key; gives where the chart begins."""
    enige = reeksen[0].naam if len(reeksen) == 1 else ""
    vrij = doek.kop(f"{enige}, {eenheid}" if enige and enige != eenheid else eenheid)
    if not namen or len(reeksen) == 1:
        return vrij + 2
    x, y = 0.5, vrij + 12
    for r, verf in zip(reeksen, _verf(reeksen), strict=True):
        if x > 1 and x + 17 + tekstbreedte(r.naam) > BREEDTE:
            x, y = 0.5, y + 20
        x = doek.sleutel(x, y, r.naam, *verf)
    return y + 14


def _benoemd(categorieen: Sequence[str], reeksen: Sequence[Reeks]) -> str | None:
    """First category that has a value in every series: there the names can stand at the bars."""
    return (
        next((c for c in categorieen if all(r.waarden[c] is not None for r in reeksen)), None)
        if len(reeksen) > 1
        else None
    )


def _staand(
    doek: Doek,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    eenheid: str,
    kolom: Kop,
    leeg: frozenset[tuple[str, str]],
) -> str:
    vak = BREEDTE / len(categorieen)
    dik = min(0.94 * vak / len(reeksen), 64)
    benoemd = _benoemd(categorieen, reeksen)
    namen = {r.naam: breek(r.naam, dik - 2) for r in reeksen}
    direct = benoemd is not None and all(tekstbreedte(t) <= dik - 2 for regels in namen.values() for t in regels)
    boven = _kop(doek, reeksen, eenheid, not direct) + (
        max(len(n) for n in namen.values()) * KLEIN * REGEL if direct else 0
    )
    waarden = [w for r in reeksen for w in r.waarden.values() if w is not None]
    laag, hoog = min(0, *waarden), max(0, *waarden)
    nul = boven + 18 + float(Fraction(hoog, (hoog - laag) or 1)) * 200
    for i, c in enumerate(categorieen):
        groep = _groep(c, reeksen, leeg)
        links = (i + 0.5) * vak - dik * len(groep) / 2
        for j, (r, verf) in enumerate(groep):
            w, x = r.waarden[c], links + j * dik
            if (r.naam, c) in leeg:
                doek.tekst(x + dik / 2, nul - 9, "–", kleur=GRIJS, ha="center")
            if w is None:
                continue
            lengte = float(Fraction(w, (hoog - laag) or 1)) * 200
            if w:
                doek.vlak(x + 1.5, nul - max(lengte, 0), dik - 3, abs(lengte), *verf)
            tekst = nul - lengte + (-9 if w >= 0 else 10)
            doek.tekst(x + dik / 2, tekst, kolom.toon(w), ha="center")
            if direct and c == benoemd:
                hoog_ = tekst - (len(namen[r.naam]) + 1) * KLEIN * REGEL / 2 if w >= 0 else nul - 9
                doek.tekst(x + dik / 2, hoog_, namen[r.naam], kleur=GRIJS, ha="center")
    doek.lijn([0, BREEDTE], [nul, nul], INKT)
    onder = nul + (float(Fraction(-laag, (hoog - laag) or 1)) * 200 + 18 if laag < 0 else 0)
    return doek.svg(voetnoot(doek, bool(leeg), onder_de_as(doek, categorieen, vak, onder)))


def _liggend(
    doek: Doek,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    eenheid: str,
    kolom: Kop,
    leeg: frozenset[tuple[str, str]],
) -> str:
    regels = {c: breek(c, 170) for c in categorieen}
    kolombreed = max(tekstbreedte(t) for r in regels.values() for t in r) + 10
    waarden = [w for r in reeksen for w in r.waarden.values() if w is not None]
    laag, hoog = min(0, *waarden), max(0, *waarden)
    tekst = {(r.naam, c): kolom.toon(w) for r in reeksen for c, w in r.waarden.items() if w is not None}
    benoemd = _benoemd(categorieen, reeksen)

    def schaal(teksten: Mapping[tuple[str, str], str]) -> tuple[float, float]:
        """Units per value and the x of zero, such that every label fits beside its bar."""
        links = max([0.0, *(tekstbreedte(t) + 8 for (n, c), t in teksten.items() if w_van[n][c] < 0)])
        ruimte = BREEDTE - kolombreed - links
        per = min(
            [ruimte / float(hoog - laag or 1)]
            + [
                (ruimte - tekstbreedte(t) - 6) / float(w_van[n][c] - laag)
                for (n, c), t in teksten.items()
                if w_van[n][c] > 0
            ]
        )
        return per, kolombreed + links - float(laag) * per

    w_van = {r.naam: {c: w for c, w in r.waarden.items() if w is not None} for r in reeksen}
    per, nul = schaal(tekst)
    met_naam = {(n, c): f"{t} {n}" if c == benoemd else t for (n, c), t in tekst.items()}
    direct = (
        benoemd is not None and min(w_van[r.naam][benoemd] for r in reeksen) >= 0 and schaal(met_naam)[0] > 0.85 * per
    )
    if direct:
        (per, nul), tekst = schaal(met_naam), met_naam
    y = top = _kop(doek, reeksen, eenheid, not direct)
    dik = 22 if len(reeksen) == 1 else 17
    for c in categorieen:
        groep = _groep(c, reeksen, leeg)
        hoogte = max(dik * len(groep), len(regels[c]) * KLEIN * REGEL)
        doek.tekst(kolombreed - 10, y + hoogte / 2, regels[c], ha="right")
        for j, (r, verf) in enumerate(groep):
            w, midden = r.waarden[c], y + hoogte / 2 + (j + 0.5 - len(groep) / 2) * dik
            if (r.naam, c) in leeg:
                doek.tekst(nul + 6, midden, "–", kleur=GRIJS)
            if w is None:
                continue
            lengte = float(w) * per
            if w:
                doek.vlak(nul + min(lengte, 0), midden - dik / 2 + 1, abs(lengte), dik - 2, *verf)
            doek.tekst(
                nul + lengte + (6 if w >= 0 else -6),
                midden,
                tekst[r.naam, c],
                ha="left" if w >= 0 else "right",
            )
        y += hoogte + 9
    doek.lijn([nul, nul], [top - 4, y - 5], INKT)
    return doek.svg(voetnoot(doek, bool(leeg), y))
