"""Do what the README says, in the order in which it says it, in a fresh clone with an empty home; stop at what does not work.

Run from the repository: `python3 docs/proef.py`; it needs what the README asks for (python3 and make) and git. The files
that an analyst would have at hand (`opgave.xlsx`, …) are made here, with figures that mean nothing.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
OVERSLAAN = {"make test": "has been run, or will be", "ibt lab": "opens a browser and waits"}
# what is made for the analyst: figures in Excel, by a Python that has openpyxl
BESTANDEN = """
import csv, nbformat, openpyxl
v4 = nbformat.v4
cellen = [v4.new_code_cell('provincie = "utrecht"\\nperiode = "2023-2"', metadata={"tags": ["parameters"]})]
cellen.append(v4.new_code_cell("import ibtlib as ibt\\ng = ibt.laad(provincie)\\nibt.titel(g, periode, 'Mijn vraag')"))
cellen.append(v4.new_code_cell("ibt.tabel(g.tabellen['standen'], 'Standen', g=g)"))
nbformat.write(v4.new_notebook(cells=cellen), "mijn.ipynb")
with open("data/raw/landelijk/gemeenten.csv", encoding="utf-8") as bestand:
    land = [r for r in csv.DictReader(bestand, delimiter=";") if not r["geldig_tot"]]
utrecht = [r for r in land if r["provincie"] == "Utrecht"]
def schrijf(naam, kop, rijen):
    boek = openpyxl.Workbook()
    for rij in [kop, *rijen]:
        boek.active.append(rij)
    boek.save(naam)
kop = ["Gemeente", "Provincie", "Taakstelling", "Achterstand begin", "Realisatie"]
schrijf("opgave.xlsx", kop, ([r["gemeente"], r["provincie"], 30 + i % 9, 5, 20 + i % 7] for i, r in enumerate(land)))
schrijf("treden.xlsx", ["Gemeente", "Trede", "Grondslag"], ([r["gemeente"], 1 + i % 2, "totaalopgave"] for i, r in enumerate(utrecht)))
with open("cijfers.csv", "w", encoding="utf-8", newline="") as uit:
    kop = "gemeentecode;gemeente;taakstelling;achterstand_begin;realisatie;gekoppeld;trede_vorig;bron;vindplaats"
    print(kop, *(f"{r['gemeentecode']};{r['gemeente']};30;5;20;;1;rapportage-2023-2;proef" for r in utrecht), sep="\\n", file=uit)
"""


def blokken(tekst: str) -> list[tuple[str, str]]:
    """The code blocks of a page, each with its language, without those for another system (conda)."""
    alle = re.findall(r"```(\w*)\n(.*?)```", tekst, flags=re.DOTALL)
    return [(taal, blok) for taal, blok in alle if "conda" not in blok]


def opdrachten(blok: str) -> list[str]:
    return [r.partition(" #")[0].strip() for r in blok.splitlines() if re.match(r"(ibt|make)(\s|$)", r)]


def doe(opdracht: list[str], map_: Path, omgeving: dict[str, str], tonen: str) -> None:
    begin = time.monotonic()
    uit = subprocess.run(opdracht, cwd=map_, env=omgeving, capture_output=True, text=True, check=False)
    print(
        f"{'goed' if uit.returncode == 0 else f'MISLUKT ({uit.returncode})'}  {time.monotonic() - begin:5.1f} s  {tonen}",
        flush=True,
    )
    if uit.returncode or "Traceback" in uit.stderr:
        print(uit.stdout[-3000:], uit.stderr[-3000:], sep="\n")
        raise SystemExit(f"Wat de documentatie zegt werkt niet: {tonen}")


def main() -> None:
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_, thuis = Path(tijdelijk, "ibtlib"), Path(tijdelijk, "thuis")
        thuis.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(REPO), str(map_)], check=True)
        pad = f"{map_ / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        houden = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "SSL_", "LANG", "LC_"))}
        omgeving = {**houden, "HOME": str(thuis), "PATH": pad}
        begin = ""
        for taal, blok in blokken((map_ / "README.md").read_text("utf-8")):
            if taal == "python":
                doe(
                    [str(map_ / ".venv/bin/python"), "-c", f"{begin}\n{blok}"],
                    map_,
                    omgeving,
                    "het voorbeeld in Python",
                )
                begin = blok
            for opdracht in opdrachten(blok):
                if reden := OVERSLAAN.get(opdracht):
                    print(f"overgeslagen     {opdracht}: {reden}")
                    continue
                doe(shlex.split(opdracht), map_, omgeving, opdracht)
                if opdracht == "make reports":
                    doe(
                        [str(map_ / ".venv/bin/python"), "-c", BESTANDEN], map_, omgeving, "de bestanden van de analist"
                    )
        for plek in (
            "index.html",
            "utrecht/2023-2/voortgang.pdf",
            "utrecht/2024-2/voortgang.html",
            "flevoland/2024-2/voortgang.html",
        ):
            if not (map_ / "reports" / plek).is_file():
                raise SystemExit(f"reports/{plek} is er niet")
        with (map_ / "data/raw/utrecht/gemeenten/2024-2.csv").open(encoding="utf-8") as bestand:
            assert len(list(csv.DictReader(bestand, delimiter=";"))) == 26
    print("Alles wat de README zegt werkt.")


if __name__ == "__main__":
    main()
