"""How a whole is divided: counts piled on each other, and phases that add up to an opgave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, cycle
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.kleuren import (
    BLAUW,
    GRIJS,
    HARD,
    INKT,
    KLEUR_VAN_TREDE,
    LICHTBLAUW,
    LIJN,
    LILA,
    OPGAVE,
    ORANJE,
    PLAN,
    TEAL,
    TREDEKLEUREN,
    VLAK,
    VOORRAAD,
    WIT,
    letters_op,
)
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import stapel_in_woorden, verloop
from ibtlib.weergave.frame import soort_categorie, tellingen
from ibtlib.weergave.letters import KLEIN, VET, breek, tekstbreedte
from ibtlib.weergave.plaatsing import spreid
from ibtlib.weergave.tabel import Kop

_HOOGTE = 236
_WEINIG = 6  # piles, of which each is put into words
_LAGEN = (BLAUW, LICHTBLAUW, TEAL, LIJN, LILA, VLAK, ORANJE, GRIJS)  # without a meaning

Kleuren = Mapping[str, str | Mapping[str, str]]


@stijl.huisstijl()
def stapels(frame: pd.DataFrame, *, eenheid: str, kleuren: Kleuren | None = None, ax: Axes | None = None) -> Axes:
    """Counts piled on each other, for how a whole is divided; the count stands in its layer, or beside a thin one.

    Parameters
    ----------
    frame : DataFrame
        A row per pile, usually a periode; a column per layer, from the bottom up: whole numbers from zero.
    eenheid : str
        What the numbers count.
    kleuren : mapping of layer to colour, or to a mapping of pile to colour, optional
        A colour of the kader (`geel`) or `#RRGGBB`; without it, layers named `trede 2` get the usual colour of their
        trede and others those of the palette.
    ax : Axes, optional
        Where to draw; default a new sheet.

    Raises
    ------
    AanvraagFout
        A number that is no count, an unknown colour, nothing to draw.

    Examples
    --------
    >>> frame = pd.DataFrame({"trede 1": [11, 17], "trede 2": [13, 9]}, ["2022-1", "2022-2"])
    >>> print(stijl.getekend(stapels(frame, eenheid="gemeenten")).alt)
    Gestapelde staven, gemeenten. 2022-1: 11 op trede 1, 13 op trede 2. 2022-2: 17 op trede 1, 9 op trede 2.
    """
    cijfers = tellingen(frame, len(_LAGEN))
    cijfers.index.name = cijfers.index.name or soort_categorie(list(cijfers.index))
    ax = ax or stijl.vel(_HOOGTE)
    _teken_stapels(ax, cijfers.fillna(0).astype(int), _verf(cijfers, kleuren or {}))
    stijl.kop(ax, eenheid)
    leeg = cijfers.index[cijfers.isna().all(axis=1)]
    for c in leeg:
        stijl.schrijf(ax, "–", (list(cijfers.index).index(c), 0), (0, 9), color=GRIJS)
    if len(leeg):
        stijl.voetnoot(ax)
    zinnen = [f"Gestapelde staven, {eenheid}."]
    if len(cijfers) <= _WEINIG:
        zinnen += [stapel_in_woorden(c, dict(cijfers.loc[c])) for c in cijfers.index]
    else:
        zinnen += [verloop(naam, dict(cijfers[naam]), Kop("", "geheel")) for naam in cijfers]
    stijl.noteer(ax, stijl.Getekend(cijfers, [Kop(n, "geheel") for n in cijfers], zinnen))
    return ax


def _verf(cijfers: pd.DataFrame, kleuren: Kleuren) -> pd.DataFrame:
    """The colour of every layer of every pile."""
    over, verf = cycle(_LAGEN), pd.DataFrame(index=cijfers.index)
    for naam in cijfers:
        trede = re.fullmatch(r"trede ([1-6])", naam)
        gewoon = KLEUR_VAN_TREDE[int(trede[1])] if trede else next(over)
        kleur = kleuren.get(naam, gewoon)
        verf[naam] = [_vlak(kleur if isinstance(kleur, str) else kleur.get(c, gewoon)) for c in cijfers.index]
    return verf


def _vlak(kleur: str) -> str:
    """A colour as `#RRGGBB`, whether it is one of the kader or is so already."""
    if kleur not in TREDEKLEUREN and not re.fullmatch(r"#[0-9A-Fa-f]{6}", kleur):
        raise AanvraagFout(
            f"Grafiek: '{kleur}' is geen kleur; kies uit {opsomming(TREDEKLEUREN, 'of')}, of schrijf #RRGGBB."
        )
    return TREDEKLEUREN[kleur][0] if kleur in TREDEKLEUREN else kleur


def _teken_stapels(ax: Axes, cijfers: pd.DataFrame, verf: pd.DataFrame) -> None:
    """The piles with their counts, and the names of the layers at the height that they have in the last one."""
    namen = {n: breek(n, 140) for n in cijfers}
    stijl.ruimte(ax, 0, 12 + max(tekstbreedte(t) for regels in namen.values() for t in regels))
    (breed, hoogte), meeste = stijl.maat(ax), cijfers.sum(axis=1).max() or 1
    vak, per = breed / len(cijfers), hoogte / meeste
    dik = min(0.66, 84 / vak)
    ax.set(xlim=(-0.5, len(cijfers) - 0.5), ylim=(0, meeste), yticks=[])
    stijl.namen_onder(ax, list(cijfers.index))
    voeten = cijfers.cumsum(axis=1) - cijfers
    middens = (voeten + cijfers / 2) * per
    eenduidig = bool((verf.nunique() == 1).all())  # else a colour does not tell which layer it is
    smal: list[list[tuple[float, str]]] = [[] for _ in cijfers.index]
    for n in cijfers:
        ax.bar(range(len(cijfers)), cijfers[n], dik, voeten[n], color=verf[n], edgecolor=GRIJS, clip_on=False)
        for i, (w, midden, vlak) in enumerate(zip(cijfers[n], middens[n], verf[n], strict=True)):
            tekst = toon(w) if eenduidig else f"{n}: {toon(w)}"
            if w and w * per >= 16 and tekstbreedte(tekst) + 4 <= dik * vak:
                stijl.schrijf(ax, tekst, (i, midden / per), color=letters_op(vlak))
            elif w and tekstbreedte(tekst) + 5 <= vak * (1 - dik):
                smal[i].append((midden, tekst))
    for i, labels in enumerate(smal):  # beside the pile
        hoogten = spreid([midden for midden, _ in labels], [15] * len(labels), 0, hoogte)
        for hoog, (_, tekst) in zip(hoogten, labels, strict=True):
            stijl.schrijf(ax, tekst, (i + dik / 2, hoog / per), (4, 0), ha="left")
    hoogten = spreid(list(middens.iloc[-1]), [len(r) * stijl.RAND + 8 for r in namen.values()], 0, hoogte)
    for vlak, regels, hoog in zip(verf.iloc[-1], namen.values(), hoogten, strict=True):
        hoe: dict[str, Any] = {"ha": "left", "color": letters_op(vlak), "bbox": {"fc": vlak, "ec": GRIJS, "pad": 2}}
        stijl.schrijf(ax, "\n".join(regels), (1, hoog / hoogte), (6, 0), "axes fraction", **hoe)


@stijl.huisstijl()
def dekkingsstaaf(
    frame: pd.DataFrame,
    *,
    opgave: int,
    eenheid: str = "plekken",
    telt_mee: tuple[int, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How far the capacity of the phases covers the opgave (Spreidingswet): one bar, and a step down for every phase.

    Parameters
    ----------
    frame : DataFrame
        As `ibt.dekking(g).plekken()` gives it: a row per phase, from certain to less certain, with its places `laag` and
        `hoog`. From the first phase on that is a range all is one: what may come on top of low is hatched.
    opgave : int
        Places asked; the labelled line.
    eenheid : str
        What is counted.
    telt_mee : (number, text), optional
        How many of them count, as a bar within the bar (a bullet chart), and what it means.
    ax : Axes, optional
        Where to draw; default a new sheet.

    Raises
    ------
    AanvraagFout
        A phase that is there twice or is no count, a range from high to low, no opgave.

    Examples
    --------
    >>> frame = pd.DataFrame({"laag": [3523, 575, 3378], "hoog": [3523, 575, 3983]}, ["hard", "plan", "voorraad"])
    >>> print(stijl.getekend(dekkingsstaaf(frame, opgave=8207)).alt)
    Gestapelde staaf, plekken. Opgeteld: hard 3.523, samen 42,9% van de opgave; \
plan 575, samen 49,9%; voorraad ten minste 3.378, samen 91,1%; \
voorraad ten hoogste 3.983, samen 98,5%. De opgave is 8.207.
    """
    cijfers = tellingen(frame[["laag", "hoog"]], 2) if len(frame) else frame
    if opgave <= 0 or not len(cijfers):
        raise AanvraagFout(
            f"Grafiek: een dekking vraagt een opgave boven 0 (er staat {opgave}) en ten minste één fase."
        )
    if cijfers.isna().any(axis=None) or (cijfers["laag"] > cijfers["hoog"]).any():
        raise AanvraagFout("Grafiek: elke fase telt plaatsen, en een bereik loopt van laag naar hoog.")
    vast = (cijfers["laag"] == cijfers["hoog"]).cummin()
    fasen = [(naam, n, n) for naam, n in cijfers.loc[vast, "laag"].items()]
    if not vast.all():
        naam = opsomming(cijfers.index[~vast])
        laag, hoog = (int(cijfers.loc[~vast, kolom].sum()) for kolom in ("laag", "hoog"))
        fasen += [(f"{naam} ten minste", laag, laag), (f"{naam} ten hoogste", hoog, hoog - laag)]
    samen = list(accumulate(meer for _, _, meer in fasen))
    rijen = [(str(n), int(w), s, Fraction(100 * s, opgave)) for (n, w, _), s in zip(fasen, samen, strict=True)]
    ax = ax or stijl.vel(44)
    _teken_dekking(ax, rijen, opgave, not vast.all())
    telt_mee = telt_mee if telt_mee and telt_mee[0] else None
    if telt_mee:
        _teken_telt_mee(ax, telt_mee[0], f"{telt_mee[1]}: {toon(telt_mee[0])}")
    stijl.kop(ax, f"{eenheid}, opgeteld; percentages van de opgave", hoog=56 if telt_mee else 36)
    delen = [f"{n} {toon(w)}, samen {toon_procent(d, 1)}" for n, w, _, d in rijen]
    delen[0] += " van de opgave"
    zinnen = [f"Gestapelde staaf, {eenheid}.", f"Opgeteld: {'; '.join(delen)}."]
    getekend = stijl.Getekend(cijfers.rename_axis("fase"), [Kop(n, "geheel") for n in cijfers], zinnen)
    wat = stijl.noteer(ax, getekend)
    wat.zeg(f"De opgave is {toon(opgave)}.")
    if telt_mee:
        wat.zeg(f"Balk in de staaf: {telt_mee[1]}: {toon(telt_mee[0])}.")
    return ax


