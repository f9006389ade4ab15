"""The pen under `figuren`: measuring text, finding room for labels, and matplotlib's SVG made small.

A `Doek` takes shapes in plain units from the top left, as SVG counts, and lets matplotlib draw them at the
very end. Only `Doek.svg` and `tekstbreedte` import matplotlib, so that importing this module costs nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import groupby, pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ibtlib.fouten import AanvraagFout, opsomming
from ibtlib.getallen import Getal, toon, toon_procent
from ibtlib.huisstijl import (
    BLAUW,
    GRIJS,
    INKT,
    LETTERTYPE,
    LICHTBLAUW,
    LIJN,
    LILA,
    ORANJE,
    REEKSEN,
    TEAL,
    TREDEKLEUREN,
    VLAK,
    WIT,
    contrast,
    tredekleur,
)
from ibtlib.weergave import Kolom

BREEDTE = 560  # every figure is as wide, so that their letters come out equally large on a page
MAAT = 14
KLEIN = 13
REGEL = 1.2  # line height, in letters
VET = 600
GEEN = "geen cijfer"
FICTIEF = "FICTIEF: verzonnen gegevens."
VORMEN = "osD^vP"  # markers differ too, for who prints in grey
STAVEN = (
    (BLAUW, BLAUW),
    (LICHTBLAUW, BLAUW),
    (TEAL, TEAL),
    (WIT, GRIJS),
)  # fill and edge; each lighter or darker than the last
_PENNEN = (*REEKSEN, GRIJS, INKT)

_SNEDEN = {False: "FiraSans-Regular.ttf", True: "FiraSans-SemiBold.ttf"}
_KAPITAAL = (
    0.345  # half the height of a digit of Fira Sans, in letters: from the middle of a line to its baseline
)


@dataclass(frozen=True)
class Reeks:
    """One line, or one colour of bars.

    Parameters
    ----------
    naam : str
        As it stands beside the line or bar.
    waarden : mapping of str to int, Fraction or None
        Exact value per periode or category; None is missing. No key means the same, but for bars in a
        category where another series has one: there no figure is expected (no taakstelling was lowered).
    nadruk : bool
        The series that asks attention.
    gestreept : bool
        Dashed line, hatched bar: for what is planned, estimated or no longer in force.
    """

    naam: str
    waarden: Mapping[str, Getal | None]
    nadruk: bool = False
    gestreept: bool = False


@dataclass(frozen=True)
class Markering:
    """An event on the time axis, where its date falls between the perioden."""

    datum: dt.date
    tekst: str


# --- text ---------------------------------------------------------------------------------------------------


@cache
def _letter(maat: float, vet: bool) -> Any:
    """The font by file name: the machine's own font list plays no part in the measuring."""
    from fontpkg_fira_sans import ROOT
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=LETTERTYPE, weight=VET if vet else 400, size=maat, fname=str(ROOT / "files" / _SNEDEN[vet])
    )


@cache
def tekstbreedte(tekst: str, maat: float = KLEIN, vet: bool = False) -> float:
    """Width of one line of text, in units.

    >>> round(tekstbreedte("2024-1"))
    36
    """
    from matplotlib.textpath import TextToPath

    return float(TextToPath().get_text_width_height_descent(tekst, _letter(maat, vet), ismath=False)[0])


def breek(tekst: str, breedte: float, maat: float = KLEIN, vet: bool = False) -> list[str]:
    """Text in lines that fit a width; a word that is wider stands alone.

    >>> breek("harde plancapaciteit", 100)
    ['harde', 'plancapaciteit']
    """
    regels: list[str] = []
    for woord in tekst.split():
        langer = f"{regels[-1]} {woord}" if regels else ""
        if langer and tekstbreedte(langer, maat, vet) <= breedte:
            regels[-1] = langer
        else:
            regels.append(woord)
    return regels or [""]


