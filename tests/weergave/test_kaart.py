"""The tile map: counts, words, places, and what is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.weergave.kaart import Tegel, tegelkaart
from tests.tabelhulp import klassen_van

TEGELS = [
    Tegel("GM0342", "Soest", "SOE", 0, 2),
    Tegel("GM0352", "Wijk bij Duurstede", "WBD", 2, 2),
    Tegel("GM0355", "Zeist", "ZST", 1, 2),
    Tegel("GM0344", "Utrecht", "UTR", 1, 0),
]
TREDEN = {"GM0342": 2, "GM0355": 1, "GM0344": 1}
GROOT = [Tegel(f"GM{n:04}", f"Gemeente met lange naam {n}", f"G{n}", n // 7, n % 7) for n in range(42)]


def kaart(**rest):
    return tegelkaart("kaart", "Trede per gemeente", TEGELS, TREDEN, **rest)


def teksten(svg: str) -> list[str]:
    return [e.text or "" for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_alt_counts_and_names_and_tells_the_unknown():
    assert kaart().alt == (
        "Kaart met een tegel voor elk van 4 gemeenten. Trede 1: 2 gemeenten (Zeist en Utrecht). "
        "Trede 2: 1 gemeente (Soest). Trede onbekend: 1 gemeente (Wijk bij Duurstede)."
    )


def test_alt_of_a_large_map_names_only_the_small_groups():
    alt = tegelkaart("kaart", "x", GROOT, {t.code: 3 if t.code in ("GM0005", "GM0006") else 1 for t in GROOT}).alt
    assert len(alt) <= 600
    assert "Trede 1: 40 gemeenten. " in alt
    assert "Trede 3: 2 gemeenten (Gemeente met lange naam 5 en Gemeente met lange naam 6)." in alt


def test_every_tile_says_its_trede_in_words_and_the_key_counts():
    gevonden = teksten(kaart().svg)
    assert {"SOE", "WBD", "ZST", "UTR"} <= set(gevonden)
    assert gevonden.count("trede 1") == 2 and gevonden.count("trede 2") == 1 and gevonden.count("onbekend") == 1
    assert {"trede 1: 2 gemeenten", "trede 2: 1 gemeente", "onbekend: 1 gemeente"} <= set(gevonden)


def test_tiles_lie_where_their_row_and_column_say_with_white_between_them():
    svg = kaart().svg
    vakken = [tuple(map(float, m)) for m in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height', svg)]
    tegels = sorted(v for v in vakken if v[2] > 20)
    assert len(tegels) == 4
    (x0, _, kant), *oost = tegels
    assert {x for x, _, _ in oost} == {x0 + 2 * (kant + 4)}
    assert sorted(y for _, y, _ in oost) == [2, 2 + kant + 4, 2 + 2 * (kant + 4)]


def test_table_is_what_the_map_shows():
    figuur = kaart(ondertitel_per_tegel={"GM0342": "88%"}, bron=["provincie Utrecht"])
    assert figuur.cijfers.cellen()[:2] == [
        ["Soest", "2", "88%"],
        ["Wijk bij Duurstede", "onbekend", "onbekend"],
    ]
    assert klassen_van(figuur.cijfers)[0, 1] == "trede-2" and (1, 1) not in klassen_van(figuur.cijfers)
    assert "88%" in teksten(figuur.svg) and figuur.cijfers.bron == ("provincie Utrecht",)


def test_colours_of_the_kader_replace_the_default():
    assert "#D9634C" in kaart(kleuren={2: "rood"}).svg and "#FFD966" not in kaart(kleuren={2: "rood"}).svg


def test_fictional_map_says_so():
    figuur = kaart(fictief=True)
    assert "FICTIEF" in teksten(figuur.svg) and figuur.alt.startswith("FICTIEF: ")
    assert figuur.cijfers.opmerkingen == ("FICTIEF: verzonnen gegevens.",)


def test_map_is_small_well_formed_without_ids_and_needs_no_matplotlib():
    svg = tegelkaart("kaart", "x", GROOT, {t.code: int(t.code[2:]) % 6 + 1 for t in GROOT}).svg
    assert (
        len(svg.encode()) < 10_000 and " id=" not in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    )
    code = (
        "import sys; sys.path.insert(0, 'tests/weergave'); import test_kaart as t; print(t.kaart().svg);"
        "print('matplotlib' in sys.modules)"
    )
    uit = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert uit == f"{kaart().svg}\nFalse\n"


def test_names_are_text_never_markup():
    figuur = tegelkaart("kaart", "x", [Tegel("GM1", "A<b>", "<&>", 0, 0)], {"GM1": 1})
    assert "<&>" in teksten(figuur.svg)


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda: tegelkaart("kaart", "x", [], {}), "geen tegels"),
        (
            lambda: tegelkaart("kaart", "x", TEGELS, {"GM0343": 1}),
            "trede voor 'GM0343', maar geen tegel. Bedoelde u",
        ),
        (lambda: tegelkaart("kaart", "x", TEGELS, {"GM0342": 7}), "Soest: '7' is geen trede"),
        (lambda: tegelkaart("kaart", "x", TEGELS, {"GM0342": 2.0}), "Soest: '2.0' is geen trede"),
        (
            lambda: tegelkaart("kaart", "x", [*TEGELS, Tegel("GM0355", "Zeist", "ZST", 5, 5)], {}),
            "GM0355 staat er meer",
        ),
        (
            lambda: tegelkaart("kaart", "x", [*TEGELS, Tegel("GM9", "Z", "Z", 0, 2)], {}),
            "Soest en Z liggen allebei op rij 0, kolom 2",
        ),
        (lambda: tegelkaart("kaart", "x", [Tegel("GM9", "Z", "ZZZZZ", 0, 2)], {}), "1 tot en met 4 letters"),
        (lambda: tegelkaart("kaart", "x", [Tegel("GM9", "Z", "Z", -1, 2)], {}), "tellen vanaf 0"),
        (lambda: kaart(ondertitel_per_tegel={"GM0342": "tien tekens"}), "past niet in een tegel"),
        (lambda: tegelkaart("Kaart!", "x", TEGELS, {}), "kan geen naam van een figuur zijn"),
    ],
)
def test_what_cannot_be_drawn_right_is_refused_in_dutch(maak, melding):
    with pytest.raises(AanvraagFout, match=melding):
        maak()
