"""Charts: what they say, what they draw, and that both come from the same numbers.

Expected sentences, tables and positions are worked out by hand, from a few published numbers of Utrecht.
"""

from __future__ import annotations

import copy
import datetime as dt
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox

from ibtlib.basis import kleuren as k
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.kleuren import contrast
from ibtlib.gegevens.huisstijl import Huisstijl
from ibtlib.publicatie.tekening import keur_tekening
from ibtlib.weergave import Figuur, stijl
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.lijnen import gebeurtenissen, lijnen
from ibtlib.weergave.plaatsing import Plaatser, spreid
from ibtlib.weergave.stapels import dekkingsstaaf, stapels
from ibtlib.weergave.staven import standen, staven
from ibtlib.weergave.svg import als_svg
from ibtlib.weergave.treden import kleurtabel, plaats
from ibtlib.weergave.veelvoud import veelvoud
from tests.tekeninghulp import SVG, alleen_teksten, getallen, getallen_van, keur_opmaak, teksten

TAAKSTELLING = {
    "2020-1": 429, "2021-2": 854, "2022-1": 780, "2022-2": 1055, "2023-1": 1651, "2023-2": 2126,
    "2024-1": 1459,
}  # fmt: skip
REALISATIE = {"2020-1": 405, "2022-2": 1635, "2023-1": 1138, "2023-2": 1208}
PROVINCIES = {
    "Drenthe": (3416, 3553), "Flevoland": (3034, 3449), "Friesland": (3073, 3774), "Gelderland": (4735, 7590),
    "Groningen": (3781, 3851), "Limburg": (2596, 4355), "Noord-Brabant": (4258, 9658),
    "Noord-Holland": (2518, 11430), "Overijssel": (2396, 4081), "Utrecht": (2101, 4793),
    "Zeeland": (340, 1469), "Zuid-Holland": (2904, 19097),
}  # fmt: skip


PERIODEN = ["2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2", "2024-1"]


def tabel(perioden: list[str] = PERIODEN, **kolommen: dict[str, object]) -> pd.DataFrame:
    """A frame of exact numbers with a row per periode; what a column does not name is missing."""
    return pd.DataFrame({n: [per.get(p) for p in perioden] for n, per in kolommen.items()}, perioden, dtype=object)


def als_figuur(ax, naam: str = "proef", **rest) -> Figuur:
    return figuur(ax, "x", naam=naam, **rest)


def taakstelling_en_realisatie(naam: str = "taakstelling") -> Figuur:
    ax = lijnen(
        tabel(taakstelling=TAAKSTELLING, realisatie=REALISATIE, verlaagd={"2023-2": 1372}),
        eenheid="personen",
        nadruk="realisatie",
        gestreept=["verlaagd"],
        streeplijn=(1000, "duizend"),
    )
    gebeurtenissen(
        ax,
        [
            (dt.date(2023, 9, 26), "aanvullend beleidskader vastgesteld"),
            (dt.date(2022, 11, 8), "landelijk beleid van het Rijk verandert"),
        ],
    )
    return figuur(ax, "Taakstelling en realisatie", naam=naam, bron=["COA"])


def provincies(**rest) -> Figuur:
    frame = pd.DataFrame(PROVINCIES, ["nu", "opgave"]).T
    return figuur(
        staven(frame, eenheid="plaatsen", liggend=True), "Opvangplekken nu en opgave", naam="provincies", **rest
    )


def verlaging() -> Figuur:
    frame = tabel(oorspronkelijk=TAAKSTELLING, verlaagd={"2023-2": 1372})
    return als_figuur(staven(frame, eenheid="personen", soms=["verlaagd"]), "verlaging")


def treden(**rest) -> Figuur:
    tellingen = {"trede 1": (11, 17, 8, 13), "trede 2": (13, 9, 18, 13), "trede 3": (2, 0, 0, 0)}
    frame = pd.DataFrame(tellingen, ["2022-1", "2022-2", "2023-1", "2023-2"])
    return als_figuur(stapels(frame, eenheid="gemeenten"), "treden", **rest)


def fasen(lagen: list[tuple[str, Any]]) -> pd.DataFrame:
    aantallen = [n if isinstance(n, tuple) else (n, n) for _, n in lagen]
    return pd.DataFrame(aantallen, [naam for naam, _ in lagen], ["laag", "hoog"], dtype=object)


def spreidingswet() -> Figuur:
    frame = fasen([("harde opvangcapaciteit", 3523), ("harde plancapaciteit", 575), ("planvoorraad", (3378, 3983))])
    return als_figuur(dekkingsstaaf(frame, opgave=8207), "dekking")


def kleurframe() -> pd.DataFrame:
    gemeenten = ["Soest", "Wijk bij Duurstede", "Zeist"]
    return pd.DataFrame({"2022-1": [3, None, 1], "2023-1": [2, None, None]}, gemeenten, dtype=object)


def kleurtabel_() -> Figuur:
    return als_figuur(kleurtabel(kleurframe()), "treden-over-tijd")


def eigen_stand() -> Figuur:
    reeks = pd.Series({"2023-2": 12, "2024-1": None, "2024-2": -3}, dtype=object)
    return als_figuur(standen(reeks), "stand", getallen_staan_erin=True)


def eigen_plaats() -> Figuur:
    return als_figuur(plaats({"Soest": 2, "Zeist": 2, "Baarn": 1, "Bunnik": None}, "Zeist"), "plaats")


def opgaven() -> Figuur:
    gebieden = ["Soest", "Zeist"]
    opvang = pd.DataFrame({"opgave": [20, None], "gerealiseerd": [15, None]}, gebieden, dtype=object)
    huisvesting = pd.DataFrame({"opgave": [None, 1477], "gerealiseerd": [8, 1635]}, gebieden, dtype=object)
    return als_figuur(veelvoud({("opvang", "plekken"): opvang, ("huisvesting", "personen"): huisvesting}), "opgaven")


BREED = [taakstelling_en_realisatie, provincies, verlaging, treden, spreidingswet, kleurtabel_, opgaven]
ALLE = [*BREED, eigen_stand, eigen_plaats]


@pytest.mark.parametrize("maak", ALLE, ids=lambda m: m.__name__)
def test_no_text_overlaps_or_is_cut_off(maak):
    keur_opmaak(maak())


