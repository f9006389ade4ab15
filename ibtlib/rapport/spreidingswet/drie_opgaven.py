"""Chapter ‘De drie opgaven naast elkaar’: each in its own unit, of the province and per gemeente."""

from __future__ import annotations

from fractions import Fraction
from operator import attrgetter

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
from ibtlib.weergave import LEEG, Tabel, Tekst
from ibtlib.weergave.kolom import Kolom, tabel

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


def _kolommen(soort: str) -> tuple[Kolom, Kolom]:
    """Opgave and realisatie of one of the three."""
    kort = soort.replace("vergunninghouders", "").replace("Oekraïense ontheemden", "Oekraïne").strip()
    return (
        Kolom(
            f"{kort}, opgave ({EENHEID[soort]})",
            lambda r: r[soort].opgave,
            "geheel",
            formule=_FORMULE_OPGAVE.get(soort, ""),
            bron=lambda r: r[soort].herkomst,
        ),
        Kolom(
            f"{kort}, gerealiseerd ({EENHEID[soort]})",
            lambda r: r[soort].gerealiseerd,
            "geheel",
            formule=_FORMULE_GEREALISEERD.get(soort, ""),
            bron=lambda r: r[soort].herkomst,
        ),
    )
