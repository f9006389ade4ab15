"""Questions, explanations, and everything in one go: as text, JSON and page.

What a change must bring about is worked out by hand in the comment beside it.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import RAW, vervang
from hypothesis import given
from hypothesis import strategies as st
from poorten import browser

from ibtlib.basis.fouten import InvoerFout
from ibtlib.basis.plaatsen import provincies
from ibtlib.cli import main
from ibtlib.controle.bevindingen import alle_bevindingen, vragen
from ibtlib.controle.kaders import kaders
from ibtlib.controle.meldingen import Controle, als_json, als_tekst, controleer, herkomst
from ibtlib.controle.sprongen import MEER_DAN, MINSTENS, sprong
from ibtlib.gegevens.gegevens import laad
from ibtlib.rapport.controlepagina import controlepagina
from ibtlib.rapport.verantwoording import over_aansluiting, tabel_aansluiting
from ibtlib.uitvoering.pagina import schrijf_pagina

# --- jumps -------------------------------------------------------------------------------------------------

F = Fraction
HISTORIE = [F(100), F(102), F(98), F(101)]  # median 100,5; distances 0,5 1,5 2,5 0,5, so usually 1


@pytest.mark.parametrize(
    ("waarde", "keer"),
    [(F(201, 2) + 6, None), (F(201, 2) - 6, None), (F(10651, 100), F(601, 100)), (F(90), F(21, 2))],
)
def test_more_than_six_usual_deviations_is_a_question_and_six_is_none(waarde: F, keer: F | None) -> None:
    gevonden = sprong(waarde, HISTORIE, F(1, 10))
    assert (gevonden.keer if gevonden else None) == keer


def test_with_too_little_history_nothing_is_asked() -> None:
    assert sprong(F(1000), HISTORIE[: MINSTENS - 1], F(1)) is None
    assert sprong(F(1000), HISTORIE, F(1)) is not None


def test_one_person_more_after_equal_perioden_is_no_jump() -> None:
    # always 20 of 20; 19 of 20 is 95%, and one person makes 5%
    assert sprong(F(95), [F(100)] * 5, F(5)) is None
    assert sprong(F(65), [F(100)] * 5, F(5)) is not None  # seven persons


@given(
    st.lists(st.fractions(-100, 100), min_size=MINSTENS, max_size=9),
    st.fractions(-1000, 1000),
    st.fractions(-500, 500),
    st.fractions(F(1, 10), 50),
)
def test_a_jump_does_not_depend_on_where_the_scale_begins(eerder: list[F], waarde: F, schuif: F, kleinste: F) -> None:
    een, twee = sprong(waarde, eerder, kleinste), sprong(waarde + schuif, [e + schuif for e in eerder], kleinste)
    assert (een is None) == (twee is None)
    if een and twee:
        assert een.keer == twee.keer > MEER_DAN


def test_a_figure_far_from_the_history_of_its_gemeente_is_asked_about_and_stays_valid(kopie_data: Path) -> None:
    # Aarderveld: realisatie ÷ taakstelling in 2022-1 to 2024-1 is 19/20, 30/26, 36/40, 33/34, 34/35: 95,0 115,4 90,0
    # 97,06 97,14%; median 97,06 (33/34), distances 2,06 18,33 7,06 0 0,08: usually 2,06, and one person of 36 makes
    # 2,78, which is more. 20 of 36 is 55,56%: 41,50 away, 14,94 times 2,78
    vervang(kopie_data / "voorbeeld/gemeenten/2024-2.csv", "GM9001;Aarderveld;36;0;36;", "GM9001;Aarderveld;36;0;20;")
    (b,) = [b for b in vragen(laad("voorbeeld", kopie_data)) if b.id.startswith("sprong")]
    assert (b.id, b.ernst, b.perioden) == ("sprong-realisatie-GM9001-2024-2", "vraag", ("2024-2",))
    assert b.wat == (
        "Aarderveld: realisatie als deel van de taakstelling is in 2024-2 55,6%. In 5 eerdere perioden was dat in het "
        "midden 97,1%, met een gewone afwijking van 2,8 procentpunt. Dit is 14,9 keer zo ver; wij vragen ernaar bij meer "
        "dan 6 keer."
    )
    assert main(["controleer", "--data", str(kopie_data), "--provincie", "voorbeeld"]) == 0


def test_the_shipped_figures_hold_no_jump() -> None:
    for naam in provincies(RAW):
        assert not [b for b in vragen(laad(naam, RAW)) if b.id.startswith("sprong")]


# --- kader ---------------------------------------------------------------------------------------------------

KADER = Path(__file__).parents[2] / "ibtlib/kaders/utrecht/2024-1.yaml"


@pytest.mark.parametrize(
    ("bevestigd", "vraag"),
    [
        ("null", "is nog door niemand bevestigd"),
        ("2024-06-30", "is voor het laatst bevestigd op 30 juni 2024"),  # peildatum of 2024-1 is 1 July 2024
        ("2024-07-01", None),
    ],
)
def test_a_kader_is_asked_about_once_its_confirmation_is_before_the_peildatum(
    tmp_path: Path, bevestigd: str, vraag: str | None
) -> None:
    eigen = tmp_path / "kader.yaml"
    eigen.write_text(KADER.read_text("utf-8").replace("bevestigd_op: null", f"bevestigd_op: {bevestigd}"), "utf-8")
    gevonden = [b for b in kaders(laad("utrecht", RAW, eigen)) if b.id.startswith("kader-bevestiging")]
    assert [vraag in b.wat for b in gevonden] == ([True] if vraag else [])


def test_a_periode_without_a_kader_is_asked_about(tmp_path: Path) -> None:
    eigen = tmp_path / "kader.yaml"
    eigen.write_bytes(KADER.read_bytes())  # holds from 2024-1
    gevonden = [b.id for b in kaders(laad("utrecht", RAW, eigen)) if b.id.startswith("kader-ontbreekt")]
    assert gevonden == [f"kader-ontbreekt-{p}" for p in ("2022-2", "2023-1", "2023-2")]


# --- treden, herindeling, sources -------------------------------------------------------------------------------


def test_a_previous_trede_other_than_the_published_one_is_a_difference(kopie_data: Path) -> None:
    # beoordelingen: Broekdonk stands on trede 2 in 2023-2
    oud, nieuw = "GM9002;Broekdonk;54;23;48;60;;", "GM9002;Broekdonk;54;23;48;60;{};"
    pad = kopie_data / "voorbeeld/gemeenten/2024-1.csv"
    vervang(pad, oud, nieuw.format(2))
    assert not [b for b in alle_bevindingen(laad("voorbeeld", kopie_data)) if b.id.startswith("trede-vorig")]
    vervang(pad, nieuw.format(2), nieuw.format(1))
    (b,) = [b for b in alle_bevindingen(laad("voorbeeld", kopie_data)) if b.id.startswith("trede-vorig")]
    assert (b.id, b.perioden) == ("trede-vorig-GM9002-2024-1", ("2023-2", "2024-1"))
    assert "als vorige trede 1; voor 2023-2 is trede 2 gepubliceerd" in b.wat


def test_the_chain_goes_over_a_herindeling(kopie_data: Path) -> None:
    # Grauwholt ends 2023-2 with 38 + 13 − 51 = 0 and went into Grauwmonde, which begins with 3
    (b,) = [b for b in alle_bevindingen(laad("voorbeeld", kopie_data)) if b.id.startswith("keten")]
    assert b.id == "keten-GM9009-2023-2"
    vervang(kopie_data / "voorbeeld/gemeenten/2024-1.csv", "Grauwmonde;60;3;", "Grauwmonde;60;0;")
    assert not [b for b in alle_bevindingen(laad("voorbeeld", kopie_data)) if b.id.startswith("keten-GM9009-2023")]


def test_a_source_without_rows_is_asked_about_only_when_all_provinces_were_read(kopie_data: Path) -> None:
    pad = kopie_data / "bronnen.csv"
    pad.write_text(
        pad.read_text("utf-8")
        + "los;Los rapport;Iemand;;;;provincie"
        + ";" * (pad.read_text("utf-8").split("\n")[0].count(";") - 6)
        + "\n",
        "utf-8",
    )
    alles = controleer(kopie_data, provincies(kopie_data), alle=True)
    (m,) = [m for m in alles.meldingen if m.bevinding.id.startswith("bron-ongebruikt")]
    assert (m.bevinding.id, m.bestand) == ("bron-ongebruikt-los", "bronnen.csv")
    assert m.plaatsen[0] is not None and m.plaatsen[0].regel == len(pad.read_text("utf-8").splitlines())
    een = controleer(kopie_data, ["utrecht"], alle=False)
    assert not [m for m in een.meldingen if m.bevinding.id.startswith("bron-")]


# --- what is known ---------------------------------------------------------------------------------------------

BEKEND = "bevinding;toelichting;door;datum;bron;vindplaats\n"


def _verklaar(data: Path, *rijen: str, provincie: str = "utrecht") -> None:
    (data / provincie / "bekend.csv").write_text(BEKEND + "".join(f"{r}\n" for r in rijen), "utf-8")


def test_an_explained_finding_stays_with_its_explanation_everywhere(kopie_data: Path) -> None:
    _verklaar(kopie_data, "stand-2024-01-01;570 is het cijfer van het Rijk;A. Ambtenaar, provincie;2024-05-06;;")
    g = laad("utrecht", kopie_data)
    zin = "Bekend: 570 is het cijfer van het Rijk (A. Ambtenaar, provincie, 6 mei 2024)."
    assert len(alle_bevindingen(g)) == 14
    assert [b.bekend.zin for b in alle_bevindingen(g) if b.bekend] == [zin]
    assert any(a.endswith(f"een achterstand van 574. {zin}") for a in over_aansluiting(g, "2023-2").alineas)
    assert tabel_aansluiting(g, "2023-2").opmerkingen == (f"Stand op 1 januari 2024. {zin}",)
    gedaan = controleer(kopie_data, ["utrecht"], alle=False)
    assert gedaan.aantallen == {"fout": 0, "verschil": 14, "vraag": 1, "bekend": 1}
    assert f"    {zin}\n" in als_tekst(gedaan)
    assert "verschil, bekend · stand op 1 januari 2024 [stand-2024-01-01]" in als_tekst(gedaan)
    (item,) = [b for b in json.loads(als_json(gedaan))["bevindingen"] if b["bekend"]]
    assert item["id"] == "stand-2024-01-01" and item["bekend"]["door"] == "A. Ambtenaar, provincie"


def test_an_explanation_of_a_finding_that_is_gone_is_itself_asked_about(kopie_data: Path) -> None:
    _verklaar(kopie_data, "stand-2024-01-02;x;A;2024-05-06;;")
    (b,) = [b for b in vragen(laad("utrecht", kopie_data)) if b.id.startswith("bekend-")]
    assert (b.id, b.ernst) == ("bekend-vervallen-stand-2024-01-02", "vraag")
    assert "Bedoelde u 'stand-2024-01-01'?" in b.wat
    assert herkomst(b.plekken[0]) == "A"  # who explained it; nothing was computed


@pytest.mark.parametrize(
    ("rij", "kolom", "wat"),
    [
        ("stand-2024-01-01;;A;2024-05-06;;", "toelichting", "is leeg"),
        ("stand-2024-01-01;x;;2024-05-06;;", "door", "is leeg"),
        ("stand-2024-01-01;x;A;gisteren;;", "datum", "'gisteren'"),
        ("stand-2024-01-01;x;A;2024-05-06;onzin;", "bron", "'onzin' staat niet in bronnen.csv"),
    ],
)
def test_an_explanation_without_who_when_or_why_is_refused(kopie_data: Path, rij: str, kolom: str, wat: str) -> None:
    _verklaar(kopie_data, rij)
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    ((_, (probleem,)),) = fout.value.problemen.items()
    assert probleem.kolom == kolom and wat in probleem.wat


# --- everything in one go ----------------------------------------------------------------------------------------


@pytest.fixture
def kapot(kopie_data: Path) -> Controle:
    """Three errors in two files of Utrecht, one of them with text that must not become markup."""
    vervang(kopie_data / "utrecht/standen.csv", "2024-01-01;570;", "2024-01-01;57O;")
    vervang(kopie_data / "utrecht/standen.csv", "2024-01-01;574;", "1-13-2024;574;")
    vervang(kopie_data / "utrecht/tellingen.csv", "2022-1;trede;1;11;", "2022-1;trede;1;<b>☃</b>;")
    return controleer(kopie_data, provincies(kopie_data), alle=True)


def test_errors_stand_in_the_same_list_first_and_the_other_province_is_checked_as_well(kapot: Controle) -> None:
    assert not kapot.geldig and kapot.aantallen["fout"] == 3
    lijst = list(kapot.per_bestand().items())
    assert [b for b, _ in lijst[:2]] == ["utrecht/standen.csv", "utrecht/tellingen.csv"]
    assert [m.bevinding.id for m in lijst[0][1]] == [
        "fout-utrecht-standen-9-achterstand",
        "fout-utrecht-standen-10-peildatum",
    ]
    assert any(b == "voorbeeld/resultaten.csv" for b, _ in lijst)
    tekst = als_tekst(kapot)
    assert "Of de cijfers van utrecht op elkaar aansluiten, is pas daarna na te gaan." in tekst
    assert "fout · regel 9, kolom achterstand [fout-utrecht-standen-9-achterstand]" in tekst


def test_json_has_every_error_twice_as_problem_and_as_finding(kapot: Controle) -> None:
    inhoud = json.loads(als_json(kapot))
    fouten = [b for b in inhoud["bevindingen"] if b["ernst"] == "fout"]
    assert len(inhoud["problemen"]) == len(fouten) == 3
    assert {(p["regel"], p["kolom"]) for p in inhoud["problemen"]} == {
        (9, "achterstand"),
        (10, "peildatum"),
        (2, "gemeenten"),
    }
    assert [f["plekken"][0]["regel"] for f in fouten] == [9, 10, 2]


def test_ids_are_one_of_a_kind_within_a_gebied(kapot: Controle) -> None:
    for gedaan in (kapot, controleer(RAW, provincies(RAW), alle=True)):
        ids = [(m.bevinding.gebied, m.bevinding.id) for m in gedaan.meldingen]
        assert len(ids) == len(set(ids))
        assert all(m.bevinding.advies.endswith(".") for m in gedaan.meldingen)


def test_rows_that_contradict_themselves_are_an_error_in_the_list_too(kopie_data: Path) -> None:
    vervang(kopie_data / "voorbeeld/opvanglocaties.csv", "planvoorraad;40;90;", "planvoorraad;90;40;")
    gedaan = controleer(kopie_data, ["utrecht", "voorbeeld"], alle=False)
    (m,) = [m for m in gedaan.meldingen if m.bevinding.ernst == "fout"]
    assert m.bestand == "voorbeeld/opvanglocaties.csv" and "40 is minder dan plekken_laag" in m.bevinding.wat
    assert gedaan.aantallen["verschil"] == 14  # of Utrecht


def test_every_figure_of_a_shipped_finding_is_in_the_line_that_is_named() -> None:
    """The lines are checked against the files, read as plain text."""
    gedaan = controleer(RAW, provincies(RAW), alle=True)
    genoemd = [(p, plaats) for m in gedaan.meldingen for p, plaats in zip(m.bevinding.plekken, m.plaatsen, strict=True)
               if plaats and p.bron]  # fmt: skip
    assert len(genoemd) > 15
    for plek, plaats in genoemd:
        regel = (RAW / plaats.bestand).read_text("utf-8").splitlines()[plaats.regel - 1]
        assert plek.bron in regel and plek.vindplaats in regel


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_shows_text_of_broken_files_as_text(kapot: Controle, tmp_path: Path) -> None:
    html = schrijf_pagina(controlepagina(kapot), tmp_path / "map" / "controle.html").read_text("utf-8")
    assert "&lt;b&gt;[U+2603]&lt;/b&gt;" in html
    assert "<b>" not in html
    assert str(tmp_path) not in html  # no path of a machine
    assert "Provincie utrecht (met fouten) en Voorbeeldprovincie (fictief)" in html
    assert "<title>FICTIEF" not in html  # the errors are in the figures of a real province


def test_the_same_data_give_the_same_page(tmp_path: Path) -> None:
    een, twee = (
        schrijf_pagina(controlepagina(controleer(RAW, provincies(RAW), alle=True)), tmp_path / n)
        for n in ("a.html", "b.html")
    )
    assert een.read_bytes() == twee.read_bytes()


def test_a_page_that_cannot_be_written_is_told_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bestand").write_text("x")
    assert main(["controleer", "--data", str(RAW), "--html", str(tmp_path / "bestand" / "x.html")]) == 1
    assert (
        "bestand niet lezen of schrijven: daar staat al iets anders, geen map. Er is niets geschreven."
        in capsys.readouterr().err
    )


@pytest.mark.browser
def test_the_pages_of_controle_and_vergelijking_pass_axe_and_html_validate(kapot: Controle, tmp_path: Path) -> None:
    from ibtlib.controle.vergelijking import neem_op, vergelijk
    from ibtlib.controle.verwerking import verwerk
    from ibtlib.rapport import zinnenlezer
    from ibtlib.rapport.vergelijkingspagina import vergelijkingspagina

    browser.vereis()
    verwerk(laad("voorbeeld", RAW), tmp_path / "oud")
    (tmp_path / "nieuw").mkdir()
    for pad in (tmp_path / "oud" / "voorbeeld").iterdir():
        nieuw = tmp_path / "nieuw" / "voorbeeld" / pad.name
        nieuw.parent.mkdir(exist_ok=True)
        nieuw.write_text(pad.read_text("utf-8").replace("Broekdonk", "<i>Broekdonk</i>"), "utf-8")
    v = vergelijk(*(neem_op(str(tmp_path / naam), RAW, zinnenlezer) for naam in ("oud", "nieuw")))
    paginas = [
        schrijf_pagina(controlepagina(kapot), tmp_path / "kapot.html"),
        schrijf_pagina(vergelijkingspagina(v), tmp_path / "vergelijking.html"),
    ]
    assert browser.axe(paginas) == []
    assert browser.html_validate(paginas) == []
    assert browser.breedte(paginas, 320) == []
    assert browser.verzoeken(paginas) == []
