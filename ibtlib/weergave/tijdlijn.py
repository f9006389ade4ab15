"""A timeline: what comes when, a row per step, with the day from which it is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.kleuren import BLAUW, GRIJS, LIJN, ORANJE, WIT
from ibtlib.basis.periode import datum_voluit
from ibtlib.weergave import stijl
from ibtlib.weergave.letters import VET, breek, tekstbreedte
from ibtlib.weergave.tabel import Kop

_NAAM = 190  # points for the names of the steps
_REGEL = 9  # points between the rows


@dataclass(frozen=True)
class Moment:
    """One step on a timeline.

    Parameters
    ----------
    naam : str
        What comes.
    tekst : str
        When, as a reader says it.
    van, tot : date
        The first and the last day that it can be: the same where a day is known.
    uiterlijk : bool
        It is a deadline: it may come before.
    """

    naam: str
    tekst: str
    van: dt.date
    tot: dt.date
    uiterlijk: bool = False


@stijl.huisstijl()
def tijdlijn(momenten: Sequence[Moment], *, nu: dt.date, nu_tekst: str) -> Axes:
    """Steps below each other on an axis of years, each with its date in words.

    A day is a dot; a month or a year of which the day is not known is a bar as long; a deadline is open and has an arrow
    towards it, because it may come before.

    Parameters
    ----------
    momenten : sequence of Moment
        In the order of drawing.
    nu : date
        The day from which it is seen: a line across.
    nu_tekst : str
        What that day is.

    Raises
    ------
    AanvraagFout
        Without a step, or one that ends before it begins.

    Examples
    --------
    >>> dag = dt.date(2025, 7, 1)
    >>> ax = tijdlijn([Moment("eerste peilmoment", "1 juli 2025", dag, dag)], nu=dt.date(2024, 1, 1), nu_tekst="peildatum")
    >>> print(stijl.getekend(ax).alt)
    Tijdlijn, gezien vanaf peildatum 1 januari 2024. Daarna: eerste peilmoment (1 juli 2025).
    """
    if not momenten:
        raise AanvraagFout("Een tijdlijn vraagt ten minste één stap.")
    if fout := next((m for m in momenten if m.tot < m.van), None):
        raise AanvraagFout(f"Tijdlijn: '{fout.naam}' eindigt ({datum_voluit(fout.tot)}) voor het begint.")
    namen = [breek(m.naam, _NAAM) for m in momenten]
    hoogten = [len(regels) * stijl.RAND + _REGEL for regels in namen]
    ax = stijl.vel(sum(hoogten))
    links = max(tekstbreedte(regel) for regels in namen for regel in regels) + 12
    rechts = max(tekstbreedte(m.tekst) for m in momenten) + 10
    stijl.ruimte(ax, links, 0)
    eerste, laatste = min(nu, *(m.van for m in momenten)), max(nu, *(m.tot for m in momenten))
    van, tot = dt.date(eerste.year, 1, 1).toordinal(), laatste.toordinal() + 1
    per = (stijl.maat(ax)[0] - rechts) / (tot - van)
    ax.set(xlim=(van - 8 / per, van + stijl.maat(ax)[0] / per - 8 / per), ylim=(sum(hoogten), 0), yticks=[])
    jaren = [dt.date(jaar, 1, 1) for jaar in range(eerste.year, laatste.year + 1)]
    ax.set_xticks([d.toordinal() for d in jaren], [str(d.year) for d in jaren])
    ax.grid(True, axis="x")
    ax.spines["left"].set_visible(False)
    y = 0.0
    for m, regels, hoog in zip(momenten, namen, hoogten, strict=True):
        _teken(ax, m, y + hoog / 2, per, voorbij=m.tot < nu)
        stijl.schrijf(ax, "\n".join(regels), (0, y + hoog / 2), (-links, 0), ax.get_yaxis_transform(), ha="left")
        y += hoog
    ax.plot([nu.toordinal()] * 2, [0, y], "--", color=ORANJE, lw=1.3, zorder=1, clip_on=False)
    stijl.schrijf(
        ax, f"{nu_tekst} {datum_voluit(nu)}", (nu.toordinal(), 0), (0, 9), ha="left", color=ORANJE, weight=VET
    )
    cijfers = pd.DataFrame({"jaar": [m.tot.year for m in momenten]}, [m.naam for m in momenten], dtype=object)
    stijl.noteer(
        ax, stijl.Getekend(cijfers.rename_axis("stap"), [Kop("jaar", "geheel")], _zinnen(momenten, nu, nu_tekst))
    )
    return ax


def _teken(ax: Axes, m: Moment, y: float, per: float, voorbij: bool) -> None:
    kleur = GRIJS if voorbij else BLAUW
    van, tot = m.van.toordinal(), m.tot.toordinal()
    if m.uiterlijk:
        ax.annotate("", (tot, y), (tot - 26 / per, y), arrowprops={"arrowstyle": "->", "color": kleur, "lw": 1.3})
    if m.van < m.tot:
        ax.plot([van, tot], [y, y], color=LIJN, lw=7, solid_capstyle="butt", zorder=0)
    ax.plot([tot], [y], "o", ms=8, mfc=WIT if m.uiterlijk else kleur, mec=kleur, mew=2, zorder=3)
    stijl.schrijf(ax, m.tekst, (tot, y), (9, 0), ha="left", color=kleur, halo=True)


def _zinnen(momenten: Sequence[Moment], nu: dt.date, nu_tekst: str) -> list[str]:
    zinnen = [f"Tijdlijn, gezien vanaf {nu_tekst} {datum_voluit(nu)}."]
    for woord, waar in (("Daarvoor", True), ("Daarna", False)):
        delen = [f"{m.naam} ({m.tekst})" for m in momenten if (m.tot < nu) == waar]
        zinnen += [f"{woord}: {'; '.join(delen)}."] if delen else []
    return zinnen
