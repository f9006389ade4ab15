"""Notebooks of one's own in the batch: beside ours, through the same gate, stale for the same reasons."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.cli import main
from ibtlib.uitvoering import batch, sleutel
from ibtlib.uitvoering.eigen import eigen_soort
from tests.conftest import REPO, vervang
from tests.uitvoeringshulp import KERN, klein

GOED = 'provincie = "utrecht"\nperiode = "2023-2"'
EIGEN = """import ibtlib as ibt

g = ibt.laad(provincie)
ibt.titel(g, periode, "Plekken voor amv")"""
TABEL = 'ibt.tabel(g.tabel("amv"), f"Plekken voor amv, {periode}")'


def notebook(pad, *cellen, parameters=GOED):
    begin = [new_code_cell(parameters, id="p", metadata={"tags": ["parameters"]})] if parameters is not None else []
    bronnen = [new_code_cell(bron, id=f"c{n}") for n, bron in enumerate((EIGEN, *(cellen or (TABEL,))))]
    nbformat.write(new_notebook(cells=[*begin, *bronnen], metadata=KERN), pad)
    return pad


@pytest.fixture
def werk(tmp_path, kopie_data, monkeypatch):
    """One small document of ours; a run gives which documents were made."""
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, naam="voortgang"),))

    def draai(*paden, **anders):
        vast = {"formaten": ("html",), "werkers": 2, "eigen": tuple(map(eigen_soort, paden))}
        draai.verslag = batch.rapporteer(
            {"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", **{**vast, **anders}
        )
        return {naam.removeprefix("utrecht/2023-2/") for naam, reden in draai.verslag.redenen if reden}

    draai.data, draai.reports, draai.map = kopie_data, tmp_path / "reports", tmp_path / "reports/utrecht/2023-2"
    return draai


def test_an_own_notebook_stands_beside_ours_and_is_made_again_when_it_is_stale(werk, tmp_path):
    pad = notebook(tmp_path / "Mijn analyse.ipynb")
    assert werk(pad) == {"voortgang", "eigen/mijn-analyse"}
    assert "Plekken voor amv, <" in (werk.map / "eigen/mijn-analyse.html").read_text("utf-8")
    assert (werk.map / "notebooks/eigen/mijn-analyse.ipynb").is_file()
    start = (werk.reports / "index.html").read_text("utf-8")
    assert 'href="utrecht/2023-2/eigen/mijn-analyse.html"' in start and "Eigen notebooks" in start
    assert werk(pad) == set() and werk() == set()
    vervang(pad, "Plekken voor amv, ", "Amv-plekken, ")
    assert werk() == {"eigen/mijn-analyse"}  # also when nobody asks for it again
    assert "Amv-plekken, <" in (werk.map / "eigen/mijn-analyse.html").read_text("utf-8")
    amv = werk.data / "utrecht/amv.csv"
    amv.write_text(amv.read_text("utf-8").replace(";113;", ";114;", 1), "utf-8")
    gemaakt = werk()
    assert "eigen/mijn-analyse" in gemaakt
    pad.unlink()
    werk(opnieuw=True)
    assert not (werk.map / "eigen").exists()


def test_the_receipt_names_the_notebook_that_changed(werk, tmp_path):
    """By its content: what JupyterLab keeps of a run is no change."""

    def sommen():
        return json.loads((werk.map / "verantwoording.json").read_text("utf-8"))["notebooks"]

    pad = notebook(tmp_path / "Mijn analyse.ipynb")
    werk(pad)
    eerst = sommen()
    assert list(eerst) == ["eigen/Mijn analyse.ipynb", "eigen/voortgang.ipynb"]  # neither is of this installation
    vervang(pad, "Plekken voor amv, ", "Amv-plekken, ")
    werk(pad)
    assert [naam for naam, som in sommen().items() if som != eerst[naam]] == ["eigen/Mijn analyse.ipynb"]
    draaide = nbformat.read(pad, as_version=4)
    draaide.cells[-1].execution_count = 7
    draaide.metadata["language_info"] = {"name": "python", "version": "3.13.0"}
    nbformat.write(draaide, pad)
    nu = sommen()
    werk(pad, opnieuw=True)
    assert sommen() == nu


def test_a_notebook_of_this_version_that_was_changed_here_is_known_as_such(tmp_path):
    """Not one that was only saved, nor one's own."""
    namen = ["01_voortgang.ipynb", "02_trend.ipynb", "03_spreidingswet.ipynb"]
    sommen = {"eigen/mijn.ipynb": sleutel.notebook(notebook(tmp_path / "mijn.ipynb"))}
    for naam in namen:
        inhoud = nbformat.read(REPO / "notebooks" / naam, as_version=4)
        if naam == namen[0]:
            inhoud.cells[-1].source += "\n"
        if naam == namen[1]:
            inhoud.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
        nbformat.write(inhoud, tmp_path / naam)
        sommen[naam] = sleutel.notebook(tmp_path / naam)
    assert sleutel.gewijzigd(sommen) == namen[:1]


