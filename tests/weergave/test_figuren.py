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
from fractions import Fraction
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.kleuren import contrast
from ibtlib.weergave import Figuur
from ibtlib.weergave.figuren import Markering, Reeks, dekking, gestapeld, lijnen, staven, treden_over_tijd
from ibtlib.weergave.tekenen.assen import streepjes
from ibtlib.weergave.tekenen.letters import tekstbreedte
from ibtlib.weergave.tekenen.plaatsing import Plaatser, Vak, spreid

SVG = "{http://www.w3.org/2000/svg}"
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


def taakstelling_en_realisatie(naam: str = "taakstelling") -> Figuur:
    return lijnen(
        naam,
        "Taakstelling en realisatie",
        ["2020-1", "2024-1"],
        [
            Reeks("taakstelling", TAAKSTELLING),
            Reeks("realisatie", REALISATIE, nadruk=True),
            Reeks("verlaagd", {"2023-2": 1372}, gestreept=True),
        ],
        eenheid="personen",
        markeringen=[
            Markering(dt.date(2023, 9, 26), "aanvullend beleidskader vastgesteld"),
            Markering(dt.date(2022, 11, 8), "landelijk beleid van het Rijk verandert"),
        ],
        referentie=(1000, "duizend"),
        bron=["COA"],
    )


def provincies(**rest) -> Figuur:
    return staven(
        "provincies",
        "Opvangplekken nu en opgave",
        list(PROVINCIES),
        [
            Reeks("nu", {p: nu for p, (nu, _) in PROVINCIES.items()}),
            Reeks("opgave", {p: o for p, (_, o) in PROVINCIES.items()}),
        ],
        eenheid="plaatsen",
        horizontaal=True,
        **rest,
    )


def verlaging() -> Figuur:
    return staven(
        "verlaging",
        "Taakstelling",
        ["2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2", "2024-1"],
        [Reeks("oorspronkelijk", TAAKSTELLING), Reeks("verlaagd", {"2023-2": 1372})],
        eenheid="personen",
    )


def treden(**rest) -> Figuur:
    perioden = ["2022-1", "2022-2", "2023-1", "2023-2"]
    tellingen = {"trede 1": (11, 17, 8, 13), "trede 2": (13, 9, 18, 13), "trede 3": (2, 0, 0, 0)}
    lagen = [Reeks(n, dict(zip(perioden, w, strict=True))) for n, w in tellingen.items()]
    return gestapeld("treden", "Gemeenten per trede", perioden, lagen, eenheid="gemeenten", **rest)


def spreidingswet() -> Figuur:
    return dekking(
        "dekking",
        "Dekking van de opgave",
        [("harde opvangcapaciteit", 3523), ("harde plancapaciteit", 575)],
        opgave=8207,
        bereik=(3378, 3983),
        eenheid="plaatsen",
    )


def kleurtabel() -> Figuur:
    return treden_over_tijd(
        "treden-over-tijd",
        "Trede per gemeente",
        ["Soest", "Wijk bij Duurstede", "Zeist"],
        ["2022-1", "2023-1"],
        {
            ("Soest", "2022-1"): 3,
            ("Soest", "2023-1"): 2,
            ("Zeist", "2022-1"): 1,
            ("Wijk bij Duurstede", "2022-1"): None,
        },
    )


ALLE = [taakstelling_en_realisatie, provincies, verlaging, treden, spreidingswet, kleurtabel]


# --- reading a drawing --------------------------------------------------------------------------------------


def teksten(svg: str) -> list[tuple[str, Vak]]:
    """Every text with the room its letters take, from the drawing itself."""
    wortel = ET.fromstring(svg)
    uit: list[tuple[str, Vak]] = []

    def loop(element: ET.Element, geerfd: dict[str, str]) -> None:
        hier = geerfd | dict(element.items())
        if element.tag == f"{SVG}text":
            maat = float(hier["font-size"])
            breedte = tekstbreedte(element.text or "", maat, hier.get("font-weight") == "600")
            x = float(hier["x"]) - breedte * {"start": 0, "middle": 0.5, "end": 1}[hier.get("text-anchor", "start")]
            # From the top of a digit or capital to the baseline: what may never touch another text.
            uit.append((element.text or "", Vak(x, float(hier["y"]) - 0.69 * maat, breedte, 0.69 * maat)))
        for kind in element:
            loop(kind, hier)

    loop(wortel, {})
    return uit


def alleen_teksten(figuur: Figuur) -> list[str]:
    return [t for t, _ in teksten(figuur.svg)]


