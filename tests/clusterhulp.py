"""A Dask cluster on loopback, of processes that the test started and that it ends by their number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import REPO


class Cluster:
    """A scheduler and workers; a context manager that leaves nothing behind."""

    def __init__(self, map_: Path, protocol: str = "tcp", *opties: str):
        self.map, self.processen = map_, []
        (map_ / "werk").mkdir(parents=True)
        bestand = map_ / "scheduler.json"
        self._start("dask_scheduler", "--port", "0", "--protocol", protocol, "--scheduler-file", bestand, *opties)
        einde = time.monotonic() + 60
        while not bestand.is_file() or not bestand.read_text().strip():
            assert time.monotonic() < einde and self.processen[0].poll() is None, "de scheduler begon niet"
            time.sleep(0.05)
        self.adres = json.loads(bestand.read_text())["address"]

    def werker(self, *opties: str, naam: str = "w", **omgeving: str) -> subprocess.Popen[bytes]:
        return self._start(
            "dask_worker", self.adres, "--nthreads", "1", "--name", naam,
            "--local-directory", self.map / "werk", *opties, **omgeving,
        )  # fmt: skip

    def wacht_op(self, werkers: int) -> None:
        from distributed import Client

        with Client(self.adres, set_as_default=False) as client:
            client.wait_for_workers(werkers, timeout=60)

    def _start(self, module: str, *woorden: object, **omgeving: str) -> subprocess.Popen[bytes]:
        proces = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", "--host", "127.0.0.1", "--no-dashboard",
             *map(str, woorden)],
            stderr=(self.map / "log").open("ab"), stdout=subprocess.DEVNULL, cwd=self.map,
            env={**os.environ, "PYTHONPATH": str(REPO), **omgeving},
        )  # fmt: skip
        self.processen.append(proces)
        return proces

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        for proces in self.processen:
            proces.kill()
        for proces in self.processen:
            proces.wait()
