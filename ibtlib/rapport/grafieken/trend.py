"""Charts of notebook 02."""

from __future__ import annotations

from collections.abc import Callable

from ibtlib.basis.periode import Periode
from ibtlib.cijfers.reeksen import trend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.grafieken.basis import markeringen, met_herkomst, reeks, rest
from ibtlib.rapport.tabellen.basis import Herkomst
from ibtlib.rapport.tabellen.trend import herkomst_gemeenten, herkomst_reeks, herkomst_treden
from ibtlib.weergave import Figuur, Tekst, figuren

Per_periode = Callable[[Gegevens, tuple[Periode, ...]], list[Herkomst]]


def _van_periode(g: Gegevens, soort: Per_periode) -> Callable[[str], list[Herkomst]]:
    """Sources by the name of a periode."""
    return lambda naam: soort(g, (Periode.lees(naam),))


def taakstelling(g: Gegevens, periode: str) -> Figuur:
    """Taakstelling and realisatie over the perioden, gaps kept, events marked."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    figuur = figuren.lijnen(
        "taakstelling",
        f"Taakstelling en realisatie per half jaar, {t.perioden[0]} tot en met {t.perioden[-1]}",
        list(frame.index),
        [reeks("taakstelling", frame["taakstelling"], nadruk=True), reeks("realisatie", frame["realisatie"])],
        eenheid="personen",
        markeringen=markeringen(g, t.perioden),
        **rest(g, herkomst_reeks(g, t.perioden)),
    )
    return met_herkomst(g, figuur, per_rij=_van_periode(g, herkomst_reeks))


def verlaging(g: Gegevens, periode: str) -> Figuur:
    """First and lowered taakstelling side by side."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    bekend = [p for p in frame.index if frame.loc[p, "taakstelling"] is not None]
    reeksen = [reeks("eerst vastgesteld", frame.loc[bekend, "taakstelling_oorspronkelijk"], nadruk=True)]
    if any(frame["taakstelling_verlaagd"]):
        # without the perioden in which nothing was lowered: there no figure is missing
        reeksen.append(reeks("verlaagd", frame["taakstelling_verlaagd"].dropna()))
    figuur = figuren.staven(
        "verlaging",
        "Taakstelling zoals eerst vastgesteld en zoals later verlaagd",
        bekend,
        reeksen,
        eenheid="personen",
        **rest(g, herkomst_reeks(g, t.perioden)),
    )
    return met_herkomst(g, figuur, per_rij=_van_periode(g, herkomst_reeks))


def opgave(g: Gegevens, periode: str) -> Figuur:
    """Totaalopgave beside realisatie, for the perioden of which either is published."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    bekend = [p for p in frame.index if frame.loc[p, "totaalopgave"] is not None]
    figuur = figuren.staven(
        "totaalopgave",
        "Totaalopgave en realisatie per half jaar",
        bekend,
        [
            reeks("totaalopgave", frame.loc[bekend, "totaalopgave"], nadruk=True),
            reeks("realisatie", frame.loc[bekend, "realisatie"]),
        ],
        eenheid="personen",
        **rest(g, herkomst_reeks(g, t.perioden)),
    )
    return met_herkomst(g, figuur, per_rij=_van_periode(g, herkomst_reeks))


def achterstand(g: Gegevens, periode: str) -> Figuur:
    """Published position at the beginning of every periode: achterstand above zero, voorsprong below."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    bekend = [p for p in frame.index if frame.loc[p, "achterstand_begin"] is not None]
    figuur = figuren.staven(
        "achterstand",
        "Achterstand (boven nul) of voorsprong (onder nul) bij het begin van de periode",
        bekend,
        [reeks("achterstand of voorsprong", frame.loc[bekend, "achterstand_begin"])],
        eenheid="personen",
        **rest(g, herkomst_reeks(g, t.perioden)),
    )
    return met_herkomst(g, figuur, per_rij=_van_periode(g, herkomst_reeks))


