"""Everything that making a document needs, imported once: by the server from which each document is forked.

It imports, makes one small page and measures its tables, so that templates and patterns are compiled and
the letters read once; all of that is Python and a reader of fonts. A library with threads of its own (typst, the
reader of raw data) must not have *worked* before a fork: it may hang after it. A test counts the threads.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import TracebackType
from typing import Any

from ibtlib.uitvoering import motor

for _naam in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_naam, "1")  # the documents are what runs side by side

os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # a kernel brings a debugger that nobody attaches to

gc.disable()  # nothing of an import is garbage
motor.zonder_iri()
motor.kernklassen()
for _naam in (
    "nbclient",
    "nbformat",
    "papermill",
    "IPython.core.application",  # from here on: what a kernel, a chart or a page asks for at its first use
    "IPython.core.completerlib",
    "IPython.core.crashhandler",
    "IPython.core.logger",
    "tornado.platform.asyncio",
    "fontpkg_fira_sans",
    "matplotlib.backends.backend_svg",
    "seaborn",
    "pandas",
    "pandas.core.methods.to_dict",
    "pikepdf",
    "typst",
    "xlsxwriter",
    "ibtlib.rapport.bediening",
    "ibtlib.rapport.startpagina",
    "ibtlib.rapport.gemeente",
    "ibtlib.rapport.landelijk",
    "ibtlib.rapport.monitor",
    "ibtlib.rapport.scenario",
    "ibtlib.rapport.spreidingswet",
    "ibtlib.rapport.titel",
    "ibtlib.rapport.trend",
    "ibtlib.rapport.verantwoording",
    "ibtlib.rapport.voortgang",
    "ibtlib.weergave.eigen",
    "ibtlib.weergave.grafiekwoorden",
    "ibtlib.publicatie.boom",
    "ibtlib.publicatie.pagina",
    "ibtlib.publicatie.pdf",
    "ibtlib.publicatie.tabellen_uit",
    "ibtlib.publicatie.werkmap_uit",
    "ibtlib.rapport.bonnetje",
    "ibtlib.uitvoering.verkenning",
):
    import_module(_naam)


def _klein_document() -> None:
    """One of everything that a page can hold, with invented figures: stored in a notebook and read back, as a page, and
    to where typst begins.
    """
    import datetime as dt

    import nbformat
    import pandas as pd

    from ibtlib.publicatie.boom import boom_van
    from ibtlib.publicatie.pagina import als_html
    from ibtlib.publicatie.pdf import met_zetting
    from ibtlib.weergave import Keuzetabel, Knop, Kop, Rij, Tabel, Tekst, Titel
    from ibtlib.weergave.figuur import figuur
    from ibtlib.weergave.lijnen import lijnen

    kolommen = (Kop("dag"), Kop("stand", "geheel"))
    tabel, keuze = (
        Tabel(naam, "Proef", kolommen, (Rij.van(("nu", 5)), Rij.van(("straks", None)))) for naam in ("tabel", "keuze")
    )
    stukken = [
        Titel("Proef", "Proef", (("Peildatum", "nu"),), dt.date(2024, 1, 1)),
        "## Proef\n\nEen *zin* met een [verwijzing](#tabel-tabel).",
        Tekst(("Een zin.", "Nog een zin."), lijst=True),
        tabel,
        figuur(
            lijnen(pd.DataFrame({"proef": [1, None]}, ["2023-1", "2023-2"]), eenheid="personen"), "Proef", naam="lijn"
        ),
        Keuzetabel(keuze, (Knop("Tempo", ("laag", "hoog"), 0),), (keuze.rijen, keuze.rijen), "{k0}: {c1}"),
    ]
    cellen = [{"id": f"cel-{nummer}", "metadata": {}, **_cel(stuk)} for nummer, stuk in enumerate(stukken)]
    notebook = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cellen})
    boom = boom_van(nbformat.reads(nbformat.writes(notebook), as_version=4))
    als_html(boom)
    met_zetting(boom)


def _cel(stuk: Any) -> dict[str, Any]:
    """Plain: the notebook is validated as a whole, `new_code_cell` and its like would each part of it."""
    if isinstance(stuk, str):
        return {"cell_type": "markdown", "source": stuk}
    uitvoer = {"output_type": "display_data", "metadata": {}, "data": stuk._repr_mimebundle_()}
    return {"cell_type": "code", "source": "", "execution_count": None, "outputs": [uitvoer]}


def _over_fouten(soort: type[BaseException], fout: BaseException, spoor: TracebackType | None) -> None:
    """Nothing of a fork whose batch was killed before it said what to make; anything else as ever."""
    if not issubclass(soort, EOFError | ConnectionError):
        sys.__excepthook__(soort, fout, spoor)


sys.excepthook = _over_fouten
motor.motorklasse()
import_module("matplotlib.backends").backend_registry.list_all()  # reads what every package offers as a backend
_klein_document()
gc.enable()
gc.collect()
gc.freeze()  # these objects stay: the collector of a child need not copy their pages
KLAAR = True
