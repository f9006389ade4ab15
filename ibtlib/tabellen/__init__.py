"""Every table of the reports: figures of the floors below, put in the order that a reader wants."""

from ibtlib.tabellen import opvang, scenario, spreidingswet, trend, verantwoording, voortgang

__all__ = ["opvang", "scenario", "spreidingswet", "trend", "verantwoording", "voortgang"]
