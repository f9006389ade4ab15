"""One page from Markdown and display objects, published as the reports are, so by the same gate."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import schrijf_samen


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

    schrijf_samen({doel: naar_html(inhoud).encode()})
    return doel
