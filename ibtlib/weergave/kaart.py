"""The IBT-kaart: one tile per gemeente, about where it lies, or its real borders; once, or small for every periode.

Equal tiles unless a province asks otherwise, because a trede weighs as much in a small gemeente as in a large one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Patch, PathPatch

from ibtlib.basis.fouten import AanvraagFout, aantal, opsomming
from ibtlib.basis.kleuren import GRIJS, LIJN
from ibtlib.gegevens.grenzen import Ring
from ibtlib.weergave import stijl
from ibtlib.weergave.beschrijving import telling_in_woorden
from ibtlib.weergave.frame import als_trede, controleer_dubbel, tel_treden
from ibtlib.weergave.letters import KLEIN, VET, tekstbreedte
from ibtlib.weergave.tabel import Kop
from ibtlib.weergave.treden import ONBEKEND, Tredekleuren, verf_van, vlakken
from ibtlib.weergave.vormen import Vorm, gebiedsvormen, tegelvormen

AFWEZIG = "bestond niet"
_LANGSTE_ALT = 600
_TEGEL = 76  # points, at most
_TUSSEN = 20  # points between two small maps
_KOP = 36  # room above a small map for the periode and what was judged
_CIJFER = 11  # letters on a small map
_KLEINSTE_TEGEL = 15  # a digit fits in it

Grenzen = Mapping[str, Sequence[Ring]]


@stijl.huisstijl()
def kaart(
    frame: pd.DataFrame,
    *,
    grenzen: Grenzen | None = None,
    kleuren: Tredekleuren | None = None,
    breedte: float = stijl.BREEDTE,
) -> Axes:
    """Map of the treden: a tile for every gemeente with its abbreviation and its trede in words, or its real borders.

    Parameters
    ----------
    frame : DataFrame
        A row per gemeente, index gemeentecode; columns `gemeente`, `afkorting` (at most four letters), `rij` and
        `kolom` (row 0 is the north, column 0 the west) and `trede` (None is not known).
    grenzen : mapping of code to rings, optional
        Real borders (`gegevens.grenzen`), of every gemeente, drawn instead of tiles.
    kleuren : mapping of trede to colour name, optional
        As the kader of the periode names them.
    breedte : float
        Of the sheet, in points.

    Raises
    ------
    AanvraagFout
        Two tiles in one place, a text that does not fit, what is no trede.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"gemeente": ["Soest", "Zeist"], "afkorting": ["SOE", "ZST"], "rij": [0, 1], "kolom": 0, "trede": [2, 1]},
    ...     ["GM0342", "GM0355"])
    >>> print(stijl.getekend(kaart(frame)).alt)
    Kaart met een tegel voor elk van 2 gemeenten. Trede 1: 1 gemeente (Zeist). Trede 2: 1 gemeente (Soest).
    """
    _controleer(frame)
    treden = {
        c: als_trede(t, f"Kaart, {g}") for c, g, t in zip(frame.index, frame["gemeente"], frame["trede"], strict=True)
    }
    if grenzen:
        vormen, hoogte = gebiedsvormen({c: grenzen[c] for c in frame.index}, breedte, 480, 2.4 * KLEIN)
    else:
        kolommen = int(frame["kolom"].max()) + 1
        breed = min(breedte, kolommen * _TEGEL)
        vormen, hoogte = tegelvormen(frame, breed, 2)
        vormen = [vorm.verplaatst((breedte - breed) / 2, 0) for vorm in vormen]
    kleuren = kleuren or {}
    ax = stijl.blad(hoogte, breedte)
    _kleur(ax, [(vorm, treden[vorm.code], kleuren) for vorm in vormen])
    (_grensnamen if grenzen else _tegelnamen)(ax, vormen, dict(frame["afkorting"]), treden, kleuren)
    telling = tel_treden(treden.values())
    namen = {t: f"{_naam(t)}: {aantal(n, 'gemeente', 'gemeenten')}" for t, n in telling.items()}
    stijl.sleutel(
        ax, [Patch(label=naam, **_vlak(t, kleuren)) for t, naam in namen.items()], 3 if breedte == stijl.BREEDTE else 2
    )
    op_naam = list(zip(frame["gemeente"], treden.values(), strict=True))
    cijfers = pd.DataFrame(op_naam, columns=["gemeente", "trede"], dtype=object).set_index("gemeente")
    zin = _in_woorden(op_naam, bool(grenzen))
    stijl.noteer(ax, stijl.Getekend(cijfers, [Kop("trede", "geheel")], [zin], ONBEKEND))
    return ax


def _controleer(frame: pd.DataFrame) -> None:
    if not len(frame):
        raise AanvraagFout("Kaart: er zijn geen tegels om te tekenen.")
    controleer_dubbel([str(c) for c in frame.index])
    bezet: dict[tuple[int, int], str] = {}
    for naam, afkorting, rij, kolom in zip(*(frame[k] for k in ("gemeente", "afkorting", "rij", "kolom")), strict=True):
        if bezet.setdefault((rij, kolom), naam) != naam:
            raise AanvraagFout(f"Kaart: {bezet[rij, kolom]} en {naam} liggen allebei op rij {rij}, kolom {kolom}.")
        if min(rij, kolom) < 0:
            raise AanvraagFout(f"Kaart: {naam} ligt op rij {rij}, kolom {kolom}; rijen en kolommen tellen vanaf 0.")
        if not 1 <= len(afkorting) <= 4:
            raise AanvraagFout(f"Kaart: afkorting '{afkorting}' van {naam} past niet; gebruik 1 tot en met 4 letters.")


def _kleur(ax: Axes, gebieden: Iterable[tuple[Vorm, int | None, Tredekleuren]], klein: bool = False) -> None:
    """The outlines in the colours of their treden; those that look the same after each other, to share an element."""
    op_kleur = sorted(gebieden, key=lambda deel: verf_van(*deel[1:]))
    verf = [_vlak(trede, kleuren, klein) for _, trede, kleuren in op_kleur]
    hoe: dict[str, Any] = {
        f"{naam}s": [vlak[naam] for vlak in verf] for naam in ("facecolor", "edgecolor", "linestyle", "linewidth")
    }
    ax.add_collection(PatchCollection([PathPatch(v.pad) for v, *_ in op_kleur], clip_on=False, **hoe))


def _vlak(trede: int | None, kleuren: Tredekleuren, klein: bool = False) -> dict[str, Any]:
    """Fill and edge; dashed where the trede is not known, but quiet where dashes are so small that they are only noise.

    From trede 2 the edge is heavy: printed in grey its fill is hardly darker than that of trede 1.
    """
    rand, lijn = (GRIJS, "-") if trede else (LIJN, "-") if klein else (GRIJS, (0, (4, 3)))
    dik = 2 if trede and trede > 1 else 1
    return {"facecolor": verf_van(trede, kleuren)[0], "edgecolor": rand, "linestyle": lijn, "linewidth": dik}


def _naam(trede: int | None) -> str:
    return f"trede {trede}" if trede else ONBEKEND


def _tegelnamen(
    ax: Axes, vormen: Sequence[Vorm], kort: Mapping[str, str], treden: Mapping[str, int | None], kleuren: Tredekleuren
) -> None:
    """All abbreviations and then all treden in words: what looks the same shares an element."""
    for v in vormen:
        kleur = verf_van(treden[v.code], kleuren)[1]
        stijl.schrijf(ax, kort[v.code], (v.x, v.y), (0, 10), size=16, weight=VET, color=kleur)
    for v in vormen:
        stijl.schrijf(ax, _naam(treden[v.code]), (v.x, v.y), (0, -9), color=verf_van(treden[v.code], kleuren)[1])


def _grensnamen(
    ax: Axes, vormen: Sequence[Vorm], kort: Mapping[str, str], treden: Mapping[str, int | None], kleuren: Tredekleuren
) -> None:
    """The number of the trede, with the abbreviation above it where that fits."""
    for v in vormen:
        cijfer, kleur = str(treden[v.code] or "–"), verf_van(treden[v.code], kleuren)[1]
        past = v.breedte >= tekstbreedte(f"{kort[v.code]} ", KLEIN - 1, True)
        regels = f"{kort[v.code]}\n{cijfer}" if past else cijfer
        stijl.schrijf(ax, regels, (v.x, v.y), size=KLEIN - 1, weight=VET, color=kleur, linespacing=1)


def _kaart_van(echt: bool) -> str:
    return "Kaart met de grenzen van" if echt else "Kaart met een tegel voor elk van"


def _in_woorden(treden: Sequence[tuple[str, int | None]], echt: bool) -> str:
    """Counts per trede; gemeenten by name from the smallest group on, as long as the text stays short."""
    groepen = {k: [g for g, t in treden if t == k] for k in tel_treden(t for _, t in treden)}
    genoemd: set[int | None] = set()

    def tekst() -> str:
        zinnen = [f"{_kaart_van(echt)} {aantal(len(treden), 'gemeente', 'gemeenten')}."]
        for trede, namen in groepen.items():
            erbij = f" ({opsomming(namen)})" if trede in genoemd else ""
            wat = "Trede onbekend" if trede is None else f"Trede {trede}"
            zinnen.append(f"{wat}: {aantal(len(namen), 'gemeente', 'gemeenten')}{erbij}.")
        return " ".join(zinnen)

    for trede in sorted(groepen, key=lambda k: len(groepen[k])):
        genoemd.add(trede)
        if len(tekst()) > _LANGSTE_ALT:
            genoemd.discard(trede)
            break
    return tekst()


# --- through time -------------------------------------------------------------------------------------------


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
    kleuren : mapping of trede to colour name
        As the kader of that periode names them.
    """

    periode: str
    soort: str
    treden: Mapping[str, int | None]
    kleuren: Tredekleuren = field(default_factory=dict)

    @property
    def naam(self) -> str:
        return f"{self.periode} ({self.soort})"


