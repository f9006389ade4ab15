"""What a file is read into: which table, which of its columns a file has to give, and the words people use for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ibtlib.basis.fouten import AanvraagFout, aantal, bedoelde_u, opsomming
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN, TUSSENSTANDCIJFERS
from ibtlib.gegevens.schema import Schema

HERKOMST = ("bron", "vindplaats")
CONTROLE = ("totaalopgave", "achterstand_eind")  # follow from the other figures: checked, not taken over
GETALLEN = ("geheel", "breuk", "procent")
_NIET = ("provincie", "correcties", "bekend")  # decisions of somebody, not figures from a file
_EXTRA = {
    "gemeentecode": (
        "code", "cbs code", "cbscode", "gm code", "gmcode", "code gemeente", "gemeentenummer", "cbs nummer", "statcode", "regiocode",
    ),
    "gemeente": ("gemeenten", "gemeentenaam", "naam gemeente", "naam", "naam van de gemeente", "statnaam", "regio s", "regios"),
    "taakstelling": ("taakstelling vergunninghouders", "halfjaartaakstelling"),
    "achterstand_begin": (
        "achterstand", "beginachterstand", "achterstand vorige periode", "achterstand vorige perioden",
        "achterstand uit vorige periode", "achterstand uit vorige perioden", "achterstand begin periode", "beginstand",
        "achterstand aan het begin", "voorsprong",
    ),
    "realisatie": (
        "gerealiseerd", "gehuisvest", "aantal gehuisvest", "aantal gerealiseerd", "gehuisveste vergunninghouders",
        "gerealiseerde huisvesting", "huisvesting", "gehuisveste personen", "totaal gehuisvest", "totaal gerealiseerd",
    ),
    "gekoppeld": (
        "aantal gekoppeld", "koppelingen", "aantal koppelingen", "tijdig gekoppeld", "gekoppelde vergunninghouders",
        "gekoppeld op koppelpeildatum",
    ),
    "trede_vorig": ("vorige trede", "trede vorige periode"),
    "trede": ("vastgestelde trede", "trede vastgesteld", "trede interventieladder"),
    "periode": ("half jaar", "halfjaar"),
    "provincie": ("provincienaam", "provincie naam", "naam provincie", "provinciecode", "pv code"),
    "totaalopgave": ("totale opgave", "totaal opgave"),
    "achterstand_eind": ("eindachterstand", "eindstand", "achterstand einde", "achterstand einde periode", "nieuwe achterstand"),
    "toelichting": ("opmerking", "opmerkingen", "bijzonderheden", "noot", "noten"),
    "datum": ("peildatum", "stand op", "stand per", "datum stand"),
    "peildatum": ("datum", "stand op", "stand per"),
    "jaar": ("kalenderjaar",),
    "anders": ("regio", "nr", "volgnummer", "inwoners", "aantal inwoners", "coa regio", "koppelingstekort"),
    "realisatie_pct_taakstelling": (
        "pct realisatie taakstelling", "realisatie in pct van de taakstelling", "pct van de taakstelling", "realisatie pct van taakstelling",
    ),
    "realisatie_pct_totaalopgave": (
        "pct realisatie totaalopgave", "realisatie in pct van de totaalopgave", "pct van de totaalopgave", "realisatie pct van totaalopgave",
    ),
    "opgave": ("aantal plekken opgave", "opgave plekken"),
    "gerealiseerd": ("realisatie", "plekken gerealiseerd", "in gebruik"),
    "waarvan_amv": ("amv", "waarvan amv plekken", "amv plekken"),
    "gemeenten": ("aantal gemeenten",),
    "achterstand": ("stand", "achterstand voorsprong", "voorsprong achterstand"),
}  # fmt: skip
WEG = {
    "trede": "de trede van deze periode hoort in beoordelingen.csv",
    "toelichting": "tekst",
    "provincie": "om de rijen van andere provincies te herkennen",
    "datum": "om rijen te kiezen",
    "anders": "hoort niet in deze tabel",
}


@dataclass(frozen=True)
class Doeltabel:
    """A table that figures are read into."""

    naam: str  # as `--tabel` names it
    schema: Schema
    kern: tuple[str, ...]  # fields of which the absence is always a question
    # fields that a numeric column may be; while one is missing, a column that nobody understood is a question
    ook: tuple[str, ...] = ()
    map: str = ""  # for a table of one file per periode or day: the folder; empty for one file

    @cached_property
    def velden(self) -> tuple[str, ...]:
        """The fields that are read from a cell, without the gemeente and without the source."""
        return tuple(n for n in self.schema.kolommen if n not in (*HERKOMST, "gemeentecode", "gemeente"))

    @cached_property
    def cijfers(self) -> tuple[str, ...]:
        """The fields of which a row has to say one; a row without any is a note."""
        telbaar = tuple(n for n in self.velden if self.schema[n].soort in GETALLEN and n not in self.schema.sleutel)
        return telbaar or tuple(n for n in self.velden if n not in self.schema.sleutel) or self.velden

    @cached_property
    def optelbaar(self) -> tuple[str, ...]:
        """The fields of which a total says something."""
        return tuple(n for n in self.cijfers if self.schema[n].soort == "geheel" and not n.startswith("trede"))

    @property
    def per_gemeente(self) -> bool:
        return "gemeentecode" in self.schema.kolommen

    def aantal(self, n: int) -> str:
        """So many rows, by what they are about."""
        return aantal(n, "gemeente", "gemeenten") if self.per_gemeente else aantal(n, "rij", "rijen")

    @cached_property
    def gebruikt(self) -> tuple[str, ...]:
        """Every field that `--kolom` can name."""
        eerst = ("gemeentecode", "gemeente") if self.per_gemeente else ()
        return tuple(dict.fromkeys((*eerst, *self.velden, "periode", "jaar", "provincie", "datum", *HERKOMST)))

    @cached_property
    def controle(self) -> tuple[str, ...]:
        return tuple(n for n in CONTROLE if self.schema is GEMEENTECIJFERS)

    @cached_property
    def woorden(self) -> dict[str, str]:
        """Header (as `kolommen.kaal` leaves it) to field; to a reason of `WEG` where it is left out."""
        uit: dict[str, str] = {}
        bekend = [*(n for n in _EXTRA if n not in self.gebruikt), *reversed(self.gebruikt)]
        for naam in bekend:
            uit |= dict.fromkeys((naam.replace("_", " "), *_EXTRA.get(naam, ())), naam)
        return {w: v for w, v in uit.items() if v in (*self.gebruikt, *self.controle, *WEG)}


GEMEENTEN = Doeltabel(
    "gemeenten", GEMEENTECIJFERS, ("taakstelling", "achterstand_begin", "realisatie"), ("gekoppeld",), "gemeenten"
)
STANDEN_VAN_DE_DAG = Doeltabel("tussenstanden", TUSSENSTANDCIJFERS, ("realisatie",), ("gekoppeld",), "tussenstanden")


def doeltabel(naam: str) -> Doeltabel:
    """The table that `--tabel` names.

    Raises
    ------
    AanvraagFout
        When there is no such table.

    Examples
    --------
    >>> doeltabel("beoordelingen").kern
    ('trede',)
    """
    if naam == GEMEENTEN.naam:
        return GEMEENTEN
    schemas = {s.naam: s for s in PROVINCIETABELLEN if s.naam not in _NIET}
    if naam not in schemas:
        bekend = [GEMEENTEN.naam, *schemas]
        raise AanvraagFout(f"Tabel '{naam}' bestaat niet; kies {opsomming(bekend, 'of')}.{bedoelde_u(naam, bekend)}")
    schema = schemas[naam]
    niet = (*HERKOMST, "gemeentecode", "gemeente", "periode")
    return Doeltabel(naam, schema, tuple(v.naam for v in schema.velden if v.verplicht and v.naam not in niet))
