"""The only number parsing, formatting and rounding: exact inside, half up, once, at the end."""

from __future__ import annotations

import re
from fractions import Fraction

Getal = int | Fraction

MIN = "\u2212"  # the minus sign that print uses
_MEESTE_CIJFERS = 15  # of a whole number: far above every count of persons, and sums stay below 64 bits
_GEHEEL = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)")


def lees_geheel(tekst: str) -> int:
    """Read a whole number as Dutch files write it.

    Parameters
    ----------
    tekst : str
        Digits, optionally with a sign and with dots at the thousands.

    Raises
    ------
    ValueError
        With a Dutch text saying what stands there and what was expected.

    Examples
    --------
    >>> lees_geheel("1.372"), lees_geheel("1372"), lees_geheel("\u221231"), lees_geheel("0")
    (1372, 1372, -31, 0)
    """
    kaal = tekst.strip()
    if _GEHEEL.fullmatch(kaal.replace(MIN, "-")):
        cijfers = kaal.replace(MIN, "-").replace(".", "")
        if len(cijfers.lstrip("+-")) > _MEESTE_CIJFERS:
            raise ValueError(f"'{kaal[:30]}…' is te groot voor een aantal")
        return int(cijfers)
    raise ValueError(f"'{tekst}' is geen geheel getal{_vermoeden(kaal)}")


def _vermoeden(tekst: str) -> str:
    if re.search(r"\d[oO]|[oO]\d", tekst):
        return " (staat er een letter O in plaats van een nul?)"
    if re.search(r"\d[lI]|[lI]\d", tekst):
        return " (staat er een letter l in plaats van een een?)"
    if "," in tekst or re.fullmatch(r"-?\d+\.\d+", tekst):
        return " (personen zijn hele getallen; een punt mag alleen om de drie cijfers staan)"
    if not tekst:
        return " (de cel is leeg)"
    return ""


def lees_breuk(tekst: str) -> Fraction:
    """Read an exact number: a whole number, a decimal with comma, or a fraction.

    Examples
    --------
    >>> lees_breuk("1651/429"), lees_breuk("0,5"), lees_breuk("1394")
    (Fraction(127, 33), Fraction(1, 2), Fraction(1394, 1))
    """
    kaal = tekst.strip()
    gevonden = re.fullmatch(r"(-?[0-9]+)(?:/([0-9]+)|,([0-9]+))?", kaal) if len(kaal) <= 2 * _MEESTE_CIJFERS else None
    if not gevonden or (gevonden[2] and int(gevonden[2]) == 0):
        raise ValueError(f"'{tekst}' is geen getal (schrijf 12, 0,5 of 1651/429)")
    return Fraction(kaal.replace(",", "."))


def lees_procent(tekst: str) -> Getal:
    """Read a percentage as a source publishes it: whole, or with the decimals that it has.

    >>> lees_procent("88"), lees_procent("88,4"), lees_procent("88,0")
    (88, Fraction(442, 5), 88)
    """
    if not re.fullmatch(r"-?[0-9]{1,6}(?:,[0-9]{1,6})?", tekst.strip()):
        raise ValueError(f"'{tekst}' is geen percentage (schrijf 88 of 88,4)")
    waarde = Fraction(tekst.strip().replace(",", "."))
    return waarde.numerator if waarde.denominator == 1 else waarde


def decimalen(waarde: Getal) -> int:
    """How many decimals a published number has; at most six.

    >>> decimalen(88), decimalen(Fraction(442, 5)), decimalen(Fraction(1, 8))
    (0, 1, 3)
    """
    return next((n for n in range(6) if (Fraction(waarde) * 10**n).denominator == 1), 6)


def rond_af(waarde: Getal, decimalen: int = 0) -> Fraction:
    """Round half up (away from zero at a half below zero too), exactly.

    Source: the reports publish 50% for 4098/8207 and 155% for 1635/1055; Python's `round` is half even.

    Examples
    --------
    >>> rond_af(Fraction(5, 2)), rond_af(Fraction(-5, 2)), rond_af(Fraction(49_935, 1000), 2)
    (Fraction(3, 1), Fraction(-3, 1), Fraction(2497, 50))
    """
    schaal = 10**decimalen
    f = abs(Fraction(waarde)) * schaal
    geheel = (2 * f.numerator + f.denominator) // (2 * f.denominator)
    return Fraction(geheel if waarde >= 0 else -geheel, schaal)


def rond_heel(waarde: Getal) -> int:
    """Round half up to a whole number.

    >>> rond_heel(Fraction(1635 * 100, 1055))
    155
    """
    return int(rond_af(waarde))


def procent_van(deel: Getal, geheel: Getal) -> Fraction | None:
    """Exact percentage, or None when there is no whole to take it of.

    >>> procent_van(1208, 1372)
    Fraction(30200, 343)
    >>> procent_van(5, 0) is None
    True
    """
    return Fraction(deel) * 100 / Fraction(geheel) if geheel else None


def toon(waarde: Getal, decimalen: int = 0, teken: bool = False) -> str:
    """Dutch notation: dot at the thousands, comma before the decimals, a real minus sign.

    Examples
    --------
    >>> toon(1372), toon(-31), toon(Fraction(1651, 429), 2), toon(12, teken=True)
    ('1.372', '−31', '3,85', '+12')
    """
    afgerond = rond_af(waarde, decimalen)
    cijfers = str(abs(int(afgerond * 10**decimalen))).rjust(decimalen + 1, "0")
    geheel = cijfers[: len(cijfers) - decimalen]
    tekst = f"{int(geheel):,}".replace(",", ".")
    if decimalen:
        tekst += "," + cijfers[-decimalen:]
    if afgerond < 0:
        return MIN + tekst
    return f"+{tekst}" if teken and afgerond > 0 else tekst


def als_decimaal(waarde: Getal) -> str:
    """A number as the open-data files have it: decimal comma, at most six decimals, no dots at the thousands.

    >>> als_decimaal(Fraction(1651, 429)), als_decimaal(Fraction(-5, 2)), als_decimaal(1372)
    ('3,848485', '-2,5', '1372')
    """
    return toon(waarde, 6).replace(".", "").replace(MIN, "-").rstrip("0").rstrip(",")


def toon_procent(waarde: Getal, decimalen: int = 0) -> str:
    """A percentage as the reports write it.

    >>> toon_procent(Fraction(30200, 343)), toon_procent(Fraction(352300, 8207), 1)
    ('88%', '42,9%')
    """
    return f"{toon(waarde, decimalen)}%"
