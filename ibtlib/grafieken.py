"""Every chart of the reports: the series of a province handed to the drawing functions of `figuren` and `kaart`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ibtlib import figuren, kaart
from ibtlib.beoordeling import beoordeel
from ibtlib.gegevens import Gegevens
from ibtlib.invoer import rijen
from ibtlib.spreidingswet import dekking as _dekking
from ibtlib.spreidingswet import provincies as _provincies
from ibtlib.tabellen.basis import Herkomst, bronvermelding
from ibtlib.tabellen.spreidingswet import herkomst_dekking
from ibtlib.tabellen.trend import herkomst_reeks, herkomst_treden
from ibtlib.reeksen import trend
from ibtlib.weergave import Figuur, Tekst

if TYPE_CHECKING:
    import pandas as pd


def kaart_van_treden(g: Gegevens, periode: str) -> Figuur | Tekst:
    """Tile map of the published treden; the computed ones where none was published."""
    gekozen = g.periode(periode)
    frame = beoordeel(g, gekozen)
    vastgesteld = {r["gemeentecode"]: r["trede_vastgesteld"] for r in rijen(frame)}
    berekend = {r["gemeentecode"]: r["trede_berekend"] for r in rijen(frame)}
    getoond, soort = (vastgesteld, "vastgesteld") if any(vastgesteld.values()) else (berekend, "berekend")
    if not any(getoond.values()):
        return Tekst((f"Geen kaart: over {gekozen} zijn geen treden per gemeente gepubliceerd of te berekenen.",))
    tegels = [
        kaart.Tegel(r["gemeentecode"], r["gemeente"], r["afkorting"], r["rij"], r["kolom"])
        for r in rijen(g.tabel("tegelkaart"))
        if r["gemeentecode"] in getoond
    ]
    tabel = g.tabel("beoordelingen")
    herkomst = [(r["bron"], r["vindplaats"]) for r in rijen(tabel[tabel["periode"] == str(gekozen)])]
    return kaart.tegelkaart(
        "kaart-treden",
        f"Trede per gemeente, {gekozen.voluit} ({soort}); elke tegel is een gemeente, ongeveer op haar plek",
        tegels,
        {t.code: getoond.get(t.code) for t in tegels},
        **_rest(g, herkomst),
    )


def taakstelling(g: Gegevens, periode: str) -> Figuur:
    """Taakstelling and realisatie over the perioden, gaps kept, events marked."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    return figuren.lijnen(
        "taakstelling",
        f"Taakstelling en realisatie per half jaar, {t.perioden[0]} tot en met {t.perioden[-1]}",
        list(frame.index),
        [_reeks("taakstelling", frame["taakstelling"], nadruk=True), _reeks("realisatie", frame["realisatie"])],
        eenheid="personen",
        markeringen=_markeringen(g, t.perioden),
        **_rest(g, herkomst_reeks(g, t.perioden)),
    )


def verlaging(g: Gegevens, periode: str) -> Figuur:
    """First and lowered taakstelling side by side."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    bekend = [p for p in frame.index if frame.loc[p, "taakstelling"] is not None]
    reeksen = [_reeks("eerst vastgesteld", frame.loc[bekend, "taakstelling_oorspronkelijk"], nadruk=True)]
    if any(frame["taakstelling_verlaagd"]):
        reeksen.append(_reeks("verlaagd", frame.loc[bekend, "taakstelling_verlaagd"]))
    return figuren.staven(
        "verlaging",
        "Taakstelling zoals eerst vastgesteld en zoals later verlaagd",
        bekend,
        reeksen,
        eenheid="personen",
        **_rest(g, herkomst_reeks(g, t.perioden)),
    )


def opgave(g: Gegevens, periode: str) -> Figuur:
    """Totaalopgave beside realisatie, for the perioden of which either is published."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    bekend = [p for p in frame.index if frame.loc[p, "totaalopgave"] is not None]
    return figuren.staven(
        "totaalopgave",
        "Totaalopgave en realisatie per half jaar",
        bekend,
        [
            _reeks("totaalopgave", frame.loc[bekend, "totaalopgave"], nadruk=True),
            _reeks("realisatie", frame.loc[bekend, "realisatie"]),
        ],
        eenheid="personen",
        **_rest(g, herkomst_reeks(g, t.perioden)),
    )


