"""How fast `ibt controleer` is beside the least that reading the same files with pandas takes.

    python bench/controle.py [--ronden 15]

Both are a fresh python each time, in turn; the median of the rounds counts. Processor time is printed as well: it is
what the clock says on a machine that does nothing else. Compiled modules are kept in a folder of the benchmark, for all
three alike, whatever the environment says about them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

REPO = Path(__file__).resolve().parent.parent
RAW = REPO / "data" / "raw"
KAAL = """
import pandas
from pathlib import Path
for pad in sorted(Path({raw!r}).rglob("*.csv")):
    pandas.read_csv(pad, sep=";")
"""
DOEL = 1.5
OMGEVING = {k: w for k, w in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def draai(cache: str, *woorden: str) -> tuple[float, float]:
    """Seconds on the clock and seconds of the processor of one fresh python."""
    voor, begin = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, *woorden],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**OMGEVING, "PYTHONPATH": str(REPO), "PYTHONPYCACHEPREFIX": cache},
    )
    duur, na = time.perf_counter() - begin, os.times()
    return duur, na.children_user + na.children_system - voor.children_user - voor.children_system


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--ronden", type=int, default=15)
    ronden = ontleder.parse_args().ronden
    opdrachten = {
        "import pandas": ("-c", "import pandas"),
        "pandas + lezen": ("-c", KAAL.format(raw=str(RAW))),
        "ibt controleer": ("-m", "ibtlib.cli", "controleer", "--data", str(RAW)),
    }
    tijden: dict[str, list[tuple[float, float]]] = {naam: [] for naam in opdrachten}
    with tempfile.TemporaryDirectory() as cache:
        for ronde in range(ronden + 1):
            for naam, woorden in opdrachten.items():
                gemeten = draai(cache, *woorden)
                if ronde:  # the first compiles, and fills the caches of the disk
                    tijden[naam].append(gemeten)
    klok, rekenen = ({naam: median(t[i] for t in lijst) for naam, lijst in tijden.items()} for i in (0, 1))
    for naam in opdrachten:
        print(f"{naam:16} {klok[naam]:.3f} s klok  {rekenen[naam]:.3f} s rekentijd")
    for wat, seconden in (("klok", klok), ("rekentijd", rekenen)):
        verhouding = seconden["ibt controleer"] / seconden["pandas + lezen"]
        print(
            f"ibt controleer ÷ (pandas + lezen), {wat}: {verhouding:.2f} × (doel: hoogstens {DOEL} ×)".replace(".", ",")
        )


if __name__ == "__main__":
    main()
