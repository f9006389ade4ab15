"""For those who still import from here; the chapter is `ibtlib.rapport.verantwoording`."""

from ibtlib.rapport.verantwoording import tabel_regels as regels
from ibtlib.rapport.verantwoording import tabel_vastlegging as vastlegging

__all__ = ["regels", "vastlegging"]
