"""What the intake noticed in a file as it came: totals that do not match, figures that are provisional or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.controle.bevinding import VERSCHIL, VRAAG, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

_GEMEENTEN = "gemeenten"  # the table with figures per gemeente


def inname(g: Gegevens) -> Iterator[Bevinding]:
    """Everything that stands beside the receipts of `ibt inlezen`, of files that are still in use."""
    samen: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for r in rijen(g.inname):
        if r["soort"] in ("totaal", "controle"):
            yield _verschil(g, r)
        else:
            samen.setdefault((r["tabel"], r["periode"] or "", r["soort"], r["cijfer"] or ""), []).append(r)
    for (tabel, periode, soort, cijfer), lijst in samen.items():
        yield _vraag(g, tabel, periode, soort, cijfer, lijst)


def _verschil(g: Gegevens, r: dict[str, Any]) -> Bevinding:
    """A figure of the file beside what follows from its other figures."""
    waar, cijfer = _waar(r["tabel"], r["periode"]), r["cijfer"]
    if r["soort"] == "totaal":
        id_ = _id("totaal", r["tabel"], cijfer, r["periode"], r["vindplaats"].replace(" ", ""))
        onderwerp = f"totaal in {waar}, {cijfer}"
        wat = f"In {waar} is het totaal van {cijfer} {r['in_bestand']}; de rijen tellen op tot {r['gelezen']}."
        formule = "som van de gelezen rijen"
        advies = "Vraag de bron welk van de twee klopt; meestal ontbreekt er een rij of is er een te veel."
    else:
        id_ = _id(cijfer, r["gemeentecode"], r["periode"])
        onderwerp = f"{cijfer} van {r['gemeente']} in {waar}"
        wat = f"Voor {r['gemeente']} staat er als {cijfer} {r['in_bestand']}; uit de andere cijfers van die rij volgt {r['gelezen']}."
        formule = "uit de andere cijfers van de rij"
        advies = "Vraag de bron welk cijfer van deze rij niet klopt."
    plekken = (Plek(r["in_bestand"], r["bron"], r["vindplaats"]), Plek(r["gelezen"], "", formule))
    return Bevinding(id_, VERSCHIL, onderwerp, wat, plekken, _perioden(r["periode"]), g.provincie, advies)


def _vraag(g: Gegevens, tabel: str, periode: str, soort: str, cijfer: str, lijst: list[dict[str, Any]]) -> Bevinding:
    """What was noticed of several rows in one way: gemeenten that are missing, cells, or lines around the figures."""
    waar = _waar(tabel, periode)
    if soort == "ontbreekt":
        id_, onderwerp = _id("ontbreekt", tabel, periode), f"gemeenten die niet staan in {waar}"
        waarden = [r["gemeente"] for r in lijst]
        wat = f"In {waar} {'staat' if len(lijst) == 1 else 'staan'} {opsomming(waarden)} niet."
        advies = "Vraag de bron om hun cijfers."
    elif not cijfer:
        id_, onderwerp = _id("voorbehoud", tabel, periode), f"voorbehoud in {waar}"
        waarden = [r["in_bestand"] for r in lijst]
        wat = f"In {waar} staat bij de cijfers: {opsomming(f'‘{w}’' for w in waarden)}."
        advies = "Vraag of er definitieve cijfers zijn, en lees die in met --vervang."
    else:
        id_, onderwerp = _id(soort, tabel, cijfer, periode), f"{cijfer} {soort}, {waar}"
        waarden = [f"{r['gemeente'] or ''} {r['in_bestand'] or 'leeg'}".strip() for r in lijst]
        wie = opsomming(r["gemeente"] or r["vindplaats"] for r in lijst)
        hoe = "voorlopig volgens het bestand" if soort == "voorlopig" else "niet te lezen als een getal"
        wat = f"In {waar} is {cijfer} van {wie} {hoe}."
        advies = "Vraag de bron om het cijfer, en lees het bestand opnieuw in met --cel of --lees."
        if soort == "voorlopig":
            advies = "Vraag of er een definitief cijfer is, en lees dat in met --vervang."
    plekken = tuple(Plek(w, r["bron"], r["vindplaats"]) for w, r in zip(waarden, lijst, strict=True))
    return Bevinding(id_, VRAAG, onderwerp, wat, plekken, _perioden(periode), g.provincie, advies)


def _id(*delen: str | None) -> str:
    return "-".join(("inname", *(d for d in delen if d and d != _GEMEENTEN)))


def _perioden(periode: str | None) -> tuple[str, ...]:
    return (periode,) if periode else ()


def _waar(tabel: str, periode: str | None) -> str:
    wat = "het ingelezen bestand" if tabel == _GEMEENTEN else f"het bestand dat is ingelezen in {tabel}"
    return f"{wat} over {periode}" if periode else wat
