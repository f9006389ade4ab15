"""What is written for others: files that belong together, by one command at a time; cells that no program runs; CSV."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ibtlib.basis.fouten import AanvraagFout

_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")


def schrijf_samen(inhoud: Mapping[Path, bytes | None]) -> None:
    """Write files in order; when one fails, everything is as it was.

    Every file is first written beside its place and then moved there, so nobody ever reads half a file. Put last
    what gives the others meaning: whoever pulls the plug in between leaves at most a file that nothing refers to.

    Parameters
    ----------
    inhoud : mapping of Path to bytes or None
        None removes the file.

    Raises
    ------
    AanvraagFout
        When the disk does not allow it; nothing was written then.
    """
    oud: dict[Path, bytes | None] = {}
    bezig = {pad: pad.with_name(f".{pad.name}.{os.getpid()}.bezig") for pad, ruw in inhoud.items() if ruw is not None}
    try:
        for pad, ernaast in bezig.items():
            pad.parent.mkdir(parents=True, exist_ok=True)
            ernaast.write_bytes(inhoud[pad] or b"")
        for pad in inhoud:
            oud[pad] = pad.read_bytes() if pad.exists() else None
            if pad in bezig:
                bezig[pad].replace(pad)
            else:
                pad.unlink(missing_ok=True)
    except BaseException as fout:
        for pad, ruw in oud.items():
            with contextlib.suppress(OSError):
                pad.unlink(missing_ok=True) if ruw is None else pad.write_bytes(ruw)
        if isinstance(fout, OSError):
            raise AanvraagFout(
                f"Kan niet schrijven: {fout.filename}: {fout.strerror}. Er is niets geschreven."
            ) from None
        raise
    finally:
        for ernaast in bezig.values():
            with contextlib.suppress(OSError):
                ernaast.unlink(missing_ok=True)


def zonder_formule(cel: str) -> str:
    """Text as a cell of a file that a spreadsheet may open: shown, never computed.

    >>> zonder_formule("=1+1"), zonder_formule("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{cel}" if cel.startswith(_FORMULETEKENS) else cel


def csv_tekst(rijen: Iterable[Iterable[object]]) -> str:
    """Rows, the header first, as the text of a CSV file: semicolons, and line ends the same on every machine.

    >>> csv_tekst([("gemeente", "realisatie"), ("Soest", 39)])
    'gemeente;realisatie\\nSoest;39\\n'
    """
    tekst = io.StringIO()
    csv.writer(tekst, delimiter=";", lineterminator="\n").writerows(rijen)
    return tekst.getvalue()


SLOT = ".ibt-slot"  # in the folder with raw data, while a command changes something there
LANGST_WACHTEN = 60.0  # seconds


@contextlib.contextmanager
def slot(map_: Path, langst: float = LANGST_WACHTEN) -> Iterator[None]:
    """Hold the lock of a folder: whoever changes files in it reads them again and writes them within this block.

    The operating system keeps the lock, so that of a command that was killed is gone with it.

    Raises
    ------
    AanvraagFout
        When another command holds it all that time, or the disk does not allow it.
    """
    pad, eind = map_ / SLOT, time.monotonic() + langst
    try:
        while (greep := _grijp(pad)) is None:
            if time.monotonic() > eind:
                raise AanvraagFout(
                    f"Een andere opdracht is al {langst:.0f} seconden bezig in {map_.as_posix()}. Probeer het opnieuw als die "
                    "klaar is. Er is niets geschreven."
                )
            time.sleep(0.05)
    except OSError as fout:
        raise AanvraagFout(f"Kan niet schrijven: {pad}: {fout.strerror}. Er is niets geschreven.") from None
    try:
        yield
    finally:
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                pad.unlink()  # while we hold it: who waits for it sees that it is another file by then
        os.close(greep)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                pad.unlink()


def _grijp(pad: Path) -> int | None:
    """Open the lock and take it; None when another has it."""
    greep = os.open(pad, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(greep, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(greep, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not pad.exists() or os.fstat(greep).st_ino != pad.stat().st_ino:
            raise BlockingIOError  # removed by who had it before
    except (BlockingIOError, PermissionError):
        os.close(greep)
        return None
    return greep
