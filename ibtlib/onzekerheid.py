"""What the past says about the chance of each trede: draws from the few realisatie ratios that are known.

How it works, and why it is fast:

- A ratio is realisatie ÷ totaalopgave of one past periode. Of a gebied there are only a handful, so a draw is
  one of them, each as likely as the other; in between is nothing, and no precision is claimed.
- A draw of a ratio makes persons: ratio × totaalopgave, rounded half up, exactly (whole numbers).
- All positions that can be reached are put before the engine (`oordeel`) once, which gives a table: from
  position and previous trede, by each ratio, to the next. The draws then walk over that table.
- Every gebied has its own stream of random numbers, so that the order of work and the number of threads do
  not matter. Memory is one gebied at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ibtlib import opgave
from ibtlib.fouten import AanvraagFout
from ibtlib.getallen import toon
from ibtlib.kader import HOOGSTE_TREDE, Kader, Kaderreeks
from ibtlib.oordeel import TELLINGEN, oordeel
from ibtlib.paneel import Paneel
from ibtlib.periode import Periode
from ibtlib.scenario import Uitkomst

TREKKINGEN = 10_000
MEESTE_TREKKINGEN = 1_000_000
MINSTE_WAARNEMINGEN = 3
"""With fewer observations no chance is shown."""

_TREDEN = HOOGSTE_TREDE + 1  # 0 is niet te beoordelen
_BLOK = 32  # gebieden whose tables are made at once


@dataclass(frozen=True)
class Lot:
    """What the draws start from, for one gebied.

    Parameters
    ----------
    naam : str
        Of whom.
    begin : int
        Opening position of the first periode, persons.
    trede : int
        Trede before it; 0 is unknown.
    taakstellingen : tuple of int
        Per periode.
    gekoppeld : tuple of int or None
        Per periode.
    verhoudingen : tuple of Fraction
        The observed ratios.
    """

    naam: str
    begin: int
    trede: int
    taakstellingen: tuple[int, ...]
    gekoppeld: tuple[int | None, ...]
    verhoudingen: tuple[Fraction, ...]


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
        A number out of range, or a kader that counts perioden in a row (not supported in draws).
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
    """What the draws start from, per code."""
    stand = uitkomst.stand
    eerste = uitkomst.tabel()
    eerste = eerste[eerste["periode"] == str(stand.perioden[0])]
    vorig = dict(zip(eerste["gemeentecode"], eerste["trede_vorig"].to_numpy(dtype="int64", na_value=0), strict=True))
    uit = {}
    for code in sorted(vorig):
        reeks = [stand.cijfers.get((p, code)) for p in stand.perioden]
        waargenomen = verhoudingen(uitkomst, code)
        if not waargenomen or any(c is None or c.taakstelling is None for c in reeks):
            continue
        begin = reeks[0].achterstand_begin if reeks[0] else None
        if begin is None:
            continue
        uit[code] = Lot(
            naam=reeks[0].gemeente if reeks[0] else code,
            begin=begin,
            trede=int(vorig[code]),
            taakstellingen=tuple(int(c.taakstelling) for c in reeks if c and c.taakstelling is not None),
            gekoppeld=tuple(None if c is None or c.gekoppeld is None else int(c.gekoppeld) for c in reeks),
            verhoudingen=waargenomen,
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
    geldend = [kaders.zoek(p) for p in perioden]
    for k in geldend:
        geteld = {v.feit for r in k.regels for v in r.voorwaarden} & TELLINGEN.keys() if k else set()
        if geteld:
            raise AanvraagFout(
                f"Kansen zijn onder kader '{k.kader if k else ''}' niet te berekenen: het telt {' en '.join(sorted(geteld))}."
            )
    if not loten:
        return []
    zaden = np.random.SeedSequence(zaad).spawn(len(loten))
    laag, breed = _bereik(loten, len(perioden))
    op_breedte = np.argsort(breed, kind="stable").tolist()  # alike together, so that their tables hold little air
    blokken = [op_breedte[i : i + _BLOK] for i in range(0, len(loten), _BLOK)]

    def doe(blok: list[int]) -> list[Kansen]:
        wie, van = [loten[i] for i in blok], [zaden[i] for i in blok]
        return _blok(wie, van, perioden, geldend, trekkingen, laag[blok], int(breed[blok].max()))

    with ThreadPoolExecutor(draden) as pool:
        gelopen = [uit for blok in pool.map(doe, blokken) for uit in blok]
    return [gelopen[i] for i in np.argsort(op_breedte)]


def _blok(
    loten: Sequence[Lot],
    zaden: Sequence[np.random.SeedSequence],
    perioden: Sequence[Periode],
    kaders: Sequence[Kader | None],
    trekkingen: int,
    laag: np.ndarray,
    breed: int,
) -> list[Kansen]:
    """The tables of a block of gebieden, and the draws over them."""
    kolommen = max(len(lot.verhoudingen) for lot in loten)
    tabellen: list[np.ndarray] = []
    for t, p in enumerate(perioden):
        zelfde = t > 0 and kaders[t] is kaders[t - 1] and all(
            lot.taakstellingen[t] == lot.taakstellingen[t - 1] and lot.gekoppeld[t] == lot.gekoppeld[t - 1] for lot in loten
        )  # fmt: skip
        tabellen.append(tabellen[-1] if zelfde else _tabel(loten, t, p, kaders[t], laag, breed, kolommen))
    uit = []
    hokjes = _TREDEN * breed * kolommen
    for i, (lot, zaad) in enumerate(zip(loten, zaden, strict=True)):
        kans = np.random.Generator(np.random.PCG64(zaad))
        plek = np.full(trekkingen, (lot.trede * breed + lot.begin - laag[i]) * kolommen)
        geteld = np.empty((len(perioden), _TREDEN, breed), dtype=np.int64)
        for t, tabel in enumerate(tabellen):
            np.add(plek, kans.integers(0, len(lot.verhoudingen), trekkingen, dtype=np.uint16), out=plek)
            tabel[i].take(plek, out=plek, mode="clip")  # an index becomes the value there, so it may be overwritten
            geteld[t] = np.bincount(plek, minlength=hokjes)[::kolommen].reshape(_TREDEN, breed)
        uit.append(Kansen(lot.naam, len(lot.verhoudingen), geteld.sum(axis=2), int(laag[i]), geteld.sum(axis=1)))
    return uit


def _realisatie(totaal: np.ndarray, teller: np.ndarray, noemer: np.ndarray) -> np.ndarray:
    """ratio × totaalopgave, rounded half up, in whole numbers; nothing where a voorsprong leaves nothing to do."""
    return (2 * teller * np.maximum(totaal, 0) + noemer) // (2 * noemer)


def _breuken(loten: Sequence[Lot], kolommen: int) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators by (gebied, ratio); the last ratio fills up a short row and is never drawn."""
    rijen = [[*lot.verhoudingen, *[lot.verhoudingen[-1]] * (kolommen - len(lot.verhoudingen))] for lot in loten]
    return (
        np.array([[f.numerator for f in rij] for rij in rijen], dtype=np.int64),
        np.array([[f.denominator for f in rij] for rij in rijen], dtype=np.int64),
    )


