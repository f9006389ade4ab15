"""What the past says about the chance of each trede: all combinations of the few realisatie ratios that are known.

How it works:

- A ratio is realisatie ÷ totaalopgave of one past periode; of a gebied there are only a handful. Assumed is that each of
  them is as likely as the other in every periode to come, whatever came before it (`AANNAME`). In between them is nothing,
  and no precision is claimed.
- A ratio makes persons: ratio × totaalopgave, rounded half up, exactly (whole numbers).
- Of n ratios and k perioden all n ** k combinations count; none is drawn, none is left out.
- Combinations that lead to the same position, trede and counts of perioden have the same future. They go on as one,
  with their number, so that the work grows with the positions and not with the combinations.
- The engine (`oordeel`) judges each of them with each ratio, all of a gebied and a periode at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.frames import TREDEN, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.beoordeling.oordeel import TELLINGEN, Feiten, beslis, oordeel, tel_verder
from ibtlib.beoordeling.paneel import Kolommen, Paneel
from ibtlib.kader import opgave
from ibtlib.kader.kader import MEESTE_PERSONEN, Kader
from ibtlib.scenario.doorrekenen import Uitkomst
from ibtlib.scenario.stand import Cijfers, Stand, cijferframe

if TYPE_CHECKING:
    import pandas as pd

AANNAME = "elke eerder waargenomen verhouding is even waarschijnlijk, en het ene half jaar hangt niet af van het andere"
MINSTE_WAARNEMINGEN = 3
"""With fewer observations a page shows no chance."""

MEESTE_GEVALLEN = 2_000_000
"""Of one gebied, before the engine at a time. More are refused: nothing is ever estimated."""

KANSEN: Kolomsoorten = {
    "periode": "periode",
    "gemeentecode": "tekst",
    "gemeente": "tekst",
    "trede": "trede",
    "kans": "getal",
    "waarnemingen": "aantal",
    "waarom_niet": "tekst",
    "aanname": "tekst",
}
"""The columns of `kansen`."""


@dataclass(frozen=True)
class Kansen:
    """In how many combinations of past ratios each trede comes out, for one gebied.

    Parameters
    ----------
    naam : str
        Of whom.
    waarnemingen : int
        How many past perioden the chances rest on.
    treden : tuple of mappings of int to int
        Per periode: number of combinations by trede; 0 is niet te beoordelen. Empty when there are no chances.
    standen : tuple of mappings of int to int
        The same by closing position (persons, negative is voorsprong), from low to high.
    waarom_niet : str or None
        Which fact is missing when there are no chances, in Dutch.

    Examples
    --------
    Of a periode, three of four combinations end on trede 1.

    >>> k = Kansen("Soest", 4, ({1: 3, 2: 1},), ({-2: 1, 0: 2, 6: 1},))
    >>> k.kans(1), k.kans(0), k.band()
    (Fraction(3, 4), Fraction(0, 1), (-2, 6))
    """

    naam: str
    waarnemingen: int
    treden: tuple[Mapping[int, int], ...] = ()
    standen: tuple[Mapping[int, int], ...] = ()
    waarom_niet: str | None = None

    def kans(self, trede: int, periode: int = -1) -> Fraction:
        """Share of the combinations with a trede (0 is niet te beoordelen) in one of the perioden (0 is the first).

        Raises
        ------
        AanvraagFout
            When there are no chances of this gebied.
        """
        treden = self._van(self.treden, periode)
        return Fraction(treden.get(trede, 0), sum(treden.values()))

    def kwantiel(self, deel: Fraction, periode: int = -1) -> int:
        """Smallest closing position that, with all lower ones, holds at least this part of the combinations.

        Raises
        ------
        AanvraagFout
            When there are no chances of this gebied.
        """
        standen = self._van(self.standen, periode)
        nodig = deel * sum(standen.values())
        opgeteld = zip(standen, accumulate(standen.values()), strict=True)
        return next(positie for positie, aantal in opgeteld if aantal >= nodig)

    def band(self, periode: int = -1, deel: int = 80) -> tuple[int, int]:
        """Between which closing positions the middle part (percent) lies, persons: of 80 from one to nine tenths."""
        rest = Fraction(100 - deel, 200)
        return self.kwantiel(rest, periode), self.kwantiel(1 - rest, periode)

    def _van(self, per_periode: tuple[Mapping[int, int], ...], periode: int) -> Mapping[int, int]:
        if self.waarom_niet:
            raise AanvraagFout(f"Van {self.naam} zijn geen kansen te berekenen: {self.waarom_niet}.")
        return per_periode[periode]


def kansen(uitkomst: Uitkomst, exact: bool = False) -> pd.DataFrame:
    """Weigh a what-if: the chance of each trede, when every periode goes like one of the past ones.

    Parameters
    ----------
    uitkomst : Uitkomst
        See `kansen_per_gebied`.
    exact : bool
        Fractions, and None where nothing is known, instead of the types of `basis.frames`.

    Returns
    -------
    DataFrame
        One row per gebied, periode and trede: `periode`, `gemeentecode` (of a province its own code), `gemeente`, `trede`
        (missing: niet te beoordelen), `kans` (0 to 1), `waarnemingen` (past perioden it rests on), `waarom_niet` and
        `aanname`. A gebied without chances has one row per periode, with the reason.

    Raises
    ------
    AanvraagFout
        See `kansen_per_gebied`.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> stand = ibt.vertrekpunt(ibt.laad("voorbeeld"), "2024-1", gebied="gemeenten")
    >>> frame = ibt.kansen(ibt.doorrekenen(stand))
    >>> frame.groupby("gemeente")["kans"].sum()["Broekdonk"].item()
    1.0
    """
    regels = []
    for code, k in kansen_per_gebied(uitkomst).items():
        vast = {"gemeentecode": code, "gemeente": k.naam, "waarnemingen": k.waarnemingen, "waarom_niet": k.waarom_niet}
        for n, p in enumerate(uitkomst.stand.perioden):
            treden = [*TREDEN, *([0] if k.treden and k.treden[n].get(0) else [])] if not k.waarom_niet else [None]
            regels += [
                {
                    "periode": str(p),
                    **vast,
                    "trede": t or None,
                    "kans": None if t is None else k.kans(t, n),
                    "aanname": AANNAME,
                }
                for t in treden
            ]
    return frame_van(regels, KANSEN, exact)


def kansen_per_gebied(uitkomst: Uitkomst) -> dict[str, Kansen]:
    """Chance of each trede per gebied, exactly, when every periode goes like one of the past ones.

    Parameters
    ----------
    uitkomst : Uitkomst
        A scenario of known perioden ahead; its taakstellingen and koppelingen are kept, its realisatie becomes that of
        every past ratio.

    Returns
    -------
    dict of str to Kansen
        By code, every gebied of the scenario. One without observations, opening position or taakstelling says so.

    Raises
    ------
    AanvraagFout
        More possibilities than can be worked out, or figures larger than can be judged.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> from ibtlib.scenario.doorrekenen import doorrekenen
    >>> from ibtlib.scenario.vertrekpunt import vertrekpunt
    >>> g = laad("utrecht")
    >>> provincie = kansen_per_gebied(doorrekenen(vertrekpunt(g, "2023-2")))[g.code]
    >>> provincie.waarnemingen, provincie.kans(1)
    (3, Fraction(1, 3))
    """
    begin, ratios = _beginstanden(uitkomst), verhoudingen(uitkomst)
    codes = sorted({code for p, code in uitkomst.stand.cijfers if p in uitkomst.stand.perioden})
    return {code: _van_gebied(uitkomst.stand, code, begin.get(code), ratios.get(code, ())) for code in codes}


def verhoudingen(uitkomst: Uitkomst) -> dict[str, tuple[Fraction, ...]]:
    """Realisatie ÷ totaalopgave, by code, of every known periode before the scenario in which there was something to do."""
    uit: dict[str, tuple[Fraction, ...]] = {}
    for (p, code), c in sorted(uitkomst.stand.cijfers.items(), key=lambda paar: paar[0]):
        if p >= uitkomst.stand.perioden[0] or None in (c.taakstelling, c.achterstand_begin, c.realisatie):
            continue
        totaal = opgave.totaalopgave(int(c.taakstelling or 0), int(c.achterstand_begin or 0))
        if totaal > 0:
            uit[code] = (*uit.get(code, ()), Fraction(c.realisatie or 0) / totaal)
    return uit


@dataclass(frozen=True)
class _Standen:
    """All that one gebied can have come to, each once: what the engine needs to know of it for the periode that follows.

    Arrays of the same length: `positie` (persons), `trede` (0 is unknown), per count of perioden whether it is at least
    `laag` and exactly that, and `aantal`, how many combinations lead here (Python's own whole numbers, which have no end).
    """

    positie: np.ndarray
    trede: np.ndarray
    laag: Kolommen
    exact: Kolommen
    aantal: np.ndarray

    def samengevoegd(self) -> _Standen:
        """Equal ones as one, with their numbers added up."""
        sleutels = (self.trede, *self.laag.values(), *self.exact.values(), self.positie)
        eerste, aantal = _gelijke(sleutels, self.aantal)
        return _Standen(
            positie=self.positie[eerste],
            trede=self.trede[eerste],
            laag={telling: waarden[eerste] for telling, waarden in self.laag.items()},
            exact={telling: waarden[eerste] for telling, waarden in self.exact.items()},
            aantal=aantal,
        )

    def geteld(self, wat: np.ndarray) -> dict[int, int]:
        """Number of combinations by trede or position, from low to high."""
        eerste, aantal = _gelijke((wat,), self.aantal)
        return dict(zip(wat[eerste].tolist(), aantal.tolist(), strict=True))


def _gelijke(sleutels: Sequence[np.ndarray], aantal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A place of each distinct combination of keys (the last one orders them), and the sum of the numbers that go with it."""
    volgorde = np.lexsort(sleutels)
    anders = np.any([np.diff(sleutel[volgorde]) != 0 for sleutel in sleutels], axis=0)
    grenzen = np.flatnonzero(np.concatenate([[True], anders]))
    return volgorde[grenzen], np.add.reduceat(aantal[volgorde], grenzen)


def _beginstanden(uitkomst: Uitkomst) -> dict[str, _Standen]:
    """The one stand of each gebied before the scenario, by code; where its opening position is known.

    The previous trede and the counts so far are those that the engine finds in the figures.
    """
    frame = cijferframe(uitkomst.stand)
    paneel = Paneel.lees(frame, uitkomst.vastgesteld())
    geoordeeld = oordeel(paneel, uitkomst.stand.kaders)
    codes, feiten = frame["gemeentecode"].to_numpy()[paneel.rij], geoordeeld.feiten
    uit = {}
    for i, t in enumerate(paneel.periode):
        if paneel.perioden[t] != uitkomst.stand.perioden[0] or not paneel.bekend["achterstand_begin"][i]:
            continue
        ervoor = paneel.vorige[i]
        uit[codes[i]] = _Standen(
            positie=paneel.waarden["achterstand_begin"][[i]],
            trede=geoordeeld.vorig[[i]],
            laag={telling: waarden[[ervoor]] * (ervoor >= 0) for telling, waarden in feiten.laag.items()},
            exact={telling: waarden[[ervoor]] & (ervoor >= 0) for telling, waarden in feiten.exact.items()},
            aantal=np.array([1], dtype=object),
        )
    return uit


def _van_gebied(stand: Stand, code: str, begin: _Standen | None, ratios: Sequence[Fraction]) -> Kansen:
    """Walk one gebied through the perioden of the scenario."""
    cijfers = {p: c for p in stand.perioden if (c := stand.cijfers.get((p, code)))}
    naam = next(iter(cijfers.values())).gemeente
    waarom_niet = None
    if not ratios:
        waarom_niet = "er is geen eerder half jaar met een realisatie en een totaalopgave boven 0"
    elif begin is None:
        waarom_niet = f"de achterstand bij het begin van {stand.perioden[0]} is niet bekend"
    elif any(p not in cijfers or cijfers[p].taakstelling is None for p in stand.perioden):
        waarom_niet = "niet van elke periode van het scenario is de taakstelling bekend"
    if waarom_niet or begin is None:
        return Kansen(naam, len(ratios), waarom_niet=waarom_niet)
    nu, treden, standen = begin, [], []
    for p, c in cijfers.items():
        if len(nu.aantal) * len(ratios) > MEESTE_GEVALLEN:
            raise AanvraagFout(
                f"Van {naam} zijn er in {p} meer dan {toon(MEESTE_GEVALLEN)} verschillende gevallen; reken minder perioden vooruit."
            )
        nu = _na_periode(nu, c, ratios, stand.kaders.zoek(p))
        if np.abs(nu.positie).max() > MEESTE_PERSONEN:
            raise AanvraagFout(
                f"Van {naam} komt de achterstand of voorsprong in {p} boven {toon(MEESTE_PERSONEN)}; kijk de cijfers na."
            )
        treden.append(nu.geteld(nu.trede))
        standen.append(nu.geteld(nu.positie))
    return Kansen(naam, len(ratios), tuple(treden), tuple(standen))


def _na_periode(ervoor: _Standen, cijfers: Cijfers, ratios: Sequence[Fraction], kader: Kader | None) -> _Standen:
    """Every stand with every ratio through the engine; without a kader the trede is unknown and counting goes on."""
    teller = np.tile([ratio.numerator for ratio in ratios], len(ervoor.aantal))
    noemer = np.tile([ratio.denominator for ratio in ratios], len(ervoor.aantal))
    begin, vorige_trede, aantal = (np.repeat(k, len(ratios)) for k in (ervoor.positie, ervoor.trede, ervoor.aantal))
    taakstelling = np.full_like(begin, cijfers.taakstelling)
    te_doen = np.maximum(opgave.totaalopgave(taakstelling, begin), 0)
    realisatie = (2 * teller * te_doen + noemer) // (2 * noemer)  # rounded half up, in whole numbers
    gekoppeld = np.full_like(begin, cijfers.gekoppeld or 0)
    waarden = dict(zip(opgave.INVOER, (taakstelling, begin, realisatie, gekoppeld), strict=True))
    bekend = dict.fromkeys(opgave.INVOER, np.full(len(begin), True))
    bekend["gekoppeld"] = np.full(len(begin), cijfers.gekoppeld is not None)
    waarden, bekend = opgave.bereken(waarden, bekend, kader is not None and kader.verschoont)
    laag, exact = {}, {}
    for telling in ervoor.laag:
        waarde, weet = waarden[TELLINGEN[telling]], bekend[TELLINGEN[telling]]
        tot_nu = np.repeat(ervoor.laag[telling], len(ratios)), np.repeat(ervoor.exact[telling], len(ratios))
        laag[telling], exact[telling] = tel_verder(weet & (waarde >= 1), weet, *tot_nu)
    feiten = Feiten(waarden, bekend, laag, exact)
    trede = beslis(kader, feiten, vorige_trede) if kader else np.zeros_like(vorige_trede)
    return _Standen(waarden["achterstand_eind"], trede, laag, exact, aantal).samengevoegd()
