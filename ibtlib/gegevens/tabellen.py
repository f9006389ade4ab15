"""What there is of a province, for whoever analyses: every table with a line of explanation, and with real types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout, aantal, bedoelde_u, opsomming
from ibtlib.basis.frames import Kolomsoorten, Soort, als_cijfers
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling, reikwijdte
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN, TUSSENSTANDCIJFERS
from ibtlib.gegevens.schema import PERIODE, Schema, Veld

if TYPE_CHECKING:
    import pandas as pd

    from ibtlib.gegevens.gegevens import Gegevens

_SOORTEN: Mapping[str, Soort] = {
    "geheel": "aantal",
    "breuk": "getal",
    "procent": "getal",
    "datum": "datum",
    "periode": "periode",
}
_DAG = Veld("datum", "datum", "dag van de stand")
_PER_GEMEENTE = {
    GEMEENTECIJFERS.naam: (GEMEENTECIJFERS, PERIODE),
    TUSSENSTANDCIJFERS.naam: (TUSSENSTANDCIJFERS, _DAG),
}


def over(g: Gegevens) -> Voorstelling:
    """Of which perioden, gemeenten and policy something is known, and what to ask next."""
    perioden = g.perioden
    laatste = f'"{perioden[-1]}"' if perioden else "periode"
    feiten = {
        "perioden": reikwijdte(perioden),
        "gemeenten": str(len(g.gemeentelijst.op(perioden[-1].begin) if perioden else g.gemeentelijst)),
        "cijfers per gemeente": reikwijdte(dict.fromkeys(g.gemeentecijfers["periode"])),
        "vastgestelde treden": reikwijdte(dict.fromkeys(g.tabel("beoordelingen")["periode"])),
        "kaders": opsomming(f"{k.kader} (vanaf {k.geldig_vanaf})" for k in g.kaders) or "geen",
    }
    vragen = (f"resultaten(g, {laatste})", "beoordeel(g)", "trend(g)", "dekking(g)", "bevindingen(g)")
    titel = f"Provincie {g.naam} ({g.code}){', FICTIEF' if g.fictief else ''}"
    return Voorstelling(titel, tuple(feiten.items()), ("g.tabellen", *(f"ibt.{vraag}" for vraag in vragen)))


class Tabellen(Voorgesteld, Mapping[str, "pd.DataFrame"]):
    """Every table that was read: the figures as the sources give them, one row each, with `bron` and `vindplaats`.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> g = laad("utrecht")
    >>> g.tabellen.uitleg["standen"]
    'Achterstand van de hele provincie op een peildatum, elke vermelding apart'
    >>> g.tabellen["standen"]["achterstand"].max().item()
    574
    """

    def __init__(self, g: Gegevens):
        self._g = g
        self._schemas: dict[str, tuple[Schema, tuple[Veld, ...]]] = {
            **{naam: (schema, (voorop, *schema.velden)) for naam, (schema, voorop) in _PER_GEMEENTE.items()},
            **{s.naam: (s, s.velden) for s in (*PROVINCIETABELLEN, *LANDELIJKE_TABELLEN)},
        }

    @property
    def uitleg(self) -> dict[str, str]:
        """Of every table what it holds."""
        return {naam: schema.uitleg for naam, (schema, _) in self._schemas.items()}

    def kolommen(self, naam: str) -> dict[str, str]:
        """Of every column of a table what it means, with its unit.

        >>> from ibtlib.gegevens.gegevens import laad
        >>> laad("utrecht").tabellen.kolommen("standen")["achterstand"]
        'personen; negatief is voorsprong'
        """
        return {v.naam: v.uitleg for v in self._velden(naam)}

    def __getitem__(self, naam: str) -> pd.DataFrame:
        soorten: Kolomsoorten = {v.naam: _soort(v) for v in self._velden(naam)}
        return als_cijfers(self._ruw(naam)[list(soorten)], soorten)

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)

    def voorstelling(self) -> Voorstelling:
        """Every table with its number of rows."""
        lengte = {naam: len(self._ruw(naam)) for naam in self}
        feiten = tuple(
            (n, f"{u} ({aantal(lengte[n], 'rij', 'rijen') if lengte[n] else 'leeg'})") for n, u in self.uitleg.items()
        )
        return Voorstelling(
            f"Tabellen van {self._g.naam}", feiten, ('g.tabellen["standen"]', 'g.tabellen.kolommen("standen")')
        )

    def _velden(self, naam: str) -> tuple[Veld, ...]:
        if naam not in self._schemas:
            raise AanvraagFout(f"Tabel '{naam}' is er niet.{bedoelde_u(naam, self)} Kies uit {opsomming(self)}.")
        return self._schemas[naam][1]

    def _ruw(self, naam: str) -> pd.DataFrame:
        if naam in _PER_GEMEENTE:
            return self._g.gemeentecijfers if naam == GEMEENTECIJFERS.naam else self._g.tussenstanden
        return self._g.landelijk(naam) if any(s.naam == naam for s in LANDELIJKE_TABELLEN) else self._g.tabel(naam)


def _soort(veld: Veld) -> Soort:
    return "trede" if veld.naam.startswith("trede") else _SOORTEN.get(veld.soort, "tekst")
