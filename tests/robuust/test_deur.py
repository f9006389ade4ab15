"""What is accepted at the door can be published; what cannot be is refused there, with the cell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import RAW, REPO, vervang

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.tekens import toegestaan
from ibtlib.cli import main
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.invoer import lees_cel
from ibtlib.gegevens.schema import Veld
from ibtlib.uitvoering import batch, sleutel
from tests.uitvoeringshulp import klein

NAAM, TEKST = Veld("gemeente", "naam", "naam"), Veld("titel", "tekst", "titel")


@pytest.mark.parametrize(
    "naam", ["'s-Hertogenbosch", "Súdwest-Fryslân", "Nuenen, Gerwen en Nederwetten", "Bergen (NH.)", "Timiș", "Łódź"]
)
def test_names_of_places_are_read(naam: str) -> None:
    assert lees_cel(naam, NAAM) == naam


def test_accents_that_stand_apart_are_put_on_their_letter() -> None:
    """As macOS writes them."""
    assert lees_cel("Su\u0301dwest-Frysla\u0302n", NAAM) == "Súdwest-Fryslân"


@pytest.mark.parametrize(
    "naam", ["<b>Utrecht</b>", "=1+1", "*Utrecht*", "[x](y)", "{{ naam }}", "#let x", "a`b`", "-x"]
)
def test_a_name_is_letters_and_no_markup(naam: str) -> None:
    with pytest.raises(ValueError, match="kan geen naam zijn"):
        lees_cel(naam, NAAM)


@pytest.mark.parametrize("teken", ["Ζ", "☃", "\u200b", "\u200d", "\ufeff", "漢", "ا", "\u0301", "\u00ad"])
def test_a_letter_that_no_report_can_show_is_refused_with_its_code(teken: str) -> None:
    for veld in (NAAM, TEKST):
        with pytest.raises(ValueError, match=rf"U\+{ord(teken):04X}.* zit niet in het lettertype"):
            lees_cel(f"Zeist x{teken}", veld)


def test_every_letter_that_a_report_can_show_is_a_text(utrecht) -> None:
    for punt in toegestaan():
        if chr(punt).isprintable() and not chr(punt).isspace():
            assert lees_cel(f"a{chr(punt)}b", TEKST)


def test_the_place_in_the_file_is_named(kopie_data: Path) -> None:
    vervang(kopie_data / "utrecht/provincie.csv", ";Utrecht;", ";<img src=x onerror=alert(1)>;")
    with pytest.raises(InvoerFout, match="regel 2, kolom naam: '<img src=x onerror=alert") as fout:
        laad("utrecht", kopie_data)
    assert next(iter(fout.value.problemen)).name == "provincie.csv"


@pytest.mark.parametrize(("veld", "hoogstens"), [(NAAM, 100), (TEKST, 1_000)])
def test_a_text_that_no_page_can_hold_is_refused(veld: Veld, hoogstens: int) -> None:
    assert lees_cel("x" * hoogstens, veld) == "x" * hoogstens
    with pytest.raises(ValueError, match=rf"telt {hoogstens + 1} tekens; hier passen er hoogstens {hoogstens}"):
        lees_cel("x" * (hoogstens + 1), veld)


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("BRO;0;2;", "BRO;0;1;", "regel 3, kolom rij: op rij 0, kolom 1 ligt Aarderveld al"),
        ("BRO;0;2;", "BROEK;0;2;", "regel 3, kolom afkorting: 'BROEK' telt 5 tekens; hier passen er hoogstens 4"),
        ("BRO;0;2;", "BRO;100;2;", "regel 3, kolom rij: '100' is meer dan 99"),
        ("BRO;0;2;", "BRO;0;100;", "regel 3, kolom kolom: '100' is meer dan 99"),
    ],
)
def test_a_tile_that_cannot_be_drawn_is_refused_where_it_stands(oud, nieuw, melding, kopie_data: Path) -> None:
    """Not by the map, in the middle of every report."""
    vervang(kopie_data / "voorbeeld/tegelkaart.csv", oud, nieuw)
    with pytest.raises(InvoerFout, match=melding):
        laad("voorbeeld", kopie_data)


def test_the_last_tile_that_can_be_drawn_and_one_that_is_taken_over_are_read(kopie_data: Path) -> None:
    """Grauwmonde (2024) has the place of Grauwholt, which went into it."""
    vervang(kopie_data / "voorbeeld/tegelkaart.csv", "BRO;0;2;", "BROE;99;99;")
    tegels = laad("voorbeeld", kopie_data).tabel("tegelkaart").set_index("gemeente")
    assert tegels.loc["Grauwholt", ["rij", "kolom"]].tolist() == tegels.loc["Grauwmonde", ["rij", "kolom"]].tolist()


# --- files and folders -------------------------------------------------------------------------------------


def test_a_kader_that_never_ends_is_no_kader(capsys) -> None:
    for pad in ("/dev/zero", "/dev/null"):
        assert main(["rapport", "2023-2", "--kader", pad, "--data", str(RAW), "--uitvoer", "nergens"]) == 1
    assert "dat is geen gewoon bestand" in capsys.readouterr().err and not Path("nergens").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="dit systeem heeft geen named pipes")
def test_a_pipe_in_the_folder_of_a_province_does_not_hang_the_batch(
    kopie_data: Path, tmp_path: Path, monkeypatch
) -> None:
    os.mkfifo(kopie_data / "utrecht/pijp")
    assert sleutel.bestand(kopie_data / "utrecht/pijp") is None
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path),))
    verslag = batch.rapporteer({"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", ("html",), 1)
    assert not verslag.mislukt


@pytest.mark.parametrize("naam", ["utrecht - Kopie", "a b", "x<y"])
def test_a_folder_that_cannot_be_an_address_is_no_province(naam: str, kopie_data: Path) -> None:
    (kopie_data / "voorbeeld").rename(kopie_data / naam)
    with pytest.raises(AanvraagFout, match="gebruik alleen letters, cijfers, - en _"):
        laad("utrecht", kopie_data)


def test_no_province_is_not_the_first_one(capsys, tmp_path: Path) -> None:
    doe = ["rapport", "2023-2", "--provincie", "", "--data", str(RAW), "--uitvoer", str(tmp_path / "uit")]
    assert main(doe) == 1 and "Provincie '' is er niet" in capsys.readouterr().err


@pytest.mark.parametrize("schade", [b"", b"{}", b"\xff" * 50, b'{"vorm": 5}\n{}'])
def test_a_damaged_key_is_as_if_it_were_not_there(schade: bytes, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path),))

    def redenen() -> list[str | None]:
        verslag = batch.rapporteer({"utrecht": ["2023-2"]}, RAW, tmp_path / "reports", ("html",), 1)
        assert not verslag.mislukt
        return [reden for _, reden in verslag.redenen]

    redenen()
    pad = tmp_path / "reports/.sleutels/utrecht/2023-2.json"
    goed = pad.read_bytes()
    pad.write_bytes(schade)
    assert redenen() != [None]
    pad.write_bytes(goed.replace(b'"soort": "', b'"soort": "x', 1))
    assert redenen() != [None]
    assert redenen() == [None]


@pytest.mark.parametrize("soort", ["bestand", "koppeling rond", "alleen lezen"])
def test_an_output_folder_that_cannot_be_one_is_the_fault_of_the_command(soort: str, tmp_path: Path, capsys) -> None:
    uit = tmp_path / "uit"
    if soort == "bestand":
        uit.write_text("x")
    elif soort == "koppeling rond":
        uit.symlink_to(uit)
    else:
        uit = Path("/proc/ibt-kan-niet")
    assert main(["rapport", "2023-2", "--data", str(RAW), "--uitvoer", str(uit), "--formaat", "html"]) == 1
    assert "niet lezen of schrijven" in capsys.readouterr().err


def test_nothing_is_imported_from_the_folder_in_which_one_stands(tmp_path: Path) -> None:
    """Neither by the command, nor by the processes that it starts, nor by a notebook in them."""
    hier = tmp_path / "hier"
    hier.mkdir()
    for naam in ("threading", "colorsys", "pandas", "papermill", "seaborn", "xlsxwriter"):
        (hier / f"{naam}.py").write_text("raise SystemExit('uitgevoerd')")
    ibt = tmp_path / "ibt"  # as an installation has it: python looks beside it, not in the current folder
    ibt.write_text("import sys\nfrom ibtlib.cli import main\nif __name__ == '__main__':\n    sys.exit(main())")
    gedaan = subprocess.run(
        [sys.executable, str(ibt), "rapport", "2023-2", "--data", str(RAW), "--formaat", "html", "--werkers", "1"],
        cwd=hier, env={**os.environ, "PYTHONPATH": str(REPO)}, capture_output=True, text=True,
    )  # fmt: skip
    assert gedaan.returncode == 0, gedaan.stdout + gedaan.stderr
    assert (hier / "reports/utrecht/2023-2/trend.html").is_file()
