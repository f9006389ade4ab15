"""The monitor during a periode: interim figures against the pace that the opgave asks.

- **Schema**: an even pace. After a month a sixth of the opgave, per day within a month (`Periode.verstreken`).
- **Expected, linear** (berekend): what the whole periode gives when the pace so far goes on.
- **Expected, by pattern** (aanname): what it gives when this gemeente goes as it did in the earlier perioden of which
  an interim figure and the realisatie are both known; between known moments in a straight line, the mean of those
  perioden. Without such a periode there is none.
- The realisatie that became known after the periode is never used: the monitor knows what was known that day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.basis.getallen import Getal, rond_heel, toon
from ibtlib.basis.periode import Periode, datum_voluit, lees_datum
from ibtlib.cijfers.uitkomsten import resultaat, versies
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader import opgave
from ibtlib.kader.opgave import Afleidingen


@dataclass(frozen=True)
class Tussenstand(Afleidingen):
    """One gebied on one day within a periode; None is not known, never 0."""

    # code, naam, datum: who, when
    code: str
    naam: str
    datum: dt.date
    realisatie: int  # persons housed since the beginning of the periode
    gekoppeld: int | None = None  # persons linked up to that day
    # taakstelling, achterstand_begin: of the periode
    taakstelling: int | None = None
    achterstand_begin: int | None = None
    gepubliceerd_pct: Getal | None = None  # percentage of the totaalopgave as the source gives it
    vorige: Tussenstand | None = None  # the last one before it in the same periode
    patroon: Fraction | None = None  # part of the eventual realisatie that was there at this moment in earlier perioden
    patroon_van: tuple[str, ...] = ()  # those perioden
    herkomst: tuple[Herkomst, ...] = ()  # empty when the file itself is all there is
    som: bool = False  # of the whole province, added up over its gemeenten: it published nothing of that day

    @property
    def periode(self) -> Periode:
        return Periode.van(self.datum)

    @property
    def verstreken(self) -> Fraction:
        """Part of the periode that has passed."""
        return self.periode.verstreken(self.datum)

    @property
    def volgens_schema(self) -> Fraction | None:
        """Persons that an even pace would have housed by now; 0 when a voorsprong leaves nothing to do."""
        return None if self.totaalopgave is None else max(0, self.totaalopgave) * self.verstreken

    @property
    def achter(self) -> bool | None:
        """Whether fewer were housed than an even pace asks."""
        return None if self.volgens_schema is None else self.realisatie < self.volgens_schema

    @property
    def verwacht_lineair(self) -> int:
        """Realisatie of the whole periode at the pace so far, rounded half up."""
        return rond_heel(self.realisatie / self.verstreken)

    @property
    def verwacht_patroon(self) -> int | None:
        """Realisatie of the whole periode when it goes as earlier perioden did, rounded half up."""
        return rond_heel(self.realisatie / self.patroon) if self.patroon else None

    def eindstand(self, verwacht: int | None) -> int | None:
        """Closing position that an expected realisatie gives (negative is voorsprong)."""
        if self.totaalopgave is None or verwacht is None:
            return None
        return opgave.achterstand_eind(self.totaalopgave, verwacht)

    @property
    def wachtend(self) -> int | None:
        """Persons linked who are not housed yet."""
        return None if self.gekoppeld is None else max(0, self.gekoppeld - self.realisatie)

    @property
    def erbij(self) -> int | None:
        """Persons housed since the stand before."""
        return self.realisatie - self.vorige.realisatie if self.vorige else None

    @property
    def gekoppeld_erbij(self) -> int | None:
        """Persons linked since the stand before."""
        if self.vorige is None or None in (self.gekoppeld, self.vorige.gekoppeld):
            return None
        return self.gekoppeld - self.vorige.gekoppeld  # type: ignore[operator]


def tussenstanddatums(g: Gegevens) -> list[dt.date]:
    """Every day of which there is an interim figure, of the province or of gemeenten.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [d.isoformat() for d in tussenstanddatums(laad("utrecht"))]
    ['2023-10-26']
    """
    return sorted({*g.tabel("tussenstanden")["datum"], *g.tussenstanden["datum"]})


def lees_peildatum(g: Gegevens, peildatum: str) -> dt.date:
    """The day asked for, when there is an interim figure of it.

    Raises
    ------
    AanvraagFout
        When it is no date, or nothing is known of it.
    """
    bekend = [d.isoformat() for d in tussenstanddatums(g)]
    if peildatum in bekend:
        return lees_datum(peildatum)
    wel = f" Bekend: {opsomming(bekend)}." if bekend else ""
    raise AanvraagFout(
        f"peildatum='{peildatum}': daarvan is van {g.naam} geen tussenstand.{bedoelde_u(str(peildatum), bekend)}{wel} "
        f"Voeg haar toe in data/raw/{g.provincie}/tussenstanden/<datum>.csv."
    )


def van_gemeenten(g: Gegevens, datum: dt.date) -> list[Tussenstand]:
    """The interim figures per gemeente of one day, by name; empty when there are none."""
    frame = g.tussenstanden
    cijfers = {(r["periode"], r["gemeentecode"]): r for r in rijen(g.gemeentecijfers)}
    per_dag: dict[dt.date, dict[str, dict[str, Any]]] = {}
    for r in rijen(frame):
        per_dag.setdefault(r["datum"], {})[r["gemeentecode"]] = r
    periode = Periode.van(datum)
    eerder = max((d for d in per_dag if periode.begin <= d < datum), default=None)
    uit = []
    for code, rij in per_dag.get(datum, {}).items():
        eigen = cijfers.get((str(periode), code), {})
        standen = [(d, per_code[code]["realisatie"]) for d, per_code in per_dag.items() if code in per_code]
        gerealiseerd = {Periode.lees(p): r["realisatie"] for (p, c), r in cijfers.items() if c == code}
        stand = Tussenstand(
            code,
            g.gemeentelijst.naam(code, periode.begin),
            datum,
            rij["realisatie"],
            rij["gekoppeld"],
            eigen.get("taakstelling"),
            eigen.get("achterstand_begin"),
            vorige=_kaal(code, eerder, per_dag[eerder].get(code)) if eerder else None,
            herkomst=herkomst(rij, eigen),
            **_patroon(_verloop(standen, gerealiseerd, periode), periode.verstreken(datum)),
        )
        uit.append(stand)
    return sorted(uit, key=lambda s: s.naam)


def van_provincie(g: Gegevens, datum: dt.date) -> list[tuple[str, Tussenstand]]:
    """The interim figure of the whole province against every version of the taakstelling; empty when there is none.

    As published; where the province published none, the sum of the gemeenten when all are known.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [(v, s.realisatie, s.totaalopgave, round(float(s.pct_totaalopgave), 1))
    ...  for v, s in van_provincie(laad("utrecht"), dt.date(2023, 10, 26))]
    [('oorspronkelijk', 667, 2532, 26.3), ('verlaagd', 667, 1778, 37.5)]
    """
    periode = Periode.van(datum)
    gevonden = next((r for r in rijen(g.tabel("tussenstanden")) if r["datum"] == datum), None)
    som = None if gevonden else _som(g, datum)
    if gevonden is None and som is None:
        return []
    verloop = _verloop_provincie(g, periode)
    uit: list[tuple[str, Tussenstand]] = []
    for r in versies(g, periode):
        stand = Tussenstand(
            g.code,
            g.naam,
            datum,
            gevonden["realisatie"] if gevonden else som.realisatie,  # type: ignore[union-attr]
            som.gekoppeld if som else None,
            r.taakstelling,
            r.achterstand_begin,
            gepubliceerd_pct=gevonden["realisatie_pct_totaalopgave"] if gevonden and not uit else None,
            herkomst=(*herkomst(gevonden), (r.bron, r.vindplaats)),
            som=som is not None,
            **_patroon(verloop, periode.verstreken(datum)),
        )
        uit.append((r.versie, stand))
    return uit


def redenen(stand: Tussenstand) -> tuple[str, ...]:
    """Why a conversation is due now, in words; empty when nothing asks for it. A signal of ibtlib, no norm.

    Parameters
    ----------
    stand : Tussenstand
        Of one gemeente.

    Examples
    --------
    Half the periode has passed, a third is housed:

    >>> s = Tussenstand("GM1", "A", dt.date(2024, 10, 1), 10, 25, 30, 0)
    >>> redenen(s)[0]
    'loopt achter op schema: 10 gehuisvest, bij een gelijkmatig tempo 15'
    """
    uit = []
    if stand.achter:
        schema = rond_heel(stand.volgens_schema or 0)
        uit.append(
            f"loopt achter op schema: {toon(stand.realisatie)} gehuisvest, bij een gelijkmatig tempo {toon(schema)}"
        )
    if stand.taakstelling is not None and stand.verwacht_lineair < stand.taakstelling:
        uit.append(
            f"haalt in dit tempo de taakstelling niet: {toon(stand.verwacht_lineair)} van {toon(stand.taakstelling)}"
        )
    if stand.vorige and stand.erbij is not None and stand.erbij <= 0:
        sinds = datum_voluit(stand.vorige.datum)
        uit.append(
            f"sinds {sinds} is niemand gehuisvest"
            if not stand.erbij
            else f"de realisatie is lager dan op {sinds}: controleer haar"
        )
    if uit and stand.wachtend:
        uit.append(f"{toon(stand.wachtend)} gekoppeld en nog niet gehuisvest")
    return tuple(uit)


# --- how earlier perioden went -----------------------------------------------------------------------------

_Verloop = list[tuple[str, list[tuple[Fraction, Fraction]]]]  # per periode: part passed, part of its realisatie


def _verloop_provincie(g: Gegevens, tot: Periode) -> _Verloop:
    standen = [(r["datum"], r["realisatie"]) for r in rijen(g.tabel("tussenstanden"))]
    eigen = {d for d, _ in standen}
    standen += [(d, s.realisatie) for d in set(g.tussenstanden["datum"]) - eigen if (s := _som(g, d))]

    gerealiseerd = {p: r.realisatie for d, _ in standen if (p := Periode.van(d)) < tot and (r := resultaat(g, p))}
    return _verloop(standen, gerealiseerd, tot)


def _verloop(standen: list[tuple[dt.date, int]], gerealiseerd: Mapping[Periode, int | None], tot: Periode) -> _Verloop:
    per_periode: dict[Periode, list[tuple[Fraction, int]]] = {}
    for datum, realisatie in sorted(standen):
        p = Periode.van(datum)
        if p < tot:
            per_periode.setdefault(p, []).append((p.verstreken(datum), realisatie))
    uit = []
    for p, punten in per_periode.items():
        if geheel := gerealiseerd.get(p):
            uit.append((str(p), [(v, Fraction(r, geheel)) for v, r in punten]))
    return uit


def _patroon(verloop: _Verloop, verstreken: Fraction) -> dict[str, Any]:
    """The mean of the earlier perioden at this moment, and which those are."""
    if not verloop:
        return {}
    delen = [_op(punten, verstreken) for _, punten in verloop]
    return {"patroon": sum(delen, Fraction(0)) / len(delen), "patroon_van": tuple(p for p, _ in verloop)}


def _op(punten: list[tuple[Fraction, Fraction]], verstreken: Fraction) -> Fraction:
    """The part of the realisatie at a moment: a straight line between what is known, from nothing to all.

    >>> _op([(Fraction(1, 2), Fraction(1, 4))], Fraction(3, 4))
    Fraction(5, 8)
    """
    lijn = [(Fraction(0), Fraction(0)), *punten, (Fraction(1), Fraction(1))]
    for (x0, y0), (x1, y1) in pairwise(lijn):
        if x0 <= verstreken <= x1:
            return y0 + (y1 - y0) * (verstreken - x0) / (x1 - x0)
    raise AssertionError(verstreken)  # a day lies within its periode


def _som(g: Gegevens, datum: dt.date) -> Tussenstand | None:
    """The sum of the gemeenten on a day, when all of them are known."""
    frame = g.tussenstanden
    op_dag = list(rijen(frame[frame["datum"] == datum]))
    alle = {m.code for m in g.gemeentelijst.op(Periode.van(datum).begin)}
    if not op_dag or {r["gemeentecode"] for r in op_dag} != alle:
        return None
    gekoppeld = [r["gekoppeld"] for r in op_dag]
    return Tussenstand(
        g.code, g.naam, datum, sum(r["realisatie"] for r in op_dag), None if None in gekoppeld else sum(gekoppeld)
    )


def _kaal(code: str, datum: dt.date, rij: dict[str, Any] | None) -> Tussenstand | None:
    return Tussenstand(code, "", datum, rij["realisatie"], rij["gekoppeld"]) if rij else None
