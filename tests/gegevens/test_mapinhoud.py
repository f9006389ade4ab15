"""Files that nothing reads: a mistyped name is a question, what a system leaves behind is not even seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from ibtlib.cli import main
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.mapinhoud import is_bijzaak, ongelezen, ongelezen_landelijk

RUIS = ["Thumbs.db", "desktop.ini", ".DS_Store", "~$2024-1.xlsx", ".~lock.2024-1.csv#", "kopie.tmp", "resultaten.csv~"]


def test_everything_that_we_ship_is_read(kopie_data: Path) -> None:
    assert [list(ongelezen(kopie_data, p)) for p in ("utrecht", "voorbeeld")] == [[], []]
    assert list(ongelezen_landelijk(kopie_data)) == []


@pytest.mark.parametrize(
    ("naam", "bedoeld"),
    [
        ("beoordeling.csv", "beoordelingen.csv"), ("Resultaten.csv", "resultaten.csv"), ("beoordelingen.xlsx", "beoordelingen.csv"),
        ("tusenstanden.csv", "tussenstanden.csv"), ("notities.docx", ""),
    ],
)  # fmt: skip
def test_a_file_that_nothing_reads_is_named_with_what_was_meant(kopie_data: Path, naam: str, bedoeld: str) -> None:
    (kopie_data / "utrecht" / naam).write_text("x", encoding="utf-8")
    assert [(o.pad.name, o.bedoeld) for o in ongelezen(kopie_data, "utrecht")] == [(naam, bedoeld)]


def test_it_is_a_question_of_ibt_controleer(kopie_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kopie_data / "utrecht" / "beoordeling.csv").write_text("x", encoding="utf-8")
    (kopie_data / "gemeentes").mkdir()
    assert main(["controleer", "--data", str(kopie_data)]) == 0
    uit = capsys.readouterr().out
    assert "Het bestand utrecht/beoordeling.csv wordt door niets gelezen. Bedoelde u beoordelingen.csv?" in uit
    assert "De map gemeentes wordt door niets gelezen." in uit


@pytest.mark.parametrize("naam", RUIS)
def test_what_a_system_leaves_behind_is_ignored_everywhere(kopie_data: Path, naam: str) -> None:
    assert is_bijzaak(naam)
    for map_ in ("voorbeeld", "voorbeeld/gemeenten", "voorbeeld/tussenstanden", "landelijk", "."):
        (kopie_data / map_ / naam).write_bytes(b"x")
    assert list(ongelezen(kopie_data, "voorbeeld")) == [] == list(ongelezen_landelijk(kopie_data))
    assert len(laad("voorbeeld", kopie_data).gemeentecijfers)
