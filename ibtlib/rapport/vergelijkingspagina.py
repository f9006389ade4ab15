"""What changed between two states as a page: whether a trede did comes first, then every change by its kind."""

from __future__ import annotations

from typing import Any

from ibtlib.basis.fouten import aantal
from ibtlib.basis.periode import Periode
from ibtlib.basis.tekens import toonbaar
from ibtlib.controle.vergelijking.verschillen import SOORTEN, Vergelijking
from ibtlib.controle.vergelijking.verslag import NAMEN, kop, waar
from ibtlib.weergave import Kop, Rij, Tabel, Tekst, Titel


def vergelijkingspagina(v: Vergelijking) -> list[Any]:
    """The page as text (Markdown) and display objects, a `Titel` first."""
    perioden = sorted(Periode.lees(p) for p in v.nieuw.perioden)
    cellen: list[Any] = [
        Titel(
            "Wat er veranderde",
            toonbaar(f"Van {v.oud.naam} naar {v.nieuw.naam}"),
            (
                ("Vergeleken", v.nieuw.soort),
                *((k, m.herkomst[:12]) for k, m in (("Oude revisie", v.oud), ("Nieuwe revisie", v.nieuw)) if m.revisie),
                ("Provincies", ", ".join(v.nieuw.provincies)),
            ),
            perioden[-1].peildatum,
        ),
        Tekst(tuple(toonbaar(regel.strip()) for regel in kop(v)), lijst=True),
    ]
    for soort in SOORTEN:
        lijst = v.van(soort)
        if not lijst:
            continue
        cellen.append(f"## {NAMEN[soort][1].capitalize()}")
        cellen.append(
            Tabel(
                NAMEN[soort][1],
                f"Wat er veranderde: {aantal(len(lijst), *NAMEN[soort])}",
                (Kop("Waar"), Kop("Was"), Kop("Is")),
                tuple(Rij.van((toonbaar(waar(x)), *(_cel(t) for t in (x.oud, x.nieuw)))) for x in lijst),
            )
        )
    return cellen


def _cel(tekst: str | None) -> str:
    return "–" if tekst is None else toonbaar(tekst) or "leeg"
