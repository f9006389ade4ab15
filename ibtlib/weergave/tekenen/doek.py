"""The sheet on which every chart is drawn: shapes and text in plain units from the top left, out as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from ibtlib.basis.kleuren import GRIJS, INKT, LETTERTYPE, ORANJE, WIT
from ibtlib.weergave.tekenen.letters import KAPITAAL, KLEIN, MAAT, REGEL, VET, breek, tekstbreedte

BREEDTE = 560  # every figure is as wide, so that their letters come out equally large on a page
_KORT = 3  # characters: other letters make so short a text hardly wider
ARCERING = 8  # how far apart the lines of a hatching are


class Doek:
    """A sheet on which shapes are laid one over the other.

    Parameters
    ----------
    naam : str
        Name of the figure: every id in the drawing starts with it.
    fictief : bool
        Print FICTIEF in the top right corner.
    breedte : float
        Of the sheet; most are equally wide.

    Examples
    --------
    >>> doek = Doek("proef")
    >>> doek.lijn([0, 560], [5, 5], dikte=2)
    >>> doek.svg(10).partition("<path")[2]
    ' d="M0 5L560 5" fill="none" stroke="#1B1F24" stroke-width="2"/></svg>'
    """

    def __init__(self, naam: str, fictief: bool = False, breedte: float = BREEDTE):
        self.naam, self.fictief, self.breedte = naam, fictief, breedte
        self._werk: list[tuple[str, str, str]] = []  # element, how it looks, where it stands
        self._ids: dict[str, str] = {}  # definition -> id, in order of appearance
        if fictief:
            self.tekst(breedte - 1, 9, "FICTIEF", maat=MAAT, kleur=ORANJE, vet=True, ha="right")

    def vlak(self, x: float, y: float, breedte: float, hoogte: float, kleur: str, rand: str, arcering: int = 0) -> None:
        """A rectangle with an edge, optionally hatched in the colour of its edge; `arcering` is how far apart."""
        if arcering:
            kleur = f"url(#{self._id(_arcering(kleur, rand, arcering))})"
        links, rechts, boven, onder = map(getal, (x, x + breedte, y, y + hoogte))
        waar = f"M{links} {boven}H{rechts}V{onder}H{links}z"
        self._werk.append(("path", f' fill="{kleur}" stroke="{rand}"', waar))

    def lijn(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        kleur: str = INKT,
        dikte: float = 1,
        streep: Sequence[float] = (),
    ) -> None:
        """A line through points; `streep` gives the lengths of dashes and gaps, in thicknesses of the line."""
        hoe = f' fill="none" stroke="{kleur}"' + (f' stroke-width="{getal(dikte)}"' if dikte != 1 else "")
        if streep:
            hoe += f' stroke-dasharray="{",".join(getal(s * dikte) for s in streep)}"'
        waar = "L".join(f"{getal(x)} {getal(y)}" for x, y in zip(xs, ys, strict=True))
        self._werk.append(("path", hoe, f"M{waar}"))

    def punten(self, xs: Sequence[float], ys: Sequence[float], kleur: str, vorm: str) -> None:
        """Markers with a white edge, so that they stay apart from a line of another colour."""
        teken = self._id(f'<path id="{{id}}" d="{vorm}"/>')
        for x, y in zip(xs, ys, strict=True):
            waar = f' href="#{teken}" x="{getal(x)}" y="{getal(y)}"/>'
            self._werk.append(("use", f' fill="{kleur}" stroke="{WIT}"', waar))

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
        """One or more lines of text around the height `y`; `halo` keeps a white rim around the letters.

        All but the shortest lines say how long they are in the typeface of the house: where that is not there (JupyterLab, a
        browser that refuses embedded fonts) other letters are fitted into the same room instead of being cut off.
        """
        hoe = f' font-size="{getal(maat)}"' if maat != KLEIN else ""
        hoe += f' font-weight="{VET}"' if vet else ""
        hoe += {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}[ha]
        hoe += f' fill="{kleur}"' if kleur != INKT else ""
        hoe += f' stroke="{WIT}" stroke-width="3" paint-order="stroke"' if halo else ""
        regels = [tekst] if isinstance(tekst, str) else tekst
        boven = y - (len(regels) - 1) * maat * REGEL / 2 + KAPITAAL * maat
        for nummer, regel in enumerate(regels):
            if regel:
                waar = f' x="{getal(x)}" y="{getal(boven + nummer * maat * REGEL)}"'
                if len(regel) > _KORT:
                    waar += f' textLength="{getal(tekstbreedte(regel, maat, vet))}" lengthAdjust="spacingAndGlyphs"'
                self._werk.append(("text", hoe, f"{waar}>{escape(regel, quote=False)}</text>"))

    def kop(self, tekst: str) -> float:
        """What the numbers count, at the top left; gives the height from which the sheet is free."""
        regels = breek(tekst, self.breedte - (70 if self.fictief else 0))
        midden = 9 + (len(regels) - 1) * KLEIN * REGEL / 2
        self.tekst(0, midden, regels, kleur=GRIJS)
        return 4 + len(regels) * KLEIN * REGEL

    def sleutel(self, x: float, y: float, naam: str, vulling: str, rand: str = GRIJS, arcering: int = 0) -> float:
        """A patch of colour with its name; gives the x where the next one can begin."""
        self.vlak(x, y - 6, 12, 12, vulling, rand, arcering)
        self.tekst(x + 17, y, naam)
        return x + 17 + tekstbreedte(naam) + 18

    def svg(self, hoogte: float) -> str:
        """The drawing; neighbours that look the same share one element."""
        defs = "".join(vorm.format(id=naam) for vorm, naam in self._ids.items())
        uit = [svg_kop(self.breedte, hoogte), f"<defs>{defs}</defs>" if defs else ""]
        for (element, hoe), groep in groupby(self._werk, key=lambda stuk: stuk[:2]):
            uit.append(_samen(element, hoe, [waar for _, _, waar in groep]))
        return "".join([*uit, "</svg>"])

    def _id(self, definitie: str) -> str:
        return self._ids.setdefault(definitie, f"{self.naam}-{len(self._ids) + 1}")


def _samen(element: str, hoe: str, plekken: Sequence[str]) -> str:
    if element == "path":
        return f'<path d="{"".join(plekken)}"{hoe}/>'
    if len(plekken) == 1:
        return f"<{element}{hoe}{plekken[0]}"
    return f"<g{hoe}>{''.join(f'<{element}{waar}' for waar in plekken)}</g>"


def _arcering(kleur: str, lijn: str, n: int) -> str:
    """Lines under 45 degrees through a tile of n by n, with the corners of the neighbouring ones."""
    lijnen = f"M0 {n}L{n} 0M-2 2L2 -2M{n - 2} {n + 2}L{n + 2} {n - 2}"
    return (
        f'<pattern id="{{id}}" patternUnits="userSpaceOnUse" width="{n}" height="{n}">'
        f'<path d="M0 0H{n}V{n}H0z" fill="{kleur}"/><path d="{lijnen}" stroke="{lijn}" stroke-width="1.2"/></pattern>'
    )


def svg_kop(breedte: float, hoogte: float) -> str:
    """Opening tag shared by charts and map: letters of the house; a page scales it, a notebook shows it as wide as this."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{getal(breedte)}" viewBox="0 0 {getal(breedte)} {getal(hoogte)}" '
        f'font-family="{LETTERTYPE}, sans-serif" font-size="{KLEIN}" fill="{INKT}" stroke-linejoin="round">'
    )


def getal(waarde: float) -> str:
    """A length with at most one decimal, which is finer than any screen or printer shows.

    >>> getal(41.25), getal(12.0), getal(-0.01)
    ('41.2', '12', '0')
    """
    kort = f"{waarde:.1f}".removesuffix(".0")
    return "0" if kort == "-0" else kort
