"""The controls without a browser, and the one script that a page may hold."""

import base64
import csv
import datetime as dt
import hashlib
import html
import json
import re
import threading
from pathlib import Path

import nbformat
import pytest

from ibtlib import bediening
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.publicatie import PublicatieFout, naar_html
from ibtlib.rapport.scenario import keuzes
from ibtlib.rapport.scenario.bewaard import NAMEN
from ibtlib.rapport.scenario.figuren import figuur_verloop
from ibtlib.rapport.titel import titel
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import MIMETYPE, Keuzetabel, Knop, Kop, Tabel, Tekst, Verloop, Vraag
from ibtlib.weergave.basis import in_cel
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


def test_a_slider_moves_table_chart_and_answer_and_reset_brings_them_back(knoppen):
    knoppen.realisatie.value = 110
    knoppen.actie.value = 100
    # 2033 − (1328,8 + 100 is 1428,8, so 1429) = 604; then 604 + 1459 − 1329 = 734
    assert [rij[4] for rij in knoppen._laatste.rijen] == [604, 734]
    assert ">604<" in knoppen.tabel.value and "naar 734 op 1 januari 2025" in knoppen.grafiek.value
    assert "339 per maand" in knoppen.antwoord.value  # what it takes does not depend on what is done
    knoppen.taakstelling.value = 80
    assert "291 per maand" in knoppen.antwoord.value  # 574 + 1167 (1167,2) = 1741, a sixth is 290,2
    knoppen.op_nul_op.value = dt.date(2025, 1, 1)
    assert "243 per maand" in knoppen.antwoord.value  # 1741 + 1167 = 2908, a twelfth is 242,3
    knoppen.terug.click()
    assert [rij[4] for rij in knoppen._laatste.rijen] == [825, 1076]
    assert knoppen.op_nul_op.label == "1 juli 2024" and "339 per maand" in knoppen.antwoord.value


def test_the_chart_draws_the_pace_that_it_takes(knoppen):
    knoppen.op_nul_op.value = dt.date(2025, 1, 1)
    # 291 a month, 1746 by 1 July: 2033 − 1746 = 287 left, and nothing on 1 January
    assert "291 per maand: van 574 op 1 januari 2024 naar 0 op 1 januari 2025" in knoppen.grafiek.value
    f = figuur_verloop(knoppen.g, [knoppen.uitkomst()], "PV26", nodig=knoppen.inhaalpaden())
    assert [rij[-1] for rij in f.cijfers.rijen] == [None, None, None, 574, 287, 0]


def test_the_sliders_say_persons_beside_percentages_and_move_while_dragged(knoppen):
    labels = [label for label, _ in knoppen.realisatie.options]
    # 1208 × 1,1 = 1328,8; a sixth of that is 221,47
    assert labels[0] == "0% = 0, 0 per maand" and labels[22] == "110% = 1.329, 221 per maand"
    assert [label for label, _ in knoppen.taakstelling.options][:2] == ["50% = 730", "55% = 802"]  # 729,5 and 802,45
    assert all(schuif.continuous_update for schuif in (*knoppen.schuiven.values(), knoppen.actie))


def test_a_control_without_figures_is_out_of_use_and_says_why_and_the_others_go_on(knoppen):
    assert knoppen.koppelingen.disabled and not knoppen.realisatie.disabled
    assert (
        "Koppelingen: niet te veranderen, want van Provincie Utrecht is voor 2024-1 en 2024-2"
        in knoppen.waarom_niet.value
    )
    knoppen.realisatie.value = 90
    assert [rij[4] for rij in knoppen._laatste.rijen] == [946, 1318] and not knoppen.bewaar.disabled


def test_what_a_gemeente_does_not_know_cannot_be_changed(voorbeeld):
    knoppen = bediening.Bediening(voorbeeld, "2024-1", keuzes(voorbeeld, "2024-1"))
    knoppen.gebied.value = "GM9002"
    assert not knoppen.koppelingen.disabled and knoppen.waarom_niet.value == ""  # 60 gekoppeld in 2024-1
    knoppen.koppelingen.value, knoppen.actie.value = 90, 50
    knoppen.gebied.value = "GM9006"  # Fazantrode, without realisatie in 2024-1
    assert knoppen.realisatie.disabled and knoppen.actie.disabled and knoppen.actie.value == 0
    assert "Een eenmalige actie telt op bij de realisatie" in knoppen.waarom_niet.value
    assert "Niet te berekenen" in knoppen.antwoord.value and knoppen.fout.value == ""
    knoppen.gebied.value = "GM9002"
    assert not knoppen.realisatie.disabled and "84 personen" in knoppen.antwoord.value


