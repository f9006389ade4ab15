"""The controls without a browser, and the one script that a page may hold."""

import base64
import hashlib
import json
import re
from fractions import Fraction

import nbformat
import pytest

from ibtlib import bediening
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.publicatie import PublicatieFout, naar_html
from ibtlib.rapport.scenario import keuzes
from ibtlib.rapport.titel import titel
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import MIMETYPE, Keuzetabel, Knop, Kop, Tabel, Tekst, Verloop, Vraag
from ibtlib.weergave.csvtekst import tabel_als_csv


@pytest.fixture(scope="module")
def paneel(utrecht):
    return keuzes(utrecht, "2023-2")


@pytest.fixture
def knoppen(utrecht, paneel):
    return bediening.Bediening(utrecht, "2023-2", paneel)


def pagina(utrecht, *stukken):
    v4 = nbformat.v4
    cellen = [
        v4.new_code_cell("", outputs=[v4.new_output("display_data", s._repr_mimebundle_())])
        for s in (titel(utrecht, "2023-2", "scenario"), *stukken)
    ]
    return v4.new_notebook(cells=cellen)


# --- in the notebook --------------------------------------------------------------------------------------


def test_the_controls_start_where_the_page_starts(knoppen, paneel):
    assert knoppen._laatste.rijen == paneel.tabel.rijen
    assert knoppen.vanaf.value == "2023-2"


def test_a_slider_moves_the_table_and_reset_brings_it_back(knoppen):
    knoppen.realisatie.value = Fraction(11, 10)
    knoppen.actie.value = 100
    # 2033 − (1328,8 + 100 is 1428,8, so 1429) = 604; then 604 + 1459 − 1329 = 734
    assert [rij[4] for rij in knoppen._laatste.rijen] == [604, 734]
    assert ">604<" in knoppen.tabel.value and "<svg" in knoppen.grafiek.value
    knoppen.terug.click()
    assert [rij[4] for rij in knoppen._laatste.rijen] == [825, 1076]


def test_the_sliders_read_out_dutch_numbers(knoppen):
    labels = [label for label, _ in knoppen.realisatie.options]
    assert labels[0] == "0,00" and labels[-1] == "2,00" and knoppen.realisatie.label == "1,00"
    assert [label for label, _ in knoppen.taakstelling.options][:2] == ["0,50", "0,55"]


def test_what_cannot_be_is_a_box_and_not_a_traceback(knoppen):
    knoppen.koppelingen.value = Fraction(9, 10)  # of the province no koppelingen are published
    assert 'role="alert"' in knoppen.melding.value and "Van gekoppeld is in" in knoppen.melding.value
    knoppen.koppelingen.value = Fraction(1)
    assert knoppen.melding.value == ""


def test_another_periode_and_gemeente(voorbeeld):
    knoppen = bediening.Bediening(voorbeeld, "2024-1", keuzes(voorbeeld, "2024-1"))
    knoppen.gebied.value = "GM9002"
    # Broekdonk 55 + 29 − 48 = 36
    assert knoppen._laatste.rijen[0][4] == 36
    knoppen.vanaf.value = "2022-2"
    assert knoppen.gebied.value == "GM9002" and "Broekdonk" in knoppen._laatste.bijschrift


