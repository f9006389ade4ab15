"""Which characters a report may hold: those of the embedded typeface, so that nobody sees an empty box."""

from __future__ import annotations

import re
from collections.abc import Iterator

LANGSTE_TEKST = (
    1_000  # characters that one text of the data may have: what a page can hold; the longest we ship has 169
)

# (first, last) code points, all present in Fira Sans
BEREIKEN: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00AC),  # Latin-1; the soft hyphen (AD) is left out on purpose: it ends up in copied text
    (0x00AE, 0x017F),  # Latin-1 and Latin Extended-A: names of people and places
    (0x0218, 0x021B),  # Ș ș Ț ț
    (0x2013, 0x2014),  # – —
    (0x2018, 0x201A),  # ‘ ’ ‚
    (0x201C, 0x201E),  # “ ” „
    (0x2022, 0x2022),  # •
    (0x2026, 0x2026),  # …
    (0x2030, 0x2030),  # ‰
    (0x20AC, 0x20AC),  # €
    (0x2190, 0x2193),  # ← ↑ → ↓
    (0x2212, 0x2212),  # −
    (0x2248, 0x2248),  # ≈
    (0x2260, 0x2260),  # ≠
    (0x2264, 0x2265),  # ≤ ≥
)


def toegestaan() -> Iterator[int]:
    """Every code point that the embedded typeface holds."""
    for eerste, laatste in BEREIKEN:
        yield from range(eerste, laatste + 1)


_ONBEKEND = re.compile(f"[^\t\n\r{''.join(f'{chr(eerste)}-{chr(laatste)}' for eerste, laatste in BEREIKEN)}]")


def onbekende_tekens(tekst: str) -> list[str]:
    """The characters of a text that the typeface lacks, each once, in order of appearance.

    >>> onbekende_tekens("3 ▲ en 4 ▼ en ▲, −12 %")
    ['▲', '▼']
    """
    return list(dict.fromkeys(_ONBEKEND.findall(tekst)))


def onbekend_in_woorden(tekst: str) -> str:
    """The same for a message; empty when the typeface has all of them.

    >>> onbekend_in_woorden("Zeist ☃"), onbekend_in_woorden("Zeist")
    ("'☃' (U+2603)", '')
    """
    return ", ".join(f"'{teken}' (U+{ord(teken):04X})" for teken in onbekende_tekens(tekst)[:5])


def toonbaar(tekst: str) -> str:
    """Text from a broken file for on a page: a character that the typeface lacks as its code.

    >>> toonbaar("12\\x07 ☃")
    '12[U+0007] [U+2603]'
    """
    for teken in onbekende_tekens(tekst):
        tekst = tekst.replace(teken, f"[U+{ord(teken):04X}]")
    return tekst
