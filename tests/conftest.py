"""What the tests share: the provinces as shipped (read once), and a copy of the raw data that a test may break."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.lezing import GELADEN

REPO = Path(__file__).resolve().parent.parent
RAW = REPO / "data" / "raw"

for _naam in ("IBT_DATA", "IBT_KADER"):  # settings of the person who runs the tests do not reach them
    os.environ.pop(_naam, None)

settings.register_profile("ibt", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("ibt")


@pytest.fixture(scope="session")
def utrecht() -> Gegevens:
    """The province of Utrecht as shipped; immutable, so one reading serves all tests."""
    return laad("utrecht", RAW)


@pytest.fixture(scope="session")
def voorbeeld() -> Gegevens:
    """The fictional province as shipped."""
    return laad("voorbeeld", RAW)


@pytest.fixture(autouse=True)
def _niets_geladen() -> None:
    """Each test begins as a notebook does: no province has been loaded."""
    GELADEN.clear()


@pytest.fixture
def kopie_data(tmp_path: Path) -> Path:
    """A copy of data/raw that a test may change."""
    return Path(shutil.copytree(RAW, tmp_path / "raw"))


def vervang(pad: Path, oud: str, nieuw: str) -> None:
    """Replace a text that occurs exactly once in a file, so that a test changes what it means to change."""
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.count(oud) == 1, f"{oud!r} staat {tekst.count(oud)} keer in {pad.name}"
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8", newline="\n")


def kader_voor(provincie: str, voorbeeld: str, map_: Path) -> Path:
    """A shipped example of a kader as if it were of this province: that of another one is refused."""
    tekst = (REPO / "ibtlib" / "kaders" / "voorbeelden" / f"{voorbeeld}.yaml").read_text(encoding="utf-8")
    pad = map_ / f"{voorbeeld}.yaml"
    pad.write_text(tekst.replace(f"provincie: {voorbeeld}", f"provincie: {provincie}"), encoding="utf-8")
    return pad
