"""Every sentence that contains a number. Notebooks hold no figure in their prose: it comes from here, and is tested."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.beoordeling import beoordeel, geholpen_door_koppelingstekort
from ibtlib.controle import bevindingen, van_periode
from ibtlib.fouten import AanvraagFout, aantal, opsomming
from ibtlib.gegevens import Gegevens
from ibtlib.getallen import toon, toon_procent
from ibtlib.invoer import rijen
from ibtlib.periode import Periode, datum_voluit
from ibtlib.uitkomsten import Resultaat, resultaat, standen, versies
from ibtlib.scenario import projectie
from ibtlib.spreidingswet import dekking as _dekking
from ibtlib.spreidingswet import provincies
from ibtlib.tabellen.voortgang import stand_tekst
from ibtlib.reeksen import trend as _trend
from ibtlib.weergave import Tekst, Titel

ONDERWERPEN = {
    "voortgang": "Voortgang huisvesting vergunninghouders",
    "trend": "Trend huisvesting vergunninghouders",
    "spreidingswet": "Opvang en Spreidingswet",
}


def titel(g: Gegevens, periode: str, onderwerp: str) -> Titel:
    """The heading of a document, with what stands on its cover.

    Raises
    ------
    AanvraagFout
        When the periode is unknown.
    """
    gekozen = g.periode(periode)
    kader = g.kaders.zoek(gekozen)
    return Titel(
        ONDERWERPEN[onderwerp],
        f"Provincie {g.naam}, {gekozen.voluit} ({gekozen})",
        (
            ("Periode", f"{datum_voluit(gekozen.begin)} tot {datum_voluit(gekozen.peildatum)}"),
            ("Peildatum", datum_voluit(gekozen.peildatum)),
            ("Kader", kader.titel if kader else "voor deze periode is geen kader bekend"),
            ("Gegevens", "gepubliceerde cijfers; wat berekend of aangenomen is, staat erbij"),
        ),
        gekozen.peildatum,
        g.fictief,
    )


# --- voortgang --------------------------------------------------------------------------------------------


def samenvatting(g: Gegevens, periode: str) -> Tekst:
    """The periode in a handful of sentences."""
    gekozen = g.periode(periode)
    r = resultaat(g, gekozen)
    zinnen = [_zin_opgave(r)] if r else [f"Over {gekozen} zijn geen provinciale resultaten gepubliceerd."]
    if r and r.realisatie is not None:
        zinnen.append(_zin_realisatie(r))
        zinnen.append(_zin_eindstand(g, r))
    elif r:
        zinnen.append(f"Over de realisatie van {gekozen} is nog niets gepubliceerd; dit is een vooruitblik.")
    zinnen += [z for z in (_zin_treden(g, gekozen), _zin_bevindingen(g, gekozen)) if z]
    return Tekst(tuple(zinnen), lijst=True)


def _zin_opgave(r: Resultaat) -> str:
    zin = f"De gemeenten kregen in {r.periode} een taakstelling van {aantal_personen(r.taakstelling)}"
    if r.versie == "verlaagd":
        zin += " (verlaagd)"
    if r.achterstand_begin is None or r.totaalopgave is None:
        return zin + "; de beginstand is niet gepubliceerd."
    if r.achterstand_begin == 0:
        return f"{zin} en begonnen zonder achterstand: de totaalopgave was {toon(r.totaalopgave)}."
    soort = "achterstand" if r.achterstand_begin > 0 else "voorsprong"
    return (
        f"{zin} en begonnen met een {soort} van {toon(abs(r.achterstand_begin))}: "
        f"de totaalopgave was {toon(r.totaalopgave)}."
    )


def _zin_realisatie(r: Resultaat) -> str:
    assert r.realisatie is not None
    delen = [
        f"{toon_procent(p)} van de {wat}"
        for p, wat in ((r.pct_taakstelling, "taakstelling"), (r.pct_totaalopgave, "totaalopgave"))
        if p is not None
    ]
    return f"Zij huisvestten {aantal_personen(r.realisatie)}: {opsomming(delen)}."


def _zin_eindstand(g: Gegevens, r: Resultaat) -> str:
    gepubliceerd = list(dict.fromkeys(stand_tekst(s.achterstand) or "" for s in standen(g, r.periode.peildatum)))
    datum = datum_voluit(r.periode.peildatum)
    berekend = f"totaalopgave min realisatie is {stand_tekst(r.achterstand_eind)}"
    if not gepubliceerd:
        return f"De stand op {datum} is niet gepubliceerd; {berekend} (berekend)."
    return f"Op {datum} is {opsomming(gepubliceerd)} gepubliceerd; {berekend} (berekend)."


def _zin_treden(g: Gegevens, periode: Periode) -> str:
    tellingen = _trend(g, periode).treden().loc[str(periode)]
    delen = [f"{aantal(tellingen[t], 'gemeente', 'gemeenten')} op trede {t}" for t in range(1, 7) if tellingen[t]]
    return f"Op de interventieladder staan {opsomming(delen)} (vastgesteld)." if delen else ""


def _zin_bevindingen(g: Gegevens, periode: Periode) -> str:
    n = len(van_periode(bevindingen(g), periode))
    if not n:
        return "Alle gepubliceerde cijfers over deze periode sluiten op elkaar aan."
    return f"Op {aantal(n, 'punt', 'punten')} sluiten gepubliceerde cijfers niet op elkaar aan; zie ‘Wat niet op elkaar aansluit’."


def aantal_personen(n: int) -> str:
    """Persons, with the noun the reports use.

    >>> aantal_personen(1), aantal_personen(1208)
    ('1 vergunninghouder', '1.208 vergunninghouders')
    """
    return f"{toon(n)} {'vergunninghouder' if n == 1 else 'vergunninghouders'}"


def treden(g: Gegevens, periode: str) -> Tekst:
    """How many gemeenten stand on each trede, on what they were judged, and who was helped."""
    gekozen = g.periode(periode)
    frame = g.tabel("beoordelingen")
    frame = frame[frame["periode"] == str(gekozen)]
    if frame.empty:
        zin = f"Over {gekozen} zijn geen treden vastgesteld of gepubliceerd."
        kader = g.kaders.zoek(gekozen)
        return Tekst((zin, f"De beoordeling volgt het kader ‘{kader.titel}’.") if kader else (zin,))
    zinnen = [_zin_treden(g, gekozen)]
    grondslagen = [r["grondslag"] for r in rijen(frame) if r["grondslag"]]
    if grondslagen:
        delen = [
            f"{aantal(grondslagen.count(s), 'gemeente is', 'gemeenten zijn')} beoordeeld op {s}"
            for s in sorted(set(grondslagen), key=lambda s: -grondslagen.count(s))
        ]
        zinnen.append(f"{opsomming(delen)}.")
    zinnen += _positiever(g, gekozen)
    return Tekst((" ".join(zinnen),))


def _positiever(g: Gegevens, periode: Periode) -> list[str]:
    tellingen = g.tabel("tellingen")
    gepubliceerd = tellingen[
        (tellingen["periode"] == str(periode)) & (tellingen["kenmerk"] == "positiever_door_koppelingstekort")
    ]
    zinnen = [
        f"Volgens de bron pakte het koppelingstekort voor {aantal(r['gemeenten'], 'gemeente', 'gemeenten')} gunstiger uit."
        for r in rijen(gepubliceerd)
    ]
    frame = beoordeel(g, periode)
    if frame["trede_berekend"].notna().any():
        n = geholpen_door_koppelingstekort(frame)
        zinnen.append(f"Volgens de berekening geldt dat voor {aantal(n, 'gemeente', 'gemeenten')}.")
    return zinnen


def berekenbaar(g: Gegevens, periode: str) -> Tekst:
    """For how many gemeenten the trede can be computed, and why not for the others."""
    gekozen = g.periode(periode)
    kader = g.kaders.zoek(gekozen)
    if kader is None:
        return Tekst((f"Voor {gekozen} is geen kader bekend; er is geen trede berekend.",), soort="let-op")
    frame = beoordeel(g, gekozen)
    wel = int(frame["trede_berekend"].notna().sum())
    alinea = f"Kader: ‘{kader.titel}’. Van {wel} van de {aantal(len(frame), 'gemeente', 'gemeenten')} is de trede te berekenen."
    if wel == 0:
        alinea += (
            " De cijfers per gemeente (taakstelling, achterstand, realisatie, gekoppeld) zijn niet gepubliceerd; "
            "de motivering staat in de toezichtbrieven."
        )
    aannames = list(kader.aannames)
    regels = (alinea, f"Aannames in dit kader: {'; '.join(aannames)}.") if aannames and wel else (alinea,)
    return Tekst(regels, soort="gewoon" if wel == len(frame) else "let-op")


def verschuivingen(g: Gegevens, periode: str) -> Tekst:
    """How many gemeenten went up, down, stayed."""
    gekozen = g.periode(periode)
    frame = g.tabel("beoordelingen")
    per = {p: dict(zip(f["gemeentecode"], f["trede"], strict=True)) for p, f in frame.groupby("periode")}
    nu, vorig = per.get(str(gekozen), {}), per.get(str(gekozen.vorige), {})
    beide = [(vorig[c], nu[c]) for c in nu if c in vorig]
    if not beide:
        return Tekst((f"Van {gekozen.vorige} of {gekozen} zijn geen treden per gemeente gepubliceerd.",))
    op, neer = sum(b > a for a, b in beide), sum(b < a for a, b in beide)
    return Tekst(
        (
            f"Ten opzichte van {gekozen.vorige} gaan {aantal(op, 'gemeente', 'gemeenten')} omhoog en "
            f"{aantal(neer, 'gemeente', 'gemeenten')} omlaag; {aantal(len(beide) - op - neer, 'gemeente blijft', 'gemeenten blijven')} gelijk.",
        )
    )


def aansluiting(g: Gegevens, periode: str) -> Tekst:
    """What does not add up in this periode, a sentence each; or that everything does."""
    return _bevindingen([b.wat for b in van_periode(bevindingen(g), g.periode(periode))], "deze periode")


def aansluiting_opvang(g: Gegevens) -> Tekst:
    """The same for opvang and Spreidingswet."""
    return _bevindingen([b.wat for b in bevindingen(g) if not b.perioden], "de opvang")


def _bevindingen(zinnen: list[str], waarover: str) -> Tekst:
    if not zinnen:
        return Tekst((f"Alle gepubliceerde cijfers over {waarover} sluiten op elkaar aan.",))
    return Tekst(tuple(zinnen), lijst=True, soort="let-op")


def vooruitblik(g: Gegevens, periode: str) -> Tekst:
    """What the next periode asks, and what an unchanged realisatie would make of it."""
    gekozen = g.periode(periode)
    alle = versies(g, gekozen.volgende)
    if not alle:
        return Tekst((f"De taakstelling van {gekozen.volgende} is niet gepubliceerd.",))
    zinnen = []
    for r in alle:
        zin = f"Voor {r.periode} is de taakstelling {'eerst ' if len(alle) > 1 and r.versie == 'oorspronkelijk' else ''}"
        zin += f"{'verlaagd naar ' if r.versie == 'verlaagd' else ''}{aantal_personen(r.taakstelling)}"
        zinnen.append(zin + (f", de totaalopgave {toon(r.totaalopgave)}." if r.totaalopgave is not None else "."))
        zinnen += _bij_gelijke_realisatie(g, gekozen, r)
    return Tekst((" ".join(zinnen),))


def _bij_gelijke_realisatie(g: Gegevens, periode: Periode, r: Resultaat) -> list[str]:
    try:
        p = projectie(g, vanaf=periode, versie=r.versie)
    except AanvraagFout:
        return []
    soort = "achterstand" if p.achterstand_eind > 0 else "voorsprong"
    return [
        f"Bij dezelfde realisatie als in {periode} ({toon(p.realisatie)}) zou die periode eindigen met een {soort} van "
        f"{toon(abs(p.achterstand_eind))} (berekend: {toon(p.taakstelling)} + {toon(p.achterstand_begin)} − {toon(p.realisatie)})."
    ]


# --- trend ------------------------------------------------------------------------------------------------


def trend(g: Gegevens, periode: str) -> Tekst:
    """The long line: how the taakstelling grew and what was housed."""
    t = _trend(g, g.periode(periode))
    reeks = t.reeks()
    taakstelling = reeks["taakstelling"].dropna()
    basis, laatste = taakstelling.index[0], taakstelling.index[-1]
    zin = (
        f"De taakstelling ging van {toon(taakstelling[basis])} in {basis} naar {toon(taakstelling[laatste])} in {laatste}: "
        f"{toon(t.index(basis)[laatste], 2)} keer zo hoog."
    )
    eerst = reeks["taakstelling_oorspronkelijk"].fillna(reeks["taakstelling"]).dropna()
    hoogste = max(eerst.index, key=lambda p: eerst[p])
    if eerst[hoogste] > taakstelling[laatste]:
        zin += f" Het hoogst was zij in {hoogste}: {toon(eerst[hoogste])} ({toon(Fraction(eerst[hoogste], taakstelling[basis]), 2)} keer)"
        verlaagd = reeks.loc[hoogste, "taakstelling_verlaagd"]
        zin += f", later verlaagd naar {toon(verlaagd)}." if verlaagd is not None else "."
    return Tekst((zin, _zin_gaten(reeks["taakstelling"], "taakstelling")))


def _zin_gaten(reeks: object, wat: str) -> str:
    zonder = [p for p, w in reeks.items() if w is None]  # type: ignore[attr-defined]
    if not zonder:
        return f"Van elke periode is een {wat} gepubliceerd."
    return f"Van {opsomming(zonder)} is geen {wat} gepubliceerd; die gaten zijn niet ingevuld."


def realisatie(g: Gegevens, periode: str) -> Tekst:
    """Best and last periode of realisatie against the opgave."""
    reeks = _trend(g, g.periode(periode)).reeks()
    bekend = reeks[reeks["pct_totaalopgave"].notna()]
    if bekend.empty:
        return Tekst(("Nog van geen periode zijn realisatie en totaalopgave allebei gepubliceerd.",))
    laatste, beste = bekend.index[-1], max(bekend.index, key=lambda p: bekend.loc[p, "pct_totaalopgave"])
    rij = bekend.loc[laatste]
    zin = (
        f"In {laatste} is {toon_procent(rij['pct_totaalopgave'])} van de totaalopgave gerealiseerd en "
        f"{toon_procent(rij['pct_taakstelling'])} van de taakstelling."
    )
    if beste != laatste:
        zin += f" Het hoogste aandeel van de totaalopgave was {toon_procent(bekend.loc[beste, 'pct_totaalopgave'])}, in {beste}."
    return Tekst((zin,))


def verlaging(g: Gegevens, periode: str) -> Tekst:
    """Which taakstellingen were lowered during their periode, and by how much."""
    zinnen = []
    for p in _trend(g, g.periode(periode)).perioden:
        alle = versies(g, p)
        if len(alle) > 1:
            eerst, later = alle[0].taakstelling, alle[-1].taakstelling
            zinnen.append(
                f"De taakstelling van {p} is tijdens de periode verlaagd van {toon(eerst)} naar {toon(later)} "
                f"({toon(later - eerst)}); beide blijven zichtbaar."
            )
    return Tekst(tuple(zinnen) or ("Geen enkele taakstelling is tijdens haar periode verlaagd.",))


# --- spreidingswet ----------------------------------------------------------------------------------------


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
            f"Nidos vroeg {toon(cijfers['opgave nidos'])} plekken; {toon(cijfers['gehuisvest nidos'])} amv zijn gehuisvest."
        )
    return Tekst((" ".join(zinnen) or f"Over plekken voor amv in {g.naam} is niets gepubliceerd.",))


def stand_spreidingswet(g: Gegevens, periode: str) -> Tekst:
    """Was the law in force on the peildatum?"""
    peildatum = g.periode(periode).peildatum
    werking = [r["datum"] for r in rijen(g.tabel("gebeurtenissen")) if r["gebeurtenis"] == "spreidingswet-in-werking"]
    if not werking:
        return Tekst(("De datum van inwerkingtreding van de Spreidingswet staat niet in de gegevens.",))
    if werking[0] > peildatum:
        zin = f"Op de peildatum {datum_voluit(peildatum)} was de Spreidingswet nog niet in werking; dat is zij sinds {datum_voluit(werking[0])}."
        return Tekst((zin, "De cijfers hieronder zijn de laatst gepubliceerde en zijn dus van na deze peildatum."), soort="let-op")
    return Tekst((f"De Spreidingswet is in werking sinds {datum_voluit(werking[0])}.",))


def provincies_kort(g: Gegevens) -> Tekst:
    """The own province among the twelve."""
    frame = provincies(g)
    eigen = [r for r in rijen(frame) if r["gebiedscode"] == g.code]
    if not eigen:
        return Tekst(("De tabel van het Rijk gaat over de twaalf provincies van Nederland.",))
    (r,) = eigen
    aandeel = Fraction(100 * r["plekken_nu"], r["opgave_2024"])
    return Tekst(
        (
            f"{g.naam} had op 1 april 2023 {toon(r['plekken_nu'])} reguliere opvangplekken, {toon_procent(aandeel, 1)} van de "
            f"opgave voor 1 januari 2024 ({toon(r['opgave_2024'])}); nog nodig waren er {toon(r['nog_nodig'])}.",
        )
    )


# --- verantwoording ---------------------------------------------------------------------------------------


def niet_berekenbaar(g: Gegevens, periode: str) -> Tekst:
    """What Gedeputeerde Staten decide by judgement and no code can."""
    kader = g.kaders.zoek(g.periode(periode))
    if kader is None:
        return Tekst((f"Voor {periode} is geen kader bekend.",))
    return Tekst(tuple(kader.niet_berekenbaar) or ("Het kader noemt niets dat buiten de regels om beslist wordt.",), lijst=True)


