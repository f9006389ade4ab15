"""The order to make one document, and how it went: plain values, so that they can travel to another process."""

from __future__ import annotations

from dataclasses import dataclass, field

from ibtlib.rapport.documenten import Soort

FORMATEN = ("html", "pdf")
MOTOREN = ("ibt", "ipykernel")
SECONDEN_PER_CEL = 300


@dataclass(frozen=True)
class Opdracht:
    """Everything that a worker needs to make one document."""

    soort: Soort
    parameters: dict[str, str]
    data: str
    kader: str | None
    formaten: tuple[str, ...]
    doelmap: str
    mislukt: str
    motor: str = "ibt"
    limiet: int = SECONDEN_PER_CEL

    @property
    def naam(self) -> str:
        return self.soort.naam_van(self.parameters)

    @property
    def stam(self) -> str:
        """Its place in the folder that is replaced as a whole: `trend`, `gemeenten/GM0310`."""
        return self.naam.split("/", 2)[2]

    @property
    def bestanden(self) -> tuple[str, ...]:
        """What it leaves in its folder."""
        return (*(f"{self.stam}.{f}" for f in self.formaten), f"notebooks/{self.stam}.ipynb")


@dataclass(frozen=True)
class Uitslag:
    """How a document went: seconds, the Dutch message when it failed, and what it read (None is unknown).

    `sommen` are the hashes of the files that it loaded, as they were then.
    """

    naam: str
    seconden: float
    fout: str | None = None
    intern: bool = False
    lezing: frozenset[str] | None = None
    sommen: dict[str, str] = field(default_factory=dict)
