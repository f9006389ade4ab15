"""The tables of a report as open data: one CSV per table, described in a data package (the workbook: `werkmap_uit`).

They come from the data that each display object carries: the very table on the page, unrounded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import zonder_formule
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.getallen import als_decimaal
from ibtlib.gegevens.bronnen import Bron
from ibtlib.gegevens.datapakket import hulpbron, pakket, sleutel_van, veld
from ibtlib.publicatie.keuring import is_parametercel
from ibtlib.weergave import MIMETYPE, bronregel, controleer_naam

Tabelgegevens = dict[str, Any]
HERKOMST = "Herkomst"  # the last column: where the figures of a row come from
_BREUK = re.compile(r"-?\d+/\d+")


def tabellen_van(notebook: Any) -> list[Tabelgegevens]:
    """Every table of an executed notebook, those of its figures included.

    Parameters
    ----------
    notebook : NotebookNode
        With outputs that carry `application/vnd.ibtlib+json`.

    Returns
    -------
    list of dict
        As `Tabel` describes itself: `naam, bijschrift, kolommen, rijen, bron, opmerkingen`; one that is shown
        twice comes once.

    Raises
    ------
    AanvraagFout
        When two different tables bear the same name, or a name is no file name.
    """
    gevonden: dict[str, Tabelgegevens] = {}
    for tabel in _alle(notebook):
        naam = tabel["naam"]
        controleer_naam(naam)
        if gevonden.setdefault(naam, tabel) != tabel:
            raise AanvraagFout(f"Twee verschillende tabellen heten '{naam}'. Geef elke tabel een eigen naam.")
    return list(gevonden.values())


def _alle(notebook: Any) -> Iterator[Tabelgegevens]:
    for cel in notebook.cells:
        if cel.cell_type != "code" or is_parametercel(cel):
            continue
        for uitvoer in cel.outputs:
            gegevens = uitvoer.get("data", {}).get(MIMETYPE) or {}
            if gegevens.get("soort") == "figuur":
                gegevens = gegevens["tabel"]
            if gegevens.get("soort") == "tabel":
                yield gegevens


def waarde_van(cel: Any, soort: str) -> str | Fraction | None:
    """The value of a stored cell: exact number, text or nothing.

    >>> waarde_van("127/33", "breuk"), waarde_van(12, "geheel"), waarde_van("1/3", "tekst")
    (Fraction(127, 33), Fraction(12, 1), '1/3')
    """
    if isinstance(cel, int) and not isinstance(cel, bool):
        return Fraction(cel)
    if isinstance(cel, str) and soort != "tekst" and _BREUK.fullmatch(cel):
        return Fraction(cel)
    return None if cel is None else str(cel)


def als_csvtekst(waarde: str | Fraction | None) -> str:
    """One cell as CSV says it: decimal comma, at most six decimals (half up), no formulas.

    >>> als_csvtekst(Fraction(1, 3)), als_csvtekst(Fraction(-5, 2)), als_csvtekst(None), als_csvtekst("=1+1")
    ('0,333333', '-2,5', '', "'=1+1")
    """
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return zonder_formule(waarde)
    return als_decimaal(waarde)


def herkomst_van(tabel: Tabelgegevens) -> list[str]:
    """Per row what its notes say; a row without a note of its own has the sources of the table."""
    namen = [k["naam"] for k in tabel["kolommen"]]
    algemeen = bronregel(tabel["bron"]) if tabel["bron"] else ""
    uit: list[list[str]] = [[] for _ in tabel["rijen"]]
    for rij, kolom, teksten in tabel["noten"]:
        if rij is not None:
            uit[rij] += teksten if kolom is None else [f"{namen[kolom]}: {tekst}" for tekst in teksten]
    return [" ".join([*teksten, *([algemeen] if algemeen else [])]) for teksten in uit]


def uitleg_van(tabel: Tabelgegevens) -> list[str]:
    """Per column what its notes say: how it is computed, or where it comes from."""
    uit: list[list[str]] = [[] for _ in tabel["kolommen"]]
    for rij, kolom, teksten in tabel["noten"]:
        if rij is None:
            uit[kolom] += teksten
    return [" ".join(teksten) for teksten in uit]


def met_herkomst(tabel: Tabelgegevens) -> tuple[list[str], list[list[str | Fraction | None]]]:
    """Names of columns and exact values of rows, with the column `Herkomst` where there is something to say in it."""
    soorten = [k["soort"] for k in tabel["kolommen"]]
    namen = [str(k["naam"]) for k in tabel["kolommen"]]
    rijen = [[waarde_van(c, s) for c, s in zip(rij, soorten, strict=True)] for rij in tabel["rijen"]]
    herkomst = herkomst_van(tabel)
    if any(herkomst):
        return [*namen, HERKOMST], [[*rij, tekst or None] for rij, tekst in zip(rijen, herkomst, strict=True)]
    return namen, rijen


def schrijf_csv(tabel: Tabelgegevens, map: Path) -> Path:
    """Write `<map>/<naam>.csv`: UTF-8 with BOM, semicolons, decimal comma; empty is missing.

    Parameters
    ----------
    tabel : dict
        From `tabellen_van`.
    map : Path
        Folder; made when absent.
    """
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    namen, rijen = met_herkomst(tabel)
    schrijver.writerow([als_csvtekst(naam) for naam in namen])
    schrijver.writerows([als_csvtekst(waarde) for waarde in rij] for rij in rijen)
    map.mkdir(parents=True, exist_ok=True)
    pad = map / f"{tabel['naam']}.csv"
    pad.write_bytes(b"\xef\xbb\xbf" + uit.getvalue().encode("utf-8"))
    return pad


def schrijf_datapakket(
    tabellen: Iterable[Tabelgegevens], map: Path, naam: str, titel: str, bronnen: Iterable[Bron]
) -> Path:
    """Write `<map>/datapackage.json`: what the columns of the files of `schrijf_csv` hold.

    Parameters
    ----------
    tabellen : iterable of dict
        As given to `schrijf_csv`.
    naam, titel : str
        Of the package.
    bronnen : iterable of Bron
        Of the figures in it.
    """
    pad = map / "datapackage.json"
    pad.write_text(pakket(naam, titel, bronnen, [_beschrijf(t) for t in tabellen]), encoding="utf-8", newline="\n")
    return pad


def _beschrijf(tabel: Tabelgegevens) -> dict[str, Any]:
    namen, rijen = met_herkomst(tabel)
    uitleg = [
        *uitleg_van(tabel),
        *(["waar de cijfers van de rij vandaan komen"] if len(namen) > len(tabel["kolommen"]) else []),
    ]
    soorten = [_type([rij[j] for rij in rijen]) for j in range(len(namen))]
    for j, kolom in enumerate(tabel["kolommen"]):
        if kolom["soort"] == "procent":
            uitleg[j] = f"{uitleg[j]} In procenten.".strip()
    velden = [veld(als_csvtekst(n), s, u) for n, s, u in zip(namen, soorten, uitleg, strict=True)]
    sleutel = [als_csvtekst(n) for n in sleutel_van(namen[: len(tabel["kolommen"])], rijen)]
    return {
        **hulpbron(tabel["naam"], f"{tabel['naam']}.csv", tabel["bijschrift"], velden, sleutel, "\r\n"),
        **({"description": " ".join(tabel["opmerkingen"])} if tabel["opmerkingen"] else {}),
        **({"sources": [{"title": b} for b in tabel["bron"]]} if tabel["bron"] else {}),
    }


def _type(waarden: list[str | Fraction | None]) -> str:
    """What the column holds as it stands in the file: a word among the numbers makes it text."""
    if any(isinstance(w, str) for w in waarden) or all(w is None for w in waarden):
        return "string"
    return "integer" if all(w is None or w.denominator == 1 for w in waarden if not isinstance(w, str)) else "number"
