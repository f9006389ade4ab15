"""Everything that making a document needs, imported once: by the server from which each document is forked.

It only imports, and lets the exporter read its templates: a library that has *worked* before a fork may hang
after it.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module

from ibtlib.uitvoering import motor

for _naam in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_naam, "1")  # the documents are what runs side by side

motor.zonder_iri()
for _naam in (
    "nbclient",
    "nbformat",
    "papermill",
    "ipykernel.ipkernel",
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
    "ibtlib.publicatie.werkmap",
    "ibtlib.uitvoering.bonnetje",
    "ibtlib.uitvoering.indexpagina",
    "ibtlib.uitvoering.lezing",
):
    import_module(_naam)

motor._motor()
motor._klassen()
import_module("ibtlib.publicatie")._html_exporteur().template  # noqa: B018 - compiles the templates
gc.collect()
gc.freeze()  # these objects stay: the collector of a child need not copy their pages
KLAAR = True
