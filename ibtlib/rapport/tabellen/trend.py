"""For those who still import from here; the document is `ibtlib.rapport.trend`."""

from ibtlib.rapport.basis import datum_tekst, herkomst_gemeenten, herkomst_reeks
from ibtlib.rapport.basis import gebeurtenissen as zonder_herhaling
from ibtlib.rapport.trend.treden import herkomst_treden

__all__ = ["datum_tekst", "herkomst_gemeenten", "herkomst_reeks", "herkomst_treden", "zonder_herhaling"]
