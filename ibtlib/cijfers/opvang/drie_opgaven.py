"""The three opgaven side by side: asielopvang, opvang of Oekraïense ontheemden, huisvesting of vergunninghouders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ibtlib.basis.getallen import procent_van
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.opvang.capaciteit import JA
from ibtlib.cijfers.opvang.per_gemeente import ASIEL, OEKRAINE, opgaven_uit, opvang_per_gemeente
from ibtlib.cijfers.opvang.spreidingswet import dekking, peilvenster, provinciale_opgave
from ibtlib.cijfers.uitkomsten import SOM, Gemeenteregel, Resultaat, geldend, herkomst_geldend
from ibtlib.gegevens.bronnen import Herkomst, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import per_gemeente

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


def drie_opgaven_provincie(g: Gegevens, periode: Periode | str) -> list[Opgave]:
    """The three opgaven of the province, always three; what is not published stays empty.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [(o.opgave, o.gerealiseerd, o.eenheid) for o in drie_opgaven_provincie(laad("utrecht"), "2023-2")]
    [(8207, 3523, 'plekken'), (None, None, 'plekken'), (1778, 1208, 'personen')]
    """
    gekozen = g.periode(str(periode))
    asiel, oekraine, huisvesting = (Opgave(g.code, g.naam, soort) for soort in DRIE)
    if rij := provinciale_opgave(g):
        d = dekking(g)
        tellend = [f for f in d.fasen if d.telt_mee(f) == JA] if d else []
        asiel = replace(
            asiel,
            opgave=rij["opgave"],
            gerealiseerd=d.op_peilmomenten if d else None,
            wanneer=_peilmomenten(g),
            herkomst=(*herkomst(rij), *((f.bron, f.vindplaats) for f in tellend)),
            opgeteld=len(tellend) != 1,
        )
    oekraine = _uit_rij(oekraine, opgaven_uit(g, "opvangopgave"))
    if r := geldend(g, gekozen):
        huisvesting = _uit_cijfers(huisvesting, r, gekozen, herkomst_geldend(g, r))
        huisvesting = replace(huisvesting, som=r.versie == SOM)
    return [asiel, oekraine, huisvesting]


def drie_opgaven_gemeenten(g: Gegevens, periode: Periode | str) -> dict[str, list[Opgave]]:
    """The three opgaven of every gemeente of which at least one is published, by gemeentecode."""
    gekozen = g.periode(str(periode))
    opvang = {r.code: r for r in opvang_per_gemeente(g)}
    tabel = opgaven_uit(g, "opvang")
    cijfers = per_gemeente(g.gemeentecijfers, gekozen)
    namen = {c: r.naam for c, r in opvang.items()} | {r["gemeentecode"]: r["gemeente"] for r in tabel}
    namen |= {c: r["gemeente"] for c, r in cijfers.items()}
    uit = {}
    for code, naam in sorted(namen.items(), key=lambda n: n[1]):
        asiel, oekraine, huisvesting = (Opgave(code, naam, soort) for soort in DRIE)
        if eigen := opvang.get(code):
            asiel = replace(
                asiel,
                opgave=eigen.opgave,
                gerealiseerd=eigen.telt_mee,
                wanneer=_peilmomenten(g),
                herkomst=eigen.herkomst,
                opgeteld=True,
            )
        oekraine = _uit_rij(oekraine, [r for r in tabel if r["gemeentecode"] == code])
        if c := cijfers.get(code):
            huisvesting = _uit_cijfers(huisvesting, Gemeenteregel(c), gekozen, herkomst(c))
        uit[code] = [asiel, oekraine, huisvesting]
    return uit


def _peilmomenten(g: Gegevens) -> str:
    venster = peilvenster(g)
    return venster.voluit if venster else ""


def _uit_cijfers(o: Opgave, r: Resultaat | Gemeenteregel, periode: Periode, waar: tuple[Herkomst, ...]) -> Opgave:
    """The huisvesting of a periode, on its peildatum."""
    dag = periode.peildatum
    return replace(
        o, opgave=r.totaalopgave, gerealiseerd=r.realisatie, peildatum=dag, wanneer=datum_voluit(dag), herkomst=waar
    )


def _uit_rij(o: Opgave, gepubliceerd: list[dict[str, Any]]) -> Opgave:
    """The row of its kind with the last peildatum."""
    eigen = [r for r in gepubliceerd if r["opgavesoort"] == o.soort]
    if not eigen:
        return o
    r = max(eigen, key=lambda r: r["peildatum"] or dt.date.min)
    wanneer = datum_voluit(r["peildatum"]) if r["peildatum"] else "niet vermeld"
    feiten = {naam: r[naam] for naam in ("opgave", "gerealiseerd", "peildatum")}
    return replace(o, **feiten, wanneer=wanneer, herkomst=herkomst(r))
