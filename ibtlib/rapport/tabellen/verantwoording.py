"""The last chapter of every document: by which kader, on which sources, with which assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from ibtlib.basis.afdruk import programmaversies, sha256_van
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.amv import aandeel_opgave
from ibtlib.cijfers.opvang.landelijk import inwoners
from ibtlib.cijfers.wettelijk import perioden_met_aandeel
from ibtlib.controle.bevindingen import Bevinding, van_opvang, van_periode
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen.basis import correctienoten, herkomst_wettelijk, tabel
from ibtlib.weergave import Kop, Tabel, Waarde


def regels(g: Gegevens, periode: str) -> Tabel:
    """The rules of the kader in force, each with its certainty: from a source, or assumed."""
    kader = g.kaders.zoek(periode)
    lijst = kader.regels if kader else ()
    return tabel(
        g,
        "kaderregels",
        f"Regels van het kader{f' ‘{kader.titel}’' if kader else ''}, in volgorde: de eerste die geldt beslist",
        (Kop("Regel"), Kop("Als"), Kop("Dan"), Kop("Zekerheid"), Kop("Vindplaats of toelichting")),
        [(r.naam, r.als, r.dan, r.zekerheid, r.vindplaats) for r in lijst],
        [(b.bron, b.vindplaats) for b in kader.bronnen] if kader else (),
        klassen={(i, 3): "aanname" for i, r in enumerate(lijst) if r.zekerheid == "aanname"},
        opmerkingen=("Aanname: de bron geeft de grens niet; zij is gekozen en kan met een eigen kaderbestand anders.",),
    )


_TABELLEN = {
    "voortgang": ("resultaten", "standen", "tussenstanden", "beoordelingen", "tellingen", "uitspraken"),
    "trend": ("resultaten", "standen", "beoordelingen", "tellingen", "uitspraken", "gebeurtenissen"),
    "scenario": ("resultaten", "beoordelingen"),
    "monitor": ("resultaten", "standen", "tussenstanden"),
    "spreidingswet": (
        "opvangcapaciteit",
        "opvanglocaties",
        "opvangopgave",
        "opvang",
        "amv",
        "amv_gemeenten",
        "resultaten",
        "uitspraken",
        "gebeurtenissen",
    ),
}


_LANDELIJK = {
    "voortgang": ("taakstelling", "inwoners"),
    "trend": ("taakstelling", "inwoners"),
    "spreidingswet": ("spreidingswet", "opvangplekken", "cycli", "cyclusstappen", "inwoners"),
}


_MAPPEN = {"monitor": ("tussenstanden",)}  # with a file per day, beside the one per periode that all read


def vastlegging(g: Gegevens, periode: str, onderwerp: str) -> Tabel:
    """With which programs and from which files the figures of one document were made: versions and hashes."""
    namen = {*(f"{g.provincie}/{n}" for n in (*_TABELLEN.get(onderwerp, ()), "provincie", "gemeentelijst")), "bronnen"}
    namen |= {f"landelijk/{n}" for n in _LANDELIJK.get(onderwerp, ())}
    mappen = tuple(f"{g.provincie}/{m}/" for m in ("gemeenten", *_MAPPEN.get(onderwerp, ())))
    gelezen = [b for b in g.bestanden if b.rpartition(".")[0] in namen or b.startswith(mappen)]
    kader = g.kaders.zoek(periode)
    inhoud = [(f"programma {naam}", versie) for naam, versie in programmaversies().items()]
    if kader and kader.pad:
        inhoud.append((f"kader {kader.pad.name}", sha256_van(kader.pad)))
    inhoud += [(b, g.bestanden[b]) for b in gelezen]
    return tabel(
        g,
        "vastlegging",
        "Waarmee dit rapport gemaakt is: de versie van elk programma en de sha256 van elk gelezen bestand",
        (Kop("Onderdeel"), Kop("Versie of sha256")),
        inhoud,
        formules={1: "van een programma de versie, van een bestand de sha256; een ander bestand heeft een andere"},
    )


def bron_ids(g: Gegevens, onderwerp: str) -> set[str]:
    """Ids of the sources behind the figures of one document."""
    ids = {bron for naam in _TABELLEN.get(onderwerp, ()) for bron in g.tabel(naam)["bron"]}
    if onderwerp == "spreidingswet":
        ids |= {
            b
            for naam in (
                ("cycli", "cyclusstappen")
                if g.fictief
                else ("spreidingswet", "opvangplekken", "cycli", "cyclusstappen")
            )
            for b in g.landelijk(naam)["bron"]
        }
        ids |= {*(b for b, _ in inwoners(g)[2]), *g.gemeentecijfers["bron"]}
        ids |= {b for deel in (aandeel_opgave(g),) if deel for b, _ in deel.herkomst}
    else:
        ids |= {*g.gemeentecijfers["bron"], *(v.bron for kader in g.kaders for v in kader.bronnen)}
    if onderwerp == "monitor":
        ids |= set(g.tussenstanden["bron"].dropna())
    if onderwerp in ("voortgang", "trend") and not g.fictief:
        ids |= {b for b, _ in herkomst_wettelijk(g, perioden_met_aandeel(g))}
    ids |= {c.bron for c in g.correcties if c.bron}
    return ids


def bronnen(g: Gegevens, onderwerp: str) -> Tabel:
    """The sources behind the figures of one document, with publisher, date, reference and kind."""
    ids = bron_ids(g, onderwerp)
    return tabel(
        g,
        "bronnen",
        "Bronnen van dit rapport",
        (Kop("Titel"), Kop("Uitgever"), Kop("Datum"), Kop("Kenmerk"), Kop("Soort")),
        [
            (b.titel, b.uitgever, datum_voluit(b.datum) if b.datum else "niet vermeld", b.kenmerk or "–", b.soort)
            for b in g.bronnen.values()
            if b.id in ids
        ],
    )


def aansluiting(g: Gegevens, periode: str) -> Tabel:
    """Everything that does not add up and touches this periode, every figure with its source."""
    return _bevindingentabel(g, van_periode(g, g.periode(periode)), f"Wat niet op elkaar aansluit, {periode}")


def aansluiting_opvang(g: Gegevens) -> Tabel:
    """The same for opvang and Spreidingswet, which belong to no periode."""
    return _bevindingentabel(g, van_opvang(g), "Wat niet op elkaar aansluit, opvang")


def _bevindingentabel(g: Gegevens, lijst: Sequence[Bevinding], bijschrift: str) -> Tabel:
    """One row per figure; mentions of the same figure in one source share a row."""
    inhoud: list[tuple[Waarde, ...]] = []
    klassen = {}
    for b in lijst:
        per_cijfer: dict[tuple[str, str], list[str]] = {}
        for p in b.plekken:
            per_cijfer.setdefault((p.waarde, p.bron), []).append(p.vindplaats)
        for (waarde, bron), plekken in per_cijfer.items():
            if not bron:
                klassen[len(inhoud), 1] = "berekend"
            inhoud.append((b.onderwerp, waarde, g.bronnen[bron].titel if bron else "berekend", "; ".join(plekken)))
    return tabel(
        g,
        "aansluiting",
        bijschrift,
        (Kop("Onderwerp"), Kop("Cijfer"), Kop("Bron"), Kop("Vindplaats of formule")),
        inhoud,
        zonder_rijen="er is niets gevonden",
        klassen=klassen,
        opmerkingen=(
            *(f"{b.onderwerp[0].upper()}{b.onderwerp[1:]}. {b.bekend.zin}" for b in lijst if b.bekend),
            *correctienoten(g, [(p.bron, p.vindplaats) for b in lijst for p in b.plekken]),
        ),
    )
