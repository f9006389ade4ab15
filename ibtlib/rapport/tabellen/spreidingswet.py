"""Where the charts of notebook 03 still look for what now stands in `rapport.spreidingswet`."""

from ibtlib.rapport.spreidingswet.dekking import herkomst_dekking
from ibtlib.rapport.spreidingswet.provincies import ALLEEN_ECHT

__all__ = ["ALLEEN_ECHT", "herkomst_dekking"]
