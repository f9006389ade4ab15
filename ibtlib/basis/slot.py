"""One command at a time in a folder: the lock, who holds it, and the folder for what lasts no longer than its process."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ibtlib.basis.fouten import AanvraagFout, leesbaar, schijffout

SLOT = ".ibt-slot"  # in a folder, while a command changes something there
LANGST_WACHTEN = 60.0  # seconds
_PLEK = (
    1 << 20
)  # of the byte that is locked: on Windows nobody else reads a locked byte, and who holds it is at the front
_KORT = 60  # bytes of a path: a socket in a folder in it must not be longer than 107
_ZONDER_SLOT = 60.0  # seconds: between making such a folder and its lock is much less


@contextlib.contextmanager
def slot(map_: Path, langst: float = LANGST_WACHTEN) -> Iterator[None]:
    """Hold the lock of a folder: whoever changes files in it reads them again and writes them within this block.

    The operating system keeps the lock, so that of a command that was killed is gone with it; the file that it leaves
    is taken over.

    Parameters
    ----------
    langst : float
        Seconds to wait for a command that holds it.

    Raises
    ------
    AanvraagFout
        When another command holds it all that time (it says which), or the disk does not allow it.
    """
    pad, eind = map_ / SLOT, time.monotonic() + langst
    try:
        while (greep := _grijp(pad)) is None:
            if time.monotonic() >= eind:
                raise AanvraagFout(
                    f"Een andere opdracht is bezig in {map_.as_posix()}{_wie(pad)}. Probeer het opnieuw als die klaar is. "
                    "Er is niets geschreven."
                )
            time.sleep(0.05)
    except OSError as fout:
        raise AanvraagFout(f"{schijffout(fout, pad)}. Er is niets geschreven.") from None
    try:
        yield
    finally:
        _laat_los(pad, greep)


def _laat_los(pad: Path, greep: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            pad.unlink()  # while we hold it: who waits for it sees that it is another file by then
    os.close(greep)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            pad.unlink()


def _grijp(pad: Path) -> int | None:
    """Open the lock, take it and say who we are; None when another has it."""
    greep = os.open(pad, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(greep, _PLEK, os.SEEK_SET)
            msvcrt.locking(greep, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(greep, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not pad.exists() or os.fstat(greep).st_ino != pad.stat().st_ino:
            raise BlockingIOError  # removed by who had it before
        os.lseek(greep, 0, os.SEEK_SET)
        os.ftruncate(greep, 0)
        os.write(greep, f"proces {os.getpid()}{_waar()}: {' '.join(_opdracht())}".encode()[:500])
    except (BlockingIOError, PermissionError):
        os.close(greep)
        return None
    except BaseException:
        os.close(greep)
        raise
    return greep


def _waar() -> str:
    """The machine: a disk may be shared, and there the number of a process says nothing."""
    return f" op {os.uname().nodename}" if hasattr(os, "uname") else ""


def _opdracht() -> list[str]:
    return ["ibt" if "ibt" in Path(sys.argv[0]).stem or "cli" in sys.argv[0] else Path(sys.argv[0]).name, *sys.argv[1:]]


def _wie(pad: Path) -> str:
    try:
        wie = pad.read_bytes()[:500].decode("utf-8", "replace")
    except OSError:
        return ""
    return f" ({leesbaar(wie, 200)})" if wie else ""


@lru_cache(maxsize=1)
def eigen_tijdelijke_map() -> Path:
    """A folder for temporary files of this process and those that it starts; gone when it ends.

    Of a process that was killed it stays: the next one that asks for such a folder removes it, by the lock in it.

    Raises
    ------
    AanvraagFout
        When there is no folder for temporary files.
    """
    import shutil
    import tempfile
    from multiprocessing.util import Finalize

    try:
        basis = Path(tempfile.gettempdir())
        if len(os.fsencode(basis)) > _KORT:
            kort = (Path(p) for p in ("/tmp", "/var/tmp") if os.access(p, os.W_OK | os.X_OK))
            basis = next(kort, basis)
        ruim_tijdelijk_op(basis)
        map_ = Path(tempfile.mkdtemp(prefix="ibt-", dir=basis))
        greep = _grijp(map_ / SLOT)
    except OSError as fout:
        raise AanvraagFout(
            f"Er is geen map voor tijdelijke bestanden ({schijffout(fout)}). Wijs er een aan waarin u mag schrijven: zet de "
            "omgevingsvariabele TMPDIR (Windows: TEMP)."
        ) from None

    def weg() -> None:
        if greep is not None and sys.platform == "win32":
            os.close(greep)
        shutil.rmtree(map_, ignore_errors=True)

    Finalize(
        None, weg, exitpriority=-200
    )  # after that of the folder which multiprocessing has in it; only in this process
    return map_


def ruim_tijdelijk_op(basis: Path | None = None) -> None:
    """Remove the folders for temporary files of processes that are no more."""
    import shutil
    import tempfile

    basis = basis or Path(tempfile.gettempdir())
    for map_ in basis.glob("ibt-*"):
        with contextlib.suppress(OSError):
            if not (map_ / SLOT).exists():
                if time.time() - map_.stat().st_mtime > _ZONDER_SLOT:
                    map_.rmdir()  # only when there is nothing in it
            elif (greep := _grijp(map_ / SLOT)) is not None:
                os.close(greep)
                shutil.rmtree(map_, ignore_errors=True)
