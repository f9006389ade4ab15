"""The start pages: `reports/index.html` for all, `reports/<provincie>/index.html` with every gemeente's history.

Each is a notebook in memory, published by the same exporter as the reports, so that it passes the same gate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ibtlib.basis.periode import Periode
from ibtlib.basis.plaatsen import provincies
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl, lees_huisstijl
from ibtlib.rapport.grafieken.voortgang import kaarten_van_treden
from ibtlib.rapport.zinnen import overzicht
from ibtlib.uitvoering import wegwijzer
from ibtlib.uitvoering.pagina import als_notebook
from ibtlib.weergave import Tekst, Titel, Verwijzingen

INDEX = "index.html"
_HEEL = 4  # so many provincies are shown in full on the first page; of more, each shows its last perioden there
_LAATSTE = 3  # perioden


@dataclass(frozen=True)
class _Provincie:
    """A province for which reports stand in the output folder: of perioden, or only a monitor of one that is running."""

    g: Gegevens
    perioden: Sequence[Periode]
    laatste_periode: Periode

    @property
    def kop(self) -> str:
        return f"{self.g.naam}{' (FICTIEF)' if self.g.fictief else ''}"

    @cached_property
    def overzicht(self) -> tuple[Any, ...]:
        """The position and the maps of all perioden: the same on both pages, so worked out once."""
        return overzicht.stand_van_zaken(self.g, self.perioden), kaarten_van_treden(self.g, self.perioden)

    def laatste(self, aantal: int) -> _Provincie:
        """The same with its last perioden only."""
        return self if len(self.perioden) <= aantal else replace(self, perioden=self.perioden[-aantal:])


def schrijf_index(uitvoer: Path, data: Path, kader: Path | None = None) -> list[Path]:
    """Write the start pages for everything that stands in the output folder.

    Parameters
    ----------
    uitvoer : Path
        Folder with `<provincie>/<periode>/`.
    data : Path
        Folder with raw data, for names and maps.

    Returns
    -------
    list of Path
        The first page, and the page of every province.
    """
    alle = []
    for naam in provincies(data):
        if not (uitvoer / naam).is_dir():
            continue
        g = laad(naam, data, kader)
        aanwezig = [p for p in g.perioden if (uitvoer / naam / str(p)).is_dir()]
        lopend = [Periode.van(datum) for datum in wegwijzer.monitordatums(uitvoer, naam)]
        alle += [_Provincie(g, aanwezig, (aanwezig or lopend)[-1])] if aanwezig or lopend else []
    stijlen = {p.g.provincie: lees_huisstijl(data / p.g.provincie).stijl for p in alle}
    echt = [p.g.provincie for p in alle if not p.g.fictief] or list(stijlen)
    eerste = stijlen[echt[0]] if len(echt) == 1 else GEWOON  # of several provincies none is the host
    paginas = {uitvoer / INDEX: (_eerste_pagina(alle, uitvoer), eerste)}
    for p in alle:
        if not p.perioden:
            continue
        paginas[uitvoer / p.g.provincie / INDEX] = _provinciepagina(p, uitvoer), stijlen[p.g.provincie]
    return _schrijf(paginas)


def _schrijf(paginas: Mapping[Path, tuple[list[Any], Huisstijl]]) -> list[Path]:
    """All pages are made before the first is put in its place."""
    from ibtlib.publicatie import naar_html

    klaar = {doel: naar_html(als_notebook(cellen), stijl, nummering=False) for doel, (cellen, stijl) in paginas.items()}
    for doel, html in klaar.items():
        nieuw = doel.with_suffix(".nieuw")
        nieuw.write_text(html, encoding="utf-8", newline="\n")
        nieuw.replace(doel)
    return list(klaar)


def _eerste_pagina(alle: Sequence[_Provincie], uitvoer: Path) -> list[Any]:
    echt = [p for p in alle if not p.g.fictief] or alle
    laatste = max(p.laatste_periode for p in echt)
    namen = ", ".join(p.g.naam + (" (fictief)" if p.g.fictief else "") for p in alle)
    cellen: list[Any] = [
        Titel(
            "Huisvesting vergunninghouders: alle rapporten",
            f"Interbestuurlijk toezicht, {namen}",
            (("Laatste periode", f"{laatste.voluit} ({laatste})"),),
            laatste.peildatum,
        )
    ]
    for p in alle:
        getoond = p if len(alle) <= _HEEL else p.laatste(_LAATSTE)
        eigen = f"{p.g.provincie}/{INDEX}"
        cellen += [f"## {p.kop}", *_hoofdstuk(getoond, uitvoer, f"{p.g.provincie}/")]
        if getoond is not p:
            eerder = f"Alle {len(p.perioden)} perioden van {p.g.naam}"
            cellen.append(Verwijzingen(((eerder, eigen, ""),), op_rij=True))
        if not p.perioden:
            continue
        cellen.append(f"### Gemeenten van {p.g.naam}")
        cellen.append(Tekst(("Kies een gemeente voor haar trede in elke periode.",)))
        cellen.append(wegwijzer.gemeenten(p.g, p.perioden, eigen))
    return cellen


def _provinciepagina(p: _Provincie, uitvoer: Path) -> list[Any]:
    laatste = p.laatste_periode
    cellen: list[Any] = [
        Titel(
            "Gemeenten door de tijd",
            f"Huisvesting vergunninghouders, provincie {p.g.naam}",
            (("Laatste periode", f"{laatste.voluit} ({laatste})"),),
            laatste.peildatum,
            p.g.fictief,
        ),
        Verwijzingen((("Alle provincies en rapporten", f"../{INDEX}", ""),), op_rij=True),
        "## Alle perioden",
        *_hoofdstuk(p, uitvoer, ""),
        "## Elke gemeente",
        wegwijzer.gemeenten(p.g, p.perioden, ""),
    ]
    return [*cellen, *wegwijzer.geschiedenis(uitvoer, p.g, p.perioden)]


def _hoofdstuk(p: _Provincie, uitvoer: Path, vanaf: str) -> list[Any]:
    """The position, the maps, and the documents of a province."""
    volgen = wegwijzer.monitor(uitvoer, p.g, vanaf)
    rapporten = [*p.overzicht, wegwijzer.documenten(uitvoer, p.g, p.perioden, vanaf)] if p.perioden else []
    return [*rapporten, *([volgen] if volgen else [])]