def test_an_own_notebook_is_a_chapter_of_the_volume(werk, tmp_path):
    pad = notebook(tmp_path / "mijn.ipynb")
    kaal = nbformat.read(pad, as_version=4)
    kaal.metadata.clear()  # as another program than JupyterLab may save it
    nbformat.write(kaal, pad)
    werk(pad, bundel=True)
    bundel = (werk.map / "bijlage-utrecht-2023-2.html").read_text("utf-8")
    assert "Plekken voor amv, <" in bundel and 'id="eigen-mijn"' in bundel


def test_an_own_notebook_that_cannot_be_published_is_left_out_and_named(werk, tmp_path):
    pad = notebook(tmp_path / "mijn.ipynb", 'g.tabel("amv").head()')
    werk(pad)
    (uitslag,) = werk.verslag.mislukt
    assert uitslag.naam == "utrecht/2023-2/eigen/mijn"
    assert "een DataFrame; eindig de cel met: ibt.tabel(g.tabel('amv').head(), " in uitslag.fout
    assert (werk.map / "voortgang.html").is_file() and not (werk.map / "eigen").exists()


@pytest.mark.parametrize(
    ("parameters", "melding"),
    [
        ('province = "utrecht"\nperiode = "2023-2"', "de parameter 'provincie' ontbreekt .*; er staat wel province. Hernoem"),
        ('provincie = "utrecht"', "de parameter 'periode' ontbreekt in de cel met parameters. Zet daar periode = \"2023-2\""),
        ('provincie = "utrecht"\nperiode = 2023', "de parameter 'periode' is 2023; hier hoort een tekst"),
        ('provincie: list = ["utrecht"]\nperiode = "x"', r"de parameter 'provincie' is \['utrecht'\]; hier hoort een tekst"),
        ("provincie = ", "is geen geldig Python .regel 1: provincie ="),
        (None, "precies één cel met het label 'parameters' .* hier zijn het er 0"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_missing_misspelt_or_of_another_type_is_named(tmp_path, parameters, melding):
    with pytest.raises(AanvraagFout, match=melding):
        eigen_soort(notebook(tmp_path / "mijn.ipynb", parameters=parameters))


def test_both_parameters_that_are_wrong_are_told_at_once_and_nothing_is_made(tmp_path, capsys):
    pad = notebook(tmp_path / "mijn.ipynb", parameters="provincie = 1\nperiod = ''")
    assert main(["rapport", "2023-2", "--notebook", str(pad), "--uitvoer", str(tmp_path / "r")]) == 1
    fout = capsys.readouterr().err
    assert "'provincie' is 1" in fout and "Hernoem 'period' tot 'periode'" in fout
    assert not (tmp_path / "r").exists()


def test_what_is_no_notebook_is_told_as_such(tmp_path):
    (tmp_path / "a.ipynb").write_text("geen json", "utf-8")
    with pytest.raises(AanvraagFout, match="dit is geen notebook"):
        eigen_soort(tmp_path / "a.ipynb")
    with pytest.raises(AanvraagFout, match="dit bestand is er niet"):
        eigen_soort(tmp_path / "b.ipynb")
