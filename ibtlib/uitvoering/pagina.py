"""One page from display objects: a notebook in memory, published by the exporter of the reports, so by the same gate."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import AanvraagFout


def schrijf_pagina(inhoud: Iterable[Any], doel: Path) -> Path:
    """Publish text (Markdown) and display objects as a page.

    Parameters
    ----------
    inhoud : iterable of str and display objects
        A `Titel` first.
    doel : Path
        The file; it is either the old one or the complete new one.

    Raises
    ------
    AanvraagFout
        When the file cannot be written.
    """
    from ibtlib.publicatie import naar_html

    html = naar_html(als_notebook(inhoud))
    nieuw = doel.with_name(f"{doel.name}.nieuw")
    try:
        doel.parent.mkdir(parents=True, exist_ok=True)
        nieuw.write_text(html, encoding="utf-8", newline="\n")
        nieuw.replace(doel)
    except OSError as fout:
        raise AanvraagFout(
            f"{doel.as_posix()} is niet te schrijven ({fout.strerror}); kies een ander bestand."
        ) from None
    return doel


def als_notebook(inhoud: Iterable[Any]) -> Any:
    """Text (Markdown) and display objects as a notebook that has been run."""
    from nbformat import from_dict

    cellen = [{"id": f"cel-{nummer}", "metadata": {}, **_cel(stuk)} for nummer, stuk in enumerate(inhoud)]
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cellen})


def _cel(stuk: Any) -> dict[str, Any]:
    """Plain: the exporter validates the notebook as a whole, `new_code_cell` and its like would each part of it."""
    if isinstance(stuk, str):
        return {"cell_type": "markdown", "source": stuk}
    uitvoer = {"output_type": "display_data", "metadata": {}, "data": stuk._repr_mimebundle_()}
    return {"cell_type": "code", "source": "", "execution_count": None, "outputs": [uitvoer]}
