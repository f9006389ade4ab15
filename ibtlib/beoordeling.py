"""The beoordeling: facts and a kader in, per gemeente a trede with its reason out.

How it decides, for every gemeente and periode:

- Rules are tried top down and the first whose every condition holds decides. A condition can be true, false
  or unknown. A rule with a false condition is passed over, whatever else is unknown in it; the first rule
  that is not passed over either decides or, when a condition is unknown, makes the gemeente *niet te
  beoordelen*, with the missing facts as the reason. An unknown fact is never 0 and never falls through.
- `trede_vorig` comes from the file, else it is the vastgestelde trede of the periode before, else the
  computed one.
- `perioden_*` count back from this periode. Where that meets a periode without figures, the count is only
  known to be "at least so many": enough for `minstens 4` when four are seen, else unknown.
- A percentage exists only of a whole above 0. With taakstelling 0, or a voorsprong as large as the
  taakstelling, a rule that needs that percentage makes the gemeente niet te beoordelen, unless an earlier
  rule decides. The tekort of such an opgave is 0.
- A tekort that may be excused needs `gekoppeld`, unless the whole opgave was met: then it is 0 anyhow.
- `vorige + 1` stays 6 on trede 6, `vorige - 1` stays 1 on trede 1.
- All comparisons are of whole numbers; a percentage is compared by cross multiplication.
- `trede_zonder_verschoning` is what the same rules give when a koppelingstekort is no excuse, now or in the
  perioden that are counted, from the same previous trede.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from string import Formatter
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from ibtlib.fouten import AanvraagFout, aantal, opsomming
from ibtlib.getallen import toon
from ibtlib.kader import HOOGSTE_TREDE, LAAGSTE_TREDE, MEESTE_PERSONEN, Kader, Kaderreeks, Regel, Voorwaarde
from ibtlib.opgave import INVOER, VERHOUDINGEN, WORTELS, bereken, kolom
from ibtlib.periode import Periode
from ibtlib.schema import GRONDSLAGEN

if TYPE_CHECKING:
    from ibtlib.gemeenten import Gemeentelijst

RESULTAATKOLOMMEN = (
    "gemeentecode",
    "gemeente",
    "trede_berekend",
    "trede_vorig",
    "regel",
    "grondslag",
    "trede_zonder_verschoning",
    "zekerheid",
    "motivering",
)
"""What `ibt beoordeel --uit` writes (contract 4.3)."""

HERKOMSTEN = ("onbekend", "bestand", "vastgesteld", "berekend")
"""Where `trede_vorig` comes from, in the order of the codes used below."""

_NODIG = ("periode", "gemeentecode", "gemeente", *INVOER, "trede_vorig")

# A count of perioden is true where the fact on the right is 1 or more.
_TELLINGEN = {
    "perioden_met_achterstand": "achterstand_eind",
    "perioden_taakstelling_gemist": "tekort_taakstelling",
}

Feiten = Mapping[str, np.ndarray]


def beoordeel_panel(
    cijfers: pd.DataFrame, kaders: Kaderreeks | Kader, vastgesteld: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Judge any number of gemeenten over any number of perioden.

    Parameters
    ----------
    cijfers : DataFrame
        One row per gemeente and periode: `periode` (`2024-1`), `gemeentecode`, `gemeente`, and as Int64
        (missing is unknown) `taakstelling`, `achterstand_begin`, `realisatie`, `gekoppeld` (persons) and
        `trede_vorig` (1..6). More columns are ignored; the order of the rows does not matter.
    kaders : Kaderreeks or Kader
        Policy; each periode is judged by the kader in force. A single Kader holds for its own perioden too
        (see `Kader.zonder_termijn` for a what-if outside them).
    vastgesteld : DataFrame, optional
        Published treden: `periode`, `gemeentecode`, `trede`. They start the next periode and are never
        overwritten.

    Returns
    -------
    DataFrame
        One row per row of `cijfers`, same index: `periode`, the columns of contract 4.3
        (`RESULTAATKOLOMMEN`), `trede_vorig_herkomst` (one of `HERKOMSTEN`), `trede_vastgesteld`, `kader`,
        `reden` (why it is niet te beoordelen). Treden are Int64; text is str or None.

    Raises
    ------
    AanvraagFout
        A missing column, a gemeente twice in one periode, or a figure that cannot be.

    Source
    ------
    Contract 4.3 and 4.4; voortgangsrapportage 2023-2, §2.2, §3.1.1 and §3.2.

    Examples
    --------
    >>> from ibtlib.kader import KADERMAP, laad_kaders
    >>> soest = pd.DataFrame({
    ...     "periode": ["2024-1"], "gemeentecode": ["GM0342"], "gemeente": ["Soest"], "taakstelling": [40],
    ...     "achterstand_begin": [5], "realisatie": [39], "gekoppeld": [None], "trede_vorig": [1]})
    >>> uit = beoordeel_panel(soest, laad_kaders(KADERMAP / "utrecht"))
    >>> print(uit["motivering"][0])  # doctest: +NORMALIZE_WHITESPACE
    Soest staat op trede 2 (was 1): in 2024-1 zijn 39 van 40 vergunninghouders van de taakstelling
    gehuisvest; de achterstand groeit van 5 naar 6. Regel taakstelling-niet-gehaald, Aanvullend beleidskader
    IBT huisvesting vergunninghouders, voortgangsrapportage 2023-2, §2.2.
    """
    paneel = _Paneel.lees(cijfers, vastgesteld)
    reeks = Kaderreeks((kaders,)) if isinstance(kaders, Kader) else kaders
    uitkomst = _oordeel(paneel, reeks)
    return _frame(cijfers, paneel, reeks, uitkomst)


