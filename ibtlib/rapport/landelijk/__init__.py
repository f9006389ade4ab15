"""Document 07, landelijk: the provinces of which there are data beside each other; no province is ranked."""

from ibtlib.rapport.landelijk.huisvesting import (
    figuur_opgave,
    over_provincies,
    tabel_huisvesting,
    tabel_per_1000,
    tabel_treden,
    titel,
)
from ibtlib.rapport.landelijk.opvang import tabel_dekking, tabel_opgave_en_inwoners, tabel_rijksbrief
from ibtlib.rapport.landelijk.provincies import lees_provincies, over_bronnen, tabel_bestanden

__all__ = [
    "figuur_opgave",
    "lees_provincies",
    "over_bronnen",
    "over_provincies",
    "tabel_bestanden",
    "tabel_dekking",
    "tabel_huisvesting",
    "tabel_opgave_en_inwoners",
    "tabel_per_1000",
    "tabel_rijksbrief",
    "tabel_treden",
    "titel",
]