@pytest.mark.parametrize("maak", ALLE, ids=lambda m: m.__name__)
def test_every_text_keeps_its_room_in_another_typeface(maak):
    """JupyterLab has no Fira Sans: without a length the wider letters that take its place were cut off."""
    gevonden = list(ET.fromstring(maak().svg).iter(f"{SVG}text"))
    lang = [(e, vak) for e, (tekst, vak) in zip(gevonden, teksten(maak().svg), strict=True) if len(tekst) > 3]
    assert lang
    for element, vak in lang:
        assert float(element.get("textLength", "0")) == pytest.approx(vak.width, abs=0.06)
        assert element.get("lengthAdjust") == "spacingAndGlyphs"


@pytest.mark.parametrize("maak", ALLE, ids=lambda m: m.__name__)
def test_drawing_is_clean_small_and_self_contained(maak):
    svg = maak().svg
    wortel = ET.fromstring(svg)
    breed = 560 if maak in BREED else 320
    assert svg.startswith("<svg ") and wortel.get("width") == f"{breed}" and "height" not in wortel.attrib
    assert wortel.get("viewBox", "").startswith(f"0 0 {breed} ")
    assert len(svg.encode()) <= 10_000
    assert not re.search(r"<(style|script|metadata|image|title)|xlink|http(?!://www\.w3\.org/2000/svg)|<!--", svg)
    bekend = {e.get("id") for e in wortel.iter() if e.get("id")}
    verwezen = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    assert verwezen == bekend
    assert keur_tekening(svg) == []


@pytest.mark.parametrize("maak", ALLE, ids=lambda m: m.__name__)
def test_a_shape_has_its_colours_where_it_is_used(maak):
    """No style sheet of the page reaches a definition: in the dark a mark of ink on it stayed ink."""
    vormen = re.findall(r'<path [^>]*id="[^"]*"[^>]*>', maak().svg)
    assert not [vorm for vorm in vormen if re.search(r"\b(stroke|fill)", vorm)]


@pytest.mark.parametrize("maak", ALLE, ids=lambda m: m.__name__)
def test_every_number_in_the_drawing_stands_in_its_table_or_its_words(maak):
    """Cleaning once rounded a text as if it were a place: 1.651 became 1.6."""
    f = maak()
    as_ = {"500", "1.000", "1.500", "2.000", "2.500", "0"}  # along the axis of the lines
    getekend = getallen(" ".join(alleen_teksten(f)))
    assert getekend and getekend - as_ <= getallen_van(f)


def test_the_svg_has_the_very_texts_that_were_drawn():
    frame = pd.DataFrame({"a": [1651.25, 3.14159, 0.5]}, ["1.6512345 m", "x=0.123456", "M 1.23456 7.891"])
    ax = staven(frame, eenheid="maat 12.3456", soort="breuk", decimalen=1, liggend=True)
    getekend = {t.get_text() for t in (*ax.texts, *ax.get_yticklabels())}
    assert set(alleen_teksten(als_figuur(ax))) == getekend
    assert {"1.6512345 m", "x=0.123456", "M 1.23456 7.891", "a, maat 12.3456", "1.651,3"} <= getekend


def test_ids_differ_between_figures_of_one_page():
    een, ander = (set(re.findall(r' id="([^"]+)"', taakstelling_en_realisatie(n).svg)) for n in ("een", "ander"))
    assert een and ander and not een & ander
    assert all(i.startswith("een-") for i in een)


