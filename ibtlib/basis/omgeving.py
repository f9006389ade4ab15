"""What surrounds a command and never decides its result: the screen, signals, and the program that it turns into."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any, NoReturn


class Beeindigd(BaseException):
    """Somebody ended this process with a signal: it still cleans up what it was doing."""

    def __init__(self, signaal: int):
        self.signaal = signaal
        super().__init__(signaal)


@contextlib.contextmanager
def signalen() -> Iterator[None]:
    """Within it SIGTERM and SIGHUP end the process as Ctrl-C does; one that is ignored (`nohup`) stays ignored."""

    def hoor(nummer: int, _: object) -> NoReturn:
        raise Beeindigd(nummer)

    namen = [n for n in ("SIGTERM", "SIGHUP") if hasattr(signal, n)]
    oud = {getattr(signal, n): signal.getsignal(getattr(signal, n)) for n in namen}
    zelf = [nummer for nummer, wat in oud.items() if wat is signal.SIG_DFL]
    for nummer in zelf:
        signal.signal(nummer, hoor)
    try:
        yield
    finally:
        for nummer in zelf:
            signal.signal(nummer, signal.SIG_DFL)


@contextlib.contextmanager
def eigen_scherm() -> Iterator[None]:
    """Within it whatever is printed is printed as well as can be, and what cannot be is let go.

    A letter that the screen does not know is replaced; when nobody reads any more (`| head -1`), or the disk that output was
    redirected to is full, the rest is not printed, and the command goes on.
    """
    oud = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_gerust(stroom) for stroom in oud)
    try:
        yield
    finally:
        eigen = [
            stroom for stroom in (sys.stdout, sys.stderr) if isinstance(stroom, io.TextIOWrapper) and stroom not in oud
        ]
        sys.stdout, sys.stderr = oud
        for stroom in eigen:
            with contextlib.suppress(OSError, ValueError):
                stroom.detach().detach()  # what is left is printed; Python 3.13 complains of what it closes itself


def onaf() -> bool:
    """Whether something could not be printed though somebody wanted it: then output that is the result is not whole."""
    sys.stdout.flush()
    return bool(getattr(getattr(getattr(sys.stdout, "buffer", None), "raw", None), "onaf", False))


def _gerust(stroom: Any) -> Any:
    buffer = getattr(stroom, "buffer", None)
    if stroom is None or buffer is None:
        return stroom if stroom is not None else io.StringIO()  # a process without a screen
    return io.TextIOWrapper(
        io.BufferedWriter(_Buis(buffer)), encoding=stroom.encoding, errors="replace", line_buffering=True
    )


class _Buis(io.RawIOBase):
    """The bytes of a stream; from the first error on they go nowhere."""

    def __init__(self, echt: Any):
        self.echt, self.stil, self.onaf = echt, False, False

    @property
    def name(self) -> Any:
        return self.echt.name

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self.echt.isatty())

    def fileno(self) -> int:
        return int(self.echt.fileno())

    def write(self, ruw: Any) -> int:
        if not self.stil:
            try:
                self.echt.write(ruw)
                self.echt.flush()
            except (OSError, ValueError) as fout:
                self.stil = True
                self.onaf = getattr(fout, "errno", None) not in (
                    errno.EPIPE,
                    errno.EINVAL,
                )  # EINVAL: so Windows says EPIPE
                self._leid_weg()
        return len(ruw)

    def _leid_weg(self) -> None:
        """What python itself still holds for it, and prints at its end, goes nowhere either."""
        with contextlib.suppress(OSError, ValueError):
            nergens = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nergens, self.echt.fileno())
            os.close(nergens)

    def close(self) -> None:
        """The stream is of the process."""


def word(opdracht: list[str]) -> int:
    """Run another program in the place of this one, so that whoever ends us ends that; its exit code."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(opdracht[0], opdracht)
    import subprocess

    return subprocess.call(opdracht)
