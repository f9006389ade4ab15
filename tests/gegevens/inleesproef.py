"""Files of which the meaning is known, written in a notation drawn by chance: for the bench and a test.

Each seed gives one file: the figures that it means, its bytes, and the names of the notations that were used. Whoever
reads it has to find those figures exactly, or ask, or refuse; anything else is a silent difference.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from conftest import RAW
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

VELDEN = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
GEMEENTEN = [
    tuple(r.split(";")[:2])
    for r in (RAW / "utrecht" / "gemeentelijst.csv").read_text(encoding="utf-8").splitlines()[1:]
    if not r.split(";")[3]
]
Cijfers = dict[str, tuple[int | None, ...]]

KOPPEN = {
    "gemeentecode": ["gemeentecode", "Code", "CBS-code", "statcode"],
    "gemeente": ["gemeente", "Naam gemeente", "statnaam", "Regio's", "NAAM"],
    "taakstelling": [
        "taakstelling", "Taakstelling 2024-II", "Taakstelling 2e halfjaar 2024", "Taakstelling (personen)", "Taakstelling per 1-7-2024",
    ],
    "achterstand_begin": [
        "achterstand_begin", "Achterstand", "Achterstand per 1 juli 2024", "Achterstand 1-7", "Achterstand/voorsprong begin",
        "Voorsprong (+) dan wel achterstand (-) per 1 juli 2024", "Achterstand 2024-I",
    ],
    "realisatie": ["realisatie", "Gerealiseerd", "Aantal gehuisvest", "Realisatie tweede helft 2024", "Realisatie 31-12-2024"],
    "gekoppeld": ["gekoppeld", "Koppelingen", "Gekoppeld per 1-10", "Gekoppeld per 1 oktober 2024"],
    "trede_vorig": ["trede_vorig", "Vorige trede", "Trede 2024-I"],
}  # fmt: skip
ERBIJ: dict[str, Callable[[random.Random, int | None], str]] = {  # a column besides, and what stands in it
    "% realisatie": lambda r, w: f"{r.randint(50, 120)}%",
    "Taakstelling 2024-I": lambda r, w: str(r.randint(10, 90)),
    "Gekoppeld 2023-2": lambda r, w: str(r.randint(10, 90)),
    "Realisatie per 1 oktober 2024": lambda r, w: str(r.randint(1, 20)),
    "Opmerking": lambda r, w: r.choice(["", "zie brief", "nagebeld op 3-1"]),
    "Inwoners": lambda r, w: f"{r.randint(10, 300)}.{r.randint(100, 999)}",
    "Bijzonder": lambda r, w: str(r.randint(1, 9)),
    "Taakstelling 2023": lambda r, w: str(r.randint(10, 90)),
}


@dataclass
class Proef:
    """One file: its name, its bytes, the figures that it means, how it was written, and what its maker knows of that."""

    naam: str
    ruw: bytes
    waar: Cijfers
    notaties: list[str]
    antwoorden: dict[str, Any]


def cijfers(r: random.Random) -> Cijfers:
    """Figures of every gemeente: some unknown, some nought, some a voorsprong, some above a thousand."""

    def getal(hoogst: int) -> int | None:
        return r.choice([None, 0, r.randint(1_000, 3_000)]) if r.random() < 0.12 else r.randint(1, hoogst)

    return {
        code: (getal(120), r.choice([-1, 1, 1]) * (getal(40) or 0), getal(99), getal(99), r.choice([None, 1, 2, 3]))
        for code, _ in GEMEENTEN
    }


# --- how a number is written ---------------------------------------------------------------------------------------


def _groep(teken: str) -> Callable[[int], str]:
    return lambda n: f"{n:,}".replace(",", teken)


GETALSTIJLEN: dict[str, Callable[[int], str]] = {
    "kaal": str,
    "punt om de duizend": _groep("."),
    "spatie om de duizend": _groep(" "),
    "vaste spatie om de duizend": _groep("\u00a0"),
    "komma om de duizend": _groep(","),
    "komma nul": lambda n: f"{_groep('.')(n)},0",
    "punt nul": lambda n: f"{n}.0",
    "punt drie nullen": lambda n: f"{n}.000",
    "komma drie nullen": lambda n: f"{n},000",
    "gemengd": lambda n: f"{n}.0" if n % 2 else _groep(".")(n),
    "macht": lambda n: f"{n / 100:g}E2" if n % 100 == 0 and n else str(n),
    "arabische cijfers": lambda n: "".join(chr(0x0660 + int(c)) for c in str(n)),
    "volle breedte": lambda n: "".join(chr(0xFF10 + int(c)) for c in str(n)),
}
MINSTIJLEN: dict[str, Callable[[str], str]] = {
    "min": lambda t: f"-{t}",
    "echte min": lambda t: f"\u2212{t}",
    "min achteraan": lambda t: f"{t}-",
    "haakjes": lambda t: f"({t})",
    "-/-": lambda t: f"-/- {t}",
}
VERSIERING: dict[str, tuple[Callable[[str], str], bool]] = {  # and whether the figure stays known
    "ster": (lambda t: f"{t}*", True),
    "nootcijfer": (lambda t: f"{t}²", True),
    "voorlopig": (lambda t: f"{t} voorlopig", True),
    "circa": (lambda t: f"ca. {t}", True),
    "personen": (lambda t: f"{t} personen", True),
    "kleiner dan": (lambda t: "<5", False),
    "n.v.t.": (lambda t: "n.v.t.", False),
    "streepje": (lambda t: "-", False),
    "onzichtbaar teken": (lambda t: f"{t[:1]}\u200b{t[1:]}", True),
    "stuurteken": (lambda t: f"{t}\x1f", True),
}


@dataclass
class Blad:
    """A table of texts with what an Excel file can add to a cell."""

    rijen: list[list[str]]
    velden: list[str]  # of each column; "!" for one that does not belong
    kop: int = 0  # index of the header row
    versierd: dict[tuple[int, int], str] = field(default_factory=dict)  # cell to what Excel does with it
    verborgen_rijen: list[int] = field(default_factory=list)
    verborgen_kolommen: list[int] = field(default_factory=list)


def maak(zaad: int) -> Proef:
    """The file of one seed."""
    r = random.Random(zaad)
    waar = cijfers(r)
    notaties: list[str] = []
    blad = _tabel(r, waar, notaties)
    _rijen_erbij(r, blad, waar, notaties)
    excel = r.random() < 0.5
    ruw = _xlsx(r, blad, waar, notaties) if excel else _csv(r, blad, waar, notaties)
    return Proef("opgave.xlsx" if excel else "opgave.csv", ruw, waar, notaties, _antwoorden(blad, notaties))


def _antwoorden(blad: Blad, notaties: list[str]) -> dict[str, Any]:
    """The options of somebody who knows what the file means."""
    kop = blad.rijen[blad.kop]
    voorsprong = next((k for k in kop if "oorsprong" in k), "")
    stijl = {
        "punt drie nullen": {"punt": "decimaal"}, "gemengd": {"punt": "duizend"}, "komma om de duizend": {"komma": "duizend"},
        "komma drie nullen": {"komma": "decimaal"}, "punt om de duizend": {"punt": "duizend"},
    }  # fmt: skip
    gebruikt = next(n.removeprefix("getal: ") for n in notaties if n.startswith("getal: "))
    return {
        "weglaten": frozenset(k for k in kop if k in ERBIJ),
        "voorsprong": ("plus" if voorsprong.startswith("Voorsprong") else "min") if voorsprong else None,
        "genoemd": frozenset({"2023-1"}),
        "doorgehaald": "meetellen",
        "verborgen": "meetellen",
        "streepje": "leeg",
        **stijl.get(gebruikt, {}),
    }


def _kans(r: random.Random, kans: float, naam: str, notaties: list[str]) -> bool:
    raak = r.random() < kans
    if raak:
        notaties.append(naam)
    return raak


def _tabel(r: random.Random, waar: Cijfers, notaties: list[str]) -> Blad:
    velden = ["gemeente", *VELDEN]
    r.shuffle(velden)
    if _kans(r, 0.4, "met code", notaties):
        velden.insert(r.randint(0, 3), "gemeentecode")
        if _kans(r, 0.2, "alleen code", notaties):
            velden.remove("gemeente")
    for v in VELDEN:
        if _kans(r, 0.06, "kolom ontbreekt", notaties):
            velden.remove(v)
            waar.update({c: tuple(None if VELDEN[j] == v else x for j, x in enumerate(w)) for c, w in waar.items()})
    koppen = {v: r.choice(KOPPEN[v]) for v in velden}
    omgekeerd = koppen.get("achterstand_begin", "").startswith("Voorsprong")
    for naam in r.sample(sorted(ERBIJ), r.choice([0, 0, 1, 2])):
        plek = r.randint(0, len(velden))
        velden.insert(plek, f"!{naam}")
        koppen[f"!{naam}"] = naam
        notaties.append(f"kolom erbij: {naam}")
    if _kans(r, 0.25, "kolom Provincie", notaties):
        velden.append("!Provincie")
        koppen["!Provincie"] = "Provincie"
    getalstijl = r.choice([*["kaal"] * 6, *["punt om de duizend"] * 4, *GETALSTIJLEN])
    minstijl = r.choice(list(MINSTIJLEN))
    notaties += [f"getal: {getalstijl}", f"min: {minstijl}"]
    namen = r.choice(["letterlijk"] * 4 + ["hoofdletters", "cbs", "aanhef", "lidwoord achteraan", "tikfout"])
    notaties.append(f"naam: {namen}")
    uit = [[koppen[v] for v in velden]]
    volgorde = list(GEMEENTEN)
    r.shuffle(volgorde)
    for code, naam in volgorde:
        rij = []
        for v in velden:
            if v == "gemeentecode":
                rij.append(r.choice([code, code[2:]]))
            elif v == "gemeente":
                rij.append(_naam(naam, namen))
            elif v == "!Provincie":
                rij.append("Utrecht")
            elif v.startswith("!"):
                rij.append(ERBIJ[v[1:]](r, None))
            else:
                waarde = waar[code][VELDEN.index(v)]
                if omgekeerd and v == "achterstand_begin" and waarde is not None:
                    waarde = -waarde
                stijl = GETALSTIJLEN["kaal" if v == "trede_vorig" else getalstijl]
                rij.append(_getal(waarde, stijl, MINSTIJLEN[minstijl]))
        uit.append(rij)
    blad = Blad(uit, velden)
    _versier(r, blad, waar, notaties)
    return blad


def _getal(waarde: int | None, stijl: Callable[[int], str], minteken: Callable[[str], str]) -> str:
    if waarde is None:
        return ""
    return minteken(stijl(-waarde)) if waarde < 0 else stijl(waarde)


def _naam(naam: str, soort: str) -> str:
    if soort == "lidwoord achteraan" and naam.startswith("De "):
        return f"{naam[3:]}, De"
    vormen = {"hoofdletters": naam.upper(), "cbs": f"{naam} (gemeente)", "aanhef": f"Gemeente {naam}"}
    if soort == "tikfout" and len(naam) > 7:
        return naam[:4] + naam[5:]
    return vormen.get(soort, naam)


def _versier(r: random.Random, blad: Blad, waar: Cijfers, notaties: list[str]) -> None:
    """A few cells with something about them, in text."""
    for _ in range(r.choice([0, 0, 0, 1, 2])):
        i, j = r.randint(1, len(blad.rijen) - 1), r.randrange(len(blad.velden))
        veld = blad.velden[j]
        if veld not in VELDEN[:4] or not blad.rijen[i][j]:
            continue
        naam = r.choice(list(VERSIERING))
        maak_, bekend = VERSIERING[naam]
        blad.rijen[i][j] = maak_(blad.rijen[i][j])
        notaties.append(f"cel: {naam}")
        if not bekend:
            zet(waar, _code(blad, i), veld, None)


def _code(blad: Blad, i: int) -> str:
    """The gemeente of a row, by how it is written."""
    rij = blad.rijen[i]
    if "gemeentecode" in blad.velden:
        return f"GM{int(rij[blad.velden.index('gemeentecode')].upper().removeprefix('GM')):04d}"
    tekst = rij[blad.velden.index("gemeente")]
    soorten = ("letterlijk", "hoofdletters", "cbs", "aanhef", "lidwoord achteraan", "tikfout")
    return next(code for code, naam in GEMEENTEN if tekst in {_naam(naam, s) for s in soorten})


def zet(waar: Cijfers, code: str, veld: str, waarde: int | None) -> None:
    waar[code] = tuple(waarde if VELDEN[j] == veld else x for j, x in enumerate(waar[code]))


def _rijen_erbij(r: random.Random, blad: Blad, waar: Cijfers, notaties: list[str]) -> None:
    breedte = len(blad.velden)
    eerste = min(blad.velden.index(v) for v in ("gemeente", "gemeentecode") if v in blad.velden)

    def rij(tekst: str, getal: str = "", provincie: str = "", code: str = "") -> list[str]:
        uit = [getal if v in VELDEN[:4] else provincie if v == "!Provincie" else "" for v in blad.velden]
        uit[eerste] = tekst
        if code and "gemeentecode" in blad.velden:
            uit[blad.velden.index("gemeentecode")] = code
            if "gemeente" in blad.velden:
                uit[blad.velden.index("gemeente")] = tekst
        return uit

    if _kans(r, 0.25, "rij: andere provincie", notaties):
        for naam, code, provincie in (("Heusden", "GM0797", "Noord-Brabant"), ("Rotterdam", "GM0599", "Zuid-Holland")):
            blad.rijen.insert(r.randint(1, len(blad.rijen)), rij(naam, "44", provincie, code))
    if _kans(r, 0.15, "rij: vroegere gemeente zonder cijfers", notaties):
        blad.rijen.append(rij(r.choice(["Maarn", "Abcoude", "Vianen"])))
    if _kans(r, 0.2, "rij: bronvermelding", notaties):
        blad.rijen.append(rij("Bron: CBS, 2024"))
    if _kans(r, 0.15, "rij: noot onder een cijferkolom", notaties):
        uit = [""] * breedte
        uit[-1] = "* voorlopig cijfer"
        blad.rijen.append(uit)
    if _kans(r, 0.2, "rij: totaal", notaties):
        blad.rijen.append(rij(r.choice(["Totaal", "Utrecht (PV)", "Totaal provincie Utrecht"]), "1234"))
    if _kans(r, 0.1, "rij: Nederland", notaties):
        blad.rijen.insert(1, rij("Nederland", "9999"))
    if _kans(r, 0.05, "rij: dubbel", notaties):
        i = r.randint(1, len(GEMEENTEN) // 2)
        blad.rijen.append([*blad.rijen[i]])
    if _kans(r, 0.08, "tweede kop", notaties):
        blad.rijen.insert(r.randint(3, len(blad.rijen)), list(blad.rijen[0]))
    if _kans(r, 0.15, "rij: leeg", notaties):
        blad.rijen.insert(r.randint(1, len(blad.rijen)), [""] * breedte)
    if _kans(r, 0.3, "titel", notaties):
        tekst = r.choice(
            ["Huisvesting vergunninghouders", "Stand 1 januari 2025", "Overzicht tweede helft 2024", "Overzicht 2023-1"]
        )
        blad.rijen = [[tekst, *[""] * (breedte - 1)], [""] * breedte, *blad.rijen]
        blad.kop = 2


# --- as a text file, and as Excel ------------------------------------------------------------------------------------


def _csv(r: random.Random, blad: Blad, waar: Cijfers, notaties: list[str]) -> bytes:
    scheiding, codering = r.choice(";;;,\t"), r.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    notaties += [f"scheiding {scheiding!r}", codering]
    rijen = [list(rij) for rij in blad.rijen]
    if _kans(r, 0.05, "rij afgebroken", notaties):
        i = r.randint(blad.kop + 1, len(rijen) - 1)
        rijen[i] = rijen[i][: r.randint(2, max(2, len(rijen[i]) - 1))]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=scheiding, lineterminator=r.choice(["\n", "\r\n"])).writerows(rijen)
    tekst = buffer.getvalue()
    if codering == "cp1252":
        codering = "cp1252" if _past(tekst) else "utf-8"
    return tekst.encode(codering)


def _past(tekst: str) -> bool:
    try:
        tekst.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _xlsx(r: random.Random, blad: Blad, waar: Cijfers, notaties: list[str]) -> bytes:
    boek = openpyxl.Workbook()
    vel = boek.active
    vel.title = r.choice(["Overzicht", "2024-II", "Blad1", "2023-1"])
    notaties.append(f"blad {vel.title}")
    getallen = _kans(r, 0.7, "getalcellen", notaties)
    for i, rij in enumerate(blad.rijen, 1):
        for j, tekst in enumerate(rij, 1):
            tekst = "".join(t for t in tekst if t.isprintable() or t == "\u200b")
            if tekst:
                vel.cell(
                    i,
                    j,
                    int(tekst) if getallen and tekst.lstrip("-").isascii() and tekst.lstrip("-").isdigit() else tekst,
                )
    for _ in range(r.choice([0, 0, 1, 2])):
        _excelcel(r, blad, vel, waar, notaties)
    if _kans(r, 0.08, "verborgen rij", notaties):
        vel.row_dimensions[r.randint(blad.kop + 2, len(blad.rijen))].hidden = True
    if _kans(r, 0.06, "verborgen kolom", notaties):
        vel.column_dimensions[openpyxl.utils.get_column_letter(r.randint(1, len(blad.velden)))].hidden = True
    if _kans(r, 0.05, "kop is een datum", notaties) and "gekoppeld" in blad.velden:
        plek = vel.cell(blad.kop + 1, blad.velden.index("gekoppeld") + 1)
        vel.insert_rows(blad.kop + 2)
        plek.value = "Gekoppeld"
        onder = vel.cell(blad.kop + 2, plek.column, dt.date(r.choice([2024, 2025]), 10, 1))
        onder.number_format = "d-mmm"
    uit = io.BytesIO()
    boek.save(uit)
    return _herhaal(r, uit.getvalue(), notaties)


def _excelcel(
    r: random.Random, blad: Blad, vel: openpyxl.worksheet.worksheet.Worksheet, waar: Cijfers, notaties: list[str]
) -> None:
    """Something about one cell that only Excel can do; the figure that it means does not change, but for a formula."""
    kolommen = [j for j, v in enumerate(blad.velden, 1) if v in VELDEN[:4]]
    cel = vel.cell(r.randint(blad.kop + 2, len(blad.rijen)), r.choice(kolommen))
    if not isinstance(cel.value, int):
        return
    waarde, soort = (
        cel.value,
        r.choice(
            ["superscript", "half door", "door", "wit", "letterlijk", "teken", "schaal", "procent", "datum", "formule"]
        ),
    )
    if soort == "superscript":
        cel.value = CellRichText(str(waarde), TextBlock(InlineFont(vertAlign="superscript"), "1"))
    elif soort == "half door":
        cel.value = CellRichText(TextBlock(InlineFont(strike=True), "99"), str(waarde))
    elif soort == "door":
        cel.font = Font(strike=True)
    elif soort == "wit":
        cel.font = Font(color="FFFFFFFF")
    elif soort == "letterlijk":
        cel.number_format = r.choice(['0" voorlopig"', '"ca. "0', '0"*"'])
    elif soort == "teken":
        if waarde <= 0:
            return  # of a negative one the file would mean what it shows
        cel.value, cel.number_format = -waarde, "0;0"
    elif soort == "schaal":
        cel.value, cel.number_format = waarde * 1_000, "0,"
    elif soort == "procent":
        cel.number_format = "0%"
    elif soort == "datum":
        cel.number_format = "dd-mm-yyyy"
    else:
        cel.value = f"={waarde}+0"  # openpyxl stores no outcome, so the file does not say it
        _onbekend(blad, waar, cel.row - 1, blad.velden[cel.column - 1])
    notaties.append(f"excelcel: {soort}")


def _onbekend(blad: Blad, waar: Cijfers, i: int, veld: str) -> None:
    """The figure of a row became unknown, when it is a row of a gemeente of ours."""
    with contextlib.suppress(StopIteration, ValueError):
        code = _code(blad, i)
        if code in waar:
            zet(waar, code, veld, None)


def _herhaal(r: random.Random, ruw: bytes, notaties: list[str]) -> bytes:
    """Now and then the XML says a cell twice, with another figure the second time."""
    if not _kans(r, 0.03, "xml herhaald", notaties):
        return ruw
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ruw)) as oud, zipfile.ZipFile(uit, "w") as nieuw:
        for naam in oud.namelist():
            inhoud = oud.read(naam)
            if naam == "xl/worksheets/sheet1.xml":
                eind = inhoud.index(b"</row>", len(inhoud) // 2)
                begin = inhoud.rindex(b"<row", 0, eind)
                rij = inhoud[begin : eind + 6]
                inhoud = inhoud[: eind + 6] + rij.replace(b"<v>", b"<v>1") + inhoud[eind + 6 :]
            nieuw.writestr(naam, inhoud)
    return uit.getvalue()
