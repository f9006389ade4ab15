"""The small maps through time: words, table and drawing tell the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.rapport.voortgang.figuren import figuur_kaarten
from ibtlib.weergave import LEEG
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.kaart import Kaartstand, kaartreeks
from tests.tabelhulp import klassen_van

TEGELS = pd.DataFrame(
    {"gemeente": ["Nieuwstad", "Aa", "Be"], "rij": [0, 0, 1], "kolom": [0, 0, 1]}, ["GM0003", "GM0001", "GM0002"]
)
# Aa goes into Nieuwstad, on the same tile
STANDEN = [
    Kaartstand("2022-1", "vastgesteld", {"GM0001": 2, "GM0002": 1}),
    Kaartstand("2022-2", "berekend", {"GM0003": 3, "GM0002": None}),
    Kaartstand("2023-1", "niet gepubliceerd", {"GM0003": None, "GM0002": None}),
]


def kaarten(standen=STANDEN, **anders):
    return figuur(kaartreeks(TEGELS, standen), "Treden", naam="kaarten", **anders)


def test_alternative_text_counts_per_periode():
    assert kaarten().alt == (
        "Kaart met een tegel voor elk van 3 gemeenten, voor 3 perioden. 2022-1: trede 1 bij 1 gemeente, trede 2 bij 1. "
        "2022-2: trede 3 bij 1 gemeente, onbekend bij 1. 2023-1: treden niet gepubliceerd."
    )


def test_table_has_a_row_per_gemeente_and_tells_unknown_from_not_there():
    tabel = kaarten().cijfers
    assert [k.naam for k in tabel.koppen] == [
        "Gemeente", "2022-1 (vastgesteld)", "2022-2 (berekend)", "2023-1 (niet gepubliceerd)",
    ]  # fmt: skip
    assert tabel.cellen() == [
        ["Aa", "2", "bestond niet", "bestond niet"],
        ["Be", "1", "onbekend", "onbekend"],
        ["Nieuwstad", "bestond niet", "3", "onbekend"],
    ]


def teksten(svg: str) -> list[str]:
    return [t.text for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_drawing_has_a_digit_for_every_gemeente_that_was_there():
    gevonden = teksten(kaarten().svg)
    for boven in ("2022-1", "vastgesteld", "2022-2", "berekend", "2023-1", "niet gepubliceerd"):
        assert gevonden.count(boven) == 1
    assert sorted(t for t in gevonden if len(t) == 1) == ["1", "2", "3", "–", "–", "–"]
    assert gevonden[-4:] == ["trede 1", "trede 2", "trede 3", "– onbekend"]


def test_every_digit_stands_in_its_own_tile():
    svg = ET.fromstring(kaarten().svg)
    cijfers = [t for t in svg.iter("{http://www.w3.org/2000/svg}text") if len(t.text or "") == 1]
    plekken = {(t.get("x"), t.get("y")) for t in cijfers}
    assert len(plekken) == len(cijfers) == 6
    vakken = [
        tuple(map(float, m))
        for pad in svg.iter("{http://www.w3.org/2000/svg}path")
        for m in re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)", pad.get("d", ""))
    ]
    for x, y in plekken:
        assert any(x1 < float(x) < x2 and y1 < float(y) < y2 for x1, y1, x2, y2 in vakken)


def test_every_periode_has_the_colours_of_its_own_kader():
    zwart = Kaartstand("2022-2", "berekend", {"GM0003": 2, "GM0002": None}, {2: "zwart"})
    svg = kaarten([STANDEN[0], zwart]).svg
    assert "#3A1512" in svg and "#FFD966" in svg
    assert {"trede 2 (2022-1)", "trede 2 (2022-2)"} <= set(teksten(svg))


def test_invented_treden_say_so():
    assert "FICTIEF" in kaarten(fictief=True).svg and kaarten(fictief=True).alt.startswith(
        "FICTIEF: verzonnen gegevens."
    )
    assert "FICTIEF" not in kaarten().svg


@pytest.mark.parametrize(("tegels", "standen"), [(TEGELS.iloc[:0], STANDEN), (TEGELS, [])])
def test_nothing_to_draw_is_refused(tegels, standen):
    with pytest.raises(AanvraagFout, match="geen tegels of geen perioden"):
        kaartreeks(tegels, standen)


def test_what_is_no_trede_is_refused_with_its_place():
    with pytest.raises(AanvraagFout, match="Aa in 2022-1: '7' is geen trede"):
        kaarten([Kaartstand("2022-1", "vastgesteld", {"GM0001": 7})])


def test_the_maps_of_utrecht_count_as_published(utrecht):
    # rapportage 2022-2/2023-1: 8 gemeenten on trede 1 and 18 on trede 2; rapportage 2023-2, tabel 2: 13 and 13
    alt = figuur_kaarten(utrecht, utrecht.perioden).alt
    assert "2023-1: trede 1 bij 8 gemeenten, trede 2 bij 18." in alt
    assert "2023-2: trede 1 bij 13 gemeenten, trede 2 bij 13." in alt
    assert f"2024-1: treden {LEEG}." in alt


def test_the_treden_in_the_table_have_their_colour_too(voorbeeld):
    # beoordelingen.csv 2024-1, with the trede of tabel 2 in its own colour
    tabel = figuur_kaarten(voorbeeld, voorbeeld.perioden).cijfers
    klassen = klassen_van(tabel)
    assert klassen and all(klasse == f"trede-{tabel.rijen[i][j]}" for (i, j), klasse in klassen.items())
    treden = [(i, j) for i, rij in enumerate(tabel.rijen) for j, w in enumerate(rij) if isinstance(w, int)]
    assert set(treden) == set(klassen)


def test_a_province_without_places_on_the_map_gets_a_grid_with_the_same_treden(kopie_data, voorbeeld):
    from ibtlib.gegevens.gegevens import laad

    (kopie_data / "voorbeeld" / "tegelkaart.csv").unlink()
    g = laad("voorbeeld", kopie_data)
    cijfers = figuur_kaarten(g, g.perioden).cijfers.rijen
    assert cijfers and sorted(cijfers) == sorted(figuur_kaarten(voorbeeld, voorbeeld.perioden).cijfers.rijen)


def test_without_any_trede_there_is_a_sentence_and_no_map(voorbeeld):
    alineas = ("Geen kaart: over Voorbeeldprovincie is geen trede per gemeente bekend.",)
    assert figuur_kaarten(voorbeeld, []).alineas == alineas
