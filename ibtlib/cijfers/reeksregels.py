"""The columns of the series over perioden, and how a row of them is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ibtlib.basis.frames import Formules, Kolomsoorten
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.uitkomsten import Resultaat, geldend, versies
from ibtlib.gegevens.bronnen import als_kolommen, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.afleidingen import Afleidingen

WAAR: Kolomsoorten = {"bron": "tekst", "vindplaats": "tekst"}
REEKS: Kolomsoorten = {
    "taakstelling": "aantal",
    "taakstelling_oorspronkelijk": "aantal",
    "taakstelling_verlaagd": "aantal",
    "achterstand_begin": "aantal",
    "totaalopgave": "aantal",
    "realisatie": "aantal",
    "achterstand_eind_berekend": "aantal",
    "pct_taakstelling": "getal",
    "pct_totaalopgave": "getal",
    **WAAR,
}
REEKSFORMULES: Formules = {
    "achterstand_eind_berekend": "totaalopgave − realisatie",
    "pct_taakstelling": "realisatie ÷ taakstelling",
    "pct_totaalopgave": "realisatie ÷ totaalopgave",
}
GEMEENTEFORMULES: Formules = {"totaalopgave": "taakstelling + achterstand bij het begin", **REEKSFORMULES}
OP_RIJ: Kolomsoorten = {
    "perioden_met_achterstand": "aantal",
    "perioden_met_achterstand_zeker": "ja_nee",
    "perioden_taakstelling_gemist": "aantal",
    "perioden_taakstelling_gemist_zeker": "ja_nee",
}
OP_RIJ_FORMULES: Formules = {
    "perioden_met_achterstand": "de perioden achter elkaar geteld waarin totaalopgave − realisatie meer dan 0 is",
    "perioden_taakstelling_gemist": "de perioden achter elkaar geteld waarin de realisatie minder dan de taakstelling is",
}
PER_GEMEENTE: Kolomsoorten = {"periode": "periode", "gemeentecode": "tekst", "gemeente": "tekst", **REEKS, **OP_RIJ}
VERSIES: Kolomsoorten = {
    "periode": "periode",
    "versie": "tekst",
    "geldend": "ja_nee",
    "taakstelling": "aantal",
    "achterstand_begin": "aantal",
    "totaalopgave": "aantal",
    "realisatie": "aantal",
    **WAAR,
}


def provincieregel(g: Gegevens, periode: Periode) -> dict[str, Any]:
    """What `reeks` shows of the province in a periode, each version of its taakstelling included."""
    alle = versies(g, periode)
    per_versie = {f"taakstelling_{r.versie}": r.taakstelling for r in alle}
    waar = [(r.bron, r.vindplaats) for r in alle]
    nu = geldend(g, periode)
    if nu and not alle:
        cijfers = g.gemeentecijfers
        waar = list(herkomst(*rijen(cijfers[cijfers["periode"] == str(periode)])))
    return _regel(nu) | per_versie | als_kolommen(waar)


@dataclass(frozen=True)
class _Gemeentecijfers(Afleidingen):
    taakstelling: int | None
    achterstand_begin: int | None
    realisatie: int | None


def gemeenteregel(rij: dict[str, Any]) -> dict[str, Any]:
    """What `reeks` shows of a row of contract 4.2; empty where there is none."""
    cijfers = (rij.get(naam) for naam in ("taakstelling", "achterstand_begin", "realisatie"))
    return _regel(_Gemeentecijfers(*cijfers)) | als_kolommen(herkomst(rij))


def _regel(r: Resultaat | _Gemeentecijfers | None) -> dict[str, Any]:
    """What `reeks` shows of the figures in force; what follows from an unknown figure is unknown."""
    if r is None:
        return {}
    return {
        "taakstelling": r.taakstelling,
        "achterstand_begin": r.achterstand_begin,
        "totaalopgave": r.totaalopgave,
        "realisatie": r.realisatie,
        "achterstand_eind_berekend": r.achterstand_eind,
        "pct_taakstelling": r.pct_taakstelling,
        "pct_totaalopgave": r.pct_totaalopgave,
    }


def tel_op_rij(waar: Sequence[bool | None]) -> list[tuple[int | None, bool]]:
    """Of each place: how many True in a row up to and including it, and whether that is all of them.

    Parameters
    ----------
    waar : sequence of bool or None
        In order of time; None is unknown. What was before the first is unknown too.

    Examples
    --------
    >>> tel_op_rij([True, False, True, True, None, True])
    [(1, False), (0, True), (1, True), (2, True), (None, False), (1, False)]
    """
    uit: list[tuple[int | None, bool]] = []
    n, zeker = 0, False
    for ja in waar:
        n, zeker = (n + 1, zeker) if ja else (0, ja is False)
        uit.append((None if ja is None else n, zeker))
    return uit
