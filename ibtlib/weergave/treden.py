"""The treden of the gemeenten: through time as a coloured table, and where one of them stands among all."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from ibtlib.basis.fouten import AanvraagFout, aantal, opsomming
from ibtlib.basis.kleuren import GRIJS, INKT, LIJN, WIT, tredekleur
from ibtlib.basis.periode import Periode, van_tot
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import hoofdletter, treden_in_woorden
from ibtlib.weergave.frame import als_trede, controleer_dubbel, halfjaren
from ibtlib.weergave.letters import VET, tekstbreedte
from ibtlib.weergave.tabel import Kop

ONBEKEND = "onbekend"
_HOOG, _BREED = 25, 70  # of a cell, at most so wide
_VAK, _KIER = 12, 3  # side of a square, and between two

Tredekleuren = Mapping[int, str]  # name of the colour of a trede, as the kader of a periode has it


@stijl.huisstijl()
def kleurtabel(
    frame: pd.DataFrame, *, kleuren: Mapping[str, Tredekleuren] | None = None, ax: Axes | None = None
) -> Axes:
    """Gemeenten by half-years, the number of the trede in every cell; hatched where it is not known.

    Parameters
    ----------
    frame : DataFrame
        A row per gemeente, in the order of drawing; a column per periode, in order: every half-year from the first to
        the last is drawn. Cells are treden, None where not known.
    kleuren : mapping of periode to mapping of trede to colour name, optional
        As the kader of that periode names them.
    ax : Axes, optional
        Where to draw; default a new sheet.

    Raises
    ------
    AanvraagFout
        No gemeenten, no trede at all, what is no trede, no perioden in order of time.

    Examples
    --------
    >>> frame = pd.DataFrame({"2022-1": [3, None], "2022-2": [2, 1]}, ["Soest", "Zeist"], dtype=object)
    >>> print(stijl.getekend(kleurtabel(frame)).alt)
    Tabel in kleur: de trede van 2 gemeenten, 2022-1 tot en met 2022-2. 2022-1: trede 3 bij 1 gemeente, \
onbekend bij 1. 2022-2: trede 1 bij 1 gemeente, trede 2 bij 1. Hoogste trede 3: Soest in 2022-1.
    """
    treden = _treden(frame)
    perioden, gemeenten = list(treden), list(treden.index)
    verf = {(p, t): verf_van(t, (kleuren or {}).get(p, {})) for p in perioden for t in treden[p] if t}
    tinten = list(dict.fromkeys(vlak for vlak, _ in verf.values()))
    ax = ax or stijl.vel(_HOOG * len(gemeenten))
    links, over = int(max(map(tekstbreedte, gemeenten))) + 11, stijl.maat(ax)[0]
    breed = min((over - links) // (2 * len(perioden)) * 2, _BREED)  # whole numbers: short in SVG
    stijl.ruimte(ax, links, over - links - breed * len(perioden))
    sns.heatmap(
        pd.DataFrame(
            {p: [tinten.index(verf[p, t][0]) if t else None for t in treden[p]] for p in perioden}, dtype=float
        ),
        vmin=0,
        vmax=len(tinten),
        cmap=ListedColormap(tinten),
        linewidths=3,
        linecolor=WIT,
        cbar=False,
        xticklabels=False,
        yticklabels=False,
        clip_on=False,
        ax=ax,
    )
    cellen = [(verf[p, t][1] if t else INKT, j, i, t) for j, p in enumerate(perioden) for i, t in enumerate(treden[p])]
    for letters, j, i, t in sorted(cellen, key=lambda cel: cel[0]):  # of one colour in a row: they share an element
        stijl.schrijf(ax, str(t or "–"), (j + 0.5, i + 0.5), color=letters, halo=not t)
    ax.grid(False)
    ax.set_yticks([i + 0.5 for i in range(len(gemeenten))], gemeenten, color=INKT)
    ax.xaxis.tick_top()
    stijl.tijdas(ax, perioden, 0.5)
    sleutel = vlakken(verf)
    if treden.isna().any(axis=None):  # behind the cells
        ax.patch.set(visible=True, facecolor=WIT, hatchcolor=LIJN, hatch="////")
        sleutel.append(Patch(fc=WIT, ec=LIJN, hatch="////", label=f"– {ONBEKEND}"))
    stijl.sleutel(ax, sleutel, 7, links)
    zinnen = [
        f"Tabel in kleur: de trede van {aantal(len(gemeenten), 'gemeente', 'gemeenten')}, "
        f"{van_tot(perioden[0], perioden[-1])}.",
        *treden_in_woorden(treden),
    ]
    stijl.noteer(ax, stijl.Getekend(treden, [Kop(p, "geheel") for p in perioden], zinnen))
    return ax


def _treden(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame with int and None, and a column for every half-year."""
    perioden = halfjaren(list(frame))
    controleer_dubbel([str(n) for n in frame.index])
    if not len(frame):
        raise AanvraagFout("Grafiek: er zijn geen gemeenten om te tekenen.")
    treden = {str(Periode.lees(p)): [als_trede(t, f"Grafiek, {g} in {p}") for g, t in frame[p].items()] for p in frame}
    if all(t is None for kolom in treden.values() for t in kolom):
        raise AanvraagFout("Grafiek: er is geen enkele trede om te tekenen.")
    index = pd.Index([str(n) for n in frame.index], dtype=object, name="gemeente")
    leeg = [None] * len(frame)
    return pd.DataFrame({p: pd.Series(treden.get(p, leeg), index, dtype=object) for p in perioden})


