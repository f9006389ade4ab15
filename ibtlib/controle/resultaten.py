"""Results of the province against their own parts: totaalopgave and percentages, also those halfway a periode."""

from __future__ import annotations

from collections.abc import Iterator

from ibtlib.basis.getallen import Getal, rond_heel, toon, toon_procent
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.controle.bevinding import VERSCHIL, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.opgave import percentage


def resultaten(g: Gegevens) -> Iterator[Bevinding]:
    for periode in g.reeks():
        for r in versies(g, periode):
            paren: list[tuple[str, int | None, Getal | None, str]] = [
                ("totaalopgave", r.totaalopgave, r.totaalopgave_berekend, "taakstelling + achterstand bij het begin"),
                ("realisatie_pct_taakstelling", r.realisatie_pct_taakstelling, r.pct_taakstelling, "realisatie ÷ taakstelling"),
                ("realisatie_pct_totaalopgave", r.realisatie_pct_totaalopgave, r.pct_totaalopgave, "realisatie ÷ totaalopgave"),
            ]  # fmt: skip
            for grootheid, gepubliceerd, berekend, formule in paren:
                if gepubliceerd is None or berekend is None or gepubliceerd == rond_heel(berekend):
                    continue
                yield Bevinding(
                    f"{grootheid}-{periode}-{r.versie}",
                    VERSCHIL,
                    f"{grootheid} {periode}",
                    f"De {grootheid} van {periode} is gepubliceerd als {toon(gepubliceerd)}, "
                    f"de delen geven {toon(berekend, 0 if isinstance(berekend, int) else 1)}.",
                    (Plek(toon(gepubliceerd), r.bron, r.vindplaats, r.rij), Plek(toon(berekend), "", formule)),
                    (str(periode),),
                    g.provincie,
                    advies="Kijk in de bron of een van de cijfers verkeerd is overgenomen.",
                )


def tussenstanden(g: Gegevens) -> Iterator[Bevinding]:
    for rij in rijen(g.tabel("tussenstanden")):
        eerste = versies(g, Periode.lees(rij["periode"]))[:1]
        if rij["realisatie_pct_totaalopgave"] is None or not eerste or eerste[0].totaalopgave is None:
            continue
        berekend = percentage(rij["realisatie"], eerste[0].totaalopgave)
        if berekend is None or rond_heel(berekend) == rij["realisatie_pct_totaalopgave"]:
            continue
        adres = ("tussenstanden", (rij["periode"], rij["datum"]))
        yield Bevinding(
            f"tussenstand-{rij['datum'].isoformat()}",
            VERSCHIL,
            f"tussenstand {datum_voluit(rij['datum'])}",
            f"De tussenstand van {datum_voluit(rij['datum'])} is gepubliceerd als "
            f"{rij['realisatie_pct_totaalopgave']}% van de totaalopgave; het is {toon_procent(berekend, 1)}.",
            (
                Plek(f"{rij['realisatie_pct_totaalopgave']}%", rij["bron"], rij["vindplaats"], adres),
                Plek(toon_procent(berekend, 1), "", f"{toon(rij['realisatie'])} ÷ {toon(eerste[0].totaalopgave)}"),
            ),
            (rij["periode"],),
            g.provincie,
            advies="Kijk in de bron of een van de cijfers verkeerd is overgenomen.",
        )
