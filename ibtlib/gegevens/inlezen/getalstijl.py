"""How the numbers of a file are written, seen as a whole: whether a dot or comma stands at the thousands or is decimal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

DUIZEND, DECIMAAL = "duizend", "decimaal"
_DRIE = {t: re.compile(rf"\d{{1,3}}(?:\{t}\d{{3}})+") for t in ".,"}  # can be thousands
_NULLEN = {t: re.compile(rf"\d{{1,3}}\{t}000") for t in ".,"}  # can be a whole number both ways
_ZEKER_DECIMAAL = {t: re.compile(rf"\d*\{t}\d{{1,2}}|\d{{4,}}\{t}\d+|0\{t}\d+|\d+\{t}\d{{4,}}") for t in ".,"}
_OPSMUK = re.compile(r"^[-+(<>~\u2212\u2013 ]+|[-)*%¹²³⁴⁵ ]+$")
_NAAM = {".": "punt", ",": "komma"}


class Twijfel(ValueError):
    """A number that can be read in two ways; the text is Dutch.

    Parameters
    ----------
    wat : str
    lezingen : tuple of int
        The whole numbers that it can be.
    opties : tuple of str
        Options of the command for all numbers that are written so.
    """

    def __init__(self, wat: str, lezingen: tuple[int, ...], opties: tuple[str, ...]):
        super().__init__(wat)
        self.lezingen, self.opties = lezingen, opties


@dataclass(frozen=True)
class Getalstijl:
    """What the numbers of a column, and of the file around it, say about dots and commas."""

    gekozen: dict[str, str]  # sign (`.` or `,`) to `duizend` or `decimaal`, where the command says so
    decimaal: dict[str, str]  # sign to a number of the file in which it can only be decimal
    nullen: frozenset[str]  # signs of which every number of the column could be decimal: only noughts stand behind them
    ander_duizend: frozenset[str]  # signs that stand at the thousands somewhere in the column

    @classmethod
    def van(cls, kolom: Iterable[str], bestand: Iterable[str], gekozen: dict[str, str]) -> Getalstijl:
        """Look at the texts of one column, and at all texts of the file that are figures.

        Examples
        --------
        >>> stijl = Getalstijl.van(["31.0", "1.372"], [], {})
        >>> stijl.zonder_duizend("1.372")
        Traceback (most recent call last):
        ibtlib.gegevens.inlezen.getalstijl.Twijfel: '1.372': een punt om de duizendtallen, of een decimale punt zoals in '31.0'?
        """
        kaal = [_kaal(t) for t in kolom]
        alle = [*kaal, *map(_kaal, bestand)]
        drie = {t: [k for k in kaal if _DRIE[t].fullmatch(k)] for t in ".,"}
        return cls(
            gekozen,
            {t: k for t in ".," for k in alle if _ZEKER_DECIMAAL[t].fullmatch(k)},
            frozenset(t for t in ".," if drie[t] and all(_NULLEN[t].fullmatch(k) for k in drie[t])),
            frozenset(t for t in ".," if drie[t]),
        )

    def zonder_duizend(self, getal: str) -> str:
        """A number without the signs at its thousands, as digits with at most a decimal comma.

        Raises
        ------
        Twijfel
            When the sign can be both.
        """
        for teken in ".,":
            if not _DRIE[teken].fullmatch(getal.lstrip("-+")):
                continue
            keuze = self.gekozen.get(teken)
            if keuze is None:
                self._controleer(getal, teken)
            if keuze == DECIMAAL:
                heel, _, deel = getal.partition(teken)
                return heel if not deel.strip("0") else getal.replace(teken, ",")
            return getal.replace(teken, "")
        return getal

    def _controleer(self, getal: str, teken: str) -> None:
        ander = "," if teken == "." else "."
        wat, naam = "", _NAAM[teken]
        if teken in self.decimaal:
            wat = f"een decimale {naam} zoals in '{self.decimaal[teken]}'"
        elif teken in self.nullen:
            wat = f"een decimale {naam} met drie nullen erachter"
        elif teken == "," and ander in self.ander_duizend:
            wat = "een decimale komma (elders in de kolom staat een punt om de duizendtallen)"
        if wat:
            lezingen = [int(getal.replace(teken, ""))]
            heel, _, deel = getal.partition(teken)
            lezingen += [int(heel)] if not int(deel.replace(teken, "")) else []
            opties = (f"--{naam} {DUIZEND}", f"--{naam} {DECIMAAL}")
            raise Twijfel(f"'{getal}': een {naam} om de duizendtallen, of {wat}?", tuple(lezingen), opties)


GEWOON = Getalstijl({}, {}, frozenset(), frozenset())


def _kaal(tekst: str) -> str:
    return _OPSMUK.sub("", " ".join(tekst.split()))
