"""Everything that making a document needs, imported once: by the server from which each document is forked.

It only imports, and publishes one small page: a library that has *worked* before a fork may hang after it, but what
makes HTML is Python all through, and would else compile its templates and patterns again in every document.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module

from ibtlib.uitvoering import motor

for _naam in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_naam, "1")  # the documents are what runs side by side

os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # a kernel brings a debugger that nobody attaches to

motor.zonder_iri()
for _naam in (
    "nbclient",
    "nbformat",
    "papermill",
    "fontpkg_fira_sans",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "matplotlib.ft2font",
    "pandas",
    "pikepdf",
    "typst",
    "xlsxwriter",
    "ibtlib.grafieken",
    "ibtlib.tabellen",
    "ibtlib.zinnen",
    "ibtlib.publicatie.afwerking",
    "ibtlib.publicatie.boom",
    "ibtlib.publicatie.pdf",
    "ibtlib.publicatie.tabellen_uit",
    "ibtlib.uitvoering.bonnetje",
    "ibtlib.uitvoering.indexpagina",
    "ibtlib.uitvoering.lezing",
):
    import_module(_naam)

motor._motor()
motor._klassen()


def _proefpagina() -> None:
    import datetime as dt

    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    from ibtlib.publicatie import naar_html
    from ibtlib.weergave import Kolom, Tabel, Titel

    tabel = Tabel("proef", "Proef", (Kolom("kop"), Kolom("waarde", "geheel")), (("rij", 1),))
    toonbaar = (Titel("Proef", "Proef", (("Peildatum", "vandaag"),), dt.date(2024, 1, 1)), tabel)
    cellen = [new_code_cell("", outputs=[new_output("display_data", w._repr_mimebundle_())]) for w in toonbaar]
    naar_html(new_notebook(cells=[cellen[0], new_markdown_cell("## Kop\n\nTekst."), cellen[1]]))


_proefpagina()
gc.collect()
gc.freeze()  # these objects stay: the collector of a child need not copy their pages
KLAAR = True
