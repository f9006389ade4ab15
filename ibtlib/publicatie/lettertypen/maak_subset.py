"""Make the subset woff2 files beside this script (for developers; needs fonttools and brotli).

Run it again when `ibtlib.basis.tekens` changes: `python ibtlib/publicatie/lettertypen/maak_subset.py`.
The result is committed, because subsetting takes longer than making a report.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_fira_sans
from fontTools import subset

from ibtlib.basis.tekens import toegestaan

HIER = Path(__file__).parent
SNEDEN = {"FiraSans-Regular.ttf": "fira-sans-400.woff2", "FiraSans-SemiBold.ttf": "fira-sans-600.woff2"}


def main() -> None:
    """Write one woff2 per weight."""
    for ttf, woff2 in SNEDEN.items():
        opties = subset.Options(
            flavor="woff2", layout_features=["kern", "mark", "ccmp", "locl", "liga", "tnum", "lnum"]
        )
        opties.hinting = False
        with subset.load_font(str(fontpkg_fira_sans.ROOT / "files" / ttf), opties) as font:
            font.recalcTimestamp = False  # the same bytes each time
            snijder = subset.Subsetter(opties)
            snijder.populate(unicodes=list(toegestaan()))
            snijder.subset(font)
            subset.save_font(font, str(HIER / woff2), opties)
            bestaand = font.getBestCmap()
        print(
            woff2,
            (HIER / woff2).stat().st_size,
            "bytes; missing:",
            [hex(c) for c in toegestaan() if c not in bestaand],
        )


if __name__ == "__main__":
    main()
