"""Lines over half-years, with names and values where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ibtlib.basis.getallen import Getal
from ibtlib.basis.kleuren import GRIJS, INKT, LIJN, ORANJE, REEKSEN
from ibtlib.weergave import Kop
from ibtlib.weergave.tekenen.assen import asgetal, streepjes, tijdas
from ibtlib.weergave.tekenen.doek import BREEDTE, Doek
from ibtlib.weergave.tekenen.figuurinvoer import Reeks
from ibtlib.weergave.tekenen.letters import KLEIN, REGEL, breek, tekstbreedte
from ibtlib.weergave.tekenen.plaatsing import Plaatser, Vak, spreid

# Markers differ too, for who prints in grey: disc, square, diamond, triangles up and down, plus.
VORMEN = (
    "M-4.25 0a4.25 4.25 0 1 1 8.5 0a4.25 4.25 0 1 1 -8.5 0z",
    "M-4.25 4.25H4.25V-4.25H-4.25z",
    "M0 6L6 0L0 -6L-6 0z",
    "M0 -4.25L-4.25 4.25H4.25z",
    "M0 4.25L4.25 -4.25H-4.25z",
    "M-1.4 4.25H1.4V1.4H4.25V-1.4H1.4V-4.25H-1.4V-1.4H-4.25V1.4H-1.4z",
)
_PENNEN = (*REEKSEN, GRIJS, INKT)


def teken_lijnen(
    doek: Doek,
    as_: Sequence[str],
    reeksen: Sequence[Reeks],
    kolom: Kop,
    eenheid: str,
    markeringen: Sequence[tuple[float, str]],
    referentie: tuple[Getal, str] | None,
    nullijn: bool,
) -> str:
    """The drawing of `figuren.lijnen`; a markering comes with its place, in perioden from the first."""
    return _Lijnen(doek, as_, reeksen, kolom, eenheid).teken(markeringen, referentie, nullijn)


class _Lijnen:
    """One line chart being drawn: the scales, the pens, and what room is left for labels."""

    def __init__(self, doek: Doek, as_: Sequence[str], reeksen: Sequence[Reeks], kolom: Kop, eenheid: str):
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
        namen = [asgetal(s, self.strepen[1] - self.strepen[0], self.kolom.soort == "procent") for s in self.strepen]
        # The names stand right of the last point, which itself stands half a step from the edge of the grid.
        self.links = max(tekstbreedte(n) for n in namen) + 10
        naamruimte = 14 + max(tekstbreedte(t, KLEIN, pen.reeks.nadruk) for pen in self.pennen for t in pen.naam)
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
        hoogte = self.onder + tijdas(self.doek, self.as_, self.x, self.stap, self.onder)
        self._bezet()
        if referentie:
            self._referentie(*referentie, breedte)
        for pen in self.pennen:
            self._lijn(pen)
        self._namen()
        gezegd = {pen.punten[-1] for pen in self.pennen}  # where lines meet, their value is told once
        for eerst in (True, False):
            for pen in self.pennen:
                self._waarden(pen, eerst, gezegd)
        return self.doek.svg(hoogte)

    def _dwars(self, waarde: Getal, breedte: float, kleur: str, dikte: float, streep: Sequence[float] = ()) -> None:
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
                self.doek.lijn([self.x(i) for i, _ in stuk], [self.y(w) for _, w in stuk], pen.kleur, dikte, streep)
        waarden = [w for _, w in pen.punten]
        hoofd = {
            pen.punten[0][0],
            pen.punten[-1][0],
            *(i for i, w in pen.punten if w in (min(waarden), max(waarden))),
        }
        hoofd |= {stuk[0][0] for stuk in stukken if len(stuk) == 1}
        stippen = [(i, w) for i, w in pen.punten if i in hoofd or len(waarden) <= 12]
        self.doek.punten([self.x(i) for i, _ in stippen], [self.y(w) for _, w in stippen], pen.kleur, pen.vorm)

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

    def _waarden(self, pen: _Pen, eerst: bool, gezegd: set[tuple[int, Getal]]) -> None:
        """Values at the points: first the first and the extremes, in a second round the others, where few."""
        waarden = [w for _, w in pen.punten]
        for nummer, (i, w) in enumerate(pen.punten[:-1]):
            belangrijk = nummer == 0 or w in (min(waarden), max(waarden))
            if belangrijk == eerst and (eerst or len(waarden) <= 8) and (i, w) not in gezegd:
                tekst = self.kolom.toon(w)
                if vak := self._plek(pen, i, w, tekst, 14 if eerst else 5):
                    gezegd.add((i, w))
                    self._schrijf(pen, vak, tekst)

    def _plek(self, pen: _Pen, i: int, w: Getal, tekst: str, hoogstens: int) -> Vak | None:
        x, y, breedte = self.x(i), self.y(w), tekstbreedte(tekst, KLEIN, pen.reeks.nadruk)
        plekken = [
            Vak(x - breedte / 2 + dx, y + dy, breedte, 15) for dy in (-22, 7) for dx in (0, -breedte / 3, breedte / 3)
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
