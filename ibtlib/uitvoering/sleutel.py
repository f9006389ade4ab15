"""Nothing changed, nothing done: of what each document was made, kept in `.sleutels` beside the reports.

Read before pandas or papermill are imported. Hashes decide, not dates; only for the outputs a date that is still
the same spares reading them.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ibtlib.basis.plaatsen import PAKKET
from ibtlib.rapport.documenten import BRIEVEN, EIGENMAP, GEMEENTENMAP, UITGAVE, van_deze_versie

MAP = ".sleutels"
VORM = 5  # raise it when the meaning of a key file changes
_GEEN_PROGRAMMA = {"__pycache__", "kaders", "notebooks"}  # these are parts by themselves
_ONZICHTBAAR = ("outputs", "execution_count")
_VAN_DE_KERNEL = ("kernelspec", "language_info")  # each save writes them anew; a run names its kernel itself
_LEZEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def hash_van(inhoud: bytes) -> str:
    """Sixteen characters of the sha256."""
    return hashlib.sha256(inhoud).hexdigest()[:16]


def bestand(pad: Path | str) -> str | None:
    """Hash of a file, None when it is not there."""
    try:
        return hash_van(_lees(pad))
    except OSError:
        return None


def _lees(pad: Path | str) -> bytes:
    """Of an ordinary file; a pipe or device says nothing, and is told by who reads the figures."""
    greep = os.open(pad, _LEZEN)  # half the time of `Path.read_bytes`
    try:
        stand = os.fstat(greep)
        if not stat.S_ISREG(stand.st_mode):
            raise OSError
        delen = []
        while deel := os.read(greep, max(stand.st_size, 1 << 16)):
            delen.append(deel)
        return b"".join(delen)
    finally:
        os.close(greep)


# --- the parts of which everything is made -----------------------------------------------------------------


@lru_cache(maxsize=1)  # of the program as this process has it
def basis() -> dict[str, str]:
    """What holds for every document: the program with its template and fonts, the packages, python, the platform."""
    return {
        "het programma ibtlib": _programma(),
        "de pakketten": _pakketten(),
        "python of het platform": f"{sys.version} {sys.platform} {os.uname().machine if hasattr(os, 'uname') else ''}",
    }


def _programma() -> str:
    som = hashlib.sha256()
    for map_, mappen, bestanden in os.walk(PAKKET):
        mappen[:] = sorted(set(mappen) - _GEEN_PROGRAMMA)
        for naam in sorted(bestanden):
            if not naam.endswith((".pyc", ".pyo")):
                pad = os.path.join(map_, naam)  # noqa: PTH118 - twice as fast, and this runs every time
                som.update(f"\0{pad[len(str(PAKKET)) :]}\0".encode())
                som.update(_lees(pad))
    return som.hexdigest()[:16]


def _pakketten() -> str:
    """Every installed distribution with its version, as the names of their folders say; and the lock file."""
    namen: list[str] = []
    for map_ in sys.path:
        try:
            namen += [n for n in os.listdir(map_ or ".") if n.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208
        except OSError:
            continue
    return hash_van("\n".join([*sorted(set(namen)), bestand(PAKKET.parent / "requirements.lock") or ""]).encode())


def notebook(pad: Path) -> str:
    """Hash of a notebook without what a run or a save replaces: outputs and counts of cells with code, and the kernel."""
    try:
        inhoud = json.loads(pad.read_bytes())
        for naam in _VAN_DE_KERNEL:
            inhoud.get("metadata", {}).pop(naam, None)
        for cel in inhoud["cells"]:
            if cel.get("cell_type") == "code" and "".join(cel.get("source", "")).strip():
                for naam in _ONZICHTBAAR:
                    cel.pop(naam, None)
        return hash_van(json.dumps(inhoud, sort_keys=True).encode())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return bestand(pad) or "ontbreekt"


def gewijzigd(sommen: Mapping[str, str]) -> list[str]:
    """Which of these notebooks, by name with their hash, are not as they came with this version; not those of one's own."""
    uitgave = van_deze_versie(UITGAVE)
    geleverd = json.loads(uitgave.read_bytes()) if uitgave.is_file() else {}
    return [naam for naam, som in sommen.items() if not naam.startswith(f"{EIGENMAP}/") and geleverd.get(naam) != som]


def invoer(data: Path, provincies: list[str], kader: Path | None) -> dict[str, str]:
    """Hash of every file that is read for these provincies: their tables, the national ones, the kaders."""
    namen = ["bronnen.csv", *(f"{map_}/{b}" for map_ in ["landelijk", *provincies] for b in bestanden_in(data / map_))]
    uit = {naam: bestand(f"{data}/{naam}") or "" for naam in namen}
    for naam in provincies:
        eigen = PAKKET / "kaders" / naam
        for pad in [kader] if kader else [eigen / b for b in bestanden_in(eigen)]:
            uit[f"kader {naam}/{pad.name}"] = bestand(pad) or ""
    return uit


def bestanden_in(map_: Path) -> list[str]:
    """Every file in a folder and the folders in it, by its name with `/`."""
    begin = len(str(map_)) + 1
    return sorted(f"{m}/{b}"[begin:].replace(os.sep, "/") for m, _, namen in os.walk(map_) for b in namen)


def afdruk(afdrukken: dict[str, str], provincie: str, deel: str) -> str | None:
    """Fingerprint of a part that a document read; None when it cannot be known.

    A document may ask for results of a periode that has none: that there are none is an answer that can change too.
    """
    geen = "geen" if deel.startswith(f"{provincie}: resultaten ") else None
    return afdrukken.get(deel, geen)


