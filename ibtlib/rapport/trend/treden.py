"""The chapter Treden over de tijd: how many gemeenten stood on each trede in every periode."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from ibtlib.basis.periode import Periode
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.weergave import Tabel
from ibtlib.weergave.herkomst import Herkomst, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel


def tabel_treden(g: Gegevens, periode: str) -> Tabel:
    """Number of gemeenten per trede over time."""
    frame = trend(g, g.periode(periode)).treden(exact=True)
    hoogste = max((k for k in range(1, 7) if any(frame[k])), default=1)
    return tabel(
        g,
        "treden-per-periode",
        "Aantal gemeenten per trede en periode",
        (
            Kolom("Periode", "periode"),
            *(Kolom(f"trede {k}", itemgetter(k), "geheel", klasse=_geteld) for k in range(1, hoogste + 1)),
            Kolom("Waaruit", lambda r: r["herkomst"] or "–"),
        ),
        rijen(frame.reset_index()) if frame["herkomst"].notna().any() else (),
        bron=lambda r: herkomst_treden(g, [r["periode"]]),
        leeg="–",
        opmerkingen=(
            "Een streepje: niet in de gelezen bronnen. Berekend: waar ‘per gemeente’ staat zijn de vastgestelde treden geteld; waar "
            "‘telling’ staat komt het aantal uit de bron.",
        ),
    )


def _geteld(rij: dict[Any, Any]) -> str | None:
    return "berekend" if rij["herkomst"] == "per gemeente" else None


def herkomst_treden(g: Gegevens, perioden: Iterable[Periode | str]) -> list[Herkomst]:
    """Sources of the treden and of their counts in these perioden."""
    namen = {str(p) for p in perioden}
    return herkomst_van_alle(
        r
        for naam in ("beoordelingen", "tellingen")
        for r in rijen(g.tabel(naam))
        if r["periode"] in namen and r.get("kenmerk", "trede") == "trede"
    )
