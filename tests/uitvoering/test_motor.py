"""The engine `ibt`: the same outputs as an ordinary kernel, cell by cell, and nothing left behind afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.rapport.documenten import SOORTEN
from ibtlib.uitvoering.document import maak
from ibtlib.uitvoering.proces import Taak, Werkplaats
from tests.conftest import RAW, REPO
from tests.uitvoeringshulp import KERN, opdracht

LASTIG = [
    "1 + 1",
    "_ + len(Out)",
    'print("uit"); print("meer", end="")',
    'import sys\nprint("een"); print("fout", file=sys.stderr); print("twee")',
    'from IPython.display import HTML, Markdown, SVG, Latex, JSON, display\ndisplay(HTML("<b>x</b>"), Markdown("*y*"))',
    'h = display(HTML("<i>een</i>"), display_id="vast")\nh',
    'h.update(HTML("<i>twee</i>"))',
    'from IPython.display import clear_output\nprint("weg")\nclear_output()\nprint("blijft")',
    'from IPython.display import update_display\nprint("wacht")\nclear_output(wait=True)\nprint("erna")',
    'JSON({"a": [1, None, True], "b": {"c": 1.5}})',
    'class Bundel:\n    def _repr_mimebundle_(self, **_):\n        return {"text/plain": "p", "application/x+json": {"n": (1, 2)}}\nBundel()',
    'import pandas as pd\npd.DataFrame({"a": [1, 2], "b": ["x", None]})',
    "raise ValueError('met ë en <tekst>')",
    "1 / 0",
    "def f(n):\n    return f(n - 1) if n else {}['leeg']\nf(2)",
    "nietbekend",
    "als dit geen python is",
    "%pwd\nNone",
    "%%capture c\nprint('gevangen')",
    "c.stdout",
    "%precision 3\n3.14159",
    "%nietbestaand",
    "%who_ls str",
    "!echo uit de schil",
    "r = !echo een\nlist(r)",
    "import asyncio\nawait asyncio.sleep(0.01)\n'gewacht'",
    "async def g():\n    for n in range(2):\n        yield n\n[n async for n in g()]",
    "await asyncio.sleep('x')",
    "input('vraag? ')",
    "import warnings\nwarnings.warn('let op')",
    "import logging\nlogging.warning('in het logboek')",
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2]);",
    "fig, ax = plt.subplots(figsize=(2, 1)); ax.bar([1, 2], [3, 4]); plt.show(); print('na')",
    "fig",
    "import matplotlib\nmatplotlib.get_backend()",
    "x = 1\nx?",
    "__name__, type(get_ipython()).__name__",
    "import sys\nsys.modules['__main__'].__dict__ is globals()",
    "In[1], Out[1]",
    "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\nD(1)",
    "import pickle\npickle.loads(pickle.dumps(D(2)))",
    "get_ipython().set_next_input('nieuw')",
    "print('a\\rb')\nprint('x' * 5000)",
    "'\\x1b[31mrood'",
    "float('nan'), float('inf')",
    "display({'text/plain': 'ruw', 'text/html': '<u>r</u>'}, raw=True)",
    "import threading\nt = threading.Thread(target=lambda: print('uit een draad')); t.start(); t.join()",
    "sum(range(10));",
    "raise SystemExit(3)",
    "'slot'",
]
_WISSELEND = (
    (re.compile(r"0x[0-9a-f]{6,}"), "0x"),
    (re.compile(r"ipykernel_\d+[\\/]\d+"), "ipykernel"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*"), "tijd"),
    (re.compile(r"/tmp/ipykernel_\d+/\d+\.py"), "cel"),
)


def vlak(cel, met_telling=True):
    """Outputs of a cell without what differs between any two runs; neighbouring stream chunks are one text."""
    uit: list = []
    for uitvoer in cel.get("outputs", []):
        if uit and uitvoer.output_type == "stream" == uit[-1].output_type and uitvoer.name == uit[-1].name:
            uit[-1].text += uitvoer.text
        else:
            uit.append(nbformat.from_dict(dict(uitvoer)))
            if not met_telling and "execution_count" in uitvoer:
                uit[-1].execution_count = None
    tekst = nbformat.v4.writes(new_notebook(cells=[new_code_cell("", id="vast", outputs=uit)]))
    for patroon, vervanging in _WISSELEND:
        tekst = patroon.sub(vervanging, tekst)
    return cel.get("execution_count") if met_telling else None, tekst


def lastig_notebook():
    cellen = [new_code_cell(bron, id=f"c{n}", metadata={"tags": ["raises-exception"]}) for n, bron in enumerate(LASTIG)]
    return new_notebook(
        cells=cellen, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )


def test_nasty_cells_give_the_outputs_of_an_ordinary_kernel(tmp_path):
    uit = []
    for motor in ("ibt", None):
        notebook = tmp_path / f"in-{motor}.ipynb"
        nbformat.write(lastig_notebook(), notebook)
        gedaan = subprocess.run(
            [sys.executable, "-m", "papermill", notebook, tmp_path / f"uit-{motor}.ipynb", "--no-progress-bar",
             *(["--engine", motor] if motor else [])],
            capture_output=True, text=True, env={k: w for k, w in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        )  # fmt: skip
        assert (tmp_path / f"uit-{motor}.ipynb").is_file(), gedaan.stderr
        uit.append(nbformat.read(tmp_path / f"uit-{motor}.ipynb", as_version=4))
    cellen = [[c for c in n.cells if c.cell_type == "code"] for n in uit]
    assert len(cellen[0]) == len(cellen[1])
    anders = [(a.source, vlak(a), vlak(b)) for a, b in zip(*cellen, strict=True) if vlak(a) != vlak(b)]
    assert anders == []
    assert uit[0].metadata.language_info == uit[1].metadata.language_info


def test_all_notebooks_of_a_periode_give_the_same_bytes_with_both_engines(tmp_path):
    """The pages and the executed notebooks; PDFs, tables and workbook are made from those alone.

    The cells of all perioden are compared in `test_rapport`.
    """
    perioden = [{"provincie": "voorbeeld", "periode": "2024-1"}]
    fouten = []
    with Werkplaats(2) as werkplaats:
        for parameters in perioden:
            for soort in SOORTEN:
                for motor in ("ibt", "ipykernel"):
                    doel = tmp_path / motor / parameters["provincie"]
                    order = opdracht(soort, tmp_path, parameters=parameters, doelmap=str(doel), motor=motor)
                    werkplaats.geef(Taak(maak, (order,)))
        while werkplaats.bezig:
            afloop = werkplaats.wacht()
            fouten += [afloop.resultaat.fout] if afloop.resultaat and afloop.resultaat.fout else []
    assert fouten == []
    eigen = {p.relative_to(tmp_path / "ibt"): p.read_bytes() for p in (tmp_path / "ibt").rglob("*") if p.is_file()}
    gewoon = {
        p.relative_to(tmp_path / "ipykernel"): p.read_bytes()
        for p in (tmp_path / "ipykernel").rglob("*")
        if p.is_file()
    }
    assert len(eigen) == len(perioden) * len(SOORTEN) * 2
    assert sorted(naam for naam in eigen if eigen[naam] != gewoon.get(naam)) == [] and set(eigen) == set(gewoon)


def test_what_another_program_writes_stands_with_the_cell(tmp_path):
    """An ordinary kernel catches it too, but some time later; so this is not compared."""
    schil = "import os\n_ = os.system('echo uit een ander programma; echo fout >&2')"
    notebook = new_notebook(cells=[new_code_cell(schil, id="a"), new_code_cell("1", id="b")], metadata=KERN)
    nbformat.write(notebook, tmp_path / "in.ipynb")
    opdrachtregel = [
        sys.executable,
        "-m",
        "papermill",
        tmp_path / "in.ipynb",
        tmp_path / "uit.ipynb",
        "--engine",
        "ibt",
    ]
    gedaan = subprocess.run(opdrachtregel, capture_output=True, text=True)
    eerste, tweede = nbformat.read(tmp_path / "uit.ipynb", as_version=4).cells
    assert [(u.name, u.text) for u in eerste.outputs] == [("stdout", "uit een ander programma\n"), ("stderr", "fout\n")]
    assert [u.output_type for u in tweede.outputs] == ["execute_result"] and "ander programma" not in gedaan.stdout


def test_papermill_starts_without_what_the_engine_needs():
    """papermill imports every engine that is registered; ours must not make it slower for others."""
    code = "import sys, ibtlib.uitvoering.motor; print(sorted({'IPython', 'ipykernel', 'papermill', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO).stdout.strip() == "[]"


def test_the_process_is_as_it_was_after_a_run(tmp_path):
    code = """
