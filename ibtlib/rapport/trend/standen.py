"""The chapter Achterstand en voorsprong: what was published on every peildatum, bruto and netto, and per gemeente."""

from __future__ import annotations

from operator import methodcaller
from typing import Any

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden, stand_kort
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import aantal_personen, herkomst_gemeenten, herkomst_reeks
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.kolom import Kolom, tabel

_NIETS_PER_GEMEENTE = "niet te berekenen, want de cijfers per gemeente staan niet in de gelezen bronnen"

_OP_RIJ = ("perioden_met_achterstand", "perioden_taakstelling_gemist")


def tabel_standen(g: Gegevens, periode: str) -> Tabel:
    """Published position on every peildatum; several rows where sources differ."""
    return tabel(
        g,
        "standen",
        "Gepubliceerde achterstand of voorsprong op de peildata, in personen",
        (
            Kolom("Peildatum", lambda r: datum_voluit(r["peildatum"])),
            Kolom("Stand", lambda r: stand_kort(r["achterstand"])),
            Kolom("Bron", lambda r: g.bron(r["bron"]).titel),
            Kolom("Vindplaats", "vindplaats"),
        ),
        rijen(trend(g, g.periode(periode)).standen(exact=True)),
    )


def over_bruto_netto(g: Gegevens, periode: str) -> Tekst:
    """How much of the achterstand the provincial total hides behind voorsprongen."""
    gekozen = g.periode(periode)
    rij = trend(g, gekozen).bruto_netto(exact=True).loc[str(gekozen)]
    if not rij["bekend"]:
        zin = f"Bruto en netto zijn over {gekozen} niet te onderscheiden: de cijfers per gemeente staan niet in de gelezen bronnen"
        if rij["gepubliceerd"] is not None:
            zin += f". Uit de provinciale cijfers volgt alleen de netto stand: {stand_in_woorden(rij['gepubliceerd'])} (berekend)"
        return Tekst((f"{zin}.",))
    zin = (
        f"Op {datum_voluit(gekozen.peildatum)} is de bruto achterstand {aantal_personen(rij['bruto'])} en de netto stand "
        f"{stand_in_woorden(rij['netto'])} (berekend)"
    )
    verschil = aantal_personen(rij["voorsprong"])
    zin += f": {verschil} voorsprong elders maakt het verschil." if rij["voorsprong"] else ": er is nergens voorsprong."
    zonder = rij["gemeenten"] - rij["bekend"]
    if zonder:
        zin += f" Van {aantal(zonder, 'gemeente', 'gemeenten')} is de eindstand niet bekend; die telt niet mee."
    return Tekst((zin,))


def tabel_bruto_netto(g: Gegevens, periode: str) -> Tabel:
    """The sum of the backlogs beside backlogs minus voorsprongen, and what the provincial total says."""
    frame = trend(g, g.periode(periode)).bruto_netto(exact=True)
    return tabel(
        g,
        "bruto-netto",
        "Bruto en netto achterstand van de gemeenten op de peildata, in personen",
        (
            Kolom("Periode", "periode"),
            Kolom(
                "Bruto: alle achterstanden",
                "bruto",
                "geheel",
                formule="de som van de standen boven nul; stand = taakstelling + achterstand bij het begin − realisatie",
            ),
            Kolom("Alle voorsprongen", "voorsprong", "geheel", formule="de som van de standen onder nul, zonder min"),
            Kolom("Netto: bruto min voorsprongen", "netto", "geheel", formule="bruto − voorsprongen"),
            Kolom(
                "Uit de provinciale cijfers",
                "gepubliceerd",
                "geheel",
                formule="totaalopgave − realisatie van de provincie",
            ),
            Kolom(
                "Gemeenten met cijfer",
                lambda r: f"{r['bekend']} van {r['gemeenten']}",
                formule="gemeenten geteld waarvan de stand te berekenen is",
            ),
        ),
        rijen(frame[frame["bekend"] > 0].reset_index()),
        bron=lambda r: [*herkomst_reeks(g, [r["periode"]]), *herkomst_gemeenten(g, [r["periode"]])],
        leeg="–",
        zonder_rijen=_NIETS_PER_GEMEENTE,
        opmerkingen=(
            "Een provinciaal totaal is netto: de voorsprong van de ene gemeente verbergt er de "
            "achterstand van een andere. Gemeenten waarvan de eindstand onbekend is tellen niet mee.",
        ),
    )


