"""For those who still import from here; the document is `ibtlib.rapport.voortgang`."""

from ibtlib.basis.woorden import stand_kort as stand_tekst
from ibtlib.rapport.voortgang.treden import herkomst_beoordelingen

__all__ = ["herkomst_beoordelingen", "stand_tekst"]
