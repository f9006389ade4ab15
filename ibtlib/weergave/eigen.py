"""A table of any DataFrame, and a drawing of any means in words: what `ibt.tabel` and `ibt.figuur` read from a frame.

How a column is written follows from its type; where its figures come from stands in the columns `bron` and `vindplaats`
(a source), `formule` (computed), `aanname` (assumed) and `noot` (a sentence of one's own) of the same frame.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.frames import formules_van
from ibtlib.basis.periode import datum_voluit
from ibtlib.basis.woorden import als_naam, hoofdletter
from ibtlib.gegevens.bronnen import SAMEN, Herkomst, uit_kolommen
from ibtlib.weergave import kolom
from ibtlib.weergave.beschrijving import FICTIEF, GEEN, vergelijking, verloop
from ibtlib.weergave.frame import HERKOMSTKOLOMMEN, exact, soort_categorie
from ibtlib.weergave.herkomst import Kenner, kenner
from ibtlib.weergave.kolom import AANNAME, Kolom
from ibtlib.weergave.tabel import LEEG, Kop, Tabel, Waarde

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ONVERMELD = "Eigen bewerking; waar deze cijfers vandaan komen is niet vermeld."
_LANG = 40  # characters of a name made from a caption
_PROCENT = re.compile(r"(?:^|_)(?:pct|procent|percentage)(?:_|$)|%")
_TREDE = re.compile(r"trede(?:_\w+)?")
_VEEL = 8  # series: of more each has no sentence of its own


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
        `formule`, `aanname` and `noot` are not shown: they become the notes.
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
    kaal, herkomst = ontleed(frame)
    eigen = formules_van(frame)
    if not len(kaal.columns) or not (len(kaal) or zonder_rijen):
        raise AanvraagFout(f"Tabel '{bijschrift}': het frame is leeg; zeg met zonder_rijen= wat er dan staat.")
    kolommen = []
    for j, naam_ in enumerate(kaal):
        kop = (getekend or {}).get(naam_)
        waarden = [_waarde(w, naam_, plek, trede=kop is None) for plek, w in enumerate(kaal[naam_])]
        kop = kop or _kop(naam_, waarden, _van(decimalen, naam_), naam_ in procent, kaal[naam_].dtype.kind in "iu")
        formule = formules if isinstance(formules, str) else formules.get(naam_, "")
        is_getal = bool(j) and kop.soort != "tekst"
        kolommen.append(
            Kolom(
                _opschrift(kop.naam) if getekend is None else kop.naam.replace("_", " "),
                _naar_soort(waarden, kop).__getitem__,
                kop.soort,
                kop.decimalen,
                kop.teken,
                (formule or herkomst.formules() or eigen.get(naam_, "")) if is_getal else "",
                klasse=_tredeklassen(waarden) if _TREDE.fullmatch(naam_) else None,
            )
        )
    vooraf = [(b, "") for b in ([bron] if isinstance(bron, str) else bron) if b]
    if getekend is not None:
        vooraf += herkomst.alle
    verzonnen = wie.fictief or FICTIEF in opmerkingen
    rest = [] if verzonnen or vooraf or formules or eigen or herkomst.vermeld or not len(kaal) else [ONVERMELD]
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


# --- what a frame says ---------------------------------------------------------------------------------------


class _Herkomst:
    """Where the figures of each row come from, from the columns that say so."""

    def __init__(self, frame: pd.DataFrame):
        self._delen = {n: [_tekst(w) for w in frame[n]] for n in HERKOMSTKOLOMMEN if n in frame}

    @property
    def vermeld(self) -> bool:
        return any(tekst for n in ("bron", "formule", "aanname") for tekst in self._delen.get(n, ()))

    def _van(self, naam: str, i: int) -> str:
        return self._delen[naam][i] if naam in self._delen else ""

    def bron(self, i: int) -> tuple[Herkomst, ...]:
        bron, vindplaats = self._van("bron", i), self._van("vindplaats", i)
        in_paren = bron.count(SAMEN) == vindplaats.count(SAMEN)  # else it is text of somebody's own
        return uit_kolommen(bron, vindplaats) if in_paren else ((bron, vindplaats),)

    @property
    def alle(self) -> list[Herkomst]:
        return [h for i in range(len(self._delen.get("bron", ()))) for h in self.bron(i) if h[0]]

    def noot(self, i: int) -> str:
        return self._van("noot", i)

    def formules(self) -> str | Callable[[int], str]:
        """How the figures of a row are computed or on what they are assumed: one text where it is the same for all."""
        teksten = [
            f"{AANNAME}{aanname.removeprefix(AANNAME)}" if aanname else formule
            for i in range(max(map(len, self._delen.values()), default=0))
            for aanname, formule in [(self._van("aanname", i), self._van("formule", i))]
        ]
        return teksten.__getitem__ if len(set(teksten)) > 1 else next(iter(teksten), "")


def ontleed(frame: pd.DataFrame | pd.Series) -> tuple[pd.DataFrame, _Herkomst]:
    """What a frame shows, its row headers as first columns and every name a text; and where that comes from."""
    import pandas as pd

    if isinstance(frame, pd.Series):
        frame = frame.to_frame(frame.name if frame.name is not None else "waarde")
    if not isinstance(frame, pd.DataFrame):
        raise AanvraagFout(f"Een tabel wordt gemaakt van een DataFrame; dit is {type(frame).__name__}.")
    namen = [_kolomnaam(n) for n in frame.columns]
    plat = frame.set_axis(namen, axis=1)
    if not (isinstance(frame.index, pd.RangeIndex) and frame.index.name is None) and not (
        frame.index.nlevels == 1 and frame.index.name is None and pd.api.types.is_integer_dtype(frame.index)
    ):
        koppen = [_kolomnaam(n) if n is not None else f"rij {i}" for i, n in enumerate(frame.index.names, 1)]
        koppen = ["naam"] if koppen == ["rij 1"] else koppen
        delen = [pd.Series(frame.index.get_level_values(i), dtype=object) for i in range(frame.index.nlevels)]
        voor = pd.DataFrame(dict(enumerate(delen))).set_axis(koppen, axis=1)
        plat = pd.concat([voor, plat.reset_index(drop=True)], axis=1)
    dubbel = sorted({n for n in plat.columns if list(plat.columns).count(n) > 1})
    if dubbel:
        raise AanvraagFout(f"Tabel: {opsomming(dubbel)} is de naam van meer dan één kolom; hernoem ze.")
    return plat[[n for n in plat if n not in HERKOMSTKOLOMMEN]].reset_index(drop=True), _Herkomst(plat)


def _kolomnaam(naam: Any) -> str:
    delen = naam if isinstance(naam, tuple) else (naam,)
    return " – ".join(str(deel) for deel in delen if str(deel)) or "kolom"


def _tekst(waarde: Any) -> str:
    return "" if _ontbreekt(waarde) else str(waarde)


def _ontbreekt(waarde: Any) -> bool:
    return (
        waarde is None
        or type(waarde).__name__ in ("NAType", "NaTType")
        or bool(isinstance(waarde, Real) and waarde != waarde)
    )


def _waarde(waarde: Any, kop: str, plek: int, trede: bool = True) -> Waarde:
    """A cell as it is shown: an exact number, or text."""
    if _ontbreekt(waarde):
        return None
    if type(waarde).__name__ in ("bool", "bool_"):
        return "ja" if waarde else "nee"
    if isinstance(waarde, dt.datetime):
        return datum_voluit(waarde.date()) + (f", {waarde:%H:%M}" if waarde.time() != dt.time() else "")
    if isinstance(waarde, dt.date):
        return datum_voluit(waarde)
    if isinstance(waarde, Real):
        if kop.startswith("jaar"):
            return f"{waarde:g}" if not isinstance(waarde, Fraction) else str(waarde)
        try:
            getal = exact(waarde)
        except ValueError as fout:
            raise AanvraagFout(f"Tabel: '{kop}' in rij {plek + 1}: {fout}; onbekend is leeg.") from None
        return f"trede {getal}" if trede and _TREDE.fullmatch(kop) and getal in range(1, 7) else getal
    return str(waarde)


def _kop(kop: str, waarden: Sequence[Waarde], decimalen: int, procent: bool, telt: bool = False) -> Kop:
    """How a column is written: as text as soon as one cell is text; of one that is all empty its type decides."""
    getallen = [w for w in waarden if w is not None]
    if not getallen and telt:
        return Kop(kop, "geheel")
    if not getallen or any(isinstance(w, str) for w in getallen):
        return Kop(kop)
    if procent or _PROCENT.search(kop):
        return Kop(kop, "procent", decimalen)
    return Kop(kop, "geheel") if all(w.denominator == 1 for w in getallen) else Kop(kop, "breuk", decimalen)  # type: ignore[union-attr]


def _naar_soort(waarden: Sequence[Waarde], kop: Kop) -> list[Waarde]:
    """Counts as whole numbers, and fractions of which some happen to be whole with as many decimals as the others."""
    if kop.soort == "geheel":
        return [int(w) if isinstance(w, Fraction) and w.denominator == 1 else w for w in waarden]
    if kop.soort == "breuk":
        return [Fraction(w) if isinstance(w, int) else w for w in waarden]
    return list(waarden)


def _van(decimalen: int | Mapping[str, int], kop: str) -> int:
    return decimalen if isinstance(decimalen, int) else decimalen.get(kop, 1)


def _tredeklassen(waarden: Sequence[Waarde]) -> Callable[[int], str]:
    """The class that colours a cell that says a trede."""
    gevonden = [re.fullmatch(r"trede ([1-6])", w) if isinstance(w, str) else None for w in waarden]
    return [f"trede-{m[1]}" if m else "" for m in gevonden].__getitem__


# --- a drawing in words --------------------------------------------------------------------------------------


def zinnen(ax: Axes, frame: pd.DataFrame | pd.Series, al_gezegd: Collection[str] = (), eerste: str = "") -> list[str]:
    """A drawing in words, from the frame that was drawn: its kind and unit, each series, and what was written in it.

    Parameters
    ----------
    al_gezegd : collection of str
        Columns of which a function of `weergave` has said already what they show.
    eerste : str
        What that function said; then the texts in the drawing are its own.
    """
    reeksen = _reeksen(frame)
    nog = {naam: reeks for naam, reeks in reeksen.items() if naam not in al_gezegd}
    if not reeksen or all(w is None for reeks in reeksen.values() for w in reeks.values()):
        raise AanvraagFout("Grafiek: in cijfers= staat geen enkel getal; geef het frame dat is getekend.")
    uit = [eerste] if eerste else [f"{', '.join([_soort(ax), *_eenheden(ax)])}."]
    if len(nog) > _VEEL:
        uit.append(_samen(nog))
    else:
        uit += [zin for naam, reeks in nog.items() for zin in _verloop(naam, reeks)]
    if not eerste and (geschreven := _geschreven(ax)):
        uit.append(f"In de grafiek staat: {opsomming(geschreven)}.")
    return uit


def _reeksen(frame: pd.DataFrame | pd.Series) -> dict[str, dict[str, Any]]:
    """The series of a frame, by the names of its rows; a long frame (one number, two names) by the second name."""
    kaal, _ = ontleed(frame)
    cellen = {kop: [_waarde(w, kop, i) for i, w in enumerate(kaal[kop])] for kop in kaal}
    getal = [
        k for k, ws in cellen.items() if any(w is not None for w in ws) and not any(isinstance(w, str) for w in ws)
    ]
    namen = [k for k in cellen if k not in getal and any(isinstance(w, str) for w in cellen[k])]
    rij = [[str(cellen[n][i]) for n in namen] for i in range(len(kaal))]
    if len(namen) == 2 and len(getal) == 1 and len({tuple(r) for r in rij}) == len(rij):
        lang: dict[str, dict[str, Any]] = {}
        for (plaats, reeks), waarde in zip(rij, cellen[getal[0]], strict=True):
            lang.setdefault(f"{getal[0]}, {reeks}", {})[plaats] = waarde
        return lang
    labels = [", ".join(r) if r else f"rij {i}" for i, r in enumerate(rij, 1)]
    if len(set(labels)) < len(labels):
        labels = [f"{label} ({i})" for i, label in enumerate(labels, 1)]
    return {k.replace("_", " "): dict(zip(labels, cellen[k], strict=True)) for k in getal}


def _verloop(naam: str, reeks: Mapping[str, Any]) -> list[str]:
    import pandas as pd

    kop = _kop(naam.replace(" ", "_"), list(reeks.values()), 1, False)
    waarden: dict[str, Any] = dict(zip(reeks, _naar_soort(list(reeks.values()), kop), strict=True))
    if len(waarden) > 12 and soort_categorie(list(waarden)) == "periode":
        return [verloop(naam, waarden, kop)]
    frame = pd.DataFrame({naam: pd.Series(waarden, dtype=object)})
    return vergelijking(frame, kop, {(naam, plaats) for plaats, w in waarden.items() if w is None})


def _samen(reeksen: Mapping[str, Mapping[str, Any]]) -> str:
    """Many series in one sentence."""
    alle = [
        (w, f"{naam} ({plaats})") for naam, reeks in reeksen.items() for plaats, w in reeks.items() if w is not None
    ]
    kop = _kop(next(iter(reeksen)).replace(" ", "_"), [w for w, _ in alle], 1, False)
    uiterste = [f"{woord} {kop.toon(u)} bij {opsomming([p for w, p in alle if w == u][:3])}"
                for woord, u in (("hoogste", max(w for w, _ in alle)), ("laagste", min(w for w, _ in alle)))]  # fmt: skip
    leeg = sum(w is None for reeks in reeksen.values() for w in reeks.values())
    gaten = f"; {GEEN} op {leeg} plaatsen" if leeg else ""
    return f"{len(reeksen)} reeksen: {'; '.join(uiterste)}{gaten}."


def _soort(ax: Axes) -> str:
    from matplotlib.collections import PathCollection, QuadMesh

    if ax.containers:
        return "Staafdiagram"
    if any(isinstance(c, QuadMesh) for c in ax.collections):
        return "Kleurtabel"
    if any(isinstance(c, PathCollection) for c in ax.collections):
        return "Puntenwolk"
    return "Lijndiagram" if ax.lines else "Grafiek"


def _eenheden(ax: Axes) -> list[str]:
    """Title and axis labels, as far as somebody wrote them."""
    return list(dict.fromkeys(t for t in (ax.get_title(), ax.get_title("left"), ax.get_ylabel(), ax.get_xlabel()) if t))


def _geschreven(ax: Axes) -> list[str]:
    """What somebody wrote in the drawing; bare figures stand in its words and table already."""
    teksten = (" ".join(t.get_text().split()) for t in ax.texts if t.get_visible())
    return [t for t in dict.fromkeys(teksten) if re.search(r"[^\W\d_]", t)]
