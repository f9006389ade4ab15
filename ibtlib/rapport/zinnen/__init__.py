"""Every sentence that contains a number: notebooks hold no figure in their prose, it comes from here, tested."""

from ibtlib.rapport.zinnen import (
    gemeente,
    monitor,
    overzicht,
    scenario,
    trend,
    verantwoording,
    voortgang,
)
from ibtlib.rapport.zinnen.titel import ONDERWERPEN, titel

__all__ = [
    "ONDERWERPEN",
    "gemeente",
    "monitor",
    "overzicht",
    "scenario",
    "titel",
    "trend",
    "verantwoording",
    "voortgang",
]
