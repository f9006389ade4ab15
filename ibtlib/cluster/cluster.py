"""The documents of a batch on an existing Dask cluster: the same orders, the same bytes, other machines.

A stand-in for `proces.Werkplaats`: documents go to the cluster, all else (reading figures, tables, the index) stays
here. The cluster needs the same ibtlib and no shared disk: files travel as bytes (`werkerdeel`, `lading`). When a
worker is lost, Dask gives its document to another one.

Only imported when it is asked for: `dask.distributed` is an extra (`pip install ibtlib[cluster]`).
"""

from __future__ import annotations

import itertools
import logging
import time
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from threading import Lock, Thread

from distributed import Client, Future, Security

from ibtlib.basis.fouten import AanvraagFout, IbtFout
from ibtlib.cluster import lading
from ibtlib.cluster.werkerdeel import Levering, Pakket, maak_op_werker, versies
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.document import maak
from ibtlib.uitvoering.opdracht import Opdracht
from ibtlib.uitvoering.proces import Afloop, Taak, Werkplaats

VERBINDEN = 10  # seconds to reach the scheduler, and to see a first worker
HERSTEL = 60  # seconds that the cluster may be without workers, or out of reach, in mid-run
_TIK = 2.0  # seconds between two looks at how the cluster is


def verbind(adres: str) -> Client:
    """A client of the cluster, which has at least one worker and the same program everywhere.

    Parameters
    ----------
    adres : str
        `tcp://host:port`, or `tls://host:port` with the certificates of Dask's own configuration
        (see `clusteradres`).

    Raises
    ------
    AanvraagFout
        When there is no such cluster, it has no workers, or a worker would not give the same bytes.
    """
    for naam in ("distributed", "tornado"):  # what they log stands in our own words below
        logging.getLogger(naam).setLevel(logging.CRITICAL)
    if adres.startswith("tls:"):
        _controleer_certificaten(adres)
    try:
        client = _binnen_de_tijd(lambda: Client(adres, timeout=VERBINDEN, set_as_default=False))
    except (OSError, TimeoutError) as fout:
        raise AanvraagFout(
            f"Op {adres} antwoordt geen Dask-scheduler binnen {VERBINDEN} seconden. Start er een met `dask scheduler`, "
            "of kijk of het adres en de poort kloppen en of er een firewall tussen staat."
        ) from fout
    try:
        _controleer(client, adres)
    except BaseException:
        client.close()
        raise
    return client


def _binnen_de_tijd(maak_client: Callable[[], Client]) -> Client:
    """A client, or TimeoutError: Dask itself waits for ever for a port that takes calls and never answers."""
    uit: list[Client | BaseException] = []

    def probeer() -> None:
        try:
            uit.append(maak_client())
        except BaseException as fout:
            uit.append(fout)

    draad = Thread(target=probeer, daemon=True)
    draad.start()
    draad.join(VERBINDEN + 2)
    if not uit:
        raise TimeoutError
    if isinstance(uit[0], BaseException):
        raise uit[0]
    return uit[0]


def _controleer_certificaten(adres: str) -> None:
    wat = "er zijn geen certificaten ingesteld"
    try:
        if Security().get_connection_args("client").get("ssl_context") is not None:
            return
    except OSError as fout:  # also what ssl finds wrong with them
        wat = f"de certificaten kunnen niet worden gelezen ({fout})"
    raise AanvraagFout(
        f"De verbinding met {adres} kan niet worden opgezet: {wat}. Zet ze in de configuratie van Dask: ca-file, "
        "client.cert en client.key onder distributed.comm.tls (zie docs/maintainer/cluster.md)."
    )


def _controleer(client: Client, adres: str) -> None:
    """At least one worker, and every worker with the python, program and packages of this process."""
    try:
        client.wait_for_workers(1, timeout=VERBINDEN)
    except TimeoutError as fout:
        raise AanvraagFout(
            f"De Dask-scheduler op {adres} heeft geen werkers. Start er minstens een met `dask worker {adres}`."
        ) from fout
    hier = versies()
    klachten = [
        f"  {werker}: {wat}"
        for werker, daar in sorted(client.run(versies, on_error="return").items())
        if (wat := _verschil(hier, daar))
    ]
    if klachten:
        raise AanvraagFout(
            "Niet elke werker van het cluster zou dezelfde rapporten maken:\n"
            + "\n".join(klachten)
            + "\nInstalleer daar dezelfde versies als hier (requirements.lock) en start de werker opnieuw. "
            "Er is niets geschreven."
        )


def _verschil(hier: dict[str, str], daar: dict[str, str] | Exception) -> str:
    if isinstance(daar, Exception):
        return f"ibtlib is er niet of is een andere versie ({type(daar).__name__}: {daar})"
    return "; ".join(
        f"{naam} is anders" if "pakket" not in naam and naam != "python" else _versie(naam, hier, daar)
        for naam in sleutel.verschil(hier, daar)
    )


def _versie(naam: str, hier: dict[str, str], daar: dict[str, str]) -> str:
    return f"{naam} is daar {daar.get(naam, 'er niet')}, hier {hier.get(naam, 'er niet')}"


