"""The command line: exit codes as the README says them, Dutch throughout, nothing written when something is wrong."""

import csv
import io
import json
import shlex
import shutil
from pathlib import Path

import pytest
from cijferbestand import SOEST, ZEIST, als_csv

from ibtlib.basis import plaatsen
from ibtlib.cli import OPDRACHTEN, main
from ibtlib.uitvoering import batch, verslag
from ibtlib.uitvoering.opdracht import Uitslag

REPO = Path(__file__).parents[1]
DATA = str(REPO / "data" / "raw")
SOEST_39 = SOEST | {"gekoppeld": None}  # 39 of the taakstelling of 40 housed, an achterstand of 5 before


def draai(capsys, *woorden):
    code = main(list(map(str, woorden)))
    uit = capsys.readouterr()
    return code, uit.out, uit.err


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (["rapport", "--hulp"], "onbekend: --hulp"),
        (["beoordeel", "x.csv", "--provincie", "utrecht"], "er ontbreekt: --periode"),
        (["rapport", "--werkers", "veel", "2023-2"], "bij --werkers: 'veel' kan hier niet"),
        (["rapport", "--uitvoer"], "bij --uitvoer: hier hoort één waarde achter"),
        (["controler"], "bij OPDRACHT: 'controler' kan hier niet; kies uit"),
    ],
)
def test_wrong_usage_is_exit_2_in_dutch(capsys, woorden, melding):
    code, _, fout = draai(capsys, *woorden)
    assert code == 2
    assert melding in fout and "gebruik: ibt" in fout
    assert not any(engels in fout.lower() for engels in ("usage", "error", "required", "invalid", "expected"))


@pytest.mark.parametrize("opdracht", ["rapport", "nieuw", "inlezen", "controleer", "beoordeel", "verwerk", "lab"])
def test_help_is_dutch_throughout(capsys, opdracht):
    code, uit, _ = draai(capsys, opdracht, "--help")
    assert code == 0
    assert not any(engels in uit.lower() for engels in ("usage", "options:", "show this", "positional"))


def test_controleer_reports_differences_and_still_exits_0(capsys):
    code, uit, fout = draai(capsys, "controleer", "--provincie", "utrecht", "--data", DATA)
    assert (code, fout) == (0, "")
    assert "14 verschillen tussen bronnen; niets is aangepast" in uit
    assert "een achterstand van 570: rapportage-2023-2, §3.1, tekst" in uit


def test_controleer_tells_national_differences_once_for_all_provinces(capsys):
    _, uit, _ = draai(capsys, "controleer", "--data", DATA)
    assert uit.count("kolomtotaal verdeling november 2022") == 1


def test_controleer_json_carries_the_same_findings(capsys):
    code, uit, _ = draai(capsys, "controleer", "--provincie", "utrecht", "--data", DATA, "--json")
    inhoud = json.loads(uit)
    assert code == 0 and inhoud["geldig"] and inhoud["problemen"] == []
    assert [b["ernst"] for b in inhoud["bevindingen"]].count("verschil") == 14


def test_controleer_exits_1_on_invalid_data_with_every_problem(capsys, kopie_data):
    _maak_kapot(kopie_data)
    code, uit, fout = draai(capsys, "controleer", "--provincie", "utrecht", "--data", kopie_data)
    assert code == 1
    assert "'57O' is geen geheel getal" in uit and "'veel' is geen geheel getal" in uit
    assert fout.startswith("2 fouten in ") and "standen.csv" in fout and "tellingen.csv" in fout
    assert "Verbeter de bestanden en voer de opdracht opnieuw uit." in fout


def test_controleer_json_on_invalid_data_is_json_too(capsys, kopie_data):
    _maak_kapot(kopie_data)
    code, uit, _ = draai(capsys, "controleer", "--data", kopie_data, "--json")
    inhoud = json.loads(uit)
    assert code == 1 and not inhoud["geldig"]
    assert {Path(p["bestand"]).name for p in inhoud["problemen"]} == {"standen.csv", "tellingen.csv"}


def _maak_kapot(data):
    for naam, oud, nieuw in (("standen.csv", ";570;", ";57O;"), ("tellingen.csv", ";trede;1;11;", ";trede;1;veel;")):
        pad = data / "utrecht" / naam
        tekst = pad.read_text(encoding="utf-8")
        assert oud in tekst
        pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


