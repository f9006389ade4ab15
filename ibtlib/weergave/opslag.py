"""How a display object is kept in a notebook: its whole content as JSON, and read back with every type checked.

A display object is its class (`weergave`) and its fields by name; a field that has its default is left out. What it is
made of (`Kop`, `Rij`, `Cel`) is an object with its fields by name too, or just its first field where the others say
nothing: a figure without notes is stored as that figure. A Fraction is a pair [numerator, denominator].
"""

from __future__ import annotations

import datetime as dt
from dataclasses import MISSING, Field, fields, is_dataclass
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from ibtlib.basis.fouten import AanvraagFout, opsomming

SOORT = "weergave"

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
        super().__init__(f"{', '.join(plek)}: {wat}" if plek else wat)


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


def uit_json(soort: Any, json: Any, *plek: str) -> Any:
    """A value of this type from JSON.

    Raises
    ------
    Onleesbaar
        When it is anything else, to the last field of the last part.

    Examples
    --------
    >>> uit_json(tuple[int | Fraction | None, ...], [1, [1, 3], None])
    (1, Fraction(1, 3), None)
    >>> uit_json(tuple[str, ...], ["a", 1])
    Traceback (most recent call last):
    ibtlib.weergave.opslag.Onleesbaar: 2: verwacht een tekst, er staat 1
    """
    if is_dataclass(soort):
        return _object(soort, json, plek)
    delen = get_args(soort)
    if get_origin(soort) is tuple:
        return _rij(delen, json, plek)
    if delen:
        return uit_json(_keuze(delen, json, plek), json, *plek)
    if soort is Fraction:
        return _breuk(json, plek)
    if soort is dt.date:
        return _datum(json, plek)
    if type(json) is not soort:  # True is an int to isinstance
        raise _anders(json, plek, soort)
    return json


def _anders(json: Any, plek: tuple[str, ...], *verwacht: type) -> Onleesbaar:
    kort = repr(json)
    wat = f"{kort[:40]}…" if len(kort) > 41 else kort
    return Onleesbaar(f"verwacht {opsomming((_IN_WOORDEN[v] for v in verwacht), 'of')}, er staat {wat}", *plek)


def _breuk(json: Any, plek: tuple[str, ...]) -> Fraction:
    teller, noemer = uit_json(tuple[int, int], json, *plek)
    if noemer < 1:
        raise Onleesbaar(f"{noemer} kan geen noemer zijn", *plek)
    return Fraction(teller, noemer)


def _datum(json: Any, plek: tuple[str, ...]) -> dt.date:
    try:
        return dt.date.fromisoformat(uit_json(str, json, *plek))
    except ValueError:
        raise Onleesbaar(f"{json[:40]!r} is geen datum (jjjj-mm-dd)", *plek) from None


def _rij(soorten: tuple[Any, ...], json: Any, plek: tuple[str, ...]) -> tuple[Any, ...]:
    """`tuple[X, ...]`: any number of the same; `tuple[X, Y]`: exactly these."""
    if type(json) is not list:
        raise _anders(json, plek, list)
    verwacht = soorten[:1] * len(json) if soorten[-1] is Ellipsis else soorten
    if len(verwacht) != len(json):
        raise Onleesbaar(f"verwacht {len(verwacht)} delen, het zijn er {len(json)}", *plek)
    paren = enumerate(zip(verwacht, json, strict=True), 1)
    return tuple([uit_json(soort, deel, *plek, str(nummer)) for nummer, (soort, deel) in paren])


def _keuze(soorten: tuple[Any, ...], json: Any, plek: tuple[str, ...]) -> Any:
    """Which of `X | Y` it is shows from its type in JSON; of display objects from what they say they are."""
    per_vorm, per_naam = _alternatieven(soorten)
    if isinstance(json, dict) and per_naam:
        naam = str(json.get(SOORT))
        if naam not in per_naam:
            raise Onleesbaar(f"{naam!r} is geen weergaveobject; bekend: {opsomming(per_naam)}", *plek)
        return per_naam[naam]
    vorm = dict if isinstance(json, dict) else type(json)
    if vorm not in per_vorm:
        raise _anders(json, plek, *(per_vorm or [dict]))
    return per_vorm[vorm]


@cache
def _alternatieven(soorten: tuple[Any, ...]) -> tuple[dict[type, Any], dict[str, Any]]:
    per_naam = {soort.__name__.lower(): soort for soort in soorten if is_weergave(soort)}
    return {_vorm(soort): soort for soort in soorten if not is_weergave(soort)}, per_naam


def _vorm(soort: Any) -> type:
    """What a type is in JSON."""
    if is_dataclass(soort):
        return dict
    return list if soort is Fraction or get_origin(soort) is tuple else soort


def _object(soort: Any, json: Any, plek: tuple[str, ...]) -> Any:
    velden = _velden(soort)
    if not isinstance(json, dict):  # nbformat has a kind of its own
        if is_weergave(soort):
            raise _anders(json, plek, dict)
        json = {next(iter(velden)): json}
    elif is_weergave(soort) and json.get(SOORT) == soort.__name__.lower():
        json = {naam: deel for naam, deel in json.items() if naam != SOORT}
    if vreemd := [naam for naam in json if naam not in velden]:
        raise Onleesbaar(f"{soort.__name__} kent het veld {vreemd[0]!r} niet", *plek)
    if mist := [naam for naam, veld in velden.items() if veld.default is MISSING and naam not in json]:
        raise Onleesbaar(f"{soort.__name__} mist {opsomming(mist)}", *plek)
    soorten = _soorten(soort)
    gegeven = {naam: uit_json(soorten[naam], deel, *plek, naam) for naam, deel in json.items()}
    try:
        return soort(**gegeven)
    except (AanvraagFout, TypeError, ValueError) as fout:
        raise Onleesbaar(str(fout).rstrip("."), *plek) from None


_soorten = cache(get_type_hints)
