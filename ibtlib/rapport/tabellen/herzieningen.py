"""What was revised: corrected figures, and of a periode that was published twice the old figures beside the new."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.correcties import Correctie, in_woorden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.weergave import Tabel, Waarde
from ibtlib.weergave.herkomst import Herkomst, bronvermelding
from ibtlib.weergave.kolom import Kolom, tabel

_CIJFERS = {
    "taakstelling": "taakstelling, personen",
    "achterstand_begin": "achterstand bij het begin, personen (negatief is voorsprong)",
    "totaalopgave": "totaalopgave, personen",
    "realisatie": "realisatie, personen",
    "realisatie_pct_taakstelling": "taakstelling gerealiseerd, in %",
    "realisatie_pct_totaalopgave": "totaalopgave gerealiseerd, in %",
}


@dataclass(frozen=True)
class _Herziening:
    """One figure that reads differently now: by a later publication, or by a correction."""

    cijfer: str
    eerst: Waarde
    nu: Waarde
    reden: str
    bron_eerst: tuple[Herkomst, ...] = ()
    bron_nu: tuple[Herkomst, ...] = ()
    noot: str = ""

    @property
    def verschil(self) -> int | None:
        return self.nu - self.eerst if isinstance(self.eerst, int) and isinstance(self.nu, int) else None


def oud_naast_nieuw(g: Gegevens, periode: str) -> Tabel:
    """Every figure of a periode that reads differently now: by a later publication, or by a correction."""
    gekozen = g.periode(periode)
    herzien = [
        _Herziening(
            naam,
            oud,
            nieuw,
            f"de taakstelling is {later.versie}",
            ((eerst.bron, eerst.vindplaats),),
            ((later.bron, later.vindplaats),),
        )
        for eerst, later in pairwise(versies(g, gekozen))
        for kolom, naam in _CIJFERS.items()
        if (oud := getattr(eerst, kolom)) != (nieuw := getattr(later, kolom))
    ]
    herzien += [
        _Herziening(f"{c.kolom}, {c.rij}", _cel(c.in_bron), _cel(c.waarde), c.reden, noot=c.tekst)
        for c in g.correcties
        if _gaat_over(c, gekozen)
    ]
    return tabel(
        g,
        "herzien",
        f"Herziene cijfers over {gekozen.voluit}",
        (
            Kolom("Cijfer", attrgetter("cijfer")),
            Kolom("Eerst gepubliceerd", attrgetter("eerst"), "geheel", bron=attrgetter("bron_eerst")),
            Kolom("Hier gebruikt", attrgetter("nu"), "geheel", bron=attrgetter("bron_nu")),
            Kolom(
                "Verschil", attrgetter("verschil"), "geheel", teken=True, formule="hier gebruikt − eerst gepubliceerd"
            ),
            Kolom("Waarom", attrgetter("reden")),
        ),
        herzien,
        noot=attrgetter("noot"),
        leeg="–",
        zonder_rijen="geen",
        opmerkingen=("Een streepje: bij die versie niet gepubliceerd.",),
    )


def correcties(g: Gegevens) -> Tabel:
    """Every figure that reads differently here than in its source, with who decided so and why."""
    return tabel(
        g,
        "correcties",
        "Gecorrigeerde cijfers",
        (
            Kolom("Correctie", lambda c: f"correctie {c.nummer}"),
            Kolom("Cijfer", lambda c: f"{c.kolom}, {c.rij}"),
            Kolom("In de bron", lambda c: _cel(c.in_bron), "geheel"),
            Kolom("Hier gebruikt", lambda c: _cel(c.waarde), "geheel"),
            Kolom("Reden", attrgetter("reden")),
            Kolom("Door", lambda c: f"{c.door}, {datum_voluit(c.datum)}"),
            Kolom(
                "Vindplaats van het juiste cijfer",
                lambda c: opsomming(bronvermelding(g, [(c.bron, c.vindplaats or "")])) or "door geen bron gegeven",
            ),
        ),
        g.correcties,
        leeg="niets",
        zonder_rijen="geen; alle cijfers staan hier zoals zij gepubliceerd zijn",
    )


def _gaat_over(c: Correctie, periode: Periode) -> bool:
    return str(periode) in (c.tabel.partition("/")[2], *map(str, c.sleutel))


def _cel(waarde: object) -> Waarde:
    return waarde if waarde is None or isinstance(waarde, int) else in_woorden(waarde)
