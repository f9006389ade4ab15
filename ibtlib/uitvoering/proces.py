"""Tasks in processes of their own, so many at a time: a fresh one for each, so that no state goes from one to the next.

On Linux each is forked from a server that has imported everything (`voorraad`) and done nothing; elsewhere each is
a new Python. A task that takes too long is ended, and nothing outlives the process that started it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ibtlib.basis.fouten import AanvraagFout, IbtFout, InvoerFout, schijffout
from ibtlib.basis.slot import eigen_tijdelijke_map

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_PAD = "PYTHONSAFEPATH"
VOORRAAD = "ibtlib.uitvoering.voorraad"
METHODE = "forkserver" if sys.platform == "linux" else "spawn"
GRATIE = 20  # seconds that a process gets above its limit to end by itself and save its notebook

_ouderpijp: list[Any] = []  # in the process of a task: the way to the parent


def meld_stap(stap: Any) -> None:
    """Tell the process that waits for this one that a new step has begun; from then on it may take its time again."""
    for pijp in _ouderpijp:
        pijp.send(("stap", stap))


@dataclass
class Taak:
    """A function of an importable module with plain arguments, and how long one step of it may take."""

    functie: Callable[..., Any]
    argumenten: tuple[Any, ...]
    over: Any = None
    limiet: float | None = None


@dataclass
class Afloop:
    """How a task ended: its result, or the error, or `weg` with the exit code and the last step."""

    taak: Taak
    resultaat: Any = None
    fout: Exception | None = None
    weg: int | None = None
    te_lang: bool = False
    stap: Any = None


def resultaat_van(afloop: Afloop) -> Any:
    """What a task gave; raises what went wrong in it."""
    if afloop.fout:
        raise afloop.fout
    if afloop.weg is not None:
        raise RuntimeError(f"een proces hield op met code {afloop.weg}")
    return afloop.resultaat


class Werkplek(Protocol):
    """Where tasks are done: on this machine (`Werkplaats`) or elsewhere."""

    def __enter__(self) -> Werkplek: ...

    def __exit__(self, *_: object) -> None: ...

    def geef(self, taak: Taak, vooraan: bool = False) -> None: ...

    @property
    def bezig(self) -> bool: ...

    def wacht(self) -> Afloop: ...


@dataclass
class _Loper:
    taak: Taak
    proces: BaseProcess
    pijp: Connection
    grens: float | None
    stap: Any = None
    gedood: bool = False


class Werkplaats:
    """At most `werkers` tasks at a time; a context manager that leaves no process behind.

    Parameters
    ----------
    werkers : int
        Tasks beside each other.
    methode : str, optional
        `forkserver` or `spawn`; default what the system can.
    """

    def __init__(self, werkers: int, methode: str | None = None):
        self.werkers = werkers
        self._wachtend: list[Taak] = []
        self._lopend: dict[Connection, _Loper] = {}
        import multiprocessing

        self._context: Any = multiprocessing.get_context(methode or METHODE)
        if (methode or METHODE) == "forkserver":
            from multiprocessing import forkserver

            self._context.set_forkserver_preload([VOORRAAD])
            with _veilig():
                forkserver.ensure_running()  # it imports while the parent goes on

    def __enter__(self) -> Werkplaats:
        return self

    def __exit__(self, *_: object) -> None:
        for loper in self._lopend.values():
            _beeindig(loper.proces)
        for loper in self._lopend.values():
            loper.proces.join()
            loper.pijp.close()
        self._lopend.clear()

    def geef(self, taak: Taak, vooraan: bool = False) -> None:
        """Add a task; in front when others wait for it."""
        self._wachtend.insert(0 if vooraan else len(self._wachtend), taak)
        self._vul_aan()

    @property
    def bezig(self) -> bool:
        return bool(self._wachtend or self._lopend)

    def wacht(self) -> Afloop:
        """Wait for the next task that ends, however it ends."""
        while True:
            if (afloop := self.kijk()) is not None:
                return afloop

    def kijk(self, ook: Sequence[Any] = (), hoogstens: float | None = None) -> Afloop | None:
        """Wait until something happens: the task that ended, else None.

        Parameters
        ----------
        ook : sequence of connections
            Something also happens when one of these can be read.
        hoogstens : float, optional
            Seconds; default until something happens.
        """
        from multiprocessing.connection import wait

        self._vul_aan()
        grenzen = [loper.grens for loper in self._lopend.values() if loper.grens is not None]
        rusten = [] if hoogstens is None else [hoogstens]
        rusten += [max(0.0, min(grenzen) - time.monotonic())] if grenzen else []
        bronnen = [bron for loper in self._lopend.values() for bron in (loper.pijp, loper.proces.sentinel)]
        klaar = set(wait([*bronnen, *ook], min(rusten, default=None)))
        for loper in [lo for lo in self._lopend.values() if klaar & {lo.pijp, lo.proces.sentinel}]:
            if (afloop := self._lees(loper)) is not None:
                del self._lopend[loper.pijp]
                _beeindig(loper.proces)  # also a thread that it left, and what it started itself
                loper.proces.join()
                loper.pijp.close()
                self._vul_aan()
                return afloop
        for loper in self._lopend.values():
            if loper.grens is not None and loper.grens <= time.monotonic():
                loper.gedood, loper.grens = True, None
                _beeindig(loper.proces)
        return None

    def _lees(self, loper: _Loper) -> Afloop | None:
        try:
            if not loper.pijp.poll():  # ended, while something it started still holds the pipe
                raise EOFError
            soort, inhoud = loper.pijp.recv()
        except (EOFError, OSError):
            loper.proces.join()
            code = loper.proces.exitcode or 0
            return Afloop(loper.taak, weg=code, te_lang=loper.gedood, stap=loper.stap)
        if soort == "stap":
            loper.stap, loper.grens = inhoud, _grens(loper.taak)
            return None
        if soort == "klaar":
            return Afloop(loper.taak, resultaat=inhoud)
        return Afloop(loper.taak, fout=fout_van(soort, inhoud))

    def _vul_aan(self) -> None:
        while self._wachtend and len(self._lopend) < self.werkers:
            taak = self._wachtend.pop(0)
            ontvang, zend = self._context.Pipe(duplex=False)
            omgeving = {**os.environ, "TMPDIR": str(eigen_tijdelijke_map())}
            proces = self._context.Process(
                target=_kind, args=(zend, taak.functie, taak.argumenten, omgeving, str(Path.cwd())), daemon=False
            )
            with _veilig():
                proces.start()
            zend.close()
            self._lopend[ontvang] = _Loper(taak, proces, ontvang, _grens(taak))


def _grens(taak: Taak) -> float | None:
    return None if taak.limiet is None else time.monotonic() + taak.limiet + GRATIE


def _kind(
    pijp: Any, functie: Callable[..., Any], argumenten: tuple[Any, ...], omgeving: dict[str, str], map_: str
) -> None:
    """What runs in the process of a task."""
    _volg_ouder()
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C is for the parent, which ends its children
    os.environ.clear()
    os.environ.update(omgeving)
    tempfile.tempdir = None  # that of the run, whatever this process had before
    for naam in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(naam, "1")
    os.chdir(map_)
    _schud()
    _ouderpijp.append(pijp)
    try:
        bericht = ("klaar", functie(*argumenten))
    except InvoerFout as fout:
        bericht = ("invoer", fout.problemen)
    except IbtFout as fout:
        bericht = ("aanvraag", str(fout))
    except OSError as fout:
        bericht = ("aanvraag", f"{schijffout(fout)}.")
    except Exception as fout:
        bericht = ("intern", f"{type(fout).__name__}: {fout}")
    for uit in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            uit.flush()  # the parent ends us when it has the message
    pijp.send(bericht)
    pijp.close()


def _volg_ouder() -> None:
    """End with the process that asked for this, also when that is killed: a thread waits for its pipe to close."""
    import multiprocessing
    import threading
    from multiprocessing.connection import wait

    ouder = multiprocessing.parent_process()

    def volg() -> None:
        if ouder is not None:
            wait([ouder.sentinel])
            _eindig_zelf()

    threading.Thread(target=volg, daemon=True).start()


def _eindig_zelf() -> None:
    """End this process, with everything that it started."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def _beeindig(proces: BaseProcess) -> None:
    """End the process of a task, with everything that it started: they are a group of their own."""
    if hasattr(os, "killpg") and proces.pid is not None:
        with contextlib.suppress(OSError):
            os.killpg(proces.pid, signal.SIGKILL)
    proces.kill()


@contextlib.contextmanager
def _veilig() -> Iterator[None]:
    """What starts within it imports nothing from the current folder, and puts its sockets in the folder of this run."""
    pad, map_ = os.environ.get(_PAD), tempfile.tempdir
    os.environ[_PAD] = "1"
    tempfile.tempdir = str(eigen_tijdelijke_map())
    try:
        yield
    finally:
        tempfile.tempdir = map_
        os.environ.pop(_PAD) if pad is None else os.environ.update({_PAD: pad})


def _schud() -> None:
    """Give this process a random stream of its own: children of one server would all have the same."""
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # type: ignore[attr-defined]


def fout_van(soort: str, inhoud: Any) -> Exception:
    """The error of a task, as the parent raises it."""
    return {"invoer": InvoerFout, "aanvraag": AanvraagFout}.get(soort, RuntimeError)(inhoud)
