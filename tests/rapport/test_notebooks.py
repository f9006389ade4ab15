"""What stands open in the notebooks: every cell runs, and shows what an analyst can publish."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from notebookhulp import cellen, toon

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import spreidingswet
from ibtlib.weergave import Figuur, Tabel

OPEN = ["01_voortgang.ipynb", "02_trend.ipynb", "03_spreidingswet.ipynb", "04_scenario.ipynb", "06_monitor.ipynb"]
KEUZE = {
    "utrecht": {"periode": "2023-2", "gemeente": "De Bilt"},
    "voorbeeld": {"periode": "2024-1", "gemeente": "Cranenhoek"},
}


def in_volgorde(notebook: str, g: Gegevens, **parameters: str) -> dict[str, Any]:
    """What every cell after the one that loads shows, each after all cells before it."""
    alle = cellen(notebook)
    begin = next(i for i, c in enumerate(alle) if "laad(" in c["source"])
    return {c["id"]: toon(notebook, c["id"], g, tot=c["id"], **parameters) for c in alle[begin + 1 :]}


@pytest.mark.parametrize("provincie", KEUZE)
def test_the_first_notebook_runs_to_its_end_and_publishes(provincie, request):
    g = request.getfixturevalue(provincie)
    getoond = in_volgorde("00_begin.ipynb", g, **KEUZE[provincie])
    assert len(getoond) > 10 and all(w is not None for w in getoond.values())
    figuren = [w for w in getoond.values() if isinstance(w, Figuur)]
    (tabel,) = (w for w in getoond.values() if isinstance(w, Tabel))
    assert len(figuren) == 2 and all(("FICTIEF" in f.svg) == g.fictief for f in figuren)
    assert tabel.bijschrift.startswith("FICTIEF: ") == g.fictief
    if provincie == "utrecht":  # tabel 1 of the reports; De Bilt stayed on trede 2
        assert "Realisatie: 405 in 2020-1, 1.635 in 2022-2, 1.138 in 2023-1 en 1.208 in 2023-2" in figuren[0].alt
        assert ("De Bilt", "trede 2", "trede 2") in tabel.rijen and len(tabel.rijen) == 26


def aanroepen(boom: ast.AST) -> set[str]:
    """Which names of `ibt` are called in a cell."""
    return {
        ast.unparse(k.func).removeprefix("ibt.")
        for k in ast.walk(boom)
        if isinstance(k, ast.Call) and ast.unparse(k.func).startswith("ibt.")
    }


@pytest.mark.parametrize("notebook", OPEN)
def test_a_chart_and_a_table_stand_open_for_who_analyses(notebook):
    """The frame, what draws it and what publishes it: in ten lines, without functions and without figures typed in."""
    per_cel = {c["source"]: aanroepen(ast.parse(c["source"])) for c in cellen(notebook)}
    figuren = [bron for bron, namen in per_cel.items() if "figuur" in namen]
    tabellen = [bron for bron, namen in per_cel.items() if "tabel" in namen]
    assert figuren and tabellen
    assert all(per_cel[bron] & {"lijnen", "staven", "dekkingsstaaf"} and "cijfers=" in bron for bron in figuren)
    for bron in (*figuren, *tabellen):
        assert len(bron.splitlines()) <= 10, bron
        knopen = list(ast.walk(ast.parse(bron)))
        assert not [k for k in knopen if isinstance(k, ast.FunctionDef | ast.Lambda)], bron
        assert not [k for k in knopen if isinstance(k, ast.Constant) and type(k.value) in (int, float)], bron


def test_an_open_table_without_figures_says_so(utrecht):
    """Of no gemeente of Utrecht it is published how many were linked, nor what it has to offer in places."""
    leeg = toon("06_monitor.ipynb", "06-15", utrecht, peildatum="2023-10-26")
    assert isinstance(leeg, Tabel) and not leeg.rijen and leeg.zonder_rijen == "niet in de gelezen bronnen"
    assert toon("03_spreidingswet.ipynb", "03-22", utrecht, periode="2023-2") is None  # the table after it says so
    assert str(spreidingswet.tabel_gemeenten(utrecht)).count("niet in de gelezen bronnen") == 1


def test_an_open_chart_changes_with_the_cell(voorbeeld, monkeypatch):
    """An analyst takes five gemeenten and another colour, and sees that on the page."""
    gewoon = toon("06_monitor.ipynb", "06-11", voorbeeld, peildatum="2024-10-01")
    bron = next(c["source"] for c in cellen("06_monitor.ipynb") if c["id"] == "06-11")
    anders = bron.replace("(g, peildatum)\ngelijk", "(g, peildatum).head()\ngelijk").replace(
        "ibt.kleuren.OPGAVE", "'#123456'"
    )
    f = toon("06_monitor.ipynb", "06-11", voorbeeld, bron=anders, peildatum="2024-10-01")
    assert len(gewoon.cijfers.rijen) == 8 and len(f.cijfers.rijen) == 5
    assert "#123456" in f.svg and "#123456" not in gewoon.svg


def test_a_line_and_fewer_perioden_in_an_open_cell_are_seen_in_the_figure(utrecht):
    bron = next(c["source"] for c in cellen("01_voortgang.ipynb") if c["id"] == "01-kort-2")
    anders = bron.replace("reeks(g, periode)", 'reeks(g, periode).loc["2022-2":]').replace(
        "ibt.gebeurtenissen(ax, g, tot_en_met=periode)", 'ax.axhline(reeks["realisatie"].mean(), color="#123456")'
    )
    f = toon("01_voortgang.ipynb", "01-kort-2", utrecht, bron=anders, periode="2023-2")
    assert [r[0] for r in f.cijfers.rijen] == ["2022-2", "2023-1", "2023-2", "2024-1"]
    assert "#123456" in f.svg and "Gemarkeerd" not in f.alt
    gewoon = toon("01_voortgang.ipynb", "01-kort-2", utrecht, periode="2023-2")
    assert gewoon.cijfers.rijen[0] == ("2020-1", 429, None, 405, None) and "Gemarkeerd" in gewoon.alt


@pytest.mark.parametrize(
    "notebook", ["01_voortgang.ipynb", "02_trend.ipynb", "03_spreidingswet.ipynb", "04_scenario.ipynb"]
)
def test_the_story_is_seen_before_any_table(notebook, utrecht):
    soorten = [type(w) for w in in_volgorde(notebook, utrecht, periode="2023-2").values()]
    assert soorten.index(Figuur) < soorten.index(Tabel)
