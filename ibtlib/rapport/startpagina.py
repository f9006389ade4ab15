"""The start pages: `reports/index.html` for all, `reports/<provincie>/index.html` with every gemeente's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import getoonde_treden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import wegwijzer
from ibtlib.rapport.plek import INDEX
from ibtlib.rapport.voortgang.figuren import figuur_kaarten
from ibtlib.rapport.wegwijzer import Mappen
from ibtlib.weergave import Alfabet, Tekst, Titel, Verwijzingen
from ibtlib.weergave.frame import tel_treden

_HEEL = 4  # so many provincies are shown in full on the first page; of more, each on its own page alone
_KIES = "Kies een gemeente voor haar trede in elke periode, en voor haar eigen pagina’s."


@dataclass(frozen=True)
class _Provincie:
    """A province for which reports stand in the output folder: of perioden, or only a monitor of one that is running."""

    g: Gegevens
    perioden: Sequence[Periode]
    laatste_periode: Periode

    @property
    def kop(self) -> str:
        return f"{self.g.naam}{' (FICTIEF)' if self.g.fictief else ''}"

    @property
    def bijnaam(self) -> str:
        return f"{self.g.naam}{' (fictief)' if self.g.fictief else ''}"

    @cached_property
    def stand(self) -> Tekst:
        """The position, the same on both pages, so worked out once."""
        return over_stand(self.g, self.perioden)

    @cached_property
    def kaarten(self) -> Any:
        """The maps of all perioden."""
        return figuur_kaarten(self.g, self.perioden)


@dataclass(frozen=True)
class Startpagina:
    """A page to publish.

    Parameters
    ----------
    pad : str
        In the output folder.
    inhoud : list
        Text (Markdown) and display objects, a `Titel` first.
    gastheer : str or None
        The provincie in whose house style it is set; of several provincies none is the host.
    """

    pad: str
    inhoud: list[Any]
    gastheer: str | None


def startpaginas(provincies: Sequence[Gegevens], mappen: Mappen) -> list[Startpagina]:
    """The page of all provincies, and one of each; none when there is nothing to show.

    Parameters
    ----------
    provincies : sequence of Gegevens
        Those that may have reports, in order; one without is left out.
    mappen : Mappen
        What stands in the output folder.
    """
    alle = []
    for g in provincies:
        bekend = g.perioden or wegwijzer.periodemappen(
            mappen, g.provincie
        )  # before the first figure: what was asked for
        aanwezig = [p for p in bekend if f"{g.provincie}/{p}" in mappen]
        lopend = [Periode.van(datum) for datum in wegwijzer.monitordatums(mappen, g.provincie)]
        alle += [_Provincie(g, aanwezig, (aanwezig or lopend)[-1])] if aanwezig or lopend else []
    if not alle:
        return []
    echt = [p.g.provincie for p in alle if not p.g.fictief] or [p.g.provincie for p in alle]
    eerste = Startpagina(INDEX, _eerste_pagina(alle, mappen), echt[0] if len(echt) == 1 else None)
    eigen = [(p.g.provincie, _provinciepagina(p, mappen)) for p in alle if p.perioden]
    return [eerste, *(Startpagina(f"{naam}/{INDEX}", inhoud, naam) for naam, inhoud in eigen)]


def _eerste_pagina(alle: Sequence[_Provincie], mappen: Mappen) -> list[Any]:
    echt = [p for p in alle if not p.g.fictief] or list(alle)
    laatste = max(p.laatste_periode for p in echt)
    cellen: list[Any] = [
        Titel(
            "Huisvesting vergunninghouders: alle rapporten",
            f"Interbestuurlijk toezicht, {', '.join(p.bijnaam for p in alle)}",
            (("Laatste periode", f"{laatste.voluit} ({laatste})"),),
            laatste.peildatum,
        )
    ]
    alfabet = [
        verwijzing
        for p in alle
        for verwijzing in wegwijzer.gemeenten(p.g, p.perioden, f"{p.g.provincie}/{INDEX}", _erbij(p, len(echt)))
    ]
    gemeenten = ["## Gemeenten", Tekst((_KIES,)), Alfabet(tuple(alfabet))] if alfabet else []
    landelijk = wegwijzer.landelijk(mappen)
    naast = ["## Provincies naast elkaar", landelijk] if landelijk else []
    met = [p for p in alle if p.perioden]  # a monitor may come before the first report
    if len(met) > _HEEL:
        cellen += ["## Provincies", Verwijzingen(tuple(_verwijzing(p) for p in met)), *naast]
        alle, naast = [p for p in alle if not p.perioden], []
    else:
        for p in [p for p in met if p in echt]:
            cellen += [f"## {p.kop}", *_laatst(p, mappen, f"{p.g.provincie}/")]
    cellen += gemeenten
    for p in alle:
        eerst = [] if p in echt or not p.perioden else [p.stand]
        cellen += [f"## Alle rapporten van {p.kop}", *eerst, *_hoofdstuk(p, mappen, f"{p.g.provincie}/")]
    return [*cellen, *naast]


def _verwijzing(p: _Provincie) -> tuple[str, str, str]:
    """To the page of a province, with how far its reports go."""
    n = aantal(len(p.perioden), "periode", "perioden")
    return p.bijnaam, f"{p.g.provincie}/{INDEX}", f"{n}; de laatste is {p.laatste_periode}"


def _erbij(p: _Provincie, echte: int) -> str:
    """What a reader must know of a gemeente of this province: where it is, when there are more, and that it is made up."""
    return ", ".join([*([p.g.naam] if echte > 1 else []), *(["fictief"] if p.g.fictief else [])])


def _provinciepagina(p: _Provincie, mappen: Mappen) -> list[Any]:
    laatste = p.laatste_periode
    cellen: list[Any] = [
        Titel(
            "Gemeenten door de tijd",
            f"Huisvesting vergunninghouders, provincie {p.g.naam}",
            (("Laatste periode", f"{laatste.voluit} ({laatste})"),),
            laatste.peildatum,
            p.g.fictief,
        ),
        Verwijzingen((("Alle provincies en rapporten", f"../{INDEX}", ""),), "op-rij"),
        f"## {p.kop}",
        *_laatst(p, mappen, ""),
        "## Elke gemeente",
        Tekst((_KIES,)),
        Alfabet(wegwijzer.gemeenten(p.g, p.perioden, "")),
        "## Alle perioden",
        *_hoofdstuk(p, mappen, ""),
        "## Elke gemeente door de tijd",
    ]
    return [*cellen, *wegwijzer.geschiedenis(mappen, p.g, p.perioden)]


def _laatst(p: _Provincie, mappen: Mappen, vanaf: str) -> list[Any]:
    """The position, and the documents of the last periode: what someone in a hurry comes for."""
    if not p.perioden:
        return []
    nu = p.laatste_periode
    return [p.stand, f"### Rapporten over de {nu.voluit} ({nu})", wegwijzer.laatste(mappen, p.g, nu, vanaf)]


def _hoofdstuk(p: _Provincie, mappen: Mappen, vanaf: str) -> list[Any]:
    """The maps, and all documents of a province."""
    volgen = wegwijzer.monitor(mappen, p.g, vanaf)
    rapporten = [p.kaarten, wegwijzer.documenten(mappen, p.g, p.perioden, vanaf)] if p.perioden else []
    return [*rapporten, *([volgen] if volgen else [])]


def over_stand(g: Gegevens, perioden: Sequence[Periode]) -> Tekst:
    """The last periode, and the last one with treden: what someone in a hurry comes for."""
    laatste = perioden[-1]
    zinnen = [f"De laatste periode is de {laatste.voluit} ({laatste})."]
    for periode in reversed(perioden):
        soort, treden = getoonde_treden(g, periode)
        if any(treden.values()):
            delen = [
                f"{aantal(n, 'gemeente', 'gemeenten')} {'met een onbekende trede' if t is None else f'op trede {t}'}"
                for t, n in tel_treden(treden.values()).items()
            ]
            zinnen += [] if periode == laatste else ["Daarover zijn nog geen treden bekend."]
            zinnen.append(f"In {periode} stonden {opsomming(delen)} ({soort}).")
            break
    else:
        zinnen.append("In de gelezen bronnen staat geen trede, en er is er geen te berekenen.")
    return Tekst((" ".join(zinnen),))
