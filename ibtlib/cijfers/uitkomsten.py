"""Results of the whole province in one periode: what was published beside what follows from its parts.

Source: voortgangsrapportage 2023-2, tabel 1, and voortgangsrapportage 2022-2/2023-1, table of results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import Getal, decimalen, rond_af
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import per_gemeente, rijen_van
from ibtlib.kader import opgave
from ibtlib.kader.opgave import Afleidingen, Gerealiseerd

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd


RESULTATEN: Kolomsoorten = {
    "grootheid": "tekst",
    "eenheid": "tekst",
    "gepubliceerd": "getal",  # a percentage can have decimals
    "berekend": "getal",
    "verschil": "getal",
    "formule": "tekst",
    **WAAR,
}


@dataclass(frozen=True)
class Stand:
    """One published position of the province: positive is achterstand, negative voorsprong (persons).

    `rij` is the table and key of the row that says so.
    """

    achterstand: int
    bron: str
    vindplaats: str
    rij: tuple[str, tuple[Any, ...]] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Resultaat(Gerealiseerd):
    """Published row of a province and periode; None is not published. Persons, and whole percents.

    What follows from it (`Gerealiseerd`) follows from the published totaalopgave.
    """

    periode: Periode
    versie: str
    taakstelling: int
    achterstand_begin: int | None
    totaalopgave: int | None
    realisatie: int | None
    realisatie_pct_taakstelling: Getal | None
    realisatie_pct_totaalopgave: Getal | None
    bron: str
    vindplaats: str

    @property
    def rij(self) -> tuple[str, tuple[Any, ...]]:
        """Table and key of the row."""
        return "resultaten", (str(self.periode), self.versie)

    @property
    def totaalopgave_berekend(self) -> int | None:
        """taakstelling + achterstand_begin."""
        if self.achterstand_begin is None:
            return None
        return opgave.totaalopgave(self.taakstelling, self.achterstand_begin)


def versies(g: Gegevens, periode: Periode) -> list[Resultaat]:
    """All published versions of a periode, the one in force last (a lowered taakstelling replaces the first)."""
    alle = [Resultaat(**{**r, "periode": periode}) for r in g.resultaatrijen(periode)]
    return sorted(alle, key=lambda r: r.versie == "verlaagd")


def resultaat(g: Gegevens, periode: Periode) -> Resultaat | None:
    """The row of a periode that is in force, or None when nothing was published."""
    alle = versies(g, periode)
    return alle[-1] if alle else None


SOM = "som van gemeenten"  # as a versie: computed, because of the province nothing was published
OPTELBAAR = ("taakstelling", "achterstand_begin", "totaalopgave", "realisatie", "achterstand_eind")


@dataclass(frozen=True)
class Som:
    """One quantity added up over gemeenten, persons; `som` is None when of none of them it is known."""

    som: int | None
    # bekend, gemeenten: of how many gemeenten it is known, and how many there were in the periode
    bekend: int
    gemeenten: int

    @property
    def volledig(self) -> bool:
        """Whether it is the figure of the province: every gemeente is in it."""
        return self.bekend == self.gemeenten > 0


def sommen(g: Gegevens, periode: Periode) -> dict[str, Som]:
    """The figures per gemeente of a periode added up, by quantity; empty when there are none.

    What follows from figures (totaalopgave, achterstand_eind) is added up over the gemeenten of which all of those
    are known.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> sommen(laad("voorbeeld"), Periode.lees("2024-2"))["achterstand_begin"]  # of Fazantrode it is not known
    Som(som=59, bekend=7, gemeenten=8)
    """
    eigen = [Gemeenteregel(r) for r in rijen_van(g.gemeentecijfers, periode)]
    if not eigen:
        return {}
    alle = {gemeente.code for gemeente in g.gemeentelijst.op(periode.begin)} | {r.code for r in eigen}
    uit = {}
    for grootheid in OPTELBAAR:
        bekend = [w for r in eigen if (w := getattr(r, grootheid)) is not None]
        uit[grootheid] = Som(sum(bekend) if bekend else None, len(bekend), len(alle))
    return uit


class Gemeenteregel(Afleidingen):
    """A row of figures per gemeente with what follows from it; nothing where there is no row."""

    def __init__(self, rij: Mapping[str, Any]):
        self.code = rij.get("gemeentecode")
        self.taakstelling, self.achterstand_begin = rij.get("taakstelling"), rij.get("achterstand_begin")
        self.realisatie, self.gekoppeld = rij.get("realisatie"), rij.get("gekoppeld")


def geldend(g: Gegevens, periode: Periode) -> Resultaat | None:
    """The published row that is in force; without one the sums over all gemeenten, with `SOM` as its versie.

    A sum over some of the gemeenten is no figure of the province: that quantity is then None (`sommen` has it).
    """
    gepubliceerd = resultaat(g, periode)
    if gepubliceerd:
        return gepubliceerd
    heel = {naam: s.som for naam, s in sommen(g, periode).items() if s.volledig}
    taakstelling = heel.get("taakstelling")
    if taakstelling is None:
        return None
    feiten = {naam: heel.get(naam) for naam in ("achterstand_begin", "totaalopgave", "realisatie")}
    return Resultaat(periode, SOM, taakstelling, **feiten, **dict.fromkeys(_PROCENTEN), bron="", vindplaats="")


def bekende(g: Gegevens, periode: Periode) -> list[Resultaat]:
    """All published versions of a periode, or else the one that adds up its gemeenten; the last one is in force."""
    som = geldend(g, periode)
    return versies(g, periode) or ([som] if som else [])


_PROCENTEN = ("realisatie_pct_taakstelling", "realisatie_pct_totaalopgave")


def standen(g: Gegevens, peildatum: dt.date) -> list[Stand]:
    """Every published mention of the position on a peildatum, the openings in result rows included."""
    gevonden = [
        Stand(r["achterstand"], r["bron"], r["vindplaats"], ("standen", (peildatum, r["bron"], r["vindplaats"])))
        for r in g.standrijen(peildatum)
    ]
    begint = next((p for p in g.reeks() if p.begin == peildatum), None)
    for rij in versies(g, begint) if begint else []:
        if rij.achterstand_begin is None:
            continue
        stand = Stand(rij.achterstand_begin, rij.bron, rij.vindplaats, rij.rij)
        if stand not in gevonden:
            gevonden.append(stand)
    return gevonden


def unieke_standen(g: Gegevens, peildatum: dt.date) -> list[Stand]:
    """Each distinct position that was published of a peildatum, with where it stands first."""
    per_waarde: dict[int, Stand] = {}
    for stand in standen(g, peildatum):
        per_waarde.setdefault(stand.achterstand, stand)
    return list(per_waarde.values())


def herkomst_gemeenten(g: Gegevens, periode: Periode | str) -> tuple[Herkomst, ...]:
    """Where the figures stand that a sum over gemeenten adds up."""
    return herkomst(*rijen_van(g.gemeentecijfers, periode))


def herkomst_geldend(g: Gegevens, r: Resultaat) -> tuple[Herkomst, ...]:
    """Where the figures of `geldend` stand."""
    return herkomst_gemeenten(g, r.periode) if r.versie == SOM else ((r.bron, r.vindplaats),)


def verlaging(g: Gegevens, periode: Periode) -> tuple[int, int] | None:
    """The taakstelling of the province as lowered and as first imposed (persons); None when it was not lowered.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> verlaging(laad("utrecht"), Periode.lees("2023-2"))
    (1372, 2126)
    """
    per_versie = {r.versie: r for r in versies(g, periode)}
    eerst, later = per_versie.get("oorspronkelijk"), per_versie.get("verlaagd")
    return (later.taakstelling, eerst.taakstelling) if eerst and later and eerst.taakstelling else None


def vastgestelde_treden(g: Gegevens, periode: Periode) -> dict[str, int]:
    """The published trede by gemeentecode; empty when none was published."""
    return {code: r["trede"] for code, r in per_gemeente(g.tabel("beoordelingen"), periode).items()}


def resultaten(g: Gegevens, periode: Periode | str, exact: bool = False) -> pd.DataFrame:
    """Check a published table of results: every figure of a periode beside what follows from its parts.

    Where nothing of the province is published: sums over gemeenten.

    Parameters
    ----------
    g : Gegevens
        The province.
    periode : Periode or str
        Half-year.
    exact : bool
        Ints and Fractions, and None where nothing is known, instead of the types of `basis.frames`.

    Returns
    -------
    DataFrame
        One row per quantity with columns `grootheid`, `eenheid` (personen or procent), `gepubliceerd`, `berekend`,
        `verschil` (published minus computed as rounded), `formule`, `bron`, `vindplaats`. Several rows
        `achterstand_eind` when sources give several.

    Raises
    ------
    AanvraagFout
        When nothing is known about the periode.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> t = ibt.resultaten(ibt.laad("utrecht"), "2023-1").set_index("grootheid")
    >>> t.loc["totaalopgave", ["gepubliceerd", "berekend"]].tolist()  # 1651 − 150 is what follows from its parts
    [1501.0, 1501.0]
    """
    gekozen = g.periode(str(periode))
    r = resultaat(g, gekozen)
    regels, eind, formule = _nagerekend(r, resultaat(g, gekozen.vorige)) if r else _opgeteld(g, gekozen)
    gepubliceerd = unieke_standen(g, gekozen.peildatum)
    regels += [_rij("achterstand_eind", "personen", s.achterstand, eind, formule, s) for s in gepubliceerd]
    if eind is not None and not gepubliceerd:
        regels.append(_rij("achterstand_eind", "personen", None, eind, formule, None))
    return frame_van(regels, RESULTATEN, exact)


_Regels = tuple[list[dict[str, Any]], int | None, str]  # and what closing position follows, and how


def _nagerekend(r: Resultaat, vorig: Resultaat | None) -> _Regels:
    """Each published figure beside what follows from the others."""
    vorig_eind = vorig.achterstand_eind if vorig else None
    formule_begin = f"totaalopgave − realisatie van {r.periode.vorige}"
    regels = [
        _rij("taakstelling", "personen", r.taakstelling, None, "", r),
        _rij("achterstand_begin", "personen", r.achterstand_begin, vorig_eind, formule_begin, r),
        _rij("totaalopgave", "personen", r.totaalopgave, r.totaalopgave_berekend, "taakstelling + achterstand bij het begin", r),
        _rij("realisatie", "personen", r.realisatie, None, "", r),
        _rij("realisatie_pct_taakstelling", "procent", r.realisatie_pct_taakstelling, r.pct_taakstelling,
             "realisatie ÷ taakstelling", r),
        _rij("realisatie_pct_totaalopgave", "procent", r.realisatie_pct_totaalopgave, r.pct_totaalopgave,
             "realisatie ÷ totaalopgave", r),
    ]  # fmt: skip
    return regels, r.achterstand_eind, "totaalopgave − realisatie"


def _opgeteld(g: Gegevens, periode: Periode) -> _Regels:
    """The same when of the province nothing is published but, perhaps, positions: each sum says of how many."""
    opgeteld = sommen(g, periode)
    formules = {naam: f"som van {s.bekend} van {s.gemeenten} gemeenten" for naam, s in opgeteld.items()}
    regels = [
        _rij(naam, "personen", None, s.som, formules[naam], None)
        for naam, s in opgeteld.items()
        if s.som is not None and naam != "achterstand_eind"
    ]
    if heel := geldend(g, periode):
        delen = (("taakstelling", heel.pct_taakstelling), ("totaalopgave", heel.pct_totaalopgave))
        regels += [
            _rij(f"realisatie_pct_{wat}", "procent", None, deel, f"realisatie ÷ {wat}", None)
            for wat, deel in delen
            if deel is not None
        ]
    eind = opgeteld.get("achterstand_eind")
    return regels, eind.som if eind else None, formules.get("achterstand_eind", "")


def _rij(
    grootheid: str,
    eenheid: str,
    gepubliceerd: Getal | None,
    berekend: Getal | None,
    formule: str,
    van: Resultaat | Stand | None,
) -> dict[str, Any]:
    verschil = None if gepubliceerd is None or berekend is None else _verschil(gepubliceerd, berekend)
    return {
        "grootheid": grootheid,
        "eenheid": eenheid,
        "gepubliceerd": gepubliceerd,
        "berekend": berekend,
        "verschil": verschil,
        "formule": formule if berekend is not None else "",
        "bron": van.bron if van else "",
        "vindplaats": van.vindplaats if van else "",
    }


def _verschil(gepubliceerd: Getal, berekend: Getal) -> Getal:
    """Published minus computed, rounded as the published one is."""
    verschil = gepubliceerd - rond_af(berekend, decimalen(gepubliceerd))
    return verschil.numerator if verschil.denominator == 1 else verschil
