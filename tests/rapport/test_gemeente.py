"""One gemeente in one periode: the position, the page, and the letter that cannot say anything else."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.posities import Positie, dossier, posities
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import FEIT_IN_WOORDEN, FEITEN, Regel, Voorwaarde
from ibtlib.publicatie import PublicatieFout, naar_html, naar_pdf
from ibtlib.publicatie.boom import boom_van
from ibtlib.publicatie.pdf import met_zetting
from ibtlib.publicatie.tabellen_uit import schrijf_csv
from ibtlib.publicatie.werkmap_uit import schrijf_samenvoegbestand
from ibtlib.rapport import gemeente, voortgang
from ibtlib.rapport.brieven import brieven
from ibtlib.rapport.gemeente.kaderwoorden import regel_in_woorden, trede_na
from ibtlib.rapport.voortgang.opgaven import status_huisvesting, status_opvang
from ibtlib.weergave import Tekst, Titel
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.staven import standen
from ibtlib.weergave.treden import plaats
from tests.conftest import REPO, vervang
from tests.poorten import browser, verapdf
from tests.poorten.voorbeeld import notebook

# --- the position ------------------------------------------------------------------------------------------


def test_a_position_is_the_published_row_and_what_follows_from_it(voorbeeld):
    # data/raw/voorbeeld/gemeenten/2024-1.csv: GM9002;Broekdonk;54;23;48;60 - by hand: 54+23=77, 77-48=29, 77-60=17
    p = dossier(voorbeeld, "2024-1", "Broekdonk").positie
    assert (p.taakstelling, p.achterstand_begin, p.realisatie, p.gekoppeld) == (54, 23, 48, 60)
    assert (p.totaalopgave, p.achterstand_eind, p.koppelingstekort) == (77, 29, 17)
    assert p.pct_taakstelling == Fraction(4800, 54) and p.pct_totaalopgave == Fraction(4800, 77)
    assert (p.trede, p.trede_soort, p.trede_hiervoor, p.gewijzigd) == (3, "vastgesteld", 2, True)
    assert p.regel is not None and p.regel.naam == "taakstelling-niet-gehaald" and not p.ontbreekt


def test_a_decided_trede_is_never_replaced_by_the_computed_one(voorbeeld):
    p = dossier(voorbeeld, "2024-1", "Elzenmeer").positie  # decided 2 (beoordelingen.csv), the kader gives 3
    assert (p.trede_vastgesteld, p.trede_berekend, p.trede) == (2, 3, 2)
    tekst = gemeente.over_trede(dossier(voorbeeld, "2024-1", "Elzenmeer")).alineas[0]
    assert tekst.startswith("Vastgesteld is trede 2;") and tekst.endswith("de vastgestelde geldt.")


def test_what_is_not_published_stays_missing_in_everything_that_follows(utrecht, voorbeeld):
    p = dossier(utrecht, "2023-2", "GM0310").positie
    assert p.gemeente == "De Bilt"
    assert p.ontbreekt == ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld")
    assert {p.totaalopgave, p.achterstand_eind, p.koppelingstekort, p.pct_taakstelling, p.pct_totaalopgave} == {None}
    assert (p.trede, p.grondslag_vastgesteld) == (2, "koppelingstekort")  # tabel 2 of the report
    geen = dossier(voorbeeld, "2024-1", "Fazantrode").positie  # its realisatie is missing
    assert geen.trede is None and geen.trede_soort is None and geen.gewijzigd is None
    assert "realisatie ontbreekt" in gemeente.over_trede(dossier(voorbeeld, "2024-1", "Fazantrode")).alineas[0]


def test_the_treden_of_utrecht_over_three_perioden_are_those_of_the_reports(utrecht):
    with (REPO / "tests/gouden/tabel2.csv").open(encoding="utf-8", newline="") as bestand:
        gouden = list(csv.DictReader(bestand, delimiter=";"))
    for rij in gouden:
        reeks = {str(p.periode): p.trede_vastgesteld for p in dossier(utrecht, "2023-2", rij["gemeente"]).verloop}
        assert list(reeks) == ["2022-2", "2023-1", "2023-2"]
        assert {k: f"trede {t}" for k, t in reeks.items()} == {k: rij[k] for k in reeks}
        assert (
            dossier(utrecht, "2023-2", rij["gemeente"]).positie.grondslag_vastgesteld == rij["grondslag 2023-2"].lower()
        )


def test_a_gemeente_that_is_not_there_is_refused_with_a_suggestion(utrecht, voorbeeld):
    with pytest.raises(AanvraagFout, match="Bedoelde u 'Zeist'"):
        dossier(utrecht, "2023-2", "Zeits")
    with pytest.raises(AanvraagFout, match="Grauwmonde"):  # exists from 2024 on
        dossier(voorbeeld, "2023-2", "Grauwmonde")


# --- what the page says ------------------------------------------------------------------------------------


def maak(**anders) -> Positie:
    vast = {
        "code": "GM1", "gemeente": "A", "periode": Periode(2023, 2), "taakstelling": 40, "achterstand_begin": 5,
        "realisatie": 30, "gekoppeld": 45, "trede_vastgesteld": None, "trede_vastgesteld_vorig": None,
        "trede_berekend": None, "trede_vorig": None, "grondslag_vastgesteld": None, "grondslag_berekend": None,
        "kader": None, "regel": None, "trede_zonder_verschoning": None, "motivering": "", "herkomst": (),
    }  # fmt: skip
    return Positie(**{**vast, **anders})


def test_what_counted_as_verschoonbaar_is_said_in_every_case(utrecht):
    oud, nieuw = utrecht.kaders.voor("2023-2"), utrecht.kaders.voor("2024-1")
    zeg = gemeente.zin_verschoonbaar
    assert "geen kader bekend" in zeg(maak())
    assert "bij dit kader is geen verschoonbare reden bekend" in zeg(maak(kader=nieuw, gekoppeld=10))
    assert "hoe groot dat was, staat niet in de gelezen bronnen" in zeg(maak(kader=oud, gekoppeld=None))
    assert "maar dat was er niet: op 1 oktober 2023 waren er 45 gekoppeld" in zeg(maak(kader=oud))
    assert "koppelingstekort van 1 meegewogen." in zeg(maak(kader=oud, gekoppeld=44))
    met = maak(kader=oud, gekoppeld=44, trede_berekend=1, trede_zonder_verschoning=2)
    assert zeg(met).endswith("zonder die reden was de berekende trede 2.")
    zelfde = maak(kader=oud, gekoppeld=44, trede_berekend=2, trede_zonder_verschoning=2)
    assert zeg(zelfde).endswith("dezelfde.")


def test_the_pace_of_the_next_periode_is_the_opgave_by_six_months(voorbeeld, utrecht):
    # Broekdonk after 2024-1: achterstand 29 + taakstelling 55 (gemeenten/2024-2.csv) = 84; 84/6 = 14; 48/6 = 8
    (zin,) = gemeente.over_tempo(dossier(voorbeeld, "2024-1", "Broekdonk")).alineas
    assert "moet Broekdonk 84 vergunninghouders huisvesten in 2024-2: 14 per maand" in zin
    assert zin.endswith("In 2024-1 waren dat er 8 per maand.")
    (zonder,) = gemeente.over_tempo(dossier(utrecht, "2023-2", "De Bilt")).alineas
    assert zonder == "Welk tempo 2024-1 vraagt is niet te berekenen zonder de cijfers van De Bilt."


def test_the_next_step_follows_the_rules_of_the_next_kader_from_this_trede(voorbeeld):
    # kaders/voorbeeld/2024-1.yaml from trede 3: 1, vorige + 1 = 4, vorige = 3
    t = gemeente.tabel_volgende_stap(dossier(voorbeeld, "2024-1", "Broekdonk"))
    assert [rij[1] for rij in t.rijen] == ["trede 1", "trede 4", "trede 3 (actief toezicht)"]
    assert [rij[2] for rij in t.rijen] == ["aanname", "bron", "aanname"]
    assert t.rijen[1][0] == "het tekort op de taakstelling minstens 1 is"


@pytest.mark.parametrize(
    ("trede", "stap", "nu", "straks"), [(None, 1, 6, 6), (None, 1, 5, 6), (None, -1, 1, 1), (None, 0, None, None), (2, 0, None, 2)]
)  # fmt: skip
def test_a_step_stays_on_the_ladder(trede, stap, nu, straks):
    assert trede_na(Regel("r", (), trede, stap, "bron", "", "taakstelling"), nu) == straks


def test_every_fact_of_a_kader_has_plain_words():
    assert set(FEIT_IN_WOORDEN) == set(FEITEN)
    helft = Voorwaarde("realisatie_pct_totaalopgave", "minstens", Fraction(185, 2))
    vier = Voorwaarde("perioden_taakstelling_gemist", "is", 4)
    regel = Regel("r", (helft, vier), 2, 0, "bron", "", "taakstelling")
    assert regel_in_woorden(regel, True) == (
        "de realisatie als deel van de totaalopgave minstens 92,5% is en het aantal perioden op rij dat de taakstelling "
        "niet is gehaald 4 is"
    )
    assert regel_in_woorden(Regel("r", (), 2, 0, "bron", "", "taakstelling"), False) == "altijd"


def test_the_place_among_the_gemeenten_counts_and_never_ranks(utrecht, voorbeeld):
    # tabel 2 of the 2023-2 report: 13 on trede 1, 13 on trede 2
    (zin,) = gemeente.over_plaats(dossier(utrecht, "2023-2", "De Bilt")).alineas
    assert zin == "Van de 26 gemeenten van Utrecht staan er 13 op trede 1 en 13 op trede 2 (vastgesteld)."
    figuur = gemeente.figuur_plaats(dossier(utrecht, "2023-2", "De Bilt"))
    assert "trede 1: 13 gemeenten; trede 2: 13 gemeenten" in figuur.alt.lower()
    assert "De Bilt: trede 2" in figuur.svg  # in the drawing itself, beside a square in the colour of its trede
    # gemeenten/2024-1.csv, closing positions by hand: 0 29 6 8 6 ? 5 5
    (zin,) = gemeente.over_plaats(dossier(voorbeeld, "2024-1", "Broekdonk")).alineas
    assert "Van de 7 waarvan de eindstand te berekenen is, hebben er 6 een achterstand en nul een voorsprong" in zin


def test_a_gemeente_without_a_trede_still_sees_where_the_others_stand(voorbeeld):
    # beoordelingen.csv 2024-1: decided for seven of the eight, by hand 1 1 2 2 2 2 3
    d = dossier(voorbeeld, "2024-1", "Fazantrode")
    (zin,) = gemeente.over_plaats(d).alineas
    assert "2 op trede 1, 4 op trede 2 en 1 op trede 3 (vastgesteld); van Fazantrode is geen trede bekend." in zin
    assert gemeente.figuur_plaats(d).alt.endswith("Gemarkeerd: Fazantrode, trede niet bekend.")


def test_a_computed_trede_in_the_overview_says_that_it_is(voorbeeld):
    assert {rij[1] for rij in voortgang.tabel_opgaven(voorbeeld, "2024-2").rijen} >= {"trede 1 (berekend)", None}
    assert all("berekend" not in (rij[1] or "") for rij in voortgang.tabel_opgaven(voorbeeld, "2024-1").rijen)


def test_small_charts_say_in_words_what_they_draw_and_draw_a_gap_as_a_gap(voorbeeld):
    def als_figuur(ax):
        return figuur(ax, "Stand", naam="proef", getallen_staan_erin=True)

    reeks = pd.Series({"2023-2": 12, "2024-1": None, "2024-2": -3, "2025-1": 0}, dtype=object)
    f = als_figuur(standen(reeks))
    assert f.alt.endswith(
        "2023-2: achterstand 12; 2024-1: geen cijfer; 2024-2: voorsprong 3; 2025-1: geen achterstand."
    )
    assert f.svg.count(">–<") == 1 and "−3" in f.svg and "<details>" not in f._html()
    with pytest.raises(AanvraagFout, match="geen enkel cijfer"):
        standen(reeks[1:2])
    with pytest.raises(AanvraagFout, match="geen enkele trede"):
        plaats({"A": None}, "A")
    onbekend = als_figuur(plaats({"A": 1, "B": None}, "B"))
    assert onbekend.alt.endswith("trede niet bekend: 1 gemeente. Gemarkeerd: B, trede niet bekend.")


# --- the overview ------------------------------------------------------------------------------------------


def test_the_overview_holds_every_gemeente_and_says_its_status_in_words(voorbeeld):
    t = voortgang.tabel_opgaven(voorbeeld, "2024-1")
    per_naam = {rij[0]: rij for rij in t.cellen()}
    assert t.sorteerbaar and list(per_naam) == sorted(per_naam) and len(per_naam) == 8
    # opvang.csv: asielopvang opgave 170, 80 places that count; Oekraïense ontheemden 80 of 80
    assert per_naam["Broekdonk"] == [
        "Broekdonk", "trede 3", "29", "62%", "achterstand groeit", "47%", "90 onder de opgave", "100%", "gelijk aan de opgave",
    ]  # fmt: skip


def test_the_overview_leaves_out_what_nobody_published_and_names_it(utrecht):
    t = voortgang.tabel_opgaven(utrecht, "2023-2")
    assert t.rijen == () and [k.naam for k in t.koppen] == ["Gemeente", "Trede"]  # the treden have a table of their own
    assert (
        "van geen gemeente in de gelezen bronnen. De opgave en de realisatie per gemeente staan in de toezichtbrieven"
        in str(t)
    )


@pytest.mark.parametrize(
    ("begin", "realisatie", "woorden"),
    [
        (5, 45, "opgave gehaald"),
        (5, 46, "opgave gehaald"),
        (0, 39, "nieuwe achterstand"),
        (-1, 38, "nieuwe achterstand"),
        (5, 39, "achterstand groeit"),
        (5, 40, "achterstand gelijk"),
        (5, 41, "achterstand krimpt"),
        (5, None, None),
        (None, 40, None),
    ],
)
def test_the_status_of_the_huisvesting_by_its_boundaries(begin, realisatie, woorden):
    assert status_huisvesting(maak(taakstelling=40, achterstand_begin=begin, realisatie=realisatie)) == woorden


def test_the_status_of_places_without_figures_is_unknown():
    assert status_opvang(None) is None


# --- the letter --------------------------------------------------------------------------------------------


def als_csv(g, periode: str, map_: Path) -> list[dict[str, str]]:
    pad = schrijf_csv(brieven(g, periode), map_)
    return list(csv.DictReader(io.StringIO(pad.read_bytes().decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("provincie", "periode"), [("utrecht", "2023-2"), ("voorbeeld", "2024-1"), ("voorbeeld", "2023-2")]
)
def test_letter_and_page_cannot_disagree(request, tmp_path, provincie, periode):
    g = request.getfixturevalue(provincie)
    for rij in als_csv(g, periode, tmp_path):
        pagina = {r[0]: r[-1] for r in gemeente.tabel_positie(dossier(g, periode, rij["gemeentecode"])).cellen()}

        def gelijk(veld, kop, schrijf=lambda n: toon(int(n)), rij=rij, pagina=pagina):
            assert pagina.get(kop, "–") == (schrijf(rij[veld]) if rij[veld] else "–"), (rij["gemeente"], veld)

        gelijk("taakstelling", "taakstelling")
        gelijk("totaalopgave", "totaalopgave")
        gelijk("realisatie", "realisatie")
        gelijk("gekoppeld", "tijdig gekoppeld")
        gelijk("koppelingstekort", "koppelingstekort")
        gelijk("procent_taakstelling", "taakstelling gerealiseerd", lambda n: toon_procent(int(n)))
        gelijk("procent_totaalopgave", "totaalopgave gerealiseerd", lambda n: toon_procent(int(n)))
        gelijk("trede_vastgesteld", "trede, vastgesteld", lambda n: f"trede {n}")
        gelijk("trede_berekend", "trede, berekend", lambda n: f"trede {n}")
        gelijk("grondslag_vastgesteld", "beoordeeld op", str)
        besluit, verschoonbaar = gemeente.over_trede(dossier(g, periode, rij["gemeente"])).alineas
        assert besluit.startswith(f"{rij['besluit']} {rij['motivering']}") and verschoonbaar == rij["verschoonbaar"]
        assert gemeente.over_tempo(dossier(g, periode, rij["gemeente"])).alineas == (rij["volgende_periode"],)


def test_the_letters_have_every_gemeente_once_and_say_what_changed(utrecht, voorbeeld, tmp_path):
    alle = als_csv(utrecht, "2023-2", tmp_path)
    assert len(alle) == 26 == len({r["gemeentecode"] for r in alle})
    telling = [r["trede_wijziging"] for r in alle]
    # §3.2 of the report: of 2023-1 (8 on trede 1, 18 on 2) to 2023-2 (13 and 13); counted per gemeente in tabel 2
    vorig = {r["gemeentecode"]: r["trede"] for r in rijen(utrecht.tabel("beoordelingen")) if r["periode"] == "2023-1"}
    nu = {r["gemeentecode"]: r["trede"] for r in rijen(utrecht.tabel("beoordelingen")) if r["periode"] == "2023-2"}
    assert telling.count("lager") == sum(nu[c] < vorig[c] for c in nu)
    assert telling.count("hoger") == sum(nu[c] > vorig[c] for c in nu)
    per_naam = {r["gemeente"]: r for r in als_csv(voorbeeld, "2024-1", tmp_path)}
    fazantrode = per_naam["Fazantrode"]
    assert fazantrode["trede"] == fazantrode["realisatie"] == "" and fazantrode["trede_gewijzigd"] == "onbekend"
    assert fazantrode["niet_in_gelezen_bronnen"] == "de realisatie" and fazantrode["fictief"] == "ja"
    assert (
        per_naam["Broekdonk"]["niet_in_gelezen_bronnen"] == ""
    )  # all its figures are there: a letter has nothing to add


def test_the_workbook_of_the_letters_begins_with_the_names_of_the_fields(voorbeeld, tmp_path):
    brief = brieven(voorbeeld, "2024-1")
    pad = schrijf_samenvoegbestand(brief, tmp_path / "b.xlsx", "Brieven", Periode(2024, 1).peildatum)
    (blad,) = openpyxl.load_workbook(pad).worksheets
    kop, *inhoud = blad.iter_rows(values_only=True)
    assert list(kop) == [k.naam for k in brief.koppen]
    assert [rij[kop.index("totaalopgave")] for rij in inhoud][:2] == [34, 77]  # 35-1 and 54+23
    assert {c.data_type for rij in blad.iter_rows() for c in rij} <= {
        "s",
        "n",
    }  # no formula, whatever a text begins with


def test_a_title_that_looks_like_a_formula_stays_text_in_the_letters(tmp_path):
    """A name of a gemeente that looks like one is refused at the door; the title of a kader may begin as it likes."""
    tekst = (REPO / "ibtlib/kaders/voorbeeld/2024-1.yaml").read_text(encoding="utf-8")
    pad = tmp_path / "formule.yaml"
    pad.write_text(re.sub("(?m)^titel: .*$", "titel: '=1+1'", tekst), encoding="utf-8")
    eerste = als_csv(laad("voorbeeld", REPO / "data/raw", pad), "2024-1", tmp_path)
    assert {r["kader"] for r in eerste} == {"'=1+1"}


# --- exactly one page --------------------------------------------------------------------------------------


def bijlage(*inhoud, titel: str = "Proef: bijlage bij de toezichtbrief"):
    kop = Titel(
        titel, "Provincie Proef", (("Peildatum", "1 januari 2024"),), Periode(2023, 2).peildatum, vorm="bijlage"
    )
    return notebook(kop, "## Deel", *inhoud)


def paginas(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as doc:
        return len(doc.pages)


def test_a_one_page_document_takes_smaller_letters_before_it_gives_up():
    zin = "Deze zin staat er om ruimte te vullen en zegt verder niets dat iemand hoeft te onthouden. "
    assert paginas(naar_pdf(bijlage(Tekst((zin,))))) == 1
    assert paginas(naar_pdf(bijlage(*(Tekst((zin * 4,)) for _ in range(18))))) == 1
    with pytest.raises(PublicatieFout, match="past niet op één pagina"):
        naar_pdf(bijlage(*(Tekst((zin * 4,)) for _ in range(60))))


def test_a_one_page_document_has_no_contents_and_puts_two_charts_beside_each_other(voorbeeld):
    f = [
        gemeente.figuur_achterstand(dossier(voorbeeld, "2024-1", "Broekdonk")),
        gemeente.figuur_plaats(dossier(voorbeeld, "2024-1", "Broekdonk")),
    ]
    nb = bijlage(*f, "## Nog een deel", Tekst(("Tekst.",)))
    html = naar_html(nb)
    assert "inhoudsopgave" not in html.split("<body", 1)[1] and '<body class="bijlage">' in html
    assert [b["t"] for b in met_zetting(boom_van(nb))["blokken"]].count("paar") == 1


PERIODE = {"utrecht": "2023-2", "voorbeeld": "2024-1"}


@pytest.fixture(scope="module")
def bijlagen(tmp_path_factory) -> Path:
    """The page of every gemeente of both provinces, by the batch, without the other documents of the periode."""
    from ibtlib.rapport.documenten import GEMEENTE
    from ibtlib.uitvoering.batch import rapporteer
    from ibtlib.uitvoering.uitgaven import ALLE, Uitgave

    map_ = tmp_path_factory.mktemp("bijlagen")
    gevraagd = {naam: [p] for naam, p in PERIODE.items()}
    verslag = rapporteer(gevraagd, REPO / "data/raw", map_, losse=(ALLE,), uitgave=Uitgave((), GEMEENTE, ""))
    assert verslag.mislukt == ()
    return map_


def test_every_gemeente_of_both_provinces_has_exactly_one_page(bijlagen, utrecht, voorbeeld):
    for g in (utrecht, voorbeeld):
        map_ = bijlagen / g.provincie / PERIODE[g.provincie] / "gemeenten"
        codes = set(posities(g, PERIODE[g.provincie]))
        assert {p.stem for p in map_.glob("*.pdf")} == codes == {p.stem for p in map_.glob("*.html")}
        assert {p.stem: paginas(p.read_bytes()) for p in map_.glob("*.pdf")} == dict.fromkeys(codes, 1)


def test_a_page_says_what_it_knows_and_what_is_missing(bijlagen):
    def tekst_van(pad: str) -> str:
        return re.sub("<[^>]+>", "", (bijlagen / pad).read_text(encoding="utf-8"))

    de_bilt = tekst_van("utrecht/2023-2/gemeenten/GM0310.html")
    for woorden in ("Niet in de gelezen bronnen voor De Bilt in 2023-2: de taakstelling", "beoordeeld op koppelingstekort",
                    "13 op trede 1 en 13 op trede 2", "Aanvullend beleidskader", "De opgave en de plekken van De Bilt"):  # fmt: skip
        assert woorden in de_bilt, woorden
    broekdonk = tekst_van("voorbeeld/2024-1/gemeenten/GM9002.html")
    for woorden in ("FICTIEF", "groeit van 23 naar 29", "29 achterstand", "80 van 170 plekken", "90 onder de opgave"):
        assert woorden in broekdonk, woorden
    for pad in bijlagen.rglob("*.html"):
        html = pad.read_text(encoding="utf-8").lower()
        assert not [w for w in ("ranglijst", "beste", "slechtste", "koploper", "achterblijver") if w in html], pad


def test_the_longest_names_rules_and_figures_still_fit_one_page(kopie_data, tmp_path, monkeypatch):
    from ibtlib.rapport.documenten import GEMEENTE
    from ibtlib.uitvoering.document import maak as maak_document
    from tests.uitvoeringshulp import opdracht

    lang = "Nieuwerkerk aan den Hollandschen IJssel en Omliggende Dorpen"
    for pad in (kopie_data / "voorbeeld").rglob("*.csv"):
        pad.write_text(pad.read_text(encoding="utf-8").replace("Broekdonk", lang), encoding="utf-8")
    vervang(kopie_data / "voorbeeld/gemeenten/2024-1.csv", ";54;23;48;60;", ";54000;23000;48000;60000;")
    kader = tmp_path / "lang.yaml"
    tekst = (REPO / "ibtlib/kaders/voorbeeld/2024-1.yaml").read_text(encoding="utf-8")
    uitleg = "artikel 1, eerste lid, onder a tot en met f, in samenhang met de toelichting bij hoofdstuk twee van de regeling"
    tekst = tekst.replace("artikel 1", uitleg).replace("geldig_vanaf: 2024-1", "geldig_vanaf: 2022-1")
    kader.write_text(tekst, encoding="utf-8")
    for naam in ("IBT_DATA", "IBT_KADER", "IBT_RAPPORT"):
        monkeypatch.setenv(naam, "")  # the document sets them in this process; afterwards they are as they were
    parameters = {"provincie": "voorbeeld", "periode": "2024-1", "gemeente": "GM9002"}
    uitslag = maak_document(
        opdracht(
            GEMEENTE, tmp_path, parameters=parameters, data=str(kopie_data), kader=str(kader), formaten=("html", "pdf")
        )
    )
    assert uitslag.fout is None, uitslag.fout
    assert paginas((tmp_path / "doel/gemeenten/GM9002.pdf").read_bytes()) == 1
    assert lang in (tmp_path / "doel/gemeenten/GM9002.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_every_page_passes_axe_html_validate_and_reflow(bijlagen):
    browser.vereis()
    alle = sorted(bijlagen.glob("*/*/gemeenten/*.html"))
    assert browser.html_validate(alle) == []
    assert browser.breedte(alle, 320) == []
    assert browser.axe(alle, standen=[{}]) == []
    assert browser.axe([alle[0], alle[-1]], standen=[{"donker": True}, {"breedte": 320}]) == []
    assert browser.verzoeken([alle[0], alle[-1]]) == []


@pytest.mark.java
def test_every_page_is_pdf_ua_1_and_pdf_a_2a(bijlagen):
    verapdf.vereis()
    assert verapdf.controleer(sorted(bijlagen.glob("*/*/gemeenten/*.pdf"))) == []
