"""One province read and checked as a whole: every problem of every file in one error, and nothing that can be changed after."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from cijferbestand import KOLOMMEN, ZEIST, Rij, als_csv, als_excel, als_tabel
from conftest import RAW, REPO, vervang

from ibtlib.basis import plaatsen
from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.periode import Periode
from ibtlib.basis.plaatsen import datamap, provincies
from ibtlib.gegevens.gegevens import Gegevens, laad


def gemeentebestand(data: Path, periode: str, *rijen: Rij) -> Path:
    pad = data / "utrecht" / "gemeenten" / f"{periode}.csv"
    pad.parent.mkdir(exist_ok=True)
    pad.write_text(als_csv(*rijen), encoding="utf-8", newline="\n")
    return pad


def gemeente(code: str, naam: str) -> Rij:
    """The figures of Zeist under another code and name."""
    return ZEIST | {"gemeentecode": code, "gemeente": naam}


def problemen(data: Path, provincie: str = "utrecht") -> dict[str, list[str]]:
    """Per file (relative to the data folder) what is wrong with it, as the user reads it."""
    with pytest.raises(InvoerFout) as gevangen:
        laad(provincie, data)
    return {
        pad.relative_to(data).as_posix(): [str(p) for p in sorted(lijst)]
        for pad, lijst in gevangen.value.problemen.items()
    }


# --- what was read -----------------------------------------------------------------------------------------


def test_utrecht_is_read_as_published(utrecht: Gegevens) -> None:
    assert (utrecht.provincie, utrecht.code, utrecht.naam, utrecht.fictief) == ("utrecht", "PV26", "Utrecht", False)
    # 26 gemeenten (voortgangsrapportage 2023-2, §3.2) judged in three perioden
    assert utrecht.tabel("beoordelingen").groupby("periode").size().to_dict() == {
        "2022-2": 26,
        "2023-1": 26,
        "2023-2": 26,
    }
    assert len(utrecht.gemeentelijst.op(Periode(2024, 1).begin)) == 26


def test_perioden_to_report_on_are_those_with_an_opgave_treden_or_figures(utrecht: Gegevens) -> None:
    # 2020-1, 2021-2 and 2022-1 have a taakstelling only
    assert [str(p) for p in utrecht.perioden] == ["2022-2", "2023-1", "2023-2", "2024-1"]


def test_the_series_begins_at_the_first_figure_and_skips_no_half_year(utrecht: Gegevens) -> None:
    assert [str(p) for p in utrecht.reeks()] == [
        "2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2", "2024-1",
    ]  # fmt: skip
    assert str(utrecht.reeks(Periode(2022, 2))[-1]) == "2022-2"


def test_the_fictional_province_says_so(voorbeeld: Gegevens) -> None:
    assert voorbeeld.fictief is True


def test_figures_per_gemeente_carry_their_periode(voorbeeld: Gegevens) -> None:
    frame = voorbeeld.gemeentecijfers
    assert list(frame.columns) == ["periode", *KOLOMMEN]
    assert set(frame["periode"]) == {"2022-1", "2022-2", "2023-1", "2023-2", "2024-1", "2024-2"}


def test_a_province_without_figures_per_gemeente_has_an_empty_table_with_the_same_columns(utrecht: Gegevens) -> None:
    assert list(utrecht.gemeentecijfers.columns) == ["periode", *KOLOMMEN]
    assert utrecht.gemeentecijfers.empty


def test_missing_stays_missing(utrecht: Gegevens) -> None:
    r = utrecht.tabel("resultaten")
    eerste = r[r["periode"] == "2020-1"].iloc[0]  # only taakstelling 429 and realisatie 405 are published
    assert eerste["taakstelling"] == 429
    assert eerste["achterstand_begin"] is pd.NA
    assert eerste["totaalopgave"] is pd.NA
    b = utrecht.tabel("beoordelingen")
    assert b.loc[b["periode"] == "2023-1", "grondslag"].tolist() == [None] * 26


def test_every_file_read_is_listed_with_its_hash(utrecht: Gegevens) -> None:
    assert "bronnen.csv" in utrecht.bestanden
    assert "landelijk/inwoners.csv" in utrecht.bestanden
    assert not any(naam.startswith("voorbeeld/") for naam in utrecht.bestanden)
    assert list(utrecht.bestanden) == sorted(utrecht.bestanden)
    op_schijf = {p.relative_to(RAW).as_posix() for m in ("utrecht", "landelijk") for p in (RAW / m).rglob("*.csv")}
    op_schijf |= {p.relative_to(RAW).as_posix() for p in (RAW / "utrecht" / "teksten").rglob("*.md")}
    assert set(utrecht.bestanden) == {"bronnen.csv", *op_schijf}
    for naam, sha in utrecht.bestanden.items():
        assert hashlib.sha256((RAW / naam).read_bytes()).hexdigest() == sha


def test_an_excel_file_of_figures_gives_the_same_as_its_csv(kopie_data: Path) -> None:
    pad = gemeentebestand(kopie_data, "2024-1", ZEIST)
    uit_csv = laad("utrecht", kopie_data).gemeentecijfers
    pad.unlink()
    pad.with_suffix(".xlsx").write_bytes(als_excel(als_tabel(ZEIST)))
    uit_excel = laad("utrecht", kopie_data)
    pd.testing.assert_frame_equal(uit_excel.gemeentecijfers, uit_csv)
    assert "utrecht/gemeenten/2024-1.xlsx" in uit_excel.bestanden


# --- nothing can be changed ----------------------------------------------------------------------------------


def test_changing_a_table_that_was_given_out_changes_nothing_for_others(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    for geef in (
        lambda: utrecht.tabel("resultaten"),
        lambda: utrecht.landelijk("inwoners"),
        lambda: voorbeeld.gemeentecijfers,
    ):
        voor, eigen = geef(), geef()
        eigen.iloc[:, 0] = "stuk"
        del eigen[eigen.columns[1]]
        pd.testing.assert_frame_equal(geef(), voor)


def test_gegevens_are_frozen(utrecht: Gegevens) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        utrecht.naam = "Gelderland"  # type: ignore[misc]
    with pytest.raises(TypeError):
        utrecht.bestanden["x"] = "y"  # type: ignore[index]


# --- where the data stand ------------------------------------------------------------------------------------


def test_the_folder_of_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IBT_DATA", str(tmp_path))
    assert datamap() == tmp_path


def test_the_data_are_found_from_any_folder_within_a_checkout(
    monkeypatch: pytest.MonkeyPatch, kopie_data: Path
) -> None:
    project = kopie_data.parent / "project"
    (project / "data").mkdir(parents=True)
    kopie_data.rename(project / "data" / "raw")
    diep = project / "notebooks" / "eigen"
    diep.mkdir(parents=True)
    monkeypatch.chdir(diep)
    assert datamap() == project / "data" / "raw"


def test_outside_a_checkout_the_data_beside_the_package_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    if any((m / "data" / "raw" / "bronnen.csv").is_file() for m in tmp_path.parents):
        pytest.skip("de tijdelijke map ligt zelf in een project met data/raw")
    assert datamap() == plaatsen.PAKKET.parent / "data" / "raw"


def test_provinces_are_the_folders_with_a_provincie_file() -> None:
    assert provincies(RAW) == ["utrecht", "voorbeeld"]


@pytest.mark.parametrize("map_", ["leeg", "bestaat-niet"])
def test_a_folder_without_provinces_is_refused_with_what_to_do(tmp_path: Path, map_: str) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(AanvraagFout) as fout:
        laad("utrecht", tmp_path / map_)
    assert str(fout.value) == (
        f"In {(tmp_path / map_).as_posix()} staat geen enkele provincie (een map met provincie.csv). "
        "Het pakket brengt geen gegevens mee: ga naar een map waarin data/raw staat, of geef met --data een map met ruwe gegevens."
    )


@pytest.mark.parametrize(
    ("naam", "vraag"),
    [
        ("utrect", " Bedoelde u 'utrecht'?"),
        ("Utrechd", " Bedoelde u 'utrecht'?"),
        ("limburg", " Wilt u Limburg toevoegen? Begin met: ibt nieuw-provincie limburg"),
        ("Friesland", " Wilt u Fryslân toevoegen? Begin met: ibt nieuw-provincie fryslan"),
        ("Bremen", ""),
    ],
)
def test_an_unknown_provincie_is_refused_with_a_suggestion(naam: str, vraag: str) -> None:
    with pytest.raises(AanvraagFout) as fout:
        laad(naam, RAW)
    assert str(fout.value) == f"Provincie '{naam}' is er niet. Bekend: utrecht en voorbeeld.{vraag}"


def test_reading_does_not_depend_on_the_working_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert laad("utrecht", os.path.relpath(REPO / "data" / "raw")).naam == "Utrecht"


# --- the periode asked for -------------------------------------------------------------------------------------


def test_a_known_periode_is_accepted_in_every_notation(utrecht: Gegevens) -> None:
    assert utrecht.periode("2023-II") == Periode(2023, 2)


def test_a_periode_without_enough_figures_is_refused_with_those_that_have(utrecht: Gegevens) -> None:
    for tekst in ("2024-2", "2022-1"):  # one after the last, and one with a taakstelling only
        with pytest.raises(AanvraagFout) as fout:
            utrecht.periode(tekst)
        assert str(fout.value) == (
            f"Over periode {tekst} van Utrecht zijn geen totaalopgave, treden of gemeentecijfers bekend. Wel over 2022-2, "
            "2023-1, 2023-2 en 2024-1. Voeg de cijfers toe in data/raw/utrecht of kies een van deze perioden."
        )


def test_what_is_no_periode_is_refused_as_such(utrecht: Gegevens) -> None:
    with pytest.raises(AanvraagFout, match=r"'2023-3' is geen periode\."):
        utrecht.periode("2023-3")


def test_a_new_province_about_which_nothing_is_known_yet_has_any_periode(kopie_data: Path) -> None:
    nieuw = kopie_data / "nieuw"
    nieuw.mkdir()
    (nieuw / "provincie.csv").write_text(
        "provinciecode;naam;fictief;bron;vindplaats\nPV23;Overijssel;nee;cbs-37259;x\n"
    )
    g = laad("nieuw", kopie_data)
    assert g.perioden == []
    assert g.reeks() == []
    assert str(g.periode("2024-I")) == "2024-1"  # its reports can be made: sentences where figures will stand


def test_treden_before_the_first_result_belong_to_the_series(kopie_data: Path) -> None:
    pad = kopie_data / "utrecht" / "beoordelingen.csv"
    with pad.open("a", encoding="utf-8") as bestand:
        bestand.write("2019-2;GM0355;Zeist;1;;rapportage-2023-2;tabel 2\n")
    g = laad("utrecht", kopie_data)
    assert str(g.perioden[0]) == str(g.reeks()[0]) == "2019-2"


# --- what is refused ---------------------------------------------------------------------------------------------


def test_problems_of_all_files_stand_in_one_error(kopie_data: Path) -> None:
    vervang(kopie_data / "bronnen.csv", ";2024-03-20;", ";20 maart;")
    vervang(kopie_data / "landelijk" / "spreidingswet.csv", "1;PV26;Utrecht;8207;", "1;PV26;Utrecht;8.20;")
    vervang(kopie_data / "utrecht" / "standen.csv", "2024-01-01;570;", "2024-01-01;57O;")
    vervang(kopie_data / "utrecht" / "beoordelingen.csv", "2023-2;GM0355;Zeist;1;", "2023-2;GM9999;Zeist;1;")
    gemeentebestand(kopie_data, "2024-1", gemeente("GM0355", "Soest"), ZEIST | {"taakstelling": "veertig"})
    gemeentebestand(kopie_data, "voorjaar", ZEIST)
    gevonden = problemen(kopie_data)
    assert gevonden == {
        "bronnen.csv": [
            "regel 3, kolom datum: '20 maart' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31"
        ],
        "landelijk/spreidingswet.csv": [
            "regel 9, kolom opgave: '8.20' is geen geheel getal (personen zijn hele getallen; een punt mag alleen om de "
            "drie cijfers staan)"
        ],
        "utrecht/standen.csv": [
            "regel 9, kolom achterstand: '57O' is geen geheel getal (staat er een letter O in plaats van een nul?)"
        ],
        "utrecht/beoordelingen.csv": [
            "regel 72, kolom gemeentecode: 'GM9999' staat niet in gemeentelijst.csv; Zeist is GM0355"
        ],
        "utrecht/gemeenten/2024-1.csv": [
            "regel 3: dubbele rij: GM0355 staat ook op regel 2",
            "regel 3, kolom taakstelling: 'veertig' is geen geheel getal",
        ],
        "utrecht/gemeenten/voorjaar.csv": [
            "de bestandsnaam moet een periode zijn. 'voorjaar' is geen periode. Schrijf het jaar, een streepje en 1 of 2, "
            "bijvoorbeeld 2023-2 (2023-II, 2023-H2 en 2023-2e mogen ook)."
        ],
    }


def test_an_unknown_source_is_refused_in_every_table_that_names_it(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "provincie.csv", "cbs-gemeentelijke-indeling", "cbs-indeling")
    vervang(kopie_data / "landelijk" / "cycli.csv", "statenbrief-2024", "statenbrief-2023")
    gemeentebestand(kopie_data, "2024-1", ZEIST | {"bron": "qqqq"})
    assert problemen(kopie_data) == {
        "landelijk/cycli.csv": [
            "regel 2, kolom bron: 'statenbrief-2023' staat niet in bronnen.csv. Bedoelde u 'statenbrief-2024'? "
            "Voeg de bron daar toe"
        ],
        "utrecht/provincie.csv": [
            "regel 2, kolom bron: 'cbs-indeling' staat niet in bronnen.csv. Bedoelde u 'cbs-gemeentelijke-indeling'? "
            "Voeg de bron daar toe"
        ],
        "utrecht/gemeenten/2024-1.csv": [
            "regel 2, kolom bron: 'qqqq' staat niet in bronnen.csv. Voeg de bron daar toe"
        ],
    }


def test_a_register_without_rows_makes_every_source_unknown(kopie_data: Path) -> None:
    pad = kopie_data / "bronnen.csv"
    pad.write_text(pad.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    gevonden = problemen(kopie_data)
    assert (
        "regel 2, kolom bron: 'cbs-gemeentelijke-indeling' staat niet in bronnen.csv. Voeg de bron daar toe"
        in (gevonden["utrecht/provincie.csv"])
    )


def test_an_unreadable_register_is_one_problem_and_not_hundreds(kopie_data: Path) -> None:
    (kopie_data / "bronnen.csv").unlink()
    assert problemen(kopie_data) == {"bronnen.csv": ["het bestand bestaat niet"]}


def test_a_gemeentecode_that_does_not_exist_is_refused(kopie_data: Path) -> None:
    gemeentebestand(kopie_data, "2024-1", gemeente("GM9999", "Zeist"), gemeente("PV26", "Utrecht"))
    assert problemen(kopie_data) == {
        "utrecht/gemeenten/2024-1.csv": [
            "regel 2, kolom gemeentecode: 'GM9999' staat niet in gemeentelijst.csv; Zeist is GM0355",
            "regel 3, kolom gemeentecode: 'PV26' staat niet in gemeentelijst.csv; Utrecht is GM0344",
        ]
    }


def test_a_gemeente_that_went_into_another_is_refused_from_that_day_on_naming_its_successor(kopie_data: Path) -> None:
    # Leerdam, Vianen and Zederik became Vijfheerenlanden on 1 January 2019 (CBS, gemeentelijke indeling)
    pad = gemeentebestand(kopie_data, "2018-2", gemeente("GM0545", "Leerdam"))
    assert len(laad("utrecht", kopie_data).gemeentecijfers) == 1
    pad.rename(pad.with_name("2019-1.csv"))
    assert problemen(kopie_data) == {
        "utrecht/gemeenten/2019-1.csv": [
            "regel 2, kolom gemeentecode: 'GM0545' (Leerdam) bestond niet meer op 1 januari 2019; "
            "opvolger: Vijfheerenlanden, GM1961"
        ]
    }


def test_a_gemeente_that_was_not_there_yet_is_refused_naming_its_predecessors(kopie_data: Path) -> None:
    gemeentebestand(kopie_data, "2018-2", gemeente("GM1961", "Vijfheerenlanden"))
    (wat,) = problemen(kopie_data)["utrecht/gemeenten/2018-2.csv"]
    assert wat.startswith("regel 2, kolom gemeentecode: 'GM1961' (Vijfheerenlanden) bestond nog niet op 1 juli 2018")
    assert all(naam in wat for naam in ("Leerdam, GM0545", "Vianen, GM0620", "Zederik, GM0707"))


def test_a_code_beside_the_name_of_another_gemeente_is_refused(kopie_data: Path) -> None:
    gemeentebestand(kopie_data, "2024-1", gemeente("GM0342", "Zeist"), gemeente("GM0355", "Ziest"))
    assert problemen(kopie_data) == {
        "utrecht/gemeenten/2024-1.csv": [
            "regel 2, kolom gemeentecode: 'GM0342' is Soest, niet Zeist; Zeist is GM0355",
            "regel 3, kolom gemeentecode: 'GM0355' is Zeist, niet Ziest",
        ]
    }


def test_gemeenten_are_checked_in_the_published_tables_too(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "amv_gemeenten.csv", "GM0351;Woudenberg", "GM0620;Vianen")
    vervang(kopie_data / "utrecht" / "tegelkaart.csv", "GM0355;Zeist", "GM0355;Soest")
    assert problemen(kopie_data) == {
        "utrecht/amv_gemeenten.csv": [
            "regel 8, kolom gemeentecode: 'GM0620' (Vianen) bestond niet meer op 1 februari 2024; "
            "opvolger: Vijfheerenlanden, GM1961"
        ],
        "utrecht/tegelkaart.csv": ["regel 20, kolom gemeentecode: 'GM0355' is Zeist, niet Soest; Soest is GM0342"],
    }


def test_a_faulty_list_of_gemeenten_is_reported_itself_and_not_through_every_other_table(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "gemeentelijst.csv", "GM0342;Soest;;;;", "GM342;Soest;;;;")
    assert list(problemen(kopie_data)) == ["utrecht/gemeentelijst.csv"]


def test_a_missing_list_of_gemeenten_makes_every_code_unknown(kopie_data: Path) -> None:
    (kopie_data / "utrecht" / "gemeentelijst.csv").unlink()
    assert len(problemen(kopie_data)["utrecht/beoordelingen.csv"]) == 78  # 26 gemeenten in three perioden


def test_an_unknown_successor_in_the_list_of_gemeenten_is_refused(kopie_data: Path) -> None:
    vervang(
        kopie_data / "utrecht" / "gemeentelijst.csv",
        "GM0545;Leerdam;;2019-01-01;GM1961",
        "GM0545;Leerdam;;2019-01-01;GM1916",
    )
    assert problemen(kopie_data) == {
        "utrecht/gemeentelijst.csv": ["regel 22, kolom opvolger: 'GM1916' staat zelf niet in deze lijst"]
    }


@pytest.mark.parametrize(("rijen", "aantal"), [([], 0), (["PV26;Utrecht", "PV23;Overijssel"], 2)])
def test_a_province_file_has_exactly_one_row(kopie_data: Path, rijen: list[str], aantal: int) -> None:
    tekst = "provinciecode;naam;fictief;bron;vindplaats\n" + "".join(f"{r};nee;cbs-37259;x\n" for r in rijen)
    (kopie_data / "utrecht" / "provincie.csv").write_text(tekst, encoding="utf-8")
    assert problemen(kopie_data) == {
        "utrecht/provincie.csv": [f"er staan {aantal} rijen; er hoort er precies één te staan"]
    }


def test_an_unreadable_province_file_is_not_also_called_empty(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht" / "provincie.csv", ";nee;", ";neen;")
    assert problemen(kopie_data) == {
        "utrecht/provincie.csv": ["regel 2, kolom fictief: 'neen' kan hier niet; kies 'ja' of 'nee'. Bedoelde u 'nee'?"]
    }


@pytest.mark.parametrize("tweede", ["2024-1.xlsx", "2024-I.csv", "2024-H1.csv", "2024-1.CSV"])
def test_two_files_about_one_periode_are_refused_so_nothing_counts_double(kopie_data: Path, tweede: str) -> None:
    eerste = gemeentebestand(kopie_data, "2024-1", ZEIST)
    if (eerste.parent / tweede).exists():
        pytest.skip("dit bestandssysteem onderscheidt geen hoofdletters")
    if tweede.endswith("xlsx"):
        openpyxl.Workbook().save(eerste.with_name(tweede))
    else:
        eerste.with_name(tweede).write_bytes(eerste.read_bytes())
    (melding,) = problemen(kopie_data).items()
    laatste, ander = sorted(["2024-1.csv", tweede])[::-1]
    assert melding == (
        f"utrecht/gemeenten/{laatste}",
        [f"over periode 2024-1 is er ook {ander}; houd een van de twee bestanden"],
    )


@pytest.mark.parametrize(
    ("kenmerk", "keuzes"),
    [
        ("trede;1", "1, 2, 3, 4, 5 of 6"),
        ("grondslag;totaalopgave", "totaalopgave, taakstelling of koppelingstekort"),
    ],
)
@pytest.mark.parametrize("waarde", ["", "0", "7", "een"])
def test_a_count_says_of_which_trede_or_grondslag(kopie_data: Path, kenmerk: str, keuzes: str, waarde: str) -> None:
    naam = kenmerk.split(";")[0]
    vervang(kopie_data / "utrecht" / "tellingen.csv", f"2023-2;{kenmerk};", f"2023-2;{naam};{waarde};")
    (melding,) = problemen(kopie_data)["utrecht/tellingen.csv"]
    assert melding.endswith(f"kolom waarde: '{waarde}' kan hier niet; kies {keuzes}")
