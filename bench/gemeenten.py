"""What a page for each of 26 gemeenten costs beside one page: one command, one table.

    python bench/gemeenten.py [--ronden 3]

The pages are made by the batch as `ibt rapport --gemeenten` makes them, without the other documents of the periode,
each command in a fresh Python. The pure cell time is that of the cells alone, in one warm process. Ratios travel, a
number of seconds does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from batch import RAW, draai, kortste

PROVINCIE, PERIODE = "utrecht", "2023-2"

CODE = """
import sys
from pathlib import Path
from ibtlib.rapport.documenten import GEMEENTE
from ibtlib.uitvoering.batch import rapporteer
from ibtlib.uitvoering.uitgaven import Uitgave
v = rapporteer({sys.argv[1]: [sys.argv[2]]}, Path(sys.argv[3]), Path(sys.argv[4]), losse=(sys.argv[5],),
               uitgave=Uitgave((), GEMEENTE, "{wens}"))
sys.exit("\\n".join(u.fout for u in v.mislukt) or 0)
"""


def celtijd() -> tuple[float, int]:
    """Seconds that the cells of one page take on average, warm; and how many gemeenten there are."""
    import nbformat

    from ibtlib.cijfers.posities import posities
    from ibtlib.gegevens.gegevens import laad
    from ibtlib.rapport.documenten import GEMEENTE

    os.environ["IBT_DATA"] = str(RAW)
    cellen = [c.source for c in nbformat.read(GEMEENTE.pad, as_version=4).cells if c.cell_type == "code"]
    codes = list(posities(laad(PROVINCIE, RAW), PERIODE))

    def een(code: str) -> None:
        ruimte: dict[str, object] = {}
        exec(cellen[0], ruimte)
        ruimte |= {"provincie": PROVINCIE, "periode": PERIODE, "gemeente": code}
        for bron in cellen[1:]:
            *voor, laatste = bron.splitlines()
            exec("\n".join(voor), ruimte)
            try:
                toonbaar = eval(laatste, ruimte)
            except SyntaxError:  # an assignment or an import: nothing to show
                exec(laatste, ruimte)
                continue
            toonbaar._repr_mimebundle_()

    een(codes[0])
    begin = time.perf_counter()
    for code in codes:
        een(code)
    return (time.perf_counter() - begin) / len(codes), len(codes)


def main() -> None:
    vraag = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    vraag.add_argument("--ronden", type=int, default=3)
    ronden = vraag.parse_args().ronden
    with tempfile.TemporaryDirectory() as map_:
        nummer = count()

        def maak(wie: str) -> None:
            draai(sys.executable, "-c", CODE, PROVINCIE, PERIODE, RAW, Path(map_) / str(next(nummer)), wie)

        een, alle = kortste(ronden, lambda: maak("De Bilt"), lambda: maak("alle"))
    cel, n = celtijd()
    grens = 3 * een + n * cel
    print(f"| {n} pages ÷ one page | {alle / een:.2f} |")
    print(f"| cells of one page ÷ one page | {cel / een:.3f} |")
    print(f"| {n} pages ÷ (3 × one page + {n} × its cells); goal: at most 1 | {alle / grens:.2f} |")


if __name__ == "__main__":
    main()
