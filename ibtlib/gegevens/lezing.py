"""What is read of the data: each part noted when it is asked for, so that a document can tell on what it rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibtlib.gegevens.gegevens import Gegevens


@dataclass(frozen=True)
class Lezing:
    """The parts that were read so far, and the files in which they stand."""

    delen: set[str] = field(default_factory=set)  # `<provincie>: <part>`, as `Gegevens` names its parts
    # within the data folder; a folder ends in a slash: `utrecht/resultaten.csv`, `utrecht/gemeenten/`
    bestanden: set[str] = field(default_factory=set)
    geciteerd: set[str] = field(default_factory=set)  # ids of the sources that were named to a reader
    # the sha256 of each file that was loaded, as it was when it was read; `""` when it was read twice and differed
    sommen: dict[str, str] = field(default_factory=dict)

    def geladen(self, sommen: Mapping[str, str]) -> None:
        """Note what was loaded."""
        for naam, som in sommen.items():
            self.sommen[naam] = som if self.sommen.get(naam, som) == som else ""


_LOPEND: ContextVar[Lezing | None] = ContextVar("lezing", default=None)


@contextmanager
def opname() -> Iterator[Lezing]:
    """Record together all that is read of the data that are loaded within it.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> with opname() as lezing:
    ...     n = len(laad("utrecht").tabel("amv"))
    >>> lezing.delen
    {'utrecht: tabel amv'}
    """
    lezing = Lezing()
    vorige = _LOPEND.set(lezing)
    try:
        yield lezing
    finally:
        _LOPEND.reset(vorige)


def lopende() -> Lezing:
    """The recording for data that are loaded now: the one that is going on, else one of their own."""
    return _LOPEND.get() or Lezing()


GELADEN: dict[str, Gegevens] = {}
"""The provinces that this process loaded, each as it was the last time."""


def onthoud(g: Gegevens) -> Gegevens:
    """Remember that a province was loaded, so that a table of one's own can name its sources and say FICTIEF."""
    GELADEN[g.provincie] = g
    return g
