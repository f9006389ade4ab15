"""What the files of one province say, as plain values: the ground that `Gegevens` stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ibtlib.basis.periode import Periode
from ibtlib.gegevens.bronnen import Bronnen
from ibtlib.gegevens.correcties import Correctie, regels_van
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.grenzen import Grenzen
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.lezer import SCHEMAS, Lezer
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN
from ibtlib.gegevens.teksten import Teksten
from ibtlib.kader.kader import Kaderreeks

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd


_VAST = ("provincie", "gemeentelijst", "tegelkaart", "correcties", "bekend", "publicaties", "gemeenten")


@dataclass(frozen=True)
class Inhoud:
    """What the files of a province say, checked. Only `Gegevens` gives it out, because it notes what is asked for.

    `eigen` and `landelijk` hold the tables of the province and the national ones by name.
    """

    provincie: str
    bronnen: Bronnen
    gemeentelijst: Gemeentelijst
    kaders: Kaderreeks
    bestanden: Mapping[str, str]
    correcties: tuple[Correctie, ...]
    gemeentecijfers: pd.DataFrame
    tussenstanden: pd.DataFrame
    eigen: Mapping[str, pd.DataFrame]
    landelijk: Mapping[str, pd.DataFrame]
    grenzen: Grenzen | None
    inname: pd.DataFrame
    teksten: Teksten = field(default_factory=dict)

    def bekend_op(self, dag: dt.date) -> Inhoud:
        """The same without the rows of sources that were not there yet; what a province consists of stays.

        Inhabitants are a count: nobody knows them before their own day, also where their source has no date.
        """
        later = {b.id for b in self.bronnen.values() if not b.is_bekend_op(dag)}

        def zonder(frames: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
            return MappingProxyType(
                {naam: f[~f["bron"].isin(later)] if naam not in _VAST else f for naam, f in frames.items()}
            )

        landelijk = dict(zonder(self.landelijk))
        if "inwoners" in landelijk:
            landelijk["inwoners"] = landelijk["inwoners"][[d <= dag for d in landelijk["inwoners"]["datum"]]]
        return replace(
            self,
            gemeentecijfers=self.gemeentecijfers[~self.gemeentecijfers["bron"].isin(later)],
            tussenstanden=self.tussenstanden[~self.tussenstanden["bron"].isin(later)],
            eigen=zonder(self.eigen),
            landelijk=MappingProxyType(landelijk),
        )

    @cached_property
    def zelf(self) -> Mapping[str, Any]:
        """The one row about the province itself."""
        (rij,) = self.eigen["provincie"].to_dict("records")
        return MappingProxyType(rij)

    @cached_property
    def resultaatrijen(self) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """The rows of `resultaten` per periode; asked for so often that they are taken from the table once."""
        return self._per("resultaten", "periode")

    @cached_property
    def standrijen(self) -> Mapping[dt.date, tuple[Mapping[str, Any], ...]]:
        """The rows of `standen` per peildatum."""
        return self._per("standen", "peildatum")

    def _per(self, tabel: str, kolom: str) -> Mapping[Any, tuple[Mapping[str, Any], ...]]:
        uit: dict[Any, list[Mapping[str, Any]]] = {}
        for rij in rijen(self.eigen[tabel]):
            uit.setdefault(rij[kolom], []).append(MappingProxyType(rij))
        return MappingProxyType({waarde: tuple(lijst) for waarde, lijst in uit.items()})

    @cached_property
    def _regels(self) -> dict[str, dict[tuple[Any, ...], int]]:
        """Of each table that was asked for, the line of each row by its key."""
        return {}

    def plaats(self, tabel: str, sleutel: tuple[Any, ...]) -> tuple[str, int]:
        """File and line of a row, as `Gegevens.plaats` gives them."""
        map_, _, naam = tabel.rpartition("/")
        if map_ == "gemeenten":
            frame, schema = self.gemeentecijfers, GEMEENTECIJFERS
            frame = frame[frame["periode"] == naam]
            gelezen = [b for b in self.bestanden if b.startswith(f"{self.provincie}/gemeenten/")]
            pad = next((b for b in gelezen if str(Periode.lees(Path(b).stem)) == naam), f"{self.provincie}/{tabel}.csv")
        else:
            frame, schema = (self.landelijk if map_ else self.eigen)[naam], SCHEMAS[naam]
            pad = f"{map_ or self.provincie}/{naam}.csv"
        if tabel not in self._regels:
            self._regels[tabel] = regels_van(frame, schema.sleutel)
        return pad, self._regels[tabel].get(sleutel, 0)

    @cached_property
    def perioden(self) -> tuple[Periode, ...]:
        """Perioden with an opgave, treden or figures per gemeente."""
        bekend = {
            *(p for p, alle in self.resultaatrijen.items() if any(r["totaalopgave"] is not None for r in alle)),
            *self.eigen["beoordelingen"]["periode"],
            *self.gemeentecijfers["periode"],
        }
        return tuple(sorted(Periode.lees(p) for p in bekend))


def lees_inhoud(lezer: Lezer, kaderbestand: Path | None) -> Inhoud:
    """Read every file of a province and hold them against each other.

    Raises
    ------
    InvoerFout
        With every problem of every file.
    """
    lezer.controleer_mappen()
    bronnen = lezer.bronnen()
    lezer.controleer_originelen(bronnen)
    landelijk = {s.naam: lezer.tabel(f"landelijk/{s.naam}.csv", s) for s in LANDELIJKE_TABELLEN}
    eigen = {s.naam: lezer.tabel(f"{lezer.provincie}/{s.naam}.csv", s) for s in PROVINCIETABELLEN}
    gemeentecijfers, tussenstanden, inname = lezer.gemeentecijfers(), lezer.tussenstanden(), lezer.inname()
    teksten = lezer.teksten(bronnen)
    lezer.controleer_correcties()
    lezer.controleer_bronnen(bronnen)
    lezer.controleer_rijen()
    lijst = lezer.gemeentelijst()
    lezer.controleer_gemeenten(lijst)
    lezer.controleer_tegels(lijst)
    kaders = lezer.kaders(kaderbestand)
    grenzen = lezer.grenzen(lijst)
    lezer.klaar()
    return Inhoud(
        provincie=lezer.provincie,
        bronnen=bronnen,
        gemeentelijst=lijst,
        kaders=kaders,
        bestanden=MappingProxyType(dict(sorted(lezer.hashes.items()))),
        correcties=tuple(sorted(lezer.correcties.toegepast, key=lambda c: c.nummer)),
        gemeentecijfers=gemeentecijfers,
        tussenstanden=tussenstanden,
        eigen=MappingProxyType(eigen),
        landelijk=MappingProxyType(landelijk),
        grenzen=grenzen,
        inname=inname,
        teksten=MappingProxyType(teksten),
    )
