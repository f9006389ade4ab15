"""What if, what it takes, and with what chance. May import from cijfers and the rooms above it.

The steps that a what-if may take load what they need when they are first used, so that importing them stays light.

Examples
--------
>>> import ibtlib as ibt
>>> ibt.scenario.RealisatieMaal("1,1").omschrijving
'realisatie × 1,1'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULE_VAN = {
    "AnderKader": "wijzigingen",
    "Drempel": "wijzigingen",
    "EenmaligeActie": "wijzigingen",
    "KoppelingenMaal": "wijzigingen",
    "RealisatieGelijk": "wijzigingen",
    "RealisatieMaal": "wijzigingen",
    "RealisatiePerMaand": "wijzigingen",
    "Ruil": "wijzigingen",
    "TaakstellingMaal": "wijzigingen",
    "TaakstellingVerlaagdNaar": "wijzigingen",
    "doorrekenen_alle": "doorrekenen",
    "laatste_bekende": "vertrekpunt",
}

__all__ = list(_MODULE_VAN)


def __getattr__(naam: str) -> Any:
    if naam in _MODULE_VAN:
        return getattr(import_module(f"ibtlib.scenario.{_MODULE_VAN[naam]}"), naam)
    raise AttributeError(f"ibtlib.scenario heeft geen {naam!r}; wel: {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)  # and not how they are found
