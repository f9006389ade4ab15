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
from ibtlib.periode import Periode
from ibtlib.plaatsen import provincies
from ibtlib.uitvoering.document import SOORTEN
from ibtlib.uitvoering.pagina import schrijf_pagina
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
    aanwezig = {
        naam: [p for p in laad(naam, data, kader).perioden if (uitvoer / naam / str(p)).is_dir()]
        for naam in provincies(data)
        if (uitvoer / naam).is_dir()
    }
    alle = {naam: laad(naam, data, kader) for naam, perioden in aanwezig.items() if perioden}
    return schrijf_pagina([_titel(alle, aanwezig), *_hoofdstukken(alle, aanwezig, uitvoer)], uitvoer / "index.html")


def _titel(alle: dict[str, Gegevens], aanwezig: dict[str, list[Periode]]) -> Titel:
    echt = [naam for naam, g in alle.items() if not g.fictief] or list(alle)
    laatste = max(p for naam in echt for p in aanwezig[naam])
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
        for periode in reversed(aanwezig[naam]):
            cellen.append(f"### {g.naam} {periode}, {periode.voluit}")
            cellen.append(_verwijzingen(uitvoer, naam, periode))
            cellen.append(_kaart(g, periode))
    return cellen


def _kaart(g: Gegevens, periode: Periode) -> Figuur | Tekst:
    kaart = kaart_van_treden(g, str(periode))
    return replace(kaart, naam=f"kaart-{g.provincie}-{periode}") if isinstance(kaart, Figuur) else kaart


def _verwijzingen(uitvoer: Path, naam: str, periode: Periode) -> Verwijzingen:
    map_ = f"{naam}/{periode}"
    bestanden = [
        (f"{ONDERWERPEN[soort.naam]}, {periode}", f"{map_}/{soort.naam}{ext}")
        for soort in SOORTEN
        for ext in (".html", ".pdf")
    ]
    bestanden += [(f"Alle tabellen, {periode}", f"{map_}/tabellen.xlsx")]
    bestanden += [(f"Verantwoording, {periode}", f"{map_}/verantwoording.json")]
    regels = [
        (tekst, doel, f"{_FORMAAT[Path(doel).suffix]}, {_grootte(uitvoer / doel)}")
        for tekst, doel in bestanden
        if (uitvoer / doel).is_file()
    ]
    return Verwijzingen(tuple(regels))


def _grootte(pad: Path) -> str:
    return f"{toon(max(1, round(pad.stat().st_size / 1000)))} kB"