class Clusterplaats:
    """At most as many documents at a time as the cluster has threads; all other tasks go to `lokaal`.

    Parameters
    ----------
    client : Client
        See `verbind`; closed at the end.
    lokaal : Werkplaats
        For tasks that read and write here.
    bestanden : callable
        Gives what the workers need (`werkerdeel.inpakken`); called once, when there is a document to make.
    """

    def __init__(self, client: Client, lokaal: Werkplaats, bestanden: Callable[[], dict[str, bytes]]):
        self._client, self._lokaal, self._bestanden = client, lokaal, bestanden
        self._run = f"ibt-{uuid.uuid4().hex[:8]}"
        self._ingepakt = False
        self._onderweg: dict[int, tuple[Taak, Future]] = {}
        self._nummers = itertools.count()
        self._bel, self._drukker = Pipe(duplex=False)  # rings in `wacht` when a document is done
        self._slot = Lock()
        self._gezond = time.monotonic()

    def __enter__(self) -> Clusterplaats:
        return self

    def __exit__(self, *_: object) -> None:
        """Take everything of this run off the cluster; what still runs there ends with its counter."""
        try:
            self._client.cancel([future for _, future in self._onderweg.values()], force=True)
            if self._ingepakt and self._client.status == "running":
                self._client.unregister_worker_plugin(self._run)
        except Exception:  # the cluster is gone: then so is what we had there
            logging.getLogger(__name__).debug("opruimen op het cluster lukte niet", exc_info=True)
        finally:
            self._client.close(timeout=VERBINDEN)
            self._lokaal.__exit__()

    @property
    def bezig(self) -> bool:
        return bool(self._onderweg) or self._lokaal.bezig

    def geef(self, taak: Taak, vooraan: bool = False) -> None:
        """Add a task; documents run in the order in which they are given."""
        if taak.functie is not maak:
            self._lokaal.geef(taak, vooraan)
            return
        if not self._ingepakt:
            self._client.register_plugin(Pakket(self._run, self._bestanden(), versies()))
            self._ingepakt = True
        nummer = next(self._nummers)
        (opdracht,) = taak.argumenten
        future = self._client.submit(
            maak_op_werker,
            self._run,
            opdracht,
            taak.limiet,
            key=f"{opdracht.naam}-{self._run}-{nummer}",
            priority=-nummer,
            pure=False,
        )
        self._onderweg[nummer] = taak, future
        self._volg(nummer, future)

    def _volg(self, nummer: int, future: Future) -> None:
        def klaar(_: Future) -> None:
            with self._slot:
                self._drukker.send(nummer)

        future.add_done_callback(klaar)

    def wacht(self) -> Afloop:
        """Wait for the next task that ends, here or on the cluster."""
        while True:
            afloop = self._lokaal.kijk((self._bel,), _TIK if self._onderweg else None)
            if afloop is None and self._bel.poll():
                afloop = self._haal_op(self._bel.recv())
            if afloop is not None:
                return afloop
            self._let_op()

    def _haal_op(self, nummer: int) -> Afloop | None:
        """Fetch a result, and put its files where the order wants them; None when it is being made once more."""
        taak, future = self._onderweg[nummer]
        try:
            levering = future.result(timeout=VERBINDEN)
        except TimeoutError:
            self._volg(nummer, future)  # its worker was lost before it was fetched
            return None
        except CancelledError as fout:
            raise _weg("antwoordt de scheduler niet meer") from fout
        except Exception as fout:
            del self._onderweg[nummer]
            return Afloop(taak, fout=RuntimeError(_uitleg(fout)))
        del self._onderweg[nummer]
        return _leg_neer(taak, levering)

    def _let_op(self) -> None:
        """End the run when the cluster has been away too long; Dask itself would wait for ever."""
        if self._client.status == "running" and self._client.scheduler_info(n_workers=-1)["workers"]:
            self._gezond = time.monotonic()
        elif self._onderweg and time.monotonic() - self._gezond > HERSTEL:
            draait = self._client.status == "running"
            raise _weg("zijn al enige tijd geen werkers meer" if draait else "antwoordt de scheduler niet meer")


def _weg(wat: str) -> AanvraagFout:
    return AanvraagFout(
        f"Op het cluster {wat}. Perioden die af waren staan er; de rest is ongewijzigd. "
        "Start het cluster opnieuw en geef dezelfde opdracht nog eens: wat af is wordt overgeslagen."
    )


def _leg_neer(taak: Taak, levering: Levering) -> Afloop:
    opdracht: Opdracht = taak.argumenten[0]
    try:
        lading.pak_uit(levering.bestanden, Path(opdracht.doelmap))
        lading.pak_uit(levering.mislukt, Path(opdracht.mislukt))
    except IbtFout as fout:
        return Afloop(taak, fout=fout)
    return replace(levering.afloop, taak=taak)


def _uitleg(fout: Exception) -> str:
    if type(fout).__name__ == "KilledWorker":
        return (
            "elke werker die dit document kreeg verdween; kijk in het logboek van de werkers, vaak is het geheugen op"
        )
    return f"het cluster gaf {type(fout).__name__}: {fout}"
