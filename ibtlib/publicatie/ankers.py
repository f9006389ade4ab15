"""Where a reference leads: an id of its own for everything that one can lead to, and the references that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from ibtlib.publicatie.tekening import ids_van
from ibtlib.weergave.blokken import Blok, Delen, knopen, link, plat

Doelen = dict[str, str]
"""What a reference may say -> the id where it leads."""

VAN_DE_PAGINA = ("inhoud", "inhoudsopgave")
_ZIE = re.compile(r"zie ‘([^’]+)’")


def slak(kop: str) -> str:
    """The text of a heading as anchor.

    >>> slak("Wat de cijfers zeggen (2023-2)")
    'wat-de-cijfers-zeggen-2023-2'
    """
    kaal = re.sub(r"[^\w]+", "-", kop.lower()).strip("-")
    return kaal if kaal[:1].isalpha() else f"deel-{kaal}"


def geef_ankers(blokken: Sequence[Blok]) -> Doelen:
    """Give headings, tables, figures and rows of links an id that occurs once in the document.

    A heading may be referred to by our anchor, or by the one that JupyterLab makes (`Hoe-het-ging`). What occurs more
    than once means the first.

    Examples
    --------
    >>> blokken = [{"t": "kop", "niveau": 1, "d": ["Hoe het ging"]}, {"t": "kop", "niveau": 1, "d": ["Hoe het ging"]}]
    >>> geef_ankers(blokken)["Hoe-het-ging"], blokken[1]["id"]
    ('hoe-het-ging', 'hoe-het-ging-2')
    """
    doelen = {naam: naam for naam in VAN_DE_PAGINA}
    bezet = set(doelen).union(*(ids_van(blok["svg"]) for blok in blokken if blok["t"] == "figuur"))
    for deel in _met_anker(blokken):
        kop = plat(deel["d"]) if deel.get("t") == "kop" else ""
        basis = slak(kop) if kop else deel.get("id", "")
        id_, n = basis, 1
        while not bezet.isdisjoint(_familie(deel, id_)):
            n += 1
            id_ = f"{basis}-{n}"
        bezet.update(_familie(deel, id_))
        deel["id"] = id_
        for naam in (basis, *([kop.replace(" ", "-")] if kop else [])):
            doelen.setdefault(naam, id_)
    return doelen


def _met_anker(blokken: Sequence[Blok]) -> Iterator[Blok]:
    for blok in blokken:
        if blok["t"] == "kop":
            yield blok
        elif blok["t"] == "figuur":
            yield blok
            yield from _met_anker(blok["cijfers"])
        elif blok["t"] == "tabel":
            yield blok
            yield from (rij for rij in blok["rijen"] if rij["id"])


def _familie(deel: Blok, id_: str) -> list[str]:
    """The ids that an element brings along: that of its caption."""
    return [id_, *([f"{id_}-bijschrift"] if "voet" in deel else [])]


def doel(naar: str, doelen: Doelen) -> str | None:
    """Where a reference within the document leads; None when nowhere."""
    return doelen.get(unquote(naar[1:]))


def leid(blokken: Sequence[Blok], doelen: Doelen) -> None:
    """Let references within the document follow the ids, and make one of `zie ‘<heading>’`: to the next heading so named."""
    wachtend: dict[str, list[tuple[Delen, str]]] = {}  # name of a heading -> the sentences before it that mention it
    for blok in blokken:
        if blok["t"] == "kop":
            for delen, zin in wachtend.pop(plat(blok["d"]), []):
                begin, naam, eind = _ZIE.split(zin, maxsplit=1)
                plek = next(plek for plek, deel in enumerate(delen) if deel is zin)
                delen[plek : plek + 1] = [f"{begin}zie ", link(f"‘{naam}’", f"#{blok['id']}"), eind]
        for deel in knopen(blok):
            if deel.get("t") == "link":
                if deel["naar"].startswith("#") and (naar := doel(deel["naar"], doelen)):
                    deel["naar"] = f"#{naar}"
                continue
            for tekst in deel.get("d", ()):
                if isinstance(tekst, str) and (zie := _ZIE.search(tekst)):
                    wachtend.setdefault(zie[1], []).append((deel["d"], tekst))