def geholpen_door_koppelingstekort(resultaat: pd.DataFrame) -> int:
    """How many gemeenten stand lower on the ladder because their koppelingstekort was excused.

    Parameters
    ----------
    resultaat : DataFrame
        Of `beoordeel` or `beoordeel_panel`.

    Examples
    --------
    >>> geholpen_door_koppelingstekort(pd.DataFrame({
    ...     "trede_berekend": pd.array([1, 2, None], dtype="Int64"),
    ...     "trede_zonder_verschoning": pd.array([2, 2, 2], dtype="Int64")}))
    1
    """
    return int((resultaat["trede_berekend"] < resultaat["trede_zonder_verschoning"]).sum())


class _Gegevens(Protocol):
    """What of `gegevens.Gegevens` is used here."""

    @property
    def gemeentecijfers(self) -> pd.DataFrame: ...
    @property
    def gemeentelijst(self) -> Gemeentelijst: ...
    @property
    def kaders(self) -> Kaderreeks: ...
    def tabel(self, naam: str) -> pd.DataFrame: ...


def beoordeel(g: _Gegevens, periode: Periode | str, kader: Kader | Kaderreeks | None = None) -> pd.DataFrame:
    """The gemeenten of a province in one periode: the published trede beside the one that the kader gives.

    Parameters
    ----------
    g : Gegevens
        A province; its gemeentecijfers up to this periode and its published beoordelingen are used.
    periode : Periode or str
        Half-year.
    kader : Kader or Kaderreeks, optional
        Other policy than the province's own.

    Returns
    -------
    DataFrame
        One row per gemeente that exists in the periode, has figures or was judged, by name: `gemeentecode`,
        `gemeente`, `trede_vastgesteld`, `trede_vorig`, `trede_vorig_herkomst`, `trede_berekend`, `grondslag`
        (as published, else as computed), `grondslag_vastgesteld`, `grondslag_berekend`, `regel`,
        `zekerheid`, `trede_zonder_verschoning`, `kader`, `reden`, `motivering`. Treden are Int64, text is
        str or None. Without figures per gemeente `trede_berekend` is missing and `motivering` says which
        facts are.
    """
    p = Periode.lees(periode)
    gepubliceerd = g.tabel("beoordelingen")
    nu = gepubliceerd[gepubliceerd["periode"] == str(p)]
    cijfers = g.gemeentecijfers
    tot_nu = cijfers[np.array([Periode.lees(q) <= p for q in cijfers["periode"]], dtype=bool)]
    heeft = set(tot_nu.loc[tot_nu["periode"] == str(p), "gemeentecode"])
    zonder = {gemeente.code: gemeente.naam for gemeente in g.gemeentelijst.op(p.begin)}
    zonder |= dict(zip(nu["gemeentecode"], nu["gemeente"], strict=True))
    zonder = {code: naam for code, naam in zonder.items() if code not in heeft}
    leeg = pd.DataFrame(
        {
            "periode": pd.Series([str(p)] * len(zonder), dtype=object),
            "gemeentecode": pd.Series(list(zonder), dtype=object),
            "gemeente": pd.Series(list(zonder.values()), dtype=object),
            **{naam: pd.array([None] * len(zonder), dtype="Int64") for naam in (*INVOER, "trede_vorig")},
        }
    )
    paneel = pd.concat([deel for deel in (tot_nu[list(_NODIG)], leeg) if len(deel)] or [leeg], ignore_index=True)
    alles = beoordeel_panel(paneel, kader or g.kaders, gepubliceerd)
    uit = alles[alles["periode"] == str(p)].sort_values("gemeente", ignore_index=True)
    per_code = dict(zip(nu["gemeentecode"], nu["grondslag"], strict=True))
    vastgesteld = pd.Series([per_code.get(code) or None for code in uit["gemeentecode"]], dtype=object)
    uit = uit.rename(columns={"grondslag": "grondslag_berekend"})
    uit["grondslag_vastgesteld"] = vastgesteld
    uit["grondslag"] = vastgesteld.where(vastgesteld.notna(), uit["grondslag_berekend"])
    return uit[
        [
            "gemeentecode",
            "gemeente",
            "trede_vastgesteld",
            "trede_vorig",
            "trede_vorig_herkomst",
            "trede_berekend",
            "grondslag",
            "grondslag_vastgesteld",
            "grondslag_berekend",
            "regel",
            "zekerheid",
            "trede_zonder_verschoning",
            "kader",
            "reden",
            "motivering",
        ]
    ]


