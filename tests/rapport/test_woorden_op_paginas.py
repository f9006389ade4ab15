"""Every page is read for words that do not belong there: what no source says, and names from inside the code."""

from __future__ import annotations

import ast
import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader.kader import FEITEN
from ibtlib.kader.kaderlezer import KADERMAP, laad_kaders
from ibtlib.rapport.elders import zin_elders
from ibtlib.rapport.startpagina import startpaginas
from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.hoofdstuk import Hoofdstuk
from ibtlib.weergave.tabel import Tabel

NOTEBOOKS = Path("notebooks")
GOUDEN = Path("tests/gouden/elders.csv")
PAGINAS = [
    *((n, {"provincie": "utrecht", "periode": p}) for n in ("00_samenvatting", "01_voortgang", "02_trend") for p in ("2022-2", "2023-1", "2023-2", "2024-1")),
    *((n, {"provincie": "utrecht", "periode": "2023-2"}) for n in ("03_spreidingswet", "04_scenario", "05_gemeente")),
    ("03_spreidingswet", {"provincie": "utrecht", "periode": "2023-1"}),
    *((n, {"provincie": "voorbeeld", "periode": "2024-1"}) for n in ("00_samenvatting", "01_voortgang", "02_trend", "03_spreidingswet", "04_scenario")),
    ("05_gemeente", {"provincie": "voorbeeld", "periode": "2024-1", "gemeente": "Aarderveld"}),
    ("06_monitor", {"provincie": "utrecht", "peildatum": "2023-10-26"}),
    ("06_monitor", {"provincie": "voorbeeld", "peildatum": "2024-10-01"}),
]  # fmt: skip
# the list of files names them as they are, that of the sources their titles
OVERGESLAGEN = ("tabel_vastlegging", "tabel_bronnen", "bediening.")
NIET_GEPUBLICEERD = re.compile(r"\b(niet|geen|niets)\b[^.;:|]{0,120}\bgepubliceerd\b", re.IGNORECASE)
KADERS = [k for naam in ("utrecht", "voorbeeld") for k in laad_kaders(KADERMAP / naam)]
REGELS = {r.naam for k in KADERS for r in k.regels} | {k.kader for k in KADERS}
BINNENNAAM = re.compile(
    rf"\b(?:{'|'.join(sorted(r for r in REGELS if '-' in r))})\b|"
    r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z_]+\([a-z]*\)|\bibtlib\b"
)


@cache
def uitgevoerd(notebook: str, vast: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """The names of a notebook that ran with other parameters, and under `getoond` what every cell of it shows."""
    ruimte: dict[str, Any] = {}
    uit = []
    for cel in json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text("utf-8"))["cells"]:
        bron = "".join(cel["source"])
        if cel["cell_type"] == "markdown":
            uit.append(bron)
        elif "parameters" in cel["metadata"].get("tags", ()):
            exec(bron, ruimte)
            ruimte |= dict(vast)
        elif "import" in bron:
            exec(bron, ruimte)
        elif not any(o in bron for o in OVERGESLAGEN):
            boom = ast.parse(bron)
            laatste = boom.body.pop()
            exec(compile(boom, notebook, "exec"), ruimte)
            if isinstance(laatste, ast.Expr):
                getoond = eval(compile(ast.Expression(laatste.value), notebook, "eval"), ruimte)
                uit.append(gelezen(getoond) if isinstance(getoond, Weergave) else str(getoond))
    return {**ruimte, "getoond": tuple(uit)}


