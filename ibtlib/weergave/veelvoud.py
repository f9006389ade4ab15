"""Small multiples: the same little bar for every gebied and every opgave, each opgave on its own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import GRIJS, INKT, LIJN, OPGAVE, REALISATIE, WIT
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import GEEN, hoofdletter
from ibtlib.weergave.frame import controleer_dubbel, tellingen
from ibtlib.weergave.letters import KLEIN, VET, breek, tekstbreedte
from ibtlib.weergave.tabel import LEEG, Kop

Paar = tuple[int | None, int | None]  # what is asked, what is there
Panelen = Mapping[tuple[str, str], pd.DataFrame]

_HOOG = 42  # points of a row: a line of text and a bar
_PANELEN = 4
_ONBEKEND = "onbekend"  # short, beside a bar; the table under the chart says what LEEG says
_DELEN = ("opgave", "gerealiseerd")


@stijl.huisstijl()
def veelvoud(panelen: Panelen) -> Axes:
    """Per gebied a row and per opgave a column: what is there (a bar) of what is asked (a frame that ends in a mark).

    Parameters
    ----------
    panelen : mapping of (opgave, unit) to DataFrame
        One to four columns of little bars, each on its own scale. Their frames have the same index, the gebieden in the
        order of drawing, and two columns of whole numbers: `opgave` and `gerealiseerd`; None is unknown.

    Raises
    ------
    AanvraagFout
        A gebied that is there twice, a number below zero or not whole, nothing to draw.

    Examples
    --------
    >>> opvang = pd.DataFrame({"opgave": [20, None], "gerealiseerd": [15, None]}, ["Soest", "Zeist"])
    >>> huisvesting = pd.DataFrame({"opgave": [None, 8], "gerealiseerd": [None, 9]}, ["Soest", "Zeist"])
    >>> ax = veelvoud({("opvang", "plekken"): opvang, ("huisvesting", "personen"): huisvesting})
    >>> print(stijl.getekend(ax).alt)
    Kleine veelvouden: 2 gebieden en 2 opgaven, elk op de eigen schaal. Opvang, plekken: Soest 15 van 20; Zeist \
