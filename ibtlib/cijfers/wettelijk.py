"""The taakstelling of a gemeente by law: its share, by inhabitants, of the national total (Huisvestingswet 2014, art. 29)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.basis.periode import Periode, datum_voluit

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from ibtlib.gegevens.gegevens import Gegevens

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
    g: Gegevens, periode: Periode | str, afronding: str = "dichtstbij", versie: str = "oorspronkelijk"
) -> pd.DataFrame:
    """What the law makes of the national taakstelling for every gemeente of the province.

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

    Returns
    -------
    DataFrame
        Columns `gemeentecode`, `gemeente`, `inwoners` (Int64), `exact` (Fraction or None), `taakstelling`
        (Int64), `status` (always `berekend`), `formule`. A gemeente whose inhabitants are not known has
        none.

    Raises
    ------
    AanvraagFout
        When the national taakstelling or the inhabitants on the population date are not known.

    Source
    ------
    Huisvestingswet 2014, art. 29 lid 1.
    """
    import pandas as pd

    p = Periode.lees(periode)
    landelijk = _landelijk(g, p, versie)
    inwoners = _inwoners(g, p.bevolkingsdatum)
    gemeenten = g.gemeentelijst.op(p.begin)
    aantallen = [inwoners.get(gemeente.code) for gemeente in gemeenten]
    land = inwoners["NL01"]
    exact = [None if n is None else aandeel(landelijk, n, land) for n in aantallen]
    verdeeld = [None if n is None else verdeel_taakstelling(landelijk, n, land, afronding) for n in aantallen]
    gedeeld = f"{toon(landelijk)} × inwoners ÷ {toon(land)}"
    formule = f"{gedeeld} ({datum_voluit(p.bevolkingsdatum)}), afgerond {afronding}"
    return pd.DataFrame(
        {
            "gemeentecode": pd.Series([gemeente.code for gemeente in gemeenten], dtype=object),
            "gemeente": pd.Series([gemeente.naam for gemeente in gemeenten], dtype=object),
            "inwoners": pd.array(aantallen, dtype="Int64"),
            "exact": pd.Series(exact, dtype=object),
            "taakstelling": pd.array(verdeeld, dtype="Int64"),
            "status": pd.Series(["berekend"] * len(gemeenten), dtype=object),
            "formule": pd.Series([formule] * len(gemeenten), dtype=object),
        }
    )


def perioden_met_aandeel(g: Gegevens) -> list[str]:
    """The perioden of which the national taakstelling and the inhabitants are known, so what is due by law."""
    landelijk, inwoners = g.landelijk("taakstelling"), g.landelijk("inwoners")
    dagen = set(inwoners.loc[inwoners["gebiedscode"] == "NL01", "datum"])
    perioden = set(landelijk.loc[landelijk["versie"] == "oorspronkelijk", "periode"])
    return sorted(p for p in perioden if Periode.lees(p).bevolkingsdatum in dagen)


def taakstelling_naast_gepubliceerd(g: Gegevens, afronding: str = "dichtstbij") -> pd.DataFrame:
    """The sum of the computed taakstellingen beside the provincial figure that was published, per periode.

    Returns
    -------
    DataFrame
        One row per periode of which the national taakstelling and the inhabitants are known: `periode`,
        `landelijk` (int), `exact` (Fraction: pro rata of the province, unrounded), `som` (Int64: of the
        rounded gemeenten; missing when one is not known), `gepubliceerd` (Int64), `verschil` (Int64:
        published − som), `status` (`berekend`).
    """
    import pandas as pd

    gepubliceerd = g.tabel("resultaten")
    gepubliceerd = gepubliceerd[gepubliceerd["versie"] == "oorspronkelijk"].set_index("periode")["taakstelling"]
    uit = []
    for periode in perioden_met_aandeel(g):
        landelijk = _landelijk(g, Periode.lees(periode), "oorspronkelijk")
        inwoners = _inwoners(g, Periode.lees(periode).bevolkingsdatum)
        per_gemeente = taakstelling_per_gemeente(g, periode, afronding)["taakstelling"]
        som = pd.NA if per_gemeente.isna().any() else per_gemeente.sum()
        exact = aandeel(landelijk, inwoners[g.code], inwoners["NL01"]) if g.code in inwoners else None
        uit.append((periode, landelijk, exact, som, gepubliceerd.get(periode, pd.NA)))
    frame = pd.DataFrame(uit, columns=["periode", "landelijk", "exact", "som", "gepubliceerd"], dtype=object)
    frame = frame.astype({"som": "Int64", "gepubliceerd": "Int64"})
    return frame.assign(verschil=frame["gepubliceerd"] - frame["som"], status="berekend")


def _landelijk(g: Gegevens, periode: Periode, versie: str) -> int:
    tabel = g.landelijk("taakstelling")
    rij = tabel[(tabel["periode"] == str(periode)) & (tabel["versie"] == versie)]
    if rij.empty:
        bekend = opsomming(sorted(set(tabel.loc[tabel["versie"] == versie, "periode"])))
        raise AanvraagFout(f"De landelijke taakstelling van {periode} ({versie}) is niet bekend; wel van {bekend}.")
    return int(rij["taakstelling"].iloc[0])


def _inwoners(g: Gegevens, datum: dt.date) -> dict[str, int]:
    """Inhabitants by code on a day, from one source: the one that gives the most gebieden."""
    tabel = g.landelijk("inwoners")
    op_datum = tabel[tabel["datum"] == datum]
    if not (op_datum["gebiedscode"] == "NL01").any():
        bekend = opsomming(datum_voluit(d) for d in sorted(set(tabel["datum"])))
        raise AanvraagFout(f"De inwoners van Nederland op {datum_voluit(datum)} zijn niet bekend; wel op {bekend}.")
    een_bron = op_datum[op_datum["bron"] == op_datum["bron"].mode()[0]]
    return {code: int(n) for code, n in zip(een_bron["gebiedscode"], een_bron["inwoners"], strict=True)}
