"""What the intake noticed and did not repair: kept beside the receipt, and told by `ibt controleer` and in the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ibtlib.basis.getallen import toon
from ibtlib.gegevens.inlezen.voorstel import Voorstel
from ibtlib.gegevens.schema import INNAME
from ibtlib.gegevens.tabelbestand import nieuwe_tabel

VOORLOPIG, ONBEKEND, TOTAAL, CONTROLE, ONTBREEKT = "voorlopig", "onbekend", "totaal", "controle", "ontbreekt"


def waarnemingen(v: Voorstel, bron: str) -> bytes | None:
    """The file with what was noticed; None when that is nothing."""
    vast = {"tabel": v.vraag.doel.naam, "periode": None if v.vraag.alle else str(v.vraag.periode), "bron": bron}
    rijen = [{**vast, **r} for r in _rijen(v)]
    return nieuwe_tabel(INNAME, rijen) if rijen else None


def _rijen(v: Voorstel) -> Iterator[dict[str, Any]]:
    for t in v.totalen:
        if not t.klopt:
            yield {
                "soort": TOTAAL, "cijfer": t.veld, "in_bestand": toon(t.in_bestand), "gelezen": toon(t.som), "vindplaats": f"rij {t.nummer}",
            }  # fmt: skip
    for a in v.afwijkingen:
        yield {
            "soort": CONTROLE, "gemeentecode": a.rij.code, "gemeente": a.rij.gemeente, "cijfer": a.veld,
            "in_bestand": toon(a.in_bestand), "gelezen": toon(a.verwacht), "vindplaats": a.rij.vindplaats,
        }  # fmt: skip
    per_rij = {r.nummer: r for r in v.rijen}
    for w in v.voorlopig:
        if (rij := per_rij.get(w.rij)) is None:
            continue
        waarde = rij.waarden[w.veld]
        yield {
            "soort": ONBEKEND if waarde is None else VOORLOPIG, "gemeentecode": rij.code, "gemeente": rij.gemeente, "cijfer": w.veld,
            "in_bestand": w.tekst, "gelezen": None if waarde is None else toon(waarde), "vindplaats": rij.vindplaats,
        }  # fmt: skip
    for nummer, tekst in v.voorbehoud:
        yield {"soort": VOORLOPIG, "in_bestand": tekst, "vindplaats": f"rij {nummer}"}
    for naam in v.ontbreekt:
        yield {"soort": ONTBREEKT, "gemeente": naam, "vindplaats": "niet in het bestand"}
