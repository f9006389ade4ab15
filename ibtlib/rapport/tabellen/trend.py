"""Tables of notebook 02: the series, the statements in words, the events."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.cijfers.wettelijk import taakstelling_naast_gepubliceerd
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.tabellen.basis import Herkomst, herkomst_inwoners, herkomst_landelijk, tabel
from ibtlib.rapport.tabellen.voortgang import stand_tekst
from ibtlib.weergave import Kop, Tabel


def reeks(g: Gegevens, periode: str) -> Tabel:
    """All provincial figures from the first published periode on."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    kolommen = {
        "taakstelling_oorspronkelijk": Kop("Taakstelling, eerst", "geheel"),
        "taakstelling_verlaagd": Kop("Taakstelling, verlaagd", "geheel"),
        "achterstand_begin": Kop("Achterstand bij begin", "geheel"),
        "totaalopgave": Kop("Totaalopgave", "geheel"),
        "realisatie": Kop("Realisatie", "geheel"),
        "pct_taakstelling": Kop("Van de taakstelling", "procent", 1),
        "pct_totaalopgave": Kop("Van de totaalopgave", "procent", 1),
    }
    return tabel(
        g,
        "reeks",
        f"Taakstelling, totaalopgave en realisatie per periode, {t.perioden[0]} tot en met {t.perioden[-1]}, in personen",
        (Kop("Periode"), *kolommen.values()),
        [(p, *(rij[k] for k in kolommen)) for p, rij in zip(frame.index, rijen(frame), strict=True)],
        per_rij=[herkomst_reeks(g, (p,)) for p in t.perioden],
        formules={
            6: "realisatie ÷ taakstelling, de verlaagde waar die er is",
            7: "realisatie ÷ totaalopgave",
        },
        leeg="–",
        klassen={(i, j): "berekend" for i in range(len(frame)) for j in (6, 7)},
        opmerkingen=("Een streepje: niet gepubliceerd. Een negatieve achterstand is een voorsprong.",),
    )


def herkomst_reeks(g: Gegevens, perioden: tuple[Periode, ...]) -> list[Herkomst]:
    """Sources of the provincial figures of these perioden."""
    return [(r.bron, r.vindplaats) for p in perioden for r in versies(g, p)]


