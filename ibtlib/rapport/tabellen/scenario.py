"""Where the charts and the last chapter still look for what now stands in `rapport.scenario`; and its rules."""

from __future__ import annotations

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.uitkomst import herkomst, start
from ibtlib.rapport.tabellen import verantwoording
from ibtlib.weergave import Tabel

__all__ = ["herkomst", "regels", "start"]


def regels(g: Gegevens, periode: str) -> Tabel:
    """The rules by which the first periode of the what-if is judged."""
    return verantwoording.regels(g, str(start(g, periode).perioden[0]))
