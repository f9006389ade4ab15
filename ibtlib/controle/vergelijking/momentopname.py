"""One of the two things that are compared, as plain tables of text: a report folder, a processed folder, or raw data.

Which of these it is follows from what is there; a name that is no folder is a revision in git.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.basis.fouten import AanvraagFout, IbtFout
from ibtlib.basis.plaatsen import provincies
from ibtlib.controle.vergelijking.revisie import uitgepakt
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN

if TYPE_CHECKING:
    from ibtlib.gegevens.gegevens import Gegevens

GEGEVENS, VERWERKT, RAPPORTEN = "ruwe gegevens", "verwerkte gegevens", "rapporten"
ZINNEN, BEVINDINGEN, TREDEN = "zinnen", "bevindingen", "treden"  # tables with a meaning of their own

Plaats = tuple[str, str, str]  # province, periode (empty where the table has it as a column), table


Zin = tuple[str, str]  # the place in the notebook where it stands, and what it says


class Zinnenlezer(Protocol):
    """Reads the sentences of documents; what those are is for a later room, so whoever compares brings it along."""

    def van_gegevens(self, g: Gegevens, /) -> Mapping[str, Iterable[Zin]]:
        """What the documents would say of these data, by periode."""

    def van_notebook(self, pad: Path, /) -> Iterable[Zin]:
        """What an executed notebook says."""


@dataclass(frozen=True)
class Blad:
    """One table: columns, which of them say what a row is about, and the rows as text."""

    kolommen: tuple[str, ...]
    sleutel: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Momentopname:
    """Everything that is compared of one side."""

    naam: str  # as it was asked for
    soort: str  # `GEGEVENS`, `VERWERKT` or `RAPPORTEN`
    herkomst: str  # the folder or the commit itself: two that are one are not compared
    bladen: dict[Plaats, Blad]  # the tables

    @property
    def revisie(self) -> bool:
        """Whether it is a commit in git."""
        return re.fullmatch("[0-9a-f]{40,64}", self.herkomst) is not None

    @property
    def perioden(self) -> list[str]:
        """Every periode about which there is a trede or a sentence."""
        uit = {periode for _, periode, _ in self.bladen if periode}
        for (_, _, tabel), blad in self.bladen.items():
            if tabel in (TREDEN, "reeks") and "periode" in blad.kolommen:
                uit |= {rij[blad.kolommen.index("periode")] for rij in blad.rijen}
        return sorted(uit)

    @property
    def provincies(self) -> list[str]:
        return sorted({provincie for provincie, _, _ in self.bladen})


def neem_op(naam: str, data: Path, zinnen: Zinnenlezer) -> Momentopname:
    """Read one side.

    Parameters
    ----------
    naam : str
        A folder, or a revision in git of the folder with raw data.
    data : Path
        The folder with raw data.
    zinnen : Zinnenlezer
        `ibtlib.rapport.zinnenlezer`.

    Raises
    ------
    AanvraagFout
        When it is neither, or nothing that can be compared is in it.
    """
    map_ = Path(naam)
    if map_.is_file():
        raise AanvraagFout(
            f"{naam} is een bestand. Geef een map met rapporten of verwerkte gegevens, of een git-revisie."
        )
    if not map_.is_dir():
        with uitgepakt(naam, data) as (commit, uit), _met_naam(naam, uit):
            return Momentopname(naam, GEGEVENS, commit, _gegevens(uit, zinnen))
    hier = str(map_.resolve())
    if (map_ / "bronnen.csv").is_file():
        return Momentopname(naam, GEGEVENS, hier, _gegevens(map_, zinnen))
    pakketten = sorted([*map_.glob("datapackage.json"), *map_.glob("*/datapackage.json")])
    bonnetjes = sorted(p for diep in ("", "*/", "*/*/") for p in map_.glob(f"{diep}verantwoording.json"))
    if bonnetjes:  # first: the tables of a report have a data package as well
        bladen = _bladen(partial(_rapport, zinnen), bonnetjes, "ibt rapport --opnieuw")
        return Momentopname(naam, RAPPORTEN, hier, bladen)
    if pakketten:
        return Momentopname(naam, VERWERKT, hier, _bladen(_verwerkt, pakketten, "ibt verwerk"))
    raise AanvraagFout(
        f"In {map_.as_posix()} staat niets om te vergelijken. Verwacht: een map met rapporten (verantwoording.json), met "
        "verwerkte gegevens (datapackage.json) of met ruwe gegevens (bronnen.csv)."
    )


def _bladen(
    lees: Callable[[Path], Iterator[tuple[Plaats, Blad]]], paden: list[Path], opdracht: str
) -> dict[Plaats, Blad]:
    """The tables of each folder; what was made by a program is broken as a whole when a part of it is."""
    uit: dict[Plaats, Blad] = {}
    for pad in paden:
        try:
            uit |= dict(lees(pad.parent.resolve()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error):
            raise AanvraagFout(
                f"In {pad.parent.as_posix()} is een bestand beschadigd of met de hand veranderd; het is niet te lezen. Maak de "
                f"map opnieuw met `{opdracht}`."
            ) from None
    return uit


@contextmanager
def _met_naam(revisie: str, map_: Path) -> Iterator[None]:
    """An error in an old revision names the revision, not the temporary folder."""
    try:
        yield
    except IbtFout as fout:
        tekst = str(fout).replace(map_.as_posix(), f"{revisie}:data/raw").splitlines()
        kern = "\n".join(r for r in tekst if not r.startswith("Verbeter"))
        raise AanvraagFout(f"De gegevens van revisie {revisie} zijn met deze ibtlib niet te lezen.\n{kern}") from None


# --- raw data: as ibt verwerk makes it, with the sentences of the documents --------------------------------


def _gegevens(map_: Path, zinnen: Zinnenlezer) -> dict[Plaats, Blad]:
    from ibtlib.controle.verwerking import als_csv, tabellen
    from ibtlib.gegevens.gegevens import laad

    uit: dict[Plaats, Blad] = {}
    for provincie in provincies(map_):
        g = laad(provincie, map_)
        naam = _merk(provincie, g.fictief)
        for t in tabellen(g):
            uit |= _met_betekenis(naam, t.naam, als_csv(t))
        for periode, regels in zinnen.van_gegevens(g).items():
            uit[naam, periode, ZINNEN] = _zinnenblad(regels)
    return uit


def _merk(provincie: str, fictief: bool) -> str:
    """Invented figures are never shown without the word."""
    return f"{provincie} (FICTIEF)" if fictief else provincie


def _zinnenblad(regels: Iterable[Zin]) -> Blad:
    """Sentences by the place in the notebook from which they come."""
    return Blad(("plaats", "zin"), ("plaats",), tuple(regels))


# --- a processed folder -------------------------------------------------------------------------------------


def _verwerkt(map_: Path) -> Iterator[tuple[Plaats, Blad]]:
    pakket = json.loads(lees_gewoon(map_ / "datapackage.json"))
    naam = _merk(map_.name, "(FICTIEF)" in str(pakket.get("title")))
    for pad in sorted(map_.glob("*.csv")):
        yield from _met_betekenis(naam, pad.stem, lees_gewoon(pad).decode()).items()


def _met_betekenis(provincie: str, naam: str, tekst: str) -> dict[Plaats, Blad]:
    kop, *rijen = csv.reader(io.StringIO(tekst), delimiter=";")
    kolommen = tuple(kop)
    if naam == "aansluiting":
        plek = {k: kolommen.index(k) for k in ("id", "wat")}
        uniek = dict.fromkeys((r[plek["id"]], r[plek["wat"]]) for r in rijen)
        return {(provincie, "", BEVINDINGEN): Blad(("id", "wat"), ("id",), tuple(uniek))}
    if any(len(rij) != len(kolommen) for rij in rijen):
        raise ValueError(naam)
    return {(provincie, "", naam): Blad(kolommen, _sleutel(naam, kolommen), tuple(map(tuple, rijen)))}


def _sleutel(naam: str, kolommen: tuple[str, ...]) -> tuple[str, ...]:
    """The key of a processed table: of the raw table that it shows, or its own."""

    eigen = {
        "reeks": ("periode",),
        "resultaten": ("periode", "grootheid"),
        TREDEN: ("periode", "gemeentecode"),
        "uitspraken": ("uitspraak",),
        "bekend": ("bevinding",),
        "correcties": ("tabel", "sleutel", "kolom"),
        "gepubliceerd_gemeentecijfers": ("periode", *GEMEENTECIJFERS.sleutel),
        **{f"gepubliceerd_{s.naam}": s.sleutel for s in PROVINCIETABELLEN},
    }
    return tuple(k for k in eigen.get(naam, kolommen[:1]) if k in kolommen)


# --- a report folder ----------------------------------------------------------------------------------------


def _rapport(zinnen: Zinnenlezer, map_: Path) -> Iterator[tuple[Plaats, Blad]]:
    bon = json.loads(lees_gewoon(map_ / "verantwoording.json"))
    provincie, periode = _merk(bon["provincie"], bon["fictief"]), str(bon["periode"])
    for pad in sorted((map_ / "tabellen").glob("*.csv")):
        kop, *rijen = csv.reader(io.StringIO(lees_gewoon(pad).decode("utf-8-sig")), delimiter=";")
        if pad.stem == "voortgang-beoordelingen":
            yield (provincie, periode, TREDEN), _tredenblad(periode, kop, rijen)
        elif not pad.stem.endswith("-aansluiting"):  # the findings come from the receipt, by their id
            yield (provincie, periode, pad.stem), Blad(tuple(kop), tuple(kop[:1]), tuple(map(tuple, rijen)))
    bevindingen = tuple((str(b["id"]), str(b["wat"])) for b in bon.get("aansluiting", ()))
    yield (provincie, periode, BEVINDINGEN), Blad(("id", "wat"), ("id",), bevindingen)
    regels = [r for pad in sorted((map_ / "notebooks").glob("*.ipynb")) for r in zinnen.van_notebook(pad)]
    yield (provincie, periode, ZINNEN), _zinnenblad(regels)


def _tredenblad(periode: str, kop: list[str], rijen: list[list[str]]) -> Blad:
    """Tabel 2 with the column names of the processed table; the trede as a digit, empty when there is none."""
    namen = {
        "Gemeente": "gemeente",
        f"Vastgesteld {periode}": "trede_vastgesteld",
        f"Berekend {periode}": "trede_berekend",
    }
    plekken = [(i, namen.get(k, k)) for i, k in enumerate(kop) if not (k.startswith("Vastgesteld") and k not in namen)]
    cijfer = {f"trede {n}": str(n) for n in range(1, 7)}
    return Blad(
        tuple(naam for _, naam in plekken),
        ("gemeente",),
        tuple(
            tuple(cijfer.get(rij[i], "") if naam.startswith("trede_") else rij[i] for i, naam in plekken)
            for rij in rijen
        ),
    )
