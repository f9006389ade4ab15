"""Charts of notebook 06."""

from __future__ import annotations

from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.monitor import lees_peildatum, van_gemeenten, van_provincie
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.grafieken.basis import rest
from ibtlib.weergave import Figuur, Tekst, figuren


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
    schema = {n: None if s.volgens_schema is None else rond_heel(s.volgens_schema) for n, s in per_naam.items()}
    return figuren.staven(
        "tempo",
        f"Realisatie {waarvan} op {datum_voluit(datum)} naast een gelijkmatig tempo (berekend)",
        list(per_naam),
        [
            figuren.Reeks("gehuisvest", {n: s.realisatie for n, s in per_naam.items()}, nadruk=True),
            figuren.Reeks("bij een gelijkmatig tempo", schema),
        ],
        eenheid="personen",
        horizontaal=True,
        **rest(g, [plek for s in per_naam.values() for plek in s.herkomst]),
    )
