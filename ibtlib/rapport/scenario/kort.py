"""Chapter ‘In het kort’: what it takes and what comes of it, as key figures and in plain Dutch."""

from __future__ import annotations

from ibtlib.basis.getallen import Getal, rond_heel, toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.uitkomst import herkomst_begin, met_vertrekpunt, start
from ibtlib.rapport.stand import bericht_stand
from ibtlib.scenario.doelen import Inhaalpad, inhaalpaden
from ibtlib.scenario.doorrekenen import doorrekenen
from ibtlib.scenario.wijzigingen import RealisatieMaal
from ibtlib.weergave import Kerncijfer, Kerncijfers, Kernregel, Tekst
from ibtlib.weergave.herkomst import uniek
from ibtlib.weergave.kerncijfers import richting

MEER = "1,1"  # the realisatie of the example


@met_vertrekpunt
def cijfers_kort(g: Gegevens, periode: str) -> Kerncijfers | Tekst:
    """What it takes to have no achterstand on the next two peildata, and what comes of it when all stays as it is."""
    stand = start(g, periode)
    u = doorrekenen(stand)
    cijfers = [_nodig(pad, eerste=i == 0) for i, pad in enumerate(inhaalpaden(u, g.code))]
    begin, eind = stand.cijfers[stand.perioden[0], g.code].achterstand_begin, u.eindstand
    if eind is not None and begin is not None:
        dag = datum_voluit(stand.perioden[-1].peildatum)
        wat = "Voorsprong" if eind < 0 else "Achterstand"
        bericht = bericht_stand(begin, eind)
        cijfers.append(
            Kerncijfer(
                f"{wat} op {dag} als alles gelijk blijft",
                toon(abs(eind)),
                (Kernregel(bericht[0].lower() + bericht[1:], richting(eind, begin)),),
                "aanname",
            )
        )
    if not cijfers:
        return Tekst(("Wat er nodig is en wat ervan komt, is niet te berekenen.",))
    bronnen = dict.fromkeys(g.bron(bron).kort for bron, _ in uniek(herkomst_begin(g, stand)))
    return Kerncijfers(tuple(cijfers), tuple(bronnen))


def _nodig(pad: Inhaalpad, eerste: bool) -> Kerncijfer:
    regels = [Kernregel(f"{toon(pad.te_huisvesten)} mensen in {pad.maanden} maanden")]
    if pad.nu_per_maand is not None and pad.te_huisvesten:
        hoe = richting(pad.per_maand_heel, nu := rond_heel(pad.nu_per_maand))
        woord = {"omhoog": f"meer dan de {toon(nu)}", "omlaag": f"minder dan de {toon(nu)}", "gelijk": "zoveel als"}[
            hoe
        ]
        regels.append(Kernregel(f"{woord} van het laatste half jaar", hoe))
    naam = f"Nodig om op {datum_voluit(pad.datum)} op nul te staan"
    return Kerncijfer(naam, f"{toon(pad.per_maand_heel)} per maand", tuple(regels), "berekend" if eerste else "aanname")


@met_vertrekpunt
def over_kort(g: Gegevens, periode: str) -> Tekst:
    """The same in short sentences without terms that are not explained (B1)."""
    stand = start(g, periode)
    u, meer = doorrekenen(stand), doorrekenen(stand, RealisatieMaal(MEER))
    alineas = ["Dit rapport rekent uit wat er gebeurt als het anders gaat. Het voorspelt niets."]
    paden = inhaalpaden(u, g.code)
    eerste = stand.cijfers[stand.perioden[0], g.code]
    if paden and eerste.achterstand_begin is not None and eerste.taakstelling is not None:
        alineas.append(" ".join(_wat_nodig_is(paden[0], eerste.achterstand_begin, eerste.taakstelling)))
    if u.eindstand is not None and meer.eindstand is not None:
        dag = datum_voluit(stand.perioden[-1].peildatum)
        alineas.append(
            f"Blijven de taakstelling en het aantal mensen dat een huis krijgt gelijk, dan {_over(u.eindstand, dag)}. "
            f"Krijgt een tiende meer mensen een huis, dan {_over(meer.eindstand, dag)}."
        )
    return Tekst(tuple(alineas))


def _wat_nodig_is(pad: Inhaalpad, begin: int, taakstelling: Getal) -> list[str]:
    van, tot = datum_voluit(pad.begin), datum_voluit(pad.datum)
    if begin > 0:
        zinnen = [f"Op {van} moesten nog {toon(begin)} mensen een huis krijgen."]
    else:
        zinnen = [
            f"Op {van} waren er {toon(-begin)} mensen meer gehuisvest dan nodig."
            if begin
            else f"Op {van} was er geen achterstand."
        ]
    zinnen.append(f"Tot {tot} vraagt het Rijk om huizen voor {toon(taakstelling)} mensen.")
    if not pad.te_huisvesten:
        return [*zinnen, "Daarvoor hoeft er niemand bij: er is al genoeg gedaan."]
    zinnen.append(
        f"Samen gaat het om {toon(pad.te_huisvesten)} mensen. Dat zijn er {toon(pad.per_maand_heel)} per maand."
    )
    if pad.nu_per_maand is not None:
        zinnen.append(f"In het half jaar ervoor waren het er {toon(rond_heel(pad.nu_per_maand))} per maand.")
    return zinnen


def _over(stand: int, dag: str) -> str:
    """What becomes of it, as people still to be housed or housed early."""
    if stand < 0:
        return f"zijn op {dag} {toon(-stand)} mensen meer gehuisvest dan nodig"
    nog = f"moeten op {dag} nog {toon(stand)} mensen een huis krijgen"
    return nog if stand else f"is er op {dag} geen achterstand meer"
