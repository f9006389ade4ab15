"""`ibt beoordeel`: one file with figures per gemeente in, one file with treden out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ibtlib.basis.bestanden import csv_tekst
from ibtlib.basis.fouten import InvoerFout, Probleem
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import RESULTAATKOLOMMEN, beoordeel_panel
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import lees_tabel, rijen
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS

if TYPE_CHECKING:
    import pandas as pd


def beoordeel_bestand(g: Gegevens, pad: Path, periode: Periode | str) -> pd.DataFrame:
    """Treden of the gemeenten in a file.

    Parameters
    ----------
    g : Gegevens
        The province: its kaders, the treden published before, and the figures of earlier perioden (for rules that
        count perioden in a row).
    pad : Path
        CSV or Excel, with the columns of `GEMEENTECIJFERS`.
    periode : Periode or str
        The periode of the figures; figures of the same periode in `data/raw` are left out.

    Returns
    -------
    DataFrame
        One row per gemeente in the order of the file, with the columns of `beoordeling.beoordeel_panel`.

    Raises
    ------
    AanvraagFout
        When no kader is in force.
    InvoerFout
        With every problem of the file, gemeenten that did not exist in the periode included.
    """
    import pandas as pd

    p = Periode.lees(periode)
    g.kaders.voor(p)
    eigen = lees_tabel(pad, GEMEENTECIJFERS)
    problemen = [
        Probleem(regel, "gemeentecode", wat)
        for regel, rij in zip(eigen.index, rijen(eigen), strict=True)
        if (wat := g.gemeentelijst.probleem(rij["gemeentecode"], rij["gemeente"], p.begin))
    ]
    if problemen:
        raise InvoerFout({pad: problemen})
    eigen = eigen.reset_index(drop=True).assign(periode=str(p))
    eerder = g.gemeentecijfers
    eerder = eerder[[Periode.lees(q) < p for q in eerder["periode"]]] if len(eerder) else eerder
    panel = pd.concat([deel for deel in (eerder, eigen[list(eerder.columns)]) if len(deel)], ignore_index=True)
    uitkomst = beoordeel_panel(panel, g.kaders, g.tabel("beoordelingen"), teksten=[str(p)])
    return uitkomst[uitkomst["periode"] == str(p)].reset_index(drop=True)


def beoordeling_als_csv(uitkomst: pd.DataFrame) -> str:
    """The text of the result file, with an empty cell where nothing could be said."""
    return csv_tekst([RESULTAATKOLOMMEN, *([rij[naam] for naam in RESULTAATKOLOMMEN] for rij in rijen(uitkomst))])