def test_verwerk_leaves_processed_data_alone_when_the_raw_data_is_invalid(capsys, kopie_data):
    main(["verwerk", "--data", str(kopie_data), "--provincie", "utrecht"])
    map_ = kopie_data.parent / "processed" / "utrecht"
    voor = {p.name: p.read_bytes() for p in map_.iterdir()}
    _maak_kapot(kopie_data)
    code, _, _ = draai(capsys, "verwerk", "--data", kopie_data, "--provincie", "utrecht")
    assert code == 1
    assert {p.name: p.read_bytes() for p in map_.iterdir()} == voor


# --- ibt beoordeel ---------------------------------------------------------------------------------------


def test_beoordeel_writes_its_columns(capsys, tmp_path):
    uit = tmp_path / "map" / "treden.csv"
    bestand = REPO / "data/raw/voorbeeld/gemeenten/2023-2.csv"
    code, _, _ = draai(
        capsys, "beoordeel", bestand, "--periode", "2023-II", "--provincie", "voorbeeld", "--data", DATA, "--uit", uit
    )
    assert code == 0
    rijen = list(csv.DictReader(uit.open(encoding="utf-8", newline=""), delimiter=";"))
    assert list(rijen[0]) == [
        "gemeentecode", "gemeente", "trede_berekend", "trede_vorig", "regel", "grondslag",
        "trede_zonder_verschoning", "zekerheid", "motivering",
    ]  # fmt: skip
    per_naam = {r["gemeente"]: r for r in rijen}
    assert per_naam["Cranenhoek"]["trede_berekend"] == "1"  # 36 of 36 linked
    assert per_naam["Cranenhoek"]["trede_zonder_verschoning"] == "2"  # 36 of 43
    assert per_naam["Cranenhoek"]["grondslag"] == "koppelingstekort"


def test_one_person_short_under_the_new_kader_is_one_trede_up(capsys, tmp_path):
    # voortgangsrapportage 2023-2, §2.2: not reaching the taakstelling is one step up the ladder
    bestand = tmp_path / "cijfers.csv"
    bestand.write_text(als_csv(SOEST_39, ZEIST | {"realisatie": 40, "gekoppeld": None}), encoding="utf-8")
    code, uit, _ = draai(capsys, "beoordeel", bestand, "--periode", "2024-1", "--provincie", "utrecht", "--data", DATA)
    soest, zeist = csv.DictReader(io.StringIO(uit), delimiter=";")
    assert code == 0
    assert (soest["trede_berekend"], soest["regel"], soest["zekerheid"]) == (
        "2",
        "taakstelling-niet-gehaald",
        "aanname",
    )
    assert (zeist["trede_berekend"], zeist["zekerheid"]) == ("1", "aanname")
    assert soest["motivering"].startswith("Soest staat op trede 2 (was 1): in 2024-1 zijn 39 van 40")


def test_a_missing_fact_gives_no_trede_and_says_which(capsys, tmp_path):
    bestand = tmp_path / "cijfers.csv"
    bestand.write_text(als_csv(SOEST_39 | {"realisatie": None}), encoding="utf-8")
    _, uit, _ = draai(capsys, "beoordeel", bestand, "--periode", "2024-1", "--provincie", "utrecht", "--data", DATA)
    (soest,) = csv.DictReader(io.StringIO(uit), delimiter=";")
    assert soest["trede_berekend"] == ""
    assert "niet te beoordelen: de realisatie ontbreekt" in soest["motivering"]


def test_the_previous_trede_comes_from_the_published_ones_when_the_file_has_none(capsys, tmp_path):
    bestand = tmp_path / "cijfers.csv"
    lopik = SOEST_39 | {"gemeentecode": "GM0331", "gemeente": "Lopik", "trede_vorig": None}  # 2023-2: trede 2
    bestand.write_text(als_csv(lopik), encoding="utf-8")
    _, uit, _ = draai(capsys, "beoordeel", bestand, "--periode", "2024-1", "--provincie", "utrecht", "--data", DATA)
    (lopik,) = csv.DictReader(io.StringIO(uit), delimiter=";")
    assert (lopik["trede_vorig"], lopik["trede_berekend"]) == ("2", "3")


@pytest.mark.parametrize(
    ("anders", "periode", "melding"),
    [
        ({"gemeentecode": "GM0545", "gemeente": "Leerdam"}, "2024-1", "opvolger: Vijfheerenlanden, GM1961"),
        ({"taakstelling": "veertig"}, "2024-1", "'veertig' is geen geheel getal"),
        ({"trede_vorig": 7}, "2024-1", "'7' is meer dan 6"),
        ({}, "2019-1", "geen kader van kracht voor 2019-1"),
    ],
)
def test_beoordeel_refuses_what_is_wrong_and_writes_nothing(capsys, tmp_path, anders, periode, melding):
    bestand, uit = tmp_path / "cijfers.csv", tmp_path / "uit.csv"
    bestand.write_text(als_csv(SOEST_39 | anders), encoding="utf-8")
    code, _, fout = draai(
        capsys, "beoordeel", bestand, "--periode", periode, "--provincie", "utrecht", "--data", DATA, "--uit", uit
    )
    assert code == 1 and melding in fout and not uit.exists()


