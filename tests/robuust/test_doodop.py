"""Killed at every change that a command makes to the file system: what belongs together is all old or all new.

`bench/doodop.py` does the same for the batch, with every signal.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cijferbestand import SOEST, als_csv
from conftest import RAW

from ibtlib.basis import bestanden
from ibtlib.basis.bestanden import herstel
from ibtlib.cli import main
from ibtlib.controle import verwerking
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.innameregister import laad_register
from tests.robuust.dood import Teller

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="dit systeem kan een proces niet verdubbelen")
MEESTE = 100  # changes of one command; the limit only ends a test that would go on for ever


@pytest.fixture(autouse=True)
def zonder_wachten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed loses nothing that it wrote; waiting for the disk is for when the power fails."""
    monkeypatch.setattr(os, "fsync", lambda greep: None)


def sterf(doe: Callable[[], object], wanneer: int) -> bool:
    """Do it in a process that is killed at its nth change; whether it was."""
    if not (kind := os.fork()):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.addaudithook(Teller(wanneer, signal.SIGKILL))
        try:
            doe()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(kind, 0)[1])


def elk_punt(doe: Callable[[], object], begin: Callable[[], None]) -> Iterator[int]:
    """Kill it at every point in turn, each time from the same begin; in the end it was not killed any more."""
    for n in range(1, MEESTE):
        begin()
        if not sterf(doe, n):
            assert n > 5, "er werd niets gewijzigd"
            return
        yield n
    raise AssertionError("te veel wijzigingen")


def inhoud(map_: Path) -> dict[str, bytes]:
    """Every file but what a killed command left."""
    return {
        p.relative_to(map_).as_posix(): p.read_bytes()
        for p in sorted(map_.rglob("*"))
        if p.is_file() and not any(deel.startswith(".ibt-") for deel in p.relative_to(map_).parts)
    }


def resten(map_: Path) -> list[str]:
    return [p.name for p in map_.rglob(".ibt-*")]


