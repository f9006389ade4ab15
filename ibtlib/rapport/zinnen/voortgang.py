"""Sentences of notebook 01."""

from __future__ import annotations

from ibtlib.basis.fouten import AanvraagFout, aantal, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.beoordeling.beoordeel import beoordeel, geholpen_door_koppelingstekort
from ibtlib.cijfers.projecties import projectie
from ibtlib.cijfers.reeksen import trend as _trend
from ibtlib.cijfers.uitkomsten import Resultaat, resultaat, stand_in_woorden, standen, vastgestelde_treden, versies
from ibtlib.controle.bevindingen import van_periode
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import aantal_personen, stand_tekst
from ibtlib.weergave import Tekst


def samenvatting(g: Gegevens, periode: str) -> Tekst:
    """The periode in a handful of sentences."""
    gekozen = g.periode(periode)
    r = resultaat(g, gekozen)
    zinnen = [_zin_opgave(r)] if r else [f"Over {gekozen} zijn geen provinciale resultaten gepubliceerd."]
    if r and r.realisatie is not None:
        zinnen.append(_zin_realisatie(r))
        zinnen.append(_zin_eindstand(g, r))
    elif r:
        zinnen.append(f"Over de realisatie van {gekozen} is nog niets gepubliceerd; dit is een vooruitblik.")
    zinnen += [z for z in (_zin_treden(g, gekozen), _zin_bevindingen(g, gekozen)) if z]
    return Tekst(tuple(zinnen), lijst=True)


def _zin_opgave(r: Resultaat) -> str:
    zin = f"De gemeenten kregen in {r.periode} een taakstelling van {aantal_personen(r.taakstelling)}"
    if r.versie == "verlaagd":
        zin += " (verlaagd)"
    if r.achterstand_begin is None or r.totaalopgave is None:
        return zin + "; de beginstand is niet gepubliceerd."
    if r.achterstand_begin == 0:
        return f"{zin} en begonnen zonder achterstand: de totaalopgave was {toon(r.totaalopgave)}."
    soort = "achterstand" if r.achterstand_begin > 0 else "voorsprong"
    return (
        f"{zin} en begonnen met een {soort} van {toon(abs(r.achterstand_begin))}: "
        f"de totaalopgave was {toon(r.totaalopgave)}."
    )


def _zin_realisatie(r: Resultaat) -> str:
    assert r.realisatie is not None
    delen = [
        f"{toon_procent(p)} van de {wat}"
        for p, wat in ((r.pct_taakstelling, "taakstelling"), (r.pct_totaalopgave, "totaalopgave"))
        if p is not None
    ]
    return f"Zij huisvestten {aantal_personen(r.realisatie)}: {opsomming(delen)}."


def _zin_eindstand(g: Gegevens, r: Resultaat) -> str:
    gepubliceerd = list(dict.fromkeys(stand_tekst(s.achterstand) or "" for s in standen(g, r.periode.peildatum)))
    datum = datum_voluit(r.periode.peildatum)
    zin = (
        f"Op {datum} is {opsomming(gepubliceerd)} gepubliceerd"
        if gepubliceerd
        else f"De stand op {datum} is niet gepubliceerd"
    )
    if r.achterstand_eind is None:
        return f"{zin}; zonder totaalopgave is er niets na te rekenen."
    return f"{zin}; totaalopgave min realisatie is {stand_tekst(r.achterstand_eind)} (berekend)."


def _zin_treden(g: Gegevens, periode: Periode) -> str:
    tellingen = _trend(g, periode).treden().loc[str(periode)]
    delen = [f"{aantal(tellingen[t], 'gemeente', 'gemeenten')} op trede {t}" for t in range(1, 7) if tellingen[t]]
    return f"Op de interventieladder staan {opsomming(delen)} (vastgesteld)." if delen else ""


def _zin_bevindingen(g: Gegevens, periode: Periode) -> str:
    n = len(van_periode(g, periode))
    if not n:
        return "Alle gepubliceerde cijfers over deze periode sluiten op elkaar aan."
    return f"Op {aantal(n, 'punt', 'punten')} sluiten gepubliceerde cijfers niet op elkaar aan; zie ‘Wat niet op elkaar aansluit’."


def treden(g: Gegevens, periode: str) -> Tekst:
    """How many gemeenten stand on each trede, on what they were judged, and who was helped."""
    gekozen = g.periode(periode)
    frame = g.tabel("beoordelingen")
    frame = frame[frame["periode"] == str(gekozen)]
    if frame.empty:
        zin = f"Over {gekozen} zijn geen treden vastgesteld of gepubliceerd."
        kader = g.kaders.zoek(gekozen)
        return Tekst((zin, f"De beoordeling volgt het kader ‘{kader.titel}’.") if kader else (zin,))
    zinnen = [_zin_treden(g, gekozen)]
    grondslagen = [r["grondslag"] for r in rijen(frame) if r["grondslag"]]
    if grondslagen:
        delen = [
            f"{aantal(grondslagen.count(s), 'gemeente is', 'gemeenten zijn')} beoordeeld op {s}"
            for s in sorted(set(grondslagen), key=lambda s: -grondslagen.count(s))
        ]
        zinnen.append(f"{opsomming(delen)}.")
    zinnen += _positiever(g, gekozen)
    return Tekst((" ".join(zinnen),))


