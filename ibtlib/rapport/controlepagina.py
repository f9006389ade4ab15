"""The outcome of `ibt controleer` as a page: what is wrong, what differs, what is worth a question, file by file."""

from __future__ import annotations

import re
from typing import Any

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.tekens import toonbaar
from ibtlib.controle.bevinding import ERNST, FOUT, MEERVOUD, VERSCHIL
from ibtlib.controle.meldingen import Controle, Melding, datum, herkomst, regelnummer, samenvatting
from ibtlib.weergave import Kop, Rij, Tabel, Tekst, Titel

_UITLEG = (
    "Fout: de gegevens zijn ongeldig en worden niet gebruikt tot zij verbeterd zijn.",
    "Verschil: gepubliceerde cijfers spreken elkaar of hun eigen delen tegen. Allebei blijven staan; er wordt niets hersteld.",
    "Vraag: er is misschien niets aan de hand, maar het is de moeite waard om te kijken.",
    "Bekend: iemand heeft het verklaard in bekend.csv; de bevinding blijft zichtbaar, met die verklaring.",
)


def controlepagina(c: Controle) -> list[Any]:
    """The page as text (Markdown) and display objects, a `Titel` first."""
    n = c.aantallen
    geldig = {g.provincie: f"{g.naam}{' (fictief)' if g.fictief else ''}" for g in c.provincies}
    namen = [geldig.get(naam, f"{naam} (met fouten)") for naam in c.gevraagd]
    titel = Titel(
        "Controle van de gegevens",
        f"Provincie {opsomming(namen)}",
        (
            ("Fouten", str(n[FOUT])),
            ("Verschillen", str(n[VERSCHIL])),
            ("Vragen", str(n["vraag"])),
            ("Daarvan verklaard", str(n["bekend"])),
        ),
        datum(c),
        len(geldig) == len(c.gevraagd) and all(g.fictief for g in c.provincies),
    )
    cellen: list[Any] = [titel, Tekst(tuple(map(toonbaar, samenvatting(c))))]
    if c.meldingen:
        cellen.append("## Bevindingen per bestand")
    fictief = {g.provincie for g in c.provincies if g.fictief}
    for nummer, (bestand, lijst) in enumerate(c.per_bestand().items(), 1):
        cellen += [f"### {_kop(bestand)}", _tabel(nummer, bestand, lijst, bool(fictief & set(bestand.split("/"))))]
    if c.correcties:
        cellen += ["## Correcties", Tekst(tuple(f"{naam}: {x.tekst}" for naam, x in c.correcties), lijst=True)]
    return [*cellen, "## Wat de woorden betekenen", Tekst(_UITLEG, lijst=True)]


def _kop(bestand: str) -> str:
    """The name of a file as a heading; whatever could be markup in it is shown as a question mark."""
    return re.sub(r"[^\w/. -]", "?", toonbaar(bestand)).replace("_", r"\_")


def _tabel(nummer: int, bestand: str, lijst: list[Melding], fictief: bool) -> Tabel:
    per_ernst = {ernst: sum(m.bevinding.ernst == ernst for m in lijst) for ernst in ERNST}
    telling = [aantal(n, ernst, MEERVOUD[ernst]) for ernst, n in per_ernst.items() if n]
    return Tabel(
        f"bestand-{nummer}",
        toonbaar(f"{'FICTIEF: ' if fictief else ''}{bestand}: {opsomming(telling)}"),
        (Kop("Onderwerp"), Kop("Ernst"), Kop("Wat er is"), Kop("Waar"), Kop("Wat te doen")),
        tuple(Rij.van(map(toonbaar, _rij(m))) for m in lijst),
    )


def _rij(m: Melding) -> tuple[str, ...]:
    b = m.bevinding
    waar = [
        f"{p.waarde}: {herkomst(p)}{regelnummer(plaats, m.bestand)}"
        if p.waarde
        else regelnummer(plaats, m.bestand).strip(" ()")
        for p, plaats in zip(b.plekken, m.plaatsen, strict=True)
    ]
    return (
        b.onderwerp,
        f"{b.ernst}, bekend" if b.bekend else b.ernst,
        b.wat,
        "; ".join(w for w in waar if w) or "het hele bestand",
        b.bekend.zin if b.bekend else b.advies,
    )
