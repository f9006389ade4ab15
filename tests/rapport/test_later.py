"""What was known on the day of a report, and what became known later: typed from the dates on the documents."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from conftest import vervang

from ibtlib.cijfers.opvang.landelijk import inwoners
from ibtlib.gegevens.bronnen import Bron
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.rapport import samenvatting, spreidingswet, titel, trend, verantwoording, voortgang
from ibtlib.rapport.later import tabel_later, wat_later_bekend_werd
from ibtlib.uitvoering.verkenning import afdrukken

GOUDEN = Path("tests/gouden/later.csv")


def test_a_report_looks_ahead_with_what_was_known_when_it_was_published(utrecht: Gegevens) -> None:
    # the lowering to 1.372 became known on 10 November 2023 (2023-2, §3.1 note 2); the report of 2022-2 and 2023-1 does not
    # know it and gives "circa 1400": 2126 + 406 − 1138 = 1394
    zin = " ".join(voortgang.over_vooruitblik(utrecht.voor("2023-1"), "2023-1").alineas)
    assert "2.126" in zin and "1.394" in zin
    assert "1.372" not in zin and "verlaagd" not in zin and "eerst" not in zin
    assert "1.372" in " ".join(voortgang.over_vooruitblik(utrecht, "2023-1").alineas)


def test_what_became_known_later_stands_apart_with_what_was_known(utrecht: Gegevens) -> None:
    getoond = {rij[0]: rij[1:] for rij in tabel_later(utrecht.voor("2023-1"), "2023-1").rijen}
    with GOUDEN.open(encoding="utf-8", newline="") as bestand:
        verwacht = {r["onderwerp"]: (r["toen"] or None, r["later"]) for r in csv.DictReader(bestand, delimiter=";")}
    assert getoond == verwacht


def test_nothing_of_later_is_marked_where_a_report_uses_all_that_is_known(utrecht: Gegevens) -> None:
    assert utrecht.voor("2023-2") is utrecht
    assert wat_later_bekend_werd(utrecht.voor("2023-2"), "2023-2").stukken == ()
    assert dict(titel.titel(utrecht, "2023-2", "trend").kenmerken)["Bekend"] == "wat nu bekend is"


@pytest.mark.parametrize("dag, datum", [(dt.date(2023, 12, 31), None), (dt.date(2024, 1, 1), dt.date(2024, 1, 1))])
def test_nobody_knows_a_number_of_inhabitants_before_its_own_day(
    utrecht: Gegevens, dag: dt.date, datum: dt.date | None
) -> None:
    """The source (CBS) has no date; its figures of the twelve provinces are of 1 January 2024: that day, and one off."""
    toen = Gegevens(utrecht._inhoud.bekend_op(dag), _alles=utrecht)
    assert inwoners(toen)[0] == datum
    assert bool(inwoners(toen)[1]) == (datum is not None)


def test_the_report_of_before_has_no_places_per_inhabitant(utrecht: Gegevens) -> None:
    """Mei 2023, tabel 1: 2.692, fifth of the twelve; the inhabitants of 2024 are no part of a report of 2023."""
    tabel = spreidingswet.tabel_rangorde(utrecht.voor("2023-1"))
    assert ("Utrecht", 2692, 5) in tabel.rijen  # and nothing per inhabitant


def test_the_kader_of_a_report_rests_on_no_source_of_later(utrecht: Gegevens) -> None:
    """2022-2 and 2023-1, Aanvullend beleidskader: until then the absolute performance; Beoordelingen: green and yellow."""
    kader = utrecht.kaders.zoek(utrecht.periode("2023-1"))
    assert kader and {v.bron for v in kader.bronnen} == {"rapportage-2022-2-2023-1"}
    assert not any("2023-2, §3.2" in (r.criterium or "") for r in kader.regels)


def test_the_cover_says_of_when_the_sources_are_and_the_assumption_why(utrecht: Gegevens) -> None:
    g = utrecht.voor("2022-2")
    assert dict(titel.titel(g, "2022-2", "voortgang").kenmerken)["Bekend"] == "wat op 9 november 2023 bekend was"
    aanname = [a for a in verantwoording.over_aannames(g, "2022-2", "voortgang").alineas if "9 november 2023" in a]
    assert len(aanname) == 1 and "26 oktober 2023" in aanname[0]


def test_the_law_and_the_letter_of_2024_are_not_in_a_report_of_2023(utrecht: Gegevens) -> None:
    g = utrecht.voor("2023-1")
    for tekst in (
        spreidingswet.over_wet(g, "2023-1"),
        spreidingswet.over_kalender(g, "2023-1"),
        spreidingswet.over_dekking(g),
    ):
        assert not any(w in "".join(tekst.alineas) for w in ("2024", "42,9%", "4.705", "verdeelbesluit"))
    later = str(wat_later_bekend_werd(g, "2023-1", "spreidingswet"))
    assert "42,9%" in later and "werd later bekend" in later
    assert "§4.4" in later.rpartition("Bronnen: ")[2]  # of 8.207, which no source of before gives


def test_before_the_law_its_supervisor_is_that_of_the_proposal(utrecht: Gegevens) -> None:
    """2022-2 and 2023-1, Spreidingswet: an amendment leaves the toezicht with the ministry; §4.4 of 2023-2 is of later."""
    g = utrecht.voor("2023-1")
    kader = str(verantwoording.over_kader(g, "2023-1", "spreidingswet"))
    assert "ministerie van JenV, volgens het wetsvoorstel" in kader and "2023-2" not in kader.replace("2022-2", "")
    assert "wetsvoorstel" in dict(titel.titel(g, "2023-1", "spreidingswet").kenmerken)["Toezicht"]


@pytest.mark.parametrize("periode", ["2022-2", "2023-1", "2023-2"])
def test_no_summary_or_scenario_rests_on_a_kader_of_later(utrecht: Gegevens, periode: str) -> None:
    """The kader of 2023-2 has its criteria from two reports, of which the second is of 20 March 2024."""
    g = utrecht.voor(periode).ongelezen()
    samenvatting.tabel_gevraagd(g, periode)
    verantwoording.verantwoording(g, periode, "scenario")
    later = {b.id for b in g.geciteerd if g.bekend_op and not b.is_bekend_op(g.bekend_op)}
    assert not later
    # no figures per gemeente: nobody is judged, and the report says by which kader no more
    scenario = verantwoording.over_kader(g, periode, "scenario")
    assert "Een provincie krijgt geen trede" in str(scenario) and "beleidskader" not in str(scenario)


@pytest.mark.parametrize("periode", ["2022-2", "2023-1", "2023-2"])
def test_no_trend_looks_further_ahead_than_the_next_periode(utrecht: Gegevens, periode: str) -> None:
    perioden = [str(rij[0]) for rij in trend.tabel_wettelijke_taakstelling(utrecht.voor(periode), periode).rijen]
    assert perioden and "2025-1" not in perioden


def test_a_source_counts_from_its_date_on_and_one_without_any_always() -> None:
    import datetime as dt

    def bron(datum: dt.date | None, vanaf: dt.date | None) -> Bron:
        return Bron("b", "B", "U", datum, None, None, "rijk", bekend_vanaf=vanaf)

    dag, later = dt.date(2023, 11, 9), dt.date(2023, 11, 10)
    assert bron(dag, None).is_bekend_op(dag) and not bron(later, None).is_bekend_op(dag)
    assert bron(None, dag).is_bekend_op(dag) and not bron(None, later).is_bekend_op(dag)
    assert bron(None, None).is_bekend_op(dag)
    assert not bron(later, dag).is_bekend_op(dag)  # the date of the document goes first


def test_another_day_of_publication_is_another_report(kopie_data: Path) -> None:
    # on 10 November 2023 the lowering still has no source that was there; on 20 March 2024 the report of 2023-2 is
    pad = kopie_data / "utrecht/publicaties.csv"
    for dag, taakstelling in (("2023-11-10", [2126]), ("2024-03-19", [2126]), ("2024-03-20", [2126, 1372])):
        pad.write_text(
            "periode;publicatiedatum;zekerheid;bron;vindplaats\n"
            f"2023-1;{dag};bron;rapportage-2023-2;voorblad\n",
            "utf-8",
        )  # fmt: skip
        g = laad("utrecht", kopie_data, voor="2023-1")
        assert [
            r["taakstelling"] for r in g.tabel("resultaten").to_dict("records") if r["periode"] == "2023-2"
        ] == taakstelling
        gelezen = {d for d in g.gelezen if "publicaties" in d or "bronnen" in d}
        assert len(gelezen) == 2  # so that a changed day or date makes the document again


def test_the_findings_of_an_earlier_day_have_a_fingerprint_of_their_own(kopie_data: Path) -> None:
    g = laad("utrecht", kopie_data, voor="2023-1")
    verantwoording.over_aansluiting(g, "2023-1")
    (deel,) = [d for d in g.gelezen if "bevindingen" in d]
    voor = afdrukken(laad("utrecht", kopie_data))
    assert deel.endswith("op 2023-11-09") and deel in voor
    vervang(kopie_data / "utrecht/resultaten.csv", "1501;1138;69;76", "1501;1139;69;76")
    assert afdrukken(laad("utrecht", kopie_data))[deel] != voor[deel]


def test_every_document_of_a_periode_is_made_with_what_was_known() -> None:
    for pad in sorted(Path("notebooks").glob("0[1-5]*.ipynb")):
        cellen = ["".join(c["source"]) for c in json.loads(pad.read_text("utf-8"))["cells"]]
        assert any("ibt.laad(provincie, voor=periode)" in cel for cel in cellen), pad.name
