"""Which gemeente a row is about: exact, or a proposal that somebody has to accept; never guessed silently."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.gemeenten import Gemeente, Gemeentelijst
from ibtlib.gegevens.inlezen.kolommen import kaal

_TOTAAL = re.compile(
    r"(eind|sub)?tota(a|l)l?(en)?\b.*|som|provincie( .*)?|.* provincie|.* totaal|alle gemeenten|overall"
)
_LIDWOORD = re.compile(r"^(.+?)\s*[,(]\s*(de|het|den|'s|'t)\s*\)?$")
_CODE = re.compile(r"(?:GM)?\s*(\d{1,4})(?:,0)?", re.IGNORECASE)


@dataclass(frozen=True)
class Naam:
    """What a row says its gemeente is.

    Parameters
    ----------
    gemeente : Gemeente or None
        None: nobody knows.
    hoe : str
        Dutch: why it is thought to be that one; empty when the row says it literally.
    zeker : bool
        False: a proposal.
    """

    gemeente: Gemeente | None
    hoe: str = ""
    zeker: bool = True


class Namen:
    """Finds the gemeenten of one province in one periode.

    Parameters
    ----------
    lijst : Gemeentelijst
    periode : Periode
        Gemeenten must exist on its first day.
    keuzes : mapping of str to str
        From the command: name in the file to code (`--naam "Bilt, De"=GM0310`).
    """

    def __init__(self, lijst: Gemeentelijst, periode: Periode, keuzes: Mapping[str, str]):
        self._lijst, self._dag = lijst, periode.begin
        self._keuzes = {kaal(naam): code for naam, code in keuzes.items()}
        self._alle = {kaal(g.naam): g for g in lijst.op(self._dag)}

    def zoek(self, naam: str, code: str) -> Naam:
        """The gemeente of a row; the code decides, when there is one, and the name must fit it.

        Raises
        ------
        ValueError
            In Dutch, when the code is none, or code and name are two gemeenten.
        """
        naam = " ".join(naam.split())
        if gekozen := self._keuzes.get(kaal(naam)):
            return Naam(self._op_code(gekozen), "gekozen in de opdracht")
        if not code.strip():
            return self._op_naam(naam)
        gemeente = self._op_code(code)
        if not naam or gemeente.naam == naam:
            return Naam(gemeente)
        op_naam = self._op_naam(naam)
        if op_naam.gemeente is not None and op_naam.gemeente.code != gemeente.code:
            raise ValueError(
                f"'{code.strip()}' is {gemeente.naam}, niet '{naam}'; {op_naam.gemeente.naam} is {op_naam.gemeente.code}"
            )
        return Naam(gemeente, f"volgens de code; er staat '{naam}'", op_naam.gemeente is not None)

    def _op_code(self, code: str) -> Gemeente:
        gevonden = _CODE.fullmatch(code.strip())
        volledig = f"GM{int(gevonden[1]):04d}" if gevonden else code.strip()
        if wat := self._lijst.probleem(volledig, None, self._dag):
            raise ValueError(wat)
        gemeente = self._lijst.zoek(volledig, self._dag)
        assert gemeente is not None
        return gemeente

    def _op_naam(self, naam: str) -> Naam:
        kort = kaal(naam)
        gelijk = self._alle.get(kort)
        if gelijk is not None and gelijk.naam == naam:
            return Naam(gelijk)
        for poging in dict.fromkeys((kort, _zonder_lidwoord_achteraan(naam), _zonder_toevoeging(naam))):
            if poging in self._alle:
                return Naam(self._alle[poging], f"'{naam}', anders geschreven", zeker=False)
        if (voluit := self._afgekort(naam)) is not None:
            return Naam(voluit, f"'{naam}', afgekort", zeker=False)
        dichtbij = difflib.get_close_matches(kort, self._alle, n=2, cutoff=0.8) if len(kort) < 60 else []
        if len(dichtbij) == 1:
            return Naam(self._alle[dichtbij[0]], f"'{naam}' lijkt erop", zeker=False)
        vroeger = next((g for g in self._lijst if g.naam == naam), None)
        if vroeger is not None and (wat := self._lijst.probleem(vroeger.code, None, self._dag)):
            raise ValueError(wat)
        return Naam(None, f"lijkt op {opsomming(self._alle[k].naam for k in dichtbij)}" if dichtbij else "")

    def _afgekort(self, naam: str) -> Gemeente | None:
        """Word by word: a word that ends in a dot is the beginning of the word of the name."""
        woorden = naam.replace(".", ". ").split()
        if not any(w.endswith(".") for w in woorden):
            return None
        past = []
        for kort, gemeente in self._alle.items():
            voluit = kort.split()
            if len(voluit) == len(woorden) and all(
                v.startswith(kaal(w)) if w.endswith(".") else v == kaal(w) for v, w in zip(voluit, woorden, strict=True)
            ):
                past.append(gemeente)
        return past[0] if len(past) == 1 else None


def is_totaal(naam: str) -> bool:
    """Whether a row is about all gemeenten together; "Utrecht" alone is the gemeente.

    >>> [is_totaal(n) for n in ("Totaal", "Provincie Utrecht", "Totaal provincie", "Utrecht", "Subtotaal", "Total")]
    [True, True, True, False, True, True]
    """
    return bool(_TOTAAL.fullmatch(kaal(naam)))


def _zonder_lidwoord_achteraan(naam: str) -> str:
    """`Bilt, De` and `Bilt (De)`."""
    return kaal(_LIDWOORD.sub(r"\2 \1", naam.casefold()))


def _zonder_toevoeging(naam: str) -> str:
    """`Gemeente Soest`, `Soest (GM0342)`, `Utrecht (gemeente)`."""
    return kaal(re.sub(r"^gemeente\s+|\s*\([^)]*\)\s*$|\s*[*¹²³]+$", "", naam.casefold()))
