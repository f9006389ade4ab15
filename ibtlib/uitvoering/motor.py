"""The papermill engine `ibt`: a notebook on a real IPython kernel inside this process, without sockets.

The kernel's session hands its messages to nbclient itself, so that nbclient builds the outputs as it does for
every kernel. What differs from an ordinary run: no second process to start, none to shut down.

papermill imports every registered engine when it starts, so this module imports nothing heavy. It uses inner
parts of ipykernel 7; `tests/test_motor.py` compares it with the ordinary way, cell by cell.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

_TE_LANG = "deze cel duurde langer dan {} seconden"
MEESTE_TEKENS, MEESTE_UITVOER = 20_000_000, 1_000  # of one cell; a page with a fraction of it is refused further on
_TE_VEEL = (
    f"deze cel toont meer dan {MEESTE_TEKENS // 1_000_000} miljoen tekens of {MEESTE_UITVOER} onderdelen; "
    "haal print of display uit de lus, of toon een tabel"
)
_UITVOER = ("display_data", "update_display_data", "execute_result")  # what is printed counts when it is written

#: Called with the notebook and the index of each cell that is about to run; the process that runs documents sets it.
bij_cel: list[Callable[[Any, int], None]] = []


class TeVeelUitvoer(Exception):
    """A cell shows more than anybody can read, and than memory should hold."""


class IbtMotor:
    """What papermill asks of an engine; the work is in a class that exists once papermill has been imported."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **opties: Any) -> Any:
        """Run the notebook; see `papermill.engines.Engine`."""
        return motorklasse().execute_notebook(nb, kernel_name, **opties)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> Any:
        return motorklasse().nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> Any:
        return motorklasse().nb_language(nb, language)


def zonder_iri() -> None:
    """Import jsonschema without its check of the format `iri`.

    That check builds a grammar of half a second or more when it is imported, as long as all the rest together; no
    notebook asks for it, and jsonschema does without when the package is not there.
    """
    _importeer_zonder("rfc3987_syntax", "jsonschema")


def _importeer_zonder(weg: str, module: str) -> None:
    """Import a module as if a package that it can do without were not installed."""
    if module in sys.modules or weg in sys.modules:
        return
    sys.modules[weg] = None  # type: ignore[assignment]
    try:
        import_module(module)
    finally:
        del sys.modules[weg]


@lru_cache(maxsize=1)
def motorklasse() -> Any:
    """The engine itself; asking for it imports papermill."""
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine
    from papermill.log import logger

    class Client(PapermillNotebookClient):
        """nbclient, with the kernel in this process as its `kc`."""

        def execute(self, **_: Any) -> Any:
            self.reset_execution_trackers()
            with _kern(self._get_timeout(None)) as self.kc:
                self.papermill_execute_cells()
                self.nb.metadata["language_info"] = self.kc.taal
                self.set_widgets_metadata()
            return self.nb

        def execute_cell(self, cell: Any, cell_index: int, **opties: Any) -> Any:
            for meld in bij_cel:
                meld(self.nb, cell_index)
            return super().execute_cell(cell, cell_index, **opties)

    class Motor(Engine):
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, log_output: bool = False, execution_timeout: int | None = None, **_: Any
        ) -> Any:
            client = Client(nb_man, kernel_name=kernel_name, timeout=execution_timeout, log=logger)
            client.log_output = log_output
            return client.execute()

    return Motor


@lru_cache(maxsize=1)
def kernklassen() -> tuple[Any, Any]:
    """Session and kernel; asking for them imports ipykernel."""
    _importeer_zonder("debugpy", "ipykernel.debugger")  # a fifth of a second for what nobody can attach to
    from ipykernel.ipkernel import IPythonKernel
    from jupyter_client.session import Session

    class Sessie(Session):
        """A session that keeps messages instead of sending them; packed and unpacked as on a wire."""

        postvak: deque[dict[str, Any]]
        tekens = stuks = 0
        vol = False

        def tel(self, tekens: int, stuks: int = 0) -> None:
            """What a cell wants to show; it fails when that is too much, also when it goes on after the error."""
            self.tekens, self.stuks = self.tekens + tekens, self.stuks + stuks
            if self.tekens > MEESTE_TEKENS or self.stuks > MEESTE_UITVOER:
                self.vol = True
                raise TeVeelUitvoer(_TE_VEEL)

        def send(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *_: Any, **meer: Any) -> Any:  # fmt: skip
            if isinstance(msg_or_type, dict):
                bericht = msg_or_type
            else:
                bericht = self.msg(msg_or_type, content, parent, meer.get("header"), meer.get("metadata"))
            gepakt = self.pack(bericht["content"])
            if bericht["msg_type"] in _UITVOER:
                self.tel(len(gepakt), 1)
            kopie = {**bericht, "content": self.unpack(gepakt)}
            kopie["buffers"] = meer.get("buffers") or []
            self.postvak.append(kopie)
            return bericht

    class Kern(IPythonKernel):
        """The kernel, without the debugger's connection and the queue of a server."""

        _execute_sleep = 0  # after each cell, until a socket has been flushed

        def _abort_queues(self, *_: Any, **__: Any) -> None:
            """Nothing waits: nbclient sends one cell at a time."""

        def _input_request(self, *_: Any, **__: Any) -> Any:
            raise EOFError

    return Sessie, Kern


