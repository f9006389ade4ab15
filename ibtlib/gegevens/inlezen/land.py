"""The gemeenten of the rest of the country: so that a row about one of those is never taken for one of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ibtlib.basis.plaatsen import PROVINCIES
from ibtlib.gegevens.inlezen.kaal import kaal

_TOEVOEGING = re.compile(
    r"\s*\((gemeente|gem\.?|g|l|nh|zh|nb|ov|o|gld|gd|z|fr|u|ut|dr|fl|gr|lb)\.?\)\s*$", re.IGNORECASE
)
_GEBIED = re.compile(r"\((pv|cr|ld|landsdeel|provincie|corop|regio|nl)\.?\)\s*$", re.IGNORECASE)
_GEBIEDSCODE = re.compile(r"(?!GM)[A-Z]{2}\d{2,4}", re.IGNORECASE)
_ANDERS = {"nederland": "NL01", **{kaal(naam): p.code for p in PROVINCIES for naam in p.ook}}


@dataclass(frozen=True)
class Elders:
    """A gemeente as the country knows it."""

    code: str
    naam: str
    provinciecode: str
    provincie: str


class Land:
    """All gemeenten of the Netherlands, by code and by name.

    Parameters
    ----------
    rijen : iterable of mapping
        Rows of the table `landelijk/gemeenten`.
    """

    def __init__(self, rijen: Iterable[Mapping[Any, Any]]):
        alle = [Elders(r["gemeentecode"], r["gemeente"], r["provinciecode"], r["provincie"]) for r in rijen]
        self.op_code = {e.code: e for e in alle}
        self._op_naam: dict[str, list[Elders]] = {}
        for e in alle:
            for vorm in {kaal(e.naam), kaal(zonder_toevoeging(e.naam))}:
                self._op_naam.setdefault(vorm, []).append(e)
        self._provincies = {kaal(e.provincie): e.provinciecode for e in alle} | _ANDERS
        self.namen = {e.provinciecode: e.provincie for e in alle}

    def op_naam(self, naam: str) -> list[Elders]:
        """The gemeenten with this very name, with or without what CBS puts behind it."""
        return self._op_naam.get(kaal(naam)) or self._op_naam.get(kaal(zonder_toevoeging(naam)), [])

    def provincie(self, tekst: str) -> str | None:
        """The code of the province that a cell names; None when it names none.

        >>> Land([{"gemeentecode": "GM0344", "gemeente": "Utrecht", "provinciecode": "PV26", "provincie": "Utrecht"}]
        ...     ).provincie("Provincie Utrecht")
        'PV26'
        """
        kort = kaal(re.sub(r"\((pv|provincie)\.?\)", "", tekst.casefold())).removeprefix("provincie ").strip()
        if gevonden := re.fullmatch(r"(?:pv ?)?(\d\d)", kort):
            return f"PV{gevonden[1]}" if f"PV{gevonden[1]}" in self.namen else None
        return self._provincies.get(kort)


def zonder_toevoeging(naam: str) -> str:
    """A name without what CBS puts behind it to tell it from another.

    >>> [zonder_toevoeging(n) for n in ("Utrecht (gemeente)", "Laren (NH.)", "Beek (L.)", "Bilt (De)")]
    ['Utrecht', 'Laren', 'Beek', 'Bilt (De)']
    """
    return _TOEVOEGING.sub("", naam)


def is_gebied(naam: str, code: str) -> bool:
    """Whether a row is about a province, a region or the country, by the notations of CBS.

    >>> [is_gebied(n, c) for n, c in (("Utrecht (PV)", ""), ("", "PV26"), ("Utrecht (gemeente)", ""), ("x", "GM0344"))]
    [True, True, False, False]
    """
    return bool(_GEBIED.search(naam) or _GEBIEDSCODE.fullmatch(code.strip()))
