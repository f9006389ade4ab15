"""The arithmetic: published figures, properties, and the law's share-out."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import toon
from ibtlib.cijfers import wettelijk
from ibtlib.cijfers.ruil import TAAKSTELLING, ruil
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.kader import opgave
from ibtlib.kader.kader import FEITEN, PERCENTAGES

personen = st.integers(0, 400)
saldo = st.integers(-400, 400)


def feiten(cijfers: pd.DataFrame, verschoonbaar: bool) -> pd.DataFrame:
    """What the engine makes of rows: whole numbers, and percentages as exact Fractions; None where one is unknown."""
    paren = {naam: opgave.hele_getallen(cijfers[naam]) for naam in opgave.INVOER}
    waarden, bekend = opgave.bereken(
        {naam: w for naam, (w, _) in paren.items()}, {naam: b for naam, (_, b) in paren.items()}, verschoonbaar
    )

    def kolom(feit: str) -> list[object]:
        if feit not in opgave.VERHOUDINGEN:
            return [w if b else None for w, b in zip(waarden[feit].tolist(), bekend[feit].tolist(), strict=True)]
        delen = zip(*(zip(waarden[f].tolist(), bekend[f].tolist(), strict=True) for f in opgave.VERHOUDINGEN[feit]), strict=True)  # fmt: skip
        return [opgave.percentage(d, g) if weet_d and weet_g else None for (d, weet_d), (g, weet_g) in delen]

    namen = [feit for feit in (*opgave.WORTELS, *opgave.VERHOUDINGEN) if feit not in opgave.GETOETSTE]
    return pd.DataFrame({feit: pd.Series(kolom(feit), dtype=object) for feit in namen})


@pytest.mark.parametrize(
    ("taakstelling", "begin", "totaal", "realisatie", "eind"),
    [(1055, 422, 1477, 1635, -158), (1651, -150, 1501, 1138, 363), (1372, 406, 1778, 1208, 570)],
)
def test_the_published_rows_add_up_as_the_reports_say(
    taakstelling: int, begin: int, totaal: int, realisatie: int, eind: int
) -> None:
    """Voortgangsrapportages: table of results 2022-2 and 2023-1, tabel 1 of 2023-2."""
    assert opgave.totaalopgave(taakstelling, begin) == totaal
    assert opgave.achterstand_eind(totaal, realisatie) == eind


@pytest.mark.parametrize(
    ("taak", "begin", "real", "gek", "van_taak", "van_totaal"),
    [
        (40, 5, 39, 45, 1, 6),  # enough linked: no excuse
        (40, 5, 39, 44, 1, 5),  # one short of the totaalopgave: only that is excused
        (40, 5, 39, 39, 0, 0),  # all who were linked
        (40, 5, 38, 39, 1, 1),
        (40, -10, 20, 30, 20, 10),  # voorsprong: 30 linked is no koppelingstekort, so gekoppeld is ignored
        (40, -10, 20, 29, 9, 9),
        (10, -12, 0, 0, 10, 0),  # negative totaalopgave: nothing to excuse
        (0, 0, 0, 0, 0, 0),
    ],
)
def test_what_is_missing_when_a_koppelingstekort_is_excused(
    taak: int, begin: int, real: int, gek: int, van_taak: int, van_totaal: int
) -> None:
    """By hand, with the formulas of docs/handleiding/kaders.md."""
    frame = pd.DataFrame(
        {"taakstelling": [taak], "achterstand_begin": [begin], "realisatie": [real], "gekoppeld": [gek]}
    )
    rij = feiten(frame, verschoonbaar=True).iloc[0]
    assert (rij["tekort_taakstelling"], rij["tekort_totaalopgave"]) == (van_taak, van_totaal)


@given(taak=personen, begin=saldo, real=personen, gek=personen)
def test_an_excuse_never_makes_a_tekort_larger(taak: int, begin: int, real: int, gek: int) -> None:
    frame = pd.DataFrame([(taak, begin, real, gek)], columns=list(opgave.INVOER))
    wel, niet = feiten(frame, verschoonbaar=True).iloc[0], feiten(frame, verschoonbaar=False).iloc[0]
    for tekort in ("tekort_taakstelling", "tekort_totaalopgave"):
        assert 0 <= wel[tekort] <= niet[tekort]


@given(taak=personen, begin=saldo, real=personen)
def test_a_closing_position_is_the_opening_one_plus_what_was_not_done(taak: int, begin: int, real: int) -> None:
    assert opgave.achterstand_eind(opgave.totaalopgave(taak, begin), real) - begin == taak - real


@given(st.lists(st.tuples(*(st.none() | s for s in (personen, saldo, personen, personen))), min_size=1, max_size=8))
def test_columns_and_numbers_share_one_arithmetic(rijen: list[tuple[int | None, ...]]) -> None:
    frame = pd.DataFrame(rijen, columns=list(opgave.INVOER)).astype("Int64")
    uit = feiten(frame, verschoonbaar=True)
    for (taak, begin, real, gek), rij in zip(rijen, uit.to_dict("records"), strict=True):
        if None in (taak, begin, real, gek):
            continue
        totaal = taak + begin
        assert rij["totaalopgave"] == totaal
        assert rij["achterstand_eind"] == totaal - real
        assert rij["koppelingstekort"] == max(0, totaal - gek)
        # docs/handleiding/kaders.md: with a koppelingstekort no more is asked than who was linked
        haalbaar = [min(n, gek) if totaal > gek else n for n in (taak, totaal)]
        assert [rij[f"tekort_{n}"] for n in ("taakstelling", "totaalopgave")] == [max(0, n - real) for n in haalbaar]
        kon = haalbaar[1]
        assert rij["realisatie_pct_totaalopgave"] == (Fraction(100 * real, kon) if kon > 0 else None)


def test_what_follows_from_an_unknown_fact_is_unknown() -> None:
    frame = pd.DataFrame(
        {"taakstelling": [40, 40], "achterstand_begin": [5, None], "realisatie": [39, 40], "gekoppeld": [None, None]}
    ).astype("Int64")
    uit = feiten(frame, verschoonbaar=True)
    eerste, tweede = uit.iloc[0].dropna().to_dict(), uit.iloc[1].dropna().to_dict()
    assert set(eerste) == {
        "taakstelling", "achterstand_begin", "realisatie", "totaalopgave", "achterstand_eind",
    }  # fmt: skip
    # the taakstelling was met, so its tekort is 0 whoever was linked
    assert tweede == {
        "taakstelling": 40, "realisatie": 40, "tekort_taakstelling": 0, "realisatie_pct_taakstelling": Fraction(100)
    }  # fmt: skip


def test_every_fact_a_kader_may_name_is_computed_here_or_in_the_chain() -> None:
    keten = {"trede_vorig", "perioden_met_achterstand", "perioden_taakstelling_gemist"}
    assert (set(opgave.WORTELS) - set(opgave.GETOETSTE)) | keten == set(FEITEN) - set(PERCENTAGES)
    assert set(opgave.VERHOUDINGEN) == set(PERCENTAGES)


@pytest.mark.parametrize(("deel", "geheel", "pct"), [(1, 1, 100), (1, 0, None), (0, -1, None), (-1, 4, -25)])
def test_a_percentage_is_only_of_a_whole_above_nought(deel: int, geheel: int, pct: int | None) -> None:
    assert opgave.percentage(deel, geheel) == pct


# --- Huisvestingswet 2014, art. 29


class Land:
    """Two gemeenten that are the whole country, so that every share can be worked out by hand."""

    code = "PV01"

    def __init__(self, landelijk: int = 7) -> None:
        kolommen = ["gemeentecode", "gemeente", "geldig_van", "geldig_tot", "opvolger"]
        namen = [("GM0001", "Ahuizen"), ("GM0002", "Bedorp"), ("GM0003", "Cestad")]
        rijen = [(c, n, None, None, None) for c, n in namen]
        self.gemeentelijst = Gemeentelijst(pd.DataFrame(rijen, columns=kolommen, dtype=object))
        datum = dt.date(2022, 1, 1)
        inwoners = [("NL01", 40), ("PV01", 40), ("GM0001", 10), ("GM0002", 30)]
        self._tabellen = {
            "taakstelling": pd.DataFrame(
                [("2023-2", "oorspronkelijk", landelijk, "rijk", "tabel")],
                columns=["periode", "versie", "taakstelling", "bron", "vindplaats"],
            ),
            "inwoners": pd.DataFrame(
                [(datum, code, n, "cbs", "a") for code, n in inwoners]
                + [(datum, "NL01", 41, "ander", "a")]  # another source, which gives only the country
                + [(dt.date(jaar, 1, 1), code, 2 * n, "cbs", "a") for jaar in (2021, 2023) for code, n in inwoners],
                columns=["datum", "gebiedscode", "inwoners", "bron", "vindplaats"],
            ),
            "resultaten": pd.DataFrame(
                [("2023-2", "oorspronkelijk", 8, "rap", "t1"), ("2023-2", "verlaagd", 5, "rap", "t1")],
                columns=["periode", "versie", "taakstelling", "bron", "vindplaats"],
            ),
        }

    def tabel(self, naam: str) -> pd.DataFrame:
        return self._tabellen[naam]

    landelijk = tabel


@pytest.mark.parametrize(("afronding", "verwacht"), [("dichtstbij", [2, 5]), ("omhoog", [2, 6])])
def test_the_share_of_a_gemeente_is_exact_and_then_rounded(afronding: str, verwacht: list[int]) -> None:
    """7 × 10/40 = 1,75 and 7 × 30/40 = 5,25; Cestad has no known inhabitants."""
    uit = wettelijk.taakstelling_per_gemeente(Land(), "2023-2", afronding, exact=True)
    assert uit["exact"].tolist() == [Fraction(7, 4), Fraction(21, 4), None]
    assert uit["taakstelling"].dropna().tolist() == verwacht
    assert uit["taakstelling"][2] is None
    assert uit[["bron", "vindplaats"]].iloc[0].tolist() == ["rijk | cbs", "tabel | a"]
    assert set(uit["status"]) == {"berekend"}
    assert uit["formule"][0] == f"7 × inwoners ÷ 40 (1 januari 2022), afgerond {afronding}"


@pytest.mark.parametrize(("landelijk", "dichtstbij", "omhoog"), [(2, 1, 1), (4, 1, 1), (6, 2, 2), (5, 1, 2)])
def test_half_a_person_rounds_up_and_a_whole_one_stays(landelijk: int, dichtstbij: int, omhoog: int) -> None:
    """A quarter of 2, 4, 6 and 5 persons is 0,5, 1, 1,5 and 1,25."""
    assert wettelijk.verdeel_taakstelling(landelijk, 10, 40) == dichtstbij
    assert wettelijk.verdeel_taakstelling(landelijk, 10, 40, "omhoog") == omhoog


def test_a_sum_with_an_unknown_gemeente_is_unknown() -> None:
    uit = wettelijk.taakstelling_naast_gepubliceerd(Land(), exact=True)
    (rij,) = uit.to_dict("records")
    assert (rij["exact"], rij["gepubliceerd"], rij["status"]) == (7, 8, "berekend")
    assert rij["som"] is None and rij["verschil"] is None and rij["bron"] == "rap"


def test_the_law_comes_close_to_what_utrecht_published() -> None:
    """Pro rata by hand (21.200 × 1.369.873 ÷ 17.590.672 = 1.650,949); published: voortgangsrapportages."""
    from ibtlib.gegevens.gegevens import laad

    uit = wettelijk.taakstelling_naast_gepubliceerd(
        laad("utrecht", Path(__file__).parents[2] / "data" / "raw"), exact=True
    )
    uit = uit[uit["periode"] <= "2023-2"]
    assert uit["periode"].tolist() == ["2022-1", "2022-2", "2023-1", "2023-2"]
    assert [toon(e, 1) for e in uit["exact"]] == ["778,9", "1.051,5", "1.650,9", "2.126,0"]
    assert uit["gepubliceerd"].tolist() == [780, 1055, 1651, 2126]
    assert (uit["verschil"] == uit["gepubliceerd"] - uit["som"]).all()
    assert uit["verschil"].abs().max() <= 1  # rounded to nearest; upwards it would be off by ten or more


@pytest.mark.parametrize(
    ("vraag", "melding"),
    [
        (
            lambda: wettelijk.verdeel_taakstelling(7, 10, 40, "omlaag"),
            "Afronding 'omlaag' is er niet. Kies dichtstbij of omhoog.",
        ),
        (
            lambda: wettelijk.verdeel_taakstelling(7, 41, 40),
            "Van 7 naar rato van 41 op 40 inwoners is geen aandeel te berekenen: geen van de drie is negatief, "
            "en het land is het grootst.",
        ),
        (
            lambda: wettelijk.taakstelling_per_gemeente(Land(), "2024-1"),
            "De landelijke taakstelling van 2024-1 (oorspronkelijk) is niet bekend; wel van 2023-2.",
        ),
        (
            lambda: wettelijk.taakstelling_per_gemeente(Land(), "2023-2", versie="verlaagd"),
            "De landelijke taakstelling van 2023-2 (verlaagd) is niet bekend; wel van geen.",
        ),
    ],
)
def test_what_cannot_be_shared_out_is_refused(vraag: object, melding: str) -> None:
    with pytest.raises(AanvraagFout) as fout:
        vraag()
    assert str(fout.value) == melding


TAAKSTELLINGEN = {"GM0001": 2, "GM0002": 5}


@given(st.integers(-2, 5))
def test_an_exchange_keeps_the_sum(aantal: int) -> None:
    na = ruil(TAAKSTELLINGEN, {"GM0001": aantal, "GM0002": -aantal}, TAAKSTELLING)
    assert na == {"GM0001": 2 + aantal, "GM0002": 5 - aantal}
    assert TAAKSTELLINGEN == {"GM0001": 2, "GM0002": 5}


@pytest.mark.parametrize(
    ("wijzigingen", "melding"),
    [
        (
            {"GM0001": 1},
            "Ruil geweigerd: de som van de taakstellingen zou met +1 veranderen; zij moet gelijk blijven "
            "(Huisvestingswet 2014, art. 29 lid 2).",
        ),
        (
            {"GM0001": -3, "GM0002": 3},
            "Ruil geweigerd: GM0001 heeft een taakstelling van 2 en kan er geen 3 afstaan.",
        ),
        (
            {"GM0001": 1, "GM9999": -1},
            "Ruil geweigerd: GM9999 heeft hier geen taakstelling. Kies uit GM0001 en GM0002.",
        ),
    ],
)
def test_an_exchange_that_does_not_close_is_refused(wijzigingen: dict[str, int], melding: str) -> None:
    with pytest.raises(AanvraagFout) as fout:
        ruil(TAAKSTELLINGEN, wijzigingen, TAAKSTELLING)
    assert str(fout.value) == melding
