"""A realistic notebook, already executed, with figures that are made up for these tests."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from fractions import Fraction
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ibtlib.basis import kleuren as huisstijl
from ibtlib.weergave import Figuur, Kop, Tabel, Tekst, Titel
from tests.tabelhulp import gemerkt

GEMEENTEN = [
    "Amersfoort",
    "Baarn",
    "Bunnik",
    "Bunschoten",
    "De Bilt",
    "De Ronde Venen",
    "Eemnes",
    "Houten",
    "IJsselstein",
    "Leusden",
    "Lopik",
    "Montfoort",
    "Nieuwegein",
    "Oudewater",
    "Renswoude",
    "Rhenen",
    "Soest",
    "Stichtse Vecht",
    "Utrecht",
    "Utrechtse Heuvelrug",
    "Veenendaal",
    "Vijfheerenlanden",
    "Wijk bij Duurstede",
    "Woerden",
    "Woudenberg",
    "Zeist",
]

_NUMMER = itertools.count(1)


def notebook(*cellen: Any) -> nbformat.NotebookNode:
    """A notebook of Markdown (str) and display objects (one code cell each, as papermill would leave it)."""
    nb = new_notebook()
    for cel in cellen:
        if isinstance(cel, str):
            nb.cells.append(new_markdown_cell(cel, id=f"m{next(_NUMMER)}"))
        else:
            nb.cells.append(code(cel))
    return nb


def code(*objecten: Any, tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    """One executed cell that shows display objects, or given outputs."""
    uitvoer = [
        o if isinstance(o, nbformat.NotebookNode) else new_output("display_data", data=o._repr_mimebundle_())
        for o in objecten
    ]
    return new_code_cell("ibt.toon()", id=f"c{next(_NUMMER)}", outputs=uitvoer, metadata={"tags": list(tags)})


def titel(fictief: bool = True) -> Titel:
    return Titel(
        "Voortgang huisvesting vergunninghouders",
        "Provincie Voorbeeld, tweede halfjaar 2023",
        (
            ("Peildatum", "1 januari 2024"),
            ("Kader", "Aanvullend beleidskader IBT huisvesting vergunninghouders"),
            ("Bronnen", "verzonnen cijfers voor de toetsen van deze software"),
        ),
        dt.date(2024, 1, 1),
        fictief,
    )


def lange_tabel() -> Tabel:
    rijen: list[tuple[Any, ...]] = []
    klassen = {}
    for i, naam in enumerate(GEMEENTEN):
        taak, achterstand = 20 + 7 * i, (i * 5) % 23 - 6
        gehuisvest = None if i == 9 else taak - (i * 3) % 19 + 4
        trede = i % 6 + 1
        eind = None if gehuisvest is None else taak + achterstand - gehuisvest
        procent = None if gehuisvest is None else Fraction(100 * gehuisvest, taak)
        rijen.append((naam, taak, achterstand, gehuisvest, eind, procent, f"trede {trede}"))
        klassen[i, 6] = f"trede-{trede}"
        klassen[i, 4] = "berekend"
        if i == 4:
            klassen[i, 5] = "aanname"
    som = [sum(r[j] for r in rijen if r[j] is not None) for j in range(1, 5)]
    rijen.append(("Totaal", *som, Fraction(100 * som[2], som[0]), ""))
    kolommen = (
        Kop("gemeente"),
        Kop("taakstelling", "geheel"),
        Kop("achterstand begin", "geheel"),
        Kop("realisatie", "geheel"),
        Kop("achterstand eind", "geheel"),
        Kop("realisatie t.o.v. taakstelling", "procent"),
        Kop("trede"),
    )
    tabel = Tabel(
        "tabel-1-gemeenten",
        "Resultaten per gemeente, tweede halfjaar 2023, personen",
        kolommen,
        tuple(rijen),
        ("Voortgangsrapportage 2023-2", "CBS"),
        ("Leusden heeft geen cijfers gepubliceerd.",),
    )
    return gemerkt(tabel, klassen, totaalrij=True)


def brede_tabel() -> Tabel:
    namen = (
        "gemeente",
        "oorspronkelijke taakstelling",
        "verlaagde taakstelling",
        "achterstand begin",
        "totaalopgave",
        "realisatie",
        "gekoppeld",
        "koppelingstekort",
        "achterstand eind",
        "realisatie t.o.v. totaalopgave",
        "grondslag",
    )
    kolommen = tuple(Kop(n, "tekst" if i in (0, 10) else "geheel") for i, n in enumerate(namen))
    rijen = tuple(
        (
            naam,
            1000 + i,
            940 + i,
            i - 3,
            937 + 2 * i,
            900 - 3 * i,
            931 + i,
            6 + i,
            37 + 5 * i,
            96 - i,
            "koppelingstekort" if i % 2 else "totaalopgave",
        )
        for i, naam in enumerate(GEMEENTEN[:9])
    )
    return Tabel(
        "tabel-2-grondslag",
        "Waarop elke gemeente is beoordeeld, tweede halfjaar 2023, personen",
        kolommen,
        rijen,
        ("Voortgangsrapportage 2023-2",),
    )


def figuur(naam: str = "realisatie-per-halfjaar", hoogte: float = 3.2) -> Figuur:
    perioden = ["2020-1", "2020-2", "2021-1", "2021-2", "2022-1", "2022-2", "2023-1", "2023-2"]
    taak = [429, 480, 610, 905, 820, 1055, 1372, 1651]
    gedaan = [410, 455, 602, 840, 870, 1635, 1208, 1138]
    alt = f"Taakstelling en realisatie: van {taak[0]} en {gedaan[0]} naar {taak[-1]} en {gedaan[-1]}."
    cijfers = Tabel(
        f"{naam}-cijfers",
        "Taakstelling en realisatie per halfjaar, personen",
        (Kop("periode"), Kop("taakstelling", "geheel"), Kop("realisatie", "geheel")),
        tuple(zip(perioden, taak, gedaan, strict=True)),
        ("Voortgangsrapportages 2020-1 tot en met 2023-2",),
    )
    return Figuur(
        naam,
        "Taakstelling en realisatie per halfjaar, personen",
        teken(naam, perioden, taak, gedaan, hoogte),
        alt,
        cijfers,
    )


def teken(naam: str, x: list[str], taak: list[int], gedaan: list[int], hoogte: float) -> str:
    """A small line chart as clean SVG (the real ones come from `ibtlib.weergave.lijnen`)."""
    import fontpkg_fira_sans
    import matplotlib
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    for snede in ("Regular", "SemiBold"):
        font_manager.fontManager.addfont(fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{snede}.ttf")
    stijl = {
        "svg.fonttype": "none",
        "svg.hashsalt": "proef",
        "font.family": "Fira Sans",
        "font.size": 12,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.color": huisstijl.INKT,
    }
    with matplotlib.rc_context(stijl):
        doek = Figure(figsize=(6.4, hoogte))
        assen = doek.subplots()
        assen.plot(x, taak, color=huisstijl.BLAUW, label="taakstelling", marker="o", markersize=3)
        assen.plot(x, gedaan, color=huisstijl.ORANJE, label="realisatie", marker="s", markersize=3)
        assen.set_ylim(0)
        assen.legend(frameon=False)
        uit = io.StringIO()
        doek.savefig(uit, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    svg = uit.getvalue()
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"(?s)<metadata>.*?</metadata>", "", svg)
    svg = re.sub(r'\bid="', f'id="{naam}-', svg)
    return re.sub(r'(href="#|url\(#)', rf"\g<1>{naam}-", svg)


def rapport(fictief: bool = True) -> nbformat.NotebookNode:
    """The whole sample: everything a report may hold."""
    inleiding = (
        "In het tweede halfjaar van 2023 zijn 1.138 van de 1.651 vergunninghouders gehuisvest. "
        "De achterstand is daarmee opgelopen; vijf gemeenten staan een trede hoger op de interventieladder.",
        "De cijfers in deze bijlage zijn verzonnen. Waar een gemeente niets publiceerde, staat dat er ook: "
        "een ontbrekend cijfer telt nergens als nul mee.",
    )
    nb = notebook(
        titel(fictief),
        "## Wat de cijfers zeggen",
        Tekst(inleiding),
        Tekst(("Leusden is niet te beoordelen: de realisatie staat niet in de gelezen bronnen.",), soort="let-op"),
        "### Door de tijd\n\nDe taakstelling is sinds 2020 **bijna verviervoudigd**. Zie ook "
        "[tabel 1](#tabel-tabel-1-gemeenten) en de [begrippen](https://www.cbs.nl/nl-nl/onze-diensten?a=1&b=2).",
        figuur(),
        "## Resultaten per gemeente\n\nElke gemeente staat op één trede; het nummer staat altijd in de cel.",
        lange_tabel(),
        "## Grondslag van de beoordeling",
        Tekst(
            (
                "Gemeenten met een koppelingstekort zijn beoordeeld op wat aan hen gekoppeld is.",
                "De overige gemeenten zijn beoordeeld op hun totaalopgave.",
                "Percentages zijn rekenkundig afgerond: een half gaat omhoog (½ → 1).",
            ),
            lijst=True,
        ),
        brede_tabel(),
        "### Vooruitblik\n\n1. Eerst: de opgave ≥ 1.651 personen.\n2. Dan: € 12,5 mln beschikbaar.\n\n"
        "> Een citaat van één regel, *cursief* en `code`.",
        figuur("vooruitblik", 2.6),
    )
    nb.cells.insert(1, code(tags=("parameters",)))
    nb.cells.insert(2, code(new_output("stream", name="stdout", text="weg"), tags=("injected-parameters",)))
    return nb
