"""Every table of the reports: figures of the floors below, put in the order that a reader wants."""

from ibtlib.rapport.tabellen import (
    gemeente,
    herzieningen,
    monitor,
    scenario,
    trend,
    verantwoording,
    voortgang,
)

__all__ = [
    "gemeente",
    "herzieningen",
    "monitor",
    "scenario",
    "trend",
    "verantwoording",
    "voortgang",
]
