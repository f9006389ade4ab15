"""Sentences that do not yet stand in the module of their document."""

from ibtlib.rapport.zinnen import monitor, scenario, spreidingswet

__all__ = ["monitor", "scenario", "spreidingswet"]
