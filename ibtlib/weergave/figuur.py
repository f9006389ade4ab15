"""Figuur: a chart with its alternative text, and its numbers as a table; and how an Axes becomes one (`figuur`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave, bronregel, controleer_naam
from ibtlib.weergave.beschrijving import FICTIEF, vergelijking
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.tabel import Kop, Rij, Tabel

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from ibtlib.weergave.stijl import Getekend


@dataclass(frozen=True)
class Figuur(Weergave):
    """A chart with its alternative text and its numbers as a table.

    Parameters
    ----------
    naam : str
        Anchor: lower case, hyphens.
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    svg : str
        The drawing, cleaned, with ids that start with the name.
    alt : str
        What the drawing shows, computed from the numbers that it draws.
    cijfers : Tabel
        The same numbers as a table.
    getallen_staan_erin : bool
        Every number is written in the drawing and in the alternative text: no table under it.
    ondertitel : str
        What is drawn, when the caption says the message of it.
    """

    naam: str
    bijschrift: str
    svg: str
    alt: str
    cijfers: Tabel
    getallen_staan_erin: bool = False
    ondertitel: str = ""

    def __post_init__(self) -> None:
        controleer_naam(self.naam, "figuur")

    def als_blokken(self) -> list[Blok]:
        bron = self.cijfers.bron
        voet = [blokken.alinea(bronregel(bron), klasse="bron")] if bron else []
        cijfers = [] if self.getallen_staan_erin else replace(self.cijfers, bron=()).als_blokken()
        return [
            blokken.figuur(
                f"figuur-{self.naam}", self.bijschrift, self.svg, self.alt, voet, cijfers, ondertitel=self.ondertitel
            )
        ]

    def _plat(self) -> str:
        return f"{self.bijschrift}\n{self.alt}"


def figuur(
    ax: Axes,
    bijschrift: str,
    *,
    naam: str,
    cijfers: pd.DataFrame | Tabel | None = None,
    bron: Sequence[str] = (),
    fictief: bool = False,
    getallen_staan_erin: bool = False,
) -> Figuur:
    """A chart as a figure that can be published: its drawing, what it shows in words, and its numbers.

    Parameters
    ----------
    ax : Axes
        Drawn by a function of `weergave` (`lijnen`, `staven`, …), with whatever was added to it, or by matplotlib or
        seaborn alone.
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    naam : str
        Anchor: lower case, hyphens.
    cijfers : DataFrame or Tabel, optional
        What was drawn; needed when not all of it was drawn by a function of `weergave`. A Tabel, as `kolom.tabel` makes
        one, says with each number where it comes from.
    bron : sequence of str
        Sources, when `cijfers` is no Tabel.
    fictief : bool
        The numbers are invented: drawing and words say FICTIEF.
    getallen_staan_erin : bool
        Every number is written in the drawing and in its words: no table under it.

    Raises
    ------
    AanvraagFout
        A name that can be none, or nothing that says what was drawn.

    Examples
    --------
    >>> import pandas as pd
    >>> from ibtlib.weergave.staven import staven
    >>> frame = pd.DataFrame({"achterstand": [422, -150]}, ["2022-2", "2023-1"])
    >>> f = figuur(staven(frame, eenheid="personen"), "Achterstand aan het begin", naam="achterstand")
    >>> print(f.alt)
    Staafdiagram, personen. Achterstand: 422 in 2022-2 en −150 in 2023-1.
    >>> f.cijfers.rijen
    (('2022-2', 422), ('2023-1', -150))
    """
    from ibtlib.weergave.stijl import getekend

    controleer_naam(naam, "figuur")
    wat = getekend(ax)
    if cijfers is not None and not isinstance(cijfers, Tabel):
        wat = _aangevuld(ax, wat, cijfers)
    if wat is None:
        raise AanvraagFout(
            f"Figuur {naam}: geef cijfers=<de DataFrame die is getekend>; daaruit komen de woorden en de tabel."
        )
    merk = [FICTIEF] if fictief else []
    if not isinstance(cijfers, Tabel):
        koppen = (Kop(str(wat.frame.index.name or "")), *wat.koppen)
        rijen = tuple(Rij.van((str(plaats), *rij)) for plaats, *rij in wat.frame.itertuples())
        noten = (*merk, *wat.opmerkingen)
        cijfers = Tabel(f"{naam}-cijfers", bijschrift, koppen, rijen, tuple(bron), noten, leeg=wat.leeg)
    return Figuur(naam, bijschrift, _svg(ax, naam, fictief), " ".join([*merk, wat.alt]), cijfers, getallen_staan_erin)


def _aangevuld(ax: Axes, wat: Getekend | None, frame: pd.DataFrame) -> Getekend:
    """What a function of `weergave` drew, if one did, with what somebody drew besides: the columns that it has not."""
    from ibtlib.weergave.frame import nagekeken
    from ibtlib.weergave.stijl import Getekend

    exact = nagekeken(frame, len(frame.columns))
    koppen = {kop.naam: kop for kop in wat.koppen} if wat else {}
    erbij = exact[[naam for naam in exact if naam not in koppen]]
    for naam in erbij:
        heel = all(w is None or isinstance(w, int) for w in erbij[naam])
        koppen[naam] = Kop(naam, "geheel" if heel else "breuk", 0 if heel else 1)
    leeg = {(naam, plaats) for naam in erbij for plaats, w in erbij[naam].items() if w is None}
    soort = "Lijndiagram" if ax.lines else "Staafdiagram" if ax.containers else "Grafiek"
    zinnen = list(wat.zinnen) if wat else [f"{soort}."]
    for naam in erbij:
        zinnen += vergelijking(erbij[[naam]], koppen[naam], leeg)
    return Getekend(exact, [koppen[naam] for naam in exact], zinnen, opmerkingen=list(wat.opmerkingen) if wat else [])


def _svg(ax: Axes, naam: str, fictief: bool) -> str:
    """The drawing, with FICTIEF at the top right of what is invented."""
    from ibtlib.weergave.letters import VET
    from ibtlib.weergave.stijl import huisstijl
    from ibtlib.weergave.svg import als_svg

    fig = ax.get_figure(root=True)
    assert fig is not None
    with huisstijl():
        if not fictief:
            return als_svg(fig, naam)
        boven = fig.get_tightbbox().y1 / fig.get_figheight()
        merk = fig.text(1, boven, "FICTIEF", ha="right", va="bottom", weight=VET)
        try:
            return als_svg(fig, naam)
        finally:
            merk.remove()
