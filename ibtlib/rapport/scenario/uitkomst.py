"""Chapters ‘Vertrekpunt’ and ‘Wat als’: where a what-if starts, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import herkomst_gemeenten, herkomst_reeks, trede_tekst
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen, doorrekenen_alle
from ibtlib.scenario.stand import Stand
from ibtlib.scenario.vertrekpunt import laatste_bekende, vertrekpunt
from ibtlib.scenario.wijzigingen import RealisatieMaal, Stap, TaakstellingMaal
from ibtlib.weergave import Keuzetabel, Knop, Tabel, Tekst, Waarde
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.kolom import Kolom, tabel

VOORUIT = 2  # half-years that the pages look ahead
REALISATIES = tuple(range(50, 160, 10))  # percent, positions of the controls
TAAKSTELLINGEN = tuple(range(80, 130, 10))
GEEN_GEMEENTECIJFERS = (
    "Per gemeente is niets door te rekenen: de cijfers per gemeente staan niet in de gelezen bronnen."
)
GEEN_TREDE = "Een provincie krijgt geen trede: zo’n beoordeling bestaat niet."

Rij = dict[str, Any]


# --- where it starts ----------------------------------------------------------------------------------------


def start(g: Gegevens, periode: str, gebied: str = "provincie") -> Stand:
    """Where the pages start: after the last periode, up to this one, with a known realisatie."""
    return vertrekpunt(g, laatste_bekende(g, g.periode(periode)), VOORUIT, gebied)


def heeft_gemeenten(g: Gegevens, periode: str) -> bool:
    """Whether there are figures per gemeente of the periode in which the what-if starts."""
    return str(laatste_bekende(g, g.periode(periode))) in set(g.gemeentecijfers["periode"])


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
    stand = start(g, periode)
    vanaf = laatste_bekende(g, g.periode(periode))
    u = doorrekenen(stand)
    laatste = stand.perioden[-1]
    zin = f"Het vertrekpunt is {datum_voluit(vanaf.peildatum)}, na {vanaf}, de laatste periode met een gepubliceerde realisatie."
    begin = stand.cijfers.get((stand.perioden[0], g.code))
    if begin and begin.achterstand_begin is not None:
        zin += (
            f" Gerekend is vanaf {stand_in_woorden(int(begin.achterstand_begin))}, waarmee {stand.perioden[0]} begint."
        )
    if u.eindstand is not None:
        zin += f" Blijft alles gelijk, dan is er op {datum_voluit(laatste.peildatum)} {stand_in_woorden(u.eindstand)} (berekend)."
    alineas = [zin, "Een scenario is geen voorspelling: het rekent uit wat volgt als iets anders gaat."]
    if not heeft_gemeenten(g, periode):
        alineas.append(GEEN_GEMEENTECIJFERS)
    return Tekst(tuple(alineas))


# --- what comes of it ---------------------------------------------------------------------------------------


def tabel_uitkomst(
    g: Gegevens, u: Uitkomst, code: str | None = None, naam: str = "scenario", met_trede: bool | None = None
) -> Tabel:
    """The path of one gebied in an outcome, a row per periode; of a gemeente with its trede, a province has none."""
    lijst = _per_gebied(u).get(code or g.code, [])
    gebied = lijst[0]["gemeente"] if lijst else code
    return tabel(
        g,
        naam,
        f"{gebied}: {u.omschrijving}, in personen",
        _kolommen(g, u, code or g.code, u.stand.gebied == "gemeenten" if met_trede is None else met_trede),
        lijst,
        leeg="niet te berekenen",
        opmerkingen=(*u.stand.aannames, *((GEEN_TREDE,) if u.stand.gebied == "provincie" else ())),
    )


def _per_gebied(u: Uitkomst) -> dict[str, list[Rij]]:
    """The rows of an outcome by gemeentecode, in order of periode."""
    uit: dict[str, list[Rij]] = {}
    for r in rijen(u.tabel(exact=True)):
        trede = trede_tekst(r["trede_berekend"], "niet te beoordelen")
        if u.stand.gebied == "provincie":
            trede = "geen trede"
        uit.setdefault(r["gemeentecode"], []).append(r | {"trede": trede})
    return uit


def _kolommen(g: Gegevens, u: Uitkomst, code: str, met_trede: bool) -> tuple[Kolom, ...]:
    """How a row of `_per_gebied` is shown; only what the first periode begins with can be published."""
    eerste = u.stand.perioden[0]
    bekend = _herkomst_taakstelling(g, u, code)

    def is_eerste(r: Rij) -> bool:
        return r["periode"] == str(eerste)

    return (
        Kolom("Peildatum", lambda r: _peildatum(Periode.lees(r["periode"]))),
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
            "geheel",
            formule="de achterstand bij het eind van de periode ervoor; de eerste rij is gepubliceerd, of volgt daaruit",
            bron=lambda r: (bekend or herkomst_begin(g, u.stand, eerste.vorige)) if is_eerste(r) else (),
            klasse=lambda r: None if is_eerste(r) or r["achterstand_begin"] is None else "berekend",
        ),
        Kolom(
            "Realisatie",
            "realisatie",
            "geheel",
            formule=f"Aanname: die van {eerste.vorige}, tenzij het scenario haar verandert",
        ),
        Kolom(
            "Achterstand bij eind",
            "achterstand_eind",
            "geheel",
            formule="taakstelling + achterstand bij begin − realisatie",
        ),
        *(
            (Kolom("Trede", "trede", formule="met de regels van het kader", klasse=_berekende_trede),)
            if met_trede
            else ()
        ),
    )


def _berekende_trede(r: Rij) -> str:
    return "" if r["trede"] == "geen trede" else "berekend"


def _peildatum(p: Periode) -> str:
    return f"{datum_voluit(p.peildatum)} ({p})"


def _herkomst_taakstelling(g: Gegevens, u: Uitkomst, code: str) -> list[Herkomst]:
    """Where the taakstelling of the first periode stands; nothing when it is not published and therefore assumed."""
    eerste = u.stand.perioden[0]
    if u.stand.gebied == "gemeenten":
        return herkomst_gemeenten(g, (eerste,))
    begin = u.stand.cijfers.get((eerste, code))
    return [(r.bron, r.vindplaats) for r in versies(g, eerste) if begin and r.taakstelling == begin.taakstelling]


# --- the controls -------------------------------------------------------------------------------------------


def keuzes(g: Gegevens, periode: str) -> Keuzetabel:
    """Every position of the controls, computed; the page shows one of them at a time.

    Koppelingen and a one-off action are controls in the notebook only. A position costs some sixty bytes: five steps
    of each would make 670 kB of the 27 kB for nine gebieden, while koppelingen are not known of any real province
    and the table of alternatives shows an action.
    """
    basis = doorrekenen(start(g, periode))
    per_gemeente = heeft_gemeenten(g, periode)
    kolommen = _kolommen(g, basis, g.code, met_trede=per_gemeente)
    namen: list[str] = []
    posities: list[tuple[tuple[Waarde, ...], ...]] = []
    for gebied in ("provincie", "gemeenten") if per_gemeente else ("provincie",):
        stand = start(g, periode, gebied)
        stappen = [_stappen_van(r, t) for r in REALISATIES for t in TAAKSTELLINGEN]
        uitkomsten = [_per_gebied(u) for u in doorrekenen_alle(stand, stappen)]
        for code in sorted(uitkomsten[0], key=lambda c: uitkomsten[0][c][0]["gemeente"]):
            namen.append(uitkomsten[0][code][0]["gemeente"])
            for per_gebied in uitkomsten:
                pad = _elke_periode(stand, per_gebied[code])
                posities.append(tuple(tuple(k.van(rij) for k in kolommen) for rij in pad))
    knoppen = (
        Knop("Gebied", tuple(namen), 0),
        Knop("Realisatie ten opzichte van gelijk blijven", tuple(f"{r}%" for r in REALISATIES), REALISATIES.index(100)),
        Knop("Taakstelling ten opzichte van bekend", tuple(f"{t}%" for t in TAAKSTELLINGEN), TAAKSTELLINGEN.index(100)),
    )
    zin = "{k0}: bij {k1} van de realisatie en {k2} van de taakstelling is de achterstand op {c0}: {c4}" + (
        "; {c5}." if per_gemeente else "."
    )
    getoond = tabel_uitkomst(g, basis, naam="wat-als", met_trede=per_gemeente)
    return Keuzetabel(getoond, knoppen, tuple(posities), zin)


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
