"""Two at once, and what is left behind: nobody loses a row, and nothing outlives its command."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cijferbestand import SOEST, ZEIST, als_csv
from conftest import RAW, REPO

from ibtlib.basis import slot
from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.cli import main
from ibtlib.gegevens.bronnen import laad_bronnen
from ibtlib.uitvoering import batch
from tests.uitvoering.test_uitvoering_proces import leeft, wacht_op
from tests.uitvoeringshulp import klein


def _lees_in(data: Path, bestand: Path, nummers: range) -> None:
    for n in nummers:
        bron = ["--bron", f"proef-{n}", "--titel", "T", "--uitgever", "U", "--soort", "rijk"]
        periode = ["--periode", f"{2019 + n // 2}-{1 + n % 2}", "--periode-klopt", "--provincie", "utrecht"]
        if main(["inlezen", str(bestand), *periode, "--data", str(data), "--ja", *bron]):
            os._exit(1)
        for extra in range(4):
            weet = ["--titel", "T", "--uitgever", "U", "--soort", "rijk", "--data", str(data)]
            if main(["bron", f"erbij-{n}-{extra}", *weet]):
                os._exit(1)


def test_fifty_writes_of_two_commands_at_once_lose_nothing(kopie_data: Path, tmp_path: Path) -> None:
    """Ten files read in and forty sources added, by two processes beside each other."""
    bestand = tmp_path / "opgave.csv"
    bestand.write_text(als_csv(SOEST | {"bron": None, "vindplaats": None}), encoding="utf-8")
    maak = multiprocessing.get_context("spawn").Process
    samen = [maak(target=_lees_in, args=(kopie_data, bestand, r)) for r in (range(0, 10, 2), range(1, 10, 2))]
    for p in samen:
        p.start()
    for p in samen:
        p.join()
    assert [p.exitcode for p in samen] == [0, 0]
    bronnen = laad_bronnen(kopie_data / "bronnen.csv")
    assert {f"proef-{n}" for n in range(10)} | {f"erbij-{n}-{x}" for n in range(10) for x in range(4)} <= set(bronnen)
    assert len(list((kopie_data / "utrecht/gemeenten").glob("*.csv"))) >= 10
    assert not list(kopie_data.glob(".ibt-*"))


def test_a_second_run_on_the_same_reports_says_who_is_busy(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path),))
    uit = tmp_path / "reports"
    with (
        beheer(uit, nieuw=True),
        pytest.raises(AanvraagFout, match=rf"Een andere opdracht is bezig in .*reports \(proces {os.getpid()}"),
    ):
        batch.rapporteer({"utrecht": ["2023-2"]}, RAW, uit, ("html",), 1)
    assert not batch.rapporteer({"utrecht": ["2023-2"]}, RAW, uit, ("html",), 1).mislukt


@pytest.mark.skipif(sys.platform != "linux", reason="groepen van processen zoals Linux ze kent")
def test_what_a_notebook_starts_ends_with_it_and_holds_nobody_up(tmp_path: Path, monkeypatch) -> None:
    """A thread that never ends, and a program."""
    cel = f"""import subprocess, threading, time
threading.Thread(target=time.sleep, args=(600,)).start()
kind = subprocess.Popen(['sleep', '600'])
from pathlib import Path
_ = Path({str(tmp_path / "pid")!r}).write_text(str(kind.pid))"""
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, *cel.splitlines()[:1], "\n".join(cel.splitlines()[1:])),))
    assert not batch.rapporteer({"utrecht": ["2023-2"]}, RAW, tmp_path / "reports", ("html",), 1).mislukt
    assert wacht_op(lambda: not leeft(int((tmp_path / "pid").read_text())))


@pytest.mark.skipif(os.name != "posix", reason="signalen van POSIX")
def test_who_ends_ibt_lab_ends_jupyterlab(tmp_path: Path) -> None:
    """The command becomes JupyterLab: there is one process, and no other to be left."""
    (tmp_path / "jupyterlab.py").write_text(
        f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"
    )
    lab = subprocess.Popen(
        [sys.executable, "-m", "ibtlib.cli", "lab"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPO}"},
        stdout=subprocess.DEVNULL,
    )
    assert wacht_op((tmp_path / "pid").is_file)
    time.sleep(0.2)
    assert int((tmp_path / "pid").read_text()) == lab.pid
    lab.send_signal(signal.SIGTERM)
    assert lab.wait(30) == -signal.SIGTERM


def test_temporary_folders_of_the_dead_are_removed_and_those_of_the_living_stay(tmp_path: Path) -> None:
    dood, levend, vreemd = (tmp_path / n for n in ("ibt-dood", "ibt-levend", "ibt-chromium-x"))
    for map_ in (dood, levend, vreemd):
        map_.mkdir()
    (dood / slot.SLOT).touch()
    with slot.slot(levend):
        slot.ruim_tijdelijk_op(tmp_path)
        assert not dood.exists() and levend.exists() and vreemd.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="de lengte van een naam van een socket op Linux")
def test_the_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    """A long folder for temporary files, no home, another language and time zone, a long path with quotes and braces."""
    uit = []
    lang = tmp_path / ("t" * 120)
    plek = tmp_path / "map met 'quotes' {y} é" / ("p" * 100)
    for map_ in (lang, plek):
        map_.mkdir(parents=True)
    kaal = {k: w for k, w in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH")}
    vreemd = {"TMPDIR": str(lang), "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    for omgeving, waar in (({}, tmp_path / "gewoon"), ({**vreemd, "HOME": "/nergens"}, plek / "uit")):
        gedaan = subprocess.run(
            [sys.executable, "-m", "ibtlib.cli", "rapport", "2023-2", "--data", str(RAW), "--uitvoer", str(waar)],
            env={**kaal, "PYTHONPATH": str(REPO), **omgeving}, capture_output=True, text=True, cwd=REPO,
        )  # fmt: skip
        assert gedaan.returncode == 0, gedaan.stderr
        uit.append(
            {p.relative_to(waar): p.read_bytes() for p in waar.rglob("*") if p.is_file() and ".sleutels" not in p.parts}
        )
    assert uit[0] == uit[1] and len(uit[0]) > 10
    assert not list(lang.iterdir())


def test_text_of_the_data_is_no_formula_in_what_is_written(kopie_data: Path, tmp_path: Path, capsys) -> None:
    """In `data/processed`, in the result of `ibt beoordeel`, and in the empty sheets."""
    for pad in (kopie_data / "utrecht").glob("*.csv"):
        tekst = pad.read_text(encoding="utf-8")
        pad.write_text(tekst.replace(";rapportage-2023-2;", ";rapportage-2023-2;=1+1 ", 3), encoding="utf-8")
    assert main(["verwerk", "--provincie", "utrecht", "--data", str(kopie_data)]) == 0
    bestand, uit = tmp_path / "in.csv", tmp_path / "uit.csv"
    bestand.write_text(als_csv(ZEIST | {"trede_vorig": 2}), encoding="utf-8")
    doe = ["beoordeel", str(bestand), "--periode", "2023-2", "--provincie", "utrecht", "--data", str(kopie_data)]
    assert main([*doe, "--uit", str(uit)]) == 0
    verwerkt = list((kopie_data.parent / "processed/utrecht").glob("*.csv"))
    assert any("'=1+1" in p.read_text(encoding="utf-8") for p in verwerkt)
    for pad in [*verwerkt, uit]:
        cellen = [c for r in pad.read_text(encoding="utf-8-sig").splitlines() for c in r.split(";")]
        assert not [c for c in cellen if c.startswith(("=", "+", "@"))], pad
