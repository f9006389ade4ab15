"""What lies in a folder with raw data and is not read: a name that was mistyped, or what a system leaves there."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ibtlib.basis.plaatsen import HUISSTIJLMAP, KADERMAP, provinciemappen
from ibtlib.gegevens.bronnen import ORIGINELEN
from ibtlib.gegevens.invulblad import MAP as INVULBLADEN
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import PROVINCIETABELLEN

LANDELIJK = "landelijk"
MAPPEN = ("gemeenten", "tussenstanden", ORIGINELEN, INVULBLADEN, HUISSTIJLMAP, KADERMAP, "teksten")
_BIJZAAK = (
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    ".*",
    "~$*",
    "*~",
    "*.tmp",
    "*.swp",
    "*.crdownload",
    "icon\r",
    "__macosx",
)


@dataclass(frozen=True)
class Ongelezen:
    """A file or folder that nothing reads; and the name that was probably meant."""

    pad: Path
    bedoeld: str


def is_bijzaak(naam: str) -> bool:
    """Whether a file is what a system or an open program leaves beside ours.

    >>> [is_bijzaak(n) for n in ("Thumbs.db", "~$2024-1.xlsx", ".~lock.2024-1.csv#", "2024-1.csv")]
    [True, True, True, False]
    """
    return any(fnmatch.fnmatchcase(naam.casefold(), vorm) for vorm in _BIJZAAK)


def ongelezen(data: Path, provincie: str) -> Iterator[Ongelezen]:
    """Everything in the folder of a province that is not read."""
    yield from _in(data / provincie, [s.naam for s in PROVINCIETABELLEN], MAPPEN)


def ongelezen_landelijk(data: Path) -> Iterator[Ongelezen]:
    """Everything beside the provinces that is not read: in the folder with national tables, and in the data folder itself."""
    yield from _in(data, ["bronnen"], (LANDELIJK, *provinciemappen(data)))
    if (data / LANDELIJK).is_dir():
        yield from _in(data / LANDELIJK, [s.naam for s in LANDELIJKE_TABELLEN], ())


def _in(map_: Path, tabellen: list[str], mappen: tuple[str, ...]) -> Iterator[Ongelezen]:
    bekend = {*(f"{n}.csv" for n in tabellen), *mappen}
    for pad in sorted(map_.iterdir()):
        if pad.name in bekend or is_bijzaak(pad.name):
            continue
        namen = list(mappen) if pad.is_dir() else [f"{n}.csv" for n in tabellen]
        gelijk = [n for n in namen if Path(n).stem == pad.stem.casefold()]
        dichtbij = gelijk or get_close_matches(pad.name.casefold(), namen, n=1, cutoff=0.75)
        yield Ongelezen(pad, dichtbij[0] if dichtbij else "")
