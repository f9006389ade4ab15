"""Files in the folder with raw data that nothing reads: mistyped, or of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ibtlib.controle.bevinding import LANDELIJK, VRAAG, Bevinding, Plek
from ibtlib.gegevens.mapinhoud import Ongelezen, ongelezen, ongelezen_landelijk


def onbekende_bestanden(data: Path, provincies: Iterable[str]) -> Iterator[tuple[Bevinding, str]]:
    """A question for each of them, with its path within the data folder."""
    for gebied, lijst in ((LANDELIJK, ongelezen_landelijk(data)), *((p, ongelezen(data, p)) for p in provincies)):
        for o in lijst:
            yield _vraag(data, gebied, o)


def _vraag(data: Path, gebied: str, o: Ongelezen) -> tuple[Bevinding, str]:
    pad = o.pad.relative_to(data).as_posix()
    wat = "map" if o.pad.is_dir() else "bestand"
    bedoeld = f" Bedoelde u {o.bedoeld}?" if o.bedoeld else ""
    advies = "Geef het de goede naam, of haal het weg."
    if o.pad.suffix.lower() in (".xlsx", ".xls", ".ods") and o.bedoeld:
        advies = f"Lees het in met ibt inlezen --tabel {Path(o.bedoeld).stem}."
    bevinding = Bevinding(
        f"ongelezen-{pad.replace('/', '-')}",
        VRAAG,
        f"{wat} {o.pad.name}",
        f"{'De' if wat == 'map' else 'Het'} {wat} {pad} wordt door niets gelezen.{bedoeld}",
        (Plek("", "", ""),),
        (),
        gebied,
        advies=advies,
    )
    return bevinding, pad
