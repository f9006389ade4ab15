"""The charts: figures in, a `Figuur` out; drawing, alternative text and table come from the same numbers.

Labels stand at the line, in the bar or beside it; what is missing is drawn as missing; colour never carries
meaning alone. Each chart is drawn in a module of its own, on a `doek`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ibtlib.basis.fouten import AanvraagFout, aantal
from ibtlib.basis.getallen import Getal, procent_van, toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.weergave import Figuur, Kop, Rij, Tabel, Waarde, controleer_naam
from ibtlib.weergave.tekenen.beschrijving import (
    FICTIEF,
    GEEN,
    stapel_in_woorden,
    treden_in_woorden,
    vergelijking,
    verloop,
)
from ibtlib.weergave.tekenen.dekkingsdiagram import teken_dekking
from ibtlib.weergave.tekenen.doek import Doek
from ibtlib.weergave.tekenen.figuurinvoer import (
    Markering,
    Reeks,
    controleer_bekend,
    controleer_dubbel,
    controleer_trede,
    halfjaren,
    nagekeken,
    op_periode,
    soort_categorie,
    tijdplaats,
)
from ibtlib.weergave.tekenen.kleurtabel import teken_kleurtabel
from ibtlib.weergave.tekenen.lijndiagram import VORMEN, teken_lijnen
from ibtlib.weergave.tekenen.staafdiagram import STAVEN, teken_staven
from ibtlib.weergave.tekenen.stapeldiagram import laagkleur, teken_stapels

__all__ = ["Markering", "Reeks", "dekking", "gestapeld", "lijnen", "staven", "treden_over_tijd"]


def lijnen(
    naam: str,
    bijschrift: str,
    perioden: Sequence[str],
    reeksen: Sequence[Reeks],
    *,
    eenheid: str,
    soort: str = "geheel",
    decimalen: int = 0,
    markeringen: Sequence[Markering] = (),
    nullijn: bool = False,
    referentie: tuple[Getal, str] | None = None,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """Lines over half-years, for what develops.

    Parameters
    ----------
    naam, bijschrift : str
        Anchor and caption.
    perioden : sequence of str
        The axis shows every half-year from the first to the last of these.
    reeksen : sequence of Reeks
        One to six; a half-year without value is a gap in the line, never a zero.
    eenheid : str
        What the numbers count: stands above the axis.
    soort, decimalen
        As in `Kop`: `geheel`, `procent` (value ×100) or `breuk`.
    markeringen : sequence of Markering
        Events within the perioden.
    nullijn : bool
        Draw the zero line heavy. The axis always contains zero.
    referentie : (value, text)
        A dashed line across.
    bron, opmerkingen : sequence of str
        For under the figure and its table.
    fictief : bool
        The numbers are invented: the drawing says FICTIEF.

    Raises
    ------
    AanvraagFout
        A value for a periode outside the axis, a double name, an inexact number, nothing to draw.

    Examples
    --------
    >>> f = lijnen("proef", "Realisatie per halfjaar", ["2022-2", "2024-1"], eenheid="personen",
    ...            reeksen=[Reeks("realisatie", {"2022-2": 1635, "2023-2": 1208})])
    >>> print(f.alt)
    Lijndiagram, personen, 2022-2 tot en met 2024-1. Realisatie: van 1.635 in 2022-2 naar 1.208 in 2023-2; \