import os, sys, papermill, nbformat
from nbformat.v4 import new_code_cell, new_notebook
from tests.uitvoeringshulp import KERN
n = new_notebook(cells=[new_code_cell("import os, sys; os.environ['LEK'] = '1'; sys.path.append('lek'); x = 1")], metadata=KERN)
voor = sys.stdout, sys.stderr, sys.displayhook, sys.excepthook, list(sys.path), dict(os.environ), sys.modules["__main__"]
for _ in range(2):
    uit = papermill.execute_notebook(n, None, engine_name="ibt", progress_bar=False)
assert voor == (sys.stdout, sys.stderr, sys.displayhook, sys.excepthook, sys.path, dict(os.environ), sys.modules["__main__"])
assert uit.cells[0].execution_count == 1
"""
    gedaan = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO)
    assert gedaan.returncode == 0, gedaan.stderr


AIRFLOW = """
import os, sys, papermill
from papermill.engines import papermill_engines
papermill_engines.register(None, papermill_engines.get_engine("ibt"))
os.environ["IBT_RAPPORT"] = "ja"
papermill.execute_notebook(
    sys.argv[1], sys.argv[2], parameters={"provincie": "utrecht", "periode": "2023-2"}, progress_bar=False,
    report_mode=True, log_output=False, kernel_name=None, language=None, engine_name=None,
)
"""


def test_the_call_of_airflows_operator_gives_the_page_and_pdf_of_the_batch(tmp_path):
    """What `docs/maintainer/cluster.md` shows: the operator itself asks for no engine (airflow-providers-papermill, execute)."""
    docs = (REPO / "docs" / "maintainer" / "cluster.md").read_text(encoding="utf-8")
    assert AIRFLOW.splitlines()[3] in docs and AIRFLOW.splitlines()[4] in docs
    soort, uit = next(s for s in SOORTEN if s.naam == "scenario"), tmp_path / "scenario.ipynb"
    omgeving = {**os.environ, "IBT_DATA": str(RAW)}
    publiceer = "import sys\nfrom nbconvert import nbconvertapp\nfor naam in ('ibt_html', 'ibt_pdf'):\n    nbconvertapp.NbConvertApp().launch_instance(['--to', naam, sys.argv[1]])\n    nbconvertapp.NbConvertApp.clear_instance()"
    for opdrachtregel in ([AIRFLOW, soort.pad, uit], [publiceer, uit]):
        gedaan = subprocess.run([sys.executable, "-c", *opdrachtregel], capture_output=True, text=True, env=omgeving)
        assert gedaan.returncode == 0, gedaan.stderr
    with Werkplaats(1) as werkplaats:
        werkplaats.geef(Taak(maak, (opdracht(soort, tmp_path, formaten=("html", "pdf")),)))
        assert werkplaats.wacht().resultaat.fout is None
    # by itself a document knows no others to lead to: that is all that the page of the batch has more
    van_batch = nbformat.read(tmp_path / "doel" / "notebooks" / "scenario.ipynb", as_version=4)
    assert (tmp_path / "scenario.html").read_bytes() == naar_html(van_batch).encode()
    assert (tmp_path / "scenario.pdf").read_bytes() == naar_pdf(van_batch)