def test_a_gemeente_that_is_no_more_freezes_nothing(voorbeeld):
    knoppen = bediening.Bediening(voorbeeld, "2023-2", keuzes(voorbeeld, "2023-2"))
    codes = dict(knoppen.gebied.options)
    knoppen.gebied.value = codes["Grauwholt"]  # ended on 1 January 2024
    assert all(schuif.disabled for schuif in knoppen.schuiven.values()) and knoppen.fout.value == ""
    knoppen.gebied.value = ""
    assert not knoppen.realisatie.disabled


def test_another_periode_and_gemeente(voorbeeld):
    knoppen = bediening.Bediening(voorbeeld, "2024-1", keuzes(voorbeeld, "2024-1"))
    knoppen.gebied.value = "GM9002"
    # Broekdonk 55 + 29 − 48 = 36
    assert knoppen._laatste.rijen[0][4] == 36
    knoppen.vanaf.value = "2022-2"
    assert knoppen.gebied.value == "GM9002" and "Broekdonk" in knoppen._laatste.bijschrift
    assert knoppen.op_nul_op.label == "1 januari 2025"  # still one of the four after 2022-2
    knoppen.vanaf.value = "2022-1"
    assert knoppen.op_nul_op.label == "1 januari 2023"  # the first after 2022-1


# --- kept and loaded again --------------------------------------------------------------------------------


