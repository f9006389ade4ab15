"""Where the figures stand: which sheet, which header, which columns; what is not clear becomes a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout, leesbaar
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.inlezen.bladen import Bestand
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag, optie, te_kiezen
from ibtlib.gegevens.inlezen.kolommen import KERN, Kolom, kaal
from ibtlib.gegevens.inlezen.koppen import Kop, andere_koppen, dubbele, kies, met_inhoud_erbij, zoek_kop
from ibtlib.gegevens.werkmap import Blad


@dataclass(frozen=True)
class Tabel:
    """The table in a file.

    Parameters
    ----------
    blad : Blad
    kop : Kop
    laatste : int
        Last row that can belong to it.
    opmerkingen : tuple of str
        Dutch: what was passed over, and why.
    vragen : tuple of Vraag
        What is not clear about sheet, header and columns.
    """

    blad: Blad
    kop: Kop
    laatste: int
    opmerkingen: tuple[str, ...]
    vragen: tuple[Vraag, ...]

    def kolom(self, veld: str) -> Kolom | None:
        """The column of a field; None when it is not there, or more than one claims it."""
        gevonden = self.kop.van(veld)
        return gevonden[0] if len(gevonden) == 1 else None


def zoek_tabel(bestand: Bestand, periode: Periode, keuzes: Keuzes) -> Tabel:
    """Find the table.

    Raises
    ------
    AanvraagFout
        When there is none, or more sheets than one hold one; with what can be chosen.
    """
    blad, kop, opmerkingen = _kies_blad(bestand, periode, keuzes)
    vragen = []
    koppen = [kop.rij, *andere_koppen(blad, kop, periode)]
    laatste = koppen[1] - 1 if len(koppen) > 1 else len(blad.rijen)
    if len(koppen) > 1 and keuzes.kopregel is None:
        wat = f"Er staan {len(koppen)} tabellen onder elkaar; de koppen staan in rij {', '.join(map(str, koppen))}. Welke is het?"
        vragen.append(Vraag(wat, opties=tuple(optie("kopregel", str(r)) for r in koppen)))
    kop = kies(met_inhoud_erbij(blad, kop), dict(keuzes.kolommen))
    vragen += _kolomvragen(kop, keuzes)
    return Tabel(blad, kop, laatste, tuple(opmerkingen), tuple(vragen))


def _kies_blad(bestand: Bestand, periode: Periode, keuzes: Keuzes) -> tuple[Blad, Kop, list[str]]:
    namen = ", ".join(f"'{b.naam}'{' (verborgen)' if b.verborgen else ''}" for b in bestand.bladen)
    if keuzes.blad is not None:
        gekozen = [b for b in bestand.bladen if b.naam.strip().casefold() == keuzes.blad.strip().casefold()]
        if not gekozen or bestand.is_tekst:
            wel = "Dit is een tekstbestand, zonder bladen." if bestand.is_tekst else f"De bladen zijn: {namen}."
            raise AanvraagFout(leesbaar(f"Blad '{keuzes.blad}' is er niet. {wel}", 2_000))
    else:
        gekozen = [b for b in bestand.bladen if not b.verborgen]
    met_kop = [
        (b, k) for b in gekozen if (k := zoek_kop(b, periode, keuzes.kopregel)) and (k.sterkte or keuzes.kolommen)
    ]
    if not met_kop:
        raise AanvraagFout(_geen_kop(bestand, gekozen, namen, keuzes))
    if len(met_kop) > 1:
        opties = tuple(optie("blad", b.naam) for b, _ in met_kop)
        wat = "Meer dan één blad heeft een tabel met gemeenten en cijfers. Welk blad is het?"
        raise AanvraagFout(te_kiezen(bestand.pad.name, [Vraag(wat, opties=opties)]))
    ((blad, kop),) = met_kop
    over = [b for b in bestand.bladen if b is not blad]
    return blad, kop, [f"blad '{b.naam}'{' (verborgen)' if b.verborgen else ''} is niet gelezen" for b in over]


def _geen_kop(bestand: Bestand, gezocht: list[Blad], namen: str, keuzes: Keuzes) -> str:
    waar = (
        "in dit bestand"
        if bestand.is_tekst
        else f"op {'het blad' if len(gezocht) == 1 else 'de bladen'} van dit bestand ({namen})"
    )
    begin = [
        leesbaar(" | ".join(c.tekst.strip() for c in rij if c.tekst), 200)
        for blad in gezocht[:1]
        for rij in blad.rijen[:60]
        if any(c.tekst for c in rij)
    ]
    rij = f" Rij {keuzes.kopregel} is geen kop." if keuzes.kopregel else ""
    if keuzes.blad is None and any(b.verborgen for b in bestand.bladen):
        rij += " Verborgen bladen zijn niet gelezen; kies er een met --blad."
    staat = f"\nHet begint met: {begin[0]}" if begin else " Het is leeg."
    return (
        f"Er is {leesbaar(waar)} geen tabel gevonden met een kop als 'Gemeente' en 'Taakstelling'.{rij}{staat}\n"
        "Zeg waar de kop staat en wat de kolommen zijn, bijvoorbeeld: --kopregel 4 --kolom gemeente=A "
        "--kolom taakstelling=C. Er is niets geschreven."
    )


def _kolomvragen(kop: Kop, keuzes: Keuzes) -> list[Vraag]:
    vragen = []
    for veld, kolommen in dubbele(kop):
        wat = f"Welke kolom is {veld}? {', '.join(_kolomtekst(k) for k in kolommen)}"
        vragen.append(
            Vraag(wat, opties=(*(optie("kolom", f"{veld}={k.letter}") for k in kolommen), f"--kolom {veld}=geen"))
        )
    for k in kop.kolommen:
        if k.veld and not k.zeker:
            wat = f"Kolom {_kolomtekst(k)}: {k.uitleg}"
            vragen.append(Vraag(wat, f"dit is {k.veld}", (f"--kolom {k.veld}={k.letter}", f"--kolom {k.veld}=geen")))
    onbekend = [k for k in kop.kolommen if not k.herkend]
    for veld in KERN if onbekend else ():
        if not kop.van(veld) and veld not in keuzes.kolommen:
            wat = f"Geen kolom is herkend als {veld}. Niet herkend: {', '.join(_kolomtekst(k) for k in onbekend[:8])}"
            opties = (*(optie("kolom", f"{veld}={k.letter}") for k in onbekend[:8]), f"--kolom {veld}=geen")
            vragen.append(Vraag(wat, f"{veld} blijft leeg (onbekend)", opties))
    for k in kop.van("achterstand_begin"):
        tekst = k.kop.casefold()
        plus = "voorsprong" in tekst and (
            "achterstand" not in kaal(tekst) or re.search(r"voorsprong[ :=(]*(\+|plus|pos)", tekst)
        )
        if plus and keuzes.voorsprong is None:
            wat = f"Kolom {_kolomtekst(k)}: is een getal zonder teken hier een voorsprong, of een achterstand?"
            vragen.append(Vraag(wat, opties=("--voorsprong plus", "--voorsprong min")))
    return vragen


def _kolomtekst(k: Kolom) -> str:
    return f"{k.letter} '{k.kop}'"
