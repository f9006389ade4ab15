"""Every table of the reports: figures of the floors below, put in the order that a reader wants."""

from ibtlib.tabellen import herzieningen, opvang, scenario, spreidingswet, trend, verantwoording, voortgang

__all__ = ["herzieningen", "opvang", "scenario", "spreidingswet", "trend", "verantwoording", "voortgang"]
