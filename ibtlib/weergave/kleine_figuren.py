"""Small charts for a document of one page: half as wide as the others, and their figures stand on the same page.

As with `figuren`, drawing and alternative text come from the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ibtlib.basis.fouten import AanvraagFout, aantal
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.weergave import Figuur, Kop, Rij, Tabel, controleer_naam
from ibtlib.weergave.tekenen.beschrijving import FICTIEF, GEEN, hoofdletter
from ibtlib.weergave.tekenen.doek import Doek
from ibtlib.weergave.tekenen.figuurinvoer import controleer_trede
from ibtlib.weergave.tekenen.klein import BREEDTE, teken_plaats, teken_standen


def standen(
    naam: str,
    bijschrift: str,
    waarden: Mapping[str, int | None],
    *,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """One bar per periode with its value: achterstand above the line, voorsprong below it.

    Parameters
    ----------
    waarden : mapping of periode to int or None
        Persons; None is not known and drawn as a gap.

    Raises
    ------
    AanvraagFout
        When no value is known.

    Examples
    --------
    >>> print(standen("proef", "Achterstand", {"2023-2": 12, "2024-1": -3, "2024-2": None}).alt)
    Staafdiagram, personen. 2023-2: achterstand 12; 2024-1: voorsprong 3; 2024-2: geen cijfer.
    """
    perioden = [str(Periode.lees(p)) for p in waarden]
    lijst = list(zip(perioden, waarden.values(), strict=True))
    if all(w is None for _, w in lijst):
        raise AanvraagFout(f"Figuur {naam}: er is geen enkel cijfer om te tekenen.")
    alt = "; ".join(f"{p}: {_stand(w)}" for p, w in lijst)
    svg = teken_standen(Doek(naam, fictief, BREEDTE), lijst)
    kolommen = (Kop("periode"), Kop("achterstand", "geheel"))
    return _figuur(
        naam, bijschrift, svg, f"Staafdiagram, personen. {alt}.", kolommen, lijst, bron, opmerkingen, fictief
    )


def _stand(waarde: int | None) -> str:
    if waarde is None:
        return GEEN
    return "geen achterstand" if not waarde else f"{'achterstand' if waarde > 0 else 'voorsprong'} {toon(abs(waarde))}"


def plaats(
    naam: str,
    bijschrift: str,
    treden: Mapping[str, int | None],
    zelf: str,
    *,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """One square per gemeente at its trede, one of them marked: where it stands among all, not who is first.

    Parameters
    ----------
    treden : mapping of gemeente to trede or None
        None is drawn apart, as not known.
    zelf : str
        The gemeente that is marked.

    Raises
    ------
    AanvraagFout
        When no trede is known.

    Examples
    --------
    >>> print(plaats("proef", "Treden", {"Soest": 2, "Zeist": 2, "Baarn": 1}, "Zeist").alt)
    Per trede één vierkant per gemeente. Trede 1: 1 gemeente; trede 2: 2 gemeenten. Gemarkeerd: Zeist, op trede 2.
    """
    for wie, trede in treden.items():
        controleer_trede(trede, f"Figuur {naam}, {wie}")
    bekend = [t for t in treden.values() if t is not None]
    if not bekend:
        raise AanvraagFout(f"Figuur {naam}: er is geen enkele trede om te tekenen.")
    telling: dict[int | None, int] = {t: bekend.count(t) for t in range(1, max(bekend) + 1)}
    if zonder := len(treden) - len(bekend):
        telling[None] = zonder
    delen = [
        f"{f'trede {t}' if t else 'trede niet bekend'}: {aantal(n, 'gemeente', 'gemeenten')}"
        for t, n in telling.items()
    ]
    hier = treden.get(zelf)
    waar = f"Gemarkeerd: {zelf}, {f'op trede {hier}' if hier else 'trede niet bekend'}."
    tekst = f"Per trede één vierkant per gemeente. {hoofdletter('; '.join(delen))}. {waar}"
    svg = teken_plaats(Doek(naam, fictief, BREEDTE), telling, hier, zelf)
    kolommen = (Kop("trede"), Kop("gemeenten", "geheel"))
    cijfers = [(f"trede {t}" if t else "niet bekend", n) for t, n in telling.items()]
    return _figuur(naam, bijschrift, svg, tekst, kolommen, cijfers, bron, opmerkingen, fictief)


def _figuur(
    naam: str,
    bijschrift: str,
    svg: str,
    alt: str,
    kolommen: Sequence[Kop],
    rijen: Sequence[tuple[str, int | None]],
    bron: Sequence[str],
    opmerkingen: Sequence[str],
    fictief: bool,
) -> Figuur:
    controleer_naam(naam, "figuur")
    if fictief:
        alt = f"{FICTIEF} {alt}"
    tabel = Tabel(
        f"{naam}-cijfers",
        bijschrift,
        tuple(kolommen),
        tuple(map(Rij.van, rijen)),
        tuple(bron),
        tuple(opmerkingen),
        leeg=GEEN,
    )
    return Figuur(naam, bijschrift, svg, alt, tabel, getallen_staan_erin=True)