@stijl.huisstijl()
def kaartreeks(frame: pd.DataFrame, standen: Sequence[Kaartstand], *, grenzen: Grenzen | None = None) -> Axes:
    """Small maps of the treden, one for every periode, with the number of the trede in every gemeente.

    Parameters
    ----------
    frame : DataFrame
        Every gemeente that existed in one of the perioden, index gemeentecode; columns `gemeente`, `rij`, `kolom`.
    standen : sequence of Kaartstand
        In order of time.
    grenzen : mapping of code to rings, optional
        Real borders, of every gemeente, drawn instead of tiles.

    Raises
    ------
    AanvraagFout
        Nothing to draw, or what is no trede.

    Examples
    --------
    >>> frame = pd.DataFrame({"gemeente": ["Soest"], "rij": 0, "kolom": 0}, ["GM0342"])
    >>> print(stijl.getekend(kaartreeks(frame, [Kaartstand("2022-1", "vastgesteld", {"GM0342": 2})])).alt)
    Kaart met een tegel voor elk van 1 gemeente, voor 1 periode. 2022-1: trede 2 bij 1 gemeente.
    """
    if not len(frame) or not standen:
        raise AanvraagFout("Kaart: er zijn geen tegels of geen perioden om te tekenen.")
    namen = dict(frame["gemeente"])
    for stand in standen:
        for code, naam in namen.items():
            als_trede(stand.treden.get(code), f"Kaart, {naam} in {stand.periode}")
    ax = _teken_reeks(frame, standen, grenzen)
    begin = f"{_kaart_van(bool(grenzen))} {aantal(len(frame), 'gemeente', 'gemeenten')}"
    zinnen = [f"{begin}, voor {aantal(len(standen), 'periode', 'perioden')}.", *map(_stand_in_woorden, standen)]
    op_naam = sorted(namen, key=namen.__getitem__)
    index = pd.Index([namen[c] for c in op_naam], dtype=object, name="Gemeente")
    kolommen = {s.naam: pd.Series([s.treden.get(c, AFWEZIG) for c in op_naam], index, dtype=object) for s in standen}
    stijl.noteer(ax, stijl.Getekend(pd.DataFrame(kolommen), [Kop(n, "geheel") for n in kolommen], zinnen, ONBEKEND))
    return ax


