"""The columns of the series over perioden, and how a row of them is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ibtlib.basis.frames import TREDEN, WAAR, Formules, Kolomsoorten
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.uitkomsten import SOM, Gemeenteregel, Resultaat, bekende, herkomst_geldend, unieke_standen, versies
from ibtlib.gegevens.bronnen import als_kolommen, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen_van
from ibtlib.kader import opgave

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

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
STANDEN: Kolomsoorten = {"peildatum": "datum", "achterstand": "aantal", **WAAR}
BRUTO_NETTO: Kolomsoorten = {
    "bruto": "aantal",
    "voorsprong": "aantal",
    "netto": "aantal",
    "gepubliceerd": "aantal",
    "bekend": "aantal",
    "gemeenten": "aantal",
}
BRUTO_NETTO_FORMULES: Formules = {
    "bruto": "de achterstanden van gemeenten opgeteld",
    "voorsprong": "de voorsprongen van gemeenten opgeteld",
    "netto": "bruto − voorsprong",
    "gepubliceerd": "totaalopgave − realisatie, van de provincie",
}
LADDER: Kolomsoorten = {**dict.fromkeys(TREDEN, "aantal"), "herkomst": "tekst", **WAAR}


def provincieregel(g: Gegevens, periode: Periode) -> dict[str, Any]:
    """What `reeks` shows of the province in a periode, each version of its taakstelling included."""
    alle = bekende(g, periode)
    per_versie = {f"taakstelling_{r.versie}": r.taakstelling for r in alle if r.versie != SOM}
    waar = [h for r in alle for h in herkomst_geldend(g, r)]
    return _regel(alle[-1] if alle else None) | per_versie | als_kolommen(waar)


def gemeenteregel(rij: dict[str, Any]) -> dict[str, Any]:
    """What `reeks` shows of a row of figures per gemeente; empty where there is none."""
    return _regel(Gemeenteregel(rij)) | als_kolommen(herkomst(rij))


def _regel(r: Resultaat | Gemeenteregel | None) -> dict[str, Any]:
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


def op_rij_regels(reeks: pd.DataFrame) -> list[dict[str, Any]]:
    """What `op_rij` counts in the exact series of a province or gemeente, per periode."""
    feiten = {
        "perioden_met_achterstand": [None if e is None else e > 0 for e in reeks["achterstand_eind_berekend"]],
        "perioden_taakstelling_gemist": [
            None if t is None or r is None else opgave.tekort(t, r) > 0
            for t, r in zip(reeks["taakstelling"], reeks["realisatie"], strict=True)
        ],
    }
    regels: list[dict[str, Any]] = [{} for _ in range(len(reeks))]
    for naam, waar in feiten.items():
        for regel, (n, zeker) in zip(regels, tel_op_rij(waar), strict=True):
            regel |= {naam: n, f"{naam}_zeker": zeker}
    return regels


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


def bruto_netto(eind: Iterable[int | None]) -> dict[str, Any]:
    """What closing positions add up to, and of how many gebieden one is known; no sum when of none."""
    bekend = [e for e in eind if e is not None]
    bruto, voorsprong = sum(e for e in bekend if e > 0), -sum(e for e in bekend if e < 0)
    opgeteld = {"bruto": bruto, "voorsprong": voorsprong, "netto": bruto - voorsprong} if bekend else {}
    return opgeteld | {"bekend": len(bekend)}


def versieregels(g: Gegevens, periode: Periode) -> list[dict[str, Any]]:
    """Every published version of a periode, the one in force last."""
    alle = versies(g, periode)
    feiten = [naam for naam in VERSIES if naam not in ("periode", "geldend")]
    return [
        {"periode": str(periode), "geldend": r is alle[-1]} | {naam: getattr(r, naam) for naam in feiten} for r in alle
    ]


def standregels(g: Gegevens, peildatum: dt.date) -> list[dict[str, Any]]:
    """Each distinct position that was published of a peildatum, with where it stands first."""
    return [
        {"peildatum": peildatum} | {naam: getattr(stand, naam) for naam in ("achterstand", *WAAR)}
        for stand in unieke_standen(g, peildatum)
    ]


def trederegels(g: Gegevens, perioden: Iterable[Periode]) -> list[dict[Any, Any]]:
    """How many gemeenten stand on each trede: of the treden per gemeente, else of the counts that were published.

    On a trede that no count names stands nobody, when those that are named hold all gemeenten; else it is not known.
    """
    beoordelingen, tellingen = g.tabel("beoordelingen"), g.tabel("tellingen")
    regels: list[dict[Any, Any]] = []
    for p in perioden:
        per_gemeente = rijen_van(beoordelingen, p)
        geteld = [r for r in rijen_van(tellingen, p) if r["kenmerk"] == "trede"]
        regel: dict[Any, Any] = {}
        if per_gemeente:
            telling = Counter(r["trede"] for r in per_gemeente)
            regel = {trede: telling[trede] for trede in TREDEN} | {"herkomst": "per gemeente"}
        elif geteld:
            volledig = sum(r["gemeenten"] for r in geteld) >= len(g.gemeentelijst.op(p.begin))
            regel = dict.fromkeys(TREDEN, 0 if volledig else None) | {int(r["waarde"]): r["gemeenten"] for r in geteld}
            regel["herkomst"] = "telling"
        regels.append(regel | als_kolommen(herkomst(*(per_gemeente or geteld))))
    return regels
