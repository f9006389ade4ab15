"""Which documents there are: the notebook that makes each kind, and where it stands among the reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ibtlib.basis.plaatsen import PAKKET


def van_deze_versie(bestand: str) -> Path:
    """Where a file beside the notebooks is: inside the package when installed from a wheel, beside it in a checkout."""
    geinstalleerd = PAKKET / "notebooks" / bestand
    return geinstalleerd if geinstalleerd.is_file() else PAKKET.parent / "notebooks" / bestand


@dataclass(frozen=True)
class Soort:
    """One kind of document.

    Parameters
    ----------
    naam : str
        Name of the kind.
    notebook : str
        File that makes it.
    plek : str
        Where its output goes in the folder of its provincie, without suffix, with parameters in braces; what
        stands before the first slash is the folder that is replaced as a whole. Default `{periode}/<naam>`.
    map : str
        Of a document about several provinces: the folder in which it stands instead of that of one province.

    Examples
    --------
    >>> Soort("trend", "02_trend.ipynb").plek, Soort("monitor", "06_monitor.ipynb", "monitor/{peildatum}").velden
    ('{periode}/trend', ('provincie', 'peildatum'))
    """

    naam: str
    notebook: str
    plek: str = ""
    map: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "plek", self.plek or f"{{periode}}/{self.naam}")

    @property
    def velden(self) -> tuple[str, ...]:
        """The parameters that it takes."""
        return (*(() if self.map else ("provincie",)), *re.findall(r"\{(\w+)\}", self.plek))

    def naam_van(self, parameters: Mapping[str, str]) -> str:
        """Name of the document that these parameters make: the provincie and where it stands, without suffix.

        >>> Soort("trend", "02_trend.ipynb").naam_van({"provincie": "utrecht", "periode": "2023-2"})
        'utrecht/2023-2/trend'
        """
        return f"{self.map or parameters['provincie']}/{self.plek.format_map(parameters)}"

    @property
    def pad(self) -> Path:
        """Where the notebook is."""
        return van_deze_versie(self.notebook)


SOORTEN = (
    Soort("samenvatting", "00_samenvatting.ipynb"),
    Soort("voortgang", "01_voortgang.ipynb"),
    Soort("trend", "02_trend.ipynb"),
    Soort("spreidingswet", "03_spreidingswet.ipynb"),
    Soort("scenario", "04_scenario.ipynb"),
)
"""Those that every periode has."""
GEMEENTE = Soort("gemeente", "05_gemeente.ipynb", "{periode}/gemeenten/{gemeente}")
MONITOR = Soort("monitor", "06_monitor.ipynb", "monitor/{peildatum}")
LANDELIJKMAP, OVERZICHT = "landelijk", "overzicht"  # beside the folders of the provincies, and its only folder
LANDELIJK = Soort("landelijk", "07_landelijk.ipynb", f"{OVERZICHT}/{{periode}}", LANDELIJKMAP)
GEMEENTENMAP = "gemeenten"  # within the folder of a periode: its pages per gemeente
UITGAVE = "uitgave.json"  # beside the notebooks: the hash of each as it came with this version
EIGENMAP = "eigen"  # within the folder of a periode: documents of notebooks of one's own
MONITORMAP = "monitor"  # beside the folders of the perioden: its pages
BRIEVEN = "tabellen/brieven.xlsx"  # within the folder of a periode: what the letters to gemeenten are merged from


def bundelnaam(provincie: str, periode: str) -> str:
    """Name of the volume, without extension.

    >>> bundelnaam("utrecht", "2023-2")
    'bijlage-utrecht-2023-2'
    """
    return f"bijlage-{provincie}-{periode}"