def keur_opmaak(figuur: Figuur) -> None:
    """No text over another text, none outside the sheet."""
    _, _, breedte, hoogte = map(float, ET.fromstring(figuur.svg).get("viewBox", "").split())
    gevonden = teksten(figuur.svg)
    for nummer, (tekst, vak) in enumerate(gevonden):
        assert vak.x >= -0.6 and vak.x + vak.breedte <= breedte + 0.6, f"{tekst} steekt opzij uit"
        assert vak.y >= 0 and vak.y + vak.hoogte <= hoogte - 2, f"{tekst} steekt boven of onder uit"
        for ander, vak_ in gevonden[nummer + 1 :]:
            assert not vak.raakt(vak_, 0), f"{tekst} en {ander} overlappen"


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
        assert float(element.get("textLength", "0")) == pytest.approx(vak.breedte, abs=0.06)
        assert element.get("lengthAdjust") == "spacingAndGlyphs"


@pytest.mark.parametrize("maak", ALLE, ids=lambda m: m.__name__)
def test_drawing_is_clean_small_and_self_contained(maak):
    svg = maak().svg
    wortel = ET.fromstring(svg)
    assert svg.startswith("<svg ") and wortel.get("width") == "560" and "height" not in wortel.attrib
    assert wortel.get("viewBox", "").startswith("0 0 560 ")
    assert len(svg.encode()) <= 20_000
    assert not re.search(r"<(style|script|metadata|image|title)|xlink|http(?!://www\.w3\.org/2000/svg)|<!--", svg)
    bekend = {e.get("id") for e in wortel.iter() if e.get("id")}
    verwezen = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    assert verwezen == bekend


def test_ids_differ_between_figures_of_one_page():
    een, ander = (set(re.findall(r' id="([^"]+)"', taakstelling_en_realisatie(n).svg)) for n in ("een", "ander"))
    assert een and ander and not een & ander
    assert all(i.startswith("een-") for i in een)


