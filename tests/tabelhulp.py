"""Tables for tests: marks and notes put on a table by the place of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ibtlib.weergave import Figuur, Tabel

Plek = tuple[int | None, int | None]  # (row, column); None: the whole column, the whole row


def gemerkt(
    tabel: Tabel,
    klassen: Mapping[tuple[int, int], str] | None = None,
    noten: Mapping[Plek, str | tuple[str, ...]] | None = None,
    totaalrij: bool = False,
) -> Tabel:
    """The same table with classes of cells, notes, and a last row that is a total."""
    bij = {plek: (n,) if isinstance(n, str) else tuple(n) for plek, n in (noten or {}).items()}
    koppen = tuple(replace(k, noten=(*k.noten, *bij.get((None, j), ()))) for j, k in enumerate(tabel.koppen))
    inhoud = tuple(
        replace(
            rij,
            cellen=tuple(
                replace(c, klasse=(klassen or {}).get((i, j), c.klasse), noten=(*c.noten, *bij.get((i, j), ())))
                for j, c in enumerate(rij.cellen)
            ),
            noten=(*rij.noten, *bij.get((i, None), ())),
            totaal=rij.totaal or (totaalrij and i == len(tabel.inhoud) - 1),
        )
        for i, rij in enumerate(tabel.inhoud)
    )
    return replace(tabel, koppen=koppen, inhoud=inhoud)


def alle_noten(tabel: Tabel) -> list[str]:
    """The notes of a table, each once, in order of appearance: first the headers, then row by row."""
    teksten = dict.fromkeys(noot for kop in tabel.koppen for noot in kop.noten)
    for rij in tabel.inhoud:
        teksten |= dict.fromkeys((*rij.noten, *(noot for cel in rij.cellen for noot in cel.noten)))
    return list(teksten)


def figuur_gemerkt(figuur: Figuur, noten: Mapping[Plek, str | tuple[str, ...]]) -> Figuur:
    """The same figure with notes in the table of its numbers."""
    return replace(figuur, cijfers=gemerkt(figuur.cijfers, noten=noten))


def klassen_van(tabel: Tabel) -> dict[tuple[int, int], str]:
    """The class of every cell that has one, by its place."""
    return {(i, j): cel.klasse for i, rij in enumerate(tabel.inhoud) for j, cel in enumerate(rij.cellen) if cel.klasse}


def noten_van(tabel: Tabel) -> dict[Plek, tuple[str, ...]]:
    """The notes of a table by their place."""
    uit: dict[Plek, tuple[str, ...]] = {(None, j): k.noten for j, k in enumerate(tabel.koppen) if k.noten}
    for i, rij in enumerate(tabel.inhoud):
        uit |= {(i, None): rij.noten} if rij.noten else {}
        uit |= {(i, j): cel.noten for j, cel in enumerate(rij.cellen) if cel.noten}
    return uit
