"""The IBT-kaart through time: the same small map for every periode, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ibtlib.basis.fouten import AanvraagFout, aantal
from ibtlib.basis.kleuren import GRIJS, LIJN, WIT, tredekleur
from ibtlib.gegevens.grenzen import Ring
from ibtlib.weergave import Cel, Figuur, Kop, Rij, Tabel, controleer_naam
from ibtlib.weergave.kaart import ONBEKEND, fictiefmerk, kaart_van, verf
from ibtlib.weergave.tekenen.beschrijving import FICTIEF
from ibtlib.weergave.tekenen.doek import BREEDTE, svg_kop
from ibtlib.weergave.tekenen.figuurinvoer import controleer_trede, tel_treden
from ibtlib.weergave.tekenen.letters import VET, tekstbreedte
from ibtlib.weergave.tekenen.vormen import Tegel, Vorm, gebiedsvormen, tegelvormen

_TUSSEN = 20.0  # units between two maps
_KLEINSTE_TEGEL = 15.0  # a digit of eleven units fits in it
_AFWEZIG = "bestond niet"
_KOP = 36.0  # room above a map for the periode and what was judged


@dataclass(frozen=True)
class Kaartstand:
    """The treden of one periode.

    Parameters
    ----------
    periode : str
        `2023-2`.
    soort : str
        In a word or two, above the map: `vastgesteld`, `berekend`, `niet in de gelezen bronnen`.
    treden : mapping of code to int or None
        None is a trede that is not known; without key the gemeente was not there in this periode.
    """

    periode: str
    soort: str
    treden: Mapping[str, int | None]


def kaartreeks(
    naam: str,
    bijschrift: str,
    tegels: Sequence[Tegel],
    standen: Sequence[Kaartstand],
    *,
    gebieden: Mapping[str, Sequence[Ring]] | None = None,
    kleuren: Mapping[int, str] | None = None,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """Small maps of the treden, one for every periode; the number of the trede in every gemeente.

    Parameters
    ----------
    naam, bijschrift : str
        Anchor and caption.
    tegels : sequence of Tegel
        Every gemeente that existed in one of the perioden.
    standen : sequence of Kaartstand
        In order of time.
    gebieden : mapping of code to rings, optional
        Real borders (`grenzen`), of every gemeente, drawn instead of tiles.
    kleuren : mapping of trede to colour name, optional
        As the kader names them.
    bron, opmerkingen : sequence of str
        For under the figure and its table.
    fictief : bool
        The treden are invented: the drawing says FICTIEF.

    Raises
    ------
    AanvraagFout
        Nothing to draw, or what is no trede.

    Examples
    --------
    >>> soest = Tegel("GM0342", "Soest", "SOE", 0, 0)
    >>> f = kaartreeks("proef", "Treden", [soest], [Kaartstand("2022-1", "vastgesteld", {"GM0342": 2})])
    >>> print(f.alt)
    Kaart met een tegel voor elk van 1 gemeente, voor 1 periode. 2022-1: trede 2 bij 1 gemeente.
    """
    controleer_naam(naam, "figuur")
    if not tegels or not standen:
        raise AanvraagFout(f"Kaart {naam}: er zijn geen tegels of geen perioden om te tekenen.")
    for stand in standen:
        for t in tegels:
            controleer_trede(stand.treden.get(t.code), f"Kaart {naam}, {t.gemeente} in {stand.periode}")
    merk = (FICTIEF,) if fictief else ()
    begin = f"{kaart_van(bool(gebieden))} {aantal(len(tegels), 'gemeente', 'gemeenten')}"
    zinnen = [f"{begin}, voor {aantal(len(standen), 'periode', 'perioden')}.", *map(_in_woorden, standen)]
    svg = _teken(tegels, standen, gebieden, kleuren or {}, fictief)
    op_naam = sorted(tegels, key=lambda t: t.gemeente)
    rijen = [(t.gemeente, *(s.treden.get(t.code, _AFWEZIG) for s in standen)) for t in op_naam]
    tabel = Tabel(
        f"{naam}-cijfers",
        bijschrift,
        (Kop("Gemeente"), *(Kop(f"{s.periode} ({s.soort})", "geheel") for s in standen)),
        tuple(Rij(tuple(Cel(t, f"trede-{t}" if isinstance(t, int) else "") for t in rij)) for rij in rijen),
        tuple(bron),
        (*merk, *opmerkingen),
        leeg=ONBEKEND,
    )
    return Figuur(naam, bijschrift, svg, " ".join([*merk, *zinnen]), tabel)


def _in_woorden(stand: Kaartstand) -> str:
    """How many gemeenten stand on each trede."""
    telling = tel_treden(stand.treden.values())
    if not any(stand.treden.values()):
        return f"{stand.periode}: treden {stand.soort}."
    delen = [f"{f'trede {t}' if t else ONBEKEND} bij {n}" for t, n in telling.items()]
    delen[0] += " gemeente" if next(iter(telling.values())) == 1 else " gemeenten"
    return f"{stand.periode}: {', '.join(delen)}."


def _teken(
    tegels: Sequence[Tegel],
    standen: Sequence[Kaartstand],
    gebieden: Mapping[str, Sequence[Ring]] | None,
    kleuren: Mapping[int, str],
    fictief: bool,
) -> str:
    kolommen = max(t.kolom for t in tegels) + 1
    per_rij = max(2, min(4, int((BREEDTE + _TUSSEN) / (kolommen * _KLEINSTE_TEGEL + _TUSSEN))))
    breedte = (BREEDTE + _TUSSEN) / per_rij - _TUSSEN
    vormen, hoogte = (
        gebiedsvormen({t.code: gebieden[t.code] for t in tegels}, breedte, breedte * 1.2, 9)
        if gebieden
        else tegelvormen(tegels, breedte)
    )
    boven = 24.0 if fictief else 2.0
    uit = [fictiefmerk()] if fictief else []
    for nummer, stand in enumerate(standen):
        x = nummer % per_rij * (breedte + _TUSSEN)
        y = boven + nummer // per_rij * (hoogte + _KOP + _TUSSEN)
        uit.append(f'<g transform="translate({x:g} {round(y, 1):g})">{_kaartje(vormen, stand, kleuren)}</g>')
    onder = boven + ((len(standen) - 1) // per_rij + 1) * (hoogte + _KOP + _TUSSEN)
    gebruikt = tel_treden(trede for s in standen for trede in s.treden.values())
    sleutel, einde = _sleutel(list(gebruikt), kleuren, onder)
    return f"{svg_kop(BREEDTE, einde)}{''.join(uit)}{sleutel}</svg>"


def _kaartje(vormen: Sequence[Vorm], stand: Kaartstand, kleuren: Mapping[int, str]) -> str:
    """Periode and kind, then per trede one path with all its gemeenten and one text with all its digits."""
    uit = [
        f'<text y="12" font-weight="{VET}">{escape(stand.periode)}</text>'
        f'<text y="26" font-size="11" fill="{GRIJS}">{escape(stand.soort)}</text><g transform="translate(0 {_KOP:g})">'
    ]
    groepen: dict[int | None, list[Vorm]] = {}
    for vorm in vormen:
        if vorm.code in stand.treden:
            groepen.setdefault(stand.treden[vorm.code], []).append(vorm)
    for trede, groep in groepen.items():
        uit.append(f'<path d="{"".join(v.pad for v in groep)}" fill-rule="evenodd" {_verf(trede, kleuren)}/>')
    for trede, groep in groepen.items():
        xs, ys = (
            " ".join(f"{round(w, 1):g}" for w in plek) for plek in zip(*((v.x, v.y + 4) for v in groep), strict=True)
        )
        letter = tredekleur(trede, None if trede is None else kleuren.get(trede))[1]
        cijfers = ("–" if trede is None else str(trede)) * len(groep)
        uit.append(f'<text x="{xs}" y="{ys}" font-size="11" text-anchor="middle" fill="{letter}">{cijfers}</text>')
    return "".join([*uit, "</g>"])


def _verf(trede: int | None, kleuren: Mapping[int, str]) -> str:
    """As on a large map, but with a quiet edge where the trede is not known: dashes this small are only noise."""
    return f'fill="{WIT}" stroke="{LIJN}"' if trede is None else verf(trede, kleuren)


def _sleutel(treden: Sequence[int | None], kleuren: Mapping[int, str], y: float) -> tuple[str, float]:
    """Colour and trede beside each other; gives the height at which it ends."""
    x, uit = 1.0, ""
    for trede in treden:
        tekst = f"– {ONBEKEND}" if trede is None else f"trede {trede}"
        uit += f'<rect x="{x:g}" y="{y:g}" width="12" height="12" {_verf(trede, kleuren)}/>'
        uit += f'<text x="{x + 17:g}" y="{y + 11:g}">{tekst}</text>'
        x = round(x + 17 + tekstbreedte(tekst) + 18, 1)
    return uit, y + 18
