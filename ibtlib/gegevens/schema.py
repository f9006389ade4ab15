"""The form of a raw table: its columns, their kind, what they mean, and the words that a column may hold.

One declaration serves three readers: `invoer` checks files against it, `datapakket` writes it as Table Schema, and people
look up here what a column means. The tables themselves are in `provincietabellen`, `landelijke_tabellen` and `bronnen`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Soort = Literal["tekst", "naam", "geheel", "breuk", "procent", "datum", "periode", "gebiedscode"]
"""Kinds of columns; `invoer` has the reader of each."""


@dataclass(frozen=True)
class Veld:
    """One column of a raw table."""

    naam: str  # header in the file
    soort: Soort  # one of `Soort`
    uitleg: str  # Dutch: meaning and unit
    verplicht: bool = True  # False: the cell may be empty (unknown, never 0)
    keuzes: tuple[str, ...] = ()  # when given, the only values allowed
    # minimaal, maximaal: range of a whole number (a taakstelling below 0 is a typing error), or of the length of a text
    minimaal: int | None = None
    maximaal: int | None = None


@dataclass(frozen=True)
class Schema:
    """One raw table."""

    naam: str  # file name without `.csv`
    uitleg: str  # Dutch: what the table holds
    velden: tuple[Veld, ...]  # columns in order
    sleutel: tuple[str, ...]  # columns that together occur once
    # columns that a file may leave out, all of them together; their cells are then empty
    facultatief: tuple[str, ...] = ()

    def __getitem__(self, naam: str) -> Veld:
        return next(v for v in self.velden if v.naam == naam)

    @property
    def kolommen(self) -> list[str]:
        return [v.naam for v in self.velden]

    @property
    def kort(self) -> Schema:
        """The same table without the columns that a file may leave out."""
        return replace(self, velden=tuple(v for v in self.velden if v.naam not in self.facultatief), facultatief=())


# --- words of which a column holds one

GRONDSLAGEN = ("totaalopgave", "taakstelling", "koppelingstekort")
GESPREKSOORTEN = ("toezichtgesprek", "voortgangsgesprek", "contact")
VERSIES = ("oorspronkelijk", "verlaagd")
PRECISIES = ("dag", "maand", "seizoen", "jaar")
BRONSOORTEN = ("provincie", "rijk", "regietafel", "statistiek", "wet", "nieuws", "eigen")
FASEN = ("harde opvangcapaciteit", "harde plancapaciteit", "planvoorraad")  # from most to least certain
IN_GEBRUIK = "in gebruik"  # what exists today; overlaps the phases and is never added to them
ELDERS = {
    "taakstelling per gemeente": "de taakstelling per gemeente staat",
    "resultaten per gemeente": "de opgave en de realisatie per gemeente staan",
    "trede per gemeente": "de beoordeling per gemeente staat",
    "amv per gemeente": "de amv die een gemeente zou huisvesten staan",
    "asielopvang per gemeente": "de opgave asielopvang per gemeente staat",
    "Oekraïne per gemeente": "de opvang van Oekraïense ontheemden per gemeente staat",
    "Oekraïne per provincie": "de opvang van Oekraïense ontheemden per provincie staat",
}
"""What a source can say was published elsewhere, and how a sentence about it begins."""

OPGAVESOORTEN = ("asielopvang", "opvang Oekraïense ontheemden")

# --- columns that stand in many tables

BRON = (
    Veld("bron", "tekst", "id uit bronnen.csv"),
    Veld("vindplaats", "tekst", "paragraaf, tabel of bladzijde in de bron"),
)
GEMEENTECODE = Veld("gemeentecode", "gebiedscode", "CBS-code van de gemeente, bijvoorbeeld GM0344")
GEMEENTE = (GEMEENTECODE, Veld("gemeente", "tekst", "naam"))
PERIODE = Veld("periode", "periode", "half jaar, bijvoorbeeld 2023-2")
TREDE = Veld("trede", "geheel", "trede van de interventieladder", minimaal=1, maximaal=6)


def geheel(
    naam: str, uitleg: str, verplicht: bool = True, minimaal: int | None = 0, maximaal: int | None = None
) -> Veld:
    """A column of whole numbers: persons, places, percents; with `minimaal=None` they may be negative."""
    return Veld(naam, "geheel", uitleg, verplicht, minimaal=minimaal, maximaal=maximaal)


def procent(naam: str) -> Veld:
    """A column with a percentage as a source publishes it."""
    return Veld(naam, "procent", "procenten, met de decimalen die de bron geeft", False, minimaal=0)


def tabel(
    naam: str, uitleg: str, velden: tuple[Veld, ...], sleutel: tuple[str, ...], facultatief: tuple[str, ...] = ()
) -> Schema:
    """A raw table of which every row says where its figures stand."""
    return Schema(naam, uitleg, (*velden, *BRON), sleutel, facultatief)


_EXCELCEL = 32_767  # what stood in a cell as it came in is kept whole
INNAME = Schema(
    "inname",
    "Wat ibt inlezen opmerkte en niet veranderde",
    (
        Veld("tabel", "tekst", "waar de cijfers in staan"),
        Veld("periode", "periode", "waar het bestand over gaat; leeg bij een tabel zonder periode", False),
        Veld(
            "soort",
            "tekst",
            "wat is opgemerkt",
            keuzes=("totaal", "controle", "voorlopig", "onbekend", "ontbreekt"),
        ),
        Veld("gemeentecode", "gebiedscode", "CBS-code, als het over een gemeente gaat", False),
        Veld("gemeente", "tekst", "naam", False),
        Veld("cijfer", "tekst", "de kolom", False),
        Veld("in_bestand", "tekst", "wat er in het bestand staat", False, maximaal=_EXCELCEL),
        Veld(
            "gelezen",
            "tekst",
            "wat ervan gemaakt is, of wat uit de andere cijfers volgt; leeg is onbekend",
            False,
            maximaal=_EXCELCEL,
        ),
        *BRON,
    ),
    ("tabel", "periode", "soort", "gemeente", "cijfer", "vindplaats"),
)