def over_op_rij(g: Gegevens, periode: str) -> Tekst:
    """The longest row of perioden with achterstand, of the province and of a gemeente."""
    gekozen = g.periode(periode)
    t = trend(g, gekozen)
    rij = t.op_rij(exact=True).loc[str(gekozen)]
    zinnen = [
        _zin_op_rij(
            f"De provincie sluit {gekozen}", rij["perioden_met_achterstand"], rij["perioden_met_achterstand_zeker"]
        )
        if rij["perioden_met_achterstand"] is not None
        else f"Of de provincie {gekozen} met een achterstand sluit is niet bekend: de realisatie staat niet in de gelezen bronnen."
    ]
    frame = t.per_gemeente(exact=True)
    nu = rijen(frame[frame["periode"] == str(gekozen)])
    geteld = [(r["perioden_met_achterstand"], r["gemeente"]) for r in nu if r["perioden_met_achterstand"]]
    if geteld:
        meeste = max(n for n, _ in geteld)
        namen = opsomming(naam for n, naam in geteld if n == meeste)
        zinnen.append(f"Het langst op rij een achterstand, {aantal(meeste, 'periode', 'perioden')}: {namen}.")
    return Tekst((" ".join(zinnen),))


def _zin_op_rij(begin: str, n: int, zeker: bool) -> str:
    if not n:
        return f"{begin} zonder achterstand."
    hoe = "voor de eerste keer op rij" if n == 1 else f"voor de {toon(n)}e keer op rij"
    return f"{begin} {hoe} met een achterstand{'' if zeker else ' (of vaker: daarvóór ontbreken cijfers)'}."


def tabel_op_rij(g: Gegevens, periode: str) -> Tabel:
    """Of the province and every gemeente: how many perioden in a row with achterstand, or missed, up to this one."""
    gekozen = g.periode(periode)
    t = trend(g, gekozen)
    provincie = t.op_rij(exact=True).loc[str(gekozen)].to_dict() | {"gemeente": f"Provincie {g.naam}"}
    frame = t.per_gemeente(exact=True)
    gemeenten = list(rijen(frame[frame["periode"] == str(gekozen)]))
    iets = any(r[feit] is not None for r in (provincie, *gemeenten) for feit in _OP_RIJ)
    return tabel(
        g,
        "perioden-op-rij",
        f"Aantal perioden op rij met achterstand, en met gemiste taakstelling, tot en met {gekozen}",
        (
            Kolom("Gebied", "gemeente"),
            Kolom(
                "Op rij met achterstand",
                lambda r: _telling(r, "perioden_met_achterstand"),
                formule="het aantal perioden achter elkaar met een achterstand aan het eind: totaalopgave − realisatie "
                "is meer dan 0",
            ),
            Kolom(
                "Op rij taakstelling gemist",
                lambda r: _telling(r, "perioden_taakstelling_gemist"),
                formule="het aantal perioden achter elkaar waarin de realisatie minder is dan de geldende taakstelling",
            ),
        ),
        [provincie, *gemeenten] if iets else (),
        herkomst=[*herkomst_reeks(g, t.perioden), *herkomst_gemeenten(g, t.perioden)],
        leeg="onbekend",
        opmerkingen=(
            "Geteld terug in de tijd vanaf deze periode. Minstens: daarvóór ontbreken cijfers. Gemist: er zijn minder "
            "personen gehuisvest dan de geldende taakstelling; een koppelingstekort telt hier niet als reden.",
            *(
                ()
                if gemeenten
                else ("Per gemeente is niets te tonen: de cijfers per gemeente staan niet in de gelezen bronnen.",)
            ),
        ),
    )


def _telling(rij: dict[str, Any], naam: str) -> str | None:
    n = rij[naam]
    return None if n is None else str(n) if rij[f"{naam}_zeker"] or not n else f"minstens {n}"


def tabel_per_gemeente(g: Gegevens, periode: str) -> Tabel:
    """The closing position of every gemeente in every periode; a gap stays a gap."""
    frame = trend(g, g.periode(periode)).per_gemeente(exact=True)
    standen: dict[str, dict[str, Any]] = {naam: {"gemeente": naam} for naam in frame["gemeente"]}
    for r in rijen(frame):
        if r["achterstand_eind_berekend"] is not None:
            standen[r["gemeente"]][r["periode"]] = r["achterstand_eind_berekend"]
    perioden = sorted({p for stand in standen.values() for p in stand} - {"gemeente"}, key=Periode.lees)
    return tabel(
        g,
        "stand-per-gemeente",
        "Achterstand (negatief: voorsprong) per gemeente op de peildatum van elke periode, in personen",
        (
            Kolom("Gemeente", "gemeente"),
            *(
                Kolom(p, methodcaller("get", p), "geheel", bron=herkomst_gemeenten(g, [p]), klasse="berekend")
                for p in perioden
            ),
        ),
        standen.values() if perioden else (),
        leeg="–",
        zonder_rijen=_NIETS_PER_GEMEENTE,
        opmerkingen=(
            "Berekend: taakstelling + achterstand bij het begin − realisatie. Een streepje: een van die cijfers "
            "ontbreekt, of de gemeente bestond niet.",
        ),
    )
