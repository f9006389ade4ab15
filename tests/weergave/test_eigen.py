"""A chart and a table of an analyst: any DataFrame and any Axes, with words, numbers and sources from the frame alone."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from bs4 import BeautifulSoup
from poorten.voorbeeld import notebook, titel
from tabelhulp import alle_noten, klassen_van

import ibtlib as ibt
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.lezing import onthoud
from ibtlib.publicatie import naar_html
from ibtlib.publicatie.tekening import keur_tekening
from ibtlib.weergave.eigen import ONVERMELD

PERIODEN = pd.Index(["2022-2", "2023-1", "2023-2"], name="periode")
# tabel 1 of the reports: taakstelling and realisatie of 2022-2, 2023-1 and 2023-2
FRAME = pd.DataFrame({"taakstelling": [1055, 1651, 1372], "realisatie": [1635, 1138, 1208]}, PERIODEN)


@pytest.fixture(autouse=True)
def _eigen_instellingen():
    with matplotlib.rc_context():
        yield
    plt.close("all")


def teksten(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


# --- a chart --------------------------------------------------------------------------------------------------


def test_a_chart_of_pandas_has_its_words_and_numbers_from_the_frame():
    ibt.stijl()
    ax = FRAME.astype("Int64").plot(ylabel="personen", xlabel="")
    ax.annotate("hoogste taakstelling", (1, 1651))
    f = ibt.figuur(ax, "Taakstelling en realisatie", cijfers=FRAME)
    assert f.naam == "taakstelling-en-realisatie"
    assert f.alt == (
        "Lijndiagram, personen. Taakstelling: 1.055 in 2022-2, 1.651 in 2023-1 en 1.372 in 2023-2. "
        "Realisatie: 1.635 in 2022-2, 1.138 in 2023-1 en 1.208 in 2023-2. In de grafiek staat: hoogste taakstelling."
    )
    assert f.cijfers.cellen()[1] == ["2023-1", "1.651", "1.138"]
    assert "hoogste taakstelling" in teksten(f.svg) and keur_tekening(f.svg) == []


def test_a_long_frame_of_seaborn_is_told_by_series():
    lang = FRAME.reset_index().melt("periode", var_name="soort", value_name="personen")
    f = ibt.figuur(sns.barplot(lang, x="periode", y="personen", hue="soort"), "Staven", cijfers=lang)
    assert f.alt.startswith("Staafdiagram, personen, periode. Personen, taakstelling: 1.055 in 2022-2, 1.651 in 2023-1")
    assert "Personen, realisatie: 1.635 in 2022-2" in f.alt
    assert f.cijfers.cellen()[0] == ["2022-2", "taakstelling", "1.055"]


def test_many_series_become_one_sentence_and_points_may_share_a_name():
    veel = pd.DataFrame({f"gemeente {i}": [i, 10 * i] for i in range(1, 10)}, ["2023-1", "2023-2"])
    f = ibt.figuur(veel.plot(legend=False), "Negen lijnen", cijfers=veel)
    assert f.alt == "Lijndiagram. 9 reeksen: hoogste 90 bij gemeente 9 (2023-2); laagste 1 bij gemeente 1 (2023-1)."
    punten = pd.DataFrame({"naam": ["a", "a"], "x": [1, 2], "y": [3, 4]})
    assert "X: 1 bij a (1) en 2 bij a (2)" in ibt.figuur(punten.plot.scatter("x", "y"), "Punten", cijfers=punten).alt


def test_a_grid_of_seaborn_is_one_figure():
    lang = FRAME.reset_index().melt("periode", var_name="soort", value_name="personen")
    rooster = sns.relplot(lang, x="periode", y="personen", col="soort", kind="line")
    assert ibt.figuur(rooster, "Twee vakken", cijfers=lang).alt.startswith("Lijndiagram")


def test_numbers_along_an_axis_are_dutch_with_and_without_the_style():
    frame = pd.DataFrame({"plekken": [0, 2000.0, 500]}, [2022, 2023, 2024])
    assert {"1.000", "1.500"} <= set(teksten(ibt.figuur(frame.plot(), "Zonder", cijfers=frame).svg))
    ibt.stijl()
    _, ax = plt.subplots()
    ax.plot([0, 0.5], [-1000, 1000])
    svg = ibt.figuur(ax, "Met", cijfers=frame).svg
    assert {"0,2", "−500", "1.000"} <= set(teksten(svg))
    jaren = ibt.figuur(frame.plot(xticks=frame.index), "Jaren", cijfers=frame).svg
    assert "2023" in teksten(jaren)


def test_the_style_is_that_of_the_house():
    ibt.stijl()
    assert matplotlib.rcParams["font.sans-serif"][0] == "Fira Sans"
    assert matplotlib.rcParams["figure.figsize"][0] == pytest.approx(560 / 72, abs=0.001)


def test_a_published_chart_is_not_shown_a_second_time():
    ax = FRAME.plot()
    assert plt.get_fignums()
    een = ibt.figuur(ax, "Een", cijfers=FRAME)
    assert plt.get_fignums() == []
    assert ibt.figuur(ax, "Een", cijfers=FRAME) == een


def test_what_was_added_to_a_chart_of_the_house_is_told():
    ax = ibt.lijnen(FRAME[["realisatie"]], eenheid="personen")
    ax.plot([0, 1, 2], [1500] * 3, "k:")
    f = ibt.figuur(ax, "Met norm", cijfers=FRAME[["realisatie"]].assign(norm=1500, bron="eigen telling"))
    assert f.alt.startswith("Lijndiagram, personen, 2022-2 tot en met 2023-2. Realisatie: van 1.635 in 2022-2")
    assert f.alt.endswith("Norm: 1.500 in 2022-2, 1.500 in 2023-1 en 1.500 in 2023-2.")
    assert f.cijfers.bron == ("eigen telling",)


# --- a table --------------------------------------------------------------------------------------------------


def test_every_type_has_its_own_notation_and_missing_is_said():
    frame = pd.DataFrame(
        {
            "gemeente": pd.Series(["Soest", pd.NA], dtype="string"),
            "plekken": pd.array([1234, pd.NA], dtype="Int64"),
            "telling": [1500.0, np.nan],
            "pct_gehaald": [62.45, np.nan],
            "per_maand": [Fraction(5, 2), 3],
            "trede_berekend": pd.Categorical([2, np.nan], categories=[1, 2], ordered=True),
            "dag": [dt.date(2024, 1, 1), pd.NaT],
            "jaar": [2024, 2025],
            "klaar": [True, False],
        }
    )
    t = ibt.tabel(frame, "Van alles", leeg="onbekend")
    assert [k.naam for k in t.koppen][1:5] == ["Plekken", "Telling", "Pct gehaald", "Per maand"]
    eerste, tweede = t.cellen()
    assert eerste == ["Soest", "1.234", "1.500", "62,5%", "2,5", "trede 2", "1 januari 2024", "2024", "ja"]
    assert tweede == ["onbekend", "onbekend", "onbekend", "onbekend", "3,0", "onbekend", "onbekend", "2025", "nee"]
    assert klassen_van(t) == {(0, 5): "trede-2"}


@pytest.mark.parametrize(("waarde", "tekst"), [(0.25, "0,3"), (0.35, "0,4"), (-0.25, "−0,3"), (2.449, "2,4")])
def test_fractions_are_rounded_half_up_once(waarde, tekst):
    assert ibt.tabel(pd.DataFrame({"a": ["x"], "b": [waarde]}), "Proef").cellen() == [["x", tekst]]


def test_the_index_and_columns_of_a_pivot_are_the_headers():
    lang = FRAME.reset_index().melt("periode", var_name="soort", value_name="personen").assign(deel="a")
    spil = lang.pivot_table(index=["periode", "deel"], columns=["soort"], values=["personen"])
    t = ibt.tabel(spil, "Spil")
    assert [k.naam for k in t.koppen] == ["Periode", "Deel", "Personen – realisatie", "Personen – taakstelling"]
    assert t.cellen()[0] == ["2022-2", "a", "1.635", "1.055"]
    gefilterd = FRAME.reset_index()[FRAME.reset_index()["realisatie"] < 1200]  # row numbers with gaps are no headers
    assert ibt.tabel(gefilterd, "Rest").cellen() == [["2023-1", "1.651", "1.138"]]
    assert ibt.tabel(FRAME["realisatie"], "Reeks").cellen()[0] == ["2022-2", "1.635"]


def test_sources_computations_and_assumptions_come_from_the_frame(utrecht):
    frame = FRAME.assign(bron="rapportage-2023-2", vindplaats=["tabel 1", "tabel 1", "§3.1"])
    t = ibt.tabel(frame, "Met bron", g=utrecht)
    assert [k.naam for k in t.koppen] == ["Periode", "Taakstelling", "Realisatie"]
    van = "Bron: Voortgangsrapportage IBT huisvesting vergunninghouders tweede helft 2023"
    assert [r.noten for r in t.inhoud] == [(f"{van} (tabel 1).",), (f"{van} (tabel 1).",), (f"{van} (§3.1).",)]
    t = ibt.tabel(frame.assign(vindplaats="tabel 1"), "Overal", g=utrecht)
    assert f"Bron: {t.bron[0]}" == f"{van} (tabel 1)" and alle_noten(t) == []
    rest = FRAME[[]].assign(tekort=[0, 513, 164], formule=["", "taakstelling − realisatie", ""])  # 1651 − 1138 = 513
    t = ibt.tabel(rest.assign(aanname=["", "", "Aanname: gelijk tempo"]), "Tekort")
    assert klassen_van(t) == {(1, 1): "berekend", (2, 1): "aanname"}
    assert alle_noten(t) == ["Berekend: taakstelling − realisatie.", "Aanname: gelijk tempo."]
    t = ibt.tabel(rest[["tekort"]], "Tekort", formules={"tekort": "taakstelling − realisatie"})
    assert t.koppen[1].noten == ("Berekend: taakstelling − realisatie.",) and t.opmerkingen == ()


def test_a_row_that_rests_on_two_sources_names_both(utrecht):
    # 2023-2: the first taakstelling stands in the earlier report, the lowered one in tabel 1 of the later
    t = ibt.tabel(
        ibt.trend(utrecht).reeks().loc[["2023-1", "2023-2"], ["taakstelling", "bron", "vindplaats"]], "Reeks", g=utrecht
    )
    (noot,) = t.inhoud[1].noten
    assert noot.startswith("Bronnen: Voortgangsrapportage huisvesting vergunninghouders 2022 (tweede helft)")
    assert noot.endswith(" en Voortgangsrapportage IBT huisvesting vergunninghouders tweede helft 2023 (tabel 1).")
    assert len(t.rijen) == 2  # half-years that were left out stay out


def test_figures_of_which_nobody_says_where_they_come_from_say_so():
    assert ibt.tabel(FRAME, "Zonder bron").opmerkingen == (ONVERMELD,)
    assert ibt.tabel(FRAME, "Met bron", bron="mail van de COA, 3 mei").bron == ("mail van de COA, 3 mei",)
    assert ibt.figuur(FRAME.plot(), "Zonder bron", cijfers=FRAME).cijfers.opmerkingen == (ONVERMELD,)


def test_a_correction_in_the_figures_is_told(voorbeeld):
    rijen = voorbeeld.gemeentecijfers
    raak = rijen[rijen["vindplaats"].str.contains(r"\[correctie 1\]")][["gemeente", "realisatie", "bron", "vindplaats"]]
    assert len(raak) == 1  # as its correcties.csv says
    t = ibt.tabel(raak, "Gecorrigeerd", g=voorbeeld)
    assert t.opmerkingen == (voorbeeld.correcties[0].tekst,)


def test_a_table_gives_its_figures_as_a_frame_with_types():
    t = ibt.tabel(FRAME.assign(pct_gehaald=[150, 50.5, None]), "Proef", bron="eigen telling")
    frame = t.frame
    assert {k: str(d) for k, d in frame.dtypes.items()} == {
        "Periode": "string", "Taakstelling": "Int64", "Realisatie": "Int64", "Pct gehaald": "Float64", "bron": "string",
    }  # fmt: skip
    assert frame["Realisatie"].sum() == 1635 + 1138 + 1208 and frame["Pct gehaald"].isna().tolist() == [
        False,
        False,
        True,
    ]
    assert ibt.tabel(frame, "Proef", procent=["Pct gehaald"]).cellen() == t.cellen()


# --- invented figures -----------------------------------------------------------------------------------------


def test_invented_figures_say_so_and_where_it_is_not_known_it_is_asked(utrecht, voorbeeld):
    onthoud(voorbeeld)
    t, f = ibt.tabel(FRAME, "Treden"), ibt.figuur(FRAME.plot(), "Verloop", cijfers=FRAME)
    assert t.bijschrift == "FICTIEF: Treden" and f.alt.startswith("FICTIEF: verzonnen gegevens.")
    assert "FICTIEF" in teksten(f.svg) and f.cijfers.bijschrift == "FICTIEF: Verloop"
    onthoud(utrecht)
    for maak in (lambda: ibt.tabel(FRAME, "Treden"), lambda: ibt.figuur(FRAME.plot(), "Verloop", cijfers=FRAME)):
        with pytest.raises(AanvraagFout, match=r"echte en verzonnen gegevens geladen \(utrecht en voorbeeld\).*g=g"):
            maak()
    assert ibt.tabel(FRAME, "Treden", g=utrecht).bijschrift == "Treden"
    assert ibt.tabel(FRAME, "Treden", g=(utrecht, voorbeeld)).bijschrift == "FICTIEF: Treden"
    assert "FICTIEF" not in ibt.figuur(FRAME.plot(), "Verloop", cijfers=FRAME, g=utrecht).svg


# --- hostile and wrong ----------------------------------------------------------------------------------------

KWAAD = ["<script>alert(1)</script>", "</svg><b>x</b>", "=1+1", "$\\frac{1}{2}$", "a & b \"c\" 'd'", "{{ 7*7 }}"]


def test_hostile_text_stays_text_through_the_gate():
    frame = pd.DataFrame({"n": range(1, 7)}, pd.Index(KWAAD, name="<img src=x onerror=alert(1)>"))
    ibt.stijl()
    ax = frame.plot.barh(title="</text><script>1</script>", legend=False)
    f = ibt.figuur(ax, '<b>vet</b> & "zo"', cijfers=frame.assign(bron="<i>bron</i>"))
    t = ibt.tabel(frame.reset_index().assign(noot="<u>noot</u>"), "</caption><script>2</script>")
    html = naar_html(notebook(titel(), f, t))
    pagina = BeautifulSoup(html, "html.parser")
    assert pagina.find_all(["b", "i", "img"]) == [] and "alert(1)" not in str(pagina.find_all("script"))
    assert {*KWAAD} <= {th.get_text() for th in pagina.select("tbody th")} | {
        th.get_text().rstrip("0123456789") for th in pagina.select("tbody th")
    }
    svg = pagina.select_one("figure svg")
    assert {"</text><script>1</script>", *KWAAD} <= {e.get_text() for e in svg.find_all("text")}
    assert "<u>noot</u>" in pagina.get_text() and "<i>bron</i>" in pagina.get_text()


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda: ibt.figuur(FRAME.plot(), "Zonder"), "geef cijfers="),
        (lambda: ibt.figuur(FRAME, "Geen grafiek", cijfers=FRAME), "dit is DataFrame.*ax = frame.plot"),
        (lambda: ibt.figuur(FRAME.plot(), "Naam", naam="A b", cijfers=FRAME), "kan geen naam van een figuur zijn"),
        (lambda: ibt.figuur(FRAME.plot(), "Leeg", cijfers=FRAME * np.nan), "geen enkel getal"),
        (lambda: ibt.tabel(FRAME[:0], "Niets"), "het frame is leeg"),
        (lambda: ibt.tabel(FRAME.assign(a=[1, np.inf, 2]), "Oneindig"), "'a' in rij 2: inf is geen getal"),
        (lambda: ibt.tabel(pd.concat([FRAME, FRAME], axis=1), "Dubbel"), "realisatie en taakstelling is de naam"),
        (lambda: ibt.tabel([1, 2], "Lijst"), "gemaakt van een DataFrame; dit is list"),
    ],
)  # fmt: skip
def test_what_cannot_be_published_is_refused_with_what_to_do(maak, melding):
    with pytest.raises(AanvraagFout, match=melding):
        maak()


def test_a_cell_says_how_it_is_computed_where_its_column_says_so(utrecht):
    frame = pd.DataFrame({"realisatie": [5, 6], "achterstand": [1, 2]}, pd.Index(["2023-1", "2023-2"], name="periode"))
    t = ibt.tabel(frame.assign(realisatie_formule=[None, "de som van 2 en 4"]), "Realisatie en achterstand", g=utrecht)
    assert [k.naam for k in t.koppen] == ["Periode", "Realisatie", "Achterstand"]
    assert [[c.klasse for c in rij.cellen[1:]] for rij in t.inhoud] == [["", ""], ["berekend", ""]]
    assert t.inhoud[1].cellen[1].noten == ("Berekend: de som van 2 en 4.",)


def test_a_cell_says_what_it_assumes_where_its_column_says_so(utrecht):
    frame = pd.DataFrame(
        {"instroom": [5, 6], "instroom_aanname": ["als in 2023-2", None]}, pd.Index(["a", "b"], name="soort")
    )
    t = ibt.tabel(frame, "Instroom", g=utrecht)
    assert [rij.cellen[1].klasse for rij in t.inhoud] == ["aanname", ""]
    assert any("als in 2023-2" in noot for noot in t.inhoud[0].cellen[1].noten)


def test_events_end_at_the_periode_that_is_asked(utrecht):
    """2023-2, §3.1: the lowering was known on 10 November 2023, after the peildatum of 2023-1."""
    reeks = ibt.trend(utrecht).reeks()[["realisatie"]]

    def alt(**hoe):
        return ibt.figuur(ibt.gebeurtenissen(ibt.lijnen(reeks, eenheid="personen"), utrecht, **hoe), "x", g=utrecht).alt

    assert "10 november 2023" in alt() and "10 november 2023" not in alt(tot_en_met="2023-1")
    assert "11 juli 2022" in alt(tot_en_met="2023-1")
