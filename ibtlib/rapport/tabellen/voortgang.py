"""Tables of notebook 01: results, treden, moves between treden, what does not add up, look-ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.beoordeling.beoordeel import beoordeel
from ibtlib.cijfers.uitkomsten import Resultaat, resultaat, standen, vastgestelde_treden, versies
from ibtlib.cijfers.uitkomsten import resultaten as _resultaten
from ibtlib.cijfers.wettelijk import taakstelling_per_gemeente
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import stand_tekst, trede_tekst
from ibtlib.rapport.tabellen.basis import (
    Herkomst,
    bronvermelding,
    correctienoten,
    herkomst_inwoners,
    herkomst_wettelijk,
    tabel,
    tredeklassen,
)
from ibtlib.weergave import Kop, Tabel, Waarde

if TYPE_CHECKING:
    import pandas as pd

_GROOTHEDEN = {
    "taakstelling": "taakstelling",
    "achterstand_begin": "achterstand of voorsprong bij het begin",
    "totaalopgave": "totaalopgave",
    "realisatie": "realisatie",
    "realisatie_pct_taakstelling": "taakstelling gerealiseerd",
    "realisatie_pct_totaalopgave": "totaalopgave gerealiseerd",
    "achterstand_eind": "achterstand of voorsprong op de peildatum",
}


def resultaten(g: Gegevens, periode: str) -> Tabel:
    """Tabel 1 as published: one row, seven columns."""
    gekozen = g.periode(periode)
    r = resultaat(g, gekozen)
    kolommen = (
        Kop("Periode"),
        Kop("Provinciale taakstelling", "geheel"),
        Kop("Achterstand of voorsprong uit vorige periode"),
        Kop("Totaalopgave: taakstelling plus achterstand", "geheel"),
        Kop("Taakstelling gerealiseerd", "geheel"),
        Kop("Taakstelling gerealiseerd in %", "procent"),
        Kop("Totaalopgave gerealiseerd in %", "procent"),
    )
    tabel_ = tabel(
        g,
        "resultaten",
        f"Resultaten provinciale taakstelling {gekozen.voluit}, in personen, zoals gepubliceerd",
        kolommen,
        [_rij_resultaten(r)] if r else [],
        [(r.bron, r.vindplaats)] if r else (),
    )
    return tabel_.met_opmerking(*_opmerkingen_versie(g, gekozen))


def _rij_resultaten(r: Resultaat) -> tuple[Waarde, ...]:
    return (
        str(r.periode),
        r.taakstelling,
        stand_tekst(r.achterstand_begin),
        r.totaalopgave,
        r.realisatie,
        r.realisatie_pct_taakstelling,
        r.realisatie_pct_totaalopgave,
    )


def _opmerkingen_versie(g: Gegevens, periode: Periode) -> tuple[str, ...]:
    alle = versies(g, periode)
    if len(alle) < 2:
        return ()
    eerste, laatste = alle[0], alle[-1]
    (bron,) = bronvermelding(g, [(eerste.bron, eerste.vindplaats)])
    return (
        f"De taakstelling is tijdens de periode verlaagd van {toon(eerste.taakstelling)} naar "
        f"{toon(laatste.taakstelling)} personen; hier staat de verlaagde. Oorspronkelijk: {bron}.",
    )


def nagerekend(g: Gegevens, periode: str) -> Tabel:
    """Every published result beside what follows from its parts, with the difference."""
    frame = _resultaten(g, periode)
    kolommen = (
        Kop("Cijfer"),
        Kop("Eenheid"),
        Kop("Gepubliceerd", "geheel"),
        Kop("Berekend", "breuk", 2),
        Kop("Verschil", "geheel", teken=True),
        Kop("Formule van het berekende cijfer"),
    )
    inhoud = [
        (
            _GROOTHEDEN[r["grootheid"]],
            r["eenheid"],
            r["gepubliceerd"],
            r["berekend"],
            r["verschil"],
            r["formule"].replace("achterstand_begin", "achterstand bij het begin") or None,
        )
        for r in rijen(frame)
    ]
    return tabel(
        g,
        "nagerekend",
        f"Gepubliceerde resultaten {g.periode(periode).voluit} naast wat uit de delen volgt",
        kolommen,
        inhoud,
        per_rij=[[(r["bron"], r["vindplaats"])] for r in rijen(frame)],
        formules={
            3: "met de formule in de laatste kolom, uit de gepubliceerde cijfers",
            4: "gepubliceerd − berekend, bij procenten na afronding op hele procenten (half naar boven)",
        },
        leeg="–",
        klassen={(i, j): "berekend" for i, r in enumerate(inhoud) for j in (3, 4) if r[j] is not None},
        opmerkingen=("Een streepje: niet gepubliceerd of niet te berekenen. Een negatieve stand is een voorsprong.",),
    )


def beoordelingen(g: Gegevens, periode: str) -> Tabel:
    """Tabel 2: the published trede of every gemeente beside the computed one."""
    gekozen = g.periode(periode)
    frame = beoordeel(g, gekozen)
    vorig = vastgestelde_treden(g, gekozen.vorige)
    leeg = "niet gepubliceerd" if vastgestelde_treden(g, gekozen) else "nog niet vastgesteld"
    inhoud: list[tuple[Waarde, ...]] = []
    klassen: dict[tuple[int, int], str] = {}
    for i, r in enumerate(rijen(frame)):
        treden = {1: r["trede_vastgesteld"], 2: vorig.get(r["gemeentecode"]), 4: r["trede_berekend"]}
        klassen |= tredeklassen({(i, j): t for j, t in treden.items()})
        inhoud.append(
            (
                r["gemeente"],
                trede_tekst(treden[1], leeg=leeg),
                trede_tekst(treden[2]),
                r["grondslag_vastgesteld"] or "niet vermeld",
                trede_tekst(treden[4], leeg="niet te berekenen"),
            )
        )
    nu, toen = (herkomst_beoordelingen(g, p) for p in (gekozen, gekozen.vorige))
    codes = [r["gemeentecode"] for r in rijen(frame)]
    kader = g.kaders.zoek(gekozen)
    return tabel(
        g,
        "beoordelingen",
        f"Trede van de interventieladder per gemeente, {gekozen.voluit}",
        (
            Kop("Gemeente"),
            Kop(f"Vastgesteld {gekozen}"),
            Kop(f"Vastgesteld {gekozen.vorige}"),
            Kop("Beoordeeld op"),
            Kop("Berekend door ibtlib"),
        ),
        inhoud,
        per_cel={
            (i, j): bron.get(code, ()) for i, code in enumerate(codes) for j, bron in ((1, nu), (2, toen), (3, nu))
        },
        formules={
            4: f"met de regels van {f'het kader ‘{kader.titel}’' if kader else 'een kader'} op de cijfers per gemeente"
        },
        klassen=klassen,
        opmerkingen=(
            "Vastgesteld is de trede die Gedeputeerde Staten bepaalden. Berekend is wat het kader geeft op de cijfers per "
            "gemeente; waar die ontbreken is er niets te berekenen. De twee worden nooit gemengd.",
            *correctienoten(g, (h for deel in _cijfers(g, gekozen).values() for h in deel)),
        ),
    )


def motiveringen(g: Gegevens, periode: str) -> Tabel:
    """The reason of every computed trede, and per gemeente without one the facts that are missing.

    Without rows when nothing at all can be computed: `zinnen.berekenbaar` then says why, once.
    """
    gekozen = g.periode(periode)
    frame = beoordeel(g, gekozen)
    if frame["trede_berekend"].isna().all():
        frame = frame.iloc[:0]
    cijfers = _cijfers(g, gekozen)
    return tabel(
        g,
        "motivering",
        f"Motivering per gemeente, {gekozen.voluit}",
        (Kop("Gemeente"), Kop("Berekende trede"), Kop("Regel"), Kop("Motivering")),
        [
            (r["gemeente"], trede_tekst(r["trede_berekend"], leeg="–"), r["regel"] or "–", r["motivering"])
            for r in rijen(frame)
        ],
        per_rij=[cijfers.get(r["gemeentecode"], ()) for r in rijen(frame)],
        formules={1: "met de regel in de volgende kolom, op de cijfers die de motivering noemt"},
        zonder_rijen="niet te geven, want geen enkele trede is te berekenen",
        klassen=tredeklassen({(i, 1): r["trede_berekend"] for i, r in enumerate(rijen(frame))}),
    )


def tellingen(g: Gegevens, periode: str) -> Tabel:
    """Gemeenten per trede in this and the previous periode, as counted and as the source counts them."""
    gekozen = g.periode(periode)
    frame = g.tabel("tellingen")
    kolommen = [Kop("Trede")]
    per_kolom: list[dict[int, int]] = []
    herkomst: list[dict[int, list[Herkomst]]] = []
    formules: dict[Any, str] = {}
    for p in (gekozen.vorige, gekozen):
        geteld = _tel(vastgestelde_treden(g, p).values())
        bron = frame[(frame["periode"] == str(p)) & (frame["kenmerk"] == "trede")]
        volgens_bron = {int(r["waarde"]): r["gemeenten"] for r in rijen(bron)}
        if geteld:
            kolommen.append(Kop(f"{p}, geteld in de tabel", "geheel"))
            per_kolom.append({t: geteld.get(t, 0) for t in range(1, 7)})
            allen = [h for lijst in herkomst_beoordelingen(g, p).values() for h in lijst]
            herkomst.append(dict.fromkeys(range(1, 7), allen))
            formules[len(per_kolom)] = "het aantal gemeenten met deze vastgestelde trede, geteld"
        if volgens_bron:
            kolommen.append(Kop(f"{p}, volgens de bron", "geheel"))
            per_kolom.append(volgens_bron)
            herkomst.append({int(r["waarde"]): [(r["bron"], r["vindplaats"])] for r in rijen(bron)})
    hoogste = max((t for k in per_kolom for t, n in k.items() if n), default=0)
    return tabel(
        g,
        "tellingen",
        f"Aantal gemeenten per trede, {gekozen.vorige} en {gekozen}",
        kolommen,
        [(trede_tekst(t), *(k.get(t) for k in per_kolom)) for t in range(1, hoogste + 1)],
        per_cel={(t - 1, j): h.get(t, ()) for t in range(1, hoogste + 1) for j, h in enumerate(herkomst, 1)},
        formules=formules if hoogste else {},
        leeg="niet genoemd",
        klassen=tredeklassen({(t - 1, 0): t for t in range(1, hoogste + 1)})
        | {(t - 1, j): "berekend" for t in range(1, hoogste + 1) for j in formules},
    )


def overgangen(g: Gegevens, periode: str) -> Tabel:
    """Transition matrix: from the trede of the previous periode to this one."""
    gekozen = g.periode(periode)
    van, naar = vastgestelde_treden(g, gekozen.vorige), vastgestelde_treden(g, gekozen)
    beide = [(van[c], naar[c]) for c in naar if c in van]
    treden = range(1, max((t for paar in beide for t in paar), default=0) + 1)
    inhoud: list[tuple[Waarde, ...]] = [
        (f"van trede {a}", *(beide.count((a, b)) for b in treden), sum(1 for x, _ in beide if x == a)) for a in treden
    ]
    if inhoud:
        inhoud.append(("totaal", *(sum(1 for _, y in beide if y == b) for b in treden), len(beide)))
    return tabel(
        g,
        "overgangen",
        f"Aantal gemeenten naar trede in {gekozen.vorige} (rijen) en in {gekozen} (kolommen)",
        (
            Kop(f"{gekozen.vorige} → {gekozen}"),
            *(Kop(f"naar trede {b}", "geheel") for b in treden),
            Kop("totaal", "geheel"),
        ),
        inhoud,
        _herkomst_beide(g, gekozen),
        opmerkingen=("Berekend: gemeenten geteld die in beide perioden een vastgestelde trede hebben.",),
        klassen={(i, j): "berekend" for i in range(len(inhoud)) for j in range(1, len(treden) + 2)},
        totaalrij=bool(inhoud),
    )


def verschuivingen(g: Gegevens, periode: str) -> Tabel:
    """Who moved up, down, or stayed."""
    gekozen = g.periode(periode)
    van, naar = vastgestelde_treden(g, gekozen.vorige), vastgestelde_treden(g, gekozen)
    namen = {r["gemeentecode"]: r["gemeente"] for r in rijen(_beoordelingen(g, gekozen))}
    richting: dict[str, list[str]] = {"omhoog (strenger toezicht)": [], "omlaag (lichter toezicht)": [], "gelijk": []}
    for code, trede in naar.items():
        if code in van:
            sleutel = list(richting)[0 if trede > van[code] else 1 if trede < van[code] else 2]
            richting[sleutel].append(f"{namen[code]} ({van[code]} → {trede})" if trede != van[code] else namen[code])
    richting = {r: sorted(wie) for r, wie in richting.items()}
    return tabel(
        g,
        "verschuivingen",
        f"Verschuivingen op de interventieladder van {gekozen.vorige} naar {gekozen}",
        (Kop("Richting"), Kop("Aantal", "geheel"), Kop("Gemeenten")),
        [(r, len(wie), opsomming(wie)) for r, wie in richting.items()] if van and naar else [],
        _herkomst_beide(g, gekozen),
        klassen={(i, j): "berekend" for i in range(len(richting)) for j in (1, 2)} if van and naar else {},
        opmerkingen=("Berekend: de vastgestelde treden van beide perioden vergeleken, waar er van beide een is.",),
    )


def _herkomst_beide(g: Gegevens, periode: Periode) -> list[Herkomst]:
    """Sources of the treden of a periode and the one before it."""
    return [h for p in (periode.vorige, periode) for lijst in herkomst_beoordelingen(g, p).values() for h in lijst]


def vooruitblik(g: Gegevens, periode: str) -> Tabel:
    """What is known of the next periode: every version of the taakstelling with the position it starts from."""
    volgende = g.periode(periode).volgende
    inhoud: list[tuple[Waarde, ...]] = []
    herkomst = []
    for r in versies(g, volgende):
        inhoud.append((f"{volgende}, {r.versie}", r.taakstelling, stand_tekst(r.achterstand_begin), r.totaalopgave))
        herkomst.append((r.bron, r.vindplaats))
    anders = [
        s for s in standen(g, volgende.begin) if inhoud and stand_tekst(s.achterstand) not in {rij[2] for rij in inhoud}
    ]
    return tabel(
        g,
        "vooruitblik",
        f"Bekende opgave voor {volgende.voluit}, in personen",
        (
            Kop("Periode en versie"),
            Kop("Taakstelling", "geheel"),
            Kop("Achterstand of voorsprong bij het begin"),
            Kop("Totaalopgave", "geheel"),
        ),
        inhoud,
        per_rij=[[h] for h in herkomst],
        opmerkingen=tuple(
            f"Een andere bron geeft voor {datum_voluit(volgende.begin)}: {stand_tekst(s.achterstand)} "
            f"({opsomming(bronvermelding(g, [(s.bron, s.vindplaats)]))})."
            for s in {s.achterstand: s for s in anders}.values()
        ),
    )


def wettelijke_taakstelling(g: Gegevens, periode: str) -> Tabel:
    """The taakstelling of every gemeente by inhabitants (berekend), rounded to nearest and up."""
    gekozen = g.periode(periode)
    try:
        dichtstbij, omhoog = (taakstelling_per_gemeente(g, gekozen, a) for a in ("dichtstbij", "omhoog"))
        bekend = dichtstbij["taakstelling"].notna().all()
    except AanvraagFout:
        bekend = False
    inhoud: list[tuple[Waarde, ...]] = []
    if bekend:
        inhoud = [
            (r["gemeente"], r["inwoners"], r["exact"], r["taakstelling"], hoger)
            for r, hoger in zip(rijen(dichtstbij), omhoog["taakstelling"].tolist(), strict=True)
        ]
        inhoud.append(("som", *(sum(rij[j] for rij in inhoud) for j in range(1, 5))))  # type: ignore[misc]
    return tabel(
        g,
        "wettelijke-taakstelling",
        f"Taakstelling per gemeente naar inwoners, {gekozen.voluit}, berekend, in personen",
        (
            Kop("Gemeente"),
            Kop(f"Inwoners {datum_voluit(gekozen.bevolkingsdatum)}", "geheel"),
            Kop("Niet afgerond", "breuk", 2),
            Kop("Afgerond", "geheel"),
            Kop("Naar boven afgerond", "geheel"),
        ),
        inhoud,
        per_kolom={1: herkomst_inwoners(g, str(gekozen)), 2: herkomst_wettelijk(g, [str(gekozen)])} if bekend else {},
        formules={
            2: "landelijke taakstelling × inwoners van de gemeente ÷ inwoners van Nederland (Huisvestingswet 2014, artikel 29)",
            3: "het cijfer ervoor, afgerond op hele personen, een half naar boven",
            4: "het cijfer niet afgerond, omhoog naar hele personen",
            (len(inhoud) - 1, None): "de som van de rijen erboven",
        }
        if bekend
        else {},
        zonder_rijen="niet te berekenen, want de landelijke taakstelling of de inwoners zijn niet bekend",
        klassen={(i, j): "berekend" for i in range(len(inhoud)) for j in (2, 3, 4)},
        totaalrij=bool(inhoud),
        opmerkingen=(
            "Niet gepubliceerd maar berekend volgens artikel 29 van de Huisvestingswet 2014, uit de eerst vastgestelde "
            "landelijke taakstelling. De wet rondt naar boven af; de gepubliceerde provinciale cijfers passen bij gewoon "
            "afronden.",
        ),
    )


def herkomst_beoordelingen(g: Gegevens, periode: Periode) -> dict[str, list[Herkomst]]:
    """Source of the published trede of every gemeente, by code."""
    return {r["gemeentecode"]: [(r["bron"], r["vindplaats"])] for r in rijen(_beoordelingen(g, periode))}


def _beoordelingen(g: Gegevens, periode: Periode) -> pd.DataFrame:
    frame = g.tabel("beoordelingen")
    return frame[frame["periode"] == str(periode)]


def _cijfers(g: Gegevens, periode: Periode) -> dict[str, list[Herkomst]]:
    """Sources of the figures from which treden are computed, by gemeentecode."""
    return {
        r["gemeentecode"]: [(r["bron"], r["vindplaats"])]
        for r in rijen(g.gemeentecijfers)
        if r["periode"] == str(periode)
    }


def _tel(treden: object) -> dict[int, int]:
    lijst = list(treden)  # type: ignore[call-overload]
    return {t: lijst.count(t) for t in sorted(set(lijst))}
