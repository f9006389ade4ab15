"""How a display object is kept in a notebook: its whole content as JSON, and read back with every type checked.

A display object is its class (`weergave`) and its fields by name; a field that has its default is left out. What it is
made of (`Kop`, `Rij`, `Cel`) is an object with its fields by name too, or just its first field where the others say
nothing: a figure without notes is stored as that figure. A Fraction is a pair [numerator, denominator].
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from ibtlib.basis.fouten import AanvraagFout, opsomming

SOORT = "weergave"
Lezer = Callable[[Any], Any]

_IN_WOORDEN = {
    str: "een tekst", int: "een geheel getal", bool: "waar of onwaar", list: "een lijst", dict: "een object",
    NoneType: "niets",
}  # fmt: skip


class Onleesbaar(AanvraagFout):
    """What a notebook holds is not what a display object stores there.

    Parameters
    ----------
    wat : str
        Dutch: what is wrong, without full stop.
    plek : str
        Where in the object, from the outside in.

    Examples
    --------
    >>> print(Onleesbaar("verwacht een geheel getal, er staat 'x'", "koppen 2", "decimalen"))
    koppen 2, decimalen: verwacht een geheel getal, er staat 'x'
    """

    def __init__(self, wat: str, *plek: str):
        self.wat, self.plek = wat, plek
        super().__init__(f"{', '.join(plek)}: {wat}" if plek else wat)

    def binnen(self, plek: str) -> Onleesbaar:
        """The same, seen from one level further out."""
        return Onleesbaar(self.wat, plek, *self.plek)


# --- to JSON ------------------------------------------------------------------------------------------------


def als_json(waarde: Any) -> Any:
    """A display object, or anything that one is made of, as JSON.

    >>> als_json(("a", Fraction(1, 3), None, dt.date(2024, 1, 1)))
    ['a', [1, 3], None, '2024-01-01']
    """
    if isinstance(waarde, tuple):
        return [als_json(deel) for deel in waarde]
    if isinstance(waarde, Fraction):
        return [waarde.numerator, waarde.denominator]
    if isinstance(waarde, dt.date):
        return waarde.isoformat()
    if not is_dataclass(waarde):
        return waarde
    soort: Any = type(waarde)
    velden = {}
    for veld in _velden(soort).values():
        inhoud = getattr(waarde, veld.name)
        if veld.default is MISSING or inhoud != veld.default:
            velden[veld.name] = als_json(inhoud)
    if is_weergave(soort):
        return {SOORT: soort.__name__.lower(), **velden}
    eerste = next(iter(_velden(soort)))
    return velden[eerste] if velden.keys() == {eerste} else velden


@cache
def _velden(soort: Any) -> dict[str, Field[Any]]:
    return {veld.name: veld for veld in fields(soort)}


def is_weergave(soort: Any) -> bool:
    """Whether a class is one of display objects: those say in JSON what they are."""
    return hasattr(soort, "_repr_mimebundle_")


# --- and back -----------------------------------------------------------------------------------------------


@cache
def lezer(soort: Any) -> Lezer:
    """What reads a value of this type from JSON, and raises `Onleesbaar` on anything else.

    >>> lezer(tuple[int | Fraction | None, ...])([1, [1, 3], None])
    (1, Fraction(1, 3), None)
    >>> lezer(tuple[str, ...])(["a", 1])
    Traceback (most recent call last):
    ibtlib.weergave.opslag.Onleesbaar: 2: verwacht een tekst, er staat 1
    """
    if is_dataclass(soort):
        return _lezer_van_object(soort)
    if get_origin(soort) is tuple:
        return _lezer_van_rij(get_args(soort))
    if alternatieven := get_args(soort):
        return _lezer_van_keuze(alternatieven)
    if soort is Fraction:
        return _lees_breuk
    if soort is dt.date:
        return _lees_datum
    return _lezer_van_kaal(soort)


def _anders(json: Any, *verwacht: type) -> Onleesbaar:
    kort = repr(json)
    wat = f"{kort[:40]}…" if len(kort) > 41 else kort
    return Onleesbaar(f"verwacht {opsomming((_IN_WOORDEN[v] for v in verwacht), 'of')}, er staat {wat}")


def _lezer_van_kaal(soort: type) -> Lezer:
    def lees(json: Any) -> Any:
        if type(json) is not soort:  # True is an int to isinstance
            raise _anders(json, soort)
        return json

    return lees


def _lees_breuk(json: Any) -> Fraction:
    teller, noemer = lezer(tuple[int, int])(json)
    if noemer < 1:
        raise Onleesbaar(f"{noemer} kan geen noemer zijn")
    return Fraction(teller, noemer)


def _lees_datum(json: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(lezer(str)(json))
    except ValueError:
        raise Onleesbaar(f"{json[:40]!r} is geen datum (jjjj-mm-dd)") from None


def _lezer_van_rij(soorten: tuple[Any, ...]) -> Lezer:
    """`tuple[X, ...]`: any number of the same; `tuple[X, Y]`: exactly these."""
    gelijk = lezer(soorten[0]) if soorten[-1] is Ellipsis else None
    apart = () if gelijk else tuple(map(lezer, soorten))

    def lees(json: Any) -> Any:
        if type(json) is not list:
            raise _anders(json, list)
        if not gelijk and len(json) != len(apart):
            raise Onleesbaar(f"verwacht {len(apart)} delen, het zijn er {len(json)}")
        uit = []
        for nummer, deel in enumerate(json):
            try:
                uit.append(gelijk(deel) if gelijk else apart[nummer](deel))
            except Onleesbaar as fout:
                raise fout.binnen(str(nummer + 1)) from None
        return tuple(uit)

    return lees


def _lezer_van_keuze(soorten: tuple[Any, ...]) -> Lezer:
    """`X | Y`: which one it is, shows from the type in JSON; of display objects from what they say they are."""
    objecten = {soort.__name__.lower(): lezer(soort) for soort in soorten if is_weergave(soort)}
    lezers = {_json_van(soort): lezer(soort) for soort in soorten if not is_weergave(soort)}

    def lees_object(json: dict[str, Any]) -> Any:
        naam = json.get(SOORT)
        if not isinstance(naam, str) or naam not in objecten:
            raise Onleesbaar(f"{naam!r} is geen weergaveobject; bekend: {opsomming(objecten)}")
        return objecten[naam](json)

    if objecten:
        lezers[dict] = lees_object

    def lees(json: Any) -> Any:
        soort = dict if isinstance(json, dict) else type(json)
        if soort not in lezers:
            raise _anders(json, *lezers)
        return lezers[soort](json)

    return lees


def _json_van(soort: Any) -> type:
    if is_dataclass(soort):
        return dict
    if soort is Fraction or get_origin(soort) is tuple:
        return list
    return str if soort is dt.date else soort


def _lezer_van_object(soort: Any) -> Lezer:
    velden, eerste = _velden(soort), next(iter(_velden(soort)))
    soorten = get_type_hints(soort)
    lezers = {naam: lezer(soorten[naam]) for naam in velden}
    verplicht = {naam for naam, v in velden.items() if v.default is MISSING}
    gemerkt = is_weergave(soort)

    def lees(json: Any) -> Any:
        if not isinstance(json, dict):  # nbformat has a kind of its own
            if gemerkt:
                raise _anders(json, dict)
            json = {eerste: json}
        gegeven = {}
        for naam, deel in json.items():
            if naam not in lezers:
                if gemerkt and naam == SOORT and deel == soort.__name__.lower():
                    continue
                raise Onleesbaar(f"{soort.__name__} kent het veld {naam!r} niet")
            try:
                gegeven[naam] = lezers[naam](deel)
            except Onleesbaar as fout:
                raise fout.binnen(naam) from None
        if mist := verplicht - gegeven.keys():
            raise Onleesbaar(f"{soort.__name__} mist {opsomming(sorted(mist))}")
        try:
            return soort(**gegeven)
        except (AanvraagFout, TypeError, ValueError) as fout:
            raise Onleesbaar(str(fout).rstrip(".")) from None

    return lees
