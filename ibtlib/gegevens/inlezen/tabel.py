"""Where the figures stand: which sheet, which header, which columns; what is not clear becomes a question."""

from __future__ import annotations

from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout, leesbaar, opsomming, optie
from ibtlib.gegevens.inlezen.bladen import Bestand
from ibtlib.gegevens.inlezen.kaal import kaal
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag, te_kiezen
from ibtlib.gegevens.inlezen.kolommen import Kolom, Vraagstelling, kolomletter
from ibtlib.gegevens.inlezen.kolomvragen import kolomvragen
from ibtlib.gegevens.inlezen.koppen import Kop, andere_koppen, kies, met_inhoud_erbij, perioden_van_koppen, zoek_kop
from ibtlib.gegevens.werkmap import Blad


@dataclass(frozen=True)
class Tabel:
    """The table in a file."""

    kop: Kop
    laatste: int  # last row that can belong to it
    overslaan: frozenset[int]  # rows that repeat the header
    opmerkingen: tuple[str, ...]  # Dutch: what was passed over, and why
    vragen: tuple[Vraag, ...]  # what is not clear about sheet, header and columns

    @property
    def blad(self) -> Blad:
        return self.kop.blad

    def kolom(self, veld: str) -> Kolom | None:
        """The column of a field; None when it is not there, or more than one claims it."""
        gevonden = self.kop.van(veld)
        return gevonden[0] if len(gevonden) == 1 else None


def zoek_tabel(bestand: Bestand, vraag: Vraagstelling, keuzes: Keuzes) -> Tabel:
    """Find the table.

    Raises
    ------
    AanvraagFout
        When there is none, or more sheets than one hold one; with what can be chosen.
    """
    kop, opmerkingen = _kies_blad(bestand, vraag, keuzes)
    vragen = []
    anders, herhaald = andere_koppen(kop)
    if herhaald and _zelfde_gemeenten(kop, herhaald[0]):
        anders, herhaald = sorted([*anders, *herhaald]), []
    koppen = [kop.rij, *anders]
    laatste = koppen[1] - 1 if len(koppen) > 1 else len(kop.blad.rijen)
    if len(koppen) > 1 and keuzes.kopregel is None:
        wat = f"Er staan {len(koppen)} tabellen onder elkaar; de koppen staan in rij {', '.join(map(str, koppen))}. Welke is het?"
        vragen.append(Vraag(wat, opties=tuple(optie("kopregel", str(r)) for r in koppen)))
    if over := [r for r in herhaald if r <= laatste]:
        opmerkingen.append(f"de kop staat nog een keer in rij {', '.join(map(str, over))}")
    opmerkingen += [
        leesbaar(f"opmerking in Excel bij {kolomletter(kolom)}{rij}: {tekst}", 300)
        for (rij, kolom), tekst in kop.blad.opmerkingen.items()
        if rij > kop.rij  # those of a header explain the column
    ]
    kop = kies(met_inhoud_erbij(kop), keuzes)
    vragen += kolomvragen(bestand, kop, keuzes)
    return Tabel(kop, laatste, frozenset(herhaald), tuple(opmerkingen), tuple(vragen))


def _zelfde_gemeenten(kop: Kop, grens: int) -> bool:
    """Whether what stands above a repeated header stands below it once more: then it is another table, and no new page."""
    naam = next(iter(kop.van("gemeente") or kop.van("gemeentecode")), None)
    if naam is None:
        return True
    namen = [kaal(kop.blad.cel(r, naam.nummer).als_woord) for r in range(1, len(kop.blad.rijen) + 1)]
    return bool({n for n in namen[kop.rij : grens - 1] if n} & {n for n in namen[grens:] if n})


def _kies_blad(bestand: Bestand, vraag: Vraagstelling, keuzes: Keuzes) -> tuple[Kop, list[str]]:
    namen = ", ".join(f"'{b.naam}'{' (verborgen)' if b.verborgen else ''}" for b in bestand.bladen)
    if keuzes.blad is not None:
        gekozen = [b for b in bestand.bladen if b.naam.strip().casefold() == keuzes.blad.strip().casefold()]
        if not gekozen or bestand.is_tekst:
            wel = "Dit is een tekstbestand, zonder bladen." if bestand.is_tekst else f"De bladen zijn: {namen}."
            raise AanvraagFout(leesbaar(f"Blad '{keuzes.blad}' is er niet. {wel}", 2_000))
    else:
        gekozen = [b for b in bestand.bladen if not b.verborgen]
    met_kop = [k for b in gekozen if (k := zoek_kop(b, vraag, keuzes.kopregel)) and (k.sterkte or keuzes.kolommen)]
    if not met_kop and (anders := sorted({p for b in gekozen for p in perioden_van_koppen(b, vraag)})):
        wat = f"De kop noemt {opsomming(map(str, anders))}, en nergens {vraag.periode}. Gaat het over {vraag.periode}?"
        opties = (*(optie("periode", str(p)) for p in anders), *(optie("genoemd", str(p)) for p in anders))
        raise AanvraagFout(te_kiezen(bestand.pad.name, [Vraag(wat, opties=opties)]))
    if not met_kop:
        raise AanvraagFout(_geen_kop(bestand, gekozen, namen, vraag, keuzes))
    if len(met_kop) > 1:
        opties = tuple(optie("blad", k.blad.naam) for k in met_kop)
        wat = "Meer dan één blad heeft een tabel met gemeenten en cijfers. Welk blad is het?"
        raise AanvraagFout(te_kiezen(bestand.pad.name, [Vraag(wat, opties=opties)]))
    (kop,) = met_kop
    over = [b for b in bestand.bladen if b is not kop.blad]
    return kop, [f"blad '{b.naam}'{' (verborgen)' if b.verborgen else ''} is niet gelezen" for b in over]


def _geen_kop(bestand: Bestand, gezocht: list[Blad], namen: str, vraag: Vraagstelling, keuzes: Keuzes) -> str:
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
    doel = vraag.doel
    eerste = ("gemeente", *doel.kern)[:2] if doel.per_gemeente else doel.velden[:2]
    kop = " en ".join(f"'{n.replace('_', ' ').capitalize()}'" for n in eerste)
    opties = " ".join(f"--kolom {n}={letter}" for n, letter in zip(eerste, "AC", strict=False))
    return (
        f"Er is {leesbaar(waar)} geen tabel gevonden met een kop als {kop}.{rij}{staat}\n"
        f"Zeg waar de kop staat en wat de kolommen zijn, bijvoorbeeld: --kopregel 4 {opties}. Er is niets geschreven."
    )
