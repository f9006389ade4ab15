"""How near the draws come to the bare random generator on the same cores: 342 gemeenten × 6 perioden × 10.000 draws.

    python bench/onzekerheid.py

Two yardsticks, with the same pieces and threads: numpy's ordinary whole numbers, and its small ones, which cost half.
Each draws one number per choice and does nothing with it; our draws take the choices of several perioden from one
number. Measured in turn, best of the rounds, so that all meet the same machine; once more under a kader that counts.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np

from ibtlib.basis.periode import Periode
from ibtlib.kader.kader import Kaderreeks
from ibtlib.kader.kaderlezer import KADERMAP, laad_kader, laad_kaders
from ibtlib.scenario.kansen import TREKKINGEN, loop
from ibtlib.scenario.overgangstabel import Lot

GEMEENTEN, PERIODEN, WAARNEMINGEN, RONDEN, DOEL = 342, 6, 6, 9, 0.75


def loten(zaad: int = 1) -> list[Lot]:
    """Fictional gemeenten the size of real ones, each with six observed ratios."""
    kans = np.random.default_rng(zaad)
    uit = []
    for i in range(GEMEENTEN):
        eerst, later = (int(n) for n in kans.integers(5, 120, 2))
        gezien = tuple(Fraction(int(n), 100) for n in kans.integers(55, 115, WAARNEMINGEN))
        taken = (eerst, *[later] * (PERIODEN - 1))
        uit.append(
            Lot(
                f"Gemeente {i}",
                int(kans.integers(-10, 30)),
                int(kans.integers(1, 4)),
                taken,
                (None,) * PERIODEN,
                gezien,
            )
        )
    return uit


def kale_generator(draden: int, soort: type = np.uint16) -> None:
    """As many random choices, thrown away."""

    def een(zaad: np.random.SeedSequence) -> None:
        kans = np.random.Generator(np.random.PCG64(zaad))
        for _ in range(PERIODEN):
            kans.integers(0, WAARNEMINGEN, TREKKINGEN, dtype=soort)

    with ThreadPoolExecutor(draden) as pool:
        list(pool.map(een, np.random.SeedSequence(1).spawn(GEMEENTEN)))


def main() -> int:
    """Print draws per second of both, and the ratio."""
    alle, kaders = loten(), laad_kaders(KADERMAP / "utrecht")
    tellend = Kaderreeks((laad_kader(KADERMAP / "voorbeelden" / "zuid-holland.yaml"),))
    perioden = [Periode(2024, 1).plus(n) for n in range(PERIODEN)]
    n = GEMEENTEN * PERIODEN * TREKKINGEN

    def tijd(functie: Callable[[], object]) -> float:
        begin = time.perf_counter()
        functie()
        return time.perf_counter() - begin

    print(f"{GEMEENTEN} gemeenten × {PERIODEN} perioden × {TREKKINGEN} trekkingen = {n / 1e6:.1f} miljoen, om en om")
    for draden in dict.fromkeys((1, os.cpu_count() or 1)):
        klein = gewoon = onze = telt = float("inf")
        for _ in range(RONDEN):
            klein = min(klein, tijd(lambda d=draden: kale_generator(d)))
            gewoon = min(gewoon, tijd(lambda d=draden: kale_generator(d, np.int64)))
            onze = min(onze, tijd(lambda d=draden: loop(alle, perioden, kaders, draden=d)))
            telt = min(telt, tijd(lambda d=draden: loop(alle, perioden, tellend, draden=d)))
        print(
            f"{draden} draden: kansen {n / onze / 1e6:.0f} miljoen trekkingen per seconde; onder een kader dat perioden "
            f"telt {n / telt / 1e6:.0f} miljoen, verhouding {gewoon / telt:.2f}"
        )
        for naam, kaal in (("numpy's gewone integers (int64)", gewoon), ("dezelfde kleine getallen (uint16)", klein)):
            print(f"  kale generator, {naam}: {n / kaal / 1e6:.0f} miljoen; verhouding {kaal / onze:.2f} (doel {DOEL})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