def _stand_in_woorden(stand: Kaartstand) -> str:
    if not any(stand.treden.values()):
        return f"{stand.periode}: treden {stand.soort}."
    return f"{stand.periode}: {telling_in_woorden(stand.treden.values())}."


def _teken_reeks(frame: pd.DataFrame, standen: Sequence[Kaartstand], grenzen: Grenzen | None) -> Axes:
    passen = int((stijl.BREEDTE + _TUSSEN) / ((int(frame["kolom"].max()) + 1) * _KLEINSTE_TEGEL + _TUSSEN))
    per_rij = max(2, min(4, passen))
    breed = (stijl.BREEDTE + _TUSSEN) / per_rij - _TUSSEN
    if grenzen:
        vormen, hoog = gebiedsvormen({c: grenzen[c] for c in frame.index}, breed, breed * 1.2, 9)
    else:
        vormen, hoog = tegelvormen(frame, breed)
    rijen = -(-len(standen) // per_rij)
    ax = stijl.blad(rijen * (hoog + _KOP + _TUSSEN) - _TUSSEN)
    gebieden = []
    for nummer, stand in enumerate(standen):
        x, y = nummer % per_rij * (breed + _TUSSEN), nummer // per_rij * (hoog + _KOP + _TUSSEN)
        stijl.schrijf(ax, stand.periode, (x, y + 8), ha="left", weight=VET)
        stijl.schrijf(ax, stand.soort, (x, y + 22), ha="left", size=_CIJFER, color=GRIJS)
        hier = [vorm.verplaatst(x, y + _KOP) for vorm in vormen if vorm.code in stand.treden]
        gebieden += [(vorm, stand.treden[vorm.code], stand.kleuren) for vorm in hier]
    _kleur(ax, gebieden, klein=True)
    for vorm, trede, kleuren in gebieden:
        stijl.schrijf(ax, str(trede or "–"), (vorm.x, vorm.y), size=_CIJFER, color=verf_van(trede, kleuren)[1])
    verf = {(s.periode, t): verf_van(t, s.kleuren) for s in standen for t in s.treden.values() if t}
    onbekend = any(t is None for s in standen for t in s.treden.values())
    onbekend_vlak = [Patch(label=f"– {ONBEKEND}", **_vlak(None, {}, klein=True))] if onbekend else []
    bekend = vlakken(verf)
    for vlak in bekend:  # as heavy as in the map
        vlak.set_linewidth(1 if str(vlak.get_label()).startswith("trede 1") else 2)
    stijl.sleutel(ax, [*bekend, *onbekend_vlak], 7)
    return ax
