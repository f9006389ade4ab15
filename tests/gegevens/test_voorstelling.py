"""What `g` and the objects made from it say of themselves, and the tables that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser

import pandas as pd
import pytest

import ibtlib as ibt
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import PROVINCIETABELLEN

OBJECTEN: dict[str, Callable[[Gegevens], Voorgesteld]] = {
    "g": lambda g: g,
    "tabellen": lambda g: g.tabellen,
    "trend": ibt.trend,
    "dekking": ibt.dekking,
    "dossier": lambda g: ibt.dossier(g, "2023-2", g.gemeentelijst.op(date(2023, 7, 1))[0].naam),
    "positie": lambda g: ibt.dossier(g, "2023-2", g.gemeentelijst.op(date(2023, 7, 1))[0].naam).positie,
    "vertrekpunt": lambda g: ibt.vertrekpunt(g, "2023-2", 2),
    "scenario": lambda g: ibt.doorrekenen(ibt.vertrekpunt(g, "2023-2"), ibt.scenario.RealisatieMaal("1,1")),
    "gemeenten": lambda g: ibt.doorrekenen(
        ibt.vertrekpunt(g, "2023-2", 2, "gemeenten" if len(g.gemeentecijfers) else "provincie")
    ),
    "projectie": lambda g: ibt.projectie(g, "2023-1"),
    "inhaalpad": lambda g: ibt.inhaalpad(g, "2023-2", "2025-01-01"),
    "omslagpunt": lambda g: ibt.omslagpunt(ibt.doorrekenen(ibt.vertrekpunt(g, "2023-2"))),
}
ieder = pytest.mark.parametrize("maak", OBJECTEN.values(), ids=OBJECTEN)
beide = pytest.mark.parametrize("provincie", ["utrecht", "voorbeeld"])


@pytest.fixture
def g(provincie: str, request: pytest.FixtureRequest) -> Gegevens:
    return request.getfixturevalue(provincie)


@beide
@ieder
def test_an_object_is_told_in_a_few_lines_with_code_that_asks_for_more(
    maak: Callable[[Gegevens], Voorgesteld], g: Gegevens
) -> None:
    een = maak(g)
    regels = repr(een).splitlines()
    assert len(regels) <= 12 or een is g.tabellen or "Tabellen" in regels[0]
    assert max(map(len, regels)) < 200 and "object at" not in repr(een) and "Fraction" not in repr(een)
    for code in een.voorstelling().verder:  # what it advises can be done
        namen = {
            "ibt": ibt,
            "g": g,
            "een": een,
            "stand": een,
            "uitkomst": een,
            "stap": ibt.scenario.RealisatieMaal("1,1"),
        }
        opdracht = f"een{code}" if code.startswith(".") else code
        exec(opdracht.replace(".plot()", ""), namen)


class Lezer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tekst: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.tekst.append(data)


@beide
@ieder
def test_in_jupyter_it_is_a_table_that_says_the_same(maak: Callable[[Gegevens], Voorgesteld], g: Gegevens) -> None:
    lezer, v = Lezer(), maak(g).voorstelling()
    lezer.feed(maak(g)._repr_html_())
    assert not lezer.open
    assert [v.titel, *(woord for paar in v.feiten for woord in paar)] == lezer.tekst[: 1 + 2 * len(v.feiten)]


def test_what_it_holds_is_text_in_the_table() -> None:
    v = Voorstelling("<b>", (("<i>", "<script>alert(1)</script>"),), ('"&<',))
    assert "<script" not in v.html() and "<b>" not in v.html() and "<i>" not in v.html()
    assert "&quot;&amp;&lt;" in v.html()


def test_utrecht_introduces_itself(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    """26 gemeenten from 2023 on (CBS); treden of 2022-2 to 2023-2 in the two voortgangsrapportages."""
    regels = repr(utrecht).splitlines()
    assert regels[0] == "Provincie Utrecht (PV26)"
    assert [" ".join(r.split()) for r in regels[1:5]] == [
        "perioden 2022-2 tot en met 2024-1 (4)",
        "gemeenten 26",
        "cijfers per gemeente niet in de gelezen bronnen",
        "vastgestelde treden 2022-2 tot en met 2023-2 (3)",
    ]
    assert repr(voorbeeld).splitlines()[0].endswith("FICTIEF")
    assert repr(ibt.trend(voorbeeld)).splitlines()[0].endswith("FICTIEF")


def test_a_dekking_tells_how_far_the_places_go(utrecht: Gegevens) -> None:
    """3523 and 575 places for an opgave of 8207: 42,9% and 49,9% (voortgangsrapportage 2023-2, §4.4)."""
    tekst = repr(ibt.dekking(utrecht))
    assert "8.207 opvangplekken" in tekst and "3.523 (42,9%)" in tekst and "4.098 (49,9%)" in tekst


@beide
def test_every_table_can_be_asked_for_with_real_types(g: Gegevens) -> None:
    schemas = {s.naam: s for s in (*PROVINCIETABELLEN, *LANDELIJKE_TABELLEN)}
    assert set(g.tabellen) == {*schemas, "gemeentecijfers", "tussenstandcijfers"}
    for naam, frame in g.tabellen.items():
        assert object not in set(frame.dtypes), naam
        assert list(frame) == list(g.tabellen.kolommen(naam)), naam
        assert g.tabellen.uitleg[naam] and all(g.tabellen.kolommen(naam).values())


def test_a_table_holds_what_the_file_says(utrecht: Gegevens, voorbeeld: Gegevens) -> None:
    standen = utrecht.tabellen["standen"]
    assert standen["peildatum"].dtype.kind == "M" and standen["achterstand"].dtype == "Int64"
    assert len(standen) == len(utrecht.tabel("standen"))
    beoordelingen = utrecht.tabellen["beoordelingen"]
    assert list(beoordelingen["periode"].cat.categories) == ["2022-2", "2023-1", "2023-2"]
    assert list(beoordelingen["trede"].cat.categories) == [1, 2, 3, 4, 5, 6]
    cijfers = voorbeeld.tabellen["gemeentecijfers"]
    assert cijfers["realisatie"].sum() == sum(r for r in voorbeeld.gemeentecijfers["realisatie"].dropna())
    tot = voorbeeld.tabellen["opvanglocaties"]["beschikbaar_tot"]
    assert tot.max() == pd.Timestamp(date(9999, 12, 31).isoformat()) and tot.isna().any()
    kern = utrecht.tabellen["kerncijfers"]["aantal"]
    assert kern.dtype == "Float64" and not any(isinstance(w, Fraction) for w in kern)


def test_an_unknown_table_is_refused_with_those_that_are_there(utrecht: Gegevens) -> None:
    with pytest.raises(AanvraagFout, match=r"Tabel 'stand' is er niet\. Bedoelde u 'standen'\? Kies uit .*inwoners"):
        utrecht.tabellen["stand"]
    with pytest.raises(AanvraagFout):
        utrecht.tabellen.kolommen("stand")


def test_asking_for_a_table_is_reading_it(utrecht: Gegevens) -> None:
    g = utrecht.ongelezen()
    _ = g.tabellen["amv"]
    assert g.gelezen == {"utrecht: tabel amv"}
