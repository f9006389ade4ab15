"""The three opgaven side by side: asielopvang, opvang of Oekraïense ontheemden, huisvesting of vergunninghouders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ibtlib.basis.getallen import procent_van
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.opvang.capaciteit import JA
from ibtlib.cijfers.opvang.per_gemeente import ASIEL, OEKRAINE, opgaven_uit, opvang_per_gemeente
from ibtlib.cijfers.opvang.spreidingswet import EERSTE_CYCLUS, dekking, peilvenster, provinciale_opgave
from ibtlib.cijfers.uitkomsten import SOM, geldend
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.opgave import totaalopgave

HUISVESTING = "huisvesting vergunninghouders"
DRIE = (ASIEL, OEKRAINE, HUISVESTING)
EENHEID = {ASIEL: "plekken", OEKRAINE: "plekken", HUISVESTING: "personen"}


@dataclass(frozen=True)
class Opgave:
    """One of the three opgaven of one gebied, with its own unit, source and date; None is not published."""

    gebiedscode: str
    gebied: str
    soort: str
    opgave: int | None = None
    gerealiseerd: int | None = None
    peildatum: dt.date | None = None
    wanneer: str = ""
    herkomst: tuple[Herkomst, ...] = ()
    som: bool = False  # added up over the gemeenten: of the province nothing is published
    opgeteld: bool = False  # what was realised is a sum: of phases or locations that count

    @property
    def eenheid(self) -> str:
        """What the figures count."""
        return EENHEID[self.soort]

    @property
    def procent(self) -> Fraction | None:
        """Exact percentage of the opgave that is there or was done."""
        if self.gerealiseerd is None or not self.opgave or self.opgave < 0:
            return None
        return procent_van(self.gerealiseerd, self.opgave)


def drie_opgaven_provincie(g: Gegevens, periode: Periode | str, cyclus: int = EERSTE_CYCLUS) -> list[Opgave]:
    """The three opgaven of the province, always three; what is not published stays empty.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [(o.opgave, o.gerealiseerd, o.eenheid) for o in drie_opgaven_provincie(laad("utrecht"), "2023-2")]
    [(8207, 3523, 'plekken'), (None, None, 'plekken'), (1778, 1208, 'personen')]
    """
    gekozen = g.periode(str(periode))
    d, rij = dekking(g, cyclus), provinciale_opgave(g, cyclus)
    asiel = Opgave(g.code, g.naam, ASIEL)
    if rij:
        tellend = [f for f in d.fasen if d.telt_mee(f) == JA] if d else []
        asiel = Opgave(
            g.code,
            g.naam,
            ASIEL,
            rij["opgave"],
            d.op_peilmomenten if d else None,
            wanneer=_peilmomenten(g, cyclus),
            herkomst=(*herkomst(rij), *((f.bron, f.vindplaats) for f in tellend)),
            opgeteld=len(tellend) != 1,
        )
    oekraine = [r for r in opgaven_uit(g, "opvangopgave") if r["opgavesoort"] == OEKRAINE]
    r = geldend(g, gekozen)
    huisvesting = Opgave(g.code, g.naam, HUISVESTING)
    if r:
        huisvesting = Opgave(
            g.code,
            g.naam,
            HUISVESTING,
            r.totaalopgave,
            r.realisatie,
            gekozen.peildatum,
            datum_voluit(gekozen.peildatum),
            ((r.bron, r.vindplaats),) if r.bron else tuple(_herkomst_gemeenten(g, gekozen)),
            som=r.versie == SOM,
        )
    return [asiel, _uit_rij(g.code, g.naam, OEKRAINE, oekraine), huisvesting]


def drie_opgaven_gemeenten(g: Gegevens, periode: Periode | str, cyclus: int = EERSTE_CYCLUS) -> dict[str, list[Opgave]]:
    """The three opgaven of every gemeente of which at least one is published, by gemeentecode."""
    gekozen = g.periode(str(periode))
    opvang = {r.code: r for r in opvang_per_gemeente(g, cyclus)}
    tabel = opgaven_uit(g, "opvang")
    cijfers = {r["gemeentecode"]: r for r in rijen(g.gemeentecijfers) if r["periode"] == str(gekozen)}
    namen = {c: r.naam for c, r in opvang.items()} | {r["gemeentecode"]: r["gemeente"] for r in tabel}
    namen |= {c: r["gemeente"] for c, r in cijfers.items()}
    uit = {}
    for code, naam in sorted(namen.items(), key=lambda n: n[1]):
        asiel, eigen = Opgave(code, naam, ASIEL), opvang.get(code)
        if eigen:
            wanneer = _peilmomenten(g, cyclus)
            asiel = Opgave(
                code, naam, ASIEL, eigen.opgave, eigen.telt_mee, wanneer=wanneer, herkomst=eigen.herkomst, opgeteld=True
            )
        oekraine = [r for r in tabel if r["opgavesoort"] == OEKRAINE and r["gemeentecode"] == code]
        huisvesting, c = Opgave(code, naam, HUISVESTING), cijfers.get(code)
        if c:
            bekend = None not in (c["taakstelling"], c["achterstand_begin"])
            huisvesting = Opgave(
                code,
                naam,
                HUISVESTING,
                totaalopgave(c["taakstelling"], c["achterstand_begin"]) if bekend else None,
                c["realisatie"],
                gekozen.peildatum,
                datum_voluit(gekozen.peildatum),
                herkomst(c),
            )
        uit[code] = [asiel, _uit_rij(code, naam, OEKRAINE, oekraine), huisvesting]
    return uit


def _herkomst_gemeenten(g: Gegevens, periode: Periode) -> list[tuple[str, str]]:
    """Sources of the figures that a sum over gemeenten adds up."""
    frame = g.gemeentecijfers
    return [h for r in rijen(frame[frame["periode"] == str(periode)]) for h in herkomst(r)]


def _peilmomenten(g: Gegevens, cyclus: int) -> str:
    venster = peilvenster(g, cyclus)
    return venster.voluit if venster else ""


def _uit_rij(code: str, naam: str, soort: str, gepubliceerd: list[dict[str, Any]]) -> Opgave:
    """The row with the last peildatum."""
    if not gepubliceerd:
        return Opgave(code, naam, soort)
    r = max(gepubliceerd, key=lambda r: r["peildatum"] or dt.date.min)
    wanneer = datum_voluit(r["peildatum"]) if r["peildatum"] else "niet vermeld"
    return Opgave(code, naam, soort, r["opgave"], r["gerealiseerd"], r["peildatum"], wanneer, herkomst(r))
