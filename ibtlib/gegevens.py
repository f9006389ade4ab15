"""Raw files of one province, checked and put together: everything above this floor starts from `Gegevens`."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ibtlib.bronnen import Bronnen, laad_bronnen
from ibtlib.fouten import AanvraagFout, InvoerFout, Probleem, bedoelde_u, opsomming, verzamel
from ibtlib.gemeenten import Gemeentelijst
from ibtlib.invoer import lees_bytes, lees_tabel, rijen
from ibtlib.kader import Kaderreeks
from ibtlib.kaderlezer import KADERMAP, laad_kader, laad_kaders
from ibtlib.periode import Periode, reeks
from ibtlib.plaatsen import KADERBESTAND, datamap, provincies
from ibtlib.schema import GEMEENTECIJFERS, GRONDSLAGEN, LANDELIJKE_TABELLEN, PROVINCIETABELLEN, Schema

if TYPE_CHECKING:
    import pandas as pd


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
    """

    provincie: str
    code: str
    naam: str
    fictief: bool
    bronnen: Bronnen
    gemeentelijst: Gemeentelijst
    kaders: Kaderreeks
    bestanden: Mapping[str, str]
    _gemeentecijfers: pd.DataFrame = field(repr=False)
    _provincie: Mapping[str, pd.DataFrame] = field(repr=False)
    _landelijk: Mapping[str, pd.DataFrame] = field(repr=False)

    def tabel(self, naam: str) -> pd.DataFrame:
        """A copy of a table of this province; empty with the right columns when it was not published."""
        return self._provincie[naam].reset_index(drop=True)

    def landelijk(self, naam: str) -> pd.DataFrame:
        """A copy of a national table."""
        return self._landelijk[naam].reset_index(drop=True)

    @property
    def gemeentecijfers(self) -> pd.DataFrame:
        """A copy of the figures per gemeente: `periode` and the columns of contract 4.2; empty when there are none."""
        return self._gemeentecijfers.reset_index(drop=True)

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
    map_ = _map_met(provincie, data)
    lezer = _Lezer(map_)
    bronnen = lezer.bronnen()
    lezer.controleer_originelen(bronnen, provincie)
    landelijk = {s.naam: lezer.tabel(f"landelijk/{s.naam}.csv", s) for s in LANDELIJKE_TABELLEN}
    eigen = {s.naam: lezer.tabel(f"{provincie}/{s.naam}.csv", s) for s in PROVINCIETABELLEN}
    cijfers = lezer.gemeentecijfers(provincie)
    lezer.controleer_bronnen(bronnen)
    lezer.controleer_tellingen(map_ / provincie / "tellingen.csv")
    lijst = Gemeentelijst(eigen["gemeentelijst"])
    lezer.meld(map_ / provincie / "gemeentelijst.csv", lijst.problemen())
    lezer.controleer_gemeenten(provincie, lijst, eigen, cijfers)
    lezer.klaar()
    (rij,) = eigen["provincie"].to_dict("records")
    kaderbestand = kader or os.environ.get(KADERBESTAND)
    return Gegevens(
        provincie=provincie,
        code=rij["provinciecode"],
        naam=rij["naam"],
        fictief=rij["fictief"] == "ja",
        bronnen=bronnen,
        gemeentelijst=lijst,
        kaders=_kaders(provincie, Path(kaderbestand) if kaderbestand else None),
        bestanden=MappingProxyType(dict(sorted(lezer.hashes.items()))),
        _gemeentecijfers=cijfers,
        _provincie=MappingProxyType(eigen),
        _landelijk=MappingProxyType(landelijk),
    )


