"""The arithmetic of the opgave: what a gemeente has to do, did, and has left; exact numbers only.

Each formula stands here once. It is written with plain operators, so that the same function takes a number, a
numpy array (how `oordeel` calls it) and a pandas column. What follows from an unknown fact is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.fouten import AanvraagFout, opsomming
from ibtlib.getallen import procent_van, rond_heel, toon
from ibtlib.periode import Periode, datum_voluit

if TYPE_CHECKING:
    import datetime as dt

    import numpy as np
    import pandas as pd

    from ibtlib.gegevens import Gegevens

G = TypeVar("G", int, "np.ndarray", "pd.Series")  # all arguments of one call are of the same kind

INVOER = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld")
"""The four facts that a file gives; all others follow from them."""

WORTELS = {
    "taakstelling": ("taakstelling",),
    "achterstand_begin": ("achterstand_begin",),
    "realisatie": ("realisatie",),
    "gekoppeld": ("gekoppeld",),
    "totaalopgave": ("taakstelling", "achterstand_begin"),
    "achterstand_eind": ("taakstelling", "achterstand_begin", "realisatie"),
    "koppelingstekort": ("taakstelling", "achterstand_begin", "gekoppeld"),
    "tekort_taakstelling": ("taakstelling", "realisatie"),
    "tekort_totaalopgave": ("taakstelling", "achterstand_begin", "realisatie"),
}
"""From which facts of the file each fact follows; a tekort that may be excused needs all four."""

VERHOUDINGEN = {
    "realisatie_pct_taakstelling": ("realisatie", "taakstelling"),
    "realisatie_pct_totaalopgave": ("realisatie", "totaalopgave"),
    "achterstand_pct_taakstelling": ("achterstand_eind", "taakstelling"),
}
"""Each percentage as (part, whole); it does not exist where the whole is 0 or less."""

AFRONDINGEN = ("dichtstbij", "omhoog")


def _boven_nul(waarde: G) -> G:
    """max(0, x), for numbers and columns alike."""
    return waarde * (waarde > 0)


def totaalopgave(taakstelling: G, achterstand_begin: G) -> G:
    """Persons a gemeente has to house in a periode; negative when its voorsprong exceeds its taakstelling.

    Parameters
    ----------
    taakstelling : int
        Persons, as imposed for the periode (the lowered figure where it was lowered).
    achterstand_begin : int
        Persons carried in; negative is voorsprong.

    Source
    ------
    Voortgangsrapportage 2023-2, tabel 1, fourth column.

    Examples
    --------
    >>> totaalopgave(1651, -150), totaalopgave(1372, 406), totaalopgave(10, -12)
    (1501, 1778, -2)
    """
    return taakstelling + achterstand_begin


def achterstand_eind(totaalopgave: G, realisatie: G) -> G:
    """Persons still to be housed after the periode; negative is voorsprong.

    Source
    ------
    Voortgangsrapportage 2023-2, §3.1: 1778 − 1208 = 570.

    Examples
    --------
    >>> achterstand_eind(1778, 1208), achterstand_eind(1477, 1635)
    (570, -158)
    """
    return totaalopgave - realisatie


def koppelingstekort(totaalopgave: G, gekoppeld: G) -> G:
    """Persons of the totaalopgave not linked on the koppelpeildatum: max(0, totaalopgave − gekoppeld).

    Source
    ------
    Voortgangsrapportage 2023-2, §3.1.1.

    Examples
    --------
    >>> koppelingstekort(68, 50), koppelingstekort(50, 50), koppelingstekort(-3, 0)
    (18, 0, 0)
    """
    return _boven_nul(totaalopgave - gekoppeld)


def verschoonde_opgave(opgave: G, gekoppeld: G, koppelingstekort: G) -> G:
    """The part of an opgave that a gemeente could house: min(opgave, gekoppeld) if it has a koppelingstekort.

    Without a koppelingstekort `gekoppeld` is ignored, also where it is below the taakstelling (which happens
    with a voorsprong).

    Parameters
    ----------
    opgave : int
        Taakstelling or totaalopgave.
    gekoppeld, koppelingstekort : int
        Persons.

    Examples
    --------
    >>> verschoonde_opgave(40, 35, 10), verschoonde_opgave(40, 35, 0), verschoonde_opgave(40, 45, 5)
    (35, 40, 40)
    """
    return opgave - (koppelingstekort > 0) * _boven_nul(opgave - gekoppeld)


def tekort(opgave: G, realisatie: G) -> G:
    """Persons missing from an opgave: max(0, opgave − realisatie).

    Of the whole opgave, or of `verschoonde_opgave` where the koppelingstekort is excused.

    Examples
    --------
    >>> tekort(40, 39), tekort(40, 40), tekort(40, 41), tekort(-2, 0)
    (1, 0, 0, 0)
    """
    return _boven_nul(opgave - realisatie)


def tekort_taakstelling(
    taakstelling: int, achterstand_begin: int, realisatie: int, gekoppeld: int | None = None
) -> int:
    """Persons missing from the taakstelling; give `gekoppeld` only where a koppelingstekort is verschoonbaar.

    Examples
    --------
    Of a taakstelling of 40 with an achterstand of 5, 39 were housed and 38 linked: all who could be.

    >>> tekort_taakstelling(40, 5, 39), tekort_taakstelling(40, 5, 39, gekoppeld=38)
    (1, 0)
    """
    return _tekort_van(taakstelling, totaalopgave(taakstelling, achterstand_begin), realisatie, gekoppeld)


def tekort_totaalopgave(
    taakstelling: int, achterstand_begin: int, realisatie: int, gekoppeld: int | None = None
) -> int:
    """Persons missing from the totaalopgave; give `gekoppeld` only where a koppelingstekort is verschoonbaar.

    Examples
    --------
    >>> tekort_totaalopgave(60, 8, 50), tekort_totaalopgave(60, 8, 50, gekoppeld=51)
    (18, 1)
    """
    totaal = totaalopgave(taakstelling, achterstand_begin)
    return _tekort_van(totaal, totaal, realisatie, gekoppeld)


def _tekort_van(opgave: int, totaal: int, realisatie: int, gekoppeld: int | None) -> int:
    if gekoppeld is None:
        return tekort(opgave, realisatie)
    return tekort(verschoonde_opgave(opgave, gekoppeld, koppelingstekort(totaal, gekoppeld)), realisatie)


def percentage(deel: int, geheel: int) -> Fraction | None:
    """Exact percentage; None where the whole is 0 or less, because a share of nothing says nothing.

    Examples
    --------
    >>> percentage(1208, 1778) == Fraction(120800, 1778), percentage(3, 0), percentage(3, -5)
    (True, None, None)
    """
    return procent_van(deel, geheel) if geheel > 0 else None


def bereken(
    waarden: Mapping[str, np.ndarray], bekend: Mapping[str, np.ndarray], verschoonbaar: bool
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """All whole-number facts of many gemeenten at once, and which of them are known.

    Parameters
    ----------
    waarden : mapping of str to int64 array
        The facts of `INVOER`; any number where unknown.
    bekend : mapping of str to bool array
        Where each of them is known.
    verschoonbaar : bool
        Whether the kader excuses a koppelingstekort.

    Returns
    -------
    tuple of two dicts
        Values and known, by fact. A tekort is known to be 0, whatever `gekoppeld` is, once the realisatie
        reaches the whole opgave: an excuse only makes an opgave smaller.
    """
    w, b = dict(waarden), dict(bekend)
    w["totaalopgave"] = totaalopgave(w["taakstelling"], w["achterstand_begin"])
    w["achterstand_eind"] = achterstand_eind(w["totaalopgave"], w["realisatie"])
    w["koppelingstekort"] = koppelingstekort(w["totaalopgave"], w["gekoppeld"])
    for feit, wortels in WORTELS.items():
        b[feit] = bekend[wortels[0]]
        for wortel in wortels[1:]:
            b[feit] = b[feit] & bekend[wortel]
    for feit, opgave in (("tekort_taakstelling", "taakstelling"), ("tekort_totaalopgave", "totaalopgave")):
        gehele = w[feit] = tekort(w[opgave], w["realisatie"])
        if verschoonbaar:
            haalbaar = verschoonde_opgave(w[opgave], w["gekoppeld"], w["koppelingstekort"])
            w[feit] = tekort(haalbaar, w["realisatie"])
            b[feit] = b[feit] & (b["koppelingstekort"] | (gehele == 0))
    return w, b


def kolom(reeks: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A column of whole numbers as (int64 values with 0 where unknown, known)."""
    import pandas as pd

    getallen = pd.array(reeks, dtype="Int64")
    return getallen.to_numpy(dtype="int64", na_value=0), ~getallen.isna()


