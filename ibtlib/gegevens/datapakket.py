"""Tables described as a Data Package: which columns, types, separators, sources and licence a file has.

Source: Frictionless Data, Tabular Data Package 1.0 (specs.frictionlessdata.io).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ibtlib.gegevens.bronnen import Bron

_LICENTIE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Naamsvermelding 4.0; de cijfers zijn van de genoemde bronnen",
}


def pakket(naam: str, titel: str, bronnen: Iterable[Bron], hulpbronnen: Iterable[dict[str, Any]]) -> str:
    """Text of `datapackage.json`.

    Parameters
    ----------
    naam : str
        Lower case, digits and hyphens.
    bronnen : iterable of Bron
        Where the figures come from.
    hulpbronnen : iterable of dict
        From `hulpbron`, one per file.
    """
    inhoud = {
        "profile": "tabular-data-package",
        "name": naam,
        "title": titel,
        "licenses": [_LICENTIE],
        "sources": [{"title": f"{b.uitgever}: {b.titel}", **({"path": b.url} if b.url else {})} for b in bronnen],
        "resources": list(hulpbronnen),
    }
    return json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n"


def hulpbron(
    naam: str,
    pad: str,
    titel: str,
    velden: Sequence[dict[str, Any]],
    sleutel: Sequence[str] = (),
    regeleinde: str = "\n",
) -> dict[str, Any]:
    """One CSV file with semicolons: its dialect and columns.

    Parameters
    ----------
    velden : sequence of dict
        From `veld`.
    sleutel : sequence of str
        Columns that together tell every row apart; empty when they do not.
    """
    return {
        "name": naam,
        "path": pad,
        "profile": "tabular-data-resource",
        "title": titel,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ";",
            "lineTerminator": regeleinde,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": list(velden),
            "missingValues": [""],
            **({"primaryKey": list(sleutel)} if sleutel else {}),
        },
    }


def veld(naam: str, soort: str, uitleg: str = "") -> dict[str, Any]:
    """One column: `soort` is string, integer, number (decimal comma, no thousands separator) or date.

    >>> veld("index", "number", "1 is de eerste periode")["decimalChar"]
    ','
    """
    getal = {"decimalChar": ",", "groupChar": "."} if soort == "number" else {}
    return {"name": naam, "type": soort, **({"description": uitleg} if uitleg else {}), **getal}


def sleutel_van(namen: Sequence[str], rijen: Sequence[Sequence[Any]]) -> list[str]:
    """The fewest first columns that tell every row apart and are never empty; empty when there are none.

    >>> sleutel_van(["periode", "versie", "n"], [["2023-2", "a", 1], ["2023-2", "b", 1]])
    ['periode', 'versie']
    """
    for aantal in range(1, min(3, len(namen)) + 1):
        delen = [tuple(rij[:aantal]) for rij in rijen]
        if delen and len(set(delen)) == len(delen) and not any(cel is None or cel == "" for d in delen for cel in d):
            return list(namen[:aantal])
    return []
