"""Two at once, and what is left behind: nobody loses a row, and nothing outlives its command."""

from __future__ import annotations

import errno
import multiprocessing
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cijferbestand import SOEST, ZEIST, als_csv
from conftest import RAW, REPO

from ibtlib.basis import slot
from ibtlib.basis.bestanden import beheer, schrijf_samen
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.samen import lees_samen
from ibtlib.cli import main
from ibtlib.controle import verwerking
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


def _samen(*opdrachten: list[str]) -> list[tuple[int, str]]:
    """Commands as processes of their own, that all begin when the last one is ready to."""
    begin = "import sys, ibtlib.cli as c; print('klaar', flush=True); input(); sys.exit(c.main())"
    omgeving = {**os.environ, "PYTHONPATH": str(REPO)}
    lopers = [
        subprocess.Popen(
            [sys.executable, "-c", begin, *woorden], env=omgeving, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) for woorden in opdrachten
    ]  # fmt: skip
    for loper in lopers:
        assert loper.stdout.readline() == "klaar\n"
    for loper in lopers:
        loper.stdin.write("\n")
        loper.stdin.flush()
    return [(loper.wait(), loper.stdout.read()) for loper in lopers]


def _inhoud(map_: Path) -> dict[str, bytes]:
    return {p.relative_to(map_).as_posix(): p.read_bytes() for p in map_.rglob("*") if p.is_file()}


@pytest.mark.parametrize("naam", ["tegels", "nieuw", "nieuw-provincie", "bron", "verwerk", "inlezen"])
def test_a_command_twice_at_once_gives_what_it_gives_alone(naam: str, kopie_data: Path, tmp_path: Path) -> None:
    """One does it, the other finds it done (and says so where that is an error)."""
    tegels = kopie_data / "utrecht/tegelkaart.csv"
    if naam == "tegels":
        tegels.write_bytes(b"".join(tegels.read_bytes().splitlines(keepends=True)[:-2]))
    bestand = tmp_path / "opgave.csv"
    bestand.write_text(als_csv(SOEST | {"bron": None, "vindplaats": None}), encoding="utf-8")
    bron = ["proef", "--titel", "T", "--uitgever", "U", "--soort", "rijk"]
    opdracht = {
        "tegels": ["tegels", "utrecht"],
        "nieuw": ["nieuw", "2024-2", "--provincie", "utrecht"],
        "nieuw-provincie": ["nieuw-provincie", "Drenthe"],
        "bron": ["bron", *bron],
        "verwerk": ["verwerk", "--provincie", "utrecht"],
        "inlezen": ["inlezen", str(bestand), "--periode", "2024-2", "--provincie", "utrecht", "--ja", "--bron", *bron],
    }[naam]
    alleen = tmp_path / "alleen/raw"
    shutil.copytree(kopie_data, alleen)
    assert _samen([*opdracht, "--data", str(alleen)])[0][0] == 0
    codes = [code for code, _ in _samen(*[[*opdracht, "--data", str(kopie_data)]] * 3)]
    assert sorted(codes) == ([0, 0, 0] if naam in ("tegels", "verwerk") else [0, 1, 1])
    for map_ in ("raw", "processed"):
        assert _inhoud(kopie_data.parent / map_) == _inhoud(tmp_path / "alleen" / map_)


def test_all_that_write_in_one_data_folder_at_once_lose_nothing(kopie_data: Path, tmp_path: Path) -> None:
    """Every pair of them is among these six; whoever reads in the meantime reads it before or after, never half."""
    tegels = kopie_data / "utrecht/tegelkaart.csv"
    tegels.write_bytes(b"".join(tegels.read_bytes().splitlines(keepends=True)[:-2]))
    bestand = tmp_path / "opgave.csv"
    bestand.write_text(als_csv(SOEST | {"bron": None, "vindplaats": None}), encoding="utf-8")
    bron = ["--titel", "T", "--uitgever", "U", "--soort", "rijk"]
    lees = ["inlezen", str(bestand), "--provincie", "utrecht", "--ja", "--periode-klopt", *bron]
    opdrachten = [
        ["tegels", "utrecht"],
        ["nieuw", "2024-2", "--provincie", "utrecht"],
        ["nieuw-provincie", "Drenthe"],
        ["bron", "erbij", *bron],
        [*lees, "--bron", "een", "--periode", "2024-2"],
        [*lees, "--bron", "twee", "--periode", "2025-1"],
        ["controleer", "--provincie", "utrecht"],
        ["verwerk", "--provincie", "utrecht"],
    ]
    na_elkaar = tmp_path / "na elkaar/raw"
    shutil.copytree(kopie_data, na_elkaar)
    for gedaan in [_samen([*woorden, "--data", str(na_elkaar)]) for woorden in opdrachten]:
        assert gedaan[0][0] == 0, gedaan[0][1]
    for code, gezegd in _samen(*([*woorden, "--data", str(kopie_data)] for woorden in opdrachten)):
        assert code == 0, gezegd
    samen, apart = _inhoud(kopie_data), _inhoud(na_elkaar)
    blad = "utrecht/invulbladen/2024-2.xlsx"  # offers the sources that were there when it was made
    assert samen.pop(blad) and apart.pop(blad)
    assert sorted(samen.pop("bronnen.csv").splitlines()) == sorted(apart.pop("bronnen.csv").splitlines())
    assert samen == apart


