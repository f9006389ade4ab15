"""Every chart of the reports: the series of a province handed to the drawing functions."""

from ibtlib.grafieken import scenario, spreidingswet, trend, voortgang

__all__ = ["scenario", "spreidingswet", "trend", "voortgang"]
