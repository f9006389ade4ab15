"""`ibt nieuw`: empty sheets with the right gemeenten, that say what belongs where, overwrite nothing, and come back in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from cijferbestand import KOLOMMEN, KOP, als_csv, regel
from conftest import RAW

from ibtlib.basis.periode import Periode
from ibtlib.cli import main
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.invoer import lees_tabel
from ibtlib.gegevens.invulblad import uitleg
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RAW, tmp_path / "raw"))


def nieuw(data: Path, periode: str = "2024-2", provincie: str = "utrecht") -> int:
    return main(["nieuw", periode, "--provincie", provincie, "--data", str(data)])


def test_the_sheets_hold_the_26_gemeenten_of_utrecht_and_no_figure(data: Path) -> None:
    assert nieuw(data) == 0
    regels = (data / "utrecht/invulbladen/2024-2.csv").read_text(encoding="utf-8").splitlines()
    assert regels[0] == KOP
    assert len(regels) == 27 and regel({"gemeentecode": "GM0344", "gemeente": "Utrecht"}) in regels
    blad = openpyxl.load_workbook(data / "utrecht/invulbladen/2024-2.xlsx").worksheets[0]
    assert [[c.value for c in rij[:2]] for rij in blad.iter_rows(min_row=2)] == [r.split(";")[:2] for r in regels[1:]]
    assert all(c.value is None for rij in blad.iter_rows(min_row=2, min_col=3) for c in rij)


@pytest.mark.parametrize(("periode", "naam"), [("2018-2", "Leerdam"), ("2019-1", "Vijfheerenlanden")])
def test_the_gemeenten_are_those_of_the_periode(data: Path, periode: str, naam: str) -> None:
    # Leerdam, Vianen and Zederik became Vijfheerenlanden on 1 January 2019 (CBS)
    assert nieuw(data, periode) == 0
    tekst = (data / f"utrecht/invulbladen/{periode}.csv").read_text(encoding="utf-8")
    assert naam in tekst and ("Leerdam" in tekst) != ("Vijfheerenlanden" in tekst)


def test_a_periode_that_is_far_away_is_asked_about(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert nieuw(data, "2099-1") == 1
    assert "2099-1 begint over" in (fout := capsys.readouterr().err) and "--periode-klopt" in fout
    assert not (data / "utrecht" / "invulbladen").exists()
    assert main(["nieuw", "2099-1", "--provincie", "utrecht", "--data", str(data), "--periode-klopt"]) == 0


def test_every_column_has_a_note_and_figures_and_treden_take_nothing_else(data: Path) -> None:
    assert nieuw(data) == 0
    boek = openpyxl.load_workbook(data / "utrecht/invulbladen/2024-2.xlsx")
    blad = boek["Cijfers"]
    assert [c.value for c in blad[1]] == KOLOMMEN
    noten = {c.value: c.comment.text for c in blad[1]}
    assert "1 oktober 2024" in noten["gekoppeld"] and "1 juli 2024" in noten["achterstand_begin"]
    assert all(
        "Leeg is onbekend, nooit 0." in noten[v]
        for v in ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld")
    )
    kolommen = {f"{c.column_letter}2:{c.column_letter}27": c.value for c in blad[1]}
    keuzes = {kolommen[str(v.sqref)]: v for v in blad.data_validations.dataValidation}
    assert keuzes["trede_vorig"].type == "list" and keuzes["trede_vorig"].formula1 == '"1,2,3,4,5,6"'
    assert (keuzes["taakstelling"].type, keuzes["taakstelling"].formula1) == ("whole", "0")
    assert int(keuzes["achterstand_begin"].formula1) < 0  # a voorsprong
    bronnen = boek["Bronnen"]
    assert bronnen.sheet_state == "hidden" and "rapportage-2023-2" in {c.value for c in bronnen["A"]}
    assert keuzes["bron"].formula1 == f"Bronnen!$A$1:$A${bronnen.max_row}"


def test_the_same_request_gives_the_same_bytes(data: Path) -> None:
    paden = [data / "utrecht/invulbladen" / f"2024-2{s}" for s in (".csv", ".xlsx")]
    assert nieuw(data) == 0
    eerst = [p.read_bytes() for p in paden]
    for p in paden:
        p.unlink()
    assert nieuw(data) == 0
    assert [p.read_bytes() for p in paden] == eerst
    with zipfile.ZipFile(io.BytesIO(eerst[1])) as archief:
        assert b"2024-07-01" in archief.read("docProps/core.xml")  # no clock


def test_empty_sheets_make_no_periode_known_and_break_no_other(data: Path, utrecht) -> None:
    assert nieuw(data) == 0
    g = laad("utrecht", data)
    assert g.perioden == utrecht.perioden and Periode(2024, 2) not in g.perioden
    assert main(["controleer", "--provincie", "utrecht", "--data", str(data)]) == 0


@pytest.mark.parametrize("weg", [".csv", ".xlsx"])
def test_nothing_is_ever_overwritten(data: Path, weg: str, capsys) -> None:
    assert nieuw(data) == 0
    map_ = data / "utrecht/invulbladen"
    (map_ / f"2024-2{weg}").unlink()
    voor = {p: p.read_bytes() for p in map_.iterdir()}
    assert nieuw(data) == 1
    assert "is er al en wordt nooit overschreven" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in map_.iterdir()} == voor


@pytest.mark.parametrize(
    ("periode", "provincie", "wat"),
    [
        ("2024-3", "utrecht", "'2024-3' is geen periode"),
        ("2024-2", "utrect", "Bedoelde u 'utrecht'?"),
    ],
)
def test_a_request_that_cannot_be_met_is_explained(data: Path, periode: str, provincie: str, wat: str, capsys) -> None:
    assert nieuw(data, periode, provincie) == 1
    assert wat in capsys.readouterr().err
    assert not list(data.glob("*/invulbladen"))


def test_a_province_without_gemeenten_has_nothing_to_fill_in(data: Path, capsys) -> None:
    pad = data / "utrecht" / "gemeentelijst.csv"
    pad.write_text(pad.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert nieuw(data) == 1
    assert "geen gemeente die op 1 juli 2024 bestaat" in capsys.readouterr().err


def test_it_says_what_to_fill_in_and_which_command_is_next(data: Path, capsys) -> None:
    assert nieuw(data) == 0
    uit = capsys.readouterr().out
    assert "26 gemeenten" in uit and "Leeg is onbekend, nooit 0." in uit
    (opdracht,) = [r for r in uit.splitlines() if r.startswith("Daarna: ")]
    assert opdracht == (
        f"Daarna: ibt inlezen {(data / 'utrecht/invulbladen/2024-2.xlsx').as_posix()} --periode 2024-2 --provincie utrecht "
        f"--bron ID --data {data.as_posix()}"
    )


@pytest.mark.parametrize("soort", [".csv", ".xlsx"])
def test_a_sheet_that_was_filled_in_comes_in_without_a_question(data: Path, soort: str, capsys) -> None:
    """By the very command that `ibt nieuw` names."""
    assert nieuw(data) == 0
    opdracht = next(r for r in capsys.readouterr().out.splitlines() if r.startswith("Daarna: "))
    pad = data / f"utrecht/invulbladen/2024-2{soort}"
    cijfers = {"taakstelling": 40, "achterstand_begin": -5, "realisatie": 39}
    if soort == ".csv":
        with pad.open(encoding="utf-8", newline="") as bestand:
            rijen = [rij | cijfers for rij in csv.DictReader(bestand, delimiter=";")]
        pad.write_text(als_csv(*rijen), encoding="utf-8")
    else:
        boek = openpyxl.load_workbook(pad)
        for rij in boek["Cijfers"].iter_rows(min_row=2):
            for kolom, waarde in cijfers.items():
                rij[KOLOMMEN.index(kolom)].value = waarde
        boek.save(pad)
    woorden = (
        opdracht.removeprefix("Daarna: ibt ")
        .replace("2024-2.xlsx", f"2024-2{soort}")
        .replace("ID", "rapportage-2023-2")
    )
    assert main(woorden.split()) == 0, capsys.readouterr().err
    frame = lees_tabel(data / "utrecht/gemeenten/2024-2.csv", GEMEENTECIJFERS)
    assert len(frame) == 26
    assert set(zip(frame["taakstelling"], frame["achterstand_begin"], frame["realisatie"], strict=True)) == {
        (40, -5, 39)
    }
    assert (data / f"utrecht/originelen/2024-2{soort}").read_bytes() == pad.read_bytes()


def test_the_note_of_a_column_names_the_days_of_the_periode() -> None:
    assert uitleg(GEMEENTECIJFERS["realisatie"], Periode(2024, 1)) == (
        "Gehuisveste personen van 1 januari 2024 tot 1 juli 2024. Leeg is onbekend, nooit 0."
    )
    assert Periode(2024, 1).begin == dt.date(2024, 1, 1)
