"""The terms of a document: each explained at its end, and linked where it is used first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ibtlib.publicatie.ankers import slak
from ibtlib.weergave.blokken import Blok, Delen, alinea, kop, link

KOP = "Begrippen"


def met_begrippen(blokken: list[Blok], begrippen: Mapping[str, str], niveau: int) -> list[Blok]:
    """The blocks with a section that explains the terms that running text uses, and a link at the first use of each.

    Parameters
    ----------
    blokken : list of block
        Changed in place where a term stands.
    begrippen : mapping of term to explanation
        A term is found as a word of its own, in any case and in the plural.
    niveau : int
        Of the heading.

    Examples
    --------
    >>> tekst = alinea("De treden, en nog een trede.")
    >>> _, kop_, lijst = met_begrippen([tekst], {"trede": "stap op de ladder", "amv": "een minderjarige"}, 1)
    >>> tekst["d"], [item["d"] for item in lijst["items"]]
    (['De ', {'t': 'link', 'd': ['treden'], 'naar': '#begrip-trede'}, ', en nog een trede.'], [['trede']])
    """
    gevonden = {}
    for naam, uitleg in begrippen.items():
        woord = re.compile(rf"\b{re.escape(naam)}(?:n|s|en)?\b", re.IGNORECASE)
        if _verwijs(blokken, woord, f"begrip-{slak(naam)}"):
            gevonden[naam] = uitleg
    if not gevonden:
        return blokken
    items = [
        {"id": f"begrip-{slak(naam)}", "d": [naam], "uitleg": [alinea(uitleg)]}
        for naam, uitleg in sorted(gevonden.items())
    ]
    return [*blokken, {**kop(niveau, KOP), "id": slak(KOP)}, {"t": "begrippen", "items": items}]


def _verwijs(blokken: Sequence[Blok], woord: re.Pattern[str], anker: str) -> bool:
    for delen in _lopend(blokken):
        for plek, tekst in enumerate(delen):
            if isinstance(tekst, str) and (hier := woord.search(tekst)):
                delen[plek : plek + 1] = [tekst[: hier.start()], link(hier[0], f"#{anker}"), tekst[hier.end() :]]
                return True
    return False


def _lopend(blokken: Sequence[Blok]) -> Iterator[Delen]:
    """Running text, in reading order: paragraphs, also those of lists and boxes."""
    for blok in blokken:
        if blok["t"] == "alinea" and not blok["klasse"]:
            yield blok["d"]
        elif blok["t"] == "lijst":
            for item in blok["items"]:
                yield from _lopend(item)
        elif blok["t"] == "kader":
            yield from _lopend(blok["blokken"])
