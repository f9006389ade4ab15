"""The chapters Samenvatting and Resultaten: what the province had to do, what it did, and whether that adds up."""

from __future__ import annotations

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import decimalen, rond_af, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden, stand_kort
from ibtlib.cijfers.uitkomsten import Resultaat, resultaat, resultaten, sommen, versies
from ibtlib.controle.bevindingen import van_periode
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import aantal_personen, herkomst_gemeenten
from ibtlib.rapport.stand import bericht_stand, stand_op
from ibtlib.rapport.voortgang.treden import zin_treden
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel

_GROOTHEDEN = {
    "taakstelling": "taakstelling",
    "achterstand_begin": "achterstand of voorsprong bij het begin",
    "totaalopgave": "totaalopgave",
    "realisatie": "realisatie",
    "realisatie_pct_taakstelling": "taakstelling gerealiseerd",
    "realisatie_pct_totaalopgave": "totaalopgave gerealiseerd",
    "achterstand_eind": "achterstand of voorsprong op de peildatum",
}


def over_samenvatting(g: Gegevens, periode: str) -> Tekst:
    """The periode in a handful of sentences."""
    gekozen = g.periode(periode)
    r = resultaat(g, gekozen)
    zinnen = [_zin_opgave(r)] if r else [_zin_zonder(g, gekozen)]
    if r and r.realisatie is not None:
        zinnen += [_zin_realisatie(r, r.realisatie, resultaat(g, gekozen.vorige)), _zin_eindstand(g, r)]
    elif r:
        zinnen.append(f"De realisatie van {gekozen} staat niet in de gelezen bronnen; dit is een vooruitblik.")
    zinnen += [z for z in (zin_treden(g, gekozen), _zin_bevindingen(g, gekozen)) if z]
    return Tekst(tuple(zinnen), lijst=True)


def _zin_zonder(g: Gegevens, periode: Periode) -> str:
    """Without a figure of the province: what those of its gemeenten add up to, and how many of them."""
    zin = f"Over {periode} staan geen provinciale resultaten in de gelezen bronnen"
    opgeteld = sommen(g, periode)
    delen = [
        f"{wat} {toon(s.som)} ({s.bekend} van de {s.gemeenten})"
        for naam, wat in (("taakstelling", "een taakstelling van"), ("realisatie", "een realisatie van"))
        if (s := opgeteld.get(naam)) and s.som is not None
    ]
    return (
        f"{zin}; de gemeenten waarvan cijfers bekend zijn hadden samen {opsomming(delen)} (berekend)."
        if delen
        else f"{zin}."
    )


def _zin_opgave(r: Resultaat) -> str:
    zin = f"De gemeenten kregen in {r.periode} een taakstelling van {aantal_personen(r.taakstelling)}"
    if r.versie == "verlaagd":
        zin += " (verlaagd)"
    if r.achterstand_begin is None or r.totaalopgave is None:
        return zin + "; de beginstand staat niet in de gelezen bronnen."
    waarmee = f"met {stand_in_woorden(r.achterstand_begin)}" if r.achterstand_begin else "zonder achterstand"
    return f"{zin} en begonnen {waarmee}: de totaalopgave was {toon(r.totaalopgave)}."


def _zin_realisatie(r: Resultaat, realisatie: int, vorig: Resultaat | None) -> str:
    """Shares of taakstelling and totaalopgave, each beside that of half a year before: they can go different ways."""
    delen = []
    for naam, wat in (("pct_taakstelling", "taakstelling"), ("pct_totaalopgave", "totaalopgave")):
        if (p := getattr(r, naam)) is None:
            continue
        toen = getattr(vorig, naam, None)
        was = "" if toen is None or vorig is None else f" (in {vorig.periode} {toon_procent(toen)})"
        delen.append(f"{toon_procent(p)} van de {wat}{was}")
    return f"Zij huisvestten {aantal_personen(realisatie)}: {opsomming(delen)}."


