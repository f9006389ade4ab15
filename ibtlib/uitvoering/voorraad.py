"""Everything that making a document needs, imported once: by the server from which each document is forked.

It imports, makes one small page and measures its tables, so that templates and patterns are compiled and
the letters read once; all of that is Python and a reader of fonts. A library with threads of its own (typst, the
reader of raw data) must not have *worked* before a fork: it may hang after it. A test counts the threads.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module

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
    "matplotlib.ft2font",
    "pandas",
    "pandas.core.methods.to_dict",
    "pikepdf",
    "typst",
    "xlsxwriter",
    "ibtlib.rapport.bediening",
    "ibtlib.rapport.startpagina",
    "ibtlib.rapport.grafieken",
    "ibtlib.rapport.tabellen",
    "ibtlib.rapport.zinnen",
    "ibtlib.publicatie.afwerking",
    "ibtlib.publicatie.boom",
    "ibtlib.publicatie.paginakeuring",
    "ibtlib.publicatie.pdf",
    "ibtlib.publicatie.tabellen_uit",
    "ibtlib.publicatie.werkmap_uit",
    "ibtlib.rapport.bonnetje",
    "ibtlib.uitvoering.verkenning",
):
    import_module(_naam)


def _klein_document() -> None:
    """One of everything that a page can hold, with invented figures: written and read as a notebook, through the
    exporter, and to where typst begins.
    """
    import datetime as dt

    import nbformat

    from ibtlib.publicatie import naar_html
    from ibtlib.publicatie.boom import boom_van
    from ibtlib.publicatie.pdf import met_zetting
    from ibtlib.uitvoering.pagina import als_notebook
    from ibtlib.weergave import Keuzetabel, Knop, Kop, Rij, Tabel, Tekst, Titel
    from ibtlib.weergave.figuren import lijnen
    from ibtlib.weergave.tekenen.figuurinvoer import Reeks

    kolommen = (Kop("dag"), Kop("stand", "geheel"))
    tabel, keuze = (
        Tabel(naam, "Proef", kolommen, (Rij.van(("nu", 5)), Rij.van(("straks", None)))) for naam in ("tabel", "keuze")
    )
    stukken = [
        Titel("Proef", "Proef", (("Peildatum", "nu"),), dt.date(2024, 1, 1)),
        "## Proef\n\nEen *zin* met een [verwijzing](#tabel-tabel).",
        Tekst(("Een zin.", "Nog een & meer."), lijst=True),  # an entity: the parser then learns them all
        tabel,
        lijnen("lijn", "Proef", ["2023-1", "2023-2"], [Reeks("proef", {"2023-1": 1})], eenheid="personen"),
        Keuzetabel(keuze, (Knop("Tempo", ("laag", "hoog"), 0),), (keuze.rijen, keuze.rijen), "{k0}: {c1}"),
    ]
    gelezen = nbformat.reads(nbformat.writes(als_notebook(stukken)), as_version=4)
    met_zetting(boom_van(naar_html(gelezen)))


motor.motorklasse()
import_module("matplotlib.backends").backend_registry.list_all()  # reads what every package offers as a backend
_klein_document()
gc.enable()
gc.collect()
gc.freeze()  # these objects stay: the collector of a child need not copy their pages
KLAAR = True
