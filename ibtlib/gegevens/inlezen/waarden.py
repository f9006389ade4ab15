"""What a cell with a figure says, in every notation that people use; what is not literally a number is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ibtlib.basis.getallen import lees_geheel
from ibtlib.gegevens.invoer import controleer_tekens
from ibtlib.gegevens.werkmap import Cel

ONBEKEND = frozenset(
    (
        "*", "**", "***", "?", ".", "..", "...", "…", "x", "n.b.", "n.b", "nb", "n.n.b.", "nnb", "n.v.t.", "nvt", "n/b", "n/a", "na",
        "onbekend", "niet bekend", "nog niet bekend", "nog onbekend", "geen opgave", "geen gegevens", "volgt",
    )
)  # fmt: skip
STREEPJES = frozenset("-\u2212\u2013\u2014")  # hyphen, minus, short and long dash
_SPATIES = re.compile(r"[ \t\r\n\u00a0\u2007\u2009\u202f]+")
_MINTEKENS = str.maketrans(dict.fromkeys(STREEPJES, "-"))
_FOUT = re.compile(r"#[A-Z/0]+[!?]?")  # #VERW!, #DEEL/0!, #N/B as a text file has them
_PROCENT = re.compile(r"[-+]?[\d.,]+ ?(%|procent|pct)", re.IGNORECASE)
_WOORD = re.compile(r"(?:(voorsprong|achterstand)(?: van)? )?([^ ]+)(?: (voorsprong|achterstand))?", re.IGNORECASE)
_NOOT = re.compile(r"([-+(]?[\d.]+[-)]?) ?(\*+|[¹²³⁴⁵])")
_ENGELS = re.compile(r"[-+]?\d{1,3}(,\d{3})+")
_NUL_DECIMALEN = re.compile(r"([-+]?[\d.]+?)(?:,0+|\.0{1,2})")
_GROEPEN = re.compile(r"([-+(]*)(\d{1,3})((?: \d{3})+)([-)]?)")


@dataclass(frozen=True)
class Gelezen:
    """A figure, and how it was read.

    Parameters
    ----------
    waarde : int or None
        Persons, or a trede; None is unknown.
    hoe : str
        Dutch, when the cell does not literally say this number: in what way not; empty otherwise.
    zeker : bool
        False: a proposal, which somebody has to accept.
    streepje : bool
        Only a dash or "geen": nought or unknown, the cell does not say which.
    """

    waarde: int | None
    hoe: str = ""
    zeker: bool = True
    streepje: bool = False


def is_procent(cel: Cel) -> bool:
    """Whether a cell holds a percentage.

    >>> is_procent(Cel("88%", "tekst")), is_procent(Cel("0,88", "getal", procent=True)), is_procent(Cel("88", "getal"))
    (True, True, False)
    """
    return cel.procent or bool(_PROCENT.fullmatch(cel.tekst.strip()[:30]))


def lees_waarde(cel: Cel, met_woorden: bool = False, plus_is_voorsprong: bool = False) -> Gelezen:
    """Read one figure.

    Parameters
    ----------
    cel : Cel
        As it stands in the file.
    met_woorden : bool
        The column may say "150 voorsprong" and "422 achterstand" (achterstand_begin only).
    plus_is_voorsprong : bool
        In this column a number without a word or sign is a voorsprong; ours is negative.

    Raises
    ------
    ValueError
        In Dutch, when it is no whole number, or says two things at once.

    Examples
    --------
    >>> [lees_waarde(Cel(t, "tekst")).waarde for t in ("1.372", "\u221231", "31-", "(31)", "n.b.", "", "0")]
    [1372, -31, -31, -31, None, None, 0]
    >>> lees_waarde(Cel("150 voorsprong", "tekst"), met_woorden=True)
    Gelezen(waarde=-150, hoe='in woorden', zeker=True, streepje=False)
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
    if is_procent(cel):
        raise ValueError(f"'{kaal}' is een percentage, geen aantal personen")
    gelezen = _met_woord(kaal) if met_woorden else None
    return gelezen or _teken(_tekstgetal(kaal), plus_is_voorsprong)


def _excelgetal(kaal: str) -> Gelezen:
    """A number that Excel holds as a number: a comma in it is a decimal comma, nothing else."""
    if "e" not in kaal and "," in kaal:
        waarde = float(kaal.replace(",", "."))
        if abs(waarde - round(waarde)) < 1e-9:
            return Gelezen(round(waarde), "op minder dan een miljardste na een heel getal")
    return Gelezen(lees_geheel(kaal))


def _tekstgetal(kaal: str) -> Gelezen:
    getal = kaal.translate(_MINTEKENS)
    if gevonden := _NOOT.fullmatch(getal):
        binnen = _tekstgetal(gevonden[1])
        return Gelezen(binnen.waarde, "met een noot", zeker=False)
    hoe = ""
    for eenheid in (" personen", " pers.", " vergunninghouders"):
        if getal.endswith(eenheid):
            getal, hoe = getal.removesuffix(eenheid), "met het woord erbij"
    if gevonden := _GROEPEN.fullmatch(getal):
        getal, hoe = (
            f"{gevonden[1]}{gevonden[2]}{gevonden[3].replace(' ', '')}{gevonden[4]}",
            "een spatie om de duizendtallen",
        )
    if _ENGELS.fullmatch(getal):
        waarde = lees_geheel(getal.replace(",", ""))
        return Gelezen(waarde, "een komma om de duizendtallen", zeker=False)
    if gevonden := _NUL_DECIMALEN.fullmatch(getal):
        getal, hoe = gevonden[1], "met nullen achter de komma"
    if getal.startswith("(") and getal.endswith(")") and getal[1:2].isdigit():
        getal, hoe = f"-{getal[1:-1]}", "tussen haakjes, dus negatief"
    elif getal.endswith("-") and getal[:1].isdigit():
        getal, hoe = f"-{getal[:-1]}", "met de min achteraan"
    elif getal.startswith("- "):
        getal = f"-{getal[2:]}"
    try:
        waarde = lees_geheel(getal)
    except ValueError as fout:
        raise ValueError(str(fout).replace(f"'{getal}'", f"'{kaal}'", 1)) from None
    return Gelezen(waarde, hoe)


def _met_woord(kaal: str) -> Gelezen | None:
    gevonden = _WOORD.fullmatch(kaal)
    if not gevonden or bool(gevonden[1]) == bool(gevonden[3]):
        return None
    waarde = _tekstgetal(gevonden[2]).waarde
    assert waarde is not None
    if waarde < 0 or gevonden[2].startswith("+"):
        raise ValueError(f"'{kaal}' heeft een teken én een woord; welk van de twee telt?")
    if (gevonden[1] or gevonden[3]).lower() == "voorsprong":
        waarde = -waarde
    return Gelezen(waarde, "in woorden")


def _teken(gelezen: Gelezen, omgekeerd: bool) -> Gelezen:
    if not omgekeerd or not gelezen.waarde:
        return gelezen
    return Gelezen(-gelezen.waarde, gelezen.hoe or "een getal zonder teken is voorsprong", gelezen.zeker)