def laad_register(provincie: str, data: Path | str | None = None) -> tuple[Path, Bronnen, Gemeentelijst]:
    """What is needed to take in new figures: the data folder, its sources, and the gemeenten of the province.

    It does not read the figures that are there already, so that a mistake in those can be mended by reading them anew.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    InvoerFout
        When `bronnen.csv` or `gemeentelijst.csv` is missing or invalid.
    """
    map_ = _map_met(provincie, data)
    lezer = _Lezer(map_)
    bronnen = lezer.bronnen()
    (schema,) = (s for s in PROVINCIETABELLEN if s.naam == "gemeentelijst")
    lijst = Gemeentelijst(lezer.tabel(f"{provincie}/gemeentelijst.csv", schema))
    lezer.meld(map_ / provincie / "gemeentelijst.csv", lijst.problemen())
    lezer.klaar()
    return map_, bronnen, lijst


def _map_met(provincie: str, data: Path | str | None) -> Path:
    map_ = Path(data) if data else datamap()
    bekend = provincies(map_)
    if provincie not in bekend:
        raise AanvraagFout(
            f"Provincie '{provincie}' is er niet. Bekend: {opsomming(bekend)}.{bedoelde_u(provincie, bekend)}"
        )
    return map_


def _kaders(provincie: str, bestand: Path | None) -> Kaderreeks:
    if bestand:
        return Kaderreeks((laad_kader(bestand),))
    return laad_kaders(KADERMAP / provincie)


