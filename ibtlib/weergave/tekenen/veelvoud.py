"""Small multiples: the same little chart for every gebied and every opgave, each opgave on its own scale.

Beside `figuren`, and by its rules: drawing, alternative text and table come from the same numbers; what is missing
is said in words and never drawn as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import BLAUW, GRIJS, INKT, LICHTBLAUW, LIJN
from ibtlib.weergave import LEEG, Figuur, Kop, Rij, Tabel, Waarde, controleer_naam
from ibtlib.weergave.tekenen.beschrijving import FICTIEF, GEEN, hoofdletter
from ibtlib.weergave.tekenen.doek import BREEDTE, Doek
from ibtlib.weergave.tekenen.figuurinvoer import controleer_dubbel
from ibtlib.weergave.tekenen.letters import KLEIN, REGEL, breek, tekstbreedte

Paar = tuple[int | None, int | None]  # what is asked, what is there
_HOOG = 42  # of a row: a line of text and a bar
_PANELEN = 4


@dataclass(frozen=True)
class Paneel:
    """One column of little charts.

    Parameters
    ----------
    naam, eenheid : str
        What is asked, and what the numbers count.
    waarden : mapping of gebied to (asked, there)
        Whole numbers; None is not published. No key means the same.
    """

    naam: str
    eenheid: str
    waarden: Mapping[str, Paar]

    def paar(self, gebied: str) -> Paar:
        """Both values of a gebied."""
        return self.waarden.get(gebied, (None, None))


def opgaven(
    naam: str,
    bijschrift: str,
    gebieden: Sequence[str],
    panelen: Sequence[Paneel],
    *,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """Per gebied a row and per opgave a column: what is there (dark) on what is asked (light).

    Parameters
    ----------
    naam, bijschrift : str
        Anchor and caption.
    gebieden : sequence of str
        Rows, in the order of drawing.
    panelen : sequence of Paneel
        One to four; each has its own scale, from zero to its largest number.

    Raises
    ------
    AanvraagFout
        A gebied that is not among the rows or is there twice, a number below zero or not whole, nothing to draw.

    Examples
    --------
    >>> p = [Paneel("opvang", "plekken", {"Soest": (20, 15)}), Paneel("huisvesting", "personen", {"Zeist": (8, 9)})]
    >>> print(opgaven("proef", "Opgaven", ["Soest", "Zeist"], p).alt)
    Kleine veelvouden: 2 gebieden en 2 opgaven, elk op de eigen schaal. Opvang, plekken: Soest 15 van 20; Zeist \
