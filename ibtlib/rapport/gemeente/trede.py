"""The title and the chapter Trede en motivering: on which trede the gemeente stands, and why."""

from __future__ import annotations

from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.posities import FEITEN, Dossier, Positie
from ibtlib.rapport.gemeente.kaderwoorden import trede_met_naam
from ibtlib.weergave import Tekst, Titel


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


def over_trede(d: Dossier) -> Tekst:
    """On which trede the gemeente stands and why, and what counted as verschoonbaar."""
    p = d.positie
    elders = "De motivering staat in de toezichtbrief; zonder de cijfers is zij hier niet na te rekenen."
    return Tekst((f"{zin_besluit(p)} {zin_motivering(p) or elders}", zin_verschoonbaar(p)))


def zin_besluit(p: Positie) -> str:
    """The trede as decided, and that of the periode before."""
    vorig = p.trede_vastgesteld_vorig
    toen = f"in {p.periode.vorige} was dat trede {vorig}" if vorig else f"van {p.periode.vorige} is geen trede bekend"
    if p.trede_vastgesteld is None:
        return f"De vastgestelde trede van {p.periode} staat niet in de gelezen bronnen; {toen}."
    waarop = f", beoordeeld op {p.grondslag_vastgesteld}" if p.grondslag_vastgesteld else ""
    return f"Vastgesteld is {trede_met_naam(p.kader, p.trede_vastgesteld)}{waarop}; {toen}."


def zin_motivering(p: Positie) -> str | None:
    """Why the kader gives the computed trede, or what is missing for it; None when no figure at all is published."""
    if set(p.ontbreekt) == set(FEITEN):
        return None
    if p.trede_berekend is None:
        return p.motivering
    anders = p.trede_vastgesteld not in (None, p.trede_berekend)
    slot = " De berekende trede wijkt af van de vastgestelde; de vastgestelde geldt." if anders else ""
    return f"Wat het kader op deze cijfers geeft (berekend): {p.motivering}{slot}"


def zin_verschoonbaar(p: Positie) -> str:
    """What was considered as verschoonbare reden, in one sentence."""
    if p.kader is None:
        return f"Voor {p.periode} is geen kader bekend; of iets verschoonbaar is, is daarom niet te zeggen."
    if not p.kader.verschoont:
        return (
            "Verschoonbaar: bij dit kader is geen verschoonbare reden bekend; een berekende trede houdt geen rekening met een "
            "koppelingstekort."
        )
    if p.koppelingstekort is None:
        return "Verschoonbaar is een koppelingstekort; hoe groot dat was, staat niet in de gelezen bronnen."
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
