"""`ibt vergelijk`: what changed, whether a trede did first; and what cannot be compared is refused.

What must come out is worked out by hand from the one figure that each test changes.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import RAW, vervang

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.cli import main
from ibtlib.controle import vergelijking
from ibtlib.controle.vergelijking import vergelijk
from ibtlib.controle.vergelijking.momentopname import Blad, Momentopname
from ibtlib.controle.vergelijking.verslag import als_csv, als_tekst, kop
from ibtlib.controle.verwerking import verwerk
from ibtlib.gegevens.gegevens import laad
from ibtlib.rapport import zinnenlezer

ZEIST = ("2023-2;GM0355;Zeist;1;koppelingstekort", "2023-2;GM0355;Zeist;2;koppelingstekort")


def neem_op(naam: str, data: Path) -> Momentopname:
    """One side, with the sentences of our documents."""
    return vergelijking.neem_op(naam, data, zinnenlezer)


@pytest.fixture
def verwerkt(tmp_path: Path) -> Path:
    """data/processed of Utrecht as shipped."""
    verwerk(laad("utrecht", RAW), tmp_path / "oud")
    return tmp_path / "oud"


def _na(kopie: Path, doel: Path, *wijzigingen: tuple[str, str, str]) -> Path:
    for bestand, oud, nieuw in wijzigingen:
        vervang(kopie / "utrecht" / bestand, oud, nieuw)
    verwerk(laad("utrecht", kopie), doel)
    return doel


# --- processed folders -------------------------------------------------------------------------------------


def test_equal_folders_say_so_and_nothing_else(verwerkt: Path, tmp_path: Path) -> None:
    anders = Path(shutil.copytree(verwerkt, tmp_path / "kopie"))
    v = vergelijk(neem_op(str(verwerkt), RAW), neem_op(str(anders), RAW))
    assert v.veranderingen == ()
    assert als_tekst(v) == "0 gemeenten veranderen van trede.\nEr is ook verder niets veranderd."


def test_a_changed_trede_comes_first_and_the_count_that_no_longer_agrees_follows(
    verwerkt: Path, kopie_data: Path, tmp_path: Path
) -> None:
    nieuw = _na(kopie_data, tmp_path / "nieuw", ("beoordelingen.csv", *ZEIST))
    v = vergelijk(neem_op(str(verwerkt), RAW), neem_op(str(nieuw), RAW))
    regels = kop(v)
    assert regels[:2] == [
        "1 gemeente verandert van trede:",
        "  Zeist (utrecht), 2023-2: vastgesteld trede 1 → trede 2",
    ]
    # test_controle: this change breaks both counts of treden in 2023-2
    assert sorted(x.rij for x in v.van("bevinding")) == ["telling-2023-2-trede-1", "telling-2023-2-trede-2"]
    assert all(x.oud is None for x in v.van("bevinding"))


def test_a_figure_that_no_trede_rests_on_leaves_the_treden_alone(
    verwerkt: Path, kopie_data: Path, tmp_path: Path
) -> None:
    # 1055 + 422 = 1477; 1478 − 1635 = −157
    nieuw = _na(kopie_data, tmp_path / "nieuw", ("resultaten.csv", "1055;422;1477", "1055;422;1478"))
    v = vergelijk(neem_op(str(verwerkt), RAW), neem_op(str(nieuw), RAW))
    assert kop(v)[0] == "0 gemeenten veranderen van trede."
    cijfers = {(x.tabel, x.periode, x.kolom): (x.oud, x.nieuw) for x in v.van("cijfer")}
    assert cijfers["gepubliceerd_resultaten", "2022-2", "totaalopgave"] == ("1477", "1478")
    assert cijfers["reeks", "2022-2", "achterstand_eind_berekend"] == ("-158", "-157")
    bevindingen = {x.rij: (x.oud is None, x.nieuw is None) for x in v.van("bevinding")}
    assert bevindingen["totaalopgave-2022-2-oorspronkelijk"] == (True, False)  # new: the parts give 1477
    assert bevindingen["eindstand-2022-2"] == (False, False)  # another figure in it


def test_a_trede_that_was_not_there_is_new_and_no_change(verwerkt: Path, kopie_data: Path, tmp_path: Path) -> None:
    pad = kopie_data / "utrecht" / "beoordelingen.csv"
    pad.write_text(pad.read_text("utf-8") + "2024-1;GM0355;Zeist;2;;rapportage-2023-2;verzonnen\n", "utf-8")
    nieuw = _na(kopie_data, tmp_path / "nieuw")
    v = vergelijk(neem_op(str(verwerkt), RAW), neem_op(str(nieuw), RAW))
    assert kop(v)[:2] == ["0 gemeenten veranderen van trede.", "1 vastgestelde trede erbij over 2024-1."]


def test_a_row_that_went_and_a_source_that_changed_are_told_as_such(
    verwerkt: Path, kopie_data: Path, tmp_path: Path
) -> None:
    nieuw = _na(
        kopie_data,
        tmp_path / "nieuw",
        ("standen.csv", "2023-07-01;406;rapportage-2022-2-2023-1;Vooruitblik\n", ""),
        ("tellingen.csv", "2022-1;trede;1;11;rapportage-2022-2-2023-1;Taakstellingsperiode 2022-2",
         "2022-1;trede;1;11;rapportage-2022-2-2023-1;bladzijde 3"),
    )  # fmt: skip
    v = vergelijk(neem_op(str(verwerkt), RAW), neem_op(str(nieuw), RAW))
    (weg,) = v.van("cijfer")
    assert (weg.tabel, weg.nieuw) == ("gepubliceerd_standen", None)
    assert weg.oud == "peildatum: 2023-07-01; achterstand: 406; bron: rapportage-2022-2-2023-1; vindplaats: Vooruitblik"
    (bron,) = v.van("bron")
    assert (bron.kolom, bron.oud, bron.nieuw) == ("vindplaats", "Taakstellingsperiode 2022-2", "bladzijde 3")


def test_the_csv_has_every_change_and_no_formula(verwerkt: Path, kopie_data: Path, tmp_path: Path) -> None:
    tekst = ("uitspraken.csv", ";verviervoudigd;", ";=HYPERLINK(1);")
    nieuw = _na(kopie_data, tmp_path / "nieuw", ("beoordelingen.csv", *ZEIST), tekst)
    v = vergelijk(neem_op(str(verwerkt), RAW), neem_op(str(nieuw), RAW))
    rijen = list(csv.DictReader(io.StringIO(als_csv(v)), delimiter=";"))
    assert list(rijen[0]) == ["soort", "provincie", "periode", "tabel", "rij", "kolom", "oud", "nieuw"]
    assert len(rijen) == len(v.veranderingen)
    assert rijen[0]["soort"] == "trede" and (rijen[0]["rij"], rijen[0]["oud"], rijen[0]["nieuw"]) == ("Zeist", "1", "2")
    assert "'=HYPERLINK(1)" in {r["nieuw"] for r in rijen}


# --- report folders ----------------------------------------------------------------------------------------


def _rapportmap(map_: Path, treden: dict[str, str], wat: str, zin: str, periode: str = "2023-2") -> Path:
    """A report folder as `ibt rapport` leaves it, as small as can be."""
    (map_ / "tabellen").mkdir(parents=True)
    (map_ / "notebooks").mkdir()
    bon = {"provincie": "utrecht", "periode": periode, "fictief": False, "aansluiting": [{"id": "stand", "wat": wat}]}
    (map_ / "verantwoording.json").write_text(json.dumps(bon), "utf-8")
    (map_ / "tabellen" / "datapackage.json").write_text("{}", "utf-8")
    kop_ = f"Gemeente;Vastgesteld {periode};Vastgesteld 2023-1;Beoordeeld op;Berekend {periode}\r\n"
    rijen = "".join(f"{g};{t};trede 6;totaalopgave;niet te berekenen\r\n" for g, t in treden.items())
    (map_ / "tabellen" / "voortgang-beoordelingen.csv").write_text(kop_ + rijen, "utf-8-sig")
    tekst = {"data": {"application/vnd.ibtlib+json": {"soort": "tekst", "alineas": ["Gelijk.", zin]}}}
    cellen = [
        {"cell_type": "markdown", "source": "## Treden"},
        {"cell_type": "code", "source": "x", "outputs": [tekst]},
    ]
    (map_ / "notebooks" / "voortgang.ipynb").write_text(json.dumps({"cells": cellen}), "utf-8")
    return map_


def test_report_folders_are_compared_by_trede_finding_and_sentence(tmp_path: Path) -> None:
    oud = _rapportmap(tmp_path / "a", {"Zeist": "trede 1", "Soest": "niet gepubliceerd"}, "570", "Oud.")
    nieuw = _rapportmap(tmp_path / "b", {"Zeist": "trede 2", "Soest": "trede 1"}, "574", "Nieuw.")
    v = vergelijk(neem_op(str(oud), RAW), neem_op(str(nieuw), RAW))
    assert kop(v) == [
        "1 gemeente verandert van trede:",
        "  Zeist (utrecht), 2023-2: vastgesteld trede 1 → trede 2",
        "1 vastgestelde trede erbij over 2023-2.",
        "Veranderd: 1 bevinding, 1 zin.",
    ]
    (zin,) = v.van("zin")
    assert (zin.rij, zin.oud, zin.nieuw) == ("voortgang, Treden", "Oud.", "Nieuw.")


def test_a_sentence_put_in_front_does_not_make_all_others_differ() -> None:
    def opname(naam: str, *zinnen: str) -> Momentopname:
        blad = Blad(("plaats", "zin"), ("plaats",), tuple(("voortgang", z) for z in zinnen))
        return Momentopname(naam, "rapporten", naam, {("utrecht", "2023-2", "zinnen"): blad})

    v = vergelijk(opname("a", "Een.", "Twee."), opname("b", "Nul.", "Een.", "Twee."))
    assert [(x.oud, x.nieuw) for x in v.veranderingen] == [(None, "Nul.")]


# --- git revisions -----------------------------------------------------------------------------------------


@pytest.fixture
def opslag(tmp_path: Path) -> Path:
    """A repository with two commits of the raw data of Utrecht: Zeist goes from trede 1 to trede 2."""
    top = tmp_path / "opslag"
    data = top / "data" / "raw"
    data.mkdir(parents=True)
    for naam in ("bronnen.csv", "landelijk", "utrecht"):
        kopieer = shutil.copytree if (RAW / naam).is_dir() else shutil.copy
        kopieer(RAW / naam, data / naam)
    _git(top, "init", "-q")
    _git(top, "add", "-A")
    _git(top, "commit", "-qm", "een")
    vervang(data / "utrecht" / "beoordelingen.csv", *ZEIST)
    _git(top, "commit", "-qam", "twee")
    return data


def _git(top: Path, *woorden: str) -> None:
    wie = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(top), *wie, *woorden], check=True, capture_output=True)


def test_two_revisions_are_compared_with_the_sentences_of_the_documents(
    opslag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vergelijk", "HEAD~1", "HEAD", "--data", str(opslag)]) == 0
    uit = capsys.readouterr().out
    assert uit.splitlines()[:2] == [
        "1 gemeente verandert van trede:",
        "  Zeist (utrecht), 2023-2: vastgesteld trede 1 → trede 2",
    ]
    # summary of 2023-2: 13 and 13 gemeenten become 12 and 14
    assert "12 gemeenten op trede 1 en 14 gemeenten op trede 2" in uit
    # a revision beside the folder as it stands is the same kind
    assert main(["vergelijk", "HEAD", str(opslag), "--data", str(opslag)]) == 0
    assert capsys.readouterr().out.startswith("0 gemeenten veranderen van trede.\nEr is ook verder niets veranderd.")


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("bestaat-niet", "HEAD", "'bestaat-niet' is geen map en geen revisie in git"),
        ("--output=x", "HEAD", "'--output=x' is geen map en geen revisie in git"),
        ("HEAD", "HEAD~0", "HEAD en HEAD~0 zijn hetzelfde"),
        ("HEAD~1", "verwerkt", "alleen gelijke soorten zijn te vergelijken"),
        ("leeg", "HEAD", "staat niets om te vergelijken"),
        ("bestand", "HEAD", "is een bestand"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    opslag: Path, verwerkt: Path, tmp_path: Path, oud: str, nieuw: str, melding: str
) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "bestand").write_text("x")
    paden = {"verwerkt": str(verwerkt), "leeg": str(tmp_path / "leeg"), "bestand": str(tmp_path / "bestand")}
    with pytest.raises(AanvraagFout, match=melding):
        vergelijk(neem_op(paden.get(oud, oud), opslag), neem_op(paden.get(nieuw, nieuw), opslag))


def test_a_revision_with_broken_data_names_the_revision_and_the_problem(opslag: Path) -> None:
    vervang(opslag / "utrecht" / "standen.csv", ";570;", ";57O;")
    _git(opslag.parents[1], "commit", "-qam", "drie")
    with pytest.raises(AanvraagFout, match="revisie HEAD zijn met deze ibtlib niet te lezen") as fout:
        neem_op("HEAD", opslag)
    assert "HEAD:data/raw/utrecht/standen.csv: 1 probleem" in str(fout.value)
    assert "ibt-revisie-" not in str(fout.value)


def test_without_version_control_only_folders_are_compared(kopie_data: Path) -> None:
    with pytest.raises(AanvraagFout, match="staat niet onder versiebeheer van git"):
        neem_op("HEAD", kopie_data)


@pytest.mark.parametrize(
    ("bestand", "inhoud"),
    [
        ("reeks.csv", b"periode;taakstelling\n2023-2;\xff"),
        ("reeks.csv", b"periode;taakstelling\n2023-2\n"),
        ("reeks.csv", b""),
        ("datapackage.json", b"{"),
        ("datapackage.json", b"[]"),
        ("aansluiting.csv", b"iets;anders\n1;2\n"),
    ],
)
def test_a_damaged_folder_is_named_with_the_command_that_makes_it_again(
    verwerkt: Path, bestand: str, inhoud: bytes
) -> None:
    (verwerkt / "utrecht" / bestand).write_bytes(inhoud)
    with pytest.raises(AanvraagFout, match=r"oud/utrecht is een bestand beschadigd.*`ibt verwerk`"):
        neem_op(str(verwerkt), RAW)


def test_folders_about_other_perioden_have_nothing_in_common(tmp_path: Path) -> None:
    oud = _rapportmap(tmp_path / "a", {}, "", "")
    nieuw = _rapportmap(tmp_path / "b", {}, "", "", periode="2024-1")
    with pytest.raises(AanvraagFout, match=r"over utrecht 2023-2 en .* over utrecht 2024-1; zij hebben niets gemeen"):
        vergelijk(neem_op(str(oud), RAW), neem_op(str(nieuw), RAW))


def test_sentences_are_read_per_heading_those_of_the_last_chapter_too(utrecht):
    alle = zinnenlezer.van_gegevens(utrecht)
    in_2023_2: dict[str, list[str]] = {}
    for plaats, zin in alle["2023-2"]:
        in_2023_2.setdefault(plaats, []).append(zin)
    assert "IBT-beleidskader (absolute prestatie)" in in_2023_2["voortgang, Kader"][0]
    assert any("planvoorraad: 50%" in zin for zin in in_2023_2["spreidingswet, Aannames"])
    assert len(in_2023_2["trend, Wat niet op elkaar aansluit"]) == 5  # as the summary of voortgang counts them
    assert any(zin.startswith("Op 5 punten ") for zin in in_2023_2["voortgang, Resultaten van de provincie"])
    # the narrative, §3.1.1; and a report of before knows nothing of the lowering: 2126 + 406 − 1138 = 1394
    assert any("De IND liep achter" in zin for zin in in_2023_2["voortgang, Koppelingen"])
    toen = [zin for plaats, zin in alle["2023-1"] if plaats == "voortgang, Vooruitblik"]
    assert any("1.394" in zin for zin in toen) and not any("1.372" in zin for zin in toen)
    assert {plaats for plaats, _ in alle[""]} >= {"spreidingswet, Dekking van de opgave"}  # of no periode
