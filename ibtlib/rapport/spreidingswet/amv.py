"""Chapter ‘Plekken voor amv’: apart from every beoordeling."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_tekst
from ibtlib.cijfers.opvang.amv import (
    Aandeel,
    Cijfer,
    aandeel_capaciteit,
    aandeel_opgave,
    aandeel_provinciale_opgave,
    nidos,
    nodig_landelijk,
)
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

TELT_MEE = (
    "Gerealiseerde plekken bij Nidos tellen mee voor de taakstelling huisvesting vergunninghouders (Rijksbrief van 16 mei "
    "2023, §3)."  # and 2023-2, §4.3
)
_WOORDEN = {
    "opgave nidos": "plekken die aan de provincie zijn gevraagd",
    "gehuisvest nidos": "amv die Nidos huisvest, personen",
    "gemeenten met nidos": "gemeenten waar Nidos amv huisvest, volgens de bron",
}
_GEHUISVEST = "gehuisvest door Nidos (personen) van wat gevraagd is (plekken)"
_OPGETELD = "de plekken van de genoemde fasen opgeteld"
_ONGELIJK = "Gehuisvest zijn personen, gevraagd zijn plekken; zij gelden op verschillende datums."
_AANDELEN: Kolomsoorten = {
    "wat": "tekst",
    "aantal": "aantal",
    "van": "aantal",
    "aandeel": "getal",
    "aantal_formule": "tekst",
    "van_formule": "tekst",
    **WAAR,
    "noot": "tekst",
}


def over_amv(g: Gegevens) -> Tekst:
    """amv in the capacity and the opgave, and at Nidos; apart from any beoordeling."""
    zinnen = []
    capaciteit, provinciaal, landelijk = aandeel_capaciteit(g), aandeel_provinciale_opgave(g), aandeel_opgave(g)
    if capaciteit and capaciteit.procent is not None:
        zinnen.append(
            f"Van de {toon(capaciteit.geheel)} plekken in {capaciteit.waarvan} zijn er {toon(capaciteit.deel)} voor amv: "
            f"{toon_procent(capaciteit.procent, 1)} (berekend)."
        )
    for deel in (provinciaal, landelijk):
        if deel and deel.procent is not None:
            zinnen.append(
                f"In {deel.waarvan} zijn dat er {toon(deel.deel)} van {toon(deel.geheel)}: {toon_procent(deel.procent, 1)} (berekend)."
            )
    n = nidos(g)
    bij_nidos = []
    if n.opgave and n.gehuisvest and n.procent is not None:
        bij_nidos.append(
            f"De staatssecretaris vroeg {toon(n.opgave.aantal)} plekken bij Nidos ({datum_tekst(n.opgave.datum, n.opgave.precisie)}); "
            f"{toon(n.gehuisvest.aantal)} amv zijn gehuisvest ({datum_tekst(n.gehuisvest.datum, n.gehuisvest.precisie)}): "
            f"{toon_procent(n.procent, 1)} (berekend, personen ÷ plekken)."
        )
    if n.gemeenten_geteld and n.gemeenten_genoemd:
        geteld, genoemd = n.gemeenten_geteld.aantal, len(n.gemeenten_genoemd)
        wel = "en noemt ze alle" if geteld == genoemd else f"en noemt er {toon(genoemd)}"
        bij_nidos.append(f"De bron telt {toon(geteld)} gemeenten {wel}: {opsomming(n.gemeenten_genoemd)}.")
    alineas = [" ".join(z) for z in (zinnen, bij_nidos) if z]
    if not bij_nidos:
        alineas.append(f"Over plekken voor amv bij Nidos in {g.naam} staat niets in de gelezen bronnen.")
    alineas.append(f"{TELT_MEE} Zij zijn geen grond voor de beoordeling van een gemeente.")
    return Tekst(tuple(alineas))


def tabel_amv(g: Gegevens) -> Tabel:
    """Opgave and realisatie of Nidos places, apart from every beoordeling."""
    gepubliceerd = list(rijen(g.tabel("amv")))
    return tabel(
        g,
        "amv",
        "Plekken voor amv bij Nidos in de provincie",
        (
            Kolom("Wat", lambda r: _WOORDEN.get(r["kenmerk"], r["kenmerk"])),
            Kolom("Datum", lambda r: datum_tekst(r["peildatum"], r["precisie"])),
            Kolom("Aantal", "aantal", "geheel", formule=lambda r: r.get("formule", "")),
        ),
        [*gepubliceerd, *_genoemde_gemeenten(g, gepubliceerd)],
        bron=lambda r: r.get("herkomst") or herkomst_van(r),
        opmerkingen=(f"{TELT_MEE} Zij zijn nooit een grond voor de beoordeling van een gemeente.",),
    )


def _genoemde_gemeenten(g: Gegevens, gepubliceerd: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many gemeenten the source names: a row, where it names any."""
    genoemd = list(rijen(g.tabel("amv_gemeenten")))
    if not genoemd:
        return []
    datum = genoemd[0]["peildatum"]
    return [
        {
            "kenmerk": "gemeenten die met naam genoemd zijn",
            "peildatum": datum,
            "precisie": next((r["precisie"] for r in gepubliceerd if r["peildatum"] == datum), "dag"),
            "aantal": len(nidos(g).gemeenten_genoemd),
            "formule": "de genoemde gemeenten geteld",
            "herkomst": [h for r in genoemd for h in herkomst_van(r)],
        }
    ]


def amv_aandelen(g: Gegevens) -> pd.DataFrame:
    """amv as a share of capacity, of the opgave, and of what Nidos asked nationally; no rows when no share is known.

    Returns
    -------
    DataFrame
        `wat`, `aantal` and `van` (places, persons), `aandeel` (percent, computed), `aantal_formule` and `van_formule` where
        those are sums, `bron`, `vindplaats`, `noot`.
    """
    gevonden = (aandeel_capaciteit(g), aandeel_provinciale_opgave(g), aandeel_opgave(g))
    delen = [(f"amv in {a.waarvan}", a) for a in gevonden if a]
    n = nidos(g)
    if n.opgave and n.gehuisvest:
        delen.append((_GEHUISVEST, _deel_van(n.gehuisvest, n.opgave)))
    for landelijk in nodig_landelijk(g):
        if n.opgave and landelijk.datum == n.opgave.datum and not g.fictief:  # invented of real figures is no share
            wat = "gevraagd aan de provincie van wat Nidos landelijk nodig had"
            delen.append((wat, _deel_van(n.opgave, landelijk)))
    regels = [
        {
            "wat": wat,
            "aantal": a.deel,
            "van": a.geheel,
            "aandeel": a.procent,
            **(dict.fromkeys(("aantal_formule", "van_formule"), _OPGETELD) if a.opgeteld else {}),
            **als_kolommen(a.herkomst),
            "noot": _ONGELIJK if wat == _GEHUISVEST else None,
        }
        for wat, a in delen
    ]
    return frame_van(regels, _AANDELEN, exact=False, formules={"aandeel": "aantal ÷ van"})


def _deel_van(deel: Cijfer, geheel: Cijfer) -> Aandeel:
    return Aandeel(deel.aantal, geheel.aantal, "", (*herkomst_van(deel), *herkomst_van(geheel)))