def test_a_kader_of_your_own_replaces_the_shipped_one(capsys, tmp_path):
    bron = next((REPO / "ibtlib/kaders/utrecht").glob("2024-1.yaml"))
    eigen = tmp_path / "streng.yaml"
    eigen.write_text(
        bron.read_text(encoding="utf-8").replace("dan: {trede: vorige + 1}", "dan: {trede: 6}"), encoding="utf-8"
    )
    bestand = tmp_path / "cijfers.csv"
    bestand.write_text(als_csv(SOEST_39), encoding="utf-8")
    opdracht = ["beoordeel", bestand, "--periode", "2024-1", "--provincie", "utrecht", "--data", DATA]
    _, uit, _ = draai(capsys, *opdracht, "--kader", eigen)
    assert next(csv.DictReader(io.StringIO(uit), delimiter=";"))["trede_berekend"] == "6"


# --- an internal failure --------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_exit_3_without_traceback(capsys, monkeypatch):
    def val(*_):
        raise RuntimeError("stuk")

    monkeypatch.setattr("ibtlib.controle.meldingen.alle_bevindingen", val)
    code, _, fout = draai(capsys, "controleer", "--data", DATA)
    assert code == 3 and "Dit ligt niet aan uw gegevens" in fout and "Traceback" not in fout


def test_data_is_found_from_any_folder(capsys, tmp_path, monkeypatch):
    shutil.copytree(REPO / "data" / "raw", tmp_path / "data" / "raw")
    diep = tmp_path / "notebooks" / "eigen"
    diep.mkdir(parents=True)
    monkeypatch.chdir(diep)
    monkeypatch.delenv("IBT_DATA", raising=False)
    code, uit, _ = draai(capsys, "controleer", "--provincie", "utrecht")
    assert code == 0 and "14 verschillen" in uit


