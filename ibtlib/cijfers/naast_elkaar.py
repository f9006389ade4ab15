"""The provinces of which there are data beside each other in one periode; each by its own sources and its own kader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import getoonde_treden
from ibtlib.cijfers.opvang.landelijk import inwoners
from ibtlib.cijfers.opvang.spreidingswet import dekking, provinciale_opgave
from ibtlib.cijfers.uitkomsten import SOM, Resultaat, geldend, herkomst_geldend
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens


@dataclass(frozen=True)
class Naast:
    """One province in a periode."""

    g: Gegevens
    periode: Periode
    # what is published of it, else the sums over all its gemeenten; None where neither is there
    resultaat: Resultaat | None
    inwoners: int | None  # on the one day of which they are known of all provinces (`opvang.landelijk.inwoners`)
    soort: str  # of the treden: `vastgesteld`, `berekend`, or that they are not known
    treden: Mapping[str, int | None]

    @property
    def is_som(self) -> bool:
        """Whether the figures are added up over the gemeenten."""
        return self.resultaat is not None and self.resultaat.versie == SOM

    @property
    def herkomst(self) -> tuple[Herkomst, ...]:
        """Sources of its results."""
        return herkomst_geldend(self.g, self.resultaat) if self.resultaat else ()

    @property
    def kader(self) -> str | None:
        """The title of its own kader in this periode."""
        gevonden = self.g.kaders.zoek(self.periode)
        return gevonden.titel if gevonden else None

    @property
    def bekend(self) -> int:
        """Of how many of its gemeenten the trede is known."""
        return sum(t is not None for t in self.treden.values())

    def op_trede(self, trede: int) -> int | None:
        """How many gemeenten stand on it; None when of none the trede is known."""
        return Counter(self.treden.values())[trede] if self.bekend else None

    def cijfer(self, feit: str) -> Any:
        """One of its results; None when it is not known."""
        return getattr(self.resultaat, feit) if self.resultaat else None

    def per_1000(self, feit: str) -> Fraction | None:
        """The same per 1.000 inhabitants."""
        n = self.cijfer(feit)
        return None if n is None or not self.inwoners else Fraction(1000 * n, self.inwoners)


@dataclass(frozen=True)
class Opvangstand:
    """Coverage of the opgave Spreidingswet of one province; None is not in the sources."""

    g: Gegevens
    opgave: int | None
    plekken: int | None
    inwoners: int | None
    herkomst: tuple[Herkomst, ...]

    @property
    def pct(self) -> Fraction | None:
        """Places that count on the peilmomenten, as a percentage of the opgave."""
        return None if self.plekken is None or not self.opgave else Fraction(100 * self.plekken, self.opgave)


def echte(alle: Sequence[Gegevens]) -> list[Gegevens]:
    """The real ones, by name.

    Raises
    ------
    AanvraagFout
        When there are fewer than two: then there is nothing to put beside each other.
    """
    gevonden = sorted((g for g in alle if not g.fictief), key=lambda g: g.naam)
    if len(gevonden) < 2:
        namen = opsomming(g.naam for g in gevonden) or "geen enkele provincie"
        raise AanvraagFout(f"Provincies naast elkaar zijn er minstens twee; hier staan cijfers van {namen}.")
    return gevonden


def naast_elkaar(alle: Sequence[Gegevens], periode: Periode | str) -> list[Naast]:
    """Every province in a periode, by name; one without figures of it stays, with nothing known."""
    p = Periode.lees(periode)
    uit = []
    for g in alle:
        soort, treden = getoonde_treden(g, p) if p in g.perioden else ("niet in de gelezen bronnen", {})
        uit.append(Naast(g, p, geldend(g, p), inwoners(g)[1].get(g.code), soort, treden))
    return uit


def opvangstanden(alle: Sequence[Gegevens]) -> list[Opvangstand]:
    """Coverage of the opgave of each province, by name."""
    uit = []
    for g in alle:
        rij, d = provinciale_opgave(g), dekking(g)
        waar = (*(herkomst(rij) if rij else ()), *((f.bron, f.vindplaats) for f in (d.fasen if d else ())))
        plekken = d.op_peilmomenten if d else None
        uit.append(Opvangstand(g, rij["opgave"] if rij else None, plekken, inwoners(g)[1].get(g.code), waar))
    return uit
