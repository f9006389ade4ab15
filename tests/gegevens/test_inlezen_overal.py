"""One national file for every province that is there: each takes its own rows, and one that asks withholds no other."""

import csv
import shutil
from pathlib import Path

import pytest

from ibtlib.cli import main
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.nieuwe_provincie import maak_provincie

RAW = Path(__file__).parents[2] / "data" / "raw"
BRON = [
    "--bron",
    "landelijk-2024-1",
    "--titel",
    "Proef",
    "--uitgever",
    "Proef",
    "--soort",
    "rijk",
    "--datum",
    "2024-08-01",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    shutil.copytree(RAW / "landelijk", raw / "landelijk")
    shutil.copytree(RAW / "voorbeeld", raw / "voorbeeld")
    shutil.copy(RAW / "bronnen.csv", raw)
    for naam in ("flevoland", "zeeland", "drenthe"):
        maak_provincie(naam, raw)
    return raw


def landelijk_bestand(pad: Path, zonder: str = "", kop: str = "Achterstand op 1 januari 2024") -> Path:
    """Every gemeente of the country; taakstelling is its place in the list, realisatie one less."""
    with (RAW / "landelijk" / "gemeenten.csv").open(encoding="utf-8") as bestand:
        land = [r for r in csv.DictReader(bestand, delimiter=";") if not r["geldig_tot"] and r["provincie"] != zonder]
    regels = [f"Gemeentecode;Gemeente;Provincie;Taakstelling;{kop};Realisatie"]
    regels += [f"{r['gemeentecode']};{r['gemeente']};{r['provincie']};{n};0;{n - 1}" for n, r in enumerate(land, 1)]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")
    return pad


def lees(data: Path, bestand: Path, *meer: str) -> int:
    vaste = ["--periode", "2024-1", "--alle-provincies", "--periode-klopt", "--ja", "--data", str(data), *BRON]
    return main(["inlezen", str(bestand), *vaste, *meer])


def test_elke_provincie_krijgt_haar_eigen_rijen(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lees(data, landelijk_bestand(tmp_path / "land.csv"), "--kolom", "gekoppeld=geen") == 0, capsys.readouterr()
    uit = capsys.readouterr().out
    assert uit.count("klaar: ") == 3 and "voorbeeld" not in uit, "not the fictional one"
    for naam, n in (("flevoland", 6), ("zeeland", 13), ("drenthe", 12)):
        g = laad(naam, data)
        assert len(g.gemeentecijfers) == n and set(g.gemeentecijfers["gemeentecode"]) == {
            x.code for x in g.gemeentelijst.op(g.perioden[0].begin)
        }
        assert all(g.gemeentecijfers["taakstelling"] - g.gemeentecijfers["realisatie"] == 1)


def test_een_provincie_die_er_niet_in_staat_wordt_overgeslagen(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lees(data, landelijk_bestand(tmp_path / "land.csv", zonder="Drenthe"), "--kolom", "gekoppeld=geen") == 0
    assert "overgeslagen: Onder de kop in rij 1 van land.csv staat geen enkele gemeente" in capsys.readouterr().out
    assert not (data / "drenthe" / "gemeenten").exists() and laad("zeeland", data).perioden


def test_een_vraag_komt_een_keer_met_de_provincies_waarvan_zij_is(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = landelijk_bestand(tmp_path / "land.csv", kop="Achterstand op 1 juli 2019")
    assert lees(data, bestand, "--kolom", "gekoppeld=geen") == 1
    fout = capsys.readouterr().err
    assert fout.count("Geen kolom is herkend als achterstand_begin") == 1
    assert "drenthe, flevoland en zeeland:" in fout and "Niet ingelezen: drenthe, flevoland en zeeland." in fout
    assert not list(data.glob("*/gemeenten")) or [p.parent.name for p in data.glob("*/gemeenten")] == ["voorbeeld"]


def test_wie_al_cijfers_heeft_houdt_de_andere_niet_op(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "zeeland" / "gemeenten").mkdir()
    (data / "zeeland" / "gemeenten" / "2024-1.csv").write_text("van mij\n", encoding="utf-8")
    assert lees(data, landelijk_bestand(tmp_path / "land.csv"), "--kolom", "gekoppeld=geen") == 1
    fout = capsys.readouterr().err
    assert "Niet ingelezen: zeeland. Wel ingelezen: drenthe en flevoland" in fout
    assert (data / "zeeland" / "gemeenten" / "2024-1.csv").read_text(encoding="utf-8") == "van mij\n"


def test_een_provincie_of_alle_en_niet_allebei(data: Path, tmp_path: Path) -> None:
    bestand = landelijk_bestand(tmp_path / "land.csv")
    assert lees(data, bestand, "--provincie", "zeeland") == 2
    assert main(["inlezen", str(bestand), "--periode", "2024-1", "--bron", "x", "--data", str(data)]) == 2
