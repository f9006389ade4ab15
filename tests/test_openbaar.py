"""The public names as an analyst finds them: in the completion of JupyterLab, and behind a question mark."""

from __future__ import annotations

import inspect
import re
from types import ModuleType
from typing import Any

import pytest

import ibtlib as ibt
from ibtlib.cijfers.opvang.spreidingswet import Dekking
from ibtlib.cijfers.posities import Dossier
from ibtlib.cijfers.projecties import Projectie
from ibtlib.cijfers.reeksen import Trend
from ibtlib.scenario.doelen import Inhaalpad, Omslagpunt
from ibtlib.scenario.doorrekenen import Uitkomst
from ibtlib.scenario.stand import Stand

FUNCTIES = [naam for naam in ibt.__all__ if not isinstance(getattr(ibt, naam), (str, ModuleType))]
FRAMES = [
    getattr(klasse, naam)
    for klasse in (Trend, Dekking, Uitkomst, Stand, Dossier, Projectie, Inhaalpad, Omslagpunt)
    for naam, functie in vars(klasse).items()
    if not naam.startswith("_")
    and naam != "vastgesteld"  # a table as it was read
    and inspect.isfunction(functie)
    and re.search("DataFrame|Series", str(functie.__annotations__.get("return", "")))
]


def test_completion_shows_the_public_names_only() -> None:
    assert dir(ibt) == sorted(ibt.__all__)
    assert dir(ibt.scenario) == sorted(ibt.scenario.__all__)
    assert not [naam for naam in dir(ibt) if naam.startswith("_") and naam != "__version__"]
    assert not {"Any", "annotations", "import_module"} & set(dir(ibt))


def _laatste_deel(doc: str) -> str:
    return re.findall(r"^(\w[\w ]*)\n-{3,}$", doc, re.M)[-1]


@pytest.mark.parametrize("naam", FUNCTIES)
def test_what_is_public_says_its_use_first_and_ends_in_an_example_that_runs(naam: str) -> None:
    """That it runs is for the doctests."""
    doc = inspect.getdoc(getattr(ibt, naam)) or ""
    assert doc.splitlines()[0].endswith("."), "the use in one sentence"
    assert _laatste_deel(doc) == "Examples" and ">>>" in doc


@pytest.mark.parametrize("functie", FRAMES, ids=lambda f: f.__qualname__)
def test_what_gives_a_frame_ends_in_an_example_too(functie: Any) -> None:
    doc = inspect.getdoc(functie) or ""
    assert ">>>" in doc and _laatste_deel(doc) == "Examples"


@pytest.mark.parametrize(
    "functie",
    [f for f in [*FRAMES, *(getattr(ibt, n) for n in FUNCTIES)] if "exact" in inspect.signature(f).parameters],
)
def test_exact_is_asked_for_by_name_with_plottable_figures_as_the_default(functie: Any) -> None:
    parameter = inspect.signature(functie).parameters["exact"]
    assert parameter.default is False and list(inspect.signature(functie).parameters)[-1] == "exact"


def test_every_frame_can_be_had_exactly() -> None:
    assert len(FRAMES) >= 19
    assert not [f.__qualname__ for f in FRAMES if "exact" not in inspect.signature(f).parameters]