def test_same_bytes_whatever_the_hash_seed_and_the_settings_of_the_analyst():
    opdracht = (
        "import sys; sys.path.insert(0, 'tests/weergave')\n"
        "import matplotlib, hashlib, test_figuren as t\n"
        "matplotlib.rcParams.update({'font.size': 30, 'lines.linewidth': 9, 'savefig.bbox': 'tight', 'svg.hashsalt': 'x', 'legend.labelspacing': 3, 'lines.dashed_pattern': [9, 9]})\n"
        "print(hashlib.sha256(''.join(m().svg + m().alt for m in t.ALLE).encode()).hexdigest())"
    )
    wortel = str(Path(__file__).parents[2])
    uitkomsten = {
        subprocess.run(
            [sys.executable, "-c", opdracht],
            env=os.environ | {"PYTHONHASHSEED": zaad, "LC_ALL": taal, "TZ": "Asia/Tokyo"},
            cwd=wortel,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for zaad, taal in (("1", "C"), ("2", "C.UTF-8"))
    }
    import hashlib

    hier = hashlib.sha256("".join(m().svg + m().alt for m in ALLE).encode()).hexdigest()
    assert uitkomsten == {hier}


def test_settings_of_matplotlib_stay_as_they_were():
    voor = dict(matplotlib.rcParams)
    for maak in ALLE:
        maak()
    assert dict(matplotlib.rcParams) == voor


def test_importing_the_package_does_not_import_matplotlib():
    code = "import sys, ibtlib, ibtlib.weergave, ibtlib.beoordeling, ibtlib.cijfers, ibtlib.gegevens; print({'matplotlib', 'seaborn'} & sys.modules.keys())"
    uit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert uit.stdout.strip() == "set()"


def test_input_is_not_changed():
    frame = pd.DataFrame({"a": [1055, None]}, ["2022-2", "2023-1"], dtype=object)
    voor = copy.deepcopy(frame)
    lijnen(frame, eenheid="personen")
    staven(frame, eenheid="personen")
    pd.testing.assert_frame_equal(frame, voor)


def test_what_one_adds_with_matplotlib_stands_at_the_name_of_a_half_year() -> None:
    frame = pd.DataFrame({"a": [1, 2, 3]}, ["2022-2", "2023-1", "2023-2"])
    for ax in (lijnen(frame, eenheid="personen"), staven(frame, eenheid="personen")):
        tekst = ax.annotate("hier", ("2023-1", 2))
        ax.axvline("2023-2")
        ax.figure.canvas.draw()
        assert tekst.get_window_extent().x0 == pytest.approx(
            ax.transData.transform((1, 2))[0], abs=1
        )  # the second of three
        assert ax.convert_xunits(ax.lines[-1].get_xdata()[0]) == 2


def test_the_same_axes_give_the_same_figure_twice_and_an_own_annotation_is_in_it():
    ax = lijnen(tabel(a={"2022-2": 1, "2023-1": 2}), eenheid="personen")
    een = als_figuur(ax, fictief=True)
    assert een == als_figuur(ax, fictief=True)
    ax.annotate("hier ging het <mis> & goed", (5, 1))
    assert "hier ging het <mis> & goed" in alleen_teksten(als_figuur(ax))


@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_control_character_in_a_name_is_refused_by_the_gate_with_a_sentence():
    (melding,) = keur_tekening(als_figuur(staven(pd.DataFrame({"a": [1]}, ["Soe\x07st"]), eenheid="x")).svg)
    assert "tekens die niet in het lettertype zitten" in melding


def test_a_chart_can_be_drawn_on_axes_of_ones_own():
    fig, (links, rechts) = plt.subplots(1, 2, figsize=(10, 4), dpi=100)
    try:
        assert lijnen(tabel(a={"2022-2": 1, "2023-1": 2}), eenheid="personen", ax=links) is links
        assert staven(pd.DataFrame({"a": [1, 2]}, ["x", "y"]), eenheid="personen", ax=rechts) is rechts
        assert links.get_position().x1 < rechts.get_position().x0
        assert {"a 2", "x", "y"} <= set(alleen_teksten(als_figuur(links)))
    finally:
        plt.close(fig)


def test_a_chart_of_other_means_is_described_from_the_frame_that_was_drawn():
    fig, ax = plt.subplots()
    frame = pd.DataFrame({"gehuisvest": [3.0, np.nan, 5.0]}, pd.Index(["2022-1", "2022-2", "2023-1"], name="periode"))
    ax.plot(frame.index, frame["gehuisvest"])
    f = figuur(ax, "Eigen grafiek", naam="eigen", cijfers=frame)
    plt.close(fig)
    assert f.alt == "Lijndiagram. Gehuisvest: 3 in 2022-1 en 5 in 2023-1; geen cijfer voor 2022-2."
    assert f.cijfers.cellen() == [["2022-1", "3"], ["2022-2", "geen cijfer"], ["2023-1", "5"]]
    assert keur_tekening(f.svg) == []
    fig, ax = plt.subplots()
    plt.close(fig)
    with pytest.raises(AanvraagFout, match="geef cijfers="):
        figuur(ax, "Eigen grafiek", naam="eigen")


def test_what_is_added_to_a_chart_of_the_house_comes_in_its_words_and_table():
    frame = pd.DataFrame({"gehuisvest": [3, 5]}, ["2022-1", "2022-2"])
    ax = lijnen(frame, eenheid="personen")
    ax.plot([2, 2.5], "k:")
    f = figuur(ax, "x", naam="eigen", cijfers=frame.assign(norm=[2, 2.5]))
    assert f.alt == (
        "Lijndiagram, personen, 2022-1 tot en met 2022-2. Gehuisvest: van 3 in 2022-1 naar 5 in 2022-2. "
        "Norm: 2,0 in 2022-1 en 2,5 in 2022-2."
    )
    assert f.cijfers.cellen() == [["2022-1", "3", "2,0"], ["2022-2", "5", "2,5"]]
    assert als_figuur(staven(frame, eenheid="personen", ax=ax)).alt.startswith("Staafdiagram")  # the last one drawn


def test_the_style_sheet_can_be_used_by_name_and_has_the_colours_of_the_palette():
    with plt.rc_context():
        plt.style.use("ibtlib.huisstijl")
        rc = matplotlib.rcParams
        assert [kleur.upper() for kleur in rc["axes.prop_cycle"].by_key()["color"]] == [f"#{x[1:]}" for x in k.REEKSEN]
        for naam, kleur in (
            ("text.color", k.INKT),
            ("axes.edgecolor", k.INKT),
            ("xtick.color", k.GRIJS),
            ("grid.color", k.LIJN),
        ):
            assert to_hex(rc[naam]).upper() == kleur
        assert rc["figure.figsize"][0] * 72 == pytest.approx(stijl.BREEDTE, abs=0.1)


# --- a colour means one thing ---------------------------------------------------------------------------------


def kleuren_van(figuur: Figuur) -> set[str]:
    return set(re.findall(r"#[0-9A-F]{6}", figuur.svg))


def test_opgave_realisatie_and_achterstand_have_their_own_colour_everywhere():
    assert len({k.OPGAVE, k.REALISATIE, k.ACHTERSTAND, k.PLAN, k.VOORRAAD}) == 5 and k.HARD == k.REALISATIE
    lijn, staaf = tabel(taakstelling={"2023-1": 5}, realisatie={"2023-1": 3}), {"taakstelling": [5], "realisatie": [3]}
    for f in (lijnen(lijn, eenheid="x"), staven(pd.DataFrame(staaf, ["a"]), eenheid="x")):
        assert {k.OPGAVE, k.REALISATIE} <= kleuren_van(als_figuur(f)) and k.ACHTERSTAND not in kleuren_van(
            als_figuur(f)
        )
    assert {k.OPGAVE, k.HARD, k.PLAN, k.VOORRAAD} <= kleuren_van(spreidingswet())
    assert {k.OPGAVE, k.REALISATIE} <= kleuren_van(opgaven())
    assert k.ACHTERSTAND in kleuren_van(eigen_stand()) and not {k.OPGAVE, k.REALISATIE} & kleuren_van(eigen_stand())


def test_text_and_lines_in_a_colour_of_meaning_can_be_read_on_the_page():
    for kleur in (k.OPGAVE, k.REALISATIE, k.ACHTERSTAND, k.PLAN, *k.REEKSEN):
        assert contrast(kleur, k.WIT) >= 4.5
    for vlak in (*k.LICHT.values(), k.VOORRAAD, k.HARD, k.PLAN):
        assert contrast(k.letters_op(vlak), vlak) >= 4.5


def test_a_second_series_of_the_same_meaning_is_lighter():
    frame = pd.DataFrame({"bruto": [3], "netto": [2]}, ["2023-1"])
    f = als_figuur(staven(frame, eenheid="x", kleuren=dict.fromkeys(frame, k.ACHTERSTAND)))
    assert {k.ACHTERSTAND, k.LICHT[k.ACHTERSTAND]} <= kleuren_van(f)


def test_a_province_puts_its_own_colours_in_a_chart():
    eigen = Huisstijl(kleuren=((k.BLAUW, "#7A1020"),))
    assert "#7A1020" in eigen.verf(opgaven().svg) and k.BLAUW not in eigen.verf(opgaven().svg)


def test_names_and_units_are_shown_as_text_never_as_markup_or_formula():
    f = als_figuur(lijnen(pd.DataFrame({"$a^2$ <b> & c": [1]}, ["2023-1"]), eenheid="<i>$x$"))
    assert {"<i>$x$", "$a^2$ <b> & c 1"} <= set(alleen_teksten(f))


@pytest.mark.parametrize(
    "maak",
    [
        lambda **r: als_figuur(lijnen(pd.DataFrame({"a": [1]}, ["2023-1"]), eenheid="x"), **r),
        provincies,
        treden,
        lambda **r: als_figuur(plaats({"A": 1}, "A"), **r),
    ],
)
def test_fictional_figures_say_so_in_drawing_words_and_table(maak: Callable[..., Figuur]):
    f = maak(fictief=True)
    assert "FICTIEF" in alleen_teksten(f)
    assert f.alt.startswith("FICTIEF: verzonnen gegevens. ")
    assert f.cijfers.opmerkingen[0] == "FICTIEF: verzonnen gegevens."
    keur_opmaak(f)
    assert "FICTIEF" not in alleen_teksten(maak())


# --- lines --------------------------------------------------------------------------------------------------


def test_alt_of_lines_gives_first_last_extremes_gaps_and_events():
    assert taakstelling_en_realisatie().alt == (
        "Lijndiagram, personen, 2020-1 tot en met 2024-1. "
        "Taakstelling: van 429 in 2020-1 naar 1.459 in 2024-1; hoogste 2.126 in 2023-2; "
        "laagste 429 in 2020-1; geen cijfer voor 2020-2 en 2021-1. "
        "Realisatie: van 405 in 2020-1 naar 1.208 in 2023-2; hoogste 1.635 in 2022-2; laagste 405 in 2020-1; "
        "geen cijfer voor 2020-2 tot en met 2022-1 en 2024-1. "
        "Verlaagd: alleen 1.372 in 2023-2. "
        "Streeplijn bij 1.000: duizend. "
        "Gemarkeerd: 26 september 2023, aanvullend beleidskader vastgesteld. "
        "Gemarkeerd: 8 november 2022, landelijk beleid van het Rijk verandert."
    )


def test_table_of_lines_has_every_half_year_and_leaves_gaps_empty():
    tabel = taakstelling_en_realisatie().cijfers
    assert [rij[0] for rij in tabel.rijen] == [
        "2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2", "2024-1",
    ]  # fmt: skip
    assert tabel.rijen[1] == ("2020-2", None, None, None)
    assert tabel.cellen()[7] == ["2023-2", "2.126", "1.208", "1.372"]
    assert tabel.cellen()[1] == ["2020-2", "geen cijfer", "geen cijfer", "geen cijfer"]
    assert tabel.bron == ("COA",)


def test_all_values_of_a_short_line_stand_in_the_drawing():
    assert {"429", "854", "780", "1.055", "1.651", "2.126", "taakstelling 1.459"} <= set(
        alleen_teksten(taakstelling_en_realisatie())
    )


def test_a_gap_breaks_the_line_and_leaves_a_lone_point_as_a_marker():
    f = als_figuur(lijnen(tabel(a={"2020-1": 1, "2021-1": 2, "2021-2": 3}), eenheid="personen"))
    assert [len(stuk) for stuk in stukken_van_lijnen(f, "#154273")] == [2]  # only from 2021-1 to 2021-2
    assert len(list(ET.fromstring(f.svg).iter(f"{SVG}use"))) == 3


def stukken_van_lijnen(figuur: Figuur, kleur: str) -> list[list[str]]:
    """The points of every unbroken line of a colour; a leader line is thinner."""
    uit = []
    for e in ET.fromstring(figuur.svg).iter(f"{SVG}path"):
        if e.get("stroke") == kleur and e.get("fill") == "none" and e.get("stroke-width") != "0.8":
            stukken = [re.findall(r"[MLHV][^MLHVz]*", stuk) for stuk in re.findall(r"M[^M]*", e.get("d", ""))]
            uit += [stuk for stuk in stukken if len(stuk) > 1]
    return uit


def test_axis_shows_half_years_without_figures():
    f = als_figuur(lijnen(pd.DataFrame({"a": [4, None]}, ["2022-2", "2024-1"]), eenheid="personen"))
    assert {"2022-2", "2023-1", "2023-2", "2024-1"} <= set(alleen_teksten(f))
    assert [rij[0] for rij in f.cijfers.rijen] == ["2022-2", "2023-1", "2023-2", "2024-1"]


@pytest.mark.parametrize(("aantal", "jaren"), [(20, {"2010", "2011", "2019"}), (60, {"2010", "2012"}), (120, {"2010"})])
def test_half_years_that_do_not_fit_are_told_by_their_years(aantal, jaren):
    perioden = [f"{2010 + i // 2}-{i % 2 + 1}" for i in range(aantal)]
    f = als_figuur(lijnen(pd.DataFrame({"a": range(aantal)}, perioden), eenheid="personen"))
    keur_opmaak(f)
    assert jaren <= set(alleen_teksten(f)) and "2010-1" not in alleen_teksten(f)


def test_positions_stand_on_their_peildatum_and_an_event_on_its_own_day():
    dagen = [dt.date(2022, 7, 1), dt.date(2023, 1, 1), dt.date(2024, 1, 1)]
    ax = lijnen(pd.DataFrame({"stand": [422, -150, 574]}, dagen), eenheid="personen")
    assert [t.get_text() for t in ax.get_xticklabels()] == ["1 jul\n2022", "1 jan\n2023", "1 jul\n2023", "1 jan\n2024"]
    gebeurtenissen(ax, [(dt.date(2023, 4, 1), "koppelpeildatum")])
    # from 1 January to 1 July are 181 days, to 1 April 90
    assert [lijn.get_xdata()[0] for lijn in ax.lines if lijn.get_linestyle() == ":"] == [pytest.approx(1 + 90 / 181)]
    f = als_figuur(ax)
    assert "Stand: van 422 op 1 juli 2022 naar 574 op 1 januari 2024;" in f.alt
    assert "laagste −150 op 1 januari 2023; geen cijfer voor 1 juli 2023." in f.alt
    assert [rij[0] for rij in f.cijfers.rijen] == ["1 juli 2022", "1 januari 2023", "1 juli 2023", "1 januari 2024"]
    with pytest.raises(AanvraagFout, match="2 april 2023 is geen peildatum; dat is 1 januari of 1 juli"):
        lijnen(pd.DataFrame({"stand": [1]}, [dt.date(2023, 4, 2)]), eenheid="personen")


def test_event_on_a_peildatum_stands_between_two_half_years():
    ax = lijnen(pd.DataFrame({"a": [1, 2]}, ["2023-1", "2023-2"]), eenheid="x")
    f = als_figuur(gebeurtenissen(ax, [(dt.date(2023, 7, 1), "peildatum")]))
    x = {t: (v.x0 + v.x1) / 2 for t, v in teksten(f.svg) if t in ("2023-1", "2023-2")}
    lijn = next(e for e in ET.fromstring(f.svg).iter(f"{SVG}path") if e.get("stroke-dasharray"))
    assert float(re.findall(r"[\d.]+", lijn.get("d", ""))[0]) == pytest.approx((x["2023-1"] + x["2023-2"]) / 2, abs=0.5)


def test_the_line_of_a_later_event_does_not_cross_the_text_of_an_earlier_one():
    ax = lijnen(tabel(taakstelling=TAAKSTELLING), eenheid="personen")
    dagen = [dt.date(2020, 3, 1), dt.date(2020, 6, 1), dt.date(2020, 7, 1), dt.date(2024, 6, 1)]
    gebeurtenissen(ax, [(dag, f"een gebeurtenis met een lange naam, nummer {n}") for n, dag in enumerate(dagen)])
    f = als_figuur(ax)
    keur_opmaak(f)
    palen = [
        (float(x), float(boven))
        for e in ET.fromstring(f.svg).iter(f"{SVG}path")
        if e.get("stroke-dasharray")
        for x, _, boven in re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)", e.get("d", ""))
    ]
    vakken = [vak for tekst, vak in teksten(f.svg) if "gebeurtenis" in tekst]
    assert len(palen) == len(vakken) == 4
    for x, boven in palen:
        for vak in vakken[:-1]:  # the last stands left of its line, there is no room right of it
            assert not (vak.x0 < x < vak.x1 and boven < vak.y0)


