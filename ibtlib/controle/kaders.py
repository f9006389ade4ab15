"""Does the kader still hold for the perioden that are judged by it? What nobody confirmed is a question."""

from __future__ import annotations

from collections.abc import Iterator

from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.controle.bevinding import VRAAG, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader.kader import Kader

KADER = "kader"  # in a Plek: the row is in a kader file, the key is its name
BEVESTIGING = "nog_geldig_bevestigd_op"


def kaders(g: Gegevens) -> Iterator[Bevinding]:
    """A kader past its confirmation, one without an end that nobody confirmed, and perioden without a kader.

    Compared with the perioden in the data, never with the clock: the same data give the same findings.
    """
    for periode in g.perioden:
        if g.kaders.zoek(periode) is None:
            yield Bevinding(
                f"kader-ontbreekt-{periode}",
                VRAAG,
                f"kader voor {periode}",
                f"Voor {periode} is geen kader van kracht; treden van die periode zijn niet te berekenen.",
                (),
                (str(periode),),
                g.provincie,
                advies=f"Leg het beleid van {periode} vast in een kaderbestand, of laat het zo als er geen was.",
            )
    for kader in g.kaders:
        beoordeeld = [p for p in g.perioden if kader.geldt_in(p)]
        if beoordeeld:
            yield from _bevestiging(g, kader, max(beoordeeld))


def _bevestiging(g: Gegevens, kader: Kader, laatste: Periode) -> Iterator[Bevinding]:
    bevestigd = kader.nog_geldig_bevestigd_op
    if bevestigd is None and kader.geldig_tot_en_met is not None:
        return  # who gave it an end looked at how long it holds
    if bevestigd is not None and bevestigd >= laatste.peildatum:
        return
    hoe = f"voor het laatst bevestigd op {datum_voluit(bevestigd)}" if bevestigd else "nog door niemand bevestigd"
    yield Bevinding(
        f"kader-bevestiging-{kader.kader}",
        VRAAG,
        f"geldigheid van het kader ‘{kader.titel}’",
        f"Het kader ‘{kader.titel}’ ({kader.geldigheid}) is {hoe}; er wordt tot en met {laatste} mee gerekend, peildatum "
        f"{datum_voluit(laatste.peildatum)}.",
        (Plek(bevestigd.isoformat() if bevestigd else "leeg", "", BEVESTIGING, (KADER, (kader.kader,))),),
        (str(laatste),),
        g.provincie,
        advies="Zoek na of het beleid nog geldt en zet de dag waarop u dat deed achter nog_geldig_bevestigd_op.",
    )
