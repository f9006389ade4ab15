"""Opvang per gemeente: opgave, coverage, tekort, and who could take over opgave from whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import InvoerFout, Probleem
from ibtlib.basis.getallen import procent_van, toon
from ibtlib.cijfers.opvang.capaciteit import JA, NEE, ONBEKEND, Fase, lees_capaciteit
from ibtlib.cijfers.opvang.spreidingswet import EERSTE_CYCLUS, peilvenster
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.schema import IN_GEBRUIK, OPGAVESOORTEN

ASIEL, OEKRAINE = OPGAVESOORTEN


@dataclass(frozen=True)
class GemeenteOpvang:
    """Places of one gemeente against its opgave in a cycle; None is not published."""

    code: str
    naam: str
    opgave: int | None
    # places that are there from the first through the last peilmoment; None when nothing is published
    telt_mee: int | None
    # onbekend, valt_af: places (higher figure) of which it is not known whether they count; places (lower figure)
    # that do not
    onbekend: int | None
    valt_af: int | None
    herkomst: tuple[tuple[str, str], ...] = ()  # of the opgave and of the places

    @property
    def dekking(self) -> Fraction | None:
        """Exact percentage of the opgave."""
        if self.telt_mee is None or self.opgave is None:
            return None
        return procent_van(self.telt_mee, self.opgave)

    @property
    def verschil(self) -> int | None:
        """Places above (positive) or below (negative) the opgave; of a negative one the size is the tekort."""
        return None if self.telt_mee is None or self.opgave is None else self.telt_mee - self.opgave

    @property
    def oordeel(self) -> str:
        """Is the gemeente over or under?"""
        if self.verschil is None:
            return "onbekend"
        return "boven" if self.verschil > 0 else "onder" if self.verschil < 0 else "gelijk"


def opvanglocaties(g: Gegevens) -> list[tuple[Fase, str]]:
    """Every locatie with the answer to: does it count for the cycle (`ja`, `nee`, `onbekend`)?"""
    peil = peilvenster(g)
    return [(f, f.beschikbaar(peil, peil) if peil else f.volgens_bron) for f in lees_capaciteit(g, peil)[1]]


def opvang_per_gemeente(g: Gegevens) -> list[GemeenteOpvang]:
    """Every gemeente of which an opgave or capacity is published, by name; empty when of none.

    Raises
    ------
    InvoerFout
        When a row asks more places for amv than places, or contradicts itself.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [(r.naam, r.opgave, r.telt_mee, r.oordeel) for r in opvang_per_gemeente(laad("voorbeeld"))][1:2]
    [('Broekdonk', 170, 80, 'onder')]
    """
    alle = [(f, o) for f, o in opvanglocaties(g) if f.naam != IN_GEBRUIK]
    opgaven = {
        r["gemeentecode"]: r
        for r in opgaven_uit(g, "opvang")
        if r["opgavesoort"] == ASIEL and r["cyclus"] == EERSTE_CYCLUS
    }
    namen = {f.gemeentecode: f.gemeente for f, _ in alle} | {c: r["gemeente"] for c, r in opgaven.items()}
    uit = []
    for code, naam in sorted(namen.items(), key=lambda n: str(n[1])):
        oordelen = [(f, o) for f, o in alle if f.gemeentecode == code]
        opgave = opgaven.get(code, {})
        bronnen = [(opgave["bron"], opgave["vindplaats"])] if opgave else []
        uit.append(
            GemeenteOpvang(
                str(code),
                str(naam),
                opgave.get("opgave"),
                telt_mee=sum(f.laag for f, o in oordelen if o == JA) if oordelen else None,
                onbekend=sum(f.hoog for f, o in oordelen if o == ONBEKEND) if oordelen else None,
                valt_af=sum(f.laag for f, o in oordelen if o == NEE) if oordelen else None,
                herkomst=(*bronnen, *((f.bron, f.vindplaats) for f, _ in oordelen)),
            )
        )
    return uit


def ruilvoorstel(lijst: Iterable[GemeenteOpvang]) -> dict[str, int]:
    """An exchange in which gemeenten with places over take over opgave, the largest tekort first (by code when equal).

    Returns
    -------
    dict of str to int
        Change per gemeentecode, for `ruil.ruil`; empty when nobody has places over or nobody lacks any.

    Examples
    --------
    >>> a, b = GemeenteOpvang("GM1", "A", 10, 14, 0, 0), GemeenteOpvang("GM2", "B", 10, 7, 0, 0)
    >>> ruilvoorstel([a, b])
    {'GM1': 3, 'GM2': -3}
    """
    verschillen = {r.code: r.verschil for r in lijst if r.verschil}
    over = {c: v for c, v in verschillen.items() if v and v > 0}
    tekort = {c: -v for c, v in verschillen.items() if v and v < 0}
    uit: dict[str, int] = {}
    for code in sorted(tekort, key=lambda c: (-tekort[c], c)):
        for gever in sorted(over, key=lambda c: (-over[c], c)):
            plekken = min(tekort[code], over[gever])
            if plekken:
                uit[gever] = uit.get(gever, 0) + plekken
                uit[code] = uit.get(code, 0) - plekken
                tekort[code] -= plekken
                over[gever] -= plekken
    return dict(sorted(uit.items()))


def opgaven_uit(g: Gegevens, tabel: str) -> list[dict[str, Any]]:
    """Rows of a table of opgaven (`opvang`, `opvangopgave`), checked.

    Raises
    ------
    InvoerFout
        When a row asks more places for amv than places.
    """
    alle = list(rijen(g.tabel(tabel)))
    problemen = [
        Probleem(
            0,
            "waarvan_amv",
            f"{r.get('gemeente', g.naam)}, {r['opgavesoort']}: {toon(r['waarvan_amv'])} is meer dan de opgave ({toon(r['opgave'] or 0)})",
        )
        for r in alle
        if r["waarvan_amv"] is not None and r["waarvan_amv"] > (r["opgave"] or 0)
    ]
    if problemen:
        raise InvoerFout({Path("data/raw", g.provincie, f"{tabel}.csv"): problemen})
    return alle
