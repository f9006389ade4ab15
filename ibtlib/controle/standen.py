"""Positions: one peildatum with several figures, and the closing of a periode beside the opening of the next."""

from __future__ import annotations

from collections.abc import Iterator

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.cijfers.uitkomsten import Stand, resultaat, standen
from ibtlib.controle.bevinding import VERSCHIL, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader.opgave import totaalopgave


def verschillende_standen(g: Gegevens) -> Iterator[Bevinding]:
    """One peildatum, several positions; and what the other position makes of the totaalopgave."""
    for datum in sorted({*g.tabel("standen")["peildatum"], *(p.begin for p in g.reeks())}):
        gevonden = standen(g, datum)
        verschillend = sorted({s.achterstand for s in gevonden})
        if len(verschillend) < 2:
            continue
        begint = Periode.van(datum)
        yield Bevinding(
            f"stand-{datum.isoformat()}",
            VERSCHIL,
            f"stand op {datum_voluit(datum)}",
            f"Op {datum_voluit(datum)} geven de bronnen {opsomming(map(stand_in_woorden, verschillend))}.",
            tuple(_plek(s) for s in gevonden),
            (str(begint.vorige), str(begint)),
            g.provincie,
            advies="Vraag de opsteller welke stand geldt.",
        )
        volgend = resultaat(g, begint)
        if volgend is None or volgend.totaalopgave is None:
            continue
        t = volgend.taakstelling
        zou_zijn = {stand: totaalopgave(t, stand) for stand in verschillend}
        anders = {stand: opgave for stand, opgave in zou_zijn.items() if opgave != volgend.totaalopgave}
        if anders:
            yield Bevinding(
                f"totaalopgave-{begint}",
                VERSCHIL,
                f"totaalopgave {begint}",
                f"De totaalopgave van {begint} is gepubliceerd als {toon(volgend.totaalopgave)}; "
                f"{opsomming(f'met {stand_in_woorden(stand)} zou zij {toon(opgave)} zijn' for stand, opgave in anders.items())}. Dat "
                f"heeft dezelfde oorzaak als de twee standen op {datum_voluit(datum)}.",
                (
                    Plek(toon(volgend.totaalopgave), volgend.bron, volgend.vindplaats, volgend.rij),
                    *(Plek(toon(opgave), "", f"{toon(t)} + {toon(stand)}") for stand, opgave in anders.items()),
                ),
                (str(begint),),
                g.provincie,
                advies="Vraag de opsteller met welke beginstand de totaalopgave is berekend.",
            )


def eindstanden(g: Gegevens) -> Iterator[Bevinding]:
    """The aansluiting: totaalopgave − realisatie against the position published for the day after."""
    for periode in g.reeks():
        r = resultaat(g, periode)
        gepubliceerd = standen(g, periode.peildatum)
        if r is None or r.achterstand_eind is None or not gepubliceerd:
            continue
        if r.achterstand_eind in {s.achterstand for s in gepubliceerd}:
            continue  # one of the sources agrees; that they differ among themselves is the finding of verschillende_standen
        yield Bevinding(
            f"eindstand-{periode}",
            VERSCHIL,
            f"aansluiting {periode} op {periode.volgende}",
            f"Totaalopgave min realisatie van {periode} is {stand_in_woorden(r.achterstand_eind)}; voor "
            f"{datum_voluit(periode.peildatum)} is {opsomming(dict.fromkeys(stand_in_woorden(s.achterstand) for s in gepubliceerd))}"
            " gepubliceerd.",
            (
                Plek(
                    stand_in_woorden(r.achterstand_eind), "", f"{toon(r.totaalopgave or 0)} − {toon(r.realisatie or 0)}"
                ),
                *(_plek(s) for s in gepubliceerd),
            ),
            (str(periode), str(periode.volgende)),
            g.provincie,
            advies="Vraag de opsteller of cijfers na publicatie zijn bijgesteld.",
        )


def _plek(stand: Stand) -> Plek:
    return Plek(stand_in_woorden(stand.achterstand), stand.bron, stand.vindplaats, stand.rij)
