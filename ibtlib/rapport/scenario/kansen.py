"""Chapter ‘Onzekerheid’: with what chance, from few observations."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.uitkomst import ALS_EEN_GEMEENTE, heeft_gemeenten, herkomst, start
from ibtlib.rapport.tabellen.basis import tabel
from ibtlib.scenario.doorrekenen import doorrekenen
from ibtlib.scenario.kansen import MINSTE_WAARNEMINGEN, TREKKINGEN, Kansen, kansen, verhoudingen
from ibtlib.weergave import Kop, Tabel, Tekst


def over_kansen(g: Gegevens, periode: str) -> Tekst:
    """On how few observations the chances rest."""
    u = doorrekenen(start(g, periode))
    n = len(verhoudingen(u, g.code))
    return Tekst(
        (
            f"Van de provincie {'is' if n == 1 else 'zijn'} {toon(n)} {'half jaar' if n == 1 else 'halve jaren'} bekend met "
            "realisatie en totaalopgave; meer weet de kansrekening hieronder niet. Lees de kansen daarom als orde van grootte.",
        ),
        soort="let-op",
    )


def tabel_kansen(g: Gegevens, periode: str) -> Tabel:
    """How often each trede came out when a next periode goes like one of the past ones; coarse on purpose."""
    alle: list[tuple[Kansen | None, str, int]] = []
    for gebied in ("provincie", "gemeenten") if heeft_gemeenten(g, periode) else ("provincie",):
        u = doorrekenen(start(g, periode, gebied))
        uit = kansen(u)
        namen = {c: x.gemeente for (p, c), x in u.stand.cijfers.items() if p in u.stand.perioden}
        alle += [(uit.get(c), namen[c], len(verhoudingen(u, c))) for c in sorted(namen, key=lambda c: namen[c])]
    p = start(g, periode).perioden[0]
    rij = [_kansrij(k, naam, n) for k, naam, n in alle]
    return tabel(
        g,
        "kansen",
        f"Waar {p} op uitkomt als het gaat als in een eerder half jaar: grove kansen uit weinig waarnemingen",
        (
            Kop("Gebied"),
            Kop("Waarnemingen", "geheel"),
            Kop("Kans op trede 1"),
            Kop("Kans op hoger dan trede 1"),
            Kop("Achterstand, in 8 van de 10 trekkingen"),
        ),
        rij,
        herkomst(g, start(g, periode)),
        formules={
            1: "de eerdere halve jaren geteld waarvan totaalopgave en realisatie bekend zijn",
            2: "het deel van de trekkingen dat trede 1 geeft, op tienden",
            3: "het deel van de trekkingen dat een hogere trede geeft, op tienden",
            4: "de achterstand die in een tiende van de trekkingen lager is en in een tiende hoger",
        },
        leeg="–",
        klassen={(i, j): "berekend" for i in range(len(rij)) for j in (1, 2, 3, 4)},
        opmerkingen=(
            f"{toon(TREKKINGEN)} trekkingen met vast begin; elke trekking is de verhouding realisatie ÷ totaalopgave van een "
            "eerder half jaar, elk even waarschijnlijk. Zo weinig waarnemingen zeggen iets over de orde van grootte, niet meer; "
            f"onder {MINSTE_WAARNEMINGEN} waarnemingen staat er geen kans. De rest is niet te beoordelen. {ALS_EEN_GEMEENTE}",
        ),
    )


def _kansrij(k: Kansen | None, naam: str, n: int) -> tuple[Any, ...]:
    if k is None or n < MINSTE_WAARNEMINGEN:
        waarom = "te weinig waarnemingen" if n < MINSTE_WAARNEMINGEN else "niet te berekenen"
        return (naam, n, waarom, waarom, None)
    een = k.kans(1, 0)
    hoger = 1 - een - k.kans(0, 0)
    laag, hoog = (_tiental(x) for x in k.band(0))
    return (naam, n, kans_in_woorden(een), kans_in_woorden(hoger), f"{toon(laag)} tot {toon(hoog)}")


def kans_in_woorden(kans: Fraction) -> str:
    """A chance no finer than tenths.

    >>> kans_in_woorden(Fraction(1, 3)), kans_in_woorden(Fraction(0)), kans_in_woorden(Fraction(1)), kans_in_woorden(Fraction(1, 50))
    ('ongeveer 3 op de 10', 'in geen enkele trekking', 'in elke trekking', 'minder dan 1 op de 10')
    """
    if kans in (0, 1):
        return "in elke trekking" if kans else "in geen enkele trekking"
    tiende = rond_heel(kans * 10)
    if tiende == 0:
        return "minder dan 1 op de 10"
    return "meer dan 9 op de 10" if tiende == 10 else f"ongeveer {tiende} op de 10"


def _tiental(waarde: int) -> int:
    """Rounded to tens where it is large, so that it claims no more than it knows."""
    return rond_heel(Fraction(waarde, 10)) * 10 if abs(waarde) >= 100 else waarde