def test_the_table_is_saved_beside_the_notebook(knoppen, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    knoppen.bewaar.click()
    (bestand,) = tmp_path.iterdir()
    assert bestand.name == "scenario-utrecht-2023-2.csv" and "1208" in bestand.read_text("utf-8-sig")


def test_the_batch_makes_no_widgets(utrecht, monkeypatch):
    monkeypatch.setenv(bediening.RAPPORT, "ja")
    assert isinstance(bediening.wat_als(utrecht, "2023-2"), Keuzetabel)


def test_without_a_kernel_the_same_start_position_is_shown(knoppen, paneel):
    bundel = knoppen._repr_mimebundle_()
    assert bundel["text/html"] == paneel._html()
    assert any(soort.endswith("widget-view+json") for soort in bundel)


def test_a_periode_that_is_not_known_is_a_readable_box(utrecht):
    uitleg = bediening.wat_als(utrecht, "2019-1")
    assert isinstance(uitleg, Tekst) and uitleg.soort == "let-op" and "2019-1" in str(uitleg)


def test_a_gemeente_that_ends_within_the_what_if_says_so(voorbeeld):
    paneel = keuzes(voorbeeld, "2023-1")  # looks at 2023-2 and 2024-1; Grauwholt ended on 1 January 2024
    nummer = paneel.knoppen[0].opties.index("Grauwholt")
    assert paneel.posities[nummer * 55][1][5] == "de gemeente bestaat dan niet"
    assert paneel.waarden().count("~") == len(paneel.posities) - 1


# --- on the page ------------------------------------------------------------------------------------------


def test_every_position_is_on_the_page_and_the_script_is_allowed_by_its_hash(utrecht, paneel):
    html = naar_html(pagina(utrecht, paneel))
    (script,) = re.findall(r"<script>(.*?)</script>", html, flags=re.S)
    som = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{som}'" in html and "unsafe-inline'; script" not in html.replace("style-src", "")
    assert len(paneel.posities) == 1 * 11 * 5
    # 90% realisatie, 100%: 1087,2 is 1087; 2033 − 1087 = 946
    assert paneel.posities[4 * 5 + 2][0][4] == 946


def test_every_percentage_says_how_many_persons_that_is(paneel):
    _, realisatie, taakstelling = paneel.knoppen
    # 1208 × 1,1 = 1328,8; a sixth of that is 221,47. 1459 × 1,1 = 1604,9
    assert realisatie.uitleg[0][realisatie.opties.index("110%")] == "1.329, 221 per maand"
    assert taakstelling.uitleg[0][taakstelling.opties.index("110%")] == "1.605"


def test_the_question_is_answered_for_every_peildatum_and_taakstelling(paneel):
    vraag = paneel.vraag
    assert vraag.knop.opties == ("1 juli 2024", "1 januari 2025", "1 juli 2025", "1 januari 2026")
    honderd = paneel.knoppen[2].opties.index("100%") * 4
    # 574 + 1459 = 2033 in 6 months is 338,8; 574 + 2 × 1459 = 3492 in 12 is 291. 1208 ÷ 6 = 201,3
    assert vraag.antwoorden[honderd : honderd + 2] == ((339, 2033, 6, 201), (291, 3492, 12, 201))
    # 80%: 1167,2 is 1167 to house; 574 + 1167 = 1741, a sixth is 290,2
    assert vraag.antwoorden[0] == (291, 1741, 6, 201)


def test_a_voorsprong_that_covers_everything_asks_nothing_and_the_unknown_is_no_zero(voorbeeld):
    paneel = keuzes(voorbeeld, "2022-2")
    per_gebied = len(paneel.knoppen[2].opties) * 4
    van = {naam: paneel.vraag.antwoorden[i * per_gebied] for i, naam in enumerate(paneel.knoppen[0].opties)}
    # gemeenten/2023-1.csv: Hazelmonde has 0 to house and begins with 0; in 2022-2 it housed 7, 1,2 a month
    assert van["Hazelmonde"] == (0, 0, 6, 1)
    # Fazantrode: of 2024-1 no realisatie, so no position from which to go on
    later = keuzes(voorbeeld, "2024-1")
    nummer = later.knoppen[0].opties.index("Fazantrode")
    assert later.vraag.antwoorden[nummer * per_gebied : nummer * per_gebied + 4] == ((), (), (), ())


def test_a_page_without_choices_has_no_script(utrecht):
    html = naar_html(pagina(utrecht, Tekst(("Niets te kiezen.",))))
    assert "<script" not in html and "script-src" not in html


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p><script>alert(1)</script>",
        '<div class="keuzes" data-knoppen="[]" data-zin="" data-waarden="" onclick="x()"><p>x</p></div>',
        '<div class="keuzes" data-knoppen="geen json" data-zin="" data-waarden=""><p>x</p></div>',
        '<p data-waarden="1">x</p>',
    ],
)
def test_every_other_script_and_every_other_data_is_refused(utrecht, html):
    nb = pagina(utrecht, Tekst(("Een zin.",)))
    nb.cells.append(
        nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("display_data", {"text/html": html})])
    )
    with pytest.raises(PublicatieFout, match="eigen HTML"):
        naar_html(nb)


