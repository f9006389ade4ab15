"""Each document has a process of its own: nothing leaks, nothing hangs, nothing is left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from ibtlib.basis import bestanden
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.uitvoering import batch, proces, verouderd
from ibtlib.uitvoering.document import maak
from ibtlib.uitvoering.proces import Taak, Werkplaats
from tests.conftest import RAW, REPO
from tests.uitvoeringshulp import klein, opdracht

# what a document may leave behind, and how the next one would see it
SPOREN = {
    "rcParams": ("import matplotlib\nmatplotlib.rcParams['font.size'] = 77", "matplotlib.rcParams['font.size'] == 77"),
    "omgeving": ("import os\nos.environ['IBT_LEK'] = '1'", "'IBT_LEK' in os.environ"),
    "werkmap": ("os.chdir('/')", "os.getcwd() == '/'"),
    "modulenaam": ("import ibtlib.basis.getallen as getallen\ngetallen.lek = 1", "hasattr(getallen, 'lek')"),
    "vervangen functie": ("import colorsys\ncolorsys.rgb_to_hsv = str", "colorsys.rgb_to_hsv is str"),
    "willekeur": ("import random\nrandom.seed(1)", "random.random() == random.Random(1).random()"),
    "willekeur van numpy": (
        "import numpy\nnumpy.random.seed(1)",
        "numpy.random.rand() == numpy.random.RandomState(1).rand()",
    ),
    "waarschuwingen": ("import warnings\nwarnings.simplefilter('error')", "warnings.filters[0][0] == 'error'"),
    "zoekpad": ("import sys\nsys.path.append('/lek')", "'/lek' in sys.path"),
    "ingebouwd": ("import builtins\nbuiltins.lek = 1", "hasattr(builtins, 'lek')"),
    "optie van pandas": ("import pandas\npandas.set_option('display.max_rows', 7)", "pandas.get_option('display.max_rows') == 7"),
    "decimalen": ("import decimal\ndecimal.getcontext().prec = 3", "decimal.getcontext().prec == 3"),
    "logboek": ("import logging\nlogging.getLogger().addHandler(logging.NullHandler())", "bool(logging.getLogger().handlers)"),
    "draad": ("import threading\nthreading.Thread(target=threading.Event().wait, daemon=True, name='lek').start()", "any(t.name == 'lek' for t in threading.enumerate())"),
    "naam": ("lek = 1", "'lek' in globals()"),
    "recursie": ("sys.setrecursionlimit(777)", "sys.getrecursionlimit() == 777"),
    "tijdzone": ("import time\nos.environ['TZ'] = 'Pacific/Auckland'\ntime.tzset()", "'Auckland' in os.environ.get('TZ', '')"),
}  # fmt: skip
_INVOER = "\n".join(r for plant, _ in SPOREN.values() for r in plant.splitlines() if r.startswith("import "))
PLANT = "\n".join(plant for plant, _ in SPOREN.values())
ZOEK = f"{_INVOER}\ngevonden = [naam for naam, er in {{{', '.join(f'{n!r}: {z}' for n, (_, z) in SPOREN.items())}}}.items() if er]"
GEEN = "assert not gevonden, gevonden"


def achter_elkaar(taken, methode=None):
    with Werkplaats(1, methode) as werkplaats:
        for taak in taken:
            werkplaats.geef(taak)
        return [werkplaats.wacht().resultaat for _ in taken]


@pytest.mark.parametrize("methode", ["forkserver", "spawn"])
def test_no_state_goes_from_one_document_to_the_next(tmp_path, methode):
    if methode == "forkserver" and sys.platform != "linux":
        pytest.skip("forkserver met voorraad is er alleen op Linux")
    plant = opdracht(klein(tmp_path, PLANT, naam="plant"), tmp_path)
    zoek = opdracht(klein(tmp_path, ZOEK, GEEN, naam="zoek"), tmp_path)
    uitslagen = achter_elkaar([Taak(maak, (plant,)), Taak(maak, (zoek,))], methode)
    assert [u.fout for u in uitslagen] == [None, None]


def test_every_probe_sees_what_it_looks_for(tmp_path):
    """A probe that sees nothing proves nothing: in one and the same document all of them find their trace."""
    zelf = klein(tmp_path, f"{PLANT}\n{ZOEK}\nassert sorted(gevonden) == sorted({list(SPOREN)!r}), gevonden")
    (uitslag,) = achter_elkaar([Taak(maak, (opdracht(zelf, tmp_path),))])
    assert uitslag.fout is None


def test_documents_do_not_share_one_random_stream(tmp_path):
    trek = "import random, numpy\nfrom pathlib import Path\nPath({!r}).write_text(f'{{random.random()}} {{numpy.random.rand()}}')"
    soorten = [klein(tmp_path, trek.format(str(tmp_path / f"{n}.txt")), naam=f"n{n}") for n in "ab"]
    achter_elkaar([Taak(maak, (opdracht(s, tmp_path),)) for s in soorten])
    a, b = ((tmp_path / f"{n}.txt").read_text().split() for n in "ab")
    assert a[0] != b[0] and a[1] != b[1]


@pytest.mark.skipif(sys.platform != "linux", reason="alleen Linux heeft de forkserver")
def test_a_document_is_forked_from_a_server_that_imported_everything(tmp_path):
    """Python 3.11 swallows an error in the preload: without this test the batch would only be slow."""
    assert achter_elkaar([Taak(_voorraad_klaar, ())], "forkserver") == [True]
    assert achter_elkaar([Taak(_draden_van_de_server, ())], "forkserver") == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="alleen Linux heeft de forkserver")
def test_no_file_is_open_in_the_server_that_documents_are_forked_from():
    """They would read at one shared place: now and then a letter would be missing or have another's width."""
    assert achter_elkaar([Taak(_open_bestanden, ())], "forkserver") == [[]]


