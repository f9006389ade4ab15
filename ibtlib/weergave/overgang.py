"""A slope chart: how many gemeenten went from which trede to which, between two perioden."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ibtlib.basis.fouten import AanvraagFout, aantal, opsomming
from ibtlib.basis.kleuren import GRIJS, INKT, LIJN, ORANJE, TEAL
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import hoofdletter
from ibtlib.weergave.frame import als_trede, controleer_dubbel
from ibtlib.weergave.letters import VET, tekstbreedte
from ibtlib.weergave.tabel import Kop
from ibtlib.weergave.treden import ONBEKEND, Tredekleuren, verf_van

_PER = 7  # points that a gemeente is high
_TUSSEN = 26  # points between two treden
_BALK = 14  # points that the bar of a trede is wide
_RICHTING = {1: ("omhoog", ORANJE), -1: ("omlaag", TEAL), 0: ("gelijk", LIJN)}

Plek = tuple[float, float]  # bottom and top, in points


@stijl.huisstijl()
def overgang(
    frame: pd.DataFrame,
    *,
    kleuren: Mapping[str, Tredekleuren] | None = None,
    breedte: float = stijl.BREEDTE,
) -> Axes:
    """Bars of the gemeenten on each trede, left before and right after, with a band for those that went the same way.

    A higher trede stands higher, so a band that rises is stricter supervision; each says how many they are.

    Parameters
    ----------
    frame : DataFrame
        A row per gemeente; two columns, the periode before and the periode after. Cells are treden, None where not
        known: those are a bar of their own, at the bottom.
    kleuren : mapping of periode to mapping of trede to colour name, optional
        As the kader of that periode names them.
    breedte : float
        Of the sheet, in points.

    Raises
    ------
    AanvraagFout
        Not two columns, a double gemeente, what is no trede, or no trede at all.

    Examples
    --------
    >>> frame = pd.DataFrame({"2023-1": [2, 2, 1], "2023-2": [1, 2, 1]}, ["Baarn", "Soest", "Zeist"])
    >>> print(stijl.getekend(overgang(frame)).alt)
    Overgang van 2023-1 naar 2023-2. Omlaag: 1 gemeente van trede 2 naar trede 1. Gelijk: 1 gemeente op trede 2 en \
