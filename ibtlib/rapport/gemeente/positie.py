"""The chapter Positie: the figures of the gemeente in the last perioden, and where it stands among the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import rond_heel, toon, toon_procent
from ibtlib.basis.woorden import stand_in_woorden, stand_kort
from ibtlib.cijfers.posities import FEITEN, Dossier, Positie
from ibtlib.cijfers.uitkomsten import verlaging
from ibtlib.cijfers.wettelijk import naar_verhouding, taakstelling_per_gemeente
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import FEIT_IN_WOORDEN, Kaderreeks
from ibtlib.rapport.basis import herkomst_wettelijk, trede_tekst
from ibtlib.rapport.elders import zin_elders
from ibtlib.weergave import Tabel, Tekst, bronregel
from ibtlib.weergave.herkomst import bronvermelding
from ibtlib.weergave.kolom import AANNAME, Kolom, tabel

_PERIODEN = 4  # that fit beside each other on a page


def over_cijfers(d: Dossier) -> Tekst:
    """Which figures are missing, so that nobody takes an empty cell for a zero."""
    p = d.positie
    if not p.ontbreekt:
        return Tekst((f"Alle cijfers van {p.gemeente} over {p.periode} zijn bekend. Cursief is berekend.",))
    wat = opsomming(FEIT_IN_WOORDEN[naam] for naam in p.ontbreekt)
    slot = " Hieronder staat wat wel bekend is." if len(p.ontbreekt) == len(FEITEN) else ""
    onderwerpen = ["taakstelling per gemeente"] if "taakstelling" in p.ontbreekt else []
    onderwerpen += ["resultaten per gemeente"] if "realisatie" in p.ontbreekt else []
    elders = zin_elders(d.g, *onderwerpen, periode=p.periode)
    zin = f"Niet in de gelezen bronnen voor {p.gemeente} in {p.periode}: {wat}."
    return Tekst((f"{zin}{f' {elders}' if elders else ''}{slot}",), soort="let-op")


@dataclass(frozen=True)
class _Cijfer:
    """One row: how it is called, what it says of a position, and how that is computed (nothing: it is published)."""

    naam: str
    van: Callable[[Positie], str | None]
    formule: str = ""
    trede: Callable[[Positie], int | None] | None = None

    def klasse(self, p: Positie, kaders: Kaderreeks) -> str:
        if self.trede:
            return kaders.tredeklasse(p.periode, self.trede(p))
        if not self.formule or self.van(p) is None:
            return ""
        return "aanname" if self.formule.startswith(AANNAME) else "berekend"

    @property
    def noot(self) -> str:
        """How it is computed, as a sentence; empty when it is published."""
        if not self.formule:
            return ""
        return f"{self.formule if self.formule.startswith(AANNAME) else f'Berekend: {self.formule}'}."


def _trede(naam: str, trede: Callable[[Positie], int | None], formule: str = "") -> _Cijfer:
    """A row that says a trede, in its colour."""

    def in_woorden(p: Positie) -> str | None:
        return None if trede(p) is None else trede_tekst(trede(p))

    return _Cijfer(naam, in_woorden, formule, trede)


def _getal(waarde: int | None) -> str | None:
    return None if waarde is None else toon(waarde)


def _procent(waarde: Fraction | None) -> str | None:
    return None if waarde is None else toon_procent(waarde)


_HUISVESTING = (
    _Cijfer("taakstelling", lambda p: _getal(p.taakstelling)),
    _Cijfer("achterstand of voorsprong bij het begin", lambda p: stand_kort(p.achterstand_begin)),
    _Cijfer("totaalopgave", lambda p: _getal(p.totaalopgave), "taakstelling + achterstand"),
    _Cijfer("realisatie", lambda p: _getal(p.realisatie)),
    _Cijfer(
        "achterstand of voorsprong op de peildatum",
        lambda p: stand_kort(p.achterstand_eind),
        "totaalopgave − realisatie",
    ),
    _Cijfer("taakstelling gerealiseerd", lambda p: _procent(p.pct_taakstelling), "realisatie ÷ taakstelling"),
    _Cijfer("totaalopgave gerealiseerd", lambda p: _procent(p.pct_totaalopgave), "realisatie ÷ totaalopgave"),
    _Cijfer("tijdig gekoppeld", lambda p: _getal(p.gekoppeld)),
    _Cijfer("koppelingstekort", lambda p: _getal(p.koppelingstekort), "totaalopgave − tijdig gekoppeld, minstens 0"),
)
_VASTGESTELD = _trede("trede, vastgesteld", lambda p: p.trede_vastgesteld)
_BEOORDELING = (
    _VASTGESTELD,
    _trede("trede, berekend", lambda p: p.trede_berekend, "met de regels van het kader op deze cijfers"),
    _Cijfer("beoordeeld op", lambda p: p.grondslag_vastgesteld or None),
)


def tabel_positie(d: Dossier) -> Tabel:
    """Position and trede in the last perioden: rows of which nothing is known are left out (a sentence says which)."""
    verloop = d.verloop[-_PERIODEN:]
    cijfers = (*_HUISVESTING, *_wettelijk(d.g, verloop), *_BEOORDELING)
    return tabel(
        d.g,
        "positie",
        f"Positie van {d.positie.gemeente} per periode; aantallen zijn personen",
        (Kolom("Cijfer", "naam"), *(_kolom(p, d.g.kaders) for p in verloop)),
        [c for c in cijfers if c is _VASTGESTELD or any(c.van(p) is not None for p in verloop)],
        noot=attrgetter("noot"),
        leeg="–",
        opmerkingen=("Een streepje: niet in de gelezen bronnen, nog niet vastgesteld of niet te berekenen.",),
    )


def _kolom(p: Positie, kaders: Kaderreeks) -> Kolom:
    return Kolom(str(p.periode), lambda c: c.van(p), "geheel", bron=p.herkomst, klasse=lambda c: c.klasse(p, kaders))


def _wettelijk(g: Gegevens, verloop: Sequence[Positie]) -> tuple[_Cijfer, _Cijfer]:
    """What the law makes of the taakstelling, first and lowered, where that of the gemeente is in no source read."""
    exact = {p.periode: _taakstelling_naar_inwoners(g, p) for p in verloop if p.taakstelling is None}
    bekend = [str(periode) for periode, n in exact.items() if n is not None]
    bron = bronregel(bronvermelding(g, herkomst_wettelijk(g, bekend))).rstrip(".")

    def verlaagd(p: Positie) -> int | None:
        deel = exact.get(p.periode)
        return None if deel is None else naar_verhouding(deel, verlaging(g, p.periode))

    return (
        _Cijfer(
            "oorspronkelijke taakstelling naar inwoners (Huisvestingswet 2014, artikel 29)",
            lambda p: None if (deel := exact.get(p.periode)) is None else _getal(rond_heel(deel)),
            f"landelijke taakstelling × inwoners van de gemeente ÷ inwoners van Nederland. {bron}",
        ),
        _Cijfer(
            "verlaagde taakstelling naar inwoners",
            lambda p: _getal(verlaagd(p)),
            f"{AANNAME}elke gemeente is in dezelfde verhouding verlaagd als de provincie; de oorspronkelijke × verlaagde "
            "taakstelling van de provincie ÷ oorspronkelijke",
        ),
    )


def _taakstelling_naar_inwoners(g: Gegevens, p: Positie) -> Fraction | None:
    try:
        frame = taakstelling_per_gemeente(g, p.periode, exact=True)
    except AanvraagFout:
        return None
    return {r["gemeentecode"]: r["exact"] for r in rijen(frame)}.get(p.code)


def over_plaats(d: Dossier) -> Tekst:
    """How many gemeenten stand where, this one among them; never who does better."""
    p = d.positie
    alle = list(d.alle.values())
    treden = [t for t in d.treden.values() if t is not None]
    if not treden:
        return Tekst((f"Over {p.periode} is van geen van de {len(alle)} gemeenten een trede bekend.",))
    delen = [f"{treden.count(t)} op trede {t}" for t in sorted(set(treden))]
    zin = f"Van de {len(alle)} gemeenten van {d.g.naam} staan er {opsomming(delen)} ({d.trede_soort})"
    zin += "." if p.trede is not None else f"; van {p.gemeente} is geen trede bekend."
    eind = [q.achterstand_eind for q in alle if q.achterstand_eind is not None]
    if eind:
        zin += (
            f" Van de {len(eind)} waarvan de eindstand te berekenen is, hebben er {_hoeveel(e > 0 for e in eind)} een "
            f"achterstand en {_hoeveel(e < 0 for e in eind)} een voorsprong; {p.gemeente} heeft "
            f"{'geen berekende eindstand' if p.achterstand_eind is None else stand_in_woorden(p.achterstand_eind)}."
        )
    return Tekst((zin,))


def _hoeveel(waar: Iterable[bool]) -> str:
    return str(sum(waar) or "nul")
