"""The narrative of a report: `teksten/<periode>/<hoofdstuk>.md`, written by the province itself.

A text begins with lines `schrijver:`, `datum:` and `bron:` (as many as there are; `id; vindplaats`), then a line `---`, and
then the text: headings (###), paragraphs, lists and links. A figure is `{taakstelling}`, so that text and table cannot
disagree.
"""

from __future__ import annotations

import datetime as dt
import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.basis.fouten import AanvraagFout, Probleem, bedoelde_u, opsomming, schijfreden
from ibtlib.basis.periode import Periode, lees_datum
from ibtlib.basis.tekens import onbekend_in_woorden
from ibtlib.gegevens.bronnen import Bronnen, Herkomst

MAP = "teksten"
HOOFDSTUKKEN = ("inleiding", "ontwikkelingen", "resultaten", "koppelingen", "beoordelingen", "vooruitblik")
NAMEN = {
    "taakstelling": "de taakstelling die geldt",
    "taakstelling_eerst": "de taakstelling voordat zij verlaagd werd",
    "achterstand_begin": "de achterstand of voorsprong bij het begin, in woorden",
    "totaalopgave": "taakstelling plus achterstand",
    "realisatie": "gehuisveste vergunninghouders",
    "pct_taakstelling": "de realisatie als deel van de taakstelling",
    "pct_totaalopgave": "de realisatie als deel van de totaalopgave",
    "achterstand_eind": "de achterstand of voorsprong op de peildatum, in woorden",
    "taakstelling_volgende": "de taakstelling van het volgende half jaar, zoals eerst vastgesteld",
    "totaalopgave_volgende": "de totaalopgave van het volgende half jaar, zoals eerst vastgesteld",
}
"""Figures that a text can name, and what each is."""

_GROOTSTE = 200_000  # bytes: no chapter is longer
_NAAM = re.compile(r"\{([^{}]*)\}")
_NIET = (
    (re.compile(r"^\s*\|"), "een tabel in een tekst heeft geen bron; zet de cijfers in een tabel van data/raw"),
    (re.compile(r"<[A-Za-z/!]"), "HTML kan niet; gebruik koppen (###), alinea’s, lijsten en links"),
    (re.compile(r"!\["), "een afbeelding kan niet; maak een grafiek in het notebook"),
    (re.compile(r"^#{1,2}(?!#)"), "het hoofdstuk heeft al een kop; begin tussenkoppen met ###"),
)


@dataclass(frozen=True)
class Hoofdstuktekst:
    """One chapter as it was written; `tekst` is empty as long as nobody did."""

    schrijver: str
    datum: dt.date | None
    bronnen: tuple[Herkomst, ...]
    tekst: str


Teksten = Mapping[tuple[str, str], Hoofdstuktekst]
"""By periode and chapter."""


def lees_teksten(
    map_: Path, bronnen: Bronnen | None
) -> tuple[dict[tuple[str, str], Hoofdstuktekst], dict[Path, list[Probleem]]]:
    """Every text of a province, and what is wrong with each; without a register nothing is said of their sources."""
    teksten: dict[tuple[str, str], Hoofdstuktekst] = {}
    problemen: dict[Path, list[Probleem]] = {}
    for pad in sorted(map_.glob("*/*")):
        if pad.name.startswith("."):
            continue
        fout: list[Probleem] = []
        if pad.suffix != ".md" or pad.stem not in HOOFDSTUKKEN:
            wat = f"dit is geen hoofdstuk; kies {opsomming((f'{h}.md' for h in HOOFDSTUKKEN), 'of')}"
            fout.append(Probleem(0, "", wat + bedoelde_u(pad.stem, HOOFDSTUKKEN)))
        else:
            try:
                periode = str(Periode.lees(pad.parent.name))
            except AanvraagFout as reden:
                fout.append(Probleem(0, "", f"de map moet een periode zijn. {reden}"))
            else:
                teksten[periode, pad.stem], fout = lees_tekst(pad, bronnen)
        if fout:
            problemen[pad] = fout
    return teksten, problemen


