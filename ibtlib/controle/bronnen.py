"""Sources that no row refers to: left over, or a row that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ibtlib.controle.bevinding import LANDELIJK, VRAAG, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import PROVINCIETABELLEN

REGISTER = "bronnen"  # in a Plek: the row is in bronnen.csv, the key is its id


def ongebruikt(alle: Iterable[Gegevens]) -> Iterator[Bevinding]:
    """Every source of the register that no table and no kader of any province names.

    Parameters
    ----------
    alle : iterable of Gegevens
        Every province there is: a source that one of them uses is used.
    """
    lijst = list(alle)
    gebruikt = {id_ for g in lijst for id_ in _gebruikt(g)}
    for bron in lijst[0].bronnen.values() if lijst else ():
        if bron.id not in gebruikt:
            yield Bevinding(
                f"bron-ongebruikt-{bron.id}",
                VRAAG,
                f"bron ‘{bron.titel}’",
                f"‘{bron.id}’ staat in bronnen.csv, maar geen enkele rij en geen kader verwijst ernaar.",
                (Plek(bron.id, bron.id, "bronnen.csv", (REGISTER, (bron.id,))),),
                (),
                LANDELIJK,
                advies="Voeg de cijfers uit deze bron toe, of haal haar weg uit bronnen.csv.",
            )


def _gebruikt(g: Gegevens) -> Iterator[str]:
    eigen, landelijk = (g.tabel(s.naam) for s in PROVINCIETABELLEN), (g.landelijk(s.naam) for s in LANDELIJKE_TABELLEN)
    for frame in (*eigen, *landelijk, g.gemeentecijfers):
        if "bron" in frame:
            yield from (id_ for id_ in frame["bron"] if id_)
    for kader in g.kaders:
        yield from (v.bron for v in kader.bronnen)
