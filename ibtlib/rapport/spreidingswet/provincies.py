"""Chapter ‘De twaalf provincies’: what each had and needed, in order, and its share of places and of people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.landelijk import LAND, Deel, inwoners, provincieaandelen, provincies_rijksbrief, rangorde
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst
from ibtlib.weergave.herkomst import herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

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
