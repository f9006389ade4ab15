"""What documents share: dates, positions, treden and ranges in words, events, the sources of the taakstelling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ibtlib.basis.getallen import Getal, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.weergave.herkomst import Herkomst, veld_van
from ibtlib.weergave.kolom import Kolom

_SEIZOENEN = ("winter", "voorjaar", "zomer", "najaar")


# --- in words -----------------------------------------------------------------------------------------------


def datum_tekst(datum: dt.date, precisie: str) -> str:
    """A date no more precise than its source.

    >>> datum_tekst(dt.date(2023, 11, 1), "maand"), datum_tekst(dt.date(2022, 6, 1), "seizoen")
    ('november 2023', 'zomer 2022')
    """
    voluit = datum_voluit(datum)
    seizoen = _SEIZOENEN[datum.month % 12 // 3]
    return {
        "dag": voluit,
        "maand": voluit.split(" ", 1)[1],
        "seizoen": f"{seizoen} {datum.year}",
        "jaar": str(datum.year),
    }[precisie]


def bereik(laag: Getal, hoog: Getal) -> str:
    """One figure, or from low to high; fractions of places rounded half up.

    >>> bereik(3378, 3983), bereik(575, 575)
    ('3.378 tot 3.983', '575')
    """
    return toon(laag) if laag == hoog else f"{toon(laag)} tot {toon(hoog)}"


def bereik_procent(laag: Getal, hoog: Getal) -> str:
    """The same for percentages, with one decimal.

    >>> bereik_procent(50, 50)
    '50,0%'
    """
    return toon_procent(laag, 1) if laag == hoog else f"{toon_procent(laag, 1)} tot {toon_procent(hoog, 1)}"


def stand_tekst(achterstand: int | None) -> str | None:
    """A position with its sign in words, as tabel 1 of the reports has it.

    >>> stand_tekst(422), stand_tekst(-150), stand_tekst(0)
    ('422 achterstand', '150 voorsprong', '0')
    """
    if achterstand is None:
        return None
    woord = {1: " achterstand", -1: " voorsprong", 0: ""}[(achterstand > 0) - (achterstand < 0)]
    return f"{toon(abs(achterstand))}{woord}"


def aantal_personen(n: int) -> str:
    """Persons, with the noun the reports use.

    >>> aantal_personen(1), aantal_personen(1208)
    ('1 vergunninghouder', '1.208 vergunninghouders')
    """
    return f"{toon(n)} {'vergunninghouder' if n == 1 else 'vergunninghouders'}"


def trede_tekst(trede: int | None, leeg: str = "niet gepubliceerd") -> str:
    """As the reports write it.

    >>> trede_tekst(2), trede_tekst(None)
    ('trede 2', 'niet gepubliceerd')
    """
    return leeg if trede is None else f"trede {trede}"


def tredekolom(naam: str, trede: str, leeg: str, formule: str = "") -> Kolom:
    """A column with treden in words, each in the colour of its trede.

    Parameters
    ----------
    naam, formule
        As in `Kolom`.
    trede : str
        Under what the row has its trede; see `Kolom`.
    leeg : str
        What stands there without one.
    """

    def klasse(rij: Any) -> str | None:
        nummer = veld_van(rij, trede)
        return None if nummer is None else f"trede-{nummer}"

    return Kolom(naam, lambda rij: trede_tekst(veld_van(rij, trede), leeg), formule=formule, klasse=klasse)


# --- figures that more than one document shows ------------------------------------------------------------------


def zonder_herhaling(g: Gegevens) -> list[dict[str, Any]]:
    """Each event once per date, without the vaguer dates of an event of which a day is known."""
    alle = list(rijen(g.tabel("gebeurtenissen")))
    op_de_dag = {r["gebeurtenis"] for r in alle if r["precisie"] == "dag"}
    uniek = {
        (r["datum"], r["gebeurtenis"]): r for r in alle if r["precisie"] == "dag" or r["gebeurtenis"] not in op_de_dag
    }
    return [uniek[sleutel] for sleutel in sorted(uniek)]


def herkomst_reeks(g: Gegevens, perioden: Iterable[Periode]) -> list[Herkomst]:
    """Sources of the provincial figures of these perioden."""
    return [(r.bron, r.vindplaats) for p in perioden for r in versies(g, p)]


def herkomst_gemeenten(g: Gegevens, perioden: Iterable[Periode]) -> list[Herkomst]:
    """Sources of the figures per gemeente in these perioden."""
    namen = {str(p) for p in perioden}
    return [(r["bron"], r["vindplaats"]) for r in rijen(g.gemeentecijfers) if r["periode"] in namen]
