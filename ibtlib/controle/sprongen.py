"""Jumps worth a question: a figure of a gemeente far from its own earlier perioden. Never an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from ibtlib.basis.fouten import aantal
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.controle.bevinding import VRAAG, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

MEER_DAN = 6
"""Usual deviations from the middle of its own history before a figure is asked about. The usual deviation is the
median distance to the median; six of them are about four standard deviations where figures scatter evenly."""

MINSTENS = 4
"""Earlier perioden that there must be: the median of fewer says nothing."""


@dataclass(frozen=True)
class Sprong:
    """How far a value is from its history: median, usual deviation, and how many of those it is away."""

    midden: Fraction
    gewoon: Fraction
    keer: Fraction


def sprong(waarde: Fraction, eerder: Sequence[Fraction], kleinste: Fraction) -> Sprong | None:
    """The jump of a value from its history, exactly; None when there is too little history or no jump.

    Parameters
    ----------
    waarde, eerder : Fraction, sequence of Fraction
        The value, and those of earlier perioden.
    kleinste : Fraction
        The least that a usual deviation counts for: what one person makes. Without it any change after equal
        perioden would be infinitely far.

    Examples
    --------
    >>> sprong(Fraction(90), [Fraction(n) for n in (100, 102, 98, 101)], Fraction(1))
    Sprong(midden=Fraction(201, 2), gewoon=Fraction(1, 1), keer=Fraction(21, 2))
    >>> sprong(Fraction(95), [Fraction(n) for n in (100, 102, 98, 101)], Fraction(1)) is None
    True
    """
    if len(eerder) < MINSTENS:
        return None
    midden = median(eerder)
    gewoon = max(median([abs(e - midden) for e in eerder]), kleinste)
    keer = abs(waarde - midden) / gewoon
    return Sprong(midden, gewoon, keer) if keer > MEER_DAN else None


def sprongen(g: Gegevens) -> Iterator[Bevinding]:
    """Per gemeente: its realisatie as a part of its taakstelling, and its share of the taakstelling of all."""
    alle = sorted(rijen(g.gemeentecijfers), key=lambda r: r["periode"])
    totaal: dict[str, int | None] = {}
    for rij in alle:
        tot, deel = totaal.get(rij["periode"], 0), rij["taakstelling"]
        totaal[rij["periode"]] = None if tot is None or deel is None else tot + deel
    for naam, kolom, geheel in (
        ("realisatie als deel van de taakstelling", "realisatie", lambda r: r["taakstelling"]),
        ("aandeel in de taakstelling van de provincie", "taakstelling", lambda r: totaal[r["periode"]]),
    ):
        geschiedenis: dict[str, list[Fraction]] = {}
        for rij in alle:
            noemer = geheel(rij)
            if not noemer or rij[kolom] is None:
                continue
            waarde = Fraction(100 * rij[kolom], noemer)
            eerder = geschiedenis.setdefault(rij["gemeentecode"], [])
            perioden = aantal(len(eerder), "eerdere periode", "eerdere perioden")
            if s := sprong(waarde, eerder, Fraction(100, noemer)):
                yield Bevinding(
                    f"sprong-{kolom}-{rij['gemeentecode']}-{rij['periode']}",
                    VRAAG,
                    f"{naam}, {rij['gemeente']} {rij['periode']}",
                    f"{rij['gemeente']}: {naam} is in {rij['periode']} {toon_procent(waarde, 1)}. In {perioden} was dat in het midden "
                    f"{toon_procent(s.midden, 1)}, met een gewone afwijking van {toon(s.gewoon, 1)} procentpunt. Dit is "
                    f"{toon(s.keer, 1)} keer zo ver; wij vragen ernaar bij meer dan {MEER_DAN} keer.",
                    (
                        Plek.in_rij(toon(rij[kolom]), rij, f"gemeenten/{rij['periode']}", rij["gemeentecode"]),
                        Plek(toon_procent(waarde, 1), "", f"{toon(rij[kolom])} ÷ {toon(noemer)}"),
                        Plek(toon_procent(s.midden, 1), "", f"mediaan van {perioden}"),
                    ),
                    (rij["periode"],),
                    g.provincie,
                    f"Kijk of het cijfer goed is overgenomen; klopt het, vraag {rij['gemeente']} dan naar de reden.",
                )
            eerder.append(waarde)