def feiten(cijfers: pd.DataFrame, verschoonbaar: bool = False) -> pd.DataFrame:
    """The facts a kader can name, per row: for tables, checks and what-ifs.

    Parameters
    ----------
    cijfers : DataFrame
        Columns `taakstelling`, `achterstand_begin`, `realisatie`, `gekoppeld` (Int64, persons; missing is
        unknown).
    verschoonbaar : bool
        Whether the kader excuses a koppelingstekort.

    Returns
    -------
    DataFrame
        Same index; the facts of `WORTELS` as Int64 (missing where a fact they need is), and those of
        `VERHOUDINGEN` as exact Fractions ×100 (None where unknown, or where the whole is 0 or less).

    Examples
    --------
    >>> import pandas as pd
    >>> cijfers = {"taakstelling": [60], "achterstand_begin": [8], "realisatie": [50], "gekoppeld": [51]}
    >>> uit = feiten(pd.DataFrame(cijfers), verschoonbaar=True)
    >>> uit[["totaalopgave", "koppelingstekort", "tekort_totaalopgave"]].values.tolist()
    [[68, 17, 1]]
    """
    import pandas as pd

    paren = {naam: kolom(cijfers[naam]) for naam in INVOER}
    waarden = {naam: waarde for naam, (waarde, _) in paren.items()}
    bekend = {naam: weet for naam, (_, weet) in paren.items()}
    waarden, bekend = bereken(waarden, bekend, verschoonbaar)
    uit: dict[str, Any] = {naam: pd.arrays.IntegerArray(waarden[naam], ~bekend[naam]) for naam in WORTELS}
    for naam, (deel, geheel) in VERHOUDINGEN.items():
        ok = bekend[deel] & bekend[geheel]
        paar = zip(waarden[deel].tolist(), waarden[geheel].tolist(), ok.tolist(), strict=True)
        procenten = [percentage(d, g) if weet else None for d, g, weet in paar]
        uit[naam] = pd.Series(procenten, dtype=object, index=cijfers.index)
    return pd.DataFrame(uit, index=cijfers.index)


