"""What is there and not used: sources that no row refers to, and files that nothing reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ibtlib.controle.bevinding import LANDELIJK, VRAAG, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.mapinhoud import ongelezen, ongelezen_landelijk
from ibtlib.gegevens.provincietabellen import PROVINCIETABELLEN


def bronnen(alle: list[Gegevens]) -> Iterator[tuple[Bevinding, str]]:
    """Every source of the register that no table and no kader of any province names, with its id.

    Parameters
    ----------
    alle : list of Gegevens
        Every province there is: a source that one of them uses is used.
    """
    gebruikt = {id_ for g in alle for id_ in _gebruikt(g)}
    for bron in alle[0].bronnen.values() if alle else ():
        if bron.id not in gebruikt:
            vraag = Bevinding(
                f"bron-ongebruikt-{bron.id}",
                VRAAG,
                f"bron ‘{bron.titel}’",
                f"‘{bron.id}’ staat in bronnen.csv, maar geen enkele rij en geen kader verwijst ernaar.",
                (Plek(bron.id, bron.id, "bronnen.csv"),),
                (),
                LANDELIJK,
                "Voeg de cijfers uit deze bron toe, of haal haar weg uit bronnen.csv.",
            )
            yield vraag, bron.id


def bestanden(data: Path, provincies: Iterable[str]) -> Iterator[tuple[Bevinding, str]]:
    """Every file and folder that nothing reads, mistyped or of another kind, with its path within the data folder."""
    for gebied, lijst in ((LANDELIJK, ongelezen_landelijk(data)), *((p, ongelezen(data, p)) for p in provincies)):
        for o in lijst:
            pad = o.pad.relative_to(data).as_posix()
            wat = "map" if o.pad.is_dir() else "bestand"
            advies = "Geef het de goede naam, of haal het weg."
            if o.pad.suffix.lower() in (".xlsx", ".xls", ".ods") and o.bedoeld:
                advies = f"Lees het in met ibt inlezen --tabel {Path(o.bedoeld).stem}."
            bedoeld = f" Bedoelde u {o.bedoeld}?" if o.bedoeld else ""
            vraag = Bevinding(
                f"ongelezen-{pad.replace('/', '-')}",
                VRAAG,
                f"{wat} {o.pad.name}",
                f"{'De' if wat == 'map' else 'Het'} {wat} {pad} wordt door niets gelezen.{bedoeld}",
                (Plek("", "", ""),),
                (),
                gebied,
                advies,
            )
            yield vraag, pad


def _gebruikt(g: Gegevens) -> Iterator[str]:
    eigen, landelijk = (g.tabel(s.naam) for s in PROVINCIETABELLEN), (g.landelijk(s.naam) for s in LANDELIJKE_TABELLEN)
    for frame in (*eigen, *landelijk, g.gemeentecijfers):
        if "bron" in frame:
            yield from (id_ for id_ in frame["bron"] if id_)
    for kader in g.kaders:
        yield from (v.bron for v in kader.bronnen)
