"""Tables of notebook 05 (one gemeente), and the overview of all gemeenten by opgave."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.cijfers.opvang.drie_opgaven import Opgave, drie_opgaven_gemeenten
from ibtlib.cijfers.posities import BEREKEND, Dossier, Positie, posities
from ibtlib.cijfers.wettelijk import taakstelling_per_gemeente
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen as alle_rijen
from ibtlib.kader.kader import HOOGSTE_TREDE, LAAGSTE_TREDE, PERCENTAGES, Kader, Regel, Voorwaarde
from ibtlib.rapport.basis import stand_tekst, trede_tekst
from ibtlib.rapport.tabellen.basis import bronvermelding, herkomst_wettelijk, tabel, tredeklassen
from ibtlib.weergave import Kop, Tabel, Waarde, bronregel

FEIT_IN_WOORDEN = {
    "taakstelling": "de taakstelling",
    "achterstand_begin": "de achterstand bij het begin",
    "totaalopgave": "de totaalopgave",
    "realisatie": "de realisatie",
    "gekoppeld": "het aantal tijdig gekoppelde vergunninghouders",
    "koppelingstekort": "het koppelingstekort",
    "achterstand_eind": "de achterstand op de peildatum",
    "tekort_taakstelling": "het tekort op de taakstelling",
    "tekort_totaalopgave": "het tekort op de totaalopgave",
    "trede_vorig": "de vorige trede",
    "perioden_met_achterstand": "het aantal perioden op rij met achterstand",
    "perioden_taakstelling_gemist": "het aantal perioden op rij dat de taakstelling niet is gehaald",
    "realisatie_pct_taakstelling": "de realisatie als deel van de taakstelling",
    "realisatie_pct_totaalopgave": "de realisatie als deel van de totaalopgave",
    "achterstand_pct_taakstelling": "de achterstand als deel van de taakstelling",
}
"""The closed vocabulary of a kader as an alderman would say it."""


_PERIODEN = 4  # that fit beside each other on a page


def _getal(waarde: int | None) -> str | None:
    return None if waarde is None else toon(waarde)


def _procent(waarde: Fraction | None) -> str | None:
    return None if waarde is None else toon_procent(waarde)


# label, what a cell says, how it is computed (nothing: it is published)
_RIJEN: tuple[tuple[str, Callable[[Positie], str | None], str], ...] = (
    ("taakstelling", lambda p: _getal(p.taakstelling), ""),
    ("achterstand of voorsprong bij het begin", lambda p: stand_tekst(p.achterstand_begin), ""),
    ("totaalopgave", lambda p: _getal(p.totaalopgave), "taakstelling + achterstand"),
    ("realisatie", lambda p: _getal(p.realisatie), ""),
    ("achterstand of voorsprong op de peildatum", lambda p: stand_tekst(p.achterstand_eind), "totaalopgave − realisatie"),
    ("taakstelling gerealiseerd", lambda p: _procent(p.pct_taakstelling), "realisatie ÷ taakstelling"),
    ("totaalopgave gerealiseerd", lambda p: _procent(p.pct_totaalopgave), "realisatie ÷ totaalopgave"),
    ("tijdig gekoppeld", lambda p: _getal(p.gekoppeld), ""),
    ("koppelingstekort", lambda p: _getal(p.koppelingstekort), "totaalopgave − tijdig gekoppeld, minstens 0"),
)  # fmt: skip
_TREDEN: tuple[tuple[str, Callable[[Positie], int | None]], ...] = (
    ("trede, vastgesteld", lambda p: p.trede_vastgesteld),
    ("trede, berekend", lambda p: p.trede_berekend),
)


def positietabel(d: Dossier) -> Tabel:
    """Position and trede in the last perioden: rows of which nothing is known are left out (a sentence says which)."""
    g, reeks = d.g, d.verloop[-_PERIODEN:]
    rijen: list[tuple[Waarde, ...]] = []
    klassen: dict[tuple[int, int], str] = {}
    formules: dict[tuple[int, None], str] = {}
    for naam, cel, formule in _RIJEN:
        cellen = [cel(p) for p in reeks]
        if any(c is not None for c in cellen):
            if formule:
                formules[len(rijen), None] = formule
                klassen |= {(len(rijen), j): "berekend" for j, c in enumerate(cellen, 1) if c is not None}
            rijen.append((naam, *cellen))
    wettelijk = [_wettelijk(g, p) for p in reeks]
    if any(w is not None for w in wettelijk):
        klassen |= {(len(rijen), j): "berekend" for j, w in enumerate(wettelijk, 1) if w is not None}
        perioden = [str(p.periode) for p, w in zip(reeks, wettelijk, strict=True) if w is not None]
        uit = bronregel(bronvermelding(g, herkomst_wettelijk(g, perioden))).rstrip(".")
        formules[len(rijen), None] = (
            f"landelijke taakstelling × inwoners van de gemeente ÷ inwoners van Nederland. {uit}"
        )
        rijen.append(("taakstelling naar inwoners (Huisvestingswet 2014, artikel 29)", *map(_getal, wettelijk)))
    for naam, trede in _TREDEN:
        treden = [trede(p) for p in reeks]
        if any(t is not None for t in treden) or naam == _TREDEN[0][0]:
            klassen |= tredeklassen({(len(rijen), j): t for j, t in enumerate(treden, 1)})
            if naam == _TREDEN[1][0]:
                formules[len(rijen), None] = "met de regels van het kader op deze cijfers"
            rijen.append((naam, *(None if t is None else trede_tekst(t) for t in treden)))
    grondslagen = [p.grondslag_vastgesteld for p in reeks]
    if any(grondslagen):
        rijen.append(("beoordeeld op", *(x or None for x in grondslagen)))
    return tabel(
        g,
        "positie",
        f"Positie van {reeks[-1].gemeente} per periode; aantallen zijn personen",
        (Kop("Cijfer"), *(Kop(str(p.periode), "geheel") for p in reeks)),
        rijen,
        per_kolom={j: p.herkomst for j, p in enumerate(reeks, 1)},
        formules=formules,
        leeg="–",
        klassen=klassen,
        opmerkingen=("Een streepje: niet gepubliceerd, nog niet vastgesteld of niet te berekenen.",),
    )


def _wettelijk(g: Gegevens, p: Positie) -> int | None:
    """What the law makes of the first national taakstelling, for a gemeente whose own is not published."""
    if p.taakstelling is not None:
        return None
    try:
        frame = taakstelling_per_gemeente(g, p.periode)
    except AanvraagFout:
        return None
    return {r["gemeentecode"]: r["taakstelling"] for r in alle_rijen(frame)}.get(p.code)


_FORMULES = {
    2: "totaalopgave − realisatie, op de peildatum; negatief is een voorsprong",
    3: "realisatie ÷ totaalopgave",
    5: "gerealiseerde plekken ÷ opgave, naar de laatst gepubliceerde stand",
    7: "gerealiseerde plekken ÷ opgave, naar de laatst gepubliceerde stand",
}


def overzicht(g: Gegevens, periode: str) -> Tabel:
    """Every gemeente by opgave, with a status in words; columns of which nothing is published are left out and named."""
    alle = posities(g, periode)
    opvang = drie_opgaven_gemeenten(g, periode)
    rijen: list[tuple[Waarde, ...]] = []
    for code, p in alle.items():
        asiel, oekraine, _ = opvang.get(code, (None, None, None))
        rijen.append(
            (
                p.gemeente,
                _trede_met_soort(p),
                p.achterstand_eind,
                p.pct_totaalopgave,
                status_huisvesting(p),
                asiel.procent if asiel else None,
                status_opvang(asiel),
                oekraine.procent if oekraine else None,
                status_opvang(oekraine),
            )
        )
    kolommen = (
        Kop("Gemeente"),
        Kop("Trede"),
        Kop("Achterstand", "geheel"),
        Kop("Huisvesting", "procent"),
        Kop("Stand huisvesting"),
        Kop("Asielopvang", "procent"),
        Kop("Stand asielopvang"),
        Kop("Opvang Oekraïense ontheemden", "procent"),
        Kop("Stand Oekraïense ontheemden"),
    )
    blijft = [j for j in range(len(kolommen)) if j < 2 or any(rij[j] is not None for rij in rijen)]
    weg = [kolommen[j].naam for j in (2, 4, 6, 8) if j not in blijft]
    klassen = tredeklassen({(i, 1): p.trede for i, p in enumerate(alle.values())})
    klassen |= {
        (i, blijft.index(j)): "berekend"
        for i, rij in enumerate(rijen)
        for j in (2, 3, 5, 7)
        if j in blijft and rij[j] is not None
    }
    opmerkingen = [
        "Trede: zoals vastgesteld; waar die er niet is staat de berekende, met dat woord erbij. "
        "Een streepje: niet gepubliceerd of niet te berekenen."
    ]
    if weg:
        opmerkingen.append(
            f"Per gemeente niet gepubliceerd, en daarom niet in deze tabel: {opsomming(n[0].lower() + n[1:] for n in weg)}."
        )
    return tabel(
        g,
        "overzicht",
        f"Gemeenten en hun opgaven, {g.periode(periode).voluit}",
        (kolommen[j] for j in blijft),
        ([rij[j] for j in blijft] for rij in rijen),
        per_rij=[p.herkomst for p in alle.values()],
        per_cel={
            (i, blijft.index(j + k)): o.herkomst
            for i, code in enumerate(alle)
            for j, o in zip((5, 7), opvang.get(code, ()), strict=False)
            for k in (0, 1)
            if o and j + k in blijft
        },
        formules={blijft.index(j): formule for j, formule in _FORMULES.items() if j in blijft},
        leeg="–",
        klassen=klassen,
        opmerkingen=opmerkingen,
        sorteerbaar=True,
    )


def _trede_met_soort(p: Positie) -> str | None:
    """The trede as decided; a computed one says that it is."""
    if p.trede is None:
        return None
    return trede_tekst(p.trede) + (f" ({BEREKEND})" if p.trede_soort == BEREKEND else "")


def status_huisvesting(p: Positie) -> str | None:
    """What became of the opgave of a gemeente, in words; None when that is not known."""
    if p.achterstand_eind is None or p.achterstand_begin is None:
        return None
    if p.achterstand_eind <= 0:
        return "opgave gehaald"
    if p.achterstand_begin <= 0:
        return "nieuwe achterstand"
    verschil = p.achterstand_eind - p.achterstand_begin
    return "achterstand gelijk" if not verschil else f"achterstand {'groeit' if verschil > 0 else 'krimpt'}"


def status_opvang(o: Opgave | None) -> str | None:
    """Whether there are enough places, in words; None when that is not known."""
    if o is None or o.opgave is None or o.gerealiseerd is None:
        return None
    verschil = o.gerealiseerd - o.opgave
    return (
        f"{toon(abs(verschil))} {'boven' if verschil > 0 else 'onder'} de opgave"
        if verschil
        else "gelijk aan de opgave"
    )


def volgende_stap(d: Dossier) -> Tabel:
    """Every rule of the kader of the next periode: when it holds, and to which trede it would lead from here."""
    g, p = d.g, d.positie
    volgende = p.periode.volgende
    kader = g.kaders.zoek(volgende)
    rijen: list[tuple[Waarde, ...]] = []
    klassen: dict[tuple[int, int], str] = {}
    for i, regel in enumerate(kader.regels if kader else ()):
        trede = trede_na(regel, p.trede)
        rijen.append(
            (
                regel_in_woorden(regel, bool(i)),
                trede_met_naam(kader, trede) if trede else stap_in_woorden(regel),
                regel.zekerheid,
            )
        )
        klassen |= tredeklassen({(i, 1): trede})
        if regel.zekerheid == "aanname":
            klassen[i, 2] = "aanname"
    nu = f"vanaf trede {p.trede}, {p.trede_soort}" if p.trede else "de trede van nu is niet bekend"
    return tabel(
        g,
        "volgende-stap",
        f"Wat het kader geeft in {volgende} ({nu}); de eerste regel die opgaat beslist",
        (Kop(f"Als in {volgende}"), Kop("dan"), Kop("Volgens")),
        rijen,
        ((v.bron, v.vindplaats) for v in (kader.bronnen if kader else ())),
        zonder_rijen=f"niet te geven, want voor {volgende} is geen kader bekend",
        klassen=klassen,
    )


def trede_na(regel: Regel, trede: int | None) -> int | None:
    """The trede that a rule gives from a trede; None when it starts from one that is not known."""
    if regel.trede is not None:
        return regel.trede
    return None if trede is None else min(HOOGSTE_TREDE, max(LAAGSTE_TREDE, trede + regel.stap))


def stap_in_woorden(regel: Regel) -> str:
    """What a rule does to a trede that is not known."""
    return {-1: "een trede lager", 0: "dezelfde trede", 1: "een trede hoger"}[regel.stap]


def trede_met_naam(kader: Kader | None, trede: int) -> str:
    """A trede with the name that the kader gives it.

    >>> trede_met_naam(None, 2)
    'trede 2'
    """
    naam = kader.treden[trede].naam if kader and trede in kader.treden else None
    return f"trede {trede} ({naam})" if naam else f"trede {trede}"


def regel_in_woorden(regel: Regel, niet_eerste: bool) -> str:
    """The conditions of a rule as half a sentence after *als*.

    >>> from ibtlib.kader.kader import Voorwaarde
    >>> regel_in_woorden(Regel("r", (Voorwaarde("achterstand_eind", "hoogstens", 0),), 1, 0, "bron", "", "taakstelling"), False)
    'de achterstand op de peildatum hoogstens 0 is'
    """
    if not regel.voorwaarden:
        return "geen van deze regels opgaat" if niet_eerste else "altijd"
    return " en ".join(_voorwaarde(v) for v in regel.voorwaarden)


def _voorwaarde(v: Voorwaarde) -> str:
    waarde = str(v).rpartition(" ")[2] if v.feit in PERCENTAGES else toon(v.waarde)
    vergelijking = "" if v.vergelijking == "is" else f"{v.vergelijking} "
    return f"{FEIT_IN_WOORDEN[v.feit]} {vergelijking}{waarde} is"
