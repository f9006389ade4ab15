"""`data/processed`: the same data give the same bytes, the package describes exactly what stands in the files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import RAW, REPO

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.plaatsen import provincies
from ibtlib.controle.verwerking import verwerk
from ibtlib.gegevens.gegevens import Gegevens, laad


def lees(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter=";"))


def inhoud(map_: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(map_.iterdir())}


@pytest.fixture(scope="module")
def verwerkt(utrecht: Gegevens, tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("processed")
    verwerk(utrecht, doel)
    return doel / "utrecht"


@pytest.fixture(scope="module")
def pakket(verwerkt: Path) -> dict[str, Any]:
    gelezen: dict[str, Any] = json.loads((verwerkt / "datapackage.json").read_text(encoding="utf-8"))
    return gelezen


@pytest.mark.parametrize("provincie", ["utrecht", "voorbeeld"])
def test_writing_twice_gives_the_same_bytes(tmp_path: Path, provincie: str) -> None:
    eerste, tweede = (laad(provincie, RAW) for _ in range(2))
    paden = verwerk(eerste, tmp_path / "a")
    verwerk(tweede, tmp_path / "b")
    verwerk(tweede, tmp_path / "b")  # over what is already there
    assert inhoud(tmp_path / "a" / provincie) == inhoud(tmp_path / "b" / provincie)
    assert sorted(p.name for p in paden) == sorted(inhoud(tmp_path / "a" / provincie))


def test_files_are_utf8_with_bare_newlines_on_every_machine(verwerkt: Path) -> None:
    for naam, ruw in inhoud(verwerkt).items():
        assert b"\r" not in ruw, naam
        assert ruw.endswith(b"\n"), naam
        ruw.decode("utf-8")


def test_tables_of_an_earlier_run_that_are_no_longer_made_go_and_other_files_stay(
    utrecht: Gegevens, tmp_path: Path
) -> None:
    (tmp_path / "utrecht").mkdir()
    (tmp_path / "utrecht" / "oud.csv").write_text("x")
    (tmp_path / "utrecht" / "LEESMIJ.md").write_text("x")
    (tmp_path / "gelderland").mkdir()
    (tmp_path / "gelderland" / "reeks.csv").write_text("x")
    verwerk(utrecht, tmp_path)
    assert not (tmp_path / "utrecht" / "oud.csv").exists()
    assert (tmp_path / "utrecht" / "LEESMIJ.md").exists()
    assert (tmp_path / "gelderland" / "reeks.csv").exists()


def test_when_the_disk_refuses_halfway_everything_is_as_it_was(
    utrecht: Gegevens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verwerk(utrecht, tmp_path)
    (tmp_path / "utrecht" / "reeks.csv").write_text("van de vorige keer")
    (tmp_path / "utrecht" / "oud.csv").write_text("een tabel die er niet meer is")
    voor, echt = inhoud(tmp_path / "utrecht"), Path.write_bytes

    def vol(self: Path, ruw: bytes) -> Any:
        if self.name == "datapackage.json":  # the last
            raise OSError(28, "No space left on device", str(self))
        return echt(self, ruw)

    with (
        monkeypatch.context() as m,
        pytest.raises(
            AanvraagFout, match=r"Kan .*datapackage\.json niet .*: de schijf is vol.*Er is niets geschreven\."
        ),
    ):
        m.setattr(Path, "write_bytes", vol)
        verwerk(utrecht, tmp_path)
    assert inhoud(tmp_path / "utrecht") == voor


def test_the_package_lists_every_file_with_its_columns_in_order(verwerkt: Path, pakket: dict[str, Any]) -> None:
    assert sorted(r["path"] for r in pakket["resources"]) == sorted(p.name for p in verwerkt.glob("*.csv"))
    for bron in pakket["resources"]:
        kop = (verwerkt / bron["path"]).read_text(encoding="utf-8").splitlines()[0].split(";")
        assert [v["name"] for v in bron["schema"]["fields"]] == kop, bron["path"]
        assert all(v["description"] for v in bron["schema"]["fields"])
        assert bron["dialect"]["delimiter"] == ";"
        assert bron["schema"]["missingValues"] == [""]


def test_every_cell_is_of_the_kind_that_the_package_says(verwerkt: Path, pakket: dict[str, Any]) -> None:
    for bron in pakket["resources"]:
        soorten = {v["name"]: v["type"] for v in bron["schema"]["fields"]}
        for rij in lees(verwerkt / bron["path"]):
            for naam, cel in rij.items():
                if not cel:
                    continue
                waar = f"{bron['path']}, {naam}: {cel!r}"
                if soorten[naam] == "integer":
                    assert cel.lstrip("-").isdigit(), waar
                elif soorten[naam] == "number":
                    assert cel.lstrip("-").replace(",", "", 1).isdigit(), waar
                elif soorten[naam] == "date":
                    assert len(cel) == 10 and cel[4] == cel[7] == "-", waar
                else:
                    assert cel not in ("None", "<NA>", "nan"), waar


def test_names_in_the_package_are_allowed_by_the_standard(pakket: dict[str, Any]) -> None:
    namen = [pakket["name"], *(r["name"] for r in pakket["resources"])]
    assert len(set(namen)) == len(namen)
    for naam in namen:
        assert naam == naam.lower()
        assert all(t.isalnum() or t in ".-_" for t in naam)


def test_the_series_is_written_with_gaps_and_exact_to_six_decimals(verwerkt: Path) -> None:
    reeks = {r["periode"]: r for r in lees(verwerkt / "reeks.csv")}
    assert list(reeks) == ["2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2", "2024-1"]
    assert set(reeks["2020-2"].values()) == {"2020-2", ""}
    r = reeks["2023-1"]
    assert (r["taakstelling"], r["achterstand_begin"], r["totaalopgave"], r["realisatie"]) == (
        "1651",
        "-150",
        "1501",
        "1138",
    )
    assert r["achterstand_eind_berekend"] == "363"
    assert r["pct_taakstelling"] == "68,927922"  # 1138 ÷ 1651 × 100 = 68,92792247
    assert r["pct_totaalopgave"] == "75,816123"  # 1138 ÷ 1501 × 100 = 75,81612259
    assert reeks["2022-2"]["achterstand_eind_berekend"] == "-158"
    assert (reeks["2023-2"]["taakstelling_oorspronkelijk"], reeks["2023-2"]["taakstelling_verlaagd"]) == (
        "2126",
        "1372",
    )


def test_published_and_computed_treden_stand_apart(verwerkt: Path) -> None:
    treden = lees(verwerkt / "treden.csv")
    zeist = [r for r in treden if r["gemeente"] == "Zeist"]
    assert [(r["periode"], r["trede_vastgesteld"]) for r in zeist] == [
        ("2022-2", "1"), ("2023-1", "1"), ("2023-2", "1"), ("2024-1", ""),
    ]  # fmt: skip
    assert {r["trede_berekend"] for r in treden} == {""}  # no figures per gemeente are published for Utrecht


def test_every_disagreement_is_written_with_each_figure_and_its_place(verwerkt: Path) -> None:
    rijen = lees(verwerkt / "aansluiting.csv")
    assert len({r["id"] for r in rijen}) >= 11  # the known disagreements, see test_controle
    voor = [r for r in rijen if r["id"] == "eindstand-2022-2"]
    assert {(r["waarde"], r["bron"]) for r in voor} == {
        ("een voorsprong van 158", ""), ("een voorsprong van 150", "rapportage-2022-2-2023-1"),
    }  # fmt: skip
    assert all(r["vindplaats"] for r in rijen)


def test_the_coverage_is_written_as_it_is_computed(verwerkt: Path) -> None:
    assert [(r["plekken"], r["dekking_pct"], r["nog_nodig"]) for r in lees(verwerkt / "dekking.csv")] == [
        ("3523", "42,92677", "4684"),  # 42,92676983; a trailing nought is left out
        ("4098", "49,932984", "4109"),  # 49,93298404
        ("7476", "91,092969", "731"),  # 91,09296941
        ("8081", "98,464725", "126"),  # 98,46472523
    ]


def test_a_fictional_province_is_marked_in_its_package(
    voorbeeld: Gegevens, pakket: dict[str, Any], tmp_path: Path
) -> None:
    verwerk(voorbeeld, tmp_path)
    fictief = json.loads((tmp_path / "voorbeeld" / "datapackage.json").read_text(encoding="utf-8"))
    assert "FICTIEF" in fictief["title"]
    assert "FICTIEF" not in pakket["title"]


@pytest.mark.parametrize("provincie", provincies(RAW))
def test_what_is_committed_is_what_a_fresh_run_gives(provincie: str, tmp_path: Path) -> None:
    vast = REPO / "data" / "processed" / provincie
    if not vast.is_dir():
        pytest.skip(f"data/processed/{provincie} is er nog niet; draai `ibt verwerk`")
    verwerk(laad(provincie, RAW), tmp_path)
    assert inhoud(tmp_path / provincie) == inhoud(vast), "draai `ibt verwerk` en leg het verschil vast"


def test_the_committed_packages_are_valid_data_packages_and_a_changed_file_is_not(verwerkt: Path) -> None:
    from frictionless import validate

    for provincie in provincies(RAW):
        assert validate(str(REPO / "data" / "processed" / provincie / "datapackage.json")).valid, provincie
    pad = verwerkt / "reeks.csv"
    heel = pad.read_bytes()
    pad.write_bytes(heel.replace(b";1651;", b";1.651,5;", 1))
    assert not validate(str(verwerkt / "datapackage.json")).valid
    pad.write_bytes(heel)
