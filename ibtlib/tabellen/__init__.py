"""Every table of the reports: figures of the floors below, put in the order that a reader wants."""

from ibtlib.tabellen import gemeente, monitor, opvang, scenario, spreidingswet, trend, verantwoording, voortgang

__all__ = ["gemeente", "monitor", "opvang", "scenario", "spreidingswet", "trend", "verantwoording", "voortgang"]
