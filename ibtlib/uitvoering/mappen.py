"""Folders of reports: made beside their place, and put there in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def werkmap(uitvoer: Path) -> Iterator[Path]:
    """A folder on the same disk as the output, so that moving it into place is one step; gone afterwards."""
    import shutil
    import tempfile

    werk = Path(tempfile.mkdtemp(prefix=".bezig-", dir=uitvoer))
    try:
        yield werk
    finally:
        shutil.rmtree(werk, ignore_errors=True)


def zet_op_zijn_plaats(nieuw: Path, doel: Path) -> Path:
    """Replace a report folder: at any moment it is the old one or the complete new one."""
    doel.parent.mkdir(parents=True, exist_ok=True)
    oud = nieuw.with_name(f"{nieuw.name}.oud")
    if doel.exists():
        doel.rename(oud)
    try:
        nieuw.rename(doel)
    except OSError:
        if oud.exists():
            oud.rename(doel)
        raise
    return doel
