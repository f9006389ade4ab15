"""What an Excel file says beside its values: what is hidden, struck through, small, white, or shown otherwise."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens import bestandssoort, bladxml, werkmap
from ibtlib.gegevens.bestandssoort import is_werkmap
from ibtlib.gegevens.invoer import lees_tabel
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.werkmap import Blad, lees_werkmap

KLEIN, DOOR = InlineFont(vertAlign="superscript"), InlineFont(strike=True)


def blad(boek: openpyxl.Workbook) -> Blad:
    uit = io.BytesIO()
    boek.save(uit)
    (gelezen,) = lees_werkmap(Path("x.xlsx"), uit.getvalue())
    return gelezen


@pytest.mark.parametrize(
    ("waarde", "hoe", "zonder"),
    [
        (CellRichText("21", TextBlock(KLEIN, "1")), bladxml.SUPERSCRIPT, "21"),
        (CellRichText(TextBlock(DOOR, "22"), "47"), bladxml.DEELS_DOORGEHAALD, "47"),
        (CellRichText(TextBlock(DOOR, "22")), werkmap.DOORGEHAALD, ""),
        (CellRichText("2", TextBlock(InlineFont(b=True), "1")), "", ""),  # bold means nothing
    ],
)
def test_a_part_of_a_text_that_is_marked_gives_two_readings(waarde: CellRichText, hoe: str, zonder: str) -> None:
    boek = openpyxl.Workbook()
    boek.active["A1"] = waarde
    cel = blad(boek).cel(1, 1)
    assert (cel.tekst, cel.merk, cel.anders) == ("".join(map(str, waarde)), hoe, zonder)


def test_texts_that_excel_shares_between_cells_are_looked_at_too(tmp_path: Path) -> None:
    """xlsxwriter writes rich texts in the shared table, openpyxl in the cell."""
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as boek:
        vel, klein = boek.add_worksheet(), boek.add_format({"font_script": 1})
        vel.write_string(0, 0, "gewoon")
        vel.write_rich_string(1, 1, "21", klein, "1")
    (gelezen,) = lees_werkmap(tmp_path / "x.xlsx", (tmp_path / "x.xlsx").read_bytes())
    assert (gelezen.cel(2, 2).tekst, gelezen.cel(2, 2).anders, gelezen.cel(1, 1).merk) == ("211", "21", "")


@pytest.mark.parametrize(
    ("stijl", "merk"),
    [
        ({"font": Font(strike=True)}, werkmap.DOORGEHAALD),
        ({"font": Font(vertAlign="superscript")}, werkmap.KLEIN),
        ({"font": Font(color="FFFFFFFF")}, werkmap.WIT),
        ({"font": Font(color="FFFFFFFF"), "fill": PatternFill("solid", fgColor="FF154273")}, ""),
        ({"font": Font(bold=True, color="FF000000")}, ""),
        ({"number_format": '0" voorlopig"'}, werkmap.OPMAAK),
        ({"number_format": "#,##0"}, ""),
    ],
)
def test_the_style_of_a_cell_can_say_that_something_else_is_seen(stijl: dict[str, object], merk: str) -> None:
    boek = openpyxl.Workbook()
    boek.active["A1"] = 31
    for naam, waarde in stijl.items():
        setattr(boek.active["A1"], naam, waarde)
    cel = blad(boek).cel(1, 1)
    assert (cel.tekst, cel.merk) == ("31", merk)


def test_hidden_rows_and_columns_are_known_and_why() -> None:
    boek = openpyxl.Workbook()
    for _ in range(4):
        boek.active.append([1, 2, 3, 4])
    boek.active.row_dimensions[2].hidden = True
    boek.active.row_dimensions[3].height = 0.5
    boek.active.column_dimensions["C"].hidden = True
    gelezen = blad(boek)
    assert (gelezen.verborgen_rijen, gelezen.verborgen_kolommen, gelezen.gefilterd) == ({2, 3}, {3}, False)
    assert gelezen.onzichtbaar(2, 1) == "verborgen rij" and gelezen.onzichtbaar(1, 3) == "verborgen kolom"
    assert gelezen.onzichtbaar(1, 1) == ""
    boek.active.auto_filter.ref = "A1:D4"
    boek.active.auto_filter.add_filter_column(0, ["1"])
    assert blad(boek).onzichtbaar(2, 1) == "rij verborgen door een filter"


def test_a_date_is_what_is_shown_and_keeps_its_number() -> None:
    import datetime as dt

    boek = openpyxl.Workbook()
    for n, opmaak in enumerate(("d-mmm", "dd-mm-yyyy"), 1):
        boek.active.cell(1, n, dt.date(2025, 10, 1)).number_format = opmaak
    gelezen = blad(boek)
    # 1 October 2025 is day 45931 of Excel
    assert [(gelezen.cel(1, k).tekst, gelezen.cel(1, k).anders) for k in (1, 2)] == [
        ("1-10", "45931"),
        ("2025-10-01", "45931"),
    ]


@pytest.mark.parametrize("hoe", ["verborgen", "doorgehaald"])
def test_the_strict_reader_does_not_choose_between_what_is_stored_and_what_is_shown(hoe: str, tmp_path: Path) -> None:
    boek = openpyxl.Workbook()
    boek.active.append(GEMEENTECIJFERS.kolommen)
    boek.active.append(["GM0342", "Soest", 40, 5, 39, None, None, "bron", "tabel"])
    if hoe == "verborgen":
        boek.active.row_dimensions[2].hidden = True
    else:
        boek.active["E2"].font = Font(strike=True)
    boek.save(tmp_path / "2024-2.xlsx")
    with pytest.raises(InvoerFout, match=f"{hoe}.*lees het bestand in met ibt inlezen"):
        lees_tabel(tmp_path / "2024-2.xlsx", GEMEENTECIJFERS)


# --- other kinds of file -------------------------------------------------------------------------------------------


def zip_met(**delen: bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


def _strict() -> bytes:
    boek, uit = openpyxl.Workbook(), io.BytesIO()
    boek.save(uit)
    nieuw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(uit.getvalue())) as oud, zipfile.ZipFile(nieuw, "w") as archief:
        for naam in oud.namelist():
            inhoud = oud.read(naam)
            archief.writestr(
                naam,
                inhoud.replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                ),
            )
    return nieuw.getvalue()


@pytest.mark.parametrize(
    ("naam", "ruw", "wat"),
    [
        ("a.xlsx", _strict(), "'Strict Open XML-werkmap'"),
        ("a.numbers", zip_met(Index__Document_iwa=b"x"), "Apple Numbers"),
        ("a.zip", zip_met(cijfers_csv=b"a;b"), "zip-archief met daarin cijfers.csv; pak het uit"),
        ("a.xls", b"<html><table><tr><td>Soest</td></tr></table></html>", "webpagina"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
        ("a.xlsb", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "van voor 2007"),
        ("a.pdf", b"%PDF-1.7", "alleen .csv en .xlsx worden gelezen"),
        ("a.csv", b"%PDF-1.7", "alleen .csv en .xlsx worden gelezen"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_with_what_to_do(naam: str, ruw: bytes, wat: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        is_werkmap(Path(naam), ruw)
    assert wat in str(fout.value)


def test_a_damaged_archive_is_left_to_the_reader() -> None:
    assert is_werkmap(Path("a.xlsx"), b"PK\x03\x04onzin")
    assert bestandssoort.is_werkmap(Path("a.csv"), b"") is False