def _bereik(loten: Sequence[Lot], perioden: int) -> tuple[np.ndarray, np.ndarray]:
    """Lowest position that each gebied can reach, and how many positions there are from it."""
    kolommen = max(len(lot.verhoudingen) for lot in loten)
    teller, noemer = _breuken(loten, kolommen)
    laag = hoog = alle_laag = alle_hoog = np.array([lot.begin for lot in loten])
    for t in range(perioden):
        taak = np.array([lot.taakstellingen[t] for lot in loten])
        # the closing position bends only where the totaalopgave is 0, so its extremes lie at these three
        openingen = np.stack([laag, hoog, np.clip(-taak, laag, hoog)])
        totaal = (openingen + taak)[..., None]
        eind = totaal - _realisatie(totaal, teller, noemer)
        laag, hoog = eind.min(axis=(0, 2)) - 1, eind.max(axis=(0, 2)) + 1  # 1: rounding on either side
        alle_laag, alle_hoog = np.minimum(alle_laag, laag), np.maximum(alle_hoog, hoog)
    return alle_laag, alle_hoog - alle_laag + 1


def _tabel(
    loten: Sequence[Lot], t: int, periode: Periode, kader: Kader | None, laag: np.ndarray, breed: int, kolommen: int
) -> np.ndarray:
    """By gebied: from (trede, position, ratio) to the place of the next (trede, position), as one flat index."""
    vorm = (len(loten), breed, kolommen)
    teller, noemer = _breuken(loten, kolommen)
    begin = np.broadcast_to((laag[:, None] + np.arange(breed))[:, :, None], vorm)
    taak = np.broadcast_to(np.array([lot.taakstellingen[t] for lot in loten])[:, None, None], vorm)
    gek = [lot.gekoppeld[t] for lot in loten]
    gekoppeld = np.broadcast_to(np.array([g or 0 for g in gek])[:, None, None], vorm)
    weet_gek = np.broadcast_to(np.array([g is not None for g in gek])[:, None, None], vorm)
    totaal = opgave.totaalopgave(taak, begin)
    real = _realisatie(totaal, teller[:, None, :], noemer[:, None, :])
    eind = opgave.achterstand_eind(totaal, real)
    volgend = np.clip(eind - laag[:, None, None], 0, breed - 1)  # outside can not be reached
    treden = _treden(kader, periode, (taak, begin, real, gekoppeld), weet_gek)  # (7, gebieden, breed, kolommen)
    naar = (treden * breed + volgend) * kolommen
    return np.ascontiguousarray(naar.transpose(1, 0, 2, 3)).reshape(len(loten), -1)