@pytest.mark.parametrize(
    ("waarden", "zin"),
    [
        ({"2022-2": 5, "2023-1": 5}, "A: steeds 5, van 2022-2 tot en met 2023-1."),
        ({"2022-2": 5, "2023-1": 7}, "A: van 5 in 2022-2 naar 7 in 2023-1."),
        ({"2022-2": 7}, "A: alleen 7 in 2022-2."),
    ],
)
def test_sentence_fits_few_or_equal_values(waarden, zin):
    f = als_figuur(lijnen(tabel(["2022-2", "2023-1"], a=waarden), eenheid="personen"))
    assert f.alt.endswith(zin)


def test_percentages_are_rounded_half_up_and_exact_in_the_table():
    exact = {"2022-2": Fraction(409800, 8196), "2023-1": Fraction(125, 2)}
    f = als_figuur(lijnen(tabel(["2022-2", "2023-1"], a=exact), eenheid="%", soort="procent"))
    assert "naar 63% in 2023-1" in f.alt  # 62,5
    assert f.cijfers.rijen[1][1] == Fraction(125, 2)


def test_floats_of_pandas_are_read_as_the_ratio_they_stand_for():
    # 137 ÷ 200 is 68,5%, which is 69 rounded half up; as a float 0.685 * 100 may be 68.49999999999999
    frame = pd.DataFrame({"a": [137 / 200 * 100, 100 * 57 / 200, np.nan]}, ["2022-1", "2022-2", "2023-1"])
    f = als_figuur(lijnen(frame, eenheid="%", soort="procent"))
    assert f.cijfers.rijen == (("2022-1", Fraction(137, 2)), ("2022-2", Fraction(57, 2)), ("2023-1", None))
    assert "van 69% in 2022-1 naar 29% in 2022-2; geen cijfer voor 2023-1." in f.alt
    for soort in ("float64", "Float64", "Int64"):  # counts beside a gap
        telling = lijnen(pd.DataFrame({"a": [5, None]}, ["2022-1", "2022-2"]).astype(soort), eenheid="personen")
        assert als_figuur(telling).cijfers.rijen == (("2022-1", 5), ("2022-2", None))


