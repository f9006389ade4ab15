"""Charts of notebook 03."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.kleuren import ACHTERSTAND, GRIJS, OPGAVE, REALISATIE
from ibtlib.cijfers.opvang.drie_opgaven import (
    DRIE,
    EENHEID,
    HUISVESTING,
    Opgave,
    drie_opgaven_gemeenten,
    drie_opgaven_provincie,
)
from ibtlib.cijfers.opvang.landelijk import LAND, Deel, inwoners, provincieaandelen, provincies_rijksbrief, rangorde
from ibtlib.cijfers.opvang.per_gemeente import opvang_per_gemeente
from ibtlib.cijfers.opvang.spreidingswet import HARD
from ibtlib.cijfers.opvang.spreidingswet import dekking as dekking_van
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.spreidingswet.drie_opgaven import toon_deel
from ibtlib.rapport.spreidingswet.gemeenten import TELT_MEE
from ibtlib.rapport.spreidingswet.provincies import GEEN_AANDELEN, tabel_aandelen, tabel_provincies, tabel_rangorde
from ibtlib.weergave import Figuur, Hoofdstuk, Tabel, Tekst
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, herkomst_van_alle
from ibtlib.weergave.staven import staven
from ibtlib.weergave.stijl import getekend
from ibtlib.weergave.stippen import stippen
from ibtlib.weergave.veelvoud import veelvoud


def bericht_dekking(g: Gegevens) -> str:
    """The message of the chart: which part of the opgave is certain, and with firm plans; empty when nothing is known."""
    d = dekking_van(g)
    if d is None:
        return ""
    zeker, met_plan = (toon_procent(d.procent(d.opgeteld(*fasen)), 1) for fasen in (HARD[:1], HARD))
    wat = "Zeker op de peilmomenten" if d.alles_op_tijd else "Harde opvangcapaciteit"
    return f"{wat} is {zeker} van de opgave, met harde plannen {met_plan}"


def geen_grafiek_dekking(g: Gegevens) -> Tekst:
    """What stands instead of that chart, where nothing is known."""
    return Tekst((f"Geen grafiek: de opvangcapaciteit van {g.naam} staat niet in de gelezen bronnen.",))


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


def geen_grafiek_gemeenten(g: Gegevens) -> Tekst:
    """What stands instead of a chart of them, where nothing is known."""
    return Tekst((f"Geen grafiek: de opgave en de plekken per gemeente in {g.naam} staan niet in de gelezen bronnen.",))


def figuur_drie_opgaven(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The three opgaven of the province beside each other, each on its own scale."""
    opgaven = drie_opgaven_provincie(g, periode)
    delen = [f"{toon_deel(o)} van de {o.soort}" for o in opgaven if o.procent is not None]
    bericht = f"Gerealiseerd of zeker is {opsomming(delen)}" if delen else ""
    return _drie(g, "drie-opgaven", f"De drie opgaven van {g.naam}, elk op de eigen schaal", [opgaven], bericht)


def figuur_drie_opgaven_per_gemeente(g: Gegevens, periode: str, gemeente: str | None = None) -> Figuur | Tekst:
    """The same per gemeente; of all, or of the one with this gemeentecode."""
    per = drie_opgaven_gemeenten(g, periode)
    gekozen = [per[gemeente]] if gemeente in per else [] if gemeente else list(per.values())
    bijschrift = "De drie opgaven per gemeente, elk op de eigen schaal"
    return _drie(g, "drie-opgaven-gemeenten", bijschrift, gekozen)


def _drie(g: Gegevens, naam: str, onderwerp: str, per_gebied: list[list[Opgave]], bericht: str = "") -> Figuur | Tekst:
    lijst = [o for opgaven in per_gebied for o in opgaven]
    if all(o.opgave is None and o.gerealiseerd is None for o in lijst):
        waarover = "per gemeente " if "gemeenten" in naam else ""
        return Tekst((f"Geen grafiek: over de drie opgaven {waarover}in {g.naam} staat niets in de gelezen bronnen.",))
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


