"""How fast the batch is, as ratios of things run side by side: one command, one table.

    python bench/batch.py [--perioden 2] [--delen abcdefg]

Every figure is divided by what it is compared with, run in turn in the same minutes on the same machine; a ratio
travels, a number of seconds does not. Only public tools: papermill and nbconvert by their own commands, mystmd
where it is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from land import HALFJAREN, RAW, REPO, maak_land, maak_programma

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as for a user: what was compiled once stays
BIN = Path(sys.executable).parent
KERNEN = os.cpu_count() or 1
PERIODEN = {
    "utrecht": ["2022-2", "2023-1", "2023-2", "2024-1"],
    "voorbeeld": ["2022-1", "2022-2", "2023-1", "2023-2", "2024-1", "2024-2"],
}


# --- measuring --------------------------------------------------------------------------------------------


def duur(doe: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def kortste(ronden: int, *manieren: Callable[[], Any]) -> list[float]:
    """The shortest of some rounds for each of several ways, taken in turn."""
    tijden = [[duur(doe) for doe in manieren] for _ in range(ronden)]
    return [min(kolom) for kolom in zip(*tijden, strict=True)]


def draai(*woorden: object, programma: Path = REPO, **omgeving: str) -> None:
    omgeving = {**os.environ, "PYTHONPATH": str(programma), **omgeving}
    gedaan = subprocess.run([*map(str, woorden)], capture_output=True, text=True, env=omgeving, cwd=programma)
    if gedaan.returncode:
        sys.exit(f"{' '.join(map(str, woorden))}\n{gedaan.stdout}{gedaan.stderr}")


def met_geheugen(*woorden: object, programma: Path = REPO, mag_mislukken: bool = False) -> tuple[float, int]:
    """Seconds, and the most memory (MB, shared pages counted once) of a command with all its processes; Linux."""
    begin = time.perf_counter()
    omgeving = {**os.environ, "PYTHONPATH": str(programma)}
    proces = subprocess.Popen(
        [*map(str, woorden)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=omgeving,
        cwd=programma,
    )
    hoogste, gestopt = 0, threading.Event()

    def kijk() -> None:
        nonlocal hoogste
        while not gestopt.wait(0.25):
            hoogste = max(hoogste, sum(map(_pss, _stam(proces.pid))))

    kijker = threading.Thread(target=kijk)
    kijker.start()
    fout = proces.communicate()[1]
    gestopt.set()
    kijker.join()
    if proces.returncode and mag_mislukken:
        print(fout, file=sys.stderr)
    elif proces.returncode:
        sys.exit(f"{' '.join(map(str, woorden))}\n{fout}")
    return time.perf_counter() - begin, hoogste // 1024


def _stam(pid: int) -> list[int]:
    """A process and all that descend from it."""
    ouders: dict[int, list[int]] = {}
    for pad in Path("/proc").glob("[0-9]*/stat"):
        try:
            ouders.setdefault(int(pad.read_text().rpartition(")")[2].split()[1]), []).append(int(pad.parent.name))
        except OSError:
            continue
    lijst = [pid]
    for lid in lijst:
        lijst += ouders.get(lid, [])
    return lijst


def _pss(pid: int) -> int:
    try:
        regels = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(r.split()[1]) for r in regels if r.startswith("Pss:")), 0)


# --- the ways ---------------------------------------------------------------------------------------------


def ibt(gevraagd: dict[str, list[str]], uitvoer: Path, data: Path = RAW, soorten: int = 99) -> list[object]:
    """Command line of the batch for exactly these perioden; in a fresh Python, as `ibt rapport` is."""
    code = (
        "import sys; from pathlib import Path; from ibtlib.uitvoering import batch;"
        f"batch.SOORTEN = batch.SOORTEN[:{soorten}];"
        f"v = batch.rapporteer({gevraagd!r}, Path({str(data)!r}), Path({str(uitvoer)!r}));"
        "sys.exit('\\n'.join(u.fout for u in v.mislukt) or 0)"
    )
    return [sys.executable, "-c", code]


def naief(gevraagd: dict[str, list[str]], uitvoer: Path, soorten: int = 99) -> None:
    """Three commands per notebook and periode, one after another."""
    from ibtlib.rapport.documenten import SOORTEN

    for provincie, perioden in gevraagd.items():
        for periode in perioden:
            map_ = uitvoer / provincie / periode
            map_.mkdir(parents=True, exist_ok=True)
            for soort in SOORTEN[:soorten]:
                nb = map_ / f"{soort.naam}.ipynb"
                draai(
                    BIN / "papermill",
                    soort.pad,
                    nb,
                    "-p",
                    "provincie",
                    provincie,
                    "-p",
                    "periode",
                    periode,
                    "--no-progress-bar",
                    IBT_DATA=str(RAW),
                )
                draai(BIN / "jupyter-nbconvert", "--to", "ibt_html", nb)
                draai(BIN / "jupyter-nbconvert", "--to", "ibt_pdf", nb)


VLOER = """
import ast, sys, time, os
os.environ["IBT_DATA"] = sys.argv[1]
from pathlib import Path
import nbformat
from ibtlib.uitvoering import voorraad
from ibtlib.publicatie.boom import boom_van
from ibtlib.publicatie.pagina import als_html
from ibtlib.publicatie.pdf import zet
def cellen(nb):
    ruimte = {}
    for cel in nb.cells:
        if cel.cell_type == "code":
            boom = ast.parse(cel.source)
            laatste = boom.body.pop() if boom.body and isinstance(boom.body[-1], ast.Expr) else None
            exec(compile(boom, "cel", "exec"), ruimte)
            if laatste is not None:
                waarde = eval(compile(ast.Expression(laatste.value), "cel", "eval"), ruimte)
                if hasattr(waarde, "_repr_mimebundle_"):
                    waarde._repr_mimebundle_()
