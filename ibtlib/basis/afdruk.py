"""Fingerprints: the sha256 of a file or its content, and the versions of the programs that a report is made with."""

from __future__ import annotations

import hashlib
from pathlib import Path

PAKKETTEN = ("matplotlib", "nbconvert", "pandas", "papermill", "pikepdf", "typst")


def sha256_van(inhoud: Path | bytes) -> str:
    """Of a file, or of what stood in it: sixty-four hexadecimal digits, the same ones on every machine.

    >>> sha256_van(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(inhoud if isinstance(inhoud, bytes) else inhoud.read_bytes()).hexdigest()


def programmaversies() -> dict[str, str]:
    """Version of ibtlib and of every package that decides what a report looks like.

    >>> list(programmaversies())[:2]
    ['ibtlib', 'matplotlib']
    """
    from importlib.metadata import version

    from ibtlib import __version__

    return {"ibtlib": __version__, **{naam: version(naam) for naam in PAKKETTEN}}