@contextlib.contextmanager
def _kern(tijdslimiet: int | None) -> Iterator[_Kernclient]:
    """A kernel of its own for one notebook; afterwards the process is as it was, as far as a kernel changes it."""
    from traitlets.config import Config

    sessieklasse, kernklasse = kernklassen()
    oud = {naam: getattr(sys, naam) for naam in ("stdout", "stderr", "displayhook", "excepthook", "argv")}
    oud_main, oud_pad, oud_omgeving = sys.modules.get("__main__"), list(sys.path), dict(os.environ)
    sessie = sessieklasse(key=b"")
    sessie.postvak = deque()
    if not os.environ.get("MPLBACKEND"):
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    _zet_matplotlib()
    if "" not in sys.path:
        sys.path.insert(0, "")
    sys.stdout, sys.stderr = _Stroom(sessie, "stdout"), _Stroom(sessie, "stderr")
    instelling = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"cache_size": 1000}})
    log = logging.getLogger("ibtlib.kern")
    log.propagate = False  # the errors of cells are in the notebook
    hoofddraad = SimpleNamespace(parent_thread=threading.current_thread())
    kern = kernklasse.instance(session=sessie, config=instelling, log=log, shell_channel_thread=hoofddraad)
    try:
        yield _Kernclient(kern, sessie, tijdslimiet)
    finally:
        atexit.unregister(kern.shell.atexit_operations)
        kern.shell.atexit_operations()
        type(kern.shell).clear_instance()
        kernklasse.clear_instance()
        for naam, waarde in oud.items():
            setattr(sys, naam, waarde)
        if oud_main is not None:
            sys.modules["__main__"] = oud_main
        sys.path[:] = oud_pad
        os.environ.clear()
        os.environ.update(oud_omgeving)


def _zet_matplotlib() -> None:
    """A matplotlib that was imported before the kernel existed has not seen which backend a kernel uses."""
    if mpl := sys.modules.get("matplotlib"):
        mpl.rcParams["backend"] = os.environ["MPLBACKEND"]  # type: ignore[attr-defined]


