"""For those who still import from here; the document is `ibtlib.rapport.voortgang`."""

from ibtlib.rapport.basis import aantal_personen

__all__ = ["aantal_personen"]
