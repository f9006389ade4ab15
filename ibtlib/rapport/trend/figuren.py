"""Charts of notebook 02."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import Getal, rond_heel, toon, toon_procent
from ibtlib.basis.kleuren import ACHTERSTAND, REALISATIE, WIT
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import resultaat
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import herkomst_gemeenten, herkomst_reeks, somklasse, somnoot
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.stand import bericht_stand, stand_op
from ibtlib.rapport.trend.treden import herkomst_treden
from ibtlib.weergave import Figuur, Hoofdstuk
from ibtlib.weergave.frame import exact
from ibtlib.weergave.herkomst import Herkomst, herkomst_van
from ibtlib.weergave.lijnen import lijnen
from ibtlib.weergave.stapels import stapels
from ibtlib.weergave.staven import staven
from ibtlib.weergave.treden import kleurtabel

_GEPUBLICEERD, _BEREKEND = "gepubliceerd", "berekend"
Reeks = Mapping[str, Getal | None]
Per_periode = Callable[[Gegevens, tuple[Periode, ...]], list[Herkomst]]


def _herkomst(g: Gegevens, frame: pd.DataFrame, soort: Per_periode) -> dict[str, Any]:
    """Sources of a chart over the perioden of a frame, and of every row of its table."""
    perioden = tuple(map(Periode.lees, frame.index))
    return {"herkomst": soort(g, perioden), "per_rij": lambda periode: soort(g, (Periode.lees(periode),))}


def _van_reeks(g: Gegevens, frame: pd.DataFrame) -> dict[str, Any]:
    """The same of the series of the province, in which a sum over gemeenten is marked."""
    return {
        **_herkomst(g, frame, herkomst_reeks),
        "rijnoot": lambda periode: somnoot(g, periode),
        "klasse": lambda periode, _, waarde: somklasse(g, periode, waarde),
    }


def reeks_met_herkomst(g: Gegevens, periode: str) -> pd.DataFrame:
    """The figures of the province per half-year, as `ibt.trend(g, periode).reeks()` gives them, with which are sums.

    Returns
    -------
    DataFrame
        That frame, with `formule`: how the figures of a half-year are computed of which the province published nothing.
    """
    frame = trend(g, g.periode(periode)).reeks()
    noten = [somnoot(g, p).removeprefix("Berekend: ").removesuffix(".") for p in frame.index]
    return frame.assign(formule=pd.array(noten, dtype="string"))


def figuur_achterstand(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """The position on every peildatum: as published, and beside it, lighter, what follows from opgave and realisatie."""
    gekozen = g.periode(periode)
    regels: dict[str, dict[str, int | None]] = {}
    herkomst: dict[str, list[Herkomst]] = {}
    noten: dict[str, str] = {}
    for p in trend(g, gekozen).perioden:
        stand, r, dag = stand_op(g, p.peildatum), resultaat(g, p), datum_voluit(p.peildatum)
        regel = {_GEPUBLICEERD: stand[0].achterstand if stand else None, _BEREKEND: r.achterstand_eind if r else None}
        if any(w is not None for w in regel.values()):
            regels[dag] = regel
            herkomst[dag] = [*(herkomst_van(stand[0]) if stand else ()), *herkomst_reeks(g, [p])]
        if stand and stand[1]:
            noten[dag] = f"Elders in de bronnen staat {opsomming(map(stand_in_woorden, stand[1]))}."
    if not regels:
        return Hoofdstuk(())  # the table says so
    # not `from_dict`, which makes NaN of a None beside whole numbers
    frame = pd.DataFrame(list(regels.values()), list(regels), dtype=object).rename_axis("peildatum")
    gepubliceerd = [w for w in frame[_GEPUBLICEERD] if w is not None]
    frame = frame[[k for k in frame if frame[k].notna().any()]]
    return met_herkomst(
        g,
        staven(frame, eenheid="personen", kleuren=dict.fromkeys(frame, ACHTERSTAND)),
        "achterstand",
        bericht_stand([None, *gepubliceerd][-2], gepubliceerd[-1])
        if gepubliceerd
        else "De stand is alleen te berekenen",
        [h for lijst in herkomst.values() for h in lijst],
        ondertitel="Achterstand (boven nul) of voorsprong (onder nul) op de peildata: gepubliceerd, en wat uit opgave en "
        "realisatie volgt",
        per_rij=lambda dag: herkomst[dag],
        rijnoot=lambda dag: noten.get(dag, ""),
        formules={_BEREKEND: "totaalopgave − realisatie van het half jaar dat op die dag eindigde"},
    )


def figuur_bruto_netto(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """Bruto beside netto on every peildatum of which the figures per gemeente are known."""
    frame = trend(g, g.periode(periode)).bruto_netto(exact=True)
    frame = frame.loc[frame["bekend"] > 0, ["bruto", "netto"]]
    if frame.empty:
        return Hoofdstuk(())  # the table says so
    return met_herkomst(
        g,
        staven(frame, eenheid="personen", kleuren=dict.fromkeys(frame, ACHTERSTAND)),
        "bruto-netto",
        bericht_bruto_netto(*frame.iloc[-1]),
        ondertitel="Achterstand van de gemeenten op de peildatum: bruto (alle achterstanden) en netto (min de voorsprongen)",
        **_herkomst(g, frame, herkomst_gemeenten),
        formules={
            "bruto": "de achterstanden opgeteld; achterstand = taakstelling + achterstand bij het begin − realisatie",
            "netto": "de achterstanden opgeteld, min de voorsprongen",
        },
    )


def figuur_percentages(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """Realisatie as a percentage of taakstelling and totaalopgave."""
    namen = {"pct_taakstelling": "van de taakstelling", "pct_totaalopgave": "van de totaalopgave"}
    frame = trend(g, g.periode(periode)).reeks(exact=True)[list(namen)].rename(columns=namen)
    if not frame.notna().any(axis=None):
        return Hoofdstuk(())  # the table says so
    ax = lijnen(
        frame,
        eenheid="procent",
        soort="procent",
        nadruk="van de taakstelling",
        kleuren=dict.fromkeys(frame, REALISATIE),
        streeplijn=(100, "alles gehuisvest"),
    )
    return met_herkomst(
        g,
        ax,
        "percentages",
        bericht_aandelen({naam: dict(frame[naam]) for naam in frame}),
        ondertitel="Realisatie als aandeel van de taakstelling en van de totaalopgave (berekend)",
        **_van_reeks(g, frame),
        formules={
            "van de taakstelling": "realisatie ÷ taakstelling, de verlaagde waar die er is",
            "van de totaalopgave": "realisatie ÷ totaalopgave",
        },
    )


def figuur_treden_per_periode(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """Number of gemeenten per trede over time, those whose trede is not known told apart; a half-year without is a gap."""
    alle = trend(g, g.periode(periode)).treden(exact=True)
    frame = alle.dropna(subset="herkomst")
    if frame.empty:
        return Hoofdstuk(())  # the table says so
    geteld = {p for p, herkomst in frame["herkomst"].items() if herkomst == "per gemeente"}
    hoogste = max((k for k in range(1, 7) if any(frame[k])), default=1)
    namen = {k: f"trede {k}" for k in range(1, hoogste + 1)}
    getekend_ = alle.loc[frame.index[0] : frame.index[-1], list(namen)].rename(columns=namen)
    kleuren = {p: g.kaders.tredekleuren(p) for p in getekend_.index}
    onbekend = {
        p: len(g.gemeentelijst.op(Periode.lees(p).begin)) - sum(n or 0 for n in frame.loc[p, list(namen)])
        for p in frame.index
    }
    if any(n > 0 for n in onbekend.values()):
        getekend_ = getekend_.assign(onbekend=[onbekend.get(p) for p in getekend_.index])
    verf = {naam: {p: kleur[k] for p, kleur in kleuren.items() if k in kleur} for k, naam in namen.items()}
    return met_herkomst(
        g,
        stapels(getekend_, eenheid="gemeenten", kleuren={**verf, "onbekend": WIT}),
        "treden",
        bericht_treden({p: {k: frame.loc[p, k] for k in namen} for p in frame.index}),
        ondertitel="Aantal gemeenten per trede",
        **_herkomst(g, getekend_, herkomst_treden),
        rijnoot=lambda p: "Berekend: gemeenten met deze vastgestelde trede geteld." if p in geteld else "",
        klasse=lambda p, kolom, n: "berekend" if p in geteld and n is not None else "",
    )


def figuur_treden_over_tijd(g: Gegevens, periode: str) -> Figuur | Hoofdstuk:
    """The published trede of every gemeente in every periode."""
    t = trend(g, g.periode(periode))
    alle = [r for r in rijen(g.tabel("beoordelingen")) if Periode.lees(r["periode"]) in t.perioden]
    if not alle:
        return Hoofdstuk(())  # the table says from what its counts are
    treden = {(r["gemeente"], r["periode"]): r["trede"] for r in alle}
    herkomst = {(r["gemeente"], r["periode"]): [(r["bron"], r["vindplaats"])] for r in alle}
    gemeenten, perioden = (sorted({plek[i] for plek in treden}) for i in (0, 1))
    frame = pd.DataFrame({p: [treden.get((naam, p)) for naam in gemeenten] for p in perioden}, gemeenten, dtype=object)
    kleuren = {p: g.kaders.tredekleuren(p) for p in perioden}
    return met_herkomst(
        g,
        kleurtabel(frame, kleuren=kleuren),
        "treden-over-tijd",
        bericht_steeds_hoger(
            [naam for naam, rij in frame.iterrows() if all(t is not None and t > 1 for t in rij)], len(perioden)
        ),
        [h for plek in sorted(herkomst, key=lambda plek: plek[::-1]) for h in herkomst[plek]],
        ondertitel="Vastgestelde trede per gemeente en periode",
        per_cel=lambda gemeente, p: herkomst.get((gemeente, p), ()),
        klasse=lambda gemeente, p, trede: g.kaders.tredeklasse(p, trede),
    )


# --- their titles, worked out from the figures that they draw -------------------------------------------------


def bericht_opgave(totaalopgave: Reeks, realisatie: Reeks) -> str:
    """Of how many in the last periode with both, how many were housed.

    >>> bericht_opgave({"2023-1": 1501, "2023-2": 1778, "2024-1": 2033}, {"2023-1": 1138, "2023-2": 1208, "2024-1": None})
    'In 2023-2 zijn 1.208 vergunninghouders gehuisvest, de opgave was 1.778'
    """
    beide = [
        (p, opgave, gehuisvest)
        for p, w in totaalopgave.items()
        if (opgave := exact(w)) is not None and (gehuisvest := exact(realisatie[p])) is not None
    ]
    if not beide:
        return "Hoeveel van de totaalopgave gehuisvest is, staat niet in de gelezen bronnen"
    periode, opgave, gehuisvest = beide[-1]
    return f"In {periode} zijn {toon(gehuisvest)} vergunninghouders gehuisvest, de opgave was {toon(opgave)}"


def bericht_aandelen(reeksen: Mapping[str, Reeks]) -> str:
    """In which direction each share went since the periode before, of the last periode that has all of them.

    >>> pct = {"van de taakstelling": {"2023-1": 69, "2023-2": 88}, "van de totaalopgave": {"2023-1": 76, "2023-2": 68}}
    >>> bericht_aandelen(pct)
    'Gehaald: van de taakstelling meer (69% werd 88%), van de totaalopgave minder (76% werd 68%)'
    >>> from fractions import Fraction
    >>> bericht_aandelen({"van de taakstelling": {"2023-2": Fraction(967, 10), "2024-1": Fraction(973, 10)}})
    'Gehaald: van de taakstelling evenveel (97% werd 97%)'
    """
    perioden = list(next(iter(reeksen.values())))
    vol = [p for p in perioden if all(reeks[p] is not None for reeks in reeksen.values())]
    if not vol:
        return "Welk deel gehuisvest is, staat niet in de gelezen bronnen"
    nu = vol[-1]
    vorige = perioden[perioden.index(nu) - 1] if perioden.index(nu) else None
    paren = [(naam, reeks[nu] or 0, reeks[vorige] if vorige else None) for naam, reeks in reeksen.items()]
    if any(toen is None for *_, toen in paren):
        return f"In {nu} is {opsomming(f'{toon_procent(heden)} {naam}' for naam, heden, _ in paren)} gehuisvest"
    delen = [
        f"{naam} {_meer_of_minder(heden, toen or 0)} ({toon_procent(toen or 0)} werd {toon_procent(heden)})"
        for naam, heden, toen in paren
    ]
    return f"Gehaald: {', '.join(delen)}"


def _meer_of_minder(nu: Getal, toen: Getal) -> str:
    """In the whole percents that a reader sees."""
    na, voor = rond_heel(nu), rond_heel(toen)
    return "meer" if na > voor else "minder" if na < voor else "evenveel"


def bericht_bruto_netto(bruto: int, netto: int) -> str:
    """How much a provincial total hides.

    >>> bericht_bruto_netto(81, 59), bericht_bruto_netto(59, 59), bericht_bruto_netto(5, -3)
    ('Netto een achterstand van 59, bruto 81: voorsprong elders verbergt 22', 'Geen voorsprong: bruto en netto zijn beide 59', \
'Netto een voorsprong van 3, bruto 5: voorsprong elders verbergt 8')
    """
    if bruto == netto:
        return f"Geen voorsprong: bruto en netto zijn beide {toon(bruto)}"
    return f"Netto {stand_in_woorden(netto)}, bruto {toon(bruto)}: voorsprong elders verbergt {toon(bruto - netto)}"


def bericht_treden(per_periode: Mapping[str, Mapping[int, int | None]]) -> str:
    """How many gemeenten stood above trede 1, and how many in the periode before of which it is told of each trede.

    >>> bericht_treden({"2023-1": {1: 8, 2: 18}, "2023-2": {1: 13, 2: 13}})
    '13 gemeenten staan boven trede 1; in 2023-1 waren het er 18'
    >>> bericht_treden({"2023-2": {1: 25, 2: 1}})
    '1 gemeente staat boven trede 1'
    >>> bericht_treden({"2023-2": {1: None, 2: 4}})
    'De aantallen per trede zijn in 2023-2 niet van alle gemeenten bekend'
    """
    laatste = [*per_periode][-1]
    boven = {
        p: sum(n or 0 for t, n in treden.items() if t > 1)
        for p, treden in per_periode.items()
        if None not in treden.values()
    }
    if laatste not in boven:
        return f"De aantallen per trede zijn in {laatste} niet van alle gemeenten bekend"
    *eerder, nu = boven
    zin = f"{aantal(boven[nu], 'gemeente staat', 'gemeenten staan')} boven trede 1"
    return f"{zin}; in {eerder[-1]} waren het er {boven[eerder[-1]]}" if eerder else zin


def bericht_steeds_hoger(namen: Sequence[str], perioden: int) -> str:
    """Who stood above trede 1 all the time.

    >>> bericht_steeds_hoger(["Soest", "Zeist"], 3), bericht_steeds_hoger([], 3)
    ('2 gemeenten stonden in alle 3 perioden boven trede 1', 'Geen gemeente stond in alle 3 perioden boven trede 1')
    >>> bericht_steeds_hoger(["Soest"], 1)
    '1 gemeente stond boven trede 1'
    """
    wie = aantal(len(namen), "gemeente stond", "gemeenten stonden") if namen else "Geen gemeente stond"
    return f"{wie}{f' in alle {perioden} perioden' if perioden > 1 else ''} boven trede 1"