def test_same_bytes_whatever_the_hash_seed_and_the_settings_of_the_analyst():
    opdracht = (
        "import sys; sys.path.insert(0, 'tests/weergave')\n"
        "import matplotlib, hashlib, test_figuren as t\n"
        "matplotlib.rcParams.update({'font.size': 30, 'lines.linewidth': 9, 'savefig.bbox': 'tight'})\n"
        "print(hashlib.sha256(''.join(m().svg + m().alt for m in t.ALLE).encode()).hexdigest())"
    )
    wortel = str(Path(__file__).parents[2])
    uitkomsten = {
        subprocess.run(
            [sys.executable, "-c", opdracht],
            env=os.environ | {"PYTHONHASHSEED": zaad, "LC_ALL": "C", "TZ": "Asia/Tokyo"},
            cwd=wortel,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for zaad in ("1", "2")
    }
    import hashlib

    hier = hashlib.sha256("".join(m().svg + m().alt for m in ALLE).encode()).hexdigest()
    assert uitkomsten == {hier}


def test_settings_of_matplotlib_stay_as_they_were():
    import matplotlib

    voor = dict(matplotlib.rcParams)
    taakstelling_en_realisatie()
    assert dict(matplotlib.rcParams) == voor


def test_importing_the_module_does_not_import_matplotlib():
    code = "import sys, ibtlib.weergave.figuren, ibtlib.weergave.kaart; print({'matplotlib', 'numpy'} & sys.modules.keys())"
    uit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert uit.stdout.strip() == "set()"


def test_input_is_not_changed():
    waarden = {"2022-2": 1055, "2023-1": None}
    reeksen = [Reeks("a", waarden)]
    voor = copy.deepcopy(waarden)
    lijnen("proef", "x", ["2022-2", "2023-1"], reeksen, eenheid="personen")
    staven("proef", "x", ["2022-2", "2023-1"], reeksen, eenheid="personen")
    assert waarden == voor and reeksen == [Reeks("a", voor)]


def test_names_and_units_are_shown_as_text_never_as_markup_or_formula():
    figuur = lijnen("proef", "x", ["2023-1"], [Reeks("$a^2$ <b> & c", {"2023-1": 1})], eenheid="<i>$x$")
    assert {"<i>$x$", "$a^2$ <b> & c 1"} <= set(alleen_teksten(figuur))


@pytest.mark.parametrize(
    "maak",
    [
        lambda: lijnen("proef", "x", ["2023-1"], [Reeks("a", {"2023-1": 1})], eenheid="x", fictief=True),
        lambda: provincies(fictief=True),
        lambda: treden(fictief=True),
    ],
)
def test_fictional_figures_say_so_in_drawing_words_and_table(maak):
    figuur = maak()
    assert "FICTIEF" in alleen_teksten(figuur)
    assert figuur.alt.startswith("FICTIEF: verzonnen gegevens. ")
    assert figuur.cijfers.opmerkingen[0] == "FICTIEF: verzonnen gegevens."
    keur_opmaak(figuur)


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
    figuur = lijnen(
        "proef",
        "x",
        ["2020-1", "2021-2"],
        [Reeks("a", {"2020-1": 1, "2021-1": 2, "2021-2": 3})],
        eenheid="personen",
    )
    lijn = [
        e
        for e in ET.fromstring(figuur.svg).iter(f"{SVG}path")
        if e.get("stroke") == "#154273" and e.get("fill") == "none"
    ]
    assert len(lijn) == 1
    assert len(re.findall(r"[ML]", lijn[0].get("d", ""))) == 2  # only from 2021-1 to 2021-2
    assert len(list(ET.fromstring(figuur.svg).iter(f"{SVG}use"))) == 3


def test_axis_shows_half_years_without_figures():
    figuur = lijnen("proef", "x", ["2022-2", "2024-1"], [Reeks("a", {"2022-2": 4})], eenheid="personen")
    assert {"2022-2", "2023-1", "2023-2", "2024-1"} <= set(alleen_teksten(figuur))


def test_event_on_a_peildatum_stands_between_two_half_years():
    figuur = lijnen(
        "proef",
        "x",
        ["2023-1", "2023-2"],
        [Reeks("a", {"2023-1": 1, "2023-2": 2})],
        eenheid="x",
        markeringen=[Markering(dt.date(2023, 7, 1), "peildatum")],
    )
    x = {t: v.x + v.breedte / 2 for t, v in teksten(figuur.svg) if t in ("2023-1", "2023-2")}
    lijn = next(e for e in ET.fromstring(figuur.svg).iter(f"{SVG}path") if e.get("stroke-dasharray"))
    assert float(re.findall(r"[\d.]+", lijn.get("d", ""))[0]) == pytest.approx((x["2023-1"] + x["2023-2"]) / 2, abs=0.5)


@pytest.mark.parametrize(
    ("waarden", "zin"),
    [
        ({"2022-2": 5, "2023-1": 5}, "A: steeds 5, van 2022-2 tot en met 2023-1."),
        ({"2022-2": 5, "2023-1": 7}, "A: van 5 in 2022-2 naar 7 in 2023-1."),
        ({"2022-2": 7}, "A: alleen 7 in 2022-2."),
    ],
)
def test_sentence_fits_few_or_equal_values(waarden, zin):
    figuur = lijnen("proef", "x", ["2022-2", "2023-1"], [Reeks("a", waarden)], eenheid="personen")
    assert figuur.alt.endswith(zin)


def test_percentages_are_rounded_half_up_and_exact_in_the_table():
    figuur = lijnen(
        "proef", "x", ["2022-2", "2023-1"],
        [Reeks("a", {"2022-2": Fraction(409800, 8196), "2023-1": Fraction(125, 2)})],
        eenheid="%", soort="procent",
    )  # fmt: skip
    assert "naar 63% in 2023-1" in figuur.alt  # 62,5
    assert figuur.cijfers.rijen[1][1] == Fraction(125, 2)


@pytest.mark.parametrize("aantal", [1, 2, 5, 6])
def test_labels_stay_apart_when_lines_end_together(aantal):
    reeksen = [
        Reeks(f"gemeente nummer {i}", {"2022-2": 100, "2023-1": 100 + i, "2023-2": 101}, nadruk=i == 2)
        for i in range(aantal)
    ]
    keur_opmaak(lijnen("proef", "x", ["2022-2", "2023-2"], reeksen, eenheid="personen"))


def test_long_series_keep_their_labels_apart():
    perioden = [f"{2010 + i // 2}-{i % 2 + 1}" for i in range(30)]
    reeksen = [Reeks(n, {p: (37 * i * k) % 700 for i, p in enumerate(perioden)}) for k, n in ((1, "een"), (3, "twee"))]
    figuur = lijnen("proef", "x", perioden, reeksen, eenheid="personen")
    keur_opmaak(figuur)
    assert len(figuur.svg) < 8_000


# --- bars ---------------------------------------------------------------------------------------------------


def test_alt_of_few_bars_gives_them_all_with_a_real_minus():
    figuur = staven(
        "proef",
        "x",
        ["2022-2", "2023-1", "2023-2", "2024-1"],
        [Reeks("achterstand", {"2022-2": 422, "2023-1": -150, "2023-2": 406, "2024-1": 574})],
        eenheid="personen",
    )
    assert figuur.alt == (
        "Staafdiagram, personen. Achterstand: 422 in 2022-2, −150 in 2023-1, 406 in 2023-2 en 574 in 2024-1."
    )
    y = {t: v.y for t, v in teksten(figuur.svg)}
    assert y["−150"] > y["422"] and y["2023-1"] > y["−150"]
    keur_opmaak(figuur)


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


def test_lengths_of_bars_are_in_proportion():
    figuur = staven("proef", "x", ["a", "b"], [Reeks("r", {"a": 100, "b": 50})], eenheid="personen")
    balken = re.findall(r"M[\d.]+ ([\d.]+)H[\d.]+V([\d.]+)", figuur.svg)
    hoogten = [abs(float(onder) - float(boven)) for boven, onder in balken]
    assert hoogten == pytest.approx([200, 100], abs=0.2)


def test_missing_bar_is_a_dash_and_bar_that_is_not_expected_is_nothing():
    gemist = staven("proef", "x", ["a", "b"], [Reeks("r", {"a": 1, "b": None})], eenheid="personen")
    assert {"–", "– geen cijfer"} <= set(alleen_teksten(gemist)) and "geen cijfer voor b" in gemist.alt
    figuur = verlaging()
    assert alleen_teksten(figuur).count("–") == 2  # 2020-2 and 2021-1 have no taakstelling at all
    assert figuur.alt.endswith("geen cijfer voor 2020-2 en 2021-1. Verlaagd: 1.372 in 2023-2.")


def test_bars_lie_down_when_values_would_not_fit_above_them():
    categorieen = [f"gemeente {n}" for n in "abcdefghijklmnop"]
    figuur = staven("proef", "x", categorieen, [Reeks("r", dict.fromkeys(categorieen, 123456))], eenheid="personen")
    keur_opmaak(figuur)
    assert len({round(v.x) for t, v in teksten(figuur.svg) if t == "123.456"}) == 1


def test_bars_of_zero_and_only_negative_bars_can_be_drawn():
    for waarden in ({"a": 0, "b": 0}, {"a": -5, "b": -10}, {"a": 0, "b": None}):
        for liggend in (False, True):
            keur_opmaak(staven("proef", "x", ["a", "b"], [Reeks("r", waarden)], eenheid="x", horizontaal=liggend))


# --- piles, coverage, treden --------------------------------------------------------------------------------


def test_alt_and_labels_of_piles():
    figuur = treden()
    assert figuur.alt == (
        "Gestapelde staven, gemeenten. 2022-1: 11 op trede 1, 13 op trede 2, 2 op trede 3. "
        "2022-2: 17 op trede 1, 9 op trede 2, 0 op trede 3. "
        "2023-1: 8 op trede 1, 18 op trede 2, 0 op trede 3. "
        "2023-2: 13 op trede 1, 13 op trede 2, 0 op trede 3."
    )
    gevonden = alleen_teksten(figuur)
    assert {"trede 1", "trede 2", "trede 3", "11", "17", "8", "18", "9", "2"} <= set(gevonden)
    assert gevonden.count("13") == 3 and "0" not in gevonden


def test_a_thin_layer_has_its_count_beside_the_pile():
    figuur = gestapeld(
        "proef", "x", ["2022-1", "2022-2"],
        [Reeks("a", {"2022-1": 99, "2022-2": 50}), Reeks("b", {"2022-1": 1, "2022-2": 50})],
        eenheid="gemeenten",
    )  # fmt: skip
    x = {t: v.x for t, v in teksten(figuur.svg)}
    assert x["1"] > x["99"] + 40
    keur_opmaak(figuur)


def test_text_in_a_layer_can_be_read_on_its_colour():
    figuur = gestapeld(
        "proef",
        "x",
        ["p"],
        [Reeks(str(k), {"p": 10}) for k in range(3)],
        eenheid="x",
        kleuren=["geel", "#101010", "donkerrood"],
    )
    assert figuur.svg.count("#FFD966") and figuur.svg.count("#101010")
    for kleur in ("#101010", "#9B2D23"):
        assert contrast("#FFFFFF", kleur) > 4.5
    assert re.search(r'<(g|text)[^>]*fill="#FFFFFF"', figuur.svg)


def test_coverage_adds_up_exactly():
    figuur = spreidingswet()
    assert figuur.alt == (
        "Gestapelde staaf, plaatsen. De opgave is 8.207. Opgeteld: "
        "harde opvangcapaciteit 3.523, samen 42,9% van de opgave; "
        "harde plancapaciteit 575, samen 49,9%; planvoorraad ten minste 3.378, samen 91,1%; "
        "planvoorraad ten hoogste 3.983, samen 98,5%."
    )
    assert figuur.cijfers.cellen() == [
        ["harde opvangcapaciteit", "3.523", "3.523", "42,9%"],
        ["harde plancapaciteit", "575", "4.098", "49,9%"],
        ["planvoorraad ten minste", "3.378", "7.476", "91,1%"],
        ["planvoorraad ten hoogste", "3.983", "8.081", "98,5%"],
        ["opgave", "8.207", "8.207", "100,0%"],
    ]
    assert {"opgave 8.207", "42,9%", "49,9%", "91,1%", "98,5%"} <= set(alleen_teksten(figuur))
    assert "<pattern " in figuur.svg  # the uncertain part is hatched


@pytest.mark.parametrize(
    "lagen",
    [[("hard", 300), ("plan", 9000)], [("hard", 0)], [("hard", 8207)], [("a", 5), ("b", 5), ("c", 5)]],
)
def test_coverage_above_equal_to_and_far_below_the_opgave(lagen):
    keur_opmaak(dekking("proef", "x", lagen, opgave=8207, eenheid="plaatsen"))


def test_colour_table_fills_half_years_and_marks_the_unknown():
    figuur = kleurtabel()
    assert figuur.alt == (
        "Tabel in kleur: de trede van 3 gemeenten, 2022-1 tot en met 2023-1. "
        "2022-1: trede 1 bij 1 gemeente, trede 3 bij 1, onbekend bij 1. 2022-2: onbekend bij 3 gemeenten. "
        "2023-1: trede 2 bij 1 gemeente, onbekend bij 2. Hoogste trede 3: Soest in 2022-1."
    )
    gevonden = alleen_teksten(figuur)
    assert gevonden.count("–") == 6 and {"1", "2", "3", "trede 1", "trede 2", "trede 3", "– onbekend"} <= set(gevonden)
    assert figuur.cijfers.rijen[0] == ("Soest", 3, None, 2)


def test_colour_table_of_a_province_over_five_years_stays_small():
    gemeenten = [f"Gemeente {n}" for n in range(26)]
    perioden = [f"{2020 + i // 2}-{i % 2 + 1}" for i in range(10)]
    cel = {(g, p): (i + j) % 6 + 1 for i, g in enumerate(gemeenten) for j, p in enumerate(perioden)}
    figuur = treden_over_tijd("proef", "x", gemeenten, perioden, cel)
    assert len(figuur.svg.encode()) <= 21_000  # a name of a gemeente carries its length, for other typefaces
    keur_opmaak(figuur)


# --- what is refused ----------------------------------------------------------------------------------------

P = ["2022-2", "2023-1"]


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (
            lambda: lijnen("p", "x", P, [Reeks("a", {"2023-2": 1})], eenheid="x"),
            "'2023-2', maar die staat niet op de as .2022-2 tot en met 2023-1.\\.$",
        ),
        (lambda: lijnen("p", "x", P, [Reeks("a", {"23-2": 1})], eenheid="x"), "'23-2' is geen periode"),
        (
            lambda: lijnen("p", "x", P, [Reeks("a", {"2023-1": 1.5})], eenheid="x"),
            "is 1.5; geef een geheel getal of een Fraction",
        ),
        (
            lambda: lijnen("p", "x", P, [Reeks("a", {"2023-1": True})], eenheid="x"),
            "is True; geef een geheel getal",
        ),
        (lambda: lijnen("p", "x", P, [Reeks("a", {"2023-1": None})], eenheid="x"), "geen enkel cijfer"),
        (lambda: lijnen("p", "x", P, [], eenheid="x"), "geen enkel cijfer"),
        (lambda: lijnen("p", "x", [], [Reeks("a", {})], eenheid="x"), "ten minste één periode"),
        (lambda: lijnen("p", "x", P[::-1], [Reeks("a", {})], eenheid="x"), "volgorde van de tijd"),
        (
            lambda: lijnen("p", "x", P, [Reeks("a", {"2023-1": 1})] * 2, eenheid="x"),
            "a staat er meer dan één keer in",
        ),
        (
            lambda: lijnen("p", "x", P, [Reeks(c, {"2023-1": 1}) for c in "abcdefg"], eenheid="x"),
            "7 reeksen .* hoogstens 6",
        ),
        (lambda: lijnen("P 1", "x", P, [Reeks("a", {"2023-1": 1})], eenheid="x"), "'P 1' kan geen naam"),
        (
            lambda: lijnen(
                "p",
                "x",
                P,
                [Reeks("a", {"2023-1": 1})],
                eenheid="x",
                markeringen=[Markering(dt.date(2024, 1, 2), "m")],
            ),
            "2 januari 2024 valt buiten 2022-2 tot en met 2023-1",
        ),
        (lambda: staven("p", "x", ["Soest"], [Reeks("a", {"Soesd": 1})], eenheid="x"), "Bedoelde u 'Soest'"),
        (
            lambda: staven("p", "x", ["b", "b"], [Reeks("a", {"b": 1})], eenheid="x"),
            "b staat er meer dan één keer in",
        ),
        (
            lambda: staven("p", "x", ["b"], [Reeks(c, {"b": 1}) for c in "abcde"], eenheid="x"),
            "5 reeksen .* hoogstens 4",
        ),
        (
            lambda: gestapeld("p", "x", ["b"], [Reeks("a", {"b": -1})], eenheid="x"),
            "is -1; gestapelde aantallen",
        ),
        (
            lambda: gestapeld("p", "x", ["b"], [Reeks("a", {"b": 1})], eenheid="x", kleuren=["paars"]),
            "'paars' is geen kleur; kies uit groen",
        ),
        (
            lambda: gestapeld("p", "x", ["b"], [Reeks("a", {"b": 1})], eenheid="x", kleuren=[]),
            "0 kleuren voor 1 lagen",
        ),
        (lambda: dekking("p", "x", [("a", 1)], opgave=0, eenheid="x"), "opgave boven 0"),
        (lambda: dekking("p", "x", [("a", -1)], opgave=5, eenheid="x"), "'a' is -1"),
        (lambda: dekking("p", "x", [], opgave=5, bereik=(3, 2), eenheid="x"), "van laag naar hoog"),
        (lambda: treden_over_tijd("p", "x", ["Soest"], P, {("Soest", "2023-1"): 7}), "'7' is geen trede"),
        (lambda: treden_over_tijd("p", "x", ["Soest"], P, {("Zeist", "2023-1"): 1}), "'Zeist'"),
        (lambda: treden_over_tijd("p", "x", ["Soest"], P, {}), "geen enkele trede"),
        (lambda: treden_over_tijd("p", "x", [], P, {}), "geen gemeenten"),
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
    ],
)
def test_axis_has_round_values_that_cover_both_ends(laag, hoog, verwacht):
    assert [int(s) for s in streepjes(laag, hoog, Fraction(1))] == verwacht


