"""From an understood file to the folder with raw data: the canonical table, the original, its hash, the receipt."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ibtlib.basis.bestanden import schrijf_samen
from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, leesbaar, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.bronnen import BRONNEN, ORIGINELEN, Bron, Bronnen
from ibtlib.gegevens.inlezen.kolommen import CIJFERS
from ibtlib.gegevens.inlezen.verslag import bonnetje
from ibtlib.gegevens.inlezen.voorstel import Voorstel
from ibtlib.gegevens.invoer import lees_cel
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.schema import BRONSOORTEN


@dataclass(frozen=True)
class Doel:
    """Where the figures of one periode of one province go.

    Parameters
    ----------
    data : Path
        The folder with raw data.
    provincie : str
    periode : Periode
    bronnen : Bronnen
        The register as it is now.
    vervang : bool
        Whether figures that are there may be replaced.
    """

    data: Path
    provincie: str
    periode: Periode
    bronnen: Bronnen
    vervang: bool = False

    @property
    def tabel(self) -> Path:
        return self.data / self.provincie / "gemeenten" / f"{self.periode}.csv"

    @property
    def originelen(self) -> Path:
        return self.data / self.provincie / ORIGINELEN

    def bestaand(self) -> list[Path]:
        """Files with figures of this periode, however their name writes it.

        Examples
        --------
        >>> Doel(Path("nergens"), "utrecht", Periode(2024, 1), Bronnen()).bestaand()
        []
        """
        return [p for p in sorted(self.tabel.parent.glob("*")) if _periode_van(p) == self.periode]

    def controleer(self) -> None:
        """Refuse to overwrite.

        Raises
        ------
        AanvraagFout
        """
        if (er := self.bestaand()) and not self.vervang:
            raise AanvraagFout(
                f"Over {self.periode} zijn er al cijfers: {er[0].as_posix()}. "
                "Zet --vervang bij de opdracht als dit bestand in de plaats daarvan komt. Er is niets geschreven."
            )


def bron_voor(doel: Doel, id_: str, nieuw: dict[str, str]) -> Bron:
    """The source of the figures: from the register, or the new one that the command describes.

    Parameters
    ----------
    nieuw : dict of str to str
        `titel`, `uitgever`, `soort`, `datum` and `kenmerk` as far as the command gives them.

    Raises
    ------
    AanvraagFout
        When the source is unknown and not described, or known and described once more.
    """
    if id_ in doel.bronnen:
        if nieuw:
            opties = opsomming(f"--{n}" for n in nieuw)
            raise AanvraagFout(f"Bron '{id_}' staat al in bronnen.csv; laat {opties} weg, of verander de regel daar.")
        return doel.bronnen[id_]
    weg = [n for n in ("titel", "uitgever", "soort") if not nieuw.get(n)]
    if weg:
        raise AanvraagFout(
            f"Bron '{leesbaar(id_)}' staat niet in bronnen.csv.{bedoelde_u(id_, doel.bronnen)} Is het een nieuwe bron, "
            f'zet dan bij de opdracht: --titel "Titel van het document" --uitgever "Wie het maakte" --soort '
            f"{'|'.join(BRONSOORTEN)}, en als u die weet --datum 2024-12-31 en --kenmerk. Er is niets geschreven."
        )
    problemen, waarden = [], {}
    for veld in BRONNEN.velden:
        try:
            waarden[veld.naam] = lees_cel({"id": id_, **nieuw}.get(veld.naam, ""), veld)
        except ValueError as fout:
            problemen.append(f"Bij --{'bron' if veld.naam == 'id' else veld.naam}: {leesbaar(str(fout))}.")
    if problemen:
        raise AanvraagFout("\n".join([*problemen, "Er is niets geschreven."]))
    return Bron(**waarden)


def schrijf(v: Voorstel, doel: Doel, bron: Bron) -> list[Path]:
    """Write the table, the original, the receipt and the register; all or nothing.

    Returns
    -------
    list of Path
        Table, original, receipt.

    Raises
    ------
    AanvraagFout
        When figures would be overwritten, or the source belongs to another original.
    """
    doel.controleer()
    origineel = _origineel(v, doel, bron)
    relatief = origineel.relative_to(doel.data).as_posix()
    bon = doel.originelen / f"{doel.periode}-inlezen.json"
    bijgewerkt = replace(bron, bestand=relatief, sha256=v.bestand.sha256)
    schrijf_samen(
        {
            origineel: v.bestand.ruw,
            bon: bonnetje(v, bron.id, relatief).encode(),
            doel.data / "bronnen.csv": register({**doel.bronnen, bron.id: bijgewerkt}).encode(),
            **{p: None for p in doel.bestaand() if p != doel.tabel},
            doel.tabel: tabel(v, bron.id).encode(),
        }
    )
    return [doel.tabel, origineel, bon]


def tabel(v: Voorstel, bron: str) -> str:
    """The canonical table (contract 4.2)."""
    regels = [
        [r.code, r.gemeente, *("" if r.waarden[c] is None else r.waarden[c] for c in CIJFERS), bron, r.vindplaats]
        for r in v.rijen
    ]
    return _csv([GEMEENTECIJFERS.kolommen, *regels])


def register(bronnen: dict[str, Bron]) -> str:
    """The text of `bronnen.csv`."""
    regels = [["" if (w := getattr(b, n)) is None else str(w) for n in BRONNEN.kolommen] for b in bronnen.values()]
    return _csv([BRONNEN.kolommen, *regels])


def _csv(regels: Iterable[Iterable[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\n").writerows(regels)
    return buffer.getvalue()


def _origineel(v: Voorstel, doel: Doel, bron: Bron) -> Path:
    """Where the original is kept: once, under the name it came with."""
    if bron.bestand is not None:
        if bron.sha256 == v.bestand.sha256:
            return doel.data / bron.bestand
        zelfde_periode = Path(bron.bestand).name.startswith(f"{doel.periode}")
        if not (doel.vervang and zelfde_periode):
            raise AanvraagFout(
                f"Bron '{bron.id}' hoort bij een ander bestand: {bron.bestand}. Geef dit bestand een eigen bron (--bron met "
                "--titel, --uitgever en --soort), dan blijft van elk cijfer te zien waar het vandaan komt. Er is niets geschreven."
            )
    naam = re.sub(r"[^\w.() -]", "-", v.bestand.pad.name)[-100:]
    if not naam.startswith(f"{doel.periode}"):
        naam = f"{doel.periode}-{naam}"
    pad, n = doel.originelen / naam, 1
    while pad.exists() and pad.read_bytes() != v.bestand.ruw:
        n += 1
        pad = doel.originelen / f"{Path(naam).stem}-{n}{Path(naam).suffix}"
    return pad


def _periode_van(pad: Path) -> Periode | None:
    try:
        return Periode.lees(pad.stem)
    except AanvraagFout:
        return None
