"""Raw files of one province, checked and put together: everything above this floor starts from `Gegevens`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.basis.fouten import AanvraagFout, InvoerFout, Probleem, bedoelde_u, opsomming
from ibtlib.basis.periode import Periode, reeks
from ibtlib.basis.plaatsen import KADERBESTAND, datamap, provincies
from ibtlib.gegevens.bronnen import Bronnen
from ibtlib.gegevens.correcties import Correctie, regel_van, zoals_gepubliceerd
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.grenzen import Grenzen
from ibtlib.gegevens.invoer import leeg_frame, rijen
from ibtlib.gegevens.lezer import Gedeeld, Lezer
from ibtlib.gegevens.schema import (
    GEMEENTECIJFERS,
    INNAME,
    LANDELIJKE_TABELLEN,
    PROVINCIETABELLEN,
)
from ibtlib.kader.kader import Kaderreeks

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


@dataclass(frozen=True)
class Gegevens:
    """Everything known about one province, validated, with its provenance.

    Immutable: `tabel`, `landelijk` and `gemeentecijfers` give copies, so nobody can change what others see.

    Parameters
    ----------
    provincie : str
        Folder name, as used in commands (`utrecht`).
    code, naam : str
        CBS code and name of the province.
    fictief : bool
        True for the example province; every table, chart and page then says FICTIEF.
    bronnen : Bronnen
        The register of sources.
    gemeentelijst : Gemeentelijst
        Codes, names and the dates between which they hold.
    kaders : Kaderreeks
        The dated policy by which treden are computed.
    bestanden : mapping of str to str
        Every file read, relative to the data folder, with its sha256.
    correcties : tuple of Correctie
        What reads differently here than in its source; already applied, and marked in the `vindplaats` of its row.
    grenzen : Grenzen or None
        Real borders for the map, where the house style of the province names them.
    """

    provincie: str
    code: str
    naam: str
    fictief: bool
    bronnen: Bronnen
    gemeentelijst: Gemeentelijst
    kaders: Kaderreeks
    bestanden: Mapping[str, str]
    correcties: tuple[Correctie, ...]
    _gemeentecijfers: pd.DataFrame = field(repr=False)
    _tussenstanden: pd.DataFrame = field(repr=False)
    _provincie: Mapping[str, pd.DataFrame] = field(repr=False)
    _landelijk: Mapping[str, pd.DataFrame] = field(repr=False)
    grenzen: Grenzen | None = field(default=None, repr=False)
    _inname: pd.DataFrame | None = field(default=None, repr=False)

    def tabel(self, naam: str) -> pd.DataFrame:
        """A copy of a table of this province; empty with the right columns when it was not published."""
        return self._provincie[naam].reset_index(drop=True)

    def landelijk(self, naam: str) -> pd.DataFrame:
        """A copy of a national table."""
        return self._landelijk[naam].reset_index(drop=True)

    def tabellen(self) -> list[pd.DataFrame]:
        """A copy of every table of this province and every national one."""
        return [*map(self.tabel, self._provincie), *map(self.landelijk, self._landelijk)]

    @property
    def gemeentecijfers(self) -> pd.DataFrame:
        """A copy of the figures per gemeente: `periode` and the columns of contract 4.2; empty when there are none."""
        return self._gemeentecijfers.reset_index(drop=True)

    def gepubliceerd(self, naam: str) -> pd.DataFrame:
        """A copy of a table of this province (or `gemeentecijfers`) as the sources have it: without corrections."""
        per_gemeente = naam == "gemeentecijfers"
        eigen: dict[tuple[Any, ...], list[Correctie]] = {}
        for c in self.correcties:
            map_, _, periode = c.tabel.rpartition("/")
            if per_gemeente and map_ == "gemeenten":
                eigen.setdefault((periode, *c.sleutel), []).append(c)
            elif c.tabel == naam:
                eigen.setdefault(c.sleutel, []).append(c)
        if per_gemeente:
            return zoals_gepubliceerd(self.gemeentecijfers, ("periode", *GEMEENTECIJFERS.sleutel), eigen)
        schema = next(s for s in PROVINCIETABELLEN if s.naam == naam)
        return zoals_gepubliceerd(self.tabel(naam), schema.sleutel, eigen)

    def plaats(self, tabel: str, sleutel: tuple[Any, ...]) -> tuple[str, int]:
        """File and line of a row, for messages to whoever mends it.

        Parameters
        ----------
        tabel : str
            `standen`, `landelijk/inwoners`, or `gemeenten/2024-1`.
        sleutel : tuple
            Values of its key columns.

        Returns
        -------
        tuple of str and int
            Path within the data folder and line; 0 when the row is not there.
        """
        map_, _, naam = tabel.rpartition("/")
        if map_ == "gemeenten":
            frame, schema = self._gemeentecijfers, GEMEENTECIJFERS
            frame = frame[frame["periode"] == naam]
            gelezen = [b for b in self.bestanden if b.startswith(f"{self.provincie}/gemeenten/")]
            pad = next((b for b in gelezen if str(Periode.lees(Path(b).stem)) == naam), f"{self.provincie}/{tabel}.csv")
        else:
            frame = (self._landelijk if map_ else self._provincie)[naam]
            schema = next(s for s in (LANDELIJKE_TABELLEN if map_ else PROVINCIETABELLEN) if s.naam == naam)
            pad = f"{map_ or self.provincie}/{naam}.csv"
        return pad, regel_van(frame, schema.sleutel, sleutel) or 0

    @property
    def tussenstanden(self) -> pd.DataFrame:
        """A copy of the interim figures per gemeente: `datum` and the columns of `schema.TUSSENSTANDCIJFERS`."""
        return self._tussenstanden.reset_index(drop=True)

    @property
    def inname(self) -> pd.DataFrame:
        """A copy of what `ibt inlezen` noticed and did not change: the columns of `schema.INNAME`."""
        return leeg_frame(INNAME) if self._inname is None else self._inname.reset_index(drop=True)

    @property
    def perioden(self) -> list[Periode]:
        """Perioden about which enough is known to report: the opgave, the treden, or figures per gemeente."""
        return list(self._perioden)

    @cached_property
    def _perioden(self) -> tuple[Periode, ...]:
        bekend = {
            *(p for p, alle in self.resultaatrijen.items() if any(r["totaalopgave"] is not None for r in alle)),
            *self._provincie["beoordelingen"]["periode"],
            *self._gemeentecijfers["periode"],
        }
        return tuple(sorted(Periode.lees(p) for p in bekend))

    @cached_property
    def resultaatrijen(self) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """The rows of `resultaten` per periode; asked for so often that they are taken from the table once."""
        per_periode: dict[str, tuple[Mapping[str, Any], ...]] = {}
        for rij in rijen(self._provincie["resultaten"]):
            per_periode[rij["periode"]] = (*per_periode.get(rij["periode"], ()), MappingProxyType(rij))
        return MappingProxyType(per_periode)

    def afgeleid(self, functie: Callable[[Gegevens], Mapping[str, T]]) -> Mapping[str, T]:
        """What a function makes of these data, part by part; worked out once, because they never change.

        A document that asks for a part is made again when that part changes, whatever rows it came from (see
        `uitvoering.lezing`, which has to know the function).
        """
        if functie not in self._afgeleid:
            self._afgeleid[functie] = MappingProxyType(functie(self))
        waarde: Mapping[str, T] = self._afgeleid[functie]
        return waarde

    @cached_property
    def _afgeleid(self) -> dict[Callable[[Gegevens], Any], Mapping[str, Any]]:
        return {}

    def periode(self, tekst: str) -> Periode:
        """The periode asked for, when there is enough to report on it.

        Raises
        ------
        AanvraagFout
            When it is no periode, or nothing is known about it.
        """
        periode = Periode.lees(tekst)
        if periode not in self.perioden:
            bekend = opsomming(str(p) for p in self.perioden)
            wel = f"Wel over {bekend}. " if self.perioden else ""
            keuze = " of kies een van deze perioden" if self.perioden else ""
            raise AanvraagFout(
                f"Over periode {periode} van {self.naam} zijn geen totaalopgave, treden of gemeentecijfers bekend. "
                f"{wel}Voeg de cijfers toe in data/raw/{self.provincie}{keuze}."
            )
        return periode

    def reeks(self, tot_en_met: Periode | None = None) -> list[Periode]:
        """All half-years from the first published figure on, gaps included; empty when there is none."""
        alle = {*self._perioden, *(Periode.lees(p) for p in self.resultaatrijen)}
        return reeks(min(alle), tot_en_met or max(alle)) if alle else []


def laad(provincie: str, data: Path | str | None = None, kader: Path | str | None = None) -> Gegevens:
    """Read and check everything of one province.

    Parameters
    ----------
    provincie : str
        Folder name under the data folder, such as `utrecht`.
    data : path, optional
        The folder with raw data; see `datamap` for the default.
    kader : path, optional
        A kader file that replaces the shipped ones.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    InvoerFout
        With every problem of every file.

    Examples
    --------
    >>> laad("utrecht").naam
    'Utrecht'
    """
    return _laad(provincie, Path(data) if data else datamap(), kader, {})


def laad_alle(namen: Iterable[str], data: Path) -> tuple[list[Gegevens], dict[Path, list[Probleem]]]:
    """Read and check several provinces; what they share is read once.

    Returns
    -------
    list of Gegevens, and mapping of path to problems
        The provinces that are valid, and every problem of every file, told once.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    """
    geladen: list[Gegevens] = []
    problemen: dict[Path, list[Probleem]] = {}
    gedeeld: Gedeeld = {}
    for naam in namen:
        try:
            geladen.append(_laad(naam, data, None, gedeeld))
        except InvoerFout as fout:
            problemen |= fout.problemen
    return geladen, problemen


def _laad(provincie: str, map_: Path, kader: Path | str | None, gedeeld: Gedeeld) -> Gegevens:
    _controleer_provincie(provincie, map_)
    lezer = Lezer(map_, provincie, gedeeld)
    bronnen = lezer.bronnen()
    lezer.controleer_originelen(bronnen, provincie)
    landelijk = {s.naam: lezer.tabel(f"landelijk/{s.naam}.csv", s) for s in LANDELIJKE_TABELLEN}
    eigen = {s.naam: lezer.tabel(f"{provincie}/{s.naam}.csv", s) for s in PROVINCIETABELLEN}
    cijfers = lezer.gemeentecijfers(provincie)
    tussenstanden = lezer.tussenstanden(provincie)
    inname = lezer.inname(provincie)
    lezer.controleer_correcties()
    lezer.controleer_bronnen(bronnen)
    lezer.controleer_tellingen(map_ / provincie / "tellingen.csv")
    lijst = Gemeentelijst(eigen["gemeentelijst"])
    lezer.meld(map_ / provincie / "gemeentelijst.csv", lijst.problemen())
    lezer.controleer_gemeenten(provincie, lijst, eigen, cijfers)
    kaderbestand = kader or os.environ.get(KADERBESTAND)
    kaders = lezer.kaders(provincie, Path(kaderbestand) if kaderbestand else None)
    grenzen = lezer.grenzen(provincie, lijst)
    lezer.klaar()
    (rij,) = eigen["provincie"].to_dict("records")
    return Gegevens(
        provincie=provincie,
        code=rij["provinciecode"],
        naam=rij["naam"],
        fictief=rij["fictief"] == "ja",
        bronnen=bronnen,
        gemeentelijst=lijst,
        kaders=kaders,
        bestanden=MappingProxyType(dict(sorted(lezer.hashes.items()))),
        correcties=tuple(sorted(lezer.correcties.toegepast, key=lambda c: c.nummer)),
        _gemeentecijfers=cijfers,
        _tussenstanden=tussenstanden,
        _provincie=MappingProxyType(eigen),
        _landelijk=MappingProxyType(landelijk),
        grenzen=grenzen,
        _inname=inname,
    )


@dataclass(frozen=True)
class Register:
    """What is needed to take in new figures.

    Parameters
    ----------
    data : Path
        The folder with raw data.
    provincie, code, naam : str
        Folder name of the province, its CBS code and its name.
    bronnen : Bronnen
    gemeentelijst : Gemeentelijst
        Of the province.
    land : DataFrame
        The table `landelijk/gemeenten`; empty when it is not there.
    """

    data: Path
    provincie: str
    code: str
    naam: str
    bronnen: Bronnen
    gemeentelijst: Gemeentelijst
    land: pd.DataFrame = field(repr=False)


def laad_register(provincie: str, data: Path | str | None = None) -> Register:
    """Read what is needed to take in new figures: the sources, the gemeenten of the province and those of the country.

    It does not read the figures that are there already, so that a mistake in those can be mended by reading them anew.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    InvoerFout
        When one of these files is missing or invalid.
    """
    map_ = Path(data) if data else datamap()
    _controleer_provincie(provincie, map_)
    lezer = Lezer(map_, provincie, {})
    bronnen = lezer.bronnen()
    schemas = {s.naam: s for s in (*PROVINCIETABELLEN, *LANDELIJKE_TABELLEN)}
    lijst = Gemeentelijst(lezer.tabel(f"{provincie}/gemeentelijst.csv", schemas["gemeentelijst"]))
    lezer.meld(map_ / provincie / "gemeentelijst.csv", lijst.problemen())
    zelf = lezer.tabel(f"{provincie}/provincie.csv", schemas["provincie"])
    land = lezer.tabel("landelijk/gemeenten.csv", schemas["gemeenten"])
    lezer.klaar()
    rij = next(iter(zelf.to_dict("records")), {"provinciecode": "", "naam": provincie})
    return Register(map_, provincie, rij["provinciecode"], rij["naam"], bronnen, lijst, land)


def _controleer_provincie(provincie: str, map_: Path) -> None:
    bekend = provincies(map_)
    if provincie not in bekend:
        raise AanvraagFout(
            f"Provincie '{provincie}' is er niet. Bekend: {opsomming(bekend)}.{bedoelde_u(provincie, bekend)}"
        )
