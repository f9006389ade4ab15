"""Findings that somebody explained: marked, never hidden; an explanation of nothing is itself a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ibtlib.basis.fouten import bedoelde_u
from ibtlib.controle.bevinding import VRAAG, Bekend, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen


def verklaringen(g: Gegevens) -> dict[str, Bekend]:
    """The explanation by id of the finding."""
    return {
        r["bevinding"]: Bekend(r["toelichting"], r["door"], r["datum"], r["bron"], r["vindplaats"])
        for r in rijen(g.tabel("bekend"))
    }


def gemarkeerd(g: Gegevens, lijst: Iterable[Bevinding]) -> list[Bevinding]:
    """The same findings, those that are known with their explanation."""
    bekend = verklaringen(g)
    return [replace(b, bekend=bekend[b.id]) if b.id in bekend else b for b in lijst]


def vervallen(g: Gegevens, ids: Iterable[str]) -> Iterator[Bevinding]:
    """Explanations of a finding that is not there (any more)."""
    bestaand = set(ids)
    for id_, uitleg in verklaringen(g).items():
        if id_ in bestaand:
            continue
        yield Bevinding(
            f"bekend-vervallen-{id_}",
            VRAAG,
            f"verklaring van ‘{id_}’",
            f"bekend.csv verklaart ‘{id_}’, maar die bevinding is er niet.{bedoelde_u(id_, bestaand)}",
            (Plek(uitleg.toelichting, uitleg.bron or "", uitleg.vindplaats or uitleg.door, ("bekend", (id_,))),),
            (),
            g.provincie,
            advies="Haal de regel weg als het verschil is opgelost, of verbeter de naam.",
        )
