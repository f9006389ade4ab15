"""Bars with their values, side by side: standing, or lying down where that reads better."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import ACHTERSTAND, GRIJS, INKT, LICHT
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import GEEN, vergelijking
from ibtlib.weergave.frame import nagekeken, soort_categorie
from ibtlib.weergave.letters import breek, tekstbreedte
from ibtlib.weergave.tabel import Kop

_HOOGTE = 218  # of the axes with standing bars
_DIKST = 64  # points, of a standing bar
_LABEL = 18  # points that a value above a bar takes
_MEESTE = 4  # series side by side
_REGELBREEDTE = 170  # points for names beside bars that lie down
_KRIMP = 0.85  # so much shorter bars may become for the names of the series at the first ones


@stijl.huisstijl()
def staven(
    frame: pd.DataFrame,
    *,
    eenheid: str,
    soms: Collection[str] = (),
    kleuren: Mapping[str, str] | None = None,
    soort: str = "geheel",
    decimalen: int = 0,
    liggend: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Bars side by side with their values, for comparing; negative values hang below the zero line.

    Lie down by themselves when values or names of categories would not fit above and under standing bars.

    Parameters
    ----------
    frame : DataFrame
        A row per category, in the order of drawing; one to four columns of numbers. Where one is missing stands a dash.
    eenheid : str
        What the numbers count.
    soms : collection of str
        Columns that have a value in some categories only: elsewhere none is expected (no taakstelling was lowered).
    kleuren : mapping of str to str, optional
        Colour of a column; else that of what its name means, or the next of the palette. A second column of the same
        colour is lighter.
    soort, decimalen
        As in `Kop`.
    liggend : bool
        Lay the bars down: for many categories or long names.
    ax : Axes, optional
        Where to draw; default a new sheet.

    Raises
    ------
    AanvraagFout
        A double name, what is no number, nothing to draw.

    Examples
    --------
    >>> ax = staven(pd.DataFrame({"achterstand": [422, -150]}, ["2022-2", "2023-1"]), eenheid="personen")
    >>> print(stijl.getekend(ax).alt)
    Staafdiagram, personen. Achterstand: 422 in 2022-2 en −150 in 2023-1.
    """
    cijfers = nagekeken(frame, _MEESTE)
    namen, categorieen = list(cijfers), list(cijfers.index)
    cijfers.index.name = cijfers.index.name or soort_categorie(categorieen)
    koppen = [Kop(naam, soort, decimalen) for naam in namen]
    teksten = _teksten(cijfers, koppen, soms)
    teken = _liggend if liggend or not _kan_staan(cijfers, teksten) else _staand
    kleur = stijl.kleur_per_reeks(namen, kleuren)
    ax, links, benoemd = teken(cijfers, teksten, kleur, ax)
    if len(namen) > 1 and not benoemd:
        stijl.kop(ax, eenheid, links, 14 + stijl.RAND)
        breed, hoog = stijl.maat(ax)
        vlakken = [Patch(label=naam, **_verf(naam, kleur)) for naam in namen]
        ax.legend(handles=vlakken, ncols=_MEESTE, loc="lower left", bbox_to_anchor=(-links / breed, 1 + 9 / hoog))
    else:
        stijl.kop(ax, eenheid if benoemd or eenheid == namen[0] else f"{namen[0]}, {eenheid}", links)
    gaten = {(n, c) for n in namen for c in categorieen if teksten.loc[c, n] == "–"}
    if gaten:
        stijl.voetnoot(ax, links)
    zinnen = [f"Staafdiagram, {eenheid}.", *vergelijking(cijfers, Kop("", soort, decimalen), gaten)]
    stijl.noteer(ax, stijl.Getekend(cijfers, koppen, zinnen))
    return ax


