"""A report from whatever there is: every subset of the tables of a province makes every document, and invents nothing."""

import ast
import csv
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import ibtlib as ibt
from ibtlib.cijfers.monitor import tussenstanddatums
from ibtlib.rapport.documenten import GEMEENTE, MONITOR, SOORTEN
from ibtlib.weergave import Figuur, Hoofdstuk, Kerncijfers, Tabel

RAW = Path(__file__).parents[2] / "data" / "raw"
ALTIJD = ("provincie.csv", "gemeentelijst.csv")
TABELLEN = sorted(
    str(p.relative_to(RAW / "voorbeeld").as_posix())
    for p in (RAW / "voorbeeld").rglob("*.csv")
    if p.name not in (*ALTIJD, "correcties.csv", "bekend.csv")  # those are about rows of other tables
)
PER_GEMEENTE = {t for t in TABELLEN if t.startswith("gemeenten/")}


def cellen(soort: object) -> list[str]:
    notebook = json.loads(soort.pad.read_text(encoding="utf-8"))
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    return ["".join(c["source"]) for c in code if "parameters" not in c["metadata"].get("tags", [])]


CELLEN = {soort.naam: cellen(soort) for soort in (*SOORTEN, GEMEENTE, MONITOR)}


def zet_klaar(map_: Path, tabellen: set[str], helft: random.Random | None = None) -> Path:
    """A data folder with the fictional province, of which only these tables are there; or of those only half the rows."""
    data = map_ / "raw"
    shutil.copytree(RAW / "landelijk", data / "landelijk")
    shutil.copy(RAW / "bronnen.csv", data)
    for naam in (*ALTIJD, *sorted(tabellen)):
        doel = data / "voorbeeld" / naam
        doel.parent.mkdir(parents=True, exist_ok=True)
        kop, *regels = (RAW / "voorbeeld" / naam).read_text(encoding="utf-8-sig").splitlines(keepends=True)
        blijft = regels if helft is None or naam in ALTIJD else [r for r in regels if helft.random() < 0.5]
        doel.write_text("".join([kop, *blijft]), encoding="utf-8")
    return data


def documenten(data: Path, periode: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[object]]:
    """What every cell of every document shows; a cell that fails fails the test."""
    monkeypatch.setenv("IBT_DATA", str(data))
    monkeypatch.setenv("IBT_RAPPORT", "ja")
    uit: dict[str, list[object]] = {}
    waarover = {"provincie": "voorbeeld", "periode": periode}
    g = ibt.laad("voorbeeld", data)
    waarover["gemeente"] = g.gemeentelijst.op(ibt.Periode.lees(periode).peildatum)[0].naam
    waarover["peildatum"] = str(max(tussenstanddatums(g), default=""))
    for naam, bronnen in CELLEN.items():
        if naam == MONITOR.naam and not waarover["peildatum"]:
            continue  # no interim figures, no page about them
        ruimte: dict[str, object] = dict(waarover)
        getoond = []
        for bron in bronnen:
            boom = ast.parse(bron)
            laatste = boom.body.pop() if isinstance(boom.body[-1], ast.Expr) else None
            exec(compile(boom, naam, "exec"), ruimte)
            waarde = eval(compile(ast.Expression(laatste.value), naam, "eval"), ruimte) if laatste is not None else None
            if waarde is not None:  # a call that shows nothing, such as ibt.stijl()
                getoond.append(waarde)
        uit[naam] = getoond
    return uit


def tabellen_in(ding: object) -> Iterator[Tabel]:
    if isinstance(ding, Tabel):
        yield ding
    elif isinstance(ding, Figuur):
        yield ding.cijfers
    for deel in getattr(ding, "stukken", ()):
        yield from tabellen_in(deel)


