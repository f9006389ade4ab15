"""Frames for whoever analyses: columns of real types, with which pandas, matplotlib and seaborn count at once.

Inside, figures are exact: ints, Fractions, and None where nothing is known. That is what `exact=True` gives. Without it
the same frame has the types below; nothing is rounded, and what is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from ibtlib.basis.periode import Periode, reeks

if TYPE_CHECKING:
    import pandas as pd

Soort = Literal["tekst", "aantal", "getal", "ja_nee", "datum", "trede", "periode"]
Kolomsoorten = Mapping[Any, Soort]
Formules = Mapping[Any, str]
GEEN: Formules = MappingProxyType({})
WAAR: Kolomsoorten = {"bron": "tekst", "vindplaats": "tekst"}
"""The columns that say where the figures of a row stand."""
_FORMULES = "formules"  # in the attrs of a frame, which pandas carries along: how its columns are computed

TREDEN = range(1, 7)
_DTYPES = {"tekst": "string", "aantal": "Int64", "getal": "Float64", "ja_nee": "boolean"}


def als_cijfers(frame: pd.DataFrame, soorten: Kolomsoorten, formules: Formules = GEEN) -> pd.DataFrame:
    """A frame with exact objects as one to plot, describe, merge and save.

    Parameters
    ----------
    frame : DataFrame
        Of ints, Fractions, bools, dates and texts; None, NA or NaN where nothing is known. It is not changed.
    soorten : mapping of column to kind
        Of every column: `tekst` (string), `aantal` (Int64), `getal` (Float64), `ja_nee` (boolean), `datum`
        (datetime64), `trede` (ordered category 1..6), `periode` (ordered category of every half-year from the first
        to the last). An index called `periode` becomes that too.
    formules : mapping of column to str
        Of each computed column how; it goes along with the frame, so that a table of it can say so (`formules_van`).

    Raises
    ------
    KeyError
        Of a column whose kind was not given.

    Examples
    --------
    >>> import pandas as pd
    >>> from fractions import Fraction
    >>> exact = pd.DataFrame({"periode": ["2023-1", "2024-1"], "pct": [Fraction(1, 8), None]}, dtype=object)
    >>> uit = als_cijfers(exact, {"periode": "periode", "pct": "getal"})
    >>> list(uit["periode"].cat.categories), uit["pct"].tolist()
    (['2023-1', '2023-2', '2024-1'], [0.125, <NA>])
    """
    import pandas as pd

    kolommen = {naam: _kolom(frame[naam], soorten[naam]) for naam in frame}
    index = frame.index
    if index.name == "periode":
        index = pd.CategoricalIndex(_perioden(index), name="periode")
    uit = pd.DataFrame(kolommen, index=index, columns=frame.columns)
    if formules:
        uit.attrs[_FORMULES] = {k: _Formule(tekst, uit[k].dropna()) for k, tekst in formules.items()}
    return uit


def frame_van(
    regels: Iterable[Mapping[str, Any]],
    soorten: Kolomsoorten,
    exact: bool,
    formules: Formules = GEEN,
    index: pd.Index | None = None,
) -> pd.DataFrame:
    """Rows as a frame with these columns: exact ints, Fractions and texts, or the types to analyse with.

    Examples
    --------
    >>> from fractions import Fraction
    >>> een = {"pct": Fraction(1, 8)}
    >>> [frame_van([een], {"pct": "getal"}, exact)["pct"].tolist() for exact in (False, True)]
    [[0.125], [Fraction(1, 8)]]
    """
    import pandas as pd

    frame = pd.DataFrame(list(regels), index, list(soorten), dtype=object)
    return frame.where(frame.notna(), None) if exact else als_cijfers(frame, soorten, formules)


def als_getallen(cijfers: pd.Series, formule: str) -> pd.Series:
    """The same for one series of numbers per periode.

    Examples
    --------
    >>> import pandas as pd
    >>> from fractions import Fraction
    >>> exact = pd.Series([Fraction(1, 2), None], index=pd.Index(["2023-1", "2023-2"], name="periode"), name="deel")
    >>> als_getallen(exact, "de helft").mean().item()
    0.5
    """
    frame = als_cijfers(cijfers.to_frame(), {cijfers.name: "getal"}, {cijfers.name: formule})
    return frame[cijfers.name]


class _Formule(str):
    """How a column is computed, and of which figures that is said: pandas carries it along to whatever is made of them."""

    waarden: frozenset[Any]

    def __new__(cls, tekst: str, waarden: Iterable[Any] = ()) -> _Formule:
        zelf = super().__new__(cls, tekst)
        zelf.waarden = frozenset(waarden)
        return zelf

    def __deepcopy__(self, memo: object) -> _Formule:
        return self


def formules_van(frame: pd.DataFrame | pd.Series) -> dict[str, str]:
    """How the columns of a frame of ibtlib are computed, also after it was filtered, sorted or joined.

    Where other figures have come in their place (a mean, a difference), it is somebody's own work on them.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> pct = ibt.trend(ibt.laad("utrecht")).reeks()["pct_taakstelling"]
    >>> formules_van(pct.dropna()), formules_van(pct.diff())
    ({'pct_taakstelling': 'realisatie ÷ taakstelling'}, {'pct_taakstelling': 'eigen bewerking van realisatie ÷ taakstelling'})
    """
    import pandas as pd

    kolommen = {frame.name: frame} if isinstance(frame, pd.Series) else frame
    return {
        str(k): str(tekst)
        if set(kolommen[k].dropna()) <= getattr(tekst, "waarden", set())
        else f"eigen bewerking van {tekst}"
        for k, tekst in frame.attrs.get(_FORMULES, {}).items()
        if k in kolommen
    }


def _kolom(cijfers: pd.Series, soort: Soort) -> object:
    import numpy as np
    import pandas as pd

    if soort == "periode":
        return _perioden(cijfers)
    if soort == "datum":
        return np.array(_of_niets(cijfers), dtype="datetime64[s]")  # 9999-12-31, without an end, fits too
    if soort == "trede":
        return pd.Categorical(_of_niets(cijfers), categories=list(TREDEN), ordered=True)
    waarden = [float(w) if soort == "getal" and w is not None else w for w in _of_niets(cijfers)]
    return pd.array(waarden, dtype=_DTYPES[soort])


def _of_niets(cijfers: pd.Series) -> list[Any]:
    import pandas as pd

    return [None if pd.isna(w) else w for w in cijfers.tolist()]


def _perioden(perioden: pd.Series | pd.Index) -> pd.Categorical:
    """Ordered, with every half-year from the first to the last: so that a gap stays a gap in a chart or a table."""
    import pandas as pd

    bekend = sorted({Periode.lees(p) for p in perioden if not pd.isna(p)})
    alle = reeks(bekend[0], bekend[-1]) if bekend else []
    return pd.Categorical(list(perioden), categories=[str(p) for p in alle], ordered=True)
