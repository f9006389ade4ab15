"""One document: run a notebook with its parameters, publish it, and leave it as it was asked for."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import IbtFout, opsomming, schijffout
from ibtlib.basis.plaatsen import DATAMAP, KADERBESTAND
from ibtlib.uitvoering import proces
from ibtlib.uitvoering.opdracht import Opdracht, Uitslag

if TYPE_CHECKING:
    from nbformat import NotebookNode

_FOUTMERK = "papermill-error-cell-tag"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class RapportFout(IbtFout):
    """A notebook failed: says which, at which cell, why, and where the notebook was saved.

    Parameters
    ----------
    notebook : str
        Name of the notebook and its parameters.
    cel : int
        Position of the failing cell, the first being 1.
    wat : str
        The error of the cell, last line.
    bewaard : Path
        The notebook as far as it ran, with the error in it.
    """

    def __init__(self, notebook: str, cel: int, wat: str, bewaard: Path):
        self.notebook, self.cel, self.wat, self.bewaard = notebook, cel, wat, bewaard
        super().__init__(
            f"{notebook}: cel {cel} mislukte.\n  {wat}\n"
            f"  Het notebook tot en met die cel staat in {bewaard.as_posix()}; open het met `ibt lab`."
        )


def maak(opdracht: Opdracht) -> Uitslag:
    """Run one document and write everything of it into its folder; never raises, so that the batch goes on."""
    from ibtlib.gegevens.huisstijl import lees_huisstijl
    from ibtlib.publicatie import PublicatieFout
    from ibtlib.publicatie.boom import boom_van
    from ibtlib.publicatie.pagina import als_html
    from ibtlib.publicatie.pdf import zet
    from ibtlib.rapport.plek import plek_van
    from ibtlib.uitvoering.motor import zonder_iri

    begin = time.perf_counter()
    zonder_iri()
    try:
        notebook, lezing, sommen = voer_uit(opdracht)
        map_ = Path(opdracht.doelmap)
        proces.meld_stap(None)
        stijl = lees_huisstijl(Path(opdracht.data) / (opdracht.soort.map or opdracht.parameters["provincie"])).stijl
        boom = boom_van(notebook, plek=plek_van(opdracht.soort, opdracht.stam, opdracht.formaten))
        if "html" in opdracht.formaten:
            _schrijf(map_ / f"{opdracht.stam}.html", als_html(boom, stijl).encode())
        if "pdf" in opdracht.formaten:
            _schrijf(map_ / f"{opdracht.stam}.pdf", zet(boom, stijl))
        _schrijf(map_ / "notebooks" / f"{opdracht.stam}.ipynb", _als_bytes(notebook))
    except (IbtFout, PublicatieFout) as fout:
        return Uitslag(opdracht.naam, time.perf_counter() - begin, str(fout))
    except OSError as fout:
        return Uitslag(opdracht.naam, time.perf_counter() - begin, f"{schijffout(fout)}.")
    except Exception as fout:
        return Uitslag(opdracht.naam, time.perf_counter() - begin, f"{type(fout).__name__}: {fout}", intern=True)
    return Uitslag(opdracht.naam, time.perf_counter() - begin, lezing=lezing, sommen=sommen)


def voer_uit(opdracht: Opdracht) -> tuple[NotebookNode, frozenset[str] | None, dict[str, str]]:
    """The executed notebook, without anything that differs between runs, what it read, and the hashes of the files.

    Raises
    ------
    RapportFout
        When a cell fails or takes longer than the limit; the notebook is saved first.
    """
    import tempfile

    import nbformat
    import papermill

    from ibtlib.gegevens.lezing import opname

    _controleer_parameters(opdracht)
    os.environ[DATAMAP] = opdracht.data
    os.environ["IBT_RAPPORT"] = "ja"  # publish: no widgets, see bediening
    os.environ.pop(KADERBESTAND, None)
    if opdracht.kader:
        os.environ[KADERBESTAND] = opdracht.kader
    eigen = opdracht.motor == "ibt"
    with tempfile.TemporaryDirectory() as tijdelijk, opname() as lezing, _stappen():
        uit = Path(tijdelijk) / "uit.ipynb"
        try:
            papermill.execute_notebook(
                *(
                    str(p).replace("{", "{{").replace("}", "}}") for p in (opdracht.soort.pad, uit)
                ),  # it fills in braces
                parameters=opdracht.parameters,
                engine_name="ibt" if eigen else None,
                request_save_on_cell_execute=not eigen,  # in this process nothing is lost between cells
                kernel_name="python3",
                language="python",  # a notebook that JupyterLab never saved does not say so itself
                progress_bar=False,
                log_output=False,
                autosave_cell_every=0,
                execution_timeout=opdracht.limiet,
                **({} if eigen else {"config": _kernelinstelling(Path(tijdelijk))}),
            )
        except Exception as fout:
            notebook = nbformat.read(uit, as_version=4) if uit.is_file() else None
            cel, wat = _waar(notebook, fout, opdracht.limiet)
            raise bewaar(opdracht, cel, wat, notebook) from None
        klaar = normaliseer(nbformat.read(uit, as_version=4))
        return klaar, frozenset(lezing.delen) if eigen else None, lezing.sommen


@contextmanager
def _stappen() -> Iterator[None]:
    """Tell the process that waits for this one at which cell it is: the time limit holds for each cell."""
    from ibtlib.publicatie.keuring import genummerd
    from ibtlib.uitvoering.motor import bij_cel

    def meld(notebook: NotebookNode, index: int) -> None:
        proces.meld_stap([nummer for nummer, _ in genummerd(notebook.cells)][index])

    bij_cel.append(meld)
    try:
        yield
    finally:
        bij_cel.remove(meld)


def bewaar(opdracht: Opdracht, cel: int, wat: str, notebook: NotebookNode | None = None) -> RapportFout:
    """Save a failed notebook with a banner at the cell that failed; the error that says where it is.

    Parameters
    ----------
    cel : int
        Number of the failing cell, 0 when unknown.
    notebook : NotebookNode, optional
        As far as it ran; without it, as it is in version control.
    """
    import nbformat
    from nbformat.v4 import new_markdown_cell

    from ibtlib.publicatie.keuring import VAN_PAPERMILL, genummerd

    if notebook is None:
        notebook = nbformat.read(opdracht.soort.pad, as_version=4)
    notebook.cells = [c for c in notebook.cells if _FOUTMERK not in c.metadata.get("tags", [])]
    plek = next((i for i, (n, _) in enumerate(genummerd(notebook.cells)) if n == cel and cel), 0)
    while VAN_PAPERMILL.intersection(notebook.cells[plek].metadata.get("tags", [])):
        plek += 1
    tekst = f"## ⚠ Hier ging het mis: {f'cel {cel}' if cel else 'dit notebook'}\n\n" + "".join(
        f"    {regel}\n" for regel in wat.splitlines()
    )
    banier = new_markdown_cell(f'<a id="mislukt"></a>\n\n{tekst}', id="mislukt", metadata={"tags": [_FOUTMERK]})
    wijzer = new_markdown_cell(
        f"[{_leesbaar(opdracht.parameters)}: mislukt, ga naar de fout](#mislukt)",
        id="naar-mislukt",
        metadata={"tags": [_FOUTMERK]},
    )
    notebook.cells[plek:plek] = [banier]
    notebook.cells[:0] = [wijzer]
    bewaard = Path(opdracht.mislukt) / f"{opdracht.naam.replace('/', '-')}.ipynb"
    bewaard.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, bewaard)
    return RapportFout(f"{opdracht.soort.pad.name} ({_leesbaar(opdracht.parameters)})", cel, wat, bewaard)


def _kernelinstelling(map_: Path) -> Any:
    """Talk to the kernel over sockets in a folder of its own where the system has them: no port, no race for one."""
    from traitlets.config import Config

    return Config({"KernelManager": {"transport": "ipc", "ip": str(map_ / "kernel")}} if os.name == "posix" else {})


def normaliseer(notebook: NotebookNode) -> NotebookNode:
    """Take out what differs between two equal runs: times, paths, the version of Python, random ids of injected cells."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for nummer, cel in enumerate(notebook.cells, 1):
        for sleutel in ("papermill", "execution"):
            cel.metadata.pop(sleutel, None)
        if "injected-parameters" in cel.metadata.get("tags", []):
            cel["id"] = f"parameters-{nummer}"
    return notebook


