"""Dated policy as data: which trede a gemeente gets, since when, and how sure we are of each rule.

What a `Kader` is made of and what it can be asked; how it is read from its YAML file is in `kaderlezer`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import tredeklasse
from ibtlib.basis.periode import Periode

LAAGSTE_TREDE, HOOGSTE_TREDE = 1, 6

FEIT_IN_WOORDEN = {
    "taakstelling": "de taakstelling",
    "achterstand_begin": "de achterstand bij het begin",
    "totaalopgave": "de totaalopgave",
    "realisatie": "de realisatie",
    "gekoppeld": "het aantal tijdig gekoppelde vergunninghouders",
    "koppelingstekort": "het koppelingstekort",
    "achterstand_eind": "de achterstand op de peildatum",
    "tekort_taakstelling": "het tekort op de taakstelling",
    "tekort_totaalopgave": "het tekort op de totaalopgave",
    "trede_vorig": "de vorige trede",
    "perioden_met_achterstand": "het aantal perioden op rij met achterstand",
    "perioden_taakstelling_gemist": "het aantal perioden op rij dat de taakstelling niet is gehaald",
    "realisatie_pct_taakstelling": "de realisatie als deel van de taakstelling",
    "realisatie_pct_totaalopgave": "de realisatie als deel van de totaalopgave",
    "achterstand_pct_taakstelling": "de achterstand als deel van de taakstelling",
}
"""The closed vocabulary of a kader as an alderman would say it: what every page, letter and motivering says."""

FEITEN = tuple(FEIT_IN_WOORDEN)
PERCENTAGES = tuple(feit for feit in FEITEN if "_pct_" in feit)

VERGELIJKINGEN = ("minstens", "hoogstens", "is")

MEESTE_PERSONEN = 10**9
"""No figure and no threshold is larger, so that the comparisons of `oordeel` are exact in 64 bits."""


@dataclass(frozen=True)
class Voorwaarde:
    """One comparison of a fact with a threshold.

    Examples
    --------
    >>> print(Voorwaarde("realisatie_pct_totaalopgave", "minstens", Fraction(185, 2)))
    de realisatie als deel van de totaalopgave is minstens 92,5%
    >>> print(Voorwaarde("trede_vorig", "is", 2))
    de vorige trede is 2
    """

    feit: str  # one of `FEITEN`
    vergelijking: str  # one of `VERGELIJKINGEN`
    waarde: int | Fraction  # the threshold; a Fraction only for a `_pct` fact

    def __str__(self) -> str:
        hoe = "" if self.vergelijking == "is" else f"{self.vergelijking} "
        return f"{FEIT_IN_WOORDEN[self.feit]} is {hoe}{self.drempel}"

    @property
    def drempel(self) -> str:
        """The threshold as it is shown, a percentage with no more decimals than it has."""
        if self.feit not in PERCENTAGES:
            return toon(self.waarde)
        exact = Fraction(self.waarde)
        return next((toon(exact, n) for n in range(5) if exact * 10**n % 1 == 0), f"{exact}") + "%"


def regelwoorden(naam: str) -> str:
    """The name of a rule in words; the kader file writes it with hyphens, a reader never sees those.

    >>> regelwoorden("totaalopgave-bijna-gehaald")
    'totaalopgave bijna gehaald'
    """
    return naam.replace("-", " ")


@dataclass(frozen=True)
class Regel:
    """One rule of a kader: when every condition holds, it gives the trede."""

    naam: str  # unique within the kader
    voorwaarden: tuple[Voorwaarde, ...]  # empty means always (`als: altijd`)
    trede: int | None  # 1..6, or None when the rule starts from the previous one
    stap: int  # -1, 0 or 1, added to the previous trede when `trede` is None
    zekerheid: str  # `bron` (a source says so) or `aanname` (our assumption, shown as such everywhere)
    vindplaats: str  # where the source says so; for an aanname: what we assume, and why
    # what it judges on when there is no koppelingstekort, `totaalopgave` or `taakstelling`: read off its facts, or
    # off the rule before when it has none
    grondslag: str
    # of an aanname: where a source does give what the rule looks at, though not the whole rule; else empty
    criterium: str = ""

    @property
    def woorden(self) -> str:
        """Its name as every page, letter and motivering says it: see `regelwoorden`."""
        return regelwoorden(self.naam)

    @property
    def als(self) -> str:
        """The conditions in words: `het tekort op de taakstelling is minstens 1`."""
        return opsomming(map(str, self.voorwaarden)) if self.voorwaarden else "altijd"

    @property
    def dan(self) -> str:
        """The outcome in words: `trede 2`, `vorige trede + 1`."""
        if self.trede is not None:
            return f"trede {self.trede}"
        return {-1: "vorige trede - 1", 0: "vorige trede", 1: "vorige trede + 1"}[self.stap]

    @property
    def herkomst(self) -> str:
        """Who says so: the place in a source, or what is assumed after what a source does give.

        >>> Regel("r", (), 1, 0, "aanname", "de drempel", "taakstelling", "rapport 2024, §2").herkomst
        'criterium: rapport 2024, §2; aanname: de drempel'
        """
        if self.zekerheid == "bron":
            return self.vindplaats
        return f"{f'criterium: {self.criterium}; ' if self.criterium else ''}aanname: {self.vindplaats}"

    @property
    def volgens(self) -> str:
        """`bron`, `aanname`, or both: for a column."""
        return "bron (criterium) en aanname (de rest)" if self.criterium else self.zekerheid


@dataclass(frozen=True)
class Trede:
    """How a trede is shown: its name in this kader and the name of its colour (None: the default).

    `zekerheid` is that of the name and the colour; of an aanname `vindplaats` says which of them no source gives.
    """

    naam: str | None = None
    kleur: str | None = None
    zekerheid: str = "aanname"
    vindplaats: str = ""


@dataclass(frozen=True)
class Verwijzing:
    """A source of the kader: id in `bronnen.csv` and the place in it."""

    bron: str
    vindplaats: str


@dataclass(frozen=True, kw_only=True)
class Kader:
    """The policy by which a province judges its gemeenten from one periode on; its fields are the keys of the file."""

    kader: str
    provincie: str
    titel: str  # as it stands in a motivering
    vastgesteld_op: dt.date | None
    geldig_vanaf: Periode  # first periode judged by it
    begin_zekerheid: str = "bron"  # `aanname` where `geldig_vanaf` is only the first periode of which the sources speak
    geldig_tot_en_met: Periode | None  # last periode, inclusive; None is open
    nog_geldig_bevestigd_op: dt.date | None  # last day on which a person checked that it still holds
    bronnen: tuple[Verwijzing, ...]
    verschoonbaar: str  # `koppelingstekort` or `geen`
    treden: Mapping[int, Trede] = field(hash=False)  # names and colours
    regels: tuple[Regel, ...]  # top down; the first whose every condition holds decides; none: niet te beoordelen
    niet_berekenbaar: tuple[str, ...]  # what Gedeputeerde Staten decide by judgement
    pad: Path | None = field(default=None, compare=False)  # the file it came from (for its hash in the receipt)

    @property
    def verschoont(self) -> bool:
        """Whether a koppelingstekort is a verschoonbare reden."""
        return self.verschoonbaar == "koppelingstekort"

    @property
    def geldigheid(self) -> str:
        """`2023-2`, `2022-1 t/m 2023-1`, or `vanaf 2024-1` when it has no end."""
        if self.geldig_tot_en_met is None:
            return f"vanaf {self.geldig_vanaf}"
        if self.geldig_tot_en_met == self.geldig_vanaf:
            return str(self.geldig_vanaf)
        return f"{self.geldig_vanaf} t/m {self.geldig_tot_en_met}"

    @property
    def geldigheid_voluit(self) -> str:
        """The same, saying where the beginning is only what is known."""
        if self.begin_zekerheid == "bron":
            return self.geldigheid
        return f"{self.geldigheid} ({self.geldig_vanaf} is de eerste periode die de bronnen noemen)"

    @property
    def aannames(self) -> tuple[str, ...]:
        """Everything that no source gives, in Dutch, for reports and the receipt: rules, then names and colours."""
        regels = (
            f"Regel ‘{r.woorden}’ ({r.als}: {r.dan}): {r.herkomst.replace('aanname: ', 'aangenomen: ')}"
            for r in self.regels
            if r.zekerheid == "aanname"
        )
        treden = {n: t.vindplaats for n, t in sorted(self.treden.items()) if t.zekerheid == "aanname" and t.vindplaats}
        redenen = {reden: [n for n in treden if treden[n] == reden] for reden in treden.values()}
        beelden = (
            f"Trede {opsomming(map(str, nummers))} in tabel, grafiek en kaart: {reden}"
            for reden, nummers in redenen.items()
        )
        return (*regels, *beelden)

    def geldt_in(self, periode: Periode | str) -> bool:
        """Whether the periode is judged by this kader; both ends are inclusive."""
        p = Periode.lees(periode)
        return self.geldig_vanaf <= p and (self.geldig_tot_en_met is None or p <= self.geldig_tot_en_met)

    def zonder_termijn(self) -> Kader:
        """The same rules for any periode: for a what-if (under the other kader), never for a beoordeling."""
        return replace(self, geldig_vanaf=Periode(1900, 1), geldig_tot_en_met=None)


@dataclass(frozen=True)
class Kaderreeks:
    """The kaders of one province, in order of `geldig_vanaf`, without overlap."""

    kaders: tuple[Kader, ...] = ()

    def __iter__(self) -> Iterator[Kader]:
        return iter(self.kaders)

    def __len__(self) -> int:
        return len(self.kaders)

    def zoek(self, periode: Periode | str) -> Kader | None:
        """The kader of a periode, or None."""
        return next((k for k in self.kaders if k.geldt_in(periode)), None)

    def tredekleuren(self, periode: Periode | str) -> dict[int, str]:
        """Names of the colours that the kader of a periode gives to treden; none where no kader is in force.

        >>> from ibtlib.kader.kaderlezer import KADERMAP, laad_kaders
        >>> laad_kaders(KADERMAP / "utrecht").tredekleuren("2023-2")[2]
        'geel'
        """
        kader = self.zoek(periode)
        return {n: trede.kleur for n, trede in kader.treden.items() if trede.kleur} if kader else {}

    def tredeklasse(self, periode: Periode | str, trede: int | None) -> str:
        """The class of a cell of a table that shows a trede of a periode; the cell says it in words as well.

        >>> from ibtlib.kader.kaderlezer import KADERMAP, laad_kaders
        >>> laad_kaders(KADERMAP / "utrecht").tredeklasse("2023-2", 2)
        'trede-2'
        """
        return tredeklasse(trede, self.tredekleuren(periode).get(trede) if trede else None)

    def voor(self, periode: Periode | str) -> Kader:
        """The kader by which a periode is judged.

        Raises
        ------
        AanvraagFout
            When none is in force; an older kader never stands in for one that has ended.

        Examples
        --------
        >>> from ibtlib.kader.kaderlezer import KADERMAP, laad_kaders
        >>> utrecht = laad_kaders(KADERMAP / "utrecht")
        >>> utrecht.voor("2023-2").kader, utrecht.voor("2024-1").kader
        ('absoluut-kader-2023-2', 'aanvullend-beleidskader-2024')
        >>> utrecht.ontbreekt("2019-1")
        'geen kader van kracht voor 2019-1; bekend: 2022-1 t/m 2023-1, 2023-2 en vanaf 2024-1'
        """
        gevonden = self.zoek(periode)
        if gevonden is None:
            raise AanvraagFout(self.ontbreekt(periode))
        return gevonden

    def ontbreekt(self, periode: Periode | str) -> str:
        """What to say when no kader is in force; claims nothing about what policy there was."""
        bekend = opsomming(k.geldigheid for k in self.kaders)
        return f"geen kader van kracht voor {Periode.lees(periode)}; bekend: {bekend}"
