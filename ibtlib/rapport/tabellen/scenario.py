"""Tables of notebook 04: where a what-if starts, what the alternatives give, what it would take."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import trede_tekst
from ibtlib.rapport.tabellen import verantwoording
from ibtlib.rapport.tabellen.basis import Herkomst, tabel, tredeklassen
from ibtlib.rapport.tabellen.trend import herkomst_gemeenten, herkomst_reeks
from ibtlib.scenario.doelen import inhaalpad, omslagpunt
from ibtlib.scenario.doorrekenen import (
    AnderKader,
    EenmaligeActie,
    RealisatieMaal,
    TaakstellingMaal,
    Uitkomst,
    doorrekenen,
    doorrekenen_alle,
    laatste_bekende,
)
from ibtlib.scenario.doorrekenen import vertrekpunt as _vertrekpunt
from ibtlib.scenario.kansen import MINSTE_WAARNEMINGEN, TREKKINGEN, Kansen, verhoudingen
from ibtlib.scenario.kansen import kansen as _kansen
from ibtlib.scenario.wijzigingen import Stand, Stap
from ibtlib.weergave import Keuzetabel, Knop, Kop, Tabel

VOORUIT = 2  # half-years that the pages look ahead
ACTIE = 100  # persons of the example of a one-off action
REALISATIES = tuple(range(50, 160, 10))  # percent, positions of the controls
TAAKSTELLINGEN = tuple(range(80, 130, 10))
GEEN_GEMEENTECIJFERS = (
    "Per gemeente is niets door te rekenen: van deze provincie zijn geen cijfers per gemeente gepubliceerd."
)
_ALS_EEN = "De trede van de provincie is die van het kader alsof zij één gemeente was."


def start(g: Gegevens, periode: str, gebied: str = "provincie") -> Stand:
    """Where the pages start: after the last periode, up to this one, with a known realisatie."""
    return _vertrekpunt(g, laatste_bekende(g, g.periode(periode)), VOORUIT, gebied)


def heeft_gemeenten(g: Gegevens, periode: str) -> bool:
    """Whether there are figures per gemeente of the periode in which the what-if starts."""
    return str(laatste_bekende(g, g.periode(periode))) in set(g.gemeentecijfers["periode"])


def herkomst(g: Gegevens, stand: Stand) -> list[Herkomst]:
    """Sources of the figures that a what-if starts from."""
    perioden = tuple(sorted({p for p, _ in stand.cijfers}))
    return [*herkomst_reeks(g, perioden), *(herkomst_gemeenten(g, perioden) if stand.gebied == "gemeenten" else [])]


def _herkomst_start(g: Gegevens, stand: Stand, *perioden: Periode) -> list[Herkomst]:
    """Sources of the figures of these perioden, of the province or of its gemeenten."""
    soort = herkomst_reeks if stand.gebied == "provincie" else herkomst_gemeenten
    return soort(g, perioden or (stand.perioden[0].vorige, stand.perioden[0]))


def _herkomst_per_gemeente(g: Gegevens, stand: Stand) -> dict[str, list[Herkomst]]:
    """The same, by name of the gemeente."""
    perioden = {str(stand.perioden[0].vorige), str(stand.perioden[0])}
    uit: dict[str, list[Herkomst]] = {}
    for r in rijen(g.gemeentecijfers):
        if r["periode"] in perioden:
            uit.setdefault(r["gemeente"], []).append((r["bron"], r["vindplaats"]))
    return uit


# --- one outcome ------------------------------------------------------------------------------------------

_UITKOMST = (
    Kop("Peildatum"),
    Kop("Taakstelling", "geheel"),
    Kop("Achterstand bij begin", "geheel"),
    Kop("Realisatie", "geheel"),
    Kop("Achterstand bij eind", "geheel"),
    Kop("Trede"),
)


def uitkomst(g: Gegevens, u: Uitkomst, code: str | None = None) -> Tabel:
    """The path of one gebied in an outcome, a row per periode."""
    lijst = _pad(u, code or g.code)
    naam = lijst[0]["gemeente"] if lijst else code
    eerste, laatste = u.stand.perioden[0], u.stand.perioden[0].vorige
    begin = u.stand.cijfers.get((eerste, code or g.code))
    bekend = (
        [(r.bron, r.vindplaats) for r in versies(g, eerste) if begin and r.taakstelling == begin.taakstelling]
        if u.stand.gebied == "provincie"
        else herkomst_gemeenten(g, (eerste,))
    )
    formules: dict[Any, str] = {
        (i, 1): "Aanname: nog niet bekend op de peildatum, daarom die van de periode ervoor"
        for i in range(0 if not bekend else 1, len(lijst))
    } | {
        2: "de achterstand bij het eind van de periode ervoor; de eerste rij is gepubliceerd, of volgt daaruit",
        3: f"Aanname: die van {laatste}, tenzij het scenario haar verandert",
        4: "taakstelling + achterstand bij begin − realisatie",
        5: "met de regels van het kader",
    }
    return tabel(
        g,
        "scenario",
        f"{naam}: {u.omschrijving}, in personen",
        _UITKOMST,
        [_uitkomstrij(r) for r in lijst],
        per_cel={(0, 1): bekend, (0, 2): bekend or _herkomst_start(g, u.stand, laatste)} if lijst else {},
        formules=formules if lijst else {},
        leeg="niet te berekenen",
        klassen={(i, j): "aanname" for i in range(len(lijst)) for j in ((1, 3) if (i, 1) in formules else (3,))}
        | {(i, j): "berekend" for i in range(len(lijst)) for j in ((2, 4, 5) if i else (4, 5))},
        opmerkingen=(*u.stand.aannames, *((_ALS_EEN,) if u.stand.gebied == "provincie" else ())),
    )


def _pad(u: Uitkomst, code: str) -> list[dict[str, Any]]:
    frame = u.tabel()
    return list(rijen(frame[frame["gemeentecode"] == code]))


def _uitkomstrij(r: dict[str, Any]) -> tuple[Any, ...]:
    p = Periode.lees(r["periode"])
    trede = trede_tekst(r["trede_berekend"], "niet te beoordelen")
    return (
        f"{datum_voluit(p.peildatum)} ({p})",
        *(r[k] for k in ("taakstelling", "achterstand_begin", "realisatie", "achterstand_eind")),
        trede,
    )


def vertrekpunt(g: Gegevens, periode: str) -> Tabel:
    """The base position of the province: everything as it was."""
    return _anders_heten(uitkomst(g, doorrekenen(start(g, periode))), "vertrekpunt")


def _anders_heten(t: Tabel, naam: str) -> Tabel:
    from dataclasses import replace

    return replace(t, naam=naam)


# --- the controls -----------------------------------------------------------------------------------------


def keuzes(g: Gegevens, periode: str) -> Keuzetabel:
    """Every position of the controls, computed; the page shows one of them at a time.

    Koppelingen and a one-off action are controls in the notebook only. A position costs some sixty bytes: five steps
    of each would make 670 kB of the 27 kB for nine gebieden, while koppelingen are not known of any real province
    and the table of alternatives shows an action.
    """
    basis = start(g, periode)
    gebieden = [(g.code, basis)]
    if heeft_gemeenten(g, periode):
        gemeenten = start(g, periode, "gemeenten")
        namen = {code: c.gemeente for (p, code), c in gemeenten.cijfers.items() if p in gemeenten.perioden}
        gebieden += [(code, gemeenten) for code in sorted(namen, key=lambda c: namen[c])]
    standen = [(r, t) for r in REALISATIES for t in TAAKSTELLINGEN]
    posities: list[tuple[tuple[Any, ...], ...]] = []
    namen_van: list[str] = []
    uitgerekend: dict[str, list[dict[str, list[dict[str, Any]]]]] = {}
    for code, stand in gebieden:
        if stand.gebied not in uitgerekend:
            alle = doorrekenen_alle(stand, [_stappen_van(r, t) for r, t in standen])
            uitgerekend[stand.gebied] = [_per_code(u) for u in alle]
        paden = [per_code[code] for per_code in uitgerekend[stand.gebied]]
        posities += [_elke_periode(stand, pad) for pad in paden]
        namen_van.append(paden[0][0]["gemeente"])
    knoppen = (
        Knop("Gebied", tuple(namen_van), 0),
        Knop("Realisatie ten opzichte van gelijk blijven", tuple(f"{r}%" for r in REALISATIES), REALISATIES.index(100)),
        Knop("Taakstelling ten opzichte van bekend", tuple(f"{t}%" for t in TAAKSTELLINGEN), TAAKSTELLINGEN.index(100)),
    )
    zin = "{k0}: bij {k1} van de realisatie en {k2} van de taakstelling is de achterstand op {c0}: {c4}; {c5}."
    return Keuzetabel(_anders_heten(uitkomst(g, doorrekenen(basis)), "wat-als"), knoppen, tuple(posities), zin)


def _elke_periode(stand: Stand, pad: list[dict[str, Any]]) -> tuple[tuple[Any, ...], ...]:
    """A row for every periode, also where the gemeente is no more."""
    per_periode = {r["periode"]: r for r in pad}
    return tuple(
        _uitkomstrij(per_periode[str(p)])
        if str(p) in per_periode
        else (f"{datum_voluit(p.peildatum)} ({p})", None, None, None, None, "de gemeente bestaat dan niet")
        for p in stand.perioden
    )


def _per_code(u: Uitkomst) -> dict[str, list[dict[str, Any]]]:
    uit: dict[str, list[dict[str, Any]]] = {}
    for r in rijen(u.tabel()):
        uit.setdefault(r["gemeentecode"], []).append(r)
    return uit


def _stappen_van(realisatie: int, taakstelling: int) -> list[Stap]:
    stappen: list[Stap] = []
    if realisatie != 100:
        stappen.append(RealisatieMaal(Fraction(realisatie, 100)))
    if taakstelling != 100:
        stappen.append(TaakstellingMaal(Fraction(taakstelling, 100)))
    return stappen


def stand_in_woorden(eind: int) -> str:
    """A closing position in words.

    >>> stand_in_woorden(1394), stand_in_woorden(-5), stand_in_woorden(0)
    ('achterstand 1.394', 'voorsprong 5', 'achterstand 0')
    """
    return f"{'voorsprong' if eind < 0 else 'achterstand'} {toon(abs(eind))}"


# --- the main alternatives --------------------------------------------------------------------------------


def hoofdalternatieven(stand: Stand) -> list[tuple[Stap, ...]]:
    """What the page shows beside the base, from worse to better."""
    eerste = str(stand.perioden[0])
    return [
        (),
        (RealisatieMaal("0,9"),),
        (RealisatieMaal("1,1"),),
        (RealisatieMaal("1,25"),),
        (TaakstellingMaal("1,1"),),
        (TaakstellingMaal("0,9"),),
        (EenmaligeActie(ACTIE, eerste),),
        (RealisatieMaal("1,1"), TaakstellingMaal("0,9")),
    ]


def alternatieven(g: Gegevens, periode: str) -> Tabel:
    """The closing position of the province under each of the main alternatives."""
    stand = start(g, periode)
    uitkomsten = doorrekenen_alle(stand, hoofdalternatieven(stand))
    basis = uitkomsten[0].eindstand
    kop = [f"Achterstand op {datum_voluit(p.peildatum)}" for p in stand.perioden]
    lijst = []
    for u in uitkomsten:
        pad = u.pad()["netto"]
        verschil = None if u.eindstand is None or basis is None else u.eindstand - basis
        lijst.append((u.omschrijving, *pad, verschil))
    return tabel(
        g,
        "alternatieven",
        "De voornaamste alternatieven voor de provincie als geheel, in personen",
        (
            Kop("Als"),
            *(Kop(k, "geheel") for k in kop),
            Kop("Verschil met alles gelijk", "geheel", teken=True),
        ),
        lijst,
        _herkomst_start(g, stand),
        formules=dict.fromkeys(range(1, len(kop) + 1), "totaalopgave − realisatie, met de wijziging in de eerste kolom")
        | {len(kop) + 1: "dit alternatief − alles gelijk"},
        leeg="niet te berekenen",
        klassen={(i, j): "berekend" for i in range(len(lijst)) for j in range(1, len(kop) + 2)},
        opmerkingen=(
            "Negatief is een voorsprong. Een factor geeft personen: na de laatste wijziging één keer afgerond, een half omhoog.",
            *stand.aannames,
        ),
    )


def inhaalpaden(g: Gegevens, periode: str) -> Tabel:
    """The pace that takes the achterstand away, by each of the next peildata."""
    vanaf = laatste_bekende(g, g.periode(periode))
    paden = [inhaalpad(g, vanaf, vanaf.plus(n).peildatum) for n in range(1, 5)]
    return tabel(
        g,
        "inhaalpad",
        "Personen per maand die nodig zijn om op een peildatum geen achterstand meer te hebben, provincie",
        (
            Kop("Geen achterstand op"),
            Kop("Maanden", "geheel"),
            Kop("Te huisvesten", "geheel"),
            Kop("Nodig per maand", "geheel"),
            Kop("Nu per maand", "breuk", 1),
        ),
        [(datum_voluit(p.datum), p.maanden, p.te_huisvesten, p.per_maand_heel, p.nu_per_maand) for p in paden],
        herkomst_reeks(g, (vanaf, vanaf.volgende)),
        formules={
            1: f"de maanden van {datum_voluit(vanaf.peildatum)} tot die dag",
            2: "de achterstand en alle taakstellingen tot die dag opgeteld",
            3: "te huisvesten ÷ maanden, naar boven afgerond",
            4: f"realisatie van {vanaf} ÷ 6",
        },
        leeg="–",
        klassen={(i, j): "berekend" for i in range(len(paden)) for j in (1, 2, 3, 4)},
        opmerkingen=paden[-1].aannames,
    )


def omslagpunten(g: Gegevens, periode: str) -> Tabel:
    """The smallest realisatie that gives trede 1, of the province and of every gemeente."""
    basis = doorrekenen(start(g, periode))
    lijst = [omslagpunt(basis)]
    onbekend: list[str] = []
    if heeft_gemeenten(g, periode):
        u = doorrekenen(start(g, periode, "gemeenten"))
        eerste = u.tabel()
        eerste = eerste[eerste["periode"] == str(u.stand.perioden[0])]
        for naam in sorted(eerste["gemeente"]):
            try:
                lijst.append(omslagpunt(u, gemeente=naam))
            except AanvraagFout:
                onbekend.append(naam)
    p = basis.stand.perioden[0]
    rij = [
        (
            o.gebied,
            o.realisatie,
            o.nu,
            o.nog if o.nog is None or o.nog > 0 else 0,
            f"{o.regel} ({o.zekerheid})" if o.regel else "–",
        )
        for o in lijst
    ] + [(naam, None, None, None, "de opgave is niet bekend") for naam in onbekend]
    return tabel(
        g,
        "omslagpunt",
        f"Kleinste realisatie in {p} die trede 1 geeft, in personen",
        (
            Kop("Gebied"),
            Kop("Omslagpunt", "geheel"),
            Kop("Realisatie bij gelijk blijven", "geheel"),
            Kop("Nog nodig", "geheel"),
            Kop("Regel die beslist"),
        ),
        rij,
        _herkomst_start(g, basis.stand),
        formules={
            1: "het kleinste aantal dat trede 1 geeft; elk aantal vanaf nul is met de regels van het kader beoordeeld",
            2: f"Aanname: de realisatie van {p.vorige} blijft gelijk",
            3: "omslagpunt − realisatie bij gelijk blijven, ten minste 0",
        },
        leeg="onbekend",
        klassen={(i, j): "berekend" for i in range(len(rij)) for j in (1, 3) if rij[i][j] is not None}
        | {(i, 2): "aanname" for i in range(len(rij)) if rij[i][2] is not None},
        opmerkingen=(
            _ALS_EEN,
            *(() if heeft_gemeenten(g, periode) else (GEEN_GEMEENTECIJFERS,)),
        ),
    )


# --- per gemeente ------------------------------------------------------------------------------------------


def treden(g: Gegevens, periode: str) -> Tabel:
    """Trede and motivering per gemeente and periode when everything stays as it is."""
    lijst: list[dict[str, Any]] = []
    bron: dict[str, list[Herkomst]] = {}
    if heeft_gemeenten(g, periode):
        u = doorrekenen(start(g, periode, "gemeenten"))
        lijst = sorted(rijen(u.tabel()), key=lambda r: (r["gemeente"], r["periode"]))
        bron = _herkomst_per_gemeente(g, u.stand)
    return tabel(
        g,
        "scenario-treden",
        "Berekende trede per gemeente en periode als alles gelijk blijft, met motivering",
        (Kop("Gemeente"), Kop("Periode"), Kop("Trede"), Kop("Motivering")),
        [
            (r["gemeente"], r["periode"], trede_tekst(r["trede_berekend"], "niet te beoordelen"), r["motivering"])
            for r in lijst
        ],
        per_rij=[bron.get(r["gemeente"], []) for r in lijst],
        formules={2: "met de regels van het kader; de motivering noemt de cijfers"} if lijst else {},
        zonder_rijen=_niets_per_gemeente(),
        klassen=tredeklassen({(i, 2): r["trede_berekend"] for i, r in enumerate(lijst)}),
    )


def _niets_per_gemeente() -> str:
    return "niet door te rekenen, want er zijn geen cijfers per gemeente gepubliceerd"


def verschuivingen(g: Gegevens, periode: str) -> Tabel:
    """Who gets another trede when the realisatie is a tenth higher, and why."""
    return _verschillentabel(
        g, periode, "scenario-verschuivingen", "Wie een andere trede krijgt als de realisatie overal × 1,1 is, en waarom",
        (RealisatieMaal("1,1"),),
    )  # fmt: skip


def ander_kader(g: Gegevens, periode: str) -> Tabel:
    """Who would have stood on another trede in the last known periode under the other kader."""
    vanaf = laatste_bekende(g, g.periode(periode))
    geldend = g.kaders.zoek(vanaf)
    ander = next((k for k in g.kaders if k is not geldend), None)
    titel = f"Wie in {vanaf} een andere trede had gehad onder het andere kader van de provincie, en waarom"
    if ander is None:
        return tabel(g, "ander-kader", titel, (Kop("Gemeente"),), [], zonder_rijen="er is geen ander kader")
    return _verschillentabel(g, periode, "ander-kader", titel, (AnderKader(ander),), terug=True)


def _verschillentabel(
    g: Gegevens, periode: str, naam: str, bijschrift: str, stappen: tuple[Stap, ...], terug: bool = False
) -> Tabel:
    lijst: list[dict[str, Any]] = []
    bron: dict[str, list[Herkomst]] = {}
    leeg = _niets_per_gemeente()
    if heeft_gemeenten(g, periode):
        vanaf = laatste_bekende(g, g.periode(periode))
        stand = _vertrekpunt(g, vanaf, 0, "gemeenten", terug=1) if terug else start(g, periode, "gemeenten")
        u = doorrekenen(stand, *stappen)
        lijst, leeg = list(rijen(u.verschillen())), "niemand krijgt een andere trede"
        bron = _herkomst_per_gemeente(g, stand)
    return tabel(
        g,
        naam,
        bijschrift,
        (Kop("Gemeente"), Kop("Periode"), Kop("Wordt"), Kop("Was"), Kop("Waarom"), Kop("Motivering")),
        [
            (
                r["gemeente"],
                r["periode"],
                trede_tekst(r["trede_scenario"], "niet te beoordelen"),
                trede_tekst(r["trede_basis"], "niet te beoordelen"),
                r["waarom"],
                r["motivering"],
            )
            for r in lijst
        ],
        per_rij=[bron.get(r["gemeente"], []) for r in lijst],
        formules=dict.fromkeys((2, 3), "met de regels van het kader; de motivering noemt de cijfers") if lijst else {},
        zonder_rijen=leeg,
        klassen=tredeklassen({(i, 2): r["trede_scenario"] for i, r in enumerate(lijst)}),
        opmerkingen=(
            "Berekend, niet vastgesteld. Beide kolommen komen uit dezelfde beoordeling, alleen de feiten verschillen.",
        ),
    )


def regels(g: Gegevens, periode: str) -> Tabel:
    """The rules by which the first periode of the what-if is judged."""
    return verantwoording.regels(g, str(start(g, periode).perioden[0]))


# --- chance ------------------------------------------------------------------------------------------------


def kansen(g: Gegevens, periode: str) -> Tabel:
    """How often each trede came out when a next periode goes like one of the past ones; coarse on purpose."""
    alle: list[tuple[Kansen | None, str, int]] = []
    for gebied in ("provincie", "gemeenten") if heeft_gemeenten(g, periode) else ("provincie",):
        u = doorrekenen(start(g, periode, gebied))
        uit = _kansen(u)
        namen = {c: x.gemeente for (p, c), x in u.stand.cijfers.items() if p in u.stand.perioden}
        alle += [(uit.get(c), namen[c], len(verhoudingen(u, c))) for c in sorted(namen, key=lambda c: namen[c])]
    p = start(g, periode).perioden[0]
    rij = [_kansrij(k, naam, n) for k, naam, n in alle]
    return tabel(
        g,
        "kansen",
        f"Waar {p} op uitkomt als het gaat als in een eerder half jaar: grove kansen uit weinig waarnemingen",
        (
            Kop("Gebied"),
            Kop("Waarnemingen", "geheel"),
            Kop("Kans op trede 1"),
            Kop("Kans op hoger dan trede 1"),
            Kop("Achterstand, in 8 van de 10 trekkingen"),
        ),
        rij,
        herkomst(g, start(g, periode)),
        formules={
            1: "de eerdere halve jaren geteld waarvan totaalopgave en realisatie bekend zijn",
            2: "het deel van de trekkingen dat trede 1 geeft, op tienden",
            3: "het deel van de trekkingen dat een hogere trede geeft, op tienden",
            4: "de achterstand die in een tiende van de trekkingen lager is en in een tiende hoger",
        },
        leeg="–",
        klassen={(i, j): "berekend" for i in range(len(rij)) for j in (1, 2, 3, 4)},
        opmerkingen=(
            f"{toon(TREKKINGEN)} trekkingen met vast begin; elke trekking is de verhouding realisatie ÷ totaalopgave van een "
            "eerder half jaar, elk even waarschijnlijk. Zo weinig waarnemingen zeggen iets over de orde van grootte, niet meer; "
            f"onder {MINSTE_WAARNEMINGEN} waarnemingen staat er geen kans. De rest is niet te beoordelen. {_ALS_EEN}",
        ),
    )


def _kansrij(k: Kansen | None, naam: str, n: int) -> tuple[Any, ...]:
    if k is None or n < MINSTE_WAARNEMINGEN:
        waarom = "te weinig waarnemingen" if n < MINSTE_WAARNEMINGEN else "niet te berekenen"
        return (naam, n, waarom, waarom, None)
    een = k.kans(1, 0)
    hoger = 1 - een - k.kans(0, 0)
    laag, hoog = (_tiental(x) for x in k.band(0))
    return (naam, n, kans_in_woorden(een), kans_in_woorden(hoger), f"{toon(laag)} tot {toon(hoog)}")


def kans_in_woorden(kans: Fraction) -> str:
    """A chance no finer than tenths.

    >>> kans_in_woorden(Fraction(1, 3)), kans_in_woorden(Fraction(0)), kans_in_woorden(Fraction(1)), kans_in_woorden(Fraction(1, 50))
    ('ongeveer 3 op de 10', 'in geen enkele trekking', 'in elke trekking', 'minder dan 1 op de 10')
    """
    if kans in (0, 1):
        return "in elke trekking" if kans else "in geen enkele trekking"
    tiende = rond_heel(kans * 10)
    if tiende == 0:
        return "minder dan 1 op de 10"
    return "meer dan 9 op de 10" if tiende == 10 else f"ongeveer {tiende} op de 10"


def _tiental(waarde: int) -> int:
    """Rounded to tens where it is large, so that it claims no more than it knows."""
    return rond_heel(Fraction(waarde, 10)) * 10 if abs(waarde) >= 100 else waarde
