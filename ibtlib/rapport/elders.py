"""What is not in the sources that were read but was published elsewhere: which document it is in, and who says so."""

from __future__ import annotations

from itertools import groupby

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode
from ibtlib.basis.woorden import hoofdletter
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.schema import ELDERS
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van_alle


def zin_elders(g: Gegevens, *onderwerpen: str, periode: Periode | str | None = None) -> str:
    """Where figures are to be found that no source here gives; empty when no source says so.

    Parameters
    ----------
    g : Gegevens
        Whose `elders_gepubliceerd` is asked.
    *onderwerpen : str
        Of `schema.ELDERS`.
    periode : Periode or str, optional
        About which; without one what belongs to no periode.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> zin_elders(laad("utrecht"), "trede per gemeente", periode="2022-1")  # doctest: +NORMALIZE_WHITESPACE
    'De beoordeling per gemeente staat op de IBT-kaart van de provincie, volgens Voortgangsrapportage huisvesting
    vergunninghouders 2022 (tweede helft) – 2023 (eerste helft) (Inleiding).'
    """
    wanneer = None if periode is None else str(Periode.lees(str(periode)))
    gezocht = [
        r for r in rijen(g.tabel("elders_gepubliceerd")) if r["onderwerp"] in onderwerpen and r["periode"] == wanneer
    ]
    delen = []
    for onderwerp in onderwerpen:
        per_bron = groupby((r for r in gezocht if r["onderwerp"] == onderwerp), key=lambda r: r["bron"])
        waar = [_document(g, list(van_bron)) for _, van_bron in per_bron]
        if waar:
            delen.append(f"{ELDERS[onderwerp]} {opsomming(waar)}")
    return f"{hoofdletter('; '.join(delen))}." if delen else ""


def _document(g: Gegevens, van_bron: list[dict[str, str]]) -> str:
    """The documents that one source names, and where it does."""
    (bron,) = bronvermelding(g, herkomst_van_alle(van_bron))
    return f"{opsomming(dict.fromkeys(r['waar'] for r in van_bron))}, volgens {bron}"
