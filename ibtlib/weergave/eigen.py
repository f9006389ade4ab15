"""A table of any DataFrame: `ibt.tabel`, and the numbers under a drawing of `ibt.figuur`.

How a column is written follows from its type; where its figures come from stands in the columns `bron` and `vindplaats`
(a source), `formule` (computed), `aanname` (assumed) and `noot` (a sentence of one's own) of the same frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.frames import formules_van
from ibtlib.basis.kleuren import tredeklasse
from ibtlib.basis.woorden import als_naam, hoofdletter
from ibtlib.weergave import kolom
from ibtlib.weergave.beschrijving import FICTIEF
from ibtlib.weergave.herkomst import Kenner, kenner
from ibtlib.weergave.kolom import Kolom
from ibtlib.weergave.ontleding import TREDE, kop_van, naar_soort, ontleed, waarde_van
from ibtlib.weergave.tabel import LEEG, Kop, Tabel, Waarde

if TYPE_CHECKING:
    import pandas as pd

ONVERMELD = "Eigen bewerking; waar deze cijfers vandaan komen is niet vermeld."
_LANG = 40  # characters of a name made from a caption


def tabel(
    frame: pd.DataFrame | pd.Series,
    bijschrift: str,
    *,
    naam: str = "",
    g: Kenner | Iterable[Kenner] | None = None,
    bron: str | Sequence[str] = (),
    formules: str | Mapping[str, str] = "",
    procent: Collection[str] = (),
    decimalen: int | Mapping[str, int] = 1,
    opmerkingen: Sequence[str] = (),
    leeg: str = LEEG,
    zonder_rijen: str = "",
    sorteerbaar: bool = False,
) -> Tabel:
    """Any DataFrame as a table that can be published, with where its figures come from.

    Parameters
    ----------
    frame : DataFrame or Series
        Its index, when it has a name or is not just a count, gives the row headers; else its first column. Whole
        numbers, fractions, percentages (a column with `pct`, `procent` or `%` in its name, ×100), treden (`trede…`),
        dates and text are each written in their own way; what is missing is said, never 0. The columns `bron`, `vindplaats`,
        `formule`, `aanname` and `noot` are not shown: they become the notes of their row; `<kolom>_formule` and the like
        those of one cell of it.
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    naam : str, optional
        Anchor and file name; default from the caption.
    g : Gegevens, or several, optional
        About which province it is: names its sources, and says FICTIEF where it is invented. Default what was loaded.
    bron : str or sequence of str
        Sources of the table as a whole: an id of `bronnen.csv`, or in words.
    formules : str or mapping of column to str
        How figures are computed; one text holds for every column of numbers. Frames of ibtlib say it of their own columns.
    procent : collection of str
        More columns that are percentages (×100).
    decimalen : int or mapping of column to int
        Decimals of fractions and percentages; rounded half up, once, here.
    opmerkingen : sequence of str
        Notes under the table.
    leeg : str
        What an empty cell says.
    zonder_rijen : str
        What is said instead of a frame without rows; without this such a frame is refused.
    sorteerbaar : bool
        On the page the headers sort.

    Raises
    ------
    AanvraagFout
        Nothing to show, two columns of one name, a number that is none (infinite), or nobody knows whether it is invented.

    Examples
    --------
    >>> import pandas as pd
    >>> from ibtlib.gegevens.gegevens import laad
    >>> frame = pd.DataFrame({"gemeente": ["Soest", "Zeist"], "achterstand_eind": [12, None], "pct": [62.5, 100]})
    >>> t = tabel(frame.assign(bron="eigen telling"), "Achterstand, personen", g=laad("utrecht"))
    >>> print(t)
    Achterstand, personen
    Gemeente | Achterstand eind           | Pct
    Soest    | 12                         | 62,5%
    Zeist    | niet in de gelezen bronnen | 100,0%
    >>> t.bron, t.naam
    (('eigen telling',), 'achterstand-personen')
    """
    return maak(
        frame,
        bijschrift,
        naam or naam_van(bijschrift),
        kenner(g),
        bron=bron,
        formules=formules,
        procent=procent,
        decimalen=decimalen,
        opmerkingen=opmerkingen,
        leeg=leeg,
        zonder_rijen=zonder_rijen,
        sorteerbaar=sorteerbaar,
    )


def maak(
    frame: pd.DataFrame | pd.Series,
    bijschrift: str,
    naam: str,
    wie: Kenner,
    *,
    bron: str | Sequence[str],
    formules: str | Mapping[str, str],
    procent: Collection[str] = (),
    decimalen: int | Mapping[str, int] = 1,
    opmerkingen: Sequence[str] = (),
    leeg: str = LEEG,
    zonder_rijen: str = "",
    sorteerbaar: bool = False,
    getekend: Mapping[str, Kop] | None = None,
) -> Tabel:
    """The table of `tabel`, or the numbers of a drawing.

    Parameters
    ----------
    getekend : mapping of column to Kop, optional
        Of a drawing: how the columns that a function of the house drew are written. Its columns keep the names that the
        drawing has, and its sources all stand under it.
    """
    kaal, herkomst, van_kolom = ontleed(frame)
    eigen = formules_van(frame)
    if not len(kaal.columns) or not (len(kaal) or zonder_rijen):
        raise AanvraagFout(f"Tabel '{bijschrift}': het frame is leeg; zeg met zonder_rijen= wat er dan staat.")
    kolommen = []
    for j, naam_ in enumerate(kaal):
        kop = (getekend or {}).get(naam_)
        waarden = [waarde_van(w, naam_, plek, trede=kop is None) for plek, w in enumerate(kaal[naam_])]
        kop = kop or kop_van(naam_, waarden, _van(decimalen, naam_), naam_ in procent, kaal[naam_].dtype.kind in "iu")
        formule = formules if isinstance(formules, str) else formules.get(naam_, "")
        is_getal = bool(j) and kop.soort != "tekst"
        kolommen.append(
            Kolom(
                _opschrift(kop.naam) if getekend is None else kop.naam.replace("_", " "),
                naar_soort(waarden, kop).__getitem__,
                kop.soort,
                kop.decimalen,
                kop.teken,
                (formule or van_kolom[naam_].formules() or herkomst.formules() or eigen.get(naam_, ""))
                if is_getal
                else "",
                van_kolom[naam_].bron if getekend is None else (),
                klasse=_tredeklassen(waarden) if TREDE.fullmatch(naam_) else None,
            )
        )
    vooraf = [(b, "") for b in ([bron] if isinstance(bron, str) else bron) if b]
    herkomsten = (herkomst, *van_kolom.values())
    if getekend is not None:
        vooraf += [h for deel in herkomsten for h in deel.alle]
    verzonnen = wie.fictief or FICTIEF in opmerkingen
    rest = (
        []
        if verzonnen or vooraf or formules or eigen or any(h.vermeld for h in herkomsten) or not len(kaal)
        else [ONVERMELD]
    )
    return kolom.tabel(
        wie,
        naam,
        bijschrift,
        kolommen,
        range(len(kaal)),
        bron=herkomst.bron,
        noot=herkomst.noot,
        herkomst=vooraf,
        opmerkingen=(*opmerkingen, *rest),
        leeg=leeg,
        zonder_rijen=zonder_rijen or LEEG,
        sorteerbaar=sorteerbaar,
    )


def _opschrift(kop: str) -> str:
    """A column's name as a header; a name of code in words."""
    return hoofdletter(kop.replace("_", " ") if kop.isidentifier() else kop)


def naam_van(bijschrift: str) -> str:
    """An anchor made from a caption.

    >>> naam_van("Realisatie per gemeente, 2023-2"), naam_van("2023: wie haalt het"), naam_van("?")
    ('realisatie-per-gemeente-2023-2', 'n-2023-wie-haalt-het', 'eigen')
    """
    naam = als_naam(bijschrift)
    naam = naam if len(naam) <= _LANG else naam[:_LANG].rpartition("-")[0] or naam[:_LANG]
    return f"n-{naam}" if naam[:1].isdigit() else naam or "eigen"


def _van(decimalen: int | Mapping[str, int], kop: str) -> int:
    return decimalen if isinstance(decimalen, int) else decimalen.get(kop, 1)


def _tredeklassen(waarden: Sequence[Waarde]) -> Callable[[int], str]:
    """The class that colours a cell that says a trede."""
    gevonden = [re.fullmatch(r"trede ([1-6])", w) if isinstance(w, str) else None for w in waarden]
    return [tredeklasse(int(m[1]) if m else None) for m in gevonden].__getitem__
