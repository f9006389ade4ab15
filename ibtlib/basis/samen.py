"""Reading files that belong together while somebody may be changing them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from ibtlib.basis.bestanden import herstel
from ibtlib.basis.fouten import AanvraagFout

T = TypeVar("T")


def lees_samen(map_: Path, delen: Iterable[str], lees: Callable[[], T]) -> T:
    """Read files that belong together: again, when a command or a person changed one of them meanwhile.

    Parameters
    ----------
    delen : iterable of str
        The files and folders in the folder that are read.

    Raises
    ------
    AanvraagFout
        When they keep changing, or an interrupted switch cannot be finished.
    """
    delen = list(delen)
    for _ in range(5):
        herstel(map_)
        voor = _stand(map_, delen)
        try:
            gelezen = lees()
        except Exception:
            if _stand(map_, delen) == voor:
                raise
        else:
            if _stand(map_, delen) == voor:
                return gelezen
    raise AanvraagFout(
        f"De bestanden in {map_.as_posix()} veranderen steeds terwijl ze gelezen worden. Probeer het zo opnieuw."
    )


def _stand(map_: Path, delen: Iterable[str]) -> list[tuple[str, int, int, int]]:
    """Which files there are, and what tells that one was written or replaced."""
    paden = [f"{map_}/{deel}" for deel in delen]
    paden += [f"{m}/{naam}" for pad in paden for m, _, namen in os.walk(pad) for naam in namen]
    uit = []
    for pad in paden:
        with contextlib.suppress(OSError):
            s = os.stat(pad)  # noqa: PTH116 - of every file, at every load
            uit.append((pad, s.st_ino, s.st_size, s.st_mtime_ns))
    return uit
