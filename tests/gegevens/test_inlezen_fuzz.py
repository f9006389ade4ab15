"""Fuzz of the intake: valid files are mutated, and each either comes out as what it says or is refused in Dutch.

The oracle knows what each file says, independently of the code under test:

- *presentation* (encoding, separator, order and names of columns, titles, totals, notation of numbers, merged headers):
  the figures are the ones that were put in, all of them, exactly;
- *cells*: the text that is put into a cell has a meaning written beside it here (`NOTATIES`): that number, unknown, or
  refused; every other cell is as it was;
- *bytes* of a text file: a changed digit is another valid figure, so the file is read once more by the dozen lines of
  `naief`; what is written equals that, cell for cell, or nothing is written;
- *bytes* of an Excel file: the archive carries checksums, so what is written equals the original, or nothing is written.

Seeded (conftest: derandomize), bounded by `max_examples`; the numbers tried are printed at the end (`pytest -s`).
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from conftest import RAW
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from vijandig import werkmap

from ibtlib.basis.fouten import InvoerFout
from ibtlib.cli import main
from ibtlib.gegevens.invoer import lees_tabel, rijen
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS

VELDEN = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
GEMEENTEN = [
    tuple(regel.split(";")[:2])
    for regel in (RAW / "utrecht" / "gemeentelijst.csv").read_text(encoding="utf-8").splitlines()[1:]
    if not regel.split(";")[3]
]
Cijfers = dict[str, tuple[int | None, ...]]
GETELD: Counter[str] = Counter()


def cijfers() -> Cijfers:
    """What the valid files say: every gemeente other figures, some unknown, some nought, some a voorsprong."""
    uit: Cijfers = {}
    for n, (code, _) in enumerate(GEMEENTEN):
        uit[code] = (
            1_372 if n == 13 else 20 + 3 * n,
            (n % 9 - 4) * 3,
            None if n == 4 else 15 + 2 * n,
            None if n % 3 else 30 + n,
            None if n % 4 else 1 + n % 3,
        )
    return uit


WAAR = cijfers()


@pytest.fixture(scope="module", autouse=True)
def telling() -> Iterator[None]:
    yield
    print("\nfuzz van ibt inlezen:", ", ".join(f"{n} {wat}" for wat, n in sorted(GETELD.items())))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province with nothing but its gemeenten: what the intake reads."""
    map_ = tmp_path_factory.mktemp("fuzz") / "raw"
    for naam in ("utrecht", "landelijk"):
        (map_ / naam).mkdir(parents=True)
    for naam in ("bronnen.csv", "utrecht/provincie.csv", "utrecht/gemeentelijst.csv", "landelijk/gemeenten.csv"):
        shutil.copy(RAW / naam, map_ / naam)
    return map_


def lees_in(data: Path, naam: str, ruw: bytes, *opties: str) -> tuple[Cijfers | None, str]:
    """Run the command; the figures that it wrote (None: it refused), and what it said. The folder is left as it was."""
    bestand = data.parent / naam
    bestand.write_bytes(ruw)
    register = (data / "bronnen.csv").read_bytes()
    voor = {p for p in data.rglob("*") if p.is_file()}
    uit, fout = io.StringIO(), io.StringIO()
    opdracht = ["inlezen", str(bestand), "--periode", "2024-2", "--provincie", "utrecht", "--data", str(data)]
    with contextlib.redirect_stdout(uit), contextlib.redirect_stderr(fout):
        code = main([*opdracht, "--bron", "rapportage-2023-2", *opties])
    GETELD["geprobeerd"] += 1
    nieuw = {p for p in data.rglob("*") if p.is_file()} - voor
    tabel = data / "utrecht" / "gemeenten" / "2024-2.csv"
    try:
        if code == 1:
            GETELD["geweigerd"] += 1
            assert not nieuw and (data / "bronnen.csv").read_bytes() == register
            assert (
                "iets geschreven" in fout.getvalue()
                or "ingevuld" in fout.getvalue()
                or "geen enkele gemeente" in fout.getvalue()
            )
            return None, fout.getvalue()
        assert code == 0, f"exit {code}: {fout.getvalue()}"
        GETELD["ingelezen"] += 1
        frame = lees_tabel(tabel, GEMEENTECIJFERS)  # what was written is what the strict reader takes
        assert set(frame["bron"]) == {"rapportage-2023-2"}
        return {r["gemeentecode"]: tuple(r[v] for v in VELDEN) for r in rijen(frame)}, uit.getvalue()
    finally:
        for pad in nieuw:
            pad.unlink()
        (data / "bronnen.csv").write_bytes(register)


