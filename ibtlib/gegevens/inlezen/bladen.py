"""Any file to sheets of cells: Excel, or text in the encodings and with the separators that occur."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ibtlib.basis.afdruk import sha256_van
from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens.bestandssoort import is_werkmap
from ibtlib.gegevens.invoer import Rij, lees_bytes, lees_regels
from ibtlib.gegevens.werkmap import LEEG, Blad, Cel, lees_werkmap

_SCHEIDING = {";": "puntkomma's", "\t": "tabs", ",": "komma's"}


@dataclass(frozen=True)
class Bestand:
    """A file as it was handed over."""

    pad: Path  # where it stands
    ruw: bytes  # its content, read once: what is understood is what is kept
    soort: str  # Dutch: how it was read
    bladen: tuple[Blad, ...]  # one for a text file

    @property
    def sha256(self) -> str:
        return sha256_van(self.ruw)

    @property
    def is_tekst(self) -> bool:
        return self.bladen[0].naam == ""


def lees_bestand(pad: Path, ruw: bytes | None = None) -> Bestand:
    """Read a file of figures, whatever program made it; `ruw` is its content, when that was read already.

    Raises
    ------
    InvoerFout
        When it is neither text nor an Excel file (.xlsx), or too large to be a table.
    """
    ruw = lees_bytes(pad) if ruw is None else ruw
    if is_werkmap(pad, ruw):
        return Bestand(pad, ruw, "Excel", tuple(lees_werkmap(pad, ruw)))
    tekst, codering = _decodeer(pad, ruw)
    rijen, scheiding = _regels(pad, tekst)
    return Bestand(pad, ruw, f"tekst ({codering}, {_SCHEIDING[scheiding]})", (_als_blad(rijen),))


def _decodeer(pad: Path, ruw: bytes) -> tuple[str, str]:
    pogingen = [("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")]
    if ruw.startswith((b"\xff\xfe", b"\xfe\xff")):
        pogingen = [("utf-16", "UTF-16")]
    for codering, naam in pogingen:
        try:
            return ruw.decode(codering), naam
        except UnicodeDecodeError:
            continue
    raise InvoerFout.van(pad, "geen tekst in UTF-8 of Windows-1252; sla het in Excel op als 'CSV UTF-8'")


def _regels(pad: Path, tekst: str) -> tuple[list[Rij], str]:
    """The rows by the separator that gives most of them the most cells."""
    beste: tuple[int, list[Rij], str] | None = None
    fout: InvoerFout | None = None
    for scheiding in _SCHEIDING:
        if scheiding not in tekst:
            continue
        try:
            rijen = lees_regels(pad, tekst, scheiding)
        except InvoerFout as nu:
            fout = fout or nu
            continue
        breedte = Counter(len(cellen) for _, cellen in rijen).most_common(1)[0][0] if rijen else 0
        if beste is None or breedte > beste[0]:
            beste = (breedte, rijen, scheiding)
    if beste is not None and (beste[0] > 1 or fout is None):
        return beste[1], beste[2]
    if fout is not None:
        raise fout
    wat = "dit is geen tabel: nergens staat een puntkomma, een tab of een komma"
    raise InvoerFout.van(pad, wat if tekst.strip() else "het bestand is leeg")


def _als_blad(rijen: list[Rij]) -> Blad:
    """Rows at the line on which they stand, so that a row number is a line number."""
    uit: list[list[Cel]] = []
    for regel, cellen in rijen:
        uit += [[]] * (regel - 1 - len(uit))
        uit.append([Cel(c, "tekst") if c.strip() else LEEG for c in cellen])
    return Blad("", uit)
