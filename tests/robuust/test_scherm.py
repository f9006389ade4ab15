"""What is printed never decides what a command does: the exit code and the files are the same on every screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import RAW, REPO

CIJFERS = str(RAW / "voorbeeld/gemeenten/2023-2.csv")
OMGEVING = {**os.environ, "PYTHONPATH": str(REPO)}
BEOORDEEL = ["beoordeel", CIJFERS, "--periode", "2023-2", "--provincie", "voorbeeld", "--data", str(RAW)]


def draai(
    woorden: list[str], achter: str = "", veilig: bool = False, **omgeving: str
) -> subprocess.CompletedProcess[str]:
    """A command as a shell runs it; the code is its own, not that of what stands behind a pipe."""
    regel = f'"$@" {achter}'
    if "|" in achter:
        regel = f'{{ "$@"; echo $? >&3; }} {achter}'
    met = ["bash", "-c", f"exec 3>&2; {regel}", "bash", sys.executable, "-m", "ibtlib.cli", *woorden]
    return subprocess.run(met, env=OMGEVING | omgeving, cwd=REPO, capture_output=True, text=True, errors="replace")


def code_achter_pijp(gedaan: subprocess.CompletedProcess[str]) -> int:
    return int(gedaan.stderr.strip().splitlines()[-1])


@pytest.mark.parametrize("codering", ["cp1252", "ascii"])
@pytest.mark.parametrize(
    "woorden",
    [
        ["controleer", "--data", str(RAW)],
        ["controleer", "--json", "--data", str(RAW)],
        BEOORDEEL,
        ["rapport", "--help"],
        ["rapport", "2023-2", "--provincie", "nërgens→", "--data", str(RAW)],
    ],
    ids=lambda w: " ".join(w[:2]),
)
def test_a_screen_that_does_not_know_every_letter_changes_nothing_else(woorden: list[str], codering: str) -> None:
    goed, arm = draai(woorden, PYTHONIOENCODING="utf-8"), draai(woorden, PYTHONIOENCODING=codering)
    assert (arm.returncode, arm.stdout.count("\n"), arm.stderr.count("\n")) == (
        goed.returncode,
        goed.stdout.count("\n"),
        goed.stderr.count("\n"),
    )
    assert goed.returncode == (1 if "nërgens→" in woorden else 0) and "Traceback" not in arm.stderr


def test_a_page_is_written_on_every_screen(tmp_path: Path) -> None:
    paginas = []
    for codering in ("utf-8", "cp1252", "ascii"):
        uit = tmp_path / f"{codering}.html"
        gedaan = draai(["controleer", "--data", str(RAW), "--html", str(uit)], PYTHONIOENCODING=codering)
        assert gedaan.returncode == 0, gedaan.stderr
        paginas.append(uit.read_bytes())
    assert paginas[0] == paginas[1] == paginas[2]


def test_who_reads_one_line_does_not_stop_the_command(kopie_data: Path, tmp_path: Path) -> None:
    uit = tmp_path / "uit.html"
    gedaan = draai(["controleer", "--data", str(kopie_data), "--html", str(uit)], "| head -1")
    assert code_achter_pijp(gedaan) == 0 and uit.is_file() and "BrokenPipe" not in gedaan.stderr
    bestand = kopie_data / "utrecht/standen.csv"
    bestand.write_text(bestand.read_text(encoding="utf-8").replace(";570;", ";57O;"), encoding="utf-8")
    assert code_achter_pijp(draai(["controleer", "--data", str(kopie_data)], "| head -1")) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="dit systeem heeft geen /dev/full")
def test_only_output_that_is_the_result_must_be_whole() -> None:
    assert draai(["controleer", "--data", str(RAW)], "> /dev/full").returncode == 0
    gedaan = draai(BEOORDEEL, "> /dev/full")
    assert gedaan.returncode == 1 and "Schrijf naar een bestand met --uit" in gedaan.stderr


def test_a_command_runs_without_a_screen_and_on_a_narrow_one() -> None:
    assert draai(["controleer", "--data", str(RAW)], ">&- 2>&-").returncode == 0
    for breedte in ("40", "1"):
        gedaan = draai(["rapport", "--help"], COLUMNS=breedte)
        assert gedaan.returncode == 0 and "--uitvoer" in gedaan.stdout
