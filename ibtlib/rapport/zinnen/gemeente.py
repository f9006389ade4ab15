"""For those who still import from here; the document is `ibtlib.rapport.gemeente`."""

from ibtlib.rapport.gemeente import zin_benodigd as benodigd
from ibtlib.rapport.gemeente import zin_besluit as besluit
from ibtlib.rapport.gemeente import zin_motivering as motivering
from ibtlib.rapport.gemeente import zin_verschoonbaar as verschoonbaar

__all__ = ["benodigd", "besluit", "motivering", "verschoonbaar"]
