"""`ibt` without a command: where things stand, and what comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from ibtlib.cli import main
from ibtlib.uitvoering.overzicht import overzicht


def test_it_says_what_is_not_up_to_date_and_what_to_do(kopie_data: Path, tmp_path: Path) -> None:
    uitvoer = tmp_path / "rapporten"
    regels = overzicht(kopie_data, uitvoer)
    assert "Utrecht (utrecht)" in regels
    # the four perioden about which the sources give the opgave or the treden of Utrecht
    assert "  4 perioden, 2022-2 tot en met 2024-1; geen rapport is bij" in regels
    assert "Nu: ibt rapport --alles (alleen wat niet bij is wordt gemaakt)" in regels
    opdracht = ["rapport", "2022-2", "--provincie", "utrecht", "--data", str(kopie_data), "--uitvoer", str(uitvoer)]
    assert main(opdracht) == 0
    assert any("niet bij: 2023-1, 2023-2 en 2024-1" in r for r in overzicht(kopie_data, uitvoer))


def test_it_says_of_the_monitor_whether_every_tussenstand_has_its_page(kopie_data: Path, tmp_path: Path) -> None:
    waar = ["--provincie", "voorbeeld", "--data", str(kopie_data), "--uitvoer", str(tmp_path)]
    assert "  4 tussenstanden; de monitor is niet bij" in overzicht(kopie_data, tmp_path)
    assert main(["monitor", *waar]) == 0
    assert "  4 tussenstanden; de monitor is bij" in overzicht(kopie_data, tmp_path)
    pad = next((kopie_data / "voorbeeld/tussenstanden").glob("*.csv"))
    pad.rename(pad.with_stem("2024-12-30"))
    assert "  4 tussenstanden; de monitor is niet bij" in overzicht(kopie_data, tmp_path)


def test_data_that_cannot_be_read_come_first(kopie_data: Path, tmp_path: Path) -> None:
    (kopie_data / "utrecht" / "standen.csv").write_text("peildatum;achterstand;bron;vindplaats\nx;y;z;\n", "utf-8")
    regels = overzicht(kopie_data, tmp_path)
    assert any(r.startswith("Niet te lezen: utrecht (") for r in regels)
    assert any(r.startswith("Nu: ibt controleer --provincie utrecht") for r in regels)


def test_without_a_command_it_is_this(
    kopie_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kopie_data.parent)
    monkeypatch.setenv("IBT_DATA", str(kopie_data))
    assert main([]) == 0
    assert "Alle opdrachten: ibt --help" in capsys.readouterr().out
