"""How a province begins: its folder, its tiles, a kader to fill in; nothing is overwritten, and nothing is invented."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.plaatsen import PROVINCIES
from ibtlib.cli import main
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.nieuwe_provincie import maak_provincie, maak_tegels
from ibtlib.gegevens.tegels import afkortingen, leg_tegels

RAW = Path(__file__).parents[2] / "data" / "raw"
PER_PROVINCIE = {  # CBS, gemeentelijke indeling op 1 januari 2024: 342 gemeenten
    "Groningen": 10, "Fryslân": 18, "Drenthe": 12, "Overijssel": 25, "Flevoland": 6, "Gelderland": 51, "Utrecht": 26,
    "Noord-Holland": 44, "Zuid-Holland": 50, "Zeeland": 13, "Noord-Brabant": 56, "Limburg": 31,
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder without any province."""
    raw = tmp_path / "raw"
    shutil.copytree(RAW / "landelijk", raw / "landelijk")
    shutil.copy(RAW / "bronnen.csv", raw)
    return raw


@pytest.mark.parametrize("provincie", PROVINCIES, ids=lambda p: p.code)
def test_elke_provincie_begint_met_haar_gemeenten_en_een_tegel_voor_elk(data: Path, provincie) -> None:
    import datetime as dt

    _, gemaakt, er = maak_provincie(provincie.naam, data)
    assert er == []
    g = laad(gemaakt[0].parent.name, data)
    assert (g.code, g.naam, g.fictief) == (provincie.code, provincie.naam, False)
    assert len(g.gemeentelijst.op(dt.date(2024, 1, 1))) == PER_PROVINCIE[provincie.naam]
    tegels = g.tabel("tegelkaart")
    assert set(tegels["gemeentecode"]) == {x.code for x in g.gemeentelijst if x.geldig_tot is None}
    assert not tegels.duplicated(["rij", "kolom"]).any() and not tegels["afkorting"].duplicated().any()
    assert g.perioden == [] and len(g.gemeentecijfers) == 0
    eigen = [k for k in g.kaders if k.pad and k.pad.is_relative_to(data)]
    assert eigen == [], "a kader that is not filled in is none; those of Utrecht come with the package"


def test_samen_zijn_het_alle_gemeenten_van_het_land(data: Path) -> None:
    codes = []
    for provincie in PROVINCIES:
        _, gemaakt, _ = maak_provincie(provincie.code, data)
        with (gemaakt[0].parent / "gemeentelijst.csv").open(encoding="utf-8") as bestand:
            codes += [r["gemeentecode"] for r in csv.DictReader(bestand, delimiter=";")]
    with (RAW / "landelijk" / "gemeenten.csv").open(encoding="utf-8") as bestand:
        assert sorted(codes) == sorted(r["gemeentecode"] for r in csv.DictReader(bestand, delimiter=";"))


@pytest.mark.parametrize(
    ("tekst", "map_"), [("Friesland", "fryslan"), ("pv27", "noord-holland"), ("Brabant", "noord-brabant")]
)
def test_oude_spelling_en_code_worden_begrepen(data: Path, tekst: str, map_: str) -> None:
    assert maak_provincie(tekst, data)[1][0].parent.name == map_


def test_niets_wordt_overschreven_en_wat_ontbreekt_komt_erbij(data: Path) -> None:
    _, gemaakt, _ = maak_provincie("flevoland", data)
    for pad in gemaakt:
        pad.write_bytes(b"van mij\n")
    with pytest.raises(AanvraagFout, match=r"is er al, met alles wat deze opdracht maakt\. Er is niets overschreven"):
        maak_provincie("PV24", data)
    weg = data / "flevoland" / "tegelkaart.csv"
    weg.unlink()
    _, nieuw, er = maak_provincie("Flevoland", data)
    assert nieuw == [weg] and len(er) == 5
    assert all(pad.read_bytes() == b"van mij\n" for pad in er)


def test_wat_geen_provincie_is_wordt_geweigerd_met_de_twaalf(data: Path) -> None:
    with pytest.raises(AanvraagFout) as fout:
        maak_provincie("Flevolant", data)
    assert "'Flevolant' is geen provincie. Kies uit Groningen, Fryslân," in str(fout.value)
    assert "Bedoelde u" in str(fout.value) and "Flevoland" in str(fout.value)
    (data / "landelijk" / "gemeenten.csv").unlink()
    with pytest.raises(AanvraagFout, match=r"gemeenten\.csv is er niet; daarin staan de gemeenten van elke provincie"):
        maak_provincie("Flevoland", data)
    assert [p.name for p in data.iterdir() if p.is_dir()] == ["landelijk"]


