"""Kaders: what is shipped, what is refused and how, and which one is in force."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout, InvoerFout
from ibtlib.basis.periode import Periode
from ibtlib.kader.kader import FEITEN, Kaderreeks, Trede, Verwijzing, Voorwaarde
from ibtlib.kader.kaderlezer import KADERMAP, laad_kader, laad_kaders

KAPOT = Path(__file__).parents[1] / "kapot"
SLEUTELS = (
    "kader, provincie, titel, vastgesteld_op, geldig_vanaf, begin_zekerheid, geldig_tot_en_met, nog_geldig_bevestigd_op, "
    "bronnen, verschoonbaar, treden, regels, niet_berekenbaar"
)
# The facts of docs/handleiding/kaders.md, typed over: one that is added there has to be added here by hand.
WOORDENLIJST = (
    "taakstelling, achterstand_begin, totaalopgave, realisatie, gekoppeld, koppelingstekort, "
    "achterstand_eind, tekort_taakstelling, tekort_totaalopgave, trede_vorig, perioden_met_achterstand, "
    "perioden_taakstelling_gemist, realisatie_pct_taakstelling, realisatie_pct_totaalopgave, "
    "achterstand_pct_taakstelling"
)

# file in tests/kapot/kader -> every problem that must be reported, in order
MELDINGEN = {
    "alles-tegelijk": [
        "regel 4: kader: onbekende sleutel 'kleur'; toegestaan: <SLEUTELS>. Bedoelde u 'kader'?",
        "regel 6: verschoonbaar: 'alles' kan niet; kies koppelingstekort of geen",
        "regel 9: tekort_taakstelling minstens: 'een' is geen geheel getal",
        "regel 13: regel 'rest': vindplaats ontbreekt",
        "regel 15: trede: '9' kan niet; schrijf 1 tot en met 6, vorige, vorige + 1 of vorige - 1",
    ],
    "als-nooit": [
        "regel 13: als: 'nooit' kan niet; schrijf altijd, of een feit met een vergelijking",
    ],
    "amv-als-feit": [
        "regel 8: als: onbekend feit 'amv'; toegestaan: <FEITEN>",
    ],
    "bevestigd-voor-vastgesteld": [
        "regel 6: nog_geldig_bevestigd_op (2024-01-31) ligt voor vastgesteld_op (2024-02-01)",
    ],
    "bron-zonder-vindplaats": [
        "regel 6: bronnen: vindplaats ontbreekt",
    ],
    "dubbele-regelnaam": [
        "regel 12: regel 'gemist' staat er twee keer; geef elke regel een eigen naam",
    ],
    "dubbele-sleutel": [
        "regel 4: kader: sleutel 'titel' staat er twee keer, ook op regel 3",
    ],
    "eigen-label": [
        "regel 3: titel: het label '!geheim' mag niet in een kader",
    ],
    "feit-zonder-vergelijking": [
        "regel 8: tekort_taakstelling: kies minstens, hoogstens of is",
    ],
    "geen-datum": [
        "regel 5: vastgesteld_op: '26 september' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31",
    ],
    "geen-periode": [
        "regel 4: geldig_vanaf: '2024-3' is geen periode. Schrijf het jaar, een streepje en 1 of 2, "
        "bijvoorbeeld 2023-2 (2023-II, 2023-H2 en 2023-2e mogen ook)",
    ],
    "geen-regels": [
        "regel 6: regels: er hoort ten minste één regel te staan",
    ],
    "geen-utf8": [
        "niet te lezen als UTF-8; sla het bestand op als UTF-8",
    ],
    "geen-yaml": [
        "regel 9: geen geldige YAML; kijk hier of vlak erboven naar inspringing (spaties, geen tabs), "
        "dubbele punten, haken en aanhalingstekens",
    ],
    "halve-persoon": [
        "regel 8: tekort_taakstelling minstens: '1.5' is geen geheel getal",
    ],
    "kleur-paars": [
        "regel 7: kleur: 'paars' kan niet; kies groen, geel, oranje, rood, donkerrood of zwart",
    ],
    "leeg": [
        "het bestand is leeg; verplicht: kader, provincie, titel, geldig_vanaf, verschoonbaar, regels",
    ],
    "lege-voorwaarde": [
        "regel 8: als: er staat geen voorwaarde; schrijf altijd als de regel altijd geldt",
    ],
    "lijst": [
        "regel 1: kader: hier horen sleutels met waarden; toegestaan: <SLEUTELS>",
    ],
    "minstens-boven-hoogstens": [
        "regel 8: tekort_taakstelling: minstens is meer dan hoogstens; de regel zou nooit gelden",
    ],
    "na-altijd": [
        "regel 17: regel 'te-laat' wordt nooit bereikt: zij staat onder 'rest', die altijd geldt",
    ],
    "nooit-bereikt": [
        "regel 12: regel 'strenger' wordt nooit bereikt: zij staat onder 'gemist', die niet meer voorwaarden stelt",
    ],
    "omgekeerde-datums": [
        "regel 5: geldig_tot_en_met (2023-2) ligt voor geldig_vanaf (2024-1)",
    ],
    "onbekend-feit": [
        "regel 8: als: onbekend feit 'tekort_taakstellling'; toegestaan: <FEITEN>. Bedoelde u 'tekort_taakstelling'?",
    ],
    "onbekende-sleutel": [
        "regel 4: kader: onbekende sleutel 'vastgestelt_op'; toegestaan: <SLEUTELS>. Bedoelde u 'vastgesteld_op'?",
    ],
    "onbekende-vergelijking": [
        "regel 8: tekort_taakstelling: onbekende vergelijking 'groter_dan'; toegestaan: minstens, hoogstens, is",
    ],
    "percentage-in-woorden": [
        "regel 8: realisatie_pct_taakstelling hoogstens: 'veel' is geen percentage (schrijf 90 of 92.5)",
    ],
    "percentage-te-fijn": [
        "regel 8: realisatie_pct_taakstelling hoogstens: '90.12345' is te groot of te fijn; hoogstens "
        "100.000%, met hoogstens vier decimalen",
    ],
    "python-object": [
        "regel 3: titel: hier hoort één waarde, geen lijst of groep",
    ],
    "regels-geen-lijst": [
        "regel 6: regels: hier hoort een lijst (elke regel begint met een streepje)",
    ],
    "sleutel-ontbreekt": [
        "regel 1: kader: titel ontbreekt",
    ],
    "te-groot-getal": [
        "regel 8: tekort_taakstelling minstens: '1000000001' is te groot; hoogstens 1.000.000.000",
    ],
    "titel-is-lijst": [
        "regel 3: titel: hier hoort één waarde, geen lijst of groep",
    ],
    "titel-leeg": [
        "regel 3: titel is leeg",
    ],
    "trede-nul": [
        "regel 9: trede: '0' kan niet; schrijf 1 tot en met 6, vorige, vorige + 1 of vorige - 1",
    ],
    "trede-zeven-in-treden": [
        "regel 7: treden: onbekende trede '7'; toegestaan: 1, 2, 3, 4, 5, 6",
    ],
    "trede-zeven": [
        "regel 9: trede: '7' kan niet; schrijf 1 tot en met 6, vorige, vorige + 1 of vorige - 1",
    ],
    "twee-documenten": [
        "regel 17: geen geldige YAML; kijk hier of vlak erboven naar inspringing (spaties, geen tabs), "
        "dubbele punten, haken en aanhalingstekens",
    ],
    "verschoonbaar-ja": [
        "regel 5: verschoonbaar: 'ja' kan niet; kies koppelingstekort of geen",
    ],
    "vorige-plus-twee": [
        "regel 9: trede: 'vorige + 2' kan niet; schrijf 1 tot en met 6, vorige, vorige + 1 of vorige - 1",
    ],
    "zekerheid-misschien": [
        "regel 10: zekerheid: 'misschien' kan niet; kies bron of aanname",
    ],
    "zonder-vindplaats": [
        "regel 7: regel 'gemist': vindplaats ontbreekt",
    ],
    "zonder-zekerheid": [
        "regel 12: regel 'rest': zekerheid ontbreekt",
    ],
}


@pytest.mark.parametrize("naam", sorted(p.stem for p in (KAPOT / "kader").glob("*.yaml")))
def test_a_broken_kader_is_refused_with_line_and_remedy(naam: str) -> None:
    pad = KAPOT / "kader" / f"{naam}.yaml"
    with pytest.raises(InvoerFout) as fout:
        laad_kader(pad)
    verwacht = [m.replace("<FEITEN>", WOORDENLIJST).replace("<SLEUTELS>", SLEUTELS) for m in MELDINGEN[naam]]
    assert [str(p) for p in sorted(fout.value.problemen[pad])] == verwacht


def test_every_expected_message_has_its_broken_file() -> None:
    assert set(MELDINGEN) == {p.stem for p in (KAPOT / "kader").glob("*.yaml")}


@pytest.mark.parametrize(
    ("map_", "bestand", "melding"),
    [
        (
            "kaders-overlap",
            "2024-1.yaml",
            "regel 4: geldig_vanaf is 2024-1, maar 2022-1.yaml geldt dan ook (2022-1 t/m 2024-1); "
            "geef dat bestand geldig_tot_en_met: 2023-2",
        ),
        (
            "kaders-zonder-einde",
            "2024-1.yaml",
            "regel 4: geldig_vanaf is 2024-1, maar 2022-1.yaml geldt dan ook (vanaf 2022-1); "
            "geef dat bestand geldig_tot_en_met: 2023-2",
        ),
        (
            "kaders-verkeerde-naam",
            "2023-2.yaml",
            "regel 4: geldig_vanaf is 2024-1; noem het bestand 2024-1.yaml",
        ),
        (
            "kaders-twee-provincies",
            "2024-1.yaml",
            "regel 2: provincie is 'gelderland', in 2022-1.yaml is het 'utrecht'; "
            "zet de kaders van een andere provincie in een eigen map",
        ),
    ],
)
def test_kaders_that_do_not_go_together_are_refused(map_: str, bestand: str, melding: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        laad_kaders(KAPOT / map_)
    assert {p.name: [str(x) for x in lijst] for p, lijst in fout.value.problemen.items()} == {bestand: [melding]}


def test_problems_of_all_files_come_at_once() -> None:
    with pytest.raises(InvoerFout) as fout:
        laad_kaders(KAPOT / "kaders-twee-kapot")
    assert {p.name for p in fout.value.problemen} == {"2022-1.yaml", "2024-1.yaml"}
    assert "Verbeter de bestanden" in str(fout.value)


def test_a_kader_that_ends_where_the_next_begins_does_not_overlap(tmp_path: Path) -> None:
    tekst = (KAPOT / "kaders-overlap" / "2022-1.yaml").read_text(encoding="utf-8")
    (tmp_path / "2022-1.yaml").write_text(tekst.replace("met: 2024-1", "met: 2023-2"), encoding="utf-8")
    shutil.copy(KAPOT / "kaders-overlap" / "2024-1.yaml", tmp_path)
    assert [k.geldigheid for k in laad_kaders(tmp_path)] == ["2022-1 t/m 2023-2", "vanaf 2024-1"]


def test_a_file_that_is_not_there_is_said_to_be() -> None:
    pad = KAPOT / "kader" / "bestaat-niet.yaml"
    with pytest.raises(InvoerFout, match="het bestand bestaat niet"):
        laad_kader(pad)


def test_a_folder_without_kaders_gives_an_empty_series(tmp_path: Path) -> None:
    reeks = laad_kaders(tmp_path / "nergens")
    assert len(reeks) == 0
    with pytest.raises(AanvraagFout, match=r"^geen kader van kracht voor 2024-1; bekend: geen$"):
        reeks.voor("2024-1")


@pytest.mark.parametrize(
    ("periode", "kader"),
    [
        ("2021-2", None),
        ("2022-1", "absoluut-kader-2022"),
        ("2023-1", "absoluut-kader-2022"),
        ("2023-2", "absoluut-kader-2023-2"),
        ("2024-1", "aanvullend-beleidskader-2024"),
        ("2031-2", "aanvullend-beleidskader-2024"),
    ],
)
def test_which_kader_of_utrecht_is_in_force(periode: str, kader: str | None) -> None:
    reeks = laad_kaders(KADERMAP / "utrecht")
    if kader is None:
        with pytest.raises(AanvraagFout) as fout:
            reeks.voor(periode)
        assert str(fout.value) == (
            "geen kader van kracht voor 2021-2; bekend: 2022-1 t/m 2023-1, 2023-2 en vanaf 2024-1"
        )
    else:
        assert reeks.voor(periode).kader == kader


def test_past_its_end_a_kader_never_falls_through() -> None:
    oud = laad_kader(KADERMAP / "utrecht" / "2022-1.yaml")
    reeks = Kaderreeks((oud,))
    assert reeks.zoek("2023-1") is oud
    assert reeks.zoek("2023-2") is None
    assert oud.zonder_termijn().geldt_in("2024-1")


def test_what_the_sources_prove_of_utrecht_and_what_we_assume() -> None:
    """§3.1.1 excuses a koppelingstekort in 2023-2 only; §3.2 and §2.2 give a criterion, not a whole rule."""
    oud, met_tekort, nieuw = laad_kaders(KADERMAP / "utrecht")
    assert [k.verschoonbaar for k in (oud, met_tekort, nieuw)] == ["geen", "koppelingstekort", "geen"]
    assert [k.geldigheid_voluit for k in (oud, met_tekort, nieuw)] == [
        "2022-1 t/m 2023-1 (2022-1 is de eerste periode die de bronnen noemen)",
        "2023-2",
        "vanaf 2024-1",
    ]
    assert nieuw.vastgesteld_op == dt.date(2023, 9, 26)
    alle = [r for k in (oud, met_tekort, nieuw) for r in k.regels]
    assert {r.zekerheid for r in alle} == {"aanname"}
    assert {r.naam: r.criterium for r in alle if r.criterium} == {
        "totaalopgave-gehaald": "voortgangsrapportage 2023-2, §3.2",
        "taakstelling-niet-gehaald": "voortgangsrapportage 2023-2, §2.2",
    }
    assert oud.aannames[1] == (
        "Regel ‘totaalopgave bijna gehaald’ (de realisatie als deel van de totaalopgave is minstens 90%: trede 1): "
        "aangenomen: de drempel van 90% staat niet in de bronnen"
    )
    # three rules, and the colours: of trede 3 the source gives the name, of 4 to 6 nothing
    assert [len(k.aannames) for k in (oud, met_tekort, nieuw)] == [5, 5, 5]
    assert oud.aannames[-1] == "Trede 4, 5 en 6 in tabel, grafiek en kaart: de kleur staat niet in de bronnen"
    assert nieuw.bronnen[-1] == Verwijzing("rapportage-2023-2", "§2.2 en §4.2")
    assert (nieuw.treden[3].naam, nieuw.treden[3].kleur) == ("actief toezicht", "oranje")
    assert [nieuw.treden[n].zekerheid for n in range(1, 7)] == ["bron"] * 2 + ["aanname"] * 4


def test_the_fictional_province_judges_by_the_same_rules_as_utrecht() -> None:
    _, met_tekort, trend = laad_kaders(KADERMAP / "utrecht")
    for echt, verzonnen in zip((met_tekort, trend), laad_kaders(KADERMAP / "voorbeeld"), strict=True):
        assert "FICTIEF" in verzonnen.titel
        assert verzonnen.verschoonbaar == echt.verschoonbaar
        assert [(r.naam, r.als, r.dan) for r in verzonnen.regels] == [(r.naam, r.als, r.dan) for r in echt.regels]


@pytest.mark.parametrize("naam", ["zuid-holland", "noord-brabant"])
def test_the_examples_of_other_provinces_load_and_claim_nothing(naam: str) -> None:
    kader = laad_kader(KADERMAP / "voorbeelden" / f"{naam}.yaml")
    assert kader.provincie == naam
    assert len(kader.aannames) == len(kader.regels)


def test_every_source_of_a_shipped_kader_is_in_the_register() -> None:
    register = (Path(__file__).parents[2] / "data" / "raw" / "bronnen.csv").read_text(encoding="utf-8")
    ids = {regel.split(";")[0] for regel in register.splitlines()}
    genoemd = {v.bron for pad in KADERMAP.glob("*/*.yaml") for v in laad_kader(pad).bronnen}
    assert genoemd <= ids


def test_the_vocabulary_is_closed_and_amv_is_no_fact() -> None:
    assert ", ".join(FEITEN) == WOORDENLIJST
    assert not any("amv" in feit or "nidos" in feit for feit in FEITEN)


def test_all_that_a_kader_may_say_is_read_as_written(tmp_path: Path) -> None:
    pad = tmp_path / "2024-1.yaml"
    pad.write_text(
        """\
