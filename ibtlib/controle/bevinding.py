"""What a finding is: something that does not add up, or a question; with its figures, where they stand, and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ibtlib.basis.periode import datum_voluit

LANDELIJK = "landelijk"
FOUT, VERSCHIL, VRAAG = "fout", "verschil", "vraag"  # refused at load; figures that disagree; worth a look
ERNST = (FOUT, VERSCHIL, VRAAG)
MEERVOUD = {FOUT: "fouten", VERSCHIL: "verschillen", VRAAG: "vragen"}

Rijadres = tuple[str, tuple[Any, ...]]  # table and key of a row, as `Gegevens.plaats` takes them


@dataclass(frozen=True)
class Plek:
    """A figure and where it stands; without a source it was computed, and `vindplaats` is the formula.

    `rij` is the row in the raw data that holds it, where there is one.
    """

    waarde: str
    bron: str
    vindplaats: str
    rij: Rijadres | None = field(default=None, compare=False)

    @classmethod
    def in_rij(cls, waarde: str, rij: Mapping[str, Any], tabel: str, *sleutel: Any) -> Plek:
        """A figure in a row of a table, of which the key is given."""
        return cls(waarde, rij["bron"], rij["vindplaats"], (tabel, sleutel))


@dataclass(frozen=True)
class Bekend:
    """Who explained a finding, and how: a row of `bekend.csv`."""

    toelichting: str
    door: str
    datum: dt.date | None
    bron: str | None
    vindplaats: str | None

    @property
    def zin(self) -> str:
        """As it stands behind the finding in a report."""
        wie = f"{self.door}, {datum_voluit(self.datum)}" if self.datum else self.door
        return f"Bekend: {self.toelichting.rstrip('.')} ({wie})."


@dataclass(frozen=True)
class Bevinding:
    """One thing that does not add up, or that is worth a question."""

    id: str  # stable name: kind and subject (`eindstand-2023-1`)
    ernst: str  # `verschil` (between sources, or with its own parts), `vraag`, or `fout` (invalid: never loaded)
    onderwerp: str  # what it is about, a few words
    wat: str  # one Dutch sentence with the figures
    plekken: tuple[Plek, ...]  # all figures involved
    perioden: tuple[str, ...]  # perioden whose report shows it; empty for opvang
    gebied: str  # province name in commands, or `landelijk`
    advies: str = ""  # one Dutch sentence: what to do
    bekend: Bekend | None = None  # the explanation, when somebody gave one
