"""What the columns leave open: which is which, what is missing, what its sign means, and whether the file is about this periode."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ibtlib.basis.fouten import optie
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.tijdnotatie import ontleed
from ibtlib.gegevens.inlezen.bladen import Bestand
from ibtlib.gegevens.inlezen.doeltabel import GEMEENTEN, GETALLEN
from ibtlib.gegevens.inlezen.kaal import kaal
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag
from ibtlib.gegevens.inlezen.kolommen import Kolom
from ibtlib.gegevens.inlezen.koppen import Kop
from ibtlib.gegevens.werkmap import Blad

_STAND = re.compile(r"\b(stand|standen|peildatum|per|op|t/m|tot en met|ultimo)\b", re.IGNORECASE)
_GETOOND = 8  # columns named in one question


def kolomvragen(bestand: Bestand, kop: Kop, keuzes: Keuzes) -> list[Vraag]:
    """Every question about the columns of a table."""
    return [
        *_dubbel(kop),
        *_onzeker(kop),
        *_ontbrekend(kop, keuzes),
        *_andere_periode(bestand, kop, keuzes),
        *_tussenstand(kop),
        *_voorsprong(kop, keuzes),
        *_verborgen(kop, keuzes),
        *_voorwaardelijk(kop.blad),
    ]


def kolomtekst(k: Kolom) -> str:
    return f"{k.letter} '{k.kop}'"


def _dubbel(kop: Kop) -> Iterator[Vraag]:
    for veld in kop.vraag.doel.gebruikt:
        if len(kolommen := kop.van(veld)) > 1:
            wat = f"Welke kolom is {veld}? {', '.join(kolomtekst(k) for k in kolommen)}"
            opties = (*(optie("kolom", f"{veld}={k.letter}") for k in kolommen), f"--kolom {veld}=geen")
            yield Vraag(wat, opties=opties)


def _onzeker(kop: Kop) -> Iterator[Vraag]:
    for k in kop.kolommen:
        if k.veld and not k.zeker:
            wat = f"Kolom {kolomtekst(k)}: {k.uitleg}"
            yield Vraag(wat, f"dit is {k.veld}", (f"--kolom {k.veld}={k.letter}", f"--kolom {k.veld}=geen"))


def _ontbrekend(kop: Kop, keuzes: Keuzes) -> Iterator[Vraag]:
    """Every role is filled, or somebody says that it is not; a column of figures that nobody understood may be it."""
    doel = kop.vraag.doel
    onbekend = [k for k in kop.kolommen if not k.herkend and not k.gekozen and kop.heeft_getallen(k)]
    namen = ", ".join(f"{kolomtekst(k)}{f' ({k.uitleg})' if k.zou else ''}" for k in onbekend[:_GETOOND])
    for veld in (*doel.kern, *doel.ook):
        if kop.van(veld) or veld in keuzes.kolommen or veld in keuzes.vul:
            continue
        if onbekend and doel.schema[veld].soort in GETALLEN:
            wat = f"Geen kolom is herkend als {veld}. Niet herkend: {namen}"
            kan = tuple(optie("kolom", f"{veld}={k.letter}") for k in onbekend[:_GETOOND])
            weg = tuple(optie("weglaten", k.letter) for k in onbekend[:_GETOOND])
            yield Vraag(wat, opties=(*kan, f"--kolom {veld}=geen", *weg))
        elif veld in doel.kern:
            yield _zonder(kop, veld)


def _zonder(kop: Kop, veld: str) -> Vraag:
    """A role without a column: unknown, or the same in every row; a field that may not be empty has to be said."""
    wat = f"Geen kolom is herkend als {veld}"
    if kop.vraag.doel.schema[veld].verplicht:
        keuzes = kop.vraag.doel.schema[veld].keuzes
        return Vraag(wat, opties=tuple(optie("vul", f"{veld}={w}") for w in (keuzes or ("WAARDE",))))
    return Vraag(wat, f"{veld} blijft leeg (onbekend)", (f"--kolom {veld}=geen",))


def _andere_periode(bestand: Bestand, kop: Kop, keuzes: Keuzes) -> Iterator[Vraag]:
    """A file that names another periode and nowhere this one is about that one."""
    p, doel = kop.vraag.periode, kop.vraag.doel
    for k in kop.kolommen:
        if k.over is not None and k.zou in doel.ook and not kop.van(k.zou) and k.zou not in keuzes.kolommen:
            opties = (f"--kolom {k.zou}={k.letter}", f"--kolom {k.zou}=geen")
            yield Vraag(f"Kolom {kolomtekst(k)} {k.uitleg}, en een kolom {k.zou} over {p} is er niet", f"{k.zou} blijft leeg (onbekend)", opties)  # fmt: skip
    genoemd = {waar: ps for waar, ps in _genoemd(bestand, kop) if ps}
    alle = {q for ps in genoemd.values() for q in ps} - kop.vraag.genoemd
    if not alle or p in alle or kop.van("periode") or "periode" in doel.velden:
        return
    anders = sorted(alle)
    plekken = "; ".join(f"{', '.join(map(str, sorted(ps - kop.vraag.genoemd)))} in {w}" for w, ps in genoemd.items() if ps - kop.vraag.genoemd)  # fmt: skip
    yield Vraag(
        f"Het bestand noemt {plekken}, en nergens {p}. Gaat het over {p}?",
        opties=(*(optie("periode", str(q)) for q in anders), *(optie("genoemd", str(q)) for q in anders)),
    )


def _genoemd(bestand: Bestand, kop: Kop) -> Iterator[tuple[str, set[Periode]]]:
    """Where a file names perioden: in its name, the name of the sheet, above the table, and in the headers of figures."""
    yield "de naam van het bestand", _perioden(bestand.pad.stem)
    yield "de naam van het blad", _perioden(kop.blad.naam)
    ver = {Periode.van(d) for d in _standen(kop) if not _rond(kop.vraag.periode, d)}
    yield "de regels boven de tabel", {p for t in _erboven(kop) for p in _perioden(t)} | ver
    velden = {*kop.vraag.doel.kern, *kop.vraag.doel.ook}
    genoemd = [k for k in kop.kolommen if k.veld in velden or (k.zou in velden and not kop.van(k.zou or ""))]
    hiervoor = (
        kop.vraag.periode.vorige
    )  # what an achterstand was after the periode before, is what this one begins with
    yield (
        "de kop",
        {p for k in genoemd for p in _perioden(k.kop) if not (k.veld == "achterstand_begin" and p == hiervoor)},
    )


def _erboven(kop: Kop) -> list[str]:
    """The texts above a table: its titles."""
    return [c.tekst for rij in kop.blad.rijen[: kop.rij - kop.hoogte] for c in rij if c.soort in ("tekst", "datum")]


def _standen(kop: Kop) -> set[dt.date]:
    """The days of which the titles say that the figures stand on them."""
    teksten = [t for t in _erboven(kop) if _STAND.search(t)]
    return {d for t in teksten for dag in ontleed(t).dagen if (d := dag.datum)}


def _rond(periode: Periode, dag: dt.date) -> bool:
    """Whether figures of a periode can stand on a day: from the day before it until half a year after it."""
    return periode.begin - dt.timedelta(days=1) <= dag < periode.volgende.peildatum


def _tussenstand(kop: Kop) -> Iterator[Vraag]:
    """A title with a day in the middle of the periode: then the realisatie is not that of the whole."""
    p = kop.vraag.periode
    midden = [d for d in _standen(kop) if p.begin < d < p.peildatum - dt.timedelta(days=1)]
    if kop.vraag.doel is GEMEENTEN and midden:
        wat = f"Boven de tabel staat {datum_voluit(midden[0])}, midden in {p}. Gaan de cijfers over de hele periode?"
        yield Vraag(wat, "ja, over de hele periode", (f"--tabel tussenstanden --stand {midden[0]}",))


def _perioden(tekst: str) -> set[Periode]:
    return {Periode(*p) for p in ontleed(tekst).perioden}


def _voorsprong(kop: Kop, keuzes: Keuzes) -> Iterator[Vraag]:
    """A header that names a voorsprong does not say what a bare number is, unless every cell does."""
    if keuzes.voorsprong is not None:
        return
    for veld in ("achterstand_begin", "achterstand_eind", "achterstand"):
        for k in kop.van(veld):
            cellen = [c.tekst.casefold() for c in kop.onder(k)]
            kale = [c for c in cellen if any(t.isdigit() for t in c) and not ("voorsprong" in c or "achterstand" in c)]
            if "voorsprong" in kaal(k.kop) and any(c.strip() != "0" for c in kale):
                wat = f"Kolom {kolomtekst(k)}: is een getal zonder teken hier een voorsprong, of een achterstand?"
                yield Vraag(wat, opties=("--voorsprong plus", "--voorsprong min"))
                return


def _verborgen(kop: Kop, keuzes: Keuzes) -> Iterator[Vraag]:
    for k in kop.kolommen:
        if k.nummer not in kop.blad.verborgen_kolommen or k.gekozen or keuzes.verborgen == "meetellen":
            continue
        if k.veld in kop.vraag.doel.velden and kop.heeft_getallen(k):
            wat = f"Kolom {kolomtekst(k)} is verborgen in Excel en heeft cijfers: telt zij mee?"
            yield Vraag(wat, opties=(f"--kolom {k.veld}={k.letter}", f"--kolom {k.veld}=geen"))


def _voorwaardelijk(blad: Blad) -> Iterator[Vraag]:
    """Whether a format that depends on the value changes what is seen, only Excel knows."""
    if blad.voorwaardelijk:
        wat = (
            f"Voorwaardelijke opmaak in {', '.join(blad.voorwaardelijk[:_GETOOND])} kan cijfers doorhalen, verbergen of "
            "anders tonen; kijk in Excel of dat gebeurt"
        )
        yield Vraag(wat, "de cijfers overnemen zoals ze in de cel staan")
