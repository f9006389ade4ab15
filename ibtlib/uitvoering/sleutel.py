"""Nothing changed, nothing done: of what each document was made, kept in `.sleutels` beside the reports.

Read before pandas or papermill are imported. Hashes decide, not dates; only for the outputs a date that is still
the same spares reading them.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from ibtlib.basis.plaatsen import PAKKET

MAP = ".sleutels"
VORM = 3  # raise it when the meaning of a key file changes
_GEEN_PROGRAMMA = {"__pycache__", "kaders", "notebooks"}  # these are parts by themselves
_ONZICHTBAAR = ("outputs", "execution_count")


def hash_van(inhoud: bytes) -> str:
    """Sixteen characters of the sha256."""
    return hashlib.sha256(inhoud).hexdigest()[:16]


def bestand(pad: Path) -> str | None:
    """Hash of a file, None when it is not there."""
    try:
        return hash_van(pad.read_bytes())
    except OSError:
        return None


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
                som.update(Path(pad).read_bytes())
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
    """Hash of a notebook without what a run replaces: outputs and counts of cells with code."""
    try:
        inhoud = json.loads(pad.read_bytes())
        for cel in inhoud["cells"]:
            if cel.get("cell_type") == "code" and "".join(cel.get("source", "")).strip():
                for naam in _ONZICHTBAAR:
                    cel.pop(naam, None)
        return hash_van(json.dumps(inhoud, sort_keys=True).encode())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return bestand(pad) or "ontbreekt"


def invoer(data: Path, provincies: list[str], kader: Path | None) -> dict[str, str]:
    """Hash of every file that is read for these provincies: their tables, the national ones, the kaders."""
    uit = {}
    for map_ in ["landelijk", *provincies]:
        for pad in _bestanden(data / map_):
            uit[f"{map_}/{pad.relative_to(data / map_).as_posix()}"] = bestand(pad) or ""
    uit["bronnen.csv"] = bestand(data / "bronnen.csv") or ""
    for naam in provincies:
        for pad in [kader] if kader else _bestanden(PAKKET / "kaders" / naam):
            uit[f"kader {naam}/{pad.name}"] = bestand(pad) or ""
    return uit


def _bestanden(map_: Path) -> list[Path]:
    return sorted(Path(m) / b for m, _, namen in os.walk(map_) for b in namen)


def afdruk(afdrukken: dict[str, str], provincie: str, deel: str) -> str | None:
    """Fingerprint of a part that a document read; None when it cannot be known.

    A document may ask for results of a periode that has none: that there are none is an answer that can change too.
    """
    geen = "geen" if deel.startswith(f"{provincie}: resultaten ") else None
    return afdrukken.get(deel, geen)


def instelling(parameters: dict[str, str], formaten: tuple[str, ...], motor: str) -> str:
    """How a document was asked for."""
    return json.dumps([parameters, sorted(formaten), motor], sort_keys=True)


# --- the outputs -------------------------------------------------------------------------------------------


# Paths are text here: every file of every report is looked at in each run, and `Path` takes twice the time.


def uitvoer(map_: Path, namen: Iterable[str] | None = None) -> dict[str, list[Any]]:
    """Size, time and hash of every file in a report folder, or of these."""
    if namen is None:
        namen = (p.relative_to(map_).as_posix() for p in _bestanden(map_))
    return {naam: [*_stand(str(map_ / naam)), bestand(map_ / naam)] for naam in namen}


def _stand(pad: str) -> tuple[int, int]:
    stand = os.stat(pad)  # noqa: PTH116
    return stand.st_size, stand.st_mtime_ns


def veranderde_uitvoer(map_: Path, bekend: dict[str, list[Any]]) -> list[str]:
    """Names of files that are gone or changed since they were made; what others put beside them is theirs."""
    anders, begin = [], f"{map_}{os.sep}"
    for naam, (omvang, tijd, som) in bekend.items():
        try:
            nu = _stand(begin + naam)
        except OSError:
            anders.append(naam)
            continue
        if nu[0] != omvang or (nu[1] != tijd and bestand(map_ / naam) != som):
            anders.append(naam)
    return anders


def mappen(map_: Path) -> list[str]:
    """Names of the folders in a folder, in order; none when it is not there."""
    try:
        with os.scandir(map_) as lijst:
            return sorted(deel.name for deel in lijst if deel.is_dir())
    except OSError:
        return []


def omvang(map_: str, bekend: dict[str, list[Any]]) -> dict[str, int]:
    """Size of every file that a start page may name: pages, volumes, workbooks, and the pages per gemeente.

    Parameters
    ----------
    bekend : dict
        Files whose size is known, as `uitvoer` gives them.
    """
    uit = {}
    for plek, einde in (("", ""), ("gemeenten/", ""), ("tabellen/", ".xlsx")):
        try:
            with os.scandir(f"{map_}/{plek}") as lijst:
                delen = [deel for deel in lijst if deel.name.endswith(einde) and deel.is_file()]
        except OSError:
            continue
        for deel in delen:
            naam = plek + deel.name
            uit[naam] = bekend[naam][0] if naam in bekend else deel.stat().st_size
    return uit


# --- the key file ------------------------------------------------------------------------------------------


def lees(uitvoermap: Path, naam: str) -> dict[str, Any]:
    """The key of a report folder (`utrecht/2023-2`) or of the index; empty when there is none that can be used."""
    try:
        sleutel = json.loads((uitvoermap / MAP / f"{naam}.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return sleutel if isinstance(sleutel, dict) and sleutel.get("vorm") == VORM else {}


def schrijf(uitvoermap: Path, naam: str, sleutel: dict[str, Any]) -> None:
    """Write a key, after what it describes: whoever is interrupted in between makes it again."""
    pad = uitvoermap / MAP / f"{naam}.json"
    pad.parent.mkdir(parents=True, exist_ok=True)
    nieuw = pad.with_suffix(f".{os.getpid()}")
    nieuw.write_text(json.dumps({"vorm": VORM, **sleutel}, ensure_ascii=False), encoding="utf-8")
    nieuw.replace(pad)


def verschil(oud: dict[str, Any], nu: dict[str, Any]) -> list[str]:
    """Names of parts that are not what they were."""
    return sorted(naam for naam in {*oud, *nu} if oud.get(naam) != nu.get(naam))
