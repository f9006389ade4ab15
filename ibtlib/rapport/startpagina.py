"""What the start pages say of a province."""

from __future__ import annotations

from collections.abc import Sequence

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import getoonde_treden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.weergave import Tekst
from ibtlib.weergave.tekenen.figuurinvoer import tel_treden


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
