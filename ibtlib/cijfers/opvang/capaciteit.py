"""Places of the opvang: how certain they are, from when to when they are there, and what nobody said about that.

Availability has three values. What a source does not say is `onbekend`: never assumed to be there, never to be gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, InvoerFout, Probleem, opsomming, verzamel
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.schema import FASEN, IN_GEBRUIK

JA, NEE, ONBEKEND = "ja", "nee", "onbekend"
ERNA = "erna"  # what a source says of places that come after the peilmomenten: not there in them
_EXTRA = ("beschikbaar_van", "beschikbaar_tot", "gemeentecode", "gemeente", "locatie")
_LIJKT_OP = 0.9  # a phase this close to a known one is a typing error, not a phase of its own


@dataclass(frozen=True)
class Venster:
    """A stretch of days, both ends included; one day is a window too.

    Raises
    ------
    AanvraagFout
        When it ends before it begins.

    Examples
    --------
    >>> Venster(dt.date(2025, 7, 1), dt.date(2026, 2, 1)).voluit
    '1 juli 2025 tot en met 1 februari 2026'
    """

    van: dt.date
    tot: dt.date

    def __post_init__(self) -> None:
        if self.tot < self.van:
            raise AanvraagFout(
                f"Een venster van {datum_voluit(self.van)} tot en met {datum_voluit(self.tot)} kan niet: het eindigt "
                "voor het begint. Draai de datums om."
            )

    @property
    def voluit(self) -> str:
        """In words."""
        if self.van == self.tot:
            return datum_voluit(self.van)
        return f"{datum_voluit(self.van)} tot en met {datum_voluit(self.tot)}"


@dataclass(frozen=True)
class Fase:
    """Places of one degree of certainty; `laag` equals `hoog` where one figure is published."""

    naam: str  # one of `FASEN`, or a phase of the analyst's own
    # laag, hoog: places
    laag: int
    hoog: int
    waarvan_amv: int | None  # places for amv among them
    # what the source says about the peilmomenten: `ja`, `nee`, `erna` (only after them), or `onbekend` when it says
    # nothing
    op_peilmomenten: str
    bron: str
    vindplaats: str
    # beschikbaar_van, beschikbaar_tot: first and last day; None is unknown, `9999-12-31` is without end
    beschikbaar_van: dt.date | None = None
    beschikbaar_tot: dt.date | None = None
    gemeentecode: str | None = None
    gemeente: str | None = None
    locatie: str | None = None

    @property
    def volgens_bron(self) -> str:
        """What the source says about the peilmomenten, as an answer: `ja`, `nee` or `onbekend`."""
        return NEE if self.op_peilmomenten == ERNA else self.op_peilmomenten

    def beschikbaar(self, venster: Venster, peil: Venster | None = None) -> str:
        """Are the places there from the first through the last day of a window?

        Dates decide. Where they leave it open, what the source said about the peilmomenten (`peil`) does, as
        far as it reaches: `ja` holds within them, `nee` for every window that touches them.

        Returns
        -------
        str
            `ja`, `nee` or `onbekend`.

        Examples
        --------
        >>> cyclus = Venster(dt.date(2025, 7, 1), dt.date(2026, 2, 1))
        >>> te_laat = Fase("proef", 10, 10, None, "onbekend", "b", "v", dt.date(2025, 7, 2), dt.date(2030, 1, 1))
        >>> te_laat.beschikbaar(cyclus), te_laat.beschikbaar(Venster(dt.date(2026, 2, 1), dt.date(2026, 2, 1)))
        ('nee', 'ja')
        """
        van, tot = self.beschikbaar_van, self.beschikbaar_tot
        if (van and van > venster.van) or (tot and tot < venster.tot):
            return NEE
        if van and tot:
            return JA
        if peil and self.op_peilmomenten == JA and peil.van <= venster.van and venster.tot <= peil.tot:
            return JA
        if peil and self.volgens_bron == NEE and venster.van <= peil.tot and peil.van <= venster.tot:
            return NEE
        return ONBEKEND


@dataclass(frozen=True)
class Telling:
    """Places that are there throughout a window, and those of which that is not known."""

    zeker: int | None  # known to be there (lower figure); None when nothing is known of any place
    # with everything of which it is not known that it is absent (higher figure); None when no phase says anything
    # about that time: one that speaks of 2025 sets no bound to 2024
    hoogstens: int | None
    valt_af: int  # known not to be there throughout (lower figure)

    @property
    def onbekend(self) -> int:
        """Places that may or may not be there."""
        return (self.hoogstens or 0) - (self.zeker or 0)


def tel(fasen: Iterable[Fase], venster: Venster, peil: Venster | None = None) -> Telling:
    """Count the places that are there throughout a window.

    Examples
    --------
    >>> dag = Venster(dt.date(2025, 9, 1), dt.date(2025, 9, 1))
    >>> tel([Fase("proef", 10, 12, None, "onbekend", "b", "v")], dag)
    Telling(zeker=None, hoogstens=12, valt_af=0)
    """
    oordelen = [(f, f.beschikbaar(venster, peil)) for f in fasen]
    iets_zeker = any(o != ONBEKEND for _, o in oordelen)
    begrensd = iets_zeker or peil is None or (venster.van <= peil.tot and peil.van <= venster.tot)
    return Telling(
        zeker=sum(f.laag for f, o in oordelen if o == JA) if iets_zeker else None,
        hoogstens=sum(f.hoog for f, o in oordelen if o != NEE) if begrensd else None,
        valt_af=sum(f.laag for f, o in oordelen if o == NEE),
    )


def op_volgorde(fasen: Iterable[Fase]) -> tuple[Fase, ...]:
    """From most to least certain; of a phase of one's own nobody knows how certain it is, so it comes last.

    >>> eigen, hard = (Fase(n, 1, 1, None, "onbekend", "b", "v") for n in ("toezegging", "harde opvangcapaciteit"))
    >>> [f.naam for f in op_volgorde([eigen, hard])]
    ['harde opvangcapaciteit', 'toezegging']
    """
    return tuple(sorted(fasen, key=lambda f: FASEN.index(f.naam) if f.naam in FASEN else len(FASEN)))


def lees_capaciteit(g: Gegevens, peil: Venster | None = None) -> tuple[list[Fase], list[Fase]]:
    """Capacity of the province as a whole (what is in use included), and per locatie.

    Raises
    ------
    InvoerFout
        With every row that cannot be: more amv than places, low above high, an end before the begin, a phase
        misspelt, dates that contradict what the row says about the peilmomenten.
    """
    lijsten, fouten = [], []
    for tabel in ("opvangcapaciteit", "opvanglocaties"):
        lijst = [_fase(r) for r in rijen(g.tabel(tabel))]
        problemen = [p for f in lijst for p in _problemen(f, peil)]
        if problemen:
            fouten.append(InvoerFout({Path("data/raw", g.provincie, f"{tabel}.csv"): problemen}))
        lijsten.append(lijst)
    verzamel(fouten)
    provincie, locaties = lijsten
    return provincie, locaties


def _fase(rij: dict[str, Any]) -> Fase:
    velden = ("plekken_laag", "plekken_hoog", "waarvan_amv", "op_peilmomenten", "bron", "vindplaats")
    waar: Any = {e: rij.get(e) for e in _EXTRA}
    return Fase(rij["fase"], *(rij[v] for v in velden), **waar)


def _problemen(f: Fase, peil: Venster | None) -> list[Probleem]:
    waar = ", ".join(w for w in (f.gemeente, f.locatie, f.naam) if w)
    uit = []

    def meld(kolom: str, wat: str) -> None:
        uit.append(Probleem(0, kolom, f"{waar}: {wat}"))

    bekend = (IN_GEBRUIK, *FASEN)
    if f.naam not in bekend and (dichtbij := get_close_matches(f.naam.lower(), bekend, 1, _LIJKT_OP)):
        meld("fase", f"lijkt een tikfout; bedoelde u '{dichtbij[0]}'? Bekend: {opsomming(bekend)}")
    if f.hoog < f.laag:
        meld("plekken_hoog", f"{toon(f.hoog)} is minder dan plekken_laag ({toon(f.laag)}); wissel ze om")
    if f.waarvan_amv is not None and f.waarvan_amv > f.laag:
        meld("waarvan_amv", f"{toon(f.waarvan_amv)} is meer dan de {toon(f.laag)} plekken waarvan zij deel zijn")
    if f.beschikbaar_van and f.beschikbaar_tot and f.beschikbaar_tot < f.beschikbaar_van:
        meld("beschikbaar_tot", f"{datum_voluit(f.beschikbaar_tot)} ligt voor {datum_voluit(f.beschikbaar_van)}")
    elif peil and f.op_peilmomenten != ONBEKEND:
        datums = f.beschikbaar(peil)
        if datums not in (ONBEKEND, f.volgens_bron):
            wat = f"er staat {f.op_peilmomenten}, maar de datums geven {datums} voor {peil.voluit}"
            meld("op_peilmomenten", f"{wat}; verbeter het een of het ander")
    return uit
