"""One module per document: its sentences, tables and charts. May import from weergave and the rooms above it.

Sentences are called `over_<subject>`, tables `tabel_<subject>`. A document loads when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__all__ = [
    "bediening",
    "brieven",
    "gemeente",
    "kern",
    "monitor",
    "samenvatting",
    "scenario",
    "spreidingswet",
    "startpagina",
    "titel",
    "trend",
    "verantwoording",
    "verhaal",
    "voortgang",
]


def __getattr__(naam: str) -> ModuleType:
    if naam in __all__:
        return import_module(f"{__name__}.{naam}")
    raise AttributeError(f"ibtlib.rapport heeft geen {naam!r}; wel: {', '.join(__all__)}")
