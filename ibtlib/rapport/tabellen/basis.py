"""Notes on the figures in a chart by their place: as briefly as they can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.weergave import bronregel
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, correctienoten, uniek

__all__ = ["Formules", "Herkomst", "Noten", "Plek", "bronvermelding", "correctienoten", "noten_van"]

Plek = tuple[int | None, int | None]
Noten = dict[Plek, tuple[str, ...]]
Formules = Mapping[Any, str]  # by column (int), or by (row, column) with None for a whole row or column


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