def verf_van(trede: int | None, kleuren: Tredekleuren) -> tuple[str, str]:
    """Background of a trede and the colour of the letters on it; white where it is not known."""
    return tredekleur(trede, kleuren.get(trede)) if trede else (WIT, INKT)


def vlakken(verf: Mapping[tuple[str, int], tuple[str, str]]) -> list[Patch]:
    """Which colour each trede has, for under a chart; with the perioden where kaders gave it several."""
    per_vlak: dict[tuple[int, str], list[str]] = {}
    for (p, t), (vlak, _) in sorted(verf.items(), key=lambda paar: paar[0][1]):
        per_vlak.setdefault((t, vlak), []).append(p)
    eenduidig = len(per_vlak) == len({t for t, _ in per_vlak})
    return [
        Patch(fc=vlak, ec=GRIJS, label=f"trede {t}{'' if eenduidig else f' ({opsomming(perioden)})'}")
        for (t, vlak), perioden in per_vlak.items()
    ]


@stijl.huisstijl()
def plaats(treden: Mapping[str, int | None], zelf: str, *, kleuren: Tredekleuren | None = None) -> Axes:
    """One square per gemeente at its trede, one of them marked: where it stands among all, not who is first.

    Parameters
    ----------
    treden : mapping (or Series) of gemeente to trede or None
        None is drawn apart, as not known.
    zelf : str
        The gemeente that is marked.
    kleuren : mapping of trede to colour name, optional
        As the kader names them.

    Returns
    -------
    Axes
        On a sheet half as wide as the others.

    Raises
    ------
    AanvraagFout
        When no trede is known, or what is no trede.

    Examples
    --------
    >>> print(stijl.getekend(plaats({"Soest": 2, "Zeist": 2, "Baarn": 1}, "Zeist")).alt)
    Per trede één vierkant per gemeente. Trede 1: 1 gemeente; trede 2: 2 gemeenten. Gemarkeerd: Zeist, op trede 2.
    """
    per_gemeente = {naam: als_trede(t, f"Grafiek, {naam}") for naam, t in treden.items()}
    bekend = [t for t in per_gemeente.values() if t is not None]
    if not bekend:
        raise AanvraagFout("Grafiek: er is geen enkele trede om te tekenen.")
    telling: dict[int | None, int] = {t: bekend.count(t) for t in range(1, max(bekend) + 1)}
    telling |= {None: n} if (n := len(per_gemeente) - len(bekend)) else {}
    hier = per_gemeente.get(zelf)
    ax = _teken_plaats(telling, hier, zelf, kleuren or {})
    delen = [
        f"{f'trede {t}' if t else 'trede niet bekend'}: {aantal(n, 'gemeente', 'gemeenten')}"
        for t, n in telling.items()
    ]
    zinnen = [
        "Per trede één vierkant per gemeente.",
        f"{hoofdletter('; '.join(delen))}.",
        f"Gemarkeerd: {zelf}, {f'op trede {hier}' if hier else 'trede niet bekend'}.",
    ]
    namen = pd.Index([f"trede {t}" if t else "niet bekend" for t in telling], dtype=object, name="trede")
    cijfers = pd.DataFrame({"gemeenten": pd.Series(list(telling.values()), namen, dtype=object)})
    stijl.noteer(ax, stijl.Getekend(cijfers, [Kop("gemeenten", "geheel")], zinnen))
    return ax


def _teken_plaats(telling: Mapping[int | None, int], hier: int | None, zelf: str, kleuren: Tredekleuren) -> Axes:
    """A row per trede, a square per gemeente, the count after them."""
    namen = {t: f"trede {t}" if t else ONBEKEND for t in telling}
    links = max(map(tekstbreedte, namen.values())) + 10
    stap = _VAK + _KIER
    per_regel = int((stijl.HALF - links - 34) // stap)
    regels = {t: max(1, -(-n // per_regel)) for t, n in telling.items()}
    ax = stijl.blad(sum(regels.values()) * stap + 7 * len(telling) + _VAK + 2, stijl.HALF)
    y = _VAK / 2 + 1
    for trede, n in telling.items():
        vlak = verf_van(trede, kleuren)[0]
        x = [links + i % per_regel * stap + _VAK / 2 for i in range(n)]
        stijl.schrijf(ax, namen[trede], (links - 8, y), ha="right")
        hoog = [y + i // per_regel * stap for i in range(n)]
        ax.scatter(x, hoog, s=_VAK**2, c=vlak, marker="s", edgecolors=GRIJS, linewidths=1)
        stijl.schrijf(ax, str(n), (links + min(n, per_regel) * stap + 4, y), ha="left", weight=VET)
        if trede == hier:
            ax.scatter(x[:1], [y], s=_VAK**2, c=vlak, marker="s", edgecolors=INKT, linewidths=3)
        y += regels[trede] * stap + 7
    vlak = verf_van(hier, kleuren)[0]
    ax.scatter([links + _VAK / 2], [y], s=_VAK**2, c=vlak, marker="s", edgecolors=INKT, linewidths=3)
    tekst = f"{zelf}: {namen[hier]}"
    past = links + _VAK + 6 + tekstbreedte(tekst, vet=True) <= stijl.HALF
    stijl.schrijf(ax, tekst if past else zelf, (links + _VAK + 6, y), ha="left", weight=VET)
    return ax
