"""Real borders: what is read, what is refused, and how they come on the map."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.grenzen import Grenzen, lees_grenzen
from ibtlib.gegevens.huisstijl import Kaartinstelling
from ibtlib.rapport.voortgang.figuren import figuur_kaart, figuur_kaarten
from ibtlib.weergave.vormen import gebiedsvormen, labelplek, tegelvormen, vereenvoudig
from tests.conftest import RAW

# two areas of 10 by 10 km side by side, their common border not straight (Rijksdriehoek, metres)
WEST = [[130000, 450000], [140000, 450000], [141500, 455200], [140000, 460000], [130000, 460000], [130000, 450000]]
OOST = [[140000, 450000], [150000, 450000], [150000, 460000], [140000, 460000], [141500, 455200], [140000, 450000]]


def gebied(code: str, naam: str, ring: list, soort: str = "Polygon") -> dict:
    delen = [ring] if soort == "Polygon" else [[ring]]
    return {
        "type": "Feature",
        "properties": {"code": code, "naam": naam},
        "geometry": {"type": soort, "coordinates": delen},
    }


def verzameling(*gebieden: dict) -> dict:
    return {"type": "FeatureCollection", "features": list(gebieden)}


def vakken(g) -> list[dict]:
    """A fictional area for every tile of a province: 5 by 5 km, about where it lies."""
    uit = []
    for r in g.tabel("tegelkaart").to_dict("records"):
        x, y = 120000 + 5000 * r["kolom"], 480000 - 5000 * r["rij"]
        ring = [[x, y], [x + 5000, y], [x + 5000, y - 5000], [x, y - 5000], [x, y]]
        uit.append(gebied(r["gemeentecode"], r["gemeente"], ring))
    return uit


class _Lijst:
    """The list of a province of two."""

    def __new__(cls):
        import pandas as pd

        from ibtlib.gegevens.gemeenten import Gemeentelijst

        kolommen = ["gemeentecode", "gemeente", "geldig_van", "geldig_tot", "opvolger"]
        rijen = [("GM0001", "West", None, None, None), ("GM0002", "Oost", None, None, None)]
        return Gemeentelijst(pd.DataFrame(rijen, columns=kolommen, dtype=object))


def lees(tmp_path: Path, inhoud: object) -> Grenzen:
    pad = tmp_path / "g.geojson"
    pad.write_text(inhoud if isinstance(inhoud, str) else json.dumps(inhoud), "utf-8")
    return lees_grenzen(Kaartinstelling(pad, "CBS en Kadaster"), _Lijst())


def problemen(tmp_path: Path, inhoud: object) -> str:
    with pytest.raises(InvoerFout) as fout:
        lees(tmp_path, inhoud)
    return str(fout.value)


# --- reading ---


def test_areas_are_read_in_metres_and_other_provinces_left_out(tmp_path):
    elders = gebied("GM9999", "Elders", WEST)
    grenzen = lees(
        tmp_path, verzameling(gebied("GM0001", "West", WEST), elders, gebied("GM0002", "Oost", OOST, "MultiPolygon"))
    )
    assert list(grenzen.gebieden) == ["GM0001", "GM0002"] and grenzen.bron == "CBS en Kadaster"
    assert grenzen.gebieden["GM0001"][0][2] == (141500.0, 455200.0)


def test_degrees_become_about_as_many_metres(tmp_path):
    # 0,1 degree of latitude is 11,1 km; of longitude at 52 degrees 6,8 km (cosine 0,61)
    ring = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]
    grenzen = lees(tmp_path, verzameling(gebied("GM0001", "West", ring), gebied("GM0002", "Oost", ring)))
    (x0, y0), (x1, _), (_, y2), *_ = grenzen.gebieden["GM0001"][0]
    assert 6_800 < x1 - x0 < 6_900 and 11_100 < y2 - y0 < 11_200


GOED = gebied("GM0002", "Oost", OOST)


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ("{", "geen geldige JSON"),
        ([], "geen GeoJSON met een FeatureCollection"),
        (verzameling(), "er staat geen gebied in"),
        (verzameling(GOED), "West (GM0001) ontbreekt; zonder gaten is er geen kaart"),
        (verzameling(GOED, gebied("GM1", "West", WEST)), "gebied 2 (West): 'GM1' is geen gemeentecode"),
        (verzameling(GOED, gebied("GM0001", "Oost", WEST)), "'GM0001' is West, niet Oost"),
        (verzameling(GOED, gebied("GM0003", "West", WEST)), "'GM0003' staat niet in gemeentelijst.csv; West is GM0001"),
        (verzameling(GOED, GOED, gebied("GM0001", "West", WEST)), "gebied 2 (Oost): GM0002 staat er twee keer in"),
        (verzameling(GOED, {"properties": {"gm_code": "GM0001", "gm_naam": "West"}}), "er zijn: gm_code, gm_naam"),
        (verzameling(GOED, 7), "gebied 2: de eigenschappen code en naam horen erbij; er zijn: geen"),
        (verzameling(GOED, gebied("GM0001", "West", WEST, "LineString")), "de vorm is LineString; een gebied is een Polygon"),
        (verzameling(GOED, gebied("GM0001", "West", WEST[:3])), "minder dan vier punten"),
        (verzameling(GOED, gebied("GM0001", "West", [["a", 1], *WEST])), "is geen punt van twee getallen"),
        (verzameling(GOED, gebied("GM0001", "West", [[1e12, 1], *WEST])), "ligt niet in Nederland"),
        (verzameling(GOED, gebied("GM0001", "West", [[52.1, 5.1], *WEST])), "zijn de coördinaten verwisseld"),
        (verzameling(GOED, {**gebied("GM0001", "West", WEST), "geometry": None}), "de vorm is leeg"),
        (verzameling(GOED, {**gebied("GM0001", "West", WEST), "geometry": {"type": "Polygon", "coordinates": []}}), "geen coördinaten"),
        ('{"features": [NaN]}', "de eigenschappen code en naam horen erbij"),
        (" " * 11_000_000, "het bestand is groter dan 10 MB"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path, inhoud, melding):
    assert melding in problemen(tmp_path, inhoud)


def test_all_problems_come_at_once_but_no_more_than_anyone_reads(tmp_path):
    tekst = problemen(tmp_path, verzameling(*[gebied("x", f"g{n}", WEST) for n in range(30)]))
    assert "21 problemen" in tekst and "en nog 10 problemen" in tekst and "gebied 20 (g19)" in tekst


# --- drawing ---


def test_neighbours_keep_the_same_border_whatever_way_round_they_are_drawn():
    vormen, hoogte = gebiedsvormen({"w": [tuple(map(tuple, WEST))], "o": [tuple(map(tuple, OOST))]}, 202, 500, 12)
    # 20 km in 200 units: the border runs from (101, 1) by (116, 49) to (101, 101), north is up
    assert hoogte == 102.0
    punten = [{punt for ring in v.ringen for punt in ring} for v in vormen]
    assert punten[0] & punten[1] == {(101, 1), (116, 49), (101, 101)}


def test_a_hole_stays_open_whatever_way_round_it_was_written():
    rand = ((0.0, 0.0), (9e4, 0.0), (9e4, 9e4), (0.0, 9e4))
    gat = ((3e4, 3e4), (6e4, 3e4), (6e4, 6e4), (3e4, 6e4))
    for ringen in ([rand, gat], [rand, gat[::-1]], [gat, rand[::-1]]):
        (vorm,), _ = gebiedsvormen({"a": ringen}, 92, 92, 9)
        binnen = [_draaiing(ring) for ring in vorm.pad.to_polygons()]
        assert sorted(binnen) == [-1, 1]  # a fill leaves out what turns the other way
        buitenste = max(vorm.pad.to_polygons(), key=lambda ring: np.ptp(ring[:, 0]))
        assert _draaiing(buitenste) == 1


def _draaiing(ring) -> int:
    x, y = ring.T
    return int(np.sign(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)))


lijnen = st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), min_size=3, max_size=25)


@given(lijnen)
def test_simplifying_does_not_depend_on_the_direction_and_keeps_to_the_grid(lijn):
    heen, terug = vereenvoudig(lijn), vereenvoudig(lijn[::-1])
    assert set(heen) == set(terug)
    assert all(x == int(x) and y == int(y) for x, y in heen)
    assert all(any(abs(x - a) <= 0.5 and abs(y - b) <= 0.5 for a, b in lijn) for x, y in heen)


def test_a_label_stands_in_the_wide_part_and_beside_a_hole():
    hoefijzer = ((0, 0), (60, 0), (60, 40), (40, 40), (40, 20), (20, 20), (20, 40), (0, 40))
    x, y, breedte = labelplek([hoefijzer], 8)
    assert (x, breedte) == (30, 60) and 4 <= y <= 16
    ring = ((0, 0), (60, 0), (60, 60), (0, 60))
    x, y, breedte = labelplek([ring, ((5, 5), (55, 5), (55, 40), (5, 40))], 10)
    assert y > 40 and breedte == 60


def test_an_area_smaller_than_the_grid_is_still_on_the_map():
    stip = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    vormen, _ = gebiedsvormen({"groot": [((0.0, 0.0), (9e4, 0.0), (9e4, 9e4))], "stip": [stip]}, 100, 100, 9)
    assert vormen[1].ringen == (((1, 99), (2, 99), (2, 100)),)


def test_tiles_touch_and_do_not_overlap(utrecht):
    from ibtlib.rapport.voortgang.figuren import _tegels

    vormen, hoogte = tegelvormen(_tegels(utrecht, dict.fromkeys(f"GM{n:04}" for n in range(2000))), 126)
    assert len(vormen) == 26 and hoogte == 90  # 7 columns, 5 rows
    assert {v.breedte for v in vormen} == {16}  # 126 ÷ 7 = 18, with a point of white on either side


@pytest.fixture
def met_grenzen(kopie_data):
    """The data of Utrecht with fictional borders."""
    map_ = kopie_data / "utrecht" / "huisstijl"
    map_.mkdir()
    (map_ / "huisstijl.yaml").write_text("kaart: {bestand: g.geojson, bron: CBS en Kadaster (grenzen)}", "utf-8")
    (map_ / "g.geojson").write_text(json.dumps(verzameling(*vakken(laad("utrecht", RAW)))), "utf-8")
    return laad("utrecht", kopie_data)


def test_both_maps_show_borders_credit_them_and_tell_the_same_as_the_tiles(met_grenzen, utrecht):
    for teken in (lambda g: figuur_kaart(g, "2023-2"), lambda g: figuur_kaarten(g, g.perioden)):
        echt, tegels = teken(met_grenzen), teken(utrecht)
        ET.fromstring(echt.svg)
        assert echt.alt.startswith("Kaart met de grenzen van 26 gemeenten")
        assert "CBS en Kadaster (grenzen)" in echt.cijfers.bron
        assert "tegel" not in echt.bijschrift + echt.alt
        assert echt.cijfers.rijen == tegels.cijfers.rijen
        assert echt.alt.partition(".")[2] == tegels.alt.partition(".")[2] or "periode" in echt.alt


def test_the_number_of_the_trede_stands_in_every_area(met_grenzen):
    cijfers = re.findall(r">(\d|–)</text>", figuur_kaart(met_grenzen, "2023-2").svg)
    assert sorted(cijfers) == ["1"] * 13 + ["2"] * 13  # voortgangsrapportage 2023-2, tabel 2


def test_without_a_shape_for_every_gemeente_of_then_the_tiles_come_back(met_grenzen, monkeypatch):
    from dataclasses import replace

    zonder = {c: v for c, v in met_grenzen.grenzen.gebieden.items() if c != "GM0344"}
    monkeypatch.setattr(type(met_grenzen), "grenzen", replace(met_grenzen.grenzen, gebieden=zonder))
    figuur = figuur_kaart(met_grenzen, "2023-2")
    assert "een tegel voor elk" in figuur.alt and "Kadaster" not in " ".join(figuur.cijfers.bron)


@pytest.mark.parametrize(("code", "naam"), [("code", "naam"), ("statcode", "statnaam")])
@pytest.mark.parametrize("genoemd", ["West", "West (G.)", "Gemeente West"])
def test_the_file_of_cbs_is_read_as_it_is_and_a_code_that_fits_is_enough(tmp_path, code, naam, genoemd):
    vorm = gebied("GM0001", "West", WEST)
    vorm["properties"] = {code: "GM0001", naam: genoemd}
    assert set(lees(tmp_path, verzameling(GOED, vorm)).gebieden) == {"GM0001", "GM0002"}
