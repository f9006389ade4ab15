"""What the command says about a file, and what it still has to say: choices and questions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ibtlib.basis.fouten import AanvraagFout, aantal, bedoelde_u, hoogstens, leesbaar, opsomming, optie
from ibtlib.basis.periode import Periode

LEEG = "leeg"
MEESTE_OPTIES = 12  # of one question on the screen
_VOORUIT, _TERUG = 366, 3653  # days: a periode that begins further away than that is asked about


@dataclass(frozen=True)
class Keuzes:
    """The options of `ibt inlezen` that say how a file is to be understood; each answers a question."""

    blad: str | None = None  # `--blad`
    kopregel: int | None = None  # `--kopregel`: the row in which the header ends
    kolommen: Mapping[str, str] = field(default_factory=dict)  # `--kolom`: field to header, letter, or "geen"
    weglaten: frozenset[str] = frozenset()  # `--weglaten`: columns (header or letter) that belong to no field
    namen: Mapping[str, str] = field(default_factory=dict)  # `--naam`: name in the file to gemeentecode
    rijen: Mapping[int, str] = field(default_factory=dict)  # `--rij`: row to gemeentecode
    overslaan: frozenset[int] = frozenset()  # `--overslaan`: rows that are no gemeente
    alleen: Mapping[str, str] = field(default_factory=dict)  # `--alleen`: column to the value that its rows must have
    cellen: Mapping[str, str] = field(default_factory=dict)  # `--cel`: address to what the cell says, or "leeg"
    lezingen: Mapping[str, str] = field(default_factory=dict)  # `--lees`: text of a cell to what it says, or "leeg"
    # `--vul`: field to its value in every row, for a field that the file does not have
    vul: Mapping[str, str] = field(default_factory=dict)
    streepje: str | None = None  # `--streepje`: "leeg" or "nul"
    voorsprong: str | None = None  # `--voorsprong`: "plus" or "min", how the column achterstand writes a voorsprong
    # punt, komma: `--punt`, `--komma`: "duizend" or "decimaal"
    punt: str | None = None
    komma: str | None = None
    # verborgen, doorgehaald: `--verborgen`, `--doorgehaald`: "meetellen" or "weglaten"
    verborgen: str | None = None
    doorgehaald: str | None = None
    # `--genoemd`: perioden that the file names where it means the one that was asked
    genoemd: frozenset[Periode] = frozenset()

    @property
    def tekens(self) -> dict[str, str]:
        """What a dot and a comma are, as far as the command says so."""
        return {t: k for t, k in ((".", self.punt), (",", self.komma)) if k}

    def als_opdracht(self) -> list[str]:
        """Every choice as an option, for the receipt."""
        uit: list[str] = []
        for naam, waarde in vars(self).items():
            optienaam = {"kolommen": "kolom", "namen": "naam", "rijen": "rij", "cellen": "cel", "lezingen": "lees"}.get(
                naam, naam
            )
            if isinstance(waarde, Mapping):
                uit += [optie(optienaam, f"{k}={w}") for k, w in waarde.items()]
            elif isinstance(waarde, frozenset):
                uit += [optie(optienaam, str(w)) for w in sorted(waarde)]
            elif waarde is not None:
                uit.append(optie(optienaam, str(waarde)))
        return uit


@dataclass(frozen=True)
class Vraag:
    """Something the file does not say by itself."""

    wat: str  # Dutch: where it stands and what is not clear
    voorstel: str = ""  # Dutch: what `--ja` makes of it; empty when a choice has to be made
    opties: tuple[str, ...] = ()  # options of the command that answer it

    def regels(self) -> list[str]:
        uit = [f"  {leesbaar(self.wat, 1_500)}"]
        if self.voorstel:
            uit.append(f"    voorstel: {leesbaar(self.voorstel)}")
        if self.opties:
            opties = hoogstens(MEESTE_OPTIES, self.opties, "… (en nog {})")
            uit.append(f"    {'als optie' if self.voorstel else 'kies'}: {leesbaar('  of  '.join(opties), 2_000)}")
        return uit


_VOORBEELD = {
    "kolom": 'realisatie="Gerealiseerd"',
    "naam": '"Bilt, De"=GM0310',
    "rij": "14=GM0342",
    "alleen": "Peildatum=2025-01-01",
    "cel": "E14=31",
    "lees": '"<5"=leeg',
    "vul": "versie=oorspronkelijk",
}


def paren(naam: str, teksten: Iterable[str], velden: Collection[str] | None = None) -> dict[str, str]:
    """`LINKS=RECHTS` of the command line: split at the first equals sign for fields and cells, at the last for texts.

    Raises
    ------
    AanvraagFout
        When there is no equals sign, a side is empty, or a field does not exist.
    """
    uit: dict[str, str] = {}
    for tekst in teksten:
        vooraan = naam in ("kolom", "cel", "vul", "rij")
        links, teken, rechts = tekst.partition("=") if vooraan else tekst.rpartition("=")
        links, rechts = links.strip(), rechts.strip()
        if not teken or not links or not rechts or (naam == "cel" and not re.fullmatch(r"[A-Za-z]{1,3}\d+", links)):
            raise AanvraagFout(
                f"Bij --{naam}: '{leesbaar(tekst)}' is niet goed. Schrijf bijvoorbeeld --{naam} {_VOORBEELD[naam]}."
            )
        if velden is not None and links not in velden:
            raise AanvraagFout(
                f"Bij --{naam}: '{leesbaar(links)}' bestaat niet; kies {opsomming(velden, 'of')}.{bedoelde_u(links, velden)}"
            )
        uit[links.upper() if naam == "cel" else links] = rechts
    return uit


def rijnummers(teksten: Iterable[str]) -> frozenset[int]:
    """`--overslaan 31`, `--overslaan 31,35` and `--overslaan 31-40`.

    Examples
    --------
    >>> sorted(rijnummers(["31", "5,7-9"]))
    [5, 7, 8, 9, 31]
    """
    uit: set[int] = set()
    for deel in (d.strip() for tekst in teksten for d in tekst.split(",")):
        gevonden = re.fullmatch(r"(\d{1,7})(?:-(\d{1,7}))?", deel)
        if not gevonden:
            raise AanvraagFout(
                f"Bij --overslaan: '{leesbaar(deel)}' is geen rij. Schrijf bijvoorbeeld --overslaan 31,35-40."
            )
        uit.update(range(int(gevonden[1]), int(gevonden[2] or gevonden[1]) + 1))
    return frozenset(uit)


def ver_weg(periode: Periode) -> str:
    """Dutch: how far away a periode is, when so far that it may be mistyped; empty when it is near."""
    ver = (periode.begin - dt.date.today()).days
    if -_TERUG <= ver <= _VOORUIT:
        return ""
    return f"{periode} begint over {ver // 365} jaar" if ver > 0 else f"{periode} begon {-ver // 365} jaar geleden"


def te_kiezen(bestand: str, vragen: Iterable[Vraag]) -> str:
    """The message when a file is not clear by itself."""
    lijst = list(vragen)
    open_ = [v for v in lijst if not v.voorstel]
    regels = [f"Nog niet ingelezen: in {leesbaar(bestand)} {aantal(len(lijst), 'ding is', 'dingen zijn')} niet zeker."]
    for vraag in lijst:
        regels += vraag.regels()
    if not open_:
        regels.append("Neem alle voorstellen over met --ja, of geef de opties die u wilt. Er is niets geschreven.")
    elif len(open_) < len(lijst):
        regels.append("Kies waar geen voorstel staat; de voorstellen neemt u over met --ja. Er is niets geschreven.")
    else:
        regels.append("Geef de opdracht opnieuw met de opties die u kiest. Er is niets geschreven.")
    return "\n".join(regels)
