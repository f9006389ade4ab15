"""Charts of notebook 03."""

from __future__ import annotations

from itertools import takewhile

from ibtlib.basis.fouten import opsomming
from ibtlib.cijfers.opvang.drie_opgaven import DRIE, EENHEID, Opgave, drie_opgaven_gemeenten
from ibtlib.cijfers.opvang.drie_opgaven import drie_opgaven_provincie as _drie_opgaven
from ibtlib.cijfers.opvang.landelijk import LAND, inwoners, provincieaandelen, rangorde
from ibtlib.cijfers.opvang.per_gemeente import opvang_per_gemeente as _gemeenten
from ibtlib.cijfers.opvang.spreidingswet import dekking as _dekking
from ibtlib.cijfers.opvang.spreidingswet import provincies_rijksbrief as _provincies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.grafieken.basis import met_herkomst, rest
from ibtlib.rapport.tabellen.opvang import herkomst_gemeenten, herkomst_per_gemeente
from ibtlib.rapport.tabellen.spreidingswet import ALLEEN_ECHT, herkomst_dekking
from ibtlib.weergave import Figuur, Tekst, figuren
from ibtlib.weergave.tekenen import veelvoud


def dekking(g: Gegevens) -> Figuur | Tekst:
    """Capacity stacked by certainty against the opgave; from the first phase that is a range on, a range."""
    d = _dekking(g)
    if d is None:
        return Tekst((f"Geen grafiek: over de opvangcapaciteit van {g.naam} is niets gepubliceerd.",))
    per_fase = [(n, d.opgeteld(n), d.opgeteld(n, hoog=True)) for n in d.namen]
    hard = list(takewhile(lambda f: f[1] == f[2], per_fase))
    onzeker = per_fase[len(hard) :]
    bereik = (sum(laag for _, laag, _ in onzeker), sum(hoog for _, _, hoog in onzeker)) if onzeker else None
    bronnen = herkomst_dekking(g)
    figuur = figuren.dekking(
        "dekking",
        "Opvangcapaciteit per fase tegenover de opgave Spreidingswet, eerste cyclus",
        [(naam, laag) for naam, laag, _ in hard],
        opgave=d.opgave,
        bereik=bereik,
        bereik_naam=opsomming(naam for naam, _, _ in onzeker) if onzeker else "planvoorraad",
        eenheid="plekken",
        **rest(g, herkomst_dekking(g)),
    )
    return met_herkomst(
        g,
        figuur,
        per_rij=lambda naam: bronnen[:1] if naam == "opgave" else bronnen[1:],
        formules={"opgeteld": "de plekken van deze en alle eerdere fasen", "dekking": "opgeteld ÷ opgave"},
    )


def gemeenten(g: Gegevens) -> Figuur | Tekst:
    """Opgave and places that count, per gemeente."""
    lijst = [r for r in _gemeenten(g) if r.opgave is not None or r.telt_mee is not None]
    if not lijst:
        return Tekst((f"Geen grafiek: over de opgave en de plekken per gemeente in {g.naam} is niets gepubliceerd.",))
    bronnen, codes = herkomst_per_gemeente(g), {r.naam: r.code for r in lijst}
    figuur = figuren.staven(
        "opvang-gemeenten",
        "Opgave asielopvang en plekken die zeker meetellen voor de cyclus, per gemeente",
        [r.naam for r in lijst],
        [
            figuren.Reeks("opgave", {r.naam: r.opgave for r in lijst}),
            figuren.Reeks("telt mee", {r.naam: r.telt_mee for r in lijst}, nadruk=True),
        ],
        eenheid="plekken",
        horizontaal=True,
        **rest(g, herkomst_gemeenten(g)),
    )
    return met_herkomst(
        g,
        figuur,
        per_rij=lambda naam: bronnen.get(codes[naam], []),
        formules={"telt mee": "de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn"},
    )


def drie_opgaven(g: Gegevens, periode: str) -> Figuur | Tekst:
    """The three opgaven of the province beside each other, each on its own scale."""
    return _drie(
        g, "drie-opgaven", f"De drie opgaven van {g.naam}, elk op de eigen schaal", [_drie_opgaven(g, periode)]
    )


def drie_opgaven_per_gemeente(g: Gegevens, periode: str, gemeente: str | None = None) -> Figuur | Tekst:
    """The same per gemeente; of all, or of the one with this gemeentecode."""
    per = drie_opgaven_gemeenten(g, periode)
    gekozen = [per[gemeente]] if gemeente in per else [] if gemeente else list(per.values())
    bijschrift = "De drie opgaven per gemeente, elk op de eigen schaal"
    return _drie(g, "drie-opgaven-gemeenten", bijschrift, gekozen)


