"""One A4 for Provinciale Staten: what is asked of whom and when, typed from the reports, on exactly one page."""

from __future__ import annotations

import io

import pikepdf
import pytest

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.rapport import kern, samenvatting
from ibtlib.weergave import Figuur


def pagina(g: Gegevens, periode: str) -> tuple[object, ...]:
    s = samenvatting
    return (
        s.titel(g, periode), kern.cijfers_voortgang(g, periode), s.figuur_verhaal(g, periode),
        s.figuur_kaart(g, periode), s.figuur_overgang(g, periode), s.over_letters(g, periode),
        s.tabel_gevraagd(g, periode),
    )  # fmt: skip


def test_after_2023_2_is_asked_what_the_reports_say(utrecht: Gegevens) -> None:
    # rapportage 2023-2 §4.1 (1459 + 574 = 2033), §4.3 (301 plekken, tot 1 juli 2024), §4.2 (nieuw kader voor 2024-1),
    # §4.4 (plan uiterlijk in november 2024), §1.2 (voorjaar 2025); PRT-brief (verslag uiterlijk 1 november);
    # Statenbrief (verdeelbesluit voor het eind van 2024; peilmomenten 1 juli 2025 en 1 februari 2026)
    assert samenvatting.tabel_gevraagd(utrecht, "2023-2").rijen == (
        ("vóór 1 juli 2024", "gemeenten",
         "2.033 vergunninghouders huisvesten: 1.459 taakstelling van 2024-1, 574 achterstand"),
        ("tot 1 juli 2024", "gemeenten", "301 plekken voor amv bij Nidos"),
        ("peildatum 1 juli 2024", "Gedeputeerde Staten",
         "beoordelen over 2024-1, volgens ‘Aanvullend beleidskader IBT huisvesting vergunninghouders’"),
        ("uiterlijk 1 november 2024", "commissaris van de Koning", "verslag (Spreidingswet)"),
        ("uiterlijk in november 2024", "gemeenten", "intergemeentelijk plan (Spreidingswet)"),
        ("uiterlijk in 2024", "minister", "verdeelbesluit (Spreidingswet)"),
        ("voorjaar 2025", "Gedeputeerde Staten", "de volgende voortgangsrapportage"),
        ("1 juli 2025", "gemeenten", "eerste peilmoment: plekken maken (Spreidingswet)"),
        ("1 februari 2026", "gemeenten", "laatste peilmoment: plekken openhouden tussen de peilmomenten (Spreidingswet)"),
    )  # fmt: skip


def test_after_2022_2_nothing_is_asked_that_was_not_known_then(utrecht: Gegevens) -> None:
    # rapportage 2022-2/2023-1: 1651 for 2023-1, begun with a voorsprong of 150
    (eerste, *rest) = samenvatting.tabel_gevraagd(utrecht.voor("2022-2"), "2022-2").rijen
    assert eerste == ("vóór 1 juli 2023", "gemeenten", "1.651 vergunninghouders huisvesten: de taakstelling van 2023-1")
    assert not any("Spreidingswet" in str(cel) or "Nidos" in str(cel) for rij in rest for cel in rij)


@pytest.mark.parametrize("periode", ["2022-2", "2023-2", "2024-1"])
def test_it_is_one_page(utrecht: Gegevens, periode: str) -> None:
    with pikepdf.open(io.BytesIO(naar_pdf(pagina(utrecht.voor(periode), periode)))) as pdf:
        assert len(pdf.pages) == 1


def test_the_letters_on_the_map_are_explained_where_they_fit(
    utrecht: Gegevens, monkeypatch: pytest.MonkeyPatch
) -> None:
    zin = str(samenvatting.over_letters(utrecht, "2023-2"))
    assert zin.startswith("De letters op de kaart: AMF Amersfoort, BRN Baarn, BNK Bunnik, ") and zin.count(",") == 25
    monkeypatch.setattr(samenvatting, "_PAST", len(zin) - 1)
    assert str(samenvatting.over_letters(utrecht, "2023-2")) == "De letters op de kaart staan voluit in de voortgang."


def test_what_a_drawing_leaves_out_its_words_say(utrecht: Gegevens) -> None:
    f = samenvatting.figuur_verhaal(utrecht, "2023-2")
    assert isinstance(f, Figuur) and f.getallen_staan_erin
    for getal in (
        "429",
        "854",
        "780",
        "1.055",
        "1.651",
        "1.372",
        "2.126",
        "1.459",
        "405",
        "1.635",
        "1.138",
        "1.208",
        "422",
    ):
        assert getal in f.alt
    assert (
        "periode 2023-1: taakstelling 1.651, taakstelling, eerst geen cijfer, realisatie 1.138, achterstand −150"
        in f.alt
    )


def test_the_story_is_as_wide_as_the_page_and_the_small_charts_stand_beside_each_other(utrecht: Gegevens) -> None:
    html = naar_html(pagina(utrecht, "2023-2"))
    assert [html.count(f'class="figuur{soort}"') for soort in (" vol", "")] == [1, 2]