def groei(g: Gegevens, periode: str) -> Tabel:
    """Index of the taakstelling, growth since the previous half-year, and pace per month."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    basis = next((str(p) for p, w in frame["taakstelling"].items() if w), None)
    index, groei_, tempo = t.index(basis) if basis else frame["taakstelling"], t.groei(), t.tempo()
    return tabel(
        g,
        "groei",
        f"Ontwikkeling van de taakstelling{f' ({basis} = 1)' if basis else ''} en het tempo van huisvesten, {t.perioden[0]} tot en met {t.perioden[-1]}",
        (
            Kop("Periode"),
            Kop("Index taakstelling", "breuk", 2),
            Kop("Verandering ten opzichte van vorig half jaar", "procent"),
            Kop("Gehuisvest per maand", "breuk"),
            Kop("Nodig per maand", "breuk"),
        ),
        [(p, index[p], groei_[p], tempo.loc[p, "per_maand"], tempo.loc[p, "nodig"]) for p in frame.index],
        per_rij=[herkomst_reeks(g, (p,)) for p in t.perioden],
        formules={
            1: f"taakstelling ÷ taakstelling van {basis or 'de eerste periode'}",
            2: "(taakstelling − taakstelling van het vorige half jaar) ÷ taakstelling van het vorige half jaar",
            3: "realisatie ÷ 6",
            4: "totaalopgave ÷ 6",
        },
        leeg="–",
        klassen={(i, j): "berekend" for i in range(len(frame)) for j in range(1, 5)},
        opmerkingen=("Een streepje: niet te berekenen, omdat een van beide perioden niet gepubliceerd is.",),
    )


def alle_versies(g: Gegevens, periode: str) -> Tabel:
    """Every published version of every periode; a revision never takes the place of the first figure."""
    t = trend(g, g.periode(periode))
    lijst = list(rijen(t.versies()))
    return tabel(
        g,
        "versies",
        "Gepubliceerde versies van de opgave per periode, in personen",
        (
            Kop("Periode"),
            Kop("Versie"),
            Kop("Taakstelling", "geheel"),
            Kop("Achterstand bij begin", "geheel"),
            Kop("Totaalopgave", "geheel"),
            Kop("Realisatie", "geheel"),
            Kop("Geldt"),
        ),
        [
            (
                r["periode"],
                r["versie"],
                *(r[k] for k in ("taakstelling", "achterstand_begin", "totaalopgave", "realisatie")),
                "ja" if r["geldend"] else "nee, later verlaagd",
            )
            for r in lijst
        ],
        per_rij=[[(r["bron"], r["vindplaats"])] for r in lijst],
        leeg="–",
        opmerkingen=("Een streepje: bij deze versie niet gepubliceerd. Een lege plek is geen nul.",),
    )


def op_rij(g: Gegevens, periode: str) -> Tabel:
    """Of the province and every gemeente: how many perioden in a row with achterstand, or missed, up to this one."""
    gekozen = g.periode(periode)
    t = trend(g, gekozen)
    provincie = t.op_rij().loc[str(gekozen)].to_dict() | {"gemeente": f"Provincie {g.naam}"}
    frame = t.per_gemeente()
    nu = [] if frame.empty else list(rijen(frame[frame["periode"] == str(gekozen)]))
    lijst = [provincie, *nu]
    return tabel(
        g,
        "perioden-op-rij",
        f"Aantal perioden op rij met achterstand, en met gemiste taakstelling, tot en met {gekozen}",
        (Kop("Gebied"), Kop("Op rij met achterstand"), Kop("Op rij taakstelling gemist")),
        [
            (r["gemeente"], _telling(r, "perioden_met_achterstand"), _telling(r, "perioden_taakstelling_gemist"))
            for r in lijst
        ],
        [*herkomst_reeks(g, t.perioden), *herkomst_gemeenten(g, t.perioden)],
        formules={
            1: "het aantal perioden achter elkaar met een achterstand aan het eind: totaalopgave − realisatie is meer dan 0",
            2: "het aantal perioden achter elkaar waarin de realisatie minder is dan de geldende taakstelling",
        },
        leeg="onbekend",
        klassen={(i, j): "berekend" for i in range(len(lijst)) for j in (1, 2)},
        opmerkingen=(
            "Geteld terug in de tijd vanaf deze periode. Minstens: daarvóór ontbreken cijfers. Gemist: er zijn minder "
            "personen gehuisvest dan de geldende taakstelling; een koppelingstekort telt hier niet als reden.",
            *(() if nu else (GEEN_GEMEENTECIJFERS,)),
        ),
    )


GEEN_GEMEENTECIJFERS = "Per gemeente is niets te tonen: van deze provincie zijn geen cijfers per gemeente gepubliceerd."


def _telling(rij: dict[str, Any], naam: str) -> str | None:
    n = rij[naam]
    return None if n is None else str(n) if rij[f"{naam}_zeker"] or not n else f"minstens {n}"


def bruto_netto(g: Gegevens, periode: str) -> Tabel:
    """The sum of the backlogs beside backlogs minus voorsprongen, and what the provincial total says."""
    t = trend(g, g.periode(periode))
    frame = t.bruto_netto()
    frame = frame[frame["bekend"] > 0]
    return tabel(
        g,
        "bruto-netto",
        "Bruto en netto achterstand van de gemeenten op de peildata, in personen",
        (
            Kop("Periode"),
            Kop("Bruto: alle achterstanden", "geheel"),
            Kop("Alle voorsprongen", "geheel"),
            Kop("Netto: bruto min voorsprongen", "geheel"),
            Kop("Uit de provinciale cijfers", "geheel"),
            Kop("Gemeenten met cijfer"),
        ),
        [
            (
                p,
                *(r[k] for k in ("bruto", "voorsprong", "netto", "gepubliceerd")),
                f"{r['bekend']} van {r['gemeenten']}",
            )
            for p, r in zip(frame.index, rijen(frame), strict=True)
        ],
        per_rij=[[*herkomst_reeks(g, (p,)), *herkomst_gemeenten(g, (p,))] for p in map(Periode.lees, frame.index)],
        formules={
            1: "de som van de standen boven nul; stand = taakstelling + achterstand bij het begin − realisatie",
            2: "de som van de standen onder nul, zonder min",
            3: "bruto − voorsprongen",
            4: "totaalopgave − realisatie van de provincie",
            5: "gemeenten geteld waarvan de stand te berekenen is",
        }
        if len(frame)
        else {},
        leeg="–",
        zonder_rijen="niet te berekenen, want er zijn geen cijfers per gemeente gepubliceerd",
        klassen={(i, j): "berekend" for i in range(len(frame)) for j in range(1, 6)},
        opmerkingen=(
            "Een provinciaal totaal is netto: de voorsprong van de ene gemeente verbergt er de "
            "achterstand van een andere. Gemeenten waarvan de eindstand onbekend is tellen niet mee.",
        ),
    )


def per_gemeente(g: Gegevens, periode: str) -> Tabel:
    """The closing position of every gemeente in every periode; a gap stays a gap."""
    t = trend(g, g.periode(periode))
    frame = t.per_gemeente()
    bekend = frame[frame["achterstand_eind_berekend"].notna()]
    perioden = sorted(set(bekend["periode"]), key=Periode.lees)
    stand = {
        (r["gemeente"], r["periode"]): r["achterstand_eind_berekend"]
        for r in rijen(bekend[["gemeente", "periode", "achterstand_eind_berekend"]])
    }
    namen = list(dict.fromkeys(frame["gemeente"]))
    return tabel(
        g,
        "stand-per-gemeente",
        "Achterstand (negatief: voorsprong) per gemeente op de peildatum van elke periode, in personen",
        (Kop("Gemeente"), *(Kop(p, "geheel") for p in perioden)),
        [(naam, *(stand.get((naam, p)) for p in perioden)) for naam in namen] if perioden else [],
        per_kolom={j: herkomst_gemeenten(g, (Periode.lees(p),)) for j, p in enumerate(perioden, 1)},
        leeg="–",
        zonder_rijen="niet te berekenen, want er zijn geen cijfers per gemeente gepubliceerd",
        klassen={(i, j): "berekend" for i in range(len(namen)) for j in range(1, len(perioden) + 1)},
        opmerkingen=(
            "Berekend: taakstelling + achterstand bij het begin − realisatie. Een streepje: een van die cijfers "
            "ontbreekt, of de gemeente bestond niet.",
        ),
    )


def herkomst_gemeenten(g: Gegevens, perioden: tuple[Periode, ...]) -> list[Herkomst]:
    """Sources of the figures per gemeente in these perioden."""
    namen = {str(p) for p in perioden}
    return [(r["bron"], r["vindplaats"]) for r in rijen(g.gemeentecijfers) if r["periode"] in namen]


def wettelijke_taakstelling(g: Gegevens) -> Tabel:
    """The share of the national taakstelling by inhabitants beside the published provincial figure."""
    frame = taakstelling_naast_gepubliceerd(g)
    frame = frame[frame["som"].notna()]
    return tabel(
        g,
        "wettelijke-taakstelling",
        "Aandeel in de landelijke taakstelling naar inwoners, naast de gepubliceerde taakstelling van de provincie",
        (
            Kop("Periode"),
            Kop("Landelijk", "geheel"),
            Kop("Naar inwoners, niet afgerond", "breuk", 1),
            Kop("Som van de gemeenten, elk afgerond", "geheel"),
            Kop("Gepubliceerd", "geheel"),
            Kop("Verschil", "geheel", teken=True),
        ),
        [
            tuple(r[k] for k in ("periode", "landelijk", "exact", "som", "gepubliceerd", "verschil"))
            for r in rijen(frame)
        ],
        per_cel={
            (i, j): herkomst
            for i, p in enumerate(frame["periode"])
            for j, herkomst in (
                (1, herkomst_landelijk(g, p)),
                (2, herkomst_inwoners(g, p)),
                (4, [(r.bron, r.vindplaats) for r in versies(g, Periode.lees(p)) if r.versie == "oorspronkelijk"]),
            )
        },
        formules={
            2: "landelijk × inwoners van de provincie ÷ inwoners van Nederland",
            3: "de som van landelijk × inwoners van de gemeente ÷ inwoners van Nederland, elk afgerond",
            5: "gepubliceerd − som",
        }
        if len(frame)
        else {},
        leeg="–",
        zonder_rijen="niet te berekenen, want de inwoners van de gemeenten zijn niet bekend",
        klassen={(i, j): "berekend" for i in range(len(frame)) for j in (2, 3, 5)},
        opmerkingen=(
            "Volgens artikel 29 van de Huisvestingswet 2014, met de inwoners op 1 januari van het jaar vóór het half jaar. "
            "Landelijke cijfers komen deels uit nieuwsberichten.",
        ),
    )


def standen(g: Gegevens, periode: str) -> Tabel:
    """Published position on every peildatum; several rows where sources differ."""
    t = trend(g, g.periode(periode))
    frame = t.standen()
    return tabel(
        g,
        "standen",
        "Gepubliceerde achterstand of voorsprong op de peildata, in personen",
        (Kop("Peildatum"), Kop("Stand"), Kop("Bron"), Kop("Vindplaats")),
        [
            (datum_voluit(r["peildatum"]), stand_tekst(r["achterstand"]), g.bronnen[r["bron"]].titel, r["vindplaats"])
            for r in rijen(frame)
        ],
    )


def treden(g: Gegevens, periode: str) -> Tabel:
    """Number of gemeenten per trede over time."""
    t = trend(g, g.periode(periode))
    frame = t.treden()
    hoogste = max((k for k in range(1, 7) if any(frame[k])), default=1)
    return tabel(
        g,
        "treden-per-periode",
        "Aantal gemeenten per trede en periode",
        (Kop("Periode"), *(Kop(f"trede {k}", "geheel") for k in range(1, hoogste + 1)), Kop("Waaruit")),
        [(p, *(frame.loc[p, k] for k in range(1, hoogste + 1)), frame.loc[p, "herkomst"] or "–") for p in frame.index],
        per_rij=[herkomst_treden(g, (p,)) for p in t.perioden],
        klassen={
            (i, j): "berekend"
            for i, p in enumerate(frame.index)
            for j in range(1, hoogste + 1)
            if frame.loc[p, "herkomst"] == "per gemeente"
        },
        leeg="–",
        opmerkingen=(
            "Een streepje: niet gepubliceerd. Berekend: waar ‘per gemeente’ staat zijn de vastgestelde treden geteld; waar "
            "‘telling’ staat komt het aantal uit de bron.",
        ),
    )


def herkomst_treden(g: Gegevens, perioden: tuple[Periode, ...]) -> list[Herkomst]:
    """Sources of the treden and of their counts in these perioden."""
    namen = {str(p) for p in perioden}
    return [
        (r["bron"], r["vindplaats"])
        for naam in ("beoordelingen", "tellingen")
        for r in rijen(g.tabel(naam))
        if r["periode"] in namen and r.get("kenmerk", "trede") == "trede"
    ]


def uitspraken(g: Gegevens, periode: str | None = None) -> Tabel:
    """What sources said in words, beside the exact figure."""
    grens = g.periode(periode) if periode else None
    lijst = [
        u for u in nagerekende_uitspraken(g)
        if (grens is None and not u.perioden) or (grens and u.perioden and Periode.lees(u.perioden[0]) <= grens)
    ]  # fmt: skip
    return tabel(
        g,
        "uitspraken",
        "Uitspraken in woorden naast het exacte cijfer",
        (Kop("Onderwerp"), Kop("Gepubliceerd als"), Kop("Exact, berekend"), Kop("Oordeel")),
        [(u.onderwerp, f"‘{u.gepubliceerd_als}’", "–" if u.exact is None else u.exact_tekst, u.oordeel) for u in lijst],
        per_rij=[[(u.bron, u.vindplaats)] for u in lijst],
        formules={(i, 2): u.formule for i, u in enumerate(lijst) if u.exact is not None},
        klassen={(i, 2): "berekend" for i, u in enumerate(lijst) if u.exact is not None},
        opmerkingen=(
            "Een rond getal komt overeen als het exacte cijfer erop afrondt. Niet na te rekenen: de bron geeft het "
            "vergelijkingscijfer niet.",
        ),
    )


def gebeurtenissen(g: Gegevens, periode: str) -> Tabel:
    """What happened to taakstelling, kader and toezicht between the first figure and the peildatum."""
    t = trend(g, g.periode(periode))
    van, tot = t.perioden[0].begin, t.perioden[-1].peildatum
    lijst = [
        r
        for r in zonder_herhaling(g)
        if van <= r["datum"] <= tot and r["soort"] in ("taakstelling", "kader", "toezicht")
    ]
    return tabel(
        g,
        "gebeurtenissen",
        f"Gebeurtenissen rond taakstelling en toezicht, {datum_voluit(van)} tot en met {datum_voluit(tot)}",
        (Kop("Datum"), Kop("Gebeurtenis"), Kop("Onderwerp")),
        [(datum_tekst(r["datum"], r["precisie"]), r["omschrijving"], r["soort"]) for r in lijst],
        per_rij=[[(r["bron"], r["vindplaats"])] for r in lijst],
    )


def zonder_herhaling(g: Gegevens) -> list[dict[str, Any]]:
    """Each event once per date, without the vaguer dates of an event of which a day is known."""
    alle = list(rijen(g.tabel("gebeurtenissen")))
    op_de_dag = {r["gebeurtenis"] for r in alle if r["precisie"] == "dag"}
    uniek = {
        (r["datum"], r["gebeurtenis"]): r for r in alle if r["precisie"] == "dag" or r["gebeurtenis"] not in op_de_dag
    }
    return [uniek[sleutel] for sleutel in sorted(uniek)]


def datum_tekst(datum: dt.date, precisie: str) -> str:
    """A date no more precise than its source.

    >>> datum_tekst(dt.date(2023, 11, 1), "maand"), datum_tekst(dt.date(2022, 6, 1), "seizoen")
    ('november 2023', 'zomer 2022')
    """
    voluit = datum_voluit(datum)
    seizoen = _SEIZOENEN[datum.month % 12 // 3]
    return {
        "dag": voluit,
        "maand": voluit.split(" ", 1)[1],
        "seizoen": f"{seizoen} {datum.year}",
        "jaar": str(datum.year),
    }[precisie]


_SEIZOENEN = ("winter", "voorjaar", "zomer", "najaar")
