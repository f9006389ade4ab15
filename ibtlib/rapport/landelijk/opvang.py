"""The chapter about the Spreidingswet: coverage of each province that there is, and the tables of all twelve."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ibtlib.cijfers.naast_elkaar import Opvangstand, opvangstanden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.spreidingswet import tabel_aandelen, tabel_provincies
from ibtlib.weergave import Hoofdstuk, Tabel
from ibtlib.weergave.kolom import Kolom, tabel


def tabel_dekking(alle: Sequence[Gegevens]) -> Tabel:
    """Opgave and places that count of each province, and per 1.000 inhabitants."""
    lijst = opvangstanden(alle)

    def per_1000(s: Opvangstand) -> Fraction | None:
        return None if s.plekken is None or not s.inwoners else Fraction(1000 * s.plekken, s.inwoners)

    return tabel(
        alle[0],
        "dekking-per-provincie",
        "Opgave Spreidingswet, eerste cyclus, en de plekken die meetellen op de peilmomenten, per provincie",
        (
            Kolom("Provincie", lambda s: s.g.naam),
            Kolom("Opgave", "opgave", "geheel"),
            Kolom(
                "Plekken die meetellen",
                "plekken",
                "geheel",
                formule="de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn",
            ),
            Kolom("Dekking", "pct", "procent", 1, formule="plekken die meetellen ÷ opgave"),
            Kolom(
                "Plekken per 1.000 inwoners", per_1000, "breuk", 2, formule="plekken die meetellen × 1.000 ÷ inwoners"
            ),
        ),
        lijst if any(s.opgave is not None or s.plekken is not None for s in lijst) else [],
        bron=lambda s: s.herkomst,
        leeg="–",
        opmerkingen=(
            "Een streepje: niet in de gelezen bronnen. Waar capaciteit niet bekend is, is er geen dekking te berekenen.",
        ),
    )


def tabel_rijksbrief(alle: Sequence[Gegevens]) -> Tabel | Hoofdstuk:
    """The table of the Rijk about the twelve provinces."""
    return tabel_provincies(alle[0])


def tabel_opgave_en_inwoners(alle: Sequence[Gegevens]) -> Tabel | Hoofdstuk:
    """The share of each of the twelve in the opgave and in the inhabitants."""
    return tabel_aandelen(alle[0])
