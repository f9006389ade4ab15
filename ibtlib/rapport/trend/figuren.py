"""Charts of notebook 02."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ibtlib.basis.kleuren import ACHTERSTAND, OPGAVE, REALISATIE, tredeklasse
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import herkomst_gemeenten, herkomst_reeks
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.rapport.trend.treden import herkomst_treden
from ibtlib.weergave import Figuur, Tekst
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.lijnen import lijnen
from ibtlib.weergave.stapels import stapels
from ibtlib.weergave.staven import staven
from ibtlib.weergave.treden import kleurtabel

Per_periode = Callable[[Gegevens, tuple[Periode, ...]], list[Herkomst]]


def _herkomst(g: Gegevens, frame: pd.DataFrame, soort: Per_periode) -> dict[str, Any]:
    """Sources of a chart over the perioden of a frame, and of every row of its table."""
    perioden = tuple(map(Periode.lees, frame.index))
    return {"herkomst": soort(g, perioden), "per_rij": lambda periode: soort(g, (Periode.lees(periode),))}


def figuur_verlaging(g: Gegevens, periode: str) -> Figuur:
    """First and lowered taakstelling side by side."""
    frame = trend(g, g.periode(periode)).reeks(exact=True).dropna(subset="taakstelling")
    namen = {"taakstelling_oorspronkelijk": "eerst vastgesteld", "taakstelling_verlaagd": "verlaagd"}
    frame = frame[[k for k in namen if k == "taakstelling_oorspronkelijk" or any(frame[k])]].rename(columns=namen)
    ax = staven(frame, eenheid="personen", soms=["verlaagd"], kleuren=dict.fromkeys(frame, OPGAVE))
    bijschrift = "Taakstelling zoals eerst vastgesteld en zoals later verlaagd"
    return met_herkomst(g, ax, "verlaging", bijschrift, **_herkomst(g, frame, herkomst_reeks))


def figuur_achterstand(g: Gegevens, periode: str) -> Figuur:
    """Published position at the beginning of every periode: achterstand above zero, voorsprong below."""
    naam = "achterstand of voorsprong"
    frame = trend(g, g.periode(periode)).reeks(exact=True)[["achterstand_begin"]].dropna().set_axis([naam], axis=1)
    ax = staven(frame, eenheid="personen", kleuren={naam: ACHTERSTAND})
    bijschrift = "Achterstand (boven nul) of voorsprong (onder nul) bij het begin van de periode"
    return met_herkomst(g, ax, "achterstand", bijschrift, **_herkomst(g, frame, herkomst_reeks))


def figuur_bruto_netto(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Bruto beside netto on every peildatum of which the figures per gemeente are known."""
    frame = trend(g, g.periode(periode)).bruto_netto(exact=True)
    frame = frame.loc[frame["bekend"] > 0, ["bruto", "netto"]]
    if frame.empty:
        return Tekst(
            (f"Geen grafiek: cijfers per gemeente van {g.naam} tot en met {periode} staan niet in de gelezen bronnen.",)
        )
    return met_herkomst(
        g,
        staven(frame, eenheid="personen", kleuren=dict.fromkeys(frame, ACHTERSTAND)),
        "bruto-netto",
        "Achterstand van de gemeenten op de peildatum: bruto (alle achterstanden) en netto (min de voorsprongen)",
        **_herkomst(g, frame, herkomst_gemeenten),
        formules={
            "bruto": "de achterstanden opgeteld; achterstand = taakstelling + achterstand bij het begin − realisatie",
            "netto": "de achterstanden opgeteld, min de voorsprongen",
        },
    )


def figuur_percentages(g: Gegevens, periode: str) -> Figuur:
    """Realisatie as a percentage of taakstelling and totaalopgave."""
    namen = {"pct_taakstelling": "van de taakstelling", "pct_totaalopgave": "van de totaalopgave"}
    frame = trend(g, g.periode(periode)).reeks(exact=True)[list(namen)].rename(columns=namen)
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
        "Realisatie als aandeel van de taakstelling en van de totaalopgave (berekend)",
        **_herkomst(g, frame, herkomst_reeks),
        formules={
            "van de taakstelling": "realisatie ÷ taakstelling, de verlaagde waar die er is",
            "van de totaalopgave": "realisatie ÷ totaalopgave",
        },
    )


def figuur_treden_per_periode(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Number of gemeenten per trede over time."""
    frame = trend(g, g.periode(periode)).treden(exact=True).dropna(subset="herkomst")
    if frame.empty:
        return Tekst((f"Geen grafiek: treden of tellingen tot en met {periode} staan niet in de gelezen bronnen.",))
    geteld = {p for p, herkomst in frame["herkomst"].items() if herkomst == "per gemeente"}
    hoogste = max((k for k in range(1, 7) if any(frame[k])), default=1)
    namen = {k: f"trede {k}" for k in range(1, hoogste + 1)}
    kleuren = {p: g.kaders.tredekleuren(p) for p in frame.index}
    return met_herkomst(
        g,
        stapels(
            frame[list(namen)].rename(columns=namen),
            eenheid="gemeenten",
            kleuren={naam: {p: kleur[k] for p, kleur in kleuren.items() if k in kleur} for k, naam in namen.items()},
        ),
        "treden",
        "Aantal gemeenten per trede",
        **_herkomst(g, frame, herkomst_treden),
        rijnoot=lambda p: "Berekend: gemeenten met deze vastgestelde trede geteld." if p in geteld else "",
        klasse=lambda p, kolom, n: "berekend" if p in geteld and n is not None else "",
    )


def figuur_treden_over_tijd(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The published trede of every gemeente in every periode."""
    t = trend(g, g.periode(periode))
    alle = [r for r in rijen(g.tabel("beoordelingen")) if Periode.lees(r["periode"]) in t.perioden]
    if not alle:
        return Tekst((f"Geen grafiek: treden per gemeente tot en met {periode} staan niet in de gelezen bronnen.",))
    treden = {(r["gemeente"], r["periode"]): r["trede"] for r in alle}
    herkomst = {(r["gemeente"], r["periode"]): [(r["bron"], r["vindplaats"])] for r in alle}
    gemeenten, perioden = (sorted({plek[i] for plek in treden}) for i in (0, 1))
    frame = pd.DataFrame({p: [treden.get((naam, p)) for naam in gemeenten] for p in perioden}, gemeenten, dtype=object)
    kleuren = {p: g.kaders.tredekleuren(p) for p in perioden}
    return met_herkomst(
        g,
        kleurtabel(frame, kleuren=kleuren),
        "treden-over-tijd",
        "Vastgestelde trede per gemeente en periode",
        [h for plek in sorted(herkomst, key=lambda plek: plek[::-1]) for h in herkomst[plek]],
        per_cel=lambda gemeente, p: herkomst.get((gemeente, p), ()),
        klasse=lambda gemeente, p, trede: tredeklasse(trede, kleuren.get(p, {}).get(trede)),
    )
