"""Charts of notebook 06."""

from __future__ import annotations

import pandas as pd

from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.kleuren import OPGAVE
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.monitor import lees_peildatum, van_gemeenten, van_provincie
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.grafieken.basis import met_herkomst
from ibtlib.weergave import Figuur, Tekst
from ibtlib.weergave.staven import staven

_TEMPO = "bij een gelijkmatig tempo"


def tempo(g: Gegevens, peildatum: str) -> Figuur | Tekst:
    """Realisatie beside what an even pace would have given: per gemeente, or per version for the province."""
    datum = lees_peildatum(g, peildatum)
    per_naam = {s.naam: s for s in van_gemeenten(g, datum)}
    waarvan = "per gemeente"
    if not per_naam:
        per_naam = {f"{versie} ({s.periode})": s for versie, s in van_provincie(g, datum)}
        waarvan = "van de provincie, naar versie van de taakstelling"
    if not per_naam:
        return Tekst(("Geen grafiek: er is van deze dag geen stand.",))
    frame = pd.DataFrame(
        {
            "gehuisvest": [s.realisatie for s in per_naam.values()],
            _TEMPO: [None if s.volgens_schema is None else rond_heel(s.volgens_schema) for s in per_naam.values()],
        },
        list(per_naam),
        dtype=object,
    )
    return met_herkomst(
        g,
        staven(frame, eenheid="personen", kleuren={_TEMPO: OPGAVE}, liggend=True),
        "tempo",
        f"Realisatie {waarvan} op {datum_voluit(datum)} naast een gelijkmatig tempo (berekend)",
        [plek for s in per_naam.values() for plek in s.herkomst],
    )
