"""What a document reads: recorded while it runs, and the fingerprint of each part, so that it can be compared later.

The parts are whole tables, the list of known perioden, the results of one periode, the findings of one periode, and
the hash of a file. What is not known to be a part counts as everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ibtlib.cijfers.monitor import tussenstanddatums
from ibtlib.cijfers.posities import posities
from ibtlib.controle.bevindingen import per_onderdeel
from ibtlib.gegevens.gegevens import Gegevens, laad

ALLES = "alles"
_VAST = {
    "code": "tabel provincie",
    "naam": "tabel provincie",
    "fictief": "tabel provincie",
    "gemeentelijst": "tabel gemeentelijst",
    "bronnen": "bronnen",
    "correcties": "correcties",
    "_gemeentecijfers": "gemeentecijfers",
    "_tussenstanden": "tussenstanden",
    "_perioden": "perioden",
}
# the name is a parameter; the files of the kaders and of the house style are a part of every document
_ZONDER = {"provincie", "kaders", "grenzen"}
_AFGELEID = {per_onderdeel: "bevindingen"}


class Lezing:
    """Context manager: `delen` holds `<provincie>: <part>` of all that was read from `Gegevens` within it."""

    def __init__(self) -> None:
        self.delen: set[str] = set()
        self._stil = 0

    def __enter__(self) -> Lezing:
        lezing = self

        def lees(g: Gegevens, naam: str) -> Any:
            return lezing._lees(g, naam)

        Gegevens.__getattribute__ = lees  # type: ignore[method-assign,assignment]
        return self

    def __exit__(self, *_: object) -> None:
        del Gegevens.__getattribute__  # type: ignore[misc]

    def noteer(self, g: Gegevens, deel: str) -> None:
        self.delen.add(f"{object.__getattribute__(g, 'provincie')}: {deel}")

    def _lees(self, g: Gegevens, naam: str) -> Any:
        if self._stil or (naam not in _KENT and naam not in Gegevens.__dataclass_fields__):
            return object.__getattribute__(g, naam)
        if naam in _ZONDER:
            return object.__getattribute__(g, naam)
        if naam == "afgeleid":
            return lambda functie: self._afgeleid(g, functie)
        if naam in ("_provincie", "_landelijk"):
            soort = {"_provincie": "tabel", "_landelijk": "landelijk"}[naam]
            return _Genoteerd(
                object.__getattribute__(g, naam),
                lambda s: self.noteer(g, f"{soort} {s}"),
                lambda: self.noteer(g, ALLES),
            )
        with self._stilte():
            waarde = object.__getattribute__(g, naam)
        if naam == "bestanden":
            return _Genoteerd(
                waarde, lambda b: self.noteer(g, f"bestand {b}"), lambda: self.noteer(g, "lijst van bestanden")
            )
        if naam == "resultaatrijen":
            return _Genoteerd(
                waarde, lambda p: self.noteer(g, f"resultaten {p}"), lambda: self.noteer(g, "resultaatperioden")
            )
        self.noteer(g, _VAST.get(naam, ALLES))
        return waarde

    def _afgeleid(self, g: Gegevens, functie: Any) -> Any:
        """Of something derived that is known as a part: which of its parts are read, and not from what it was made."""
        if functie not in _AFGELEID:
            return Gegevens.afgeleid(g, functie)
        with self._stilte():
            waarde = Gegevens.afgeleid(g, functie)
        soort = _AFGELEID[functie]
        return _Genoteerd(waarde, lambda s: self.noteer(g, f"{soort} {s}"), lambda: self.noteer(g, ALLES))

    @contextmanager
    def _stilte(self) -> Iterator[None]:
        self._stil += 1
        try:
            yield
        finally:
            self._stil -= 1


_KENT = {*_VAST, "resultaatrijen", "_provincie", "_landelijk", "afgeleid"}


class _Genoteerd(Mapping[str, Any]):
    """A mapping that tells which keys are asked for; also those that are not there."""

    def __init__(self, echt: Mapping[str, Any], sleutel: Any, lijst: Any):
        self._echt, self._sleutel, self._lijst = echt, sleutel, lijst

    def __getitem__(self, sleutel: str) -> Any:
        self._sleutel(sleutel)
        return self._echt[sleutel]

    def __iter__(self) -> Iterator[str]:
        self._lijst()
        return iter(self._echt)

    def __len__(self) -> int:
        self._lijst()
        return len(self._echt)


def afdrukken(g: Gegevens) -> dict[str, str]:
    """Fingerprint of each part of one provincie; only what the rows say counts, not how the file is written."""
    delen = [ALLES, "bronnen", "correcties", "gemeentecijfers", "tussenstanden", "perioden", "resultaatperioden"]
    delen += ["lijst van bestanden", *(f"bestand {naam}" for naam in g.bestanden)]
    delen += [f"tabel {naam}" for naam in g._provincie] + [f"landelijk {naam}" for naam in g._landelijk]
    halfjaren = {*g.resultaatrijen, *(str(p) for p in g.reeks()), *(str(p) for p in g.perioden)}
    delen += [f"resultaten {p}" for p in halfjaren]
    delen += [f"{soort} {deel}" for functie, soort in _AFGELEID.items() for deel in g.afgeleid(functie)]
    return {f"{g.provincie}: {deel}": _afdruk(_inhoud(g, deel)) for deel in sorted(delen)}


def _inhoud(g: Gegevens, deel: str) -> Any:
    soort, _, naam = deel.partition(" ")
    if soort == "tabel":
        return _rijen(g.tabel(naam))
    if soort == "landelijk":
        return _rijen(g.landelijk(naam))
    if soort == "bestand":
        return g.bestanden[naam]
    for functie, afgeleide in _AFGELEID.items():
        if soort == afgeleide:
            return g.afgeleid(functie)[naam]
    if deel == "lijst van bestanden":
        return list(g.bestanden)
    if soort == "resultaten":
        return [dict(r) for r in g.resultaatrijen.get(naam, ())]
    if soort == "resultaatperioden":
        return list(g.resultaatrijen)
    if soort == "perioden":
        return [str(p) for p in g.perioden]
    if soort == "gemeentecijfers":
        return _rijen(g.gemeentecijfers)
    if soort == "tussenstanden":
        return _rijen(g.tussenstanden)
    if soort == "correcties":
        return list(g.correcties)
    if soort == "bronnen":
        return list(g.bronnen.values())
    return dict(g.bestanden)


def _rijen(frame: Any) -> Any:
    return list(frame.columns), frame.to_dict("split")["data"]


def _afdruk(inhoud: Any) -> str:
    return hashlib.sha256(repr(inhoud).encode()).hexdigest()[:16]


def verken(provincie: str, data: str, kader: str | None, soort: str, gevraagd: list[str] | None) -> dict[str, Any]:
    """Read and check a provincie; what there is to make, and the fingerprint of all there is to read.

    Parameters
    ----------
    soort : str
        Of the loose documents: `gemeente` (folders are perioden) or `monitor` (one folder).
    gevraagd : list of str or None
        Folders; None is all.

    Returns
    -------
    dict
        `mappen` (those asked for, sorted), `alle` (all known), `keuzes` (per folder asked for: which loose
        documents there can be, value to name), `afdrukken`.
    """
    g = laad(provincie, data, kader)
    if soort == "monitor":
        standen = {d.isoformat(): d.isoformat() for d in tussenstanddatums(g)}
        keuzes = dict.fromkeys(gevraagd or (), standen)
        return {"mappen": list(keuzes), "alle": list(keuzes), "keuzes": keuzes, "afdrukken": afdrukken(g)}
    gekozen = sorted({g.periode(p) for p in gevraagd}) if gevraagd is not None else g.perioden
    return {
        "mappen": [str(p) for p in gekozen],
        "alle": [str(p) for p in g.perioden],
        "keuzes": {str(p): {c: x.gemeente for c, x in posities(g, p).items()} for p in gekozen},
        "afdrukken": afdrukken(g),
    }
