"""Which provinces stand on the page, and what the page rests on."""

from __future__ import annotations

from collections.abc import Sequence

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.plaatsen import PROVINCIES, provincies
from ibtlib.cijfers.naast_elkaar import echte
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.kolom import Kolom, tabel

ALLE = "alle"


def lees_provincies(namen: str = ALLE) -> list[Gegevens]:
    """Read the provinces that are asked for: names with commas between them, or all that are real.

    Raises
    ------
    AanvraagFout
        An unknown province, or fewer than two real ones.
    """
    gevraagd = provincies() if namen == ALLE else [naam.strip() for naam in namen.split(",") if naam.strip()]
    return echte([laad(naam) for naam in gevraagd])


def over_bronnen(alle: Sequence[Gegevens]) -> Tekst:
    """How the figures of different provinces compare, and of which there are none."""
    er = {g.code for g in alle}
    weg = [p.naam for p in PROVINCIES if p.code not in er]
    zinnen = [
        "Elke provincie staat hier met wat zij zelf publiceerde; waar over de provincie als geheel niets in de gelezen bronnen "
        "staat, met de som van al haar gemeenten (berekend). De treden volgen het kader van elke provincie: zij zijn niet met elkaar te vergelijken.",
    ]
    if weg:
        zinnen.append(f"Geen cijfers zijn er van {opsomming(weg)}.")
    return Tekst(tuple(zinnen))


def tabel_bestanden(alle: Sequence[Gegevens]) -> Tabel:
    """The files that the page was made from, each with its sha256."""
    bestanden = {naam: som for g in alle for naam, som in g.gelezen_bestanden().items()}
    return tabel(
        alle[0],
        "bestanden",
        "Bestanden waaruit deze pagina is gemaakt",
        (Kolom("Bestand", lambda r: r[0]), Kolom("sha256", lambda r: r[1][:16])),
        sorted(bestanden.items()),
    )