def _treden(
    kader: Kader | None, periode: Periode, feiten: tuple[np.ndarray, ...], weet_gekoppeld: np.ndarray
) -> np.ndarray:
    """The engine's trede for every cell, from each previous trede 0..6 (0 is unknown)."""
    vorm = feiten[0].shape
    if kader is None:
        return np.zeros((_TREDEN, *vorm), dtype=np.int64)
    kolommen = [np.ascontiguousarray(f).ravel() for f in feiten]
    weet = np.ascontiguousarray(weet_gekoppeld).ravel()
    reeks = Kaderreeks((kader,))

    def per_vorige(plekken: np.ndarray) -> np.ndarray:
        """Of some cells the trede from each previous one, in one call."""
        kopie = [np.tile(k[plekken], _TREDEN) for k in kolommen]
        vorig = np.repeat(np.arange(_TREDEN), len(plekken))
        return oordeel(_paneel(periode, kopie, np.tile(weet[plekken], _TREDEN), vorig), reeks).trede.reshape(
            _TREDEN, -1
        )

    if any(v.feit == "trede_vorig" for r in kader.regels for v in r.voorwaarden):
        return per_vorige(np.arange(len(weet))).reshape(_TREDEN, *vorm)
    # which rule decides does not hang on the previous trede: ask once, then one example of each outcome
    een = oordeel(_paneel(periode, kolommen, weet, np.ones(len(weet), dtype=np.int64)), reeks)
    soort = een.regel * 2 + een.toegepast + 2  # from 0 up: no rule is -1
    voorbeeld = np.zeros(soort.max() + 1, dtype=np.int64)
    voorbeeld[soort] = np.arange(len(soort))
    return per_vorige(voorbeeld)[:, soort].reshape(_TREDEN, *vorm)


def _paneel(periode: Periode, kolommen: Sequence[np.ndarray], weet_gekoppeld: np.ndarray, vorig: np.ndarray) -> Paneel:
    """One periode of figures as the engine wants them."""
    n = len(kolommen[0])
    ja = np.ones(n, dtype=bool)
    waarden = dict(zip(opgave.INVOER, kolommen, strict=True)) | {"trede_vorig": vorig}
    bekend = dict.fromkeys(opgave.INVOER, ja) | {"gekoppeld": weet_gekoppeld, "trede_vorig": vorig > 0}
    niets = np.zeros(n, dtype=np.int64)
    return Paneel(np.arange(n), [periode], niets, [0, n], niets - 1, waarden, bekend, niets, niets)
