"""Chapter ‘Opvang per gemeente’: opgave and places of each, and what an exchange between them would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.per_gemeente import GemeenteOpvang, opvang_per_gemeente, opvanglocaties, ruilvoorstel
from ibtlib.cijfers.ruil import OPGAVE, ruil
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import bereik
from ibtlib.rapport.elders import zin_elders
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst
from ibtlib.weergave.herkomst import herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

EINDELOOS = dt.date(9999, 12, 31)
TELT_MEE = "de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn"


# --- over and under -----------------------------------------------------------------------------------------


def over_gemeenten(g: Gegevens) -> Tekst:
    """Who is over and who is under."""
    lijst = opvang_per_gemeente(g)
    if not lijst:
        zin = f"Opgave en plekken per gemeente staan voor {g.naam} niet in de gelezen bronnen; die geven totalen van de provincie."
        return Tekst((" ".join(filter(None, [zin, zin_elders(g, "asielopvang per gemeente")])),))
    zinnen = []
    for oordeel, woord in (("boven", "meer"), ("onder", "minder")):
        namen = [f"{r.naam} ({toon(r.verschil or 0, teken=True)})" for r in lijst if r.oordeel == oordeel]
        if namen:
            wie = "gemeente heeft" if len(namen) == 1 else "gemeenten hebben"
            zinnen.append(f"{len(namen)} {wie} zeker {woord} plekken dan de opgave: {opsomming(namen)}.")
    gelijk = [r.naam for r in lijst if r.oordeel == "gelijk"]
    if gelijk:
        zinnen.append(f"Precies genoeg: {opsomming(gelijk)}.")
    onbekend = [r.naam for r in lijst if r.verschil is None]
    if onbekend:
        zinnen.append(f"Niet te zeggen, omdat een cijfer niet in de gelezen bronnen staat: {opsomming(onbekend)}.")
    return Tekst((" ".join(zinnen),))


def tabel_gemeenten(g: Gegevens) -> Tabel:
    """Opgave, coverage and tekort per gemeente, with the sum; over and under in words."""
    lijst = opvang_per_gemeente(g)
    return tabel(
        g,
        "opvang-gemeenten",
        "Opgave asielopvang en plekken die meetellen voor de cyclus, per gemeente",
        (
            Kolom("Gemeente", "naam"),
            Kolom("Opgave", "opgave", "geheel"),
            Kolom("Telt mee", "telt_mee", "geheel", formule=TELT_MEE),
            Kolom(
                "Onbekend",
                "onbekend",
                "geheel",
                formule="de plekken opgeteld waarvan dat niet bekend is, hoogste cijfer",
            ),
            Kolom(
                "Telt niet mee",
                "valt_af",
                "geheel",
                formule="de plekken opgeteld waarvan bekend is dat zij er dan niet zijn",
            ),
            Kolom("Dekking", "dekking", "procent", 1, formule="telt mee ÷ opgave"),
            Kolom("Boven of onder", "verschil", "geheel", teken=True, formule="telt mee − opgave"),
            Kolom("Oordeel", lambda r: r.oordeel if r.code else "", klasse="berekend"),
        ),
        lijst,
        bron=attrgetter("herkomst"),
        totaal=_samen(lijst) if lijst else None,
        totaalformule="de gemeenten opgeteld; wat niet in de gelezen bronnen staat telt niet mee",
        leeg="–",
        opmerkingen=("Een min bij ‘boven of onder’ is het tekort. Een streepje: niet in de gelezen bronnen.",),
    )


def _samen(lijst: Iterable[GemeenteOpvang]) -> GemeenteOpvang:
    """The gemeenten as one, without a code; what is not published counts in no sum."""

    def som(veld: str) -> int | None:
        bekend = [n for r in lijst if (n := getattr(r, veld)) is not None]
        return sum(bekend) if bekend else None

    return GemeenteOpvang("", "samen", som("opgave"), som("telt_mee"), som("onbekend"), som("valt_af"))


def tabel_locaties(g: Gegevens) -> Tabel:
    """Every locatie with its phase and the days on which it is there."""
    return tabel(
        g,
        "opvanglocaties",
        "Opvanglocaties per gemeente: fase, plekken en wanneer zij er zijn",
        (
            Kolom("Gemeente", lambda r: r["plek"].gemeente),
            Kolom("Locatie", lambda r: r["plek"].locatie or "niet vermeld"),
            Kolom("Fase", lambda r: r["plek"].naam),
            Kolom("Plekken", lambda r: bereik(r["plek"].laag, r["plek"].hoog)),
            Kolom("Waarvan amv", lambda r: r["plek"].waarvan_amv, "geheel"),
            Kolom("Van", lambda r: _dag(r["plek"].beschikbaar_van)),
            Kolom("Tot en met", lambda r: _dag(r["plek"].beschikbaar_tot)),
            Kolom("Telt mee", "telt_mee", klasse="berekend"),
        ),
        [{"plek": plek, "telt_mee": telt_mee} for plek, telt_mee in opvanglocaties(g)],
        bron=lambda r: herkomst_van(r["plek"]),
    )


def _dag(datum: dt.date | None) -> str:
    if datum is None:
        return "onbekend"
    return "zonder einde" if datum == EINDELOOS else datum_voluit(datum)


# --- an exchange --------------------------------------------------------------------------------------------


def over_uitruil(g: Gegevens) -> Tekst:
    """What an exchange would change; the sum stays."""
    lijst = [r for r in opvang_per_gemeente(g) if r.opgave is not None]
    voorstel = ruilvoorstel(lijst)
    if not voorstel:
        return Tekst(("Er is geen uitruil te rekenen: van geen gemeente is bekend dat zij plekken over heeft.",))
    namen = {r.code: r.naam for r in lijst}
    over = sum(n for n in voorstel.values() if n > 0)
    gevers = opsomming(namen[c] for c, n in voorstel.items() if n > 0)
    vragers = opsomming(namen[c] for c, n in voorstel.items() if n < 0)
    som = sum(r.opgave or 0 for r in lijst)
    return Tekst(
        (
            f"Rekenvoorbeeld (aanname: het grootste tekort gaat voor): {toon(over)} plekken opgave gaan naar {gevers}, van "
            f"{vragers}. De som van de opgaven blijft {toon(som)}.",
        )
    )


def tabel_uitruil(g: Gegevens) -> Tabel | Hoofdstuk:
    """A computed exchange: who has places over takes over opgave; the sum stays."""
    lijst = [r for r in opvang_per_gemeente(g) if r.opgave is not None]
    if not lijst:
        return Hoofdstuk(())  # the text before it says so
    wijziging = ruilvoorstel(lijst)
    na = ruil({r.code: r.opgave or 0 for r in lijst}, wijziging, OPGAVE)
    regels: list[dict[str, Any]] = [
        {
            "gemeente": r.naam,
            "opgave": r.opgave or 0,
            "uitruil": wijziging.get(r.code, 0),
            "na": na[r.code],
            "telt_mee": r.telt_mee,
            "herkomst": r.herkomst,
        }
        for r in lijst
    ]
    som = {kolom: sum(r[kolom] for r in regels) for kolom in ("opgave", "uitruil", "na")}
    return tabel(
        g,
        "uitruil",
        "Rekenvoorbeeld van een uitruil: gemeenten met meer plekken dan hun opgave nemen opgave over (aanname)",
        (
            Kolom("Gemeente", "gemeente"),
            Kolom("Opgave", "opgave", "geheel"),
            Kolom(
                "Uitruil",
                "uitruil",
                "geheel",
                teken=True,
                formule="Aanname: wie meer plekken heeft dan zijn opgave neemt opgave over; het grootste tekort gaat voor",
            ),
            Kolom("Opgave na uitruil", "na", "geheel", formule="opgave + uitruil"),
            Kolom("Telt mee", "telt_mee", "geheel", formule=TELT_MEE),
            Kolom(
                "Boven of onder",
                lambda r: None if r["telt_mee"] is None else r["telt_mee"] - r["na"],
                "geheel",
                teken=True,
                formule="telt mee − opgave na uitruil",
            ),
        ),
        regels,
        bron=lambda r: r["herkomst"],
        totaal={"gemeente": "samen", **som, "telt_mee": None, "herkomst": ()},
        totaalformule="de gemeenten opgeteld",
        leeg="–",
        opmerkingen=(
            "De som van de opgaven blijft gelijk. Een streepje: niet in de gelezen bronnen of niet op te tellen.",
        ),
    )


# --- charts -------------------------------------------------------------------------------------------------


def opvang_gemeenten(g: Gegevens) -> pd.DataFrame:
    """Opgave and places that count, per gemeente of which either is known.

    Returns
    -------
    DataFrame
        Index the gemeenten; places: `opgave` and `telt mee` (computed); `bron` and `vindplaats`.
    """
    lijst = [r for r in opvang_per_gemeente(g) if r.opgave is not None or r.telt_mee is not None]
    regels = [{"opgave": r.opgave, "telt mee": r.telt_mee, **als_kolommen(r.herkomst)} for r in lijst]
    gemeenten = pd.Index([r.naam for r in lijst], dtype=object, name="categorie")
    soorten: Kolomsoorten = {"opgave": "aantal", "telt mee": "aantal", **WAAR}
    return frame_van(regels, soorten, False, {"telt mee": TELT_MEE}, gemeenten)
