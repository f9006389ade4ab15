"""Chapter ‘De ramingen van het Rijk’: how many places the country was said to need, each time, and why they differ."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.landelijk import LAND, provincies_rijksbrief
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.spreidingswet.provincies import ALLEEN_ECHT, NIETS
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

_OVER = ("capaciteitsbehoefte COA", "capaciteitsraming Spreidingswet", "verwachte asielinstroom", "amv-plekken")
"""What a national figure is called that says how many people or places were expected."""


def over_ramingen(g: Gegevens) -> Tekst:
    """Why the province has one opgave in the Rijksbrief and another in the Spreidingswet: two sums, two keys."""
    if g.fictief:
        return ALLEEN_ECHT
    frame = list(rijen(provincies_rijksbrief(g)))
    land, eigen = (next((r for r in frame if r["gebiedscode"] == c), None) for c in (LAND, g.code))
    zinnen = []
    if land and eigen:
        zinnen.append(
            f"De opgave van {toon(eigen['opgave_2024'])} plekken voor 1 januari 2024 is het deel van {g.naam} in de "
            f"{toon(land['opgave_2024'])} plekken die het COA nodig had, volgens een verdeelsleutel die gold tot de Spreidingswet in "
            f"werking trad ({opsomming(bronvermelding(g, herkomst_van(eigen)))})."
        )
    d, raming = dekking(g), next((r for r in _ramingen(g) if r["kenmerk"] == "capaciteitsraming Spreidingswet"), None)
    if d and raming:
        zinnen.append(
            f"De {toon(d.opgave)} plekken van de eerste cyclus zijn het deel in de {toon(raming['aantal'])} plekken van de "
            f"Spreidingswet ({opsomming(bronvermelding(g, [*d.herkomst_opgave, *raming['herkomst']]))})."
        )
    if len(zinnen) > 1:
        zinnen.append(
            "Het zijn dus twee opgaven: een ander landelijk aantal, een andere datum en een andere verdeling."
        )
    return Tekst((" ".join(zinnen),) if zinnen else ("Ramingen van het Rijk staan niet in de gelezen bronnen.",))


def _ramingen(g: Gegevens) -> list[dict[str, Any]]:
    """The national figures in order of the day that they speak of; those without a day last."""
    alle = [
        r for r in rijen(g.landelijk("kerncijfers")) if r["kenmerk"].startswith(_OVER) and r["eenheid"] != "procent"
    ]
    gelijk: dict[tuple[Any, ...], dict[str, Any]] = {}  # what several sources say is one row
    for r in sorted(alle, key=lambda r: (r["datum"] or dt.date.max, r["kenmerk"])):
        rij = gelijk.setdefault((r["datum"], r["kenmerk"], r["aantal"]), {**r, "herkomst": []})
        rij["herkomst"] += herkomst_van(r)
    return list(gelijk.values())


def tabel_ramingen(g: Gegevens) -> Tabel | Hoofdstuk:
    """What the Rijk expected and asked for, each figure as its source gives it."""
    if g.fictief:
        return NIETS
    return tabel(
        g,
        "ramingen",
        "Wat het Rijk verwachtte en vroeg, heel Nederland",
        (
            Kolom("Wat", "kenmerk"),
            Kolom("Voor", lambda r: datum_voluit(r["datum"]) if r["datum"] else None),
            Kolom("Aantal", lambda r: f"{'circa ' if r['precisie'] == 'circa' else ''}{toon(r['aantal'])}"),
            Kolom("Eenheid", "eenheid"),
        ),
        _ramingen(g),
        bron=lambda r: r["herkomst"],
        leeg="geen dag genoemd",
        opmerkingen=(
            "Wat ‘waarvan’ heet, zit in het cijfer waar het bij staat. Plekken bij Nidos tellen mee voor de taakstelling "
            "huisvesting; zij verhogen de opgaven niet (Rijksbrief van 16 mei 2023, §3).",
        ),
    )
