"""Where the charts still look for what now stands in `rapport.voortgang`."""

from ibtlib.rapport.voortgang.treden import herkomst_beoordelingen

__all__ = ["herkomst_beoordelingen"]
