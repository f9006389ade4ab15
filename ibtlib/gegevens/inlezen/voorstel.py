"""The figures of a file as they were understood: rows, totals, what was told, what is asked, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout, Probleem, leesbaar, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.woorden import hoofdletter
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.inlezen.bladen import Bestand
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag
from ibtlib.gegevens.inlezen.kolommen import CIJFERS, CONTROLE
from ibtlib.gegevens.inlezen.namen import Namen
from ibtlib.gegevens.inlezen.rijen import Rij, Rijlezer
from ibtlib.gegevens.inlezen.tabel import Tabel, zoek_tabel
from ibtlib.kader.opgave import achterstand_eind, totaalopgave

OPTELBAAR = tuple(v for v in CIJFERS if v != "trede_vorig")


@dataclass(frozen=True)
class Totaal:
    """A figure of a totals row beside the sum of the rows that were read."""

    nummer: int
    veld: str
    in_bestand: int
    som: int
    onbekend: int  # gemeenten of which the figure is not known

    @property
    def klopt(self) -> bool:
        return self.in_bestand == self.som


@dataclass(frozen=True)
class Voorstel:
    """All that was understood of a file; nothing is written with open questions or problems."""

    bestand: Bestand
    periode: Periode
    tabel: Tabel
    rijen: tuple[Rij, ...]
    totalen: tuple[Totaal, ...]
    opmerkingen: tuple[str, ...]
    vragen: tuple[Vraag, ...]
    problemen: tuple[Probleem, ...]


def maak_voorstel(bestand: Bestand, periode: Periode, lijst: Gemeentelijst, bron: str, keuzes: Keuzes) -> Voorstel:
    """Understand a file as figures of one periode.

    Parameters
    ----------
    bestand : Bestand
    periode : Periode
    lijst : Gemeentelijst
        Of the province.
    bron : str
        Id of the source; a column `bron` in the file may not say otherwise.
    keuzes : Keuzes
        What the command says about the file.

    Raises
    ------
    AanvraagFout
        When there is no table, more sheets than one hold one, or no figure is filled in.
    """
    tabel = zoek_tabel(bestand, periode, keuzes)
    lezer = Rijlezer(tabel, periode, Namen(lijst, periode, keuzes.namen), keuzes, bron)
    lezer.lees()
    if not lezer.problemen:
        _niet_leeg(bestand, lezer)
    totalen = [t for nummer in lezer.totaalrijen for t in _totalen(lezer, nummer)]
    onduidelijk = lezer.problemen or any(not v.voorstel for v in (*tabel.vragen, *lezer.vragen))
    ontbrekend = () if onduidelijk else _ontbrekend(lezer, [g.naam for g in lijst.op(periode.begin)])
    vragen = (
        *tabel.vragen,
        *lezer.vragen,
        *_cellen(lezer, zeker=False),
        *_streepjes(lezer),
        *(_verschil(t) for t in totalen if not t.klopt),
        *ontbrekend,
        *_controlekolommen(lezer),
    )
    opmerkingen = (
        *tabel.opmerkingen,
        *lezer.opmerkingen,
        *(v.wat for v in _cellen(lezer, zeker=True)),
        *_formules(lezer),
    )
    return Voorstel(
        bestand, periode, tabel, tuple(lezer.rijen), tuple(totalen), opmerkingen, vragen, tuple(lezer.problemen)
    )


def _niet_leeg(bestand: Bestand, lezer: Rijlezer) -> None:
    naam = leesbaar(bestand.pad.name)
    if lezer.rijen and all(w is None for r in lezer.rijen for w in r.waarden.values()):
        raise AanvraagFout(
            f"In {naam} is nog geen enkel cijfer ingevuld. Vul in wat bekend is (leeg is onbekend, nooit 0)."
        )
    if not lezer.rijen and not lezer.vragen and not lezer.tabel.vragen:
        raise AanvraagFout(f"Onder de kop in rij {lezer.tabel.kop.rij} van {naam} staat geen enkele gemeente.")


def _cellen(lezer: Rijlezer, zeker: bool) -> Iterator[Vraag]:
    """Cells that do not literally say their figure, together by the way in which not."""
    for (is_zeker, hoe), plekken in lezer.gelezen_als.items():
        if is_zeker == zeker:
            wat = hoe if zeker else hoofdletter(hoe)
            yield Vraag(f"{wat}: {', '.join(plekken)}", "zo overnemen")


def _streepjes(lezer: Rijlezer) -> Iterator[Vraag]:
    if lezer.streepjes and lezer.keuzes.streepje is None:
        wat = f"Alleen een streepje (of 'geen') in {', '.join(lezer.streepjes)}: onbekend, of nul?"
        yield Vraag(wat, "leeg (onbekend)", ("--streepje nul", "--streepje leeg"))


def _formules(lezer: Rijlezer) -> Iterator[str]:
    if lezer.formules:
        yield f"{lezer.formules} cijfers zijn de uitkomst van een formule, zoals Excel die bij het opslaan bewaarde"


def _totalen(lezer: Rijlezer, nummer: int) -> Iterator[Totaal]:
    """The figures of a totals row beside the sums of what was read."""
    for veld in OPTELBAAR:
        try:
            waarde = lezer.getal(nummer, veld)
        except ValueError as fout:
            lezer.opmerkingen.append(f"het totaal van {veld} in rij {nummer} is niet gecontroleerd: {fout}")
            continue
        if waarde is not None:
            bekend = [w for r in lezer.rijen if (w := r.waarden[veld]) is not None]
            yield Totaal(nummer, veld, waarde, sum(bekend), len(lezer.rijen) - len(bekend))


def _verschil(t: Totaal) -> Vraag:
    onbekend = f" ({t.onbekend} onbekend)" if t.onbekend else ""
    wat = (
        f"Het totaal van {t.veld} in rij {t.nummer} is {toon(t.in_bestand)}; "
        f"de gelezen rijen{onbekend} tellen op tot {toon(t.som)}"
    )
    return Vraag(wat, "de rijen overnemen; het totaal wordt niet bewaard")


def _ontbrekend(lezer: Rijlezer, gemeenten: list[str]) -> Iterator[Vraag]:
    gevonden = {r.gemeente for r in lezer.rijen}
    if weg := [naam for naam in gemeenten if naam not in gevonden]:
        wat = f"{len(weg)} van de {len(gemeenten)} gemeenten staan niet in het bestand: {opsomming(weg)}"
        yield Vraag(wat, "zij krijgen geen rij (onbekend)")


def _controlekolommen(lezer: Rijlezer) -> Iterator[Vraag]:
    """Columns that follow from others tell whether the figures, and the sign of a voorsprong, were understood."""
    for veld in CONTROLE:
        anders = []
        for rij in lezer.rijen:
            verwacht = _volgt(rij, veld)
            try:
                waarde = lezer.getal(rij.nummer, veld)
            except ValueError:
                continue  # it is not taken over, so what it says otherwise does not matter
            if waarde is not None and verwacht is not None and waarde != verwacht:
                anders.append(f"{rij.gemeente} {toon(waarde)}, uit de delen {toon(verwacht)}")
        if anders:
            meer = f" en {len(anders) - 5} andere" if len(anders) > 5 else ""
            wat = f"{veld} volgt in {len(anders)} rijen niet uit de andere cijfers: {'; '.join(anders[:5])}{meer}"
            opties = ("--voorsprong plus",) if lezer.keuzes.voorsprong is None else ()
            yield Vraag(wat, f"de cijfers overnemen zoals ze er staan; {veld} wordt niet bewaard", opties)


def _volgt(rij: Rij, veld: str) -> int | None:
    """Totaalopgave or achterstand_eind of a row, from its parts."""
    taakstelling, begin, realisatie = (rij.waarden[v] for v in ("taakstelling", "achterstand_begin", "realisatie"))
    if taakstelling is None or begin is None:
        return None
    opgave = totaalopgave(taakstelling, begin)
    if veld == "totaalopgave":
        return opgave
    return None if realisatie is None else achterstand_eind(opgave, realisatie)
