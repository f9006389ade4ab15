"""A dot plot: two numbers of every row as two dots on one line, so that their difference is what one sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.kleuren import INKT, LIJN, WIT
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import GEEN, vergelijking
from ibtlib.weergave.frame import nagekeken
from ibtlib.weergave.letters import VET, tekstbreedte
from ibtlib.weergave.tabel import Kop

_RIJ = 24  # points that a row is high
_STIP = 10  # points from the middle of a dot to its label


@stijl.huisstijl()
def stippen(
    frame: pd.DataFrame,
    *,
    eenheid: str,
    nadruk: str = "",
    kleuren: Mapping[str, str] | None = None,
    soort: str = "geheel",
    decimalen: int = 0,
    ax: Axes | None = None,
) -> Axes:
    """Two dots per row with their values, the first of them open; the row that asks attention has a bold name.

    Parameters
    ----------
    frame : DataFrame
        A row per category, in the order of drawing; two columns of numbers. Where one is missing only the other stands.
    eenheid : str
        What the numbers count.
    nadruk : str
        The row that asks attention.
    kleuren : mapping of str to str, optional
        Colour of a column; else that of what its name means, or the next of the palette.
    soort, decimalen
        As in `Kop`.
    ax : Axes, optional
        Where to draw; default a new sheet.

    Raises
    ------
    AanvraagFout
        Not two columns, what is no number, nothing to draw.

    Examples
    --------
    >>> frame = pd.DataFrame({"inwoners": [8, 21], "plekken": [9, 20]}, ["Utrecht", "Zuid-Holland"])
    >>> print(stijl.getekend(stippen(frame, eenheid="procent", nadruk="Utrecht")).alt)
    Stippen, procent. Inwoners: 8 bij Utrecht en 21 bij Zuid-Holland. Plekken: 9 bij Utrecht en 20 bij Zuid-Holland.
    """
    cijfers = nagekeken(frame, 2)
    if len(cijfers.columns) != 2:
        raise AanvraagFout(f"Een grafiek van stippen vraagt twee kolommen; het is er {len(cijfers.columns)}.")
    cijfers.index.name = cijfers.index.name or "categorie"
    een, ander = cijfers
    kop, kleur = Kop("", soort, decimalen), stijl.kleur_per_reeks([een, ander], kleuren)
    ax = ax or stijl.vel(_RIJ * len(cijfers))
    getallen = [w for naam in cijfers for w in cijfers[naam] if w is not None]
    breed = max(tekstbreedte(kop.toon(w), vet=True) for w in getallen) + _STIP + 2
    links = max(tekstbreedte(naam, vet=naam == nadruk) for naam in cijfers.index) + 10
    stijl.ruimte(ax, links)
    laag, hoog = float(min(0, *getallen)), float(max(0, *getallen) or 1)
    rek = (hoog - laag) * breed / (stijl.maat(ax)[0] - 2 * breed)  # room for a label at either side
    ax.set(xlim=(laag - rek, hoog + rek), ylim=(len(cijfers) - 0.5, -0.5), yticks=[], xticks=[])
    ax.spines[:].set_visible(False)
    for i, (naam, *paar) in enumerate(cijfers.itertuples()):
        vet = VET if naam == nadruk else 400
        ax.plot(ax.get_xlim(), [i, i], color=LIJN, lw=0.6, zorder=0)
        stijl.schrijf(ax, naam, (0, i), (-links, 0), ax.get_yaxis_transform(), ha="left", weight=vet)
        bekend = sorted((float(w), nr, kop.toon(w)) for nr, w in enumerate(paar) if w is not None)
        ax.plot([x for x, *_ in bekend], [i] * len(bekend), color=INKT, lw=2 if naam == nadruk else 1, zorder=1)
        for (x, nr, tekst), (opzij, kant) in zip(bekend[::-1], ((_STIP, "left"), (-_STIP, "right")), strict=False):
            ax.plot([x], [i], zorder=2 + nr, clip_on=False, **_merk(nr, kleur[(een, ander)[nr]]))
            stijl.schrijf(ax, tekst, (x, i), (opzij, 0), ha=kant, weight=vet, halo=True)
    stijl.kop(ax, eenheid, links)
    merken = [Line2D([], [], label=naam, **_merk(nr, kleur[naam])) for nr, naam in enumerate(cijfers)]
    stijl.sleutel(ax, merken, 2, links)
    leeg = {(n, c) for n in cijfers for c, w in cijfers[n].items() if w is None}
    zinnen = [f"Stippen, {eenheid}.", *vergelijking(cijfers, kop, leeg)]
    koppen = [Kop(naam, soort, decimalen) for naam in cijfers]
    stijl.noteer(ax, stijl.Getekend(cijfers, koppen, zinnen, GEEN))
    return ax


def _merk(nr: int, kleur: str) -> dict[str, Any]:
    """A ring for the first column, a dot for the second: where they meet the dot lies in the ring."""
    maat, vlak = ((11, WIT), (6, kleur))[nr]
    return {"marker": "o", "ls": "none", "ms": maat, "mfc": vlak, "mec": kleur, "mew": 2 if nr == 0 else 1}
