"""Where the charts still look for what now stands in `rapport.scenario`."""

from ibtlib.rapport.scenario.uitkomst import herkomst, start

__all__ = ["herkomst", "start"]
