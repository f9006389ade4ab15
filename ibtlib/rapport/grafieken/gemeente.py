"""Charts of notebook 05: small ones, two beside each other on a page."""

from __future__ import annotations

from ibtlib.cijfers.posities import Dossier
from ibtlib.rapport.grafieken.basis import rest
from ibtlib.weergave import Figuur, Tekst, kleine_figuren


def achterstand(d: Dossier) -> Figuur | Tekst:
    """The closing position of the last perioden: achterstand above the line, voorsprong below it."""
    reeks, naam = d.verloop, d.positie.gemeente
    if all(p.achterstand_eind is None for p in reeks):
        return Tekst((f"Geen grafiek van de achterstand: de cijfers van {naam} zijn niet gepubliceerd.",))
    return kleine_figuren.standen(
        "achterstand",
        f"Achterstand of voorsprong van {naam} op de peildatum, in personen (berekend)",
        {str(p.periode): p.achterstand_eind for p in reeks},
        **rest(d.g, ()),
    )


def plaats(d: Dossier) -> Figuur | Tekst:
    """Every gemeente of the province as a square at its trede, this one marked."""
    p = d.positie
    if not any(d.treden.values()):
        return Tekst((f"Geen grafiek van de treden: over {p.periode} is geen enkele trede bekend.",))
    return kleine_figuren.plaats(
        "plaats",
        f"Gemeenten van {d.g.naam} naar trede, {p.periode} ({d.trede_soort})",
        d.treden,
        p.gemeente,
        **rest(d.g, ()),
    )