@pytest.mark.parametrize("aantal", [1, 2, 5, 6])
def test_labels_stay_apart_when_lines_end_together(aantal):
    frame = pd.DataFrame(
        {f"gemeente nummer {i}": [100, 100 + i, 101] for i in range(aantal)}, ["2022-2", "2023-1", "2023-2"]
    )
    keur_opmaak(als_figuur(lijnen(frame, eenheid="personen", nadruk="gemeente nummer 2")))


def test_long_series_keep_their_labels_apart():
    perioden = [f"{2010 + i // 2}-{i % 2 + 1}" for i in range(30)]
    frame = pd.DataFrame({n: [(37 * i * j) % 700 for i in range(30)] for j, n in ((1, "een"), (3, "twee"))}, perioden)
    f = als_figuur(lijnen(frame, eenheid="personen"))
    keur_opmaak(f)
    assert len(f.svg) < 8_000


# --- bars ---------------------------------------------------------------------------------------------------


def test_alt_of_few_bars_gives_them_all_with_a_real_minus():
    perioden = ["2022-2", "2023-1", "2023-2", "2024-1"]
    f = als_figuur(staven(pd.DataFrame({"achterstand": [422, -150, 406, 574]}, perioden), eenheid="personen"))
    assert f.alt == (
        "Staafdiagram, personen. Achterstand: 422 in 2022-2, −150 in 2023-1, 406 in 2023-2 en 574 in 2024-1."
    )
    y = {t: v.y0 for t, v in teksten(f.svg)}
    assert y["−150"] > y["422"] and y["2023-1"] > y["−150"]
    keur_opmaak(f)


def test_alt_of_many_bars_gives_extremes_and_the_comparison():
    assert provincies().alt == (
        "Staafdiagram, plaatsen. Nu: hoogste 4.735 bij Gelderland; laagste 340 bij Zeeland. "
        "Opgave: hoogste 19.097 bij Zuid-Holland; laagste 1.469 bij Zeeland. "
        "'nu' is lager bij 12 van de 12; het grootste verschil met 'opgave' is bij Zuid-Holland: "
        "2.904 en 19.097."
    )


def test_first_group_names_the_series_and_all_values_are_shown():
    gevonden = alleen_teksten(provincies())
    assert {"3.416 nu", "3.553 opgave", "3.034", "19.097"} <= set(gevonden)


