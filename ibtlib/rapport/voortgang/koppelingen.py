"""The chapter Koppelingen: what a koppelingstekort is, who had one, and what it did to the treden."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.beoordeling.beoordeel import beoordeel, geholpen_door_koppelingstekort
from ibtlib.cijfers.posities import posities
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen, rijen_van
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel

_TEKORT = "koppelingstekort"
_TWAALF_WEKEN = "afspraak-twaalf-weken"  # the event of which the sources tell


def over_koppelingen(g: Gegevens, periode: str) -> Tekst:
    """What a koppelingstekort is, how many gemeenten had one, and what it can and cannot tell of their treden."""
    gekozen = g.periode(periode)
    beoordeeld = rijen_van(g.tabel("beoordelingen"), gekozen)
    uitleg = _uitleg(g, gekozen)
    if not any(r["grondslag"] for r in beoordeeld):
        return Tekst((uitleg, _zin_berekend(g, gekozen)))
    kader = g.kaders.zoek(gekozen)
    alineas = [uitleg, _zin_wie(beoordeeld)]
    if kader and kader.verschoont:
        alineas.append(
            f"In {gekozen} is een koppelingstekort een verschoonbare reden (kader ‘{kader.titel}’): zo’n gemeente is beoordeeld "
            f"op de vergunninghouders die op tijd gekoppeld waren, de andere op hun totaalopgave."
        )
    alineas += _zinnen_gunstiger(g, gekozen, sum(r["grondslag"] == _TEKORT for r in beoordeeld))
    alineas.append(
        "Kleiner wordt de achterstand er niet door: wie niet gehuisvest is, telt mee in de totaalopgave van "
        f"{gekozen.volgende}."
    )
    return Tekst(tuple(alineas))


def _uitleg(g: Gegevens, periode: Periode) -> str:
    zin = (
        f"Een gemeente heeft een koppelingstekort als er op de koppelpeildatum, {datum_voluit(periode.koppelpeildatum)}, minder "
        "vergunninghouders aan haar gekoppeld zijn dan haar totaalopgave."
    )
    afspraak = [r for r in rijen(g.tabel("gebeurtenissen")) if r["gebeurtenis"] == _TWAALF_WEKEN]
    if afspraak:
        bron = opsomming(bronvermelding(g, herkomst_van_alle(afspraak)))
        zin += (
            " Vanaf de vergunning zijn er 12 weken om iemand te huisvesten (landelijke afspraak van "
            f"{afspraak[0]['datum'].year}); daarom moet het COA ongeveer zo lang voor de peildatum genoeg mensen koppelen ({bron})."
        )
    return zin


def _zin_berekend(g: Gegevens, periode: Periode) -> str:
    """Who had one by the figures per gemeente, where the sources do not say it."""
    bekend = [p for p in posities(g, periode).values() if p.koppelingstekort is not None]
    if not bekend:
        return f"Wie er in {periode} een koppelingstekort had, staat niet in de gelezen bronnen."
    met = [p.gemeente for p in bekend if p.koppelingstekort]
    zin = f"Volgens de cijfers per gemeente had{'den' if len(met) != 1 else ''} in {periode} {len(met)} van de {len(bekend)} gemeenten er een (berekend)"
    return f"{zin}{f': {opsomming(met)}' if met else ''}."


def _zin_wie(beoordeeld: list[dict[str, Any]]) -> str:
    """How many with and without; on which trede those stand says the table."""
    geteld = Counter(r["grondslag"] for r in beoordeeld if r["grondslag"])
    delen = [f"{geteld[s]} beoordeeld op {s}" for s in sorted(geteld, key=lambda s: s != _TEKORT)]
    return f"Van de {aantal(len(beoordeeld), 'gemeente', 'gemeenten')} zijn er {opsomming(delen)} (geteld)."


def _zinnen_gunstiger(g: Gegevens, periode: Periode, met_tekort: int) -> list[str]:
    """What the source says of whom it helped, what that cannot tell, and what the figures give where they are there."""
    frame = beoordeel(g, periode, exact=True)
    berekenbaar = frame["trede_berekend"].notna().any()
    zinnen = []
    for r in rijen_van(g.tabel("tellingen"), periode):
        if r["kenmerk"] != "positiever_door_koppelingstekort":
            continue
        n = r["gemeenten"]
        zin = f"Volgens de bron pakte het koppelingstekort voor {aantal(n, 'gemeente', 'gemeenten')} gunstiger uit"
        zin += f" ({opsomming(bronvermelding(g, herkomst_van(r)))})."
        if met_tekort > n:
            anderen = aantal(met_tekort - n, "andere gemeente", "andere gemeenten")
            zin += f" Bij {anderen} met een tekort (berekend: {met_tekort} − {n}) was de trede zonder die reden dus niet hoger geweest."
        zin += " Welke gemeenten het zijn en hoe groot hun tekort was, zegt het getal niet"
        zinnen.append(zin + ("." if berekenbaar else "; zonder cijfers per gemeente is dat ook niet na te rekenen."))
    if berekenbaar:
        n = geholpen_door_koppelingstekort(frame)
        zinnen.append(
            f"Volgens de berekening pakt het koppelingstekort voor {aantal(n, 'gemeente', 'gemeenten')} gunstiger uit."
        )
    return zinnen


def tabel_grondslagen(g: Gegevens, periode: str) -> Tabel:
    """On what the gemeenten were judged against their trede, as counted and as the source counts them."""
    gekozen = g.periode(periode)
    alle = [r for r in rijen_van(g.tabel("beoordelingen"), gekozen) if r["grondslag"]]
    volgens = {r["waarde"]: r for r in rijen_van(g.tabel("tellingen"), gekozen) if r["kenmerk"] == "grondslag"}
    geteld = Counter((r["grondslag"], r["trede"]) for r in alle)
    grondslagen = sorted({r["grondslag"] for r in alle}, key=lambda s: s != _TEKORT)
    treden = sorted({r["trede"] for r in alle})
    bron = herkomst_van_alle(alle)

    def op_trede(trede: int, grondslag: str) -> int:
        return geteld[grondslag, trede]

    def som(grondslag: str) -> int:
        return sum(geteld[grondslag, t] for t in treden)

    return tabel(
        g,
        "grondslagen",
        f"Waarop de gemeenten in {gekozen} beoordeeld zijn, naar trede",
        (
            Kolom("Beoordeeld op", lambda s: s),
            *(
                Kolom(f"trede {t}", partial(op_trede, t), "geheel", formule="gemeenten geteld", bron=bron)
                for t in treden
            ),
            Kolom("samen", som, "geheel", formule="gemeenten geteld", bron=bron),
            Kolom(
                "Volgens de bron",
                lambda s: volgens[s]["gemeenten"] if s in volgens else None,
                "geheel",
                bron=lambda s: herkomst_van(volgens[s]) if s in volgens else (),
            ),
        ),
        grondslagen,
        leeg="niet genoemd",
    )
