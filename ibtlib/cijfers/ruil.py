"""An exchange between gemeenten, of taakstelling or of opgave: what the one takes over the other gives up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import Getal, toon


@dataclass(frozen=True)
class Ruilmiddel:
    """What is exchanged, in the words of a refusal, and why its sum stays the same."""

    naam: str
    meervoud: str
    eenheid: str
    waarom: str


TAAKSTELLING = Ruilmiddel("taakstelling", "taakstellingen", "", " (Huisvestingswet 2014, art. 29 lid 2).")
OPGAVE = Ruilmiddel("opgave", "opgaven", " plekken", ". Wat de ene gemeente overneemt, staat een andere af.")


def ruil(verdeling: Mapping[str, Getal], wijzigingen: Mapping[str, int], middel: Ruilmiddel) -> dict[str, Getal]:
    """What every gemeente has after an exchange; the sum of the province stays what it was.

    Parameters
    ----------
    verdeling : mapping of str to int or Fraction
        What each gemeente has before it (persons or places), by gemeentecode.
    wijzigingen : mapping of str to int
        What it gets more (or, negative, fewer), by gemeentecode.
    middel : Ruilmiddel
        `TAAKSTELLING` or `OPGAVE`.

    Raises
    ------
    AanvraagFout
        When the sum would change, a gemeente has none to exchange, or one would get less than 0.

    Source
    ------
    Of the taakstelling: Huisvestingswet 2014, art. 29 lid 2.

    Examples
    --------
    >>> ruil({"GM0342": 73, "GM0355": 102}, {"GM0342": 5, "GM0355": -5}, TAAKSTELLING)
    {'GM0342': 78, 'GM0355': 97}
    """
    onbekend = [code for code in wijzigingen if code not in verdeling]
    if onbekend:
        werkwoord = "heeft" if len(onbekend) == 1 else "hebben"
        raise AanvraagFout(
            f"Ruil geweigerd: {opsomming(onbekend)} {werkwoord} hier geen {middel.naam}. Kies uit {opsomming(verdeling)}."
        )
    verschil = sum(wijzigingen.values())
    if verschil:
        raise AanvraagFout(
            f"Ruil geweigerd: de som van de {middel.meervoud} zou met {toon(verschil, teken=True)}{middel.eenheid} "
            f"veranderen; zij moet gelijk blijven{middel.waarom}"
        )
    for code, erbij in wijzigingen.items():
        if verdeling[code] + erbij < 0:
            raise AanvraagFout(
                f"Ruil geweigerd: {code} heeft een {middel.naam} van {toon(verdeling[code])}{middel.eenheid} en kan er "
                f"geen {toon(-erbij)} afstaan."
            )
    return {code: n + wijzigingen.get(code, 0) for code, n in verdeling.items()}
