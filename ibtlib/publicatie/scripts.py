"""The only scripts that a page may hold: `keuzes.js` moves between positions that were worked out beforehand
(`Keuzetabel`), `sorteren.js` sorts the rows of a `Tabel`.

They are fixed, inline and allowed by their hashes in the Content-Security-Policy; every other script stays refused.
Without them the table stands there as it was made.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path

from bs4 import Tag

from ibtlib.publicatie.elementen import alle, binnen, klassen

KEUZES = ("data-knoppen", "data-waarden", "data-zin")
"""The attributes that carry the positions."""


def is_keuzes(element: Tag) -> bool:
    """Whether an element is the wrapper of a `Keuzetabel`, with exactly the data that the script expects."""
    if element.name != "div" or "keuzes" not in klassen(element) or not all(map(element.has_attr, KEUZES)):
        return False
    try:
        knoppen = json.loads(str(element["data-knoppen"]))
        aantal = 1
        for naam, opties, start in knoppen:
            if not isinstance(naam, str) or not 0 <= start < len(opties):
                return False
            aantal *= len(opties)
    except (ValueError, TypeError):
        return False
    posities = str(element["data-waarden"]).split("~")
    tabellen = alle(element, "table")
    if len(tabellen) != 1 or len(posities) != aantal:
        return False
    vorm = [len(alle(rij, "th", "td")) - 1 for rij in alle(tabellen[0], "tr") if binnen(rij, "tbody")]
    return all([len(rij.split("|")) for rij in positie.split(";")] == vorm for positie in posities)


def is_sorteerbaar(element: Tag) -> bool:
    """Whether an element is the wrapper of a `Tabel` that may be sorted."""
    return element.name == "div" and "sorteerbaar" in klassen(element)


SCRIPTS = {"keuzes.js": is_keuzes, "sorteren.js": is_sorteerbaar}
"""Every script there is, and for which elements a page gets it."""


@lru_cache
def script(naam: str) -> str:
    """A script, as it stands between its tags."""
    return "\n" + (Path(__file__).parent / naam).read_text("utf-8")


@lru_cache
def toestemming(*namen: str) -> str:
    """What the policy of a page says to allow these scripts and no other."""
    sommen = (base64.b64encode(hashlib.sha256(script(naam).encode()).digest()).decode() for naam in namen)
    return " ".join(["script-src", *(f"'sha256-{som}'" for som in sommen)])


def met_scripts(html: str, hoofd: Tag) -> str:
    """The page with the scripts that its elements ask for at its end, and the permission for those in its policy."""
    houders = alle(hoofd, "div")
    namen = [naam for naam, herkent in SCRIPTS.items() if any(map(herkent, houders))]
    if not namen:
        return html
    html = html.replace("; base-uri 'none'", f"; {toestemming(*namen)}; base-uri 'none'", 1)
    kop, slot, rest = html.rpartition("</body>")
    return kop + "".join(f"<script>{script(naam)}</script>\n" for naam in namen) + slot + rest
