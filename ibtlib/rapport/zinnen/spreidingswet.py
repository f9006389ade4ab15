"""Sentences of notebook 03."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.amv import aandeel_capaciteit, aandeel_opgave, aandeel_provinciale_opgave, nidos
from ibtlib.cijfers.opvang.cyclus import huidige, stappen, vorige
from ibtlib.cijfers.opvang.drie_opgaven import drie_opgaven_provincie as _drie_opgaven
from ibtlib.cijfers.opvang.landelijk import LAND, rangorde
from ibtlib.cijfers.opvang.landelijk import provincieaandelen as _aandelen
from ibtlib.cijfers.opvang.per_gemeente import opvang_per_gemeente as _gemeenten
from ibtlib.cijfers.opvang.per_gemeente import ruilvoorstel
from ibtlib.cijfers.opvang.spreidingswet import HARD
from ibtlib.cijfers.opvang.spreidingswet import dekking as _dekking
from ibtlib.cijfers.opvang.spreidingswet import provincies_rijksbrief as _provincies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.schema import FASEN
from ibtlib.rapport.tabellen.spreidingswet import bereik, bereik_procent, termijn_tekst
from ibtlib.rapport.tabellen.trend import datum_tekst
from ibtlib.weergave import Tekst


def dekking(g: Gegevens) -> Tekst:
    """Coverage in words, hard capacity first; what is known of the peilmomenten, and what exists but is not hard."""
    d = _dekking(g)
    if d is None:
        return Tekst((f"Over de opvangcapaciteit of de opgave van {g.naam} is niets gepubliceerd.",))
    zinnen = [f"De opgave is {toon(d.opgave)} opvangplekken."]
    zinnen += [f"Tot en met {naam}: {toon(n)} plekken, {toon_procent(pct, 1)}." for naam, n, pct in d.stappen()]
    alineas = [" ".join(zinnen)]
    if d.venster:
        t = d.telling()
        zeker = "van geen enkele plek bekend" if t.zeker is None else f"zeker van {toon(t.zeker)} plekken"
        pct = "" if t.zeker is None else f" ({toon_procent(d.procent(t.zeker), 1)} van de opgave)"
        alineas.append(
            f"Een plek telt mee voor de cyclus als zij er is van {d.venster.voluit}. Dat is {zeker}{pct}. Van {toon(t.onbekend)} "
            f"plekken is het niet bekend (hoogste cijfer); {toon(t.valt_af)} plekken zijn er dan niet de hele tijd."
        )
    if d.niet_hard is not None and d.in_gebruik is not None:
        hard = d.in_gebruik.laag - d.niet_hard
        alineas.append(
            f"Nu zijn er {toon(d.in_gebruik.laag)} plekken; daarvan zijn er {toon(d.niet_hard)} niet hard voor de "
            f"peilmomenten (berekend: {toon(d.in_gebruik.laag)} − {toon(hard)})."
        )
    return Tekst(tuple(alineas))


def verwachting(g: Gegevens) -> Tekst:
    """Expected coverage under the assumed probabilities, and the break-even share of the planvoorraad."""
    d = _dekking(g)
    if d is None:
        return Tekst((f"Over de opvangcapaciteit of de opgave van {g.naam} is niets gepubliceerd.",))
    kansen = d.kansen()
    laag, hoog = d.verwacht()
    aannamen = opsomming(f"{toon_procent(kansen[n] * 100)} van {n}" for n in d.namen)
    alineas = [
        f"Aanname: doorgaat {aannamen}. Dan zijn er naar verwachting {bereik(laag, hoog)} plekken, "
        f"{bereik_procent(d.procent(laag), d.procent(hoog))} van de opgave. Geen bron geeft deze kansen."
    ]
    omslag = d.omslag()
    if omslag:
        nodig = d.opgave - d.opgeteld(*HARD)
        bij_laag, bij_hoog = omslag
        if nodig <= 0:
            alineas.append("De harde capaciteit dekt de opgave; van de planvoorraad is niets nodig.")
        else:
            laag_, hoog_ = d.opgeteld(FASEN[2]), d.opgeteld(FASEN[2], hoog=True)
            alineas.append(
                f"Naast wat hard is, zijn nog {toon(nodig)} plekken nodig. Dat is {toon_procent(bij_laag, 1)} van het laagste cijfer "
                f"van de planvoorraad ({toon(laag_)}) en {toon_procent(bij_hoog, 1)} van het hoogste ({toon(hoog_)}). "
                f"{_haalbaar(bij_laag, bij_hoog)}"
            )
    return Tekst(tuple(alineas))


def _haalbaar(bij_laag: Fraction, bij_hoog: Fraction) -> str:
    """What a break-even share means; above 100% nothing can reach it."""
    if bij_hoog > 100:
        return "Ook als de hele planvoorraad doorgaat, wordt de opgave niet gehaald, ook niet bij het hoogste cijfer."
    if bij_laag > 100:
        return (
            "Bij het laagste cijfer wordt de opgave niet gehaald, ook niet als alles doorgaat; bij het hoogste kan het."
        )
    return "Gaat dat deel door, dan wordt de opgave gehaald."


def gemeenten(g: Gegevens) -> Tekst:
    """Who is over and who is under."""
    lijst = _gemeenten(g)
    if not lijst:
        return Tekst(
            (f"De bronnen geven voor {g.naam} alleen totalen van de provincie; per gemeente is niets gepubliceerd.",)
        )
    zinnen = []
    for oordeel, woord in (("boven", "meer"), ("onder", "minder")):
        namen = [f"{r.naam} ({toon(r.verschil or 0, teken=True)})" for r in lijst if r.oordeel == oordeel]
        if namen:
            wie = "gemeente heeft" if len(namen) == 1 else "gemeenten hebben"
            zinnen.append(f"{len(namen)} {wie} zeker {woord} plekken dan de opgave: {opsomming(namen)}.")
    gelijk = [r.naam for r in lijst if r.oordeel == "gelijk"]
    if gelijk:
        zinnen.append(f"Precies genoeg: {opsomming(gelijk)}.")
    onbekend = [r.naam for r in lijst if r.verschil is None]
    if onbekend:
        zinnen.append(f"Niet te zeggen, omdat een cijfer niet gepubliceerd is: {opsomming(onbekend)}.")
    return Tekst((" ".join(zinnen),))


def uitruil(g: Gegevens) -> Tekst:
    """What an exchange would change; the sum stays."""
    lijst = [r for r in _gemeenten(g) if r.opgave is not None]
    voorstel = ruilvoorstel(lijst)
    if not voorstel:
        return Tekst(("Er is geen uitruil te rekenen: van geen gemeente is bekend dat zij plekken over heeft.",))
    namen = {r.code: r.naam for r in lijst}
    over = sum(n for n in voorstel.values() if n > 0)
    gevers = opsomming(namen[c] for c, n in voorstel.items() if n > 0)
    vragers = opsomming(namen[c] for c, n in voorstel.items() if n < 0)
    som = sum(r.opgave or 0 for r in lijst)
    return Tekst(
        (
            f"Rekenvoorbeeld (aanname: het grootste tekort gaat voor): {toon(over)} plekken opgave gaan naar {gevers}, van "
            f"{vragers}. De som van de opgaven blijft {toon(som)}.",
        )
    )


def drie_opgaven(g: Gegevens, periode: str) -> Tekst:
    """Each of the three opgaven in a sentence, and which are not published."""
    zinnen = []
    for o in _drie_opgaven(g, periode):
        begin = f"{o.soort[0].upper()}{o.soort[1:]}"
        if o.opgave is None and o.gerealiseerd is None:
            zinnen.append(f"{begin}: voor {g.naam} niet gepubliceerd.")
        elif o.opgave is None or o.gerealiseerd is None:
            zinnen.append(f"{begin}: {'opgave' if o.opgave is None else 'realisatie'} niet gepubliceerd ({o.wanneer}).")
        else:
            deel = f", {toon_procent(o.procent, 1)}" if o.procent is not None else ""
            zinnen.append(f"{begin}: {toon(o.gerealiseerd)} van {toon(o.opgave)} {o.eenheid}{deel} ({o.wanneer}).")
    return Tekst(tuple(zinnen), lijst=True)


def amv(g: Gegevens) -> Tekst:
    """amv in the capacity and the opgave, and at Nidos; apart from any beoordeling."""
    zinnen = []
    capaciteit, provinciaal, landelijk = aandeel_capaciteit(g), aandeel_provinciale_opgave(g), aandeel_opgave(g)
    if capaciteit and capaciteit.procent is not None:
        zinnen.append(
            f"Van de {toon(capaciteit.geheel)} plekken in {capaciteit.waarvan} zijn er {toon(capaciteit.deel)} voor amv: "
            f"{toon_procent(capaciteit.procent, 1)} (berekend)."
        )
    for deel in (provinciaal, landelijk):
        if deel and deel.procent is not None:
            zinnen.append(
                f"In {deel.waarvan} zijn dat er {toon(deel.deel)} van {toon(deel.geheel)}: {toon_procent(deel.procent, 1)} (berekend)."
            )
    n = nidos(g)
    bij_nidos = []
    if n.opgave and n.gehuisvest and n.procent is not None:
        bij_nidos.append(
            f"Nidos vroeg {toon(n.opgave.aantal)} plekken ({datum_tekst(n.opgave.datum, n.opgave.precisie)}); "
            f"{toon(n.gehuisvest.aantal)} amv zijn gehuisvest ({datum_tekst(n.gehuisvest.datum, n.gehuisvest.precisie)}), "
            f"{toon_procent(n.procent, 1)} van wat gevraagd is."
        )
    if n.gemeenten_geteld and n.gemeenten_genoemd:
        geteld, genoemd = n.gemeenten_geteld.aantal, len(n.gemeenten_genoemd)
        wel = "en noemt ze alle" if geteld == genoemd else f"en noemt er {toon(genoemd)}"
        bij_nidos.append(f"De bron telt {toon(geteld)} gemeenten {wel}: {opsomming(n.gemeenten_genoemd)}.")
    alineas = [" ".join(z) for z in (zinnen, bij_nidos) if z]
    if not bij_nidos:
        alineas.append(f"Over plekken voor amv bij Nidos in {g.naam} is niets gepubliceerd.")
    alineas.append("Plekken voor amv zijn geen grond voor de beoordeling van een gemeente.")
    return Tekst(tuple(alineas))


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


def kalender(g: Gegevens, periode: str) -> Tekst:
    """Which step of the cycle the peildatum is in, what was before and what comes next, with every deadline."""
    peildatum = g.periode(periode).peildatum
    lijst = stappen(g)
    nu, voor, dag = huidige(lijst, peildatum), vorige(lijst, peildatum), datum_voluit(peildatum)
    stand = [f"Op {dag} is nog geen stap van de cyclus aan de beurt geweest."]
    if voor:
        stand = [f"Op {dag} is de laatste stap volgens de kalender: {voor.naam} ({voor.stand(peildatum)})."]
    if nu is None:
        stand.append("Daarmee is de eerste cyclus voorbij.")
    else:
        wanneer = opsomming((termijn_tekst(v) for v in nu.vermeldingen), "of")
        stand.append(f"De cyclus is dan bij: {nu.bezig_met}. De volgende stap: {nu.naam}, {wanneer}.")
        if nu.stand(peildatum) == "termijn verschilt":
            stand.append("Volgens de ene bron is die termijn voorbij, volgens de andere nog niet.")
    verschillen = [
        f"Voor {s.naam} geven de bronnen verschillende termijnen: "
        f"{opsomming(f'{termijn_tekst(v)} ({g.bronnen[v.bron].titel})' for v in s.vermeldingen)}."
        for s in lijst
        if len({termijn_tekst(v) for v in s.vermeldingen}) > 1
    ]
    return Tekst((" ".join(stand), *verschillen))


def provincies(g: Gegevens) -> Tekst:
    """The own province among the twelve."""
    frame = _provincies(g)
    eigen = [r for r in rijen(frame) if r["gebiedscode"] == g.code]
    if not eigen:
        return Tekst(("De tabel van het Rijk gaat over de twaalf provincies van Nederland.",))
    (r,) = eigen
    goed = all(
        q["opgave_2024"] == q["opgave_berekend"] and q["nog_nodig"] == q["nog_nodig_berekend"]
        for q in rijen(frame)
        if q["gebiedscode"] != LAND
    )
    regels = "De rijen van de provincies kloppen precies." if goed else "Niet alle rijen kloppen; zie de bevindingen."
    aandeel = Fraction(100 * r["plekken_nu"], r["opgave_2024"])
    return Tekst(
        (
            f"{g.naam} had op 1 april 2023 {toon(r['plekken_nu'])} reguliere opvangplekken, "
            f"{toon_procent(aandeel, 1)} van de opgave voor 1 januari 2024 ({toon(r['opgave_2024'])}); nog nodig waren er {toon(r['nog_nodig'])}.",
            f"{_plaats(g)} {regels}",
        )
    )


def _plaats(g: Gegevens) -> str:
    """Rank of the own province."""
    lijst = rangorde(g)
    (r,) = [r for r in lijst if r.code == g.code]
    if r.per_1000 is None:
        return f"Dat is plaats {r.plaats} van {len(lijst)}."
    return (
        f"Daarmee staat zij op plaats {r.plaats} van {len(lijst)}; per 1.000 inwoners ({toon(r.per_1000, 1)}) op plaats "
        f"{r.plaats_per_1000}."
    )


def aandelen(g: Gegevens) -> Tekst:
    """The share of the own province in the places beside its share of the people."""
    eigen = [d for d in _aandelen(g) if d.code == g.code]
    if not eigen:
        return Tekst(("Deze vergelijking gaat over de twaalf provincies van Nederland.",))
    (d,) = eigen
    meer = "meer" if d.verschil > 0 else "minder" if d.verschil < 0 else "even veel"
    return Tekst(
        (
            f"{g.naam} krijgt {toon_procent(d.pct_opgave, 2)} van de plekken en heeft {toon_procent(d.pct_inwoners, 2)} van de "
            f"inwoners: {toon(abs(d.verschil), 2)} procentpunt {meer} plekken dan inwoners.",
        )
    )