def getallen_in(data: Path) -> set[int]:
    """Every whole number that stands in a file."""
    uit = set()
    for pad in data.rglob("*.csv"):
        for rij in csv.reader(pad.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"):
            uit |= {int(cel.replace(".", "")) for cel in rij if cel.replace(".", "").lstrip("-").isdecimal()}
    return uit


def als_gepubliceerd(documenten: dict[str, list[object]]) -> Iterator[tuple[str, int]]:
    """The whole numbers that a page shows as they were published: without a mark, and without a note how they are made."""
    for naam, dingen in documenten.items():
        for tabel in (t for ding in dingen for t in tabellen_in(ding)):
            for i, rij in enumerate(tabel.inhoud):
                for j, cel in enumerate(rij.cellen):
                    noten = " ".join(tabel.noot_van(i, j))
                    if isinstance(cel.waarde, int) and not cel.klasse and "Berekend:" not in noten and not rij.totaal:
                        yield f"{naam}, {tabel.naam}", cel.waarde


def gekozen_periode(data: Path) -> str:
    perioden = ibt.laad("voorbeeld", data).perioden
    return str(perioden[len(perioden) // 2]) if perioden else "2023-2"


@settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # shrinking takes minutes
@given(st.sets(st.sampled_from(TABELLEN)))
@example(set())
@example({"gemeenten/2023-2.csv"})  # how a second province starts
@example({"resultaten.csv"})
@example({"beoordelingen.csv"})
@example({"standen.csv", "tellingen.csv"})
@example({"opvang.csv", "opvangopgave.csv"})
@example({"opvanglocaties.csv", "opvangopgave.csv"})  # every number of the province is a sum
@example({"tussenstanden/2024-11-15.csv", "gemeenten/2024-2.csv", "resultaten.csv"})
@example(PER_GEMEENTE)
def test_elke_deelverzameling_geeft_elk_document_zonder_verzonnen_cijfer(gekozen: set[str]) -> None:
    with tempfile.TemporaryDirectory() as map_, pytest.MonkeyPatch.context() as monkeypatch:
        data = zet_klaar(Path(map_), gekozen)
        gemaakt = documenten(data, gekozen_periode(data), monkeypatch)
        controleer(gemaakt, data)


@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.sets(st.sampled_from(TABELLEN)), st.integers(0, 999))
@example(set(TABELLEN), 1)
@example(set(TABELLEN), 2)
def test_elke_helft_van_de_rijen_geeft_elk_document_zonder_verzonnen_cijfer(gekozen: set[str], lot: int) -> None:
    with tempfile.TemporaryDirectory() as map_, pytest.MonkeyPatch.context() as monkeypatch:
        data = zet_klaar(Path(map_), gekozen - {"ruil.csv"}, random.Random(lot))  # a ruil has two rows, or is refused
        controleer(documenten(data, gekozen_periode(data), monkeypatch), data)


def controleer(gemaakt: dict[str, list[object]], data: Path) -> None:
    """No number as published that stands in no file, and nothing that cannot be shown."""
    bekend = getallen_in(data)
    assert not [(waar, n) for waar, n in als_gepubliceerd(gemaakt) if n not in bekend]
    for dingen in gemaakt.values():
        for ding in dingen:
            assert ding.als_blokken() or ding == Hoofdstuk(()), ding  # a chapter that has nothing to say is left out


def test_zonder_een_enkel_cijfer_staan_er_zinnen_en_geen_getallen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gemaakt = documenten(zet_klaar(tmp_path, set()), "2023-2", monkeypatch)
    # spreidingswet has national figures, the page of a gemeente the rules of the kader
    eigen = {naam: dingen for naam, dingen in gemaakt.items() if naam not in ("spreidingswet", "gemeente")}
    tabellen = [
        t for dingen in eigen.values() for ding in dingen[:-1] for t in tabellen_in(ding)
    ]  # last: Verantwoording
    assert tabellen and not any(t.inhoud for t in tabellen)


def test_de_laatste_stand_volgt_alleen_uit_opgave_en_realisatie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # by hand from resultaten.csv: each half-year begins with what is published of the peildatum before it, and the last
    # peildatum has 358 - 305 alone
    data = zet_klaar(tmp_path, {"resultaten.csv"})
    gemaakt = documenten(data, "2024-2", monkeypatch)
    (figuur,) = [f for f in gemaakt["trend"] if isinstance(f, Figuur) and f.naam == "achterstand"]
    gepubliceerd, berekend = ([rij.cellen[i].waarde for rij in figuur.cijfers.inhoud] for i in (1, 2))
    assert gepubliceerd == [25, 13, 41, 51, 59, None]
    assert berekend == [25, 13, 41, 48, 59, 53]
    assert "De achterstand groeit van 51 naar 59" in figuur.bijschrift


def test_de_som_van_alle_gemeenten_is_berekend_en_zegt_van_hoeveel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # by hand from gemeenten/2023-2.csv: taakstelling 34+52+43+26+31+21+38+17 = 262, realisatie 255
    data = zet_klaar(tmp_path, {"gemeenten/2023-2.csv"})
    with (data / "voorbeeld/gemeenten/2023-2.csv").open(encoding="utf-8") as bestand:
        rijen = list(csv.DictReader(bestand, delimiter=";"))
    assert len(rijen) == 8
    gemaakt = documenten(data, "2023-2", monkeypatch)
    per_naam = {
        t.naam: (i, t) for dingen in gemaakt.values() for ding in dingen for i, t in enumerate(tabellen_in(ding))
    }
    _, reeks = per_naam["reeks"]
    cel = dict(zip((k.naam for k in reeks.koppen), reeks.inhoud[0].cellen, strict=True))
    assert cel["Realisatie"].waarde == sum(int(r["realisatie"]) for r in rijen)
    assert cel["Realisatie"].klasse == "berekend"
    assert "Berekend: de som van 8 van 8 gemeenten" in " ".join(reeks.noot_van(0, 5))
    _, nagerekend = per_naam["nagerekend"]
    taakstelling = nagerekend.rijen[0]
    assert taakstelling[2] is None and taakstelling[3] == sum(int(r["taakstelling"]) for r in rijen)
    assert taakstelling[-1] == "som van 8 van 8 gemeenten"


def test_een_deel_van_de_gemeenten_is_geen_cijfer_van_de_provincie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zet_klaar(tmp_path, {"gemeenten/2023-2.csv"})
    pad = data / "voorbeeld/gemeenten/2023-2.csv"
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    pad.write_text("".join(regels[:-1]), encoding="utf-8")
    g = ibt.laad("voorbeeld", data)
    assert ibt.trend(g, "2023-2").reeks(exact=True).loc["2023-2", "taakstelling"] is None
    dingen = documenten(data, "2023-2", monkeypatch)["voortgang"]
    (zin,) = [z for ding in dingen for z in getattr(ding, "alineas", ()) if "7 van de 8" in z and "taakstelling" in z]
    assert "(berekend)" in zin


def test_bovenaan_staan_de_sommen_met_van_hoeveel_gemeenten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gemaakt = documenten(zet_klaar(tmp_path, {"gemeenten/2023-2.csv"}), "2023-2", monkeypatch)
    (cijfers,) = [ding for ding in gemaakt["trend"] if isinstance(ding, Kerncijfers)]
    # by hand from gemeenten/2023-2.csv: 262, 255, and at the end 262 + 41 - 255 = 48
    assert [(c.waarde, c.klasse) for c in cijfers.cijfers] == [
        ("262", "berekend"),
        ("255", "berekend"),
        ("48", "berekend"),
    ]
    assert all(regel.tekst == "som van 8 van de 8 gemeenten" for c in cijfers.cijfers for regel in c.regels)
