"""Tables that do not yet stand in the module of their document."""

from ibtlib.rapport.tabellen import monitor, opvang, scenario, spreidingswet

__all__ = ["monitor", "opvang", "scenario", "spreidingswet"]