class _Lezer:
    """Reads the files of one load, keeps their hashes, and collects the problems of all of them."""

    def __init__(self, map_: Path):
        self.map = map_
        self.hashes: dict[str, str] = {}
        self.fouten: list[InvoerFout] = []
        self.gelezen: dict[Path, pd.DataFrame] = {}

    def klaar(self) -> None:
        verzamel(self.fouten)

    def meld(self, pad: Path, problemen: list[Probleem]) -> None:
        if problemen:
            self.fouten.append(InvoerFout({pad: problemen}))

    def bronnen(self) -> Bronnen:
        pad = self.map / "bronnen.csv"
        try:
            bronnen = laad_bronnen(pad)
        except InvoerFout as fout:
            self.fouten.append(fout)
            return Bronnen()
        self._onthoud(pad)
        return bronnen

    def tabel(self, naam: str, schema: Schema) -> pd.DataFrame:
        """One table; a file that is not there is a table without rows: not published."""
        from ibtlib.invoer import leeg_frame

        pad = self.map / naam
        if not pad.is_file():
            return leeg_frame(schema)
        try:
            frame = lees_tabel(pad, schema)
        except InvoerFout as fout:
            self.fouten.append(fout)
            return leeg_frame(schema)
        self._onthoud(pad)
        self.gelezen[pad] = frame
        return frame

    def gemeentecijfers(self, provincie: str) -> pd.DataFrame:
        import pandas as pd

        from ibtlib.invoer import leeg_frame

        delen = [leeg_frame(GEMEENTECIJFERS).assign(periode=pd.Series(dtype=object))]
        map_ = self.map / provincie / "gemeenten"
        gezien: dict[str, str] = {}
        # ~$ is what Excel leaves beside a file that is open, a dot what other programs hide
        for pad in sorted(p for p in map_.glob("*") if not p.name.startswith(("~$", "."))):
            if pad.suffix.lower() not in (".csv", ".xlsx"):
                self.meld(pad, [Probleem(0, "", "alleen .csv en .xlsx worden gelezen; sla het zo op of haal het weg")])
                continue
            try:
                periode = str(Periode.lees(pad.stem))
            except AanvraagFout as fout:
                self.meld(pad, [Probleem(0, "", f"de bestandsnaam moet een periode zijn. {fout}")])
                continue
            if periode in gezien:
                wat = f"over periode {periode} is er ook {gezien[periode]}; houd een van de twee bestanden"
                self.meld(pad, [Probleem(0, "", wat)])
                continue
            gezien[periode] = pad.name
            frame = self.tabel(pad.relative_to(self.map).as_posix(), GEMEENTECIJFERS)
            delen.append(frame.assign(periode=periode))
        samen = pd.concat([d for d in delen if len(d)] or delen, ignore_index=True)
        return samen[["periode", *GEMEENTECIJFERS.kolommen]]

    def controleer_originelen(self, bronnen: Bronnen, provincie: str) -> None:
        """The files from which figures were read are still what they were: otherwise a vindplaats points at nothing."""
        problemen = []
        for bron in bronnen.values():
            if bron.bestand is None or not bron.bestand.startswith(f"{provincie}/"):
                continue
            pad = self.map / bron.bestand
            if not pad.is_file():
                wat = f"het origineel {bron.bestand} van bron {bron.id} is er niet meer; zet het terug"
                problemen.append(Probleem(0, "bestand", wat))
            elif hashlib.sha256(lees_bytes(pad)).hexdigest() != bron.sha256:
                wat = (
                    f"het origineel {bron.bestand} is veranderd nadat het werd ingelezen; zet het oude bestand terug, "
                    "of lees het nieuwe in met ibt inlezen --vervang"
                )
                problemen.append(Probleem(0, "sha256", wat))
        self.meld(self.map / "bronnen.csv", problemen)

    def controleer_bronnen(self, bronnen: Bronnen) -> None:
        for pad, frame in self.gelezen.items():
            if "bronnen.csv" in self.hashes and "bron" in frame:
                self.meld(pad, bronnen.controleer(frame["bron"].items()))

    def controleer_tellingen(self, pad: Path) -> None:
        """A count of treden or grondslagen says of which."""
        keuzes = {"trede": tuple("123456"), "grondslag": GRONDSLAGEN}
        if pad not in self.gelezen:
            return
        frame = self.gelezen[pad]
        self.meld(
            pad,
            [
                Probleem(regel, "waarde", f"'{waarde or ''}' kan hier niet; kies {opsomming(keuzes[kenmerk], 'of')}")
                for regel, kenmerk, waarde in zip(frame.index, frame["kenmerk"], frame["waarde"], strict=True)
                if kenmerk in keuzes and waarde not in keuzes[kenmerk]
            ],
        )

    def controleer_gemeenten(
        self, provincie: str, lijst: Gemeentelijst, eigen: dict[str, pd.DataFrame], cijfers: pd.DataFrame
    ) -> None:
        """Codes exist in the periode and belong to the name beside them; the province has exactly one row."""
        zelf = self.map / provincie / "provincie.csv"
        if zelf in self.gelezen and len(eigen["provincie"]) != 1:
            rijen_ = f"er staan {len(eigen['provincie'])} rijen; er hoort er precies één te staan"
            self.meld(zelf, [Probleem(0, "", rijen_)])
        register = self.map / provincie / "gemeentelijst.csv"
        if register.is_file() and register not in self.gelezen:
            return  # its own problems come first; without it every code would seem wrong
        for pad, frame in self.gelezen.items():
            if "gemeentecode" not in frame or pad.stem == "gemeentelijst":
                continue
            problemen = []
            for regel, rij in zip(frame.index, frame.to_dict("records"), strict=True):
                wat = lijst.probleem(rij["gemeentecode"], rij["gemeente"], _datum_van(rij, pad))
                if wat:
                    problemen.append(Probleem(regel, "gemeentecode", wat))
            self.meld(pad, problemen)

    def _onthoud(self, pad: Path) -> None:
        self.hashes[pad.relative_to(self.map).as_posix()] = hashlib.sha256(pad.read_bytes()).hexdigest()


def _datum_van(rij: dict[str, object], pad: Path) -> dt.date | None:
    """On which day the gemeente of a row must exist: the first of its periode, or its own date."""
    if "periode" in rij:
        return Periode.lees(str(rij["periode"])).begin
    if pad.parent.name == "gemeenten":
        return Periode.lees(pad.stem).begin
    datum = rij.get("peildatum")
    return datum if isinstance(datum, dt.date) else None
