"""Nothing changed, nothing done; and whatever changes, a document is made again or would have been the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.controle.bevindingen import alle_bevindingen
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.lezing import opname
from ibtlib.rapport import verantwoording
from ibtlib.uitvoering import batch, sleutel
from ibtlib.uitvoering.verkenning import afdrukken
from ibtlib.weergave import MIMETYPE
from tests.conftest import RAW, REPO, vervang
from tests.uitvoeringshulp import klein

RESULTATEN = "voortgang.tabel_resultaten(g, periode)"
AMV = "spreidingswet.tabel_amv(g)"


def vingers(map_: Path) -> dict[str, bytes]:
    return {
        p.relative_to(map_).as_posix(): p.read_bytes()
        for p in sorted(map_.rglob("*"))
        if p.is_file() and sleutel.MAP not in p.parts
    }


@pytest.fixture
def winkel(tmp_path, kopie_data, monkeypatch):
    """Two small documents about different tables, over two perioden; made once."""
    soorten = (klein(tmp_path, naam="uitslag", slot=RESULTATEN), klein(tmp_path, naam="amv", slot=AMV))
    monkeypatch.setattr(batch, "SOORTEN", soorten)

    def draai(uitvoer: str = "reports", **anders):
        vast = {"formaten": ("html",), "werkers": 2}
        verslag = batch.rapporteer(
            {"utrecht": ["2023-1", "2023-2"]}, kopie_data, tmp_path / uitvoer, **{**vast, **anders}
        )
        assert verslag.mislukt == ()
        return {naam.removeprefix("utrecht/"): reden for naam, reden in verslag.redenen if reden}

    draai.data, draai.map, draai.soorten = kopie_data, tmp_path, soorten
    assert set(draai().values()) == {"nog niet eerder gemaakt"}
    return draai


ALLE = {"2023-1/uitslag", "2023-1/amv", "2023-2/uitslag", "2023-2/amv"}
UITSLAGEN = {"2023-1/uitslag", "2023-2/uitslag"}
AMVS = {"2023-1/amv", "2023-2/amv"}


def test_a_second_run_makes_nothing_and_touches_nothing(winkel):
    tijden = {p: p.stat().st_mtime_ns for p in (winkel.map / "reports").rglob("*")}
    assert winkel() == {}
    assert {p: p.stat().st_mtime_ns for p in (winkel.map / "reports").rglob("*")} == tijden


def test_each_kind_of_change_remakes_what_depends_on_it_and_gives_the_bytes_of_a_full_run(winkel, monkeypatch):
    """One batch after another, each from the last: the price of a full set is paid once."""
    data, reports = winkel.data, winkel.map / "reports"
    notebook = Path(winkel.soorten[1].notebook)
    stappen = {
        "rij van een andere periode": (
            lambda: vervang(data / "utrecht/resultaten.csv", "1055;422", "1056;422"),
            set(),
        ),
        "rij die een document leest": (
            lambda: vervang(data / "utrecht/amv.csv", *_eerste_getal(data / "utrecht/amv.csv")),
            AMVS,
        ),
        "witruimte in een bestand": (lambda: _bom(data / "utrecht/amv.csv"), set()),
        "tekst in een notebook": (lambda: vervang(notebook, "## Cijfers", "## Alle cijfers"), AMVS),
        "uitvoer in een notebook": (lambda: _met_uitvoer(notebook), set()),
        "een weggegooide pagina": (lambda: (reports / "utrecht/2023-2/amv.html").unlink(), {"2023-2/amv"}),
        "een bewerkte pagina": (
            lambda: vervang(reports / "utrecht/2023-1/uitslag.html", "</h1>", "!</h1>"),
            {"2023-1/uitslag"},
        ),
        "een weggegooide tabel": (lambda: (reports / "utrecht/2023-1/tabellen.xlsx").unlink(), set()),
        "een ander cijfer in een tabel": (lambda: _ander_cijfer(reports / "utrecht/2023-2/tabellen"), set()),
        "een stukke sleutel": (
            lambda: (reports / sleutel.MAP / "utrecht/2023-1.json").write_text("{"),
            {"2023-1/uitslag", "2023-1/amv"},
        ),
        "een weggegooide index": (lambda: (reports / "index.html").unlink(), set()),
        "bronnenregister": (lambda: _bij(data / "bronnen.csv"), ALLE),
        "alleen de tijd": (lambda: os.utime(reports / "utrecht/2023-1/uitslag.html"), set()),
    }
    for wat, (verander, verwacht) in stappen.items():
        verander()
        assert set(winkel()) == verwacht, wat
        assert winkel() == {}, wat
    winkel("vol")
    assert vingers(reports) == vingers(winkel.map / "vol")


def test_the_start_pages_follow_every_file_that_they_name_also_what_others_put_there(winkel):
    """Sizes that were just checked come from the key; a file that no key knows is looked at in every run."""
    reports = winkel.map / "reports"
    eigen = reports / "utrecht/2023-2/gemeenten/GM0310.html"

    def genoemd():
        pagina = BeautifulSoup((reports / "utrecht/index.html").read_bytes(), "html.parser")
        link = pagina.find("a", href="2023-2/gemeenten/GM0310.html")
        return link and link.find_parent("td").get_text()

    assert not genoemd()
    eigen.parent.mkdir()
    for inhoud, grootte in (("x" * 3000, "3 kB"), ("x" * 9000, "9 kB")):
        eigen.write_text(inhoud, encoding="utf-8")
        assert winkel() == {}
        assert grootte in genoemd()
    eigen.unlink()
    assert winkel() == {}
    assert not genoemd()


def test_pages_lead_to_the_same_page_over_the_perioden_that_are_there_without_being_made_again(winkel):
    """One periode after the other, a volume and a page changed by hand among them: the same bytes as all at once."""

    def draai(*perioden):
        verslag = batch.rapporteer(
            {"utrecht": list(perioden)}, winkel.data, winkel.map / "los", formaten=("html",), werkers=2, bundel=True
        )
        return {naam.removeprefix("utrecht/") for naam, reden in verslag.redenen if reden}

    def wegen(map_, stam="amv"):
        soep = BeautifulSoup((winkel.map / f"los/utrecht/{map_}/{stam}.html").read_text("utf-8"), "html.parser")
        return [a["href"] for a in soep.select("nav.perioden a")]

    assert draai("2023-2") == {"2023-2/uitslag", "2023-2/amv"}
    assert wegen("2023-2") == []
    vervang(winkel.map / "los/utrecht/2023-2/uitslag.html", "</h1>", "!</h1>")
    assert draai("2023-1") == {"2023-1/uitslag", "2023-1/amv"}
    assert (wegen("2023-2"), wegen("2023-1")) == (["../2023-1/amv.html"], ["../2023-2/amv.html"])
    bundel = "bijlage-utrecht-2023-{}"
    assert wegen("2023-2", bundel.format(2)) == [f"../2023-1/{bundel.format(1)}.html"]
    assert wegen("2023-2", "uitslag") == []  # as who changed it left it
    assert draai("2023-1", "2023-2") == {"2023-2/uitslag"}
    winkel("vol", bundel=True)
    assert vingers(winkel.map / "los") == vingers(winkel.map / "vol")
    shutil.rmtree(winkel.map / "los/utrecht/2023-1")
    assert draai("2023-2") == set()
    assert wegen("2023-2") == []


def test_that_there_are_no_results_yet_is_read_too(tmp_path, kopie_data, monkeypatch):
    """A document that looks ahead is not made again by a change that it never reads, and is when results come."""
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, "_ = g.resultaatrijen('2024-2')", naam="vooruit"),))

    def draai():
        verslag = batch.rapporteer({"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", ("html",))
        assert verslag.mislukt == ()
        return [reden for _, reden in verslag.redenen]

    draai()
    vervang(kopie_data / "utrecht/amv.csv", *_eerste_getal(kopie_data / "utrecht/amv.csv"))
    assert draai() == [None]
    pad = kopie_data / "utrecht/resultaten.csv"
    regels = pad.read_text(encoding="utf-8").splitlines()
    laatste = next(r for r in reversed(regels) if r.startswith("2024-1;"))
    pad.write_text("\n".join([*regels, laatste.replace("2024-1;", "2024-2;", 1), ""]), encoding="utf-8")
    (reden,) = draai()
    assert "utrecht: resultaten 2024-2" in reden


def _ander_cijfer(tabellen):
    """In place and of the same size: neither its folder nor its length tells."""
    pad = tabellen / "uitslag-resultaten.csv"
    voor = pad.read_bytes()
    plek = next(i for i, teken in enumerate(voor) if chr(teken) in "12345678")
    with pad.open("r+b") as bestand:
        bestand.seek(plek)
        bestand.write(bytes([voor[plek] + 1]))
    assert len(voor) == pad.stat().st_size and voor != pad.read_bytes()


def _eerste_getal(pad):
    kop, rij = pad.read_text(encoding="utf-8").splitlines()[:2]
    cellen = rij.split(";")
    plek = kop.split(";").index("aantal")
    nieuw = [*cellen[:plek], str(int(cellen[plek]) + 1), *cellen[plek + 1 :]]
    return rij, ";".join(nieuw)


def _bom(pad):
    pad.write_bytes(b"\xef\xbb\xbf" + pad.read_bytes().replace(b"\n", b"\r\n"))


def _bij(pad):
    regels = pad.read_text(encoding="utf-8").splitlines()
    cellen = regels[-1].split(";")
    cellen[1] += " (herzien)"
    pad.write_text("\n".join([*regels[:-1], ";".join(cellen), ""]), encoding="utf-8", newline="\n")


def _met_uitvoer(pad):
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    inhoud["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "oud"}]
    inhoud["cells"][1]["execution_count"] = 7
    pad.write_text(json.dumps(inhoud), encoding="utf-8")


def test_program_packages_python_formats_engine_kader_and_request_each_remake_everything(winkel, monkeypatch):
    basis = sleutel.basis()
    for deel in basis:
        monkeypatch.setattr(sleutel, "basis", lambda deel=deel: {**basis, deel: "anders"})
        redenen = winkel()
        assert set(redenen) == ALLE and all(deel in reden for reden in redenen.values())
    monkeypatch.setattr(sleutel, "basis", lambda: basis)
    kader = winkel.map / "eigen.yaml"
    (shipped,) = sorted((REPO / "ibtlib/kaders/utrecht").glob("2022-1*.yaml"))[:1]
    kader.write_bytes(shipped.read_bytes())
    assert set(winkel(kader=kader)) == ALLE
    assert winkel(kader=kader) == {}
    kader.write_text(kader.read_text(encoding="utf-8") + "# herzien\n", encoding="utf-8")
    assert set(winkel(kader=kader)) == ALLE
    assert set(winkel(opnieuw=True).values()) == {"er is om gevraagd (--opnieuw)"}


def test_a_key_says_how_things_stood_before_they_were_read(tmp_path, kopie_data, monkeypatch):
    """Whoever saves a file while the batch runs stops it, and gets it in the next run, not never."""
    soort = klein(tmp_path, naam="amv", slot=AMV)
    monkeypatch.setattr(batch, "SOORTEN", (soort,))

    def bewerk(*_):
        pad = kopie_data / "utrecht/amv.csv"
        vervang(pad, *_eerste_getal(pad))
        vervang(Path(soort.notebook), "## Cijfers", "## Meer cijfers")

    gevraagd = {"utrecht": ["2023-2"]}
    batch.rapporteer(gevraagd, kopie_data, tmp_path / "reports", ("html",))
    with pytest.raises(AanvraagFout, match="De gegevens veranderden"):
        batch.rapporteer(gevraagd, kopie_data, tmp_path / "reports", ("html",), opnieuw=True, meld=bewerk)
    ((_, reden),) = batch.rapporteer(gevraagd, kopie_data, tmp_path / "reports", ("html",)).redenen
    assert reden and "notebook" in reden
    vervang(Path(soort.notebook), "## Meer cijfers", "## Cijfers")
    batch.rapporteer(gevraagd, kopie_data, tmp_path / "reports", ("html",), opnieuw=True)
    with pytest.raises(AanvraagFout, match="De gegevens veranderden"):
        batch.rapporteer(gevraagd, kopie_data, tmp_path / "reports", ("html",), opnieuw=True, meld=bewerk)
    vervang(Path(soort.notebook), "## Meer cijfers", "## Cijfers")
    ((_, reden),) = batch.rapporteer(gevraagd, kopie_data, tmp_path / "reports", ("html",)).redenen
    assert reden == "veranderd: utrecht: tabel amv"


# --- the parts -------------------------------------------------------------------------------------------


def test_every_file_of_the_package_and_every_package_counts(tmp_path, monkeypatch):
    pakket = tmp_path / "ibtlib"
    for naam in (
        "a.py",
        "publicatie/document.typ",
        "publicatie/sjabloon/ibt/index.html.j2",
        "publicatie/lettertypen/x.ttf",
    ):
        (pakket / naam).parent.mkdir(parents=True, exist_ok=True)
        (pakket / naam).write_text(naam)
    plek = tmp_path / "site"
    plek.mkdir()
    monkeypatch.setattr(sleutel, "PAKKET", pakket)
    monkeypatch.setattr(sys, "path", [str(plek)])
    vast = sleutel.basis.__wrapped__
    gezien = [vast()]
    for pad in [
        *sorted(p for p in pakket.rglob("*") if p.is_file()),
        pakket / "nieuw.py",
        tmp_path / "requirements.lock",
    ]:
        pad.write_text("anders")
        gezien.append(vast())
    (plek / "pandas-9.dist-info").mkdir()
    gezien.append(vast())
    (pakket / "a.py").rename(pakket / "b.py")
    gezien.append(vast())
    assert len({json.dumps(g) for g in gezien}) == len(gezien)
    (pakket / "__pycache__").mkdir()
    (pakket / "__pycache__" / "a.cpython-311.pyc").write_text("x")
    assert vast() == gezien[-1]


CEL = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["code", "markdown"]),
        "id": st.sampled_from(["a", "b"]),
        "source": st.sampled_from(["", "1", "# x\n1"]),
        "metadata": st.sampled_from([{}, {"tags": ["parameters"]}, {"tags": ["x"]}]),
    }
)
NOTEBOOK = st.fixed_dictionaries(
    {
        "cells": st.lists(CEL, max_size=3),
        "metadata": st.sampled_from(
            [{}, {"kernelspec": {"name": "python3"}}, {"title": "x"}, {"title": "x", "kernelspec": {}}]
        ),
        "nbformat": st.just(4),
        "nbformat_minor": st.just(5),
    }
)


@given(NOTEBOOK, NOTEBOOK)
def test_notebooks_have_one_key_exactly_when_all_but_their_kernel_is_one(tmp_path_factory, een, twee):
    """A run names its kernel itself, and JupyterLab writes another at every save."""

    def zonder_kernel(notebook):
        return {**notebook, "metadata": {k: w for k, w in notebook["metadata"].items() if k != "kernelspec"}}

    map_ = tmp_path_factory.mktemp("n")
    for naam, inhoud in (("een", een), ("twee", twee)):
        (map_ / naam).write_text(json.dumps(inhoud))
    assert (sleutel.notebook(map_ / "een") == sleutel.notebook(map_ / "twee")) == (
        zonder_kernel(een) == zonder_kernel(twee)
    )


@given(st.lists(st.integers(0, 3), max_size=3))
def test_outputs_and_counts_do_not_change_the_key_of_a_notebook(tmp_path_factory, tellers):
    map_ = tmp_path_factory.mktemp("n")
    cellen = [
        {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [n], "execution_count": n} for n in tellers
    ]
    kaal = [{**c, "outputs": [], "execution_count": None} for c in cellen]
    (map_ / "een").write_text(json.dumps({"cells": cellen}))
    (map_ / "twee").write_text(json.dumps({"cells": kaal}))
    assert sleutel.notebook(map_ / "een") == sleutel.notebook(map_ / "twee")


def bestanden(provincie):
    return sorted(
        p.relative_to(RAW).as_posix()
        for p in RAW.rglob("*.csv")
        if p.relative_to(RAW).parts[0] in ("landelijk", "bronnen.csv", provincie)
    )


def verander(keuze, map_, provincie):
    """Change one cell, all numbers of a column, or the number of rows, of one raw file; says which."""
    pad = map_ / keuze.draw(st.sampled_from(bestanden(provincie)))
    regels = [r.split(";") for r in pad.read_text(encoding="utf-8").splitlines()]
    r = keuze.draw(st.integers(1, len(regels) - 1))
    wat = keuze.draw(st.sampled_from(["cel", "weg", "dubbel", "kolom", "kolom", "kolom"]))
    if wat == "weg":
        del regels[r]
    elif wat == "kolom":
        getallen = [k for k, cel in enumerate(regels[r]) if cel.isdigit()]
        k = keuze.draw(st.sampled_from(getallen or [0]))
        regels[1:] = [
            [str(int(c) + 1) if i == k and c.isdigit() else c for i, c in enumerate(rij)] for rij in regels[1:]
        ]
    else:
        rij = list(regels[r])
        k = keuze.draw(st.integers(0, len(rij) - 1))
        rij[k] = keuze.draw(st.sampled_from(["1", "7", "12", "", regels[1][k], regels[-1][k], rij[k] + "x"]))
        regels[r : r + (wat == "cel")] = [rij]
    pad.write_text("\n".join(";".join(rij) for rij in regels) + "\n", encoding="utf-8", newline="\n")
    return f"{pad.name} regel {r + 1}"


FUNCTIES = {
    "titel": lambda g: _mime("titel", "titel", g, "2023-2", "voortgang"),
    "resultaten": lambda g: _mime("voortgang", "tabel_resultaten", g, "2023-2"),
    "beoordelingen": lambda g: _mime("voortgang", "tabel_beoordelingen", g, "2023-2"),
    "aansluiting": lambda g: _mime("verantwoording", "tabel_aansluiting", g, "2023-2"),
    "vastlegging": lambda g: (
        [FUNCTIES[naam](g) for naam in ("titel", "reeks", "kaart", "dekking")]
        + [_mime("verantwoording", "tabel_vastlegging", g, "2023-2")]
    ),
    "reeks": lambda g: _mime("trend", "tabel_reeks", g, "2023-2"),
    "standen": lambda g: _mime("trend", "tabel_standen", g, "2023-2"),
    "kaart": lambda g: _mime("voortgang", "figuur_kaart", g, "2023-2"),
    "dekking": lambda g: _mime("spreidingswet", "tabel_dekking", g),
    "provincies": lambda g: _mime("spreidingswet", "tabel_provincies", g),
    "amv": lambda g: _mime("spreidingswet", "tabel_amv", g),
}


def _mime(module, functie, *argumenten):
    import importlib

    inhoud = getattr(importlib.import_module(f"ibtlib.rapport.{module}"), functie)(*argumenten)
    return json.dumps(inhoud._repr_mimebundle_(), sort_keys=True, default=str)


def _gelezen(g, functie):
    eigen = g.ongelezen()
    return functie(eigen), eigen.gelezen


@pytest.fixture(scope="module")
def vooraf():
    g = laad("utrecht", RAW)
    return afdrukken(g), {naam: _gelezen(g, f) for naam, f in FUNCTIES.items()}


@settings(max_examples=20)
@given(keuze=st.data())
def test_whatever_cell_changes_either_a_read_part_changes_or_the_output_does_not(vooraf, tmp_path_factory, keuze):
    """The worst error of all: a figure changed, the document shows it, and nothing that it is known to read differs."""
    import shutil

    eerst, gelezen = vooraf
    map_ = Path(shutil.copytree(RAW, tmp_path_factory.mktemp("raw") / "raw"))
    waar = verander(keuze, map_, "utrecht")
    try:
        g = laad("utrecht", map_)
    except Exception:
        return  # refused before anything is made
    nu = afdrukken(g)
    for naam, functie in FUNCTIES.items():
        voor, delen = gelezen[naam]
        if all(nu.get(deel) == eerst.get(deel) for deel in delen):
            assert functie(g.ongelezen()) == voor, f"{naam}: {waar} veranderde, maar geen deel van {sorted(delen)}"


DOCUMENTEN = [
    (provincie, periode, soort)
    for provincie, periode in (("utrecht", "2023-2"), ("voorbeeld", "2024-1"))
    for soort in batch.SOORTEN
]


def _document(provincie, periode, soort, data):
    """What the cells of a notebook show, and which parts they read; in this process, without a kernel."""
    import ast

    import nbformat

    ruimte, uit = {"provincie": provincie, "periode": periode}, []
    with pytest.MonkeyPatch.context() as omgeving, opname() as lezing:
        omgeving.setenv("IBT_DATA", str(data))
        omgeving.setenv("IBT_RAPPORT", "ja")
        for cel in nbformat.read(soort.pad, as_version=4).cells:
            if cel.cell_type == "code" and "parameters" not in cel.metadata.get("tags", []):
                boom = ast.parse(cel.source)
                laatste = boom.body.pop() if boom.body and isinstance(boom.body[-1], ast.Expr) else None
                exec(compile(boom, "cel", "exec"), ruimte)
                if laatste is not None:
                    waarde = eval(compile(ast.Expression(laatste.value), "cel", "eval"), ruimte)
                    if hasattr(waarde, "_repr_mimebundle_"):
                        uit.append(waarde._repr_mimebundle_())
    return json.dumps(uit, sort_keys=True, default=str), lezing.delen


@pytest.fixture(scope="module")
def documenten_vooraf():
    alle = {naam: afdrukken(laad(naam, RAW)) for naam in ("utrecht", "voorbeeld")}
    return alle, [_document(*d, RAW) for d in DOCUMENTEN]


@settings(max_examples=15)
@given(keuze=st.data())
def test_a_whole_document_that_would_not_be_remade_would_have_been_the_same(documenten_vooraf, tmp_path_factory, keuze):
    """The notebooks themselves, with the decision of the batch; the figures per gemeente of the example included."""
    import shutil

    eerst, gemaakt = documenten_vooraf
    n = keuze.draw(st.integers(0, len(DOCUMENTEN) - 1))
    provincie, periode, soort = DOCUMENTEN[n]
    voor, delen = gemaakt[n]
    map_ = Path(shutil.copytree(RAW, tmp_path_factory.mktemp("raw") / "raw"))
    waar = verander(keuze, map_, provincie)
    try:
        nu = afdrukken(laad(provincie, map_))
    except Exception:
        return  # refused before anything is made
    if all(sleutel.afdruk(nu, provincie, d) == sleutel.afdruk(eerst[provincie], provincie, d) for d in delen):
        assert _document(provincie, periode, soort, map_)[0] == voor, f"{soort.naam}: {waar}"


def test_what_a_document_reads_is_recorded_per_part(utrecht):
    _, delen = _gelezen(utrecht, lambda g: (g.tabel("amv"), g.landelijk("inwoners"), g.resultaatrijen("2023-2")))
    assert delen == {"utrecht: tabel amv", "utrecht: landelijk inwoners", "utrecht: resultaten 2023-2"}
    _, delen = _gelezen(utrecht, lambda g: (g.perioden, g.bronnen.get("x", 0), g.naam))
    assert delen == {"utrecht: perioden", "utrecht: bronnen", "utrecht: tabel provincie"}
    _, delen = _gelezen(utrecht, lambda g: (g.tabel("amv"), g.gelezen_bestanden()))
    assert delen == {"utrecht: tabel amv", "utrecht: bestand utrecht/amv.csv", "utrecht: lijst van bestanden"}
    _, delen = _gelezen(utrecht, lambda g: g.plaats("standen", ()))
    assert delen == {"utrecht: bestanden"}


def test_nothing_that_gives_figures_goes_unnoticed(utrecht):
    """Whoever adds a property to Gegevens: it notes a part, or it is one of those that every document rests on."""
    eigenschappen = {naam for naam, wat in vars(type(utrecht)).items() if isinstance(wat, property)}
    delen = {naam: _gelezen(utrecht, lambda g, n=naam: getattr(g, n))[1] for naam in eigenschappen}
    assert {naam for naam in eigenschappen if not delen[naam]} == {
        "provincie",
        "kaders",
        "grenzen",
        "gelezen",
        "alles",
        "tabellen",
    }
    assert set().union(*delen.values()) <= afdrukken(utrecht).keys()


def test_two_recordings_and_data_loaded_outside_them_do_not_mix(utrecht):
    with opname() as buiten:
        eerste = laad("utrecht", RAW)
        with opname() as binnen:
            laad("utrecht", RAW).tabel("amv")
            utrecht.tabel("standen")
        eerste.tabel("opvang")
    assert (buiten.delen, binnen.delen) == ({"utrecht: tabel opvang"}, {"utrecht: tabel amv"})


# --- the list of files that a document shows -------------------------------------------------------------------------


def _van_utrecht(naam):
    return next(d for d in DOCUMENTEN if d[:2] == ("utrecht", "2023-2") and d[2].naam == naam)


def _vastlegging(inhoud):
    """The files in the last table of a document, with their hashes."""
    from ibtlib.weergave.hoofdstuk import uit_gegevens

    tabel = uit_gegevens(json.loads(inhoud)[-1][MIMETYPE]).stukken[-1]
    assert tabel.naam == "vastlegging"
    return {naam: som for naam, som in tabel.rijen if naam.endswith(".csv")}


def _bestanden(deel, provincie):
    """The files that a part stands in, by how the folder with raw data is laid out (README)."""
    soort, _, naam = deel.partition(" ")
    vast = {
        "tabel": f"{provincie}/{naam}.csv",
        "landelijk": f"landelijk/{naam}.csv",
        "resultaten": f"{provincie}/resultaten.csv",
        "resultaatperioden": f"{provincie}/resultaten.csv",
        "correcties": f"{provincie}/correcties.csv",
        "bronnen": "bronnen.csv",
        "gemeentecijfers": f"{provincie}/gemeenten/*.csv",
        "tussenstanden": f"{provincie}/tussenstanden/*.csv",
    }
    return {p.relative_to(RAW).as_posix() for p in RAW.glob(vast[soort])} if soort in vast else set()


def test_a_document_lists_every_file_of_which_it_read_a_part_and_no_other(documenten_vooraf):
    _, gemaakt = documenten_vooraf
    for (provincie, periode, soort), (inhoud, delen) in zip(DOCUMENTEN, gemaakt, strict=True):
        if soort.naam == "samenvatting":
            continue  # one page, of which the reports that it refers to have the Verantwoording
        verwacht = set().union(*(_bestanden(d.removeprefix(f"{provincie}: "), provincie) for d in delen))
        getoond = _vastlegging(inhoud)
        assert list(getoond) == sorted(verwacht), f"{soort.naam} {provincie} {periode}"
        assert all(hashlib.sha256((RAW / b).read_bytes()).hexdigest() == som for b, som in getoond.items())
    # the table of gemeenten beside their opgaven, and the uitspraken about the dekking
    for naam in ("voortgang", "trend"):
        inhoud, _ = gemaakt[DOCUMENTEN.index(_van_utrecht(naam))]
        assert {"utrecht/opvangcapaciteit.csv", "landelijk/cycli.csv"} <= _vastlegging(inhoud).keys()


def test_another_file_with_the_same_figures_has_another_hash_and_remakes_who_lists_it(documenten_vooraf, kopie_data):
    eerst, gemaakt = documenten_vooraf
    document = _van_utrecht("voortgang")
    inhoud, delen = gemaakt[DOCUMENTEN.index(document)]
    _bom(kopie_data / "utrecht/opvangcapaciteit.csv")
    nu = afdrukken(laad("utrecht", kopie_data))
    anders = {d for d in delen if sleutel.afdruk(nu, "utrecht", d) != sleutel.afdruk(eerst["utrecht"], "utrecht", d)}
    assert anders == {"utrecht: bestand utrecht/opvangcapaciteit.csv"}
    voor, na = _vastlegging(inhoud), _vastlegging(_document(*document, kopie_data)[0])
    assert {b for b in na if na[b] != voor.get(b)} == {"utrecht/opvangcapaciteit.csv"}


def test_who_shows_what_does_not_add_up_depends_on_that_and_not_on_the_rows_behind_it(kopie_data):
    """The aansluiting looks at nearly all tables; a page that shows two of its findings need not follow every one of them."""
    g = laad("utrecht", RAW)
    voor = afdrukken(g)
    _, delen = _gelezen(g, lambda g: verantwoording.tabel_aansluiting(g, "2024-1"))
    assert "utrecht: bevindingen 2024-1" in delen
    assert not [d for d in delen if d.endswith((" standen", " resultaten", " amv", " bestanden"))]
    _, delen = _gelezen(g, alle_bevindingen)
    assert {"utrecht: tabel standen", "utrecht: tabel amv"} <= delen  # all of them: what they are made from
    vervang(kopie_data / "utrecht/amv.csv", *_eerste_getal(kopie_data / "utrecht/amv.csv"))
    nu = afdrukken(laad("utrecht", kopie_data))
    assert nu["utrecht: tabel amv"] != voor["utrecht: tabel amv"]
    assert nu["utrecht: bevindingen 2024-1"] == voor["utrecht: bevindingen 2024-1"]
    # one figure of a sum that a finding is about: the totaalopgave of 2024-1, which does not add up (1.459 + 574)
    vervang(kopie_data / "utrecht/resultaten.csv", ";1459;574;", ";1460;574;")
    nu = afdrukken(laad("utrecht", kopie_data))
    assert nu["utrecht: bevindingen 2024-1"] != voor["utrecht: bevindingen 2024-1"]


def test_the_decision_needs_no_pandas_papermill_or_matplotlib(winkel):
    code = (
        "import sys, runpy\nfrom pathlib import Path\nfrom ibtlib.uitvoering import batch\n"
        "from ibtlib.uitvoering import sleutel\nfrom ibtlib.rapport.documenten import Soort\n"
        f"sleutel.basis = lambda: {sleutel.basis()!r}  # whoever edits the package meanwhile is not what is tested\n"
        f"batch.SOORTEN = {winkel.soorten!r}\n"
        f"v = batch.rapporteer({{'utrecht': ['2023-1', '2023-2']}}, Path({str(winkel.data)!r}), Path({str(winkel.map / 'reports')!r}), ('html',))\n"
        "assert not any(reden for _, reden in v.redenen), v.redenen\n"
        "print(sorted({'pandas', 'numpy', 'papermill', 'matplotlib', 'nbformat', 'multiprocessing'} & set(sys.modules)))"
    )
    gedaan = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO)
    assert gedaan.stdout.strip() == "[]", gedaan.stderr
