"""The tile map: counts, words, places, and what is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.publicatie.tekening import keur_tekening
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.kaart import kaart

KOLOMMEN = ["gemeente", "afkorting", "rij", "kolom", "trede"]
TEGELS = {
    "GM0342": ("Soest", "SOE", 0, 2, 2),
    "GM0352": ("Wijk bij Duurstede", "WBD", 2, 2, None),
    "GM0355": ("Zeist", "ZST", 1, 2, 1),
    "GM0344": ("Utrecht", "UTR", 1, 0, 1),
}


def als_frame(tegels: dict[str, tuple]) -> pd.DataFrame:
    return pd.DataFrame(list(tegels.values()), list(tegels), KOLOMMEN, dtype=object)


def groot(trede) -> pd.DataFrame:
    return als_frame(
        {f"GM{n:04}": (f"Gemeente met lange naam {n}", f"G{n}", n // 7, n % 7, trede(n)) for n in range(42)}
    )


def teken(tegels=TEGELS, naam: str = "kaart", fictief: bool = False, **rest):
    frame = tegels if isinstance(tegels, pd.DataFrame) else als_frame(tegels)
    return figuur(kaart(frame, **rest), "Trede per gemeente", naam=naam, fictief=fictief)


def teksten(svg: str) -> list[str]:
    return [e.text or "" for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_alt_counts_and_names_and_tells_the_unknown():
    assert teken().alt == (
        "Kaart met een tegel voor elk van 4 gemeenten. Trede 1: 2 gemeenten (Zeist en Utrecht). "
        "Trede 2: 1 gemeente (Soest). Trede onbekend: 1 gemeente (Wijk bij Duurstede)."
    )


def test_alt_of_a_large_map_names_only_the_small_groups():
    alt = teken(groot(lambda n: 3 if n in (5, 6) else 1)).alt
    assert len(alt) <= 600
    assert "Trede 1: 40 gemeenten. " in alt
    assert "Trede 3: 2 gemeenten (Gemeente met lange naam 5 en Gemeente met lange naam 6)." in alt


def test_every_tile_says_its_trede_in_words_and_the_key_counts():
    gevonden = teksten(teken().svg)
    assert {"SOE", "WBD", "ZST", "UTR"} <= set(gevonden)
    assert gevonden.count("trede 1") == 2 and gevonden.count("trede 2") == 1 and gevonden.count("onbekend") == 1
    assert {"trede 1: 2 gemeenten", "trede 2: 1 gemeente", "onbekend: 1 gemeente"} <= set(gevonden)


def vakken(svg: str) -> list[tuple[float, float, float]]:
    """Left, top and width of every tile."""
    paden = re.findall(r' d="([^"]*)"', svg)
    hoeken = [tuple(map(float, m)) for d in paden for m in re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)V", d)]
    return sorted((x, y, x2 - x) for x, y, x2 in hoeken if x2 - x > 20)


def test_tiles_lie_where_their_row_and_column_say_with_white_between_them():
    tegels = vakken(teken().svg)
    assert len(tegels) == 4
    (x0, _, kant), *oost = tegels
    assert kant == 72  # of 76, with white around it
    assert {round(x - x0, 1) for x, _, _ in oost} == {2 * 76}
    hoogten = sorted(y for _, y, _ in oost)
    assert [round(y - hoogten[0], 1) for y in hoogten] == [0, 76, 2 * 76]


def test_a_trede_that_is_not_known_has_a_dashed_edge_as_well_as_its_word():
    assert teken().svg.count("stroke-dasharray") == 2  # its tile, and in the key
    assert "stroke-dasharray" not in teken({"GM1": TEGELS["GM0355"]}).svg


def test_table_is_what_the_map_shows():
    assert teken().cijfers.cellen() == [
        ["Soest", "2"],
        ["Wijk bij Duurstede", "onbekend"],
        ["Zeist", "1"],
        ["Utrecht", "1"],
    ]


def test_colours_of_the_kader_replace_the_default():
    svg = teken(kleuren={2: "rood"}).svg
    assert "#D9634C" in svg and "#FFD966" not in svg
    zwart = teken(kleuren={1: "zwart"}).svg
    assert zwart.count("#3A1512") >= 1 and "#D5EFD6" not in zwart
    assert re.search(r'fill="#FFFFFF"[^>]*>(<text[^>]*>)?(ZST|UTR)', zwart)  # white letters on black


def test_fictional_map_says_so():
    f = teken(fictief=True)
    assert "FICTIEF" in teksten(f.svg) and f.alt.startswith("FICTIEF: ")
    assert f.cijfers.opmerkingen == ("FICTIEF: verzonnen gegevens.",)


def test_map_is_small_well_formed_without_ids_and_the_same_whatever_the_hash_seed():
    svg = teken(groot(lambda n: n % 6 + 1)).svg
    assert (
        len(svg.encode()) < 10_000 and " id=" not in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    )
    assert keur_tekening(svg) == []
    code = "import sys; sys.path.insert(0, 'tests/weergave'); import test_kaart as t; print(t.teken().svg)"
    uit = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert uit == f"{teken().svg}\n"


def test_names_are_text_never_markup():
    assert "<&>" in teksten(teken({"GM1": ("A<b>", "<&>", 0, 0, 1)}).svg)


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda: teken({}), "geen tegels"),
        (lambda: teken({"GM0342": ("Soest", "SOE", 0, 2, 7)}), "Soest: '7' is geen trede"),
        (lambda: teken({"GM0342": ("Soest", "SOE", 0, 2, 2.5)}), "Soest: '2.5' is geen trede"),
        (lambda: teken(pd.concat([als_frame(TEGELS), als_frame(TEGELS).iloc[2:3]])), "GM0355 staat er meer"),
        (
            lambda: teken(TEGELS | {"GM9": ("Z", "Z", 0, 2, None)}),
            "Soest en Z liggen allebei op rij 0, kolom 2",
        ),
        (lambda: teken({"GM9": ("Z", "ZZZZZ", 0, 2, None)}), "1 tot en met 4 letters"),
        (lambda: teken({"GM9": ("Z", "", 0, 2, None)}), "1 tot en met 4 letters"),
        (lambda: teken({"GM9": ("Z", "Z", -1, 2, None)}), "tellen vanaf 0"),
        (lambda: teken(naam="Kaart!"), "kan geen naam van een figuur zijn"),
    ],
)
def test_what_cannot_be_drawn_right_is_refused_in_dutch(maak, melding):
    with pytest.raises(AanvraagFout, match=melding):
        maak()


def test_trede_1_and_2_differ_in_grey_print_by_the_weight_of_their_edge():
    paden = [e.attrib for e in ET.fromstring(teken().svg).iter() if "stroke-width" in e.attrib and "fill" in e.attrib]
    dikte = {p["fill"]: float(p["stroke-width"]) for p in paden if p["fill"] in ("#D5EFD6", "#FFD966")}
    assert dikte["#FFD966"] >= 2 * dikte.get("#D5EFD6", 1)
