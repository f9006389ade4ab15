"""What was revised: corrected figures, and of a periode that was published twice the old figures beside the new."""

from __future__ import annotations

from itertools import pairwise

from ibtlib.correcties import Correctie, in_woorden
from ibtlib.fouten import opsomming
from ibtlib.gegevens import Gegevens
from ibtlib.periode import Periode, datum_voluit
from ibtlib.tabellen.basis import Herkomst, bronvermelding, tabel
from ibtlib.uitkomsten import versies
from ibtlib.weergave import Cel, Kolom, Plek, Tabel

_CIJFERS = {
    "taakstelling": "taakstelling, personen",
    "achterstand_begin": "achterstand bij het begin, personen (negatief is voorsprong)",
    "totaalopgave": "totaalopgave, personen",
    "realisatie": "realisatie, personen",
    "realisatie_pct_taakstelling": "taakstelling gerealiseerd, in %",
    "realisatie_pct_totaalopgave": "totaalopgave gerealiseerd, in %",
}


def oud_naast_nieuw(g: Gegevens, periode: str) -> Tabel:
    """Every figure of a periode that reads differently now: by a later publication, or by a correction."""
    gekozen = g.periode(periode)
    alle = versies(g, gekozen)
    inhoud: list[tuple[Cel, ...]] = []
    per_cel: dict[tuple[int, int], list[Herkomst]] = {}
    noten: dict[Plek, str] = {}
    for eerst, later in pairwise(alle):
        for kolom, naam in _CIJFERS.items():
            oud, nieuw = getattr(eerst, kolom), getattr(later, kolom)
            if oud != nieuw:
                for j, versie in enumerate((eerst, later), 1):
                    per_cel[len(inhoud), j] = [(versie.bron, versie.vindplaats)]
                inhoud.append((naam, oud, nieuw, _verschil(oud, nieuw), f"de taakstelling is {later.versie}"))
    for c in g.correcties:
        if _gaat_over(c, gekozen):
            noten[len(inhoud), None] = c.tekst
            inhoud.append(
                (f"{c.kolom}, {c.rij}", _cel(c.in_bron), _cel(c.waarde), _verschil(c.in_bron, c.waarde), c.reden)
            )
    return tabel(
        g,
        "herzien",
        f"Herziene cijfers over {gekozen.voluit}",
        (
            Kolom("Cijfer"),
            Kolom("Eerst gepubliceerd", "geheel"),
            Kolom("Hier gebruikt", "geheel"),
            Kolom("Verschil", "geheel", teken=True),
            Kolom("Waarom"),
        ),
        inhoud,
        per_cel=per_cel,
        formules={3: "hier gebruikt − eerst gepubliceerd"},
        leeg="–",
        zonder_rijen="geen",
        klassen={(i, 3): "berekend" for i, rij in enumerate(inhoud) if rij[3] is not None},
        opmerkingen=("Een streepje: bij die versie niet gepubliceerd.",),
    ).met_noten(noten)


def correcties(g: Gegevens) -> Tabel:
    """Every figure that reads differently here than in its source, with who decided so and why."""
    return tabel(
        g,
        "correcties",
        "Gecorrigeerde cijfers",
        (
            Kolom("Correctie"),
            Kolom("Cijfer"),
            Kolom("In de bron", "geheel"),
            Kolom("Hier gebruikt", "geheel"),
            Kolom("Reden"),
            Kolom("Door"),
            Kolom("Vindplaats van het juiste cijfer"),
        ),
        [
            (
                f"correctie {c.nummer}",
                f"{c.kolom}, {c.rij}",
                _cel(c.in_bron),
                _cel(c.waarde),
                c.reden,
                f"{c.door}, {datum_voluit(c.datum)}",
                opsomming(bronvermelding(g, [(c.bron, c.vindplaats or "")])) if c.bron else "door geen bron gegeven",
            )
            for c in g.correcties
        ],
        leeg="niets",
        zonder_rijen="geen; alle cijfers staan hier zoals zij gepubliceerd zijn",
    )


def _gaat_over(c: Correctie, periode: Periode) -> bool:
    return str(periode) in (c.tabel.partition("/")[2], *map(str, c.sleutel))


def _cel(waarde: object) -> Cel:
    return waarde if waarde is None or isinstance(waarde, int) else in_woorden(waarde)


def _verschil(oud: object, nieuw: object) -> int | None:
    return nieuw - oud if isinstance(oud, int) and isinstance(nieuw, int) else None