def standaardparameters(pad: Path) -> dict[str, Any]:
    """Names and default values of the one cell tagged `parameters`."""
    import ast

    import nbformat

    cellen = [c for c in nbformat.read(pad, as_version=4).cells if "parameters" in c.metadata.get("tags", [])]
    if len(cellen) != 1:
        raise IbtFout(
            f"{pad.name} heeft {len(cellen)} cellen met het label 'parameters'; er hoort er precies één te zijn."
        )
    toekenningen = [s for s in ast.parse(cellen[0].source).body if isinstance(s, ast.Assign)]
    return {s.targets[0].id: ast.literal_eval(s.value) for s in toekenningen if isinstance(s.targets[0], ast.Name)}


def _controleer_parameters(opdracht: Opdracht) -> None:
    """papermill only warns about a name that the notebook does not have, and runs on the defaults."""
    bekend = standaardparameters(opdracht.soort.pad)
    vreemd = [n for n in opdracht.parameters if n not in bekend]
    if vreemd:
        raise IbtFout(
            f"{opdracht.soort.pad.name} kent {opsomming(vreemd)} niet als parameter. Bekend: {opsomming(bekend)}."
        )


def te_lang(limiet: int) -> str:
    """The message of a cell that was ended."""
    return f"deze cel duurde langer dan {limiet} seconden"


def _waar(notebook: NotebookNode | None, fout: Exception, limiet: int) -> tuple[int, str]:
    """The failing cell and the last line of what it said."""
    from ibtlib.publicatie.keuring import genummerd

    tekst = _ANSI.sub("", str(fout)).strip()
    gevonden = [
        (nummer, f"{uitvoer.evalue}" if uitvoer.evalue else uitvoer.ename)
        for nummer, cel in genummerd(notebook.cells if notebook else [])
        for uitvoer in cel.get("outputs", [])
        if uitvoer.output_type == "error"
    ]
    if gevonden:
        return gevonden[-1]
    if "timed out" in tekst.lower() or "timeout" in type(fout).__name__.lower():
        gedaan = [n for n, cel in genummerd(notebook.cells if notebook else []) if cel.get("execution_count")]
        return gedaan[-1] if gedaan else 0, te_lang(limiet)
    return 0, tekst.splitlines()[-1] if tekst else type(fout).__name__


def _als_bytes(notebook: NotebookNode) -> bytes:
    import nbformat

    return (nbformat.writes(notebook, indent=1) + "\n").encode()


def _schrijf(pad: Path, inhoud: bytes) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(inhoud)


def _leesbaar(parameters: dict[str, str]) -> str:
    return ", ".join(f"{k} = {w}" for k, w in parameters.items())
