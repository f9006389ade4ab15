"""Reads the raw files of one province: every table checked, corrected and hashed, all problems in one go."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.basis.afdruk import sha256_van
from ibtlib.basis.fouten import AanvraagFout, InvoerFout, Probleem, opsomming, schijfreden, verzamel
from ibtlib.basis.periode import Periode, lees_datum
from ibtlib.basis.plaatsen import KADERMAP
from ibtlib.basis.samen import lees_samen
from ibtlib.gegevens.bronnen import ORIGINELEN, Bronnen, laad_bronnen
from ibtlib.gegevens.correcties import Correctielijst
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.grenzen import Grenzen, lees_grenzen
from ibtlib.gegevens.huisstijl import lees_huisstijl
from ibtlib.gegevens.invoer import leeg_frame, lees_bytes, lees_tabel
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.mapinhoud import LANDELIJK, MAPPEN, is_bijzaak
from ibtlib.gegevens.provincietabellen import CORRECTIES, GEMEENTECIJFERS, PROVINCIETABELLEN, TUSSENSTANDCIJFERS
from ibtlib.gegevens.schema import GRONDSLAGEN, INNAME, Schema
from ibtlib.gegevens.teksten import MAP as TEKSTEN
from ibtlib.gegevens.teksten import Hoofdstuktekst, lees_teksten
from ibtlib.kader.kader import Kader, Kaderreeks
from ibtlib.kader.kaderlezer import KADERMAP as MEEGELEVERD
from ibtlib.kader.kaderlezer import laad_kader, laad_kaders

if TYPE_CHECKING:
    import pandas as pd

SCHEMAS = {s.naam: s for s in (*PROVINCIETABELLEN, *LANDELIJKE_TABELLEN)}
T = TypeVar("T")
Gedeeld = dict[Path, tuple["pd.DataFrame", str]]  # national tables with their hash


class Lezer:
    """Reads the files of one load, keeps their hashes, and collects the problems of all of them.

    `gedeeld` holds the national tables that an earlier load read, and gets those that this one reads.
    """

    def __init__(self, map_: Path, provincie: str, gedeeld: Gedeeld):
        self.map, self.provincie, self.gedeeld = map_, provincie, gedeeld
        self.eigen = map_ / provincie
        self.hashes: dict[str, str] = {}
        self.fouten: list[InvoerFout] = []
        self.gelezen: dict[Path, pd.DataFrame] = {}
        self.ongelezen: set[Path] = set()
        self.correcties = Correctielijst(self.tabel(f"{provincie}/correcties.csv", CORRECTIES))

    def klaar(self) -> None:
        verzamel(self.fouten)

    def meld(self, pad: Path, problemen: list[Probleem]) -> None:
        if problemen:
            self.fouten.append(InvoerFout({pad: problemen}))

    def bronnen(self) -> Bronnen:
        pad = self.map / "bronnen.csv"
        try:
            bronnen = laad_bronnen(pad, ruw := lees_bytes(pad))
        except InvoerFout as fout:
            self.fouten.append(fout)
            return Bronnen()
        self._onthoud(pad, ruw)
        return bronnen

    def kaders(self, bestand: Path | None) -> Kaderreeks:
        try:
            if bestand is None:
                eigen = self.eigen / KADERMAP
                reeks = laad_kaders(MEEGELEVERD / self.provincie, eigen)
                for pad in sorted(eigen.glob("*.y*ml")):
                    self._van_provincie(next(k for k in reeks if pad.stem == str(k.geldig_vanaf)), pad)
                    self._onthoud(pad, lees_bytes(pad))
                return reeks
            kader = laad_kader(bestand)
        except InvoerFout as fout:
            self.fouten.append(fout)
            return Kaderreeks()
        self._van_provincie(kader, bestand)
        return Kaderreeks((kader,))

    def _van_provincie(self, kader: Kader, pad: Path) -> None:
        hier = self.provincie
        if kader.provincie != hier:
            wat = f"dit kader is van provincie '{kader.provincie}'; het geldt niet voor '{hier}'. Geef een kader "
            self.meld(pad, [Probleem(0, "provincie", f"{wat}waarin `provincie: {hier}` staat, of laat dit kader weg")])

    def tabel(self, naam: str, schema: Schema) -> pd.DataFrame:
        """One table, corrected; a file that is not there is a table without rows: not published."""
        pad = self.map / naam
        if pad in self.gelezen:
            return self.gelezen[pad]
        if pad in self.gedeeld:
            self.gelezen[pad], self.hashes[naam] = self.gedeeld[pad]
            return self.gelezen[pad]
        if pad in self.ongelezen or not os.path.lexists(pad):  # what is there and no file is refused by who reads it
            return leeg_frame(schema)
        try:
            frame = lees_tabel(pad, schema, ruw := lees_bytes(pad))
        except InvoerFout as fout:
            self.fouten.append(fout)
            self.ongelezen.add(pad)
            return leeg_frame(schema)
        self._onthoud(pad, ruw)
        self.gelezen[pad] = frame
        if not pad.is_relative_to(self.eigen):
            self.gedeeld[pad] = frame, self.hashes[naam]
        elif schema.naam not in ("correcties", "bekend", "inname"):
            self.correcties.pas_toe(self._naam(pad), frame, schema)
        return frame

    def _naam(self, pad: Path) -> str:
        """Of a table in `correcties.csv`: its path within the folder of the province, without extension."""
        return pad.relative_to(self.eigen).with_suffix("").as_posix()

    def gemeentelijst(self) -> Gemeentelijst:
        lijst = Gemeentelijst(self.tabel(f"{self.provincie}/gemeentelijst.csv", SCHEMAS["gemeentelijst"]))
        self.meld(self.eigen / "gemeentelijst.csv", lijst.problemen())
        return lijst

    def gemeentecijfers(self) -> pd.DataFrame:
        return self.per_bestand("gemeenten", GEMEENTECIJFERS, "periode", lambda naam: str(Periode.lees(naam)))

    def tussenstanden(self) -> pd.DataFrame:
        return self.per_bestand("tussenstanden", TUSSENSTANDCIJFERS, "datum", _als_tussendatum)

    def inname(self) -> pd.DataFrame:
        """What the intake noticed, of all files that were read in for a province."""
        import pandas as pd

        paden = sorted((self.eigen / ORIGINELEN).glob("*-inlezen.bevindingen.csv"))
        delen = [leeg_frame(INNAME), *(self.tabel(p.relative_to(self.map).as_posix(), INNAME) for p in paden)]
        return pd.concat([d for d in delen if len(d)] or delen)

    def teksten(self, bronnen: Bronnen) -> dict[tuple[str, str], Hoofdstuktekst]:
        """What the province wrote, a text per periode and chapter."""
        teksten, problemen = lees_teksten(self.eigen / TEKSTEN, bronnen if "bronnen.csv" in self.hashes else None)
        for pad, fout in problemen.items():
            self.meld(pad, fout)
        for periode, hoofdstuk in teksten:
            pad = self.eigen / TEKSTEN / periode / f"{hoofdstuk}.md"
            self._onthoud(pad, lees_bytes(pad))
        return teksten

    def per_bestand(self, submap: str, schema: Schema, kolom: str, lees_naam: Callable[[str], Any]) -> pd.DataFrame:
        """All files of a folder as one table, with what the name of the file says in the first column."""
        import pandas as pd

        delen = [leeg_frame(schema).assign(**{kolom: pd.Series(dtype=object)})]
        gezien: dict[Any, str] = {}
        for pad in sorted(p for p in (self.eigen / submap).glob("*") if not is_bijzaak(p.name)):
            if pad.suffix.lower() not in (".csv", ".xlsx"):
                self.meld(pad, [Probleem(0, "", "alleen .csv en .xlsx worden gelezen; sla het zo op of haal het weg")])
                continue
            try:
                waarde = lees_naam(pad.stem)
            except (AanvraagFout, ValueError) as fout:
                self.meld(pad, [Probleem(0, "", f"de bestandsnaam moet een {kolom} zijn. {fout}")])
                continue
            if waarde in gezien:
                wat = f"over {kolom} {waarde} is er ook {gezien[waarde]}; houd een van de twee bestanden"
                self.meld(pad, [Probleem(0, "", wat)])
                continue
            gezien[waarde] = pad.name
            delen.append(self.tabel(pad.relative_to(self.map).as_posix(), schema).assign(**{kolom: waarde}))
        samen = pd.concat([d for d in delen if len(d)] or delen)  # the index stays the line in the file
        return samen[[kolom, *schema.kolommen]]

    def grenzen(self, lijst: Gemeentelijst) -> Grenzen | None:
        """Check the whole house style of a province, so that a mistake in it is told before anything is made."""
        try:
            kaart = lees_huisstijl(self.eigen).kaart
            return lees_grenzen(kaart, lijst) if kaart and len(lijst) else None
        except InvoerFout as fout:
            self.fouten.append(fout)
            return None

    def controleer_mappen(self) -> None:
        """What should be a folder is one that can be read: else all that stands in it would seem not to be published."""
        mappen = [self.map / LANDELIJK, *(self.eigen / naam for naam in MAPPEN)]
        perioden = [p for p in (self.eigen / TEKSTEN).glob("*") if p.suffix != ".txt" and not is_bijzaak(p.name)]
        for map_ in [*mappen, *perioden]:
            try:
                if os.path.lexists(map_):
                    next(map_.iterdir(), None)
            except OSError as fout:
                self.meld(map_, [Probleem(0, "", f"hier hoort een map te staan die te lezen is; {schijfreden(fout)}")])

    def controleer_correcties(self) -> None:
        """Each correction found its row; the problems of a table that cannot be read come first."""
        self.correcties.rest(self._naam(pad) for pad in self.ongelezen if pad.is_relative_to(self.eigen))
        self.meld(self.eigen / "correcties.csv", self.correcties.problemen)

    def controleer_originelen(self, bronnen: Bronnen) -> None:
        """The files from which figures were read are still what they were: otherwise a vindplaats points at nothing."""
        problemen = []
        for bron in bronnen.values():
            if bron.bestand is None or not bron.bestand.startswith(f"{self.provincie}/"):
                continue
            pad = self.map / bron.bestand
            if not pad.is_file():
                wat = f"het origineel {bron.bestand} van bron {bron.id} is er niet meer; zet het terug"
                problemen.append(Probleem(0, "bestand", wat))
            elif sha256_van(pad) != bron.sha256:
                wat = (
                    f"het origineel {bron.bestand} is veranderd nadat het werd ingelezen; zet het oude bestand terug, "
                    "of lees het nieuwe in met ibt inlezen --vervang"
                )
                problemen.append(Probleem(0, "sha256", wat))
        self.meld(self.map / "bronnen.csv", problemen)

    def controleer_bronnen(self, bronnen: Bronnen) -> None:
        for pad, frame in self.gelezen.items():
            if "bronnen.csv" in self.hashes and "bron" in frame:
                self.meld(pad, bronnen.controleer((r, b) for r, b in frame["bron"].items() if b is not None))

    def controleer_rijen(self) -> None:
        """Tables of which the rows must fit together, each by its own rule."""
        for naam, regel in (("tellingen", _tellingen), ("ruil", _ruil)):
            if (pad := self.eigen / f"{naam}.csv") in self.gelezen:
                self.meld(pad, list(regel(self.gelezen[pad])))

    def controleer_tegels(self, lijst: Gemeentelijst) -> None:
        """No two gemeenten of one day on one place; who succeeds another may have its place."""
        frame = self.tabel(f"{self.provincie}/tegelkaart.csv", SCHEMAS["tegelkaart"])
        tegels = list(zip(frame.index, *(frame[k] for k in ("gemeentecode", "gemeente", "rij", "kolom")), strict=True))
        problemen: dict[int, Probleem] = {}
        for dag in {dt.date.min, *(g.geldig_van for g in lijst if g.geldig_van)}:
            er, bezet = {g.code for g in lijst.op(dag)}, dict[tuple[int, int], str]()
            for regel, code, naam, *plek in tegels:
                if code in er and (eerder := bezet.setdefault((plek[0], plek[1]), naam)) != naam:
                    wat = f"op rij {plek[0]}, kolom {plek[1]} ligt {eerder} al; kies een plek die vrij is"
                    problemen[regel] = Probleem(regel, "rij", wat)
        self.meld(self.eigen / "tegelkaart.csv", list(problemen.values()))

    def controleer_gemeenten(self, lijst: Gemeentelijst) -> None:
        """Codes exist in the periode and belong to the name beside them; the province has exactly one row."""
        zelf = self.eigen / "provincie.csv"
        if zelf in self.gelezen and (n := len(self.gelezen[zelf])) != 1:
            self.meld(zelf, [Probleem(0, "", f"er staan {n} rijen; er hoort er precies één te staan")])
        register = self.eigen / "gemeentelijst.csv"
        if register in self.ongelezen:
            return  # its own problems come first; without it every code would seem wrong
        for pad, frame in self.gelezen.items():
            if (
                "gemeentecode" not in frame
                or pad.stem == "gemeentelijst"
                or pad.parent.name in ("landelijk", ORIGINELEN)
            ):
                continue
            problemen = []
            for regel, rij in zip(frame.index, frame.to_dict("records"), strict=True):
                wat = lijst.probleem(rij["gemeentecode"], rij.get("gemeente"), _datum_van(rij, pad))
                if wat:
                    problemen.append(Probleem(regel, "gemeentecode", wat))
            self.meld(pad, problemen)

    def _onthoud(self, pad: Path, ruw: bytes) -> None:
        """The hash of what was read: a moment later something else may stand there."""
        self.hashes[pad.relative_to(self.map).as_posix()] = sha256_van(ruw)


def _tellingen(frame: pd.DataFrame) -> Iterator[Probleem]:
    """A count of treden or grondslagen says of which."""
    keuzes = {"trede": tuple("123456"), "grondslag": GRONDSLAGEN}
    for regel, kenmerk, waarde in zip(frame.index, frame["kenmerk"], frame["waarde"], strict=True):
        if kenmerk in keuzes and waarde not in keuzes[kenmerk]:
            wat = f"'{waarde or ''}' kan hier niet; kies {opsomming(keuzes[kenmerk], 'of')}"
            yield Probleem(regel, "waarde", wat)


def _ruil(frame: pd.DataFrame) -> Iterator[Probleem]:
    """An exchange keeps the sum: what one gemeente hands over another takes."""
    for (periode, naam), rijen in frame.groupby(["periode", "ruil"], sort=False):
        if som := int(rijen["verandering"].sum()):
            wat = (
                f"ruil '{naam}' van {periode} telt op tot {som}; bij een ruil blijft de som gelijk (Huisvestingswet 2014, "
                "artikel 29 lid 2), dus hier moet 0 uitkomen"
            )
            yield Probleem(int(rijen.index[0]), "verandering", wat)


def met_lezer(map_: Path, provincie: str, gedeeld: Gedeeld, lees: Callable[[Lezer], T]) -> T:
    """What is read of a province; again when somebody changed a file meanwhile. `gedeeld` gets the national tables."""

    def poging() -> tuple[T, Gedeeld]:
        lezer = Lezer(map_, provincie, dict(gedeeld))
        return lees(lezer), lezer.gedeeld

    gelezen, landelijk = lees_samen(map_, ("bronnen.csv", "landelijk", provincie), poging)
    gedeeld.update(landelijk)
    return gelezen


def _als_tussendatum(tekst: str) -> dt.date:
    """The day of an interim figure: within a periode, not its first day, which is the peildatum of the one before."""
    datum = lees_datum(tekst)
    if datum == Periode.van(datum).begin:
        raise ValueError(f"{tekst} is een peildatum: dan staat de eindstand vast, in gemeenten of resultaten")
    return datum


def _datum_van(rij: dict[str, object], pad: Path) -> dt.date | None:
    """On which day the gemeente of a row must exist: the first of its periode, or its own date."""
    if "periode" in rij:
        return Periode.lees(str(rij["periode"])).begin
    if pad.parent.name == "gemeenten":
        return Periode.lees(pad.stem).begin
    if pad.parent.name == "tussenstanden":
        return lees_datum(pad.stem)
    datum = rij.get("peildatum")
    return datum if isinstance(datum, dt.date) else None
