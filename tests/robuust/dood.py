"""Run a command of `ibt` that dies at its nth change of the file system: counted, so the same point every time.

`python dood.py N SIGNAL ARGUMENT...`; with N = 0 it lives, and tells on the last line of stderr how many changes there were.
"""

from __future__ import annotations

import os
import signal
import sys

_WIJZIGT = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime"}  # fmt: skip
_SCHRIJFT = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Teller:
    """Counts what changes the file system, and sends itself a signal at the nth; ctypes too: the exchange goes by it."""

    def __init__(self, wanneer: int, teken: int):
        self.wanneer, self.teken, self.n = wanneer, teken, 0

    def __call__(self, wat: str, over: tuple[object, ...]) -> None:
        if wat in _WIJZIGT or wat == "ctypes.dlsym" or (wat == "open" and self._schrijft(over)):
            self.n += 1
            if self.n == self.wanneer:
                os.kill(os.getpid(), self.teken)

    @staticmethod
    def _schrijft(over: tuple[object, ...]) -> bool:
        return bool(isinstance(over[2], int) and over[2] & _SCHRIJFT) and not str(over[0]).startswith("/dev/")


if __name__ == "__main__":
    teller = Teller(int(sys.argv[1]), getattr(signal, sys.argv[2]))
    sys.argv[:3] = ["ibt"]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs us may ignore it
    from ibtlib import cli

    sys.addaudithook(teller)
    code = cli.main()
    print(f"wijzigingen: {teller.n}", file=sys.stderr)
    sys.exit(code)