# --- room for labels ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vak:
    """A rectangle on the sheet that a text takes up; `x`, `y` is its top left."""

    x: float
    y: float
    breedte: float
    hoogte: float

    def raakt(self, ander: Vak, marge: float = 1) -> bool:
        return (
            self.x < ander.x + ander.breedte + marge
            and ander.x < self.x + self.breedte + marge
            and self.y < ander.y + ander.hoogte
            and ander.y < self.y + self.hoogte
        )

    def bevat(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.breedte and self.y <= y <= self.y + self.hoogte


class Plaatser:
    """Remembers what is taken and picks the best free place for the next label.

    Labels never overlap each other; crossing a line costs as much as the length of line under the letters.
    """

    def __init__(self, ruimte: Vak):
        self.ruimte = ruimte
        self.vakken: list[Vak] = []
        self.punten: list[tuple[float, float]] = []

    def lijn(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Take note of a line, as a row of dots two units apart."""
        n = max(1, int(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 / 2))
        self.punten += [(x1 + (x2 - x1) * i / n, y1 + (y2 - y1) * i / n) for i in range(n + 1)]

    def kies(self, kandidaten: Iterable[Vak], hoogstens: int) -> Vak | None:
        """The cheapest candidate, the earliest one when equal; None when all cost more than `hoogstens`."""
        beste: tuple[int, Vak] | None = None
        for vak in kandidaten:
            r = self.ruimte
            if (
                vak.x < r.x
                or vak.y < r.y
                or vak.x + vak.breedte > r.x + r.breedte
                or vak.y + vak.hoogte > r.y + r.hoogte
            ):
                continue
            if any(vak.raakt(v) for v in self.vakken):
                continue
            kosten = sum(vak.bevat(*p) for p in self.punten)
            if kosten <= hoogstens and (beste is None or kosten < beste[0]):
                beste = (kosten, vak)
        if beste is None:
            return None
        self.vakken.append(beste[1])
        return beste[1]


def spreid(middens: Sequence[float], hoogten: Sequence[float], boven: float, onder: float) -> list[float]:
    """Move labels along a line as little as it takes to keep them apart and between two bounds.

    >>> spreid([10, 12, 60], [10, 10, 10], 0, 100)
    [6.0, 16.0, 60.0]
    """
    volgorde = sorted(range(len(middens)), key=lambda i: (middens[i], i))

    def duw(plaatsen: list[float], rij: Sequence[int], grens: float, richting: int) -> list[float]:
        uit = list(plaatsen)
        for i in rij:
            uit[i] = richting * max(richting * uit[i], richting * grens + hoogten[i] / 2)
            grens = uit[i] + richting * hoogten[i] / 2
        return uit

    oneindig = 1e9
    omlaag = duw(list(middens), volgorde, -oneindig, 1)
    omhoog = duw(list(middens), volgorde[::-1], oneindig, -1)
    # Both keep the labels apart, hence so does the middle of the two.
    midden = [(a + b) / 2 for a, b in zip(omlaag, omhoog, strict=True)]
    return duw(duw(midden, volgorde[::-1], onder, -1), volgorde, boven, 1)


def streepjes(laag: Getal, hoog: Getal, kleinste: Fraction, hoogstens: int = 5) -> list[Fraction]:
    """Round values for an axis that covers both ends: steps of 1, 2 or 5 times a power of ten.

    >>> [int(s) for s in streepjes(0, 2126, Fraction(1))]
    [0, 500, 1000, 1500, 2000, 2500]
    """
    macht = kleinste
    while True:
        for stap in (macht, 2 * macht, 5 * macht):
            eerste, laatste = laag // stap, -(-hoog // stap)
            if laatste - eerste <= hoogstens:
                return [n * stap for n in range(int(eerste), max(int(laatste), int(eerste) + 1) + 1)]
        macht *= 10


def asgetal(waarde: Getal, stap: Fraction, procent: bool) -> str:
    """A value on an axis, with just the decimals that the step needs.

    >>> asgetal(Fraction(3, 2), Fraction(1, 2), False), asgetal(50, Fraction(50), True)
    ('1,5', '50%')
    """
    decimalen = 0
    while stap * 10**decimalen % 1:
        decimalen += 1
    return toon(waarde, decimalen) + ("%" if procent else "")


# --- drawing ------------------------------------------------------------------------------------------------


class Doek:
    """A sheet on which shapes are laid one over the other.

    Parameters
    ----------
    naam : str
        Name of the figure: every id in the drawing starts with it.
    fictief : bool
        Print FICTIEF in the top right corner.
    """

    def __init__(self, naam: str, fictief: bool = False):
        self.naam, self.fictief = naam, fictief
        self._werk: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []  # artist, where, how
        if fictief:
            self.tekst(BREEDTE - 1, 9, "FICTIEF", maat=MAAT, kleur=ORANJE, vet=True, ha="right")

    def vlak(
        self,
        x: float,
        y: float,
        breedte: float,
        hoogte: float,
        kleur: str,
        rand: str = "none",
        arcering: str = "",
    ) -> None:
        """A rectangle, optionally with an edge or hatched in the colour of its edge."""
        vorm = {"facecolor": kleur, "edgecolor": rand, "linewidth": 0 if rand == "none" else 1}
        self._werk.append(("vlak", ((x, y), breedte, hoogte), vorm | {"hatch": arcering or None}))

    def lijn(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        kleur: str = INKT,
        dikte: float = 1,
        streep: Sequence[float] = (),
    ) -> None:
        """A line through points; `streep` gives the lengths of dashes and gaps."""
        vorm = {"color": kleur, "linewidth": dikte, "solid_capstyle": "butt", "dash_capstyle": "butt"}
        self._werk.append(("lijn", (xs, ys), vorm | {"linestyle": (0, tuple(streep)) if streep else "-"}))

    def punten(self, xs: Sequence[float], ys: Sequence[float], kleur: str, vorm: str) -> None:
        """Markers with a white edge, so that they stay apart from a line of another colour."""
        vorm_ = {"linestyle": "", "marker": vorm, "markersize": 8.5, "color": kleur}
        self._werk.append(("lijn", (xs, ys), vorm_ | {"markeredgecolor": WIT, "markeredgewidth": 1}))

    def tekst(
        self,
        x: float,
        y: float,
        tekst: str | Sequence[str],
        *,
        maat: float = KLEIN,
        kleur: str = INKT,
        vet: bool = False,
        ha: str = "left",
        halo: bool = False,
    ) -> None:
        """One or more lines of text around the height `y`; `halo` keeps a white rim around the letters."""
        regels = [tekst] if isinstance(tekst, str) else tekst
        boven = y - (len(regels) - 1) * maat * REGEL / 2 + _KAPITAAL * maat
        letters = {
            "color": kleur,
            "horizontalalignment": ha,
            "verticalalignment": "baseline",
            "parse_math": False,
        }
        letters |= {"fontproperties": _letter(maat, vet), "gid": "halo" if halo else None}
        for nummer, regel in enumerate(regels):
            self._werk.append(("tekst", (x, boven + nummer * maat * REGEL, regel), letters))

    def kop(self, tekst: str) -> float:
        """What the numbers count, at the top left; gives the height from which the sheet is free."""
        regels = breek(tekst, BREEDTE - (70 if self.fictief else 0))
        midden = 9 + (len(regels) - 1) * KLEIN * REGEL / 2
        self.tekst(0, midden, regels, kleur=GRIJS)
        return 4 + len(regels) * KLEIN * REGEL

    def svg(self, hoogte: float) -> str:
        """The drawing as clean SVG; nothing of matplotlib's settings is used or changed."""
        from io import StringIO

        from matplotlib import style
        from matplotlib.figure import Figure
        from matplotlib.lines import Line2D
        from matplotlib.patches import Rectangle
        from matplotlib.text import Text
        from matplotlib.transforms import Affine2D

        artiesten: dict[str, Any] = {"vlak": Rectangle, "lijn": Line2D, "tekst": Text}
        eigen: Any = {"svg.fonttype": "none", "svg.hashsalt": self.naam, "hatch.linewidth": 1.2}
        geen: Any = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        with style.context(["default", eigen]), StringIO() as ruw:
            # At 72 dots an inch a point, a pixel and a unit of ours are the same. Axes would only cost time.
            figuur = Figure(figsize=(BREEDTE / 72, hoogte / 72), dpi=72)
            figuur.patch.set_visible(False)
            van_boven = Affine2D().scale(1, -1).translate(0, hoogte)
            for nummer, (soort, waar, hoe) in enumerate(self._werk):
                figuur.add_artist(artiesten[soort](*waar, transform=van_boven, zorder=nummer, **hoe))
            figuur.savefig(ruw, format="svg", metadata=geen)
            return schoon(ruw.getvalue(), self.naam, BREEDTE, hoogte)


# --- cleaning -----------------------------------------------------------------------------------------------

_Stuk = tuple[str, str, str]  # element, attributes, what differs between neighbours


def svg_kop(breedte: float, hoogte: float) -> str:
    """Opening tag shared by charts and map: scales with the page, letters of the house."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_getal(breedte)} {_getal(hoogte)}" '
        f'font-family="{LETTERTYPE}, sans-serif" font-size="{KLEIN}" fill="{INKT}" stroke-linejoin="round">'
    )


def schoon(ruw: str, naam: str, breedte: float, hoogte: float) -> str:
    """Matplotlib's SVG without prolog, metadata, styles, groups and unused ids: about a fifth of the bytes.

    Neighbours that look the same share one element; ids become `naam-1`, `naam-2`, in order of appearance.
    """
    wortel = ET.fromstring(ruw)
    ids: dict[str, str] = {}
    bekend = {e.get("id"): e for e in wortel.iter() if e.get("id")}
    stukken = list(_stukken(wortel, lambda oud: ids.setdefault(oud, f"{naam}-{len(ids) + 1}"), False))
    defs = "".join(_definitie(bekend[oud], nieuw) for oud, nieuw in ids.items())
    uit = [svg_kop(breedte, hoogte), f"<defs>{defs}</defs>" if defs else ""]
    for (element, kenmerken), groep in groupby(stukken, key=lambda s: s[:2]):
        inhoud = [s[2] for s in groep]
        if element == "path":
            uit.append(f'<path d="{"".join(inhoud)}"{kenmerken}/>')
        elif len(inhoud) == 1:
            uit.append(inhoud[0].replace(f"<{element}", f"<{element}{kenmerken}", 1))
        else:
            uit.append(f"<g{kenmerken}>{''.join(inhoud)}</g>")
    return "".join([*uit, "</svg>"])


def _stukken(element: ET.Element, nieuw_id: Callable[[str], str], halo: bool) -> Iterator[_Stuk]:
    for kind in element:
        soort = kind.tag.rpartition("}")[2]
        stijl = dict(re.findall(r"([\w-]+): ([^;]+)", kind.get("style", "")))
        x, y = (_getal(float(kind.get(k, "0"))) for k in "xy")
        if soort == "g":
            yield from _stukken(kind, nieuw_id, halo or kind.get("id") == "halo")
        elif soort == "path":
            yield soort, _kenmerken(stijl, nieuw_id), _pad(kind.get("d", ""))
        elif soort == "use":
            verwijzing = nieuw_id(next(w for k, w in kind.items() if k.endswith("href")).lstrip("#"))
            yield soort, _kenmerken(stijl, nieuw_id), f'<use href="#{verwijzing}" x="{x}" y="{y}"/>'
        elif soort == "text":
            yield (
                soort,
                _letterkenmerken(kind.get("style", ""), stijl, halo),
                (f'<text x="{x}" y="{y}">{escape(kind.text or "")}</text>'),
            )


def _kenmerken(stijl: dict[str, str], nieuw_id: Callable[[str], str]) -> str:
    uit = []
    for sleutel in ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset"):
        waarde = stijl.get(sleutel)
        if waarde is None or (sleutel == "stroke-dashoffset" and float(waarde) == 0):
            continue
        if verwijzing := re.fullmatch(r"url\(#(.+)\)", waarde):
            waarde = f"url(#{nieuw_id(verwijzing[1])})"
        uit.append(f' {sleutel}="{waarde.upper() if waarde.startswith("#") else waarde}"')
    return "".join(uit)


def _letterkenmerken(regel: str, stijl: dict[str, str], halo: bool) -> str:
    maat = re.search(r"([\d.]+)px", regel)
    gewicht = re.search(rf"\b{VET}\b", regel)
    anker = stijl.get("text-anchor", "start")
    kleur = stijl.get("fill", "#000000").upper()
    uit = ""
    if maat and float(maat[1]) != KLEIN:
        uit += f' font-size="{_getal(float(maat[1]))}"'
    uit += f' font-weight="{VET}"' if gewicht else ""
    uit += f' text-anchor="{anker}"' if anker != "start" else ""
    uit += f' fill="{kleur}"' if kleur != INKT else ""
    return uit + (f' stroke="{WIT}" stroke-width="3" paint-order="stroke"' if halo else "")


def _definitie(element: ET.Element, naam: str) -> str:
    """A marker or a hatching, kept as it is but for its numbers and its id."""
    if element.tag.endswith("path"):
        return f'<path id="{naam}" d="{_pad(element.get("d", ""), 2)}"/>'
    binnen = ""
    for kind in element:
        kenmerken = {k: w for k, w in kind.items() if k != "style"}
        if "d" in kenmerken:
            kenmerken["d"] = _pad(kenmerken["d"])
        stijl = dict(re.findall(r"([\w-]+): ([^;]+)", kind.get("style", "")))
        kenmerken |= {k: w for k, w in stijl.items() if k in ("fill", "stroke", "stroke-width")}
        binnen += (
            f"<{kind.tag.rpartition('}')[2]}{''.join(f' {k}={quoteattr(w)}' for k, w in kenmerken.items())}/>"
        )
    rest = "".join(f" {k}={quoteattr(w)}" for k, w in element.items() if k != "id")
    return f'<pattern id="{naam}"{rest}>{binnen}</pattern>'


def _pad(d: str, decimalen: int = 1) -> str:
    """Path data with short numbers; an upright rectangle as one stroke of the pen.

    >>> _pad("M 3.6 3.6 L 25.24 3.6 L 25.24 10 L 3.6 10 z")
    'M3.6 3.6H25.2V10H3.6z'
    """
    kort = re.sub(r"-?[\d.]+(?:e-?\d+)?", lambda m: _getal(float(m[0]), decimalen), d)
    kort = re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(kort.split()))
    return re.sub(r"M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4z", r"M\1 \2H\3V\4H\1z", kort)


def _getal(waarde: float, decimalen: int = 1) -> str:
    kort = f"{waarde:.{decimalen}f}"
    kort = kort.rstrip("0").rstrip(".") if "." in kort else kort
    return "0" if kort == "-0" else kort


# --- shared with the map ------------------------------------------------------------------------------------


def controleer_naam(naam: str) -> None:
    """Refuse a name that cannot be an anchor."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", naam):
        raise AanvraagFout(
            f"'{naam}' kan geen naam van een figuur zijn: begin met een kleine letter en gebruik "
            "alleen kleine letters, cijfers en streepjes."
        )


def controleer_trede(trede: object, waar: str) -> None:
    """Refuse what is no trede, naming the place."""
    if trede is not None and (type(trede) is not int or not 1 <= trede <= 6):
        raise AanvraagFout(
            f"{waar}: '{trede}' is geen trede. Een trede is een geheel getal van 1 tot en met 6; "
            "onbekend is None."
        )


def hoofdletter(tekst: str) -> str:
    """The text as the beginning of a sentence."""
    return tekst[:1].upper() + tekst[1:]


def sleutel(
    doek: Doek, x: float, y: float, naam: str, vulling: str, rand: str = GRIJS, arcering: str = ""
) -> float:
    """A patch of colour with its name; gives the x where the next one can begin."""
    doek.vlak(x, y - 6, 12, 12, vulling, rand, arcering)
    doek.tekst(x + 17, y, naam)
    return x + 17 + tekstbreedte(naam) + 18


# --- lines --------------------------------------------------------------------------------------------------


class _Lijnen:
    """One line chart being drawn: the scales, the pens, and what room is left for labels."""

    def __init__(self, doek: Doek, as_: Sequence[str], reeksen: Sequence[Reeks], kolom: Kolom, eenheid: str):
        self.doek, self.as_, self.kolom = doek, as_, kolom
        self.vrij = doek.kop(eenheid)
        vrij = [k for k in _PENNEN if k != ORANJE or not any(r.nadruk for r in reeksen)]
        self.pennen: list[_Pen] = []
        for r, vorm in zip(reeksen, VORMEN, strict=False):
            punten = [(i, w) for i, p in enumerate(as_) if (w := r.waarden[p]) is not None]
            kleur = ORANJE if r.nadruk and not any(p.kleur == ORANJE for p in self.pennen) else vrij.pop(0)
            if punten:
                naam = breek(f"{r.naam} {kolom.toon(punten[-1][1])}", 132, KLEIN, r.nadruk)
                self.pennen.append(_Pen(r, kleur, vorm, punten, naam))

    def x(self, i: float) -> float:
        return self.links + (i + 0.5) * self.stap

    def y(self, w: Getal) -> float:
        laag, hoog = self.strepen[0], self.strepen[-1]
        return self.onder - float(Fraction(w - laag) / (hoog - laag)) * (self.onder - self.boven - 16)

    def teken(
        self, markeringen: Sequence[tuple[float, str]], referentie: tuple[Getal, str] | None, nullijn: bool
    ) -> str:
        waarden = [w for pen in self.pennen for _, w in pen.punten] + ([referentie[0]] if referentie else [])
        kleinste = Fraction(1, 1 if self.kolom.soort == "geheel" else 10**self.kolom.decimalen)
        self.strepen = streepjes(min(0, *waarden), max(0, *waarden), kleinste)
        namen = [
            asgetal(s, self.strepen[1] - self.strepen[0], self.kolom.soort == "procent") for s in self.strepen
        ]
        # The names stand right of the last point, which itself stands half a step from the edge of the grid.
        self.links = max(tekstbreedte(n) for n in namen) + 10
        naamruimte = 14 + max(
            tekstbreedte(t, KLEIN, pen.reeks.nadruk) for pen in self.pennen for t in pen.naam
        )
        breedte = (BREEDTE - self.links - naamruimte) / (1 - 1 / (2 * len(self.as_)))
        self.stap = breedte / len(self.as_)
        self.boven, vlaggen = _vlaggen([(self.x(i), tekst) for i, tekst in markeringen], self.vrij)
        self.onder = self.boven + 230
        self.plaatser = Plaatser(Vak(self.links, self.boven - 4, breedte, self.onder - self.boven + 2))

        for streep, naam in zip(self.strepen, namen, strict=True):
            zwaar = streep == 0 and (nullijn or self.strepen[0] < 0)
            self._dwars(streep, breedte, INKT if zwaar or streep == 0 else LIJN, 2 if zwaar else 1)
            self.doek.tekst(self.links - 8, self.y(streep), naam, kleur=GRIJS, ha="right")
        for vlag in vlaggen:
            self.doek.lijn([vlag.x, vlag.x], [vlag.vak.y, self.onder], GRIJS, 1, (2, 3))
            self.plaatser.lijn(vlag.x, self.boven, vlag.x, self.onder)
        for vlag in vlaggen:
            x, ha = (vlag.x + 5, "left") if vlag.vak.x > vlag.x else (vlag.x - 5, "right")
            midden = vlag.vak.y + vlag.vak.hoogte / 2
            self.doek.tekst(x, midden, vlag.regels, kleur=GRIJS, ha=ha, halo=True)
        hoogte = self.onder + _tijdas(self.doek, self.as_, self.x, self.stap, self.onder)
        self._bezet()
        if referentie:
            self._referentie(*referentie, breedte)
        for pen in self.pennen:
            self._lijn(pen)
        self._namen()
        for eerst in (True, False):
            for pen in self.pennen:
                self._waarden(pen, eerst)
        return self.doek.svg(hoogte)

    def _dwars(
        self, waarde: Getal, breedte: float, kleur: str, dikte: float, streep: Sequence[float] = ()
    ) -> None:
        self.doek.lijn([self.links, self.links + breedte], [self.y(waarde)] * 2, kleur, dikte, streep)

    def _bezet(self) -> None:
        """Take note of points and lines before any label looks for room."""
        for pen in self.pennen:
            self.plaatser.vakken += [Vak(self.x(i) - 4, self.y(w) - 4, 8, 8) for i, w in pen.punten]
            for (i, van), (j, tot) in pairwise(pen.punten):
                if j == i + 1:
                    self.plaatser.lijn(self.x(i), self.y(van), self.x(j), self.y(tot))

    def _referentie(self, waarde: Getal, tekst: str, breedte: float) -> None:
        hoogte, lengte = self.y(waarde), tekstbreedte(tekst)
        self._dwars(waarde, breedte, GRIJS, 1.3, (6, 3))
        plekken = [
            Vak(x, y, lengte, 15)
            for y in (hoogte - 17, hoogte + 2)
            for x in (self.links + 4, self.links + breedte - lengte - 4)
        ]
        vak = self.plaatser.kies(plekken, 999) or plekken[0]
        self.doek.tekst(vak.x, vak.y + 7.5, tekst, kleur=GRIJS, halo=True)
        self.plaatser.lijn(self.links, hoogte, self.links + breedte, hoogte)

    def _lijn(self, pen: _Pen) -> None:
        stukken: list[list[tuple[int, Getal]]] = []
        for i, w in pen.punten:
            if stukken and stukken[-1][-1][0] == i - 1:
                stukken[-1].append((i, w))
            else:
                stukken.append([(i, w)])
        for stuk in stukken:
            if len(stuk) > 1:
                dikte, streep = (3 if pen.reeks.nadruk else 2), ((3, 1.5) if pen.reeks.gestreept else ())
                self.doek.lijn(
                    [self.x(i) for i, _ in stuk], [self.y(w) for _, w in stuk], pen.kleur, dikte, streep
                )
        waarden = [w for _, w in pen.punten]
        hoofd = {
            pen.punten[0][0],
            pen.punten[-1][0],
            *(i for i, w in pen.punten if w in (min(waarden), max(waarden))),
        }
        hoofd |= {stuk[0][0] for stuk in stukken if len(stuk) == 1}
        stippen = [(i, w) for i, w in pen.punten if i in hoofd or len(waarden) <= 12]
        self.doek.punten(
            [self.x(i) for i, _ in stippen], [self.y(w) for _, w in stippen], pen.kleur, pen.vorm
        )

    def _namen(self) -> None:
        """Name and last value: at the right edge, or where a line stops earlier if there is room.

        Every name that has to move to the edge shifts the others there, hence the new start.
        """
        aan_de_rand = {i for i, pen in enumerate(self.pennen) if pen.punten[-1][0] == len(self.as_) - 1}
        voor = (list(self.plaatser.vakken), list(self.plaatser.punten))
        while True:
            self.plaatser.vakken, self.plaatser.punten = list(voor[0]), list(voor[1])
            randnamen = self._randnamen([pen for i, pen in enumerate(self.pennen) if i in aan_de_rand])
            elders = [
                (i, self._plek(pen, *pen.punten[-1], " ".join(pen.naam), 0))
                for i, pen in enumerate(self.pennen)
                if i not in aan_de_rand
            ]
            if all(vak for _, vak in elders):
                break
            aan_de_rand |= {next(i for i, vak in elders if not vak)}
        for i, vak in elders:
            if vak:
                self._schrijf(self.pennen[i], vak, " ".join(self.pennen[i].naam))
        x = self.x(len(self.as_) - 1) + 14
        for pen, y, los in randnamen:
            if los:
                px, py = self._punt(pen)
                self.doek.lijn([px + 5, x - 3], [py, y], pen.kleur, 0.8)
            self.doek.tekst(x, y, pen.naam, kleur=pen.kleur, vet=pen.reeks.nadruk, halo=True)

    def _randnamen(self, pennen: Sequence[_Pen]) -> list[tuple[_Pen, float, bool]]:
        """Heights of the names at the right edge, and whether a thin line leads to them; takes the room."""
        hoogten = [len(pen.naam) * KLEIN * REGEL + 2 for pen in pennen]
        ys = spreid([self._punt(pen)[1] for pen in pennen], hoogten, self.boven, self.onder + 6)
        x = self.x(len(self.as_) - 1) + 14
        uit = []
        for pen, hoogte, y in zip(pennen, hoogten, ys, strict=True):
            px, py = self._punt(pen)
            los = abs(y - py) > 7 or pen.punten[-1][0] < len(self.as_) - 1
            if los:
                self.plaatser.lijn(px + 5, py, x - 3, y)
            self.plaatser.vakken.append(Vak(x, y - hoogte / 2, BREEDTE - x, hoogte))
            uit.append((pen, y, los))
        return uit

    def _punt(self, pen: _Pen) -> tuple[float, float]:
        return self.x(pen.punten[-1][0]), self.y(pen.punten[-1][1])

    def _waarden(self, pen: _Pen, eerst: bool) -> None:
        """Values at the points: first the first and the extremes, in a second round the others, where few."""
        waarden = [w for _, w in pen.punten]
        for nummer, (i, w) in enumerate(pen.punten[:-1]):
            belangrijk = nummer == 0 or w in (min(waarden), max(waarden))
            if belangrijk == eerst and (eerst or len(waarden) <= 8):
                tekst = self.kolom.toon(w)
                if vak := self._plek(pen, i, w, tekst, 14 if eerst else 5):
                    self._schrijf(pen, vak, tekst)

    def _plek(self, pen: _Pen, i: int, w: Getal, tekst: str, hoogstens: int) -> Vak | None:
        x, y, breedte = self.x(i), self.y(w), tekstbreedte(tekst, KLEIN, pen.reeks.nadruk)
        plekken = [
            Vak(x - breedte / 2 + dx, y + dy, breedte, 15)
            for dy in (-22, 7)
            for dx in (0, -breedte / 3, breedte / 3)
        ]
        plekken += [Vak(x + 8, y - 7.5, breedte, 15), Vak(x - 8 - breedte, y - 7.5, breedte, 15)]
        return self.plaatser.kies(plekken, hoogstens)

    def _schrijf(self, pen: _Pen, vak: Vak, tekst: str) -> None:
        self.doek.tekst(vak.x, vak.y + 7.5, tekst, kleur=pen.kleur, vet=pen.reeks.nadruk, halo=True)


@dataclass(frozen=True)
class _Pen:
    reeks: Reeks
    kleur: str
    vorm: str
    punten: list[tuple[int, Getal]]
    naam: list[str]


@dataclass(frozen=True)
class _Vlag:
    """Text of a Markering above the grid, with the x of its line."""

    x: float
    vak: Vak
    regels: list[str]


def _vlaggen(markeringen: Sequence[tuple[float, str]], boven: float) -> tuple[float, list[_Vlag]]:
    """Room for the events, the later one lower where two would overlap; gives the top of the grid too.

    Lower for the later one, because then its line does not cross the text of the earlier one.
    """
    vlaggen: list[_Vlag] = []
    for x, tekst in sorted(markeringen):
        regels = breek(tekst, 160)
        breedte = max(tekstbreedte(r) for r in regels)
        links = x + 5 if x + 5 + breedte <= BREEDTE else x - 5 - breedte
        vak = Vak(links, boven, breedte, len(regels) * KLEIN * REGEL)
        while any(vak.raakt(v.vak, 8) for v in vlaggen):
            vak = replace(vak, y=vak.y + 1)
        vlaggen.append(_Vlag(x, vak, regels))
    return max([boven, *(v.vak.y + v.vak.hoogte for v in vlaggen)]) + 4, vlaggen


def _tijdas(doek: Doek, as_: Sequence[str], x: Callable[[float], float], stap: float, y: float) -> float:
    """Names of the half-years, in two rows where `2024-1` does not fit; gives the height it took."""
    if stap >= tekstbreedte("2024-1") + 6:
        for i, p in enumerate(as_):
            doek.tekst(x(i), y + 15, p, kleur=GRIJS, ha="center")
        return 26
    jaren = sorted({p[:4] for p in as_})
    om = -(-int(tekstbreedte("2024") + 8) // max(1, int(2 * stap)))
    for i, p in enumerate(as_):
        if stap >= 11:
            doek.tekst(x(i), y + 15, p[5:], kleur=GRIJS, ha="center")
    for n, jaar in enumerate(jaren):
        plekken = [i for i, p in enumerate(as_) if p[:4] == jaar]
        if n % om == 0:
            doek.tekst(
                x(sum(plekken) / len(plekken)), y + (31 if stap >= 11 else 15), jaar, kleur=GRIJS, ha="center"
            )
        if n:
            doek.lijn([x(plekken[0] - 0.5)] * 2, [y, y + (38 if stap >= 11 else 22)], LIJN)
    return 42 if stap >= 11 else 26


def teken_lijnen(
    doek: Doek,
    as_: Sequence[str],
    reeksen: Sequence[Reeks],
    kolom: Kolom,
    eenheid: str,
    markeringen: Sequence[tuple[float, str]],
    referentie: tuple[Getal, str] | None,
    nullijn: bool,
) -> str:
    """The drawing of `figuren.lijnen`; a markering comes with its place, in perioden from the first."""
    return _Lijnen(doek, as_, reeksen, kolom, eenheid).teken(markeringen, referentie, nullijn)


# --- bars ---------------------------------------------------------------------------------------------------


def _verf(reeksen: Sequence[Reeks]) -> list[tuple[str, str, str]]:
    """Per series what fills the bar, its edge and its hatching."""
    uit = []
    for r, (vulling, rand) in zip(reeksen, STAVEN, strict=False):
        vulling, rand = (ORANJE, ORANJE) if r.nadruk else (vulling, rand)
        uit.append((WIT, rand, "///") if r.gestreept else (vulling, rand, ""))
    return uit


def _groep(
    categorie: str, reeksen: Sequence[Reeks], leeg: Collection[tuple[str, str]]
) -> list[tuple[Reeks, tuple[str, str, str]]]:
    """The bars of one category, with what they are filled with: those with a figure, or that miss one."""
    paren = zip(reeksen, _verf(reeksen), strict=True)
    return [(r, verf) for r, verf in paren if r.waarden[categorie] is not None or (r.naam, categorie) in leeg]


def _past_staand(categorieen: Sequence[str], reeksen: Sequence[Reeks], kolom: Kolom) -> bool:
    """Whether values and names of standing bars keep clear of each other."""
    vak = BREEDTE / len(categorieen)
    dik = min(0.94 * vak / len(reeksen), 64)
    if max(tekstbreedte(woord) for c in categorieen for woord in c.split()) + 6 > vak:
        return False
    waarden = [w for r in reeksen for w in r.waarden.values() if w is not None]
    per = 200 / float(max(0, *waarden) - min(0, *waarden) or 1)
    labels = [  # middle, height and half the width of each value
        (i * vak + j * dik, float(w) * per, tekstbreedte(kolom.toon(w)) / 2)
        for i, c in enumerate(categorieen)
        for j, r in enumerate(reeksen)
        if (w := r.waarden[c]) is not None
    ]
    return all(
        x2 - x1 >= b1 + b2 + 2 or abs(y1 - y2) > KLEIN * REGEL
        for (x1, y1, b1), (x2, y2, b2) in pairwise(labels)
    )


def _kop(doek: Doek, reeksen: Sequence[Reeks], eenheid: str, namen: bool) -> float:
    """Unit and, where the series are not named in the chart, their key; gives where the chart begins."""
    enige = reeksen[0].naam if len(reeksen) == 1 else ""
    vrij = doek.kop(f"{enige}, {eenheid}" if enige and enige != eenheid else eenheid)
    if not namen or len(reeksen) == 1:
        return vrij + 2
    x, y = 0.5, vrij + 12
    for r, verf in zip(reeksen, _verf(reeksen), strict=True):
        if x > 1 and x + 17 + tekstbreedte(r.naam) > BREEDTE:
            x, y = 0.5, y + 20
        x = sleutel(doek, x, y, r.naam, *verf)
    return y + 14


def _benoemd(categorieen: Sequence[str], reeksen: Sequence[Reeks]) -> str | None:
    """First category that has a value in every series: there the names can stand at the bars."""
    return (
        next((c for c in categorieen if all(r.waarden[c] is not None for r in reeksen)), None)
        if len(reeksen) > 1
        else None
    )


def _voetnoot(doek: Doek, nodig: bool, y: float) -> float:
    if not nodig:
        return y
    doek.tekst(0, y + 8, f"– {GEEN}", kleur=GRIJS)
    return y + 18


def teken_staven(
    doek: Doek,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    kolom: Kolom,
    eenheid: str,
    horizontaal: bool,
    leeg: frozenset[tuple[str, str]],
) -> str:
    """The drawing of `figuren.staven`; `leeg` are the (series, category) where a figure is missing."""
    staand = not horizontaal and _past_staand(categorieen, reeksen, kolom)
    return (_staand if staand else _liggend)(doek, categorieen, reeksen, eenheid, kolom, leeg)


def _staand(
    doek: Doek,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    eenheid: str,
    kolom: Kolom,
    leeg: frozenset[tuple[str, str]],
) -> str:
    vak = BREEDTE / len(categorieen)
    dik = min(0.94 * vak / len(reeksen), 64)
    benoemd = _benoemd(categorieen, reeksen)
    namen = {r.naam: breek(r.naam, dik - 2) for r in reeksen}
    direct = benoemd is not None and all(
        tekstbreedte(t) <= dik - 2 for regels in namen.values() for t in regels
    )
    boven = _kop(doek, reeksen, eenheid, not direct) + (
        max(len(n) for n in namen.values()) * KLEIN * REGEL if direct else 0
    )
    waarden = [w for r in reeksen for w in r.waarden.values() if w is not None]
    laag, hoog = min(0, *waarden), max(0, *waarden)
    nul = boven + 18 + float(Fraction(hoog, (hoog - laag) or 1)) * 200
    for i, c in enumerate(categorieen):
        groep = _groep(c, reeksen, leeg)
        links = (i + 0.5) * vak - dik * len(groep) / 2
        for j, (r, verf) in enumerate(groep):
            w, x = r.waarden[c], links + j * dik
            if (r.naam, c) in leeg:
                doek.tekst(x + dik / 2, nul - 9, "–", kleur=GRIJS, ha="center")
            if w is None:
                continue
            lengte = float(Fraction(w, (hoog - laag) or 1)) * 200
            if w:
                doek.vlak(x + 1.5, nul - max(lengte, 0), dik - 3, abs(lengte), *verf)
            tekst = nul - lengte + (-9 if w >= 0 else 10)
            doek.tekst(x + dik / 2, tekst, kolom.toon(w), ha="center")
            if direct and c == benoemd:
                hoog_ = tekst - (len(namen[r.naam]) + 1) * KLEIN * REGEL / 2 if w >= 0 else nul - 9
                doek.tekst(x + dik / 2, hoog_, namen[r.naam], kleur=GRIJS, ha="center")
    doek.lijn([0, BREEDTE], [nul, nul], INKT)
    onder = nul + (float(Fraction(-laag, (hoog - laag) or 1)) * 200 + 18 if laag < 0 else 0)
    return doek.svg(_voetnoot(doek, bool(leeg), _onder_de_as(doek, categorieen, vak, onder)))


def _onder_de_as(doek: Doek, categorieen: Sequence[str], vak: float, y: float) -> float:
    """Names of the categories, in as many lines as they need; gives where they end."""
    if all(re.fullmatch(r"\d{4}-[12]", c) for c in categorieen) and vak < tekstbreedte("2024-1") + 6:
        return y + _tijdas(doek, categorieen, lambda i: (i + 0.5) * vak, vak, y)
    regels = [breek(c, vak - 4) for c in categorieen]
    for i, namen in enumerate(regels):
        doek.tekst((i + 0.5) * vak, y + 6 + len(namen) * KLEIN * REGEL / 2, namen, kleur=GRIJS, ha="center")
    return y + 12 + max(len(r) for r in regels) * KLEIN * REGEL


def _liggend(
    doek: Doek,
    categorieen: Sequence[str],
    reeksen: Sequence[Reeks],
    eenheid: str,
    kolom: Kolom,
    leeg: frozenset[tuple[str, str]],
) -> str:
    regels = {c: breek(c, 170) for c in categorieen}
    kolombreed = max(tekstbreedte(t) for r in regels.values() for t in r) + 10
    waarden = [w for r in reeksen for w in r.waarden.values() if w is not None]
    laag, hoog = min(0, *waarden), max(0, *waarden)
    tekst = {(r.naam, c): kolom.toon(w) for r in reeksen for c, w in r.waarden.items() if w is not None}
    benoemd = _benoemd(categorieen, reeksen)

    def schaal(teksten: Mapping[tuple[str, str], str]) -> tuple[float, float]:
        """Units per value and the x of zero, such that every label fits beside its bar."""
        links = max([0.0, *(tekstbreedte(t) + 8 for (n, c), t in teksten.items() if w_van[n][c] < 0)])
        ruimte = BREEDTE - kolombreed - links
        per = min(
            [ruimte / float(hoog - laag or 1)]
            + [
                (ruimte - tekstbreedte(t) - 6) / float(w_van[n][c] - laag)
                for (n, c), t in teksten.items()
                if w_van[n][c] > 0
            ]
        )
        return per, kolombreed + links - float(laag) * per

    w_van = {r.naam: {c: w for c, w in r.waarden.items() if w is not None} for r in reeksen}
    per, nul = schaal(tekst)
    met_naam = {(n, c): f"{t} {n}" if c == benoemd else t for (n, c), t in tekst.items()}
    direct = (
        benoemd is not None
        and min(w_van[r.naam][benoemd] for r in reeksen) >= 0
        and schaal(met_naam)[0] > 0.85 * per
    )
    if direct:
        (per, nul), tekst = schaal(met_naam), met_naam
    y = top = _kop(doek, reeksen, eenheid, not direct)
    dik = 22 if len(reeksen) == 1 else 17
    for c in categorieen:
        groep = _groep(c, reeksen, leeg)
        hoogte = max(dik * len(groep), len(regels[c]) * KLEIN * REGEL)
        doek.tekst(kolombreed - 10, y + hoogte / 2, regels[c], ha="right")
        for j, (r, verf) in enumerate(groep):
            w, midden = r.waarden[c], y + hoogte / 2 + (j + 0.5 - len(groep) / 2) * dik
            if (r.naam, c) in leeg:
                doek.tekst(nul + 6, midden, "–", kleur=GRIJS)
            if w is None:
                continue
            lengte = float(w) * per
            if w:
                doek.vlak(nul + min(lengte, 0), midden - dik / 2 + 1, abs(lengte), dik - 2, *verf)
            doek.tekst(
                nul + lengte + (6 if w >= 0 else -6),
                midden,
                tekst[r.naam, c],
                ha="left" if w >= 0 else "right",
            )
        y += hoogte + 9
    doek.lijn([nul, nul], [top - 4, y - 5], INKT)
    return doek.svg(_voetnoot(doek, bool(leeg), y))


# --- piles --------------------------------------------------------------------------------------------------


def laagkleur(figuur: str, laag: str, nummer: int, kleuren: Sequence[str] | None) -> tuple[str, str]:
    """Background and text colour of a layer: as asked for, that of its trede, or the next of the palette."""
    trede = re.fullmatch(r"trede ([1-6])", laag)
    if kleuren is None and trede:
        return tredekleur(int(trede[1]))
    kleur = (
        kleuren[nummer]
        if kleuren is not None
        else (BLAUW, LICHTBLAUW, TEAL, LIJN, LILA, VLAK, ORANJE, GRIJS)[nummer]
    )
    if kleur in TREDEKLEUREN:
        return TREDEKLEUREN[kleur]
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", kleur):
        raise AanvraagFout(
            f"Figuur {figuur}: '{kleur}' is geen kleur; kies uit {opsomming(TREDEKLEUREN, 'of')}, of "
            "schrijf #RRGGBB."
        )
    return kleur, max((INKT, WIT), key=lambda letters: contrast(letters, kleur))


def teken_stapels(
    doek: Doek,
    categorieen: Sequence[str],
    lagen: Sequence[Reeks],
    vulling: Sequence[tuple[str, str]],
    eenheid: str,
) -> str:
    """The drawing of `figuren.gestapeld`: the names stand at the height of their layer in the last pile."""
    hoog, boven = 236.0, doek.kop(eenheid) + 6
    onder = boven + hoog
    namen = {laag.naam: breek(laag.naam, 140) for laag in lagen}
    rechts = BREEDTE - 17 - max(tekstbreedte(t) for regels in namen.values() for t in regels)
    vak = (rechts - 8) / len(categorieen)
    dik = min(0.66 * vak, 84)
    meeste = max(sum(int(laag.waarden[c] or 0) for laag in lagen) for c in categorieen) or 1
    doek.lijn([0, rechts - 12], [onder, onder], INKT)
    middens: list[float] = []
    leeg = False
    for i, c in enumerate(categorieen):
        x, voet = (i + 0.5) * vak - dik / 2, onder
        middens, smal = [], []
        for laag, (kleur, letters) in zip(lagen, vulling, strict=True):
            w = int(laag.waarden[c] or 0)
            hoogte = w / meeste * hoog
            midden = voet - hoogte / 2
            middens.append(midden)
            voet -= hoogte
            if not w:
                continue
            doek.vlak(x, voet + 0.5, dik, hoogte - 2, kleur, GRIJS)
            if hoogte >= 16 and tekstbreedte(toon(w)) + 4 <= dik:
                doek.tekst(x + dik / 2, midden - 0.5, toon(w), kleur=letters, ha="center")
            elif tekstbreedte(toon(w)) + 5 <= vak - dik:
                smal.append((midden, toon(w)))
        for y, (_, tekst) in zip(
            spreid([m for m, _ in smal], [15] * len(smal), boven, onder), smal, strict=True
        ):
            doek.tekst(x + dik + 4, y, tekst)
        if all(laag.waarden[c] is None for laag in lagen):
            doek.tekst(x + dik / 2, onder - 9, "–", kleur=GRIJS, ha="center")
            leeg = True
    hoogten = [max(18.0, len(namen[laag.naam]) * KLEIN * REGEL + 3) for laag in lagen]
    omgekeerd = spreid(
        middens[::-1], hoogten[::-1], boven, onder
    )  # of layers as high as each other, the last stands on top
    for laag, (kleur, _), y in zip(lagen, vulling, omgekeerd[::-1], strict=True):
        doek.vlak(rechts, y - 6, 12, 12, kleur, GRIJS)
        doek.tekst(rechts + 17, y, namen[laag.naam])
    hoogte = _onder_de_as(doek, categorieen, vak, onder)
    return doek.svg(_voetnoot(doek, leeg, hoogte))


def teken_dekking(
    doek: Doek, rijen: Sequence[tuple[str, int, int, Fraction]], opgave: int, eenheid: str, met_bereik: bool
) -> str:
    """The drawing of `figuren.dekking`: under the bar, a step for every phase, where the sum then stands."""
    per = (BREEDTE - 4) / max(opgave, *(samen for _, _, samen, _ in rijen))
    boven = doek.kop(f"{eenheid}, opgeteld; percentages van de opgave") + 32
    onder = boven + 44
    begin = 0
    for i, (_, _, samen, _) in enumerate(rijen):
        onzeker = met_bereik and i == len(rijen) - 1
        kleur = (
            (BLAUW, TEAL, LICHTBLAUW)[min(i, 2)] if not (met_bereik and i == len(rijen) - 2) else LICHTBLAUW
        )
        verf = (WIT, BLAUW, "///") if onzeker else (kleur, BLAUW if kleur == LICHTBLAUW else kleur, "")
        if samen > begin:
            doek.vlak(1 + begin * per, boven, max((samen - begin) * per - 2, 0.5), onder - boven, *verf)
        tekst = toon(samen - begin)
        if not onzeker and tekstbreedte(tekst) + 8 <= (samen - begin) * per:
            letters = max((INKT, WIT), key=lambda k: contrast(k, verf[0]))
            doek.tekst((begin + samen) / 2 * per, (boven + onder) / 2, tekst, kleur=letters, ha="center")
        begin = samen
    for i, (_, _, samen, _) in enumerate(rijen):
        doek.lijn([samen * per] * 2, [onder + 2, onder + 27 + 23 * i], GRIJS)
    for i, (naam, waarde, samen, pct) in enumerate(rijen):
        voor = "" if i == 0 else ("of " if met_bereik and i == len(rijen) - 1 else "+ ")
        tekst = f"{voor}{naam} {toon(waarde)}:{' samen' if i else ''}"
        deel = toon_procent(pct, 1)
        breed, y = tekstbreedte(tekst) + 4 + tekstbreedte(deel, KLEIN, True), onder + 20 + 23 * i
        x = (
            samen * per - 6 - breed
            if samen * per - 6 >= breed
            else max(0, min(samen * per + 6, BREEDTE - breed))
        )
        doek.tekst(x, y, tekst, halo=True)
        doek.tekst(x + breed, y, deel, vet=True, ha="right", halo=True)
    naam = f"opgave {toon(opgave)}"
    midden = min(
        max(opgave * per, tekstbreedte(naam, MAAT, True) / 2), BREEDTE - tekstbreedte(naam, MAAT, True) / 2
    )
    doek.lijn([opgave * per] * 2, [boven - 1, onder + 1], WIT, 7)
    doek.lijn([opgave * per] * 2, [boven - 9, onder + 9], INKT, 3)
    doek.tekst(midden, boven - 20, naam, maat=MAAT, vet=True, ha="center")
    return doek.svg(onder + 14 + 23 * len(rijen))


# --- treden -------------------------------------------------------------------------------------------------


def tel_treden(treden: Iterable[int | None]) -> dict[int | None, int]:
    """How many there are of each, rising, the unknown last.

    >>> tel_treden([2, 1, None, 2])
    {1: 1, 2: 2, None: 1}
    """
    lijst = list(treden)
    bekend = sorted({t for t in lijst if t is not None})
    return {t: lijst.count(t) for t in [*bekend, *([None] if None in lijst else [])]}


def teken_kleurtabel(
    doek: Doek,
    gemeenten: Sequence[str],
    as_: Sequence[str],
    cel: Mapping[tuple[str, str], int | None],
    kleuren: Mapping[int, str],
) -> str:
    """The drawing of `figuren.treden_over_tijd`."""
    links = max(tekstbreedte(g) for g in gemeenten) + 10
    breed = min((BREEDTE - links) / len(as_), 70)
    hoog, boven = 25, 24.0 if doek.fictief else 6.0

    def x(i: float) -> float:
        return links + (i + 0.5) * breed

    boven += _tijdas(doek, as_, x, breed, boven - 6) - 4
    plaats = {
        (g, p): (x(i) - breed / 2, boven + j * hoog)
        for j, g in enumerate(gemeenten)
        for i, p in enumerate(as_)
    }
    # Cell by cell of one colour, then all numbers: equal neighbours become one element, a third of the bytes.
    gebruikt = tel_treden(cel.get(k) for k in plaats)
    for trede in gebruikt:
        vulling = (
            (WIT, LIJN, "////") if trede is None else (tredekleur(trede, kleuren.get(trede))[0], GRIJS, "")
        )
        for x_, y in (plek for k, plek in plaats.items() if cel.get(k) == trede):
            doek.vlak(x_ + 1.5, y + 1.5, breed - 3, hoog - 3, *vulling)
    for trede in gebruikt:
        letters = INKT if trede is None else tredekleur(trede, kleuren.get(trede))[1]
        for x_, y in (plek for k, plek in plaats.items() if cel.get(k) == trede):
            doek.tekst(
                x_ + breed / 2,
                y + hoog / 2,
                "–" if trede is None else str(trede),
                kleur=letters,
                ha="center",
                halo=trede is None,
            )
    for j, g in enumerate(gemeenten):
        doek.tekst(links - 8, boven + (j + 0.5) * hoog, g, ha="right")
    y, x_ = boven + len(gemeenten) * hoog + 16, links + 1.5
    for trede in gebruikt:
        naam = "– onbekend" if trede is None else f"trede {trede}"
        if x_ + 17 + tekstbreedte(naam) > BREEDTE:
            x_, y = links + 1.5, y + 20
        vulling = (
            (WIT, LIJN, "////") if trede is None else (tredekleur(trede, kleuren.get(trede))[0], GRIJS, "")
        )
        x_ = sleutel(doek, x_, y, naam, *vulling)
    return doek.svg(y + 12)
