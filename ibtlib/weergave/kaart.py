"""The IBT-kaart: one tile per gemeente, about where it lies, or its real borders; with its trede in words and colour.

Equal tiles unless a province asks otherwise, because a trede weighs as much in a small gemeente as in a large one. The
SVG of the tiles is written as text: there is nothing to measure, hence nothing to import.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ibtlib.basis.fouten import AanvraagFout, aantal, bedoelde_u, opsomming
from ibtlib.basis.kleuren import GRIJS, INKT, ORANJE, tredekleur
from ibtlib.gegevens.grenzen import Ring
from ibtlib.weergave import Cel, Figuur, Kop, Rij, Tabel, controleer_naam
from ibtlib.weergave.tekenen.beschrijving import FICTIEF
from ibtlib.weergave.tekenen.doek import BREEDTE, svg_kop
from ibtlib.weergave.tekenen.figuurinvoer import controleer_trede, tel_treden
from ibtlib.weergave.tekenen.letters import VET, tekstbreedte
from ibtlib.weergave.tekenen.vormen import Tegel, Vorm, gebiedsvormen

ONBEKEND = "onbekend"
_LANGSTE_ALT = 600
_KLEIN = 12  # letters on a map with real borders


def tegelkaart(
    naam: str,
    bijschrift: str,
    tegels: Sequence[Tegel],
    treden: Mapping[str, int | None],
    *,
    ondertitel_per_tegel: Mapping[str, str] | None = None,
    kleuren: Mapping[int, str] | None = None,
    gebieden: Mapping[str, Sequence[Ring]] | None = None,
    bron: Sequence[str] = (),
    opmerkingen: Sequence[str] = (),
    fictief: bool = False,
) -> Figuur:
    """Tile map of the treden.

    Parameters
    ----------
    naam, bijschrift : str
        Anchor and caption.
    tegels : sequence of Tegel
        Every gemeente of the provincie, each in a place of its own.
    treden : mapping of code to int or None
        None, or no key, is a trede that is not known.
    ondertitel_per_tegel : mapping of code to str, optional
        A third line of at most nine characters, such as a percentage; goes into the table too.
    kleuren : mapping of trede to colour name, optional
        As the kader names them.
    gebieden : mapping of code to rings, optional
        Real borders (`grenzen`), of every gemeente, drawn instead of tiles.
    bron, opmerkingen : sequence of str
        For under the figure and its table.
    fictief : bool
        The treden are invented: the drawing says FICTIEF.

    Raises
    ------
    AanvraagFout
        A code without tile, two tiles in one place, a text that does not fit, what is no trede.

    Examples
    --------
    >>> f = tegelkaart("proef", "Trede per gemeente", [Tegel("GM0342", "Soest", "SOE", 0, 0),
    ...                Tegel("GM0355", "Zeist", "ZST", 1, 0)], {"GM0342": 2, "GM0355": 1})
    >>> print(f.alt)
    Kaart met een tegel voor elk van 2 gemeenten. Trede 1: 1 gemeente (Zeist). Trede 2: 1 gemeente (Soest).
    """
    controleer_naam(naam, "figuur")
    onder = dict(ondertitel_per_tegel or {})
    _controleer(naam, tegels, treden, onder)
    per_tegel = {t.code: treden.get(t.code) for t in tegels}
    if gebieden:
        svg = _teken_gebieden(tegels, {t.code: gebieden[t.code] for t in tegels}, per_tegel, kleuren or {}, fictief)
    else:
        svg = _teken(tegels, per_tegel, onder, kleuren or {}, fictief)
    merk = (FICTIEF,) if fictief else ()
    kolommen = [Kop("gemeente"), Kop("trede", "geheel"), *([Kop("in de tegel")] if onder else [])]
    rijen = [(t.gemeente, per_tegel[t.code], *([onder.get(t.code)] if onder else [])) for t in tegels]
    tabel = Tabel(
        f"{naam}-cijfers",
        bijschrift,
        tuple(kolommen),
        tuple(Rij((Cel(n), Cel(t, f"trede-{t}" if t is not None else ""), *map(Cel, meer))) for n, t, *meer in rijen),
        tuple(bron),
        (*merk, *opmerkingen),
        leeg=ONBEKEND,
    )
    return Figuur(naam, bijschrift, svg, " ".join([*merk, _in_woorden(tegels, per_tegel, bool(gebieden))]), tabel)


def kaart_van(echt: bool) -> str:
    """How the alternative text of a map begins."""
    return "Kaart met de grenzen van" if echt else "Kaart met een tegel voor elk van"


def _controleer(naam: str, tegels: Sequence[Tegel], treden: Mapping[str, int | None], onder: Mapping[str, str]) -> None:
    if not tegels:
        raise AanvraagFout(f"Kaart {naam}: er zijn geen tegels om te tekenen.")
    codes = [t.code for t in tegels]
    bezet: dict[tuple[int, int], Tegel] = {}
    for t in tegels:
        ander = bezet.setdefault((t.rij, t.kolom), t)
        if ander is not t:
            raise AanvraagFout(
                f"Kaart {naam}: {ander.gemeente} en {t.gemeente} liggen allebei op rij {t.rij}, kolom {t.kolom}."
            )
        if codes.count(t.code) > 1:
            raise AanvraagFout(f"Kaart {naam}: gemeentecode {t.code} staat er meer dan één keer in.")
        if min(t.rij, t.kolom) < 0:
            raise AanvraagFout(
                f"Kaart {naam}: {t.gemeente} ligt op rij {t.rij}, kolom {t.kolom}; rijen en kolommen tellen vanaf 0."
            )
        if not 1 <= len(t.afkorting) <= 4:
            raise AanvraagFout(
                f"Kaart {naam}: afkorting '{t.afkorting}' van {t.gemeente} past niet; gebruik 1 tot en met 4 letters."
            )
    for soort, gegeven in (("trede", treden), ("ondertitel", onder)):
        for code in gegeven:
            if code not in codes:
                raise AanvraagFout(
                    f"Kaart {naam}: er is een {soort} voor '{code}', maar geen tegel.{bedoelde_u(code, codes)}"
                )
    for t in tegels:
        controleer_trede(treden.get(t.code), f"Kaart {naam}, {t.gemeente}")
        if len(onder.get(t.code, "")) > 9:
            raise AanvraagFout(
                f"Kaart {naam}: '{onder[t.code]}' bij {t.gemeente} past niet in een tegel; gebruik hoogstens 9 tekens."
            )


def _in_woorden(tegels: Sequence[Tegel], treden: Mapping[str, int | None], echt: bool) -> str:
    """Counts per trede; gemeenten by name from the smallest group on, as long as the text stays short."""
    groepen = {k: [t.gemeente for t in tegels if treden[t.code] == k] for k in tel_treden(treden.values())}
    genoemd: set[int | None] = set()

    def tekst() -> str:
        zinnen = [f"{kaart_van(echt)} {aantal(len(tegels), 'gemeente', 'gemeenten')}."]
        for trede, namen in groepen.items():
            erbij = f" ({opsomming(namen)})" if trede in genoemd else ""
            kop = "Trede onbekend" if trede is None else f"Trede {trede}"
            zinnen.append(f"{kop}: {aantal(len(namen), 'gemeente', 'gemeenten')}{erbij}.")
        return " ".join(zinnen)

    for trede in sorted(groepen, key=lambda k: len(groepen[k])):
        genoemd.add(trede)
        if len(tekst()) > _LANGSTE_ALT:
            genoemd.discard(trede)
            break
    return tekst()


def _teken(
    tegels: Sequence[Tegel],
    treden: Mapping[str, int | None],
    onder: Mapping[str, str],
    kleuren: Mapping[int, str],
    fictief: bool,
) -> str:
    """Tiles, abbreviations, treden, key: each as one group of equal elements."""
    kolommen = max(t.kolom for t in tegels) + 1
    stap = min(BREEDTE / kolommen, 76)
    kant = stap - 4
    links = (BREEDTE - kolommen * stap) / 2
    boven = 24 if fictief else 2
    groot, gewoon = 16, 13
    telling = tel_treden(treden.values())
    vlakken: dict[int | None, str] = dict.fromkeys(telling, "")
    namen: dict[str, str] = {}
    regels: dict[str, str] = {}
    for t in tegels:
        trede = treden[t.code]
        x, y = links + t.kolom * stap + 2, boven + t.rij * stap
        vlakken[trede] += f'<rect x="{x:g}" y="{y:g}" width="{kant:g}" height="{kant:g}" rx="3"/>'
        letters = INKT if trede is None else tredekleur(trede, kleuren.get(trede))[1]
        midden = x + kant / 2
        tekst = [
            ONBEKEND if trede is None else f"trede {trede}",
            *([onder[t.code]] if onder.get(t.code) else []),
        ]
        eerste = y + kant / 2 - (len(tekst) * gewoon * 1.25) / 2 + groot * 0.32
        namen[letters] = namen.get(letters, "") + _letters(midden, eerste, t.afkorting)
        for i, regel in enumerate(tekst, 1):
            plek = eerste + i * gewoon * 1.25 + 1
            regels[letters] = regels.get(letters, "") + _letters(midden, plek, regel)
    uit = []
    for trede, inhoud in vlakken.items():
        uit.append(f"<g {verf(trede, kleuren)}>{inhoud}</g>")
    for maat, vet, groep in ((groot, f' font-weight="{VET}"', namen), (gewoon, "", regels)):
        for kleur, inhoud in groep.items():
            uit.append(f'<g text-anchor="middle" font-size="{maat}"{vet} fill="{kleur}">{inhoud}</g>')
    y = boven + (max(t.rij for t in tegels) + 1) * stap + 16
    sleutels, hoogte = _sleutel(telling, kleuren, y)
    if fictief:
        uit.append(fictiefmerk())
    return f"{svg_kop(BREEDTE, hoogte)}{''.join(uit)}{sleutels}</svg>"


def _teken_gebieden(
    tegels: Sequence[Tegel],
    gebieden: Mapping[str, Sequence[Ring]],
    treden: Mapping[str, int | None],
    kleuren: Mapping[int, str],
    fictief: bool,
) -> str:
    """Borders, with as much of the label as fits: abbreviation and trede, or the number of the trede alone."""
    vormen, hoog = gebiedsvormen(gebieden, BREEDTE, 480, 2.4 * _KLEIN)
    boven = 24 if fictief else 2
    namen = {t.code: t.afkorting for t in tegels}
    telling = tel_treden(treden.values())
    vlakken = labels = ""
    for trede in telling:
        groep = [v for v in vormen if treden[v.code] == trede]
        vlakken += f'<path d="{"".join(v.pad for v in groep)}" fill-rule="evenodd" {verf(trede, kleuren)}/>'
        achter, letters = tredekleur(trede, None if trede is None else kleuren.get(trede))
        labels += (
            f'<g text-anchor="middle" font-size="{_KLEIN}" font-weight="{VET}" fill="{letters}" '
            f'stroke="{achter}" stroke-width="2" paint-order="stroke">'
            f"{''.join(_label(v, namen[v.code], '–' if trede is None else str(trede)) for v in groep)}</g>"
        )
    sleutels, hoogte = _sleutel(telling, kleuren, boven + hoog + 16)
    merk = fictiefmerk() if fictief else ""
    return f'{svg_kop(BREEDTE, hoogte)}<g transform="translate(0 {boven})">{vlakken}{labels}</g>{merk}{sleutels}</svg>'


def _label(vorm: Vorm, afkorting: str, cijfer: str) -> str:
    if vorm.breedte < tekstbreedte(f"{afkorting} ", _KLEIN, True):
        return _letters(vorm.x, vorm.y + 4, cijfer)
    return _letters(vorm.x, vorm.y - 1, afkorting) + _letters(vorm.x, vorm.y + _KLEIN, cijfer)


def _sleutel(telling: Mapping[int | None, int], kleuren: Mapping[int, str], y: float) -> tuple[str, float]:
    """Colour, trede and count, in columns; gives the height at which it ends."""
    per_rij = 3
    breed = BREEDTE / per_rij
    uit = ""
    for nummer, (trede, hoeveel) in enumerate(telling.items()):
        x, hier = 2 + nummer % per_rij * breed, y + nummer // per_rij * 22
        tekst = f"{ONBEKEND if trede is None else f'trede {trede}'}: {aantal(hoeveel, 'gemeente', 'gemeenten')}"
        uit += f'<rect x="{x:g}" y="{hier - 11:g}" width="13" height="13" rx="2" {verf(trede, kleuren)}/>'
        uit += _letters(x + 19, hier, tekst)
    return f'<g font-size="13">{uit}</g>', y + (len(telling) - 1) // per_rij * 22 + 6


def fictiefmerk() -> str:
    """The word FICTIEF at the top right of a drawing."""
    return (
        f'<g font-size="14" font-weight="{VET}" text-anchor="end" fill="{ORANJE}">'
        f"{_letters(BREEDTE - 1, 15, 'FICTIEF')}</g>"
    )


def verf(trede: int | None, kleuren: Mapping[int, str]) -> str:
    """Fill and edge of a tile; dashed where the trede is not known."""
    vulling = tredekleur(trede, None if trede is None else kleuren.get(trede))[0]
    return f'fill="{vulling}" stroke="{GRIJS}"' + (' stroke-dasharray="4 3"' if trede is None else "")


def _letters(x: float, y: float, tekst: str) -> str:
    return f'<text x="{round(x, 1):g}" y="{round(y, 1):g}">{escape(tekst)}</text>'
