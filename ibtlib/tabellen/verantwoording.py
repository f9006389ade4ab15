"""The last chapter of every document: by which kader, on which sources, with which assumptions."""

from __future__ import annotations

from ibtlib.gegevens import Gegevens
from ibtlib.periode import datum_voluit
from ibtlib.tabellen.basis import tabel
from ibtlib.weergave import Kolom, Tabel


def regels(g: Gegevens, periode: str) -> Tabel:
    """The rules of the kader in force, each with its certainty: from a source, or assumed."""
    kader = g.kaders.zoek(periode)
    lijst = kader.regels if kader else ()
    return tabel(
        g,
        "kaderregels",
        f"Regels van het kader{f' ‘{kader.titel}’' if kader else ''}, in volgorde: de eerste die geldt beslist",
        (Kolom("Regel"), Kolom("Als"), Kolom("Dan"), Kolom("Zekerheid"), Kolom("Vindplaats of toelichting")),
        [(r.naam, r.als, r.dan, r.zekerheid, r.vindplaats) for r in lijst],
        [(b.bron, b.vindplaats) for b in kader.bronnen] if kader else (),
        klassen={(i, 3): "aanname" for i, r in enumerate(lijst) if r.zekerheid == "aanname"},
        opmerkingen=("Aanname: de bron geeft de grens niet; zij is gekozen en kan met een eigen kaderbestand anders.",),
    )


_TABELLEN = {
    "voortgang": ("resultaten", "standen", "tussenstanden", "beoordelingen", "tellingen", "uitspraken"),
    "trend": ("resultaten", "standen", "beoordelingen", "tellingen", "uitspraken", "gebeurtenissen"),
    "spreidingswet": ("opvangcapaciteit", "amv", "amv_gemeenten", "uitspraken", "gebeurtenissen"),
}


def bronnen(g: Gegevens, onderwerp: str) -> Tabel:
    """The sources behind the figures of one document, with publisher, date, reference and kind."""
    ids = {bron for naam in _TABELLEN[onderwerp] for bron in g.tabel(naam)["bron"]}
    if onderwerp == "spreidingswet":
        landelijk = g.landelijk("spreidingswet")
        ids |= {*landelijk.loc[landelijk["gebiedscode"] == g.code, "bron"], *g.landelijk("opvangplekken")["bron"]}
    else:
        ids |= {*g.gemeentecijfers["bron"], *(v.bron for kader in g.kaders for v in kader.bronnen)}
    return tabel(
        g,
        "bronnen",
        "Bronnen van dit rapport",
        (Kolom("Titel"), Kolom("Uitgever"), Kolom("Datum"), Kolom("Kenmerk"), Kolom("Soort")),
        [
            (b.titel, b.uitgever, datum_voluit(b.datum) if b.datum else "niet vermeld", b.kenmerk or "–", b.soort)
            for b in g.bronnen.values()
            if b.id in ids
        ],
    )