# --- the outputs -------------------------------------------------------------------------------------------


# Paths are text here: every file of every report is looked at in each run, and `Path` takes twice the time.


Kolommen = Sequence[list[Any]]
"""Files of a folder as they were made: names, sizes, times. As columns a key of thousands is read twice as fast."""


def uitvoer(map_: Path, namen: Iterable[str]) -> tuple[Kolommen, dict[str, str | None]]:
    """Names, sizes and times of these files in a folder, and the hash of each."""
    lijst = list(namen)
    standen = [os.stat(f"{map_}/{naam}") for naam in lijst]  # noqa: PTH116
    kolommen = lijst, [s.st_size for s in standen], [s.st_mtime_ns for s in standen]
    return kolommen, {naam: bestand(f"{map_}/{naam}") for naam in lijst}


def veranderde_uitvoer(map_: Path, bekend: Kolommen, sommen: Callable[[], Mapping[str, str | None]]) -> list[str]:
    """Names of files that are gone or changed since they were made; what others put beside them is theirs.

    Parameters
    ----------
    bekend : Kolommen
        As they were.
    sommen : callable
        Gives their hashes; asked for only when a file has another time and the same size.
    """
    anders, begin, kijk = [], f"{map_}{os.sep}", os.stat
    for naam, omvang, tijd in zip(*bekend, strict=True):
        try:
            nu = kijk(begin + naam)
        except OSError:
            anders.append(naam)
            continue
        if nu.st_size != omvang or (nu.st_mtime_ns != tijd and bestand(begin + naam) != sommen().get(naam)):
            anders.append(naam)
    return anders


def mappen(map_: Path) -> list[str]:
    """Names of the folders in a folder, in order; none when it is not there."""
    try:
        with os.scandir(map_) as lijst:
            return sorted(deel.name for deel in lijst if deel.is_dir())
    except OSError:
        return []


def omvang(map_: str, bekend: Mapping[str, int]) -> dict[str, int]:
    """Size of every file that a start page may name: what stands in a folder itself, the pages per gemeente and
    those of notebooks of one's own.

    Parameters
    ----------
    bekend : mapping of name to size
        Files that need not be looked at.
    """
    er_zijn = [BRIEVEN] if os.path.isfile(f"{map_}/{BRIEVEN}") else []  # noqa: PTH113
    try:
        with os.scandir(map_) as lijst:
            eigen = [(deel.name, deel.is_file()) for deel in lijst]
        er_zijn += [naam for naam, is_bestand in eigen if is_bestand]
        for naam in (GEMEENTENMAP, EIGENMAP):
            if (naam, False) in eigen:
                with os.scandir(f"{map_}/{naam}") as lijst:
                    er_zijn += sorted(f"{naam}/{deel.name}" for deel in lijst if deel.is_file())
    except OSError:
        pass
    return {naam: bekend[naam] if naam in bekend else os.stat(f"{map_}/{naam}").st_size for naam in er_zijn}  # noqa: PTH116


# --- the key file ------------------------------------------------------------------------------------------

# Of two lines: the key, and what only a run with something to do needs, which is more than half.


def lees(uitvoermap: Path, naam: str) -> dict[str, Any]:
    """The key of a report folder (`utrecht/2023-2`) or of the index; empty when there is none that can be used."""
    sleutel = _regel(uitvoermap, naam, 0)
    return sleutel if sleutel.get("vorm") == VORM else {}


def lees_rest(uitvoermap: Path, naam: str) -> dict[str, Any]:
    """What belongs to a key: `sommen`, and of a report folder `lezingen`."""
    return _regel(uitvoermap, naam, 1)


def _regel(uitvoermap: Path, naam: str, nummer: int) -> dict[str, Any]:
    try:
        som, regel = _lees(f"{uitvoermap}/{MAP}/{naam}.json").split(b"\n")[nummer].split(b" ", 1)
        inhoud = json.loads(regel) if hash_van(regel).encode() == som else {}  # damaged: as if it were not there
    except (OSError, ValueError, IndexError):
        return {}
    return inhoud if isinstance(inhoud, dict) else {}


def sleutels(uitvoermap: Path, provincie: str) -> list[str]:
    """Names of the folders of a provincie that have a key, in order."""
    try:
        namen = os.listdir(f"{uitvoermap}/{MAP}/{provincie}")  # noqa: PTH208
    except OSError:
        return []
    return sorted(naam.removesuffix(".json") for naam in namen if naam.endswith(".json"))


def schrijf(uitvoermap: Path, naam: str, sleutel: dict[str, Any], rest: dict[str, Any]) -> None:
    """Write a key with what belongs to it, after what it describes: whoever is interrupted in between makes it again."""
    pad = uitvoermap / MAP / f"{naam}.json"
    pad.parent.mkdir(parents=True, exist_ok=True)
    nieuw = pad.with_suffix(".nieuw")  # under the lock of the output folder: nobody else writes it
    regels = [json.dumps(r, ensure_ascii=False).encode() for r in ({"vorm": VORM, **sleutel}, rest)]
    nieuw.write_bytes(b"\n".join(f"{hash_van(r)} ".encode() + r for r in regels))
    nieuw.replace(pad)


def verschil(oud: dict[str, Any], nu: dict[str, Any]) -> list[str]:
    """Names of parts that are not what they were."""
    return sorted(naam for naam in {*oud, *nu} if oud.get(naam) != nu.get(naam))
