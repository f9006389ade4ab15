"""A document that failed keeps its last good version: published again from its notebook, with on top of when it is and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ibtlib.basis.fouten import leesbaar
from ibtlib.basis.periode import datum_voluit
from ibtlib.weergave import Tekst

_LANGST = 300  # characters of a reason on a page


@dataclass(frozen=True)
class Vorige:
    """The last good version of a document, in the folder of its periode.

    Parameters
    ----------
    stam : str
        Its place in the folder.
    formaten : tuple of str
        In which it is published.
    waarom : str
        Why there is no new one.
    """

    stam: str
    formaten: tuple[str, ...]
    waarom: str

    @property
    def notebook(self) -> str:
        """Its executed notebook, which is never changed: its date stays that of when it was made."""
        return f"notebooks/{self.stam}.ipynb"


def reden(fout: str) -> str:
    """What went wrong, in a line for readers: without the place where a notebook was saved.

    >>> reden("01_voortgang.ipynb (periode = 2023-2): cel 5 mislukte.\\n  er zijn geen tegels\\n  Het notebook staat in /tmp/x.")
    'er zijn geen tegels'
    """
    regels = [regel.strip() for regel in fout.strip().splitlines()]
    return leesbaar(regels[1] if len(regels) > 2 else regels[0], _LANGST).rstrip(".")


def banier(vorige: Vorige, gemaakt: dt.date) -> Tekst:
    """What stands on top of it."""
    return Tekst(
        (
            f"Let op: dit is de versie van {datum_voluit(gemaakt)}. Een nieuwe versie is niet gelukt: {vorige.waarom}.",
            "De andere documenten van deze periode kunnen nieuwer zijn; de tabellen bij dit document staan niet tussen de open data.",
        ),
        soort="let-op",
    )


def publiceer_vorige(map_: Path, vorige: Vorige, data: str, provincie: str) -> None:
    """Write it into a folder that holds its notebook; nothing of it is left when it can no longer be published."""
    import nbformat

    from ibtlib.gegevens.huisstijl import lees_huisstijl
    from ibtlib.publicatie import PublicatieFout
    from ibtlib.publicatie.boom import afgewerkt, gekeurd
    from ibtlib.publicatie.pagina import als_html
    from ibtlib.publicatie.pdf import zet

    pad = map_ / vorige.notebook
    try:
        titel, blokken = gekeurd(nbformat.read(pad, as_version=4))
        gemaakt = dt.date.fromtimestamp(pad.stat().st_mtime)
        boom = afgewerkt(titel, [*banier(vorige, gemaakt).als_blokken(), *blokken])
    except (PublicatieFout, ValueError, KeyError):  # of another version of the programme
        pad.unlink()
        return
    stijl = lees_huisstijl(Path(data) / provincie).stijl
    if "html" in vorige.formaten:
        (map_ / f"{vorige.stam}.html").write_text(als_html(boom, stijl), encoding="utf-8", newline="\n")
    if "pdf" in vorige.formaten:
        (map_ / f"{vorige.stam}.pdf").write_bytes(zet(boom, stijl))
