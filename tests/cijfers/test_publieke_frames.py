"""What analysts do with a frame, done to every public one: plot, describe, round, merge, pivot, seaborn, Excel."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import openpyxl
import pandas as pd
import pytest
import seaborn as sns

import ibtlib as ibt
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.frames import formules_van
from ibtlib.gegevens.gegevens import Gegevens

matplotlib.use("Agg")

STAP = ibt.scenario.RealisatieMaal("1,4")


def eerste_gemeente(g: Gegevens) -> str:
    return g.gemeentelijst.op(g.perioden[0].begin)[0].naam


def start(g: Gegevens) -> Any:
    return ibt.vertrekpunt(g, "2023-2", 2, "gemeenten" if len(g.gemeentecijfers) else "provincie")


FRAMES: dict[str, Callable[..., pd.DataFrame]] = {
    "resultaten": lambda g, **x: ibt.resultaten(g, "2023-2", **x),
    "beoordeel": lambda g, **x: ibt.beoordeel(g, **x),
    "taakstelling_per_gemeente": lambda g, **x: ibt.taakstelling_per_gemeente(g, "2023-2", **x),
    "reeks": lambda g, **x: ibt.trend(g).reeks(**x),
    "tempo": lambda g, **x: ibt.trend(g).tempo(**x),
    "op_rij": lambda g, **x: ibt.trend(g).op_rij(**x),
    "per_gemeente": lambda g, **x: ibt.trend(g).per_gemeente(**x),
    "bruto_netto": lambda g, **x: ibt.trend(g).bruto_netto(**x),
    "versies": lambda g, **x: ibt.trend(g).versies(**x),
    "standen": lambda g, **x: ibt.trend(g).standen(**x),
    "treden": lambda g, **x: ibt.trend(g).treden(**x),
    "stappen": lambda g, **x: ibt.dekking(g).stappen(**x),
    "plekken": lambda g, **x: ibt.dekking(g).plekken(**x),
    "dossier": lambda g, **x: ibt.dossier(g, "2023-2", eerste_gemeente(g)).tabel(**x),
    "projectie": lambda g, **x: ibt.projectie(g, "2023-1").tabel(**x),
    "vertrekpunt": lambda g, **x: start(g).tabel(**x),
    "doorrekenen": lambda g, **x: ibt.doorrekenen(start(g), STAP).tabel(**x),
    "pad": lambda g, **x: ibt.doorrekenen(start(g), STAP).pad(**x),
    "kansen": lambda g, **x: ibt.kansen(ibt.doorrekenen(start(g)), **x),
    "inhaalpad": lambda g, **x: ibt.inhaalpad(g, "2023-2", "2025-01-01").tabel(**x),
    "omslagpunt": lambda g, **x: ibt.omslagpunt(ibt.doorrekenen(ibt.vertrekpunt(g, "2023-2"))).tabel(**x),
    "verschillen": lambda g, **x: ibt.doorrekenen(start(g), STAP).verschillen(**x),
}
ZONDER_BRON = {"op_rij", "bruto_netto"}  # counts and sums over perioden and gemeenten
VERONDERSTELD = {
    "vertrekpunt",
    "doorrekenen",
    "pad",
    "kansen",
    "inhaalpad",
    "omslagpunt",
    "verschillen",
}  # in no source
NIET_VAN = {
    "taakstelling_per_gemeente": "voorbeeld",  # the inhabitants of an invented province are not known
    "per_gemeente": "utrecht",  # published nothing per gemeente; see test_trend_reeksen
    "verschillen": "utrecht",  # as a whole it keeps its trede
}
paren = pytest.mark.parametrize(
    ("naam", "provincie"),
    [(n, p) for n in FRAMES for p in ("utrecht", "voorbeeld") if NIET_VAN.get(n) != p],
)


@pytest.fixture(autouse=True)
def _closed() -> object:
    yield
    plt.close("all")


@pytest.fixture
def g(provincie: str, request: pytest.FixtureRequest) -> Gegevens:
    return request.getfixturevalue(provincie)


@paren
def test_every_column_has_a_type_of_its_own_and_where_it_stands(naam: str, g: Gegevens) -> None:
    frame = FRAMES[naam](g)
    assert object not in set(frame.dtypes) and len(frame)
    assert naam in ZONDER_BRON | VERONDERSTELD or {"bron", "vindplaats"} <= set(frame)
    if {"bron", "vindplaats"} <= set(frame):
        bronnen = {deel for b in frame["bron"].dropna() for deel in b.split(" | ")}
        assert bronnen and bronnen <= set(g.bronnen)
        assert (frame["bron"].isna() == frame["vindplaats"].isna()).all()


@paren
def test_the_figures_are_the_exact_ones(naam: str, g: Gegevens) -> None:
    frame, exact = FRAMES[naam](g), FRAMES[naam](g, exact=True)
    assert list(frame.columns) == list(exact.columns) and [*map(str, frame.index)] == [*map(str, exact.index)]
    for kolom in frame.columns:
        for zo, precies in zip(frame[kolom].tolist(), exact[kolom].tolist(), strict=True):
            if pd.isna(precies):
                assert pd.isna(zo), kolom
            elif isinstance(precies, Fraction):
                assert zo == float(precies), kolom
            else:
                assert zo == precies or zo == pd.Timestamp(precies), kolom


@paren
def test_it_does_what_analysts_ask(naam: str, g: Gegevens) -> None:
    frame = FRAMES[naam](g)
    getallen = list(frame.select_dtypes(["Int64", "Float64"]))
    assert len(frame.describe(include="all")) > 3
    assert frame[getallen].round(1).shape == (len(frame), len(getallen))
    for kolom in getallen:
        grootste = frame.nlargest(2, kolom)[kolom].dropna()
        assert grootste.empty or grootste.iloc[0] == frame[kolom].max()
    assert frame.to_csv() and frame.style.format(precision=1).to_html()
    kaal = frame.reset_index()
    sleutel = list(kaal.columns[:2])
    assert len(kaal.merge(kaal[sleutel].drop_duplicates(), on=sleutel)) == len(kaal)
    uit = io.BytesIO()
    kaal.to_excel(uit, index=False)
    blad = openpyxl.load_workbook(uit).active
    for kolom in getallen:
        cellen = [blad.cell(i, 1 + list(kaal).index(kolom)).value for i in range(2, len(kaal) + 2)]
        assert all(isinstance(c, (int, float, type(None))) for c in cellen), kolom
    bekend = [kolom for kolom in getallen if frame[kolom].notna().any()]
    if bekend:
        assert frame[bekend].plot().lines
        sns.lineplot(data=kaal, x=kaal.columns[0], y=bekend[0])
        sns.barplot(data=kaal, x=kaal.columns[0], y=bekend[0], errorbar=None)


@paren
def test_it_can_be_published_as_it_is_and_says_what_was_computed(naam: str, g: Gegevens) -> None:
    frame = FRAMES[naam](g)
    tabel = ibt.tabel(frame, "Proef", g=g)
    assert len(tabel.rijen) == len(frame)
    for kolom, formule in formules_van(frame).items():
        assert not formule.startswith("eigen bewerking"), kolom
    berekend = {
        k
        for k in frame
        if re.search(r"^pct_|_eind$|_berekend$|^per_maand|^index$", str(k)) and k in frame.select_dtypes("number")
    }
    gezegd = set(formules_van(frame)) | ({*frame} if {"formule", "aanname"} & set(frame) else set())
    assert berekend <= gezegd, "what is computed says how"


# --- the five lines in which a new user got stuck -------------------------------------------------------------


def test_the_index_of_the_taakstelling_is_a_line_with_its_gap(utrecht: Gegevens) -> None:
    """429 in 2020-1, nothing published until 2021-2, 1651 in 2023-1 (voortgangsrapportage 2022-2/2023-1)."""
    index = ibt.trend(utrecht).index(basis="2020-1")
    assert index["2020-1"] == 1.0 and index["2023-1"] == 1651 / 429 and pd.isna(index["2020-2"])
    punten = np.ma.filled(index.plot().lines[0].get_ydata(), np.nan)
    assert len(punten) == 9 and np.isnan(punten).tolist() == [False, True, True, *[False] * 6]
    groei = ibt.trend(utrecht).groei()
    assert pd.isna(groei["2020-2"]) and groei["2023-1"] == float(Fraction(1651 - 1055, 1055) * 100)


def test_all_perioden_are_judged_at_once_and_one_that_no_report_knows_is_refused(voorbeeld: Gegevens) -> None:
    alle = ibt.beoordeel(voorbeeld)
    assert list(alle["periode"].cat.categories) == ["2022-1", "2022-2", "2023-1", "2023-2", "2024-1", "2024-2"]
    twee = ibt.beoordeel(voorbeeld, ["2023-2", "2024-1"], exact=True)
    apart = [ibt.beoordeel(voorbeeld, p, exact=True) for p in ("2023-2", "2024-1")]
    pd.testing.assert_frame_equal(twee, pd.concat(apart, ignore_index=True))
    ladder = alle.pivot(index="gemeente", columns="periode", values="trede_berekend")
    assert list(ladder.columns) == list(alle["periode"].cat.categories)
    assert sns.heatmap(ladder.astype(float)).collections
    with pytest.raises(AanvraagFout, match="Over periode 2019-1 van Voorbeeld"):
        ibt.beoordeel(voorbeeld, "2019-1")


def test_findings_are_a_frame_with_a_row_per_figure(utrecht: Gegevens) -> None:
    """570 and 574 on 1 January 2024: voortgangsrapportage 2023-2, §3.1 and §4.1."""
    frame = ibt.bevindingen(utrecht)
    assert set(frame.dtypes.map(str)) == {"string"}
    stand = frame[frame["bevinding"] == "stand-2024-01-01"]
    assert stand[["bron", "vindplaats"]].values.tolist() == [
        ["rapportage-2023-2", "§3.1, tekst"],
        ["rapportage-2023-2", "§4.1"],
    ]
    assert frame.groupby("ernst")["bevinding"].nunique().to_dict() == {"verschil": 14}
