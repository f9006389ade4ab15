"""What the charts of the trend say: their titles, worked out from the figures that they draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import Getal, rond_heel, toon, toon_procent
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.weergave.frame import exact

Reeks = Mapping[str, Getal | None]


def bericht_opgave(totaalopgave: Reeks, realisatie: Reeks) -> str:
    """Of how many in the last periode with both, how many were housed.

    >>> bericht_opgave({"2023-1": 1501, "2023-2": 1778, "2024-1": 2033}, {"2023-1": 1138, "2023-2": 1208, "2024-1": None})
    'In 2023-2 zijn 1.208 vergunninghouders gehuisvest, de opgave was 1.778'
    """
    beide = [
        (p, opgave, gehuisvest)
        for p, w in totaalopgave.items()
        if (opgave := exact(w)) is not None and (gehuisvest := exact(realisatie[p])) is not None
    ]
    if not beide:
        return "Hoeveel van de totaalopgave gehuisvest is, staat niet in de gelezen bronnen"
    periode, opgave, gehuisvest = beide[-1]
    return f"In {periode} zijn {toon(gehuisvest)} vergunninghouders gehuisvest, de opgave was {toon(opgave)}"


def bericht_aandelen(reeksen: Mapping[str, Reeks]) -> str:
    """In which direction each share went since the periode before, of the last periode that has all of them.

    >>> pct = {"van de taakstelling": {"2023-1": 69, "2023-2": 88}, "van de totaalopgave": {"2023-1": 76, "2023-2": 68}}
    >>> bericht_aandelen(pct)
    'Gehaald: van de taakstelling meer (69% werd 88%), van de totaalopgave minder (76% werd 68%)'
    >>> from fractions import Fraction
    >>> bericht_aandelen({"van de taakstelling": {"2023-2": Fraction(967, 10), "2024-1": Fraction(973, 10)}})
    'Gehaald: van de taakstelling evenveel (97% werd 97%)'
    """
    perioden = list(next(iter(reeksen.values())))
    vol = [p for p in perioden if all(reeks[p] is not None for reeks in reeksen.values())]
    if not vol:
        return "Welk deel gehuisvest is, staat niet in de gelezen bronnen"
    nu = vol[-1]
    vorige = perioden[perioden.index(nu) - 1] if perioden.index(nu) else None
    paren = [(naam, reeks[nu] or 0, reeks[vorige] if vorige else None) for naam, reeks in reeksen.items()]
    if any(toen is None for *_, toen in paren):
        return f"In {nu} is {opsomming(f'{toon_procent(heden)} {naam}' for naam, heden, _ in paren)} gehuisvest"
    delen = [
        f"{naam} {_meer_of_minder(heden, toen or 0)} ({toon_procent(toen or 0)} werd {toon_procent(heden)})"
        for naam, heden, toen in paren
    ]
    return f"Gehaald: {', '.join(delen)}"


def _meer_of_minder(nu: Getal, toen: Getal) -> str:
    """In the whole percents that a reader sees."""
    na, voor = rond_heel(nu), rond_heel(toen)
    return "meer" if na > voor else "minder" if na < voor else "evenveel"


def bericht_bruto_netto(bruto: int, netto: int) -> str:
    """How much a provincial total hides.

    >>> bericht_bruto_netto(81, 59), bericht_bruto_netto(59, 59), bericht_bruto_netto(5, -3)
    ('Netto een achterstand van 59, bruto 81: voorsprong elders verbergt 22', 'Geen voorsprong: bruto en netto zijn beide 59', \
'Netto een voorsprong van 3, bruto 5: voorsprong elders verbergt 8')
    """
    if bruto == netto:
        return f"Geen voorsprong: bruto en netto zijn beide {toon(bruto)}"
    return f"Netto {stand_in_woorden(netto)}, bruto {toon(bruto)}: voorsprong elders verbergt {toon(bruto - netto)}"


def bericht_treden(per_periode: Mapping[str, Mapping[int, int | None]]) -> str:
    """How many gemeenten stood above trede 1, and how many in the periode before of which it is told of each trede.

    >>> bericht_treden({"2023-1": {1: 8, 2: 18}, "2023-2": {1: 13, 2: 13}})
    '13 gemeenten staan boven trede 1; in 2023-1 waren het er 18'
    >>> bericht_treden({"2023-2": {1: 25, 2: 1}})
    '1 gemeente staat boven trede 1'
    >>> bericht_treden({"2023-2": {1: None, 2: 4}})
    'De aantallen per trede zijn in 2023-2 niet van alle gemeenten bekend'
    """
    laatste = [*per_periode][-1]
    boven = {
        p: sum(n or 0 for t, n in treden.items() if t > 1)
        for p, treden in per_periode.items()
        if None not in treden.values()
    }
    if laatste not in boven:
        return f"De aantallen per trede zijn in {laatste} niet van alle gemeenten bekend"
    *eerder, nu = boven
    zin = f"{aantal(boven[nu], 'gemeente staat', 'gemeenten staan')} boven trede 1"
    return f"{zin}; in {eerder[-1]} waren het er {boven[eerder[-1]]}" if eerder else zin


def bericht_steeds_hoger(namen: Sequence[str], perioden: int) -> str:
    """Who stood above trede 1 all the time.

    >>> bericht_steeds_hoger(["Soest", "Zeist"], 3), bericht_steeds_hoger([], 3)
    ('2 gemeenten stonden in alle 3 perioden boven trede 1', 'Geen gemeente stond in alle 3 perioden boven trede 1')
    >>> bericht_steeds_hoger(["Soest"], 1)
    '1 gemeente stond boven trede 1'
    """
    wie = aantal(len(namen), "gemeente stond", "gemeenten stonden") if namen else "Geen gemeente stond"
    return f"{wie}{f' in alle {perioden} perioden' if perioden > 1 else ''} boven trede 1"
