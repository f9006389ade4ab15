"""Copies of the notebooks to work in: what an analyst runs, changes and saves there is hers and touches no report."""

from __future__ import annotations

import os
from pathlib import Path

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.plaatsen import DATAMAP, datamap
from ibtlib.rapport.documenten import SOORTEN

WERK = "werk"


def werkplaats(data: Path) -> Path:
    """The folder of the copies: in the project that the raw data belong to, else in the current folder.

    >>> werkplaats(Path("/project/data/raw")).as_posix()
    '/project/werk'
    """
    project = data.parent.parent if data.parts[-2:] == ("data", "raw") else Path.cwd()
    return project / WERK


def zet_klaar() -> Path:
    """Fill the folder with the shipped notebooks that are not there yet, and make it the current one.

    Returns
    -------
    Path
        The folder. Whoever starts from there finds the same raw data as before.
    """
    data = datamap().resolve()
    map_ = werkplaats(data)
    notebooks = {map_ / pad.name: pad for pad in sorted(SOORTEN[0].pad.parent.glob("*.ipynb"))}
    if not all(pad.exists() for pad in notebooks):
        with beheer(map_, nieuw=True) as ruimte:
            ruimte.schrijf({hier: pad.read_bytes() for hier, pad in notebooks.items() if not hier.exists()})
    os.environ[DATAMAP] = str(data)
    os.chdir(map_)
    return map_
