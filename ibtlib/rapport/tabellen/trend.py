"""Where the charts still look for what now stands in `rapport.basis` and `rapport.trend`."""

from ibtlib.rapport.basis import herkomst_gemeenten, herkomst_reeks
from ibtlib.rapport.trend.treden import herkomst_treden

__all__ = ["herkomst_gemeenten", "herkomst_reeks", "herkomst_treden"]
