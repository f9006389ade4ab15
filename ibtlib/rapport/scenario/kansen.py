"""Chapter ‘Onzekerheid’: with what chance, from few observations."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.basis.getallen import rond_heel, toon
from ibtlib.basis.woorden import stand_getal
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.uitkomst import GEEN_TREDE, heeft_gemeenten, herkomst, met_vertrekpunt, start
from ibtlib.scenario.doorrekenen import doorrekenen
from ibtlib.scenario.kansen import AANNAME, MINSTE_WAARNEMINGEN, Kansen, kansen_per_gebied, verhoudingen
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.kolom import Kolom, tabel


@met_vertrekpunt
def over_kansen(g: Gegevens, periode: str) -> Tekst:
    """On how few observations the chances rest, and what is assumed of them."""
    n = len(verhoudingen(doorrekenen(start(g, periode))).get(g.code, ()))
    bekend = {0: "is geen enkel half jaar", 1: "is 1 half jaar"}.get(n, f"zijn {toon(n)} halve jaren")
    return Tekst(
        (
            f"Van de provincie {bekend} bekend met realisatie en totaalopgave; meer weet de kansrekening hieronder niet. "
            "Lees de kansen daarom als orde van grootte.",
            "Een kans is het deel van alle mogelijke combinaties van eerder waargenomen verhoudingen (realisatie ÷ "
            f"totaalopgave) waarin iets uitkomt; de tabel noemt per gebied het aantal waarnemingen. Aanname: {AANNAME}.",
        ),
        soort="let-op",
    )


@met_vertrekpunt
def tabel_kansen(g: Gegevens, periode: str) -> Tabel:
    """What comes out when a next periode goes like one of the past ones, of gemeenten with the trede; coarse on purpose."""
    alle: list[Kansen] = []
    per_gemeente = heeft_gemeenten(g, periode)
    for gebied in ("provincie", "gemeenten") if per_gemeente else ("provincie",):
        alle += sorted(kansen_per_gebied(doorrekenen(start(g, periode, gebied))).values(), key=lambda k: k.naam)
    p = start(g, periode).perioden[0]
    return tabel(
        g,
        "kansen",
        f"Waar {p} op uitkomt als het gaat als in een eerder half jaar: grove kansen uit weinig waarnemingen",
        (
            Kolom("Gebied", lambda k: k.naam),
            Kolom("Waarnemingen", lambda k: k.waarnemingen, "geheel", klasse="berekend"),
            *(_trede_kansen(g) if per_gemeente else ()),
            Kolom(
                "Achterstand, in 8 van de 10 gevallen",
                _band,
                klasse=_aangenomen,
            ),
        ),
        alle,
        herkomst=herkomst(g, start(g, periode)),
        leeg="–",
        opmerkingen=(
            "Waarnemingen: eerdere halve jaren waarvan totaalopgave en realisatie bekend zijn. In 8 van de 10 gevallen: van de "
            "achterstand die een tiende van de gevallen niet te boven gaat tot die van negen tiende. "
            "Berekend: doorgerekend zijn alle mogelijke combinaties van de eerder waargenomen verhoudingen realisatie ÷ totaalopgave van "
            "het gebied, zoveel als er in de kolom Waarnemingen staan; voor één half jaar is elke waarneming één geval. "
            f"Aanname: {AANNAME}. Zo weinig waarnemingen zeggen iets over de orde van grootte, niet meer; "
            f"onder {MINSTE_WAARNEMINGEN} waarnemingen staat er geen kans. De rest is niet te beoordelen. {GEEN_TREDE}",
        ),
    )


def _trede_kansen(g: Gegevens) -> tuple[Kolom, Kolom]:
    """The chances of a trede, of gemeenten: no such assessment of a province exists."""
    provincie = f"Provincie {g.naam}"

    def kans(k: Kansen, hoger: bool) -> str:
        return "geen trede" if k.naam == provincie else _kans(k, hoger)

    def klasse(k: Kansen) -> str | None:
        return None if k.naam == provincie else _aangenomen(k)

    return (
        Kolom(
            "Kans op trede 1",
            lambda k: kans(k, hoger=False),
            klasse=klasse,
        ),
        Kolom(
            "Kans op hoger dan trede 1",
            lambda k: kans(k, hoger=True),
            klasse=klasse,
        ),
    )


def _heeft_kans(k: Kansen) -> bool:
    return k.waarnemingen >= MINSTE_WAARNEMINGEN and not k.waarom_niet


def _aangenomen(k: Kansen) -> str | None:
    return "aanname" if _heeft_kans(k) else None


def _kans(k: Kansen, hoger: bool) -> str:
    if not _heeft_kans(k):
        return "te weinig waarnemingen" if k.waarnemingen < MINSTE_WAARNEMINGEN else "niet te berekenen"
    op_een = k.kans(1, 0)
    return kans_in_woorden(1 - op_een - k.kans(0, 0) if hoger else op_een)


def _band(k: Kansen) -> str | None:
    if not _heeft_kans(k):
        return None
    laag, hoog = (_tiental(x) for x in k.band(0))
    return f"{stand_getal(laag)} tot {stand_getal(hoog)}"


def kans_in_woorden(kans: Fraction) -> str:
    """A chance no finer than tenths.

    >>> kans_in_woorden(Fraction(1, 3)), kans_in_woorden(Fraction(0)), kans_in_woorden(Fraction(1)), kans_in_woorden(Fraction(1, 50))
    ('ongeveer 3 op de 10', 'in geen enkel geval', 'in alle gevallen', 'minder dan 1 op de 10')
    """
    if kans in (0, 1):
        return "in alle gevallen" if kans else "in geen enkel geval"
    tiende = rond_heel(kans * 10)
    if tiende == 0:
        return "minder dan 1 op de 10"
    return "meer dan 9 op de 10" if tiende == 10 else f"ongeveer {tiende} op de 10"


def _tiental(waarde: int) -> int:
    """Rounded to tens where it is large, so that it claims no more than it knows."""
    return rond_heel(Fraction(waarde, 10)) * 10 if abs(waarde) >= 100 else waarde
