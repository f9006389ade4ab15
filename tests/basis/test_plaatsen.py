from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.plaatsen import PROVINCIES, provincie_van, zoek_provincie
from ibtlib.gegevens.gegevens import laad


def test_the_twelve_provinces_are_those_of_cbs() -> None:
    regels = Path("data/raw/landelijk/gemeenten.csv").read_text("utf-8").splitlines()
    kop = regels[0].split(";")
    code, naam = kop.index("provinciecode"), kop.index("provincie")
    cbs = {(r[code], r[naam]) for r in (regel.split(";") for regel in regels[1:])}
    assert {(p.code, p.naam) for p in PROVINCIES} == cbs
    assert len(PROVINCIES) == 12


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("Fryslân", "PV21"), ("FRYSLAN", "PV21"), ("Friesland", "PV21"), ("pv21", "PV21"),
        ("noord_brabant", "PV30"), ("Noord Brabant", "PV30"), ("Brabant", "PV30"),
        ("zuid\u2011holland", "PV28"), ("Provincie Utrecht", "PV26"),
    ],
)  # fmt: skip
def test_a_province_is_known_as_people_write_it(tekst: str, code: str) -> None:
    gevonden = provincie_van(tekst)
    assert gevonden and gevonden.code == code


@pytest.mark.parametrize("tekst", ["", "Holland", "PV32", "GM0344", "Utrecht-Oost", "provincie"])
def test_what_is_no_province_is_none(tekst: str) -> None:
    assert provincie_van(tekst) is None


def _map(data: Path, *namen: str) -> Path:
    for naam in namen:
        (data / naam).mkdir(parents=True)
        (data / naam / "provincie.csv").touch()
    return data


@pytest.mark.parametrize("map_", ["friesland", "fryslan", "Fryslân", "PV21"])
def test_whatever_its_folder_is_called_every_name_of_a_province_finds_it(tmp_path: Path, map_: str) -> None:
    data = _map(tmp_path, map_, "utrecht")
    assert {zoek_provincie(t, data) for t in ("Friesland", "Fryslân", "PV21", "provincie fryslan", map_)} == {map_}


def test_the_folder_with_the_very_name_comes_first(tmp_path: Path) -> None:
    assert zoek_provincie("friesland", _map(tmp_path, "Fryslân", "friesland")) == "friesland"


@pytest.mark.parametrize("tekst", ["", "..", "../utrecht", "voorbeeld/", "Zeeland"])
def test_what_has_no_folder_is_refused(tmp_path: Path, tekst: str) -> None:
    with pytest.raises(AanvraagFout, match=r"is er niet\. Bekend: utrecht\."):
        zoek_provincie(tekst, _map(tmp_path / "raw", "utrecht"))


def test_a_province_loads_by_name_and_code() -> None:
    assert {laad(t).provincie for t in ("utrecht", "Utrecht", "PV26")} == {"utrecht"}
    assert laad("Voorbeeld").provincie == "voorbeeld"
