"""The tree between what is shown and what is published: plain dicts, so that it travels to typst as JSON.

A block has a kind `t`; what a reader reads of it stands in `d`, a list of texts and of marks that have a `t` and a `d`
themselves. Two writers turn it into a document: `weergave.html` and the template of the PDF.

============= ================================================================================================
`kop`         heading: `niveau` (1 is the first under the title), `d`
`alinea`      paragraph: `d`, `klasse` (`bron`, `opmerking`, `legenda`, `uitleg`, or empty)
`lijst`       `items` (lists of blocks), `geordend`, `begin`, `vorm` (how it stands on a page: `op-rij`, `groot`, `alfabet`)
`begrippen`   terms and what they mean: `items` (each a `d`, and `uitleg`: blocks)
`kader`       a box around `blokken`: what a reader must not miss
`citaat`      a quotation: `blokken`
`code`        `tekst`, as it is
`lijn`        a rule
`tabel`       see `tabel`; under it also `noten`: `items` (each a `merk` and a `d`)
`figuur`      see `figuur`
`kerncijfers` key figures: `items` (each a `d`, its `waarde`, and `regels` with a `pijl`), and `voet`
`titel`       the heading of the document, see `weergave.Titel`
============= ================================================================================================

Marks: `vet`, `nadruk`, `code`, `regel` (line end), `link` (with `naar`), `merk` (with a `klasse`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Blok = dict[str, Any]
Delen = list[str | dict[str, Any]]
"""Running text: texts and marks."""
_WIT = re.compile(r"[ \t\r\n]+")  # not the no-break space


def kop(niveau: int, *delen: str | dict[str, Any]) -> Blok:
    return {"t": "kop", "niveau": niveau, "d": net(delen)}


def alinea(*delen: str | dict[str, Any], klasse: str = "") -> Blok:
    return {"t": "alinea", "d": net(delen), "klasse": klasse}


def lijst(items: Sequence[list[Blok]], geordend: bool = False, begin: int = 1, vorm: str = "") -> Blok:
    return {"t": "lijst", "items": list(items), "geordend": geordend, "begin": begin, "vorm": vorm}


def link(tekst: str, naar: str) -> dict[str, Any]:
    return {"t": "link", "d": [tekst], "naar": naar}


def cel(*delen: str | dict[str, Any], klassen: Sequence[str] = (), noten: Sequence[str] = ()) -> Blok:
    """A cell; `noten` are the letters of its notes."""
    return {"d": net(delen), "klassen": list(klassen), "noten": list(noten)}


def rij(cellen: Sequence[Blok], totaal: bool = False, anker: str = "") -> Blok:
    """A row of cells, the first of which is its header; `id` is where a link to it leads."""
    return {"cellen": list(cellen), "totaal": totaal, "id": anker}


def tabel(anker: str, bijschrift: str, kop: Sequence[Blok], rijen: Sequence[Blok], voet: Sequence[Blok] = ()) -> Blok:
    """A table with its caption, its header (cells), its rows, and the lines under it: paragraphs, and its notes.

    For the page: `klasse` (`wegwijzer`: a table of links), `sorteerbaar`, and `keuzes`: what the script of a
    `Keuzetabel` needs. `csv` is its name as open data. `publicatie` adds what depends on the rest of the page: `breed`,
    `schuift` (whether it may be wider than the screen), and `bestanden`: links to files, each a text and a path.
    """
    return {
        "t": "tabel",
        "id": anker,
        "d": net([bijschrift]),
        "kop": list(kop),
        "rijen": list(rijen),
        "voet": list(voet),
        "klasse": "",
        "sorteerbaar": False,
        "keuzes": None,
        "csv": "",
        "schuift": False,
        "bestanden": [],
    }


def noten(letters: Mapping[str, str]) -> list[Blok]:
    """The marked notes under a table, each with its letter; none when there are none."""
    items = [{"merk": merk, "d": net([tekst])} for tekst, merk in letters.items()]
    return [{"t": "noten", "items": items}] if items else []


def figuur(
    anker: str,
    bijschrift: str,
    svg: str,
    alt: str,
    voet: Sequence[Blok],
    cijfers: Sequence[Blok],
    ondertitel: str = "",
) -> Blok:
    """A drawing with its caption, its alternative text, and its numbers: a table, or a paragraph when there are none.

    `naam` and `csv` are its names as drawing and as open data; `schuift` and `bestanden` are as of a table.
    """
    onder = [{"t": "regel", "d": []}, {"t": "merk", "klasse": "ondertitel", "d": [ondertitel]}] if ondertitel else []
    return {
        "t": "figuur",
        "id": anker,
        "d": net([bijschrift, *onder]),
        "svg": svg,
        "alt": alt,
        "voet": list(voet),
        "cijfers": list(cijfers),
        "naam": "",
        "csv": "",
        "schuift": False,
        "bestanden": [],
    }


# --- the way about the tree -----------------------------------------------------------------------------------


def net(delen: Sequence[str | dict[str, Any]]) -> Delen:
    """Running text with its white space as a browser shows it.

    >>> net([" a\\n  b ", {"t": "vet", "d": ["c"]}, " "])
    ['a b ', {'t': 'vet', 'd': ['c']}, '']
    """
    uit = [_WIT.sub(" ", deel) if isinstance(deel, str) else deel for deel in delen]
    if uit and isinstance(uit[0], str):
        uit[0] = uit[0].lstrip(" ")
    if uit and isinstance(uit[-1], str):
        uit[-1] = uit[-1].rstrip(" ")
    return uit


def plat(delen: Delen) -> str:
    """The text of a `d`.

    >>> plat(["a", {"t": "regel", "d": []}, {"t": "vet", "d": ["b"]}])
    'a b'
    """
    return "".join(d if isinstance(d, str) else " " if d["t"] == "regel" else plat(d["d"]) for d in delen)


def knopen(deel: Any) -> Iterator[dict[str, Any]]:
    """Every dict in a block, itself included, in reading order: blocks, rows, cells and marks."""
    stapel = [deel]
    while stapel:
        deel = stapel.pop()
        if isinstance(deel, dict):
            yield deel
            deel = list(deel.values())
        if isinstance(deel, list):
            stapel.extend(d for d in reversed(deel) if isinstance(d, (dict, list)))


def tabellen(blokken: Sequence[Blok]) -> Iterator[Blok]:
    """Every table, those of figures included, in reading order; they stand at the top, or under a figure."""
    for blok in blokken:
        if blok["t"] == "tabel":
            yield blok
        elif blok["t"] == "figuur":
            yield from tabellen(blok["cijfers"])
