"""The chapters Vooruitblik and Taakstelling volgens de wet: what the next periode asks, and what the law would give."""

from __future__ import annotations

import pandas as pd

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden, stand_kort
from ibtlib.cijfers.projecties import projectie
from ibtlib.cijfers.uitkomsten import Resultaat, standen, verlaging, versies
from ibtlib.cijfers.wettelijk import naar_verhouding, taakstelling_per_gemeente
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import aantal_personen, herkomst_inwoners, herkomst_wettelijk
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

_VOORUITBLIK: Kolomsoorten = {
    "periode en versie": "tekst",
    "taakstelling": "aantal",
    "achterstand of voorsprong bij het begin": "tekst",
    "totaalopgave": "aantal",
    **WAAR,
}


def over_vooruitblik(g: Gegevens, periode: str) -> Tekst:
    """What the next periode asks, and what an unchanged realisatie would make of it."""
    gekozen = g.periode(periode)
    alle = versies(g, gekozen.volgende)
    if not alle:
        return Tekst((f"De taakstelling van {gekozen.volgende} staat niet in de gelezen bronnen.",))
    zinnen = []
    for r in alle:
        zin = (
            f"Voor {r.periode} is de taakstelling {'eerst ' if len(alle) > 1 and r.versie == 'oorspronkelijk' else ''}"
        )
        zin += f"{'verlaagd naar ' if r.versie == 'verlaagd' else ''}{aantal_personen(r.taakstelling)}"
        zinnen.append(zin + (f", de totaalopgave {toon(r.totaalopgave)}." if r.totaalopgave is not None else "."))
        zinnen += _bij_gelijke_realisatie(g, gekozen, r)
    return Tekst((" ".join(zinnen),))


def _bij_gelijke_realisatie(g: Gegevens, periode: Periode, r: Resultaat) -> list[str]:
    try:
        p = projectie(g, vanaf=periode, versie=r.versie)
    except AanvraagFout:
        return []
    begin = f"{'−' if p.achterstand_begin < 0 else '+'} {toon(abs(p.achterstand_begin))}"
    return [
        f"Bij dezelfde realisatie als in {periode} ({toon(p.realisatie)}) zou die periode eindigen met "
        f"{stand_in_woorden(p.achterstand_eind)} (berekend: {toon(p.taakstelling)} {begin} − {toon(p.realisatie)})."
    ]


def vooruitblik(g: Gegevens, periode: str) -> pd.DataFrame:
    """What is known of the next periode: every version of the taakstelling with the position it starts from.

    Returns
    -------
    DataFrame
        `periode en versie`, `taakstelling`, `achterstand of voorsprong bij het begin` (in words), `totaalopgave`, persons;
        `bron` and `vindplaats`. No rows when nothing is known.
    """
    volgende = g.periode(periode).volgende
    regels = [
        {
            "periode en versie": f"{volgende}, {r.versie}",
            "taakstelling": r.taakstelling,
            "achterstand of voorsprong bij het begin": stand_kort(r.achterstand_begin),
            "totaalopgave": r.totaalopgave,
            **als_kolommen(herkomst_van(r)),
        }
        for r in versies(g, volgende)
    ]
    return frame_van(regels, _VOORUITBLIK, exact=False)


def bijschrift_vooruitblik(g: Gegevens, periode: str) -> str:
    """What the table of `vooruitblik` shows."""
    return f"Bekende opgave voor {g.periode(periode).volgende.voluit}, in personen"


def andere_standen(g: Gegevens, periode: str) -> list[str]:
    """What other sources give for the beginning of the next periode, a sentence each."""
    volgende = g.periode(periode).volgende
    alle = versies(g, volgende)
    genoemd = {r.achterstand_begin for r in alle}
    anders = {s.achterstand: s for s in standen(g, volgende.begin) if alle and s.achterstand not in genoemd}
    return [
        f"Een andere bron geeft voor {datum_voluit(volgende.begin)} {stand_in_woorden(s.achterstand)} "
        f"({opsomming(bronvermelding(g, herkomst_van(s)))})."
        for s in anders.values()
    ]


def tabel_wettelijke_taakstelling(g: Gegevens, periode: str) -> Tabel:
    """The taakstelling of every gemeente by inhabitants (berekend), rounded to nearest and up."""
    gekozen = g.periode(periode)
    try:
        dichtstbij, omhoog = (taakstelling_per_gemeente(g, gekozen, a, exact=True) for a in ("dichtstbij", "omhoog"))
        gemeenten = list(rijen(dichtstbij.assign(omhoog=omhoog["taakstelling"])))
    except AanvraagFout:
        gemeenten = []
    if any(r["taakstelling"] is None for r in gemeenten):
        gemeenten = []
    getallen = ["inwoners", "exact", "taakstelling", "omhoog"]
    verlaagd = _verlaagde_kolom(verlaging(g, gekozen))
    if verlaagd:
        gemeenten = [r | {"verlaagd": naar_verhouding(r["exact"], verlaging(g, gekozen))} for r in gemeenten]
        getallen.append("verlaagd")
    return tabel(
        g,
        "wettelijke-taakstelling",
        f"Taakstelling per gemeente naar inwoners, {gekozen.voluit}, berekend, in personen",
        (
            Kolom("Gemeente", "gemeente"),
            Kolom(
                f"Inwoners {datum_voluit(gekozen.bevolkingsdatum)}",
                "inwoners",
                "geheel",
                bron=herkomst_inwoners(g, str(gekozen)),
            ),
            Kolom(
                "Niet afgerond",
                "exact",
                "breuk",
                2,
                formule="landelijke taakstelling × inwoners van de gemeente ÷ inwoners van Nederland "
                "(Huisvestingswet 2014, artikel 29)",
                bron=herkomst_wettelijk(g, [str(gekozen)]),
            ),
            Kolom(
                "Oorspronkelijk, afgerond" if verlaagd else "Afgerond",
                "taakstelling",
                "geheel",
                formule="het cijfer ervoor, afgerond op hele personen, een half naar boven",
            ),
            Kolom(
                "Oorspronkelijk, naar boven afgerond" if verlaagd else "Naar boven afgerond",
                "omhoog",
                "geheel",
                formule="het cijfer niet afgerond, omhoog naar hele personen",
            ),
            *verlaagd,
        ),
        gemeenten,
        totaal={"gemeente": "som", **{k: sum(r[k] for r in gemeenten) for k in getallen}} if gemeenten else None,
        totaalformule="de som van de rijen erboven",
        zonder_rijen="niet te berekenen, want de landelijke taakstelling of de inwoners zijn niet bekend",
        opmerkingen=(
            "Berekend volgens artikel 29 van de Huisvestingswet 2014, uit de eerst vastgestelde "
            "landelijke taakstelling. De wet rondt naar boven af; de gepubliceerde provinciale cijfers passen bij gewoon "
            "afronden.",
        ),
    )


def _verlaagde_kolom(verlaging_: tuple[int, int] | None) -> tuple[Kolom, ...]:
    """What the lowered taakstelling makes of each, where it was lowered: beside the first figure, never in its place."""
    if verlaging_ is None:
        return ()
    later, eerst = verlaging_
    return (
        Kolom(
            "Verlaagd, afgerond",
            "verlaagd",
            "geheel",
            formule=f"Aanname: elke gemeente is in dezelfde verhouding verlaagd als de provincie; niet afgerond × {toon(later)} "
            f"÷ {toon(eerst)}, afgerond",
        ),
    )
