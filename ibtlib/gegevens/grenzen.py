"""Real borders of gemeenten from a GeoJSON file (properties `code` and `naam`, or as CBS has them), checked against the list of gemeenten.

Coordinates may be those of the Rijksdriehoeksmeting (EPSG:28992, metres) or longitude and latitude (WGS84); which,
is plain from their size. The map simplifies them (`weergave.vormen`), so nothing heavier than `json` is needed here.
"""

from __future__ import annotations

import errno
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.basis.fouten import InvoerFout, Probleem, aantal, hoogstens, opsomming, schijfreden
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.huisstijl import Kaartinstelling

Punt = tuple[float, float]
Ring = tuple[Punt, ...]

_GROOTSTE_BESTAND = 10_000_000  # bytes; all gemeenten, as CBS and Kadaster generalise them, are about 4 MB
_MEESTE_MELDINGEN = 20
_EIGENSCHAPPEN = (("code", "statcode"), ("naam", "statnaam"))  # ours, and those of CBS and Kadaster
_GRADEN = (3.0, 50.5, 7.5, 53.8)  # the Netherlands: west, south, east, north
_RD = (-10_000.0, 300_000.0, 300_000.0, 640_000.0)
_BREEDTEGRAAD = 111_250.0  # metres
_LENGTEGRAAD = 111_320.0 * math.cos(math.radians(52.15))


@dataclass(frozen=True)
class Grenzen:
    """Outlines by gemeentecode, in metres with y towards the north, and who is to be credited for them."""

    bron: str
    gebieden: Mapping[str, tuple[Ring, ...]]


def lees_grenzen(instelling: Kaartinstelling, lijst: Gemeentelijst) -> Grenzen:
    """Read and check the borders of one province; gemeenten of other provinces in the file are left out.

    Raises
    ------
    InvoerFout
        With every problem: no GeoJSON, a shape that is no area, a code or name that does not fit, coordinates
        outside the Netherlands, gemeenten that are missing.
    """
    gebieden: dict[str, tuple[Ring, ...]] = {}
    problemen: list[str] = []
    try:
        vormen = _vormen(instelling)
    except ValueError as fout:
        raise InvoerFout.van(instelling.bestand, str(fout)) from None
    for nummer, vorm in enumerate(vormen, 1):
        eigenschappen = vorm.get("properties") if isinstance(vorm, dict) else None
        eigenschappen = eigenschappen if isinstance(eigenschappen, dict) else {}
        code, naam = (next((eigenschappen[n] for n in namen if n in eigenschappen), None) for namen in _EIGENSCHAPPEN)
        try:
            if not isinstance(naam, str) or not isinstance(code, str):
                heeft = ", ".join(sorted(map(str, eigenschappen))) or "geen"
                raise ValueError(
                    f"de eigenschappen code en naam horen erbij; er zijn: {heeft} (statcode en statnaam mogen ook)"
                )
            if _is_eigen(code, naam, lijst):
                if code in gebieden:
                    raise ValueError(f"{code} staat er twee keer in; voeg de delen samen tot één MultiPolygon")
                gebieden[code] = tuple(_ringen(vorm.get("geometry")))
        except ValueError as fout:
            problemen.append(f"gebied {nummer}{f' ({naam})' if isinstance(naam, str) else ''}: {fout}")
    weg = [g for g in lijst if g.geldig_tot is None and g.code not in gebieden]
    if weg and not problemen:
        wie = opsomming(f"{g.naam} ({g.code})" for g in weg)
        problemen = [f"{wie} {'ontbreekt' if len(weg) == 1 else 'ontbreken'}; zonder gaten is er geen kaart"]
    if problemen:
        over = aantal(len(problemen) - _MEESTE_MELDINGEN, "probleem", "problemen")
        getoond = hoogstens(_MEESTE_MELDINGEN, problemen, f"en nog {over}")
        raise InvoerFout({instelling.bestand: [Probleem(0, "", wat) for wat in getoond]})
    return Grenzen(instelling.bron, gebieden)


