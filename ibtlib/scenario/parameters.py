"""What may be asked of a what-if: numbers within bounds, refused with their name, value and range."""

from __future__ import annotations

import math
from fractions import Fraction

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import Getal, lees_breuk, toon


def lees_getal(naam: str, waarde: object, laagst: int, hoogst: int) -> Fraction:
    """An exact number within bounds, from an int, a Fraction, a float as it is written, or Dutch text.

    Raises
    ------
    AanvraagFout
        Naming the parameter, its value and the range.

    Examples
    --------
    >>> lees_getal("factor", "1,1", 0, 10), lees_getal("factor", 0.1, 0, 10)
    (Fraction(11, 10), Fraction(1, 10))
    """
    bereik = f"het ligt tussen {toon(laagst)} en {toon(hoogst)}"
    goed = isinstance(waarde, (int, Fraction, float, str)) and not isinstance(waarde, bool)
    try:
        if not goed or (isinstance(waarde, float) and not math.isfinite(waarde)):
            raise ValueError
        getal = lees_breuk(waarde) if isinstance(waarde, str) else Fraction(str(waarde))
    except ValueError:
        raise AanvraagFout(f"{naam}={waarde!r} is geen getal; {bereik}.") from None
    if not laagst <= getal <= hoogst:
        raise AanvraagFout(f"{naam}={kort(getal)} kan niet; {bereik}.")
    return getal


def lees_personen(naam: str, waarde: object, laagst: int, hoogst: int) -> int:
    """A whole number of persons within bounds."""
    getal = lees_getal(naam, waarde, laagst, hoogst)
    if getal.denominator != 1:
        raise AanvraagFout(
            f"{naam}={kort(getal)} kan niet; het is een heel aantal tussen {toon(laagst)} en {toon(hoogst)}."
        )
    return int(getal)


def kort(getal: Getal) -> str:
    """A number with no more decimals than it needs; as a fraction when four are not enough."""
    f = Fraction(getal)
    return next((toon(f, n) for n in range(5) if (f * 10**n).denominator == 1), str(f))
