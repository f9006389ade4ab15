"""Chapter ‘De twaalf provincies’: what each had and needed, in order, and its share of places and of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.kleuren import ACHTERSTAND, GRIJS, OPGAVE, REALISATIE
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.landelijk import LAND, Deel, inwoners, provincieaandelen, provincies_rijksbrief, rangorde
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.weergave import Figuur, Hoofdstuk, Tabel, Tekst
from ibtlib.weergave.figuur import figuur
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel
from ibtlib.weergave.staven import staven
from ibtlib.weergave.stippen import stippen

ALLEEN_ECHT = Tekst(
    ("Dit overzicht gaat over de twaalf provincies van Nederland; bij een verzonnen provincie staat het niet.",)
)
GEEN_AANDELEN = "De opgave of de inwoners van de twaalf provincies staan niet in de bronnen van dit rapport."
NIETS = Hoofdstuk(())
"""Beside a sentence that says it: nothing."""
_PLEKKEN = {
    "plekken_nu": "Opvangplekken 1 april 2023",
    "opgave_extra": "Extra opgave",
    "verdeling_2022": "Verdeling november 2022",
    "opgave_2024": "Opgave 1 januari 2024",
    "nog_nodig": "Nog nodig",
}


# --- the table of the Rijksbrief ----------------------------------------------------------------------------


def over_provincies(g: Gegevens) -> Tekst:
    """The own province among the twelve."""
    frame = provincies_rijksbrief(g)
    eigen = [r for r in rijen(frame) if r["gebiedscode"] == g.code]
    if not eigen:
        return Tekst(("De tabel van het Rijk gaat over de twaalf provincies van Nederland.",))
    (r,) = eigen
    goed = all(
        q["opgave_2024"] == q["opgave_berekend"] and q["nog_nodig"] == q["nog_nodig_berekend"]
        for q in rijen(frame)
        if q["gebiedscode"] != LAND
    )
    regels = "De rijen van de provincies kloppen precies." if goed else "Niet alle rijen kloppen; zie de bevindingen."
    aandeel = Fraction(100 * r["plekken_nu"], r["opgave_2024"])
    return Tekst(
        (
            f"{g.naam} had op 1 april 2023 {toon(r['plekken_nu'])} reguliere opvangplekken, "
            f"{toon_procent(aandeel, 1)} van de opgave voor 1 januari 2024 ({toon(r['opgave_2024'])}); nog nodig waren er {toon(r['nog_nodig'])}.",
            f"{_plaats(g)} {regels}",
        )
    )


def _plaats(g: Gegevens) -> str:
    """Rank of the own province."""
    lijst = rangorde(g)
    (r,) = [r for r in lijst if r.code == g.code]
    if r.per_1000 is None:
        return f"Dat is plaats {r.plaats} van {len(lijst)}."
    return (
        f"Daarmee staat zij op plaats {r.plaats} van {len(lijst)}; per 1.000 inwoners ({toon(r.per_1000, 1)}) op plaats "
        f"{r.plaats_per_1000}."
    )


def tabel_provincies(g: Gegevens) -> Tabel | Hoofdstuk:
    """The table of the Rijksbrief, with the published totals, the computed sums and their differences."""
    if g.fictief:
        return NIETS
    alle = list(rijen(provincies_rijksbrief(g)))
    delen = [r for r in alle if r["gebiedscode"] != LAND]
    som: dict[str, Any] = {k: sum(r[k] for r in delen) for k in _PLEKKEN}
    lijst = list(delen)
    for r in alle:
        if r["gebiedscode"] == LAND:
            lijst.append(r | {"gebied": "totaal volgens de bron"})
            lijst.append({"gebied": "som min bron"} | {k: som[k] - r[k] for k in _PLEKKEN})
    return tabel(
        g,
        "provincies",
        "Opvangplekken en opgave per provincie, mei 2023",
        (
            Kolom("Provincie", "gebied"),
            *(
                Kolom(kop, k, "geheel", klasse=lambda r: None if "bron" in r else "berekend")
                for k, kop in _PLEKKEN.items()
            ),
        ),
        lijst,
        bron=lambda r: herkomst_van(r) if "bron" in r else (),
        noot=lambda r: (
            "Berekend: de som van de provincies − het totaal volgens de bron." if r["gebied"] == "som min bron" else ""
        ),
        totaal={"gebied": "som van de provincies"} | som if lijst else None,
        totaalformule="de cijfers van de twaalf provincies opgeteld",
        opmerkingen=("Waar de som van het totaal van de bron verschilt, staat dat bij de bevindingen.",),
    )


def tabel_rangorde(g: Gegevens) -> Tabel | Tekst:
    """Who needed most, absolute and per 1.000 inhabitants."""
    if g.fictief:
        return ALLEEN_ECHT
    datum, _, bron_inwoners = inwoners(g)
    per_provincie = {r["gebiedscode"]: herkomst_van(r) for r in rijen(provincies_rijksbrief(g))}
    per_inwoner = (
        (
            Kolom("Inwoners", "inwoners", "geheel", bron=bron_inwoners),
            Kolom("Per 1.000 inwoners", "per_1000", "breuk", 1, formule="nog nodig ÷ inwoners × 1.000"),
            Kolom(
                "Plaats per 1.000", "plaats_per_1000", "geheel", formule="de plaats in de rij naar ‘per 1.000 inwoners’"
            ),
        )
        if datum
        else ()
    )
    return tabel(
        g,
        "rangorde-provincies",
        f"Nog nodige opvangplekken per provincie{', absoluut en per 1.000 inwoners' if datum else ''}",
        (
            Kolom("Provincie", "naam"),
            Kolom(
                "Nog nodig",
                "nog_nodig",
                "geheel",
                bron=lambda r: per_provincie[r.code],
            ),
            Kolom(
                "Plaats",
                "plaats",
                "geheel",
                formule="de plaats in de rij naar ‘nog nodig’; plaats 1 had het meeste nog nodig",
            ),
            *per_inwoner,
        ),
        rangorde(g),
        opmerkingen=(f"De inwoners zijn die van {datum_voluit(datum)}; de brief is van mei 2023.",) if datum else (),
    )


# --- shares -------------------------------------------------------------------------------------------------


def over_aandelen(g: Gegevens) -> Tekst:
    """The share of the own province in the places beside its share of the people."""
    eigen = [d for d in provincieaandelen(g) if d.code == g.code]
    if not eigen:
        return ALLEEN_ECHT if g.fictief else Tekst((GEEN_AANDELEN,))
    (d,) = eigen
    meer = "meer" if d.verschil > 0 else "minder" if d.verschil < 0 else "even veel"
    return Tekst(
        (
            f"{g.naam} krijgt {toon_procent(d.pct_opgave, 2)} van de plekken en heeft {toon_procent(d.pct_inwoners, 2)} van de "
            f"inwoners: {toon(abs(d.verschil), 2)} procentpunt {meer} plekken dan inwoners.",
        )
    )


def tabel_aandelen(g: Gegevens) -> Tabel | Hoofdstuk:
    """The share of every province in the opgave Spreidingswet beside its share of the inhabitants."""
    if g.fictief:
        return NIETS
    lijst = provincieaandelen(g)
    datum, mensen, bron_inwoners = inwoners(g)
    landelijk = [r for r in rijen(g.landelijk("spreidingswet")) if r["gebiedscode"] == LAND]
    noemers = " en ".join(toon(r["opgave"]) for r in landelijk)
    return tabel(
        g,
        "aandelen-provincies",
        "Opgave Spreidingswet, eerste cyclus: aandeel van elke provincie in de plekken en in de inwoners",
        (
            Kolom("Provincie", "naam"),
            Kolom("Opgave", "opgave", "geheel", bron=lambda d: [d.herkomst] if d.code else []),
            Kolom(
                "Aandeel plekken",
                "pct_opgave",
                "procent",
                2,
                formule=f"opgave ÷ de {noemers} plekken van de wet",
                bron=[h for r in landelijk for h in herkomst_van(r)],
            ),
            Kolom("Inwoners", "inwoners", "geheel", bron=bron_inwoners),
            Kolom(
                "Aandeel inwoners",
                "pct_inwoners",
                "procent",
                2,
                formule=f"inwoners ÷ de {toon(sum(mensen.values()))} inwoners van alle provincies",
            ),
            Kolom(
                "Verschil in procentpunt",
                lambda d: d.verschil if d.code else None,
                "breuk",
                2,
                teken=True,
                formule="aandeel plekken − aandeel inwoners",
            ),
        ),
        lijst,
        totaal=_samen(lijst) if lijst else None,
        totaalformule="de provincies opgeteld",
        leeg="–",
        opmerkingen=(
            f"Door afronding tellen de provincies op tot iets anders dan {noemers}. De inwoners zijn die van "
            f"{datum_voluit(datum)}. De opgaven van de andere provincies komen uit nieuwsberichten.",
        )
        if datum
        else (),
    )


def _samen(lijst: list[Deel]) -> Deel:
    """The provinces as one, without a code."""
    return Deel(
        "",
        "som van de provincies",
        opgave=sum(d.opgave for d in lijst),
        inwoners=sum(d.inwoners for d in lijst),
        pct_opgave=sum((d.pct_opgave for d in lijst), Fraction(0)),
        pct_inwoners=sum((d.pct_inwoners for d in lijst), Fraction(0)),
        herkomst=("", ""),
    )


# --- charts -------------------------------------------------------------------------------------------------


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
        return Tekst((GEEN_AANDELEN,))
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
