"""How `ibt inlezen` does on thousands of files of which the meaning is known, each in a notation drawn by chance.

Run from the repository: `python bench/inlezen.py [AANTAL] [EERSTE]` (5.000 files from seed 0). It prints how many files
were read exactly, asked about, or refused, for every notation; and every silent difference, of which there must be none.
The generator is that of the tests (`tests/gegevens/inleesproef.py`).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "gegevens"), str(TESTS.parent)]

from inleesproef import maak  # noqa: E402
from inleesuitslag import WIJZEN, lees  # noqa: E402

HOE = ("precies", "vraag", "geweigerd", "anders")


def een(zaad: int) -> tuple[int, list[str], list[tuple[str, str, str]]]:
    """One file, read in every way: its seed, its notations, and per way the outcome and what is different."""
    proef = maak(zaad)
    uit = []
    for wijze in WIJZEN:
        u = lees(proef, wijze)
        uit.append((wijze, u.hoe, u.tekst if u.hoe == "anders" else ""))
    return zaad, proef.notaties, uit


def main() -> int:
    aantal, eerste = (
        (int(a) for a in [*sys.argv[1:], "5000", "0"][:2]) if len(sys.argv) < 3 else map(int, sys.argv[1:3])
    )
    begin, totaal, per_notatie = time.monotonic(), Counter(), {}
    with Pool() as pool:
        for zaad, notaties, uitslagen in pool.imap_unordered(een, range(eerste, eerste + aantal), chunksize=20):
            for wijze, hoe, tekst in uitslagen:
                totaal[wijze, hoe] += 1
                if tekst:
                    print(f"ANDERS zaad {zaad}, {wijze}: {notaties}\n  {tekst}")
            for notatie in set(notaties):
                per_notatie.setdefault(notatie, Counter())[uitslagen[-1][1]] += 1
    print(f"{aantal} bestanden, elk op {len(WIJZEN)} wijzen, in {time.monotonic() - begin:.0f} s")
    for wijze in WIJZEN:
        print(f"  {wijze:20} " + ", ".join(f"{totaal[wijze, h]} {h}" for h in HOE))
    print(f"per notatie, {WIJZEN[-1]}:")
    for notatie, tel in sorted(per_notatie.items()):
        print(f"  {notatie:45} " + ", ".join(f"{tel[h]} {h}" for h in HOE))
    stil = sum(n for (_, hoe), n in totaal.items() if hoe == "anders")
    print(f"stille verschillen: {stil}")
    return 1 if stil else 0


if __name__ == "__main__":
    sys.exit(main())
