"""Which rule decides, and the trede it gives: for all gemeenten at once, periode by periode.

A condition holds, does not hold, or is unknown. What is decided then, and why so, is told in `beoordeling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ibtlib.beoordeling.paneel import Kolommen, Paneel
from ibtlib.kader.kader import HOOGSTE_TREDE, LAAGSTE_TREDE, Kader, Kaderreeks, Voorwaarde
from ibtlib.kader.opgave import GETOETSTE, VERHOUDINGEN, bereken

HERKOMSTEN = ("onbekend", "bestand", "vastgesteld", "berekend")
"""Where `trede_vorig` comes from: `bestand` goes before `vastgesteld`, and that before `berekend`."""

TELLINGEN = {
    "perioden_met_achterstand": "getoetste_achterstand",
    "perioden_taakstelling_gemist": "tekort_taakstelling",
}
"""Which fact each count of perioden counts: those in which it is 1 or more."""


@dataclass(frozen=True)
class Feiten:
    """All facts of all rows; a count is known to be at least `laag`, and exactly that where `exact`."""

    waarden: Kolommen
    bekend: Kolommen
    laag: Kolommen
    exact: Kolommen

    @classmethod
    def beide(cls, paneel: Paneel, verschoont: np.ndarray, tellingen: Sequence[str]) -> tuple[Feiten, Feiten]:
        """Facts with the koppelingstekort excused in the rows marked in `verschoont`, and nowhere excused."""
        w, b = bereken(paneel.waarden, paneel.bekend, False)
        zonder = cls._met_tellingen(paneel, w, b, tellingen)
        if not verschoont.any():
            return zonder, zonder
        w_wel, b_wel = bereken(paneel.waarden, paneel.bekend, True)
        verschoond = ("tekort_taakstelling", "tekort_totaalopgave", *GETOETSTE)
        w = w | {feit: np.where(verschoont, w_wel[feit], w[feit]) for feit in verschoond}
        b = b | {feit: np.where(verschoont, b_wel[feit], b[feit]) for feit in verschoond}
        return cls._met_tellingen(paneel, w, b, tellingen), zonder

    @classmethod
    def _met_tellingen(cls, paneel: Paneel, w: Kolommen, b: Kolommen, tellingen: Sequence[str]) -> Feiten:
        laag, exact = {}, {}
        for telling in tellingen:
            feit = TELLINGEN[telling]
            laag[telling], exact[telling] = _tel_terug(paneel, b[feit] & (w[feit] >= 1), b[feit])
        return cls(w, b, laag, exact)

    def toets(self, v: Voorwaarde, deel: slice) -> tuple[np.ndarray, np.ndarray]:
        """Where a condition is true and where it is false, in a slice of the rows; nowhere both."""
        if v.feit in TELLINGEN:
            laag, exact = self.laag[v.feit][deel], self.exact[v.feit][deel]
            if v.vergelijking == "minstens":
                return laag >= v.waarde, exact & (laag < v.waarde)
            if v.vergelijking == "hoogstens":
                return exact & (laag <= v.waarde), laag > v.waarde
            return exact & (laag == v.waarde), (laag > v.waarde) | (exact & (laag < v.waarde))
        if v.feit not in VERHOUDINGEN:
            feit = "getoetste_achterstand" if v.feit == "achterstand_eind" else v.feit
            return _vergelijk(self.waarden[feit][deel], v.vergelijking, int(v.waarde), self.bekend[feit][deel])
        stuk, geheel = (self.waarden[naam][deel] for naam in VERHOUDINGEN[v.feit])
        weet = self.bekend[VERHOUDINGEN[v.feit][0]][deel] & self.bekend[VERHOUDINGEN[v.feit][1]][deel]
        grens = Fraction(v.waarde)
        # stuk * 100 / geheel against grens, multiplied by what is below both lines
        links, rechts = stuk * (100 * grens.denominator), geheel * grens.numerator
        return _vergelijk(links, v.vergelijking, rechts, weet & (geheel > 0))


def _vergelijk(
    links: np.ndarray, vergelijking: str, rechts: np.ndarray | int, bekend: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    if vergelijking == "minstens":
        uitkomst = links >= rechts
    elif vergelijking == "hoogstens":
        uitkomst = links <= rechts
    else:
        uitkomst = links == rechts
    return bekend & uitkomst, bekend & ~uitkomst


def _tel_terug(paneel: Paneel, waar: np.ndarray, bekend: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Consecutive perioden up to and including each row: (at least so many, exactly so many)."""
    laag, exact = np.zeros(len(waar), dtype=np.int64), np.zeros(len(waar), dtype=bool)
    for begin, eind in zip(paneel.grenzen[:-1], paneel.grenzen[1:], strict=True):
        vorige = paneel.vorige[begin:eind]
        ervoor = np.where(vorige >= 0, laag[vorige], 0), (vorige >= 0) & exact[vorige]
        laag[begin:eind], exact[begin:eind] = tel_verder(waar[begin:eind], bekend[begin:eind], *ervoor)
    return laag, exact


