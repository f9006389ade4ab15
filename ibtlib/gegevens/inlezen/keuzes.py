"""What the command says about a file, and what it still has to say: choices and questions."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ibtlib.basis.fouten import AanvraagFout, aantal, bedoelde_u, leesbaar, opsomming
from ibtlib.gegevens.inlezen.kolommen import GEBRUIKT, VELDEN


@dataclass(frozen=True)
class Keuzes:
    """The options of `ibt inlezen` that say how a file is to be understood.

    Parameters
    ----------
    blad : str or None
        `--blad`.
    kopregel : int or None
        `--kopregel`: the row in which the header ends.
    kolommen : mapping of str to str
        `--kolom`: field to header, letter, or "geen".
    namen : mapping of str to str
        `--naam`: name in the file to gemeentecode.
    overslaan : frozenset of int
        `--overslaan`: rows that are no gemeente.
    streepje : str or None
        `--streepje`: "leeg" or "nul".
    voorsprong : str or None
        `--voorsprong`: "plus" or "min", how the column achterstand writes a voorsprong.
    """

    blad: str | None = None
    kopregel: int | None = None
    kolommen: Mapping[str, str] = field(default_factory=dict)
    namen: Mapping[str, str] = field(default_factory=dict)
    overslaan: frozenset[int] = frozenset()
    streepje: str | None = None
    voorsprong: str | None = None


@dataclass(frozen=True)
class Vraag:
    """Something the file does not say by itself.

    Parameters
    ----------
    wat : str
        Dutch: where it stands and what is not clear.
    voorstel : str
        Dutch: what `--ja` makes of it; empty when a choice has to be made.
    opties : tuple of str
        Options of the command that answer it.
    """

    wat: str
    voorstel: str = ""
    opties: tuple[str, ...] = ()

    def regels(self) -> list[str]:
        uit = [f"  {leesbaar(self.wat)}"]
        if self.voorstel:
            uit.append(f"    voorstel: {leesbaar(self.voorstel)}")
        if self.opties:
            uit.append(f"    {'als optie' if self.voorstel else 'kies'}: {leesbaar('  of  '.join(self.opties), 2_000)}")
        return uit


def optie(naam: str, waarde: str) -> str:
    """An option as it has to be typed.

    >>> optie("naam", "Bilt, De=GM0310"), optie("overslaan", "31")
    ('--naam "Bilt, De=GM0310"', '--overslaan 31')
    """
    if not set(waarde) & set(" ,;'()&|<>*?!#~\"$`\\"):
        return f"--{naam} {waarde}"
    return f'--{naam} "{waarde}"' if not set(waarde) & set('"$`\\!') else f"--{naam} {shlex.quote(waarde)}"


def paren(naam: str, teksten: Iterable[str]) -> dict[str, str]:
    """`VELD=KOP` of the command line, split at the last equals sign for names and the first for columns.

    Raises
    ------
    AanvraagFout
        When there is no equals sign, a side is empty, or a field does not exist.
    """
    uit: dict[str, str] = {}
    for tekst in teksten:
        links, teken, rechts = tekst.partition("=") if naam == "kolom" else tekst.rpartition("=")
        links, rechts = links.strip(), rechts.strip()
        if not teken or not links or not rechts:
            voorbeeld = 'realisatie="Gerealiseerd"' if naam == "kolom" else '"Bilt, De"=GM0310'
            raise AanvraagFout(
                f"Bij --{naam}: '{leesbaar(tekst)}' is niet goed. Schrijf bijvoorbeeld --{naam} {voorbeeld}."
            )
        if naam == "kolom" and links not in GEBRUIKT:
            raise AanvraagFout(
                f"Bij --kolom: '{leesbaar(links)}' bestaat niet; kies {opsomming(VELDEN, 'of')}.{bedoelde_u(links, VELDEN)}"
            )
        uit[links] = rechts
    return uit


def te_kiezen(bestand: str, vragen: Iterable[Vraag]) -> str:
    """The message when a file is not clear by itself."""
    lijst = list(vragen)
    open_ = [v for v in lijst if not v.voorstel]
    regels = [f"Nog niet ingelezen: in {leesbaar(bestand)} {aantal(len(lijst), 'ding is', 'dingen zijn')} niet zeker."]
    for vraag in lijst:
        regels += vraag.regels()
    if not open_:
        regels.append("Neem alle voorstellen over met --ja, of geef de opties die u wilt. Er is niets geschreven.")
    elif len(open_) < len(lijst):
        regels.append("Kies waar geen voorstel staat; de voorstellen neemt u over met --ja. Er is niets geschreven.")
    else:
        regels.append("Geef de opdracht opnieuw met de opties die u kiest. Er is niets geschreven.")
    return "\n".join(regels)
