"""What a cell with a figure says, in every notation that people use; what is not literally a number is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ibtlib.basis.getallen import lees_geheel
from ibtlib.gegevens.inlezen.getalstijl import GEWOON, Getalstijl
from ibtlib.gegevens.invoer import controleer_tekens
from ibtlib.gegevens.werkmap import Cel

ONBEKEND = frozenset(
    (
        "*", "**", "***", "?", ".", "..", "...", "…", "x", "n.b.", "n.b", "nb", "n.n.b.", "nnb", "n/b", "n/a", "na",
        "onbekend", "niet bekend", "nog niet bekend", "nog onbekend", "geen opgave", "geen gegevens", "volgt",
    )
)  # fmt: skip
NIET_VAN_TOEPASSING = frozenset(("n.v.t.", "n.v.t", "nvt", "niet van toepassing"))
STREEPJES = frozenset("-\u2212\u2013\u2014")  # hyphen, minus, short and long dash
_SPATIES = re.compile(r"[ \t\r\n\u00a0\u2007\u2009\u202f]+")
_MINTEKENS = str.maketrans(dict.fromkeys(STREEPJES, "-"))
_FOUT = re.compile(r"#[A-Z/0]+[!?]?")  # #VERW!, #DEEL/0!, #N/B as a text file has them
_PROCENT = re.compile(r"[-+]?[\d.,]+ ?(%|procent|pct)", re.IGNORECASE)
_WOORD = re.compile(r"(?:(voorsprong|achterstand)(?: van)? )?([^ ]+)(?: (voorsprong|achterstand))?", re.IGNORECASE)
_NOOT = re.compile(r"([-+(]?[\d.,]+[-)]?) ?(?:\*+|[¹²³⁴⁵]|\(?(?:voorl\.?|voorlopig)\)?)", re.IGNORECASE)
_BENADERING = re.compile(r"(?:ca\.?|circa|ongeveer|plm\.?|±|~) ?([-+]?[\d.,]+)", re.IGNORECASE)
_GRENS = re.compile(r"(?:<|>|≤|≥|minder dan|meer dan|kleiner dan) ?=? ?[\d.,]+", re.IGNORECASE)
_MIN_DEELMIN = re.compile(r"-/- ?([\d.,]+)")
_ENGELS = re.compile(r"\d{1,3}(,\d{3})+")
_NUL_DECIMALEN = re.compile(r"(\d+)\.0{1,2}|(\d{4,})[.,]0+|(\d[\d.]*),(?!000$)0+")
_GETALACHTIG = re.compile(
    r"['(<>~±\u2212\u2013+-]{0,3} ?\d[\d.,  ]*\)?-?(?: ?(?:\*+|[¹²³⁴⁵]|%|voorsprong|achterstand|personen))?",
    re.IGNORECASE,
)
_GROEPEN = re.compile(r"([-+(]*)(\d{1,3})((?: \d{3})+)([-)]?)")


@dataclass(frozen=True)
class Gelezen:
    """A figure, and how it was read."""

    waarde: int | None  # persons, or a trede; None is unknown
    hoe: str = ""  # Dutch, when the cell does not literally say this number: in what way not; empty otherwise
    zeker: bool = True  # False: a proposal, which somebody has to accept
    streepje: bool = False  # only a dash or "geen": nought or unknown, the cell does not say which
    voorlopig: bool = False  # the cell itself says that the figure is provisional, approximate, or has a note


def is_procent(cel: Cel) -> bool:
    """Whether a cell holds a percentage.

    >>> is_procent(Cel("88%", "tekst")), is_procent(Cel("0,88", "getal", procent=True)), is_procent(Cel("88", "getal"))
    (True, True, False)
    """
    return cel.procent or bool(_PROCENT.fullmatch(cel.tekst.strip()[:30]))


def is_getal(cel: Cel) -> bool:
    """Whether a cell holds a number, in whatever notation; a footnote mark may stand behind it.

    >>> [is_getal(Cel(t, "tekst")) for t in ("1.372", "(31)", "31*", "n.b.", "Soest", "12,5")]
    [True, True, True, False, False, True]
    """
    if cel.soort in ("getal", "formule"):
        return True
    return cel.soort == "tekst" and bool(_GETALACHTIG.fullmatch(_SPATIES.sub(" ", cel.tekst).strip()[:40]))


def lees_waarde(
    cel: Cel, met_woorden: bool = False, plus_is_voorsprong: bool = False, stijl: Getalstijl = GEWOON
) -> Gelezen:
    """Read one figure.

    Parameters
    ----------
    cel : Cel
        As it stands in the file.
    met_woorden : bool
        The column may say "150 voorsprong" and "422 achterstand" (achterstand_begin only).
    plus_is_voorsprong : bool
        In this column a number without a word or sign is a voorsprong; ours is negative.
    stijl : Getalstijl
        How the numbers of the column are written.

    Raises
    ------
    ValueError
        In Dutch, when it is no whole number, or says two things at once; `Twijfel` when it can be two numbers.

    Examples
    --------
    >>> [lees_waarde(Cel(t, "tekst")).waarde for t in ("1.372", "\u221231", "31-", "(31)", "n.b.", "", "0")]
    [1372, -31, -31, -31, None, None, 0]
    >>> lees_waarde(Cel("150 voorsprong", "tekst"), met_woorden=True)
    Gelezen(waarde=-150, hoe='in woorden', zeker=True, streepje=False, voorlopig=False)
    """
    kaal = _SPATIES.sub(" ", cel.tekst)
    controleer_tekens(kaal)
    kaal = kaal.strip().removeprefix("'").strip()
    if cel.soort == "formule":
        return Gelezen(None, "een formule waarvan Excel geen uitkomst bewaarde, dus leeg (onbekend)", zeker=False)
    if cel.soort == "fout" or _FOUT.fullmatch(kaal[:20]):
        return Gelezen(None, "een fout in een formule, dus leeg (onbekend)", zeker=False)
    if not kaal:
        return Gelezen(None)
    if cel.soort == "datum":
        raise ValueError(f"hier staat een datum ({kaal}); maakte Excel die van een getal?")
    if cel.soort == "getal":
        return _teken(_excelgetal(kaal), plus_is_voorsprong)
    if len(kaal) > 40:
        raise ValueError(f"'{kaal[:40]}…' is geen getal")
    if kaal in STREEPJES or kaal.casefold() == "geen":
        return Gelezen(None, "alleen een streepje", zeker=False, streepje=True)
    if kaal.casefold() == "nihil":
        return Gelezen(0, "in woorden")
    if kaal.casefold() in ONBEKEND:
        return Gelezen(None, "een notitie, dus leeg (onbekend)")
    if kaal.casefold() in NIET_VAN_TOEPASSING:
        return Gelezen(None, "niet van toepassing, dus leeg (onbekend)", zeker=False)
    if _GRENS.fullmatch(kaal):
        return Gelezen(None, "alleen een grens, dus leeg (onbekend)", zeker=False)
    if is_procent(cel):
        raise ValueError(f"'{kaal}' is een percentage, geen aantal personen")
    gelezen = _met_woord(kaal, stijl) if met_woorden else None
    return gelezen or _teken(_tekstgetal(kaal, stijl), plus_is_voorsprong)


def _excelgetal(kaal: str) -> Gelezen:
    """A number that Excel holds as a number: a comma in it is a decimal comma, nothing else."""
    if "e" not in kaal and "," in kaal:
        waarde = float(kaal.replace(",", "."))
        if abs(waarde - round(waarde)) < 1e-9:
            return Gelezen(round(waarde), "op minder dan een miljardste na een heel getal")
    return Gelezen(lees_geheel(kaal))


def _tekstgetal(kaal: str, stijl: Getalstijl) -> Gelezen:
    getal = kaal.translate(_MINTEKENS)
    if gevonden := _NOOT.fullmatch(getal):
        return Gelezen(_tekstgetal(gevonden[1], stijl).waarde, "met een noot", zeker=False, voorlopig=True)
    if gevonden := _BENADERING.fullmatch(getal):
        return Gelezen(_tekstgetal(gevonden[1], stijl).waarde, "bij benadering", zeker=False, voorlopig=True)
    if gevonden := _MIN_DEELMIN.fullmatch(getal):
        return Gelezen(-(_tekstgetal(gevonden[1], stijl).waarde or 0), "met -/- ervoor, dus negatief", zeker=False)
    hoe = ""
    for eenheid in (" personen", " pers.", " vergunninghouders"):
        if getal.endswith(eenheid):
            getal, hoe = getal.removesuffix(eenheid), "met het woord erbij"
    if gevonden := _GROEPEN.fullmatch(getal):
        getal = f"{gevonden[1]}{gevonden[2]}{gevonden[3].replace(' ', '')}{gevonden[4]}"
        hoe = "een spatie om de duizendtallen"
    teken, getal, hoe = _zonder_teken(getal, hoe)
    if gevonden := _NUL_DECIMALEN.fullmatch(getal):
        getal, hoe = next(filter(None, gevonden.groups())), "met nullen achter de komma"
    zonder = stijl.zonder_duizend(getal)
    zeker = not _ENGELS.fullmatch(getal) or zonder != getal.replace(",", "") or "," in stijl.gekozen
    if gevonden := _NUL_DECIMALEN.fullmatch(zonder):
        zonder, hoe = next(filter(None, gevonden.groups())), "met nullen achter de komma"
    try:
        waarde = lees_geheel(f"{teken}{zonder}" if zonder[:1].isdigit() else kaal)
    except ValueError as fout:
        raise ValueError(str(fout).replace(f"'{teken}{zonder}'", f"'{kaal}'", 1)) from None
    return Gelezen(waarde, hoe if zeker else "een komma om de duizendtallen", zeker)


def _zonder_teken(getal: str, hoe: str) -> tuple[str, str, str]:
    """The sign, the number without it, and how a sign that does not stand in front was written."""
    if getal.startswith("(") and getal.endswith(")") and getal[1:2].isdigit():
        return "-", getal[1:-1], "tussen haakjes, dus negatief"
    if getal.endswith("-") and getal[:1].isdigit():
        return "-", getal[:-1], "met de min achteraan"
    if getal.startswith(("-", "+")):
        return getal[0], getal[1:].removeprefix(" ") if getal[0] == "-" else getal[1:], hoe
    return "", getal, hoe


def _met_woord(kaal: str, stijl: Getalstijl) -> Gelezen | None:
    gevonden = _WOORD.fullmatch(kaal)
    if not gevonden or bool(gevonden[1]) == bool(gevonden[3]):
        return None
    waarde = _tekstgetal(gevonden[2], stijl).waarde
    assert waarde is not None
    if waarde < 0 or gevonden[2].startswith("+"):
        raise ValueError(f"'{kaal}' heeft een teken én een woord; welk van de twee telt?")
    if (gevonden[1] or gevonden[3]).lower() == "voorsprong":
        waarde = -waarde
    return Gelezen(waarde, "in woorden")


def _teken(gelezen: Gelezen, omgekeerd: bool) -> Gelezen:
    if not omgekeerd or not gelezen.waarde:
        return gelezen
    hoe = gelezen.hoe or "een getal zonder teken is voorsprong"
    return replace(gelezen, waarde=-gelezen.waarde, hoe=hoe)