# --- the figures as arrays, ordered by periode


@dataclass(frozen=True)
class _Paneel:
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
    def lees(cls, cijfers: pd.DataFrame, vastgesteld: pd.DataFrame | None) -> _Paneel:
        weg = [naam for naam in _NODIG if naam not in cijfers.columns]
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
        waarden, bekend = kolom(frame[naam])
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


# --- from facts to rules to treden


@dataclass(frozen=True)
class _Feiten:
    """All facts of all rows; a count is known to be at least `laag`, and exactly that where `exact`."""

    waarden: Feiten
    bekend: Feiten
    laag: Feiten
    exact: Feiten

    @classmethod
    def beide(cls, paneel: _Paneel, verschoont: np.ndarray, tellingen: Sequence[str]) -> tuple[_Feiten, _Feiten]:
        """Facts with the koppelingstekort excused in the rows marked in `verschoont`, and nowhere excused."""
        w, b = bereken(paneel.waarden, paneel.bekend, False)
        zonder = cls._met_tellingen(paneel, w, b, tellingen)
        if not verschoont.any():
            return zonder, zonder
        w_wel, b_wel = bereken(paneel.waarden, paneel.bekend, True)
        tekorten = ("tekort_taakstelling", "tekort_totaalopgave")
        w = w | {feit: np.where(verschoont, w_wel[feit], w[feit]) for feit in tekorten}
        b = b | {feit: np.where(verschoont, b_wel[feit], b[feit]) for feit in tekorten}
        return cls._met_tellingen(paneel, w, b, tellingen), zonder

    @classmethod
    def _met_tellingen(cls, paneel: _Paneel, w: Feiten, b: Feiten, tellingen: Sequence[str]) -> _Feiten:
        laag, exact = {}, {}
        for telling in tellingen:
            feit = _TELLINGEN[telling]
            laag[telling], exact[telling] = _tel_terug(paneel, b[feit] & (w[feit] >= 1), b[feit])
        return cls(w, b, laag, exact)

    def toets(self, v: Voorwaarde, deel: slice) -> tuple[np.ndarray, np.ndarray]:
        """Where a condition is true and where it is false, in a slice of the rows; nowhere both."""
        if v.feit in _TELLINGEN:
            laag, exact = self.laag[v.feit][deel], self.exact[v.feit][deel]
            if v.vergelijking == "minstens":
                return laag >= v.waarde, exact & (laag < v.waarde)
            if v.vergelijking == "hoogstens":
                return exact & (laag <= v.waarde), laag > v.waarde
            return exact & (laag == v.waarde), (laag > v.waarde) | (exact & (laag < v.waarde))
        if v.feit not in VERHOUDINGEN:
            return _vergelijk(self.waarden[v.feit][deel], v.vergelijking, int(v.waarde), self.bekend[v.feit][deel])
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


