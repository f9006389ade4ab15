"""From a kader file (its words: docs/handleiding/kaders.md) to a `Kader`, with all that is wrong with it in one go."""

from __future__ import annotations

import re
from dataclasses import fields
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import InvoerFout, opsomming, verzamel
from ibtlib.basis.getallen import lees_breuk, toon
from ibtlib.basis.kleuren import TREDEKLEUREN
from ibtlib.basis.periode import Periode, lees_datum
from ibtlib.basis.plaatsen import PAKKET
from ibtlib.basis.yamllezer import Gemeld, YamlLezer
from ibtlib.kader.kader import (
    FEITEN,
    HOOGSTE_TREDE,
    LAAGSTE_TREDE,
    MEESTE_PERSONEN,
    PERCENTAGES,
    VERGELIJKINGEN,
    Kader,
    Kaderreeks,
    Regel,
    Trede,
    Verwijzing,
    Voorwaarde,
)

if TYPE_CHECKING:
    import yaml

KADERMAP = PAKKET / "kaders"
"""The kaders that come with the package: one folder per province, and `voorbeelden`."""

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

# With `MEESTE_PERSONEN` these keep comparisons exact in 64 bits: 10**9 persons * 100 * 10**4 < 2**63.
_MEESTE_PROCENT = 10**5
_GROOTSTE_NOEMER = 10**4

_SLEUTELS = tuple(veld.name for veld in fields(Kader) if veld.name != "pad")
_ZEKERHEDEN = ("bron", "aanname")
_VERPLICHT = ("kader", "provincie", "titel", "geldig_vanaf", "verschoonbaar", "regels")


def laad_kader(pad: Path) -> Kader:
    """Judge by policy of your own: read and check one kader file, for `beoordeel` or a what-if.

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
    ('taakstelling-niet-gehaald', 'het tekort op de taakstelling is minstens 1', 'vorige trede + 1', 'aanname')
    """
    return _Kaderlezer(pad).lees()


def laad_kaders(*mappen: Path) -> Kaderreeks:
    """Read all kaders of one province: every `<geldig_vanaf>.yaml` in these folders together.

    Parameters
    ----------
    mappen : Path
        Folders; those that do not exist or hold no `.yaml` give an empty series, of which `voor` says so.

    Raises
    ------
    InvoerFout
        With the problems of all files, among which: a file name that is not its `geldig_vanaf`, another
        provincie than the first file has, overlapping kaders.
    """
    lezers, fouten = [], []
    for pad in sorted(pad for map_ in mappen for pad in map_.glob("*.y*ml")):
        lezer = _Kaderlezer(pad)
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
            lezer.meld_bij("provincie", f"{wat}; zet de kaders van een andere provincie in een eigen map")
        if lezer.pad.name != f"{kader.geldig_vanaf}.yaml":
            vanaf = kader.geldig_vanaf
            lezer.meld_bij("geldig_vanaf", f"geldig_vanaf is {vanaf}; noem het bestand {vanaf}.yaml")
    for (vorige, vorige_lezer), (kader, lezer) in pairwise(lezers):
        if vorige.geldig_tot_en_met is None or vorige.geldig_tot_en_met >= kader.geldig_vanaf:
            lezer.meld_bij(
                "geldig_vanaf",
                f"geldig_vanaf is {kader.geldig_vanaf}, maar {vorige_lezer.pad.name} geldt dan ook "
                f"({vorige.geldigheid}); geef dat bestand geldig_tot_en_met: {kader.geldig_vanaf.vorige}",
            )
    verzamel(InvoerFout({lezer.pad: lezer.problemen}) for _, lezer in lezers if lezer.problemen)
    return Kaderreeks(tuple(kader for kader, _ in lezers))