def _teken_dekking(ax: Axes, rijen: Sequence[tuple[str, int, int, Fraction]], opgave: int, met_bereik: bool) -> None:
    breed = stijl.maat(ax)[0]
    per = (breed - 3) / max(opgave, rijen[-1][2])
    ax.set(xlim=(0, breed / per), ylim=(-0.5, 0.5))
    ax.axis("off")
    begin = 0
    kleuren = [HARD, PLAN, *[VOORRAAD] * len(rijen)][: len(rijen) - 2 * met_bereik] + [
        VOORRAAD,
        WIT,
    ] * met_bereik
    for i, ((naam, waarde, samen, deel), kleur) in enumerate(zip(rijen, kleuren, strict=True)):
        mogelijk, erbij = kleur == WIT, samen - begin
        if erbij:
            rand, arcering = HARD if kleur in (WIT, VOORRAAD) else kleur, "///" if mogelijk else ""
            ax.barh(0, erbij - 2 / per, 1, begin, fc=kleur, ec=rand, hatch=arcering, clip_on=False)
        if not mogelijk and tekstbreedte(toon(erbij)) + 8 <= erbij * per:
            stijl.schrijf(ax, toon(erbij), (begin + erbij / 2, 0), color=letters_op(kleur))
        begin = samen
        voet = -20 - 23 * i  # below the bar
        ax.plot([samen] * 2, [-0.54, -0.5 + (voet - 7) / stijl.maat(ax)[1]], color=GRIJS, lw=1, clip_on=False)
        voor = "" if i == 0 else "of " if mogelijk else "+ "
        _stap(ax, samen * per, voet, f"{voor}{naam} {toon(waarde)}:{' samen' if i else ''}", toon_procent(deel, 1))
    for kleur, dik, hoog in ((WIT, 7, 0.52), (OPGAVE, 3, 0.7)):
        ax.plot([opgave] * 2, [-hoog, hoog], color=kleur, lw=dik, clip_on=False, solid_capstyle="butt")
    naam = f"opgave {toon(opgave)}"
    half = tekstbreedte(naam, KLEIN, True) / 2
    midden = min(max(opgave * per, half), breed - half)
    stijl.schrijf(ax, naam, (midden / per, 0.7), (0, 10), color=OPGAVE, weight=VET)