def een(pad):
    nb = nbformat.read(pad, as_version=4)
    cellen(nb)
    boom = boom_van(nb)
    als_html(boom)
    zet(boom)
paden = sorted(Path(sys.argv[2]).rglob("notebooks/*.ipynb"))
een(paden[0])
begin = time.perf_counter()
for pad in paden:
    een(pad)
print(time.perf_counter() - begin)
"""


def vloer(uitvoer: Path) -> float:
    """Seconds of the bare work: cells and both exports of every document in one warm process, ÷ cores."""
    uit = subprocess.run(
        [sys.executable, "-c", VLOER, str(RAW), str(uitvoer)], capture_output=True, text=True, cwd=REPO
    )
    if uit.returncode:
        sys.exit(uit.stderr)
    return float(uit.stdout) / KERNEN


# --- the parts --------------------------------------------------------------------------------------------


class Tafel:
    """The table, printed as it grows."""

    def __init__(self) -> None:
        print(f"{KERNEN} kernen\n\n| vergelijking | gemeten | doel |\n|---|--:|--:|")

    def __call__(self, wat: str, gemeten: str, doel: str = "") -> None:
        print(f"| {wat} | {gemeten} | {doel} |", flush=True)


def toon(x: float) -> str:
    return f"{x:.2f}".replace(".", ",")


def deel_a(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    n = aantal(gevraagd)
    snel, langzaam = kortste(1, lambda: draai(*ibt(gevraagd, map_ / "a")), lambda: naief(gevraagd, map_ / "naief"))
    tafel(f"a. naïeve lus ÷ koude batch, {n} documenten", f"{toon(langzaam / snel)} ×", "≥ 15 ×")
    een = {"utrecht": ["2023-2"]}
    snel, langzaam = kortste(
        2, lambda: opnieuw(map_ / "a1", ibt(een, map_ / "a1", soorten=1)), lambda: naief(een, map_ / "n1", 1)
    )
    tafel("a. naïeve lus ÷ koude batch, 1 document", f"{toon(langzaam / snel)} ×", "≥ 4 ×")


def deel_b(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    rondes = [(duur(lambda: opnieuw(map_ / "b", ibt(gevraagd, map_ / "b"))), vloer(map_ / "b")) for _ in range(2)]
    lang, bodem = (min(kolom) for kolom in zip(*rondes, strict=True))
    tafel(
        f"b. koude batch ÷ vloer (warm werk ÷ kernen), {aantal(gevraagd)} documenten",
        f"{toon(lang / bodem)} ×",
        "≤ 1,2 × bij 32",
    )


def deel_c(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    """The notebooks with their own parameters: mystmd has none. To Markdown, because for HTML it fetches a theme from
    the network; that is less work than the batch does, so the ratio flatters mystmd.
    """
    from ibtlib.rapport.documenten import SOORTEN

    wat, doel = "c. mystmd (uitvoeren, naar Markdown) ÷ batch (uitvoeren, HTML en PDF), 4 documenten", "≥ 5 ×"
    pad = os.pathsep.join([str(REPO / "bench/node_modules/.bin"), str(BIN), os.environ["PATH"]])
    myst = shutil.which("myst", path=pad)
    if not myst:
        tafel(wat, "niet gemeten: mystmd is er niet (npm i --prefix bench --no-save mystmd)", doel)
        return
    (map_ / "myst").mkdir()
    (map_ / "myst" / "myst.yml").write_text("version: 1\nproject: {}\n")
    namen = [Path(shutil.copy(soort.pad, map_ / "myst")).name for soort in SOORTEN]
    omgeving = {**os.environ, "IBT_DATA": str(RAW), "IBT_RAPPORT": "ja", "PATH": pad}

    def bouw() -> None:
        shutil.rmtree(map_ / "myst" / "_build", ignore_errors=True)  # its cache of executed notebooks
        opdracht = [myst, "build", *namen, "--md", "--execute", "--ci", "--force"]
        subprocess.run(opdracht, cwd=map_ / "myst", check=True, capture_output=True, env=omgeving)
        assert len(list((map_ / "myst" / "_build").rglob("*.md"))) == len(namen)

    snel, langzaam = kortste(2, lambda: opnieuw(map_ / "c", ibt({"utrecht": ["2023-2"]}, map_ / "c")), bouw)
    tafel(wat, f"{toon(langzaam / snel)} ×", doel)


def deel_d(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    """Eight documents, and 384 of an invented country of twelve provinces (making those takes minutes)."""
    land = maak_land(map_ / "land", 12, 342, HALFJAREN[:8])
    programma = maak_programma(map_ / "programma", land)
    for keuze, vraag in (
        ({"utrecht": ["2023-1", "2023-2"]}, ["2023-1", "2023-2", "--data", RAW]),
        (dict.fromkeys(land, HALFJAREN[:8]), ["--alles", "--data", map_ / "land"]),
    ):
        opdracht = [BIN / "ibt", "rapport", *vraag, "--uitvoer", map_ / f"d{aantal(keuze)}"]
        draai(*opdracht, programma=programma)
        kaal, niets = kortste(
            15,
            lambda: draai(sys.executable, "-c", "pass", programma=programma),
            lambda o=opdracht: draai(*o, programma=programma),
        )
        tafel(f"d. niets veranderd ÷ kale python, {aantal(keuze)} documenten", f"{toon(niets / kaal)} ×", "≤ 8 ×")


def deel_e(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    data = Path(shutil.copytree(RAW, map_ / "raw"))
    koud = duur(lambda: draai(*ibt(gevraagd, map_ / "e", data)))
    pad = data / "utrecht" / "amv.csv"
    kop, rij, *rest = pad.read_text(encoding="utf-8").splitlines()
    plek = kop.split(";").index("aantal")
    cellen = rij.split(";")
    cellen[plek] = str(int(cellen[plek]) + 1)
    pad.write_text("\n".join([kop, ";".join(cellen), *rest, ""]), encoding="utf-8")
    tijden = {p: p.stat().st_mtime_ns for p in (map_ / "e").rglob("*/notebooks/*.ipynb")}
    warm = duur(lambda: draai(*ibt(gevraagd, map_ / "e", data)))
    gemaakt = sum(p.stat().st_mtime_ns != t for p, t in tijden.items())
    tafel(f"e. één cijfer gewijzigd: opnieuw gemaakt van {len(tijden)}", f"{gemaakt}")
    tafel("e. die ronde ÷ de koude batch", f"{toon(warm / koud)} ×")


def deel_f(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    """Two invented provinces of the size of a real one, so that every periode is as much work."""
    land = maak_land(map_ / "twee", 2, 56, HALFJAREN[:8])
    programma = maak_programma(map_ / "programma-f", land)
    paren = [(naam, periode) for naam in land for periode in HALFJAREN[:8]]
    eerste = None
    for n in (1, 2, 4, 8, 16):
        keuze: dict[str, list[str]] = {}
        for naam, periode in paren[:n]:
            keuze.setdefault(naam, []).append(periode)
        tijd, mb = met_geheugen(*ibt(keuze, map_ / f"f{n}", map_ / "twee"), programma=programma)
        per = tijd / aantal(keuze)
        eerste = eerste or per
        tafel(
            f"f. groei: {n} perioden, tijd per document ÷ die bij 1", f"{toon(per / eerste)} × ({mb} MB)", "≤ 1 ×, vlak"
        )


def deel_g(tafel: Tafel, map_: Path, gevraagd: dict[str, list[str]]) -> None:
    kaal, invoer, hulp = kortste(
        15,
        lambda: draai(sys.executable, "-c", "pass"),
        lambda: draai(sys.executable, "-c", "import ibtlib"),
        lambda: draai(BIN / "ibt", "--help"),
    )
    tafel("g. import ibtlib ÷ kale python", f"{toon(invoer / kaal)} ×")
    tafel("g. ibt --help ÷ kale python", f"{toon(hulp / kaal)} ×")


def opnieuw(uitvoer: Path, opdracht: list[object]) -> None:
    shutil.rmtree(uitvoer, ignore_errors=True)
    draai(*opdracht)


def aantal(gevraagd: dict[str, list[str]]) -> int:
    from ibtlib.rapport.documenten import SOORTEN

    return sum(map(len, gevraagd.values())) * len(SOORTEN)


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ontleder.add_argument("--perioden", type=int, default=99, help="at most so many of each province")
    ontleder.add_argument("--delen", default="abcdefg")
    keuze = ontleder.parse_args()
    gevraagd = {naam: perioden[-keuze.perioden :] for naam, perioden in PERIODEN.items()}
    tafel = Tafel()
    with tempfile.TemporaryDirectory() as map_:
        for letter in keuze.delen:
            globals()[f"deel_{letter}"](tafel, Path(map_), gevraagd)


if __name__ == "__main__":
    main()
