"""The tables of a report as open data: one CSV per table, described in a data package (the workbook: `werkmap_uit`).

They come from the data that each display object carries: the very table on the page, unrounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import als_csvtekst
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.bronnen import Bron
from ibtlib.gegevens.datapakket import hulpbron, pakket, sleutel_van, veld
from ibtlib.publicatie.keuring import weergaven
from ibtlib.weergave import Figuur, Keuzetabel, Tabel, Waarde
from ibtlib.weergave.csvtekst import met_herkomst, tabel_als_csv


def tabellen_van(notebook: Any) -> list[Tabel]:
    """Every table of an executed notebook, those of its figures included.

    Parameters
    ----------
    notebook : NotebookNode
        With outputs that carry `application/vnd.ibtlib+json`.

    Returns
    -------
    list of Tabel
        One that is shown twice comes once.

    Raises
    ------
    AanvraagFout
        When two different tables bear the same name, or an output is not what a display object stores.
    """
    gevonden: dict[str, Tabel] = {}
    for object_ in weergaven(notebook):
        tabel = object_
        if isinstance(object_, Figuur):
            tabel = object_.cijfers
        elif isinstance(object_, Keuzetabel):
            tabel = object_.tabel
        if isinstance(tabel, Tabel) and gevonden.setdefault(tabel.naam, tabel) != tabel:
            raise AanvraagFout(f"Twee verschillende tabellen heten '{tabel.naam}'. Geef elke tabel een eigen naam.")
    return list(gevonden.values())


def uitleg_van(tabel: Tabel) -> list[str]:
    """Per column what its notes say: how it is computed, or where it comes from."""
    return [" ".join(kop.noten) for kop in tabel.koppen]


def schrijf_csv(tabel: Tabel, map: Path) -> Path:
    """Write `<map>/<naam>.csv`: UTF-8 with BOM, semicolons, decimal comma; empty is missing.

    Parameters
    ----------
    tabel : Tabel
        From `tabellen_van`.
    map : Path
        Folder; made when absent.
    """
    map.mkdir(parents=True, exist_ok=True)
    pad = map / f"{tabel.naam}.csv"
    pad.write_bytes(tabel_als_csv(tabel))
    return pad


def schrijf_datapakket(tabellen: Iterable[Tabel], map: Path, naam: str, titel: str, bronnen: Iterable[Bron]) -> Path:
    """Write `<map>/datapackage.json`: what the columns of the files of `schrijf_csv` hold.

    Parameters
    ----------
    tabellen : iterable of Tabel
        As given to `schrijf_csv`.
    naam, titel : str
        Of the package.
    bronnen : iterable of Bron
        Of the figures in it.
    """
    pad = map / "datapackage.json"
    pad.write_text(pakket(naam, titel, bronnen, [_beschrijf(t) for t in tabellen]), encoding="utf-8", newline="\n")
    return pad


def _beschrijf(tabel: Tabel) -> dict[str, Any]:
    namen, rijen = met_herkomst(tabel)
    uitleg = [
        f"{tekst} In procenten.".strip() if kop.soort == "procent" else tekst
        for kop, tekst in zip(tabel.koppen, uitleg_van(tabel), strict=True)
    ]
    uitleg += ["waar de cijfers van de rij vandaan komen"] if len(namen) > len(tabel.koppen) else []
    soorten = [_type([rij[j] for rij in rijen]) for j in range(len(namen))]
    velden = [veld(als_csvtekst(n), s, u) for n, s, u in zip(namen, soorten, uitleg, strict=True)]
    sleutel = [als_csvtekst(n) for n in sleutel_van(namen[: len(tabel.koppen)], rijen)]
    return {
        **hulpbron(tabel.naam, f"{tabel.naam}.csv", tabel.bijschrift, velden, sleutel, "\r\n"),
        **({"description": " ".join(tabel.opmerkingen)} if tabel.opmerkingen else {}),
        **({"sources": [{"title": b} for b in tabel.bron]} if tabel.bron else {}),
    }


def _type(waarden: list[Waarde]) -> str:
    """What the column holds as it stands in the file: a word among the numbers makes it text."""
    if any(isinstance(w, str) for w in waarden) or all(w is None for w in waarden):
        return "string"
    return "integer" if all(w is None or w.denominator == 1 for w in waarden if not isinstance(w, str)) else "number"
