"""From an understood file to the folder with raw data: the table, the original, its hash, the receipt, what was noticed.

What is there is read again under the lock of the folder before anything is changed, so that two commands at once lose nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout, hoogstens, leesbaar, vanaf_hier
from ibtlib.basis.periode import Periode
from ibtlib.basis.tekens import toonbaar
from ibtlib.gegevens.bronnen import ORIGINELEN, Bron, laad_bronnen, met_bron, met_nieuwe_bron
from ibtlib.gegevens.inlezen.doeltabel import GEMEENTEN, Doeltabel
from ibtlib.gegevens.inlezen.rijen import Rij
from ibtlib.gegevens.inlezen.verslag import bonnetje, waarnemingen
from ibtlib.gegevens.inlezen.voorstel import Voorstel
from ibtlib.gegevens.invoer import lees_tabel, rijen
from ibtlib.gegevens.tabelbestand import als_tekst, bijgewerkt, nieuwe_tabel

_MEESTE_VERSCHILLEN = 20


@dataclass(frozen=True)
class Doel:
    """Where the rows of one file go."""

    data: Path  # the folder with raw data
    provincie: str
    doel: Doeltabel
    periode: Periode
    dag: dt.date | None = None  # for the stand of a day per gemeente
    vervang: bool = False  # whether figures that are there may be replaced
    wanneer: str = ""  # what the receipt and the original are named after: the periode, the day, or else the source

    @property
    def tabel(self) -> Path:
        eigen = self.data / self.provincie
        if self.doel.map:
            return eigen / self.doel.map / f"{self.dag or self.periode}.csv"
        return eigen / f"{self.doel.naam}.csv"

    @property
    def naam(self) -> str:
        """What the receipt and the original are named after."""
        return str(self.periode) if self.doel is GEMEENTEN else f"{self.doel.naam}-{self.wanneer}"

    @property
    def originelen(self) -> Path:
        return self.data / self.provincie / ORIGINELEN

    def bestaand(self) -> list[Path]:
        """Files about this very periode or day, however their name writes it.

        Examples
        --------
        >>> Doel(Path("nergens"), "utrecht", GEMEENTEN, Periode(2024, 1)).bestaand()
        []
        """
        if self.doel is not GEMEENTEN:
            return [self.tabel] if self.doel.map and self.tabel.exists() else []
        return [p for p in sorted(self.tabel.parent.glob("*")) if _periode_van(p) == self.periode]

    def controleer(self) -> None:
        """Refuse to overwrite (AanvraagFout)."""
        if (er := self.bestaand()) and not self.vervang:
            raise AanvraagFout(
                f"Over {self.dag or self.periode} zijn er al cijfers: {vanaf_hier(er[0])}. "
                "Zet --vervang bij de opdracht als dit bestand in de plaats daarvan komt. Er is niets geschreven."
            )


def schrijf(v: Voorstel, doel: Doel, bron: Bron) -> list[Path]:
    """Write the table, the original, the receipt, what was noticed and the register; all or nothing.

    Returns
    -------
    list of Path
        Table, original, receipt.

    Raises
    ------
    AanvraagFout
        When figures would be overwritten, or the source belongs to another original.
    InvoerFout
        When a file that is changed became invalid in the meantime.
    """
    with beheer(doel.data) as ruimte:
        doel.controleer()
        register = doel.data / "bronnen.csv"
        nu = laad_bronnen(register).get(bron.id)
        if nu is not None and (bron.bestand, bron.sha256) != (nu.bestand, nu.sha256):
            bron = nu  # another command read a file from this source since
        origineel, van_bron = _origineel(v, doel, bron)
        relatief = origineel.relative_to(doel.data).as_posix()
        bon = doel.originelen / f"{doel.naam}-inlezen.json"
        opgemerkt = doel.originelen / f"{doel.naam}-inlezen.bevindingen.csv"
        bijgewerkte_bron = replace(bron, bestand=relatief, sha256=v.bestand.sha256) if van_bron else bron
        waargenomen = waarnemingen(v, bron.id)
        ruimte.schrijf(
            {
                origineel: v.bestand.ruw,
                bon: bonnetje(v, bron.id, relatief).encode(),
                **({opgemerkt: waargenomen} if waargenomen or opgemerkt.exists() else {}),
                register: met_bron(register.read_bytes(), bijgewerkte_bron),
                **{p: None for p in doel.bestaand() if p != doel.tabel},
                doel.tabel: _tabel(v, doel, bron.id),
            }
        )
    return [doel.tabel, origineel, bon]


def bron_voor(data: Path, id_: str, nieuw: dict[str, str]) -> Bron:
    """The source of the figures: from the register, or the new one that the command describes.

    Raises
    ------
    AanvraagFout
        When the source is unknown and not described, or known and described otherwise.
    """
    bronnen = laad_bronnen(data / "bronnen.csv")
    if id_ not in bronnen:
        return met_nieuwe_bron(bronnen, id_, nieuw)
    anders = {n: staat for n, w in nieuw.items() if (staat := als_tekst(getattr(bronnen[id_], n))) != w}
    if anders:
        staat_er = "; ".join(f"--{n} is daar '{leesbaar(staat)}'" for n, staat in anders.items())
        raise AanvraagFout(
            f"Bron '{id_}' staat al in bronnen.csv, en anders: {staat_er}. Laat dat weg, kies een andere ID, of verander de "
            "regel daar."
        )
    return bronnen[id_]


def _als_rij(r: Rij, v: Voorstel, bron: str) -> dict[str, Any]:
    """A row of the table, by the names of its columns."""
    voorlopig = [
        f"{w.veld} '{w.tekst}' ({w.hoe})" for w in v.voorlopig if w.rij == r.nummer and r.waarden[w.veld] is not None
    ]
    plaats = "; ".join([r.vindplaats, *(f"voorlopig: {w}" for w in voorlopig)])
    return r.cellen(bron) | {"vindplaats": toonbaar(plaats)}


def _tabel(v: Voorstel, doel: Doel, bron: str) -> bytes:
    schema = doel.doel.schema
    nieuw = [_als_rij(r, v, bron) for r in v.rijen]
    if doel.doel.map or not doel.tabel.exists():
        return nieuwe_tabel(schema, nieuw)
    oud = {tuple(als_tekst(r[k]) for k in schema.sleutel): r for r in rijen(lees_tabel(doel.tabel, schema))}
    anders = list(_verschillen(schema.sleutel, oud, nieuw))
    if anders and not doel.vervang:
        raise AanvraagFout(
            f"In {vanaf_hier(doel.tabel)} staan al andere cijfers:\n  "
            + "\n  ".join(map(leesbaar, hoogstens(_MEESTE_VERSCHILLEN, anders)))
            + "\nZet --vervang bij de opdracht als dit bestand in de plaats daarvan komt. Er is niets geschreven."
        )
    return bijgewerkt(doel.tabel.read_bytes(), schema, nieuw)


def _verschillen(
    sleutel: tuple[str, ...], oud: dict[tuple[str, ...], dict[str, Any]], nieuw: list[dict[str, Any]]
) -> Iterator[str]:
    for r in nieuw:
        k = tuple(als_tekst(r[n]) for n in sleutel)
        if k not in oud:
            continue
        anders = [
            f"{n} {als_tekst(oud[k][n]) or 'leeg'}, in dit bestand {als_tekst(r.get(n)) or 'leeg'}"
            for n in oud[k]
            if n not in ("bron", "vindplaats", "gemeente") and als_tekst(oud[k][n]) != als_tekst(r.get(n))
        ]
        if anders:
            yield f"{' | '.join(k)}: {'; '.join(anders)}"


def _origineel(v: Voorstel, doel: Doel, bron: Bron) -> tuple[Path, bool]:
    """Where the original is kept, once, under the name it came with; and whether it is the document of the source.

    A table that somebody made from a document, beside the figures per gemeente, is not that document: then the receipt
    alone says which file it was.
    """
    if bron.bestand is not None and bron.sha256 == v.bestand.sha256:
        return doel.data / bron.bestand, True
    van_bron = bron.bestand is None
    if bron.bestand is not None and doel.doel is GEMEENTEN:
        van_bron = doel.vervang and Path(bron.bestand).name.startswith(f"{doel.naam}")
        if not van_bron:
            raise AanvraagFout(
                f"Bron '{bron.id}' hoort bij een ander bestand: {bron.bestand}. Geef dit bestand een eigen bron (--bron met "
                "--titel, --uitgever en --soort), dan blijft van elk cijfer te zien waar het vandaan komt. Er is niets geschreven."
            )
    naam = re.sub(r"[^\w.() -]", "-", v.bestand.pad.name)[-100:]
    if not naam.startswith(doel.naam):
        naam = f"{doel.naam}-{naam}"
    pad, n = doel.originelen / naam, 1
    while pad.exists() and pad.read_bytes() != v.bestand.ruw:
        n += 1
        pad = doel.originelen / f"{Path(naam).stem}-{n}{Path(naam).suffix}"
    return pad, van_bron


def _periode_van(pad: Path) -> Periode | None:
    try:
        return Periode.lees(pad.stem)
    except AanvraagFout:
        return None
