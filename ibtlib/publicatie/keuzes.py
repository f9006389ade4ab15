"""The one script that a page may hold: it moves between positions that were worked out beforehand (`Keuzetabel`).

It is fixed, inline and allowed by its hash in the Content-Security-Policy; every other script stays refused.
Without it the table of the starting position stands there.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path

from bs4 import Tag

KEUZES = ("data-knoppen", "data-waarden", "data-zin")
"""The attributes that carry the positions."""


def is_keuzes(element: Tag) -> bool:
    """Whether an element is the wrapper of a `Keuzetabel`, with exactly the data that the script expects."""
    if element.name != "div" or "keuzes" not in (element.get("class") or []) or not all(map(element.has_attr, KEUZES)):
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
    tabellen = element.find_all("table")
    if len(tabellen) != 1 or len(posities) != aantal:
        return False
    vorm = [len(rij.find_all(["th", "td"])) - 1 for rij in tabellen[0].select("tbody tr")]
    return all([len(rij.split("|")) for rij in positie.split(";")] == vorm for positie in posities)


@lru_cache(maxsize=1)
def script() -> str:
    """The script, as it stands between its tags."""
    return "\n" + (Path(__file__).parent / "keuzes.js").read_text("utf-8")


@lru_cache(maxsize=1)
def toestemming() -> str:
    """What the policy of the page says to allow this script and no other."""
    return f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()}'"


def met_script(html: str) -> str:
    """The page with the script at its end and the permission in its policy."""
    html = html.replace("; base-uri 'none'", f"; {toestemming()}; base-uri 'none'", 1)
    kop, slot, rest = html.rpartition("</body>")
    return f"{kop}<script>{script()}</script>\n{slot}{rest}"
