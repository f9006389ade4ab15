"""What the intake makes of a file of which the meaning is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import RAW
from inleesproef import VELDEN, Proef

from ibtlib.basis.fouten import AanvraagFout, IbtFout
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.inlezen.bladen import lees_bestand
from ibtlib.gegevens.inlezen.keuzes import Keuzes
from ibtlib.gegevens.inlezen.kolommen import Vraagstelling
from ibtlib.gegevens.inlezen.verslag import nog_te_doen
from ibtlib.gegevens.inlezen.voorstel import maak_voorstel
from ibtlib.gegevens.innameregister import Register, laad_register


@dataclass(frozen=True)
class Uitslag:
    """`precies`, `vraag`, `geweigerd` or `anders`; and what was said, or what is different."""

    hoe: str
    tekst: str = ""


@cache
def _register() -> Register:
    return laad_register("utrecht", RAW)


WIJZEN = ("zonder opties", "met --ja", "beantwoord en --ja")


def lees(proef: Proef, wijze: str) -> Uitslag:
    """Read a file as `ibt inlezen` does, without writing, in one of the ways of `WIJZEN`."""
    ja, keuzes = wijze != WIJZEN[0], Keuzes()
    if wijze == WIJZEN[2]:
        genoemd = frozenset(map(Periode.lees, proef.antwoorden["genoemd"]))
        keuzes = Keuzes(**{**proef.antwoorden, "genoemd": genoemd})
    try:
        bestand = lees_bestand(Path(proef.naam), proef.ruw)
        v = maak_voorstel(bestand, Vraagstelling(Periode(2024, 2)), _register(), "proef", keuzes)
    except IbtFout as fout:
        return Uitslag("geweigerd", str(fout))
    try:
        nog_te_doen(v, ja)
    except AanvraagFout as fout:
        return Uitslag("vraag", str(fout))
    gelezen = {r.code: tuple(r.waarden[f] for f in VELDEN) for r in v.rijen}
    anders = {c: (proef.waar[c], gelezen.get(c)) for c in proef.waar if gelezen.get(c) != proef.waar[c]}
    anders |= {c: (None, w) for c, w in gelezen.items() if c not in proef.waar}
    return Uitslag("anders", str(anders)[:2_000]) if anders else Uitslag("precies")
