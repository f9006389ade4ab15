"""The small maps through time: words, table and drawing tell the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.rapport.grafieken.voortgang import kaarten_van_treden
from ibtlib.weergave import LEEG
from ibtlib.weergave.kaartreeks import Kaartstand, kaartreeks
from ibtlib.weergave.tekenen.vormen import Tegel
from tests.tabelhulp import klassen_van

TEGELS = [
    Tegel("GM0003", "Nieuwstad", "NS", 0, 0),
    Tegel("GM0001", "Aa", "AA", 0, 0),
    Tegel("GM0002", "Be", "BE", 1, 1),
]
# Aa goes into Nieuwstad, on the same tile
STANDEN = [
    Kaartstand("2022-1", "vastgesteld", {"GM0001": 2, "GM0002": 1}),
    Kaartstand("2022-2", "berekend", {"GM0003": 3, "GM0002": None}),
    Kaartstand("2023-1", "niet gepubliceerd", {"GM0003": None, "GM0002": None}),
]


def figuur(**anders):
    return kaartreeks("kaarten", "Treden", TEGELS, STANDEN, **anders)


def test_alternative_text_counts_per_periode():
    assert figuur().alt == (
        "Kaart met een tegel voor elk van 3 gemeenten, voor 3 perioden. 2022-1: trede 1 bij 1 gemeente, trede 2 bij 1. "
        "2022-2: trede 3 bij 1 gemeente, onbekend bij 1. 2023-1: treden niet gepubliceerd."
    )


def test_table_has_a_row_per_gemeente_and_tells_unknown_from_not_there():
    tabel = figuur().cijfers
    assert [k.naam for k in tabel.koppen] == [
        "Gemeente", "2022-1 (vastgesteld)", "2022-2 (berekend)", "2023-1 (niet gepubliceerd)",
    ]  # fmt: skip
    assert tabel.cellen() == [
        ["Aa", "2", "bestond niet", "bestond niet"],
        ["Be", "1", "onbekend", "onbekend"],
        ["Nieuwstad", "bestond niet", "3", "onbekend"],
    ]
    assert klassen_van(tabel) == {(0, 1): "trede-2", (1, 1): "trede-1", (2, 2): "trede-3"}


def test_drawing_has_a_digit_for_every_gemeente_that_was_there():
    svg = ET.fromstring(figuur().svg)
    teksten = [t.text for t in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert teksten == [
        "2022-1", "vastgesteld", "2", "1", "2022-2", "berekend", "3", "–", "2023-1", "niet gepubliceerd", "––",
        "trede 1", "trede 2", "trede 3", "– onbekend",
    ]  # fmt: skip


def test_every_digit_has_a_place_of_its_own():
    for xs, ys, cijfers in re.findall(
        r'<text x="([^"]*)" y="([^"]*)" font-size="11" text-anchor="middle"[^>]*>([^<]*)<', figuur().svg
    ):
        assert len(xs.split()) == len(ys.split()) == len(cijfers)


def test_invented_treden_say_so():
    assert "FICTIEF" in figuur(fictief=True).svg and figuur(fictief=True).alt.startswith("FICTIEF: verzonnen gegevens.")
    assert "FICTIEF" not in figuur().svg


@pytest.mark.parametrize(("tegels", "standen"), [([], STANDEN), (TEGELS, [])])
def test_nothing_to_draw_is_refused(tegels, standen):
    with pytest.raises(AanvraagFout, match="geen tegels of geen perioden"):
        kaartreeks("kaarten", "Treden", tegels, standen)


def test_what_is_no_trede_is_refused_with_its_place():
    with pytest.raises(AanvraagFout, match="Aa in 2022-1: '7' is geen trede"):
        kaartreeks("kaarten", "Treden", TEGELS, [Kaartstand("2022-1", "vastgesteld", {"GM0001": 7})])


def test_the_maps_of_utrecht_count_as_published(utrecht):
    # rapportage 2022-2/2023-1: 8 gemeenten on trede 1 and 18 on trede 2; rapportage 2023-2, tabel 2: 13 and 13
    alt = kaarten_van_treden(utrecht, utrecht.perioden).alt
    assert "2023-1: trede 1 bij 8 gemeenten, trede 2 bij 18." in alt
    assert "2023-2: trede 1 bij 13 gemeenten, trede 2 bij 13." in alt
    assert f"2024-1: treden {LEEG}." in alt


def test_a_province_without_places_on_the_map_gets_a_sentence(kopie_data):
    from ibtlib.gegevens.gegevens import laad

    (kopie_data / "voorbeeld" / "tegelkaart.csv").unlink()
    g = laad("voorbeeld", kopie_data)
    assert kaarten_van_treden(g, g.perioden).alineas == (
        "Geen kaart: voor Voorbeeldprovincie is er geen tegelkaart.csv.",
    )
