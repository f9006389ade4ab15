"""The nbconvert exporters `ibt_html` and `ibt_pdf`.

Every nbconvert call of the environment imports this module (entry point): whatever publishes waits its turn.
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default


class _IbtExporter(Exporter):
    """What nbconvert asks of an exporter; its preprocessors and its configuration work as with any other."""

    def _schrijf(self, boom: Any) -> Any:
        raise NotImplementedError

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Publish a notebook.

        Parameters
        ----------
        nb : NotebookNode
            Executed; not changed.
        resources : dict, optional
            As nbconvert passes it; only the name of the notebook is used, for the message.

        Raises
        ------
        PublicatieFout
            When the document would be inaccessible, unsafe or empty; names every problem with its cell.
        """
        from ibtlib.publicatie.boom import boom_van

        nb, resources = super().from_notebook_node(nb, resources, **kw)
        naam = (resources.get("metadata") or {}).get("name", "")
        boom = boom_van(nb, naam="" if naam == "Notebook" else naam)  # nbconvert's name for nameless
        return self._schrijf(boom), resources


class IbtHtmlExporter(_IbtExporter):
    """Accessible, self-contained HTML in Dutch; refuses what would not be that (`PublicatieFout`)."""

    export_from_notebook = "Toegankelijk rapport (HTML)"
    output_mimetype = "text/html"

    # a default of the trait, never a class attribute: that would replace the trait and kill --config
    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def _schrijf(self, boom: Any) -> str:
        from ibtlib.publicatie.pagina import schrijf_pagina

        return schrijf_pagina(boom)


class IbtPdfExporter(_IbtExporter):
    """PDF (A4, PDF/UA-1 and PDF/A-2a) of the same tree as the page."""

    export_from_notebook = "Toegankelijk rapport (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def _schrijf(self, boom: Any) -> bytes:
        from ibtlib.publicatie.pdf import zet

        return zet(boom)
