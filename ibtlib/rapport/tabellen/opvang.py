"""Where the charts of notebook 03 still look for what now stands in `rapport.spreidingswet`."""

from ibtlib.rapport.spreidingswet.gemeenten import herkomst_gemeenten, herkomst_per_gemeente

__all__ = ["herkomst_gemeenten", "herkomst_per_gemeente"]
