"""The chapter Ontwikkelingen: what the province tells of the half-year, and what of it has a figure."""

from __future__ import annotations

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.acties import over_gesproken, ruil, tabel_acties, tabel_gesproken
from ibtlib.rapport.voortgang.teksten import tekst
from ibtlib.weergave import Hoofdstuk, Tussenkop
from ibtlib.weergave.hoofdstuk import Stuk


def ontwikkelingen(g: Gegevens, periode: str) -> Hoofdstuk:
    """The narrative, the actions, the conversations and the exchange: of each only what there is.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> from ibtlib.weergave import Tabel
    >>> [s.naam for s in ontwikkelingen(laad("voorbeeld"), "2024-1").stukken if isinstance(s, Tabel)]
    ['acties', 'gesproken', 'ruil']
    """
    gekozen = g.periode(periode)
    tabellen = {naam: list(rijen(g.tabel(naam))) for naam in ("acties", "gesprekken")}
    stukken: list[Stuk] = [
        *tekst(g, periode, "ontwikkelingen").stukken,
        *([tabel_acties(g, periode)] if any(r["periode"] in (None, str(gekozen)) for r in tabellen["acties"]) else []),
    ]
    if tabellen["gesprekken"]:
        stukken += [Tussenkop("Gesprekken met gemeenten"), over_gesproken(g, gekozen), tabel_gesproken(g, gekozen)]
    stukken += ruil(g, gekozen).stukken
    return Hoofdstuk((Tussenkop("Ontwikkelingen", 2), *stukken) if stukken else ())