@pytest.mark.parametrize(
    ("na", "klaar", "verwacht"),
    [(10, 1, "█" * 7 + "░" * 23 + " 1/4, nog 30 s  "), (60, 2, "█" * 15 + "░" * 15 + " 2/4, nog 60 s  "),
     (200, 1, "█" * 7 + "░" * 23 + " 1/4, nog 10 min  "), (99, 4, "█" * 30 + " 4/4, nog 0 s  ")],
)  # fmt: skip
def test_a_terminal_gets_a_bar_with_the_remaining_time(capsys, monkeypatch, na, klaar, verwacht):
    """By hand: 10 s for one of four leaves 3 x 10 s; 200 s leaves 600 s = 10 minutes."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    klok = iter([0.0, float(na)])
    monkeypatch.setattr("time.monotonic", lambda: next(klok))
    verslag.Voortgang()(Uitslag("utrecht/2023-2/trend", 1.23), klaar, 4)
    assert capsys.readouterr().out == f"\r{verwacht}"


def test_elsewhere_each_document_gets_one_plain_line(capsys):
    voortgang = verslag.Voortgang()
    voortgang(Uitslag("utrecht/2023-2/trend", 1.23), 1, 2)
    voortgang(Uitslag("utrecht/2023-2/scenario", 0.0, fout="x"), 2, 2)
    voortgang.klaar()
    assert capsys.readouterr().out == (
        "1/2 gemaakt: utrecht/2023-2/trend (1,2 s)\n2/2 mislukt: utrecht/2023-2/scenario (0,0 s)\n"
    )


def test_waarom_says_of_each_document_why_it_was_made_or_skipped(capsys, monkeypatch):

    redenen = (("utrecht/2023-2/trend", "veranderd: utrecht: tabel amv"), ("utrecht/2023-2/scenario", None))
    monkeypatch.setattr(batch, "rapporteer", lambda *_, **__: verslag.Verslag((), (), redenen))
    _, uit, _ = draai(capsys, "rapport", "2023-2", "--data", DATA, "--waarom")
    assert uit.splitlines()[:2] == [
        "utrecht/2023-2/trend: gemaakt, want veranderd: utrecht: tabel amv",
        "utrecht/2023-2/scenario: overgeslagen, er is niets veranderd",
    ]
    _, uit, _ = draai(capsys, "rapport", "2023-2", "--data", DATA)
    assert uit.splitlines()[0] == "1 document overgeslagen: niets veranderd (uitleg: --waarom)"


def test_lab_opens_copies_that_stay_as_the_analyst_left_them(monkeypatch, tmp_path, capsys):
    gestart = []
    monkeypatch.setattr("ibtlib.basis.omgeving.word", lambda opdracht: gestart.append((opdracht, Path.cwd())) or 0)
    shutil.copytree(REPO / "data" / "raw", tmp_path / "data" / "raw")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IBT_DATA", str(Path("data") / "raw"))  # from the current folder, which changes
    assert draai(capsys, "lab", "--no-browser", "--ServerApp.port=8889")[0] == 0
    opdracht, map_ = gestart[0]
    assert opdracht[1:] == ["-m", "jupyterlab", "--no-browser", "--ServerApp.port=8889"] and map_ == tmp_path / "werk"
    namen = {p.name for p in (REPO / "notebooks").glob("*.ipynb")}
    assert {p.name for p in map_.iterdir()} == namen and "02_trend.ipynb" in namen
    (map_ / "02_trend.ipynb").write_text("van mij", "utf-8")
    (map_ / "06_monitor.ipynb").unlink()
    monkeypatch.chdir(tmp_path)
    assert draai(capsys, "lab")[0] == 0
    assert (map_ / "02_trend.ipynb").read_text("utf-8") == "van mij" and (map_ / "06_monitor.ipynb").is_file()
    from ibtlib import laad  # a notebook that starts there finds the data

    assert laad("utrecht").naam == "Utrecht"
    assert "werk/" in (REPO / ".gitignore").read_text("utf-8").split()


def test_the_commands_fit_a_screen_and_begin_with_what_is_done_most(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, uit, _ = draai(capsys, "--help")
    regels = uit.splitlines()
    assert code == 0 and len(regels) < 24 and max(map(len, regels)) < 80
    namen = [r.split()[0] for r in regels[regels.index("opdrachten:") + 1 :] if r.startswith("  ")]
    assert namen[:3] == ["rapport", "controleer", "inlezen"] and {*namen} == OPDRACHTEN.keys() - {""}


def test_messages_name_files_as_one_types_them(capsys, kopie_data, monkeypatch):
    (kopie_data / "utrecht/standen.csv").write_text("x;y\n", "utf-8")
    monkeypatch.chdir(kopie_data.parent)
    hier = f"{kopie_data.name}/utrecht/standen.csv"
    assert f"in {hier}.\n" in draai(capsys, "controleer", "--data", kopie_data)[2]
    assert f"Fout in {hier}: " in draai(capsys, "rapport", "2023-2", "--data", kopie_data, "--uitvoer", "uit")[2]


def test_a_kader_is_named_where_it_stands(capsys):
    assert "\nibtlib/kaders/utrecht/2024-1.yaml\n" in draai(capsys, "controleer", "--provincie", "utrecht")[1]


def test_an_installed_package_in_an_empty_folder_says_what_it_needs(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(plaatsen, "PAKKET", tmp_path / "site-packages" / "ibtlib")
    (tmp_path / "leeg").mkdir()
    monkeypatch.chdir(tmp_path / "leeg")
    for opdracht in (["rapport"], ["rapport", "2023-2"], [], ["controleer"]):
        code, _, fout = draai(capsys, *opdracht)
        assert code == 1 and fout.startswith("In data/raw staat geen enkele provincie") and "met --data" in fout
    assert not list(Path.cwd().iterdir())


def test_a_command_that_is_advised_can_be_typed_as_it_stands(kopie_data, tmp_path, capsys):
    """Also where the folder has a space in its name."""
    data = tmp_path / "mijn map" / "raw"
    shutil.copytree(kopie_data, data)
    assert main(["controleer", "--provincie", "zeeland", "--data", str(data)]) == 1
    raad = capsys.readouterr().err.rpartition("Begin met: ibt ")[2]
    assert main(shlex.split(raad)) == 0 and (data / "zeeland/provincie.csv").is_file()
    assert main(["nieuw", "2024-2", "--provincie", "zeeland", "--data", str(data)]) == 0
    raad = next(r for r in capsys.readouterr().out.splitlines() if r.startswith("Daarna: ibt "))
    assert shlex.split(raad)[3] == f"{data.as_posix()}/zeeland/invulbladen/2024-2.xlsx"
