"""Adding a source to the register, or changing its row: under the lock, read again, and only that row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, leesbaar
from ibtlib.gegevens.bronnen import BRONNEN, Bron, Bronnen, laad_bronnen, mis_in_bron
from ibtlib.gegevens.invoer import lees_cel
from ibtlib.gegevens.schema import BRONSOORTEN
from ibtlib.gegevens.tabelbestand import bijgewerkt

BESCHRIJVING = ("titel", "uitgever", "soort", "datum", "kenmerk", "url")


def voeg_bron_toe(data: Path, id_: str, beschrijving: Mapping[str, str]) -> Bron:
    """Add a source to `bronnen.csv` (`ibt bron`).

    Raises
    ------
    AanvraagFout
        When it is there already, or the description is not complete.
    """
    with beheer(data) as ruimte:
        pad = data / "bronnen.csv"
        bronnen = laad_bronnen(pad)
        if id_ in bronnen:
            raise AanvraagFout(f"Bron '{id_}' staat al in bronnen.csv: {bronnen[id_].titel}. Er is niets geschreven.")
        bron = met_nieuwe_bron(bronnen, id_, beschrijving)
        ruimte.schrijf({pad: met_bron(pad.read_bytes(), bron)})
    return bron


def met_nieuwe_bron(bronnen: Bronnen, id_: str, beschrijving: Mapping[str, str]) -> Bron:
    """A source that is not in the register, from what the command says of it.

    Raises
    ------
    AanvraagFout
        With all that is missing or wrong.
    """
    weg = [n for n in ("titel", "uitgever", "soort") if not beschrijving.get(n)]
    if weg:
        raise AanvraagFout(
            f"Bron '{leesbaar(id_)}' staat niet in bronnen.csv.{bedoelde_u(id_, bronnen)} Is het een nieuwe bron, "
            f'zet dan bij de opdracht: --titel "Titel van het document" --uitgever "Wie het maakte" --soort '
            f"{'|'.join(BRONSOORTEN)}, en als u die weet --datum 2024-12-31 en --kenmerk. Er is niets geschreven."
        )
    problemen, waarden = [], {}
    for veld in BRONNEN.velden:
        try:
            waarden[veld.naam] = lees_cel({"id": id_, **beschrijving}.get(veld.naam, ""), veld)
        except ValueError as fout:
            problemen.append(f"Bij --{'bron' if veld.naam == 'id' else veld.naam}: {leesbaar(str(fout))}.")
    if not problemen:
        bron = Bron(**waarden)
        problemen = [f"Bij --{kolom}: {wat}." for kolom, wat in mis_in_bron(bron)]
    if problemen:
        raise AanvraagFout("\n".join([*problemen, "Er is niets geschreven."]))
    return bron


def met_bron(ruw: bytes, bron: Bron) -> bytes:
    """The register with the row of one source added or changed; the others stay byte for byte."""
    return bijgewerkt(ruw, BRONNEN, [{n: getattr(bron, n) for n in BRONNEN.kolommen}])