geen cijfer voor 2023-1 en 2024-1.
    """
    as_ = halfjaren(perioden)
    reeksen = nagekeken(naam, [op_periode(r) for r in reeksen], as_, "periode", len(VORMEN))
    plaatsen = [tijdplaats(naam, m, as_) for m in markeringen]
    kolom = Kop(naam, soort, decimalen)
    zinnen = [
        f"Lijndiagram, {eenheid}, {as_[0]} tot en met {as_[-1]}.",
        *(verloop(r, as_, kolom) for r in reeksen),
    ]
    extra = [f"Streeplijn bij {kolom.toon(referentie[0])}: {referentie[1]}."] if referentie else []
    extra += [f"Gemarkeerd: {datum_voluit(m.datum)}, {m.tekst}." for m in markeringen]
    vlaggen = [(i, m.tekst) for i, m in zip(plaatsen, markeringen, strict=True)]
    svg = teken_lijnen(Doek(naam, fictief), as_, reeksen, kolom, eenheid, vlaggen, referentie, nullijn)
    kolommen = [Kop("periode"), *(Kop(r.naam, soort, decimalen) for r in reeksen)]
    rijen = [(p, *(r.waarden[p] for r in reeksen)) for p in as_]
    return _figuur(naam, bijschrift, svg, [*zinnen, *extra], kolommen, rijen, bron, [*opmerkingen, *extra], fictief)


def staven(
    naam: str,
    bijschrift: str,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    *,
    eenheid: str,
    horizontaal: bool = False,
    soort: str = "geheel",
    decimalen: int = 0,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """Bars side by side with their values, for comparing; negative values hang below the zero line.

    Lies down by itself when values or names of categories would not fit above and under standing bars.

    Parameters
    ----------
    categorieen : sequence of str
        In the order of drawing.
    reeksen : sequence of Reeks
        One to four; values per category.
    horizontaal : bool
        Lay the bars down: for many categories or long names.

    See `lijnen` for the others.

    Examples
    --------
    >>> f = staven("proef", "Achterstand aan het begin", ["2022-2", "2023-1"], eenheid="personen",
    ...            reeksen=[Reeks("achterstand", {"2022-2": 422, "2023-1": -150})])
    >>> print(f.alt)
    Staafdiagram, personen. Achterstand: 422 in 2022-2 en −150 in 2023-1.
    """
    gegeven, reeksen = reeksen, nagekeken(naam, reeksen, categorieen, "categorie", len(STAVEN))
    kolom = Kop(naam, soort, decimalen)
    gekend = {(r.naam, c) for r in gegeven for c in r.waarden}
    # A category that no series knows is missing once; one that only some know is not expected of the others.
    nergens = {(reeksen[0].naam, c) for c in categorieen if not any((r.naam, c) in gekend for r in reeksen)}
    zonder = frozenset((r.naam, c) for r in reeksen for c, w in r.waarden.items() if w is None)
    leeg = zonder & (gekend | nergens)
    zinnen = [f"Staafdiagram, {eenheid}.", *vergelijking(categorieen, reeksen, kolom, leeg)]
    kolommen = [Kop(soort_categorie(categorieen)), *(Kop(r.naam, soort, decimalen) for r in reeksen)]
    svg = teken_staven(Doek(naam, fictief), categorieen, reeksen, kolom, eenheid, horizontaal, leeg)
    rijen = [(c, *(r.waarden[c] for r in reeksen)) for c in categorieen]
    return _figuur(naam, bijschrift, svg, zinnen, kolommen, rijen, bron, opmerkingen, fictief)


def gestapeld(
    naam: str,
    bijschrift: str,
    categorieen: Sequence[str],
    lagen: Sequence[Reeks],
    *,
    eenheid: str,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    kleuren: Sequence[str] | None = None,
    fictief: bool = False,
) -> Figuur:
    """Counts piled on each other, for how a whole is divided; the count stands in its layer.

    Parameters
    ----------
    categorieen : sequence of str
        Usually perioden.
    lagen : sequence of Reeks
        From the bottom up; whole numbers from zero.
    kleuren : sequence of str, optional
        Per layer a colour of the kader (`geel`) or `#RRGGBB`; without it, layers named `trede 2` get the
        colour of their trede and others those of the palette.

    See `lijnen` for the others.

    Examples
    --------
    >>> een = Reeks("trede 1", {"2022-1": 11, "2022-2": 17})
    >>> twee = Reeks("trede 2", {"2022-1": 13, "2022-2": 9})
    >>> f = gestapeld("proef", "Gemeenten", ["2022-1", "2022-2"], [een, twee], eenheid="gemeenten")
    >>> print(f.alt)
    Gestapelde staven, gemeenten. 2022-1: 11 op trede 1, 13 op trede 2. 2022-2: 17 op trede 1, 9 op trede 2.
    """
    lagen = nagekeken(naam, lagen, categorieen, "categorie", 8)
    for laag in lagen:
        for c, w in laag.waarden.items():
            if w is not None and (not isinstance(w, int) or w < 0):
                raise AanvraagFout(
                    f"Figuur {naam}: '{laag.naam}' bij {c} is {w}; gestapelde aantallen zijn gehele getallen vanaf 0."
                )
    if kleuren is not None and len(kleuren) != len(lagen):
        raise AanvraagFout(f"Figuur {naam}: {len(kleuren)} kleuren voor {len(lagen)} lagen; geef er evenveel.")
    vulling = [laagkleur(naam, laag.naam, i, kleuren) for i, laag in enumerate(lagen)]
    zinnen = [f"Gestapelde staven, {eenheid}."]
    if len(categorieen) <= 6:
        zinnen += [stapel_in_woorden(c, lagen) for c in categorieen]
    else:
        zinnen += [verloop(laag, categorieen, Kop(laag.naam, "geheel")) for laag in lagen]
    kolommen = [Kop(soort_categorie(categorieen)), *(Kop(laag.naam, "geheel") for laag in lagen)]
    rijen = [(c, *(laag.waarden[c] for laag in lagen)) for c in categorieen]
    svg = teken_stapels(Doek(naam, fictief), categorieen, lagen, vulling, eenheid)
    return _figuur(naam, bijschrift, svg, zinnen, kolommen, rijen, bron, opmerkingen, fictief)


def dekking(
    naam: str,
    bijschrift: str,
    lagen: Sequence[tuple[str, int]],
    *,
    opgave: int,
    bereik: tuple[int, int] | None = None,
    bereik_naam: str = "planvoorraad",
    eenheid: str = "plaatsen",
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """How far the capacity of the phases covers the opgave (Spreidingswet).

    Parameters
    ----------
    lagen : sequence of (name, places)
        Phases from certain to less certain; the bar adds them up.
    opgave : int
        Places asked; the labelled line.
    bereik : (low, high), optional
        Places of one more phase that is only known as a range: what may come on top of low is hatched.
    bereik_naam : str
        Name of that phase.

    Examples
    --------
    >>> f = dekking("proef", "Dekking", [("hard", 3523), ("plan", 575)], opgave=8207, bereik=(3378, 3983))
    >>> print(f.alt)
    Gestapelde staaf, plaatsen. De opgave is 8.207. Opgeteld: hard 3.523, samen 42,9% van de opgave; \
