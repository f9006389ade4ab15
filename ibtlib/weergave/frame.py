"""What goes into a chart: a frame with exact numbers, checked before anything is drawn."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import Getal
from ibtlib.basis.periode import Periode, datum_voluit, reeks

if TYPE_CHECKING:
    import pandas as pd

_VAN_KOLOM = ("bron", "vindplaats", "formule", "aanname")  # also of one column: `realisatie_formule`
HERKOMSTKOLOMMEN = (*_VAN_KOLOM, "noot")  # of a frame: where its figures come from
_PEILDATUM = re.compile(r"1 (januari|juli) (\d{4})")
_NOEMER = 10**6  # of a ratio of two counts: a float lies nearer to it than to any other such ratio


def exact(waarde: Any) -> Getal | None:
    """A cell of a frame as an exact number, None where nothing stands.

    A float is read as the ratio of two counts below a million that lies nearest.

    Raises
    ------
    ValueError
        When it is no number.

    Examples
    --------
    >>> exact(62.5), exact(100 * 1138 / 1651), exact(float("nan"))
    (Fraction(125, 2), Fraction(113800, 1651), None)
    """
    if ontbreekt(waarde):
        return None
    if isinstance(waarde, bool) or not isinstance(waarde, Real) or not math.isfinite(waarde):
        raise ValueError(f"{waarde!r} is geen getal")
    if isinstance(waarde, Fraction):
        return waarde
    return int(waarde) if isinstance(waarde, Integral) else Fraction(float(waarde)).limit_denominator(_NOEMER)


def ontbreekt(waarde: Any) -> bool:
    """Whether a cell is empty, in any of the ways of pandas.

    >>> import numpy as np
    >>> [ontbreekt(w) for w in (None, float("nan"), np.datetime64("NaT"), 0, "", ["a", None])]
    [True, True, True, False, False, False]
    """
    import pandas as pd

    return bool(pd.api.types.is_scalar(waarde) and pd.isna(waarde))


def herkomstkolommen(frame: pd.DataFrame) -> set[str]:
    """The columns that say where the figures of a row come from, or those of one column: `realisatie_formule`.

    >>> import pandas as pd
    >>> sorted(herkomstkolommen(pd.DataFrame(columns=["realisatie", "bron", "realisatie_formule", "som_formule"])))
    ['bron', 'realisatie_formule']
    """
    van_een = {f"{naam}_{soort}" for naam in frame for soort in _VAN_KOLOM}
    return {naam for naam in frame if naam in van_een or naam in HERKOMSTKOLOMMEN}


def nagekeken(frame: pd.DataFrame, hoogstens: int) -> pd.DataFrame:
    """The same frame with exact numbers and None, without where they come from; refuses what would be drawn wrong.

    Raises
    ------
    AanvraagFout
        A name that stands there twice, more series than can be told apart, what is no number, nothing to draw.
    """
    import pandas as pd

    frame = frame[[naam for naam in frame if naam not in herkomstkolommen(frame)]]
    for namen in (frame.index, frame.columns):
        controleer_dubbel([str(n) for n in namen])
    if len(frame.columns) > hoogstens:
        raise AanvraagFout(
            f"Grafiek: {len(frame.columns)} reeksen zijn niet uit elkaar te houden; teken er hoogstens {hoogstens}."
        )
    index = pd.Index([str(n) for n in frame.index], dtype=object, name=frame.index.name)
    kolommen = {str(naam): _kolom(frame[naam]) for naam in frame}
    if all(w is None for kolom in kolommen.values() for w in kolom):
        raise AanvraagFout("Grafiek: er is geen enkel cijfer om te tekenen.")
    return pd.DataFrame({n: pd.Series(k, index, dtype=object) for n, k in kolommen.items()}, index)


def tellingen(frame: pd.DataFrame, hoogstens: int) -> pd.DataFrame:
    """The same of counts; refuses what is no whole number from zero."""
    goed = nagekeken(frame, hoogstens)
    for naam in goed:
        for plaats, w in goed[naam].items():
            if w is not None and (not isinstance(w, int) or w < 0):
                raise AanvraagFout(f"Grafiek: '{naam}' bij {plaats} is {w}; aantallen zijn gehele getallen vanaf 0.")
    return goed


def _kolom(reeks: pd.Series) -> list[Getal | None]:
    """The numbers of a column; floats that are all whole are counts, in which pandas had no other room for a gap."""
    uit = []
    for plaats, waarde in reeks.items():
        try:
            uit.append(exact(waarde))
        except ValueError as fout:
            raise AanvraagFout(f"Grafiek: '{reeks.name}' bij {plaats}: {fout}; onbekend is leeg.") from None
    telt = reeks.dtype.kind == "f" and all(w is None or w % 1 == 0 for w in uit)
    return [None if w is None else int(w) for w in uit] if telt else uit


def over_tijd(frame: pd.DataFrame, hoogstens: int) -> pd.DataFrame:
    """The same, with every half-year from the first to the last on its index; or every peildatum, of dates."""
    import pandas as pd

    op_peildata = len(frame.index) > 0 and all(isinstance(p, dt.date) for p in frame.index)
    index = [_op_peildatum(d) for d in frame.index] if op_peildata else list(frame.index)
    perioden = halfjaren(index)
    goed = nagekeken(frame.set_axis([str(Periode.lees(p)) for p in index]), hoogstens)
    gaten = {n: pd.Series([goed[n].get(p) for p in perioden], perioden, dtype=object) for n in goed}
    uit = pd.DataFrame(gaten).rename_axis("periode")
    if not op_peildata:
        return uit
    return uit.set_axis([datum_voluit(Periode.lees(p).begin) for p in perioden]).rename_axis("peildatum")


def _op_peildatum(datum: dt.date) -> Periode:
    """The periode that begins on a peildatum."""
    p = Periode.van(datum)
    if (datum.month, datum.day) != (p.begin.month, p.begin.day):
        raise AanvraagFout(f"Grafiek: {datum_voluit(datum)} is geen peildatum; dat is 1 januari of 1 juli.")
    return p


def halfjaar_van(naam: str) -> Periode:
    """The half-year that a name along the axis says, or that begins on the peildatum that it says.

    >>> str(halfjaar_van("2023-2")), str(halfjaar_van("1 juli 2023"))
    ('2023-2', '2023-2')
    """
    gevonden = _PEILDATUM.fullmatch(naam)
    return Periode(int(gevonden[2]), 1 if gevonden[1] == "januari" else 2) if gevonden else Periode.lees(naam)


def halfjaren(perioden: Sequence[str | Periode]) -> list[str]:
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


def tijdplaats(datum: dt.date, tekst: str, perioden: Sequence[str]) -> float:
    """Where a date falls: 0 is the middle of the first periode, a peildatum lies between two; or 0 is the first peildatum."""
    p = Periode.van(datum)
    half = 0 if soort_categorie(perioden) == "peildatum" else 0.5
    begin = p.volgnummer - halfjaar_van(perioden[0]).volgnummer - half
    plaats = begin + (datum - p.begin).days / (p.volgende.begin - p.begin).days
    if not -0.5 <= plaats <= len(perioden) - 0.5:
        raise AanvraagFout(
            f"Grafiek: '{tekst}' op {datum_voluit(datum)} valt buiten {perioden[0]} tot en met {perioden[-1]}."
        )
    return plaats


def als_trede(waarde: Any, waar: str) -> int | None:
    """A cell of a frame as a trede, None where it is not known; refuses what is none, naming the place."""
    try:
        trede = exact(waarde)
    except ValueError:
        trede = 0
    if trede is None or trede in range(1, 7):
        return None if trede is None else int(trede)
    raise AanvraagFout(
        f"{waar}: '{waarde}' is geen trede. Een trede is een geheel getal van 1 tot en met 6; onbekend is None."
    )


def controleer_dubbel(namen: Sequence[str]) -> None:
    """Refuse names that stand there more than once."""
    dubbel = sorted({n for n in namen if namen.count(n) > 1})
    if dubbel:
        raise AanvraagFout(f"Grafiek: {opsomming(dubbel)} staat er meer dan één keer in.")


def tel_treden(treden: Iterable[int | None]) -> dict[int | None, int]:
    """How many there are of each, rising, the unknown last.

    >>> tel_treden([2, 1, None, 2])
    {1: 1, 2: 2, None: 1}
    """
    lijst = list(treden)
    bekend = sorted({t for t in lijst if t is not None})
    return {t: lijst.count(t) for t in [*bekend, *([None] if None in lijst else [])]}


def soort_categorie(categorieen: Sequence[str]) -> str:
    """What names along an axis are: `periode`, `peildatum` or `categorie`."""
    if all(_PEILDATUM.fullmatch(c) for c in categorieen):
        return "peildatum"
    return "periode" if all(re.fullmatch(r"\d{4}-[12]", c) for c in categorieen) else "categorie"