def test_a_key_names_the_series_where_the_first_group_cannot():
    for frame in (
        pd.DataFrame({"een": [None, 2], "twee": [3, 4]}, ["a", "b"]),
        pd.DataFrame({"een": [-1, 2], "twee": [3, 4]}, ["a", "b"]),
        pd.DataFrame({"een": [9, 2], "een reeks met een heel lange naam van wel honderd punten": [9, 1]}, ["a", "b"]),
    ):
        for liggend in (True, False):
            gevonden = alleen_teksten(als_figuur(staven(frame, eenheid="personen", liggend=liggend)))
            assert gevonden.count("een") == gevonden.count(frame.columns[1]) == 1
    alleen = als_figuur(staven(pd.DataFrame({"achterstand": [1, 2]}, ["a", "b"]), eenheid="personen"))
    assert "achterstand, personen" in alleen_teksten(alleen)  # of one series the name stands with the unit


def staafmaten(figuur: Figuur, kleur: str) -> list[tuple[float, float]]:
    """Width and height of every bar of a colour, without the patch in the key."""
    pad = "".join(e.get("d", "") for e in ET.fromstring(figuur.svg).iter(f"{SVG}path") if e.get("fill") == kleur)
    return [
        (abs(float(x2) - float(x1)), abs(float(y2) - float(y1)))
        for x1, y1, x2, y2 in re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)", pad)
    ]


@pytest.mark.parametrize(("liggend", "richting"), [(False, 1), (True, 0)])
def test_lengths_of_bars_are_in_proportion(liggend, richting):
    frame = pd.DataFrame({"r": [100, 50]}, ["a", "b"])
    f = als_figuur(staven(frame, eenheid="personen", kleuren={"r": "#123456"}, liggend=liggend))
    lang, kort = (maat[richting] for maat in staafmaten(f, "#123456"))
    assert lang > 180 and kort == pytest.approx(lang / 2, abs=0.2)


def test_missing_bar_is_a_dash_and_bar_that_is_not_expected_is_nothing():
    gemist = als_figuur(staven(pd.DataFrame({"r": [1, None]}, ["a", "b"]), eenheid="personen"))
    assert {"–", "– geen cijfer"} <= set(alleen_teksten(gemist)) and "geen cijfer voor b" in gemist.alt
    f = verlaging()
    assert alleen_teksten(f).count("–") == 2  # 2020-2 and 2021-1 have no taakstelling at all
    assert f.alt.endswith("geen cijfer voor 2020-2 en 2021-1. Verlaagd: 1.372 in 2023-2.")


def test_bars_lie_down_when_values_would_not_fit_above_them():
    frame = pd.DataFrame({"r": 123456}, [f"gemeente {n}" for n in "abcdefghijklmnop"])
    f = als_figuur(staven(frame, eenheid="personen"))
    keur_opmaak(f)
    assert len({round(v.x0) for t, v in teksten(f.svg) if t == "123.456"}) == 1


def test_bars_of_zero_and_only_negative_bars_can_be_drawn():
    for waarden in ([0, 0], [-5, -10], [0, None]):
        for liggend in (False, True):
            keur_opmaak(als_figuur(staven(pd.DataFrame({"r": waarden}, ["a", "b"]), eenheid="x", liggend=liggend)))


# --- piles, coverage, treden --------------------------------------------------------------------------------


def test_alt_and_labels_of_piles():
    f = treden()
    assert f.alt == (
        "Gestapelde staven, gemeenten. 2022-1: 11 op trede 1, 13 op trede 2, 2 op trede 3. "
        "2022-2: 17 op trede 1, 9 op trede 2, 0 op trede 3. "
        "2023-1: 8 op trede 1, 18 op trede 2, 0 op trede 3. "
        "2023-2: 13 op trede 1, 13 op trede 2, 0 op trede 3."
    )
    gevonden = alleen_teksten(f)
    assert {"trede 1", "trede 2", "trede 3", "11", "17", "8", "18", "9", "2"} <= set(gevonden)
    assert gevonden.count("13") == 3 and "0" not in gevonden


def test_a_thin_layer_has_its_count_beside_the_pile():
    frame = pd.DataFrame({"a": [99, 50], "b": [1, 50]}, ["2022-1", "2022-2"])
    f = als_figuur(stapels(frame, eenheid="gemeenten"))
    x = {t: v.x0 for t, v in teksten(f.svg)}
    assert x["1"] > x["99"] + 40
    keur_opmaak(f)


def test_a_pile_of_which_nothing_is_known_is_a_dash():
    f = als_figuur(stapels(pd.DataFrame({"a": [1, None], "b": [2, None]}, ["2022-1", "2022-2"]), eenheid="gemeenten"))
    assert {"–", "– geen cijfer"} <= set(alleen_teksten(f)) and f.alt.endswith("2022-2: geen cijfer.")


def test_text_in_a_layer_can_be_read_on_its_colour():
    frame = pd.DataFrame({n: [10] for n in "abc"}, ["p"])
    f = als_figuur(stapels(frame, eenheid="x", kleuren={"a": "geel", "b": "#101010", "c": "donkerrood"}))
    assert f.svg.count("#FFD966") and f.svg.count("#101010")
    for kleur in ("#101010", "#9B2D23"):
        assert contrast("#FFFFFF", kleur) > 4.5
    assert re.search(r'<(g|text)[^>]*fill="#FFFFFF"', f.svg)


def test_treden_have_the_colour_that_the_kader_of_their_periode_gives_them():
    frame = pd.DataFrame({"trede 1": [3, 4], "trede 2": [2, 1]}, ["2023-2", "2024-1"])
    gewoon = als_figuur(stapels(frame, eenheid="gemeenten"))
    assert "#3A1512" not in gewoon.svg and "2" in alleen_teksten(gewoon)
    f = als_figuur(stapels(frame, eenheid="gemeenten", kleuren={"trede 2": {"2024-1": "zwart"}}))
    assert {"#3A1512", "#FFD966"} <= kleuren_van(f)
    assert {"trede 2: 2", "trede 2: 1"} <= set(alleen_teksten(f))  # its colour no longer tells which trede it is
    f = als_figuur(kleurtabel(kleurframe(), kleuren={"2023-1": {2: "zwart"}, "2022-1": {1: "rood"}}))
    assert {"#3A1512", "#D9634C", "#F0983F"} <= kleuren_van(f) and "#FFD966" not in kleuren_van(f)
    twee = pd.DataFrame({"2022-1": [2, 1], "2022-2": [2, 2]}, ["Soest", "Zeist"])
    f = als_figuur(kleurtabel(twee, kleuren={"2022-2": {2: "zwart"}}))
    assert {"trede 2 (2022-1)", "trede 2 (2022-2)"} <= set(alleen_teksten(f))
    f = als_figuur(plaats({"Soest": 2, "Zeist": 1}, "Zeist", kleuren={2: "zwart"}))
    assert "#3A1512" in kleuren_van(f) and "#FFD966" not in kleuren_van(f)


