"""For those who still import from here; the document is `ibtlib.rapport.gemeente`."""

from ibtlib.rapport.gemeente.kaderwoorden import FEIT_IN_WOORDEN

__all__ = ["FEIT_IN_WOORDEN"]
