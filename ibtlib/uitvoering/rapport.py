"""The batch: every document of every periode, and each folder of a periode either the old one or complete and new."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ibtlib.fouten import AanvraagFout, opsomming
from ibtlib.gegevens import Gegevens, laad
from ibtlib.periode import Periode
from ibtlib.uitvoering.document import FORMATEN, SOORTEN, Opdracht, Uitslag, maak


@dataclass(frozen=True)
class Verslag:
    """What a batch did: folders that are new, and the documents that failed."""

    mappen: tuple[Path, ...]
    mislukt: tuple[Uitslag, ...]


def rapporteer(
    gevraagd: dict[str, list[str] | None],
    data: Path,
    uitvoer: Path,
    formaten: tuple[str, ...] = FORMATEN,
    werkers: int | None = None,
    kader: Path | None = None,
    meld: Callable[[Uitslag, int, int], None] = lambda uitslag, klaar, totaal: None,
) -> Verslag:
    """Make the reports of one or more provinces.

    Parameters
    ----------
    gevraagd : mapping of provincie to perioden
        None means every periode about which enough is known.
    data, uitvoer : Path
        Folder with raw data; folder to write to.
    formaten : tuple of str
        `html`, `pdf` or both.
    werkers : int, optional
        Processes beside each other; default the number of cores.
    kader : Path, optional
        A kader that replaces the shipped ones.
    meld : callable
        Called after each document with (result, number done, total).

    Raises
    ------
    AanvraagFout, InvoerFout
        Before anything is run or written.
    """
    _controleer_formaten(formaten)
    if werkers is not None and werkers < 1:
        raise AanvraagFout(f"--werkers {werkers} kan niet; geef een aantal vanaf 1.")
    alle = {naam: laad(naam, data, kader) for naam in gevraagd}
    perioden = {
        naam: sorted({alle[naam].periode(p) for p in lijst}) if lijst is not None else alle[naam].perioden
        for naam, lijst in gevraagd.items()
    }
    uitvoer.mkdir(parents=True, exist_ok=True)
    with _werkmap(uitvoer) as werk:
        opdrachten = [
            Opdracht(
                soort,
                {"provincie": naam, "periode": str(periode)},
                str(data.resolve()),
                str(kader.resolve()) if kader else None,
                formaten,
                str(werk / naam / str(periode)),
                str(uitvoer / "mislukt"),
            )
            for naam in alle
            for periode in perioden[naam]
            for soort in SOORTEN
        ]
        mislukt = _draai(opdrachten, werkers or os.cpu_count() or 1, meld)
        fout_in = {tuple(m.naam.split("/")[:2]) for m in mislukt}
        mappen = []
        for naam, g in alle.items():
            for periode in perioden[naam]:
                if (naam, str(periode)) not in fout_in:
                    _maak_compleet(g, periode, werk / naam / str(periode))
                    mappen.append(_zet_op_zijn_plaats(werk / naam / str(periode), uitvoer / naam / str(periode)))
    if mappen:
        from ibtlib.uitvoering.indexpagina import schrijf_index

        schrijf_index(uitvoer, data, kader)
    return Verslag(tuple(mappen), tuple(mislukt))


def _controleer_formaten(formaten: tuple[str, ...]) -> None:
    vreemd = [f for f in formaten if f not in FORMATEN]
    if vreemd:
        raise AanvraagFout(f"Formaat {opsomming(map(repr, vreemd))} is er niet; kies {opsomming(FORMATEN, 'of')}.")


def _draai(opdrachten: list[Opdracht], werkers: int, meld: Callable[[Uitslag, int, int], None]) -> list[Uitslag]:
    """Run the documents beside each other; the notebook itself runs in a kernel process of its own."""
    mislukt = []
    methode = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(werkers, len(opdrachten) or 1), mp_context=methode) as pool:
        lopend = [pool.submit(maak, opdracht) for opdracht in opdrachten]
        for klaar, taak in enumerate(as_completed(lopend), 1):
            uitslag = taak.result()
            if uitslag.fout:
                mislukt.append(uitslag)
            meld(uitslag, klaar, len(opdrachten))
    return sorted(mislukt, key=lambda u: u.naam)


def _maak_compleet(g: Gegevens, periode: Periode, map_: Path) -> None:
    """Add what belongs to the whole periode: the tables as open data, and the receipt."""
    import nbformat

    from ibtlib.publicatie.tabellen_uit import schrijf_csv, schrijf_xlsx, tabellen_van
    from ibtlib.uitvoering.bonnetje import verantwoording

    per_document = []
    for soort in SOORTEN:
        notebook = nbformat.read(map_ / "notebooks" / f"{soort.naam}.ipynb", as_version=4)
        per_document.append((soort.naam, tabellen_van(notebook)))
    (map_ / "tabellen").mkdir(exist_ok=True)
    for naam, tabellen in per_document:
        for tabel in tabellen:
            schrijf_csv({**tabel, "naam": f"{naam}-{tabel['naam']}"}, map_ / "tabellen")
    schrijf_xlsx(per_document, map_ / "tabellen.xlsx", f"{g.naam} {periode}", periode.peildatum)
    (map_ / "verantwoording.json").write_text(verantwoording(g, periode), encoding="utf-8", newline="\n")


@contextmanager
def _werkmap(uitvoer: Path) -> Iterator[Path]:
    """A folder on the same disk as the output, so that moving it into place is one step; gone afterwards."""
    werk = Path(tempfile.mkdtemp(prefix=".bezig-", dir=uitvoer))
    try:
        yield werk
    finally:
        shutil.rmtree(werk, ignore_errors=True)


def _zet_op_zijn_plaats(nieuw: Path, doel: Path) -> Path:
    """Replace a report folder: at any moment it is the old one or the complete new one."""
    doel.parent.mkdir(parents=True, exist_ok=True)
    oud = nieuw.with_name(f"{nieuw.name}.oud")
    if doel.exists():
        doel.rename(oud)
    try:
        nieuw.rename(doel)
    except OSError:
        if oud.exists():
            oud.rename(doel)
        raise
    return doel