def test_de_opdracht_zegt_wat_er_gemaakt_is_en_wat_nu(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nieuw-provincie", "Friesland", "--data", str(data)]) == 0
    uit = capsys.readouterr().out
    assert uit.count("gemaakt: ") == 6 and "De map van Fryslân staat klaar, zonder een enkel cijfer." in uit
    for opdracht in ("ibt inlezen BESTAND", "ibt nieuw", "ibt controleer", "ibt rapport"):
        assert f"{opdracht}" in uit and "--provincie fryslan" in uit
    assert main(["nieuw-provincie", "Friesland", "--data", str(data)]) == 1
    assert main(["controleer", "--provincie", "Friesland", "--data", str(data)]) == 0


# --- the kader to fill in -----------------------------------------------------------------------------------------


def ingevuld(sjabloon: str) -> str:
    """As an analyst fills it in: the empty lines get a value, the example rules lose their #."""
    begin, regels = sjabloon.split("regels:", 1)
    begin = begin.replace("kader:    ", "kader: beleid-2024    ").replace("titel:    ", "titel: Beleid 2024    ")
    begin = begin.replace("geldig_vanaf:    ", "geldig_vanaf: 2024-1    ")
    return begin + "regels:" + re.sub(r"^# ?", "  ", regels, flags=re.M)


def test_het_lege_kader_geldt_zodra_het_is_ingevuld(data: Path) -> None:
    maak_provincie("flevoland", data)
    (leeg,) = (data / "flevoland" / "kaders").iterdir()
    inhoud = ingevuld(leeg.read_text(encoding="utf-8"))
    inhoud = inhoud.replace("  niet_berekenbaar", "niet_berekenbaar")
    (leeg.parent / "2024-1.yaml").write_text(inhoud, encoding="utf-8")
    g = laad("flevoland", data)
    (kader,) = g.kaders
    assert (kader.titel, [r.naam for r in kader.regels]) == ("Beleid 2024", ["geen-achterstand", "de-rest"])
    assert "flevoland/kaders/2024-1.yaml" in g.bestanden


def test_een_kader_van_een_andere_provincie_in_de_map_wordt_geweigerd(data: Path) -> None:
    maak_provincie("flevoland", data)
    kader = Path(__file__).parents[2] / "ibtlib" / "kaders" / "utrecht" / "2024-1.yaml"
    shutil.copy(kader, data / "flevoland" / "kaders")
    with pytest.raises(InvoerFout, match="dit kader is van provincie 'utrecht'; het geldt niet voor 'flevoland'"):
        laad("flevoland", data)


# --- tiles --------------------------------------------------------------------------------------------------------


def test_tegels_volgen_de_ligging_waar_grenzen_bekend_zijn() -> None:
    """Four squares of 10 by 10 km: north-west, north-east, south-west, and one far in the south-east."""

    def vierkant(x: float, y: float) -> tuple[tuple[tuple[float, float], ...]]:
        return (((x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10), (x, y)),)

    namen = {"A": "Zuidwest", "B": "Noordoost", "C": "Noordwest", "D": "Zuidoost"}
    grenzen = {"A": vierkant(0, 0), "B": vierkant(10, 10), "C": vierkant(0, 10), "D": vierkant(10, 0)}
    plek = {t.gemeentecode: (t.rij, t.kolom) for t in leg_tegels(namen, grenzen)}
    assert plek["C"][0] == plek["B"][0] < plek["A"][0] == plek["D"][0]
    assert plek["C"][1] == plek["A"][1] < plek["B"][1] == plek["D"][1]


def test_een_afkorting_komt_maar_een_keer_voor() -> None:
    kort = afkortingen(["Bergen", "Bergeijk", "Bergen op Zoom", "Berg en Dal", "Berkelland"], bezet=["BER"])
    assert len(set(kort)) == 5 and "BER" not in kort and all(k[0] == "B" and len(k) == 3 for k in kort)


def test_wie_een_tegel_heeft_houdt_die(data: Path) -> None:
    maak_provincie("flevoland", data)
    pad = data / "flevoland" / "tegelkaart.csv"
    assert maak_tegels("flevoland", data)[1] == []
    regels = [r for r in pad.read_text(encoding="utf-8").splitlines() if "Urk" not in r]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")
    _, (urk,) = maak_tegels("flevoland", data)
    assert (urk.gemeente, urk.rij) == ("Urk", 2)
    assert pad.read_text(encoding="utf-8").splitlines()[:-1] == regels
    assert len(laad("flevoland", data).tabel("tegelkaart")) == 6


def test_met_een_grenzenbestand_krijgen_tegels_hun_plek(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    maak_provincie("flevoland", data)
    (data / "flevoland" / "tegelkaart.csv").unlink()
    # roughly where they lie, in Rijksdriehoek metres: Noordoostpolder in the north, Zeewolde and Almere in the south
    ligging = {
        "Urk": (170, 520),
        "Noordoostpolder": (182, 525),
        "Lelystad": (161, 500),
        "Dronten": (178, 502),
        "Almere": (144, 486),
        "Zeewolde": (162, 483),
    }
    codes = {
        "Urk": "GM0184",
        "Noordoostpolder": "GM0171",
        "Lelystad": "GM0995",
        "Dronten": "GM0303",
        "Almere": "GM0034",
        "Zeewolde": "GM0050",
    }

    def gebied(naam: str) -> dict[str, object]:
        x, y = (1000 * d for d in ligging[naam])
        ring = [[x, y], [x + 8000, y], [x + 8000, y + 8000], [x, y + 8000], [x, y]]
        vlak = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"code": codes[naam], "naam": naam}, "geometry": vlak}

    grenzen = data.parent / "grenzen.geojson"
    grenzen.write_text(
        json.dumps({"type": "FeatureCollection", "features": [gebied(n) for n in ligging]}), encoding="utf-8"
    )
    assert main(["tegels", "PV24", "--grenzen", str(grenzen), "--data", str(data)]) == 0
    assert "6 tegels erbij" in capsys.readouterr().out
    plek = {
        r["gemeente"]: (r["rij"], r["kolom"]) for r in laad("flevoland", data).tabel("tegelkaart").to_dict("records")
    }
    assert plek["Noordoostpolder"][0] < plek["Dronten"][0] < plek["Zeewolde"][0], "from north to south"
    assert plek["Almere"][1] < plek["Zeewolde"][1] and plek["Urk"][1] < plek["Noordoostpolder"][1], "from west to east"
