"""The chapter De volgende periode: what it asks of the gemeente, and to which trede the kader would lead."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.posities import Dossier, Positie
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader.kader import Kader, Regel
from ibtlib.rapport.basis import aantal_personen, herkomst_kader
from ibtlib.rapport.gemeente.kaderwoorden import regel_in_woorden, stap_in_woorden, trede_met_naam, trede_na
from ibtlib.scenario.doelen import inhaalpad
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.kolom import Kolom, tabel


def over_tempo(d: Dossier) -> Tekst:
    """What the next periode asks per month, or why that cannot be said."""
    return Tekst((zin_benodigd(d.g, d.positie),))


def zin_benodigd(g: Gegevens, p: Positie) -> str:
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


def tabel_volgende_stap(d: Dossier) -> Tabel:
    """Every rule of the kader of the next periode: when it holds, and to which trede it would lead from here."""
    p = d.positie
    volgende = p.periode.volgende
    kader = d.g.kaders.zoek(volgende)
    regels = kader.regels if kader else ()
    nu = f"vanaf trede {p.trede}, {p.trede_soort}" if p.trede else "de trede van nu is niet bekend"
    return tabel(
        d.g,
        "volgende-stap",
        f"Wat het kader geeft in {volgende} ({nu}); de eerste regel die opgaat beslist",
        (
            Kolom(f"Als in {volgende}", lambda regel: regel_in_woorden(regel, regel is not regels[0])),
            Kolom(
                "dan",
                lambda regel: _gevolg(kader, regel, p.trede),
                klasse=lambda regel: d.g.kaders.tredeklasse(volgende, trede_na(regel, p.trede)),
            ),
            Kolom("Volgens", "volgens", klasse=lambda regel: "aanname" if regel.zekerheid == "aanname" else None),
        ),
        regels,
        herkomst=herkomst_kader(d.g, kader),
        zonder_rijen=f"niet te geven, want voor {volgende} is geen kader bekend",
    )


def _gevolg(kader: Kader | None, regel: Regel, trede: int | None) -> str:
    nieuwe = trede_na(regel, trede)
    return stap_in_woorden(regel) if nieuwe is None else trede_met_naam(kader, nieuwe)


def over_volgende_stap(d: Dossier) -> Tekst:
    """What the kader of the next periode leaves to the judgement of Gedeputeerde Staten."""
    volgende = d.positie.periode.volgende
    kader = d.g.kaders.zoek(volgende)
    if kader is None:
        return Tekst((f"Voor {volgende} is geen kader bekend.",))
    over = f" Niet te berekenen: {'; '.join(kader.niet_berekenbaar)}." if kader.niet_berekenbaar else ""
    return Tekst((f"Voor {volgende} geldt ‘{kader.titel}’.{over}",))
