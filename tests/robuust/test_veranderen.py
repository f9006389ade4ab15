"""Data that change while reports are made: never a folder of two states, also when they change back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.uitvoering import batch
from tests.conftest import kader_voor
from tests.uitvoeringshulp import klein

VERANDER = """from pathlib import Path
import os
bestand = Path(os.environ['IBT_DATA'], 'utrecht', 'standen.csv')
A = bestand.read_bytes()
_ = bestand.write_bytes(A + b'\\n')"""
TERUG = "_ = bestand.write_bytes(A)"


def inhoud(map_: Path) -> dict[str, bytes]:
    return {p.relative_to(map_).as_posix(): p.read_bytes() for p in map_.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    "cellen",
    [
        (VERANDER,),
        (VERANDER, "g = ibt.laad(provincie)", TERUG),
        (
            "from pathlib import Path\nimport os\n_ = Path(os.environ['IBT_DATA'], 'utrecht', 'huisstijl.csv').write_text('x')",
        ),
    ],
    ids=["A-B", "A-B-A", "een bestand erbij"],
)
def test_a_run_stops_when_the_data_change(
    cellen: tuple[str, ...], kopie_data: Path, tmp_path: Path, monkeypatch
) -> None:
    def rapporteer(*bron: str):
        monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, *bron),))
        return batch.rapporteer({"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", ("html",), 1)

    assert not rapporteer("een = 1").mislukt
    oud = inhoud(tmp_path / "reports/utrecht/2023-2")
    with pytest.raises(AanvraagFout, match="De gegevens veranderden terwijl de rapporten werden gemaakt: utrecht/"):
        rapporteer(*cellen)
    assert inhoud(tmp_path / "reports/utrecht/2023-2") == oud
    assert not list((tmp_path / "reports").glob(".ibt-*"))
    assert len(rapporteer("twee = 2").mappen) == 1  # and then it is made of what stands there


def test_one_kader_holds_for_everything_of_a_run(tmp_path: Path, kopie_data: Path, monkeypatch) -> None:
    """Also one that stands in the environment: it is what the receipt names."""
    kader = kader_voor("utrecht", "zuid-holland", tmp_path)
    monkeypatch.setenv("IBT_KADER", str(kader))
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, "een = 1"),))
    verslag = batch.rapporteer({"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", ("html",), 1)
    assert not verslag.mislukt
    sleutel = (tmp_path / "reports/.sleutels/utrecht/2023-2.json").read_text(encoding="utf-8")
    assert f"kader utrecht/{kader.name}" in sleutel and "kader utrecht/2024-1.yaml" not in sleutel
