"""The nbconvert exporters `ibt_html` and `ibt_pdf`.

Every nbconvert call of the environment imports this module (entry point); typst and pikepdf wait their turn.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from nbformat import NotebookNode
from traitlets import default

from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
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

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # once, not after each of a dozen preprocessors

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
        from ibtlib.publicatie.afwerking import werk_af
        from ibtlib.publicatie.elementen import ontleed
        from ibtlib.publicatie.paginakeuring import keur_pagina

        gevonden = keuring.keur_notebook(nb)
        werk, tekeningen = _zonder_tekeningen(nb)
        # past HTMLExporter, which parses the page once more to mend images and marks of JupyterLab that it never holds
        html, resources = super(HTMLExporter, self).from_notebook_node(werk, resources, **kw)
        soep = ontleed(html)
        cellen = list(keuring.genummerd(nb.cells))
        gemeld = {b.cel for b in gevonden} & {n for n, cel in cellen if cel.cell_type == "markdown"}
        gevonden += keur_pagina(soep, tekeningen, [n for n, _ in cellen], overslaan=gemeld)
        titel = keuring.titelgegevens(nb)
        if gevonden or titel is None:
            naam = (resources.get("metadata") or {}).get("name", "")
            raise PublicatieFout(gevonden, "" if naam == "Notebook" else naam)  # nbconvert's name for nameless
        geverfd = [stijl.verf(svg) for svg in tekeningen]
        return werk_af(soep, geverfd, titel, stijlblad(stijl), stijl, nummering), resources


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
    tekeningen: list[str] = []
    cellen = []
    for nummer, bron in keuring.genummerd(nb.cells):
        cel = NotebookNode(bron, metadata=NotebookNode(bron.metadata, ibt_cel=nummer))
        if cel.cell_type == "code":
            getoond = [] if keuring.is_parametercel(cel) else bron.outputs
            html = [(u, u.get("data", {}).get("text/html")) for u in getoond]  # what has none was reported
            cel.outputs = [NotebookNode(u, data={"text/html": licht_uit(h, tekeningen)}) for u, h in html if h]
        cellen.append(cel)
    return NotebookNode(nb, cells=cellen), tekeningen
