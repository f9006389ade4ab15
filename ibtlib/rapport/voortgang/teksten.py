"""The narrative of the province in each chapter: its text with the figures filled in, who wrote it and on what sources."""

from __future__ import annotations

import os
import re

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import hoofdletter, stand_in_woorden
from ibtlib.cijfers.uitkomsten import resultaat, versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.teksten import MAP
from ibtlib.rapport.acties import over_gesproken, ruil, tabel_acties, tabel_gesproken
from ibtlib.rapport.stand import stand_op
from ibtlib.weergave import Hoofdstuk, Opgemaakt, Tekst, Tussenkop
from ibtlib.weergave.herkomst import bronvermelding
from ibtlib.weergave.hoofdstuk import Stuk

_NAAM = re.compile(r"\{(\w+)\}")
_GETAL = re.compile(r"(?<![\w.,/§-])\d{1,3}(?:\.\d{3})+(?![\w.,]*\d)")  # 1.372: as our figures are written


def tekst(g: Gegevens, periode: str, hoofdstuk: str, kop: bool = False) -> Hoofdstuk:
    """The narrative of a chapter; in a draft one line that it is still to be written, in a report nothing without it.

    Parameters
    ----------
    hoofdstuk : str
        Of `gegevens.teksten.HOOFDSTUKKEN`.
    kop : bool
        With its own heading, for a chapter of which the data have nothing.

    Raises
    ------
    AanvraagFout
        When the text names a figure that is not known of this periode, or writes one out.
    """
    gekozen = g.periode(periode)
    waar = f"{MAP}/{gekozen}/{hoofdstuk}.md"
    boven = (Tussenkop(hoofdletter(hoofdstuk), 2),) if kop else ()
    geschreven = g.tekst(gekozen, hoofdstuk)
    if geschreven is None or not geschreven.tekst:
        if os.environ.get("IBT_RAPPORT"):
            return Hoofdstuk(())
        return Hoofdstuk((*boven, Tekst((f"Nog te schrijven: {waar}.",), soort="let-op")))
    ingevuld = vul_in(geschreven.tekst, cijfers(g, gekozen), waar)
    assert geschreven.datum
    wie = (
        f"Tekst: {geschreven.schrijver}, {datum_voluit(geschreven.datum)}. "
        f"Bronnen: {opsomming(bronvermelding(g, geschreven.bronnen))}."
    )
    return Hoofdstuk((*boven, Opgemaakt(ingevuld), Tekst((wie,))))


def cijfers(g: Gegevens, periode: Periode) -> dict[str, str]:
    """What a text can name of a periode, as it is written; without what is not known."""
    r, volgend, stand = resultaat(g, periode), versies(g, periode.volgende)[:1], stand_op(g, periode.peildatum)
    uit: dict[str, str | None] = {}
    if r:
        uit |= {naam: _getal(getattr(r, naam)) for naam in ("taakstelling", "totaalopgave", "realisatie")}
        uit |= {
            n: None if (p := getattr(r, n)) is None else toon_procent(p)
            for n in ("pct_taakstelling", "pct_totaalopgave")
        }
        uit["taakstelling_eerst"] = _getal(versies(g, periode)[0].taakstelling)
        uit["achterstand_begin"] = None if r.achterstand_begin is None else stand_in_woorden(r.achterstand_begin)
    if stand:
        uit["achterstand_eind"] = stand_in_woorden(stand[0].achterstand)
    for v in volgend:
        uit |= {"taakstelling_volgende": _getal(v.taakstelling), "totaalopgave_volgende": _getal(v.totaalopgave)}
    return {naam: waarde for naam, waarde in uit.items() if waarde is not None}


def _getal(waarde: int | None) -> str | None:
    return None if waarde is None else toon(waarde)


def vul_in(geschreven: str, bekend: dict[str, str], waar: str) -> str:
    """A text with its figures.

    Raises
    ------
    AanvraagFout
        With every name that has no figure, and every figure that is written out where it has a name.

    Examples
    --------
    >>> vul_in("De taakstelling was {taakstelling}.", {"taakstelling": "1.372"}, "x.md")
    'De taakstelling was 1.372.'
    """
    fouten = [
        f"{waar}: {{{naam}}} staat voor deze periode niet in de gelezen bronnen; haal het uit de tekst."
        for naam in dict.fromkeys(_NAAM.findall(geschreven))
        if naam not in bekend
    ]
    naam_van = {waarde: naam for naam, waarde in bekend.items()}
    fouten += [
        f"{waar}: '{getal}' is uitgeschreven; schrijf {{{naam_van[getal]}}}, dan kunnen tekst en tabel niet verschillen."
        for getal in dict.fromkeys(_GETAL.findall(geschreven))
        if getal in naam_van
    ]
    if fouten:
        raise AanvraagFout("\n".join(fouten))
    return _NAAM.sub(lambda m: bekend[m.group(1)], geschreven)


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
