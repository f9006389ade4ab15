"""What stands on top of the documents: key figures with direction and comparison, and the same in plain Dutch.

A document about a periode uses what was known then: of the next half-year only its first taakstelling and the position
with which it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import Getal, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import hoofdletter, stand_in_woorden
from ibtlib.cijfers.opvang.spreidingswet import HARD, Dekking, dekking
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import Resultaat, resultaat, sommen, versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen, rijen_van
from ibtlib.rapport.basis import bereik, bereik_procent, herkomst_gemeenten, is_som, niets_over_opvang
from ibtlib.rapport.stand import bericht_stand, soort_van, stand_op
from ibtlib.rapport.trend.treden import herkomst_treden
from ibtlib.weergave import Kerncijfer, Kerncijfers, Kernregel, Tekst
from ibtlib.weergave.herkomst import Herkomst, herkomst_van, uniek
from ibtlib.weergave.kerncijfers import richting

MetBron = tuple[Kerncijfer, Iterable[Herkomst]]
_DELEN = {"taakstelling": "taakstelling", "totaalopgave": "hele opgave"}  # as plain Dutch calls what a share is of

# --- key figures --------------------------------------------------------------------------------------------


def cijfers_voortgang(g: Gegevens, periode: str) -> Kerncijfers | Tekst:
    """Taakstelling, achterstand, treden and, from when the Spreidingswet asks for it, opvang."""
    p = g.periode(periode)
    return _kerncijfers(g, [_taakstelling(g, p, gehaald=True), _achterstand(g, p), _treden(g, p), _opvang(g, p)])


def cijfers_trend(g: Gegevens, periode: str) -> Kerncijfers | Tekst:
    """Taakstelling, realisatie, achterstand and treden."""
    p = g.periode(periode)
    return _kerncijfers(g, [_taakstelling(g, p), _realisatie(g, p), _achterstand(g, p), _treden(g, p)])


def _kerncijfers(g: Gegevens, gevonden: Sequence[MetBron | None]) -> Kerncijfers | Tekst:
    bekend = [paar for paar in gevonden if paar]
    if not bekend:
        return Tekst(("Over deze periode staan nog geen cijfers van de hele provincie in de gelezen bronnen.",))
    return Kerncijfers(tuple(c for c, _ in bekend), _bronnen(g, [h for _, herkomst in bekend for h in herkomst]))


def _bronnen(g: Gegevens, herkomst: Iterable[Herkomst]) -> tuple[str, ...]:
    """The documents alone: the place in them stands with the tables that follow."""
    return tuple(dict.fromkeys(g.bron(bron).kort for bron, _ in uniek(herkomst)))


def _taakstelling(g: Gegevens, p: Periode, gehaald: bool = False) -> MetBron | None:
    """The task; with both shares of it that were housed where no figure of its own says so."""
    if not (alle := versies(g, p)):
        return _som_cijfer(g, p, "taakstelling")
    nu = alle[-1].taakstelling
    regels, herkomst = [], [h for versie in alle for h in herkomst_van(versie)]
    eerste = next((r for q in trend(g, p).perioden if q < p and (r := resultaat(g, q))), None)
    if eerste:
        regels.append(_vergeleken(nu, eerste.taakstelling, f"in {eerste.periode}", ("hoger", "lager")))
        herkomst += herkomst_van(eerste)
    if len(alle) > 1:
        toen = alle[0].taakstelling
        regels.append(Kernregel(f"verlaagd, eerst {toon(toen)}", richting(nu, toen)))
    if gehaald:
        vorig = resultaat(g, p.vorige)
        regels += _deelregels(alle[-1], vorig, taakstelling="gehaald", totaalopgave="van de totaalopgave")
        herkomst += herkomst_van(vorig) if vorig else ()
    return Kerncijfer(f"Taakstelling {p}", toon(nu), tuple(regels)), herkomst


def _getal(stand: int, als: int) -> str:
    """A position beside one that is called achterstand or voorsprong: its number alone where it is the same."""
    return toon(abs(stand)) if soort_van(stand) == soort_van(als) else stand_in_woorden(stand)


def _vergeleken(nu: int, toen: int, wanneer: str, woorden: tuple[str, str]) -> Kernregel:
    hoe = richting(nu, toen)
    if hoe == "gelijk":
        return Kernregel(f"gelijk aan {wanneer.removeprefix('in ')}", hoe)
    return Kernregel(f"{woorden[hoe == 'omlaag']} dan {toon(toen)} {wanneer}", hoe)


def _realisatie(g: Gegevens, p: Periode) -> MetBron | None:
    r, vorig = resultaat(g, p), resultaat(g, p.vorige)
    if r is None or r.realisatie is None:
        return None if r else _som_cijfer(g, p, "realisatie")
    regels, herkomst = [], [*herkomst_van(r)]
    if vorig and vorig.realisatie is not None:
        regels.append(_vergeleken(r.realisatie, vorig.realisatie, f"in {vorig.periode}", ("meer", "minder")))
        herkomst += herkomst_van(vorig)
    regels += _deelregels(r, vorig, totaalopgave="van de totaalopgave")
    return Kerncijfer(f"Gehuisvest in {p}", toon(r.realisatie), tuple(regels)), herkomst


def _som_cijfer(g: Gegevens, p: Periode, grootheid: str) -> MetBron | None:
    """A quantity (`uitkomsten.OPTELBAAR`) added up over the gemeenten, where nothing of the province is published."""
    som = sommen(g, p).get(grootheid)
    if som is None or som.som is None:
        return None
    naam = {
        "taakstelling": f"Taakstelling {p}",
        "realisatie": f"Gehuisvest in {p}",
        "achterstand_eind": f"{hoofdletter(soort_van(som.som))} op {datum_voluit(p.peildatum)}",
    }[grootheid]
    regel = Kernregel(f"som van {som.bekend} van de {som.gemeenten} gemeenten")
    return Kerncijfer(naam, toon(abs(som.som)), (regel,), "berekend"), herkomst_gemeenten(g, [p])


def _aandelen(r: Resultaat, vorig: Resultaat | None) -> dict[str, tuple[Getal, Getal | None]]:
    """Which share of taakstelling and totaalopgave was housed, each beside that of half a year before."""
    paren = {wat: [getattr(x, f"realisatie_pct_{wat}", None) for x in (r, vorig)] for wat in _DELEN}
    return {wat: (pct, toen) for wat, (pct, toen) in paren.items() if pct is not None}


def _deelregels(r: Resultaat, vorig: Resultaat | None, **woorden: str) -> list[Kernregel]:
    """Those shares under a key figure, each with the words behind it."""
    regels = []
    for wat, (pct, toen) in _aandelen(r, vorig).items():
        if wat in woorden:
            was, hoe = ("", "") if toen is None else (f", was {toon_procent(toen)}", richting(pct, toen))
            regels.append(Kernregel(f"{toon_procent(pct)} {woorden[wat]}{was}", hoe))
    return regels


def _achterstand(g: Gegevens, p: Periode) -> MetBron | None:
    """The position at the end, or of a periode that is still to come the one at its beginning."""
    datum = p.peildatum if stand_op(g, p.peildatum) else p.begin
    gevonden, eerder = stand_op(g, datum), stand_op(g, Periode.van(datum).vorige.begin)
    if gevonden is None:
        return None if versies(g, p) else _som_cijfer(g, p, "achterstand_eind")
    stand, anders = gevonden
    nu, regels, herkomst = stand.achterstand, [], list(herkomst_van(stand))
    if eerder:
        toen, wanneer = eerder[0].achterstand, datum_voluit(Periode.van(datum).vorige.begin)
        hoe = richting(abs(nu), abs(toen)) if nu * toen > 0 else richting(nu, toen)
        woord = (
            {"omhoog": "gegroeid", "omlaag": "gekrompen", "gelijk": "gelijk"}[hoe] if nu * toen > 0 else "omgeslagen"
        )
        regels.append(Kernregel(f"{woord}: was {_getal(toen, nu)} op {wanneer}", hoe))
        herkomst += herkomst_van(eerder[0])
    if anders:
        regels.append(Kernregel(f"elders in de bronnen {opsomming(_getal(s, nu) for s in anders)}"))
    return Kerncijfer(f"{hoofdletter(soort_van(nu))} op {datum_voluit(datum)}", toon(abs(nu)), tuple(regels)), herkomst


def _treden(g: Gegevens, p: Periode) -> MetBron | None:
    per = {q: aantallen for q in (p.vorige, p) if (aantallen := _op_trede(g, q))}
    if p not in per:
        return None
    nu, toen = per[p], per.get(p.vorige)
    hoogste = max(t for aantallen in per.values() for t, n in aantallen.items() if n)
    reeks = range(1, max(hoogste, 2) + 1)

    def waarde(q: Periode) -> str:
        aantallen = per[q]
        if hoogste <= 2:
            return opsomming(toon(aantallen[t]) for t in reeks)
        return f"{toon(_boven(aantallen))} van {toon(len(g.gemeentelijst.op(q.begin)))}"

    onbekend = len(g.gemeentelijst.op(p.begin)) - sum(nu.values())

    naam = f"Gemeenten op trede {opsomming(map(str, reeks))}" if hoogste <= 2 else "Gemeenten boven trede 1"
    regels = []
    if toen:
        hoe = richting(_boven(nu), _boven(toen))
        woord = {"omhoog": "meer", "omlaag": "minder", "gelijk": "evenveel"}[hoe]
        waar = " op trede 2" if hoogste <= 2 else ""
        regels.append(Kernregel(f"{woord}{waar}: was {waarde(p.vorige)} in {p.vorige}", hoe))
    if onbekend > 0:
        regels.append(Kernregel(f"{aantal(onbekend, 'trede', 'treden')} onbekend"))
    geteld = not any(r["kenmerk"] == "trede" for r in rijen_van(g.tabel("tellingen"), p))
    if geteld:
        regels.append(Kernregel("geteld uit de treden per gemeente"))
    return Kerncijfer(naam, waarde(p), tuple(regels), "berekend" if geteld else ""), herkomst_treden(g, per)


def _op_trede(g: Gegevens, p: Periode) -> dict[int, int] | None:
    """How many gemeenten stand on each trede; nothing when that is not told of each trede."""
    frame = trend(g, p).treden(exact=True)
    if str(p) not in frame.index or frame.loc[str(p), "herkomst"] is None:
        return None
    aantallen = {t: frame.loc[str(p), t] for t in range(1, 7)}
    return None if None in aantallen.values() else {t: int(n) for t, n in aantallen.items()}


def _boven(aantallen: dict[int, int]) -> int:
    return sum(n for t, n in aantallen.items() if t > 1)


def _zeker_heet(d: Dekking) -> str:
    """What the hard capacity is called in a key figure; hard plans are certain as well, but not in time."""
    return "Opvang, zeker op de peilmomenten" if d.alles_op_tijd else HARD[0].capitalize()


def _waarvan_op_tijd(d: Dekking) -> str:
    """How many of them are, where it is not all."""
    return "" if d.alles_op_tijd else f", waarvan {toon(d.op_peilmomenten)} zeker op de peilmomenten"


def _opvang(g: Gegevens, p: Periode) -> MetBron | None:
    """Coverage of the opgave opvang; not in a document of before the law asked for it."""
    d = dekking(g)
    begin = min((r["datum"] for r in rijen(g.landelijk("cyclusstappen")) if r["volgorde"] == 1), default=None)
    if d is None or begin is None or begin >= p.volgende.peildatum:
        return None
    zeker, met_plan = d.hard, d.met_plannen
    regels = [Kernregel(f"{toon(zeker)} van de {toon(d.opgave)} plekken")]
    if met_plan > zeker:
        regels.append(Kernregel(f"{toon_procent(d.procent(met_plan), 1)} met harde plannen erbij"))
    cijfer = Kerncijfer(_zeker_heet(d), toon_procent(d.procent(zeker), 1), tuple(regels), "berekend")
    return cijfer, [*d.herkomst_opgave, *(h for n in HARD for f in d.van_fase(n) for h in herkomst_van(f))]


def cijfers_opvang(g: Gegevens) -> Kerncijfers | Tekst:
    """Opgave, what is certain, what comes with hard plans, and what is still needed."""
    d = dekking(g)
    if d is None:
        return niets_over_opvang(g)
    zeker, met_plan, (laag, hoog) = d.hard, d.met_plannen, d.alles
    cijfers = (
        Kerncijfer("Gevraagde opvangplekken", toon(d.opgave), (Kernregel("volgens de Spreidingswet, eerste cyclus"),)),
        Kerncijfer(
            _zeker_heet(d),
            toon_procent(d.procent(zeker), 1),
            (Kernregel(f"{toon(zeker)} plekken{_waarvan_op_tijd(d)}"),),
            "berekend",
        ),
        Kerncijfer(
            "Met harde plannen erbij",
            toon_procent(d.procent(met_plan), 1),
            (Kernregel(f"{toon(met_plan)} plekken"), Kernregel(f"nog {toon(max(d.opgave - met_plan, 0))} nodig")),
            "berekend",
        ),
        Kerncijfer(
            "Als alle plannen doorgaan",
            bereik_procent(d.procent(laag), d.procent(hoog)).replace("% tot ", "–"),
            (Kernregel(f"{toon(laag)} tot {toon(hoog)} plekken; niet zeker"),),
            "berekend",
        ),
    )
    return Kerncijfers(cijfers, _bronnen(g, [*d.herkomst_opgave, *d.herkomst_capaciteit]))


# --- in plain Dutch -----------------------------------------------------------------------------------------


def over_kort(g: Gegevens, periode: str) -> Tekst:
    """The half-year in short sentences without terms that are not explained (B1)."""
    p = g.periode(periode)
    r = resultaat(g, p)
    alineas = [
        "Gemeenten geven woonruimte aan mensen met een verblijfsvergunning. Het Rijk zegt elk half jaar om hoeveel mensen "
        "het gaat. Dat heet de taakstelling. De provincie kijkt of het lukt.",
        *([" ".join(_kort_opgave(g, r))] if r else []),
        *([" ".join(_kort_uitkomst(g, r))] if r else []),
        *([" ".join(_kort_treden(g, p))] if _op_trede(g, p) else []),
    ]
    return Tekst(tuple(a for a in alineas if a))


def _kort_opgave(g: Gegevens, r: Resultaat) -> list[str]:
    is_ = "is" if r.realisatie is None else "was"
    zinnen = [f"De taakstelling voor {r.periode} {is_} {toon(r.taakstelling)} mensen."]
    if len(alle := versies(g, r.periode)) > 1:
        zinnen.append(f"Eerst was dat {toon(alle[0].taakstelling)}; in dat half jaar is het verlaagd.")
    if r.achterstand_begin is None or r.totaalopgave is None:
        return zinnen
    if r.achterstand_begin > 0:
        zinnen.append(f"Van eerder moesten nog {toon(r.achterstand_begin)} mensen een huis krijgen.")
    elif r.achterstand_begin < 0:
        zinnen.append(f"Van eerder waren er al {toon(-r.achterstand_begin)} mensen meer gehuisvest dan nodig.")
    return [*zinnen, f"Samen {is_} de opgave {toon(r.totaalopgave)} mensen."]


def _kort_uitkomst(g: Gegevens, r: Resultaat) -> list[str]:
    zinnen = []
    if r.realisatie is not None:
        zinnen.append(f"De gemeenten huisvestten {toon(r.realisatie)} mensen.")
        for wat, (pct, toen) in _aandelen(
            r, resultaat(g, r.periode.vorige)
        ).items():  # the one can rise, the other fall
            eerder = "" if toen is None else f"; een half jaar eerder was dat {toon_procent(toen)}"
            zinnen.append(f"Van de {_DELEN[wat]} is dat {toon_procent(pct)}{eerder}.")
    else:
        zinnen.append("Hoeveel mensen de gemeenten huisvesten, is nog niet bekend.")
    if gevonden := stand_op(g, r.periode.peildatum):
        stand, anders = gevonden
        zinnen.append(f"{bericht_stand(r.achterstand_begin, stand.achterstand)}.")
        if anders:
            zinnen.append(
                f"Op een andere plek in de bronnen staat {opsomming(_getal(s, stand.achterstand) for s in anders)}."
            )
    return zinnen


def _kort_treden(g: Gegevens, p: Periode) -> list[str]:
    nu, toen = _op_trede(g, p) or {}, _op_trede(g, p.vorige)
    zinnen = ["Elke gemeente staat op een trede. Hoe hoger de trede, hoe strenger het toezicht."]
    zinnen.append(f"Na {p} staan {_in_woorden(nu)}.")
    if toen:
        zinnen.append(f"Een half jaar eerder was dat {_in_woorden(toen, '')}.")
    if tekort := sum(r["grondslag"] == "koppelingstekort" for r in rijen_van(g.tabel("beoordelingen"), p)):
        zinnen.append(
            f"Bij {aantal(tekort, 'gemeente', 'gemeenten')} kon niet de hele opgave lukken. Op {datum_voluit(p.koppelpeildatum)} "
            "waren er te weinig mensen aan hen gekoppeld. Dat telt mee in het oordeel."
        )
    return zinnen


def _in_woorden(aantallen: dict[int, int], wat: str = " gemeenten") -> str:
    eerste, *rest = ((t, n) for t, n in aantallen.items() if n)
    return opsomming([f"{toon(eerste[1])}{wat} op trede {eerste[0]}", *(f"{toon(n)} op trede {t}" for t, n in rest)])


def over_kort_trend(g: Gegevens, periode: str) -> Tekst:
    """How the taakstelling, the realisatie and the position went through the years, as plainly."""
    p = g.periode(periode)
    reeks = trend(g, p).reeks(exact=True)
    bekend = reeks["taakstelling"].dropna()
    if bekend.empty:
        return Tekst(("Over de jaren heen staan geen cijfers van de hele provincie in de gelezen bronnen.",))
    van, tot = bekend.index[0], bekend.index[-1]
    zinnen = ["De taakstelling is het aantal mensen dat gemeenten in een half jaar moeten huisvesten."]
    if van != tot:
        zinnen.append(f"In {van} was dat {toon(bekend[van])}. In {tot} was dat {toon(bekend[tot])}.")
        hoogste = reeks["taakstelling_oorspronkelijk"].fillna(reeks["taakstelling"]).dropna()
        top = max(hoogste.index, key=lambda q: hoogste[q])
        if hoogste[top] > bekend[tot]:
            verlaagd = " Dat is later verlaagd." if reeks.loc[top, "taakstelling_verlaagd"] is not None else ""
            zinnen.append(f"Het hoogste aantal was {toon(hoogste[top])}, voor {top}.{verlaagd}")
    alineas = [" ".join(zinnen)]
    gedaan = reeks["realisatie"].dropna()
    if len(gedaan):
        beste, laatste = max(gedaan.index, key=lambda q: gedaan[q]), gedaan.index[-1]
        zin = f"De gemeenten huisvestten in {laatste} samen {toon(gedaan[laatste])} mensen."
        if gedaan[beste] > gedaan[laatste]:
            zin += f" Het meest was dat in {beste}: {toon(gedaan[beste])}."
        elif len(gedaan) > 1 and max(gedaan[:-1]) < gedaan[laatste]:
            zin += " Dat is meer dan in elk eerder half jaar dat bekend is."
        alineas.append(zin)
    if any(is_som(g, q) for q in bekend.index):
        alineas.append(
            "Waar over de hele provincie niets is gepubliceerd, zijn de cijfers van alle gemeenten opgeteld."
        )
    standen_ = [(q, s[0].achterstand) for q in trend(g, p).perioden if (s := stand_op(g, q.peildatum))]
    if standen_:
        alineas.append(
            "Blijven er mensen over, dan is er een achterstand. Zijn er meer gehuisvest dan nodig, dan is er een voorsprong. "
            + " ".join(f"Op {datum_voluit(q.peildatum)} was er {stand_in_woorden(n)}." for q, n in standen_[-4:])
        )
    return Tekst(tuple(alineas))


def over_kort_opvang(g: Gegevens) -> Tekst:
    """The opgave of the Spreidingswet and what is there for it, as plainly."""
    d = dekking(g)
    if d is None:
        return Tekst((f"Over de opvang van asielzoekers in {g.naam} staat niet genoeg in de gelezen bronnen.",))
    zeker, met_plan, (laag, hoog) = d.hard, d.met_plannen, d.alles
    wanneer = "zijn als er geteld wordt" if d.alles_op_tijd else "komen of blijven"
    zinnen = [f"Van {toon(zeker)} plekken is zeker dat ze er {wanneer}."]
    if met_plan > zeker:
        zinnen.append(f"Met de plannen die vaststaan, zijn het er {toon(met_plan)}.")
    if (nodig := d.opgave - met_plan) > 0:
        zinnen.append(f"Dan zijn er nog {toon(nodig)} plekken nodig.")
    if hoog > met_plan:
        zinnen.append(
            f"Gaan alle andere plannen ook door, dan zijn het {bereik(laag, hoog)} plekken. Dat is niet zeker."
        )
    return Tekst(
        (
            "De Spreidingswet vraagt gemeenten om asielzoekers op te vangen. Elke provincie krijgt een aantal plekken. "
            f"Voor {g.naam} zijn dat er {toon(d.opgave)}.",
            " ".join(zinnen),
        )
    )
