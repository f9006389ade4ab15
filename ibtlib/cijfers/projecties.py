"""Projections: what the next periode brings when something stays as it was."""

from __future__ import annotations

from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader import opgave


@dataclass(frozen=True)
class Projectie:
    """Expected closing position of a periode (persons), with the parts it was made of."""

    periode: Periode
    taakstelling: int
    achterstand_begin: int
    realisatie: int

    @property
    def achterstand_eind(self) -> int:
        """taakstelling + achterstand_begin − realisatie; negative is voorsprong."""
        return opgave.achterstand_eind(opgave.totaalopgave(self.taakstelling, self.achterstand_begin), self.realisatie)


def projectie(
    g: Gegevens, vanaf: Periode | str, realisatie: str | int = "gelijk", versie: str = "oorspronkelijk"
) -> Projectie:
    """Position after the periode that follows `vanaf`.

    Parameters
    ----------
    vanaf : Periode or str
        Last periode with a known realisatie.
    realisatie : "gelijk" or int
        The same number of persons as in `vanaf`, or a number of your own.
    versie : str
        Which taakstelling of the next periode: `oorspronkelijk` (as first announced) or `verlaagd`.

    Raises
    ------
    AanvraagFout
        When a figure it needs was not published, or the realisatie is negative.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> projectie(laad("utrecht"), vanaf="2023-1").achterstand_eind    # published as "circa 1400"
    1394
    """
    laatste = Periode.lees(vanaf)
    bekend = versies(g, laatste)
    volgende = next((r for r in versies(g, laatste.volgende) if r.versie == versie), None)
    if volgende is None or volgende.achterstand_begin is None:
        raise AanvraagFout(
            f"Van {laatste.volgende} staat geen taakstelling ({versie}) met beginstand in de gelezen bronnen; "
            "zonder die twee is er niets om vooruit te rekenen."
        )
    if realisatie == "gelijk":
        if not bekend or bekend[-1].realisatie is None:
            raise AanvraagFout(
                f"Van {laatste} staat geen realisatie in de gelezen bronnen; geef zelf een aantal personen."
            )
        personen = bekend[-1].realisatie
    elif isinstance(realisatie, int) and realisatie >= 0:
        personen = realisatie
    else:
        raise AanvraagFout(f"realisatie={realisatie!r} kan niet: geef 'gelijk' of een heel aantal personen vanaf 0.")
    return Projectie(laatste.volgende, volgende.taakstelling, volgende.achterstand_begin, personen)
