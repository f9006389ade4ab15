"""The receipt (`verantwoording.json`): which inputs, kader, assumptions and versions a report was made from; the
same in words for the workbook.

It holds no clock time and no path of a machine: the same inputs give the same bytes everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ibtlib.basis.afdruk import programmaversies, sha256_van
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel
from ibtlib.cijfers.reeksen import trend
from ibtlib.controle.bevindingen import van_opvang, van_periode
from ibtlib.gegevens.bronnen import Bron
from ibtlib.gegevens.correcties import Correctie, sleuteltekst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.verantwoording import (
    BRONTABEL,
    over_aannames,
    over_aansluiting,
    over_kader,
    over_niet_berekenbaar,
)
from ibtlib.weergave import Tabel


def verantwoording(
    g: Gegevens, periode: Periode, notebooks: Mapping[str, str] | None = None, gewijzigd: Sequence[str] = ()
) -> str:
    """JSON text of the receipt of one provincie and periode.

    Parameters
    ----------
    notebooks : mapping of str to str
        Fingerprint of every notebook that a document of it was made by, without its outputs: another one is another notebook.
    gewijzigd : sequence of str
        Those of them that are not as they came with this version.
    """
    kader = g.kaders.zoek(periode)
    frame = beoordeel(g, periode, exact=True)
    tellingen = trend(g, periode).treden(exact=True).loc[str(periode)]
    inhoud = {
        "provincie": g.provincie,
        "periode": str(periode),
        "fictief": g.fictief,
        "versies": programmaversies(),
        "invoer_sha256": dict(g.bestanden),
        "notebooks": dict(notebooks or {}),
        "notebooks_gewijzigd": list(gewijzigd),
        "kader": _kader(kader),
        "treden": {
            "vastgesteld": {f"trede {t}": tellingen[t] for t in range(1, 7) if tellingen[t]},
            "berekend": _tel(frame["trede_berekend"].dropna()),
        },
        "niet_te_beoordelen": [
            {"gemeentecode": r["gemeentecode"], "gemeente": r["gemeente"], "reden": r["reden"]}
            for r in rijen(frame)
            if r["trede_berekend"] is None
        ],
        "correcties": [_correctie(c) for c in g.correcties],
        "aansluiting": [_bevinding(b) for b in [*van_periode(g, periode), *van_opvang(g)]],
    }
    return json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n"


def bronnen(g: Gegevens, tabellen: Iterable[Tabel]) -> list[Bron]:
    """The sources that documents list, in the order of the register.

    Parameters
    ----------
    tabellen : iterable of Tabel
        All tables of these documents; each lists its sources in the one of `verantwoording.tabel_bronnen`.
    """
    genoemd = {rij[0] for t in tabellen if t.naam == BRONTABEL for rij in t.rijen}
    return [bron for bron in g.bronnen.values() if bron.id in genoemd]


def toelichting(
    g: Gegevens, periode: Periode, onderwerpen: Sequence[str], genoemd: Iterable[Bron]
) -> list[tuple[str, tuple[str, ...]]]:
    """What the last chapters of these documents say, once: kader, assumptions, findings, sources."""
    p = str(periode)
    aannames = [a for onderwerp in onderwerpen for a in over_aannames(g, p, onderwerp).alineas]
    sluit_niet = [zin for wat in ("", "spreidingswet") for zin in over_aansluiting(g, p, wat).alineas]
    return [
        ("Kader", over_kader(g, p).alineas),
        ("Aannames", tuple(dict.fromkeys(aannames))),
        ("Wat niet te berekenen is", over_niet_berekenbaar(g, p).alineas),
        ("Wat niet op elkaar aansluit", tuple(dict.fromkeys(sluit_niet))),
        (
            "Bronnen",
            tuple(f"{b.uitgever}: {b.titel}{f', {b.kenmerk}' if b.kenmerk else ''}" for b in genoemd),
        ),
    ]


def _kader(kader: Any) -> dict[str, Any] | None:
    if kader is None:
        return None
    return {
        "kader": kader.kader,
        "titel": kader.titel,
        "geldigheid": kader.geldigheid,
        "sha256": sha256_van(kader.pad) if kader.pad else None,
        "aannames": list(kader.aannames),
        "niet_berekenbaar": list(kader.niet_berekenbaar),
    }


def _tel(treden: Any) -> dict[str, int]:
    return {f"trede {t}": int((treden == t).sum()) for t in range(1, 7) if (treden == t).any()}


def _correctie(c: Correctie) -> dict[str, Any]:
    return {
        naam: None if waarde is None else waarde if isinstance(waarde, int) else str(waarde)
        for naam, waarde in {**vars(c), "sleutel": sleuteltekst(c.sleutel)}.items()
    }


def _bevinding(b: Any) -> dict[str, Any]:
    return {
        "id": b.id,
        "ernst": b.ernst,
        "gebied": b.gebied,
        "wat": b.wat,
        "bekend": b.bekend.zin if b.bekend else None,
        "plekken": [{"waarde": p.waarde, "bron": p.bron or None, "vindplaats": p.vindplaats} for p in b.plekken],
    }
