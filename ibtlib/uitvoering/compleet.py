"""What belongs to a whole periode, once its documents are there: open data, drawings, letters, the receipt, the volume."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.rapport.documenten import BRIEVEN, EIGENMAP, Soort, bundelnaam, van_deze_versie
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.vorige import Vorige, publiceer_vorige

if TYPE_CHECKING:
    from ibtlib.weergave import Tabel

PerDocument = Sequence[tuple[str, Any]]
"""Notebooks that ran, each with what the names of the files with its tables and drawings begin with."""


def maak_compleet(
    provincie: str,
    periode: str,
    data: str,
    kader: str | None,
    soorten: tuple[Soort, ...],
    map_: str,
    bundel: tuple[str, ...] = (),
    vorige: tuple[Vorige, ...] = (),
    eigen: tuple[str, ...] = (),
    gedraaid: tuple[str, ...] = (),
) -> dict[str, str]:
    """Add what belongs to the whole periode: open data, drawings, the data for the letters, the receipt, and the volume.

    And of documents that failed the last good version, with a banner. `eigen` are documents of notebooks of one's own:
    chapters of the volume; open data are ours alone. `gedraaid` are the notebooks that all documents were made by.

    Returns
    -------
    dict of str to str
        Hashes of the files from which it was made.
    """
    from ibtlib.gegevens.gegevens import laad
    from ibtlib.gegevens.huisstijl import lees_huisstijl
    from ibtlib.publicatie.bundel import schrijf_bundel
    from ibtlib.publicatie.tabellen_uit import schrijf_csv, schrijf_datapakket, tabellen_van
    from ibtlib.publicatie.werkmap_uit import schrijf_samenvoegbestand, schrijf_xlsx
    from ibtlib.rapport.bonnetje import bronnen, toelichting, verantwoording
    from ibtlib.rapport.brieven import brieven
    from ibtlib.rapport.plek import TABELLEN

    g = laad(provincie, data, kader, voor=periode)
    gekozen, doel, namen = g.periode(periode), Path(map_), [soort.naam for soort in soorten]
    notebooks = _gelezen(doel, namen)
    if bundel:
        stijl = lees_huisstijl(Path(data) / provincie).stijl
        eigen_ = [(stam.replace("/", "-"), notebook) for stam, notebook in _gelezen(doel, eigen)]
        schrijf_bundel(doel, bundelnaam(provincie, periode), [*notebooks, *eigen_], bundel, stijl)
    per_document = [(naam, tabellen_van(notebook)) for naam, notebook in notebooks]
    genoemd = bronnen(g, [tabel for _, lijst in per_document for tabel in lijst])
    brief = brieven(g, periode)
    bestanden = [*_schrijf_bestanden(notebooks, doel), brief]
    schrijf_csv(brief, doel / TABELLEN)
    titel = f"{'FICTIEF: ' if g.fictief else ''}IBT huisvesting vergunninghouders, provincie {g.naam}, {gekozen}"
    pakketnaam = f"ibt-huisvesting-{provincie}-{periode}"
    schrijf_datapakket(bestanden, doel / TABELLEN, pakketnaam, titel, genoemd)
    schrijf_samenvoegbestand(brief, doel / BRIEVEN, brief.bijschrift, gekozen.peildatum)
    schrijf_xlsx(
        per_document, doel / "tabellen.xlsx", titel, gekozen.peildatum, toelichting(g, gekozen, namen, genoemd)
    )
    sommen = {_plek(Path(pad)): sleutel.notebook(Path(pad)) for pad in gedraaid}
    bonnetje = verantwoording(g, gekozen, sommen, sleutel.gewijzigd(sommen))
    (doel / "verantwoording.json").write_text(bonnetje, encoding="utf-8", newline="\n")
    for document in vorige:
        publiceer_vorige(doel, document, data, provincie)
    return dict(g.bestanden)


def maak_bestanden(soort: Soort, stammen: Sequence[str], map_: str) -> dict[str, str]:
    """Add the tables and the drawings as files to a folder of documents that are of no periode, such as the monitor."""
    doel = Path(map_)
    notebooks = _gelezen(doel, stammen)
    _schrijf_bestanden([(f"{soort.naam}-{s.replace('/', '-').lower()}", notebook) for s, notebook in notebooks], doel)
    return {}


def _gelezen(map_: Path, stammen: Iterable[str]) -> PerDocument:
    import nbformat

    return [(stam, nbformat.read(map_ / "notebooks" / f"{stam}.ipynb", as_version=4)) for stam in stammen]


def _schrijf_bestanden(notebooks: PerDocument, map_: Path) -> list[Tabel]:
    """Write what the pages lead to; the tables under the names of their files."""
    from ibtlib.publicatie.figuren_uit import figuren_van, schrijf_figuren
    from ibtlib.publicatie.tabellen_uit import schrijf_csv, tabellen_van
    from ibtlib.rapport.plek import FIGUREN, TABELLEN

    tabellen = [replace(t, naam=f"{stam}-{t.naam}") for stam, notebook in notebooks for t in tabellen_van(notebook)]
    for tabel in tabellen:
        schrijf_csv(tabel, map_ / TABELLEN)
    schrijf_figuren(
        {f"{stam}-{f.naam}": f for stam, notebook in notebooks for f in figuren_van(notebook)}, map_ / FIGUREN
    )
    return tabellen


def _plek(notebook: Path) -> str:
    """How the receipt calls a notebook: by its name, and one that is not of this installation as a notebook of one's own."""
    return notebook.name if notebook == van_deze_versie(notebook.name) else f"{EIGENMAP}/{notebook.name}"