def _vormen(instelling: Kaartinstelling) -> list[Any]:
    """The features of the file; ValueError says why there are none."""
    try:
        inhoud = json.loads(lees_gewoon(instelling.bestand, _GROOTSTE_BESTAND))
    except OSError as fout:
        if fout.errno != errno.EFBIG:
            raise ValueError(schijfreden(fout)) from None
        raise ValueError(
            f"het bestand is groter dan {_GROOTSTE_BESTAND // 1_000_000} MB; neem de gegeneraliseerde gebiedsindeling van "
            "het CBS en het Kadaster"
        ) from None
    except (ValueError, RecursionError) as fout:
        raise ValueError(f"geen geldige JSON ({fout})") from None
    vormen = inhoud.get("features") if isinstance(inhoud, dict) else None
    if not isinstance(vormen, list) or not vormen:
        raise ValueError("geen GeoJSON met een FeatureCollection; er staat geen gebied in")
    return vormen


def _is_eigen(code: str, naam: str, lijst: Gemeentelijst) -> bool:
    """Whether an area is of this province; ValueError says what is wrong with its code or name."""
    if not re.fullmatch(r"GM\d{4}", code):
        raise ValueError(f"'{code}' is geen gemeentecode; schrijf GM en vier cijfers, zoals GM0344")
    onbekend, bij_naam = lijst.zoek(code) is None, any(g.naam == naam for g in lijst)
    if onbekend and not bij_naam:
        return False
    # a code of ours decides: CBS writes some names with a suffix, others without
    if wat := lijst.probleem(code, naam if bij_naam or onbekend else None, None):
        raise ValueError(wat)
    return True


def _ringen(geometrie: Any) -> Iterator[Ring]:
    soort = geometrie.get("type") if isinstance(geometrie, dict) else None
    if soort not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"de vorm is {soort or 'leeg'}; een gebied is een Polygon of MultiPolygon")
    delen = geometrie.get("coordinates")
    vlakken = [delen] if soort == "Polygon" else delen
    if not isinstance(vlakken, list) or not vlakken or not all(isinstance(v, list) and v for v in vlakken):
        raise ValueError("de vorm heeft geen coördinaten")
    for ring in (ring for vlak in vlakken for ring in vlak):
        if not isinstance(ring, list) or len(ring) < 4:
            raise ValueError("een ring heeft minder dan vier punten, dus geen oppervlak")
        yield tuple(map(_in_meters, ring))


def _in_meters(punt: Any) -> Punt:
    """A point of the Netherlands in metres; degrees as they lie at 52 degrees north.

    >>> _in_meters([155000, 463000])
    (155000.0, 463000.0)
    >>> [round(w) for w in _in_meters([5.0, 52.0])]
    [341528, 5785000]
    """
    if not isinstance(punt, list) or len(punt) < 2 or not all(type(w) in (int, float) for w in punt[:2]):
        raise ValueError(f"'{str(punt)[:40]}' is geen punt van twee getallen")
    x, y = float(punt[0]), float(punt[1])
    if _binnen(x, y, _RD):
        return x, y
    if _binnen(x, y, _GRADEN):
        return x * _LENGTEGRAAD, y * _BREEDTEGRAAD
    if _binnen(y, x, _GRADEN) or _binnen(y, x, _RD):
        raise ValueError(f"bij punt ({x:g}, {y:g}) zijn de coördinaten verwisseld; eerst x of lengte, dan y of breedte")
    raise ValueError(
        f"punt ({x:g}, {y:g}) ligt niet in Nederland; gebruik Rijksdriehoekscoördinaten (EPSG:28992, meters) "
        "of lengte en breedte in graden (WGS84)"
    )


def _binnen(x: float, y: float, vak: tuple[float, float, float, float]) -> bool:
    west, zuid, oost, noord = vak
    return west <= x <= oost and zuid <= y <= noord
