"""Files that travel to another machine and back, as names and bytes: no shared disk is assumed, no name may escape."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from ibtlib.basis.fouten import AanvraagFout


def pak_in(map_: Path, namen: Iterable[str] | None = None) -> dict[str, bytes]:
    """The files of a folder by their names with `/`; all of them, or those that are named and there."""
    gekozen = sorted(p.relative_to(map_).as_posix() for p in map_.rglob("*")) if namen is None else namen
    return {naam: (map_ / naam).read_bytes() for naam in gekozen if (map_ / naam).is_file()}


def pak_uit(bestanden: Mapping[str, bytes], map_: Path) -> None:
    """Write the files into a folder; all names are checked before anything is written.

    Raises
    ------
    AanvraagFout
        When a name leads out of the folder.

    Examples
    --------
    >>> pak_uit({"../elders": b""}, Path("/tmp"))
    Traceback (most recent call last):
    ibtlib.basis.fouten.AanvraagFout: De naam '../elders' wijst buiten de map waar hij hoort; er is niets geschreven.
    """
    for naam in bestanden:
        pad = PurePosixPath(naam)
        if not pad.parts or pad.is_absolute() or ".." in pad.parts or "\\" in naam or ":" in naam:
            raise AanvraagFout(f"De naam '{naam}' wijst buiten de map waar hij hoort; er is niets geschreven.")
    for naam, inhoud in bestanden.items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_bytes(inhoud)


def som(bestanden: Mapping[str, bytes]) -> str:
    """sha256 of names and contents together."""
    uit = hashlib.sha256()
    for naam in sorted(bestanden):
        uit.update(f"{len(naam)}:{naam}{len(bestanden[naam])}:".encode())
        uit.update(bestanden[naam])
    return uit.hexdigest()