# --- presentation ------------------------------------------------------------------------------------------------

KOPPEN = {
    "gemeentecode": ["gemeentecode", "Code", "CBS-code", "GM code"],
    "gemeente": ["gemeente", "Gemeente", "gemeentenaam", "Naam gemeente", "NAAM"],
    "taakstelling": ["taakstelling", "Taakstelling 2024-II", "Taakstelling 2e helft 2024", "Taakstelling (personen)"],
    "achterstand_begin": ["achterstand_begin", "Achterstand", "Achterstand/voorsprong", "Achterstand per 1 juli 2024"],
    "realisatie": ["realisatie", "Gerealiseerd", "Aantal gehuisvest", "Realisatie\n2024-2"],
    "gekoppeld": ["gekoppeld", "Koppelingen", "Aantal gekoppeld"],
    "trede_vorig": ["trede_vorig", "Vorige trede", "Trede 2024-I"],
}
TEKEN = ("--voorsprong", "min")  # a header that names both does not say it, so the command asks
ERBIJ = {  # columns that do not belong, and what stands in them
    "Provincie": "Utrecht", "% realisatie": "88%", "Taakstelling 2024-I": "77", "Opmerking": "zie brief", "Nr": "3",
}  # fmt: skip


def schrijfwijzen(waarde: int | None, veld: str) -> list[str]:
    """All ways to write one figure that mean the same."""
    if waarde is None:
        return ["", "n.b.", "*", " ", "onbekend"]
    plat = str(abs(waarde))
    punt = f"{abs(waarde):,}".replace(",", ".")
    if waarde < 0:
        vormen = [f"-{plat}", f"−{punt}", f"{plat}-", f"({punt})"]
        return [*vormen, f"{plat} voorsprong"] if veld == "achterstand_begin" else vormen
    vormen = [plat, punt, f" {plat} ", f"{plat},0"]
    return [*vormen, f"{plat} achterstand"] if veld == "achterstand_begin" and waarde else vormen


def naamvormen(naam: str) -> list[str]:
    return [
        naam,
        naam.upper(),
        naam.lower(),
        f"Gemeente {naam}",
        *([f"{naam[3:]}, De"] if naam.startswith("De ") else []),
    ]


