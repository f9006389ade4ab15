"""Sentences of notebook 03."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.fouten import opsomming
from ibtlib.gegevens import Gegevens
from ibtlib.getallen import toon, toon_procent
from ibtlib.invoer import rijen
from ibtlib.periode import datum_voluit
from ibtlib.spreidingswet import dekking as _dekking
from ibtlib.spreidingswet import provincies as _provincies
from ibtlib.weergave import Tekst


def dekking(g: Gegevens) -> Tekst:
    """Coverage in words, hard capacity first."""
    d = _dekking(g)
    if d is None:
        return Tekst((f"Over de opvangcapaciteit of de opgave van {g.naam} is niets gepubliceerd.",))
    zinnen = [f"De opgave is {toon(d.opgave)} opvangplekken."]
    zinnen += [f"Tot en met {naam}: {toon(n)} plekken, {toon_procent(pct, 1)}." for naam, n, pct in d.stappen()]
    alineas = [" ".join(zinnen)]
    if d.niet_hard is not None and d.in_gebruik is not None:
        alineas.append(
            f"Nu zijn er {toon(d.in_gebruik.laag)} plekken; daarvan zijn er {toon(d.niet_hard)} niet hard voor de "
            f"peilmomenten (berekend: {toon(d.in_gebruik.laag)} − {toon(d.op_peilmomenten)})."
        )
    return Tekst(tuple(alineas))


def amv(g: Gegevens) -> Tekst:
    """amv in the capacity, apart from any beoordeling."""
    d = _dekking(g)
    zinnen = []
    if d:
        met_amv = [f for f in d.fasen if f.waarvan_amv is not None]
        som, plekken = sum(f.waarvan_amv or 0 for f in met_amv), sum(f.laag for f in met_amv)
        if plekken:
            zinnen.append(
                f"Van de {toon(plekken)} plekken in {opsomming(f.naam for f in met_amv)} zijn er {toon(som)} voor amv: "
                f"{toon_procent(Fraction(100 * som, plekken), 1)} (berekend)."
            )
    cijfers = {r["kenmerk"]: r["aantal"] for r in rijen(g.tabel("amv"))}
    if {"opgave nidos", "gehuisvest nidos"} <= set(cijfers):
        zinnen.append(
            f"Nidos vroeg {toon(cijfers['opgave nidos'])} plekken; "
            f"{toon(cijfers['gehuisvest nidos'])} amv zijn gehuisvest."
        )
    return Tekst((" ".join(zinnen) or f"Over plekken voor amv in {g.naam} is niets gepubliceerd.",))


def stand_spreidingswet(g: Gegevens, periode: str) -> Tekst:
    """Was the law in force on the peildatum?"""
    peildatum = g.periode(periode).peildatum
    werking = [r["datum"] for r in rijen(g.tabel("gebeurtenissen")) if r["gebeurtenis"] == "spreidingswet-in-werking"]
    if not werking:
        return Tekst(("De datum van inwerkingtreding van de Spreidingswet staat niet in de gegevens.",))
    if werking[0] > peildatum:
        zin = (
            f"Op de peildatum {datum_voluit(peildatum)} was de Spreidingswet nog niet in werking; "
            f"dat is zij sinds {datum_voluit(werking[0])}."
        )
        later = "De cijfers hieronder zijn de laatst gepubliceerde en zijn dus van na deze peildatum."
        return Tekst((zin, later), soort="let-op")
    return Tekst((f"De Spreidingswet is in werking sinds {datum_voluit(werking[0])}.",))


def provincies(g: Gegevens) -> Tekst:
    """The own province among the twelve."""
    frame = _provincies(g)
    eigen = [r for r in rijen(frame) if r["gebiedscode"] == g.code]
    if not eigen:
        return Tekst(("De tabel van het Rijk gaat over de twaalf provincies van Nederland.",))
    (r,) = eigen
    aandeel = Fraction(100 * r["plekken_nu"], r["opgave_2024"])
    return Tekst(
        (
            f"{g.naam} had op 1 april 2023 {toon(r['plekken_nu'])} reguliere opvangplekken, "
            f"{toon_procent(aandeel, 1)} van de opgave voor 1 januari 2024 ({toon(r['opgave_2024'])}); nog nodig waren er {toon(r['nog_nodig'])}.",
        )
    )
