"""Figuur: a chart with its alternative text, and its numbers as a table; and how an Axes becomes one (`figuur`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave, bronregel, controleer_naam
from ibtlib.weergave.beschrijving import FICTIEF, GEEN
from ibtlib.weergave.blokken import Blok
from ibtlib.weergave.tabel import Tabel

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ibtlib.weergave.herkomst import Kenner


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
    bron_elders : bool
        Its sources stand elsewhere on the page, once for all.
    toelichting : str
        What the abbreviations in the drawing mean, under it.
    """

    naam: str
    bijschrift: str
    svg: str
    alt: str
    cijfers: Tabel
    getallen_staan_erin: bool = False
    ondertitel: str = ""
    bron_elders: bool = False
    toelichting: str = ""

    def __post_init__(self) -> None:
        controleer_naam(self.naam, "figuur")

    def als_blokken(self) -> list[Blok]:
        bron = self.cijfers.bron
        voet = [blokken.alinea(bronregel(bron), klasse="bron")] if bron and not self.bron_elders else []
        voet = [*([blokken.alinea(self.toelichting, klasse="opmerking")] if self.toelichting else []), *voet]
        cijfers = [] if self.getallen_staan_erin else replace(self.cijfers, bron=()).als_blokken()
        blok = blokken.figuur(
            f"figuur-{self.naam}", self.bijschrift, self.svg, self.alt, voet, cijfers, ondertitel=self.ondertitel
        )
        return [{**blok, "naam": self.naam, "csv": self.cijfers.naam}]

    def _plat(self) -> str:
        return f"{self.bijschrift}\n{self.alt}"


def figuur(
    ax: Axes | Any,
    bijschrift: str,
    *,
    cijfers: pd.DataFrame | pd.Series | Tabel | None = None,
    ondertitel: str = "",
    naam: str = "",
    g: Kenner | Iterable[Kenner] | None = None,
    bron: str | Sequence[str] = (),
    formules: str | Mapping[str, str] = "",
    opmerkingen: Sequence[str] = (),
    fictief: bool | None = None,
    getallen_staan_erin: bool = False,
) -> Figuur:
    """A chart as a figure that can be published: its drawing, what it shows in words, and its numbers.

    Parameters
    ----------
    ax : Axes
        Drawn by a function of the house (`lijnen`, `staven`, …), with whatever was added to it, or by matplotlib or
        seaborn alone; also a Figure or a grid of seaborn.
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    cijfers : DataFrame, Series or Tabel, optional
        What was drawn; needed when not all of it was drawn by a function of the house. Its types say how numbers are
        written, its columns `bron`, `vindplaats`, `formule` and `aanname` where they come from: see `ibt.tabel`.
    ondertitel : str, optional
        What is drawn, when the caption says the message of it.
    naam : str, optional
        Anchor: lower case, hyphens; default from the caption.
    g, bron, formules
        As in `ibt.tabel`, when `cijfers` is no Tabel.
    opmerkingen : sequence of str
        What no number tells: in its words, and under the table of numbers.
    fictief : bool, optional
        The numbers are invented: drawing and words say FICTIEF. Default what the province says.
    getallen_staan_erin : bool
        Every number is written in the drawing and in its words: no table under it.

    Raises
    ------
    AanvraagFout
        A name that can be none, nothing that says what was drawn, or nobody knows whether it is invented.

    Examples
    --------
    >>> import pandas as pd
    >>> from ibtlib.gegevens.gegevens import laad
    >>> from ibtlib.weergave.staven import staven
    >>> frame = pd.DataFrame({"achterstand": [422, -150]}, ["2022-2", "2023-1"])
    >>> f = figuur(staven(frame, eenheid="personen"), "Achterstand aan het begin", g=laad("utrecht"))
    >>> print(f.alt)
    Staafdiagram, personen. Achterstand: 422 in 2022-2 en −150 in 2023-1.
    >>> f.cijfers.rijen
    (('2022-2', 422), ('2023-1', -150))
    """
    from ibtlib.weergave import eigen
    from ibtlib.weergave.grafiekwoorden import zinnen
    from ibtlib.weergave.herkomst import Zonder, kenner
    from ibtlib.weergave.stijl import getekend, in_het_nederlands, sluit

    naam = naam or eigen.naam_van(bijschrift)
    controleer_naam(naam, "figuur")
    ax = _as(ax)
    wat = getekend(ax)
    if cijfers is None and wat is None:
        raise AanvraagFout(
            f"Figuur {naam}: geef cijfers=<de DataFrame die is getekend>; daaruit komen de woorden en de tabel."
        )
    if isinstance(cijfers, Tabel) and wat is None:
        cijfers = cijfers.frame
    wie = kenner(g) if fictief is None or g is not None else Zonder({})
    merk = [FICTIEF] if fictief else []
    fictief = wie.fictief if fictief is None else fictief
    woorden = wat.alt if wat else ""
    if not isinstance(cijfers, Tabel):
        frame = wat.frame.rename_axis(wat.frame.index.name or "naam") if cijfers is None and wat else cijfers
        koppen = {kop.naam: kop for kop in wat.koppen} if wat else {}
        if cijfers is not None:
            woorden = " ".join(zinnen(ax, cijfers, koppen, woorden))
        woorden = " ".join([woorden, *opmerkingen])
        cijfers = eigen.maak(
            frame,
            ondertitel or bijschrift,
            f"{naam}-cijfers",
            wie,
            bron=bron,
            formules=formules,
            opmerkingen=(*merk, *(wat.opmerkingen if wat else []), *opmerkingen),
            leeg=wat.leeg if wat else GEEN,
            getekend=koppen,
        )
    fig = ax.get_figure(root=True)
    assert fig is not None
    if wat is None:
        in_het_nederlands(fig)
    svg = _svg(fig, naam, fictief)
    sluit(fig)
    if fictief:  # also in the caption: on a small screen that in the drawing is out of sight
        bijschrift = f"FICTIEF: {bijschrift}"
    alt = f"{FICTIEF} {woorden}" if fictief else woorden
    return Figuur(naam, bijschrift, svg, alt, cijfers, getallen_staan_erin, ondertitel)


def _as(ax: Any) -> Axes:
    """The first axes of what was drawn."""
    from matplotlib.axes import Axes

    if isinstance(ax, Axes):
        return ax
    alle = getattr(getattr(ax, "figure", ax), "axes", None) or list(getattr(ax, "flat", ()))
    if not alle or not isinstance(alle[0], Axes):
        raise AanvraagFout(
            f"Een figuur wordt gemaakt van een grafiek (Axes) van matplotlib of seaborn; dit is {type(ax).__name__}. "
            'Bijvoorbeeld: ax = frame.plot(), en dan ibt.figuur(ax, "bijschrift", cijfers=frame).'
        )
    return alle[0]


def _svg(fig: Figure, naam: str, fictief: bool) -> str:
    """The drawing, with FICTIEF at the top right of what is invented."""
    from ibtlib.weergave.letters import VET
    from ibtlib.weergave.stijl import huisstijl
    from ibtlib.weergave.svg import als_svg

    with huisstijl():
        if not fictief:
            return als_svg(fig, naam)
        boven = fig.get_tightbbox().y1 / fig.get_figheight()
        merk = fig.text(1, boven, "FICTIEF", ha="right", va="bottom", weight=VET)
        try:
            return als_svg(fig, naam)
        finally:
            merk.remove()
