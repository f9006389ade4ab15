"""Chapter ‘De drie opgaven naast elkaar’: each in its own unit, of the province and per gemeente."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from operator import attrgetter

import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import rond_af, toon, toon_procent
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers.opvang.drie_opgaven import (
    ASIEL,
    DRIE,
    EENHEID,
    HUISVESTING,
    OEKRAINE,
    Opgave,
    drie_opgaven_gemeenten,
    drie_opgaven_provincie,
)
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import SOM_VAN_ALLE
from ibtlib.rapport.elders import zin_elders
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.weergave import LEEG, Figuur, Hoofdstuk, Tabel, Tekst
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.kolom import Kolom, tabel
from ibtlib.weergave.stijl import getekend
from ibtlib.weergave.veelvoud import veelvoud

# how a figure per gemeente is computed, where it is not as published
_FORMULE_OPGAVE = {HUISVESTING: "taakstelling + achterstand bij het begin"}
_FORMULE_GEREALISEERD = {ASIEL: "de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn"}

_DECIMALEN = {HUISVESTING: 0}  # as its shares are published; those of places have one
_GEREALISEERD = "realisatie"
_SOM = "; berekend, de som van alle gemeenten"


def over_drie_opgaven(g: Gegevens, periode: str) -> Tekst:
    """Each of the three opgaven in a sentence, and which are not published."""
    zinnen = []
    for o in drie_opgaven_provincie(g, periode):
        begin = hoofdletter(o.soort)
        if o.opgave is None and o.gerealiseerd is None:
            elders = zin_elders(g, "Oekraïne per provincie") if o.soort == OEKRAINE else ""
            zinnen.append(" ".join(filter(None, [f"{begin}: voor {g.naam} niet in de gelezen bronnen.", elders])))
        elif o.opgave is None or o.gerealiseerd is None:
            wel, niet = ("opgave", _GEREALISEERD) if o.gerealiseerd is None else (_GEREALISEERD, "opgave")
            cijfer = o.opgave if o.gerealiseerd is None else o.gerealiseerd
            wanneer = f" ({o.wanneer})" if o.wanneer else ""
            zinnen.append(
                f"{begin}: {wel} {toon(cijfer or 0)} {o.eenheid}{wanneer}; {niet} niet in de gelezen bronnen."
            )
        else:
            deel = f", {toon_deel(o)}" if o.procent is not None else ""
            zinnen.append(
                f"{begin}: {toon(o.gerealiseerd)} van {toon(o.opgave)} {o.eenheid}{deel} ({o.wanneer}{_SOM if o.som else ''})."
            )
    return Tekst(tuple(zinnen), lijst=True)


def tabel_drie_opgaven(g: Gegevens, periode: str) -> Tabel:
    """The three opgaven of the province, each with its own unit, date and source."""
    return tabel(
        g,
        "drie-opgaven",
        f"De drie opgaven van de provincie {g.naam}, elk in de eigen eenheid",
        (
            Kolom("Opgave voor", "soort"),
            Kolom("Opgave", "opgave", "geheel", formule=_som),
            Kolom("Gerealiseerd of hard", "gerealiseerd", "geheel", formule=_opgeteld),
            Kolom("Aandeel", _aandeel, "procent", None, formule="gerealiseerd of hard ÷ opgave, afgerond"),
            Kolom("Eenheid", "eenheid"),
            Kolom("Peildatum", lambda o: o.wanneer or None),
            Kolom("Bron", lambda o: _uitgevers(g, o)),
        ),
        drie_opgaven_provincie(g, periode),
        bron=attrgetter("herkomst"),
        opmerkingen=(
            "De eenheden verschillen: de cijfers zijn niet op te tellen. Bij asielopvang staan de plekken die zeker meetellen "
            "op de peilmomenten; bij huisvesting de totaalopgave en de realisatie van de periode.",
        ),
    )


def _aandeel(o: Opgave) -> Fraction | None:
    """In the precision that this share has in all documents."""
    return None if o.procent is None else rond_af(o.procent, _DECIMALEN.get(o.soort, 1))


def toon_deel(o: Opgave) -> str:
    """What was done of it, in the precision that this share has in every document."""
    return toon_procent(o.procent, _DECIMALEN.get(o.soort, 1)) if o.procent is not None else ""


def _som(o: Opgave) -> str:
    return SOM_VAN_ALLE if o.som else ""


def _opgeteld(o: Opgave) -> str:
    return _FORMULE_GEREALISEERD[ASIEL] if o.opgeteld else _som(o)


def _uitgevers(g: Gegevens, o: Opgave) -> str | None:
    return opsomming(dict.fromkeys(g.bron(b).uitgever for b, _ in o.herkomst)) if o.herkomst else None


def tabel_drie_opgaven_per_gemeente(g: Gegevens, periode: str) -> Tabel:
    """The same per gemeente: opgave and what is there, for each of the three."""
    lijst = [{o.soort: o for o in opgaven} for opgaven in drie_opgaven_gemeenten(g, periode).values()]
    wanneer = {s: next((r[s].wanneer for r in lijst if r[s].wanneer), LEEG) for s in DRIE}
    return tabel(
        g,
        "drie-opgaven-gemeenten",
        "De drie opgaven per gemeente: opgave en wat gerealiseerd of hard is",
        (Kolom("Gemeente", lambda r: r[ASIEL].gebied), *(kolom for soort in DRIE for kolom in _kolommen(soort))),
        lijst,
        opmerkingen=tuple(f"Peildatum {s}: {wanneer[s]}." for s in DRIE) if lijst else (),
    )


def _kolommen(soort: str) -> Iterator[Kolom]:
    """Opgave and realisatie of one of the three."""
    kort = soort.replace("vergunninghouders", "").replace("Oekraïense ontheemden", "Oekraïne").strip()
    for feit, formules in (("opgave", _FORMULE_OPGAVE), ("gerealiseerd", _FORMULE_GEREALISEERD)):
        yield Kolom(
            f"{kort}, {feit} ({EENHEID[soort]})",
            partial(_cijfer, soort, feit),
            "geheel",
            formule=formules.get(soort, ""),
            bron=lambda r: r[soort].herkomst,
        )


def _cijfer(soort: str, feit: str, rij: dict[str, Opgave]) -> int | None:
    cijfer: int | None = getattr(rij[soort], feit)
    return cijfer


# --- charts -------------------------------------------------------------------------------------------------


def figuur_drie_opgaven(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """The three opgaven of the province beside each other, each on its own scale."""
    opgaven = drie_opgaven_provincie(g, periode)
    delen = [f"{toon_deel(o)} van de {o.soort}" for o in opgaven if o.procent is not None]
    bericht = f"Gerealiseerd of zeker is {opsomming(delen)}" if delen else ""
    return _drie(g, "drie-opgaven", f"De drie opgaven van {g.naam}, elk op de eigen schaal", [opgaven], bericht)


def figuur_drie_opgaven_per_gemeente(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """The same per gemeente."""
    per = drie_opgaven_gemeenten(g, periode)
    return _drie(g, "drie-opgaven-gemeenten", "De drie opgaven per gemeente, elk op de eigen schaal", per.values())


def _drie(
    g: Gegevens, naam: str, onderwerp: str, per_gebied: Iterable[list[Opgave]], bericht: str = ""
) -> Figuur | Hoofdstuk:
    lijst = [o for opgaven in per_gebied for o in opgaven]
    if all(o.opgave is None and o.gerealiseerd is None for o in lijst):
        return Hoofdstuk(())  # the table says so
    panelen = {(soort, EENHEID[soort]): _paneel([o for o in lijst if o.soort == soort]) for soort in DRIE}

    def per_cel(gebied: str, kolom: str) -> tuple[Herkomst, ...]:
        return next(tuple(o.herkomst) for o in lijst if o.gebied == gebied and kolom.startswith(o.soort))

    def klasse(gebied: str, kolom: str, waarde: object) -> str:
        o = next(o for o in lijst if o.gebied == gebied and kolom.startswith(o.soort))
        per_gemeente = o.soort == HUISVESTING and o.gebiedscode != g.code
        opgeteld = o.som or (o.opgeteld if "gerealiseerd" in kolom else per_gemeente)
        return "berekend" if waarde is not None and opgeteld else ""

    ax = veelvoud(panelen)
    wat = getekend(ax)
    cijfers = wat.frame if wat else pd.DataFrame()
    formules = {kolom: hoe for kolom in cijfers.columns if (hoe := _hoe(lijst, kolom, klasse))}
    herkomst = [h for o in lijst for h in o.herkomst]
    return met_herkomst(
        g,
        ax,
        naam,
        bericht or onderwerp,
        herkomst,
        ondertitel=onderwerp if bericht else "",
        per_cel=per_cel,
        klasse=klasse,
        formules=formules,
    )


def _hoe(lijst: list[Opgave], kolom: str, klasse: Callable[[str, str, object], str]) -> str:
    """How the figures of a column are worked out; empty where they are as published."""
    if not any(klasse(o.gebied, kolom, 0) for o in lijst if kolom.startswith(o.soort)):
        return ""
    if any(o.som for o in lijst if kolom.startswith(o.soort)):
        return "de som over alle gemeenten"
    return (
        "de fasen die op de peilmomenten meetellen, opgeteld"
        if "gerealiseerd" in kolom
        else "taakstelling + achterstand"
    )


def _paneel(opgaven: list[Opgave]) -> pd.DataFrame:
    """One opgave per gebied; below zero (a voorsprong larger than the taakstelling) it asks nobody anything."""
    gevraagd = [None if o.opgave is None else max(o.opgave, 0) for o in opgaven]
    er = [o.gerealiseerd for o in opgaven]
    return pd.DataFrame({"opgave": gevraagd, "gerealiseerd": er}, [o.gebied for o in opgaven], dtype=object)
