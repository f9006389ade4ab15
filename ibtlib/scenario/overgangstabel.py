"""Where a gebied can go in one periode: tables that the engine fills once, for draws to walk over.

A draw is at a *position* (achterstand or voorsprong, persons) and in a *toestand*: the previous trede and, under a
kader that counts perioden, those counts. From there a ratio takes it to the next two:

- The next position follows from position and ratio: one table per gebied.
- All that the engine can see of position and ratio is which conditions they meet. Cells that meet the same ones are
  of one *soort*; of each soort the engine judges one example, from every toestand. That table is small, and the same for
  all gebieden put together.

So the tables grow with positions + toestanden, not with positions × toestanden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

import numpy as np

from ibtlib.beoordeling.oordeel import TELLINGEN, Feiten, beslis, tel_verder
from ibtlib.beoordeling.paneel import Kolommen
from ibtlib.kader import opgave
from ibtlib.kader.kader import HOOGSTE_TREDE, Kader

_TREDEN = HOOGSTE_TREDE + 1  # 0 is niet te beoordelen
_CODES = 2**16  # so many codes of cells are told apart before they are numbered anew
_RIJEN = 2**17  # so many examples × toestanden are put before the engine at a time


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
    tellingen : mapping of str to (int, bool)
        Per count of perioden how many in a row ended with the periode before, and whether exactly so many (or at
        least). What is not in it is unknown.
    """

    naam: str
    begin: int
    trede: int
    taakstellingen: tuple[int, ...]
    gekoppeld: tuple[int | None, ...]
    verhoudingen: tuple[Fraction, ...]
    tellingen: Mapping[str, tuple[int, bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class Toestanden:
    """Previous trede and counts of perioden, as one number.

    A count is at least so many, and exactly that or not. It stops at `hoogste`, past which nothing can differ:

    - `minstens v` holds from v on and fails only below it, so it does not tell v from more, nor exact from not. `hoogstens
      v` and `is v` fail from v + 1 on, exact or not, so they tell nothing apart from there. `hoogste` is the largest
      of these bounds (a test tries them all).
    - A count that goes on is one more and stays at `hoogste`; one that breaks starts anew, whatever it was.

    Parameters
    ----------
    hoogste : mapping of str to int
        By count.
    """

    hoogste: Mapping[str, int]

    @classmethod
    def van(cls, kaders: Iterable[Kader | None], loten: Sequence[Lot], perioden: int) -> Toestanden:
        """All that matter to some kaders, and that the lots can reach."""
        grenzen: dict[str, int] = {}
        for v in (v for k in kaders if k for r in k.regels for v in r.voorwaarden if v.feit in TELLINGEN):
            grenzen[v.feit] = max(grenzen.get(v.feit, 0), int(v.waarde) + (v.vergelijking != "minstens"))
        langste = {telling: max(lot.tellingen.get(telling, (0, False))[0] for lot in loten) for telling in grenzen}
        return cls({telling: min(n, langste[telling] + perioden + 1) for telling, n in grenzen.items()})

    @property
    def vorm(self) -> tuple[int, ...]:
        """By trede, and by count: not exactly and exactly 0, 1, 2, ... and `hoogste`."""
        return (_TREDEN, *(2 * n + 1 for n in self.hoogste.values()))

    @property
    def aantal(self) -> int:
        """How many there are."""
        return prod(self.vorm)

    def nummer(self, trede: np.ndarray, laag: Kolommen, exact: Kolommen) -> np.ndarray:
        """The number of a toestand."""
        geteld = [np.minimum(2 * laag[telling] + exact[telling], 2 * n) for telling, n in self.hoogste.items()]
        return np.ravel_multi_index((trede, *geteld), self.vorm)

    def alle(self) -> tuple[np.ndarray, Kolommen, Kolommen]:
        """Of every number: trede, counts (at least), and whether exactly."""
        trede, *geteld = np.unravel_index(np.arange(self.aantal), self.vorm)
        paren = dict(zip(self.hoogste, geteld, strict=True))
        return trede, {k: n // 2 for k, n in paren.items()}, {k: n % 2 == 1 for k, n in paren.items()}

    def begin(self, loten: Sequence[Lot]) -> np.ndarray:
        """Where each lot starts."""
        paren = {k: np.array([lot.tellingen.get(k, (0, False)) for lot in loten]).T for k in self.hoogste}
        laag, exact = ({k: paar[i] for k, paar in paren.items()} for i in (0, 1))
        return self.nummer(np.array([lot.trede for lot in loten]), laag, exact)


@dataclass(frozen=True)
class Partij:
    """The figures of some lots as arrays, with the positions that they can reach.

    By (gebied, ratio) `teller` and `noemer`; the last ratio fills up a short row and is never drawn. By (gebied,
    periode) `taak`, `gekoppeld`, `weet_gekoppeld`. By gebied `laag`, the lowest position, and `breed`, how many there are.
    """

    teller: np.ndarray
    noemer: np.ndarray
    taak: np.ndarray
    gekoppeld: np.ndarray
    weet_gekoppeld: np.ndarray
    laag: np.ndarray
    breed: np.ndarray

    @classmethod
    def van(cls, loten: Sequence[Lot]) -> Partij:
        """Of all lots."""
        kolommen = max(len(lot.verhoudingen) for lot in loten)
        rijen = [[*lot.verhoudingen, *[lot.verhoudingen[-1]] * (kolommen - len(lot.verhoudingen))] for lot in loten]
        teller = np.array([[f.numerator for f in rij] for rij in rijen], dtype=np.int64)
        noemer = np.array([[f.denominator for f in rij] for rij in rijen], dtype=np.int64)
        taak = np.array([lot.taakstellingen for lot in loten], dtype=np.int64)
        begin = np.array([lot.begin for lot in loten], dtype=np.int64)
        return cls(
            teller=teller,
            noemer=noemer,
            taak=taak,
            gekoppeld=np.array([[g or 0 for g in lot.gekoppeld] for lot in loten], dtype=np.int64),
            weet_gekoppeld=np.array([[g is not None for g in lot.gekoppeld] for lot in loten], dtype=bool),
            **dict(zip(("laag", "breed"), _bereik(begin, taak, teller, noemer), strict=True)),
        )

    def deel(self, wie: np.ndarray) -> Partij:
        """Some of them."""
        return Partij(**{naam: kolom[wie] for naam, kolom in vars(self).items()})

    def gelijk(self, t: int, u: int) -> bool:
        """Whether two perioden have the same figures for everyone."""
        return all((k[:, t] == k[:, u]).all() for k in (self.taak, self.gekoppeld, self.weet_gekoppeld))


@dataclass(frozen=True)
class Overgangen:
    """One periode of some gebieden, as flat tables.

    Parameters
    ----------
    naar : array (gebieden, positions × ratios)
        At position × ratios + ratio the next position, again × ratios.
    soort : array, same shape
        The soort of the cell, × toestanden.
    toestand : array
        At soort × toestanden + toestand the next toestand.
    toestanden : int
        How many there are.
    """

    naar: np.ndarray
    soort: np.ndarray
    toestand: np.ndarray
    toestanden: int

    def stap(self, rij: int, cel: np.ndarray, toestand: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """From cells of a row and toestanden to the next positions (× ratios) and toestanden."""
        return self.naar[rij].take(cel).ravel(), self.toestand.take(self.soort[rij].take(cel) + toestand).ravel()


def overgangen(partij: Partij, t: int, kader: Kader | None, toestanden: Toestanden) -> Overgangen:
    """The tables of periode number t; without a kader the trede is unknown and counting goes on."""
    gebieden, ratios = partij.teller.shape
    breed = int(partij.breed.max())
    vorm = (gebieden, breed, ratios)
    begin = (partij.laag[:, None] + np.arange(breed))[..., None]
    taak, gekoppeld, weet = (k[:, t, None, None] for k in (partij.taak, partij.gekoppeld, partij.weet_gekoppeld))
    real = _realisatie(opgave.totaalopgave(taak, begin), partij.teller[:, None], partij.noemer[:, None])
    bekend = dict.fromkeys(opgave.INVOER, np.ones_like(weet)) | {"gekoppeld": weet}
    waarden = dict(zip(opgave.INVOER, (taak, begin, real, gekoppeld), strict=True))
    w, b = opgave.bereken(waarden, bekend, kader.verschoont if kader else False)
    # a row is as wide as the widest: the positions that only others have may lead outside, and are never reached
    volgend = np.clip(w["achterstand_eind"] - partij.laag[:, None, None], 0, breed - 1)
    soort, voorbeeld = _soorten(kader, toestanden, w, b, vorm)
    per_keer = max(1, _RIJEN // toestanden.aantal)
    plekken = [np.unravel_index(voorbeeld[i : i + per_keer], vorm) for i in range(0, len(voorbeeld), per_keer)]
    voorbeelden = [[{feit: np.broadcast_to(k, vorm)[p] for feit, k in x.items()} for x in (w, b)] for p in plekken]
    return Overgangen(
        naar=(volgend * ratios).reshape(gebieden, -1),
        soort=(soort * toestanden.aantal).reshape(gebieden, -1),
        toestand=np.concatenate([_volgende_toestand(kader, toestanden, *wb) for wb in voorbeelden]),
        toestanden=toestanden.aantal,
    )


def _soorten(
    kader: Kader | None, toestanden: Toestanden, w: Kolommen, b: Kolommen, vorm: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Number the cells by the conditions they meet: the soort of each, and of each soort the place of one cell."""
    feiten = Feiten(w, b, {}, {})
    apart = {"trede_vorig", *TELLINGEN}  # these are of the toestand
    voorwaarden = dict.fromkeys(
        v for r in (kader.regels if kader else ()) for v in r.voorwaarden if v.feit not in apart
    )
    uitkomsten = [feiten.toets(v, slice(None)) for v in voorwaarden]
    for feit in (TELLINGEN[telling] for telling in toestanden.hoogste):
        uitkomsten.append((b[feit] & (w[feit] >= 1), b[feit] & (w[feit] < 1)))
    soort, aantal = np.zeros(vorm, dtype=np.int64), 1
    for waar, onwaar in uitkomsten:
        soort, aantal = soort * 3 + waar + 2 * onwaar, aantal * 3
        if aantal * 3 > _CODES:
            soort, aantal = _hernummerd(soort, aantal)
    soort, aantal = _hernummerd(soort, aantal)
    voorbeeld = np.empty(aantal, dtype=np.int64)
    voorbeeld[soort.ravel()] = np.arange(soort.size)
    return soort, voorbeeld


def _hernummerd(codes: np.ndarray, aantal: int) -> tuple[np.ndarray, int]:
    """The same codes from 0 up without gaps, and how many there are."""
    komt_voor = np.zeros(aantal, dtype=bool)
    komt_voor[codes.ravel()] = True
    return (np.cumsum(komt_voor) - 1)[codes], int(komt_voor.sum())


def _volgende_toestand(kader: Kader | None, toestanden: Toestanden, w: Kolommen, b: Kolommen) -> np.ndarray:
    """What the engine makes of each example from each toestand, by soort × toestanden + toestand."""
    n = len(w["taakstelling"])
    trede, laag, exact = toestanden.alle()
    w, b = ({feit: np.repeat(k, toestanden.aantal) for feit, k in kolommen.items()} for kolommen in (w, b))
    verder_laag, verder_exact = {}, {}
    for telling in toestanden.hoogste:
        weet, waarde = b[TELLINGEN[telling]], w[TELLINGEN[telling]]
        verder_laag[telling], verder_exact[telling] = tel_verder(
            weet & (waarde >= 1), weet, np.tile(laag[telling], n), np.tile(exact[telling], n)
        )
    vorig = np.tile(trede, n)
    nieuw = beslis(kader, Feiten(w, b, verder_laag, verder_exact), vorig) if kader else np.zeros_like(vorig)
    return toestanden.nummer(nieuw, verder_laag, verder_exact)


def _realisatie(totaal: np.ndarray, teller: np.ndarray, noemer: np.ndarray) -> np.ndarray:
    """ratio × totaalopgave, rounded half up, in whole numbers; nothing where a voorsprong leaves nothing to do."""
    return (2 * teller * np.maximum(totaal, 0) + noemer) // (2 * noemer)


def _bereik(
    begin: np.ndarray, taken: np.ndarray, teller: np.ndarray, noemer: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest position that each gebied can reach, and how many positions there are from it."""
    laag = hoog = alle_laag = alle_hoog = begin
    for taak in taken.T:
        # the closing position bends only where the totaalopgave is 0, so its extremes lie at these three
        totaal = (np.stack([laag, hoog, np.clip(-taak, laag, hoog)]) + taak)[..., None]
        eind = totaal - _realisatie(totaal, teller, noemer)
        laag, hoog = eind.min(axis=(0, 2)) - 1, eind.max(axis=(0, 2)) + 1  # 1: rounding on either side
        alle_laag, alle_hoog = np.minimum(alle_laag, laag), np.maximum(alle_hoog, hoog)
    return alle_laag, alle_hoog - alle_laag + 1
