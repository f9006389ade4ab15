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

The figures become arrays in `paneel`, `oordeel` decides, `motivering` says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ibtlib.basis.frames import WAAR, Kolomsoorten, als_cijfers
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.motivering import motiveringen
from ibtlib.beoordeling.oordeel import HERKOMSTEN, Uitkomst, oordeel
from ibtlib.beoordeling.paneel import NODIG, Paneel
from ibtlib.gegevens.bronnen import als_kolommen, herkomst
from ibtlib.gegevens.invoer import per_gemeente, rijen
from ibtlib.gegevens.schema import GRONDSLAGEN
from ibtlib.kader.kader import Kader, Kaderreeks

if TYPE_CHECKING:
    from ibtlib.gegevens.gegevens import Gegevens

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
"""What `ibt beoordeel --uit` writes: one row per gemeente."""

BEOORDELING: Kolomsoorten = {
    "periode": "periode",
    "gemeentecode": "tekst",
    "gemeente": "tekst",
    "trede_vastgesteld": "trede",
    "trede_vorig": "trede",
    "trede_vorig_herkomst": "tekst",
    "trede_berekend": "trede",
    "grondslag": "tekst",
    "grondslag_vastgesteld": "tekst",
    "grondslag_berekend": "tekst",
    "regel": "tekst",
    "zekerheid": "tekst",
    "trede_zonder_verschoning": "trede",
    "kader": "tekst",
    "reden": "tekst",
    "motivering": "tekst",
    **WAAR,
}
"""The columns of `beoordeel`."""
TREDEFORMULE = "met de regels van het kader op de cijfers per gemeente"


