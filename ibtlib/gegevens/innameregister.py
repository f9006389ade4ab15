"""What is known before new figures are taken in: the sources, and the gemeenten of the province and of the country."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ibtlib.basis.plaatsen import datamap, zoek_provincie
from ibtlib.gegevens.bronnen import Bronnen
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.lezer import SCHEMAS, Lezer, met_lezer

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Register:
    """What is needed to take in new figures."""

    data: Path  # the folder with raw data
    # provincie, code, naam: folder name of the province, its CBS code and its name
    provincie: str
    code: str
    naam: str
    bronnen: Bronnen
    gemeentelijst: Gemeentelijst  # of the province
    land: pd.DataFrame = field(repr=False)  # the table `landelijk/gemeenten`; empty when it is not there


def laad_register(provincie: str, data: Path | str | None = None) -> Register:
    """Read what is needed to take in new figures: the sources, the gemeenten of the province and those of the country.

    It does not read the figures that are there already, so that a mistake in those can be mended by reading them anew.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    InvoerFout
        When one of these files is missing or invalid.
    """
    map_ = Path(data) if data else datamap()
    provincie = zoek_provincie(provincie, map_)
    return met_lezer(map_, provincie, {}, _lees)


def _lees(lezer: Lezer) -> Register:
    bronnen, lijst = lezer.bronnen(), lezer.gemeentelijst()
    zelf = lezer.tabel(f"{lezer.provincie}/provincie.csv", SCHEMAS["provincie"])
    land = lezer.tabel("landelijk/gemeenten.csv", SCHEMAS["gemeenten"])
    lezer.klaar()
    rij = next(iter(zelf.to_dict("records")), {"provinciecode": "", "naam": lezer.provincie})
    return Register(lezer.map, lezer.provincie, rij["provinciecode"], rij["naam"], bronnen, lijst, land)