def bruto_netto(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Bruto beside netto on every peildatum of which the figures per gemeente are known."""
    t = trend(g, g.periode(periode))
    frame = t.bruto_netto()
    frame = frame[frame["bekend"] > 0]
    if frame.empty:
        return Tekst((f"Geen grafiek: van {g.naam} zijn tot en met {periode} geen cijfers per gemeente gepubliceerd.",))
    figuur = figuren.staven(
        "bruto-netto",
        "Achterstand van de gemeenten op de peildatum: bruto (alle achterstanden) en netto (min de voorsprongen)",
        list(frame.index),
        [reeks("bruto", frame["bruto"], nadruk=True), reeks("netto", frame["netto"])],
        eenheid="personen",
        **rest(g, herkomst_gemeenten(g, t.perioden)),
    )
    return met_herkomst(
        g,
        figuur,
        per_rij=_van_periode(g, herkomst_gemeenten),
        formules={
            "bruto": "de achterstanden opgeteld; achterstand = taakstelling + achterstand bij het begin − realisatie",
            "netto": "de achterstanden opgeteld, min de voorsprongen",
        },
    )


def percentages(g: Gegevens, periode: str) -> Figuur:
    """Realisatie as a percentage of taakstelling and totaalopgave."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    figuur = figuren.lijnen(
        "percentages",
        "Realisatie als aandeel van de taakstelling en van de totaalopgave (berekend)",
        list(frame.index),
        [
            reeks("van de taakstelling", frame["pct_taakstelling"], nadruk=True),
            reeks("van de totaalopgave", frame["pct_totaalopgave"]),
        ],
        eenheid="procent",
        soort="procent",
        referentie=(100, "alles gehuisvest"),
        **rest(g, herkomst_reeks(g, t.perioden)),
    )
    return met_herkomst(
        g,
        figuur,
        per_rij=_van_periode(g, herkomst_reeks),
        formules={
            "van de taakstelling": "realisatie ÷ taakstelling, de verlaagde waar die er is",
            "van de totaalopgave": "realisatie ÷ totaalopgave",
        },
    )


def treden_per_periode(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Number of gemeenten per trede over time."""
    t = trend(g, g.periode(periode))
    frame = t.treden()
    bekend = [p for p in frame.index if frame.loc[p, "herkomst"]]
    if not bekend:
        return Tekst((f"Geen grafiek: tot en met {periode} zijn geen treden of tellingen gepubliceerd.",))
    hoogste = max((k for k in range(1, 7) if any(frame.loc[bekend, k])), default=1)
    figuur = figuren.gestapeld(
        "treden",
        "Aantal gemeenten per trede",
        bekend,
        [reeks(f"trede {k}", frame.loc[bekend, k]) for k in range(1, hoogste + 1)],
        eenheid="gemeenten",
        **rest(g, herkomst_treden(g, t.perioden)),
    )
    geteld = {
        (p, None): "gemeenten met deze vastgestelde trede geteld"
        for p in bekend
        if frame.loc[p, "herkomst"] == "per gemeente"
    }
    return met_herkomst(g, figuur, per_rij=_van_periode(g, herkomst_treden), formules=geteld)


def treden_over_tijd(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The published trede of every gemeente in every periode."""
    t = trend(g, g.periode(periode))
    frame = g.tabel("beoordelingen")
    namen = {str(p) for p in t.perioden}
    frame = frame[frame["periode"].isin(namen)]
    bekend = sorted(set(frame["periode"]))
    if not bekend:
        return Tekst((f"Geen grafiek: tot en met {periode} zijn geen treden per gemeente gepubliceerd.",))
    bronnen: dict[str, dict[str, list[Herkomst]]] = {}
    for r in rijen(frame):
        bronnen.setdefault(r["periode"], {})[r["gemeente"]] = [(r["bron"], r["vindplaats"])]
    figuur = figuren.treden_over_tijd(
        "treden-over-tijd",
        "Vastgestelde trede per gemeente en periode",
        sorted(set(frame["gemeente"])),
        bekend,
        {(r["gemeente"], r["periode"]): r["trede"] for r in rijen(frame)},
        **rest(g, [h for per in bronnen.values() for lijst in per.values() for h in lijst]),
    )
    return met_herkomst(g, figuur, per_cel=lambda gemeente, kolom: bronnen.get(kolom, {}).get(gemeente, ()))
