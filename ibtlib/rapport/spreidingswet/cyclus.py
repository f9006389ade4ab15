"""Chapters ‘Stand van de wet’ and ‘Kalender van de cyclus’: what had come on the peildatum, and what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import datum_tekst, datum_voluit, eind_van
from ibtlib.cijfers.opvang.cyclus import Vermelding, huidige, stappen, vorige
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import gebeurtenissen
from ibtlib.weergave import Figuur, Tabel, Tekst
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.herkomst import herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel
from ibtlib.weergave.tijdlijn import Moment, tijdlijn

_IN_WERKING = dt.date(2024, 2, 1)  # Spreidingswet; voortgangsrapportage 2023-2, §4.4

_PROVINCIAAL_PLAN = (
    "Het provinciaal plan van de regietafel is geen stap van deze cyclus maar een bestuurlijke afspraak (Uitvoeringsagenda "
    "Flexibilisering Asielketen); de Statenbrief noemt er geen termijn voor.",
)

# --- the law ------------------------------------------------------------------------------------------------


def toezichthouder(g: Gegevens) -> str:
    """Who supervises this task: never the province; before the law was there, as the Tweede Kamer had changed the proposal."""
    voor_de_wet = g.bekend_op and g.bekend_op < _IN_WERKING
    return "het ministerie van JenV, volgens het wetsvoorstel" if voor_de_wet else "de staatssecretaris"


def zin_toezicht(g: Gegevens) -> str:
    """The same as a sentence, with who says so."""
    waar = "over 2023-2, §4.4" if toezichthouder(g) == "de staatssecretaris" else "over 2022-2 en 2023-1, Spreidingswet"
    return (
        f"Het toezicht op deze taak van de gemeenten ligt bij {toezichthouder(g)} (voortgangsrapportage {waar}); zij hoort "
        "niet bij het interbestuurlijk toezicht van de provincie."
    )


def over_wet(g: Gegevens, periode: str) -> Tekst:
    """Was the law in force on the peildatum?"""
    peildatum = g.periode(periode).peildatum
    werking = [r["datum"] for r in rijen(g.tabel("gebeurtenissen")) if r["gebeurtenis"] == "spreidingswet-in-werking"]
    if not werking:
        toen = f"stond op {datum_voluit(g.bekend_op)}" if g.bekend_op else "staat"
        return Tekst((f"Wanneer de Spreidingswet in werking treedt, {toen} niet in de gelezen bronnen.",))
    if werking[0] > peildatum:
        zin = (
            f"Op de peildatum {datum_voluit(peildatum)} was de Spreidingswet nog niet in werking; "
            f"dat is zij sinds {datum_voluit(werking[0])}."
        )
        later = "De cijfers hieronder zijn de laatst gepubliceerde en zijn dus van na deze peildatum."
        return Tekst((zin, later, zin_toezicht(g)), soort="let-op")
    return Tekst((f"De Spreidingswet is in werking sinds {datum_voluit(werking[0])}.", zin_toezicht(g)))


def tabel_mijlpalen(g: Gegevens, periode: str) -> Tabel:
    """The steps of the Spreidingswet with, per step, whether it had come on the peildatum."""
    peildatum = g.periode(periode).peildatum
    return tabel(
        g,
        "mijlpalen",
        f"Stappen van de Spreidingswet, gezien vanaf {datum_voluit(peildatum)}",
        (
            Kolom("Datum", lambda r: datum_tekst(r["datum"], r["precisie"])),
            Kolom("Stap", "omschrijving"),
            Kolom(f"Op {datum_voluit(peildatum)}", lambda r: _gekomen(r, peildatum)),
        ),
        [r for r in gebeurtenissen(g) if r["soort"] == "spreidingswet"],
        bron=herkomst_van,
    )


def _gekomen(gebeurtenis: dict[str, Any], peildatum: dt.date) -> str:
    """Whether a step had come; of a step known only to the year that cannot always be said."""
    datum, precisie = gebeurtenis["datum"], gebeurtenis["precisie"]
    if datum > peildatum or (datum == peildatum and precisie != "dag"):  # a year or month that begins that day
        return "nog te komen"
    if eind_van(datum, precisie) <= peildatum or precisie == "dag":
        return "geweest"
    return f"niet bekend; de bron noemt alleen {datum_tekst(datum, precisie)}"


# --- the calendar -------------------------------------------------------------------------------------------


def over_kalender(g: Gegevens, periode: str) -> Tekst:
    """Which step of the cycle the peildatum is in, what was before and what comes next, with every deadline."""
    peildatum = g.periode(periode).peildatum
    lijst = stappen(g)
    if not lijst:
        return Tekst(("Van de stappen van de eerste cyclus staat niets in de gelezen bronnen.",))
    nu, voor, dag = huidige(lijst, peildatum), vorige(lijst, peildatum), datum_voluit(peildatum)
    stand = [f"Op {dag} is nog geen stap van de cyclus aan de beurt geweest."]
    if voor:
        stand = [f"Op {dag} is de laatste stap volgens de kalender: {voor.naam} ({voor.stand(peildatum)})."]
    if nu is None:
        stand.append("Daarmee is de eerste cyclus voorbij.")
    else:
        wanneer = opsomming((termijn_tekst(v) for v in nu.vermeldingen), "of")
        stand.append(f"De cyclus is dan bij: {nu.bezig_met}. De volgende stap: {nu.naam}, {wanneer}.")
        if nu.stand(peildatum) == "termijn verschilt":
            stand.append("Volgens de ene bron is die termijn voorbij, volgens de andere nog niet.")
    verschillen = [
        f"Voor {s.naam} geven de bronnen verschillende termijnen: "
        f"{opsomming(f'{termijn_tekst(v)} ({g.bron(v.bron).titel})' for v in s.vermeldingen)}."
        for s in lijst
        if len({termijn_tekst(v) for v in s.vermeldingen}) > 1
    ]
    return Tekst((" ".join(stand), *verschillen))


def tabel_kalender(g: Gegevens, periode: str) -> Tabel:
    """The steps of the cycle, each date with its source, and where the peildatum stands among them."""
    peildatum = g.periode(periode).peildatum
    return tabel(
        g,
        "kalender",
        f"Kalender van de eerste cyclus, gezien vanaf {datum_voluit(peildatum)}",
        (
            Kolom("Stap", lambda r: r["stap"].naam),
            Kolom("Berust op", lambda r: r["stap"].grond),
            Kolom("Wanneer", lambda r: termijn_tekst(r["vermelding"])),
            Kolom("Volgens", lambda r: g.bron(r["vermelding"].bron).titel),
            Kolom(f"Op {datum_voluit(peildatum)}", lambda r: r["stap"].stand(peildatum)),
        ),
        [{"stap": s, "vermelding": v} for s in stappen(g) for v in s.vermeldingen],
        bron=lambda r: herkomst_van(r["vermelding"]),
        opmerkingen=(
            "Geven bronnen een andere termijn voor dezelfde stap, dan staan ze allebei in de tabel. Tussen de eerste en de "
            "laatste termijn zegt de tabel: termijn verschilt.",
            *_PROVINCIAAL_PLAN * any(r["gebeurtenis"] == "eerste-provinciaal-plan" for r in gebeurtenissen(g)),
        ),
    )


def figuur_kalender(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The same as a timeline, with that table under it: every date that a source gives is a row of its own."""
    peildatum, tabel_ = g.periode(periode).peildatum, tabel_kalender(g, periode)
    lijst = [(s, v) for s in stappen(g) for v in s.vermeldingen]
    if not lijst:
        return Tekst(("Geen tijdlijn: de stappen van de cyclus staan niet in de gelezen bronnen.",))
    momenten = [Moment(s.naam, termijn_tekst(v), v.datum, _laatste_dag(v), v.termijn == "uiterlijk") for s, v in lijst]
    nu = huidige([s for s, _ in lijst], peildatum)
    volgende = f"Na {datum_voluit(peildatum)} is de eerste stap: {nu.naam}" if nu else "De eerste cyclus is voorbij"
    ax = tijdlijn(momenten, nu=peildatum, nu_tekst="peildatum")
    f = figuur(ax, volgende, naam="kalender", cijfers=tabel_, fictief=g.fictief)
    return replace(f, ondertitel="Stappen van de eerste cyclus van de Spreidingswet; een open punt is een uiterste dag")


def _laatste_dag(v: Vermelding) -> dt.date:
    """The day itself, or the last one of its month or year."""
    return v.datum if v.precisie == "dag" else eind_van(v.datum, v.precisie) - dt.timedelta(days=1)


def termijn_tekst(v: Vermelding) -> str:
    """A date of a step as a reader says it.

    >>> termijn_tekst(Vermelding("uiterlijk", dt.date(2024, 11, 1), "maand", "b", "v"))
    'uiterlijk in november 2024'
    """
    dag = datum_tekst(v.datum, v.precisie)
    if v.precisie != "dag":
        dag = f"in {dag}"
    return f"uiterlijk {dag}" if v.termijn == "uiterlijk" else dag
