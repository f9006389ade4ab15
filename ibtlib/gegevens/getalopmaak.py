"""What Excel shows of a number: whether a number format says anything else than the number itself."""

from __future__ import annotations

import re

_TEKEN = re.compile(
    r'"(?P<letterlijk>[^"]*)"|\\(?P<los>.)|(?P<vulling>[_*].)|\[\$(?P<valuta>[^\]-]*)[^\]]*\]|\[(?P<haken>[^\]]*)\]'
    r"|(?P<algemeen>general)|(?P<macht>e[+-])|(?P<cijfers>[0#?][0#?.,]*|\.[0#?]+)|(?P<procent>%)|(?P<einde>;)|(?P<teken>.)",
    re.IGNORECASE | re.DOTALL,
)
_KLEUR = re.compile(r"black|white|red|green|blue|yellow|magenta|cyan|color ?\d+|h+|m+|s+", re.IGNORECASE)
_MINTEKENS = str.maketrans(dict.fromkeys("\u2212\u2013\u2014", "-"))

Deel = list[tuple[str, str]]  # kind and text of each token of one section


def anders_getoond(waarde: float, opmaak: str) -> str | None:
    """The text that Excel shows, when that is more or other than the number; None when it shows just the number.

    Parameters
    ----------
    waarde : int or float
        As stored.
    opmaak : str
        The number format, as Excel stores it (English, sections separated by semicolons).

    Examples
    --------
    >>> [anders_getoond(31, o) for o in ("General", "#,##0", "0.00", "0;[Red]-0", "_ * #,##0_ ;_ * -#,##0_ ")]
    [None, None, None, None, None]
    >>> anders_getoond(31, '0" voorlopig"'), anders_getoond(31, '"-"0'), anders_getoond(-31, "0;[Red]0")
    ('31 voorlopig', '-31', '31')
    >>> anders_getoond(31000, "0,"), anders_getoond(0.31, "0%"), anders_getoond(31, ";;;")
    ('31', '31%', '')
    """
    if not opmaak or opmaak == "@":
        return None
    delen = _delen(opmaak)
    if any(soort == "haken" and not _KLEUR.fullmatch(tekst) for deel in delen for soort, tekst in deel):
        return f"iets volgens de opmaak {opmaak}"  # a condition: Excel chooses the section by the number
    if waarde < 0 and len(delen) > 1:
        deel, teken = delen[1], ""
    elif waarde == 0 and len(delen) > 2:
        deel, teken = delen[2], ""
    else:
        deel, teken = delen[0], "-" if waarde < 0 else ""
    getoond = f"{teken}{_schrijf(abs(waarde), deel)}".strip()
    gelezen = re.sub(r"\((.*)\)", r"-\1", getoond.translate(_MINTEKENS).replace(" ", "")).removeprefix("+")
    return None if gelezen == _kaal(waarde) else getoond


def toont_jaar(opmaak: str) -> bool:
    """Whether a date format shows the year; a date without it was typed as a day and a month.

    >>> toont_jaar("d-mmm"), toont_jaar("dd/mm/yyyy")
    (False, True)
    """
    return any(soort == "teken" and tekst in "yY" for deel in _delen(opmaak) for soort, tekst in deel)


def _delen(opmaak: str) -> list[Deel]:
    delen: list[Deel] = [[]]
    for gevonden in _TEKEN.finditer(opmaak):
        soort = gevonden.lastgroup or ""
        if soort == "einde":
            delen.append([])
        else:
            delen[-1].append((soort, gevonden[soort]))
    return delen


def _schrijf(waarde: float, deel: Deel) -> str:
    """One section filled in; the sign is not in it."""
    vorm = "".join(tekst for soort, tekst in deel if soort == "cijfers")
    waarde *= 100 ** sum(soort == "procent" for soort, _ in deel)
    if schaal := re.search(r"[0#?](,+)(?=\.|$)", vorm):
        waarde /= 1000 ** len(schaal[1])
    if any(soort == "macht" for soort, _ in deel):
        cijfers = f"{waarde:.0e}".upper()
    elif vorm:
        decimalen = len(vorm.partition(".")[2].replace(",", ""))
        cijfers = _kaal(round(waarde, decimalen)) if waarde or "0" in vorm else ""
    else:
        cijfers = _kaal(waarde)
    uit, geschreven = "", False
    for soort, tekst in deel:
        if soort in ("cijfers", "algemeen"):
            uit += "" if geschreven else cijfers
            geschreven = True
        elif soort == "procent":
            uit += "%"
        elif soort in ("letterlijk", "los", "valuta") or (soort == "teken" and not (geschreven and tekst == "/")):
            uit += tekst
    return uit


def _kaal(waarde: float) -> str:
    return f"{waarde:.10f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(waarde, float) else str(waarde)
