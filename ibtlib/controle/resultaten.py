"""Results of the province against their own parts: totaalopgave and percentages, also those halfway a periode."""

from __future__ import annotations

from collections.abc import Iterator

from ibtlib.basis.getallen import Getal, decimalen, rond_af, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.controle.bevinding import VERSCHIL, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import FEIT_IN_WOORDEN
from ibtlib.kader.opgave import percentage


def resultaten(g: Gegevens) -> Iterator[Bevinding]:
    for periode in g.reeks():
        for r in versies(g, periode):
            paren: list[tuple[str, Getal | None, Getal | None, str]] = [
                ("totaalopgave", r.totaalopgave, r.totaalopgave_berekend, "taakstelling + achterstand bij het begin"),
                ("realisatie_pct_taakstelling", r.realisatie_pct_taakstelling, r.pct_taakstelling, "realisatie ÷ taakstelling"),
                ("realisatie_pct_totaalopgave", r.realisatie_pct_totaalopgave, r.pct_totaalopgave, "realisatie ÷ totaalopgave"),
            ]  # fmt: skip
            for grootheid, gepubliceerd, berekend, formule in paren:
                if (
                    gepubliceerd is None
                    or berekend is None
                    or gepubliceerd == rond_af(berekend, decimalen(gepubliceerd))
                ):
                    continue
                yield Bevinding(
                    f"{grootheid}-{periode}-{r.versie}",
                    VERSCHIL,
                    f"{FEIT_IN_WOORDEN[grootheid]} {periode}",
                    f"{hoofdletter(FEIT_IN_WOORDEN[grootheid])} van {periode} is gepubliceerd als {toon(gepubliceerd, decimalen(gepubliceerd))}, "
                    f"de delen geven {toon(berekend, 0 if isinstance(berekend, int) else 1 + decimalen(gepubliceerd))}.",
                    (
                        Plek(toon(gepubliceerd, decimalen(gepubliceerd)), r.bron, r.vindplaats, r.rij),
                        Plek(toon(berekend, decimalen(gepubliceerd)), "", formule),
                    ),
                    (str(periode),),
                    g.provincie,
                    advies="Kijk in de bron of een van de cijfers verkeerd is overgenomen.",
                )


def tussenstanden(g: Gegevens) -> Iterator[Bevinding]:
    for rij in rijen(g.tabel("tussenstanden")):
        eerste = versies(g, Periode.lees(rij["periode"]))[:1]
        if rij["realisatie_pct_totaalopgave"] is None or not eerste or eerste[0].totaalopgave is None:
            continue
        gepubliceerd = rij["realisatie_pct_totaalopgave"]
        berekend, n = percentage(rij["realisatie"], eerste[0].totaalopgave), decimalen(gepubliceerd)
        if berekend is None or rond_af(berekend, n) == gepubliceerd:
            continue
        yield Bevinding(
            f"tussenstand-{rij['datum'].isoformat()}",
            VERSCHIL,
            f"tussenstand {datum_voluit(rij['datum'])}",
            f"De tussenstand van {datum_voluit(rij['datum'])} is gepubliceerd als "
            f"{toon_procent(gepubliceerd, n)} van de totaalopgave; het is {toon_procent(berekend, n + 1)}.",
            (
                Plek.in_rij(toon_procent(gepubliceerd, n), rij, "tussenstanden", rij["periode"], rij["datum"]),
                Plek(toon_procent(berekend, n + 1), "", f"{toon(rij['realisatie'])} ÷ {toon(eerste[0].totaalopgave)}"),
            ),
            (rij["periode"],),
            g.provincie,
            advies="Kijk in de bron of een van de cijfers verkeerd is overgenomen.",
        )
