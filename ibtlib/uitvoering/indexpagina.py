"""`reports/index.html`: all perioden, a map of the treden for each, and links to every appendix.

The page is a notebook in memory, published by the same exporter as the reports, so that it passes the same gate.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ibtlib.gegevens import Gegevens, laad
from ibtlib.getallen import toon
from ibtlib.grafieken.voortgang import kaart_van_treden
from ibtlib.periode import Periode, datum_voluit, lees_datum
from ibtlib.plaatsen import provincies
from ibtlib.uitvoering.document import SOORTEN
from ibtlib.uitvoering.uitgaven import MONITORMAP
from ibtlib.weergave import Figuur, Tekst, Titel, Verwijzingen
from ibtlib.zinnen import ONDERWERPEN

_FORMAAT = {".html": "webpagina", ".pdf": "PDF", ".xlsx": "Excel", ".json": "JSON"}


def schrijf_index(uitvoer: Path, data: Path, kader: Path | None = None) -> Path:
    """Write the page for everything that stands in the output folder.

    Parameters
    ----------
    uitvoer : Path
        Folder with `<provincie>/<periode>/`.
    data : Path
        Folder with raw data, for names and maps.
    """
    from ibtlib.publicatie import naar_html

    aanwezig = {
        naam: [p for p in laad(naam, data, kader).perioden if (uitvoer / naam / str(p)).is_dir()]
        for naam in provincies(data)
        if (uitvoer / naam).is_dir()
    }
    alle = {
        naam: laad(naam, data, kader) for naam, perioden in aanwezig.items() if perioden or _monitors(uitvoer, naam)
    }
    pagina = _notebook([_titel(alle, aanwezig, uitvoer), *_hoofdstukken(alle, aanwezig, uitvoer)])
    doel = uitvoer / "index.html"
    nieuw = doel.with_suffix(".nieuw")
    nieuw.write_text(naar_html(pagina), encoding="utf-8", newline="\n")
    nieuw.replace(doel)
    return doel


def _titel(alle: dict[str, Gegevens], aanwezig: dict[str, list[Periode]], uitvoer: Path) -> Titel:
    echt = [naam for naam, g in alle.items() if not g.fictief] or list(alle)
    perioden = [p for naam in echt for p in aanwezig[naam]]
    laatste = max(perioden or [Periode.van(lees_datum(pad.stem)) for naam in alle for pad in _monitors(uitvoer, naam)])
    namen = ", ".join(g.naam + (" (fictief)" if g.fictief else "") for g in alle.values())
    return Titel(
        "Huisvesting vergunninghouders: alle rapporten",
        f"Interbestuurlijk toezicht, {namen}",
        (("Laatste periode", f"{laatste.voluit} ({laatste})"),),
        laatste.peildatum,
    )


def _hoofdstukken(alle: dict[str, Gegevens], aanwezig: dict[str, list[Periode]], uitvoer: Path) -> list[Any]:
    cellen: list[Any] = []
    for naam, g in alle.items():
        cellen.append(f"## {g.naam}{' (FICTIEF)' if g.fictief else ''}")
        if monitors := _monitors(uitvoer, naam):
            cellen.append(f"### {g.naam}: monitor tijdens de periode")
            cellen.append(_links(uitvoer, [(_datum(pad), pad.relative_to(uitvoer).as_posix()) for pad in monitors]))
        for periode in reversed(aanwezig[naam]):
            cellen.append(f"### {g.naam} {periode}, {periode.voluit}")
            cellen.append(_verwijzingen(uitvoer, g, periode))
            cellen.append(_kaart(g, periode))
    return cellen


def _kaart(g: Gegevens, periode: Periode) -> Figuur | Tekst:
    kaart = kaart_van_treden(g, str(periode))
    return replace(kaart, naam=f"kaart-{g.provincie}-{periode}") if isinstance(kaart, Figuur) else kaart


def _verwijzingen(uitvoer: Path, g: Gegevens, periode: Periode) -> Verwijzingen:
    map_ = f"{g.provincie}/{periode}"
    bestanden = [
        (f"{ONDERWERPEN[soort.naam]}, {periode}", f"{map_}/{soort.naam}{ext}")
        for soort in SOORTEN
        for ext in (".html", ".pdf")
    ]
    bestanden += [
        (f"Bijlage {g.gemeentelijst.naam(pad.stem)}, {periode}", pad.relative_to(uitvoer).as_posix())
        for pad in sorted((uitvoer / map_ / "gemeenten").glob("*"))
    ]
    bestanden += [(f"Alle tabellen, {periode}", f"{map_}/tabellen.xlsx")]
    bestanden += [(f"Gegevens voor de toezichtbrieven, {periode}", f"{map_}/tabellen/brieven.xlsx")]
    bestanden += [(f"Verantwoording, {periode}", f"{map_}/verantwoording.json")]
    return _links(uitvoer, bestanden)


def _links(uitvoer: Path, bestanden: list[tuple[str, str]]) -> Verwijzingen:
    """Links to those files that are there, each with its kind and size."""
    regels = [
        (tekst, doel, f"{_FORMAAT[Path(doel).suffix]}, {_grootte(uitvoer / doel)}")
        for tekst, doel in bestanden
        if (uitvoer / doel).is_file()
    ]
    return Verwijzingen(tuple(regels))


def _monitors(uitvoer: Path, naam: str) -> list[Path]:
    """The monitor documents of a provincie, last date first, page before PDF."""
    alle = [pad for pad in (uitvoer / naam / MONITORMAP).glob("*") if pad.suffix in (".html", ".pdf")]
    return sorted(sorted(alle), key=lambda pad: pad.stem, reverse=True)


def _datum(pad: Path) -> str:
    return f"Stand op {datum_voluit(lees_datum(pad.stem))}"


def _grootte(pad: Path) -> str:
    return f"{toon(max(1, round(pad.stat().st_size / 1000)))} kB"


def _notebook(inhoud: list[Any]) -> Any:
    import nbformat.v4 as v4

    notebook = v4.new_notebook()
    for nummer, stuk in enumerate(inhoud):
        if isinstance(stuk, str):
            cel = v4.new_markdown_cell(stuk)
        else:
            cel = v4.new_code_cell("", outputs=[v4.new_output("display_data", stuk._repr_mimebundle_())])
        cel["id"] = f"index-{nummer}"
        notebook.cells.append(cel)
    return notebook
