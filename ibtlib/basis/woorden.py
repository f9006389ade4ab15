"""Words that sentences, tables and messages share: how a position is said, how a sentence begins."""

from __future__ import annotations

import re
import unicodedata

from ibtlib.basis.getallen import toon


def stand_in_woorden(achterstand: int) -> str:
    """A position as it stands in a sentence.

    >>> stand_in_woorden(-150), stand_in_woorden(0), stand_in_woorden(570)
    ('een voorsprong van 150', 'geen achterstand', 'een achterstand van 570')
    """
    if achterstand == 0:
        return "geen achterstand"
    return f"een {_soort(achterstand)} van {toon(abs(achterstand))}"


def stand_kort(achterstand: int | None) -> str | None:
    """A position as it stands in a table, as tabel 1 of the reports has it; unknown stays unknown.

    >>> stand_kort(422), stand_kort(-150), stand_kort(0), stand_kort(None)
    ('422 achterstand', '150 voorsprong', '0', None)
    """
    if not achterstand:
        return None if achterstand is None else "0"
    return f"{toon(abs(achterstand))} {_soort(achterstand)}"


def stand_getal(achterstand: int) -> str:
    """A position under a header that says achterstand: only a voorsprong is named, and no minus has to be understood.

    >>> stand_getal(1076), stand_getal(-716)
    ('1.076', 'voorsprong 716')
    """
    return f"voorsprong {toon(-achterstand)}" if achterstand < 0 else toon(achterstand)


def _soort(achterstand: int) -> str:
    return "achterstand" if achterstand > 0 else "voorsprong"


def hoofdletter(tekst: str) -> str:
    """The text as the beginning of a sentence.

    >>> hoofdletter("amv in Utrecht"), hoofdletter("")
    ('Amv in Utrecht', '')
    """
    return tekst[:1].upper() + tekst[1:]


def als_naam(tekst: str) -> str:
    """A text as part of an address: small letters, digits and hyphens only.

    >>> als_naam("GM0080 Súdwest-Fryslân"), als_naam("2 < 3")
    ('gm0080-sudwest-fryslan', '2-3')
    """
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", kaal.lower()).strip("-")
