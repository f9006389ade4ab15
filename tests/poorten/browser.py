"""Pages judged in a real browser: accessibility, reflow, requests; and HTML by its own rules.

Every function takes many pages at once, because starting a browser costs more than looking at a page.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

HIER = Path(__file__).parent
MODULES = HIER / "node_modules"
JUPYTERLAB = (
    "--allow-root",
    "--ServerApp.port_retries=0",
    "--ServerApp.ip=127.0.0.1",
    "--IdentityProvider.token=proef",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)
"""How a test starts JupyterLab: on loopback, with the token `proef`, without looking for news."""
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """Path of the browser, or empty; `IBT_CHROMIUM` wins."""
    return os.environ.get("IBT_CHROMIUM") or next((p for n in _CHROMIUM if (p := shutil.which(n))), "")


def ontbreekt(met_browser: bool = True) -> str:
    """Why these checks cannot run here, or empty: the reason shown with a skipped test."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node en npm ontbreken"
    if met_browser and not chromium():
        return "chromium ontbreekt"
    return ""


@contextmanager
def jupyter(opdracht: Sequence[str], map_: Path, thuis: Path, klaar: str, **omgeving: str) -> Iterator[str]:
    """A server of Jupyter in a folder, with a home of its own, until it answers at `klaar`; its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort = s.getsockname()[1]
    eigen = {
        "HOME": str(thuis),
        "JUPYTER_CONFIG_DIR": str(thuis / "config"),
        "JUPYTER_DATA_DIR": str(thuis / "data"),
        "JUPYTER_RUNTIME_DIR": str(thuis / "runtime"),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", *opdracht, "--no-browser", f"--port={poort}"],
        cwd=map_,
        env={k: w for k, w in os.environ.items() if k != "IBT_RAPPORT"} | eigen | omgeving,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    adres = f"http://127.0.0.1:{poort}"
    try:
        for _ in range(240):
            try:
                urlopen(f"{adres}{klaar}", timeout=30).close()
                break
            except OSError:
                time.sleep(0.25)
        else:
            pytest.fail(f"{opdracht[0]} startte niet binnen een minuut")
        yield adres
    finally:
        server.terminate()
        server.wait(20)


@lru_cache(maxsize=1)
def installeer() -> Path:
    """Install the node packages once, at the exact versions of package.json; other processes wait."""
    merk = MODULES / ".klaar"
    wens = (HIER / "package.json").read_text("utf-8")
    slot = HIER / "node_modules.slot"
    for _ in range(600):
        if merk.is_file() and merk.read_text("utf-8") == wens:
            return MODULES
        try:
            slot.mkdir()
        except FileExistsError:
            time.sleep(0.2)
            continue
        try:
            opdracht = [
                "npm",
                "install",
                "--package-lock=false",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ]
            subprocess.run(opdracht, cwd=HIER, check=True, capture_output=True, text=True, timeout=300)
            merk.write_text(wens, "utf-8")
        finally:
            slot.rmdir()
    raise TimeoutError(f"de node-pakketten zijn niet geïnstalleerd; verwijder {slot.name} en probeer het opnieuw")


def vereis(met_browser: bool = True) -> None:
    """Skip the running test, with the reason, when the tools are not here; fail where they have to be.

    `IBT_POORTEN=verplicht` (CI) turns a missing tool into a failure, so that no gate is skipped unnoticed.
    """
    reden = ontbreekt(met_browser)
    if not reden:
        try:
            installeer()
        except (subprocess.SubprocessError, OSError) as fout:
            reden = f"de node-pakketten zijn niet te installeren: {getattr(fout, 'stderr', '') or fout}"
    if reden:
        sla_over(reden)


def sla_over(reden: str) -> None:
    """Skip, or fail where the gates are obligatory."""
    (pytest.fail if os.environ.get("IBT_POORTEN") == "verplicht" else pytest.skip)(reden)


def draai(taken: Sequence[dict[str, Any]]) -> list[Any]:
    """Run tasks (`soort`, `pad`, and what the task needs) in one browser; answers in the same order."""
    installeer()
    with tempfile.TemporaryDirectory(prefix="ibt-chromium-") as profiel:
        job = {
            "chromium": chromium(),
            "profiel": profiel,
            "taken": [{**t, "pad": str(t["pad"])} for t in taken],
        }
        gedaan = subprocess.run(
            ["node", str(HIER / "browser.mjs")],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=60 + 20 * len(taken),
            check=False,
        )
    if gedaan.returncode:
        raise RuntimeError(f"de browser is mislukt:\n{gedaan.stderr[-4000:]}")
    return list(json.loads(gedaan.stdout))


def _taken(soort: str, paden: Iterable[Path | str], **extra: Any) -> list[dict[str, Any]]:
    return [{"soort": soort, "pad": Path(p).resolve(), **extra} for p in paden]


def axe(paden: Iterable[Path | str], *, standen: Sequence[dict[str, Any]] | None = None) -> list[str]:
    """Violations of WCAG 2.1 A and AA and of axe's best practices: light, dark, at 320 px; details open."""
    paden = list(paden)
    standen = standen or [{}, {"donker": True}, {"breedte": 320}]
    taken = [t for stand in standen for t in _taken("axe", paden, **stand)]
    return [
        f"{t['pad'].name} { ({k: v for k, v in t.items() if k not in ('soort', 'pad')}) }: {fout}"
        for t, fouten in zip(taken, draai(taken), strict=True)
        for fout in fouten
    ]