def _positiever(g: Gegevens, periode: Periode) -> list[str]:
    tellingen = g.tabel("tellingen")
    gepubliceerd = tellingen[
        (tellingen["periode"] == str(periode)) & (tellingen["kenmerk"] == "positiever_door_koppelingstekort")
    ]
    zinnen = [
        f"Volgens de bron pakte het koppelingstekort voor {aantal(r['gemeenten'], 'gemeente', 'gemeenten')} gunstiger uit."
        for r in rijen(gepubliceerd)
    ]
    frame = beoordeel(g, periode)
    if frame["trede_berekend"].notna().any():
        n = geholpen_door_koppelingstekort(frame)
        zinnen.append(f"Volgens de berekening geldt dat voor {aantal(n, 'gemeente', 'gemeenten')}.")
    return zinnen


def berekenbaar(g: Gegevens, periode: str) -> Tekst:
    """For how many gemeenten the trede can be computed, and why not for the others."""
    gekozen = g.periode(periode)
    kader = g.kaders.zoek(gekozen)
    if kader is None:
        return Tekst((f"Voor {gekozen} is geen kader bekend; er is geen trede berekend.",), soort="let-op")
    frame = beoordeel(g, gekozen)
    wel = int(frame["trede_berekend"].notna().sum())
    alinea = f"Kader: ‘{kader.titel}’. Van {wel} van de {aantal(len(frame), 'gemeente', 'gemeenten')} is de trede te berekenen."
    if wel == 0:
        alinea += (
            " De cijfers per gemeente (taakstelling, achterstand, realisatie, gekoppeld) zijn niet gepubliceerd; "
            "de motivering staat in de toezichtbrieven."
        )
    aannames = list(kader.aannames)
    regels = (alinea, f"Aannames in dit kader: {'; '.join(aannames)}.") if aannames and wel else (alinea,)
    return Tekst(regels, soort="gewoon" if wel == len(frame) else "let-op")


def verschuivingen(g: Gegevens, periode: str) -> Tekst:
    """How many gemeenten went up, down, stayed."""
    gekozen = g.periode(periode)
    nu, vorig = vastgestelde_treden(g, gekozen), vastgestelde_treden(g, gekozen.vorige)
    beide = [(vorig[c], nu[c]) for c in nu if c in vorig]
    if not beide:
        return Tekst((f"Van {gekozen.vorige} of {gekozen} zijn geen treden per gemeente gepubliceerd.",))
    op, neer = sum(b > a for a, b in beide), sum(b < a for a, b in beide)
    return Tekst(
        (
            f"Ten opzichte van {gekozen.vorige}: {aantal(op, 'gemeente', 'gemeenten')} omhoog, "
            f"{aantal(neer, 'gemeente', 'gemeenten')} omlaag en {aantal(len(beide) - op - neer, 'gemeente', 'gemeenten')} "
            "gelijk op de interventieladder.",
        )
    )


def vooruitblik(g: Gegevens, periode: str) -> Tekst:
    """What the next periode asks, and what an unchanged realisatie would make of it."""
    gekozen = g.periode(periode)
    alle = versies(g, gekozen.volgende)
    if not alle:
        return Tekst((f"De taakstelling van {gekozen.volgende} is niet gepubliceerd.",))
    zinnen = []
    for r in alle:
        zin = (
            f"Voor {r.periode} is de taakstelling {'eerst ' if len(alle) > 1 and r.versie == 'oorspronkelijk' else ''}"
        )
        zin += f"{'verlaagd naar ' if r.versie == 'verlaagd' else ''}{aantal_personen(r.taakstelling)}"
        zinnen.append(zin + (f", de totaalopgave {toon(r.totaalopgave)}." if r.totaalopgave is not None else "."))
        zinnen += _bij_gelijke_realisatie(g, gekozen, r)
    return Tekst((" ".join(zinnen),))


def _bij_gelijke_realisatie(g: Gegevens, periode: Periode, r: Resultaat) -> list[str]:
    try:
        p = projectie(g, vanaf=periode, versie=r.versie)
    except AanvraagFout:
        return []
    begin = f"{'−' if p.achterstand_begin < 0 else '+'} {toon(abs(p.achterstand_begin))}"
    return [
        f"Bij dezelfde realisatie als in {periode} ({toon(p.realisatie)}) zou die periode eindigen met "
        f"{stand_in_woorden(p.achterstand_eind)} (berekend: {toon(p.taakstelling)} {begin} − {toon(p.realisatie)})."
    ]
