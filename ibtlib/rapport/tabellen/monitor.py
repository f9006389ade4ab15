"""Tables of notebook 06: interim figures against the pace, what changed, and who needs a conversation now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.monitor import Tussenstand, lees_peildatum, redenen, van_gemeenten, van_provincie
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen import verantwoording
from ibtlib.rapport.tabellen.basis import tabel
from ibtlib.rapport.tabellen.voortgang import stand_tekst
from ibtlib.weergave import Kop, Tabel, Waarde

_OPGAVE = "taakstelling + achterstand bij het begin"
_DEEL = "realisatie ÷ totaalopgave"
_LINEAIR = "realisatie ÷ het deel van de periode dat voorbij is"
_EINDSTAND = "totaalopgave − de verwachte realisatie in de kolom ervoor; negatief is een voorsprong"


def provincie(g: Gegevens, peildatum: str) -> Tabel:
    """The interim figure of the whole province against every version of the taakstelling."""
    datum = lees_peildatum(g, peildatum)
    lijst = van_provincie(g, datum)
    standen = [s for _, s in lijst]
    klassen: dict[tuple[int, int], str] = {}
    rijen: list[tuple[Waarde, ...]] = []
    for i, (versie, s) in enumerate(lijst):
        rijen.append(
            (
                f"{s.periode}, {versie}",
                s.taakstelling,
                s.totaalopgave,
                s.realisatie,
                s.gepubliceerd_pct,
                s.pct_totaalopgave,
                s.verwacht_lineair,
                stand_tekst(s.eindstand(s.verwacht_lineair)),
                s.verwacht_patroon,
                stand_tekst(s.eindstand(s.verwacht_patroon)),
            )
        )
        klassen |= _klassen(i, {5: "berekend", 6: "berekend", 7: "berekend", 8: "aanname", 9: "aanname"}, rijen[-1])
    kolommen = (
        Kop("Taakstelling"),
        Kop("Personen", "geheel"),
        Kop("Totaalopgave", "geheel"),
        Kop("Realisatie", "geheel"),
        Kop("In de bron", "procent"),
        Kop("Van de totaalopgave", "procent", 1),
        Kop("Verwacht, lineair", "geheel"),
        Kop("Eindstand, lineair"),
        Kop("Verwacht, naar eerdere perioden", "geheel"),
        Kop("Eindstand, naar eerdere perioden"),
    )
    breedte = len(kolommen) - (0 if _patroon(standen) else 2)
    return tabel(
        g,
        "tussenstand-provincie",
        f"Stand van de hele provincie op {datum_voluit(datum)}, in personen",
        kolommen[:breedte],
        (rij[:breedte] for rij in rijen),
        per_rij=[s.herkomst for s in standen],
        formules={5: _DEEL, 6: _LINEAIR, 7: _EINDSTAND, **_patroonformules(standen, 8)},
        leeg="–",
        zonder_rijen="niet gepubliceerd",
        klassen=klassen,
        opmerkingen=(*_zonder_patroon(standen), *_zonder_bron(g, datum, standen)),
    )


def gemeenten(g: Gegevens, peildatum: str) -> Tabel:
    """Every gemeente against its opgave and an even pace; sortable on a page."""
    datum = lees_peildatum(g, peildatum)
    lijst = van_gemeenten(g, datum)
    rijen: list[tuple[Waarde, ...]] = []
    klassen: dict[tuple[int, int], str] = {}
    for i, s in enumerate(lijst):
        rijen.append(
            (
                s.naam,
                s.totaalopgave,
                s.realisatie,
                s.pct_totaalopgave,
                _schema(s),
                s.verwacht_lineair,
                s.eindstand(s.verwacht_lineair),
                s.verwacht_patroon,
                s.eindstand(s.verwacht_patroon),
            )
        )
        klassen |= _klassen(
            i, {1: "berekend", 3: "berekend", 5: "berekend", 6: "berekend", 7: "aanname", 8: "aanname"}, rijen[-1]
        )
    kolommen = (
        Kop("Gemeente"),
        Kop("Totaalopgave", "geheel"),
        Kop("Realisatie", "geheel"),
        Kop("Van de totaalopgave", "procent"),
        Kop("Tempo"),
        Kop("Verwacht, lineair", "geheel"),
        Kop("Eindstand, lineair", "geheel"),
        Kop("Verwacht, naar eerdere perioden", "geheel"),
        Kop("Eindstand, naar eerdere perioden", "geheel"),
    )
    breedte = len(kolommen) - (0 if _patroon(lijst) else 2)
    return tabel(
        g,
        "tussenstand-gemeenten",
        f"Stand per gemeente op {datum_voluit(datum)}, in personen",
        kolommen[:breedte],
        (rij[:breedte] for rij in rijen),
        per_rij=[s.herkomst for s in lijst],
        formules={1: _OPGAVE, 3: _DEEL, 5: _LINEAIR, 6: _EINDSTAND, **_patroonformules(lijst, 7)},
        leeg="–",
        zonder_rijen="niet gepubliceerd",
        klassen=klassen,
        opmerkingen=(*_zonder_patroon(lijst), *_zonder_bron(g, datum, lijst)),
        sorteerbaar=True,
    )


def koppelingen(g: Gegevens, peildatum: str) -> Tabel:
    """Who was linked, who of them still waits, and what is short of the opgave."""
    datum = lees_peildatum(g, peildatum)
    lijst = [s for s in van_gemeenten(g, datum) if s.gekoppeld is not None]
    rijen = [(s.naam, s.totaalopgave, s.gekoppeld, s.koppelingstekort, s.wachtend) for s in lijst]
    return tabel(
        g,
        "tussenstand-koppelingen",
        f"Koppelingen op {datum_voluit(datum)}, in personen",
        (
            Kop("Gemeente"),
            Kop("Totaalopgave", "geheel"),
            Kop("Gekoppeld", "geheel"),
            Kop("Nog niet gekoppeld van de totaalopgave", "geheel"),
            Kop("Gekoppeld en nog niet gehuisvest", "geheel"),
        ),
        rijen,
        per_rij=[s.herkomst for s in lijst],
        formules={
            1: _OPGAVE,
            3: "totaalopgave − gekoppeld, en niets waar dat minder dan nul is",
            4: "gekoppeld − realisatie, en niets waar dat minder dan nul is",
        },
        leeg="–",
        zonder_rijen="niet gepubliceerd",
        klassen={(i, j): "berekend" for i, rij in enumerate(rijen) for j in (1, 3, 4) if rij[j] is not None},
        opmerkingen=_zonder_bron(g, datum, lijst),
        sorteerbaar=True,
    )


def gesprekken(g: Gegevens, peildatum: str) -> Tabel:
    """The gemeenten with which a conversation is due, each with the reasons in words; by name."""
    datum = lees_peildatum(g, peildatum)
    lijst = van_gemeenten(g, datum)
    return tabel(
        g,
        "gesprekken",
        f"Met wie nu een gesprek nodig is, {datum_voluit(datum)}",
        (Kop("Gemeente"), Kop("Waarom")),
        [(s.naam, f"{'; '.join(waarom)}.") for s in lijst if (waarom := redenen(s))],
        _herkomst(lijst),
        zonder_rijen="geen enkele gemeente geeft daar aanleiding toe"
        if lijst
        else "niet te zeggen, want de cijfers per gemeente zijn niet gepubliceerd",
        opmerkingen=(
            "Aanname: ibtlib wijst aan wie achterloopt op een gelijkmatig tempo, in dit tempo de taakstelling niet haalt, of "
            "sinds de vorige stand niemand huisvestte. Het is een signaal, geen oordeel; geen bron geeft hiervoor een norm.",
            *_zonder_bron(g, datum, lijst),
        ),
    )


def vastlegging(g: Gegevens, peildatum: str) -> Tabel:
    """With which programs and from which files the page was made."""
    return verantwoording.vastlegging(g, str(Periode.van(lees_peildatum(g, peildatum))))


def veranderd(g: Gegevens, peildatum: str) -> Tabel:
    """What changed since the last stand of the same periode."""
    datum = lees_peildatum(g, peildatum)
    lijst = [s for s in van_gemeenten(g, datum) if s.vorige]
    vorige = lijst[0].vorige if lijst else None
    sinds = datum_voluit(vorige.datum) if vorige else "de vorige stand"
    rijen = [
        (s.naam, s.vorige.realisatie, s.realisatie, s.erbij, s.vorige.gekoppeld, s.gekoppeld, s.gekoppeld_erbij)
        for s in lijst
        if s.vorige
    ]
    return tabel(
        g,
        "veranderd",
        f"Wat er veranderde van {sinds} tot {datum_voluit(datum)}, in personen",
        (
            Kop("Gemeente"),
            Kop("Realisatie was", "geheel"),
            Kop("nu", "geheel"),
            Kop("erbij", "geheel", teken=True),
            Kop("Gekoppeld was", "geheel"),
            Kop("nu gekoppeld", "geheel"),
            Kop("gekoppeld erbij", "geheel", teken=True),
        ),
        rijen,
        per_rij=[s.herkomst for s in lijst],
        formules={3: "nu − was", 6: "nu gekoppeld − gekoppeld was"},
        leeg="–",
        zonder_rijen="niet te zeggen, want er is geen eerdere stand per gemeente in deze periode",
        klassen={(i, j): "berekend" for i, rij in enumerate(rijen) for j in (3, 6) if rij[j] is not None},
        opmerkingen=_zonder_bron(g, datum, lijst),
        sorteerbaar=True,
    )


def _schema(s: Tussenstand) -> str:
    return "onbekend" if s.achter is None else "achter" if s.achter else "op schema"


def _klassen(rij: int, kolommen: dict[int, str], cellen: tuple[Waarde, ...]) -> dict[tuple[int, int], str]:
    return {(rij, j): klasse for j, klasse in kolommen.items() if cellen[j] is not None}


def _patroon(lijst: list[Tussenstand]) -> list[str]:
    """The earlier perioden by which the last two columns go; without any those columns are left out."""
    return sorted({p for s in lijst for p in s.patroon_van})


def _patroonformules(lijst: list[Tussenstand], kolom: int) -> dict[int, str]:
    """How those two columns are worked out."""
    if not (perioden := _patroon(lijst)):
        return {}
    zoals = f"Aanname: het tempo verloopt zoals in {opsomming(perioden)}"
    return {kolom: zoals, kolom + 1: f"{zoals}; {_EINDSTAND}"}


def _zonder_patroon(lijst: list[Tussenstand]) -> tuple[str, ...]:
    if _patroon(lijst):
        return ()
    return (
        "Naar eerdere perioden is niet te rekenen: van geen eerdere periode is een tussenstand met de uitkomst bekend.",
    )


def _herkomst(lijst: Iterable[Tussenstand]) -> list[tuple[str, str]]:
    return [plek for s in lijst for plek in s.herkomst]


def _zonder_bron(g: Gegevens, datum: dt.date, lijst: list[Tussenstand]) -> tuple[str, ...]:
    """Where the file of the day names no source, the file is the source, and the table says so."""
    frame = g.tussenstanden
    eigen = frame[frame["datum"] == datum]
    if not lijst or eigen.empty or eigen["bron"].notna().all():
        return ()
    return (
        f"De stand zelf heeft geen bron: zij komt uit het bestand tussenstanden/{datum.isoformat()}.csv van de provincie.",
    )
