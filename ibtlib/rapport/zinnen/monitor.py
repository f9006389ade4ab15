"""Sentences of notebook 06: the monitor during a periode."""

from __future__ import annotations

import datetime as dt

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.monitor import Tussenstand, lees_peildatum, redenen, van_gemeenten, van_provincie
from ibtlib.cijfers.uitkomsten import stand_in_woorden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.zinnen.voortgang import aantal_personen
from ibtlib.weergave import Tekst, Titel


def titel(g: Gegevens, peildatum: str) -> Titel:
    """The heading of the monitor.

    Raises
    ------
    AanvraagFout
        When there is no stand of that day.
    """
    datum = lees_peildatum(g, peildatum)
    periode = Periode.van(datum)
    kader = g.kaders.zoek(periode)
    return Titel(
        "Monitor huisvesting vergunninghouders",
        f"Provincie {g.naam}, stand op {datum_voluit(datum)}",
        (
            ("Periode", f"{periode.voluit} ({periode}), {toon_procent(100 * periode.verstreken(datum), 1)} is voorbij"),
            ("Koppelpeildatum", datum_voluit(periode.koppelpeildatum)),
            ("Peildatum", datum_voluit(periode.peildatum)),
            ("Kader", kader.titel if kader else "voor deze periode is geen kader bekend"),
            ("Gegevens", "tussenstanden; wat berekend of aangenomen is, staat erbij"),
        ),
        datum,
        g.fictief,
    )


def samenvatting(g: Gegevens, peildatum: str) -> Tekst:
    """The stand in a handful of sentences."""
    datum = lees_peildatum(g, peildatum)
    provincie, lijst = van_provincie(g, datum), van_gemeenten(g, datum)
    zinnen = [_zin_schema(datum)] if provincie or lijst else []
    zinnen += [_zin_provincie(versie, s, len(provincie) > 1) for versie, s in provincie]
    if len(provincie) > 1:
        zinnen.append(_zin_verlaging(provincie[0][1], provincie[-1][1]))
    if not lijst:
        zinnen.append("De stand per gemeente is niet gepubliceerd; met wie een gesprek nodig is, is niet te zeggen.")
    else:
        achter = [s.naam for s in lijst if s.achter]
        zinnen.append(
            f"Van de {aantal(len(lijst), 'gemeente', 'gemeenten')} {'loopt' if len(achter) == 1 else 'lopen'} er {len(achter)} "
            f"achter op schema{f': {opsomming(achter)}' if achter else ''}."
        )
        nodig = [s.naam for s in lijst if redenen(s)]
        zinnen.append(
            f"Een gesprek is nu nodig met {aantal(len(nodig), 'gemeente', 'gemeenten')}: {opsomming(nodig)}."
            if nodig
            else "Geen enkele gemeente geeft nu aanleiding tot een gesprek."
        )
    return Tekst(tuple(zinnen), lijst=True)


def _zin_schema(datum: dt.date) -> str:
    periode = Periode.van(datum)
    deel = toon_procent(100 * periode.verstreken(datum), 1)
    return f"Van de periode {periode} is {deel} voorbij; bij een gelijkmatig tempo is dan evenveel van de opgave gehuisvest."


def _zin_provincie(versie: str, s: Tussenstand, meer: bool) -> str:
    welke = (
        f" bij de {'eerst vastgestelde' if versie == 'oorspronkelijk' else 'verlaagde'} taakstelling" if meer else ""
    )
    zin = f"Gehuisvest zijn {aantal_personen(s.realisatie)}"
    if s.totaalopgave is None or s.pct_totaalopgave is None:
        return f"{zin}; de totaalopgave{welke} is niet gepubliceerd."
    bron = f", in de bron {toon_procent(s.gepubliceerd_pct)}" if s.gepubliceerd_pct is not None else ""
    eind = s.eindstand(s.verwacht_lineair)
    return (
        f"{zin}: {toon_procent(s.pct_totaalopgave, 1)} van de totaalopgave van {toon(s.totaalopgave)}{welke} (berekend{bron}). Gaat het in "
        f"dit tempo door, dan zijn het er {toon(s.verwacht_lineair)} op {datum_voluit(s.periode.peildatum)} (berekend, lineair): "
        f"{stand_in_woorden(eind or 0)}."
    )


def _zin_verlaging(eerst: Tussenstand, later: Tussenstand) -> str:
    return (
        f"De taakstelling is later verlaagd van {toon(eerst.taakstelling or 0)} naar {toon(later.taakstelling or 0)}; daarmee "
        f"geeft dezelfde realisatie {toon_procent(later.pct_totaalopgave or 0, 1)} in plaats van {toon_procent(eerst.pct_totaalopgave or 0, 1)}."
    )


def koppelingen(g: Gegevens, peildatum: str) -> Tekst:
    """Where the day lies against the koppelpeildatum, and what is linked."""
    datum = lees_peildatum(g, peildatum)
    periode = Periode.van(datum)
    dagen = (periode.koppelpeildatum - datum).days
    wanneer = (
        f"Tot de koppelpeildatum ({datum_voluit(periode.koppelpeildatum)}) zijn het nog {aantal(dagen, 'dag', 'dagen')}"
        if dagen > 0
        else f"De koppelpeildatum was {datum_voluit(periode.koppelpeildatum)}"
        if dagen
        else "Vandaag is de koppelpeildatum"
    )
    lijst = [s for s in van_gemeenten(g, datum) if s.gekoppeld is not None]
    if not lijst:
        return Tekst((f"{wanneer}. Hoeveel vergunninghouders gekoppeld zijn, is niet gepubliceerd.",))
    tekort = [s for s in lijst if s.koppelingstekort]
    kader = g.kaders.zoek(periode)
    telt = (
        "is verschoonbaar" if kader and kader.verschoont else "is volgens het kader van deze periode niet verschoonbaar"
    )
    return Tekst(
        (
            f"{wanneer}. Gekoppeld zijn {aantal_personen(sum(s.gekoppeld or 0 for s in lijst))}; bij "
            f"{aantal(len(tekort), 'gemeente', 'gemeenten')} is dat minder dan de totaalopgave. Een koppelingstekort {telt}.",
        )
    )


def gesprekken(g: Gegevens, peildatum: str) -> Tekst:
    """For how many gemeenten a conversation is due."""
    lijst = van_gemeenten(g, lees_peildatum(g, peildatum))
    n = sum(bool(redenen(s)) for s in lijst)
    if not lijst:
        return Tekst(("Zonder cijfers per gemeente is niet te zeggen met wie een gesprek nodig is.",))
    return Tekst((f"Bij {n} van de {aantal(len(lijst), 'gemeente', 'gemeenten')} is er een reden.",))
