"""Back-test: what the suite shows equals what was published, typed from the reports (tests/gouden/README.md)."""

import csv
from pathlib import Path

import pytest

import ibtlib as ibt
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport import voortgang

GOUDEN = Path(__file__).parents[1] / "gouden"
REPO = Path(__file__).parents[2]


def lees(naam):
    with (GOUDEN / naam).open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter=";"))


@pytest.fixture(scope="module")
def utrecht():
    return ibt.laad("utrecht", REPO / "data" / "raw")


@pytest.fixture(scope="module")
def voorbeeld():
    return ibt.laad("voorbeeld", REPO / "data" / "raw")


@pytest.mark.parametrize("verwacht", lees("tabel1.csv"), ids=lambda r: r["periode"])
def test_tabel_1_equals_the_published_one_cell_for_cell(utrecht, verwacht):
    (cellen,) = voortgang.tabel_resultaten(utrecht, verwacht["periode"]).cellen()
    zonder_punt = [c.replace(".", "") for c in cellen]
    gepubliceerd = list(verwacht.values())
    if verwacht["periode"] == "2023-2":  # that report prints the bare number; its column holds an achterstand
        gepubliceerd[2] += " achterstand"
    assert zonder_punt == gepubliceerd


@pytest.mark.parametrize("periode", ["2022-2", "2023-1", "2023-2"])
def test_tabel_2_equals_the_published_one_cell_for_cell(utrecht, periode):
    tabel = voortgang.tabel_beoordelingen(utrecht, periode)
    getoond = {cellen[0]: cellen[1] for cellen in tabel.cellen()}
    assert getoond == {r["gemeente"]: r[periode] for r in lees("tabel2.csv")}


def test_the_grondslag_of_2023_2_equals_the_published_one(utrecht):
    tabel = voortgang.tabel_beoordelingen(utrecht, "2023-2")
    getoond = {cellen[0]: cellen[3].capitalize() for cellen in tabel.cellen()}
    assert getoond == {r["gemeente"]: r["grondslag 2023-2"] for r in lees("tabel2.csv")}


@pytest.mark.parametrize("periode", ["2022-2", "2023-1"])
def test_where_no_grondslag_was_published_none_is_shown(utrecht, periode):
    assert {c[3] for c in voortgang.tabel_beoordelingen(utrecht, periode).cellen()} == {"niet vermeld"}


@pytest.mark.parametrize(
    ("periode", "op", "neer", "gelijk"),
    # counted by hand in tabel2.csv: 2023-1 up Baarn, De Bilt, Leusden, Lopik, Oudewater, Utrecht, Veenendaal,
    # Vijfheerenlanden, Wijk bij Duurstede, Woerden; down Renswoude. 2023-2 up Amersfoort, Bunnik; down Baarn, Eemnes,
    # Montfoort, Nieuwegein, Soest, Veenendaal, Wijk bij Duurstede.
    [("2023-1", 10, 1, 15), ("2023-2", 2, 7, 17)],
)
def test_moves_between_treden_are_those_counted_by_hand(utrecht, periode, op, neer, gelijk):
    tabel = voortgang.tabel_verschuivingen(utrecht, periode)
    assert [rij[1] for rij in tabel.rijen] == [op, neer, gelijk]


def test_published_treden_are_never_overwritten_by_computed_ones(utrecht):
    for periode in ("2022-2", "2023-1", "2023-2"):
        frame = ibt.beoordeel(utrecht, periode, exact=True)
        getoond = {r["gemeente"]: f"trede {r['trede_vastgesteld']}" for r in rijen(frame)}
        assert getoond == {r["gemeente"]: r[periode] for r in lees("tabel2.csv")}
        assert frame["trede_berekend"].isna().all()  # Utrecht publishes no figures per gemeente


@pytest.mark.parametrize("periode", sorted({r["periode"] for r in lees("voorbeeld_treden.csv")}))
def test_computed_treden_of_the_fictional_province_equal_those_worked_out_by_hand(voorbeeld, periode):
    verwacht = {
        r["gemeente"]: (r["berekend"], r["zonder_verschoning"])
        for r in lees("voorbeeld_treden.csv")
        if r["periode"] == periode
    }
    frame = ibt.beoordeel(voorbeeld, periode, exact=True)
    berekend = {
        r["gemeente"]: (_tekst(r["trede_berekend"]), _tekst(r["trede_zonder_verschoning"])) for r in rijen(frame)
    }
    assert berekend == verwacht


def test_the_koppelingstekort_helped_one_fictional_gemeente_in_2023_2(voorbeeld):
    from ibtlib.beoordeling.beoordeel import geholpen_door_koppelingstekort

    assert geholpen_door_koppelingstekort(ibt.beoordeel(voorbeeld, "2023-2")) == 1  # Cranenhoek, not Duinwarande


def _tekst(trede):
    return "" if trede is None else str(trede)
