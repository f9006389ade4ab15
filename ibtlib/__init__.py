"""ibtlib: from source figures to an accessible appendix on the housing of vergunninghouders.

The public names load what they need when they are first used, so that `import ibtlib` stays light.

Examples
--------
>>> import ibtlib as ibt
>>> g = ibt.laad("utrecht")
>>> ibt.trend(g).index(basis="2020-1")["2023-1"]
Fraction(127, 33)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_MODULE_VAN = {
    "laad": "gegevens",
    "provincies": "plaatsen",
    "Periode": "periode",
    "resultaten": "uitkomsten",
    "beoordeel": "beoordeling",
    "taakstelling_per_gemeente": "opgave",
    "trend": "reeksen",
    "dekking": "opvang.spreidingswet",
    "projectie": "scenario",
    "doorrekenen": "scenario",
    "vertrekpunt": "scenario",
    "inhaalpad": "doelen",
    "omslagpunt": "doelen",
    "kansen": "onzekerheid",
    "dossier": "posities",
    "bevindingen": "controle",
    "laad_kader": "kaderlezer",
}
_MODULES = ("grafieken", "tabellen", "zinnen", "scenario", "bediening")

__all__ = ["__version__", *_MODULE_VAN, *_MODULES]


def __getattr__(naam: str) -> Any:
    if naam in _MODULES:
        return import_module(f"ibtlib.{naam}")
    if naam in _MODULE_VAN:
        return getattr(import_module(f"ibtlib.{_MODULE_VAN[naam]}"), naam)
    raise AttributeError(f"ibtlib heeft geen {naam!r}; wel: {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
