"""What is written for others: files that belong together all at once or not at all, cells that no program runs, CSV."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Mapping
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
    bezig = {pad: pad.with_name(f".{pad.name}.bezig") for pad, ruw in inhoud.items() if ruw is not None}
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
