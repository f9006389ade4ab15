"""What exact chances cost beside judging the same figures once: 342 gemeenten × 6 perioden, six observed ratios each.

    python bench/kansen.py

One run of the engine judges every gemeente in every periode, past and to come, once. The chances do that, and then judge
whatever each gemeente can come to in the perioden to come: of 6 ** 6 combinations. Measured in turn, best of the
rounds, so that both meet the same machine; once more under a kader that counts perioden.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from land import HALFJAREN, maak_kader, maak_land

from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.gegevens.gegevens import laad
from ibtlib.kader.kaderlezer import KADERMAP
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.kansen import kansen_per_gebied
from ibtlib.scenario.stand import cijferframe
from ibtlib.scenario.vertrekpunt import vertrekpunt

GEMEENTEN, PERIODEN, WAARNEMINGEN, RONDEN = 342, 6, 6, 9


def scenario(map_: Path, kader: Path) -> Uitkomst:
    """An invented province with figures of six perioden, and six to come."""
    g = laad("fictie-01", map_ / "data", kader=kader)
    return doorrekenen(vertrekpunt(g, HALFJAREN[WAARNEMINGEN - 1], PERIODEN, "gemeenten"))


def tijd(functie: Callable[[], object]) -> float:
    """Seconds of one call."""
    begin = time.perf_counter()
    functie()
    return time.perf_counter() - begin


def geheugen(functie: Callable[[], object]) -> float:
    """Most memory (MB) that one call holds at a time, its result included."""
    tracemalloc.start()
    functie()
    meeste = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return meeste / 1e6


def main() -> int:
    """Print seconds of both, their ratio, and the memory of the chances."""
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_ = Path(tijdelijk)
        maak_land(map_ / "data", 1, GEMEENTEN, HALFJAREN[:WAARNEMINGEN])
        kaders = {
            "zonder tellingen": maak_kader(map_ / "kader.yaml"),
            "dat perioden telt": KADERMAP / "voorbeelden" / "zuid-holland.yaml",
        }
        uitkomsten = {naam: scenario(map_, kader) for naam, kader in kaders.items()}
    print(f"{GEMEENTEN} gemeenten × {PERIODEN} perioden, {WAARNEMINGEN} waarnemingen, om en om")
    for naam, uitkomst in uitkomsten.items():
        stand, bekend = uitkomst.stand, uitkomst.vastgesteld()
        frame = cijferframe(stand)
        een = alle = float("inf")
        for _ in range(RONDEN):
            een = min(een, tijd(lambda f=frame, s=stand, b=bekend: beoordeel_panel(f, s.kaders, b, teksten=False)))
            alle = min(alle, tijd(lambda u=uitkomst: kansen_per_gebied(u)))
        print(
            f"kader {naam}: alle kansen {alle:.2f} s, één keer beoordelen {een:.3f} s, verhouding {alle / een:.0f} ×; "
            f"geheugen van de kansen {geheugen(lambda u=uitkomst: kansen_per_gebied(u)):.0f} MB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
