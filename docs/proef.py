"""Do what the README and the handleiding say, in the order in which they say it, in a fresh clone with an empty home.

Stops at a command that fails, and at one that prints something else than the page shows: a `console` block shows commands
after `$` and what they print (`…` is any number of lines), and in Python `# →` what a line gives. Run from the repository:
`python3 docs/proef.py`; it needs what the README asks for (python3 and make) and git. The files that an analyst would have
at hand (`opgave.xlsx`, …) are made here, with figures that mean nothing; every page begins with the data of the clone.
"""

from __future__ import annotations

import ast
import csv
import os
import re
import shlex
import subprocess
import tempfile
import time
from collections.abc import Iterator
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
kop = ["Gemeente", "Taakstelling", "Achterstand per 1-1", "Gehuisvest 2e helft", "Tijdig gekoppeld"]
schrijf("brief.xlsx", kop, [["Bilt, De", 40, "-", 38, 40], ["Soest", 40, 5, 39, 45]])
kop = ["Periode", "Versie", "Taakstelling", "Achterstand begin", "Totaalopgave", "Realisatie", "Vindplaats"]
schrijf("rapportage.xlsx", kop, [["2024-2", "oorspronkelijk", 900, 130, 1030, 600, "tabel 1"]])
schrijf("stand.xlsx", ["Gemeente", "Realisatie", "Gekoppeld"], ([r["gemeente"], 10 + i % 7, 20] for i, r in enumerate(utrecht)))
with open("cijfers.csv", "w", encoding="utf-8", newline="") as uit:
    kop = "gemeentecode;gemeente;taakstelling;achterstand_begin;realisatie;gekoppeld;trede_vorig;bron;vindplaats"
    print(kop, *(f"{r['gemeentecode']};{r['gemeente']};30;5;20;;1;rapportage-2023-2;proef" for r in utrecht), sep="\\n", file=uit)
"""


def blokken(tekst: str) -> list[tuple[str, str]]:
    """The code blocks of a page, each with its language, without those for another system (conda)."""
    alle = re.findall(r"```(\w*)\n(.*?)```", tekst, flags=re.DOTALL)
    return [(taal, blok) for taal, blok in alle if "conda" not in blok]


def opdrachten(taal: str, blok: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it is shown to print."""
    if taal == "console":
        for deel in re.split(r"^\$ ", blok, flags=re.MULTILINE)[1:]:
            opdracht, *getoond = deel.splitlines()
            yield opdracht, getoond
    elif not taal:
        yield from ((r.partition(" #")[0].strip(), []) for r in blok.splitlines() if re.match(r"(ibt|make)(\s|$)", r))


def als_getoond(uit: str, getoond: list[str]) -> bool:
    """Whether a text is what is shown of it; what follows after the last line that is shown is free."""
    vorm = "".join(".*?" if r == "…" else rf"{re.escape(r)}\n" for r in getoond)
    return bool(re.match(vorm, uit, flags=re.DOTALL))


def voorbeelden(tekst: str) -> None:
    """Run the Python of a page as one program, and compare what a line gives with what stands after `# →`."""
    hier: dict[str, object] = {}
    for taal, blok in blokken(tekst):
        if taal != "python":
            continue
        for regel in ast.parse(blok).body:
            bron, einde = ast.get_source_segment(blok, regel) or "", blok.splitlines()[(regel.end_lineno or 1) - 1]
            if not isinstance(regel, ast.Expr):
                exec(bron, hier)
                continue
            gaf, (_, pijl, getoond) = str(eval(bron, hier)), einde.partition("# → ")
            if pijl and not re.match(rf"{re.escape(gaf)}(\s|$)", getoond):
                raise SystemExit(f"{bron} geeft {gaf}; er staat {getoond}")


def doe(
    opdracht: list[str], map_: Path, omgeving: dict[str, str], tonen: str, getoond: list[str] | None = None
) -> None:
    begin = time.monotonic()
    uit = subprocess.run(opdracht, cwd=map_, env=omgeving, capture_output=True, text=True, check=False)
    vraagt = bool(getoond) and "Er is niets geschreven." in getoond[-1]
    goed = uit.returncode == int(vraagt) and als_getoond(uit.stdout + uit.stderr, getoond or [])
    print(f"{'goed' if goed else 'MISLUKT'}  {time.monotonic() - begin:5.1f} s  {tonen}", flush=True)
    if not goed or "Traceback" in uit.stderr:
        print(f"code {uit.returncode}", uit.stdout[-3000:], uit.stderr[-3000:], sep="\n")
        raise SystemExit(f"Wat de documentatie zegt werkt niet: {tonen}")


def main() -> None:
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_, thuis = Path(tijdelijk, "ibtlib"), Path(tijdelijk, "thuis")
        thuis.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(REPO), str(map_)], check=True)
        pad = f"{map_ / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        houden = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "SSL_", "LANG", "LC_"))}
        omgeving = {**houden, "HOME": str(thuis), "PATH": pad}
        python = str(map_ / ".venv/bin/python")
        for pagina in (map_ / "README.md", *sorted((map_ / "docs/handleiding").glob("*.md"))):
            plek = pagina.relative_to(map_).as_posix()
            print(f"--- {plek}")
            for doel in (["checkout", "-q", "."], ["clean", "-fdq", "data"]):
                subprocess.run(["git", *doel], cwd=map_, check=True)
            tekst = pagina.read_text("utf-8")
            for taal, blok in blokken(tekst):
                if taal == "yaml" and blok.startswith("kader:"):  # the kader that a page shows is one
                    (map_ / "mijn-kader.yaml").write_text(blok, "utf-8")
            for taal, blok in blokken(tekst):
                for opdracht, getoond in opdrachten(taal, blok):
                    if reden := OVERSLAAN.get(opdracht):
                        print(f"overgeslagen   {opdracht}: {reden}")
                        continue
                    doe(shlex.split(opdracht), map_, omgeving, opdracht, getoond)
                    if opdracht == "make reports":
                        doe([python, "-c", BESTANDEN], map_, omgeving, "de bestanden van de analist")
            if "```python" in tekst:
                lees = f"import sys; sys.path.insert(0, 'docs'); import proef; proef.voorbeelden(open({plek!r}, encoding='utf-8').read())"
                doe([python, "-c", lees], map_, omgeving, "de voorbeelden in Python")
            if pagina.name == "README.md":
                with (map_ / "data/raw/utrecht/gemeenten/2024-2.csv").open(encoding="utf-8") as bestand:
                    assert len(list(csv.DictReader(bestand, delimiter=";"))) == 26
        for plek in (
            "index.html",
            "utrecht/2023-2/voortgang.pdf",
            "utrecht/2024-2/voortgang.html",
            "flevoland/2024-2/voortgang.html",
        ):
            if not (map_ / "reports" / plek).is_file():
                raise SystemExit(f"reports/{plek} is er niet")
    print("Alles wat de README en de handleiding zeggen werkt.")


if __name__ == "__main__":
    main()