@pytest.fixture(params=[True, False], ids=["in één stap", "zoals op Windows"])
def wissel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Systems that can exchange two names in one step, and those that cannot."""
    if not request.param:
        monkeypatch.setattr(bestanden, "_verwissel", lambda een, ander: False)
    return bool(request.param)


def test_verwerk_leaves_a_folder_that_is_old_or_new(
    voorbeeld: Gegevens, tmp_path: Path, wissel: bool, monkeypatch
) -> None:
    gemaakt = verwerking.tabellen(voorbeeld)
    monkeypatch.setattr(verwerking, "tabellen", lambda g: gemaakt)  # it is the writing that is killed
    verwerkt, bewaard = tmp_path / "processed", tmp_path / "bewaard"
    verwerking.verwerk(voorbeeld, verwerkt)
    (verwerkt / "voorbeeld/LEESMIJ.txt").write_text("van de provincie zelf")
    nieuw = inhoud(verwerkt)
    (verwerkt / "voorbeeld/oud.csv").write_text("een tabel die vervalt")
    (verwerkt / "voorbeeld/datapackage.json").write_text("van de vorige keer")
    oud = inhoud(verwerkt)
    verwerkt.rename(bewaard)
    gezien = set()
    for _ in elk_punt(lambda: verwerking.verwerk(voorbeeld, verwerkt), lambda: zet_terug(bewaard, verwerkt)):
        if not wissel:
            herstel(verwerkt)
        assert inhoud(verwerkt) in (oud, nieuw)
        gezien.add(inhoud(verwerkt) == nieuw)
        verwerking.verwerk(voorbeeld, verwerkt)
        assert inhoud(verwerkt) == nieuw and not resten(verwerkt)
    assert gezien == {True, False}


def zet_terug(bewaard: Path, map_: Path) -> None:
    shutil.rmtree(map_, ignore_errors=True)
    shutil.copytree(bewaard, map_)


def test_inlezen_leaves_original_receipt_register_and_table_of_one_state(tmp_path: Path, kopie_data: Path, wissel: bool, capsys) -> None:  # fmt: skip
    """And the next command, whatever it is, puts right what was interrupted before it reads."""
    bestand = tmp_path / "opgave.csv"
    bestand.write_text(als_csv(SOEST | {"bron": None, "vindplaats": None}), encoding="utf-8")
    lees = ["inlezen", str(bestand), "--periode", "2024-2", "--provincie", "utrecht", "--data", str(kopie_data)]
    lees += ["--bron", "proef", "--titel", "T", "--uitgever", "U", "--soort", "rijk", "--ja"]
    shutil.copytree(kopie_data, tmp_path / "bewaard")
    oud = inhoud(kopie_data)
    assert main(lees) == 0, capsys.readouterr().err
    nieuw = inhoud(kopie_data)
    assert len(nieuw) > len(oud) + 2
    gezien = set()
    for n in elk_punt(lambda: main(lees), lambda: zet_terug(tmp_path / "bewaard", kopie_data)):
        laad_register("utrecht", kopie_data)  # as every command that reads
        er_is = inhoud(kopie_data)
        assert er_is in (oud, nieuw)
        gezien.add(er_is == nieuw)
        if er_is == oud and n % 4 == 0:
            assert main(lees) == 0
            er_is = nieuw
        assert inhoud(kopie_data) == er_is and not resten(kopie_data)
    assert gezien == {True, False}


@pytest.mark.parametrize(
    ("doe", "wat"),
    [
        (["bron", "proef", "--titel", "T", "--uitgever", "U", "--soort", "rijk"], "bronnen.csv"),
        (["nieuw", "2024-2", "--provincie", "utrecht"], "invulbladen"),
        (["nieuw-provincie", "Fryslân"], "fryslan/"),
        (["tegels", "utrecht"], "tegelkaart.csv"),
    ],
    ids=lambda x: x[0] if isinstance(x, list) else "",
)
def test_the_other_commands_that_write_do_all_or_nothing(doe: list[str], wat: str, kopie_data: Path, capsys) -> None:
    doe = [*doe, "--data", str(kopie_data)]
    tegels = kopie_data / "utrecht/tegelkaart.csv"
    if doe[0] == "tegels":  # two gemeenten without one
        tegels.write_bytes(b"".join(tegels.read_bytes().splitlines(keepends=True)[:-2]))
    shutil.copytree(kopie_data, kopie_data.parent / "bewaard")
    oud = inhoud(kopie_data)
    assert main(doe) == 0
    nieuw = inhoud(kopie_data)
    assert any(wat in naam for naam in nieuw if nieuw[naam] != oud.get(naam))

    for _ in elk_punt(lambda: main(doe), lambda: zet_terug(kopie_data.parent / "bewaard", kopie_data)):
        herstel(kopie_data)
        er_is = inhoud(kopie_data)
        assert er_is in (oud, nieuw)
        klaar = 0 if doe[0] == "tegels" else 1  # it is there already, says the command
        assert main(doe) == (klaar if er_is == nieuw else 0)
        assert inhoud(kopie_data) == nieuw and not resten(kopie_data)


def test_a_disk_that_refuses_at_any_point_leaves_all_as_it_was(tmp_path: Path, wissel: bool, monkeypatch) -> None:
    """Three files of which one is new and one goes; the third rename fails, or the second, or the first."""
    for mislukt in range(1, 5):
        map_ = tmp_path / str(mislukt)
        map_.mkdir()
        for naam in ("a", "b", "c"):
            (map_ / naam).write_text("oud")
        oud = inhoud(map_)
        keren = iter(range(1, 100))
        echt = bestanden._zet

        def zet(nieuw: Path, doel: Path, plek: Path, keren=keren, grens=mislukt, echt=echt) -> None:
            if next(keren) == grens:
                raise PermissionError(13, "Permission denied", str(doel))
            echt(nieuw, doel, plek)

        with monkeypatch.context() as m:
            m.setattr(bestanden, "_zet", zet)
            wat = {map_ / "a": b"nieuw", map_ / "c": None, map_ / "d": b"nieuw", map_ / "b": b"nieuw"}
            if mislukt == 4:  # three files are put somewhere: none is refused
                bestanden.schrijf_samen(wat)
                assert inhoud(map_) == {"a": b"nieuw", "b": b"nieuw", "d": b"nieuw"}
                continue
            with pytest.raises(bestanden.AanvraagFout, match="geen toegang"):
                bestanden.schrijf_samen(wat)
        assert inhoud(map_) == oud and not resten(map_)


def test_ctrl_c_within_a_switch_is_heard_after_it(tmp_path: Path, wissel: bool, monkeypatch) -> None:
    (tmp_path / "a").write_text("oud")
    echt, keren = bestanden._zet, iter([True])

    def zet(nieuw: Path, doel: Path, plek: Path) -> None:
        echt(nieuw, doel, plek)
        if next(keren, False):
            raise KeyboardInterrupt

    monkeypatch.setattr(bestanden, "_zet", zet)
    with pytest.raises(KeyboardInterrupt):
        bestanden.schrijf_samen({tmp_path / "a": b"nieuw", tmp_path / "b": b"nieuw"})
    assert inhoud(tmp_path) == {"a": b"nieuw", "b": b"nieuw"} and not resten(tmp_path)


@pytest.mark.parametrize("doel", ["../buiten", "/tmp/ibt-buiten", "link/x"])
def test_a_journal_of_somebody_else_writes_nothing_outside_its_folder(tmp_path: Path, doel: str) -> None:
    """A folder with raw data may come from anywhere, in a zip."""
    map_, buiten = tmp_path / "map", tmp_path / "elders"
    (map_ / ".ibt-bezig").mkdir(parents=True)
    buiten.mkdir()
    (map_ / "link").symlink_to(buiten)
    (map_ / ".ibt-bezig/0").write_text("vijandig")
    stap = f'[{{"doel": "{doel}", "nieuw": "0", "merk": 1, "oud": "oud-0"}}]'
    (map_ / ".ibt-bezig/wissel.json").write_text(stap)
    herstel(map_)
    assert not (tmp_path / "buiten").exists() and not list(buiten.iterdir()) and not Path("/tmp/ibt-buiten").exists()
    assert not resten(map_)


def test_what_was_shipped_is_whole() -> None:
    assert not resten(RAW)
