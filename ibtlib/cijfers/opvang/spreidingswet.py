"""Coverage (`dekking`) of the Spreidingswet opgave, exactly: on a date, over a window, expected, and what it takes.

Source: Statenbrief provinciaal verslag en plan (2024); opgave: voortgangsrapportage 2023-2, §4.4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import Getal, procent_van, toon, toon_procent
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.cijfers.opvang.capaciteit import ERNA, JA, NEE, Fase, Telling, Venster, lees_capaciteit, op_volgorde, tel
from ibtlib.gegevens.bronnen import Herkomst, als_kolommen, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.schema import FASEN, IN_GEBRUIK

if TYPE_CHECKING:
    import pandas as pd

STAPPEN: Kolomsoorten = {
    "stap": "tekst",
    "fase": "tekst",
    "plekken": "aantal",
    "opgave": "aantal",
    "pct_opgave": "getal",
    "formule": "tekst",
    **WAAR,
}

PLEKKEN: Kolomsoorten = {
    "fase": "tekst",
    "laag": "aantal",
    "hoog": "aantal",
    "formule": "tekst",
    **WAAR,
}

EERSTE_CYCLUS = 1
HARD = FASEN[:2]  # harde opvangcapaciteit and harde plancapaciteit: certain to come
PLANVOORRAAD = FASEN[2]
KANSEN: Mapping[str, Fraction] = {HARD[0]: Fraction(1), HARD[1]: Fraction(1), PLANVOORRAAD: Fraction(1, 2)}
"""Probability that a place of a phase is realised: assumptions (`aanname`), no source gives them."""
KANS_EIGEN_FASE = Fraction(1, 2)


@dataclass(frozen=True, repr=False)
class Dekking(Voorgesteld):
    """Capacity of a province set against its opgave (places).

    Parameters
    ----------
    opgave : int
        Places asked of the province in this cycle.
    fasen : tuple of Fase
        From most to least certain, one or more of each name; the places in use now stand apart in `in_gebruik`.
    in_gebruik : Fase or None
        Places that exist today, certain or not for the peilmomenten.
    herkomst_opgave : tuple of (bron, vindplaats)
        Where the opgave stands.
    cyclus : int
        Cycle of the Spreidingswet.
    venster : Venster or None
        From the first through the last peilmoment of the cycle.
    """

    opgave: int
    fasen: tuple[Fase, ...]
    in_gebruik: Fase | None
    herkomst_opgave: tuple[Herkomst, ...]
    cyclus: int = EERSTE_CYCLUS
    venster: Venster | None = None

    def voorstelling(self) -> Voorstelling:
        """The opgave, and how far the places go."""
        opgeteld = [(f"tot en met {stap}", f"{toon(n)} ({toon_procent(pct, 1)})") for stap, n, pct in self.opbouw()]
        feiten = (("opgave", f"{toon(self.opgave)} opvangplekken"), *opgeteld)
        verder = (".stappen()", ".plekken()", ".telling()", ".verwacht()", 'g.tabellen["opvangcapaciteit"]')
        return Voorstelling(f"Dekking van de opgave, cyclus {self.cyclus} van de Spreidingswet", feiten, verder)

    @property
    def herkomst_capaciteit(self) -> tuple[Herkomst, ...]:
        """Where the places stand, those in use now included."""
        alle = [*self.fasen, *([self.in_gebruik] if self.in_gebruik else [])]
        return tuple((f.bron, f.vindplaats) for f in alle)

    @property
    def namen(self) -> list[str]:
        """Names of the phases, each once, from most to least certain."""
        return list(dict.fromkeys(f.naam for f in self.fasen))

    def van_fase(self, naam: str) -> list[Fase]:
        """The rows of one phase: one for the province, or one per locatie."""
        return [f for f in self.fasen if f.naam == naam]

    def opgeteld(self, *namen: str, hoog: bool = False) -> int:
        """Places of the phases named."""
        return sum((f.hoog if hoog else f.laag) for f in self.fasen if f.naam in namen)

    @property
    def hard(self) -> int:
        """Places of the harde opvangcapaciteit."""
        return self.opgeteld(HARD[0])

    @property
    def met_plannen(self) -> int:
        """Places of all that is certain to come: the harde opvangcapaciteit and the harde plancapaciteit."""
        return self.opgeteld(*HARD)

    @property
    def alles(self) -> tuple[int, int]:
        """Places when every phase goes on, low and high."""
        return self.opgeteld(*self.namen), self.opgeteld(*self.namen, hoog=True)

    def plekken(self, exact: bool = False) -> pd.DataFrame:
        """Draw what each phase adds (`ibt.dekkingsstaaf`): its places, as a frame.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            Index `fase`, from most to least certain; places: `laag` and `hoog` (the same where the source gives one
            number), `formule` where they are the sum of several rows, `bron`, `vindplaats`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.dekking(ibt.laad("utrecht")).plekken()["hoog"].to_dict()
        {'harde opvangcapaciteit': 3523, 'harde plancapaciteit': 575, 'planvoorraad': 3983}
        """
        regels = [
            {
                "fase": naam,
                "laag": self.opgeteld(naam),
                "hoog": self.opgeteld(naam, hoog=True),
                "formule": self.somformule(naam) or None,
                **als_kolommen((f.bron, f.vindplaats) for f in self.van_fase(naam)),
            }
            for naam in self.namen
        ]
        return frame_van(regels, PLEKKEN, exact).set_index("fase")

    def somformule(self, naam: str) -> str:
        """How the places of a phase are computed; nothing where a source gives them."""
        n = len(self.van_fase(naam))
        return f"de som van {n} regels uit de bron" if n > 1 else ""

    def opbouw(self) -> list[tuple[str, int, Fraction]]:
        """Cumulative coverage: what is added, places so far, exact percentage of the opgave.

        Once a phase is a range, everything that follows is one too.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> from ibtlib.basis.getallen import toon_procent
        >>> [(w, n, toon_procent(p, 1)) for w, n, p in dekking(laad("utrecht")).opbouw()]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('harde opvangcapaciteit', 3523, '42,9%'), ('harde plancapaciteit', 4098, '49,9%'),
         ('planvoorraad, laag', 7476, '91,1%'), ('planvoorraad, hoog', 8081, '98,5%')]
        """
        return [(stap, n, self.procent(n)) for stap, n, _ in self._opgeteld()]

    def stappen(self, exact: bool = False) -> pd.DataFrame:
        """Plot how far the places go: cumulative coverage per phase, as a frame.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            One row per step: `stap`, `fase`, `plekken` (so far), `opgave`, `pct_opgave` (×100), `formule`, and where
            the places of the phase and the opgave stand: `bron`, `vindplaats`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.dekking(ibt.laad("utrecht")).stappen()["pct_opgave"].round(1).tolist()
        [42.9, 49.9, 91.1, 98.5]
        """
        regels = [
            {
                "stap": stap,
                "fase": fase,
                "plekken": n,
                "opgave": self.opgave,
                "pct_opgave": self.procent(n),
                "formule": "plekken ÷ opgave",
                **als_kolommen([*((f.bron, f.vindplaats) for f in self.van_fase(fase)), *self.herkomst_opgave]),
            }
            for stap, n, fase in self._opgeteld()
        ]
        return frame_van(regels, STAPPEN, exact)

    def _opgeteld(self) -> list[tuple[str, int, str]]:
        """Each step, the places so far, and the phase that was added."""
        stappen, laag, hoog = [], 0, 0
        for naam in self.namen:
            laag, hoog = laag + self.opgeteld(naam), hoog + self.opgeteld(naam, hoog=True)
            twee = [(f"{naam}, laag", laag, naam), (f"{naam}, hoog", hoog, naam)]
            stappen += [(naam, laag, naam)] if laag == hoog else twee
        return stappen

    def procent(self, plekken: Getal) -> Fraction:
        """Exact percentage of the opgave."""
        pct = procent_van(plekken, self.opgave)
        assert pct is not None  # an opgave of 0 is refused in `dekking`
        return pct

    def telling(self, wanneer: Venster | dt.date | None = None) -> Telling:
        """Places that are there on a date or throughout a window; without one, from peilmoment to peilmoment.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> d = dekking(laad("utrecht"))
        >>> d.telling()
        Telling(zeker=3523, hoogstens=7506, valt_af=575)
        >>> d.telling(dt.date(2026, 3, 1))
        Telling(zeker=None, hoogstens=None, valt_af=0)
        """
        if isinstance(wanneer, dt.date):
            wanneer = Venster(wanneer, wanneer)
        venster = wanneer or self.venster
        if venster is None:
            raise AanvraagFout(
                f"De peilmomenten van cyclus {self.cyclus} zijn niet bekend; geef een datum of een venster, of voeg ze "
                "toe in data/raw/landelijk/cycli.csv."
            )
        return tel(self.fasen, venster, self.venster)

    def telt_mee(self, fase: Fase) -> str:
        """Does it count for the cycle: `ja`, `nee` or `onbekend`?"""
        return fase.beschikbaar(self.venster, self.venster) if self.venster else fase.volgens_bron

    @property
    def op_peilmomenten(self) -> int:
        """Places that are certainly in use during the peilmomenten."""
        return sum(f.laag for f in self.fasen if self.telt_mee(f) == JA)

    @property
    def alles_op_tijd(self) -> bool:
        """Whether all hard capacity is certainly in use during the peilmomenten."""
        return self.op_peilmomenten == self.hard

    @property
    def na_peilmomenten(self) -> int:
        """Places of which the source says that they come after the peilmomenten."""
        return sum(f.laag for f in self.fasen if f.op_peilmomenten == ERNA)

    @property
    def niet_hard(self) -> int | None:
        """Places in use now that are not hard for the peilmomenten; None when that cannot be said.

        Assumed (`aanname`): the hard places are among those in use; no source says so.
        """
        hard = sum(f.laag for f in self.van_fase(HARD[0]) if self.telt_mee(f) == JA)
        if self.in_gebruik is None or self.in_gebruik.laag < hard:
            return None
        return self.in_gebruik.laag - hard

    def kansen(self, afwijkend: Mapping[str, Getal] | None = None) -> dict[str, Fraction]:
        """Probability of realisation per phase: the assumptions of this module, or those given instead.

        Raises
        ------
        AanvraagFout
            A phase that is not there, or a probability outside 0 to 1.
        """
        afwijkend = afwijkend or {}
        for naam, kans in afwijkend.items():
            if naam not in self.namen:
                raise AanvraagFout(
                    f"Fase '{naam}' is er niet; wel: {opsomming(self.namen)}.{bedoelde_u(naam, self.namen)}"
                )
            if isinstance(kans, float) or not 0 <= kans <= 1:
                raise AanvraagFout(
                    f"De kans op realisatie van '{naam}' is {kans}; geef een exact getal (int of Fraction) van 0 tot en met 1."
                )
        return {n: Fraction(afwijkend.get(n, KANSEN.get(n, KANS_EIGEN_FASE))) for n in self.namen}

    def verwacht(self, kansen: Mapping[str, Getal] | None = None, cyclus: bool = False) -> tuple[Fraction, Fraction]:
        """Expected places, low and high: each phase times its assumed probability.

        Parameters
        ----------
        kansen : mapping of phase to int or Fraction, optional
            Instead of the defaults in `KANSEN`.
        cyclus : bool
            Leave out the places that are known not to be there from peilmoment to peilmoment.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> dekking(laad("utrecht")).verwacht()
        (Fraction(5787, 1), Fraction(12179, 2))
        """
        kans = self.kansen(kansen)
        tellend = [f for f in self.fasen if not (cyclus and self.telt_mee(f) == NEE)]
        return (
            sum((kans[f.naam] * f.laag for f in tellend), Fraction(0)),
            sum((kans[f.naam] * f.hoog for f in tellend), Fraction(0)),
        )

    def omslag(self) -> tuple[Fraction, Fraction] | None:
        """Share (×100) of the planvoorraad that must be realised to reach the opgave, beside all that is hard.

        Returns
        -------
        (Fraction, Fraction) or None
            For its low and for its high figure; above 100 it cannot be reached, 0 or less means that nothing is
            needed. None when there is none.

        Examples
        --------
        (8207 − 4098) ÷ 3378 and ÷ 3983:

        >>> from ibtlib.gegevens.gegevens import laad
        >>> dekking(laad("utrecht")).omslag() == (Fraction(410900, 3378), Fraction(410900, 3983))
        True
        """
        nodig = self.opgave - self.met_plannen
        laag, hoog = (
            procent_van(nodig, self.opgeteld(PLANVOORRAAD)),
            procent_van(nodig, self.opgeteld(PLANVOORRAAD, hoog=True)),
        )
        return None if laag is None or hoog is None else (laag, hoog)


def dekking(g: Gegevens, cyclus: int = EERSTE_CYCLUS) -> Dekking | None:
    """Set the places for opvang against the opgave of the Spreidingswet; None when one of them is not published.

    A phase published for the province counts as such; of a phase published per locatie only, the sum counts.

    Raises
    ------
    InvoerFout
        When a row of the capacity contradicts itself.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> ibt.dekking(ibt.laad("utrecht")).stappen()[["stap", "plekken"]].values.tolist()[:2]
    [['harde opvangcapaciteit', 3523], ['harde plancapaciteit', 4098]]
    """
    opgave = provinciale_opgave(g, cyclus)
    venster = peilvenster(g, cyclus)
    provincie, locaties = lees_capaciteit(g, venster)
    provinciaal = {f.naam for f in provincie}
    fasen = [*provincie, *(f for f in locaties if f.naam not in provinciaal)]
    in_fasen = op_volgorde(f for f in fasen if f.naam != IN_GEBRUIK)
    if opgave is None or not in_fasen:
        return None
    return Dekking(
        opgave=int(opgave["opgave"]),
        fasen=in_fasen,
        in_gebruik=next((f for f in provincie if f.naam == IN_GEBRUIK), None),
        herkomst_opgave=herkomst(opgave),
        cyclus=cyclus,
        venster=venster,
    )


def peilvenster(g: Gegevens, cyclus: int = EERSTE_CYCLUS) -> Venster | None:
    """From the first through the last peilmoment of a cycle, or None when it is not known."""
    van_cyclus = [r for r in rijen(g.landelijk("cycli")) if r["cyclus"] == cyclus]
    return Venster(van_cyclus[0]["peilvenster_van"], van_cyclus[0]["peilvenster_tot"]) if van_cyclus else None


def provinciale_opgave(g: Gegevens, cyclus: int = EERSTE_CYCLUS) -> dict | None:
    """The row that gives the opgave of the province: its own table goes before the national one.

    Raises
    ------
    AanvraagFout
        When more places for amv are asked than places.
    """
    eigen = [r for r in rijen(g.tabel("opvangopgave")) if r["opgavesoort"] == "asielopvang" and r["cyclus"] == cyclus]
    landelijk = [r for r in rijen(g.landelijk("spreidingswet")) if r["gebiedscode"] == g.code and r["cyclus"] == cyclus]
    for rij in (*eigen, *landelijk):
        if (rij["waarvan_amv"] or 0) > (rij["opgave"] or 0):
            raise AanvraagFout(
                f"De opgave van {g.naam} in cyclus {cyclus} is {toon(rij['opgave'] or 0)} plekken, waarvan "
                f"{toon(rij['waarvan_amv'])} voor amv: dat zijn er meer dan het geheel. Verbeter de opgave."
            )
    return next((r for r in (*eigen, *landelijk) if r["opgave"]), None)
