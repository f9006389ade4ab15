"""Fresh pythons in turn: what the benchmarks of single commands share. Imports nothing of ibtlib, and is no benchmark itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
RAW = REPO / "data" / "raw"

Tijd = tuple[float, float]  # seconds on the clock, and of the processor


def in_beurten(programmas: Mapping[str, Sequence[str]], ronden: int, **omgeving: str) -> dict[str, list[Tijd]]:
    """The times of every round.

    Parameters
    ----------
    programmas : mapping of name to words after `python`
    ronden : int
        How often each counts; one round before them compiles, and fills the caches of the disk.
    omgeving : str
        Variables of the environment besides those of this process.
    """
    tijden: dict[str, list[Tijd]] = {naam: [] for naam in programmas}
    eigen = {k: w for k, w in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as cache:
        eigen |= {"PYTHONPATH": str(REPO), "PYTHONPYCACHEPREFIX": cache} | omgeving
        for ronde in range(ronden + 1):
            for naam, woorden in programmas.items():
                gemeten = _meet([sys.executable, *woorden], eigen)
                if ronde:
                    tijden[naam].append(gemeten)
    return tijden


def _meet(opdracht: list[str], omgeving: dict[str, str]) -> Tijd:
    voor, begin = os.times(), time.perf_counter()
    subprocess.run(opdracht, check=True, stdout=subprocess.DEVNULL, env=omgeving)
    duur, na = time.perf_counter() - begin, os.times()
    return duur, na.children_user + na.children_system - voor.children_user - voor.children_system
