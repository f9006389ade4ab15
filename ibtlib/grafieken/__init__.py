"""Every chart of the reports: the series of a province handed to the drawing functions."""

from ibtlib.grafieken import spreidingswet, trend, voortgang

__all__ = ["spreidingswet", "trend", "voortgang"]
