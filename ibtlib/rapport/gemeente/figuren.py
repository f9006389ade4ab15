"""Charts of notebook 05: small ones, two beside each other on a page, with every number written in them."""

from __future__ import annotations

import pandas as pd

from ibtlib.cijfers.posities import Dossier
from ibtlib.weergave import Figuur, Hoofdstuk
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.staven import standen
from ibtlib.weergave.treden import plaats as teken_plaats


def figuur_achterstand(d: Dossier) -> Figuur | Hoofdstuk:
    """The closing position of the last perioden: achterstand above the line, voorsprong below it."""
    reeks, naam = d.verloop, d.positie.gemeente
    if all(p.achterstand_eind is None for p in reeks):
        return Hoofdstuk(())  # the text before it says what is not known
    return figuur(
        standen(pd.Series({str(p.periode): p.achterstand_eind for p in reeks}, dtype=object)),
        f"Achterstand of voorsprong van {naam} op de peildatum, in personen (berekend)",
        naam="achterstand",
        g=d.g,
        formules="taakstelling + achterstand bij het begin − realisatie",
        getallen_staan_erin=True,
    )


def figuur_plaats(d: Dossier) -> Figuur | Hoofdstuk:
    """Every gemeente of the province as a square at its trede, this one marked."""
    p = d.positie
    if not any(d.treden.values()):
        return Hoofdstuk(())  # the text after it says so
    return figuur(
        teken_plaats(d.treden, p.gemeente, kleuren=d.g.kaders.tredekleuren(p.periode)),
        f"Gemeenten van {d.g.naam} naar trede, {p.periode} ({d.trede_soort})",
        naam="plaats",
        fictief=d.g.fictief,
        getallen_staan_erin=True,
    )