@st.composite
def tabellen(draw: st.DrawFn) -> tuple[list[list[str]], list[str]]:
    """The true figures as a table of texts, in a presentation of hypothesis's choice; and the fields of its columns."""
    velden = list(draw(st.permutations(["gemeente", *VELDEN])))
    if draw(st.booleans()):
        velden.insert(draw(st.integers(0, 2)), "gemeentecode")
    kop = [draw(st.sampled_from(KOPPEN[v])) for v in velden]
    for naam in draw(st.lists(st.sampled_from(sorted(ERBIJ)), unique=True, max_size=3)):
        plek = draw(st.integers(0, len(kop)))
        kop.insert(plek, naam)
        velden.insert(plek, f"!{naam}")
    keuze = draw(st.integers(0, 10_000))  # one draw for all cells: which way of writing, in turn
    uit = [kop]
    for n, (code, naam) in enumerate(draw(st.permutations(GEMEENTEN))):
        rij = []
        for j, veld in enumerate(velden):
            if veld.startswith("!"):
                rij.append(ERBIJ[veld[1:]])
            elif veld == "gemeentecode":
                rij.append([code, code[2:], code.lower()][(keuze + n) % 3])
            elif veld == "gemeente":
                vormen = naamvormen(naam)
                rij.append(vormen[(keuze * (n % 5 == 0) + n // 5) % len(vormen)] if n % 5 == 0 else naam)
            else:
                vormen = schrijfwijzen(WAAR[code][VELDEN.index(veld)], veld)
                rij.append(vormen[(keuze + 7 * n + j) % len(vormen)])
        uit.append(rij)
    if draw(st.booleans()):
        som = [
            str(sum(w[VELDEN.index(v)] or 0 for w in WAAR.values()))
            if v in VELDEN[:4]
            else "Totaal"
            if v == "gemeente"
            else ""
            for v in velden
        ]
        uit.append(som)
    if draw(st.booleans()):
        breedte = len(kop)
        uit = [["Huisvesting vergunninghouders, stand 1 januari 2025", *[""] * (breedte - 1)], [""] * breedte, *uit]
    if draw(st.booleans()):
        plek = velden.index("gemeente")
        uit.append(["* voorlopig" if j == plek else "" for j in range(len(kop))])
    return uit, velden


def als_csv(tabel: list[list[str]], scheiding: str, codering: str, einde: str) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=scheiding, lineterminator=einde).writerows(tabel)
    return buffer.getvalue().encode(codering)


def als_xlsx(tabel: list[list[str]], getallen: bool, kolom: int, rij: int, extra: str) -> bytes:
    boek = openpyxl.Workbook()
    blad = boek.active
    blad.title = "Overzicht 2024-II"
    for i, cellen in enumerate(tabel, 1):
        for j, tekst in enumerate(cellen, 1):
            waarde: object = int(tekst) if getallen and re.fullmatch(r"-?\d+", tekst) else tekst
            if waarde != "":
                blad.cell(i + rij, j + kolom, waarde)
    if extra == "verborgen":
        ander = boek.create_sheet("Basis")
        ander.append(["Gemeente", "Taakstelling"])
        ander.append(["Soest", 999])
        ander.sheet_state = "hidden"
    elif extra == "leeswijzer":
        boek.create_sheet("Leeswijzer", 0).append(["Dit overzicht is gemaakt door de provincie"])
    elif extra == "samengevoegd" and rij:
        laatste = get_column_letter(len(tabel[0]) + kolom)
        blad.cell(1, 1, "Voorlopige cijfers")
        blad.merge_cells(f"A1:{laatste}1")
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


SNEL = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
)


@settings(SNEL, max_examples=80)
@given(tabel=tabellen(), scheiding=st.sampled_from(";,\t"), einde=st.sampled_from(["\n", "\r\n"]),
       codering=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))  # fmt: skip
def test_a_text_file_comes_out_as_what_it_says_however_it_is_presented(tabel, scheiding, einde, codering, data) -> None:
    inhoud = [[c.replace("−", "-") for c in rij] if codering == "cp1252" else rij for rij in tabel[0]]
    uit, zei = lees_in(data, "opgave.csv", als_csv(inhoud, scheiding, codering, einde), "--ja", *TEKEN)
    assert uit == WAAR, zei


@settings(SNEL, max_examples=50)
@given(tabel=tabellen(), getallen=st.booleans(), kolom=st.integers(0, 2), rij=st.integers(0, 3),
       extra=st.sampled_from(["", "verborgen", "leeswijzer", "samengevoegd"]))  # fmt: skip
def test_an_excel_file_comes_out_as_what_it_says_however_it_is_presented(
    tabel, getallen, kolom, rij, extra, data
) -> None:
    uit, zei = lees_in(data, "opgave.xlsx", als_xlsx(tabel[0], getallen, kolom, rij, extra), "--ja", *TEKEN)
    assert uit == WAAR, zei


