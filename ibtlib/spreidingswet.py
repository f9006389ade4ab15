"""Coverage (`dekking`) of the Spreidingswet opgave, exactly.

Source: Statenbrief provinciaal verslag en plan (2024); opgave: voortgangsrapportage 2023-2, §4.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.gegevens import Gegevens
from ibtlib.getallen import procent_van
from ibtlib.invoer import rijen

if TYPE_CHECKING:
    import pandas as pd

EERSTE_CYCLUS = 1


@dataclass(frozen=True)
class Fase:
    """Places of one degree of certainty; `laag` equals `hoog` where one figure is published."""

    naam: str
    laag: int
    hoog: int
    waarvan_amv: int | None
    op_peilmomenten: str
    bron: str
    vindplaats: str


@dataclass(frozen=True)
class Dekking:
    """Capacity of a province set against its opgave (places).

    Parameters
    ----------
    opgave : int
        Places asked of the province in this cycle.
    fasen : tuple of Fase
        From most to least certain; the places in use now stand apart in `in_gebruik`.
    in_gebruik : Fase or None
        Places that exist today, certain or not for the peilmomenten.
    """

    opgave: int
    fasen: tuple[Fase, ...]
    in_gebruik: Fase | None
    bron_opgave: str
    vindplaats_opgave: str

    def opgeteld(self, *namen: str, hoog: bool = False) -> int:
        """Places of the phases named."""
        return sum((f.hoog if hoog else f.laag) for f in self.fasen if f.naam in namen)

    def stappen(self) -> list[tuple[str, int, Fraction]]:
        """Cumulative coverage: what is added, places so far, exact percentage of the opgave.

        Examples
        --------
        >>> from ibtlib.gegevens import laad
        >>> from ibtlib.getallen import toon_procent
        >>> [(w, n, toon_procent(p, 1)) for w, n, p in dekking(laad("utrecht")).stappen()]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('harde opvangcapaciteit', 3523, '42,9%'), ('harde plancapaciteit', 4098, '49,9%'),
         ('planvoorraad, laag', 7476, '91,1%'), ('planvoorraad, hoog', 8081, '98,5%')]
        """
        stappen, som = [], 0
        for fase in self.fasen:
            if fase.laag == fase.hoog:
                som += fase.laag
                stappen.append((fase.naam, som))
            else:
                stappen += [(f"{fase.naam}, laag", som + fase.laag), (f"{fase.naam}, hoog", som + fase.hoog)]
                som += fase.laag
        return [(naam, n, self.procent(n)) for naam, n in stappen]

    def procent(self, plekken: int) -> Fraction:
        """Exact percentage of the opgave."""
        pct = procent_van(plekken, self.opgave)
        assert pct is not None  # an opgave of 0 is refused in `dekking`
        return pct

    @property
    def op_peilmomenten(self) -> int:
        """Places that are certainly in use during the peilmomenten."""
        return sum(f.laag for f in self.fasen if f.op_peilmomenten == "ja")

    @property
    def niet_hard(self) -> int | None:
        """Places in use now that are not hard for the peilmomenten (berekend)."""
        return None if self.in_gebruik is None else self.in_gebruik.laag - self.op_peilmomenten


def dekking(g: Gegevens) -> Dekking | None:
    """The coverage of a province in the first cycle, or None when no opgave or no capacity is published."""
    opgaven = g.landelijk("spreidingswet")
    eigen = opgaven[(opgaven["gebiedscode"] == g.code) & (opgaven["cyclus"] == EERSTE_CYCLUS)]
    fasen = [_fase(r) for r in rijen(g.tabel("opvangcapaciteit"))]
    if eigen.empty or not fasen or not int(eigen["opgave"].iloc[0]):
        return None
    opgave = eigen.iloc[0]
    return Dekking(
        opgave=int(opgave["opgave"]),
        fasen=tuple(f for f in fasen if f.naam != "in gebruik"),
        in_gebruik=next((f for f in fasen if f.naam == "in gebruik"), None),
        bron_opgave=opgave["bron"],
        vindplaats_opgave=opgave["vindplaats"],
    )


def provincies(g: Gegevens) -> pd.DataFrame:
    """The 12 provinces of the Rijksbrief with the sums of their columns.

    Returns
    -------
    DataFrame
        The published columns plus `verdeling_plus_extra` and `tekort_berekend` (berekend); the published
        total is the row with code NL01.
    """
    frame = g.landelijk("opvangplekken")
    return frame.assign(
        opgave_berekend=frame["verdeling_2022"] + frame["opgave_extra"],
        nog_nodig_berekend=frame["opgave_2024"] - frame["plekken_nu"],
    )


def _fase(rij: dict[str, Any]) -> Fase:
    velden = ("plekken_laag", "plekken_hoog", "waarvan_amv", "op_peilmomenten", "bron", "vindplaats")
    return Fase(rij["fase"], *(rij[v] for v in velden))
