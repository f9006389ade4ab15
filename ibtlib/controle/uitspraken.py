"""What the sources say in words or of dates: statements against the exact figure, one event on several days."""

from __future__ import annotations

from collections.abc import Iterator

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import datum_voluit
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.controle.bevinding import VERSCHIL, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen


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
    """One event, several days."""
    frame = g.tabel("gebeurtenissen")
    for naam, vermeldingen in frame[frame["precisie"] == "dag"].groupby("gebeurtenis", sort=True):
        datums = sorted(set(vermeldingen["datum"]))
        if len(datums) < 2:
            continue
        yield Bevinding(
            f"datum-{naam}",
            VERSCHIL,
            str(vermeldingen["omschrijving"].iloc[0]),
            f"Voor ‘{vermeldingen['omschrijving'].iloc[0]}’ geven de bronnen {opsomming(map(datum_voluit, datums))}.",
            tuple(
                Plek(
                    datum_voluit(r["datum"]),
                    r["bron"],
                    r["vindplaats"],
                    ("gebeurtenissen", (naam, r["bron"], r["vindplaats"])),
                )
                for r in rijen(vermeldingen)
            ),
            tuple(p for p in [str(naam)[-6:]] if p in {str(q) for q in g.perioden}),
            g.provincie,
            advies="Zoek het document zelf op; dat geeft de dag.",
        )