# --- cells -------------------------------------------------------------------------------------------------------

WEIGER = object()
NOTATIES: list[tuple[str, object]] = [  # what a cell of `realisatie` says, worked out by hand
    ("31", 31), ("1.372", 1372), ("1 372", 1372), ("1372", 1372), ("0", 0), ("nihil", 0), ("31,0", 31), ("31.00", 31), ("+31", 31),
    ("31 personen", 31), ("31*", 31), ("1,372", 1372), ("", None), ("n.b.", None), ("n.v.t.", None), ("?", None), ("*", None),
    ("-", None), ("–", None), ("#N/B", None), ("#DEEL/0!", None), ("#31", WEIGER), ("onbekend", None), ("31-", WEIGER), ("(31)", WEIGER), ("-31", WEIGER), ("−31", WEIGER),
    ("31%", WEIGER), ("88,5%", WEIGER), ("12,5", WEIGER), ("0.9", WEIGER), ("1.2O4", WEIGER), ("1l", WEIGER), ("1.37", WEIGER),
    ("1.3722", WEIGER), ("31 voorsprong", WEIGER), ("eenendertig", WEIGER), ("=1+1", WEIGER), ("3 1", WEIGER), ("1e3", WEIGER), ("NaN", WEIGER),
    ("9" * 16, WEIGER), ("9" * 5_000, WEIGER), ("٣١", WEIGER), ("<b>31</b>", WEIGER), ("31\x1b[2J", WEIGER), ("0x1F", WEIGER), ("2024-07-01", WEIGER),
    ("31;", WEIGER), ("'31", 31), ("--31", WEIGER), ("31--", WEIGER), ("((31))", WEIGER), ("-(31)", WEIGER), ("½", WEIGER), ("31\x1d", WEIGER), ("\x1c31", WEIGER), ("31\u202e", WEIGER), ("\u00a031", 31), ("31²", 31),
]  # fmt: skip


def canoniek(cijfers: Cijfers = WAAR) -> list[list[str]]:
    namen = dict(GEMEENTEN)
    lijf = [[c, namen[c], *("" if w is None else str(w) for w in ws), "", ""] for c, ws in cijfers.items()]
    return [["gemeentecode", "gemeente", *VELDEN, "bron", "vindplaats"], *lijf]


@settings(SNEL, max_examples=120)
@given(notatie=st.sampled_from(NOTATIES), rij=st.integers(0, len(GEMEENTEN) - 1), excel=st.booleans())
def test_a_changed_cell_comes_out_as_its_own_meaning_or_is_refused(notatie, rij, excel, data) -> None:
    tekst, betekenis = notatie
    tabel = canoniek()
    tabel[rij + 1][4] = tekst
    if excel and re.search("[\x00-\x1f]", tekst):
        return  # Excel cannot hold it
    ruw = (
        als_xlsx(tabel, False, 0, 0, "") if excel and not tekst.startswith("=") else als_csv(tabel, ";", "utf-8", "\n")
    )
    naam = "opgave.xlsx" if ruw.startswith(b"PK") else "opgave.csv"
    uit, zei = lees_in(data, naam, ruw, "--ja")
    if betekenis is WEIGER:
        assert uit is None, zei
        return
    code = GEMEENTEN[rij][0]
    verwacht = {**WAAR, code: (*WAAR[code][:2], betekenis, *WAAR[code][3:])}
    assert uit == verwacht, zei


@settings(SNEL, max_examples=60)
@given(soort=st.sampled_from(["rij weg", "rij dubbel", "rij om", "kolom weg", "kolom dubbel", "naam om", "code om", "kop om"]),
       a=st.integers(0, 25), b=st.integers(0, 25))  # fmt: skip
