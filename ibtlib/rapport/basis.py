"""What the documents share: treden in words and colour, persons in words, dated events, where figures come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.frames import TREDEN
from ibtlib.basis.getallen import Getal, toon, toon_procent
from ibtlib.basis.periode import Periode
from ibtlib.cijfers import uitkomsten
from ibtlib.cijfers.opvang.spreidingswet import provinciale_opgave
from ibtlib.cijfers.uitkomsten import SOM, geldend, sommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import Kader, Kaderreeks
from ibtlib.weergave import LEEG, Tekst
from ibtlib.weergave.herkomst import Herkomst, herkomst_van_alle, veld_van
from ibtlib.weergave.kolom import Kolom

# --- in words ---------------------------------------------------------------------------------------------

SOM_VAN_ALLE = "de som van alle gemeenten; over de provincie als geheel staat niets in de gelezen bronnen"
"""How a figure of the province is computed of which only figures per gemeente are known."""


def aantal_personen(n: int) -> str:
    """Persons, with the noun the reports use.

    >>> aantal_personen(1), aantal_personen(1208)
    ('1 vergunninghouder', '1.208 vergunninghouders')
    """
    return f"{toon(n)} {'vergunninghouder' if n == 1 else 'vergunninghouders'}"


def trede_tekst(trede: int | None, leeg: str = LEEG) -> str:
    """As the reports write it.

    >>> trede_tekst(2), trede_tekst(None)
    ('trede 2', 'niet in de gelezen bronnen')
    """
    return leeg if trede is None else f"trede {trede}"


def treden_in_woorden(per_trede: Any, onbekend: int = 0) -> str:
    """How many gemeenten stand on each trede, and of how many it is not known; empty when of none it is.

    Parameters
    ----------
    per_trede : mapping of trede to int
        A `Counter`, or a row of `Trend.treden`.
    onbekend : int
        Gemeenten without a trede.

    Examples
    --------
    >>> from collections import Counter
    >>> treden_in_woorden(Counter([2, 1, 2]), 1)
    '1 gemeente op trede 1, 2 gemeenten op trede 2 en 1 gemeente waarvan de trede niet bekend is'
    """
    delen = [f"{aantal(per_trede[t], 'gemeente', 'gemeenten')} op trede {t}" for t in TREDEN if per_trede[t]]
    if onbekend:
        delen.append(f"{aantal(onbekend, 'gemeente', 'gemeenten')} waarvan de trede niet bekend is")
    return opsomming(delen) if delen else ""


def tredekolom(
    kaders: Kaderreeks,
    periode: str | Periode | Callable[[Any], str | Periode],
    naam: str,
    trede: str | Callable[[Any], int | None],
    leeg: str = LEEG,
    formule: str = "",
    bron: Iterable[Herkomst] | Callable[[Any], Iterable[Herkomst]] = (),
) -> Kolom:
    """A column of treden: in words, each in the colour that the kader of its periode gives it.

    Parameters
    ----------
    kaders : Kaderreeks
    periode : str, Periode or callable
        Of all rows, or a function of the row.
    naam, formule, bron
        As in `Kolom`.
    trede : str or callable
        The trede of a row: under what the row has it, or a function of the row.
    leeg : str
        What stands there without one.

    Examples
    --------
    >>> tredekolom(Kaderreeks([]), "2023-2", "Vastgesteld", "trede").van({"trede": 2})
    'trede 2'
    """

    def van(rij: Any) -> int | None:
        nummer: int | None = trede(rij) if callable(trede) else veld_van(rij, trede)
        return nummer

    return Kolom(
        naam,
        lambda rij: trede_tekst(van(rij), leeg),
        formule=formule,
        bron=bron,
        klasse=lambda rij: kaders.tredeklasse(periode(rij) if callable(periode) else periode, van(rij)),
    )


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


# --- what several documents show ----------------------------------------------------------------------------


def gebeurtenissen(g: Gegevens) -> list[dict[str, Any]]:
    """Each event once per date, without the vaguer dates of an event of which a day is known."""
    alle = list(rijen(g.tabel("gebeurtenissen")))
    op_de_dag = {r["gebeurtenis"] for r in alle if r["precisie"] == "dag"}
    per_dag = {
        (r["datum"], r["gebeurtenis"]): r for r in alle if r["precisie"] == "dag" or r["gebeurtenis"] not in op_de_dag
    }
    return [per_dag[sleutel] for sleutel in sorted(per_dag)]


# --- sums over gemeenten ------------------------------------------------------------------------------------


def is_som(g: Gegevens, periode: Periode | str) -> bool:
    """Whether the figures of the province in a periode are added up over its gemeenten."""
    nu = geldend(g, Periode.lees(periode))
    return nu is not None and nu.versie == SOM


def somnoot(g: Gegevens, periode: Periode | str) -> str:
    """The note of a row with such sums: of how many gemeenten; empty where the figures are published."""
    if not is_som(g, periode):
        return ""
    n = sommen(g, Periode.lees(periode))["taakstelling"].gemeenten
    return (
        f"Berekend: de som van {n} van {n} gemeenten; over de provincie als geheel staat niets in de gelezen bronnen."
    )


def somklasse(g: Gegevens, periode: Periode | str, waarde: object) -> str:
    """The class of a cell in such a row."""
    return "berekend" if waarde is not None and is_som(g, periode) else ""


# --- where figures come from --------------------------------------------------------------------------------


def herkomst_reeks(g: Gegevens, perioden: Iterable[Periode | str]) -> list[Herkomst]:
    """Sources of the provincial figures of these perioden; of a sum over gemeenten those of the gemeenten."""
    alle = (r for p in perioden for r in uitkomsten.bekende(g, Periode.lees(p)))
    return [h for r in alle for h in uitkomsten.herkomst_geldend(g, r)]


def herkomst_gemeenten(g: Gegevens, perioden: Iterable[Periode | str]) -> list[Herkomst]:
    """Sources of the figures per gemeente in these perioden."""
    return [h for p in dict.fromkeys(map(str, perioden)) for h in uitkomsten.herkomst_gemeenten(g, p)]


def herkomst_kader(g: Gegevens, kader: Kader | None) -> list[Herkomst]:
    """The sources of a kader that were there when was reported."""
    dag = g.bekend_op or dt.date.max
    return [(v.bron, v.vindplaats) for v in (kader.bronnen if kader else ()) if g.bronnen[v.bron].is_bekend_op(dag)]


def herkomst_wettelijk(g: Gegevens, perioden: Iterable[str]) -> list[Herkomst]:
    """Sources of what the law makes of the taakstelling: the national figures and the inhabitants."""
    namen = list(dict.fromkeys(perioden))
    return [h for deel in (herkomst_landelijk, herkomst_inwoners) for p in namen for h in deel(g, p)]


def herkomst_landelijk(g: Gegevens, periode: str) -> list[Herkomst]:
    """Source of the first national taakstelling of a periode."""
    alle = rijen(g.landelijk("taakstelling"))
    return herkomst_van_alle(r for r in alle if r["periode"] == periode and r["versie"] == "oorspronkelijk")


def herkomst_inwoners(g: Gegevens, periode: str) -> list[Herkomst]:
    """Source of the inhabitants of the country on the day that the law takes for a periode."""
    datum = Periode.lees(periode).bevolkingsdatum
    alle = rijen(g.landelijk("inwoners"))
    return herkomst_van_alle(r for r in alle if r["datum"] == datum and r["gebiedscode"] == "NL01")


def niets_over_opvang(g: Gegevens) -> Tekst:
    """That a coverage cannot be given, and which part of it the sources do give.

    Examples
    --------
    Of the opgave the voortgangsrapportage of 20 March 2024 tells (§4.4), of the capacity the letter of later:

    >>> from ibtlib.gegevens.gegevens import laad
    >>> print(niets_over_opvang(laad("utrecht").voor("2023-2")))
    De opgave van Utrecht is 8.207 plekken; over de opvangcapaciteit staat niets in de gelezen bronnen.
    """
    opgave = provinciale_opgave(g)
    if opgave is None or opgave["opgave"] is None:
        return Tekst((f"Over de opvangcapaciteit of de opgave van {g.naam} staat niets in de gelezen bronnen.",))
    gevraagd = f"De opgave van {g.naam} is {toon(opgave['opgave'])} plekken"
    return Tekst((f"{gevraagd}; over de opvangcapaciteit staat niets in de gelezen bronnen.",))