# --- the taakstelling of a gemeente: Huisvestingswet 2014, art. 29


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
    return _rond(aandeel(landelijk, inwoners_gemeente, inwoners_land), afronding)


def aandeel(landelijk: int, inwoners_gemeente: int, inwoners_land: int) -> Fraction:
    """The exact share before rounding; see `verdeel_taakstelling`.

    >>> from ibtlib.getallen import toon
    >>> toon(aandeel(21_200, 1_369_873, 17_590_672), 1)
    '1.650,9'
    """
    if landelijk < 0 or inwoners_gemeente < 0 or inwoners_land <= 0 or inwoners_gemeente > inwoners_land:
        raise AanvraagFout(
            f"Van {toon(landelijk)} naar rato van {toon(inwoners_gemeente)} op {toon(inwoners_land)} "
            "inwoners is geen aandeel te berekenen: geen van de drie is negatief, en het land is het grootst."
        )
    return Fraction(landelijk * inwoners_gemeente, inwoners_land)


def _rond(exact: Fraction, afronding: str) -> int:
    if afronding not in AFRONDINGEN:
        raise AanvraagFout(f"Afronding '{afronding}' is er niet. Kies {opsomming(AFRONDINGEN, 'of')}.")
    return rond_heel(exact) if afronding == "dichtstbij" else -(-exact.numerator // exact.denominator)


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
    exact = [None if n is None else aandeel(landelijk, n, inwoners["NL01"]) for n in aantallen]
    gedeeld = f"{toon(landelijk)} × inwoners ÷ {toon(inwoners['NL01'])}"
    formule = f"{gedeeld} ({datum_voluit(p.bevolkingsdatum)}), afgerond {afronding}"
    return pd.DataFrame(
        {
            "gemeentecode": pd.Series([gemeente.code for gemeente in gemeenten], dtype=object),
            "gemeente": pd.Series([gemeente.naam for gemeente in gemeenten], dtype=object),
            "inwoners": pd.array(aantallen, dtype="Int64"),
            "exact": pd.Series(exact, dtype=object),
            "taakstelling": pd.array([None if e is None else _rond(e, afronding) for e in exact], dtype="Int64"),
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


def ruil(taakstellingen: pd.Series, wijzigingen: Mapping[str, int]) -> pd.Series:
    """Taakstellingen after an exchange between gemeenten.

    Parameters
    ----------
    taakstellingen : Series
        Persons, by gemeentecode.
    wijzigingen : mapping of str to int
        Persons more (or, negative, fewer) per gemeentecode.

    Returns
    -------
    Series
        A new one, with the same index and the same sum.

    Raises
    ------
    AanvraagFout
        When the sum would change, a gemeente is not in the list, or one would get less than 0.

    Source
    ------
    Huisvestingswet 2014, art. 29 lid 2.

    Examples
    --------
    >>> import pandas as pd
    >>> ruil(pd.Series({"GM0342": 73, "GM0355": 102}), {"GM0342": 5, "GM0355": -5}).to_dict()
    {'GM0342': 78, 'GM0355': 97}
    """
    onbekend = [code for code in wijzigingen if code not in taakstellingen.index]
    if onbekend:
        raise AanvraagFout(f"Ruil geweigerd: {opsomming(onbekend)} heeft hier geen taakstelling.")
    verschil = sum(wijzigingen.values())
    if verschil:
        raise AanvraagFout(
            f"Ruil geweigerd: de som van de taakstellingen zou met {toon(verschil, teken=True)} veranderen; "
            "zij moet gelijk blijven (Huisvestingswet 2014, art. 29 lid 2)."
        )
    uit = taakstellingen.copy()
    for code, erbij in wijzigingen.items():
        if uit[code] + erbij < 0:
            raise AanvraagFout(
                f"Ruil geweigerd: {code} heeft een taakstelling van {toon(int(uit[code]))} en kan er geen "
                f"{toon(-erbij)} afstaan."
            )
        uit[code] += erbij
    return uit


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
