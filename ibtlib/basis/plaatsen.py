"""Where things stand: the package, the raw data, the provinces in it. Imports nothing heavy: asked before all else."""

from __future__ import annotations

import os
from pathlib import Path

from ibtlib.basis.fouten import AanvraagFout

DATAMAP = "IBT_DATA"  # environment variable: where the raw data stands; set by `ibt --data`
KADERBESTAND = "IBT_KADER"  # environment variable: a kader that replaces the shipped ones; set by `ibt --kader`
HUISSTIJLMAP = "huisstijl"  # within the folder of a province: its house style
PAKKET = Path(__file__).resolve().parents[1]


def datamap() -> Path:
    """The folder with raw data.

    The environment variable `IBT_DATA`, else `data/raw` in the current folder or one above it, else the one
    beside the package. So a notebook finds it from any working directory.
    """
    if gezet := os.environ.get(DATAMAP):
        return Path(gezet)
    for map_ in (Path.cwd(), *Path.cwd().parents):
        if (map_ / "data" / "raw" / "bronnen.csv").is_file():
            return map_ / "data" / "raw"
    return PAKKET.parent / "data" / "raw"


def vanaf_hier(pad: Path) -> str:
    """A path as one types it in the current folder."""
    try:
        return pad.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return pad.as_posix()


def provincies(data: Path | None = None) -> list[str]:
    """Names of the provinces in the data folder.

    Raises
    ------
    AanvraagFout
        When the folder does not exist or holds no province.
    """
    map_ = data or datamap()
    gevonden = sorted(p.parent.name for p in map_.glob("*/provincie.csv")) if map_.is_dir() else []
    if not gevonden:
        raise AanvraagFout(
            f"In {map_.as_posix()} staat geen enkele provincie (een map met provincie.csv). "
            "Geef met --data de map met ruwe gegevens, bijvoorbeeld --data data/raw."
        )
    return gevonden
