"""What goes into a figure: series and events, checked before anything is drawn."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from numbers import Rational

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.basis.getallen import Getal
from ibtlib.basis.periode import Periode, datum_voluit, reeks


@dataclass(frozen=True)
class Reeks:
    """One line, or one colour of bars.

    Parameters
    ----------
    naam : str
        As it stands beside the line or bar.
    waarden : mapping of str to int, Fraction or None
        Exact value per periode or category; None is missing. No key means the same, but for bars in a
        category where another series has one: there no figure is expected (no taakstelling was lowered).
    nadruk : bool
        The series that asks attention.
    gestreept : bool
        Dashed line, hatched bar: for what is planned, estimated or no longer in force.
    """

    naam: str
    waarden: Mapping[str, Getal | None]
    nadruk: bool = False
    gestreept: bool = False


@dataclass(frozen=True)
class Markering:
    """An event on the time axis, where its date falls between the perioden."""

    datum: dt.date
    tekst: str


def controleer_trede(trede: object, waar: str) -> None:
    """Refuse what is no trede, naming the place."""
    if trede is not None and (type(trede) is not int or not 1 <= trede <= 6):
        raise AanvraagFout(
            f"{waar}: '{trede}' is geen trede. Een trede is een geheel getal van 1 tot en met 6; onbekend is None."
        )


def controleer_dubbel(naam: str, namen: Sequence[str]) -> None:
    dubbel = sorted({n for n in namen if list(namen).count(n) > 1})
    if dubbel:
        raise AanvraagFout(f"Figuur {naam}: {opsomming(dubbel)} staat er meer dan één keer in.")


def controleer_bekend(naam: str, waarvan: str, soort: str, woord: str, bekend: Sequence[str]) -> None:
    if woord not in bekend:
        tip = bedoelde_u(woord, bekend) if soort != "periode" else ""
        raise AanvraagFout(
            f"Figuur {naam}: '{waarvan}' heeft een cijfer voor {soort} '{woord}', maar die staat niet "
            "op de as "
            f"({bekend[0]} tot en met {bekend[-1]}).{tip}"
        )


def halfjaren(perioden: Sequence[str]) -> list[str]:
    """Every half-year from the first to the last; refuses an order that is not that of time."""
    gelezen = [Periode.lees(p) for p in perioden]
    if not gelezen:
        raise AanvraagFout("Een figuur over de tijd vraagt ten minste één periode.")
    for een, ander in pairwise(gelezen):
        if een >= ander:
            raise AanvraagFout(
                f"De perioden moeten in de volgorde van de tijd staan, elk één keer: {ander} staat na {een}."
            )
    return [str(p) for p in reeks(gelezen[0], gelezen[-1])]


def op_periode(r: Reeks) -> Reeks:
    return replace(r, waarden={str(Periode.lees(p)): w for p, w in r.waarden.items()})


def nagekeken(naam: str, reeksen: Sequence[Reeks], plaatsen: Sequence[str], soort: str, hoogstens: int) -> list[Reeks]:
    """The series with a value or None for every place on the axis; refuses what would be drawn wrong."""
    controleer_dubbel(naam, plaatsen)
    controleer_dubbel(naam, [r.naam for r in reeksen])
    if len(reeksen) > hoogstens:
        raise AanvraagFout(
            f"Figuur {naam}: {len(reeksen)} reeksen zijn niet uit elkaar te houden; teken er hoogstens {hoogstens}."
        )
    for r in reeksen:
        for plaats, w in r.waarden.items():
            controleer_bekend(naam, r.naam, soort, plaats, plaatsen)
            if w is not None and (isinstance(w, bool) or not isinstance(w, Rational)):
                raise AanvraagFout(
                    f"Figuur {naam}: '{r.naam}' bij {plaats} is {w!r}; geef een geheel getal of een "
                    "Fraction (onbekend is None)."
                )
    if all(w is None for r in reeksen for w in r.waarden.values()):
        raise AanvraagFout(f"Figuur {naam}: er is geen enkel cijfer om te tekenen.")
    # Plain int and Fraction from here on, whatever kind of integer pandas handed over.
    return [replace(r, waarden={p: _exact(r.waarden.get(p)) for p in plaatsen}) for r in reeksen]


def _exact(waarde: Getal | None) -> Getal | None:
    return waarde if waarde is None or isinstance(waarde, Fraction) else int(waarde)


def tijdplaats(naam: str, m: Markering, as_: Sequence[str]) -> float:
    """Where a date falls: 0 is the middle of the first periode, a peildatum lies between two."""
    p = Periode(m.datum.year, 1 if m.datum.month <= 6 else 2)
    plaats = (
        p.volgnummer
        - Periode.lees(as_[0]).volgnummer
        - 0.5
        + (m.datum - p.begin).days / (p.volgende.begin - p.begin).days
    )
    if not -0.5 <= plaats <= len(as_) - 0.5:
        raise AanvraagFout(
            f"Figuur {naam}: markering '{m.tekst}' op {datum_voluit(m.datum)} valt buiten {as_[0]} "
            f"tot en met {as_[-1]}."
        )
    return plaats


def tel_treden(treden: Iterable[int | None]) -> dict[int | None, int]:
    """How many there are of each, rising, the unknown last.

    >>> tel_treden([2, 1, None, 2])
    {1: 1, 2: 2, None: 1}
    """
    lijst = list(treden)
    bekend = sorted({t for t in lijst if t is not None})
    return {t: lijst.count(t) for t in [*bekend, *([None] if None in lijst else [])]}


def soort_categorie(categorieen: Sequence[str]) -> str:
    return "periode" if all(re.fullmatch(r"\d{4}-[12]", c) for c in categorieen) else "categorie"