kader: no                     # a bare YAML 1.1 boolean stays the text that it is
provincie: utrecht
titel: 2024
vastgesteld_op: 2023-09-26
geldig_vanaf: 2024-I
geldig_tot_en_met: 2025-H2
nog_geldig_bevestigd_op: null
bronnen: [{bron: rapportage-2023-2, vindplaats: §2.2}]
verschoonbaar: koppelingstekort
treden:
  1: {kleur: groen}
  3: {naam: actief toezicht}
regels:
  - regel: klein
    als: {achterstand_pct_taakstelling: {minstens: 0, hoogstens: 2.5}, trede_vorig: {is: 2}}
    dan: {trede: vorige - 1}
    zekerheid: bron
    vindplaats: >-
      artikel
      2
  - {regel: derde, als: {realisatie_pct_totaalopgave: {minstens: 200/3}}, dan: {trede: vorige},
     zekerheid: aanname, vindplaats: daarom}
niet_berekenbaar:
  - Of het redelijk is
""",
        encoding="utf-8",
    )
    kader = laad_kader(pad)
    assert (kader.kader, kader.titel, kader.geldigheid) == ("no", "2024", "2024-1 t/m 2025-2")
    assert kader.regels[0].voorwaarden == (
        Voorwaarde("achterstand_pct_taakstelling", "minstens", Fraction(0)),
        Voorwaarde("achterstand_pct_taakstelling", "hoogstens", Fraction(5, 2)),
        Voorwaarde("trede_vorig", "is", 2),
    )
    assert (kader.regels[0].trede, kader.regels[0].stap, kader.regels[0].vindplaats) == (
        None,
        -1,
        "artikel 2",
    )
    assert kader.regels[1].voorwaarden[0].waarde == Fraction(200, 3)
    assert str(kader.regels[1].voorwaarden[0]) == "de realisatie als deel van de totaalopgave is minstens 200/3%"
    assert kader.treden == {1: Trede(None, "groen"), 3: Trede("actief toezicht", None)}
    assert kader.niet_berekenbaar == ("Of het redelijk is",)
    assert kader.geldt_in(Periode(2025, 2)) and not kader.geldt_in("2026-1")


def test_the_grondslag_of_a_rule_follows_from_its_facts_or_from_the_rule_before() -> None:
    nieuw = laad_kader(KADERMAP / "utrecht" / "2024-1.yaml")
    assert [r.grondslag for r in nieuw.regels] == ["totaalopgave", "taakstelling", "taakstelling"]


def test_a_kader_travels_to_another_process() -> None:
    reeks = laad_kaders(KADERMAP / "utrecht")
    assert pickle.loads(pickle.dumps(reeks)) == reeks
    assert hash(reeks.kaders[0]) == hash(pickle.loads(pickle.dumps(reeks)).kaders[0])
