"""What all tables share: the mark FICTIEF, the sources under a table, the columns of a trede."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import trede_tekst  # noqa: F401
from ibtlib.weergave import Cel, Kop, Rij, Tabel, Waarde, bronregel
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, correctienoten, uniek

Plek = tuple[int | None, int | None]
Noten = dict[Plek, tuple[str, ...]]
Formules = Mapping[Any, str]  # by column (int), or by (row, column) with None for a whole row or column


def tabel(
    g: Gegevens,
    naam: str,
    bijschrift: str,
    kolommen: Iterable[Kop],
    rijen: Iterable[Iterable[Waarde]],
    herkomst: Iterable[Herkomst] = (),
    per_rij: Sequence[Iterable[Herkomst]] = (),
    per_kolom: Mapping[int, Iterable[Herkomst]] | None = None,
    per_cel: Mapping[tuple[int, int], Iterable[Herkomst]] | None = None,
    formules: Formules | None = None,
    **rest: Any,
) -> Tabel:
    """A `Tabel` of this province: its sources in words, a note on every corrected row in it, and FICTIEF in the caption.

    Parameters
    ----------
    herkomst : sequence of (bron, vindplaats)
        Of the table as a whole: the line under it.
    per_rij, per_kolom, per_cel
        The same, finer: of every row, of columns, or of cells. What they share is said once, in the line; only where
        they differ do they get notes of their own.
    formules : mapping of column, or (row, column), to str
        How the figures there are computed; a note that begins with ‘Berekend’, or with ‘Aanname’ as the text does.
    """
    herkomst = list(herkomst)
    fijner = (*per_rij, *(per_kolom or {}).values(), *(per_cel or {}).values())
    gecorrigeerd = correctienoten(g, [*herkomst, *(h for deel in fijner for h in deel)])
    rest["opmerkingen"] = (*rest.get("opmerkingen", ()), *gecorrigeerd)
    if g.fictief:
        bijschrift = f"FICTIEF: {bijschrift}"
    gedeeld, noten = noten_van(g, per_rij, per_kolom, per_cel, formules)
    klassen, totaalrij = rest.pop("klassen", {}), rest.pop("totaalrij", False)
    lijst = [list(rij) for rij in rijen]
    inhoud = tuple(
        Rij(
            tuple(Cel(w, klassen.get((i, j), ""), noten.get((i, j), ())) for j, w in enumerate(rij)),
            noten.get((i, None), ()),
            totaalrij and i == len(lijst) - 1,
        )
        for i, rij in enumerate(lijst)
    )
    koppen = tuple(replace(k, noten=noten.get((None, j), ())) for j, k in enumerate(kolommen))
    return Tabel(naam, bijschrift, koppen, inhoud, bron=bronvermelding(g, [*herkomst, *gedeeld]), **rest)


def noten_van(
    g: Gegevens,
    per_rij: Sequence[Iterable[Herkomst]] = (),
    per_kolom: Mapping[int, Iterable[Herkomst]] | None = None,
    per_cel: Mapping[tuple[int, int], Iterable[Herkomst]] | None = None,
    formules: Formules | None = None,
) -> tuple[list[Herkomst], Noten]:
    """Sources that all share, and the notes that say the others as briefly as they can."""
    gedeeld: list[Herkomst] = []
    noten: Noten = {}
    for plek, tekst in (formules or {}).items():
        zin = tekst if tekst.startswith("Aanname: ") else f"Berekend: {tekst}"
        noten[(None, plek) if isinstance(plek, int) else plek] = (f"{zin}.",)
    rijen_ = {(i, None): uniek(h) for i, h in enumerate(per_rij)}
    cellen = {plek: uniek(h) for plek, h in (per_cel or {}).items()}
    kolommen: dict[Plek, tuple[Herkomst, ...]] = {(None, j): uniek(h) for j, h in (per_kolom or {}).items()}
    for j in sorted({j for _, j in cellen}):
        eigen: dict[Plek, tuple[Herkomst, ...]] = {plek: h for plek, h in cellen.items() if plek[1] == j and h}
        kolommen |= {(None, j): next(iter(eigen.values()))} if len(set(eigen.values())) == 1 else eigen
    for plekken in (rijen_, kolommen):
        anders = {h for h in plekken.values() if h}
        if len(anders) == 1 and (not gedeeld or {*gedeeld} == {h for deel in anders for h in deel}):
            gedeeld = list(anders.pop())
            continue
        for plek, h in plekken.items():
            if h:
                noten[plek] = (*noten.get(plek, ()), bronregel(bronvermelding(g, h)))
    return gedeeld, noten


def tredeklassen(treden: dict[tuple[int, int], int | None]) -> dict[tuple[int, int], str]:
    """CSS class per cell that shows a trede; the cell says the trede in words as well."""
    return {plek: f"trede-{trede}" for plek, trede in treden.items() if trede is not None}
