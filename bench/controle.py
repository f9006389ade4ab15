"""How fast `ibt controleer` is beside the least that reading the same files with pandas takes.

    python bench/controle.py [--ronden 15]

Both are a fresh python each time, in turn; the median of the rounds counts. Processor time is printed as well: it is
what the clock says on a machine that does nothing else. Compiled modules are kept in a folder of the benchmark, for all
three alike, whatever the environment says about them.
"""

from __future__ import annotations

import argparse
from statistics import median

from beurten import RAW, in_beurten

KAAL = """
import pandas
from pathlib import Path
for pad in sorted(Path({raw!r}).rglob("*.csv")):
    pandas.read_csv(pad, sep=";")
"""
DOEL = 1.5


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--ronden", type=int, default=15)
    ronden = ontleder.parse_args().ronden
    opdrachten = {
        "import pandas": ("-c", "import pandas"),
        "pandas + lezen": ("-c", KAAL.format(raw=str(RAW))),
        "ibt controleer": ("-m", "ibtlib.cli", "controleer", "--data", str(RAW)),
    }
    tijden = in_beurten(opdrachten, ronden)
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
