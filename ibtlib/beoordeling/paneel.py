"""The figures of many gemeenten over many perioden as arrays: how `oordeel` and `motivering` want them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.kader.kader import HOOGSTE_TREDE, LAAGSTE_TREDE, MEESTE_PERSONEN
from ibtlib.kader.opgave import INVOER, hele_getallen

NODIG = ("periode", "gemeentecode", "gemeente", *INVOER, "trede_vorig")
"""The columns that the figures must have."""

Kolommen = Mapping[str, np.ndarray]
"""Arrays by the name of a fact, one value per row."""


@dataclass(frozen=True)
class Paneel:
    """The rows in order of periode, as int64 arrays with a bool array of what is known.

    `rij[i]` is the row of `cijfers` that stands at place i, `periode[i]` its index in `perioden`;
    `grenzen[t]:grenzen[t + 1]` are the places of periode t; `vorige[i]` is the place of the same gemeente in
    the periode before, or -1.
    """

    rij: np.ndarray
    perioden: list[Periode]
    periode: np.ndarray
    grenzen: list[int]
    vorige: np.ndarray
    waarden: dict[str, np.ndarray]
    bekend: dict[str, np.ndarray]
    vastgesteld: np.ndarray  # 0 where not
    vastgesteld_vorig: np.ndarray  # of the periode before; 0 where not

    @classmethod
    def lees(cls, cijfers: pd.DataFrame, vastgesteld: pd.DataFrame | None) -> Paneel:
        """From the arguments of `beoordeel_panel`, which says what is refused."""
        weg = [naam for naam in NODIG if naam not in cijfers.columns]
        if weg:
            raise AanvraagFout(f"In de cijfers ontbreken kolommen: {opsomming(weg)}.")
        codes, namen = pd.factorize(cijfers["gemeentecode"])
        welke, teksten = pd.factorize(cijfers["periode"])
        nummers = np.array([Periode.lees(t).volgnummer for t in teksten], dtype=np.int64)
        nummer = nummers[welke] if len(cijfers) else np.zeros(0, dtype=np.int64)
        rij = np.argsort(nummer, kind="stable")
        eerste = int(nummer.min()) if len(rij) else 0
        wanneer, wie = (nummer - eerste)[rij], codes[rij]
        plek = np.full((int(wanneer.max(initial=-1)) + 2, len(namen)), -1)  # one row before the first periode
        plek[wanneer + 1, wie] = np.arange(len(rij))
        if (plek[wanneer + 1, wie] != np.arange(len(rij))).any():
            dubbel = cijfers.duplicated(["periode", "gemeentecode"]).to_numpy().nonzero()[0]
            i = int(dubbel[0]) if len(dubbel) else 0
            wat = f"{cijfers['gemeentecode'].iloc[i]} staat in {cijfers['periode'].iloc[i]}"
            raise AanvraagFout(f"{wat} meer dan een keer in de cijfers.")
        waarden, bekend = {}, {}
        for naam in (*INVOER, "trede_vorig"):
            waarden[naam], bekend[naam] = (kant[rij] for kant in _getallen(cijfers, naam))
        treden = _tredetabel(vastgesteld, namen, eerste, len(plek))
        begin = np.flatnonzero(np.diff(wanneer, prepend=-1))
        return cls(
            rij=rij,
            perioden=[Periode(*_jaar_en_helft(eerste + t)) for t in wanneer[begin].tolist()],
            periode=np.repeat(np.arange(len(begin)), np.diff([*begin, len(rij)])),
            grenzen=[*begin.tolist(), len(rij)],
            vorige=plek[wanneer, wie],
            waarden=waarden,
            bekend=bekend,
            vastgesteld=treden[wanneer + 1, wie],
            vastgesteld_vorig=treden[wanneer, wie],
        )


def _jaar_en_helft(volgnummer: int) -> tuple[int, int]:
    return volgnummer // 2, volgnummer % 2 + 1


def _getallen(frame: pd.DataFrame, naam: str) -> tuple[np.ndarray, np.ndarray]:
    """A column of whole numbers, refused when a figure cannot be."""
    try:
        waarden, bekend = hele_getallen(frame[naam])
    except (TypeError, ValueError):
        raise AanvraagFout(f"Kolom {naam} van de cijfers bevat iets anders dan hele getallen.") from None
    laagste, hoogste = {
        "trede": (LAAGSTE_TREDE, HOOGSTE_TREDE),
        "trede_vorig": (LAAGSTE_TREDE, HOOGSTE_TREDE),
        "achterstand_begin": (-MEESTE_PERSONEN, MEESTE_PERSONEN),
    }.get(naam, (0, MEESTE_PERSONEN))
    mis = bekend & ((waarden < laagste) | (waarden > hoogste))
    if mis.any():
        wat = f"Kolom {naam} van de cijfers bevat {toon(int(waarden[mis][0]))}"
        raise AanvraagFout(f"{wat}; het ligt tussen {toon(laagste)} en {toon(hoogste)}.")
    return waarden, bekend


def _tredetabel(vastgesteld: pd.DataFrame | None, namen: pd.Index, eerste: int, rijen: int) -> np.ndarray:
    """Published treden by (periode, gemeente); the first row is the periode before the first figures."""
    tabel = np.zeros((rijen, len(namen)), dtype=np.int64)
    if vastgesteld is not None and len(vastgesteld):
        trede, bekend = _getallen(vastgesteld, "trede")
        welke, teksten = pd.factorize(vastgesteld["periode"])
        nummers = np.array([Periode.lees(t).volgnummer for t in teksten], dtype=np.int64)
        wanneer = nummers[welke] - eerste + 1
        wie = pd.Index(namen).get_indexer(vastgesteld["gemeentecode"])
        mee = bekend & (wie >= 0) & (wanneer >= 0) & (wanneer < rijen)
        tabel[wanneer[mee], wie[mee]] = trede[mee]
    return tabel