def beoordeel_panel(
    cijfers: pd.DataFrame,
    kaders: Kaderreeks | Kader,
    vastgesteld: pd.DataFrame | None = None,
    teksten: bool | Collection[str] = True,
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
    teksten : bool or collection of str
        The perioden of which `motivering` and `reden` are asked; elsewhere they are None. True is all, False none.

    Returns
    -------
    DataFrame
        One row per row of `cijfers`, same index: `periode`, the columns of
        `RESULTAATKOLOMMEN`, `trede_vorig_herkomst` (one of `HERKOMSTEN`), `trede_vastgesteld`, `kader`,
        `reden` (why it is niet te beoordelen). Treden are Int64; text is str or None.

    Raises
    ------
    AanvraagFout
        A missing column, a gemeente twice in one periode, or a figure that cannot be.

    Source
    ------
    Voortgangsrapportage 2023-2, §2.2, §3.1.1 and §3.2.

    Examples
    --------
    >>> from ibtlib.kader.kaderlezer import KADERMAP, laad_kaders
    >>> soest = pd.DataFrame({
    ...     "periode": ["2024-1"], "gemeentecode": ["GM0342"], "gemeente": ["Soest"], "taakstelling": [40],
    ...     "achterstand_begin": [5], "realisatie": [39], "gekoppeld": [None], "trede_vorig": [1]})
    >>> uit = beoordeel_panel(soest, laad_kaders(KADERMAP / "utrecht"))
    >>> print(uit["motivering"][0])  # doctest: +NORMALIZE_WHITESPACE
    Soest staat op trede 2 (was 1): in 2024-1 zijn 39 van 40 vergunninghouders van de taakstelling
    gehuisvest; de achterstand groeit van 5 naar 6. Regel ‘taakstelling niet gehaald’, Aanvullend beleidskader
    IBT huisvesting vergunninghouders; criterium: voortgangsrapportage 2023-2, §2.2; aanname: dat één persoon
    te weinig al telt; de bron noemt een trede omhoog ‘als uitgangspunt’, zonder drempel.
    """
    paneel = Paneel.lees(cijfers, vastgesteld)
    reeks = Kaderreeks((kaders,)) if isinstance(kaders, Kader) else kaders
    uitkomst = oordeel(paneel, reeks)
    return _frame(cijfers, paneel, reeks, uitkomst, teksten)


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


def getoonde_treden(g: Gegevens, periode: Periode | str) -> tuple[str, dict[str, int | None]]:
    """What a map of a periode shows: the published treden, or the computed ones where none was published.

    Returns
    -------
    tuple
        `vastgesteld`, `berekend` or `niet in de gelezen bronnen`; and per gemeentecode the trede, None when not known.
    """
    frame = list(rijen(beoordeel(g, periode, exact=True)))
    for kolom, soort in (("trede_vastgesteld", "vastgesteld"), ("trede_berekend", "berekend")):
        treden = {r["gemeentecode"]: r[kolom] for r in frame}
        if any(treden.values()):
            return soort, treden
    return "niet in de gelezen bronnen", {r["gemeentecode"]: None for r in frame}


def beoordeel(
    g: Gegevens,
    periode: Periode | str | Iterable[Periode | str] | None = None,
    kader: Kader | Kaderreeks | None = None,
    exact: bool = False,
) -> pd.DataFrame:
    """See on which trede each gemeente stands, and why: the published trede beside the one that the kader gives.

    Parameters
    ----------
    g : Gegevens
        A province; its gemeentecijfers up to each periode and its published beoordelingen are used.
    periode : Periode, str, or several of them, optional
        Half-years; without it all that can be reported on.
    kader : Kader or Kaderreeks, optional
        Other policy than the province's own.
    exact : bool
        Treden as Int64 and text as str or None, instead of the types of `basis.frames`.

    Returns
    -------
    DataFrame
        One row per periode and gemeente that exists in it, has figures or was judged, by name: `periode`,
        `gemeentecode`, `gemeente`, `trede_vastgesteld`, `trede_vorig`, `trede_vorig_herkomst`, `trede_berekend`,
        `grondslag` (as published, else as computed), `grondslag_vastgesteld`, `grondslag_berekend`, `regel`,
        `zekerheid`, `trede_zonder_verschoning`, `kader`, `reden`, `motivering`, and where its figures and its
        published trede stand: `bron`, `vindplaats`. Without figures per gemeente `trede_berekend` is missing and
        `motivering` says which facts are.

    Raises
    ------
    AanvraagFout
        A periode about which nothing is known.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> alle = ibt.beoordeel(ibt.laad("utrecht"))
    >>> alle.groupby("periode", observed=True)["trede_vastgesteld"].max().tolist()
    [2, 2, 2, nan]

    A ladder for `sns.heatmap`, which wants floats: a gemeente per row, a periode per column.

    >>> ladder = alle.pivot(index="gemeente", columns="periode", values="trede_vastgesteld").astype(float)
    >>> ladder.loc["De Bilt"].tolist()
    [1.0, 2.0, 2.0, nan]
    """
    gevraagd = [periode] if isinstance(periode, (str, Periode)) else g.perioden if periode is None else periode
    delen = [_een_periode(g, g.periode(str(p)), kader) for p in gevraagd]
    frame = pd.concat(delen, ignore_index=True) if delen else pd.DataFrame(columns=list(BEOORDELING), dtype=object)
    formules = dict.fromkeys(("trede_berekend", "trede_zonder_verschoning"), TREDEFORMULE)
    return frame if exact else als_cijfers(frame, BEOORDELING, formules)


def _een_periode(g: Gegevens, p: Periode, kader: Kader | Kaderreeks | None) -> pd.DataFrame:
    gepubliceerd, cijfers = g.tabel("beoordelingen"), g.gemeentecijfers
    tot_nu = cijfers[np.array([Periode.lees(q) <= p for q in cijfers["periode"]], dtype=bool)]
    eigen, besluiten = per_gemeente(tot_nu, p), per_gemeente(gepubliceerd, p)
    zonder = {gemeente.code: gemeente.naam for gemeente in g.gemeentelijst.op(p.begin)}
    zonder |= {code: r["gemeente"] for code, r in besluiten.items()}
    zonder = {code: naam for code, naam in zonder.items() if code not in eigen}
    namen = pd.DataFrame([(str(p), *paar) for paar in zonder.items()], columns=list(NODIG[:3]), dtype=object)
    leeg = namen.reindex(columns=NODIG).astype(dict.fromkeys(NODIG[3:], "Int64"))
    paneel = pd.concat([deel for deel in (tot_nu[list(NODIG)], leeg) if len(deel)] or [leeg], ignore_index=True)
    alles = beoordeel_panel(paneel, kader or g.kaders, gepubliceerd, teksten=[str(p)])
    uit = alles[alles["periode"] == str(p)].sort_values("gemeente", ignore_index=True)
    codes = uit["gemeentecode"].tolist()
    vastgesteld = pd.Series([(besluiten.get(c) or {}).get("grondslag") for c in codes], dtype=object)
    waar = [als_kolommen(herkomst(eigen.get(c), besluiten.get(c))) for c in codes]
    uit = uit.rename(columns={"grondslag": "grondslag_berekend"}).assign(
        grondslag_vastgesteld=vastgesteld,
        **{naam: pd.Series([plek[naam] for plek in waar], dtype=object) for naam in ("bron", "vindplaats")},
    )
    uit["grondslag"] = vastgesteld.where(vastgesteld.notna(), uit["grondslag_berekend"])
    return uit[list(BEOORDELING)]


def _frame(
    cijfers: pd.DataFrame, paneel: Paneel, reeks: Kaderreeks, uit: Uitkomst, teksten: bool | Collection[str]
) -> pd.DataFrame:
    terug = _omgekeerd(paneel.rij)
    alle_regels = [(k, r) for k in reeks for r in k.regels]
    eerste = np.cumsum([0, *(len(k.regels) for k in reeks)])
    heeft = uit.trede > 0
    regel = np.where(heeft, eerste[uit.kader] + uit.regel, -1)  # in alle_regels; -1 is the None at the end
    grondslag = np.array([*(GRONDSLAGEN.index(r.grondslag) for _, r in alle_regels), -1])[regel]
    grondslag[heeft & _op_koppelingstekort(reeks, uit)] = GRONDSLAGEN.index("koppelingstekort")
    grondslagen = _tekst(grondslag, GRONDSLAGEN)
    namen = cijfers["gemeente"].to_numpy(dtype=object)[paneel.rij]
    perioden = [str(p) for p in paneel.perioden]
    gevraagd = perioden if teksten is True else teksten or ()
    welke = np.flatnonzero(np.array([p in gevraagd for p in perioden], dtype=bool)[paneel.periode])
    zinnen = np.full((len(paneel.rij), 2), None, dtype=object)  # motivering, reden
    if len(welke):
        zinnen[welke] = list(motiveringen(namen, paneel, reeks, uit, grondslagen, welke))

    def treden(waarden: np.ndarray) -> pd.api.extensions.ExtensionArray:
        return pd.arrays.IntegerArray(waarden[terug], waarden[terug] == 0)

    def tekst(waarden: np.ndarray) -> pd.Series:
        return pd.Series(waarden[terug], dtype=object, index=cijfers.index)

    return pd.DataFrame(
        {
            **{naam: cijfers[naam].astype(object) for naam in ("periode", "gemeentecode", "gemeente")},
            "trede_berekend": treden(uit.trede),
            "trede_vorig": treden(uit.vorig),
            "regel": tekst(_tekst(regel, [r.naam for _, r in alle_regels])),
            "grondslag": tekst(grondslagen),
            "trede_zonder_verschoning": treden(uit.zonder),
            "zekerheid": tekst(_tekst(regel, [r.zekerheid for _, r in alle_regels])),
            "motivering": tekst(zinnen[:, 0]),
            "trede_vorig_herkomst": tekst(_tekst(uit.herkomst, HERKOMSTEN)),
            "trede_vastgesteld": treden(paneel.vastgesteld),
            "kader": tekst(_tekst(uit.kader, [k.kader for k in reeks])),
            "reden": tekst(zinnen[:, 1]),
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


def _op_koppelingstekort(reeks: Kaderreeks, uit: Uitkomst) -> np.ndarray:
    """Where the gemeente is judged on what was linked: it has a koppelingstekort that the kader excuses."""
    verschoont = np.array([*(k.verschoont for k in reeks), False])[uit.kader]
    feiten = uit.feiten
    return verschoont & feiten.bekend["koppelingstekort"] & (feiten.waarden["koppelingstekort"] > 0)
