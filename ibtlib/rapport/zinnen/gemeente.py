"""Sentences of notebook 05: one gemeente in one periode."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ibtlib.basis.fouten import AanvraagFout, aantal, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.drie_opgaven import HUISVESTING, Opgave, drie_opgaven_gemeenten
from ibtlib.cijfers.posities import FEITEN, Dossier, Positie
from ibtlib.cijfers.uitkomsten import stand_in_woorden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen.gemeente import FEIT_IN_WOORDEN, status_opvang, trede_met_naam
from ibtlib.rapport.zinnen.voortgang import aantal_personen
from ibtlib.scenario.doelen import inhaalpad
from ibtlib.weergave import Tekst, Titel
from ibtlib.weergave.beschrijving import hoofdletter


def titel(d: Dossier) -> Titel:
    """The heading of the appendix: a document of one page."""
    g, p = d.g, d.positie
    return Titel(
        f"{p.gemeente}: bijlage bij de toezichtbrief",
        f"Provincie {g.naam}, huisvesting van vergunninghouders, {p.periode.voluit} ({p.periode})",
        (
            ("Peildatum", datum_voluit(p.periode.peildatum)),
            ("Kader", p.kader.titel if p.kader else "voor deze periode is geen kader bekend"),
        ),
        p.periode.peildatum,
        g.fictief,
        vorm="bijlage",
    )


def trede(d: Dossier) -> Tekst:
    """On which trede the gemeente stands and why, and what counted as verschoonbaar."""
    p = d.positie
    elders = "De motivering staat in de toezichtbrief; zonder de cijfers is zij hier niet na te rekenen."
    return Tekst((f"{besluit(p)} {motivering(p) or elders}", verschoonbaar(p)))


def besluit(p: Positie) -> str:
    """The trede as decided, and that of the periode before."""
    vorig = p.trede_vastgesteld_vorig
    toen = f"in {p.periode.vorige} was dat trede {vorig}" if vorig else f"van {p.periode.vorige} is geen trede bekend"
    if p.trede_vastgesteld is None:
        return f"Voor {p.periode} is geen vastgestelde trede gepubliceerd; {toen}."
    waarop = f", beoordeeld op {p.grondslag_vastgesteld}" if p.grondslag_vastgesteld else ""
    return f"Vastgesteld is {trede_met_naam(p.kader, p.trede_vastgesteld)}{waarop}; {toen}."


def motivering(p: Positie) -> str | None:
    """Why the kader gives the computed trede, or what is missing for it; None when no figure at all is published."""
    if set(p.ontbreekt) == set(FEITEN):
        return None
    if p.trede_berekend is None:
        return p.motivering
    anders = p.trede_vastgesteld not in (None, p.trede_berekend)
    slot = " De berekende trede wijkt af van de vastgestelde; de vastgestelde geldt." if anders else ""
    return f"Wat het kader op deze cijfers geeft (berekend): {p.motivering}{slot}"


def verschoonbaar(p: Positie) -> str:
    """What was considered as verschoonbare reden, in one sentence."""
    if p.kader is None:
        return f"Voor {p.periode} is geen kader bekend; of iets verschoonbaar is, is daarom niet te zeggen."
    if not p.kader.verschoont:
        return "Verschoonbaar: het kader neemt geen verschoonbare reden mee; een koppelingstekort telt niet."
    if p.koppelingstekort is None:
        return "Verschoonbaar is een koppelingstekort; hoe groot dat was, is niet gepubliceerd."
    if not p.koppelingstekort:
        return (
            f"Verschoonbaar is een koppelingstekort, maar dat was er niet: op {datum_voluit(p.periode.koppelpeildatum)} "
            f"waren er {toon(p.gekoppeld or 0)} gekoppeld bij een totaalopgave van {toon(p.totaalopgave or 0)}."
        )
    zin = f"Als verschoonbaar is een koppelingstekort van {toon(p.koppelingstekort)} meegewogen"
    if p.trede_zonder_verschoning is None or p.trede_berekend is None:
        return f"{zin}."
    if p.trede_zonder_verschoning == p.trede_berekend:
        return f"{zin}; zonder die reden was de berekende trede dezelfde."
    return f"{zin}; zonder die reden was de berekende trede {p.trede_zonder_verschoning}."


def cijfers(d: Dossier) -> Tekst:
    """Which figures are missing, so that nobody takes an empty cell for a zero."""
    p = d.positie
    if not p.ontbreekt:
        return Tekst((f"Alle cijfers van {p.gemeente} over {p.periode} zijn bekend. Cursief is berekend.",))
    wat = opsomming(FEIT_IN_WOORDEN[naam] for naam in p.ontbreekt)
    slot = " Hieronder staat wat wel bekend is." if len(p.ontbreekt) == len(FEITEN) else ""
    return Tekst((f"Niet gepubliceerd voor {p.gemeente} in {p.periode}: {wat}.{slot}",), soort="let-op")


def plaats(d: Dossier) -> Tekst:
    """How many gemeenten stand where, this one among them; never who does better."""
    p = d.positie
    alle = list(d.alle.values())
    treden = [t for t in d.treden.values() if t is not None]
    if not treden:
        return Tekst((f"Over {p.periode} is van geen van de {len(alle)} gemeenten een trede bekend.",))
    delen = [f"{treden.count(t)} op trede {t}" for t in sorted(set(treden))]
    zin = f"Van de {len(alle)} gemeenten van {d.g.naam} staan er {opsomming(delen)} ({d.trede_soort})"
    zin += "." if p.trede is not None else f"; van {p.gemeente} is geen trede bekend."
    eind = [q.achterstand_eind for q in alle if q.achterstand_eind is not None]
    if eind:
        zin += (
            f" Van de {len(eind)} waarvan de eindstand te berekenen is, hebben er {_hoeveel(e > 0 for e in eind)} een "
            f"achterstand en {_hoeveel(e < 0 for e in eind)} een voorsprong; {p.gemeente} heeft "
            f"{'geen berekende eindstand' if p.achterstand_eind is None else stand_in_woorden(p.achterstand_eind)}."
        )
    return Tekst((zin,))


def _hoeveel(waar: Iterable[bool]) -> str:
    return str(sum(waar) or "nul")


def tempo(d: Dossier) -> Tekst:
    """What the next periode asks per month, or why that cannot be said."""
    return Tekst((benodigd(d.g, d.positie),))


def benodigd(g: Gegevens, p: Positie) -> str:
    """The pace of the next periode in one paragraph."""
    volgende = p.periode.volgende
    try:
        pad = inhaalpad(g, p.periode, volgende.peildatum, p.code)
    except AanvraagFout:
        return f"Welk tempo {volgende} vraagt is niet te berekenen zonder de cijfers van {p.gemeente}."
    if not pad.te_huisvesten:
        return f"De voorsprong dekt de taakstelling van {volgende}."
    zin = (
        f"Om op {datum_voluit(pad.datum)} geen achterstand te hebben, moet {p.gemeente} {aantal_personen(pad.te_huisvesten)} "
        f"huisvesten in {volgende}: {toon(pad.per_maand_heel)} per maand, naar boven afgerond (berekend)."
    )
    if pad.nu_per_maand is not None:
        zin += f" In {p.periode} waren dat er {_per_maand(pad.nu_per_maand)} per maand."
    return " ".join([zin, *(f"Aanname: {a}" for a in pad.aannames)])


def _per_maand(waarde: Fraction) -> str:
    return toon(waarde, 0 if waarde.denominator == 1 else 1)


def volgende_stap(d: Dossier) -> Tekst:
    """What the kader of the next periode leaves to the judgement of Gedeputeerde Staten."""
    volgende = d.positie.periode.volgende
    kader = d.g.kaders.zoek(volgende)
    if kader is None:
        return Tekst((f"Voor {volgende} is geen kader bekend.",))
    over = f" Niet te berekenen: {'; '.join(kader.niet_berekenbaar)}." if kader.niet_berekenbaar else ""
    return Tekst((f"Voor {volgende} geldt ‘{kader.titel}’.{over}",))


def opvang(d: Dossier) -> Tekst:
    """The opvang of the gemeente where it is published; it never counts in the beoordeling."""
    p = d.positie
    drie = drie_opgaven_gemeenten(d.g, p.periode).get(p.code, [])
    zinnen = [_zin_opvang(o) for o in drie if o.soort != HUISVESTING and (o.opgave, o.gerealiseerd) != (None, None)]
    if not zinnen:
        zinnen = [f"De opgave en de plekken van {p.gemeente} zijn niet gepubliceerd."]
    return Tekst((" ".join([*zinnen, "Opvang telt niet mee in de beoordeling."]),))


def _zin_opvang(o: Opgave) -> str:
    wanneer = f" ({o.wanneer})" if o.wanneer else ""
    if o.opgave is None:
        return f"{hoofdletter(o.soort)}{wanneer}: {toon(o.gerealiseerd or 0)} plekken; de opgave is niet gepubliceerd."
    if o.gerealiseerd is None:
        return f"{hoofdletter(o.soort)}{wanneer}: opgave {toon(o.opgave)}; het aantal plekken is niet gepubliceerd."
    deel = f", {toon_procent(o.procent)}" if o.procent is not None else ""
    return (
        f"{hoofdletter(o.soort)}{wanneer}: {toon(o.gerealiseerd)} van {aantal(o.opgave, 'plek', 'plekken')}{deel}"
        f" ({status_opvang(o)})."
    )