def _drie(g: Gegevens, naam: str, bijschrift: str, per_gebied: list[list[Opgave]]) -> Figuur | Tekst:
    lijst = [o for opgaven in per_gebied for o in opgaven]
    if all(o.opgave is None and o.gerealiseerd is None for o in lijst):
        waarover = "per gemeente " if "gemeenten" in naam else ""
        return Tekst((f"Geen grafiek: over de drie opgaven is {waarover}in {g.naam} niets gepubliceerd.",))
    panelen = [
        veelvoud.Paneel(
            soort, EENHEID[soort], {o.gebied: (_getal(o.opgave), o.gerealiseerd) for o in lijst if o.soort == soort}
        )
        for soort in DRIE
    ]
    gebieden = [opgaven[0].gebied for opgaven in per_gebied]
    herkomst = [h for o in lijst for h in o.herkomst]
    per_cel = {(o.gebied, o.soort): o.herkomst for o in lijst}
    return met_herkomst(
        g,
        veelvoud.opgaven(naam, bijschrift, gebieden, panelen, **rest(g, herkomst)),
        per_cel=lambda rij, kolom: next(
            h for (gebied, soort), h in per_cel.items() if gebied == rij and kolom.startswith(soort)
        ),
    )


def _getal(opgave: int | None) -> int | None:
    """An opgave below zero (a voorsprong larger than the taakstelling) asks nobody: nothing is left to do."""
    return None if opgave is None else max(opgave, 0)


def provincies(g: Gegevens) -> Figuur | Tekst:
    """The twelve provinces: places now and opgave."""
    if g.fictief:
        return ALLEEN_ECHT
    frame = _provincies(g)
    lijst = [r for r in rijen(frame) if r["gebiedscode"] != "NL01"]
    lijst.sort(key=lambda r: -r["opgave_2024"])
    namen = [r["gebied"] for r in lijst]
    return figuren.staven(
        "provincies",
        "Reguliere opvangplekken op 1 april 2023 en opgave voor 1 januari 2024 per provincie",
        namen,
        [
            figuren.Reeks("opvangplekken nu", {r["gebied"]: r["plekken_nu"] for r in lijst}),
            figuren.Reeks("opgave", {r["gebied"]: r["opgave_2024"] for r in lijst}, nadruk=True),
        ],
        eenheid="plekken",
        horizontaal=True,
        **rest(g, [(r["bron"], r["vindplaats"]) for r in lijst]),
    )


def rangorde_provincies(g: Gegevens) -> Figuur | Tekst:
    """What each province still needed per 1.000 inhabitants, the most first."""
    if g.fictief:
        return ALLEEN_ECHT
    lijst = sorted((r for r in rangorde(g) if r.per_1000 is not None), key=lambda r: (r.plaats_per_1000 or 0, r.naam))
    _, _, herkomst = inwoners(g)
    bronnen = [(r["bron"], r["vindplaats"]) for r in rijen(_provincies(g))]
    figuur = figuren.staven(
        "rangorde-provincies",
        "Nog nodige opvangplekken per 1.000 inwoners, mei 2023",
        [r.naam for r in lijst],
        [figuren.Reeks("nog nodig per 1.000 inwoners", {r.naam: r.per_1000 for r in lijst})],
        eenheid="plekken per 1.000 inwoners",
        soort="breuk",
        decimalen=1,
        horizontaal=True,
        **rest(g, [*bronnen, *herkomst]),
    )
    return met_herkomst(g, figuur, per_rij=lambda naam: [*bronnen, *herkomst], formules="nog nodig ÷ inwoners × 1.000")


def aandelen_provincies(g: Gegevens) -> Figuur | Tekst:
    """Share of the places beside share of the people."""
    if g.fictief:
        return ALLEEN_ECHT
    lijst = provincieaandelen(g)
    _, _, herkomst = inwoners(g)
    opgaven = {d.naam: d.herkomst for d in lijst}
    wet = [(r["bron"], r["vindplaats"]) for r in rijen(g.landelijk("spreidingswet")) if r["gebiedscode"] == LAND]
    figuur = figuren.staven(
        "aandelen-provincies",
        "Aandeel van elke provincie in de opgave Spreidingswet en in de inwoners (berekend)",
        [d.naam for d in lijst],
        [
            figuren.Reeks("aandeel inwoners", {d.naam: d.pct_inwoners for d in lijst}),
            figuren.Reeks("aandeel plekken", {d.naam: d.pct_opgave for d in lijst}, nadruk=True),
        ],
        eenheid="procent",
        soort="procent",
        decimalen=2,
        horizontaal=True,
        **rest(g, [*(d.herkomst for d in lijst), *wet, *herkomst]),
    )
    return met_herkomst(
        g,
        figuur,
        per_cel=lambda rij, kolom: [*wet, opgaven[rij]] if kolom == "aandeel plekken" else herkomst,
        formules={
            "aandeel inwoners": "inwoners ÷ inwoners van alle provincies",
            "aandeel plekken": "opgave ÷ de plekken van de wet",
        },
    )
