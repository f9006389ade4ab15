"""The only scripts that a page may hold: `keuzes.js` moves between positions that were worked out beforehand
(`Keuzetabel`), `zoeken.js` searches the names of an `Alfabet`, `sorteren.js` sorts the rows of a `Tabel`, `schuiven.js` lets the keyboard reach what is wider than the screen.

They are fixed, inline and allowed by their hashes in the Content-Security-Policy; every other script stays refused.
Without them the table or list stands there as it was made.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ibtlib.weergave.blokken import Blok, tabellen

SCRIPTS = {"keuzes.js": "keuzes", "sorteren.js": "sorteerbaar", "schuiven.js": "schuift", "zoeken.js": "zoekbaar"}
"""Every script there is, and the key of the tables, figures and lists for which a page gets it."""


def scripts_van(blokken: Sequence[Blok]) -> list[str]:
    """The scripts that the tables, figures and lists of a page ask for."""
    alle = [*tabellen(blokken), *(blok for blok in blokken if blok["t"] in ("figuur", "lijst"))]
    return [naam for naam, sleutel in SCRIPTS.items() if any(stuk.get(sleutel) for stuk in alle)]


@lru_cache
def script(naam: str) -> str:
    """A script, as it stands between its tags."""
    return "\n" + (Path(__file__).parent / naam).read_text("utf-8")


@lru_cache
def toestemming(*namen: str) -> str:
    """What the policy of a page says to allow these scripts and no other."""
    sommen = (base64.b64encode(hashlib.sha256(script(naam).encode()).digest()).decode() for naam in namen)
    return " ".join(["script-src", *(f"'sha256-{som}'" for som in sommen)])