onbekend. Huisvesting, personen: Soest onbekend; Zeist 9 van 8.
    """
    if not 1 <= len(panelen) <= _PANELEN:
        raise AanvraagFout(f"Grafiek: {len(panelen)} opgaven naast elkaar kan niet; teken er 1 tot en met {_PANELEN}.")
    namen = [f"{naam}, {deel} ({eenheid})" for naam, eenheid in panelen for deel in _DELEN]
    delen = [frame[list(_DELEN)] for frame in panelen.values()]
    for deel in delen:
        controleer_dubbel([str(gebied) for gebied in deel.index])
    cijfers = tellingen(pd.concat(delen, axis=1).set_axis(namen, axis=1), len(namen)).rename_axis("gebied")
    per_paneel = [
        (
            naam,
            eenheid,
            dict(zip(cijfers.index, zip(cijfers.iloc[:, 2 * i], cijfers.iloc[:, 2 * i + 1], strict=True), strict=True)),
        )
        for i, (naam, eenheid) in enumerate(panelen)
    ]
    telling = f"{len(cijfers)} {'gebied' if len(cijfers) == 1 else 'gebieden'} en {len(panelen)} opgaven"
    zinnen = [f"Kleine veelvouden: {telling}, elk op de eigen schaal.", *(_in_woorden(*p) for p in per_paneel)]
    ax = _teken(list(cijfers.index), per_paneel)
    stijl.noteer(ax, stijl.Getekend(cijfers, [Kop(n, "geheel") for n in cijfers], zinnen, leeg=LEEG))
    return ax


def _tekst(paar: Paar) -> str:
    """What stands above a bar.

    >>> _tekst((20, 15)), _tekst((20, None)), _tekst((None, 15)), _tekst((None, None))
    ('15 van 20', 'opgave 20', '15, zonder opgave', 'onbekend')
    """
    opgave, er = paar
    if opgave is None:
        return _ONBEKEND if er is None else f"{toon(er)}, zonder opgave"
    return f"opgave {toon(opgave)}" if er is None else f"{toon(er)} van {toon(opgave)}"


def _in_woorden(naam: str, eenheid: str, paren: Mapping[str, Paar]) -> str:
    """Every pair where they are few; else how many reach their opgave and who lacks most."""
    begin = f"{hoofdletter(naam)}, {eenheid}:"
    if len(paren) <= 2:
        return f"{begin} {'; '.join(f'{g} {_tekst(paar)}' for g, paar in paren.items())}."
    verschil = {g: er - opgave for g, (opgave, er) in paren.items() if opgave is not None and er is not None}
    if not verschil:
        return f"{begin} {GEEN}."
    delen = [f"{sum(v >= 0 for v in verschil.values())} van de {len(verschil)} halen de opgave"]
    kleinste = min(verschil.values())
    if kleinste < 0:
        waar = opsomming(f"{g} ({_tekst(paren[g])})" for g, v in verschil.items() if v == kleinste)
        delen.append(f"het grootste tekort is bij {waar}")
    zonder = [g for g in paren if g not in verschil]
    if zonder:
        delen.append(f"niet te vergelijken: {opsomming(zonder)}")
    return f"{begin} {'; '.join(delen)}."


def _teken(gebieden: Sequence[str], panelen: Sequence[tuple[str, str, Mapping[str, Paar]]]) -> Axes:
    links = max(tekstbreedte(g, KLEIN, True) for g in gebieden) + 14
    breed = (stijl.BREEDTE - links) / len(panelen)
    koppen = [breek(naam, breed - 14, KLEIN, True) for naam, _, _ in panelen]
    boven = (max(map(len, koppen)) + 1) * stijl.RAND + 6
    ax = stijl.blad(boven + len(gebieden) * _HOOG)
    for nummer, gebied in enumerate(gebieden):
        y = boven + nummer * _HOOG
        ax.plot([0, stijl.BREEDTE], [y, y], color=LIJN, lw=1)
        stijl.schrijf(ax, gebied, (0, y + _HOOG / 2), ha="left", weight=VET)
    for i, ((_, eenheid, paren), kop) in enumerate(zip(panelen, koppen, strict=True)):
        x = links + i * breed
        stijl.schrijf(ax, "\n".join(kop), (x, 0), ha="left", va="top", weight=VET)
        stijl.schrijf(ax, eenheid, (x, len(kop) * stijl.RAND), ha="left", va="top", color=GRIJS)
        hoogste = max((w for paar in paren.values() for w in paar if w is not None), default=0) or 1
        for nummer, gebied in enumerate(gebieden):
            _staafje(ax, x, boven + nummer * _HOOG, (breed - 14) / hoogste, paren[gebied])
    sleutel = [Patch(fc=WIT, ec=OPGAVE, label="opgave"), Patch(fc=REALISATIE, label="gerealiseerd of hard")]
    stijl.sleutel(ax, sleutel, 2)
    return ax


def _staafje(ax: Axes, x: float, y: float, per: float, paar: Paar) -> None:
    """What is there, in a frame as long as what is asked."""
    opgave, er = paar
    stijl.schrijf(ax, _tekst(paar), (x, y + 12), ha="left", color=GRIJS if er is None else INKT)
    if opgave is not None:
        ax.add_patch(Rectangle((x, y + 22), max(opgave * per, 1), 14, fc=WIT, ec=OPGAVE, clip_on=False))
    if er is not None:
        ax.add_patch(Rectangle((x, y + 25.5), max(er * per, 1), 7, fc=REALISATIE, ec=REALISATIE, clip_on=False))
    if opgave is not None:
        ax.plot([x + opgave * per] * 2, [y + 20, y + 38], color=OPGAVE, lw=2, clip_on=False)
    if opgave is not None or er is not None:
        ax.plot([x, x], [y + 20, y + 38], color=GRIJS, lw=1, clip_on=False)
