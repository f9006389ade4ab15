"""What all charts share: series, events, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.tabellen.basis import Formules, Herkomst, Plek, bronvermelding, correctienoten, noten_van
from ibtlib.weergave import Figuur, figuren

if TYPE_CHECKING:
    import pandas as pd


def reeks(naam: str, waarden: pd.Series, nadruk: bool = False) -> figuren.Reeks:
    return figuren.Reeks(naam, dict(waarden.items()), nadruk=nadruk)


def markeringen(g: Gegevens, perioden: Sequence[Any]) -> list[figuren.Markering]:
    binnen = [
        r for r in rijen(g.tabel("gebeurtenissen"))
        if r["in_grafiek"] == "ja" and perioden[0].begin <= r["datum"] <= perioden[-1].peildatum
    ]  # fmt: skip
    return [figuren.Markering(r["datum"], r["omschrijving"]) for r in sorted(binnen, key=lambda r: r["datum"])]


def rest(g: Gegevens, herkomst: Sequence[Herkomst]) -> dict[str, Any]:
    return {
        "bron": bronvermelding(g, herkomst),
        "opmerkingen": correctienoten(g, herkomst),
        "fictief": g.fictief,
    }


def met_herkomst(
    g: Gegevens,
    figuur: Figuur,
    per_rij: Callable[[str], Iterable[Herkomst]] | None = None,
    per_cel: Callable[[str, str], Iterable[Herkomst]] | None = None,
    formules: str | Formules = "",
) -> Figuur:
    """The figure with, in the table of its numbers, where each comes from or how it is computed.

    Parameters
    ----------
    per_rij, per_cel : callable
        Sources by the name of a row (a periode, a gemeente), or of a row and a column (a series).
    formules : str or mapping to str
        As in `tabellen.basis.tabel`, by the name of a column or by (name of a row, None); one text holds for every
        column with numbers.
    """
    tabel = figuur.cijfers
    rij = {str(r[0]): i for i, r in enumerate(tabel.rijen)}
    kolom = {k.naam: j for j, k in enumerate(tabel.koppen) if j}
    tekst = dict.fromkeys(kolom, formules if isinstance(formules, str) else "")
    plekken: dict[Plek, str] = {(None, j): tekst[naam] for naam, j in kolom.items() if tekst[naam]}
    if not isinstance(formules, str):
        plekken = {(None, kolom[n]) if isinstance(n, str) else (rij[n[0]], None): t for n, t in formules.items()}
    gedeeld, noten = noten_van(
        g,
        per_rij=[per_rij(naam) for naam in rij] if per_rij else (),
        per_cel={(i, j): per_cel(r, k) for r, i in rij.items() for k, j in kolom.items()} if per_cel else {},
        formules=plekken,
    )
    klassen = {
        (i, j): "aanname" if zin.startswith("Aanname: ") else "berekend"
        for (van, in_kolom), zin in plekken.items()
        for i in ([van] if van is not None else rij.values())
        for j in ([in_kolom] if in_kolom is not None else kolom.values())
        if tabel.rijen[i][j] is not None
    }
    bron = bronvermelding(g, gedeeld) if gedeeld else tabel.bron  # all that is drawn has these sources
    koppen = tuple(replace(k, noten=(*k.noten, *noten.get((None, j), ()))) for j, k in enumerate(tabel.koppen))
    inhoud = tuple(
        replace(
            r,
            noten=(*r.noten, *noten.get((i, None), ())),
            cellen=tuple(
                replace(c, klasse=c.klasse or klassen.get((i, j), ""), noten=(*c.noten, *noten.get((i, j), ())))
                for j, c in enumerate(r.cellen)
            ),
        )
        for i, r in enumerate(tabel.inhoud)
    )
    return replace(figuur, cijfers=replace(tabel, bron=bron, koppen=koppen, inhoud=inhoud))
