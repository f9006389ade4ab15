"""Every chart of the reports: the series of a province handed to the drawing functions."""

from ibtlib.rapport.grafieken import gemeente, monitor, scenario, spreidingswet, trend, voortgang

__all__ = ["gemeente", "monitor", "scenario", "spreidingswet", "trend", "voortgang"]
