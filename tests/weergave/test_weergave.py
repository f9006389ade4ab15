"""Display objects: data is shown as text and never as markup, missing is never nought, nothing can be changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.weergave import (
    MIMETYPE,
    Cel,
    Figuur,
    Hoofdstuk,
    Kerncijfer,
    Kerncijfers,
    Kernregel,
    Knop,
    Kop,
    Link,
    Linktabel,
    Tabel,
    Tekst,
    Titel,
    Tussenkop,
    Verwijzingen,
    bronregel,
)
from tests.tabelhulp import gemerkt

BOOS = "<script>alert('x')</script>\"&amp;"  # markup, both quotes, and an entity that must stay as it is typed
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>lijn</title></svg>'


def tabel(**anders: Any) -> Tabel:
    velden: dict[str, Any] = {
        "naam": "proef",
        "bijschrift": "Realisatie, personen",
        "koppen": (Kop("periode"), Kop("realisatie", "geheel"), Kop("aandeel", "procent", 1)),
        "inhoud": (("2023-1", 1138, Fraction(113800, 1501)), ("2023-2", None, None)),
    }
    return Tabel(**{**velden, **anders})


# --- escaping: every field that can hold data ---------------------------------------------------------------


def links(**anders: Any) -> Linktabel:
    vast = {"naam": "l", "bijschrift": "b", "kolommen": ("a", "b"), "rijen": ((None, ("a", "b")),)}
    return Linktabel(**{**vast, **anders})


MET_BOOS = {
    "titel.titel": Titel(BOOS, "o", (("k", "w"),), dt.date(2024, 1, 1)),
    "titel.ondertitel": Titel("t", BOOS, (("k", "w"),), dt.date(2024, 1, 1)),
    "titel.kenmerk": Titel("t", "o", ((BOOS, "w"),), dt.date(2024, 1, 1)),
    "titel.waarde": Titel("t", "o", (("k", BOOS),), dt.date(2024, 1, 1)),
    "tekst.alinea": Tekst((BOOS,)),
    "tekst.lijst": Tekst((BOOS,), lijst=True),
    "tabel.bijschrift": tabel(bijschrift=BOOS),
    "tabel.kolom": tabel(koppen=(Kop(BOOS), Kop("realisatie", "geheel"), Kop("aandeel", "procent"))),
    "tabel.rijkop": tabel(inhoud=((BOOS, 1, 2),)),
    "tabel.cel": tabel(inhoud=(("a", BOOS, 2),)),
    "tabel.leeg": tabel(leeg=BOOS),
    "tabel.zonder rijen": tabel(zonder_rijen=BOOS, inhoud=()),
    "tabel.bijschrift zonder rijen": tabel(bijschrift=BOOS, inhoud=()),
    "tabel.bron": tabel(bron=(BOOS,)),
    "tabel.opmerking": tabel(opmerkingen=(BOOS,)),
    "figuur.bijschrift": Figuur("f", BOOS, SVG, "a", tabel()),
    "figuur.bron": Figuur("f", "b", SVG, "a", tabel(bron=(BOOS,))),
    "figuur.ondertitel": Figuur("f", "b", SVG, "a", tabel(), ondertitel=BOOS),
    "kerncijfers.naam": Kerncijfers((Kerncijfer(BOOS, "1"),)),
    "kerncijfers.waarde": Kerncijfers((Kerncijfer("a", BOOS, klasse="berekend"),)),
    "kerncijfers.regel": Kerncijfers((Kerncijfer("a", "1", (Kernregel(BOOS, "omhoog"),)),)),
    "kerncijfers.bron": Kerncijfers((Kerncijfer("a", "1"),), (BOOS,)),
    "tussenkop": Tussenkop(BOOS),
    "hoofdstuk": Hoofdstuk((Tussenkop("a"), Tekst((BOOS,)))),
    "verwijzingen.tekst": Verwijzingen(((BOOS, "x.html", "r"),)),
    "verwijzingen.rest": Verwijzingen((("t", "x.html", BOOS),)),
    "linktabel.bijschrift": links(bijschrift=BOOS),
    "linktabel.kolom": links(kolommen=("a", BOOS)),
    "linktabel.rijkop": links(rijen=((None, (BOOS, "b")),)),
    "linktabel.cel": links(rijen=((None, ("a", BOOS)),)),
    "linktabel.klasse": links(rijen=((None, ("a", Cel(BOOS, "trede-2"))),)),
    "linktabel.link": links(rijen=((None, ("a", (Link(BOOS, "x.html"),))),)),
    "linktabel.grootte": links(rijen=((None, ("a", (Link("t", "x.html", BOOS),))),)),
}


@pytest.mark.parametrize("veld", MET_BOOS)
def test_text_of_every_field_is_shown_as_text(veld: str) -> None:
    soep = BeautifulSoup(MET_BOOS[veld]._html(), "html.parser")
    assert soep.find("script") is None
    assert BOOS in soep.get_text()


@pytest.mark.parametrize(
    ("object_", "kies", "attribuut"),
    [
        (gemerkt(tabel(), {(0, 1): BOOS}), "tbody td", "class"),
        (Figuur("f", "b", SVG, BOOS, tabel()), ".tekening", "aria-label"),
        (Verwijzingen((("t", BOOS, ""),)), "a", "href"),
        (links(naam=BOOS), "div", "id"),
        (links(rijen=((BOOS, ("a", "b")),)), "tbody tr", "id"),
        (links(rijen=((None, ("a", (Link("t", BOOS),))),)), "a", "href"),
        (links(rijen=((None, ("a", Cel("b", BOOS))),)), "tbody td", "class"),
    ],
)
def test_text_in_an_attribute_stays_in_it(object_: Any, kies: str, attribuut: str) -> None:
    soep = BeautifulSoup(object_._html(), "html.parser")
    assert soep.find("script") is None
    waarde = soep.select_one(kies)[attribuut]  # type: ignore[index]
    assert BOOS in (" ".join(waarde) if isinstance(waarde, list) else waarde)


# --- missing ------------------------------------------------------------------------------------------------


def test_missing_is_said_in_words_and_never_shown_as_nought() -> None:
    assert tabel().cellen() == [
        ["2023-1", "1.138", "75,8%"],
        ["2023-2", "niet in de gelezen bronnen", "niet in de gelezen bronnen"],
    ]
    assert tabel(leeg="–").cellen()[1] == ["2023-2", "–", "–"]
    soep = BeautifulSoup(tabel()._html(), "html.parser")
    assert [c.get_text() for c in soep.select("td.leeg")] == ["niet in de gelezen bronnen"] * 2


def test_nought_is_shown_as_nought() -> None:
    assert tabel(inhoud=(("2023-1", 0, Fraction(0)),)).cellen() == [["2023-1", "0", "0,0%"]]
    assert 'class="getal leeg"' not in tabel(inhoud=(("2023-1", 0, 0),))._html()


@pytest.mark.parametrize("soort", ["tekst", "geheel", "procent", "breuk"])
def test_missing_is_missing_in_every_kind_of_column(soort: str) -> None:
    assert Kop("k", soort, 2).toon(None) == "niet in de gelezen bronnen"
    assert Kop("k", soort, 2).toon(None, "–") == "–"


@pytest.mark.parametrize(
    ("kolom", "waarde", "tekst"),
    [
        (Kop("k", "geheel"), 1372, "1.372"),
        (Kop("k", "geheel", 2), Fraction(5, 2), "3"),  # persons have no decimals; half up
        (Kop("k", "geheel", teken=True), 4, "+4"),
        (Kop("k", "geheel", teken=True), -8, "−8"),
        (Kop("k", "procent"), Fraction(163500, 1055), "155%"),
        (Kop("k", "procent", 1), Fraction(352300, 8207), "42,9%"),
        (Kop("k", "breuk", 2), Fraction(1651, 429), "3,85"),
        (Kop("k", "tekst"), "circa 1400", "circa 1400"),
        (Kop("k", "geheel"), "3.378 tot 3.983", "3.378 tot 3.983"),
    ],
)
def test_a_cell_is_shown_by_the_kind_of_its_column(kolom: Kop, waarde: Any, tekst: str) -> None:
    assert kolom.toon(waarde) == tekst


# --- tables for screen readers ------------------------------------------------------------------------------


def test_a_table_has_a_caption_column_headers_and_a_row_header_on_every_row() -> None:
    soep = BeautifulSoup(tabel(bron=("CBS",), opmerkingen=("noot",))._html(), "html.parser")
    assert soep.caption is not None
    assert soep.caption.get_text() == "Realisatie, personen"
    assert [t.get_text() for t in soep.select("thead th[scope=col]")] == ["periode", "realisatie", "aandeel"]
    assert [r.th["scope"] for r in soep.select("tbody tr")] == ["row", "row"]  # type: ignore[index]
    assert [t.get_text() for t in soep.select("tbody th")] == ["2023-1", "2023-2"]
    assert soep.select_one(".bron").get_text() == "Bron: CBS."  # type: ignore[union-attr]
    assert soep.select_one(".opmerking").get_text() == "noot"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "maak",
    [
        lambda: Tekst(("a",), soort=BOOS),
        lambda: Titel("t", "o", (), dt.date(2024, 1, 1), vorm="brief"),
        lambda: Kop("k", "html"),
        lambda: tabel(koppen=(), inhoud=()),
        lambda: links(kolommen=(), rijen=()),
        lambda: links(rijen=((None, ("a",)),)),
        lambda: Knop("k", ("a",), 1),
        lambda: Figuur("F 1", "b", SVG, "a", tabel()),
    ],
)
def test_what_cannot_be_shown_cannot_be_made(maak: Any) -> None:
    with pytest.raises((ValueError, AanvraagFout)):
        maak()


def test_only_the_last_row_is_marked_as_total() -> None:
    soep = BeautifulSoup(gemerkt(tabel(), totaalrij=True)._html(), "html.parser")
    assert [r.get("class") for r in soep.select("tbody tr")] == [None, ["totaal"]]


def test_a_class_stands_on_its_own_cell_and_changes_no_text() -> None:
    met, zonder = gemerkt(tabel(), {(0, 1): "berekend", (1, 0): "trede-2"}), tabel()
    soep = BeautifulSoup(met._html(), "html.parser")
    assert [c.get_text() for c in soep.select(".berekend")] == ["1.138"]
    assert [c.get_text() for c in soep.select("th.trede-2")] == ["2023-2"]
    assert met.cellen() == zonder.cellen()


def test_a_table_without_rows_says_so_in_a_sentence() -> None:
    assert str(tabel(inhoud=())) == "Realisatie, personen: niet in de gelezen bronnen."
    assert "<table" not in tabel(inhoud=())._html()


@pytest.mark.parametrize("rij", [("2023-1", 1), ("2023-1", 1, 2, 3), ()])
def test_a_row_of_another_length_is_refused_with_its_number(rij: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError) as fout:
        tabel(inhoud=(("2022-2", 1, 2), rij))
    assert str(fout.value) == f"Tabel proef: rij 2 heeft {len(rij)} cellen, er zijn 3 kolommen"


# --- fictional, sources, links ------------------------------------------------------------------------------


@pytest.mark.parametrize("fictief", [True, False])
def test_the_title_of_a_fictional_province_says_fictief(fictief: bool) -> None:
    t = Titel("Voortgang", "Voorbeeld", (("Peildatum", "1 januari 2024"),), dt.date(2024, 1, 1), fictief)
    assert ("FICTIEF" in t._html()) is fictief
    assert t._gegevens().get("fictief", False) is fictief
    assert t._gegevens()["datum"] == "2024-01-01"


def test_the_line_of_sources_is_singular_for_one() -> None:
    assert bronregel(["CBS"]) == "Bron: CBS."
    assert bronregel(["CBS", "Rijk", "provincie"]) == "Bronnen: CBS, Rijk en provincie."


def test_a_link_says_what_follows_only_when_it_is_known() -> None:
    met = BeautifulSoup(
        Verwijzingen((("Voortgang", "a/b.html", "HTML, 98 kB"), ("Trend", "c.html", "")))._html(), "html.parser"
    )
    assert [li.get_text() for li in met.select("li")] == ["Voortgang (HTML, 98 kB)", "Trend"]
    assert [a["href"] for a in met.select("a")] == ["a/b.html", "c.html"]


def test_a_chart_carries_its_alternative_text_and_its_numbers_and_names_its_source_once() -> None:
    f = Figuur("lijn", "Verloop", SVG, "De lijn stijgt.", tabel(bron=("CBS",)))
    soep = BeautifulSoup(f._html(), "html.parser")
    tekening = soep.select_one("[role=img]")
    assert tekening is not None
    assert tekening["aria-label"] == "De lijn stijgt."
    assert len(soep.select("details tbody tr")) == 2
    assert soep.get_text().count("Bron: CBS.") == 1


# --- what is published as data is what stands on the page -----------------------------------------------------


@pytest.mark.parametrize("veld", MET_BOOS)
def test_every_object_carries_its_content_as_json(veld: str) -> None:
    bundel = MET_BOOS[veld]._repr_mimebundle_()
    assert set(bundel) == {"text/html", "text/plain", MIMETYPE}
    assert json.loads(json.dumps(bundel[MIMETYPE])) == bundel[MIMETYPE]
    assert bundel["text/plain"] == str(MET_BOOS[veld])


def test_numbers_travel_exactly_and_missing_stays_missing() -> None:
    data = tabel(bron=("CBS",)).met_opmerking("noot")._gegevens()
    assert data["inhoud"] == [["2023-1", 1138, [113800, 1501]], ["2023-2", None, None]]
    assert data["koppen"][0] == "periode" and [k["naam"] for k in data["koppen"][1:]] == ["realisatie", "aandeel"]
    assert (data["bron"], data["opmerkingen"]) == (["CBS"], ["noot"])
    assert Figuur("f", "b", SVG, "a", tabel())._gegevens()["cijfers"] == tabel()._gegevens()


# --- nothing can be changed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "veld", ["titel.titel", "tekst.alinea", "tabel.cel", "figuur.bijschrift", "verwijzingen.tekst"]
)
def test_display_objects_are_frozen(veld: str) -> None:
    object_ = MET_BOOS[veld]
    eerste = dataclasses.fields(object_)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(object_, eerste, "anders")


def test_a_verb_gives_a_new_table_and_leaves_the_old_one() -> None:
    oud = tabel(opmerkingen=("een",))
    nieuw = oud.met_opmerking("twee", "drie")
    assert oud.opmerkingen == ("een",)
    assert nieuw.opmerkingen == ("een", "twee", "drie")
    assert nieuw.rijen == oud.rijen
    assert oud.met_opmerking() == oud


def test_in_a_notebook_figures_and_treden_look_as_on_the_page_and_notes_have_one_number() -> None:
    tabel = Tabel(
        "proef",
        "Proef",
        (Kop("a"), Kop("b", "geheel", noten=("één noot",))),
        (("x", Cel(1, "berekend")), ("y", Cel("trede 2", "trede-2")), ("z", Cel(3, "aanname"))),
    )
    html = tabel._repr_mimebundle_()["text/html"]
    stijl, _, inhoud = html.partition("</style>")
    assert inhoud == f"{tabel._html()}</div>"
    # what is published has the same in its own style sheet: yellow for trede 2, dotted computed, dashed assumed
    assert "div.ibt .trede-2{background:#FFD966;color:#1B1F25}" in stijl and "trede-3" not in stijl
    assert "underline dotted" in stijl and ".aanname{text-decoration-style:dashed}" in stijl
    assert "ol.noten{list-style:none" in stijl and "div.ibt.ibt td,div.ibt.ibt caption{text-align:left}" in stijl