class _Kernclient:
    """The side of a kernel that nbclient talks to: `execute`, and two channels to read from."""

    allow_stdin = False

    def __init__(self, kern: Any, sessie: Any, tijdslimiet: int | None):
        self.kern, self.sessie, self.tijdslimiet = kern, sessie, tijdslimiet
        self.taal = dict(kern.language_info)
        self.shell_channel, self.iopub_channel = _Kanaal(), _Kanaal()
        self.handlers: list[logging.Handler] = []

    async def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True, **_: Any) -> str:
        """Run a cell; its messages are ready to be read when this returns."""
        from tornado import ioloop

        vraag = self.sessie.msg(
            "execute_request",
            {
                "code": code,
                "silent": False,
                "store_history": store_history,
                "user_expressions": {},
                "allow_stdin": False,
                "stop_on_error": stop_on_error,
            },
        )
        self.sessie.tekens, self.sessie.stuks, self.sessie.vol = 0, 0, False
        kern = self.kern
        kern.io_loop = ioloop.IOLoop.current()
        kern.set_parent([], vraag)
        kern._publish_status("busy", "shell")
        kern.pre_handler_hook()
        with self._logboek(), _Bestandsnummers(), _Wekker(self.tijdslimiet) as wekker:
            try:
                await kern.execute_request(None, [], vraag)
            except KeyboardInterrupt:
                pass
            finally:
                kern.post_handler_hook()
        sys.stdout.flush()
        sys.stderr.flush()
        kern._publish_status("idle", "shell")
        self._verdeel(vraag, wekker.ging_af)
        return str(vraag["header"]["msg_id"])

    @contextlib.contextmanager
    def _logboek(self) -> Iterator[None]:
        """What a cell logs goes where the notebook says, not where this process does."""
        buiten, logging.root.handlers = logging.root.handlers, self.handlers
        try:
            yield
        finally:
            self.handlers, logging.root.handlers = logging.root.handlers, buiten

    def _verdeel(self, vraag: dict[str, Any], te_lang: bool) -> None:
        """Replies to one channel, all else to the other; a cell that took too long or showed too much failed, whatever it says."""
        berichten = list(self.sessie.postvak)
        self.sessie.postvak.clear()
        antwoord = next((b for b in berichten if b["msg_type"] == "execute_reply"), None)
        if te_lang or self.sessie.vol or antwoord is None:
            naam, wat = "KeyboardInterrupt", "de cel werd afgebroken"
            if self.sessie.vol:
                naam, wat = TeVeelUitvoer.__name__, _TE_VEEL
            if te_lang:
                naam, wat = "CelDuurdeTeLang", _TE_LANG.format(self.tijdslimiet)
            fout: dict[str, Any] = {"ename": naam, "evalue": wat}
            spoor = next((b["content"]["traceback"] for b in berichten if b["msg_type"] == "error"), None)
            fout["traceback"] = spoor or [f"{fout['ename']}: {wat}"]
            weg = {"error", "execute_reply", *((*_UITVOER, "stream") if self.sessie.vol else ())}
            berichten = [b for b in berichten if b["msg_type"] not in weg]
            einde = len(berichten) - 1  # before idle
            berichten.insert(einde, self.sessie.msg("error", fout, vraag))
            antwoord = self.sessie.msg("execute_reply", {"status": "error", **fout}, vraag)
        self.shell_channel.extend([antwoord])
        self.iopub_channel.extend(b for b in berichten if b["msg_type"] != "execute_reply")

    def is_alive(self) -> bool:
        return True


class _Kanaal(deque[dict[str, Any]]):
    """Messages in the order in which they came."""

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message; nbclient asks only for what is there."""
        return self.popleft()


class _Stroom(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell: what is written becomes a stream message."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, sessie: Any, naam: str):
        self._sessie, self.name, self._delen, self._ouder = sessie, naam, [], {}  # type: ignore[var-annotated]
        self._slot = threading.RLock()

    def set_parent(self, ouder: dict[str, Any]) -> None:
        """The shell says to which cell the text belongs."""
        self.flush()
        self._ouder = ouder

    def writable(self) -> bool:
        return True

    def write(self, tekst: str) -> int:
        if not isinstance(tekst, str):
            raise TypeError(f"write() argument must be str, not {type(tekst)}")
        with self._slot:
            self._sessie.tel(len(tekst))
            self._delen.append(tekst)
        return len(tekst)

    def flush(self) -> None:
        with self._slot:
            tekst = "".join(self._delen)
            self._delen.clear()
        if tekst:
            self._sessie.send(None, "stream", {"name": self.name, "text": tekst}, parent=self._ouder)


class _Bestandsnummers:
    """Catches what is written past Python, to file numbers 1 and 2: by C code, or by a program that a cell starts."""

    def __enter__(self) -> None:
        import tempfile

        self.over = []
        if os.name != "posix":
            return
        for nummer, naam in ((1, "stdout"), (2, "stderr")):
            opvang = tempfile.TemporaryFile()
            try:
                self.over.append((nummer, naam, os.dup(nummer), opvang))
                os.dup2(opvang.fileno(), nummer)
            except OSError:
                opvang.close()

    def __exit__(self, *_: object) -> None:
        for nummer, naam, echt, opvang in self.over:
            os.dup2(echt, nummer)
            os.close(echt)
            opvang.seek(0)
            if tekst := opvang.read(MEESTE_TEKENS + 1).decode("utf-8", "replace"):
                with contextlib.suppress(TeVeelUitvoer):  # the session knows
                    getattr(sys, naam).write(tekst)
            opvang.close()


class _Wekker:
    """Interrupts the main thread when a cell takes too long."""

    def __init__(self, seconden: int | None):
        self.seconden, self.ging_af = seconden, False
        self._klok: threading.Timer | None = None

    def __enter__(self) -> _Wekker:
        if self.seconden and threading.current_thread() is threading.main_thread():
            self._klok = threading.Timer(self.seconden, self._ga_af)
            self._klok.daemon = True
            self._klok.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._klok:
            self._klok.cancel()

    def _ga_af(self) -> None:
        self.ging_af = True
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            import _thread

            _thread.interrupt_main()
