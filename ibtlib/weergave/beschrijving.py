"""What a drawing shows, in words: the alternative text of every chart, from the same numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import Getal, toon
from ibtlib.basis.woorden import hoofdletter
from ibtlib.weergave.frame import halfjaar_van, soort_categorie, tel_treden
from ibtlib.weergave.tabel import Kop

if TYPE_CHECKING:
    import pandas as pd

GEEN = "geen cijfer"
FICTIEF = "FICTIEF: verzonnen gegevens."


def verloop(naam: str, reeks: Mapping[str, Getal | None], kolom: Kop) -> str:
    """First, last, extremes and gaps of one line."""
    bekend = [(p, w) for p, w in reeks.items() if w is not None]
    begin = hoofdletter(naam)
    if not bekend:
        return f"{begin}: geen cijfers."
    in_ = "op" if soort_categorie(list(reeks)) == "peildatum" else "in"
    if len(bekend) == 1:
        return f"{begin}: alleen {kolom.toon(bekend[0][1])} {in_} {bekend[0][0]}."
    (van, eerste), (tot, laatste) = bekend[0], bekend[-1]
    waarden = [w for _, w in bekend]
    if len(set(waarden)) == 1:
        delen = [f"steeds {kolom.toon(eerste)}, van {van} tot en met {tot}"]
    else:
        delen = [f"van {kolom.toon(eerste)} {in_} {van} naar {kolom.toon(laatste)} {in_} {tot}"]
        if len(bekend) > 2:
            for woord, uiterste in (("hoogste", max(waarden)), ("laagste", min(waarden))):
                delen.append(
                    f"{woord} {kolom.toon(uiterste)} {in_} {_in_woorden([p for p, w in bekend if w == uiterste])}"
                )
    gaten = [p for p, w in reeks.items() if w is None]
    if gaten:
        delen.append(f"{GEEN} voor {_in_woorden(gaten)}")
    return f"{begin}: {'; '.join(delen)}."


def stapel_in_woorden(categorie: str, lagen: Mapping[str, Getal | None]) -> str:
    """The layers of one pile; of treden we say how many stand on it."""
    bekend = [(naam, w) for naam, w in lagen.items() if w is not None]
    if not bekend:
        return f"{categorie}: {GEEN}."
    delen = [f"{toon(w)} op {n}" if n.startswith("trede ") else f"{n} {toon(w)}" for n, w in bekend]
    leeg = [naam for naam, w in lagen.items() if w is None]
    return f"{categorie}: {', '.join(delen)}{f'; {GEEN} voor {opsomming(leeg)}' if leeg else ''}."


def vergelijking(frame: pd.DataFrame, kolom: Kop, gaten: Collection[tuple[str, str]]) -> list[str]:
    """All values where they are few; else extremes, and for two series how they compare."""
    categorieen, reeksen = list(frame.index), {naam: dict(frame[naam]) for naam in frame}
    voor = {"periode": "in", "peildatum": "op"}.get(soort_categorie(categorieen), "bij")
    zinnen = []
    for naam, reeks in reeksen.items():
        bekend = [(c, w) for c, w in reeks.items() if w is not None]
        leeg = [c for c in categorieen if (naam, c) in gaten]
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
        zinnen.append(f"{hoofdletter(naam)}: {'; '.join(delen)}.")
    if len(reeksen) == 2:
        (deze, een), (die, ander) = reeksen.items()
        verschil = {
            c: Fraction(a - b) for c in categorieen if (a := een[c]) is not None and (b := ander[c]) is not None
        }
        if len(verschil) > 3:
            lager = sum(v < 0 for v in verschil.values())
            hoger = sum(v > 0 for v in verschil.values())
            telling = f"lager {voor} {lager}" if lager >= hoger else f"hoger {voor} {hoger}"
            top = max(verschil, key=lambda c: abs(verschil[c]))
            zinnen.append(
                f"'{deze}' is {telling} van de {len(verschil)}; het grootste verschil met "
                f"'{die}' is {voor} {top}: {kolom.toon(een[top])} en {kolom.toon(ander[top])}."
            )
    return zinnen


def telling_in_woorden(treden: Iterable[int | None]) -> str:
    """How many gemeenten stand on each trede.

    >>> telling_in_woorden([2, 1, 2, None])
    'trede 1 bij 1 gemeente, trede 2 bij 2, onbekend bij 1'
    """
    telling = tel_treden(treden)
    delen = [f"{'onbekend' if t is None else f'trede {t}'} bij {n}" for t, n in telling.items()]
    delen[0] += " gemeente" if next(iter(telling.values())) == 1 else " gemeenten"
    return ", ".join(delen)


def treden_in_woorden(frame: pd.DataFrame) -> list[str]:
    """How many gemeenten stood on each trede in each periode (in many: the first and the last), and who was highest."""
    perioden = list(frame)
    zinnen = [
        f"{p}: {telling_in_woorden(frame[p])}."
        for p in (perioden if len(perioden) <= 4 else (perioden[0], perioden[-1]))
    ]
    rijen = {g: dict(zip(perioden, rij, strict=True)) for g, *rij in frame.itertuples()}
    hoogste = max(t for rij in rijen.values() for t in rij.values() if t is not None)
    waar = [
        f"{g} in {_in_woorden(hier)}"
        for g, rij in rijen.items()
        if (hier := [p for p, t in rij.items() if t == hoogste])
    ]
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
    if soort_categorie(plaatsen) == "categorie":
        return opsomming(plaatsen)
    stukken: list[list[str]] = []
    for p in plaatsen:
        if stukken and halfjaar_van(stukken[-1][-1]).volgende == halfjaar_van(p):
            stukken[-1].append(p)
        else:
            stukken.append([p])
    return opsomming(w for s in stukken for w in ([f"{s[0]} tot en met {s[-1]}"] if len(s) > 2 else s))