def test_a_label_takes_the_first_place_that_is_free():
    plaatser = Plaatser(Vak(0, 0, 100, 100))
    plekken = [Vak(0, 0, 20, 10), Vak(0, 50, 20, 10), Vak(90, 0, 20, 10)]
    assert plaatser.kies(plekken, 0) == plekken[0]
    assert plaatser.kies(plekken, 0) == plekken[1]
    assert plaatser.kies(plekken, 0) is None  # the third sticks out


def test_where_lines_meet_their_value_is_told_once():
    a = Reeks("tot nu toe", {"2022-1": 20, "2022-2": 53, "2023-1": None})
    b = Reeks("als het zo blijft", {"2022-1": None, "2022-2": 53, "2023-1": 41})
    svg = lijnen("n", "b", ["2022-1", "2022-2", "2023-1"], [a, b], eenheid="personen").svg
    assert len(re.findall(r">[^<]*\b53</text>", svg)) == 1


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="shows open files on Linux only")
def test_the_typeface_is_not_kept_open():
    """Documents are forked from a process that has measured letters: an open file would have one place to read for all."""
    code = (
        "import os; from ibtlib.weergave.tekenen.letters import tekstbreedte; tekstbreedte('Soest'); tekstbreedte('Soest', vet=True);"
        "print([p for d in os.listdir('/proc/self/fd') if (p := os.path.realpath(f'/proc/self/fd/{d}')).endswith('.ttf')])"
    )
    gedaan = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert gedaan.stdout.strip() == "[]"
