"""The house itself: light to import, the floors kept, and a README that tells the truth about the tree."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ibtlib

REPO = Path(__file__).parents[1]
ZWAAR = (
    "pandas",
    "numpy",
    "matplotlib",
    "papermill",
    "nbconvert",
    "typst",
    "pikepdf",
    "openpyxl",
    "xlsxwriter",
    "yaml",
)


def geladen_na(regel):
    code = f"import sys; {regel}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_importing_ibtlib_loads_nothing_heavy():
    assert [m for m in geladen_na("import ibtlib") if m in ZWAAR] == []


def test_a_document_loads_when_it_is_first_asked_for():
    assert [m for m in geladen_na("from ibtlib import rapport") if m in ZWAAR] == []
    assert (
        ibtlib.rapport.voortgang.tabel_resultaten
        is importlib.import_module("ibtlib.rapport.voortgang").tabel_resultaten
    )
    for naam in ibtlib.rapport.__all__:
        assert getattr(ibtlib.rapport, naam).__name__ == f"ibtlib.rapport.{naam}"
    with pytest.raises(AttributeError, match="heeft geen 'voorgang'; wel: bediening, "):
        ibtlib.rapport.voorgang  # noqa: B018


def test_asking_for_help_loads_nothing_heavy():
    assert [m for m in geladen_na("from ibtlib.cli import main; main(['--help'])") if m in ZWAAR] == []


def test_the_exporters_load_typst_and_pikepdf_only_when_used():
    # a failing import in an exporter entry point breaks every nbconvert call of the environment
    geladen = geladen_na("import ibtlib.publicatie.exporteurs")
    assert "typst" not in geladen and "pikepdf" not in geladen


def test_every_public_name_resolves_and_a_mistyped_one_is_explained():
    for naam in ibtlib.__all__:
        assert getattr(ibtlib, naam) is not None
    try:
        ibtlib.beoordel  # noqa: B018
    except AttributeError as fout:
        assert "ibtlib heeft geen 'beoordel'" in str(fout)
    else:
        raise AssertionError("a mistyped name must fail")


def test_the_public_api_works_as_written():
    g = ibtlib.laad("utrecht", REPO / "data" / "raw")
    assert len(ibtlib.resultaten(g, "2023-2")) == 8
    assert len(ibtlib.beoordeel(g, "2023-2")) == 26
    assert ibtlib.trend(g).index(basis="2020-1", exact=True)["2023-1"] * 429 == 1651
    assert ibtlib.dekking(g).opgave == 8207
    assert ibtlib.projectie(g, vanaf="2023-1", realisatie="gelijk").achterstand_eind == 1394


def test_the_top_of_the_package_is_a_hall_with_at_most_twelve_rooms():
    boven = {p.name for p in (REPO / "ibtlib").iterdir() if p.name != "__pycache__"}
    kamers = {p.parent.name for p in (REPO / "ibtlib").glob("*/__init__.py")}
    assert boven == {*kamers, "__init__.py", "cli.py", "huisstijl.mplstyle", "kaders"} and len(kamers) <= 12


def test_the_readme_is_short_and_names_every_notebook_and_the_docs_every_room():
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 200
    assert [p.name for p in (REPO / "notebooks").glob("*.ipynb") if p.name not in readme] == []
    kamers = (REPO / "docs" / "maintainer" / "kamers.md").read_text(encoding="utf-8")
    assert [p.parent.name for p in (REPO / "ibtlib").glob("*/__init__.py") if f"`{p.parent.name}`" not in kamers] == []


def test_no_lock_line_names_a_package_index():
    lock = (REPO / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in re.sub(r"#.*|[\w-]*http[\w-]*(?===)", "", lock)
    assert lock.count("--hash=sha256:") > 100
