"""How fast the first minute of an analyst is: the import, and the first chart, beside plain pandas and matplotlib.

    python bench/verkennen.py [--ronden 15]

Each is a fresh python each time, in turn; the median of the rounds counts. Processor time is printed as well: it is what the
clock says on a machine that does nothing else. The plain side reads, counts and draws the same figures: once from the one file
that it needs, once having read every file that `laad` reads and checks.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median

from beurten import RAW, in_beurten

GROOTSTE_IMPORT, GROOTSTE_PLAATJE = 2.5, 1.3
TEKEN = """
import matplotlib.pyplot as plt
index.plot()
plt.savefig({plaatje!r})
"""
EEN_BESTAND = """
import pandas as pd
frame = pd.read_csv({raw!r} + "/utrecht/resultaten.csv", sep=";").drop_duplicates("periode", keep="last")
taakstelling = frame.set_index("periode")["taakstelling"]
taakstelling = taakstelling.reindex([f"{{jaar}}-{{helft}}" for jaar in range(2020, 2025) for helft in (1, 2)][:9])
index = taakstelling / taakstelling["2020-1"]
"""
ALLE_BESTANDEN = """
import pandas as pd
from pathlib import Path
for map_ in ("utrecht", "landelijk"):
    for pad in sorted(Path({raw!r}, map_).rglob("*.csv")):
        pd.read_csv(pad, sep=";")
"""
IBT = """
import ibtlib as ibt
index = ibt.trend(ibt.laad("utrecht", {raw!r})).index(basis="2020-1")
"""


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--ronden", type=int, default=15)
    ronden = ontleder.parse_args().ronden
    with tempfile.TemporaryDirectory() as map_:
        waar = {"raw": str(RAW), "plaatje": str(Path(map_, "plaatje.png"))}
        programmas = {
            "python": "pass",
            "import ibtlib": "import ibtlib",
            "een bestand": (EEN_BESTAND + TEKEN).format(**waar),
            "alle bestanden": (ALLE_BESTANDEN + EEN_BESTAND + TEKEN).format(**waar),
            "ibtlib": (IBT + TEKEN).format(**waar),
        }
        tijden = in_beurten({naam: ("-c", tekst) for naam, tekst in programmas.items()}, ronden, MPLBACKEND="agg")
    for plek, soort in enumerate(("klok", "processor")):
        midden = {naam: median(t[plek] for t in lijst) for naam, lijst in tijden.items()}
        print(
            f"{soort:<10} import ibtlib ÷ python {midden['import ibtlib'] / midden['python']:.2f} × "
            f"(doel hoogstens {GROOTSTE_IMPORT})   "
            f"eerste grafiek ÷ pandas, alle bestanden {midden['ibtlib'] / midden['alle bestanden']:.2f} ×, "
            f"een bestand {midden['ibtlib'] / midden['een bestand']:.2f} × (doel hoogstens {GROOTSTE_PLAATJE})"
        )


if __name__ == "__main__":
    main()
