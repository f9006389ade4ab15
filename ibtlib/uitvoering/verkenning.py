"""What there is to make, and the fingerprint of everything there is to read: what the decision of a batch needs to know.

The parts are those that `Gegevens` notes when they are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibtlib.basis.plaatsen import provincies
from ibtlib.cijfers.monitor import tussenstanddatums
from ibtlib.cijfers.posities import posities
from ibtlib.controle.bevindingen import ONDERDEEL, per_onderdeel
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import PROVINCIETABELLEN
from ibtlib.gegevens.teksten import HOOFDSTUKKEN
from ibtlib.rapport.documenten import LANDELIJK, MONITOR


def afdrukken(g: Gegevens) -> dict[str, str]:
    """Fingerprint of each part of one provincie; only what the rows say counts, not how the file is written."""
    return {f"{g.provincie}: {deel}": _afdruk(inhoud) for deel, inhoud in sorted(_delen(g), key=lambda paar: paar[0])}


def _delen(g: Gegevens) -> Iterator[tuple[str, Any]]:
    yield "bestanden", dict(g.bestanden)
    yield "lijst van bestanden", list(g.bestanden)
    yield from ((f"bestand {naam}", som) for naam, som in g.bestanden.items())
    yield from ((f"tabel {s.naam}", _rijen(g.tabel(s.naam))) for s in PROVINCIETABELLEN)
    yield from ((f"landelijk {s.naam}", _rijen(g.landelijk(s.naam))) for s in LANDELIJKE_TABELLEN)
    yield "gemeentecijfers", _rijen(g.gemeentecijfers)
    yield "tussenstanden", _rijen(g.tussenstanden)
    yield "inname", _rijen(g.inname)
    yield "bronnen", list(g.bronnen.values())
    yield "correcties", list(g.correcties)
    yield from ((f"tekst {p} {h}", g.tekst(p, h)) for p in g.perioden for h in HOOFDSTUKKEN)
    yield "perioden", [str(p) for p in g.perioden]
    yield "resultaatperioden", [str(p) for p in g.resultaatperioden]
    for periode in {*g.resultaatperioden, *g.reeks(), *g.perioden}:
        yield f"resultaten {periode}", [dict(r) for r in g.resultaatrijen(periode)]
    yield from ((f"{ONDERDEEL} {deel}", gevonden) for deel, gevonden in per_onderdeel(g).items())
    for toen in {v.bekend_op: v for p in g.perioden if (v := g.voor(p)).bekend_op}.values():
        yield from ((f"{ONDERDEEL} {deel} op {toen.bekend_op}", wat) for deel, wat in per_onderdeel(toen).items())


def _rijen(frame: Any) -> Any:
    return list(frame.columns), frame.to_dict("split")["data"]


def _afdruk(inhoud: Any) -> str:
    return hashlib.sha256(repr(inhoud).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Verkenning:
    """What there is to make of a provincie, and to read.

    Parameters
    ----------
    mappen, alle : list of str
        Folders asked for, in order, and all that are known.
    keuzes : dict
        Per folder asked for: which loose documents there can be, value to name.
    afdrukken : dict
        Fingerprint of each part.
    """

    mappen: list[str]
    alle: list[str]
    keuzes: dict[str, dict[str, str]]
    afdrukken: dict[str, str]


def verken(provincie: str, data: str, kader: str | None, soort: str, gevraagd: list[str] | None) -> Verkenning:
    """Read and check a provincie.

    Parameters
    ----------
    soort : str
        Of the loose documents: `gemeente` (folders are perioden), `monitor` or `landelijk` (one folder).
    gevraagd : list of str or None
        Folders; None is all.
    """
    if soort == LANDELIJK.naam:
        return _verken_landelijk(data, kader, gevraagd)
    g = laad(provincie, data, kader)
    if soort == MONITOR.naam:
        standen = {d.isoformat(): d.isoformat() for d in tussenstanddatums(g)}
        mappen = list(dict.fromkeys(gevraagd or ()))
        return Verkenning(mappen, mappen, dict.fromkeys(mappen, standen), afdrukken(g))
    gekozen = sorted({g.periode(p) for p in gevraagd}) if gevraagd is not None else g.perioden
    return Verkenning(
        [str(p) for p in gekozen],
        [str(p) for p in g.perioden],
        {str(p): {c: x.gemeente for c, x in posities(g, p).items()} for p in gekozen},
        afdrukken(g),
    )


def _verken_landelijk(data: str, kader: str | None, gevraagd: list[str] | None) -> Verkenning:
    """Of every periode of which some real province has figures there can be a page; they read the data of all."""
    alle = [g for naam in provincies(Path(data)) if not (g := laad(naam, data, kader)).fictief]
    perioden = {str(p): str(p) for p in sorted({p for g in alle for p in g.perioden})}
    mappen = list(dict.fromkeys(gevraagd or ()))
    samen = {deel: som for g in alle for deel, som in afdrukken(g).items()}
    return Verkenning(mappen, mappen, dict.fromkeys(mappen, perioden), samen)
