"""What the intake noticed in a file as it came: totals that do not match, figures that are provisional or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.controle.bevinding import VERSCHIL, VRAAG, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

_GEMEENTEN = "gemeenten"  # the table with figures per gemeente
_SAMEN = {
    "voorlopig": (
        "voorlopig volgens het bestand",
        "Vraag of er een definitief cijfer is, en lees dat in met --vervang.",
    ),
    "onbekend": (
        "niet te lezen als een getal",
        "Vraag de bron om het cijfer, en lees het bestand opnieuw in met --cel of --lees.",
    ),
}


def inname(g: Gegevens) -> Iterator[Bevinding]:
    """Everything that stands beside the receipts of `ibt inlezen`, of files that are still in use."""
    samen: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for rij in rijen(g.inname):
        if rij["soort"] == "totaal":
            yield _totaal(g, rij)
        elif rij["soort"] == "controle":
            yield _controle(g, rij)
        else:
            sleutel = (rij["tabel"], rij["periode"] or "", rij["soort"], rij["cijfer"] or "")
            samen.setdefault(sleutel, []).append(rij)
    for (tabel, periode, soort, cijfer), lijst in samen.items():
        if soort == "ontbreekt":
            yield _ontbrekend(g, tabel, periode, lijst)
        elif cijfer:
            yield _cellen(g, tabel, periode, soort, cijfer, lijst)
        else:
            yield _voorbehoud(g, tabel, periode, lijst)


def _id(*delen: str | None) -> str:
    return "-".join(("inname", *(d for d in delen if d and d != _GEMEENTEN)))


def _perioden(periode: str | None) -> tuple[str, ...]:
    return (periode,) if periode else ()


def _waar(tabel: str, periode: str | None) -> str:
    wat = "het ingelezen bestand" if tabel == _GEMEENTEN else f"het bestand dat is ingelezen in {tabel}"
    return f"{wat} over {periode}" if periode else wat


def _totaal(g: Gegevens, r: dict[str, Any]) -> Bevinding:
    return Bevinding(
        _id("totaal", r["tabel"], r["cijfer"], r["periode"], r["vindplaats"].replace(" ", "")),
        VERSCHIL,
        f"totaal in {_waar(r['tabel'], r['periode'])}, {r['cijfer']}",
        f"In {_waar(r['tabel'], r['periode'])} is het totaal van {r['cijfer']} {r['in_bestand']}; de rijen tellen op tot {r['gelezen']}.",
        (Plek(r["in_bestand"], r["bron"], r["vindplaats"]), Plek(r["gelezen"], "", "som van de gelezen rijen")),
        _perioden(r["periode"]),
        g.provincie,
        advies="Vraag de bron welk van de twee klopt; meestal ontbreekt er een rij of is er een te veel.",
    )


def _controle(g: Gegevens, r: dict[str, Any]) -> Bevinding:
    return Bevinding(
        _id(r["cijfer"], r["gemeentecode"], r["periode"]),
        VERSCHIL,
        f"{r['cijfer']} van {r['gemeente']} in {_waar(r['tabel'], r['periode'])}",
        f"Voor {r['gemeente']} staat er als {r['cijfer']} {r['in_bestand']}; uit de andere cijfers van die rij volgt {r['gelezen']}.",
        (Plek(r["in_bestand"], r["bron"], r["vindplaats"]), Plek(r["gelezen"], "", "uit de andere cijfers van de rij")),
        _perioden(r["periode"]),
        g.provincie,
        advies="Vraag de bron welk cijfer van deze rij niet klopt.",
    )


def _cellen(g: Gegevens, tabel: str, periode: str, soort: str, cijfer: str, lijst: list[dict[str, Any]]) -> Bevinding:
    hoe, advies = _SAMEN[soort]
    namen = opsomming(r["gemeente"] or r["vindplaats"] for r in lijst)
    return Bevinding(
        _id(soort, tabel, cijfer, periode),
        VRAAG,
        f"{cijfer} {soort}, {_waar(tabel, periode)}",
        f"In {_waar(tabel, periode)} is {cijfer} van {namen} {hoe}.",
        tuple(
            Plek(f"{r['gemeente'] or ''} {r['in_bestand'] or 'leeg'}".strip(), r["bron"], r["vindplaats"])
            for r in lijst
        ),
        _perioden(periode),
        g.provincie,
        advies=advies,
    )


def _voorbehoud(g: Gegevens, tabel: str, periode: str, lijst: list[dict[str, Any]]) -> Bevinding:
    teksten = opsomming(f"‘{r['in_bestand']}’" for r in lijst)
    return Bevinding(
        _id("voorbehoud", tabel, periode),
        VRAAG,
        f"voorbehoud in {_waar(tabel, periode)}",
        f"In {_waar(tabel, periode)} staat bij de cijfers: {teksten}.",
        tuple(Plek(r["in_bestand"], r["bron"], r["vindplaats"]) for r in lijst),
        _perioden(periode),
        g.provincie,
        advies="Vraag of er definitieve cijfers zijn, en lees die in met --vervang.",
    )


def _ontbrekend(g: Gegevens, tabel: str, periode: str, lijst: list[dict[str, Any]]) -> Bevinding:
    namen = opsomming(r["gemeente"] for r in lijst)
    return Bevinding(
        _id("ontbreekt", tabel, periode),
        VRAAG,
        f"gemeenten die niet staan in {_waar(tabel, periode)}",
        f"In {_waar(tabel, periode)} {'staat' if len(lijst) == 1 else 'staan'} {namen} niet.",
        tuple(Plek(r["gemeente"], r["bron"], r["vindplaats"]) for r in lijst),
        _perioden(periode),
        g.provincie,
        advies="Vraag de bron om hun cijfers.",
    )