def figuur_provincies(g: Gegevens) -> Figuur | Hoofdstuk | Tekst:
    """The twelve provinces: places now and opgave, over the whole table of the Rijksbrief."""
    cijfers = tabel_provincies(g)
    if not isinstance(cijfers, Tabel):
        return cijfers
    namen = {"plekken_nu": "opvangplekken op 1 april 2023", "opgave_2024": "opgave"}
    alle = provincies_rijksbrief(g)
    frame = (
        alle[alle["gebiedscode"] != LAND].sort_values("opgave_2024", ascending=False, kind="stable").set_index("gebied")
    )
    return figuur(
        staven(
            frame[list(namen)].rename(columns=namen).rename_axis(None),
            eenheid="plekken",
            kleuren={namen["plekken_nu"]: REALISATIE},
            liggend=True,
        ),
        _bericht_provincies(g, alle),
        ondertitel="Reguliere opvangplekken op 1 april 2023 en opgave voor 1 januari 2024 per provincie",
        naam="provincies",
        cijfers=_met_bron(g, cijfers, herkomst_van_alle(rijen(frame))),
        g=g,
    )


def _bericht_provincies(g: Gegevens, alle: pd.DataFrame) -> str:
    (eigen,) = (r for r in rijen(alle) if r["gebiedscode"] == g.code)
    return f"{g.naam} had {toon(eigen['plekken_nu'])} opvangplekken; gevraagd waren er {toon(eigen['opgave_2024'])}"


def figuur_rangorde_provincies(g: Gegevens) -> Figuur | Tabel | Tekst:
    """What each province still needed per 1.000 inhabitants, the most first; without inhabitants the table alone."""
    cijfers = tabel_rangorde(g)
    naam = "nog nodig per 1.000 inwoners"
    lijst = sorted((r for r in rangorde(g) if r.per_1000 is not None), key=lambda r: (r.plaats_per_1000 or 0, r.naam))
    if not isinstance(cijfers, Tabel) or not lijst:
        return cijfers
    frame = pd.DataFrame({naam: [r.per_1000 for r in lijst]}, [r.naam for r in lijst], dtype=object)
    return figuur(
        staven(
            frame,
            eenheid="plekken per 1.000 inwoners",
            soort="breuk",
            decimalen=1,
            kleuren={naam: ACHTERSTAND},
            liggend=True,
        ),
        next(
            f"{r.naam} had nog {toon(r.per_1000 or 0, 1)} plekken per 1.000 inwoners nodig"
            for r in lijst
            if r.code == g.code
        ),
        ondertitel="Nog nodige opvangplekken per 1.000 inwoners, mei 2023",
        naam="rangorde-provincies",
        cijfers=_met_bron(g, cijfers, [*herkomst_van_alle(rijen(provincies_rijksbrief(g))), *inwoners(g)[2]]),
        g=g,
    )


def figuur_aandelen_provincies(g: Gegevens) -> Figuur | Hoofdstuk | Tekst:
    """Share of the places beside share of the people."""
    cijfers = tabel_aandelen(g)
    if not isinstance(cijfers, Tabel):
        return cijfers
    mensen, plekken = "aandeel inwoners", "aandeel plekken"
    lijst = provincieaandelen(g)
    if not lijst:
        return Tekst((f"Geen grafiek. {GEEN_AANDELEN}",))
    wet = herkomst_van_alle([r for r in rijen(g.landelijk("spreidingswet")) if r["gebiedscode"] == LAND])
    aandelen = {mensen: [d.pct_inwoners for d in lijst], plekken: [d.pct_opgave for d in lijst]}
    return figuur(
        stippen(
            pd.DataFrame(aandelen, [d.naam for d in lijst], dtype=object),
            eenheid="procent",
            nadruk=g.naam,
            soort="procent",
            decimalen=2,
            kleuren={mensen: GRIJS, plekken: OPGAVE},
        ),
        _bericht_aandeel(g, lijst),
        naam="aandelen-provincies",
        ondertitel="Aandeel van elke provincie in de opgave Spreidingswet en in de inwoners (berekend)",
        cijfers=_met_bron(g, cijfers, [*(d.herkomst for d in lijst), *wet, *inwoners(g)[2]]),
        g=g,
    )


def _met_bron(g: Gegevens, cijfers: Tabel, herkomst: Sequence[Herkomst]) -> Tabel:
    """A table as the figures of a chart: its sources together stand under the chart, each in the table."""
    return replace(cijfers, bron=bronvermelding(g, herkomst))


def _bericht_aandeel(g: Gegevens, lijst: list[Deel]) -> str:
    """What the chart of shares says of the own province."""
    eigen = next((d for d in lijst if d.code == g.code), None)
    if eigen is None:
        return "Aandeel in de plekken naast aandeel in de inwoners"
    plekken, mensen = toon_procent(eigen.pct_opgave, 2), toon_procent(eigen.pct_inwoners, 2)
    return f"{g.naam} krijgt {plekken} van de plekken en heeft {mensen} van de inwoners"
