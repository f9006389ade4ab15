"""What runs on a worker of a Dask cluster: the files are unpacked once, each document gets a fresh process.

Only imported where `dask.distributed` is: by `cluster`, and by the workers themselves.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from distributed import WorkerPlugin, get_worker

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.plaatsen import PAKKET
from ibtlib.cluster import lading
from ibtlib.cluster.loket import Loket
from ibtlib.rapport.documenten import Soort
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.document import maak
from ibtlib.uitvoering.opdracht import Opdracht
from ibtlib.uitvoering.proces import Afloop, Taak

DATA, NOTEBOOKS, KADER = "data", "notebooks", "kader"  # the folders of what is shipped


@dataclass(frozen=True)
class Levering:
    """How a document ended on a worker, with the files that it made."""

    afloop: Afloop
    bestanden: dict[str, bytes]
    mislukt: dict[str, bytes]


class Pakket(WorkerPlugin):
    """Everything that a worker needs besides the program, for the time of one run.

    Dask gives it to every worker, also to one that joins later, and takes it away at the end.

    Parameters
    ----------
    naam : str
        Name of the run.
    bestanden : dict
        Files by name, in the folders `DATA`, `NOTEBOOKS` and `KADER`.
    programma : dict
        What the worker's program has to be: see `versies`.
    """

    def __init__(self, naam: str, bestanden: dict[str, bytes], programma: dict[str, str]):
        self.name, self._bestanden, self._programma = naam, bestanden, programma
        self._som = lading.som(bestanden)
        self.map = Path()
        self._loketten: LifoQueue[Loket] = LifoQueue()

    def __getstate__(self) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in vars(self).items() if naam != "_loketten"}

    def setup(self, worker: Any) -> None:
        if anders := sleutel.verschil(versies(), self._programma):
            raise AanvraagFout(f"op deze werker is anders: {', '.join(anders)}")
        if lading.som(self._bestanden) != self._som:
            raise AanvraagFout("de gegevens zijn onderweg veranderd")
        self._loketten = LifoQueue()
        self.map = Path(tempfile.mkdtemp(prefix="ibt-", dir=worker.local_directory))
        lading.pak_uit(self._bestanden, self.map)

    def teardown(self, worker: Any) -> None:
        while not self._loketten.empty():
            self._loketten.get().sluit()
        shutil.rmtree(self.map, ignore_errors=True)

    def doe(self, taak: Taak) -> Afloop:
        """Run a task in a fresh process; as many beside each other as the worker has threads."""
        try:
            loket = self._loketten.get_nowait()
        except Empty:
            loket = Loket(str(self.map))
        afloop = loket.doe(taak)
        if loket.open:
            self._loketten.put(loket)
        return afloop


def maak_op_werker(pakket: str, opdracht: Opdracht, limiet: float | None) -> Levering:
    """Make one document with the shipped files, and bring back what it made as bytes."""
    plugin: Any = get_worker().plugins[pakket]
    with tempfile.TemporaryDirectory(dir=plugin.map) as tijdelijk:
        doel, mislukt = Path(tijdelijk) / "doel", Path(tijdelijk) / "mislukt"
        hier = replace(
            opdracht,
            soort=replace(opdracht.soort, notebook=str(plugin.map / NOTEBOOKS / opdracht.soort.pad.name)),
            data=str(plugin.map / DATA),
            kader=opdracht.kader and str(plugin.map / KADER / Path(opdracht.kader).name),
            doelmap=str(doel),
            mislukt=str(mislukt),
        )
        afloop = plugin.doe(Taak(maak, (hier,), limiet=limiet))
        if afloop.resultaat is not None and afloop.resultaat.fout:
            fout = afloop.resultaat.fout.replace(mislukt.as_posix(), Path(opdracht.mislukt).as_posix())
            afloop = replace(afloop, resultaat=replace(afloop.resultaat, fout=fout))
        bestanden = lading.pak_in(doel, hier.bestanden)
        return Levering(replace(afloop, taak=None), bestanden, lading.pak_in(mislukt))  # type: ignore[arg-type]


def inpakken(data: Path, namen: list[str], soorten: tuple[Soort, ...], kader: Path | None) -> dict[str, bytes]:
    """The raw data by these names, the notebooks, and a kader of the analyst's own: what `Pakket` ships."""
    uit = {f"{DATA}/{naam}": inhoud for naam, inhoud in lading.pak_in(data, namen).items()}
    uit |= {f"{NOTEBOOKS}/{soort.pad.name}": soort.pad.read_bytes() for soort in soorten}
    if kader:
        uit[f"{KADER}/{kader.name}"] = kader.read_bytes()
    return uit


def versies() -> dict[str, str]:
    """What has to be the same everywhere for a document to have the same bytes: python, program, kaders, packages."""
    kaders = lading.som(lading.pak_in(PAKKET / "kaders"))
    return {
        "python": "{}.{}".format(*sys.version_info),
        "het programma ibtlib": sleutel.basis()["het programma ibtlib"],
        "de meegeleverde kaders": kaders,
        **{f"pakket {naam}": versie for naam, versie in _pakketten().items()},
    }


def _pakketten() -> dict[str, str]:
    """Version of every installed package that ibtlib stands on, directly or through another."""
    import re
    from importlib.metadata import PackageNotFoundError, distribution

    te_doen, uit = ["ibtlib"], dict[str, str]()
    while te_doen:
        naam = re.sub(r"[-_.]+", "-", te_doen.pop()).lower()
        if naam in uit:
            continue
        try:
            pakket = distribution(naam)
        except PackageNotFoundError:
            continue  # for another system, or not asked for
        uit[naam] = pakket.version
        te_doen += [re.split(r"[^\w.-]", eis, maxsplit=1)[0] for eis in pakket.requires or () if "extra ==" not in eis]
    return uit