def lees_tekst(pad: Path, bronnen: Bronnen | None) -> tuple[Hoofdstuktekst, list[Probleem]]:
    """One text with every problem of it, each with its line."""
    leeg = Hoofdstuktekst("", None, (), "")
    try:
        regels = re.split("\r\n?|\n", lees_gewoon(pad, _GROOTSTE).decode("utf-8-sig"))
    except OSError as fout:
        te_groot = "het bestand is groter dan 200 kB; een hoofdstuk is korter"
        return leeg, [Probleem(0, "", te_groot if fout.errno == errno.EFBIG else schijfreden(fout))]
    except UnicodeDecodeError:
        return leeg, [Probleem(0, "", "dit is geen UTF-8; sla de tekst zo op")]
    if "---" not in [r.strip() for r in regels]:
        wat = "een regel --- scheidt schrijver, datum en bronnen van de tekst; die ontbreekt"
        return leeg, [Probleem(0, "", wat)]
    scheiding = [r.strip() for r in regels].index("---")
    problemen = [
        Probleem(nummer, "", f"{vreemd} zit niet in het lettertype van de rapporten; schrijf het anders")
        for nummer, regel in enumerate(regels, 1)
        if (vreemd := onbekend_in_woorden(regel))
    ]
    kop = _kop(regels[:scheiding], problemen)
    tekst = "\n".join(regels[scheiding + 1 :]).strip()
    if tekst:
        problemen += [Probleem(0, k, f"{k} is niet ingevuld") for k in ("schrijver", "datum", "bron") if not kop.get(k)]
    datum = _datum(kop, problemen)
    herkomst = []
    for regel, waarde in kop.get("bron", ()):
        id_, _, plek = waarde.partition(";")
        if bronnen is not None:
            problemen += bronnen.controleer([(regel, id_.strip())])
        herkomst.append((id_.strip(), plek.strip()))
    for nummer, regeltekst in enumerate(regels[scheiding + 1 :], scheiding + 2):
        problemen += [Probleem(nummer, "", wat) for vorm, wat in _NIET if vorm.search(regeltekst)]
        for naam in _NAAM.findall(regeltekst):
            if naam not in NAMEN:
                keuze = opsomming((f"{{{n}}}" for n in NAMEN), "of")
                problemen.append(
                    Probleem(nummer, "", f"{{{naam}}} is geen cijfer; kies {keuze}{bedoelde_u(naam, NAMEN)}")
                )
    schrijver = kop["schrijver"][0][1] if kop.get("schrijver") else ""
    return Hoofdstuktekst(schrijver, datum, tuple(herkomst), tekst), problemen


def _kop(regels: list[str], problemen: list[Probleem]) -> dict[str, list[tuple[int, str]]]:
    """The lines above the text by their name: those without a value are left out."""
    uit: dict[str, list[tuple[int, str]]] = {}
    for nummer, regel in enumerate(regels, 1):
        naam, teken, waarde = (deel.strip() for deel in regel.partition(":"))
        if not regel.strip():
            continue
        if not teken or naam not in ("schrijver", "datum", "bron"):
            problemen.append(
                Probleem(nummer, "", f"'{regel.strip()[:60]}' kan hier niet; zet er schrijver:, datum: of bron:")
            )
        elif waarde:
            uit.setdefault(naam, []).append((nummer, waarde))
    return uit


def _datum(kop: dict[str, list[tuple[int, str]]], problemen: list[Probleem]) -> dt.date | None:
    for nummer, waarde in kop.get("datum", ())[:1]:
        try:
            return lees_datum(waarde)
        except ValueError as fout:
            problemen.append(Probleem(nummer, "datum", str(fout)))
    return None


def lege_teksten(data: Path, provincie: str, periode: Periode) -> dict[Path, bytes]:
    """An empty text for every chapter that has none yet, to be written (`ibt nieuw`); what is there stays."""
    paden = (data / provincie / MAP / str(periode) / f"{hoofdstuk}.md" for hoofdstuk in HOOFDSTUKKEN)
    return {pad: b"schrijver:\ndatum:\nbron:\n---\n" for pad in paden if not pad.exists()}
