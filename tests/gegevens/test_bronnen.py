"""The register of sources: what it refuses, and what a reader sees of a source."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from conftest import RAW

from ibtlib.basis.fouten import InvoerFout, Probleem
from ibtlib.gegevens.bronnen import Bron, Bronnen, laad_bronnen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN

KOP = "id;titel;uitgever;datum;kenmerk;url;soort;bestand;sha256"


def bron(soort: str = "provincie") -> Bron:
    return Bron("r", "Rapportage", "Provincie Utrecht", None, None, None, soort)


def test_a_news_item_stands_under_a_table_by_its_publisher() -> None:
    assert bron("nieuws").kort == "Provincie Utrecht"
    assert bron("provincie").kort == "Rapportage"


def test_the_register_that_is_shipped_holds_the_report_as_its_cover_has_it() -> None:
    # voortgangsrapportage 2023-2, cover: 20-03-2024, UTSP-78839798-6566
    rapport = laad_bronnen(RAW / "bronnen.csv")["rapportage-2023-2"]
    assert (rapport.datum, rapport.kenmerk) == (dt.date(2024, 3, 20), "UTSP-78839798-6566")
    # Rijksbrief: 16 mei 2023, kenmerk 4639786
    brief = laad_bronnen(RAW / "bronnen.csv")["rijksbrief-2023-05-16"]
    assert (brief.datum, brief.kenmerk, brief.soort) == (dt.date(2023, 5, 16), "4639786", "rijk")


def test_an_unknown_source_is_a_problem_on_its_line_with_a_suggestion() -> None:
    register = Bronnen({"rapportage-2023-2": bron()})
    assert register.controleer([(2, "rapportage-2023-2"), (3, "raportage-2023-2"), (4, "qq")]) == [
        Probleem(
            3,
            "bron",
            "'raportage-2023-2' staat niet in bronnen.csv. Bedoelde u 'rapportage-2023-2'? Voeg de bron daar toe",
        ),
        Probleem(4, "bron", "'qq' staat niet in bronnen.csv. Voeg de bron daar toe"),
    ]


def test_an_address_that_is_none_is_refused_and_no_address_is_allowed(tmp_path: Path) -> None:
    pad = tmp_path / "bronnen.csv"
    pad.write_text(
        f"{KOP}\na;A;U;;;www.cbs.nl;wet;;\nb;A;U;;;;wet;;\nc;A;U;;;http://x.nl;wet;;\nd;A;U;;;javascript:x;wet;;\n"
    )
    with pytest.raises(InvoerFout) as fout:
        laad_bronnen(pad)
    assert fout.value.problemen == {
        pad: [
            Probleem(2, "url", "'www.cbs.nl' is geen webadres; begin met https://"),
            Probleem(5, "url", "'javascript:x' is geen webadres; begin met https://"),
        ]
    }


HASH = "0" * 64


def test_an_original_stands_with_its_hash_in_the_folder_of_a_province(tmp_path: Path) -> None:
    pad = tmp_path / "bronnen.csv"
    pad.write_text(f"{KOP}\na;A;U;;;;rijk;utrecht/originelen/2024-2-x (def).xlsx;{HASH}\n")
    assert laad_bronnen(pad)["a"].bestand == "utrecht/originelen/2024-2-x (def).xlsx"


@pytest.mark.parametrize(
    ("cellen", "kolom", "wat"),
    [
        (
            f"../originelen/x.csv;{HASH}",
            "bestand",
            "'../originelen/x.csv' is geen origineel; verwacht provincie/originelen/naam",
        ),
        (f"/etc/passwd;{HASH}", "bestand", "'/etc/passwd' is geen origineel; verwacht provincie/originelen/naam"),
        (
            f"u/originelen/../x;{HASH}",
            "bestand",
            "'u/originelen/../x' is geen origineel; verwacht provincie/originelen/naam",
        ),
        (
            f"u/originelen/.x;{HASH}",
            "bestand",
            "'u/originelen/.x' is geen origineel; verwacht provincie/originelen/naam",
        ),
        ("u/originelen/x;abc", "sha256", "'abc' is geen sha256; dat zijn 64 tekens, 0-9 en a-f"),
        ("u/originelen/x;", "bestand", "een origineel en zijn sha256 staan er allebei, of geen van beide"),
        (f";{HASH}", "bestand", "een origineel en zijn sha256 staan er allebei, of geen van beide"),
    ],
)
def test_an_original_outside_its_folder_or_without_hash_is_refused(
    tmp_path: Path, cellen: str, kolom: str, wat: str
) -> None:
    pad = tmp_path / "bronnen.csv"
    pad.write_text(f"{KOP}\na;A;U;;;;rijk;{cellen}\n")
    with pytest.raises(InvoerFout) as fout:
        laad_bronnen(pad)
    assert fout.value.problemen == {pad: [Probleem(2, kolom, wat)]}


def test_two_sources_with_one_id_are_refused(tmp_path: Path) -> None:
    pad = tmp_path / "bronnen.csv"
    pad.write_text(f"{KOP}\na;A;U;;;;wet;;\na;B;U;;;;wet;;\n")
    with pytest.raises(InvoerFout, match="regel 3: dubbele rij: a staat ook op regel 2"):
        laad_bronnen(pad)


def test_a_register_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="het bestand bestaat niet"):
        laad_bronnen(tmp_path / "bronnen.csv")


def test_every_source_that_is_used_is_in_the_register(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    for g in (utrecht, voorbeeld):
        for naam in ("resultaten", "standen", "beoordelingen", "tellingen", "gebeurtenissen", "opvangcapaciteit"):
            assert set(g.tabel(naam)["bron"]) <= set(g.bronnen)


def test_the_published_results_of_utrecht_rest_on_no_news(utrecht: Gegevens) -> None:
    # feiten/README: figures from the news are not to be used in published tables of the province
    for naam in ("resultaten", "standen", "beoordelingen", "tellingen", "opvangcapaciteit", "amv", "uitspraken"):
        assert not {utrecht.bronnen[id_].soort for id_ in utrecht.tabel(naam)["bron"]} & {"nieuws", "eigen"}, naam


def test_every_figure_from_the_news_says_so_at_its_vindplaats(utrecht: Gegevens) -> None:
    nieuws = {b.id for b in utrecht.bronnen.values() if b.soort == "nieuws"}
    for schema in LANDELIJKE_TABELLEN:
        frame = utrecht.landelijk(schema.naam)
        assert all("nieuwsbericht" in v for v in frame.loc[frame["bron"].isin(nieuws), "vindplaats"]), schema.naam
