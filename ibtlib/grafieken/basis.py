"""What all charts share: series, events, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ibtlib import figuren
from ibtlib.gegevens import Gegevens
from ibtlib.invoer import rijen
from ibtlib.tabellen.basis import Herkomst, bronvermelding, correctienoten

if TYPE_CHECKING:
    import pandas as pd


def reeks(naam: str, waarden: pd.Series, nadruk: bool = False) -> figuren.Reeks:
    return figuren.Reeks(naam, dict(waarden.items()), nadruk=nadruk)


def markeringen(g: Gegevens, perioden: Sequence[Any]) -> list[figuren.Markering]:
    binnen = [
        r for r in rijen(g.tabel("gebeurtenissen"))
        if r["in_grafiek"] == "ja" and perioden[0].begin <= r["datum"] <= perioden[-1].peildatum
    ]  # fmt: skip
    return [figuren.Markering(r["datum"], r["omschrijving"]) for r in sorted(binnen, key=lambda r: r["datum"])]


def rest(g: Gegevens, herkomst: Sequence[Herkomst]) -> dict[str, Any]:
    return {
        "bron": bronvermelding(g, herkomst),
        "opmerkingen": correctienoten(g, herkomst),
        "fictief": g.fictief,
    }
