"""Places for amv (alleenstaande minderjarige vreemdelingen), at the COA and at Nidos.

Never part of a beoordeling: voortgangsrapportage 2023-2, §2.3. Nothing that judges may import this module; an
import contract and a test guard that.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from ibtlib.basis.getallen import procent_van
from ibtlib.cijfers.opvang.spreidingswet import dekking, provinciale_opgave
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen


@dataclass(frozen=True)
class Cijfer:
    """A published figure with its date and source."""

    aantal: int
    datum: dt.date
    precisie: str
    bron: str
    vindplaats: str


@dataclass(frozen=True)
class Aandeel:
    """A part of a whole, both places, and of what."""

    deel: int
    geheel: int
    waarvan: str
    herkomst: tuple[Herkomst, ...]
    opgeteld: bool = False  # both places are sums: no source gives them

    @property
    def procent(self) -> Fraction | None:
        """Exact percentage."""
        return procent_van(self.deel, self.geheel)


@dataclass(frozen=True)
class Nidos:
    """Opgave and realisatie of Nidos in a province; None is not published."""

    opgave: Cijfer | None
    gehuisvest: Cijfer | None
    gemeenten_geteld: Cijfer | None
    gemeenten_genoemd: tuple[str, ...]

    @property
    def procent(self) -> Fraction | None:
        """Exact percentage of the opgave that was housed; the dates of the two may differ."""
        return procent_van(self.gehuisvest.aantal, self.opgave.aantal) if self.gehuisvest and self.opgave else None


def nidos(g: Gegevens) -> Nidos:
    """Latest figure of each kind, and the gemeenten that the source names.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> n = nidos(laad("utrecht"))
    >>> n.opgave.aantal, n.gehuisvest.aantal, n.gemeenten_geteld.aantal, len(n.gemeenten_genoemd)
    (301, 113, 9, 8)
    """
    laatste: dict[str, Cijfer] = {}
    for r in sorted(rijen(g.tabel("amv")), key=lambda r: r["peildatum"]):
        laatste[r["kenmerk"]] = Cijfer(r["aantal"], r["peildatum"], r["precisie"], r["bron"], r["vindplaats"])
    genoemd = tuple(sorted(set(g.tabel("amv_gemeenten")["gemeente"])))
    opgave, gehuisvest, geteld = map(laatste.get, ("opgave nidos", "gehuisvest nidos", "gemeenten met nidos"))
    return Nidos(opgave, gehuisvest, geteld, genoemd)


def aandeel_capaciteit(g: Gegevens) -> Aandeel | None:
    """Places for amv among those of the phases that give them.

    Examples
    --------
    355 + 40 of 3523 + 575:

    >>> from ibtlib.gegevens.gegevens import laad
    >>> a = aandeel_capaciteit(laad("utrecht"))
    >>> a.deel, a.geheel
    (395, 4098)
    """
    d = dekking(g)
    met = [f for f in d.fasen if f.waarvan_amv is not None] if d else []
    if d is None or not met:
        return None
    namen = [n for n in d.namen if any(f.naam == n for f in met)]
    deel, geheel = sum(f.waarvan_amv or 0 for f in met), sum(f.laag for f in met)
    return Aandeel(deel, geheel, " en ".join(namen), tuple((f.bron, f.vindplaats) for f in met), len(met) > 1)


def aandeel_opgave(g: Gegevens) -> Aandeel | None:
    """Places for amv in the national opgave of the first cycle (capaciteitsraming)."""
    cijfers = {r["kenmerk"]: r for r in rijen(g.landelijk("kerncijfers"))}
    geheel, deel = (cijfers.get(f"capaciteitsraming Spreidingswet{x}") for x in ("", ", waarvan amv"))
    if not geheel or not deel:
        return None
    return Aandeel(int(deel["aantal"]), int(geheel["aantal"]), "de landelijke opgave", herkomst(geheel, deel))


def aandeel_provinciale_opgave(g: Gegevens) -> Aandeel | None:
    """Places for amv in the opgave of the province, where published."""
    rij = provinciale_opgave(g)
    if rij is None or rij["waarvan_amv"] is None:
        return None
    return Aandeel(rij["waarvan_amv"], rij["opgave"], "de opgave van de provincie", herkomst(rij))


def nodig_landelijk(g: Gegevens) -> list[Cijfer]:
    """What Nidos asked nationally, by date; each figure once, under its first source."""
    uit: dict[tuple[dt.date, str], Cijfer] = {}
    for r in rijen(g.landelijk("kerncijfers")):
        if r["kenmerk"].startswith("amv-plekken") and r["datum"]:
            cijfer = Cijfer(int(r["aantal"]), r["datum"], "dag", r["bron"], r["vindplaats"])
            uit.setdefault((r["datum"], r["kenmerk"]), cijfer)
    return [uit[plek] for plek in sorted(uit)]
