"""The chapter Gemeenten en hun opgaven: every gemeente by opgave, with its status in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.cijfers.opvang.drie_opgaven import Opgave, drie_opgaven_gemeenten
from ibtlib.cijfers.posities import BEREKEND, Positie, posities
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import trede_tekst
from ibtlib.rapport.elders import zin_elders
from ibtlib.weergave import Tabel
from ibtlib.weergave.herkomst import Herkomst
from ibtlib.weergave.kolom import Kolom, tabel


@dataclass(frozen=True)
class _Gemeente:
    """One row: where a gemeente stands with the huisvesting, and its opgaven of opvang where they are known."""

    positie: Positie
    asiel: Opgave | None = None
    oekraine: Opgave | None = None


def tabel_opgaven(g: Gegevens, periode: str) -> Tabel:
    """Every gemeente by opgave, with a status in words; columns of which nothing is published are left out and named."""
    opvang = drie_opgaven_gemeenten(g, periode)
    gemeenten = [_Gemeente(p, *opvang.get(code, ())[:2]) for code, p in posities(g, periode).items()]
    altijd = (
        Kolom("Gemeente", lambda r: r.positie.gemeente),
        Kolom(
            "Trede",
            lambda r: _trede_met_soort(r.positie),
            klasse=lambda r: g.kaders.tredeklasse(r.positie.periode, r.positie.trede),
        ),
    )
    kolommen = (
        Kolom(
            "Achterstand",
            lambda r: r.positie.achterstand_eind,
            "geheel",
            formule="totaalopgave − realisatie, op de peildatum; negatief is een voorsprong",
        ),
        Kolom("Huisvesting", lambda r: r.positie.pct_totaalopgave, "procent", formule="realisatie ÷ totaalopgave"),
        Kolom("Stand huisvesting", lambda r: status_huisvesting(r.positie)),
        *_opvangkolommen("Asielopvang", "Stand asielopvang", lambda r: r.asiel),
        *_opvangkolommen("Opvang Oekraïense ontheemden", "Stand Oekraïense ontheemden", lambda r: r.oekraine),
    )
    bekend = [k for k in kolommen if any(k.van(r) is not None for r in gemeenten)]
    onbekend = [k.naam for k in kolommen if k not in bekend and k.soort != "procent"]  # beside each stands its status
    zonder = f"Per gemeente niet in de gelezen bronnen, en daarom niet in deze tabel: {opsomming(n[0].lower() + n[1:] for n in onbekend)}."
    elders = (
        zin_elders(g, "resultaten per gemeente", periode=periode) if "Achterstand" in onbekend else "",
        zin_elders(g, "asielopvang per gemeente") if "Stand asielopvang" in onbekend else "",
        zin_elders(g, "Oekraïne per gemeente") if "Stand Oekraïense ontheemden" in onbekend else "",
    )
    return tabel(
        g,
        "overzicht",
        f"Gemeenten en hun opgaven, {g.periode(periode).voluit}",
        (*altijd, *bekend),
        gemeenten if bekend else (),  # the treden alone stand in the table of those
        zonder_rijen=" ".join(["van geen gemeente in de gelezen bronnen.", *filter(None, elders)]).removesuffix("."),
        bron=lambda r: r.positie.herkomst,
        leeg="–",
        opmerkingen=(
            "Naast elkaar, niet op volgorde van prestatie. Op de webpagina sorteert een klik op een kolomkop.",
            "Trede: zoals vastgesteld; waar die er niet is staat de berekende, met dat woord erbij. "
            "Een streepje: niet in de gelezen bronnen of niet te berekenen.",
            *((zonder, *filter(None, elders)) if onbekend else ()),
        ),
        sorteerbaar=True,
    )


def _opvangkolommen(naam: str, stand: str, opgave_van: Callable[[_Gemeente], Opgave | None]) -> tuple[Kolom, Kolom]:
    """How much of an opgave of opvang is there, and that in words."""

    def herkomst(rij: _Gemeente) -> tuple[Herkomst, ...]:
        opgave = opgave_van(rij)
        return opgave.herkomst if opgave else ()

    def procent(rij: _Gemeente) -> Fraction | None:
        opgave = opgave_van(rij)
        return opgave.procent if opgave else None

    formule = "gerealiseerde plekken ÷ opgave, naar de laatst gepubliceerde stand"
    return (
        Kolom(naam, procent, "procent", formule=formule, bron=herkomst),
        Kolom(stand, lambda rij: status_opvang(opgave_van(rij)), bron=herkomst),
    )


def _trede_met_soort(p: Positie) -> str | None:
    """The trede as decided; a computed one says that it is."""
    if p.trede is None:
        return None
    return trede_tekst(p.trede) + (f" ({BEREKEND})" if p.trede_soort == BEREKEND else "")


def status_huisvesting(p: Positie) -> str | None:
    """What became of the opgave of a gemeente, in words; None when that is not known."""
    if p.achterstand_eind is None or p.achterstand_begin is None:
        return None
    if p.achterstand_eind <= 0:
        return "opgave gehaald"
    if p.achterstand_begin <= 0:
        return "nieuwe achterstand"
    verschil = p.achterstand_eind - p.achterstand_begin
    return "achterstand gelijk" if not verschil else f"achterstand {'groeit' if verschil > 0 else 'krimpt'}"


def status_opvang(o: Opgave | None) -> str | None:
    """Whether there are enough places, in words; None when that is not known."""
    if o is None or o.opgave is None or o.gerealiseerd is None:
        return None
    verschil = o.gerealiseerd - o.opgave
    return (
        f"{toon(abs(verschil))} {'boven' if verschil > 0 else 'onder'} de opgave"
        if verschil
        else "gelijk aan de opgave"
    )