def achterstand(g: Gegevens, periode: str) -> Figuur:
    """Published position at the beginning of every periode: achterstand above zero, voorsprong below."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    bekend = [p for p in frame.index if frame.loc[p, "achterstand_begin"] is not None]
    return figuren.staven(
        "achterstand",
        "Achterstand (boven nul) of voorsprong (onder nul) bij het begin van de periode",
        bekend,
        [_reeks("achterstand of voorsprong", frame.loc[bekend, "achterstand_begin"], nadruk=True)],
        eenheid="personen",
        **_rest(g, herkomst_reeks(g, t.perioden)),
    )


def percentages(g: Gegevens, periode: str) -> Figuur:
    """Realisatie as a percentage of taakstelling and totaalopgave."""
    t = trend(g, g.periode(periode))
    frame = t.reeks()
    return figuren.lijnen(
        "percentages",
        "Realisatie als aandeel van de taakstelling en van de totaalopgave (berekend)",
        list(frame.index),
        [_reeks("van de taakstelling", frame["pct_taakstelling"], nadruk=True), _reeks("van de totaalopgave", frame["pct_totaalopgave"])],
        eenheid="procent",
        soort="procent",
        referentie=(100, "alles gehuisvest"),
        **_rest(g, herkomst_reeks(g, t.perioden)),
    )


def treden_per_periode(g: Gegevens, periode: str) -> Figuur:
    """Number of gemeenten per trede over time."""
    t = trend(g, g.periode(periode))
    frame = t.treden()
    bekend = [p for p in frame.index if frame.loc[p, "herkomst"]]
    hoogste = max((k for k in range(1, 7) if any(frame.loc[bekend, k])), default=1)
    return figuren.gestapeld(
        "treden",
        "Aantal gemeenten per trede",
        bekend,
        [_reeks(f"trede {k}", frame.loc[bekend, k]) for k in range(1, hoogste + 1)],
        eenheid="gemeenten",
        **_rest(g, herkomst_treden(g, t.perioden)),
    )


def treden_over_tijd(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The published trede of every gemeente in every periode."""
    t = trend(g, g.periode(periode))
    frame = g.tabel("beoordelingen")
    namen = {str(p) for p in t.perioden}
    frame = frame[frame["periode"].isin(namen)]
    bekend = sorted(set(frame["periode"]))
    if not bekend:
        return Tekst((f"Geen grafiek: tot en met {periode} zijn geen treden per gemeente gepubliceerd.",))
    return figuren.treden_over_tijd(
        "treden-over-tijd",
        "Vastgestelde trede per gemeente en periode",
        sorted(set(frame["gemeente"])),
        bekend,
        {(r["gemeente"], r["periode"]): r["trede"] for r in rijen(frame)},
        **_rest(g, herkomst_treden(g, t.perioden)),
    )


def dekking(g: Gegevens) -> Figuur | Tekst:
    """Capacity stacked by certainty against the opgave."""
    d = _dekking(g)
    if d is None:
        return Tekst((f"Geen grafiek: over de opvangcapaciteit van {g.naam} is niets gepubliceerd.",))
    hard = [(f.naam, f.laag) for f in d.fasen if f.laag == f.hoog]
    onzeker = [f for f in d.fasen if f.laag != f.hoog]
    bereik = (sum(f.laag for f in onzeker), sum(f.hoog for f in onzeker)) if onzeker else None
    return figuren.dekking(
        "dekking",
        "Opvangcapaciteit per fase tegenover de opgave Spreidingswet, eerste cyclus",
        hard,
        opgave=d.opgave,
        bereik=bereik,
        eenheid="plekken",
        **_rest(g, herkomst_dekking(g)),
    )


def provincies(g: Gegevens) -> Figuur:
    """The twelve provinces: places now and opgave."""
    frame = _provincies(g)
    lijst = [r for r in rijen(frame) if r["gebiedscode"] != "NL01"]
    lijst.sort(key=lambda r: -r["opgave_2024"])
    namen = [r["gebied"] for r in lijst]
    return figuren.staven(
        "provincies",
        "Reguliere opvangplekken op 1 april 2023 en opgave voor 1 januari 2024 per provincie",
        namen,
        [
            figuren.Reeks("opvangplekken nu", {r["gebied"]: r["plekken_nu"] for r in lijst}),
            figuren.Reeks("opgave", {r["gebied"]: r["opgave_2024"] for r in lijst}, nadruk=True),
        ],
        eenheid="plekken",
        horizontaal=True,
        **_rest(g, [(r["bron"], r["vindplaats"]) for r in lijst]),
    )


def _reeks(naam: str, waarden: pd.Series, nadruk: bool = False) -> figuren.Reeks:
    return figuren.Reeks(naam, dict(waarden.items()), nadruk=nadruk)


def _markeringen(g: Gegevens, perioden: Sequence[Any]) -> list[figuren.Markering]:
    binnen = [
        r for r in rijen(g.tabel("gebeurtenissen"))
        if r["in_grafiek"] == "ja" and perioden[0].begin <= r["datum"] <= perioden[-1].peildatum
    ]  # fmt: skip
    return [figuren.Markering(r["datum"], r["omschrijving"]) for r in sorted(binnen, key=lambda r: r["datum"])]


def _rest(g: Gegevens, herkomst: Sequence[Herkomst]) -> dict[str, Any]:
    return {"bron": bronvermelding(g, herkomst), "fictief": g.fictief}

