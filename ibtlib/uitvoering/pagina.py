"""One page from Markdown and display objects, published as the reports are, so by the same gate."""

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

    html = naar_html(inhoud)
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
