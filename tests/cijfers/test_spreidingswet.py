"""Coverage of the Spreidingswet opgave, and the table of the Rijksbrief; figures typed from both documents."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.basis.getallen import toon_procent
from ibtlib.cijfers.opvang.landelijk import provincies_rijksbrief
from ibtlib.cijfers.opvang.spreidingswet import Dekking, dekking
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.invoer import rijen

# Statenbrief 2024: 3.523 hard (355 amv), 575 harde plancapaciteit (40 amv), 3.378 to 3.983 planvoorraad, 4.705 in use.
# Rapportage 2023-2, §4.4: opgave 8207.
STAPPEN = [
    ("harde opvangcapaciteit", 3523, "42,9%"),  # 42,926
    ("harde plancapaciteit", 4098, "49,9%"),  # 3523 + 575; 49,933
    ("planvoorraad, laag", 7476, "91,1%"),  # + 3378; 91,093
    ("planvoorraad, hoog", 8081, "98,5%"),  # + 3983; 98,465
]


def gepubliceerd(g: Gegevens) -> Dekking:
    d = dekking(g)
    assert d is not None
    return d


def test_the_steps_of_the_coverage_are_those_of_the_statenbrief(utrecht: Gegevens) -> None:
    d = gepubliceerd(utrecht)
    assert d.opgave == 8207
    assert [(naam, n, toon_procent(pct, 1)) for naam, n, pct in d.opbouw()] == STAPPEN
    assert [pct for _, _, pct in d.opbouw()] == [Fraction(100 * n, 8207) for _, n, _ in STAPPEN]


def test_the_order_of_the_rows_in_the_file_does_not_change_the_steps(kopie_data: Path) -> None:
    pad = kopie_data / "utrecht" / "opvangcapaciteit.csv"
    kop, *regels = pad.read_text(encoding="utf-8").splitlines()
    pad.write_text("\n".join([kop, *reversed(regels)]) + "\n", encoding="utf-8")
    assert [(naam, n) for naam, n, _ in gepubliceerd(laad("utrecht", kopie_data)).opbouw()] == [s[:2] for s in STAPPEN]


def test_of_the_places_in_use_1182_are_not_hard_for_the_peilmomenten(utrecht: Gegevens) -> None:
    d = gepubliceerd(utrecht)
    assert d.in_gebruik is not None
    assert d.in_gebruik.laag == 4705
    assert d.op_peilmomenten == 3523  # the harde plancapaciteit comes after the peildata
    assert d.niet_hard == 4705 - 3523 == 1182


def test_places_of_named_phases_add_up(utrecht: Gegevens) -> None:
    d = gepubliceerd(utrecht)
    assert d.opgeteld("harde opvangcapaciteit", "harde plancapaciteit") == 4098
    assert d.opgeteld("planvoorraad") == 3378
    assert d.opgeteld("planvoorraad", hoog=True) == 3983
    assert d.opgeteld() == 0


def test_places_for_amv_never_exceed_the_places_of_which_they_are_part(utrecht: Gegevens) -> None:
    d = gepubliceerd(utrecht)
    assert {f.naam: f.waarvan_amv for f in d.fasen} == {
        "harde opvangcapaciteit": 355, "harde plancapaciteit": 40, "planvoorraad": None,
    }  # fmt: skip
    for f in d.fasen:
        assert f.laag <= f.hoog
        assert f.waarvan_amv is None or f.waarvan_amv <= f.laag


@pytest.mark.parametrize(
    ("bestand", "regel"), [("utrecht/opvangcapaciteit.csv", ""), ("landelijk/spreidingswet.csv", "1;PV26;")]
)
def test_without_capacity_or_without_opgave_there_is_no_coverage(kopie_data: Path, bestand: str, regel: str) -> None:
    pad = kopie_data / bestand
    if regel:
        over = [r for r in pad.read_text(encoding="utf-8").splitlines() if not r.startswith(regel)]
        pad.write_text("\n".join(over) + "\n", encoding="utf-8")
    else:
        pad.unlink()
    assert dekking(laad("utrecht", kopie_data)) is None


def test_an_opgave_of_nought_gives_no_coverage_and_one_place_does(kopie_data: Path) -> None:
    pad = kopie_data / "landelijk" / "spreidingswet.csv"
    vervang(pad, "Utrecht;8207;", "Utrecht;0;")
    assert dekking(laad("utrecht", kopie_data)) is None
    vervang(pad, "Utrecht;0;", "Utrecht;1;")
    assert gepubliceerd(laad("utrecht", kopie_data)).opbouw()[0][2] == 352300


def test_the_twelve_provinces_and_the_total_stand_as_in_the_rijksbrief(utrecht: Gegevens) -> None:
    frame = provincies_rijksbrief(utrecht)
    assert len(frame) == 13
    utrecht_rij = frame[frame["gebiedscode"] == "PV26"].iloc[0]
    kolommen = ["plekken_nu", "opgave_extra", "verdeling_2022", "opgave_2024", "nog_nodig"]
    assert utrecht_rij[kolommen].tolist() == [2101, 112, 4681, 4793, 2692]
    assert frame.loc[frame["gebiedscode"] == "NL01", kolommen].iloc[0].tolist() == [35152, 1600, 75500, 77100, 41948]


def test_every_row_of_the_rijksbrief_adds_up(utrecht: Gegevens) -> None:
    for r in rijen(provincies_rijksbrief(utrecht)):
        assert r["opgave_berekend"] == r["opgave_2024"], r["gebied"]
        assert r["nog_nodig_berekend"] == r["nog_nodig"], r["gebied"]


def test_two_columns_of_the_rijksbrief_do_not_add_up(utrecht: Gegevens) -> None:
    frame = provincies_rijksbrief(utrecht)
    delen = frame[frame["gebiedscode"] != "NL01"]
    # added by hand: 35.152, 1.601, 75.499, 77.100, 41.948
    assert [int(delen[k].sum()) for k in ("plekken_nu", "opgave_extra", "verdeling_2022", "opgave_2024", "nog_nodig")] == [
        35152, 1601, 75499, 77100, 41948,
    ]  # fmt: skip