def breedte(paden: Iterable[Path | str], pixels: int = 320) -> list[str]:
    """Pages that scroll sideways at a width, with the elements that stick out (WCAG 1.4.10)."""
    paden = list(paden)
    uit = []
    for pad, maat in zip(paden, draai(_taken("breedte", paden, breedte=pixels)), strict=True):
        if maat["pagina"] > pixels or maat["buiten"]:
            uit.append(f"{Path(pad).name}: {maat['pagina']} px breed op {pixels}; buiten beeld: {maat['buiten'][:3]}")
    return uit


def breedte_ok(pad: Path | str, pixels: int = 320) -> bool:
    """Whether a page does not scroll sideways at a width."""
    return not breedte([pad], pixels)


def toetsenbord(paden: Iterable[Path | str], hoogstens: int | None = None) -> list[str]:
    """Pages where Tab does not go through everything in the order of the page, skip link first, focus always visible.

    Parameters
    ----------
    hoogstens : int, optional
        Stop after so many steps.
    """
    paden = list(paden)
    extra = {"hoogstens": hoogstens} if hoogstens else {}
    antwoorden = draai(_taken("toetsenbord", paden, **extra))
    fouten = [f"{Path(p).name}: {f}" for p, a in zip(paden, antwoorden, strict=True) for f in a["fouten"]]
    return fouten + [
        f"{Path(p).name}: er is niets te bereiken" for p, a in zip(paden, antwoorden, strict=True) if not a["aantal"]
    ]


def verzoeken(paden: Iterable[Path | str] | Path | str) -> list[str]:
    """Everything that the pages ask for beside themselves, refused or not, and every error in the console."""
    lijst = [paden] if isinstance(paden, (str, Path)) else list(paden)
    antwoorden = draai(_taken("verzoeken", lijst))
    return [f"{Path(p).name}: {v}" for p, alle in zip(lijst, antwoorden, strict=True) for v in alle]


def schermafdruk(pad: Path | str, png: Path | str, breedte: int = 1280, donker: bool = False, **extra: Any) -> Path:
    """A picture of the whole page."""
    draai(_taken("schermafdruk", [pad], png=str(png), breedte=breedte, donker=donker, **extra))
    return Path(png)


def html_validate(paden: Iterable[Path | str]) -> list[str]:
    """Violations of the HTML standard and of html-validate's recommended and a11y rules."""
    installeer()
    with tempfile.TemporaryDirectory(prefix="ibt-htmlvalidate-") as map_:
        uit = Path(map_) / "verslag.json"  # a file: the tool ends before a large answer has left through a pipe
        gedaan = subprocess.run(
            [
                str(MODULES / ".bin" / "html-validate"),
                "--config",
                str(HIER / "htmlvalidate.json"),
                "--formatter",
                f"json={uit}",
                *[str(Path(p).resolve()) for p in paden],
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            cwd=HIER,
        )
        if not uit.is_file():
            raise RuntimeError(f"html-validate is mislukt:\n{gedaan.stderr[-4000:]}{gedaan.stdout[-2000:]}")
        verslag = json.loads(uit.read_text("utf-8"))
    return [
        f"{Path(b['filePath']).name}:{m['line']}: {m['ruleId']}: {m['message']}" for b in verslag for m in b["messages"]
    ]
