"""Kill every command that writes, at points spread over its changes of the file system, with every signal.

Afterwards every folder and every group of files that belongs together is all old or all new, the next run succeeds and
removes what the killed one left, and nothing lives on. Prints the counts. `--punten 100` for how many points per command.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
DOOD = REPO / "tests" / "robuust" / "dood.py"
TEKENS = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")
CODES = {"SIGKILL": {-9}, "SIGTERM": {143}, "SIGHUP": {129}, "SIGINT": {130}}
AF = {0, 1}  # the signal came when the command was over


def inhoud(map_: Path, zonder: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file of a folder, but what a killed command left."""
    return {
        p.relative_to(map_).as_posix(): p.read_bytes()
        for p in sorted(map_.rglob("*"))
        if p.is_file()
        and not any(d.startswith(".ibt-") for d in p.relative_to(map_).parts)
        and not p.relative_to(map_).as_posix().startswith(zonder)
    }


def draai(n: int, teken: str, woorden: list[str], tijdelijk: Path) -> tuple[int, str, float]:
    """The exit code, what was said, and how long it took."""
    begin = time.monotonic()
    gedaan = subprocess.run(
        [sys.executable, str(DOOD), str(n), teken, *woorden],
        env={**os.environ, "PYTHONPATH": str(REPO), "TMPDIR": str(tijdelijk)},
        capture_output=True,
        text=True,
    )
    return gedaan.returncode, gedaan.stderr, time.monotonic() - begin


def groepen(soort: str, map_: Path) -> list[Path]:
    """What must be all old or all new: each folder of reports by itself, else everything together."""
    if soort != "reports":
        return [map_]
    return [p for p in sorted(map_.glob("*/*")) if p.is_dir() and not p.parts[-2].startswith(".")]


def levend(merk: str) -> list[str]:
    """Processes that name this place."""
    uit = []
    for pad in Path("/proc").glob("[0-9]*/environ"):
        try:
            if merk.encode() in pad.read_bytes():
                uit.append(pad.parent.name)
        except OSError:
            continue
    return uit


def beproef(naam: str, woorden: list[str], soort: str, punten: int, werk: Path, veranderd: str) -> Counter[str]:
    """One command, from a state in which everything was made of other figures."""
    oud, nieuw, tijdelijk = werk / "oud", werk / "nieuw", werk / "tijdelijk"
    tijdelijk.mkdir(exist_ok=True)
    telling: Counter[str] = Counter()

    def in_(plek: Path) -> list[str]:
        return [w.replace("{}", str(plek)) for w in woorden]

    shutil.rmtree(oud, ignore_errors=True)
    shutil.copytree(REPO / "data", oud)
    if soort != "raw":
        assert draai(0, "SIGKILL", in_(oud), tijdelijk)[0] == 0
    pad = oud / "raw" / veranderd
    tekst = pad.read_text(encoding="utf-8")
    kop, rij, *rest = tekst.splitlines(keepends=True)
    delen = rij.split(";")
    plek = kop.split(";").index("realisatie")
    delen[plek] = str(int(delen[plek]) + 1)
    pad.write_text("".join([kop, ";".join(delen), *rest]), encoding="utf-8")
    shutil.rmtree(nieuw, ignore_errors=True)
    shutil.copytree(oud, nieuw, symlinks=True)
    code, gezegd, _ = draai(0, "SIGKILL", in_(nieuw), tijdelijk)
    assert code == 0, gezegd
    aantal = int(gezegd.rsplit("wijzigingen: ", 1)[1])
    eind = nieuw / soort
    stappen = sorted({1 + round(i * (aantal - 1) / max(1, punten - 1)) for i in range(punten)})
    for i, n in enumerate(stappen):
        teken = TEKENS[i % len(TEKENS)]
        hier = werk / "hier"
        shutil.rmtree(hier, ignore_errors=True)
        shutil.copytree(oud, hier, symlinks=True)
        code, gezegd, _ = draai(n, teken, in_(hier), tijdelijk)
        telling["gedood"] += 1
        if code not in CODES[teken] | AF or "Traceback" in gezegd:
            telling["andere code of traceback"] += 1
            print(naam, n, teken, code, gezegd[-500:])
        time.sleep(0.2)
        telling["blijft leven"] += len(levend(str(hier)))
        half = [
            g
            for g in groepen(soort, hier / soort)
            if inhoud(g) not in (inhoud(eind / g.relative_to(hier / soort)), inhoud(oud / g.relative_to(hier)))
        ]
        telling["eerst nog te herstellen"] += bool(half)
        for p in tijdelijk.glob("ibt-*"):  # as if the next run came later: what is a minute old has nobody
            os.utime(p, (0, 0))
        code, gezegd, _ = draai(0, "SIGKILL", in_(hier), tijdelijk)
        opnieuw_klaar = code == 0 or (soort == "raw" and inhoud(hier / soort) == inhoud(eind))
        if not opnieuw_klaar or inhoud(hier / soort, (".sleutels",)) != inhoud(eind, (".sleutels",)):
            telling["volgende keer niet goed"] += 1
            print(naam, n, teken, code, gezegd[-500:])
        resten = [p for p in hier.rglob("*") if p.name.startswith((".ibt-", ".bezig-"))]
        # Python itself leaves a file of 4 bytes where it was killed while it tried the folder for temporary files
        telling["resten na de volgende keer"] += len(resten) + len([p for p in tijdelijk.iterdir() if p.is_dir()])
        shutil.rmtree(tijdelijk)
        tijdelijk.mkdir()
    return telling


def main() -> None:
    keuze = argparse.ArgumentParser(description=__doc__)
    keuze.add_argument("--punten", type=int, default=100)
    keuze.add_argument("--alleen", default="", metavar="OPDRACHT")
    keuze.add_argument("--periode", action="append", help="for rapport; default all of the fictional province")
    wat = keuze.parse_args()
    with tempfile.TemporaryDirectory() as map_:
        werk = Path(map_)
        opgave = werk / "opgave.csv"
        opgave.write_text("Gemeente;Taakstelling;Achterstand;Realisatie\nSoest;40;5;39\n", encoding="utf-8")
        perioden = wat.periode or ["--alles"]
        bron = ["--titel", "T", "--uitgever", "U", "--soort", "rijk", "--data", "{}/raw"]
        uit = ["--data", "{}/raw", "--uitvoer", "{}/reports", "--formaat", "html"]
        lees = ["inlezen", str(opgave), "--periode", "2024-2", "--provincie", "utrecht", "--bron", "proef", "--ja"]
        opdrachten = {
            "verwerk": (["verwerk", "--data", "{}/raw"], "processed"),
            "bron": (["bron", "proef", *bron], "raw"),
            "nieuw": (["nieuw", "2024-2", "--provincie", "utrecht", "--data", "{}/raw"], "raw"),
            "nieuw-provincie": (["nieuw-provincie", "Drenthe", "--data", "{}/raw"], "raw"),
            "inlezen": ([*lees, *bron], "raw"),
            "monitor": (["monitor", *uit], "reports"),
            "rapport": (["rapport", *perioden, "--provincie", "voorbeeld", *uit], "reports"),
        }
        for naam, (woorden, soort) in opdrachten.items():
            if wat.alleen in ("", naam):
                veranderd = "tussenstanden/2024-09-01" if naam == "monitor" else "gemeenten/2023-2"
                telling = beproef(naam, woorden, soort, wat.punten, werk, f"voorbeeld/{veranderd}.csv")
                print(f"{naam}: " + ", ".join(f"{n} {w}" for w, n in telling.items()), flush=True)


if __name__ == "__main__":
    main()
