"""The twelve provinces beside each other: what each still needs, and its share of the places and of the people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ibtlib.basis.getallen import procent_van
from ibtlib.cijfers.opvang.spreidingswet import EERSTE_CYCLUS
from ibtlib.gegevens.bronnen import Herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

if TYPE_CHECKING:
    import pandas as pd

LAND = "NL01"


def provincies_rijksbrief(g: Gegevens) -> pd.DataFrame:
    """The 12 provinces of the Rijksbrief with the sums of their columns.

    Returns
    -------
    DataFrame
        The published columns plus `opgave_berekend` (verdeling + extra) and `nog_nodig_berekend` (opgave −
        places now); the published total is the row with code NL01.
    """
    frame = g.landelijk("opvangplekken")
    return frame.assign(
        opgave_berekend=frame["verdeling_2022"] + frame["opgave_extra"],
        nog_nodig_berekend=frame["opgave_2024"] - frame["plekken_nu"],
    )


@dataclass(frozen=True)
class Rang:
    """Place of a province by what it still needed (1 is most), absolute and per 1.000 inhabitants."""

    code: str
    naam: str
    nog_nodig: int
    plaats: int
    inwoners: int | None
    per_1000: Fraction | None
    plaats_per_1000: int | None


@dataclass(frozen=True)
class Deel:
    """Share (×100) of a province in the opgave Spreidingswet and in the inhabitants."""

    code: str
    naam: str
    opgave: int
    inwoners: int
    pct_opgave: Fraction
    pct_inwoners: Fraction
    herkomst: Herkomst

    @property
    def verschil(self) -> Fraction:
        """Percentage points more (or fewer) places than people."""
        return self.pct_opgave - self.pct_inwoners


def inwoners(g: Gegevens) -> tuple[dt.date | None, dict[str, int], list[Herkomst]]:
    """Inhabitants of the twelve provinces on the last date of which one source gives all, and where that stands.

    Nothing where no source gave all of them yet on the day of a report.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [str(inwoners(laad("utrecht").voor(p))[0]) for p in ("2023-1", "2024-1")]
    ['None', '2024-01-01']
    """
    per: dict[tuple[dt.date, str], dict[str, int]] = {}
    plekken: dict[tuple[dt.date, str], set[str]] = {}
    for r in rijen(g.landelijk("inwoners")):
        if r["gebiedscode"].startswith("PV"):
            per.setdefault((r["datum"], r["bron"]), {})[r["gebiedscode"]] = r["inwoners"]
            plekken.setdefault((r["datum"], r["bron"]), set()).add(r["vindplaats"])
    alle = {code for code in g.alles.landelijk("inwoners")["gebiedscode"] if code.startswith("PV")}
    sleutel = max((s for s, mensen in per.items() if set(mensen) == alle), default=None)
    if sleutel is None:
        return None, {}, []
    return sleutel[0], per[sleutel], [(sleutel[1], waar) for waar in sorted(plekken[sleutel])]


def rangorde(g: Gegevens) -> list[Rang]:
    """The provinces of the Rijksbrief, the one that needed most first.

    Returns
    -------
    list of Rang
        Equal needs share a place. Inhabitants are those of one date (`inwoners`), later than the letter.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [(r.naam, r.plaats, r.plaats_per_1000) for r in rangorde(laad("utrecht"))][:2]
    [('Zuid-Holland', 1, 1), ('Noord-Holland', 2, 2)]
    """
    _, mensen, _ = inwoners(g)
    lijst = [r for r in rijen(provincies_rijksbrief(g)) if r["gebiedscode"] != LAND]
    nodig = {r["gebiedscode"]: r["nog_nodig"] for r in lijst}
    per = {c: Fraction(1000 * n, mensen[c]) for c, n in nodig.items() if mensen.get(c)}
    uit = [
        Rang(
            code := r["gebiedscode"],
            r["gebied"],
            nodig[code],
            1 + sum(n > nodig[code] for n in nodig.values()),
            mensen.get(code),
            per.get(code),
            1 + sum(n > per[code] for n in per.values()) if code in per else None,
        )
        for r in lijst
    ]
    return sorted(uit, key=lambda r: (r.plaats, r.naam))


def provincieaandelen(g: Gegevens) -> list[Deel]:
    """Share of every province in the places asked and in the people, the largest opgave first.

    Places are taken of the published national total (96.000), people of the sum of the provinces in the same
    source, so that their shares add up to 100.

    Examples
    --------
    8207 ÷ 96000 and 1400187 ÷ 17947684:

    >>> from ibtlib.gegevens.gegevens import laad
    >>> from ibtlib.basis.getallen import toon_procent
    >>> (utrecht,) = [d for d in provincieaandelen(laad("utrecht")) if d.code == "PV26"]
    >>> toon_procent(utrecht.pct_opgave, 2), toon_procent(utrecht.pct_inwoners, 2)
    ('8,55%', '7,80%')
    """
    _, mensen, _ = inwoners(g)
    alle = [r for r in rijen(g.landelijk("spreidingswet")) if r["cyclus"] == EERSTE_CYCLUS]
    totaal = next((r["opgave"] for r in alle if r["gebiedscode"] == LAND), None)
    samen = sum(mensen.values())
    uit = []
    for r in alle:
        code = r["gebiedscode"]
        pct, mens = procent_van(r["opgave"], totaal or 0), procent_van(mensen.get(code, 0), samen)
        if code in mensen and pct is not None and mens is not None:
            uit.append(Deel(code, r["gebied"], r["opgave"], mensen[code], pct, mens, (r["bron"], r["vindplaats"])))
    return sorted(uit, key=lambda d: (-d.opgave, d.naam))
