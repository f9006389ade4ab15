"""Paths: what is no file or folder where one belongs is named, and what a command makes stays out of the figures."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from ibtlib.basis.fouten import vanaf_hier
from ibtlib.cli import main

SOORTEN = {  # what may stand in the place of a file or folder
    "map": lambda pad: pad.mkdir(),
    "bestand": lambda pad: pad.write_text(""),
    "pijp": os.mkfifo if hasattr(os, "mkfifo") else None,
    "apparaat zonder eind": lambda pad: pad.symlink_to("/dev/zero"),
    "koppeling naar niets": lambda pad: pad.symlink_to("weg"),
    "koppeling naar zichzelf": lambda pad: pad.symlink_to(pad.name),
}
BESTANDEN = (
    *("bronnen.csv", "landelijk/inwoners.csv", "voorbeeld/provincie.csv", "voorbeeld/standen.csv"),
    *("voorbeeld/correcties.csv", "voorbeeld/bekend.csv", "voorbeeld/gemeenten/2023-2.csv"),
    *("voorbeeld/teksten/2023-2/inleiding.md", "voorbeeld/kaders/2024-1.yaml", "voorbeeld/huisstijl/huisstijl.yaml"),
)
MAPPEN = (
    *("landelijk", "voorbeeld/gemeenten", "voorbeeld/tussenstanden", "voorbeeld/teksten", "voorbeeld/teksten/2023-2"),
    *("voorbeeld/huisstijl", "voorbeeld/kaders", "voorbeeld/originelen", "voorbeeld/invulbladen"),
)
GEVALLEN = [
    *((plek, soort) for plek in BESTANDEN for soort in SOORTEN if soort != "bestand"),
    *((plek, soort) for plek in MAPPEN for soort in SOORTEN if soort != "map"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="pijpen, apparaten en koppelingen van POSIX")
def test_what_is_no_file_or_folder_where_one_belongs_is_named_and_never_passed_over(kopie_data: Path, capsys) -> None:
    """Else its figures would seem not to be published; each in a province of which all else is valid."""
    fouten = []
    for plek, soort in GEVALLEN:
        pad, bewaard = kopie_data / plek, kopie_data.parent / "bewaard"
        er_was = pad.exists()
        if er_was:
            pad.rename(bewaard)
        nieuw = next((d for d in [*reversed(pad.parents), pad] if not d.exists()), pad)
        pad.parent.mkdir(parents=True, exist_ok=True)
        SOORTEN[soort](pad)
        code = main(["controleer", "--provincie", "voorbeeld", "--data", str(kopie_data)])
        gezegd = capsys.readouterr()
        if code != 1 or pad.as_posix() not in gezegd.out + gezegd.err:
            fouten.append((plek, soort, code, (gezegd.out + gezegd.err)[-200:]))
        shutil.rmtree(nieuw) if nieuw.is_dir() and not nieuw.is_symlink() else nieuw.unlink()
        if er_was:
            bewaard.rename(pad)
    assert not fouten, fouten
    assert main(["controleer", "--provincie", "voorbeeld", "--data", str(kopie_data)]) == 0


@pytest.mark.parametrize(
    "woorden",
    [
        ["rapport", "2023-2", "--provincie", "utrecht", "--uitvoer", "{}"],
        ["rapport", "2023-2", "--provincie", "utrecht", "--uitvoer", "{}/utrecht/reports"],
        ["monitor", "--uitvoer", "{}/../raw/utrecht"],
        ["controleer", "--html", "{}/controle.html"],
        [
            *("beoordeel", "{}/voorbeeld/gemeenten/2023-2.csv", "--periode", "2023-2", "--provincie", "voorbeeld"),
            *("--uit", "{}/voorbeeld/standen.csv"),
        ],
        ["vergelijk", "{}", "{}", "--csv", "{}/utrecht/standen.csv"],
    ],
)
def test_what_is_made_never_stands_among_the_figures(woorden: list[str], kopie_data: Path, capsys) -> None:
    voor = {p: p.read_bytes() for p in kopie_data.rglob("*") if p.is_file()}
    assert main([*(w.replace("{}", str(kopie_data)) for w in woorden), "--data", str(kopie_data)]) == 1
    assert "de map met de ruwe gegevens" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in kopie_data.rglob("*") if p.is_file()} == voor


@pytest.mark.parametrize(
    "woorden",
    [
        ["rapport", "2023-2", "--uitvoer", ""],
        ["rapport", "2023-2", "--kader", ""],
        ["rapport", "2023-2", "--notebook", " "],
        ["controleer", "--html", ""],
        ["verwerk", "--data", ""],
        ["inlezen", "", "--provincie", "utrecht", "--periode", "2024-2", "--bron", "x"],
    ],
)
def test_an_empty_path_is_no_path(woorden: list[str], tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(woorden) == 2
    assert "er staat niets; geef een map of bestand" in capsys.readouterr().err and not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="koppelingen van POSIX")
def test_a_link_to_itself_is_the_fault_of_the_command(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lus").symlink_to("lus")
    opties = ["--uitvoer", "--kader", "--notebook", "--data"]
    for woorden in [
        *(["rapport", "2023-2", optie, "lus"] for optie in opties),
        ["beoordeel", "lus", "--periode", "2023-2"],
    ]:
        assert main([*woorden, "--provincie", "utrecht"]) in (1, 2)
        assert "lus" in (gezegd := capsys.readouterr().err) and "in ibtlib zelf" not in gezegd
    monkeypatch.setenv("IBT_DATA", "lus")
    assert main(["controleer"]) == 1 and "In lus staat geen enkele provincie" in capsys.readouterr().err
    assert vanaf_hier(tmp_path / "lus") == "lus"


@pytest.mark.skipif(sys.platform == "win32", reason="apparaten van POSIX")
def test_what_never_ends_is_no_notebook_and_no_map(kopie_data: Path, capsys) -> None:
    assert main(["rapport", "2023-2", "--provincie", "utrecht", "--notebook", "/dev/zero"]) == 1
    tegels = kopie_data / "utrecht/tegelkaart.csv"
    tegels.write_bytes(b"".join(tegels.read_bytes().splitlines(keepends=True)[:-1]))
    assert main(["tegels", "utrecht", "--grenzen", "/dev/zero", "--data", str(kopie_data)]) == 1
    assert "/dev/zero" in capsys.readouterr().err
