"""The register of sources: what an id means to a reader, and whether it is official."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ibtlib.fouten import InvoerFout, Probleem, bedoelde_u
from ibtlib.invoer import lees_tabel
from ibtlib.schema import BRONNEN


@dataclass(frozen=True)
class Bron:
    """One source document.

    Parameters
    ----------
    id, titel, uitgever, soort : str
        As in `bronnen.csv`; `soort` is one of `schema.BRONSOORTEN`.
    datum : date or None
        Date of publication, where known.
    kenmerk, url : str or None
        Reference and address, where known.
    """

    id: str
    titel: str
    uitgever: str
    datum: dt.date | None
    kenmerk: str | None
    url: str | None
    soort: str

    @property
    def officieel(self) -> bool:
        """News and our own work are no official source."""
        return self.soort not in ("nieuws", "eigen")

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


def laad_bronnen(pad: Path) -> Bronnen:
    """Read `data/raw/bronnen.csv`.

    Raises
    ------
    InvoerFout
        When the file is missing or invalid.
    """
    frame = lees_tabel(pad, BRONNEN)
    bronnen = Bronnen({rij["id"]: Bron(**rij) for rij in frame.to_dict("records")})
    fout = [
        Probleem(regel, "url", f"'{bron.url}' is geen webadres; begin met https://")
        for regel, bron in zip(frame.index, bronnen.values(), strict=True)
        if bron.url and not bron.url.startswith(("https://", "http://"))
    ]
    if fout:
        raise InvoerFout({pad: fout})
    return bronnen