def test_moved_and_missing_rows_and_columns_are_told_or_refused(soort, a, b, data) -> None:
    tabel = canoniek()
    code, ander = GEMEENTEN[a][0], GEMEENTEN[b][0]
    kolom = 2 + a % 5
    verwacht: Cijfers | None = dict(WAAR)
    if soort == "rij weg":
        del tabel[a + 1]
        verwacht = {c: w for c, w in WAAR.items() if c != code}
    elif soort == "rij dubbel":
        tabel.insert(b + 1, tabel[a + 1])
        verwacht = None
    elif soort == "rij om":
        tabel[a + 1], tabel[b + 1] = tabel[b + 1], tabel[a + 1]
    elif soort == "kolom weg":
        tabel = [[c for j, c in enumerate(rij) if j != kolom] for rij in tabel]
        verwacht = {c: tuple(None if j == kolom - 2 else x for j, x in enumerate(w)) for c, w in WAAR.items()}
    elif soort == "kolom dubbel":
        tabel = [[*rij, rij[kolom]] for rij in tabel]
        verwacht = None
    elif soort == "kop om" and kolom < 6:
        tabel[0] = list(tabel[0])
        tabel[0][kolom], tabel[0][1] = tabel[0][1], tabel[0][kolom]
        verwacht = None
    elif soort in ("naam om", "code om"):
        plek = 1 if soort == "naam om" else 0
        tabel[a + 1][plek], tabel[b + 1][plek] = tabel[b + 1][plek], tabel[a + 1][plek]
        verwacht = None if code != ander else verwacht
    uit, zei = lees_in(data, "opgave.csv", als_csv(tabel, ";", "utf-8", "\n"), "--ja")
    assert uit == verwacht, zei
    if soort == "rij weg":
        assert "1 van de 26 gemeenten staan niet in het bestand" in zei


# --- bytes -------------------------------------------------------------------------------------------------------

WOORDELIJK = {"", "x", "?", "*", "."}  # what a cell of one character may say instead of a number: unknown


def regels(ruw: bytes) -> list[str]:
    """The lines of a text file; a byte that is no UTF-8 makes it Windows-1252."""
    try:
        tekst = ruw.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = ruw.decode("cp1252")
    return re.split("\r\n|\n|\r", tekst)


def naief(ruw: bytes) -> Cijfers:
    """What a text file with the canonical header says, read as simply as it can be; ValueError where that is not enough."""
    uit: Cijfers = {}
    for regel in regels(ruw)[1:]:
        cellen = [c.strip(" \t\u00a0") for c in regel.split(";")]
        code = f"GM{int(c):04d}" if (c := re.sub("[Gg][Mm]", "", cellen[0])).isdecimal() else ""
        if not any(cellen[2:7]) and code not in WAAR:
            continue  # no gemeente of ours and no figure: a note
        getallen: list[int | None] = []
        for cel in cellen[2:7]:
            tekst = re.sub("^- ", "-", re.sub(r"[ \t]+", " ", cel.removeprefix("'")).strip())
            getal = re.fullmatch(r"([-+(]?)((?:[1-9]\d?\d?(?:[. ]\d{3})+)|\d+)([-)]?)(?:[,.]0{1,2})?", tekst)
            if tekst.casefold() in WOORDELIJK:
                getallen.append(None)
            elif getal and (getal[1] == "(") == (getal[3] == ")") and not (getal[1] in "+-" and getal[1] and getal[3]):
                min_ = "-" in (getal[1], getal[3]) or getal[1] == "("
                getallen.append(int(re.sub(r"\D", "", getal[2])) * (-1 if min_ else 1))
            else:
                raise ValueError(tekst)
        uit[f"GM{int(re.sub('[Gg][Mm]', '', cellen[0])):04d}"] = tuple(getallen)
    return uit


