"""Conversations with gemeenten against what the province aims at: each once per periode, and once per two months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtlib.basis.periode import Periode
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.schema import GESPREKSOORTEN

GESPREK = GESPREKSOORTEN[:2]  # a contact alone is no conversation: for the aim of two months it counts
MAANDEN = 2  # within which the province aims to speak each gemeente


@dataclass(frozen=True)
class Gesproken:
    """What was spoken with one gemeente in a periode up to a day."""

    code: str
    gemeente: str
    # gesprekken, contacten: of the periode up to the day: conversations, and contacts besides
    gesprekken: int
    contacten: int
    laatste: dt.date | None  # last conversation or contact, of an earlier periode too; None is not in the log
    recent: bool  # whether that is at most two months ago
    herkomst: tuple[Herkomst, ...]


def gesproken(g: Gegevens, periode: Periode, dag: dt.date | None = None) -> list[Gesproken]:
    """Every gemeente of a periode with its conversations up to a day (default its end); empty without a log.

    Source: voortgangsrapportage 2023-2, §2.1: each gemeente at least once per periode, aim once per two months.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> lijst = gesproken(laad("voorbeeld"), Periode.lees("2024-2"), dt.date(2024, 10, 1))
    >>> [(x.gemeente, x.gesprekken, x.recent) for x in lijst if x.laatste]  # doctest: +NORMALIZE_WHITESPACE
    [('Aarderveld', 1, False), ('Broekdonk', 1, True), ('Cranenhoek', 1, True), ('Duinwarande', 1, True),
     ('Fazantrode', 0, True)]
    """
    import pandas as pd

    tot = tot_en_met(periode, dag)
    alle = [r for r in rijen(g.tabel("gesprekken")) if r["datum"] <= tot]
    if not alle:
        return []
    grens = (pd.Timestamp(tot) - pd.DateOffset(months=MAANDEN)).date()
    uit = []
    for lid in g.gemeentelijst.op(periode.begin):
        eigen = sorted((r for r in alle if r["gemeentecode"] == lid.code), key=lambda r: r["datum"])
        binnen = [r for r in eigen if r["datum"] >= periode.begin]
        n = sum(r["soort"] in GESPREK for r in binnen)
        laatste = eigen[-1]["datum"] if eigen else None
        uit.append(
            Gesproken(
                lid.code, lid.naam, n, len(binnen) - n, laatste,
                laatste is not None and laatste >= grens, herkomst(*eigen),
            )
        )  # fmt: skip
    return uit


def tot_en_met(periode: Periode, dag: dt.date | None = None) -> dt.date:
    """The day up to which is counted: that of a stand, or the last of the periode.

    >>> tot_en_met(Periode.lees("2024-1")), tot_en_met(Periode.lees("2024-1"), dt.date(2024, 4, 15))
    (datetime.date(2024, 6, 30), datetime.date(2024, 4, 15))
    """
    laatste = periode.peildatum - dt.timedelta(days=1)
    return min(dag or laatste, laatste)
