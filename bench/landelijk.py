"""A national rehearsal: twelve FICTIONAL provinces, 342 gemeenten, 8 perioden; everything is made, nothing is real.

    python bench/landelijk.py [--provincies 12] [--perioden 8] [--gemeenten 342] [--uitvoer MAP]

Reports documents, time per document, memory, failures, what a second run costs, and whether reading, checking and
judging stay linear in the number of gemeenten.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from batch import KERNEN, draai, kortste, met_geheugen, toon
from land import HALFJAREN, REPO, maak_kader, maak_land, maak_programma


def rechtheid(map_: Path) -> None:
    """Reading, checking and judging: time per gemeente at more and more gemeenten in one province."""
    from ibtlib.beoordeling.beoordeel import beoordeel
    from ibtlib.controle.bevindingen import alle_bevindingen
    from ibtlib.gegevens.gegevens import laad

    eerste = None
    for n in (43, 86, 171, 342):
        data = map_ / f"recht-{n}"
        (naam,) = maak_land(data, 1, n, HALFJAREN[:8])
        kader = maak_kader(map_ / "recht.yaml", naam)

        def alles(naam: str = naam, data: Path = data, kader: Path = kader) -> None:
            g = laad(naam, data, kader)
            alle_bevindingen(g)
            beoordeel(g, HALFJAREN[7])

        (tijd,) = kortste(3, alles)
        eerste = eerste or tijd / n
        print(
            f"| lezen, controleren en beoordelen: {n} gemeenten, per gemeente ÷ die bij 43 | {toon(tijd / n / eerste)} × |"
        )


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ontleder.add_argument("--provincies", type=int, default=12)
    ontleder.add_argument("--perioden", type=int, default=8)
    ontleder.add_argument("--gemeenten", type=int, default=342)
    ontleder.add_argument("--uitvoer", type=Path, help="keep the result here")
    keuze = ontleder.parse_args()
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_ = Path(tijdelijk)
        uitvoer = (keuze.uitvoer or map_ / "reports").resolve()
        land = maak_land(map_ / "raw", keuze.provincies, keuze.gemeenten, HALFJAREN[: keuze.perioden])
        programma = maak_programma(map_ / "programma", land)
        opdracht = [
            sys.executable,
            "-m",
            "ibtlib.cli",
            "rapport",
            "--alles",
            "--data",
            map_ / "raw",
            "--uitvoer",
            uitvoer,
        ]
        begin = time.perf_counter()
        _, mb = met_geheugen(*opdracht, programma=programma, mag_mislukken=True)
        tijd = time.perf_counter() - begin
        paginas = [p for p in uitvoer.rglob("*.html") if p.parent != uitvoer]
        print("| wat | uitkomst |\n|---|--:|")
        print(f"| documenten (html en pdf), {KERNEN} kernen | {len(paginas)} |")
        mislukt = len(list(uitvoer.glob("mislukt/*")))
        print(f"| mislukt | {mislukt} |")
        print(f"| seconden per document | {toon(tijd / len(paginas))} |")
        print(f"| hoogste geheugen van alle processen samen | {mb} MB |")
        if mislukt:
            sys.exit("eerst wat mislukte: de rest meet een tweede ronde waarin niets te doen is")
        kaal, niets = kortste(
            7,
            lambda: draai(sys.executable, "-c", "pass", programma=programma),
            lambda: draai(*opdracht, programma=programma),
        )
        print(f"| nog eens, niets veranderd: ÷ kale python | {toon(niets / kaal)} × |", flush=True)
        rechtheid(map_)


if __name__ == "__main__":
    os.chdir(REPO)
    main()
