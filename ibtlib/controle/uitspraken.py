"""What the sources say in words or of dates: statements against the exact figure, one event on several days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode, datum_tekst, eind_van
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.controle.bevinding import VERSCHIL, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

if TYPE_CHECKING:
    import pandas as pd


def uitspraken(g: Gegevens) -> Iterator[Bevinding]:
    verwacht = {r["uitspraak"]: r["exact"] for r in rijen(g.tabel("uitspraken"))}
    for u in nagerekende_uitspraken(g):
        if u.exact != verwacht[u.id] and verwacht[u.id] is not None:
            reden = f"de tabel uitspraken verwacht {verwacht[u.id]}, de cijfers geven {u.exact}"
        elif u.klopt is False:
            reden = f"exact is het {u.exact_tekst}"
        else:
            continue
        yield Bevinding(
            f"uitspraak-{u.id}",
            VERSCHIL,
            u.onderwerp,
            f"{hoofdletter(u.onderwerp)}: gepubliceerd als ‘{u.gepubliceerd_als}’; {reden}.",
            (
                Plek(u.gepubliceerd_als, u.bron, u.vindplaats, ("uitspraken", (u.id,))),
                Plek(u.exact_tekst, "", "uit de cijfers"),
            ),
            u.perioden,
            g.provincie,
            advies="Gebruik in eigen teksten het exacte cijfer.",
        )


def gebeurtenissen(g: Gegevens) -> Iterator[Bevinding]:
    """One event, dates that cannot all be true: days that differ, or a day outside the month or year of another source."""
    frame = g.tabel("gebeurtenissen")
    for naam, vermeldingen in frame.groupby("gebeurtenis", sort=True):
        gegeven = sorted({(r["datum"], r["precisie"]) for r in rijen(vermeldingen)})
        if max(begin for begin, _ in gegeven) < min(eind_van(*d) for d in gegeven):
            continue
        yield Bevinding(
            f"datum-{naam}",
            VERSCHIL,
            str(vermeldingen["omschrijving"].iloc[0]),
            f"Voor ‘{vermeldingen['omschrijving'].iloc[0]}’ geven de bronnen {opsomming(datum_tekst(*d) for d in gegeven)}. "
            "Het kunnen ook twee gebeurtenissen zijn; geen bron zegt dat.",
            tuple(
                Plek.in_rij(
                    datum_tekst(r["datum"], r["precisie"]), r, "gebeurtenissen", naam, r["bron"], r["vindplaats"]
                )
                for r in rijen(vermeldingen)
            ),
            _perioden(g, str(naam), vermeldingen),
            g.provincie,
            advies="Zoek het document zelf op; dat geeft de dag.",
        )


def _perioden(g: Gegevens, naam: str, vermeldingen: pd.DataFrame) -> tuple[str, ...]:
    """Whose report shows it: the periode in its name, those of its dates, or the first that knows all its sources.

    Of opvang and Spreidingswet none: those belong to no periode.
    """
    alle = {str(p) for p in g.perioden}
    if naam[-6:] in alle:
        return (naam[-6:],)
    if set(vermeldingen["soort"]) <= {"opvang", "spreidingswet"}:
        return ()
    van_datum = {str(Periode.van(d)) for d in vermeldingen["datum"]} & alle
    bronnen = [g.bronnen[bron] for bron in vermeldingen["bron"]]
    kennen = (str(p) for p in g.perioden if all(b.is_bekend_op(g.voor(p).bekend_op or dt.date.max) for b in bronnen))
    return tuple(sorted(van_datum)) or tuple(kennen)[:1]
