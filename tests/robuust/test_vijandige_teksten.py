"""Hostile texts in every free text of the data, published at once: text everywhere, no script, no request."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import RAW

from ibtlib.basis.fouten import InvoerFout
from ibtlib.cli import main
from ibtlib.kader.kaderlezer import laad_kader
from tests.poorten import browser
from tests.robuust.vijandige_teksten import KADERS, ONTOONBAAR, PERIODE, TEKSTEN, Besmet, in_bestanden, in_browser


@pytest.fixture(scope="module")
def besmet(tmp_path_factory: pytest.TempPathFactory) -> Besmet:
    return Besmet(Path(shutil.copytree(RAW, tmp_path_factory.mktemp("besmet") / "raw")))


@pytest.fixture(scope="module")
def gemaakt(besmet: Besmet) -> Path:
    """Every document, a page of a gemeente, the volume, the monitor and the findings."""
    uit = besmet.data.parent / "reports"
    waar = ["--provincie", "voorbeeld", "--data", str(besmet.data)]
    assert (
        main(
            [
                "rapport",
                PERIODE,
                *waar,
                "--uitvoer",
                str(uit),
                "--gemeente",
                "GM9001",
                "--bundel",
                "--kader",
                str(besmet.kader),
                "--notebook",
                str(besmet.notebook),
            ]
        )
        == 0
    )
    assert main(["monitor", *waar, "--peildatum", "2024-11-15", "--uitvoer", str(uit)]) == 0
    assert main(["controleer", *waar, "--html", str(uit / "controle.html")]) == 0
    return uit


def test_what_no_report_can_show_is_refused_with_its_cell_and_the_rest_is_read(besmet: Besmet) -> None:
    assert {soort for _, _, soort in besmet.geweigerd} >= set(ONTOONBAAR)
    aanvaard = {soort for soort, _, _ in besmet.staat.values()}
    assert aanvaard == set(TEKSTEN) - set(ONTOONBAAR)
    lang_of_wit = {"te lang", "te lang, met spaties", "tab"}  # a chapter is as long as it is
    assert not besmet.in_hoofdstuk & (set(ONTOONBAAR) - lang_of_wit)
    assert {"attribuut uit", "entiteiten", "javascript", "formule", "lang"} <= besmet.in_hoofdstuk


@pytest.mark.parametrize("soort", ONTOONBAAR)
def test_a_kader_refuses_what_no_report_can_show(soort: str, tmp_path: Path) -> None:
    pad = tmp_path / f"{PERIODE}.yaml"
    tekst = (KADERS / f"{PERIODE}.yaml").read_text("utf-8")
    pad.write_text(tekst.replace("titel: V", f"titel: {json.dumps(TEKSTEN[soort], ensure_ascii=False)} # V"), "utf-8")
    if soort in ("tab", "regeleinde"):  # white space between words is a space
        assert laad_kader(pad).titel == "a b"
        return
    with pytest.raises(InvoerFout, match=f"{PERIODE}.yaml"):
        laad_kader(pad)


def test_no_script_runs_and_no_request_leaves_and_every_text_is_what_it_was(besmet: Besmet, gemaakt: Path) -> None:
    browser.vereis()
    fouten, gezien = in_browser(sorted(gemaakt.rglob("*.html")), besmet)
    assert not fouten, "\n".join(fouten[:20])
    assert len(gezien) > 60 and len(besmet.soorten(gezien)) > 20
    assert len([merk for merk in gezien if merk >= "Zq9"]) > 5  # of the kader
    assert {merk for merk in besmet.teksten if merk >= "Zq90010"} <= gezien  # house style, a notebook of one's own


def test_text_stays_text_in_workbook_open_data_and_pdf(besmet: Besmet, gemaakt: Path) -> None:
    fouten, gezien = in_bestanden(gemaakt, besmet)
    assert not fouten, "\n".join(fouten[:20])
    assert min(len(gezien[soort]) for soort in ("csv", "xlsx", "pdf")) > 20


def test_the_proof_sees_a_script_that_runs(besmet: Besmet, tmp_path: Path) -> None:
    browser.vereis()
    pad = tmp_path / "kapot.html"
    merk, tekst = next((m, t) for m, t in besmet.teksten.items() if "<img" in t)
    pad.write_text(f"<!DOCTYPE html><title>x</title><p>{tekst}</p>", "utf-8")
    fouten, gezien = in_browser([pad], besmet)
    assert gezien == {merk} and any("er liep een script" in f for f in fouten) and any("werd" in f for f in fouten)