def _tel_terug(paneel: _Paneel, waar: np.ndarray, bekend: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Consecutive perioden up to and including each row: (at least so many, exactly so many)."""
    laag, exact = np.zeros(len(waar), dtype=np.int64), bekend & ~waar
    for begin, eind in zip(paneel.grenzen[:-1], paneel.grenzen[1:], strict=True):
        hier = np.flatnonzero(waar[begin:eind]) + begin
        vorige = paneel.vorige[hier]
        laag[hier] = 1 + np.where(vorige >= 0, laag[vorige], 0)
        exact[hier] = (vorige >= 0) & exact[vorige]
    return laag, exact


@dataclass(frozen=True)
class _Uitkomst:
    """What was decided per row; codes are indices, -1 is none."""

    feiten: _Feiten
    kader: np.ndarray  # index in the series
    regel: np.ndarray  # the first rule that was not passed over: it decided, or lacked a fact
    toegepast: np.ndarray  # whether that rule's conditions are all known to hold
    trede: np.ndarray  # 0 is unknown
    zonder: np.ndarray  # trede without the excuse; 0 is unknown
    vorig: np.ndarray  # previous trede; 0 is unknown
    herkomst: np.ndarray  # index in HERKOMSTEN


def _oordeel(paneel: _Paneel, reeks: Kaderreeks) -> _Uitkomst:
    n = len(paneel.rij)
    geldend = [next((i for i, k in enumerate(reeks) if k.geldt_in(p)), -1) for p in paneel.perioden]
    kader = np.array(geldend, dtype=np.int64)[paneel.periode]
    genoemd = {v.feit for k in reeks for r in k.regels for v in r.voorwaarden}
    tellingen = [t for t in _TELLINGEN if t in genoemd]
    verschoont = np.array([*(k.verschoont for k in reeks), False])[kader]
    met, zonder = _Feiten.beide(paneel, verschoont, tellingen)
    uit = _Uitkomst(
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


def _vorige_trede(paneel: _Paneel, uit: _Uitkomst, deel: slice) -> None:
    """The previous trede of the rows of one periode: from the file, else published, else computed."""
    vorige = paneel.vorige[deel]
    trede = np.where(vorige >= 0, uit.trede[vorige], 0)
    herkomst = 3 * (trede > 0)
    uit_bestand = np.where(paneel.bekend["trede_vorig"][deel], paneel.waarden["trede_vorig"][deel], 0)
    for code, beter in ((2, paneel.vastgesteld_vorig[deel]), (1, uit_bestand)):
        trede = np.where(beter > 0, beter, trede)
        herkomst = np.where(beter > 0, code, herkomst)
    uit.vorig[deel], uit.herkomst[deel] = trede, herkomst


class _Getoetst:
    """The rules of a kader tried on all its rows; only what hangs on trede_vorig waits for the chain."""

    def __init__(self, kader: Kader, feiten: _Feiten, deel: slice):
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


# --- the result as a table


def _frame(cijfers: pd.DataFrame, paneel: _Paneel, reeks: Kaderreeks, uit: _Uitkomst) -> pd.DataFrame:
    terug = _omgekeerd(paneel.rij)
    alle_regels = [(k, r) for k in reeks for r in k.regels]
    eerste = np.cumsum([0, *(len(k.regels) for k in reeks)])
    heeft = uit.trede > 0
    regel = np.where(heeft, eerste[uit.kader] + uit.regel, -1)  # in alle_regels; -1 is the None at the end
    grondslag = np.array([*(GRONDSLAGEN.index(r.grondslag) for _, r in alle_regels), -1])[regel]
    grondslag[heeft & _op_koppelingstekort(reeks, uit)] = GRONDSLAGEN.index("koppelingstekort")
    namen = cijfers["gemeente"].to_numpy(dtype=object)[paneel.rij]
    reden = _redenen(paneel, reeks, uit)
    motivering = _motiveringen(namen, paneel, reeks, uit, regel, alle_regels, grondslag, reden)

    def treden(waarden: np.ndarray) -> pd.api.extensions.ExtensionArray:
        return pd.arrays.IntegerArray(waarden[terug], waarden[terug] == 0)

    def teksten(waarden: np.ndarray) -> pd.Series:
        return pd.Series(waarden[terug], dtype=object, index=cijfers.index)

    return pd.DataFrame(
        {
            **{naam: cijfers[naam].astype(object) for naam in ("periode", "gemeentecode", "gemeente")},
            "trede_berekend": treden(uit.trede),
            "trede_vorig": treden(uit.vorig),
            "regel": teksten(_tekst(regel, [r.naam for _, r in alle_regels])),
            "grondslag": teksten(_tekst(grondslag, GRONDSLAGEN)),
            "trede_zonder_verschoning": treden(uit.zonder),
            "zekerheid": teksten(_tekst(regel, [r.zekerheid for _, r in alle_regels])),
            "motivering": teksten(motivering),
            "trede_vorig_herkomst": teksten(_tekst(uit.herkomst, HERKOMSTEN)),
            "trede_vastgesteld": treden(paneel.vastgesteld),
            "kader": teksten(_tekst(uit.kader, [k.kader for k in reeks])),
            "reden": teksten(reden),
        },
        index=cijfers.index,
        copy=False,
    )


def _omgekeerd(rij: np.ndarray) -> np.ndarray | slice:
    """From places in the panel back to rows of the input; a slice, which is free, when they are the same."""
    if (np.diff(rij) > 0).all():
        return slice(None)
    terug = np.empty_like(rij)
    terug[rij] = np.arange(len(rij))
    return terug


def _tekst(code: np.ndarray, teksten: Sequence[str]) -> np.ndarray:
    """The text of each code; None of -1."""
    return np.array([*teksten, None], dtype=object)[code]


def _op_koppelingstekort(reeks: Kaderreeks, uit: _Uitkomst) -> np.ndarray:
    """Where the gemeente is judged on what was linked: it has a koppelingstekort that the kader excuses."""
    verschoont = np.array([*(k.verschoont for k in reeks), False])[uit.kader]
    feiten = uit.feiten
    return verschoont & feiten.bekend["koppelingstekort"] & (feiten.waarden["koppelingstekort"] > 0)


# --- why a gemeente is niet te beoordelen


def _redenen(paneel: _Paneel, reeks: Kaderreeks, uit: _Uitkomst) -> np.ndarray:
    """Per row the reason in Dutch, or None where there is a trede."""
    redenen = np.full(len(paneel.rij), None, dtype=object)
    for i in np.flatnonzero(uit.trede == 0).tolist():
        redenen[i] = _reden(i, paneel.perioden[paneel.periode[i]], reeks, uit)
    return redenen


def _reden(i: int, periode: Periode, reeks: Kaderreeks, uit: _Uitkomst) -> str:
    if uit.kader[i] < 0:
        return reeks.ontbreekt(periode)
    if uit.regel[i] < 0:
        return "geen enkele regel van het kader past op deze cijfers"
    if uit.toegepast[i]:
        return "trede_vorig ontbreekt"
    kader = reeks.kaders[uit.kader[i]]
    f, weg, anders = uit.feiten, set(), []
    for v in kader.regels[uit.regel[i]].voorwaarden:
        if v.feit == "trede_vorig":
            if not uit.vorig[i]:
                weg.add("trede_vorig")
            continue
        waar, onwaar = f.toets(v, slice(i, i + 1))
        if waar[0] or onwaar[0]:
            continue
        if v.feit in _TELLINGEN and (n := int(f.laag[v.feit][i])):
            anders.append(f"{v.feit} is minstens {n}, maar niet verder te tellen dan {periode.plus(1 - n)}")
            continue
        feiten = VERHOUDINGEN.get(v.feit, (_TELLINGEN.get(v.feit, v.feit),))
        wortels = {wortel for feit in feiten for wortel in WORTELS[feit]}
        if kader.verschoont and any(feit.startswith("tekort_") for feit in feiten):
            wortels = set(INVOER)
        onbekend = {wortel for wortel in wortels if not f.bekend[wortel][i]}
        weg |= onbekend
        if not onbekend:  # all is known, so the whole of the percentage is 0 or less
            geheel = VERHOUDINGEN[v.feit][1]
            anders.append(f"{v.feit} bestaat niet bij een {geheel} van {toon(int(f.waarden[geheel][i]))}")
    namen = [naam for naam in (*INVOER, "trede_vorig") if naam in weg]
    if namen:
        anders.insert(0, f"{opsomming(namen)} {'ontbreekt' if len(namen) == 1 else 'ontbreken'}")
    return "; ".join(anders)


# --- motivering: sentences as templates, cut at their numbers so that a whole column is written at once


def _cijferzinnen() -> dict[int, str]:
    """What was housed, by code; see `_cijfercode`."""
    uit = {0: "zijn niet alle cijfers bekend"}
    for opgave, een_gehuisvest, een_opgave in product((0, 1), (0, 1), (0, 1)):
        naam = ("taakstelling", "totaalopgave")[opgave]
        werkwoord = ("zijn", "is")[een_gehuisvest]
        van, gehuisvest = (("vergunninghouders", "vergunninghouder")[een] for een in (een_opgave, een_gehuisvest))
        code = 4 * opgave + 2 * een_gehuisvest + een_opgave
        uit[8 + code] = f"{werkwoord} {{realisatie}} van {{{naam}}} {van} van de {naam} gehuisvest"
        uit[16 + code] = f"{werkwoord} {{realisatie}} {gehuisvest} gehuisvest bij een {naam} van {{{naam}}}"
    for een_gekoppeld, een_gehuisvest in product((0, 1), (0, 1)):
        was, wie = (("waren", "vergunninghouders"), ("was", "vergunninghouder"))[een_gekoppeld]
        uit[24 + 2 * een_gekoppeld + een_gehuisvest] = (
            f"{was} {{gekoppeld}} {wie} tijdig gekoppeld bij een totaalopgave van {{totaalopgave}} "
            f"(koppelingstekort {{koppelingstekort}}) en {('zijn', 'is')[een_gehuisvest]} er {{realisatie}} "
            "gehuisvest"
        )
    return uit


# What became of the achterstand, by its sign before and after, and whether it went down (-1) or up (1).
_BEWEGING = {
    (1, 1, 1): "; de achterstand groeit van {begin} naar {eind}",
    (1, 1, 0): "; de achterstand blijft {begin}",
    (1, 1, -1): "; de achterstand krimpt van {begin} naar {eind}",
    (1, 0, -1): "; de achterstand van {begin} is weggewerkt",
    (1, -1, -1): "; een achterstand van {begin} wordt een voorsprong van {eind}",
    (0, 1, 1): "; er ontstaat een achterstand van {eind}",
    (0, 0, 0): "; er is geen achterstand",
    (0, -1, -1): "; er ontstaat een voorsprong van {eind}",
    (-1, 1, 1): "; een voorsprong van {begin} wordt een achterstand van {eind}",
    (-1, 0, 1): "; de voorsprong van {begin} is verbruikt",
    (-1, -1, 1): "; de voorsprong krimpt van {begin} naar {eind}",
    (-1, -1, 0): "; de voorsprong blijft {begin}",
    (-1, -1, -1): "; de voorsprong groeit van {begin} naar {eind}",
}


class _Sjablonen:
    """Templates by code, filled for many rows at once into pieces that are joined later."""

    def __init__(self, zinnen: Mapping[int, str]):
        geknipt = {code: list(Formatter().parse(zin)) for code, zin in zinnen.items()}
        self.velden = sorted({veld for delen in geknipt.values() for _, veld, _, _ in delen if veld})
        breedte = max(len(delen) for delen in geknipt.values())
        self.vast = np.full((breedte, max(zinnen) + 1), "", dtype=object)
        self.veld = np.zeros((breedte, max(zinnen) + 1), dtype=np.int64)  # 0: no number here
        for code, delen in geknipt.items():
            for i, (tekst, veld, _, _) in enumerate(delen):
                self.vast[i, code] = tekst
                self.veld[i, code] = self.velden.index(veld) + 1 if veld else 0

    def vul(self, code: np.ndarray, getallen: Feiten) -> list[np.ndarray]:
        """The pieces of the sentence of each row, in order."""
        leeg = np.full(len(code), "", dtype=object)
        getaltekst = _per_waarde(np.concatenate([getallen[veld] for veld in self.velden]), _getaltekst)
        teksten = np.concatenate([leeg, getaltekst])  # no number, then the numbers of each field
        rij, uit = np.arange(len(code)), []
        for vast, veld in zip(self.vast, self.veld, strict=True):
            uit.append(vast[code])
            if veld.any():
                uit.append(teksten[veld[code] * len(code) + rij])
        return uit


_CIJFERZINNEN = _Sjablonen(_cijferzinnen())
_BEWEGINGEN = _Sjablonen({9 * b + 3 * e + g + 14: zin for (b, e, g), zin in _BEWEGING.items()} | {0: ""})


@lru_cache(maxsize=100_000)
def _getaltekst(getal: int) -> str:
    """`toon` with a memory: figures of gemeenten are few different numbers, over and over."""
    return toon(getal)


def _per_waarde(waarden: np.ndarray, tekst: Callable[[int], str]) -> np.ndarray:
    """The text of each value, made once per different value."""
    laagste = int(waarden.min(initial=0))
    breedte = int(waarden.max(initial=0)) - laagste + 1
    if breedte > 1_000_000:
        anders, plek = np.unique(waarden, return_inverse=True)
        return np.array([tekst(w) for w in anders.tolist()], dtype=object)[plek]
    anders = np.flatnonzero(np.bincount(waarden - laagste, minlength=breedte))
    tabel = np.empty(breedte, dtype=object)
    tabel[anders] = [tekst(w + laagste) for w in anders.tolist()]
    return tabel[waarden - laagste]


def _motiveringen(
    namen: np.ndarray,
    paneel: _Paneel,
    reeks: Kaderreeks,
    uit: _Uitkomst,
    regel: np.ndarray,
    alle_regels: list[tuple[Kader, Regel]],
    grondslag: np.ndarray,
    reden: np.ndarray,
) -> np.ndarray:
    """One or two sentences per row; the same facts always give the same text."""
    w, b = uit.feiten.waarden, uit.feiten.bekend
    begin, eind = w["achterstand_begin"], w["achterstand_eind"]

    def slot(code: int) -> str:
        nummer, anders = divmod(code, 7)
        verschoond = f"; zonder verschoning was het trede {anders}" if anders else ""
        return f"{verschoond}. Regel {_bronvermelding(*alle_regels[nummer])}" if nummer >= 0 else ""

    teken = 9 * np.sign(begin) + 3 * np.sign(eind) + np.sign(eind - begin) + 14
    stukken = [
        namen,
        _openingen(paneel, uit, regel, alle_regels),
        *_CIJFERZINNEN.vul(_cijfercode(grondslag, w, b), w),
        *_tellingen(uit.feiten, regel, alle_regels),
        *_BEWEGINGEN.vul(teken * b["achterstand_eind"], {"begin": abs(begin), "eind": abs(eind)}),
        _per_waarde(7 * regel + uit.zonder * (uit.zonder > uit.trede), slot),
    ]
    motivering = np.empty(len(namen), dtype=object)
    motivering[:] = list(map("".join, zip(*(stuk.tolist() for stuk in stukken), strict=True)))
    for i in np.flatnonzero(uit.trede == 0).tolist():
        nodig = ""
        if uit.regel[i] >= 0:
            kader = reeks.kaders[uit.kader[i]]
            nodig = f" Nodig voor regel {kader.regels[uit.regel[i]].naam}, {kader.titel}."
        wanneer = paneel.perioden[paneel.periode[i]]
        motivering[i] = f"{namen[i]} is in {wanneer} niet te beoordelen: {reden[i]}.{nodig}"
    return motivering


def _cijfercode(grondslag: np.ndarray, w: Feiten, b: Feiten) -> np.ndarray:
    """Which of `_cijferzinnen` fits: 0 unknown, 8.. of the opgave, 16.. beside it, 24.. of who was linked."""
    op_koppeling, op_totaal = (grondslag == GRONDSLAGEN.index(g) for g in ("koppelingstekort", "totaalopgave"))
    opgave = np.where(op_totaal, w["totaalopgave"], w["taakstelling"])
    een = w["realisatie"] == 1
    van = (opgave > 0) & (w["realisatie"] <= opgave)
    gewoon = np.where(van, 8, 16) + 4 * op_totaal + 2 * een + (opgave == 1)
    code = np.where(op_koppeling, 24 + 2 * (w["gekoppeld"] == 1) + een, gewoon)
    return code * (b["realisatie"] & np.where(op_totaal, b["totaalopgave"], b["taakstelling"]))


def _tellingen(feiten: _Feiten, regel: np.ndarray, alle_regels: list[tuple[Kader, Regel]]) -> list[np.ndarray]:
    """`; de taakstelling is 4 perioden op rij gemist`, in the rows whose rule counts perioden."""
    uit = []
    for feit, (voor, na) in {
        "perioden_met_achterstand": ("; er is", "op rij een achterstand"),
        "perioden_taakstelling_gemist": ("; de taakstelling is", "op rij gemist"),
    }.items():
        telt = np.array([*(any(v.feit == feit for v in r.voorwaarden) for _, r in alle_regels), False])
        if not telt.any():
            continue
        laag, exact = feiten.laag[feit], feiten.exact[feit]
        zinnen = np.full(len(regel), "", dtype=object)
        for i in np.flatnonzero(telt[regel] & (laag > 0)).tolist():
            minstens = "" if exact[i] else "minstens "
            zinnen[i] = f"{voor} {minstens}{aantal(int(laag[i]), 'periode', 'perioden')} {na}"
        uit.append(zinnen)
    return uit


def _openingen(
    paneel: _Paneel, uit: _Uitkomst, regel: np.ndarray, alle_regels: list[tuple[Kader, Regel]]
) -> np.ndarray:
    """` staat op trede 2 (was 1): in 2024-1 `: few combinations, each written once."""
    stap = np.array([*(r.stap for _, r in alle_regels), 0])[regel]
    vast = np.array([*(r.trede or 0 for _, r in alle_regels), 0])[regel]
    begrensd = (vast == 0) & (uit.trede != uit.vorig + stap)
    code = (((paneel.periode * 7 + uit.trede) * 7 + uit.vorig) * 2 + (uit.herkomst == 3)) * 2 + begrensd

    perioden = [str(p) for p in paneel.perioden]

    def opening(code: int) -> str:
        rest, grens = divmod(code, 2)
        rest, berekend = divmod(rest, 2)
        rest, vorig = divmod(rest, 7)
        periode, trede = divmod(rest, 7)
        return _opening(perioden[periode], trede, vorig, bool(berekend), bool(grens))

    return _per_waarde(code, opening)


@lru_cache(maxsize=10_000)
def _opening(periode: str, trede: int, vorig: int, berekend: bool, begrensd: bool) -> str:
    if not vorig:
        waar = f"staat op trede {trede} (vorige trede onbekend)"
    elif vorig != trede:
        waar = f"staat op trede {trede} (was {vorig}{', berekend' if berekend else ''})"
    else:
        grens = f", de {'hoogste' if trede == HOOGSTE_TREDE else 'laagste'}" if begrensd else ""
        waar = f"blijft op trede {trede}{grens}{' (vorige trede berekend)' if berekend else ''}"
    return f" {waar}: in {periode} "


def _bronvermelding(kader: Kader, regel: Regel) -> str:
    """Rule, kader, and the source or the assumption."""
    if regel.zekerheid == "aanname":
        return f"{regel.naam}, {kader.titel}; aanname: {regel.vindplaats}."
    return f"{regel.naam}, {kader.titel}, {regel.vindplaats}."
