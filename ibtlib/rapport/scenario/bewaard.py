"""A scenario as a file: what the controls of the notebook were set to, on every row of what came of it.

Such a file can be opened in Excel, laid under another (`pandas.concat`), and loaded into the controls again.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import beheer, lees_gewoon
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.weergave import Tabel, Waarde
from ibtlib.weergave.csvtekst import csv_van, met_herkomst


@dataclass(frozen=True)
class Instelling:
    """What the controls are set to.

    Parameters
    ----------
    provincie, gebied : str
        Folder of the province; name of the gebied.
    vertrekpunt : str
        Last known periode, after which it starts.
    realisatie_pct, taakstelling_pct, koppelingen_pct : int
        Percent of what stays as it is.
    eenmalige_actie : int
        Persons.
    op_nul_op : str
        The peildatum of the question.
    gegevens : str
        `FICTIEF`, or `gepubliceerd`.
    """

    provincie: str
    gebied: str
    vertrekpunt: str
    realisatie_pct: int
    taakstelling_pct: int
    koppelingen_pct: int
    eenmalige_actie: int
    op_nul_op: str
    gegevens: str

    @property
    def stam(self) -> str:
        """Name of its file, without extension: province, gebied and whatever is not as it was.

        >>> Instelling("utrecht", "Provincie Utrecht", "2023-2", 110, 100, 100, 50, "1 juli 2024", "gepubliceerd").stam
        'scenario-utrecht-provincie-utrecht-na-2023-2-realisatie-110-actie-50'
        """
        anders = [
            f"{naam}-{waarde}"
            for naam, waarde, gewoon in (
                ("realisatie", self.realisatie_pct, 100),
                ("taakstelling", self.taakstelling_pct, 100),
                ("koppelingen", self.koppelingen_pct, 100),
                ("actie", self.eenmalige_actie, 0),
            )
            if waarde != gewoon
        ]
        return "-".join([begin_van(self.provincie), _kaal(self.gebied), "na", self.vertrekpunt, *anders])


NAMEN = tuple(veld.name for veld in fields(Instelling))


def begin_van(provincie: str) -> str:
    """How the name of every file with a scenario of a province begins."""
    return f"scenario-{_kaal(provincie)}"


def _kaal(naam: str) -> str:
    """A name as part of a file name: letters without accents, figures and hyphens.

    >>> _kaal("Súdwest-Fryslân"), _kaal("../'s-Hertogenbosch")
    ('sudwest-fryslan', 's-hertogenbosch')
    """
    ascii_ = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")


def bewaar(instelling: Instelling, tabel: Tabel, map_: Path) -> Path:
    """Write what came of a scenario, with its settings on every row; never over a file that is there.

    Returns
    -------
    Path
        Of the file: with `-2`, `-3` and so on where the name was taken.
    """
    namen, rijen = met_herkomst(tabel)
    voor: Sequence[Waarde] = [getattr(instelling, naam) for naam in NAMEN]
    inhoud = csv_van([[*NAMEN, *namen], *([*voor, *rij] for rij in rijen)])
    with beheer(map_) as ruimte:
        pad = map_ / f"{instelling.stam}.csv"
        for nummer in itertools.count(2):
            if not os.path.lexists(pad):
                break
            pad = map_ / f"{instelling.stam}-{nummer}.csv"
        ruimte.schrijf({pad: inhoud})
    return pad


def bewaarde(provincie: str, map_: Path) -> list[str]:
    """Names of the files with scenario's of a province, in order."""
    return sorted(pad.name for pad in map_.glob(f"{begin_van(provincie)}-*.csv"))


def lees(pad: Path, mogelijk: Mapping[str, Sequence[str]]) -> Instelling:
    """The settings in a file that `bewaar` wrote.

    Parameters
    ----------
    pad : Path
        The file.
    mogelijk : mapping of str to sequence of str
        What a setting may be, as text, for those that the controls limit.

    Raises
    ------
    AanvraagFout
        With all that is wrong: no such file, no settings in it, or what the controls cannot be set to.
    """
    try:
        rij = next(csv.DictReader(io.StringIO(lees_gewoon(pad).decode("utf-8-sig")), delimiter=";"), None)
    except (OSError, UnicodeDecodeError, csv.Error) as fout:
        raise AanvraagFout(f"{pad.name} is niet te lezen: {fout}.") from None
    if rij is None or (mist := [naam for naam in NAMEN if not rij.get(naam)]):
        wat = f"de kolom {mist[0]} ontbreekt of is leeg" if rij else "er staat geen rij in"
        raise AanvraagFout(f"{pad.name} is geen bewaard scenario: {wat}. Bewaar er een met de knop ‘Bewaar’.")
    mis = [
        f"{naam} is {rij[naam]!r}; dat kan {waarden[0]} tot en met {waarden[-1]} zijn"
        for naam, waarden in mogelijk.items()
        if rij[naam] not in waarden
    ]
    if mis:
        raise AanvraagFout(f"{pad.name} past niet op deze knoppen: {'. Ook '.join(mis)}.")
    getallen = {veld.name for veld in fields(Instelling) if veld.type == "int"}
    velden: dict[str, Any] = {naam: int(rij[naam]) if naam in getallen else rij[naam] for naam in NAMEN}
    return Instelling(**velden)
