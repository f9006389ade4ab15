"""The narrative of a report: what is read of it, and every way in which a file can be wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.periode import Periode
from ibtlib.cli import main
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.teksten import HOOFDSTUKKEN, NAMEN
from ibtlib.rapport import voortgang
from ibtlib.rapport.voortgang.teksten import cijfers
from ibtlib.uitvoering.verkenning import afdrukken

KOP = "schrijver: A. Schrijver\ndatum: 2024-03-20\nbron: rapportage-2023-2; §3.1\n---\n"


def schrijf(data: Path, tekst: str, naam: str = "2023-2/resultaten.md") -> Path:
    pad = data / "utrecht/teksten" / naam
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(tekst, "utf-8")
    return pad


def test_a_text_has_its_figures_from_the_data_and_says_who_wrote_it_on_what(kopie_data: Path) -> None:
    # 2023-2: 1.372, first 2.126 (note 2); 1.208 of 1.778 is 68% (tabel 1); 574 (§4.1)
    tekst = "### Kop\n\nVan {taakstelling_eerst} naar {taakstelling}; {realisatie} van {totaalopgave} is {pct_totaalopgave}: {achterstand_eind}.\n\n- een [link](https://example.org)\n"
    schrijf(kopie_data, KOP + tekst)
    getoond = voortgang.tekst(laad("utrecht", kopie_data), "2023-2", "resultaten")
    assert "Van 2.126 naar 1.372; 1.208 van 1.778 is 68%: een achterstand van 574." in str(getoond)
    assert "Tekst: A. Schrijver, 20 maart 2024. Bronnen: Voortgangsrapportage IBT" in str(getoond)
    assert [b["t"] for b in getoond.als_blokken()] == ["kop", "alinea", "lijst", "alinea"]


def test_a_corrected_figure_reaches_the_text(kopie_data: Path) -> None:
    schrijf(kopie_data, KOP + "Gehuisvest: {realisatie}.")
    (kopie_data / "utrecht/correcties.csv").write_text(
        "tabel;sleutel;kolom;verwacht_in_bron;waarde;reden;door;datum;bron;vindplaats\n"
        "resultaten;2023-2 | verlaagd;realisatie;1208;1280;omgewisseld;A;2024-05-06;;\n", "utf-8",
    )  # fmt: skip
    assert "Gehuisvest: 1.280." in str(voortgang.tekst(laad("utrecht", kopie_data), "2023-2", "resultaten"))


def test_a_figure_that_is_written_out_is_refused_with_its_name(kopie_data: Path) -> None:
    schrijf(kopie_data, KOP + "De taakstelling was 1.372, eerst 2.126; in 1.999 dossiers.")
    with pytest.raises(AanvraagFout) as fout:
        voortgang.tekst(laad("utrecht", kopie_data), "2023-2", "resultaten")
    assert "'1.372' is uitgeschreven; schrijf {taakstelling}," in str(fout.value)
    assert "'2.126' is uitgeschreven; schrijf {taakstelling_eerst}," in str(fout.value)
    assert "1.999" not in str(fout.value)


def test_a_figure_that_is_not_known_of_the_periode_is_refused(kopie_data: Path) -> None:
    schrijf(kopie_data, KOP + "{realisatie}", "2024-1/resultaten.md")
    with pytest.raises(AanvraagFout, match=r"2024-1/resultaten.md: \{realisatie\} staat voor deze periode niet"):
        voortgang.tekst(laad("utrecht", kopie_data), "2024-1", "resultaten")


@pytest.mark.parametrize(
    ("tekst", "regel", "woorden"),
    [
        (KOP + "| a | b |", "regel 5", "een tabel in een tekst heeft geen bron"),
        (KOP + "Zie <b>dit</b>.", "regel 5", "HTML kan niet"),
        (KOP + "![x](x.png)", "regel 5", "een afbeelding kan niet"),
        (KOP + "goed\n## Kop", "regel 6", "begin tussenkoppen met ###"),
        (KOP + "{taakstelingen}", "regel 5", "is geen cijfer; kies {taakstelling}"),
        ("Zonder kop.", "", "een regel --- scheidt"),
        ("schrijver: A\n---\nTekst.", "", "datum is niet ingevuld"),
        ("auteur: A\n---\n", "regel 1", "zet er schrijver:, datum: of bron:"),
        ("schrijver: A\ndatum: 20-20\nbron: rapportage-2023-2\n---\nx", "regel 2", "20-20"),
        ("schrijver: A\ndatum: 2024-01-01\nbron: raportage-2023-2\n---\nx", "regel 3", "staat niet in bronnen.csv"),
    ],
)
def test_what_is_wrong_in_a_text_is_told_at_its_line(kopie_data: Path, tekst: str, regel: str, woorden: str) -> None:
    schrijf(kopie_data, tekst)
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    (bericht,) = [r for r in str(fout.value).splitlines() if woorden in r]
    assert regel in bericht and "resultaten.md" in str(fout.value)


@pytest.mark.parametrize(("naam", "woorden"), [("2023-2/resultaat.md", "dit is geen hoofdstuk"), ("2023/resultaten.md", "de map moet een periode zijn")])  # fmt: skip
def test_a_text_in_a_place_that_no_report_reads_is_refused(kopie_data: Path, naam: str, woorden: str) -> None:
    schrijf(kopie_data, KOP, naam)
    with pytest.raises(InvoerFout, match=woorden):
        laad("utrecht", kopie_data)


def test_a_chapter_without_text_is_said_in_a_draft_and_left_out_of_a_report(
    kopie_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IBT_RAPPORT", raising=False)
    schrijf(kopie_data, "schrijver:\ndatum:\nbron:\n---\n")
    g = laad("utrecht", kopie_data)
    assert "Nog te schrijven: teksten/2023-2/resultaten.md." in str(
        voortgang.tekst(g, "2023-2", "resultaten", kop=True)
    )
    monkeypatch.setenv("IBT_RAPPORT", "ja")
    assert voortgang.tekst(g, "2023-2", "resultaten", kop=True).stukken == ()


def test_a_changed_text_makes_its_report_again_and_no_other(kopie_data: Path) -> None:
    voor = afdrukken(laad("utrecht", kopie_data))
    schrijf(kopie_data, KOP + "Anders.")
    na = afdrukken(laad("utrecht", kopie_data))
    assert {deel for deel in voor if voor[deel] != na[deel] and ": tekst " in deel} == {
        "utrecht: tekst 2023-2 resultaten"
    }


def test_ibt_nieuw_writes_empty_texts_and_leaves_what_is_written(kopie_data: Path, capsys) -> None:
    pad = schrijf(kopie_data, KOP + "Geschreven.", "2024-2/inleiding.md")
    assert main(["nieuw", "2024-2", "--provincie", "utrecht", "--data", str(kopie_data)]) == 0
    assert "Teksten voor het rapport schrijft u in" in capsys.readouterr().out
    assert {p.stem for p in pad.parent.iterdir()} == set(HOOFDSTUKKEN)
    assert pad.read_text("utf-8").endswith("Geschreven.")
    laad("utrecht", kopie_data)  # and they are valid as they are


def test_every_name_that_a_text_may_use_is_a_figure_of_2023_2(utrecht: Gegevens) -> None:
    assert cijfers(utrecht, Periode.lees("2023-2")).keys() == NAMEN.keys()


def test_the_texts_of_utrecht_stand_in_their_chapters_in_the_order_of_the_reports(utrecht: Gegevens) -> None:
    import json

    cellen = [
        "".join(c["source"]) for c in json.loads(Path("notebooks/01_voortgang.ipynb").read_text("utf-8"))["cells"]
    ]
    volgorde = [next(i for i, cel in enumerate(cellen) if f'"{h}"' in cel or f"{h}(g" in cel) for h in HOOFDSTUKKEN]
    assert volgorde == sorted(volgorde)
    # 2023-2, §3.1.1: the IND, and the Landelijke Regietafel that lowered the taakstelling
    tekst = str(voortgang.tekst(utrecht, "2023-2", "koppelingen"))
    assert "IND" in tekst and "van 2.126 naar 1.372" in " ".join(tekst.split())


def test_the_texts_of_utrecht_say_what_their_source_says(utrecht: Gegevens) -> None:
    with Path("tests/gouden/teksten.csv").open(encoding="utf-8", newline="") as bestand:
        for rij in csv.DictReader(bestand, delimiter=";"):
            tekst = " ".join(str(voortgang.tekst(utrecht, rij["periode"], rij["hoofdstuk"])).split())
            assert rij["wel"] in tekst and rij["niet"] not in tekst, rij["herkomst"]