def _open_bestanden():
    """Regular files of the package and its libraries that this process has open from its birth."""
    paden = []
    for nummer in Path("/proc/self/fd").iterdir():
        try:
            paden.append(nummer.readlink())
        except OSError:  # the listing itself
            continue
    return [str(p) for p in paden if p.suffix and p.is_file()]


def _voorraad_klaar():
    return getattr(sys.modules.get(proces.VOORRAAD), "KLAAR", False)


def _draden_van_de_server():
    return len(list(Path(f"/proc/{os.getppid()}/task").iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="alleen Linux heeft de forkserver")
def test_parsers_are_made_once_for_all_documents_and_one_tree_serves_both_formats(tmp_path):
    orders = [opdracht(klein(tmp_path, naam=n), tmp_path / n, formaten=("html", "pdf")) for n in ("a", "b")]
    geteld = achter_elkaar([Taak(_maak_geteld, (order,)) for order in orders], "forkserver")
    assert geteld == [(1, 1), (1, 1)]
    assert all((tmp_path / n / "doel" / f"{n}.{f}").is_file() for n in ("a", "b") for f in ("html", "pdf"))


def _maak_geteld(order):
    """Parsers of Markdown that were there before the document, and trees made of it."""
    from ibtlib.publicatie import boom
    from ibtlib.weergave import markdown

    vooraf, gemaakt, echt = markdown._ontleder.cache_info().currsize, [], boom.boom_van
    boom.boom_van = lambda *a, **k: gemaakt.append(1) or echt(*a, **k)
    assert maak(order).fout is None
    return vooraf, len(gemaakt)


def test_no_more_tasks_run_beside_each_other_than_asked():
    """So memory is bounded: that many processes and the server, whatever the number of documents."""
    with Werkplaats(2) as werkplaats:
        for _ in range(6):
            werkplaats.geef(Taak(_slaap, ()))
        tijden = [werkplaats.wacht().resultaat for _ in range(6)]
    assert max(sum(begin <= moment < einde for begin, einde in tijden) for moment, _ in tijden) == 2


def _slaap():
    begin = time.monotonic()
    time.sleep(0.3)
    return begin, time.monotonic()


def test_a_spawned_process_gives_the_same_bytes(tmp_path):
    """The way of Windows and macOS."""
    soort = klein(tmp_path)
    for methode in ("forkserver", "spawn"):
        (uitslag,) = achter_elkaar(
            [Taak(maak, (opdracht(soort, tmp_path / methode, formaten=("html", "pdf")),))], methode
        )
        assert uitslag.fout is None
    for naam in ("klein.html", "klein.pdf", "notebooks/klein.ipynb"):
        assert (tmp_path / "forkserver/doel" / naam).read_bytes() == (tmp_path / "spawn/doel" / naam).read_bytes()


# --- order and place -------------------------------------------------------------------------------------


def test_the_longest_documents_of_the_last_time_go_first_and_no_folder_is_ever_half_there(tmp_path, monkeypatch):
    """A notebook that never ran is judged by its size."""
    lang = klein(tmp_path, "import time\ntime.sleep(1)", naam="lang")
    groot = klein(tmp_path, f"# {'x' * 20_000}", naam="groot")
    monkeypatch.setattr(batch, "SOORTEN", (lang, groot))
    volgorde: list[str] = []

    def meld(uitslag, klaar, totaal):
        volgorde.append(uitslag.naam)
        for map_ in (tmp_path / "reports" / "utrecht").glob("20*"):
            assert {p.name for p in map_.iterdir()} >= {
                "lang.html",
                "groot.html",
                "tabellen.xlsx",
                "verantwoording.json",
            }

    for verwacht in ("groot", "lang"):
        volgorde.clear()
        batch.rapporteer(
            {"utrecht": ["2023-1", "2023-2"]}, RAW, tmp_path / "reports", ("html",), 1, meld=meld, opnieuw=True
        )
        assert [naam.rpartition("/")[2] for naam in volgorde[:2]] == [verwacht] * 2


def test_the_old_folder_comes_back_when_the_new_one_cannot_be_put_in_place(tmp_path, monkeypatch):
    (tmp_path / "doel").mkdir()
    (tmp_path / "doel/oud").touch()
    monkeypatch.setattr(bestanden, "_verwissel", lambda een, ander: False)  # as on Windows
    echt = Path.replace

    def replace(pad, doel):
        if doel == tmp_path / "doel" and not pad.name.startswith("oud"):
            raise OSError(errno.ENOSPC, "No space left on device", str(doel))
        return echt(pad, doel)

    monkeypatch.setattr(Path, "replace", replace)
    with bestanden.beheer(tmp_path) as ruimte:
        nieuw = ruimte.werkmap()
        (nieuw / "nieuw").touch()
        with pytest.raises(AanvraagFout, match="de schijf is vol"):
            ruimte.wissel({tmp_path / "doel": nieuw})
    assert [p.name for p in (tmp_path / "doel").iterdir()] == ["oud"]
    assert [p.name for p in tmp_path.iterdir()] == ["doel"]


# --- what takes too long, or dies ------------------------------------------------------------------------


def draai(monkeypatch, tmp_path, soort, limiet=300, gratie=20):
    """The batch with one kind of document."""
    monkeypatch.setattr(proces, "GRATIE", gratie)
    monkeypatch.setattr(batch, "SOORTEN", (soort,))
    echt = verouderd.Opdracht
    monkeypatch.setattr(verouderd, "Opdracht", lambda *a, **k: echt(*a, **k, limiet=limiet))
    return batch.rapporteer({"utrecht": ["2023-2"]}, RAW, tmp_path / "reports", ("html",), werkers=1)


def banier(pad):
    """Index of the banner in the saved notebook, and its text."""
    cellen = nbformat.read(pad, as_version=4).cells
    ((plek, cel),) = [(i, c) for i, c in enumerate(cellen) if c.id == "mislukt"]
    return cellen, plek, cel.source


def test_a_cell_that_takes_too_long_is_interrupted_and_named(tmp_path, monkeypatch):
    soort = klein(tmp_path, "import time\nwhile True:\n    time.sleep(0.01)")
    (mislukt,) = draai(monkeypatch, tmp_path, soort, limiet=1).mislukt
    assert "cel 3 mislukte" in mislukt.fout and "deze cel duurde langer dan 1 seconden" in mislukt.fout
    cellen, plek, tekst = banier(tmp_path / "reports/mislukt/utrecht-2023-2-klein.ipynb")
    assert "Hier ging het mis: cel 3" in tekst and "while True" in cellen[plek + 1].source
    assert "KeyboardInterrupt" in "".join(cellen[plek + 1].outputs[0].traceback)


def test_a_cell_that_cannot_be_interrupted_is_ended(tmp_path, monkeypatch):
    soort = klein(tmp_path, "import re\nre.match(r'(a+)+$', 'a' * 64 + 'b')")
    (mislukt,) = draai(monkeypatch, tmp_path, soort, limiet=1, gratie=1).mislukt
    assert "cel 3 mislukte" in mislukt.fout and "reageerde niet" in mislukt.fout
    cellen, plek, _ = banier(tmp_path / "reports/mislukt/utrecht-2023-2-klein.ipynb")
    assert "re.match" in cellen[plek + 1].source


def test_a_document_that_kills_its_process_is_told_by_an_ordinary_kernel(tmp_path, monkeypatch):
    soort = klein(tmp_path, "import os\nos._exit(9)")
    (mislukt,) = draai(monkeypatch, tmp_path, soort).mislukt
    assert "klein.ipynb" in mislukt.fout and "mislukt" in mislukt.fout
    assert (tmp_path / "reports/mislukt/utrecht-2023-2-klein.ipynb").is_file()


def test_the_banner_stands_at_the_failing_cell(tmp_path, monkeypatch):
    soort = klein(tmp_path, "1 + 1;", "raise ValueError('de som klopt niet')")
    (mislukt,) = draai(monkeypatch, tmp_path, soort).mislukt
    cellen, plek, tekst = banier(tmp_path / "reports/mislukt/utrecht-2023-2-klein.ipynb")
    assert "cel 4 mislukte" in mislukt.fout and "Hier ging het mis: cel 4" in tekst and "de som klopt niet" in tekst
    assert "raise ValueError" in cellen[plek + 1].source and cellen[0].id == "naar-mislukt"
    assert not any("papermill" in c.source for c in cellen)


LANG = """
import sys
from pathlib import Path
from ibtlib.uitvoering import batch
from tests.uitvoeringshulp import klein
from tests.conftest import RAW
if __name__ == "__main__":
    map_ = Path(sys.argv[1])
    batch.SOORTEN = (klein(map_, f"from pathlib import Path\\nimport os, time\\nPath({str(map_ / 'pid')!r}).write_text(str(os.getpid()))\\ntime.sleep(100)"),)
    batch.rapporteer({"utrecht": ["2023-2"]}, RAW, map_ / "reports", ("html",), werkers=1)
"""


@pytest.mark.skipif(os.name != "posix", reason="signalen van POSIX")
@pytest.mark.parametrize("teken", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_no_process_outlives_the_batch(tmp_path, teken):
    script = tmp_path / "lang.py"
    script.write_text(LANG)
    ouder = subprocess.Popen(
        [sys.executable, script, tmp_path], cwd=REPO, env={**os.environ, "PYTHONPATH": str(REPO)},
        stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # who runs us may ignore it
    )  # fmt: skip
    assert wacht_op((tmp_path / "pid").is_file), "het document begon niet"
    kind = int(wacht_op(lambda: (tmp_path / "pid").read_text()))
    os.killpg(ouder.pid, teken) if teken == signal.SIGINT else ouder.kill()
    ouder.wait(30)
    ouder.stderr.close()
    assert wacht_op(lambda: not leeft(kind)), "het proces van het document leeft nog"
    if teken == signal.SIGINT:
        assert not list((tmp_path / "reports").glob(".ibt-*"))


def wacht_op(proef, hoogstens=40.0):
    """Until it holds; the limit only ends a test that would hang."""
    einde = time.monotonic() + hoogstens
    while time.monotonic() < einde:
        if uitkomst := proef():
            return uitkomst
        time.sleep(0.05)
    return None


def leeft(pid):
    try:
        return (
            "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
            if sys.platform == "linux"
            else not os.kill(pid, 0)
        )
    except OSError:
        return False
