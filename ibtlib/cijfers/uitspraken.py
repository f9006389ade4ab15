"""Statements of the sources in words ("verviervoudigd", "circa 1400") beside the exact figure for each.

A new statement needs one row in `uitspraken.csv` and one line in `_BEREKENING`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import Getal, rond_heel, toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.cijfers.projecties import projectie
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import standen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

Rekenregel = tuple[Callable[[Gegevens], Getal | None], str]  # what to compute, and how a reader says it


def _verhouding(kolom: str, van: str, tot: str) -> Rekenregel:
    def reken(g: Gegevens) -> Getal | None:
        waarden = trend(g).reeks(exact=True)[kolom]
        deel, geheel = waarden.get(tot), waarden.get(van)
        return None if deel is None or not geheel else Fraction(deel) / geheel

    return reken, f"{kolom} {tot} ÷ {kolom} {van}"


def _verschil(noemer: str, van: str, tot: str) -> Rekenregel:
    def reken(g: Gegevens) -> Getal | None:
        waarden = trend(g).reeks(exact=True)[f"pct_{noemer}"]
        na, voor = waarden.get(tot), waarden.get(van)
        return None if na is None or voor is None else na - voor

    return reken, f"realisatie ÷ {noemer}, {tot} min {van}"


def _standverhouding() -> Rekenregel:
    nu, toen = dt.date(2023, 7, 1), dt.date(2022, 7, 1)

    def reken(g: Gegevens) -> Getal | None:
        na, voor = standen(g, nu), standen(g, toen)
        return Fraction(na[0].achterstand, voor[0].achterstand) if na and voor and voor[0].achterstand else None

    return reken, f"stand op {datum_voluit(nu)} ÷ stand op {datum_voluit(toen)}"


def _bij_gelijke_realisatie(vanaf: str) -> Rekenregel:
    def reken(g: Gegevens) -> Getal | None:
        try:
            return projectie(g, vanaf=vanaf).achterstand_eind
        except AanvraagFout:
            return None

    return reken, f"totaalopgave − realisatie, als de realisatie gelijk blijft aan die van {vanaf}"


def _dekkingsstap(nummer: int, procent: bool) -> Rekenregel:
    def reken(g: Gegevens) -> Getal | None:
        d = dekking(g)
        if d is None or len(d.opbouw()) <= nummer:
            return None
        _, plekken, pct = d.opbouw()[nummer]
        return pct if procent else plekken

    return reken, f"plekken van de eerste {nummer + 1} regels van de dekking{' ÷ opgave' if procent else ''}"


_ONBEKEND: Rekenregel = (lambda g: None, "")
"""The source does not give the figure to compare with."""

_BEREKENING: dict[str, tuple[Rekenregel, tuple[str, ...]]] = {
    "taakstelling-verviervoudigd": (_verhouding("taakstelling", "2020-1", "2023-1"), ("2023-1",)),
    "taakstelling-vier-keer-zo-hoog": (_verhouding("taakstelling", "2020-1", "2023-1"), ("2023-1",)),
    "taakstelling-anderhalf-keer": (_verhouding("taakstelling", "2022-2", "2023-1"), ("2023-1",)),
    "realisatie-twee-keer-zoveel": (_ONBEKEND, ("2022-2",)),
    "realisatie-minder-dan-helft": (_verhouding("realisatie", "2023-1", "2020-1"), ("2023-1",)),
    "achterstand-bijna-even-groot": (_standverhouding(), ("2023-1",)),
    "achterstand-circa-1400": (_bij_gelijke_realisatie("2023-1"), ("2023-1", "2023-2")),
    "verbetering-taakstelling": (_verschil("taakstelling", "2023-1", "2023-2"), ("2023-2",)),
    "verbetering-totaalopgave": (_verschil("totaalopgave", "2023-1", "2023-2"), ("2023-2",)),
    "dekking-50-procent": (_dekkingsstap(1, procent=True), ()),
    "perspectief-laag": (_dekkingsstap(2, procent=False), ()),
    "perspectief-hoog": (_dekkingsstap(3, procent=False), ()),
    "opvang-bijna-verdubbeld": (_ONBEKEND, ()),
    "vru-circa-30-procent": (_ONBEKEND, ("2022-2",)),
}


@dataclass(frozen=True)
class Uitspraak:
    """A statement in words beside the exact figure; `klopt` is None where the source gives nothing to compare."""

    id: str
    onderwerp: str
    gepubliceerd_als: str
    waarde: Fraction | None
    exact: Getal | None
    eenheid: str
    klopt: bool | None
    bron: str
    vindplaats: str
    perioden: tuple[str, ...]
    formule: str = ""

    @property
    def oordeel(self) -> str:
        """The verdict in words."""
        return {True: "komt overeen", False: "komt niet overeen", None: "niet na te rekenen"}[self.klopt]

    @property
    def exact_tekst(self) -> str:
        if self.exact is None:
            return "niet na te rekenen: het vergelijkingscijfer staat niet in de gelezen bronnen"
        decimalen = {"keer": 2, "procent": 1, "procentpunt": 1}.get(self.eenheid, 0)
        eenheid = "%" if self.eenheid == "procent" else f" {self.eenheid}"
        return f"{toon(self.exact, decimalen, teken=self.eenheid == 'procentpunt')}{eenheid}"


def nagerekende_uitspraken(g: Gegevens) -> list[Uitspraak]:
    """Every statement of the sources with the exact figure that the code computes for it."""
    lijst = []
    for rij in rijen(g.tabel("uitspraken")):
        (bereken, formule), perioden = _BEREKENING.get(rij["uitspraak"], (_ONBEKEND, ()))
        exact = bereken(g)
        lijst.append(
            Uitspraak(
                id=rij["uitspraak"],
                waarde=rij["gepubliceerde_waarde"],
                exact=exact,
                klopt=bevestigd(rij["gepubliceerde_waarde"], rij["stap"], exact),
                perioden=perioden,
                formule=formule,
                **{naam: rij[naam] for naam in ("onderwerp", "gepubliceerd_als", "eenheid", "bron", "vindplaats")},
            )
        )
    return lijst


def bevestigd(waarde: Fraction | None, stap: Fraction | None, exact: Getal | None) -> bool | None:
    """A round figure holds when the exact one rounds to it; "less than" when below; a direction when positive."""
    if exact is None:
        return None
    if waarde is None:
        return exact > 0
    if stap is None:
        return exact < waarde
    return rond_heel(Fraction(exact) / stap) * stap == waarde