plan 575, samen 49,9%; planvoorraad ten minste 3.378, samen 91,1%; \
planvoorraad ten hoogste 3.983, samen 98,5%.
    """
    fasen = [(n, w, w) for n, w in lagen]  # name, places, addition to the bar
    if bereik:
        fasen += [
            (f"{bereik_naam} ten minste", bereik[0], bereik[0]),
            (f"{bereik_naam} ten hoogste", bereik[1], bereik[1] - bereik[0]),
        ]
    controleer_dubbel(naam, [n for n, _, _ in fasen])
    for n, w, meer in fasen:
        if type(w) is not int or w < 0 or meer < 0:
            raise AanvraagFout(
                f"Figuur {naam}: '{n}' is {w}; plaatsen zijn gehele getallen vanaf 0 en een bereik "
                "loopt van laag naar hoog."
            )
    if type(opgave) is not int or opgave <= 0 or not fasen:
        raise AanvraagFout(
            f"Figuur {naam}: een dekking vraagt een opgave boven 0 (er staat {opgave}) en ten minste één fase."
        )
    rijen: list[tuple[str, int, int, Fraction]] = []
    for i, (n, w, _) in enumerate(fasen):
        samen = sum(meer for _, _, meer in fasen[: i + 1])
        rijen.append((n, w, samen, procent_van(samen, opgave) or Fraction(0)))
    kolommen = [
        Kop("fase"),
        Kop(eenheid, "geheel"),
        Kop("opgeteld", "geheel"),
        Kop("dekking", "procent", 1),
    ]
    delen = [
        f"{n} {toon(w)}, samen {kolommen[3].toon(pct)}{' van de opgave' if i == 0 else ''}"
        for i, (n, w, _, pct) in enumerate(rijen)
    ]
    zinnen = [
        f"Gestapelde staaf, {eenheid}.",
        f"De opgave is {toon(opgave)}.",
        f"Opgeteld: {'; '.join(delen)}.",
    ]
    svg = teken_dekking(Doek(naam, fictief), rijen, opgave, eenheid, bereik is not None)
    opgaverij = ("opgave", opgave, opgave, Fraction(100))
    return _figuur(naam, bijschrift, svg, zinnen, kolommen, [*rijen, opgaverij], bron, opmerkingen, fictief)


def treden_over_tijd(
    naam: str,
    bijschrift: str,
    gemeenten: Sequence[str],
    perioden: Sequence[str],
    treden: Mapping[tuple[str, str], int | None],
    *,
    kleuren: Mapping[int, str] | None = None,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """Gemeenten by half-years, the number of the trede in every cell; hatched where it is not known.

    Parameters
    ----------
    gemeenten : sequence of str
        Rows, in the order of drawing.
    perioden : sequence of str
        Columns: every half-year from the first to the last of these.
    treden : mapping of (gemeente, periode) to int or None
    kleuren : mapping of trede to colour name, optional
        As the kader names them.

    Examples
    --------
    >>> f = treden_over_tijd("proef", "Treden", ["Soest", "Zeist"], ["2022-1", "2022-2"],
    ...                      {("Soest", "2022-1"): 3, ("Soest", "2022-2"): 2, ("Zeist", "2022-2"): 1})
    >>> print(f.alt)
    Tabel in kleur: de trede van 2 gemeenten, 2022-1 tot en met 2022-2. 2022-1: trede 3 bij 1 gemeente, \
