"""What the controls of the page choose from: every position, every answer and every line, worked out beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ibtlib.basis.getallen import Getal, rond_heel, toon
from ibtlib.basis.periode import MAANDEN_PER_PERIODE, Periode, datum_voluit, reeks
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.uitkomst import (
    PEILDATA_VOORUIT,
    Rij,
    heeft_gemeenten,
    kolommen_uitkomst,
    per_gebied,
    start,
    tabel_uitkomst,
)
from ibtlib.scenario.doelen import Inhaalpad, inhaalpaden
from ibtlib.scenario.doorrekenen import doorrekenen, doorrekenen_alle
from ibtlib.scenario.stand import Stand
from ibtlib.scenario.verloop import verloop
from ibtlib.scenario.vertrekpunt import vertrekpunt
from ibtlib.scenario.wijzigingen import RealisatieMaal, Stap, TaakstellingMaal
from ibtlib.weergave import Keuzetabel, Knop, Verloop, Vraag, Waarde

REALISATIES = tuple(range(50, 160, 10))  # percent, positions of the controls
TAAKSTELLINGEN = tuple(range(80, 130, 10))
DE_VRAAG = "Hoeveel per maand om op nul te staan?"


def keuzes(g: Gegevens, periode: str) -> Keuzetabel:
    """Every position of the controls, computed; the page shows one of them at a time.

    Koppelingen and a one-off action are controls in the notebook only. A position costs some sixty bytes: five steps
    of each would make 670 kB of the 27 kB for nine gebieden, while koppelingen are not known of any real province
    and the table of alternatives shows an action.
    """
    met_trede = heeft_gemeenten(g, periode)
    standen = [start(g, periode, gebied) for gebied in _gebieden(met_trede)]
    basis = doorrekenen(standen[0])
    kolommen = kolommen_uitkomst(g, basis, g.code, met_trede)
    codes: list[tuple[Stand, str, str]] = []
    posities: list[tuple[tuple[Waarde, ...], ...]] = []
    for stand in standen:
        stappen = [_stappen_van(r, t) for r in REALISATIES for t in TAAKSTELLINGEN]
        uitkomsten = [per_gebied(u) for u in doorrekenen_alle(stand, stappen)]
        for code in sorted(uitkomsten[0], key=lambda c: uitkomsten[0][c][0]["gemeente"]):
            codes.append((stand, code, uitkomsten[0][code][0]["gemeente"]))
            for rijen in uitkomsten:
                pad = _elke_periode(stand, rijen[code])
                posities.append(tuple(tuple(k.van(rij) for k in kolommen) for rij in pad))
    zin = "{k0}: bij {k1} van de realisatie en {k2} van de taakstelling is er op {c0} {s4}"
    return Keuzetabel(
        tabel_uitkomst(g, basis, naam="wat-als", met_trede=met_trede),
        (
            Knop("Gebied", tuple(naam for *_, naam in codes), 0),
            _knop("realisatie", REALISATIES, realisatie_in_personen, codes),
            _knop("taakstelling", TAAKSTELLINGEN, in_personen, codes),
        ),
        tuple(posities),
        zin + ("; {c5}." if met_trede else "."),
        _vraag(g, periode, [code for _, code, _ in codes]),
        _verloop(g, codes),
    )


def _gebieden(met_gemeenten: bool) -> tuple[str, ...]:
    return ("provincie", "gemeenten") if met_gemeenten else ("provincie",)


def _stappen_van(realisatie: int, taakstelling: int) -> list[Stap]:
    """What a position of the controls asks; one that stands at 100 asks nothing."""
    stappen: list[Stap] = []
    if realisatie != 100:
        stappen.append(RealisatieMaal(Fraction(realisatie, 100)))
    if taakstelling != 100:
        stappen.append(TaakstellingMaal(Fraction(taakstelling, 100)))
    return stappen


def _elke_periode(stand: Stand, pad: Sequence[Rij]) -> list[Rij]:
    """A row for every periode, also where the gemeente is no more."""
    per_periode = {r["periode"]: r for r in pad}
    zonder: Rij = dict.fromkeys(pad[0]) | {"trede": "de gemeente bestaat dan niet"}
    return [per_periode.get(str(p), zonder | {"periode": str(p)}) for p in stand.perioden]


# --- what a percentage comes to -----------------------------------------------------------------------------


def _knop(
    feit: str,
    procenten: Sequence[int],
    zeg: Callable[[Getal | None, Fraction], str],
    codes: Sequence[tuple[Stand, str, str]],
) -> Knop:
    """A control over percentages of a figure, and what each of them comes to for every gebied."""
    gelijk = [getattr(stand.cijfers.get((stand.perioden[0], code)), feit, None) for stand, code, _ in codes]
    uitleg = tuple(tuple(zeg(n, Fraction(pct, 100)) for pct in procenten) for n in gelijk)
    return Knop(feit.capitalize(), tuple(f"{n}%" for n in procenten), procenten.index(100), uitleg)


def realisatie_in_personen(gelijk: Getal | None, factor: Fraction) -> str:
    """A pace in persons: in half a year and a month, each rounded from the exact product.

    >>> realisatie_in_personen(1208, Fraction(11, 10))
    '1.329, 221 per maand'
    """
    if gelijk is None:
        return in_personen(gelijk, factor)
    return f"{in_personen(gelijk, factor)}, {toon(rond_heel(gelijk * factor / MAANDEN_PER_PERIODE))} per maand"


def in_personen(gelijk: Getal | None, factor: Fraction) -> str:
    """What a factor makes of a number of persons, which may not be known."""
    return "niet bekend" if gelijk is None else toon(rond_heel(gelijk * factor))


# --- the question and the chart -----------------------------------------------------------------------------


def _vraag(g: Gegevens, periode: str, codes: Sequence[str]) -> Vraag:
    """By when which pace leaves no achterstand, for every gebied and every taakstelling."""
    antwoorden: list[tuple[int | None, ...]] = []
    met_gemeenten = heeft_gemeenten(g, periode)
    standen = [
        vertrekpunt(g, start(g, periode).perioden[0].vorige, PEILDATA_VOORUIT, gebied)
        for gebied in _gebieden(met_gemeenten)
    ]
    uitkomsten = [[doorrekenen(stand, *_stappen_van(100, t)) for t in TAAKSTELLINGEN] for stand in standen]
    for code in codes:
        for u in uitkomsten[0 if code == g.code else -1]:
            paden = inhaalpaden(u, code)
            antwoorden += [_getallen(pad) for pad in paden]
            antwoorden += [()] * (PEILDATA_VOORUIT - len(paden))
    stand = standen[0]
    dagen = tuple(datum_voluit(p.peildatum) for p in stand.perioden)
    return Vraag(
        DE_VRAAG,
        Knop("Op nul op", dagen, 0),
        (0, 2),
        tuple(antwoorden),
        _zinnen(stand),
    )


def _zinnen(stand: Stand) -> tuple[str, str, str, str]:
    """How an answer is said; see `Vraag.zinnen`."""
    return (
        "{a0} per maand – dat zijn {a1} personen in {a2} maanden, tot {k}.",
        f"In {stand.perioden[0].vorige} waren het er {{a3}} per maand.",
        "Niemand – tot {k} hoeft er daarvoor niemand gehuisvest te worden.",
        "Niet te berekenen – de stand aan het begin of een taakstelling daarna is niet bekend.",
    )


def _getallen(pad: Inhaalpad) -> tuple[int | None, ...]:
    nu = None if pad.nu_per_maand is None else rond_heel(pad.nu_per_maand)
    return pad.per_maand_heel, pad.opgave, pad.maanden, nu


def antwoord(stand: Stand, pad: Inhaalpad | None) -> str:
    """What it takes, as a sentence whose beginning, before ` – `, is the answer."""
    nodig, naast, niets, onbekend = _zinnen(stand)
    if pad is None:
        return onbekend
    getallen = _getallen(pad)
    zin = niets if not pad.te_huisvesten else nodig if pad.nu is None else f"{nodig} {naast}"
    waarden = {f"a{i}": toon(w) for i, w in enumerate(getallen) if w is not None}
    return zin.format(k=datum_voluit(pad.datum), **waarden)


def _verloop(g: Gegevens, codes: Sequence[tuple[Stand, str, str]]) -> Verloop:
    """What is known of the positions of every gebied, on one axis of peildata."""
    alle = [verloop(g, stand, code) for stand, code, _ in codes]
    eerste = codes[0][0].perioden[0]
    van = min(dag for v in alle for dag in (*v.standen, eerste.begin))
    bekend = [p.begin for p in reeks(Periode.van(van), eerste)]  # a peildatum without any position keeps its place
    verder = [eerste.plus(n).peildatum for n in range(PEILDATA_VOORUIT)]
    return Verloop(
        f"{'FICTIEF: a' if g.fictief else 'A'}chterstand (boven nul) of voorsprong (onder nul) op elke peildatum, in personen",
        tuple(datum_voluit(dag) for dag in (*bekend, *verder)),
        tuple(tuple(v.standen.get(dag) for dag in bekend) for v in alle),
        tuple(tuple(i for i, dag in enumerate(bekend) if dag in v.berekend) for v in alle),
        kolom=4,
    )
