"""Everything that making a document needs, imported once: by the server from which each document is forked.

It only imports, and lets the exporter read its templates: a library that has *worked* before a fork may hang
after it. Nothing here is for its own sake, so nothing imports from it.
"""

from __future__ import annotations

import os

for _naam in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_naam, "1")  # the documents are what runs side by side

import gc

import ipykernel.ipkernel
import nbclient
import nbformat
import pandas
import papermill
import pikepdf
import typst
import xlsxwriter

import ibtlib.grafieken
import ibtlib.publicatie.afwerking
import ibtlib.publicatie.boom
import ibtlib.publicatie.pdf
import ibtlib.publicatie.tabellen_uit
import ibtlib.tabellen
import ibtlib.uitvoering.bonnetje
import ibtlib.uitvoering.indexpagina
import ibtlib.zinnen
from ibtlib.publicatie import _html_exporteur
from ibtlib.uitvoering import motor

__all__ = ["ibtlib", "ipykernel", "nbclient", "nbformat", "pandas", "papermill", "pikepdf", "typst", "xlsxwriter"]

_html_exporteur().template  # noqa: B018 - compiles the templates
motor._motor()
motor._klassen()
gc.collect()
gc.freeze()  # these objects stay: the collector of a child need not copy their pages