def pagina(notebook: str, vast: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What every cell of a notebook shows, as text, with other parameters."""
    getoond: tuple[str, ...] = uitgevoerd(notebook, vast)["getoond"]
    return getoond


def gelezen(getoond: Weergave) -> str:
    """Everything that a reader of the page gets to see of one object: notes under a table included."""
    if isinstance(getoond, Hoofdstuk):
        stukken = [s for s in getoond.stukken if not (isinstance(s, Tabel) and s.naam in ("vastlegging", "bronnen"))]
        return "\n".join(gelezen(s) for s in stukken)
    bundel = getoond._repr_mimebundle_()
    zonder_tekening = re.sub(r"<style.*?</style>|<image.*?>", "", bundel["text/html"], flags=re.DOTALL)
    attributen = " | ".join(re.findall(r'(?:alt|aria-label)="([^"]*)"', zonder_tekening))
    return f"{bundel['text/plain']}\n{attributen}\n{re.sub('<[^>]+>', ' | ', zonder_tekening)}"


@pytest.mark.parametrize(("notebook", "vast"), PAGINAS, ids=lambda w: w if isinstance(w, str) else "-".join(w.values()))
def test_no_page_has_an_inner_name_or_says_that_something_was_not_published(
    notebook: str, vast: dict[str, str]
) -> None:
    for tekst in pagina(notebook, tuple(vast.items())):
        assert not (gevonden := BINNENNAAM.search(tekst)), f"{gevonden.group()!r} in: {tekst[:300]}"
        assert not (gevonden := NIET_GEPUBLICEERD.search(tekst)), f"{gevonden.group()!r} in: {tekst[:300]}"


@pytest.mark.parametrize("notebook", ["00_samenvatting", "01_voortgang", "02_trend", "03_spreidingswet", "04_scenario"])
def test_a_share_of_the_huisvesting_is_in_whole_percents_on_every_page(notebook: str) -> None:
    """By hand: 1208 ÷ 1372 is 88,05%, 1208 ÷ 1778 is 67,94%, 1138 ÷ 1651 is 68,93%, 1138 ÷ 1501 is 75,82%."""
    for tekst in pagina(notebook, (("provincie", "utrecht"), ("periode", "2023-2"))):
        assert not (gevonden := re.search(r"\b(?:88,0|67,9|68,9|75,8)", tekst)), tekst[gevonden.start() - 80 :][:200]


@pytest.mark.parametrize("tekst", ["cijfers zijn niet gepubliceerd", "geen trede vastgesteld of gepubliceerd", "is niets gepubliceerd"])  # fmt: skip
def test_the_reader_sees_what_it_is_after(tekst: str) -> None:
    assert NIET_GEPUBLICEERD.search(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        *(f for f in FEITEN if "_" in f),
        "Regel totaalopgave-gehaald",
        "kader voorbeeld-trend-2024",
        "dekking(g).verwacht(kansen)",
        "berekend door ibtlib",
    ],
)
def test_the_reader_knows_an_inner_name(tekst: str) -> None:
    assert BINNENNAAM.search(tekst)


def test_what_a_source_says_was_published_elsewhere_is_said_with_the_place_and_who_says_so(utrecht: Gegevens) -> None:
    with GOUDEN.open(encoding="utf-8", newline="") as bestand:
        for rij in csv.DictReader(bestand, delimiter=";"):
            zin = zin_elders(utrecht, rij["onderwerp"], periode=rij["periode"] or None)
            assert rij["woorden"] in zin and "volgens " in zin, rij["herkomst"]


def test_what_no_source_places_elsewhere_is_not_said_to_be_there(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    assert (
        zin_elders(utrecht, "taakstelling per gemeente", periode="2023-1") == ""
    )  # only the Rijksbrief speaks of a bijlage
    assert zin_elders(voorbeeld, "taakstelling per gemeente", periode="2023-2") == ""


# --- the sources of a document: those that it names, and no others -----------------------------------------


@pytest.mark.parametrize(
    ("notebook", "wel", "niet"),
    # 2023-2: the news of 13.500 in 2022-2, 21.200 in 2023-1 and the taakstellingen of 2025 is not on the page of the voortgang;
    # the trend computes the first two by inhabitants and does cite them
    [("01_voortgang", ["rapportage-2022-2-2023-1", "rapportage-2023-2", "rijksbrief-2023-05-16", "cbs-37259"],
      ["nieuws-nrc-taakstelling-2023-1", "nieuws-gemeente-nu-taakstelling-2025", "nieuws-nd-taakstelling-2022-1"]),
     ("02_trend", ["nieuws-nrc-taakstelling-2023-1"], ["prt-brief-2024", "stb-2024-12"])],
)  # fmt: skip
def test_only_what_a_page_cites_stands_among_its_sources(notebook: str, wel: list[str], niet: list[str]) -> None:
    ruimte = uitgevoerd(notebook, (("provincie", "utrecht"), ("periode", "2023-2")))
    genoemd = [b.id for b in ruimte["g"].geciteerd]
    assert set(wel) <= set(genoemd) and not set(niet) & set(genoemd)


@pytest.mark.parametrize(("notebook", "vast"), PAGINAS, ids=lambda w: w if isinstance(w, str) else "-".join(w.values()))
def test_every_source_in_the_list_stands_elsewhere_on_the_page_too(notebook: str, vast: dict[str, str]) -> None:
    ruimte = uitgevoerd(notebook, tuple(vast.items()))
    tekst = "\n".join(pagina(notebook, tuple(vast.items())))
    for bron in ruimte["g"].geciteerd:
        assert bron.kort in tekst, f"{bron.id} staat alleen in de lijst"


def test_every_notebook_is_read() -> None:
    # no page is made of the first; the last needs two real provinces, and one is shipped
    niet = {"00_begin", "07_landelijk"}
    assert {pad.stem for pad in NOTEBOOKS.glob("*.ipynb")} - niet == {notebook for notebook, _ in PAGINAS}


def test_the_start_pages_have_no_inner_name_and_say_nothing_was_not_published(
    utrecht: Gegevens, voorbeeld: Gegevens
) -> None:
    mappen = {
        f"{g.provincie}/{p}": {"voortgang.html": 1, "trend.html": 1} for g in (utrecht, voorbeeld) for p in g.perioden
    }
    gelezen_paginas = startpaginas([utrecht, voorbeeld], mappen)
    assert len(gelezen_paginas) == 3
    for stuk in (stuk for pagina_ in gelezen_paginas for stuk in pagina_.inhoud):
        tekst = stuk if isinstance(stuk, str) else gelezen(stuk)
        assert not (gevonden := BINNENNAAM.search(tekst)), f"{gevonden.group()!r} in: {tekst[:300]}"
        assert not (gevonden := NIET_GEPUBLICEERD.search(tekst)), f"{gevonden.group()!r} in: {tekst[:300]}"
