"""Make the pictures of the README from real output: a page, the map, and the scenario in JupyterLab.

Run from the repository after `make reports`: `make beelden`; needs chromium. The pictures are committed, and small.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
REPO = DOCS.parent
BEELDEN = DOCS / "beelden"
RAPPORT = REPO / "reports" / "utrecht" / "2023-2"


def van_pagina(browser: Any) -> None:
    """The top of the voortgang, and its map."""
    pagina = browser.new_page(viewport={"width": 1000, "height": 1100})
    pagina.goto((RAPPORT / "voortgang.html").as_uri())
    boven = pagina.get_by_role("heading", name="In het kort").bounding_box()["y"]
    pagina.screenshot(
        path=BEELDEN / "voortgang.png", full_page=True, clip={"x": 0, "y": boven - 20, "width": 1000, "height": 900}
    )
    pagina.locator("figure", has=pagina.locator("svg")).filter(has_text="Trede per gemeente").first.screenshot(
        path=BEELDEN / "kaart.png"
    )


def van_scenario(browser: Any) -> None:
    """The controls of 04_scenario in JupyterLab, after all cells have run."""
    with tempfile.TemporaryDirectory() as map_:
        shutil.copy(REPO / "notebooks" / "04_scenario.ipynb", map_)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            poort = s.getsockname()[1]
        omgeving = {**os.environ, "IBT_DATA": str(REPO / "data" / "raw"), "HOME": map_}
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={poort}",
             "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=beeld", f"--ServerApp.root_dir={map_}",
             "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
            cwd=map_, env=omgeving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wacht(f"http://127.0.0.1:{poort}/api?token=beeld")
            pagina = browser.new_page(viewport={"width": 1280, "height": 6000})
            pagina.goto(f"http://127.0.0.1:{poort}/lab/tree/04_scenario.ipynb?token=beeld&reset")
            pagina.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
            pagina.get_by_text("Run", exact=True).first.click()
            pagina.get_by_text("Run All Cells", exact=True).click()
            paneel = pagina.locator(".jp-OutputArea-output:has(.widget-slider)").first
            paneel.wait_for(timeout=90_000)
            pagina.wait_for_timeout(5_000)
            paneel.screenshot(path=BEELDEN / "scenario.png")
        finally:
            server.terminate()
            server.wait(20)


def _wacht(adres: str) -> None:
    for _ in range(240):
        try:
            urlopen(adres, timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit("JupyterLab startte niet binnen een minuut")


def main() -> None:
    if not RAPPORT.exists():
        raise SystemExit("Eerst make reports.")
    BEELDEN.mkdir(exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        van_pagina(browser)
        van_scenario(browser)
        browser.close()
    for beeld in sorted(BEELDEN.glob("*.png")):
        print(f"{beeld.relative_to(REPO)}: {beeld.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
