"""Tables of notebook 03: coverage, amv, the provinces, the calendar; the others are in `opvang`."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from ibtlib.basis.getallen import Getal, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit, eind_van
from ibtlib.cijfers.opvang.amv import (
    aandeel_capaciteit,
    aandeel_opgave,
    aandeel_provinciale_opgave,
    nidos,
    nodig_landelijk,
)
from ibtlib.cijfers.opvang.capaciteit import JA, NEE, Venster
from ibtlib.cijfers.opvang.cyclus import Vermelding, stappen
from ibtlib.cijfers.opvang.landelijk import LAND
from ibtlib.cijfers.opvang.spreidingswet import Dekking
from ibtlib.cijfers.opvang.spreidingswet import dekking as _dekking
from ibtlib.cijfers.opvang.spreidingswet import provincies_rijksbrief as _provincies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.tabellen.basis import Herkomst, tabel
from ibtlib.rapport.tabellen.trend import datum_tekst, zonder_herhaling
from ibtlib.weergave import Kop, Tabel, Tekst, Waarde

ALLEEN_ECHT = Tekst(
    ("Dit overzicht gaat over de twaalf provincies van Nederland; bij een verzonnen provincie staat het niet.",)
)


def bereik(laag: Getal, hoog: Getal) -> str:
    """One figure, or from low to high; fractions of places rounded half up.

    >>> bereik(3378, 3983), bereik(575, 575)
    ('3.378 tot 3.983', '575')
    """
    return toon(laag) if laag == hoog else f"{toon(laag)} tot {toon(hoog)}"


def bereik_procent(laag: Getal, hoog: Getal) -> str:
    """The same for percentages, with one decimal.

    >>> bereik_procent(50, 50)
    '50,0%'
    """
    return toon_procent(laag, 1) if laag == hoog else f"{toon_procent(laag, 1)} tot {toon_procent(hoog, 1)}"


def herkomst_dekking(g: Gegevens) -> list[Herkomst]:
    """Sources of opgave and capacity."""
    d = _dekking(g)
    if d is None:
        return []
    fasen = [*d.fasen, *([d.in_gebruik] if d.in_gebruik else [])]
    return [(d.bron_opgave, d.vindplaats_opgave), *((f.bron, f.vindplaats) for f in fasen)]


def _per_kolom(g: Gegevens, plekken: tuple[int, ...], opgave: tuple[int, ...]) -> dict[int, list[Herkomst]]:
    """Columns with places have the sources of the capacity, those with a share also need that of the opgave."""
    alle = herkomst_dekking(g)
    return dict.fromkeys(plekken, alle[1:]) | dict.fromkeys(opgave, alle[:1])


# --- coverage -----------------------------------------------------------------------------------------------


def dekking(g: Gegevens) -> Tabel:
    """Places per phase, added up, as a share of the opgave, and what is still needed."""
    d = _dekking(g)
    stappen_ = d.stappen() if d else []
    return tabel(
        g,
        "dekking",
        f"Dekking van de opgave Spreidingswet{f' van {toon(d.opgave)} plekken' if d else ''}, eerste cyclus, opgeteld per fase",
        (
            Kop("Tot en met"),
            Kop("Plekken opgeteld", "geheel"),
            Kop("Dekking", "procent", 1),
            Kop("Nog nodig", "geheel"),
        ),
        [(naam, n, pct, d.opgave - n) for naam, n, pct in stappen_] if d else [],
        per_kolom=_per_kolom(g, plekken=(1,), opgave=(2, 3)),
        formules={
            1: "de plekken van deze en alle eerdere fasen opgeteld",
            2: "plekken opgeteld ÷ opgave, half naar boven afgerond op een decimaal",
            3: "opgave − plekken opgeteld",
        }
        if d
        else {},
        klassen={(i, j): "berekend" for i in range(len(stappen_)) for j in (1, 2, 3)},
    )


def fasen(g: Gegevens) -> Tabel:
    """Capacity as published, amv apart."""
    d = _dekking(g)
    gebruik = d.in_gebruik if d else None
    inhoud: list[tuple[Waarde, ...]] = []
    per_rij: list[list[Herkomst]] = []
    if d and gebruik:
        inhoud.append((gebruik.naam, bereik(gebruik.laag, gebruik.hoog), gebruik.waarvan_amv, "staat los van de fasen"))
        per_rij.append([(gebruik.bron, gebruik.vindplaats)])
    for naam in d.namen if d else []:
        eigen = d.van_fase(naam) if d else []
        amv_ = [f.waarvan_amv for f in eigen]
        plekken = bereik(sum(f.laag for f in eigen), sum(f.hoog for f in eigen))
        som = None if None in amv_ else sum(a or 0 for a in amv_)
        inhoud.append((naam, plekken, som, _telt_mee(d, naam) if d else None))
        per_rij.append([(f.bron, f.vindplaats) for f in eigen])
    return tabel(
        g,
        "fasen",
        "Opvangcapaciteit per fase zoals gepubliceerd, in plekken",
        (
            Kop("Fase"),
            Kop("Plekken", "tekst"),
            Kop("Waarvan amv", "geheel"),
            Kop("Telt mee op de peilmomenten"),
        ),
        inhoud,
        per_rij=per_rij,
        opmerkingen=(
            f"Een plek telt mee als zij er is van {d.venster.voluit}. Wat de bron daarover niet zegt, is onbekend."
            if d and d.venster
            else "De peilmomenten van deze cyclus zijn niet bekend.",
        ),
    )


def _telt_mee(d: Dekking, naam: str) -> str:
    """One word when all rows of a phase agree, else how many places of each."""
    plekken: dict[str, list[int]] = {}
    for f in d.van_fase(naam):
        som = plekken.setdefault(d.telt_mee(f), [0, 0])
        som[0] += f.laag
        som[1] += f.hoog
    if len(plekken) == 1:
        return next(iter(plekken))
    return ", ".join(f"{bereik(*plekken[o])} {o}" for o in (JA, NEE, "onbekend") if o in plekken)


def dekking_op_datum(g: Gegevens, periode: str) -> Tabel:
    """Coverage on the peildatum, at both peilmomenten, and throughout: what is certain and what is at most."""
    d = _dekking(g)
    peildatum = g.periode(periode).peildatum
    vensters: list[tuple[str, Venster]] = []
    if d and d.venster:
        dagen = (peildatum, d.venster.van, d.venster.tot, d.venster.tot + dt.timedelta(days=1))
        vensters = [(f"op {datum_voluit(dag)}", Venster(dag, dag)) for dag in sorted(set(dagen))]
        vensters.append((f"van {d.venster.voluit} (telt voor de cyclus)", d.venster))
    tellingen = [(naam, d.telling(v)) for naam, v in vensters] if d else []
    return tabel(
        g,
        "dekking-op-datum",
        "Plekken en dekking op een datum en over de hele duur van de peilmomenten",
        (
            Kop("Wanneer"),
            Kop("Zeker", "geheel"),
            Kop("Dekking zeker", "procent", 1),
            Kop("Hoogstens", "geheel"),
            Kop("Dekking hoogstens", "procent", 1),
        ),
        [
            (naam, t.zeker, None if t.zeker is None else d.procent(t.zeker), t.hoogstens, d.procent(t.hoogstens))
            for naam, t in tellingen
        ]
        if d
        else [],
        per_kolom=_per_kolom(g, plekken=(1, 3), opgave=(2, 4)),
        formules={
            1: "plekken waarvan bekend is dat zij er dan zijn, laagste cijfer, opgeteld",
            2: "zeker ÷ opgave",
            3: "zeker, en daarbij alle plekken waarvan niet bekend is dat zij er dan niet zijn, hoogste cijfer",
            4: "hoogstens ÷ opgave",
        }
        if d
        else {},
        leeg="niet bekend",
        klassen={(i, j): "berekend" for i in range(len(tellingen)) for j in range(1, 5)},
        opmerkingen=("Niet bekend: geen bron zegt iets over die datum.",),
    )


def verwachting(g: Gegevens) -> Tabel:
    """Expected places: every phase times its assumed probability."""
    d = _dekking(g)
    inhoud: list[tuple[Waarde, ...]] = []
    if d:
        kansen = d.kansen()
        for naam in d.namen:
            laag, hoog = d.opgeteld(naam), d.opgeteld(naam, hoog=True)
            kans = kansen[naam]
            inhoud.append((naam, bereik(laag, hoog), kans * 100, bereik(kans * laag, kans * hoog), None))
        for titel, cyclus in (("alle fasen samen", False), ("waarvan nog mee kan tellen op de peilmomenten", True)):
            laag_, hoog_ = d.verwacht(cyclus=cyclus)
            pct = bereik_procent(d.procent(laag_), d.procent(hoog_))
            inhoud.append((titel, None, None, bereik(laag_, hoog_), pct))
    fasen_ = range(len(d.namen) if d else 0)
    return tabel(
        g,
        "verwachting",
        "Verwachte plekken en dekking bij een aangenomen kans op realisatie per fase",
        (
            Kop("Fase"),
            Kop("Plekken"),
            Kop("Kans op realisatie (aanname)", "procent"),
            Kop("Verwachte plekken"),
            Kop("Verwachte dekking"),
        ),
        inhoud,
        per_kolom=_per_kolom(g, plekken=(1, 3), opgave=(4,)),
        formules={
            2: "Aanname: geen bron geeft een kans op realisatie",
            3: "plekken × kans op realisatie, opgeteld",
            4: "verwachte plekken ÷ opgave",
        }
        if d
        else {},
        leeg="–",
        klassen={(i, 2): "aanname" for i in fasen_} | {(i, j): "berekend" for i in range(len(inhoud)) for j in (3, 4)},
        opmerkingen=("Met de functie dekking(g).verwacht(kansen) rekent u met andere kansen.",),
    )


def omslag(g: Gegevens) -> Tabel:
    """Which share of the planvoorraad has to be realised to reach the opgave."""
    d = _dekking(g)
    gevonden = d.omslag() if d else None
    inhoud: list[tuple[Waarde, ...]] = []
    if d and gevonden:
        hard = d.opgave - d.opgeteld("harde opvangcapaciteit", "harde plancapaciteit")
        for welke, hoog, pct in (("laagste cijfer", False, gevonden[0]), ("hoogste cijfer", True, gevonden[1])):
            oordeel = (
                "niets meer nodig" if pct <= 0 else "haalbaar" if pct <= 100 else "niet haalbaar met deze planvoorraad"
            )
            inhoud.append((f"planvoorraad, {welke}", d.opgeteld("planvoorraad", hoog=hoog), max(hard, 0), pct, oordeel))
    return tabel(
        g,
        "omslag",
        "Welk deel van de planvoorraad door moet gaan om de opgave te halen",
        (
            Kop("Bij"),
            Kop("Plekken", "geheel"),
            Kop("Nodig naast wat hard is", "geheel"),
            Kop("Deel dat door moet gaan", "procent", 1),
            Kop("Oordeel"),
        ),
        inhoud,
        per_kolom=_per_kolom(g, plekken=(1,), opgave=(2,)),
        formules={
            2: "opgave − harde opvangcapaciteit − harde plancapaciteit, ten minste 0",
            3: "(opgave − harde opvangcapaciteit − harde plancapaciteit) ÷ planvoorraad",
        }
        if inhoud
        else {},
        klassen={(i, j): "berekend" for i in range(len(inhoud)) for j in (2, 3, 4)},
        opmerkingen=("Meer dan 100%: ook als alles doorgaat, wordt de opgave niet gehaald.",),
    )


# --- amv ----------------------------------------------------------------------------------------------------


def amv(g: Gegevens) -> Tabel:
    """Opgave and realisatie of Nidos places, apart from every beoordeling."""
    frame = g.tabel("amv")
    genoemd = g.tabel("amv_gemeenten")
    namen = nidos(g).gemeenten_genoemd
    inhoud: list[tuple[Waarde, ...]] = [
        (r["kenmerk"], datum_tekst(r["peildatum"], r["precisie"]), r["aantal"]) for r in rijen(frame)
    ]
    if namen:
        datum = next(iter(rijen(genoemd)))["peildatum"]
        precisie = next((r["precisie"] for r in rijen(frame) if r["peildatum"] == datum), "dag")
        inhoud.append(("gemeenten die met naam genoemd zijn", datum_tekst(datum, precisie), len(namen)))
    return tabel(
        g,
        "amv",
        "Plekken voor amv bij Nidos in de provincie",
        (Kop("Wat"), Kop("Datum"), Kop("Aantal", "geheel")),
        inhoud,
        per_rij=[
            *([(r["bron"], r["vindplaats"])] for r in rijen(frame)),
            *([[(r["bron"], r["vindplaats"]) for r in rijen(genoemd)]] if namen else ()),
        ],
        formules={(len(inhoud) - 1, 2): "de genoemde gemeenten geteld"} if namen else {},
        klassen={(len(inhoud) - 1, 2): "berekend"} if namen else {},
        opmerkingen=("De plekken voor amv zijn nooit een grond voor de beoordeling van een gemeente.",),
    )


def amv_aandelen(g: Gegevens) -> Tabel:
    """amv as a share of capacity, of the opgave, and of what Nidos asked nationally."""
    gevonden = [aandeel_capaciteit(g), aandeel_provinciale_opgave(g), aandeel_opgave(g)]
    inhoud: list[tuple[Waarde, ...]] = []
    herkomst: list[list[Herkomst]] = []
    for a in gevonden:
        if a:
            inhoud.append((f"amv in {a.waarvan}", a.deel, a.geheel, a.procent))
            herkomst.append(list(a.herkomst))
    n = nidos(g)
    if n.opgave and n.gehuisvest:
        inhoud.append(("gehuisvest door Nidos van wat gevraagd is", n.gehuisvest.aantal, n.opgave.aantal, n.procent))
        herkomst.append([(c.bron, c.vindplaats) for c in (n.gehuisvest, n.opgave)])
    for _, landelijk in nodig_landelijk(g):
        if n.opgave and landelijk.datum == n.opgave.datum and not g.fictief:  # invented of real figures is no share
            pct = Fraction(100 * n.opgave.aantal, landelijk.aantal)
            inhoud.append(
                ("gevraagd aan de provincie van wat Nidos landelijk nodig had", n.opgave.aantal, landelijk.aantal, pct)
            )
            herkomst.append([(c.bron, c.vindplaats) for c in (n.opgave, landelijk)])
    return tabel(
        g,
        "amv-aandelen",
        "Aandeel van amv in de capaciteit en in de opgave",
        (Kop("Wat"), Kop("Plekken", "geheel"), Kop("Van", "geheel"), Kop("Aandeel", "procent", 1)),
        inhoud,
        per_rij=herkomst,
        formules={3: "plekken ÷ van"} if inhoud else {},
        klassen={(i, 3): "berekend" for i in range(len(inhoud))},
        opmerkingen=("Gehuisvest en gevraagd gelden op verschillende datums.",) if n.opgave and n.gehuisvest else (),
    )


# --- the provinces ------------------------------------------------------------------------------------------


def provincies(g: Gegevens) -> Tabel | Tekst:
    """The table of the Rijksbrief, with the published totals, the computed sums and their differences."""
    if g.fictief:
        return ALLEEN_ECHT
    frame = _provincies(g)
    kolommen = {
        "plekken_nu": "Opvangplekken 1 april 2023",
        "opgave_extra": "Extra opgave",
        "verdeling_2022": "Verdeling november 2022",
        "opgave_2024": "Opgave 1 januari 2024",
        "nog_nodig": "Nog nodig",
    }
    delen, totaal = frame[frame["gebiedscode"] != LAND], frame[frame["gebiedscode"] == LAND]
    inhoud: list[tuple[Waarde, ...]] = [(r["gebied"], *(r[k] for k in kolommen)) for r in rijen(delen)]
    inhoud += [("totaal volgens de bron", *(r[k] for k in kolommen)) for r in rijen(totaal)]
    klassen = {}
    formules: dict[Any, str] = {}
    if inhoud:
        som = {k: int(delen[k].sum()) for k in kolommen}
        if len(totaal):
            (bron,) = rijen(totaal)
            inhoud.append(("som min bron", *(som[k] - bron[k] for k in kolommen)))
            klassen = {(len(inhoud) - 1, j): "berekend" for j in range(1, 6)}
            formules[len(inhoud) - 1, None] = "de som van de provincies − het totaal volgens de bron"
        inhoud.append(("som van de provincies", *som.values()))
        formules[len(inhoud) - 1, None] = "de cijfers van de twaalf provincies opgeteld"
        klassen |= {(len(inhoud) - 1, j): "berekend" for j in range(1, 6)}
    return tabel(
        g,
        "provincies",
        "Opvangplekken en opgave per provincie, mei 2023",
        (Kop("Provincie"), *(Kop(naam, "geheel") for naam in kolommen.values())),
        inhoud,
        per_rij=[*([(r["bron"], r["vindplaats"])] for deel in (delen, totaal) for r in rijen(deel))],
        formules=formules,
        klassen=klassen,
        totaalrij=bool(inhoud),
        opmerkingen=("Waar de som van het totaal van de bron verschilt, staat dat bij de bevindingen.",),
    )


# --- the calendar -------------------------------------------------------------------------------------------


def _stand(rij: dict, peildatum: dt.date) -> str:
    """Whether a step had come; of a step known only to the year that cannot always be said."""
    if rij["datum"] > peildatum:
        return "nog te komen"
    if eind_van(rij["datum"], rij["precisie"]) <= peildatum or rij["precisie"] == "dag":
        return "geweest"
    return "in deze tijd; de dag is niet vermeld"


def mijlpalen(g: Gegevens, periode: str) -> Tabel:
    """The steps of the Spreidingswet with, per step, whether it had come on the peildatum."""
    peildatum = Periode.lees(periode).peildatum
    lijst = [r for r in zonder_herhaling(g) if r["soort"] == "spreidingswet"]
    return tabel(
        g,
        "mijlpalen",
        f"Stappen van de Spreidingswet, gezien vanaf {datum_voluit(peildatum)}",
        (Kop("Datum"), Kop("Stap"), Kop(f"Op {datum_voluit(peildatum)}")),
        [(datum_tekst(r["datum"], r["precisie"]), r["omschrijving"], _stand(r, peildatum)) for r in lijst],
        per_rij=[[(r["bron"], r["vindplaats"])] for r in lijst],
    )


def termijn_tekst(v: Vermelding) -> str:
    """A date of a step as a reader says it.

    >>> termijn_tekst(Vermelding("uiterlijk", dt.date(2024, 11, 1), "maand", "b", "v"))
    'uiterlijk in november 2024'
    """
    dag = datum_tekst(v.datum, v.precisie)
    if v.precisie != "dag":
        dag = f"in {dag}"
    return f"uiterlijk {dag}" if v.termijn == "uiterlijk" else dag


def kalender(g: Gegevens, periode: str) -> Tabel:
    """The steps of the cycle, each date with its source, and where the peildatum stands among them."""
    peildatum = g.periode(periode).peildatum
    lijst = stappen(g)
    inhoud = [
        (s.naam, termijn_tekst(v), g.bronnen[v.bron].titel, s.stand(peildatum)) for s in lijst for v in s.vermeldingen
    ]
    return tabel(
        g,
        "kalender",
        f"Kalender van de eerste cyclus, gezien vanaf {datum_voluit(peildatum)}",
        (Kop("Stap"), Kop("Wanneer"), Kop("Volgens"), Kop(f"Op {datum_voluit(peildatum)}")),
        inhoud,
        per_rij=[[(v.bron, v.vindplaats)] for s in lijst for v in s.vermeldingen],
        opmerkingen=(
            "Geven bronnen een andere termijn voor dezelfde stap, dan staan ze allebei in de tabel. Tussen de eerste en de "
            "laatste termijn zegt de tabel: termijn verschilt.",
        ),
    )
