"""`ibt nieuw-provincie`: the folder with which a province begins; it holds no figure, and nothing in it is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming, vanaf_hier
from ibtlib.basis.plaatsen import HUISSTIJLMAP, KADERMAP, PROVINCIES, Provincie, provincie_van
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.grenzen import lees_grenzen
from ibtlib.gegevens.huisstijl import BESTAND, Kaartinstelling, lees_huisstijl
from ibtlib.gegevens.innameregister import laad_register
from ibtlib.gegevens.invoer import lees_tabel, rijen
from ibtlib.gegevens.lezer import SCHEMAS
from ibtlib.gegevens.tabelbestand import bijgewerkt, nieuwe_tabel
from ibtlib.gegevens.tegels import Tegel, leg_tegels
from ibtlib.gegevens.teksten import HOOFDSTUKKEN
from ibtlib.kader.sjabloon import SJABLOON, leeg_kader

_CBS = "cbs-gemeentelijke-indeling"  # the source of landelijk/gemeenten.csv


def maak_provincie(tekst: str, data: Path) -> tuple[Provincie, list[Path], list[Path]]:
    """Make the folder of a province, with everything that is known without a figure.

    Parameters
    ----------
    tekst : str
        Name, code or older spelling of one of the twelve.
    data : Path
        The folder with raw data.

    Returns
    -------
    Provincie, list of Path, list of Path
        Which province, what was made, and what was there already and is left as it is.

    Raises
    ------
    AanvraagFout
        It is none of the twelve, the national list is missing, or there is nothing left to make.
    """
    provincie = provincie_van(tekst)
    if provincie is None:
        namen = [p.naam for p in PROVINCIES]
        raise AanvraagFout(f"'{tekst}' is geen provincie. Kies uit {opsomming(namen)}.{bedoelde_u(tekst, namen)}")
    map_ = data / _bestaande_map(provincie, data)
    pad = data / "landelijk" / "gemeenten.csv"
    if not pad.is_file():
        raise AanvraagFout(
            f"{vanaf_hier(pad)} is er niet; daarin staan de gemeenten van elke provincie. Haal dat bestand terug, of geef met "
            "--data de map waarin het staat. Er is niets geschreven."
        )
    gemeenten = [r for r in rijen(lees_tabel(pad, SCHEMAS["gemeenten"])) if r["provinciecode"] == provincie.code]
    codes = {r["gemeentecode"] for r in gemeenten}
    laatste = {r["gemeentecode"]: r["gemeente"] for r in gemeenten if r["geldig_tot"] is None}
    lijst = [r | {"opvolger": r["opvolger"] if r["opvolger"] in codes else None} for r in gemeenten]
    zelf = {
        "provinciecode": provincie.code,
        "naam": provincie.naam,
        "fictief": "nee",
        "bron": _CBS,
        "vindplaats": "provincies",
    }
    inhoud = {
        map_ / "provincie.csv": nieuwe_tabel(SCHEMAS["provincie"], [zelf]),
        map_ / "gemeentelijst.csv": nieuwe_tabel(SCHEMAS["gemeentelijst"], lijst),
        map_ / "tegelkaart.csv": nieuwe_tabel(SCHEMAS["tegelkaart"], _tegelrijen(leg_tegels(laatste))),
        map_ / KADERMAP / SJABLOON: leeg_kader(map_.name, provincie.naam).encode(),
        map_ / HUISSTIJLMAP / BESTAND: _huisstijl(provincie).encode(),
        map_ / "teksten" / "LEESMIJ.txt": _TEKSTEN.encode(),
    }
    with beheer(data) as ruimte:
        er = [p for p in inhoud if p.exists()]
        nieuw = {p: ruw for p, ruw in inhoud.items() if p not in er}
        if not nieuw:
            raise AanvraagFout(
                f"{vanaf_hier(map_)} is er al, met alles wat deze opdracht maakt. Er is niets overschreven."
            )
        ruimte.schrijf(nieuw)
    return provincie, list(nieuw), er


def maak_tegels(provincie: str, data: Path, grenzen: Path | None = None) -> tuple[Path, list[Tegel]]:
    """Give every gemeente without a tile a place on the map; those that have one keep it.

    Parameters
    ----------
    provincie : str
        Name of its folder.
    grenzen : Path, optional
        A GeoJSON file; default the one that the house style names, else a grid by name.

    Returns
    -------
    Path and list of Tegel
        The file, and the tiles that are new; none when each gemeente has one.
    """
    lijst = laad_register(provincie, data).gemeentelijst
    pad = data / provincie / "tegelkaart.csv"
    with beheer(data) as ruimte:
        er = list(rijen(lees_tabel(pad, SCHEMAS["tegelkaart"]))) if pad.is_file() else []
        met = {r["gemeentecode"] for r in er}
        zonder = {g.code: g.naam for g in lijst if g.geldig_tot is None and g.code not in met}
        if not zonder:
            return pad, []
        gebieden = _gebieden(grenzen, data / provincie, lijst)
        onder = max((r["rij"] for r in er), default=-1) + 1  # below what is there, so that no tile moves
        nieuw = leg_tegels(zonder, gebieden, {r["afkorting"] for r in er})
        nieuw = [Tegel(t.gemeentecode, t.gemeente, t.afkorting, t.rij + onder, t.kolom) for t in nieuw]
        schema, rijen_ = SCHEMAS["tegelkaart"], _tegelrijen(nieuw)
        ruimte.schrijf({pad: bijgewerkt(pad.read_bytes(), schema, rijen_) if er else nieuwe_tabel(schema, rijen_)})
    return pad, nieuw


def als_plattegrond(tegels: Iterable[Tegel]) -> str:
    """The map in letters, for on the screen.

    >>> print(als_plattegrond([Tegel("GM1", "Almere", "ALM", 0, 1), Tegel("GM2", "Urk", "URK", 1, 0)]))
     .  ALM
    URK  .
    """
    plek = {(t.rij, t.kolom): t.afkorting for t in tegels}
    begin, hoog = min(r for r, _ in plek), max(r for r, _ in plek)
    breed = max(k for _, k in plek)
    regels = (" ".join(plek.get((r, k), " . ") for k in range(breed + 1)) for r in range(begin, hoog + 1))
    return "\n".join(regel.rstrip() for regel in regels)


def _bestaande_map(provincie: Provincie, data: Path) -> str:
    """Its folder when there is one already, whatever way it is spelled."""
    mappen = [p.name for p in data.iterdir() if p.is_dir()] if data.is_dir() else []
    return next((n for n in sorted(mappen) if provincie_van(n) == provincie), provincie.map)


def _gebieden(grenzen: Path | None, map_: Path, lijst: Gemeentelijst) -> Any:
    kaart = Kaartinstelling(grenzen, "") if grenzen else lees_huisstijl(map_).kaart
    return lees_grenzen(kaart, lijst).gebieden if kaart else None


def _tegelrijen(tegels: Iterable[Tegel]) -> list[dict[str, Any]]:
    return [{**vars(t), "bron": _CBS, "vindplaats": "de gemeenten, hun plek op de kaart is eigen werk"} for t in tegels]


def _huisstijl(provincie: Provincie) -> str:
    return f"""# Huisstijl van de provincie; alles mag leeg blijven. Wat met # begint telt niet mee: haal het weg om het te gebruiken.
naam: Provincie {provincie.naam}
# kleuren:                      # elk wordt nagekeken op contrast met wit (4,5:1)
#   hoofdkleur: "#154273"
#   accentkleur: "#B4511A"
# logo: {{bestand: logo.svg, alt: Provincie {provincie.naam}}}
# lettertype: {{gewoon: Letter-Regular.ttf, vet: Letter-SemiBold.ttf}}
# kaart: {{bestand: gemeenten.geojson, bron: "CBS en Kadaster, gebiedsindelingen (grenzen)"}}
"""


_TEKSTEN = f"""In deze map komt wat de provincie zelf bij een rapport schrijft: per periode een map (2024-2), per hoofdstuk een bestand:
{", ".join(f"{h}.md" for h in HOOFDSTUKKEN)}. Cijfers uit de gegevens staan erin als {{naam}}; zie docs/handleiding/halfjaar.md.
Zonder teksten staat er in het rapport wat uit de cijfers volgt.
"""