@stijl.huisstijl()
def standen(reeks: pd.Series) -> Axes:
    """One bar per periode for the achterstand of one gemeente, a voorsprong below the line; half as wide as the others.

    Parameters
    ----------
    reeks : Series
        Index perioden; persons, None is not known and drawn as a gap.

    Raises
    ------
    AanvraagFout
        When no value is known.

    Examples
    --------
    >>> ax = standen(pd.Series({"2023-2": 12, "2024-1": -3, "2024-2": None}, dtype=object))
    >>> print(stijl.getekend(ax).alt)
    Staafdiagram, personen. 2023-2: achterstand 12; 2024-1: voorsprong 3; 2024-2: geen cijfer.
    """
    cijfers = nagekeken(pd.DataFrame({"achterstand": reeks}), 1).rename_axis("periode")
    koppen = [Kop("achterstand", "geheel")]
    ax, *_ = _staand(cijfers, _teksten(cijfers, koppen, ()), {"achterstand": ACHTERSTAND}, stijl.vel(104, stijl.HALF))
    alt = "; ".join(f"{p}: {_stand_in_woorden(w)}" for p, w in cijfers["achterstand"].items())
    stijl.noteer(ax, stijl.Getekend(cijfers, koppen, [f"Staafdiagram, personen. {alt}."]))
    return ax


def _stand_in_woorden(waarde: int | None) -> str:
    if waarde is None:
        return GEEN
    return f"{'achterstand' if waarde > 0 else 'voorsprong'} {toon(abs(waarde))}" if waarde else "geen achterstand"


def _teksten(cijfers: pd.DataFrame, koppen: list[Kop], soms: Collection[str]) -> pd.DataFrame:
    """What stands at each bar: its value, a dash where it is missing, nothing where none is expected."""
    return pd.DataFrame(
        {k.naam: [k.toon(w, "" if k.naam in soms else "–") for w in cijfers[k.naam]] for k in koppen}, cijfers.index
    )


def _plekken(teksten: pd.DataFrame, dik: float) -> pd.DataFrame:
    """Where the middle of each bar is: those of a category together around it."""
    staat = teksten != ""
    rang = staat.cumsum(axis=1).sub((staat.sum(axis=1) + 1) / 2, axis=0)
    return (rang * dik).add(np.arange(len(teksten)), axis=0)


def _dikte(teksten: pd.DataFrame, vak: float) -> float:
    """Of a standing bar, as a part of the room of a category."""
    aantal = len(teksten.columns)
    return min((0.94 if aantal > 1 else 0.7) / aantal, _DIKST / vak)


def _kan_staan(cijfers: pd.DataFrame, teksten: pd.DataFrame) -> bool:
    """Whether values and names of standing bars keep clear of each other."""
    vak = stijl.BREEDTE / len(cijfers)
    if max(tekstbreedte(woord) for c in cijfers.index for woord in c.split()) + 6 > vak:
        return False
    staat = (teksten != "").to_numpy()
    waarden = cijfers.astype(float).fillna(0).to_numpy()[staat]
    x = _plekken(teksten, _dikte(teksten, vak)).to_numpy()[staat] * vak
    breed = teksten.map(tekstbreedte).to_numpy()[staat]
    ver = np.diff(x) >= (breed[1:] + breed[:-1]) / 2 + 2
    hoger = np.abs(np.diff(waarden)) * _HOOGTE / (np.ptp([0, *waarden]) or 1) > stijl.RAND
    return bool(np.all(ver | hoger))


def _staand(
    cijfers: pd.DataFrame, teksten: pd.DataFrame, kleur: Mapping[str, str], ax: Axes | None
) -> tuple[Axes, float, bool]:
    ax = ax or stijl.vel(_HOOGTE)
    (breed, hoogte), waarden = stijl.maat(ax), cijfers.astype(float).fillna(0)
    vak = breed / len(cijfers)
    dik = _dikte(teksten, vak)
    laag, hoog = waarden.to_numpy().min(initial=0), waarden.to_numpy().max(initial=0)
    rand = (hoog - laag or 1) * _LABEL / (hoogte - _LABEL * (1 + (laag < 0)))
    ax.set(xlim=(-0.5, len(cijfers) - 0.5), ylim=(laag - rand * (laag < 0), hoog + rand), yticks=[])
    plekken = _plekken(teksten, dik)
    for naam in cijfers:
        staaf = ax.bar(plekken[naam], waarden[naam], dik * 0.95, **_verf(naam, kleur))
        _label(ax, staaf, teksten[naam])
    stijl.nullijn(ax)
    stijl.namen_onder(ax, list(cijfers.index))
    return ax, 0, False


