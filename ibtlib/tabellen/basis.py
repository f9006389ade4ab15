"""What all tables share: the mark FICTIEF, the sources under a table, the columns of a trede."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ibtlib.correcties import nummers
from ibtlib.gegevens import Gegevens
from ibtlib.invoer import rijen
from ibtlib.periode import Periode
from ibtlib.weergave import Cel, Kolom, Tabel

Herkomst = tuple[str, str]  # id in bronnen.csv, vindplaats


def tabel(
    g: Gegevens,
    naam: str,
    bijschrift: str,
    kolommen: Iterable[Kolom],
    rijen: Iterable[Iterable[Cel]],
    herkomst: Iterable[Herkomst] = (),
    **rest: Any,
) -> Tabel:
    """A `Tabel` of this province: its sources, a note on every corrected row in it, and FICTIEF in the caption."""
    herkomst = list(herkomst)
    rest["opmerkingen"] = (*rest.get("opmerkingen", ()), *correctienoten(g, herkomst))
    if g.fictief:
        bijschrift = f"FICTIEF: {bijschrift}"
    return Tabel(
        naam,
        bijschrift,
        tuple(kolommen),
        tuple(tuple(rij) for rij in rijen),
        bron=bronvermelding(g, herkomst),
        **rest,
    )


def correctienoten(g: Gegevens, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """What was corrected in the rows that a table or chart shows; a row carries the mark in its vindplaats."""
    getoond = nummers(vindplaats for _, vindplaats in herkomst)
    return tuple(c.tekst for c in g.correcties if c.nummer in getoond) if getoond else ()


def herkomst_wettelijk(g: Gegevens, perioden: Iterable[str]) -> list[Herkomst]:
    """Sources of what the law makes of the taakstelling: the national figures and the inhabitants."""
    namen = set(perioden)
    datums = {Periode.lees(p).bevolkingsdatum for p in namen}
    taakstellingen = [
        r for r in rijen(g.landelijk("taakstelling")) if r["periode"] in namen and r["versie"] == "oorspronkelijk"
    ]
    inwoners = [r for r in rijen(g.landelijk("inwoners")) if r["datum"] in datums and r["gebiedscode"] == "NL01"]
    return [(r["bron"], r["vindplaats"]) for r in (*taakstellingen, *inwoners)]


def bronvermelding(g: Gegevens, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """Sources as a reader cites them, each once, with all places in it."""
    plekken: dict[str, dict[str, None]] = {}
    for id_, vindplaats in herkomst:
        if id_:
            plekken.setdefault(id_, {})[vindplaats] = None
    return tuple(f"{g.bronnen[id_].kort} ({'; '.join(waar)})" for id_, waar in plekken.items())


def trede_tekst(trede: int | None, leeg: str = "niet gepubliceerd") -> str:
    """As the reports write it.

    >>> trede_tekst(2), trede_tekst(None)
    ('trede 2', 'niet gepubliceerd')
    """
    return leeg if trede is None else f"trede {trede}"


def tredeklassen(treden: dict[tuple[int, int], int | None]) -> dict[tuple[int, int], str]:
    """CSS class per cell that shows a trede; the cell says the trede in words as well."""
    return {plek: f"trede-{trede}" for plek, trede in treden.items() if trede is not None}
