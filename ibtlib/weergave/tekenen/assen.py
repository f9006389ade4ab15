"""What stands along a chart: round values, half-years, names of categories, and the note on missing figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ibtlib.basis.getallen import Getal, toon
from ibtlib.basis.kleuren import GRIJS, LIJN
from ibtlib.weergave.tekenen.beschrijving import GEEN
from ibtlib.weergave.tekenen.doek import Doek
from ibtlib.weergave.tekenen.figuurinvoer import soort_categorie
from ibtlib.weergave.tekenen.letters import KLEIN, REGEL, breek, tekstbreedte


def streepjes(laag: Getal, hoog: Getal, kleinste: Fraction, hoogstens: int = 5) -> list[Fraction]:
    """Round values for an axis that covers both ends: steps of 1, 2 or 5 times a power of ten.

    >>> [int(s) for s in streepjes(0, 2126, Fraction(1))]
    [0, 500, 1000, 1500, 2000, 2500]
    """
    macht = kleinste
    while True:
        for stap in (macht, 2 * macht, 5 * macht):
            eerste, laatste = laag // stap, -(-hoog // stap)
            if laatste - eerste <= hoogstens:
                return [n * stap for n in range(int(eerste), max(int(laatste), int(eerste) + 1) + 1)]
        macht *= 10


def asgetal(waarde: Getal, stap: Fraction, procent: bool) -> str:
    """A value on an axis, with just the decimals that the step needs.

    >>> asgetal(Fraction(3, 2), Fraction(1, 2), False), asgetal(50, Fraction(50), True)
    ('1,5', '50%')
    """
    decimalen = 0
    while stap * 10**decimalen % 1:
        decimalen += 1
    return toon(waarde, decimalen) + ("%" if procent else "")


def tijdas(doek: Doek, as_: Sequence[str], x: Callable[[float], float], stap: float, y: float) -> float:
    """Names of the half-years, in two rows where `2024-1` does not fit; gives the height it took."""
    if stap >= tekstbreedte("2024-1") + 6:
        for i, p in enumerate(as_):
            doek.tekst(x(i), y + 15, p, kleur=GRIJS, ha="center")
        return 26
    jaren = sorted({p[:4] for p in as_})
    om = -(-int(tekstbreedte("2024") + 8) // max(1, int(2 * stap)))
    for i, p in enumerate(as_):
        if stap >= 11:
            doek.tekst(x(i), y + 15, p[5:], kleur=GRIJS, ha="center")
    for n, jaar in enumerate(jaren):
        plekken = [i for i, p in enumerate(as_) if p[:4] == jaar]
        if n % om == 0:
            doek.tekst(x(sum(plekken) / len(plekken)), y + (31 if stap >= 11 else 15), jaar, kleur=GRIJS, ha="center")
        if n:
            doek.lijn([x(plekken[0] - 0.5)] * 2, [y, y + (38 if stap >= 11 else 22)], LIJN)
    return 42 if stap >= 11 else 26


def onder_de_as(doek: Doek, categorieen: Sequence[str], vak: float, y: float) -> float:
    """Names of the categories, in as many lines as they need; gives where they end."""
    if soort_categorie(categorieen) == "periode" and vak < tekstbreedte("2024-1") + 6:
        return y + tijdas(doek, categorieen, lambda i: (i + 0.5) * vak, vak, y)
    regels = [breek(c, vak - 4) for c in categorieen]
    for i, namen in enumerate(regels):
        doek.tekst((i + 0.5) * vak, y + 6 + len(namen) * KLEIN * REGEL / 2, namen, kleur=GRIJS, ha="center")
    return y + 12 + max(len(r) for r in regels) * KLEIN * REGEL


def voetnoot(doek: Doek, nodig: bool, y: float) -> float:
    """What a dash stands for, where there is one; gives where the sheet ends."""
    if not nodig:
        return y
    doek.tekst(0, y + 8, f"– {GEEN}", kleur=GRIJS)
    return y + 18