def _teken_telt_mee(ax: Axes, aantal: int, tekst: str) -> None:
    """A dark bar within the bar, with a mark where it ends and what it counts above that."""
    ax.barh(-0.34, aantal, 0.18, color=INKT, ec=WIT, lw=1, clip_on=False, zorder=4)
    ax.plot([aantal] * 2, [-0.43, 0.75], color=INKT, lw=1, clip_on=False, zorder=4)
    per, half = stijl.maat(ax)[0] / ax.get_xlim()[1], tekstbreedte(tekst) / 2
    midden = max(aantal * per, half)
    stijl.schrijf(ax, tekst, (midden / per, 0.75), (0, 9), halo=True)


def _stap(ax: Axes, x: float, y: float, tekst: str, deel: str) -> None:
    """Where the sum stands after a phase, left of its line if it fits there; the percentage in bold."""
    breed, vet = stijl.maat(ax)[0], tekstbreedte(deel, KLEIN, True)
    lang = tekstbreedte(tekst) + 4 + vet
    links = x - 6 - lang if x - 6 >= lang else max(0.0, min(x + 6, breed - lang))
    stijl.schrijf(ax, tekst, (0, 0), (links, y), "axes fraction", ha="left", halo=True)
    stijl.schrijf(ax, deel, (0, 0), (links + lang, y), "axes fraction", ha="right", weight=VET, halo=True)
