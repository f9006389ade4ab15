"""What a drawing shows, in words: the alternative text of every chart, from the same numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.woorden import hoofdletter
from ibtlib.weergave import Kop
from ibtlib.weergave.tekenen.figuurinvoer import Reeks, soort_categorie, tel_treden

GEEN = "geen cijfer"
FICTIEF = "FICTIEF: verzonnen gegevens."


def verloop(r: Reeks, as_: Sequence[str], kolom: Kop) -> str:
    """First, last, extremes and gaps of one line."""
    bekend = [(p, w) for p in as_ if (w := r.waarden[p]) is not None]
    begin = hoofdletter(r.naam)
    if not bekend:
        return f"{begin}: geen cijfers."
    if len(bekend) == 1:
        return f"{begin}: alleen {kolom.toon(bekend[0][1])} in {bekend[0][0]}."
    (van, eerste), (tot, laatste) = bekend[0], bekend[-1]
    waarden = [w for _, w in bekend]
    if len(set(waarden)) == 1:
        delen = [f"steeds {kolom.toon(eerste)}, van {van} tot en met {tot}"]
    else:
        delen = [f"van {kolom.toon(eerste)} in {van} naar {kolom.toon(laatste)} in {tot}"]
        if len(bekend) > 2:
            for woord, uiterste in (("hoogste", max(waarden)), ("laagste", min(waarden))):
                delen.append(
                    f"{woord} {kolom.toon(uiterste)} in {_in_woorden([p for p, w in bekend if w == uiterste])}"
                )
    gaten = [p for p in as_ if r.waarden[p] is None]
    if gaten:
        delen.append(f"{GEEN} voor {_in_woorden(gaten)}")
    return f"{begin}: {'; '.join(delen)}."


def stapel_in_woorden(categorie: str, lagen: Sequence[Reeks]) -> str:
    """The layers of one pile; of treden we say how many stand on it."""
    bekend = [(laag.naam, w) for laag in lagen if (w := laag.waarden[categorie]) is not None]
    if not bekend:
        return f"{categorie}: {GEEN}."
    delen = [f"{toon(w)} op {n}" if n.startswith("trede ") else f"{n} {toon(w)}" for n, w in bekend]
    leeg = [laag.naam for laag in lagen if laag.waarden[categorie] is None]
    return f"{categorie}: {', '.join(delen)}{f'; {GEEN} voor {opsomming(leeg)}' if leeg else ''}."


def vergelijking(
    categorieen: Sequence[str], reeksen: Sequence[Reeks], kolom: Kop, gaten: Collection[tuple[str, str]]
) -> list[str]:
    """All values where they are few; else extremes, and for two series how they compare."""
    voor = "in" if soort_categorie(categorieen) == "periode" else "bij"
    zinnen = []
    for r in reeksen:
        bekend = [(c, w) for c in categorieen if (w := r.waarden[c]) is not None]
        leeg = [c for c in categorieen if (r.naam, c) in gaten]
        if len(categorieen) * len(reeksen) <= 12 or len(bekend) < 3:
            delen = [opsomming(f"{kolom.toon(w)} {voor} {c}" for c, w in bekend)] if bekend else []
        else:
            waarden = [w for _, w in bekend]
            delen = [
                f"{woord} {kolom.toon(u)} {voor} {opsomming(c for c, w in bekend if w == u)}"
                for woord, u in (("hoogste", max(waarden)), ("laagste", min(waarden)))
            ]
        if leeg:
            delen.append(f"{GEEN} voor {_in_woorden(leeg)}")
        zinnen.append(f"{hoofdletter(r.naam)}: {'; '.join(delen)}.")
    if len(reeksen) == 2:
        een, ander = (r.waarden for r in reeksen)
        verschil = {
            c: Fraction(a - b) for c in categorieen if (a := een[c]) is not None and (b := ander[c]) is not None
        }
        if len(verschil) > 3:
            lager = sum(v < 0 for v in verschil.values())
            hoger = sum(v > 0 for v in verschil.values())
            telling = f"lager {voor} {lager}" if lager >= hoger else f"hoger {voor} {hoger}"
            top = max(verschil, key=lambda c: abs(verschil[c]))
            zinnen.append(
                f"'{reeksen[0].naam}' is {telling} van de {len(verschil)}; het grootste verschil met "
                f"'{reeksen[1].naam}' is {voor} {top}: {kolom.toon(een[top])} en {kolom.toon(ander[top])}."
            )
    return zinnen


def treden_in_woorden(
    gemeenten: Sequence[str], as_: Sequence[str], cel: Mapping[tuple[str, str], int | None]
) -> list[str]:
    zinnen = []
    for p in as_ if len(as_) <= 4 else [as_[0], as_[-1]]:
        telling = tel_treden(cel.get((g, p)) for g in gemeenten)
        delen = [f"{'onbekend' if t is None else f'trede {t}'} bij {n}" for t, n in telling.items()]
        delen[0] += " gemeente" if next(iter(telling.values())) == 1 else " gemeenten"
        zinnen.append(f"{p}: {', '.join(delen)}.")
    hoogste = max(t for t in cel.values() if t is not None)
    waar = [f"{g} in {_in_woorden(ps)}" for g in gemeenten if (ps := [p for p in as_ if cel.get((g, p)) == hoogste])]
    if len(waar) <= 6:
        zinnen.append(f"Hoogste trede {hoogste}: {opsomming(waar)}.")
    else:
        zinnen.append(f"Hoogste trede {hoogste}: bij {len(waar)} gemeenten.")
    return zinnen


def _in_woorden(plaatsen: Sequence[str]) -> str:
    """Enumeration in which three or more perioden in a row become one stretch.

    >>> _in_woorden(["2020-2", "2021-1", "2021-2", "2023-1"])
    '2020-2 tot en met 2021-2 en 2023-1'
    """
    if soort_categorie(plaatsen) != "periode":
        return opsomming(plaatsen)
    stukken: list[list[str]] = []
    for p in plaatsen:
        if stukken and Periode.lees(stukken[-1][-1]).volgende == Periode.lees(p):
            stukken[-1].append(p)
        else:
            stukken.append([p])
    return opsomming(w for s in stukken for w in ([f"{s[0]} tot en met {s[-1]}"] if len(s) > 2 else s))
