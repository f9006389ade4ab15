"""One volume: the documents of a periode as chapters of one document, made from their executed notebooks.

Nothing is run again. Chapters come one after the other with their headings a level deeper; the name of the chapter
stands before its ids, so that each reference leads where it led. What every document has (`bundelslot`) stands there once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie.boom import Boom, afgewerkt, geef_bestanden, gekeurd
from ibtlib.publicatie.bundelslot import samengevoegd
from ibtlib.publicatie.pagina import als_html
from ibtlib.publicatie.tekening import met_voorvoegsel
from ibtlib.rapport.plek import NAMEN, Plek, plek_van
from ibtlib.weergave.blokken import Blok, knopen, kop

_DIEPST = 5  # h6


def bundel(hoofdstukken: Sequence[tuple[str, Any]], plek: Plek | None = None) -> Boom:
    """All documents of a periode as one tree.

    Parameters
    ----------
    hoofdstukken : sequence of (name, NotebookNode)
        In order; they are not changed.
    plek : Plek, optional
        As for `boom_van`.

    Returns
    -------
    dict
        With the title of the first document, under a name of its own.

    Raises
    ------
    PublicatieFout
        When one of them cannot be published.
    """
    delen = [(naam, *gekeurd(notebook, naam)) for naam, notebook in hoofdstukken]
    slot = samengevoegd([(naam, titel["titel"], deel) for naam, titel, deel in delen])
    blokken: list[Blok] = []
    if plek:
        van_deel = [(naam, blok) for naam, _, deel in delen for blok in deel]
        for naam, blok in (*van_deel, *slot.blokken):
            geef_bestanden(blok, replace(plek, stam=naam if naam in NAMEN else ""))
    for naam, titel, deel in delen:
        blokken.append({**kop(1, titel["titel"]), "id": naam})
        blokken += [_als_deel(blok, f"{naam}-") for blok in deel]
    blokken += [_als_deel(blok, f"{naam}-", 0) for naam, blok in slot.blokken]
    for merk in (deel for blok in blokken for deel in knopen(blok) if deel.get("t") == "link"):
        merk["naar"] = slot.naar.get(merk["naar"], merk["naar"])
    eerste = next((t for _, t, _ in delen if t["vorm"] == "rapport"), delen[0][1])
    titel = {**eerste, "titel": "Bijlage huisvesting vergunninghouders", "vorm": "rapport"}
    return afgewerkt(titel, blokken, hoofdstukken=True, plek=plek)


def schrijf_bundel(
    map_: Path,
    naam: str,
    hoofdstukken: Sequence[tuple[str, Any]],
    formaten: Sequence[str],
    stijl: Huisstijl = GEWOON,
) -> None:
    """Write the volume into a report folder, in each of the formats."""
    from ibtlib.publicatie.pdf import zet

    boom = bundel(hoofdstukken, plek_van(None, naam, formaten))
    if "html" in formaten:
        (map_ / f"{naam}.html").write_text(als_html(boom, stijl), encoding="utf-8", newline="\n")
    if "pdf" in formaten:
        (map_ / f"{naam}.pdf").write_bytes(zet(boom, stijl))


def _als_deel(blok: Blok, voorvoegsel: str, dieper: int = 1) -> Blok:
    """A block of a chapter: a heading a level deeper, and ids under the name of the chapter. Changed in place."""
    if blok["t"] == "kop":
        blok["niveau"] = min(blok["niveau"] + dieper, _DIEPST)
    for deel in knopen(blok):
        if deel.get("id"):
            deel["id"] = voorvoegsel + deel["id"]
        if deel.get("t") == "link" and deel["naar"].startswith("#"):
            deel["naar"] = f"#{voorvoegsel}{deel['naar'][1:]}"
        if deel.get("t") == "figuur":
            deel["svg"] = met_voorvoegsel(deel["svg"], voorvoegsel)
    return blok
