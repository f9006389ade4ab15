"""What the past says about the chance of each trede: draws from the few realisatie ratios that are known.

How it works, and why it is fast:

- A ratio is realisatie ÷ totaalopgave of one past periode. Of a gebied there are only a handful, so a draw is
  one of them, each as likely as the other; in between is nothing, and no precision is claimed.
- A draw of a ratio makes persons: ratio × totaalopgave, rounded half up, exactly (whole numbers).
- What the engine (`oordeel`) makes of every position that can be reached stands in tables (`overgangstabel`), made once
  for some gebieden together. The draws then walk over them.
- Draws that began alike walk as one, with their number as weight, as long as that is less work.
- Every gebied has its own stream of random numbers, so that the order of work and the number of threads do
  not matter. Memory is one gebied at a time, and the tables of a few.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.oordeel import oordeel
from ibtlib.beoordeling.paneel import Paneel
from ibtlib.kader import opgave
from ibtlib.kader.kader import HOOGSTE_TREDE, Kaderreeks
from ibtlib.scenario.doorrekenen import Uitkomst, cijferframe
from ibtlib.scenario.overgangstabel import Lot, Overgangen, Partij, Toestanden, overgangen

TREKKINGEN = 10_000
MEESTE_TREKKINGEN = 1_000_000
MINSTE_WAARNEMINGEN = 3
"""With fewer observations no chance is shown."""

_CELLEN = 2**14  # of the gebieden whose tables are made at once, together: what stays near the processor


@dataclass(frozen=True)
class Kansen:
    """How often each trede came out, for one gebied.

    Parameters
    ----------
    naam : str
        Of whom.
    waarnemingen : int
        How many past perioden the draws come from.
    treden : array (perioden, 7)
        Number of draws per trede; the first column is niet te beoordelen.
    laagste : int
        Position that belongs to the first column of `standen`, persons; each next one is a person more.
    standen : array (perioden, B)
        Number of draws per closing position.
    """

    naam: str
    waarnemingen: int
    treden: np.ndarray
    laagste: int
    standen: np.ndarray

    def kans(self, trede: int, periode: int = -1) -> Fraction:
        """Share of the draws with a trede (0 is niet te beoordelen) in one of the perioden."""
        return Fraction(int(self.treden[periode, trede]), int(self.treden[periode].sum()))

    def band(self, periode: int = -1, deel: int = 80) -> tuple[int, int]:
        """Between which closing positions the middle part (percent) of the draws lies, persons."""
        opgeteld = np.cumsum(self.standen[periode])
        rest = (100 - deel) / 200 * opgeteld[-1]
        laag = np.searchsorted(opgeteld, rest, side="right")
        hoog = np.searchsorted(opgeteld, opgeteld[-1] - rest, side="left")
        return self.laagste + int(laag), self.laagste + int(hoog)


def kansen(uitkomst: Uitkomst, trekkingen: int = TREKKINGEN, zaad: int = 1, draden: int = 1) -> dict[str, Kansen]:
    """Chance of each trede per gebied, from the realisatie of the past.

    Parameters
    ----------
    uitkomst : Uitkomst
        A scenario of known perioden ahead; its taakstellingen and koppelingen are kept, its realisatie is drawn.
    trekkingen : int
        Draws per gebied and periode (1 to 1.000.000).
    zaad : int
        The same seed gives the same draws.
    draden : int
        Threads; the result does not depend on it.

    Returns
    -------
    dict of str to Kansen
        By code. A gebied without observations, opening position or taakstelling is left out.

    Raises
    ------
    AanvraagFout
        A number out of range.
    """
    if type(trekkingen) is not int or not 1 <= trekkingen <= MEESTE_TREKKINGEN:
        raise AanvraagFout(
            f"trekkingen={trekkingen} kan niet; kies een heel getal van 1 tot en met {toon(MEESTE_TREKKINGEN)}."
        )
    loten = loten_van(uitkomst)
    gelopen = loop(list(loten.values()), uitkomst.stand.perioden, uitkomst.stand.kaders, trekkingen, zaad, draden)
    return dict(zip(loten, gelopen, strict=True))


def verhoudingen(uitkomst: Uitkomst, code: str) -> tuple[Fraction, ...]:
    """Realisatie ÷ totaalopgave of every known periode before the scenario in which there was something to do."""
    gevonden = []
    for (p, c), x in sorted(uitkomst.stand.cijfers.items()):
        if (
            c == code
            and p < uitkomst.stand.perioden[0]
            and None not in (x.taakstelling, x.achterstand_begin, x.realisatie)
        ):
            totaal = opgave.totaalopgave(int(x.taakstelling or 0), int(x.achterstand_begin or 0))
            if totaal > 0:
                gevonden.append(Fraction(x.realisatie or 0) / totaal)
    return tuple(gevonden)


def loten_van(uitkomst: Uitkomst) -> dict[str, Lot]:
    """What the draws start from, per code; previous treden and counts of perioden are those of the engine."""
    stand = uitkomst.stand
    frame = cijferframe(stand)
    paneel = Paneel.lees(frame, uitkomst.vastgesteld())
    geoordeeld = oordeel(paneel, stand.kaders)
    codes = frame["gemeentecode"].to_numpy()[paneel.rij]
    eerste = [i for i, t in enumerate(paneel.periode) if paneel.perioden[t] == stand.perioden[0]]
    uit = {}
    for i in sorted(eerste, key=lambda i: codes[i]):
        code, ervoor = codes[i], paneel.vorige[i]
        reeks = [c for p in stand.perioden if (c := stand.cijfers.get((p, code)))]
        taken = tuple(int(c.taakstelling) for c in reeks if c.taakstelling is not None)
        waargenomen, begin = verhoudingen(uitkomst, code), reeks[0].achterstand_begin
        if not waargenomen or len(taken) < len(stand.perioden) or begin is None:
            continue
        feiten = geoordeeld.feiten
        uit[code] = Lot(
            naam=reeks[0].gemeente,
            begin=begin,
            trede=int(geoordeeld.vorig[i]),
            taakstellingen=taken,
            gekoppeld=tuple(None if c.gekoppeld is None else int(c.gekoppeld) for c in reeks),
            verhoudingen=waargenomen,
            tellingen={k: (int(feiten.laag[k][ervoor]), bool(feiten.exact[k][ervoor])) for k in feiten.laag}
            if ervoor >= 0
            else {},
        )
    return uit


def loop(
    loten: Sequence[Lot],
    perioden: Sequence[Periode],
    kaders: Kaderreeks,
    trekkingen: int = TREKKINGEN,
    zaad: int = 1,
    draden: int = 1,
) -> list[Kansen]:
    """Walk every lot through the perioden, many times."""
    if not loten:
        return []
    geldend = [kaders.zoek(p) for p in perioden]
    toestanden = Toestanden.van(geldend, loten, len(perioden))
    partij, begin = Partij.van(loten), toestanden.begin(loten)
    ratios = partij.teller.shape[1]
    zaden = np.random.SeedSequence(zaad).spawn(len(loten))
    op_breedte = np.argsort(partij.breed, kind="stable")  # alike together, so that their tables hold little air
    cellen = np.cumsum(partij.breed[op_breedte]) * ratios
    blokken = np.split(op_breedte, np.flatnonzero(np.diff(cellen // _CELLEN)) + 1)

    def doe(wie: np.ndarray) -> list[Kansen]:
        blok = partij.deel(wie)
        tabellen: list[Overgangen] = []
        for t, kader in enumerate(geldend):
            zelfde = t > 0 and kader is geldend[t - 1] and blok.gelijk(t, t - 1)
            tabellen.append(tabellen[-1] if zelfde else overgangen(blok, t, kader, toestanden))
        uit = []
        for rij, i in enumerate(wie.tolist()):
            lot, laag, breed = loten[i], int(partij.laag[i]), int(partij.breed[i])
            n, plek = len(lot.verhoudingen), (lot.begin - laag) * ratios
            kans = np.random.Generator(np.random.PCG64(zaden[i]))
            waar, hoe = _wandel(tabellen, rij, plek, begin[i], n, trekkingen, kans)
            treden = hoe.reshape(len(perioden), HOOGSTE_TREDE + 1, -1).sum(axis=2)
            uit.append(Kansen(lot.naam, n, treden, laag, waar[:, : breed * ratios : ratios].copy()))
        return uit

    with ThreadPoolExecutor(draden) as pool:
        gelopen = [uit for blok in pool.map(doe, blokken) for uit in blok]
    return [gelopen[i] for i in np.argsort(op_breedte)]


def _wandel(
    tabellen: Sequence[Overgangen],
    rij: int,
    plek: int,
    toestand: int,
    n: int,
    trekkingen: int,
    kans: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """How many draws there are at each plek and in each toestand after every periode, from one start in one row.

    Draws that began alike walk as one, as long as there are no more beginnings than draws: a number below
    `n ** perioden`, each as likely as the other, is a beginning, and its digits in base n are its choices, the
    first one last. From there on each draw walks by itself.
    """
    samen = 0
    while samen < len(tabellen) and n ** (samen + 1) <= trekkingen:
        samen += 1
    begin = kans.integers(0, n**samen, trekkingen)
    gewichten = [np.bincount(begin, minlength=n**samen).astype(float)]  # a float counts exactly to 2**53
    while len(gewichten) < samen:  # of beginnings of one periode less
        gewichten.append(gewichten[-1].reshape(n, -1).sum(axis=0))
    waar = np.empty((len(tabellen), tabellen[0].naar.shape[1]), dtype=np.int64)
    hoe = np.empty((len(tabellen), tabellen[0].toestanden), dtype=np.int64)
    plekken, toestanden, elk = np.array([plek]), np.array([toestand]), np.arange(n)[:, None]
    for t, overgang in enumerate(tabellen):
        if t < samen:
            keuze, gewicht = elk, gewichten[-1 - t]
        else:
            if t == samen:
                plekken, toestanden, gewicht = plekken.take(begin), toestanden.take(begin), None
            keuze = kans.integers(0, n, trekkingen, dtype=np.uint16)
        plekken, toestanden = overgang.stap(rij, plekken + keuze, toestanden)
        waar[t] = np.bincount(plekken, gewicht, waar.shape[1])
        hoe[t] = np.bincount(toestanden, gewicht, hoe.shape[1])
    return waar, hoe
