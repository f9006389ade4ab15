"""The figures of a file as they were understood: rows, totals, what was told, what is asked, what was noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout, aantal, leesbaar, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.gegevens.inlezen.bladen import Bestand
from ibtlib.gegevens.inlezen.cellen import Voorlopig
from ibtlib.gegevens.inlezen.doeltabel import GEMEENTEN
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag
from ibtlib.gegevens.inlezen.kolommen import Vraagstelling
from ibtlib.gegevens.inlezen.land import Land
from ibtlib.gegevens.inlezen.namen import Namen
from ibtlib.gegevens.inlezen.rijen import Rij, Rijlezer
from ibtlib.gegevens.inlezen.tabel import Tabel, zoek_tabel
from ibtlib.gegevens.innameregister import Register
from ibtlib.kader.opgave import achterstand_eind, totaalopgave

_NIET_DEFINITIEF = re.compile(
    r"\b(voorlopig|onder voorbehoud|concept|schatting|geraamd|nog niet definitief)", re.IGNORECASE
)


class NietInBestand(AanvraagFout):
    """Of this province there is no row in a file that does have rows of others."""


@dataclass(frozen=True)
class Totaal:
    """A figure of a totals row beside the sum of the rows that it can be the total of."""

    nummer: int
    veld: str
    in_bestand: int
    som: int
    onbekend: int  # gemeenten of which the figure is not known

    @property
    def klopt(self) -> bool:
        return self.in_bestand == self.som


@dataclass(frozen=True)
class Afwijking:
    """A figure that follows from others of its row, and is another in the file."""

    rij: Rij
    veld: str
    in_bestand: int
    verwacht: int


@dataclass(frozen=True)
class Voorstel:
    """All that was understood of a file; nothing is written with open questions."""

    bestand: Bestand
    vraag: Vraagstelling
    keuzes: Keuzes
    tabel: Tabel
    rijen: tuple[Rij, ...]
    totalen: tuple[Totaal, ...]
    afwijkingen: tuple[Afwijking, ...]
    ontbreekt: tuple[str, ...]
    voorlopig: tuple[Voorlopig, ...]
    voorbehoud: tuple[tuple[int, str], ...]
    opmerkingen: tuple[str, ...]
    vragen: tuple[Vraag, ...]


def maak_voorstel(bestand: Bestand, vraag: Vraagstelling, register: Register, bron: str, keuzes: Keuzes) -> Voorstel:
    """Understand a file as rows of one table.

    Parameters
    ----------
    bron : str
        Id of the source; a column `bron` in the file may not say otherwise.

    Raises
    ------
    AanvraagFout
        When there is no table, more sheets than one hold one, or no figure is filled in.
    """
    lijst, begin = register.gemeentelijst, vraag.periode.begin
    land = Land(register.land.to_dict("records"))
    namen = Namen(lijst, vraag.periode, keuzes.namen, land, register.code)
    gekozen = {f"--naam {naam}": code for naam, code in keuzes.namen.items()}
    for optie, code in (gekozen | {f"--rij {rij}": code for rij, code in keuzes.rijen.items()}).items():
        try:
            namen.op_code(code)
        except ValueError as fout:
            raise AanvraagFout(f"Bij {optie}: {fout}.") from None
    tabel = zoek_tabel(bestand, vraag, keuzes)
    lezer = Rijlezer(tabel, namen, keuzes, bron, register.bronnen)
    lezer.lees()
    _niet_leeg(bestand, lezer)
    per_gemeente = vraag.doel is GEMEENTEN
    totalen = [t for nummer, van in lezer.totaalrijen if van != "elders" for t in _totalen(lezer, nummer, van)]
    afwijkingen = list(_afwijkingen(lezer)) if per_gemeente else []
    vragen = [*tabel.vragen, *lezer.vragen, *lezer.cellen.alle_vragen()]
    open_ = any(not v.voorstel for v in vragen)
    gevonden = {r.gemeente for r in lezer.rijen}
    weg = [g.naam for g in lijst.op(begin) if g.naam not in gevonden] if per_gemeente and not open_ else []
    vragen += [_verschil(lezer, t) for t in totalen if not t.klopt]
    if weg:
        wat = f"{len(weg)} van de {len(lijst.op(begin))} gemeenten staan niet in het bestand: {opsomming(weg)}"
        vragen.append(Vraag(wat, "zij krijgen geen rij (onbekend)"))
    vragen += _controlevragen(lezer, afwijkingen)
    return Voorstel(
        bestand,
        vraag,
        keuzes,
        tabel,
        tuple(lezer.rijen),
        tuple(totalen),
        tuple(afwijkingen),
        tuple(weg),
        tuple(lezer.cellen.voorlopig),
        tuple(_voorbehoud(lezer)),
        (*tabel.opmerkingen, *lezer.opmerkingen(), *(f"rij {n} zegt: {t}" for n, t in _voorbehoud(lezer))),
        tuple(vragen),
    )


def _niet_leeg(bestand: Bestand, lezer: Rijlezer) -> None:
    naam = leesbaar(bestand.pad.name)
    if lezer.cellen.vragen or any(not v.voorstel for v in (*lezer.vragen, *lezer.tabel.vragen)):
        return
    if lezer.rijen and all(r.waarden[v] is None for r in lezer.rijen for v in lezer.doel.cijfers):
        raise AanvraagFout(
            f"In {naam} is nog geen enkel cijfer ingevuld. Vul in wat bekend is (leeg is onbekend, nooit 0)."
        )
    if not lezer.rijen:
        elders = (
            f"; {aantal(len(lezer.elders), 'rij gaat', 'rijen gaan')} over andere provincies" if lezer.elders else ""
        )
        wat = "geen enkele gemeente" if lezer.doel.per_gemeente else "geen enkele rij met een cijfer"
        raise (NietInBestand if lezer.elders else AanvraagFout)(
            f"Onder de kop in rij {lezer.tabel.kop.rij} van {naam} staat {wat}{elders}."
        )


def _voorbehoud(lezer: Rijlezer) -> Iterator[tuple[int, str]]:
    """Rows around the figures that say that they are not final, such as a title or a footnote."""
    gelezen = {r.nummer for r in lezer.rijen}
    for nummer, cellen in enumerate(lezer.tabel.blad.rijen, 1):
        for cel in cellen:
            if nummer not in gelezen and cel.soort == "tekst" and _NIET_DEFINITIEF.search(cel.tekst[:300]):
                yield nummer, " ".join(cel.tekst.split())[:120]


def _totalen(lezer: Rijlezer, nummer: int, van: str) -> Iterator[Totaal]:
    """The figures of a totals row beside the sums of what was read, with the other provinces where it may count them."""
    for veld in lezer.doel.optelbaar:
        try:
            waarde = lezer.cellen.getal(nummer, veld)
            overig = sum(lezer.cellen.getal(n, veld) or 0 for n in lezer.elders)
        except ValueError as fout:
            lezer.cellen.noem(f"het totaal van {veld} in rij {nummer} is niet gecontroleerd: {fout}")
            continue
        if waarde is None:
            continue
        bekend = [w for r in lezer.rijen if (w := r.waarden[veld]) is not None]
        som = sum(bekend)
        if van == "alles" and overig and waarde == som + overig:
            som = waarde
        yield Totaal(nummer, veld, waarde, som, len(lezer.rijen) - len(bekend))


def _verschil(lezer: Rijlezer, t: Totaal) -> Vraag:
    onbekend = f" ({t.onbekend} onbekend)" if t.onbekend else ""
    wat = (
        f"Het totaal van {t.veld} in rij {t.nummer} is {toon(t.in_bestand)}; "
        f"de gelezen rijen{onbekend} tellen op tot {toon(t.som)}"
    )
    if t.veld == "achterstand_begin" and t.in_bestand == -t.som and lezer.keuzes.voorsprong is None:
        return Vraag(f"{wat}: precies het omgekeerde", opties=("--voorsprong plus", "--voorsprong min"))
    return Vraag(wat, "de rijen overnemen; het totaal wordt niet bewaard")


def _afwijkingen(lezer: Rijlezer) -> Iterator[Afwijking]:
    """Columns that follow from others tell whether the figures, and the sign of a voorsprong, were understood."""
    for veld in lezer.doel.controle:
        for rij in lezer.rijen:
            verwacht = _volgt(rij, veld)
            try:
                waarde = lezer.cellen.getal(rij.nummer, veld)
            except ValueError:
                continue  # it is not taken over, so what it says otherwise does not matter
            if waarde is not None and verwacht is not None and waarde != verwacht:
                yield Afwijking(rij, veld, waarde, verwacht)


def _controlevragen(lezer: Rijlezer, afwijkingen: list[Afwijking]) -> Iterator[Vraag]:
    for veld in lezer.doel.controle:
        van = [a for a in afwijkingen if a.veld == veld]
        if not van:
            continue
        anders = "; ".join(f"{a.rij.gemeente} {toon(a.in_bestand)}, uit de delen {toon(a.verwacht)}" for a in van[:5])
        meer = f" en {len(van) - 5} andere" if len(van) > 5 else ""
        wat = f"{veld} volgt in {aantal(len(van), 'rij', 'rijen')} niet uit de andere cijfers: {anders}{meer}"
        voorstel = f"de cijfers overnemen zoals ze er staan; {veld} wordt niet bewaard"
        if lezer.keuzes.voorsprong is None and all(_omgekeerd(a) for a in van):
            wat += ". Met een voorsprong zonder teken klopt het wel"
            yield Vraag(wat, opties=("--voorsprong plus", "--voorsprong min"))
        else:
            yield Vraag(wat, voorstel)


def _omgekeerd(a: Afwijking) -> bool:
    """Whether the figure follows when the achterstand is read with the other sign."""
    begin = a.rij.waarden["achterstand_begin"]
    return begin is not None and a.verwacht - 2 * begin == a.in_bestand


def _volgt(rij: Rij, veld: str) -> int | None:
    """Totaalopgave or achterstand_eind of a row, from its parts."""
    taakstelling, begin, realisatie = (rij.waarden[v] for v in ("taakstelling", "achterstand_begin", "realisatie"))
    if taakstelling is None or begin is None:
        return None
    opgave = totaalopgave(taakstelling, begin)
    if veld == "totaalopgave":
        return opgave
    return None if realisatie is None else achterstand_eind(opgave, realisatie)
