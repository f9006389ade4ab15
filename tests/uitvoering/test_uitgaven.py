"""Documents that are asked for one by one: kept, made again when stale, left out when they fail; and their messages."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.cli import main
from ibtlib.rapport.documenten import GEMEENTE, MONITOR, SOORTEN
from ibtlib.uitvoering import batch, sleutel, uitgaven
from ibtlib.uitvoering.opdracht import Opdracht, Uitslag
from ibtlib.uitvoering.uitgaven import ALLE, MONITORUITGAVE, losse, per_periode
from ibtlib.uitvoering.verslag import Verslag
from tests.conftest import REPO, vervang
from tests.uitvoeringshulp import klein

PAGINA = 'from ibtlib.weergave import Tekst\nassert gemeente != "GM0344", "alleen deze niet"\nTekst((f"{gemeente}: {len(g.tabel(\'amv\'))} rijen.",))'


def los(map_: Path, naam: str, cel: str):
    """A small notebook that also takes a gemeente, in the place of the pages per gemeente."""
    soort = klein(map_, cel, naam=naam)
    vervang(Path(soort.notebook), 'periode = \\"2023-2\\"', 'periode = \\"2023-2\\"\\ngemeente = \\"\\"')
    return replace(soort, naam="gemeente", plek=GEMEENTE.plek)


@pytest.fixture
def winkel(tmp_path, kopie_data, monkeypatch):
    """One fixed document and small pages per gemeente; a run gives what was made, and the whole verslag."""
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, naam="amv", slot="spreidingswet.tabel_amv(g)"),))
    monkeypatch.setattr(uitgaven, "GEMEENTE", los(tmp_path, "pagina", PAGINA))

    def draai(*gemeenten: str, perioden=("2023-2",), **anders):
        vast = {"formaten": ("html",), "werkers": 2, "losse": gemeenten}
        draai.verslag = batch.rapporteer(
            {"utrecht": list(perioden)}, kopie_data, tmp_path / "reports", **{**vast, **anders}
        )
        return {naam.removeprefix("utrecht/2023-2/") for naam, reden in draai.verslag.redenen if reden}

    draai.data, draai.map = kopie_data, tmp_path / "reports/utrecht/2023-2"
    return draai


def pages(winkel) -> set[str]:
    return {p.stem for p in (winkel.map / "gemeenten").glob("*.html")}


def test_a_page_is_found_by_name_or_code_and_made_once(winkel):
    assert winkel("De Bilt", "GM0342") == {"amv", "gemeenten/GM0310", "gemeenten/GM0342"}
    assert pages(winkel) == {"GM0310", "GM0342"}
    assert (winkel.map / "notebooks/gemeenten/GM0310.ipynb").is_file()
    assert winkel("De Bilt") == set()
    assert winkel("De Bilt", "Zeist") == {"gemeenten/GM0355"}
    assert pages(winkel) == {"GM0310", "GM0342", "GM0355"}


def test_a_later_run_without_pages_keeps_them_and_makes_again_what_is_stale(winkel):
    winkel("De Bilt")
    voor = (winkel.map / "gemeenten/GM0310.html").read_bytes()
    assert winkel() == set() and [n for n, _ in winkel.verslag.redenen if "gemeenten" in n]
    with (winkel.data / "utrecht/amv.csv").open("a", encoding="utf-8") as bestand:
        bestand.write("2024-08-01;maand;gehuisvest nidos;120;rapportage-2023-2;§2.3\n")
    assert winkel() == {"amv", "gemeenten/GM0310"}
    assert (winkel.map / "gemeenten/GM0310.html").read_bytes() != voor


def test_a_page_that_someone_removed_or_changed_is_made_again(winkel):
    winkel("De Bilt", "Zeist")
    (winkel.map / "gemeenten/GM0310.html").unlink()
    (winkel.map / "gemeenten/GM0355.html").write_text("anders", encoding="utf-8")
    assert winkel() == {"gemeenten/GM0310", "gemeenten/GM0355"}
    assert pages(winkel) == {"GM0310", "GM0355"}


def test_a_page_of_a_gemeente_that_the_data_no_longer_know_goes(winkel):
    winkel("De Bilt", "Zeist")
    for naam in ("gemeentelijst", "beoordelingen", "tegelkaart", "amv_gemeenten", "opvanglocaties"):
        pad = winkel.data / f"utrecht/{naam}.csv"
        if pad.is_file():
            regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
            pad.write_text("".join(r for r in regels if "GM0310" not in r), encoding="utf-8")
    winkel()
    assert winkel.verslag.mislukt == () and pages(winkel) == {"GM0355"}


def test_a_failing_page_is_left_out_and_named_and_the_others_do_not_wait(winkel):
    winkel("De Bilt", "Utrecht", "Zeist")
    assert [u.naam for u in winkel.verslag.mislukt] == ["utrecht/2023-2/gemeenten/GM0344"]
    assert winkel.verslag.weggelaten == ("utrecht/2023-2/gemeenten/GM0344",)
    assert pages(winkel) == {"GM0310", "GM0355"} and (winkel.map / "amv.html").is_file()
    assert winkel() == {"gemeenten/GM0344"}, "what failed is tried again, also by a run that does not ask for it"


def test_when_nothing_comes_out_the_folder_stays(winkel):
    batch.SOORTEN = ()  # undone by the fixture
    winkel("Utrecht")
    assert winkel.verslag.mappen == () and winkel.verslag.weggelaten == () and not winkel.map.exists()


def test_when_no_fixed_document_comes_out_the_old_folder_stays_with_its_pages(winkel, tmp_path):
    winkel("De Bilt")
    voor = {p: p.read_bytes() for p in winkel.map.rglob("*") if p.is_file()}
    batch.SOORTEN = (klein(tmp_path, "raise ValueError('nee')", naam="amv"),)
    winkel("Zeist")
    assert winkel.verslag.weggelaten == () and winkel.verslag.mappen == ()
    assert {p: p.read_bytes() for p in winkel.map.rglob("*") if p.is_file()} == voor


def test_all_is_every_document_that_the_data_know_in_their_order():
    keuzes = {"GM0307": "Amersfoort", "GM0310": "De Bilt"}
    assert losse([ALLE], keuzes, ["GM9999"]) == (["GM0307", "GM0310"], set())
    assert losse(["GM0310", "Amersfoort"], keuzes, []) == (["GM0307", "GM0310"], {"GM0310", "Amersfoort"})


def test_unknown_gemeenten_are_refused_all_at_once_with_suggestions_and_nothing_is_written(winkel):
    with pytest.raises(AanvraagFout) as fout:
        winkel("Zeits", "Houtne", "De Bilt")
    tekst = str(fout.value)
    assert "Gemeente 'Zeits' is er niet. Kies uit Amersfoort, Baarn," in tekst and "Bedoelde u 'Zeist'?" in tekst
    assert "Gemeente 'Houtne'" in tekst and "Bedoelde u 'Houten'?" in tekst and "De Bilt' is er niet" not in tekst
    assert not winkel.map.exists()
    winkel("De Bilt")
    with pytest.raises(AanvraagFout, match="Zeits"):  # also when there is nothing to do
        winkel("Zeits")


def test_a_gemeente_counts_as_found_when_one_of_the_perioden_knows_it():
    keuzes = [{"GM1": "Oud"}, {"GM1": "Oud", "GM2": "Nieuw"}]
    assert [losse(["Nieuw"], k, []) for k in keuzes] == [([], set()), (["GM2"], {"Nieuw"})]
    per_periode(()).weiger([], keuzes)


def test_the_place_of_a_document_says_what_it_takes_and_where_it_goes(tmp_path):
    def naam(soort, **parameters):
        o = Opdracht(soort, {"provincie": "utrecht", **parameters}, "", None, ("html", "pdf"), "", "")
        return o.naam, o.stam, o.bestanden

    assert SOORTEN[0].velden == ("provincie", "periode")
    assert GEMEENTE.velden == ("provincie", "periode", "gemeente") and MONITOR.velden == ("provincie", "peildatum")
    assert naam(next(s for s in SOORTEN if s.naam == "trend"), periode="2023-2") == (
        "utrecht/2023-2/trend", "trend", ("trend.html", "trend.pdf", "notebooks/trend.ipynb"),
    )  # fmt: skip
    assert naam(GEMEENTE, periode="2023-2", gemeente="GM0310")[:2] == (
        "utrecht/2023-2/gemeenten/GM0310",
        "gemeenten/GM0310",
    )
    assert naam(MONITOR, peildatum="2023-10-26") == (
        "utrecht/monitor/2023-10-26", "2023-10-26", ("2023-10-26.html", "2023-10-26.pdf", "notebooks/2023-10-26.ipynb"),
    )  # fmt: skip


def test_the_monitor_and_the_perioden_keep_keys_of_their_own(winkel, tmp_path):
    winkel("De Bilt")
    assert sleutel.lees(tmp_path / "reports", "utrecht/2023-2")["soort"] == "gemeente"
    assert MONITORUITGAVE.mapnaam("monitor") == "monitor" and per_periode(()).mapnaam("2023-II") == "2023-2"


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (["monitor", "--provincie", "utrecht", "--peildatum", "2023-10-27"], "Een tussenstand van '2023-10-27' is er niet. Bekend: 2023-10-26."),
        (["monitor", "--provincie", "utrect"], "Bedoelde u 'utrecht'?"),
        (["rapport", "2023-2", "--gemeente", "Zeits"], "Bedoelde u 'Zeist'?"),
    ],
)  # fmt: skip
def test_the_command_line_says_what_there_is(tmp_path, capsys, woorden, melding):
    assert main([*woorden, "--uitvoer", str(tmp_path / "reports")]) == 1
    assert melding in capsys.readouterr().err and not (tmp_path / "reports").exists()


def test_a_province_without_any_stand_says_where_to_put_one(tmp_path, kopie_data, capsys):
    (kopie_data / "utrecht/tussenstanden.csv").unlink()
    assert main(["monitor", "--provincie", "utrecht", "--data", str(kopie_data), "--uitvoer", str(tmp_path / "r")]) == 1
    assert "Zet de cijfers in data/raw/<provincie>/tussenstanden/<datum>.csv" in capsys.readouterr().err


def test_what_is_up_to_date_counts_when_only_the_start_page_is_gone(tmp_path, kopie_data):
    """A run killed before it wrote that; and a province without any stand beside one that has them."""
    doe = ["monitor", "--data", str(kopie_data), "--uitvoer", str(tmp_path / "uit"), "--formaat", "html"]
    assert main(doe) == 0
    (tmp_path / "uit/index.html").unlink()
    assert main(doe) == 0 and (tmp_path / "uit/index.html").is_file()
    assert main(["nieuw-provincie", "Drenthe", "--data", str(kopie_data)]) == 0
    assert main(doe) == 0


def test_provinces_without_figures_are_nothing_to_make_and_no_error(tmp_path, kopie_data, capsys):
    """Two real ones, so that `--alles` also asks for the pages that put them beside each other."""
    for map_ in ("utrecht", "voorbeeld"):
        shutil.rmtree(kopie_data / map_)
    for naam in ("Drenthe", "Zeeland"):
        assert main(["nieuw-provincie", naam, "--data", str(kopie_data)]) == 0
    capsys.readouterr()
    assert main(["rapport", "--alles", "--data", str(kopie_data), "--uitvoer", str(tmp_path / "uit")]) == 0
    assert set(capsys.readouterr().out.splitlines()) == {"Er is niets te maken: er zijn nog geen cijfers."}


def test_the_command_line_says_what_the_failures_mean_for_the_folders():
    pad = "utrecht/2023-2/gemeenten/GM0344"

    def gevolg(mislukt, weggelaten, bewaard=()):
        fouten = (Uitslag("utrecht/2023-2/trend", 0.0, "stuk"),) * mislukt
        return Verslag((), fouten, weggelaten=weggelaten, bewaard=bewaard).klacht.splitlines()[-1]

    assert gevolg(1, ()) == "1 document is mislukt; de rapporten van die perioden zijn gebleven zoals ze waren."
    assert gevolg(1, (pad,)) == f"1 document is mislukt; niet in hun map, die verder nieuw is: {pad}."
    assert "gebleven" in gevolg(2, (pad,)) and pad in gevolg(2, (pad,))
    assert gevolg(1, (), ("utrecht/2023-2/trend",)) == (
        "1 document is mislukt; met hun laatste goede versie, die dat bovenaan zegt: utrecht/2023-2/trend."
    )


def test_a_kader_of_one_province_leaves_the_start_page_of_the_others_their_own() -> None:
    from ibtlib.uitvoering.startpaginas import maak_startpaginas

    kader = str(REPO / "ibtlib/kaders/utrecht/2024-1.yaml")
    mappen = {f"{p}/2024-1": {"voortgang.html": 1} for p in ("utrecht", "voorbeeld")}
    paginas, _ = maak_startpaginas(str(REPO / "data/raw"), kader, mappen)
    assert {"utrecht/index.html", "voorbeeld/index.html"} <= paginas.keys()
