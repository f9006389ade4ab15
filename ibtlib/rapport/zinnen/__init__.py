"""Every sentence that contains a number: notebooks hold no figure in their prose, it comes from here, tested."""

from ibtlib.rapport.zinnen import (
    gemeente,
    overzicht,
    trend,
    verantwoording,
    voortgang,
)
from ibtlib.rapport.zinnen.titel import ONDERWERPEN, titel

__all__ = [
    "ONDERWERPEN",
    "gemeente",
    "overzicht",
    "titel",
    "trend",
    "verantwoording",
    "voortgang",
]
