"""Which gemeente a row is about: exact, or a proposal that somebody has to accept; never guessed silently.

The world is larger than our list: a name that is literally another gemeente, or whose row names another province, is
never proposed as one of ours. Likeness is tried last.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.gemeenten import Gemeente, Gemeentelijst
from ibtlib.gegevens.inlezen.kaal import kaal
from ibtlib.gegevens.inlezen.land import Land, is_gebied, zonder_toevoeging

_TOTAAL = re.compile(
    r"(eind|sub)?tota(a|l)l?(en)?\b.*|som|provincie( .*)?|.* provincie|.* totaal|alle gemeenten|overall|nederland"
)
_LIDWOORD = re.compile(r"^(.+?)\s*[,(]\s*(de|het|den|'s|'t)\s*\)?$")
_CODE = re.compile(r"(?:GM)?\s*(\d{1,4})(?:,0)?", re.IGNORECASE)


@dataclass(frozen=True)
class Wie:
    """What a row is about."""

    gemeente: Gemeente | None  # one of ours; None: nobody knows, or it is of another province
    hoe: str = ""  # Dutch: why it is thought to be that one; empty when the row says it literally
    zeker: bool = True  # False: a proposal
    elders: str = ""  # name of the province, when the row is about a gemeente of another one


class Namen:
    """Finds the gemeenten of one province in one periode.

    Parameters
    ----------
    periode : Periode
        Gemeenten must exist on its first day.
    keuzes : mapping of str to str
        From the command: name in the file to code (`--naam "Bilt, De"=GM0310`).
    provincie : str
        CBS code of the province.
    """

    def __init__(self, lijst: Gemeentelijst, periode: Periode, keuzes: Mapping[str, str], land: Land, provincie: str):
        self._lijst, self._dag, self._land, self._provincie = lijst, periode.begin, land, provincie
        self._keuzes = {kaal(naam): code for naam, code in keuzes.items()}
        self._alle = {kaal(g.naam): g for g in lijst.op(self._dag)}
        self._vroeger = {kaal(g.naam): g for g in lijst if g.geldig_tot is not None}

    def zoek(self, naam: str, code: str, provincie: str = "") -> Wie:
        """The gemeente of a row; the code decides, when there is one, and name and province must fit it.

        Raises
        ------
        ValueError
            In Dutch, when the code is none, or code, name and province say different things.
        """
        naam, code = " ".join(naam.split()), code.strip()
        if gekozen := self._keuzes.get(kaal(naam)):
            return Wie(self.op_code(gekozen), "gekozen in de opdracht")
        genoemd = self._land.provincie(provincie) if provincie else None
        anders = genoemd if genoemd not in (None, self._provincie) else None
        if code:
            return self._op_code_en_naam(code, naam, anders)
        eigen = self._letterlijk(naam)
        elders = [e for e in self._land.op_naam(naam) if e.provinciecode != self._provincie]
        if anders:
            if eigen is not None and not any(e.provinciecode == anders for e in elders):
                raise ValueError(f"{eigen.gemeente.naam} ligt niet in {self._naam_van(anders)}, dat erbij staat")  # type: ignore[union-attr]
            return Wie(None, elders=self._naam_van(anders))
        if eigen is not None:
            return eigen
        if elders:
            return Wie(None, elders=elders[0].provincie)
        if (vroeger := self._vroeger.get(kaal(naam))) is not None and (
            wat := self._lijst.probleem(vroeger.code, None, self._dag)
        ):
            raise ValueError(wat)
        return self._op_gelijkenis(naam)

    def is_letterlijk(self, naam: str, code: str) -> bool:
        """Whether a row says without any doubt that it is about one of ours, whatever else is in it."""
        if code.strip():
            gemeente = self._lijst.zoek(_volledig(code), self._dag)
            return gemeente is not None
        return self._letterlijk(" ".join(naam.split())) is not None

    def totaal_van(self, naam: str, code: str) -> str | None:
        """Of what a row is the total: "ons", "alles" (whatever is in the file) or "elders"; None when it is none."""
        code = code.strip()
        naam = " ".join(naam.split()) or code
        if kaal(naam) in self._keuzes or (_CODE.fullmatch(code) and not is_totaal(naam)):
            return None
        if is_gebied(naam, code):
            ons = self._provincie in (code.upper(), self._land.provincie(naam))
            return "ons" if ons else "elders"
        if not is_totaal(naam):
            wiens = self._land.provincie(naam) if not self._letterlijk(naam) else None
            return "elders" if wiens and wiens != self._provincie and not self._land.op_naam(naam) else None
        genoemd = self._land.provincie(re.sub(r"\btotaa?l\b", "", kaal(naam)))
        return "alles" if genoemd is None else "ons" if genoemd == self._provincie else "elders"

    def op_code(self, code: str) -> Gemeente:
        """The gemeente with a code, however it is written.

        Raises
        ------
        ValueError
            In Dutch, when it is none of ours in this periode.
        """
        volledig = _volledig(code)
        if wat := self._lijst.probleem(volledig, None, self._dag):
            raise ValueError(wat)
        gemeente = self._lijst.zoek(volledig, self._dag)
        assert gemeente is not None
        return gemeente

    def _naam_van(self, provinciecode: str) -> str:
        return self._land.namen.get(provinciecode, "een andere provincie")

    def _op_code_en_naam(self, code: str, naam: str, anders: str | None) -> Wie:
        volledig = _volledig(code)
        elders = self._land.op_code.get(volledig)
        if self._lijst.zoek(volledig) is None:
            eigen = self._letterlijk(naam)
            if eigen is not None and eigen.gemeente is not None and not anders:
                g = eigen.gemeente
                wie = (
                    f"'{volledig}' is {elders.naam} ({elders.provincie})" if elders else f"'{volledig}' is niet bekend"
                )
                raise ValueError(f"{wie}, niet '{naam}'; {g.naam} is {g.code}")
            if elders:
                return Wie(None, elders=elders.provincie)
            if anders:
                return Wie(None, elders=self._naam_van(anders))
            if op_naam := self._land.op_naam(naam):
                return Wie(None, elders=op_naam[0].provincie)
        gemeente = self.op_code(code)
        if anders:
            raise ValueError(
                f"'{code}' is {gemeente.naam}, en dat ligt niet in {self._naam_van(anders)}, dat erbij staat"
            )
        if not naam or gemeente.naam == naam or kaal(zonder_toevoeging(naam)) == kaal(gemeente.naam):
            return Wie(gemeente, "" if naam in ("", gemeente.naam) else f"volgens de code; er staat '{naam}'")
        ander = next((e for e in self._land.op_naam(naam) if e.code != gemeente.code), None)
        if ander is not None:
            raise ValueError(f"'{code}' is {gemeente.naam}, niet '{naam}'; {ander.naam} is {ander.code}")
        op_naam_ = self._letterlijk(naam) or self._op_gelijkenis(naam)
        if op_naam_.gemeente is not None and op_naam_.gemeente.code != gemeente.code:
            raise ValueError(
                f"'{code}' is {gemeente.naam}, niet '{naam}'; {op_naam_.gemeente.naam} is {op_naam_.gemeente.code}"
            )
        return Wie(gemeente, f"volgens de code; er staat '{naam}'", op_naam_.gemeente is not None)

    def _letterlijk(self, naam: str) -> Wie | None:
        """One of ours by its own name: as we write it, as CBS does, or with other capitals and signs."""
        gelijk = self._alle.get(kaal(naam))
        if gelijk is not None:
            return Wie(gelijk) if gelijk.naam == naam else Wie(gelijk, f"'{naam}', anders geschreven", zeker=False)
        gelijk = self._alle.get(kaal(zonder_toevoeging(naam)))
        return Wie(gelijk, f"er staat '{naam}'") if gelijk is not None else None

    def _op_gelijkenis(self, naam: str) -> Wie:
        for poging in dict.fromkeys((_zonder_lidwoord_achteraan(naam), _zonder_aanhef(naam))):
            if poging in self._alle:
                return Wie(self._alle[poging], f"'{naam}', anders geschreven", zeker=False)
        if (voluit := self._afgekort(naam)) is not None:
            return Wie(voluit, f"'{naam}', afgekort", zeker=False)
        kort = kaal(naam)
        dichtbij = difflib.get_close_matches(kort, self._alle, n=2, cutoff=0.8) if len(kort) < 60 else []
        if len(dichtbij) == 1 and dichtbij[0][0] == kort[0]:
            return Wie(self._alle[dichtbij[0]], f"'{naam}' lijkt erop", zeker=False)
        return Wie(None, f"lijkt op {opsomming(self._alle[k].naam for k in dichtbij)}" if dichtbij else "")

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


def _volledig(code: str) -> str:
    gevonden = _CODE.fullmatch(code.strip())
    return f"GM{int(gevonden[1]):04d}" if gevonden else code.strip()


def _zonder_lidwoord_achteraan(naam: str) -> str:
    """`Bilt, De` and `Bilt (De)`."""
    return kaal(_LIDWOORD.sub(r"\2 \1", naam.casefold()))


def _zonder_aanhef(naam: str) -> str:
    """`Gemeente Soest`, `Soest (GM0342)`, `Soest*`."""
    return kaal(re.sub(r"^gemeente\s+|\s*\([^)]*\)\s*$|\s*[*¹²³]+$", "", naam.casefold()))