def test_coverage_adds_up_exactly():
    f = spreidingswet()
    assert f.alt == (
        "Gestapelde staaf, plekken. Opgeteld: "
        "harde opvangcapaciteit 3.523, samen 42,9% van de opgave; "
        "harde plancapaciteit 575, samen 49,9%; planvoorraad ten minste 3.378, samen 91,1%; "
        "planvoorraad ten hoogste 3.983, samen 98,5%. De opgave is 8.207."
    )
    assert f.cijfers.cellen() == [
        ["harde opvangcapaciteit", "3.523", "3.523"],
        ["harde plancapaciteit", "575", "575"],
        ["planvoorraad", "3.378", "3.983"],
    ]
    assert {"opgave 8.207", "42,9%", "49,9%", "91,1%", "98,5%"} <= set(alleen_teksten(f))
    assert "<pattern " in f.svg  # the uncertain part is hatched


@pytest.mark.parametrize(
    "lagen",
    [[("hard", 300), ("plan", 9000)], [("hard", 0)], [("hard", 8207)], [("a", 5), ("b", 5), ("c", 5)]],
)
def test_coverage_above_equal_to_and_far_below_the_opgave(lagen):
    keur_opmaak(als_figuur(dekkingsstaaf(fasen(lagen), opgave=8207)))


def test_colour_table_fills_half_years_and_marks_the_unknown():
    f = kleurtabel_()
    assert f.alt == (
        "Tabel in kleur: de trede van 3 gemeenten, 2022-1 tot en met 2023-1. "
        "2022-1: trede 1 bij 1 gemeente, trede 3 bij 1, onbekend bij 1. 2022-2: onbekend bij 3 gemeenten. "
        "2023-1: trede 2 bij 1 gemeente, onbekend bij 2. Hoogste trede 3: Soest in 2022-1."
    )
    gevonden = alleen_teksten(f)
    assert gevonden.count("–") == 6 and {"1", "2", "3", "trede 1", "trede 2", "trede 3", "– onbekend"} <= set(gevonden)
    assert f.cijfers.rijen[0] == ("Soest", 3, None, 2)
    assert "<pattern " in f.svg  # the unknown is hatched


def test_colour_table_of_a_province_over_five_years_stays_small():
    gemeenten = [f"Gemeente {n}" for n in range(26)]
    perioden = [f"{2020 + i // 2}-{i % 2 + 1}" for i in range(10)]
    frame = pd.DataFrame({p: [(i + j) % 6 + 1 for i in range(26)] for j, p in enumerate(perioden)}, gemeenten)
    f = als_figuur(kleurtabel(frame))
    assert len(f.svg.encode()) <= 21_000  # a name of a gemeente carries its length, for other typefaces
    keur_opmaak(f)


# --- what is refused ----------------------------------------------------------------------------------------

P = ["2022-2", "2023-1"]


def een(waarde: object, plek: str = "2023-1", naam: str = "a") -> pd.DataFrame:
    return pd.DataFrame({naam: [waarde]}, [plek], dtype=object)


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda: lijnen(een(1, "23-2"), eenheid="x"), "'23-2' is geen periode"),
        (lambda: lijnen(een("1,5"), eenheid="x"), "'a' bij 2023-1: '1,5' is geen getal; onbekend is leeg"),
        (lambda: lijnen(een(True), eenheid="x"), "'a' bij 2023-1: True is geen getal"),
        (lambda: lijnen(een(float("inf")), eenheid="x"), "'a' bij 2023-1: inf is geen getal"),
        (lambda: lijnen(een(None), eenheid="x"), "geen enkel cijfer"),
        (lambda: lijnen(pd.DataFrame(index=P), eenheid="x"), "geen enkel cijfer"),
        (lambda: lijnen(pd.DataFrame({"a": []}), eenheid="x"), "ten minste één periode"),
        (lambda: lijnen(pd.DataFrame({"a": [1, 2]}, P[::-1]), eenheid="x"), "volgorde van de tijd"),
        (lambda: lijnen(pd.concat([een(1), een(1)], axis=1), eenheid="x"), "a staat er meer dan één keer in"),
        (
            lambda: lijnen(pd.DataFrame({c: [1] for c in "abcdefg"}, ["2023-1"]), eenheid="x"),
            "7 reeksen .* hoogstens 6",
        ),
        (lambda: als_figuur(lijnen(een(1), eenheid="x"), "P 1"), "'P 1' kan geen naam"),
        (
            lambda: gebeurtenissen(lijnen(pd.DataFrame({"a": [1, 2]}, P), eenheid="x"), [(dt.date(2024, 1, 2), "m")]),
            "2 januari 2024 valt buiten 2022-2 tot en met 2023-1",
        ),
        (lambda: gebeurtenissen(stijl.vel(100), [(dt.date(2024, 1, 2), "m")]), "Gebeurtenissen horen op een grafiek"),
        (lambda: staven(pd.DataFrame({"a": [1, 2]}, ["b", "b"]), eenheid="x"), "b staat er meer dan één keer in"),
        (lambda: staven(pd.DataFrame({c: [1] for c in "abcde"}, ["b"]), eenheid="x"), "5 reeksen .* hoogstens 4"),
        (lambda: standen(pd.Series({"2023-1": None}, dtype=object)), "geen enkel cijfer"),
        (lambda: stapels(een(-1, "b"), eenheid="x"), "'a' bij b is -1; aantallen zijn gehele getallen"),
        (lambda: stapels(een(Fraction(1, 2), "b"), eenheid="x"), "is 1/2; aantallen zijn gehele getallen"),
        (lambda: stapels(een(1, "b"), eenheid="x", kleuren={"a": "paars"}), "'paars' is geen kleur; kies uit groen"),
        (lambda: dekkingsstaaf(fasen([("a", 1)]), opgave=0), "opgave boven 0"),
        (lambda: dekkingsstaaf(fasen([("a", -1)]), opgave=5), "bij a is -1; aantallen"),
        (lambda: dekkingsstaaf(fasen([("a", 1), ("b", None)]), opgave=5), "elke fase telt plaatsen"),
        (lambda: dekkingsstaaf(fasen([("a", 1), ("a", 1)]), opgave=5), "a staat er meer dan één keer in"),
        (lambda: dekkingsstaaf(fasen([]), opgave=5), "ten minste één fase"),
        (lambda: dekkingsstaaf(fasen([("a", (3, 2))]), opgave=5), "van laag naar hoog"),
        (lambda: kleurtabel(een(7, "Soest", "2023-1")), "Soest in 2023-1: '7' is geen trede"),
        (lambda: kleurtabel(een(1.5, "Soest", "2023-1")), "'1.5' is geen trede"),
        (lambda: kleurtabel(een("x", "Soest", "2023-1")), "'x' is geen trede"),
        (lambda: kleurtabel(een(None, "Soest", "2023-1")), "geen enkele trede"),
        (lambda: kleurtabel(pd.DataFrame({"2023-1": []})), "geen gemeenten"),
        (lambda: kleurtabel(pd.DataFrame({p: [1] for p in P[::-1]}, ["Soest"])), "volgorde van de tijd"),
        (lambda: plaats({"A": None}, "A"), "geen enkele trede"),
        (lambda: plaats({"A": 9}, "A"), "A: '9' is geen trede"),
    ],
)
def test_what_cannot_be_drawn_right_is_refused_in_dutch(maak, melding):
    with pytest.raises(AanvraagFout, match=melding):
        maak()


