"""Every command on every screen: the same exit code and the same files, whatever can or cannot be printed."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cijferbestand import SOEST, ZEIST, als_csv
from conftest import RAW, vervang

from ibtlib import cli
from ibtlib.uitvoering import batch
from tests.uitvoeringshulp import klein

VREEMD = "Őrség → ≥ ţ"  # no letter of these is in cp1252 or ascii
_BRON = ["--bron", "proef", "--titel", VREEMD, "--uitgever", VREEMD, "--soort", "rijk"]
_UIT = ["--data", "{}/raw", "--uitvoer", "{}/uit ő", "--formaat", "html", "--werkers", "1"]
_LEES = ["inlezen", "{}/opgave ő.csv", "--periode", "2024-2", "--provincie", "utrecht", "--data", "{}/raw"]
_REKEN = ["beoordeel", "{}/cijfers ő.csv", "--periode", "2023-2", "--provincie", "utrecht", "--data", "{}/raw"]

# each command as it succeeds, and as it says that it cannot, both with letters that a screen may not know
GOED = {
    "": [],
    "rapport": ["rapport", "2023-2", "--waarom", *_UIT],
    "monitor": ["monitor", "--provincie", "voorbeeld", "--peildatum", "2024-09-01", *_UIT],
    "nieuw": ["nieuw", "2024-2", "--provincie", "utrecht", "--data", "{}/raw"],
    "nieuw-provincie": ["nieuw-provincie", "Fryslân", "--data", "{}/raw"],
    "tegels": ["tegels", "voorbeeld", "--data", "{}/raw"],
    "inlezen": [*_LEES, *_BRON, "--ja"],
    "bron": ["bron", "proef", *_BRON[2:], "--data", "{}/raw"],
    "controleer": ["controleer", "--html", "{}/ő.html", "--data", "{}/raw"],
    "beoordeel": [*_REKEN, "--uit", "{}/ő.csv"],
    "verwerk": ["verwerk", "--provincie", "utrecht", "--data", "{}/raw"],
    "vergelijk": ["vergelijk", "{}/raw", "{}/anders", "--csv", "{}/ő.csv", "--html", "{}/ő.html"],
    "lab": ["lab", "--port=8889"],
}
FOUT = {
    "rapport": ["rapport", "2023-2", "--provincie", VREEMD, *_UIT],
    "monitor": ["monitor", "--peildatum", VREEMD, *_UIT],
    "nieuw": ["nieuw", VREEMD, "--provincie", "utrecht", "--data", "{}/raw"],
    "nieuw-provincie": ["nieuw-provincie", VREEMD, "--data", "{}/raw"],
    "tegels": ["tegels", VREEMD, "--data", "{}/raw"],
    "inlezen": [*_LEES, "--bron", VREEMD],
    "bron": ["bron", "rapportage-2023-2", *_BRON[2:], "--data", "{}/raw"],
    "controleer": ["controleer", "--data", "{}/stuk ő"],
    "beoordeel": [*_REKEN[:1], "{}/ő bestaat niet.csv", *_REKEN[2:]],
    "verwerk": ["verwerk", "--provincie", VREEMD, "--data", "{}/raw"],
    "vergelijk": ["vergelijk", VREEMD, "{}/raw"],
}


def map_(plek: Path) -> None:
    """What the commands work on."""
    shutil.copytree(RAW, plek / "raw")
    vervang(plek / "raw/bronnen.csv", "rapportage-2023-2;", f"rapportage-2023-2;{VREEMD} ")
    (plek / "opgave ő.csv").write_text(als_csv(SOEST | {"bron": None, "vindplaats": None}), encoding="utf-8")
    (plek / "cijfers ő.csv").write_text(als_csv(ZEIST | {"trede_vorig": 2}), encoding="utf-8")
    shutil.copytree(plek / "raw", plek / "anders")
    vervang(plek / "anders/bronnen.csv", VREEMD, VREEMD[::-1])
    tegels = plek / "raw/voorbeeld/tegelkaart.csv"
    tegels.write_bytes(b"".join(tegels.read_bytes().splitlines(keepends=True)[:-1]))
    shutil.copytree(plek / "raw", plek / "stuk ő")
    vervang(plek / "stuk ő/bronnen.csv", "rapportage-2023-2;", f"{VREEMD};")


def bestanden(plek: Path) -> dict[str, bytes]:
    return {
        p.relative_to(plek).as_posix(): p.read_bytes()
        for p in sorted(plek.rglob("*"))
        if p.is_file() and ".sleutels" not in p.parts
    }


def op_scherm(codering: str, bestand: Path) -> io.TextIOWrapper:
    """A screen, redirected to a file, or one that nobody reads any more."""
    if codering != "dichte pijp":
        return bestand.open("w", encoding=codering, errors="strict")
    lees, schrijf = os.pipe()
    os.close(lees)
    return io.TextIOWrapper(io.FileIO(schrijf, "w"), encoding="utf-8", write_through=True)


@pytest.fixture
def draai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str], str], tuple[int, list[int], dict[str, bytes]]]:  # fmt: skip
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path),))
    monkeypatch.setattr("ibtlib.basis.omgeving.word", lambda opdracht: 0)  # JupyterLab itself

    def een(woorden: list[str], codering: str) -> tuple[int, list[int], dict[str, bytes]]:
        plek = tmp_path / "hier"
        shutil.rmtree(plek, ignore_errors=True)
        map_(plek)
        monkeypatch.chdir(plek)
        monkeypatch.setenv("IBT_DATA", str(plek / "raw"))
        schermen = [tmp_path / naam for naam in ("stdout", "stderr")]
        with monkeypatch.context() as m:
            m.setattr(sys, "argv", ["ibt", *(w.replace("{}", str(plek)) for w in woorden)])
            for pad in schermen:
                m.setattr(sys, pad.name, op_scherm(codering, pad))
            code = cli.main()
            for pad in schermen:
                getattr(sys, pad.name).close()
        regels = [] if codering == "dichte pijp" else [pad.read_bytes().count(b"\n") for pad in schermen]
        return code, regels, bestanden(plek)

    return een


def test_no_command_is_forgotten() -> None:
    assert GOED.keys() == cli.OPDRACHTEN.keys() and GOED.keys() - FOUT.keys() == {"", "lab"}


@pytest.mark.parametrize(("lot", "naam"), [(0, n) for n in GOED] + [(1, n) for n in FOUT])
def test_what_can_be_printed_decides_nothing(lot: int, naam: str, draai) -> None:
    woorden = (GOED, FOUT)[lot][naam]
    code, regels, er = draai(woorden, "utf-8")
    assert code == lot and (any(regels) or naam == "lab"), regels
    for codering in ("cp1252", "ascii"):
        assert draai(woorden, codering) == (code, regels, er), codering
    assert draai(woorden, "dichte pijp")[::2] == (code, er)
