"""The sources of a document: said short under its tables and figures, and in full, once, in its list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ibtlib.rapport.verantwoording import BRONTABEL
from ibtlib.weergave.blokken import Blok, knopen, plat, tabellen

_NIEUWS = "nieuws"  # of this kind a source is called by its publisher


def verkort(blokken: Sequence[Blok]) -> None:
    """Put the short name of a source where its title stands: in the lines under tables and figures, and in cells.

    The list of sources has the short name in its first column, then title and publisher, and at the end the kind.

    Examples
    --------
    >>> from ibtlib.weergave.blokken import alinea, cel, rij, tabel
    >>> rijen = [rij([cel("wet"), cel("Huisvestingswet 2014"), cel("Rijk"), cel("wet")])]
    >>> lijst = {**tabel("t", "Bronnen", [cel(k) for k in ("Kort", "Titel", "Uitgever", "Soort")], rijen), "csv": BRONTABEL}
    >>> ander = tabel("u", "Cijfers", [cel("a")], [rij([cel("b")])], [alinea("Bron: Huisvestingswet 2014 (art. 29).")])
    >>> verkort([ander, lijst])
    >>> plat(ander["voet"][0]["d"])
    'Bron: wet (art. 29).'
    >>> kader = tabel("k", "Regels van ‘Huisvestingswet 2014’", [cel("a")], [rij([cel("b")])])
    >>> verkort([kader, lijst])
    >>> plat(kader["d"])
    'Regels van ‘Huisvestingswet 2014’'
    """
    alle = list(tabellen(blokken))
    lijsten = [t for t in alle if t["csv"] == BRONTABEL and plat(t["kop"][0]["d"]) == "Kort"]
    kort = dict(paar for lijst in lijsten for rij in lijst["rijen"] for paar in _namen(rij))
    if not kort:
        return
    # what stands in quotes is the name of a kader, that can be the title of a source as well
    naam = re.compile(f"(?<!‘)(?:{'|'.join(map(re.escape, sorted(kort, key=len, reverse=True)))})")
    voeten = [regel for blok in blokken for regel in blok.get("voet", ())]
    for deel in knopen([*voeten, *(tabel for tabel in alle if tabel["csv"] != BRONTABEL)]):
        for plek, tekst in enumerate(deel.get("d", ())):
            if isinstance(tekst, str):
                deel["d"][plek] = naam.sub(lambda m: kort[m.group()], tekst)


def _namen(rij: Blok) -> Iterator[tuple[str, str]]:
    """What a source is called under a table (`weergave.herkomst`), and what it is called there instead."""
    id_, titel, uitgever, *_, soort = (plat(cel["d"]) for cel in rij["cellen"])
    yield titel, id_
    if soort == _NIEUWS:
        yield f"{uitgever}, {titel}", id_
        yield f"{uitgever} (", f"{id_} ("
