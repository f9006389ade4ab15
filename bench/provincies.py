"""A rehearsal with the twelve real provinces and generated figures: every step of a province that starts, for all of them.

    python bench/provincies.py [--perioden 2] [--brieven flevoland zeeland] [--uitvoer MAP]

`ibt nieuw-provincie` makes each, `ibt inlezen --alle-provincies` reads one generated file of 342 gemeenten per periode, then
reports, letters and the monitor. The figures are drawn at random and belong to nobody: nothing of it is kept unless --uitvoer says so.
Prints documents, failures, the longest document ÷ the middle one, and memory with twelve provinces ÷ with three. Last run, one periode:
79 documents, 0 failures, 4,15 × and 1,04 ×.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from batch import met_geheugen, toon
from land import HALFJAREN, REPO

from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.plaatsen import PROVINCIES

BRON = [
    "--bron",
    "proef-gegenereerd",
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
        doe("inlezen", pad, "--periode", periode, "--alle-provincies", "--ja", "--periode-klopt", "--data", data, *BRON)
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


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ontleder.add_argument("--perioden", type=int, default=2)
    ontleder.add_argument("--brieven", nargs="*", default=["flevoland"], help="of these also a page per gemeente")
    ontleder.add_argument("--uitvoer", type=Path, help="keep the result here")
    keuze = ontleder.parse_args()
    perioden = HALFJAREN[-keuze.perioden :]
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_ = Path(tijdelijk)
        geheugen = []
        for naam, welke in (("drie", PROVINCIES[:3]), ("twaalf", PROVINCIES)):
            data = maak_data(map_ / naam, [p.naam for p in welke], perioden)
            uitvoer = (keuze.uitvoer or map_ / "reports").resolve() if naam == "twaalf" else map_ / "drie-reports"
            geheugen.append(met_geheugen(*ibt("rapport", "--alles", "--data", data, "--uitvoer", uitvoer))[1])
        brieven = [
            doe("rapport", "--alles", "--provincie", p, "--gemeenten", "--data", data, "--uitvoer", uitvoer)
            for p in keuze.brieven
        ]
        monitor = doe("monitor", "--data", data, "--uitvoer", uitvoer)
        opnieuw = doe("rapport", "--alles", "--opnieuw", "--data", data, "--uitvoer", uitvoer)
        tijden = [float(t.replace(",", ".")) for t in re.findall(r"gemaakt: \S+ \((\d+,\d+) s\)", opnieuw)]
        paginas = [p for p in uitvoer.rglob("*.html") if p.name != "index.html"]
        print("| wat | uitkomst |\n|---|--:|")
        print(
            f"| documenten (html en pdf) van {len(PROVINCIES)} provincies, {len(gemeenten())} gemeenten, {len(perioden)} perioden | {len(paginas)} |"
        )
        print(
            f"| mislukt | {sum(u.count('mislukt') for u in (*brieven, monitor, opnieuw)) + len(list(uitvoer.glob('mislukt/*')))} |"
        )
        print(f"| geheugen met twaalf provincies ÷ met drie | {toon(geheugen[1] / geheugen[0])} × |")
        print(f"| langste document ÷ het middelste | {toon(max(tijden) / sorted(tijden)[len(tijden) // 2])} × |")


if __name__ == "__main__":
    main()