# --- the pen ------------------------------------------------------------------------------------------------


def test_labels_are_spread_within_their_bounds():
    assert spreid([50, 50, 50], [10, 10, 10], 0, 100) == [40, 50, 60]
    assert spreid([2, 3], [10, 10], 0, 100) == [5, 15]
    assert spreid([99, 98], [10, 10], 0, 100) == [95, 85]


@pytest.mark.parametrize(
    ("laag", "hoog", "verwacht"),
    [
        (0, 5, [0, 1, 2, 3, 4, 5]),
        (-150, 574, [-200, 0, 200, 400, 600]),
        (0, 0, [0, 1]),
        (0, 20000, [0, 5000, 10000, 15000, 20000]),
        (-150, 2126, [0, 500, 1000, 1500, 2000]),  # 2500 and -500 would leave three quarters of a step empty
        (-250, 2250, [-500, 0, 500, 1000, 1500, 2000, 2500]),  # half a step
    ],
)
def test_axis_has_round_values_that_cover_both_ends(laag, hoog, verwacht):
    ax = lijnen(pd.DataFrame({"a": [laag, hoog]}, ["2022-1", "2022-2"]), eenheid="personen")
    assert [int(s) for s in ax.get_yticks()] == verwacht
    assert ax.get_ylim()[0] <= min(laag, 0) and ax.get_ylim()[1] >= hoog


def test_numbers_along_the_axis_are_dutch():
    ax = lijnen(pd.DataFrame({"a": [0, Fraction(3, 2)]}, ["2022-1", "2022-2"]), eenheid="x", soort="breuk", decimalen=1)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["0,0", "0,5", "1,0", "1,5"]
    ax = lijnen(pd.DataFrame({"a": [-1500, 2600]}, ["2022-1", "2022-2"]), eenheid="x")
    assert [t.get_text() for t in ax.get_yticklabels()] == ["−2.000", "−1.000", "0", "1.000", "2.000", "3.000"]


def leeg_vlak() -> Plaatser:
    """A chart of 100 by 100 points in which a place is its own number of points."""
    ax = stijl.vel(100, 100)
    ax.set(xlim=(0, 100), ylim=(0, 100))
    return Plaatser(ax)


def test_a_label_takes_the_first_place_that_is_free():
    plaatser, stappen = leeg_vlak(), [(0, 0), (0, 40), (45, 0)]
    for _ in range(3):
        plaatser.zet("ja", (50, 20), 0, stappen)
    gezet = [(t.get_text(), t.get_position()) for t in plaatser.ax.texts]
    assert gezet == [("ja", (0, 0)), ("ja", (0, 40))]  # the third would stick out
    assert not plaatser.zet("ja", (50, 20), 0, stappen)


def test_a_label_keeps_off_a_line_but_not_off_its_gap():
    for tot, verwacht in ((100, False), (np.nan, True)):
        plaatser = leeg_vlak()
        plaatser.lijn([(0, 50), (tot, 50), (100, 50)])
        assert plaatser.zet("ja", (50, 50), 0, [(0, 0)]) is verwacht
    assert plaatser.zet("nee", (20, 50), 0)  # above or below a place there is room


def test_where_lines_meet_their_value_is_told_once():
    frame = tabel(
        ["2022-1", "2022-2", "2023-1"],
        **{"tot nu toe": {"2022-1": 20, "2022-2": 53}, "als het zo blijft": {"2022-2": 53, "2023-1": 41}},
    )
    assert len(re.findall(r">[^<]*\b53</text>", als_figuur(lijnen(frame, eenheid="personen")).svg)) == 1


def test_a_machine_with_another_version_of_the_typeface_draws_the_same():
    """Letters of the house, not those of the same name that a machine may have."""
    code = (
        "from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager;"
        "vreemd = fontManager.ttflist[0].fname;"
        "fontManager.ttflist.insert(0, FontEntry(vreemd, 0, 'Fira Sans', 'normal', 'normal', 400, 'normal', 'scalable'));"
        "from ibtlib.weergave import stijl\n"
        "with stijl.huisstijl(): print(*(findfont(FontProperties(weight=w)) for w in (400, 600)), sep='\\n')"
    )
    gedaan = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [Path(p).name for p in gedaan.stdout.split()] == ["FiraSans-Regular.ttf", "FiraSans-SemiBold.ttf"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="shows open files on Linux only")
def test_the_typeface_is_not_kept_open():
    """Documents are forked from a process that has measured letters: an open file would have one place to read for all."""
    code = (
        "import os; from ibtlib.weergave.letters import tekstbreedte; tekstbreedte('Soest'); tekstbreedte('Soest', vet=True);"
        "print([p for d in os.listdir('/proc/self/fd') if (p := os.path.realpath(f'/proc/self/fd/{d}')).endswith('.ttf')])"
    )
    gedaan = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert gedaan.stdout.strip() == "[]"


@pytest.mark.parametrize("erbij", [-1e-12, 0, 1e-12])
def test_the_last_digit_of_a_sum_of_floats_does_not_move_a_drawing(erbij: float, monkeypatch) -> None:
    """It differs between versions of Python; where a drawing ended at a whole point it made it a point higher."""

    def svg(rand: float) -> str:
        fig = plt.figure()
        monkeypatch.setattr(fig, "get_tightbbox", lambda _: Bbox([[0, 0], [1, 1 + rand]]))
        return als_svg(fig, "x")

    assert svg(erbij) == svg(0)
