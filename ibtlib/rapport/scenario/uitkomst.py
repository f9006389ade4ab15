"""Chapters ‘Vertrekpunt’ and ‘Wat als’: where a what-if starts, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import herkomst_gemeenten, herkomst_reeks, is_som, trede_tekst
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.stand import Stand
from ibtlib.scenario.verloop import verloop
from ibtlib.scenario.vertrekpunt import laatste_bekende, vertrekpunt
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.kolom import Kolom, tabel

VOORUIT = 2  # half-years that the pages look ahead
PEILDATA_VOORUIT = 4  # of the question by when there is no achterstand
GEEN_GEMEENTECIJFERS = (
    "Per gemeente is niets door te rekenen: de cijfers per gemeente staan niet in de gelezen bronnen."
)
GEEN_TREDE = "Een provincie krijgt geen trede: zo’n beoordeling bestaat niet."

_SOM = "Berekend: achterstand bij eind = taakstelling + achterstand bij begin − realisatie; daarmee begint de volgende periode."
ZONDER = Tekst(("Niet door te rekenen: er is geen vertrekpunt.",))

Rij = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")


# --- where it starts ----------------------------------------------------------------------------------------


def start(g: Gegevens, periode: str, gebied: str = "provincie") -> Stand:
    """Where the pages start: after the last periode, up to this one, with a known realisatie."""
    return vertrekpunt(g, laatste_bekende(g, g.periode(periode)), VOORUIT, gebied)


def heeft_vertrekpunt(g: Gegevens, periode: str) -> bool:
    """Whether a what-if can start anywhere up to this periode, which has to be a known one."""
    gekozen = g.periode(periode)
    try:
        laatste_bekende(g, gekozen)
    except AanvraagFout:
        return False
    return True


def met_vertrekpunt(
    functie: Callable[Concatenate[Gegevens, str, P], R],
) -> Callable[Concatenate[Gegevens, str, P], R | Tekst]:
    """One sentence instead of a part of this document, where there is nothing to start from."""

    @wraps(functie)
    def of_zin(g: Gegevens, periode: str, *args: P.args, **kwargs: P.kwargs) -> R | Tekst:
        return functie(g, periode, *args, **kwargs) if heeft_vertrekpunt(g, periode) else ZONDER

    return of_zin


def heeft_gemeenten(g: Gegevens, periode: str) -> bool:
    """Whether there are figures per gemeente of the periode in which the what-if starts."""
    return str(laatste_bekende(g, g.periode(periode))) in set(g.gemeentecijfers["periode"])


def beoordeelde_periode(g: Gegevens, periode: str, onderwerp: str) -> Periode | None:
    """Of which periode the kader judges in a document: in a scenario the first one ahead.

    None where a scenario has no figures per gemeente to judge by.
    """
    if onderwerp != "scenario" or not heeft_vertrekpunt(g, periode):
        return g.periode(periode)
    return start(g, periode).perioden[0] if heeft_gemeenten(g, periode) else None


def herkomst(g: Gegevens, stand: Stand) -> list[Herkomst]:
    """Sources of all figures that a what-if knows."""
    perioden = sorted({p for p, _ in stand.cijfers})
    return [*herkomst_reeks(g, perioden), *(herkomst_gemeenten(g, perioden) if stand.gebied == "gemeenten" else [])]


def herkomst_begin(g: Gegevens, stand: Stand, *perioden: Periode) -> list[Herkomst]:
    """Sources of the figures from which it goes on, of the province or of its gemeenten; or those of some perioden."""
    soort = herkomst_reeks if stand.gebied == "provincie" else herkomst_gemeenten
    return soort(g, perioden or (stand.perioden[0].vorige, stand.perioden[0]))


def over_vertrekpunt(g: Gegevens, periode: str) -> Tekst:
    """From where the page reckons, and what comes of it when nothing changes."""
    if not heeft_vertrekpunt(g, periode):
        return Tekst(
            (
                f"Een scenario begint bij een periode waarvan taakstelling, beginstand en realisatie van {g.naam} bekend zijn. "
                f"Tot en met {g.periode(periode)} is er zo geen periode in de gelezen bronnen.",
            )
        )
    stand = start(g, periode)
    vanaf = laatste_bekende(g, g.periode(periode))
    u = doorrekenen(stand)
    laatste = stand.perioden[-1]
    bekend = (
        "waarvan de realisatie van alle gemeenten bekend is" if is_som(g, vanaf) else "met een gepubliceerde realisatie"
    )
    zin = f"Het vertrekpunt is {datum_voluit(vanaf.peildatum)}, na {vanaf}, de laatste periode {bekend}."
    begin = stand.cijfers.get((stand.perioden[0], g.code))
    if begin and begin.achterstand_begin is not None:
        zin += (
            f" Gerekend is vanaf {stand_in_woorden(int(begin.achterstand_begin))}, waarmee {stand.perioden[0]} begint."
        )
    if u.eindstand is not None:
        zin += f" Blijft alles gelijk, dan is er op {datum_voluit(laatste.peildatum)} {stand_in_woorden(u.eindstand)}."
    return Tekst((zin,))


# --- what comes of it ---------------------------------------------------------------------------------------


def tabel_uitkomst(
    g: Gegevens, u: Uitkomst, code: str | None = None, naam: str = "scenario", met_trede: bool | None = None
) -> Tabel:
    """The path of one gebied in an outcome, a row per periode; of a gemeente with its trede, a province has none."""
    lijst = per_gebied(u).get(code or g.code, [])
    gebied = lijst[0]["gemeente"] if lijst else code
    return tabel(
        g,
        naam,
        f"{gebied}: {u.omschrijving}, in personen",
        kolommen_uitkomst(g, u, code or g.code, u.stand.gebied == "gemeenten" if met_trede is None else met_trede),
        lijst,
        leeg="niet te berekenen",
        opmerkingen=(_SOM, *u.stand.aannames, *((GEEN_TREDE,) if u.stand.gebied == "provincie" else ())),
    )


def per_gebied(u: Uitkomst) -> dict[str, list[Rij]]:
    """The rows of an outcome by gemeentecode, in order of periode."""
    uit: dict[str, list[Rij]] = {}
    for r in rijen(u.tabel(exact=True)):
        trede = trede_tekst(r["trede_berekend"], "niet te beoordelen")
        if u.stand.gebied == "provincie":
            trede = "geen trede"
        uit.setdefault(r["gemeentecode"], []).append(r | {"trede": trede})
    return uit


def kolommen_uitkomst(g: Gegevens, u: Uitkomst, code: str, met_trede: bool) -> tuple[Kolom, ...]:
    """How a row of `per_gebied` is shown; only what the first periode begins with can be published."""
    eerste = u.stand.perioden[0]
    bekend = _herkomst_taakstelling(g, u, code)
    gepubliceerd = eerste.begin not in verloop(g, u.begin, code).berekend

    def is_eerste(r: Rij) -> bool:
        return r["periode"] == str(eerste)

    return (
        Kolom("Peildatum", lambda r: f"{datum_voluit(Periode.lees(r['periode']).peildatum)} ({r['periode']})"),
        Kolom(
            "Taakstelling",
            "taakstelling",
            "geheel",
            formule=lambda r: (
                ""
                if bekend and is_eerste(r)
                else "Aanname: nog niet bekend op de peildatum, daarom die van de periode ervoor"
            ),
            bron=lambda r: bekend if is_eerste(r) else (),
        ),
        Kolom(
            "Achterstand bij begin",
            "achterstand_begin",
            "stand",
            bron=lambda r: (bekend or herkomst_begin(g, u.stand, eerste.vorige)) if is_eerste(r) else (),
            klasse=lambda r: None if r["achterstand_begin"] is None or (is_eerste(r) and gepubliceerd) else "berekend",
        ),
        Kolom(
            "Realisatie",
            "realisatie",
            "geheel",
            klasse="aanname",
        ),
        Kolom(
            "Achterstand bij eind",
            "achterstand_eind",
            "stand",
            klasse="berekend",
        ),
        *((Kolom("Trede", "trede", klasse="berekend" if u.stand.gebied == "gemeenten" else ""),) if met_trede else ()),
    )


def _herkomst_taakstelling(g: Gegevens, u: Uitkomst, code: str) -> list[Herkomst]:
    """Where the taakstelling of the first periode stands; nothing when it is not published and therefore assumed."""
    eerste = u.stand.perioden[0]
    if u.stand.gebied == "gemeenten":
        return herkomst_gemeenten(g, (eerste,))
    begin = u.stand.cijfers.get((eerste, code))
    return [(r.bron, r.vindplaats) for r in versies(g, eerste) if begin and r.taakstelling == begin.taakstelling]
