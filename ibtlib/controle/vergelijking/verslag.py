"""A comparison for people: as text and as CSV. Whether a trede changed comes first."""

from __future__ import annotations

from ibtlib.basis.bestanden import csv_tekst
from ibtlib.basis.fouten import aantal, hoogstens
from ibtlib.basis.woorden import hoofdletter
from ibtlib.controle.vergelijking.verschillen import (
    BEVINDING,
    BRON,
    CIJFER,
    SOORTEN,
    TREDE,
    ZIN,
    Verandering,
    Vergelijking,
)

_TREDENAAM = {"trede_vastgesteld": "vastgesteld", "trede_berekend": "berekend"}
NAMEN = {
    TREDE: ("trede", "treden"),
    BEVINDING: ("bevinding", "bevindingen"),
    CIJFER: ("cijfer", "cijfers"),
    ZIN: ("zin", "zinnen"),
    BRON: ("bronvermelding", "bronvermeldingen"),
}
_MEESTE = 50  # changes of one kind on the screen; the CSV and the page have them all
KOLOMMEN = ("soort", "provincie", "periode", "tabel", "rij", "kolom", "oud", "nieuw")


def kop(v: Vergelijking) -> list[str]:
    """What it comes to: first how many gemeenten change their trede, then the rest."""
    n = v.gemeenten_van_trede
    regels = [f"{n} {'gemeente verandert' if n == 1 else 'gemeenten veranderen'} van trede{':' if n else '.'}"]
    regels += [
        f"  {x.rij} ({x.provincie}), {x.periode}: {_TREDENAAM[x.kolom]} trede {x.oud} → trede {x.nieuw}"
        for x in v.van_trede
    ]
    for woord, lijst in (
        ("erbij", [x for x in v.van(TREDE) if not x.oud]),
        ("weg", [x for x in v.van(TREDE) if not x.nieuw]),
    ):
        for kolom, naam in _TREDENAAM.items():
            for periode in sorted({x.periode for x in lijst if x.kolom == kolom}):
                hier = sum(x.kolom == kolom and x.periode == periode for x in lijst)
                regels.append(f"{aantal(hier, f'{naam}e trede', f'{naam}e treden')} {woord} over {periode}.")
    rest = [f"{aantal(len(v.van(s)), *NAMEN[s])}" for s in SOORTEN if s != TREDE and v.van(s)]
    if rest:
        regels.append(f"Veranderd: {', '.join(rest)}.")
    elif not v.veranderingen:
        regels.append("Er is ook verder niets veranderd.")
    return regels


def als_tekst(v: Vergelijking) -> str:
    """For on the screen."""
    regels = kop(v)
    for soort in SOORTEN[1:]:
        lijst = v.van(soort)
        if lijst:
            regels += ["", hoofdletter(NAMEN[soort][1])]
            alle = [f"{waar(x)}\n    {in_woorden(x)}" for x in lijst]
            regels += [f"  {t}" for t in hoogstens(_MEESTE, alle, "en nog {}; alle staan in --csv en --html")]
    return "\n".join(regels)


def waar(x: Verandering) -> str:
    """The place of a change in words."""
    return ", ".join(dict.fromkeys(d for d in (x.provincie, x.periode, x.tabel, x.rij, x.kolom) if d))


def in_woorden(x: Verandering) -> str:
    """What was and what is.

    >>> in_woorden(Verandering("cijfer", "utrecht", "2023-2", "reeks", "2023-2", "realisatie", "1208", ""))
    '1208 → leeg'
    """
    if x.oud is None:
        return f"erbij: {x.nieuw}"
    if x.nieuw is None:
        return f"weg: {x.oud}"
    return f"{x.oud or 'leeg'} → {x.nieuw or 'leeg'}"


def als_csv(v: Vergelijking) -> str:
    """Every change, one per row: UTF-8, semicolons; nothing in it is a formula to a spreadsheet."""
    return csv_tekst([KOLOMMEN, *([getattr(x, k) or "" for k in KOLOMMEN] for x in v.veranderingen)])
