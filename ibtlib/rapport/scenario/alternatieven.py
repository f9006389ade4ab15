"""Chapters ‘De voornaamste alternatieven’ and ‘Hoeveel per maand’: what helps, and what it would take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader.kader import regelwoorden
from ibtlib.rapport.basis import herkomst_reeks
from ibtlib.rapport.scenario.uitkomst import (
    GEEN_TREDE,
    PEILDATA_VOORUIT,
    heeft_gemeenten,
    heeft_vertrekpunt,
    herkomst_begin,
    met_vertrekpunt,
    start,
)
from ibtlib.scenario.doelen import Inhaalpad, Omslagpunt, inhaalpad, omslagpunt
from ibtlib.scenario.doorrekenen import doorrekenen, doorrekenen_alle
from ibtlib.scenario.stand import Stand
from ibtlib.scenario.vertrekpunt import laatste_bekende
from ibtlib.scenario.wijzigingen import EenmaligeActie, RealisatieMaal, Stap, TaakstellingMaal
from ibtlib.weergave import Tabel
from ibtlib.weergave.kolom import Kolom, tabel

_TEMPO: Kolomsoorten = {
    "geen achterstand op": "tekst",
    "maanden": "aantal",
    "te huisvesten": "aantal",
    "nodig per maand": "aantal",
    "nu per maand": "aantal",
    **WAAR,
}
ACTIE = 100  # persons of the example of a one-off action

# --- the main alternatives ----------------------------------------------------------------------------------


@met_vertrekpunt
def tabel_alternatieven(g: Gegevens, periode: str) -> Tabel:
    """The closing position of the province under each of the main alternatives."""
    stand = start(g, periode)
    gelijk, *anders = doorrekenen_alle(stand, _hoofdalternatieven(stand))
    return tabel(
        g,
        "alternatieven",
        "De voornaamste alternatieven voor de provincie als geheel, in personen",
        (
            Kolom("Als", "omschrijving"),
            *(_kolom_achterstand(p) for p in stand.perioden),
            Kolom(
                "Verschil met alles gelijk",
                lambda u: None if None in (u.eindstand, gelijk.eindstand) else u.eindstand - gelijk.eindstand,
                "geheel",
                teken=True,
                klasse="berekend",
            ),
        ),
        [gelijk, *anders],
        herkomst=herkomst_begin(g, stand),
        leeg="niet te berekenen",
        opmerkingen=(
            "Berekend: achterstand = totaalopgave − realisatie, met de wijziging in de eerste kolom. "
            "Een factor geeft personen: na de laatste wijziging één keer afgerond, een half omhoog.",
            *stand.aannames,
        ),
    )


def _kolom_achterstand(p: Periode) -> Kolom:
    """The closing position of a periode in an `Uitkomst`."""
    return Kolom(
        f"Achterstand op {datum_voluit(p.peildatum)}",
        lambda u: u.pad(exact=True).at[str(p), "netto"],
        "stand",
        klasse="berekend",
    )


def _hoofdalternatieven(stand: Stand) -> list[tuple[Stap, ...]]:
    """What the page shows: the base, and beside it from worse to better."""
    eerste = str(stand.perioden[0])
    return [
        (),
        (RealisatieMaal("0,9"),),
        (RealisatieMaal("1,1"),),
        (RealisatieMaal("1,25"),),
        (TaakstellingMaal("1,1"),),
        (TaakstellingMaal("0,9"),),
        (EenmaligeActie(ACTIE, eerste),),
        (RealisatieMaal("1,1"), TaakstellingMaal("0,9")),
    ]


# --- the pace that it takes ---------------------------------------------------------------------------------


def tempo_nodig(g: Gegevens, periode: str) -> pd.DataFrame:
    """The pace that takes the achterstand of the province away, by each of the next peildata.

    Returns
    -------
    DataFrame
        `geen achterstand op` (the peildatum), `maanden`, `te huisvesten` (persons), `nodig per maand`, `nu per maand`;
        `bron` and `vindplaats`. No rows without anything to start from.
    """
    if not heeft_vertrekpunt(g, periode):
        return frame_van([], _TEMPO, exact=False)
    vanaf = laatste_bekende(g, g.periode(periode))
    regels = [
        {
            "geen achterstand op": datum_voluit(pad.datum),
            "maanden": pad.maanden,
            "te huisvesten": pad.te_huisvesten,
            "nodig per maand": pad.per_maand_heel,
            "nu per maand": None if pad.nu_per_maand is None else rond_heel(pad.nu_per_maand),
            **als_kolommen(herkomst_reeks(g, (vanaf, vanaf.volgende))),
        }
        for pad in _paden(g, vanaf)
    ]
    formules = {
        "maanden": f"van {datum_voluit(vanaf.peildatum)} tot deze dag",
        "te huisvesten": "de achterstand met alle taakstellingen tot die dag",
        "nodig per maand": "te huisvesten ÷ maanden, naar boven afgerond",
        "nu per maand": f"de realisatie van {vanaf} ÷ 6, afgerond",
    }
    return frame_van(regels, _TEMPO, exact=False, formules=formules)


def aannames_tempo(g: Gegevens, periode: str) -> list[str]:
    """What had to be assumed for `tempo_nodig`."""
    if not heeft_vertrekpunt(g, periode):
        return []
    return _eens(_paden(g, laatste_bekende(g, g.periode(periode)))[-1].aannames)


def _paden(g: Gegevens, vanaf: Periode) -> list[Inhaalpad]:
    return [inhaalpad(g, vanaf, vanaf.plus(n).peildatum) for n in range(1, PEILDATA_VOORUIT + 1)]


def _eens(aannames: Sequence[str]) -> list[str]:
    """The assumption about the first half-year; those after it are the same."""
    return [f"{aannames[0]}{' Voor de halve jaren daarna ook.' if len(aannames) > 1 else ''}"] if aannames else []


# --- the realisatie that it takes ---------------------------------------------------------------------------


@met_vertrekpunt
def tabel_omslagpunt(g: Gegevens, periode: str) -> Tabel:
    """The smallest realisatie that gives trede 1, of every gemeente."""
    basis = doorrekenen(start(g, periode))
    eerste = basis.stand.perioden[0]
    per_gemeente = heeft_gemeenten(g, periode)
    return tabel(
        g,
        "omslagpunt",
        f"Kleinste realisatie in {eerste} die trede 1 geeft, in personen",
        (
            Kolom("Gebied", "gebied"),
            Kolom(
                "Omslagpunt",
                "realisatie",
                "geheel",
                klasse="berekend",
            ),
            Kolom(
                "Realisatie bij gelijk blijven",
                "nu",
                "geheel",
                klasse="aanname",
            ),
            Kolom("Nog nodig", "nog", "geheel", klasse="berekend"),
            Kolom("Regel die beslist", "regel"),
        ),
        _omslagrijen_gemeenten(g, periode) if per_gemeente else (),
        herkomst=herkomst_begin(g, basis.stand),
        leeg="onbekend",
        zonder_rijen="niet te geven: een provincie krijgt geen trede, en de cijfers per gemeente staan niet in de gelezen bronnen",
        opmerkingen=(
            "Berekend: het omslagpunt is het kleinste aantal dat trede 1 geeft; elk aantal vanaf nul is met de regels van het kader beoordeeld. "
            f"Bij gelijk blijven: de realisatie van {eerste.vorige} (aanname). {GEEN_TREDE}",
        ),
    )


def _omslagrijen_gemeenten(g: Gegevens, periode: str) -> list[dict[str, Any]]:
    """Every gemeente by name, those whose opgave is not known last."""
    u = doorrekenen(start(g, periode, "gemeenten"))
    frame = u.tabel(exact=True)
    bekend: list[dict[str, Any]] = []
    onbekend: list[dict[str, Any]] = []
    for naam in sorted(frame.loc[frame["periode"] == str(u.stand.perioden[0]), "gemeente"]):
        try:
            bekend.append(_omslagrij(omslagpunt(u, gemeente=naam)))
        except AanvraagFout:
            leeg = dict.fromkeys(("realisatie", "nu", "nog"))
            onbekend.append({"gebied": naam, **leeg, "regel": "de opgave is niet bekend"})
    return [*bekend, *onbekend]


def _omslagrij(o: Omslagpunt) -> dict[str, Any]:
    return {
        "gebied": o.gebied,
        "realisatie": o.realisatie,
        "nu": o.nu,
        "nog": None if o.nog is None else max(0, o.nog),
        "regel": f"{regelwoorden(o.regel)} ({o.zekerheid})" if o.regel else "–",
    }
