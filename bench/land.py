"""An invented country for the benchmarks: provinces, gemeenten and figures that add up; nothing of it is real."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
RAW = REPO / "data" / "raw"
BRON = "voorbeeld-fictief"
HALFJAREN = [f"{jaar}-{helft}" for jaar in range(2022, 2030) for helft in (1, 2)]


def schrijf(pad: Path, kop: str, rijen: list[list[object]]) -> None:
    """One raw table; every row ends in the fictional source."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    regels = [f"{kop};bron;vindplaats", *(";".join(map(str, [*r, BRON, "verzonnen"])) for r in rijen)]
    pad.write_text("\n".join([*regels, ""]), encoding="utf-8", newline="\n")


def maak_provincie(data: Path, nummer: int, gemeenten: int, perioden: list[str]) -> str:
    """Invent a province: a chain of figures per gemeente that adds up to the results of the province."""
    kans = random.Random(nummer)
    naam = f"fictie-{nummer:02d}"
    map_ = data / naam
    lijst = [(f"GM{400 * nummer + n:04d}", f"Verzinsel {nummer}-{n}") for n in range(1, gemeenten + 1)]
    schrijf(map_ / "provincie.csv", "provinciecode;naam;fictief", [[f"PV{40 + nummer}", f"Fictie {nummer}", "ja"]])
    kop = "gemeentecode;gemeente;geldig_van;geldig_tot;opvolger"
    schrijf(map_ / "gemeentelijst.csv", kop, [[code, g, "", "", ""] for code, g in lijst])
    kop = "gemeentecode;gemeente;afkorting;rij;kolom"
    schrijf(map_ / "tegelkaart.csv", kop, [[c, g, _afkorting(i), i // 8, i % 8] for i, (c, g) in enumerate(lijst)])
    stand = {code: kans.randint(-15, 30) for code, _ in lijst}
    resultaten: list[list[object]] = []
    treden: list[list[object]] = []
    for periode in perioden:
        rijen: list[list[object]] = []
        for code, gemeente in lijst:
            taak = kans.randint(10, 120)
            opgave = taak + stand[code]
            gedaan = max(0, opgave - kans.randint(-10, 25))
            rijen.append([code, gemeente, taak, stand[code], gedaan, max(0, opgave - kans.choice([-5, 0, 0, 8])), ""])
            stand[code] = opgave - gedaan
            treden.append([periode, code, gemeente, 1 if stand[code] <= 0 else kans.choice([2, 2, 3]), ""])
        schrijf(
            map_ / "gemeenten" / f"{periode}.csv",
            "gemeentecode;gemeente;taakstelling;achterstand_begin;realisatie;gekoppeld;trede_vorig",
            rijen,
        )
        taak, begin, gedaan = (sum(int(str(r[k])) for r in rijen) for k in (2, 3, 4))
        pct = [(200 * gedaan + noemer) // (2 * noemer) for noemer in (taak, taak + begin)]  # half up
        resultaten.append([periode, "oorspronkelijk", taak, begin, taak + begin, gedaan, *pct])
    kop = "periode;versie;taakstelling;achterstand_begin;totaalopgave;realisatie;realisatie_pct_taakstelling;realisatie_pct_totaalopgave"
    schrijf(map_ / "resultaten.csv", kop, resultaten)
    schrijf(map_ / "beoordelingen.csv", "periode;gemeentecode;gemeente;trede;grondslag", treden)
    return naam


def _afkorting(i: int) -> str:
    return "".join(chr(65 + (i // 26**k) % 26) for k in (2, 1, 0))


def maak_land(data: Path, provincies: int, gemeenten: int, perioden: list[str]) -> list[str]:
    """All provinces, beside the national tables as shipped."""
    shutil.copytree(RAW / "landelijk", data / "landelijk")
    shutil.copy(RAW / "bronnen.csv", data / "bronnen.csv")
    delen = [gemeenten * i // provincies for i in range(provincies + 1)]
    return [maak_provincie(data, n, tot - van, perioden) for n, (van, tot) in enumerate(pairwise(delen), 1)]


def maak_kader(pad: Path, provincie: str) -> Path:
    """The kader of the shipped fictional province for another one, from the first periode on."""
    tekst = (REPO / "ibtlib" / "kaders" / "voorbeeld" / "2024-1.yaml").read_text(encoding="utf-8")
    tekst = tekst.replace("geldig_vanaf: 2024-1", f"geldig_vanaf: {HALFJAREN[0]}")
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(tekst.replace("provincie: voorbeeld", f"provincie: {provincie}"), encoding="utf-8")
    return pad


def maak_programma(map_: Path, land: Iterable[str]) -> Path:
    """A copy of the program with a kader for each invented province: those stand in the package."""
    zonder = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for deel in ("ibtlib", "notebooks"):
        shutil.copytree(REPO / deel, map_ / deel, ignore=zonder)
    for naam in land:
        maak_kader(map_ / "ibtlib" / "kaders" / naam / f"{HALFJAREN[0]}.yaml", naam)
    return map_