def _liggend(
    cijfers: pd.DataFrame, teksten: pd.DataFrame, kleur: Mapping[str, str], ax: Axes | None
) -> tuple[Axes, float, bool]:
    regels = [breek(c, _REGELBREEDTE) for c in cijfers.index]
    dik = 22 if len(cijfers.columns) == 1 else 17
    hoog = max(dik * len(cijfers.columns), stijl.RAND * max(map(len, regels))) + 9
    ax = ax or stijl.vel(hoog * len(cijfers))
    links = max(tekstbreedte(t) for r in regels for t in r) + 10
    stijl.ruimte(ax, links)
    waarden, breed = cijfers.astype(float).fillna(0), stijl.maat(ax)[0]
    per, nul = _schaal(waarden, teksten, breed)
    benoemd = len(cijfers.columns) > 1 and bool(cijfers.iloc[0].notna().all() and (waarden.iloc[0] >= 0).all())
    if benoemd:  # the names of the series at the bars of the first category
        met_naam = teksten.apply(lambda kolom: [f"{kolom.iloc[0]} {kolom.name}", *kolom.iloc[1:]])
        benoemd = _schaal(waarden, met_naam, breed)[0] > _KRIMP * per
    if benoemd:
        teksten, (per, nul) = met_naam, _schaal(waarden, met_naam, breed)
    ax.set(xlim=(-nul / per, (breed - nul) / per), ylim=(len(cijfers) - 0.5, -0.5), xticks=[])
    plekken = _plekken(teksten, dik / hoog)
    for naam in cijfers:
        staaf = ax.barh(plekken[naam], waarden[naam], (dik - 2) / hoog, **_verf(naam, kleur))
        _label(ax, staaf, teksten[naam])
    ax.set_yticks(range(len(cijfers)), ["\n".join(r) for r in regels], color=INKT)
    ax.tick_params(axis="y", pad=8)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=INKT, lw=1)
    ax.grid(False)
    return ax, links, benoemd


def _schaal(waarden: pd.DataFrame, teksten: pd.DataFrame, breed: float) -> tuple[float, float]:
    """Points per unit of bars that lie down, and the place of zero, such that every label fits beside its bar."""
    w, label = waarden.to_numpy(), teksten.map(tekstbreedte).to_numpy() + 8
    laagste, links = w.min(initial=0), label[w < 0].max(initial=0)
    passend = (breed - links - label[w > 0]) / (w[w > 0] - laagste)
    per = float(passend.min() if len(passend) else (breed - links) / (-laagste or 1))
    return per, links - laagste * per


def _verf(naam: str, kleur: Mapping[str, str]) -> dict[str, Any]:
    """Fill and edge of the bars of a series; a second one of the same colour is lighter."""
    eerste = next(n for n, k in kleur.items() if k == kleur[naam])
    vlak = kleur[naam] if eerste == naam else LICHT.get(kleur[naam], kleur[naam])
    return {"facecolor": vlak, "edgecolor": kleur[naam], "clip_on": False}


def _label(ax: Axes, staven: Any, teksten: pd.Series) -> None:
    """The values at the ends of bars, a dash in grey; of nothing no bar is drawn."""
    for staaf, label in zip(staven, ax.bar_label(staven, list(teksten), padding=4), strict=True):
        staaf.set_visible(bool(staaf.get_width() and staaf.get_height()))
        label.set(color=GRIJS if label.get_text() == "–" else INKT)