def tel_verder(
    waar: np.ndarray, bekend: np.ndarray, laag: np.ndarray, exact: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One periode more on counts of perioden: (at least so many, exactly so many)."""
    return np.where(waar, laag + 1, 0), np.where(waar, exact, bekend)


@dataclass(frozen=True)
class Uitkomst:
    """What was decided per row; codes are indices, -1 is none."""

    feiten: Feiten
    kader: np.ndarray  # index in the series
    regel: np.ndarray  # the first rule that was not passed over: it decided, or lacked a fact
    toegepast: np.ndarray  # whether that rule's conditions are all known to hold
    trede: np.ndarray  # 0 is unknown
    zonder: np.ndarray  # trede without the excuse; 0 is unknown
    vorig: np.ndarray  # previous trede; 0 is unknown
    herkomst: np.ndarray  # index in HERKOMSTEN


def oordeel(paneel: Paneel, reeks: Kaderreeks) -> Uitkomst:
    """Decide on every row, periode by periode, because a trede may start from the one before."""
    n = len(paneel.rij)
    geldend = [next((i for i, k in enumerate(reeks) if k.geldt_in(p)), -1) for p in paneel.perioden]
    kader = np.array(geldend, dtype=np.int64)[paneel.periode]
    genoemd = {v.feit for k in reeks for r in k.regels for v in r.voorwaarden}
    tellingen = [t for t in TELLINGEN if t in genoemd]
    verschoont = np.array([*(k.verschoont for k in reeks), False])[kader]
    met, zonder = Feiten.beide(paneel, verschoont, tellingen)
    uit = Uitkomst(
        feiten=met,
        kader=kader,
        regel=np.full(n, -1),
        toegepast=np.zeros(n, dtype=bool),
        trede=np.zeros(n, dtype=np.int64),
        zonder=np.zeros(n, dtype=np.int64),
        vorig=np.zeros(n, dtype=np.int64),
        herkomst=np.zeros(n, dtype=np.int64),
    )
    # A kader holds for perioden in a row: its rows are one slice, tested at once for all but trede_vorig.
    getoetst: dict[int, tuple[_Getoetst, _Getoetst]] = {}
    for i in sorted({k for k in geldend if k >= 0}):
        (waar,) = np.nonzero(kader == i)
        deel = slice(int(waar[0]), int(waar[-1]) + 1)
        toets = _Getoetst(reeks.kaders[i], met, deel)
        gelijk = zonder is met or not (reeks.kaders[i].verschoont or tellingen)
        getoetst[i] = toets, (toets if gelijk else _Getoetst(reeks.kaders[i], zonder, deel))
    for t, i in enumerate(geldend):
        deel = slice(paneel.grenzen[t], paneel.grenzen[t + 1])
        _vorige_trede(paneel, uit, deel)
        if i < 0:
            continue
        wel, niet = getoetst[i]
        uit.regel[deel], uit.toegepast[deel], uit.trede[deel] = wel.beslis(deel, uit.vorig[deel])
        uit.zonder[deel] = uit.trede[deel] if niet is wel else niet.beslis(deel, uit.vorig[deel])[2]
    return uit


def beslis(kader: Kader, feiten: Feiten, vorig: np.ndarray) -> np.ndarray:
    """The trede (0 is unknown) of rows of one kader, from given facts, counts and previous treden (0 is unknown)."""
    alle = slice(0, len(vorig))
    return _Getoetst(kader, feiten, alle).beslis(alle, vorig)[2]


def _vorige_trede(paneel: Paneel, uit: Uitkomst, deel: slice) -> None:
    """The previous trede of the rows of one periode: from the file, else published, else computed."""
    vorige = paneel.vorige[deel]
    trede = np.where(vorige >= 0, uit.trede[vorige], 0)
    herkomst = HERKOMSTEN.index("berekend") * (trede > 0)
    uit_bestand = np.where(paneel.bekend["trede_vorig"][deel], paneel.waarden["trede_vorig"][deel], 0)
    for van, beter in (("vastgesteld", paneel.vastgesteld_vorig[deel]), ("bestand", uit_bestand)):
        trede = np.where(beter > 0, beter, trede)
        herkomst = np.where(beter > 0, HERKOMSTEN.index(van), herkomst)
    uit.vorig[deel], uit.herkomst[deel] = trede, herkomst


class _Getoetst:
    """The rules of a kader tried on all its rows; only what hangs on trede_vorig waits for the chain."""

    def __init__(self, kader: Kader, feiten: Feiten, deel: slice):
        self.regels = kader.regels
        self.begin = deel.start
        self.uitkomsten = []  # per rule: where it holds, where it does not
        for regel in kader.regels:
            waar = np.ones(deel.stop - deel.start, dtype=bool)
            onwaar = np.zeros(deel.stop - deel.start, dtype=bool)
            for v in regel.voorwaarden:
                if v.feit != "trede_vorig":
                    wel, niet = feiten.toets(v, deel)
                    waar &= wel
                    onwaar |= niet
            self.uitkomsten.append((waar, onwaar))
        # by rule, and once more for "no rule"; 0 where the trede starts from the previous one
        self.vast = np.array([*(r.trede or 0 for r in kader.regels), 0])
        self.stap = np.array([*(r.stap for r in kader.regels), 0])
        wacht = any(v.feit == "trede_vorig" for r in kader.regels for v in r.voorwaarden)
        self.gekozen = None if wacht else self._kies(slice(None), None)

    def beslis(self, deel: slice, vorig: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of each row: the first rule not passed over, whether it surely holds, and the trede (or 0)."""
        hier = slice(deel.start - self.begin, deel.stop - self.begin)
        if self.gekozen is None:
            regel, zeker = self._kies(hier, vorig)
        else:
            regel, zeker = self.gekozen[0][hier], self.gekozen[1][hier]
        vast = self.vast[regel]
        vanaf_vorig = np.where(vorig > 0, (vorig + self.stap[regel]).clip(LAAGSTE_TREDE, HOOGSTE_TREDE), 0)
        return regel, zeker, np.where(vast > 0, vast, vanaf_vorig) * zeker

    def _kies(self, hier: slice, vorig: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        zoekt = np.ones(len(self.uitkomsten[0][0][hier]), dtype=bool)
        regel = np.full(len(zoekt), -1)
        zeker = np.zeros(len(zoekt), dtype=bool)
        for i, (alle_waar, alle_onwaar) in enumerate(self.uitkomsten):
            waar, onwaar = alle_waar[hier], alle_onwaar[hier]
            for v in self.regels[i].voorwaarden:
                if v.feit == "trede_vorig" and vorig is not None:
                    wel, niet = _vergelijk(vorig, v.vergelijking, int(v.waarde), vorig > 0)
                    waar, onwaar = waar & wel, onwaar | niet
            raak = zoekt & ~onwaar
            regel[raak] = i
            zeker |= raak & waar
            zoekt &= onwaar
        return regel, zeker
