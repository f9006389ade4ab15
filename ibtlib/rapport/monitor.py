"""Document ‘Monitor’ (notebook 06): interim figures against the pace, what changed, who needs a conversation now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

import pandas as pd

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.frames import WAAR, Kolomsoorten, frame_van
from ibtlib.basis.getallen import decimalen, rond_heel, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden, stand_kort
from ibtlib.cijfers.monitor import Tussenstand, lees_peildatum, redenen, van_gemeenten, van_provincie
from ibtlib.gegevens.bronnen import als_kolommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import acties, verantwoording
from ibtlib.rapport.basis import SOM_VAN_ALLE, aantal_personen
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst, Titel, Waarde
from ibtlib.weergave.kolom import Kolom, tabel

_OPGAVE = "taakstelling + achterstand bij het begin"
_DEEL = "realisatie ÷ totaalopgave"
_LINEAIR = "realisatie ÷ het deel van de periode dat voorbij is"
_TEMPO: Kolomsoorten = {"gehuisvest": "aantal", "bij een gelijkmatig tempo": "aantal", **WAAR}
_KOPPELINGEN: Kolomsoorten = {
    "totaalopgave": "aantal",
    "gekoppeld": "aantal",
    "nog niet gekoppeld van de totaalopgave": "aantal",
    "gekoppeld en nog niet gehuisvest": "aantal",
    **WAAR,
}
_KOPPELINGEN_FORMULES = {
    "totaalopgave": _OPGAVE,
    "nog niet gekoppeld van de totaalopgave": "totaalopgave − gekoppeld, en niets waar dat minder dan nul is",
    "gekoppeld en nog niet gehuisvest": "gekoppeld − realisatie, en niets waar dat minder dan nul is",
}
_EINDSTAND = "totaalopgave − de verwachte realisatie in de kolom ervoor; negatief is een voorsprong"


def titel(g: Gegevens, peildatum: str) -> Titel:
    """The heading of the monitor.

    Raises
    ------
    AanvraagFout
        When there is no stand of that day.
    """
    datum = lees_peildatum(g, peildatum)
    periode = Periode.van(datum)
    kader = g.kaders.zoek(periode)
    return Titel(
        "Monitor huisvesting vergunninghouders",
        f"Provincie {g.naam}, stand op {datum_voluit(datum)}",
        (
            ("Periode", f"{periode.voluit} ({periode}), {toon_procent(100 * periode.verstreken(datum), 1)} is voorbij"),
            ("Koppelpeildatum", datum_voluit(periode.koppelpeildatum)),
            ("Peildatum", datum_voluit(periode.peildatum)),
            ("Kader", kader.titel if kader else "voor deze periode is geen kader bekend"),
            ("Gegevens", "tussenstanden; wat berekend of aangenomen is, staat erbij"),
        ),
        datum,
        g.fictief,
    )


def over_samenvatting(g: Gegevens, peildatum: str) -> Tekst:
    """The stand in a handful of sentences."""
    datum = lees_peildatum(g, peildatum)
    provincie, lijst = van_provincie(g, datum), van_gemeenten(g, datum)
    zinnen = [_zin_schema(datum)] if provincie or lijst else []
    zinnen += [_zin_provincie(versie, s, len(provincie) > 1) for versie, s in provincie]
    if len(provincie) > 1:
        zinnen.append(_zin_verlaging(provincie[0][1], provincie[-1][1]))
    if not lijst:
        zinnen.append(
            "De stand per gemeente staat niet in de gelezen bronnen; met wie een gesprek nodig is, is niet te zeggen."
        )
    else:
        achter = [s.naam for s in lijst if s.achter]
        zinnen.append(
            f"Van de {aantal(len(lijst), 'gemeente', 'gemeenten')} {'loopt' if len(achter) == 1 else 'lopen'} er {len(achter)} "
            f"achter op schema{f': {opsomming(achter)}' if achter else ''}."
        )
        nodig = [s.naam for s in lijst if redenen(s)]
        zinnen.append(
            f"Een gesprek is nu nodig met {aantal(len(nodig), 'gemeente', 'gemeenten')}: {opsomming(nodig)}."
            if nodig
            else "Geen enkele gemeente geeft nu aanleiding tot een gesprek."
        )
    return Tekst(tuple(zinnen), lijst=True)


def _zin_schema(datum: dt.date) -> str:
    periode = Periode.van(datum)
    deel = toon_procent(100 * periode.verstreken(datum), 1)
    return f"Van de periode {periode} is {deel} voorbij; bij een gelijkmatig tempo is dan evenveel van de opgave gehuisvest."


def _zin_provincie(versie: str, s: Tussenstand, meer: bool) -> str:
    welke = (
        f" bij de {'eerst vastgestelde' if versie == 'oorspronkelijk' else 'verlaagde'} taakstelling" if meer else ""
    )
    zin = f"Gehuisvest zijn {aantal_personen(s.realisatie)}"
    if s.totaalopgave is None or s.pct_totaalopgave is None:
        return f"{zin}; de totaalopgave{welke} staat niet in de gelezen bronnen."
    bron = (
        f", in de bron {toon_procent(s.gepubliceerd_pct, decimalen(s.gepubliceerd_pct))}"
        if s.gepubliceerd_pct is not None
        else ""
    )
    eind = s.eindstand(s.verwacht_lineair)
    return (
        f"{zin}: {toon_procent(s.pct_totaalopgave, 1)} van de totaalopgave van {toon(s.totaalopgave)}{welke} (berekend{bron}). Gaat het in "
        f"dit tempo door, dan zijn het er {toon(s.verwacht_lineair)} op {datum_voluit(s.periode.peildatum)} (berekend, lineair): "
        f"{stand_in_woorden(eind or 0)}."
    )


def _zin_verlaging(eerst: Tussenstand, later: Tussenstand) -> str:
    return (
        f"De taakstelling is later verlaagd van {toon(eerst.taakstelling or 0)} naar {toon(later.taakstelling or 0)}; daarmee "
        f"geeft dezelfde realisatie {toon_procent(later.pct_totaalopgave or 0, 1)} in plaats van {toon_procent(eerst.pct_totaalopgave or 0, 1)}."
    )


# --- conversations ------------------------------------------------------------------------------------------


def over_gesprekken(g: Gegevens, peildatum: str) -> Tekst:
    """For how many gemeenten a conversation is due."""
    lijst = van_gemeenten(g, lees_peildatum(g, peildatum))
    n = sum(bool(redenen(s)) for s in lijst)
    if not lijst:
        return Tekst(("Zonder cijfers per gemeente is niet te zeggen met wie een gesprek nodig is.",))
    return Tekst((f"Bij {n} van de {aantal(len(lijst), 'gemeente', 'gemeenten')} is er een reden.",))


def tabel_gesprekken(g: Gegevens, peildatum: str) -> Tabel:
    """The gemeenten with which a conversation is due, each with the reasons in words; by name."""
    datum = lees_peildatum(g, peildatum)
    lijst = van_gemeenten(g, datum)
    return tabel(
        g,
        "gesprekken",
        f"Met wie nu een gesprek nodig is, {datum_voluit(datum)}",
        (Kolom("Gemeente", "naam"), Kolom("Waarom", lambda s: f"{'; '.join(redenen(s))}.")),
        [s for s in lijst if redenen(s)],
        herkomst=[plek for s in lijst for plek in s.herkomst],
        zonder_rijen="geen enkele gemeente geeft daar aanleiding toe"
        if lijst
        else "niet te zeggen, want de stand per gemeente staat niet in de gelezen bronnen",
        opmerkingen=(
            "Aanname: aangewezen is wie achterloopt op een gelijkmatig tempo, in dit tempo de taakstelling niet haalt, of "
            "sinds de vorige stand niemand huisvestte. Het is een signaal, geen oordeel; geen bron geeft hiervoor een norm.",
            *zonder_bron(g, peildatum),
        ),
    )


def over_gesproken(g: Gegevens, peildatum: str) -> Tekst:
    """With how many gemeenten was spoken in this periode so far, against what the province aims at."""
    datum = lees_peildatum(g, peildatum)
    return acties.over_gesproken(g, Periode.van(datum), datum)


def tabel_gesproken(g: Gegevens, peildatum: str) -> Tabel:
    """The log of conversations per gemeente, of this periode so far."""
    datum = lees_peildatum(g, peildatum)
    return acties.tabel_gesproken(g, Periode.van(datum), datum)


def ruil(g: Gegevens, peildatum: str) -> Hoofdstuk:
    """What gemeenten exchanged in this periode; nothing where they did not."""
    return acties.ruil(g, Periode.van(lees_peildatum(g, peildatum)))


# --- realisatie and pace ------------------------------------------------------------------------------------


def tabel_provincie(g: Gegevens, peildatum: str) -> Tabel:
    """The interim figure of the whole province against every version of the taakstelling."""
    datum = lees_peildatum(g, peildatum)
    lijst = [replace(s, naam=f"{s.periode}, {versie}") for versie, s in van_provincie(g, datum)]
    patroon, zonder = _naar_patroon(lijst, lambda s: stand_kort(s.eindstand(s.verwacht_patroon)), "tekst")
    return tabel(
        g,
        "tussenstand-provincie",
        f"Stand van de hele provincie op {datum_voluit(datum)}, in personen",
        (
            Kolom("Taakstelling", "naam"),
            Kolom("Personen", "taakstelling", "geheel"),
            Kolom("Totaalopgave", "totaalopgave", "geheel"),
            Kolom("Realisatie", "realisatie", "geheel", formule=lambda s: SOM_VAN_ALLE if s.som else ""),
            Kolom("In de bron", "gepubliceerd_pct", "procent", None),
            Kolom("Van de totaalopgave", "pct_totaalopgave", "procent", 1, formule=_DEEL),
            Kolom("Verwacht, lineair", "verwacht_lineair", "geheel", formule=_LINEAIR),
            Kolom("Eindstand, lineair", lambda s: stand_kort(s.eindstand(s.verwacht_lineair)), formule=_EINDSTAND),
            *patroon,
        ),
        lijst,
        bron=attrgetter("herkomst"),
        leeg="–",
        opmerkingen=(*zonder, *zonder_bron(g, peildatum)),
    )


def tabel_gemeenten(g: Gegevens, peildatum: str) -> Tabel:
    """Every gemeente against its opgave and an even pace; sortable on a page."""
    datum = lees_peildatum(g, peildatum)
    lijst = van_gemeenten(g, datum)
    patroon, zonder = _naar_patroon(lijst, lambda s: s.eindstand(s.verwacht_patroon), "geheel")
    return tabel(
        g,
        "tussenstand-gemeenten",
        f"Stand per gemeente op {datum_voluit(datum)}, in personen",
        (
            Kolom("Gemeente", "naam"),
            Kolom("Totaalopgave", "totaalopgave", "geheel", formule=_OPGAVE),
            Kolom("Realisatie", "realisatie", "geheel"),
            Kolom("Van de totaalopgave", "pct_totaalopgave", "procent", formule=_DEEL),
            Kolom("Tempo", _tempo),
            Kolom("Verwacht, lineair", "verwacht_lineair", "geheel", formule=_LINEAIR),
            Kolom("Eindstand, lineair", lambda s: s.eindstand(s.verwacht_lineair), "geheel", formule=_EINDSTAND),
            *patroon,
        ),
        lijst,
        bron=attrgetter("herkomst"),
        leeg="–",
        opmerkingen=(*zonder, *zonder_bron(g, peildatum)),
        sorteerbaar=True,
    )


def _tempo(s: Tussenstand) -> str:
    return "onbekend" if s.achter is None else "achter" if s.achter else "op schema"


def _naar_patroon(
    lijst: Sequence[Tussenstand], eindstand: Callable[[Tussenstand], Waarde], soort: str
) -> tuple[tuple[Kolom, ...], tuple[str, ...]]:
    """Two columns by how earlier perioden went, the closing position as the table shows positions; or why not those."""
    perioden = sorted({p for s in lijst for p in s.patroon_van})
    if not perioden:
        zonder = "van geen eerdere periode is een tussenstand met de uitkomst bekend."
        return (), (f"Naar eerdere perioden is niet te rekenen: {zonder}",)
    zoals = f"Aanname: het tempo verloopt zoals in {opsomming(perioden)}"
    return (
        Kolom("Verwacht, naar eerdere perioden", "verwacht_patroon", "geheel", formule=zoals),
        Kolom("Eindstand, naar eerdere perioden", eindstand, soort, formule=f"{zoals}; {_EINDSTAND}"),
    ), ()


# --- koppelingen --------------------------------------------------------------------------------------------


def over_koppelingen(g: Gegevens, peildatum: str) -> Tekst:
    """Where the day lies against the koppelpeildatum, and what is linked."""
    datum = lees_peildatum(g, peildatum)
    periode = Periode.van(datum)
    dagen = (periode.koppelpeildatum - datum).days
    wanneer = (
        f"Tot de koppelpeildatum ({datum_voluit(periode.koppelpeildatum)}) zijn het nog {aantal(dagen, 'dag', 'dagen')}"
        if dagen > 0
        else f"De koppelpeildatum was {datum_voluit(periode.koppelpeildatum)}"
        if dagen
        else f"Deze dag, {datum_voluit(datum)}, is de koppelpeildatum"
    )
    lijst = [s for s in van_gemeenten(g, datum) if s.gekoppeld is not None]
    if not lijst:
        return Tekst((f"{wanneer}. Hoeveel vergunninghouders gekoppeld zijn, staat niet in de gelezen bronnen.",))
    tekort = [s for s in lijst if s.koppelingstekort]
    kader = g.kaders.zoek(periode)
    telt = (
        "Een koppelingstekort is verschoonbaar."
        if kader and kader.verschoont
        else "Dat een koppelingstekort verschoonbaar is, is bij het kader van deze periode niet bekend."
    )
    return Tekst(
        (
            f"{wanneer}. Gekoppeld zijn {aantal_personen(sum(s.gekoppeld or 0 for s in lijst))}; bij "
            f"{aantal(len(tekort), 'gemeente', 'gemeenten')} is dat minder dan de totaalopgave. {telt}",
        )
    )


def koppelingen(g: Gegevens, peildatum: str) -> pd.DataFrame:
    """Who was linked, who of them still waits, and what is short of the opgave; no rows when nothing is known.

    Returns
    -------
    DataFrame
        Index the gemeenten; persons, the computed columns with how; `bron` and `vindplaats`.
    """
    lijst = [s for s in van_gemeenten(g, lees_peildatum(g, peildatum)) if s.gekoppeld is not None]
    regels = [
        {
            "totaalopgave": s.totaalopgave,
            "gekoppeld": s.gekoppeld,
            "nog niet gekoppeld van de totaalopgave": s.koppelingstekort,
            "gekoppeld en nog niet gehuisvest": s.wachtend,
            **als_kolommen(s.herkomst),
        }
        for s in lijst
    ]
    gemeenten = pd.Index([s.naam for s in lijst], dtype=object, name="gemeente")
    return frame_van(regels, _KOPPELINGEN, False, _KOPPELINGEN_FORMULES, gemeenten)


# --- since the stand before ---------------------------------------------------------------------------------


def tabel_veranderd(g: Gegevens, peildatum: str) -> Tabel:
    """What changed since the last stand of the same periode."""
    datum = lees_peildatum(g, peildatum)
    lijst = [s for s in van_gemeenten(g, datum) if s.vorige]
    vorige = lijst[0].vorige if lijst else None
    sinds = datum_voluit(vorige.datum) if vorige else "de vorige stand"
    return tabel(
        g,
        "veranderd",
        f"Wat er veranderde van {sinds} tot {datum_voluit(datum)}, in personen",
        (
            Kolom("Gemeente", "naam"),
            Kolom("Realisatie was", lambda s: s.vorige.realisatie, "geheel"),
            Kolom("nu", "realisatie", "geheel"),
            Kolom("erbij", "erbij", "geheel", teken=True, formule="nu − was"),
            Kolom("Gekoppeld was", lambda s: s.vorige.gekoppeld, "geheel"),
            Kolom("nu gekoppeld", "gekoppeld", "geheel"),
            Kolom("gekoppeld erbij", "gekoppeld_erbij", "geheel", teken=True, formule="nu gekoppeld − gekoppeld was"),
        ),
        lijst,
        bron=attrgetter("herkomst"),
        leeg="–",
        zonder_rijen="niet te zeggen, want er is geen eerdere stand per gemeente in deze periode",
        opmerkingen=zonder_bron(g, peildatum) if lijst else (),
        sorteerbaar=True,
    )


def bijschrift_koppelingen(g: Gegevens, peildatum: str) -> str:
    """What the table of `koppelingen` shows, and when."""
    return f"Koppelingen op {datum_voluit(lees_peildatum(g, peildatum))}, in personen"


def zonder_bron(g: Gegevens, peildatum: str) -> tuple[str, ...]:
    """Where the file of the day names no source, the file is the source, and the tables per gemeente say so."""
    frame = g.tussenstanden
    eigen = frame[frame["datum"] == lees_peildatum(g, peildatum)]
    if eigen["bron"].notna().all():
        return ()
    return (f"De stand zelf heeft geen bron: zij komt uit het bestand tussenstanden/{peildatum}.csv van de provincie.",)


def tabel_vastlegging(g: Gegevens, peildatum: str) -> Tabel:
    """With which programs and from which files the page was made."""
    periode = Periode.van(lees_peildatum(g, peildatum))
    return verantwoording.tabel_vastlegging(g, str(periode))


def tempo(g: Gegevens, peildatum: str) -> pd.DataFrame:
    """Realisatie beside what an even pace would have given: per gemeente, or per version of the taakstelling of the province.

    Returns
    -------
    DataFrame
        Index the names; persons: `gehuisvest` and `bij een gelijkmatig tempo` (computed, rounded half up); `bron` and `vindplaats`.
    """
    datum = lees_peildatum(g, peildatum)
    per_naam = {s.naam: s for s in van_gemeenten(g, datum)} or {
        f"{versie} ({s.periode})": s for versie, s in van_provincie(g, datum)
    }
    regels = [
        {
            "gehuisvest": s.realisatie,
            "bij een gelijkmatig tempo": None if s.volgens_schema is None else rond_heel(s.volgens_schema),
            **als_kolommen(s.herkomst),
        }
        for s in per_naam.values()
    ]
    return frame_van(regels, _TEMPO, False, index=pd.Index(list(per_naam)))


def bijschrift_tempo(g: Gegevens, peildatum: str) -> str:
    """What the chart of `tempo` shows, of whom and when."""
    datum = lees_peildatum(g, peildatum)
    waarvan = "per gemeente" if van_gemeenten(g, datum) else "van de provincie, naar versie van de taakstelling"
    return f"Realisatie {waarvan} op {datum_voluit(datum)} naast een gelijkmatig tempo (berekend)"