niet in de gelezen bronnen. Huisvesting, personen: Soest niet in de gelezen bronnen; Zeist 9 van 8.
    """
    controleer_naam(naam, "figuur")
    _controleer(naam, gebieden, panelen)
    kolommen = [Kop("gebied")]
    for p in panelen:
        kolommen += [Kop(f"{p.naam}, {wat} ({p.eenheid})", "geheel") for wat in ("opgave", "gerealiseerd")]
    rijen: list[tuple[Waarde, ...]] = [(g, *(w for p in panelen for w in p.paar(g))) for g in gebieden]
    telling = f"{len(gebieden)} {'gebied' if len(gebieden) == 1 else 'gebieden'} en {len(panelen)} opgaven"
    zinnen = [f"Kleine veelvouden: {telling}, elk op de eigen schaal.", *(_in_woorden(gebieden, p) for p in panelen)]
    merk = [FICTIEF] if fictief else []
    tabel = Tabel(
        f"{naam}-cijfers",
        bijschrift,
        tuple(kolommen),
        tuple(map(Rij.van, rijen)),
        tuple(bron),
        (*merk, *opmerkingen),
        leeg=LEEG,
    )
    return Figuur(naam, bijschrift, _teken(Doek(naam, fictief), gebieden, panelen), " ".join([*merk, *zinnen]), tabel)


def _controleer(naam: str, gebieden: Sequence[str], panelen: Sequence[Paneel]) -> None:
    if not 1 <= len(panelen) <= _PANELEN:
        raise AanvraagFout(
            f"Figuur {naam}: {len(panelen)} opgaven naast elkaar kan niet; teken er 1 tot en met {_PANELEN}."
        )
    controleer_dubbel(naam, gebieden)
    for p in panelen:
        for gebied, paar in p.waarden.items():
            if gebied not in gebieden:
                raise AanvraagFout(
                    f"Figuur {naam}: '{p.naam}' heeft een cijfer voor '{gebied}', maar daarvan is er geen rij."
                )
            for w in paar:
                if w is not None and (type(w) is not int or w < 0):
                    raise AanvraagFout(
                        f"Figuur {naam}: '{p.naam}' bij {gebied} is {w!r}; geef een geheel getal vanaf 0, of None."
                    )
    if all(w is None for p in panelen for g in gebieden for w in p.paar(g)):
        raise AanvraagFout(f"Figuur {naam}: er is geen enkel cijfer om te tekenen.")


def _tekst(paar: Paar) -> str:
    """What stands above a bar.

    >>> _tekst((20, 15)), _tekst((20, None)), _tekst((None, 15)), _tekst((None, None))
    ('15 van 20', 'opgave 20', '15, zonder opgave', 'niet in de gelezen bronnen')
    """
    opgave, er = paar
    if opgave is None:
        return LEEG if er is None else f"{toon(er)}, zonder opgave"
    return f"opgave {toon(opgave)}" if er is None else f"{toon(er)} van {toon(opgave)}"


def _in_woorden(gebieden: Sequence[str], p: Paneel) -> str:
    """Every pair where they are few; else how many reach their opgave and who lacks most."""
    begin = f"{hoofdletter(p.naam)}, {p.eenheid}:"
    if len(gebieden) <= 2:
        return f"{begin} {'; '.join(f'{g} {_tekst(p.paar(g))}' for g in gebieden)}."
    verschil = {g: er - opgave for g in gebieden for opgave, er in [p.paar(g)] if opgave is not None and er is not None}
    if not verschil:
        return f"{begin} {GEEN}."
    delen = [f"{sum(v >= 0 for v in verschil.values())} van de {len(verschil)} halen de opgave"]
    kleinste = min(verschil.values())
    if kleinste < 0:
        waar = opsomming(f"{g} ({_tekst(p.paar(g))})" for g, v in verschil.items() if v == kleinste)
        delen.append(f"het grootste tekort is bij {waar}")
    zonder = [g for g in gebieden if g not in verschil]
    if zonder:
        delen.append(f"niet te vergelijken: {opsomming(zonder)}")
    return f"{begin} {'; '.join(delen)}."


def _teken(doek: Doek, gebieden: Sequence[str], panelen: Sequence[Paneel]) -> str:
    links = max(tekstbreedte(g, KLEIN, True) for g in gebieden) + 14
    breed = (BREEDTE - links) / len(panelen)
    boven = 20.0 if doek.fictief else 2.0
    koppen = [[*breek(p.naam, breed - 14, KLEIN, True)] for p in panelen]
    kophoogte = (max(len(k) for k in koppen) + 1) * KLEIN * REGEL
    for i, (p, kop) in enumerate(zip(panelen, koppen, strict=True)):
        x = links + i * breed
        doek.tekst(x, boven + len(kop) * KLEIN * REGEL / 2, kop, vet=True)
        doek.tekst(x, boven + (len(kop) + 0.5) * KLEIN * REGEL, p.eenheid, kleur=GRIJS)
    onder = boven + kophoogte + 6
    for nummer, gebied in enumerate(gebieden):
        y = onder + nummer * _HOOG
        doek.lijn([0, BREEDTE], [y, y], LIJN)
        doek.tekst(0, y + _HOOG / 2, gebied, vet=True)
    for i, p in enumerate(panelen):
        x = links + i * breed
        hoogste = max((w for g in gebieden for w in p.paar(g) if w is not None), default=0) or 1
        per = (breed - 14) / hoogste
        for nummer, gebied in enumerate(gebieden):
            y = onder + nummer * _HOOG
            opgave, er = p.paar(gebied)
            doek.tekst(x, y + 12, _tekst((opgave, er)), kleur=GRIJS if er is None else INKT)
            if opgave is not None:
                doek.vlak(x, y + 22, max(opgave * per, 1), 14, LICHTBLAUW, BLAUW)
            if er is not None:
                doek.vlak(x, y + 25.5, max(er * per, 1), 7, BLAUW, BLAUW)
            if opgave is not None:
                doek.lijn([x + opgave * per] * 2, [y + 20, y + 38], INKT, 2)
            if opgave is not None or er is not None:
                doek.lijn([x, x], [y + 20, y + 38], GRIJS)
    y = onder + len(gebieden) * _HOOG + 14
    x = doek.sleutel(0, y, "opgave", LICHTBLAUW, BLAUW)
    doek.sleutel(x, y, "gerealiseerd of hard", BLAUW, BLAUW)
    return doek.svg(y + 12)
