"""A header or a name as it is compared: letters, digits and single spaces."""

from __future__ import annotations

import re

from ibtlib.basis.tijdnotatie import eenvormig


def kaal(tekst: str) -> str:
    """Without accents, capitals, dots, brackets and units.

    >>> kaal("Taakstelling\\n2024-I (personen)"), kaal("Súdwest-Fryslân")
    ('taakstelling 2024-i', 'sudwest fryslan')
    """
    tekst = eenvormig(tekst)
    tekst = re.sub(r"\((?:personen|aantal|aantallen|in personen|\+|-|\+/-|-/\+)\)", " ", tekst)
    tekst = re.sub(r"(?<!\d)-(?!\w)|(?<=[a-z])-(?=[a-z])|[_/.,:;()*'\"\[\]]", " ", tekst)
    return " ".join(tekst.split())
