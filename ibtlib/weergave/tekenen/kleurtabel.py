"""Gemeenten by half-years, every cell in the colour of its trede."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ibtlib.basis.kleuren import GRIJS, INKT, LIJN, WIT, tredekleur
from ibtlib.weergave.tekenen.assen import tijdas
from ibtlib.weergave.tekenen.doek import BREEDTE, Doek
from ibtlib.weergave.tekenen.figuurinvoer import tel_treden
from ibtlib.weergave.tekenen.letters import tekstbreedte


def teken_kleurtabel(
    doek: Doek,
    gemeenten: Sequence[str],
    as_: Sequence[str],
    cel: Mapping[tuple[str, str], int | None],
    kleuren: Mapping[int, str],
) -> str:
    """The drawing of `figuren.treden_over_tijd`."""
    links = max(tekstbreedte(g) for g in gemeenten) + 10
    breed = min((BREEDTE - links) / len(as_), 70)
    hoog, boven = 25, 24.0 if doek.fictief else 6.0

    def x(i: float) -> float:
        return links + (i + 0.5) * breed

    boven += tijdas(doek, as_, x, breed, boven - 6) - 4
    plaats = {(g, p): (x(i) - breed / 2, boven + j * hoog) for j, g in enumerate(gemeenten) for i, p in enumerate(as_)}
    # Cell by cell of one colour, then all numbers: equal neighbours become one element, a third of the bytes.
    gebruikt = tel_treden(cel.get(k) for k in plaats)
    for trede in gebruikt:
        for x_, y in (plek for k, plek in plaats.items() if cel.get(k) == trede):
            doek.vlak(x_ + 1.5, y + 1.5, breed - 3, hoog - 3, *_verf(trede, kleuren))
    for trede in gebruikt:
        letters = INKT if trede is None else tredekleur(trede, kleuren.get(trede))[1]
        for x_, y in (plek for k, plek in plaats.items() if cel.get(k) == trede):
            cijfer = "–" if trede is None else str(trede)
            doek.tekst(x_ + breed / 2, y + hoog / 2, cijfer, kleur=letters, ha="center", halo=trede is None)
    for j, g in enumerate(gemeenten):
        doek.tekst(links - 8, boven + (j + 0.5) * hoog, g, ha="right")
    y, x_ = boven + len(gemeenten) * hoog + 16, links + 1.5
    for trede in gebruikt:
        naam = "– onbekend" if trede is None else f"trede {trede}"
        if x_ + 17 + tekstbreedte(naam) > BREEDTE:
            x_, y = links + 1.5, y + 20
        x_ = doek.sleutel(x_, y, naam, *_verf(trede, kleuren))
    return doek.svg(y + 12)


def _verf(trede: int | None, kleuren: Mapping[int, str]) -> tuple[str, str, int]:
    """Fill, edge and hatching of a cell; closely hatched in a light grey where the trede is not known."""
    return (WIT, LIJN, 6) if trede is None else (tredekleur(trede, kleuren.get(trede))[0], GRIJS, 0)