ingrepen = st.lists(
    st.tuples(
        st.sampled_from(["wissel", "weg", "erbij", "afbreken", "herhaal"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=3,
)


def muteer(ruw: bytes, ingrepen: list[tuple[str, float, int]]) -> bytes:
    for soort, waar, byte in ingrepen:
        plek = int(waar * len(ruw))
        if soort == "wissel":
            ruw = ruw[:plek] + bytes([byte]) + ruw[plek + 1 :]
        elif soort == "weg":
            ruw = ruw[:plek] + ruw[plek + 1 :]
        elif soort == "erbij":
            ruw = ruw[:plek] + bytes([byte]) + ruw[plek:]
        elif soort == "afbreken":
            ruw = ruw[:plek]
        else:
            ruw = ruw[:plek] + ruw[plek : plek + byte] + ruw[plek:]
    return ruw


CSV = als_csv(canoniek(), ";", "utf-8", "\n")
leesbare_bytes = st.sampled_from(sorted(b"0123456789;,.-()\n\"'%*xO \t"))


@settings(SNEL, max_examples=500)
@given(ingrepen=ingrepen, leesbaar=st.lists(leesbare_bytes, min_size=3, max_size=3))
def test_changed_bytes_of_a_text_file_are_read_as_they_stand_or_refused(ingrepen, leesbaar, data) -> None:
    # half of the bytes are ones that can look like a figure: those are the dangerous ones
    ingrepen = [(s, w, leesbaar[i] if b % 2 else b) for i, (s, w, b) in enumerate(ingrepen)]
    ruw = muteer(CSV, ingrepen)
    uit, zei = lees_in(data, "opgave.csv", ruw)
    if uit is not None:
        kolommen = regels(ruw)[0].split(";")
        assume(kolommen[0].strip().casefold() == "gemeentecode")  # else the names decide, and the codes are not read
        assert uit == _volgens_kop(naief(ruw), kolommen, zei), zei


def _volgens_kop(gelezen: Cijfers, kolommen: list[str], zei: str) -> Cijfers:
    """A header that became unreadable leaves its column out, and the command says so."""
    weg = {j for j, kop in enumerate(kolommen[2:7]) if f"{kop.strip()}".casefold() not in VELDEN}
    assert all("weggelaten" in zei or VELDEN[j] in zei for j in weg)
    return {
        c: tuple(None if j in weg and "weggelaten" in zei else x for j, x in enumerate(w)) for c, w in gelezen.items()
    }


XLSX = als_xlsx(canoniek(), True, 0, 0, "")


@settings(SNEL, max_examples=250)
@given(ingrepen=ingrepen)
def test_changed_bytes_of_an_excel_file_change_nothing_or_are_refused(ingrepen, data) -> None:
    uit, zei = lees_in(data, "opgave.xlsx", muteer(XLSX, ingrepen))
    assert uit is None or uit == WAAR, zei


@settings(SNEL, max_examples=250)
@given(ingrepen=ingrepen, excel=st.booleans())
def test_the_strict_reader_takes_changed_bytes_as_they_stand_or_refuses_them(ingrepen, excel, tmp_path) -> None:
    """The door of `ibt beoordeel` and of files dropped in the folder."""
    streng = canoniek()
    for rij in streng[1:]:
        rij[7:] = ["rapportage-2023-2", "tabel"]
    goed = werkmap(_getallen(streng)) if excel else als_csv(streng, ";", "utf-8", "\n")
    ruw = muteer(goed, ingrepen)
    pad = tmp_path / ("2024-2.xlsx" if excel else "2024-2.csv")
    pad.write_bytes(ruw)
    GETELD["geprobeerd"] += 1
    try:
        frame = lees_tabel(pad, GEMEENTECIJFERS)
    except InvoerFout as fout:
        GETELD["geweigerd"] += 1
        assert "Er is niets geschreven." in str(fout) and list(fout.problemen) == [pad]
        return
    GETELD["ingelezen"] += 1
    uit = {r["gemeentecode"]: tuple(r[v] for v in VELDEN) for r in rijen(frame)}
    assert uit == (WAAR if excel else naief(ruw))


def _getallen(tabel: list[list[str]]) -> list[list[object]]:
    return [[int(c) if re.fullmatch(r"-?\d+", c) else c or None for c in rij] for rij in tabel]
