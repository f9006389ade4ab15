"""A process beside a worker of a cluster that runs tasks one by one, each in a fresh process of its own.

A worker of Dask has threads, libraries in use and, under a nanny, no right to start processes through
`multiprocessing`. So it starts one ordinary Python that does nothing but what the batch does on one machine.
Orders come in and results go out as pickles over the two pipes between a process and its own child.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

from ibtlib.uitvoering.proces import Afloop, Taak, Werkplaats


class Loket:
    """The side of the worker.

    Parameters
    ----------
    map_ : str
        Working directory of the tasks.
    """

    def __init__(self, map_: str):
        omgeving = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self._proces: Any = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=map_,
            env=omgeving,
        )

    def doe(self, taak: Taak) -> Afloop:
        """Run one task and wait for how it ends; also when the process behind the counter is gone."""
        try:
            pickle.dump(taak, self._proces.stdin)
            self._proces.stdin.flush()
            afloop: Afloop = pickle.load(self._proces.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.sluit()
            return Afloop(taak, weg=self._proces.returncode)
        return afloop

    @property
    def open(self) -> bool:
        return self._proces.poll() is None

    def sluit(self) -> None:
        """End the process; what it was running ends with it."""
        self._proces.kill()
        self._proces.wait()
        self._proces.stdin.close()
        self._proces.stdout.close()


def main() -> None:
    """The side of the process: one order at a time, until the worker is gone."""
    import threading
    from queue import SimpleQueue

    lees, schrijf = _eigen_pijpen()
    taken: SimpleQueue[Taak] = SimpleQueue()

    def luister() -> None:
        while True:
            try:
                taken.put(pickle.load(lees))
            except Exception:  # the worker is gone, however that shows
                os._exit(0)  # the processes of tasks end with this one

    threading.Thread(target=luister, daemon=True).start()
    with Werkplaats(1) as werkplaats:
        while True:
            werkplaats.geef(taken.get())
            pickle.dump(werkplaats.wacht(), schrijf)
            schrijf.flush()


def _eigen_pijpen() -> tuple[Any, Any]:
    """The two pipes under numbers of their own, so that nothing a task prints or reads comes between."""
    lees, schrijf = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    leeg = os.open(os.devnull, os.O_RDONLY)
    os.dup2(leeg, 0)
    os.close(leeg)
    os.dup2(2, 1)
    return lees, schrijf


if __name__ == "__main__":
    main()
