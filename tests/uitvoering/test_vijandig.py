"""Hostile and broken files, through every door: a Dutch message, exit 1, nothing written, nothing executed or followed."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import vijandig
from cijferbestand import KOLOMMEN, als_tabel
from conftest import RAW
from vijandig import BESTANDEN

from ibtlib.basis.fouten import InvoerFout
from ibtlib.cli import main
from ibtlib.gegevens import werkmap
from ibtlib.gegevens.gegevens import laad

ENGELS = ("traceback", "error", "exception", "invalid", "unable", "could not", "must be", "exceeds")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all: whatever a test leaves behind, the next would see."""
    return Path(shutil.copytree(RAW, tmp_path_factory.mktemp("vijandig") / "raw"))


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every hostile file, made once and removed in the end."""
    map_ = tmp_path_factory.mktemp("bestanden")
    for naam, (maak, _) in BESTANDEN.items():
        (map_ / naam).write_bytes(maak())
    return {naam: map_ / naam for naam in BESTANDEN}


def stand(map_: Path) -> dict[str, bytes]:
    return {p.relative_to(map_).as_posix(): p.read_bytes() for p in sorted(map_.rglob("*")) if p.is_file()}


def inlezen(bestand: Path, data: Path) -> list[str]:
    opdracht = ["inlezen", str(bestand), "--periode", "2024-2", "--provincie", "utrecht", "--data", str(data)]
    return [*opdracht, "--bron", "rapportage-2023-2"]


def beoordeel(bestand: Path, data: Path) -> list[str]:
    uit = str(bestand.with_name("uit.csv"))
    return [
        "beoordeel",
        str(bestand),
        "--periode",
        "2024-2",
        "--provincie",
        "utrecht",
        "--data",
        str(data),
        "--uit",
        uit,
    ]


@pytest.mark.parametrize("naam", BESTANDEN)
@pytest.mark.parametrize("deur", [inlezen, beoordeel])
def test_a_hostile_file_is_refused_in_dutch_and_nothing_is_written(deur, naam, gemaakt, data, capsys) -> None:
    voor = stand(data)
    code = main(deur(gemaakt[naam], data))
    melding = capsys.readouterr().err
    assert code == 1, melding
    assert BESTANDEN[naam][1] in melding
    assert not any(woord in melding.lower() for woord in ENGELS), melding
    assert len(melding) < 30_000 and "\x1b" not in melding and "\u202e" not in melding
    assert stand(data) == voor and not gemaakt[naam].with_name("uit.csv").exists()


@pytest.mark.parametrize("naam", BESTANDEN)
def test_a_hostile_file_dropped_in_the_folder_stops_the_load_and_is_named(naam, gemaakt, data) -> None:
    plek = data / "utrecht" / "gemeenten" / f"2024-2{Path(naam).suffix}"
    plek.parent.mkdir(exist_ok=True)
    shutil.copy(gemaakt[naam], plek)
    try:
        with pytest.raises(InvoerFout) as fout:
            laad("utrecht", data)
    finally:
        plek.unlink()
    assert list(fout.value.problemen) == [plek]
    assert not any(woord in str(fout.value).lower() for woord in ENGELS)


@pytest.fixture
def pijp(tmp_path: Path) -> Iterator[Path]:
    """A file from which nothing ever comes."""
    pad = tmp_path / "pijp.csv"
    os.mkfifo(pad)
    yield pad


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="dit systeem heeft geen named pipes")
@pytest.mark.parametrize("deur", [inlezen, beoordeel])
def test_a_pipe_or_device_is_no_file(deur, pijp, data, capsys) -> None:
    assert main(deur(pijp, data)) == 1
    assert main(deur(Path("/dev/zero"), data)) == 1
    assert "het bestand is niet te lezen" in capsys.readouterr().err


@pytest.mark.parametrize("deur", [inlezen, beoordeel])
def test_a_name_that_no_system_can_open_is_refused(deur, tmp_path, data, capsys) -> None:
    assert main(deur(tmp_path / ("x" * 400 + ".csv"), data)) == 1
    assert main(deur(tmp_path / "a\0b.csv", data)) == 1
    assert "niet te lezen" in capsys.readouterr().err


# --- each limit twice: on it, and one over -----------------------------------------------------------------------


def gelezen(ruw: bytes) -> bool:
    """Whether a workbook is read (True) or refused as too large (False)."""
    try:
        return bool(werkmap.lees_werkmap(Path("x.xlsx"), ruw))
    except InvoerFout as fout:
        assert "uitgepakt is dit bestand te groot" in str(fout)
        return False


def test_the_parts_of_a_workbook_are_bounded_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ruw = vijandig.met(vijandig.werkmap(), {"xl/media/logo.png": b"x" * 10_000})
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        delen = archief.infolist()
    xml = sum(d.file_size for d in delen if d.filename.endswith((".xml", ".rels")))
    grenzen = {
        "GROOTST_UITGEPAKT": xml + 10_000,
        "GROOTST_XML": xml,
        "MEESTE_ONDERDELEN": len(delen),
        "MEESTE_RIJEN": 2,
        "MEESTE_CELLEN": 2 * len(KOLOMMEN),  # two rows
        "LAATSTE_RIJ": 2,
    }
    assert gelezen(ruw)
    for naam, grens in grenzen.items():
        with monkeypatch.context() as m:
            m.setattr(werkmap, naam, grens)
            assert gelezen(ruw), naam
            m.setattr(werkmap, naam, grens - 1)
            assert not gelezen(ruw), naam


def test_a_cell_holds_at_most_what_excel_allows() -> None:
    def lees(n: int) -> werkmap.Blad:
        ruw = vijandig.werkmap(als_tabel(vijandig.RIJ | {"vindplaats": "x" * 30_000}))
        deel = vijandig.deel(ruw).replace(b"x" * 30_000, b"x" * n)
        (blad,) = werkmap.lees_werkmap(Path("x.xlsx"), vijandig.met(ruw, {"xl/worksheets/sheet1.xml": deel}))
        return blad

    assert len(lees(32_767).cel(2, KOLOMMEN.index("vindplaats") + 1).tekst) == 32_767
    with pytest.raises(InvoerFout, match="regel 2: de cel staat vol: meer dan 32767 tekens"):
        lees(32_768)


# --- what is not hostile stays readable --------------------------------------------------------------------------


def test_a_formula_counts_as_the_value_that_excel_stored_and_is_marked() -> None:
    ruw = vijandig.in_realisatie(b"><f>SUM(A1:A2)</f><v>39</v>")
    (blad,) = werkmap.lees_werkmap(Path("x.xlsx"), ruw)
    cellen = {kolom: blad.cel(2, n) for n, kolom in enumerate(KOLOMMEN, 1)}
    assert cellen["realisatie"] == werkmap.Cel("39", "getal", berekend=True)
    assert cellen["achterstand_begin"] == werkmap.Cel("5", "getal")


def test_a_sheet_that_lies_about_its_size_is_read_in_full() -> None:
    ruw = vijandig.vervang(vijandig.OMVANG, b'ref="A1:A1"')
    (blad,) = werkmap.lees_werkmap(Path("x.xlsx"), ruw)
    assert blad.cel(2, KOLOMMEN.index("vindplaats") + 1).tekst == vijandig.RIJ["vindplaats"]
    (blad,) = werkmap.lees_werkmap(Path("x.xlsx"), vijandig.vervang(vijandig.OMVANG, b'ref="A1:XFD1048576"'))
    assert len(blad.rijen) == 2 and len(blad.rijen[0]) == len(KOLOMMEN)


def test_an_empty_cell_far_below_the_table_is_no_problem() -> None:
    ruw = vijandig.vervang(b"</sheetData>", b'<row r="1048576"><c r="A1048576"/></row></sheetData>')
    (blad,) = werkmap.lees_werkmap(Path("x.xlsx"), ruw)
    assert len(blad.rijen) == 2


def test_links_to_other_files_are_not_loaded_and_what_they_gave_is_kept() -> None:
    ruw = vijandig.in_realisatie(b"><f>[1]Blad1!A1</f><v>39</v>")
    koppeling = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    (blad,) = werkmap.lees_werkmap(Path("x.xlsx"), vijandig.met(ruw, {"xl/externalLinks/externalLink1.xml": koppeling}))
    assert blad.cel(2, KOLOMMEN.index("realisatie") + 1).tekst == "39"


def test_a_picture_in_a_workbook_is_no_reason_to_refuse_it() -> None:
    ruw = vijandig.met(vijandig.werkmap(), {"xl/media/logo.png": os.urandom(3_000_000)})
    assert len(werkmap.lees_werkmap(Path("x.xlsx"), ruw)) == 1
