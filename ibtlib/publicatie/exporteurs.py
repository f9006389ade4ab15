"""The nbconvert exporters `ibt_html` and `ibt_pdf`.

Every nbconvert call of the environment imports this module (entry point); typst and pikepdf wait their turn.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from traitlets import default

from ibtlib.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie import keuring
from ibtlib.publicatie.fout import PublicatieFout
from ibtlib.publicatie.opmaak import stijlblad
from ibtlib.publicatie.tekening import licht_uit

SJABLONEN = Path(__file__).parent / "sjabloon"


class IbtHtmlExporter(HTMLExporter):
    """Accessible, self-contained HTML in Dutch; refuses what would not be that (`PublicatieFout`)."""

    export_from_notebook = "Toegankelijk rapport (HTML)"

    # defaults of traits, never class attributes: those would replace the trait and kill --config
    @default("template_name")
    def _template_name_default(self) -> str:
        return "ibt"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(SJABLONEN)]  # not the working directory, as nbconvert has it

    @default("exclude_input")
    def _exclude_input_default(self) -> bool:
        return True

    @default("exclude_input_prompt")
    def _exclude_input_prompt_default(self) -> bool:
        return True

    @default("exclude_output_prompt")
    def _exclude_output_prompt_default(self) -> bool:
        return True

    @default("exclude_anchor_links")
    def _exclude_anchor_links_default(self) -> bool:
        return True

    @default("language_code")
    def _language_code_default(self) -> str:
        return "nl"

    def from_notebook_node(
        self, nb: Any, resources: Any = None, nummering: bool = True, stijl: Huisstijl = GEWOON, **kw: Any
    ) -> tuple[Any, Any]:
        """Judge, render, judge again and finish.

        Parameters
        ----------
        nb : NotebookNode
            Executed; not changed.
        resources : dict, optional
            As nbconvert passes it; only the name of the notebook is used, for the message.
        nummering : bool
            Number the tables and figures.
        stijl : Huisstijl
            Colours, logo and typeface of the province.

        Raises
        ------
        PublicatieFout
            With every problem of both looks.
        """
        from ibtlib.publicatie import afwerking

        gevonden = keuring.keur_notebook(nb)
        werk, tekeningen = _zonder_tekeningen(nb)
        html, resources = super().from_notebook_node(werk, resources, **kw)
        soep = afwerking.ontleed(html)
        markdown = {n for n, cel in keuring.genummerd(nb.cells) if cel.cell_type == "markdown"}
        gemeld = {b.cel for b in gevonden} & markdown
        gevonden += afwerking.keur_pagina(soep, tekeningen, overslaan=gemeld)
        titel = keuring.titelgegevens(nb)
        if gevonden or titel is None:
            naam = (resources.get("metadata") or {}).get("name", "")
            raise PublicatieFout(gevonden, "" if naam == "Notebook" else naam)  # nbconvert's name for nameless
        geverfd = [stijl.verf(svg) for svg in tekeningen]
        return afwerking.werk_af(soep, geverfd, titel, stijlblad(stijl), stijl, nummering), resources


class IbtPdfExporter(Exporter):
    """PDF (A4, PDF/UA-1 and PDF/A-2a) made from the finished HTML, so that both show the same."""

    export_from_notebook = "Toegankelijk rapport (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Make the page, then the PDF of it."""
        from ibtlib.publicatie import naar_pdf

        html, resources = IbtHtmlExporter(parent=self).from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".pdf"
        return naar_pdf(html), resources


def _zonder_tekeningen(nb: Any) -> tuple[Any, list[str]]:
    """A copy for the renderer: numbered cells, no outputs of parameter cells, drawings lifted out."""
    werk = copy.deepcopy(nb)
    tekeningen: list[str] = []
    for nummer, cel in keuring.genummerd(werk.cells):
        cel.metadata["ibt_cel"] = nummer
        if cel.cell_type != "code":
            continue
        if keuring.is_parametercel(cel):
            cel.outputs = []
        cel.outputs = [u for u in cel.outputs if u.get("data", {}).get("text/html")]  # the rest was reported
        for uitvoer in cel.outputs:
            uitvoer["data"] = {"text/html": licht_uit(uitvoer["data"]["text/html"], tekeningen)}
    return werk, tekeningen