@pytest.mark.parametrize("veld", ["knoppen", "posities"])
def test_positions_and_controls_that_were_changed_by_hand_are_refused(utrecht, paneel, veld):
    nb = pagina(utrecht, paneel)
    nb.cells[1].outputs[0].data[MIMETYPE][veld].pop()
    with pytest.raises(PublicatieFout, match=r"cel 2: dit is geen weergaveobject .*posities, de knoppen geven er"):
        naar_html(nb)


def test_positions_that_do_not_fit_the_controls_are_refused():
    t = Tabel("proef", "Proef", (Kop("dag"), Kop("stand", "geheel")), (("nu", 5),))
    with pytest.raises(ValueError, match="1 posities, de knoppen geven er 2"):
        Keuzetabel(t, (Knop("Tempo", ("laag", "hoog"), 0),), ((("nu", 5),),), "")
    knop = Knop("Tempo", ("laag",), 0)
    with pytest.raises(ValueError, match="2 antwoorden, de knoppen geven er 1"):
        Keuzetabel(t, (knop,), ((("nu", 5),),), "", Vraag("Hoe?", knop, (0,), ((1,), (2,)), ("", "", "", "")))
    with pytest.raises(ValueError, match="de vraag gaat over knoppen die er niet zijn"):
        Keuzetabel(t, (knop,), ((("nu", 5),),), "", Vraag("Hoe?", knop, (1,), ((1,),), ("", "", "", "")))
    with pytest.raises(ValueError, match="0 reeksen standen, de knoppen geven er 1"):
        Keuzetabel(t, (knop,), ((("nu", 5),),), "", None, Verloop("V", ("nu",), (), (), 1))
    with pytest.raises(ValueError, match="kolom 2 van het verloop is er niet"):
        Keuzetabel(t, (knop,), ((("nu", 5),),), "", None, Verloop("V", ("nu",), ((5,),), ((),), 2))
    with pytest.raises(ValueError, match="uitleg bij een ander aantal dan 1 opties"):
        Knop("Tempo", ("laag",), 0, (("a", "b"),))
    with pytest.raises(ValueError, match="andere rijkoppen"):
        Keuzetabel(t, (Knop("Tempo", ("laag",), 0),), ((("later", 5),),), "").waarden()


def test_a_voorsprong_reads_as_one_and_stays_a_number_in_the_open_data(paneel):
    # 150% and 80%: 1208 × 1,5 = 1812; 1459 × 0,8 = 1167,2. 574 + 1167 − 1812 = −71; − 71 + 1167 − 1812 = −716
    positie = paneel.posities[10 * 5 + 0]
    assert [rij[4] for rij in positie] == [-71, -716]
    assert paneel.waarden().split("~")[50].split(";")[1].split("|") == [
        "1.167",
        "voorsprong 71",
        "1.812",
        "voorsprong 716",
    ]
    assert b";-716\r\n" in tabel_als_csv(Tabel("t", "T", paneel.tabel.koppen, positie))


def test_the_positions_survive_as_data(paneel):
    knoppen = json.loads(re.search(r'data-knoppen="([^"]*)"', paneel._html())[1].replace("&quot;", '"'))
    assert [k[0] for k in knoppen] == [k.naam for k in paneel.knoppen]
    assert paneel.waarden().count("~") == len(paneel.posities) - 1


def test_a_factor_out_of_range_says_so_in_dutch():
    with pytest.raises(AanvraagFout, match="factor=−1 kan niet"):
        RealisatieMaal(-1)
