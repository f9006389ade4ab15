"""The register of sources: what an id means to a reader, whether it is official, and how one is added or changed.

One is written under the lock of the folder, after reading again, and only its row.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout, InvoerFout, Probleem, bedoelde_u, leesbaar
from ibtlib.gegevens.invoer import lees_cel, lees_tabel
from ibtlib.gegevens.schema import BRONSOORTEN, Schema, Veld
from ibtlib.gegevens.tabelbestand import bijgewerkt

BRONNEN = Schema(
    "bronnen",
    "Elke bron waaruit een cijfer komt",
    (
        Veld("id", "tekst", "korte naam waarmee andere tabellen verwijzen"),
        Veld("titel", "tekst", "titel van het document"),
        Veld("uitgever", "tekst", "wie het publiceerde"),
        Veld("datum", "datum", "datum van publicatie", verplicht=False),
        Veld("kenmerk", "tekst", "documentnummer of kenmerk", verplicht=False),
        Veld("url", "tekst", "adres", verplicht=False),
        Veld("soort", "tekst", "officieel of niet", keuzes=BRONSOORTEN),
        Veld("bestand", "tekst", "bewaard origineel, plaats in de map met ruwe gegevens", verplicht=False),
        Veld("sha256", "tekst", "vingerafdruk van dat origineel", verplicht=False),
        Veld(
            "bekend_vanaf",
            "datum",
            "als de datum niet vermeld is: de vroegste dag die uit de inhoud volgt; zonder beide geldt de bron als altijd bekend",
            verplicht=False,
        ),
    ),
    ("id",),
    facultatief=("bekend_vanaf",),
)

Herkomst = tuple[str, str]
"""Where a figure stands: the id of its source in `bronnen.csv`, and the place in it."""

BESCHRIJVING = ("titel", "uitgever", "soort", "datum", "kenmerk", "url")  # of a source, in words of the command
ORIGINELEN = "originelen"  # folder of a province with the files as they were handed over
_ORIGINEEL = re.compile(rf"[^/\\.][^/\\]*/{ORIGINELEN}/[^/\\.][^/\\]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Bron:
    """One source document."""

    # id, titel, uitgever, soort: as in `bronnen.csv`; `soort` is one of `schema.BRONSOORTEN`
    id: str
    titel: str
    uitgever: str
    datum: dt.date | None  # date of publication, where known
    # kenmerk, url: reference and address, where known
    kenmerk: str | None
    url: str | None
    soort: str
    # bestand, sha256: The original that `ibt inlezen` kept, as a path in the folder with raw data, and the hash of
    # it
    bestand: str | None = None
    sha256: str | None = None
    bekend_vanaf: dt.date | None = None  # of a source without date: the first day that its contents allow

    def is_bekend_op(self, dag: dt.date) -> bool:
        """Whether it was there on a day; a source of which nothing says when it came counts as always there.

        >>> brief = Bron("b", "Brief", "Rijk", dt.date(2023, 5, 16), None, None, "rijk")
        >>> brief.is_bekend_op(dt.date(2023, 5, 15)), brief.is_bekend_op(dt.date(2023, 5, 16))
        (False, True)
        """
        begin = self.datum or self.bekend_vanaf
        return begin is None or begin <= dag

    @property
    def kort(self) -> str:
        """As it stands under a table: the title; of news the publisher (its vindplaats says that it is news)."""
        return self.uitgever if self.soort == "nieuws" else self.titel


class Bronnen(dict[str, Bron]):
    """All sources by id; asking for one that is not there is an error of the data, found at load."""

    def controleer(self, verwijzingen: Iterable[tuple[int, str]]) -> list[Probleem]:
        """A problem for each (line, id) that refers to a source that is not in the register."""
        return [
            Probleem(regel, "bron", f"'{id_}' staat niet in bronnen.csv.{bedoelde_u(id_, self)} Voeg de bron daar toe")
            for regel, id_ in verwijzingen
            if id_ not in self
        ]


def herkomst(*rijen: Mapping[str, Any] | None) -> tuple[Herkomst, ...]:
    """Where rows of tables stand; one that is not there, or names no source, stands nowhere.

    >>> herkomst({"bron": "rapportage-2023-2", "vindplaats": "tabel 1"}, {"bron": None, "vindplaats": None}, None)
    (('rapportage-2023-2', 'tabel 1'),)
    """
    return tuple((r["bron"], r["vindplaats"] or "") for r in rijen if r and r.get("bron"))


SAMEN = " | "  # between places, in the columns of a frame


def als_kolommen(plaatsen: Iterable[Herkomst]) -> dict[str, str | None]:
    """Where the figures of one row of a frame stand, as its columns `bron` and `vindplaats`.

    Where they stand in several places, those are separated by `|` in both, in the same order.

    >>> als_kolommen([("a", "tabel 1"), ("b", "§2"), ("a", "tabel 1")])
    {'bron': 'a | b', 'vindplaats': 'tabel 1 | §2'}
    >>> als_kolommen([])
    {'bron': None, 'vindplaats': None}
    """
    elk = list(dict.fromkeys(plaatsen))
    if not elk:
        return {"bron": None, "vindplaats": None}
    return {"bron": SAMEN.join(b for b, _ in elk), "vindplaats": SAMEN.join(v for _, v in elk)}


def uit_kolommen(bron: str, vindplaats: str) -> tuple[Herkomst, ...]:
    """The places that `als_kolommen` wrote into the columns of a row.

    >>> uit_kolommen("a | b", "tabel 1 | §2")
    (('a', 'tabel 1'), ('b', '§2'))
    """
    return tuple(zip(bron.split(SAMEN), vindplaats.split(SAMEN), strict=True))


def laad_bronnen(pad: Path, ruw: bytes | None = None) -> Bronnen:
    """Read `data/raw/bronnen.csv`, or what stood in it when it was read already.

    Raises
    ------
    InvoerFout
        When the file is missing or invalid.
    """
    frame = lees_tabel(pad, BRONNEN, ruw)
    bronnen = Bronnen({rij["id"]: Bron(**rij) for rij in frame.to_dict("records")})
    fout = [
        Probleem(regel, kolom, wat)
        for regel, bron in zip(frame.index, bronnen.values(), strict=True)
        for kolom, wat in mis_in_bron(bron)
    ]
    if fout:
        raise InvoerFout({pad: fout})
    return bronnen


def mis_in_bron(bron: Bron) -> Iterator[tuple[str, str]]:
    """The columns of a source that are wrong, and what is."""
    if bron.url and not bron.url.startswith(("https://", "http://")):
        yield "url", f"'{bron.url}' is geen webadres; begin met https://"
    if bron.bestand and not _ORIGINEEL.fullmatch(bron.bestand):
        yield "bestand", f"'{bron.bestand}' is geen origineel; verwacht provincie/{ORIGINELEN}/naam"
    if bron.sha256 and not _SHA256.fullmatch(bron.sha256):
        yield "sha256", f"'{bron.sha256}' is geen sha256; dat zijn 64 tekens, 0-9 en a-f"
    if bool(bron.bestand) != bool(bron.sha256):
        yield "bestand", "een origineel en zijn sha256 staan er allebei, of geen van beide"


def voeg_bron_toe(data: Path, id_: str, beschrijving: Mapping[str, str]) -> Bron:
    """Add a source to `bronnen.csv` (`ibt bron`).

    Raises
    ------
    AanvraagFout
        When it is there already, or the description is not complete.
    """
    with beheer(data) as ruimte:
        pad = data / "bronnen.csv"
        bronnen = laad_bronnen(pad)
        if id_ in bronnen:
            raise AanvraagFout(f"Bron '{id_}' staat al in bronnen.csv: {bronnen[id_].titel}. Er is niets geschreven.")
        bron = met_nieuwe_bron(bronnen, id_, beschrijving)
        ruimte.schrijf({pad: met_bron(pad.read_bytes(), bron)})
    return bron


def met_nieuwe_bron(bronnen: Bronnen, id_: str, beschrijving: Mapping[str, str]) -> Bron:
    """A source that is not in the register, from what the command says of it.

    Raises
    ------
    AanvraagFout
        With all that is missing or wrong.
    """
    weg = [n for n in ("titel", "uitgever", "soort") if not beschrijving.get(n)]
    if weg:
        raise AanvraagFout(
            f"Bron '{leesbaar(id_)}' staat niet in bronnen.csv.{bedoelde_u(id_, bronnen)} Is het een nieuwe bron, "
            f'zet dan bij de opdracht: --titel "Titel van het document" --uitgever "Wie het maakte" --soort '
            f"{'|'.join(BRONSOORTEN)}, en als u die weet --datum 2024-12-31 en --kenmerk. Er is niets geschreven."
        )
    problemen, waarden = [], {}
    for veld in BRONNEN.velden:
        try:
            waarden[veld.naam] = lees_cel({"id": id_, **beschrijving}.get(veld.naam, ""), veld)
        except ValueError as fout:
            problemen.append(f"Bij --{'bron' if veld.naam == 'id' else veld.naam}: {leesbaar(str(fout))}.")
    if not problemen:
        bron = Bron(**waarden)
        problemen = [f"Bij --{kolom}: {wat}." for kolom, wat in mis_in_bron(bron)]
    if problemen:
        raise AanvraagFout("\n".join([*problemen, "Er is niets geschreven."]))
    return bron


def met_bron(ruw: bytes, bron: Bron) -> bytes:
    """The register with the row of one source added or changed; the others stay byte for byte."""
    return bijgewerkt(ruw, BRONNEN, [{n: getattr(bron, n) for n in BRONNEN.kolommen}])
