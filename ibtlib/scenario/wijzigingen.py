"""What a what-if may change: small frozen steps that take figures and give changed figures.

A step never touches what is unknown: missing stays missing. Factors are exact; persons are rounded half up
once, after the last step (`scenario.doorrekenen`), so that × 0,9 and × 1,1 after each other is × 0,99.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.basis.getallen import Getal, toon
from ibtlib.basis.periode import MAANDEN_PER_PERIODE, Periode
from ibtlib.cijfers.ruil import TAAKSTELLING, ruil
from ibtlib.kader.kader import PERCENTAGES, Kader, Kaderreeks, Regel, regelwoorden
from ibtlib.scenario.parameters import kort, lees_getal, lees_personen
from ibtlib.scenario.stand import Stand

HOOGSTE_AANTAL = 1_000_000  # persons
HOOGSTE_FACTOR = 10
HOOGSTE_DREMPEL = 1000  # percent


class Stap:
    """One change; calling it with a `Stand` gives the changed one."""

    @property
    def omschrijving(self) -> str:
        """What it does, in Dutch."""
        raise NotImplementedError

    def __call__(self, stand: Stand) -> Stand:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class _Plaatselijk(Stap):
    """What most steps share: where and when. None is everywhere, in every periode of the what-if."""

    gemeente: str | None = None
    periode: str | None = None

    def _waar(self, wat: str) -> str:
        waar = f" in {self.gemeente}" if self.gemeente else ""
        return f"{wat}{waar}{f' in {self.periode}' if self.periode else ''}"


@dataclass(frozen=True)
class RealisatieGelijk(_Plaatselijk):
    """The realisatie of the last periode before the what-if, again and again.

    Examples
    --------
    >>> RealisatieGelijk().omschrijving
    'realisatie gelijk'
    """

    @property
    def omschrijving(self) -> str:
        return self._waar("realisatie gelijk")

    def __call__(self, stand: Stand) -> Stand:
        vorige = stand.perioden[0].vorige
        eerder = {c: cijfers.realisatie for (p, c), cijfers in stand.cijfers.items() if p == vorige}
        plekken = stand.plekken(self.gemeente, self.periode)
        if all(w is None for w in eerder.values()):
            raise AanvraagFout(
                f"Van {vorige} staat geen realisatie in de gelezen bronnen; geef zelf een aantal personen."
            )
        return stand.met({plek: replace(stand.cijfers[plek], realisatie=eerder.get(plek[1])) for plek in plekken})


@dataclass(frozen=True)
class _Maal(_Plaatselijk):
    factor: Any
    feit: ClassVar[str]
    wat: ClassVar[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "factor", lees_getal("factor", self.factor, 0, HOOGSTE_FACTOR))

    @property
    def omschrijving(self) -> str:
        return self._waar(f"{self.wat} × {kort(self.factor)}")

    def __call__(self, stand: Stand) -> Stand:
        return stand.wijzig(self.feit, lambda oud, _: Fraction(oud) * self.factor, self.gemeente, self.periode)


class RealisatieMaal(_Maal):
    """Realisatie × factor (0 to 10; a number, a Fraction, or text such as "1,1").

    Examples
    --------
    >>> RealisatieMaal("1,1", gemeente="Soest").omschrijving
    'realisatie × 1,1 in Soest'
    """

    feit = wat = "realisatie"


class TaakstellingMaal(_Maal):
    """Taakstelling × factor."""

    feit = wat = "taakstelling"


class KoppelingenMaal(_Maal):
    """Number linked by COA × factor; matters only where the kader excuses a koppelingstekort."""

    feit, wat = "gekoppeld", "koppelingen"


@dataclass(frozen=True)
class RealisatiePerMaand(_Plaatselijk):
    """A pace of your own: persons per month, six months a periode; for the province or for one gemeente."""

    personen: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "personen", lees_getal("personen", self.personen, 0, HOOGSTE_AANTAL))

    @property
    def omschrijving(self) -> str:
        return self._waar(f"realisatie {kort(self.personen)} per maand")

    def __call__(self, stand: Stand) -> Stand:
        _een_gebied(stand, self.gemeente, "realisatie per maand")
        plekken = stand.plekken(self.gemeente, self.periode)  # also where none was known
        n = self.personen * MAANDEN_PER_PERIODE
        return stand.met({plek: replace(stand.cijfers[plek], realisatie=n) for plek in plekken})


@dataclass(frozen=True)
class TaakstellingVerlaagdNaar(_Plaatselijk):
    """A lowered taakstelling, as in 2023-2: for the province or for one gemeente."""

    personen: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "personen", lees_personen("personen", self.personen, 0, HOOGSTE_AANTAL))

    @property
    def omschrijving(self) -> str:
        return self._waar(f"taakstelling verlaagd naar {toon(self.personen)}")

    def __call__(self, stand: Stand) -> Stand:
        _een_gebied(stand, self.gemeente, "taakstelling verlaagd naar")

        def lager(oud: Getal, periode: Periode) -> int:
            if self.personen > oud:
                raise AanvraagFout(
                    f"personen={toon(self.personen)} kan niet: de taakstelling van {periode} is {kort(oud)}, en "
                    f"verlaagd ligt zij tussen 0 en {kort(oud)}."
                )
            return int(self.personen)

        return stand.wijzig("taakstelling", lager, self.gemeente, self.periode)


@dataclass(frozen=True)
class EenmaligeActie(Stap):
    """A number of persons more in one periode, as in the VRU-actie or with HAR-locaties.

    Examples
    --------
    >>> EenmaligeActie(248, "2022-2").omschrijving
    'eenmalige actie: +248 in 2022-2'
    """

    personen: Any
    periode: str
    gemeente: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "personen", lees_personen("personen", self.personen, 0, HOOGSTE_AANTAL))

    @property
    def omschrijving(self) -> str:
        waar = f"{self.gemeente}, " if self.gemeente else ""
        return f"eenmalige actie: +{toon(self.personen)} in {waar}{self.periode}"

    def __call__(self, stand: Stand) -> Stand:
        _een_gebied(stand, self.gemeente, "eenmalige actie")
        return stand.wijzig("realisatie", lambda oud, _: oud + self.personen, self.gemeente, self.periode)


@dataclass(frozen=True)
class Ruil(Stap):
    """An exchange of taakstelling between gemeenten (Huisvestingswet 2014, art. 29 lid 2); the sum stays.

    Parameters
    ----------
    wijzigingen : mapping of gemeente (name or code) to int
        Persons more, or fewer when negative.
    periode : str, optional
        Without it every periode of the what-if.

    Examples
    --------
    >>> Ruil({"Soest": 5, "Zeist": -5}).omschrijving
    'ruil van taakstelling: Soest +5 en Zeist −5'
    """

    wijzigingen: Any
    periode: str | None = None

    def __post_init__(self) -> None:
        paren = self.wijzigingen.items() if isinstance(self.wijzigingen, Mapping) else self.wijzigingen
        gelezen = tuple(
            (naam, lees_personen(f"wijzigingen[{naam}]", n, -HOOGSTE_AANTAL, HOOGSTE_AANTAL)) for naam, n in paren
        )
        object.__setattr__(self, "wijzigingen", gelezen)

    @property
    def omschrijving(self) -> str:
        delen = opsomming(f"{naam} {toon(n, teken=True)}" for naam, n in self.wijzigingen)
        return f"ruil van taakstelling: {delen}{f' in {self.periode}' if self.periode else ''}"

    def __call__(self, stand: Stand) -> Stand:
        wanneer = stand.periode(self.periode)
        erbij = {code: n for naam, n in self.wijzigingen if (code := stand.code(naam))}
        uit = dict(stand.cijfers)
        for periode in [wanneer] if wanneer else stand.perioden:
            hier = {
                c: x.taakstelling for (p, c), x in stand.cijfers.items() if p == periode and x.taakstelling is not None
            }
            for code, n in ruil(hier, erbij, TAAKSTELLING).items():
                uit[periode, code] = replace(uit[periode, code], taakstelling=n)
        return replace(stand, cijfers=uit)


@dataclass(frozen=True)
class AnderKader(Stap):
    """What the treden would be under another kader: one of the province's own, or a file.

    Parameters
    ----------
    kader : Kader or str
        The kader, the name of one of the province, or the path of a `.yaml` file.
    """

    kader: Any

    @property
    def omschrijving(self) -> str:
        return f"ander kader: {self.kader.titel if isinstance(self.kader, Kader) else self.kader}"

    def __call__(self, stand: Stand) -> Stand:
        ander = self._zoek(stand)
        eerste = stand.perioden[0]
        eerder = stand.met_kader(lambda k: k).kaders
        ander = replace(ander, geldig_vanaf=eerste, geldig_tot_en_met=None)
        return replace(stand, kaders=Kaderreeks((*(k for k in eerder if k.geldig_vanaf < eerste), ander)))

    def _zoek(self, stand: Stand) -> Kader:
        if isinstance(self.kader, Kader):
            return self.kader
        eigen = {k.kader: k for k in stand.g.kaders}
        if self.kader in eigen:
            return eigen[self.kader]
        pad = Path(str(self.kader))
        if pad.suffix in (".yaml", ".yml"):
            from ibtlib.kader.kaderlezer import laad_kader

            return laad_kader(pad)
        raise AanvraagFout(
            f"kader='{self.kader}' is er niet.{bedoelde_u(str(self.kader), eigen)} "
            f"Kies uit {opsomming(eigen)}, of geef een kaderbestand (.yaml)."
        )


@dataclass(frozen=True)
class Drempel(Stap):
    """Another threshold in one rule of the kader.

    Parameters
    ----------
    waarde : int, Fraction or str
        The new threshold: percent (0 to 1000) for a `_pct` fact, else persons or perioden.
    regel : str, optional
        Name of the rule; may be left out where just one rule has a percentage.
    """

    waarde: Any
    regel: str | None = None

    @property
    def omschrijving(self) -> str:
        return f"drempel {self.waarde}{f' in regel ‘{regelwoorden(self.regel)}’' if self.regel else ''}"

    def __call__(self, stand: Stand) -> Stand:
        naam = self.regel or self._enige(stand)
        bekend = [r.naam for k in stand.geldend() for r in k.regels if len(r.voorwaarden) == 1]
        if naam not in bekend:
            raise AanvraagFout(
                f"regel='{naam}' heeft geen drempel in dit kader.{bedoelde_u(naam, bekend)} "
                f"Kies uit {opsomming(dict.fromkeys(bekend), 'of')}."
            )
        return stand.met_kader(
            lambda k: replace(k, regels=tuple(self._anders(r) if r.naam == naam else r for r in k.regels))
        )

    def _enige(self, stand: Stand) -> str:
        met = {
            r.naam: r for k in stand.geldend() for r in k.regels for v in r.voorwaarden if v.feit in PERCENTAGES
        }  # fmt: skip
        if len(met) != 1:
            alle = [r.naam for k in stand.geldend() for r in k.regels if len(r.voorwaarden) == 1]
            raise AanvraagFout(f"Noem bij een drempel de regel: {opsomming(dict.fromkeys(alle), 'of')}.")
        return next(iter(met))

    def _anders(self, regel: Regel) -> Regel:
        (voorwaarde,) = regel.voorwaarden
        if voorwaarde.feit in PERCENTAGES:
            waarde: int | Fraction = lees_getal("waarde", self.waarde, 0, HOOGSTE_DREMPEL)
        else:
            waarde = lees_personen("waarde", self.waarde, -HOOGSTE_AANTAL, HOOGSTE_AANTAL)
        anders = replace(voorwaarde, waarde=waarde)
        return replace(regel, voorwaarden=(anders,), zekerheid="aanname", vindplaats=f"scenario: {anders}")


def _een_gebied(stand: Stand, gemeente: str | None, wat: str) -> None:
    """A number of persons belongs to one gebied: the province as a whole, or one named gemeente."""
    if stand.gebied == "gemeenten" and gemeente is None:
        raise AanvraagFout(
            f"Bij '{wat}' hoort één gebied: noem een gemeente, of reken met gebied='provincie'. "
            "Een aantal personen over gemeenten verdelen doet dit scenario niet."
        )
