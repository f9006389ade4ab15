"""Paths: what is no file or folder where one belongs is named, and what a command makes stays out of the figures."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout, vanaf_hier
from ibtlib.cli import main
from ibtlib.uitvoering import batch
from ibtlib.uitvoering.verouderd import Stand
from tests.uitvoeringshulp import klein

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


@pytest.fixture
def rapporteer(tmp_path: Path, kopie_data: Path, monkeypatch):
    """One small document; what was made of it."""
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, naam="voortgang"),))

    def draai(**anders) -> Path:
        batch.rapporteer({"utrecht": ["2023-2"]}, kopie_data, tmp_path / "uit", formaten=("html",), werkers=1, **anders)
        return tmp_path / "uit/utrecht/2023-2"

    return draai


def test_what_others_put_beside_a_report_stays_and_what_the_tool_made_does_not(rapporteer, tmp_path: Path) -> None:
    map_ = rapporteer(losse=("GM0310",))
    van_ons = {p.relative_to(map_) for p in map_.rglob("*") if p.is_file()}
    for naam in ("brief.docx", "tabellen/mijn.xlsx", "mijn/x.html"):
        (map_ / naam).parent.mkdir(exist_ok=True)
        (map_ / naam).write_text("van mij")
    for _ in range(3):
        rapporteer(opnieuw=True)
        assert [(map_ / n).read_text() for n in ("brief.docx", "tabellen/mijn.xlsx", "mijn/x.html")] == ["van mij"] * 3
    sleutel_ = json.loads(
        (tmp_path / "uit/.sleutels/utrecht/2023-2.json").read_bytes().split(b"\n")[0].split(b" ", 1)[1]
    )
    assert {Path(n) for n in sleutel_["uitvoer"][0]} == van_ons


def test_what_was_put_in_place_just_before_a_kill_is_not_of_others(rapporteer, tmp_path: Path, monkeypatch) -> None:
    map_ = rapporteer()
    echt = Stand.leg_vast

    def gedood(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Stand, "leg_vast", gedood)
    with pytest.raises(KeyboardInterrupt):
        rapporteer(losse=("GM0310",))
    assert (map_ / "gemeenten/GM0310.html").is_file()
    monkeypatch.setattr(Stand, "leg_vast", echt)
    rapporteer()
    assert not (map_ / "gemeenten").exists()  # nobody asked for it, and it would grow stale


@pytest.mark.parametrize("plek", ["uit/index.html", "uit/utrecht/index.html", "uit/utrecht/2023-2/belangrijk.txt"])
def test_what_the_tool_did_not_make_is_not_replaced(plek: str, rapporteer, tmp_path: Path) -> None:
    pad = tmp_path / plek
    pad.parent.mkdir(parents=True)
    pad.write_text("van mij")
    with pytest.raises(AanvraagFout, match="is niet door ibt gemaakt, en zou verloren gaan"):
        rapporteer()
    assert [p for p in (tmp_path / "uit").rglob("*") if p.is_file()] == [pad] and pad.read_text() == "van mij"


def test_a_file_of_another_kind_or_the_one_that_is_read_is_not_replaced(
    kopie_data: Path, tmp_path: Path, capsys
) -> None:
    pad = tmp_path / "cijfers.csv"
    shutil.copy(kopie_data / "voorbeeld/gemeenten/2023-2.csv", pad)
    voor, waar = pad.read_bytes(), ["--periode", "2023-2", "--provincie", "voorbeeld", "--data", str(kopie_data)]
    assert main(["beoordeel", str(pad), *waar, "--uit", str(tmp_path / "x/../cijfers.csv")]) == 1
    assert main(["controleer", "--html", str(pad), "--data", str(kopie_data)]) == 1
    assert capsys.readouterr().err.count("bestaat al, en zou verloren gaan") == 2 and pad.read_bytes() == voor
    assert main(["beoordeel", str(pad), *waar, "--uit", str(tmp_path / "uit.csv")]) == 0
    assert main(["beoordeel", str(pad), *waar, "--uit", str(tmp_path / "uit.csv")]) == 0  # its own of before
