"""The last table of notebook 06; the others stand in `rapport.monitor`."""

from __future__ import annotations

from ibtlib.basis.periode import Periode
from ibtlib.cijfers.monitor import lees_peildatum
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen import verantwoording
from ibtlib.weergave import Tabel


def vastlegging(g: Gegevens, peildatum: str) -> Tabel:
    """With which programs and from which files the page was made."""
    return verantwoording.vastlegging(g, str(Periode.van(lees_peildatum(g, peildatum))), "monitor")
