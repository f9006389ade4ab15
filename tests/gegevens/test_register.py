"""The register of sources: `ibt bron`, and many commands at once that each add one and lose none of the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPO

from ibtlib.cli import main
from ibtlib.gegevens.bronnen import BRONNEN, laad_bronnen
from ibtlib.gegevens.tabelbestand import bijgewerkt

NIEUW = ["--titel", "Overzicht", "--uitgever", "COA", "--soort", "rijk"]


def test_a_source_is_added_and_the_rest_of_the_file_stays_byte_for_byte(kopie_data: Path, capsys) -> None:
    voor = (kopie_data / "bronnen.csv").read_bytes()
    assert main(["bron", "coa-2024", *NIEUW, "--datum", "20 januari 2025", "--data", str(kopie_data)]) == 0
    assert "toegevoegd aan" in capsys.readouterr().out
    assert (kopie_data / "bronnen.csv").read_bytes() == voor + b"coa-2024;Overzicht;COA;2025-01-20;;;rijk;;;\n"


@pytest.mark.parametrize(
    ("opdracht", "wat"),
    [
        (["bron", "rapportage-2023-2", *NIEUW], "staat al in bronnen.csv"),
        (["bron", "x", *NIEUW[:-1], "niews"], "Bij --soort: 'niews' kan hier niet"),
        (["bron", "x", *NIEUW, "--url", "cbs.nl"], "Bij --url: 'cbs.nl' is geen webadres"),
    ],
)
def test_what_cannot_be_added_is_explained_and_changes_nothing(opdracht, wat, kopie_data: Path, capsys) -> None:
    voor = (kopie_data / "bronnen.csv").read_bytes()
    assert main([*opdracht, "--data", str(kopie_data)]) == 1
    assert wat in capsys.readouterr().err
    assert (kopie_data / "bronnen.csv").read_bytes() == voor


@pytest.mark.parametrize(("bom", "einde"), [(b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_a_row_is_changed_as_excel_left_the_file(bom: bytes, einde: bytes) -> None:
    kop = ";".join(BRONNEN.kort.kolommen).encode()  # the file may be without `bekend_vanaf`
    ruw = bom + einde.join([kop, b'a;"Een; titel";U;;;;rijk;;', b"b;B;U;;;;rijk;;"])  # no line end behind the last row
    nieuw = {"id": "b", "titel": "Anders", "uitgever": "U", "soort": "rijk"}
    assert bijgewerkt(ruw, BRONNEN, [nieuw]) == bom + einde.join(
        [kop, b'a;"Een; titel";U;;;;rijk;;', b"b;Anders;U;;;;rijk;;", b""]
    )
    erbij = bijgewerkt(ruw, BRONNEN, [{**nieuw, "id": "c"}])
    assert erbij == ruw + einde + b"c;Anders;U;;;;rijk;;" + einde


def test_commands_at_once_lose_nothing(kopie_data: Path) -> None:
    """Ten interleaved commands, each in a process of its own."""
    omgeving = {"PYTHONPATH": str(REPO), "PATH": "/usr/bin:/bin"}
    lopend = [
        subprocess.Popen(
            [sys.executable, "-m", "ibtlib.cli", "bron", f"proef-{n}", *NIEUW, "--data", str(kopie_data)],
            env=omgeving, cwd=kopie_data, stdout=subprocess.DEVNULL,
        )
        for n in range(10)
    ]  # fmt: skip
    assert [p.wait() for p in lopend] == [0] * 10
    assert {f"proef-{n}" for n in range(10)} <= set(laad_bronnen(kopie_data / "bronnen.csv"))
    assert not list(kopie_data.glob(".*"))
