"""The lock of a folder: one at a time, let go of afterwards, and gone with the process that held it."""

from __future__ import annotations

import multiprocessing
import os
import platform
import re
from pathlib import Path

import pytest

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.slot import SLOT, slot


def _tel(map_: Path, keren: int) -> None:
    for _ in range(keren):
        with beheer(map_) as ruimte:
            teller = map_ / "teller"
            ruimte.schrijf({teller: str(int(teller.read_text()) + 1).encode()})


def _sterf(map_: Path) -> None:
    with slot(map_):
        os._exit(1)


def test_four_processes_that_read_and_write_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "teller").write_text("0")
    werkers = [multiprocessing.get_context("spawn").Process(target=_tel, args=(tmp_path, 25)) for _ in range(4)]
    for w in werkers:
        w.start()
    for w in werkers:
        w.join()
    assert (tmp_path / "teller").read_text() == "100"
    assert not (tmp_path / SLOT).exists()


def test_who_waits_too_long_is_told_so(tmp_path: Path) -> None:
    with (
        slot(tmp_path),
        pytest.raises(
            AanvraagFout,
            match=rf"Een andere opdracht is bezig in .* \(proces {os.getpid()} op {re.escape(platform.node())}: ",
        ),
        slot(tmp_path, 0.1),
    ):
        pass
    with slot(tmp_path, 0.1):  # free again
        pass


def test_the_lock_of_a_command_that_was_killed_is_gone(tmp_path: Path) -> None:
    w = multiprocessing.get_context("spawn").Process(target=_sterf, args=(tmp_path,))
    w.start()
    w.join()
    assert (tmp_path / SLOT).exists()  # the file stays, nobody holds it
    with slot(tmp_path, 1):
        pass


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    with (
        pytest.raises(AanvraagFout, match=r"Kan .*/weg/\.ibt-slot niet lezen of schrijven: dat is er niet"),
        slot(tmp_path / "weg"),
    ):
        pass
