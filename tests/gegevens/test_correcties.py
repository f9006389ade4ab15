"""Corrections as data: applied visibly, refused when the source no longer says what they expect; raw files never change.

What a corrected figure must give is worked out by hand in the comment beside it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import RAW, vervang
from hypothesis import given
from hypothesis import strategies as st
from notebookhulp import toon

from ibtlib.basis.fouten import InvoerFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.uitkomsten import resultaat
from ibtlib.controle.bevindingen import alle_bevindingen
from ibtlib.controle.verwerking import verwerk
from ibtlib.gegevens.correcties import nummers, sleuteltekst
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import bonnetje, spreidingswet, trend, verantwoording, voortgang
from ibtlib.uitvoering.verkenning import afdrukken

KOP = "tabel;sleutel;kolom;verwacht_in_bron;waarde;reden;door;datum;bron;vindplaats\n"
REST = ";omgewisseld;A. Ambtenaar;2024-05-06;;"
# tabel 1 of 2023-2: taakstelling 1372, realisatie 1208
RESULTAAT = "resultaten;2023-2 | verlaagd;realisatie;1208;1280" + REST
NOOT = (
    "Correctie 1: de realisatie van 2023-2, verlaagd is in de bron 1.208; hier is 1.280 gebruikt. Reden: "
    "omgewisseld (A. Ambtenaar, 6 mei 2024)."
)


def corrigeer(data: Path, *rijen: str, provincie: str = "utrecht") -> Path:
    pad = data / provincie / "correcties.csv"
    pad.write_text(KOP + "".join(f"{r}\n" for r in rijen), "utf-8")
    return pad


@pytest.fixture
def gecorrigeerd(kopie_data: Path) -> Gegevens:
    """Utrecht with 1.280 instead of 1.208 persons housed in 2023-2."""
    corrigeer(kopie_data, RESULTAAT)
    return laad("utrecht", kopie_data)


# --- what it does ------------------------------------------------------------------------------------------------


def test_the_corrected_figure_is_used_and_the_raw_file_stays_as_it_was(kopie_data: Path) -> None:
    pad = kopie_data / "utrecht/resultaten.csv"
    voor = hashlib.sha256(pad.read_bytes()).hexdigest()
    corrigeer(kopie_data, RESULTAAT)
    g = laad("utrecht", kopie_data)
    r = resultaat(g, Periode.lees("2023-2"))
    assert r is not None and r.realisatie == 1280
    assert r.achterstand_eind == 1778 - 1280
    assert hashlib.sha256(pad.read_bytes()).hexdigest() == voor == g.bestanden["utrecht/resultaten.csv"]
    assert "utrecht/correcties.csv" in g.bestanden


def test_findings_follow_from_the_corrected_figure(gecorrigeerd: Gegevens) -> None:
    # 1778 − 1280 = 498 is neither 570 nor 574; 1280/1372 = 93,3% is not 88, 1280/1778 = 72,0% is not 68
    erbij = {b.id for b in alle_bevindingen(gecorrigeerd)} - {b.id for b in alle_bevindingen(laad("utrecht", RAW))}
    assert {
        "eindstand-2023-2",
        "realisatie_pct_taakstelling-2023-2-verlaagd",
        "realisatie_pct_totaalopgave-2023-2-verlaagd",
    } <= erbij


def test_as_published_stays_at_hand(gecorrigeerd: Gegevens) -> None:
    def rij(frame: Any) -> dict[str, Any]:
        return frame[(frame["periode"] == "2023-2") & (frame["versie"] == "verlaagd")].to_dict("records")[0]

    assert rij(gecorrigeerd.tabel("resultaten"))["vindplaats"] == "tabel 1 [correctie 1]"
    gepubliceerd = rij(gecorrigeerd.gepubliceerd("resultaten"))
    assert (gepubliceerd["realisatie"], gepubliceerd["vindplaats"]) == (1208, "tabel 1")


def test_every_table_and_chart_made_from_the_row_says_so_and_no_other(gecorrigeerd: Gegevens) -> None:
    g = gecorrigeerd
    for raakt in (
        voortgang.tabel_resultaten(g, "2023-2"),
        voortgang.tabel_nagerekend(g, "2023-2"),
        trend.tabel_reeks(g, "2023-2"),
        toon("02_trend.ipynb", "02-14a", g, periode="2023-2"),
        toon("02_trend.ipynb", "02-09", g, periode="2023-2").cijfers,
    ):
        assert NOOT in raakt.opmerkingen, raakt.naam
        assert NOOT in raakt._html()
    for niet in (
        voortgang.tabel_resultaten(g, "2023-1"),
        voortgang.tabel_beoordelingen(g, "2023-2"),  # another row of the same source
        spreidingswet.tabel_amv(g),
    ):
        assert not any("Correctie" in o for o in niet.opmerkingen), niet.naam


def test_old_stands_beside_new_in_the_report_of_the_periode(gecorrigeerd: Gegevens) -> None:
    # 2023-2 was published twice: 2126 and 1372, 2532 and 1778; the rest was not published the first time
    t = verantwoording.tabel_herzien(gecorrigeerd, "2023-2")
    rijen = {r[0]: r[1:4] for r in t.rijen}
    assert rijen["taakstelling, personen"] == (2126, 1372, -754)
    assert rijen["totaalopgave, personen"] == (2532, 1778, -754)
    assert rijen["de realisatie, 2023-2, verlaagd"] == (1208, 1280, 72)
    assert verantwoording.tabel_herzien(gecorrigeerd, "2023-1").rijen == ()


def test_the_verantwoording_and_the_receipt_list_every_correction(gecorrigeerd: Gegevens) -> None:
    (rij,) = verantwoording.tabel_correcties(gecorrigeerd).rijen
    assert rij[1:4] == ("de realisatie, 2023-2, verlaagd", 1208, 1280)
    assert rij[5] == "A. Ambtenaar, 6 mei 2024"
    (bon,) = json.loads(bonnetje.verantwoording(gecorrigeerd, Periode.lees("2023-1")))["correcties"]
    assert (bon["tabel"], bon["in_bron"], bon["waarde"], bon["datum"]) == ("resultaten", 1208, 1280, "2024-05-06")


def test_without_corrections_the_verantwoording_says_so() -> None:
    t = verantwoording.tabel_correcties(laad("utrecht", RAW))
    assert str(t) == "Gecorrigeerde cijfers: geen; alle cijfers staan hier zoals zij gepubliceerd zijn."
    assert json.loads(bonnetje.verantwoording(laad("utrecht", RAW), Periode.lees("2023-1")))["correcties"] == []


def test_processed_data_keep_published_and_corrected_apart(gecorrigeerd: Gegevens, tmp_path: Path) -> None:
    verwerk(gecorrigeerd, tmp_path)
    map_ = tmp_path / "utrecht"
    assert "2023-2;verlaagd;1372;406;1778;1208;88;68;rapportage-2023-2;tabel 1\n" in (
        map_ / "gepubliceerd_resultaten.csv"
    ).read_text("utf-8")
    assert "resultaten;2023-2 | verlaagd;;realisatie;1208;1280;" in (map_ / "correcties.csv").read_text("utf-8")
    assert "2023-2;1372;2126;1372;406;1778;1280;498;" in (map_ / "reeks.csv").read_text("utf-8")
    assert not (map_ / "gepubliceerd_correcties.csv").exists()


def test_the_fictional_province_shows_one(voorbeeld: Gegevens) -> None:
    # Cranenhoek 2024-1: 45 + 7 − 46 = 6, with which 2024-2 begins; the raw file says 64
    assert ";45;7;64;" in (RAW / "voorbeeld/gemeenten/2024-1.csv").read_text("utf-8")
    (c,) = voorbeeld.correcties
    assert (c.in_bron, c.waarde, c.sleutel) == (64, 46, ("GM9003",))
    assert not [b for b in alle_bevindingen(voorbeeld) if "GM9003" in b.id]
    for tabel in (voortgang.tabel_motiveringen, voortgang.tabel_beoordelingen):  # treden follow from the figure
        assert any(
            o.startswith("Correctie 1: de realisatie van Cranenhoek, 2024-1 is")
            for o in tabel(voorbeeld, "2024-1").opmerkingen
        )
        assert not any("Correctie" in o for o in tabel(voorbeeld, "2023-2").opmerkingen)


def test_a_figure_can_be_withdrawn_or_filled_in(kopie_data: Path) -> None:
    corrigeer(
        kopie_data,
        "resultaten;2023-1 | oorspronkelijk;realisatie_pct_taakstelling;69;" + REST,
        "resultaten;2022-1 | oorspronkelijk;achterstand_begin;;12" + REST,
    )
    g = laad("utrecht", kopie_data)
    een, twee = (resultaat(g, Periode.lees(p)) for p in ("2023-1", "2022-1"))
    assert een is not None and een.realisatie_pct_taakstelling is None
    assert twee is not None and twee.achterstand_begin == 12
    assert "is in de bron niets; hier is 12 gebruikt" in g.correcties[1].tekst


def test_a_correction_of_a_row_that_came_later_adds_nothing_to_an_earlier_report(gecorrigeerd: Gegevens) -> None:
    # the verlaagde taakstelling of 2023-2 is of 2024; the report on 2023-1 was published on 9 November 2023
    toen = laad("utrecht", RAW).voor("2023-1").tabel("resultaten")
    assert gecorrigeerd.voor("2023-1").gepubliceerd("resultaten").equals(toen)


def test_two_corrections_in_one_row_each_have_their_number(kopie_data: Path) -> None:
    corrigeer(
        kopie_data, RESULTAAT, "resultaten;2023-II|verlaagd;realisatie_pct_taakstelling;88;93" + REST
    )  # 1280/1372 = 93,3%
    g = laad("utrecht", kopie_data)
    assert resultaat(g, Periode.lees("2023-2")).vindplaats == "tabel 1 [correctie 1] [correctie 2]"  # type: ignore[union-attr]
    noten = [o for o in voortgang.tabel_resultaten(g, "2023-2").opmerkingen if o.startswith("Correctie")]
    assert [n[:12] for n in noten] == ["Correctie 1:", "Correctie 2:"]
    assert "[correctie" not in "".join(g.gepubliceerd("resultaten")["vindplaats"])


def test_a_row_whose_place_is_part_of_its_key_can_be_corrected_twice(kopie_data: Path) -> None:
    sleutel = "publicatie-taakstelling-2023-2 | rijksbrief-2023-05-16 | briefhoofd"
    corrigeer(
        kopie_data,
        f"gebeurtenissen;{sleutel};datum;2023-05-16;2023-05-02{REST}",
        f"gebeurtenissen;{sleutel};in_grafiek;{_in_grafiek(sleutel)};{'nee' if _in_grafiek(sleutel) == 'ja' else 'ja'}{REST}",
        f"standen;2024-01-01 | rapportage-2023-2 | §4.1;achterstand;574;570{REST}",
    )
    g = laad("utrecht", kopie_data)
    assert "datum-publicatie-taakstelling-2023-2" not in {b.id for b in alle_bevindingen(g)}  # all sources give one day
    gepubliceerd = g.gepubliceerd("gebeurtenissen")
    assert gepubliceerd.equals(laad("utrecht", RAW).tabel("gebeurtenissen"))
    assert g.gepubliceerd("standen").equals(laad("utrecht", RAW).tabel("standen"))
    assert [c.nummer for c in g.correcties] == [1, 2, 3]


def _in_grafiek(sleutel: str) -> str:
    naam, bron, vindplaats = sleutel.split(" | ")
    frame = laad("utrecht", RAW).tabel("gebeurtenissen")
    rij = frame[(frame["gebeurtenis"] == naam) & (frame["bron"] == bron) & (frame["vindplaats"] == vindplaats)]
    return str(rij["in_grafiek"].iloc[0])


# --- what is refused ---------------------------------------------------------------------------------------------

GEWEIGERD = {
    # name: (row, column of the problem, text)
    "de bron zegt iets anders": (RESULTAAT.replace(";1208;", ";1209;"), "verwacht_in_bron", "staat nu 1.208, deze correctie verwacht 1.209"),
    "de bron zegt nu iets": (RESULTAAT.replace(";1208;", ";;"), "verwacht_in_bron", "staat nu 1.208, deze correctie verwacht niets"),
    "er verandert niets": (RESULTAAT.replace(";1280", ";1.208"), "waarde", "is gelijk aan wat er al staat (1.208)"),
    "de rij is er niet": (RESULTAAT.replace("2023-2 |", "2021-1 |"), "sleutel", "geen rij met periode | versie = 2021-1 | verlaagd"),
    "de sleutel is te kort": (RESULTAAT.replace("2023-2 | verlaagd", "2023-2"), "sleutel", "schrijf hier periode | versie"),
    "de sleutel kan niet": (RESULTAAT.replace("verlaagd", "verhoogd"), "sleutel", "'verhoogd' kan hier niet"),
    "de kolom is er niet": (RESULTAAT.replace(";realisatie;", ";realisaties;"), "kolom", "Bedoelde u 'realisatie'?"),
    "de kolom is een sleutel": (RESULTAAT.replace(";realisatie;", ";periode;"), "kolom", "'periode' is in resultaten niet te corrigeren"),
    "de kolom is de herkomst": (RESULTAAT.replace(";realisatie;", ";bron;"), "kolom", "'bron' is in resultaten niet te corrigeren"),
    "de tabel is er niet": (RESULTAAT.replace("resultaten;", "resultaat;"), "tabel", "'resultaat' is geen tabel van deze provincie"),
    "de tabel is landelijk": ("landelijk/taakstelling;2023-2 | verlaagd;taakstelling;1;2" + REST, "tabel", "is geen tabel van deze provincie"),
    "de tabel ligt buiten de map": ("../voorbeeld/resultaten;2023-2 | verlaagd;realisatie;255;256" + REST, "tabel", "is geen tabel"),
    "de waarde is geen getal": (RESULTAAT.replace(";1280", ";veel"), "waarde", "'veel' is geen geheel getal"),
    "de waarde kan niet": (RESULTAAT.replace(";1280", ";-5"), "waarde", "'-5' is minder dan 0"),
    "de waarde mag niet leeg zijn": ("resultaten;2023-2 | verlaagd;taakstelling;1372;" + REST, "waarde", "taakstelling mag niet leeg zijn"),
    "geen reden": (RESULTAAT.replace("omgewisseld", ""), "reden", "is leeg"),
    "niemand": (RESULTAAT.replace("A. Ambtenaar", ""), "door", "is leeg"),
    "een onbekende bron": (RESULTAAT[:-1] + "onzin;", "bron", "'onzin' staat niet in bronnen.csv"),
}  # fmt: skip


@pytest.mark.parametrize("naam", GEWEIGERD)
def test_a_correction_that_cannot_be_is_refused_with_its_line(kopie_data: Path, naam: str) -> None:
    rij, kolom, wat = GEWEIGERD[naam]
    pad = corrigeer(kopie_data, rij)
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    ((waar, (probleem,)),) = fout.value.problemen.items()
    assert waar == pad
    assert (probleem.regel, probleem.kolom) == (2, kolom)
    assert wat in probleem.wat


def test_when_the_source_is_mended_the_correction_is_refused_until_it_is_taken_away(kopie_data: Path) -> None:
    pad = corrigeer(kopie_data, RESULTAAT)
    vervang(kopie_data / "utrecht/resultaten.csv", "1778;1208;88", "1778;1280;88")
    with pytest.raises(InvoerFout, match=r"staat nu 1\.280, deze correctie verwacht 1\.208\. Kijk of zij nog nodig is"):
        laad("utrecht", kopie_data)
    pad.unlink()
    assert laad("utrecht", kopie_data).correcties == ()


def test_all_that_is_wrong_is_told_at_once_and_a_broken_table_comes_first(kopie_data: Path) -> None:
    corrigeer(
        kopie_data, *(GEWEIGERD[n][0] for n in ("de bron zegt iets anders", "de rij is er niet", "de tabel is er niet"))
    )
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    ((_, lijst),) = fout.value.problemen.items()
    assert sorted(p.regel for p in lijst) == [2, 3, 4]
    vervang(kopie_data / "utrecht/resultaten.csv", "1778;1208;88", "1778;12O8;88")
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    regels = {pad.name: [p.regel for p in lijst] for pad, lijst in fout.value.problemen.items()}
    assert regels == {"resultaten.csv": [8], "correcties.csv": [4]}  # of an unreadable table nothing is claimed


def test_one_cell_is_corrected_once_however_its_key_is_written(kopie_data: Path) -> None:
    corrigeer(kopie_data, RESULTAAT, RESULTAAT.replace("2023-2 | verlaagd", "2023-II|verlaagd").replace("1280", "1281"))
    with pytest.raises(
        InvoerFout, match="regel 3, kolom sleutel: de realisatie van deze rij is hierboven al gecorrigeerd"
    ):
        laad("utrecht", kopie_data)


def test_a_corrected_value_is_checked_like_any_other(kopie_data: Path) -> None:
    # tellingen: a count of treden says of which; 7 is no trede
    corrigeer(kopie_data, "beoordelingen;2023-2 | GM0355;trede;1;7" + REST)
    with pytest.raises(InvoerFout, match="'7' is meer dan 6"):
        laad("utrecht", kopie_data)


def test_figures_in_excel_are_corrected_by_the_same_name(kopie_data: Path) -> None:
    from openpyxl import Workbook

    pad = kopie_data / "voorbeeld/gemeenten/2024-1.csv"
    boek = Workbook()
    for regel in pad.read_text("utf-8").splitlines():
        boek.active.append(regel.split(";"))
    pad.unlink()
    boek.save(pad.with_name("2024-I.xlsx"))
    g = laad("voorbeeld", kopie_data)
    assert [c.tabel for c in g.correcties] == ["gemeenten/2024-1"]
    assert g.plaats("gemeenten/2024-1", ("GM9003",)) == ("voorbeeld/gemeenten/2024-I.xlsx", 4)


# --- what a document reads ---------------------------------------------------------------------------------------


def _gelezen(g: Gegevens, maak: Any) -> frozenset[str]:
    eigen = g.ongelezen()
    maak(eigen)
    return eigen.gelezen


def test_a_changed_correction_remakes_the_documents_that_show_it_and_no_other(kopie_data: Path) -> None:
    pad = corrigeer(kopie_data, RESULTAAT)
    g = laad("utrecht", kopie_data)
    voor = afdrukken(g)
    leest = _gelezen(g, lambda g: voortgang.tabel_resultaten(g, "2023-2"))
    leest_niet = _gelezen(g, lambda g: spreidingswet.tabel_amv(g))
    for oud, nieuw in ((";omgewisseld;", ";verkeerd overgenomen;"), (";1280;", ";1281;"), (RESULTAAT + "\n", "")):
        if oud in pad.read_text("utf-8"):
            vervang(pad, oud, nieuw)
        else:
            corrigeer(kopie_data)
        na = afdrukken(laad("utrecht", kopie_data))
        assert any(na[deel] != voor[deel] for deel in leest), nieuw
        assert all(na[deel] == voor[deel] for deel in leest_niet), nieuw
        voor = na


def test_a_changed_explanation_remakes_the_documents_that_show_findings(kopie_data: Path) -> None:
    pad = kopie_data / "utrecht/bekend.csv"
    g = laad("utrecht", kopie_data)
    voor = afdrukken(g)
    leest = _gelezen(g, lambda g: verantwoording.tabel_aansluiting(g, "2023-2"))
    leest_niet = _gelezen(g, lambda g: spreidingswet.tabel_amv(g))
    pad.write_text("bevinding;toelichting;door;datum;bron;vindplaats\nstand-2024-01-01;x;A;2024-05-06;;\n", "utf-8")
    na = afdrukken(laad("utrecht", kopie_data))
    assert any(na[deel] != voor[deel] for deel in leest)
    assert all(na[deel] == voor[deel] for deel in leest_niet)


# --- keys --------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 99), max_size=4))
def test_numbers_are_read_back_from_the_marks(gezet: list[int]) -> None:
    vindplaats = "§3.1, tekst" + "".join(f" [correctie {n}]" for n in gezet)
    assert nummers([vindplaats, "tabel 2"]) == sorted(set(gezet))


@given(st.lists(st.one_of(st.none(), st.text("abc §.,1-", min_size=1).map(str.strip)), min_size=1, max_size=4))
def test_a_key_splits_into_the_parts_it_was_made_of(delen: list[str | None]) -> None:
    terug = [d.strip() for d in sleuteltekst(delen).split("|")]
    assert terug == [d or "" for d in delen]
