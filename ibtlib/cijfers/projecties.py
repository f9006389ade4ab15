"""Projections: what the next periode brings when something stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.bronnen import Herkomst, als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader import opgave

if TYPE_CHECKING:
    import pandas as pd


PROJECTIE: Kolomsoorten = {
    "periode": "periode",
    "taakstelling": "aantal",
    "achterstand_begin": "aantal",
    "realisatie": "aantal",
    "achterstand_eind": "aantal",
    "formule": "tekst",
    "aanname": "tekst",
    **WAAR,
}
"""The columns of `Projectie.tabel`."""


@dataclass(frozen=True, repr=False)
class Projectie(Voorgesteld):
    """Expected closing position of a periode (persons), with the parts it was made of and where those stand."""

    periode: Periode
    taakstelling: int
    achterstand_begin: int
    realisatie: int
    aanname: str = field(default="", compare=False)
    herkomst: tuple[Herkomst, ...] = field(default=(), compare=False)

    def voorstelling(self) -> Voorstelling:
        """The sum of which it is made."""
        som = f"{toon(self.taakstelling)} + {toon(self.achterstand_begin)} − {toon(self.realisatie)}"
        feiten = (
            ("achterstand eind", f"{toon(self.achterstand_eind)} personen"),
            ("som", som),
            ("aanname", self.aanname),
        )
        return Voorstelling(f"Projectie van {self.periode}", feiten, (".tabel()", ".achterstand_eind"))

    def tabel(self, exact: bool = False) -> pd.DataFrame:
        """The same as a frame of one row, to lay beside others.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            The columns of `PROJECTIE`, persons.

        Examples
        --------
        >>> import pandas as pd
        >>> from ibtlib.gegevens.gegevens import laad
        >>> g = laad("utrecht")
        >>> beide = pd.concat(projectie(g, "2023-1", versie=v).tabel() for v in ("oorspronkelijk", "verlaagd"))
        >>> beide["achterstand_eind"].tolist()
        [1394, 640]
        """
        regel = {naam: getattr(self, naam, None) for naam in PROJECTIE} | als_kolommen(self.herkomst)
        formule = "taakstelling + achterstand bij het begin − realisatie"
        return frame_van([regel | {"periode": str(self.periode), "formule": formule}], PROJECTIE, exact)

    @property
    def achterstand_eind(self) -> int:
        """taakstelling + achterstand_begin − realisatie; negative is voorsprong."""
        return opgave.achterstand_eind(opgave.totaalopgave(self.taakstelling, self.achterstand_begin), self.realisatie)


def projectie(
    g: Gegevens, vanaf: Periode | str, realisatie: str | int = "gelijk", versie: str = "oorspronkelijk"
) -> Projectie:
    """Look one periode ahead: the position after the one that follows `vanaf`.

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
    >>> import ibtlib as ibt
    >>> ibt.projectie(ibt.laad("utrecht"), vanaf="2023-1").achterstand_eind    # published as "circa 1400"
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
        personen, van = bekend[-1].realisatie, bekend[-1:]
        aanname = f"de realisatie blijft die van {laatste}"
    elif isinstance(realisatie, int) and realisatie >= 0:
        personen, van = realisatie, []
        aanname = "een eigen aantal personen als realisatie"
    else:
        raise AanvraagFout(f"realisatie={realisatie!r} kan niet: geef 'gelijk' of een heel aantal personen vanaf 0.")
    waar = tuple((r.bron, r.vindplaats) for r in (volgende, *van))
    return Projectie(
        laatste.volgende, volgende.taakstelling, volgende.achterstand_begin, personen, aanname=aanname, herkomst=waar
    )
