"""The provinces beside each other: each with its own figures and kader, absolute and per 1.000 inhabitants, none ranked."""

import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.nieuwe_provincie import maak_provincie
from ibtlib.rapport import landelijk
from ibtlib.rapport.documenten import LANDELIJK
from ibtlib.uitvoering import batch
from ibtlib.uitvoering.uitgaven import ALLE
from ibtlib.uitvoering.uitgaven import landelijk as uitgave

RAW = Path(__file__).parents[2] / "data" / "raw"
# taakstelling, achterstand, realisatie: sums 238, 22 and 220; totaalopgave 260, at the end 40
FLEVOLAND = """gemeentecode;gemeente;taakstelling;achterstand_begin;realisatie;gekoppeld;trede_vorig;bron;vindplaats
GM0034;Almere;120;15;110;125;;rapportage-2023-2;proef
GM0303;Dronten;22;-2;25;20;;rapportage-2023-2;proef
GM0995;Lelystad;45;6;40;50;;rapportage-2023-2;proef
GM0171;Noordoostpolder;26;0;26;26;;rapportage-2023-2;proef
GM0184;Urk;12;3;9;15;;rapportage-2023-2;proef
GM0050;Zeewolde;13;0;10;13;;rapportage-2023-2;proef
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    for naam in ("landelijk", "utrecht", "voorbeeld"):
        shutil.copytree(RAW / naam, raw / naam)
    shutil.copy(RAW / "bronnen.csv", raw)
    maak_provincie("flevoland", raw)
    (raw / "flevoland" / "gemeenten").mkdir()
    (raw / "flevoland" / "gemeenten" / "2023-2.csv").write_text(FLEVOLAND, encoding="utf-8")
    return raw


@pytest.fixture
def alle(data: Path, monkeypatch: pytest.MonkeyPatch) -> list[Gegevens]:
    monkeypatch.setenv("IBT_DATA", str(data))
    return landelijk.lees_provincies()


def rij(tabel, provincie: str) -> dict[str, object]:
    (gevonden,) = [r for r in tabel.inhoud if r.cellen[0].waarde == provincie]
    return dict(zip((k.naam for k in tabel.koppen), gevonden.cellen, strict=True))


def test_alleen_echte_provincies_staan_er_en_op_naam(alle: list[Gegevens]) -> None:
    assert [g.naam for g in alle] == ["Flevoland", "Utrecht"]


def test_met_een_echte_provincie_is_er_niets_naast_elkaar_te_zetten(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IBT_DATA", str(data))
    with pytest.raises(AanvraagFout, match="minstens twee; hier staan cijfers van Utrecht"):
        landelijk.lees_provincies("utrecht, voorbeeld")


def test_gepubliceerd_en_opgeteld_staan_naast_elkaar_en_zijn_gemerkt(alle: list[Gegevens]) -> None:
    tabel = landelijk.tabel_huisvesting(alle, "2023-2")
    flevoland, utrecht = rij(tabel, "Flevoland"), rij(tabel, "Utrecht")
    assert [c.waarde for c in flevoland.values()] == ["Flevoland", 238, 22, 260, 220, 40]
    assert {flevoland[k].klasse for k in ("Taakstelling", "Realisatie", "Achterstand bij eind")} == {"berekend"}
    # voortgangsrapportage 2023-2, tabel 1: lowered taakstelling 1372, achterstand 406, totaalopgave 1778, realisatie 1208
    assert [c.waarde for c in utrecht.values()] == ["Utrecht", 1372, 406, 1778, 1208, 570]
    assert utrecht["Taakstelling"].klasse == "" and utrecht["Achterstand bij eind"].klasse == "berekend"
    assert "de som van alle gemeenten" in " ".join(tabel.inhoud[0].noten)
    assert not any("de som van al haar" in noot for noot in tabel.inhoud[1].noten)


def test_van_meer_dan_een_paar_provincies_staat_er_een_zin(alle: list[Gegevens]) -> None:
    """By hand: two times 238 + 1.372 and 220 + 1.208 (2023-2, tabel 1)."""
    (zin,) = landelijk.over_provincies(alle * 2, "2023-2").alineas
    assert zin == ("Van 4 provincies samen was de taakstelling 3.220 en de realisatie 2.856 (berekend, opgeteld).")
    (zin,) = landelijk.over_provincies(
        alle * 2, "2022-1"
    ).alineas  # of Utrecht 780 was asked; what was done is not told
    assert zin == "Van Flevoland, Utrecht, Flevoland en Utrecht staan die niet allebei in de gelezen bronnen."


def test_per_1000_inwoners_is_een_breuk_van_gehele_getallen(alle: list[Gegevens]) -> None:
    # CBS, 1 January 2024: Flevoland 450.920 and Utrecht 1.400.187 inhabitants
    tabel = landelijk.tabel_per_1000(alle, "2023-2")
    assert rij(tabel, "Flevoland")["Taakstelling per 1.000"].waarde == Fraction(238_000, 450_920)
    assert rij(tabel, "Utrecht")["Realisatie per 1.000"].waarde == Fraction(1_208_000, 1_400_187)


def test_elke_provincie_houdt_haar_eigen_kader(alle: list[Gegevens]) -> None:
    tabel = landelijk.tabel_treden(alle, "2023-2")
    utrecht, flevoland = rij(tabel, "Utrecht"), rij(tabel, "Flevoland")
    assert flevoland["Kader"].waarde == "geen kader bekend" and flevoland["trede 1"].waarde is None
    assert utrecht["Treden"].waarde == "vastgesteld" and utrecht["Kader"].waarde
    assert utrecht["Gemeenten met trede"].waarde == "26 van 26 gemeenten"
    assert "dezelfde trede betekent niet overal hetzelfde" in " ".join(tabel.opmerkingen)


def test_dekking_waar_capaciteit_bekend_is(alle: list[Gegevens]) -> None:
    tabel = landelijk.tabel_dekking(alle)
    assert rij(tabel, "Utrecht")["Dekking"].waarde == Fraction(352_300, 8_207)
    assert rij(tabel, "Flevoland")["Opgave"].waarde == 2_441  # nieuwsbericht; of capacity nothing is known
    assert rij(tabel, "Flevoland")["Dekking"].waarde is None


def test_een_periode_zonder_cijfers_geeft_zinnen(alle: list[Gegevens]) -> None:
    assert all("geen cijfers" in zin for zin in landelijk.over_provincies(alle, "2019-1").alineas)
    assert landelijk.figuur_opgave(alle, "2019-1").alineas[0].startswith("Geen grafiek")
    assert landelijk.tabel_treden(alle, "2019-1").inhoud == ()


def test_geen_woorden_van_een_rangorde(alle: list[Gegevens]) -> None:
    zinnen = [*landelijk.over_provincies(alle, "2023-2").alineas, *landelijk.over_bronnen(alle).alineas]
    tabellen = [landelijk.tabel_huisvesting(alle, "2023-2"), landelijk.tabel_treden(alle, "2023-2")]
    tekst = " ".join([*zinnen, *(str(t) for t in tabellen)])
    assert not re.search(
        r"\b(beste|slechtste|plaats \d|koploper|achterblijver|meer dan|minder dan|hoogste|laagste)\b", tekst
    )


def test_de_batch_maakt_een_pagina_per_periode_en_laat_staan_wat_niet_veranderde(data: Path, tmp_path: Path) -> None:
    def maak():
        return batch.rapporteer(
            {"landelijk": ["overzicht"]}, data, tmp_path / "uit", formaten=("html",), werkers=1, losse=(ALLE,),
            uitgave=uitgave(["flevoland", "utrecht"]),
        )  # fmt: skip

    verslag = maak()
    assert verslag.mislukt == ()
    map_ = tmp_path / "uit" / LANDELIJK.map / "overzicht"
    assert sorted(p.name for p in map_.glob("*.html")) == ["2022-2.html", "2023-1.html", "2023-2.html", "2024-1.html"]
    csvs = set(re.findall(r'href="(tabellen/[^"]*)"', (map_ / "2023-2.html").read_text("utf-8")))
    assert "tabellen/landelijk-2023-2-huisvesting.csv" in csvs and all((map_ / csv).is_file() for csv in csvs)
    assert maak().mappen == (), "nothing changed"
    pad = data / "flevoland" / "gemeenten" / "2023-2.csv"
    pad.write_text(FLEVOLAND.replace("Urk;12;3;9", "Urk;12;3;11"), encoding="utf-8")
    assert maak().mappen == (map_,)
    assert "222" in (map_ / "2023-2.html").read_text(encoding="utf-8")
    assert laad("flevoland", data).gemeentecijfers["realisatie"].sum() == 222
