"""ibtlib: from source figures to an accessible appendix on the housing of vergunninghouders.

The public names load what they need when they are first used, so that `import ibtlib` stays light.

Examples
--------
>>> import ibtlib as ibt
>>> g = ibt.laad("utrecht")
>>> ibt.trend(g).index(basis="2020-1").round(2)["2023-1"]
np.float64(3.85)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_MODULE_VAN = {
    "laad": "gegevens.gegevens",
    "provincies": "basis.plaatsen",
    "Periode": "basis.periode",
    "resultaten": "cijfers.uitkomsten",
    "beoordeel": "beoordeling.beoordeel",
    "taakstelling_per_gemeente": "cijfers.wettelijk",
    "trend": "cijfers.reeksen",
    "dekking": "cijfers.opvang.spreidingswet",
    "projectie": "cijfers.projecties",
    "doorrekenen": "scenario.doorrekenen",
    "vertrekpunt": "scenario.vertrekpunt",
    "inhaalpad": "scenario.doelen",
    "omslagpunt": "scenario.doelen",
    "kansen": "scenario.kansen",
    "dossier": "cijfers.posities",
    "bevindingen": "controle.bevindingen",
    "laad_kader": "kader.kaderlezer",
    "stijl": "weergave.stijl",
    "lijnen": "weergave.lijnen",
    "staven": "weergave.staven",
    "dekkingsstaaf": "weergave.stapels",
    "gebeurtenissen": "rapport.figuur",
    "titel": "rapport.titel",
    "figuur": "weergave.figuur",
    "tabel": "weergave.eigen",
    "toon": "basis.getallen",
}
_KAMER_VAN = {"bediening": "rapport", "kleuren": "basis"}

_KAMERS = ("rapport", "scenario")

__all__ = ["__version__", *_MODULE_VAN, *_KAMER_VAN, *_KAMERS]


def __getattr__(naam: str) -> Any:
    if naam in _KAMER_VAN:
        return import_module(f"ibtlib.{_KAMER_VAN[naam]}.{naam}")
    if naam in _KAMERS:
        return import_module(f"ibtlib.{naam}")
    if naam in _MODULE_VAN:
        return getattr(import_module(f"ibtlib.{_MODULE_VAN[naam]}"), naam)
    raise AttributeError(f"ibtlib heeft geen {naam!r}; wel: {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)  # and not how they are found