class _Kaderlezer(YamlLezer):
    """Reads one kader; first the whole, then its parts in the order in which they are written."""

    def __init__(self, pad: Path):
        super().__init__(pad)
        self._regel_van: dict[str, int] = {}  # line of each key at the top of the file

    def meld_bij(self, sleutel: str, wat: str) -> None:
        """Report a problem at the line of a top-level key."""
        self.meld(self._regel_van.get(sleutel, 0), wat)

    def lees(self) -> Kader:
        """The kader; an InvoerFout with all problems when there are any."""
        kader = self.proef(self._kader)
        if self.problemen or kader is None:
            raise InvoerFout({self.pad: self.problemen})
        return kader

    def _kader(self) -> Kader | None:
        wortel = self.wortel()
        if wortel is None:
            raise self.meld(0, f"het bestand is leeg; verplicht: {', '.join(_VERPLICHT)}")
        velden = self.mapping(wortel, "kader", _SLEUTELS, _VERPLICHT)
        self._regel_van = {naam: sleutel.start_mark.line + 1 for naam, (sleutel, _) in velden.items()}

        lees = partial(self.deel, velden)
        vanaf = lees("geldig_vanaf", self.met, Periode.lees)
        tot = lees("geldig_tot_en_met", self.of_niets, Periode.lees)
        vastgesteld = lees("vastgesteld_op", self.of_niets, lees_datum)
        bevestigd = lees("nog_geldig_bevestigd_op", self.of_niets, lees_datum)
        if vanaf and tot and tot < vanaf:
            self.meld_bij("geldig_tot_en_met", f"geldig_tot_en_met ({tot}) ligt voor geldig_vanaf ({vanaf})")
        if vastgesteld and bevestigd and bevestigd < vastgesteld:
            self.meld_bij(
                "nog_geldig_bevestigd_op",
                f"nog_geldig_bevestigd_op ({bevestigd}) ligt voor vastgesteld_op ({vastgesteld})",
            )
        kader, provincie, titel = (lees(naam, self.tekst) for naam in ("kader", "provincie", "titel"))
        begin_zekerheid = lees("begin_zekerheid", self.keuze, _ZEKERHEDEN) or "bron"
        verschoonbaar = lees("verschoonbaar", self.keuze, ("koppelingstekort", "geen"))
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
            begin_zekerheid=begin_zekerheid,
            pad=self.pad,
        )

    def _teksten(self, knoop: yaml.Node, waar: str) -> tuple[str, ...]:
        return tuple(self.tekst(k, waar) for k in self.lijst(knoop, waar))

    def _bronnen(self, knoop: yaml.Node, waar: str) -> tuple[Verwijzing, ...]:
        uit = []
        for k in self.lijst(knoop, waar):
            delen = self.mapping(k, waar, ("bron", "vindplaats"), ("bron", "vindplaats"))
            bron, vindplaats = (self.deel(delen, naam, self.tekst) for naam in ("bron", "vindplaats"))
            if bron and vindplaats:
                uit.append(Verwijzing(bron, vindplaats))
        return tuple(uit)

    def _treden(self, knoop: yaml.Node, waar: str) -> dict[int, Trede]:
        nummers = [str(n) for n in range(LAAGSTE_TREDE, HOOGSTE_TREDE + 1)]
        uit = {}
        for nummer, (_, waarde) in self.mapping(knoop, waar, nummers, onbekend="onbekende trede").items():
            mag = ("naam", "kleur", "zekerheid", "vindplaats")
            delen = self.proef(self.mapping, waarde, f"trede {nummer}", mag) or {}
            lees = partial(self.deel, delen)
            naam, kleur = lees("naam", self.tekst), lees("kleur", self.keuze, tuple(TREDEKLEUREN))
            zekerheid = lees("zekerheid", self.keuze, _ZEKERHEDEN)
            if "zekerheid" in delen and "vindplaats" not in delen:
                self.fout(waarde, f"trede {nummer}: 'vindplaats' ontbreekt; zij hoort bij zekerheid")
            uit[int(nummer)] = Trede(naam, kleur, zekerheid or "aanname", lees("vindplaats", self.tekst) or "")
        return uit

    def _regels(self, knoop: yaml.Node, waar: str) -> tuple[Regel, ...]:
        knopen = self.lijst(knoop, waar)
        if not knopen:
            raise self.fout(knoop, "regels: er hoort ten minste één regel te staan")
        uit: list[Regel] = []
        for k in knopen:
            regel = self.proef(self._regel, k, uit[-1].grondslag if uit else "totaalopgave")
            if regel is None:
                continue
            for eerder in uit:
                if eerder.naam == regel.naam:
                    self.fout(k, f"regel '{regel.naam}' staat er twee keer; geef elke regel een eigen naam")
            # a rule that asks no more than a later one takes every gemeente that the later one could take
            for eerder in (e for e in uit if set(e.voorwaarden) <= set(regel.voorwaarden)):
                reden = f"'{eerder.naam}', " + (
                    "die niet meer voorwaarden stelt" if eerder.voorwaarden else "die altijd geldt"
                )
                self.fout(k, f"regel '{regel.naam}' wordt nooit bereikt: zij staat onder {reden}")
                break
            uit.append(regel)
        return tuple(uit)

    def _regel(self, knoop: yaml.Node, grondslag: str) -> Regel:
        moet = ("regel", "als", "dan", "zekerheid", "vindplaats")
        delen = self.mapping(knoop, self._naam_van(knoop), (*moet, "criterium"), moet)

        lees = partial(self.deel, delen)
        naam = lees("regel", self.tekst)
        voorwaarden = lees("als", self._als)
        dan = lees("dan", self._dan)
        zekerheid = lees("zekerheid", self.keuze, _ZEKERHEDEN)
        vindplaats = lees("vindplaats", self.tekst)
        criterium = lees("criterium", self.tekst) or ""
        if criterium and zekerheid == "bron":
            self.fout(knoop, f"regel '{naam}': criterium hoort bij zekerheid: aanname; een bron geeft de hele regel")
        if naam is None or voorwaarden is None or dan is None or zekerheid is None or vindplaats is None:
            raise Gemeld
        genoemd = [_GRONDSLAG_VAN_FEIT[v.feit] for v in voorwaarden if v.feit in _GRONDSLAG_VAN_FEIT]
        return Regel(naam, voorwaarden, *dan, zekerheid, vindplaats, (genoemd or [grondslag])[0], criterium)

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
            if self.ruw(knoop, waar) == "altijd":
                return ()
            kan = "schrijf altijd, of een feit met een vergelijking"
            raise self.fout(knoop, f"als: '{knoop.value}' kan niet; {kan}")
        uit, goed = [], True
        feiten = self.mapping(knoop, waar, FEITEN, onbekend="onbekend feit")
        for feit, (_, waarde) in feiten.items():
            delen = self.proef(self.mapping, waarde, feit, VERGELIJKINGEN, (), "onbekende vergelijking") or {}
            if not delen:
                goed = False
                if isinstance(waarde, yaml.MappingNode) and not waarde.value:
                    self.fout(waarde, f"{feit}: kies {opsomming(VERGELIJKINGEN, 'of')}")
            for vergelijking, (_, drempel) in delen.items():
                gelezen = self.proef(self._drempel, drempel, feit, vergelijking)
                if gelezen is None:
                    goed = False
                else:
                    uit.append(Voorwaarde(feit, vergelijking, gelezen))
            grenzen = {v.vergelijking: v.waarde for v in uit if v.feit == feit}
            if {"minstens", "hoogstens"} <= set(grenzen) and grenzen["minstens"] > grenzen["hoogstens"]:
                self.fout(waarde, f"{feit}: minstens is meer dan hoogstens; de regel zou nooit gelden")
        if not uit or not goed:
            if not feiten and not knoop.value:
                self.fout(knoop, "als: er staat geen voorwaarde; schrijf altijd als de regel altijd geldt")
            raise Gemeld
        return tuple(uit)

    def _drempel(self, knoop: yaml.Node, feit: str, vergelijking: str) -> int | Fraction:
        waar = f"{feit} {vergelijking}"
        tekst = self.tekst(knoop, waar)
        if feit not in PERCENTAGES:
            if not re.fullmatch(r"[+-]?[0-9]+", tekst):
                raise self.fout(knoop, f"{waar}: '{tekst}' is geen geheel getal")
            if len(tekst) > 12 or abs(int(tekst)) > MEESTE_PERSONEN:
                raise self.fout(knoop, f"{waar}: '{tekst}' is te groot; hoogstens {toon(MEESTE_PERSONEN)}")
            return int(tekst)
        try:
            procent = lees_breuk(tekst.removesuffix("%").strip().replace(".", ","))
        except ValueError:
            raise self.fout(knoop, f"{waar}: '{tekst}' is geen percentage (schrijf 90 of 92.5)") from None
        if abs(procent) > _MEESTE_PROCENT or procent.denominator > _GROOTSTE_NOEMER:
            grens = f"hoogstens {toon(_MEESTE_PROCENT)}%, met hoogstens vier decimalen"
            raise self.fout(knoop, f"{waar}: '{tekst}' is te groot of te fijn; {grens}")
        return procent

    def _dan(self, knoop: yaml.Node, waar: str) -> tuple[int | None, int]:
        delen = self.mapping(knoop, waar, ("trede",), ("trede",))
        if "trede" not in delen:
            raise Gemeld
        tekst = self.tekst(delen["trede"][1], "trede")
        if stap := re.fullmatch(r"vorige(?: ?([+-]) ?1)?", tekst):
            return None, {None: 0, "+": 1, "-": -1}[stap[1]]
        if tekst in map(str, range(LAAGSTE_TREDE, HOOGSTE_TREDE + 1)):
            return int(tekst), 0
        wat = f"trede: '{tekst}' kan niet; schrijf 1 tot en met 6, vorige, vorige + 1 of vorige - 1"
        raise self.fout(delen["trede"][1], wat)