1 gemeente op trede 1.
    """
    voor, na, paren = _paren(frame)
    telling = paren.value_counts()
    per = {(van, naar): int(telling[van, naar]) for van, naar in telling.index}
    volgorde = sorted({t for paar in per for t in paar}, reverse=True)  # 0 stands for not known
    hoogste = max(sum(n for (van, naar), n in per.items() if t in (van, naar)) for t in volgorde)
    links = max(tekstbreedte(_bij(t, hoogste), vet=True) for t in volgorde) + 8
    hoog, plekken = _plekken(per, volgorde)
    ax = stijl.blad(hoog + stijl.KOPHOOGTE, breedte)
    x0, x1, kop = links, breedte - links - _BALK, stijl.KOPHOOGTE
    for kant, (periode, x) in enumerate(((voor, x0), (na, x1))):
        stijl.schrijf(ax, periode, (x + _BALK / 2, 4), weight=VET, va="top")
        for trede, (van, tot) in plekken[kant].items():
            vlak = verf_van(trede or None, (kleuren or {}).get(periode, {}))[0]
            streep = "-" if trede else "--"
            ax.add_patch(Rectangle((x, kop + van), _BALK, tot - van, fc=vlak, ec=GRIJS, lw=1, ls=streep))
            n, opzij = round((tot - van) / _PER), (-6, "right") if kant == 0 else (_BALK + 6, "left")
            stijl.schrijf(ax, _bij(trede, n), (x + opzij[0], kop + (van + tot) / 2), ha=opzij[1])
    _banden(ax, per, plekken, (x0 + _BALK, x1), kop)
    koppen = [Kop("gemeenten", "geheel")]
    rijen = {f"{_naam(van)} → {_naam(naar)}": per[van, naar] for van, naar in sorted(per, reverse=True)}
    for kant, periode in enumerate((voor, na)):
        tel = {t: sum(n for paar, n in per.items() if paar[kant] == t) for t in volgorde}
        rijen |= {f"{_naam(t)} in {periode}": n for t, n in tel.items() if n}
    cijfers = pd.DataFrame({"gemeenten": list(rijen.values())}, list(rijen), dtype=object)
    stijl.noteer(ax, stijl.Getekend(cijfers.rename_axis(f"{voor} → {na}"), koppen, _zinnen(per, voor, na)))
    return ax


def _paren(frame: pd.DataFrame) -> tuple[str, str, pd.DataFrame]:
    """Both perioden, and the treden of every gemeente in them, 0 for not known."""
    if len(frame.columns) != 2:
        raise AanvraagFout(f"Een overgang vraagt twee perioden; het zijn er {len(frame.columns)}.")
    controleer_dubbel([str(naam) for naam in frame.index])
    voor, na = (str(naam) for naam in frame)
    treden = [[als_trede(t, f"{g}, {p}") or 0 for g, t in frame[p].items()] for p in frame]
    if not any(t for reeks in treden for t in reeks):
        raise AanvraagFout("Een overgang vraagt treden; er is er geen een bekend.")
    return voor, na, pd.DataFrame({"van": treden[0], "naar": treden[1]})


def _plekken(per: Mapping[tuple[int, int], int], volgorde: list[int]) -> tuple[float, tuple[dict[int, Plek], ...]]:
    """Height of it all, and where the bar of each trede stands, left and right: the same trede at the same height."""
    kanten: tuple[dict[int, Plek], ...] = ({}, {})
    boven = 0.0
    for trede in volgorde:
        aantallen = [sum(n for paar, n in per.items() if paar[kant] == trede) for kant in (0, 1)]
        vak = max(*aantallen, 2) * _PER
        for kant, n in enumerate(aantallen):
            if n:
                kanten[kant][trede] = (boven + (vak - n * _PER) / 2, boven + (vak + n * _PER) / 2)
        boven += vak + _TUSSEN
    return boven - _TUSSEN + 4, kanten


def _banden(
    ax: Axes, per: Mapping[tuple[int, int], int], plekken: tuple[dict[int, Plek], ...], x: Plek, kop: float
) -> None:
    """A band for each way that gemeenten went; they leave and arrive from high to low, so that none crosses needlessly."""
    vertrek, aankomst = ({t: top for t, (top, _) in kant.items()} for kant in plekken)
    stukken = {}
    for van, naar in sorted(per, key=lambda paar: (-paar[0], -paar[1])):
        stukken[van, naar] = [vertrek[van]]
        vertrek[van] += per[van, naar] * _PER
    for van, naar in sorted(per, key=lambda paar: (-paar[1], -paar[0])):
        stukken[van, naar].append(aankomst[naar])
        aankomst[naar] += per[van, naar] * _PER
    (x0, x1), midden = x, sum(x) / 2
    for (van, naar), (links, rechts) in stukken.items():
        woord, kleur = _RICHTING[_teken(van, naar)]
        dik, a, b = per[van, naar] * _PER, kop + links, kop + rechts
        boven = [(x0, a), (midden, a), (midden, b), (x1, b)]
        onder = [(x1, b + dik), (midden, b + dik), (midden, a + dik), (x0, a + dik)]
        pad = Path([*boven, *onder], [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3])
        ax.add_patch(PathPatch(pad, fc=kleur, ec="none", alpha=0.85 if woord == "gelijk" else 0.55))
        # near its beginning a band is still level
        plek = (x0 + (x1 - x0) * 0.06, a + dik / 2 + (b - a) * 0.01)
        stijl.schrijf(ax, f"{per[van, naar]} {woord}", plek, ha="left", halo=dik < stijl.RAND, color=INKT)


def _teken(van: int, naar: int) -> int:
    return 0 if not van or not naar else (naar > van) - (naar < van)


def _naam(trede: int) -> str:
    return f"trede {trede}" if trede else ONBEKEND


def _bij(trede: int, n: int) -> str:
    return f"{_naam(trede)}: {n}"


def _zinnen(per: Mapping[tuple[int, int], int], voor: str, na: str) -> list[str]:
    zinnen = [f"Overgang van {voor} naar {na}."]
    for teken, (woord, _) in _RICHTING.items():
        delen = [
            f"{aantal(n, 'gemeente', 'gemeenten')} "
            + (f"op {_naam(van)}" if van == naar else f"van {_naam(van)} naar {_naam(naar)}")
            for (van, naar), n in sorted(per.items(), reverse=True)
            if _teken(van, naar) == teken and van and naar
        ]
        zinnen += [f"{hoofdletter(woord)}: {opsomming(delen)}."] if delen else []
    onbekend = [
        f"{aantal(n, 'gemeente', 'gemeenten')} van {_naam(van)} naar {_naam(naar)}"
        for (van, naar), n in sorted(per.items(), reverse=True)
        if not van or not naar
    ]
    return [*zinnen, *([f"Niet te zeggen: {opsomming(onbekend)}."] if onbekend else [])]
