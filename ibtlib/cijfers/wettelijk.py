"""The taakstelling of a gemeente by law: its share, by inhabitants, of the national total (Huisvestingswet 2014, art. 29)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.gegevens.bronnen import als_kolommen, herkomst
from ibtlib.gegevens.invoer import rijen

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from ibtlib.gegevens.gegevens import Gegevens

PER_GEMEENTE: Kolomsoorten = {
    "gemeentecode": "tekst",
    "gemeente": "tekst",
    "inwoners": "aantal",
    "exact": "getal",
    "taakstelling": "aantal",
    "status": "tekst",
    "formule": "tekst",
    **WAAR,
}
NAAST_GEPUBLICEERD: Kolomsoorten = {
    "periode": "periode",
    "landelijk": "aantal",
    "exact": "getal",
    "som": "aantal",
    "gepubliceerd": "aantal",
    "verschil": "aantal",
    "status": "tekst",
    **WAAR,
}
AFRONDINGEN = ("dichtstbij", "omhoog")


def verdeel_taakstelling(
    landelijk: int, inwoners_gemeente: int, inwoners_land: int, afronding: str = "dichtstbij"
) -> int:
    """Taakstelling of a gemeente: its share, by inhabitants, of the national total.

    Parameters
    ----------
    landelijk : int
        National taakstelling of the half-year, persons.
    inwoners_gemeente, inwoners_land : int
        Both on 1 January of the year before (`Periode.bevolkingsdatum`).
    afronding : str
        `dichtstbij` (as published figures look) or `omhoog` (as the law says).

    Raises
    ------
    AanvraagFout
        Another afronding, or figures that cannot be.

    Source
    ------
    Huisvestingswet 2014, art. 29 lid 1.

    Examples
    --------
    Soest, 2023-2: 27.300 × 47.113 ÷ 17.590.672 = 73,12.

    >>> [verdeel_taakstelling(27_300, 47_113, 17_590_672, a) for a in ("dichtstbij", "omhoog")]
    [73, 74]
    """
    if afronding not in AFRONDINGEN:
        raise AanvraagFout(f"Afronding '{afronding}' is er niet. Kies {opsomming(AFRONDINGEN, 'of')}.")
    exact = aandeel(landelijk, inwoners_gemeente, inwoners_land)
    return rond_heel(exact) if afronding == "dichtstbij" else -(-exact.numerator // exact.denominator)


def aandeel(landelijk: int, inwoners_gemeente: int, inwoners_land: int) -> Fraction:
    """The exact share before rounding; see `verdeel_taakstelling`.

    >>> from ibtlib.basis.getallen import toon
    >>> toon(aandeel(21_200, 1_369_873, 17_590_672), 1)
    '1.650,9'
    """
    if landelijk < 0 or inwoners_gemeente < 0 or inwoners_land <= 0 or inwoners_gemeente > inwoners_land:
        raise AanvraagFout(
            f"Van {toon(landelijk)} naar rato van {toon(inwoners_gemeente)} op {toon(inwoners_land)} "
            "inwoners is geen aandeel te berekenen: geen van de drie is negatief, en het land is het grootst."
        )
    return Fraction(landelijk * inwoners_gemeente, inwoners_land)


def naar_verhouding(exact: Fraction, verlaging: tuple[int, int] | None) -> int | None:
    """A share of the first taakstelling, lowered as that of the province was; assumed is that all were alike.

    Parameters
    ----------
    exact : Fraction
        Of `taakstelling_per_gemeente`, not rounded.
    verlaging : tuple of int or None
        Lowered and first figure of the province; see `uitkomsten.verlaging`.

    Examples
    --------
    De Bilt, 2023-2: 27.300 × 43.508 ÷ 17.590.672 × 1.372 ÷ 2.126 = 43,57.

    >>> naar_verhouding(aandeel(27_300, 43_508, 17_590_672), (1372, 2126))
    44
    """
    return None if verlaging is None else rond_heel(exact * verlaging[0] / verlaging[1])


def taakstelling_per_gemeente(
    g: Gegevens,
    periode: Periode | str,
    afronding: str = "dichtstbij",
    versie: str = "oorspronkelijk",
    exact: bool = False,
) -> pd.DataFrame:
    """Divide the national taakstelling over the gemeenten as the law does: by their inhabitants.

    Parameters
    ----------
    g : Gegevens
        Of which the national tables `taakstelling` and `inwoners` and the gemeentelijst are read.
    periode : Periode or str
        Half-year.
    afronding : str
        `dichtstbij` or `omhoog`.
    versie : str
        Of the national taakstelling: `oorspronkelijk` or `verlaagd`.
    exact : bool
        Ints and Fractions, and None where nothing is known, instead of the types of `basis.frames`.

    Returns
    -------
    DataFrame
        Columns `gemeentecode`, `gemeente`, `inwoners`, `exact` (the share, unrounded), `taakstelling`, `status`
        (always `berekend`), `formule`, `bron` and `vindplaats` (of the national figure and of the
        inhabitants). A gemeente whose inhabitants are not known has none.

    Raises
    ------
    AanvraagFout
        When the national taakstelling or the inhabitants on the population date are not known.

    Source
    ------
    Huisvestingswet 2014, art. 29 lid 1.

    Examples
    --------
    27300 persons × 361.699 ÷ 17.590.672 inhabitants of Utrecht and of the country on 1 January 2022.

    >>> import ibtlib as ibt
    >>> verdeeld = ibt.taakstelling_per_gemeente(ibt.laad("utrecht"), "2023-2").set_index("gemeente")
    >>> verdeeld.at["Utrecht", "taakstelling"].item(), verdeeld.at["Utrecht", "exact"].round(2).item()
    (561, 561.34)
    """
    p = Periode.lees(periode)
    verdeeld, inwoners = _landelijk(g, p, versie), _inwoners(g, p.bevolkingsdatum)
    landelijk = verdeeld["taakstelling"]
    land = inwoners["NL01"]["inwoners"]
    gedeeld = f"{toon(landelijk)} × inwoners ÷ {toon(land)}"
    formule = f"{gedeeld} ({datum_voluit(p.bevolkingsdatum)}), afgerond {afronding}"
    regels = []
    for gemeente in g.gemeentelijst.op(p.begin):
        rij = inwoners.get(gemeente.code)
        n = rij["inwoners"] if rij else None
        regels.append(
            {
                "gemeentecode": gemeente.code,
                "gemeente": gemeente.naam,
                "inwoners": n,
                "exact": None if n is None else aandeel(landelijk, n, land),
                "taakstelling": None if n is None else verdeel_taakstelling(landelijk, n, land, afronding),
                "status": "berekend",
                "formule": formule,
                **als_kolommen(herkomst(verdeeld, rij)),
            }
        )
    return frame_van(regels, PER_GEMEENTE, exact)


def perioden_met_aandeel(g: Gegevens) -> list[str]:
    """The perioden of which the national taakstelling and the inhabitants are known, so what is due by law."""
    landelijk, inwoners = g.landelijk("taakstelling"), g.landelijk("inwoners")
    dagen = set(inwoners.loc[inwoners["gebiedscode"] == "NL01", "datum"])
    perioden = set(landelijk.loc[landelijk["versie"] == "oorspronkelijk", "periode"])
    return sorted(p for p in perioden if Periode.lees(p).bevolkingsdatum in dagen)


def taakstelling_naast_gepubliceerd(g: Gegevens, afronding: str = "dichtstbij", exact: bool = False) -> pd.DataFrame:
    """The sum of the computed taakstellingen beside the provincial figure that was published, per periode.

    Returns
    -------
    DataFrame
        One row per periode of which the national taakstelling and the inhabitants are known: `periode`, `landelijk`,
        `exact` (pro rata of the province, unrounded), `som` (of the rounded gemeenten; missing when one is not known),
        `gepubliceerd`, `verschil` (published − som), `status` (`berekend`), and of what was published `bron` and
        `vindplaats`.
    """
    gepubliceerd = {r["periode"]: r for r in rijen(g.tabel("resultaten")) if r["versie"] == "oorspronkelijk"}
    regels = []
    for periode in perioden_met_aandeel(g):
        p = Periode.lees(periode)
        landelijk = _landelijk(g, p, "oorspronkelijk")["taakstelling"]
        inwoners = _inwoners(g, p.bevolkingsdatum)
        gemeenten = taakstelling_per_gemeente(g, p, afronding, exact=True)["taakstelling"].tolist()
        som = None if None in gemeenten else sum(gemeenten)
        rij, eigen = gepubliceerd.get(periode), inwoners.get(g.code)
        publicatie = rij["taakstelling"] if rij else None
        regels.append(
            {
                "periode": periode,
                "landelijk": landelijk,
                "exact": aandeel(landelijk, eigen["inwoners"], inwoners["NL01"]["inwoners"]) if eigen else None,
                "som": som,
                "gepubliceerd": publicatie,
                "verschil": None if publicatie is None or som is None else publicatie - som,
                "status": "berekend",
                **als_kolommen(herkomst(rij)),
            }
        )
    return frame_van(regels, NAAST_GEPUBLICEERD, exact)


def _landelijk(g: Gegevens, periode: Periode, versie: str) -> dict[str, Any]:
    """The row with the national taakstelling."""
    per_periode = {r["periode"]: r for r in rijen(g.landelijk("taakstelling")) if r["versie"] == versie}
    if str(periode) not in per_periode:
        bekend = opsomming(sorted(per_periode))
        raise AanvraagFout(f"De landelijke taakstelling van {periode} ({versie}) is niet bekend; wel van {bekend}.")
    return per_periode[str(periode)]


def _inwoners(g: Gegevens, datum: dt.date) -> dict[str, dict[str, Any]]:
    """The row with the inhabitants by code on a day, from one source: the one that gives the most gebieden."""
    tabel = g.landelijk("inwoners")
    op_datum = tabel[tabel["datum"] == datum]
    if not (op_datum["gebiedscode"] == "NL01").any():
        bekend = opsomming(datum_voluit(d) for d in sorted(set(tabel["datum"])))
        raise AanvraagFout(f"De inwoners van Nederland op {datum_voluit(datum)} zijn niet bekend; wel op {bekend}.")
    een_bron = op_datum[op_datum["bron"] == op_datum["bron"].mode()[0]]
    return {r["gebiedscode"]: r for r in rijen(een_bron)}
