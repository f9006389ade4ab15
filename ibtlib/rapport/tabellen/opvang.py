"""Tables of notebook 03 beyond the coverage: the gemeenten, the three opgaven, the provinces compared."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.drie_opgaven import ASIEL, DRIE, EENHEID, HUISVESTING, Opgave, drie_opgaven_gemeenten
from ibtlib.cijfers.opvang.drie_opgaven import drie_opgaven_provincie as _drie_opgaven
from ibtlib.cijfers.opvang.landelijk import LAND, inwoners, provincieaandelen, rangorde
from ibtlib.cijfers.opvang.per_gemeente import opvang_per_gemeente as _gemeenten
from ibtlib.cijfers.opvang.per_gemeente import opvanglocaties as _locaties
from ibtlib.cijfers.opvang.per_gemeente import ruilvoorstel
from ibtlib.cijfers.opvang.spreidingswet import provincies_rijksbrief as _provincies
from ibtlib.cijfers.ruil import OPGAVE, ruil
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.tabellen.basis import Herkomst, tabel
from ibtlib.rapport.tabellen.spreidingswet import ALLEEN_ECHT, bereik
from ibtlib.weergave import LEEG, Kop, Tabel, Tekst, Waarde

EINDELOOS = dt.date(9999, 12, 31)


def herkomst_gemeenten(g: Gegevens) -> list[Herkomst]:
    """Sources of opgave and capacity per gemeente."""
    return [h for lijst in herkomst_per_gemeente(g).values() for h in lijst]


def herkomst_per_gemeente(g: Gegevens) -> dict[str, list[Herkomst]]:
    """The same by gemeentecode."""
    uit: dict[str, list[Herkomst]] = {}
    for naam in ("opvang", "opvanglocaties"):
        for r in rijen(g.tabel(naam)):
            uit.setdefault(r["gemeentecode"], []).append((r["bron"], r["vindplaats"]))
    return uit


def gemeenten(g: Gegevens) -> Tabel:
    """Opgave, coverage and tekort per gemeente, with the sum; over and under in words."""
    lijst = _gemeenten(g)

    def som(waarden: list[int | None]) -> int | None:
        bekend = [w for w in waarden if w is not None]
        return sum(bekend) if bekend else None

    inhoud: list[tuple[Waarde, ...]] = [
        (r.naam, r.opgave, r.telt_mee, r.onbekend, r.valt_af, r.dekking, r.verschil, r.oordeel) for r in lijst
    ]
    if lijst:
        opgave, mee = som([r.opgave for r in lijst]), som([r.telt_mee for r in lijst])
        pct = None if mee is None or not opgave else Fraction(100 * mee, opgave)
        inhoud.append(
            (
                "samen",
                opgave,
                mee,
                som([r.onbekend for r in lijst]),
                som([r.valt_af for r in lijst]),
                pct,
                None if mee is None or opgave is None else mee - opgave,
                "",
            )
        )
    return tabel(
        g,
        "opvang-gemeenten",
        "Opgave asielopvang en plekken die meetellen voor de cyclus, per gemeente",
        (
            Kop("Gemeente"),
            Kop("Opgave", "geheel"),
            Kop("Telt mee", "geheel"),
            Kop("Onbekend", "geheel"),
            Kop("Telt niet mee", "geheel"),
            Kop("Dekking", "procent", 1),
            Kop("Boven of onder", "geheel", teken=True),
            Kop("Oordeel"),
        ),
        inhoud,
        per_rij=[herkomst_per_gemeente(g).get(r.code, []) for r in lijst],
        formules={
            2: "de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn",
            3: "de plekken opgeteld waarvan dat niet bekend is, hoogste cijfer",
            4: "de plekken opgeteld waarvan bekend is dat zij er dan niet zijn",
            5: "telt mee ÷ opgave",
            6: "telt mee − opgave",
            (len(lijst), None): "de gemeenten opgeteld; wat niet gepubliceerd is telt niet mee",
        }
        if lijst
        else {},
        klassen={(i, j): "berekend" for i in range(len(inhoud)) for j in range(2, 8)}
        | ({(len(lijst), 1): "berekend"} if lijst else {}),
        leeg="–",
        totaalrij=bool(inhoud),
        opmerkingen=("Een min bij ‘boven of onder’ is het tekort. Een streepje: niet gepubliceerd.",),
    )


def locaties(g: Gegevens) -> Tabel:
    """Every locatie with its phase and the days on which it is there."""
    lijst = _locaties(g)

    def dag(datum: dt.date | None) -> str:
        return "onbekend" if datum is None else "zonder einde" if datum == EINDELOOS else datum_voluit(datum)

    return tabel(
        g,
        "opvanglocaties",
        "Opvanglocaties per gemeente: fase, plekken en wanneer zij er zijn",
        (
            Kop("Gemeente"),
            Kop("Locatie"),
            Kop("Fase"),
            Kop("Plekken"),
            Kop("Waarvan amv", "geheel"),
            Kop("Van"),
            Kop("Tot en met"),
            Kop("Telt mee"),
        ),
        [
            (
                f.gemeente,
                f.locatie or "niet vermeld",
                f.naam,
                bereik(f.laag, f.hoog),
                f.waarvan_amv,
                dag(f.beschikbaar_van),
                dag(f.beschikbaar_tot),
                oordeel,
            )
            for f, oordeel in lijst
        ],
        per_rij=[[(f.bron, f.vindplaats)] for f, _ in lijst],
        klassen={(i, 7): "berekend" for i in range(len(lijst))},
    )


def uitruil(g: Gegevens) -> Tabel | Tekst:
    """A computed exchange: who has places over takes over opgave; the sum stays."""
    lijst = [r for r in _gemeenten(g) if r.opgave is not None]
    if not lijst:
        return Tekst((f"Geen tabel: zonder opgave per gemeente valt er in {g.naam} niets uit te ruilen.",))
    opgaven = {r.code: r.opgave or 0 for r in lijst}
    wijziging = ruilvoorstel(lijst)
    na = ruil(opgaven, wijziging, OPGAVE)
    inhoud: list[tuple[Waarde, ...]] = [
        (
            r.naam,
            r.opgave,
            wijziging.get(r.code, 0),
            na[r.code],
            r.telt_mee,
            None if r.telt_mee is None else r.telt_mee - na[r.code],
        )
        for r in lijst
    ]
    inhoud.append(("samen", sum(opgaven.values()), sum(wijziging.values()), sum(na.values()), None, None))
    return tabel(
        g,
        "uitruil",
        "Rekenvoorbeeld van een uitruil: gemeenten met meer plekken dan hun opgave nemen opgave over (aanname)",
        (
            Kop("Gemeente"),
            Kop("Opgave", "geheel"),
            Kop("Uitruil", "geheel", teken=True),
            Kop("Opgave na uitruil", "geheel"),
            Kop("Telt mee", "geheel"),
            Kop("Boven of onder", "geheel", teken=True),
        ),
        inhoud,
        per_rij=[herkomst_per_gemeente(g).get(r.code, []) for r in lijst],
        formules={
            2: "Aanname: wie meer plekken heeft dan zijn opgave neemt opgave over; het grootste tekort gaat voor",
            3: "opgave + uitruil",
            4: "de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn",
            5: "telt mee − opgave na uitruil",
            (len(lijst), None): "de gemeenten opgeteld",
        },
        leeg="–",
        klassen={(i, 2): "aanname" for i in range(len(inhoud))}
        | {(i, j): "berekend" for i in range(len(inhoud)) for j in (3, 4, 5)}
        | {(len(lijst), 1): "berekend"},
        totaalrij=True,
        opmerkingen=("De som van de opgaven blijft gelijk. Een streepje: niet gepubliceerd of niet op te tellen.",),
    )


# --- the three opgaven --------------------------------------------------------------------------------------


def drie_opgaven(g: Gegevens, periode: str) -> Tabel:
    """The three opgaven of the province, each with its own unit, date and source."""
    lijst = _drie_opgaven(g, periode)
    return tabel(
        g,
        "drie-opgaven",
        f"De drie opgaven van de provincie {g.naam}, elk in de eigen eenheid",
        (
            Kop("Opgave voor"),
            Kop("Opgave", "geheel"),
            Kop("Gerealiseerd of hard", "geheel"),
            Kop("Aandeel", "procent", 1),
            Kop("Eenheid"),
            Kop("Peildatum"),
            Kop("Bron"),
        ),
        [(o.soort, o.opgave, o.gerealiseerd, o.procent, o.eenheid, o.wanneer or None, _bron(g, o)) for o in lijst],
        per_rij=[o.herkomst for o in lijst],
        formules={3: "gerealiseerd of hard ÷ opgave"},
        klassen={(i, 3): "berekend" for i, o in enumerate(lijst) if o.procent is not None},
        opmerkingen=(
            "De eenheden verschillen: de cijfers zijn niet op te tellen. Bij asielopvang staan de plekken die zeker meetellen "
            "op de peilmomenten; bij huisvesting de totaalopgave en de realisatie van de periode.",
        ),
    )


def _bron(g: Gegevens, o: Opgave) -> str | None:
    return opsomming(dict.fromkeys(g.bronnen[b].uitgever for b, _ in o.herkomst)) if o.herkomst else None


def drie_opgaven_per_gemeente(g: Gegevens, periode: str) -> Tabel:
    """The same per gemeente: opgave and what is there, for each of the three."""
    per = drie_opgaven_gemeenten(g, periode)
    wanneer = {
        s: next((o.wanneer for lijst in per.values() for o in lijst if o.soort == s and o.wanneer), "") for s in DRIE
    }
    kort = {s: s.replace("vergunninghouders", "").replace("Oekraïense ontheemden", "Oekraïne").strip() for s in DRIE}
    return tabel(
        g,
        "drie-opgaven-gemeenten",
        "De drie opgaven per gemeente: opgave en wat gerealiseerd of hard is",
        (
            Kop("Gemeente"),
            *(Kop(f"{kort[s]}, {wat} ({EENHEID[s]})", "geheel") for s in DRIE for wat in ("opgave", "gerealiseerd")),
        ),
        [(lijst[0].gebied, *(w for o in lijst for w in (o.opgave, o.gerealiseerd))) for lijst in per.values()],
        per_cel={
            (i, j): o.herkomst
            for i, lijst in enumerate(per.values())
            for k, o in enumerate(lijst)
            for j in (2 * k + 1, 2 * k + 2)
        },
        formules={
            1 + 2 * DRIE.index(HUISVESTING): "taakstelling + achterstand bij het begin",
            2 + 2 * DRIE.index(ASIEL): "de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn",
        }
        if per
        else {},
        klassen={
            (i, j): "berekend"
            for i in range(len(per))
            for j in (1 + 2 * DRIE.index(HUISVESTING), 2 + 2 * DRIE.index(ASIEL))
        },
        opmerkingen=tuple(f"Peildatum {s}: {wanneer[s] or LEEG}." for s in DRIE) if per else (),
    )


# --- the provinces --------------------------------------------------------------------------------------------


def rangorde_provincies(g: Gegevens) -> Tabel | Tekst:
    """Who needed most, absolute and per 1.000 inhabitants."""
    if g.fictief:
        return ALLEEN_ECHT
    lijst = rangorde(g)
    datum, _, herkomst = inwoners(g)
    return tabel(
        g,
        "rangorde-provincies",
        "Nog nodige opvangplekken per provincie, absoluut en per 1.000 inwoners",
        (
            Kop("Provincie"),
            Kop("Nog nodig", "geheel"),
            Kop("Plaats", "geheel"),
            Kop("Inwoners", "geheel"),
            Kop("Per 1.000 inwoners", "breuk", 1),
            Kop("Plaats per 1.000", "geheel"),
        ),
        [(r.naam, r.nog_nodig, r.plaats, r.inwoners, r.per_1000, r.plaats_per_1000) for r in lijst],
        per_kolom={1: [(r["bron"], r["vindplaats"]) for r in rijen(_provincies(g))], 3: herkomst},
        formules={
            2: "de plaats in de rij naar ‘nog nodig’; plaats 1 had het meeste nog nodig",
            4: "nog nodig ÷ inwoners × 1.000",
            5: "de plaats in de rij naar ‘per 1.000 inwoners’",
        }
        if lijst
        else {},
        klassen={(i, j): "berekend" for i in range(len(lijst)) for j in (2, 4, 5)},
        opmerkingen=(f"De inwoners zijn die van {datum_voluit(datum)}; de brief is van mei 2023.",),
    )


def aandelen_provincies(g: Gegevens) -> Tabel | Tekst:
    """The share of every province in the opgave Spreidingswet beside its share of the inhabitants."""
    if g.fictief:
        return ALLEEN_ECHT
    lijst = provincieaandelen(g)
    datum, mensen, herkomst = inwoners(g)
    landelijk = [r for r in rijen(g.landelijk("spreidingswet")) if r["gebiedscode"] == LAND]
    inhoud: list[tuple[Waarde, ...]] = [
        (d.naam, d.opgave, d.pct_opgave, d.inwoners, d.pct_inwoners, d.verschil) for d in lijst
    ]
    if inhoud:
        plekken = sum(d.opgave for d in lijst)
        pct = [sum((getattr(d, k) for d in lijst), start=Fraction(0)) for k in ("pct_opgave", "pct_inwoners")]
        inhoud.append(("som van de provincies", plekken, pct[0], sum(d.inwoners for d in lijst), pct[1], None))
    noemers = " en ".join(toon(r["opgave"]) for r in landelijk)
    return tabel(
        g,
        "aandelen-provincies",
        "Opgave Spreidingswet, eerste cyclus: aandeel van elke provincie in de plekken en in de inwoners",
        (
            Kop("Provincie"),
            Kop("Opgave", "geheel"),
            Kop("Aandeel plekken", "procent", 2),
            Kop("Inwoners", "geheel"),
            Kop("Aandeel inwoners", "procent", 2),
            Kop("Verschil in procentpunt", "breuk", 2, teken=True),
        ),
        inhoud,
        per_cel={(i, 1): [d.herkomst] for i, d in enumerate(lijst)}
        | {
            (i, j): bron
            for i in range(len(lijst))
            for j, bron in ((2, [(r["bron"], r["vindplaats"]) for r in landelijk]), (3, herkomst))
        },
        formules={
            2: f"opgave ÷ de {noemers} plekken van de wet",
            4: f"inwoners ÷ de {toon(sum(mensen.values()))} inwoners van alle provincies",
            5: "aandeel plekken − aandeel inwoners",
            (len(lijst), None): "de provincies opgeteld",
        }
        if lijst
        else {},
        leeg="–",
        klassen={(i, j): "berekend" for i in range(len(inhoud)) for j in (2, 4, 5)}
        | {(len(lijst), j): "berekend" for j in (1, 3) if lijst},
        totaalrij=bool(inhoud),
        opmerkingen=(
            f"Door afronding tellen de provincies op tot iets anders dan {noemers}. De inwoners zijn die van "
            f"{datum_voluit(datum)}. De opgaven van de andere provincies komen uit nieuwsberichten.",
        ),
    )
