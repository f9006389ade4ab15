"""Dated policy as data: which trede a gemeente gets, since when, and how sure we are of each rule.

A kader is one YAML file (contract 4.4 of the design). It is read node by node instead of through `yaml.load`,
because then every problem has a line, a duplicate key is seen, and `2024-1`, `no` or `99.5` stay as typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.fouten import AanvraagFout, InvoerFout, Probleem, bedoelde_u, opsomming, verzamel
from ibtlib.getallen import lees_breuk, toon
from ibtlib.huisstijl import TREDEKLEUREN
from ibtlib.periode import Periode, lees_datum

if TYPE_CHECKING:
    import yaml

KADERMAP = Path(__file__).parent / "kaders"
"""The kaders that come with the package: one folder per province, and `voorbeelden`."""

LAAGSTE_TREDE, HOOGSTE_TREDE = 1, 6

PERCENTAGES = ("realisatie_pct_taakstelling", "realisatie_pct_totaalopgave", "achterstand_pct_taakstelling")
AANTALLEN = (
    "taakstelling",
    "achterstand_begin",
    "totaalopgave",
    "realisatie",
    "gekoppeld",
    "koppelingstekort",
    "achterstand_eind",
    "tekort_taakstelling",
    "tekort_totaalopgave",
    "trede_vorig",
    "perioden_met_achterstand",
    "perioden_taakstelling_gemist",
)
FEITEN = AANTALLEN + PERCENTAGES
VERGELIJKINGEN = ("minstens", "hoogstens", "is")

# What a rule about this fact judges a gemeente on; facts that are not here say nothing about it.
_GRONDSLAG_VAN_FEIT = {
    "taakstelling": "taakstelling",
    "tekort_taakstelling": "taakstelling",
    "realisatie_pct_taakstelling": "taakstelling",
    "perioden_taakstelling_gemist": "taakstelling",
    "totaalopgave": "totaalopgave",
    "achterstand_begin": "totaalopgave",
    "achterstand_eind": "totaalopgave",
    "achterstand_pct_taakstelling": "totaalopgave",
    "tekort_totaalopgave": "totaalopgave",
    "realisatie_pct_totaalopgave": "totaalopgave",
    "perioden_met_achterstand": "totaalopgave",
}

# Limits that keep the comparisons of `beoordeling` exact in 64 bits (10**9 persons * 100 * 10**4 < 2**63).
MEESTE_PERSONEN = 10**9
_MEESTE_PROCENT = 10**5
_GROOTSTE_NOEMER = 10**4
_GROOTSTE_BESTAND = 1_000_000  # bytes; the largest kader we ship is below 5 kB

_SLEUTELS = (
    "kader",
    "provincie",
    "titel",
    "vastgesteld_op",
    "geldig_vanaf",
    "geldig_tot_en_met",
    "nog_geldig_bevestigd_op",
    "bronnen",
    "verschoonbaar",
    "treden",
    "regels",
    "niet_berekenbaar",
)
_VERPLICHT = ("kader", "provincie", "titel", "geldig_vanaf", "verschoonbaar", "regels")

T = TypeVar("T")


@dataclass(frozen=True)
class Voorwaarde:
    """One comparison of a fact with a threshold.

    Parameters
    ----------
    feit : str
        One of `FEITEN`.
    vergelijking : str
        One of `VERGELIJKINGEN`.
    waarde : int or Fraction
        The threshold; a Fraction only for a `_pct` fact.

    Examples
    --------
    >>> print(Voorwaarde("realisatie_pct_totaalopgave", "minstens", Fraction(185, 2)))
    realisatie_pct_totaalopgave minstens 92,5%
    """

    feit: str
    vergelijking: str
    waarde: int | Fraction

    def __str__(self) -> str:
        if self.feit not in PERCENTAGES:
            return f"{self.feit} {self.vergelijking} {toon(self.waarde)}"
        exact = Fraction(self.waarde)
        tekst = next((toon(exact, n) for n in range(5) if exact * 10**n % 1 == 0), f"{exact}")
        return f"{self.feit} {self.vergelijking} {tekst}%"


@dataclass(frozen=True)
class Regel:
    """One rule of a kader: when every condition holds, it gives the trede.

    Parameters
    ----------
    naam : str
        Unique within the kader.
    voorwaarden : tuple of Voorwaarde
        Empty means always (`als: altijd`).
    trede : int or None
        Fixed trede 1..6, or None when the rule starts from the previous one.
    stap : int
        -1, 0 or 1, added to the previous trede when `trede` is None.
    zekerheid : str
        `bron` (a source says so) or `aanname` (our assumption, shown as such everywhere).
    vindplaats : str
        Where the source says so; for an aanname: why we assume it.
    grondslag : str
        What the rule judges on when there is no koppelingstekort: `totaalopgave` or `taakstelling`; read off
        its facts, or off the rule before when it has none.
    """

    naam: str
    voorwaarden: tuple[Voorwaarde, ...]
    trede: int | None
    stap: int
    zekerheid: str
    vindplaats: str
    grondslag: str

    @property
    def als(self) -> str:
        """The conditions in words: `tekort_taakstelling minstens 1`."""
        return opsomming(map(str, self.voorwaarden)) if self.voorwaarden else "altijd"

    @property
    def dan(self) -> str:
        """The outcome in words: `trede 2`, `vorige trede + 1`."""
        if self.trede is not None:
            return f"trede {self.trede}"
        return {-1: "vorige trede - 1", 0: "vorige trede", 1: "vorige trede + 1"}[self.stap]


@dataclass(frozen=True)
class Trede:
    """How a trede is shown: its name in this kader and the name of its colour (None: the default)."""

    naam: str | None = None
    kleur: str | None = None


@dataclass(frozen=True)
class Verwijzing:
    """A source of the kader: id in `bronnen.csv` and the place in it."""

    bron: str
    vindplaats: str


@dataclass(frozen=True)
class Kader:
    """The policy by which a province judges its gemeenten from one periode on.

    Parameters
    ----------
    kader, provincie, titel : str
        Identity, and the name as it stands in a motivering.
    geldig_vanaf, geldig_tot_en_met : Periode, Periode or None
        First and last periode judged by it (inclusive); None is open.
    vastgesteld_op, nog_geldig_bevestigd_op : date or None
        Adopted on; last day on which a person checked that it still holds.
    bronnen : tuple of Verwijzing
        Sources.
    verschoonbaar : str
        `koppelingstekort` or `geen`.
    treden : mapping of int to Trede
        Names and colours.
    regels : tuple of Regel
        Top down; the first whose every condition holds decides. When none holds: niet te beoordelen.
    niet_berekenbaar : tuple of str
        What Gedeputeerde Staten decide by judgement.
    pad : Path or None
        The file it came from (for its hash in the receipt); no part of its identity.
    """

    kader: str
    provincie: str
    titel: str
    geldig_vanaf: Periode
    geldig_tot_en_met: Periode | None
    vastgesteld_op: dt.date | None
    nog_geldig_bevestigd_op: dt.date | None
    bronnen: tuple[Verwijzing, ...]
    verschoonbaar: str
    treden: Mapping[int, Trede] = field(hash=False)
    regels: tuple[Regel, ...]
    niet_berekenbaar: tuple[str, ...]
    pad: Path | None = field(default=None, compare=False)

    @property
    def verschoont(self) -> bool:
        """Whether a koppelingstekort is a verschoonbare reden."""
        return self.verschoonbaar == "koppelingstekort"

    @property
    def geldigheid(self) -> str:
        """`2022-1 t/m 2023-2`, or `vanaf 2024-1` when it has no end."""
        if self.geldig_tot_en_met is None:
            return f"vanaf {self.geldig_vanaf}"
        return f"{self.geldig_vanaf} t/m {self.geldig_tot_en_met}"

    @property
    def aannames(self) -> tuple[str, ...]:
        """Every rule that no source gives, in Dutch, for reports and the receipt."""
        return tuple(
            f"Regel {r.naam} ({r.als}: {r.dan}): {r.vindplaats}" for r in self.regels if r.zekerheid == "aanname"
        )

    def geldt_in(self, periode: Periode | str) -> bool:
        """Whether the periode is judged by this kader; both ends are inclusive."""
        p = Periode.lees(periode)
        return self.geldig_vanaf <= p and (self.geldig_tot_en_met is None or p <= self.geldig_tot_en_met)

    def zonder_termijn(self) -> Kader:
        """The same rules for any periode: for a what-if (under the other kader), never for a beoordeling."""
        return replace(self, geldig_vanaf=Periode(1900, 1), geldig_tot_en_met=None)


@dataclass(frozen=True)
class Kaderreeks:
    """The kaders of one province in order of time, without overlap.

    Parameters
    ----------
    kaders : tuple of Kader
        Ordered by `geldig_vanaf`.
    """

    kaders: tuple[Kader, ...] = ()

    def __iter__(self) -> Iterator[Kader]:
        return iter(self.kaders)

    def __len__(self) -> int:
        return len(self.kaders)

    def zoek(self, periode: Periode | str) -> Kader | None:
        """The kader of a periode, or None."""
        return next((k for k in self.kaders if k.geldt_in(periode)), None)

    def voor(self, periode: Periode | str) -> Kader:
        """The kader by which a periode is judged.

        Raises
        ------
        AanvraagFout
            When none is in force; an older kader never stands in for one that has ended.

        Examples
        --------
        >>> utrecht = laad_kaders(KADERMAP / "utrecht")
        >>> utrecht.voor("2023-2").kader, utrecht.voor("2024-1").kader
        ('absoluut-kader-2022', 'aanvullend-beleidskader-2024')
        >>> utrecht.ontbreekt("2019-1")
        'geen kader van kracht voor 2019-1; bekend: 2022-1 t/m 2023-2 en vanaf 2024-1'
        """
        gevonden = self.zoek(periode)
        if gevonden is None:
            raise AanvraagFout(self.ontbreekt(periode))
        return gevonden

    def ontbreekt(self, periode: Periode | str) -> str:
        """What to say when no kader is in force; claims nothing about what policy there was."""
        bekend = opsomming(k.geldigheid for k in self.kaders)
        return f"geen kader van kracht voor {Periode.lees(periode)}; bekend: {bekend}"


def laad_kader(pad: Path) -> Kader:
    """Read and check one kader file.

    Raises
    ------
    InvoerFout
        With every problem of the file, each with its line: unreadable YAML, duplicate or unknown keys (with
        the allowed ones), an unknown fact or comparator, a rule without `vindplaats` or `zekerheid`, a trede
        outside 1..6, reversed dates, a rule that can never be reached.

    Examples
    --------
    >>> kader = laad_kader(KADERMAP / "utrecht" / "2024-1.yaml")
    >>> [(r.naam, r.als, r.dan, r.zekerheid) for r in kader.regels][1]
    ('taakstelling-niet-gehaald', 'tekort_taakstelling minstens 1', 'vorige trede + 1', 'bron')
    """
    return _Lezer(pad).lees()


def laad_kaders(map_: Path) -> Kaderreeks:
    """Read all kaders of one province: every `<geldig_vanaf>.yaml` in a folder.

    Parameters
    ----------
    map_ : Path
        Folder; one that does not exist or holds no `.yaml` gives an empty series, of which `voor` says so.

    Raises
    ------
    InvoerFout
        With the problems of all files, among which: a file name that is not its `geldig_vanaf`, another
        provincie than the first file has, overlapping kaders.
    """
    lezers, fouten = [], []
    for pad in sorted(map_.glob("*.y*ml")):
        lezer = _Lezer(pad)
        try:
            lezers.append((lezer.lees(), lezer))
        except InvoerFout as fout:
            fouten.append(fout)
    verzamel(fouten)
    lezers.sort(key=lambda paar: paar[0].geldig_vanaf)
    for kader, lezer in lezers:
        eerste, eerste_lezer = lezers[0]
        if kader.provincie != eerste.provincie:
            wat = f"provincie is '{kader.provincie}', in {eerste_lezer.pad.name} is het '{eerste.provincie}'"
            lezer.meld("provincie", f"{wat}; zet de kaders van een andere provincie in een eigen map")
        if lezer.pad.name != f"{kader.geldig_vanaf}.yaml":
            vanaf = kader.geldig_vanaf
            lezer.meld("geldig_vanaf", f"geldig_vanaf is {vanaf}; noem het bestand {vanaf}.yaml")
    for (vorige, vorige_lezer), (kader, lezer) in pairwise(lezers):
        if vorige.geldig_tot_en_met is None or vorige.geldig_tot_en_met >= kader.geldig_vanaf:
            lezer.meld(
                "geldig_vanaf",
                f"geldig_vanaf is {kader.geldig_vanaf}, maar {vorige_lezer.pad.name} geldt dan ook "
                f"({vorige.geldigheid}); geef dat bestand geldig_tot_en_met: {kader.geldig_vanaf.vorige}",
            )
    verzamel(InvoerFout({lezer.pad: lezer.problemen}) for _, lezer in lezers if lezer.problemen)
    return Kaderreeks(tuple(kader for kader, _ in lezers))


def _wenk(woord: str, bekend: Sequence[str]) -> str:
    """A second sentence with what was probably meant, or nothing."""
    bedoeld = bedoelde_u(woord, bekend)
    return f".{bedoeld}" if bedoeld else ""


class _Gemeld(Exception):  # noqa: N818
    """One value is wrong and has been reported; the reading goes on with the next one."""


class _Lezer:
    """Reads one file and collects all that is wrong with it."""

    def __init__(self, pad: Path):
        self.pad = pad
        self.problemen: list[Probleem] = []
        self._regel_van: dict[str, int] = {}  # line of each key at the top of the file

    def meld(self, sleutel: str, wat: str) -> None:
        """Report a problem at the line of a top-level key."""
        self.problemen.append(Probleem(self._regel_van.get(sleutel, 0), "", wat))

    def _fout(self, knoop: yaml.Node, wat: str) -> _Gemeld:
        self.problemen.append(Probleem(knoop.start_mark.line + 1, "", wat))
        return _Gemeld()

    def lees(self) -> Kader:
        kader = self._proef(lambda: self._kader(self._ontleed()))
        if self.problemen or kader is None:
            raise InvoerFout({self.pad: self.problemen})
        return kader

    # --- from bytes to nodes

    def _ontleed(self) -> yaml.Node:
        import yaml

        def stop(regel: int, wat: str) -> _Gemeld:
            self.problemen.append(Probleem(regel, "", wat))
            return _Gemeld()

        try:
            if self.pad.stat().st_size > _GROOTSTE_BESTAND:
                raise stop(0, "het bestand is groter dan 1 MB; dit is geen kader")
            tekst = self.pad.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            raise stop(0, "het bestand bestaat niet") from None
        except UnicodeDecodeError:
            raise stop(0, "niet te lezen als UTF-8; sla het bestand op als UTF-8") from None
        except OSError as fout:
            raise stop(0, f"het bestand is niet te lezen ({fout.strerror or fout})") from None
        try:
            wortel = yaml.compose(tekst, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as fout:
            plek = fout.problem_mark or fout.context_mark
            raise stop(
                plek.line + 1 if plek else 0,
                "geen geldige YAML; kijk hier of vlak erboven naar inspringing (spaties, geen tabs), "
                "dubbele punten, haken en aanhalingstekens",
            ) from None
        except (yaml.YAMLError, RecursionError):
            raise stop(0, "geen geldige YAML; er staan vreemde tekens in, of het is te diep genest") from None
        if wortel is None:
            raise stop(0, f"het bestand is leeg; verplicht: {', '.join(_VERPLICHT)}")
        return wortel

    # --- from nodes to values; each method reports what is wrong and raises _Gemeld

    def _proef(self, lees: Callable[..., T], *wat: Any) -> T | None:
        """The value, or None when it was wrong: so that one problem does not hide the next."""
        try:
            return lees(*wat)
        except _Gemeld:
            return None

    def _mapping(
        self,
        knoop: yaml.Node,
        waar: str,
        mag: Sequence[str],
        verplicht: Sequence[str] = (),
        onbekend: str = "onbekende sleutel",
    ) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Key and value nodes by key; unknown, duplicate and missing keys are reported."""
        import yaml

        if not isinstance(knoop, yaml.MappingNode):
            raise self._fout(knoop, f"{waar}: hier horen sleutels met waarden; toegestaan: {', '.join(mag)}")
        uit: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for sleutel, waarde in knoop.value:
            naam = sleutel.value if isinstance(sleutel, yaml.ScalarNode) else "(geen tekst)"
            if naam not in mag:
                toegestaan = f"toegestaan: {', '.join(mag)}{_wenk(naam, mag)}"
                self._fout(sleutel, f"{waar}: {onbekend} '{naam}'; {toegestaan}")
            elif naam in uit:
                eerder = uit[naam][0].start_mark.line + 1
                self._fout(sleutel, f"{waar}: sleutel '{naam}' staat er twee keer, ook op regel {eerder}")
            else:
                uit[naam] = sleutel, waarde
        weg = [naam for naam in verplicht if naam not in uit]
        if weg:
            self._fout(knoop, f"{waar}: {opsomming(weg)} {'ontbreekt' if len(weg) == 1 else 'ontbreken'}")
        return uit

    def _lijst(self, knoop: yaml.Node, waar: str) -> list[yaml.Node]:
        import yaml

        if not isinstance(knoop, yaml.SequenceNode):
            raise self._fout(knoop, f"{waar}: hier hoort een lijst (elke regel begint met een streepje)")
        return knoop.value

    def _ruw(self, knoop: yaml.Node, waar: str) -> str | None:
        """The text of a scalar as typed, on one line; None for null."""
        import yaml

        if not isinstance(knoop, yaml.ScalarNode):
            raise self._fout(knoop, f"{waar}: hier hoort één waarde, geen lijst of groep")
        soort = knoop.tag.removeprefix("tag:yaml.org,2002:")
        if soort not in ("str", "int", "float", "bool", "timestamp", "null"):
            raise self._fout(knoop, f"{waar}: het label '{knoop.tag}' mag niet in een kader")
        return None if soort == "null" else " ".join(knoop.value.split()) or None

    def _tekst(self, knoop: yaml.Node, waar: str) -> str:
        tekst = self._ruw(knoop, waar)
        if tekst is None:
            raise self._fout(knoop, f"{waar} is leeg")
        return tekst

    def _keuze(self, knoop: yaml.Node, waar: str, keuzes: Sequence[str]) -> str:
        tekst = self._tekst(knoop, waar)
        if tekst not in keuzes:
            kies = f"kies {opsomming(keuzes, 'of')}{_wenk(tekst, keuzes)}"
            raise self._fout(knoop, f"{waar}: '{tekst}' kan niet; {kies}")
        return tekst

    def _met(self, lees: Callable[[str], T], knoop: yaml.Node, waar: str) -> T:
        tekst = self._tekst(knoop, waar)
        try:
            return lees(tekst)
        except (ValueError, AanvraagFout) as fout:
            raise self._fout(knoop, f"{waar}: {str(fout).rstrip('.')}") from None

    def _of_niets(self, lees: Callable[[str], T], knoop: yaml.Node, waar: str) -> T | None:
        return None if self._ruw(knoop, waar) is None else self._met(lees, knoop, waar)

    # --- the parts of a kader

    def _kader(self, wortel: yaml.Node) -> Kader | None:
        velden = self._mapping(wortel, "kader", _SLEUTELS, _VERPLICHT)
        self._regel_van = {naam: sleutel.start_mark.line + 1 for naam, (sleutel, _) in velden.items()}

        def lees(naam: str, manier: Callable[..., T], *meer: Any) -> T | None:
            return self._proef(manier, velden[naam][1], naam, *meer) if naam in velden else None

        def datum(naam: str) -> dt.date | None:
            return lees(naam, lambda knoop, waar: self._of_niets(lees_datum, knoop, waar))

        vanaf = lees("geldig_vanaf", lambda knoop, waar: self._met(Periode.lees, knoop, waar))
        tot = lees("geldig_tot_en_met", lambda knoop, waar: self._of_niets(Periode.lees, knoop, waar))
        vastgesteld, bevestigd = datum("vastgesteld_op"), datum("nog_geldig_bevestigd_op")
        if vanaf and tot and tot < vanaf:
            self.meld("geldig_tot_en_met", f"geldig_tot_en_met ({tot}) ligt voor geldig_vanaf ({vanaf})")
        if vastgesteld and bevestigd and bevestigd < vastgesteld:
            self.meld(
                "nog_geldig_bevestigd_op",
                f"nog_geldig_bevestigd_op ({bevestigd}) ligt voor vastgesteld_op ({vastgesteld})",
            )
        kader, provincie, titel = (lees(naam, self._tekst) for naam in ("kader", "provincie", "titel"))
        verschoonbaar = lees("verschoonbaar", self._keuze, ("koppelingstekort", "geen"))
        bronnen = lees("bronnen", self._bronnen) or ()
        treden = lees("treden", self._treden) or {}
        regels = lees("regels", self._regels) or ()
        oordeel = lees("niet_berekenbaar", self._teksten) or ()
        if self.problemen or not (kader and provincie and titel and vanaf and verschoonbaar):
            return None
        return Kader(
            kader=kader,
            provincie=provincie,
            titel=titel,
            geldig_vanaf=vanaf,
            geldig_tot_en_met=tot,
            vastgesteld_op=vastgesteld,
            nog_geldig_bevestigd_op=bevestigd,
            bronnen=bronnen,
            verschoonbaar=verschoonbaar,
            treden=treden,
            regels=regels,
            niet_berekenbaar=oordeel,
            pad=self.pad,
        )

    def _teksten(self, knoop: yaml.Node, waar: str) -> tuple[str, ...]:
        return tuple(self._tekst(k, waar) for k in self._lijst(knoop, waar))

    def _bronnen(self, knoop: yaml.Node, waar: str) -> tuple[Verwijzing, ...]:
        uit = []
        for k in self._lijst(knoop, waar):
            delen = self._mapping(k, waar, ("bron", "vindplaats"), ("bron", "vindplaats"))
            teksten = [self._proef(self._tekst, waarde, naam) for naam, (_, waarde) in sorted(delen.items())]
            if len(teksten) == 2 and teksten[0] and teksten[1]:
                uit.append(Verwijzing(teksten[0], teksten[1]))
        return tuple(uit)

    def _treden(self, knoop: yaml.Node, waar: str) -> dict[int, Trede]:
        nummers = [str(n) for n in range(LAAGSTE_TREDE, HOOGSTE_TREDE + 1)]
        uit = {}
        for nummer, (_, waarde) in self._mapping(knoop, waar, nummers, onbekend="onbekende trede").items():
            delen = self._proef(self._mapping, waarde, f"trede {nummer}", ("naam", "kleur")) or {}
            naam = kleur = None
            if "naam" in delen:
                naam = self._proef(self._tekst, delen["naam"][1], "naam")
            if "kleur" in delen:
                kleur = self._proef(self._keuze, delen["kleur"][1], "kleur", tuple(TREDEKLEUREN))
            uit[int(nummer)] = Trede(naam, kleur)
        return uit

    def _regels(self, knoop: yaml.Node, waar: str) -> tuple[Regel, ...]:
        knopen = self._lijst(knoop, waar)
        if not knopen:
            raise self._fout(knoop, "regels: er hoort ten minste één regel te staan")
        uit: list[Regel] = []
        for k in knopen:
            regel = self._proef(self._regel, k, uit[-1].grondslag if uit else "totaalopgave")
            if regel is None:
                continue
            for eerder in uit:
                if eerder.naam == regel.naam:
                    self._fout(k, f"regel '{regel.naam}' staat er twee keer; geef elke regel een eigen naam")
            # a rule that asks no more than a later one takes every gemeente that the later one could take
            for eerder in (e for e in uit if set(e.voorwaarden) <= set(regel.voorwaarden)):
                reden = f"'{eerder.naam}', " + (
                    "die niet meer voorwaarden stelt" if eerder.voorwaarden else "die altijd geldt"
                )
                self._fout(k, f"regel '{regel.naam}' wordt nooit bereikt: zij staat onder {reden}")
                break
            uit.append(regel)
        return tuple(uit)

    def _regel(self, knoop: yaml.Node, grondslag: str) -> Regel:
        mag = ("regel", "als", "dan", "zekerheid", "vindplaats")
        delen = self._mapping(knoop, self._naam_van(knoop), mag, mag)

        def lees(naam: str, manier: Callable[..., T], *meer: Any) -> T | None:
            return self._proef(manier, delen[naam][1], naam, *meer) if naam in delen else None

        naam = lees("regel", self._tekst)
        voorwaarden = lees("als", self._als)
        dan = lees("dan", self._dan)
        zekerheid = lees("zekerheid", self._keuze, ("bron", "aanname"))
        vindplaats = lees("vindplaats", self._tekst)
        if naam is None or voorwaarden is None or dan is None or zekerheid is None or vindplaats is None:
            raise _Gemeld
        genoemd = [_GRONDSLAG_VAN_FEIT[v.feit] for v in voorwaarden if v.feit in _GRONDSLAG_VAN_FEIT]
        return Regel(naam, voorwaarden, *dan, zekerheid, vindplaats, (genoemd or [grondslag])[0])

    @staticmethod
    def _naam_van(knoop: yaml.Node) -> str:
        """`regel 'x'` for use in a message, or `regel` when it has no readable name."""
        inhoud = knoop.value if isinstance(knoop.value, list) else []
        paren = (paar for paar in inhoud if isinstance(paar, tuple))
        namen = [waarde.value for sleutel, waarde in paren if sleutel.value == "regel"]
        return f"regel '{namen[0]}'" if namen and isinstance(namen[0], str) else "regel"

    def _als(self, knoop: yaml.Node, waar: str) -> tuple[Voorwaarde, ...]:
        import yaml

        if isinstance(knoop, yaml.ScalarNode):
            if self._ruw(knoop, waar) == "altijd":
                return ()
            kan = "schrijf altijd, of een feit met een vergelijking"
            raise self._fout(knoop, f"als: '{knoop.value}' kan niet; {kan}")
        uit, goed = [], True
        feiten = self._mapping(knoop, waar, FEITEN, onbekend="onbekend feit")
        for feit, (_, waarde) in feiten.items():
            delen = self._proef(self._mapping, waarde, feit, VERGELIJKINGEN, (), "onbekende vergelijking") or {}
            if not delen:
                goed = False
                if isinstance(waarde, yaml.MappingNode) and not waarde.value:
                    self._fout(waarde, f"{feit}: kies {opsomming(VERGELIJKINGEN, 'of')}")
            for vergelijking, (_, drempel) in delen.items():
                gelezen = self._proef(self._drempel, drempel, feit, vergelijking)
                if gelezen is None:
                    goed = False
                else:
                    uit.append(Voorwaarde(feit, vergelijking, gelezen))
            grenzen = {v.vergelijking: v.waarde for v in uit if v.feit == feit}
            if {"minstens", "hoogstens"} <= set(grenzen) and grenzen["minstens"] > grenzen["hoogstens"]:
                self._fout(waarde, f"{feit}: minstens is meer dan hoogstens; de regel zou nooit gelden")
        if not uit or not goed:
            if not feiten and not knoop.value:
                self._fout(knoop, "als: er staat geen voorwaarde; schrijf altijd als de regel altijd geldt")
            raise _Gemeld
        return tuple(uit)

    def _drempel(self, knoop: yaml.Node, feit: str, vergelijking: str) -> int | Fraction:
        waar = f"{feit} {vergelijking}"
        tekst = self._tekst(knoop, waar)
        if feit not in PERCENTAGES:
            if not re.fullmatch(r"[+-]?[0-9]+", tekst):
                raise self._fout(knoop, f"{waar}: '{tekst}' is geen geheel getal")
            if len(tekst) > 12 or abs(int(tekst)) > MEESTE_PERSONEN:
                raise self._fout(knoop, f"{waar}: '{tekst}' is te groot; hoogstens {toon(MEESTE_PERSONEN)}")
            return int(tekst)
        try:
            procent = lees_breuk(tekst.removesuffix("%").strip().replace(".", ","))
        except ValueError:
            raise self._fout(knoop, f"{waar}: '{tekst}' is geen percentage (schrijf 90 of 92.5)") from None
        if abs(procent) > _MEESTE_PROCENT or procent.denominator > _GROOTSTE_NOEMER:
            grens = f"hoogstens {toon(_MEESTE_PROCENT)}%, met hoogstens vier decimalen"
            raise self._fout(knoop, f"{waar}: '{tekst}' is te groot of te fijn; {grens}")
        return procent

    def _dan(self, knoop: yaml.Node, waar: str) -> tuple[int | None, int]:
        delen = self._mapping(knoop, waar, ("trede",), ("trede",))
        if "trede" not in delen:
            raise _Gemeld
        tekst = self._tekst(delen["trede"][1], "trede")
        if stap := re.fullmatch(r"vorige(?: ?([+-]) ?1)?", tekst):
            return None, {None: 0, "+": 1, "-": -1}[stap[1]]
        if tekst in map(str, range(LAAGSTE_TREDE, HOOGSTE_TREDE + 1)):
            return int(tekst), 0
        wat = f"trede: '{tekst}' kan niet; schrijf 1 tot en met 6, vorige, vorige + 1 of vorige - 1"
        raise self._fout(delen["trede"][1], wat)
