"""Fingerprints: the sha256 of a file, and the versions of the programs that a report is made with."""

from __future__ import annotations

import hashlib
from pathlib import Path

PAKKETTEN = ("matplotlib", "nbconvert", "pandas", "papermill", "pikepdf", "typst")


def sha256_van(pad: Path) -> str:
    """Sixty-four hexadecimal digits; the same file gives the same ones on every machine."""
    return hashlib.sha256(pad.read_bytes()).hexdigest()


def versies() -> dict[str, str]:
    """Version of ibtlib and of every package that decides what a report looks like.

    >>> list(versies())[:2]
    ['ibtlib', 'matplotlib']
    """
    from importlib.metadata import version

    from ibtlib import __version__

    return {"ibtlib": __version__, **{naam: version(naam) for naam in PAKKETTEN}}