@pytest.fixture
def map_(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_kept_scenario_has_its_settings_and_is_never_written_over(knoppen, map_):
    knoppen.realisatie.value = 110
    knoppen.op_nul_op.value = dt.date(2025, 1, 1)
    knoppen.bewaar.click()
    knoppen.bewaar.click()
    naam = "scenario-utrecht-provincie-utrecht-na-2023-2-realisatie-110"
    assert sorted(pad.name for pad in map_.iterdir()) == [f"{naam}-2.csv", f"{naam}.csv"]
    assert f"Bewaard als {naam}-2.csv" in knoppen.melding.value
    rijen = list(csv.DictReader(Path(f"{naam}.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [rij["Achterstand bij eind"] for rij in rijen] == ["704", "834"]
    for rij in rijen:
        assert [rij[k] for k in NAMEN] == [
            "utrecht", "Provincie Utrecht", "2023-2", "110", "100", "100", "0", "1 januari 2025", "gepubliceerd",
        ]  # fmt: skip


def test_a_kept_scenario_can_be_loaded_again(knoppen, map_):
    knoppen.vanaf.value = "2022-2"
    knoppen.realisatie.value, knoppen.taakstelling.value, knoppen.actie.value = 120, 90, 50
    knoppen.op_nul_op.value = dt.date(2024, 7, 1)
    knoppen.bewaar.click()
    toen, rijen = knoppen.instelling(), knoppen._laatste.rijen
    knoppen.vanaf.value = "2023-2"
    knoppen.terug.click()
    assert knoppen.instelling() != toen
    knoppen.laad.click()
    assert knoppen.instelling() == toen and knoppen._laatste.rijen == rijen
    assert "De knoppen staan zoals in scenario-utrecht-" in knoppen.melding.value


def test_a_click_while_a_slider_is_reckoned_with_waits_for_it(knoppen, map_, monkeypatch):
    """ipykernel 7 handles a click in another thread than the value of a slider."""
    bezig, klik = threading.Event(), threading.Thread(target=knoppen.bewaar.click)

    def traag(*args, **kwargs):
        bezig.set()
        klik.start()
        klik.join(0.2)
        assert klik.is_alive()
        return figuur_verloop(*args, **kwargs)

    monkeypatch.setattr("ibtlib.rapport.bediening.figuur_verloop", traag)
    knoppen.realisatie.value = 110
    klik.join(10)
    assert bezig.is_set() and [pad.name for pad in map_.iterdir()] == [f"{knoppen.instelling().stam}.csv"]


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        (";110;", ";107;", "realisatie_pct is '107'; dat kan 0 tot en met 200 zijn"),
        (";2023-2;", ";2019-1;", "vertrekpunt is '2019-1'; dat kan"),
        ("utrecht;Prov", "zeeland;Prov", "provincie is 'zeeland'; dat kan utrecht"),
        ("Provincie Utrecht", "<b>Zeist</b>", "gebied is '<b>Zeist</b>'; hier kan het Provincie Utrecht zijn"),
        ("1 juli 2024;gep", "2 juli 2024;gep", "op_nul_op is '2 juli 2024'; hier kan het 1 juli 2024, 1 januari 2025"),
        (";110;100;", ";107;10;", "realisatie_pct is '107'; dat kan 0 tot en met 200 zijn. Ook taakstelling_pct is '10'"),
        ("realisatie_pct", "realisatie", "is geen bewaard scenario: de kolom realisatie_pct ontbreekt of is leeg"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_scenario_of_these_controls_says_why_and_changes_nothing(knoppen, map_, oud, nieuw, melding):
    knoppen.realisatie.value = 110
    knoppen.bewaar.click()
    bestand = Path(knoppen.bestand.value)
    tekst = bestand.read_bytes().decode("utf-8")
    assert oud in tekst
    bestand.write_bytes(tekst.replace(oud, nieuw).encode())
    knoppen.terug.click()
    knoppen.laad.click()
    assert 'role="alert"' in knoppen.fout.value and html.escape(melding) in knoppen.fout.value
    assert "<b>" not in knoppen.fout.value
    assert knoppen.realisatie.value == 100 and [rij[4] for rij in knoppen._laatste.rijen] == [825, 1076]


def test_what_is_no_text_is_said_to_be_unreadable(knoppen, map_):
    knoppen.bewaar.click()
    Path(knoppen.bestand.value).write_bytes(b"\xff\xfe\x00")
    knoppen.laad.click()
    assert "is niet te lezen" in knoppen.fout.value


def test_where_nothing_can_be_written_nothing_is_said_to_be_kept(knoppen, map_, monkeypatch):
    def vol(*_: object) -> None:
        raise OSError(28, "geen ruimte")

    monkeypatch.setattr("ibtlib.basis.bestanden._schrijf_door", vol)
    knoppen.bewaar.click()
    assert "de schijf is vol" in knoppen.fout.value and "Er is niets geschreven" in knoppen.fout.value
    assert not knoppen.melding.value and not list(map_.iterdir())


def test_the_batch_makes_no_widgets(utrecht, monkeypatch):
    monkeypatch.setenv(bediening.RAPPORT, "ja")
    assert isinstance(bediening.wat_als(utrecht, "2023-2"), Keuzetabel)


def test_without_a_kernel_the_same_start_position_is_shown(knoppen, paneel):
    bundel = knoppen._repr_mimebundle_()
    assert bundel["text/html"] == in_cel(paneel._html())
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
    tekst = naar_html(pagina(utrecht, paneel))
    scripts = re.findall(r"<script>(.*?)</script>", tekst, flags=re.S)
    sommen = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(scripts) == 2  # of the choices, and of what is wider than the screen
    toegestaan = " ".join(f"'sha256-{som}'" for som in sommen)
    assert f"script-src {toegestaan}" in tekst and "unsafe-inline'; script" not in tekst.replace("style-src", "")
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
    tekst = naar_html(pagina(utrecht, Tekst(("Niets te kiezen.",))))
    assert "<script" not in tekst and "script-src" not in tekst


@pytest.mark.parametrize(
    "ingevoegd",
    [
        "<p>x</p><script>alert(1)</script>",
        '<div class="keuzes" data-knoppen="[]" data-zin="" data-waarden="" onclick="x()"><p>x</p></div>',
        '<div class="keuzes" data-knoppen="geen json" data-zin="" data-waarden=""><p>x</p></div>',
        '<p data-waarden="1">x</p>',
    ],
)
def test_every_other_script_and_every_other_data_is_refused(utrecht, ingevoegd):
    nb = pagina(utrecht, Tekst(("Een zin.",)))
    nb.cells.append(
        nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("display_data", {"text/html": ingevoegd})])
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
