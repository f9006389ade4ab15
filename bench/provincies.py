"""A rehearsal with the twelve real provinces and generated figures: every step of a province that starts, for all of them.

    python bench/provincies.py [--perioden 4] [--provincies 12] [--uitvoer MAP]

`ibt nieuw-provincie` makes each, `ibt inlezen --alle-provincies` reads one generated file of all gemeenten per periode; every
second province fills in its kader, the others leave it empty. Then the reports of every periode, of the last one a page and a
letter for every gemeente, and the monitor. The figures are drawn at random and belong to nobody: nothing of it is kept unless
--uitvoer says so. Time is processor time, so that a busy machine does not count. The last run stands in README.md.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from batch import met_geheugen, toon
from land import HALFJAREN, REPO, maak_kader

from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.plaatsen import PROVINCIES

BRON = [
    "--titel",
    "Gegenereerd",
    "--uitgever",
    "bench",
    "--soort",
    "eigen",
    "--datum",
    "2025-01-01",
]


def ibt(*woorden: object) -> list[object]:
    return [sys.executable, "-m", "ibtlib.cli", *woorden]


def doe(*woorden: object) -> str:
    gedaan = subprocess.run([*map(str, ibt(*woorden))], capture_output=True, text=True, cwd=REPO)
    if gedaan.returncode:
        sys.exit(f"ibt {' '.join(map(str, woorden))}\n{gedaan.stdout[-2000:]}{gedaan.stderr[-4000:]}")
    return gedaan.stdout


def gemeenten() -> list[dict[str, str]]:
    with (REPO / "data/raw/landelijk/gemeenten.csv").open(encoding="utf-8") as bestand:
        return [r for r in csv.DictReader(bestand, delimiter=";") if not r["geldig_tot"]]


def maak_data(map_: Path, namen: list[str], perioden: list[str]) -> Path:
    """The data folder: each province begun, and its figures read from national files."""
    data = map_ / "raw"
    shutil.copytree(REPO / "data/raw/landelijk", data / "landelijk")
    shutil.copy(REPO / "data/raw/bronnen.csv", data)
    for naam in namen:
        doe("nieuw-provincie", naam, "--data", data)
    for naam in namen[::2]:
        kaders = data / naam / "kaders"
        for leeg in kaders.glob("*.yaml"):
            leeg.unlink()
        maak_kader(kaders / f"{HALFJAREN[0]}.yaml", naam)
    toeval, land = random.Random(342), gemeenten()
    achterstand = {r["gemeentecode"]: toeval.randint(-5, 20) for r in land}
    for periode in map(Periode.lees, perioden):
        kop = f"Achterstand op {datum_voluit(periode.begin)}"
        regels = [["Gemeentecode", "Gemeente", "Provincie", "Taakstelling", kop, "Realisatie", "Gekoppeld"]]
        for r in land:
            taak, begin = toeval.randint(5, 90), achterstand[r["gemeentecode"]]
            gedaan = max(0, taak + toeval.randint(-15, 10))
            regels.append(
                [
                    r["gemeentecode"],
                    r["gemeente"],
                    r["provincie"],
                    taak,
                    begin,
                    gedaan,
                    max(0, taak + begin + toeval.randint(-9, 9)),
                ]
            )
            achterstand[r["gemeentecode"]] = begin + taak - gedaan
        pad = map_ / f"landelijk-{periode}.csv"
        with pad.open("w", encoding="utf-8", newline="") as bestand:
            csv.writer(bestand, delimiter=";").writerows(regels)
        doe(
            "inlezen",
            pad,
            "--periode",
            periode,
            "--alle-provincies",
            "--ja",
            "--periode-klopt",
            "--data",
            data,
            "--bron",
            f"proef-{periode}",
            *BRON,
        )
    volgende = Periode.lees(perioden[-1]).volgende
    stand = f"{volgende.jaar}-{'03' if volgende.helft == 1 else '09'}-15"
    for provincie in data.glob("*/gemeentelijst.csv"):
        with provincie.open(encoding="utf-8") as bestand:
            rijen = [
                [r["gemeentecode"], toeval.randint(0, 20), ""]
                for r in csv.DictReader(bestand, delimiter=";")
                if not r["geldig_tot"]
            ]
        (provincie.parent / "tussenstanden").mkdir()
        with (provincie.parent / "tussenstanden" / f"{stand}.csv").open("w", encoding="utf-8", newline="") as bestand:
            csv.writer(bestand, delimiter=";").writerows([["gemeentecode", "realisatie", "gekoppeld"], *rijen])
    return data


def gemeten(uitvoer: Path, *woorden: object) -> tuple[int, float, int]:
    """Pages that a command made, its processor seconds with all its processes, and its most memory (MB)."""
    voor, al = resource.getrusage(resource.RUSAGE_CHILDREN), len(paginas(uitvoer))
    mb = met_geheugen(*ibt(*woorden, "--uitvoer", uitvoer), mag_mislukken=True)[1]
    na = resource.getrusage(resource.RUSAGE_CHILDREN)
    return len(paginas(uitvoer)) - al, na.ru_utime + na.ru_stime - voor.ru_utime - voor.ru_stime, mb


def paginas(uitvoer: Path) -> list[Path]:
    """The documents: pages with a PDF beside them."""
    return [p for p in uitvoer.rglob("*.html") if p.with_suffix(".pdf").exists()]


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ontleder.add_argument("--perioden", type=int, default=4)
    ontleder.add_argument("--provincies", type=int, default=len(PROVINCIES))
    ontleder.add_argument("--uitvoer", type=Path, help="keep the result here")
    keuze = ontleder.parse_args()
    perioden = HALFJAREN[-keuze.perioden :]
    namen = [p.naam for p in PROVINCIES][: keuze.provincies]

    def regel(wat: str, uitkomst: object) -> None:
        print(f"| {wat} | {uitkomst} |", flush=True)

    print("| wat | uitkomst |\n|---|--:|")
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_ = Path(tijdelijk)
        uitvoer = (keuze.uitvoer or map_ / "reports").resolve()
        data = maak_data(map_, namen, perioden)
        een = [gemeten(map_ / f"een-{p}", "rapport", p, "--provincie", namen[0], "--data", data) for p in perioden]
        per = [tijd / n for n, tijd, _ in een]
        regel("tijd per document, laatste periode ÷ eerste", f"{toon(per[-1] / per[0])} ×")
        n, tijd, mb = gemeten(uitvoer, "rapport", "--alles", "--data", data)
        regel(f"documenten van {len(namen)} provincies, {len(perioden)} perioden, met 07_landelijk", n)
        regel("tijd per document ÷ die van één provincie en periode", f"{toon(tijd / n / per[-1])} ×")
        regel("geheugen ÷ dat van één provincie en periode", f"{toon(mb / een[-1][2])} × ({mb} MB)")
        elk = {
            naam: gemeten(
                uitvoer, "rapport", perioden[-1], "--provincie", naam, "--gemeenten", "--opnieuw", "--data", data
            )
            for naam in namen
        }
        regel("bladen per gemeente, van elke provincie, laatste periode", sum(n for n, *_ in elk.values()))
        lijst = sorted((tijd / (n + een[-1][0]), naam) for naam, (n, tijd, _) in elk.items())
        (laag, wie_laag), (hoog, wie_hoog) = lijst[0], lijst[-1]
        regel(f"tijd per document, {wie_hoog} ÷ {wie_laag}", f"{toon(hoog / laag)} ×")
        geheugen = [mb for *_, mb in elk.values()]
        regel("geheugen daarbij, meeste ÷ minste", f"{toon(max(geheugen) / min(geheugen))} × ({max(geheugen)} MB)")
        regel("monitors", gemeten(uitvoer, "monitor", "--data", data)[0])
        regel(
            "bestanden voor de brieven, een per provincie en periode", len(list(uitvoer.rglob("tabellen/brieven.xlsx")))
        )
        regel(
            "mislukt",
            len([p for plek in map_.rglob("mislukt") for p in plek.iterdir()] + list(uitvoer.glob("mislukt/*"))),
        )


if __name__ == "__main__":
    main()
