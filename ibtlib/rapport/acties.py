"""What was done besides the supervision itself: actions with a figure, conversations, and exchange between gemeenten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.gesprekken import Gesproken, gesproken, tot_en_met
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen, rijen_van
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst, Tussenkop
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel

_NORM = "per gemeente per"  # in the kenmerk of an action: what the supervision aims at


# --- actions ------------------------------------------------------------------------------------------------


def tabel_acties(g: Gegevens, periode: str) -> Tabel:
    """Every action with a figure that belongs in the report of a periode, or in each."""
    gekozen = str(g.periode(periode))
    getoond = [r for r in rijen(g.tabel("acties")) if r["periode"] in (None, gekozen)]
    wanneer = (Kolom("Wanneer", _wanneer),) if any(map(_wanneer, getoond)) else ()
    return tabel(
        g,
        "acties",
        f"Acties en afspraken met een cijfer, {gekozen}",
        (
            Kolom("Actie", "actie"),
            Kolom("Wat", "kenmerk"),
            Kolom("Aantal", "aantal", "geheel"),
            Kolom("Eenheid", lambda r: f"{r['eenheid']}{', ongeveer' if r['precisie'] == 'circa' else ''}"),
            *wanneer,
        ),
        getoond,
        bron=herkomst_van,
        leeg="–",
        opmerkingen=("Een streepje: de bron noemt geen dagen.",) if wanneer else (),
    )


def _wanneer(r: dict[str, Any]) -> str | None:
    dagen = [datum_voluit(r[naam]) for naam in ("begin", "eind") if r[naam]]
    return " tot en met ".join(dagen) or None


# --- conversations ------------------------------------------------------------------------------------------


def over_gesproken(g: Gegevens, periode: Periode, dag: dt.date | None = None) -> Tekst:
    """With how many gemeenten was spoken, against what the province aims at."""
    lijst, tot = gesproken(g, periode, dag), datum_voluit(tot_en_met(periode, dag))
    norm = _norm(g)
    if not lijst:
        return Tekst((f"Wanneer met welke gemeente is gesproken, staat niet in de gelezen bronnen.{norm}",))
    zonder = [x.gemeente for x in lijst if not x.gesprekken]
    zin = f"In {periode} is tot en met {tot} met {len(lijst) - len(zonder)} van de {aantal(len(lijst), 'gemeente', 'gemeenten')} een gesprek gevoerd (geteld)."
    if zonder:
        zin += f" {'Niet' if dag is None else 'Nog niet'} met {opsomming(zonder)}."
    lang = [x.gemeente for x in lijst if not x.recent]
    zin += (
        f" Langer dan twee maanden geen gesprek of contact: {opsomming(lang)}."
        if lang
        else " Met elke gemeente was er in de laatste twee maanden contact."
    )
    return Tekst((f"{zin}{norm}",))


def _norm(g: Gegevens) -> str:
    """What the sources say that the supervision aims at; nothing where they do not."""
    norm = [r for r in rijen(g.tabel("acties")) if _NORM in r["kenmerk"]]
    if not norm:
        return " Aanname: elke gemeente hoort ten minste één gesprek per half jaar te hebben, en liefst één contact per twee maanden."
    bron = opsomming(bronvermelding(g, herkomst_van_alle(norm)))
    return (
        " De provincie spreekt elke gemeente ten minste één keer per half jaar en streeft naar één keer per twee maanden, volgens "
        f"{bron}."
    )


def tabel_gesproken(g: Gegevens, periode: Periode, dag: dt.date | None = None) -> Tabel:
    """The log per gemeente, with where it stands against the norm."""
    lijst: Sequence[Gesproken] = gesproken(g, periode, dag)
    tot = datum_voluit(tot_en_met(periode, dag))
    geteld = "regels in het logboek geteld, binnen de periode"
    return tabel(
        g,
        "gesproken",
        f"Gesprekken per gemeente in {periode}, tot en met {tot}",
        (
            Kolom("Gemeente", "gemeente"),
            Kolom("Gesprekken", "gesprekken", "geheel", formule=geteld),
            Kolom("Andere contacten", "contacten", "geheel", formule=geteld),
            Kolom("Laatste gesprek of contact", lambda x: datum_voluit(x.laatste) if x.laatste else None),
            Kolom(
                "Dit half jaar gesproken",
                lambda x: "ja" if x.gesprekken else "nee" if dag is None else "nog niet",
                klasse="berekend",
            ),
            Kolom("In de laatste twee maanden", lambda x: "ja" if x.recent else "nee", klasse="berekend"),
        ),
        lijst,
        bron=lambda x: x.herkomst,
        leeg="niet in het logboek",
        zonder_rijen="niet in de gelezen bronnen",
    )


# --- exchange -----------------------------------------------------------------------------------------------


def ruil(g: Gegevens, periode: Periode) -> Hoofdstuk:
    """The table of exchanges under a heading of its own; nothing in a periode without any.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [len(ruil(laad("voorbeeld"), Periode.lees(p)).stukken) for p in ("2024-1", "2024-2")]
    [2, 0]
    """
    if str(periode) not in set(g.tabel("ruil")["periode"]):
        return Hoofdstuk(())
    return Hoofdstuk((Tussenkop("Ruil tussen gemeenten"), tabel_ruil(g, str(periode))))


def tabel_ruil(g: Gegevens, periode: str) -> Tabel:
    """What gemeenten took over of each other; the sum of the province stays what it was."""
    gekozen = g.periode(periode)
    alle = rijen_van(g.tabel("ruil"), gekozen)
    return tabel(
        g,
        "ruil",
        f"Taakstelling die gemeenten in {gekozen} ruilden, in personen",
        (
            Kolom("Gemeente", "gemeente"),
            Kolom("Ruil", "ruil"),
            Kolom("Verandering", "verandering", "geheel", teken=True),
        ),
        alle,
        bron=herkomst_van,
        totaal={
            "gemeente": "som",
            "ruil": "",
            "verandering": sum(r["verandering"] for r in alle),
            "bron": "",
            "vindplaats": "",
        }
        if alle
        else None,
        totaalformule="de som van de rijen erboven; bij een ruil is zij nul",
        opmerkingen=(
            "Gemeenten mogen taakstelling ruilen als de som gelijk blijft (Huisvestingswet 2014, artikel 29 lid 2). Een min: "
            "overgedragen; een plus: overgenomen.",
            "Aanname: in de andere tabellen en in elke berekening staat de taakstelling zoals de bron haar geeft, zonder de ruil. "
            "Geen bron zegt of die cijfers de ruil al bevatten.",
        ),
    )
