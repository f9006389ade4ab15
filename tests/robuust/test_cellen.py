"""What a cell can do to the machine and to the folders: a Dutch message with notebook and cell, and nothing is lost.

A cell that takes too long is in `tests/uitvoering/test_uitvoering_proces.py`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout, IbtFout
from ibtlib.publicatie.fout import Bevinding, PublicatieFout
from ibtlib.uitvoering import batch
from tests.uitvoeringshulp import klein

MEET = """import resource, pathlib
piek = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
voor = piek()
try:
    {}
finally:
    _ = pathlib.Path({!r}).write_text(str(piek() - voor))"""


@pytest.fixture
def rapporteer(tmp_path: Path, kopie_data: Path, monkeypatch):
    """Make a small document with these cells, after a good one was made."""

    def een(*cellen: str):
        monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, *cellen),))
        return batch.rapporteer({"voorbeeld": ["2023-2"]}, kopie_data, tmp_path / "reports", ("html",), 1)

    assert not een("een = 1").mislukt
    return een


def inhoud(map_: Path) -> dict[str, bytes]:
    return {p.relative_to(map_).as_posix(): p.read_bytes() for p in map_.rglob("*") if p.is_file()}


@pytest.mark.skipif(sys.platform != "linux", reason="kB per proces zoals Linux ze telt")
@pytest.mark.parametrize(
    "lus",
    [
        "for _ in range(200): print('x' * 1_000_000)",
        "print('x' * 200_000_000)",
        "import os\n    for _ in range(200): os.write(1, b'x' * 1_000_000)",
        "from IPython.display import display\n    for n in range(100_000): display(n)",
        "from IPython.display import display, HTML\n    for n in range(200): display(HTML('x' * 1_000_000))",
        "for _ in range(200):\n        try: print('x' * 1_000_000)\n        except Exception: pass",
    ],
    ids=["print", "één print", "langs Python", "onderdelen", "grote onderdelen", "wie doorgaat na de fout"],
)
def test_a_cell_that_shows_too_much_is_named_and_takes_no_memory(lus: str, rapporteer, tmp_path: Path) -> None:
    oud = inhoud(tmp_path / "reports/voorbeeld")
    (mislukt,) = rapporteer(MEET.format(lus, str(tmp_path / "piek"))).mislukt
    assert "klein.ipynb (provincie = voorbeeld, periode = 2023-2): cel 3 mislukte" in mislukt.fout
    assert "deze cel toont meer dan 20 miljoen tekens of 1000 onderdelen" in mislukt.fout
    ruim = 600_000 if "print('x' * 200" in lus else 150_000  # that text is the cell's own
    assert int((tmp_path / "piek").read_text()) < ruim
    assert len(mislukt.fout) < 2_000 and sum(p.stat().st_size for p in tmp_path.rglob("mislukt/*")) < 100_000
    assert inhoud(tmp_path / "reports/voorbeeld") == oud


def test_what_the_gate_says_of_a_loop_can_be_read() -> None:
    regels = str(PublicatieFout(Bevinding(n, "kale uitvoer") for n in range(1, 1_001))).splitlines()
    assert regels[0].endswith("1000 problemen") and len(regels) < 60 and "  en nog 950" in regels


@pytest.mark.parametrize("wat", ["standen.csv", "gemeenten", ""])
def test_a_source_that_is_removed_in_mid_run_stops_it(wat: str, rapporteer, tmp_path: Path) -> None:
    oud = inhoud(tmp_path / "reports/voorbeeld")
    weg = f"""import os
from pathlib import Path
weg = Path(os.environ['IBT_DATA'], 'voorbeeld', {wat!r})
_ = weg.rename(Path(os.environ['IBT_DATA']).parent / 'weg')"""
    with pytest.raises(IbtFout, match="voorbeeld"):
        rapporteer(weg)
    assert inhoud(tmp_path / "reports/voorbeeld") == oud and not list((tmp_path / "reports").glob(".ibt-*"))


@pytest.mark.skipif(os.name != "posix", reason="koppelingen zoals POSIX ze kent")
@pytest.mark.parametrize("wat", ["voorbeeld/2023-2", "voorbeeld"])
def test_nothing_is_written_through_a_link_that_replaced_a_folder(wat: str, rapporteer, tmp_path: Path) -> None:
    buiten = tmp_path / "buiten"
    (buiten / "2023-2").mkdir(parents=True)
    (buiten / "van mij.txt").write_text("blijft")
    koppel = f"""from pathlib import Path
plek = Path({str(tmp_path / "reports" / wat)!r})
plek.rename(plek.parent / 'weggezet')
plek.symlink_to({str(buiten)!r})"""
    voor = inhoud(buiten)
    if wat == "voorbeeld":
        with pytest.raises(AanvraagFout, match=r"reports/voorbeeld is een koppeling naar een plek buiten .*reports\."):
            rapporteer(koppel)
    else:  # that link itself is exchanged for the new folder
        assert not rapporteer(koppel).mislukt
        assert (tmp_path / "reports" / wat / "klein.html").is_file() and not (tmp_path / "reports" / wat).is_symlink()
    assert inhoud(buiten) == voor