onbekend bij 1. 2022-2: trede 1 bij 1 gemeente, trede 2 bij 1. Hoogste trede 3: Soest in 2022-1.
    """
    as_ = halfjaren(perioden)
    controleer_dubbel(naam, gemeenten)
    if not gemeenten:
        raise AanvraagFout(f"Figuur {naam}: er zijn geen gemeenten om te tekenen.")
    cel: dict[tuple[str, str], int | None] = {}
    for (g, p), t in treden.items():
        periode = str(Periode.lees(p))
        controleer_bekend(naam, "treden", "gemeente", g, gemeenten)
        controleer_bekend(naam, g, "periode", periode, as_)
        controleer_trede(t, f"Figuur {naam}, {g} in {p}")
        cel[g, periode] = t
    rijen = [(g, *(cel.get((g, p)) for p in as_)) for g in gemeenten]
    if all(t is None for rij in rijen for t in rij[1:]):
        raise AanvraagFout(f"Figuur {naam}: er is geen enkele trede om te tekenen.")
    zinnen = [
        f"Tabel in kleur: de trede van {aantal(len(gemeenten), 'gemeente', 'gemeenten')}, {as_[0]} "
        f"tot en met {as_[-1]}."
    ]
    zinnen += treden_in_woorden(gemeenten, as_, cel)
    svg = teken_kleurtabel(Doek(naam, fictief), gemeenten, as_, cel, kleuren or {})
    kolommen = [Kop("gemeente"), *(Kop(p, "geheel") for p in as_)]
    return _figuur(naam, bijschrift, svg, zinnen, kolommen, rijen, bron, opmerkingen, fictief)


def _figuur(
    naam: str,
    bijschrift: str,
    svg: str,
    zinnen: Sequence[str],
    kolommen: Sequence[Kop],
    rijen: Sequence[tuple[Waarde, ...]],
    bron: Sequence[str],
    opmerkingen: Sequence[str],
    fictief: bool,
) -> Figuur:
    controleer_naam(naam, "figuur")
    merk = [FICTIEF] if fictief else []
    tabel = Tabel(
        f"{naam}-cijfers",
        bijschrift,
        tuple(kolommen),
        tuple(map(Rij.van, rijen)),
        tuple(bron),
        (*merk, *opmerkingen),
        leeg=GEEN,
    )
    return Figuur(naam, bijschrift, svg, " ".join([*merk, *zinnen]), tabel)