def test_figures_do_not_change_between_reading_and_writing_what_is_made_of_them(kopie_data: Path, monkeypatch) -> None:
    """Else who read first and wrote last would put back figures of before."""
    echt, gezien = verwerking.tabellen, []

    def tabellen(g):
        with pytest.raises(AanvraagFout, match="Een andere opdracht is bezig"), beheer(kopie_data, langst=0):
            pass
        gezien.append(g.provincie)
        return echt(g)

    monkeypatch.setattr(verwerking, "tabellen", tabellen)
    assert main(["verwerk", "--data", str(kopie_data)]) == 0
    assert gezien == ["utrecht", "voorbeeld"]
    with beheer(kopie_data, langst=0):
        pass


def test_who_reads_while_it_changes_reads_again(tmp_path: Path) -> None:
    """Two files that belong together; the second is written after the first was read."""
    een, twee = tmp_path / "een", tmp_path / "twee"
    een.write_text("oud")
    twee.write_text("oud")
    keren: list[int] = []

    def lees() -> tuple[str, str]:
        keren.append(len(keren))
        eerst = een.read_text()
        if len(keren) == 1:
            een.write_text("nieuw!")
            twee.write_text("nieuw!")
        if len(keren) == 2:
            twee.write_text("ook nieuw")
            raise ValueError("de twee passen niet bij elkaar")
        return eerst, twee.read_text()

    assert lees_samen(tmp_path, ["een", "twee"], lees) == ("nieuw!", "ook nieuw") and len(keren) == 3
    with pytest.raises(AanvraagFout, match="veranderen steeds terwijl ze gelezen worden"):
        lees_samen(tmp_path, ["een"], lambda: een.write_text("x" * len(een.read_text() + "x")))


def test_a_disk_without_locks_says_so_and_nothing_is_written(tmp_path: Path, monkeypatch) -> None:
    """Some shared disks know none: then nobody can promise that two at once lose nothing."""
    fcntl = pytest.importorskip("fcntl")

    def flock(greep: int, hoe: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(AanvraagFout, match=r"(?s)geen sloten.*Er is niets geschreven"):
        schrijf_samen({tmp_path / "a": b"nieuw"})
    assert not (tmp_path / "a").exists()


def test_the_lock_of_who_is_dead_is_taken_over_whatever_it_says(tmp_path: Path) -> None:
    """A number of a process that lives again, or of another machine: the system knows who holds it, not the text."""
    (tmp_path / slot.SLOT).write_text(f"proces {os.getpid()} op elders: ibt inlezen")
    with slot.slot(tmp_path, langst=0):
        staat_er = (tmp_path / slot.SLOT).read_text()
        assert staat_er.startswith(f"proces {os.getpid()} op {platform.node()}: ")


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


def test_a_temporary_folder_whose_maker_died_before_its_lock_is_removed_later(tmp_path: Path) -> None:
    """Not at once: somebody may just be making it; nor when there is something in it."""
    nu, oud, vol = (tmp_path / naam for naam in ("ibt-nu", "ibt-oud", "ibt-vol"))
    for map_ in (nu, oud, vol):
        map_.mkdir()
    (vol / "van een ander").touch()
    for map_ in (oud, vol):
        os.utime(map_, (0, 0))
    slot.ruim_tijdelijk_op(tmp_path)
    assert nu.is_dir() and vol.is_dir() and not oud.exists()


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
    versie = platform.python_version().encode()
    assert not [pad for pad, inhoud in uit[0].items() if pad.suffix == ".ipynb" and versie in inhoud]
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