def _zin_eindstand(g: Gegevens, r: Resultaat) -> str:
    """What became of the position, with every figure that the sources give for it and what follows from the parts."""
    gevonden, datum = stand_op(g, r.periode.peildatum), datum_voluit(r.periode.peildatum)
    if gevonden is None:
        zin = f"De stand op {datum} staat niet in de gelezen bronnen"
    else:
        stand, anders = gevonden
        zin = f"{bericht_stand(r.achterstand_begin, stand.achterstand)}, op {datum}"
        if anders:
            zin += f"; elders in de bronnen staat {opsomming(map(stand_in_woorden, anders))}"
    if r.achterstand_eind is None:
        return f"{zin}; zonder totaalopgave is er niets na te rekenen."
    return f"{zin}; totaalopgave min realisatie geeft {stand_in_woorden(r.achterstand_eind)} (berekend)."


def _zin_bevindingen(g: Gegevens, periode: Periode) -> str:
    n = len(van_periode(g, periode))
    if not n and not versies(g, periode):
        return ""  # nothing that could differ
    if not n:
        return "Alle gepubliceerde cijfers over deze periode sluiten op elkaar aan."
    return f"Op {aantal(n, 'punt', 'punten')} sluiten gepubliceerde cijfers niet op elkaar aan; zie ‘Wat niet op elkaar aansluit’."


def tabel_resultaten(g: Gegevens, periode: str) -> Tabel:
    """Tabel 1 as published: one row, seven columns."""
    gekozen = g.periode(periode)
    geldend = resultaat(g, gekozen)
    return tabel(
        g,
        "resultaten",
        f"Resultaten provinciale taakstelling {gekozen.voluit}, in personen, zoals gepubliceerd",
        (
            Kolom("Periode", lambda r: str(r.periode)),
            Kolom("Provinciale taakstelling", "taakstelling", "geheel"),
            Kolom("Achterstand of voorsprong uit vorige periode", lambda r: stand_kort(r.achterstand_begin)),
            Kolom("Totaalopgave: taakstelling plus achterstand", "totaalopgave", "geheel"),
            Kolom("Taakstelling gerealiseerd", "realisatie", "geheel"),
            Kolom("Taakstelling gerealiseerd in %", "realisatie_pct_taakstelling", "procent", None),
            Kolom("Totaalopgave gerealiseerd in %", "realisatie_pct_totaalopgave", "procent", None),
        ),
        [geldend] if geldend else [],
        bron=herkomst_van,
        opmerkingen=_zin_verlaagd(g, gekozen),
    )


def _zin_verlaagd(g: Gegevens, periode: Periode) -> tuple[str, ...]:
    alle = versies(g, periode)
    if len(alle) < 2:
        return ()
    eerste, laatste = alle[0], alle[-1]
    (bron,) = bronvermelding(g, herkomst_van(eerste))
    return (
        f"De taakstelling is tijdens de periode verlaagd van {toon(eerste.taakstelling)} naar "
        f"{toon(laatste.taakstelling)} personen; hier staat de verlaagde. Oorspronkelijk: {bron}.",
    )


def tabel_nagerekend(g: Gegevens, periode: str) -> Tabel:
    """Every published result beside what follows from its parts, with the difference."""
    return tabel(
        g,
        "nagerekend",
        f"Gepubliceerde resultaten {g.periode(periode).voluit} naast wat uit de delen volgt",
        (
            Kolom("Cijfer", lambda r: _GROOTHEDEN[r["grootheid"]]),
            Kolom("Eenheid", "eenheid"),
            Kolom("Gepubliceerd", "gepubliceerd", "breuk", None),
            Kolom(
                "Berekend",
                lambda r: rond_af(r["berekend"], decimalen(r["gepubliceerd"] or 0)),
                "breuk",
                None,
                formule="met de formule in de laatste kolom, uit de gepubliceerde cijfers; afgerond zoals het gepubliceerde "
                "(half naar boven)",
            ),
            Kolom(
                "Verschil",
                "verschil",
                "breuk",
                None,
                teken=True,
                formule="gepubliceerd − berekend",
            ),
            Kolom("Formule van het berekende cijfer", lambda r: r["formule"] or None),
        ),
        [r for r in rijen(resultaten(g, periode, exact=True)) if r["berekend"] is not None],
        bron=lambda r: (
            herkomst_van(r)
            if r["bron"]
            else herkomst_gemeenten(g, [g.periode(periode)] if r["gepubliceerd"] is None else [])
        ),
        leeg="–",
        opmerkingen=("Een streepje: niet in de gelezen bronnen. Een negatieve stand is een voorsprong.",),
    )
